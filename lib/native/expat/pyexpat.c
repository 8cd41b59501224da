/* pyexpat: XML by libexpat. A parser calls the handlers that were assigned to it.
 *
 * A handler that raises stops the parser; the exception is what Parse raises. Character data is
 * gathered while buffer_text is on. */
#include "lib/native/exception_class.h"
#include "lib/native/expat/expat.h"

#include "vm/hash.h"

#include <limits.h>
#include <string.h>

ExpatFunctions expat_functions;
static ForeignLibrary library =
    FOREIGN_LIBRARY("pyexpat", "libexpat.so.1", "libexpat1", EXPAT_FUNCTIONS, expat_functions);
static ExceptionClass error = {
    .module = "xml.parsers.expat", .name = "ExpatError", .base = &exc_Exception};

static Type parser_type;

/* ---- parsing --------------------------------------------------------------------------------- */

static COLD void *raise_expat(Parser *parser) {
    int code = (int)expat_functions.XML_GetErrorCode(parser->xml);
    if (code == XML_ERROR_NO_MEMORY)
        return raise_no_memory();
    int64_t line = (int64_t)expat_functions.XML_GetCurrentLineNumber(parser->xml);
    int64_t column = (int64_t)expat_functions.XML_GetCurrentColumnNumber(parser->xml);
    Str *message = str_format("%s: line %zd, column %zd",
                              expat_functions.XML_ErrorString((enum XML_Error)code),
                              (ptrdiff_t)line, (ptrdiff_t)column);
    Value exception = message ? call_1(error.class, value_of(message)) : NULL;
    decref_maybe(value_of(message));
    if (!exception)
        return NULL;
    const struct {
        const char *name;
        int64_t number;
    } attributes[] = {{"code", code}, {"offset", column}, {"lineno", line}};
    for (size_t i = 0; i < 3; i++) {
        Str *name = str_interned(attributes[i].name);
        bool fine =
            name && attribute_set(exception, name, value_of_small_int(attributes[i].number));
        decref_maybe(value_of(name));
        if (!fine) {
            decref(exception);
            return NULL;
        }
    }
    raise_value(exception);
    decref(exception);
    return NULL;
}

static bool parse_bytes(Parser *parser, const char *bytes, size_t size, bool is_final) {
    if (parser->parsing)
        return raise_of(&error, "parser is already running");
    parser->parsing = true;
    int status = XML_STATUS_OK;
    do {
        int part = size > INT_MAX / 2 ? INT_MAX / 2 : (int)size;
        size -= (size_t)part;
        status = expat_functions.XML_Parse(parser->xml, bytes, part, is_final && size == 0);
        bytes += part;
    } while (size > 0 && status == XML_STATUS_OK && !exception_pending());
    parser->parsing = false;
    if (exception_pending())
        return false;
    if (status != XML_STATUS_OK)
        return raise_expat(parser);
    return expat_flush(parser);
}

static Value parser_parse(Value self, Value *args) {
    Parser *parser = parser_of(self);
    Answer is_final = args[1] ? object_truth(args[1]) : ANSWER_NO;
    if (is_final == ANSWER_ERROR)
        return NULL;
    bool fine;
    if (is_str(args[0])) {
        size_t size;
        const char *text = str_utf8(str_of(args[0]), &size);
        expat_functions.XML_SetEncoding(parser->xml, "utf-8"); /* whatever it says of itself */
        fine = text && parse_bytes(parser, text, size, is_final == ANSWER_YES);
    } else {
        Buffer buffer;
        if (!buffer_get(args[0], &buffer, false))
            return NULL;
        fine = parse_bytes(parser, (const char *)buffer.bytes, buffer.size, is_final == ANSWER_YES);
        buffer_release(&buffer);
    }
    return fine ? value_of_small_int(1) : NULL;
}

/* One piece of a file; `is_last`: it is empty. */
static bool parse_piece(Parser *parser, Value data, size_t most, bool *is_last) {
    if (!is_bytes(data) && !is_instance_of(data, &bytearray_type))
        return raise_type_error("read() did not return a bytes object (type=%T)", data);
    Buffer buffer;
    if (!buffer_get(data, &buffer, false))
        return false;
    *is_last = buffer.size == 0;
    bool fine =
        buffer.size <= most
            ? parse_bytes(parser, (const char *)buffer.bytes, buffer.size, *is_last)
            : raise_value_error("read() returned too much data: %zu bytes requested, %zu returned",
                                most, buffer.size) != NULL;
    buffer_release(&buffer);
    return fine;
}

