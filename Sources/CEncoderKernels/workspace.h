/*
 * workspace.h — where an image's layers lie while it is encoded.
 */
#ifndef WORKSPACE_H
#define WORKSPACE_H

#include "encoder_kernels.h"

enum {
    TILE = 4,        /* rows and columns of outputs of a tile */
    BAND_TILES = 32, /* tiles of a band: as many rows of tiles as make this many, or all */
    PLANE_SIDE = ENCODER_SIDE + 2
};

/* Channels lie next to one another, then columns, then rows. */
struct workspace {
    float *plane;   /* the image, PLANE_SIDE², a margin of zeros around it */
    float *inputs[ENCODER_STAGES + 1]; /* what goes into stages 1…3 and into the last convolution, margins of zeros; [0] is NULL */
    float *ring;    /* two bands between the two convolutions of a stage */
    float *zeros;   /* a row of zeros */
    float *v;       /* transformed inputs: by point, tile and channel */
    float *m;       /* products, the same */
    float *code;    /* before its channels are put first */
};

/* The places in a workspace that begins at `start`; returns how many floats it has. */
size_t encoder_workspace(float *start, int32_t filters, int32_t code, struct workspace *space);

/* Floats from one point to the next: a line of the cache more than the tiles need, so that not all begin in the same set. */
static inline size_t point_stride(int32_t tiles, int32_t channels) { return (size_t)tiles * (size_t)channels + ENCODER_LANES; }

#endif
