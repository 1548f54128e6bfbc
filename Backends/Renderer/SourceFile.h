// A DICOM file in memory: its data set, its transfer syntax, and which frame stands for it.
#pragma once

#include <cstdint>
#include <string>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include "MemoryStream.h"

class SourceFile {
 public:
  // Reads the data set; long values stay where they are. Throws Failure when there is none, or no image in it.
  explicit SourceFile(Bytes bytes);

  DcmDataset &dataset() { return dataset_; }
  // That the file declares.
  E_TransferSyntax syntax() const { return syntax_; }
  bool isJPEG2000() const { return isJPEG2000_; }
  uint32_t frames() const { return frames_; }
  // The middle one, from 0.
  uint32_t frame() const { return frames_ / 2; }

  // The first item of a sequence, wherever the object keeps it: at the top level, else in the functional groups that all
  // frames share, else in those of the frame (PS3.3 §C.7.6.16). Null where it is not.
  DcmItem *macro(const DcmTagKey &sequence);

 private:
  void readDataset(MemoryStream &stream, Bytes bytes, bool hasMeta);

  DcmDataset dataset_;
  E_TransferSyntax syntax_ = EXS_Unknown;
  bool isJPEG2000_ = false;
  uint32_t frames_ = 1;
};

// A number among the values of an element, of whatever representation; false when there is none.
bool number(DcmItem &item, const DcmTagKey &tag, double &value);
uint16_t word(DcmItem &item, const DcmTagKey &tag, uint16_t otherwise);
// Text without padding.
std::string text(DcmItem &item, const DcmTagKey &tag);
bool isPresent(DcmItem &item, const DcmTagKey &tag);
