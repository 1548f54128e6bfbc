#include "encoder_kernels.h"

#include <string.h>

int32_t encoder_padded(int32_t channels) { return (channels + ENCODER_LANES - 1) / ENCODER_LANES * ENCODER_LANES; }

/* G of Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)] A, by the points 0, 1, -1, 2, -2, ∞. */
static const double wide_transform[6][3] = {
    {1.0 / 4, 0, 0},
    {-1.0 / 6, -1.0 / 6, -1.0 / 6},
    {-1.0 / 6, 1.0 / 6, -1.0 / 6},
    {1.0 / 24, 1.0 / 12, 1.0 / 6},
    {1.0 / 24, -1.0 / 12, 1.0 / 6},
    {0, 0, 1},
};

/* The same for two taps, by the points 0, 1, -1, 2, ∞. */
static const double narrow_transform[5][2] = {
    {1.0 / 2, 0},
    {-1.0 / 2, -1.0 / 2},
    {-1.0 / 6, 1.0 / 6},
    {1.0 / 6, 1.0 / 3},
    {0, 1},
};

/* Lays out G g Gᵀ, where `transform` is G of size × taps. */
static void pack(const double *transform, int32_t size, int32_t taps, const float *weights, int32_t outputs, int32_t inputs,
                 float *packed) {
    size_t padded_inputs = (size_t)encoder_padded(inputs), area = padded_inputs * (size_t)encoder_padded(outputs);
    memset(packed, 0, (size_t)(size * size) * area * sizeof(float));
    for (int32_t output = 0; output < outputs; output++) {
        for (int32_t input = 0; input < inputs; input++) {
            const float *filter = weights + ((size_t)output * inputs + input) * taps * taps;
            float *place = packed + ((size_t)(output / ENCODER_LANES) * padded_inputs + input) * ENCODER_LANES + output % ENCODER_LANES;
            for (int32_t i = 0; i < size; i++) {
                for (int32_t j = 0; j < size; j++) {
                    double sum = 0;
                    for (int32_t y = 0; y < taps; y++) {
                        for (int32_t x = 0; x < taps; x++) {
                            sum += transform[i * taps + y] * transform[j * taps + x] * filter[y * taps + x];
                        }
                    }
                    place[(size_t)(i * size + j) * area] = (float)sum;
                }
            }
        }
    }
}

void encoder_pack_wide(const float *weights, int32_t outputs, int32_t inputs, float *packed) {
    pack(&wide_transform[0][0], 6, 3, weights, outputs, inputs, packed);
}

void encoder_pack_narrow(const float *weights, int32_t outputs, int32_t inputs, float *packed) {
    pack(&narrow_transform[0][0], 5, 2, weights, outputs, inputs, packed);
}
