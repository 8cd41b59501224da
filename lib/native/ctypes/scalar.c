/* Simple C types in memory that may be unaligned and in either byte order.
 *
 * An integer goes through 64 bits: loaded, put in order, then cut or extended to its sign. */
#include "lib/native/ctypes/scalar.h"

#include <string.h>
#include <wchar.h>

#define FFI_LONG  ffi_type_sint64
#define FFI_ULONG ffi_type_uint64
_Static_assert(sizeof(long) == 8, "libffi's types of long, as said above");
_Static_assert(sizeof(wchar_t) == 4, "a wide character is a code point");

static const Scalar scalars[] = {
#define SCALAR(code, format, type, ffi_name, class)                                                \
    {code, format, sizeof(type), _Alignof(type), SCALAR_##class, &ffi.ffi_name},
#include "lib/native/ctypes/scalars.def"
#undef SCALAR
};

const Scalar *scalar_find(char code) {
    for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++)
        if (scalars[i].code == code)
            return &scalars[i];
    return NULL;
}

/* ---- integers -------------------------------------------------------------------------------- */

static uint64_t load(const void *memory, size_t size, bool swapped) {
    uint16_t two;
    uint32_t four;
    uint64_t eight;
    switch (size) {
    case 1:
        return *(const uint8_t *)memory;
    case 2:
        memcpy(&two, memory, 2);
        return swapped ? __builtin_bswap16(two) : two;
    case 4:
        memcpy(&four, memory, 4);
        return swapped ? __builtin_bswap32(four) : four;
    default:
        memcpy(&eight, memory, 8);
        return swapped ? __builtin_bswap64(eight) : eight;
    }
}

static void store(void *memory, size_t size, bool swapped, uint64_t number) {
    uint16_t two = (uint16_t)number;
    uint32_t four = (uint32_t)number;
    switch (size) {
    case 1:
        *(uint8_t *)memory = (uint8_t)number;
        break;
    case 2:
        two = swapped ? __builtin_bswap16(two) : two;
        memcpy(memory, &two, 2);
        break;
    case 4:
        four = swapped ? __builtin_bswap32(four) : four;
        memcpy(memory, &four, 4);
        break;
    default:
        number = swapped ? __builtin_bswap64(number) : number;
        memcpy(memory, &number, 8);
    }
}

static Value value_of_bits(const Scalar *scalar, uint64_t number, unsigned bits) {
    if (scalar->class == SCALAR_BOOLEAN)
        return value_of_bool(number != 0);
    if (scalar->class == SCALAR_UNSIGNED)
        return value_from_uint64(number);
    return value_from_int64((int64_t)(number << (64 - bits)) >> (64 - bits));
}

/* The lowest 64 bits of an int, of whatever size it is. */
static bool low_bits(Value value, uint64_t *number) {
    Value exact = object_index(value);
    if (!exact)
        return false;
    *number = int_as_mask64(exact);
    decref(exact);
    return true;
}

static uint64_t mask_of(unsigned bits) {
    return bits == 64 ? UINT64_MAX : ((uint64_t)1 << bits) - 1;
}

Value scalar_get_bits(const Scalar *scalar, const void *memory, BitField field, bool swapped) {
    uint64_t unit = load(memory, field.size, swapped);
    return value_of_bits(scalar, unit >> field.shift & mask_of(field.bits), field.bits);
}

bool scalar_set_bits(const Scalar *scalar, void *memory, BitField field, Value value,
                     bool swapped) {
    uint64_t number;
    if (scalar->class == SCALAR_BOOLEAN) {
        Answer truth = object_truth(value);
        if (truth == ANSWER_ERROR)
            return false;
        number = truth == ANSWER_YES;
    } else if (!low_bits(value, &number)) {
        return false;
    }
    uint64_t mask = mask_of(field.bits) << field.shift;
    uint64_t unit = load(memory, field.size, swapped);
    store(memory, field.size, swapped, (unit & ~mask) | (number << field.shift & mask));
    return true;
}

/* ---- floating point -------------------------------------------------------------------------- */

