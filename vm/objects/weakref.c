/* weakref.ref: a reference that does not keep its object alive. memory/ keeps the table that finds
 * the references of an object; here they are Python objects. */
#include "vm/objects/weakref.h"
#include "vm/type_internal.h"
#include "vm/vm.h"

static Weakref *weakref_from(Value self) {
    return (Weakref *)object_of(self);
}

Value weakref_get(Value reference) {
    Object *referent = mem_weakref_get(&weakref_from(reference)->mem);
    return referent ? value_of(referent) : NULL;
}

void weakref_call_callback(MemWeakref *reference) {
    Value callback = reference->callback ? value_of(reference->callback) : NULL;
    if (!callback)
        return;
    reference->callback = NULL; /* once */
    Value pending = exception_fetch();
    Value self = own(value_of(reference));
    Value result = call_1(callback, self);
    if (!result)
        exception_write_unraisable(callback);
    decref_maybe(result);
    decref(self);
    decref(callback);
    exception_restore_steal(pending);
}

/* ---- life ------------------------------------------------------------------------------------ */

static bool is_referable(Value object) {
    if (is_object(object) && type_of(object)->accepts_weakrefs)
        return true;
    return raise_type_error("cannot create weak reference to '%s' object", type_name_of(object));
}

static Value make(Type *type, Value object, Value callback) {
    if (!is_referable(object))
        return NULL;
    Weakref *reference = type_allocate(type, 0);
    if (!reference)
        return NULL;
    reference->mem.referent = NULL;
    reference->mem.callback = callback ? object_of(own(callback)) : NULL;
    reference->mem.next = reference->mem.previous = NULL;
    reference->hash = -1;
    if (!mem_weakref_new(&reference->mem, object_of(object))) {
        mem_gc_track(reference);
        GIVE_UP(reference);
        return raise_no_memory();
    }
    mem_gc_track(reference);
    return value_of(reference);
}

/* The one reference of exactly this type without a callback, shared: owned, or null. */
static Value shared(Type *type, Value object) {
    if (!is_object(object) || !(object_of(object)->flags & MEM_OBJECT_WEAKREFS))
        return NULL;
    for (MemWeakref *at = mem_weakref_first(object_of(object)); at; at = at->next)
        if (at->header.type == &type->mem && !at->callback && at->header.refcount)
            return own(value_of(at));
    return NULL;
}

static Value new_of_type(Type *type, Value object, Value callback) {
    if (callback == NONE)
        callback = NULL;
    Value existing = callback || type->flags & TYPE_HEAP ? NULL : shared(type, object);
    return existing ? existing : make(type, object, callback);
}

Value weakref_new(Value object, Value callback) {
    return new_of_type(&weakref_type, object, callback);
}

Value weakref_proxy_new(Value object, Value callback) {
    Type *type = is_callable(object) ? &weakref_callable_proxy_type : &weakref_proxy_type;
    return type_ready(type) ? new_of_type(type, object, callback) : NULL;
}

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    if (count < 1 || count > 2)
        return raise_type_error(count ? "__new__ expected at most 2 arguments, got %zu"
                                      : "__new__ expected at least 1 argument, got %zu",
                                count);
    return new_of_type(type, args[0], count > 1 ? args[1] : NULL);
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    return arguments_check("ref", count, keywords, 1, 2);
}

static void clear(Object *object) {
    Weakref *reference = (Weakref *)object;
    if (reference->mem.referent)
        mem_weakref_remove(&reference->mem);
    Object *callback = reference->mem.callback;
    reference->mem.callback = NULL;
    decref_maybe(value_of(callback)); /* anything may be given as one, a small integer too */
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    Weakref *reference = (Weakref *)object;
    visit_value(value_of(reference->mem.callback), visit, context);
}

/* ---- ref ------------------------------------------------------------------------------------- */

static Value call_ref(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("weakref.ReferenceType.__call__", count, keywords, 0, 0))
        return NULL;
    Value referent = weakref_get(self);
    return referent ? referent : NONE;
}

static Value repr(Value self) {
    char address[32], target[32];
    snprintf(address, sizeof address, "%p", (void *)object_of(self));
    Value referent = weakref_get(self);
    if (!referent)
        return value_of(str_format("<weakref at %s; dead>", address));
    snprintf(target, sizeof target, "%p", (void *)object_of(referent));
    Value name = NULL;
    Lookup found = special_method_lookup(referent, names.__name__, &name);
    Str *type = found != LOOKUP_ERROR ? type_full_name(type_of(referent)) : NULL, *text = NULL;
    if (type && name && is_str(name))
        text =
            str_format("<weakref at %s; to '%U' at %s (%U)>", address, type, target, str_of(name));
    else if (type)
        text = str_format("<weakref at %s; to '%U' at %s>", address, type, target);
    decref_maybe(name);
    decref_maybe(value_of(type));
    decref(referent);
    return value_of(text);
}

