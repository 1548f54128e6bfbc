#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma,popcnt"))), apply_to = function)
#define HAS_AVX2 1
#define HAS_FMA 1
#define LEVEL CLUSTERING_AVX2
#define LEVEL_NAME "AVX2"
#define TABLE clustering_kernels_avx2
#include "kernels.inc"
#pragma clang attribute pop
#endif
