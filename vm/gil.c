/* The GIL: one thread at a time touches objects.
 *
 * A thread that wants it waits on a condition variable; every 5 ms without a change of hands it
 * sets the eval breaker, and the holder lets go at the next instruction boundary, where it waits
 * until somebody else has really had its turn (else it would take the lock right back). */
#include "vm/thread.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

_Thread_local Thread *current_thread;
volatile uint32_t eval_breaker;
double gil_switch_interval = 0.005;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t released, switched; /* monotonic clock */
static bool held, closed;
static Thread *last_holder;
static uint64_t switches; /* times the GIL went to another thread */

void eval_breaker_set(uint32_t reason) {
    __atomic_fetch_or(&eval_breaker, reason, __ATOMIC_SEQ_CST);
}

void eval_breaker_clear(uint32_t reason) {
    __atomic_fetch_and(&eval_breaker, ~reason, __ATOMIC_SEQ_CST);
}

void gil_init(void) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&mutex, NULL);
    pthread_cond_init(&released, &attributes);
    pthread_cond_init(&switched, &attributes);
    pthread_condattr_destroy(&attributes);
    held = false;
}

static struct timespec deadline(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    int64_t ns = at.tv_nsec + (int64_t)(gil_switch_interval * 1e9);
    at.tv_sec += ns / 1000000000;
    at.tv_nsec = ns % 1000000000;
    return at;
}

static _Noreturn void sleep_for_ever(void) {
    for (;;)
        pause();
}

void gil_acquire(void) {
    int saved_errno = errno;
    pthread_mutex_lock(&mutex);
    while (held && !closed) {
        uint64_t before = switches;
        struct timespec until = deadline();
        int status = pthread_cond_timedwait(&released, &mutex, &until);
        if (status == ETIMEDOUT && held && switches == before)
            eval_breaker_set(BREAK_GIL);
    }
    if (closed && last_holder != current_thread) {
        pthread_mutex_unlock(&mutex);
        sleep_for_ever();
    }
    held = true;
    eval_breaker_clear(BREAK_GIL);
    if (last_holder != current_thread) {
        last_holder = current_thread;
        switches++;
    }
    pthread_cond_signal(&switched);
    pthread_mutex_unlock(&mutex);
    errno = saved_errno;
}

void gil_release(void) {
    int saved_errno = errno;
    pthread_mutex_lock(&mutex);
    held = false;
    pthread_cond_signal(&released);
    pthread_mutex_unlock(&mutex);
    errno = saved_errno;
}

void gil_yield(void) {
    pthread_mutex_lock(&mutex);
    uint64_t before = switches;
    held = false;
    eval_breaker_clear(BREAK_GIL);
    pthread_cond_signal(&released);
    struct timespec until = deadline();
    while (switches == before && pthread_cond_timedwait(&switched, &mutex, &until) == 0) {
    }
    pthread_mutex_unlock(&mutex);
    gil_acquire();
}

void gil_close(void) {
    pthread_mutex_lock(&mutex);
    closed = true;
    last_holder = current_thread;
    pthread_cond_broadcast(&released);
    pthread_mutex_unlock(&mutex);
}
