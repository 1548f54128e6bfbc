/*
 * Does what the values tell it to. A value of ImageComments is a list of steps, separated by ';', each a word and
 * perhaps an argument after '=': "number=1.5;repaired=decimal comma". Every batch is logged with its size.
 */
#include "fixture.h"

#include <math.h>
#include <stdio.h>

static const tagplugin_input inputs[] = {INPUT("ImageComments", TAGPLUGIN_ROLE_CLAIMED)};

enum { NUMBER, LABEL, FLAG, ARRAY };
static const tagplugin_column columns[] = {
    COLUMN("scripted_number", TAGPLUGIN_KIND_NUMERIC, 1),
    COLUMN("scripted_label", TAGPLUGIN_KIND_CATEGORICAL, 1),
    COLUMN("scripted_flag", TAGPLUGIN_KIND_FLAG, 1),
    COLUMN("scripted_array", TAGPLUGIN_KIND_NUMERIC, 3),
};
static const tagplugin_claim claims[] = {CLAIM(inputs, columns, 0)};

/* What must be refused: answers the name of the step as a rejection when it was not. */
static tagplugin_status misuse(const char *step, uint32_t item, const tagplugin_batch *batch, const tagplugin_sink *s) {
  const tagplugin_text bad = {"\xff\xfe", 2}, nowhere = {NULL, 4}, text = {"text", 4};
  void *c = s->context;
  if (strcmp(step, "bad-item") == 0) return s->number(c, batch->count, NUMBER, 0, 1);
  if (strcmp(step, "bad-column") == 0) return s->number(c, item, COUNT(columns), 0, 1);
  if (strcmp(step, "bad-component") == 0) return s->number(c, item, ARRAY, 3, 1);
  if (strcmp(step, "component-of-plain") == 0) return s->number(c, item, NUMBER, 1, 1);
  if (strcmp(step, "wrong-kind") == 0) return s->label(c, item, NUMBER, 0, text);
  if (strcmp(step, "number-for-flag") == 0) return s->number(c, item, FLAG, 0, 1);
  if (strcmp(step, "nan") == 0) return s->number(c, item, NUMBER, 0, NAN);
  if (strcmp(step, "inf") == 0) return s->number(c, item, NUMBER, 0, -INFINITY);
  if (strcmp(step, "flag-of-two") == 0) return s->flag(c, item, FLAG, 0, 2);
  if (strcmp(step, "empty-label") == 0) return s->label(c, item, LABEL, 0, text_of(""));
  if (strcmp(step, "bad-utf8") == 0) return s->label(c, item, LABEL, 0, bad);
  if (strcmp(step, "no-bytes") == 0) return s->label(c, item, LABEL, 0, nowhere);
  if (strcmp(step, "bad-rule") == 0) return s->repaired(c, item, bad);
  if (strcmp(step, "bad-reason") == 0) return s->rejected(c, item, bad);
  if (strcmp(step, "missing-bad-column") == 0) return s->missing(c, item, COUNT(columns), text);
  if (strcmp(step, "no-fold") == 0) return s->folded(c, item, NULL);
  if (strcmp(step, "forged-fold") == 0) {
    const tagplugin_fold forged = {HEAD(tagplugin_fold), .term = TEXT("FORGED"), .trace = 4000000000u};
    return s->folded(c, item, &forged);
  }
  return TAGPLUGIN_OK;
}

static tagplugin_status take(const tagplugin_host *host, char *step, uint32_t item, const tagplugin_batch *batch,
                             const tagplugin_sink *s) {
  char *equals = strchr(step, '=');
  const char *rest = equals != NULL ? equals + 1 : "";
  const tagplugin_text text = text_of(rest);
  void *c = s->context;
  if (equals != NULL) *equals = '\0';
  if (strcmp(step, "number") == 0) return s->number(c, item, NUMBER, 0, atof(rest));
  if (strcmp(step, "label") == 0) return s->label(c, item, LABEL, 0, text);
  if (strcmp(step, "flag") == 0) return s->flag(c, item, FLAG, 0, (uint32_t)atoi(rest));
  if (strcmp(step, "second") == 0) return s->number(c, item, ARRAY, 1, atof(rest));
  if (strcmp(step, "missing") == 0) return s->missing(c, item, TAGPLUGIN_ALL_COLUMNS, text);
  if (strcmp(step, "missing-number") == 0) return s->missing(c, item, NUMBER, text);
  if (strcmp(step, "repaired") == 0) return s->repaired(c, item, text);
  if (strcmp(step, "inferred") == 0) return s->inferred(c, item, text);
  if (strcmp(step, "partial") == 0) return s->partial(c, item, text);
  if (strcmp(step, "rejected") == 0) return s->rejected(c, item, text);
  if (strcmp(step, "contradiction") == 0) return s->contradiction(c, item, text);
  if (strcmp(step, "fold") == 0) {
    tagplugin_fold fold = {HEAD(tagplugin_fold)};
    if (host->fold(host->context, text_of("fixtures"), text, NULL, 0, &fold) != TAGPLUGIN_OK) {
      return s->rejected(c, item, text_of("not in the dictionary"));
    }
    if (s->folded(c, item, &fold) != TAGPLUGIN_OK) return TAGPLUGIN_FAILED;
    if (fold.sentinel != 0) return s->missing(c, item, TAGPLUGIN_ALL_COLUMNS, text_of("listed in the dictionary"));
    return s->label(c, item, LABEL, 0, fold.term);
  }
  if (strcmp(step, "silence") == 0) return TAGPLUGIN_OK;
  if (misuse(step, item, batch, s) != TAGPLUGIN_BAD_ARGUMENT) return s->rejected(c, item, text_of("a misuse was accepted"));
  return TAGPLUGIN_OK;
}

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  const tagplugin_host *host = state;
  char line[64], script[4096];
  snprintf(line, sizeof(line), "batch of %u", (unsigned)batch->count);
  host->log(host->context, TAGPLUGIN_LOG_DEBUG, text_of(line));
  for (uint32_t item = 0; item < batch->count; item++) {
    const tagplugin_text text = value_at(batch, item, 0)->text;
    char *step, *next;
    if (text.length >= sizeof(script)) return TAGPLUGIN_FAILED;
    memcpy(script, text.bytes, (size_t)text.length);
    script[text.length] = '\0';
    if (strcmp(script, "fail") == 0) return TAGPLUGIN_FAILED;
    for (step = script; step != NULL; step = next) {
      next = strchr(step, ';');
      if (next != NULL) *next++ = '\0';
      if (take(host, step, item, batch, sink) != TAGPLUGIN_OK) return TAGPLUGIN_FAILED;
    }
  }
  return TAGPLUGIN_OK;
}

FIXTURE(claims, (void *)host)
