/* int: from and to digits. Sub-quadratic for long texts (GMP's divide and conquer); decimal texts
 * longer than int_max_str_digits are refused, as they could be used to waste time. */
#include "vm/objects/int_internal.h"
#include "vm/operations.h"
#include "vm/objects/bytes.h"
#include "vm/objects/number_text.h"
#include "vm/objects/str.h"

#include <string.h>

int int_max_str_digits = 4300;

static const char digit_characters[] = "0123456789abcdefghijklmnopqrstuvwxyz";

static int digit_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'z' ? c - 'a' + 10 : 99;
}

/* ---- reading --------------------------------------------------------------------------------- */

typedef struct SetStr {
    mp_limb_t *limbs;
    const unsigned char *digits;
    size_t size;
    int base;
    mp_size_t count;
} SetStr;

static void set_str(void *context) {
    SetStr *x = context;
    x->count = mpn_set_str(x->limbs, x->digits, x->size, x->base);
}

/* Digit values without leading zeros. */
static Value from_digits(const unsigned char *digits, size_t size, int base, bool negative) {
    static const uint8_t bits_of_base[] = {0, 0, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5,
                                           5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6};
    size_t capacity = size / 64 * bits_of_base[base] + (size % 64 * bits_of_base[base]) / 64 + 2;
    IntObject *object = int_allocate(capacity);
    if (!object)
        return NULL;
    SetStr work = {object->limbs, digits, size, base, 0};
    if (size <= INT_DIRECT_FROM_TEXT_DIGITS)
        set_str(&work);
    else if (!int_run_big(set_str, &work)) {
        int_discard(object);
        return NULL;
    }
    memset(object->limbs + work.count, 0, (capacity - (size_t)work.count) * 8);
    return int_finish(object, negative);
}

/* Raises ValueError if the digits that text begins with are more than the limit allows. */
static bool exceeds_limit(const char *text, const char *end, int base) {
    bool power_of_two = (base & (base - 1)) == 0;
    if (power_of_two || end - text <= 640 || int_max_str_digits <= 0)
        return false;
    uint8_t is_digit[256] = {['_'] = 2};
    for (int i = 0; i < base; i++) {
        is_digit[(uint8_t)digit_characters[i]] = 1;
        is_digit[(uint8_t)digit_characters[i] & (i < 10 ? 0xff : 0xdf)] = 1;
    }
    size_t digits = 0; /* leading zeros count, underscores do not */
    for (const char *p = text; p < end && is_digit[(uint8_t)*p]; p++)
        digits += is_digit[(uint8_t)*p] & 1;
    if (digits <= (size_t)int_max_str_digits)
        return false;
    raise_value_error("Exceeds the limit (%d digits) for integer string conversion: value has %zu "
                      "digits; use sys.set_int_max_str_digits() to increase the limit",
                      int_max_str_digits, digits);
    return true;
}

/* Passes over the prefix that belongs to the base, which it settles if it was 0. */
static const char *skip_prefix(const char *text, const char *end, int *base) {
    int prefix_base = 0;
    if (end - text >= 2 && text[0] == '0') {
        char letter = (char)(text[1] | 0x20);
        prefix_base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    }
    if (prefix_base && (*base == 0 || *base == prefix_base)) {
        text += 2;
        *base = prefix_base;
        if (text < end && *text == '_') /* one underscore may follow the prefix */
            text++;
    }
    return text;
}

enum { SMALL_DIGITS = 12 }; /* 36**12 < 2**63 */

/* Up to 38 decimal digits without underscores: 0.6 of the time of mpn_set_str. */
static Value from_decimal_digits(const char *text, const char *end, bool negative) {
    unsigned __int128 magnitude = 0;
    for (const char *piece = text; piece < end;) {
        uint64_t part = 0, power = 1;
        const char *piece_end = end - piece > 19 ? piece + 19 : end;
        for (; piece < piece_end; piece++, power *= 10)
            part = part * 10 + (unsigned)(*piece - '0');
        magnitude = magnitude * power + part;
    }
    return int_from_uint128(magnitude, negative);
}

