/* Constants compared, hashed, pooled and printed. */
#include "compiler/constant.h"

#include <stdlib.h>

/* ---- identity --------------------------------------------------------------------------- */

static bool items_identical(const Constant *a, const Constant *b) {
    if (a->sequence.count != b->sequence.count)
        return false;
    for (size_t i = 0; i < a->sequence.count; i++)
        if (!constant_identical(&a->sequence.items[i], &b->sequence.items[i]))
            return false;
    return true;
}

bool constant_identical(const Constant *a, const Constant *b) {
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case CONSTANT_INT:
        return a->integer == b->integer;
    /* By their bits: 0.0 is not -0.0, and nan is itself.
     * NOLINTBEGIN(bugprone-suspicious-memory-comparison) */
    case CONSTANT_FLOAT:
        return memcmp(&a->real, &b->real, sizeof a->real) == 0;
    case CONSTANT_COMPLEX:
        return memcmp(&a->complex_number, &b->complex_number, sizeof a->complex_number) == 0;
    /* NOLINTEND(bugprone-suspicious-memory-comparison) */
    case CONSTANT_BIG_INT:
    case CONSTANT_STR:
    case CONSTANT_BYTES:
        return text_equal(a->text, b->text);
    case CONSTANT_TUPLE:
    case CONSTANT_FROZENSET:
        return items_identical(a, b);
    case CONSTANT_CODE:
        return code_equal(a->code, b->code);
    default:
        return true;
    }
}

static uint64_t mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0xff51afd7ed558ccdu;
    return hash ^ hash >> 32;
}

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size) {
    const char *next = bytes;
    for (; size >= 8; next += 8, size -= 8) {
        uint64_t word;
        memcpy(&word, next, 8);
        hash = mix(hash, word);
    }
    uint64_t word = size;
    for (size_t i = 0; i < size; i++)
        word = word << 8 | (uint8_t)next[i];
    return mix(hash, word);
}

static uint32_t constant_hash(const Constant *constant) {
    uint64_t hash = mix(0x9e3779b97f4a7c15u, constant->kind);
    switch (constant->kind) {
    case CONSTANT_INT:
        return (uint32_t)mix(hash, constant->integer);
    case CONSTANT_FLOAT:
        return (uint32_t)hash_bytes(hash, &constant->real, sizeof constant->real);
    case CONSTANT_COMPLEX:
        return (uint32_t)hash_bytes(hash, &constant->complex_number,
                                    sizeof constant->complex_number);
    case CONSTANT_BIG_INT:
    case CONSTANT_STR:
    case CONSTANT_BYTES:
        return (uint32_t)hash_bytes(hash, constant->text.bytes, constant->text.size);
    case CONSTANT_TUPLE:
    case CONSTANT_FROZENSET:
        for (size_t i = 0; i < constant->sequence.count; i++)
            hash = mix(hash, constant_hash(&constant->sequence.items[i]));
        return (uint32_t)hash;
    case CONSTANT_CODE:
        return (uint32_t)mix(hash, (uintptr_t)constant->code);
    default:
        return (uint32_t)hash;
    }
}

/* ---- the pool --------------------------------------------------------------------------- */

enum { LINEAR_COUNT = 4 };

static void pool_reindex(Context *context, ConstantPool *pool) {
    pool->index_mask = 4 * pool->capacity - 1;
    pool->index = context_alloc(context, (pool->index_mask + 1) * sizeof *pool->index);
    uint32_t *hashes = context_alloc(context, pool->capacity * sizeof *hashes);
    for (uint32_t item = 0; item < pool->count; item++) {
        hashes[item] = constant_hash(&pool->items[item]);
        uint32_t i = hashes[item] & pool->index_mask;
        while (pool->index[i])
            i = (i + 1) & pool->index_mask;
        pool->index[i] = item + 1;
    }
    pool->hashes = hashes;
}

static uint32_t pool_append(Context *context, ConstantPool *pool, const Constant *constant) {
    *CONTEXT_APPEND(context, pool->items, pool->count, pool->capacity) = *constant;
    return pool->count - 1;
}

