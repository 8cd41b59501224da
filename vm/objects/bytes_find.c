/* Methods of bytes and bytearray that look for bytes: find, count, startswith, in tuples too. */
#include "vm/objects/bytes_methods.h"
#include "vm/objects/int.h"
#include "vm/objects/search.h"
#include "vm/objects/slice.h"
#include "vm/objects/tuple.h"

/* What to look for: a byte, or a buffer that must be released. */
typedef struct {
    Buffer buffer;
    uint8_t byte;
} Needle;

static bool read_needle(Value value, Needle *needle) {
    *needle = (Needle){0};
    if (is_int(value) || (!type_of(value)->get_buffer && type_of(value)->to_index)) {
        if (!byte_from_value(value, &needle->byte, "byte"))
            return false;
        needle->buffer.bytes = &needle->byte;
        needle->buffer.size = 1;
        return true;
    }
    if (!type_of(value)->get_buffer)
        return raise_type_error("argument should be integer or bytes-like object, not '%T'", value);
    return buffer_get(value, &needle->buffer, false);
}

/* The optional start and end arguments behind the first. */
static bool byte_bounds(Value *args, size_t count, ptrdiff_t *from, ptrdiff_t *to) {
    *from = 0;
    *to = PTRDIFF_MAX;
    return (count < 2 || slice_bound(args[1], from)) && (count < 3 || slice_bound(args[2], to));
}

static void clip_bounds(size_t length, ptrdiff_t *from, ptrdiff_t *to) {
    ptrdiff_t size = (ptrdiff_t)length;
    *to = *to > size ? size : *to < 0 ? *to + size < 0 ? 0 : *to + size : *to;
    *from = *from < 0 ? *from + size < 0 ? 0 : *from + size : *from;
}

typedef enum { FIND_FIRST, FIND_LAST, FIND_COUNT } Goal;

static bool search(const char *name, Value self, Value *args, size_t count, Tuple *names, Goal goal,
                   ptrdiff_t *result) {
    ptrdiff_t from, to;
    Needle needle;
    if (!arguments_check_method(is_bytes(self) ? "bytes" : "bytearray", name, count, names, 1, 3) ||
        !byte_bounds(args, count, &from, &to) || !read_needle(args[0], &needle))
        return false;
    ByteSpan span = byte_span_hold(self);
    clip_bounds(span.size, &from, &to);
    const uint8_t *bytes = needle.buffer.bytes;
    size_t size = needle.buffer.size;
    *result = goal == FIND_COUNT ? 0 : -1;
    if (from <= to) {
        const uint8_t *hay = span.data + from;
        size_t length = (size_t)(to - from);
        if (goal == FIND_FIRST)
            *result = search_first(hay, 1, length, bytes, 1, size);
        else if (goal == FIND_LAST)
            *result = search_last(hay, 1, length, bytes, 1, size);
        else
            *result = size == 0 ? (ptrdiff_t)length + 1
                                : search_count(hay, 1, length, bytes, 1, size, SIZE_MAX);
        if (goal != FIND_COUNT && *result >= 0)
            *result += from;
    }
    byte_span_let_go(self);
    buffer_release(&needle.buffer);
    return *result != SEARCH_ERROR;
}

static Value found(bool good, ptrdiff_t place, bool must_exist) {
    if (!good)
        return NULL;
    if (place < 0 && must_exist)
        return raise_value_error("subsection not found");
    return value_of_small_int(place);
}

Value bytes_method_find(Value self, Value *args, size_t count, Tuple *names) {
    ptrdiff_t place;
    bool good = search("find", self, args, count, names, FIND_FIRST, &place);
    return found(good, place, false);
}
Value bytes_method_rfind(Value self, Value *args, size_t count, Tuple *names) {
    ptrdiff_t place;
    bool good = search("rfind", self, args, count, names, FIND_LAST, &place);
    return found(good, place, false);
}
Value bytes_method_index(Value self, Value *args, size_t count, Tuple *names) {
    ptrdiff_t place;
    bool good = search("index", self, args, count, names, FIND_FIRST, &place);
    return found(good, place, true);
}
Value bytes_method_rindex(Value self, Value *args, size_t count, Tuple *names) {
    ptrdiff_t place;
    bool good = search("rindex", self, args, count, names, FIND_LAST, &place);
    return found(good, place, true);
}
Value bytes_method_count(Value self, Value *args, size_t count, Tuple *names) {
    ptrdiff_t number;
    bool good = search("count", self, args, count, names, FIND_COUNT, &number);
    return found(good, number, false);
}

/* ---- beginnings and ends -------------------------------------------------------------------- */

static Answer has_part(Value self, Value part, ptrdiff_t from, ptrdiff_t to, bool at_end) {
    Buffer buffer;
    if (!buffer_get(part, &buffer, false))
        return ANSWER_ERROR;
    ByteSpan span = byte_span(self);
    clip_bounds(span.size, &from, &to);
    Answer answer = ANSWER_NO;
    if (from <= to && buffer.size <= (size_t)(to - from)) {
        size_t place = at_end ? (size_t)to - buffer.size : (size_t)from;
        if (buffer.size == 0 || memcmp(span.data + place, buffer.bytes, buffer.size) == 0)
            answer = ANSWER_YES;
    }
    buffer_release(&buffer);
    return answer;
}

static Value starts_or_ends(const char *name, Value self, Value *args, size_t count, Tuple *names,
                            bool at_end) {
    ptrdiff_t from, to;
    if (!arguments_check_method(is_bytes(self) ? "bytes" : "bytearray", name, count, names, 1, 3) ||
        !byte_bounds(args, count, &from, &to))
        return NULL;
    Answer answer = ANSWER_NO;
    if (is_tuple(args[0])) {
        Tuple *parts = tuple_of(args[0]);
        for (size_t i = 0; i < parts->count && answer == ANSWER_NO; i++)
            answer = has_part(self, parts->items[i], from, to, at_end);
    } else if (!type_of(args[0])->get_buffer) {
        return raise_type_error("%s first arg must be bytes or a tuple of bytes, not %T", name,
                                args[0]);
    } else {
        answer = has_part(self, args[0], from, to, at_end);
    }
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer);
}

Value bytes_method_startswith(Value self, Value *args, size_t count, Tuple *names) {
    return starts_or_ends("startswith", self, args, count, names, false);
}
Value bytes_method_endswith(Value self, Value *args, size_t count, Tuple *names) {
    return starts_or_ends("endswith", self, args, count, names, true);
}

static Value without(Value self, Value part, bool at_end) {
    Answer answer = has_part(self, part, 0, PTRDIFF_MAX, at_end);
    Buffer buffer;
    if (answer == ANSWER_ERROR || !buffer_get(part, &buffer, false))
        return NULL;
    size_t size = answer == ANSWER_YES ? buffer.size : 0;
    buffer_release(&buffer);
    ByteSpan span = byte_span(self);
    if (size > span.size)
        size = 0;
    return byte_sequence_part(self, at_end ? 0 : size, at_end ? span.size - size : span.size);
}

Value bytes_method_removeprefix(Value self, Value *args) {
    return without(self, args[0], false);
}
Value bytes_method_removesuffix(Value self, Value *args) {
    return without(self, args[0], true);
}
