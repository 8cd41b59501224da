/* Making, comparing and joining strs: what everybody who handles text needs.
 *
 * The empty str and the 256 one-character strs of Latin-1 exist once, in static memory: whoever
 * makes a str of length 0 or 1 hands those out. Characters are kept at the smallest width that
 * holds the largest one, so two equal strs always have the same width and equal bytes. */
#include "vm/objects/str_parts.h"

#include "vm/hash.h"
#include "vm/objects/list.h"
#include "vm/objects/tuple.h"
#include "vm/pass.h"

#define CHARACTER(c)                                                                               \
    {                                                                                              \
        {MEM_IMMORTAL, MEM_OBJECT_STATIC, &str_type.mem}, -1, 1, 1, (c) < 128, true, false, false, \
            {c, 0, 0, 0},                                                                          \
    }
#define ROW4(c)  CHARACTER(c), CHARACTER(c + 1), CHARACTER(c + 2), CHARACTER(c + 3)
#define ROW16(c) ROW4(c), ROW4(c + 4), ROW4(c + 8), ROW4(c + 12)
#define ROW64(c) ROW16(c), ROW16(c + 16), ROW16(c + 32), ROW16(c + 48)
struct StrCharacter str_latin1_characters[256] = {ROW64(0), ROW64(64), ROW64(128), ROW64(192)};
struct StrCharacter str_empty_object = {
    {MEM_IMMORTAL, MEM_OBJECT_STATIC, &str_type.mem}, 0, 0, 1, true, true, false, false, {0}};

Str *str_empty(void) {
    return EMPTY_STR;
}

/* ---- characters ----------------------------------------------------------------------------- */

bool bytes_are_ascii(const uint8_t *bytes, size_t size) {
    uint64_t seen = 0, word;
    for (; size >= 32; size -= 32, bytes += 32) {
        uint64_t words[4];
        memcpy(words, bytes, 32);
        if ((words[0] | words[1] | words[2] | words[3]) & UINT64_C(0x8080808080808080))
            return false;
    }
    for (; size >= 8; size -= 8, bytes += 8) {
        memcpy(&word, bytes, 8);
        seen |= word;
    }
    while (size--)
        seen |= *bytes++;
    return !(seen & UINT64_C(0x8080808080808080));
}

/* Piece by piece: where the first needs all of the width, the rest tells nothing new. */
static inline __attribute__((always_inline)) uint32_t bits_of(const void *data, unsigned width,
                                                              size_t count) {
    enum { PIECE = 64 };
    uint32_t bits = 0;
    for (size_t i = 0; i < count && width_of_largest(bits) < width;) {
        size_t end = count - i < PIECE ? count : i + PIECE;
        for (; i < end; i++)
            bits |= character_at(data, width, i);
    }
    return bits;
}

uint32_t characters_bits(const void *data, unsigned width, size_t count) {
    if (width == 1)
        return bytes_are_ascii(data, count) ? 0x7f : 0xff;
    return width == 2 ? bits_of(data, 2, count) : bits_of(data, 4, count);
}

#define COPY_LOOP(TO, FROM)                                                                        \
    do {                                                                                           \
        TO *target = to;                                                                           \
        const FROM *source = from;                                                                 \
        for (size_t i = 0; i < count; i++)                                                         \
            target[i] = (TO)source[i];                                                             \
    } while (0)

void characters_copy(void *to, unsigned to_width, const void *from, unsigned from_width,
                     size_t count) {
    if (to_width == from_width) {
        memcpy(to, from, count * to_width);
        return;
    }
    switch (to_width << 4 | from_width) {
    case 0x21:
        COPY_LOOP(uint16_t, uint8_t);
        break;
    case 0x41:
        COPY_LOOP(uint32_t, uint8_t);
        break;
    case 0x42:
        COPY_LOOP(uint32_t, uint16_t);
        break;
    case 0x12:
        COPY_LOOP(uint8_t, uint16_t);
        break;
    case 0x14:
        COPY_LOOP(uint8_t, uint32_t);
        break;
    case 0x24:
        COPY_LOOP(uint16_t, uint32_t);
        break;
    }
}

bool str_put(Str *str, size_t at, const Str *from) {
    if (LIKELY(from->length <= PASS_ITEMS)) {
        characters_copy(str->data + at * str->width, str->width, from->data, from->width,
                        from->length);
        return true;
    }
    for (size_t i = 0, end; (end = pass_piece(i, from->length)) > i; i = end)
        characters_copy(str->data + (at + i) * str->width, str->width, from->data + i * from->width,
                        from->width, end - i);
    return !exception_pending();
}

bool str_fill(Str *str, size_t at, size_t count, uint32_t character) {
    for (size_t i = 0, end; (end = pass_piece(i, count)) > i; i = end)
        characters_fill(str->data + (at + i) * str->width, str->width, character, end - i);
    return !exception_pending();
}

