/* functools.partial: a callable with some arguments given already. A partial of a plain partial
 * takes over the inner one's function and arguments. */
#include "lib/native/functools.h"

#include "vm/objects/generic_alias.h"

typedef struct Partial {
    Object header;
    Value function;
    Value args;     /* Tuple */
    Value keywords; /* Dict */
    uintptr_t shape;
} Partial;

static Partial *partial_of(Value value) {
    return (Partial *)object_of(value);
}

/* Did somebody set attributes of its own? */
static bool has_attributes(Value value) {
    return partial_of(value)->shape != 0;
}

static Dict *merged_keywords(Value base, Value *args, size_t count, Tuple *names) {
    Dict *merged = base != NULL ? dict_copy(dict_of(base)) : dict_new();
    for (size_t i = 0; merged != NULL && names != NULL && i < names->count; i++)
        if (!dict_set(merged, names->items[i], args[count + i])) {
            GIVE_UP(merged);
            return NULL;
        }
    return merged;
}

static Tuple *joined(Value base, Value *args, size_t count) {
    size_t first = base != NULL ? tuple_of(base)->count : 0;
    Tuple *result = tuple_new(first + count);
    if (result == NULL)
        return NULL;
    for (size_t i = 0; i < first; i++)
        result->items[i] = own(tuple_of(base)->items[i]);
    for (size_t i = 0; i < count; i++)
        result->items[first + i] = own(args[i]);
    return result;
}

static Value partial_new(Type *type, Value *args, size_t count, Tuple *names) {
    if (count < 1)
        return raise_type_error("type 'partial' takes at least one argument");
    Value function = args[0], base_args = NULL, base_keywords = NULL;
    if (has_type(function, &functools_partial_type) && type == &functools_partial_type &&
        !has_attributes(function)) {
        const Partial *inner = partial_of(function);
        base_args = inner->args;
        base_keywords = inner->keywords;
        function = inner->function;
    }
    if (!is_callable(function))
        return raise_type_error("the first argument must be callable");
    Tuple *all = joined(base_args, args + 1, count - 1);
    Dict *keywords = all != NULL ? merged_keywords(base_keywords, args, count, names) : NULL;
    Partial *self = keywords != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(value_of(all));
        decref_maybe(value_of(keywords));
        return NULL;
    }
    self->function = own(function);
    self->args = value_of(all);
    self->keywords = value_of(keywords);
    mem_gc_track(self);
    return value_of(self);
}

static void partial_clear(Object *object) {
    Partial *self = (Partial *)object;
    clear_value(&self->function);
    clear_value(&self->args);
    clear_value(&self->keywords);
    instance_word_clear(object);
}

