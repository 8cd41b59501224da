/* The library's events: each becomes a call of the handler that was assigned for it. After an
 * exception nothing more is reported. */
#include "lib/native/expat/expat.h"

#include <limits.h>
#include <string.h>

const char *const expat_handler_names[HANDLER_COUNT] = {
    "StartElementHandler",
    "EndElementHandler",
    "CharacterDataHandler",
    "ProcessingInstructionHandler",
    "CommentHandler",
    "StartCdataSectionHandler",
    "EndCdataSectionHandler",
    "DefaultHandler",
    "DefaultHandlerExpand",
    "StartDoctypeDeclHandler",
    "EndDoctypeDeclHandler",
    "StartNamespaceDeclHandler",
    "EndNamespaceDeclHandler",
    "XmlDeclHandler",
    "EntityDeclHandler",
    "NotationDeclHandler",
    "UnparsedEntityDeclHandler",
    "SkippedEntityHandler",
    "AttlistDeclHandler",
    "ExternalEntityRefHandler",
    "NotStandaloneHandler",
    "ElementDeclHandler",
};

/* ---- calling handlers ------------------------------------------------------------------------ */

Value expat_text(const char *utf8) {
    return utf8 ? value_of(str_from_utf8(utf8, strlen(utf8))) : NONE;
}

/* A name: one object for all equal ones. */
static Value name_of(Parser *parser, const char *utf8) {
    Value name = expat_text(utf8), shared;
    if (!name || name == NONE || !parser->intern)
        return name;
    Lookup found = dict_set_default(parser->intern, name, name, &shared);
    decref(name);
    return found == LOOKUP_ERROR ? NULL : shared;
}

/* Takes the arguments; a null one is an error that is pending. Gives what the handler gave. */
static Value call_steal(Parser *parser, Event event, Value *args, size_t count) {
    Value result = NULL;
    bool fine = !exception_pending();
    for (size_t i = 0; i < count; i++)
        fine = fine && args[i];
    if (fine) {
        Value handler = own(parser->handlers[event]);
        result = call(handler, args, count, NULL);
        decref(handler);
    }
    for (size_t i = 0; i < count; i++)
        decref_maybe(args[i]);
    if (!result)
        expat_functions.XML_StopParser(parser->xml, XML_FALSE);
    return result;
}

static void report(Parser *parser, Event event, Value *args, size_t count) {
    decref_maybe(call_steal(parser, event, args, count));
}
#define REPORT(event, ...)                                                                         \
    report(parser, event, (Value[]){__VA_ARGS__}, sizeof((Value[]){__VA_ARGS__}) / sizeof(Value))

bool expat_flush(Parser *parser) {
    if (parser->text.length == 0)
        return true;
    Value text = value_of(str_builder_finish(&parser->text));
    if (!parser->handlers[CHARACTER_DATA]) {
        decref_maybe(text);
        return text != NULL;
    }
    REPORT(CHARACTER_DATA, text);
    return !exception_pending();
}

/* What every handler does first; false: nothing more is to be reported. */
static bool begin(Parser *parser) {
    return !exception_pending() && expat_flush(parser);
}

static Value attributes_of(Parser *parser, const char **pairs) {
    int most = parser->specified_attributes
                   ? expat_functions.XML_GetSpecifiedAttributeCount(parser->xml)
                   : INT_MAX;
    List *list = parser->ordered_attributes ? list_new(0) : NULL;
    Dict *dict = parser->ordered_attributes ? NULL : dict_new();
    bool fine = list || dict;
    for (int i = 0; fine && i < most && pairs[i]; i += 2) {
        Value name = name_of(parser, pairs[i]), value = name ? expat_text(pairs[i + 1]) : NULL;
        fine = value && (list ? list_append(list, name) && list_append(list, value)
                              : dict_set(dict, name, value));
        decref_maybe(name);
        decref_maybe(value);
    }
    if (fine)
        return list ? value_of(list) : value_of(dict);
    decref_maybe(value_of(list));
    decref_maybe(value_of(dict));
    return NULL;
}

static void on_start(void *data, const XML_Char *name, const XML_Char **attributes) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[START_ELEMENT])
        REPORT(START_ELEMENT, name_of(parser, name), attributes_of(parser, attributes));
}

static void on_end(void *data, const XML_Char *name) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[END_ELEMENT])
        REPORT(END_ELEMENT, name_of(parser, name));
}

static void on_text(void *data, const XML_Char *text, int size) {
    Parser *parser = data;
    if (exception_pending())
        return;
    if (parser->buffers_text) {
        if (parser->text.length + (size_t)size > (size_t)parser->buffer_size &&
            !expat_flush(parser))
            return;
        if (size <= parser->buffer_size) {
            str_builder_utf8(&parser->text, text, (size_t)size);
            return;
        }
    }
    if (parser->handlers[CHARACTER_DATA])
        REPORT(CHARACTER_DATA, value_of(str_from_utf8(text, (size_t)size)));
}

static void on_instruction(void *data, const XML_Char *target, const XML_Char *text) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[PROCESSING_INSTRUCTION])
        REPORT(PROCESSING_INSTRUCTION, name_of(parser, target), expat_text(text));
}

