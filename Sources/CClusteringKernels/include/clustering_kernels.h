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

/* What the functions of a table were compiled for, rising. */
enum {
    CLUSTERING_PORTABLE = 0, /* what every processor of the architecture can do */
    CLUSTERING_AVX2 = 1,     /* x86-64 with AVX2 and FMA */
    CLUSTERING_AVX512 = 2    /* x86-64 with AVX-512 F, BW, DQ, VL and VPOPCNTDQ */
};

/* Rows a block of leave_out, at most; and the bytes of scratch that it needs for each group of columns. */
enum { CLUSTERING_IMPORTANCE_BLOCK = 64, CLUSTERING_IMPORTANCE_SCRATCH = 4 * 64 * 4 + 4 };

/* The columns of leave_out, in groups. */
struct clustering_columns {
    const float *values;        /* by column, then by row: (x - minimum) / range, or the number of a category */
    const float *weights;       /* by column, then by row: the column's weight, or 0 where the value is missing */
    const uint8_t *categorical; /* by column: whether values are equal or not, rather than near */
    const int32_t *first;       /* by group: its first column; and at the end the number of columns */
    ptrdiff_t stride;           /* from one column to the next, in floats */
    int32_t groups;
};

/* The functions of one level. */
struct __attribute__((swift_attr("@Sendable"))) clustering_kernels {
    int level;
    const char *name; /* for reports: "portable", "AVX2", "AVX-512" */

    /*
     * The place of the smallest of row[k] + mask[k], the first of several, with its value; -1 and infinity if every
     * place is masked.
     */
    int32_t (*nearest)(const float *row, const float *mask, int32_t count, float *smallest);

    /* merged[k] = a[k] + share (b[k] - a[k]), each step rounded; merged may be a or b. */
    void (*merge_average)(const float *a, const float *b, float share, int32_t count, float *merged);

    /* merged[k] = the larger of a[k] and b[k]; share is not used; merged may be a or b. */
    void (*merge_complete)(const float *a, const float *b, float share, int32_t count, float *merged);

    /*
     * Adds to sums[g] the weighted sum of Gower's dissimilarities from one row to the rows start..<start + count, with the
     * columns of group g left out, and to sums[groups] the one with all columns. count is a multiple of 16, at most
     * CLUSTERING_IMPORTANCE_BLOCK; scratch has CLUSTERING_IMPORTANCE_SCRATCH bytes a group, aligned to 4.
     */
    void (*leave_out)(const struct clustering_columns *columns, int32_t row, int32_t start, int32_t count,
                      const float *row_weights, void *scratch, double *sums);
};

/* The functions of a level; NULL if this processor cannot run them. */
const struct clustering_kernels *clustering_kernels_of(int level);

/* The functions of the highest level that this processor can run. */
const struct clustering_kernels *clustering_kernels_best(void);

#endif
