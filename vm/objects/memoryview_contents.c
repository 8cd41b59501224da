/* memoryview: all of its items at once: as bytes or lists, in another format or shape, compared. */
#include "vm/objects/memoryview_parts.h"

#include "vm/objects/int.h"
#include "vm/objects/list.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/pass.h"

/* ---- copies --------------------------------------------------------------------------------- */

/* In Fortran's order: the first index changes fastest. */
static bool copy_columns(MemoryView *view, uint8_t *to) {
    ptrdiff_t index[DIMENSIONS_MAX] = {0};
    size_t count = view->size / view->item_size;
    for (size_t done = 0; pass_goes_on(done, count); done++, to += view->item_size) {
        const uint8_t *from = view->bytes;
        for (int i = 0; i < view->dimensions; i++)
            from += index[i] * strides_of(view)[i];
        memcpy(to, from, view->item_size);
        for (int i = 0; i < view->dimensions && ++index[i] == shape_of(view)[i]; i++)
            index[i] = 0;
    }
    return !exception_pending();
}

/* The bytes in C order, or in Fortran's. */
Bytes *memoryview_bytes(MemoryView *view, bool fortran) {
    Bytes *bytes = bytes_new(NULL, view->size);
    if (!bytes || view->size == 0)
        return bytes;
    Buffer buffer;
    memoryview_as_buffer(view, &buffer);
    view->exports++;
    bool done = fortran && view->dimensions > 1 ? copy_columns(view, bytes->data)
                                                : buffer_copy_out(&buffer, bytes->data);
    view->exports--;
    if (done)
        return bytes;
    GIVE_UP(bytes);
    return NULL;
}

bool memoryview_is_fortran_contiguous(MemoryView *view) {
    ptrdiff_t expected = (ptrdiff_t)view->item_size;
    for (int i = 0; i < view->dimensions && view->size; i++) {
        if (shape_of(view)[i] > 1 && strides_of(view)[i] != expected)
            return false;
        expected *= shape_of(view)[i];
    }
    return true;
}

Value memoryview_tobytes(Value self, Value *args) {
    MemoryView *view = view_of(self);
    if (!memoryview_check_alive(view))
        return NULL;
    bool fortran = false;
    if (args[0] && args[0] != NONE) {
        if (!is_str(args[0]))
            return raise_type_error("tobytes() argument 'order' must be str or None, not %T",
                                    args[0]);
        Str *order = str_of(args[0]);
        if (str_equal_c(order, "F"))
            fortran = true;
        else if (str_equal_c(order, "A"))
            fortran = !view->contiguous && memoryview_is_fortran_contiguous(view);
        else if (!str_equal_c(order, "C"))
            return raise_value_error("order must be 'C', 'F' or 'A'");
    }
    return value_of(memoryview_bytes(view, fortran));
}