/* Digits that were checked, `count` of them behind leading zeros, as an int. */
static Value from_many_digits(const char *text, const char *end, size_t count, int base,
                              bool negative) {
    if (base == 10 && count <= 38 && (size_t)(end - text) == count)
        return from_decimal_digits(text, end, negative);
    unsigned char local[256], *digits = count <= sizeof local ? local : mem_malloc(count);
    if (!digits)
        return raise_no_memory();
    size_t filled = 0;
    for (const char *p = text; p < end; p++)
        if (*p != '_' && (filled || *p != '0'))
            digits[filled++] = (unsigned char)digit_value(*p);
    Value result = from_digits(digits, filled, base, negative);
    if (digits != local)
        mem_free(digits);
    return result;
}

/* Parses stripped text. Null without an exception: the text is not a number of that base. */
static Value parse(const char *text, size_t size, int base) {
    const char *end = text + size;
    bool negative = false;
    if (text < end && (*text == '+' || *text == '-'))
        negative = *text++ == '-';
    text = skip_prefix(text, end, &base);
    bool zero_only = base == 0 && text < end && *text == '0'; /* no octal as in C */
    if (base == 0)
        base = 10;
    if (text == end || *text == '_' || exceeds_limit(text, end, base))
        return NULL;
    uint64_t small = 0;
    size_t count = 0;                          /* without leading zeros */
    for (const char *p = text; p < end; p++) { /* checks all, sums up while it fits */
        if (*p == '_') {
            if (p[-1] == '_' || p + 1 == end)
                return NULL;
            continue;
        }
        int digit = digit_value(*p);
        if (digit >= base)
            return NULL;
        if (count == 0 && digit == 0)
            continue;
        count++;
        if (count <= SMALL_DIGITS)
            small = small * (unsigned)base + (unsigned)digit;
    }
    if (zero_only && count)
        return NULL;
    return count <= SMALL_DIGITS ? value_from_int64(negative ? -(int64_t)small : (int64_t)small)
                                 : from_many_digits(text, end, count, base, negative);
}

/* What was no int, as its message shows it: anything but a str as the bytes it holds. */
static COLD void *raise_invalid(Value value, int base) {
    Value text = is_str(value) ? own(value) : value_of(bytes_from_value(value));
    Value repr = text ? object_repr(text) : NULL;
    decref_maybe(text);
    if (!repr)
        return NULL;
    size_t length = str_of(repr)->length;
    Str *cut = str_substring(str_of(repr), 0, length < 200 ? length : 200);
    decref(repr);
    if (!cut)
        return NULL;
    raise_value_error("invalid literal for int() with base %d: %U", base, cut);
    GIVE_UP(cut);
    return NULL;
}

Value int_from_value_text(Value value, int base) {
    NumberText text;
    Answer answer = number_text_get(value, &text);
    if (answer == ANSWER_ERROR)
        return NULL;
    if (answer == ANSWER_NO)
        return raise_type_error("int() argument must be a string, a bytes-like object or a real "
                                "number, not '%T'",
                                value);
    if ((base != 0 && base < 2) || base > 36) {
        number_text_release(&text);
        return raise_value_error("int() base must be >= 2 and <= 36, or 0");
    }
    Value result = parse(text.text, text.size, base);
    number_text_release(&text);
    return result || exception_pending() ? result : raise_invalid(value, base);
}

/* Nothing but up to 38 decimal digits, perhaps behind a minus? */
static bool is_plain_decimal(const char *text, size_t size) {
    size_t digits = 0, sign = size > 0 && text[0] == '-';
    while (sign + digits < size && text[sign + digits] >= '0' && text[sign + digits] <= '9')
        digits++;
    return digits > 0 && digits <= 38 && sign + digits == size;
}

