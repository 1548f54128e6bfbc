#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define HAS_FMA 1
#define TILES_AT_ONCE 4
#define VECTORS_AT_ONCE 1
#define LEVEL ENCODER_AVX2
#define LEVEL_NAME "AVX2"
#define TABLE encoder_kernels_avx2
#include "kernels.inc"
#pragma clang attribute pop
#endif