void characters_fill(void *to, unsigned width, uint32_t character, size_t count) {
    if (width == 1) {
        memset(to, (int)character, count);
    } else {
        for (size_t i = 0; i < count; i++)
            character_put(to, width, i, character);
    }
}

/* ---- making --------------------------------------------------------------------------------- */

static inline void finish_header(Str *str, size_t length, uint32_t largest, unsigned width) {
    str->hash = -1;
    str->length = length;
    str->width = (uint8_t)width;
    str->ascii = largest < 0x80;
    str->interned = false;
    str->has_utf8 = false;
    str->grown = false;
    character_put(str->data, width, length, 0);
}

Str *str_new_unfilled(size_t length, uint32_t largest) {
    if (length == 0)
        return EMPTY_STR;
    unsigned width = width_of_largest(largest);
    if (UNLIKELY(length > STR_LENGTH_MAX))
        return raise_no_memory();
    Str *str = mem_object_new(&str_type.mem, STR_HEADER_SIZE + (length + 1) * width);
    if (UNLIKELY(!str))
        return raise_no_memory();
    finish_header(str, length, largest, width);
    return str;
}

Str *str_from_ascii(const char *text, size_t size) {
    if (size == 1)
        return latin1_character((uint8_t)text[0]);
    Str *str = str_new_unfilled(size, 0x7f);
    if (str && size)
        memcpy(str->data, text, size);
    return str;
}

Str *str_from_latin1(const uint8_t *bytes, size_t size) {
    return str_from_characters(bytes, 1, size);
}

Str *str_from_characters(const void *data, unsigned width, size_t count) {
    if (count == 0)
        return EMPTY_STR;
    uint32_t bits = characters_bits(data, width, count);
    if (count == 1 && bits < 0x100)
        return latin1_character(character_at(data, width, 0));
    Str *str = str_new_unfilled(count, bits);
    if (str)
        characters_copy(str->data, str->width, data, width, count);
    return str;
}

Str *str_from_ucs4(const uint32_t *characters, size_t length) {
    return str_from_characters(characters, 4, length);
}

Str *str_from_character(uint32_t character) {
    if (character < 0x100)
        return latin1_character(character);
    Str *str = str_new_unfilled(1, character);
    if (str)
        character_put(str->data, str->width, 0, character);
    return str;
}

Str *str_substring(Str *str, size_t start, size_t end) {
    size_t length = end - start;
    if (length == str->length && has_type(value_of(str), &str_type)) {
        OWN(str);
        return str;
    }
    if (str->ascii)
        return str_from_ascii((const char *)str->data + start, length);
    return str_from_characters(str->data + start * str->width, str->width, length);
}

Str *str_character(Str *str, size_t index) {
    return str_from_character(str_at(str, index));
}

/* ---- hash and comparison -------------------------------------------------------------------- */

Hash str_hash(Str *str) {
    if (str->hash == -1)
        str->hash = hash_bytes(str->data, str->length * str->width);
    return str->hash;
}

bool str_equal(const Str *left, const Str *right) {
    if (left == right)
        return true;
    return left->length == right->length && left->width == right->width &&
           memcmp(left->data, right->data, left->length * left->width) == 0;
}

bool str_equal_c(const Str *left, const char *text) {
    size_t size = strlen(text);
    return left->ascii && left->length == size && memcmp(left->data, text, size) == 0;
}

int str_compare(const Str *left, const Str *right) {
    size_t common = left->length < right->length ? left->length : right->length;
    if (left->width == 1 && right->width == 1) {
        int order = memcmp(left->data, right->data, common);
        if (order)
            return order < 0 ? -1 : 1;
    } else {
        for (size_t i = 0; i < common; i++) {
            uint32_t a = str_at(left, i), b = str_at(right, i);
            if (a != b)
                return a < b ? -1 : 1;
        }
    }
    return left->length == right->length ? 0 : left->length < right->length ? -1 : 1;
}

/* ---- joining -------------------------------------------------------------------------------- */

Str *str_concat(Str *left, Str *right) {
    if (right->length == 0 && is_exact_str(value_of(left))) {
        OWN(left);
        return left;
    }
    if (left->length == 0 && is_exact_str(value_of(right))) {
        OWN(right);
        return right;
    }
    Str *str = str_new_unfilled(left->length + right->length, str_bits(left) | str_bits(right));
    if (!str)
        return NULL;
    if (str->length == 0)
        return str;
    if (!str_put(str, 0, left) || !str_put(str, left->length, right)) {
        GIVE_UP(str);
        return NULL;
    }
    return str;
}

/* Can more be written behind its characters, nobody else seeing it? */
static inline bool is_growable(const Str *str, const Str *more) {
    return str->header.refcount == 1 && str->header.type == &str_type.mem && !str->interned &&
           str->width >= more->width;
}

