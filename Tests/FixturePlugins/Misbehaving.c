/* A good plugin that breaks its contract in one way, which FAULT names: what “tagfold plugin verify” is there to find. */
#define _DEFAULT_SOURCE
#include "fixture.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

enum {
  NOTHING, CRASH, HANG, LEAVE, PRINT, TELL, READ_ON, WRITE, KEEP, LEAVE_OPEN, THREAD, COUNT_UP, LEAK, INSIST, ADDRESS, LOG, SIGNAL, NAN_ANSWER, BLIND, ON_END
};

static const tagplugin_input inputs[] = {INPUT("SeriesDescription", TAGPLUGIN_ROLE_CLAIMED)};
static const tagplugin_column columns[] = {
    {HEAD(tagplugin_column), .name = TEXT("length"), .unit = TEXT("mm"), .description = TEXT("bytes"), .kind = TAGPLUGIN_KIND_NUMERIC, .components = 1}};
static const tagplugin_claim claims[] = {CLAIM(inputs, columns, 0)};

static volatile char seen;
static const char *kept;
static unsigned calls;

static void *wait_for_ever(void *nothing) {
  for (;;) pause();
  return nothing;
}

static void answer(const tagplugin_host *host, const tagplugin_sink *sink, uint32_t item, const tagplugin_value *value) {
  const tagplugin_text text = value->text;
  double number = (double)text.length;
  switch (FAULT) {
    case CRASH: if (text.length > 3 && text.bytes[0] == 'K') seen = *(volatile char *)8; break;
    case HANG: while (text.length == 11 && text.bytes[0] == 'H') seen++; break;
    case LEAVE: if (text.length > 1000) exit(0); break;
    case PRINT: puts("parsed"); fflush(stdout); break;
    case TELL: if (text.length > 0) { sink->rejected(sink->context, item, text.length < 4096 ? text : text_of("long")); return; } break;
    case READ_ON: if (text.length > 0) seen = text.bytes[text.length]; break;
    case WRITE: ((tagplugin_value *)(size_t)value)->reserved = 1; break;
    case KEEP: if (kept != NULL) seen = *kept; if (text.length > 0) kept = text.bytes; break;
    case COUNT_UP: number = calls++; break;
    case LEAK: seen = *(char *)memset(malloc(1024), 1, 1024); break;
    case INSIST: while (sink->number(sink->context, item, 0, 0, number) != TAGPLUGIN_OK) {} return;
    case ADDRESS: number = (double)(size_t)sbrk(0); break;
    case LOG: if (text.length > 0) host->log(host->context, TAGPLUGIN_LOG_WARNING, text); break;
    case NAN_ANSWER: number = (number - number) / (number - number); break;
    default: break;
  }
  if (text.length == 0) {
    sink->missing(sink->context, item, TAGPLUGIN_ALL_COLUMNS, text_of("no value"));
  } else {
    sink->number(sink->context, item, 0, 0, number);
  }
}

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  if (FAULT != BLIND && (batch->claim != 0 || batch->input_count != 1)) return TAGPLUGIN_BAD_ARGUMENT;
  for (uint32_t item = 0; item < batch->count; item++) answer(state, sink, item, value_at(batch, item, 0));
  return TAGPLUGIN_OK;
}

static void crash_at_the_end(void) { abort(); }

static void misbehave(void) {
  pthread_t thread;
  if (FAULT == LEAVE_OPEN) open("/dev/null", O_RDONLY);
  if (FAULT == THREAD) pthread_create(&thread, NULL, wait_for_ever, NULL);
  if (FAULT == SIGNAL) signal(SIGINT, SIG_IGN);
  if (FAULT == ON_END) atexit(crash_at_the_end);
}

TAGPLUGIN_EXPORT tagplugin_status ENTRY(const tagplugin_host *host, tagplugin_plugin *plugin);
tagplugin_status ENTRY(const tagplugin_host *host, tagplugin_plugin *plugin) {
  if (host == NULL || plugin == NULL) return TAGPLUGIN_BAD_ARGUMENT;
  if (FAULT != BLIND && (host->abi_version >> 16 != TAGPLUGIN_ABI_MAJOR || plugin->struct_size < sizeof(*plugin))) return TAGPLUGIN_UNSUPPORTED;
  plugin->abi_version = TAGPLUGIN_ABI_VERSION;
  plugin->name = text_of(QUOTE(NAME));
  plugin->version = text_of("1.0.0");
  plugin->description = text_of("a fixture");
  plugin->claims = claims;
  plugin->claim_count = COUNT(claims);
  plugin->parse = parse;
  plugin->state = (void *)(size_t)host;
  misbehave();
  return TAGPLUGIN_OK;
}
