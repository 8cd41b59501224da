/* The module _decimal: Decimal and Context objects around the numbers of number.h.
 *
 * A Decimal is immutable; operations look at its coefficient's limbs where they are, in its block
 * if they are few. A Context is what an operation obeys (a Work), with flags that collect the
 * conditions and traps that make some of them exceptions. */
#ifndef LIB_NATIVE_DECIMAL_DECIMAL_H
#define LIB_NATIVE_DECIMAL_DECIMAL_H

#include "lib/native/decimal/number.h"
#include "vm/vm.h"

enum { FEW_LIMBS = 2 }; /* 38 digits */

typedef struct Decimal {
    Object header;
    Hash hash; /* -1: not computed yet */
    int64_t exponent;
    size_t count; /* limbs, none for zero */
    union {
        mp_limb_t few[FEW_LIMBS];
        mp_limb_t *many; /* mem_ buffer */
    } limbs;
    Kind kind;
    bool negative;
} Decimal;

typedef struct Context {
    Object header;
    Work work; /* the status in it stays 0 */
    uint32_t flags, traps;
    bool capitals;
    struct SignalDict *views[2]; /* of flags and traps: owned; null until somebody looks */
} Context;

extern Type decimal_type, decimal_context_type, decimal_manager_type, signal_dict_mixin_type;

static inline Decimal *decimal_of(Value value) {
    return (Decimal *)object_of(value);
}
static inline Context *context_of(Value value) {
    return (Context *)object_of(value);
}
static inline bool is_decimal(Value value) {
    return is_object(value) && is_instance_of(value, &decimal_type);
}
static inline bool is_context(Value value) {
    return is_object(value) && is_instance_of(value, &decimal_context_type);
}

/* ---- run.c: operations on objects ---- */

typedef struct Operation { /* one of them */
    UnaryOperation *unary;
    BinaryOperation *binary;
    TernaryOperation *ternary;
    PairOperation *pair;
} Operation;

/* The Decimal, or the tuple of two, that an operation makes of Decimals. */
MUST_CHECK Value decimal_run(const Operation *operation, const Value *operands, Context *context);
MUST_CHECK Value decimal_run_unary(UnaryOperation *operation, Value operand, Context *context);
/* The same for whoever deals with the conditions. */
MUST_CHECK Value decimal_operate(const Operation *operation, const Value *operands,
                                 const Work *work, uint32_t *status);
/* A number looking at the object's limbs: nothing to clear. */
void decimal_view(Value decimal, Number *number);
/* A new object with the number's value. */
MUST_CHECK Value decimal_from_number(Type *type, const Number *number);
/* From what an operation left; the number is cleared, also on error. */
MUST_CHECK Value decimal_from_number_steal(Type *type, Number *number);
MUST_CHECK Value decimal_from_int64(int64_t number);
/* The number as an instance of the class, which is called if it is not Decimal itself. */
MUST_CHECK Value decimal_as_class_steal(Type *type, Value decimal);

/* ---- small.c: finite numbers of at most 128 bits, without GMP ---- */

typedef struct Small {
    Wide coefficient; /* 0 only in a result */
    int64_t exponent;
    bool negative;
} Small;
/* False: not that simple, nothing done. Else the result, and the conditions it met. */
bool small_operate(BinaryOperation *operation, Value left, Value right, const Work *work,
                   Small *result, uint32_t *status);
bool small_compare(Value left, Value right, int *order);
/* Makes it a number of the work's precision, if that needs no more than rounding. */
bool small_fit(const Work *work, Small *small, uint32_t *status);
MUST_CHECK Value decimal_from_small(Type *type, const Small *small);

/* ---- convert.c ---- */

