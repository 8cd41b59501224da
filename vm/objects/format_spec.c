/* The format mini-language: a specification is parsed once into a Spec, a number is cut into
 * sign, prefix, digits and the rest, and one writer puts all together:
 *
 *     [fill] sign prefix [fill, '='] 1,234 .56e+10% [fill]
 *
 * Zeros that fill up a number are digits: they are grouped as the others, so a separator never
 * stands first and the result may be one wider than asked for. */
#include "vm/objects/format_spec.h"
#include "vm/objects/float.h"
#include "vm/objects/int.h"
#include "vm/objects/str.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <limits.h>
#include <math.h>
#include <string.h>

typedef struct Spec {
    uint32_t fill, type;
    char align, sign, separator; /* 0: none given */
    bool has_align, no_negative_zero, alternate;
    ptrdiff_t width, precision; /* -1: none given */
} Spec;

/* ---- parsing --------------------------------------------------------------------------------- */

static bool is_align(uint32_t c) {
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static bool read_number(const Str *text, size_t *position, ptrdiff_t *number) {
    size_t i = *position;
    *number = -1;
    for (; i < text->length && str_at(text, i) - '0' < 10; i++) {
        ptrdiff_t digit = (ptrdiff_t)(str_at(text, i) - '0');
        if (*number < 0)
            *number = 0;
        if (*number > (PTRDIFF_MAX - digit) / 10)
            return raise_value_error("Too many decimal digits in format string");
        *number = *number * 10 + digit;
    }
    *position = i;
    return true;
}

static COLD bool raise_separator(char separator, uint32_t type) {
    if (type > 32 && type < 128)
        return raise_value_error("Cannot specify '%c' with '%c'.", separator, (char)type);
    return raise_value_error("Cannot specify '%c' with '\\x%x'.", separator, type);
}

static COLD Value raise_unknown(Value value, uint32_t type) {
    if (type > 32 && type < 128)
        return raise_value_error("Unknown format code '%c' for object of type '%T'", (char)type,
                                 value);
    return raise_value_error("Unknown format code '\\x%x' for object of type '%T'", type, value);
}

static bool check_separator(const Spec *spec) {
    static const char grouped[] = "deEfFgG%";
    if (!spec->separator || spec->type == 0 ||
        (spec->type < 128 && strchr(grouped, (char)spec->type)))
        return true;
    if (spec->separator == '_' && spec->type < 128 && strchr("boxX", (char)spec->type))
        return true;
    return raise_separator(spec->separator, spec->type);
}

static bool parse(Value value, Value specification, Spec *spec, uint32_t type, char align) {
    Str *text = str_of(specification);
    size_t i = 0, length = text->length;
    *spec = (Spec){.fill = ' ', .type = type, .align = align, .width = -1, .precision = -1};
#define AT(c) (i < length && str_at(text, i) == (c))
    bool has_fill = length >= 2 && is_align(str_at(text, 1));
    if (has_fill) {
        spec->fill = str_at(text, 0);
        i = 1;
    }
    if (i < length && is_align(str_at(text, i))) {
        spec->align = (char)str_at(text, i++);
        spec->has_align = true;
    }
    if (AT('+') || AT('-') || AT(' '))
        spec->sign = (char)str_at(text, i++);
    if (AT('z')) {
        spec->no_negative_zero = true;
        i++;
    }
    if (AT('#')) {
        spec->alternate = true;
        i++;
    }
    if (!has_fill && AT('0')) {
        spec->fill = '0';
        if (!spec->has_align && align == '>')
            spec->align = '=';
        i++;
    }
    if (!read_number(text, &i, &spec->width))
        return false;
    if (AT(',')) {
        spec->separator = ',';
        i++;
    }
    if (AT('_')) {
        if (spec->separator)
            return raise_value_error("Cannot specify both ',' and '_'.");
        spec->separator = '_';
        i++;
    }
    if (AT(',')) {
        if (spec->separator == '_')
            return raise_value_error("Cannot specify both ',' and '_'.");
    }
    if (AT('.')) {
        i++;
        if (!read_number(text, &i, &spec->precision))
            return false;
        if (spec->precision < 0)
            return raise_value_error("Format specifier missing precision");
    }
    if (length - i > 1)
        return raise_value_error("Invalid format specifier '%S' for object of type '%T'",
                                 specification, value);
    if (i < length)
        spec->type = str_at(text, i);
    return check_separator(spec);
#undef AT
}

/* ---- writing --------------------------------------------------------------------------------- */

typedef struct Number {
    const char *prefix; /* "0x" ... or "" */
    const char *digits; /* those that are grouped */
    size_t digit_count;
    const char *rest; /* point, fraction, exponent, '%', inf, nan */
    size_t rest_size;
    char sign;          /* 0: none */
    uint32_t character; /* of 'c', instead of digits */
} Number;

/* How many characters the digits take with separators, at least `width`: zeros fill up, and the
 * first character is a digit. */
static size_t grouped_size(const Number *number, char separator, size_t group, ptrdiff_t width) {
    size_t digits = number->digit_count, wanted = width > 0 ? (size_t)width : 0;
    if (digits == 0)
        return 0;
    if (!separator)
        return digits > wanted ? digits : wanted;
    if (wanted / (group + 1) * group > digits)
        digits = wanted / (group + 1) * group;
    while (digits + (digits - 1) / group < wanted)
        digits++;
    return digits + (digits - 1) / group;
}

/* Fills `target` with the digits from the right. */
static void group_digits(char *target, size_t size, const Number *number, char separator,
                         size_t group) {
    if (!separator) {
        memset(target, '0', size - number->digit_count);
        /* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): a number has digits */
        memcpy(target + size - number->digit_count, number->digits, number->digit_count);
        return;
    }
    size_t left = number->digit_count;
    for (size_t written = 0; written < size; written++)
        target[size - 1 - written] = written % (group + 1) == group ? separator
                                     : left                         ? number->digits[--left]
                                                                    : '0';
}

static char sign_for(const Spec *spec, bool negative) {
    return negative ? '-' : spec->sign == '+' ? '+' : spec->sign == ' ' ? ' ' : 0;
}

static void split_padding(const Spec *spec, size_t total, size_t *left, size_t *inner,
                          size_t *right) {
    *left = *inner = *right = 0;
    if (spec->width < 0 || (size_t)spec->width <= total)
        return;
    size_t padding = (size_t)spec->width - total;
    if (spec->align == '<')
        *right = padding;
    else if (spec->align == '^') {
        *left = padding / 2;
        *right = padding - *left;
    } else if (spec->align == '=')
        *inner = padding;
    else
        *left = padding;
}

/* Appends the number; padding only if `pad`. */
static bool write_number(StrBuilder *builder, const Spec *spec, const Number *number, bool pad) {
    size_t prefix = strlen(number->prefix), group = 3;
    if (spec->type < 128 && spec->type && strchr("boxX", (char)spec->type))
        group = 4;
    size_t others = (number->sign != 0) + prefix + number->rest_size +
                    (number->character != 0 || (number->digits == NULL && number->rest_size == 0));
    ptrdiff_t width = 0;
    if (pad && spec->fill == '0' && spec->align == '=')
        width = spec->width - (ptrdiff_t)others;
    size_t grouped = grouped_size(number, spec->separator, group, width);
    char local[400], *text = local;
    if (grouped > sizeof local && !(text = mem_malloc(grouped)))
        return raise_no_memory();
    if (grouped)
        group_digits(text, grouped, number, spec->separator, group);
    size_t left = 0, inner = 0, right = 0;
    if (pad)
        split_padding(spec, others + grouped, &left, &inner, &right);
    str_builder_fill(builder, spec->fill, left);
    if (number->sign)
        str_builder_character(builder, (uint32_t)number->sign);
    str_builder_ascii(builder, number->prefix, prefix);
    str_builder_fill(builder, spec->fill, inner);
    if (number->digits == NULL && number->rest_size == 0)
        str_builder_character(builder, number->character);
    str_builder_ascii(builder, text, grouped);
    str_builder_ascii(builder, number->rest, number->rest_size);
    bool fine = str_builder_fill(builder, spec->fill, right);
    if (text != local)
        mem_free(text);
    return fine;
}

static Value write_one(const Spec *spec, const Number *number) {
    StrBuilder builder;
    str_builder_init(&builder);
    if (!write_number(&builder, spec, number, true)) {
        str_builder_abandon(&builder);
        return NULL;
    }
    return value_of(str_builder_finish(&builder));
}

static bool is_empty(Value specification) {
    return str_of(specification)->length == 0;
}

static bool check_specification(Value specification) {
    return is_str(specification) ||
           raise_type_error("__format__() argument must be str, not %T", specification);
}

/* ---- int ------------------------------------------------------------------------------------- */

static Value format_character(Value value, const Spec *spec) {
    if (spec->sign)
        return raise_value_error("Sign not allowed with integer format specifier 'c'");
    if (spec->alternate)
        return raise_value_error("Alternate form (#) not allowed with integer format specifier "
                                 "'c'");
    int64_t code;
    if (!int_fits_int64(value, &code))
        return raise_overflow_error("Python int too large to convert to C long");
    if (code < 0 || code > 0x10ffff)
        return raise_overflow_error("%%c arg not in range(0x110000)");
    Number number = {.prefix = "", .rest = "", .character = (uint32_t)code};
    return write_one(spec, &number);
}

static Value format_whole(Value value, const Spec *spec) {
    if (spec->precision >= 0)
        return raise_value_error("Precision not allowed in integer format specifier");
    if (spec->no_negative_zero)
        return raise_value_error(
            "Negative zero coercion (z) not allowed in integer format specifier");
    if (spec->type == 'c')
        return format_character(value, spec);
    int base = spec->type == 'b'                        ? 2
               : spec->type == 'o'                      ? 8
               : spec->type == 'x' || spec->type == 'X' ? 16
                                                        : 10;
    if (base == 10 && !int_check_digit_limit(value))
        return NULL;
    size_t size;
    char *digits = int_digits(value, base, &size);
    if (!digits)
        return NULL;
    if (spec->type == 'X')
        for (size_t i = 0; i < size; i++)
            if (digits[i] >= 'a')
                digits[i] = (char)(digits[i] - 32);
    Number number = {.prefix = "",
                     .digits = digits,
                     .digit_count = size,
                     .rest = "",
                     .sign = sign_for(spec, int_sign(value) < 0)};
    if (spec->alternate && base != 10)
        number.prefix = base == 2 ? "0b" : base == 8 ? "0o" : spec->type == 'X' ? "0X" : "0x";
    Value result = write_one(spec, &number);
    mem_free(digits);
    return result;
}

static Value format_double(Value value, double number, Spec *spec);

Value format_int(Value value, Value specification) {
    Spec spec;
    if (!check_specification(specification))
        return NULL;
    if (is_empty(specification))
        return is_exact_int(value) ? int_to_str(value, 10, false) : object_str(value);
    if (!parse(value, specification, &spec, 'd', '>'))
        return NULL;
    switch (spec.type) {
    case 'b':
    case 'c':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'n':
        return format_whole(value, &spec);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%': {
        double number;
        return int_as_double(value, &number) ? format_double(value, number, &spec) : NULL;
    }
    default:
        return raise_unknown(value, spec.type);
    }
}

