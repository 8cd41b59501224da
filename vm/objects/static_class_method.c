/* staticmethod and classmethod: one layout, two ways of binding. */
#include "vm/names.h"
#include "vm/objects/instance.h"
#include "vm/objects/property.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"
#include "vm/type_internal.h"

typedef struct Wrapped {
    Object header;
    uintptr_t shape; /* attribute word */
    Value callable;  /* owned; null before __init__ */
} Wrapped;

static Wrapped *wrapped_of(Value value) {
    return (Wrapped *)(void *)object_of(value);
}

Value staticmethod_callable_borrowed(Value value) {
    return wrapped_of(value)->callable;
}

Value classmethod_callable_borrowed(Value value) {
    return wrapped_of(value)->callable;
}

static Value new (Type *type, Value *args, size_t count, Tuple *names_given) {
    Wrapped *wrapped = type_allocate(type, 0);
    if (wrapped)
        mem_gc_track(wrapped);
    return value_of(wrapped);
}

static Value make(Type *type, Value callable) {
    Value made = new (type, NULL, 0, NULL);
    if (made)
        wrapped_of(made)->callable = own(callable);
    return made;
}

Value staticmethod_new(Value callable) {
    return make(&staticmethod_type, callable);
}

Value classmethod_new(Value callable) {
    return make(&classmethod_type, callable);
}

static void clear(Object *object) {
    clear_value(&wrapped_of(value_of(object))->callable);
    instance_word_clear(object);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    visit_value(wrapped_of(value_of(object))->callable, visit, context);
    instance_word_traverse(object, visit, context);
}

/* As functools.wraps: what the function says of itself. */
static bool copy_attributes(Value self, Value callable) {
    Str *const copied[] = {names.__module__, names.__name__, names.__qualname__, names.__doc__,
                           names.__annotations__};
    for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
        Value value;
        Lookup found = attribute_lookup(callable, copied[i], &value);
        if (found == LOOKUP_ERROR)
            return false;
        if (found == LOOKUP_MISSING)
            continue;
        bool good = attribute_set(self, copied[i], value);
        decref(value);
        if (!good)
            return false;
    }
    return true;
}

static bool init(Value self, Value *args, size_t count, Tuple *names_given, const char *name) {
    if (names_given && names_given->count)
        return raise_type_error("%s() takes no keyword arguments", name);
    if (count != 1)
        return raise_type_error("%s expected 1 argument, got %zu", name, count);
    replace_value(&wrapped_of(self)->callable, own(args[0]));
    return copy_attributes(self, args[0]);
}

static bool static_init(Value self, Value *args, size_t count, Tuple *names_given) {
    return init(self, args, count, names_given, "staticmethod");
}

static bool class_init(Value self, Value *args, size_t count, Tuple *names_given) {
    return init(self, args, count, names_given, "classmethod");
}

static void *raise_uninitialized(const char *name) {
    return raise_runtime_error("uninitialized %s object", name);
}

static Value static_get(Value self, Value instance, Value owner) {
    Value callable = wrapped_of(self)->callable;
    return callable ? own(callable) : raise_uninitialized("staticmethod");
}

static Value static_call(Value self, Value *args, size_t count, Tuple *names_given) {
    Value callable = wrapped_of(self)->callable;
    if (!callable)
        return raise_uninitialized("staticmethod");
    incref(callable);
    Value result = call(callable, args, count, names_given);
    decref(callable);
    return result;
}

static Value class_get(Value self, Value instance, Value owner) {
    Value callable = wrapped_of(self)->callable;
    if (!callable)
        return raise_uninitialized("classmethod");
    return method_new(callable, owner ? owner : value_of(type_of(instance)));
}

static Value static_repr(Value self) {
    return value_of(str_format("<staticmethod(%R)>", wrapped_of(self)->callable));
}

static Value class_repr(Value self) {
    return value_of(str_format("<classmethod(%R)>", wrapped_of(self)->callable));
}

static Value is_abstract(Value self) {
    Answer answer = is_abstract_method(wrapped_of(self)->callable);
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

static const NativeMember members[] = {
    {"__func__", MEMBER_VALUE, offsetof(Wrapped, callable), false, NULL},
    {"__wrapped__", MEMBER_VALUE, offsetof(Wrapped, callable), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"__isabstractmethod__", is_abstract, NULL, NULL},
    {"__dict__", instance_get_dict, instance_set_dict, NULL},
    {NULL, NULL, NULL, NULL},
};

Type staticmethod_type = {
    TYPE_INIT_CONTAINER("staticmethod", sizeof(Wrapped), dealloc, traverse, clear),
    .flags = TYPE_BASE,
    .shape_offset = offsetof(Wrapped, shape),
    .accepts_weakrefs = true,
    .doc = "staticmethod(function, /)\n--\n\n"
           "Convert a function to be a static method.\n\nA static method does not receive an "
           "implicit first argument.\n",
    .members = members,
    .getsets = getsets,
    .new = new,
    .init = static_init,
    .repr = static_repr,
    .call = static_call,
    .descr_get = static_get,
};

Type classmethod_type = {
    TYPE_INIT_CONTAINER("classmethod", sizeof(Wrapped), dealloc, traverse, clear),
    .flags = TYPE_BASE,
    .shape_offset = offsetof(Wrapped, shape),
    .accepts_weakrefs = true,
    .doc = "classmethod(function, /)\n--\n\n"
           "Convert a function to be a class method.\n\nA class method receives the class as "
           "implicit first argument,\njust like an instance method receives the instance.\n",
    .members = members,
    .getsets = getsets,
    .new = new,
    .init = class_init,
    .repr = class_repr,
    .descr_get = class_get,
};
