/* _collections: defaultdict, the fields of named tuples, and counting; deque and OrderedDict have
 * files of their own. What need not be quick is in lib/python/collections. */
#include "lib/native/collections.h"

#include "vm/iterate.h"
#include "vm/objects/dict_table.h"
#include "vm/objects/generic_alias.h"

/* ---- defaultdict ----------------------------------------------------------------------------- */

typedef struct DefaultDict {
    Dict dict;
    Value factory; /* owned; null: none */
} DefaultDict;

static DefaultDict *defaultdict_of(Value value) {
    return (DefaultDict *)object_of(value);
}

static bool defaultdict_init(Value self, Value *args, size_t count, Tuple *keywords) {
    Value factory = NULL;
    if (count > 0) {
        factory = args[0];
        if (!is_callable(factory) && factory != NONE)
            return raise_type_error("first argument must be callable or None");
        args++;
        count--;
    }
    replace_value(&defaultdict_of(self)->factory, own_maybe(factory));
    return dict_type.init(self, args, count, keywords);
}

static void defaultdict_clear(Object *object) {
    clear_value(&((DefaultDict *)object)->factory);
    dict_type.mem.clear(object);
}

static void defaultdict_dealloc(Object *object) {
    mem_gc_untrack(object);
    clear_value(&((DefaultDict *)object)->factory);
    dict_type.mem.dealloc(object);
}

static void defaultdict_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((DefaultDict *)object)->factory, visit, context);
    dict_type.mem.traverse(object, visit, context);
}

static Value defaultdict_missing(Value self, Value *args) {
    Value factory = own_maybe(defaultdict_of(self)->factory);
    if (factory == NULL || factory == NONE)
        return raise_key_error(args[0]);
    Value value = call_0(factory);
    decref(factory);
    if (value != NULL && !object_set_item(self, args[0], value))
        clear_value(&value);
    return value;
}

static Value defaultdict_repr(Value self) {
    Value items = dict_type.repr(self), factory = defaultdict_of(self)->factory, text = NULL;
    if (items == NULL)
        return NULL;
    if (factory == NULL)
        text = value_of(str_from_c("None"));
    else {
        incref(factory);
        Answer running = repr_enter(factory);
        if (running == ANSWER_YES)
            text = value_of(str_from_c("..."));
        else if (running == ANSWER_NO) {
            text = object_repr(factory);
            repr_leave(factory);
        }
        decref(factory);
    }
    Str *result = NULL;
    if (text != NULL)
        result =
            str_format("%s(%U, %U)", type_short_name(type_of(self)), str_of(text), str_of(items));
    decref(items);
    decref_maybe(text);
    return value_of(result);
}

/* One of the same class, from another mapping. */
static Value defaultdict_like(Value self, Value mapping) {
    Value factory = defaultdict_of(self)->factory;
    return call_2(value_of(type_of(self)), factory != NULL ? factory : NONE, mapping);
}

static Value defaultdict_copy(Value self, Value *args) {
    return defaultdict_like(self, self);
}

static Value defaultdict_or(Value left, Value right) {
    bool from_left = is_instance_of(left, &collections_defaultdict_type);
    if (!is_dict(left) || !is_dict(right))
        return NOT_IMPLEMENTED;
    Value result = defaultdict_like(from_left ? left : right, left);
    if (result != NULL && !dict_update(dict_of(result), right))
        clear_value(&result);
    return result;
}

static Value defaultdict_reduce(Value self, Value *args) {
    Value factory = defaultdict_of(self)->factory;
    Tuple *arguments = factory == NULL || factory == NONE ? tuple_empty() : tuple_pack(1, factory);
    Value items = arguments != NULL ? call_method_0(self, names.items) : NULL;
    Value iterator = items != NULL ? object_iter(items) : NULL;
    Tuple *result = iterator != NULL ? tuple_pack(5, value_of(type_of(self)), value_of(arguments),
                                                  NONE, NONE, iterator)
                                     : NULL;
    decref_maybe(value_of(arguments));
    decref_maybe(items);
    decref_maybe(iterator);
    return value_of(result);
}

