/* An element as a sequence of its children.
 *
 * What is taken out is given up last, when the element is whole again: it may run Python code. */
#include "lib/native/xml/etree.h"

#include "vm/objects/slice.h"
#include "vm/pass.h"

#include <string.h>

void *raise_no_element(Value value) {
    return raise_type_error("expected an Element, not \"%T\"", value);
}

bool element_reserve(Element *element, size_t more) {
    if (LIKELY(more <= element->capacity - element->count))
        return true;
    size_t needed = element->count + more;
    size_t capacity = needed + needed / 8 + (needed < 9 ? 3 : 6);
    Value *children = capacity > PTRDIFF_MAX / sizeof(Value)
                          ? NULL
                          : mem_realloc(element->children, capacity * sizeof(Value));
    if (!children)
        return raise_no_memory();
    element->children = children;
    element->capacity = capacity;
    return true;
}

bool element_append(Element *element, Value child) {
    if (!element_reserve(element, 1))
        return false;
    element->children[element->count++] = own(child);
    return true;
}

void element_empty(Element *element) {
    Value *children = element->children;
    size_t count = element->count;
    element->children = NULL;
    element->count = element->capacity = 0;
    for (size_t i = 0; i < count; i++)
        decref(children[i]);
    mem_free(children);
}

ptrdiff_t element_length(Value self) {
    return (ptrdiff_t)element_of(self)->count;
}

/* ---- methods --------------------------------------------------------------------------------- */

Value element_append_method(Value self, Value *args) {
    if (!is_element(args[0]))
        return raise_type_error("append() argument 1 must be xml.etree.ElementTree.Element, not %N",
                                args[0]);
    return element_append(element_of(self), args[0]) ? NONE : NULL;
}

/* A list of what is given to be children, checked; `message` for what is no iterable. */
static List *elements_from(Value iterable, const char *message) {
    List *items = list_from_iterable(iterable);
    if (!items) {
        bool is_iterable = type_of(iterable)->iter || type_of(iterable)->get_item;
        if (!is_iterable && exception_clear_if(&exc_TypeError))
            raise_type_error("%s", message);
        return NULL;
    }
    for (size_t i = 0; i < items->count; i++)
        if (!is_element(items->items[i])) {
            raise_no_element(items->items[i]);
            GIVE_UP(items);
            return NULL;
        }
    return items;
}

Value element_extend(Value self, Value *args) {
    List *items = elements_from(args[0], "'elements' must be an iterable");
    if (!items)
        return NULL;
    bool fine = true;
    for (size_t i = 0; fine && i < items->count; i++)
        fine = element_append(element_of(self), items->items[i]);
    GIVE_UP(items);
    return fine ? NONE : NULL;
}

Value element_insert(Value self, Value *args) {
    ptrdiff_t index;
    if (!object_index_as_size(args[0], &index, &exc_OverflowError))
        return NULL;
    if (!is_element(args[1]))
        return raise_type_error("insert() argument 2 must be xml.etree.ElementTree.Element, not %N",
                                args[1]);
    Element *element = element_of(self);
    if (!element_reserve(element, 1))
        return NULL;
    ptrdiff_t count = (ptrdiff_t)element->count;
    index = index < 0 ? (index + count < 0 ? 0 : index + count) : index > count ? count : index;
    Value *place = element->children + index;
    memmove(place + 1, place, (size_t)(count - index) * sizeof(Value));
    *place = own(args[1]);
    element->count++;
    return NONE;
}

static Value take_at(Element *element, size_t index) {
    Value child = element->children[index];
    element->count--;
    memmove(element->children + index, element->children + index + 1,
            (element->count - index) * sizeof(Value));
    return child;
}

/* The element itself if it is a child, else one that is equal. */
Value element_remove(Value self, Value *args) {
    Element *element = element_of(self);
    if (!is_element(args[0]))
        return raise_type_error("remove() argument must be xml.etree.ElementTree.Element, not %N",
                                args[0]);
    for (size_t i = 0; i < element->count; i++)
        if (element->children[i] == args[0]) {
            decref(take_at(element, i));
            return NONE;
        }
    for (size_t i = 0; i < element->count; i++) {
        Value child = own(element->children[i]);
        Answer equal = pass_may_go_on() ? object_equal(child, args[0]) : ANSWER_ERROR;
        decref(child);
        if (equal == ANSWER_ERROR)
            return NULL;
        if (equal == ANSWER_YES && i < element->count) {
            decref(take_at(element, i));
            return NONE;
        }
    }
    return raise_value_error("list.remove(x): x not in list");
}

