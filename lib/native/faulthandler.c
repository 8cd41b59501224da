/* Module faulthandler: tracebacks on fatal errors, on signals, and after a time.
 *
 * vm/fault.c writes them. A watchdog is a system thread of its own, without a Thread: it waits on
 * a condition variable, so that it can be cancelled, and dumps without the GIL. */
#include "vm/fault.h"
#include "vm/limits.h"
#include "vm/runtime.h"
#include "vm/signals.h"
#include "vm/import.h"
#include "vm/vm.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- files ----------------------------------------------------------------------------------- */

static Value call_named(Value object, const char *name) {
    Str *method = str_interned(name);
    Value result = method ? call_method_0(object, method) : NULL;
    if (method)
        GIVE_UP(method);
    return result;
}

/* The descriptor behind a `file` argument; *kept gets the file to hold on to (owned, or null). */
static bool read_file(Value file, int *descriptor, Value *kept) {
    *kept = NULL;
    if (!file || file == NONE) {
        file = sys_get_borrowed("stderr");
        if (!file)
            return raise_runtime_error("unable to get sys.stderr");
        if (file == NONE)
            return raise_runtime_error("sys.stderr is None");
    } else if (is_int(file)) {
        if (!int_as_int(file, descriptor))
            return false;
        return *descriptor >= 0 || raise_value_error("file is not a valid file descriptor");
    }
    incref(file);
    Value number = call_named(file, "fileno");
    *descriptor = -1;
    bool done = number && (!is_int(number) || int_as_int(number, descriptor));
    decref_maybe(number);
    if (done && *descriptor < 0)
        done = raise_runtime_error("file.fileno() is not a valid file descriptor");
    if (!done) {
        decref(file);
        return false;
    }
    Value flushed = call_named(file, "flush");
    if (!flushed)
        exception_clear();
    decref_maybe(flushed);
    *kept = file;
    return true;
}

static bool read_flag(Value value, bool fallback, bool *flag) {
    Answer answer = value ? object_truth(value) : fallback ? ANSWER_YES : ANSWER_NO;
    *flag = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

/* ---- now, and on fatal errors ---------------------------------------------------------------- */

static Value dump_traceback(Value self, Value *args) {
    FaultTarget target;
    Value kept;
    if (!read_flag(args[1], true, &target.all_threads) ||
        !read_file(args[0], &target.descriptor, &kept))
        return NULL;
    size_t size = 50 * (1 + thread_frame_depth()); /* about */
    if (!limits_allow_output(&size)) {
        decref_maybe(kept);
        return NULL;
    }
    fault_dump(&target);
    decref_maybe(kept);
    return signals_check() ? NONE : NULL;
}

static Value fatal_file; /* owned */

static Value enable(Value self, Value *args) {
    FaultTarget target;
    Value kept;
    if (!read_flag(args[1], true, &target.all_threads) ||
        !read_file(args[0], &target.descriptor, &kept))
        return NULL;
    replace_value(&fatal_file, kept);
    return fault_handler_enable(target) ? NONE : raise_os_error(errno, NULL);
}

static Value disable(Value self, Value *args) {
    bool was_enabled = fault_handler_disable();
    clear_value(&fatal_file);
    return value_of_bool(was_enabled);
}

static Value is_enabled(Value self, Value *args) {
    return value_of_bool(fault_handler_is_enabled());
}

/* ---- on signals ------------------------------------------------------------------------------ */

typedef struct UserSignal {
    FaultTarget target;
    Value file; /* owned; may be null */
    bool is_ours, chain;
    struct sigaction previous;
} UserSignal;

static UserSignal user_signals[NSIG];

static int install(int number);

static void on_user_signal(int number) {
    int saved_errno = errno;
    UserSignal *user = &user_signals[number];
    if (!user->is_ours)
        return;
    fault_dump(&user->target);
    if (user->chain) {
        sigaction(number, &user->previous, NULL);
        errno = saved_errno;
        raise(number);
        saved_errno = errno;
        install(number);
    }
    errno = saved_errno;
}

static int install(int number) {
    UserSignal *user = &user_signals[number];
    struct sigaction action = {.sa_handler = on_user_signal};
    /* The next handler may run for the signal while this one has not returned. */
    action.sa_flags = SA_ONSTACK | (user->chain ? SA_NODEFER : SA_RESTART);
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, user->is_ours ? NULL : &user->previous);
}

static bool read_signal(Value value, int *number) {
    if (!int_as_signed_int(value, number))
        return false;
    static const int fatal[] = {SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSEGV};
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
        if (*number == fatal[i])
            return raise_runtime_error("signal %d cannot be registered, use enable() instead",
                                       *number);
    if (*number < 1 || *number >= NSIG || limits_own_signal(*number))
        return raise_value_error("signal number out of range");
    return true;
}

