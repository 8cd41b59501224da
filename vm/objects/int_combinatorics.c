/* int: factorials and binomial coefficients, by GMP's algorithms. */
#include "vm/objects/int_internal.h"

#include <stdlib.h>

typedef struct Work {
    mpz_t result;
    const IntView *n;
    uint64_t k;
} Work;

static Value finish(Work *work) {
    Value result = int_from_limbs(mpz_limbs_read(work->result), mpz_size(work->result), false);
    mpz_clear(work->result);
    return result;
}

static void factorial(void *context) {
    Work *work = context;
    mpz_init(work->result);
    mpz_fac_ui(work->result, work->k);
}

Value int_factorial(uint64_t n) {
    static const uint64_t small[] = {1,    1,     2,      6,       24,       120,       720,
                                     5040, 40320, 362880, 3628800, 39916800, 479001600, 6227020800};
    if (n < sizeof small / sizeof *small)
        return value_of_small_int((int64_t)small[n]);
    if (n > UINT64_C(4000000000)) /* more than INT_LIMBS_MAX limbs */
        return raise_no_memory();
    Work work = {.k = n};
    return int_run_big(factorial, &work) ? finish(&work) : NULL;
}

static void binomial(void *context) {
    Work *work = context;
    mpz_t n;
    mpz_init(work->result);
    mpz_roinit_n(n, work->n->limbs, (mp_size_t)work->n->count);
    mpz_bin_ui(work->result, n, work->k);
}

Value int_binomial(Value n, uint64_t k) {
    IntView view;
    int_view(n, &view);
    Work work = {.n = &view, .k = k};
    return int_run_big(binomial, &work) ? finish(&work) : NULL;
}