static Value get_floating(const Scalar *scalar, const void *memory, bool swapped) {
    if (scalar->class == SCALAR_LONG_DOUBLE) {
        long double number;
        memcpy(&number, memory, sizeof number);
        return float_new((double)number);
    }
    uint64_t bits = load(memory, scalar->size, swapped);
    if (scalar->class == SCALAR_DOUBLE) {
        double number;
        memcpy(&number, &bits, sizeof number);
        return float_new(number);
    }
    float number;
    uint32_t low = (uint32_t)bits;
    memcpy(&number, &low, sizeof number);
    return float_new((double)number);
}

static bool set_floating(const Scalar *scalar, void *memory, Value value, bool swapped) {
    double number;
    if (!object_as_double(value, &number))
        return false;
    if (scalar->class == SCALAR_LONG_DOUBLE) {
        long double extended = number;
        memset(memory, 0, sizeof extended);
        memcpy(memory, &extended, sizeof extended);
        return true;
    }
    uint64_t bits = 0;
    float narrow = (float)number;
    if (scalar->class == SCALAR_DOUBLE) {
        memcpy(&bits, &number, sizeof number);
    } else {
        uint32_t low;
        memcpy(&low, &narrow, sizeof narrow);
        bits = low;
    }
    store(memory, scalar->size, swapped, bits);
    return true;
}

/* ---- characters ------------------------------------------------------------------------------ */

static bool set_character(void *memory, Value value) {
    int64_t number = -1;
    if (is_bytes(value) && bytes_of(value)->size == 1)
        number = bytes_of(value)->data[0];
    else if (is_instance_of(value, &bytearray_type) && ((ByteArray *)object_of(value))->size == 1)
        number = ((ByteArray *)object_of(value))->data[((ByteArray *)object_of(value))->offset];
    else if (is_int(value) && !int_fits_int64(value, &number))
        number = -1;
    if (number < 0 || number > 255)
        return raise_type_error("one character bytes, bytearray or integer expected");
    *(uint8_t *)memory = (uint8_t)number;
    return true;
}

static bool set_wide_character(void *memory, Value value) {
    if (!is_str(value))
        return raise_type_error("unicode string expected instead of %s instance",
                                type_name_of(value));
    if (str_of(value)->length != 1)
        return raise_type_error("one character unicode string expected");
    wchar_t character = (wchar_t)str_at(str_of(value), 0);
    memcpy(memory, &character, sizeof character);
    return true;
}

static uint32_t wide_character(const wchar_t *text, size_t index) {
    uint32_t character;
    memcpy(&character, (const char *)text + index * sizeof *text, sizeof character);
    return character;
}

Str *wide_text_new(const wchar_t *text, size_t count) {
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = 0; i < count; i++) {
        uint32_t character = wide_character(text, i);
        if (character > 0x10ffff) {
            char digits[16];
            snprintf(digits, sizeof digits, "%x", character);
            str_builder_abandon(&builder);
            return raise_value_error("character U+%s is not in range [U+0000; U+10ffff]", digits);
        }
        if (!str_builder_character(&builder, character))
            break;
    }
    return str_builder_finish(&builder);
}

void wide_text_copy(Str *text, wchar_t *to) {
    for (size_t i = 0; i < text->length; i++) {
        wchar_t character = (wchar_t)str_at(text, i);
        memcpy((char *)to + i * sizeof *to, &character, sizeof character);
    }
}

Bytes *wide_text_bytes(Str *text) {
    Bytes *bytes = bytes_new(NULL, (text->length + 1) * sizeof(wchar_t));
    if (!bytes)
        return NULL;
    memset(bytes->data, 0, bytes->size);
    wide_text_copy(text, (wchar_t *)(void *)bytes->data);
    return bytes;
}

/* ---- pointers -------------------------------------------------------------------------------- */

static Value get_pointer(const Scalar *scalar, const void *memory) {
    void *pointer;
    memcpy(&pointer, memory, sizeof pointer);
    if (!pointer)
        return scalar->class == SCALAR_OBJECT ? raise_value_error("PyObject is NULL") : NONE;
    switch (scalar->class) {
    case SCALAR_OBJECT:
        return own((Value)pointer);
    case SCALAR_BYTES_POINTER:
        return value_of(bytes_new(pointer, strlen(pointer)));
    case SCALAR_TEXT_POINTER:
        return value_of(wide_text_new(pointer, wcslen(pointer)));
    default:
        return value_from_uint64((uintptr_t)pointer);
    }
}

