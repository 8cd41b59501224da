/* Conversions between Decimal and int, float and tuple. */
#include "lib/native/decimal/decimal.h"
#include "vm/import.h"

#include <math.h>

/* ---- from int -------------------------------------------------------------------------------- */

static Value from_int(Type *type, Value integer) {
    IntView view;
    int_view(integer, &view);
    Number number = {.kind = KIND_FINITE, .negative = view.negative};
    mpz_roinit_n(number.coefficient, view.limbs, (mp_size_t)view.count);
    return decimal_from_number(type, &number);
}

Value decimal_operand_or_null(Value value) {
    if (is_int(value))
        return from_int(&decimal_type, value);
    return is_decimal(value) ? own(value) : NULL;
}

Value decimal_operand(Value value) {
    Value operand = decimal_operand_or_null(value);
    if (!operand && !exception_pending())
        raise_type_error("conversion from %T to Decimal is not supported", value);
    return operand;
}

/* ---- from float ------------------------------------------------------------------------------ */

typedef struct FloatTask {
    double number;
    Number result;
} FloatTask;

/* m * 2**-n is m * 5**n * 10**-n. */
static void read_float(void *task_pointer) {
    FloatTask *task = task_pointer;
    Number *result = &task->result;
    number_init(result);
    if (!isfinite(task->number)) {
        number_set_infinity(result, signbit(task->number));
        if (isnan(task->number))
            result->kind = KIND_QUIET_NAN;
        return;
    }
    int exponent;
    double fraction = frexp(fabs(task->number), &exponent);
    mpz_set_d(result->coefficient, ldexp(fraction, 53));
    exponent -= 53;
    result->negative = signbit(task->number);
    if (mpz_sgn(result->coefficient) == 0)
        return;
    mp_bitcnt_t twos = mpz_scan1(result->coefficient, 0);
    mpz_fdiv_q_2exp(result->coefficient, result->coefficient, twos);
    exponent += (int)twos;
    if (exponent >= 0) {
        mpz_mul_2exp(result->coefficient, result->coefficient, (mp_bitcnt_t)exponent);
        return;
    }
    mpz_t power;
    mpz_init(power);
    mpz_ui_pow_ui(power, 5, (unsigned long)-exponent);
    mpz_mul(result->coefficient, result->coefficient, power);
    mpz_clear(power);
    result->exponent = exponent;
}

Value decimal_from_float(Type *type, Value number) {
    if (is_int(number))
        return from_int(type, number);
    if (!is_float(number))
        return raise_type_error("argument must be int or float");
    FloatTask task = {.number = float_of(number)};
    return int_run_big(read_float, &task) ? decimal_from_number_steal(type, &task.result) : NULL;
}

/* ---- from a tuple of sign, digits and exponent ----------------------------------------------- */

static bool read_sign(Value value, bool *negative) {
    int64_t sign;
    if (!is_int(value) || !int_fits_int64(value, &sign) || (sign != 0 && sign != 1))
        return raise_value_error("sign must be an integer with the value 0 or 1");
    *negative = sign;
    return true;
}

static bool read_tuple_exponent(Value value, Literal *literal) {
    static const struct {
        const char *letter;
        Kind kind;
    } kinds[] = {{"F", KIND_INFINITE}, {"n", KIND_QUIET_NAN}, {"N", KIND_SIGNALING_NAN}};
    if (is_str(value)) {
        for (size_t i = 0; i < 3; i++)
            if (str_equal_c(str_of(value), kinds[i].letter)) {
                literal->kind = kinds[i].kind;
                return true;
            }
        return raise_value_error("string argument in the third position must be 'F', 'n' or 'N'");
    }
    ptrdiff_t exponent;
    if (!is_int(value))
        return raise_value_error("exponent must be an integer");
    if (!int_as_size(value, &exponent))
        return false;
    literal->exponent = exponent > SATURATED    ? SATURATED
                        : exponent < -SATURATED ? -SATURATED
                                                : exponent;
    return true;
}

static char *read_tuple_digits(Value value) {
    if (!is_tuple(value) && !is_list(value))
        return raise_value_error("coefficient must be a tuple of digits");
    Tuple *items = tuple_from_iterable(value);
    char *digits = items ? mem_malloc(items->count + 1) : NULL;
    if (items && !digits)
        raise_no_memory();
    for (size_t i = 0; digits && i < items->count; i++) {
        int64_t digit;
        if (!is_int(items->items[i]) || !int_fits_int64(items->items[i], &digit) || digit < 0 ||
            digit > 9) {
            mem_free(digits);
            digits = raise_value_error("coefficient must be a tuple of digits");
        } else {
            digits[i] = (char)('0' + digit);
        }
    }
    if (digits)
        digits[items->count] = '\0';
    decref_maybe(value_of(items));
    return digits;
}