/* ---- float ----------------------------------------------------------------------------------- */

/* The text of a double as the specification's type wants it, cut into a Number. */
static char *float_parts(double value, const Spec *spec, int flags, Number *number) {
    ptrdiff_t precision = spec->precision;
    bool percent = spec->type == '%';
    char kind = percent ? 'f' : spec->type == 'n' ? 'g' : spec->type ? (char)spec->type : 'r';
    if (precision > INT_MAX)
        return raise_value_error("precision too big");
    if (precision < 0)
        precision = kind == 'r' ? 0 : 6;
    else if (kind == 'r')
        kind = 'g';
    if (percent)
        value *= 100;
    if (spec->alternate)
        flags |= FLOAT_ALTERNATE;
    if (spec->no_negative_zero)
        flags |= FLOAT_NO_NEGATIVE_ZERO;
    size_t size;
    char *text = float_format(value, kind, (int)precision, flags, &size);
    if (!text)
        return NULL;
    char *p = text;
    bool negative = *p == '-';
    p += negative;
    size_t digits = 0, left = size - negative;
    if (percent) {
        char *longer = mem_realloc(text, size + 1);
        if (!longer) {
            mem_free(text);
            return raise_no_memory();
        }
        text = longer;
        p = text + negative;
        p[left++] = '%';
    }
    while (digits < left && p[digits] >= '0' && p[digits] <= '9')
        digits++;
    *number = (Number){.prefix = "",
                       .digits = p,
                       .digit_count = digits,
                       .rest = p + digits,
                       .rest_size = left - digits,
                       .sign = sign_for(spec, negative)};
    return text;
}

