#include "workspace.h"

/* The next part of a workspace, in whole lines of the cache. */
static float *take(float *start, size_t *used, size_t count) {
    float *part = start ? start + *used : NULL;
    *used += (count + ENCODER_LANES - 1) / ENCODER_LANES * ENCODER_LANES;
    return part;
}

/* Floats of the two bands of the stage that needs most. */
static size_t ring_floats(size_t filters) {
    size_t most = 0;
    for (size_t side = ENCODER_SIDE; side > ENCODER_CODE_SIDE; side /= 2) {
        size_t across = side / TILE, down = BAND_TILES / across < across ? BAND_TILES / across : across;
        size_t floats = 2 * down * TILE * (side + 1) * filters;
        if (floats > most) most = floats;
    }
    return most;
}

size_t encoder_workspace(float *start, int32_t filters, int32_t code, struct workspace *space) {
    size_t used = 0, channels = (size_t)filters;
    space->plane = take(start, &used, PLANE_SIDE * PLANE_SIDE);
    space->inputs[0] = NULL;
    size_t side = ENCODER_SIDE;
    for (int stage = 1; stage <= ENCODER_STAGES; stage++) {
        side /= 2;
        space->inputs[stage] = take(start, &used, (side + 2) * (side + 2) * channels);
    }
    space->ring = take(start, &used, ring_floats(channels));
    space->zeros = take(start, &used, (ENCODER_SIDE + 1) * channels);
    size_t points = ENCODER_WIDE_POINTS * point_stride(BAND_TILES, filters > code ? filters : code);
    space->v = take(start, &used, points);
    space->m = take(start, &used, points);
    space->code = take(start, &used, ENCODER_CODE_SIDE * ENCODER_CODE_SIDE * (size_t)code);
    return used;
}

size_t encoder_workspace_floats(int32_t filters, int32_t code) {
    struct workspace space;
    return encoder_workspace(NULL, filters, code, &space);
}
