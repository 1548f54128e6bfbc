#include "MemoryStream.h"

#include <algorithm>
#include <cstring>

offile_off_t MemoryProducer::read(void *buffer, offile_off_t count) {
  const offile_off_t taken = std::clamp<offile_off_t>(count, 0, avail());
  if (buffer != nullptr && taken > 0) std::memcpy(buffer, bytes_.start + position_, static_cast<size_t>(taken));
  position_ += taken;
  return taken;
}

offile_off_t MemoryProducer::skip(offile_off_t count) {
  const offile_off_t taken = std::clamp<offile_off_t>(count, 0, avail());
  position_ += taken;
  return taken;
}

void MemoryProducer::putback(offile_off_t count) { position_ -= std::clamp<offile_off_t>(count, 0, position_); }

namespace {

class MemoryFactory final : public DcmInputStreamFactory {
 public:
  MemoryFactory(Bytes bytes, offile_off_t position) : bytes_(bytes), position_(position) {}

  DcmInputStream *create() const override { return new MemoryStream(bytes_, position_); }
  DcmInputStreamFactory *clone() const override { return new MemoryFactory(*this); }
  // Nothing but copies of temporary files look at this.
  DcmInputStreamFactoryType ident() const override { return DFT_DcmInputFileStreamFactory; }

 private:
  Bytes bytes_;
  offile_off_t position_;
};

}  // namespace

DcmInputStreamFactory *MemoryStream::newFactory() const {
  if (currentProducer() != &producer_) return nullptr;
  return new MemoryFactory(bytes_, start_ + tell());
}
