/* dict: the type, its slots and methods, on top of the table in dict.c. */
#include "vm/objects/dict_table.h"

#include "vm/objects/generic_alias.h"
#include "vm/pass.h"
#include "vm/vm.h"

static Value dict_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    Dict *dict = type_allocate(type, 0);
    if (dict == NULL)
        return NULL;
    dict_init(dict);
    if (type != &dict_type) /* dict_insert_steal says when those are tracked */
        mem_gc_track(dict);
    return value_of(dict);
}

static bool dict_init_slot(Value self, Value *args, size_t count, Tuple *names) {
    return dict_update_arguments(dict_of(self), "dict", args, count, names);
}

static void dict_dealloc(Object *object) {
    mem_gc_untrack(object);
    Dict *dict = (Dict *)object;
    dict_clear(dict);
    mem_object_free(object, dict->is_namespace ? sizeof(Namespace)
                                               : type_instance_size((Type *)object->type, 0));
}

static void dict_traverse(Object *object, MemVisit visit, void *context) {
    Dict *dict = (Dict *)object;
    for (size_t i = 0; i < dict->used; i++)
        if (dict->entries[i].key != NULL) {
            visit_value(dict->entries[i].key, visit, context);
            visit_value(dict->entries[i].value, visit, context);
        }
}

static bool dict_is_leaf(const Object *object) {
    const Dict *dict = (const Dict *)object;
    for (size_t i = 0; i < dict->used; i++)
        if (dict->entries[i].key != NULL &&
            (may_be_in_cycle(dict->entries[i].value) || may_be_in_cycle(dict->entries[i].key)))
            return false;
    return true;
}

static void dict_clear_slot(Object *object) {
    dict_clear((Dict *)object);
}

/* ---- repr ------------------------------------------------------------------------------------ */

static bool repr_entries(Dict *dict, StrBuilder *builder) {
    size_t position = 0;
    Value key, value;
    bool first = true;
    while (dict_next(dict, &position, &key, &value)) {
        incref(key); /* their repr may change the dict */
        incref(value);
        bool done = (first || str_builder_ascii(builder, ", ", 2)) &&
                    str_builder_repr(builder, key) && str_builder_ascii(builder, ": ", 2) &&
                    str_builder_repr(builder, value);
        decref(key);
        decref(value);
        if (!done)
            return false;
        first = false;
    }
    return true;
}

static Value dict_repr(Value self) {
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR ? NULL : value_of(str_from_c("{...}"));
    StrBuilder builder;
    str_builder_init(&builder);
    bool done = str_builder_character(&builder, '{') && repr_entries(dict_of(self), &builder) &&
                str_builder_character(&builder, '}');
    repr_leave(self);
    if (!done) {
        str_builder_abandon(&builder);
        return NULL;
    }
    return value_of(str_builder_finish(&builder));
}

/* ---- comparison ------------------------------------------------------------------------------ */

static Answer entry_is_in(Dict *dict, Value key, Hash hash, Value value) {
    Value other;
    Lookup found = dict_lookup_hash(dict, key, hash, &other);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    Answer answer = object_equal(value, other);
    decref(other);
    return answer;
}

static Answer dicts_equal(Dict *left, Dict *right) {
    if (left->count != right->count)
        return ANSWER_NO;
    size_t position = 0;
    Value key, value;
    Hash hash;
    while (dict_next_hash(left, &position, &key, &value, &hash)) {
        incref(key);
        incref(value);
        Answer answer = pass_may_go_on() ? entry_is_in(right, key, hash, value) : ANSWER_ERROR;
        decref(key);
        decref(value);
        if (answer != ANSWER_YES)
            return answer;
    }
    return ANSWER_YES;
}

static Value dict_compare(Value self, Value other, CompareOp op) {
    if (!is_dict(self) || !is_dict(other) || (op != COMPARE_EQ && op != COMPARE_NE))
        return NOT_IMPLEMENTED;
    if (!recursion_enter(" in comparison"))
        return NULL;
    Answer equal = dicts_equal(dict_of(self), dict_of(other));
    return equal == ANSWER_ERROR ? NULL
                                 : value_of_bool((equal == ANSWER_YES) == (op == COMPARE_EQ));
}

/* ---- items ----------------------------------------------------------------------------------- */

static ptrdiff_t dict_length(Value self) {
    return (ptrdiff_t)dict_of(self)->count;
}

static COLD Value item_missing(Value self, Value key) {
    if (!is_exact_dict(self)) {
        Value method;
        Lookup found = special_method_lookup(self, names.__missing__, &method);
        if (found == LOOKUP_ERROR)
            return NULL;
        if (found == LOOKUP_FOUND) {
            Value result = call_1(method, key);
            decref(method);
            return result;
        }
    }
    return raise_key_error(key);
}

Value dict_get_item(Value self, Value key) {
    Value value;
    Lookup found = dict_lookup(dict_of(self), key, &value);
    if (LIKELY(found == LOOKUP_FOUND))
        return value;
    return found == LOOKUP_ERROR ? NULL : item_missing(self, key);
}

static bool dict_set_item(Value self, Value key, Value value) {
    if (value != NULL)
        return dict_set(dict_of(self), key, value);
    Lookup found = dict_delete(dict_of(self), key);
    if (found == LOOKUP_MISSING)
        raise_key_error(key);
    return found == LOOKUP_FOUND;
}

static Answer dict_contains(Value self, Value key) {
    Hash hash = key_hash(key);
    if (hash == -1)
        return ANSWER_ERROR;
    ptrdiff_t number = dict_find(dict_of(self), key, hash);
    return number == DICT_ERROR ? ANSWER_ERROR : number >= 0 ? ANSWER_YES : ANSWER_NO;
}

