/* The instructions' numbers and columns, made from opcodes.def, and the values of their operands.
 */
#ifndef COMPILER_OPCODE_H
#define COMPILER_OPCODE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum Opcode {
#define OPCODE(name, pops, pushes, operand, flags, meaning) OP_##name,
#include "compiler/opcodes.def"
#undef OPCODE
    OPCODE_COUNT, /* of plain code; the VM numbers its own forms from here */
} Opcode;

/* What an operand means. */
typedef enum OperandKind {
    OPERAND_NONE,               /* ignored, 0 */
    OPERAND_COUNT,              /* a number of items */
    OPERAND_DEPTH,              /* a place on the stack, 1 is the top */
    OPERAND_CONSTANT,           /* index into the constants */
    OPERAND_NAME,               /* index into the names */
    OPERAND_SLOT,               /* index of a slot */
    OPERAND_CELL,               /* index of a slot that holds a cell */
    OPERAND_JUMP,               /* distance in code units */
    OPERAND_BINARY,             /* BinaryOperator */
    OPERAND_COMPARE,            /* CompareOperator */
    OPERAND_BOOLEAN,            /* 0 or 1 */
    OPERAND_FLAGS,              /* bits said in the meaning */
    OPERAND_UNPACK_EX,          /* items before | items after << 8 */
    OPERAND_CONVERSION,         /* Conversion */
    OPERAND_INTRINSIC_1,        /* Intrinsic1 */
    OPERAND_INTRINSIC_2,        /* Intrinsic2 */
    OPERAND_FUNCTION_ATTRIBUTE, /* FUNCTION_* */
    OPERAND_AWAITABLE,          /* AWAIT_* */
    OPERAND_RESUME,             /* RESUME_* */
} OperandKind;

enum {
    OPCODE_JUMP = 1,       /* the operand is a jump's distance */
    OPCODE_TERMINATOR = 2, /* control never falls through to the next instruction */
    OPCODE_BACKWARD = 4,   /* the distance counts backwards */
};

typedef enum BinaryOperator { /* numbers as in CPython 3.13 */
                              BINARY_ADD,
                              BINARY_AND,
                              BINARY_FLOOR_DIVIDE,
                              BINARY_LSHIFT,
                              BINARY_MATRIX_MULTIPLY,
                              BINARY_MULTIPLY,
                              BINARY_REMAINDER,
                              BINARY_OR,
                              BINARY_POWER,
                              BINARY_RSHIFT,
                              BINARY_SUBTRACT,
                              BINARY_TRUE_DIVIDE,
                              BINARY_XOR,
                              BINARY_INPLACE_ADD, /* + 13: the same in place */
                              BINARY_INPLACE_AND,
                              BINARY_INPLACE_FLOOR_DIVIDE,
                              BINARY_INPLACE_LSHIFT,
                              BINARY_INPLACE_MATRIX_MULTIPLY,
                              BINARY_INPLACE_MULTIPLY,
                              BINARY_INPLACE_REMAINDER,
                              BINARY_INPLACE_OR,
                              BINARY_INPLACE_POWER,
                              BINARY_INPLACE_RSHIFT,
                              BINARY_INPLACE_SUBTRACT,
                              BINARY_INPLACE_TRUE_DIVIDE,
                              BINARY_INPLACE_XOR,
                              BINARY_OPERATOR_COUNT,
} BinaryOperator;

typedef enum CompareOperator {
    COMPARE_LT,
    COMPARE_LE,
    COMPARE_EQ,
    COMPARE_NE,
    COMPARE_GT,
    COMPARE_GE,
    COMPARE_OPERATOR_COUNT,
} CompareOperator;

typedef enum Conversion {
    CONVERT_NOTHING,
    CONVERT_STR,
    CONVERT_REPR,
    CONVERT_ASCII,
} Conversion;

