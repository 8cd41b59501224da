/* Methods that only bytearray has: those that change it. */
#include "vm/objects/bytearray_parts.h"
#include "vm/objects/bytes_methods.h"
#include "vm/names.h"
#include "vm/objects/int.h"
#include "vm/objects/tuple.h"
#include "vm/pass.h"

Value bytearray_method_append(Value self, Value *args) {
    uint8_t byte;
    if (!byte_from_value(args[0], &byte, "byte") ||
        !bytearray_append_bytes(bytearray_of(self), &byte, 1))
        return NULL;
    return NONE;
}

Value bytearray_method_extend(Value self, Value *args) {
    ByteArray *array = bytearray_of(self);
    Value source = args[0];
    if (type_of(source)->get_buffer) {
        Value done = type_of(self)->inplace_concat(self, source);
        if (!done)
            return NULL;
        decref(done);
        return NONE;
    }
    if (!type_of(source)->iter && !type_of(source)->get_item)
        return raise_type_error("can't extend bytearray with %T", source);
    if (is_str(source))
        return raise_type_error("expected iterable of integers; got: 'str'");
    if (object_length_hint(source, 0) < 0)
        return NULL;
    /* Into a new array first: an error leaves this one as it was. */
    Value fresh = bytearray_new(NULL, 0);
    if (!fresh)
        return NULL;
    bool good = bytearray_extend(bytearray_of(fresh), source) &&
                bytearray_append_bytes(array, byte_span(fresh).data, byte_span(fresh).size);
    decref(fresh);
    return good ? NONE : NULL;
}

Value bytearray_method_insert(Value self, Value *args) {
    ByteArray *array = bytearray_of(self);
    ptrdiff_t index;
    uint8_t byte;
    if (!int_as_size(args[0], &index) || !byte_from_value(args[1], &byte, "byte"))
        return NULL;
    ptrdiff_t size = (ptrdiff_t)array->size;
    index = index < 0 ? index + size < 0 ? 0 : index + size : index > size ? size : index;
    if (!bytearray_replace(array, (size_t)index, (size_t)index, &byte, 1))
        return NULL;
    return NONE;
}

Value bytearray_method_pop(Value self, Value *args) {
    ByteArray *array = bytearray_of(self);
    ptrdiff_t index = -1;
    if (args[0] && !int_as_size(args[0], &index))
        return NULL;
    if (array->size == 0)
        return raise_index_error("pop from empty bytearray");
    if (index < 0)
        index += (ptrdiff_t)array->size;
    if ((size_t)index >= array->size)
        return raise_index_error("pop index out of range");
    uint8_t byte = byte_data(array)[index];
    if (!bytearray_replace(array, (size_t)index, (size_t)index + 1, &byte, 0))
        return NULL;
    return value_of_small_int(byte);
}

Value bytearray_method_remove(Value self, Value *args) {
    ByteArray *array = bytearray_of(self);
    uint8_t byte;
    if (!byte_from_value(args[0], &byte, "byte"))
        return NULL;
    const uint8_t *hit = array->size ? memchr(byte_data(array), byte, array->size) : NULL;
    if (!hit)
        return raise_value_error("value not found in bytearray");
    size_t index = (size_t)(hit - byte_data(array));
    if (!bytearray_replace(array, index, index + 1, &byte, 0))
        return NULL;
    return NONE;
}

Value bytearray_method_clear(Value self, Value *args) {
    return bytearray_resize(bytearray_of(self), 0) ? NONE : NULL;
}

Value bytearray_method_copy(Value self, Value *args) {
    ByteSpan span = byte_span(self);
    return bytearray_new(span.data, span.size);
}

Value bytearray_method_reverse(Value self, Value *args) {
    size_t size = byte_span_hold(self).size;
    uint8_t *data = byte_data(bytearray_of(self));
    for (size_t i = 0, end; (end = pass_piece(i, size / 2)) > i;) {
        for (; i < end; i++) {
            uint8_t byte = data[i];
            data[i] = data[size - 1 - i];
            data[size - 1 - i] = byte;
        }
    }
    byte_span_let_go(self);
    return exception_pending() ? NULL : NONE;
}

Value bytearray_method_alloc(Value self, Value *args) {
    return value_of_small_int((int64_t)bytearray_of(self)->capacity);
}

Value bytearray_method_sizeof(Value self, Value *args) {
    size_t size = type_instance_size(type_of(self), 0);
    return value_of_small_int((int64_t)(size + bytearray_of(self)->capacity));
}

static Value reduce(Value self, bool as_bytes) {
    Value state = call_method_0(self, names.__getstate__), content = NULL;
    if (!state)
        return NULL;
    ByteSpan span = byte_span(self);
    Tuple *given = NULL, *reduced = NULL;
    if (as_bytes) {
        content = value_of(bytes_new(span.data, span.size));
        given = content ? tuple_pack(1, content) : NULL;
    } else {
        content = value_of(str_from_latin1(span.data, span.size));
        Value encoding = value_of(str_from_c("latin-1"));
        given = content && encoding ? tuple_pack(2, content, encoding) : NULL;
        decref_maybe(encoding);
    }
    if (given)
        reduced = tuple_pack(3, value_of(type_of(self)), value_of(given), state);
    decref_maybe(content);
    if (given)
        GIVE_UP(given);
    decref(state);
    return value_of(reduced);
}

Value bytearray_method_reduce(Value self, Value *args) {
    return reduce(self, false);
}

Value bytearray_method_reduce_ex(Value self, Value *args) {
    int protocol = 0;
    if (args[0] && !int_as_int(args[0], &protocol))
        return NULL;
    return reduce(self, protocol >= 3);
}
