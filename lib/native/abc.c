/* _abc: what abstract base classes remember, and their instance and subclass tests.
 *
 * Each ABC has an `_abc_impl` with weak sets of the classes registered with it and of those known
 * to be, and not to be, its subclasses. What is known not to be is forgotten whenever any class is
 * registered anywhere (the invalidation counter). */
#include "vm/objects/weakref.h"
#include "vm/vm.h"

typedef struct AbcData {
    Object header;
    Value registry, cache, negative; /* Sets of weak references; null while empty */
    uint64_t negative_version;
} AbcData;

static uint64_t invalidation_counter;
static Type abc_data_type;

static void data_clear(Object *object) {
    AbcData *self = (AbcData *)object;
    clear_value(&self->registry);
    clear_value(&self->cache);
    clear_value(&self->negative);
}

static void data_dealloc(Object *object) {
    mem_gc_untrack(object);
    data_clear(object);
    mem_object_free(object, sizeof(AbcData));
}

static void data_traverse(Object *object, MemVisit visit, void *context) {
    const AbcData *self = (AbcData *)object;
    visit_value(self->registry, visit, context);
    visit_value(self->cache, visit, context);
    visit_value(self->negative, visit, context);
}

static Type abc_data_type = {
    TYPE_INIT_CONTAINER("_abc._abc_data", sizeof(AbcData), data_dealloc, data_traverse, data_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .doc = "Internal state held by ABC machinery.",
};

static AbcData *data_new(void) {
    AbcData *self = mem_object_new(&abc_data_type.mem, sizeof(AbcData));
    if (self == NULL)
        return raise_no_memory();
    self->registry = self->cache = self->negative = NULL;
    self->negative_version = invalidation_counter;
    mem_gc_track(self);
    return self;
}

/* Owned. */
static AbcData *data_get(Value class) {
    Value data = attribute_get(class, names._abc_impl);
    if (data != NULL && !has_type(data, &abc_data_type)) {
        decref(data);
        return raise_type_error("_abc_impl is set to a wrong type");
    }
    return data != NULL ? (AbcData *)object_of(data) : NULL;
}

/* ---- weak sets ------------------------------------------------------------------------------- */

/* Drops the references to classes that are gone. */
static bool weak_set_purge(Value *field) {
    Set *old = set_of(*field), *fresh = set_new(NULL);
    if (fresh == NULL)
        return false;
    size_t position = 0;
    Value reference;
    while (set_next(old, &position, &reference)) {
        Value class = weakref_get(reference);
        bool done = class == NULL || set_add(fresh, reference);
        decref_maybe(class);
        if (!done) {
            GIVE_UP(fresh);
            return false;
        }
    }
    replace_value(field, value_of(fresh));
    return true;
}

static bool weak_set_add(Value *field, Value class) {
    if (*field == NULL && (*field = value_of(set_new(NULL))) == NULL)
        return false;
    size_t count = set_of(*field)->count;
    if (count >= 32 && (count & (count - 1)) == 0 && !weak_set_purge(field))
        return false;
    Value reference = weakref_new(class, NULL);
    if (reference == NULL)
        return false;
    bool done = set_add(set_of(*field), reference);
    decref(reference);
    return done;
}

static Answer weak_set_contains(Value set, Value class) {
    if (set == NULL || set_of(set)->count == 0)
        return ANSWER_NO;
    Value reference = weakref_new(class, NULL);
    if (reference == NULL) {
        return exception_clear_if(&exc_TypeError) ? ANSWER_NO : ANSWER_ERROR;
    }
    incref(set);
    Answer answer = set_contains(set_of(set), reference);
    decref(set);
    decref(reference);
    return answer;
}

/* The classes that are still there: an owned list. */
static List *weak_set_list(Value set) {
    List *classes = list_new(0);
    size_t position = 0;
    Value reference;
    while (classes != NULL && set != NULL && set_next(set_of(set), &position, &reference)) {
        Value class = weakref_get(reference);
        if (class != NULL && !list_append_steal(classes, class)) {
            GIVE_UP(classes);
            return NULL;
        }
    }
    return classes;
}

/* ---- making one ------------------------------------------------------------------------------ */

static Answer is_abstract(Value value) {
    Value flag;
    Lookup found = attribute_lookup(value, names.__isabstractmethod__, &flag);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    Answer answer = object_truth(flag);
    decref(flag);
    return answer;
}

static bool collect_own(Value class, Set *abstracts) {
    Dict *namespace = dict_copy(type_cast(class)->dict);
    if (namespace == NULL)
        return false;
    size_t position = 0;
    Value name, value;
    bool done = true;
    while (done && dict_next(namespace, &position, &name, &value)) {
        Answer abstract = is_abstract(value);
        done = abstract == ANSWER_NO || (abstract == ANSWER_YES && set_add(abstracts, name));
    }
    GIVE_UP(namespace);
    return done;
}

/* The names that a base left abstract and the class does not define. */
static bool collect_inherited(Value class, Value base, Set *abstracts) {
    Value inherited;
    Lookup found = attribute_lookup(base, names.__abstractmethods__, &inherited);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_MISSING;
    Value iterator = object_iter(inherited), name;
    decref(inherited);
    if (iterator == NULL)
        return false;
    Next next;
    while ((next = iterator_next(iterator, &name)) == NEXT_ITEM) {
        Value value = NULL;
        found = is_str(name) ? attribute_lookup(class, str_of(name), &value) : LOOKUP_MISSING;
        Answer abstract = found == LOOKUP_FOUND     ? is_abstract(value)
                          : found == LOOKUP_MISSING ? ANSWER_NO
                                                    : ANSWER_ERROR;
        bool done = abstract == ANSWER_NO || (abstract == ANSWER_YES && set_add(abstracts, name));
        decref_maybe(value);
        decref(name);
        if (!done) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next == NEXT_DONE;
}

static bool set_abstract_methods(Value class) {
    Set *abstracts = set_new(NULL);
    bool done = abstracts != NULL && collect_own(class, abstracts);
    const Tuple *bases = type_cast(class)->bases;
    for (size_t i = 0; done && bases != NULL && i < bases->count; i++)
        done = collect_inherited(class, bases->items[i], abstracts);
    Set *frozen = done ? frozenset_new(value_of(abstracts)) : NULL;
    done = frozen != NULL && attribute_set(class, names.__abstractmethods__, value_of(frozen));
    decref_maybe(value_of(abstracts));
    decref_maybe(value_of(frozen));
    return done;
}

enum { PATTERN_SEQUENCE = 1 << 5, PATTERN_MAPPING = 1 << 6 }; /* in __abc_tpflags__ */

/* Sequence and Mapping say in their namespace that they match patterns. */
static bool take_pattern_flags(Value class) {
    Type *type = type_cast(class);
    Value flags = dict_get_name_borrowed(type->dict, names.__abc_tpflags__);
    if (flags == NULL || !is_small_int(flags))
        return true;
    int64_t bits = small_int_of(flags);
    if ((bits & PATTERN_SEQUENCE) && (bits & PATTERN_MAPPING))
        return raise_type_error("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and "
                                "Py_TPFLAGS_MAPPING");
    type->flags |= (bits & PATTERN_SEQUENCE ? TYPE_SEQUENCE : 0u) |
                   (bits & PATTERN_MAPPING ? TYPE_MAPPING : 0u);
    return attribute_delete(class, names.__abc_tpflags__);
}

static Value abc_init(Value module, Value *args) {
    if (!is_type(args[0]))
        return raise_type_error("_abc_init() argument must be a class");
    if (!set_abstract_methods(args[0]))
        return NULL;
    AbcData *data = data_new();
    bool done = data != NULL && attribute_set(args[0], names._abc_impl, value_of(data)) &&
                take_pattern_flags(args[0]);
    decref_maybe(value_of(data));
    return done ? NONE : NULL;
}

/* ---- registering ----------------------------------------------------------------------------- */

static Value abc_register(Value module, Value *args) {
    Value class = args[0], subclass = args[1];
    if (!is_type(subclass))
        return raise_type_error("Can only register classes");
    Answer answer = object_is_subclass(subclass, class);
    if (answer != ANSWER_NO)
        return answer == ANSWER_YES ? own(subclass) : NULL;
    answer = object_is_subclass(class, subclass);
    if (answer != ANSWER_NO)
        return answer == ANSWER_YES ? raise_runtime_error("Refusing to create an inheritance cycle")
                                    : NULL;
    AbcData *data = data_get(class);
    if (data == NULL)
        return NULL;
    bool done = weak_set_add(&data->registry, subclass);
    GIVE_UP(data);
    if (!done)
        return NULL;
    invalidation_counter++;
    if (is_type(class))
        type_set_pattern_flags(type_cast(subclass),
                               type_cast(class)->flags & (TYPE_SEQUENCE | TYPE_MAPPING));
    return own(subclass);
}

/* ---- tests ----------------------------------------------------------------------------------- */

static Answer ask_subclasscheck(Value class, Value subclass) {
    Value result = call_method_1(class, names.__subclasscheck__, subclass);
    if (result == NULL)
        return ANSWER_ERROR;
    Answer answer = object_truth(result);
    decref(result);
    return answer;
}

static Answer instance_check(AbcData *data, Value class, Value subclass, Value type) {
    Answer answer = weak_set_contains(data->cache, subclass);
    if (answer != ANSWER_NO)
        return answer;
    if (type == subclass) {
        if (data->negative_version == invalidation_counter) {
            answer = weak_set_contains(data->negative, subclass);
            if (answer != ANSWER_NO)
                return answer == ANSWER_YES ? ANSWER_NO : ANSWER_ERROR;
        }
        return ask_subclasscheck(class, subclass);
    }
    answer = ask_subclasscheck(class, subclass);
    return answer == ANSWER_NO ? ask_subclasscheck(class, type) : answer;
}

static Value answer_value(Answer answer) {
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

static Value abc_instancecheck(Value module, Value *args) {
    AbcData *data = data_get(args[0]);
    if (data == NULL)
        return NULL;
    Value subclass = attribute_get(args[1], names.__class__);
    Answer answer = ANSWER_ERROR;
    if (subclass != NULL)
        answer = instance_check(data, args[0], subclass, value_of(type_of(args[1])));
    decref_maybe(subclass);
    GIVE_UP(data);
    return answer_value(answer);
}

/* __subclasshook__: NO and YES as it says; *decided false when it does not know. */
static Answer ask_hook(Value class, Value subclass, bool *decided) {
    Value result = call_method_1(class, names.__subclasshook__, subclass);
    *decided = true;
    if (result == NULL)
        return ANSWER_ERROR;
    Answer answer = result == TRUE_VALUE ? ANSWER_YES : ANSWER_NO;
    if (result == NOT_IMPLEMENTED)
        *decided = false;
    else if (result != TRUE_VALUE && result != FALSE_VALUE) {
        raise_error(&exc_AssertionError, "__subclasshook__ must return either False, True, or "
                                         "NotImplemented");
        answer = ANSWER_ERROR;
    }
    decref(result);
    return answer;
}

/* Is it a subclass of one of the classes? The list is given up. */
static Answer is_subclass_of_any_steal(Value subclass, Value classes) {
    if (classes == NULL)
        return ANSWER_ERROR;
    Answer answer = ANSWER_NO;
    for (size_t i = 0; answer == ANSWER_NO && i < list_of(classes)->count; i++)
        answer = object_is_subclass(subclass, list_of(classes)->items[i]);
    decref(classes);
    return answer;
}

static Answer is_in_mro(Value class, Value subclass) {
    const Tuple *mro = type_cast(subclass)->mro;
    for (size_t i = 0; mro != NULL && i < mro->count; i++)
        if (mro->items[i] == class)
            return ANSWER_YES;
    return ANSWER_NO;
}

static Answer find_out(AbcData *data, Value class, Value subclass) {
    bool decided;
    Answer answer = ask_hook(class, subclass, &decided);
    if (decided)
        return answer;
    if (is_in_mro(class, subclass) == ANSWER_YES)
        return ANSWER_YES;
    answer = is_subclass_of_any_steal(subclass, value_of(weak_set_list(data->registry)));
    if (answer != ANSWER_NO)
        return answer;
    Value subclasses = call_method_0(class, names.__subclasses__);
    if (subclasses != NULL && !is_list(subclasses)) {
        decref(subclasses);
        raise_type_error("__subclasses__() must return a list");
        return ANSWER_ERROR;
    }
    return is_subclass_of_any_steal(subclass, subclasses);
}

static Answer subclass_check(AbcData *data, Value class, Value subclass) {
    Answer answer = weak_set_contains(data->cache, subclass);
    if (answer != ANSWER_NO)
        return answer;
    if (data->negative_version < invalidation_counter) {
        data->negative_version = invalidation_counter;
        clear_value(&data->negative);
    } else if ((answer = weak_set_contains(data->negative, subclass)) != ANSWER_NO)
        return answer == ANSWER_YES ? ANSWER_NO : ANSWER_ERROR;
    answer = find_out(data, class, subclass);
    if (answer == ANSWER_ERROR ||
        !weak_set_add(answer == ANSWER_YES ? &data->cache : &data->negative, subclass))
        return ANSWER_ERROR;
    return answer;
}

static Value abc_subclasscheck(Value module, Value *args) {
    if (!is_type(args[1]))
        return raise_type_error("issubclass() arg 1 must be a class");
    if (!recursion_enter(" in __subclasscheck__"))
        return NULL;
    AbcData *data = data_get(args[0]);
    if (data == NULL)
        return NULL;
    Answer answer = subclass_check(data, args[0], args[1]);
    GIVE_UP(data);
    return answer_value(answer);
}

/* ---- for tests and debugging ----------------------------------------------------------------- */

static Value abc_get_cache_token(Value module, Value *args) {
    return value_from_uint64(invalidation_counter);
}

static Value abc_get_dump(Value module, Value *args) {
    AbcData *data = data_get(args[0]);
    if (data == NULL)
        return NULL;
    Value parts[] = {
        value_of(set_new(data->registry)),
        value_of(set_new(data->cache)),
        value_of(set_new(data->negative)),
        value_from_uint64(data->negative_version),
    };
    GIVE_UP(data);
    return value_of(tuple_from_array_steal(parts, 4));
}

static Value abc_reset_registry(Value module, Value *args) {
    AbcData *data = data_get(args[0]);
    if (data == NULL)
        return NULL;
    clear_value(&data->registry);
    GIVE_UP(data);
    return NONE;
}

static Value abc_reset_caches(Value module, Value *args) {
    AbcData *data = data_get(args[0]);
    if (data == NULL)
        return NULL;
    clear_value(&data->cache);
    clear_value(&data->negative);
    GIVE_UP(data);
    return NONE;
}

static const NativeMethod functions[] = {
    NATIVE("get_cache_token($module, /)", abc_get_cache_token,
           "Returns the current ABC cache token.\n\n"
           "The token is an opaque object (supporting equality testing) identifying the\n"
           "current version of the ABC cache for virtual subclasses. The token changes\n"
           "with every call to register() on any ABC."),
    NATIVE("_abc_init($module, self, /)", abc_init,
           "Internal ABC helper for class set-up. Should be never used outside abc module."),
    NATIVE("_abc_register($module, self, subclass, /)", abc_register,
           "Internal ABC helper for subclasss registration. Should be never used outside abc "
           "module."),
    NATIVE("_abc_instancecheck($module, self, instance, /)", abc_instancecheck,
           "Internal ABC helper for instance checks. Should be never used outside abc module."),
    NATIVE("_abc_subclasscheck($module, self, subclass, /)", abc_subclasscheck,
           "Internal ABC helper for subclasss checks. Should be never used outside abc module."),
    NATIVE("_get_dump($module, self, /)", abc_get_dump,
           "Internal ABC helper for cache and registry debugging."),
    NATIVE("_reset_registry($module, self, /)", abc_reset_registry,
           "Internal ABC helper to reset registry of a given class."),
    NATIVE("_reset_caches($module, self, /)", abc_reset_caches,
           "Internal ABC helper to reset both caches of a given class."),
    NATIVE_END,
};

static bool exec(Module *module) {
    return type_ready(&abc_data_type);
}

const NativeModule _abc_module = {
    .name = "_abc",
    .doc = "Module contains faster C implementation of abc.ABCMeta",
    .functions = functions,
    .exec = exec,
};
