/* The GIL: one thread at a time touches objects.
 *
 * Who wants it stands in line, each with a condition variable of its own:
 *
 *     eager     come back from a blocking call      served first, ask after EAGER_SPACING_NS
 *     patient   let go because others asked         ask after the switch interval (5 ms)
 *
 * To ask is to set the eval breaker, and for the next in line; the holder hands the GIL to the next
 * in line at its next instruction boundary and becomes the last of the patient. So a thread that
 * mostly sleeps gets its turn beside a busy one within EAGER_SPACING_NS, yet interrupts it no more
 * often than that; a patient one that has waited for two intervals comes before the eager ones.
 *
 * A switch between running threads takes less than a microsecond, putting one to sleep and waking
 * it fifty: who asks and who hands over first spins for SPIN_NS, if there is a second processor.
 *
 * Before a blocking call the GIL is only put down: who comes back first takes it again. */
#define _GNU_SOURCE /* sched_getaffinity */
#include "vm/thread.h"

#include "vm/clock.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

_Thread_local Thread *current_thread;
_Atomic uint32_t eval_breaker;
double gil_switch_interval = 0.005;

enum { EAGER_SPACING_NS = 250000, SPIN_NS = 20000 };

/* One who waits; on its own stack. All under the mutex, but for a look at `granted` in between. */
typedef struct Waiter {
    struct Waiter *next;
    pthread_cond_t wake; /* monotonic clock */
    int64_t since_ns, asks_at_ns;
    bool eager, granted;
} Waiter;

typedef struct Line {
    Waiter *first, **end;
    int64_t count;
} Line;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static Line eager_line, patient_line;
static bool held; /* written under the mutex */
static _Thread_local bool is_mine;
static bool closed;
static Thread *last_holder;
static int64_t eager_asked_ns;

void eval_breaker_set(uint32_t reason) {
    atomic_fetch_or(&eval_breaker, reason);
}

void eval_breaker_clear(uint32_t reason) {
    atomic_fetch_and(&eval_breaker, ~reason);
}

static int64_t interval_ns(void) {
    return (int64_t)(gil_switch_interval * 1e9);
}

static void line_clear(void) {
    eager_line = (Line){.end = &eager_line.first};
    patient_line = (Line){.end = &patient_line.first};
}

void gil_init(void) {
    pthread_mutex_init(&mutex, NULL);
    line_clear();
    __atomic_store_n(&held, false, __ATOMIC_RELAXED);
    is_mine = false;
    eval_breaker_clear(BREAK_GIL);
}

/* ---- the line -------------------------------------------------------------------------------- */

static Line *line_of(const Waiter *waiter) {
    return waiter->eager ? &eager_line : &patient_line;
}

static void line_join(Waiter *waiter) {
    Line *line = line_of(waiter);
    *line->end = waiter;
    line->end = &waiter->next;
    line->count++;
}

static void line_leave(Waiter *waiter) {
    Line *line = line_of(waiter);
    Waiter **at = &line->first;
    while (*at != waiter) /* NOLINT(clang-analyzer-core.NullDereference): it is in the line */
        at = &(*at)->next;
    *at = waiter->next;
    line->count--;
    if (line->end == &waiter->next)
        line->end = at;
}

static Waiter *line_next(void) {
    Waiter *eager = eager_line.first, *patient = patient_line.first;
    if (eager && patient)
        return monotonic_ns() - patient->since_ns > 2 * interval_ns() ? patient : eager;
    return eager ? eager : patient;
}

/* ---- taking ---------------------------------------------------------------------------------- */

static _Noreturn void sleep_for_ever(void) {
    for (;;)
        pause();
}

/* After the end of the runtime nobody but its last thread gets the GIL. */
static void stop_if_closed(void) {
    if (!closed || last_holder == current_thread)
        return;
    pthread_mutex_unlock(&mutex);
    sleep_for_ever();
}

static void take(void) {
    __atomic_store_n(&held, true, __ATOMIC_RELAXED);
    is_mine = true;
    if (last_holder != current_thread) { /* else those who asked are still to be served */
        last_holder = current_thread;
        eval_breaker_clear(BREAK_GIL);
    }
}

/* Without the mutex: until the GIL may be there, for a short time only. */
static void spin(const Waiter *waiter) {
    int64_t until = monotonic_ns() + SPIN_NS;
    while (!__atomic_load_n(&waiter->granted, __ATOMIC_RELAXED) &&
           __atomic_load_n(&held, __ATOMIC_RELAXED) && monotonic_ns() < until) {
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }
}

