/*
 * swap.h — the inner loops of K-medoids and silhouettes.
 *
 * Arrays of a state are padded with zeros to a multiple of CLUSTERING_LANES; rows of dissimilarities are not. Sums run in
 * CLUSTERING_LANES lanes, element i in lane i % CLUSTERING_LANES, and lanes are then added in halves: the same bits at
 * every level. Nothing is fused.
 */
#ifndef CLUSTERING_SWAP_H
#define CLUSTERING_SWAP_H

#include <stddef.h>
#include <stdint.h>

enum { CLUSTERING_LANES = 16 };

/* What SWAP knows of each row. */
struct clustering_nearest {
    size_t count;          /* n */
    float *_Nonnull first;          /* d(nearest medoid), n */
    float *_Nonnull second;         /* d(second nearest medoid), n */
    int32_t *_Nonnull cluster;      /* place of the nearest medoid, n */
    int32_t *_Nonnull other;        /* place of the second nearest medoid, n */
    const float *_Nullable weights;  /* row weights, n, as 32-bit floats; NULL means 1 each */
    const double *_Nullable exact;   /* the same as 64-bit floats; NULL if weights is */
};

/* What the swaps of the medoid silhouette know of each row: its three nearest medoids, n each; infinite and -1 where there
 * are fewer. */
struct clustering_three {
    size_t count;
    float *_Nonnull distance[3];
    int32_t *_Nonnull place[3];
    /* d1/d2; d2/d3, what is left without the nearest; d1/d3, what is left without the second nearest. n each. */
    float *_Nonnull ratio[3];
    const float *_Nullable weights; /* as in clustering_nearest */
    const double *_Nullable exact;
};

/* The functions of one level that K-medoids and silhouettes use. */
struct __attribute__((swift_attr("@Sendable"))) clustering_swap_kernels {
    /*
     * The lowest change of the loss that the exchange of any medoid for one candidate makes, by 32-bit sums.
     * row: the candidate's distances, n. start: the removal losses, k, padded with infinity to whole lanes.
     * scratch: CLUSTERING_LANES more floats than start has.
     */
    float (*_Nonnull lowest_change)(const float *_Nonnull row, const struct clustering_nearest *_Nonnull nearest,
                                    const float *_Nonnull start, size_t clusters, float *_Nonnull scratch);

    /* Adds a candidate's part of the change to changes (k, the removal losses), by 64-bit sums; returns the shared part. */
    double (*_Nonnull add_changes)(const float *_Nonnull row, const struct clustering_nearest *_Nonnull nearest,
                                   double *_Nonnull changes);

    /* Adds what each cluster's medoid saves its rows, w (second - first), to losses, and its rows to sizes (k each). */
    void (*_Nonnull add_removal_losses)(const struct clustering_nearest *_Nonnull nearest, double *_Nonnull losses,
                                        int32_t *_Nonnull sizes);

    /* The loss after the medoid of a cluster was exchanged for the candidate with these distances. */
    double (*_Nonnull loss_after)(const float *_Nonnull row, const struct clustering_nearest *_Nonnull nearest, int32_t cluster);

    /*
     * Puts the candidate with these distances in place of a cluster's medoid. Rows whose second nearest medoid must be
     * looked for are written to stale (n), rising; returns how many. Theirs is infinite, and other is -1.
     */
    size_t (*_Nonnull exchange)(const float *_Nonnull row, const struct clustering_nearest *_Nonnull nearest, int32_t cluster,
                                int32_t *_Nonnull stale);

    /* Lets one more medoid, the one at this place, be nearest or second nearest where it is nearer. */
    void (*_Nonnull add_medoid)(const float *_Nonnull row, const struct clustering_nearest *_Nonnull nearest, int32_t place);

    /*
     * The same for some rows only: medoid is not the nearest of those where cluster is place. row may be the whole row
     * of the medoid; rows are the ones to look at.
     */
    void (*_Nonnull add_second)(const float *_Nonnull row, const struct clustering_nearest *_Nonnull nearest, int32_t place,
                                const int32_t *_Nonnull rows, size_t count);

    /* Sum of weights times row; weights may be NULL. */
    double (*_Nonnull weighted_sum)(const float *_Nonnull row, const double *_Nullable weights, size_t count);

    /* Sum of weights times how much nearer row is than nearest, where it is nearer; weights may be NULL. */
    double (*_Nonnull weighted_gain)(const float *_Nonnull row, const float *_Nonnull nearest, const double *_Nullable weights,
                                     size_t count);

    /* nearest = min(nearest, row). */
    void (*_Nonnull lower)(float *_Nonnull nearest, const float *_Nonnull row, size_t count);

    /*
     * sums += weight times row, for the members one after the other. The row of member m begins at rows + m * stride, its
     * weight is weights[m]; weights may be NULL.
     */
    void (*_Nonnull add_rows)(double *_Nonnull sums, const float *_Nonnull rows, size_t stride, const int32_t *_Nonnull members,
                              size_t member_count, const double *_Nullable weights, size_t count);

    /*
     * Ends a cluster of a silhouette: for its own rows a = sum / own (own > 0), for others b = min(b, sum / all).
     * Zeroes the sums.
     */
    void (*_Nonnull end_cluster)(double *_Nonnull sums, const int32_t *_Nonnull clusters, int32_t cluster, double own, double all,
                                                     double *_Nonnull a, double *_Nonnull b, size_t count);
                                 
    /* Lets one more medoid be among the three nearest where it is nearer. */
    void (*_Nonnull add_to_three)(const float *_Nonnull row, const struct clustering_three *_Nonnull three, int32_t place);

    /*
     * Fills in the ratios, and returns the sum of w d1/d2 (0/0 is 0). Adds to removal (k) by how much that sum grows when
     * a medoid goes and none comes, and to sizes and to weights (k each) the rows that have it nearest or second nearest.
     */
    double (*_Nonnull ratio_losses)(const struct clustering_three *_Nonnull three, double *_Nonnull removal,
                                    int32_t *_Nonnull sizes, double *_Nonnull weights);

    /* As lowest_change, for the change of that sum. */
    float (*_Nonnull lowest_ratio_change)(const float *_Nonnull row, const struct clustering_three *_Nonnull three,
                                          const float *_Nonnull start, size_t clusters, float *_Nonnull scratch);

    /* Adds a candidate's part of the change of that sum to changes (k, the removal losses); returns the shared part. */
    double (*_Nonnull add_ratio_changes)(const float *_Nonnull row, const struct clustering_three *_Nonnull three,
                                         double *_Nonnull changes);
};

#endif
