/* XMLParser: libexpat's events for a target, which is a TreeBuilder or any object with some of its
 * methods.
 *
 * A TreeBuilder itself, not one of a subclass, is called in C. An exception of a handler ends what
 * is fed, as nothing more is reported then. Expat cannot be entered twice: while it runs, feed,
 * close and __init__ are refused. */
#include "lib/native/expat/expat.h"
#include "lib/native/xml/etree.h"

#include "vm/pass.h"

#include <limits.h>
#include <string.h>

/* clang-format off */
#define TARGET_METHODS(METHOD)                                                                     \
    METHOD(start) METHOD(end) METHOD(data) METHOD(comment) METHOD(pi) METHOD(doctype)              \
    METHOD(start_ns) METHOD(end_ns) METHOD(close)
/* clang-format on */

/* Owned, null where the target has none. */
typedef struct TargetMethods {
#define METHOD(name) Value name;
    TARGET_METHODS(METHOD)
#undef METHOD
} TargetMethods;

typedef struct TreeParser {
    Object header;
    XML_Parser xml; /* null until __init__ */
    Value target;   /* owned */
    Dict *entity;   /* owned; entities that the document does not declare */
    TargetMethods call;
    ElementNames names;
    bool is_builder, running;
} TreeParser;

static TreeParser *parser_of_tree(Value value) {
    return (TreeParser *)object_of(value);
}

/* The target that is called in C; null: it is another. */
static TreeBuilder *builder_of(const TreeParser *parser) {
    return parser->is_builder ? tree_builder_of(parser->target) : NULL;
}

/* ---- errors ---------------------------------------------------------------------------------- */

static COLD void *raise_parse_error(TreeParser *parser, int code, const char *message) {
    Value line = value_from_uint64(expat_functions.XML_GetCurrentLineNumber(parser->xml));
    Value column = value_from_uint64(expat_functions.XML_GetCurrentColumnNumber(parser->xml));
    Value text = value_of(str_format("%s: line %S, column %S", message, line, column));
    Value error = text ? call_1(etree_parse_error.class, text) : NULL;
    Value position = error ? value_of(tuple_pack(2, line, column)) : NULL;
    if (position && attribute_set(error, etree_names.code, value_of_small_int(code)) &&
        attribute_set(error, etree_names.position, position))
        raise_value(error);
    decref_maybe(position);
    decref_maybe(error);
    decref_maybe(text);
    return NULL;
}

static COLD void *raise_undefined(TreeParser *parser, const char *entity, int size) {
    Str *name = str_from_utf8(entity, (size_t)size);
    const char *shown = name ? str_utf8(name, NULL) : NULL;
    Str *message = shown ? str_format("undefined entity %s", shown) : NULL;
    if (message)
        raise_parse_error(parser, XML_ERROR_UNDEFINED_ENTITY, str_utf8(message, NULL));
    decref_maybe(value_of(name));
    decref_maybe(value_of(message));
    return NULL;
}

/* ---- Expat's events -------------------------------------------------------------------------- */

/* Gives up the arguments; a null one is an error that is pending. */
static void tell(Value method, Value *args, size_t count) {
    bool fine = !exception_pending();
    for (size_t i = 0; i < count; i++)
        fine = fine && args[i];
    if (fine) {
        Value callee = own(method);
        decref_maybe(call(callee, args, count, NULL));
        decref(callee);
    }
    for (size_t i = 0; i < count; i++)
        decref_maybe(args[i]);
}
#define TELL(method, ...)                                                                          \
    tell(method, (Value[]){__VA_ARGS__}, sizeof((Value[]){__VA_ARGS__}) / sizeof(Value))

/* A dict of pairs, or null without an exception if there are none. */
static Dict *attributes_from(TreeParser *parser, const XML_Char **pairs) {
    if (!*pairs)
        return NULL;
    Dict *dict = dict_new();
    bool fine = dict != NULL;
    for (; fine && *pairs; pairs += 2) {
        Value name = element_names_get(&parser->names, pairs[0]);
        Value value = name ? expat_text(pairs[1]) : NULL;
        fine = value && dict_set(dict, name, value);
        decref_maybe(name);
        decref_maybe(value);
    }
    if (fine)
        return dict;
    decref_maybe(value_of(dict));
    return NULL;
}

