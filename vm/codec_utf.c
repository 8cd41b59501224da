/* UTF-8, UTF-16 and UTF-32: decoders and encoders. */
#include "vm/codecs.h"
#include "vm/objects/str_parts.h"
#include "vm/utf8.h"

/* ---- UTF-8 ---------------------------------------------------------------------------------- */

static const char *const utf8_reasons[] = {
    [UTF8_BAD_START] = "invalid start byte",
    [UTF8_BAD_CONTINUATION] = "invalid continuation byte",
    [UTF8_TRUNCATED] = "unexpected end of data",
};

size_t ascii_run(const uint8_t *bytes, size_t size) {
    size_t i = 0;
    uint64_t word;
    for (; i + 8 <= size; i += 8) {
        memcpy(&word, bytes + i, 8);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < size && bytes[i] < 0x80)
        i++;
    return i;
}

/* Two bytes of a surrogate at the end: a handler may want all three. */
static bool is_cut_surrogate(const uint8_t *at, const Decoding *d) {
    return d->bytes + d->size - at == 2 && at[0] == 0xed && at[1] >= 0xa0 && at[1] <= 0xbf;
}

bool decode_utf8(Decoding *d) {
    if (!str_builder_reserve(&d->text, d->size - d->at, 0)) /* as for ASCII */
        return false;
    while (decoding_goes_on(d)) {
        const uint8_t *at = d->bytes + d->at;
        size_t left = d->size - d->at;
        Utf8Run run = utf8_run(at, left < PASS_BYTES ? left : PASS_BYTES);
        if (run.size) {
            if (!str_builder_utf8_run(&d->text, at, &run))
                return false;
            d->at += run.size;
            continue;
        }
        uint32_t character = 0;
        unsigned size;
        Utf8Status status = utf8_read(at, d->bytes + d->size, false, &character, &size);
        if (status == UTF8_OK) {
            if (!str_builder_character(&d->text, character))
                return false;
            d->at += size;
        } else if (!d->final && (status == UTF8_TRUNCATED || is_cut_surrogate(at, d))) {
            return true;
        } else if (!decoding_error(d, d->at, d->at + size, utf8_reasons[status])) {
            return false;
        }
    }
    return true;
}

static Put put_utf8(Encoding *e, uint32_t character) {
    if (is_surrogate(character))
        return PUT_UNENCODABLE;
    uint8_t bytes[4];
    return encoding_add(e, bytes, (size_t)(utf8_write(bytes, character) - bytes)) ? PUT_DONE
                                                                                  : PUT_ERROR;
}

static size_t surrogates_end(const Str *str, size_t start) {
    while (start < str->length && is_surrogate(str_at(str, start)))
        start++;
    return start;
}

/* Writes the UTF-8 of str[start, end); null if there is a surrogate in it. Made for each width. */
static inline __attribute__((always_inline)) uint8_t *
write_width(const Str *str, unsigned width, size_t start, size_t end, uint8_t *to) {
    for (size_t i = start; i < end; i++) {
        uint32_t c = character_at(str->data, width, i);
        if (width > 1 && UNLIKELY(is_surrogate(c)))
            return NULL;
        to = utf8_write(to, c);
    }
    return to;
}

static uint8_t *write_utf8(const Str *str, uint8_t *to) {
    for (size_t i = 0, end; to && (end = pass_piece(i, str->length)) > i; i = end)
        to = str->width == 1   ? write_width(str, 1, i, end, to)
             : str->width == 2 ? write_width(str, 2, i, end, to)
                               : write_width(str, 4, i, end, to);
    return to;
}

bool encode_utf8(Encoding *e) {
    Str *str = e->str;
    if (str->ascii)
        return encoding_add(e, str->data, str->length);
    size_t largest = str->width == 1 ? 2 : str->width == 2 ? 3 : 4;
    e->bytes = bytes_resize_steal(e->bytes, str->length * largest);
    if (!e->bytes)
        return false;
    const uint8_t *end = write_utf8(str, e->bytes->data);
    if (end) {
        e->size = (size_t)(end - e->bytes->data);
        return true;
    }
    e->put = put_utf8;
    while (encoding_goes_on(e)) {
        Put put = put_utf8(e, str_at(str, e->at));
        if (put == PUT_DONE)
            e->at++;
        else if (put == PUT_ERROR ||
                 !encoding_error(e, e->at, surrogates_end(str, e->at), "surrogates not allowed"))
            return false;
    }
    return true;
}