/* ---- indices and slices ---------------------------------------------------------------------- */

static bool index_of_key(Value key, ptrdiff_t *index) {
    if (LIKELY(is_small_int(key))) {
        *index = small_int_of(key);
        return true;
    }
    if (!type_of(key)->to_index)
        return raise_type_error("element indices must be integers");
    return object_index_as_size(key, index, &exc_IndexError);
}

/* The place of an index that counts from the end if it is negative; false: there is none. */
static bool find_place(const Element *element, ptrdiff_t index, size_t *place) {
    *place = (size_t)(index < 0 ? index + (ptrdiff_t)element->count : index);
    return *place < element->count;
}

Value element_get_item(Value self, Value key) {
    Element *element = element_of(self);
    ptrdiff_t start, stop, step;
    size_t place;
    if (!is_slice(key)) {
        if (!index_of_key(key, &start))
            return NULL;
        return find_place(element, start, &place) ? own(element->children[place])
                                                  : raise_index_error("child index out of range");
    }
    if (!slice_unpack(key, &start, &stop, &step))
        return NULL;
    size_t count = slice_adjust(element->count, &start, &stop, step);
    List *list = list_new(count);
    if (!list)
        return NULL;
    for (size_t i = 0; i < count; i++, start += step)
        list->items[i] = own(element->children[start]);
    list->count = count;
    return value_of(list);
}

/* Replaces `count` children from `start` by those of a list (null: none); the old ones go to
 * `taken`, which has room for them. */
static bool splice(Element *element, size_t start, size_t count, const List *list, Value *taken) {
    size_t new_count = list ? list->count : 0;
    if (new_count > count && !element_reserve(element, new_count - count))
        return false;
    Value *place = element->children + start;
    memcpy(taken, place, count * sizeof(Value));
    memmove(place + new_count, place + count, (element->count - start - count) * sizeof(Value));
    for (size_t i = 0; i < new_count; i++)
        place[i] = own(list->items[i]);
    element->count = element->count - count + new_count;
    return true;
}

/* Takes out `count` children, from `start` with a step above 0. */
static void cut_stepped(Element *element, size_t start, size_t step, size_t count, Value *taken) {
    size_t kept = start, next = start, cut = 0;
    for (size_t i = start; i < element->count; i++)
        if (i == next && cut < count) {
            taken[cut++] = element->children[i];
            next += step;
        } else
            element->children[kept++] = element->children[i];
    element->count = kept;
}

static bool change_slice(Element *element, ptrdiff_t start, ptrdiff_t step, size_t count,
                         const List *list, Value *taken) {
    if (step == 1)
        return splice(element, (size_t)start, count, list, taken);
    if (list && list->count != count)
        return raise_value_error("attempt to assign sequence of size %zu to extended slice of size "
                                 "%zu",
                                 list->count, count);
    if (list) {
        for (size_t i = 0; i < count; i++, start += step) {
            taken[i] = element->children[start];
            element->children[start] = own(list->items[i]);
        }
        return true;
    }
    if (step < 0 && count > 0) { /* the same places from the other end */
        start += step * (ptrdiff_t)(count - 1);
        step = -step;
    }
    cut_stepped(element, (size_t)start, (size_t)step, count, taken);
    return true;
}

static bool set_slice(Element *element, Value key, const List *list) {
    ptrdiff_t start, stop, step;
    if (!slice_unpack(key, &start, &stop, &step))
        return false;
    size_t count = slice_adjust(element->count, &start, &stop, step);
    if (count == 0 && (!list || list->count == 0))
        return true;
    Value *taken = mem_malloc((count + 1) * sizeof(Value));
    if (!taken)
        return raise_no_memory();
    bool done = change_slice(element, start, step, count, list, taken);
    for (size_t i = 0; done && i < count; i++)
        decref(taken[i]);
    mem_free(taken);
    return done;
}

bool element_set_item(Value self, Value key, Value value) {
    Element *element = element_of(self);
    ptrdiff_t index;
    size_t place;
    if (is_slice(key)) {
        List *list = value ? elements_from(value, "assignment expects an iterable") : NULL;
        bool done = (list || !value) && set_slice(element, key, list);
        decref_maybe(value_of(list));
        return done;
    }
    if (!index_of_key(key, &index))
        return false;
    if (!find_place(element, index, &place))
        return raise_index_error("child assignment index out of range");
    if (value && !is_element(value))
        return raise_no_element(value);
    if (value)
        replace_value(&element->children[place], own(value));
    else
        decref(take_at(element, place));
    return true;
}
