/* operator.itemgetter, attrgetter and methodcaller. */
#include "lib/native/operator.h"

#include <string.h>

typedef struct Getter {
    Object header;
    Tuple *names;   /* items, attribute names (Strs with dots), or (method name, args...) */
    Value parts;    /* attrgetter: Tuple of Tuples, the names between the dots */
    Value keywords; /* methodcaller: Dict or null */
} Getter;

static Getter *getter_of(Value value) {
    return (Getter *)object_of(value);
}

static void getter_clear(Object *object) {
    Getter *self = (Getter *)object;
    Value named = value_of(self->names);
    self->names = NULL;
    decref_maybe(named);
    clear_value(&self->parts);
    clear_value(&self->keywords);
}

static void getter_dealloc(Object *object) {
    mem_gc_untrack(object);
    getter_clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void getter_traverse(Object *object, MemVisit visit, void *context) {
    const Getter *self = (Getter *)object;
    visit_value(value_of(self->names), visit, context);
    visit_value(self->parts, visit, context);
    visit_value(self->keywords, visit, context);
}

/* Takes over what is given, also on error. */
static Value getter_make_steal(Type *type, Tuple *names, Value parts, Value keywords) {
    Getter *self = names != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(value_of(names));
        decref_maybe(parts);
        decref_maybe(keywords);
        return NULL;
    }
    self->names = names;
    self->parts = parts;
    self->keywords = keywords;
    mem_gc_track(self);
    return value_of(self);
}

/* One result for one name, else a tuple of them. */
static Value gather(const Getter *self, Value object, Value (*get)(const Getter *, size_t, Value)) {
    size_t count = self->names->count;
    if (count == 1)
        return get(self, 0, object);
    Tuple *result = tuple_new(count);
    for (size_t i = 0; result != NULL && i < count; i++)
        if ((result->items[i] = get(self, i, object)) == NULL) {
            GIVE_UP(result);
            return NULL;
        }
    return value_of(result);
}

static Value repr_of_names(Value self_value) {
    const Getter *self = getter_of(self_value);
    Answer running = repr_enter(self_value);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR
                   ? NULL
                   : value_of(str_format("%s(...)", type_of(self_value)->mem.name));
    Str *result = self->names->count == 1
                      ? str_format("%s(%R)", type_of(self_value)->mem.name, self->names->items[0])
                      : str_format("%s%R", type_of(self_value)->mem.name, value_of(self->names));
    repr_leave(self_value);
    return value_of(result);
}

static Value reduce_to_names(Value self, Value *args) {
    return value_of(tuple_pack(2, value_of(type_of(self)), value_of(getter_of(self)->names)));
}

static const NativeMethod names_methods[] = {
    NATIVE("__reduce__($self, /)", reduce_to_names, "Return state information for pickling"),
    NATIVE_END,
};

/* How the callables are called, for inspect. */
static Value text_signature(Value self) {
    return value_of(str_from_c("(obj, /)"));
}

static const NativeGetSet getsets[] = {
    {"__text_signature__", text_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

/* ---- itemgetter ------------------------------------------------------------------------------ */

static Value itemgetter_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("itemgetter", count, keywords, 1, SIZE_MAX))
        return NULL;
    return getter_make_steal(type, tuple_from_array(args, count), NULL, NULL);
}

static Value get_item(const Getter *self, size_t i, Value object) {
    return object_get_item(object, self->names->items[i]);
}

static Value itemgetter_call(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("itemgetter", count, keywords, 1, 1))
        return NULL;
    return gather(getter_of(self), args[0], get_item);
}

#define GETTER_TYPE(name, text)                                                                    \
    TYPE_INIT_CONTAINER(text, sizeof(Getter), getter_dealloc, getter_traverse, getter_clear),      \
        .flags = TYPE_IMMUTABLE, .getsets = getsets, .new = name##_new, .call = name##_call

Type operator_itemgetter_type = {
    GETTER_TYPE(itemgetter, "operator.itemgetter"),
    .methods = names_methods,
    .repr = repr_of_names,
    .doc = "itemgetter(item, /, *items)\n--\n\n"
           "Return a callable object that fetches the given item(s) from its operand.\n"
           "After f = itemgetter(2), the call f(r) returns r[2].\n"
           "After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])",
};

/* ---- attrgetter ------------------------------------------------------------------------------ */

/* "a.b.c" as ("a", "b", "c"), interned. */
static Tuple *split_name(Str *name) {
    List *parts = list_new(2);
    for (size_t start = 0; parts != NULL && start <= name->length;) {
        size_t end = start;
        while (end < name->length && str_at(name, end) != '.')
            end++;
        Str *part = str_substring(name, start, end);
        part = part != NULL ? str_intern_steal(part) : NULL;
        if (part == NULL || !list_append_steal(parts, value_of(part))) {
            GIVE_UP(parts);
            return NULL;
        }
        start = end + 1;
    }
    Tuple *result = parts != NULL ? list_as_tuple(parts) : NULL;
    decref_maybe(value_of(parts));
    return result;
}

static Value attrgetter_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("attrgetter", count, keywords, 1, SIZE_MAX))
        return NULL;
    Tuple *parts = tuple_new(count);
    for (size_t i = 0; parts != NULL && i < count; i++) {
        if (!is_str(args[i]))
            raise_type_error("attribute name must be a string");
        else
            parts->items[i] = value_of(split_name(str_of(args[i])));
        if (parts->items[i] == NULL) {
            GIVE_UP(parts);
            return NULL;
        }
    }
    if (parts == NULL)
        return NULL;
    return getter_make_steal(type, tuple_from_array(args, count), value_of(parts), NULL);
}

