// A data set of one frame, made for DCMTK: it holds what describes the pixels, and no overlays, icons or names.
#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include "FramePixels.h"

class FrameSet {
 public:
  explicit FrameSet(const PixelDescription &description);

  DcmDataset &item() { return dataset_; }
  // Takes the element over.
  void insert(DcmElement *element);
  // Copies an element, where it is.
  void copy(DcmItem &from, const DcmTagKey &tag);
  // A sequence of a copy of one item.
  void putSequence(const DcmTagKey &tag, const DcmItem &item);
  void putPixels(const FramePixels &frame);

 private:
  DcmDataset dataset_;
};
