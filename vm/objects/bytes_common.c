/* What bytes and bytearray do alike: conversion from other objects, comparison, + * in [], repr,
 * iteration. The kind of a result is that of self. */
#include "vm/objects/bytes_parts.h"

#include "vm/codecs.h"
#include "vm/names.h"
#include "vm/objects/int.h"
#include "vm/objects/iterators.h"
#include "vm/objects/list.h"
#include "vm/objects/search.h"
#include "vm/pass.h"
#include "vm/objects/slice.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/sys.h"

bool is_bytearray(Value value) {
    return is_instance_of(value, &bytearray_type);
}

ByteSpan byte_span(Value self) {
    if (is_bytes(self))
        return (ByteSpan){bytes_of(self)->data, bytes_of(self)->size};
    ByteArray *array = bytearray_of(self);
    static const uint8_t nothing[1];
    return (ByteSpan){array->data ? array->data + array->offset : nothing, array->size};
}

ByteSpan byte_span_hold(Value self) {
    if (!is_bytes(self))
        bytearray_of(self)->exports++;
    return byte_span(self);
}

void byte_span_let_go(Value self) {
    if (!is_bytes(self))
        bytearray_of(self)->exports--;
}

Value byte_sequence_unfilled(Value self, size_t size, uint8_t **data) {
    if (is_bytes(self)) {
        Bytes *bytes = bytes_new(NULL, size);
        if (bytes)
            *data = bytes->data;
        return value_of(bytes);
    }
    Value array = bytearray_new(NULL, size);
    static uint8_t nothing[1]; /* an empty one has no buffer */
    if (array)
        *data = size ? bytearray_of(array)->data : nothing;
    return array;
}

Value byte_sequence_like(Value self, const void *data, size_t size) {
    return is_bytes(self) ? value_of(bytes_new(data, size)) : bytearray_new(data, size);
}

/* ---- from other objects --------------------------------------------------------------------- */

bool byte_from_value(Value value, uint8_t *byte, const char *where) {
    ptrdiff_t number;
    if (is_small_int(value))
        number = (ptrdiff_t)small_int_of(value);
    else if (!object_index_as_size(value, &number, NULL))
        return false;
    if (number < 0 || number > 255)
        return raise_value_error("%s must be in range(0, 256)", where);
    *byte = (uint8_t)number;
    return true;
}

/* `*items` may change while its items are converted: its count is read anew each time. */
static Bytes *from_list(List *list) {
    Bytes *bytes = bytes_new(NULL, list->count);
    size_t i = 0;
    for (; bytes && i < list->count; i++) {
        if (i == bytes->size) {
            bytes = bytes_resize_steal(bytes, i + list->count);
            if (!bytes)
                return NULL;
        }
        Value item = own(list->items[i]);
        bool good = byte_from_value(item, &bytes->data[i], "bytes");
        decref(item);
        if (!good) {
            GIVE_UP(bytes);
            return NULL;
        }
    }
    return bytes ? bytes_resize_steal(bytes, i) : NULL;
}

