/* types.SimpleNamespace: attributes and nothing else. */
#include "vm/objects/simple_namespace.h"

#include "vm/objects/dict.h"
#include "vm/objects/instance.h"
#include "vm/objects/repr_guard.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"

typedef struct SimpleNamespace {
    Object header;
    uintptr_t shape; /* attribute word: always a dict */
} SimpleNamespace;

static Value new (Type *type, Value *args, size_t count, Tuple *names_given) {
    SimpleNamespace *namespace = type_allocate(type, 0);
    if (!namespace)
        return NULL;
    mem_gc_track(namespace);
    if (!instance_dict(value_of(namespace))) {
        GIVE_UP(namespace);
        return NULL;
    }
    return value_of(namespace);
}

Value simple_namespace_new(Dict *attributes) {
    Value namespace = new (&simple_namespace_type, NULL, 0, NULL);
    if (namespace && attributes && !dict_merge(instance_dict(namespace), value_of(attributes)))
        clear_value(&namespace);
    return namespace;
}

static void clear(Object *object) {
    instance_word_clear(object);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    instance_word_clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    instance_word_traverse(object, visit, context);
}

static bool check_keys(Dict *dict) {
    size_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value))
        if (!is_str(key))
            return raise_type_error("keywords must be strings");
    return true;
}

static bool init(Value self, Value *args, size_t count, Tuple *names_given) {
    if (count > 1)
        return raise_type_error("SimpleNamespace expected at most 1 argument, got %zu", count);
    Dict *dict = instance_dict(self);
    if (!dict)
        return false;
    if (count) {
        Dict *given = dict_new();
        bool good = given && dict_update(given, args[0]) && check_keys(given) &&
                    dict_merge(dict, value_of(given));
        if (given)
            GIVE_UP(given);
        if (!good)
            return false;
    }
    for (size_t i = 0; names_given && i < names_given->count; i++)
        if (!dict_set(dict, names_given->items[i], args[count + i]))
            return false;
    return true;
}

static bool write_items(StrBuilder *builder, Dict *dict) {
    Dict *copy = dict_copy(dict); /* repr may change it */
    if (!copy)
        return false;
    bool good = true, first = true;
    size_t position = 0;
    Value key, value;
    while (good && dict_next(copy, &position, &key, &value)) {
        if (!is_str(key) || !str_of(key)->length)
            continue;
        good = (first || str_builder_c(builder, ", ")) && str_builder_str(builder, str_of(key)) &&
               str_builder_character(builder, '=') && str_builder_repr(builder, value);
        first = false;
    }
    GIVE_UP(copy);
    return good;
}

static Value repr(Value self) {
    const char *name = has_type(self, &simple_namespace_type) ? "namespace" : type_name_of(self);
    Answer running = repr_enter(self);
    if (running != ANSWER_NO)
        return running == ANSWER_ERROR ? NULL : value_of(str_format("%s(...)", name));
    StrBuilder builder;
    str_builder_init(&builder);
    Dict *dict = instance_dict(self);
    bool good = dict && str_builder_c(&builder, name) && str_builder_character(&builder, '(') &&
                write_items(&builder, dict) && str_builder_character(&builder, ')');
    repr_leave(self);
    if (good)
        return value_of(str_builder_finish(&builder));
    str_builder_abandon(&builder);
    return NULL;
}

static Value compare(Value self, Value other, CompareOp op) {
    if (!is_instance_of(self, &simple_namespace_type) ||
        !is_instance_of(other, &simple_namespace_type))
        return NOT_IMPLEMENTED;
    Dict *left = instance_dict(self), *right = instance_dict(other);
    if (!left || !right)
        return NULL;
    return object_compare(value_of(left), value_of(right), op);
}

static Value reduce(Value self, Value *args) {
    Tuple *empty = tuple_empty();
    Dict *dict = instance_dict(self);
    Value result =
        dict ? value_of(tuple_pack(3, value_of(type_of(self)), value_of(empty), value_of(dict)))
             : NULL;
    GIVE_UP(empty);
    return result;
}

static Value replace(Value self, Value *args, size_t count, Tuple *names_given) {
    if (count)
        return raise_type_error("__replace__() takes no positional arguments");
    Value result = call_0(value_of(type_of(self)));
    if (!result)
        return NULL;
    Dict *from = instance_dict(self), *to = instance_dict(result);
    bool good = from && to && dict_merge(to, value_of(from));
    for (size_t i = 0; good && names_given && i < names_given->count; i++)
        good = dict_set(to, names_given->items[i], args[i]);
    if (!good)
        clear_value(&result);
    return result;
}

static const NativeMethod methods[] = {
    NATIVE("__reduce__($self, /)", reduce, "Return state information for pickling"),
    NATIVE_RAW("__replace__($self, /, **changes)", replace,
               "Return a copy of the namespace object with new values for the specified "
               "attributes."),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"__dict__", instance_get_dict, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type simple_namespace_type = {
    TYPE_INIT_CONTAINER("types.SimpleNamespace", sizeof(SimpleNamespace), dealloc, traverse, clear),
    .flags = TYPE_BASE,
    .shape_offset = offsetof(SimpleNamespace, shape),
    .doc = "SimpleNamespace(mapping_or_iterable=(), /, **kwargs)\n--\n\n"
           "A simple attribute-based namespace.",
    .methods = methods,
    .getsets = getsets,
    .new = new,
    .init = init,
    .repr = repr,
    .compare = compare,
};
