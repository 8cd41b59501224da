/* Numbers: what may follow one, and its value.
 *
 * The lexer's patterns match well-formed literals only, so a malformed one shows as a letter, digit
 * or underscore behind the longest match; number_check_end says what is wrong with it. */
#include "lexer/number_literal.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "lexer/lexer.h"

/* ---- ends ------------------------------------------------------------------------------------ */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Keywords may follow a number without a space. As in Python, names that begin with `if`, `in` or
 * `is` pass for such; the parser will not like them. */
static bool keyword_follows(const char *p) {
    static const char *const keywords[] = {"and", "else", "for", "or", "not"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        size_t size = strlen(keywords[i]);
        if (strncmp(p, keywords[i], size) == 0)
            return !is_letter(p[size]) && !is_digit(p[size]) && (unsigned char)p[size] < 0x80;
    }
    return p[0] == 'i' && (p[1] == 'f' || p[1] == 'n' || p[1] == 's');
}

static bool check_follower(Lexer *lexer, const char *p, const char *base) {
    if (!is_letter(*p) && !is_digit(*p))
        return true;
    if (!keyword_follows(p))
        return lexer_fail(lexer, p, "invalid %s literal", base);
    char message[64];
    snprintf(message, sizeof message, "invalid %s literal", base);
    lexer_warn(lexer, DIAGNOSTIC_SYNTAX_WARNING, lexer->line, message);
    return true;
}

/* Behind 0x, 0o, 0b and perhaps some digits. */
static bool check_based(Lexer *lexer, const char *p, char letter) {
    const char *base = letter == 'x' ? "hexadecimal" : letter == 'o' ? "octal" : "binary";
    bool no_digits = p[-1] == '0' && (p[0] | 0x20) == letter && p - 1 >= lexer->line_start;
    bool after_underscore = false;
    if (no_digits)
        p++;
    if (*p == '_')
        p++, after_underscore = true;
    if (letter != 'x' && is_digit(*p))
        return lexer_fail(lexer, p + 1, "invalid digit '%c' in %s literal", *p, base);
    if (no_digits || after_underscore)
        return lexer_fail(lexer, p, "invalid %s literal", base);
    return check_follower(lexer, p, base);
}

/* 0777: zeros, then a digit. `start` is the first zero. */
static bool check_leading_zeros(Lexer *lexer, const char *start, bool *bad) {
    const char *p = start;
    while (*p == '0' || (*p == '_' && is_digit(p[1])))
        p++;
    *bad = is_digit(*p);
    if (!*bad)
        return true;
    int32_t column = (int32_t)(start - lexer->line_start) + 1;
    return lexer_fail_at(lexer, DIAGNOSTIC_SYNTAX, lexer->line, lexer->line_start, column,
                         (int32_t)(p - lexer->line_start) + 1, false,
                         "leading zeros in decimal integer literals are not permitted; use an 0o "
                         "prefix for octal integers");
}

static bool check_bad_end(Lexer *lexer, const char *start) {
    const char *p = lexer->cursor;
    char letter = start[0] == '0' ? (char)(start[1] | 0x20) : '\0';
    if (letter == 'x' || letter == 'o' || letter == 'b')
        return check_based(lexer, p, letter);
    if ((p[-1] | 0x20) == 'j')
        return check_follower(lexer, p, "imaginary");
    if (start[0] == '0') {
        bool bad;
        if (!check_leading_zeros(lexer, start, &bad) || bad)
            return true;
    }
    if (*p == '_')
        return lexer_fail(lexer, p[-1] == '.' ? p : p + 1, "invalid decimal literal");
    if ((*p | 0x20) == 'e' && (p[1] == '+' || p[1] == '-'))
        return lexer_fail(lexer, p + 2, "invalid decimal literal");
    return check_follower(lexer, p, "decimal");
}

bool number_check_end(Lexer *lexer, const char *start) {
    char next = *lexer->cursor;
    if (MEM_LIKELY(!is_letter(next) && !is_digit(next)))
        return true;
    return check_bad_end(lexer, start);
}

/* ---- values ---------------------------------------------------------------------------------- */

/* The literal without underscores, terminated; in `buffer` or the region. */
static char *plain_digits(Text literal, char *buffer, size_t capacity, MemRegion *region,
                          size_t *size) {
    char *out = literal.size < capacity ? buffer : mem_region_alloc(region, literal.size + 1);
    if (!out)
        return NULL;
    *size = 0;
    for (size_t i = 0; i < literal.size; i++)
        if (literal.bytes[i] != '_')
            out[(*size)++] = literal.bytes[i];
    out[*size] = '\0';
    return out;
}

static unsigned digit_value(char c) {
    return is_digit(c) ? (unsigned)(c - '0') : (unsigned)((c | 0x20) - 'a') + 10;
}

/* Hexadecimal digits from limbs of 32 bits, least first. */
static bool set_big(Number *number, const uint32_t *limbs, size_t count, MemRegion *region) {
    char *text = mem_region_alloc(region, count * 8 + 1);
    if (!text)
        return false;
    size_t size = 0;
    for (size_t i = count; i-- > 0;)
        for (int shift = 28; shift >= 0; shift -= 4) {
            unsigned digit = limbs[i] >> shift & 15;
            if (size || digit)
                text[size++] = "0123456789abcdef"[digit];
        }
    number->kind = NUMBER_BIG_INT;
    number->digits = (Text){text, size};
    return true;
}

