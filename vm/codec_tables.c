/* One byte per character: ASCII, Latin-1, and any that a mapping describes ("charmap"). */
#include "vm/codecs.h"
#include "vm/objects/int.h"
#include "vm/objects/str_parts.h"
#include "vm/operations.h"

bool decode_ascii(Decoding *d) {
    while (decoding_goes_on(d)) {
        size_t start = d->at;
        size_t end = d->size - start < PASS_BYTES ? d->size : start + PASS_BYTES;
        d->at += ascii_run(d->bytes + start, end - start);
        if (!str_builder_ascii(&d->text, (const char *)d->bytes + start, d->at - start))
            return false;
        if (d->at < end && !decoding_error(d, d->at, d->at + 1, "ordinal not in range(128)"))
            return false;
    }
    return true;
}

bool decode_latin1(Decoding *d) {
    if (!str_builder_latin1(&d->text, d->bytes, d->size))
        return false;
    d->at = d->size;
    return true;
}

static Put put_limited(Encoding *e, uint32_t character) {
    if (character >= e->limit)
        return PUT_UNENCODABLE;
    uint8_t byte = (uint8_t)character;
    return encoding_add(e, &byte, 1) ? PUT_DONE : PUT_ERROR;
}

/* How many characters from `start` can be encoded, a piece at most. */
static inline __attribute__((always_inline)) size_t
limited_run(const Str *str, unsigned width, size_t start, uint32_t limit, uint8_t *to) {
    size_t end = str->length - start < PASS_ITEMS ? str->length : start + PASS_ITEMS, i = start;
    for (uint32_t c; i < end && (c = character_at(str->data, width, i)) < limit; i++)
        *to++ = (uint8_t)c;
    return i - start;
}

static bool put_limited_run(Encoding *e) {
    const Str *str = e->str;
    size_t left = str->length - e->at;
    uint8_t *to = encoding_room(e, left < PASS_ITEMS ? left : PASS_ITEMS);
    if (!to)
        return false;
    size_t run = str->width == 1   ? limited_run(str, 1, e->at, e->limit, to)
                 : str->width == 2 ? limited_run(str, 2, e->at, e->limit, to)
                                   : limited_run(str, 4, e->at, e->limit, to);
    e->at += run;
    e->size += run;
    return true;
}

bool encode_limited(Encoding *e) {
    Str *str = e->str;
    if (str->ascii || (e->limit == 256 && str->width == 1))
        return encoding_add(e, str->data, str->length);
    e->put = put_limited;
    const char *reason =
        e->limit == 128 ? "ordinal not in range(128)" : "ordinal not in range(256)";
    while (encoding_goes_on(e)) {
        if (str_at(str, e->at) < e->limit) {
            if (!put_limited_run(e))
                return false;
            continue;
        }
        size_t end = e->at + 1;
        while (pass_goes_on(end, str->length) && str_at(str, end) >= e->limit)
            end++;
        if (exception_pending() || !encoding_error(e, e->at, end, reason))
            return false;
    }
    return true;
}

/* ---- charmap -------------------------------------------------------------------------------- */

static const char undefined[] = "character maps to <undefined>";

/* A str mapping: one character per byte, U+FFFE undefined. */
static bool decode_by_str(Decoding *d, const Str *table) {
    while (decoding_goes_on(d)) {
        uint8_t byte = d->bytes[d->at];
        uint32_t c = byte < table->length ? str_at(table, byte) : 0xfffe;
        if (c == 0xfffe) {
            if (!decoding_error(d, d->at, d->at + 1, undefined))
                return false;
            continue;
        }
        if (!str_builder_character(&d->text, c))
            return false;
        d->at++;
    }
    return true;
}

static Lookup look_up(Value mapping, uint32_t key, Value *found) {
    *found = object_get_item(mapping, value_of_small_int(key));
    if (*found && *found != NONE)
        return LOOKUP_FOUND;
    if (*found) {
        decref(*found);
        return LOOKUP_MISSING;
    }
    return exception_clear_if(&exc_LookupError) ? LOOKUP_MISSING : LOOKUP_ERROR;
}

static bool decode_by_mapping(Decoding *d) {
    while (decoding_goes_on(d)) {
        Value found;
        Lookup lookup = look_up(d->mapping, d->bytes[d->at], &found);
        if (lookup == LOOKUP_ERROR)
            return false;
        bool good = true, is_undefined = lookup == LOOKUP_MISSING;
        if (lookup == LOOKUP_FOUND) {
            int64_t code;
            if (is_str(found)) {
                is_undefined = str_of(found)->length == 1 && str_at(str_of(found), 0) == 0xfffe;
                good = is_undefined || str_builder_str(&d->text, str_of(found));
            } else if (!is_int(found)) {
                good = raise_type_error("character mapping must return integer, None or str");
            } else if (!int_fits_int64(found, &code) || code < 0 || code > 0x10ffff) {
                good = raise_type_error("character mapping must be in range(0x110000)");
            } else {
                is_undefined = code == 0xfffe;
                good = is_undefined || str_builder_character(&d->text, (uint32_t)code);
            }
            decref(found);
        }
        if (!good)
            return false;
        if (!is_undefined)
            d->at++;
        else if (!decoding_error(d, d->at, d->at + 1, undefined))
            return false;
    }
    return true;
}

bool decode_charmap(Decoding *d) {
    if (!d->mapping)
        return decode_latin1(d);
    return is_exact_str(d->mapping) ? decode_by_str(d, str_of(d->mapping)) : decode_by_mapping(d);
}

static Put put_charmap(Encoding *e, uint32_t character) {
    Value found;
    Lookup lookup = look_up(e->mapping, character, &found);
    if (lookup != LOOKUP_FOUND)
        return lookup == LOOKUP_MISSING ? PUT_UNENCODABLE : PUT_ERROR;
    bool good;
    int64_t code;
    if (is_bytes(found)) {
        good = encoding_add(e, bytes_of(found)->data, bytes_of(found)->size);
    } else if (!is_int(found)) {
        good =
            raise_type_error("character mapping must return integer, bytes or None, not %T", found);
    } else if (!int_fits_int64(found, &code) || code < 0 || code > 255) {
        good = raise_type_error("character mapping must be in range(256)");
    } else {
        uint8_t byte = (uint8_t)code;
        good = encoding_add(e, &byte, 1);
    }
    decref(found);
    return good ? PUT_DONE : PUT_ERROR;
}

/* The run of characters from `start` that the mapping does not know, for one error. */
static bool undefined_end(Encoding *e, size_t start, size_t *end) {
    *end = start + 1;
    while (*end < e->str->length) {
        Value found;
        Lookup lookup = look_up(e->mapping, str_at(e->str, *end), &found);
        if (lookup == LOOKUP_ERROR)
            return false;
        if (lookup == LOOKUP_FOUND) {
            decref(found);
            return true;
        }
        ++*end;
    }
    return true;
}

bool encode_charmap(Encoding *e) {
    if (!e->mapping) {
        e->limit = 256;
        e->encoding = "latin-1";
        return encode_limited(e);
    }
    e->put = put_charmap;
    while (encoding_goes_on(e)) {
        Put put = put_charmap(e, str_at(e->str, e->at));
        if (put == PUT_DONE) {
            e->at++;
            continue;
        }
        size_t end;
        if (put == PUT_ERROR || !undefined_end(e, e->at, &end) ||
            !encoding_error(e, e->at, end, undefined))
            return false;
    }
    return true;
}