static Value from_tuple(Type *type, Value value, const Work *work, uint32_t *status) {
    Tuple *parts = tuple_from_iterable(value);
    if (!parts)
        return NULL;
    Literal literal = {0};
    Value result = NULL;
    if (parts->count != 3)
        raise_value_error("argument must be a sequence of length 3");
    else if (read_sign(parts->items[0], &literal.negative) &&
             read_tuple_exponent(parts->items[2], &literal) &&
             (literal.digits = read_tuple_digits(parts->items[1]))) {
        if (literal.kind == KIND_INFINITE)
            *literal.digits = '\0';
        result = decimal_from_literal(type, &literal, work, status);
        mem_free(literal.digits);
    }
    GIVE_UP(parts);
    return result;
}

/* ---- from any value -------------------------------------------------------------------------- */

static Value copy_of(Type *type, Value decimal) {
    if (type == &decimal_type && has_type(decimal, &decimal_type))
        return own(decimal);
    Number number;
    decimal_view(decimal, &number);
    return decimal_from_number(type, &number);
}

/* A new Decimal with what the context says of the conditions of making it. */
static Value judged_steal(Value decimal, uint32_t status, Context *context) {
    if (decimal && status && !context_add_status(context, status)) {
        decref(decimal);
        return NULL;
    }
    return decimal;
}

static Value not_a_number(Type *type) {
    static char nothing[] = "";
    uint32_t status;
    Literal literal = {.digits = nothing, .kind = KIND_QUIET_NAN};
    return decimal_from_literal(type, &literal, &work_exact, &status);
}

/* Exact or not at all: what had to be rounded is invalid. */
static Value exact_steal(Type *type, Value decimal, uint32_t status, Context *context) {
    if (decimal && status & (INEXACT | ROUNDED | CLAMPED)) {
        decref(decimal);
        decimal = not_a_number(type);
        status |= INVALID_OPERATION;
    }
    return judged_steal(decimal, status & ANY_ERROR, context);
}

Value decimal_from_value(Type *type, Value value, Context *context) {
    uint32_t status = 0;
    if (is_decimal(value))
        return copy_of(type, value);
    if (is_int(value))
        return from_int(type, value);
    if (is_str(value)) {
        Value result = decimal_from_text(type, str_of(value), true, &work_exact, &status);
        return exact_steal(type, result, status, context);
    }
    if (is_tuple(value) || is_list(value)) {
        Value result = from_tuple(type, value, &work_exact, &status);
        return exact_steal(type, result, status, context);
    }
    if (is_float(value))
        return context_add_status(context, FLOAT_OPERATION) ? decimal_from_float(type, value)
                                                            : NULL;
    return raise_type_error("conversion from %T to Decimal is not supported", value);
}

/* As reading its text would: a NaN keeps all of its payload or is none. */
static void round_like_text(Work *work, Number *result, const Number *a) {
    bool has_payload = is_nan(a) && mpz_sgn(a->coefficient);
    if (has_payload && integer_digits(a->coefficient) > work->precision - work->clamp) {
        number_fail(work, result, CONVERSION_SYNTAX);
        return;
    }
    number_set(result, a);
    number_finalize(work, result);
}

Value decimal_create(Value value, Context *context) {
    uint32_t status = 0;
    if (is_str(value)) {
        Value result =
            decimal_from_text(&decimal_type, str_of(value), false, &context->work, &status);
        return judged_steal(result, status, context);
    }
    if (is_tuple(value) || is_list(value)) {
        Value result = from_tuple(&decimal_type, value, &context->work, &status);
        return judged_steal(result, status, context);
    }
    Value exact = decimal_from_value(&decimal_type, value, context);
    Value result = exact ? decimal_run_unary(round_like_text, exact, context) : NULL;
    decref_maybe(exact);
    return result;
}

/* ---- to int and float ------------------------------------------------------------------------ */

static void round_to_integer(Work *work, Number *result, const Number *a) {
    number_set(result, a);
    if (a->exponent >= 0) {
        integer_scale_up(result->coefficient, a->exponent);
        result->exponent = 0;
    } else {
        number_rescale(result, 0, work->rounding);
    }
}

static bool check_finite(Value decimal, const char *target) {
    Kind kind = decimal_of(decimal)->kind;
    if (kind == KIND_INFINITE)
        return raise_overflow_error("cannot convert Infinity to %s", target);
    return kind == KIND_FINITE || raise_value_error("cannot convert NaN to %s", target);
}

static Value int_of_decimal_steal(Value whole) {
    if (!whole)
        return NULL;
    Number number;
    decimal_view(whole, &number);
    Value result = int_from_limbs(mpz_limbs_read(number.coefficient), mpz_size(number.coefficient),
                                  number.negative);
    decref(whole);
    return result;
}

