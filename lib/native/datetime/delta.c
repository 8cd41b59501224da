/* timedelta: days, seconds and microseconds; the last two are never negative.
 *
 * Sums are 128-bit numbers of microseconds. Products and quotients that may not fit go through
 * ints. */
#include "lib/native/datetime/parts.h"

#include <math.h>
#include <string.h>

enum { DAYS_MAX = 999999999 };

static int64_t floor_divide(Wide number, int64_t divisor, int64_t *rest) {
    Wide quotient = number / divisor;
    int64_t remainder = (int64_t)(number % divisor);
    if (remainder < 0) {
        remainder += divisor;
        quotient--;
    }
    *rest = remainder;
    return quotient > INT64_MAX ? INT64_MAX : quotient < INT64_MIN ? INT64_MIN : (int64_t)quotient;
}

static Value delta_new_of(Type *type, Wide number) {
    int64_t rest, microseconds;
    int64_t days = floor_divide(number, US_PER_DAY, &rest);
    int64_t seconds = floor_divide(rest, US_PER_SECOND, &microseconds);
    if (days != (int32_t)days)
        return raise_overflow_error("Python int too large to convert to C int");
    if (days < -DAYS_MAX || days > DAYS_MAX)
        return raise_overflow_error("days=%d; must have magnitude <= %d", (int)days, DAYS_MAX);
    Delta *delta = type_allocate(type, 0);
    if (!delta)
        return NULL;
    delta->hash = -1;
    delta->days = (int32_t)days;
    delta->seconds = (int32_t)seconds;
    delta->microseconds = (int32_t)microseconds;
    if (type->mem.kind == MEM_CONTAINER)
        mem_gc_track(delta);
    return value_of(delta);
}

Value delta_new(Wide microseconds) {
    return delta_new_of(&delta_type, microseconds);
}

static void delta_dealloc(Object *object) {
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* ---- ints that may be large ------------------------------------------------------------------ */

static Value value_of_wide(Wide number) {
    if (number >= SMALL_INT_MIN && number <= SMALL_INT_MAX)
        return value_of_small_int((int64_t)number);
    return int_from_bytes((const uint8_t *)&number, sizeof number, true, true);
}

/* The int must be of less than 127 bits. */
static bool wide_of_int(Value value, Wide *number) {
    int64_t small;
    if (int_fits_int64(value, &small)) {
        *number = small;
        return true;
    }
    uint8_t bytes[16];
    if (int_bit_length(value) > 120 || !int_to_bytes(value, bytes, sizeof bytes, true, true)) {
        exception_clear();
        return raise_overflow_error("Python int too large to convert to C int");
    }
    memcpy(number, bytes, sizeof bytes);
    return true;
}

static Value delta_of_int_steal(Value number) {
    Wide wide;
    if (!number)
        return NULL;
    bool fine = wide_of_int(number, &wide);
    decref(number);
    return fine ? delta_new(wide) : NULL;
}

/* numerator / denominator to the nearest int, a tie to the even one; both references are taken. */
static Value divide_nearest_steal(Value numerator, Value denominator) {
    Value result = NULL,
          pair = numerator && denominator ? int_divmod(numerator, denominator) : NULL;
    if (pair) {
        Value quotient = tuple_of(pair)->items[0], rest = tuple_of(pair)->items[1];
        Value twice = int_add(rest, rest);
        if (twice) {
            int order = int_sign(denominator) > 0 ? int_compare(twice, denominator)
                                                  : int_compare(denominator, twice);
            bool up = order > 0 || (order == 0 && int_as_mask64(quotient) & 1);
            result = up ? int_add(quotient, value_of_small_int(1)) : own(quotient);
            decref(twice);
        }
        decref(pair);
    }
    decref_maybe(numerator);
    decref_maybe(denominator);
    return result;
}

/* ---- making ---------------------------------------------------------------------------------- */

typedef struct {
    Wide sum;
    double left_over; /* microseconds below one */
} Sum;

static bool add_part(Sum *sum, Value value, const char *name, int64_t factor) {
    Wide whole, product;
    double fraction = 0;
    if (!value)
        return true;
    if (is_int(value)) {
        if (!wide_of_int(value, &whole))
            return false;
    } else if (is_float(value)) {
        double integral;
        fraction = modf(float_of(value), &integral);
        Value number = value_from_double(integral);
        if (!number)
            return false;
        bool fits = wide_of_int(number, &whole);
        decref(number);
        if (!fits)
            return false;
    } else
        return raise_type_error("unsupported type for timedelta %s component: %T", name, value);
    if (__builtin_mul_overflow(whole, (Wide)factor, &product) ||
        __builtin_add_overflow(sum->sum, product, &sum->sum))
        return raise_overflow_error("Python int too large to convert to C int");
    if (fraction != 0) {
        double integral;
        fraction = modf(fraction * (double)factor, &integral);
        sum->sum += (Wide)integral;
        sum->left_over += fraction;
    }
    return true;
}

static Wide rounded_sum(const Sum *sum) {
    double whole = round(sum->left_over);
    if (fabs(whole - sum->left_over) == 0.5) { /* a tie: the whole sum becomes even */
        int odd = (int)(sum->sum & 1);
        whole = 2.0 * round((sum->left_over + odd) * 0.5) - odd;
    }
    return sum->sum + (Wide)whole;
}

static Value delta_new_type(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, "
                  "hours=0, weeks=0)");
    Value bound[7];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Sum sum = {0};
    if (!add_part(&sum, bound[2], "microseconds", 1) ||
        !add_part(&sum, bound[3], "milliseconds", 1000) ||
        !add_part(&sum, bound[1], "seconds", US_PER_SECOND) ||
        !add_part(&sum, bound[4], "minutes", 60 * US_PER_SECOND) ||
        !add_part(&sum, bound[5], "hours", 3600 * US_PER_SECOND) ||
        !add_part(&sum, bound[0], "days", US_PER_DAY) ||
        !add_part(&sum, bound[6], "weeks", 7 * US_PER_DAY))
        return NULL;
    return delta_new_of(type, rounded_sum(&sum));
}

