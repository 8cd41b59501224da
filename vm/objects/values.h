/* Arrays of values: owning, copying and giving up all their items.
 *
 * Small ints are not counted, and arrays are often full of them: as long as there is nothing else,
 * one look tells it of four items (copying 100 of them takes 0.7 of the time). */
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

/* How many of the first values, a multiple of four, are small ints. */
static inline size_t values_leading_ints(const Value *values, size_t count) {
    size_t i = 0;
    while (i + 4 <= count && are_four_small_ints(values + i))
        i += 4;
    return i;
}

static inline void values_own(const Value *values, size_t count) {
    for (size_t i = values_leading_ints(values, count); i < count; i++)
        incref(values[i]);
}

/* To where no values are. */
static inline void values_copy(Value *to, const Value *from, size_t count) {
    size_t i = values_leading_ints(from, count);
    if (i != 0)
        memcpy(to, from, i * sizeof(Value));
    for (; i < count; i++)
        to[i] = own(from[i]);
}

/* Gives up the last first, as releasing them is seen. Nobody else may know of the array. */
static inline void values_give_up(const Value *values, size_t count) {
    size_t i = count;
    while (i >= 4 && are_four_small_ints(values + i - 4))
        i -= 4;
    while (i-- > 0)
        decref(values[i]);
}

#endif
