/* list: a growing array of values. */
#ifndef VM_OBJECTS_LIST_H
#define VM_OBJECTS_LIST_H

#include "vm/type.h"

struct List {
    Object header;
    size_t count, capacity;
    Value *items; /* mem_ buffer; while capacity is 0 it means nothing */
};

static inline bool is_list(Value value) {
    return is_object(value) && ((Type *)object_of(value)->type)->flags & TYPE_IS_LIST;
}
static inline bool is_exact_list(Value value) {
    return has_type(value, &list_type);
}
static inline List *list_of(Value value) {
    return (List *)object_of(value);
}

MUST_CHECK List *list_new(size_t capacity);                         /* empty */
MUST_CHECK List *list_from_array(const Value *items, size_t count); /* new references */
MUST_CHECK List *list_from_array_steal(Value *items, size_t count); /* also on error */
MUST_CHECK List *list_from_iterable(Value iterable);
MUST_CHECK bool list_append(List *list, Value item);
MUST_CHECK bool list_append_steal(List *list, Value item); /* also on error; null: error */
MUST_CHECK bool list_insert(List *list, ptrdiff_t index, Value item);
MUST_CHECK bool list_extend(List *list, Value iterable);
MUST_CHECK bool list_set_slice(List *list, ptrdiff_t start, ptrdiff_t end,
                               Value iterable /* null: delete */);
MUST_CHECK Value list_get_item(List *list, ptrdiff_t index); /* owned; IndexError */
MUST_CHECK bool list_sort(List *list, Value key /* may be null */, bool reverse);
MUST_CHECK Tuple *list_as_tuple(List *list);

#endif
