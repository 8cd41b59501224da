/* Constants from values: None, booleans, ..., numbers, texts, and tuples and frozensets of these,
 * each of exactly the built-in type. */
#include "vm/objects/constant.h"
#include "vm/vm.h"

#include <string.h>

static void *allocate(MemRegion *region, size_t size) {
    void *block = mem_region_alloc(region, size);
    return block ? block : raise_no_memory();
}

static bool copy_text(MemRegion *region, const char *bytes, size_t size, Text *text) {
    char *copy = allocate(region, size + 1);
    if (!copy)
        return false;
    memcpy(copy, bytes, size);
    *text = (Text){copy, size};
    return true;
}

bool text_from_str(MemRegion *region, Str *str, Text *text) {
    size_t size;
    char *bytes = str_wtf8_copy(str, &size);
    bool copied = bytes && copy_text(region, bytes, size, text);
    mem_free(bytes);
    return copied;
}

static bool int_constant(MemRegion *region, Value value, Constant *constant) {
    size_t size;
    char *digits;
    *constant = (Constant){.kind = CONSTANT_INT};
    if (is_small_int(value))
        return int_as_int64(value, &constant->integer);
    if (!(digits = int_digits(value, 16, &size)))
        return false;
    bool done;
    if (size <= 17 && int_as_int64(value, &constant->integer)) {
        done = true;
    } else {
        exception_clear();
        constant->kind = CONSTANT_BIG_INT;
        done = copy_text(region, digits, size, &constant->text);
    }
    mem_free(digits);
    return done;
}

static bool sequence_constant(MemRegion *region, const Value *items, size_t count,
                              const char *complaint, Constant *constant) {
    Constant *constants = allocate(region, (count + 1) * sizeof *constants);
    if (!constants)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!constant_from_value(region, items[i], complaint, &constants[i]))
            return false;
    constant->sequence.count = count;
    constant->sequence.items = constants;
    return true;
}

bool constant_from_value(MemRegion *region, Value value, const char *complaint,
                         Constant *constant) {
    if (!recursion_enter(" during ast construction"))
        return false;
    if (value == NONE || value == TRUE_VALUE || value == FALSE_VALUE || value == ELLIPSIS) {
        constant->kind = value == NONE          ? CONSTANT_NONE
                         : value == TRUE_VALUE  ? CONSTANT_TRUE
                         : value == FALSE_VALUE ? CONSTANT_FALSE
                                                : CONSTANT_ELLIPSIS;
        return true;
    }
    if (is_exact_int(value))
        return int_constant(region, value, constant);
    if (is_exact_float(value)) {
        *constant = (Constant){.kind = CONSTANT_FLOAT, .real = float_of(value)};
        return true;
    }
    if (is_exact_str(value)) {
        constant->kind = CONSTANT_STR;
        return text_from_str(region, str_of(value), &constant->text);
    }
    if (has_type(value, &complex_type)) {
        constant->kind = CONSTANT_COMPLEX;
        return complex_as_pair(value, &constant->complex_number.real,
                               &constant->complex_number.imaginary);
    }
    if (has_type(value, &bytes_type)) {
        constant->kind = CONSTANT_BYTES;
        return copy_text(region, (const char *)bytes_of(value)->data, bytes_of(value)->size,
                         &constant->text);
    }
    if (is_exact_tuple(value)) {
        constant->kind = CONSTANT_TUPLE;
        return sequence_constant(region, tuple_of(value)->items, tuple_of(value)->count, complaint,
                                 constant);
    }
    if (has_type(value, &frozenset_type)) {
        Tuple *items = tuple_from_iterable(value);
        constant->kind = CONSTANT_FROZENSET;
        bool done =
            items && sequence_constant(region, items->items, items->count, complaint, constant);
        decref_maybe(value_of(items));
        return done;
    }
    return raise_type_error("%s: %T", complaint, value);
}
