// The boundary of the backend: arguments are checked here, and nothing is thrown beyond it.
#include "autoencoder.h"

#include <cmath>
#include <exception>
#include <memory>
#include <new>
#include <string>

#include "HugeBlocks.h"
#include "Session.h"

struct autoencoder_session {
  Session session;
};

namespace {

// Counts up when the same training may give other weights.
constexpr const char *ownVersion = "1";

thread_local std::string lastReason;

const std::string &version() {
  static const std::string text = std::string("tagfold-torch ") + ownVersion + "; " + Session::libraries();
  return text;
}

const char *reason() { return lastReason.c_str(); }

// libtorch adds its own call stack to what it says.
std::string firstLine(const char *text) {
  const std::string whole(text);
  return whole.substr(0, whole.find('\n'));
}

template <typename Body>
autoencoder_outcome guarded(Body body) {
  lastReason.clear();
  try {
    return body();
  } catch (const std::bad_alloc &) {
    return AUTOENCODER_OUT_OF_MEMORY;
  } catch (const std::exception &problem) {
    lastReason = firstLine(problem.what());
    return AUTOENCODER_FAILED;
  } catch (...) {
    return AUTOENCODER_FAILED;
  }
}

bool isWithin(uint32_t number, uint32_t most) { return number >= 1 && number <= most; }

bool areValid(const autoencoder_options *options) {
  if (options == nullptr || options->struct_size < sizeof(autoencoder_options)) return false;
  if (!isWithin(options->side, 1024) || options->side % 16 != 0 || !isWithin(options->filters, 1024)) return false;
  if (!isWithin(options->code_filters, 1024) || !isWithin(options->batch, 4096) || !isWithin(options->threads, 1024)) return false;
  if (options->device > AUTOENCODER_PROCESSOR) return false;
  return std::isfinite(options->rate) && std::isfinite(options->decay) && std::isfinite(options->epsilon);
}

autoencoder_outcome openSession(const autoencoder_options *options, autoencoder_session **session) {
  if (session == nullptr) return AUTOENCODER_BAD_ARGUMENTS;
  *session = nullptr;
  if (!areValid(options)) return AUTOENCODER_BAD_ARGUMENTS;
  return guarded([&] {
    *session = new autoencoder_session{Session(*options)};
    return AUTOENCODER_DONE;
  });
}

void closeSession(autoencoder_session *session) {
  guarded([&] {
    delete session;
    HugeBlocks::shared().trim();
    return AUTOENCODER_DONE;
  });
}

const char *device(const autoencoder_session *session) { return session == nullptr ? "" : session->session.device().c_str(); }

bool fits(const autoencoder_session *session, uint32_t tensor, const float *values, uint64_t count) {
  return session != nullptr && values != nullptr && count > 0 && session->session.count(tensor) == count;
}

autoencoder_outcome readValues(autoencoder_session *session, uint32_t kind, uint32_t tensor, float *values, uint64_t count) {
  if (!fits(session, tensor, values, count) || kind > AUTOENCODER_GRADIENTS) return AUTOENCODER_BAD_ARGUMENTS;
  return guarded([&] {
    session->session.read(kind, tensor, values);
    return AUTOENCODER_DONE;
  });
}

autoencoder_outcome writeValues(autoencoder_session *session, uint32_t kind, uint32_t tensor, const float *values, uint64_t count) {
  if (!fits(session, tensor, values, count) || kind > AUTOENCODER_MEAN_SQUARES) return AUTOENCODER_BAD_ARGUMENTS;
  return guarded([&] {
    session->session.write(kind, tensor, values);
    return AUTOENCODER_DONE;
  });
}

bool areImages(const autoencoder_session *session, const uint8_t *images, uint32_t count) {
  return session != nullptr && images != nullptr && isWithin(count, session->session.batch());
}

autoencoder_outcome step(autoencoder_session *session, const uint8_t *images, uint32_t count) {
  if (!areImages(session, images, count)) return AUTOENCODER_BAD_ARGUMENTS;
  return guarded([&] {
    session->session.step(images, count);
    return AUTOENCODER_DONE;
  });
}

autoencoder_outcome readLosses(autoencoder_session *session, double *sum) {
  if (session == nullptr || sum == nullptr) return AUTOENCODER_BAD_ARGUMENTS;
  return guarded([&] {
    *sum = session->session.losses();
    return AUTOENCODER_DONE;
  });
}

autoencoder_outcome writeLosses(autoencoder_session *session, double sum) {
  if (session == nullptr) return AUTOENCODER_BAD_ARGUMENTS;
  return guarded([&] {
    session->session.setLosses(sum);
    return AUTOENCODER_DONE;
  });
}

autoencoder_outcome loss(autoencoder_session *session, const uint8_t *images, uint32_t count, double *loss) {
  if (!areImages(session, images, count) || loss == nullptr) return AUTOENCODER_BAD_ARGUMENTS;
  return guarded([&] {
    *loss = session->session.loss(images, count);
    return AUTOENCODER_DONE;
  });
}

autoencoder_outcome embed(autoencoder_session *session, const uint8_t *images, uint32_t count, float *codes) {
  if (!areImages(session, images, count) || codes == nullptr) return AUTOENCODER_BAD_ARGUMENTS;
  return guarded([&] {
    session->session.embed(images, count, codes);
    return AUTOENCODER_DONE;
  });
}

}  // namespace

extern "C" AUTOENCODER_EXPORT uint32_t tagfold_autoencoder(autoencoder_backend *backend) {
  if (backend == nullptr || backend->struct_size < sizeof(autoencoder_backend)) return 1;
  if (backend->abi_version >> 16 != AUTOENCODER_ABI_MAJOR) return 1;
  const autoencoder_outcome outcome = guarded([&] {
    Session::prepare();
    backend->abi_version = AUTOENCODER_ABI_VERSION;
    backend->version = version().c_str();
    backend->reason = reason;
    backend->open = openSession;
    backend->close = closeSession;
    backend->device = device;
    backend->read = readValues;
    backend->write = writeValues;
    backend->step = step;
    backend->read_losses = readLosses;
    backend->write_losses = writeLosses;
    backend->loss = loss;
    backend->embed = embed;
    return AUTOENCODER_DONE;
  });
  return outcome == AUTOENCODER_DONE ? 0 : 1;
}