/* Whether there is another processor, on which who holds the GIL may run; asked with the mutex. */
static bool can_spin(void) {
    static enum { UNKNOWN, NO, YES } answer;
    cpu_set_t processors;
    if (answer == UNKNOWN)
        answer =
            sched_getaffinity(0, sizeof processors, &processors) == 0 && CPU_COUNT(&processors) > 1
                ? YES
                : NO;
    return answer == YES;
}

static void spin_unlocked(const Waiter *waiter) {
    if (!can_spin())
        return;
    pthread_mutex_unlock(&mutex);
    spin(waiter);
    pthread_mutex_lock(&mutex);
}

static bool may_take(const Waiter *waiter) {
    return waiter->granted || (!held && line_next() == waiter);
}

static void ask(Waiter *waiter, int64_t now) {
    if (waiter->eager)
        eager_asked_ns = now;
    waiter->asks_at_ns = now + interval_ns();
    eval_breaker_set(BREAK_GIL);
    spin_unlocked(waiter);
}

/* When to ask; who is not the next by then sets the time anew. */
static void set_time(Waiter *waiter, int64_t now) {
    waiter->asks_at_ns = now + interval_ns();
    int64_t eager_at = eager_asked_ns + EAGER_SPACING_NS * eager_line.count;
    if (waiter->eager && eager_at < waiter->asks_at_ns)
        waiter->asks_at_ns = eager_at > now ? eager_at : now;
}

static void sleep_until(Waiter *waiter, int64_t at_ns) {
    struct timespec at = {at_ns / NS_PER_SECOND, at_ns % NS_PER_SECOND};
    pthread_cond_timedwait(&waiter->wake, &mutex, &at);
}

/* Under the mutex. Comes back as the holder. */
static void wait_in_line(bool eager) {
    Waiter waiter = {.eager = eager, .since_ns = monotonic_ns()};
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&waiter.wake, &attributes);
    pthread_condattr_destroy(&attributes);
    line_join(&waiter);
    set_time(&waiter, waiter.since_ns);
    if (!eager)
        spin_unlocked(&waiter);
    while (!may_take(&waiter)) {
        stop_if_closed();
        int64_t now = monotonic_ns();
        if (now < waiter.asks_at_ns)
            sleep_until(&waiter, waiter.asks_at_ns);
        else if (line_next() == &waiter)
            ask(&waiter, now);
        else
            set_time(&waiter, now + EAGER_SPACING_NS);
    }
    if (!waiter.granted)
        line_leave(&waiter);
    /* NOLINTNEXTLINE(clang-analyzer-core.StackAddressEscape): it has left the line */
    pthread_cond_destroy(&waiter.wake);
}

void gil_acquire(void) {
    int saved_errno = errno;
    pthread_mutex_lock(&mutex);
    stop_if_closed();
    if (held)
        wait_in_line(true);
    take();
    pthread_mutex_unlock(&mutex);
    errno = saved_errno;
}

/* ---- letting go ------------------------------------------------------------------------------ */

void gil_release(void) {
    int saved_errno = errno;
    is_mine = false;
    pthread_mutex_lock(&mutex);
    __atomic_store_n(&held, false, __ATOMIC_RELAXED);
    Waiter *next = line_next();
    if (next)
        pthread_cond_signal(&next->wake);
    pthread_mutex_unlock(&mutex);
    errno = saved_errno;
}

void gil_yield(void) {
    pthread_mutex_lock(&mutex);
    eval_breaker_clear(BREAK_GIL);
    Waiter *next = closed ? NULL : line_next();
    if (next) {
        line_leave(next);
        __atomic_store_n(&next->granted, true,
                         __ATOMIC_RELAXED); /* held stays true: it is next's */
        pthread_cond_signal(&next->wake);
        wait_in_line(false);
        take();
    }
    pthread_mutex_unlock(&mutex);
}

bool gil_is_mine(void) {
    return is_mine;
}

void gil_close(void) {
    pthread_mutex_lock(&mutex);
    closed = true;
    last_holder = current_thread;
    for (Waiter *waiter = eager_line.first; waiter; waiter = waiter->next)
        pthread_cond_signal(&waiter->wake);
    for (Waiter *waiter = patient_line.first; waiter; waiter = waiter->next)
        pthread_cond_signal(&waiter->wake);
    line_clear();
    pthread_mutex_unlock(&mutex);
}
