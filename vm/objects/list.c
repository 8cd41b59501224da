/* list: a growing array of values. Here the C interface and the bulk operations; the type with its
 * slots and methods is in list_type.c, sorting in list_sort.c.
 *
 * Growth leaves room for an eighth more, so appending costs amortised constant time. A reference
 * taken out of the array is given up when the list is whole again: that may run any code, also on
 * this list. */
#include "vm/objects/list_internal.h"

#include "vm/iterate.h"
#include "vm/objects/values.h"
#include "vm/pass.h"
#include "vm/vm.h"

#include <string.h>

enum { ITEMS_MAX = PTRDIFF_MAX / sizeof(Value) };

List *list_new(size_t capacity) {
    List *list = mem_object_new(&list_type.mem, sizeof(List));
    if (UNLIKELY(list == NULL))
        return raise_no_memory();
    list->count = list->capacity = 0;
    list->items = NULL;
    mem_gc_track(list);
    if (capacity != 0 && !list_set_capacity(list, capacity)) {
        GIVE_UP(list);
        return NULL;
    }
    return list;
}

bool list_set_capacity(List *list, size_t capacity) {
    if (capacity > ITEMS_MAX)
        return raise_no_memory();
    if (capacity == 0) {
        if (list->capacity != 0)
            mem_free(list->items);
        list->items = NULL;
    } else {
        Value *old = list->capacity != 0 ? list->items : NULL;
        Value *items = mem_realloc(old, capacity * sizeof(Value));
        if (UNLIKELY(items == NULL))
            return raise_no_memory();
        list->items = items;
    }
    list->capacity = capacity;
    return true;
}

bool list_reserve_slow(List *list, size_t count) {
    if (count > ITEMS_MAX)
        return raise_no_memory();
    size_t grown = (count + (count >> 3) + 6) & ~(size_t)3;
    if (count - list->count > grown - count) /* a long extension: no more than needed */
        grown = (count + 3) & ~(size_t)3;
    if (list->capacity == 0 && count > 1) /* filled at once: [None, None, None] */
        grown = count;
    return list_set_capacity(list, grown);
}

/* After items were removed: gives memory back when less than half is used. */
void list_shrink(List *list) {
    if (list->count < list->capacity / 2) {
        size_t capacity =
            list->count == 0 ? 0 : (list->count + (list->count >> 3) + 6) & ~(size_t)3;
        if (capacity < list->capacity && !list_set_capacity(list, capacity))
            exception_clear(); /* keep the larger array */
    }
}

List *list_from_array(const Value *items, size_t count) {
    List *list = list_new(count);
    if (list != NULL) {
        values_copy(list->items, items, count);
        list->count = count;
    }
    return list;
}

List *list_from_array_steal(Value *items, size_t count) {
    List *list = list_new(count);
    if (list == NULL) {
        for (size_t i = 0; i < count; i++)
            decref(items[i]);
        return NULL;
    }
    if (count != 0)
        memcpy(list->items, items, count * sizeof(Value));
    list->count = count;
    return list;
}

List *list_from_iterable(Value iterable) {
    List *list = list_new(0);
    if (list != NULL && !list_extend(list, iterable)) {
        GIVE_UP(list);
        return NULL;
    }
    return list;
}

Tuple *list_as_tuple(List *list) {
    return tuple_from_array(list->items, list->count);
}

bool list_append(List *list, Value item) {
    return list_append_steal(list, own(item));
}

bool list_append_steal(List *list, Value item) {
    if (UNLIKELY(!item || !list_reserve(list, list->count + 1))) {
        decref_maybe(item);
        return false;
    }
    list->items[list->count++] = item;
    return true;
}

bool list_insert(List *list, ptrdiff_t index, Value item) {
    if (!list_reserve(list, list->count + 1))
        return false;
    if (index < 0 && (index += (ptrdiff_t)list->count) < 0)
        index = 0;
    if (index > (ptrdiff_t)list->count)
        index = (ptrdiff_t)list->count;
    Value *place = list->items + index;
    memmove(place + 1, place, (list->count - (size_t)index) * sizeof(Value));
    *place = own(item);
    list->count++;
    return true;
}

Value list_get_item(List *list, ptrdiff_t index) {
    if (index < 0)
        index += (ptrdiff_t)list->count;
    if (UNLIKELY((size_t)index >= list->count))
        return raise_index_error("list index out of range");
    return own(list->items[index]);
}

/* ---- extending ------------------------------------------------------------------------------- */

static const Value *items_of(Value sequence, size_t *count) {
    *count = is_list(sequence) ? list_of(sequence)->count : tuple_of(sequence)->count;
    return is_list(sequence) ? list_of(sequence)->items : tuple_of(sequence)->items;
}

bool list_append_range(List *list, Value sequence, size_t start, size_t end) {
    if (!list_reserve(list, list->count + (end - start)))
        return false;
    for (;;) {
        size_t present;
        items_of(sequence, &present);
        if (end > present) /* a signal's handler has shortened it */
            end = present;
        if (start >= end)
            return true;
        size_t step = end - start < PASS_ITEMS ? end - start : PASS_ITEMS;
        if (!list_reserve(list, list->count + step)) /* again: it may be another list by now */
            return false;
        const Value *items = items_of(sequence, &present) + start;
        values_copy(list->items + list->count, items, step);
        list->count += step;
        start += step;
        if (start < end && !pass_may_go_on_undisturbed())
            return false;
    }
}

static bool extend_from_iterator(List *list, Value iterator) {
    Next next;
    Value item;
    bool has_many = type_of(iterator)->next_items != NULL;
    while ((next = iterator_next_inline(iterator, &item)) == NEXT_ITEM) {
        if (LIKELY(list->count < list->capacity))
            list->items[list->count++] = item;
        else if (!list_append_steal(list, item))
            return false;
        if (has_many)
            list->count += iterator_next_items(iterator, list->items + list->count,
                                               list->capacity - list->count);
    }
    return next == NEXT_DONE;
}

