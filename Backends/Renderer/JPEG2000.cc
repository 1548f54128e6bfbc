#include <algorithm>
#include <cstring>
#include <memory>

#include <openjpeg.h>

#include "Codecs.h"
#include "Failure.h"

namespace {

// OpenJPEG reads through these.
struct Reader {
  const std::vector<uint8_t> &bytes;
  size_t place = 0;

  size_t left() const { return bytes.size() - place; }

  static OPJ_SIZE_T read(void *buffer, OPJ_SIZE_T count, void *self) {
    auto &reader = *static_cast<Reader *>(self);
    const size_t taken = std::min<size_t>(count, reader.left());
    if (taken == 0) return static_cast<OPJ_SIZE_T>(-1);
    std::memcpy(buffer, reader.bytes.data() + reader.place, taken);
    reader.place += taken;
    return taken;
  }
  static OPJ_OFF_T skip(OPJ_OFF_T count, void *self) {
    auto &reader = *static_cast<Reader *>(self);
    if (count < 0) return -1;
    const size_t taken = std::min<uint64_t>(static_cast<uint64_t>(count), reader.left());
    reader.place += taken;
    return static_cast<OPJ_OFF_T>(taken);
  }
  static OPJ_BOOL seek(OPJ_OFF_T place, void *self) {
    auto &reader = *static_cast<Reader *>(self);
    if (place < 0 || static_cast<uint64_t>(place) > reader.bytes.size()) return OPJ_FALSE;
    reader.place = static_cast<size_t>(place);
    return OPJ_TRUE;
  }
};

using Stream = std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)>;
using Codec = std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)>;
using Image = std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)>;

Image decodeImage(const std::vector<uint8_t> &codestream, const PixelDescription &description) {
  Reader reader{codestream};
  const Stream stream(opj_stream_default_create(OPJ_TRUE), opj_stream_destroy);
  const bool isBare = codestream.size() > 4 && codestream[0] == 0xFF && codestream[1] == 0x4F;
  const Codec codec(opj_create_decompress(isBare ? OPJ_CODEC_J2K : OPJ_CODEC_JP2), opj_destroy_codec);
  require(stream && codec, RENDERER_OUT_OF_MEMORY);
  opj_stream_set_user_data(stream.get(), &reader, nullptr);
  opj_stream_set_user_data_length(stream.get(), codestream.size());
  opj_stream_set_read_function(stream.get(), Reader::read);
  opj_stream_set_skip_function(stream.get(), Reader::skip);
  opj_stream_set_seek_function(stream.get(), Reader::seek);

  opj_dparameters_t parameters;
  opj_set_default_decoder_parameters(&parameters);
  require(opj_setup_decoder(codec.get(), &parameters), RENDERER_FAILED);
  opj_image_t *read = nullptr;
  const bool hasHeader = opj_read_header(stream.get(), codec.get(), &read);
  Image image(read, opj_image_destroy);
  require(hasHeader && image, RENDERER_BAD_CODESTREAM);
  // Before anything is allocated by what the codestream declares.
  require(image->x1 - image->x0 == description.columns && image->y1 - image->y0 == description.rows, RENDERER_BAD_ATTRIBUTES);
  require(image->numcomps >= description.samples, RENDERER_BAD_ATTRIBUTES);
  require(opj_decode(codec.get(), stream.get(), image.get()), RENDERER_BAD_CODESTREAM);
  // What stands behind the last tile part is no matter.
  opj_end_decompress(codec.get(), stream.get());
  return image;
}

// Whether the codestream transforms its components, which the decoder undoes (ISO 15444-1 §A.6.1, Annex G).
bool transformsComponents(const std::vector<uint8_t> &codestream) {
  const uint8_t siz[] = {0xFF, 0x4F, 0xFF, 0x51};
  auto start = std::search(codestream.begin(), codestream.end(), std::begin(siz), std::end(siz));
  if (start == codestream.end()) return false;
  size_t place = static_cast<size_t>(start - codestream.begin()) + 2;
  while (place + 8 < codestream.size() && codestream[place] == 0xFF && codestream[place + 1] != 0x90) {
    if (codestream[place + 1] == 0x52) return codestream[place + 8] == 1;
    place += 2 + (size_t(codestream[place + 2]) << 8 | codestream[place + 3]);
  }
  return false;
}

}  // namespace

FramePixels decodeJPEG2000(const std::vector<uint8_t> &codestream, PixelDescription description) {
  const Image image = decodeImage(codestream, description);
  const opj_image_comp_t &first = image->comps[0];
  require(first.prec >= 1 && first.prec <= 32, RENDERER_UNSUPPORTED_PIXELS);
  for (uint16_t sample = 0; sample < description.samples; sample++) {
    const opj_image_comp_t &component = image->comps[sample];
    const bool isAlike = component.w == description.columns && component.h == description.rows && component.prec == first.prec;
    require(isAlike && component.data != nullptr, RENDERER_UNSUPPORTED_PIXELS);
  }
  // Bits keep the meaning that the data set gives them, as far as the codestream has them.
  description.store(static_cast<uint16_t>(first.prec));
  description.isPlanar = true;
  const bool namesTransform = description.photometric == "YBR_RCT" || description.photometric == "YBR_ICT";
  if (namesTransform || (description.samples == 3 && transformsComponents(codestream))) description.photometric = "RGB";
  else if (description.isSubsampled()) description.photometric = "YBR_FULL";

  FramePixels frame{description, std::vector<uint8_t>((description.bytes() + 1) / 2 * 2)};
  uint8_t *cell = frame.bytes.data();
  const size_t width = description.allocated / 8;
  for (uint16_t sample = 0; sample < description.samples; sample++) {
    const OPJ_INT32 *values = image->comps[sample].data;
    for (uint64_t pixel = 0; pixel < description.pixels(); pixel++, cell += width) {
      // Little endian, two's complement.
      const auto value = static_cast<uint32_t>(values[pixel]);
      for (size_t byte = 0; byte < width; byte++) cell[byte] = static_cast<uint8_t>(value >> (8 * byte));
    }
  }
  return frame;
}
