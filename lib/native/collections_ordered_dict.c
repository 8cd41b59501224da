/* collections.OrderedDict: a dict (which is ordered anyway) whose order can be changed and counts
 * in comparisons with its like. Its views and iterators notice every change of the keys. */
#include "lib/native/collections.h"

#include "vm/objects/dict_table.h"

typedef struct OrderedDict {
    Dict dict;
    uintptr_t shape;
} OrderedDict;

static bool is_ordered(Value value) {
    return is_instance_of(value, &collections_ordered_dict_type);
}

static void ordered_clear(Object *object) {
    instance_word_clear(object);
    dict_type.mem.clear(object);
}

static void ordered_dealloc(Object *object) {
    mem_gc_untrack(object);
    instance_word_clear(object);
    dict_type.mem.dealloc(object);
}

static void ordered_traverse(Object *object, MemVisit visit, void *context) {
    instance_word_traverse(object, visit, context);
    dict_type.mem.traverse(object, visit, context);
}

/* ---- filling --------------------------------------------------------------------------------- */

/* Does item assignment do no more than a dict's? */
static bool assigns_plainly(Value self) {
    return type_of(self)->set_item == dict_type.set_item;
}

/* Assigns each pair through __setitem__. */
static bool assign_pairs(Value self, Value pairs) {
    Value iterator = object_iter(pairs), pair;
    if (iterator == NULL)
        return false;
    Next next;
    while ((next = iterator_next(iterator, &pair)) == NEXT_ITEM) {
        Tuple *parts = tuple_from_iterable(pair);
        decref(pair);
        bool done = false;
        if (parts != NULL && parts->count != 2)
            raise_value_error(parts->count < 2 ? "need more than %zd value%s to unpack"
                                               : "too many values to unpack (expected 2)",
                              (ptrdiff_t)parts->count, parts->count == 1 ? "" : "s");
        else if (parts != NULL)
            done = object_set_item(self, parts->items[0], parts->items[1]);
        decref_maybe(value_of(parts));
        if (!done) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next == NEXT_DONE;
}

static bool assign_keys(Value self, Value mapping, Value keys) {
    Value iterator = object_iter(keys), key;
    if (iterator == NULL)
        return false;
    Next next;
    while ((next = iterator_next(iterator, &key)) == NEXT_ITEM) {
        Value value = object_get_item(mapping, key);
        bool done = value != NULL && object_set_item(self, key, value);
        decref_maybe(value);
        decref(key);
        if (!done) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next == NEXT_DONE;
}

static bool update_from(Value self, Value source) {
    if (assigns_plainly(self))
        return dict_update(dict_of(self), source);
    Value result = NULL;
    bool done = false;
    if (is_exact_dict(source)) {
        if ((result = value_of(dict_items_list(dict_of(source)))) != NULL)
            done = assign_pairs(self, result);
        decref_maybe(result);
        return done;
    }
    Value method;
    Lookup found = attribute_lookup(source, names.keys, &method);
    if (found == LOOKUP_FOUND) {
        if ((result = call_0(method)) != NULL)
            done = assign_keys(self, source, result);
        decref(method);
        decref_maybe(result);
        return done;
    }
    if (found == LOOKUP_ERROR)
        return false;
    if ((found = attribute_lookup(source, names.items, &method)) == LOOKUP_FOUND) {
        if ((result = call_0(method)) != NULL)
            done = assign_pairs(self, result);
        decref(method);
        decref_maybe(result);
        return done;
    }
    return found != LOOKUP_ERROR && assign_pairs(self, source);
}

static bool update_arguments(Value self, Value *args, size_t count, Tuple *keywords) {
    if (count == 1 && !update_from(self, args[0]))
        return false;
    for (size_t i = 0; keywords != NULL && i < keywords->count; i++)
        if (!object_set_item(self, keywords->items[i], args[count + i]))
            return false;
    return true;
}

static bool ordered_init(Value self, Value *args, size_t count, Tuple *keywords) {
    if (count > 1)
        return raise_type_error("expected at most 1 arguments, got %zd", (ptrdiff_t)count);
    return update_arguments(self, args, count, keywords);
}

static Value ordered_update(Value self, Value *args, size_t count, Tuple *keywords) {
    if (count > 1)
        return raise_type_error("update() takes at most 1 positional argument (%zd given)",
                                (ptrdiff_t)count);
    return update_arguments(self, args, count, keywords) ? NONE : NULL;
}

static Value ordered_copy(Value self, Value *args) {
    Value copy = call_0(value_of(type_of(self)));
    if (copy == NULL)
        return NULL;
    bool done;
    if (has_type(self, &collections_ordered_dict_type))
        done = dict_clone_table(dict_of(copy), dict_of(self));
    else {
        List *items = dict_items_list(dict_of(self));
        done = items != NULL && assign_pairs(copy, value_of(items));
        decref_maybe(value_of(items));
    }
    if (!done)
        clear_value(&copy);
    return copy;
}

static Value ordered_fromkeys(Value type, Value *args) {
    return dict_from_keys(type, args);
}

static Value ordered_or(Value left, Value right) {
    if (!is_dict(left) || !is_dict(right))
        return NOT_IMPLEMENTED;
    Value type = value_of(type_of(is_ordered(left) ? left : right));
    Value result = call_1(type, left);
    if (result != NULL && !update_from(result, right))
        clear_value(&result);
    return result;
}

static Value ordered_inplace_or(Value self, Value other) {
    return update_from(self, other) ? own(self) : NULL;
}

/* ---- taking out, moving ---------------------------------------------------------------------- */

static Value ordered_pop(Value self, Value *args) {
    Value value;
    switch (dict_pop(dict_of(self), args[0], &value)) {
    case LOOKUP_FOUND:
        return value;
    case LOOKUP_MISSING:
        return args[1] != NULL ? own(args[1]) : raise_key_error(args[0]);
    default:
        return NULL;
    }
}

static Value ordered_popitem(Value self, Value *args) {
    Dict *dict = dict_of(self);
    Answer last = args[0] != NULL ? object_truth(args[0]) : ANSWER_YES;
    if (last == ANSWER_ERROR)
        return NULL;
    if (dict->count == 0)
        return raise_error(&exc_KeyError, "dictionary is empty");
    Tuple *pair = tuple_new(2);
    if (pair == NULL)
        return NULL;
    if (last == ANSWER_YES)
        dict_take_last(dict, &pair->items[0], &pair->items[1]);
    else
        dict_take_entry(dict, dict_skip_deleted(dict, 0), &pair->items[0], &pair->items[1]);
    return value_of(pair);
}

static Value ordered_setdefault(Value self, Value *args) {
    Value value, fallback = args[1] != NULL ? args[1] : NONE;
    if (assigns_plainly(self))
        return dict_set_default(dict_of(self), args[0], fallback, &value) == LOOKUP_ERROR ? NULL
                                                                                          : value;
    Answer there = object_contains(self, args[0]);
    if (there == ANSWER_YES)
        return object_get_item(self, args[0]);
    return there == ANSWER_NO && object_set_item(self, args[0], fallback) ? own(fallback) : NULL;
}

static Value ordered_move_to_end(Value self, Value *args) {
    Dict *dict = dict_of(self);
    Answer last = args[1] != NULL ? object_truth(args[1]) : ANSWER_YES;
    Hash hash = last != ANSWER_ERROR ? key_hash(args[0]) : -1;
    if (hash == -1)
        return NULL;
    ptrdiff_t number = dict_find(dict, args[0], hash);
    if (number == DICT_MISSING)
        return raise_key_error(args[0]);
    if (number < 0 || !dict_move_entry(dict, (size_t)number, last == ANSWER_YES))
        return NULL;
    return NONE;
}

/* ---- repr, comparison, pickling -------------------------------------------------------------- */

static Value ordered_repr(Value self) {
    if (dict_of(self)->count == 0)
        return value_of(str_format("%s()", type_short_name(type_of(self))));
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR ? NULL : value_of(str_from_c("..."));
    Str *result = NULL;
    if (has_type(self, &collections_ordered_dict_type)) {
        Dict *plain = dict_copy(dict_of(self));
        result = plain != NULL
                     ? str_format("%s(%R)", type_short_name(type_of(self)), value_of(plain))
                     : NULL;
        decref_maybe(value_of(plain));
    } else {
        Value items = call_method_0(self, names.items);
        Dict *plain = items != NULL ? dict_new() : NULL;
        if (plain != NULL && dict_update(plain, items))
            result = str_format("%s(%R)", type_short_name(type_of(self)), value_of(plain));
        decref_maybe(items);
        decref_maybe(value_of(plain));
    }
    repr_leave(self);
    return value_of(result);
}

/* Comparing keys and values may run code, which must not change the keys. */
static bool check_unchanged(Dict *left, uint32_t left_version, Dict *right,
                            uint32_t right_version) {
    return (dict_keys_version(left) == left_version && dict_keys_version(right) == right_version) ||
           raise_runtime_error("OrderedDict mutated during iteration");
}

/* Of two with equal contents: do the keys come in the same order? */
static Answer same_order(Dict *left, Dict *right) {
    uint32_t left_version = dict_keys_version(left), right_version = dict_keys_version(right);
    size_t left_position = 0, right_position = 0;
    Value left_key, right_key, value;
    for (;;) {
        bool more = dict_next(left, &left_position, &left_key, &value);
        if (dict_next(right, &right_position, &right_key, &value) != more)
            return ANSWER_NO;
        if (!more)
            return ANSWER_YES;
        incref(left_key);
        incref(right_key);
        Answer equal = object_equal(left_key, right_key);
        decref(left_key);
        decref(right_key);
        if (equal == ANSWER_ERROR || !check_unchanged(left, left_version, right, right_version))
            return ANSWER_ERROR;
        if (equal == ANSWER_NO)
            return equal;
    }
}

static Value ordered_compare(Value self, Value other, CompareOp op) {
    if (!is_dict(other) || (op != COMPARE_EQ && op != COMPARE_NE))
        return NOT_IMPLEMENTED;
    Dict *left = dict_of(self), *right = dict_of(other);
    Value equal = dict_type.compare(self, other, COMPARE_EQ);
    if (equal == NULL || equal == NOT_IMPLEMENTED)
        return equal;
    Answer answer = equal == TRUE_VALUE ? ANSWER_YES : ANSWER_NO;
    if (answer == ANSWER_YES && is_ordered(other)) /* comparing may have changed them */
        answer = same_order(left, right);
    return answer == ANSWER_ERROR ? NULL
                                  : value_of_bool((answer == ANSWER_YES) == (op == COMPARE_EQ));
}

static Value ordered_reduce(Value self, Value *args) {
    Value state = call_method_0(self, names.__getstate__);
    Value items = state != NULL ? call_method_0(self, names.items) : NULL;
    Value iterator = items != NULL ? object_iter(items) : NULL;
    Tuple *result = iterator != NULL ? tuple_pack(5, value_of(type_of(self)),
                                                  value_of(tuple_empty()), state, NONE, iterator)
                                     : NULL;
    decref_maybe(state);
    decref_maybe(items);
    decref_maybe(iterator);
    return value_of(result);
}

/* ---- iterators and views --------------------------------------------------------------------- */

typedef enum { PART_KEYS, PART_VALUES, PART_ITEMS } Part;

typedef struct OrderedIterator {
    Object header;
    Value dict; /* null: exhausted */
    size_t count, position;
    uint32_t version;
    Part part;
    bool reversed;
} OrderedIterator;

static Type ordered_iterator_type, ordered_keys_type, ordered_values_type, ordered_items_type;

static Value iterator_make(Value dict, Part part, bool reversed) {
    OrderedIterator *self = mem_object_new(&ordered_iterator_type.mem, sizeof(OrderedIterator));
    if (self == NULL)
        return raise_no_memory();
    self->dict = own(dict);
    self->count = dict_of(dict)->count;
    self->version = dict_keys_version(dict_of(dict));
    self->position = reversed ? dict_of(dict)->used : 0;
    self->part = part;
    self->reversed = reversed;
    mem_gc_track(self);
    return value_of(self);
}

static void iterator_clear(Object *object) {
    clear_value(&((OrderedIterator *)object)->dict);
}

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    iterator_clear(object);
    mem_object_free(object, sizeof(OrderedIterator));
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((OrderedIterator *)object)->dict, visit, context);
}

