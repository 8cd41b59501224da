/* memoryview: a window on another object's bytes, as items of a format in some dimensions.
 *
 *   bytes <- ManagedBuffer (the one export of the object) <- views, slices and casts of them
 *
 * The object is exported as long as a view of the managed buffer is not released. A view counts
 * the buffers it has handed out itself; while there are some it cannot be released. */
#include "vm/objects/memoryview.h"

#include "vm/hash.h"

#include "vm/objects/bytes_methods.h"
#include "vm/objects/int.h"
#include "vm/objects/generic_alias.h"
#include "vm/objects/list.h"
#include "vm/objects/slice.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"

enum { DIMENSIONS_MAX = 64 };

typedef struct {
    Object header;
    Buffer buffer;
    size_t views; /* that are not released */
} ManagedBuffer;

typedef struct {
    Object header;
    ManagedBuffer *base; /* owned; null when released */
    uint8_t *bytes;
    size_t size; /* of all items */
    char format[8];
    const char *long_format; /* instead, when it does not fit; the object's own */
    size_t item_size;
    int dimensions;
    bool read_only, contiguous;
    size_t exports;
    Hash hash;
    ptrdiff_t extents[]; /* the shape, then the strides */
} MemoryView;

static MemoryView *view_of(Value value) {
    return (MemoryView *)object_of(value);
}
static const char *format_of(const MemoryView *view) {
    return view->long_format ? view->long_format : view->format;
}
static ptrdiff_t *shape_of(MemoryView *view) {
    return view->extents;
}
static ptrdiff_t *strides_of(MemoryView *view) {
    return view->extents + view->dimensions;
}
static size_t view_block_size(const MemoryView *view) {
    return sizeof *view + 2 * (size_t)view->dimensions * sizeof(ptrdiff_t);
}

/* ---- life ----------------------------------------------------------------------------------- */

static void managed_dealloc(Object *object) {
    ManagedBuffer *managed = (ManagedBuffer *)object;
    mem_gc_untrack(object);
    buffer_release(&managed->buffer);
    mem_object_free(object, sizeof *managed);
}

static void managed_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((ManagedBuffer *)object)->buffer.owner, visit, context);
}

static Type managed_buffer_type = {TYPE_INIT_CONTAINER("managedbuffer", sizeof(ManagedBuffer),
                                                       managed_dealloc, managed_traverse, NULL),
                                   .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION};

static bool check_alive(const MemoryView *view) {
    if (!view->base)
        return raise_value_error("operation forbidden on released memoryview object");
    return true;
}

static void measure(MemoryView *view) {
    size_t count = 1;
    ptrdiff_t expected = (ptrdiff_t)view->item_size;
    view->contiguous = true;
    for (int i = view->dimensions - 1; i >= 0; i--) {
        if (shape_of(view)[i] > 1 && strides_of(view)[i] != expected)
            view->contiguous = false;
        expected *= shape_of(view)[i];
        count *= (size_t)shape_of(view)[i];
    }
    if (count == 0)
        view->contiguous = true;
    view->size = count * view->item_size;
}

/* Extents are left to the caller, who calls measure when they are set. */
static MemoryView *view_new(ManagedBuffer *base, int dimensions) {
    size_t size = sizeof(MemoryView) + 2 * (size_t)dimensions * sizeof(ptrdiff_t);
    MemoryView *view = mem_object_new(&memoryview_type.mem, size);
    if (!view)
        return raise_no_memory();
    OWN(base);
    base->views++;
    view->base = base;
    view->bytes = base->buffer.bytes;
    view->long_format = NULL;
    view->item_size = 1;
    view->dimensions = dimensions;
    view->read_only = base->buffer.read_only;
    view->exports = 0;
    view->hash = -1;
    return view;
}

static void set_format(MemoryView *view, const char *format) {
    view->long_format = NULL;
    if (strlen(format) < sizeof view->format)
        strcpy(view->format, format);
    else
        view->long_format = format;
}

static MemoryView *view_copy(MemoryView *source) {
    MemoryView *view = view_new(source->base, source->dimensions);
    if (!view)
        return NULL;
    view->bytes = source->bytes;
    view->item_size = source->item_size;
    view->read_only = source->read_only;
    set_format(view, format_of(source));
    memcpy(view->extents, source->extents,
           2 * (size_t)source->dimensions * sizeof source->extents[0]);
    measure(view);
    mem_gc_track(view);
    return view;
}

