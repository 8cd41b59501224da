/* memoryview: items and slices by their index. */
#include "vm/objects/memoryview_parts.h"

#include "vm/objects/int.h"
#include "vm/objects/slice.h"
#include "vm/objects/tuple.h"

static bool item_place(MemoryView *view, ptrdiff_t index, int dimension, uint8_t **place) {
    ptrdiff_t length = shape_of(view)[dimension];
    if (index < 0)
        index += length;
    if (index < 0 || index >= length)
        return raise_index_error("index out of bounds on dimension %d", dimension + 1);
    *place += index * strides_of(view)[dimension];
    return true;
}

static bool is_index(Value key) {
    return is_int(key) || type_of(key)->to_index;
}

/* A tuple of as many indices as there are dimensions: the item's place. */
static bool tuple_place(MemoryView *view, Tuple *key, uint8_t **place) {
    if (key->count > (size_t)view->dimensions)
        return raise_type_error("cannot index %d-dimension view with %zu-element tuple",
                                view->dimensions, key->count);
    if (key->count < (size_t)view->dimensions)
        return raise_error(&exc_NotImplementedError, "sub-views are not implemented");
    *place = view->bytes;
    for (size_t i = 0; i < key->count; i++) {
        ptrdiff_t index;
        if (!object_index_as_size(key->items[i], &index, &exc_IndexError) ||
            !memoryview_check_alive(view) || !item_place(view, index, (int)i, place))
            return false;
    }
    return true;
}

static bool is_tuple_of(Value key, bool (*is)(Value)) {
    if (!is_tuple(key))
        return false;
    for (size_t i = 0; i < tuple_of(key)->count; i++) {
        if (!is(tuple_of(key)->items[i]))
            return false;
    }
    return true;
}

static bool is_slice_key(Value key) {
    return is_slice(key);
}

/* A new view of one dimension's slice. */
static MemoryView *view_slice(MemoryView *view, Value slice) {
    ptrdiff_t start, stop, step;
    if (!memoryview_check_alive(view)) /* what is to be assigned may have released it */
        return NULL;
    MemoryView *part = memoryview_copy(view); /* first: __index__ may release the view */
    if (!part)
        return NULL;
    if (!slice_unpack(slice, &start, &stop, &step)) {
        GIVE_UP(part);
        return NULL;
    }
    size_t count = slice_adjust((size_t)shape_of(part)[0], &start, &stop, step);
    part->bytes += start * strides_of(part)[0];
    shape_of(part)[0] = (ptrdiff_t)count;
    strides_of(part)[0] *= step;
    memoryview_measure(part);
    return part;
}

/* Where the key's item is; LOOKUP_MISSING: the key is a slice. */
static Lookup find_item(MemoryView *view, Value key, uint8_t **place) {
    if (!memoryview_check_alive(view))
        return LOOKUP_ERROR;
    if (view->dimensions == 0) {
        if (key == ELLIPSIS || (is_tuple(key) && tuple_of(key)->count == 0)) {
            *place = view->bytes;
            return LOOKUP_FOUND;
        }
        raise_type_error("invalid indexing of 0-dim memory");
        return LOOKUP_ERROR;
    }
    if (is_index(key)) {
        ptrdiff_t index;
        if (!object_index_as_size(key, &index, &exc_IndexError) || !memoryview_check_alive(view))
            return LOOKUP_ERROR;
        if (view->dimensions > 1) {
            raise_error(&exc_NotImplementedError,
                        "multi-dimensional sub-views are not implemented");
            return LOOKUP_ERROR;
        }
        *place = view->bytes;
        return item_place(view, index, 0, place) ? LOOKUP_FOUND : LOOKUP_ERROR;
    }
    if (is_slice(key))
        return LOOKUP_MISSING;
    if (is_tuple_of(key, is_index))
        return tuple_place(view, tuple_of(key), place) ? LOOKUP_FOUND : LOOKUP_ERROR;
    if (is_tuple_of(key, is_slice_key))
        raise_error(&exc_NotImplementedError, "multi-dimensional slicing is not implemented");
    else
        raise_type_error("memoryview: invalid slice key");
    return LOOKUP_ERROR;
}

Value memoryview_get_item(Value self, Value key) {
    MemoryView *view = view_of(self);
    uint8_t *place;
    if (view->dimensions == 0 && key == ELLIPSIS)
        return memoryview_check_alive(view) ? own(self) : NULL;
    Lookup found = find_item(view, key, &place);
    if (found == LOOKUP_MISSING)
        return value_of(view_slice(view, key));
    return found == LOOKUP_FOUND ? memoryview_unpack(view, place) : NULL;
}

static bool same_structure(MemoryView *left, MemoryView *right) {
    char a = memoryview_native_format(memoryview_format(left)),
         b = memoryview_native_format(memoryview_format(right));
    bool good = left->dimensions == right->dimensions && left->item_size == right->item_size &&
                (a ? a == b : strcmp(memoryview_format(left), memoryview_format(right)) == 0);
    for (int i = 0; good && i < left->dimensions; i++)
        good = shape_of(left)[i] == shape_of(right)[i];
    return good ||
           raise_value_error("memoryview assignment: lvalue and rvalue have different structures");
}

static bool assign_slice(MemoryView *view, Value key, Value value) {
    if (view->dimensions > 1)
        return raise_error(&exc_NotImplementedError,
                           "memoryview slice assignments are currently restricted to ndim = 1");
    Value source_value = memoryview_new(value);
    if (!source_value)
        return false;
    MemoryView *source = view_of(source_value), *target = view_slice(view, key);
    uint8_t *copy = NULL;
    bool good = target && memoryview_check_alive(view) && same_structure(target, source);
    if (good && !(copy = mem_malloc(source->size + 1)))
        raise_no_memory();
    good = good && copy;
    if (good) { /* through a copy: they may overlap */
        size_t size = source->item_size;
        for (ptrdiff_t i = 0; i < shape_of(source)[0]; i++)
            memcpy(copy + (size_t)i * size, source->bytes + i * strides_of(source)[0], size);
        for (ptrdiff_t i = 0; i < shape_of(target)[0]; i++)
            memcpy(target->bytes + i * strides_of(target)[0], copy + (size_t)i * size, size);
    }
    mem_free(copy);
    if (target)
        GIVE_UP(target);
    decref(source_value);
    return good;
}

bool memoryview_set_item(Value self, Value key, Value value) {
    MemoryView *view = view_of(self);
    uint8_t *place;
    if (!memoryview_check_alive(view))
        return false;
    if (view->read_only)
        return raise_type_error("cannot modify read-only memory");
    if (!value)
        return raise_type_error("cannot delete memory");
    Lookup found = find_item(view, key, &place);
    if (found == LOOKUP_ERROR)
        return false;
    return found == LOOKUP_MISSING ? assign_slice(view, key, value)
                                   : memoryview_pack(view, place, value);
}
