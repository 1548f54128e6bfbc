/* Keeps the sink of its first call, against the contract, and answers through it ever after. */
#include "fixture.h"

static const tagplugin_input inputs[] = {INPUT("SeriesDescription", TAGPLUGIN_ROLE_CLAIMED)};
static const tagplugin_column columns[] = {COLUMN("kept", TAGPLUGIN_KIND_CATEGORICAL, 1)};
static const tagplugin_claim claims[] = {CLAIM(inputs, columns, 0)};

static tagplugin_sink first;

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  (void)state;
  if (first.context == NULL) memcpy(&first, sink, sizeof(first));
  for (uint32_t item = 0; item < batch->count; item++) {
    first.label(first.context, item, 0, 0, value_at(batch, item, 0)->text);
  }
  return TAGPLUGIN_OK;
}

FIXTURE(claims, NULL)
