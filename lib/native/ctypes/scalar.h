/* The simple C types: a number, a character or a pointer in memory, and the Python value of it. */
#ifndef LIB_NATIVE_CTYPES_SCALAR_H
#define LIB_NATIVE_CTYPES_SCALAR_H

#include "lib/native/ctypes/foreign_calls.h"

typedef enum ScalarClass {
    SCALAR_BOOLEAN,
    SCALAR_VARIANT_BOOLEAN, /* of Windows: a short that is 0 or -1 */
    SCALAR_CHARACTER,
    SCALAR_WIDE_CHARACTER,
    SCALAR_SIGNED,
    SCALAR_UNSIGNED,
    SCALAR_FLOAT,
    SCALAR_DOUBLE,
    SCALAR_LONG_DOUBLE,
    SCALAR_BYTES_POINTER, /* char *, NUL-terminated */
    SCALAR_TEXT_POINTER,  /* wchar_t *, NUL-terminated */
    SCALAR_POINTER,
    SCALAR_OBJECT, /* a Value; no reference of its own */
} ScalarClass;

typedef struct Scalar {
    char code, format;
    uint8_t size, align;
    ScalarClass class;
    ffi_type **ffi; /* the place that has it once libffi is open */
} Scalar;

const Scalar *scalar_find(char code); /* null: there is none */

static inline bool scalar_can_swap(const Scalar *scalar) {
    return scalar->class >= SCALAR_SIGNED && scalar->class <= SCALAR_DOUBLE && scalar->size > 1;
}
static inline bool scalar_can_have_bits(const Scalar *scalar) {
    return scalar->class == SCALAR_SIGNED || scalar->class == SCALAR_UNSIGNED ||
           scalar->class == SCALAR_BOOLEAN;
}

/* `swapped`: the bytes in memory are in the other order than the machine's. */
MUST_CHECK Value scalar_get(const Scalar *scalar, const void *memory, bool swapped);
/* What must live as long as the memory is used: owned, None if nothing. */
MUST_CHECK Value scalar_set(const Scalar *scalar, void *memory, Value value, bool swapped);

/* `bits` bits from the bit `shift` on of the integer of `size` bytes. */
typedef struct BitField {
    uint8_t size, shift, bits;
} BitField;
MUST_CHECK Value scalar_get_bits(const Scalar *scalar, const void *memory, BitField field,
                                 bool swapped);
MUST_CHECK bool scalar_set_bits(const Scalar *scalar, void *memory, BitField field, Value value,
                                bool swapped);

/* Text of the C type wchar_t, and back: `count` wide characters, and a NUL behind them. */
MUST_CHECK Str *wide_text_new(const wchar_t *text, size_t count);
void wide_text_copy(Str *text, wchar_t *to);
/* The same in the data of a bytes object. */
MUST_CHECK Bytes *wide_text_bytes(Str *text);

#endif
