/* Limits: failures injected on purpose, and the cap on what is taken from the system.
 *
 * mem_fail_at(n, count) lets the nth allocation or mapping from now on fail, and the count - 1
 * after it. Bytes are counted for all domains together: arenas, listed blocks, raw. Raw memory
 * needs no lock, so both counters are atomic. */
#include "memory/heap.h"

#include <stdatomic.h>

bool limits_failing;
static _Atomic int64_t allocations_to_pass, failures_left;
static _Atomic uint64_t failures_injected;
static _Atomic size_t bytes_taken, bytes_limit; /* limit 0: none */
static _Atomic size_t watched_peak = SIZE_MAX;

void mem_fail_at(uint64_t number, uint64_t count) {
    limits_failing = number != 0;
    allocations_to_pass = number != 0 ? (int64_t)number - 1 : 0;
    failures_left = number != 0 ? (int64_t)count : 0;
    failures_injected = 0;
    caches_configure();
}

uint64_t mem_fail_count(void) {
    return failures_injected;
}

bool limits_refuse_slow(void) {
    if (atomic_fetch_sub(&allocations_to_pass, 1) > 0)
        return false;
    if (atomic_fetch_sub(&failures_left, 1) <= 0)
        return false;
    failures_injected++;
    return true;
}

void mem_set_limit(size_t bytes) {
    bytes_limit = bytes;
}

void mem_watch_peak(size_t bytes) {
    watched_peak = bytes;
}

static void tell_peak(void) {
    watched_peak = SIZE_MAX;
    if (heap.ops.peak_reached != NULL)
        heap.ops.peak_reached();
}

bool limits_take(size_t size) {
    size_t taken = atomic_fetch_add_explicit(&bytes_taken, size, memory_order_relaxed) + size;
    size_t limit = atomic_load_explicit(&bytes_limit, memory_order_relaxed);
    if (MEM_UNLIKELY(limit != 0 && taken > limit)) {
        limits_give(size);
        return false;
    }
    if (MEM_UNLIKELY(taken > atomic_load_explicit(&watched_peak, memory_order_relaxed)))
        tell_peak();
    return true;
}

void limits_give(size_t size) {
    atomic_fetch_sub_explicit(&bytes_taken, size, memory_order_relaxed);
}

bool mem_count_in(size_t size) {
    if (limits_take(size))
        return true;
    atomic_fetch_add_explicit(&bytes_taken, size, memory_order_relaxed);
    return false;
}

void mem_count_out(size_t size) {
    limits_give(size);
}

size_t mem_bytes_taken(void) {
    return bytes_taken;
}
