/* The import lock. Imports themselves wait for each other module by module (import.c); this lock
 * is for those who want none to be half done, and so no module half there in a forked child. */
#include "vm/import_lock.h"
#include "vm/thread.h"

#include <semaphore.h>

static sem_t semaphore;
static bool is_ready;
static uint64_t owner; /* thread's number; 0: none */
static int depth;

/* In the child of a fork: free, unless the thread that forked has it. */
static void renew(void) {
    if (owner == current_thread->id)
        return;
    owner = 0;
    depth = 0;
    sem_init(&semaphore, 0, 1);
}

void import_lock_acquire(void) {
    if (!is_ready) {
        sem_init(&semaphore, 0, 1);
        threads_on_fork(renew);
        is_ready = true;
    }
    if (owner != current_thread->id && sem_trywait(&semaphore) != 0) {
        gil_release();
        while (sem_wait(&semaphore) != 0) { /* interrupted by a signal */
        }
        gil_acquire();
    }
    owner = current_thread->id;
    depth++;
}

bool import_lock_release(void) {
    if (!depth || owner != current_thread->id)
        return false;
    if (--depth == 0) {
        owner = 0;
        sem_post(&semaphore);
    }
    return true;
}

bool import_lock_is_held(void) {
    return depth > 0;
}
