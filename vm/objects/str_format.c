/* str_format: the small printf of C code (raise.h lists its directives). */
#include "vm/objects/str_parts.h"

#include "vm/operations.h"

#include <stdio.h>

typedef struct {
    char flags[8];        /* of "-+ #0", as written */
    int width, precision; /* -1: none */
    enum { SIZE_INT, SIZE_LONG, SIZE_SIZE } size;
    char kind;
} Directive;

static const char *parse_number(const char *at, int *number, va_list *arguments) {
    if (*at == '*') {
        *number = va_arg(*arguments, int);
        return at + 1;
    }
    *number = 0;
    while (*at >= '0' && *at <= '9')
        *number = *number * 10 + (*at++ - '0');
    return at;
}

static const char *parse_directive(const char *at, Directive *directive, va_list *arguments) {
    *directive = (Directive){.width = -1, .precision = -1};
    size_t flags = 0;
    while (*at && strchr("-+ #0", *at) && flags < 5)
        directive->flags[flags++] = *at++;
    if (*at == '*' || (*at >= '1' && *at <= '9'))
        at = parse_number(at, &directive->width, arguments);
    if (*at == '.')
        at = parse_number(at + 1, &directive->precision, arguments);
    for (; *at == 'l' || *at == 'z' || *at == 'j' || *at == 't'; at++)
        directive->size = *at == 'l' ? SIZE_LONG : SIZE_SIZE;
    directive->kind = *at ? *at++ : '%';
    return at;
}

static bool add_decimal(StrBuilder *builder, long long number) {
    char digits[24], *at = digits + sizeof digits;
    unsigned long long left = number < 0 ? -(unsigned long long)number : (unsigned long long)number;
    do
        *--at = (char)('0' + left % 10);
    while (left /= 10);
    if (number < 0)
        *--at = '-';
    return str_builder_ascii(builder, at, (size_t)(digits + sizeof digits - at));
}

static bool add_number(StrBuilder *builder, const Directive *d, va_list *arguments) {
    char format[16], text[96];
    bool is_signed = d->kind == 'd' || d->kind == 'i';
    long long number;
    if (d->size == SIZE_INT)
        number = is_signed ? va_arg(*arguments, int) : (long long)va_arg(*arguments, unsigned);
    else
        number = va_arg(*arguments, long long); /* long, size_t and long long are of one size */
    bool is_plain = !*d->flags && d->width < 0 && d->precision < 0;
    if (is_plain && (is_signed || (d->kind == 'u' && number >= 0)))
        return add_decimal(builder, number);
    snprintf(format, sizeof format, "%%%s*.*ll%c", d->flags, d->kind);
    int width = d->width > 80 ? 80 : d->width < 0 ? 0 : d->width;
    int precision = d->precision > 80 ? 80 : d->precision;
    int size = snprintf(text, sizeof text, format, width, precision, number);
    return str_builder_ascii(builder, text, (size_t)size);
}
_Static_assert(sizeof(long) == 8 && sizeof(size_t) == 8 && sizeof(long long) == 8, "as add_number");

static bool add_text(StrBuilder *builder, const Directive *d, const char *text) {
    if (!text)
        text = "(null)";
    size_t size = d->precision < 0 ? strlen(text) : strnlen(text, (size_t)d->precision);
    size_t width = d->width < 0 ? 0 : (size_t)d->width, padding = width > size ? width - size : 0;
    bool left = strchr(d->flags, '-') != NULL;
    return str_builder_fill(builder, ' ', left ? 0 : padding) &&
           str_builder_utf8(builder, text, size) &&
           str_builder_fill(builder, ' ', left ? padding : 0);
}

/* With a precision, at most that many characters. */
static bool add_str(StrBuilder *builder, const Directive *d, const Str *str) {
    size_t length = str->length;
    if (d->precision >= 0 && (size_t)d->precision < length)
        length = (size_t)d->precision;
    return str_builder_range(builder, str, 0, length);
}

static bool add_str_steal(StrBuilder *builder, const Directive *d, Value str) {
    if (!str) {
        str_builder_abandon(builder);
        builder->failed = true;
        builder->capacity = 0;
        return false;
    }
    bool done = add_str(builder, d, str_of(str));
    decref(str);
    return done;
}

static bool add_directive(StrBuilder *builder, const Directive *d, va_list *arguments) {
    switch (d->kind) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
        return add_number(builder, d, arguments);
    case 'c':
        return str_builder_character(builder, (uint32_t)va_arg(*arguments, int));
    case 's':
        return add_text(builder, d, va_arg(*arguments, const char *));
    case 'p': {
        char text[32];
        int size = snprintf(text, sizeof text, "%p", va_arg(*arguments, void *));
        return str_builder_ascii(builder, text, (size_t)size);
    }
    case 'R':
        return add_str_steal(builder, d, object_repr(va_arg(*arguments, Value)));
    case 'A':
        return add_str_steal(builder, d, object_ascii(va_arg(*arguments, Value)));
    case 'S':
        return add_str_steal(builder, d, object_str(va_arg(*arguments, Value)));
    case 'T':
        return add_text(builder, d, type_name_of(va_arg(*arguments, Value)));
    case 'N': {
        Value value = va_arg(*arguments, Value);
        return add_text(builder, d, value == NONE ? "None" : type_name_of(value));
    }
    case 'U':
        return add_str(builder, d, va_arg(*arguments, Str *));
    default:
        return str_builder_character(builder, (uint8_t)d->kind);
    }
}

static bool str_builder_format_v(StrBuilder *builder, const char *format, va_list arguments_given) {
    va_list arguments;
    va_copy(arguments, arguments_given);
    bool good = true;
    while (good && *format) {
        const char *percent = strchr(format, '%');
        size_t plain = percent ? (size_t)(percent - format) : strlen(format);
        good = str_builder_utf8(builder, format, plain);
        format += plain;
        if (good && percent) {
            Directive directive;
            format = parse_directive(percent + 1, &directive, &arguments);
            good = add_directive(builder, &directive, &arguments);
        }
    }
    va_end(arguments);
    return good;
}

bool str_builder_format(StrBuilder *builder, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    bool good = str_builder_format_v(builder, format, arguments);
    va_end(arguments);
    return good;
}

Str *str_format_v(const char *format, va_list arguments) {
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_format_v(&builder, format, arguments);
    return str_builder_finish(&builder);
}

Str *str_format(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str *str = str_format_v(format, arguments);
    va_end(arguments);
    return str;
}