static Hash hash(Value self) {
    Weakref *reference = weakref_from(self);
    if (reference->hash != -1)
        return reference->hash;
    Value referent = weakref_get(self);
    if (!referent) {
        raise_type_error("weak object has gone away");
        return -1;
    }
    Hash result = object_hash(referent);
    reference->hash = result;
    decref(referent);
    return result;
}

static Value compare(Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_instance_of(self, &weakref_type) ||
        !is_instance_of(other, &weakref_type))
        return NOT_IMPLEMENTED;
    Value left = weakref_get(self), right = weakref_get(other), result;
    if (left && right)
        result = object_compare(left, right, op);
    else
        result = value_of_bool((self == other) == (op == COMPARE_EQ));
    decref_maybe(left);
    decref_maybe(right);
    return result;
}

static Value callback_get(Value self) {
    Object *callback = weakref_from(self)->mem.callback;
    return own(callback ? value_of(callback) : NONE);
}

static Value class_getitem(Value class, Value *args) {
    return call_2(value_of(&generic_alias_type), class, args[0]);
}

static const NativeGetSet getsets[] = {
    {"__callback__", callback_get, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeMethod methods[] = {
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", class_getitem, "See PEP 585"),
    NATIVE_END,
};

Type weakref_type = {
    TYPE_INIT_CONTAINER("weakref.ReferenceType", sizeof(Weakref), dealloc, traverse, clear),
    .flags = TYPE_BASE | TYPE_DEFAULT_GETATTR,
    .new = new,
    .init = init,
    .repr = repr,
    .hash = hash,
    .compare = compare,
    .call = call_ref,
    .get_attr = attribute_get_generic,
    .methods = methods,
    .getsets = getsets,
};

/* ---- proxies: everything is the referent's --------------------------------------------------- */

/* The referent of a proxy, the value itself otherwise: owned; ReferenceError if it is gone. */
static Value unwrap(Value value) {
    if (!has_type(value, &weakref_proxy_type) && !has_type(value, &weakref_callable_proxy_type))
        return own(value);
    Value referent = weakref_get(value);
    return referent ? referent
                    : raise_error(&exc_ReferenceError, "weakly-referenced object no longer exists");
}

#define UNWRAP_OR_RETURN(variable, value, failure)                                                 \
    Value variable = unwrap(value);                                                                \
    if (!variable)                                                                                 \
    return failure

static Value proxy_repr(Value self) {
    char address[32], target[32];
    snprintf(address, sizeof address, "%p", (void *)object_of(self));
    Value referent = weakref_get(self);
    if (!referent)
        return value_of(str_format("<weakproxy at %s; dead>", address));
    snprintf(target, sizeof target, "%p", (void *)object_of(referent));
    Str *type = type_full_name(type_of(referent));
    Str *text = type ? str_format("<weakproxy at %s; to '%U' at %s>", address, type, target) : NULL;
    decref_maybe(value_of(type));
    decref(referent);
    return value_of(text);
}

static Value proxy_str(Value self) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = object_str(referent);
    decref(referent);
    return result;
}

static Value proxy_compare(Value self, Value other, CompareOp op) {
    UNWRAP_OR_RETURN(left, self, NULL);
    Value right = unwrap(other);
    Value result = right ? object_compare(left, right, op) : NULL;
    decref(left);
    decref_maybe(right);
    return result;
}

static Hash proxy_hash(Value self) {
    raise_type_error("unhashable type: '%.200s'", type_name_of(self));
    return -1;
}

static Value proxy_get_attr(Value self, Str *name) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = attribute_get(referent, name);
    decref(referent);
    return result;
}

static bool proxy_set_attr(Value self, Str *name, Value value) {
    UNWRAP_OR_RETURN(referent, self, false);
    bool done = value ? attribute_set(referent, name, value) : attribute_delete(referent, name);
    decref(referent);
    return done;
}

static Answer proxy_truth(Value self) {
    UNWRAP_OR_RETURN(referent, self, ANSWER_ERROR);
    Answer answer = object_truth(referent);
    decref(referent);
    return answer;
}

static Value proxy_iter(Value self) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = object_iter(referent);
    decref(referent);
    return result;
}

