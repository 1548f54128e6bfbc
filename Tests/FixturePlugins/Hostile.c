/*
 * Parses numbers out of the tag PATH, and misbehaves in the way that MISCHIEF names: at a value that begins with "boom", or all the time
 * where a value cannot be to blame.
 */
#include "fixture.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#ifndef PATH
#define PATH "ImageComments"
#endif

enum { SEGFAULT, ABORT_ON_THREAD, LOOP, EXIT, STACK, LEAK, STDOUT, BAD_UTF8, TOO_MANY, NO_SUCH_ITEM, NOT_FINITE, DOUBLE_FREE, GUESS, FILES, LATE, SIZE };

static const tagplugin_input inputs[] = {INPUT(PATH, TAGPLUGIN_ROLE_CLAIMED)};
#define COLUMN_TEXT QUOTE(NAME)
static const tagplugin_column columns[] = {
    COLUMN(COLUMN_TEXT "_number", TAGPLUGIN_KIND_NUMERIC, 1),
    COLUMN(COLUMN_TEXT "_label", TAGPLUGIN_KIND_CATEGORICAL, 1),
};
static const tagplugin_claim claims[] = {CLAIM(inputs, columns, 0)};

static volatile unsigned calls, late;

static void *abort_here(void *is_late) {
  const unsigned call = calls;
  for (int turns = 0; is_late != NULL && turns < 20 && calls == call; turns++) usleep(100);
  abort();
}

/* Not a tail call, of a size that no compiler takes away, and with an end that the stack does not live to see. */
static int deeper(volatile char *above, int left) {
  volatile char frame[4096];
  frame[0] = above != NULL ? (char)(above[0] + 1) : 1;
  return left == 0 ? 0 : deeper(frame, left - 1) + frame[0];
}

/* Opens of the system what a plugin has no business with: 1 when some of it could be opened. */
static int reaches_out(void) {
  FILE *file = fopen("/etc/passwd", "r");
  FILE *made = fopen("/tmp/tagfold-hostile-plugin-was-here", "w");
  const int child = fork();
  if (child == 0) _exit(0);
  return file != NULL || made != NULL || child > 0;
}

static void misbehave(uint32_t item, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  const tagplugin_text bad = {"\xff\xfe\xc0", 3};
  void *c = sink->context;
  pthread_t thread;
  switch (MISCHIEF) {
    case SEGFAULT: *(volatile int *)(uintptr_t)16 = 1; break;
    case ABORT_ON_THREAD:
      pthread_create(&thread, NULL, abort_here, NULL);
      pthread_join(thread, NULL);
      break;
    case LATE:
      late = 1;
      pthread_create(&thread, NULL, abort_here, (void *)"late");
      break;
    case LOOP: for (volatile int turns = 0;; turns = turns == 0) {} break;
    case EXIT: exit(0);
    case STACK: (void)deeper(NULL, 1 << 20); break;
    case LEAK:
      for (;;) {
        void *block = malloc(1 << 20);
        if (block == NULL) abort();
        memset(block, 1, 1 << 20);
      }
    case BAD_UTF8: sink->label(c, item, 1, 0, bad); break;
    case TOO_MANY: for (uint32_t times = 0; times < 3000000u; times++) sink->number(c, item, 0, 0, times); break;
    case NO_SUCH_ITEM: sink->number(c, batch->count + 7, 0, 0, 1); break;
    case NOT_FINITE:
      sink->number(c, item, 0, 0, NAN);
      sink->number(c, item, 0, 0, INFINITY);
      break;
    case DOUBLE_FREE: {
      char *volatile block = malloc(2000);
      free(block);
      free(block);
      break;
    }
    case FILES: sink->number(c, item, 0, 0, reaches_out()); break;
    default: sink->number(c, item, 0, 0, 0); break;
  }
}

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  calls++;
  if (MISCHIEF == SIZE && batch->count > 20) abort();
  if (late) usleep(500000);
  for (uint32_t item = 0; item < batch->count; item++) {
    const tagplugin_text text = value_at(batch, item, 0)->text;
    char number[64] = {0};
    if (text.length >= 4 && memcmp(text.bytes, "boom", 4) == 0) {
      misbehave(item, batch, sink);
      continue;
    }
    if (text.length < sizeof(number)) memcpy(number, text.bytes, (size_t)text.length);
    if (MISCHIEF == STDOUT) {
      printf("\n]}, features.csv: %s\n", number);
      fprintf(stderr, "value %s\n", number);
      fflush(stdout);
    }
    sink->number(sink->context, item, 0, 0, atof(number) + (MISCHIEF == GUESS ? calls * 1000 : 0));
  }
  (void)state;
  return TAGPLUGIN_OK;
}

FIXTURE(claims, NULL)
