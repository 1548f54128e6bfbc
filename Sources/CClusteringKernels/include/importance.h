/*
 * importance.h — Gower's dissimilarity with each group of columns left out in turn. See LeavingOut.
 */
#ifndef IMPORTANCE_H
#define IMPORTANCE_H

#include <stddef.h>
#include <stdint.h>

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
struct __attribute__((swift_attr("@Sendable"))) clustering_importance_kernels {
    /*
     * Adds to sums[g] the weighted sum of Gower's dissimilarities from one row to the rows start..<start + count, with the
     * columns of group g left out, and to sums[groups] the one with all columns. count is a multiple of 16, at most
     * CLUSTERING_IMPORTANCE_BLOCK; scratch has CLUSTERING_IMPORTANCE_SCRATCH bytes a group, aligned to 4.
     */
    void (*leave_out)(const struct clustering_columns *columns, int32_t row, int32_t start, int32_t count,
                      const float *row_weights, void *scratch, double *sums);
};

#endif