/* The operand of a method as a Decimal: owned. TypeError for what is neither Decimal nor int. */
MUST_CHECK Value decimal_operand(Value value);
/* The same for operators: null without an exception if it is neither. */
MUST_CHECK Value decimal_operand_or_null(Value value);
MUST_CHECK Value decimal_from_float(Type *type, Value number); /* exact; of an int too */
/* Decimal(value): exact; the context says what FloatOperation and InvalidOperation do. */
MUST_CHECK Value decimal_from_value(Type *type, Value value, Context *context);
/* Context.create_decimal(value): rounded. */
MUST_CHECK Value decimal_create(Value value, Context *context);
MUST_CHECK Value decimal_to_int(Value decimal, Rounding rounding);
MUST_CHECK Value decimal_to_float(Value self);
MUST_CHECK Value decimal_as_ratio(Value self, Value *args);
MUST_CHECK Value decimal_as_tuple(Value self, Value *args);
MUST_CHECK bool decimal_tuple_type_init(Module *module);
void decimal_tuple_type_fini(void);

/* ---- text.c ---- */

/* The coefficient's digits, NUL-terminated: mem_free. */
MUST_CHECK char *number_digits_text(const Number *number, size_t *count);
typedef enum { TEXT_SCIENTIFIC, TEXT_ENGINEERING } TextStyle;
MUST_CHECK Value decimal_text(Value decimal, TextStyle style, bool capitals);
Value decimal_str(Value self); /* with the current context's capitals */
/* A number in pieces, as texts and tuples give it. */
typedef struct Literal {
    char *digits; /* NUL-terminated; none: zero */
    int64_t exponent;
    Kind kind;
    bool negative;
} Literal;
/* As a Decimal of the work's precision, with the conditions met. */
MUST_CHECK Value decimal_from_literal(Type *type, const Literal *literal, const Work *work,
                                      uint32_t *status);
/* The number a text means. `loose`: spaces around it and underscores are dropped. */
MUST_CHECK Value decimal_from_text(Type *type, Str *text, bool loose, const Work *work,
                                   uint32_t *status);

/* ---- format.c ---- */

MUST_CHECK Value decimal_format(Value self, Value *args);

/* ---- compare.c ---- */

Value decimal_compare_slot(Value self, Value other, CompareOp op);
Hash decimal_hash_slot(Value self);

/* ---- methods.c ---- */

extern const NativeMethod decimal_methods[], decimal_context_methods[];
extern const NativeGetSet decimal_getsets[];
MUST_CHECK const char *decimal_class_name(Value decimal, const Context *context);
Value decimal_have_same_quantum(Value left, Value right);

/* ---- context.c ---- */

extern const char *const rounding_names[ROUNDING_COUNT];
extern Context context_default, context_basic, context_extended;
MUST_CHECK Context *context_copy(const Context *context);
MUST_CHECK bool context_set(Context *context, const char *name, Value value);
MUST_CHECK bool rounding_read(Value name, Rounding *rounding);
/* Remembers conditions, and raises what is trapped. */
MUST_CHECK bool context_add_status(Context *context, uint32_t status);

/* ---- current.c ---- */

MUST_CHECK Context *context_current(void); /* owned */
/* The context of an argument that may be null or None, else the current one: owned. */
MUST_CHECK Context *context_argument(Value argument);
extern const NativeMethod decimal_functions[];
MUST_CHECK bool current_context_init(void);
void current_context_fini(void);

/* ---- signals.c ---- */

enum { SIGNAL_COUNT = 9 };
MUST_CHECK bool signals_read_dict(Value value, uint32_t *conditions); /* flags, traps or a dict */
MUST_CHECK bool signals_read_list(Value list, uint32_t *conditions);
MUST_CHECK Value signals_list(uint32_t conditions); /* a list of classes */
MUST_CHECK bool signals_names(StrBuilder *builder, uint32_t conditions);
COLD void *raise_conditions(uint32_t conditions);
/* context.flags or context.traps. */
MUST_CHECK Value signal_dict_of_context(Context *context, bool traps);
/* The context goes away: what looked into it keeps what it saw last. */
void signal_dicts_leave(Context *context);
MUST_CHECK bool signal_classes_init(Module *module);
void signal_classes_fini(void);

#endif
