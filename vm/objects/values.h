/* Arrays of values: owning, copying and giving up all their items.
 *
 * Small ints are not counted, and arrays are often full of them: one look tells it of four items
 * (copying 100 of them takes 0.6 of the time). */
#ifndef VM_OBJECTS_VALUES_H
#define VM_OBJECTS_VALUES_H

#include "vm/value.h"

#include <string.h>

ALWAYS_INLINE bool are_four_small_ints(const Value *values) {
    return are_small_ints(values[0], values[1]) && are_small_ints(values[2], values[3]);
}

/* `times` references to one value; a count that would overflow becomes immortal. */
static inline void value_own_times(Value value, size_t times) {
    if (!is_object(value) || mem_refcount(object_of(value)) == MEM_IMMORTAL)
        return;
    Object *object = object_of(value);
    if (times < MEM_IMMORTAL - object->refcount)
        object->refcount += (uint32_t)times;
    else
        mem_make_immortal(object);
}

static inline void values_own(const Value *values, size_t count) {
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        if (are_four_small_ints(values + i))
            continue;
        for (size_t next = 0; next < 4; next++)
            incref(values[i + next]);
    }
    for (; i < count; i++)
        incref(values[i]);
}

/* To where no values are. */
static inline void values_copy(Value *to, const Value *from, size_t count) {
    if (count != 0)
        memcpy(to, from, count * sizeof(Value));
    values_own(to, count);
}

/* Gives up the last first, as releasing them is seen. Nobody else may know of the array. */
static inline void values_give_up(const Value *values, size_t count) {
    size_t i = count;
    for (; i >= 4; i -= 4) {
        if (are_four_small_ints(values + i - 4))
            continue;
        for (size_t next = 1; next <= 4; next++)
            decref(values[i - next]);
    }
    while (i-- > 0)
        decref(values[i]);
}

#endif
