// A DCMTK input stream over bytes in memory. Unlike DCMTK's own, it can be opened again at an offset, so that long values
// are only copied when they are asked for, and then in parts.
#pragma once

#include <cstdint>

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcistrma.h>

struct Bytes {
  const uint8_t *start = nullptr;
  uint64_t count = 0;
};

class MemoryProducer final : public DcmProducer {
 public:
  MemoryProducer(Bytes bytes, offile_off_t position) : bytes_(bytes), position_(position) {}

  OFBool good() const override { return OFTrue; }
  OFCondition status() const override { return EC_Normal; }
  OFBool eos() override { return avail() == 0; }
  offile_off_t avail() override { return static_cast<offile_off_t>(bytes_.count) - position_; }
  offile_off_t read(void *buffer, offile_off_t count) override;
  offile_off_t skip(offile_off_t count) override;
  void putback(offile_off_t count) override;

 private:
  Bytes bytes_;
  offile_off_t position_;
};

class MemoryStream final : public DcmInputStream {
 public:
  explicit MemoryStream(Bytes bytes, offile_off_t position = 0)
      : DcmInputStream(&producer_), bytes_(bytes), start_(position), producer_(bytes, position) {}

  // None behind a decompressing filter: its offsets are not those of the memory.
  DcmInputStreamFactory *newFactory() const override;

 private:
  Bytes bytes_;
  offile_off_t start_;
  MemoryProducer producer_;
};
