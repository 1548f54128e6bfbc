// A frame of any size to a small square.
#pragma once

#include <cstdint>

#include "Greyscale.h"

// Writes side × side bytes. Down, each pixel is the mean of the area that it covers; up, values are interpolated linearly
// between the centres of pixels; rows and columns each for themselves.
void resize(const GreyFrame &frame, uint32_t side, bool keepsAspect, uint8_t *pixels);