/* Item by item: an iterable without an end may give something else than bytes. */
static Bytes *from_iterator(Value iterator) {
    size_t count = 0;
    Value item;
    Next next = NEXT_ERROR;
    Bytes *bytes = bytes_new(NULL, 64);
    while (bytes && (next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        if (count == bytes->size)
            bytes = bytes_resize_steal(bytes, count * 2);
        bool good = bytes && byte_from_value(item, &bytes->data[count++], "bytes");
        decref(item);
        if (!good)
            break;
    }
    if (bytes && next == NEXT_DONE)
        return bytes_resize_steal(bytes, count);
    if (bytes)
        GIVE_UP(bytes);
    return NULL;
}

static Bytes *from_iterable(Value source) {
    if (is_exact_list(source))
        return from_list(list_of(source));
    Value iterator = object_iter(source);
    if (!iterator && exception_clear_if(&exc_TypeError))
        return raise_type_error("cannot convert '%T' object to bytes", source);
    Bytes *bytes = iterator ? from_iterator(iterator) : NULL;
    decref_maybe(iterator);
    return bytes;
}

static Bytes *from_buffer(Value source) {
    Buffer buffer;
    if (!buffer_get_any(source, &buffer, false))
        return NULL;
    Bytes *bytes = bytes_new(NULL, buffer.size);
    if (bytes && !buffer_copy_out(&buffer, bytes->data)) {
        GIVE_UP(bytes);
        bytes = NULL;
    }
    buffer_release(&buffer);
    return bytes;
}

/* LOOKUP_FOUND: *bytes is what __bytes__ gave. */
static Lookup from_method(Value source, Bytes **bytes) {
    Value method;
    if (has_type(source, &bytes_type) || is_small_int(source))
        return LOOKUP_MISSING;
    Lookup found = special_method_lookup(source, names.__bytes__, &method);
    if (found != LOOKUP_FOUND)
        return found;
    Value result = call_0(method);
    decref(method);
    if (!result)
        return LOOKUP_ERROR;
    if (!is_bytes(result)) {
        raise_type_error("__bytes__ returned non-bytes (type %T)", result);
        decref(result);
        return LOOKUP_ERROR;
    }
    *bytes = bytes_of(result);
    return LOOKUP_FOUND;
}

static Bytes *zeros(ptrdiff_t count) {
    if (count < 0)
        return raise_value_error("negative count");
    Bytes *bytes = bytes_new(NULL, (size_t)count);
    if (bytes)
        memset(bytes->data, 0, (size_t)count);
    return bytes;
}

Bytes *bytes_from_arguments(const char *function, Value source, Value encoding, Value errors) {
    const char *encoding_text = NULL, *errors_text = NULL;
    if (encoding && !is_str(encoding))
        return raise_type_error("%s() argument 'encoding' must be str, not %N", function, encoding);
    if (errors && !is_str(errors))
        return raise_type_error("%s() argument 'errors' must be str, not %N", function, errors);
    if ((encoding || errors) && !(source && is_str(source)))
        return raise_type_error(encoding ? "encoding without a string argument"
                                         : "errors without a string argument");
    if (!source)
        return bytes_new(NULL, 0);
    if (errors && !encoding)
        return raise_type_error("string argument without an encoding");
    if (encoding) {
        if (!(encoding_text = str_utf8(str_of(encoding), NULL)))
            return NULL;
        if (errors && !(errors_text = str_utf8(str_of(errors), NULL)))
            return NULL;
        return (Bytes *)object_of(codec_encode(source, encoding_text, errors_text));
    }
    if (has_type(source, &bytes_type))
        return bytes_of(own(source));
    Bytes *bytes;
    Lookup found = from_method(source, &bytes);
    if (found != LOOKUP_MISSING)
        return found == LOOKUP_FOUND ? bytes : NULL;
    if (is_str(source))
        return raise_type_error("string argument without an encoding");
    if (is_int(source) || type_of(source)->to_index) {
        ptrdiff_t count;
        if (object_index_as_size(source, &count, &exc_OverflowError))
            return zeros(count);
        if (!exception_clear_if(&exc_TypeError))
            return NULL;
    }
    if (type_of(source)->get_buffer)
        return from_buffer(source);
    if (type_of(source)->iter || type_of(source)->get_item)
        return from_iterable(source);
    return raise_type_error("cannot convert '%T' object to bytes", source);
}

Bytes *bytes_from_value(Value value) {
    return bytes_from_arguments("bytes", value, NULL, NULL);
}

/* ---- comparison ----------------------------------------------------------------------------- */

static Value compare_spans(ByteSpan left, ByteSpan right, CompareOp op) {
    if ((op == COMPARE_EQ || op == COMPARE_NE) && left.size != right.size)
        return value_of_bool(op == COMPARE_NE);
    size_t common = left.size < right.size ? left.size : right.size;
    int order;
    if (!pass_compare(left.data, right.data, common, &order))
        return NULL;
    if (order == 0)
        order = left.size < right.size ? -1 : left.size > right.size;
    return value_of_bool(order_satisfies(order, op));
}

static Value compare_held(Value left, Value right, CompareOp op) {
    Value result = compare_spans(byte_span_hold(left), byte_span_hold(right), op);
    byte_span_let_go(right);
    byte_span_let_go(left);
    return result;
}

/* -b: False is seldom what was meant. */
static bool warn_of_comparison(Value right, CompareOp op) {
    bool equality = op == COMPARE_EQ || op == COMPARE_NE;
    if (!settings.bytes_warning || !equality || !(is_str(right) || is_int(right)))
        return true;
    return warn(&exc_BytesWarning, 1, "Comparison between bytes and %s",
                is_str(right) ? "string" : "int");
}

Value byte_sequence_compare(Value left, Value right, CompareOp op) {
    if (is_bytes(left) ? is_bytes(right) : is_bytes(right) || is_bytearray(right))
        return compare_held(left, right, op);
    if (is_bytes(left) || !type_of(right)->get_buffer)
        return warn_of_comparison(right, op) ? NOT_IMPLEMENTED : NULL;
    Buffer buffer;
    if (!buffer_get(right, &buffer, false)) {
        exception_clear();
        return NOT_IMPLEMENTED;
    }
    Value result = compare_spans(byte_span_hold(left), (ByteSpan){buffer.bytes, buffer.size}, op);
    byte_span_let_go(left);
    buffer_release(&buffer);
    return result;
}

/* ---- sequence ------------------------------------------------------------------------------- */

ptrdiff_t byte_sequence_length(Value self) {
    return (ptrdiff_t)byte_span(self).size;
}

/* Eight at a time: b[::-1] takes a fifth of the time. */
static void copy_reversed(uint8_t *to, const uint8_t *from, size_t count) {
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        uint64_t word;
        memcpy(&word, from + count - i - 8, 8);
        word = __builtin_bswap64(word);
        memcpy(to + i, &word, 8);
    }
    for (; i < count; i++)
        to[i] = from[count - i - 1];
}