static Value get_attribute(const Getter *self, size_t i, Value object) {
    const Tuple *parts = tuple_of(tuple_of(self->parts)->items[i]);
    incref(object);
    for (size_t j = 0; j < parts->count; j++) {
        Value next = attribute_get(object, str_of(parts->items[j]));
        decref(object);
        if (next == NULL)
            return NULL;
        object = next;
    }
    return object;
}

static Value attrgetter_call(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("attrgetter", count, keywords, 1, 1))
        return NULL;
    return gather(getter_of(self), args[0], get_attribute);
}

Type operator_attrgetter_type = {
    GETTER_TYPE(attrgetter, "operator.attrgetter"),
    .methods = names_methods,
    .repr = repr_of_names,
    .doc = "attrgetter(attr, /, *attrs)\n--\n\n"
           "Return a callable object that fetches the given attribute(s) from its operand.\n"
           "After f = attrgetter('name'), the call f(r) returns r.name.\n"
           "After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\n"
           "After h = attrgetter('name.first', 'name.last'), the call h(r) returns\n"
           "(r.name.first, r.name.last).",
};

/* ---- methodcaller ---------------------------------------------------------------------------- */

static Value methodcaller_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (count < 1)
        return raise_type_error("methodcaller needs at least one argument, the method name");
    if (!is_str(args[0]))
        return raise_type_error("method name must be a string");
    Dict *named = NULL;
    if (keywords != NULL && keywords->count != 0) {
        if ((named = dict_new()) == NULL)
            return NULL;
        for (size_t i = 0; i < keywords->count; i++)
            if (!dict_set(named, keywords->items[i], args[count + i])) {
                GIVE_UP(named);
                return NULL;
            }
    }
    Tuple *all = tuple_from_array(args, count);
    if (all != NULL && is_exact_str(all->items[0])) {
        Str *name = str_intern_steal(str_of(all->items[0]));
        if (name == NULL) {
            all->items[0] = NONE;
            GIVE_UP(all);
            all = NULL;
        } else
            all->items[0] = value_of(name);
    }
    return getter_make_steal(type, all, NULL, value_of(named));
}

static Value methodcaller_call(Value self_value, Value *args, size_t count, Tuple *keywords) {
    const Getter *self = getter_of(self_value);
    if (!arguments_check("methodcaller", count, keywords, 1, 1))
        return NULL;
    Value method = attribute_get(args[0], str_of(self->names->items[0]));
    if (method == NULL)
        return NULL;
    Tuple *rest = tuple_slice(self->names, 1, self->names->count);
    Value result = NULL;
    if (rest != NULL)
        result = call_tuple(method, rest, self->keywords != NULL ? dict_of(self->keywords) : NULL);
    decref(method);
    decref_maybe(value_of(rest));
    return result;
}

static bool repr_arguments(StrBuilder *builder, const Getter *self) {
    for (size_t i = 0; i < self->names->count; i++)
        if ((i != 0 && !str_builder_ascii(builder, ", ", 2)) ||
            !str_builder_repr(builder, self->names->items[i]))
            return false;
    size_t position = 0;
    Value key, value;
    bool good = true;
    while (good && self->keywords != NULL &&
           dict_next(dict_of(self->keywords), &position, &key, &value)) {
        own(key); /* a repr may change the dict, which gc.get_referents() gives out */
        own(value);
        good = str_builder_format(builder, ", %S=%R", key, value);
        decref(key);
        decref(value);
    }
    return good;
}

static Value methodcaller_repr(Value self) {
    const char *name = type_of(self)->mem.name;
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR ? NULL : value_of(str_format("%s(...)", name));
    StrBuilder builder;
    str_builder_init(&builder);
    bool done = str_builder_c(&builder, name) && str_builder_character(&builder, '(') &&
                repr_arguments(&builder, getter_of(self)) && str_builder_character(&builder, ')');
    repr_leave(self);
    if (!done) {
        str_builder_abandon(&builder);
        return NULL;
    }
    return value_of(str_builder_finish(&builder));
}

/* (methodcaller, (name, args...)); with keywords (partial(methodcaller, name, **keywords), args).
 */
static Value methodcaller_reduce(Value self_value, Value *args) {
    const Getter *self = getter_of(self_value);
    if (self->keywords == NULL)
        return reduce_to_names(self_value, args);
    extern Type functools_partial_type;
    Value type = value_of(type_of(self_value));
    Tuple *head = tuple_pack(2, type, self->names->items[0]);
    Tuple *rest = head != NULL ? tuple_slice(self->names, 1, self->names->count) : NULL;
    Value partial =
        rest != NULL ? call_tuple(value_of(&functools_partial_type), head, dict_of(self->keywords))
                     : NULL;
    Tuple *result = partial != NULL ? tuple_pack(2, partial, value_of(rest)) : NULL;
    decref_maybe(value_of(head));
    decref_maybe(value_of(rest));
    decref_maybe(partial);
    return value_of(result);
}

static const NativeMethod methodcaller_methods[] = {
    NATIVE("__reduce__($self, /)", methodcaller_reduce, "Return state information for pickling"),
    NATIVE_END,
};

Type operator_methodcaller_type = {
    GETTER_TYPE(methodcaller, "operator.methodcaller"),
    .methods = methodcaller_methods,
    .repr = methodcaller_repr,
    .doc = "methodcaller(name, /, *args, **kwargs)\n--\n\n"
           "Return a callable object that calls the given method on its operand.\n"
           "After f = methodcaller('name'), the call f(r) returns r.name().\n"
           "After g = methodcaller('name', 'date', foo=1), the call g(r) returns\n"
           "r.name('date', foo=1).",
};
