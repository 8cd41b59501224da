/* Builtin functions about numbers: abs, divmod, pow, round, bases, characters, sum, min, max. */
#include "lib/builtins/builtins.h"

#include <math.h>

Value builtin_abs(Value self, Value *args) {
    return object_unary(NUMBER_ABSOLUTE, args[0]);
}

static Value to_base(Value value, int base) {
    if (is_int(value))
        return int_to_str(value, base, true);
    Value index = object_index(value);
    if (!index)
        return NULL;
    Value text = int_to_str(index, base, true);
    decref(index);
    return text;
}

Value builtin_bin(Value self, Value *args) {
    return to_base(args[0], 2);
}

Value builtin_oct(Value self, Value *args) {
    return to_base(args[0], 8);
}

Value builtin_hex(Value self, Value *args) {
    return to_base(args[0], 16);
}

Value builtin_chr(Value self, Value *args) {
    Value index = object_index(args[0]);
    if (!index)
        return NULL;
    int64_t code = -1;
    bool fits = int_fits_int64(index, &code);
    decref(index);
    if (!fits || code < 0 || code > 0x10ffff)
        return raise_value_error("chr() arg not in range(0x110000)");
    return value_of(str_from_character((uint32_t)code));
}

Value builtin_ord(Value self, Value *args) {
    size_t size;
    if (is_str(args[0])) {
        size = str_of(args[0])->length;
        if (size == 1)
            return value_of_small_int(str_at(str_of(args[0]), 0));
    } else if (is_bytes(args[0])) {
        size = bytes_of(args[0])->size;
        if (size == 1)
            return value_of_small_int(bytes_of(args[0])->data[0]);
    } else if (is_instance_of(args[0], &bytearray_type)) {
        ByteArray *array = (ByteArray *)object_of(args[0]);
        size = array->size;
        if (size == 1)
            return value_of_small_int(array->data[array->offset]);
    } else
        return raise_type_error("ord() expected string of length 1, but %T found", args[0]);
    return raise_type_error("ord() expected a character, but string of length %zu found", size);
}

Value builtin_divmod(Value self, Value *args) {
    return object_binary(NUMBER_DIVMOD, args[0], args[1]);
}

Value builtin_pow(Value self, Value *args) {
    return object_power(args[0], args[1], args[2] ? args[2] : NONE);
}

Value builtin_round(Value self, Value *args) {
    Value method;
    Lookup found = special_method_lookup(args[0], names.__round__, &method);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_MISSING)
        return raise_type_error("type %T doesn't define __round__ method", args[0]);
    Value result = args[1] && args[1] != NONE ? call_1(method, args[1]) : call_0(method);
    decref(method);
    return result;
}

/* ---- sum ------------------------------------------------------------------------------------- */

/* A running sum: an int64 while all items are ints that fit, then a double with what rounding lost
 * (Neumaier's method) while all are floats or ints, then any value. */
typedef struct Sum {
    enum { SUM_INT, SUM_FLOAT, SUM_ANY } kind;
    int64_t integer;
    double number, lost;
    Value value; /* owned, in SUM_ANY */
} Sum;

static Value sum_value(const Sum *sum) {
    if (sum->kind == SUM_INT)
        return value_from_int64(sum->integer);
    if (sum->kind == SUM_FLOAT)
        return float_new(sum->lost != 0 && isfinite(sum->lost) ? sum->number + sum->lost
                                                               : sum->number);
    return own(sum->value);
}

static void add_double(Sum *sum, double x) {
    double total = sum->number + x;
    sum->lost +=
        fabs(sum->number) >= fabs(x) ? (sum->number - total) + x : (x - total) + sum->number;
    sum->number = total;
}

/* Adds without leaving the fast kinds; false if that is not possible. */
static bool add_fast(Sum *sum, Value item) {
    if (sum->kind == SUM_INT) {
        int64_t integer;
        if (is_small_int(item) || item == TRUE_VALUE || item == FALSE_VALUE) {
            int64_t number = is_small_int(item) ? small_int_of(item) : item == TRUE_VALUE;
            if (__builtin_add_overflow(sum->integer, number, &integer))
                return false;
            sum->integer = integer;
            return true;
        }
        if (!is_exact_float(item))
            return false;
        if (sum->integer > (INT64_C(1) << 53) || sum->integer < -(INT64_C(1) << 53))
            return false;
        sum->kind = SUM_FLOAT;
        sum->number = (double)sum->integer + float_of(item);
        sum->lost = 0;
        return true;
    }
    if (sum->kind != SUM_FLOAT)
        return false;
    if (is_exact_float(item)) {
        add_double(sum, float_of(item));
        return true;
    }
    if (is_small_int(item)) {
        sum->number += (double)small_int_of(item);
        return true;
    }
    return false;
}

