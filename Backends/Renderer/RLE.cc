#include <algorithm>

#include "Codecs.h"
#include "Failure.h"

namespace {

constexpr size_t headerSize = 64;
constexpr uint32_t mostSegments = 15;

uint32_t littleEndian(const uint8_t *bytes) {
  return uint32_t(bytes[0]) | uint32_t(bytes[1]) << 8 | uint32_t(bytes[2]) << 16 | uint32_t(bytes[3]) << 24;
}

// Writes one byte of each cell of a plane, from runs of bytes (PS3.5 §G.3.1). What follows the last cell is padding.
void decodeSegment(const uint8_t *next, const uint8_t *end, uint8_t *cell, size_t step, uint64_t cells) {
  while (cells > 0) {
    require(next < end, RENDERER_BAD_CODESTREAM);
    const auto kind = static_cast<int8_t>(*next++);
    if (kind == -128) continue;
    const bool isCopy = kind >= 0;
    const auto count = static_cast<uint64_t>(isCopy ? kind + 1 : 1 - kind);
    require(end - next >= (isCopy ? static_cast<std::ptrdiff_t>(count) : 1), RENDERER_BAD_CODESTREAM);
    for (uint64_t index = 0; index < std::min(count, cells); index++, cell += step) *cell = isCopy ? next[index] : *next;
    next += isCopy ? count : 1;
    cells -= std::min(count, cells);
  }
}

}  // namespace

// Of each sample in turn there is a segment for each byte of its cells, the highest first (PS3.5 §G.2). DCMTK's decoder
// trusts the offsets in the header, and so reads what is not its own; this one does not.
FramePixels decodeRLE(const std::vector<uint8_t> &codestream, PixelDescription description) {
  require(description.allocated >= 8, RENDERER_UNSUPPORTED_PIXELS);
  require(codestream.size() >= headerSize, RENDERER_BAD_CODESTREAM);
  const size_t width = description.allocated / 8, segments = width * description.samples;
  require(segments <= mostSegments && littleEndian(codestream.data()) == segments, RENDERER_BAD_CODESTREAM);
  description.isPlanar = description.samples > 1;
  if (description.isSubsampled()) description.photometric = "YBR_FULL";

  FramePixels frame{description, std::vector<uint8_t>((description.bytes() + 1) / 2 * 2)};
  for (size_t segment = 0; segment < segments; segment++) {
    const uint8_t *header = codestream.data() + 4 + 4 * segment;
    const size_t start = littleEndian(header), end = segment + 1 < segments ? littleEndian(header + 4) : codestream.size();
    require(start >= headerSize && start <= end && end <= codestream.size(), RENDERER_BAD_CODESTREAM);
    const size_t sample = segment / width, byte = width - 1 - segment % width;
    uint8_t *cell = frame.bytes.data() + sample * description.pixels() * width + byte;
    decodeSegment(codestream.data() + start, codestream.data() + end, cell, width, description.pixels());
  }
  return frame;
}
