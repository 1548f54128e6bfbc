#include "SourceFile.h"

#include <cmath>

#include "Failure.h"

namespace {

// Longer values are left in the file until they are asked for.
constexpr Uint32 longestRead = 4096;

// OpenJPEG decodes these; DCMTK only has to find their fragments, and knows the first two by name.
bool namesJPEG2000(const std::string &syntax) {
  return syntax == UID_JPEG2000LosslessOnlyTransferSyntax || syntax == UID_JPEG2000TransferSyntax ||
         // High-throughput JPEG 2000 (PS3.5 §A.4.4).
         syntax == "1.2.840.10008.1.2.4.201" || syntax == "1.2.840.10008.1.2.4.202" || syntax == "1.2.840.10008.1.2.4.203";
}

E_TransferSyntax named(const std::string &syntax, bool isJPEG2000) {
  if (syntax.empty()) return EXS_Unknown;
  if (isJPEG2000) return EXS_JPEG2000;
  const E_TransferSyntax known = DcmXfer(syntax.c_str()).getXfer();
  require(known != EXS_Unknown, RENDERER_UNSUPPORTED_SYNTAX);
  return known;
}

// How the data set is read: some files name a compressed syntax and have implicit representations all the same.
E_TransferSyntax encoding(E_TransferSyntax declared, Bytes bytes, uint64_t start) {
  if (!DcmXfer(declared).isEncapsulated() || start + 6 > bytes.count) return declared;
  const auto isLetter = [](uint8_t byte) { return byte >= 'A' && byte <= 'Z'; };
  return isLetter(bytes.start[start + 4]) && isLetter(bytes.start[start + 5]) ? declared : EXS_LittleEndianImplicit;
}

}  // namespace

SourceFile::SourceFile(Bytes bytes) {
  MemoryStream stream(bytes);
  DcmMetaInfo meta;
  meta.transferInit();
  require(meta.read(stream, EXS_Unknown, EGL_noChange, longestRead).good(), RENDERER_NOT_DICOM);
  meta.transferEnd();
  const bool hasMeta = meta.card() > 0;
  const std::string syntax = hasMeta ? text(meta, DCM_TransferSyntaxUID) : std::string();
  isJPEG2000_ = namesJPEG2000(syntax);
  syntax_ = named(syntax, isJPEG2000_);
  readDataset(stream, bytes, hasMeta);
  double declared = 1;
  if (number(dataset_, DCM_NumberOfFrames, declared)) {
    require(declared < 4294967295.0, RENDERER_BAD_ATTRIBUTES);
    frames_ = declared >= 1 ? static_cast<uint32_t>(declared) : 1;
  }
}

void SourceFile::readDataset(MemoryStream &stream, Bytes bytes, bool hasMeta) {
  const E_TransferSyntax xfer = encoding(syntax_, bytes, static_cast<uint64_t>(stream.tell()));
  dataset_.transferInit();
  const OFCondition read = dataset_.read(stream, xfer, EGL_noChange, longestRead);
  require(read != EC_MemoryExhausted, RENDERER_OUT_OF_MEMORY);
  // The transfer is not ended: its states tell which elements are whole.
  const bool isWhole = read.good() && dataset_.transferState() == ERW_ready;
  // What is broken behind the pixels is no matter here.
  const bool hasPixels = dataset_.tagExists(DCM_PixelData) || dataset_.tagExists(DCM_FloatPixelData) || dataset_.tagExists(DCM_DoubleFloatPixelData);
  if (hasPixels) return;
  require(hasMeta || (isWhole && dataset_.card() > 0), RENDERER_NOT_DICOM);
  throw Failure{isWhole ? RENDERER_NO_IMAGE : RENDERER_TRUNCATED};
}

DcmItem *SourceFile::macro(const DcmTagKey &sequence) {
  DcmItem *group = nullptr, *found = nullptr;
  if (dataset_.findAndGetSequenceItem(sequence, found, 0).good()) return found;
  if (dataset_.findAndGetSequenceItem(DCM_SharedFunctionalGroupsSequence, group, 0).good() &&
      group->findAndGetSequenceItem(sequence, found, 0).good())
    return found;
  if (dataset_.findAndGetSequenceItem(DCM_PerFrameFunctionalGroupsSequence, group, static_cast<signed long>(frame())).good() &&
      group->findAndGetSequenceItem(sequence, found, 0).good())
    return found;
  return nullptr;
}

bool number(DcmItem &item, const DcmTagKey &tag, double &value) {
  Float64 found = 0;
  if (item.findAndGetFloat64(tag, found).good() && std::isfinite(found)) {
    value = found;
    return true;
  }
  // Integer texts and words do not answer as floating point.
  long whole = 0;
  if (!item.findAndGetLongInt(tag, whole).good()) return false;
  value = static_cast<double>(whole);
  return true;
}

uint16_t word(DcmItem &item, const DcmTagKey &tag, uint16_t otherwise) {
  Uint16 found = 0;
  return item.findAndGetUint16(tag, found).good() ? found : otherwise;
}

std::string text(DcmItem &item, const DcmTagKey &tag) {
  OFString found;
  if (item.findAndGetOFString(tag, found).bad()) return {};
  std::string text(found.c_str(), found.length());
  const size_t end = text.find_last_not_of(std::string(" \0", 2));
  text.resize(end == std::string::npos ? 0 : end + 1);
  return text;
}

bool isPresent(DcmItem &item, const DcmTagKey &tag) { return item.tagExistsWithValue(tag); }
