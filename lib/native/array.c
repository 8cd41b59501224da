/* array: items of one C type, packed. Here the object and its slots; methods are in
 * array_methods.c. Converting a value may run code that changes the array: values are converted
 * before the place to store them is looked up. */
#include "lib/native/array_parts.h"
#include "vm/objects/slice.h"
#include "vm/pass.h"

#include <string.h>

static Type array_iterator_type;

/* ---- memory ---------------------------------------------------------------------------------- */

Array *array_new(Type *type, const ArrayCode *code, size_t count) {
    if (count > PTRDIFF_MAX / code->size)
        return raise_no_memory();
    Array *array = type_allocate(type, 0);
    if (!array)
        return NULL;
    array->code = code;
    if (type->mem.kind == MEM_CONTAINER)
        mem_gc_track(array);
    if (count && !(array->items = mem_malloc(count * code->size))) {
        decref(value_of(array));
        return raise_no_memory();
    }
    array->count = array->capacity = count;
    return array;
}

bool array_resize(Array *array, size_t count) {
    if (array->exports && count != array->count)
        return raise_error(&exc_BufferError, "cannot resize an array that is exporting buffers");
    if (count > array->capacity || count < array->capacity / 2) {
        size_t capacity = count ? count + (count >> 4) + (count < 8 ? 3 : 7) : 0;
        if (capacity > PTRDIFF_MAX / array->code->size)
            return raise_no_memory();
        if (capacity == 0) {
            mem_free(array->items);
            array->items = NULL;
        } else {
            uint8_t *items = mem_realloc(array->items, capacity * array->code->size);
            if (!items)
                return raise_no_memory();
            array->items = items;
        }
        array->capacity = capacity;
    }
    array->count = count;
    return true;
}

