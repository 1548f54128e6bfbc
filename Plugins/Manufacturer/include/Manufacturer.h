/*
 * Manufacturer.h — the one symbol that libManufacturer.so exports. The host finds it by name; nothing includes this
 * header but the plugin itself, so that the compiler checks its definition.
 */
#ifndef TAGPLUGIN_MANUFACTURER_H
#define TAGPLUGIN_MANUFACTURER_H

#include "tagplugin.h"

#ifdef __cplusplus
extern "C" {
#endif

TAGPLUGIN_EXPORT tagplugin_status tagplugin_Manufacturer(const tagplugin_host *host, tagplugin_plugin *plugin);

#ifdef __cplusplus
}
#endif

#endif
