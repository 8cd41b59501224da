/* Bytes as hexadecimal digits and back: bytes.hex, bytes.fromhex, and what other modules need. */
#include "vm/objects/bytes_hex.h"

#include "vm/objects/bytes_methods.h"
#include "vm/objects/int.h"
#include "vm/objects/str_parts.h"
#include "vm/pass.h"

/* ---- digits --------------------------------------------------------------------------------- */

static inline uint8_t hex_digit(unsigned value) { /* without a table: it is vectorized */
    return (uint8_t)(value + (value < 10 ? '0' : 'a' - 10));
}

uint8_t *hex_write(uint8_t *to, const uint8_t *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        to[2 * i] = hex_digit(bytes[i] >> 4);
        to[2 * i + 1] = hex_digit(bytes[i] & 15);
    }
    return to + 2 * count;
}

/* One more than the value of a digit; 0: none. */
static const uint8_t digit_plus_1[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
    ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16};

static inline bool is_hex_digit(uint8_t c) {
    return digit_plus_1[c] != 0;
}

size_t hex_read(uint8_t *to, const uint8_t *text, size_t count) {
    for (size_t i = 0; i < count; i++) {
        unsigned high = digit_plus_1[text[2 * i]], low = digit_plus_1[text[2 * i + 1]];
        if (!high || !low)
            return i;
        to[i] = (uint8_t)((high - 1) << 4 | (low - 1));
    }
    return count;
}

/* ---- hex ------------------------------------------------------------------------------------ */

static bool read_separator(Value value, uint8_t *separator) {
    const uint8_t *data;
    size_t size;
    if (is_str(value)) {
        data = str_of(value)->data;
        size = str_of(value)->length;
        if (size == 1 && !str_of(value)->ascii)
            return raise_value_error("sep must be ASCII.");
    } else if (is_bytes(value)) {
        data = bytes_of(value)->data;
        size = bytes_of(value)->size;
    } else {
        if (object_length(value) < 0)
            return false;
        return raise_type_error("sep must be str or bytes.");
    }
    if (size != 1)
        return raise_value_error("sep must be length 1.");
    if (data[0] > 127)
        return raise_value_error("sep must be ASCII.");
    *separator = data[0];
    return true;
}

/* Groups are counted from the right for a positive group size, from the left for a negative. */
Value bytes_hex(const uint8_t *bytes, size_t size, Value separator_value, Value group_value) {
    uint8_t separator = 0;
    int group = 1;
    if (separator_value && !read_separator(separator_value, &separator))
        return NULL;
    if (group_value && !int_as_int(group_value, &group))
        return NULL;
    if (!separator_value)
        group = 0;
    size_t step = group < 0 ? (size_t) - (int64_t)group : (size_t)group;
    size_t groups = step && size ? (size - 1) / step : 0;
    if (size > ((size_t)PTRDIFF_MAX - groups) / 2)
        return raise_no_memory();
    Str *text = str_new_unfilled(size * 2 + groups, 0x7f);
    if (!text)
        return NULL;
    uint8_t *to = text->data;
    for (size_t i = 0, end; (end = pass_piece(i, size)) > i;) {
        if (!step)
            to = hex_write(to, bytes + i, end - i);
        for (; step && i < end; i++) {
            if (i && (group > 0 ? (size - i) % step : i % step) == 0)
                *to++ = separator;
            to = hex_write(to, bytes + i, 1);
        }
        i = end;
    }
    if (!exception_pending())
        return value_of(text);
    GIVE_UP(text);
    return NULL;
}

Value bytes_method_hex(Value self, Value *args) {
    Value group =
        args[1] ? object_index(args[1]) : NULL; /* may change the bytes: before they are held */
    if (args[1] && !group)
        return NULL;
    ByteSpan span = byte_span_hold(self);
    Value hex = bytes_hex(span.data, span.size, args[0], group);
    byte_span_let_go(self);
    decref_maybe(group);
    return hex;
}

/* ---- fromhex -------------------------------------------------------------------------------- */

static COLD void *fail_at(size_t place) {
    return raise_value_error("non-hexadecimal number found in fromhex() arg at position %zu",
                             place);
}

static size_t first_beyond_ascii(const Str *text) {
    size_t at = 0;
    while (str_at(text, at) < 128)
        at++;
    return at;
}

/* Digits in pairs, with white space between pairs. */
static Bytes *from_hex(const Str *text) {
    if (!text->ascii)
        return fail_at(first_beyond_ascii(text));
    const uint8_t *c = text->data;
    size_t size = text->length, count = 0, i = 0;
    Bytes *bytes = bytes_new(NULL, size / 2);
    for (size_t end; bytes && (end = pass_piece(i, size)) > i;) {
        size_t wanted = (end - i) / 2, pairs = hex_read(bytes->data + count, c + i, wanted);
        count += pairs;
        i += 2 * pairs;
        if (pairs == wanted && i < end && end < size)
            continue; /* a pair lies across the end of the piece */
        if (i < end && !is_space_byte(c[i])) {
            GIVE_UP(bytes);
            return fail_at(is_hex_digit(c[i]) ? i + 1 : i);
        }
        i += i < end;
    }
    if (bytes && exception_pending()) {
        GIVE_UP(bytes);
        return NULL;
    }
    return bytes ? bytes_resize_steal(bytes, count) : NULL;
}

Value bytes_method_fromhex(Value type, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("fromhex() argument must be str, not %N", args[0]);
    Value bytes = value_of(from_hex(str_of(args[0])));
    if (!bytes || type == value_of(&bytes_type))
        return bytes;
    Value made = call_1(type, bytes);
    decref(bytes);
    return made;
}
