#if defined(__ARM_FEATURE_FMA)
#define HAS_FMA 1
#endif
#define LEVEL CLUSTERING_PORTABLE
#define LEVEL_NAME "portable"
#define TABLE clustering_kernels_portable
#include "kernels.inc"
