/* Numbers as text, both ways. */
#include "lib/native/decimal/decimal.h"
#include "vm/objects/number_text.h"

#include <string.h>

/* ---- to text --------------------------------------------------------------------------------- */

typedef struct DigitsTask {
    const Number *number;
    char *text;
} DigitsTask;

static void write_digits(void *task_pointer) {
    const DigitsTask *task = task_pointer;
    mpz_get_str(task->text, 10, task->number->coefficient);
}

/* What fits 128 bits, without GMP; mostly in 64-bit steps, of 19 digits: 0.3 of the time. */
static char *small_digits_text(Wide coefficient, size_t *count) {
    *count = (size_t)wide_digits(coefficient);
    char *text = mem_malloc(*count + 1);
    if (!text)
        return raise_no_memory();
    char *at = text + *count;
    *at = '\0';
    for (; coefficient > UINT64_MAX; coefficient /= limb_power_of_ten(SMALL_POWER_MAX)) {
        uint64_t part = (uint64_t)(coefficient % limb_power_of_ten(SMALL_POWER_MAX));
        for (int i = 0; i < SMALL_POWER_MAX; i++, part /= 10)
            *--at = (char)('0' + (int)(part % 10));
    }
    for (uint64_t rest = (uint64_t)coefficient; at > text; rest /= 10)
        *--at = (char)('0' + (int)(rest % 10));
    return text;
}

char *number_digits_text(const Number *number, size_t *count) {
    size_t limbs = mpz_size(number->coefficient);
    if (limbs <= 2)
        return small_digits_text(mpz_getlimbn(number->coefficient, 0) |
                                     (Wide)mpz_getlimbn(number->coefficient, 1) << 64,
                                 count);
    DigitsTask task = {number, mem_malloc(mpz_sizeinbase(number->coefficient, 10) + 2)};
    if (!task.text)
        return raise_no_memory();
    if (!int_run_big(write_digits, &task)) {
        mem_free(task.text);
        return NULL;
    }
    *count = strlen(task.text);
    return task.text;
}

static int64_t floor_modulo(int64_t number, int64_t divisor) {
    int64_t rest = number % divisor;
    return rest < 0 ? rest + divisor : rest;
}

/* How many digits stand before the point; `left` would without an exponent. */
static int64_t place_of_point(const Number *number, int64_t left, TextStyle style) {
    if (number->exponent <= 0 && left > -6)
        return left;
    if (style == TEXT_SCIENTIFIC)
        return 1;
    return is_zero(number) ? floor_modulo(left + 1, 3) - 1 : floor_modulo(left - 1, 3) + 1;
}

static void write_finite(StrBuilder *builder, const Number *number, const char *digits,
                         size_t count, TextStyle style, bool capitals) {
    int64_t left = number->exponent + (int64_t)count, point = place_of_point(number, left, style);
    if (point <= 0) {
        str_builder_ascii(builder, "0.", 2);
        str_builder_fill(builder, '0', (size_t)-point);
        str_builder_ascii(builder, digits, count);
    } else if ((size_t)point >= count) {
        str_builder_ascii(builder, digits, count);
        str_builder_fill(builder, '0', (size_t)point - count);
    } else {
        str_builder_ascii(builder, digits, (size_t)point);
        str_builder_character(builder, '.');
        str_builder_ascii(builder, digits + point, count - (size_t)point);
    }
    if (left != point)
        str_builder_format(builder, "%c%s%ld", capitals ? 'E' : 'e', left > point ? "+" : "",
                           (long)(left - point));
}

Value decimal_text(Value decimal, TextStyle style, bool capitals) {
    static const char *const specials[] = {
        [KIND_INFINITE] = "Infinity", [KIND_QUIET_NAN] = "NaN", [KIND_SIGNALING_NAN] = "sNaN"};
    Number number;
    decimal_view(decimal, &number);
    size_t count = 0;
    char *digits = number_digits_text(&number, &count);
    if (!digits)
        return NULL;
    StrBuilder builder;
    str_builder_init(&builder);
    if (number.negative)
        str_builder_character(&builder, '-');
    if (is_finite(&number)) {
        write_finite(&builder, &number, digits, count, style, capitals);
    } else {
        str_builder_c(&builder, specials[number.kind]);
        if (mpz_sgn(number.coefficient))
            str_builder_ascii(&builder, digits, count);
    }
    mem_free(digits);
    return value_of(str_builder_finish(&builder));
}

Value decimal_str(Value self) {
    Context *context = context_current();
    Value result = context ? decimal_text(self, TEXT_SCIENTIFIC, context->capitals) : NULL;
    decref_maybe(value_of(context));
    return result;
}

/* ---- from text ------------------------------------------------------------------------------- */

typedef struct LiteralTask {
    const Literal *literal;
    Work start, work;
    Number number;
} LiteralTask;

