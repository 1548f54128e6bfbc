#pragma once

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#include <stdlib.h>
#include <string.h>

// One parse of untrusted XML that is handed over piece by piece. It lives in C because libxml2 2.12 changed the signature of
// its structured error handler, which Swift would see as another type.

// attributes holds count groups of five pointers: local name, prefix, URI, value, end of value.
typedef struct tagfold_xml_handler {
    void *context;
    // uri is the namespace of the element, or null.
    void (*start)(void *context, const char *name, const char *uri, const unsigned char *const *attributes, int count, int line);
    void (*text)(void *context, const char *bytes, int length);
    // Of a CDATA section, whose line ends libxml2 may leave as they are.
    void (*cdata)(void *context, const char *bytes, int length);
    void (*end)(void *context, const char *name);
    void (*comment)(void *context, const char *text);
    void (*problem)(void *context, const char *message, int line, int column);
} tagfold_xml_handler;

typedef struct tagfold_xml_parse tagfold_xml_parse;
struct tagfold_xml_parse {
    xmlParserCtxtPtr parser;
    tagfold_xml_handler handler;
    int refused;
};

static void tagfold_xml_refuse(tagfold_xml_parse *parse, const char *message) {
    if (parse->refused) return;
    parse->refused = 1;
    parse->handler.problem(parse->handler.context, message, xmlSAX2GetLineNumber(parse->parser), 0);
    xmlStopParser(parse->parser);
}

// A document type declaration is all that entity and external-file attacks need; no dictionary has one.
static void tagfold_xml_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
    (void)name; (void)external; (void)system;
    tagfold_xml_refuse((tagfold_xml_parse *)data, "a document type declaration is not allowed");
}

// libxml2 compares those of one tag pairwise. No dictionary has a tag of ten.
#define TAGFOLD_XML_MOST_ATTRIBUTES 256

static void tagfold_xml_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                              int namespace_count, const xmlChar **namespaces, int count, int defaulted,
                              const xmlChar **attributes) {
    (void)prefix; (void)namespaces; (void)defaulted;
    tagfold_xml_parse *parse = (tagfold_xml_parse *)data;
    if (parse->refused) return;
    if (count > TAGFOLD_XML_MOST_ATTRIBUTES || namespace_count > TAGFOLD_XML_MOST_ATTRIBUTES) {
        tagfold_xml_refuse(parse, "a tag has more than 256 attributes");
        return;
    }
    parse->handler.start(parse->handler.context, (const char *)name, (const char *)uri, (const unsigned char *const *)attributes,
                          count, xmlSAX2GetLineNumber(parse->parser));
}

static void tagfold_xml_end_tag(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    (void)prefix; (void)uri;
    tagfold_xml_parse *parse = (tagfold_xml_parse *)data;
    if (!parse->refused) parse->handler.end(parse->handler.context, (const char *)name);
}

static void tagfold_xml_text(void *data, const xmlChar *bytes, int length) {
    tagfold_xml_parse *parse = (tagfold_xml_parse *)data;
    if (!parse->refused) parse->handler.text(parse->handler.context, (const char *)bytes, length);
}

static void tagfold_xml_cdata(void *data, const xmlChar *bytes, int length) {
    tagfold_xml_parse *parse = (tagfold_xml_parse *)data;
    if (!parse->refused) parse->handler.cdata(parse->handler.context, (const char *)bytes, length);
}

static void tagfold_xml_comment(void *data, const xmlChar *text) {
    tagfold_xml_parse *parse = (tagfold_xml_parse *)data;
    if (!parse->refused) parse->handler.comment(parse->handler.context, (const char *)text);
}

// libxml2 says three things of bytes that are no text, by where in a piece they stand; one of them is “internal error”.
static const char *tagfold_xml_message(int code, const char *message) {
    if (message == NULL) return "not well-formed";
    if (strstr(message, "Huge input lookup") != NULL) return "a comment, section or instruction is longer than 10 MB";
    int is_encoding = code == XML_ERR_INVALID_ENCODING || code == XML_I18N_CONV_FAILED
        || strstr(message, "Input is not proper UTF-8") != NULL || strstr(message, "detected an error in element content") != NULL;
    if (!is_encoding) return message;
    return "bytes that are no text in the document's encoding, which is UTF-8 unless it says another";
}

#if LIBXML_VERSION >= 21200
static void tagfold_xml_error(void *data, const xmlError *error) {
#else
static void tagfold_xml_error(void *data, xmlErrorPtr error) {
#endif
    tagfold_xml_parse *parse = (tagfold_xml_parse *)data;
    if (parse->refused || error == NULL || error->level < XML_ERR_ERROR) return;
    parse->refused = 1;
    parse->handler.problem(parse->handler.context, tagfold_xml_message(error->code, error->message), error->line, error->int2);
}

// Begins a parse with no network, no DTD, no entity expansion beyond the five of XML, and libxml2's default limits. It
// calls back in document order; after a problem nothing more is called. The handler is copied. Ends with tagfold_xml_end.
static inline tagfold_xml_parse *tagfold_xml_begin(const tagfold_xml_handler *handler) {
    tagfold_xml_parse *parse = (tagfold_xml_parse *)calloc(1, sizeof *parse);
    if (parse == NULL) return NULL;
    parse->handler = *handler;
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.internalSubset = tagfold_xml_doctype;
    sax.startElementNs = tagfold_xml_start;
    sax.endElementNs = tagfold_xml_end_tag;
    sax.characters = tagfold_xml_text;
    sax.cdataBlock = tagfold_xml_cdata;
    sax.comment = tagfold_xml_comment;
    sax.serror = tagfold_xml_error;
    parse->parser = xmlCreatePushParserCtxt(&sax, parse, NULL, 0, NULL);
    if (parse->parser == NULL) {
        free(parse);
        return NULL;
    }
    xmlCtxtUseOptions(parse->parser, XML_PARSE_NONET);
    return parse;
}

static inline void tagfold_xml_feed(tagfold_xml_parse *parse, const unsigned char *bytes, int length, int is_last) {
    if (parse == NULL || parse->refused) return;
    // Bytes that cannot be converted from the document's encoding are told to this thread's handler alone, and left out.
    xmlStructuredErrorFunc function = xmlStructuredError;
    void *context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(parse, tagfold_xml_error);
    xmlParseChunk(parse->parser, (const char *)bytes, length, is_last);
    xmlSetStructuredErrorFunc(context, function);
}

static inline int tagfold_xml_line(tagfold_xml_parse *parse) { return parse ? xmlSAX2GetLineNumber(parse->parser) : 0; }

static inline void tagfold_xml_end(tagfold_xml_parse *parse) {
    if (parse == NULL) return;
    xmlFreeParserCtxt(parse->parser);
    free(parse);
}
