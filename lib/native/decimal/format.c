/* Decimal.__format__:
 * [[fill]align][sign][z][#][0][width][,][.precision][type], the type one of e E f F g G n %. */
#include "lib/native/decimal/decimal.h"

#include <limits.h>
#include <locale.h>
#include <string.h>

typedef struct Spec {
    uint32_t fill;
    char align, sign, type; /* type 0: not given */
    bool no_negative_zero, alternate, zero_pad;
    size_t width;
    int64_t precision;                        /* -1: not given */
    const char *separator, *point, *grouping; /* UTF-8; grouping as in struct lconv */
} Spec;

/* ---- reading the specification --------------------------------------------------------------- */

static void *raise_bad_spec(void) {
    return raise_value_error("invalid format string");
}

static bool is_one_of(uint32_t character, const char *set) {
    return character && character < 128 && strchr(set, (int)character);
}

static uint32_t character_at(const Str *text, size_t index) {
    return index < text->length ? str_at(text, index) : 0;
}

/* Digits at *index: false if there are none, or they begin with a 0 that is not all. */
static bool read_digits(const Str *text, size_t *index, bool may_be_zero, int64_t *number) {
    size_t start = *index;
    *number = 0;
    while (is_one_of(character_at(text, *index), "0123456789")) {
        int64_t digit = str_at(text, (*index)++) - '0';
        *number = *number > SATURATED / 10 - 1 ? SATURATED : *number * 10 + digit;
    }
    bool leading_zero = *index > start && str_at(text, start) == '0';
    return *index > start && (!leading_zero || (may_be_zero && *index == start + 1));
}

static void read_alignment(const Str *text, size_t *index, Spec *spec) {
    if (text->length >= 2 && is_one_of(str_at(text, 1), "<>=^")) {
        spec->fill = str_at(text, 0);
        spec->align = (char)str_at(text, 1);
        *index = 2;
    } else if (is_one_of(character_at(text, 0), "<>=^")) {
        spec->align = (char)str_at(text, 0);
        *index = 1;
    }
}

static bool take(const Str *text, size_t *index, char character) {
    bool there = character_at(text, *index) == (uint32_t)character;
    *index += there;
    return there;
}

static bool read_width(const Str *text, size_t *index, Spec *spec) {
    int64_t width;
    if (!is_one_of(character_at(text, *index), "0123456789"))
        return true;
    if (!read_digits(text, index, false, &width))
        return raise_bad_spec();
    spec->width = (size_t)width;
    return true;
}

static bool read_spec(const Str *text, Spec *spec) {
    size_t index = 0;
    *spec = (Spec){.fill = ' ', .precision = -1, .separator = "", .point = ".", .grouping = ""};
    read_alignment(text, &index, spec);
    if (is_one_of(character_at(text, index), "-+ "))
        spec->sign = (char)str_at(text, index++);
    spec->no_negative_zero = take(text, &index, 'z');
    spec->alternate = take(text, &index, '#');
    if (take(text, &index, '0')) {
        if (spec->align)
            return raise_bad_spec();
        spec->zero_pad = true;
        spec->fill = '0';
        spec->align = '=';
    }
    if (!read_width(text, &index, spec))
        return false;
    if (take(text, &index, ',')) {
        spec->separator = ",";
        spec->grouping = "\3";
    }
    if (take(text, &index, '.') && !read_digits(text, &index, true, &spec->precision))
        return raise_bad_spec();
    if (is_one_of(character_at(text, index), "eEfFgGn%N"))
        spec->type = (char)str_at(text, index++);
    if (index != text->length || (spec->type == 'n' && *spec->separator))
        return raise_bad_spec();
    if (spec->width >= SATURATED)
        return raise_value_error("format specification exceeds internal limits of _decimal");
    if (!spec->align)
        spec->align = '>';
    return true;
}

static bool set_text(Value dict, const char *key, const char **text) {
    Value value = dict_get_item(dict, value_of(str_interned(key)));
    if (!value)
        return false;
    decref(value); /* the dict keeps it */
    *text = is_str(value) ? str_utf8(str_of(value), NULL)
                          : raise_type_error("override dict values must be str");
    return *text != NULL;
}

/* What the second argument says instead: decimal_point, thousands_sep and grouping. */
static bool read_override(Value override, Spec *spec) {
    if (!is_dict(override))
        return raise_type_error("optional argument must be a dict");
    if (!set_text(override, "decimal_point", &spec->point) ||
        !set_text(override, "thousands_sep", &spec->separator) ||
        !set_text(override, "grouping", &spec->grouping))
        return false;
    for (const char *size = spec->grouping; *size; size++)
        if (*size < 0 && *size != CHAR_MAX)
            return raise_value_error("invalid override dict");
    return (strlen(spec->point) <= 4 && strlen(spec->separator) <= 4) ||
           raise_value_error("invalid override dict");
}

