// Compressed frames to stored pixels.
#pragma once

#include <cstdint>
#include <vector>

#include "FramePixels.h"

// Registers DCMTK's decoders. Once.
void registerCodecs();

// Whether DCMTK decodes this.
bool canDecode(E_TransferSyntax syntax);

// By DCMTK: JPEG and JPEG-LS.
FramePixels decode(std::vector<uint8_t> codestream, E_TransferSyntax syntax, PixelDescription description);

FramePixels decodeRLE(const std::vector<uint8_t> &codestream, PixelDescription description);

// By OpenJPEG: JPEG 2000, with or without high throughput.
FramePixels decodeJPEG2000(const std::vector<uint8_t> &codestream, PixelDescription description);
