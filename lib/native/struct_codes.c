/* Items of the struct module: a value to bytes and back, by code. */
#include "lib/native/struct_parts.h"
#include "vm/objects/float_half.h"

#include <math.h>
#include <string.h>

static bool fail(const char *message) {
    return raise_of(&struct_error, "%s", message);
}

static void write_integer(uint8_t *target, size_t size, uint64_t bits, bool big) {
    if (big)
        bits = __builtin_bswap64(bits) >> (64 - 8 * size);
    switch (size) {
    case 1:
        *target = (uint8_t)bits;
        break;
    case 2:
        memcpy(target, &bits, 2);
        break;
    case 4:
        memcpy(target, &bits, 4);
        break;
    default:
        memcpy(target, &bits, 8);
        break;
    }
}

static uint64_t read_integer(const uint8_t *source, size_t size, bool big) {
    uint16_t two;
    uint32_t four;
    uint64_t eight;
    switch (size) {
    case 1:
        return *source;
    case 2:
        memcpy(&two, source, 2);
        return big ? __builtin_bswap16(two) : two;
    case 4:
        memcpy(&four, source, 4);
        return big ? __builtin_bswap32(four) : four;
    default:
        memcpy(&eight, source, 8);
        return big ? __builtin_bswap64(eight) : eight;
    }
}

static bool is_signed(char code) {
    switch (code) {
    case 'b':
    case 'h':
    case 'i':
    case 'l':
    case 'q':
    case 'n':
        return true;
    default:
        return false;
    }
}

static COLD bool fail_range(char code, size_t size) {
    unsigned bits = (unsigned)(8 * size);
    if (code == 'P')
        return fail("int too large to convert");
    if (is_signed(code)) {
        int64_t max = INT64_MAX >> (64 - bits);
        return raise_of(&struct_error, "'%c' format requires %ld <= number <= %ld", code, -max - 1,
                        max);
    }
    Value max = value_from_uint64(UINT64_MAX >> (64 - bits));
    if (!max)
        return false;
    raise_of(&struct_error, "'%c' format requires 0 <= number <= %S", code, max);
    decref(max);
    return false;
}

/* What is most often packed: 0.7 of the time of the general way. */
static inline bool pack_small_integer(const StructObject *object, const StructField *field,
                                      uint8_t *target, int64_t number) {
    unsigned spare = (unsigned)(64 - 8 * field->size);
    int64_t kept = is_signed(field->code) ? (int64_t)((uint64_t)number << spare) >> spare
                                          : (int64_t)((uint64_t)number << spare >> spare);
    if (kept != number || (number < 0 && !is_signed(field->code)))
        return fail_range(field->code, field->size);
    write_integer(target, field->size, (uint64_t)number & UINT64_MAX >> spare, object->big_endian);
    return true;
}

static bool pack_integer(const StructObject *object, const StructField *field, uint8_t *target,
                         Value value) {
    if (is_small_int(value))
        return pack_small_integer(object, field, target, small_int_of(value));
    if (!is_int(value)) {
        if (!type_ready(type_of(value)))
            return false;
        if (!type_of(value)->to_index)
            return fail("required argument is not an integer");
    }
    Value index = object_index(value);
    if (!index)
        return false;
    bool signed_code = is_signed(field->code);
    bool negative = int_sign(index) < 0;
    size_t bits = int_bit_length(index), room = 8 * field->size - signed_code;
    bool fits = bits <= room && (signed_code || !negative);
    if (!fits && signed_code && negative && bits == room + 1) { /* the smallest one */
        int64_t number;
        fits = int_fits_int64(index, &number) && number == INT64_MIN >> (63 - room);
    }
    uint64_t mask = fits ? int_as_mask64(index) : 0;
    decref(index);
    if (!fits)
        return fail_range(field->code, field->size);
    write_integer(target, field->size, mask, object->big_endian);
    return true;
}

static bool pack_float(const StructObject *object, const StructField *field, uint8_t *target,
                       Value value) {
    double number;
    if (is_exact_float(value))
        number = float_of(value);
    else if (!object_as_double(value, &number)) {
        if (!exception_clear_if(&exc_TypeError))
            return false;
        return fail("required argument is not a float");
    }
    uint64_t bits = 0;
    if (field->code == 'd')
        memcpy(&bits, &number, 8);
    else if (field->code == 'f') {
        float narrow = (float)number;
        if (isinf(narrow) && !isinf(number) && !object->native)
            return raise_overflow_error("float too large to pack with f format");
        memcpy(&bits, &narrow, 4);
    } else {
        uint16_t half;
        if (!float_to_half(number, &half))
            return raise_overflow_error("float too large to pack with e format");
        bits = half;
    }
    write_integer(target, field->size, bits, object->big_endian);
    return true;
}

/* s and p take bytes and bytearray. */
static bool pack_text(const StructField *field, uint8_t *target, Value value) {
    if (!is_bytes(value) && !is_instance_of(value, &bytearray_type))
        return raise_of(&struct_error, "argument for '%c' must be a bytes object", field->code);
    Buffer buffer;
    if (!buffer_get(value, &buffer, false))
        return false;
    size_t room = field->size, prefix = field->code == 'p' && room > 0;
    size_t size = buffer.size < room - prefix ? buffer.size : room - prefix;
    memset(target, 0, room);
    memcpy(target + prefix, buffer.bytes, size);
    if (prefix)
        target[0] = size < 255 ? (uint8_t)size : 255;
    buffer_release(&buffer);
    return true;
}

bool struct_pack_item(const StructObject *object, const StructField *field, uint8_t *target,
                      Value value) {
    switch (field->code) {
    case 's':
    case 'p':
        return pack_text(field, target, value);
    case 'e':
    case 'f':
    case 'd':
        return pack_float(object, field, target, value);
    case 'c':
        if (!is_bytes(value) || bytes_of(value)->size != 1)
            return fail("char format requires a bytes object of length 1");
        *target = bytes_of(value)->data[0];
        return true;
    case '?': {
        Answer truth = object_truth(value);
        *target = truth == ANSWER_YES;
        return truth != ANSWER_ERROR;
    }
    default:
        return pack_integer(object, field, target, value);
    }
}

Value struct_unpack_item(const StructObject *object, const StructField *field,
                         const uint8_t *source) {
    switch (field->code) {
    case 's':
        return value_of(bytes_new(source, field->size));
    case 'p': {
        size_t size = field->size ? source[0] : 0;
        if (field->size && size >= field->size)
            size = field->size - 1;
        return value_of(bytes_new(source + (field->size > 0), size));
    }
    case 'c':
        return value_of(bytes_new(source, 1));
    case '?':
        return value_of_bool(*source != 0);
    default:
        break;
    }
    uint64_t bits = read_integer(source, field->size, object->big_endian);
    if (field->code == 'd') {
        double number;
        memcpy(&number, &bits, 8);
        return float_new(number);
    }
    if (field->code == 'f') {
        uint32_t half = (uint32_t)bits;
        float number;
        memcpy(&number, &half, 4);
        return float_new((double)number);
    }
    if (field->code == 'e')
        return float_new(float_from_half((uint16_t)bits));
    unsigned spare = (unsigned)(64 - 8 * field->size);
    return is_signed(field->code) ? value_from_int64((int64_t)(bits << spare) >> spare)
                                  : value_from_uint64(bits);
}