static MemoryView *view_of_managed(ManagedBuffer *managed) {
    const Buffer *buffer = &managed->buffer;
    MemoryView *view = view_new(managed, buffer->shape ? buffer->dimensions : 1);
    if (!view)
        return NULL;
    set_format(view, buffer->format ? buffer->format : "B");
    view->item_size = buffer->item_size ? buffer->item_size : 1;
    ptrdiff_t stride = (ptrdiff_t)view->item_size;
    for (int i = view->dimensions - 1; i >= 0; i--) {
        shape_of(view)[i] =
            buffer->shape ? buffer->shape[i] : (ptrdiff_t)(buffer->size / view->item_size);
        strides_of(view)[i] = buffer->strides ? buffer->strides[i] : stride;
        stride *= shape_of(view)[i];
    }
    measure(view);
    mem_gc_track(view);
    return view;
}

Value memoryview_new(Value object) {
    if (has_type(object, &memoryview_type)) {
        MemoryView *source = view_of(object);
        return check_alive(source) ? value_of(view_copy(source)) : NULL;
    }
    if (!type_of(object)->get_buffer)
        return raise_type_error("memoryview: a bytes-like object is required, not '%T'", object);
    ManagedBuffer *managed = mem_object_new(&managed_buffer_type.mem, sizeof *managed);
    if (!managed)
        return raise_no_memory();
    managed->views = 0;
    if (!buffer_get_any(object, &managed->buffer, false)) {
        mem_object_free(managed, sizeof *managed);
        return NULL;
    }
    mem_gc_track(managed);
    MemoryView *view = view_of_managed(managed);
    GIVE_UP(managed);
    return value_of(view);
}

static void give_up_base(MemoryView *view) {
    ManagedBuffer *base = view->base;
    view->base = NULL;
    if (!base)
        return;
    if (--base->views == 0)
        buffer_release(&base->buffer);
    GIVE_UP(base);
}

static void view_dealloc(Object *object) {
    MemoryView *view = (MemoryView *)object;
    mem_gc_untrack(object);
    give_up_base(view);
    mem_object_free(object, view_block_size(view));
}

static void view_traverse(Object *object, MemVisit visit, void *context) {
    MemoryView *view = (MemoryView *)object;
    if (view->base)
        visit(&view->base->header, context);
}

static void view_clear(Object *object) {
    MemoryView *view = (MemoryView *)object;
    if (view->exports == 0)
        give_up_base(view);
}

static Value view_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("memoryview(object)");
    Value bound[1];
    if (!arguments_bind(&signature, args, count, names, bound))
        return NULL;
    return memoryview_new(bound[0]);
}

/* ---- items ---------------------------------------------------------------------------------- */

/* The character of a native one-character format, 0 if it is another. */
static char native_format(const char *format) {
    if (format[0] == '@')
        format++;
    return format[0] && !format[1] && strchr("cbBhHiIlLqQnNfde?P", format[0]) ? format[0] : 0;
}

static size_t native_size(char format) {
    switch (format) {
    case 'h':
    case 'H':
    case 'e':
        return 2;
    case 'i':
    case 'I':
    case 'f':
        return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'P':
    case 'd':
        return 8;
    default:
        return 1;
    }
}

static double half_to_double(uint16_t half) {
    int exponent = half >> 10 & 31;
    double fraction = half & 0x3ff;
    double value = exponent == 0    ? fraction / (1 << 24)
                   : exponent == 31 ? (fraction != 0 ? __builtin_nan("") : __builtin_inf())
                                    : __builtin_ldexp(1 + fraction / 1024, exponent - 15);
    return half & 0x8000 ? -value : value;
}

/* Rounded half to even; false if it is too large. */
static bool double_to_half(double number, uint16_t *half) {
    uint16_t sign = __builtin_signbit(number) ? 0x8000 : 0;
    double magnitude = __builtin_fabs(number);
    if (__builtin_isnan(number)) {
        *half = sign | 0x7e00;
    } else if (__builtin_isinf(number)) {
        *half = sign | 0x7c00;
    } else {
        int exponent;
        __builtin_frexp(magnitude, &exponent);
        exponent = exponent < -13 ? -13 : exponent; /* the unit of the last of 11 bits */
        double units = __builtin_rint(__builtin_ldexp(magnitude, 11 - exponent));
        double rounded = __builtin_ldexp(units, exponent - 11);
        if (rounded >= 65536)
            return false;
        if (units >= 2048) {
            units /= 2;
            exponent++;
        }
        *half = units < 1024 ? sign | (uint16_t)units
                             : (uint16_t)(sign | (exponent + 14) << 10 | ((uint16_t)units - 1024));
    }
    return true;
}

