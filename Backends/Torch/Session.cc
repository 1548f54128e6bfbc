// The one file that includes libtorch.
#include "Session.h"

#include <c10/core/CPUAllocator.h>
#include <torch/torch.h>
#include <torch/version.h>

#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#ifdef TAGFOLD_CUDA
#include <ATen/cuda/CUDAContext.h>
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#endif

#include "HugeBlocks.h"

using at::Tensor;

// ---- Memory --------------------------------------------------------------------------------------------------

namespace {

void giveBack(void *memory) { HugeBlocks::shared().give(memory); }

// Newer versions have `allocate` not const, and ask for `copy_data`: whichever are virtual in the version at hand are overridden.
// So none is marked as such.
struct HugeAllocator final : at::Allocator {
  static at::DataPtr block(size_t bytes) {
    void *memory = HugeBlocks::shared().take(bytes);
    return {memory, memory, giveBack, at::Device(at::kCPU)};
  }
  at::DataPtr allocate(size_t bytes) const { return block(bytes); }
  at::DataPtr allocate(size_t bytes) { return block(bytes); }
  at::DeleterFnPtr raw_deleter() const { return giveBack; }
  void copy_data(void *target, const void *source, size_t bytes) const { std::memcpy(target, source, bytes); }
};

}  // namespace

// ---- Network -------------------------------------------------------------------------------------------------

namespace {

constexpr uint32_t levels = 4;

struct Layer {
  Tensor weight, bias;

  int64_t side() const { return weight.size(2); }
};

}  // namespace

class Network {
 public:
  Network(const autoencoder_options &options, at::Device device);

  Tensor encode(const Tensor &bytes) const { return codes(grey(bytes)); }
  // Mean squared error of the images as they are made again.
  Tensor loss(const Tensor &bytes) const;
  // Forward, backward, RMSprop; adds to `losses`.
  void train(const Tensor &bytes);

  // In the order of autoencoder.h.
  std::vector<Tensor> weights, meanSquares, gradients;
  Tensor losses;
  const at::Device device;
  std::string precision() const { return c10::toString(type_); }

 private:
  void add(uint32_t in, uint32_t out, uint32_t side);
  Tensor grey(const Tensor &bytes) const;
  Tensor codes(const Tensor &images) const;
  Tensor images(const Tensor &codes) const;
  Tensor convolve(const Tensor &input, uint32_t layer, bool isPadded = false) const;
  void update();

  const autoencoder_options options_;
  // Of what is computed between weights and losses, which are single precision.
  at::ScalarType type_ = at::kFloat;
};

Network::Network(const autoencoder_options &options, at::Device device) : device(device), options_(options) {
  const uint32_t filters = options.filters, code = options.code_filters;
  for (uint32_t level = 0; level < levels; level++) {
    add(level == 0 ? 1 : filters, filters, 3);
    add(filters, filters, 2);
  }
  add(filters, code, 3);
  add(code, code, 3);
  for (uint32_t level = 0; level < levels; level++) {
    add(level == 0 ? code : filters, filters, 2);
    add(filters, filters, 3);
  }
  add(filters, 1, 3);
  for (const Tensor &weight : weights) meanSquares.push_back(at::zeros_like(weight));
  losses = at::zeros({}, at::TensorOptions(device).dtype(at::kDouble));
#ifdef TAGFOLD_CUDA
  // Tensor cores: bfloat16 where the GPU has it, else its own 19 bits for single precision.
  if (device.is_cuda() && at::cuda::getCurrentDeviceProperties()->major >= 8) type_ = at::kBFloat16;
#endif
}

void Network::add(uint32_t in, uint32_t out, uint32_t side) {
  const auto options = at::TensorOptions(device).dtype(at::kFloat);
  weights.push_back(at::zeros({out, in, side, side}, options).requires_grad_());
  weights.push_back(at::zeros({out}, options).requires_grad_());
}

Tensor Network::grey(const Tensor &bytes) const { return bytes.to(device).to(at::kFloat).div_(255); }

// `isPadded`: the input has its row and column of zeros already.
Tensor Network::convolve(const Tensor &input, uint32_t layer, bool isPadded) const {
  Tensor weight = weights[2 * layer].to(type_);
  if (device.is_cuda()) weight = weight.contiguous(at::MemoryFormat::ChannelsLast);
  const Tensor bias = weights[2 * layer + 1].to(type_);
  if (weight.size(2) == 3) return at::conv2d(input, weight, bias, 1, 1);
  return at::conv2d(isPadded ? input : at::constant_pad_nd(input, {0, 1, 0, 1}), weight, bias);
}

