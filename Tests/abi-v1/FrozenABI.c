/*
 * A plugin built with the header of ABI 1.0 beside it, which never changes again. It uses all that 1.0 had: a tuple of tags,
 * a claim on every tag, each kind of column, each service and each answer.
 */
#include <stddef.h>
#include <string.h>

#include "tagplugin.h"

#define TEXT(literal) {literal, sizeof(literal) - 1}
#define RULE(literal) ((tagplugin_text)TEXT(literal))
#define HEAD(type) .struct_size = sizeof(type), .abi_version = TAGPLUGIN_ABI_VERSION

static const tagplugin_input inputs[] = {
    {HEAD(tagplugin_input), .path = TEXT("SeriesDescription"), .role = TAGPLUGIN_ROLE_CLAIMED},
    {HEAD(tagplugin_input), .path = TEXT("StudyDescription"), .role = TAGPLUGIN_ROLE_CONTEXT},
};
static const tagplugin_column columns[] = {
    {HEAD(tagplugin_column), .name = TEXT("frozen_part"), .description = TEXT("a term"), .kind = TAGPLUGIN_KIND_CATEGORICAL, .components = 1},
    {HEAD(tagplugin_column), .name = TEXT("frozen_length"), .unit = TEXT("mm"), .description = TEXT("bytes"), .kind = TAGPLUGIN_KIND_NUMERIC, .components = 2},
    {HEAD(tagplugin_column), .name = TEXT("frozen_same"), .description = TEXT("as the study"), .kind = TAGPLUGIN_KIND_FLAG, .components = 1},
};
static const tagplugin_column any_column[] = {
    {HEAD(tagplugin_column), .description = TEXT("digits"), .kind = TAGPLUGIN_KIND_NUMERIC, .components = 1},
};
static const tagplugin_claim claims[] = {
    {HEAD(tagplugin_claim), .kind = TAGPLUGIN_CLAIM_TUPLE, .flags = TAGPLUGIN_CLAIM_INFERS, .inputs = inputs, .columns = columns, .input_count = 2, .column_count = 3},
    {HEAD(tagplugin_claim), .kind = TAGPLUGIN_CLAIM_EVERY, .columns = any_column, .column_count = 1, .vrs = TEXT("DS"), .minimum_vm = 1},
};

static const tagplugin_value *value_at(const tagplugin_batch *batch, uint32_t item, uint32_t input) {
  return (const tagplugin_value *)((const char *)batch->values + ((size_t)item * batch->input_count + input) * batch->value_size);
}

static int is(tagplugin_text text, const char *word) { return text.length == strlen(word) && memcmp(text.bytes, word, strlen(word)) == 0; }

static void answer(const tagplugin_host *host, const tagplugin_batch *batch, const tagplugin_sink *s, uint32_t item) {
  const tagplugin_value *series = value_at(batch, item, 0), *study = value_at(batch, item, 1);
  const tagplugin_context pair = {TEXT("StudyDescription"), study->text};
  tagplugin_fold fold = {HEAD(tagplugin_fold)};
  tagplugin_text value = series->text;
  if (series->presence != TAGPLUGIN_PRESENT) {
    if (study->presence != TAGPLUGIN_PRESENT) return;
    value = study->text;
    s->inferred(s->context, item, RULE("StudyDescription"));
  }
  if (is(value, "zero")) {
    s->missing(s->context, item, TAGPLUGIN_ALL_COLUMNS, RULE("a word for zero"));
    return;
  }
  if (host->fold(host->context, RULE("fixtures"), value, &pair, 1, &fold) != TAGPLUGIN_OK) {
    s->rejected(s->context, item, RULE("not in dictionary fixtures"));
    return;
  }
  s->folded(s->context, item, &fold);
  s->label(s->context, item, 0, 0, fold.term);
  s->number(s->context, item, 1, 0, (double)value.length);
  s->missing(s->context, item, 1, RULE("no second length"));
  s->flag(s->context, item, 2, 0, is(study->text, "same"));
  if (is(study->text, "other")) s->contradiction(s->context, item, RULE("the study says another part"));
  if (is(study->text, "half")) s->partial(s->context, item, RULE("half of it"));
  if (is(study->text, "comma")) s->repaired(s->context, item, RULE("decimal comma"));
}

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  const tagplugin_host *host = state;
  if (batch->claim > 1) return TAGPLUGIN_BAD_ARGUMENT;
  for (uint32_t item = 0; item < batch->count; item++) {
    if (batch->claim == 0) {
      answer(host, batch, sink, item);
    } else {
      sink->number(sink->context, item, 0, 0, (double)value_at(batch, item, 0)->text.length + (double)batch->keyword.length / 100);
    }
  }
  return TAGPLUGIN_OK;
}

static void finish(void *state) { (void)state; }

TAGPLUGIN_EXPORT tagplugin_status tagplugin_FrozenABI(const tagplugin_host *host, tagplugin_plugin *plugin);

tagplugin_status tagplugin_FrozenABI(const tagplugin_host *host, tagplugin_plugin *plugin) {
  tagplugin_element element = {HEAD(tagplugin_element)};
  tagplugin_text option;
  if (host->abi_version >> 16 != TAGPLUGIN_ABI_MAJOR) return TAGPLUGIN_UNSUPPORTED;
  if (plugin->struct_size < sizeof(*plugin)) return TAGPLUGIN_UNSUPPORTED;
  if (host->lookup(host->context, RULE("SeriesDescription"), &element) != TAGPLUGIN_OK || element.tag != 0x0008103E) return TAGPLUGIN_FAILED;
  if (host->option(host->context, RULE("none"), &option) != TAGPLUGIN_NOT_FOUND) return TAGPLUGIN_FAILED;
  host->log(host->context, TAGPLUGIN_LOG_DEBUG, RULE("built for ABI 1.0"));
  plugin->abi_version = TAGPLUGIN_ABI_VERSION;
  plugin->name = RULE("FrozenABI");
  plugin->version = RULE("1.0.0");
  plugin->description = RULE("built with the header of ABI 1.0");
  plugin->claims = claims;
  plugin->claim_count = 2;
  plugin->flags = TAGPLUGIN_THREAD_SAFE;
  plugin->state = (void *)(size_t)host;
  plugin->parse = parse;
  plugin->finish = finish;
  return TAGPLUGIN_OK;
}