/* ---- arithmetic ------------------------------------------------------------------------------ */

static Value delta_add(Value left, Value right) {
    if (!is_delta(left) || !is_delta(right))
        return NOT_IMPLEMENTED;
    return delta_new(delta_microseconds(delta_of(left)) + delta_microseconds(delta_of(right)));
}

static Value delta_subtract(Value left, Value right) {
    if (!is_delta(left) || !is_delta(right))
        return NOT_IMPLEMENTED;
    return delta_new(delta_microseconds(delta_of(left)) - delta_microseconds(delta_of(right)));
}

/* delta * (numerator / denominator of the float), or divided by it. */
static Value scale_by_float(const Delta *delta, Value factor, bool divide) {
    static Str *name;
    if (!name && !(name = str_intern_forever_steal(str_from_c("as_integer_ratio"))))
        return NULL;
    Value ratio = call_method_0(factor, name);
    if (!ratio)
        return NULL;
    Value result = NULL;
    if (!is_tuple(ratio))
        raise_type_error("unexpected return type from as_integer_ratio(): expected tuple, got "
                         "'%T'",
                         ratio);
    else if (tuple_of(ratio)->count != 2)
        raise_value_error("as_integer_ratio() must return a 2-tuple");
    else if (!is_int(tuple_of(ratio)->items[0]) || !is_int(tuple_of(ratio)->items[1]))
        raise_type_error("as_integer_ratio() must return a tuple of two ints");
    else {
        Value up = tuple_of(ratio)->items[divide], down = tuple_of(ratio)->items[!divide];
        if (int_sign(down) == 0)
            raise_error(&exc_ZeroDivisionError, "division by zero");
        else {
            Value number = value_of_wide(delta_microseconds(delta));
            Value product = number ? int_multiply(number, up) : NULL;
            decref_maybe(number);
            if (product)
                result = delta_of_int_steal(divide_nearest_steal(product, own(down)));
        }
    }
    decref(ratio);
    return result;
}

static Value multiply_by_int(const Delta *delta, Value factor) {
    Wide product, number = delta_microseconds(delta);
    if (is_small_int(factor) &&
        !__builtin_mul_overflow(number, (Wide)small_int_of(factor), &product))
        return delta_new(product);
    Value large = value_of_wide(number);
    Value result = large ? int_multiply(large, factor) : NULL;
    decref_maybe(large);
    return delta_of_int_steal(result);
}

static Value delta_multiply(Value left, Value right) {
    Value delta = is_delta(left) ? left : right, factor = is_delta(left) ? right : left;
    if (is_int(factor))
        return multiply_by_int(delta_of(delta), factor);
    if (is_float(factor))
        return scale_by_float(delta_of(delta), factor, false);
    return NOT_IMPLEMENTED;
}