// Figure 1 from its left to its middle. The code is linear: a ReLU could leave filters of it dead, and a cosine needs
// vectors that are not zero.
Tensor Network::codes(const Tensor &images) const {
  Tensor plane = images.to(type_);
  if (device.is_cuda()) plane = plane.contiguous(at::MemoryFormat::ChannelsLast);
  uint32_t layer = 0;
  for (uint32_t level = 0; level < levels; level++) {
    plane = convolve(plane, layer++).relu_();
    // The largest first: it leaves a quarter of the values for ReLU, which keeps their order.
    plane = at::max_pool2d(convolve(plane, layer++), 2).relu_();
  }
  return convolve(plane, layer);
}

// From its middle to its right. The sigmoid keeps grey values in [0, 1], and trains faster than a linear image.
Tensor Network::images(const Tensor &codes) const {
  uint32_t layer = 2 * levels + 1;
  Tensor plane = convolve(codes, layer++).relu_();
  for (uint32_t level = 0; level < levels; level++) {
    // Zeros at the bottom and the right while it is small, then each value 2 × 2 times, without the last row and column:
    // upsampled and padded at once.
    const int64_t side = 2 * plane.size(2) + 1;
    plane = at::upsample_nearest2d(at::constant_pad_nd(plane, {0, 1, 0, 1}), {side, side}, 2.0, 2.0);
    plane = convolve(plane, layer++, true).relu_();
    plane = convolve(plane, layer++).relu_();
  }
  return convolve(plane, layer).to(at::kFloat).sigmoid_();
}

Tensor Network::loss(const Tensor &bytes) const {
  const Tensor target = grey(bytes);
  return at::mse_loss(images(codes(target)), target);
}

void Network::train(const Tensor &bytes) {
  const Tensor loss = this->loss(bytes);
  gradients = torch::autograd::grad({loss}, weights);
  const at::NoGradGuard noGradients;
  update();
  losses.add_(loss.detach());
}

// T. Tieleman, G. Hinton: RMSProp (Coursera, Neural Networks for Machine Learning, lecture 6.5, 2012).
void Network::update() {
  for (size_t tensor = 0; tensor < weights.size(); tensor++) {
    const Tensor &gradient = gradients[tensor];
    Tensor &mean = meanSquares[tensor];
    mean.mul_(options_.decay).addcmul_(gradient, gradient, 1 - options_.decay);
    weights[tensor].addcdiv_(gradient, mean.sqrt().add_(options_.epsilon), -options_.rate);
  }
}

// ---- GPU -----------------------------------------------------------------------------------------------------

#ifdef TAGFOLD_CUDA

// All that a session does on its GPU, one after the other.
class Queue {
 public:
  explicit Queue(at::Device device) {
    if (!device.is_cuda()) return;
    stream_ = c10::cuda::getStreamFromPool(false, device.index());
    at::globalContext().setBenchmarkCuDNN(true);
    at::globalContext().setAllowTF32CuDNN(true);
  }

  // As long as it lives, what the thread asks for is queued there.
  class Guard {
   public:
    explicit Guard(const Queue &queue) {
      if (queue.stream_) guard_.reset_stream(*queue.stream_);
    }

   private:
    c10::cuda::OptionalCUDAStreamGuard guard_;
  };

  // A step of training on a whole batch: recorded once, then replayed as one launch instead of hundreds.
  void train(Network &network, const Tensor &bytes) {
    if (!network.device.is_cuda()) return network.train(bytes);
    if (!batch_.defined()) batch_ = at::empty_like(bytes, bytes.options().device(network.device));
    batch_.copy_(bytes);
    // The libraries choose their algorithms, and set up what they need, in the first steps.
    if (warmUps_ > 0) {
      warmUps_--;
      return network.train(batch_);
    }
    if (!isRecorded_) {
      step_.capture_begin();
      network.train(batch_);
      step_.capture_end();
      isRecorded_ = true;
    }
    step_.replay();
  }

 private:
  std::optional<c10::cuda::CUDAStream> stream_;
  at::cuda::CUDAGraph step_;
  Tensor batch_;
  int warmUps_ = 3;
  bool isRecorded_ = false;
};

#else

