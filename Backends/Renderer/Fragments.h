// Which fragments of encapsulated pixel data belong to the frame (PS3.5 §A.4).
#pragma once

#include <cstdint>
#include <vector>

#include <dcmtk/dcmdata/dcpixseq.h>

#include "SourceFile.h"

class Fragments {
 public:
  Fragments(SourceFile &file, DcmPixelSequence &sequence);

  // The compressed frame. Throws Failure where it is not there, or cannot be told from others.
  std::vector<uint8_t> frame();

 private:
  struct Range {
    size_t first, end;
  };

  Range range();
  bool findByTable(Range &range);
  bool findByExtendedTable(Range &range);
  Range findByStart();
  bool findOffset(uint64_t offset, size_t &index) const;
  bool startsFrame(DcmPixelItem &item);

  SourceFile &file_;
  DcmPixelItem *table_ = nullptr;
  std::vector<DcmPixelItem *> items_;
  // Of each item from the first one, and of the end.
  std::vector<uint64_t> offsets_;
};
