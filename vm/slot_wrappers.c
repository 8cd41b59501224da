/* Wrapped slots: `int.__add__` and its like called as methods, by the kind of their slot. */
#include "vm/type_internal.h"

#include "vm/objects/int.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/raise.h"

static bool check_count(size_t count, size_t expected) {
    if (count == expected)
        return true;
    return raise_type_error("%sexpected %zu argument%s, got %zu", expected == 2 ? " " : "",
                            expected, expected == 1 ? "" : "s", count);
}

static Value none_if(bool good) {
    return good ? NONE : NULL;
}

static Value answer_value(Answer answer) {
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

typedef bool (*SetAttr)(Value self, Str *name, Value value);

/* Not past a class between the object's and the wrapper's that has a function of its own:
 * carelessly calling object.__setattr__ on a type would break what the type keeps. For a module,
 * whose function only knows another place for attributes, that one is meant. */
static SetAttr set_attr_function(const WrapperDescriptor *wrapper, Value self) {
    SetAttr function = (SetAttr)wrapper->function;
    Type *type = type_of(self), *base = type;
    while (base && base->set_attr != function && base->flags & TYPE_HEAP)
        base = base->base;
    if (!base || base->set_attr == function)
        return function;
    if (base == &module_type)
        return base->set_attr;
    return raise_type_error("can't apply this %s to %s object", wrapper->slot->text,
                            type->mem.name);
}

static Value set_attr(const WrapperDescriptor *wrapper, Value self, Value name, Value value) {
    if (!is_str(name))
        return raise_type_error("attribute name must be string, not '%.200s'", type_name_of(name));
    SetAttr function = set_attr_function(wrapper, self);
    return function ? none_if(function(self, str_of(name), value)) : NULL;
}

static Value descr_get(SlotFunction function, Value self, Value *args, size_t count) {
    if (count < 1 || count > 2)
        return raise_type_error(" expected %s %d argument%s, got %zu",
                                count < 1 ? "at least" : "at most", count < 1 ? 1 : 2,
                                count < 1 ? "" : "s", count);
    Value instance = args[0] == NONE ? NULL : args[0];
    Value owner = count > 1 && args[1] != NONE ? args[1] : NULL;
    if (!instance && !owner)
        return raise_type_error("__get__(None, None) is invalid");
    return ((Value(*)(Value, Value, Value))function)(self, instance, owner);
}

static Value next(SlotFunction function, Value self) {
    Value item;
    switch (((Next(*)(Value, Value *))function)(self, &item)) {
    case NEXT_ITEM:
        return item;
    case NEXT_DONE:
        if (!exception_pending())
            raise_stop_iteration(NULL);
        return NULL;
    default:
        return NULL;
    }
}

static size_t expected_count(SlotKind kind) {
    switch (kind) {
    case SLOT_UNARY:
    case SLOT_HASH:
    case SLOT_LENGTH:
    case SLOT_TRUTH:
    case SLOT_NEXT:
        return 0;
    case SLOT_SET_ITEM:
    case SLOT_SET_ATTR:
    case SLOT_DESCR_SET:
        return 2;
    default:
        return 1;
    }
}

Value wrapper_call(const WrapperDescriptor *wrapper, Value self, Value *args, size_t count,
                   Tuple *names_given) {
    const SlotDefinition *slot = wrapper->slot;
    SlotFunction function = wrapper->function;
    if (slot->kind == SLOT_CALL)
        return ((Value(*)(Value, Value *, size_t, Tuple *))function)(self, args, count,
                                                                     names_given);
    if (slot->kind == SLOT_INIT)
        return none_if(
            ((bool (*)(Value, Value *, size_t, Tuple *))function)(self, args, count, names_given));
    if (names_given && names_given->count)
        return raise_type_error("wrapper %s() takes no keyword arguments", slot->text);
    if (slot->kind == SLOT_DESCR_GET)
        return descr_get(function, self, args, count);
    if (slot->kind == SLOT_POWER || slot->kind == SLOT_POWER_RIGHT) {
        if (count < 1 || count > 2)
            return raise_type_error(" expected %s %d argument%s, got %zu",
                                    count < 1 ? "at least" : "at most", count < 1 ? 1 : 2,
                                    count < 1 ? "" : "s", count);
        Value modulus = count > 1 ? args[1] : NONE;
        Value (*power)(Value, Value, Value) = (Value(*)(Value, Value, Value))function;
        return slot->kind == SLOT_POWER ? power(self, args[0], modulus)
                                        : power(args[0], self, modulus);
    }
    if (!check_count(count, expected_count(slot->kind)))
        return NULL;

    Hash hash;
    ptrdiff_t length;
    switch (slot->kind) {
    case SLOT_UNARY:
        return ((Value(*)(Value))function)(self);
    case SLOT_HASH:
        hash = ((Hash(*)(Value))function)(self);
        return hash == -1 ? NULL : value_from_int64(hash);
    case SLOT_LENGTH:
        length = ((ptrdiff_t(*)(Value))function)(self);
        return length < 0 ? NULL : value_from_int64(length);
    case SLOT_TRUTH:
        return answer_value(((Answer(*)(Value))function)(self));
    case SLOT_CONTAINS:
        return answer_value(((Answer(*)(Value, Value))function)(self, args[0]));
    case SLOT_BINARY:
        return ((Value(*)(Value, Value))function)(self, args[0]);
    case SLOT_BINARY_RIGHT:
        return ((Value(*)(Value, Value))function)(args[0], self);
    case SLOT_COMPARE:
        return ((Value(*)(Value, Value, CompareOp))function)(self, args[0], (CompareOp)slot->op);
    case SLOT_NEXT:
        return next(function, self);
    case SLOT_SET_ITEM:
    case SLOT_DESCR_SET:
        return none_if(((bool (*)(Value, Value, Value))function)(self, args[0], args[1]));
    case SLOT_DELETE_ITEM:
    case SLOT_DESCR_DELETE:
        return none_if(((bool (*)(Value, Value, Value))function)(self, args[0], NULL));
    case SLOT_GET_ATTR:
        if (!is_str(args[0]))
            return raise_type_error("attribute name must be string, not '%.200s'",
                                    type_name_of(args[0]));
        return ((Value(*)(Value, Str *))function)(self, str_of(args[0]));
    case SLOT_SET_ATTR:
        return set_attr(wrapper, self, args[0], args[1]);
    case SLOT_DELETE_ATTR:
        return set_attr(wrapper, self, args[0], NULL);
    case SLOT_BUFFER:
        return buffer_method(self, args[0], (GetBuffer)function);
    case SLOT_RELEASE_BUFFER:
        return release_buffer_method(self, args[0]);
    default:
        return raise_system_error("bad slot wrapper");
    }
}