static void array_dealloc(Object *object) {
    mem_free(((Array *)object)->items);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

bool array_append(Array *array, Value value) {
    uint8_t item[8];
    if (!array_store(array->code, item, value) || !array_resize(array, array->count + 1))
        return false;
    memcpy(array_at(array, array->count - 1), item, array->code->size);
    return true;
}

bool array_add_bytes(Array *array, const uint8_t *bytes, size_t size) {
    if (size % array->code->size)
        return raise_value_error("bytes length not a multiple of item size");
    size_t old = array->count;
    if (!array_resize(array, old + size / array->code->size))
        return false;
    if (size)
        memcpy(array_at(array, old), bytes, size);
    return true;
}

bool array_add_text(Array *array, Str *text) {
    size_t old = array->count;
    if (!array_resize(array, old + text->length))
        return false;
    for (size_t i = 0; i < text->length; i++) {
        uint32_t character = str_at(text, i);
        memcpy(array_at(array, old + i), &character, 4);
    }
    return true;
}

/* The items of `other` (of the same code, perhaps the array itself) behind its own. */
static bool add_array(Array *array, Array *other) {
    size_t old = array->count, count = other->count;
    if (!array_resize(array, old + count))
        return false;
    if (count)
        memmove(array_at(array, old), other->items, count * array->code->size);
    return true;
}

bool array_extend(Array *array, Value iterable) {
    if (is_array(iterable)) {
        if (array_of(iterable)->code != array->code)
            return raise_type_error("can only extend with array of same kind");
        return add_array(array, array_of(iterable));
    }
    Value iterator = object_iter(iterable), item;
    if (!iterator)
        return false;
    Next next;
    while ((next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        bool fine = array_append(array, item);
        decref(item);
        if (!fine) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next == NEXT_DONE;
}

Value array_items_list(Array *array) {
    List *list = list_new(array->count);
    for (size_t i = 0; list && i < array->count; i++) {
        Value item = pass_may_go_on() && i < array->count
                         ? array_load(array->code, array_at(array, i))
                         : NULL;
        if (!item && !exception_pending()) /* a signal's handler has shortened it */
            break;
        if (!item || !list_append_steal(list, item)) {
            decref(value_of(list));
            return NULL;
        }
    }
    return value_of(list);
}

/* ---- construction ---------------------------------------------------------------------------- */

static bool fill(Array *array, Value initial) {
    if (is_str(initial))
        return array_add_text(array, str_of(initial));
    if ((is_bytes(initial) || is_instance_of(initial, &bytearray_type)) && !is_array(initial)) {
        Buffer buffer;
        if (!buffer_get(initial, &buffer, false))
            return false;
        bool fine = array_add_bytes(array, buffer.bytes, buffer.size);
        buffer_release(&buffer);
        return fine;
    }
    if (is_array(initial) && array_of(initial)->code != array->code) {
        Array *other = array_of(initial);
        for (size_t i = 0; i < other->count; i++) {
            Value item = array_load(other->code, array_at(other, i));
            bool fine = item && array_append(array, item);
            decref_maybe(item);
            if (!fine)
                return false;
        }
        return true;
    }
    return array_extend(array, initial);
}

static Value array_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    if (names && (type == &array_type || type->init == array_type.init))
        return raise_type_error("array.array() takes no keyword arguments");
    if (count < 1)
        return raise_type_error("array() takes at least 1 argument (0 given)");
    if (count > 2)
        return raise_type_error("array() takes at most 2 arguments (%zu given)", count);
    if (!is_str(args[0]) || str_of(args[0])->length != 1)
        return raise_type_error("array() argument 1 must be a unicode character, not %T", args[0]);
    const ArrayCode *code = array_code(str_at(str_of(args[0]), 0));
    Value initial = count == 2 ? args[1] : NULL;
    if (initial && !(code && code->is_text)) {
        if (is_str(initial))
            return raise_type_error("cannot use a str to initialize an array with typecode '%c'",
                                    (char)str_at(str_of(args[0]), 0));
        if (is_array(initial) && array_of(initial)->code->is_text)
            return raise_type_error(
                "cannot use a unicode array to initialize an array with typecode '%c'",
                (char)str_at(str_of(args[0]), 0));
    }
    if (!code)
        return raise_value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    if (code->code == 'u' && !warn(&exc_DeprecationWarning, 1,
                                   "The 'u' type code is deprecated and will be removed in Python "
                                   "3.16"))
        return NULL;
    Array *array = array_new(type, code, 0);
    if (array && initial && !fill(array, initial)) {
        decref(value_of(array));
        return NULL;
    }
    return value_of(array);
}

/* ---- slots ----------------------------------------------------------------------------------- */

static Value array_repr(Value self) {
    Array *array = array_of(self);
    const char *name = type_name_of(self), *dot = strrchr(name, '.');
    name = dot ? dot + 1 : name;
    if (array->count == 0)
        return value_of(str_format("%s('%c')", name, array->code->code));
    Value items =
        array->code->is_text ? array_method_tounicode(self, NULL) : array_items_list(array);
    Value text =
        items ? value_of(str_format("%s('%c', %R)", name, array->code->code, items)) : NULL;
    decref_maybe(items);
    return text;
}

static Value array_compare(Value self, Value other, CompareOp op) {
    if (!is_array(self) || !is_array(other))
        return NOT_IMPLEMENTED;
    Array *a = array_of(self), *b = array_of(other);
    if ((op == COMPARE_EQ || op == COMPARE_NE) && a->count != b->count)
        return value_of_bool(op == COMPARE_NE);
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        Value x = pass_may_go_on() && i < a->count && i < b->count
                      ? array_load(a->code, array_at(a, i))
                      : NULL;
        if (!x && !exception_pending()) /* a signal's handler has shortened one */
            break;
        Value y = x ? array_load(b->code, array_at(b, i)) : NULL;
        Answer equal = y ? object_compare_truth(x, y, COMPARE_EQ) : ANSWER_ERROR;
        Value result = equal == ANSWER_ERROR || equal == ANSWER_YES ? NULL
                       : op == COMPARE_EQ                           ? FALSE_VALUE
                       : op == COMPARE_NE                           ? TRUE_VALUE
                                                                    : object_compare(x, y, op);
        decref_maybe(x);
        decref_maybe(y);
        if (equal != ANSWER_YES)
            return result;
    }
    return object_compare(value_of_small_int((int64_t)a->count),
                          value_of_small_int((int64_t)b->count), op);
}

static ptrdiff_t array_length(Value self) {
    return (ptrdiff_t)array_of(self)->count;
}

static bool read_index(Array *array, Value key, ptrdiff_t *index, const char *error) {
    if (!object_index_as_size(key, index, &exc_IndexError))
        return false;
    if (*index < 0)
        *index += (ptrdiff_t)array->count;
    return (*index >= 0 && (size_t)*index < array->count) || raise_index_error("%s", error);
}

static bool check_key(Value key) {
    if (is_small_int(key) || is_slice(key))
        return true;
    return type_ready(type_of(key)) &&
           (type_of(key)->to_index || raise_type_error("array indices must be integers"));
}

static Value array_get_item(Value self, Value key) {
    Array *array = array_of(self);
    ptrdiff_t start, stop, step;
    if (!check_key(key))
        return NULL;
    if (!is_slice(key))
        return read_index(array, key, &start, "array index out of range")
                   ? array_load(array->code, array_at(array, (size_t)start))
                   : NULL;
    if (!slice_unpack(key, &start, &stop, &step))
        return NULL;
    size_t count = slice_adjust(array->count, &start, &stop, step), size = array->code->size;
    Array *result = array_new(&array_type, array->code, count);
    for (size_t i = 0; result && i < count; i++, start += step)
        memcpy(result->items + i * size, array->items + start * (ptrdiff_t)size, size);
    return value_of(result);
}

/* Replaces items [start, start + old) by those of `bytes`. */
static bool replace(Array *array, size_t start, size_t old, const uint8_t *bytes, size_t count) {
    size_t size = array->code->size, behind = array->count - start - old;
    size_t total = array->count - old + count;
    if (count < old && array->exports)
        return array_resize(array, total);
    if (count < old) {
        memmove(array_at(array, start + count), array_at(array, start + old), behind * size);
        if (!array_resize(array, total))
            return false;
    } else if (count > old) {
        if (!array_resize(array, total))
            return false;
        memmove(array_at(array, start + count), array_at(array, start + old), behind * size);
    }
    if (count)
        memcpy(array_at(array, start), bytes, count * size);
    return true;
}

static bool delete_stepped(Array *array, ptrdiff_t start, ptrdiff_t step, size_t count) {
    if (array->exports && count)
        return array_resize(array, array->count - count);
    if (step < 0) {
        start += (ptrdiff_t)(count - 1) * step;
        step = -step;
    }
    size_t size = array->code->size, to = (size_t)start, next = (size_t)start;
    for (size_t from = (size_t)start; from < array->count; from++) {
        if (count && from == next) {
            next += (size_t)step;
            count--;
            continue;
        }
        memmove(array->items + to++ * size, array->items + from * size, size);
    }
    return array_resize(array, to);
}

static bool set_slice(Array *array, Value key, Value value) {
    ptrdiff_t start, stop, step;
    if (value && !is_array(value))
        return raise_type_error("can only assign array (not \"%T\") to array slice", value);
    if (value && array_of(value)->code != array->code)
        return raise_type_error("bad argument type for built-in operation");
    if (!slice_unpack(key, &start, &stop, &step))
        return false;
    size_t count = slice_adjust(array->count, &start, &stop, step), size = array->code->size;
    if (!value && step != 1)
        return count == 0 || delete_stepped(array, start, step, count);
    size_t new_count = value ? array_of(value)->count : 0;
    uint8_t *bytes = NULL; /* a copy: the value may be the array itself */
    if (new_count && !(bytes = mem_malloc(new_count * size)))
        return raise_no_memory();
    if (new_count)
        memcpy(bytes, array_of(value)->items, new_count * size);
    bool fine = true;
    if (step == 1)
        fine = replace(array, (size_t)start, count, bytes, new_count);
    else if (count != new_count)
        fine = raise_value_error(
            "attempt to assign array of size %zu to extended slice of size %zu", new_count, count);
    else
        for (size_t i = 0; i < count; i++, start += step)
            memcpy(array_at(array, (size_t)start), bytes + i * size, size);
    mem_free(bytes);
    return fine;
}

static bool array_set_item(Value self, Value key, Value value) {
    Array *array = array_of(self);
    ptrdiff_t index;
    uint8_t item[8];
    if (!check_key(key))
        return false;
    if (is_slice(key))
        return set_slice(array, key, value);
    if (value && !array_store(array->code, item, value))
        return false;
    if (!read_index(array, key, &index, "array assignment index out of range"))
        return false;
    if (!value)
        return replace(array, (size_t)index, 1, NULL, 0);
    memcpy(array_at(array, (size_t)index), item, array->code->size);
    return true;
}

static Answer array_contains(Value self, Value wanted) {
    Array *array = array_of(self);
    for (size_t i = 0; i < array->count; i++) {
        Value item = array_load(array->code, array_at(array, i));
        Answer equal = item ? object_compare_truth(item, wanted, COMPARE_EQ) : ANSWER_ERROR;
        decref_maybe(item);
        if (equal != ANSWER_NO)
            return equal;
    }
    return ANSWER_NO;
}

static Value array_concat(Value self, Value other) {
    if (!is_array(other))
        return raise_type_error("can only append array (not \"%T\") to array", other);
    Array *a = array_of(self), *b = array_of(other);
    if (a->code != b->code)
        return raise_type_error("bad argument type for built-in operation");
    Array *result = array_new(&array_type, a->code, a->count + b->count);
    if (!result)
        return NULL;
    if (a->count)
        memcpy(result->items, a->items, a->count * a->code->size);
    if (b->count)
        memcpy(array_at(result, a->count), b->items, b->count * a->code->size);
    return value_of(result);
}

static bool read_times(Value value, Array *array, size_t *count) {
    ptrdiff_t times;
    if (!object_index_as_size(value, &times, &exc_OverflowError))
        return false;
    if (times < 0)
        times = 0;
    if (__builtin_mul_overflow(array->count, (size_t)times, count))
        return raise_no_memory();
    return true;
}

static void repeat_into(uint8_t *target, const uint8_t *source, size_t size, size_t total) {
    for (size_t done = 0; size && done < total; done += size)
        memmove(target + done, source, size);
}

static Value array_repeat(Value self, Value times) {
    Array *array = array_of(self);
    size_t count;
    if (!read_times(times, array, &count))
        return NULL;
    Array *result = array_new(&array_type, array->code, count);
    if (result)
        repeat_into(result->items, array->items, array->count * array->code->size,
                    count * array->code->size);
    return value_of(result);
}

static Value array_inplace_concat(Value self, Value other) {
    if (!is_array(other))
        return raise_type_error("can only extend array with array (not \"%T\")", other);
    return array_extend(array_of(self), other) ? own(self) : NULL;
}

static Value array_inplace_repeat(Value self, Value times) {
    Array *array = array_of(self);
    size_t count, old = array->count * array->code->size;
    if (!read_times(times, array, &count) || !array_resize(array, count))
        return NULL;
    if (count * array->code->size > old)
        repeat_into(array->items, array->items, old, count * array->code->size);
    return own(self);
}

static bool array_get_buffer(Value self, Buffer *buffer, int flags) {
    Array *array = array_of(self);
    static uint8_t nothing[1];
    *buffer = (Buffer){.bytes = array->items ? array->items : nothing,
                       .size = array->count * array->code->size,
                       .owner = own(self),
                       .format = array->code->format,
                       .item_size = array->code->size,
                       .dimensions = 1};
    array->exports++;
    return true;
}

static void array_release_buffer(Value self, Buffer *buffer) {
    array_of(self)->exports--;
}

/* ---- iterator -------------------------------------------------------------------------------- */

typedef struct ArrayIterator {
    Object header;
    Value array; /* owned; null: exhausted */
    size_t index;
} ArrayIterator;

static void iterator_clear(Object *object) {
    clear_value(&((ArrayIterator *)object)->array);
}

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    iterator_clear(object);
    mem_object_free(object, sizeof(ArrayIterator));
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((ArrayIterator *)object)->array, visit, context);
}

