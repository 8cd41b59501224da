/* text % arguments, for str and for bytes.
 *
 * Bytes are formatted as Latin-1 text and taken back to bytes at the end; only what %s, %b, %c and
 * %r accept differs. A directive is %[(key)][flags][width][.precision][length]kind. */
#include "vm/objects/bytes_parts.h"
#include "vm/objects/float.h"
#include "vm/objects/int.h"
#include "vm/objects/percent.h"
#include "vm/objects/tuple.h"
#include "vm/names.h"
#include "vm/operations.h"

typedef struct {
    Str *format; /* borrowed */
    size_t at;
    StrBuilder builder;
    bool bytes;
    Value arguments;    /* a tuple, or the only argument; borrowed */
    Value key_value;    /* owned value of the last %(key), which then is the only argument */
    Value mapping;      /* borrowed; null: the arguments are no mapping */
    size_t next, count; /* arguments used and available */
} Formatter;

enum { LEFT = 1, PLUS = 2, BLANK = 4, ALTERNATE = 8, ZERO = 16 };

typedef struct {
    unsigned flags;
    int64_t width, precision; /* -1: none */
    uint32_t kind;
} Directive;

static Value next_argument(Formatter *formatter) { /* borrowed */
    if (formatter->next >= formatter->count)
        return raise_type_error("not enough arguments for format string");
    size_t index = formatter->next++;
    if (formatter->key_value)
        return formatter->key_value;
    return is_tuple(formatter->arguments) ? tuple_of(formatter->arguments)->items[index]
                                          : formatter->arguments;
}

/* ---- reading a directive -------------------------------------------------------------------- */

static bool at_end(const Formatter *formatter) {
    return formatter->at >= formatter->format->length;
}
static uint32_t peek(const Formatter *formatter) { /* 0 at the end */
    return at_end(formatter) ? 0 : str_at(formatter->format, formatter->at);
}