static void on_comment(void *data, const XML_Char *text) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[COMMENT])
        REPORT(COMMENT, expat_text(text));
}

static void on_start_cdata(void *data) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[START_CDATA])
        report(parser, START_CDATA, NULL, 0);
}

static void on_end_cdata(void *data) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[END_CDATA])
        report(parser, END_CDATA, NULL, 0);
}

static void on_default(void *data, const XML_Char *text, int size) {
    Parser *parser = data;
    Event event = parser->handlers[DEFAULT_EXPAND] ? DEFAULT_EXPAND : DEFAULT;
    if (begin(parser) && parser->handlers[event])
        REPORT(event, value_of(str_from_utf8(text, (size_t)size)));
}

static void on_start_doctype(void *data, const XML_Char *name, const XML_Char *system,
                             const XML_Char *public, int has_subset) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[START_DOCTYPE])
        REPORT(START_DOCTYPE, name_of(parser, name), name_of(parser, system),
               name_of(parser, public), value_of_small_int(has_subset));
}

static void on_end_doctype(void *data) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[END_DOCTYPE])
        report(parser, END_DOCTYPE, NULL, 0);
}

static void on_start_namespace(void *data, const XML_Char *prefix, const XML_Char *uri) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[START_NAMESPACE])
        REPORT(START_NAMESPACE, name_of(parser, prefix), name_of(parser, uri));
}

static void on_end_namespace(void *data, const XML_Char *prefix) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[END_NAMESPACE])
        REPORT(END_NAMESPACE, name_of(parser, prefix));
}

static void on_declaration(void *data, const XML_Char *version, const XML_Char *encoding,
                           int standalone) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[XML_DECLARATION])
        REPORT(XML_DECLARATION, expat_text(version), expat_text(encoding),
               value_of_small_int(standalone));
}

static void on_entity(void *data, const XML_Char *name, int is_parameter, const XML_Char *value,
                      int size, const XML_Char *base, const XML_Char *system,
                      const XML_Char *public, const XML_Char *notation) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[ENTITY_DECLARATION])
        REPORT(ENTITY_DECLARATION, name_of(parser, name), value_of_small_int(is_parameter),
               value ? value_of(str_from_utf8(value, (size_t)size)) : NONE, name_of(parser, base),
               name_of(parser, system), name_of(parser, public), name_of(parser, notation));
}

static void on_notation(void *data, const XML_Char *name, const XML_Char *base,
                        const XML_Char *system, const XML_Char *public) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[NOTATION_DECLARATION])
        REPORT(NOTATION_DECLARATION, name_of(parser, name), name_of(parser, base),
               name_of(parser, system), name_of(parser, public));
}

static void on_unparsed_entity(void *data, const XML_Char *name, const XML_Char *base,
                               const XML_Char *system, const XML_Char *public,
                               const XML_Char *notation) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[UNPARSED_ENTITY])
        REPORT(UNPARSED_ENTITY, name_of(parser, name), name_of(parser, base),
               name_of(parser, system), name_of(parser, public), name_of(parser, notation));
}

static void on_skipped_entity(void *data, const XML_Char *name, int is_parameter) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[SKIPPED_ENTITY])
        REPORT(SKIPPED_ENTITY, name_of(parser, name), value_of_small_int(is_parameter));
}

static void on_attlist(void *data, const XML_Char *element, const XML_Char *name,
                       const XML_Char *type, const XML_Char *fallback, int required) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[ATTLIST_DECLARATION])
        REPORT(ATTLIST_DECLARATION, name_of(parser, element), name_of(parser, name),
               expat_text(type), expat_text(fallback), value_of_small_int(required));
}

static int on_external_entity(XML_Parser xml, const XML_Char *context, const XML_Char *base,
                              const XML_Char *system, const XML_Char *public) {
    Parser *parser = *(void **)(void *)xml; /* the user data comes first */
    if (!begin(parser) || !parser->handlers[EXTERNAL_ENTITY])
        return 0;
    Value args[] = {expat_text(context), name_of(parser, base), name_of(parser, system),
                    name_of(parser, public)};
    Value result = call_steal(parser, EXTERNAL_ENTITY, args, 4);
    int64_t number = 0;
    if (result && !int_as_int64(result, &number))
        number = 0;
    decref_maybe(result);
    return (int)number;
}

static int on_not_standalone(void *data) {
    Parser *parser = data;
    if (!begin(parser) || !parser->handlers[NOT_STANDALONE])
        return 0;
    Value result = call_steal(parser, NOT_STANDALONE, NULL, 0);
    int64_t number = 0;
    if (result && !int_as_int64(result, &number))
        number = 0;
    decref_maybe(result);
    return (int)number;
}

