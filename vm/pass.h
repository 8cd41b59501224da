/* Long passes in C: copying, searching, comparing and hashing what may be millions of items.
 *
 * A pass asks pass_may_go_on after each bounded piece of work, so that Ctrl-C (and whatever else
 * ends a long loop) is answered within milliseconds. Asking may run a signal's handler, which is
 * any Python code: what the pass works on is owned or exported by then, and sizes are read again.
 */
#ifndef VM_PASS_H
#define VM_PASS_H

#include "vm/thread.h"

#include <stdint.h>

enum {
    PASS_BYTES = 1 << 20, /* between two questions where a byte costs about a nanosecond: 1 ms */
    PASS_ITEMS = 1 << 16, /* the same for items, each of which is touched */
};

static inline MUST_CHECK bool pass_may_go_on(void) {
    return LIKELY(!(eval_breaker & BREAK_LOOP)) || eval_breaker_handle();
}

/* Signals' handlers and what else ends long work, but no turn for other threads. */
MUST_CHECK bool eval_breaker_interrupt(void);

/* The same in passes over what other threads may change, and which they are not to see or spoil
 * half done: they do not get a turn, and only the main thread looks, as it alone has handlers. */
static inline MUST_CHECK bool pass_may_go_on_undisturbed(void) {
    return LIKELY(!(eval_breaker & BREAK_LOOP)) || !is_main_thread() || eval_breaker_interrupt();
}

size_t pass_long_piece(size_t done);

/* The end of the next piece of a pass over `count` items, `done` of which are dealt with:
 *     for (size_t i = 0, end; (end = pass_piece(i, count)) > i;)
 *         for (; i < end; i++)
 *             to[i] = table[from[i]];
 * It is `done` when all are, and with an exception pending. Short passes ask nothing. */
static inline size_t pass_piece(size_t done, size_t count) {
    return LIKELY(count - done <= PASS_ITEMS) ? count : pass_long_piece(done);
}

/* For the head of a loop whose steps cost some nanoseconds:
 *     for (size_t i = 0; pass_goes_on(i, count); i++)
 * It ends early with an exception pending. */
static inline bool pass_goes_on(size_t i, size_t count) {
    return i < count && (LIKELY(i % PASS_ITEMS != PASS_ITEMS - 1) || pass_may_go_on());
}

/* memcpy, memset and memcmp. */
MUST_CHECK bool pass_copy(void *to, const void *from, size_t size);
MUST_CHECK bool pass_fill(void *to, uint8_t byte, size_t size);
MUST_CHECK bool pass_compare(const void *left, const void *right, size_t size, int *order);

/* data[0, unit) again and again up to `total`, a multiple of unit. */
MUST_CHECK bool pass_repeat(uint8_t *data, size_t unit, size_t total);

#endif
