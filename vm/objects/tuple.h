/* tuple: immutable, items inline. */
#ifndef VM_OBJECTS_TUPLE_H
#define VM_OBJECTS_TUPLE_H

#include "vm/type.h"

struct Tuple {
    Object header;
    size_t count;
    Value items[];
};

static inline bool is_tuple(Value value) {
    return is_object(value) && ((Type *)object_of(value)->type)->flags & TYPE_IS_TUPLE;
}
static inline bool is_exact_tuple(Value value) {
    return has_type(value, &tuple_type);
}
static inline Tuple *tuple_of(Value value) {
    return (Tuple *)object_of(value);
}

/* May it be in a cycle of references? No atom is, nor a tuple the collector found to be a leaf. */
static inline bool may_be_in_cycle(Value value) {
    if (!is_object(value) || object_of(value)->type->kind != MEM_CONTAINER)
        return false;
    return !is_exact_tuple(value) || mem_gc_is_tracked(object_of(value));
}

/* To be called before a tuple that nobody else sees gets another item: it may be no leaf then. */
static inline void tuple_reuse(Tuple *tuple) {
    if (UNLIKELY(!mem_gc_is_tracked(tuple)))
        mem_gc_track(tuple);
}

MUST_CHECK Tuple *tuple_new(size_t count); /* items null: fill them all before anyone looks */
MUST_CHECK Tuple *tuple_from_array(const Value *items, size_t count); /* new references */
/* Takes the items over, also on error; a null one is an error. */
MUST_CHECK Tuple *tuple_from_array_steal(Value *items, size_t count);
MUST_CHECK Tuple *tuple_pack(size_t count, ...); /* Values, new references */
MUST_CHECK Tuple *tuple_from_iterable(Value iterable);
MUST_CHECK Tuple *tuple_slice(Tuple *tuple, size_t start, size_t end);
Tuple *tuple_empty(void); /* owned; cannot fail */

#endif
