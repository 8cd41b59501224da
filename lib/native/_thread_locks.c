/* Locks: a semaphore each, so that waiting can be interrupted by signals.
 *
 * `locked` is kept under the GIL for locked() and repr; the semaphore alone decides who has it. */
#define _GNU_SOURCE /* sem_clockwait */
#include "lib/native/_thread_locks.h"
#include "vm/signals.h"

#include <errno.h>
#include <math.h>
#include <time.h>

typedef struct Lock {
    Object header;
    sem_t semaphore;
    bool locked;
} Lock;

typedef struct RLock {
    Object header;
    sem_t semaphore;
    uint64_t owner; /* thread id; 0: none */
    size_t count;
} RLock;

/* ---- waiting --------------------------------------------------------------------------------- */

static struct timespec deadline_after(int64_t ns) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += ns / 1000000000;
    at.tv_nsec += ns % 1000000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_nsec -= 1000000000;
        at.tv_sec++;
    }
    return at;
}

WaitResult semaphore_wait(sem_t *semaphore, int64_t timeout_ns) {
    if (sem_trywait(semaphore) == 0)
        return WAIT_ACQUIRED;
    if (timeout_ns == 0)
        return WAIT_TIMEOUT;
    struct timespec until = deadline_after(timeout_ns < 0 ? 0 : timeout_ns);
    for (;;) {
        gil_release();
        int status = timeout_ns < 0 ? sem_wait(semaphore)
                                    : sem_clockwait(semaphore, CLOCK_MONOTONIC, &until);
        int error = errno;
        gil_acquire();
        if (status == 0)
            return WAIT_ACQUIRED;
        if (error == ETIMEDOUT)
            return WAIT_TIMEOUT;
        if (error == EINTR && !signals_check())
            return WAIT_FAILED;
    }
}

/* acquire(blocking, timeout) as nanoseconds; ValueError, OverflowError. */
static bool lock_timeout(Value blocking, Value timeout, int64_t *timeout_ns) {
    Answer blocks = blocking ? object_truth(blocking) : ANSWER_YES;
    double seconds = -1;
    if (blocks == ANSWER_ERROR || (timeout && !object_as_double(timeout, &seconds)))
        return false;
    if (isnan(seconds))
        return raise_value_error("Invalid value NaN (not a number)");
    if (!blocks && seconds != -1)
        return raise_value_error("can't specify a timeout for a non-blocking call");
    if (seconds < 0 && seconds != -1)
        return raise_value_error("timeout value must be a non-negative number");
    if (seconds > (double)TIMEOUT_MAX_SECONDS)
        return raise_overflow_error("timeout value is too large");
    *timeout_ns = !blocks ? 0 : seconds < 0 ? -1 : (int64_t)ceil(seconds * 1e9);
    return true;
}

/* ---- lock ------------------------------------------------------------------------------------ */

static Lock *lock_from(Value self) {
    return (Lock *)object_of(self);
}

Value lock_new(void) {
    Lock *lock = mem_object_new(&lock_type.mem, sizeof *lock);
    if (!lock)
        return raise_no_memory();
    sem_init(&lock->semaphore, 0, 1);
    lock->locked = false;
    return value_of(lock);
}

static Value lock_make(Type *type, Value *args, size_t count, Tuple *keywords) {
    return arguments_check("lock", count, keywords, 0, 0) ? lock_new() : NULL;
}

static void lock_dealloc(Object *object) {
    sem_destroy(&((Lock *)object)->semaphore);
    mem_object_free(object, object->type->basic_size);
}

static Value lock_acquire(Value self, Value *args) {
    int64_t timeout;
    if (!lock_timeout(args[0], args[1], &timeout))
        return NULL;
    WaitResult result = semaphore_wait(&lock_from(self)->semaphore, timeout);
    if (result == WAIT_ACQUIRED)
        lock_from(self)->locked = true;
    return result == WAIT_FAILED ? NULL : value_of_bool(result);
}