/* Nine decimal digits at a time into limbs: quadratic, for which max_digits exists. */
static bool read_big_decimal(Number *number, const char *digits, size_t size, MemRegion *region) {
    uint32_t *limbs = mem_raw_malloc((size / 9 + 2) * sizeof *limbs);
    size_t count = 0;
    if (!limbs)
        return false;
    for (size_t i = 0; i < size;) {
        uint32_t chunk = 0, scale = 1;
        for (int k = 0; k < 9 && i < size; k++, i++) {
            chunk = chunk * 10 + (uint32_t)(digits[i] - '0');
            scale *= 10;
        }
        uint64_t carry = chunk;
        for (size_t k = 0; k < count; k++) {
            carry += (uint64_t)limbs[k] * scale;
            limbs[k] = (uint32_t)carry;
            carry >>= 32;
        }
        if (carry)
            limbs[count++] = (uint32_t)carry;
    }
    bool done = set_big(number, limbs, count, region);
    mem_raw_free(limbs);
    return done;
}

/* Digits of 1, 3 or 4 bits each. */
static bool read_based(Number *number, const char *digits, size_t size, unsigned bits,
                       MemRegion *region) {
    while (size > 1 && *digits == '0')
        digits++, size--;
    if (size * bits <= 62) {
        number->kind = NUMBER_INT;
        number->integer = 0;
        for (size_t i = 0; i < size; i++)
            number->integer = number->integer << bits | digit_value(digits[i]);
        return true;
    }
    size_t count = (size * bits + 31) / 32;
    uint32_t *limbs = mem_raw_calloc(count + 1, sizeof *limbs);
    if (!limbs)
        return false;
    for (size_t i = 0; i < size; i++) {
        size_t bit = (size - 1 - i) * bits;
        uint64_t value = (uint64_t)digit_value(digits[i]) << bit % 32;
        limbs[bit / 32] |= (uint32_t)value;
        limbs[bit / 32 + 1] |= (uint32_t)(value >> 32);
    }
    while (count > 1 && limbs[count - 1] == 0)
        count--;
    bool done = true;
    if (count <= 2 && (count < 2 || limbs[1] >> 31 == 0)) {
        number->kind = NUMBER_INT;
        number->integer = (int64_t)((uint64_t)(count > 1 ? limbs[1] : 0) << 32 | limbs[0]);
    } else {
        done = set_big(number, limbs, count, region);
    }
    mem_raw_free(limbs);
    return done;
}

static bool read_decimal(Number *number, const char *digits, size_t size, MemRegion *region) {
    while (size > 1 && *digits == '0')
        digits++, size--;
    uint64_t value = 0;
    if (size <= 19) {
        for (size_t i = 0; i < size; i++)
            value = value * 10 + (uint64_t)(digits[i] - '0');
        if (value <= INT64_MAX) {
            number->kind = NUMBER_INT;
            number->integer = (int64_t)value;
            return true;
        }
    }
    return read_big_decimal(number, digits, size, region);
}

/* Up to 2^53 times an exact power of ten is one rounding; the rest is the C library's, which rounds
 * right too but needs the C locale. */
static double read_float(const char *text) {
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    uint64_t mantissa = 0;
    int digits = 0, exponent = 0;
    const char *p = text;
    bool point = false;
    for (; is_digit(*p) || *p == '.'; p++) {
        if (*p == '.') {
            point = true;
            continue;
        }
        if (digits < 19)
            mantissa = mantissa * 10 + (uint64_t)(*p - '0');
        digits += digits > 0 || *p != '0';
        exponent -= point;
    }
    if (*p == '\0' && digits <= 19 && mantissa <= 1ull << 53 && exponent >= -22)
        return (double)mantissa / powers[-exponent];
    locale_t plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    if (!plain)
        return strtod(text, NULL);
    locale_t before = uselocale(plain);
    double value = strtod(text, NULL);
    uselocale(before);
    freelocale(plain);
    return value;
}

bool number_literal_read(Number *number, Text literal, int max_digits, MemRegion *region,
                         Diagnostic *diagnostic) {
    char buffer[64];
    size_t size;
    char *text = plain_digits(literal, buffer, sizeof buffer, region, &size);
    if (!text)
        return diagnostic_set_no_memory(diagnostic);
    char letter = text[0] == '0' ? (char)(text[1] | 0x20) : '\0';
    bool done = true;
    if (letter == 'x' || letter == 'o' || letter == 'b') {
        unsigned bits = letter == 'x' ? 4 : letter == 'o' ? 3 : 1;
        done = read_based(number, text + 2, size - 2, bits, region);
    } else if ((text[size - 1] | 0x20) == 'j') {
        text[size - 1] = '\0';
        number->kind = NUMBER_IMAGINARY;
        number->real = read_float(text);
    } else if (strpbrk(text, ".eE")) {
        number->kind = NUMBER_FLOAT;
        number->real = read_float(text);
    } else if (max_digits > 0 && size > (size_t)max_digits) {
        return diagnostic_set(diagnostic, DIAGNOSTIC_SYNTAX,
                              "Exceeds the limit (%d digits) for integer string conversion: value "
                              "has %zu digits; use sys.set_int_max_str_digits() to increase the "
                              "limit - Consider hexadecimal for huge integer literals to avoid "
                              "decimal conversion limits.",
                              max_digits, size);
    } else {
        done = read_decimal(number, text, size, region);
    }
    return done || diagnostic_set_no_memory(diagnostic);
}