/* ---- operators ------------------------------------------------------------------------------- */

static Value dict_or(Value left, Value right) {
    if (!is_dict(left) || !is_dict(right))
        return NOT_IMPLEMENTED;
    Dict *result = dict_copy(dict_of(left));
    if (result != NULL && !dict_update(result, right)) {
        GIVE_UP(result);
        return NULL;
    }
    return value_of(result);
}

static Value dict_inplace_or(Value self, Value other) {
    return dict_update(dict_of(self), other) ? own(self) : NULL;
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value dict_get(Value self, Value *args) {
    Value value;
    Lookup found = dict_lookup(dict_of(self), args[0], &value);
    if (found == LOOKUP_FOUND)
        return value;
    return found == LOOKUP_ERROR ? NULL : own(args[1] != NULL ? args[1] : NONE);
}

static Value dict_setdefault(Value self, Value *args) {
    Value value;
    Lookup found =
        dict_set_default(dict_of(self), args[0], args[1] != NULL ? args[1] : NONE, &value);
    return found == LOOKUP_ERROR ? NULL : value;
}

static Value dict_pop_method(Value self, Value *args) {
    Value value;
    Lookup found = dict_pop(dict_of(self), args[0], &value);
    if (found != LOOKUP_MISSING)
        return found == LOOKUP_ERROR ? NULL : value;
    return args[1] != NULL ? own(args[1]) : raise_key_error(args[0]);
}

static Value dict_popitem(Value self, Value *args) {
    Dict *dict = dict_of(self);
    if (dict->count == 0)
        return raise_error(&exc_KeyError, "popitem(): dictionary is empty");
    Tuple *pair = tuple_new(2);
    if (pair == NULL)
        return NULL;
    dict_take_last(dict, &pair->items[0], &pair->items[1]);
    return value_of(pair);
}

static Value dict_keys(Value self, Value *args) {
    return dict_view_new(&dict_keys_type, dict_of(self));
}

static Value dict_values(Value self, Value *args) {
    return dict_view_new(&dict_values_type, dict_of(self));
}

static Value dict_items(Value self, Value *args) {
    return dict_view_new(&dict_items_type, dict_of(self));
}

static Value dict_clear_method(Value self, Value *args) {
    dict_clear(dict_of(self));
    return NONE;
}

static Value dict_copy_method(Value self, Value *args) {
    return value_of(dict_copy(dict_of(self)));
}

static Value dict_sizeof(Value self, Value *args) {
    return value_from_int64(
        (int64_t)(type_instance_size(type_of(self), 0) + dict_table_size(dict_of(self))));
}

static const NativeMethod methods[] = {
    NATIVE("__reversed__($self, /)", dict_reversed,
           "Return a reverse iterator over the dict keys."),
    NATIVE("__sizeof__($self, /)", dict_sizeof, "Return the size of the dict in memory."),
    NATIVE("get($self, key, default=None, /)", dict_get,
           "Return the value for key if key is in the dictionary, else default."),
    NATIVE("setdefault($self, key, default=None, /)", dict_setdefault,
           "Insert key with a value of default if key is not in the dictionary.\n\n"
           "Return the value for key if key is in the dictionary, else default."),
    NATIVE("pop($self, key, default=<unrepresentable>, /)", dict_pop_method,
           "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\n"
           "If the key is not found, return the default if given; otherwise,\n"
           "raise a KeyError."),
    NATIVE("popitem($self, /)", dict_popitem,
           "Remove and return a (key, value) pair as a 2-tuple.\n\n"
           "Pairs are returned in LIFO (last-in, first-out) order.\n"
           "Raises KeyError if the dict is empty."),
    NATIVE("keys($self, /)", dict_keys,
           "Return a set-like object providing a view on the dict's keys."),
    NATIVE("items($self, /)", dict_items,
           "Return a set-like object providing a view on the dict's items."),
    NATIVE("values($self, /)", dict_values,
           "Return an object providing a view on the dict's values."),
    NATIVE_RAW(
        "update", dict_update_method,
        "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\n"
        "If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\n"
        "If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\n"
        "In either case, this is followed by: for k in F:  D[k] = F[k]"),
    NATIVE_OF_CLASS("fromkeys($type, iterable, value=None, /)", dict_from_keys,
                    "Create a new dictionary with keys from iterable and values set to value."),
    NATIVE("clear($self, /)", dict_clear_method, "Remove all items from the dict."),
    NATIVE("copy($self, /)", dict_copy_method, "Return a shallow copy of the dict."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

Type dict_type = {
    TYPE_INIT_CONTAINER("dict", sizeof(Dict), dict_dealloc, dict_traverse, dict_clear_slot),
    .mem.is_leaf = dict_is_leaf,
    .flags = TYPE_BASE | TYPE_IS_DICT | TYPE_MAPPING | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .doc = "dict() -> new empty dictionary\n"
           "dict(mapping) -> new dictionary initialized from a mapping object's\n"
           "    (key, value) pairs\n"
           "dict(iterable) -> new dictionary initialized as if via:\n"
           "    d = {}\n"
           "    for k, v in iterable:\n"
           "        d[k] = v\n"
           "dict(**kwargs) -> new dictionary initialized with the name=value pairs\n"
           "    in the keyword argument list.  For example:  dict(one=1, two=2)",
    .methods = methods,
    .new = dict_new_slot,
    .init = dict_init_slot,
    .repr = dict_repr,
    .compare = dict_compare,
    .iter = dict_iter,
    .length = dict_length,
    .get_item = dict_get_item,
    .set_item = dict_set_item,
    .contains = dict_contains,
    .binary[NUMBER_OR] = dict_or,
    .inplace[NUMBER_OR] = dict_inplace_or,
};
