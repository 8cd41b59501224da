/* What the language does with any value: text, hash, truth, comparison, identity, formats.
 * Arithmetic is in operations_number.c, containers and iteration in operations_container.c, the
 * questions about classes in operations_class.c. */
#include "vm/operations.h"

#include "vm/names.h"
#include "vm/objects/int.h"
#include "vm/objects/str.h"
#include "vm/raise.h"
#include "vm/type_internal.h"

#include "vm/operations_internal.h"

/* ---- text ------------------------------------------------------------------------------------ */

/* The result of __repr__ or __str__ must be a str. */
static Value check_text(Value text, const char *method) {
    if (LIKELY(!text || is_str(text)))
        return text;
    raise_type_error("%s returned non-string (type %.200s)", method, type_name_of(text));
    decref(text);
    return NULL;
}

Value object_repr(Value value) {
    if (!value)
        return value_of(str_from_c("<NULL>"));
    Type *type = ready_type_of(value);
    if (!type || !recursion_enter(" while getting the repr of an object"))
        return NULL;
    return check_text(type->repr(value), "__repr__");
}

Value object_str(Value value) {
    if (!value)
        return value_of(str_from_c("<NULL>"));
    if (is_exact_str(value))
        return own(value);
    Type *type = ready_type_of(value);
    if (!type)
        return NULL;
    if (!type->str)
        return object_repr(value);
    if (!recursion_enter(" while getting the str of an object"))
        return NULL;
    return check_text(type->str(value), "__str__");
}

Value object_ascii(Value value) {
    Value text = object_repr(value);
    if (!text || str_of(text)->ascii)
        return text;
    StrBuilder builder;
    str_builder_init(&builder);
    const Str *str = str_of(text);
    for (size_t i = 0; i < str->length; i++) {
        uint32_t character = str_at(str, i);
        if (character < 128) {
            str_builder_character(&builder, character);
            continue;
        }
        int digits = character < 0x100 ? 2 : character < 0x10000 ? 4 : 8;
        str_builder_character(&builder, '\\');
        str_builder_character(&builder, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
        while (digits-- > 0)
            str_builder_character(&builder,
                                  (uint8_t) "0123456789abcdef"[character >> (4 * digits) & 15]);
    }
    decref(text);
    return value_of(str_builder_finish(&builder));
}

Value object_format(Value value, Value specification) {
    if (specification && !is_str(specification))
        return raise_system_error("Format specifier must be a string, not %.200s",
                                  type_name_of(specification));
    if (!specification || !str_of(specification)->length) {
        if (is_exact_str(value))
            return own(value);
        if (is_exact_int(value))
            return object_str(value);
    }
    Value empty = specification ? NULL : value_of(str_empty());
    Value stack[] = {value, specification ? specification : empty}, result;
    Type *type = ready_type_of(value);
    Lookup found = type ? special_call(names.__format__, stack, 2, &result) : LOOKUP_ERROR;
    decref_maybe(empty);
    if (found == LOOKUP_MISSING)
        return raise_type_error("Type %.100s doesn't define __format__", type_name_of(value));
    if (found == LOOKUP_ERROR)
        return NULL;
    if (is_str(result))
        return result;
    raise_type_error("__format__ must return a str, not %.200s", type_name_of(result));
    decref(result);
    return NULL;
}

/* ---- hash, truth, identity ------------------------------------------------------------------- */

Hash object_hash(Value value) {
    if (is_exact_str(value))
        return str_hash(str_of(value));
    Type *type = ready_type_of(value);
    if (!type || !recursion_enter(" while hashing an object"))
        return -1;
    if (!type->hash)
        return hash_not_implemented(value);
    return type->hash(value);
}

Answer object_truth(Value value) {
    if (value == TRUE_VALUE)
        return ANSWER_YES;
    if (value == FALSE_VALUE || value == NONE)
        return ANSWER_NO;
    if (is_small_int(value))
        return small_int_of(value) != 0;
    Type *type = ready_type_of(value);
    if (!type)
        return ANSWER_ERROR;
    if (type->truth)
        return type->truth(value);
    if (!type->length)
        return ANSWER_YES;
    ptrdiff_t length = type->length(value);
    return length < 0 ? ANSWER_ERROR : length > 0 ? ANSWER_YES : ANSWER_NO;
}

/* An object's address; a small integer, which has none, its word's (odd) number. */
Value object_id(Value value) {
    return value_from_uint64((uintptr_t)value);
}

/* ---- comparison ------------------------------------------------------------------------------ */

static const CompareOp swapped[] = {COMPARE_GT, COMPARE_GE, COMPARE_EQ,
                                    COMPARE_NE, COMPARE_LT, COMPARE_LE};

static Value compare_types(Type *left_type, Type *right_type, Value left, Value right,
                           CompareOp op) {
    Value result;
    bool tried_right = false;
    if (left_type != right_type && right_type->compare && type_is_subtype(right_type, left_type)) {
        tried_right = true;
        result = right_type->compare(right, left, swapped[op]);
        if (result != NOT_IMPLEMENTED)
            return result;
    }
    if (left_type->compare) {
        result = left_type->compare(left, right, op);
        if (result != NOT_IMPLEMENTED)
            return result;
    }
    if (!tried_right && right_type->compare) {
        result = right_type->compare(right, left, swapped[op]);
        if (result != NOT_IMPLEMENTED)
            return result;
    }
    if (op == COMPARE_EQ || op == COMPARE_NE)
        return value_of_bool((left == right) == (op == COMPARE_EQ));
    return raise_type_error("'%s' not supported between instances of '%.100s' and '%.100s'",
                            compare_operator_text((CompareOperator)op), left_type->mem.name,
                            right_type->mem.name);
}

Value object_compare(Value left, Value right, CompareOp op) {
    Type *left_type = ready_type_of(left), *right_type = ready_type_of(right);
    if (!left_type || !right_type || !recursion_enter(" in comparison"))
        return NULL;
    return compare_types(left_type, right_type, left, right, op);
}

Answer object_compare_truth(Value left, Value right, CompareOp op) {
    if (are_small_ints(left, right)) {
        int64_t a = small_int_of(left), b = small_int_of(right);
        return order_satisfies((a > b) - (a < b), op) ? ANSWER_YES : ANSWER_NO;
    }
    Value result = object_compare(left, right, op);
    if (!result)
        return ANSWER_ERROR;
    Answer answer = object_truth(result);
    decref(result);
    return answer;
}

Answer object_equal(Value left, Value right) {
    if (left == right)
        return ANSWER_YES;
    if (is_exact_str(left) && is_exact_str(right))
        return str_equal(str_of(left), str_of(right));
    incref(left); /* what __eq__ does may give them up */
    incref(right);
    Answer answer = object_compare_truth(left, right, COMPARE_EQ);
    decref(left);
    decref(right);
    return answer;
}
