#include "Greyscale.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>

#include <dcmtk/dcmimage/diregist.h>
#include <dcmtk/dcmimgle/dcmimage.h>

#include "Failure.h"
#include "FrameSet.h"
#include "Palette.h"

namespace {

constexpr double white = 65535;

// Values below `low` are black, those above `high` white.
struct Window {
  double low, high;
  bool isSigmoid = false;
};

struct Rescale {
  double slope = 1, intercept = 0;
};

// How a file wants its grey values to be seen (PS3.3 §C.11.1 and §C.11.2). Of each kind there is the first alone.
struct Presentation {
  DcmItem *modalityTable = nullptr;
  DcmItem *valueTable = nullptr;
  DcmItem *rescaleHolder = nullptr;
  Rescale rescale;
  std::optional<Window> window;

  explicit Presentation(SourceFile &file) {
    DcmDataset &dataset = file.dataset();
    if (!isAngiography(dataset)) findModality(file, dataset);
    if (dataset.findAndGetSequenceItem(DCM_VOILUTSequence, valueTable, 0).bad()) valueTable = nullptr;
    findWindow(isPresent(dataset, DCM_WindowCenter) ? &dataset : file.macro(DCM_FrameVOILUTSequence));
  }

 private:
  // There the modality transform leads back to intensities, and is not for display (PS3.3 §C.8.7.1.1.2).
  static bool isAngiography(DcmDataset &dataset) {
    const std::string uid = text(dataset, DCM_SOPClassUID);
    return uid == UID_XRayAngiographicImageStorage || uid == UID_XRayRadiofluoroscopicImageStorage ||
           uid == UID_RETIRED_XRayAngiographicBiPlaneImageStorage;
  }

  void findModality(SourceFile &file, DcmDataset &dataset) {
    if (dataset.findAndGetSequenceItem(DCM_ModalityLUTSequence, modalityTable, 0).good()) return;
    modalityTable = nullptr;
    DcmItem *holder = isPresent(dataset, DCM_RescaleSlope) ? &dataset : file.macro(DCM_PixelValueTransformationSequence);
    Rescale found;
    if (holder == nullptr || !number(*holder, DCM_RescaleSlope, found.slope) || !number(*holder, DCM_RescaleIntercept, found.intercept)) return;
    if (found.slope == 0) return;
    rescale = found;
    rescaleHolder = holder;
  }

  void findWindow(DcmItem *holder) {
    double center = 0, width = 0;
    if (holder == nullptr || !number(*holder, DCM_WindowCenter, center) || !number(*holder, DCM_WindowWidth, width)) return;
    const std::string function = text(*holder, DCM_VOILUTFunction);
    if (function == "SIGMOID") {
      if (width > 0) window = Window{center - width / 2, center + width / 2, true};
    } else if (function == "LINEAR_EXACT") {
      if (width > 0) window = Window{center - width / 2, center + width / 2};
    } else if (width >= 1) {
      window = Window{center - 0.5 - (width - 1) / 2, center - 0.5 + (width - 1) / 2};
    }
  }
};

// The least and the greatest stored value of a frame, pixels that only pad it left out (PS3.3 §C.7.5.1.1.2).
class StoredRange {
 public:
  StoredRange(SourceFile &file, const FramePixels &frame) : description_(frame.description) {
    findPadding(file.dataset());
    switch (description_.allocated) {
      case 8: scan<uint8_t>(frame); break;
      case 16: scan<uint16_t>(frame); break;
      default: scan<uint32_t>(frame); break;
    }
  }

  std::optional<Window> window() const { return low_ <= high_ ? std::optional(Window{double(low_), double(high_)}) : std::nullopt; }

 private:
  void findPadding(DcmDataset &dataset) {
    double value = 0, limit = 0;
    if (!number(dataset, DCM_PixelPaddingValue, value)) return;
    if (!number(dataset, DCM_PixelPaddingRangeLimit, limit)) limit = value;
    // The representation of the attribute may be the other one of US and SS.
    const auto first = signedness(static_cast<int64_t>(value)), second = signedness(static_cast<int64_t>(limit));
    paddingLow_ = std::min(first, second);
    paddingHigh_ = std::max(first, second);
  }

