#include "autoencoder.h"

/* The header is all there is to this target; a C target needs a source file. */
