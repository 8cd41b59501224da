/* Where the C stack of the calling system thread lies, for whoever bounds recursion. */
#ifndef MEMORY_NATIVE_STACK_H
#define MEMORY_NATIVE_STACK_H

#include <stddef.h>
#include <stdint.h>

typedef struct NativeStack {
    uintptr_t top; /* the stack grows down from here */
    size_t size;   /* bytes it may grow to; without a limit: all below */
} NativeStack;

/* Always gives an answer: what the system says, or a mebibyte from here down. */
NativeStack native_stack(void);

/* The address that recursive walks over source may not go below; under it is room for their leaves
 * and for what they call. */
const char *native_stack_limit(void);

#endif
