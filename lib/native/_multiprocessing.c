/* Module _multiprocessing: SemLock, a lock or semaphore that processes share: a named POSIX
 * semaphore. Who holds it how often is each process's own knowledge. */
#include "lib/native/_thread_locks.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>

enum { RECURSIVE_MUTEX, SEMAPHORE };

typedef struct SemLock {
    Object header;
    sem_t *semaphore;
    int kind, maximum;
    uint64_t owner; /* the thread of this process that acquired it last */
    size_t count;   /* how often this process has acquired it */
    Value name;     /* owned: a str or None */
} SemLock;

static Type sem_lock_type;

static SemLock *sem_lock_from(Value self) {
    return (SemLock *)object_of(self);
}

static bool is_mine(const SemLock *lock) {
    return lock->count && lock->owner == current_thread->id;
}

/* ---- life ------------------------------------------------------------------------------------ */

static Value allocate(Type *type, sem_t *semaphore, int kind, int maximum, Value name) {
    SemLock *lock = type_allocate(type, 0);
    if (!lock)
        return NULL;
    lock->semaphore = semaphore;
    lock->kind = kind;
    lock->maximum = maximum;
    lock->owner = 0;
    lock->count = 0;
    lock->name = own(name);
    return value_of(lock);
}

static sem_t *open_new(const char *name, unsigned value, bool unlink_at_once) {
    sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, value);
    if (semaphore != SEM_FAILED && unlink_at_once && sem_unlink(name) < 0) {
        int error = errno;
        sem_close(semaphore);
        errno = error;
        semaphore = SEM_FAILED;
    }
    return semaphore == SEM_FAILED ? raise_os_error(errno, NULL) : semaphore;
}

static Value make(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("SemLock(kind, value, maxvalue, name, unlink)");
    Value given[5];
    if (!arguments_bind(&signature, args, count, keywords, given))
        return NULL;
    int kind, value, maximum;
    if (!int_as_int(given[0], &kind) || !int_as_int(given[1], &value) ||
        !int_as_int(given[2], &maximum))
        return NULL;
    if (kind != RECURSIVE_MUTEX && kind != SEMAPHORE)
        return raise_value_error("unrecognized kind");
    Answer unlinks = object_truth(given[4]);
    const char *name = is_str(given[3]) ? str_utf8(str_of(given[3]), NULL) : NULL;
    if (unlinks == ANSWER_ERROR || !name)
        return exception_pending() ? NULL : raise_type_error("SemLock() argument 4 must be str");
    sem_t *semaphore = open_new(name, (unsigned)value, unlinks);
    Value lock =
        semaphore ? allocate(type, semaphore, kind, maximum, unlinks ? NONE : given[3]) : NULL;
    if (semaphore && !lock)
        sem_close(semaphore);
    return lock;
}

/* In a process that has inherited it, or knows its name. */
static Value rebuild(Value type, Value *args) {
    int64_t handle;
    int kind, maximum;
    if (!int_as_int64(args[0], &handle) || !int_as_int(args[1], &kind) ||
        !int_as_int(args[2], &maximum))
        return NULL;
    sem_t *semaphore = (sem_t *)(intptr_t)handle;
    if (args[3] != NONE) {
        const char *name = is_str(args[3]) ? str_utf8(str_of(args[3]), NULL) : NULL;
        if (!name)
            return exception_pending() ? NULL : raise_type_error("name must be str or None");
        semaphore = sem_open(name, 0);
        if (semaphore == SEM_FAILED)
            return raise_os_error(errno, NULL);
    }
    return allocate(type_cast(type), semaphore, kind, maximum, args[3]);
}

static void dealloc(Object *object) {
    SemLock *lock = (SemLock *)object;
    sem_close(lock->semaphore);
    decref(lock->name);
    mem_object_free(object, object->type->basic_size);
}

/* ---- methods --------------------------------------------------------------------------------- */

static bool read_timeout(Value block, Value timeout, int64_t *timeout_ns) {
    Answer blocks = block ? object_truth(block) : ANSWER_YES;
    double seconds = 0;
    if (blocks == ANSWER_ERROR ||
        (timeout && timeout != NONE && !object_as_double(timeout, &seconds)))
        return false;
    *timeout_ns = !blocks                       ? 0
                  : !timeout || timeout == NONE ? -1
                  : seconds > 0                 ? (int64_t)(seconds * 1e9)
                                                : 0;
    return true;
}

static Value acquire(Value self, Value *args) {
    SemLock *lock = sem_lock_from(self);
    int64_t timeout;
    if (!read_timeout(args[0], args[1], &timeout))
        return NULL;
    if (lock->kind == RECURSIVE_MUTEX && is_mine(lock)) {
        lock->count++;
        return TRUE_VALUE;
    }
    WaitResult result = semaphore_wait(lock->semaphore, timeout);
    if (result == WAIT_ACQUIRED) {
        lock->count++;
        lock->owner = current_thread->id;
    }
    return result == WAIT_FAILED ? NULL : value_of_bool(result == WAIT_ACQUIRED);
}

