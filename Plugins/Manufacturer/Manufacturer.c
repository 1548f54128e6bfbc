/*
 * Manufacturer.c — folds the tag Manufacturer to the terms of the dictionary "manufacturers".
 *
 * Also the model of a plugin in C: everything is static but the entry symbol, no memory is allocated, and no field is
 * touched that the host's struct_size does not cover.
 */
#include "Manufacturer.h"

#include <stddef.h>
#include <string.h>

/* ---- Helpers for the ABI ------------------------------------------------------------------------------------- */

/* A text view of a string literal. */
#define TEXT(literal) {(literal), sizeof(literal) - 1}

/* Whether the other side's struct is large enough to have the field. */
#define HAS(pointer, type, field) \
  ((pointer)->struct_size >= offsetof(type, field) + sizeof(((const type *)0)->field))

typedef tagplugin_status (*telling)(void *context, uint32_t item, tagplugin_text text);

static const tagplugin_text no_text = {NULL, 0};
static const tagplugin_text dictionary = TEXT("manufacturers");

/* ---- What is declared ---------------------------------------------------------------------------------------- */

static const tagplugin_input inputs[] = {
    {
        .struct_size = sizeof(tagplugin_input),
        .abi_version = TAGPLUGIN_ABI_VERSION,
        .path = TEXT("Manufacturer"),
        .role = TAGPLUGIN_ROLE_CLAIMED,
    },
    {
        .struct_size = sizeof(tagplugin_input),
        .abi_version = TAGPLUGIN_ABI_VERSION,
        .path = TEXT("Modality"),
        .role = TAGPLUGIN_ROLE_CONTEXT,
    },
};

enum { input_count = sizeof(inputs) / sizeof(inputs[0]) };

static const tagplugin_column columns[] = {{
    .struct_size = sizeof(tagplugin_column),
    .abi_version = TAGPLUGIN_ABI_VERSION,
    .name = TEXT("Manufacturer"),
    .description = TEXT("maker of the device, a term of the dictionary manufacturers"),
    .kind = TAGPLUGIN_KIND_CATEGORICAL,
    .components = 1,
}};

static const tagplugin_claim claims[] = {{
    .struct_size = sizeof(tagplugin_claim),
    .abi_version = TAGPLUGIN_ABI_VERSION,
    .kind = TAGPLUGIN_CLAIM_TUPLE,
    .inputs = inputs,
    .columns = columns,
    .input_count = input_count,
    .column_count = 1,
}};

/* ---- Text ---------------------------------------------------------------------------------------------------- */

/* Punctuation that names stand in when they come out of a printed list or a form. A '.' at the end may belong to
 * "Inc." or "Co.", which is the dictionary's to know. */
static int is_wrapping(char byte) {
  return byte == '\0' || (byte != '.' && strchr(" \t\r\n\"'`[](){}<>,;:-_*\\", byte) != NULL);
}

static tagplugin_text unwrapped(tagplugin_text text) {
  while (text.length > 0 && is_wrapping(text.bytes[0])) {
    text.bytes++;
    text.length--;
  }
  while (text.length > 0 && is_wrapping(text.bytes[text.length - 1])) text.length--;
  return text;
}

/* Takes the part before the next '\' off *rest. */
static tagplugin_text next_value(tagplugin_text *rest) {
  const char *separator = rest->length > 0 ? memchr(rest->bytes, '\\', (size_t)rest->length) : NULL;
  tagplugin_text value = *rest;
  if (separator == NULL) {
    *rest = no_text;
    return value;
  }
  value.length = (uint64_t)(separator - rest->bytes);
  rest->bytes += value.length + 1;
  rest->length -= value.length + 1;
  return value;
}

static char upper(char byte) { return byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte; }

static int equals_ignoring_case(tagplugin_text left, tagplugin_text right) {
  if (left.length != right.length) return 0;
  for (uint64_t i = 0; i < left.length; i++) {
    if (upper(left.bytes[i]) != upper(right.bytes[i])) return 0;
  }
  return 1;
}

/* Words that stand for missing in any tag. Words of a site belong into the dictionary. */
static int stands_for_missing(tagplugin_text text) {
  static const tagplugin_text words[] = {
      TEXT("UNKNOWN"),        TEXT("NONE"),       TEXT("N/A"),          TEXT("NA"),
      TEXT("NULL"),           TEXT("BLANK"),      TEXT("NOT SUPPLIED"), TEXT("NOT SPECIFIED"),
      TEXT("NOT AVAILABLE"),  TEXT("UNDEFINED"),  TEXT("ANONYMIZED"),   TEXT("ANONYMOUS"),
      TEXT("NOT APPLICABLE"), TEXT("XXX XXXX"),   TEXT("XXXX"),         TEXT("XXX"),
  };
  for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
    if (equals_ignoring_case(text, words[i])) return 1;
  }
  return 0;
}

