#include "Codecs.h"

#include <algorithm>
#include <cstring>

#include <dcmtk/dcmdata/dccodec.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>

#include "Failure.h"
#include "FrameSet.h"

void registerCodecs() {
  DJDecoderRegistration::registerCodecs(EDC_photometricInterpretation, EUC_default, EPC_colorByPixel);
  DJLSDecoderRegistration::registerCodecs(EJLSUC_default, EJLSPC_colorByPixel);
}

bool canDecode(E_TransferSyntax syntax) { return DcmCodecList::canChangeCoding(syntax, EXS_LittleEndianExplicit); }

namespace {

// What the headers of a JPEG or JPEG-LS codestream say (ISO 10918-1 §B.2, ISO 14495-1 §C.2).
struct JPEGHeaders {
  uint8_t precision = 0;  // 0: no frame header
  bool isJFIF = false;

  explicit JPEGHeaders(const std::vector<uint8_t> &bytes) {
    size_t place = 2;
    while (place + 9 < bytes.size()) {
      if (bytes[place] != 0xFF) return;
      const uint8_t marker = bytes[place + 1];
      if (marker == 0xFF) {
        place++;
        continue;
      }
      if (marker == 0xE0 && std::memcmp(&bytes[place + 4], "JFIF", 5) == 0) isJFIF = true;
      const bool isTable = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
      if ((marker >= 0xC0 && marker <= 0xCF && !isTable) || marker == 0xF7) {
        precision = bytes[place + 4];
        return;
      }
      place += 2 + (size_t(bytes[place + 2]) << 8 | bytes[place + 3]);
    }
  }
};

// What the codestream says counts more than what the data set says of it.
void adapt(PixelDescription &description, const std::vector<uint8_t> &codestream) {
  description.isPlanar = false;
  const JPEGHeaders headers(codestream);
  require(headers.precision >= 2 && headers.precision <= 16, RENDERER_BAD_CODESTREAM);
  const uint16_t cell = headers.precision <= 8 ? 8 : 16;
  if (cell != description.allocated || description.stored > cell || description.highBit >= cell) description.store(headers.precision);
  // JFIF knows no RGB.
  if (headers.isJFIF && description.photometric == "RGB" && description.samples == 3) description.photometric = "YBR_FULL_422";
}

renderer_outcome outcome(const OFCondition &condition) {
  return condition == EC_MemoryExhausted ? RENDERER_OUT_OF_MEMORY : RENDERER_BAD_CODESTREAM;
}

}  // namespace

FramePixels decode(std::vector<uint8_t> codestream, E_TransferSyntax syntax, PixelDescription description) {
  adapt(description, codestream);
  if (codestream.size() % 2 == 1) codestream.push_back(0);
  // The JPEG-LS decoder looks a little beyond a codestream that is cut short: there it finds zeros, and nothing of others.
  const bool isJPEGLS = syntax == EXS_JPEGLSLossless || syntax == EXS_JPEGLSLossy;
  if (isJPEGLS) codestream.resize(codestream.size() + 64);
  // An object of this frame alone.
  FrameSet frame(description);
  auto *sequence = new DcmPixelSequence(DcmTag(DCM_PixelSequenceTag));
  auto *table = new DcmPixelItem(DcmTag(DCM_PixelItemTag)), *item = new DcmPixelItem(DcmTag(DCM_PixelItemTag));
  sequence->insert(table);
  sequence->insert(item);
  auto *pixels = new DcmPixelData(DCM_PixelData);
  pixels->putOriginalRepresentation(syntax, nullptr, sequence);
  frame.insert(pixels);
  require(item->putUint8Array(codestream.data(), static_cast<unsigned long>(codestream.size())).good(), RENDERER_OUT_OF_MEMORY);

  Uint32 size = 0, start = 0;
  require(pixels->getUncompressedFrameSize(&frame.item(), size).good(), RENDERER_BAD_ATTRIBUTES);
  size = static_cast<Uint32>(std::max<uint64_t>(size, description.bytes()));
  FramePixels decoded{description, std::vector<uint8_t>((size + 1u) / 2 * 2)};
  OFString model;
  const OFCondition done =
      pixels->getUncompressedFrame(&frame.item(), 0, start, decoded.bytes.data(), static_cast<Uint32>(decoded.bytes.size()), model);
  require(done.good(), outcome(done));
  decoded.description.photometric.assign(model.c_str(), model.length());
  if (decoded.description.isSubsampled()) decoded.description.photometric = "YBR_FULL";
  return decoded;
}
