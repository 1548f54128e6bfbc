// The stored pixels of one frame, decompressed, with the attributes that describe them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "SourceFile.h"

// PS3.3 §C.7.6.3.
struct PixelDescription {
  uint16_t rows = 0, columns = 0, samples = 1;
  uint16_t allocated = 0, stored = 0, highBit = 0;
  bool isSigned = false;
  bool isPlanar = false;
  std::string photometric;

  // Throws Failure for what is missing or impossible.
  PixelDescription(DcmItem &dataset, uint64_t mostSamples);

  uint64_t pixels() const { return uint64_t(rows) * columns; }
  // Of a frame that is not subsampled.
  uint64_t bytes() const { return pixels() * samples * (allocated / 8); }
  bool isSubsampled() const { return photometric == "YBR_FULL_422" || photometric == "YBR_PARTIAL_422" || photometric == "YBR_PARTIAL_420"; }
  // That bits tell what they told before, in cells of another size.
  void store(uint16_t bits);
};

struct FramePixels {
  PixelDescription description;
  // Little endian, cells of `allocated` bits; an even number of bytes.
  std::vector<uint8_t> bytes;
};

FramePixels readFrame(SourceFile &file, const PixelDescription &description);
