/* The least that a plugin can do: reads a decimal number and answers it. What its calls cost is the host's. */
#include <stdlib.h>
#include <string.h>

#include "tagplugin.h"

#define TEXT(literal) {literal, sizeof(literal) - 1}
#define HEAD(type) .struct_size = sizeof(type), .abi_version = TAGPLUGIN_ABI_VERSION

static const tagplugin_input inputs[] = {{HEAD(tagplugin_input), .path = TEXT("PatientWeight"), .role = TAGPLUGIN_ROLE_CLAIMED}};
static const tagplugin_column columns[] = {
    {HEAD(tagplugin_column), .name = TEXT("plain"), .unit = TEXT("kg"), .kind = TAGPLUGIN_KIND_NUMERIC, .components = 1}};
static const tagplugin_claim claims[] = {
    {HEAD(tagplugin_claim), .kind = TAGPLUGIN_CLAIM_TUPLE, .inputs = inputs, .columns = columns, .input_count = 1, .column_count = 1}};

static tagplugin_status parse(void *state, const tagplugin_batch *batch, const tagplugin_sink *sink) {
  (void)state;
  for (uint32_t item = 0; item < batch->count; item++) {
    const tagplugin_text text = batch->values[item].text;
    double value = 0, scale = 0;
    for (uint64_t place = 0; place < text.length; place++) {
      const char c = text.bytes[place];
      if (c == '.') scale = 1;
      else {
        value = value * 10 + (c - '0');
        scale *= 10;
      }
    }
    sink->number(sink->context, item, 0, 0, scale > 0 ? value / scale : value);
  }
  return TAGPLUGIN_OK;
}

TAGPLUGIN_EXPORT tagplugin_status tagplugin_Plain(const tagplugin_host *host, tagplugin_plugin *plugin);
tagplugin_status tagplugin_Plain(const tagplugin_host *host, tagplugin_plugin *plugin) {
  static const tagplugin_text name = TEXT("Plain"), version = TEXT("1.0.0"), description = TEXT("reads a number");
  (void)host;
  plugin->abi_version = TAGPLUGIN_ABI_VERSION;
  plugin->name = name;
  plugin->version = version;
  plugin->description = description;
  plugin->claims = claims;
  plugin->claim_count = 1;
  plugin->parse = parse;
  return TAGPLUGIN_OK;
}