/* (type, quantifier, name, children) */
static Value model_of(Parser *parser, const XML_Content *model) {
    if (!recursion_enter(" in a content model"))
        return NULL;
    Tuple *children = tuple_new(model->numchildren);
    for (unsigned i = 0; children && i < model->numchildren; i++) {
        children->items[i] = model_of(parser, &model->children[i]);
        if (!children->items[i]) {
            for (unsigned k = i; k < model->numchildren; k++)
                children->items[k] = NONE;
            GIVE_UP(children);
            children = NULL;
        }
    }
    Value name = children ? name_of(parser, model->name) : NULL;
    Tuple *result = name ? tuple_pack(4, value_of_small_int(model->type),
                                      value_of_small_int(model->quant), name, value_of(children))
                         : NULL;
    decref_maybe(name);
    decref_maybe(value_of(children));
    return value_of(result);
}

static void on_element(void *data, const XML_Char *name, XML_Content *model) {
    Parser *parser = data;
    if (begin(parser) && parser->handlers[ELEMENT_DECLARATION])
        REPORT(ELEMENT_DECLARATION, name_of(parser, name), model_of(parser, model));
    expat_functions.XML_FreeContentModel(parser->xml, model);
}

/* Encodings of one byte for each character, by the codec of that name. */
int expat_unknown_encoding(void *data, const XML_Char *name, XML_Encoding *encoding) {
    uint8_t bytes[256];
    for (int i = 0; i < 256; i++)
        bytes[i] = (uint8_t)i;
    Bytes *all = bytes_new(bytes, sizeof bytes);
    Str *decode = str_interned("decode"), *replace = str_interned("replace");
    Value encoding_name = expat_text(name);
    Value text = all && decode && replace && encoding_name
                     ? call_method_2(value_of(all), decode, encoding_name, value_of(replace))
                     : NULL;
    bool fine = text && is_str(text);
    if (fine && str_of(text)->length != 256)
        fine = raise_value_error("multi-byte encodings are not supported");
    for (size_t i = 0; fine && i < 256; i++) {
        uint32_t c = str_at(str_of(text), i);
        encoding->map[i] = c == 0xfffd ? -1 : (int)c;
    }
    encoding->data = NULL;
    encoding->convert = NULL;
    encoding->release = NULL;
    decref_maybe(value_of(all));
    decref_maybe(value_of(decode));
    decref_maybe(value_of(replace));
    decref_maybe(encoding_name);
    decref_maybe(text);
    return fine ? XML_STATUS_OK : XML_STATUS_ERROR;
}

void expat_connect(Parser *parser) {
    Value *h = parser->handlers;
    XML_Parser xml = parser->xml;
    expat_functions.XML_SetElementHandler(xml, h[START_ELEMENT] ? on_start : NULL,
                                          h[END_ELEMENT] ? on_end : NULL);
    expat_functions.XML_SetCharacterDataHandler(xml, h[CHARACTER_DATA] ? on_text : NULL);
    expat_functions.XML_SetProcessingInstructionHandler(
        xml, h[PROCESSING_INSTRUCTION] ? on_instruction : NULL);
    expat_functions.XML_SetCommentHandler(xml, h[COMMENT] ? on_comment : NULL);
    expat_functions.XML_SetCdataSectionHandler(xml, h[START_CDATA] ? on_start_cdata : NULL,
                                               h[END_CDATA] ? on_end_cdata : NULL);
    /* Which of the two is called says whether entities are replaced by their texts. */
    if (h[DEFAULT] && !h[DEFAULT_EXPAND])
        expat_functions.XML_SetDefaultHandler(xml, on_default);
    else
        expat_functions.XML_SetDefaultHandlerExpand(xml, h[DEFAULT_EXPAND] ? on_default : NULL);
    expat_functions.XML_SetDoctypeDeclHandler(xml, h[START_DOCTYPE] ? on_start_doctype : NULL,
                                              h[END_DOCTYPE] ? on_end_doctype : NULL);
    expat_functions.XML_SetNamespaceDeclHandler(xml, h[START_NAMESPACE] ? on_start_namespace : NULL,
                                                h[END_NAMESPACE] ? on_end_namespace : NULL);
    expat_functions.XML_SetXmlDeclHandler(xml, h[XML_DECLARATION] ? on_declaration : NULL);
    expat_functions.XML_SetEntityDeclHandler(xml, h[ENTITY_DECLARATION] ? on_entity : NULL);
    expat_functions.XML_SetNotationDeclHandler(xml, h[NOTATION_DECLARATION] ? on_notation : NULL);
    if (h[UNPARSED_ENTITY])
        expat_functions.XML_SetUnparsedEntityDeclHandler(xml, on_unparsed_entity);
    expat_functions.XML_SetSkippedEntityHandler(xml, h[SKIPPED_ENTITY] ? on_skipped_entity : NULL);
    expat_functions.XML_SetAttlistDeclHandler(xml, h[ATTLIST_DECLARATION] ? on_attlist : NULL);
    expat_functions.XML_SetExternalEntityRefHandler(xml,
                                                    h[EXTERNAL_ENTITY] ? on_external_entity : NULL);
    expat_functions.XML_SetNotStandaloneHandler(xml, h[NOT_STANDALONE] ? on_not_standalone : NULL);
    expat_functions.XML_SetElementDeclHandler(xml, h[ELEMENT_DECLARATION] ? on_element : NULL);
}
