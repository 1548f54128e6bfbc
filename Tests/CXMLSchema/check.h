#pragma once

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <string.h>

// Validates documents by a W3C XML Schema with libxml2, for tests alone. It lives in C because libxml2 2.12 changed the
// signature of its structured error handler, which Swift would see as another type.

// The first thing that is wrong; the message is empty where nothing is.
typedef struct tagfold_schema_fault {
    int line;
    char message[400];
} tagfold_schema_fault;

static inline void tagfold_schema_note(tagfold_schema_fault *fault, int line, const char *message) {
    if (fault->message[0]) return;
    fault->line = line;
    snprintf(fault->message, sizeof fault->message, "%s", message ? message : "refused");
}

#if LIBXML_VERSION >= 21200
static inline void tagfold_schema_error(void *data, const xmlError *error) {
#else
static inline void tagfold_schema_error(void *data, xmlErrorPtr error) {
#endif
    if (error != NULL) tagfold_schema_note((tagfold_schema_fault *)data, error->line, error->message);
}

// No network, and no message on standard error. Nothing else is opened: the schemas name no other document, and a location
// that the document names is not asked for where a schema is given.
static inline xmlDocPtr tagfold_schema_document(const char *bytes, int length, tagfold_schema_fault *fault) {
    xmlDocPtr document = xmlReadMemory(bytes, length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (document == NULL) tagfold_schema_note(fault, 0, "not well-formed");
    return document;
}

// Null, with a fault, for what is no schema.
static inline void *tagfold_schema_compile(const char *bytes, int length, tagfold_schema_fault *fault) {
    xmlDocPtr document = tagfold_schema_document(bytes, length, fault);
    if (document == NULL) return NULL;
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewDocParserCtxt(document);
    xmlSchemaSetParserStructuredErrors(parser, tagfold_schema_error, fault);
    // The schema keeps the document, which is left to it: a process of tests has three of them.
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    if (schema == NULL) tagfold_schema_note(fault, 0, "no schema");
    return schema;
}

static inline void tagfold_schema_check(void *schema, const char *bytes, int length, tagfold_schema_fault *fault) {
    xmlDocPtr document = tagfold_schema_document(bytes, length, fault);
    if (document == NULL) return;
    xmlSchemaValidCtxtPtr check = xmlSchemaNewValidCtxt((xmlSchemaPtr)schema);
    xmlSchemaSetValidStructuredErrors(check, tagfold_schema_error, fault);
    if (xmlSchemaValidateDoc(check, document) != 0) tagfold_schema_note(fault, 0, "refused");
    xmlSchemaFreeValidCtxt(check);
    xmlFreeDoc(document);
}