#define READ(type)                                                                                 \
    ({                                                                                             \
        type item;                                                                                 \
        memcpy(&item, bytes, sizeof item);                                                         \
        item;                                                                                      \
    })

static Value unpack(const MemoryView *view, const uint8_t *bytes) {
    switch (native_format(format_of(view))) {
    case 'B':
        return value_of_small_int(*bytes);
    case 'b':
        return value_of_small_int((int8_t)*bytes);
    case 'c':
        return value_of(bytes_new(bytes, 1));
    case '?':
        return value_of_bool(*bytes);
    case 'h':
        return value_of_small_int(READ(int16_t));
    case 'H':
        return value_of_small_int(READ(uint16_t));
    case 'i':
        return value_of_small_int(READ(int32_t));
    case 'I':
        return value_of_small_int(READ(uint32_t));
    case 'l':
    case 'q':
    case 'n':
        return value_from_int64(READ(int64_t));
    case 'L':
    case 'Q':
    case 'N':
    case 'P':
        return value_from_uint64(READ(uint64_t));
    case 'f':
        return float_new(READ(float));
    case 'd':
        return float_new(READ(double));
    case 'e':
        return float_new(half_to_double(READ(uint16_t)));
    default:
        return raise_error(&exc_NotImplementedError, "memoryview: format %s not supported",
                           format_of(view));
    }
}

static void *invalid_type(const MemoryView *view) {
    return raise_type_error("memoryview: invalid type for format '%s'", format_of(view));
}
static void *invalid_value(const MemoryView *view) {
    return raise_value_error("memoryview: invalid value for format '%s'", format_of(view));
}

/* __index__ may release the view: it is looked at again behind it. */
static bool pack_integer(const MemoryView *view, uint8_t *bytes, Value item, char format,
                         size_t size) {
    bool is_unsigned = format == 'P' || (format >= 'A' && format <= 'Z');
    Value number = object_index(item);
    if (!number) {
        if (exception_matches(&exc_TypeError)) {
            exception_clear();
            return invalid_type(view);
        }
        return false;
    }
    uint8_t encoded[8];
    if (!check_alive(view)) {
        decref(number);
        return false;
    }
    bool good = int_to_bytes(number, encoded, size, true, !is_unsigned);
    decref(number);
    if (!good) {
        exception_clear();
        return invalid_value(view);
    }
    memcpy(bytes, encoded, size);
    return true;
}

static bool pack(MemoryView *view, uint8_t *bytes, Value item) {
    char format = native_format(format_of(view));
    double number;
    float single;
    uint16_t half;
    switch (format) {
    case 0:
        return raise_error(&exc_NotImplementedError, "memoryview: format %s not supported",
                           format_of(view));
    case 'c':
        if (!is_bytes(item))
            return invalid_type(view);
        if (bytes_of(item)->size != 1)
            return invalid_value(view);
        *bytes = bytes_of(item)->data[0];
        return true;
    case '?': {
        Answer truth = object_truth(item);
        if (truth == ANSWER_ERROR || !check_alive(view))
            return false;
        *bytes = (uint8_t)truth;
        return true;
    }
    case 'f':
    case 'd':
    case 'e':
        if (!object_as_double(item, &number)) {
            if (exception_clear_if(&exc_TypeError))
                return invalid_type(view);
            return false;
        }
        if (!check_alive(view))
            return false;
        if (format == 'd') {
            memcpy(bytes, &number, sizeof number);
            return true;
        }
        single = (float)number;
        if (format == 'f') {
            memcpy(bytes, &single, sizeof single);
            return true;
        }
        if (!double_to_half(number, &half))
            return invalid_value(view);
        memcpy(bytes, &half, sizeof half);
        return true;
    default:
        return pack_integer(view, bytes, item, format, native_size(format));
    }
}

/* ---- indexing ------------------------------------------------------------------------------- */

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
        if (!object_index_as_size(key->items[i], &index, &exc_IndexError) || !check_alive(view) ||
            !item_place(view, index, (int)i, place))
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
    MemoryView *part = view_copy(view); /* first: __index__ may release the view */
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
    measure(part);
    return part;
}

