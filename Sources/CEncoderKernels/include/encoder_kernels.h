/*
 * encoder_kernels.h — the first half of the autoencoder: from an image to its code.
 *
 * Four stages of: convolution 3×3, ReLU, convolution 2×2, ReLU, max-pooling 2×2; then a convolution 3×3 to the code. Pads
 * with zeros, so that a convolution keeps the size: 3×3 one on each side, 2×2 one on the right and one below.
 *
 * Convolutions of many channels are computed as Winograd's minimal filtering, F(4×4, 3×3) and F(4×4, 2×2): Lavin and Gray,
 * Fast Algorithms for Convolutional Neural Networks, CVPR 2016, https://arxiv.org/abs/1509.09308. 36 products replace 144,
 * and 25 replace 64. A stage runs band by band, so that what lies between its layers stays in the processor's caches.
 *
 * Every sum has a fixed order, which depends neither on the width of vectors, nor on other images. So an image has the same
 * code, to the bit, at every level with fused multiply-add; a processor without it rounds more often.
 *
 * No function keeps a pointer, allocates memory or fails. Callers see to it that lengths are right. All may be called from
 * several threads at once, each with a workspace of its own.
 */
#ifndef ENCODER_KERNELS_H
#define ENCODER_KERNELS_H

#include <stddef.h>
#include <stdint.h>

enum {
    ENCODER_SIDE = 128,     /* rows and columns of an image */
    ENCODER_STAGES = 4,
    ENCODER_CODE_SIDE = 8,  /* rows and columns of the code */
    ENCODER_LANES = 16,     /* channels are padded to a multiple */
    ENCODER_WIDE_POINTS = 36,  /* products a tile of 4×4 outputs, convolution 3×3 */
    ENCODER_NARROW_POINTS = 25 /* the same, convolution 2×2 */
};

/* What the functions of a table were compiled for, rising. */
enum {
    ENCODER_PORTABLE = 0, /* what every processor of the architecture can do */
    ENCODER_AVX2 = 1,     /* x86-64 with AVX2 and FMA */
    ENCODER_AVX512 = 2    /* x86-64 with AVX-512 F, BW, DQ and VL */
};

/* A network, packed. All arrays are aligned to 64 bytes; padding channels have weights and biases of zero. */
struct encoder_network {
    int32_t filters;       /* channels between the layers, a multiple of ENCODER_LANES */
    int32_t code_channels; /* channels of the code, not padded */
    int32_t code_relu;     /* whether the code goes through ReLU */
    const float *first;    /* [9][filters]: the first convolution, by row and column of its filter */
    const float *wide[ENCODER_STAGES];   /* made by encoder_pack_wide for stages 1…3; that of stage 0 is not read */
    const float *narrow[ENCODER_STAGES]; /* made by encoder_pack_narrow */
    const float *code;                   /* made by encoder_pack_wide */
    const float *wide_bias[ENCODER_STAGES];   /* [filters] */
    const float *narrow_bias[ENCODER_STAGES]; /* [filters] */
    const float *code_bias;                   /* [code_channels, padded] */
};

/* The functions of one level. */
struct __attribute__((swift_attr("@Sendable"))) encoder_kernels {
    int level;
    const char *name; /* for reports: "portable", "AVX2", "AVX-512" */
    /*
     * The code of one image.
     *
     * pixels:    ENCODER_SIDE × ENCODER_SIDE grey values, row by row; 255 is 1
     * workspace: encoder_workspace_floats floats, aligned to 64 bytes; all zero before its first use, and left alone since
     * code:      out, [code_channels][ENCODER_CODE_SIDE][ENCODER_CODE_SIDE]
     */
    void (*encode)(const struct encoder_network *network, const uint8_t *pixels, float *workspace, float *code);
};

/* The functions of a level; NULL if this processor cannot run them. */
const struct encoder_kernels *encoder_kernels_of(int level);

/* The functions of the highest level that this processor can run. */
const struct encoder_kernels *encoder_kernels_best(void);

/* Channels, padded to a multiple of ENCODER_LANES. */
int32_t encoder_padded(int32_t channels);

/* Floats of a workspace. `filters` and `code` are padded. */
size_t encoder_workspace_floats(int32_t filters, int32_t code);

/*
 * Transforms the filters of a convolution 3×3 or 2×2, in 64-bit floats, and lays them out as the kernels read them.
 *
 * weights: [outputs][inputs][3][3] or [outputs][inputs][2][2]
 * packed:  out, points × padded outputs × padded inputs floats: [point][output / 16][input][16]
 */
void encoder_pack_wide(const float *weights, int32_t outputs, int32_t inputs, float *packed);
void encoder_pack_narrow(const float *weights, int32_t outputs, int32_t inputs, float *packed);

#endif
