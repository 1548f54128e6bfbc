/* A rendering backend that takes the last 256 bytes of a file for the 16 × 16 cells of a picture. */
#include "renderer.h"

enum { CELLS = 16 };

static renderer_outcome render(const renderer_options *options, const uint8_t *file, uint64_t count, renderer_picture *picture) {
  if (count < 600) return RENDERER_TRUNCATED;
  const uint8_t *cells = file + count - CELLS * CELLS;
  for (uint32_t row = 0; row < options->side; row++) {
    for (uint32_t column = 0; column < options->side; column++) {
      picture->pixels[row * options->side + column] = cells[row * CELLS / options->side * CELLS + column * CELLS / options->side];
    }
  }
  return RENDERER_RENDERED;
}

RENDERER_EXPORT uint32_t tagfold_renderer(renderer_backend *backend) {
  backend->version = "cells 1";
  backend->abi_version = RENDERER_ABI_VERSION;
  backend->render = render;
  return 0;
}