static Next proxy_next(Value self, Value *item) {
    UNWRAP_OR_RETURN(referent, self, NEXT_ERROR);
    Next next = NEXT_ERROR;
    if (!type_of(referent)->next)
        raise_type_error("Weakref proxy referenced a non-iterator '%.200s' object",
                         type_name_of(referent));
    else
        next = iterator_next(referent, item);
    decref(referent);
    return next;
}

static ptrdiff_t proxy_length(Value self) {
    UNWRAP_OR_RETURN(referent, self, -1);
    ptrdiff_t length = object_length(referent);
    decref(referent);
    return length;
}

static Value proxy_get_item(Value self, Value key) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = object_get_item(referent, key);
    decref(referent);
    return result;
}

static bool proxy_set_item(Value self, Value key, Value value) {
    UNWRAP_OR_RETURN(referent, self, false);
    bool done = value ? object_set_item(referent, key, value) : object_delete_item(referent, key);
    decref(referent);
    return done;
}

static Answer proxy_contains(Value self, Value item) {
    UNWRAP_OR_RETURN(referent, self, ANSWER_ERROR);
    Answer answer = object_contains(referent, item);
    decref(referent);
    return answer;
}

static Value proxy_call(Value self, Value *args, size_t count, Tuple *keywords) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = call(referent, args, count, keywords);
    decref(referent);
    return result;
}

static Value proxy_binary(BinarySlot slot, Value left, Value right) {
    UNWRAP_OR_RETURN(first, left, NULL);
    Value second = unwrap(right);
    Value result = second ? object_binary(slot, first, second) : NULL;
    decref(first);
    decref_maybe(second);
    return result;
}

static Value proxy_inplace(BinarySlot slot, Value left, Value right) {
    UNWRAP_OR_RETURN(first, left, NULL);
    Value second = unwrap(right);
    Value result = second ? object_inplace(slot, first, second) : NULL;
    decref(first);
    decref_maybe(second);
    return result;
}

static Value proxy_unary(UnarySlot slot, Value self) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = object_unary(slot, referent);
    decref(referent);
    return result;
}

#define PROXY_SLOTS(slot, name)                                                                    \
    static Value binary_##name(Value left, Value right) {                                          \
        return proxy_binary(slot, left, right);                                                    \
    }                                                                                              \
    static Value inplace_##name(Value left, Value right) {                                         \
        return proxy_inplace(slot, left, right);                                                   \
    }
PROXY_SLOTS(NUMBER_ADD, add)
PROXY_SLOTS(NUMBER_SUBTRACT, subtract)
PROXY_SLOTS(NUMBER_MULTIPLY, multiply)
PROXY_SLOTS(NUMBER_MATMUL, matmul)
PROXY_SLOTS(NUMBER_TRUE_DIVIDE, true_divide)
PROXY_SLOTS(NUMBER_FLOOR_DIVIDE, floor_divide)
PROXY_SLOTS(NUMBER_REMAINDER, remainder)
PROXY_SLOTS(NUMBER_LSHIFT, lshift)
PROXY_SLOTS(NUMBER_RSHIFT, rshift)
PROXY_SLOTS(NUMBER_AND, and)
PROXY_SLOTS(NUMBER_XOR, xor)
PROXY_SLOTS(NUMBER_OR, or)

static Value binary_divmod(Value left, Value right) {
    return proxy_binary(NUMBER_DIVMOD, left, right);
}

static Value power(Value base, Value exponent, Value modulus) {
    UNWRAP_OR_RETURN(first, base, NULL);
    Value second = unwrap(exponent), third = second ? unwrap(modulus) : NULL;
    Value result = third ? object_power(first, second, third) : NULL;
    decref(first);
    decref_maybe(second);
    decref_maybe(third);
    return result;
}

static Value inplace_power(Value base, Value exponent) {
    UNWRAP_OR_RETURN(first, base, NULL);
    Value second = unwrap(exponent);
    Value result = second ? object_inplace_power(first, second) : NULL;
    decref(first);
    decref_maybe(second);
    return result;
}

#define PROXY_UNARY(slot, name)                                                                    \
    static Value unary_##name(Value self) {                                                        \
        return proxy_unary(slot, self);                                                            \
    }
PROXY_UNARY(NUMBER_NEGATIVE, negative)
PROXY_UNARY(NUMBER_POSITIVE, positive)
PROXY_UNARY(NUMBER_ABSOLUTE, absolute)
PROXY_UNARY(NUMBER_INVERT, invert)