  int64_t signedness(int64_t value) const {
    if (description_.allocated != 16) return value;
    return description_.isSigned ? int64_t(static_cast<int16_t>(value)) : int64_t(static_cast<uint16_t>(value));
  }

  template <typename Cell>
  void scan(const FramePixels &frame) {
    const int shift = description_.highBit + 1 - description_.stored;
    const int64_t limit = int64_t(1) << description_.stored, half = description_.isSigned ? limit / 2 : limit;
    const auto *cells = reinterpret_cast<const Cell *>(frame.bytes.data());
    for (uint64_t index = 0; index < description_.pixels(); index++) {
      int64_t value = (int64_t(cells[index]) >> shift) & (limit - 1);
      if (value >= half) value -= limit;
      if (value >= paddingLow_ && value <= paddingHigh_) continue;
      low_ = std::min(low_, value);
      high_ = std::max(high_, value);
    }
  }

  const PixelDescription &description_;
  int64_t paddingLow_ = 1, paddingHigh_ = 0;
  int64_t low_ = std::numeric_limits<int64_t>::max(), high_ = std::numeric_limits<int64_t>::min();
};

// What DCMTK renders (PS3.3 §C.7.6.3.1.2, retired ones included).
bool isKnown(const std::string &photometric) {
  static const char *const known[] = {"MONOCHROME1", "MONOCHROME2", "PALETTE COLOR", "RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_422", "ARGB", "CMYK", "HSV"};
  return std::find(std::begin(known), std::end(known), photometric) != std::end(known);
}

std::unique_ptr<DicomImage> open(FrameSet &set) {
  auto image = std::make_unique<DicomImage>(&set.item(), EXS_LittleEndianExplicit, CIF_UsePartialAccessToPixelData, 0, 1);
  require(image->getStatus() != EIS_MemoryFailure, RENDERER_OUT_OF_MEMORY);
  require(image->getStatus() != EIS_NotSupportedValue, RENDERER_UNSUPPORTED_PIXELS);
  require(image->getStatus() == EIS_Normal, RENDERER_BAD_ATTRIBUTES);
  return image;
}

GreyFrame output(DicomImage &image, bool isInverted) {
  const auto *values = static_cast<const uint16_t *>(image.getOutputData(16, 0));
  require(values != nullptr, RENDERER_OUT_OF_MEMORY);
  const auto rows = static_cast<uint32_t>(image.getHeight()), columns = static_cast<uint32_t>(image.getWidth());
  GreyFrame grey{rows, columns, std::vector<uint16_t>(size_t(rows) * columns)};
  if (image.isMonochrome()) {
    std::copy_n(values, grey.values.size(), grey.values.begin());
  } else {
    // Luminance of ITU-R BT.601, which the YBR of DICOM has too (PS3.3 §C.7.6.3.1.2).
    for (size_t pixel = 0; pixel < grey.values.size(); pixel++, values += 3) {
      grey.values[pixel] = static_cast<uint16_t>(std::lround(0.299 * values[0] + 0.587 * values[1] + 0.114 * values[2]));
    }
  }
  if (isInverted) {
    for (uint16_t &value : grey.values) value = static_cast<uint16_t>(65535 - value);
  }
  return grey;
}

GreyFrame black(const PixelDescription &description) {
  return {description.rows, description.columns, std::vector<uint16_t>(description.pixels(), 0)};
}

void show(DicomImage &image, const Window &window) {
  if (window.isSigmoid) image.setVoiLutFunction(EFV_Sigmoid);
  // DCMTK's is the linear function of PS3.3 §C.11.2.1.2.1: half a value and one are taken off again.
  const double half = window.isSigmoid ? 0 : 0.5, one = window.isSigmoid ? 0 : 1;
  require(image.setWindow((window.low + window.high) / 2 + half, window.high - window.low + one) != 0, RENDERER_FAILED);
}

// DCMTK rounds what it rescales to whole numbers, which flattens small slopes: so the window comes to the stored values.
GreyFrame windowed(FrameSet &set, const Presentation &presentation, SourceFile &file, const FramePixels &frame) {
  std::optional<Window> window = presentation.window;
  const double slope = presentation.rescale.slope;
  if (window) {
    window->low = (window->low - presentation.rescale.intercept) / slope;
    window->high = (window->high - presentation.rescale.intercept) / slope;
    if (slope < 0) std::swap(window->low, window->high);
  } else {
    window = StoredRange(file, frame).window();
    if (!window || window->low == window->high) return black(frame.description);
  }
  require(std::isfinite(window->low) && std::isfinite(window->high), RENDERER_BAD_ATTRIBUTES);
  const auto image = open(set);
  show(*image, *window);
  return output(*image, slope < 0);
}

// Through tables, DCMTK goes the whole way.
GreyFrame looked(FrameSet &set, const Presentation &presentation) {
  if (presentation.modalityTable != nullptr) set.putSequence(DCM_ModalityLUTSequence, *presentation.modalityTable);
  if (presentation.rescaleHolder != nullptr) {
    set.copy(*presentation.rescaleHolder, DCM_RescaleSlope);
    set.copy(*presentation.rescaleHolder, DCM_RescaleIntercept);
  }
  if (presentation.valueTable != nullptr) set.putSequence(DCM_VOILUTSequence, *presentation.valueTable);
  const auto image = open(set);
  if (presentation.valueTable != nullptr && image->setVoiLut(0) != 0) return output(*image, false);
  if (presentation.window) show(*image, *presentation.window);
  else require(image->setMinMaxWindow(0) != 0, RENDERER_FAILED);
  return output(*image, false);
}

}  // namespace

