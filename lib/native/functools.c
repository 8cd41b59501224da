/* _functools: reduce and cmp_to_key; partial and the lru_cache wrapper have files of their own.
 * What need not be quick is in lib/python/functools.py. */
#include "lib/native/functools.h"

/* ---- reduce ---------------------------------------------------------------------------------- */

static Value reduce(Value module, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("reduce", count, keywords, 2, 3))
        return NULL;
    Value iterator = object_iter(args[1]);
    if (iterator == NULL) {
        if (exception_clear_if(&exc_TypeError))
            raise_type_error("reduce() arg 2 must support iteration");
        return NULL;
    }
    Value result = count == 3 ? own(args[2]) : NULL, item;
    Next next;
    while ((next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        if (result == NULL) {
            result = item;
            continue;
        }
        Value combined = call_2(args[0], result, item);
        decref(item);
        decref(result);
        result = combined;
        if (result == NULL) {
            decref(iterator);
            return NULL;
        }
    }
    decref(iterator);
    if (next == NEXT_ERROR)
        clear_value(&result);
    else if (result == NULL)
        raise_type_error("reduce() of empty iterable with no initial value");
    return result;
}

/* ---- cmp_to_key ------------------------------------------------------------------------------ */

typedef struct Key {
    Object header;
    Value compare;
    Value object; /* null in what cmp_to_key gives */
} Key;

static Value key_make(Value compare, Value object) {
    Key *self = mem_object_new(&functools_key_type.mem, sizeof(Key));
    if (self == NULL)
        return raise_no_memory();
    self->compare = own(compare);
    self->object = own_maybe(object);
    mem_gc_track(self);
    return value_of(self);
}

static void key_clear(Object *object) {
    clear_value(&((Key *)object)->compare);
    clear_value(&((Key *)object)->object);
}

static void key_dealloc(Object *object) {
    mem_gc_untrack(object);
    key_clear(object);
    mem_object_free(object, sizeof(Key));
}

static void key_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((Key *)object)->compare, visit, context);
    visit_value(((Key *)object)->object, visit, context);
}

static Value key_call(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("K(obj)");
    Value object;
    if (!arguments_bind(&signature, args, count, keywords, &object))
        return NULL;
    return key_make(((Key *)object_of(self))->compare, object);
}

static Value key_compare(Value left, Value right, CompareOp op) {
    if (!has_type(right, &functools_key_type))
        return raise_type_error("other argument must be K instance");
    const Key *a = (Key *)object_of(left), *b = (Key *)object_of(right);
    if (a->object == NULL || b->object == NULL)
        return raise_attribute_error("object");
    Value compare = own(a->compare), first = own(a->object), second = own(b->object);
    Value order = call_2(compare, first, second);
    decref(compare);
    decref(first);
    decref(second);
    if (order == NULL)
        return NULL;
    Value result = object_compare(order, value_of_small_int(0), op);
    decref(order);
    return result;
}

static const NativeMember key_members[] = {
    {"obj", MEMBER_VALUE, offsetof(Key, object), true, "Value wrapped by a key function."},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static Value key_text_signature(Value self) {
    return value_of(str_from_c("(obj)"));
}

static const NativeGetSet key_getsets[] = {
    {"__text_signature__", key_text_signature, NULL, NULL}, /* for inspect */
    {NULL, NULL, NULL, NULL},
};

Type functools_key_type = {
    TYPE_INIT_CONTAINER("functools.KeyWrapper", sizeof(Key), key_dealloc, key_traverse, key_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .members = key_members,
    .getsets = key_getsets,
    .call = key_call,
    .compare = key_compare,
};

static Value cmp_to_key(Value module, Value *args) {
    return key_make(args[0], NULL);
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE_RAW("reduce", reduce,
               "reduce(function, iterable[, initial], /) -> value\n\n"
               "Apply a function of two arguments cumulatively to the items of an iterable, from "
               "left to right.\n\n"
               "This effectively reduces the iterable to a single value.  If initial is present,\n"
               "it is placed before the items of the iterable in the calculation, and serves as\n"
               "a default when the iterable is empty.\n\n"
               "For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])\n"
               "calculates ((((1 + 2) + 3) + 4) + 5)."),
    NATIVE("cmp_to_key($module, /, mycmp)", cmp_to_key,
           "Convert a cmp= function into a key= function.\n\n"
           "  mycmp\n    Function that compares two objects."),
    NATIVE_END,
};

static bool exec(Module *module) {
    return module_add_type(module, &functools_partial_type) &&
           module_add_type(module, &functools_lru_cache_type);
}

const NativeModule _functools_module = {
    .name = "_functools",
    .doc = "Tools that operate on functions.",
    .functions = functions,
    .exec = exec,
};
