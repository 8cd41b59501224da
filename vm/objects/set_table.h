/* The table of a set, for the files that implement set, frozenset and the views of dicts. */
#ifndef VM_OBJECTS_SET_TABLE_H
#define VM_OBJECTS_SET_TABLE_H

#include "vm/objects/key.h"
#include "vm/objects/set.h"

/* An empty set of a type (a subclass too). */
MUST_CHECK Set *set_new_of_type(Type *type);
/* With the hash that object_hash gives for the item. FOUND by discard: it was there. */
MUST_CHECK bool set_add_hash(Set *set, Value item, Hash hash);
MUST_CHECK Lookup set_find_hash(Set *set, Value item, Hash hash);
MUST_CHECK Lookup set_discard_hash(Set *set, Value item, Hash hash);
void set_empty(Set *set);
void set_swap(Set *left, Set *right); /* the contents */
MUST_CHECK Set *set_copy(Set *set, Type *type);
/* Rebuilds the table if many entries are deleted ones. */
MUST_CHECK bool set_tidy(Set *set);
/* Items in table order, borrowed; *position starts at 0. False: no more. */
static inline bool set_next_hash(const Set *set, size_t *position, Value *item, Hash *hash) {
    size_t i = *position;
    while (i <= set->mask && set->table[i].key == NULL)
        i++;
    *position = i + 1;
    if (i > set->mask)
        return false;
    *item = set->table[i].key;
    *hash = set->table[i].hash;
    return true;
}

/* Algebra; the result of the first three is a new set of the plain type like `set`'s. */
MUST_CHECK Set *set_difference(Set *set, Value other);
MUST_CHECK Set *set_intersection(Set *set, Value other);
MUST_CHECK Set *set_union(Set *set, Value other);
MUST_CHECK bool set_difference_update(Set *set, Value other);
MUST_CHECK bool set_symmetric_difference_update(Set *set, Value other);
MUST_CHECK Answer set_is_subset(Set *set, Set *other);
Value set_iter(Value self);

#endif
