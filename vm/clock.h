/* Clocks of the system, in nanoseconds. Programs see those of deterministic.h. */
#ifndef VM_CLOCK_H
#define VM_CLOCK_H

#include <stdint.h>
#include <time.h>

#define NS_PER_SECOND INT64_C(1000000000)

static inline int64_t clock_ns(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * NS_PER_SECOND + now.tv_nsec;
}

/* Never goes back; deadlines are points of it. */
static inline int64_t monotonic_ns(void) {
    return clock_ns(CLOCK_MONOTONIC);
}

/* What is left until the deadline, as poll takes it: rounded up, at most INT32_MAX; -1: none. */
static inline int milliseconds_until(int64_t deadline) {
    if (deadline < 0)
        return -1;
    int64_t left = (deadline - monotonic_ns() + 999999) / 1000000;
    return left < 0 ? 0 : left > INT32_MAX ? INT32_MAX : (int)left;
}

#endif
