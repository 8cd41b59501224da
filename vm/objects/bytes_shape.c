/* Methods of bytes and bytearray that give them another shape: case, padding, replace, translate.
 * Letters are those of ASCII. */
#include "vm/codecs.h"
#include "vm/objects/bytes_methods.h"
#include "vm/objects/int.h"
#include "vm/objects/percent.h"
#include "vm/objects/search.h"
#include "vm/objects/str_parts.h"
#include "vm/objects/tuple.h"
#include "vm/pass.h"

static bool is_upper(uint8_t c) {
    return c >= 'A' && c <= 'Z';
}
static bool is_lower(uint8_t c) {
    return c >= 'a' && c <= 'z';
}
static bool is_alpha(uint8_t c) {
    return is_upper(c) || is_lower(c);
}
static bool is_digit(uint8_t c) {
    return c >= '0' && c <= '9';
}
static bool is_alnum(uint8_t c) {
    return is_alpha(c) || is_digit(c);
}
static uint8_t to_upper(uint8_t c) {
    return is_lower(c) ? c - 32 : c;
}
static uint8_t to_lower(uint8_t c) {
    return is_upper(c) ? c + 32 : c;
}
static uint8_t swap(uint8_t c) {
    return is_alpha(c) ? c ^ 32 : c;
}

/* Ends a pass over what byte_span_hold gave: its result, owned, or NULL if it was interrupted. */
static Value let_go(Value self, Value result) {
    byte_span_let_go(self);
    if (result && UNLIKELY(exception_pending()))
        clear_value(&result);
    return result;
}

ALWAYS_INLINE Value map(Value self, uint8_t (*change)(uint8_t)) {
    ByteSpan span = byte_span_hold(self);
    uint8_t *to;
    Value mapped = byte_sequence_unfilled(self, span.size, &to);
    for (size_t i = 0, end; mapped && (end = pass_piece(i, span.size)) > i;)
        for (; i < end; i++)
            to[i] = change(span.data[i]);
    return let_go(self, mapped);
}

Value bytes_method_upper(Value self, Value *args) {
    return map(self, to_upper);
}
Value bytes_method_lower(Value self, Value *args) {
    return map(self, to_lower);
}
Value bytes_method_swapcase(Value self, Value *args) {
    return map(self, swap);
}

static Value capitalize(Value self, bool every_word) {
    ByteSpan span = byte_span_hold(self);
    uint8_t *to;
    Value mapped = byte_sequence_unfilled(self, span.size, &to);
    bool inside = false;
    for (size_t i = 0, end; mapped && (end = pass_piece(i, span.size)) > i;) {
        for (; i < end; i++) {
            to[i] = inside ? to_lower(span.data[i]) : to_upper(span.data[i]);
            inside = !every_word || is_alpha(span.data[i]);
        }
    }
    return let_go(self, mapped);
}

Value bytes_method_capitalize(Value self, Value *args) {
    return capitalize(self, false);
}
Value bytes_method_title(Value self, Value *args) {
    return capitalize(self, true);
}

/* ---- questions ------------------------------------------------------------------------------ */

ALWAYS_INLINE Value all_are(Value self, bool (*is)(uint8_t)) {
    ByteSpan span = byte_span_hold(self);
    bool all = span.size != 0;
    for (size_t i = 0, end; all && (end = pass_piece(i, span.size)) > i;)
        while (i < end && (all = is(span.data[i])))
            i++;
    return let_go(self, value_of_bool(all));
}

Value bytes_method_isalpha(Value self, Value *args) {
    return all_are(self, is_alpha);
}
Value bytes_method_isalnum(Value self, Value *args) {
    return all_are(self, is_alnum);
}
Value bytes_method_isdigit(Value self, Value *args) {
    return all_are(self, is_digit);
}
Value bytes_method_isspace(Value self, Value *args) {
    return all_are(self, is_space_byte);
}
Value bytes_method_isascii(Value self, Value *args) {
    ByteSpan span = byte_span_hold(self);
    bool all = true;
    for (size_t i = 0, end; all && (end = pass_piece(i, span.size)) > i; i = end)
        all = bytes_are_ascii(span.data + i, end - i);
    return let_go(self, value_of_bool(all));
}

ALWAYS_INLINE bool any_is(const uint8_t *bytes, size_t size, bool (*is)(uint8_t)) {
    unsigned any = 0;
    for (size_t i = 0; i < size; i++) /* without a way out: vectors */
        any |= is(bytes[i]);
    return any;
}

