/* Copies of elements, shallow and deep, and the state that pickles keep. */
#include "lib/native/xml/etree.h"

#include "vm/import.h"

Value element_copy(Value self, Value *args) {
    Element *element = element_of(self), *copy = element_new(element->tag, element->attributes);
    if (!copy)
        return NULL;
    copy->text = own(element->text);
    copy->tail = own(element->tail);
    if (!element_reserve(copy, element->count)) {
        GIVE_UP(copy);
        return NULL;
    }
    for (size_t i = 0; i < element->count; i++)
        copy->children[i] = own(element->children[i]);
    copy->count = element->count;
    return value_of(copy);
}

/* ---- deep copies ----------------------------------------------------------------------------- */

static Value copy_elements(Value self, Value memo);

/* What copy.deepcopy gives; texts and elements without asking it. */
static Value copy_deeply(Value value, Value memo) {
    if (value == NONE || is_exact_str(value))
        return own(value);
    if (is_exact_element(value)) {
        Value id = object_id(value), copy = NULL;
        Lookup found = id ? dict_lookup(dict_of(memo), id, &copy) : LOOKUP_ERROR;
        decref_maybe(id);
        return found == LOOKUP_MISSING ? copy_elements(value, memo) : copy;
    }
    Value deepcopy = import_attribute("copy", "deepcopy");
    Value result = deepcopy ? call_2(deepcopy, value, memo) : NULL;
    decref_maybe(deepcopy);
    return result;
}

static bool is_flat(Dict *dict) {
    size_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value))
        if (!is_exact_str(key) || !is_exact_str(value))
            return false;
    return true;
}

/* Attributes that are all texts are most often; null and no error: there are none. */
static bool copy_attributes(const Element *element, Element *copy, Value memo) {
    Dict *attributes = element->attributes;
    if (!attributes || attributes->count == 0)
        return true;
    Value copied = is_exact_dict(value_of(attributes)) && is_flat(attributes)
                       ? value_of(dict_copy(attributes))
                       : copy_deeply(value_of(attributes), memo);
    if (copied && !is_dict(copied)) {
        raise_type_error("attrib must be dict, not %T", copied);
        clear_value(&copied);
    }
    if (!copied)
        return false;
    copy->attributes = dict_of(copied);
    return true;
}

static bool copy_field(Value *field, Value *from, Value memo) {
    Value value = own(*from), copied = copy_deeply(value, memo);
    decref(value);
    if (copied)
        replace_value(field, copied);
    return copied != NULL;
}

static bool copy_children(Element *element, Element *copy, Value memo) {
    for (size_t i = 0; i < element->count; i++) {
        Value child = own(element->children[i]), copied = copy_deeply(child, memo);
        decref(child);
        if (!copied)
            return false;
        bool fine = is_element(copied) ? element_append(copy, copied) : !!raise_no_element(copied);
        decref(copied);
        if (!fine)
            return false;
    }
    return true;
}

static bool remember(Value self, Value copy, Value memo) {
    Value id = object_id(self);
    bool fine = id && dict_set(dict_of(memo), id, copy);
    decref_maybe(id);
    return fine;
}

static Value copy_elements(Value self, Value memo) {
    if (!recursion_enter(" in __deepcopy__"))
        return NULL;
    Element *element = element_of(self), *copy = element_new(NONE, NULL);
    if (copy && copy_field(&copy->tag, &element->tag, memo) &&
        copy_attributes(element, copy, memo) && copy_field(&copy->text, &element->text, memo) &&
        copy_field(&copy->tail, &element->tail, memo) && copy_children(element, copy, memo) &&
        remember(self, value_of(copy), memo))
        return value_of(copy);
    decref_maybe(value_of(copy));
    return NULL;
}

Value element_deepcopy(Value self, Value *args) {
    if (!is_dict(args[0]))
        return raise_type_error("__deepcopy__() argument must be dict, not %N", args[0]);
    return copy_elements(self, args[0]);
}

/* ---- pickles --------------------------------------------------------------------------------- */

Value element_getstate(Value self, Value *args) {
    Element *element = element_of(self);
    Dict *attributes = element_attributes(element), *state = attributes ? dict_new() : NULL;
    if (state && dict_set_name(state, etree_names.tag, element->tag) &&
        dict_set_c_steal(state, "_children",
                         value_of(list_from_array(element->children, element->count))) &&
        dict_set_name(state, etree_names.attrib, value_of(attributes)) &&
        dict_set_name(state, etree_names.text, element->text) &&
        dict_set_name(state, etree_names.tail, element->tail))
        return value_of(state);
    decref_maybe(value_of(state));
    return NULL;
}

/* Nothing is changed unless the whole state fits. */
static bool check_state(Value tag, Value children, Value attributes) {
    if (!tag)
        return raise_type_error("tag may not be NULL");
    if (children && !is_list(children))
        return raise_type_error("'_children' is not a list");
    for (size_t i = 0; children && i < list_of(children)->count; i++)
        if (!is_element(list_of(children)->items[i]))
            return raise_no_element(list_of(children)->items[i]);
    return !attributes || is_dict(attributes) ||
           raise_type_error("attrib must be dict, not %T", attributes);
}

/* Owned; null: not there. */
static Value part_of(Value state, Str *name) {
    return own_maybe(dict_get_name_borrowed(dict_of(state), name));
}

static bool set_children(Element *element, const List *children) {
    if (!children)
        return true;
    for (size_t i = 0; i < children->count; i++)
        if (!element_append(element, children->items[i]))
            return false;
    return true;
}

Value element_setstate(Value self, Value *args) {
    if (!is_dict(args[0]))
        return raise_type_error("Don't know how to unpickle \"%.200R\" as an Element", args[0]);
    Element *element = element_of(self);
    Value tag = part_of(args[0], etree_names.tag),
          children = part_of(args[0], etree_names._children),
          attributes = part_of(args[0], etree_names.attrib),
          text = part_of(args[0], etree_names.text), tail = part_of(args[0], etree_names.tail);
    bool fine = check_state(tag, children, attributes);
    if (fine) {
        Value old = value_of(element->attributes);
        element->attributes = dict_of(own_maybe(attributes));
        replace_value(&element->tag, own(tag));
        replace_value(&element->text, text ? own(text) : NONE);
        replace_value(&element->tail, tail ? own(tail) : NONE);
        decref_maybe(old);
        element_empty(element);
        fine = check_state(tag, children, attributes) && /* what was given up may have run code */
               set_children(element, children ? list_of(children) : NULL);
    }
    decref_maybe(tag);
    decref_maybe(children);
    decref_maybe(attributes);
    decref_maybe(text);
    decref_maybe(tail);
    return fine ? NONE : NULL;
}