static Value lock_release(Value self, Value *args) {
    Lock *lock = lock_from(self);
    if (!lock->locked)
        return raise_runtime_error("release unlocked lock");
    lock->locked = false;
    sem_post(&lock->semaphore);
    return NONE;
}

static Value lock_enter(Value self, Value *args) {
    Value nothing[2] = {NULL, NULL};
    return lock_acquire(self, nothing);
}

static Value lock_locked(Value self, Value *args) {
    return value_of_bool(lock_from(self)->locked);
}

static Value lock_reinit(Value self, Value *args) {
    sem_init(&lock_from(self)->semaphore, 0, 1);
    lock_from(self)->locked = false;
    return NONE;
}

static Value lock_repr(Value self) {
    char address[32];
    snprintf(address, sizeof address, "%p", (void *)object_of(self));
    return value_of(str_format("<%s %s object at %s>",
                               lock_from(self)->locked ? "locked" : "unlocked",
                               type_of(self)->mem.name, address));
}

static const NativeMethod lock_methods[] = {
    NATIVE("acquire($self, /, blocking=True, timeout=-1)", lock_acquire,
           "Lock the lock.  Without argument, this blocks if the lock is already\nlocked (even by "
           "the same thread), waiting for another thread to release\nthe lock, and return True "
           "once the lock is acquired.\nWith an argument, this will only block if the argument is "
           "true,\nand the return value reflects whether the lock is acquired.\nThe blocking "
           "operation is interruptible."),
    NATIVE("acquire_lock($self, /, blocking=True, timeout=-1)", lock_acquire,
           "An obsolete synonym of acquire()."),
    NATIVE("release($self, /)", lock_release, "Release the lock."),
    NATIVE("release_lock($self, /)", lock_release, "An obsolete synonym of release()."),
    NATIVE("locked($self, /)", lock_locked, "Return whether the lock is locked."),
    NATIVE("locked_lock($self, /)", lock_locked, "An obsolete synonym of locked()."),
    NATIVE("__enter__($self, /)", lock_enter, "Lock the lock."),
    NATIVE("__exit__($self, type=None, value=None, traceback=None, /)", lock_release,
           "Release the lock."),
    NATIVE("_at_fork_reinit($self, /)", lock_reinit, NULL),
    NATIVE_END,
};

