/* Module _signal: handlers, masks, timers. What arrives is kept by vm/signals.c. */
#define _GNU_SOURCE
#include "lib/native/exception_class.h"
#include "lib/native/named_numbers.h"
#include "vm/audit.h"
#include "vm/limits.h"
#include "vm/objects/struct_sequence.h"
#include "vm/signals.h"
#include "vm/vm.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static StructSequence struct_siginfo;
static ExceptionClass itimer_error = {
    .module = "signal", .name = "itimer_error", .bound_as = "ItimerError", .base = &exc_OSError};

static bool read_number(Value value, int *number) {
    if (!int_as_int(value, number))
        return false;
    if (*number < 1 || *number >= NSIG)
        return raise_value_error("signal number out of range");
    return true;
}

/* ---- handlers -------------------------------------------------------------------------------- */

static Value default_int_handler(Value self, Value *args) {
    return raise_class(&exc_KeyboardInterrupt, NULL);
}

/* What a number's handler is, as Python sees it: owned. */
static Value shown_handler(Value self, int number) {
    if (number == SIGINT && signal_is_default_int()) {
        Str *name = str_interned("default_int_handler");
        Value handler = name ? attribute_get(self, name) : NULL;
        if (name)
            GIVE_UP(name);
        return handler;
    }
    Value handler = signal_handler_borrowed(number);
    return own(handler ? handler : NONE);
}

static Value set_handler(Value self, Value *args) {
    int number;
    if (!is_main_thread())
        return raise_value_error("signal only works in main thread of the main interpreter");
    if (!read_number(args[0], &number))
        return NULL;
    Value handler = args[1], wanted = handler;
    int64_t code;
    if (is_int(handler) && int_fits_int64(handler, &code) && (code == 0 || code == 1))
        wanted = value_of_small_int(code);
    else if (!is_callable(handler))
        return raise_type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a "
                                "callable object");
    if (!signals_check())
        return NULL;
    Value old = shown_handler(self, number);
    if (old && !signal_handler_set(number, wanted)) {
        decref(old);
        return NULL;
    }
    return old;
}

static Value get_handler(Value self, Value *args) {
    int number;
    return read_number(args[0], &number) ? shown_handler(self, number) : NULL;
}

static Value set_wakeup_fd(Value self, Value *args) {
    int descriptor;
    if (!is_main_thread())
        return raise_value_error("set_wakeup_fd only works in main thread of the main interpreter");
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    if (descriptor != -1) {
        struct stat status;
        if (fstat(descriptor, &status) != 0)
            return raise_os_error(errno, NULL);
        int flags = fcntl(descriptor, F_GETFL);
        if (flags >= 0 && !(flags & O_NONBLOCK))
            return raise_value_error("the fd %d must be in non-blocking mode", descriptor);
    }
    Answer warns = args[1] ? object_truth(args[1]) : ANSWER_YES;
    if (warns == ANSWER_ERROR)
        return NULL;
    return value_of_small_int(signal_set_wakeup(descriptor, warns));
}

static Value interrupt(Value self, Value *args) {
    int number;
    if (!read_number(args[0], &number))
        return NULL;
    Answer flag = object_truth(args[1]);
    if (flag == ANSWER_ERROR)
        return NULL;
    struct sigaction action;
    if (sigaction(number, NULL, &action) != 0)
        return raise_os_error(errno, NULL);
    action.sa_flags = flag ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
    return sigaction(number, &action, NULL) == 0 ? NONE : raise_os_error(errno, NULL);
}

/* ---- sending --------------------------------------------------------------------------------- */

static Value raise_signal(Value self, Value *args) {
    int number;
    if (!int_as_int(args[0], &number))
        return NULL;
    if (raise(number) != 0)
        return raise_os_error(errno, NULL);
    return signals_check() ? NONE : NULL;
}

static Value kill_thread(Value self, Value *args) {
    int64_t id;
    int number;
    if (!int_as_int64(args[0], &id) || !int_as_int(args[1], &number))
        return NULL;
    if (!audit("signal.pthread_kill", "Ii", id, number))
        return NULL;
    Thread *thread = thread_with_id((uint64_t)id);
    int error = thread ? thread_kill(thread, number) : ESRCH;
    if (error)
        return raise_os_error(error, NULL);
    return signals_check() ? NONE : NULL;
}