Value int_from_text(const char *text, size_t size, int base) {
    if (base == 10 && is_plain_decimal(text, size))
        return from_decimal_digits(text + (text[0] == '-'), text + size, text[0] == '-');
    Value plain = base >= 2 && base <= 36 ? parse(text, size, base) : NULL;
    if (plain || exception_pending())
        return plain;
    Str *str = str_from_utf8(text, size);
    if (!str)
        return NULL;
    Value result = int_from_value_text(value_of(str), base);
    decref(value_of(str));
    return result;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* Digits of one limb, written so that they end at `end`; where they begin. */
static char *write_limb(char *end, uint64_t limb, unsigned base) {
    if (base == 10) {
        while (limb >= 100) {
            unsigned pair = (unsigned)(limb % 100);
            limb /= 100;
            *--end = (char)('0' + pair % 10);
            *--end = (char)('0' + pair / 10);
        }
    }
    do {
        *--end = digit_characters[limb % base];
        limb /= base;
    } while (limb);
    return end;
}

static Value small_to_str(uint64_t magnitude, bool negative, unsigned base, const char *prefix) {
    char buffer[72], *end = buffer + sizeof buffer;
    char *start = write_limb(end, magnitude, base);
    for (size_t i = strlen(prefix); i > 0; i--)
        *--start = prefix[i - 1];
    if (negative)
        *--start = '-';
    return value_of(str_from_ascii(start, (size_t)(end - start)));
}

typedef struct GetStr {
    unsigned char *text;
    const mp_limb_t *source;
    mp_limb_t *limbs; /* for a copy that is clobbered, with one more limb of room */
    mp_size_t count;
    int base;
    size_t size;
} GetStr;

static void get_str(void *context) {
    GetStr *x = context;
    memcpy(x->limbs, x->source, (size_t)x->count * sizeof(mp_limb_t));
    x->size = mpn_get_str(x->text, x->base, x->limbs, x->count);
}

char *int_digits(Value value, int base, size_t *size) {
    IntView view;
    int_view(value, &view);
    size_t per_limb = base == 2 ? 64 : base == 8 ? 22 : base == 16 ? 16 : 20;
    if (view.count > SIZE_MAX / 128)
        return raise_no_memory();
    char *text = mem_malloc(view.count * per_limb + 3);
    if (!text)
        return raise_no_memory();
    if (view.count <= 1) {
        char buffer[72], *end = buffer + sizeof buffer,
                         *start = write_limb(end, view.one, (unsigned)base);
        *size = (size_t)(end - start);
        memcpy(text, start, *size);
        return text;
    }
    mp_limb_t local[64], *copy = local;
    if (view.count + 1 > 64)
        copy = mem_malloc((view.count + 1) * 8);
    if (!copy) {
        mem_free(text);
        return raise_no_memory();
    }
    GetStr work = {(unsigned char *)text, view.limbs, copy, (mp_size_t)view.count, base, 0};
    bool fine = true;
    if (view.count <= INT_DIRECT_TO_TEXT_LIMBS)
        get_str(&work);
    else
        fine = int_run_big(get_str, &work);
    if (copy != local)
        mem_free(copy);
    if (!fine) {
        mem_free(text);
        return NULL;
    }
    size_t zeros = 0;
    while (zeros + 1 < work.size && text[zeros] == 0)
        zeros++;
    for (size_t i = zeros; i < work.size; i++)
        text[i - zeros] = digit_characters[(unsigned char)text[i]];
    *size = work.size - zeros;
    return text;
}

static COLD Value raise_digit_limit(void) {
    return raise_value_error("Exceeds the limit (%d digits) for integer string conversion; use "
                             "sys.set_int_max_str_digits() to increase the limit",
                             int_max_str_digits);
}

bool int_check_digit_limit(Value value) {
    if (is_small_int(value) || int_max_str_digits <= 0)
        return true;
    size_t bits = int_bit_length(value);
    /* Surely more digits than allowed: refused before the work is done. */
    if (bits > 2100 && (double)(bits - 1) * 0.30102999566398114 > int_max_str_digits)
        return raise_digit_limit();
    return true;
}

Value int_to_str(Value value, int base, bool prefix) {
    static const char *const prefixes[] = {[2] = "0b", [8] = "0o", [16] = "0x"};
    const char *before = prefix && (base == 2 || base == 8 || base == 16) ? prefixes[base] : "";
    IntView view;
    int_view(value, &view);
    if (view.count <= 1)
        return small_to_str(view.one, view.negative, (unsigned)base, before);
    if (base == 10 && !int_check_digit_limit(value))
        return NULL;
    size_t size;
    char *digits = int_digits(value, base, &size);
    if (!digits)
        return NULL;
    Value result = NULL;
    if (base == 10 && int_max_str_digits > 0 && size > (size_t)int_max_str_digits && size > 640)
        raise_digit_limit();
    else {
        StrBuilder builder;
        str_builder_init(&builder);
        str_builder_c(&builder, view.negative ? "-" : "");
        str_builder_c(&builder, before);
        str_builder_ascii(&builder, digits, size);
        result = value_of(str_builder_finish(&builder));
    }
    mem_free(digits);
    return result;
}