Type lock_type = {
    TYPE_INIT_ATOM("_thread.lock", sizeof(Lock), lock_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_IS_LOCK,
    .accepts_weakrefs = true,
    .doc = "lock()\n--\n\nA lock object is a synchronization primitive.",
    .new = lock_make,
    .repr = lock_repr,
    .methods = lock_methods,
};

/* ---- RLock ----------------------------------------------------------------------------------- */

static RLock *rlock_from(Value self) {
    return (RLock *)object_of(self);
}

static bool is_owned(const RLock *lock) {
    return lock->count && lock->owner == current_thread->id;
}

static Value rlock_make(Type *type, Value *args, size_t count, Tuple *keywords) {
    RLock *lock = type_allocate(type, 0);
    if (!lock)
        return NULL;
    sem_init(&lock->semaphore, 0, 1);
    lock->owner = 0;
    lock->count = 0;
    return value_of(lock);
}

static void rlock_dealloc(Object *object) {
    sem_destroy(&((RLock *)object)->semaphore);
    mem_object_free(object, object->type->basic_size);
}

static Value rlock_acquire(Value self, Value *args) {
    RLock *lock = rlock_from(self);
    int64_t timeout;
    if (!lock_timeout(args[0], args[1], &timeout))
        return NULL;
    if (is_owned(lock)) {
        lock->count++;
        return TRUE_VALUE;
    }
    WaitResult result = semaphore_wait(&lock->semaphore, timeout);
    if (result == WAIT_ACQUIRED) {
        lock->owner = current_thread->id;
        lock->count = 1;
    }
    return result == WAIT_FAILED ? NULL : value_of_bool(result);
}

static Value rlock_enter(Value self, Value *args) {
    Value nothing[2] = {NULL, NULL};
    return rlock_acquire(self, nothing);
}

static Value rlock_release(Value self, Value *args) {
    RLock *lock = rlock_from(self);
    if (!is_owned(lock))
        return raise_runtime_error("cannot release un-acquired lock");
    if (--lock->count == 0) {
        lock->owner = 0;
        sem_post(&lock->semaphore);
    }
    return NONE;
}

/* For conditions: gives the lock up whatever its count, and takes it back later. */
static Value rlock_release_save(Value self, Value *args) {
    RLock *lock = rlock_from(self);
    if (!lock->count)
        return raise_runtime_error("cannot release un-acquired lock");
    Value count = value_from_int64((int64_t)lock->count);
    Value owner = count ? value_from_int64((int64_t)lock->owner) : NULL;
    Tuple *state = owner ? tuple_pack(2, count, owner) : NULL;
    decref_maybe(count);
    decref_maybe(owner);
    if (state) {
        lock->count = 0;
        lock->owner = 0;
        sem_post(&lock->semaphore);
    }
    return value_of(state);
}

static Value rlock_acquire_restore(Value self, Value *args) {
    ptrdiff_t count, owner;
    if (!is_tuple(args[0]) || tuple_of(args[0])->count != 2)
        return raise_type_error("_acquire_restore() argument must be a 2-tuple");
    if (!int_as_size(tuple_of(args[0])->items[0], &count) ||
        !int_as_size(tuple_of(args[0])->items[1], &owner) ||
        semaphore_wait(&rlock_from(self)->semaphore, -1) != WAIT_ACQUIRED)
        return NULL;
    rlock_from(self)->count = (size_t)count;
    rlock_from(self)->owner = (uint64_t)owner;
    return NONE;
}

static Value rlock_is_owned(Value self, Value *args) {
    return value_of_bool(is_owned(rlock_from(self)));
}

static Value rlock_recursion_count(Value self, Value *args) {
    RLock *lock = rlock_from(self);
    return value_of_small_int(is_owned(lock) ? (int64_t)lock->count : 0);
}

static Value rlock_reinit(Value self, Value *args) {
    sem_init(&rlock_from(self)->semaphore, 0, 1);
    rlock_from(self)->owner = 0;
    rlock_from(self)->count = 0;
    return NONE;
}

static Value rlock_repr(Value self) {
    RLock *lock = rlock_from(self);
    char text[96];
    snprintf(text, sizeof text, "owner=%llu count=%zu at %p", (unsigned long long)lock->owner,
             lock->count, (void *)lock);
    return value_of(str_format("<%s %s object %s>", lock->count ? "locked" : "unlocked",
                               type_of(self)->mem.name, text));
}

static const NativeMethod rlock_methods[] = {
    NATIVE("acquire($self, /, blocking=True, timeout=-1)", rlock_acquire, "Lock the lock."),
    NATIVE("release($self, /)", rlock_release, "Release the lock."),
    NATIVE("__enter__($self, /)", rlock_enter, "Lock the lock."),
    NATIVE("__exit__($self, type=None, value=None, traceback=None, /)", rlock_release,
           "Release the lock."),
    NATIVE("_is_owned($self, /)", rlock_is_owned, "For internal use by `threading.Condition`."),
    NATIVE("_recursion_count($self, /)", rlock_recursion_count,
           "For internal use by reentrancy checks."),
    NATIVE("_acquire_restore($self, state, /)", rlock_acquire_restore,
           "For internal use by `threading.Condition`."),
    NATIVE("_release_save($self, /)", rlock_release_save,
           "For internal use by `threading.Condition`."),
    NATIVE("_at_fork_reinit($self, /)", rlock_reinit, NULL),
    NATIVE_END,
};

Type rlock_type = {
    TYPE_INIT_ATOM("_thread.RLock", sizeof(RLock), rlock_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE | TYPE_IS_LOCK,
    .accepts_weakrefs = true,
    .new = rlock_make,
    .repr = rlock_repr,
    .methods = rlock_methods,
};
