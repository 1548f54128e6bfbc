// Compressed frames to stored pixels.
#pragma once

#include <cstdint>
#include <vector>

#include "FramePixels.h"

// Registers DCMTK's decoders. Once.
void registerCodecs();

// Whether DCMTK decodes this.
bool canDecode(E_TransferSyntax syntax);

// By DCMTK: RLE, JPEG, JPEG-LS.
FramePixels decode(std::vector<uint8_t> codestream, E_TransferSyntax syntax, PixelDescription description);

// By OpenJPEG: JPEG 2000, with or without high throughput.
FramePixels decodeJPEG2000(const std::vector<uint8_t> &codestream, PixelDescription description);
