/* int: division, powers, gcd, square root. */
#include "vm/objects/float.h"
#include "vm/objects/int_internal.h"
#include "vm/objects/tuple.h"

#include <math.h>
#include <string.h>

typedef struct Division {
    mp_limb_t *quotient, *remainder;
    const mp_limb_t *n, *d;
    mp_size_t n_count, d_count;
} Division;

static void divide(void *context) {
    Division *x = context;
    mpn_tdiv_qr(x->quotient, x->remainder, 0, x->n, x->n_count, x->d, x->d_count);
}

/* quotient gets n - d + 1 limbs, remainder d limbs. */
static bool limbs_divide(mp_limb_t *quotient, mp_limb_t *remainder, const mp_limb_t *n,
                         size_t n_count, const mp_limb_t *d, size_t d_count) {
    Division division = {quotient, remainder, n, d, (mp_size_t)n_count, (mp_size_t)d_count};
    if (n_count <= INT_DIRECT_LIMBS) {
        divide(&division);
        return true;
    }
    return int_run_big(divide, &division);
}

/* Truncating division of magnitudes into fresh objects, a.count >= b.count > 0; the quotient has
 * room for a carry. */
static bool divide_magnitudes(const IntView *a, const IntView *b, IntObject **quotient,
                              IntObject **remainder) {
    size_t quotient_count = a->count - b->count + 1;
    *quotient = int_allocate(quotient_count + 1);
    *remainder = *quotient ? int_allocate(b->count) : NULL;
    if (*remainder) {
        (*quotient)->limbs[quotient_count] = 0;
        if (b->count == 1) {
            (*remainder)->limbs[0] =
                mpn_divrem_1((*quotient)->limbs, 0, a->limbs, (mp_size_t)a->count, b->limbs[0]);
            return true;
        }
        if (limbs_divide((*quotient)->limbs, (*remainder)->limbs, a->limbs, a->count, b->limbs,
                         b->count))
            return true;
    }
    int_discard(*quotient);
    int_discard(*remainder);
    return false;
}

static bool is_zero(const IntObject *object) {
    for (int64_t i = 0; i < object->size; i++)
        if (object->limbs[i])
            return false;
    return true;
}

static bool floor_divmod_big(Value left, Value right, Value *quotient, Value *remainder) {
    IntView a, b;
    int_view(left, &a);
    int_view(right, &b);
    bool differ = a.negative != b.negative;
    if (a.count < b.count) { /* |left| < |right|, left is not 0 unless small */
        Value r = differ && a.count ? int_add(left, right) : int_normalize(left);
        if (!r)
            return false;
        if (quotient)
            *quotient = value_of_small_int(differ && a.count ? -1 : 0);
        if (remainder)
            *remainder = r;
        else
            decref(r);
        return true;
    }
    IntObject *q, *r;
    if (!divide_magnitudes(&a, &b, &q, &r))
        return false;
    if (differ && !is_zero(r)) { /* towards minus infinity */
        mpn_add_1(q->limbs, q->limbs, (mp_size_t)q->size, 1);
        mpn_sub_n(r->limbs, b.limbs, r->limbs, (mp_size_t)b.count);
    }
    Value q_value = NULL, r_value = NULL;
    if (quotient)
        q_value = int_finish(q, differ);
    else
        int_discard(q);
    if (remainder)
        r_value = int_finish(r, b.negative);
    else
        int_discard(r);
    if ((quotient && !q_value) || (remainder && !r_value)) {
        decref_maybe(q_value);
        decref_maybe(r_value);
        return false;
    }
    if (quotient)
        *quotient = q_value;
    if (remainder)
        *remainder = r_value;
    return true;
}