static Value format_double(Value value, double number, Spec *spec) {
    Number parts;
    char *text = float_parts(number, spec, spec->type == 0 ? FLOAT_ADD_DOT_0 : 0, &parts);
    if (!text)
        return NULL;
    Value result = write_one(spec, &parts);
    mem_free(text);
    return result;
}

static bool is_float_type(uint32_t type) {
    return type == 0 || (type < 128 && strchr("eEfFgGn", (char)type));
}

Value format_float(Value value, Value specification) {
    Spec spec;
    if (!check_specification(specification))
        return NULL;
    if (is_empty(specification))
        return is_exact_float(value) ? float_to_str(float_of(value)) : object_str(value);
    if (!parse(value, specification, &spec, 0, '>'))
        return NULL;
    /* A type of NUL in the text is no type left out. */
    Str *text = str_of(specification);
    bool nul = str_at(text, text->length - 1) == 0 && spec.type == 0 && text->length == 1;
    if (nul || (!is_float_type(spec.type) && spec.type != '%'))
        return raise_unknown(value, spec.type);
    return format_double(value, float_of(value), &spec);
}

/* ---- complex --------------------------------------------------------------------------------- */

Value format_complex(Value value, Value specification) {
    Spec spec;
    if (!check_specification(specification))
        return NULL;
    if (is_empty(specification))
        return object_str(value);
    if (!parse(value, specification, &spec, 0, '>'))
        return NULL;
    if (!is_float_type(spec.type))
        return raise_unknown(value, spec.type);
    if (spec.fill == '0')
        return raise_value_error("Zero padding is not allowed in complex format specifier");
    if (spec.align == '=')
        return raise_value_error("'=' alignment flag is not allowed in complex format specifier");
    Complex *c = complex_of(value);
    bool brackets = spec.type == 0, only_imag = brackets && c->real == 0 && !signbit(c->real);
    brackets = brackets && !only_imag;
    Spec imag_spec = spec;
    if (!only_imag)
        imag_spec.sign = '+';
    Number real, imag;
    char *real_text = float_parts(c->real, &spec, 0, &real);
    char *imag_text = real_text ? float_parts(c->imag, &imag_spec, 0, &imag) : NULL;
    Value result = NULL;
    if (imag_text) {
        StrBuilder builder;
        str_builder_init(&builder);
        if (brackets)
            str_builder_character(&builder, '(');
        bool fine = (only_imag || write_number(&builder, &spec, &real, false)) &&
                    write_number(&builder, &imag_spec, &imag, false) &&
                    str_builder_c(&builder, brackets ? "j)" : "j");
        size_t left, inner, right;
        split_padding(&spec, builder.length, &left, &inner, &right);
        if (fine && (left || right)) {
            Str *inside = str_builder_finish(&builder);
            str_builder_fill(&builder, spec.fill, left);
            if (inside)
                str_builder_str(&builder, inside);
            str_builder_fill(&builder, spec.fill, right);
            fine = inside != NULL;
            decref_maybe(value_of(inside));
        }
        if (fine)
            result = value_of(str_builder_finish(&builder));
        else
            str_builder_abandon(&builder);
    }
    mem_free(real_text);
    mem_free(imag_text);
    return result;
}

