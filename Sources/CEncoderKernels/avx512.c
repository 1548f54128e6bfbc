#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl"), min_vector_width(512))), apply_to = function)
#define HAS_FMA 1
#define TILES_AT_ONCE 8
#define VECTORS_AT_ONCE 2
#define LEVEL ENCODER_AVX512
#define LEVEL_NAME "AVX-512"
#define TABLE encoder_kernels_avx512
#include "kernels.inc"
#pragma clang attribute pop
#endif
