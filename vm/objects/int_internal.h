/* What the files of int share: a view of any int as sign and limbs, making results, big work.
 *
 * A result is computed in a fresh IntObject that is large enough and then handed to int_finish,
 * which drops leading zero limbs and turns what fits into a small int. */
#ifndef VM_OBJECTS_INT_INTERNAL_H
#define VM_OBJECTS_INT_INTERNAL_H

#include "vm/objects/int.h"
#include "vm/raise.h"

#include <gmp.h>

_Static_assert(sizeof(mp_limb_t) == 8 && GMP_NAIL_BITS == 0, "limbs are plain 64-bit words");

/* Borrowed from the value; a small int's magnitude stands in `one`. Do not copy a view. */
typedef struct IntView {
    const mp_limb_t *limbs;
    size_t count; /* 0 for zero */
    bool negative;
    mp_limb_t one;
} IntView;

static inline IntObject *int_object_of(Value value) {
    return (IntObject *)object_of(value);
}

static inline void int_view(Value value, IntView *view) {
    if (is_small_int(value)) {
        int64_t number = small_int_of(value);
        view->negative = number < 0;
        view->one = number < 0 ? -(uint64_t)number : (uint64_t)number;
        view->count = number != 0;
        view->limbs = &view->one;
        return;
    }
    IntObject *object = int_object_of(value);
    view->negative = object->size < 0;
    view->count = (size_t)(object->size < 0 ? -object->size : object->size);
    view->limbs = object->limbs;
    view->one = view->count ? object->limbs[0] : 0;
}

enum { INT_LIMBS_MAX = INT32_MAX }; /* 17 GB of magnitude; more is MemoryError at once */

/* Not initialised limbs; size is `count` (positive) until int_finish. */
MUST_CHECK IntObject *int_allocate(size_t count);
void int_discard(IntObject *object); /* before int_finish; may be null */
/* The value of `object`, whose limbs [0, allocated) are filled; the reference is taken over. */
MUST_CHECK Value int_finish(IntObject *object, bool negative);
MUST_CHECK Value int_from_limbs(const mp_limb_t *limbs, size_t count, bool negative);
MUST_CHECK Value int_from_uint128(unsigned __int128 magnitude, bool negative);

static inline size_t limbs_bit_length(const mp_limb_t *limbs, size_t count) {
    return count ? count * 64 - (size_t)__builtin_clzll(limbs[count - 1]) : 0;
}

/* magnitude * 2**exponent (plus a little, if sticky) rounded to the nearest double, ties to even;
 * false if that is beyond the largest one. */
bool double_from_limbs(const mp_limb_t *limbs, size_t count, int64_t exponent, bool sticky,
                       double *number);

/* Runs work that may make GMP allocate. False: MemoryError; GMP's memory is given back. Below
 * INT_DIRECT_LIMBS operands GMP keeps to the stack and work may be done directly; conversions to
 * and from text build tables of powers much earlier. */
enum { INT_DIRECT_LIMBS = 256, INT_DIRECT_TO_TEXT_LIMBS = 16, INT_DIRECT_FROM_TEXT_DIGITS = 400 };
MUST_CHECK bool int_run_big(void (*work)(void *context), void *context);
/* The same for work that allocates nothing, on so many limbs: small work is done directly. */
bool int_run_long(void (*work)(void *context), void *context, size_t limbs);
/* Called by such work: it asks for more memory than there can be. */
_Noreturn void int_big_no_memory(void);

/* target[0 .. left + right) = product; targets may not overlap operands. */
MUST_CHECK bool limbs_multiply(mp_limb_t *target, const mp_limb_t *left, size_t left_count,
                               const mp_limb_t *right, size_t right_count);

/* Either result may be NULL. Floor division. ZeroDivisionError. */
MUST_CHECK bool int_floor_divmod(Value left, Value right, Value *quotient, Value *remainder);

MUST_CHECK Value int_shift_left_by(Value value, size_t bits);
MUST_CHECK Value int_shift_right_by(Value value, size_t bits); /* floor */

#endif
