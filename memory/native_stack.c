/* The bounds of the calling thread's C stack.
 *
 * The process's first stack ends with the program's name, which the kernel puts at its very top,
 * and may grow to the resource limit. Of other threads the C library knows. It would of the first,
 * too, but reads /proc/self/maps for it: a twentieth of a start. */
#define _GNU_SOURCE /* pthread_getattr_np */
#include "memory/native_stack.h"

#include <pthread.h>
#include <stdbool.h>
#include <sys/auxv.h>
#include <sys/resource.h>

static bool holds(const NativeStack *stack, uintptr_t address) {
    return address <= stack->top && address > stack->top - stack->size;
}

static NativeStack first_stack(void) {
    NativeStack stack = {(uintptr_t)getauxval(AT_EXECFN), 0};
    struct rlimit limit;
    if (stack.top && getrlimit(RLIMIT_STACK, &limit) == 0)
        stack.size = limit.rlim_cur < stack.top ? (size_t)limit.rlim_cur : stack.top;
    return stack;
}

static NativeStack thread_stack(void) {
    NativeStack stack = {0, 0};
    pthread_attr_t attributes;
    void *lowest;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return stack;
    if (pthread_attr_getstack(&attributes, &lowest, &stack.size) == 0)
        stack.top = (uintptr_t)lowest + stack.size;
    pthread_attr_destroy(&attributes);
    return stack;
}

NativeStack native_stack(void) {
    static _Thread_local NativeStack stack;
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    if (stack.size && holds(&stack, here))
        return stack;
    stack = first_stack();
    if (!holds(&stack, here))
        stack = thread_stack();
    if (!holds(&stack, here))
        stack = (NativeStack){here, 1 << 20};
    return stack;
}

const char *native_stack_limit(void) {
    const size_t most = 192 * 1024;
    NativeStack stack = native_stack();
    size_t reserve = stack.size > 2 * most ? most : stack.size / 2;
    return (const char *)(stack.top - stack.size + reserve);
}