/* Where the key's item is; LOOKUP_MISSING: the key is a slice. */
static Lookup find_item(MemoryView *view, Value key, uint8_t **place) {
    if (!check_alive(view))
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
        if (!object_index_as_size(key, &index, &exc_IndexError) || !check_alive(view))
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

static Value view_get_item(Value self, Value key) {
    MemoryView *view = view_of(self);
    uint8_t *place;
    if (view->dimensions == 0 && key == ELLIPSIS)
        return check_alive(view) ? own(self) : NULL;
    Lookup found = find_item(view, key, &place);
    if (found == LOOKUP_MISSING)
        return value_of(view_slice(view, key));
    return found == LOOKUP_FOUND ? unpack(view, place) : NULL;
}

static bool same_structure(MemoryView *left, MemoryView *right) {
    char a = native_format(format_of(left)), b = native_format(format_of(right));
    bool good = left->dimensions == right->dimensions && left->item_size == right->item_size &&
                (a ? a == b : strcmp(format_of(left), format_of(right)) == 0);
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
    bool good = target && check_alive(view) && same_structure(target, source);
    if (good && !(copy = mem_malloc(source->size + 1)))
        good = raise_no_memory();
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

static bool view_set_item(Value self, Value key, Value value) {
    MemoryView *view = view_of(self);
    uint8_t *place;
    if (!check_alive(view))
        return false;
    if (view->read_only)
        return raise_type_error("cannot modify read-only memory");
    if (!value)
        return raise_type_error("cannot delete memory");
    Lookup found = find_item(view, key, &place);
    if (found == LOOKUP_ERROR)
        return false;
    return found == LOOKUP_MISSING ? assign_slice(view, key, value) : pack(view, place, value);
}

static ptrdiff_t view_length(Value self) {
    MemoryView *view = view_of(self);
    if (!check_alive(view))
        return -1;
    if (view->dimensions == 0) {
        raise_type_error("0-dim memory has no length");
        return -1;
    }
    return shape_of(view)[0];
}

/* ---- whole contents ------------------------------------------------------------------------- */

static void view_as_buffer(MemoryView *view, Buffer *buffer) {
    *buffer = (Buffer){.bytes = view->bytes,
                       .size = view->size,
                       .read_only = view->read_only,
                       .format = format_of(view),
                       .item_size = view->item_size,
                       .dimensions = view->dimensions,
                       .shape = shape_of(view),
                       .strides = strides_of(view)};
}

/* The bytes in C order, or in Fortran's. */
static Bytes *view_bytes(MemoryView *view, bool fortran) {
    Bytes *bytes = bytes_new(NULL, view->size);
    if (!bytes || view->size == 0)
        return bytes;
    if (!fortran || view->dimensions < 2) {
        Buffer buffer;
        view_as_buffer(view, &buffer);
        buffer_copy_out(&buffer, bytes->data);
        return bytes;
    }
    ptrdiff_t index[DIMENSIONS_MAX] = {0};
    for (uint8_t *to = bytes->data; to < bytes->data + view->size; to += view->item_size) {
        const uint8_t *from = view->bytes;
        for (int i = 0; i < view->dimensions; i++)
            from += index[i] * strides_of(view)[i];
        memcpy(to, from, view->item_size);
        for (int i = 0; i < view->dimensions && ++index[i] == shape_of(view)[i]; i++)
            index[i] = 0;
    }
    return bytes;
}

static bool is_fortran_contiguous(MemoryView *view) {
    ptrdiff_t expected = (ptrdiff_t)view->item_size;
    for (int i = 0; i < view->dimensions && view->size; i++) {
        if (shape_of(view)[i] > 1 && strides_of(view)[i] != expected)
            return false;
        expected *= shape_of(view)[i];
    }
    return true;
}

static Value view_tobytes(Value self, Value *args) {
    MemoryView *view = view_of(self);
    if (!check_alive(view))
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
            fortran = !view->contiguous && is_fortran_contiguous(view);
        else if (!str_equal_c(order, "C"))
            return raise_value_error("order must be 'C', 'F' or 'A'");
    }
    return value_of(view_bytes(view, fortran));
}

static Value view_hex(Value self, Value *args) {
    MemoryView *view = view_of(self);
    Bytes *bytes = check_alive(view) ? view_bytes(view, false) : NULL;
    if (!bytes)
        return NULL;
    Value hex = bytes_hex(bytes->data, bytes->size, args[0], args[1]);
    GIVE_UP(bytes);
    return hex;
}

static Value list_dimension(MemoryView *view, int dimension, const uint8_t *bytes) {
    if (dimension == view->dimensions)
        return unpack(view, bytes);
    List *list = list_new((size_t)shape_of(view)[dimension]);
    for (ptrdiff_t i = 0; list && i < shape_of(view)[dimension]; i++) {
        Value item = list_dimension(view, dimension + 1, bytes);
        bytes += strides_of(view)[dimension];
        if (!item || !list_append_steal(list, item)) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    return value_of(list);
}

static Value view_tolist(Value self, Value *args) {
    MemoryView *view = view_of(self);
    return check_alive(view) ? list_dimension(view, 0, view->bytes) : NULL;
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

static Value view_cast(Value self, Value *args) {
    MemoryView *view = view_of(self);
    if (!check_alive(view))
        return NULL;
    if (!is_str(args[0]))
        return raise_type_error("memoryview: format argument must be a string");
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
    char to = native_format(format), from = native_format(format_of(view));
    if (!to)
        return raise_value_error("memoryview: destination format must be a native single character "
                                 "format prefixed with an optional '@'");
    if (!from)
        return raise_value_error("memoryview: source format must be a native single character "
                                 "format prefixed with an optional '@'");
    if (!strchr("bBc", to) && !strchr("bBc", from))
        return raise_type_error("memoryview: cannot cast between two non-byte formats");
    size_t item_size = native_size(to);
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
    MemoryView *cast = view_new(view->base, dimensions);
    if (!cast)
        return NULL;
    cast->bytes = view->bytes;
    cast->read_only = view->read_only;
    cast->item_size = item_size;
    set_format(cast, format);
    ptrdiff_t stride = (ptrdiff_t)item_size;
    for (int i = dimensions - 1; i >= 0; i--) {
        shape_of(cast)[i] = extents[i];
        strides_of(cast)[i] = stride;
        stride *= extents[i];
    }
    measure(cast);
    mem_gc_track(cast);
    return value_of(cast);
}

static Value view_toreadonly(Value self, Value *args) {
    MemoryView *view = view_of(self), *copy = check_alive(view) ? view_copy(view) : NULL;
    if (copy)
        copy->read_only = true;
    return value_of(copy);
}

static Value view_release(Value self, Value *args) {
    MemoryView *view = view_of(self);
    if (view->exports)
        return raise_error(&exc_BufferError, "memoryview has %zu exported buffer%s", view->exports,
                           view->exports == 1 ? "" : "s");
    give_up_base(view);
    return own(NONE);
}

static Value view_enter(Value self, Value *args) {
    return check_alive(view_of(self)) ? own(self) : NULL;
}

static Value view_exit(Value self, Value *args) {
    return view_release(self, NULL);
}

static Value view_from_flags(Value type, Value *args) {
    return memoryview_new(args[0]);
}

/* ---- comparison, hash, repr ------------------------------------------------------------------ */

static Answer equal_dimension(MemoryView *left, const uint8_t *a, MemoryView *right,
                              const uint8_t *b, int dimension) {
    if (dimension == left->dimensions) {
        Value x = unpack(left, a), y = x ? unpack(right, b) : NULL;
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
    char a = native_format(format_of(left)), b = native_format(format_of(right));
    if (!a || !b) /* of unknown formats nothing can be said */
        return ANSWER_NO;
    if (a == b && left->contiguous && right->contiguous && !strchr("fde?", a))
        return memcmp(left->bytes, right->bytes, left->size) == 0 ? ANSWER_YES : ANSWER_NO;
    left->exports++;
    right->exports++;
    Answer answer = equal_dimension(left, left->bytes, right, right->bytes, 0);
    left->exports--;
    right->exports--;
    return answer;
}

static Value view_compare(Value self, Value other, CompareOp op) {
    if (op != COMPARE_EQ && op != COMPARE_NE)
        return own(NOT_IMPLEMENTED);
    MemoryView *view = view_of(self);
    Answer answer;
    if (!view->base || (has_type(other, &memoryview_type) && !view_of(other)->base)) {
        answer = self == other ? ANSWER_YES : ANSWER_NO;
    } else {
        Value converted = has_type(other, &memoryview_type) ? own(other)
                          : type_of(other)->get_buffer      ? memoryview_new(other)
                                                            : own(NONE);
        if (!converted)
            exception_clear();
        if (!converted || converted == NONE)
            return own(NOT_IMPLEMENTED);
        answer = equal_views(view, view_of(converted));
        decref(converted);
    }
    if (answer == ANSWER_ERROR)
        return NULL;
    return value_of_bool((answer == ANSWER_YES) == (op == COMPARE_EQ));
}

static Hash view_hash(Value self) {
    MemoryView *view = view_of(self);
    if (view->hash != -1)
        return view->hash;
    if (!check_alive(view))
        return -1;
    if (!view->read_only) {
        raise_value_error("cannot hash writable memoryview object");
        return -1;
    }
    char format = native_format(format_of(view));
    if (!format || !strchr("Bbc", format)) {
        raise_value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        return -1;
    }
    if (view->base->buffer.owner && object_hash(view->base->buffer.owner) == -1)
        return -1; /* what is not hashable cannot be hashed through a view */
    Bytes *bytes = view_bytes(view, false);
    if (!bytes)
        return -1;
    view->hash = hash_bytes(bytes->data, bytes->size);
    GIVE_UP(bytes);
    return view->hash;
}

static Value view_repr(Value self) {
    MemoryView *view = view_of(self);
    return value_of(
        str_format(view->base ? "<memory at %p>" : "<released memory at %p>", (void *)view));
}

/* ---- buffers of a view ---------------------------------------------------------------------- */

static bool view_get_buffer(Value self, Buffer *buffer, bool writable) {
    MemoryView *view = view_of(self);
    if (!check_alive(view))
        return false;
    if (writable && view->read_only)
        return raise_error(&exc_BufferError, "memoryview: underlying buffer is not writable");
    view_as_buffer(view, buffer);
    buffer->owner = own(self);
    view->exports++;
    return true;
}

static void view_release_buffer(Value self, Buffer *buffer) {
    view_of(self)->exports--;
}

/* ---- attributes ----------------------------------------------------------------------------- */

#define GETTER(name, expression)                                                                   \
    static Value get_##name(Value self) {                                                          \
        MemoryView *view = view_of(self);                                                          \
        if (!check_alive(view))                                                                    \
            return NULL;                                                                           \
        return expression;                                                                         \
    }

static Value extents_tuple(const ptrdiff_t *extents, int count) {
    Tuple *tuple = count ? tuple_new((size_t)count) : tuple_empty();
    for (int i = 0; tuple && i < count; i++)
        tuple->items[i] = value_of_small_int(extents[i]);
    return value_of(tuple);
}

GETTER(obj, own(view->base->buffer.owner ? view->base->buffer.owner : NONE))
GETTER(nbytes, value_of_small_int((int64_t)view->size))
GETTER(readonly, value_of_bool(view->read_only))
GETTER(itemsize, value_of_small_int((int64_t)view->item_size))
GETTER(format, value_of(str_from_c(format_of(view))))
GETTER(ndim, value_of_small_int(view->dimensions))
GETTER(shape, extents_tuple(shape_of(view), view->dimensions))
GETTER(strides, extents_tuple(strides_of(view), view->dimensions))
GETTER(suboffsets, value_of(tuple_empty()))
GETTER(c_contiguous, value_of_bool(view->contiguous))
GETTER(f_contiguous, value_of_bool(is_fortran_contiguous(view)))
GETTER(contiguous, value_of_bool(view->contiguous || is_fortran_contiguous(view)))

/* ---- iterator ------------------------------------------------------------------------------- */

typedef struct {
    Object header;
    Value view; /* owned; null: exhausted */
    ptrdiff_t index, length;
} ViewIterator;

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    decref_maybe(((ViewIterator *)object)->view);
    mem_object_free(object, sizeof(ViewIterator));
}
static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((ViewIterator *)object)->view, visit, context);
}
static void iterator_clear(Object *object) {
    clear_value(&((ViewIterator *)object)->view);
}
static Value iterator_self(Value self) {
    return own(self);
}

