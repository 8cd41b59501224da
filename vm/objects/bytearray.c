/* bytearray: bytes that can change.
 *
 *     data ->  | offset, unused | size bytes | NUL | room to grow |
 *
 * Deleting at the front only moves the offset. While buffers are exported (`exports`), the size
 * may not change: whoever wants to raises BufferError. */
#include "vm/objects/bytearray_parts.h"

#include "vm/objects/int.h"
#include "vm/objects/slice.h"
#include "vm/pass.h"
#include "vm/objects/tuple.h"
#include "vm/sys.h"

Value bytearray_new(const void *data, size_t size) {
    ByteArray *array = mem_object_new(&bytearray_type.mem, sizeof *array);
    if (!array)
        return raise_no_memory();
    array->size = array->capacity = array->offset = array->exports = 0;
    array->data = NULL;
    if (size) {
        if (!bytearray_resize(array, size)) {
            GIVE_UP(array);
            return NULL;
        }
        if (data)
            memcpy(array->data, data, size);
    }
    return value_of(array);
}

static bool reallocate(ByteArray *array, size_t size, size_t capacity) {
    if (array->offset) {
        memmove(array->data, array->data + array->offset, array->size < size ? array->size : size);
        array->offset = 0;
    }
    uint8_t *data = mem_realloc(array->data, capacity);
    if (!data)
        return raise_no_memory();
    array->data = data;
    array->capacity = capacity;
    return true;
}

static bool bytearray_can_resize(const ByteArray *array) {
    if (array->exports)
        return raise_error(&exc_BufferError, "Existing exports of data: object cannot be re-sized");
    return true;
}

bool bytearray_resize(ByteArray *array, size_t size) {
    if (size == array->size)
        return true;
    if (!bytearray_can_resize(array))
        return false;
    if (size >= (size_t)PTRDIFF_MAX - 64)
        return raise_no_memory();
    size_t needed = size + 1;
    bool fits = array->offset + needed <= array->capacity;
    if (!fits || needed < array->capacity / 2) {
        size_t room = size <= array->size ? 0 : size / 8 + (size < 9 ? 3 : 6);
        size_t capacity = array->size == 0 || size >= array->size + array->size / 8 + 6
                              ? needed /* a big step: likely the last one */
                              : needed + room;
        if (!reallocate(array, size, capacity))
            return false;
    }
    array->size = size;
    array->data[array->offset + size] = 0;
    return true;
}

bool bytearray_replace(ByteArray *array, size_t start, size_t end, const uint8_t *bytes,
                       size_t count) {
    size_t removed = end - start, tail = array->size - end;
    if (count == removed) {
        if (count)
            memcpy(byte_data(array) + start, bytes, count);
        return true;
    }
    if (!bytearray_can_resize(array))
        return false;
    if (count < removed && start == 0) { /* at the front: move the offset */
        array->offset += removed - count;
        array->size -= removed - count;
        memcpy(byte_data(array), bytes, count);
        if (array->size < array->capacity / 2 && !reallocate(array, array->size, array->size + 1))
            return false;
        byte_data(array)[array->size] = 0;
        return true;
    }
    if (count < removed)
        memmove(byte_data(array) + start + count, byte_data(array) + end, tail);
    if (!bytearray_resize(array, array->size - removed + count))
        return false;
    if (count > removed)
        memmove(byte_data(array) + start + count, byte_data(array) + end, tail);
    memcpy(byte_data(array) + start, bytes, count);
    return true;
}

bool bytearray_append_bytes(ByteArray *array, const void *bytes, size_t count) {
    size_t old = array->size;
    if (count == 0)
        return true;
    if (count > (size_t)PTRDIFF_MAX - old)
        return raise_no_memory();
    /* Grows by an eighth at least, so that appending piece by piece stays linear. */
    if (array->offset + old + count + 1 > array->capacity) {
        if (!bytearray_can_resize(array) ||
            !reallocate(array, old, old + count + 1 + (old + count) / 8 + 6))
            return false;
    }
    if (!bytearray_resize(array, old + count))
        return false;
    memcpy(byte_data(array) + old, bytes, count);
    return true;
}

/* ---- life ----------------------------------------------------------------------------------- */