GreyFrame makeGrey(SourceFile &file, const FramePixels &frame) {
  const std::string &photometric = frame.description.photometric;
  require(isKnown(photometric), RENDERER_UNSUPPORTED_PIXELS);
  FrameSet set(frame.description);
  set.putPixels(frame);
  if (photometric == "MONOCHROME1" || photometric == "MONOCHROME2") {
    const Presentation presentation(file);
    const bool hasTable = presentation.modalityTable != nullptr || presentation.valueTable != nullptr;
    return hasTable ? looked(set, presentation) : windowed(set, presentation, file, frame);
  }
  if (photometric == "PALETTE COLOR") copyPalette(file.dataset(), set);
  return output(*open(set), false);
}

// MARK: Floats

namespace {

template <typename Number>
GreyFrame stretch(SourceFile &file, DcmElement &element, uint32_t rows, uint32_t columns) {
  const uint64_t count = uint64_t(rows) * columns, bytes = count * sizeof(Number), start = bytes * file.frame();
  require(start + bytes <= element.getLength(), RENDERER_TRUNCATED);
  std::vector<Number> values(count);
  require(element.getPartialValue(values.data(), static_cast<Uint32>(start), static_cast<Uint32>(bytes)).good(), RENDERER_TRUNCATED);
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const Number value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min<double>(low, value);
    high = std::max<double>(high, value);
  }
  GreyFrame grey{rows, columns, std::vector<uint16_t>(count, 0)};
  if (!(low < high)) return grey;
  for (uint64_t index = 0; index < count; index++) {
    const double share = (double(values[index]) / 2 - low / 2) / (high / 2 - low / 2);
    grey.values[index] = std::isnan(share) ? uint16_t(0) : static_cast<uint16_t>(std::lround(std::clamp(share, 0.0, 1.0) * white));
  }
  return grey;
}

}  // namespace

bool hasFloatPixels(SourceFile &file) {
  return !file.dataset().tagExists(DCM_PixelData) && (file.dataset().tagExists(DCM_FloatPixelData) || file.dataset().tagExists(DCM_DoubleFloatPixelData));
}

GreyFrame makeGreyOfFloats(SourceFile &file, uint64_t mostSamples) {
  DcmDataset &dataset = file.dataset();
  const uint32_t rows = word(dataset, DCM_Rows, 0), columns = word(dataset, DCM_Columns, 0);
  require(rows > 0 && columns > 0, RENDERER_BAD_ATTRIBUTES);
  require(uint64_t(rows) * columns <= mostSamples, RENDERER_TOO_LARGE);
  DcmElement *element = nullptr;
  if (dataset.findAndGetElement(DCM_FloatPixelData, element).good()) return stretch<float>(file, *element, rows, columns);
  require(dataset.findAndGetElement(DCM_DoubleFloatPixelData, element).good(), RENDERER_NO_IMAGE);
  return stretch<double>(file, *element, rows, columns);
}
