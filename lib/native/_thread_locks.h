/* Locks of module _thread. */
#ifndef LIB_NATIVE_THREAD_LOCKS_H
#define LIB_NATIVE_THREAD_LOCKS_H

#include "vm/vm.h"

#include <semaphore.h>
#include <stdint.h>

extern Type lock_type, rlock_type, thread_local_type;

MUST_CHECK Value lock_new(void);

typedef enum { WAIT_FAILED = -1, WAIT_TIMEOUT = 0, WAIT_ACQUIRED = 1 } WaitResult;

/* Waits on a semaphore with the GIL let go; signals' handlers run in between (their exception is
 * WAIT_FAILED). timeout_ns < 0: for ever; 0: only tries. */
MUST_CHECK WaitResult semaphore_wait(sem_t *semaphore, int64_t timeout_ns);

#define TIMEOUT_MAX_SECONDS INT64_C(9223372036)

#endif
