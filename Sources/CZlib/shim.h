#pragma once

#include <zlib.h>

// inflateInit2 is a macro, which Swift does not import. Raw deflate (PS3.5 Annex A.5) has no zlib header:
// negative window bits say so.
static inline int tagfold_inflateInitRaw(z_streamp stream) { return inflateInit2(stream, -MAX_WBITS); }