static void on_start(void *data, const XML_Char *name, const XML_Char **pairs) {
    TreeParser *parser = data;
    if (exception_pending())
        return;
    Value tag = element_names_get(&parser->names, name);
    Dict *attributes = tag ? attributes_from(parser, pairs) : NULL;
    if (!exception_pending() && parser->is_builder)
        decref_maybe(tree_builder_start(builder_of(parser), tag, attributes));
    else if (!exception_pending() && parser->call.start)
        TELL(parser->call.start, own(tag),
             attributes ? own(value_of(attributes)) : value_of(dict_new()));
    decref_maybe(tag);
    decref_maybe(value_of(attributes));
}

static void on_end(void *data, const XML_Char *name) {
    TreeParser *parser = data;
    if (exception_pending())
        return;
    if (parser->is_builder)
        decref_maybe(tree_builder_end(builder_of(parser)));
    else if (parser->call.end)
        TELL(parser->call.end, element_names_get(&parser->names, name));
}

static void on_text(void *data, const XML_Char *text, int size) {
    TreeParser *parser = data;
    if (exception_pending())
        return;
    if (!parser->is_builder) {
        if (parser->call.data)
            TELL(parser->call.data, value_of(str_from_utf8(text, (size_t)size)));
    } else if (!tree_builder_text(builder_of(parser), text, (size_t)size))
        return; /* MemoryError is pending */
}

/* What nobody else takes; an entity that the document does not declare may be one of ours. */
static void on_default(void *data, const XML_Char *text, int size) {
    TreeParser *parser = data;
    if (exception_pending() || size < 2 || text[0] != '&')
        return;
    Value name = value_of(str_from_utf8(text + 1, (size_t)size - 2)), value = NULL;
    Lookup found = name ? dict_lookup(parser->entity, name, &value) : LOOKUP_ERROR;
    decref_maybe(name);
    if (found == LOOKUP_MISSING)
        raise_undefined(parser, text, size);
    if (found != LOOKUP_FOUND)
        return;
    if (parser->is_builder) {
        if (!tree_builder_data(builder_of(parser), value))
            clear_value(&value);
    } else if (parser->call.data)
        TELL(parser->call.data, own(value));
    decref_maybe(value);
}

static void on_comment(void *data, const XML_Char *text) {
    TreeParser *parser = data;
    if (exception_pending())
        return;
    if (!parser->is_builder) {
        TELL(parser->call.comment, expat_text(text));
        return;
    }
    Value value = expat_text(text);
    if (value)
        decref_maybe(tree_builder_comment(builder_of(parser), value));
    decref_maybe(value);
}

static void on_instruction(void *data, const XML_Char *target, const XML_Char *text) {
    TreeParser *parser = data;
    if (exception_pending())
        return;
    if (!parser->is_builder) {
        TELL(parser->call.pi, expat_text(target), expat_text(text));
        return;
    }
    Value name = expat_text(target), value = name ? expat_text(text) : NULL;
    if (value)
        decref_maybe(tree_builder_pi(builder_of(parser), name, value));
    decref_maybe(name);
    decref_maybe(value);
}

static void on_start_ns(void *data, const XML_Char *prefix, const XML_Char *uri) {
    TreeParser *parser = data;
    if (exception_pending())
        return;
    Value name = expat_text(prefix ? prefix : ""), value = expat_text(uri ? uri : "");
    if (!parser->is_builder) {
        TELL(parser->call.start_ns, name, value);
        return;
    }
    Value pair = name && value ? value_of(tuple_pack(2, name, value)) : NULL;
    decref_maybe(name);
    decref_maybe(value);
    if (!tree_builder_report_steal(builder_of(parser), EVENT_START_NS, pair))
        return;
}

static void on_end_ns(void *data, const XML_Char *prefix) {
    TreeParser *parser = data;
    if (exception_pending())
        return;
    if (!parser->is_builder)
        TELL(parser->call.end_ns, expat_text(prefix ? prefix : ""));
    else if (!tree_builder_report_steal(builder_of(parser), EVENT_END_NS, NONE))
        return;
}

/* A subclass that defines doctype() itself is told that it is not called. */
static void on_doctype(void *data, const XML_Char *name, const XML_Char *system,
                       const XML_Char *public, int has_subset) {
    TreeParser *parser = data;
    if (exception_pending())
        return;
    Value method;
    if (parser->call.doctype) {
        TELL(parser->call.doctype, expat_text(name), expat_text(public), expat_text(system));
    } else if (attribute_lookup(value_of(parser), etree_names.doctype, &method) == LOOKUP_FOUND) {
        decref(method);
        if (!warn(&exc_RuntimeWarning, 1,
                  "The doctype() method of XMLParser is ignored.  Define doctype() method on the "
                  "TreeBuilder target."))
            return;
    }
}

