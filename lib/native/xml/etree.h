/* _etree: the elements, builders and parsers of xml.etree in C.
 *
 * element.c (what an element is), children.c (as a sequence of children), search.c (find and the
 * iterators), copies.c (copies and pickles), builder.c (TreeBuilder), tree_parser.c (XMLParser on
 * libexpat), element_names.c (names as Expat gives them), escape.c (texts as they are
 * written), module.c. What is not hot is Python:
 * paths, writing, iterparse (python/xml/etree/). */
#ifndef LIB_NATIVE_XML_ETREE_H
#define LIB_NATIVE_XML_ETREE_H

#include "lib/native/exception_class.h"

/* Children are instances of element_type, always: what adds one checks it. Any call that may run
 * Python code can change them, so loops read `count` again and own the child they work on. */
typedef struct Element {
    Object header;
    Value tag, text, tail; /* owned, never null */
    Dict *attributes;      /* owned; null: none yet */
    Value *children;       /* mem_ buffer of owned elements; null while capacity is 0 */
    size_t count, capacity;
} Element;

typedef enum {
    EVENT_START,
    EVENT_END,
    EVENT_START_NS,
    EVENT_END_NS,
    EVENT_COMMENT,
    EVENT_PI,
    EVENT_KINDS,
} EventKind;

typedef struct TreeBuilder {
    Object header;
    Value root;    /* owned; NONE: nothing yet */
    Value current; /* owned; the open element, NONE outside of all */
    Value last;    /* owned; the element opened or closed last */
    bool is_tail;  /* text now follows `last` instead of opening it */
    Value *open;   /* mem_ buffer: what is open outside of `current`, owned */
    size_t open_count, open_capacity;
    List *pieces;                      /* owned or null; text given from Python */
    StrBuilder text;                   /* text behind these that the parser gave */
    Value element_factory;             /* owned; null: elements */
    Value comment_factory, pi_factory; /* owned; null: none */
    bool inserts_comments, inserts_pis;
    Value append_event;        /* owned; where events go, or null */
    Value events[EVENT_KINDS]; /* owned; what each kind is reported as, null: not at all */
} TreeBuilder;

extern Type element_type, element_iterator_type, tree_builder_type, tree_parser_type;

/* What C code asks for by name. */
/* clang-format off */
#define ETREE_NAMES(NAME)                                                                          \
    NAME(_children) NAME(append) NAME(attrib) NAME(close) NAME(code) NAME(comment) NAME(data)      \
    NAME(doctype) NAME(end) NAME(end_ns) NAME(find) NAME(findall) NAME(findtext) NAME(iterfind)    \
    NAME(pi) NAME(position) NAME(read) NAME(start) NAME(start_ns) NAME(tag) NAME(tail) NAME(text)
/* clang-format on */
#define ETREE_FIELD(name) Str *name;
typedef struct EtreeNames {
    ETREE_NAMES(ETREE_FIELD)
} EtreeNames;
extern EtreeNames etree_names;

extern ExceptionClass etree_parse_error;
/* What _set_factories set: owned, or null. */
extern Value etree_comment_factory, etree_pi_factory;

static inline Element *element_of(Value value) {
    return (Element *)object_of(value);
}
static inline bool is_element(Value value) {
    return is_instance_of(value, &element_type);
}
static inline bool is_exact_element(Value value) {
    return has_type(value, &element_type);
}
static inline TreeBuilder *tree_builder_of(Value value) {
    return (TreeBuilder *)object_of(value);
}

/* An exact element; the dict (null: none) becomes its own. */
MUST_CHECK Element *element_new(Value tag, Dict *attributes);
MUST_CHECK Dict *element_attributes(Element *element); /* borrowed; made if need be */
MUST_CHECK bool element_append(Element *element, Value child);
MUST_CHECK bool element_reserve(Element *element, size_t more);
void element_empty(Element *element); /* gives up the children */
void *raise_no_element(Value value);
/* For bindings of "tag, attrib={}, **extra": a new dict, or null for none, in *attributes. */
MUST_CHECK bool element_read_attributes(const char *function, Value *args, size_t count,
                                        Tuple *keywords, size_t first, Dict **attributes);
/* Functions for the type's tables. */
extern const NativeMethod element_methods[];
ptrdiff_t element_length(Value self);
Value element_get_item(Value self, Value key);
bool element_set_item(Value self, Value key, Value value);
Value element_append_method(Value self, Value *args);
Value element_extend(Value self, Value *args);
Value element_insert(Value self, Value *args);
Value element_remove(Value self, Value *args);
Value element_find(Value self, Value *args);
Value element_findtext(Value self, Value *args);
Value element_findall(Value self, Value *args);
Value element_iterfind(Value self, Value *args);
Value element_iter(Value self, Value *args);
Value element_itertext(Value self, Value *args);
Value element_copy(Value self, Value *args);
Value element_deepcopy(Value self, Value *args);
Value element_getstate(Value self, Value *args);
Value element_setstate(Value self, Value *args);

Value element_escape(Value module, Value *args); /* escape.c: a function of the module */

/* The events of a document, as methods and the parser give them. Owned results. */
MUST_CHECK Value tree_builder_start(TreeBuilder *builder, Value tag,
                                    Dict *attributes /* or null */);
MUST_CHECK Value tree_builder_end(TreeBuilder *builder);
MUST_CHECK Value tree_builder_comment(TreeBuilder *builder, Value text);
MUST_CHECK Value tree_builder_pi(TreeBuilder *builder, Value target, Value text);
MUST_CHECK bool tree_builder_data(TreeBuilder *builder, Value data);
MUST_CHECK bool tree_builder_text(TreeBuilder *builder, const char *utf8, size_t size);
/* Reports an event whose value is given up; a null value is an error that is pending. */
MUST_CHECK bool tree_builder_report_steal(TreeBuilder *builder, EventKind kind, Value value);
/* What events are reported as, by kind (owned, null: not at all), and where to: both are taken. */
void tree_builder_report_to_steal(TreeBuilder *builder, Value append, Value *events);

/* Names as Expat writes them -> strs in the form {uri}local, one object for all equal ones. */
typedef struct ElementNames {
    struct ElementName {
        Hash hash;
        size_t size;
        char *bytes; /* mem_ buffer; null: a free place */
        Value name;  /* owned */
    } * places;
    size_t count, capacity; /* capacity is 0 or a power of two */
} ElementNames;
MUST_CHECK Value element_names_get(ElementNames *names, const char *utf8); /* owned */
void element_names_empty(ElementNames *names);

#endif
