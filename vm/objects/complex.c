/* complex: two doubles. Reals beside a complex become complex with imaginary part 0.0. */
#include "vm/arguments.h"
#include "vm/names.h"
#include "vm/objects/float_internal.h"
#include "vm/objects/format_spec.h"
#include "vm/objects/int.h"
#include "vm/objects/number_text.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <math.h>
#include <string.h>

typedef struct Pair {
    double real, imag;
} Pair;

Value complex_new(double real, double imag) {
    Complex *object = mem_object_new(&complex_type.mem, sizeof(Complex));
    if (!object)
        return raise_no_memory();
    object->real = real;
    object->imag = imag;
    return value_of(object);
}

static Value new_pair(Pair pair) {
    return complex_new(pair.real, pair.imag);
}

static void complex_dealloc(Object *object) {
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* ---- text ------------------------------------------------------------------------------------ */

static char *put_part(char *p, double number, bool sign) {
    size_t size;
    char *text = float_format(number, 'r', 0, sign ? FLOAT_SIGN : 0, &size);
    if (!text)
        return NULL;
    memcpy(p, text, size);
    mem_free(text);
    return p + size;
}

static Value complex_repr(Value self) {
    Complex *c = complex_of(self);
    char text[80], *p = text;
    bool only_imag = c->real == 0 && !signbit(c->real);
    if (!only_imag) {
        *p++ = '(';
        if (!(p = put_part(p, c->real, false)))
            return NULL;
    }
    if (!(p = put_part(p, c->imag, !only_imag)))
        return NULL;
    *p++ = 'j';
    if (!only_imag)
        *p++ = ')';
    return value_of(str_from_ascii(text, (size_t)(p - text)));
}

/* [(] number [)] with number = real, imaginary j, or both, the second one signed. */
static bool parse(const char *p, const char *end, Pair *result) {
    bool bracket = p < end && *p == '(';
    *result = (Pair){0, 0};
    if (bracket)
        for (p++; p < end && *p == ' ';)
            p++;
    double first = 0;
    size_t size = float_parse_prefix(p, (size_t)(end - p), &first);
    p += size;
#define IS_SIGN(c) ((c) == '+' || (c) == '-')
#define IS_J(c)    ((c) == 'j' || (c) == 'J')
    if (size && p < end && IS_SIGN(*p)) {
        double second = 1;
        size = float_parse_prefix(p, (size_t)(end - p), &second);
        if (!size) {
            second = *p == '-' ? -1 : 1;
            size = 1;
        }
        p += size;
        if (p == end || !IS_J(*p))
            return false;
        p++;
        *result = (Pair){first, second};
    } else if (p < end && IS_J(*p) && size) {
        p++;
        result->imag = first;
    } else if (size) {
        result->real = first;
    } else { /* j, +j or -j */
        result->imag = 1;
        if (p < end && IS_SIGN(*p))
            result->imag = *p++ == '-' ? -1 : 1;
        if (p == end || !IS_J(*p))
            return false;
        p++;
    }
    while (p < end && *p == ' ')
        p++;
    if (bracket) {
        if (p == end || *p++ != ')')
            return false;
        while (p < end && *p == ' ')
            p++;
    }
    return p == end;
}

static bool from_text(Value value, Pair *result) {
    NumberText text;
    if (number_text_get(value, &text) != ANSWER_YES)
        return false;
    char *plain = mem_malloc(text.size + 1);
    size_t size;
    bool fine = plain || raise_no_memory();
    if (fine) {
        for (size_t i = 0; i < text.size; i++)
            if (text.text[i] >= 9 && text.text[i] <= 13) /* inner spaces of any kind are refused */
                fine = false;
        fine = fine && number_text_drop_underscores(text.text, text.size, plain, &size) &&
               parse(plain, plain + size, result);
        if (!fine)
            raise_value_error("complex() arg is a malformed string");
    }
    mem_free(plain);
    number_text_release(&text);
    return fine;
}

/* ---- construction ---------------------------------------------------------------------------- */

/* Through __complex__ if the type has it. NO: it has not. */
static Answer through_special_method(Value value, Pair *result) {
    if (is_small_int(value) || is_exact_float(value))
        return ANSWER_NO;
    Value method;
    Lookup found = special_method_lookup(value, names.complex_, &method);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    Value number = call_0(method);
    decref(method);
    if (!number)
        return ANSWER_ERROR;
    Answer answer = ANSWER_YES;
    if (is_complex(number)) {
        *result = (Pair){complex_of(number)->real, complex_of(number)->imag};
        if (!has_type(number, &complex_type) &&
            !warn(&exc_DeprecationWarning, 1,
                  "__complex__ returned non-complex (type %T).  The ability to return an instance "
                  "of a strict subclass of complex is deprecated, and may be removed in a future "
                  "version of Python.",
                  number))
            answer = ANSWER_ERROR;
    } else {
        raise_type_error("__complex__ returned non-complex (type %T)", number);
        answer = ANSWER_ERROR;
    }
    decref(number);
    return answer;
}

static bool is_real_number(Value value) {
    return is_int(value) || type_of(value)->to_float || type_of(value)->to_index;
}

/* complex, __complex__, float, int or what converts to one. */
bool complex_as_pair(Value value, double *real, double *imag) {
    Pair pair = {0, 0};
    if (is_complex(value))
        pair = (Pair){complex_of(value)->real, complex_of(value)->imag};
    else {
        Answer answer = through_special_method(value, &pair);
        if (answer == ANSWER_ERROR)
            return false;
        if (answer == ANSWER_NO && !object_as_double(value, &pair.real))
            return false;
    }
    *real = pair.real;
    *imag = pair.imag;
    return true;
}

static bool first_argument(Value value, Pair *result) {
    *result = (Pair){0, 0};
    if (!value)
        return true;
    if (has_type(value, &complex_type)) {
        *result = (Pair){complex_of(value)->real, complex_of(value)->imag};
        return true;
    }
    Answer answer = through_special_method(value, result);
    if (answer != ANSWER_NO)
        return answer == ANSWER_YES;
    if (!is_real_number(value))
        return raise_type_error("complex() first argument must be a string or a number, not '%T'",
                                value);
    return object_as_double(value, &result->real);
}

static Value complex_new_slot(Type *type, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("complex(real=0, imag=0)");
    Value bound[2];
    Pair result, second = {0, 0};
    if (!arguments_bind(&signature, args, count, names, bound))
        return NULL;
    if (bound[0] && !bound[1] && has_type(bound[0], &complex_type) && type == &complex_type)
        return own(bound[0]);
    if (bound[0] && is_str(bound[0])) {
        if (bound[1])
            return raise_type_error("complex() can't take second arg if first is a string");
        if (!from_text(bound[0], &result))
            return NULL;
    } else {
        if (bound[1] && is_str(bound[1]))
            return raise_type_error("complex() second arg can't be a string");
        if (!first_argument(bound[0], &result))
            return NULL;
        if (bound[1]) {
            if (is_complex(bound[1]))
                second = (Pair){complex_of(bound[1])->real, complex_of(bound[1])->imag};
            else if (!is_real_number(bound[1]))
                return raise_type_error("complex() second argument must be a number, not '%T'",
                                        bound[1]);
            else if (!object_as_double(bound[1], &second.real))
                return NULL;
            if (is_complex(bound[1]))
                result.real -= second.imag;
            if (result.imag != 0 || is_complex(bound[0] ? bound[0] : bound[1]))
                result.imag += second.real;
            else
                result.imag = second.real;
        }
    }
    if (type == &complex_type)
        return new_pair(result);
    Complex *instance = type_allocate(type, 0);
    if (!instance)
        return NULL;
    instance->real = result.real;
    instance->imag = result.imag;
    if (type->mem.kind == MEM_CONTAINER)
        mem_gc_track(instance);
    return value_of(instance);
}

/* ---- arithmetic ------------------------------------------------------------------------------ */

static Answer operand(Value value, Pair *pair) {
    pair->imag = 0;
    if (is_small_int(value)) {
        pair->real = (double)small_int_of(value);
        return ANSWER_YES;
    }
    if (is_float(value)) {
        pair->real = float_of(value);
        return ANSWER_YES;
    }
    if (is_complex(value)) {
        *pair = (Pair){complex_of(value)->real, complex_of(value)->imag};
        return ANSWER_YES;
    }
    if (!is_int(value))
        return ANSWER_NO;
    return int_as_double(value, &pair->real) ? ANSWER_YES : ANSWER_ERROR;
}

#define OPERANDS(a, b)                                                                             \
    Pair a, b;                                                                                     \
    Answer answer = operand(left, &a);                                                             \
    if (answer == ANSWER_YES)                                                                      \
        answer = operand(right, &b);                                                               \
    if (answer != ANSWER_YES)                                                                      \
    return answer == ANSWER_ERROR ? NULL : NOT_IMPLEMENTED

static Pair multiply(Pair a, Pair b) {
    return (Pair){a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

/* Scaled by the larger part of the divisor, so that nothing overflows on the way. */
static bool divide(Pair a, Pair b, Pair *result) {
    double real = fabs(b.real), imag = fabs(b.imag);
    if (real >= imag) {
        if (real == 0)
            return false;
        double ratio = b.imag / b.real, scale = b.real + b.imag * ratio;
        *result = (Pair){(a.real + a.imag * ratio) / scale, (a.imag - a.real * ratio) / scale};
    } else if (imag >= real) {
        double ratio = b.real / b.imag, scale = b.real * ratio + b.imag;
        *result = (Pair){(a.real * ratio + a.imag) / scale, (a.imag * ratio - a.real) / scale};
    } else
        *result = (Pair){NAN, NAN};
    return true;
}

static Value add_slot(Value left, Value right) {
    OPERANDS(a, b);
    return complex_new(a.real + b.real, a.imag + b.imag);
}

static Value subtract_slot(Value left, Value right) {
    OPERANDS(a, b);
    return complex_new(a.real - b.real, a.imag - b.imag);
}

static Value multiply_slot(Value left, Value right) {
    OPERANDS(a, b);
    return new_pair(multiply(a, b));
}

static Value divide_slot(Value left, Value right) {
    OPERANDS(a, b);
    Pair quotient;
    if (!divide(a, b, &quotient))
        return raise_error(&exc_ZeroDivisionError, "complex division by zero");
    return new_pair(quotient);
}

static Pair whole_power(Pair base, unsigned exponent) {
    Pair result = {1, 0};
    for (unsigned mask = 1; mask && exponent >= mask; mask <<= 1) {
        if (exponent & mask)
            result = multiply(result, base);
        base = multiply(base, base);
    }
    return result;
}

Value complex_power(double real, double imag, double exponent_real, double exponent_imag) {
    Pair base = {real, imag}, result;
    bool whole =
        exponent_imag == 0 && exponent_real == floor(exponent_real) && fabs(exponent_real) <= 100;
    if (whole && exponent_real >= 0)
        result = whole_power(base, (unsigned)exponent_real);
    else if (real == 0 && imag == 0) {
        if (exponent_imag != 0 || exponent_real < 0)
            return raise_error(&exc_ZeroDivisionError, "0.0 to a negative or complex power");
        result = (Pair){0, 0};
    } else if (whole) {
        if (!divide((Pair){1, 0}, whole_power(base, (unsigned)-exponent_real), &result))
            return raise_error(&exc_ZeroDivisionError, "0.0 to a negative or complex power");
    } else {
        double modulus = hypot(real, imag), angle = atan2(imag, real);
        double length = pow(modulus, exponent_real), phase = angle * exponent_real;
        if (exponent_imag != 0) {
            length *= exp(-angle * exponent_imag);
            phase += exponent_imag * log(modulus);
        }
        result = (Pair){length * cos(phase), length * sin(phase)};
    }
    if (isinf(result.real) || isinf(result.imag))
        return raise_overflow_error("complex exponentiation");
    return new_pair(result);
}

static Value power_slot(Value left, Value right, Value modulus) {
    OPERANDS(a, b);
    if (modulus != NONE)
        return raise_value_error("complex modulo");
    return complex_power(a.real, a.imag, b.real, b.imag);
}

static Value negative_slot(Value self) {
    return complex_new(-complex_of(self)->real, -complex_of(self)->imag);
}

static Value exact_slot(Value self) {
    return has_type(self, &complex_type)
               ? own(self)
               : complex_new(complex_of(self)->real, complex_of(self)->imag);
}

static Value absolute_slot(Value self) {
    double real = complex_of(self)->real, imag = complex_of(self)->imag;
    double length = hypot(real, imag);
    if (isinf(length) && isfinite(real) && isfinite(imag))
        return raise_overflow_error("absolute value too large");
    return float_new(length);
}

static Value compare_slot(Value self, Value other, CompareOp op) {
    if (op != COMPARE_EQ && op != COMPARE_NE)
        return NOT_IMPLEMENTED;
    Complex *a = complex_of(self);
    bool equal;
    if (is_complex(other))
        equal = a->real == complex_of(other)->real && a->imag == complex_of(other)->imag;
    else if (is_float(other))
        equal = a->imag == 0 && a->real == float_of(other);
    else if (is_int(other)) {
        equal = a->imag == 0;
        if (equal) {
            Value real = float_new(a->real);
            Value answer = real ? float_compare(real, other, COMPARE_EQ) : NULL;
            decref_maybe(real);
            if (!answer)
                return NULL;
            equal = answer == TRUE_VALUE;
        }
    } else
        return NOT_IMPLEMENTED;
    return value_of_bool(equal == (op == COMPARE_EQ));
}

static Hash hash_slot(Value self) {
    Complex *c = complex_of(self);
    uint64_t by_address =
        (uint64_t)((uintptr_t)object_of(self) >> 4 | (uintptr_t)object_of(self) << 60);
    uint64_t real = isnan(c->real) ? by_address : (uint64_t)float_hash(c->real);
    uint64_t imag = isnan(c->imag) ? by_address : (uint64_t)float_hash(c->imag);
    Hash hash = (Hash)(real + 1000003 * imag);
    return hash == -1 ? -2 : hash;
}

static Answer truth_slot(Value self) {
    return complex_of(self)->real != 0 || complex_of(self)->imag != 0 ? ANSWER_YES : ANSWER_NO;
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value method_conjugate(Value self, Value *args) {
    return complex_new(complex_of(self)->real, -complex_of(self)->imag);
}

static Value method_complex(Value self, Value *args) {
    return exact_slot(self);
}

static Value method_format(Value self, Value *args) {
    return format_complex(self, args[0]);
}

static Value method_getnewargs(Value self, Value *args) {
    Value pair[2] = {float_new(complex_of(self)->real), float_new(complex_of(self)->imag)};
    return value_of(tuple_from_array_steal(pair, 2));
}

static const NativeMethod methods[] = {
    NATIVE("conjugate($self, /)", method_conjugate,
           "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."),
    NATIVE("__complex__($self, /)", method_complex, "Convert this value to exact type complex."),
    NATIVE("__getnewargs__($self, /)", method_getnewargs, NULL),
    NATIVE("__format__($self, format_spec, /)", method_format,
           "Convert to a string according to format_spec."),
    NATIVE_END};

static const NativeMember members[] = {
    {"real", MEMBER_DOUBLE, offsetof(Complex, real), false, "the real part of a complex number"},
    {"imag", MEMBER_DOUBLE, offsetof(Complex, imag), false,
     "the imaginary part of a complex number"},
    {NULL, MEMBER_VALUE, 0, false, NULL}};

Type complex_type = {
    TYPE_INIT_ATOM("complex", sizeof(Complex), complex_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc =
        "complex(real=0, imag=0)\n--\n\n"
        "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as "
        "a complex number.\nIf a single number is given, convert it to a complex number.\nIf the "
        "'real' or 'imag' arguments are given, create a complex number\nwith the specified real "
        "and imaginary components.",
    .methods = methods,
    .members = members,
    .new = complex_new_slot,
    .repr = complex_repr,
    .hash = hash_slot,
    .compare = compare_slot,
    .truth = truth_slot,
    .binary = {[NUMBER_ADD] = add_slot,
               [NUMBER_SUBTRACT] = subtract_slot,
               [NUMBER_MULTIPLY] = multiply_slot,
               [NUMBER_TRUE_DIVIDE] = divide_slot},
    .power = power_slot,
    .unary = {[NUMBER_NEGATIVE] = negative_slot,
              [NUMBER_POSITIVE] = exact_slot,
              [NUMBER_ABSOLUTE] = absolute_slot},
};
