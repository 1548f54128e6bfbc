#define LEVEL CLUSTERING_PORTABLE
#define LEVEL_NAME "portable"
#define TABLE clustering_kernels_portable
#include "kernels.inc"
