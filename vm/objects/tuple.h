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

MUST_CHECK Tuple *tuple_new(size_t count); /* items null: fill them all before anyone looks */
MUST_CHECK Tuple *tuple_from_array(const Value *items, size_t count); /* new references */
/* Takes the items over, also on error; a null one is an error. */
MUST_CHECK Tuple *tuple_from_array_steal(Value *items, size_t count);
MUST_CHECK Tuple *tuple_pack(size_t count, ...); /* Values, new references */
MUST_CHECK Tuple *tuple_from_iterable(Value iterable);
MUST_CHECK Tuple *tuple_slice(Tuple *tuple, size_t start, size_t end);
Tuple *tuple_empty(void); /* owned; cannot fail */

#endif