/* Looks at signals; their handlers may change the list, and what it is extended by. */
static inline bool keep_room(List *list, size_t more) {
    return LIKELY(!(eval_breaker & BREAK_LOOP)) || !is_main_thread() ||
           (eval_breaker_interrupt() && list_reserve(list, list->count + more));
}

static bool extend_from_dict(List *list, Dict *dict) {
    if (!list_reserve(list, list->count + dict->count))
        return false;
    size_t position = 0;
    Value key, value;
    while (dict_next(dict, &position, &key, &value)) {
        list->items[list->count++] = own(key);
        if (!keep_room(list, dict->count))
            return false;
    }
    return true;
}

static bool extend_from_set(List *list, Set *set) {
    if (!list_reserve(list, list->count + set->count))
        return false;
    size_t position = 0;
    Value item;
    while (set_next(set, &position, &item)) {
        list->items[list->count++] = own(item);
        if (!keep_room(list, set->count))
            return false;
    }
    return true;
}

/* A hint that not even a size can express is none, as in CPython. */
static bool reserve_hinted(List *list, size_t hint) {
    return hint > PTRDIFF_MAX - list->count || list_reserve(list, list->count + hint);
}

bool list_extend(List *list, Value iterable) {
    if (is_exact_list(iterable))
        return list_append_range(list, iterable, 0, list_of(iterable)->count);
    if (is_exact_tuple(iterable))
        return list_append_range(list, iterable, 0, tuple_of(iterable)->count);
    if (is_exact_dict(iterable))
        return extend_from_dict(list, dict_of(iterable));
    if (has_type(iterable, &set_type) || has_type(iterable, &frozenset_type))
        return extend_from_set(list, set_of(iterable));
    Value iterator = object_iter(iterable);
    if (iterator == NULL)
        return false;
    ptrdiff_t hint = object_length_hint(iterable, 8);
    bool done = hint >= 0 && reserve_hinted(list, (size_t)hint);
    done = done && extend_from_iterator(list, iterator);
    decref(iterator);
    if (done)
        list_shrink(list);
    return done;
}

/* ---- slices ---------------------------------------------------------------------------------- */

/* Replaces items [start, start + removed) by copies of `added` ones; bounds are right. */
static bool replace_range(List *list, size_t start, size_t removed, const Value *added,
                          size_t added_count) {
    Value small[8], *old = small;
    if (removed > 8 && (old = mem_malloc(removed * sizeof(Value))) == NULL)
        return raise_no_memory();
    size_t count = list->count - removed + added_count;
    if (!list_reserve(list, count)) {
        if (old != small)
            mem_free(old);
        return false;
    }
    if (removed != 0)
        /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): there are items to remove */
        memcpy(old, list->items + start, removed * sizeof(Value));
    if (removed != added_count && list->count != start + removed)
        memmove(list->items + start + added_count, list->items + start + removed,
                (list->count - start - removed) * sizeof(Value));
    values_copy(list->items + start, added, added_count);
    list->count = count;
    list_shrink(list);
    values_give_up(old, removed);
    if (old != small)
        mem_free(old);
    return true;
}

static void clip(List *list, ptrdiff_t *start, ptrdiff_t *end) {
    ptrdiff_t count = (ptrdiff_t)list->count;
    *start = *start < 0 ? 0 : *start > count ? count : *start;
    *end = *end < *start ? *start : *end > count ? count : *end;
}

bool list_set_slice(List *list, ptrdiff_t start, ptrdiff_t end, Value iterable) {
    List *items = NULL;
    if (iterable != NULL) { /* a copy also when it is this very list */
        items = is_exact_list(iterable) && iterable != value_of(list)
                    ? list_of(own(iterable))
                    : list_from_iterable(iterable);
        if (items == NULL)
            return false;
    }
    clip(list, &start, &end); /* reading the iterable may have changed the list */
    bool done =
        replace_range(list, (size_t)start, (size_t)(end - start),
                      items != NULL ? items->items : NULL, items != NULL ? items->count : 0);
    if (items != NULL)
        GIVE_UP(items);
    return done;
}

/* Deletes `count` items from start, step apart; bounds are right and step is not 1. */
bool list_delete_stepped(List *list, ptrdiff_t start, ptrdiff_t step, size_t count) {
    if (count == 0)
        return true;
    if (step < 0) {
        start += step * (ptrdiff_t)(count - 1);
        step = -step;
    }
    Value *old = mem_malloc(count * sizeof(Value));
    if (old == NULL)
        return raise_no_memory();
    size_t target = (size_t)start, taken = 0, next = (size_t)start;
    for (size_t i = (size_t)start; i < list->count; i++)
        if (taken < count && i == next) {
            old[taken++] = list->items[i];
            next += (size_t)step;
        } else
            list->items[target++] = list->items[i];
    list->count = target;
    list_shrink(list);
    for (size_t i = 0; i < count; i++)
        decref(old[i]);
    mem_free(old);
    return true;
}

/* list[start:...:step] = items, of just `count` items. */
bool list_set_stepped(List *list, ptrdiff_t start, ptrdiff_t step, size_t count,
                      const Value *items) {
    Value *old = mem_malloc(count * sizeof(Value));
    if (old == NULL)
        return raise_no_memory();
    for (size_t i = 0; i < count; i++, start += step) {
        old[i] = list->items[start];
        list->items[start] = own(items[i]);
    }
    for (size_t i = 0; i < count; i++)
        decref(old[i]);
    mem_free(old);
    return true;
}
