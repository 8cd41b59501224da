/* A parser and its handlers (handlers.c), what Python sees of them (pyexpat.c). */
#ifndef LIB_NATIVE_EXPAT_EXPAT_H
#define LIB_NATIVE_EXPAT_EXPAT_H

#include "lib/foreign.h"

#include <expat.h>

/* clang-format off */
#define EXPAT_FUNCTIONS(F)                                                                         \
    F(XML_ParserCreate_MM) F(XML_ParserFree) F(XML_Parse) F(XML_StopParser) F(XML_SetUserData)     \
    F(XML_GetErrorCode) F(XML_ErrorString) F(XML_GetCurrentLineNumber)                             \
    F(XML_GetCurrentColumnNumber) F(XML_GetCurrentByteIndex) F(XML_SetElementHandler)              \
    F(XML_SetCharacterDataHandler) F(XML_SetProcessingInstructionHandler)                          \
    F(XML_SetCommentHandler) F(XML_SetCdataSectionHandler) F(XML_SetDefaultHandler)                \
    F(XML_SetDefaultHandlerExpand) F(XML_SetDoctypeDeclHandler) F(XML_SetNamespaceDeclHandler)     \
    F(XML_SetStartNamespaceDeclHandler) F(XML_SetEndNamespaceDeclHandler)                          \
    F(XML_SetXmlDeclHandler) F(XML_SetEntityDeclHandler) F(XML_SetNotationDeclHandler)             \
    F(XML_SetUnparsedEntityDeclHandler) F(XML_SetSkippedEntityHandler)                             \
    F(XML_SetAttlistDeclHandler) F(XML_SetReturnNSTriplet) F(XML_SetExternalEntityRefHandler)      \
    F(XML_ExternalEntityParserCreate) F(XML_GetSpecifiedAttributeCount) F(XML_SetBase)             \
    F(XML_GetBase) F(XML_GetInputContext) F(XML_UseForeignDTD) F(XML_SetParamEntityParsing)        \
    F(XML_SetHashSalt) F(XML_ExpatVersion) F(XML_ExpatVersionInfo)                                 \
    F(XML_SetNotStandaloneHandler) F(XML_SetElementDeclHandler) F(XML_FreeContentModel)            \
    F(XML_SetUnknownEncodingHandler) F(XML_SetEncoding)
/* clang-format on */
typedef struct ExpatFunctions {
    EXPAT_FUNCTIONS(FOREIGN_POINTER)
} ExpatFunctions;
extern ExpatFunctions expat_functions;

typedef enum {
    START_ELEMENT,
    END_ELEMENT,
    CHARACTER_DATA,
    PROCESSING_INSTRUCTION,
    COMMENT,
    START_CDATA,
    END_CDATA,
    DEFAULT,
    DEFAULT_EXPAND,
    START_DOCTYPE,
    END_DOCTYPE,
    START_NAMESPACE,
    END_NAMESPACE,
    XML_DECLARATION,
    ENTITY_DECLARATION,
    NOTATION_DECLARATION,
    UNPARSED_ENTITY,
    SKIPPED_ENTITY,
    ATTLIST_DECLARATION,
    EXTERNAL_ENTITY,
    NOT_STANDALONE,
    ELEMENT_DECLARATION,
    HANDLER_COUNT,
} Event;

typedef struct Parser {
    Object header;
    XML_Parser xml;
    Value handlers[HANDLER_COUNT]; /* owned or null */
    Dict *intern;                  /* names seen, so that equal ones are one object; or null */
    Value parent;                  /* of a parser for an external entity; or null */
    StrBuilder text;               /* buffered character data */
    int32_t buffer_size;
    bool buffers_text, ordered_attributes, specified_attributes, namespace_prefixes, parsing;
} Parser;

extern const char *const expat_handler_names[HANDLER_COUNT];

static inline Parser *parser_of(Value value) {
    return (Parser *)object_of(value);
}

MUST_CHECK bool expat_library_open(void);
/* Null: MemoryError is pending. */
MUST_CHECK XML_Parser expat_parser_create(const char *encoding, const char *separator);
/* A str, None for null; owned. */
MUST_CHECK Value expat_text(const char *utf8);
/* Hands over the character data that was gathered. */
MUST_CHECK bool expat_flush(Parser *parser);
/* Tells the library which events are wanted: a handler that is set would hide the default. */
void expat_connect(Parser *parser);
int expat_unknown_encoding(void *data, const XML_Char *name, XML_Encoding *encoding);

#endif
