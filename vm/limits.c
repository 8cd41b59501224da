/* Limits: see limits.h.
 *
 * Instructions are counted by an observer (observe.h), so that nothing is paid without the limit;
 * time by a timer of the process's CPU clock, whose signal sets the eval breaker; output by who
 * writes. What was reached stays so till limits_end: the eval breaker then keeps its BREAK_LIMIT,
 * and every backward jump, call and long loop in C raises again. A main thread that waits for
 * something is woken by a second timer, whose signal interrupts system calls.
 *
 * C code that does not look at the eval breaker for GRACE_NS of CPU time ends with the process, if
 * the limit is that of the whole run. */
#define _GNU_SOURCE
#include "vm/limits.h"

#include "vm/clock.h"
#include "vm/fault.h"
#include "vm/observe.h"
#include "vm/signals.h"
#include "vm/traceback.h"
#include "vm/vm.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { GRACE_NS = 1000000000 };

typedef enum Reached { NOTHING, INSTRUCTIONS, TIME, OUTPUT } Reached;

static Limits in_force = LIMITS_NONE; /* where the counts below may get to */
static Limits options = LIMITS_NONE;
static LimitedCall *calls; /* under way, the newest first */
static uint64_t instructions_done;
static _Atomic uint64_t output_done;  /* libraries write without the GIL */
static volatile sig_atomic_t reached; /* Reached */
static bool told;                     /* which: on standard error */
static const Thread *teller;          /* who is about it, and is not interrupted */

/* ---- reaching a limit ------------------------------------------------------------------------ */

static uint64_t cpu_now_ns(void) {
    return (uint64_t)clock_ns(CLOCK_PROCESS_CPUTIME_ID);
}

static void wake_main_thread(bool on);

/* Also called by a signal handler. */
static void reach(Reached limit) {
    if (!reached) {
        reached = (sig_atomic_t)limit;
        wake_main_thread(true);
    }
    eval_breaker_set(BREAK_LIMIT);
}

static const char *const names_of_limits[] = {
    [INSTRUCTIONS] = "instructions", [TIME] = "processor time", [OUTPUT] = "output"};

bool limits_raise(void) {
    return raise_error(&exc_LimitReached, "the limit of %s", names_of_limits[reached]);
}

bool limits_is_final(Value exception) {
    return reached && has_type(exception, &exc_LimitReached);
}

bool limits_interrupt(void) {
    return current_thread == teller || limits_raise();
}

static bool count_instruction(Observer *self, Thread *thread, Frame *frame) {
    if (LIKELY(instructions_done < in_force.instructions)) {
        instructions_done++;
        return true;
    }
    reach(INSTRUCTIONS);
    return limits_raise();
}

static Observer counter = {.instruction = count_instruction};

/* Takes `least` to `most` bytes of what is left: how many. 0: there are not so many left. */
static uint64_t take_output(uint64_t least, uint64_t most) {
    uint64_t done = output_done, taken;
    do {
        uint64_t left = done < in_force.output ? in_force.output - done : 0;
        taken = most < left ? most : left;
        if (taken < least) {
            reach(OUTPUT);
            return 0;
        }
    } while (!atomic_compare_exchange_weak(&output_done, &done, done + taken));
    return taken;
}

bool limits_allow_output(size_t *size) {
    if (!*size)
        return true;
    *size = take_output(1, *size);
    return *size || limits_raise();
}

void limits_return_output(size_t size) {
    output_done -= size;
}

bool limits_take_output(size_t size) {
    return !size || take_output(size, size);
}

bool limits_allow_growth(int descriptor, const char *path, int64_t size) {
    struct stat status;
    if (size <= 0 || (path ? stat(path, &status) : fstat(descriptor, &status)) != 0 ||
        size <= status.st_size)
        return true;
    return limits_take_output((size_t)(size - status.st_size)) || limits_raise();
}

/* ---- time ------------------------------------------------------------------------------------ */

static timer_t cpu_timer, wake_timer;
static bool has_timers;
static pthread_t main_pthread;

static int cpu_signal(void) {
    return SIGRTMAX - 3;
}

static int wake_signal(void) {
    return SIGRTMAX - 4;
}

/* Nobody has looked for too long: there is no other way out. */
static void end_at_once(void) {
    fault_write(STDERR_FILENO, "folio: more processor time than --max-time allows\n");
    fault_dump_all(STDERR_FILENO);
    _exit(STATUS_TIME);
}

static void on_timer(int number) {
    uint64_t now = cpu_now_ns();
    if (options.cpu_ns != LIMIT_NONE && now >= options.cpu_ns + GRACE_NS)
        end_at_once();
    if (now < in_force.cpu_ns)
        return; /* of a call that is over */
    reach(TIME);
    if (signal_escape)
        longjmp(*signal_escape, 1);
}

/* Which thread gets the timer's signal, the system decides. */
static void on_wake(int number) {
    if (!pthread_equal(pthread_self(), main_pthread))
        pthread_kill(main_pthread, number);
}

