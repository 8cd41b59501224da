/* bool: True and False, static ints of one limb at most. */
#include "vm/arguments.h"
#include "vm/names.h"
#include "vm/objects/int.h"
#include "vm/operations.h"
#include "vm/raise.h"

_Static_assert(offsetof(StaticInt, limb) == offsetof(IntObject, limbs), "an IntObject in disguise");

StaticInt true_object = {{MEM_IMMORTAL, MEM_OBJECT_STATIC, &bool_type.mem}, 1, 1};
StaticInt false_object = {{MEM_IMMORTAL, MEM_OBJECT_STATIC, &bool_type.mem}, 0, 0};

static void bool_dealloc(Object *object) { /* never called: both are immortal */
}

static Value bool_new(Type *type, Value *args, size_t count, Tuple *names) {
    if (!arguments_check("bool", count, names, 0, 1))
        return NULL;
    Answer answer = count ? object_truth(args[0]) : ANSWER_NO;
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

static Value bool_repr(Value self) {
    return own(value_of(self == TRUE_VALUE ? names.true_ : names.false_));
}

#define IS_BOOL(value) ((value) == TRUE_VALUE || (value) == FALSE_VALUE)
#define BIT_SLOT(name, operator)                                                                   \
    static Value name##_slot(Value left, Value right) {                                            \
        if (IS_BOOL(left) && IS_BOOL(right))                                                       \
            return value_of_bool((left == TRUE_VALUE) operator(right == TRUE_VALUE));              \
        return is_int(left) && is_int(right) ? int_##name(left, right) : NOT_IMPLEMENTED;          \
    }
BIT_SLOT(and, &)
BIT_SLOT(or, |)
BIT_SLOT(xor, ^)

static Value bool_invert(Value self) {
    if (!warn(
            &exc_DeprecationWarning, 1,
            "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This "
            "returns the bitwise inversion of the underlying int object and is usually not what "
            "you expect from negating a bool. Use the 'not' operator for boolean negation or "
            "~int(x) if you really want the bitwise inversion of the underlying int."))
        return NULL;
    return value_of_small_int(self == TRUE_VALUE ? -2 : -1);
}

static Answer bool_truth(Value self) {
    return self == TRUE_VALUE ? ANSWER_YES : ANSWER_NO;
}

Type bool_type = {
    TYPE_INIT_ATOM("bool", sizeof(IntObject), bool_dealloc),
    .mem.item_size = 8,
    .flags = TYPE_IMMUTABLE | TYPE_IS_INT | TYPE_MATCH_SELF,
    .base = &int_type,
    .doc = "bool(object=False, /)\n--\n\n"
           "Returns True when the argument is true, False otherwise.\nThe builtins True and False "
           "are the only two instances of the class bool.\nThe class bool is a subclass of the "
           "class int, and cannot be subclassed.",
    .new = bool_new,
    .repr = bool_repr,
    .truth = bool_truth,
    .binary = {[NUMBER_AND] = and_slot, [NUMBER_XOR] = xor_slot, [NUMBER_OR] = or_slot},
    .unary = {[NUMBER_INVERT] = bool_invert},
};