static Next iterator_step(Value self, Value *item) {
    ArrayIterator *iterator = (ArrayIterator *)object_of(self);
    if (!iterator->array)
        return NEXT_DONE;
    Array *array = array_of(iterator->array);
    if (iterator->index >= array->count) {
        clear_value(&iterator->array);
        return NEXT_DONE;
    }
    *item = array_load(array->code, array_at(array, iterator->index++));
    return *item ? NEXT_ITEM : NEXT_ERROR;
}

static Value builtin_iter(void) {
    extern Value iterator_builtin(const char *name);
    return iterator_builtin("iter");
}

static Value iterator_reduce(Value self, Value *args) {
    Value function = builtin_iter(); /* may run code that exhausts the iterator */
    ArrayIterator *iterator = (ArrayIterator *)object_of(self);
    Value source = iterator->array ? own(iterator->array) : value_of(tuple_empty());
    Tuple *inner = function && source ? tuple_pack(1, source) : NULL;
    Value result = NULL;
    if (inner && iterator->array)
        result = value_of(
            tuple_pack(3, function, value_of(inner), value_of_small_int((int64_t)iterator->index)));
    else if (inner)
        result = value_of(tuple_pack(2, function, value_of(inner)));
    decref_maybe(function);
    decref_maybe(source);
    decref_maybe(value_of(inner));
    return result;
}

