#include "encoder_kernels.h"
#include "points.h"

#include <string.h>

int32_t encoder_padded(int32_t channels) { return (channels + ENCODER_LANES - 1) / ENCODER_LANES * ENCODER_LANES; }

/* Row i of G, of Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)] A: powers of point i over the product of its distances from the other points;
   and the last row, that of the point at infinity. `transform` is out, (count + 1) × taps. */
static void make_transform(const double *points, int32_t count, int32_t taps, double *transform) {
    for (int32_t i = 0; i < count; i++) {
        double term = 1;
        for (int32_t j = 0; j < count; j++) {
            if (j != i) term /= points[i] - points[j];
        }
        for (int32_t k = 0; k < taps; k++, term *= points[i]) transform[i * taps + k] = term;
    }
    for (int32_t k = 0; k < taps; k++) transform[count * taps + k] = k == taps - 1;
}

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
    static const double points[] = {0, WIDE_NEAR, -WIDE_NEAR, WIDE_FAR, -WIDE_FAR};
    double transform[6 * 3];
    make_transform(points, 5, 3, transform);
    pack(transform, 6, 3, weights, outputs, inputs, packed);
}

void encoder_pack_narrow(const float *weights, int32_t outputs, int32_t inputs, float *packed) {
    static const double points[] = {NARROW_NEAR, -NARROW_NEAR, NARROW_FAR, -NARROW_FAR};
    double transform[5 * 2];
    make_transform(points, 4, 2, transform);
    pack(transform, 5, 2, weights, outputs, inputs, packed);
}
