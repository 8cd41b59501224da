/* What the files that implement list share. */
#ifndef VM_OBJECTS_LIST_INTERNAL_H
#define VM_OBJECTS_LIST_INTERNAL_H

#include "vm/objects/list.h"

MUST_CHECK bool list_set_capacity(List *list, size_t capacity); /* at least the count */
MUST_CHECK bool list_reserve_slow(List *list, size_t count);
void list_shrink(List *list);

static inline MUST_CHECK bool list_reserve(List *list, size_t count) {
    return LIKELY(count <= list->capacity) || list_reserve_slow(list, count);
}

/* Appends items [start, end) of a list (also this one) or tuple. A long pass: a signal's handler
 * may change both, then what is there is taken. */
MUST_CHECK bool list_append_range(List *list, Value sequence, size_t start, size_t end);
MUST_CHECK bool list_delete_stepped(List *list, ptrdiff_t start, ptrdiff_t step, size_t count);
MUST_CHECK bool list_set_stepped(List *list, ptrdiff_t start, ptrdiff_t step, size_t count,
                                 const Value *items);

#endif