static bool timer_make(timer_t *timer, clockid_t clock, int number, void (*handler)(int),
                       int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_NODEFER | flags};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = number};
    return sigaction(number, &action, NULL) == 0 && timer_create(clock, &event, timer) == 0;
}

static bool timers_make(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, cpu_signal());
    sigaddset(&signals, wake_signal());
    pthread_sigmask(SIG_UNBLOCK, &signals, NULL); /* as we may have been started */
    has_timers =
        timer_make(&cpu_timer, CLOCK_PROCESS_CPUTIME_ID, cpu_signal(), on_timer, SA_RESTART) &&
        timer_make(&wake_timer, CLOCK_MONOTONIC, wake_signal(), on_wake, 0);
    return has_timers || raise_runtime_error("no timers for the limits");
}

/* Again and again: a signal may come just before a call that waits. */
static void wake_main_thread(bool on) {
    struct itimerspec when = {.it_value = {.tv_nsec = on ? 1000000 : 0},
                              .it_interval = {.tv_nsec = 20000000}};
    if (has_timers)
        timer_settime(wake_timer, 0, &when, NULL);
}

/* The timer goes off when the limit is reached, and then again, for who does not look. */
static void cpu_timer_set(uint64_t at_ns) {
    struct itimerspec when = {.it_interval = {.tv_nsec = GRACE_NS / 4}};
    if (at_ns != LIMIT_NONE) {
        at_ns = at_ns ? at_ns : 1; /* 0 would stop it */
        when.it_value.tv_sec = (time_t)(at_ns / (uint64_t)NS_PER_SECOND);
        when.it_value.tv_nsec = (long)(at_ns % (uint64_t)NS_PER_SECOND);
    }
    timer_settime(cpu_timer, TIMER_ABSTIME, &when, NULL);
}

bool limits_own_signal(int number) {
    return has_timers && (number == cpu_signal() || number == wake_signal());
}

/* ---- beginning and ending -------------------------------------------------------------------- */

Limits limits_in_force(void) {
    return in_force;
}

Limits limits_used(void) {
    return (Limits){instructions_done, cpu_now_ns(), output_done, mem_bytes_taken(),
                    thread_frame_depth()};
}

static uint64_t narrower(uint64_t outer, uint64_t used, uint64_t more) {
    uint64_t end = more > LIMIT_NONE - used ? LIMIT_NONE : used + more;
    return end < outer ? end : outer;
}

static void narrow(uint64_t *limit, uint64_t other) {
    *limit = other < *limit ? other : *limit;
}

/* Those of the options and of all calls under way. */
static Limits narrowest(void) {
    Limits limits = options;
    for (const LimitedCall *call = calls; call; call = call->next) {
        narrow(&limits.instructions, call->limits.instructions);
        narrow(&limits.cpu_ns, call->limits.cpu_ns);
        narrow(&limits.output, call->limits.output);
        narrow(&limits.memory, call->limits.memory);
        narrow(&limits.recursion, call->limits.recursion);
    }
    return limits;
}

/* Takes the limits over to those who look at them. */
static bool apply(void) {
    Limits before = in_force, limits = narrowest();
    bool may_end = limits.instructions != LIMIT_NONE || limits.cpu_ns != LIMIT_NONE ||
                   limits.output != LIMIT_NONE;
    if (may_end && !has_timers && !timers_make())
        return false;
    in_force = limits;
    if (limits.instructions != LIMIT_NONE && before.instructions == LIMIT_NONE)
        observer_add(&counter);
    if (limits.instructions == LIMIT_NONE && before.instructions != LIMIT_NONE)
        observer_remove(&counter);
    if (limits.memory != before.memory)
        mem_set_limit(limits.memory == LIMIT_NONE ? 0 : limits.memory);
    if (limits.recursion < before.recursion && !recursion_limit_set((int)limits.recursion))
        return false;
    if (limits.cpu_ns != before.cpu_ns)
        cpu_timer_set(limits.cpu_ns);
    return true;
}

bool limits_begin(const Limits *wanted, LimitedCall *call) {
    Limits used = limits_used(), *own = &call->limits;
    call->thread = current_thread;
    call->recursion_limit = recursion_limit_get();
    call->handled = own_maybe(current_thread->handled->exception);
    own->instructions = narrower(LIMIT_NONE, used.instructions, wanted->instructions);
    own->cpu_ns = narrower(LIMIT_NONE, used.cpu_ns, wanted->cpu_ns);
    own->output = narrower(LIMIT_NONE, used.output, wanted->output);
    own->memory = narrower(LIMIT_NONE, used.memory, wanted->memory);
    own->recursion = wanted->recursion == LIMIT_NONE ? LIMIT_NONE
                                                     : narrower((uint64_t)call->recursion_limit,
                                                                used.recursion, wanted->recursion);
    call->next = calls;
    calls = call;
    if (apply())
        return true;
    limits_end(call);
    return false;
}

/* Calls of several threads end in any order. The recursion limit of before is for the one that
 * began next to bring back, if it has not ended yet. */