static Value list_dimension(MemoryView *view, int dimension, const uint8_t *bytes) {
    if (dimension == view->dimensions)
        return memoryview_unpack(view, bytes);
    List *list = list_new((size_t)shape_of(view)[dimension]);
    for (ptrdiff_t i = 0; list && i < shape_of(view)[dimension]; i++) {
        Value item = pass_may_go_on() ? list_dimension(view, dimension + 1, bytes) : NULL;
        bytes += strides_of(view)[dimension];
        if (!item || !list_append_steal(list, item)) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    return value_of(list);
}

Value memoryview_tolist(Value self, Value *args) {
    MemoryView *view = view_of(self);
    if (!memoryview_check_alive(view))
        return NULL;
    view->exports++;
    Value list = list_dimension(view, 0, view->bytes);
    view->exports--;
    return list;
}

/* ---- cast ----------------------------------------------------------------------------------- */

static bool read_shape(Value shape, ptrdiff_t *extents, int *dimensions) {
    if (!is_list(shape) && !is_tuple(shape))
        return raise_type_error("shape must be a list or a tuple");
    size_t count = is_list(shape) ? list_of(shape)->count : tuple_of(shape)->count;
    if (count > DIMENSIONS_MAX)
        return raise_value_error("memoryview: number of dimensions must not exceed 64");
    const Value *items = is_list(shape) ? list_of(shape)->items : tuple_of(shape)->items;
    for (size_t i = 0; i < count; i++) {
        if (!is_int(items[i]))
            return raise_type_error("memoryview.cast(): elements of shape must be integers");
        if (!int_as_size(items[i], &extents[i]))
            return false;
        if (extents[i] <= 0)
            return raise_value_error("memoryview.cast(): elements of shape must be integers > 0");
    }
    *dimensions = (int)count;
    return true;
}

Value memoryview_cast(Value self, Value *args) {
    MemoryView *view = view_of(self);
    if (!memoryview_check_alive(view))
        return NULL;
    if (!is_str(args[0]))
        return raise_type_error("cast() argument 'format' must be str, not %T", args[0]);
    if (!view->contiguous)
        return raise_type_error("memoryview: casts are restricted to C-contiguous views");
    ptrdiff_t extents[DIMENSIONS_MAX];
    int dimensions = 1;
    if (args[1] && (!read_shape(args[1], extents, &dimensions)))
        return NULL;
    if (args[1] && dimensions != 1 && view->dimensions != 1)
        return raise_type_error("memoryview: cast must be 1D -> ND or ND -> 1D");
    const char *format = str_utf8(str_of(args[0]), NULL);
    if (!format)
        return NULL;
    char to = memoryview_native_format(format),
         from = memoryview_native_format(memoryview_format(view));
    if (!to)
        return raise_value_error("memoryview: destination format must be a native single character "
                                 "format prefixed with an optional '@'");
    if (!strchr("bBc", to) && (!from || !strchr("bBc", from)))
        return raise_type_error("memoryview: cannot cast between two non-byte formats");
    size_t item_size = memoryview_native_size(to);
    if (view->size % item_size)
        return raise_type_error("memoryview: length is not a multiple of itemsize");
    if (!args[1]) {
        extents[0] = (ptrdiff_t)(view->size / item_size);
    } else {
        size_t product = item_size;
        for (int i = 0; i < dimensions; i++) {
            if (product > (size_t)PTRDIFF_MAX / (size_t)extents[i])
                return raise_value_error("memoryview.cast(): product(shape) > SSIZE_MAX");
            product *= (size_t)extents[i];
        }
        if (product != view->size)
            return raise_type_error("memoryview: product(shape) * itemsize != buffer size");
    }
    MemoryView *cast = memoryview_allocate(view->base, dimensions);
    if (!cast)
        return NULL;
    cast->bytes = view->bytes;
    cast->read_only = view->read_only;
    cast->item_size = item_size;
    memoryview_set_format(cast, format);
    ptrdiff_t stride = (ptrdiff_t)item_size;
    for (int i = dimensions - 1; i >= 0; i--) {
        shape_of(cast)[i] = extents[i];
        strides_of(cast)[i] = stride;
        stride *= extents[i];
    }
    memoryview_measure(cast);
    mem_gc_track(cast);
    return value_of(cast);
}

/* ---- comparison ----------------------------------------------------------------------------- */

static Answer equal_dimension(MemoryView *left, const uint8_t *a, MemoryView *right,
                              const uint8_t *b, int dimension) {
    if (dimension == left->dimensions) {
        Value x = pass_may_go_on() ? memoryview_unpack(left, a) : NULL,
              y = x ? memoryview_unpack(right, b) : NULL;
        Answer answer = y ? object_compare_truth(x, y, COMPARE_EQ) : ANSWER_ERROR;
        decref_maybe(x);
        decref_maybe(y);
        return answer;
    }
    for (ptrdiff_t i = 0; i < shape_of(left)[dimension]; i++) {
        Answer answer = equal_dimension(left, a, right, b, dimension + 1);
        if (answer != ANSWER_YES)
            return answer;
        a += strides_of(left)[dimension];
        b += strides_of(right)[dimension];
    }
    return ANSWER_YES;
}

static Answer equal_views(MemoryView *left, MemoryView *right) {
    if (left->dimensions != right->dimensions)
        return ANSWER_NO;
    for (int i = 0; i < left->dimensions; i++) {
        if (shape_of(left)[i] != shape_of(right)[i])
            return ANSWER_NO;
    }
    char a = memoryview_native_format(memoryview_format(left)),
         b = memoryview_native_format(memoryview_format(right));
    if (!a || !b) /* of unknown formats nothing can be said */
        return ANSWER_NO;
    if (a == b && left->contiguous && right->contiguous && !strchr("fde?", a))
        return left->size == 0 || memcmp(left->bytes, right->bytes, left->size) == 0 ? ANSWER_YES
                                                                                     : ANSWER_NO;
    left->exports++;
    right->exports++;
    Answer answer = equal_dimension(left, left->bytes, right, right->bytes, 0);
    left->exports--;
    right->exports--;
    return answer;
}

Value memoryview_compare(Value self, Value other, CompareOp op) {
    if (op != COMPARE_EQ && op != COMPARE_NE)
        return NOT_IMPLEMENTED;
    MemoryView *view = view_of(self);
    Answer answer;
    if (!view->base || (has_type(other, &memoryview_type) && !view_of(other)->base)) {
        answer = self == other ? ANSWER_YES : ANSWER_NO;
    } else {
        Value converted = has_type(other, &memoryview_type) ? own(other)
                          : type_of(other)->get_buffer      ? memoryview_new(other)
                                                            : NONE;
        if (!converted)
            exception_clear();
        if (!converted || converted == NONE)
            return NOT_IMPLEMENTED;
        answer = equal_views(view, view_of(converted));
        decref(converted);
    }
    if (answer == ANSWER_ERROR)
        return NULL;
    return value_of_bool((answer == ANSWER_YES) == (op == COMPARE_EQ));
}
