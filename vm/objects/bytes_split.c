/* Methods of bytes and bytearray that take them apart or join them. */
#include "vm/objects/bytes_methods.h"
#include "vm/objects/int.h"
#include "vm/objects/list.h"
#include "vm/objects/search.h"
#include "vm/objects/tuple.h"
#include "vm/pass.h"

bool is_space_byte(uint8_t c) {
    return c == ' ' || (c >= 9 && c <= 13);
}

/* self[start:end] of the same kind; the whole of an exact bytes is itself. */
Value byte_sequence_part(Value self, size_t start, size_t end) {
    ByteSpan span = byte_span(self);
    if (end - start == span.size && has_type(self, &bytes_type))
        return own(self);
    return byte_sequence_like(self, span.data + start, end - start);
}

static bool add_part(List *list, Value self, size_t start, size_t end) {
    Value part = pass_may_go_on() ? byte_sequence_part(self, start, end) : NULL;
    return part && list_append_steal(list, part);
}

static bool split_whitespace(List *list, Value self, size_t max) {
    ByteSpan span = byte_span(self);
    size_t i = 0, end = span.size;
    for (size_t splits = 0;; splits++) {
        while (i < end && is_space_byte(span.data[i]))
            i++;
        if (i == end)
            return true;
        size_t start = i;
        if (splits == max)
            return add_part(list, self, start, end);
        while (i < end && !is_space_byte(span.data[i]))
            i++;
        if (!add_part(list, self, start, i))
            return false;
    }
}

static bool split_by(List *list, Value self, const Buffer *separator, size_t max) {
    ByteSpan span = byte_span(self);
    size_t start = 0;
    for (size_t splits = 0; splits < max; splits++) {
        ptrdiff_t hit = search_first(span.data + start, 1, span.size - start, separator->bytes, 1,
                                     separator->size);
        if (hit == SEARCH_ERROR)
            return false;
        if (hit < 0)
            break;
        if (!add_part(list, self, start, start + (size_t)hit))
            return false;
        start += (size_t)hit + separator->size;
    }
    return add_part(list, self, start, span.size);
}

static bool reverse_split_whitespace(List *list, Value self, size_t max) {
    ByteSpan span = byte_span(self);
    size_t i = span.size;
    for (size_t splits = 0;; splits++) {
        while (i > 0 && is_space_byte(span.data[i - 1]))
            i--;
        if (i == 0)
            return true;
        size_t end = i;
        if (splits == max)
            return add_part(list, self, 0, end);
        while (i > 0 && !is_space_byte(span.data[i - 1]))
            i--;
        if (!add_part(list, self, i, end))
            return false;
    }
}

static bool reverse_split_by(List *list, Value self, const Buffer *separator, size_t max) {
    ByteSpan span = byte_span(self);
    size_t end = span.size;
    for (size_t splits = 0; splits < max; splits++) {
        ptrdiff_t hit = search_last(span.data, 1, end, separator->bytes, 1, separator->size);
        if (hit == SEARCH_ERROR)
            return false;
        if (hit < 0)
            break;
        if (!add_part(list, self, (size_t)hit + separator->size, end))
            return false;
        end = (size_t)hit;
    }
    return add_part(list, self, 0, end);
}

