/* What the fixture plugins share. NAME is given on the compiler's command line. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "tagplugin.h"

#define TEXT(literal) {literal, sizeof(literal) - 1}
#define HEAD(type) .struct_size = sizeof(type), .abi_version = TAGPLUGIN_ABI_VERSION
#define COUNT(array) (uint32_t)(sizeof(array) / sizeof(*(array)))
#define INPUT(keyword, role_) {HEAD(tagplugin_input), .path = TEXT(keyword), .role = role_}
#define COLUMN(name_, kind_, components_) \
  {HEAD(tagplugin_column), .name = TEXT(name_), .kind = kind_, .components = components_}
#define CLAIM(inputs_, columns_, flags_) \
  {HEAD(tagplugin_claim), .kind = TAGPLUGIN_CLAIM_TUPLE, .flags = flags_, .inputs = inputs_, .columns = columns_, \
   .input_count = COUNT(inputs_), .column_count = COUNT(columns_)}

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define QUOTE_(a) #a
#define QUOTE(a) QUOTE_(a)
#define ENTRY JOIN(tagplugin_, NAME)

#ifndef VERSION
#define VERSION "1.0.0"
#endif

/* The entry function: a plugin that says what it should. */
#define FIXTURE(claims_, state_) \
  TAGPLUGIN_EXPORT tagplugin_status ENTRY(const tagplugin_host *host, tagplugin_plugin *plugin); \
  tagplugin_status ENTRY(const tagplugin_host *host, tagplugin_plugin *plugin) { \
    plugin->abi_version = TAGPLUGIN_ABI_VERSION; \
    plugin->name = text_of(QUOTE(NAME)); \
    plugin->version = text_of(VERSION); \
    plugin->description = text_of("a fixture"); \
    plugin->claims = claims_; \
    plugin->claim_count = COUNT(claims_); \
    plugin->parse = parse; \
    plugin->state = state_; \
    (void)host; \
    return TAGPLUGIN_OK; \
  }

static inline tagplugin_text text_of(const char *literal) {
  const tagplugin_text text = {literal, strlen(literal)};
  return text;
}

static inline const tagplugin_value *value_at(const tagplugin_batch *batch, uint32_t item, uint32_t input) {
  const size_t index = (size_t)item * batch->input_count + input;
  return (const tagplugin_value *)((const char *)batch->values + index * batch->value_size);
}

#endif
