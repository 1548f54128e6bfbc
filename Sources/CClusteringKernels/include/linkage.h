/*
 * linkage.h — agglomerative clustering: searching rows of dissimilarities, and making one row of two. See LinkageRows.
 */
#ifndef LINKAGE_H
#define LINKAGE_H

#include <stdint.h>

/* The functions of one level. */
struct __attribute__((swift_attr("@Sendable"))) clustering_linkage_kernels {
    /*
     * The place of the smallest of row[k] + mask[k], the first of several, with its value; -1 and infinity if every
     * place is masked.
     */
    int32_t (*nearest)(const float *row, const float *mask, int32_t count, float *smallest);

    /* merged[k] = a[k] + share (b[k] - a[k]), each step rounded; merged may be a or b. */
    void (*merge_average)(const float *a, const float *b, float share, int32_t count, float *merged);

    /* merged[k] = the larger of a[k] and b[k]; share is not used; merged may be a or b. */
    void (*merge_complete)(const float *a, const float *b, float share, int32_t count, float *merged);
};

#endif
