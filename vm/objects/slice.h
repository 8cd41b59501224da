/* slice objects, and how a sequence reads one.
 *
 * Converting the bounds may run __index__, which may change the sequence: so unpack first, and
 * ask for the sequence's length only then.
 *
 *     ptrdiff_t start, stop, step;
 *     if (!slice_unpack(key, &start, &stop, &step)) return NULL;
 *     size_t count = slice_adjust(list->count, &start, &stop, step);
 *     for (size_t i = 0; i < count; i++, start += step) ... items[start] ... */
#ifndef VM_OBJECTS_SLICE_H
#define VM_OBJECTS_SLICE_H

#include "vm/type.h"

typedef struct Slice {
    Object header;
    Value start, stop, step; /* owned, never null */
} Slice;

static inline bool is_slice(Value value) {
    return has_type(value, &slice_type);
}
static inline Slice *slice_of(Value value) {
    return (Slice *)object_of(value);
}

MUST_CHECK Value slice_new(Value start, Value stop, Value step /* each may be null: None */);
/* The bounds as numbers, clipped to ptrdiff_t; None as the end that the step's sign means. */
MUST_CHECK bool slice_unpack(Value slice, ptrdiff_t *start, ptrdiff_t *stop, ptrdiff_t *step);
/* Clips unpacked bounds to a length; the number of items. */
size_t slice_adjust(size_t length, ptrdiff_t *start, ptrdiff_t *stop, ptrdiff_t step);
/* Both, for sequences whose length cannot change (tuple, str, bytes). */
MUST_CHECK bool slice_indices(Value slice, size_t length, ptrdiff_t *start, ptrdiff_t *stop,
                              ptrdiff_t *step, size_t *count);
/* As slice.indices: exact ints of any size, owned; `length` is an int, not negative. */
MUST_CHECK bool slice_indices_of_any_size(Value slice, Value length, Value *start, Value *stop,
                                          Value *step);
/* A bound that is None (`*index` stays) or has __index__; TypeError otherwise. For find, index...
 */
MUST_CHECK bool slice_bound(Value value, ptrdiff_t *index);
/* The same, but None is an error too. */
MUST_CHECK bool slice_bound_strict(Value value, ptrdiff_t *index);

#endif