static COLD Value refuse_pointer(const Scalar *scalar, Value value) {
    if (scalar->class == SCALAR_POINTER)
        return raise_type_error("cannot be converted to pointer");
    return raise_type_error("%s or integer address expected instead of %s instance",
                            scalar->class == SCALAR_BYTES_POINTER ? "bytes" : "unicode string",
                            type_name_of(value));
}

static Value set_pointer(const Scalar *scalar, void *memory, Value value) {
    void *pointer = NULL;
    Value kept = NONE;
    if (scalar->class == SCALAR_OBJECT) {
        pointer = (void *)value;
        kept = own(value);
    } else if (is_int(value)) {
        pointer = (void *)(uintptr_t)int_as_mask64(value);
    } else if (scalar->class == SCALAR_BYTES_POINTER && is_bytes(value)) {
        pointer = bytes_of(value)->data;
        kept = own(value);
    } else if (scalar->class == SCALAR_TEXT_POINTER && is_str(value)) {
        Bytes *text = wide_text_bytes(str_of(value));
        if (!text)
            return NULL;
        pointer = text->data;
        kept = value_of(text);
    } else if (value != NONE) {
        return refuse_pointer(scalar, value);
    }
    memcpy(memory, &pointer, sizeof pointer);
    return kept;
}

/* ---- all of them ----------------------------------------------------------------------------- */

Value scalar_get(const Scalar *scalar, const void *memory, bool swapped) {
    wchar_t character;
    switch (scalar->class) {
    case SCALAR_BOOLEAN:
        return value_of_bool(*(const uint8_t *)memory);
    case SCALAR_VARIANT_BOOLEAN:
        return value_of_bool(load(memory, scalar->size, false));
    case SCALAR_CHARACTER:
        return value_of(bytes_new(memory, 1));
    case SCALAR_WIDE_CHARACTER:
        memcpy(&character, memory, sizeof character);
        return value_of(wide_text_new(&character, 1));
    case SCALAR_SIGNED:
    case SCALAR_UNSIGNED:
        return value_of_bits(scalar, load(memory, scalar->size, swapped), 8u * scalar->size);
    case SCALAR_FLOAT:
    case SCALAR_DOUBLE:
    case SCALAR_LONG_DOUBLE:
        return get_floating(scalar, memory, swapped);
    default:
        return get_pointer(scalar, memory);
    }
}

static bool set_integer(const Scalar *scalar, void *memory, Value value, bool swapped) {
    uint64_t number;
    if (!low_bits(value, &number))
        return false;
    store(memory, scalar->size, swapped, number);
    return true;
}

static bool set_boolean(const Scalar *scalar, void *memory, Value value) {
    Answer truth = object_truth(value);
    if (truth == ANSWER_ERROR)
        return false;
    uint64_t yes = scalar->class == SCALAR_BOOLEAN ? 1 : UINT64_MAX;
    store(memory, scalar->size, false, truth == ANSWER_YES ? yes : 0);
    return true;
}

Value scalar_set(const Scalar *scalar, void *memory, Value value, bool swapped) {
    bool good;
    switch (scalar->class) {
    case SCALAR_BOOLEAN:
    case SCALAR_VARIANT_BOOLEAN:
        good = set_boolean(scalar, memory, value);
        break;
    case SCALAR_CHARACTER:
        good = set_character(memory, value);
        break;
    case SCALAR_WIDE_CHARACTER:
        good = set_wide_character(memory, value);
        break;
    case SCALAR_SIGNED:
    case SCALAR_UNSIGNED:
        good = set_integer(scalar, memory, value, swapped);
        break;
    case SCALAR_FLOAT:
    case SCALAR_DOUBLE:
    case SCALAR_LONG_DOUBLE:
        good = set_floating(scalar, memory, value, swapped);
        break;
    default:
        return set_pointer(scalar, memory, value);
    }
    return good ? NONE : NULL;
}
