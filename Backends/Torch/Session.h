// The network and its training. What libtorch declares stays behind this header: it takes half a minute to compile.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "autoencoder.h"

// Everything throws std::exception when it fails, std::bad_alloc when memory is short.
class Session {
 public:
  // Of the libraries that train.
  static std::string libraries();
  // Gives libtorch our memory. Once, before any session.
  static void prepare();

  explicit Session(const autoencoder_options &options);
  ~Session();

  const std::string &device() const { return device_; }
  // Floating-point values of a tensor; 0 for a tensor that there is not.
  uint64_t count(uint32_t tensor) const;
  void read(uint32_t kind, uint32_t tensor, float *values);
  void write(uint32_t kind, uint32_t tensor, const float *values);

  uint32_t batch() const;
  void step(const uint8_t *images, uint32_t count);
  double losses();
  void setLosses(double sum);
  double loss(const uint8_t *images, uint32_t count);
  void embed(const uint8_t *images, uint32_t count, float *codes);

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::string device_;
};
