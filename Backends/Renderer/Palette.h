// Palette colour lookup tables for DCMTK (PS3.3 §C.7.6.3.1.5 and §C.7.9).
#pragma once

#include "FrameSet.h"

// Copies the three tables, segmented ones written out: DCMTK knows only plain ones.
void copyPalette(DcmItem &from, FrameSet &to);
