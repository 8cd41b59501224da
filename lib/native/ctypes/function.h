/* CFuncPtr instances: a C function, what it takes and gives, and how it is called. */
#ifndef LIB_NATIVE_CTYPES_FUNCTION_H
#define LIB_NATIVE_CTYPES_FUNCTION_H

#include "lib/native/ctypes/ctypes.h"

typedef struct CFunction {
    CData data;            /* the address of the code */
    Value callable;        /* owned: a callback's Python object; null: none */
    Value arguments;       /* owned: a tuple of types; null: as the class says */
    Value arguments_given; /* owned: the sequence that they were given as */
    Value converters;      /* owned: of these */
    Value result, checker; /* owned; null: as the class says */
    Value error_check;     /* owned; null: none */
    Value parameter_flags; /* owned: a tuple of tuples; null: none */
} CFunction;

static inline CFunction *function_from(Value value) {
    return (CFunction *)(void *)object_of(value);
}

/* ---- parameters with directions, names and defaults (parameter_flags.c) ---------------------- */

enum { PARAMETER_IN = 1, PARAMETER_OUT = 2, PARAMETER_LCID = 4 };

/* Whether the flags fit the class's argument types. */
MUST_CHECK bool parameter_flags_check(const CType *type, Value flags);

typedef struct Arguments { /* of one call */
    Tuple *values;         /* owned: what the function is called with */
    uint64_t out, in_out;  /* bits: parameters that are results */
    size_t results;        /* how many */
} Arguments;
MUST_CHECK bool parameters_fill(Arguments *arguments, const CFunction *function, Tuple *types,
                                Value *args, size_t count, Tuple *keywords);
/* What the call gives: the results among the parameters, if there are any. */
MUST_CHECK Value parameters_results(const Arguments *arguments, Value result);

#endif
