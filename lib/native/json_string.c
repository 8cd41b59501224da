/* JSON strings: reading with escapes, writing with or without characters beyond ASCII. */
#include "lib/native/json_parts.h"
#include "vm/import.h"
#include "vm/pass.h"

void *json_raise(const char *message, Str *text, size_t position) {
    Value class = import_attribute("json.decoder", "JSONDecodeError");
    Str *message_text = class ? str_from_c(message) : NULL;
    Value error = NULL;
    if (message_text)
        error = call_3(class, value_of(message_text), value_of(text), value_from_uint64(position));
    if (error)
        raise_value(error);
    decref_maybe(error);
    decref_maybe(value_of(message_text));
    decref_maybe(class);
    return NULL;
}

static int hex_digit(uint32_t c) {
    if (c >= '0' && c <= '9')
        return (int)c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? (int)c - 'a' + 10 : -1;
}

/* Four hexadecimal digits at `at`; -1 if they are not there. */
static int32_t read_unit(const Str *text, size_t at) {
    int32_t unit = 0;
    if (at + 4 > text->length)
        return -1;
    for (size_t i = 0; i < 4; i++) {
        int digit = hex_digit(str_at(text, at + i));
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* The character of the escape whose letter is at *index. */
static bool read_escape(Str *text, size_t *index, uint32_t *character) {
    size_t at = (*index)++;
    switch (str_at(text, at)) {
    case '"':
    case '\\':
    case '/':
        *character = str_at(text, at);
        return true;
    case 'b':
        *character = '\b';
        return true;
    case 'f':
        *character = '\f';
        return true;
    case 'n':
        *character = '\n';
        return true;
    case 'r':
        *character = '\r';
        return true;
    case 't':
        *character = '\t';
        return true;
    case 'u':
        break;
    default:
        return json_raise("Invalid \\escape", text, at - 1);
    }
    int32_t unit = read_unit(text, at + 1);
    if (unit < 0)
        return json_raise("Invalid \\uXXXX escape", text, at);
    *index = at + 5;
    *character = (uint32_t)unit;
    if (unit >= 0xd800 && unit < 0xdc00 && *index + 6 <= text->length &&
        str_at(text, *index) == '\\' && str_at(text, *index + 1) == 'u') {
        int32_t low = read_unit(text, *index + 2);
        if (low >= 0xdc00 && low < 0xe000) {
            *character = 0x10000 + ((uint32_t)(unit - 0xd800) << 10) + (uint32_t)(low - 0xdc00);
            *index += 6;
        }
    }
    return true;
}

/* Where the plain characters from `at` on end: at a quote, a backslash, a control character if
 * `strict`, or the end. */
static size_t plain_end(const Str *text, size_t at, bool strict) {
    if (text->width == 1) {
        const uint8_t *data = text->data;
        for (; at < text->length; at++)
            if (data[at] == '"' || data[at] == '\\' || (data[at] < 0x20 && strict))
                break;
        return at;
    }
    for (; at < text->length; at++) {
        uint32_t c = str_at(text, at);
        if (c == '"' || c == '\\' || (c < 0x20 && strict))
            break;
    }
    return at;
}

Value json_scan_string(Str *text, size_t *index, bool strict) {
    size_t begin = *index, at = plain_end(text, begin, strict);
    if (at < text->length && str_at(text, at) == '"') { /* no escapes: a piece of the text */
        *index = at + 1;
        return value_of(str_substring(text, begin, at));
    }
    StrBuilder builder;
    str_builder_init(&builder);
    size_t from = begin, asked = begin;
    for (;;) {
        if (at - asked >= PASS_ITEMS) {
            asked = at;
            if (!pass_may_go_on()) {
                str_builder_abandon(&builder);
                return NULL;
            }
        }
        str_builder_range(&builder, text, from, at);
        uint32_t c = at < text->length ? str_at(text, at) : 0;
        if (c == '"')
            break;
        if (c == '\\' && at + 1 < text->length) {
            at++;
            if (!read_escape(text, &at, &c)) {
                str_builder_abandon(&builder);
                return NULL;
            }
            str_builder_character(&builder, c);
        } else {
            str_builder_abandon(&builder);
            return at < text->length && c != '\\'
                       ? json_raise("Invalid control character at", text, at)
                       : json_raise("Unterminated string starting at", text, begin - 1);
        }
        from = at;
        at = plain_end(text, at, strict);
    }
    *index = at + 1;
    return value_of(str_builder_finish(&builder));
}

Value json_method_scanstring(Value self, Value *args) {
    int64_t end;
    Answer strict = ANSWER_YES;
    if (!int_as_int64(args[1], &end) ||
        (args[2] && (strict = object_truth(args[2])) == ANSWER_ERROR))
        return NULL;
    if (!is_str(args[0]))
        return raise_type_error("first argument must be a string, not %T", args[0]);
    if (end < 0 || (size_t)end > str_of(args[0])->length)
        return raise_value_error("end is out of bounds");
    size_t index = (size_t)end;
    Value pair[2] = {json_scan_string(str_of(args[0]), &index, strict == ANSWER_YES), NULL};
    if (!pair[0])
        return NULL;
    pair[1] = value_of_small_int((int64_t)index);
    return value_of(tuple_from_array_steal(pair, 2));
}

/* ---- writing --------------------------------------------------------------------------------- */

static void write_unit(StrBuilder *builder, uint32_t unit) {
    static const char hex[] = "0123456789abcdef";
    char text[6] = {
        '\\', 'u', hex[unit >> 12 & 15], hex[unit >> 8 & 15], hex[unit >> 4 & 15], hex[unit & 15]};
    str_builder_ascii(builder, text, 6);
}

static void write_escaped(StrBuilder *builder, uint32_t c) {
    char letter = c == '"'    ? '"'
                  : c == '\\' ? '\\'
                  : c == '\n' ? 'n'
                  : c == '\r' ? 'r'
                  : c == '\t' ? 't'
                  : c == '\f' ? 'f'
                  : c == '\b' ? 'b'
                              : 0;
    if (letter) {
        char text[2] = {'\\', letter};
        str_builder_ascii(builder, text, 2);
    } else if (c >= 0x10000) {
        write_unit(builder, 0xd800 + ((c - 0x10000) >> 10));
        write_unit(builder, 0xdc00 + ((c - 0x10000) & 0x3ff));
    } else
        write_unit(builder, c);
}

bool json_write_string(StrBuilder *builder, const Str *text, bool ascii) {
    str_builder_character(builder, '"');
    size_t from = 0, i = 0;
    for (size_t end; (end = pass_piece(i, text->length)) > i;) {
        for (; i < end; i++) {
            uint32_t c = str_at(text, i);
            if (c >= 0x20 && c != '"' && c != '\\' && (c < 0x7f || !ascii))
                continue;
            str_builder_range(builder, text, from, i);
            write_escaped(builder, c);
            from = i + 1;
        }
    }
    str_builder_range(builder, text, from, text->length);
    return i == text->length && str_builder_character(builder, '"');
}

static Value encode(Value value, bool ascii) {
    if (!is_str(value))
        return raise_type_error("first argument must be a string, not %T", value);
    StrBuilder builder;
    str_builder_init(&builder);
    if (json_write_string(&builder, str_of(value), ascii))
        return value_of(str_builder_finish(&builder));
    str_builder_abandon(&builder);
    return NULL;
}

Value json_method_encode(Value self, Value *args) {
    return encode(args[0], false);
}

Value json_method_encode_ascii(Value self, Value *args) {
    return encode(args[0], true);
}