static Value proxy_to_int(Value self) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = object_to_int(referent);
    decref(referent);
    return result;
}

static Value proxy_to_float(Value self) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = object_to_float(referent);
    decref(referent);
    return result;
}

static Value proxy_to_index(Value self) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = object_index(referent);
    decref(referent);
    return result;
}

static Value proxy_bytes(Value self, Value *args) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = call_method_0(referent, names.__bytes__);
    decref(referent);
    return result;
}

static Value proxy_reversed(Value self, Value *args) {
    UNWRAP_OR_RETURN(referent, self, NULL);
    Value result = call_method_0(referent, names.__reversed__);
    decref(referent);
    return result;
}

static const NativeMethod proxy_methods[] = {
    NATIVE("__bytes__($self, /)", proxy_bytes, NULL),
    NATIVE("__reversed__($self, /)", proxy_reversed, NULL),
    NATIVE_END,
};

#define PROXY_TYPE(variable, type_name, call_function)                                             \
    Type variable = {                                                                              \
        TYPE_INIT_CONTAINER(type_name, sizeof(Weakref), dealloc, traverse, clear),                 \
        .flags = TYPE_NO_INSTANTIATION,                                                            \
        .repr = proxy_repr,                                                                        \
        .str = proxy_str,                                                                          \
        .hash = proxy_hash,                                                                        \
        .compare = proxy_compare,                                                                  \
        .call = call_function,                                                                     \
        .get_attr = proxy_get_attr,                                                                \
        .set_attr = proxy_set_attr,                                                                \
        .truth = proxy_truth,                                                                      \
        .iter = proxy_iter,                                                                        \
        .next = proxy_next,                                                                        \
        .length = proxy_length,                                                                    \
        .get_item = proxy_get_item,                                                                \
        .set_item = proxy_set_item,                                                                \
        .contains = proxy_contains,                                                                \
        .binary = {[NUMBER_ADD] = binary_add,                                                      \
                   [NUMBER_SUBTRACT] = binary_subtract,                                            \
                   [NUMBER_MULTIPLY] = binary_multiply,                                            \
                   [NUMBER_MATMUL] = binary_matmul,                                                \
                   [NUMBER_TRUE_DIVIDE] = binary_true_divide,                                      \
                   [NUMBER_FLOOR_DIVIDE] = binary_floor_divide,                                    \
                   [NUMBER_REMAINDER] = binary_remainder,                                          \
                   [NUMBER_DIVMOD] = binary_divmod,                                                \
                   [NUMBER_LSHIFT] = binary_lshift,                                                \
                   [NUMBER_RSHIFT] = binary_rshift,                                                \
                   [NUMBER_AND] = binary_and,                                                      \
                   [NUMBER_XOR] = binary_xor,                                                      \
                   [NUMBER_OR] = binary_or},                                                       \
        .inplace = {[NUMBER_ADD] = inplace_add,                                                    \
                    [NUMBER_SUBTRACT] = inplace_subtract,                                          \
                    [NUMBER_MULTIPLY] = inplace_multiply,                                          \
                    [NUMBER_MATMUL] = inplace_matmul,                                              \
                    [NUMBER_TRUE_DIVIDE] = inplace_true_divide,                                    \
                    [NUMBER_FLOOR_DIVIDE] = inplace_floor_divide,                                  \
                    [NUMBER_REMAINDER] = inplace_remainder,                                        \
                    [NUMBER_LSHIFT] = inplace_lshift,                                              \
                    [NUMBER_RSHIFT] = inplace_rshift,                                              \
                    [NUMBER_AND] = inplace_and,                                                    \
                    [NUMBER_XOR] = inplace_xor,                                                    \
                    [NUMBER_OR] = inplace_or},                                                     \
        .power = power,                                                                            \
        .inplace_power = inplace_power,                                                            \
        .unary = {[NUMBER_NEGATIVE] = unary_negative,                                              \
                  [NUMBER_POSITIVE] = unary_positive,                                              \
                  [NUMBER_ABSOLUTE] = unary_absolute,                                              \
                  [NUMBER_INVERT] = unary_invert},                                                 \
        .to_int = proxy_to_int,                                                                    \
        .to_float = proxy_to_float,                                                                \
        .to_index = proxy_to_index,                                                                \
        .methods = proxy_methods,                                                                  \
    }
PROXY_TYPE(weakref_proxy_type, "weakref.ProxyType", NULL);
PROXY_TYPE(weakref_callable_proxy_type, "weakref.CallableProxyType", proxy_call);