static Value split(Value self, Value *args, bool backwards) {
    ptrdiff_t limit = -1;
    Buffer separator = {0};
    bool by_separator = args[0] && args[0] != NONE;
    if (args[1] && !int_as_size(args[1], &limit))
        return NULL;
    if (by_separator && !buffer_get(args[0], &separator, false))
        return NULL;
    size_t max = limit < 0 ? SIZE_MAX : (size_t)limit;
    List *list = NULL;
    if (by_separator && separator.size == 0)
        raise_value_error("empty separator");
    else
        list = list_new(8);
    if (list) {
        byte_span_hold(self);
        bool good = by_separator ? backwards ? reverse_split_by(list, self, &separator, max)
                                             : split_by(list, self, &separator, max)
                    : backwards ? reverse_split_whitespace(list, self, max)
                                 : split_whitespace(list, self, max);
        byte_span_let_go(self);
        for (size_t i = 0, j = list->count; backwards && i + 1 < j; i++) {
            Value item = list->items[i];
            list->items[i] = list->items[--j];
            list->items[j] = item;
        }
        if (!good) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    buffer_release(&separator);
    return value_of(list);
}

Value bytes_method_split(Value self, Value *args) {
    return split(self, args, false);
}
Value bytes_method_rsplit(Value self, Value *args) {
    return split(self, args, true);
}

Value bytes_method_splitlines(Value self, Value *args) {
    Answer keep_ends = args[0] ? object_truth(args[0]) : ANSWER_NO;
    List *list = keep_ends == ANSWER_ERROR ? NULL : list_new(0);
    if (!list)
        return NULL;
    ByteSpan span = byte_span(self);
    for (size_t i = 0; i < span.size;) {
        size_t start = i;
        while (i < span.size && span.data[i] != '\n' && span.data[i] != '\r')
            i++;
        size_t end = i;
        if (i < span.size) {
            bool is_pair = span.data[i] == '\r' && i + 1 < span.size && span.data[i + 1] == '\n';
            i += is_pair ? 2 : 1;
            if (keep_ends)
                end = i;
        }
        if (!add_part(list, self, start, end)) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

/* ---- partition ------------------------------------------------------------------------------ */

static Value three_steal(Value first, Value middle, Value last) {
    Tuple *tuple = first && middle && last ? tuple_pack(3, first, middle, last) : NULL;
    decref_maybe(first);
    decref_maybe(middle);
    decref_maybe(last);
    return value_of(tuple);
}

static Value partition(Value self, Value separator_value, bool last) {
    Buffer separator;
    if (!buffer_get(separator_value, &separator, false))
        return NULL;
    ByteSpan span = byte_span_hold(self);
    Value result = NULL;
    if (separator.size == 0) {
        raise_value_error("empty separator");
        goto done;
    }
    ptrdiff_t hit = last
                        ? search_last(span.data, 1, span.size, separator.bytes, 1, separator.size)
                        : search_first(span.data, 1, span.size, separator.bytes, 1, separator.size);
    if (hit == SEARCH_ERROR)
        goto done;
    if (hit >= 0) {
        Value middle = is_bytes(self) ? own(separator_value)
                                      : byte_sequence_like(self, separator.bytes, separator.size);
        result = three_steal(byte_sequence_part(self, 0, (size_t)hit), middle,
                             byte_sequence_part(self, (size_t)hit + separator.size, span.size));
    } else {
        Value whole = byte_sequence_part(self, 0, span.size);
        Value nothing = byte_sequence_like(self, NULL, 0),
              other = byte_sequence_like(self, NULL, 0);
        result = last ? three_steal(nothing, other, whole) : three_steal(whole, nothing, other);
    }
done:
    byte_span_let_go(self);
    buffer_release(&separator);
    return result;
}

Value bytes_method_partition(Value self, Value *args) {
    return partition(self, args[0], false);
}
Value bytes_method_rpartition(Value self, Value *args) {
    return partition(self, args[0], true);
}

/* ---- strip ---------------------------------------------------------------------------------- */

static Value strip(Value self, Value characters, bool left, bool right) {
    static const bool is_space[256] = {
        [' '] = true, ['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true, ['\r'] = true};
    bool is_given[256];
    const bool *stripped = is_space;
    if (characters && characters != NONE) {
        Buffer buffer;
        if (!buffer_get(characters, &buffer, false))
            return NULL;
        memset(is_given, false, sizeof is_given);
        for (size_t i = 0; i < buffer.size; i++)
            is_given[buffer.bytes[i]] = true;
        buffer_release(&buffer);
        stripped = is_given;
    }
    ByteSpan span = byte_span_hold(self);
    size_t start = 0, end = span.size;
    while (left && pass_goes_on(start, end) && stripped[span.data[start]])
        start++;
    while (right && pass_goes_on(span.size - end, span.size - start) &&
           stripped[span.data[end - 1]])
        end--;
    byte_span_let_go(self);
    return exception_pending() ? NULL : byte_sequence_part(self, start, end);
}

Value bytes_method_strip(Value self, Value *args) {
    return strip(self, args[0], true, true);
}
Value bytes_method_lstrip(Value self, Value *args) {
    return strip(self, args[0], true, false);
}
Value bytes_method_rstrip(Value self, Value *args) {
    return strip(self, args[0], false, true);
}

/* ---- join ----------------------------------------------------------------------------------- */

/* Adds a piece's size, and the separator's before it, to *total. */
static bool add_size(size_t *total, size_t more, size_t separator_size) {
    more += separator_size;
    if (more > (size_t)PTRDIFF_MAX - *total)
        return raise_overflow_error("join() result is too long");
    *total += more;
    return true;
}

static bool get_buffers(Tuple *items, Buffer *buffers, size_t separator_size, size_t *total) {
    for (size_t i = 0; i < items->count; i++) {
        Value item = items->items[i];
        if (!pass_may_go_on())
            return false;
        if (!type_of(item)->get_buffer || !buffer_get(item, &buffers[i], false))
            return raise_type_error("sequence item %zu: expected a bytes-like object, %T found", i,
                                    item);
        if (!add_size(total, buffers[i].size, i ? separator_size : 0))
            return false;
    }
    return true;
}

/* Pieces and what stands between them. `buffers`: null if all items are exact bytes. */
static Value join_pieces(Value self, ByteSpan separator, const Tuple *items, const Buffer *buffers,
                         size_t total) {
    uint8_t *to;
    Value joined = byte_sequence_unfilled(self, total, &to);
    if (!joined)
        return NULL;
    for (size_t i = 0; total && i < items->count; i++) {
        if (i) {
            memcpy(to, separator.data, separator.size);
            to += separator.size;
        }
        const Bytes *bytes = bytes_of(items->items[i]);
        size_t size = buffers ? buffers[i].size : bytes->size;
        memcpy(to, buffers ? buffers[i].bytes : bytes->data, size);
        to += size;
        if (!pass_may_go_on()) {
            clear_value(&joined);
            break;
        }
    }
    return joined;
}

/* Most often: no buffers need to be asked for (0.6 of the time for 50 short pieces). */
static bool all_are_bytes(const Tuple *items) {
    for (size_t i = 0; i < items->count; i++)
        if (!has_type(items->items[i], &bytes_type))
            return false;
    return true;
}

static Value join_bytes(Value self, ByteSpan separator, const Tuple *items) {
    size_t total = 0;
    for (size_t i = 0; i < items->count; i++)
        if (!add_size(&total, bytes_of(items->items[i])->size, i ? separator.size : 0))
            return NULL;
    return join_pieces(self, separator, items, NULL, total);
}

static Value join_buffers(Value self, ByteSpan separator, Tuple *items) {
    Buffer *buffers = mem_calloc(items->count, sizeof *buffers);
    if (!buffers)
        return raise_no_memory();
    size_t total = 0;
    Value joined = get_buffers(items, buffers, separator.size, &total)
                       ? join_pieces(self, separator, items, buffers, total)
                       : NULL;
    for (size_t i = 0; i < items->count; i++)
        buffer_release(&buffers[i]);
    mem_free(buffers);
    return joined;
}

static Value join(Value self, ByteSpan separator, Tuple *items) {
    if (!all_are_bytes(items))
        return join_buffers(self, separator, items);
    if (items->count == 1 && has_type(self, &bytes_type))
        return own(items->items[0]);
    return join_bytes(self, separator, items);
}

Value bytes_method_join(Value self, Value *args) {
    if (!type_of(args[0])->iter && !type_of(args[0])->get_item)
        return raise_type_error("can only join an iterable");
    ByteSpan separator = byte_span_hold(self); /* while the iterable and its items run */
    Tuple *items = tuple_from_iterable(args[0]);
    Value joined = items ? join(self, separator, items) : NULL;
    byte_span_let_go(self);
    if (items)
        GIVE_UP(items);
    return joined;
}
