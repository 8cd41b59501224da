/* What the files that sort lists share. */
#ifndef VM_OBJECTS_LIST_SORT_H
#define VM_OBJECTS_LIST_SORT_H

#include "vm/value.h"

enum { RUNS_MAX = 90, TEMPORARY_ON_STACK = 128 };

typedef struct Sort Sort;
typedef int (*Less)(Sort *sort, Value left, Value right); /* 1, 0, or -1: error */

typedef struct Run {
    size_t start, count;
    int power; /* of the boundary with the next run */
} Run;

typedef struct Items { /* values go where their keys go; null: the keys are the items */
    Value *keys, *values;
} Items;

struct Sort {
    Items items;
    size_t count;
    bool integers; /* the keys are compared as intptr_t, whatever they mean */
    Less less;
    Less less_first; /* of the first items of tuples */
    Type *type;      /* of all keys, for less_of_type */
    Items temporary;
    size_t temporary_count;
    Value on_stack[TEMPORARY_ON_STACK];
    size_t gallop_min;
    Run runs[RUNS_MAX];
    size_t run_count;
};

/* Of two small ints, or of `integers`. */
static inline int less_integer(Sort *sort, Value left, Value right) {
    return (intptr_t)left < (intptr_t)right;
}

void items_reverse(Items items, size_t start, size_t count);
/* Sorts the items; `less` and `integers` say how. False: an exception is pending, and the items
 * are there in some order. */
MUST_CHECK bool sort_items(Sort *sort, Items items, size_t count);

#endif