static Value pidfd_send(Value self, Value *args) {
    int descriptor, number, flags = 0;
    if (!int_as_int(args[0], &descriptor) || !int_as_int(args[1], &number) ||
        (args[3] && !int_as_int(args[3], &flags)))
        return NULL;
    if (args[2] && args[2] != NONE)
        return raise_type_error("siginfo must be None");
    if (syscall(SYS_pidfd_send_signal, descriptor, number, NULL, flags) < 0)
        return raise_os_error(errno, NULL);
    return NONE;
}

static Value alarm_function(Value self, Value *args) {
    int seconds;
    return int_as_int(args[0], &seconds) ? value_of_small_int(alarm((unsigned)seconds)) : NULL;
}

static Value pause_function(Value self, Value *args) {
    gil_release();
    pause();
    gil_acquire();
    return signals_check() ? NONE : NULL;
}

/* ---- timers ---------------------------------------------------------------------------------- */

static Value pair_of(const struct itimerval *timer) {
    Value first =
        float_new((double)timer->it_value.tv_sec + (double)timer->it_value.tv_usec * 1e-6);
    Value second =
        float_new((double)timer->it_interval.tv_sec + (double)timer->it_interval.tv_usec * 1e-6);
    Tuple *pair = first && second ? tuple_pack(2, first, second) : NULL;
    decref_maybe(first);
    decref_maybe(second);
    return value_of(pair);
}

static bool read_seconds(Value value, struct timeval *time) {
    double seconds = 0;
    if (value && !object_as_double(value, &seconds))
        return false;
    double whole = floor(seconds);
    time->tv_sec = (time_t)whole;
    time->tv_usec = (suseconds_t)round((seconds - whole) * 1e6);
    if (time->tv_usec == 0 && seconds > 0 && whole == 0)
        time->tv_usec = 1;
    return true;
}

static Value raise_timer_error(void) {
    Value error = value_of_small_int(errno);
    Str *text = str_from_c(strerror(errno));
    Value exception = text ? call_2(itimer_error.class, error, value_of(text)) : NULL;
    if (text)
        GIVE_UP(text);
    if (exception) {
        raise_value(exception);
        decref(exception);
    }
    return NULL;
}

static Value set_timer(Value self, Value *args) {
    int which;
    struct itimerval timer, old;
    if (!int_as_int(args[0], &which) || !read_seconds(args[1], &timer.it_value) ||
        !read_seconds(args[2], &timer.it_interval))
        return NULL;
    return setitimer((__itimer_which_t)which, &timer, &old) == 0 ? pair_of(&old)
                                                                 : raise_timer_error();
}

static Value get_timer(Value self, Value *args) {
    int which;
    struct itimerval timer;
    if (!int_as_int(args[0], &which))
        return NULL;
    return getitimer((__itimer_which_t)which, &timer) == 0 ? pair_of(&timer) : raise_timer_error();
}

/* ---- sets of signals ------------------------------------------------------------------------- */

static bool add_number(sigset_t *set, Value item) {
    Value index = object_index(item);
    int64_t number;
    if (!index)
        return false;
    bool valid = int_fits_int64(index, &number) && number >= 1 && number < NSIG;
    if (valid && !limits_own_signal((int)number))
        sigaddset(set, (int)number);
    else if (!valid)
        raise_value_error("signal number %S out of range [1; %d]", index, NSIG - 1);
    decref(index);
    return valid;
}

