/* Bound methods: a callable with its first argument. Attributes are the callable's. */
#include "vm/import.h"
#include "vm/objects/function.h"
#include "vm/vm.h"

#include <string.h>

static Method *method_from(Value self) {
    return (Method *)object_of(self);
}

Value method_new(Value function, Value self) {
    Method *method = mem_object_new(&method_type.mem, sizeof *method);
    if (!method)
        return raise_no_memory();
    method->function = own(function);
    method->self = own(self);
    mem_gc_track(method);
    return value_of(method);
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("method", count, keywords, 2, 2))
        return NULL;
    if (!is_callable(args[0]))
        return raise_type_error("first argument must be callable");
    if (args[1] == NONE)
        return raise_type_error("instance must not be None");
    return method_new(args[0], args[1]);
}

static void clear(Object *object) {
    Method *method = (Method *)object;
    clear_value(&method->function);
    clear_value(&method->self);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    Method *method = (Method *)object;
    visit_value(method->function, visit, context);
    visit_value(method->self, visit, context);
}

/* self(*args): the arguments with the bound one in front. */
static Value call_method(Value self, Value *args, size_t count, Tuple *keywords) {
    enum { LOCAL = 16 };
    Method *method = method_from(self);
    size_t total = count + (keywords ? keywords->count : 0) + 1;
    Value local[LOCAL], *all = local;
    if (total > LOCAL) {
        all = mem_malloc(total * sizeof *all);
        if (!all)
            return raise_no_memory();
    }
    all[0] = method->self;
    memcpy(all + 1, args, (total - 1) * sizeof *all);
    incref(self); /* keeps function and self */
    Value result = call(method->function, all, count + 1, keywords);
    decref(self);
    if (all != local)
        mem_free(all);
    return result;
}

static Value repr(Value self) {
    Method *method = method_from(self);
    Value name = NULL;
    Lookup found = attribute_lookup(method->function, names.__qualname__, &name);
    if (found == LOOKUP_MISSING)
        found = attribute_lookup(method->function, names.__name__, &name);
    if (found == LOOKUP_ERROR)
        return NULL;
    Str *text = name && is_str(name)
                    ? str_format("<bound method %U of %R>", str_of(name), method->self)
                    : str_format("<bound method ? of %R>", method->self);
    decref_maybe(name);
    return value_of(text);
}

static Value compare(Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !has_type(other, &method_type))
        return NOT_IMPLEMENTED;
    Method *left = method_from(self), *right = method_from(other);
    Answer equal =
        left->self == right->self ? object_equal(left->function, right->function) : ANSWER_NO;
    if (equal == ANSWER_ERROR)
        return NULL;
    return value_of_bool((op == COMPARE_EQ) == equal);
}

static Hash hash(Value self) {
    Method *method = method_from(self);
    Hash function = object_hash(method->function);
    if (function == -1)
        return -1;
    Hash mixed = function ^ (Hash)((uintptr_t)method->self >> 4 | (uintptr_t)method->self << 60);
    return mixed == -1 ? -2 : mixed;
}

static Value get_attr(Value self, Str *name) {
    if (type_lookup_borrowed(&method_type, name))
        return attribute_get_generic(self, name);
    Value function = own(method_from(self)->function);
    Value result = attribute_get(function, name);
    decref(function);
    return result;
}

static Value doc_get(Value self) {
    Value doc;
    switch (attribute_lookup(method_from(self)->function, names.__doc__, &doc)) {
    case LOOKUP_ERROR:
        return NULL;
    case LOOKUP_MISSING:
        return NONE;
    case LOOKUP_FOUND:
        break;
    }
    return doc;
}

static Value descr_get(Value self, Value instance, Value owner) {
    return own(self); /* bound already */
}

static Value reduce(Value self, Value *args) {
    Method *method = method_from(self);
    Value getter = builtin_lookup("getattr");
    Value name = getter ? attribute_get(method->function, names.__name__) : NULL;
    Tuple *arguments = name ? tuple_pack(2, method->self, name) : NULL;
    Tuple *result = arguments ? tuple_pack(2, getter, value_of(arguments)) : NULL;
    decref_maybe(getter);
    decref_maybe(name);
    if (arguments)
        GIVE_UP(arguments);
    return value_of(result);
}

static const NativeMethod methods[] = {
    NATIVE("__reduce__($self, /)", reduce, NULL),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"__func__", MEMBER_VALUE, offsetof(Method, function), false,
     "the function (or other callable) implementing a method"},
    {"__self__", MEMBER_VALUE, offsetof(Method, self), false,
     "the instance to which a method is bound"},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"__doc__", doc_get, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type method_type = {
    TYPE_INIT_CONTAINER("method", sizeof(Method), dealloc, traverse, clear),
    .accepts_weakrefs = true,
    .doc = "method(function, instance, /)\n--\n\n"
           "Create a bound instance method object.",
    .new = new,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .call = call_method,
    .get_attr = get_attr,
    .set_attr = attribute_set_generic,
    .descr_get = descr_get,
    .methods = methods,
    .getsets = getsets,
    .members = members,
};
