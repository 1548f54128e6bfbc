/* Times what the training backend does, through its C ABI: steps of training, or embedding.
 *
 * usage: steps LIBRARY train|embed FILTERS BATCH COUNT [THREADS]
 * Prints the milliseconds of each of COUNT calls after two that warm up, and last their median. */
#include <dlfcn.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "autoencoder.h"

enum { side = 128, pixels = side * side, codes = 20 * 8 * 8, tensors = 38, warmUps = 2 };

static autoencoder_backend backend = {.struct_size = sizeof backend, .abi_version = AUTOENCODER_ABI_VERSION};

static void check(autoencoder_outcome outcome, const char *action) {
  if (outcome == AUTOENCODER_DONE) return;
  fprintf(stderr, "steps: cannot %s (%u): %s\n", action, outcome, backend.reason ? backend.reason() : "");
  exit(1);
}

static uint64_t state = 1;
static uint64_t draw(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return state >> 33;
}

/* Weights of about the size that training begins with. */
static void fill(autoencoder_session *session, uint32_t filters) {
  float *values = malloc(sizeof(float) * filters * filters * 9 + sizeof(float) * 9 * 20 * 20);
  for (uint32_t tensor = 0; tensor < tensors; tensor++) {
    if (tensor % 2 == 1) continue;
    const uint32_t layer = tensor / 2;
    const uint32_t kernel = layer <= 8 ? (layer == 8 || layer % 2 == 0 ? 3 : 2) : (layer == 9 || layer == 18 || layer % 2 == 1 ? 3 : 2);
    const uint32_t in = layer == 0 ? 1 : layer == 9 || layer == 10 ? 20 : filters;
    const uint32_t out = layer == 8 || layer == 9 ? 20 : layer == 18 ? 1 : filters;
    const uint64_t count = (uint64_t)in * out * kernel * kernel;
    const double limit = sqrt(6.0 / ((in + out) * kernel * kernel));
    for (uint64_t index = 0; index < count; index++) values[index] = (float)(((double)draw() / 1073741824.0 - 1) * limit);
    check(backend.write(session, AUTOENCODER_WEIGHTS, tensor, values, count), "write weights");
  }
  free(values);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int ascending(const void *one, const void *other) { return (*(const double *)one > *(const double *)other) - (*(const double *)one < *(const double *)other); }

int main(int count, char **words) {
  if (count < 6) return 2;
  const int trains = strcmp(words[2], "train") == 0;
  const uint32_t filters = (uint32_t)atoi(words[3]), batch = (uint32_t)atoi(words[4]);
  const int calls = atoi(words[5]);
  void *library = dlopen(words[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "steps: %s\n", dlerror());
    return 2;
  }
  autoencoder_entry entry;
  *(void **)&entry = dlsym(library, "tagfold_autoencoder");
  if (entry == NULL || entry(&backend) != 0) return 2;

  autoencoder_options options = {
      .struct_size = sizeof options, .abi_version = AUTOENCODER_ABI_VERSION, .side = side, .filters = filters, .code_filters = 20, .batch = batch,
      .device = AUTOENCODER_ANY_DEVICE, .threads = count > 6 ? (uint32_t)atoi(words[6]) : (uint32_t)sysconf(_SC_NPROCESSORS_ONLN), .rate = 1e-3, .decay = 0.9,
      .epsilon = 1e-7};
  autoencoder_session *session = NULL;
  check(backend.open(&options, &session), "open");
  fill(session, filters);
  uint8_t *images = malloc((size_t)batch * pixels);
  for (size_t index = 0; index < (size_t)batch * pixels; index++) images[index] = (uint8_t)(((index % side) + (index / side) % side + draw() % 64) / 2);
  float *made = malloc(sizeof(float) * batch * codes);
  double *times = malloc(sizeof(double) * (size_t)calls), sum = 0;

  printf("%s; %s\n", backend.version, backend.device(session));
  for (int call = -warmUps; call < calls; call++) {
    const double start = now();
    if (trains) {
      check(backend.step(session, images, batch), "train");
      check(backend.read_losses(session, &sum), "read losses");
    } else {
      check(backend.embed(session, images, batch, made), "embed");
    }
    if (call < 0) continue;
    times[call] = now() - start;
    printf("%.2f\n", times[call]);
  }
  qsort(times, (size_t)calls, sizeof(double), ascending);
  printf("median %.2f ms a call, %.1f images/s, losses %.6f\n", times[calls / 2], batch * 1e3 / times[calls / 2], sum);
  backend.close(session);
  return 0;
}
