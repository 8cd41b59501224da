/* UTF-7: ASCII with runs of base64-encoded UTF-16 between '+' and '-'. */
#include "vm/codecs.h"
#include "vm/objects/str_parts.h"
#include "vm/utf8.h"

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int base64_value(uint8_t c) {
    const char *place = c ? strchr(base64_digits, c) : NULL;
    return place ? (int)(place - base64_digits) : -1;
}

/* Written as itself: letters, digits, blanks and some punctuation. */
static bool is_direct(uint32_t c) {
    if (c >= 128 || c == '+' || c == '\\' || c == '~')
        return false;
    return c >= 0x20 ? c != 0x7f : c == '\t' || c == '\n' || c == '\r';
}

bool decode_utf7(Decoding *d) {
    bool shifted = false;
    uint32_t buffer = 0, high = 0; /* high: a surrogate that waits for its other half */
    unsigned bits = 0;
    size_t shift_start = 0, text_before_shift = 0;
    while (decoding_goes_on(d)) {
        uint8_t c = d->bytes[d->at];
        int digit = base64_value(c);
        if (shifted && digit >= 0) {
            buffer = buffer << 6 | (uint32_t)digit;
            bits += 6;
            d->at++;
            if (bits < 16)
                continue;
            bits -= 16;
            uint32_t unit = buffer >> bits & 0xffff;
            buffer &= (1u << bits) - 1;
            if (high && unit - 0xdc00 < 0x400) {
                unit = 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00);
                high = 0;
            } else if (high) {
                if (!str_builder_character(&d->text, high))
                    return false;
                high = 0;
            }
            if (unit - 0xd800 < 0x400)
                high = unit;
            else if (!str_builder_character(&d->text, unit))
                return false;
            continue;
        }
        if (shifted) { /* end of the run */
            shifted = false;
            if (bits >= 6 || buffer) {
                const char *reason = bits >= 6 ? "partial character in base64 sequence"
                                               : "non-zero padding bits in base64 sequence";
                d->at++;
                bits = buffer = 0;
                if (!decoding_error(d, shift_start, d->at, reason))
                    return false;
                continue;
            }
            if (high && c > 0 && c < 128 && c != '+' && !str_builder_character(&d->text, high))
                return false;
            high = 0;
            if (c == '-')
                d->at++;
            continue;
        }
        if (c == '+') {
            shift_start = d->at++;
            text_before_shift = d->text.length;
            if (d->at < d->size && d->bytes[d->at] == '-') {
                d->at++;
                if (!str_builder_character(&d->text, '+'))
                    return false;
            } else if (d->at < d->size && base64_value(d->bytes[d->at]) < 0) {
                d->at++;
                if (!decoding_error(d, shift_start, d->at, "ill-formed sequence"))
                    return false;
            } else {
                shifted = true;
                bits = buffer = high = 0;
            }
        } else if (c < 128) {
            d->at++;
            if (!str_builder_character(&d->text, c))
                return false;
        } else if (!decoding_error(d, d->at, d->at + 1, "unexpected special character")) {
            return false;
        }
    }
    if (!shifted)
        return true;
    if (!d->final) { /* read the run again when there is more */
        d->text.length = text_before_shift;
        d->at = shift_start;
        return true;
    }
    if (high || bits >= 6 || (bits > 0 && buffer))
        return decoding_error(d, shift_start, d->size, "unterminated shift sequence");
    return true;
}

static bool add_unit(Encoding *e, uint32_t unit, uint32_t *buffer, unsigned *bits) {
    *buffer = *buffer << 16 | unit;
    *bits += 16;
    while (*bits >= 6) {
        *bits -= 6;
        if (!encoding_add(e, &base64_digits[*buffer >> *bits & 63], 1))
            return false;
    }
    *buffer &= (1u << *bits) - 1;
    return true;
}

bool encode_utf7(Encoding *e) {
    bool shifted = false;
    uint32_t buffer = 0;
    unsigned bits = 0;
    for (; e->at <= e->str->length; e->at++) {
        bool ended = e->at == e->str->length;
        uint32_t c = ended ? 0 : str_at(e->str, e->at);
        if (shifted && (ended || is_direct(c))) {
            if (bits && !encoding_add(e, &base64_digits[buffer << (6 - bits) & 63], 1))
                return false;
            shifted = false;
            bits = buffer = 0;
            /* The dash may be left out before what cannot be a digit. */
            if ((ended || base64_value((uint8_t)c) >= 0 || c == '-') && !encoding_add(e, "-", 1))
                return false;
        }
        if (ended)
            break;
        if (!shifted && c == '+') {
            if (!encoding_add(e, "+-", 2))
                return false;
        } else if (!shifted && is_direct(c)) {
            uint8_t byte = (uint8_t)c;
            if (!encoding_add(e, &byte, 1))
                return false;
        } else {
            if (!shifted && !encoding_add(e, "+", 1))
                return false;
            shifted = true;
            if (c >= 0x10000) {
                if (!add_unit(e, 0xd800 + ((c - 0x10000) >> 10), &buffer, &bits))
                    return false;
                c = 0xdc00 + (c & 0x3ff);
            }
            if (!add_unit(e, c, &buffer, &bits))
                return false;
        }
    }
    return true;
}