static Next iterator_next_slot(Value self, Value *item) {
    ViewIterator *iterator = (ViewIterator *)object_of(self);
    if (!iterator->view)
        return NEXT_DONE;
    MemoryView *view = view_of(iterator->view);
    if (iterator->index < iterator->length) {
        if (!check_alive(view))
            return NEXT_ERROR;
        *item = unpack(view, view->bytes + iterator->index++ * strides_of(view)[0]);
        return *item ? NEXT_ITEM : NEXT_ERROR;
    }
    clear_value(&iterator->view);
    return NEXT_DONE;
}

static Type memory_iterator_type = {TYPE_INIT_CONTAINER("memory_iterator", sizeof(ViewIterator),
                                                        iterator_dealloc, iterator_traverse,
                                                        iterator_clear),
                                    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
                                    .iter = iterator_self, .next = iterator_next_slot};

static Value view_iter(Value self) {
    MemoryView *view = view_of(self);
    if (!check_alive(view))
        return NULL;
    if (view->dimensions == 0)
        return raise_type_error("invalid indexing of 0-dim memory");
    if (view->dimensions > 1)
        return raise_error(&exc_NotImplementedError,
                           "multi-dimensional sub-views are not implemented");
    if (!native_format(format_of(view)))
        return raise_error(&exc_NotImplementedError, "memoryview: format %s not supported",
                           format_of(view));
    ViewIterator *iterator = mem_object_new(&memory_iterator_type.mem, sizeof *iterator);
    if (!iterator)
        return raise_no_memory();
    iterator->view = own(self);
    iterator->index = 0;
    iterator->length = shape_of(view)[0];
    mem_gc_track(iterator);
    return value_of(iterator);
}