/* Both as ints: false with an exception pending. */
static bool as_ints(Value left, Value right, Value *first, Value *second) {
    *first = value_of_wide(delta_microseconds(delta_of(left)));
    *second = *first ? value_of_wide(delta_microseconds(delta_of(right))) : NULL;
    if (*second)
        return true;
    decref_maybe(*first);
    return false;
}

static Value delta_true_divide(Value left, Value right) {
    if (!is_delta(left))
        return NOT_IMPLEMENTED;
    if (is_delta(right)) {
        Value first, second;
        if (!as_ints(left, right, &first, &second))
            return NULL;
        Value result = int_true_divide(first, second);
        decref(first);
        decref(second);
        return result;
    }
    if (is_float(right))
        return scale_by_float(delta_of(left), right, true);
    if (!is_int(right))
        return NOT_IMPLEMENTED;
    if (int_sign(right) == 0)
        return raise_error(&exc_ZeroDivisionError, "integer division or modulo by zero");
    return delta_of_int_steal(
        divide_nearest_steal(value_of_wide(delta_microseconds(delta_of(left))), own(right)));
}

static Value delta_floor_divide(Value left, Value right) {
    if (!is_delta(left) || !(is_delta(right) || is_int(right)))
        return NOT_IMPLEMENTED;
    Value number = value_of_wide(delta_microseconds(delta_of(left)));
    Value divisor =
        !is_delta(right) ? own(right) : value_of_wide(delta_microseconds(delta_of(right)));
    Value result = NULL;
    if (number && divisor) {
        if (int_sign(divisor) == 0)
            raise_error(&exc_ZeroDivisionError, "integer division or modulo by zero");
        else
            result = int_floor_divide(number, divisor);
    }
    decref_maybe(number);
    decref_maybe(divisor);
    return is_delta(right) ? result : delta_of_int_steal(result);
}

static Value delta_remainder(Value left, Value right) {
    if (!is_delta(left) || !is_delta(right))
        return NOT_IMPLEMENTED;
    Wide divisor = delta_microseconds(delta_of(right));
    if (divisor == 0)
        return raise_error(&exc_ZeroDivisionError, "integer modulo by zero");
    Wide rest = delta_microseconds(delta_of(left)) % divisor;
    if (rest != 0 && (rest < 0) != (divisor < 0))
        rest += divisor;
    return delta_new(rest);
}

static Value delta_divmod(Value left, Value right) {
    if (!is_delta(left) || !is_delta(right))
        return NOT_IMPLEMENTED;
    Value quotient = delta_floor_divide(left, right);
    if (!quotient)
        return NULL;
    Value rest = delta_remainder(left, right);
    Tuple *pair = rest ? tuple_pack(2, quotient, rest) : NULL;
    decref(quotient);
    decref_maybe(rest);
    return value_of(pair);
}

static Value delta_negative(Value self) {
    return delta_new(-delta_microseconds(delta_of(self)));
}

static Value delta_positive(Value self) {
    return delta_new(delta_microseconds(delta_of(self)));
}

static Value delta_absolute(Value self) {
    Wide number = delta_microseconds(delta_of(self));
    return delta_new(number < 0 ? -number : number);
}

static Answer delta_truth(Value self) {
    return delta_microseconds(delta_of(self)) != 0;
}

static Value delta_compare(Value self, Value other, CompareOp op) {
    if (!is_delta(other))
        return NOT_IMPLEMENTED;
    Wide left = delta_microseconds(delta_of(self)), right = delta_microseconds(delta_of(other));
    return value_of_bool(order_satisfies((left > right) - (left < right), op));
}

/* That of the tuple of the three numbers. */
Hash delta_hash(Value self) {
    Delta *delta = delta_of(self);
    if (delta->hash == -1) {
        Tuple *tuple =
            tuple_pack(3, value_of_small_int(delta->days), value_of_small_int(delta->seconds),
                       value_of_small_int(delta->microseconds));
        if (!tuple)
            return -1;
        delta->hash = object_hash(value_of(tuple));
        GIVE_UP(tuple);
    }
    return delta->hash;
}

/* ---- texts ----------------------------------------------------------------------------------- */

