/* set and frozenset: open addressing, iterating in CPython's order for equal hashes. */
#ifndef VM_OBJECTS_SET_H
#define VM_OBJECTS_SET_H

#include "vm/type.h"

typedef struct SetEntry {
    Value key; /* null: empty (hash 0) or deleted (hash -1) */
    Hash hash;
} SetEntry;

struct Set {
    Object header;
    size_t count;    /* live entries */
    size_t fill;     /* live and deleted entries */
    size_t mask;     /* entries in the table - 1 */
    SetEntry *table; /* mem_ buffer, or the shared empty table while nothing was added */
    Hash hash;       /* of a frozenset; -1: not computed yet */
    size_t finger;   /* where pop looks next */
};

static inline bool is_any_set(Value value) {
    return is_object(value) &&
           ((Type *)object_of(value)->type)->flags & (TYPE_IS_SET | TYPE_IS_FROZENSET);
}
static inline Set *set_of(Value value) {
    return (Set *)object_of(value);
}

MUST_CHECK Set *set_new(Value iterable /* may be null */);
MUST_CHECK Set *frozenset_new(Value iterable /* may be null */);
MUST_CHECK Answer set_contains(Set *set, Value item);
MUST_CHECK bool set_add(Set *set, Value item); /* a frozenset only while it is being made */
MUST_CHECK Lookup set_discard(Set *set, Value item);
MUST_CHECK bool set_update(Set *set, Value iterable);
bool set_next(Set *set, size_t *position, Value *item); /* borrowed, in table order; starts at 0 */

#endif