/* Only what the target takes: an event with a handler is no longer one for the default. */
static void connect(TreeParser *parser) {
    XML_Parser xml = parser->xml;
    expat_functions.XML_SetElementHandler(xml, on_start, on_end);
    expat_functions.XML_SetDefaultHandlerExpand(xml, on_default);
    expat_functions.XML_SetCharacterDataHandler(xml, on_text);
    expat_functions.XML_SetDoctypeDeclHandler(xml, on_doctype, NULL);
    if (parser->call.start_ns || parser->call.end_ns)
        expat_functions.XML_SetNamespaceDeclHandler(xml, parser->call.start_ns ? on_start_ns : NULL,
                                                    parser->call.end_ns ? on_end_ns : NULL);
    if (parser->call.comment)
        expat_functions.XML_SetCommentHandler(xml, on_comment);
    if (parser->call.pi)
        expat_functions.XML_SetProcessingInstructionHandler(xml, on_instruction);
}

/* ---- feeding --------------------------------------------------------------------------------- */

static bool check_at_rest(const TreeParser *parser) {
    return !parser->running || raise_of(&etree_parse_error, "parser is already running");
}

static bool check_ready(const TreeParser *parser) {
    if (!parser->xml)
        return raise_value_error("XMLParser.__init__() wasn't called");
    return check_at_rest(parser);
}

static bool parse(TreeParser *parser, const char *bytes, size_t size, bool is_final) {
    if (!check_ready(parser))
        return false;
    int status = XML_STATUS_OK;
    parser->running = true;
    do {
        int part = size > PASS_BYTES ? PASS_BYTES : (int)size;
        size -= (size_t)part;
        status = expat_functions.XML_Parse(parser->xml, bytes, part, is_final && size == 0);
        bytes += part;
    } while (size > 0 && status == XML_STATUS_OK && !exception_pending() && pass_may_go_on());
    parser->running = false;
    if (exception_pending())
        return false;
    if (status == XML_STATUS_OK)
        return true;
    int code = (int)expat_functions.XML_GetErrorCode(parser->xml);
    if (code == XML_ERROR_NO_MEMORY)
        return raise_no_memory();
    return raise_parse_error(parser, code, expat_functions.XML_ErrorString((enum XML_Error)code));
}

static bool parse_text(TreeParser *parser, Str *text) {
    size_t size;
    const char *utf8 = str_utf8(text, &size);
    return utf8 && parse(parser, utf8, size, false);
}

static bool parse_buffer(TreeParser *parser, Value data) {
    Buffer buffer;
    if (!buffer_get(data, &buffer, false))
        return false;
    bool fine = parse(parser, (const char *)buffer.bytes, buffer.size, false);
    buffer_release(&buffer);
    return fine;
}

static Value feed(Value self, Value *args) {
    TreeParser *parser = parser_of_tree(self);
    if (!check_ready(parser))
        return NULL;
    if (!is_str(args[0]))
        return parse_buffer(parser, args[0]) ? NONE : NULL;
    expat_functions.XML_SetEncoding(parser->xml, "utf-8"); /* whatever it says of itself */
    return parse_text(parser, str_of(args[0])) ? NONE : NULL;
}

static Value flush(Value self, Value *args) {
    return parse(parser_of_tree(self), "", 0, false) ? NONE : NULL;
}

static Value close_parser(Value self, Value *args) {
    TreeParser *parser = parser_of_tree(self);
    if (!parse(parser, "", 0, true))
        return NULL;
    if (parser->is_builder)
        return own(builder_of(parser)->root);
    return parser->call.close ? call_0(parser->call.close) : NONE;
}

/* What read() gave: false in *more at the end. Surrogates go through, for Expat to refuse. */
static bool parse_piece(TreeParser *parser, Value data, bool *more) {
    if (is_str(data)) {
        *more = str_of(data)->length > 0;
        size_t size;
        char *wtf8 = str_wtf8_copy(str_of(data), &size);
        bool fine = wtf8 && parse(parser, wtf8, size, false);
        mem_free(wtf8);
        return fine;
    }
    *more = is_bytes(data) && bytes_of(data)->size > 0;
    return !*more || parse_buffer(parser, data);
}