typedef enum Intrinsic1 {
    INTRINSIC_1_INVALID,
    INTRINSIC_PRINT,               /* sys.displayhook(a), for interactive statements */
    INTRINSIC_IMPORT_STAR,         /* from module a import *: into the frame's locals */
    INTRINSIC_STOPITERATION_ERROR, /* StopIteration leaving a generator -> RuntimeError */
    INTRINSIC_ASYNC_GEN_WRAP,      /* mark a as the asynchronous generator's own yield */
    INTRINSIC_UNARY_POSITIVE,      /* +a */
    INTRINSIC_LIST_TO_TUPLE,
    INTRINSIC_TYPEVAR,           /* name -> TypeVar */
    INTRINSIC_PARAMSPEC,         /* name -> ParamSpec */
    INTRINSIC_TYPEVARTUPLE,      /* name -> TypeVarTuple */
    INTRINSIC_SUBSCRIPT_GENERIC, /* parameters -> Generic[*parameters] */
    INTRINSIC_TYPEALIAS,         /* (name, parameters|None, function) -> TypeAliasType */
    INTRINSIC_1_COUNT,
} Intrinsic1;

typedef enum Intrinsic2 {
    INTRINSIC_2_INVALID,
    INTRINSIC_PREP_RERAISE_STAR,        /* (original, raised list) -> what to raise, or None */
    INTRINSIC_TYPEVAR_WITH_BOUND,       /* (name, function of the bound) -> TypeVar */
    INTRINSIC_TYPEVAR_WITH_CONSTRAINTS, /* (name, function of the constraints) -> TypeVar */
    INTRINSIC_SET_FUNCTION_TYPE_PARAMS, /* (function, parameters) -> function */
    INTRINSIC_SET_TYPEPARAM_DEFAULT,    /* (parameter, function of the default) -> parameter */
    INTRINSIC_2_COUNT,
} Intrinsic2;

enum {                                /* SET_FUNCTION_ATTRIBUTE */
       FUNCTION_DEFAULTS = 1,         /* tuple */
       FUNCTION_KEYWORD_DEFAULTS = 2, /* dict */
       FUNCTION_ANNOTATIONS = 4,      /* tuple: name, value, name, value, ... */
       FUNCTION_CLOSURE = 8,          /* tuple of cells */
};

enum { /* RESUME: where in the low two bits */
       RESUME_AT_START,
       RESUME_AFTER_YIELD,
       RESUME_AFTER_YIELD_FROM,
       RESUME_AFTER_AWAIT,
       RESUME_PLACE_MASK = 3,
       RESUME_OUTSIDE_TRY = 4,
};

enum { /* GET_AWAITABLE */
       AWAIT_EXPRESSION,
       AWAIT_AENTER,
       AWAIT_AEXIT,
};

const char *opcode_name(Opcode opcode);
OperandKind opcode_operand(Opcode opcode);
unsigned opcode_flags(Opcode opcode);
const char *opcode_meaning(Opcode opcode);
const char *opcode_operand_name(Opcode opcode); /* "", "count", "function attribute" */
const char *opcode_pops_text(Opcode opcode);    /* the columns as written: "arg + 1" */
const char *opcode_pushes_text(Opcode opcode);
/* The title of the chapter of opcodes.def that begins with this opcode, else null. */
const char *opcode_chapter(Opcode opcode);

/* Items taken from and put onto the stack; a taken jump may differ from falling through. */
uint32_t opcode_pops(Opcode opcode, uint32_t arg);
uint32_t opcode_pushes(Opcode opcode, uint32_t arg, bool jump);
static inline int64_t opcode_effect(Opcode opcode, uint32_t arg, bool jump) {
    return (int64_t)opcode_pushes(opcode, arg, jump) - opcode_pops(opcode, arg);
}

/* The sign of an operator: "+", "+=", "<". */
const char *binary_operator_text(BinaryOperator op);
const char *compare_operator_text(CompareOperator op);

#endif
