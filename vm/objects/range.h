/* range: four ints of any size. */
#ifndef VM_OBJECTS_RANGE_H
#define VM_OBJECTS_RANGE_H

#include "vm/type.h"

typedef struct Range {
    Object header;
    Value start, stop, step; /* owned exact ints */
    Value length;            /* owned exact int */
} Range;

static inline bool is_range(Value value) {
    return has_type(value, &range_type);
}
static inline Range *range_of(Value value) {
    return (Range *)object_of(value);
}

MUST_CHECK Value range_new(Value start, Value stop, Value step); /* exact ints */

#endif
