/* Doubles as text: where the digits (float_digits.c) go around the point and the exponent. */
#include "vm/objects/float.h"
#include "vm/objects/float_digits.h"
#include "vm/objects/str.h"
#include "vm/raise.h"

#include <math.h>
#include <string.h>

typedef struct Writer {
    char *text;
    size_t size;
} Writer;

static void put(Writer *writer, char c) {
    writer->text[writer->size++] = c;
}

static void put_zeros(Writer *writer, size_t count) {
    memset(writer->text + writer->size, '0', count);
    writer->size += count;
}

static void put_digits(Writer *writer, const char *digits, size_t count) {
    memcpy(writer->text + writer->size, digits, count);
    writer->size += count;
}

static void put_exponent(Writer *writer, int exponent, char letter) {
    put(writer, letter);
    put(writer, exponent < 0 ? '-' : '+');
    unsigned n = exponent < 0 ? (unsigned)-exponent : (unsigned)exponent;
    if (n >= 100)
        put(writer, (char)('0' + n / 100));
    put(writer, (char)('0' + n / 10 % 10));
    put(writer, (char)('0' + n % 10));
}

/* 0.digits * 10**point with at least `places` digits behind the point. */
static void put_plain(Writer *writer, const char *digits, size_t count, int point, size_t places,
                      bool force_point) {
    size_t whole = point > 0 ? (size_t)point : 0;
    size_t from_digits = whole < count ? whole : count;
    if (whole) {
        put_digits(writer, digits, from_digits);
        put_zeros(writer, whole - from_digits);
    } else
        put(writer, '0');
    size_t zeros = point < 0 ? (size_t)-point : 0, rest = count - from_digits;
    size_t fraction = rest ? zeros + rest : 0;
    if (!rest)
        zeros = 0;
    if (fraction || places || force_point)
        put(writer, '.');
    put_zeros(writer, zeros);
    put_digits(writer, digits + from_digits, rest);
    if (fraction < places)
        put_zeros(writer, places - fraction);
}

static void put_scientific(Writer *writer, const char *digits, size_t count, int point,
                           size_t places, bool force_point, char letter) {
    put(writer, digits[0]);
    if (count > 1 || places || force_point)
        put(writer, '.');
    put_digits(writer, digits + 1, count - 1);
    if (count - 1 < places)
        put_zeros(writer, places - (count - 1));
    put_exponent(writer, point - 1, letter);
}

static char *special(double number, bool upper, int flags, size_t *size) {
    char *text = mem_malloc(8);
    if (!text)
        return raise_no_memory();
    const char *word = isnan(number) ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf");
    size_t used = 0;
    if (!isnan(number) && number < 0)
        text[used++] = '-';
    else if (flags & FLOAT_SIGN)
        text[used++] = '+';
    memcpy(text + used, word, 4);
    *size = used + 3;
    return text;
}

/* The digits of a number and how they are laid out. */
typedef struct Layout {
    char digits[FLOAT_DIGITS_MAX];
    size_t count;
    int point;     /* digits before the point */
    size_t places; /* digits behind it, zeros are added */
    bool scientific;
} Layout;

/* Of a magnitude; kind: e, f, g or r (shortest). */
static void find_digits(Layout *layout, double magnitude, char kind, int precision) {
    layout->point = 1;
    if (magnitude == 0) {
        layout->digits[0] = '0';
        layout->count = kind == 'f' ? 0 : 1;
    } else if (kind == 'r')
        layout->count = float_digits_shortest(magnitude, layout->digits, &layout->point);
    else if (kind == 'f')
        layout->count = float_digits_fixed(magnitude, precision, layout->digits, &layout->point);
    else {
        int digits = kind == 'e' && precision < INT32_MAX ? precision + 1 : precision;
        layout->count = float_digits_significant(magnitude, digits, layout->digits, &layout->point);
    }
    if (kind == 'f' && layout->count == 0)
        layout->point = 0;
}

/* Whether there is an exponent, and how many digits stand behind the point. */
static void choose_form(Layout *layout, bool is_zero, char kind, int precision, int flags) {
    bool add_dot = flags & FLOAT_ADD_DOT_0;
    int point = layout->point;
    layout->scientific = kind == 'e';
    layout->places = kind == 'e' || kind == 'f' ? (size_t)precision : 0;
    if (kind == 'r')
        layout->scientific = point <= -4 || point > 16;
    if (kind == 'g') {
        layout->scientific = point <= -4 || point > precision - (add_dot ? 1 : 0);
        while (layout->count > 1 && layout->digits[layout->count - 1] == '0')
            layout->count--;
        if (flags & FLOAT_ALTERNATE) /* precision digits in all */
            layout->places = layout->scientific || is_zero ? (size_t)precision - 1
                             : point < precision           ? (size_t)(precision - point)
                                                           : 0;
    }
    if (!layout->scientific && add_dot && layout->places == 0)
        layout->places = 1;
}

static bool only_zeros(const Layout *layout) {
    for (size_t i = 0; i < layout->count; i++)
        if (layout->digits[i] != '0')
            return false;
    return true;
}

char *float_format(double number, char format, int precision, int flags, size_t *size) {
    bool upper = format >= 'A' && format <= 'Z';
    char kind = (char)(format | 0x20);
    if (!isfinite(number))
        return special(number, upper, flags, size);
    if (kind == 'g' && precision == 0)
        precision = 1;
    Layout layout;
    find_digits(&layout, fabs(number), kind, precision);
    bool negative = signbit(number);
    if (flags & FLOAT_NO_NEGATIVE_ZERO && negative)
        negative = !only_zeros(&layout);
    choose_form(&layout, number == 0, kind, precision, flags);
    int point = layout.point;
    size_t capacity =
        layout.count + layout.places + 32 + (point > 0 ? (size_t)point : (size_t)-point);
    char *text = mem_malloc(capacity);
    if (!text)
        return raise_no_memory();
    Writer writer = {text, 0};
    if (negative)
        put(&writer, '-');
    else if (flags & FLOAT_SIGN)
        put(&writer, '+');
    if (layout.scientific)
        put_scientific(&writer, layout.digits, layout.count, point, layout.places,
                       flags & FLOAT_ALTERNATE, upper ? 'E' : 'e');
    else
        put_plain(&writer, layout.digits, layout.count, point, layout.places,
                  flags & FLOAT_ALTERNATE);
    *size = writer.size;
    text[writer.size] = 0;
    return text;
}

Value float_to_str(double number) {
    if (isfinite(number) && number == floor(number) && fabs(number) < 1e15) {
        /* An integer: the digits of an int64. */
        char buffer[32], *end = buffer + sizeof buffer, *p = end;
        uint64_t n = (uint64_t)fabs(number);
        *--p = '0';
        *--p = '.';
        do {
            *--p = (char)('0' + n % 10);
            n /= 10;
        } while (n);
        if (signbit(number))
            *--p = '-';
        return value_of(str_from_ascii(p, (size_t)(end - p)));
    }
    size_t size;
    char *text = float_format(number, 'r', 0, FLOAT_ADD_DOT_0, &size);
    if (!text)
        return NULL;
    Value result = value_of(str_from_ascii(text, size));
    mem_free(text);
    return result;
}
