/* None, NotImplemented and Ellipsis. */
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/raise.h"

Object none_object = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &none_type.mem};
Object not_implemented_object = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &not_implemented_type.mem};
Object ellipsis_object = {MEM_IMMORTAL, MEM_OBJECT_STATIC, &ellipsis_type.mem};

static bool check_no_arguments(Type *type, size_t count, Tuple *names_given) {
    if (count || (names_given && names_given->count))
        return raise_type_error("%s takes no arguments", type->mem.name);
    return true;
}

static Value none_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    return check_no_arguments(type, count, names_given) ? NONE : NULL;
}
static Value not_implemented_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    return check_no_arguments(type, count, names_given) ? NOT_IMPLEMENTED : NULL;
}
static Value ellipsis_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    return check_no_arguments(type, count, names_given) ? ELLIPSIS : NULL;
}

static Value none_repr(Value self) {
    return value_of(str_from_c("None"));
}
static Value not_implemented_repr(Value self) {
    return value_of(str_from_c("NotImplemented"));
}
static Value ellipsis_repr(Value self) {
    return value_of(str_from_c("Ellipsis"));
}

static Hash none_hash(Value self) {
    return 0xfca86420;
}

static Answer none_truth(Value self) {
    return ANSWER_NO;
}

static Answer not_implemented_truth(Value self) {
    if (!warn(&exc_DeprecationWarning, 1, "NotImplemented should not be used in a boolean context"))
        return ANSWER_ERROR;
    return ANSWER_YES;
}

static Value not_implemented_reduce(Value self, Value *args) {
    return value_of(str_from_c("NotImplemented"));
}
static Value ellipsis_reduce(Value self, Value *args) {
    return value_of(str_from_c("Ellipsis"));
}

static const NativeMethod not_implemented_methods[] = {
    NATIVE("__reduce__($self, /)", not_implemented_reduce, NULL),
    NATIVE_END,
};
static const NativeMethod ellipsis_methods[] = {
    NATIVE("__reduce__($self, /)", ellipsis_reduce, NULL),
    NATIVE_END,
};

Type none_type = {
    TYPE_INIT_ATOM("NoneType", sizeof(Object), NULL),
    .doc = "NoneType()\n--\n\n"
           "The type of the None singleton.",
    .new = none_new,
    .repr = none_repr,
    .hash = none_hash,
    .truth = none_truth,
};

Type not_implemented_type = {
    TYPE_INIT_ATOM("NotImplementedType", sizeof(Object), NULL),
    .doc = "NotImplementedType()\n--\n\n"
           "The type of the NotImplemented singleton.",
    .methods = not_implemented_methods,
    .new = not_implemented_new,
    .repr = not_implemented_repr,
    .truth = not_implemented_truth,
};

Type ellipsis_type = {
    TYPE_INIT_ATOM("ellipsis", sizeof(Object), NULL),
    .doc = "ellipsis()\n--\n\n"
           "The type of the Ellipsis singleton.",
    .methods = ellipsis_methods,
    .new = ellipsis_new,
    .repr = ellipsis_repr,
};
