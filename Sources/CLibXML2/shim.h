#pragma once

// The push-free SAX2 parser, which is all that Dictionaries uses.
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