static void partial_dealloc(Object *object) {
    mem_gc_untrack(object);
    partial_clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void partial_traverse(Object *object, MemVisit visit, void *context) {
    const Partial *self = (Partial *)object;
    visit_value(self->function, visit, context);
    visit_value(self->args, visit, context);
    visit_value(self->keywords, visit, context);
    instance_word_traverse(object, visit, context);
}

/* ---- calling --------------------------------------------------------------------------------- */

static Value call_with_keywords(const Partial *self, Value *args, size_t count, Tuple *names) {
    Tuple *all = joined(self->args, args, count);
    Dict *keywords = all != NULL ? merged_keywords(self->keywords, args, count, names) : NULL;
    Value result = keywords != NULL ? call_tuple(self->function, all, keywords) : NULL;
    decref_maybe(value_of(all));
    decref_maybe(value_of(keywords));
    return result;
}

static Value partial_call(Value self_value, Value *args, size_t count, Tuple *names) {
    enum { FEW = 12 };
    const Partial *self = partial_of(self_value);
    if (!recursion_enter(" while calling a Python object"))
        return NULL;
    size_t first = tuple_of(self->args)->count, keyword_count = names != NULL ? names->count : 0;
    if (dict_of(self->keywords)->count != 0 || first + count + keyword_count > FEW)
        return call_with_keywords(self, args, count, names);
    Value window[FEW];
    Tuple *base = tuple_of(own(self->args));
    Value function = own(self->function);
    for (size_t i = 0; i < first; i++)
        window[i] = base->items[i];
    for (size_t i = 0; i < count + keyword_count; i++)
        window[first + i] = args[i];
    Value result = call(function, window, first + count, names);
    decref(function);
    GIVE_UP(base);
    return result;
}

static Value partial_descr_get(Value self, Value instance, Value owner) {
    if (instance != NULL &&
        !warn(&exc_FutureWarning, 1,
              "functools.partial will be a method descriptor in future Python versions; wrap it in "
              "staticmethod() if you want to preserve the old behavior"))
        return NULL;
    return own(self);
}

/* ---- repr ------------------------------------------------------------------------------------ */

static bool repr_parts(StrBuilder *builder, Value function, const Tuple *args, Dict *keywords) {
    if (!str_builder_repr(builder, function))
        return false;
    for (size_t i = 0; i < args->count; i++)
        if (!str_builder_ascii(builder, ", ", 2) || !str_builder_repr(builder, args->items[i]))
            return false;
    size_t position = 0;
    Value key, value;
    bool done = true;
    while (done && dict_next(keywords, &position, &key, &value)) {
        incref(key);
        incref(value);
        Value name = object_str(key);
        done = name != NULL && str_builder_ascii(builder, ", ", 2) &&
               str_builder_str(builder, str_of(name)) && str_builder_character(builder, '=') &&
               str_builder_repr(builder, value);
        decref_maybe(name);
        decref(key);
        decref(value);
    }
    return done;
}

/* Of what self has now: a repr may call __setstate__. */
static bool repr_all(StrBuilder *builder, const Partial *self) {
    Value function = own(self->function), args = own(self->args), keywords = own(self->keywords);
    bool done = repr_parts(builder, function, tuple_of(args), dict_of(keywords));
    decref(function);
    decref(args);
    decref(keywords);
    return done;
}

static Value partial_repr(Value self_value) {
    Answer running = repr_enter(self_value);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR ? NULL : value_of(str_from_c("..."));
    StrBuilder builder;
    str_builder_init(&builder);
    Value type = value_of(type_of(self_value));
    Value module = attribute_get(type, names.__module__);
    Value name = module != NULL ? attribute_get(type, names.__qualname__) : NULL;
    bool done = name != NULL && is_str(module) && is_str(name) &&
                str_builder_str(&builder, str_of(module)) && str_builder_character(&builder, '.') &&
                str_builder_str(&builder, str_of(name)) && str_builder_character(&builder, '(') &&
                repr_all(&builder, partial_of(self_value)) && str_builder_character(&builder, ')');
    decref_maybe(module);
    decref_maybe(name);
    repr_leave(self_value);
    if (!done) {
        str_builder_abandon(&builder);
        return NULL;
    }
    return value_of(str_builder_finish(&builder));
}

/* ---- pickling -------------------------------------------------------------------------------- */

static Value partial_reduce(Value self_value, Value *args) {
    const Partial *self = partial_of(self_value);
    Value attributes = has_attributes(self_value) ? instance_get_dict(self_value) : NONE;
    Tuple *function = attributes != NULL ? tuple_pack(1, self->function) : NULL;
    Tuple *state = function != NULL
                       ? tuple_pack(4, self->function, self->args, self->keywords, attributes)
                       : NULL;
    Tuple *result = state != NULL ? tuple_pack(3, value_of(type_of(self_value)), value_of(function),
                                               value_of(state))
                                  : NULL;
    decref_maybe(attributes);
    decref_maybe(value_of(function));
    decref_maybe(value_of(state));
    return value_of(result);
}

static Value partial_setstate(Value self_value, Value *arguments) {
    Partial *self = partial_of(self_value);
    if (!is_tuple(arguments[0]) || tuple_of(arguments[0])->count != 4)
        return raise_type_error("invalid partial state");
    const Tuple *state = tuple_of(arguments[0]);
    Value function = state->items[0], args = state->items[1], keywords = state->items[2],
          attributes = state->items[3];
    if (!is_callable(function) || !is_tuple(args) || (keywords != NONE && !is_dict(keywords)))
        return raise_type_error("invalid partial state");
    Value all = is_exact_tuple(args) ? own(args) : value_of(tuple_from_iterable(args));
    Dict *copy = all == NULL ? NULL : keywords == NONE ? dict_new() : NULL;
    if (all != NULL && copy == NULL) {
        if (is_exact_dict(keywords))
            copy = dict_of(own(keywords));
        else if ((copy = dict_new()) != NULL && !dict_update(copy, keywords)) {
            GIVE_UP(copy);
            copy = NULL;
        }
    }
    if (copy == NULL || (attributes != NONE && !instance_set_dict(self_value, attributes))) {
        decref_maybe(all);
        decref_maybe(value_of(copy));
        return NULL;
    }
    if (attributes == NONE)
        instance_word_clear(object_of(self_value));
    replace_value(&self->function, own(function));
    replace_value(&self->args, all);
    replace_value(&self->keywords, value_of(copy));
    return NONE;
}

static const NativeMethod methods[] = {
    NATIVE("__reduce__($self, /)", partial_reduce, NULL),
    NATIVE("__setstate__($self, object, /)", partial_setstate, NULL),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"func", MEMBER_VALUE, offsetof(Partial, function), false,
     "function object to use in future partial calls"},
    {"args", MEMBER_VALUE, offsetof(Partial, args), false,
     "tuple of arguments to future partial calls"},
    {"keywords", MEMBER_VALUE, offsetof(Partial, keywords), false,
     "dictionary of keyword arguments to future partial calls"},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"__dict__", instance_get_dict, instance_set_dict, NULL},
    {NULL, NULL, NULL, NULL},
};

Type functools_partial_type = {
    TYPE_INIT_CONTAINER("functools.partial", sizeof(Partial), partial_dealloc, partial_traverse,
                        partial_clear),
    .flags = TYPE_BASE,
    .shape_offset = offsetof(Partial, shape),
    .accepts_weakrefs = true,
    .doc = "partial(func, /, *args, **keywords)\n--\n\n"
           "Create a new function with partial application of the given arguments and keywords.",
    .methods = methods,
    .members = members,
    .getsets = getsets,
    .new = partial_new,
    .repr = partial_repr,
    .call = partial_call,
    .descr_get = partial_descr_get,
    .get_attr = attribute_get_generic,
    .set_attr = attribute_set_generic,
};