static int is_legal_form(tagplugin_text word) {
  static const tagplugin_text forms[] = {
      TEXT("INC"), TEXT("LLC"), TEXT("LTD"), TEXT("LIMITED"), TEXT("CO"),   TEXT("COMPANY"), TEXT("CORP"), TEXT("CORPORATION"),
      TEXT("PLC"), TEXT("PTY"), TEXT("PTE"), TEXT("GMBH"),    TEXT("AG"),   TEXT("KG"),      TEXT("KGAA"), TEXT("MBH"),
      TEXT("SE"),  TEXT("SA"),  TEXT("SAS"), TEXT("SARL"),    TEXT("SPA"),  TEXT("SRL"),     TEXT("BV"),   TEXT("NV"),
      TEXT("AB"),  TEXT("AS"),  TEXT("APS"), TEXT("OY"),      TEXT("OYJ"),  TEXT("KK"),      TEXT("DOO"),  TEXT("SL"),
  };
  for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
    if (equals_ignoring_case(word, forms[i])) return 1;
  }
  return 0;
}

/*
 * A firm's name without its last word and the punctuation before that, when the word is a legal form; else with length 0.
 * Forms written with points, such as S.p.A., are left to the dictionary.
 */
static tagplugin_text without_legal_form(tagplugin_text name) {
  tagplugin_text word, rest = unwrapped(name);
  while (rest.length > 0 && rest.bytes[rest.length - 1] == '.') rest.length--;
  word.bytes = rest.bytes + rest.length;
  word.length = 0;
  while (rest.length > 0 && rest.bytes[rest.length - 1] != ' ' && rest.bytes[rest.length - 1] != ',') {
    rest.length--;
    word.bytes--;
    word.length++;
  }
  if (!is_legal_form(word)) return no_text;
  while (rest.length > 0 && strchr(" ,.&", rest.bytes[rest.length - 1]) != NULL) rest.length--;
  return rest;
}

/* ---- Parsing ------------------------------------------------------------------------------------------------- */

/* One item of a batch, and where its answer goes. */
typedef struct item {
  const tagplugin_host *host;
  const tagplugin_sink *sink;
  uint32_t index;
  tagplugin_context modality; /* IDC is one maker on radiographs, and another one elsewhere */
} item;

/* A sink function that the host may not have. */
#define SINK(item, function) (HAS((item)->sink, tagplugin_sink, function) ? (item)->sink->function : NULL)

static void tell(const item *item, telling function, tagplugin_text text) {
  if (function != NULL) function(item->sink->context, item->index, text);
}

static void tell_missing(const item *item, tagplugin_text rule) {
  if (SINK(item, missing) != NULL) item->sink->missing(item->sink->context, item->index, TAGPLUGIN_ALL_COLUMNS, rule);
}

/* Answers with the term that value folds to; 0 when it does not fold. */
static int answer_folded(const item *item, tagplugin_text value) {
  tagplugin_fold fold = {.struct_size = sizeof(fold), .abi_version = TAGPLUGIN_ABI_VERSION};
  if (value.length == 0 || !HAS(item->host, tagplugin_host, fold) || item->host->fold == NULL) return 0;
  if (item->host->fold(item->host->context, dictionary, value, &item->modality, item->modality.value.length > 0, &fold) != TAGPLUGIN_OK) return 0;

  if (SINK(item, folded) != NULL) item->sink->folded(item->sink->context, item->index, &fold);
  if (fold.sentinel != 0) {
    tell_missing(item, (tagplugin_text)TEXT("listed in the dictionary"));
  } else if (SINK(item, label) != NULL) {
    item->sink->label(item->sink->context, item->index, 0, 0, fold.term);
  }
  return 1;
}

/* Several values: the first that the dictionary knows. 0 when it knows none, or there is only one value. */
static int answer_first_of_several(const item *item, tagplugin_text text) {
  tagplugin_text rest = text;
  if (text.length == 0 || memchr(text.bytes, '\\', (size_t)text.length) == NULL) return 0;
  while (rest.length > 0) {
    if (answer_folded(item, unwrapped(next_value(&rest)))) {
      tell(item, SINK(item, partial), (tagplugin_text)TEXT("one of several values kept"));
      return 1;
    }
  }
  return 0;
}

