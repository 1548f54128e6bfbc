/*
 * clustering_kernels.h — the inner loops of the library Clustering, compiled several times for what processors can do.
 *
 * Every function computes lane by lane in a fixed order, so that its results do not depend on the width of the
 * processor's vectors. Only a processor without fused multiply-add rounds once more (see gower.h).
 *
 * No function keeps a pointer, allocates memory or fails. Callers see to it that lengths are right. All may be called
 * from several threads at once, on different output.
 */
#ifndef CLUSTERING_KERNELS_H
#define CLUSTERING_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "gower.h"
#include "importance.h"
#include "linkage.h"
#include "swap.h"

/* What the functions of a table were compiled for, rising. */
enum {
    CLUSTERING_PORTABLE = 0, /* what every processor of the architecture can do */
    CLUSTERING_AVX2 = 1,     /* x86-64 with AVX2 and FMA */
    CLUSTERING_AVX512 = 2    /* x86-64 with AVX-512 F, BW, DQ, VL and BITALG */
};

/* The functions of one level. */
struct __attribute__((swift_attr("@Sendable"))) clustering_kernels {
    int level;
    const char *name; /* for reports: "portable", "AVX2", "AVX-512" */
    struct clustering_gower_kernels gower;
    struct clustering_swap_kernels swap;
    struct clustering_linkage_kernels linkage;
    struct clustering_importance_kernels importance;
};

/* The functions of a level; NULL if this processor cannot run them. */
const struct clustering_kernels *clustering_kernels_of(int level);

/* The functions of the highest level that this processor can run. */
const struct clustering_kernels *clustering_kernels_best(void);

#endif