static bool add_any(Sum *sum, Value item) {
    if (sum->kind != SUM_ANY) {
        Value value = sum_value(sum);
        if (!value)
            return false;
        sum->value = value;
        sum->kind = SUM_ANY;
    }
    Value total = object_add(sum->value, item);
    if (!total)
        return false;
    replace_value(&sum->value, total);
    if (is_exact_float(total)) { /* fast again */
        sum->kind = SUM_FLOAT;
        sum->number = float_of(total);
        sum->lost = 0;
        clear_value(&sum->value);
    }
    return true;
}

static bool sum_start(Sum *sum, Value start) {
    *sum = (Sum){.kind = SUM_INT};
    if (!start)
        return true;
    if (is_str(start))
        return raise_type_error("sum() can't sum strings [use ''.join(seq) instead]");
    if (is_bytes(start))
        return raise_type_error("sum() can't sum bytes [use b''.join(seq) instead]");
    if (is_instance_of(start, &bytearray_type))
        return raise_type_error("sum() can't sum bytearray [use b''.join(seq) instead]");
    if (is_exact_int(start) && int_fits_int64(start, &sum->integer))
        return true;
    if (is_exact_float(start)) {
        sum->kind = SUM_FLOAT;
        sum->number = float_of(start);
        return true;
    }
    sum->kind = SUM_ANY;
    sum->value = own(start);
    return true;
}

Value builtin_sum(Value self, Value *args) {
    Value iterator = object_iter(args[0]), item;
    Sum sum;
    if (!iterator)
        return NULL;
    if (!sum_start(&sum, args[1])) {
        decref(iterator);
        return NULL;
    }
    Next next;
    while ((next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        bool fine = add_fast(&sum, item) || add_any(&sum, item);
        decref(item);
        if (!fine) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    Value result = next == NEXT_DONE ? sum_value(&sum) : NULL;
    decref_maybe(sum.value);
    return result;
}

/* ---- min, max -------------------------------------------------------------------------------- */

/* Keeps the better of two; takes over the references of the candidate. */
static bool keep_better(Value *best, Value *best_key, Value item, Value key, CompareOp op) {
    Answer better = *best ? object_compare_truth(key, *best_key, op) : ANSWER_YES;
    if (better != ANSWER_YES) {
        decref(item);
        decref(key);
        return better != ANSWER_ERROR;
    }
    replace_value(best, item);
    replace_value(best_key, key);
    return true;
}

static Value extreme_of(const char *name, Value iterable, Value key_function, Value fallback,
                        CompareOp op) {
    Value iterator = object_iter(iterable), best = NULL, best_key = NULL, item;
    if (!iterator)
        return NULL;
    Next next;
    while ((next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        Value key = key_function ? call_1(key_function, item) : own(item);
        if (!key)
            decref(item);
        if (!key || !keep_better(&best, &best_key, item, key, op)) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    decref_maybe(best_key);
    if (next == NEXT_ERROR) {
        decref_maybe(best);
        return NULL;
    }
    if (!best)
        return fallback ? own(fallback)
                        : raise_value_error("%s() iterable argument is empty", name);
    return best;
}

/* Several positional arguments: compared without being collected. */
static Value extreme_of_arguments(Value *args, size_t count, Value key_function, CompareOp op) {
    Value best = NULL, best_key = NULL;
    for (size_t i = 0; i < count; i++) {
        Value key = key_function ? call_1(key_function, args[i]) : own(args[i]);
        if (!key || !keep_better(&best, &best_key, own(args[i]), key, op)) {
            decref_maybe(best);
            decref_maybe(best_key);
            return NULL;
        }
    }
    decref(best_key);
    return best;
}

static Value extreme(const char *name, Signature *signature, Value *args, size_t count,
                     Tuple *keywords, CompareOp op) {
    Value key = NULL, fallback = NULL;
    if (keywords) {
        Value bound[3];
        if (!arguments_bind(signature, args, count, keywords, bound))
            return NULL;
        arguments_release(signature, bound);
        key = bound[1] == NONE ? NULL : bound[1];
        fallback = bound[2];
    }
    if (count == 0)
        return raise_type_error("%s expected at least 1 argument, got 0", name);
    if (count == 1)
        return extreme_of(name, args[0], key, fallback, op);
    if (fallback)
        return raise_type_error(
            "Cannot specify a default for %s() with multiple positional arguments", name);
    return extreme_of_arguments(args, count, key, op);
}

Value builtin_min(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("min(*args, key=None, default=None)");
    return extreme("min", &signature, args, count, keywords, COMPARE_LT);
}

Value builtin_max(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("max(*args, key=None, default=None)");
    return extreme("max", &signature, args, count, keywords, COMPARE_GT);
}