/* ---- UTF-16 --------------------------------------------------------------------------------- */

/* Without a given order: the mark's, if there is one, else the machine's. */
static bool settle_order(Decoding *d, unsigned width) {
    if (d->byte_order) {
        d->mark_order = d->byte_order;
        return true;
    }
    if (d->size - d->at < width && !d->final)
        return false; /* wait for more */
    const uint8_t *at = d->bytes + d->at;
    bool can_be = d->size - d->at >= width;
    bool little = can_be && at[0] == 0xff && at[1] == 0xfe && (width == 2 || !(at[2] | at[3]));
    bool big = can_be && at[width - 2] == 0xfe && at[width - 1] == 0xff &&
               (width == 2 || !(at[0] | at[1]));
    if (little || big)
        d->at += width;
    d->byte_order = big ? 1 : -1;
    d->mark_order = big ? 1 : little ? -1 : 0;
    d->encoding = width == 2 ? big ? "utf-16-be" : "utf-16-le" : big ? "utf-32-be" : "utf-32-le";
    return true;
}

static uint32_t unit_16(const Decoding *d, size_t at) {
    const uint8_t *bytes = d->bytes + at;
    return d->byte_order > 0 ? (uint32_t)bytes[0] << 8 | bytes[1]
                             : (uint32_t)bytes[1] << 8 | bytes[0];
}

/* The run of units that are characters by themselves, a piece at most; `bits` of all of them. */
static size_t plain_run_16(const Decoding *d, uint32_t *bits) {
    size_t count = (d->size - d->at) / 2, i = 0;
    if (count > PASS_ITEMS)
        count = PASS_ITEMS;
    uint32_t all = 0;
    for (; i < count; i++) {
        uint32_t c = unit_16(d, d->at + 2 * i);
        if (is_surrogate(c))
            break;
        all |= c;
    }
    *bits = all;
    return i;
}

static inline __attribute__((always_inline)) void
copy_units_16(uint8_t *to, unsigned width, size_t at, const Decoding *d, size_t count) {
    for (size_t i = 0; i < count; i++)
        character_put(to, width, at + i, unit_16(d, d->at + 2 * i));
}

static bool add_plain_run_16(Decoding *d, size_t count, uint32_t bits) {
    StrBuilder *text = &d->text;
    if (!str_builder_reserve(text, count, bits))
        return false;
    if (text->width == 1)
        copy_units_16(text->data, 1, text->length, d, count);
    else if (text->width == 2)
        copy_units_16(text->data, 2, text->length, d, count);
    else
        copy_units_16(text->data, 4, text->length, d, count);
    text->length += count;
    d->at += 2 * count;
    return true;
}

bool decode_utf16(Decoding *d) {
    if (!settle_order(d, 2))
        return true;
    while (decoding_goes_on(d)) {
        uint32_t bits;
        size_t run = plain_run_16(d, &bits);
        if (run) {
            if (!add_plain_run_16(d, run, bits))
                return false;
            continue;
        }
        size_t left = d->size - d->at;
        if (left < 2) {
            if (!d->final)
                return true;
            if (!decoding_error(d, d->at, d->size, "truncated data"))
                return false;
            continue;
        }
        uint32_t c = unit_16(d, d->at);
        unsigned size = 2;
        if (is_surrogate(c)) {
            const char *reason = NULL;
            size_t end = d->at + 2;
            if (c >= 0xdc00) {
                reason = "illegal encoding";
            } else if (left < 4) {
                if (!d->final)
                    return true;
                reason = "unexpected end of data";
                end = d->size;
            } else {
                uint32_t low = unit_16(d, d->at + 2);
                if (low - 0xdc00 < 0x400)
                    c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                else
                    reason = "illegal UTF-16 surrogate";
                size = 4;
            }
            if (reason) {
                if (!decoding_error(d, d->at, end, reason))
                    return false;
                continue;
            }
        }
        if (!str_builder_character(&d->text, c))
            return false;
        d->at += size;
    }
    return true;
}

static bool add_unit(Encoding *e, uint32_t unit, unsigned width) {
    uint8_t bytes[4];
    for (unsigned i = 0; i < width; i++)
        bytes[e->byte_order > 0 ? width - 1 - i : i] = (uint8_t)(unit >> 8 * i);
    return encoding_add(e, bytes, width);
}