static Value delta_repr(Value self) {
    const Delta *delta = delta_of(self);
    const struct {
        const char *name;
        int number;
    } parts[] = {
        {"days", delta->days}, {"seconds", delta->seconds}, {"microseconds", delta->microseconds}};
    StrBuilder builder;
    str_builder_init(&builder);
    str_builder_format(&builder, "%s(", type_name_of(self));
    bool any = false;
    for (size_t i = 0; i < 3; i++)
        if (parts[i].number) {
            str_builder_format(&builder, "%s%s=%d", any ? ", " : "", parts[i].name,
                               parts[i].number);
            any = true;
        }
    str_builder_c(&builder, any ? ")" : "0)");
    return value_of(str_builder_finish(&builder));
}

static Value delta_str(Value self) {
    const Delta *delta = delta_of(self);
    int minutes = delta->seconds / 60;
    StrBuilder builder;
    str_builder_init(&builder);
    if (delta->days)
        str_builder_format(&builder, "%d day%s, ", delta->days,
                           delta->days == 1 || delta->days == -1 ? "" : "s");
    str_builder_format(&builder, "%d:", minutes / 60);
    format_digits(&builder, (uint32_t)minutes % 60, 2);
    str_builder_character(&builder, ':');
    format_digits(&builder, (uint32_t)delta->seconds % 60, 2);
    if (delta->microseconds) {
        str_builder_character(&builder, '.');
        format_digits(&builder, (uint32_t)delta->microseconds, 6);
    }
    return value_of(str_builder_finish(&builder));
}

static Value delta_total_seconds(Value self, Value *args) {
    Value number = value_of_wide(delta_microseconds(delta_of(self)));
    Value result = number ? int_true_divide(number, value_of_small_int(US_PER_SECOND)) : NULL;
    decref_maybe(number);
    return result;
}

static Value delta_reduce(Value self, Value *args) {
    const Delta *delta = delta_of(self);
    Tuple *state =
        tuple_pack(3, value_of_small_int(delta->days), value_of_small_int(delta->seconds),
                   value_of_small_int(delta->microseconds));
    Tuple *result = state ? tuple_pack(2, value_of(type_of(self)), value_of(state)) : NULL;
    decref_maybe(value_of(state));
    return value_of(result);
}

static const NativeMethod methods[] = {
    NATIVE("total_seconds($self, /)", delta_total_seconds, "Total seconds in the duration."),
    NATIVE("__reduce__($self, /)", delta_reduce, "__reduce__() -> (cls, state)"), NATIVE_END};

static const NativeMember members[] = {
    {"days", MEMBER_INT32, offsetof(Delta, days), false, "Number of days."},
    {"seconds", MEMBER_INT32, offsetof(Delta, seconds), false,
     "Number of seconds (>= 0 and less than 1 day)."},
    {"microseconds", MEMBER_INT32, offsetof(Delta, microseconds), false,
     "Number of microseconds (>= 0 and less than 1 second)."},
    {NULL, 0, 0, false, NULL}};

Type delta_type = {
    TYPE_INIT_ATOM("datetime.timedelta", sizeof(Delta), delta_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc = "Difference between two datetime values.\n\ntimedelta(days=0, seconds=0, "
           "microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\nAll arguments are "
           "optional and default to 0.\nArguments may be integers or floats, and may be positive "
           "or negative.",
    .methods = methods,
    .members = members,
    .new = delta_new_type,
    .repr = delta_repr,
    .str = delta_str,
    .hash = delta_hash,
    .compare = delta_compare,
    .truth = delta_truth,
    .binary = {[NUMBER_ADD] = delta_add,
               [NUMBER_SUBTRACT] = delta_subtract,
               [NUMBER_MULTIPLY] = delta_multiply,
               [NUMBER_TRUE_DIVIDE] = delta_true_divide,
               [NUMBER_FLOOR_DIVIDE] = delta_floor_divide,
               [NUMBER_REMAINDER] = delta_remainder,
               [NUMBER_DIVMOD] = delta_divmod},
    .unary = {[NUMBER_NEGATIVE] = delta_negative,
              [NUMBER_POSITIVE] = delta_positive,
              [NUMBER_ABSOLUTE] = delta_absolute},
};

bool delta_add_constants(void) {
    static const Wide day = US_PER_DAY;
    return dict_set_c_steal(delta_type.dict, "resolution", delta_new(1)) &&
           dict_set_c_steal(delta_type.dict, "min", delta_new(-DAYS_MAX * day)) &&
           dict_set_c_steal(delta_type.dict, "max", delta_new((DAYS_MAX + 1) * day - 1));
}