static void read_literal(void *task_pointer) {
    LiteralTask *task = task_pointer;
    const Literal *literal = task->literal;
    Number *number = &task->number;
    task->work = task->start;
    number_init(number);
    if (*literal->digits)
        mpz_set_str(number->coefficient, literal->digits, 10);
    number->exponent = literal->exponent;
    number->kind = literal->kind;
    number->negative = literal->negative;
    bool has_payload = is_nan(number) && mpz_sgn(number->coefficient);
    if (has_payload &&
        integer_digits(number->coefficient) > task->start.precision - task->start.clamp)
        number_fail(&task->work, number, CONVERSION_SYNTAX);
    else
        number_finalize(&task->work, number);
}

/* What has up to 38 digits, and is not zero. */
static bool read_small_literal(const Literal *literal, Small *small) {
    *small = (Small){0, literal->exponent, literal->negative};
    const char *at = literal->digits;
    for (; *at && at - literal->digits < 38; at++)
        small->coefficient = small->coefficient * 10 + (Wide)(*at - '0');
    return !*at && small->coefficient && literal->kind == KIND_FINITE;
}

Value decimal_from_literal(Type *type, const Literal *literal, const Work *work, uint32_t *status) {
    Small small;
    if (read_small_literal(literal, &small) && small_fit(work, &small, status))
        return decimal_from_small(type, &small);
    LiteralTask task = {.literal = literal, .start = *work};
    if (!int_run_big(read_literal, &task))
        return NULL;
    *status = task.work.status;
    return decimal_from_number_steal(type, &task.number);
}

/* The text in ASCII, NUL-terminated; a character that cannot be part of a number becomes '?'. */
static char *ascii_of(const Str *text, bool loose) {
    size_t start = 0, end = text->length, length = 0;
    char *ascii = mem_malloc(text->length + 1);
    if (!ascii)
        return raise_no_memory();
    while (loose && start < end && number_text_is_space(str_at(text, start)))
        start++;
    while (loose && end > start && number_text_is_space(str_at(text, end - 1)))
        end--;
    for (; start < end; start++) {
        uint32_t character = str_at(text, start);
        int digit = number_text_digit(character);
        if (character == '_' && loose)
            continue;
        ascii[length++] = digit >= 0                     ? (char)('0' + digit)
                          : character && character < 128 ? (char)character
                                                         : '?';
    }
    ascii[length] = '\0';
    return ascii;
}

static bool skip_word(const char **at, const char *word) { /* in small letters */
    const char *text = *at;
    for (; *word; word++, text++)
        if ((*text | 0x20) != *word)
            return false;
    *at = text;
    return true;
}

static bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

/* The exponent's digits up to the end of the text; saturates. */
static bool read_exponent(const char *at, int64_t *exponent) {
    bool negative = *at == '-';
    int64_t number = 0;
    at += *at == '-' || *at == '+';
    if (!*at)
        return false;
    for (; is_digit(*at); at++)
        number = number > SATURATED / 10 - 1 ? SATURATED : number * 10 + (*at - '0');
    *exponent = negative ? -number : number;
    return *at == '\0';
}

/* digits[.digits][e...]; the digits are moved together, into their own text. */
static bool read_finite(char *at, Literal *literal) {
    char *target = at, *point = NULL;
    literal->digits = at;
    for (; is_digit(*at) || (*at == '.' && !point); at++) {
        if (*at == '.')
            point = target;
        else
            *target++ = *at;
    }
    if (target == literal->digits)
        return false;
    if (*at == 'e' || *at == 'E') {
        if (!read_exponent(at + 1, &literal->exponent))
            return false;
    } else if (*at) {
        return false;
    }
    if (point)
        literal->exponent -= target - point;
    *target = '\0';
    return true;
}

static bool read_text(char *at, Literal *literal) {
    literal->negative = *at == '-';
    at += *at == '-' || *at == '+';
    const char *rest = at;
    if (skip_word(&rest, "inf")) {
        literal->kind = KIND_INFINITE;
        skip_word(&rest, "inity");
        literal->digits = at + (rest - at);
        return *rest == '\0';
    }
    literal->kind = skip_word(&rest, "s") ? KIND_SIGNALING_NAN : KIND_QUIET_NAN;
    if (skip_word(&rest, "nan")) {
        literal->digits = at + (rest - at);
        while (is_digit(*rest))
            rest++;
        return *rest == '\0';
    }
    literal->kind = KIND_FINITE;
    return read_finite(at, literal);
}

Value decimal_from_text(Type *type, Str *text, bool loose, const Work *work, uint32_t *status) {
    char *ascii = ascii_of(text, loose);
    if (!ascii)
        return NULL;
    static char nothing[] = "";
    Literal literal = {0};
    bool good = read_text(ascii, &literal);
    if (!good)
        literal = (Literal){.digits = nothing, .kind = KIND_QUIET_NAN};
    Value result = decimal_from_literal(type, &literal, work, status);
    if (!good)
        *status |= CONVERSION_SYNTAX;
    mem_free(ascii);
    return result;
}