/* "Siemens Healthineers AG" and "Canon Medical Co., Ltd." by what is left without their legal forms. */
static int answer_without_legal_form(const item *item, tagplugin_text name) {
  while ((name = without_legal_form(name)).length > 0) {
    if (answer_folded(item, name)) {
      tell(item, SINK(item, repaired), (tagplugin_text)TEXT("legal form left out"));
      return 1;
    }
  }
  return 0;
}

/*
 * The name before a machine's own: "PHILIPS" of "PHILIPS-HJ24JVI", which a workstation puts there. The machine's has four
 * letters and digits or more, a digit among them; else the length is 0.
 */
static tagplugin_text without_machine(tagplugin_text name) {
  uint64_t dash = name.length;
  int has_digit = 0;
  while (dash > 0 && name.bytes[dash - 1] != '-') {
    const char byte = upper(name.bytes[--dash]);
    if (!(byte >= 'A' && byte <= 'Z') && !(byte >= '0' && byte <= '9')) return no_text;
    if (byte >= '0' && byte <= '9') has_digit = 1;
  }
  if (dash == 0 || !has_digit || name.length - dash < 4) return no_text;
  name.length = dash - 1;
  return name;
}

static int answer_without_machine(const item *item, tagplugin_text name) {
  if (!answer_folded(item, without_machine(name))) return 0;
  tell(item, SINK(item, repaired), (tagplugin_text)TEXT("name of a machine left out"));
  return 1;
}

static void parse_text(const item *item, tagplugin_text text) {
  const tagplugin_text inner = unwrapped(text);
  if (answer_folded(item, text)) return;
  if (inner.length == 0) {
    tell_missing(item, (tagplugin_text)TEXT("nothing but punctuation"));
  } else if (stands_for_missing(inner)) {
    tell_missing(item, (tagplugin_text)TEXT("word for missing"));
  } else if (!answer_without_legal_form(item, inner) && !answer_without_machine(item, inner) &&
             !answer_first_of_several(item, text)) {
    tell(item, SINK(item, rejected), (tagplugin_text)TEXT("not in dictionary manufacturers"));
  }
}

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  const char *values;
  item item = {.host = state, .sink = sink, .index = 0, .modality = {.path = TEXT("Modality")}};
  if (state == NULL || batch == NULL || sink == NULL) return TAGPLUGIN_BAD_ARGUMENT;
  if (!HAS(batch, tagplugin_batch, values) || !HAS(sink, tagplugin_sink, context)) return TAGPLUGIN_UNSUPPORTED;
  if (batch->claim != 0 || batch->input_count != input_count) return TAGPLUGIN_BAD_ARGUMENT;
  if (batch->count == 0) return TAGPLUGIN_OK;
  if (batch->values == NULL || batch->value_size < sizeof(tagplugin_value)) return TAGPLUGIN_BAD_ARGUMENT;

  values = (const char *)batch->values;
  for (; item.index < batch->count; item.index++) {
    const char *first = values + (size_t)item.index * input_count * batch->value_size;
    const tagplugin_value *maker = (const tagplugin_value *)first;
    const tagplugin_value *modality = (const tagplugin_value *)(first + batch->value_size);
    item.modality.value = modality->presence == TAGPLUGIN_PRESENT ? modality->text : no_text;
    if (maker->presence == TAGPLUGIN_PRESENT) {
      parse_text(&item, maker->text);
    } else {
      tell_missing(&item, (tagplugin_text)TEXT("no value"));
    }
  }
  return TAGPLUGIN_OK;
}

/* ---- Entry --------------------------------------------------------------------------------------------------- */

tagplugin_status tagplugin_Manufacturer(const tagplugin_host *host, tagplugin_plugin *plugin) {
  if (host == NULL || plugin == NULL) return TAGPLUGIN_BAD_ARGUMENT;
  if (host->abi_version >> 16 != TAGPLUGIN_ABI_MAJOR) return TAGPLUGIN_UNSUPPORTED;
  if (!HAS(plugin, tagplugin_plugin, parse)) return TAGPLUGIN_UNSUPPORTED;

  const tagplugin_plugin mine = {
      .struct_size = plugin->struct_size,
      .abi_version = TAGPLUGIN_ABI_VERSION,
      .name = TEXT("Manufacturer"),
      .version = TEXT("1.0.0"),
      .description = TEXT("maker of the device as a term of the dictionary manufacturers"),
      .claims = claims,
      .claim_count = 1,
      .flags = TAGPLUGIN_THREAD_SAFE,
      .state = (void *)host, /* never written to; the ABI has no const state */
      .parse = parse,
  };
  memcpy(plugin, &mine, plugin->struct_size < sizeof(mine) ? plugin->struct_size : sizeof(mine));
  return TAGPLUGIN_OK;
}
