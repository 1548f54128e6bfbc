/*
 * Takes a number, with a decimal comma or point, from ImageComments. As it stands it is a good plugin; a later version may
 * be told, by the macro BUG, to do what a careless change does.
 */
#include "fixture.h"

#define NO_COMMA 1 /* rejects decimal commas */
#define OTHER_UNIT 2 /* answers in another unit */
#define CRASH 3 /* at a value of more than 6 bytes */
#define FEWER 4 /* claims another tag instead */

#ifndef BUG
#define BUG 0
#endif

#if BUG == FEWER
static const tagplugin_input inputs[] = {INPUT("PatientComments", TAGPLUGIN_ROLE_CLAIMED)};
#else
static const tagplugin_input inputs[] = {INPUT("ImageComments", TAGPLUGIN_ROLE_CLAIMED)};
#endif
static const tagplugin_column columns[] = {COLUMN("versioned_number", TAGPLUGIN_KIND_NUMERIC, 1)};
static const tagplugin_claim claims[] = {CLAIM(inputs, columns, 0)};

static void take(const tagplugin_sink *sink, uint32_t item, tagplugin_text text) {
  char digits[64] = {0}, *comma, *end;
  double number;
  memcpy(digits, text.bytes, text.length < sizeof(digits) ? (size_t)text.length : sizeof(digits) - 1);
  if (BUG == CRASH && text.length > 6) abort();
  comma = strchr(digits, ',');
  if (comma != NULL && BUG != NO_COMMA) *comma = '.';
  number = strtod(digits, &end);
  if (end == digits || *end != '\0') {
    sink->rejected(sink->context, item, text_of("not a number"));
    return;
  }
  if (comma != NULL) sink->repaired(sink->context, item, text_of("decimal comma"));
  sink->number(sink->context, item, 0, 0, BUG == OTHER_UNIT ? number * 10 : number);
}

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  (void)state;
  for (uint32_t item = 0; item < batch->count; item++) take(sink, item, value_at(batch, item, 0)->text);
  return TAGPLUGIN_OK;
}

FIXTURE(claims, NULL)