/* Piece by piece, as the first one often tells. */
ALWAYS_INLINE Value has_one_case(Value self, bool (*wanted)(uint8_t), bool (*other)(uint8_t)) {
    enum { PIECE = 256 };
    ByteSpan span = byte_span_hold(self);
    bool seen = false, mixed = false;
    for (size_t i = 0; !mixed && pass_goes_on(i / PIECE, (span.size + PIECE - 1) / PIECE);
         i += PIECE) {
        size_t size = span.size - i < PIECE ? span.size - i : PIECE;
        mixed = any_is(span.data + i, size, other);
        seen = seen || any_is(span.data + i, size, wanted);
    }
    return let_go(self, value_of_bool(seen && !mixed));
}

Value bytes_method_isupper(Value self, Value *args) {
    return has_one_case(self, is_upper, is_lower);
}
Value bytes_method_islower(Value self, Value *args) {
    return has_one_case(self, is_lower, is_upper);
}

Value bytes_method_istitle(Value self, Value *args) {
    ByteSpan span = byte_span_hold(self);
    bool inside = false, seen = false, fits = true;
    for (size_t i = 0, end; fits && (end = pass_piece(i, span.size)) > i;) {
        for (; i < end && fits; i++) {
            uint8_t c = span.data[i];
            fits = is_upper(c) ? !inside : !is_lower(c) || inside;
            inside = is_alpha(c);
            seen |= inside;
        }
    }
    return let_go(self, value_of_bool(seen && fits));
}

/* ---- padding -------------------------------------------------------------------------------- */

static Value pad(Value self, size_t left, size_t right, uint8_t fill) {
    ByteSpan span = byte_span(self);
    if (left == 0 && right == 0)
        return byte_sequence_part(self, 0, span.size);
    if (left > (size_t)PTRDIFF_MAX - span.size || right > (size_t)PTRDIFF_MAX - span.size - left)
        return raise_overflow_error("padded string is too long");
    uint8_t *to;
    Value padded = byte_sequence_unfilled(self, left + span.size + right, &to);
    span = byte_span_hold(self);
    if (padded && !(pass_fill(to, fill, left) && pass_copy(to + left, span.data, span.size) &&
                    pass_fill(to + left + span.size, fill, right)))
        clear_value(&padded);
    byte_span_let_go(self);
    return padded;
}

static bool read_padding(const char *name, Value self, Value *args, size_t *padding,
                         uint8_t *fill) {
    ptrdiff_t width;
    if (!int_as_size(args[0], &width))
        return false;
    *fill = ' ';
    if (args[1]) {
        if (!(is_bytes(args[1]) || is_bytearray(args[1])) || byte_span(args[1]).size != 1)
            return raise_type_error("%s() argument 2 must be a byte string of length 1, not %T",
                                    name, args[1]);
        *fill = byte_span(args[1]).data[0];
    }
    size_t size = byte_span(self).size;
    *padding = width > 0 && (size_t)width > size ? (size_t)width - size : 0;
    return true;
}

Value bytes_method_ljust(Value self, Value *args) {
    size_t padding;
    uint8_t fill;
    return read_padding("ljust", self, args, &padding, &fill) ? pad(self, 0, padding, fill) : NULL;
}
Value bytes_method_rjust(Value self, Value *args) {
    size_t padding;
    uint8_t fill;
    return read_padding("rjust", self, args, &padding, &fill) ? pad(self, padding, 0, fill) : NULL;
}
Value bytes_method_center(Value self, Value *args) {
    size_t padding;
    uint8_t fill;
    if (!read_padding("center", self, args, &padding, &fill))
        return NULL;
    size_t left = padding / 2 + (padding & (byte_span(self).size + padding) & 1);
    return pad(self, left, padding - left, fill);
}

Value bytes_method_zfill(Value self, Value *args) {
    size_t padding;
    uint8_t fill;
    Value given[2] = {args[0], NULL};
    if (!read_padding("zfill", self, given, &padding, &fill))
        return NULL;
    Value padded = pad(self, padding, 0, '0');
    if (padded && padding && byte_span(padded).size > padding) {
        uint8_t *data = (uint8_t *)byte_span(padded).data;
        if (data[padding] == '+' || data[padding] == '-') {
            data[0] = data[padding];
            data[padding] = '0';
        }
    }
    return padded;
}