uint32_t constant_pool_add(Context *context, ConstantPool *pool, const Constant *constant) {
    if (!pool->index) {
        for (uint32_t i = 0; i < pool->count; i++)
            if (constant_identical(&pool->items[i], constant))
                return i;
        uint32_t place = pool_append(context, pool, constant);
        if (pool->count > LINEAR_COUNT)
            pool_reindex(context, pool);
        return place;
    }
    uint32_t hash = constant_hash(constant), i = hash & pool->index_mask;
    for (; pool->index[i]; i = (i + 1) & pool->index_mask) {
        uint32_t item = pool->index[i] - 1;
        if (pool->hashes[item] == hash && constant_identical(&pool->items[item], constant))
            return item;
    }
    bool grows = pool->count == pool->capacity;
    uint32_t place = pool_append(context, pool, constant);
    if (grows) {
        pool_reindex(context, pool);
    } else {
        pool->hashes[place] = hash;
        pool->index[i] = place + 1;
    }
    return place;
}

/* ---- properties ------------------------------------------------------------------------- */

bool constant_is_true(const Constant *constant) {
    switch (constant->kind) {
    case CONSTANT_NONE:
    case CONSTANT_FALSE:
        return false;
    case CONSTANT_INT:
        return constant->integer != 0;
    case CONSTANT_FLOAT:
        return constant->real != 0;
    case CONSTANT_COMPLEX:
        return constant->complex_number.real != 0 || constant->complex_number.imaginary != 0;
    case CONSTANT_STR:
    case CONSTANT_BYTES:
        return constant->text.size != 0;
    case CONSTANT_TUPLE:
    case CONSTANT_FROZENSET:
        return constant->sequence.count != 0;
    default:
        return true;
    }
}

Constant constant_key(const Constant *constant) {
    double real =
        constant->kind == CONSTANT_COMPLEX ? constant->complex_number.real : constant->real;
    switch (constant->kind) {
    case CONSTANT_TRUE:
    case CONSTANT_FALSE:
        return constant_of_int(constant->kind == CONSTANT_TRUE);
    case CONSTANT_COMPLEX:
        if (constant->complex_number.imaginary != 0)
            return *constant;
        break;
    case CONSTANT_FLOAT:
        break;
    default:
        return *constant;
    }
    if (real >= -9.2e18 && real <= 9.2e18 && (double)(int64_t)real == real)
        return constant_of_int((int64_t)real);
    return (Constant){.kind = CONSTANT_FLOAT, .real = real};
}

const char *constant_type_name(const Constant *constant) {
    static const char *const names[] = {
        [CONSTANT_NONE] = "NoneType", [CONSTANT_TRUE] = "bool",
        [CONSTANT_FALSE] = "bool",    [CONSTANT_ELLIPSIS] = "ellipsis",
        [CONSTANT_INT] = "int",       [CONSTANT_BIG_INT] = "int",
        [CONSTANT_FLOAT] = "float",   [CONSTANT_COMPLEX] = "complex",
        [CONSTANT_STR] = "str",       [CONSTANT_BYTES] = "bytes",
        [CONSTANT_TUPLE] = "tuple",   [CONSTANT_FROZENSET] = "frozenset",
        [CONSTANT_CODE] = "code",
    };
    return names[constant->kind];
}

/* ---- printing --------------------------------------------------------------------------- */

typedef struct Printer {
    char *buffer;
    size_t size, wanted;
} Printer;

static void print_bytes(Printer *printer, const char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++, printer->wanted++)
        if (printer->wanted + 1 < printer->size)
            printer->buffer[printer->wanted] = bytes[i];
}

static void print_text(Printer *printer, const char *text) {
    print_bytes(printer, text, strlen(text));
}

static void print_quoted(Printer *printer, Text text, bool is_bytes) {
    const char *bytes = text.bytes ? text.bytes : "";
    bool single = memchr(bytes, '\'', text.size);
    bool twice = memchr(bytes, '"', text.size);
    char quote = single && !twice ? '"' : '\'';
    print_bytes(printer, &quote, 1);
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        char escape[8];
        if (byte == (unsigned char)quote || byte == '\\')
            snprintf(escape, sizeof escape, "\\%c", byte);
        else if (byte == '\n' || byte == '\r' || byte == '\t')
            snprintf(escape, sizeof escape, "\\%c", byte == '\n' ? 'n' : byte == '\r' ? 'r' : 't');
        else if (byte < ' ' || byte == 127 || (is_bytes && byte > 127))
            snprintf(escape, sizeof escape, "\\x%02x", byte);
        else
            snprintf(escape, sizeof escape, "%c", byte);
        print_text(printer, escape);
    }
    print_bytes(printer, &quote, 1);
}

