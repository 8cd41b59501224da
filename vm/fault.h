/* Fatal errors: the tracebacks of all threads, written with nothing but write(2).
 *
 * Everything here works in a signal handler, without the GIL, on a damaged heap: it allocates
 * nothing, and looks at an object only where memory is mapped. */
#ifndef VM_FAULT_H
#define VM_FAULT_H

#include "vm/thread.h"

/* Where a dump goes, and of whom. */
typedef struct FaultTarget {
    int descriptor;
    bool all_threads;
} FaultTarget;

/* The traceback of the calling thread (or, without one, of the main thread), or of all of them. */
void fault_dump(const FaultTarget *target);
/* Of all threads; none of them is marked as the current one. */
void fault_dump_all(int descriptor);
void fault_write(int descriptor, const char *text);

/* SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT: dump, then do what they did before. False: errno. */
MUST_CHECK bool fault_handler_enable(FaultTarget target);
/* False: it was not enabled. */
bool fault_handler_disable(void);
bool fault_handler_is_enabled(void);
/* Asked for each SIGBUS by an access, in the signal handler: true, the access is tried again. */
void fault_recover_bus_errors(bool (*function)(uintptr_t address));

/* "Fatal Python error: function: message", the tracebacks, abort. */
COLD _Noreturn void fault_abort(const char *function, const char *message);

#endif