static Next iterator_step(Value self_value, Value *item) {
    OrderedIterator *self = (OrderedIterator *)object_of(self_value);
    if (self->dict == NULL)
        return NEXT_DONE;
    Dict *dict = dict_of(self->dict);
    if (dict->count != self->count || dict_keys_version(dict) != self->version) {
        raise_runtime_error("OrderedDict mutated during iteration");
        self->count = SIZE_MAX; /* for good */
        return NEXT_ERROR;
    }
    size_t index = self->position;
    if (self->reversed)
        while (index > 0 && dict->entries[index - 1].key == NULL)
            index--;
    else
        index = dict_skip_deleted(dict, index);
    if (self->reversed ? index == 0 : index >= dict->used) {
        iterator_clear(&self->header);
        return NEXT_DONE;
    }
    const DictEntry *entry = &dict->entries[self->reversed ? index - 1 : index];
    self->position = self->reversed ? index - 1 : index + 1;
    *item = self->part == PART_KEYS     ? own(entry->key)
            : self->part == PART_VALUES ? own(entry->value)
                                        : value_of(tuple_pack(2, entry->key, entry->value));
    return *item != NULL ? NEXT_ITEM : NEXT_ERROR;
}

static Value iterator_reduce(Value self_value, Value *args) {
    OrderedIterator copy = *(OrderedIterator *)object_of(self_value);
    incref(copy.dict != NULL ? copy.dict : NONE);
    Value result = iterator_rebuild_rest(value_of(&copy), iterator_step);
    clear_value(&copy.dict);
    return result;
}

