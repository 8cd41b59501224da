/* int: shifts and bitwise operations; negative numbers behave as two's complement without end. */
#include "vm/objects/int_internal.h"

#include <string.h>

size_t int_bit_length(Value value) {
    IntView view;
    int_view(value, &view);
    return limbs_bit_length(view.limbs, view.count);
}

typedef struct Shift {
    mp_limb_t *target;
    const mp_limb_t *source;
    size_t count, whole; /* limbs of the source, and those by which it moves */
    unsigned bits;
    mp_limb_t out; /* what is shifted out at the other end */
} Shift;

static void shift_left(void *context) {
    Shift *shift = context;
    mp_limb_t *target = shift->target + shift->whole;
    memset(shift->target, 0, shift->whole * 8);
    if (shift->bits)
        shift->out = mpn_lshift(target, shift->source, (mp_size_t)shift->count, shift->bits);
    else
        memcpy(target, shift->source, shift->count * 8);
}

static void shift_right(void *context) {
    Shift *shift = context;
    const mp_limb_t *source = shift->source + shift->whole;
    if (shift->bits)
        shift->out = mpn_rshift(shift->target, source, (mp_size_t)shift->count, shift->bits);
    else
        memcpy(shift->target, source, shift->count * 8);
}

Value int_shift_left_by(Value value, size_t bits) {
    IntView view;
    int_view(value, &view);
    if (view.count == 0)
        return value_of_small_int(0);
    size_t whole = bits / 64;
    if (whole > INT_LIMBS_MAX)
        return raise_no_memory();
    IntObject *result = int_allocate(view.count + whole + 1);
    if (!result)
        return NULL;
    Shift shift = {result->limbs, view.limbs, view.count, whole, (unsigned)(bits % 64), 0};
    if (!int_run_long(shift_left, &shift, whole + view.count)) {
        int_discard(result);
        return NULL;
    }
    result->limbs[whole + view.count] = shift.out;
    return int_finish(result, view.negative);
}

Value int_shift_right_by(Value value, size_t bits) {
    IntView view;
    int_view(value, &view);
    size_t whole = bits / 64;
    if (whole >= view.count)
        return value_of_small_int(view.negative && view.count ? -1 : 0);
    bool lost = false; /* bits of a negative number: rounds down */
    for (size_t i = 0; view.negative && i < whole && !lost; i++)
        lost = view.limbs[i] != 0;
    size_t count = view.count - whole;
    IntObject *result = int_allocate(count + 1);
    if (!result)
        return NULL;
    Shift shift = {result->limbs, view.limbs, count, whole, (unsigned)(bits % 64), 0};
    if (!int_run_long(shift_right, &shift, count)) {
        int_discard(result);
        return NULL;
    }
    lost |= shift.out != 0;
    result->limbs[count] = 0;
    if (view.negative && lost)
        mpn_add_1(result->limbs, result->limbs, (mp_size_t)count + 1, 1);
    return int_finish(result, view.negative);
}

/* CPython counts digits of 30 bits, of which it can number 2**61. */
static COLD Value raise_too_long(Value bits) {
    double count;
    if (int_as_double(bits, &count) && count < 30.0 * (UINT64_C(1) << 61))
        return raise_no_memory();
    exception_clear();
    return raise_overflow_error("too many digits in integer");
}

Value int_lshift(Value left, Value right) {
    int64_t bits;
    if (int_sign(right) < 0)
        return raise_value_error("negative shift count");
    if (int_sign(left) == 0)
        return value_of_small_int(0);
    if (!int_fits_int64(right, &bits))
        return raise_too_long(right);
    if (is_small_int(left) && bits < 62) {
        int64_t number = small_int_of(left);
        if (number >= SMALL_INT_MIN >> bits && number <= SMALL_INT_MAX >> bits)
            return value_of_small_int(number << bits);
    }
    if (bits / 64 > INT_LIMBS_MAX)
        return raise_no_memory();
    return int_shift_left_by(left, (size_t)bits);
}

Value int_rshift(Value left, Value right) {
    int64_t bits;
    if (int_sign(right) < 0)
        return raise_value_error("negative shift count");
    if (!int_fits_int64(right, &bits))
        return value_of_small_int(int_sign(left) < 0 ? -1 : 0);
    if (is_small_int(left))
        return value_of_small_int(small_int_of(left) >> (bits < 63 ? bits : 63));
    return int_shift_right_by(left, (size_t)bits);
}

typedef enum { BITS_AND, BITS_OR, BITS_XOR } BitsOp;

typedef struct Bitwise {
    IntView left, right;
    mp_limb_t *target, *other; /* the two numbers in two's complement; the result in target */
    size_t count;
    BitsOp op;
    bool negative;
} Bitwise;

/* Writes the two's complement of a view, sign-extended to `count` limbs. */
static void complement(mp_limb_t *target, const IntView *view, size_t count) {
    memcpy(target, view->limbs, view->count * 8);
    memset(target + view->count, 0, (count - view->count) * 8);
    if (view->negative)
        mpn_neg(target, target, (mp_size_t)count);
}

static void combine(void *context) {
    Bitwise *work = context;
    mp_limb_t *target = work->target, *other = work->other;
    mp_size_t n = (mp_size_t)work->count;
    complement(target, &work->left, work->count);
    complement(other, &work->right, work->count);
    if (work->op == BITS_AND)
        mpn_and_n(target, target, other, n);
    else if (work->op == BITS_OR)
        mpn_ior_n(target, target, other, n);
    else
        mpn_xor_n(target, target, other, n);
    work->negative = target[n - 1] >> 63;
    if (work->negative)
        mpn_neg(target, target, n);
}

static Value bitwise(Value left, Value right, BitsOp op) {
    enum { SMALL = 32 };
    mp_limb_t small[SMALL];
    Bitwise work = {.other = small, .op = op};
    int_view(left, &work.left);
    int_view(right, &work.right);
    /* one limb of sign */
    work.count = (work.left.count > work.right.count ? work.left : work.right).count + 1;
    IntObject *result = int_allocate(work.count);
    if (!result)
        return NULL;
    if (work.count > SMALL && !(work.other = mem_malloc(work.count * 8))) {
        int_discard(result);
        return raise_no_memory();
    }
    work.target = result->limbs;
    bool done = int_run_long(combine, &work, work.count);
    if (work.other != small)
        mem_free(work.other);
    if (done)
        return int_finish(result, work.negative);
    int_discard(result);
    return NULL;
}

Value int_and(Value left, Value right) {
    if (are_small_ints(left, right))
        return value_of_small_int(small_int_of(left) & small_int_of(right));
    return bitwise(left, right, BITS_AND);
}

Value int_or(Value left, Value right) {
    if (are_small_ints(left, right))
        return value_of_small_int(small_int_of(left) | small_int_of(right));
    return bitwise(left, right, BITS_OR);
}

Value int_xor(Value left, Value right) {
    if (are_small_ints(left, right))
        return value_of_small_int(small_int_of(left) ^ small_int_of(right));
    return bitwise(left, right, BITS_XOR);
}

Value int_invert(Value value) { /* -value - 1 */
    if (is_small_int(value))
        return value_of_small_int(~small_int_of(value));
    return int_subtract(value_of_small_int(-1), value);
}
