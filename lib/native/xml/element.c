/* Element: a tag, attributes, texts and children; how one is made, shown and given up.
 *
 * The dict of attributes is made when the first is set or somebody asks for it. */
#include "lib/native/xml/etree.h"

#include "vm/objects/repr_guard.h"

#include <string.h>

/* ---- making ---------------------------------------------------------------------------------- */

static Element *allocate(Type *type) {
    Element *element = type_allocate(type, 0);
    if (!element)
        return NULL;
    element->tag = element->text = element->tail = NONE;
    mem_gc_track(element);
    return element;
}

Element *element_new(Value tag, Dict *attributes) {
    Element *element = allocate(&element_type);
    if (!element)
        return NULL;
    element->tag = own(tag);
    element->attributes = attributes;
    if (attributes)
        OWN(attributes);
    return element;
}

Dict *element_attributes(Element *element) {
    if (!element->attributes)
        element->attributes = dict_new();
    return element->attributes;
}

/* The keywords are attributes, but `attrib` is a dict of more. */
static bool add_keywords(Dict **attributes, Value *values, Tuple *keywords) {
    for (size_t i = 0; i < keywords->count; i++) {
        Value key = keywords->items[i];
        if (str_equal(str_of(key), etree_names.attrib))
            continue;
        if (!*attributes && !(*attributes = dict_new()))
            return false;
        if (!dict_set(*attributes, key, values[i]))
            return false;
    }
    return true;
}

static Value find_attrib(Value *values, Tuple *keywords) {
    for (size_t i = 0; keywords && i < keywords->count; i++)
        if (str_equal(str_of(keywords->items[i]), etree_names.attrib))
            return values[i];
    return NULL;
}

bool element_read_attributes(const char *function, Value *args, size_t count, Tuple *keywords,
                             size_t first, Dict **attributes) {
    *attributes = NULL;
    if (count < first)
        return raise_type_error("%s() takes at least %zu argument%s (%zu given)", function, first,
                                first == 1 ? "" : "s", count);
    if (count > first + 1)
        return raise_type_error("%s() takes at most %zu arguments (%zu given)", function, first + 1,
                                count);
    Value given = count > first ? args[first] : NULL;
    if (given && !is_dict(given))
        return raise_type_error("%s() argument %zu must be dict, not %N", function, first + 1,
                                given);
    if (!given && (given = find_attrib(args + count, keywords)) && !is_dict(given))
        return raise_type_error("attrib must be dict, not %T", given);
    if (given && dict_of(given)->count > 0 && !(*attributes = dict_copy(dict_of(given))))
        return false;
    if (!keywords || add_keywords(attributes, args + count, keywords))
        return true;
    decref_maybe(value_of(*attributes));
    return false;
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    return value_of(allocate(type));
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    Dict *attributes;
    if (!element_read_attributes("Element", args, count, keywords, 1, &attributes))
        return false;
    Element *element = element_of(self);
    Value old_attributes = value_of(element->attributes);
    element->attributes = attributes;
    replace_value(&element->tag, own(args[0]));
    replace_value(&element->text, NONE);
    replace_value(&element->tail, NONE);
    decref_maybe(old_attributes);
    return true;
}

static Value make_element(Value self, Value *args, size_t count, Tuple *keywords) {
    if (keywords || count != 2)
        return raise_type_error("makeelement() takes exactly 2 positional arguments (%zu given)",
                                count);
    if (!is_dict(args[1]))
        return raise_type_error("makeelement() argument 2 must be dict, not %N", args[1]);
    Dict *attributes = dict_copy(dict_of(args[1]));
    Element *element = attributes ? element_new(args[0], attributes) : NULL;
    decref_maybe(value_of(attributes));
    return value_of(element);
}

/* ---- life ------------------------------------------------------------------------------------ */

