/* Claims every DS and US that may have two values or more: how many it has. */
#include "fixture.h"

static const tagplugin_column columns[] = {COLUMN("", TAGPLUGIN_KIND_NUMERIC, 1)};
static const tagplugin_claim claims[] = {{
    HEAD(tagplugin_claim), .kind = TAGPLUGIN_CLAIM_EVERY, .columns = columns, .column_count = 1, .vrs = TEXT("DS US"), .minimum_vm = 2,
}};

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  (void)state;
  for (uint32_t item = 0; item < batch->count; item++) {
    const tagplugin_text text = value_at(batch, item, 0)->text;
    double count = 1;
    for (uint64_t i = 0; i < text.length; i++) count += text.bytes[i] == '\\';
    sink->number(sink->context, item, 0, 0, count);
  }
  return TAGPLUGIN_OK;
}

FIXTURE(claims, NULL)