static bool read_locale(Spec *spec, Value override) {
    if (spec->type == 'N' &&
        !warn(&exc_DeprecationWarning, 1, "Format specifier 'N' is deprecated"))
        return false;
    if (spec->type == 'n' || spec->type == 'N') {
        const struct lconv *conventions = localeconv();
        spec->type = spec->type == 'n' ? 'g' : 'G';
        spec->point = conventions->decimal_point;
        spec->separator = conventions->thousands_sep;
        spec->grouping = conventions->grouping;
    }
    return !override || read_override(override, spec);
}

/* ---- rounding -------------------------------------------------------------------------------- */

typedef struct RoundTask {
    const Spec *spec;
    Rounding rounding;
    const Number *number;
    Number result;
} RoundTask;

static void round_to_digits(Number *number, int64_t digits, Rounding rounding) {
    int64_t more = integer_digits(number->coefficient) - digits;
    if (is_zero(number) || more <= 0)
        return;
    number_round_off(number, more, rounding);
    if (integer_digits(number->coefficient) > digits)
        number_round_off(number, 1, rounding);
}

static void round_number(void *task_pointer) {
    RoundTask *task = task_pointer;
    const Spec *spec = task->spec;
    Number *number = &task->result;
    bool fixed = is_one_of((uint32_t)spec->type, "fF%"), e = is_one_of((uint32_t)spec->type, "eE");
    number_init(number);
    number_set(number, task->number);
    if (!is_finite(number))
        return;
    if (spec->type == '%')
        number->exponent += 2;
    if (spec->precision >= 0) {
        int64_t digits = spec->precision + e;
        if (fixed)
            number_rescale(number, -spec->precision, task->rounding);
        else if (e && !is_zero(number) && integer_digits(number->coefficient) < digits)
            number_rescale(number, number_adjusted(number) - spec->precision, task->rounding);
        else
            round_to_digits(number, digits ? digits : 1, task->rounding);
    }
    if (fixed && number->exponent > 0)
        number_rescale(number, 0, task->rounding);
    if (is_zero(number) && spec->no_negative_zero)
        number->negative = false;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* How many digits the group left of the first `done` has; 0: all that remain. */
static size_t group_size(const char *grouping, size_t index) {
    for (size_t i = 0;; i++) {
        if (grouping[i] == CHAR_MAX || grouping[i] < 0 || (i == 0 && !grouping[0]))
            return 0;
        if (i == index)
            return (size_t)grouping[i];
        if (!grouping[i + 1]) /* the last one goes on */
            return (size_t)grouping[i];
    }
}

/* Digits from the left, with separators: those at `count` from the right where a group ends. */
static bool ends_group(const Spec *spec, size_t from_right) {
    size_t end = 0;
    for (size_t index = 0; end < from_right; index++) {
        size_t size = group_size(spec->grouping, index);
        if (size == 0)
            return false;
        end += size;
    }
    return end == from_right;
}

static size_t separators_in(const Spec *spec, size_t digits) {
    size_t count = 0;
    if (!*spec->separator)
        return 0;
    for (size_t i = 1; i < digits; i++)
        count += ends_group(spec, i);
    return count;
}

/* Leading zeros, then the digits, then trailing zeros. */
typedef struct Digits {
    size_t before;
    const char *text;
    size_t count, after;
} Digits;

static char digit_at(const Digits *digits, size_t index) {
    bool inside = index >= digits->before && index < digits->before + digits->count;
    return inside ? digits->text[index - digits->before] : '0';
}

static void write_grouped(StrBuilder *builder, const Spec *spec, const Digits *digits) {
    size_t total = digits->before + digits->count + digits->after;
    for (size_t i = 0; i < total; i++) {
        str_builder_character(builder, (uint32_t)digit_at(digits, i));
        if (*spec->separator && i + 1 < total && ends_group(spec, total - i - 1))
            str_builder_utf8(builder, spec->separator, strlen(spec->separator));
    }
}

static size_t characters_in(const char *utf8) {
    size_t count = 0;
    for (; *utf8; utf8++)
        count += (*utf8 & 0xc0) != 0x80;
    return count;
}

/* Zeros to put before the integer so that all of it, with separators, is `width` wide at least. */
static size_t zero_padding(const Spec *spec, size_t digits, size_t width) {
    size_t zeros = 0, separator = characters_in(spec->separator);
    while (digits + zeros + separator * separators_in(spec, digits + zeros) < width)
        zeros++;
    return zeros;
}

static int64_t place_of_point(const Spec *spec, const Number *number, int64_t left) {
    switch (spec->type) {
    case 'e':
    case 'E':
        return is_zero(number) && spec->precision >= 0 ? 1 - spec->precision : 1;
    case 'f':
    case 'F':
    case '%':
        return left;
    default:
        return number->exponent <= 0 && left > -6 ? left : 1;
    }
}

static Str *exponent_text(const Spec *spec, int64_t exponent, bool capitals) {
    bool always = is_one_of((uint32_t)spec->type, "eE");
    bool capital = spec->type ? is_one_of((uint32_t)spec->type, "EG") : capitals;
    StrBuilder builder;
    str_builder_init(&builder);
    if (exponent || always)
        str_builder_format(&builder, "%c%s%ld", capital ? 'E' : 'e', exponent < 0 ? "" : "+",
                           (long)exponent);
    if (spec->type == '%')
        str_builder_character(&builder, '%');
    return str_builder_finish(&builder);
}

static const char *sign_text(const Spec *spec, const Number *number) {
    return number->negative ? "-" : spec->sign == '+' ? "+" : spec->sign == ' ' ? " " : "";
}

/* The number without sign and padding, filled with zeros to `width`. */
static Str *finite_body(const Spec *spec, const Number *number, bool capitals, size_t width) {
    size_t count;
    char *text = number_digits_text(number, &count);
    if (!text)
        return NULL;
    int64_t left = number->exponent + (int64_t)count, point = place_of_point(spec, number, left);
    size_t whole = point <= 0 ? 0 : (size_t)point < count ? (size_t)point : count;
    size_t fraction_zeros = point < 0 ? (size_t)-point : 0, fraction = count - whole;
    Digits digits = {.before = point <= 0,
                     .text = text,
                     .count = whole,
                     .after = point > (int64_t)count ? (size_t)point - count : 0};
    Str *exponent = exponent_text(spec, left - point, capitals), *result = NULL;
    if (exponent) {
        StrBuilder builder;
        str_builder_init(&builder);
        size_t behind = fraction_zeros + fraction;
        bool pointed = behind || spec->alternate;
        size_t taken = exponent->length + behind + (pointed ? characters_in(spec->point) : 0);
        if (width > taken)
            digits.before +=
                zero_padding(spec, digits.before + digits.count + digits.after, width - taken);
        write_grouped(&builder, spec, &digits);
        if (pointed)
            str_builder_utf8(&builder, spec->point, strlen(spec->point));
        str_builder_fill(&builder, '0', fraction_zeros);
        str_builder_ascii(&builder, text + whole, fraction);
        str_builder_str(&builder, exponent);
        result = str_builder_finish(&builder);
        GIVE_UP(exponent);
    }
    mem_free(text);
    return result;
}

static Str *special_body(const Spec *spec, const Number *number) {
    size_t count;
    char *payload = number_digits_text(number, &count);
    if (!payload)
        return NULL;
    const char *name = number->kind == KIND_INFINITE    ? "Infinity"
                       : number->kind == KIND_QUIET_NAN ? "NaN"
                                                        : "sNaN";
    Str *body = str_format("%s%s%s", name, mpz_sgn(number->coefficient) ? payload : "",
                           spec->type == '%' ? "%" : "");
    mem_free(payload);
    return body;
}

static Value pad_steal(const Spec *spec, const char *sign, Str *body) {
    if (!body)
        return NULL;
    size_t length = strlen(sign) + body->length;
    size_t padding = spec->width > length ? spec->width - length : 0;
    size_t before = spec->align == '>' ? padding : spec->align == '^' ? padding / 2 : 0;
    size_t inside = spec->align == '=' ? padding : 0;
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_fill(&builder, spec->fill, before);
    str_builder_c(&builder, sign);
    str_builder_fill(&builder, spec->fill, inside);
    str_builder_str(&builder, body);
    str_builder_fill(&builder, spec->fill, padding - before - inside);
    GIVE_UP(body);
    return value_of(str_builder_finish(&builder));
}

static Value write_number(const Spec *spec, const Number *number, bool capitals) {
    const char *sign = sign_text(spec, number);
    if (is_finite(number)) {
        size_t room = spec->zero_pad && spec->width > strlen(sign) ? spec->width - strlen(sign) : 0;
        return pad_steal(spec, sign, finite_body(spec, number, capitals, room));
    }
    Spec plain = *spec;
    if (spec->zero_pad) {
        plain.fill = ' ';
        plain.align = '>';
    }
    return pad_steal(&plain, sign, special_body(spec, number));
}

Value decimal_format(Value self, Value *args) {
    Spec spec;
    if (!is_str(args[0]))
        return raise_type_error("format arg must be str");
    if (!read_spec(str_of(args[0]), &spec) || !read_locale(&spec, args[1]))
        return NULL;
    Context *context = context_current();
    if (!context)
        return NULL;
    Number number;
    decimal_view(self, &number);
    RoundTask task = {.spec = &spec, .rounding = context->work.rounding, .number = &number};
    Value result = NULL;
    if (int_run_big(round_number, &task)) {
        Value rounded = decimal_from_number_steal(&decimal_type, &task.result);
        if (rounded) {
            decimal_view(rounded, &number);
            result = write_number(&spec, &number, context->capitals);
            decref(rounded);
        }
    }
    GIVE_UP(context);
    return result;
}
