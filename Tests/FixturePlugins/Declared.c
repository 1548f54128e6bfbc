/* A plugin that may be told, by macros, to say something wrong of itself. As it stands it is a good one. */
#include "fixture.h"

#ifndef ABI_VERSION
#define ABI_VERSION TAGPLUGIN_ABI_VERSION
#endif
#ifndef STATUS
#define STATUS TAGPLUGIN_OK
#endif
#ifndef CALLED
#define CALLED QUOTE(NAME)
#endif
#ifndef CLAIMS
#define CLAIMS COUNT(claims)
#endif
#ifndef PARSE
#define PARSE parse
#endif
#ifndef COLUMN_NAME
#define COLUMN_NAME "declared"
#endif
#ifndef SECOND_NAME
#define SECOND_NAME "declared_too"
#endif
#ifndef COLUMN_KIND
#define COLUMN_KIND TAGPLUGIN_KIND_CATEGORICAL
#endif
#ifndef COMPONENTS
#define COMPONENTS 1
#endif
#ifndef COLUMNS
#define COLUMNS COUNT(columns)
#endif
#ifndef INPUT_SIZE
#define INPUT_SIZE sizeof(tagplugin_input)
#endif
#ifndef PATH
#define PATH "SeriesDescription"
#endif
#ifndef ROLE
#define ROLE TAGPLUGIN_ROLE_CLAIMED
#endif
#ifndef CLAIM_KIND
#define CLAIM_KIND TAGPLUGIN_CLAIM_TUPLE
#endif
#ifndef INPUTS
#define INPUTS COUNT(inputs)
#endif
#ifndef VRS
#define VRS ""
#endif

static const tagplugin_input inputs[] = {
    {.struct_size = (uint32_t)(INPUT_SIZE), .abi_version = TAGPLUGIN_ABI_VERSION, .path = TEXT(PATH), .role = ROLE},
#ifdef SECOND_PATH
    INPUT(SECOND_PATH, TAGPLUGIN_ROLE_CLAIMED),
#endif
};
static const tagplugin_column columns[] = {
    COLUMN(COLUMN_NAME, COLUMN_KIND, COMPONENTS),
    COLUMN(SECOND_NAME, TAGPLUGIN_KIND_NUMERIC, 1),
};
static const tagplugin_claim claims[] = {{
    HEAD(tagplugin_claim),
    .kind = CLAIM_KIND,
    .inputs = inputs,
    .columns = columns,
    .input_count = INPUTS,
    .column_count = COLUMNS,
    .vrs = TEXT(VRS),
    .minimum_vm = 1,
}};

/* Every value is its own label. */
static inline tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  (void)state;
  for (uint32_t item = 0; item < batch->count; item++) {
    sink->label(sink->context, item, 0, 0, value_at(batch, item, 0)->text);
  }
  return TAGPLUGIN_OK;
}

TAGPLUGIN_EXPORT tagplugin_status ENTRY(const tagplugin_host *host, tagplugin_plugin *plugin);
tagplugin_status ENTRY(const tagplugin_host *host, tagplugin_plugin *plugin) {
  (void)host;
  plugin->abi_version = ABI_VERSION;
  plugin->name = text_of(CALLED);
  plugin->version = text_of("1.0.0");
  plugin->description = text_of("a fixture");
  plugin->claims = claims;
  plugin->claim_count = CLAIMS;
  plugin->parse = PARSE;
  return STATUS;
}