static Value release(Value self, Value *args) {
    SemLock *lock = sem_lock_from(self);
    if (lock->kind == RECURSIVE_MUTEX) {
        if (!is_mine(lock))
            return raise_error(&exc_AssertionError,
                               "attempt to release recursive lock not owned by thread");
        if (lock->count > 1) {
            lock->count--;
            return NONE;
        }
    } else {
        int value;
        if (sem_getvalue(lock->semaphore, &value) < 0)
            return raise_os_error(errno, NULL);
        if (value >= lock->maximum)
            return raise_value_error("semaphore or lock released too many times");
    }
    if (sem_post(lock->semaphore) < 0)
        return raise_os_error(errno, NULL);
    lock->count--;
    return NONE;
}

static Value enter(Value self, Value *args) {
    Value nothing[2] = {NULL, NULL};
    return acquire(self, nothing);
}

static Value count_of(Value self, Value *args) {
    return value_of_small_int((int64_t)sem_lock_from(self)->count);
}

static Value is_mine_method(Value self, Value *args) {
    return value_of_bool(is_mine(sem_lock_from(self)));
}

static bool read_value(Value self, int *value) {
    if (sem_getvalue(sem_lock_from(self)->semaphore, value) < 0)
        return raise_os_error(errno, NULL);
    if (*value < 0) /* some systems count those who wait */
        *value = 0;
    return true;
}

static Value get_value(Value self, Value *args) {
    int value;
    return read_value(self, &value) ? value_of_small_int(value) : NULL;
}

static Value is_zero(Value self, Value *args) {
    int value;
    return read_value(self, &value) ? value_of_bool(value == 0) : NULL;
}

static Value after_fork(Value self, Value *args) {
    sem_lock_from(self)->count = 0;
    return NONE;
}

static Value get_handle(Value self) {
    return value_from_int64((int64_t)(intptr_t)sem_lock_from(self)->semaphore);
}

static Value get_kind(Value self) {
    return value_of_small_int(sem_lock_from(self)->kind);
}

static Value get_maximum(Value self) {
    return value_of_small_int(sem_lock_from(self)->maximum);
}

static Value get_name(Value self) {
    return own(sem_lock_from(self)->name);
}

static const NativeMethod methods[] = {
    NATIVE("acquire($self, /, block=True, timeout=None)", acquire, "Acquire the semaphore/lock."),
    NATIVE("release($self, /)", release, "Release the semaphore/lock."),
    NATIVE("__enter__($self, /)", enter, "Enter the semaphore/lock."),
    NATIVE("__exit__($self, exc_type=None, exc_value=None, exc_tb=None, /)", release,
           "Exit the semaphore/lock."),
    NATIVE("_count($self, /)", count_of,
           "Num of `acquire()`s minus num of `release()`s for this process."),
    NATIVE("_is_mine($self, /)", is_mine_method, "Whether the lock is owned by this thread."),
    NATIVE("_get_value($self, /)", get_value, "Get the value of the semaphore."),
    NATIVE("_is_zero($self, /)", is_zero, "Return whether semaphore has value zero."),
    NATIVE("_after_fork($self, /)", after_fork, "Rezero the net acquisition count after fork()."),
    NATIVE_OF_CLASS("_rebuild($type, handle, kind, maxvalue, name, /)", rebuild, NULL),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"handle", get_handle, NULL, NULL},
    {"kind", get_kind, NULL, NULL},
    {"maxvalue", get_maximum, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static Type sem_lock_type = {
    TYPE_INIT_ATOM("_multiprocessing.SemLock", sizeof(SemLock), dealloc),
    .flags = TYPE_BASE,
    .doc = "Semaphore/Mutex type",
    .new = make,
    .methods = methods,
    .getsets = getsets,
};

/* ---- the module ------------------------------------------------------------------------------ */

static Value unlink_name(Value self, Value *args) {
    const char *name = is_str(args[0]) ? str_utf8(str_of(args[0]), NULL) : NULL;
    if (!name)
        return exception_pending() ? NULL : raise_type_error("sem_unlink() argument must be str");
    return sem_unlink(name) == 0 ? NONE : raise_os_error(errno, NULL);
}

static const NativeMethod functions[] = {
    NATIVE("sem_unlink(name, /)", unlink_name, NULL),
    NATIVE_END,
};

static bool add_flags(Module *module) {
    Value one = value_of_small_int(1);
    Dict *flags = dict_new();
    bool added = flags && dict_set_c(flags, "HAVE_SEM_OPEN", one) &&
                 dict_set_c(flags, "HAVE_SEM_TIMEDWAIT", one) &&
                 dict_set_c(module->dict, "flags", value_of(flags));
    decref_maybe(value_of(flags));
    return added;
}

static bool exec(Module *module) {
    return add_flags(module) && module_add_type(module, &sem_lock_type) &&
           type_ready(&sem_lock_type) &&
           dict_set_c(sem_lock_type.dict, "SEM_VALUE_MAX", value_of_small_int(SEM_VALUE_MAX));
}

const NativeModule _multiprocessing_module = {
    .name = "_multiprocessing",
    .functions = functions,
    .exec = exec,
};
