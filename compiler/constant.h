/* Constants as the compiler handles them: comparing, pooling, folding, printing. */
#ifndef COMPILER_CONSTANT_H
#define COMPILER_CONSTANT_H

#include "compiler/context.h"

/* Same type and same value, down to the sign of zeros: one may stand for the other in co_consts. */
bool constant_identical(const Constant *a, const Constant *b);
bool constant_is_true(const Constant *constant);
/* The constant that stands for all that are equal to this one as keys: 1 for True and 1.0. */
Constant constant_key(const Constant *constant);
const char *constant_type_name(const Constant *constant);

/* repr(), cut to what fits; returns the length it wanted. Constant tables in dumps show this. */
size_t constant_print(char *buffer, size_t size, const Constant *constant);

/* The constants of a code object to be, each once. */
typedef struct ConstantPool {
    Constant *items;
    uint32_t count, capacity;
    uint32_t *index; /* of item + 1 */
    uint32_t *hashes;
    uint32_t index_mask;
} ConstantPool;

uint32_t constant_pool_add(Context *context, ConstantPool *pool, const Constant *constant);

/* ---- folding: false if it cannot or should not be done before run time ------------------ */

bool constant_fold_binary(Context *context, Operator op, const Constant *left,
                          const Constant *right, Constant *result);
bool constant_fold_unary(Context *context, UnaryOperator op, const Constant *operand,
                         Constant *result);
bool constant_fold_subscript(Context *context, const Constant *container, const Constant *index,
                             Constant *result);

static inline Constant constant_none(void) {
    return (Constant){.kind = CONSTANT_NONE};
}
static inline Constant constant_of_int(int64_t value) {
    return (Constant){.kind = CONSTANT_INT, .integer = value};
}
static inline Constant constant_of_text(Text text) {
    return (Constant){.kind = CONSTANT_STR, .text = text};
}
static inline Constant constant_of_bool(bool value) {
    return (Constant){.kind = value ? CONSTANT_TRUE : CONSTANT_FALSE};
}

#endif
