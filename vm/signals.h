/* Signals: C handlers only set flags; Python code runs at the eval breaker of the main thread. */
#ifndef VM_SIGNALS_H
#define VM_SIGNALS_H

#include "vm/value.h"

#include <setjmp.h>

/* SIGINT raises KeyboardInterrupt (unless it was ignored), SIGPIPE and SIGXFSZ are ignored. */
MUST_CHECK bool signals_init(bool install_sigint);
void signals_fini(void);

/* Runs the handlers of what has arrived: false with an exception pending. Main thread only. */
MUST_CHECK bool signals_handle(void);
/* In a loop or after EINTR of a system call: as the eval breaker does. */
MUST_CHECK bool signals_check(void);

/* The Python-level handler: SIG_DFL and SIG_IGN are the ints 0 and 1, None if it is not ours. */
Value signal_handler_borrowed(int number);
/* `handler` a callable, 0 or 1. OSError with errno. */
/* SIGINT still does what it does from the start: raise KeyboardInterrupt. */
bool signal_is_default_int(void);
MUST_CHECK bool signal_handler_set(int number, Value handler);
/* The descriptor that gets a byte per signal, -1 none; returns the old one. */
int signal_set_wakeup(int descriptor, bool warn_on_full);
/* Not null while this thread does nothing but calculate: where to leave to, from any instruction,
 * when a signal arrives. */
extern _Thread_local jmp_buf *volatile signal_escape;
/* As if the signal had arrived. */
void signal_trip(int number);
/* Resets SIGINT to the system's default and sends it to ourselves (exit after Ctrl-C). */
void signal_die_of_sigint(void);

#endif
