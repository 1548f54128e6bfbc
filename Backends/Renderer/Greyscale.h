// Stored pixels to what is seen: grey values of 0 (black) to 65535 (white).
#pragma once

#include <cstdint>
#include <vector>

#include "FramePixels.h"

struct GreyFrame {
  uint32_t rows, columns;
  std::vector<uint16_t> values;
};

GreyFrame makeGrey(SourceFile &file, const FramePixels &frame);

// Of Float Pixel Data and Double Float Pixel Data (PS3.3 §C.7.6.24): the frame from its least value to its greatest.
bool hasFloatPixels(SourceFile &file);
GreyFrame makeGreyOfFloats(SourceFile &file, uint64_t mostSamples);
