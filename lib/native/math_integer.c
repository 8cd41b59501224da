/* math's functions of integers: gcd, lcm, factorial, comb, perm, isqrt. */
#include "lib/native/math_parts.h"
#include "vm/pass.h"

/* Folds the arguments, converted by __index__, with `step`. */
static Value fold(Value *args, size_t count, Value start, Value (*step)(Value, Value)) {
    Value result = own(start);
    for (size_t i = 0; i < count && result; i++) {
        Value number = object_index(args[i]);
        Value next = number ? step(result, number) : NULL;
        decref_maybe(number);
        decref(result);
        result = next;
        if (result && !pass_may_go_on())
            clear_value(&result);
    }
    return result;
}

Value math_gcd(Value self, Value *args, size_t count, Tuple *names) {
    if (names)
        return raise_type_error("math.gcd() takes no keyword arguments");
    return fold(args, count, value_of_small_int(0), int_gcd);
}

static Value lcm(Value left, Value right) {
    if (int_sign(left) == 0 || int_sign(right) == 0)
        return value_of_small_int(0);
    Value gcd = int_gcd(left, right), result = NULL;
    Value part = gcd ? int_floor_divide(left, gcd) : NULL;
    Value product = part ? int_multiply(part, right) : NULL;
    if (product)
        result = int_sign(product) < 0 ? int_negative(product) : own(product);
    decref_maybe(gcd);
    decref_maybe(part);
    decref_maybe(product);
    return result;
}

Value math_lcm(Value self, Value *args, size_t count, Tuple *names) {
    if (names)
        return raise_type_error("math.lcm() takes no keyword arguments");
    return fold(args, count, value_of_small_int(1), lcm);
}

Value math_factorial(Value self, Value *args) {
    Value number = object_index(args[0]);
    if (!number)
        return NULL;
    int64_t n = 0;
    int sign = int_sign(number);
    bool fits = int_fits_int64(number, &n);
    decref(number);
    if (sign < 0)
        return raise_value_error("factorial() not defined for negative values");
    if (!fits)
        return raise_overflow_error("factorial() argument should not exceed %ld", INT64_MAX);
    return int_factorial((uint64_t)n);
}

Value math_isqrt(Value self, Value *args) {
    Value number = object_index(args[0]);
    if (!number)
        return NULL;
    Value root = int_isqrt(number);
    decref(number);
    return root;
}

/* n * (n - 1) * ... * (n - k + 1) by halves, so that factors grow evenly. */
static Value falling(Value n, uint64_t first, uint64_t count) {
    if (UNLIKELY(eval_breaker & BREAK_SIGNAL) && !eval_breaker_handle())
        return NULL;
    if (count == 1)
        return int_subtract(n, value_of_small_int((int64_t)first));
    Value left = falling(n, first, count / 2);
    Value right = left ? falling(n, first + count / 2, count - count / 2) : NULL;
    Value product = right ? int_multiply(left, right) : NULL;
    decref_maybe(left);
    decref_maybe(right);
    return product;
}

static bool check_not_negative(Value number, const char *name) {
    return int_sign(number) >= 0 || raise_value_error("%s must be a non-negative integer", name);
}

Value math_perm(Value self, Value *args) {
    if (!args[1] || args[1] == NONE)
        return math_factorial(self, args);
    Value n = object_index(args[0]), k = n ? object_index(args[1]) : NULL, result = NULL;
    int64_t count;
    if (!k || !check_not_negative(n, "n") || !check_not_negative(k, "k"))
        goto done;
    if (int_compare(n, k) < 0)
        result = value_of_small_int(0);
    else if (!int_fits_int64(k, &count))
        raise_overflow_error("k must not exceed %ld", INT64_MAX);
    else if (count == 0)
        result = value_of_small_int(1);
    else if ((double)count * (double)int_bit_length(n) > 1e12)
        raise_no_memory();
    else
        result = falling(n, 0, (uint64_t)count);
done:
    decref_maybe(n);
    decref_maybe(k);
    return result;
}

Value math_comb(Value self, Value *args) {
    Value n = object_index(args[0]), k = n ? object_index(args[1]) : NULL, result = NULL;
    Value other = NULL;
    int64_t count;
    if (!k || !check_not_negative(n, "n") || !check_not_negative(k, "k"))
        goto done;
    other = int_subtract(n, k);
    if (!other)
        goto done;
    if (int_sign(other) < 0)
        result = value_of_small_int(0);
    else if (!int_fits_int64(int_compare(other, k) < 0 ? other : k, &count))
        raise_overflow_error("min(n - k, k) must not exceed %ld", INT64_MAX);
    else if ((double)count * (double)int_bit_length(n) > 1e12)
        raise_no_memory();
    else
        result = int_binomial(n, (uint64_t)count);
done:
    decref_maybe(n);
    decref_maybe(k);
    decref_maybe(other);
    return result;
}
