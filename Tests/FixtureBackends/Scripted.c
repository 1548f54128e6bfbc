/* A rendering backend that does what the first word of each file says. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "renderer.h"

#ifndef VERSION
#define VERSION "scripted 1"
#endif
#ifndef STARTS
#define STARTS 0
#endif

static int poisoned;
static unsigned char *kept;
static size_t kept_count;

static int says(const uint8_t *file, uint64_t count, const char *word) {
  return count >= strlen(word) && memcmp(file, word, strlen(word)) == 0;
}

static int can_escape(void) {
  return open("/etc/passwd", O_RDONLY) >= 0 || socket(AF_INET, SOCK_STREAM, 0) >= 0 || fork() >= 0 || kill(getppid(), 0) == 0;
}

static renderer_outcome render(const renderer_options *options, const uint8_t *file, uint64_t count, renderer_picture *picture) {
  if (poisoned || says(file, count, "crash")) raise(SIGSEGV);
  if (says(file, count, "abort")) abort();
  if (says(file, count, "exit")) _exit(0);
  if (says(file, count, "poison")) poisoned = 1;
  while (says(file, count, "hang")) pause();
  while (says(file, count, "spin")) __asm__ volatile("");
  if (says(file, count, "eat")) {
    for (;;) memset(malloc(1 << 20), 1, 1 << 20);
  }
  if (says(file, count, "leak")) {
    /* Most of what there is, and gives it back never. */
    kept_count = (size_t)80 << 20;
    kept = malloc(kept_count);
    if (kept == NULL) return RENDERER_OUT_OF_MEMORY;
  }
  if (says(file, count, "lie")) return 4711;
  if (says(file, count, "answer")) return (renderer_outcome)file[6];
  if (says(file, count, "print")) {
    puts((const char *)file);
    fflush(stdout);
  }
  const uint8_t grey = says(file, count, "escape") ? (can_escape() ? 255 : 0) : (uint8_t)count;
  memset(picture->pixels, grey, (size_t)options->side * options->side);
  picture->pixels[0] = (uint8_t)options->fit;
  return RENDERER_RENDERED;
}

RENDERER_EXPORT uint32_t tagfold_renderer(renderer_backend *backend) {
  backend->version = VERSION;
  backend->abi_version = RENDERER_ABI_VERSION + (STARTS == 2 ? 1u << 16 : 0);
  backend->render = render;
  if (STARTS == 3) abort();
  return STARTS == 1;
}