bool int_floor_divmod(Value left, Value right, Value *quotient, Value *remainder) {
    if (int_sign(right) == 0)
        return raise_error(&exc_ZeroDivisionError, quotient ? "integer division or modulo by zero"
                                                            : "integer modulo by zero");
    if (!are_small_ints(left, right))
        return floor_divmod_big(left, right, quotient, remainder);
    int64_t a = small_int_of(left), b = small_int_of(right), q = a / b, r = a % b;
    if (r && (r ^ b) < 0) {
        q--;
        r += b;
    }
    if (quotient && !(*quotient = value_from_int64(q)))
        return false;
    if (remainder)
        *remainder = value_of_small_int(r);
    return true;
}

Value int_floor_divide(Value left, Value right) {
    Value quotient;
    return int_floor_divmod(left, right, &quotient, NULL) ? quotient : NULL;
}

Value int_remainder(Value left, Value right) {
    Value remainder;
    return int_floor_divmod(left, right, NULL, &remainder) ? remainder : NULL;
}

Value int_divmod(Value left, Value right) {
    Value pair[2];
    if (!int_floor_divmod(left, right, &pair[0], &pair[1]))
        return NULL;
    return value_of(tuple_from_array_steal(pair, 2));
}

/* |a| / |b| rounded once: the quotient of a scaled numerator with at least 64 bits, and whether
 * anything is left. */
static bool divide_to_double(const IntView *a, const IntView *b, double *result) {
    size_t a_bits = limbs_bit_length(a->limbs, a->count);
    size_t b_bits = limbs_bit_length(b->limbs, b->count);
    int64_t shift = (int64_t)b_bits - (int64_t)a_bits + 66;
    /* Scale the numerator up by whole limbs, or down: dropped limbs are only sticky. */
    int64_t limbs_up = shift > 0 ? (shift + 63) / 64 : 0;
    size_t n_count = a->count + (size_t)limbs_up;
    mp_limb_t *buffer = mem_calloc(n_count + (n_count + 1) + b->count + 2, 8);
    if (!buffer)
        return raise_no_memory();
    mp_limb_t *n = buffer, *q = n + n_count, *r = q + n_count + 1;
    memcpy(n + limbs_up, a->limbs, a->count * 8);
    size_t q_count = n_count >= b->count ? n_count - b->count + 1 : 0;
    bool fine = limbs_divide(q, r, n, n_count, b->limbs, b->count);
    bool sticky = false;
    for (size_t i = 0; i < b->count && fine; i++)
        sticky |= r[i] != 0;
    if (fine && !double_from_limbs(q, q_count, -64 * limbs_up, sticky, result))
        fine = raise_overflow_error("integer division result too large for a float");
    mem_free(buffer);
    return fine;
}

Value int_true_divide(Value left, Value right) {
    const int64_t exact = INT64_C(1) << 53;
    if (int_sign(right) == 0)
        return raise_error(&exc_ZeroDivisionError, "division by zero");
    if (are_small_ints(left, right)) {
        int64_t a = small_int_of(left), b = small_int_of(right);
        if (a >= -exact && a <= exact && b >= -exact && b <= exact)
            return float_new((double)a / (double)b);
    }
    IntView a, b;
    int_view(left, &a);
    int_view(right, &b);
    bool negative = a.negative != b.negative;
    double result;
    if (a.count == 0)
        return float_new(negative ? -0.0 : 0.0);
    int64_t a_bits = (int64_t)limbs_bit_length(a.limbs, a.count);
    int64_t b_bits = (int64_t)limbs_bit_length(b.limbs, b.count);
    if (a_bits - b_bits > 1025)
        return raise_overflow_error("integer division result too large for a float");
    if (a_bits - b_bits < -1080)
        return float_new(negative ? -0.0 : 0.0);
    if (!divide_to_double(&a, &b, &result))
        return NULL;
    return float_new(negative ? -result : result);
}

/* ---- powers ---------------------------------------------------------------------------------- */

