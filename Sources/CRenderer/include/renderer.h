/*
 * renderer.h — the ABI of the rendering backend, version 1.
 *
 * The backend is a dynamic library, libtagfold-renderer.so, with one exported symbol, tagfold_renderer, of type
 * renderer_entry. It turns one frame of a DICOM file, which the host holds in memory, into a small grey picture.
 * It is loaded at run time, in worker processes that can open no file: nothing here takes a path.
 *
 * Rules that hold everywhere below:
 *  - Plain C99, fixed-width types. Every struct starts with {struct_size, abi_version}. New fields are only ever added
 *    at the tail, so a reader must not touch a field that lies beyond struct_size.
 *  - No memory changes owner. What the host hands out is valid until the call that received it returns; the text of
 *    renderer_backend stays valid and unchanged until the process ends.
 *  - The backend never unwinds (no C++ exception, no longjmp) through the host.
 *  - Outcomes are numbers. No value of a file ever comes back but its pixels and their counts.
 *
 * Each function's comment gives, in this order: purpose, ownership, failure, thread.
 */
#ifndef RENDERER_H
#define RENDERER_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A host refuses a backend of another major version. A higher minor version only adds fields at the tail. */
#define RENDERER_ABI_MAJOR 1u
#define RENDERER_ABI_MINOR 0u
#define RENDERER_ABI_VERSION ((RENDERER_ABI_MAJOR << 16) | RENDERER_ABI_MINOR)

#if defined(_WIN32)
#define RENDERER_EXPORT __declspec(dllexport)
#else
#define RENDERER_EXPORT __attribute__((visibility("default")))
#endif

/* ---- Outcomes ----------------------------------------------------------------------------------------------- */

typedef uint32_t renderer_outcome;

#define RENDERER_RENDERED 0u
#define RENDERER_NOT_DICOM 1u          /* no data set can be read */
#define RENDERER_NO_IMAGE 2u           /* a data set without pixel data */
#define RENDERER_UNSUPPORTED_SYNTAX 3u /* no codec for its transfer syntax */
#define RENDERER_UNSUPPORTED_PIXELS 4u /* pixels of a kind that nothing here turns into grey */
#define RENDERER_BAD_ATTRIBUTES 5u     /* an attribute that describes the pixels is missing, or contradicts them */
#define RENDERER_TRUNCATED 6u          /* fewer bytes or frames than are declared */
#define RENDERER_BAD_FRAGMENTS 7u      /* the fragments cannot be told apart by frame */
#define RENDERER_BAD_CODESTREAM 8u     /* the codec refuses the compressed frame */
#define RENDERER_TOO_LARGE 9u          /* more samples in a frame than the host allows */
#define RENDERER_OUT_OF_MEMORY 10u
#define RENDERER_FAILED 11u            /* anything else; also for arguments that are wrong */

/* ---- What is asked ------------------------------------------------------------------------------------------ */

#define RENDERER_STRETCH 0u     /* rows and columns are scaled each for themselves */
#define RENDERER_KEEP_ASPECT 1u /* both alike; what is left of the square stays black */

typedef struct renderer_options {
  uint32_t struct_size;
  uint32_t abi_version;
  uint32_t side;         /* rows and columns of the picture: 1 to 4096 */
  uint32_t fit;          /* RENDERER_STRETCH or RENDERER_KEEP_ASPECT */
  uint64_t most_samples; /* rows × columns × samples per pixel that a frame may have */
} renderer_options;

/* ---- What comes back ---------------------------------------------------------------------------------------- */

typedef struct renderer_picture {
  uint32_t struct_size;
  uint32_t abi_version;
  uint8_t *pixels;   /* the host's: side × side bytes, row by row, 0 black to 255 white */
  uint64_t capacity; /* bytes that pixels has room for */
  uint32_t rows;     /* of the frame, as far as it is known; 0 before */
  uint32_t columns;
  uint32_t frame;  /* that was rendered, from 0: the middle one */
  uint32_t frames; /* that the file declares */
} renderer_picture;

typedef struct renderer_backend {
  uint32_t struct_size;
  uint32_t abi_version;
  /* Name and version of the backend and of what it is made of, ASCII: pictures of different versions may differ. */
  const char *version;
  /*
   * Renders the middle frame of a file. Ownership: file, options and picture are the host's. Failure: an outcome other
   * than RENDERER_RENDERED; pixels may then hold anything. Thread: one call at a time.
   */
  renderer_outcome (*render)(const renderer_options *options, const uint8_t *file, uint64_t count, renderer_picture *picture);
} renderer_backend;

/*
 * Makes the backend ready: codecs, data dictionary. Ownership: the host's struct, with struct_size and abi_version set
 * to what the host knows; the backend fills the rest and sets abi_version to its own. Failure: 0 when it is ready,
 * else not, with a reason in version where it has one. Thread: once, before any other call.
 */
typedef uint32_t (*renderer_entry)(renderer_backend *backend);

#ifdef __cplusplus
}
#endif

#endif
