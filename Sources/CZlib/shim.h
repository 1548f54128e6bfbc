#pragma once

#include <zlib.h>

// inflateInit2 and deflateInit2 are macros, which Swift does not import. Raw deflate (PS3.5 Annex A.5) has no zlib header:
// negative window bits say so.
static inline int tagfold_inflateInitRaw(z_streamp stream) { return inflateInit2(stream, -MAX_WBITS); }
static inline int tagfold_deflateInitRaw(z_streamp stream) {
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
}