/* An odd base's magnitude to a power >= 1 by repeated squaring in two buffers. */
static Value power_of_odd(const mp_limb_t *base, size_t count, uint64_t exponent, bool negative) {
    size_t bits = limbs_bit_length(base, count);
    unsigned __int128 result_bits = (unsigned __int128)bits * exponent;
    if (result_bits / 64 > INT_LIMBS_MAX - 8)
        return raise_no_memory();
    size_t capacity = (size_t)(result_bits / 64) + 4 + count;
    IntObject *from = int_allocate(capacity), *to = from ? int_allocate(capacity) : NULL;
    if (!to) {
        int_discard(from);
        return NULL;
    }
    memcpy(from->limbs, base, count * 8);
    size_t used = count;
    bool fine = true;
    for (int bit = 62 - __builtin_clzll(exponent); bit >= 0 && fine; bit--) {
        fine = limbs_multiply(to->limbs, from->limbs, used, from->limbs, used);
        used *= 2;
        while (fine && used && to->limbs[used - 1] == 0)
            used--;
        IntObject *swap = from;
        from = to;
        to = swap;
        if (fine && exponent >> bit & 1) {
            fine = limbs_multiply(to->limbs, from->limbs, used, base, count);
            used += count;
            while (fine && to->limbs[used - 1] == 0)
                used--;
            swap = from;
            from = to;
            to = swap;
        }
    }
    int_discard(to);
    Value result = fine ? int_from_limbs(from->limbs, used, negative) : NULL;
    int_discard(from);
    return result;
}

static Value power_plain(Value base, Value exponent) {
    int64_t small_base, times;
    bool base_fits = int_fits_int64(base, &small_base);
    if (int_sign(exponent) == 0)
        return value_of_small_int(1);
    if (base_fits && (small_base == 0 || small_base == 1))
        return value_of_small_int(small_base);
    IntView view, exponent_view;
    int_view(exponent, &exponent_view);
    bool odd_exponent = exponent_view.limbs[0] & 1;
    if (base_fits && small_base == -1)
        return value_of_small_int(odd_exponent ? -1 : 1);
    if (!int_fits_int64(exponent, &times))
        return raise_no_memory();
    /* Few bits: in a register. */
    if (base_fits && times < 64) {
        int64_t result = 1, factor = small_base;
        bool overflow = false;
        for (int64_t n = times;;) {
            if (n & 1)
                overflow |= __builtin_mul_overflow(result, factor, &result);
            n >>= 1;
            if (!n || overflow)
                break;
            overflow |= __builtin_mul_overflow(factor, factor, &factor);
        }
        if (!overflow)
            return value_from_int64(result);
    }
    int_view(base, &view);
    size_t zeros = (size_t)mpn_scan1(view.limbs, 0);
    if (zeros == 0)
        return power_of_odd(view.limbs, view.count, (uint64_t)times, view.negative && odd_exponent);
    if ((unsigned __int128)zeros * (uint64_t)times / 64 > INT_LIMBS_MAX)
        return raise_no_memory();
    Value odd = int_shift_right_by(base, zeros);
    if (!odd)
        return NULL;
    int_view(odd, &view);
    Value power =
        power_of_odd(view.limbs, view.count, (uint64_t)times, view.negative && odd_exponent);
    decref(odd);
    if (!power)
        return NULL;
    Value result = int_shift_left_by(power, zeros * (size_t)times);
    decref(power);
    return result;
}

typedef struct ModularPower {
    const IntView *base, *exponent, *modulus;
    mpz_t result;
    bool invertible;
} ModularPower;

static void modular_power(void *context) {
    ModularPower *x = context;
    mpz_t base, exponent, modulus;
    mpz_init(x->result);
    mpz_roinit_n(base, x->base->limbs, (mp_size_t)x->base->count * (x->base->negative ? -1 : 1));
    mpz_roinit_n(exponent, x->exponent->limbs, (mp_size_t)x->exponent->count);
    mpz_roinit_n(modulus, x->modulus->limbs, (mp_size_t)x->modulus->count);
    x->invertible = true;
    if (x->exponent->negative) {
        mpz_t inverse;
        mpz_init(inverse);
        x->invertible = mpz_invert(inverse, base, modulus);
        if (x->invertible)
            mpz_powm(x->result, inverse, exponent, modulus);
        mpz_clear(inverse);
    } else
        mpz_powm(x->result, base, exponent, modulus);
}

