#include "clustering_kernels.h"

extern const struct clustering_kernels clustering_kernels_portable;
#if defined(__x86_64__)
extern const struct clustering_kernels clustering_kernels_avx2, clustering_kernels_avx512;
#endif

const struct clustering_kernels *clustering_kernels_of(int level) {
    if (level == CLUSTERING_PORTABLE) return &clustering_kernels_portable;
#if defined(__x86_64__)
    __builtin_cpu_init();
    int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("popcnt");
    if (level == CLUSTERING_AVX2 && avx2) return &clustering_kernels_avx2;
    int avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                 __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                 __builtin_cpu_supports("avx512bitalg");
    if (level == CLUSTERING_AVX512 && avx512) return &clustering_kernels_avx512;
#endif
    return NULL;
}

const struct clustering_kernels *clustering_kernels_best(void) {
    for (int level = CLUSTERING_AVX512; level > CLUSTERING_PORTABLE; level--) {
        const struct clustering_kernels *kernels = clustering_kernels_of(level);
        if (kernels) return kernels;
    }
    return &clustering_kernels_portable;
}