static Value slice_with_step(Value self, size_t start, ptrdiff_t step, size_t count) {
    uint8_t *to;
    Value part = byte_sequence_unfilled(self, count, &to);
    ByteSpan span = byte_span_hold(self);
    for (size_t i = 0, end; part && (end = pass_piece(i, count)) > i; i = end) {
        const uint8_t *from = span.data + start + (ptrdiff_t)i * step;
        if (step == -1)
            copy_reversed(to + i, from + 1 - (end - i), end - i);
        for (size_t k = i; step != -1 && k < end; k++, from += step)
            to[k] = *from;
    }
    byte_span_let_go(self);
    if (part && exception_pending())
        clear_value(&part);
    return part;
}

static Value get_slice(Value self, Value slice) {
    ptrdiff_t start, stop, step;
    if (!slice_unpack(slice, &start, &stop, &step))
        return NULL;
    ByteSpan span = byte_span(self);
    size_t count = slice_adjust(span.size, &start, &stop, step);
    if (count == span.size && step == 1 && has_type(self, &bytes_type))
        return own(self);
    if (step == 1)
        return byte_sequence_like(self, span.data + start, count);
    return slice_with_step(self, (size_t)start, step, count);
}

Value byte_sequence_get_item(Value self, Value key) {
    if (is_slice(key))
        return get_slice(self, key);
    if (!is_int(key) && !type_of(key)->to_index)
        return raise_type_error("%s indices must be integers or slices, not %T",
                                is_bytes(self) ? "byte" : "bytearray", key);
    ptrdiff_t index;
    if (!object_index_as_size(key, &index, &exc_IndexError))
        return NULL;
    ByteSpan span = byte_span(self);
    if (index < 0)
        index += (ptrdiff_t)span.size;
    if ((size_t)index >= span.size)
        return raise_index_error(is_bytes(self) ? "index out of range"
                                                : "bytearray index out of range");
    return value_of_small_int(span.data[index]);
}

