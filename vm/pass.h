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

/* data[0, unit) again and again up to `total`, a multiple of unit. */
MUST_CHECK bool pass_repeat(uint8_t *data, size_t unit, size_t total);

#endif
