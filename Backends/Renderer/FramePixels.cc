#include "FramePixels.h"

#include <algorithm>
#include <utility>

#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>

#include "Codecs.h"
#include "Failure.h"
#include "Fragments.h"

PixelDescription::PixelDescription(DcmItem &dataset, uint64_t mostSamples) {
  rows = word(dataset, DCM_Rows, 0);
  columns = word(dataset, DCM_Columns, 0);
  samples = word(dataset, DCM_SamplesPerPixel, 1);
  allocated = word(dataset, DCM_BitsAllocated, 0);
  stored = word(dataset, DCM_BitsStored, allocated);
  highBit = word(dataset, DCM_HighBit, static_cast<uint16_t>(stored - 1));
  isSigned = word(dataset, DCM_PixelRepresentation, 0) == 1;
  isPlanar = samples > 1 && word(dataset, DCM_PlanarConfiguration, 0) == 1;
  photometric = text(dataset, DCM_PhotometricInterpretation);
  require(rows > 0 && columns > 0 && samples > 0 && allocated > 0 && !photometric.empty(), RENDERER_BAD_ATTRIBUTES);
  require(pixels() * samples <= mostSamples, RENDERER_TOO_LARGE);
  require(samples == 1 || samples == 3 || samples == 4, RENDERER_UNSUPPORTED_PIXELS);
  require(allocated == 1 || allocated == 8 || allocated == 16 || allocated == 32, RENDERER_UNSUPPORTED_PIXELS);
  require(stored > 0 && stored <= allocated && highBit < allocated && highBit + 1 >= stored, RENDERER_BAD_ATTRIBUTES);
}

void PixelDescription::store(uint16_t bits) {
  allocated = bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
  stored = bits;
  highBit = static_cast<uint16_t>(bits - 1);
}

namespace {

// Native pixels lie one frame behind the other (PS3.5 §8.1.1), each at a bit of its own where a cell is one bit.
class NativeFrames {
 public:
  NativeFrames(DcmPixelData &element, uint32_t frame, bool isBigEndian) : element_(element), frame_(frame), isBigEndian_(isBigEndian) {}

  FramePixels read(PixelDescription description, uint32_t frames) {
    if (description.allocated == 1) return unpack(description);
    uint64_t size = description.bytes();
    if (description.isSubsampled()) {
      // Some say so of pixels that are not: their length tells.
      if (element_.getLength() >= size * frames) description.photometric = "YBR_FULL";
      else size = description.photometric == "YBR_PARTIAL_420" ? size / 2 : size / 3 * 2;
    }
    FramePixels frame{description, bytes(size * frame_, size)};
    if (description.allocated == 32 && isBigEndian_) swapHalves(frame.bytes);
    if (frame.bytes.size() % 2 == 1) frame.bytes.push_back(0);
    return frame;
  }

 private:
  // DCMTK brings the bytes of each word into order, not the words of a longer cell.
  static void swapHalves(std::vector<uint8_t> &bytes) {
    for (size_t cell = 0; cell + 4 <= bytes.size(); cell += 4) {
      std::swap(bytes[cell], bytes[cell + 2]);
      std::swap(bytes[cell + 1], bytes[cell + 3]);
    }
  }

  // Bits become bytes of one stored bit.
  FramePixels unpack(PixelDescription description) {
    const uint64_t pixels = description.pixels() * description.samples, first = pixels * frame_;
    const std::vector<uint8_t> packed = bytes(first / 8, (first % 8 + pixels + 7) / 8);
    description.store(1);
    FramePixels frame{description, std::vector<uint8_t>((pixels + 1) / 2 * 2)};
    for (uint64_t index = 0; index < pixels; index++) {
      const uint64_t bit = first % 8 + index;
      frame.bytes[index] = packed[bit / 8] >> (bit % 8) & 1;
    }
    return frame;
  }

  std::vector<uint8_t> bytes(uint64_t offset, uint64_t count) {
    require(offset + count <= element_.getLength(), RENDERER_TRUNCATED);
    std::vector<uint8_t> read(count);
    const bool isRead = element_.getPartialValue(read.data(), static_cast<Uint32>(offset), static_cast<Uint32>(count)).good();
    require(isRead, RENDERER_TRUNCATED);
    return read;
  }

  DcmPixelData &element_;
  const uint32_t frame_;
  const bool isBigEndian_;
};

DcmPixelData &pixelData(SourceFile &file) {
  DcmElement *element = nullptr;
  const bool isFound = file.dataset().findAndGetElement(DCM_PixelData, element).good() && element->ident() == EVR_PixelData;
  require(isFound, RENDERER_NO_IMAGE);
  return *static_cast<DcmPixelData *>(element);
}

}  // namespace

FramePixels readFrame(SourceFile &file, const PixelDescription &description) {
  DcmPixelData &element = pixelData(file);
  E_TransferSyntax found = EXS_Unknown;
  const DcmRepresentationParameter *parameter = nullptr;
  element.getOriginalRepresentationKey(found, parameter);
  DcmPixelSequence *sequence = nullptr;
  if (element.getEncapsulatedRepresentation(found, parameter, sequence).good() && sequence != nullptr) {
    const E_TransferSyntax syntax = file.syntax();
    require(DcmXfer(syntax).isEncapsulated(), RENDERER_BAD_ATTRIBUTES);
    require(file.isJPEG2000() || syntax == EXS_RLELossless || canDecode(syntax), RENDERER_UNSUPPORTED_SYNTAX);
    std::vector<uint8_t> codestream = Fragments(file, *sequence).frame();
    if (file.isJPEG2000()) return decodeJPEG2000(codestream, description);
    if (syntax == EXS_RLELossless) return decodeRLE(codestream, description);
    return decode(std::move(codestream), syntax, description);
  }
  require(element.getLength() > 0, RENDERER_NO_IMAGE);
  require(element.transferState() == ERW_ready, RENDERER_TRUNCATED);
  const bool isBigEndian = DcmXfer(file.dataset().getOriginalXfer()).getByteOrder() == EBO_BigEndian && element.getTag().getVR().getValidEVR() == EVR_OW;
  return NativeFrames(element, file.frame(), isBigEndian).read(description, file.frames());
}