Answer byte_sequence_contains(Value self, Value item) {
    if (is_int(item) || type_of(item)->to_index) {
        ptrdiff_t number;
        if (!object_index_as_size(item, &number, NULL))
            return ANSWER_ERROR;
        if (number < 0 || number > 255) {
            raise_value_error("byte must be in range(0, 256)");
            return ANSWER_ERROR;
        }
        ByteSpan span = byte_span(self);
        return memchr(span.data, (int)number, span.size) ? ANSWER_YES : ANSWER_NO;
    }
    Buffer buffer;
    if (!buffer_get(item, &buffer, false))
        return ANSWER_ERROR;
    ByteSpan span = byte_span_hold(self);
    ptrdiff_t hit = search_first(span.data, 1, span.size, buffer.bytes, 1, buffer.size);
    byte_span_let_go(self);
    buffer_release(&buffer);
    return hit >= 0 ? ANSWER_YES : hit == SEARCH_ERROR ? ANSWER_ERROR : ANSWER_NO;
}

Value byte_sequence_concat(Value self, Value other) {
    if (!type_of(other)->get_buffer)
        return raise_type_error("can't concat %T to %s", other, type_name_of(self));
    ByteSpan left = byte_span(self);
    if (is_bytes(self) && left.size == 0 && has_type(other, &bytes_type))
        return own(other);
    Buffer right;
    if (!buffer_get(other, &right, false))
        return raise_type_error("can't concat %T to %s", other, type_name_of(self));
    left = byte_span_hold(self);
    Value joined = NULL;
    uint8_t *to;
    if (left.size == 0 || right.size <= (size_t)PTRDIFF_MAX - left.size) {
        if (right.size == 0 && has_type(self, &bytes_type))
            joined = own(self);
        else if ((joined = byte_sequence_unfilled(self, left.size + right.size, &to)) &&
                 !(pass_copy(to, left.data, left.size) &&
                   pass_copy(to + left.size, right.bytes, right.size)))
            clear_value(&joined);
    } else {
        raise_no_memory();
    }
    byte_span_let_go(self);
    buffer_release(&right);
    return joined;
}

Value byte_sequence_repeat(Value self, Value count_value) {
    ptrdiff_t count;
    if (!is_int(count_value) && !type_of(count_value)->to_index)
        return raise_type_error("can't multiply sequence by non-int of type '%T'", count_value);
    if (!object_index_as_size(count_value, &count, &exc_OverflowError))
        return NULL;
    ByteSpan span = byte_span(self);
    if (count < 0)
        count = 0;
    if (count && span.size > (size_t)PTRDIFF_MAX / (size_t)count)
        return is_bytes(self) ? raise_overflow_error("repeated bytes are too long")
                              : raise_no_memory();
    if (count == 1 && has_type(self, &bytes_type))
        return own(self);
    size_t total = span.size * (size_t)count;
    uint8_t *to;
    Value repeated = byte_sequence_unfilled(self, total, &to);
    if (!repeated || total == 0)
        return repeated;
    if (span.size == 1 && total <= PASS_BYTES) {
        memset(to, span.data[0], total);
        return repeated;
    }
    memcpy(to, span.data, span.size);
    if (!pass_repeat(to, span.size, total))
        clear_value(&repeated);
    return repeated;
}

/* ---- repr ----------------------------------------------------------------------------------- */

static bool add_byte(StrBuilder *builder, uint8_t byte, char quote) {
    static const char digits[] = "0123456789abcdef";
    char text[4] = {'\\'};
    switch (byte) {
    case '\t':
        text[1] = 't';
        break;
    case '\n':
        text[1] = 'n';
        break;
    case '\r':
        text[1] = 'r';
        break;
    case '\\':
        text[1] = '\\';
        break;
    default:
        if (byte == (uint8_t)quote) {
            text[1] = quote;
            break;
        }
        if (byte >= ' ' && byte < 0x7f)
            return str_builder_character(builder, byte);
        text[1] = 'x';
        text[2] = digits[byte >> 4];
        text[3] = digits[byte & 15];
        return str_builder_ascii(builder, text, 4);
    }
    return str_builder_ascii(builder, text, 2);
}

bool add_bytes_repr(StrBuilder *builder, const uint8_t *bytes, size_t size, bool escape_single) {
    bool double_quotes = memchr(bytes, '\'', size) && !memchr(bytes, '"', size);
    char quote = double_quotes ? '"' : '\'';
    str_builder_character(builder, 'b');
    str_builder_character(builder, (uint8_t)quote);
    for (size_t i = 0, end; (end = pass_piece(i, size)) > i;) {
        for (; i < end; i++) {
            if (!(escape_single && bytes[i] == '\'' ? str_builder_c(builder, "\\'")
                                                    : add_byte(builder, bytes[i], quote)))
                return false;
        }
    }
    return !exception_pending() && str_builder_character(builder, (uint8_t)quote);
}