static bool leave(LimitedCall *call) {
    LimitedCall **link = &calls, *later = NULL;
    for (; *link != call; link = &later->next)
        later = *link;
    *link = call->next;
    if (later)
        later->recursion_limit = call->recursion_limit;
    return apply() && (later || recursion_limit_set(call->recursion_limit));
}

void limits_end(LimitedCall *call) {
    Value pending = exception_fetch();
    if (!leave(call))
        exception_clear(); /* they were in force before */
    replace_value(&current_thread->handled->exception, call->handled);
    if (pending)
        exception_restore_steal(pending);
    Limits used = limits_used();
    if (used.instructions < in_force.instructions && used.cpu_ns < in_force.cpu_ns &&
        used.output < in_force.output) {
        reached = NOTHING;
        told = false;
        wake_main_thread(false);
        eval_breaker_clear(BREAK_LIMIT);
    }
}

/* The calls of other threads do not go on in a child. */
static void keep_calls_of_this_thread(void) {
    for (LimitedCall **link = &calls; *link;)
        if ((*link)->thread == current_thread)
            link = &(*link)->next;
        else
            *link = (*link)->next;
}

/* A child has its own processor time, and none of its parent's timers. */
static void renew(void) {
    main_pthread = pthread_self();
    keep_calls_of_this_thread();
    bool fine = (!has_timers || timers_make()) && apply();
    if (!fine) /* then at least the next write and the next instructions end */
        exception_clear();
    else if (in_force.cpu_ns != LIMIT_NONE)
        cpu_timer_set(in_force.cpu_ns);
}

bool limits_start(void) {
    main_pthread = pthread_self();
    threads_on_fork(renew);
    return apply();
}

/* ---- the end of a program -------------------------------------------------------------------- */

bool limits_reached(void) {
    return reached;
}

int limits_status(int status) {
    static const int statuses[] = {
        [INSTRUCTIONS] = STATUS_INSTRUCTIONS, [TIME] = STATUS_TIME, [OUTPUT] = STATUS_OUTPUT};
    if (!reached)
        return status;
    if (!told) {
        fault_write(STDERR_FILENO, "LimitReached: the limit of ");
        fault_write(STDERR_FILENO, names_of_limits[reached]);
        fault_write(STDERR_FILENO, "\n");
        told = true;
    }
    return statuses[reached];
}

/* Without sys.excepthook and sys.stderr, which may be the program's. */
static void tell(Value exception) {
    teller = current_thread;
    told = true;
    Str *text = traceback_format_exception(exception, false);
    const char *bytes = text ? str_utf8(text, NULL) : NULL;
    fault_write(STDERR_FILENO, bytes ? bytes : "LimitReached\n");
    if (text)
        GIVE_UP(text);
    exception_clear();
}

void limits_tell_ignored(Value exception) {
    if (told)
        return;
    tell(exception);
    teller = NULL;
}

int limits_report(Value exception) {
    in_force.cpu_ns = LIMIT_NONE; /* GRACE_NS are left */
    tell(exception);
    return limits_status(1);
}

/* ---- options --------------------------------------------------------------------------------- */

/* A number with k, M or G behind it, times 1024 each. */
static bool read_size(const char *text, uint64_t *size) {
    static const char units[] = "kMG";
    char *end;
    unsigned long long number = strtoull(text, &end, 10);
    const char *unit = *end ? strchr(units, *end) : NULL;
    unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    if (end == text || *text == '-' || (*end && !unit) || (*end && end[1]) ||
        number > LIMIT_NONE >> shift)
        return false;
    *size = (uint64_t)number << shift;
    return true;
}

static bool read_count(const char *text, uint64_t *count) {
    char *end;
    *count = strtoull(text, &end, 10);
    return end != text && !*end && *text != '-' && *count && *count <= INT32_MAX;
}

static bool read_seconds(const char *text, uint64_t *ns) {
    char *end;
    double seconds = strtod(text, &end);
    if (end == text || *end || !(seconds >= 0 && seconds < 1e9))
        return false;
    *ns = (uint64_t)(seconds * 1e9);
    return true;
}

bool limits_read_option(const char *text, bool *wrong) {
    static const struct {
        const char *name;
        uint64_t *limit;
        bool (*read)(const char *text, uint64_t *limit);
    } known[] = {
        {"max-instructions=", &options.instructions, read_size},
        {"max-memory=", &options.memory, read_size},
        {"max-output=", &options.output, read_size},
        {"max-recursion=", &options.recursion, read_count},
        {"max-time=", &options.cpu_ns, read_seconds},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t size = strlen(known[i].name);
        if (strncmp(text, known[i].name, size) == 0) {
            *wrong = !known[i].read(text + size, known[i].limit);
            if (*wrong)
                fprintf(stderr, "--%s a number is expected, not '%s'\n", known[i].name,
                        text + size);
            return true;
        }
    }
    return false;
}

void limits_share_memory_option(size_t *memory) {
    if (options.memory != LIMIT_NONE)
        *memory = options.memory;
    else if (*memory)
        options.memory = *memory;
}
