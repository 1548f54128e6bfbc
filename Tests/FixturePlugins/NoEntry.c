/* A library without the entry symbol of a plugin. */
#include "fixture.h"

TAGPLUGIN_EXPORT int tagplugin_SomethingElse(void);
int tagplugin_SomethingElse(void) { return 0; }