Value bytes_repr(Value self) {
    StrBuilder builder;
    str_builder_init(&builder);
    ByteSpan span = byte_span(self);
    add_bytes_repr(&builder, span.data, span.size, false);
    return value_of(str_builder_finish_pass(&builder));
}

/* ---- iterators ------------------------------------------------------------------------------ */

typedef struct {
    Object header;
    Value sequence; /* owned; null: exhausted */
    size_t index;
} ByteIterator;

static ByteIterator *iterator_of(Value value) {
    return (ByteIterator *)object_of(value);
}

Value byte_iterator_new(Type *type, Value sequence) {
    ByteIterator *iterator = mem_object_new(&type->mem, sizeof *iterator);
    if (!iterator)
        return raise_no_memory();
    iterator->sequence = own(sequence);
    iterator->index = 0;
    mem_gc_track(iterator);
    return value_of(iterator);
}

static Next iterator_next_slot(Value self, Value *item) {
    ByteIterator *iterator = iterator_of(self);
    if (!iterator->sequence)
        return NEXT_DONE;
    ByteSpan span = byte_span(iterator->sequence);
    if (iterator->index < span.size) {
        *item = value_of_small_int(span.data[iterator->index++]);
        return NEXT_ITEM;
    }
    clear_value(&iterator->sequence);
    return NEXT_DONE;
}

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    decref_maybe(((ByteIterator *)object)->sequence);
    mem_object_free(object, sizeof(ByteIterator));
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((ByteIterator *)object)->sequence, visit, context);
}

static void iterator_clear(Object *object) {
    clear_value(&((ByteIterator *)object)->sequence);
}

static Value iterator_length_hint(Value self, Value *args) {
    ByteIterator *iterator = iterator_of(self);
    size_t size = iterator->sequence ? byte_span(iterator->sequence).size : 0;
    return value_of_small_int(iterator->index < size ? (int64_t)(size - iterator->index) : 0);
}

static Value iterator_reduce(Value self, Value *args) {
    ByteIterator *iterator = iterator_of(self);
    Value iter = iterator_builtin("iter");
    if (!iter)
        return NULL;
    if (iterator->sequence)
        return iterator_rebuild_steal(iter, iterator->sequence, (ptrdiff_t)iterator->index);
    Tuple *nothing = tuple_empty();
    Value result = iterator_rebuild_steal(iter, value_of(nothing), -1);
    GIVE_UP(nothing);
    return result;
}

static Value iterator_set_state(Value self, Value *args) {
    ByteIterator *iterator = iterator_of(self);
    ptrdiff_t index;
    if (!int_as_size(args[0], &index))
        return NULL;
    if (iterator->sequence) {
        size_t size = byte_span(iterator->sequence).size;
        iterator->index = index < 0 ? 0 : (size_t)index > size ? size : (size_t)index;
    }
    return NONE;
}

static Value self_slot(Value self) {
    return own(self);
}

static const NativeMethod iterator_methods[] = {
    NATIVE("__length_hint__($self, /)", iterator_length_hint, "How many bytes are left."),
    NATIVE("__reduce__($self, /)", iterator_reduce, "What pickle needs."),
    NATIVE("__setstate__($self, state, /)", iterator_set_state, "Go on at this index."),
    NATIVE_END};

#define BYTE_ITERATOR_TYPE(name)                                                                   \
    {                                                                                              \
        TYPE_INIT_CONTAINER(name, sizeof(ByteIterator), iterator_dealloc, iterator_traverse,       \
                            iterator_clear),                                                       \
            .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION, .methods = iterator_methods,          \
            .iter = self_slot, .next = iterator_next_slot                                          \
    }
Type bytes_iterator_type = BYTE_ITERATOR_TYPE("bytes_iterator");
Type bytearray_iterator_type = BYTE_ITERATOR_TYPE("bytearray_iterator");