static void clear(Object *object) {
    Element *element = (Element *)object;
    Value attributes = value_of(element->attributes);
    element->attributes = NULL;
    replace_value(&element->tag, NONE);
    replace_value(&element->text, NONE);
    replace_value(&element->tail, NONE);
    decref_maybe(attributes);
    element_empty(element);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void traverse(Object *object, MemVisit visit, void *context) {
    const Element *element = (Element *)object;
    visit_value(element->tag, visit, context);
    visit_value(element->text, visit, context);
    visit_value(element->tail, visit, context);
    visit_value(value_of(element->attributes), visit, context);
    for (size_t i = 0; i < element->count; i++)
        visit_value(element->children[i], visit, context);
}

static Value repr(Value self) {
    Answer running = repr_enter(self);
    if (running == ANSWER_YES)
        return raise_runtime_error("reentrant call inside %s.__repr__", type_name_of(self));
    if (running == ANSWER_ERROR)
        return NULL;
    Str *result = str_format("<%s %R at %p>", type_short_name(type_of(self)), element_of(self)->tag,
                             (void *)element_of(self));
    repr_leave(self);
    return value_of(result);
}

static Answer truth(Value self) {
    return warn(&exc_DeprecationWarning, 1,
                "Testing an element's truth value will always return True in future versions.  "
                "Use specific 'len(elem)' or 'elem is not None' test instead.")
               ? element_of(self)->count > 0
               : ANSWER_ERROR;
}

/* ---- attributes of the XML element ----------------------------------------------------------- */

static Value get(Value self, Value *args) {
    Element *element = element_of(self);
    Value found;
    Lookup answer =
        element->attributes ? dict_lookup(element->attributes, args[0], &found) : LOOKUP_MISSING;
    if (answer == LOOKUP_MISSING)
        return args[1] ? own(args[1]) : NONE;
    return answer == LOOKUP_FOUND ? found : NULL;
}

static Value set(Value self, Value *args) {
    Dict *attributes = element_attributes(element_of(self));
    return attributes && dict_set(attributes, args[0], args[1]) ? NONE : NULL;
}

static Value list_of_attributes(Value self, List *(*list)(Dict *dict)) {
    Dict *attributes = element_of(self)->attributes;
    return value_of(attributes ? list(attributes) : list_new(0));
}

static Value items(Value self, Value *args) {
    return list_of_attributes(self, dict_items_list);
}

static Value keys(Value self, Value *args) {
    return list_of_attributes(self, dict_keys_list);
}

static Value clear_method(Value self, Value *args) {
    Element *element = element_of(self);
    Value attributes = value_of(element->attributes);
    element->attributes = NULL;
    replace_value(&element->text, NONE);
    replace_value(&element->tail, NONE);
    decref_maybe(attributes);
    element_empty(element);
    return NONE;
}

static Value size_of(Value self, Value *args) {
    return value_from_uint64(type_instance_size(type_of(self), 0) +
                             element_of(self)->capacity * sizeof(Value));
}

/* ---- what Python sees of the fields ---------------------------------------------------------- */

static bool check_given(Value value) {
    return value || raise_attribute_error("can't delete element attribute");
}

#define FIELD(field)                                                                               \
    static Value get_##field(Value self) {                                                         \
        return own(element_of(self)->field);                                                       \
    }                                                                                              \
    static bool set_##field(Value self, Value value) {                                             \
        if (!check_given(value))                                                                   \
            return false;                                                                          \
        replace_value(&element_of(self)->field, own(value));                                       \
        return true;                                                                               \
    }
FIELD(tag)
FIELD(text)
FIELD(tail)

static Value get_attrib(Value self) {
    Dict *attributes = element_attributes(element_of(self));
    return attributes ? own(value_of(attributes)) : NULL;
}

static bool set_attrib(Value self, Value value) {
    if (!check_given(value))
        return false;
    if (!is_dict(value))
        return raise_type_error("attrib must be dict, not %T", value);
    Value old = value_of(element_of(self)->attributes);
    element_of(self)->attributes = dict_of(own(value));
    decref_maybe(old);
    return true;
}

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
    NATIVE("clear($self, /)", clear_method, NULL),
    NATIVE("get($self, /, key, default=None)", get, NULL),
    NATIVE("find($self, /, path, namespaces=None)", element_find, NULL),
    NATIVE("findtext($self, /, path, default=None, namespaces=None)", element_findtext, NULL),
    NATIVE("findall($self, /, path, namespaces=None)", element_findall, NULL),
    NATIVE("append($self, subelement, /)", element_append_method, NULL),
    NATIVE("extend($self, elements, /)", element_extend, NULL),
    NATIVE("insert($self, index, subelement, /)", element_insert, NULL),
    NATIVE("remove($self, subelement, /)", element_remove, NULL),
    NATIVE("iter($self, /, tag=None)", element_iter, NULL),
    NATIVE("itertext($self, /)", element_itertext, NULL),
    NATIVE("iterfind($self, /, path, namespaces=None)", element_iterfind, NULL),
    NATIVE("items($self, /)", items, NULL),
    NATIVE("keys($self, /)", keys, NULL),
    NATIVE_RAW("makeelement($self, tag, attrib, /)", make_element, NULL),
    NATIVE("set($self, key, value, /)", set, NULL),
    NATIVE("__copy__($self, /)", element_copy, NULL),
    NATIVE("__deepcopy__($self, memo, /)", element_deepcopy, NULL),
    NATIVE("__sizeof__($self, /)", size_of, NULL),
    NATIVE("__getstate__($self, /)", element_getstate, NULL),
    NATIVE("__setstate__($self, state, /)", element_setstate, NULL),
    NATIVE_END};

static const NativeGetSet getsets[] = {
    {"tag", get_tag, set_tag, "A string identifying what kind of data this element represents"},
    {"text", get_text, set_text, "A string of text directly after the start tag, or None"},
    {"tail", get_tail, set_tail, "A string of text directly after the end tag, or None"},
    {"attrib", get_attrib, set_attrib, "A dictionary containing the element's attributes"},
    {NULL, NULL, NULL, NULL}};

Type element_type = {
    TYPE_INIT_CONTAINER("xml.etree.ElementTree.Element", sizeof(Element), dealloc, traverse, clear),
    .flags = TYPE_BASE,
    .accepts_weakrefs = true,
    .methods = methods,
    .getsets = getsets,
    .new = new,
    .init = init,
    .repr = repr,
    .truth = truth,
    .length = element_length,
    .get_item = element_get_item,
    .set_item = element_set_item,
};
