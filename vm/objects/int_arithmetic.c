/* int: sums, products, comparison. Two small ints first, one or two limbs in 128-bit registers
 * next, GMP's mpn for the rest. */
#include "vm/objects/int_internal.h"

#include <string.h>

/* May the sum need a limb more than the larger operand, `left`, has? */
static bool may_carry(const IntView *left, const IntView *right) {
    mp_limb_t top = left->limbs[left->count - 1];
    mp_limb_t sum = right->count == left->count ? top + right->limbs[left->count - 1] : top;
    return sum < top || sum == GMP_NUMB_MAX;
}

static Value add_magnitudes(const IntView *left, const IntView *right, bool negative) {
    if (left->count <= 1 && right->count <= 1)
        return int_from_uint128((unsigned __int128)left->one + right->one, negative);
    if (left->count < right->count) {
        const IntView *swap = left;
        left = right;
        right = swap;
    }
    bool wider = may_carry(left, right); /* else a limb less: it would stay in the block */
    IntObject *sum = int_allocate(left->count + wider);
    if (!sum)
        return NULL;
    mp_limb_t carry = 0;
    if (right->count)
        carry = mpn_add(sum->limbs, left->limbs, (mp_size_t)left->count, right->limbs,
                        (mp_size_t)right->count);
    else
        memcpy(sum->limbs, left->limbs, left->count * 8);
    if (wider)
        sum->limbs[left->count] = carry;
    return int_finish(sum, negative);
}

static int compare_magnitudes(const IntView *left, const IntView *right) {
    if (left->count != right->count)
        return left->count < right->count ? -1 : 1;
    return left->count ? mpn_cmp(left->limbs, right->limbs, (mp_size_t)left->count) : 0;
}

/* |left| - |right|, negated if `negative`. */
static Value subtract_magnitudes(const IntView *left, const IntView *right, bool negative) {
    int order = compare_magnitudes(left, right);
    if (order == 0)
        return value_of_small_int(0);
    if (order < 0) {
        const IntView *swap = left;
        left = right;
        right = swap;
        negative = !negative;
    }
    if (left->count <= 1)
        return int_from_uint128(left->one - right->one, negative);
    IntObject *difference = int_allocate(left->count);
    if (!difference)
        return NULL;
    if (right->count)
        mpn_sub(difference->limbs, left->limbs, (mp_size_t)left->count, right->limbs,
                (mp_size_t)right->count);
    else
        memcpy(difference->limbs, left->limbs, left->count * 8);
    return int_finish(difference, negative);
}

/* A truth as a small int: sums of comparisons are common. */
static inline Value without_bool(Value value) {
    return value == TRUE_VALUE    ? value_of_small_int(1)
           : value == FALSE_VALUE ? value_of_small_int(0)
                                  : value;
}

Value int_add(Value left, Value right) {
    if (!are_small_ints(left, right)) {
        left = without_bool(left);
        right = without_bool(right);
    }
    if (are_small_ints(left, right))
        return value_from_int64(small_int_of(left) + small_int_of(right));
    IntView a, b;
    int_view(left, &a);
    int_view(right, &b);
    return a.negative == b.negative ? add_magnitudes(&a, &b, a.negative)
                                    : subtract_magnitudes(&a, &b, a.negative);
}

Value int_subtract(Value left, Value right) {
    if (are_small_ints(left, right))
        return value_from_int64(small_int_of(left) - small_int_of(right));
    IntView a, b;
    int_view(left, &a);
    int_view(right, &b);
    return a.negative != b.negative ? add_magnitudes(&a, &b, a.negative)
                                    : subtract_magnitudes(&a, &b, a.negative);
}

typedef struct Product {
    mp_limb_t *target;
    const mp_limb_t *left, *right;
    mp_size_t left_count, right_count;
} Product;

static void multiply(void *context) {
    Product *p = context;
    if (p->left == p->right && p->left_count == p->right_count)
        mpn_sqr(p->target, p->left, p->left_count);
    else
        mpn_mul(p->target, p->left, p->left_count, p->right, p->right_count);
}

bool limbs_multiply(mp_limb_t *target, const mp_limb_t *left, size_t left_count,
                    const mp_limb_t *right, size_t right_count) {
    Product product = {target, left, right, (mp_size_t)left_count, (mp_size_t)right_count};
    if (left_count < right_count)
        product = (Product){target, right, left, (mp_size_t)right_count, (mp_size_t)left_count};
    if (product.right_count <= 30 || left_count + right_count <= INT_DIRECT_LIMBS) {
        multiply(&product); /* schoolbook, or scratch that fits GMP's stack buffers */
        return true;
    }
    return int_run_big(multiply, &product);
}

Value int_multiply(Value left, Value right) {
    int64_t small;
    if (are_small_ints(left, right) &&
        !__builtin_mul_overflow(small_int_of(left), small_int_of(right), &small))
        return value_from_int64(small);
    IntView a, b;
    int_view(left, &a);
    int_view(right, &b);
    bool negative = a.negative != b.negative;
    if (a.count <= 1 && b.count <= 1)
        return int_from_uint128((unsigned __int128)a.one * b.one, negative);
    if (a.count == 0 || b.count == 0)
        return value_of_small_int(0);
    IntObject *product = int_allocate(a.count + b.count);
    if (!product)
        return NULL;
    if (b.count == 1) {
        product->limbs[a.count] =
            mpn_mul_1(product->limbs, a.limbs, (mp_size_t)a.count, b.limbs[0]);
    } else if (!limbs_multiply(product->limbs, a.limbs, a.count, b.limbs, b.count)) {
        int_discard(product);
        return NULL;
    }
    return int_finish(product, negative);
}

Value int_negative(Value value) {
    if (is_small_int(value))
        return value_from_int64(-small_int_of(value));
    IntView view;
    int_view(value, &view);
    return int_from_limbs(view.limbs, view.count, !view.negative);
}

Value int_normalize(Value value) {
    if (is_exact_int(value))
        return own(value);
    IntView view;
    int_view(value, &view);
    return int_from_limbs(view.limbs, view.count, view.negative);
}

int int_compare(Value left, Value right) {
    if (are_small_ints(left, right))
        return (small_int_of(left) > small_int_of(right)) -
               (small_int_of(left) < small_int_of(right));
    IntView a, b;
    int_view(left, &a);
    int_view(right, &b);
    if (a.negative != b.negative)
        return a.negative ? -1 : 1;
    int order = compare_magnitudes(&a, &b);
    return a.negative ? -order : order;
}

int int_sign(Value value) {
    if (is_small_int(value))
        return (small_int_of(value) > 0) - (small_int_of(value) < 0);
    int64_t size = int_object_of(value)->size;
    return (size > 0) - (size < 0);
}