/* ---- str ------------------------------------------------------------------------------------- */

Value format_str(Value value, Value specification) {
    Spec spec;
    if (!check_specification(specification))
        return NULL;
    if (is_empty(specification))
        return is_exact_str(value) ? own(value) : object_str(value);
    if (!parse(value, specification, &spec, 's', '<'))
        return NULL;
    if (spec.type != 's')
        return raise_unknown(value, spec.type);
    if (spec.sign)
        return raise_value_error(spec.sign == ' ' ? "Space not allowed in string format specifier"
                                                  : "Sign not allowed in string format specifier");
    if (spec.no_negative_zero)
        return raise_value_error(
            "Negative zero coercion (z) not allowed in string format specifier");
    if (spec.alternate)
        return raise_value_error("Alternate form (#) not allowed in string format specifier");
    if (spec.align == '=')
        return raise_value_error("'=' alignment not allowed in string format specifier");
    Str *str = str_of(value);
    size_t length = str->length;
    if (spec.precision >= 0 && (size_t)spec.precision < length)
        length = (size_t)spec.precision;
    size_t left, inner, right;
    split_padding(&spec, length, &left, &inner, &right);
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_fill(&builder, spec.fill, left);
    str_builder_range(&builder, str, 0, length);
    str_builder_fill(&builder, spec.fill, right);
    return value_of(str_builder_finish(&builder));
}