static Value register_signal(Value self, Value *args) {
    int number;
    FaultTarget target;
    bool chain;
    Value kept;
    if (!read_signal(args[0], &number) || !read_flag(args[2], true, &target.all_threads) ||
        !read_flag(args[3], false, &chain) || !read_file(args[1], &target.descriptor, &kept))
        return NULL;
    UserSignal *user = &user_signals[number];
    user->target = target;
    user->chain = chain;
    if (install(number) != 0) {
        decref_maybe(kept);
        return raise_os_error(errno, NULL);
    }
    user->is_ours = true;
    replace_value(&user->file, kept);
    return NONE;
}

static bool forget_signal(int number) {
    UserSignal *user = &user_signals[number];
    if (!user->is_ours)
        return false;
    user->is_ours = false;
    sigaction(number, &user->previous, NULL);
    clear_value(&user->file);
    return true;
}

static Value unregister(Value self, Value *args) {
    int number;
    return read_signal(args[0], &number) ? value_of_bool(forget_signal(number)) : NULL;
}

/* ---- after a time ---------------------------------------------------------------------------- */

typedef struct Watchdog {
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t cancelled; /* monotonic clock */
    bool is_running, is_cancelled, repeat, exit;
    struct timespec at;
    int64_t timeout_us;
    int descriptor;
    Value file; /* owned; may be null */
    char header[64];
} Watchdog;

static Watchdog watchdog = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static void set_next_time(Watchdog *dog) {
    int64_t ns = dog->at.tv_nsec + dog->timeout_us % 1000000 * 1000;
    dog->at.tv_sec += dog->timeout_us / 1000000 + ns / 1000000000;
    dog->at.tv_nsec = ns % 1000000000;
}

static void *watch(void *argument) {
    Watchdog *dog = argument;
    sigset_t all;
    sigfillset(&all); /* signals are for threads that run Python */
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    pthread_mutex_lock(&dog->mutex);
    do {
        int status = 0;
        while (!dog->is_cancelled && status == 0)
            status = pthread_cond_timedwait(&dog->cancelled, &dog->mutex, &dog->at);
        if (dog->is_cancelled)
            break;
        fault_write(dog->descriptor, dog->header);
        fault_dump_all(dog->descriptor);
        if (dog->exit)
            _exit(1);
        set_next_time(dog);
    } while (dog->repeat);
    pthread_mutex_unlock(&dog->mutex);
    return NULL;
}

static void cancel_watchdog(void) {
    if (!watchdog.is_running)
        return;
    pthread_mutex_lock(&watchdog.mutex);
    watchdog.is_cancelled = true;
    pthread_cond_signal(&watchdog.cancelled);
    pthread_mutex_unlock(&watchdog.mutex);
    pthread_join(watchdog.thread, NULL);
    pthread_cond_destroy(&watchdog.cancelled);
    watchdog.is_running = false;
    clear_value(&watchdog.file);
}

/* The child of a fork has no watchdog. */
static void lose_watchdog(void) {
    watchdog.is_running = false;
    pthread_mutex_init(&watchdog.mutex, NULL);
}

static bool start_watchdog(void) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&watchdog.cancelled, &attributes);
    pthread_condattr_destroy(&attributes);
    watchdog.is_cancelled = false;
    clock_gettime(CLOCK_MONOTONIC, &watchdog.at);
    set_next_time(&watchdog);
    if (pthread_create(&watchdog.thread, NULL, watch, &watchdog) != 0)
        return raise_runtime_error("unable to start watchdog thread");
    watchdog.is_running = true;
    return true;
}

static void format_header(int64_t us) {
    long hours = (long)(us / 3600000000), minutes = (long)(us / 60000000 % 60);
    long seconds = (long)(us / 1000000 % 60), rest = (long)(us % 1000000);
    if (rest)
        snprintf(watchdog.header, sizeof watchdog.header, "Timeout (%ld:%02ld:%02ld.%06ld)!\n",
                 hours, minutes, seconds, rest);
    else
        snprintf(watchdog.header, sizeof watchdog.header, "Timeout (%ld:%02ld:%02ld)!\n", hours,
                 minutes, seconds);
}