static const NativeMethod defaultdict_methods[] = {
    NATIVE("__missing__($self, object, /)", defaultdict_missing,
           "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n"
           "  if self.default_factory is None: raise KeyError((key,))\n"
           "  self[key] = value = self.default_factory()\n"
           "  return value\n"),
    NATIVE("copy($self, /)", defaultdict_copy, "D.copy() -> a shallow copy of D."),
    NATIVE("__copy__($self, /)", defaultdict_copy, "D.copy() -> a shallow copy of D."),
    NATIVE("__reduce__($self, /)", defaultdict_reduce, "Return state information for pickling."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

static const NativeMember defaultdict_members[] = {
    {"default_factory", MEMBER_VALUE, offsetof(DefaultDict, factory), true,
     "Factory for default value called by __missing__()."},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

Type collections_defaultdict_type = {
    TYPE_INIT_CONTAINER("collections.defaultdict", sizeof(DefaultDict), defaultdict_dealloc,
                        defaultdict_traverse, defaultdict_clear),
    .flags = TYPE_BASE | TYPE_IS_DICT | TYPE_MAPPING | TYPE_MATCH_SELF | TYPE_IMMUTABLE,
    .base = &dict_type,
    .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\n"
           "The default factory is called without arguments to produce\n"
           "a new value when a key is not present, in __getitem__ only.\n"
           "A defaultdict compares equal to a dict with the same items.\n"
           "All remaining arguments are treated the same as if they were\n"
           "passed to the dict constructor, including keyword arguments.\n",
    .methods = defaultdict_methods,
    .members = defaultdict_members,
    .init = defaultdict_init,
    .repr = defaultdict_repr,
    .binary[NUMBER_OR] = defaultdict_or,
};

/* ---- _tuplegetter: the property of a named tuple's field ------------------------------------- */

typedef struct TupleGetter {
    Object header;
    Value doc;
    ptrdiff_t index;
} TupleGetter;

static Value getter_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    ptrdiff_t index;
    if (!arguments_check("_tuplegetter", count, keywords, 2, 2) || !int_as_size(args[0], &index))
        return NULL;
    TupleGetter *self = type_allocate(type, 0);
    if (self == NULL)
        return NULL;
    self->index = index;
    self->doc = own(args[1]);
    mem_gc_track(self);
    return value_of(self);
}

static void getter_clear(Object *object) {
    clear_value(&((TupleGetter *)object)->doc);
}

static void getter_dealloc(Object *object) {
    mem_gc_untrack(object);
    getter_clear(object);
    mem_object_free(object, sizeof(TupleGetter));
}

static void getter_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((TupleGetter *)object)->doc, visit, context);
}

static Value getter_get(Value self_value, Value instance, Value owner) {
    ptrdiff_t index = ((TupleGetter *)object_of(self_value))->index;
    if (instance == NULL || instance == NONE)
        return own(self_value);
    if (!is_tuple(instance))
        return raise_type_error("descriptor for index '%zd' for tuple subclasses doesn't apply to "
                                "'%s' object",
                                index, type_name_of(instance));
    if ((size_t)index >= tuple_of(instance)->count)
        return raise_index_error("tuple index out of range");
    return own(tuple_of(instance)->items[index]);
}

static bool getter_set(Value self, Value instance, Value value) {
    return raise_attribute_error(value == NULL ? "can't delete attribute" : "can't set attribute");
}

/* Borrowed; `del getter.__doc__` leaves none. */
static Value doc_of(const TupleGetter *self) {
    return self->doc != NULL ? self->doc : NONE;
}

static Value getter_repr(Value self_value) {
    const TupleGetter *self = (TupleGetter *)object_of(self_value);
    return value_of(
        str_format("%s(%zd, %R)", type_short_name(type_of(self_value)), self->index, doc_of(self)));
}

static Value getter_reduce(Value self_value, Value *args) {
    const TupleGetter *self = (TupleGetter *)object_of(self_value);
    Tuple *arguments = tuple_pack(2, value_of_small_int(self->index), doc_of(self));
    Tuple *result = arguments != NULL
                        ? tuple_pack(2, value_of(type_of(self_value)), value_of(arguments))
                        : NULL;
    decref_maybe(value_of(arguments));
    return value_of(result);
}

