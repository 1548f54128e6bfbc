/* Asks the host for all that it offers, and answers what came back. */
#include "fixture.h"

static const tagplugin_input inputs[] = {INPUT("SeriesDescription", TAGPLUGIN_ROLE_CLAIMED)};

enum { OPTION, OPTION_AT_ENTRY, KEYWORD, ELEMENT_NAME, VRS, MINIMUM, MAXIMUM, TERM, CODE, SCHEME, PARENT, STEP, ERRORS };
static const tagplugin_column columns[] = {
    COLUMN("option", TAGPLUGIN_KIND_CATEGORICAL, 1),  COLUMN("option_at_entry", TAGPLUGIN_KIND_CATEGORICAL, 1),
    COLUMN("keyword", TAGPLUGIN_KIND_CATEGORICAL, 1), COLUMN("element_name", TAGPLUGIN_KIND_CATEGORICAL, 1),
    COLUMN("vrs", TAGPLUGIN_KIND_CATEGORICAL, 1),     COLUMN("minimum", TAGPLUGIN_KIND_NUMERIC, 1),
    COLUMN("maximum", TAGPLUGIN_KIND_NUMERIC, 1),     COLUMN("term", TAGPLUGIN_KIND_CATEGORICAL, 1),
    COLUMN("code", TAGPLUGIN_KIND_CATEGORICAL, 1),    COLUMN("scheme", TAGPLUGIN_KIND_CATEGORICAL, 1),
    COLUMN("parent", TAGPLUGIN_KIND_CATEGORICAL, 1),  COLUMN("step", TAGPLUGIN_KIND_NUMERIC, 1),
    COLUMN("errors", TAGPLUGIN_KIND_FLAG, 7),
};
static const tagplugin_claim claims[] = {CLAIM(inputs, columns, 0)};

static char at_entry[64];

static void answer_fold(const tagplugin_host *host, const tagplugin_sink *sink, uint32_t item, tagplugin_text value) {
  tagplugin_fold fold = {HEAD(tagplugin_fold)};
  if (host->fold(host->context, text_of("fixtures"), value, NULL, 0, &fold) != TAGPLUGIN_OK) return;
  sink->folded(sink->context, item, &fold);
  sink->label(sink->context, item, TERM, 0, fold.term);
  sink->label(sink->context, item, CODE, 0, fold.code);
  sink->label(sink->context, item, SCHEME, 0, fold.scheme);
  sink->label(sink->context, item, PARENT, 0, fold.parent);
  sink->number(sink->context, item, STEP, 0, fold.step);
}

static void answer_lookup(const tagplugin_host *host, const tagplugin_sink *sink, uint32_t item) {
  tagplugin_element element = {HEAD(tagplugin_element)};
  if (host->lookup(host->context, text_of("ImageComments"), &element) != TAGPLUGIN_OK) return;
  sink->label(sink->context, item, KEYWORD, 0, element.keyword);
  sink->label(sink->context, item, ELEMENT_NAME, 0, element.name);
  sink->label(sink->context, item, VRS, 0, element.vrs);
  sink->number(sink->context, item, MINIMUM, 0, element.minimum_vm);
  sink->number(sink->context, item, MAXIMUM, 0, element.maximum_vm);
}

/* A flag for each way to ask wrongly: whether the host said what is wrong. */
static void answer_errors(const tagplugin_host *host, const tagplugin_sink *sink, uint32_t item) {
  const tagplugin_text bad = {"\xff", 1};
  tagplugin_text option = {NULL, 0};
  tagplugin_fold fold = {HEAD(tagplugin_fold)}, short_fold = {.struct_size = 16};
  tagplugin_element element = {HEAD(tagplugin_element)}, short_element = {.struct_size = 16};
  void *c = host->context;
  const int as_told[] = {
      host->option(c, text_of("nothing"), &option) == TAGPLUGIN_NOT_FOUND,
      host->lookup(c, text_of("NoSuchKeyword"), &element) == TAGPLUGIN_NOT_FOUND,
      host->fold(c, text_of("no-such-dictionary"), text_of("K"), NULL, 0, &fold) == TAGPLUGIN_NOT_FOUND,
      host->fold(c, text_of("fixtures"), text_of("no such synonym"), NULL, 0, &fold) == TAGPLUGIN_NOT_FOUND,
      host->fold(c, text_of("fixtures"), bad, NULL, 0, &fold) == TAGPLUGIN_BAD_ARGUMENT,
      host->fold(c, text_of("fixtures"), text_of("Knie"), NULL, 0, &short_fold) == TAGPLUGIN_UNSUPPORTED,
      host->lookup(c, text_of("ImageComments"), &short_element) == TAGPLUGIN_UNSUPPORTED,
  };
  for (uint32_t i = 0; i < COUNT(as_told); i++) sink->flag(sink->context, item, ERRORS, i, (uint32_t)as_told[i]);
}

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  const tagplugin_host *host = state;
  host->log(host->context, TAGPLUGIN_LOG_WARNING, text_of("a warning"));
  for (uint32_t item = 0; item < batch->count; item++) {
    tagplugin_text option = {NULL, 0};
    if (host->option(host->context, text_of("unit"), &option) == TAGPLUGIN_OK) sink->label(sink->context, item, OPTION, 0, option);
    sink->label(sink->context, item, OPTION_AT_ENTRY, 0, text_of(at_entry));
    answer_lookup(host, sink, item);
    answer_fold(host, sink, item, value_at(batch, item, 0)->text);
    answer_errors(host, sink, item);
  }
  return TAGPLUGIN_OK;
}

static const tagplugin_host *keep(const tagplugin_host *host) {
  tagplugin_text option = {NULL, 0};
  if (host->option(host->context, text_of("unit"), &option) == TAGPLUGIN_OK && option.length < sizeof(at_entry)) {
    memcpy(at_entry, option.bytes, (size_t)option.length);
  }
  return host;
}

FIXTURE(claims, (void *)keep(host))