static const NativeMethod iterator_methods[] = {
    NATIVE("__reduce__($self, /)", iterator_reduce, "Return state information for pickling"),
    NATIVE_END,
};

static Type ordered_iterator_type = {
    TYPE_INIT_CONTAINER("odict_iterator", sizeof(OrderedIterator), iterator_dealloc,
                        iterator_traverse, iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = iterator_methods,
    .iter = iterator_iter_self,
    .next = iterator_step,
};

static Value ordered_iter(Value self) {
    return iterator_make(self, PART_KEYS, false);
}

static Value ordered_reversed(Value self, Value *args) {
    return iterator_make(self, PART_KEYS, true);
}

#define VIEW(name, part_name, view_base)                                                           \
    static Value name##_iter(Value self) {                                                         \
        return iterator_make(value_of(((DictView *)object_of(self))->dict), part_name, false);     \
    }                                                                                              \
    static Value name##_reversed(Value self, Value *args) {                                        \
        return iterator_make(value_of(((DictView *)object_of(self))->dict), part_name, true);      \
    }                                                                                              \
    static const NativeMethod name##_methods[] = {                                                 \
        NATIVE("__reversed__($self, /)", name##_reversed, NULL),                                   \
        NATIVE_END,                                                                                \
    };                                                                                             \
    static Type ordered_##name##_type = {                                                          \
        TYPE_INIT_CONTAINER("odict_" #name, sizeof(DictView), dict_view_dealloc,                   \
                            dict_view_traverse, dict_view_clear),                                  \
        .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,                                           \
        .base = &view_base,                                                                        \
        .methods = name##_methods,                                                                 \
        .iter = name##_iter,                                                                       \
    };                                                                                             \
    static Value ordered_##name(Value self, Value *args) {                                         \
        return type_ready(&ordered_##name##_type)                                                  \
                   ? dict_view_new(&ordered_##name##_type, dict_of(self))                          \
                   : NULL;                                                                         \
    }
VIEW(keys, PART_KEYS, dict_keys_type)
VIEW(values, PART_VALUES, dict_values_type)
VIEW(items, PART_ITEMS, dict_items_type)

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
    NATIVE_OF_CLASS("fromkeys($type, /, iterable, value=None)", ordered_fromkeys,
                    "Create a new ordered dictionary with keys from iterable and values set to "
                    "value."),
    NATIVE("__reduce__($self, /)", ordered_reduce, "Return state information for pickling"),
    NATIVE("setdefault($self, /, key, default=None)", ordered_setdefault,
           "Insert key with a value of default if key is not in the dictionary.\n\n"
           "Return the value for key if key is in the dictionary, else default."),
    NATIVE(
        "pop($self, /, key, default=<unrepresentable>)", ordered_pop,
        "od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\n"
        "If the key is not found, return the default if given; otherwise,\n"
        "raise a KeyError."),
    NATIVE("popitem($self, /, last=True)", ordered_popitem,
           "Remove and return a (key, value) pair from the dictionary.\n\n"
           "Pairs are returned in LIFO order if last is true or FIFO order if false."),
    NATIVE("keys($self, /)", ordered_keys, NULL),
    NATIVE("values($self, /)", ordered_values, NULL),
    NATIVE("items($self, /)", ordered_items, NULL),
    NATIVE_RAW("update", ordered_update, NULL),
    NATIVE("copy($self, /)", ordered_copy, "od.copy() -> a shallow copy of od"),
    NATIVE("__reversed__($self, /)", ordered_reversed, "od.__reversed__() <==> reversed(od)"),
    NATIVE("move_to_end($self, /, key, last=True)", ordered_move_to_end,
           "Move an existing element to the end (or beginning if last is false).\n\n"
           "Raise KeyError if the element does not exist."),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"__dict__", instance_get_dict, instance_set_dict, NULL},
    {NULL, NULL, NULL, NULL},
};

Type collections_ordered_dict_type = {
    TYPE_INIT_CONTAINER("collections.OrderedDict", sizeof(OrderedDict), ordered_dealloc,
                        ordered_traverse, ordered_clear),
    .flags = TYPE_BASE | TYPE_IS_DICT | TYPE_MAPPING | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .base = &dict_type,
    .shape_offset = offsetof(OrderedDict, shape),
    .accepts_weakrefs = true,
    .doc = "Dictionary that remembers insertion order",
    .methods = methods,
    .getsets = getsets,
    .init = ordered_init,
    .repr = ordered_repr,
    .compare = ordered_compare,
    .iter = ordered_iter,
    .binary[NUMBER_OR] = ordered_or,
    .inplace[NUMBER_OR] = ordered_inplace_or,
};