/* Writes to `to` unless it is null; *size is that of the result. */
static bool expand_tabs(ByteSpan span, int tab_size, uint8_t *to, size_t *size) {
    size_t column = 0;
    *size = 0;
    for (size_t i = 0, end; (end = pass_piece(i, span.size)) > i;) {
        for (; i < end; i++) {
            uint8_t c = span.data[i];
            if (LIKELY(c >= ' ') && *size < PTRDIFF_MAX) {
                if (to)
                    to[*size] = c;
                ++*size;
                column++;
                continue;
            }
            size_t count = c != '\t'      ? 1
                           : tab_size > 0 ? (size_t)tab_size - column % (size_t)tab_size
                                          : 0;
            if (count > (size_t)PTRDIFF_MAX - *size)
                return raise_overflow_error("result too long");
            if (to)
                memset(to + *size, c == '\t' ? ' ' : c, count);
            *size += count;
            column = c == '\n' || c == '\r' ? 0 : column + count;
        }
    }
    return !exception_pending();
}

Value bytes_method_expandtabs(Value self, Value *args) {
    int tab_size = 8;
    if (args[0] && !int_as_int(args[0], &tab_size))
        return NULL;
    ByteSpan span = byte_span_hold(self);
    size_t size;
    uint8_t *to;
    Value expanded = NULL;
    if (expand_tabs(span, tab_size, NULL, &size) &&
        (expanded = byte_sequence_unfilled(self, size, &to)) &&
        !expand_tabs(span, tab_size, to, &size))
        clear_value(&expanded);
    byte_span_let_go(self);
    return expanded;
}

/* ---- replace, translate --------------------------------------------------------------------- */

/* Copies with the first `count` places replaced. Those were counted before: a signal's handler may
 * have changed the bytes of a bytearray since. */
static bool copy_replaced(uint8_t *to, ByteSpan from, const Buffer *old, const Buffer *new,
                          size_t count) {
    size_t start = 0;
    for (size_t i = 0; i < count; i++) {
        ptrdiff_t hit = old->size == 0 ? (i ? 1 : 0)
                                       : search_first(from.data + start, 1, from.size - start,
                                                      old->bytes, 1, old->size);
        if (hit == SEARCH_ERROR || !pass_may_go_on())
            return false;
        if (hit < 0)
            return raise_runtime_error("bytes changed while they were replaced");
        memcpy(to, from.data + start, (size_t)hit);
        if (new->size)
            memcpy(to + hit, new->bytes, new->size);
        to += (size_t)hit + new->size;
        start += (size_t)hit + old->size;
    }
    memcpy(to, from.data + start, from.size - start);
    return true;
}

static Value replace_byte(Value self, ByteSpan span, uint8_t old, uint8_t new) {
    uint8_t *to;
    Value replaced = byte_sequence_unfilled(self, span.size, &to);
    for (size_t i = 0, end; replaced && (end = pass_piece(i, span.size)) > i;)
        for (; i < end; i++)
            to[i] = span.data[i] == old ? new : span.data[i];
    return replaced;
}

static Value replace(Value self, ByteSpan span, const Buffer *old, const Buffer *new, size_t max) {
    size_t count = span.size + 1 < max ? span.size + 1 : max;
    if (old->size) {
        ptrdiff_t found = search_count(span.data, 1, span.size, old->bytes, 1, old->size, max);
        if (found == SEARCH_ERROR)
            return NULL;
        count = (size_t)found;
    }
    if (count == 0)
        return byte_sequence_part(self, 0, span.size);
    if (new->size > old->size &&
        count > ((size_t)PTRDIFF_MAX - span.size) / (new->size - old->size))
        return raise_overflow_error("replace bytes is too long");
    if (old->size == 1 && new->size == 1 && max >= span.size)
        return replace_byte(self, span, old->bytes[0], new->bytes[0]);
    size_t size = span.size - count * old->size + count * new->size;
    uint8_t *to;
    Value replaced = byte_sequence_unfilled(self, size, &to);
    if (replaced && size && !copy_replaced(to, span, old, new, count))
        clear_value(&replaced);
    return replaced;
}

Value bytes_method_replace(Value self, Value *args) {
    ptrdiff_t max = -1;
    Buffer old, new;
    if (args[2] && !int_as_size(args[2], &max))
        return NULL;
    if (!buffer_get(args[0], &old, false))
        return NULL;
    if (!buffer_get(args[1], &new, false)) {
        buffer_release(&old);
        return NULL;
    }
    ByteSpan span = byte_span_hold(self);
    Value replaced = replace(self, span, &old, &new, max < 0 ? SIZE_MAX : (size_t)max);
    byte_span_let_go(self);
    buffer_release(&new);
    buffer_release(&old);
    return replaced;
}

