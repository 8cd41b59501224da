/* What list, tuple, range and deque do alike. */
#ifndef VM_OBJECTS_SEQUENCE_H
#define VM_OBJECTS_SEQUENCE_H

#include "vm/operations.h"

static inline bool compare_sizes(size_t left, size_t right, CompareOp op) {
    switch (op) {
    case COMPARE_LT:
        return left < right;
    case COMPARE_LE:
        return left <= right;
    case COMPARE_EQ:
        return left == right;
    case COMPARE_NE:
        return left != right;
    case COMPARE_GT:
        return left > right;
    default:
        return left >= right;
    }
}

/* The operand of sequence * n: negative counts as 0. */
MUST_CHECK bool sequence_repeat_count(Value times_value, ptrdiff_t *times);
/* start and stop of index(value, start, stop): null keeps the default; negative ones count from
 * the end. */
MUST_CHECK bool sequence_search_bounds(Value start_value, Value stop_value, size_t count,
                                       ptrdiff_t *start, ptrdiff_t *stop);

#endif