/* The fewest digits that read back as the same number, placed as Python places them. */
static void print_float(Printer *printer, double number, bool in_complex) {
    char digits[40], text[48], *out = text;
    if (number - number != 0) {
        print_text(printer, number != number ? "nan" : number > 0 ? "inf" : "-inf");
        return;
    }
    double size = __builtin_signbit(number) ? -number : number;
    if (__builtin_signbit(number))
        *out++ = '-';
    for (int precision = 0; precision < 17; precision++) {
        snprintf(digits, sizeof digits, "%.*e", precision, size);
        double back = 0;
        if (sscanf(digits, "%lf", &back) == 1 && back == size)
            break;
    }
    char *mark = digits + strcspn(digits, "e");
    int exponent = atoi(mark + 1);
    if (exponent < -4 || exponent >= 16) {
        *mark = 0;
        sprintf(out, "%se%+03d", digits, exponent);
        print_text(printer, text);
        return;
    }
    int places = (int)(mark - digits) - 2;
    if (places < 0)
        places = 0;
    places = places > exponent ? places - exponent : 0;
    if (places == 0 && !in_complex)
        places = 1;
    snprintf(out, sizeof text - 1, "%.*f", places, size);
    print_text(printer, text);
}

static void print_complex(Printer *printer, double real, double imaginary) {
    if (real == 0 && !__builtin_signbit(real)) {
        print_float(printer, imaginary, true);
        print_text(printer, "j");
        return;
    }
    print_text(printer, "(");
    print_float(printer, real, true);
    if (!__builtin_signbit(imaginary) || imaginary != imaginary)
        print_text(printer, "+");
    print_float(printer, imaginary, true);
    print_text(printer, "j)");
}

static void print_constant(Printer *printer, const Constant *constant);

static void print_items(Printer *printer, const Constant *constant) {
    for (size_t i = 0; i < constant->sequence.count; i++) {
        if (i)
            print_text(printer, ", ");
        print_constant(printer, &constant->sequence.items[i]);
    }
}

static void print_constant(Printer *printer, const Constant *constant) {
    char number[32];
    switch (constant->kind) {
    case CONSTANT_NONE:
        print_text(printer, "None");
        break;
    case CONSTANT_TRUE:
        print_text(printer, "True");
        break;
    case CONSTANT_FALSE:
        print_text(printer, "False");
        break;
    case CONSTANT_ELLIPSIS:
        print_text(printer, "Ellipsis");
        break;
    case CONSTANT_INT:
        snprintf(number, sizeof number, "%lld", (long long)constant->integer);
        print_text(printer, number);
        break;
    case CONSTANT_BIG_INT: {
        bool negative = constant->text.size && constant->text.bytes[0] == '-';
        print_text(printer, negative ? "-0x" : "0x");
        print_bytes(printer, constant->text.bytes + negative, constant->text.size - negative);
        break;
    }
    case CONSTANT_FLOAT:
        print_float(printer, constant->real, false);
        break;
    case CONSTANT_COMPLEX:
        print_complex(printer, constant->complex_number.real, constant->complex_number.imaginary);
        break;
    case CONSTANT_STR:
        print_quoted(printer, constant->text, false);
        break;
    case CONSTANT_BYTES:
        print_text(printer, "b");
        print_quoted(printer, constant->text, true);
        break;
    case CONSTANT_TUPLE:
        print_text(printer, "(");
        print_items(printer, constant);
        print_text(printer, constant->sequence.count == 1 ? ",)" : ")");
        break;
    case CONSTANT_FROZENSET:
        print_text(printer, "frozenset({");
        print_items(printer, constant);
        print_text(printer, "})");
        break;
    case CONSTANT_CODE: {
        const Code *code = constant->code;
        print_text(printer, "<code ");
        print_bytes(printer, code->qualname.bytes, code->qualname.size);
        snprintf(number, sizeof number, ", line %d>", code->first_line);
        print_text(printer, number);
    }
    }
}

size_t constant_print(char *buffer, size_t size, const Constant *constant) {
    Printer printer = {buffer, size, 0};
    print_constant(&printer, constant);
    if (size)
        buffer[printer.wanted < size ? printer.wanted : size - 1] = 0;
    return printer.wanted;
}