static Value parser_parse_file(Value self, Value *args) {
    enum { PIECE = 2048 };
    Str *name = str_interned("read");
    Value read = name ? attribute_get(args[0], name) : NULL;
    decref_maybe(value_of(name));
    if (!read) {
        if (exception_clear_if(&exc_AttributeError))
            raise_type_error("argument must have 'read' attribute");
        return NULL;
    }
    bool fine = true, done = false;
    while (fine && !done) {
        Value data = call_1(read, value_of_small_int(PIECE));
        fine = data && parse_piece(parser_of(self), data, PIECE, &done);
        decref_maybe(data);
    }
    decref(read);
    return fine ? value_of_small_int(1) : NULL;
}

/* ---- making ---------------------------------------------------------------------------------- */

bool expat_library_open(void) {
    return foreign_library_open(&library);
}

XML_Parser expat_parser_create(const char *encoding, const char *separator) {
    /* What the library needs counts as ours, and is refused as ours is. */
    static const XML_Memory_Handling_Suite memory = {mem_raw_malloc, mem_raw_realloc, mem_raw_free};
    XML_Parser xml = expat_functions.XML_ParserCreate_MM(encoding, &memory, separator);
    if (!xml)
        return raise_no_memory();
    /* The process's own, so that no document can be made whose names collide; 0 would mean none. */
    expat_functions.XML_SetHashSalt(xml, (unsigned long)hash_bytes("expat", 5) | 1);
    return xml;
}

static Parser *parser_new(XML_Parser xml, Dict *intern) {
    Parser *parser = type_allocate(&parser_type, 0);
    if (!parser) {
        expat_functions.XML_ParserFree(xml);
        return NULL;
    }
    parser->xml = xml;
    parser->intern = intern;
    parser->buffer_size = 8192;
    str_builder_init(&parser->text);
    if (intern)
        OWN(intern);
    expat_functions.XML_SetUserData(xml, parser);
    expat_functions.XML_SetUnknownEncodingHandler(xml, expat_unknown_encoding, parser);
    mem_gc_track(parser);
    return parser;
}

/* An optional str argument as C text. */
static bool read_text(Value value, const char *name, const char **text) {
    *text = NULL;
    if (!value || value == NONE)
        return true;
    if (!is_str(value))
        return raise_type_error("ParserCreate() argument '%s' must be str or None, not %T", name,
                                value);
    *text = str_utf8(str_of(value), NULL);
    return *text != NULL;
}

static Value parser_create(Value module, Value *args) {
    const char *encoding, *separator;
    if (!read_text(args[0], "encoding", &encoding) ||
        !read_text(args[1], "namespace_separator", &separator))
        return NULL;
    if (separator && strlen(separator) > 1)
        return raise_value_error("namespace_separator must be at most one character, omitted, or "
                                 "None");
    if (args[2] && args[2] != NONE && !is_dict(args[2]))
        return raise_type_error("intern must be a dictionary");
    Dict *intern = !args[2] ? dict_new() : args[2] == NONE ? NULL : dict_of(own(args[2]));
    if (!args[2] && !intern)
        return NULL;
    XML_Parser xml = expat_parser_create(encoding, separator);
    Parser *parser = xml ? parser_new(xml, intern) : NULL;
    decref_maybe(value_of(intern));
    return value_of(parser);
}