Value decimal_to_int(Value decimal, Rounding rounding) {
    Work work = work_exact;
    work.rounding = rounding;
    uint32_t status;
    if (!check_finite(decimal, "integer"))
        return NULL;
    return int_of_decimal_steal(
        decimal_operate(&(Operation){.unary = round_to_integer}, &decimal, &work, &status));
}

Value decimal_to_float(Value self) {
    const Decimal *decimal = decimal_of(self);
    if (decimal->kind == KIND_SIGNALING_NAN)
        return raise_value_error("cannot convert signaling NaN to float");
    if (decimal->kind == KIND_QUIET_NAN)
        return float_new(decimal->negative ? -NAN : NAN);
    Value text = decimal_text(self, TEXT_SCIENTIFIC, true);
    Value result = text ? float_from_value_text(text) : NULL;
    decref_maybe(text);
    return result;
}

/* Numerator and denominator in lowest terms. */
static void split_ratio(Work *work, Number *numerator, Number *denominator, const Number *a,
                        const Number *b) {
    number_set(numerator, a);
    number_set_small(denominator, false, 1, 0);
    numerator->exponent = 0;
    if (a->exponent >= 0 || is_zero(a)) {
        if (!is_zero(a))
            integer_scale_up(numerator->coefficient, a->exponent);
        return;
    }
    mpz_t divisor;
    mpz_init(divisor);
    integer_power_of_ten(denominator->coefficient, -a->exponent);
    mpz_gcd(divisor, numerator->coefficient, denominator->coefficient);
    mpz_divexact(numerator->coefficient, numerator->coefficient, divisor);
    mpz_divexact(denominator->coefficient, denominator->coefficient, divisor);
    mpz_clear(divisor);
}

Value decimal_as_ratio(Value self, Value *args) {
    uint32_t status;
    if (!check_finite(self, "integer ratio"))
        return NULL;
    Value parts = decimal_operate(&(Operation){.pair = split_ratio}, (Value[]){self, self},
                                  &work_exact, &status);
    if (!parts)
        return NULL;
    Value pair[2];
    for (size_t i = 0; i < 2; i++)
        pair[i] = int_of_decimal_steal(own(tuple_of(parts)->items[i]));
    decref(parts);
    if (pair[0] && pair[1])
        return value_of(tuple_from_array_steal(pair, 2));
    decref_maybe(pair[0]);
    decref_maybe(pair[1]);
    return NULL;
}

/* ---- to a tuple ------------------------------------------------------------------------------ */

static Value tuple_class; /* decimal.DecimalTuple, a namedtuple; owned while the module is used */

bool decimal_tuple_type_init(Module *module) {
    Value factory = NULL, name = NULL, fields = NULL;
    if (!tuple_class && (factory = import_attribute("collections", "namedtuple")) &&
        (name = value_of(str_from_c("DecimalTuple"))) &&
        (fields = value_of(str_from_c("sign digits exponent"))))
        tuple_class = call_2(factory, name, fields);
    decref_maybe(factory);
    decref_maybe(name);
    decref_maybe(fields);
    if (!tuple_class)
        return false;
    Value home = value_of(str_from_c("decimal"));
    bool good = home && attribute_set(tuple_class, names.__module__, home) &&
                dict_set_c(module->dict, "DecimalTuple", tuple_class);
    decref_maybe(home);
    return good;
}

void decimal_tuple_type_fini(void) {
    clear_value(&tuple_class);
}

static Value digits_tuple(const Number *number) {
    size_t count;
    char *digits = number_digits_text(number, &count);
    if (!digits)
        return NULL;
    if (is_nan(number) && mpz_sgn(number->coefficient) == 0)
        count = 0;
    Tuple *tuple = tuple_new(count);
    for (size_t i = 0; tuple && i < count; i++)
        tuple->items[i] = value_of_small_int(digits[i] - '0');
    mem_free(digits);
    return value_of(tuple);
}

Value decimal_as_tuple(Value self, Value *args) {
    static const char *const letters[] = {
        [KIND_INFINITE] = "F", [KIND_QUIET_NAN] = "n", [KIND_SIGNALING_NAN] = "N"};
    Number number;
    decimal_view(self, &number);
    Value exponent = is_finite(&number) ? value_from_int64(number.exponent)
                                        : value_of(str_from_c(letters[number.kind]));
    Value digits = exponent ? digits_tuple(&number) : NULL, result = NULL;
    if (digits)
        result = call_3(tuple_class, value_of_small_int(number.negative), digits, exponent);
    decref_maybe(exponent);
    decref_maybe(digits);
    return result;
}
