/* A plugin that needs a function which is nowhere. */
#include "fixture.h"

extern tagplugin_status function_that_is_nowhere(void);

TAGPLUGIN_EXPORT tagplugin_status ENTRY(const tagplugin_host *host, tagplugin_plugin *plugin);
tagplugin_status ENTRY(const tagplugin_host *host, tagplugin_plugin *plugin) {
  (void)host;
  (void)plugin;
  return function_that_is_nowhere();
}
