/* Items of arrays: a value to bytes and back, by type code. */
#include "lib/native/array_parts.h"

#include <limits.h>
#include <string.h>

const char array_codes[] = "bBuwhHiIlLqQfd";

static const ArrayCode codes[] = {{'b', 1, "b", false, true, 1},   {'B', 1, "B", false, false, 0},
                                  {'u', 4, "w", true, false, 20},  {'w', 4, "w", true, false, 20},
                                  {'h', 2, "h", false, true, 4},   {'H', 2, "H", false, false, 2},
                                  {'i', 4, "i", false, true, 8},   {'I', 4, "I", false, false, 6},
                                  {'l', 8, "l", false, true, 12},  {'L', 8, "L", false, false, 10},
                                  {'q', 8, "q", false, true, 12},  {'Q', 8, "Q", false, false, 10},
                                  {'f', 4, "f", false, false, 14}, {'d', 8, "d", false, false, 16}};

const ArrayCode *array_code(uint32_t code) {
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if ((uint8_t)codes[i].code == code)
            return &codes[i];
    return NULL;
}

Value array_load(const ArrayCode *code, const uint8_t *item) {
    uint64_t bits = 0;
    memcpy(&bits, item, code->size);
    switch (code->code) {
    case 'u':
    case 'w':
        if (bits > 0x10ffff)
            return raise_value_error("character U+%lx is not in range [U+0000; U+10ffff]",
                                     (unsigned long)bits);
        return value_of(str_from_character((uint32_t)bits));
    case 'f': {
        float number;
        memcpy(&number, item, 4);
        return float_new((double)number);
    }
    case 'd': {
        double number;
        memcpy(&number, item, 8);
        return float_new(number);
    }
    default: {
        unsigned spare = (unsigned)(64 - 8 * code->size);
        return code->is_signed ? value_from_int64((int64_t)(bits << spare) >> spare)
                               : value_from_uint64(bits);
    }
    }
}

/* What the messages call the small types, and whether they say "integer" for each bound. */
static bool check_range(char code, int64_t number, int64_t min, int64_t max) {
    const char *name = code == 'b'   ? "signed char"
                       : code == 'B' ? "unsigned byte integer"
                       : code == 'h' ? "signed short integer"
                       : code == 'H' ? "unsigned short"
                       : code == 'I' ? "unsigned int"
                                     : "signed integer";
    if (number < min)
        return raise_overflow_error("%s is less than minimum", name);
    return number <= max || raise_overflow_error("%s is greater than maximum", name);
}

static bool store_small(const ArrayCode *code, uint8_t *item, Value index) {
    int64_t number;
    unsigned bits = (unsigned)(8 * code->size);
    int64_t max = code->is_signed ? INT64_MAX >> (64 - bits) : INT64_MAX >> (63 - bits);
    if (code->code == 'I' && int_sign(index) < 0)
        return raise_overflow_error("can't convert negative value to unsigned int");
    if (!int_as_int64(index, &number) ||
        !check_range(code->code, number, code->is_signed ? -max - 1 : 0, max))
        return false;
    memcpy(item, &number, code->size);
    return true;
}

static bool store_wide(const ArrayCode *code, uint8_t *item, Value index) {
    if (code->code == 'q' || code->code == 'Q')
        return int_to_bytes(index, item, 8, true, code->is_signed);
    if (code->is_signed) {
        int64_t number;
        if (!int_as_int64(index, &number))
            return false;
        memcpy(item, &number, 8);
        return true;
    }
    uint64_t number;
    if (!int_as_uint64(index, &number))
        return false;
    memcpy(item, &number, 8);
    return true;
}

bool array_store(const ArrayCode *code, uint8_t *item, Value value) {
    if (code->is_text) {
        if (!is_str(value) || str_of(value)->length != 1)
            return raise_type_error("array item must be unicode character");
        uint32_t character = str_at(str_of(value), 0);
        memcpy(item, &character, 4);
        return true;
    }
    if (code->code == 'f' || code->code == 'd') {
        double number;
        if (!object_as_double(value, &number))
            return false;
        float narrow = (float)number;
        memcpy(item, code->code == 'f' ? (void *)&narrow : (void *)&number, code->size);
        return true;
    }
    Value index = object_index(value);
    if (!index)
        return false;
    bool fine = code->size < 8 ? store_small(code, item, index) : store_wide(code, item, index);
    decref(index);
    return fine;
}