static Put put_utf16(Encoding *e, uint32_t c) {
    if (is_surrogate(c))
        return PUT_UNENCODABLE;
    if (c < 0x10000)
        return add_unit(e, c, 2) ? PUT_DONE : PUT_ERROR;
    c -= 0x10000;
    return add_unit(e, 0xd800 + (c >> 10), 2) && add_unit(e, 0xdc00 + (c & 0x3ff), 2) ? PUT_DONE
                                                                                      : PUT_ERROR;
}

static Put put_utf32(Encoding *e, uint32_t c) {
    if (is_surrogate(c))
        return PUT_UNENCODABLE;
    return add_unit(e, c, 4) ? PUT_DONE : PUT_ERROR;
}

/* The run of characters from `start` that can be encoded, a piece at most. */
static size_t encodable_run(const Str *str, size_t start) {
    size_t end = str->length - start < PASS_ITEMS ? str->length : start + PASS_ITEMS, i = start;
    if (str->width == 1)
        return end - start;
    while (i < end && !is_surrogate(str_at(str, i)))
        i++;
    return i - start;
}

static uint8_t *write_unit(uint8_t *to, uint32_t unit, unsigned size, bool big) {
    if (size == 2) {
        uint16_t half = big ? __builtin_bswap16((uint16_t)unit) : (uint16_t)unit;
        memcpy(to, &half, 2);
    } else {
        uint32_t whole = big ? __builtin_bswap32(unit) : unit;
        memcpy(to, &whole, 4);
    }
    return to + size;
}

/* Characters [at, at + count), which can be encoded. Made for each width of characters and units.
 */
static inline __attribute__((always_inline)) uint8_t *
write_units(const Encoding *e, unsigned width, size_t count, uint8_t *to, unsigned size) {
    const uint8_t *data = e->str->data + e->at * width;
    bool big = e->byte_order > 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t c = character_at(data, width, i);
        if (width == 4 && size == 2 && c >= 0x10000) {
            to = write_unit(to, 0xd7c0 + (c >> 10), 2, big);
            c = 0xdc00 + (c & 0x3ff);
        }
        to = write_unit(to, c, size, big);
    }
    return to;
}

static inline __attribute__((always_inline)) uint8_t *
write_characters(const Encoding *e, size_t count, uint8_t *to, unsigned size) {
    return e->str->width == 1   ? write_units(e, 1, count, to, size)
           : e->str->width == 2 ? write_units(e, 2, count, to, size)
                                : write_units(e, 4, count, to, size);
}

static bool put_encodable_run(Encoding *e, size_t count, unsigned size) {
    uint8_t *from = encoding_room(e, 4 * count);
    if (!from)
        return false;
    uint8_t *to =
        size == 2 ? write_characters(e, count, from, 2) : write_characters(e, count, from, 4);
    e->size += (size_t)(to - from);
    e->at += count;
    return true;
}

static bool encode_units(Encoding *e, Put (*put)(Encoding *, uint32_t), unsigned width) {
    e->put = put;
    e->unit = width;
    if (e->byte_order == 0 && !add_unit(e, 0xfeff, width))
        return false;
    while (encoding_goes_on(e)) {
        size_t run = encodable_run(e->str, e->at);
        if (run ? !put_encodable_run(e, run, width)
                : !encoding_error(e, e->at, e->at + 1, "surrogates not allowed"))
            return false;
    }
    return true;
}

bool encode_utf16(Encoding *e) {
    return encode_units(e, put_utf16, 2);
}

/* ---- UTF-32 --------------------------------------------------------------------------------- */

bool decode_utf32(Decoding *d) {
    if (!settle_order(d, 4))
        return true;
    while (decoding_goes_on(d)) {
        if (d->size - d->at < 4) {
            if (!d->final)
                return true;
            if (!decoding_error(d, d->at, d->size, "truncated data"))
                return false;
            continue;
        }
        const uint8_t *b = d->bytes + d->at;
        uint32_t c = d->byte_order > 0
                         ? (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]
                         : (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
        const char *reason = c > 0x10ffff      ? "code point not in range(0x110000)"
                             : is_surrogate(c) ? "code point in surrogate code point "
                                                 "range(0xd800, 0xe000)"
                                               : NULL;
        if (reason) {
            if (!decoding_error(d, d->at, d->at + 4, reason))
                return false;
            continue;
        }
        if (!str_builder_character(&d->text, c))
            return false;
        d->at += 4;
    }
    return true;
}

bool encode_utf32(Encoding *e) {
    return encode_units(e, put_utf32, 4);
}
