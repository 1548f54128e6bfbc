/* The ABI is headers only; SwiftPM wants one source file in a C target. */
#include "tagplugin.h"