static void bytearray_dealloc(Object *object) {
    ByteArray *array = (ByteArray *)object;
    mem_free(array->data);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static Value bytearray_new_slot(Type *type, Value *args, size_t count, Tuple *keyword_names) {
    if (type == &bytearray_type)
        return bytearray_new(NULL, 0);
    ByteArray *array = type_allocate(type, 0);
    if (array && type->mem.kind == MEM_CONTAINER)
        mem_gc_track(array);
    return value_of(array);
}

bool bytearray_extend(ByteArray *array, Value iterable) {
    Value iterator = object_iter(iterable), item;
    if (!iterator)
        return false;
    Next next;
    bool good = true;
    while (good && (next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        uint8_t byte = 0;
        good = byte_from_value(item, &byte, "byte");
        decref(item);
        good = good && bytearray_append_bytes(array, &byte, 1);
    }
    decref(iterator);
    return good && next == NEXT_DONE;
}

static bool init_from(ByteArray *array, Value source) {
    if (is_int(source) || type_of(source)->to_index) {
        ptrdiff_t count;
        if (object_index_as_size(source, &count, &exc_OverflowError)) {
            if (count < 0)
                return raise_value_error("negative count");
            if (!bytearray_resize(array, (size_t)count))
                return false;
            if (count)
                memset(byte_data(array), 0, (size_t)count);
            return true;
        }
        if (!exception_clear_if(&exc_TypeError))
            return false;
    }
    if (type_of(source)->get_buffer) {
        Buffer buffer;
        if (!buffer_get_any(source, &buffer, false))
            return false;
        bool good = bytearray_resize(array, buffer.size);
        if (good && buffer.size) {
            ByteSpan span = byte_span_hold(value_of(array));
            good = buffer_copy_out(&buffer, (uint8_t *)span.data);
            byte_span_let_go(value_of(array));
        }
        buffer_release(&buffer);
        return good;
    }
    if (!type_of(source)->iter && !type_of(source)->get_item)
        return raise_type_error("cannot convert '%T' object to bytearray", source);
    return bytearray_extend(array, source);
}

static bool bytearray_init(Value self, Value *args, size_t count, Tuple *keyword_names) {
    static Signature signature =
        SIGNATURE("bytearray(source=b'', encoding='utf-8', errors='strict')");
    Value bound[3];
    if (!arguments_bind(&signature, args, count, keyword_names, bound))
        return false;
    ByteArray *array = bytearray_of(self);
    if (array->size && !bytearray_resize(array, 0))
        return false;
    if (!bound[0] || is_str(bound[0]) || bound[1] || bound[2]) {
        Bytes *encoded = bytes_from_arguments("bytearray", bound[0], bound[1], bound[2]);
        if (!encoded)
            return false;
        bool good = bytearray_append_bytes(array, encoded->data, encoded->size);
        GIVE_UP(encoded);
        return good;
    }
    return init_from(array, bound[0]);
}

/* ---- slots ---------------------------------------------------------------------------------- */

static Value bytearray_repr(Value self) {
    StrBuilder builder;
    str_builder_init(&builder);
    const char *name = type_name_of(self);
    str_builder_utf8(&builder, name, strlen(name));
    str_builder_character(&builder, '(');
    ByteSpan span = byte_span_hold(self);
    add_bytes_repr(&builder, span.data, span.size, true);
    byte_span_let_go(self);
    str_builder_character(&builder, ')');
    return value_of(str_builder_finish_pass(&builder));
}

/* The bytes to be assigned, in an object of our own: `value` may be the array itself. */
static Bytes *bytes_to_assign(Value value) {
    if (is_bytes(value) || is_bytearray(value))
        return bytes_new(byte_span(value).data, byte_span(value).size);
    if (is_int(value) || has_flag(value, TYPE_IS_FLOAT) || is_str(value))
        return raise_type_error(
            "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
    Value array = bytearray_new(NULL, 0);
    if (!array)
        return NULL;
    Bytes *bytes = NULL;
    if (init_from(bytearray_of(array), value))
        bytes = bytes_new(byte_span(array).data, byte_span(array).size);
    decref(array);
    return bytes;
}

/* Copies `size` bytes, leaving out `count`: the first one and each `step` bytes behind one. */
static bool leave_steps_out(const uint8_t *from, uint8_t *to, size_t step, size_t count,
                            size_t size) {
    const uint8_t *end = to + size;
    for (size_t i = 0; pass_goes_on(i, count - 1); i++) {
        from++;
        for (size_t j = 1; j < step; j++)
            *to++ = *from++;
    }
    return !exception_pending() && pass_copy(to, from + 1, (size_t)(end - to));
}

static bool delete_steps(ByteArray *array, ptrdiff_t start, ptrdiff_t step, size_t count) {
    if (count == 0)
        return true;
    if (!bytearray_can_resize(array))
        return false;
    if (step < 0) {
        start += step * ((ptrdiff_t)count - 1);
        step = -step;
    }
    size_t size = array->size - (size_t)start - count; /* of what is left from `start` on */
    Bytes *left = bytes_new(NULL, size);
    if (!left)
        return false;
    byte_span_hold(value_of(array));
    bool done = leave_steps_out(byte_data(array) + start, left->data, (size_t)step, count, size);
    byte_span_let_go(value_of(array));
    if (done)
        done = bytearray_replace(array, (size_t)start, array->size, left->data, size);
    GIVE_UP(left);
    return done;
}

static void copy_apart(uint8_t *data, ptrdiff_t start, ptrdiff_t step, const uint8_t *from,
                       size_t count) {
    for (size_t i = 0; i < count; i++, start += step)
        data[start] = from[i];
}

static bool set_slice(ByteArray *array, Value slice, Value value) {
    ptrdiff_t start, stop, step;
    if (!slice_unpack(slice, &start, &stop, &step))
        return false;
    Bytes *bytes = value ? bytes_to_assign(value) : bytes_new(NULL, 0);
    if (!bytes)
        return false;
    size_t count = slice_adjust(array->size, &start, &stop, step);
    bool good;
    if (step == 1) {
        good = bytearray_replace(array, (size_t)start, (size_t)start + count, bytes->data,
                                 bytes->size);
    } else if (bytes->size == 0) {
        good = delete_steps(array, start, step, count);
    } else if (bytes->size != count) {
        good = raise_value_error("attempt to assign bytes of size %zu to extended slice of size "
                                 "%zu",
                                 bytes->size, count);
    } else {
        copy_apart(byte_data(array), start, step, bytes->data, count);
        good = true;
    }
    GIVE_UP(bytes);
    return good;
}

static bool bytearray_set_item(Value self, Value key, Value value) {
    ByteArray *array = bytearray_of(self);
    if (is_slice(key))
        return set_slice(array, key, value);
    if (!is_int(key) && !type_of(key)->to_index)
        return raise_type_error("bytearray indices must be integers or slices, not %T", key);
    ptrdiff_t index;
    if (!object_index_as_size(key, &index, &exc_IndexError))
        return false;
    uint8_t byte = 0;
    if (value && !byte_from_value(value, &byte, "byte"))
        return false;
    if (index < 0)
        index += (ptrdiff_t)array->size;
    if ((size_t)index >= array->size)
        return raise_index_error("bytearray index out of range");
    if (!value)
        return bytearray_replace(array, (size_t)index, (size_t)index + 1, &byte, 0);
    byte_data(array)[index] = byte;
    return true;
}

static Value bytearray_inplace_concat(Value self, Value other) {
    if (!type_of(other)->get_buffer)
        return raise_type_error("can't concat %T to %s", other, type_name_of(self));
    Bytes *copy = NULL;
    if (self == other && !(copy = bytes_new(byte_span(self).data, byte_span(self).size)))
        return NULL;
    Buffer buffer;
    if (!buffer_get(copy ? value_of(copy) : other, &buffer, false)) {
        if (copy)
            GIVE_UP(copy);
        return NULL;
    }
    bool good = bytearray_append_bytes(bytearray_of(self), buffer.bytes, buffer.size);
    buffer_release(&buffer);
    if (copy)
        GIVE_UP(copy);
    return good ? own(self) : NULL;
}

static Value bytearray_inplace_repeat(Value self, Value count) {
    Value repeated = byte_sequence_repeat(self, count);
    if (!repeated)
        return NULL;
    ByteArray *array = bytearray_of(self);
    ByteSpan span = byte_span(repeated);
    bool good = bytearray_resize(array, span.size);
    if (good && span.size)
        memcpy(byte_data(array), span.data, span.size);
    decref(repeated);
    return good ? own(self) : NULL;
}

static bool bytearray_get_buffer(Value self, Buffer *buffer, int flags) {
    ByteSpan span = byte_span(self);
    *buffer = (Buffer){.bytes = (uint8_t *)span.data,
                       .size = span.size,
                       .owner = own(self),
                       .read_only = false,
                       .format = "B",
                       .item_size = 1,
                       .dimensions = 1};
    bytearray_of(self)->exports++;
    return true;
}

static void bytearray_release_buffer(Value self, Buffer *buffer) {
    bytearray_of(self)->exports--;
}

static Value iter_slot(Value self) {
    return byte_iterator_new(&bytearray_iterator_type, self);
}

static Value str_slot(Value self) {
    if (settings.bytes_warning && !warn(&exc_BytesWarning, 1, "str() on a bytearray instance"))
        return NULL;
    return bytearray_repr(self);
}

Type bytearray_type = {
    TYPE_INIT_ATOM("bytearray", sizeof(ByteArray), bytearray_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE | TYPE_MATCH_SELF,
    .doc = "bytearray(iterable_of_ints) -> bytearray\n"
           "bytearray(string, encoding[, errors]) -> bytearray\n"
           "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
           "bytearray(int) -> bytes array of size given by the parameter initialized with null "
           "bytes\nbytearray() -> empty bytes array",
    .methods = bytearray_methods,
    .new = bytearray_new_slot,
    .init = bytearray_init,
    .repr = bytearray_repr,
    .str = str_slot,
    .compare = byte_sequence_compare,
    .iter = iter_slot,
    .length = byte_sequence_length,
    .get_item = byte_sequence_get_item,
    .set_item = bytearray_set_item,
    .contains = byte_sequence_contains,
    .concat = byte_sequence_concat,
    .repeat = byte_sequence_repeat,
    .inplace_concat = bytearray_inplace_concat,
    .inplace_repeat = bytearray_inplace_repeat,
    .binary[NUMBER_REMAINDER] = byte_sequence_remainder,
    .get_buffer = bytearray_get_buffer,
    .release_buffer = bytearray_release_buffer,
};