static Value parse_whole(Value self, Value *args) {
    enum { PIECE = 64 * 1024 };
    if (!check_ready(parser_of_tree(self)))
        return NULL;
    Value read = attribute_get(args[0], etree_names.read);
    bool fine = read != NULL, more = true;
    while (fine && more) {
        Value data = call_1(read, value_of_small_int(PIECE));
        fine = data && parse_piece(parser_of_tree(self), data, &more);
        decref_maybe(data);
    }
    decref_maybe(read);
    if (!fine || !parse(parser_of_tree(self), "", 0, true))
        return NULL;
    return parser_of_tree(self)->is_builder ? own(builder_of(parser_of_tree(self))->root) : NONE;
}

/* ---- events that are reported ---------------------------------------------------------------- */

static bool event_kind(Value event, EventKind *kind) {
    static const char *const texts[EVENT_KINDS] = {"start",  "end",     "start-ns",
                                                   "end-ns", "comment", "pi"};
    if (!is_str(event))
        return raise_value_error("invalid events sequence");
    for (int i = 0; i < EVENT_KINDS; i++)
        if (str_equal_c(str_of(event), texts[i])) {
            *kind = (EventKind)i;
            return true;
        }
    return raise_value_error("unknown event %R", event);
}

static void connect_event(TreeParser *parser, EventKind kind) {
    if (kind == EVENT_START_NS)
        expat_functions.XML_SetStartNamespaceDeclHandler(parser->xml, on_start_ns);
    if (kind == EVENT_END_NS)
        expat_functions.XML_SetEndNamespaceDeclHandler(parser->xml, on_end_ns);
}

static bool read_events(TreeParser *parser, Value wanted, Value *events) {
    List *list = list_from_iterable(wanted);
    if (!list) {
        if (exception_clear_if(&exc_TypeError))
            raise_type_error("events must be a sequence");
        return false;
    }
    bool fine = true;
    for (size_t i = 0; fine && i < list->count; i++) {
        EventKind kind = EVENT_START;
        if ((fine = event_kind(list->items[i], &kind))) {
            replace_value(&events[kind], own(list->items[i]));
            connect_event(parser, kind);
        }
    }
    GIVE_UP(list);
    return fine;
}

static Value set_events(Value self, Value *args) {
    TreeParser *parser = parser_of_tree(self);
    if (!check_ready(parser))
        return NULL;
    if (!parser->is_builder)
        return raise_type_error("event handling only supported for ElementTree.TreeBuilder "
                                "targets");
    Value append = attribute_get(args[0], etree_names.append);
    if (!append)
        return NULL;
    Value events[EVENT_KINDS] = {NULL};
    if (!args[1] || args[1] == NONE)
        events[EVENT_END] = own(value_of(etree_names.end));
    else if (!read_events(parser, args[1], events)) {
        decref(append);
        for (size_t i = 0; i < EVENT_KINDS; i++)
            decref_maybe(events[i]);
        return NULL;
    }
    tree_builder_report_to_steal(builder_of(parser), append, events);
    return NONE;
}

/* ---- life ------------------------------------------------------------------------------------ */

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    TreeParser *parser = type_allocate(type, 0);
    if (parser)
        mem_gc_track(parser);
    return value_of(parser);
}

static bool read_encoding(Value value, const char **encoding) {
    *encoding = NULL;
    if (!value || value == NONE)
        return true;
    if (!is_str(value))
        return raise_type_error("XMLParser() argument 'encoding' must be str or None, not %T",
                                value);
    size_t size;
    *encoding = str_utf8(str_of(value), &size);
    if (*encoding && strlen(*encoding) != size)
        return raise_value_error("embedded null character");
    return *encoding != NULL;
}

static void give_up_methods(TargetMethods *methods) {
#define METHOD(name) clear_value(&methods->name);
    TARGET_METHODS(METHOD)
#undef METHOD
}

static bool take_methods(Value target, TargetMethods *methods) {
    memset(methods, 0, sizeof *methods);
    bool fine = true;
#define METHOD(name)                                                                               \
    fine = fine && attribute_lookup(target, etree_names.name, &methods->name) != LOOKUP_ERROR;
    TARGET_METHODS(METHOD)
#undef METHOD
    if (!fine)
        give_up_methods(methods);
    return fine;
}

