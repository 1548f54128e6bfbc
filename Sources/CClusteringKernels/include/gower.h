/*
 * gower.h — Gower's dissimilarity between two blocks of 64 rows.
 *
 * For rows i, j and columns k of weight wk: d(i, j) = √(Σ wk δk (1 − sk) / Σ wk δk), see Gower (1971) and the Swift
 * type Dissimilarity. A block holds its rows by column, so that one instruction serves up to 64 pairs:
 *
 *   numeric     1 − sk = |xi − xj| scale; the scale of a missing xi is 0, a missing xj is NaN and makes the difference 0
 *   byte        at most 254 categories: codes 1…254, 0 where missing; equal codes are counted, 64 pairs at a time
 *   wide        more categories: each code is a float of its own bit pattern, NaN where missing
 *
 * What can be compared is counted by the bits of presence bytes: one covers at most eight columns of the same weight, all
 * of them byte columns or none. With equal weights, counts are whole numbers and exact.
 *
 * Sums are of 32-bit floats, added by column in the order byte, numeric, wide; terms are never negative, so that
 * sums are good to a few units in the last place. A processor without fused multiply-add rounds each numeric term once more.
 */
#ifndef GOWER_H
#define GOWER_H

#include <stddef.h>
#include <stdint.h>

/* Rows of a block; a block of fewer repeats its last row. */
#define GOWER_BLOCK 64

/* Columns of one weight; at most 255 of them, so that a byte can count them. */
struct gower_group {
    float weight;
    int32_t byte_columns;  /* byte columns of the group */
    int32_t byte_present;  /* presence bytes of its byte columns */
    int32_t other_present; /* presence bytes of its numeric and wide columns */
};

/* What the columns are; the same for all blocks of a table. */
struct gower_layout {
    int32_t groups;                /* groups of columns; byte columns and presence bytes lie in their order */
    int32_t present;               /* presence bytes */
    int32_t numerics;              /* numeric columns */
    int32_t wides;                 /* wide columns */
    int32_t bytes;                 /* byte columns */
    const struct gower_group *group;
    const float *numeric_scale;    /* by numeric column: its weight over its range in units of the values; 0 without range */
    const float *wide_weight;      /* by wide column */
};

/* 64 rows by column; every array is aligned to 64 bytes. */
struct gower_block {
    const uint8_t *present;  /* [present][64]; a bit a column */
    const uint8_t *byte;     /* [bytes][64]; 0 where missing */
    const float *numeric;    /* [numerics][64]; NaN where missing */
    const uint64_t *numeric_present; /* [numerics]; bit j is set where row j has a value */
    const float *wide;       /* [wides][64]; NaN where missing */
};

/*
 * A block as the other side of a comparison: by groups of four rows, whose values one column after the other are spread
 * over whole vectors. Made by gower_prepare.
 */
struct gower_own {
    uint32_t *present; /* [16][present][4]; each byte four times, as a processor spreads words more easily than bytes */
    uint32_t *byte;    /* [16][bytes][4]; four times too; 255 where missing, which equals nothing */
    float *numeric;    /* [16][numerics][8][16]: four values, 0 where missing, then their four scales, 0 where missing; each
                          as a whole vector, since spreading one costs the processor as much as a subtraction */
    float *wide;       /* [16][wides][4] */
};

/* Fills `own`, whose arrays have room for all 64 rows, from a block. */
typedef void gower_prepare_function(const struct gower_layout *layout, const struct gower_block *block, const struct gower_own *own);

/*
 * The dissimilarities of the first rows of `a` to all rows of `b`.
 *
 * count:        rows of `a`, 1…64
 * distances:    out, count × 64 floats in [0, 1], aligned to 64 bytes; 1 where nothing can be compared
 * incomparable: out, count words: bit j is set where the row and row j of `b` have nothing to compare
 *
 * Both have room for count rounded up to a multiple of four rows; the rows behind the last are overwritten.
 */
typedef void gower_rows_function(const struct gower_layout *layout, const struct gower_own *a, int32_t count,
                                 const struct gower_block *b, float *distances, uint64_t *incomparable);

/*
 * Writes the distances of a tile, which are 64 to a row, to their places in a matrix of `stride` floats a row:
 * to[i · stride + j] = from[i · 64 + j] or, for the other triangle, to[j · stride + i] = from[i · 64 + j], for the first
 * rows and columns. Where `to` and `stride` are multiples of 64 bytes, whole vectors go past the caches: a matrix is larger
 * than they are, and is not read soon.
 */
typedef void gower_write_function(const float *from, int32_t rows, int32_t columns, float *to, ptrdiff_t stride);

/* The functions of one level. */
struct __attribute__((swift_attr("@Sendable"))) clustering_gower_kernels {
    gower_prepare_function *prepare;
    gower_rows_function *rows;
    gower_write_function *copy;
    gower_write_function *transpose;
    void (*settle)(void); /* makes what copy and transpose wrote visible to other threads before whatever is written next */
};

#endif