/* ---- the type ------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
    NATIVE("release($self, /)", view_release, "Give the object's buffer back."),
    NATIVE("tobytes($self, /, order='C')", view_tobytes, "A copy of the bytes."),
    NATIVE("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)", view_hex,
           "As text of two hexadecimal digits for each byte, with a separator after every\n"
           "bytes_per_sep bytes, counted from the right or, if negative, from the left.\n\n"
           ">>> memoryview(b'\\x01\\xff').hex()\n'01ff'\n"
           ">>> memoryview(b'\\x01\\x02\\xff').hex(':', 2)\n'01:02ff'"),
    NATIVE("tolist($self, /)", view_tolist, "The items as a list."),
    NATIVE("cast($self, /, format, shape=<unrepresentable>)", view_cast,
           "A view of the same bytes in another format or shape."),
    NATIVE("toreadonly($self, /)", view_toreadonly, "A view that cannot write."),
    NATIVE_OF_CLASS("_from_flags($type, /, object, flags)", view_from_flags,
                    "A view made with these flags of the buffer protocol."),
    NATIVE("__enter__($self, /)", view_enter, "Itself."),
    NATIVE("__exit__($self, /, *exc_info)", view_exit, "Release it."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585."),
    NATIVE_END};

static const NativeGetSet getsets[] = {
    {"obj", get_obj, NULL, "The object whose bytes it shows."},
    {"nbytes", get_nbytes, NULL, "Bytes of all items."},
    {"readonly", get_readonly, NULL, "Can it not write?"},
    {"itemsize", get_itemsize, NULL, "Bytes of an item."},
    {"format", get_format, NULL, "The struct format of an item."},
    {"ndim", get_ndim, NULL, "The number of dimensions."},
    {"shape", get_shape, NULL, "Items in each dimension."},
    {"strides", get_strides, NULL, "Bytes from item to item in each dimension."},
    {"suboffsets", get_suboffsets, NULL, "Always empty."},
    {"c_contiguous", get_c_contiguous, NULL, "Without gaps, the last dimension first?"},
    {"f_contiguous", get_f_contiguous, NULL, "Without gaps, the first dimension first?"},
    {"contiguous", get_contiguous, NULL, "Without gaps?"},
    {NULL, NULL, NULL, NULL}};

Type memoryview_type = {
    TYPE_INIT_CONTAINER("memoryview", sizeof(MemoryView), view_dealloc, view_traverse, view_clear),
    .mem.item_size = sizeof(ptrdiff_t),
    .flags = TYPE_IMMUTABLE | TYPE_SEQUENCE,
    .accepts_weakrefs = true,
    .doc = "memoryview(object)\n--\n\n"
           "Create a new memoryview object which references the given object.",
    .methods = methods,
    .getsets = getsets,
    .new = view_new_slot,
    .repr = view_repr,
    .hash = view_hash,
    .compare = view_compare,
    .iter = view_iter,
    .length = view_length,
    .get_item = view_get_item,
    .set_item = view_set_item,
    .get_buffer = view_get_buffer,
    .release_buffer = view_release_buffer,
};
