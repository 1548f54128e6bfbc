#include "Palette.h"

#include <memory>
#include <vector>

#include "Failure.h"

namespace {

constexpr size_t mostEntries = 65536;

// Writes out a segmented table (PS3.3 §C.7.9.2): runs of values, of straight lines, and of what came before.
class Segments {
 public:
  explicit Segments(const std::vector<uint16_t> &words) : words_(words) {}

  std::vector<uint16_t> writeOut() {
    size_t place = 0;
    while (place + 1 < words_.size()) place = segment(place, true);
    return entries_;
  }

 private:
  // Returns the place behind the segment.
  size_t segment(size_t place, bool mayCopy) {
    require(place + 1 < words_.size(), RENDERER_BAD_ATTRIBUTES);
    const uint16_t kind = words_[place], count = words_[place + 1];
    place += 2;
    switch (kind) {
      case 0: return values(place, count);
      case 1: return line(place, count);
      case 2:
        require(mayCopy, RENDERER_BAD_ATTRIBUTES);
        return copies(place, count);
      default: throw Failure{RENDERER_BAD_ATTRIBUTES};
    }
  }

  size_t values(size_t place, uint16_t count) {
    require(place + count <= words_.size(), RENDERER_BAD_ATTRIBUTES);
    for (uint16_t index = 0; index < count; index++) add(words_[place + index]);
    return place + count;
  }

  size_t line(size_t place, uint16_t count) {
    require(place < words_.size() && !entries_.empty(), RENDERER_BAD_ATTRIBUTES);
    const double start = entries_.back(), end = words_[place];
    for (uint16_t step = 1; step <= count; step++) add(static_cast<uint16_t>(start + (end - start) * step / count + 0.5));
    return place + 1;
  }

  // Of as many segments as counted, from the byte offset that stands in two words.
  size_t copies(size_t place, uint16_t count) {
    require(place + 1 < words_.size(), RENDERER_BAD_ATTRIBUTES);
    size_t source = (size_t(words_[place]) | size_t(words_[place + 1]) << 16) / 2;
    for (uint16_t index = 0; index < count; index++) source = segment(source, false);
    return place + 2;
  }

  void add(uint16_t value) {
    require(entries_.size() < mostEntries, RENDERER_BAD_ATTRIBUTES);
    entries_.push_back(value);
  }

  const std::vector<uint16_t> &words_;
  std::vector<uint16_t> entries_;
};

std::vector<uint16_t> words(DcmItem &item, const DcmTagKey &tag) {
  const Uint16 *found = nullptr;
  unsigned long count = 0;
  if (item.findAndGetUint16Array(tag, found, &count).bad() || found == nullptr) return {};
  return std::vector<uint16_t>(found, found + count);
}

}  // namespace

void copyPalette(DcmItem &from, FrameSet &to) {
  const DcmTagKey tables[3][3] = {
      {DCM_RedPaletteColorLookupTableDescriptor, DCM_RedPaletteColorLookupTableData, DCM_SegmentedRedPaletteColorLookupTableData},
      {DCM_GreenPaletteColorLookupTableDescriptor, DCM_GreenPaletteColorLookupTableData, DCM_SegmentedGreenPaletteColorLookupTableData},
      {DCM_BluePaletteColorLookupTableDescriptor, DCM_BluePaletteColorLookupTableData, DCM_SegmentedBluePaletteColorLookupTableData}};
  for (const auto &[descriptor, data, segmented] : tables) {
    require(isPresent(from, descriptor), RENDERER_BAD_ATTRIBUTES);
    to.copy(from, descriptor);
    if (isPresent(from, data)) {
      to.copy(from, data);
      continue;
    }
    const std::vector<uint16_t> entries = Segments(words(from, segmented)).writeOut();
    require(!entries.empty(), RENDERER_BAD_ATTRIBUTES);
    auto element = std::make_unique<DcmOtherByteOtherWord>(DcmTag(data, EVR_OW));
    require(element->putUint16Array(entries.data(), static_cast<unsigned long>(entries.size())).good(), RENDERER_OUT_OF_MEMORY);
    to.insert(element.release());
  }
}
