#if defined(__ARM_FEATURE_FMA)
#define HAS_FMA 1
#endif
#define TILES_AT_ONCE 2
#define VECTORS_AT_ONCE 1
#define LEVEL ENCODER_PORTABLE
#define LEVEL_NAME "portable"
#define TABLE encoder_kernels_portable
#include "kernels.inc"