static bool read_table(Value value, uint8_t *table) {
    for (int c = 0; c < 256; c++)
        table[c] = (uint8_t)c;
    if (value == NONE)
        return true;
    Buffer buffer;
    if (!buffer_get(value, &buffer, false))
        return false;
    bool good = buffer.size == 256;
    if (good)
        memcpy(table, buffer.bytes, 256);
    else
        raise_value_error("translation table must be 256 characters long");
    buffer_release(&buffer);
    return good;
}

static Value translate_all(Value self, ByteSpan span, const uint8_t *table) {
    uint8_t *to;
    Value translated = byte_sequence_unfilled(self, span.size, &to);
    for (size_t i = 0, end; translated && (end = pass_piece(i, span.size)) > i;)
        for (; i < end; i++)
            to[i] = table[span.data[i]];
    return translated;
}

static Value translate_some(Value self, ByteSpan span, const uint8_t *table, const bool *deleted) {
    size_t size = 0, done = 0;
    for (size_t i = 0, end; (end = pass_piece(i, span.size)) > i;)
        for (; i < end; i++)
            size += !deleted[span.data[i]];
    uint8_t *to;
    Value translated = exception_pending() ? NULL : byte_sequence_unfilled(self, size, &to);
    for (size_t i = 0, end; translated && (end = pass_piece(i, span.size)) > i;) {
        for (; i < end && done < size; i++) { /* a handler may have changed what was counted */
            if (!deleted[span.data[i]])
                to[done++] = table[span.data[i]];
        }
        if (done == size)
            break;
    }
    return translated;
}

Value bytes_method_translate(Value self, Value *args) {
    uint8_t table[256];
    bool deleted[256] = {false};
    Buffer deletions = {0};
    if (!read_table(args[0], table) || (args[1] && !buffer_get(args[1], &deletions, false)))
        return NULL;
    for (size_t i = 0; i < deletions.size; i++)
        deleted[deletions.bytes[i]] = true;
    bool deletes = deletions.size != 0;
    if (args[1])
        buffer_release(&deletions);
    ByteSpan span = byte_span_hold(self);
    Value translated =
        deletes ? translate_some(self, span, table, deleted) : translate_all(self, span, table);
    return let_go(self, translated);
}

Value bytes_method_maketrans(Value self, Value *args) {
    Buffer from, to;
    if (!buffer_get(args[0], &from, false))
        return NULL;
    if (!buffer_get(args[1], &to, false)) {
        buffer_release(&from);
        return NULL;
    }
    Bytes *table = NULL;
    if (from.size != to.size)
        raise_value_error("maketrans arguments must have same length");
    else if ((table = bytes_new(NULL, 256))) {
        for (int c = 0; c < 256; c++)
            table->data[c] = (uint8_t)c;
        for (size_t i = 0; i < from.size; i++)
            table->data[from.bytes[i]] = to.bytes[i];
    }
    buffer_release(&to);
    buffer_release(&from);
    return value_of(table);
}

/* ---- decode, % ------------------------------------------------------------------------------ */

Value bytes_method_decode(Value self, Value *args) {
    const char *names[2]; /* of the encoding, of the error handler */
    return codec_names("decode", args, names) ? codec_decode(self, names[0], names[1]) : NULL;
}

Value byte_sequence_remainder(Value left, Value right) {
    if (!is_bytes(left) && !is_bytearray(left))
        return NOT_IMPLEMENTED;
    ByteSpan span = byte_span(left);
    Str *format = str_from_latin1(span.data, span.size);
    if (!format)
        return NULL;
    Str *text = percent_format(format, right, true);
    GIVE_UP(format);
    if (!text)
        return NULL;
    Value formatted = byte_sequence_like(left, text->data, text->length);
    GIVE_UP(text);
    return formatted;
}

Value bytes_method_sizeof(Value self, Value *args) {
    size_t items = bytes_of(self)->size + 1; /* the closing NUL */
    return value_from_uint64(type_instance_size(type_of(self), items));
}

Value bytes_method_getnewargs(Value self, Value *args) {
    ByteSpan span = byte_span(self);
    Value exact = value_of(bytes_new(span.data, span.size));
    if (!exact)
        return NULL;
    Tuple *tuple = tuple_pack(1, exact);
    decref(exact);
    return value_of(tuple);
}

Value bytes_method_bytes(Value self, Value *args) {
    if (has_type(self, &bytes_type))
        return own(self);
    return value_of(bytes_new(bytes_of(self)->data, bytes_of(self)->size));
}