static const NativeMethod getter_methods[] = {
    NATIVE("__reduce__($self, /)", getter_reduce, NULL),
    NATIVE_END,
};

static const NativeMember getter_members[] = {
    {"__doc__", MEMBER_VALUE, offsetof(TupleGetter, doc), true, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

Type collections_tuple_getter_type = {
    TYPE_INIT_CONTAINER("collections._tuplegetter", sizeof(TupleGetter), getter_dealloc,
                        getter_traverse, getter_clear),
    .flags = TYPE_IMMUTABLE,
    .methods = getter_methods,
    .members = getter_members,
    .new = getter_new,
    .repr = getter_repr,
    .descr_get = getter_get,
    .descr_set = getter_set,
};

/* ---- _count_elements: for Counter ------------------------------------------------------------ */

/* dict[item] = dict.get(item, 0) + 1, with one lookup where nothing else happens. */
static bool count_in_dict(Dict *dict, Value item) {
    Hash hash = key_hash(item);
    if (hash == -1)
        return false;
    ptrdiff_t number = dict_find(dict, item, hash);
    if (number == DICT_ERROR)
        return false;
    if (number == DICT_MISSING)
        return dict_insert_steal(dict, own(item), hash, value_of_small_int(1));
    Value *place = &dict->entries[number].value;
    if (is_small_int(*place) && small_int_of(*place) < SMALL_INT_MAX) {
        *place = value_of_small_int(small_int_of(*place) + 1);
        return true;
    }
    Value old = own(*place), sum = object_add(old, value_of_small_int(1));
    decref(old);
    bool done = sum != NULL && dict_set_hash(dict, item, hash, sum);
    decref_maybe(sum);
    return done;
}

static bool count_in_mapping(Value mapping, Value get, Value item) {
    Value old = call_2(get, item, value_of_small_int(0));
    Value sum = old != NULL ? object_add(old, value_of_small_int(1)) : NULL;
    bool done = sum != NULL && object_set_item(mapping, item, sum);
    decref_maybe(old);
    decref_maybe(sum);
    return done;
}

static bool inherits_from_dict(Type *type, Str *name) {
    return type_lookup_borrowed(type, name) == type_lookup_borrowed(&dict_type, name);
}

static bool behaves_as_dict(Value mapping) {
    Type *type = type_of(mapping);
    return is_dict(mapping) && inherits_from_dict(type, names.__setitem__) &&
           inherits_from_dict(type, names.get);
}

static Value count_elements(Value module, Value *args) {
    Value mapping = args[0], item, get = NULL;
    bool plain = behaves_as_dict(mapping);
    if (!plain && (get = attribute_get(mapping, names.get)) == NULL)
        return NULL;
    Value iterator = object_iter(args[1]);
    Next next = iterator != NULL ? NEXT_ITEM : NEXT_ERROR;
    while (next == NEXT_ITEM && (next = iterator_next_inline(iterator, &item)) == NEXT_ITEM) {
        bool done =
            plain ? count_in_dict(dict_of(mapping), item) : count_in_mapping(mapping, get, item);
        decref(item);
        if (!done)
            next = NEXT_ERROR;
    }
    decref_maybe(get);
    decref_maybe(iterator);
    return next == NEXT_DONE ? NONE : NULL;
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE("_count_elements($module, mapping, iterable, /)", count_elements,
           "Count elements in the iterable, updating the mapping"),
    NATIVE_END,
};

static bool exec(Module *module) {
    return module_add_type(module, &collections_deque_type) &&
           module_add_type(module, &collections_deque_iterator_type) &&
           module_add_type(module, &collections_deque_reverse_iterator_type) &&
           module_add_type(module, &collections_defaultdict_type) &&
           module_add_type(module, &collections_ordered_dict_type) &&
           module_add_type(module, &collections_tuple_getter_type);
}

const NativeModule _collections_module = {
    .name = "_collections",
    .doc = "High performance data structures.\n"
           "- deque:        ordered collection accessible from endpoints only\n"
           "- defaultdict:  dict subclass with a default value factory\n",
    .functions = functions,
    .exec = exec,
};
