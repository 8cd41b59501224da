/* UTF-7: ASCII with runs of base64-encoded UTF-16 between '+' and '-'. */
#include "vm/codecs.h"
#include "vm/objects/str_parts.h"

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

/* A run of base64 that is being read. */
typedef struct Run {
    bool open;
    uint32_t buffer; /* bits that wait for the rest of their unit */
    unsigned bits;   /* how many */
    uint32_t high;   /* a surrogate that waits for its other half; 0: none */
    size_t start;    /* of the run, at its '+' */
    size_t text_before;
} Run;

/* A unit of UTF-16. */
static bool put_unit(Decoding *d, Run *run, uint32_t unit) {
    if (run->high && unit - 0xdc00 < 0x400)
        unit = 0x10000 + ((run->high - 0xd800) << 10) + (unit - 0xdc00);
    else if (run->high && !str_builder_character(&d->text, run->high))
        return false;
    run->high = unit - 0xd800 < 0x400 ? unit : 0;
    return run->high || str_builder_character(&d->text, unit);
}

static bool take_digit(Decoding *d, Run *run, uint32_t digit) {
    d->at++;
    run->buffer = run->buffer << 6 | digit;
    run->bits += 6;
    if (run->bits < 16)
        return true;
    run->bits -= 16;
    uint32_t unit = run->buffer >> run->bits & 0xffff;
    run->buffer &= (1u << run->bits) - 1;
    return put_unit(d, run, unit);
}

/* At `c`, which is no digit: the run ends before it, or with it if it is a dash. */
static bool end_run(Decoding *d, Run *run, uint8_t c) {
    run->open = false;
    if (run->bits >= 6 || run->buffer) {
        const char *reason = run->bits >= 6 ? "partial character in base64 sequence"
                                            : "non-zero padding bits in base64 sequence";
        d->at++;
        return decoding_error(d, run->start, d->at, reason);
    }
    if (run->high && c > 0 && c < 128 && c != '+' && !str_builder_character(&d->text, run->high))
        return false;
    if (c == '-')
        d->at++;
    return true;
}

/* At a '+', which begins a run, or with a dash behind it stands for itself. */
static bool begin_run(Decoding *d, Run *run) {
    size_t start = d->at++;
    if (d->at < d->size && d->bytes[d->at] == '-') {
        d->at++;
        return str_builder_character(&d->text, '+');
    }
    if (d->at < d->size && base64_value(d->bytes[d->at]) < 0) {
        d->at++;
        return decoding_error(d, start, d->at, "ill-formed sequence");
    }
    *run = (Run){.open = true, .start = start, .text_before = d->text.length};
    return true;
}

static bool decode_byte(Decoding *d, Run *run) {
    uint8_t c = d->bytes[d->at];
    int digit = base64_value(c);
    if (run->open)
        return digit >= 0 ? take_digit(d, run, (uint32_t)digit) : end_run(d, run, c);
    if (c == '+')
        return begin_run(d, run);
    if (c >= 128)
        return decoding_error(d, d->at, d->at + 1, "unexpected special character");
    d->at++;
    return str_builder_character(&d->text, c);
}

bool decode_utf7(Decoding *d) {
    Run run = {0};
    while (decoding_goes_on(d))
        if (!decode_byte(d, &run))
            return false;
    if (!run.open)
        return true;
    if (!d->final) { /* read the run again when there is more */
        d->text.length = run.text_before;
        d->at = run.start;
        return true;
    }
    return !(run.high || run.bits >= 6 || run.buffer) ||
           decoding_error(d, run.start, d->size, "unterminated shift sequence");
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