static Value dump_later(Value self, Value *args) {
    double seconds;
    bool repeat, exits;
    int descriptor;
    Value kept;
    if (!object_as_double(args[0], &seconds))
        return NULL;
    if (!(seconds * 1e6 >= 1))
        return raise_value_error("timeout must be greater than 0");
    if (seconds > 9e9)
        return raise_overflow_error("timeout value is too large");
    if (!read_flag(args[1], false, &repeat) || !read_flag(args[3], false, &exits) ||
        !read_file(args[2], &descriptor, &kept))
        return NULL;
    cancel_watchdog();
    watchdog.repeat = repeat;
    watchdog.exit = exits;
    watchdog.descriptor = descriptor;
    watchdog.timeout_us = (int64_t)(seconds * 1e6);
    watchdog.file = kept;
    format_header(watchdog.timeout_us);
    return start_watchdog() ? NONE : NULL;
}

static Value cancel_later(Value self, Value *args) {
    cancel_watchdog();
    return NONE;
}

/* ---- faults to test with --------------------------------------------------------------------- */

static void raise_fatal(int number, Value without_gil) {
    bool released;
    if (!read_flag(without_gil, false, &released))
        return;
    if (released)
        gil_release();
    raise(number);
    if (released)
        gil_acquire();
}

static Value segmentation_fault(Value self, Value *args) {
    raise_fatal(SIGSEGV, args[0]);
    return exception_pending() ? NULL : NONE;
}

static Value floating_point_fault(Value self, Value *args) {
    raise_fatal(SIGFPE, NULL);
    return NONE;
}

static Value abort_fault(Value self, Value *args) {
    abort();
}

static Value read_null(Value self, Value *args) {
    volatile uintptr_t nowhere = 0;
    int value = *(volatile int *)nowhere; /* NOLINT(clang-analyzer-core.NullDereference) */
    return value_of_small_int(value);
}

static size_t recurse(size_t depth) {
    volatile char room[4096];
    room[0] = (char)depth;
    return depth < SIZE_MAX ? recurse(depth + 1) + (size_t)room[0] : depth;
}

static Value stack_overflow(Value self, Value *args) {
    return value_from_uint64(recurse(0));
}

static void *abort_in_thread(void *argument) {
    fault_abort("faulthandler_fatal_error_thread", "in new thread");
}

static Value fatal_error_in_thread(Value self, Value *args) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, abort_in_thread, NULL) != 0)
        return raise_runtime_error("unable to start the thread");
    pthread_join(thread, NULL);
    return NONE;
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE("enable(file=sys.stderr, all_threads=True)", enable, "Enable the fault handler."),
    NATIVE("disable()", disable, "Disable the fault handler."),
    NATIVE("is_enabled()", is_enabled, "Check if the handler is enabled."),
    NATIVE("dump_traceback(file=sys.stderr, all_threads=True)", dump_traceback,
           "Dump the traceback of the current thread, or of all threads if\nall_threads is True, "
           "into file."),
    NATIVE("dump_traceback_later(timeout, repeat=False, file=sys.stderr, exit=False)", dump_later,
           "Dump the traceback of all threads in timeout seconds,\nor each timeout seconds if "
           "repeat is True. If exit is True,\ncall _exit(1) which is not safe."),
    NATIVE("cancel_dump_traceback_later()", cancel_later,
           "Cancel the previous call to dump_traceback_later()."),
    NATIVE("register(signum, file=sys.stderr, all_threads=True, chain=False)", register_signal,
           "Register a handler for the signal 'signum':\ndump the traceback of the current thread, "
           "or of all threads if\nall_threads is True, into file."),
    NATIVE("unregister(signum, /)", unregister,
           "Unregister the handler of the signal 'signum' registered by register()."),
    NATIVE("_read_null()", read_null, "Read from NULL, raise a SIGSEGV or SIGBUS signal."),
    NATIVE("_sigsegv(release_gil=False, /)", segmentation_fault, "Raise a SIGSEGV signal."),
    NATIVE("_sigabrt()", abort_fault, "Raise a SIGABRT signal."),
    NATIVE("_sigfpe()", floating_point_fault, "Raise a SIGFPE signal."),
    NATIVE("_stack_overflow()", stack_overflow, "Recursive call to raise a stack overflow."),
    NATIVE("_fatal_error_c_thread()", fatal_error_in_thread,
           "Abort the process in a thread that is not the interpreter's."),
    NATIVE_END,
};

static void forget(void) {
    cancel_watchdog();
    for (int number = 1; number < NSIG; number++)
        forget_signal(number);
    fault_handler_disable();
    clear_value(&fatal_file);
}

static bool exec(Module *module) {
    threads_on_fork(lose_watchdog);
    runtime_on_fini(forget);
    return true;
}

const NativeModule faulthandler_module = {
    .name = "faulthandler",
    .doc = "faulthandler module.",
    .functions = functions,
    .exec = exec,
};
