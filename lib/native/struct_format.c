/* Formats of the struct module: text to fields with offsets. */
#include "lib/native/struct_parts.h"

#include <string.h>

/* Sizes in standard and native mode; natively, an item is aligned to its size. 0: no such code. */
static size_t standard_size(char code) {
    switch (code) {
    case 'x':
    case 'b':
    case 'B':
    case 'c':
    case 's':
    case 'p':
    case '?':
        return 1;
    case 'h':
    case 'H':
    case 'e':
        return 2;
    case 'i':
    case 'I':
    case 'l':
    case 'L':
    case 'f':
        return 4;
    case 'q':
    case 'Q':
    case 'd':
        return 8;
    default:
        return 0;
    }
}

static size_t native_size(char code) {
    return code && strchr("lLnNP", code) ? 8 : standard_size(code);
}

static bool fail(const char *message) {
    return raise_of(&struct_error, "%s", message);
}

typedef struct Parser {
    const char *p;
    bool native;
    size_t size, items, fields;
    StructField *target; /* null while counting */
} Parser;

static bool read_count(Parser *parser, size_t *count) {
    *count = 1;
    if (*parser->p < '0' || *parser->p > '9')
        return true;
    for (*count = 0; *parser->p >= '0' && *parser->p <= '9'; parser->p++) {
        size_t digit = (size_t)(*parser->p - '0');
        if (*count > (PTRDIFF_MAX - digit) / 10)
            return fail("total struct size too long");
        *count = *count * 10 + digit;
    }
    return *parser->p || fail("repeat count given without format specifier");
}

static bool is_space(char c) {
    return c == ' ' || (c >= 9 && c <= 13);
}

static bool parse_all(Parser *parser) {
    while (*parser->p) {
        if (is_space(*parser->p)) {
            parser->p++;
            continue;
        }
        size_t count;
        if (!read_count(parser, &count))
            return false;
        char code = *parser->p++;
        size_t item = parser->native ? native_size(code) : standard_size(code);
        if (!item)
            return fail("bad char in struct format");
        if (parser->native) {
            size_t aligned = (parser->size + item - 1) / item * item;
            if (aligned > PTRDIFF_MAX)
                return fail("total struct size too long");
            parser->size = aligned;
        }
        if (count > (PTRDIFF_MAX - parser->size) / item)
            return fail("total struct size too long");
        bool text = code == 's' || code == 'p';
        if (code != 'x' && (count || text)) {
            if (parser->target)
                parser->target[parser->fields] =
                    text ? (StructField){code, parser->size, count, 1}
                         : (StructField){code, parser->size, item, count};
            parser->fields++;
            parser->items += text ? 1 : count;
        }
        parser->size += count * item;
    }
    return true;
}

bool struct_parse(StructObject *object, const char *format) {
    bool native = true, big = false;
    switch (*format) {
    case '<':
        native = false;
        format++;
        break;
    case '>':
    case '!':
        native = false;
        big = true;
        format++;
        break;
    case '=':
        native = false;
        format++;
        break;
    case '@':
        format++;
        break;
    default:
        break;
    }
    Parser parser = {.p = format, .native = native};
    if (!parse_all(&parser))
        return false;
    StructField *fields = mem_malloc((parser.fields + 1) * sizeof(StructField));
    if (!fields)
        return raise_no_memory();
    parser = (Parser){.p = format, .native = native, .target = fields};
    if (!parse_all(&parser)) {
        mem_free(fields);
        return false;
    }
    mem_free(object->fields);
    object->fields = fields;
    object->field_count = parser.fields;
    object->item_count = parser.items;
    object->size = parser.size;
    object->native = native;
    object->big_endian = big;
    return true;
}
