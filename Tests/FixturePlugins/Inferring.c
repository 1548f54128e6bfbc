/* Takes PatientSize as it is; where it is absent or empty, a hundredth of PatientWeight; 'x' tells of a contradiction. */
#include "fixture.h"

static const tagplugin_input inputs[] = {
    INPUT("PatientSize", TAGPLUGIN_ROLE_CLAIMED),
    INPUT("PatientWeight", TAGPLUGIN_ROLE_CONTEXT),
};
static const tagplugin_column columns[] = {COLUMN("", TAGPLUGIN_KIND_NUMERIC, 1)};
static const tagplugin_claim claims[] = {CLAIM(inputs, columns, TAGPLUGIN_CLAIM_INFERS)};

static double number(tagplugin_text text) {
  char digits[64] = {0};
  memcpy(digits, text.bytes, text.length < sizeof(digits) ? (size_t)text.length : sizeof(digits) - 1);
  return atof(digits);
}

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  (void)state;
  if (batch->input_count != 2) return TAGPLUGIN_FAILED;
  for (uint32_t item = 0; item < batch->count; item++) {
    const tagplugin_value *size = value_at(batch, item, 0), *weight = value_at(batch, item, 1);
    if (size->presence == TAGPLUGIN_PRESENT) {
      sink->number(sink->context, item, 0, 0, number(size->text));
      if (weight->presence == TAGPLUGIN_PRESENT) sink->contradiction(sink->context, item, text_of("both are there"));
    } else if (weight->presence == TAGPLUGIN_PRESENT) {
      sink->number(sink->context, item, 0, 0, number(weight->text) / 100);
      sink->inferred(sink->context, item, text_of("PatientWeight"));
    } else {
      return TAGPLUGIN_FAILED; /* the host should not have asked */
    }
  }
  return TAGPLUGIN_OK;
}

FIXTURE(claims, NULL)
