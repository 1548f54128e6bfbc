#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma,popcnt,avx512f,avx512bw,avx512dq,avx512vl,avx512bitalg"), min_vector_width(512))), apply_to = function)
#define HAS_AVX2 1
#define HAS_FMA 1
#define HAS_AVX512 1
#define LEVEL CLUSTERING_AVX512
#define LEVEL_NAME "AVX-512"
#define TABLE clustering_kernels_avx512
#include "kernels.inc"
#pragma clang attribute pop
#endif
