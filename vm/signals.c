/* Signals.
 *
 * The C handler notes the number in a flag, writes it to the wake-up descriptor, and sets the eval
 * breaker; nothing else is safe there. The main thread calls the Python handlers, lowest number
 * first, at its next instruction boundary. */
#include "vm/signals.h"
#include "vm/frame.h"
#include "vm/limits.h"
#include "vm/vm.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

enum { SIGNAL_COUNT = NSIG };

/* Atomic, as the handler may run in several threads at once. */
static _Atomic sig_atomic_t arrived[SIGNAL_COUNT], any_arrived;
static _Atomic int wakeup_descriptor = -1;
static _Atomic bool wakeup_warns_when_full = true;
static _Atomic int wakeup_error;     /* errno of a write that failed, to be told of */
static Value handlers[SIGNAL_COUNT]; /* owned; null: as the process began, not asked for yet */
_Thread_local jmp_buf *volatile signal_escape;
static bool ended;
static bool sigint_is_ours; /* raises KeyboardInterrupt without a Python handler */

void signal_trip(int number) {
    arrived[number] = 1;
    any_arrived = 1;
    eval_breaker_set(BREAK_SIGNAL);
    int descriptor = wakeup_descriptor;
    if (descriptor >= 0) {
        unsigned char byte = (unsigned char)number;
        if (write(descriptor, &byte, 1) < 0 && (wakeup_warns_when_full || errno != EAGAIN))
            wakeup_error = errno;
    }
}

static void on_signal(int number) {
    int saved_errno = errno;
    signal_trip(number);
    errno = saved_errno;
    if (signal_escape)
        longjmp(*signal_escape, 1);
}

static bool install(int number, void (*function)(int)) {
    /* Not blocked meanwhile: the handler may be left for good. */
    struct sigaction action = {.sa_handler = function, .sa_flags = SA_NODEFER};
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL) == 0;
}

/* What a signal does that we have not touched: SIG_DFL or SIG_IGN as an int; null: some handler. */
static Value inherited(int number) {
    struct sigaction current;
    if (sigaction(number, NULL, &current) != 0)
        return NULL;
    return current.sa_handler == SIG_DFL   ? value_of_small_int(0)
           : current.sa_handler == SIG_IGN ? value_of_small_int(1)
                                           : NULL;
}

/* Ctrl-C is ours, unless whoever started us ignores it. */
static bool take_sigint(void) {
    struct sigaction ours = {.sa_handler = on_signal, .sa_flags = SA_NODEFER}, before;
    sigemptyset(&ours.sa_mask);
    if (sigaction(SIGINT, &ours, &before) != 0)
        return false;
    if (before.sa_handler == SIG_DFL)
        return true;
    sigaction(SIGINT, &before, NULL);
    return false;
}

bool signals_init(bool install_sigint) {
    install(SIGPIPE, SIG_IGN);
#ifdef SIGXFSZ
    install(SIGXFSZ, SIG_IGN);
#endif
    if (install_sigint)
        sigint_is_ours = take_sigint();
    return true;
}

void signals_fini(void) {
    ended = true;
    for (int number = 1; number < SIGNAL_COUNT; number++) {
        if (handlers[number] && is_object(handlers[number]))
            install(number, SIG_DFL);
        clear_value(&handlers[number]);
    }
    if (sigint_is_ours)
        install(SIGINT, SIG_DFL);
    sigint_is_ours = false;
}

static bool run_handler(int number) {
    Value handler = handlers[number];
    if (number == SIGINT && sigint_is_ours && !handler)
        return raise_class(&exc_KeyboardInterrupt, NULL);
    if (!handler || is_small_int(handler) || handler == NONE) { /* no longer */
        raise_error(&exc_OSError, "Signal %d ignored due to race condition", number);
        exception_write_unraisable(NULL);
        return true;
    }
    incref(handler);
    Frame *running = frame_current();
    FrameObject *frame = running ? frame_object(running) : NULL;
    Value result = NULL;
    if (frame || !running) {
        Value shown = own(frame ? value_of(frame) : NONE);
        result = call_2(handler, value_of_small_int(number), shown);
        decref(shown);
    }
    decref(handler);
    decref_maybe(result);
    return result != NULL;
}

static void tell_of_wakeup_error(void) {
    int error = wakeup_error;
    wakeup_error = 0;
    raise_os_error(error, NULL);
    exception_write_unraisable_message(
        "Exception ignored when trying to write to the signal wakeup fd", NULL);
}

bool signals_handle(void) {
    if (!is_main_thread())
        return true;
    eval_breaker_clear(BREAK_SIGNAL);
    if (!any_arrived)
        return true;
    any_arrived = 0;
    if (wakeup_error)
        tell_of_wakeup_error();
    for (int number = 1; number < SIGNAL_COUNT; number++) {
        if (!arrived[number])
            continue;
        arrived[number] = 0;
        if (!run_handler(number)) {
            any_arrived = 1; /* the others keep for the next look */
            eval_breaker_set(BREAK_SIGNAL);
            return false;
        }
    }
    return true;
}

bool signals_check(void) {
    return !eval_breaker || eval_breaker_handle();
}

Value signal_handler_borrowed(int number) {
    if (!handlers[number] && !ended && !(number == SIGINT && sigint_is_ours))
        handlers[number] = inherited(number);
    return handlers[number];
}

bool signal_is_default_int(void) {
    return sigint_is_ours && !handlers[SIGINT];
}

bool signal_handler_set(int number, Value handler) {
    void (*function)(int) = handler == value_of_small_int(0)   ? SIG_DFL
                            : handler == value_of_small_int(1) ? SIG_IGN
                                                               : on_signal;
    if (limits_own_signal(number))
        return raise_os_error(EINVAL, NULL);
    if (!install(number, function))
        return raise_os_error(errno, NULL);
    if (number == SIGINT)
        sigint_is_ours = false;
    replace_value(&handlers[number], own(handler));
    return true;
}

int signal_set_wakeup(int descriptor, bool warn_on_full) {
    int old = wakeup_descriptor;
    wakeup_warns_when_full = warn_on_full;
    wakeup_descriptor = descriptor;
    return old;
}

void signal_die_of_sigint(void) {
    install(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
}