static bool grow(Str **str_place, size_t length) {
    Str *str = *str_place;
    size_t old_size = str_item_size(str), size = (length + 1) * str->width;
    if (str->grown)
        old_size = str_grown_size(old_size);
    size = str_grown_size(size);
    if (size != old_size) {
        str = mem_object_resize(str, STR_HEADER_SIZE + old_size, STR_HEADER_SIZE + size);
        if (!str)
            return raise_no_memory();
        *str_place = str;
    }
    str->grown = true;
    return true;
}

Value str_append_steal(Value left_value, Value right_value) {
    Str *left = str_of(left_value), *right = str_of(right_value);
    if (!is_growable(left, right) || right->length == 0 || left == right ||
        left->length + right->length > STR_LENGTH_MAX) {
        Str *joined = str_concat(left, right);
        decref(left_value);
        return value_of(joined);
    }
    if (left->has_utf8)
        str_utf8_forget(left);
    size_t length = left->length + right->length;
    if (!grow(&left, length)) {
        decref(left_value);
        return NULL;
    }
    characters_copy(left->data + left->length * left->width, left->width, right->data, right->width,
                    right->length);
    left->length = length;
    left->hash = -1;
    left->ascii &= right->ascii;
    character_put(left->data, left->width, length, 0);
    return value_of(left);
}

Str *str_join_array(Value *strs, size_t count) {
    size_t length = 0;
    uint32_t bits = 0;
    for (size_t i = 0; i < count; i++) {
        const Str *str = str_of(strs[i]);
        length += str->length;
        bits |= str_bits(str);
        if (length > STR_LENGTH_MAX)
            return raise_no_memory();
    }
    if (count == 1 && is_exact_str(strs[0]))
        return str_of(own(strs[0]));
    Str *joined = str_new_unfilled(length, bits);
    if (!joined || length == 0)
        return joined;
    uint8_t *to = joined->data;
    unsigned width = joined->width;
    for (size_t i = 0; i < count; i++) {
        const Str *str = str_of(strs[i]);
        characters_copy(to, width, str->data, str->width, str->length);
        to += str->length * width;
    }
    return joined;
}

/* In the loops of a join. A signal's handler may change a list: only items that cannot change
 * (`stable`) are gone on with behind it. */
static inline bool may_join_on(bool stable) {
    if (LIKELY(!(eval_breaker & BREAK_LOOP)))
        return true;
    return stable && pass_may_go_on();
}

/* Null without an exception: the items are not stable, and a signal waits. */
static Str *join_array(Str *separator, Value *items, size_t count, bool stable) {
    size_t length = 0;
    uint32_t bits = count > 1 ? str_bits(separator) : 0;
    for (size_t i = 0; i < count; i++) {
        if (!may_join_on(stable))
            return NULL;
        if (!is_str(items[i]))
            return raise_type_error("sequence item %zu: expected str instance, %T found", i,
                                    items[i]);
        const Str *str = str_of(items[i]);
        length += str->length + (i ? separator->length : 0);
        bits |= str_bits(str);
        if (length > STR_LENGTH_MAX)
            return raise_overflow_error("join() result is too long for a Python string");
    }
    if (count == 1 && is_exact_str(items[0]))
        return str_of(own(items[0]));
    Str *joined = str_new_unfilled(length, bits);
    if (!joined || length == 0)
        return joined;
    uint8_t *to = joined->data;
    unsigned width = joined->width;
    for (size_t i = 0; i < count; i++) {
        if (i && separator->length)
            to = characters_append(to, width, separator->data, separator->width, separator->length);
        const Str *str = str_of(items[i]);
        to = characters_append(to, width, str->data, str->width, str->length);
        if (!may_join_on(stable)) {
            GIVE_UP(joined);
            return NULL;
        }
    }
    return joined;
}

static Str *join_tuple(Str *separator, const Tuple *tuple) {
    return join_array(separator, (Value *)tuple->items, tuple->count, true);
}

/* A list is used as it is while no Python code runs; after a signal's handler, a copy of it. */
static Str *join_list(Str *separator, List *list) {
    Str *joined = join_array(separator, list->items, list->count, false);
    if (joined || exception_pending() || !pass_may_go_on())
        return joined;
    Tuple *copy = list_as_tuple(list);
    if (!copy)
        return NULL;
    joined = join_tuple(separator, copy);
    GIVE_UP(copy);
    return joined;
}

Str *str_join(Str *separator, Value iterable) {
    if (is_exact_list(iterable))
        return join_list(separator, list_of(iterable));
    if (is_exact_tuple(iterable))
        return join_tuple(separator, tuple_of(iterable));
    Type *type = type_of(iterable);
    if (!type->iter && !type->get_item)
        return raise_type_error("can only join an iterable");
    List *items = list_from_iterable(iterable);
    if (!items)
        return NULL;
    Str *joined = join_list(separator, items);
    GIVE_UP(items);
    return joined;
}

void str_finish(void) {
    str_intern_finish();
    str_utf8_finish();
}