static Value iterator_setstate(Value self, Value *args) {
    ArrayIterator *iterator = (ArrayIterator *)object_of(self);
    ptrdiff_t index;
    if (!int_as_size(args[0], &index))
        return NULL;
    if (iterator->array) {
        size_t count = array_of(iterator->array)->count;
        iterator->index = index < 0 ? 0 : (size_t)index > count ? count : (size_t)index;
    }
    return NONE;
}

static const NativeMethod iterator_methods[] = {
    NATIVE("__reduce__($self, /)", iterator_reduce, "Return state information for pickling."),
    NATIVE("__setstate__($self, state, /)", iterator_setstate,
           "Set state information for unpickling."),
    NATIVE_END};

static Type array_iterator_type = {
    TYPE_INIT_CONTAINER("array.arrayiterator", sizeof(ArrayIterator), iterator_dealloc,
                        iterator_traverse, iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = iterator_methods,
    .iter = own,
    .next = iterator_step,
};

static Value array_iter(Value self) {
    ArrayIterator *iterator = mem_object_new(&array_iterator_type.mem, sizeof(ArrayIterator));
    if (!iterator)
        return raise_no_memory();
    iterator->array = own(self);
    iterator->index = 0;
    mem_gc_track(iterator);
    return value_of(iterator);
}

/* ---- type and module ------------------------------------------------------------------------- */

Type array_type = {
    TYPE_INIT_ATOM("array.array", sizeof(Array), array_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE | TYPE_SEQUENCE,
    .base = &object_type,
    .accepts_weakrefs = true,
    .doc = "array(typecode [, initializer]) -> array\n\nReturn a new array whose items are "
           "restricted by typecode, and\ninitialized from the optional initializer value, which "
           "must be a list,\nstring or iterable over elements of the appropriate type.",
    .methods = array_methods,
    .getsets = array_getsets,
    .new = array_new_slot,
    .repr = array_repr,
    .compare = array_compare,
    .iter = array_iter,
    .length = array_length,
    .get_item = array_get_item,
    .set_item = array_set_item,
    .contains = array_contains,
    .concat = array_concat,
    .repeat = array_repeat,
    .inplace_concat = array_inplace_concat,
    .inplace_repeat = array_inplace_repeat,
    .get_buffer = array_get_buffer,
    .release_buffer = array_release_buffer,
};

/* ---- pickles --------------------------------------------------------------------------------- */

/* The text of UTF-16 or UTF-32 bytes behind the items. */
static bool add_decoded(Array *array, const char *encoding, Bytes *bytes) {
    Str *name = str_from_c(encoding), *method = str_interned("decode");
    Value text = name && method ? call_method_1(value_of(bytes), method, value_of(name)) : NULL;
    decref_maybe(value_of(name));
    decref_maybe(value_of(method));
    bool fine = text && array_extend(array, text);
    decref_maybe(text);
    return fine;
}

/* One item in one of the machine formats 0-17 as a value: owned. */
static Value from_machine_format(int format, const uint8_t *item, size_t size) {
    bool big = format >= 2 && format & 1;
    if (format < 14) {
        bool is_signed = format == 1 || (format >= 4 && format / 2 % 2 == 0);
        return int_from_bytes(item, size, !big, is_signed);
    }
    uint8_t bytes[8];
    for (size_t i = 0; i < size; i++)
        bytes[i] = item[big ? size - 1 - i : i];
    return array_load(array_code(size == 4 ? 'f' : 'd'), bytes);
}

/* Items that another machine packed. */
static bool add_converted(Array *array, int format, Bytes *bytes) {
    static const char *const encodings[] = {"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"};
    static const uint8_t sizes[] = {1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 8, 8, 8, 8, 4, 4, 8, 8};
    if (format >= 18)
        return add_decoded(array, encodings[format - 18], bytes);
    size_t size = sizes[format];
    if (bytes->size % size)
        return raise_value_error("bytes length not a multiple of item size");
    for (size_t i = 0; i < bytes->size; i += size) {
        Value item = from_machine_format(format, bytes->data + i, size);
        bool fine = item && array_append(array, item);
        decref_maybe(item);
        if (!fine)
            return false;
    }
    return true;
}

/* What pickles of protocol 3 and later call: (class, typecode, machine format, bytes). */
static Value reconstruct(Value self, Value *args) {
    int format;
    if (!is_type(args[0]))
        return raise_type_error("first argument must be a type object, not %T", args[0]);
    if (!type_is_subtype(type_cast(args[0]), &array_type))
        return raise_type_error("%s is not a subtype of array.array", type_cast(args[0])->mem.name);
    if (!is_str(args[1]) || str_of(args[1])->length != 1)
        return raise_type_error("_array_reconstructor() argument 2 must be a unicode character, "
                                "not %T",
                                args[1]);
    if (!int_as_signed_int(args[2], &format))
        return NULL;
    const ArrayCode *code = array_code(str_at(str_of(args[1]), 0));
    if (!code)
        return raise_value_error("second argument must be a valid type code");
    if (format < 0 || format > 21)
        return raise_value_error("third argument must be a valid machine format code.");
    if (!is_bytes(args[3]))
        return raise_type_error("fourth argument should be bytes, not %T", args[3]);
    Array *array = array_new(type_cast(args[0]), code, 0);
    if (array && !(format == code->machine_format
                       ? array_add_bytes(array, bytes_of(args[3])->data, bytes_of(args[3])->size)
                       : add_converted(array, format, bytes_of(args[3])))) {
        decref(value_of(array));
        return NULL;
    }
    return value_of(array);
}

static const NativeMethod functions[] = {
    NATIVE("_array_reconstructor($module, arraytype, typecode, mformat_code, items, /)",
           reconstruct, "Internal. Used for pickling support."),
    NATIVE_END};

/* collections.abc.MutableSequence.register(array) */
static bool register_sequence(void) {
    extern Value import_attribute(const char *module, const char *name);
    Value class = import_attribute("_collections_abc", "MutableSequence");
    Str *name = class ? str_interned("register") : NULL;
    Value result = name ? call_method_1(class, name, value_of(&array_type)) : NULL;
    decref_maybe(class);
    decref_maybe(value_of(name));
    decref_maybe(result);
    return result != NULL;
}

static bool array_exec(Module *module) {
    return type_ready(&array_iterator_type) && module_add_type(module, &array_type) &&
           dict_set_c(module->dict, "ArrayType", value_of(&array_type)) &&
           module_add_text(module, "typecodes", array_codes) && register_sequence();
}

const NativeModule array_module = {
    .name = "array",
    .doc = "This module defines an object type which can efficiently represent\nan array of basic "
           "values: characters, integers, floating-point\nnumbers.  Arrays are sequence types and "
           "behave very much like lists,\nexcept that the type of objects stored in them is "
           "constrained.\n",
    .functions = functions,
    .exec = array_exec,
};