static void clear_result(void *context) {
    mpz_clear(((ModularPower *)context)->result);
}

static Value power_modular(Value base, Value exponent, Value modulus) {
    IntView b, e, m;
    int_view(base, &b);
    int_view(exponent, &e);
    int_view(modulus, &m);
    if (m.count == 0)
        return raise_value_error("pow() 3rd argument cannot be 0");
    ModularPower work = {.base = &b, .exponent = &e, .modulus = &m};
    if (m.count == 1 && m.one == 1)
        return value_of_small_int(0);
    if (!int_run_big(modular_power, &work))
        return NULL;
    Value result;
    if (!work.invertible)
        result = raise_value_error("base is not invertible for the given modulus");
    else
        result = int_from_limbs(mpz_limbs_read(work.result), mpz_size(work.result), false);
    clear_result(&work);
    if (result && m.negative && int_sign(result) != 0) {
        Value shifted = int_add(result, modulus); /* result - |modulus| */
        decref(result);
        return shifted;
    }
    return result;
}

Value int_power(Value base, Value exponent, Value modulus) {
    if (modulus != NONE)
        return power_modular(base, exponent, modulus);
    if (int_sign(exponent) >= 0)
        return power_plain(base, exponent);
    double x, y;
    if (!int_as_double(base, &x) || !int_as_double(exponent, &y))
        return NULL;
    return float_power(x, y);
}

/* ---- gcd, square root ------------------------------------------------------------------------ */

typedef struct Gcd {
    const IntView *left, *right;
    mpz_t result;
} Gcd;

static void gcd(void *context) {
    Gcd *x = context;
    mpz_t left, right;
    mpz_init(x->result);
    mpz_roinit_n(left, x->left->limbs, (mp_size_t)x->left->count);
    mpz_roinit_n(right, x->right->limbs, (mp_size_t)x->right->count);
    mpz_gcd(x->result, left, right);
}

Value int_gcd(Value left, Value right) {
    IntView a, b;
    int_view(left, &a);
    int_view(right, &b);
    if (a.count == 0 || b.count == 0)
        return a.count ? int_from_limbs(a.limbs, a.count, false)
                       : int_from_limbs(b.limbs, b.count, false);
    if (b.count == 1)
        return value_from_uint64(mpn_gcd_1(a.limbs, (mp_size_t)a.count, b.limbs[0]));
    if (a.count == 1)
        return value_from_uint64(mpn_gcd_1(b.limbs, (mp_size_t)b.count, a.limbs[0]));
    Gcd work = {.left = &a, .right = &b};
    if (!int_run_big(gcd, &work))
        return NULL;
    Value result = int_from_limbs(mpz_limbs_read(work.result), mpz_size(work.result), false);
    mpz_clear(work.result);
    return result;
}

typedef struct SquareRoot {
    mp_limb_t *root;
    const mp_limb_t *limbs;
    mp_size_t count;
} SquareRoot;

static void square_root(void *context) {
    SquareRoot *x = context;
    mpn_sqrtrem(x->root, NULL, x->limbs, x->count);
}

Value int_isqrt(Value value) {
    IntView view;
    int_view(value, &view);
    if (view.negative)
        return raise_value_error("isqrt() argument must be nonnegative");
    if (view.count == 0)
        return value_of_small_int(0);
    IntObject *root = int_allocate((view.count + 1) / 2);
    if (!root)
        return NULL;
    SquareRoot work = {root->limbs, view.limbs, (mp_size_t)view.count};
    if (view.count <= INT_DIRECT_LIMBS / 2)
        square_root(&work);
    else if (!int_run_big(square_root, &work)) {
        int_discard(root);
        return NULL;
    }
    return int_finish(root, false);
}
