/*
 * autoencoder.h — the ABI of the backend that trains the autoencoder, version 1.
 *
 * The backend is a dynamic library, libtagfold-torch.so, with one exported symbol, tagfold_autoencoder, of type
 * autoencoder_entry. It does the arithmetic alone: steps of training, losses and codes of images. What decides the result
 * otherwise (the first weights, the order of images, when to stop, what is kept) is the host's, and so is every file.
 *
 * Rules that hold everywhere below:
 *  - Plain C99, fixed-width types. Every struct starts with {struct_size, abi_version}. New fields are only ever added
 *    at the tail, so a reader must not touch a field that lies beyond struct_size.
 *  - No memory changes owner. What the host hands out is valid until the call that received it returns; texts of the
 *    backend stay valid until the call that is named with them.
 *  - The backend never unwinds (no C++ exception, no longjmp) through the host.
 *
 * The network. Convolutions keep rows and columns: 3 × 3 pads by one on each side, 2 × 2 by one at the bottom and the
 * right. Tensors count from 0 in this order, each layer its weight (out, in, rows, columns) and then its bias (out):
 *
 *   encoder.0 … encoder.7   four times: 3 × 3 to `filters`, ReLU, 2 × 2 to `filters`, ReLU, largest of 2 × 2
 *   encoder.8               3 × 3 to `code_filters`, linear: the code, of side / 16 rows and columns
 *   decoder.0               3 × 3 to `code_filters`, ReLU
 *   decoder.1 … decoder.8   four times: each value 2 × 2 times, 2 × 2 to `filters`, ReLU, 3 × 3 to `filters`, ReLU
 *   decoder.9               3 × 3 to one, sigmoid: the image again
 *
 * One session may run on one thread at a time. Each function's comment gives purpose, ownership and failure.
 */
#ifndef AUTOENCODER_H
#define AUTOENCODER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A host refuses a backend of another major version. A higher minor version only adds fields at the tail. */
#define AUTOENCODER_ABI_MAJOR 1u
#define AUTOENCODER_ABI_MINOR 0u
#define AUTOENCODER_ABI_VERSION ((AUTOENCODER_ABI_MAJOR << 16) | AUTOENCODER_ABI_MINOR)

#if defined(_WIN32)
#define AUTOENCODER_EXPORT __declspec(dllexport)
#else
#define AUTOENCODER_EXPORT __attribute__((visibility("default")))
#endif

/* ---- Outcomes ----------------------------------------------------------------------------------------------- */

typedef uint32_t autoencoder_outcome;

#define AUTOENCODER_DONE 0u
#define AUTOENCODER_BAD_ARGUMENTS 1u
#define AUTOENCODER_OUT_OF_MEMORY 2u
#define AUTOENCODER_FAILED 3u /* anything else; the backend's `reason` says what */

/* ---- What is asked ------------------------------------------------------------------------------------------ */

#define AUTOENCODER_ANY_DEVICE 0u /* a GPU where there is one that the library can use, else the processor */
#define AUTOENCODER_PROCESSOR 1u

typedef struct autoencoder_options {
  uint32_t struct_size;
  uint32_t abi_version;
  uint32_t side;         /* rows and columns of an image: a multiple of 16, at most 1024 */
  uint32_t filters;      /* of each convolution but the code's and the last: 1 to 1024 */
  uint32_t code_filters; /* 1 to 1024 */
  uint32_t batch;        /* most images of one call: 1 to 4096 */
  uint32_t device;       /* AUTOENCODER_ANY_DEVICE or AUTOENCODER_PROCESSOR */
  uint32_t threads;      /* of the processor; sums depend on their number. 1 to 1024 */
  /* RMSprop: mean = decay * mean + (1 - decay) * gradient²; weight -= rate * gradient / (√mean + epsilon). */
  double rate;
  double decay;
  double epsilon;
} autoencoder_options;

/* Kinds of values that belong to each tensor of the network. */
#define AUTOENCODER_WEIGHTS 0u
#define AUTOENCODER_MEAN_SQUARES 1u /* RMSprop's; zero in a new session */
#define AUTOENCODER_GRADIENTS 2u    /* of the last step; can only be read */

typedef struct autoencoder_session autoencoder_session;

/* ---- What comes back ---------------------------------------------------------------------------------------- */

typedef struct autoencoder_backend {
  uint32_t struct_size;
  uint32_t abi_version;
  /* Name and version of the backend and of what it is made of, ASCII; valid until the process ends. */
  const char *version;
  /* Why the last call on this thread failed, ASCII; empty when it did not. Valid until the next call on this thread. */
  const char *(*reason)(void);
  /*
   * Makes a session: a network of zeros. Ownership: the session is the backend's until `close`. Failure: an outcome, and
   * no session.
   */
  autoencoder_outcome (*open)(const autoencoder_options *options, autoencoder_session **session);
  /* Ends a session and gives its memory back to the system. Failure: none; null is no session. */
  void (*close)(autoencoder_session *session);
  /* What a session runs on, ASCII; valid until its `close`. */
  const char *(*device)(const autoencoder_session *session);
  /* Reads or writes the values of one tensor: `count` is exactly that of its values. */
  autoencoder_outcome (*read)(autoencoder_session *session, uint32_t kind, uint32_t tensor, float *values, uint64_t count);
  autoencoder_outcome (*write)(autoencoder_session *session, uint32_t kind, uint32_t tensor, const float *values, uint64_t count);
  /*
   * One step of training on some images: forward, mean squared error, backward, RMSprop. A step need not be over when the
   * call returns. Its loss is added to the session's sum of losses.
   * `images`: count × side × side bytes, 0 black to 255 white.
   */
  autoencoder_outcome (*step)(autoencoder_session *session, const uint8_t *images, uint32_t count);
  /* The sum of the losses of all steps since it was last set; 0 in a new session. Waits for all steps. */
  autoencoder_outcome (*read_losses)(autoencoder_session *session, double *sum);
  autoencoder_outcome (*write_losses)(autoencoder_session *session, double sum);
  /* The mean squared error of some images as they are made again, without training. */
  autoencoder_outcome (*loss)(autoencoder_session *session, const uint8_t *images, uint32_t count, double *loss);
  /* The codes of some images: `codes` has room for count × code_filters × (side / 16)² values, filter by filter. */
  autoencoder_outcome (*embed)(autoencoder_session *session, const uint8_t *images, uint32_t count, float *codes);
} autoencoder_backend;

/*
 * Makes the backend ready. Ownership: the host's struct, with struct_size and abi_version set to what the host knows; the
 * backend fills the rest and sets abi_version to its own. Failure: 0 when it is ready, else not. Thread: once, before
 * any other call.
 */
typedef uint32_t (*autoencoder_entry)(autoencoder_backend *backend);

#ifdef __cplusplus
}
#endif

#endif
