/* What the modules with system calls share: calls without the lock, made again after a signal,
 * their errors, and descriptors as arguments. */
#ifndef LIB_NATIVE_POSIX_CALL_H
#define LIB_NATIVE_POSIX_CALL_H

#include "vm/vm.h"

#include <errno.h>

/* Runs a system call with the lock let go, again if a signal interrupted it; errno stays. Below 0
 * with an exception pending: a signal handler has raised. */
#define POSIX_CALL(result, call)                                                                   \
    do {                                                                                           \
        gil_release();                                                                             \
        (result) = (call);                                                                         \
        int error_ = errno;                                                                        \
        gil_acquire();                                                                             \
        errno = error_;                                                                            \
    } while ((result) < 0 && errno == EINTR && eval_breaker_handle())
/* The OSError of errno, unless a signal handler has raised already. In posix/module.c. */
COLD void *posix_raise(Value filename /* may be null */);
/* The descriptor of an int, or of an object with fileno(). In fcntl.c. */
MUST_CHECK bool file_descriptor_of(Value file, int *descriptor);
/* False: the warning is an exception. */
MUST_CHECK bool warn_of_bool_descriptor(Value file);

#endif