/* Again, maybe: with another document and target. */
static void begin_steal(TreeParser *parser, XML_Parser xml, Value target, Dict *entity,
                        TargetMethods methods) {
    if (parser->xml)
        expat_functions.XML_ParserFree(parser->xml);
    parser->xml = xml;
    parser->is_builder = has_type(target, &tree_builder_type);
    expat_functions.XML_SetUserData(xml, parser);
    expat_functions.XML_SetUnknownEncodingHandler(xml, expat_unknown_encoding, parser);
    Value old_entity = value_of(parser->entity), old_target = parser->target;
    TargetMethods old_methods = parser->call;
    parser->entity = entity;
    parser->target = target;
    parser->call = methods;
    connect(parser);
    give_up_methods(&old_methods);
    decref_maybe(old_entity);
    decref_maybe(old_target);
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("XMLParser(*, target=None, encoding=None)");
    TreeParser *parser = parser_of_tree(self);
    Value bound[2];
    const char *encoding;
    if (!arguments_bind(&signature, args, count, keywords, bound) ||
        !read_encoding(bound[1], &encoding))
        return false;
    Value target =
        bound[0] && bound[0] != NONE ? own(bound[0]) : call_0(value_of(&tree_builder_type));
    Dict *entity = target && expat_library_open() ? dict_new() : NULL;
    XML_Parser xml = entity ? expat_parser_create(encoding, "}") : NULL;
    TargetMethods methods;
    /* Looking for the methods may run code that starts this parser. */
    if (xml && take_methods(target, &methods)) {
        if (check_at_rest(parser)) {
            begin_steal(parser, xml, target, entity, methods);
            return true;
        }
        give_up_methods(&methods);
    }
    if (xml)
        expat_functions.XML_ParserFree(xml);
    decref_maybe(target);
    decref_maybe(value_of(entity));
    return false;
}

/* The dict of entities stays: Expat's events need it, and the collector clears dicts themselves. */
static void clear(Object *object) {
    TreeParser *parser = (TreeParser *)object;
    parser->is_builder = false;
    clear_value(&parser->target);
    give_up_methods(&parser->call);
}

static void dealloc(Object *object) {
    TreeParser *parser = (TreeParser *)object;
    mem_gc_untrack(object);
    clear(object);
    if (parser->xml)
        expat_functions.XML_ParserFree(parser->xml);
    decref_maybe(value_of(parser->entity));
    element_names_empty(&parser->names);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void traverse(Object *object, MemVisit visit, void *context) {
    const TreeParser *parser = (TreeParser *)object;
    visit_value(parser->target, visit, context);
    visit_value(value_of(parser->entity), visit, context);
#define METHOD(name) visit_value(parser->call.name, visit, context);
    TARGET_METHODS(METHOD)
#undef METHOD
}

/* ---- the type -------------------------------------------------------------------------------- */

static Value version(Value self) {
    if (!expat_library_open())
        return NULL;
    XML_Expat_Version numbers = expat_functions.XML_ExpatVersionInfo();
    return value_of(str_format("Expat %d.%d.%d", numbers.major, numbers.minor, numbers.micro));
}

static const NativeMethod methods[] = {
    NATIVE("feed($self, data, /)", feed, NULL),
    NATIVE("close($self, /)", close_parser, NULL),
    NATIVE("flush($self, /)", flush, NULL),
    NATIVE("_parse_whole($self, file, /)", parse_whole, NULL),
    NATIVE("_setevents($self, events_queue, events_to_report=None, /)", set_events, NULL),
    NATIVE_END};
static const NativeMember members[] = {
    {"entity", MEMBER_VALUE, offsetof(TreeParser, entity), false, NULL},
    {"target", MEMBER_VALUE, offsetof(TreeParser, target), false, NULL},
    {NULL, 0, 0, false, NULL}};
static const NativeGetSet getsets[] = {{"version", version, NULL, NULL}, {NULL, NULL, NULL, NULL}};

Type tree_parser_type = {
    TYPE_INIT_CONTAINER("xml.etree.ElementTree.XMLParser", sizeof(TreeParser), dealloc, traverse,
                        clear),
    .flags = TYPE_BASE,
    .methods = methods,
    .members = members,
    .getsets = getsets,
    .new = new,
    .init = init,
};