static bool read_set(Value iterable, sigset_t *set) {
    sigemptyset(set);
    Value iterator = object_iter(iterable), item;
    if (!iterator)
        return false;
    Next next;
    while ((next = iterator_next(iterator, &item)) == NEXT_ITEM) {
        bool added = add_number(set, item);
        decref(item);
        if (!added) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(iterator);
    return next != NEXT_ERROR;
}

static Value shown_set(const sigset_t *set) {
    Set *result = set_new(NULL);
    for (int number = 1; result && number < NSIG; number++)
        if (sigismember(set, number) == 1 && !set_add(result, value_of_small_int(number))) {
            GIVE_UP(result);
            return NULL;
        }
    return value_of(result);
}

static Value thread_mask(Value self, Value *args) {
    int how;
    sigset_t set, old;
    if (!int_as_int(args[0], &how) || !read_set(args[1], &set))
        return NULL;
    int error = pthread_sigmask(how, &set, &old);
    if (error)
        return raise_os_error(error, NULL);
    return signals_check() ? shown_set(&old) : NULL;
}

static Value pending(Value self, Value *args) {
    sigset_t set;
    return sigpending(&set) == 0 ? shown_set(&set) : raise_os_error(errno, NULL);
}

static Value valid(Value self, Value *args) {
    sigset_t set;
    sigfillset(&set);
    return shown_set(&set);
}

/* Not by sigwait(), which no other signal interrupts. */
static Value wait_for(Value self, Value *args) {
    sigset_t set;
    if (!read_set(args[0], &set))
        return NULL;
    for (;;) {
        gil_release();
        int number = sigwaitinfo(&set, NULL), error = errno;
        gil_acquire();
        if (number >= 0)
            return value_of_small_int(number);
        if (error != EINTR)
            return raise_os_error(error, NULL);
        if (!signals_check())
            return NULL;
    }
}

static Value shown_info(const siginfo_t *info) {
    Value values[] = {
        value_of_small_int(info->si_signo), value_of_small_int(info->si_code),
        value_of_small_int(info->si_errno), value_of_small_int(info->si_pid),
        value_of_small_int(info->si_uid),   value_of_small_int(info->si_status),
        value_of_small_int(info->si_band),
    };
    return struct_sequence_new_steal(&struct_siginfo, values);
}

static Value wait_with(Value set_value, int64_t timeout_ns) {
    sigset_t set;
    siginfo_t info;
    if (!read_set(set_value, &set))
        return NULL;
    struct timespec timeout = {timeout_ns / 1000000000, timeout_ns % 1000000000};
    for (;;) {
        gil_release();
        int status =
            timeout_ns < 0 ? sigwaitinfo(&set, &info) : sigtimedwait(&set, &info, &timeout);
        int error = errno;
        gil_acquire();
        if (status >= 0)
            return shown_info(&info);
        if (error == EAGAIN && timeout_ns >= 0)
            return NONE;
        if (error != EINTR)
            return raise_os_error(error, NULL);
        if (!signals_check())
            return NULL;
    }
}

static Value wait_info(Value self, Value *args) {
    return wait_with(args[0], -1);
}

static Value wait_timed(Value self, Value *args) {
    double seconds;
    if (!object_as_double(args[1], &seconds))
        return NULL;
    if (seconds < 0)
        return raise_value_error("timeout must be non-negative");
    return wait_with(args[0], (int64_t)(seconds * 1e9));
}

static Value describe(Value self, Value *args) {
    int number;
    if (!read_number(args[0], &number))
        return NULL;
    const char *text = sigdescr_np(number);
    char real_time[40];
    if (!text && number >= SIGRTMIN && number <= SIGRTMAX) {
        snprintf(real_time, sizeof real_time, "Real-time signal %d", number - SIGRTMIN);
        text = real_time;
    }
    return text ? value_of(str_from_c(text)) : NONE;
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE("default_int_handler(signalnum, frame, /)", default_int_handler,
           "The default handler for SIGINT installed by Python.\n\nIt raises KeyboardInterrupt."),
    NATIVE("signal(signalnum, handler, /)", set_handler,
           "Set the action for the given signal.\n\nThe action can be SIG_DFL, SIG_IGN, or a "
           "callable Python object."),
    NATIVE("getsignal(signalnum, /)", get_handler,
           "Return the current action for the given signal."),
    NATIVE("set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)", set_wakeup_fd,
           "Sets the fd to be written to (with the signal number) when a signal comes in."),
    NATIVE("siginterrupt(signalnum, flag, /)", interrupt, "Change system call restart behaviour."),
    NATIVE("raise_signal(signalnum, /)", raise_signal, "Send a signal to the executing process."),
    NATIVE("pthread_kill(thread_id, signalnum, /)", kill_thread, "Send a signal to a thread."),
    NATIVE("pidfd_send_signal(pidfd, signalnum, siginfo=None, flags=0, /)", pidfd_send,
           "Send a signal to a process referred to by a pid file descriptor."),
    NATIVE("alarm(seconds, /)", alarm_function,
           "Arrange for SIGALRM to arrive after the given number of seconds."),
    NATIVE("pause()", pause_function, "Wait until a signal arrives."),
    NATIVE("setitimer(which, seconds, interval=0.0, /)", set_timer,
           "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF)."),
    NATIVE("getitimer(which, /)", get_timer, "Returns current value of given itimer."),
    NATIVE("pthread_sigmask(how, mask, /)", thread_mask,
           "Fetch and/or change the signal mask of the calling thread."),
    NATIVE("sigpending()", pending, "Examine pending signals."),
    NATIVE("valid_signals()", valid, "Return a set of valid signal numbers on this platform."),
    NATIVE("sigwait(sigset, /)", wait_for, "Wait for a signal."),
    NATIVE("sigwaitinfo(sigset, /)", wait_info,
           "Wait synchronously until one of the signals in *sigset* is delivered."),
    NATIVE("sigtimedwait(sigset, timeout, /)", wait_timed,
           "Like sigwaitinfo(), but with a timeout."),
    NATIVE("strsignal(signalnum, /)", describe,
           "Return the system description of the given "
           "signal."),
    NATIVE_END,
};

static bool add_numbers(Module *module) {
    static const NamedNumber numbers[] = {
        NAMED(SIGHUP),      NAMED(SIGINT),         NAMED(SIGQUIT),     NAMED(SIGILL),
        NAMED(SIGTRAP),     NAMED(SIGIOT),         NAMED(SIGABRT),     NAMED(SIGFPE),
        NAMED(SIGKILL),     NAMED(SIGBUS),         NAMED(SIGSEGV),     NAMED(SIGSYS),
        NAMED(SIGPIPE),     NAMED(SIGALRM),        NAMED(SIGTERM),     NAMED(SIGUSR1),
        NAMED(SIGUSR2),     {"SIGCLD", SIGCHLD},   NAMED(SIGCHLD),     NAMED(SIGPWR),
        NAMED(SIGIO),       NAMED(SIGURG),         NAMED(SIGWINCH),    NAMED(SIGPOLL),
        NAMED(SIGSTOP),     NAMED(SIGTSTP),        NAMED(SIGCONT),     NAMED(SIGTTIN),
        NAMED(SIGTTOU),     NAMED(SIGVTALRM),      NAMED(SIGPROF),     NAMED(SIGXCPU),
        NAMED(SIGXFSZ),     NAMED(SIGSTKFLT),      NAMED(NSIG),        {"SIG_DFL", 0},
        {"SIG_IGN", 1},     NAMED(SIG_BLOCK),      NAMED(SIG_UNBLOCK), NAMED(SIG_SETMASK),
        NAMED(ITIMER_REAL), NAMED(ITIMER_VIRTUAL), NAMED(ITIMER_PROF),
    };
    if (!MODULE_ADD_NUMBERS(module, numbers))
        return false;
    return module_add_int(module, "SIGRTMIN", SIGRTMIN) &&
           module_add_int(module, "SIGRTMAX", SIGRTMAX);
}

static bool exec(Module *module) {
    static const StructSequenceField fields[] = {
        {"si_signo", "signal number"},
        {"si_code", "signal code"},
        {"si_errno", "errno associated with this signal"},
        {"si_pid", "sending process ID"},
        {"si_uid", "real user ID of sending process"},
        {"si_status", "exit value or signal"},
        {"si_band", "band event for SIGPOLL"},
    };
    return struct_sequence_ready(&struct_siginfo, "signal.struct_siginfo",
                                 "struct_siginfo: Result from sigwaitinfo or sigtimedwait.", fields,
                                 7, 7) &&
           dict_set_c(module->dict, "struct_siginfo", value_of(&struct_siginfo.type)) &&
           add_numbers(module) && exception_class_use(&itimer_error, module);
}

static void fini(void) {
    exception_class_fini(&itimer_error);
}

const NativeModule _signal_module = {
    .name = "_signal",
    .doc = "This module provides mechanisms to use signal handlers in Python.",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