static bool read_key(Formatter *formatter) {
    if (!formatter->mapping)
        return raise_type_error("format requires a mapping");
    size_t start = ++formatter->at;
    for (int depth = 1; depth > 0; formatter->at++) {
        if (at_end(formatter))
            return raise_value_error("incomplete format key");
        uint32_t c = peek(formatter);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    Str *key = str_substring(formatter->format, start, formatter->at - 1);
    if (!key)
        return false;
    Value key_value = value_of(key);
    if (formatter->bytes) {
        key_value = value_of(bytes_new(key->data, key->length));
        GIVE_UP(key);
        if (!key_value)
            return false;
    }
    Value found = object_get_item(formatter->mapping, key_value);
    decref(key_value);
    if (!found)
        return false;
    replace_value(&formatter->key_value, found);
    formatter->next = 0;
    formatter->count = 1;
    return true;
}

/* A number or `*`, at most what the C type that it is told to be takes; -1 if there is none. */
static bool read_number(Formatter *formatter, int64_t *number, int64_t max, const char *c_type,
                        const char *too_big) {
    if (peek(formatter) == '*') {
        formatter->at++;
        Value value = next_argument(formatter);
        if (!value)
            return false;
        if (!is_int(value))
            return raise_type_error("* wants int");
        if (!int_fits_int64(value, number) || *number > max || *number < -max)
            return raise_overflow_error("Python int too large to convert to C %s", c_type);
        return true;
    }
    int64_t total = -1;
    for (; peek(formatter) - '0' < 10; formatter->at++) {
        int digit = (int)(peek(formatter) - '0');
        total = total < 0 ? 0 : total;
        if (total > (max - digit) / 10)
            return raise_value_error("%s", too_big);
        total = total * 10 + digit;
    }
    *number = total;
    return true;
}

static unsigned flag_of(uint32_t c) {
    switch (c) {
    case '-':
        return LEFT;
    case '+':
        return PLUS;
    case ' ':
        return BLANK;
    case '#':
        return ALTERNATE;
    case '0':
        return ZERO;
    default:
        return 0;
    }
}

static bool read_directive(Formatter *formatter, Directive *d) {
    *d = (Directive){.width = -1, .precision = -1};
    if (peek(formatter) == '(' && !read_key(formatter))
        return false;
    for (unsigned flag; (flag = flag_of(peek(formatter))); formatter->at++)
        d->flags |= flag;
    bool is_starred = peek(formatter) == '*';
    if (!read_number(formatter, &d->width, INT64_MAX, "ssize_t", "width too big"))
        return false;
    if (is_starred && d->width < 0) {
        d->flags |= LEFT;
        d->width = -d->width;
    }
    if (peek(formatter) == '.') {
        formatter->at++;
        if (!read_number(formatter, &d->precision, INT32_MAX, "int",
                         formatter->bytes ? "prec too big" : "precision too big"))
            return false;
        if (d->precision < 0)
            d->precision = 0;
    }
    uint32_t c = peek(formatter);
    if (c == 'h' || c == 'l' || c == 'L')
        formatter->at++;
    if (at_end(formatter))
        return raise_value_error("incomplete format");
    d->kind = peek(formatter);
    formatter->at++;
    return true;
}

/* ---- writing -------------------------------------------------------------------------------- */

static bool add_padded(Formatter *formatter, const Directive *d, const Str *text) {
    size_t length = text->length;
    if (d->precision >= 0 && (size_t)d->precision < length)
        length = (size_t)d->precision;
    size_t width = d->width < 0 ? 0 : (size_t)d->width,
           padding = width > length ? width - length : 0;
    StrBuilder *builder = &formatter->builder;
    if (!(d->flags & LEFT) && !str_builder_fill(builder, ' ', padding))
        return false;
    if (!(length == text->length ? str_builder_str(builder, text)
                                 : str_builder_range(builder, text, 0, length)))
        return false;
    return !(d->flags & LEFT) || str_builder_fill(builder, ' ', padding);
}

static bool add_padded_steal(Formatter *formatter, const Directive *d, Value text) {
    if (!text)
        return false;
    bool good = add_padded(formatter, d, str_of(text));
    decref(text);
    return good;
}

/* `digits` without sign, `prefix` ("0x", ...) apart: sign and prefix stand before zeros. */
static bool add_number(Formatter *formatter, const Directive *d, bool negative, const char *prefix,
                       const char *digits, size_t size, size_t leading_zeros) {
    StrBuilder *builder = &formatter->builder;
    char sign = negative ? '-' : d->flags & PLUS ? '+' : d->flags & BLANK ? ' ' : 0;
    size_t length = size + leading_zeros + strlen(prefix) + (sign != 0);
    size_t width = d->width < 0 ? 0 : (size_t)d->width,
           padding = width > length ? width - length : 0;
    bool zeros = (d->flags & ZERO) && !(d->flags & LEFT);
    if (!(d->flags & (LEFT | ZERO)) && !str_builder_fill(builder, ' ', padding))
        return false;
    if (sign && !str_builder_character(builder, (uint8_t)sign))
        return false;
    if (!str_builder_c(builder, prefix) ||
        !str_builder_fill(builder, '0', leading_zeros + (zeros ? padding : 0)) ||
        !str_builder_ascii(builder, digits, size))
        return false;
    return !(d->flags & LEFT) || str_builder_fill(builder, ' ', padding);
}

static Value to_integer(Value value, uint32_t kind) {
    bool needs_index = kind == 'x' || kind == 'X' || kind == 'o';
    if (is_int(value))
        return own(value);
    Type *type = type_of(value);
    bool is_number = type->to_index || type->to_int || type->to_float;
    Value number = NULL;
    if (is_number) {
        number = needs_index ? object_index(value) : object_to_int(value);
        if (number || !exception_clear_if(&exc_TypeError))
            return number;
    }
    return raise_type_error(needs_index ? "%%%c format: an integer is required, not %T"
                                        : "%%%c format: a real number is required, not %T",
                            (int)kind, value);
}

static bool add_integer(Formatter *formatter, const Directive *d, Value value) {
    if (d->precision > INT32_MAX - 3)
        return raise_overflow_error("precision too large");
    Value number = to_integer(value, d->kind);
    if (!number)
        return false;
    int base = d->kind == 'o' ? 8 : d->kind == 'x' || d->kind == 'X' ? 16 : 10;
    Value text = int_to_str(number, base, false);
    decref(number);
    if (!text)
        return false;
    char *digits = (char *)str_of(text)->data;
    size_t size = str_of(text)->length;
    bool negative = digits[0] == '-';
    const char *prefix = !(d->flags & ALTERNATE) ? ""
                         : d->kind == 'x'        ? "0x"
                         : d->kind == 'X'        ? "0X"
                         : d->kind == 'o'        ? "0o"
                                                 : "";
    char *upper = NULL;
    if (d->kind == 'X') { /* the text may be shared: change a copy */
        upper = mem_malloc(size + 1);
        if (!upper) {
            decref(text);
            return raise_no_memory();
        }
        for (size_t i = 0; i < size; i++)
            upper[i] = digits[i] >= 'a' && digits[i] <= 'z' ? digits[i] - 32 : digits[i];
        digits = upper;
    }
    digits += negative;
    size -= negative;
    size_t zeros =
        d->precision > 0 && (size_t)d->precision > size ? (size_t)d->precision - size : 0;
    bool good = add_number(formatter, d, negative, prefix, digits, size, zeros);
    mem_free(upper);
    decref(text);
    return good;
}

static bool add_float(Formatter *formatter, const Directive *d, Value value) {
    double number;
    if (!object_as_double(value, &number)) {
        if (formatter->bytes && exception_clear_if(&exc_TypeError))
            raise_type_error("float argument required, not %T", value);
        return false;
    }
    size_t size;
    char *text = float_format(number, (char)d->kind, d->precision < 0 ? 6 : (int)d->precision,
                              d->flags & ALTERNATE ? FLOAT_ALTERNATE : 0, &size);
    if (!text)
        return false;
    bool negative = text[0] == '-';
    bool good = add_number(formatter, d, negative, "", text + negative, size - negative, 0);
    mem_free(text);
    return good;
}

static bool add_one_character(Formatter *formatter, const Directive *d, Value value) {
    uint32_t c;
    if (!formatter->bytes && is_str(value) && str_of(value)->length == 1) {
        c = str_at(str_of(value), 0);
    } else if (formatter->bytes && (is_bytes(value) || is_bytearray(value)) &&
               byte_span(value).size == 1) {
        c = byte_span(value).data[0];
    } else if (is_int(value) || type_of(value)->to_index) {
        ptrdiff_t number;
        if (!object_index_as_size(value, &number, NULL))
            return false;
        if (number < 0 || number > (formatter->bytes ? 255 : 0x10ffff))
            return raise_overflow_error(formatter->bytes ? "%%c arg not in range(256)"
                                                         : "%%c arg not in range(0x110000)");
        c = (uint32_t)number;
    } else {
        return raise_type_error(formatter->bytes
                                    ? "%%c requires an integer in range(256) or a single byte"
                                    : "%%c requires int or char");
    }
    Directive plain = *d;
    plain.precision = -1;
    return add_padded_steal(formatter, &plain, value_of(str_from_character(c)));
}

static bool add_bytes_like(Formatter *formatter, const Directive *d, Value value) {
    Value owner = NULL, method;
    if (!type_of(value)->get_buffer) {
        Lookup found = special_method_lookup(value, names.__bytes__, &method);
        if (found == LOOKUP_ERROR)
            return false;
        if (found == LOOKUP_MISSING)
            return raise_type_error("%%b requires a bytes-like object, or an object that "
                                    "implements __bytes__, not '%T'",
                                    value);
        owner = call_0(method);
        decref(method);
        if (owner && !is_bytes(owner)) {
            raise_type_error("__bytes__ returned non-bytes (type %T)", owner);
            clear_value(&owner);
        }
        if (!owner)
            return false;
        value = owner;
    }
    Buffer buffer;
    bool good = buffer_get(value, &buffer, false);
    if (good) {
        good = add_padded_steal(formatter, d, value_of(str_from_latin1(buffer.bytes, buffer.size)));
        buffer_release(&buffer);
    }
    decref_maybe(owner);
    return good;
}

static bool add_text(Formatter *formatter, const Directive *d, Value value) {
    if (d->kind == 'a' || (formatter->bytes && d->kind == 'r'))
        return add_padded_steal(formatter, d, object_ascii(value));
    if (d->kind == 'r')
        return add_padded_steal(formatter, d, object_repr(value));
    if (formatter->bytes)
        return add_bytes_like(formatter, d, value);
    if (is_exact_str(value))
        return add_padded(formatter, d, str_of(value));
    return add_padded_steal(formatter, d, object_str(value));
}

static bool add_directive(Formatter *formatter) {
    Directive d;
    if (!read_directive(formatter, &d))
        return false;
    Value value = next_argument(formatter);
    if (!value)
        return false;
    incref(value);
    bool good;
    switch (d.kind) {
    case 'b':
        if (!formatter->bytes)
            goto unsupported;
        /* fall through */
    case 's':
    case 'r':
    case 'a':
        good = add_text(formatter, &d, value);
        break;
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o':
        good = add_integer(formatter, &d, value);
        break;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        good = add_float(formatter, &d, value);
        break;
    case 'c':
        good = add_one_character(formatter, &d, value);
        break;
    default:
    unsupported:
        good = raise_value_error("unsupported format character '%c' (0x%x) at index %zd",
                                 d.kind > 31 && d.kind < 128 ? (int)d.kind : '?', d.kind,
                                 formatter->at - 1);
    }
    decref(value);
    return good;
}

static bool run(Formatter *formatter) {
    const Str *format = formatter->format;
    while (formatter->at < format->length) {
        ptrdiff_t percent = search_character(format->data + formatter->at * format->width,
                                             format->width, format->length - formatter->at, '%');
        size_t end = percent < 0 ? format->length : formatter->at + (size_t)percent;
        if (!str_builder_range(&formatter->builder, format, formatter->at, end))
            return false;
        if (percent < 0)
            break;
        formatter->at = end + 1;
        if (peek(formatter) == '%') {
            formatter->at++;
            if (!str_builder_character(&formatter->builder, '%'))
                return false;
        } else if (!add_directive(formatter)) {
            return false;
        }
    }
    if (formatter->next < formatter->count && !formatter->mapping)
        return raise_type_error("not all arguments converted during %s formatting",
                                formatter->bytes ? "bytes" : "string");
    return true;
}

Str *percent_format(Str *format, Value arguments, bool bytes) {
    Formatter formatter = {.format = format, .bytes = bytes, .arguments = arguments};
    str_builder_init(&formatter.builder);
    if (is_tuple(arguments)) {
        formatter.count = tuple_of(arguments)->count;
    } else {
        formatter.count = 1;
        bool is_text =
            is_str(arguments) || (bytes && (is_bytes(arguments) || is_bytearray(arguments)));
        if (type_of(arguments)->get_item && !is_text)
            formatter.mapping = arguments;
    }
    bool good = run(&formatter);
    decref_maybe(formatter.key_value);
    if (!good) {
        str_builder_abandon(&formatter.builder);
        return NULL;
    }
    return str_builder_finish(&formatter.builder);
}

Value str_percent(Value format, Value arguments) {
    return value_of(percent_format(str_of(format), arguments, false));
}
