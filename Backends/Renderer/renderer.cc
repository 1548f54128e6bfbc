// The boundary of the backend: arguments are checked here, and nothing is thrown beyond it.
#include "renderer.h"

#include <new>
#include <string>

#include <dcmtk/dcmdata/dcdict.h>
#include <dcmtk/oflog/oflog.h>
#include <openjpeg.h>

#include "Codecs.h"
#include "Failure.h"
#include "Greyscale.h"
#include "Resize.h"
#include "SourceFile.h"

namespace {

// Counts up when the same file may give another picture.
constexpr const char *ownVersion = "1";

const std::string &version() {
  static const std::string text = std::string("tagfold-renderer ") + ownVersion + "; DCMTK " + OFFIS_DCMTK_VERSION_STRING + "; OpenJPEG " + opj_version();
  return text;
}

renderer_outcome renderFile(const renderer_options &options, Bytes bytes, renderer_picture &picture) {
  SourceFile file(bytes);
  picture.rows = word(file.dataset(), DCM_Rows, 0);
  picture.columns = word(file.dataset(), DCM_Columns, 0);
  picture.frame = file.frame();
  picture.frames = file.frames();
  const GreyFrame grey = hasFloatPixels(file) ? makeGreyOfFloats(file, options.most_samples)
                                              : makeGrey(file, readFrame(file, PixelDescription(file.dataset(), options.most_samples)));
  resize(grey, options.side, options.fit == RENDERER_KEEP_ASPECT, picture.pixels);
  return RENDERER_RENDERED;
}

bool areValid(const renderer_options *options, const uint8_t *file, const renderer_picture *picture) {
  if (options == nullptr || file == nullptr || picture == nullptr || picture->pixels == nullptr) return false;
  if (options->struct_size < sizeof(renderer_options) || picture->struct_size < sizeof(renderer_picture)) return false;
  if (options->side < 1 || options->side > 4096 || options->fit > RENDERER_KEEP_ASPECT) return false;
  return uint64_t(options->side) * options->side <= picture->capacity;
}

renderer_outcome render(const renderer_options *options, const uint8_t *file, uint64_t count, renderer_picture *picture) {
  if (!areValid(options, file, picture)) return RENDERER_FAILED;
  try {
    return renderFile(*options, Bytes{file, count}, *picture);
  } catch (const Failure &failure) {
    return failure.outcome;
  } catch (const std::bad_alloc &) {
    return RENDERER_OUT_OF_MEMORY;
  } catch (...) {
    return RENDERER_FAILED;
  }
}

uint32_t start(renderer_backend &backend) {
  // What DCMTK logs may quote values.
  OFLog::configure(OFLogger::OFF_LOG_LEVEL);
  backend.abi_version = RENDERER_ABI_VERSION;
  backend.version = "DCMTK finds no data dictionary";
  if (!dcmDataDict.isDictionaryLoaded()) return 1;
  registerCodecs();
  backend.version = version().c_str();
  backend.render = render;
  return 0;
}

}  // namespace

extern "C" RENDERER_EXPORT uint32_t tagfold_renderer(renderer_backend *backend) {
  if (backend == nullptr || backend->struct_size < sizeof(renderer_backend)) return 1;
  if (backend->abi_version >> 16 != RENDERER_ABI_MAJOR) return 1;
  try {
    return start(*backend);
  } catch (...) {
    backend->version = nullptr;
    return 1;
  }
}