// The processor does all at once.
class Queue {
 public:
  explicit Queue(at::Device) {}
  struct Guard {
    explicit Guard(const Queue &) {}
    ~Guard() {}  // so that a variable of it counts as used
  };
  void train(Network &network, const Tensor &bytes) { network.train(bytes); }
};

#endif

// ---- Session -------------------------------------------------------------------------------------------------

namespace {

at::Device chosenDevice(const autoencoder_options &options) {
  return options.device == AUTOENCODER_ANY_DEVICE && torch::cuda::is_available() ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);
}

// The calling thread is set up for the time of a call.
class Turn {
 public:
  Turn(const autoencoder_options &options, const Queue &queue) : guard_(queue) { at::set_num_threads(static_cast<int>(options.threads)); }

 private:
  const Queue::Guard guard_;
};

}  // namespace

struct Session::State {
  explicit State(const autoencoder_options &options) : options(options), network(options, chosenDevice(options)), queue(network.device) {}

  Turn turn() const { return Turn(options, queue); }

  // The host's memory, not copied.
  Tensor bytes(const uint8_t *images, uint32_t count) const {
    const int64_t side = options.side;
    return at::from_blob(const_cast<uint8_t *>(images), {count, 1, side, side}, at::kByte);
  }

  Tensor &values(uint32_t kind, uint32_t tensor) {
    if (kind == AUTOENCODER_WEIGHTS) return network.weights.at(tensor);
    if (kind == AUTOENCODER_MEAN_SQUARES) return network.meanSquares.at(tensor);
    if (network.gradients.empty()) throw std::runtime_error("there was no step yet");
    return network.gradients.at(tensor);
  }

  const autoencoder_options options;
  Network network;
  Queue queue;
};

std::string Session::libraries() { return std::string("libtorch ") + TORCH_VERSION; }

void Session::prepare() {
  // It is asked until the process ends. libtorch's own has priority 0.
  c10::SetCPUAllocator(new HugeAllocator(), 1);
}

Session::Session(const autoencoder_options &options) {
  at::set_num_threads(static_cast<int>(options.threads));
  state_ = std::make_unique<State>(options);
  device_ = state_->network.device.is_cuda() ? "GPU, " + state_->network.precision() : "processor, " + std::to_string(options.threads) + " threads";
}

Session::~Session() = default;

uint32_t Session::batch() const { return state_->options.batch; }

uint64_t Session::count(uint32_t tensor) const {
  const auto &weights = state_->network.weights;
  return tensor < weights.size() ? static_cast<uint64_t>(weights[tensor].numel()) : 0;
}

void Session::read(uint32_t kind, uint32_t tensor, float *values) {
  const Turn turn = state_->turn();
  const Tensor source = state_->values(kind, tensor).detach().to(at::kCPU, at::kFloat).contiguous();
  std::memcpy(values, source.data_ptr<float>(), static_cast<size_t>(source.numel()) * sizeof(float));
}

void Session::write(uint32_t kind, uint32_t tensor, const float *values) {
  const Turn turn = state_->turn();
  const at::NoGradGuard noGradients;
  Tensor &target = state_->values(kind, tensor);
  target.copy_(at::from_blob(const_cast<float *>(values), target.sizes(), at::kFloat));
}

void Session::step(const uint8_t *images, uint32_t count) {
  const Turn turn = state_->turn();
  const Tensor bytes = state_->bytes(images, count);
  if (count == batch()) {
    state_->queue.train(state_->network, bytes);
  } else {
    state_->network.train(bytes);
  }
}

double Session::losses() {
  const Turn turn = state_->turn();
  return state_->network.losses.item<double>();
}

void Session::setLosses(double sum) {
  const Turn turn = state_->turn();
  state_->network.losses.fill_(sum);
}

double Session::loss(const uint8_t *images, uint32_t count) {
  const Turn turn = state_->turn();
  const at::NoGradGuard noGradients;
  return state_->network.loss(state_->bytes(images, count)).item<double>();
}

void Session::embed(const uint8_t *images, uint32_t count, float *codes) {
  const Turn turn = state_->turn();
  const at::NoGradGuard noGradients;
  const Tensor made = state_->network.encode(state_->bytes(images, count)).to(at::kCPU, at::kFloat).contiguous();
  std::memcpy(codes, made.data_ptr<float>(), static_cast<size_t>(made.numel()) * sizeof(float));
}