static Value parser_external(Value self, Value *args) {
    Parser *parent = parser_of(self);
    const char *context = NULL, *encoding = NULL;
    if (!read_text(args[0], "context", &context) || !read_text(args[1], "encoding", &encoding))
        return NULL;
    XML_Parser xml = expat_functions.XML_ExternalEntityParserCreate(parent->xml, context, encoding);
    if (!xml)
        return raise_no_memory();
    Parser *parser = parser_new(xml, parent->intern);
    if (!parser)
        return NULL;
    parser->parent = own(self);
    parser->buffers_text = parent->buffers_text;
    parser->buffer_size = parent->buffer_size;
    parser->ordered_attributes = parent->ordered_attributes;
    parser->specified_attributes = parent->specified_attributes;
    parser->namespace_prefixes = parent->namespace_prefixes;
    for (size_t i = 0; i < HANDLER_COUNT; i++)
        parser->handlers[i] = own_maybe(parent->handlers[i]);
    expat_connect(parser);
    return value_of(parser);
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value parser_set_base(Value self, Value *args) {
    const char *base;
    if (!read_text(args[0], "base", &base))
        return NULL;
    return expat_functions.XML_SetBase(parser_of(self)->xml, base) ? NONE : raise_no_memory();
}

static Value parser_get_base(Value self, Value *args) {
    return expat_text(expat_functions.XML_GetBase(parser_of(self)->xml));
}

static Value parser_get_context(Value self, Value *args) {
    int offset, size;
    const char *buffer =
        parser_of(self)->parsing
            ? expat_functions.XML_GetInputContext(parser_of(self)->xml, &offset, &size)
            : NULL;
    return buffer ? value_of(bytes_new(buffer + offset, (size_t)(size - offset))) : NONE;
}

static Value parser_use_foreign(Value self, Value *args) {
    Answer flag = args[0] ? object_truth(args[0]) : ANSWER_YES;
    if (flag == ANSWER_ERROR)
        return NULL;
    return expat_functions.XML_UseForeignDTD(parser_of(self)->xml, flag == ANSWER_YES) ==
                   XML_ERROR_NONE
               ? NONE
               : raise_expat(parser_of(self));
}

static Value parser_param_entities(Value self, Value *args) {
    int flag;
    if (!int_as_int(args[0], &flag))
        return NULL;
    return value_of_small_int(expat_functions.XML_SetParamEntityParsing(
        parser_of(self)->xml, (enum XML_ParamEntityParsing)flag));
}

/* A library older than 2.6 does not put off what is not complete yet. */
static Value parser_get_deferral(Value self, Value *args) {
    return FALSE_VALUE;
}

static Value parser_set_deferral(Value self, Value *args) {
    return NONE;
}

static Value error_string(Value module, Value *args) {
    int code;
    return int_as_int(args[0], &code)
               ? expat_text(expat_functions.XML_ErrorString((enum XML_Error)code))
               : NULL;
}

/* ---- attributes ------------------------------------------------------------------------------ */

static int handler_index(const Str *name) {
    for (int i = 0; i < HANDLER_COUNT; i++)
        if (str_equal_c(name, expat_handler_names[i]))
            return i;
    return -1;
}

static Value parser_getattr(Value self, Str *name) {
    int index = handler_index(name);
    if (index < 0)
        return attribute_get_generic(self, name);
    return own_maybe(parser_of(self)->handlers[index]) ? parser_of(self)->handlers[index] : NONE;
}

static bool parser_setattr(Value self, Str *name, Value value) {
    Parser *parser = parser_of(self);
    int index = handler_index(name);
    if (index < 0)
        return attribute_set_generic(self, name, value);
    if (!value)
        return raise_runtime_error("Cannot delete attribute");
    if (index == CHARACTER_DATA && !expat_flush(parser))
        return false;
    replace_value(&parser->handlers[index], value == NONE ? NULL : own(value));
    expat_connect(parser);
    return true;
}

#define NUMBER(getter, function)                                                                   \
    static Value getter(Value self) {                                                              \
        return value_from_int64((int64_t)expat_functions.function(parser_of(self)->xml));          \
    }
NUMBER(get_error_code, XML_GetErrorCode)
NUMBER(get_error_line, XML_GetCurrentLineNumber)
NUMBER(get_error_column, XML_GetCurrentColumnNumber)
NUMBER(get_error_byte, XML_GetCurrentByteIndex)
NUMBER(get_line, XML_GetCurrentLineNumber)
NUMBER(get_column, XML_GetCurrentColumnNumber)
NUMBER(get_byte, XML_GetCurrentByteIndex)

static bool read_flag(Value value, bool *flag) {
    if (!value)
        return raise_runtime_error("Cannot delete attribute");
    Answer answer = object_truth(value);
    if (answer != ANSWER_ERROR)
        *flag = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

static Value get_buffer_text(Value self) {
    return value_of_bool(parser_of(self)->buffers_text);
}

static bool set_buffer_text(Value self, Value value) {
    Parser *parser = parser_of(self);
    bool flag = false;
    if (!read_flag(value, &flag) || (!flag && !expat_flush(parser)))
        return false;
    parser->buffers_text = flag;
    return true;
}

static Value get_buffer_size(Value self) {
    return value_of_small_int(parser_of(self)->buffer_size);
}

static bool set_buffer_size(Value self, Value value) {
    int64_t size;
    if (!value)
        return raise_runtime_error("Cannot delete attribute");
    if (!is_int(value))
        return raise_type_error("buffer_size must be an integer");
    if (!int_as_int64(value, &size))
        return false;
    if (size <= 0)
        return raise_value_error("buffer_size must be greater than zero");
    if (size > INT_MAX)
        return raise_value_error("buffer_size must not be greater than %d", INT_MAX);
    if (!expat_flush(parser_of(self)))
        return false;
    parser_of(self)->buffer_size = (int32_t)size;
    return true;
}

static Value get_buffer_used(Value self) {
    return value_from_uint64(parser_of(self)->text.length);
}

static Value get_prefixes(Value self) {
    return value_of_bool(parser_of(self)->namespace_prefixes);
}

static bool set_prefixes(Value self, Value value) {
    if (!read_flag(value, &parser_of(self)->namespace_prefixes))
        return false;
    expat_functions.XML_SetReturnNSTriplet(parser_of(self)->xml,
                                           parser_of(self)->namespace_prefixes);
    return true;
}

static Value get_ordered(Value self) {
    return value_of_bool(parser_of(self)->ordered_attributes);
}

static bool set_ordered(Value self, Value value) {
    return read_flag(value, &parser_of(self)->ordered_attributes);
}

static Value get_specified(Value self) {
    return value_of_bool(parser_of(self)->specified_attributes);
}

static bool set_specified(Value self, Value value) {
    return read_flag(value, &parser_of(self)->specified_attributes);
}

/* ---- the type -------------------------------------------------------------------------------- */

static void parser_dealloc(Object *object) {
    Parser *parser = (Parser *)object;
    mem_gc_untrack(object);
    expat_functions.XML_ParserFree(parser->xml);
    str_builder_abandon(&parser->text);
    for (size_t i = 0; i < HANDLER_COUNT; i++)
        decref_maybe(parser->handlers[i]);
    decref_maybe(value_of(parser->intern));
    decref_maybe(parser->parent);
    mem_object_free(object, sizeof *parser);
}

static void parser_traverse(Object *object, MemVisit visit, void *context) {
    Parser *parser = (Parser *)object;
    for (size_t i = 0; i < HANDLER_COUNT; i++)
        visit_value(parser->handlers[i], visit, context);
    visit_value(parser->parent, visit, context);
}

static void parser_clear(Object *object) {
    Parser *parser = (Parser *)object;
    for (size_t i = 0; i < HANDLER_COUNT; i++)
        clear_value(&parser->handlers[i]);
}

static const NativeMethod methods[] = {
    NATIVE("Parse($self, data, isfinal=False, /)", parser_parse,
           "Parse XML data.\n\n'isfinal' should be true at end of input."),
    NATIVE("ParseFile($self, file, /)", parser_parse_file, "Parse XML data from file-like object."),
    NATIVE("SetBase($self, base, /)", parser_set_base, "Set the base URL for the parser."),
    NATIVE("GetBase($self, /)", parser_get_base, "Return base URL string for the parser."),
    NATIVE("GetInputContext($self, /)", parser_get_context,
           "Return the untranslated text of the input that caused the current event."),
    NATIVE("ExternalEntityParserCreate($self, context, encoding=<unrepresentable>, /)",
           parser_external, "Create a parser for parsing an external entity."),
    NATIVE("UseForeignDTD($self, flag=True, /)", parser_use_foreign,
           "Allows the application to provide an artificial external subset."),
    NATIVE("SetParamEntityParsing($self, flag, /)", parser_param_entities,
           "Controls parsing of parameter entities (including the external DTD subset)."),
    NATIVE("GetReparseDeferralEnabled($self, /)", parser_get_deferral,
           "Retrieve reparse deferral enabled status; always returns false with Expat <2.6.0."),
    NATIVE("SetReparseDeferralEnabled($self, enabled, /)", parser_set_deferral,
           "Enable/Disable reparse deferral; enabled by default with Expat >=2.6.0."),
    NATIVE_END};

static const NativeGetSet getsets[] = {{"ErrorCode", get_error_code, NULL, NULL},
                                       {"ErrorLineNumber", get_error_line, NULL, NULL},
                                       {"ErrorColumnNumber", get_error_column, NULL, NULL},
                                       {"ErrorByteIndex", get_error_byte, NULL, NULL},
                                       {"CurrentLineNumber", get_line, NULL, NULL},
                                       {"CurrentColumnNumber", get_column, NULL, NULL},
                                       {"CurrentByteIndex", get_byte, NULL, NULL},
                                       {"buffer_size", get_buffer_size, set_buffer_size, NULL},
                                       {"buffer_text", get_buffer_text, set_buffer_text, NULL},
                                       {"buffer_used", get_buffer_used, NULL, NULL},
                                       {"namespace_prefixes", get_prefixes, set_prefixes, NULL},
                                       {"ordered_attributes", get_ordered, set_ordered, NULL},
                                       {"specified_attributes", get_specified, set_specified, NULL},
                                       {NULL, NULL, NULL, NULL}};
static const NativeMember members[] = {
    {"intern", MEMBER_VALUE, offsetof(Parser, intern), false, NULL}, {NULL, 0, 0, false, NULL}};

static Type parser_type = {
    TYPE_INIT_CONTAINER("pyexpat.xmlparser", sizeof(Parser), parser_dealloc, parser_traverse,
                        parser_clear),
    .flags = TYPE_NO_INSTANTIATION | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "XML parser",
    .methods = methods,
    .getsets = getsets,
    .members = members,
    .get_attr = parser_getattr,
    .set_attr = parser_setattr,
};

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE("ParserCreate($module, /, encoding=None, namespace_separator=None, "
           "intern=<unrepresentable>)",
           parser_create, "Return a new XML parser object."),
    NATIVE("ErrorString($module, code, /)", error_string, "Returns string error for given number."),
    NATIVE_END};

/* By code; those of expat without XML_ERROR_. */
static const char *const error_names[] = {NULL,
                                          "NO_MEMORY",
                                          "SYNTAX",
                                          "NO_ELEMENTS",
                                          "INVALID_TOKEN",
                                          "UNCLOSED_TOKEN",
                                          "PARTIAL_CHAR",
                                          "TAG_MISMATCH",
                                          "DUPLICATE_ATTRIBUTE",
                                          "JUNK_AFTER_DOC_ELEMENT",
                                          "PARAM_ENTITY_REF",
                                          "UNDEFINED_ENTITY",
                                          "RECURSIVE_ENTITY_REF",
                                          "ASYNC_ENTITY",
                                          "BAD_CHAR_REF",
                                          "BINARY_ENTITY_REF",
                                          "ATTRIBUTE_EXTERNAL_ENTITY_REF",
                                          "MISPLACED_XML_PI",
                                          "UNKNOWN_ENCODING",
                                          "INCORRECT_ENCODING",
                                          "UNCLOSED_CDATA_SECTION",
                                          "EXTERNAL_ENTITY_HANDLING",
                                          "NOT_STANDALONE",
                                          "UNEXPECTED_STATE",
                                          "ENTITY_DECLARED_IN_PE",
                                          "FEATURE_REQUIRES_XML_DTD",
                                          "CANT_CHANGE_FEATURE_ONCE_PARSING",
                                          "UNBOUND_PREFIX",
                                          "UNDECLARING_PREFIX",
                                          "INCOMPLETE_PE",
                                          "XML_DECL",
                                          "TEXT_DECL",
                                          "PUBLICID",
                                          "SUSPENDED",
                                          "NOT_SUSPENDED",
                                          "ABORTED",
                                          "FINISHED",
                                          "SUSPEND_PE",
                                          "RESERVED_PREFIX_XML",
                                          "RESERVED_PREFIX_XMLNS",
                                          "RESERVED_NAMESPACE_URI",
                                          "INVALID_ARGUMENT",
                                          "NO_BUFFER",
                                          "AMPLIFICATION_LIMIT_BREACH"};

/* errors: name -> text for each code, and the codes both ways. */
static bool add_errors(Module *module) {
    Value name = value_of(str_from_c("pyexpat.errors"));
    Module *errors = name ? module_new(name) : NULL;
    Dict *codes = dict_new(), *messages = dict_new();
    decref_maybe(name);
    bool fine = errors && codes && messages;
    for (size_t i = 1; fine && i < sizeof error_names / sizeof *error_names; i++) {
        Value text = expat_text(expat_functions.XML_ErrorString((enum XML_Error)i));
        char full[64] = "XML_ERROR_";
        strncat(full, error_names[i], sizeof full - strlen(full) - 1);
        Value number = value_of_small_int((int64_t)i);
        fine = text && text != NONE && dict_set_c(errors->dict, full, text) &&
               dict_set(codes, text, number) && dict_set(messages, number, text);
        decref_maybe(text);
    }
    fine = fine && dict_set_c(errors->dict, "codes", value_of(codes)) &&
           dict_set_c(errors->dict, "messages", value_of(messages)) &&
           dict_set_c(module->dict, "errors", value_of(errors));
    decref_maybe(value_of(errors));
    decref_maybe(value_of(codes));
    decref_maybe(value_of(messages));
    return fine;
}

static bool add_model(Module *module) {
    static const char *const types[] = {NULL, "EMPTY", "ANY", "MIXED", "NAME", "CHOICE", "SEQ"};
    static const char *const quantifiers[] = {"NONE", "OPT", "REP", "PLUS"};
    Value name = value_of(str_from_c("pyexpat.model"));
    Module *model = name ? module_new(name) : NULL;
    decref_maybe(name);
    bool fine = model != NULL;
    char full[32];
    for (int i = 1; fine && i < 7; i++) {
        strcpy(full, "XML_CTYPE_");
        strcat(full, types[i]);
        fine = module_add_int(model, full, i);
    }
    for (int i = 0; fine && i < 4; i++) {
        strcpy(full, "XML_CQUANT_");
        strcat(full, quantifiers[i]);
        fine = module_add_int(model, full, i);
    }
    fine = fine && dict_set_c(module->dict, "model", value_of(model));
    decref_maybe(value_of(model));
    return fine;
}

static Value version_numbers(void) {
    XML_Expat_Version version = expat_functions.XML_ExpatVersionInfo();
    return value_of(tuple_pack(3, value_of_small_int(version.major),
                               value_of_small_int(version.minor),
                               value_of_small_int(version.micro)));
}

static bool pyexpat_exec(Module *module) {
    if (!expat_library_open() || !exception_class_use(&error, module))
        return false;
    return type_ready(&parser_type) && dict_set_c(module->dict, "error", error.class) &&
           dict_set_c(module->dict, "XMLParserType", value_of(&parser_type)) &&
           module_add_text(module, "EXPAT_VERSION", expat_functions.XML_ExpatVersion()) &&
           dict_set_c_steal(module->dict, "version_info", version_numbers()) &&
           module_add_text(module, "native_encoding", "UTF-8") &&
           dict_set_c_steal(module->dict, "features", value_of(list_new(0))) &&
           module_add_int(module, "XML_PARAM_ENTITY_PARSING_NEVER", 0) &&
           module_add_int(module, "XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", 1) &&
           module_add_int(module, "XML_PARAM_ENTITY_PARSING_ALWAYS", 2) && add_errors(module) &&
           add_model(module);
}

static void pyexpat_fini(void) {
    exception_class_fini(&error);
}

const NativeModule pyexpat_module = {
    .name = "pyexpat",
    .doc = "Python wrapper for Expat parser.",
    .functions = functions,
    .exec = pyexpat_exec,
    .fini = pyexpat_fini,
};
