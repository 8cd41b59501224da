/* float: a double in a block of 24 bytes. complex: two. */
#ifndef VM_OBJECTS_FLOAT_H
#define VM_OBJECTS_FLOAT_H

#include "vm/type.h"

typedef struct Float {
    Object header;
    double number;
} Float;

typedef struct Complex {
    Object header;
    double real, imag;
} Complex;

static inline bool is_float(Value value) {
    return is_object(value) && ((Type *)object_of(value)->type)->flags & TYPE_IS_FLOAT;
}
static inline bool is_exact_float(Value value) {
    return has_type(value, &float_type);
}
static inline double float_of(Value value) {
    return ((Float *)object_of(value))->number;
}

static inline bool is_complex(Value value) { /* or a subclass */
    return is_instance_of(value, &complex_type);
}
static inline Complex *complex_of(Value value) {
    return (Complex *)object_of(value);
}

MUST_CHECK Value float_new(double number);
/* The same with the allocation inline. */
ALWAYS_INLINE Value float_new_inline(double number) {
    Float *object = mem_atom_new(&float_type.mem, sizeof *object);
    if (UNLIKELY(!object))
        return float_new(number); /* collects, or raises */
    object->number = number;
    return value_of(object);
}
/* Gives up an exact float, which needs no deallocator of its own. */
ALWAYS_INLINE void float_decref(Value value) {
    Object *object = object_of(value);
    uint32_t count = object->refcount;
    if (LIKELY(count == 1))
        mem_atom_free(object, sizeof(Float));
    else if (count != MEM_IMMORTAL)
        object->refcount = count - 1;
}
MUST_CHECK Value complex_new(double real, double imag);
MUST_CHECK Value float_to_str(double number); /* shortest repr */
/* float(text) for a str or bytes-like object; ValueError, TypeError if it is no text. */
MUST_CHECK Value float_from_value_text(Value text);
Hash float_hash(double number);
/* False if the text is no float (nothing raised). */
MUST_CHECK bool float_from_text(const char *text, size_t size, double *number);
/* Reads the number that `text` begins with; how many bytes it took, 0 if none. */
size_t float_parse_prefix(const char *text, size_t size, double *number);
/* format 'r' (shortest), 'e', 'f', 'g' or upper case; text to be freed with mem_free. */
enum { FLOAT_SIGN = 1, FLOAT_ADD_DOT_0 = 2, FLOAT_ALTERNATE = 4, FLOAT_NO_NEGATIVE_ZERO = 8 };
MUST_CHECK char *float_format(double number, char format, int precision, int flags, size_t *size);
MUST_CHECK Value float_floor_divide(double left, double right); /* ZeroDivisionError */
MUST_CHECK Value float_remainder(double left, double right);
MUST_CHECK Value float_power(double left, double right); /* may give a complex */
/* complex, __complex__, float, int or what converts to one. */
MUST_CHECK bool complex_as_pair(Value value, double *real, double *imag);
MUST_CHECK Value complex_power(double real, double imag, double exponent_real,
                               double exponent_imag);

#endif
