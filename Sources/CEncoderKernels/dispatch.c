#include "encoder_kernels.h"

extern const struct encoder_kernels encoder_kernels_portable;
#if defined(__x86_64__)
extern const struct encoder_kernels encoder_kernels_avx2, encoder_kernels_avx512;
#endif

const struct encoder_kernels *encoder_kernels_of(int level) {
    if (level == ENCODER_PORTABLE) return &encoder_kernels_portable;
#if defined(__x86_64__)
    __builtin_cpu_init();
    int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (level == ENCODER_AVX2 && avx2) return &encoder_kernels_avx2;
    int avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
    if (level == ENCODER_AVX512 && avx512) return &encoder_kernels_avx512;
#endif
    return NULL;
}

const struct encoder_kernels *encoder_kernels_best(void) {
    for (int level = ENCODER_AVX512; level > ENCODER_PORTABLE; level--) {
        const struct encoder_kernels *kernels = encoder_kernels_of(level);
        if (kernels) return kernels;
    }
    return &encoder_kernels_portable;
}
