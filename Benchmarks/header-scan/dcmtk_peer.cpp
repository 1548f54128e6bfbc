// DCMTK's side of header-scan: loadFileUntilTag up to the pixel data, on one thread.
//
//     dcmtk_peer ROUNDS < paths
//
// Prints one line a measurement: its name, a tab, CPU microseconds a file.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

namespace {

double cpuMicroseconds() {
    rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e6 + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

// Asks every element, nested ones too, for its value as text. Sequences and items answer with an error, at no cost.
size_t touch(DcmItem &dataset) {
    size_t bytes = 0;
    DcmStack stack;
    OFString text;
    while (dataset.nextObject(stack, OFTrue).good()) {
        if (!stack.top()->isLeaf()) continue;
        auto *element = static_cast<DcmElement *>(stack.top());
        if (element->getOFStringArray(text).good()) bytes += text.length();
    }
    return bytes;
}

size_t read(const std::vector<std::string> &paths, bool touchesValues) {
    size_t bytes = 0;
    for (const auto &path : paths) {
        DcmFileFormat file;
        const OFCondition result = file.loadFileUntilTag(
            path.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength, ERM_autoDetect, DCM_PixelData);
        if (result.bad()) {
            std::fprintf(stderr, "%s: %s\n", path.c_str(), result.text());
            std::exit(2);
        }
        if (touchesValues) bytes += touch(*file.getDataset());
    }
    return bytes;
}

void measure(const char *name, const std::vector<std::string> &paths, bool touchesValues) {
    const double before = cpuMicroseconds();
    const size_t bytes = read(paths, touchesValues);
    std::printf("%s\t%f\n", name, (cpuMicroseconds() - before) / paths.size());
    if (touchesValues && bytes == 0) std::exit(2);
}

}  // namespace

int main(int argc, char **argv) {
    OFLog::configure(OFLogger::ERROR_LOG_LEVEL);
    std::vector<std::string> paths;
    for (std::string line; std::getline(std::cin, line);) paths.push_back(line);
    if (argc != 2 || paths.empty()) return 2;
    read(paths, false);
    for (int round = 0; round < std::atoi(argv[1]); ++round) {
        measure("DCMTK, load only", paths, false);
        measure("DCMTK, every value as text", paths, true);
    }
}
