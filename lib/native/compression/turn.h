/* Turns at a stream: its library works without the GIL, so threads that share it take turns, each
 * for one whole call of a method. */
#ifndef LIB_NATIVE_COMPRESSION_TURN_H
#define LIB_NATIVE_COMPRESSION_TURN_H

#include "vm/vm.h"

typedef struct Turn {
    uint64_t thread; /* whose it is; 0: nobody's */
} Turn;

/* method(self, args) in the caller's turn. A signal's handler may not use the stream that it
 * interrupts: RuntimeError. */
MUST_CHECK Value turn_call(Turn *turn, Value (*method)(Value, Value *), Value self, Value *args);

#endif
