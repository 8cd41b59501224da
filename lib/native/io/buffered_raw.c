/* The raw file below a buffered one, and the mutex that keeps threads out of each other's way while
 * a raw call has let the lock go. */
#include "lib/native/io/buffered.h"
#include "vm/fault.h"
#include "vm/objects/exception.h"
#include "vm/objects/memoryview.h"
#include "vm/sys.h"

#include <string.h>
#include <time.h>

/* ---- the mutex ------------------------------------------------------------------------------- */

/* At the end a daemon thread that was stopped may own the mutex: a second, then no more waiting. */
static void lock_at_end(Buffered *buffered) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec++;
    if (pthread_mutex_timedlock(&buffered->mutex, &until) == 0)
        return;
    Str *shown = str_format("could not acquire lock for %R at interpreter shutdown, possibly due "
                            "to daemon threads",
                            value_of(buffered));
    const char *text = shown ? str_utf8(shown, NULL) : NULL;
    fault_abort("_enter_buffered_busy", text ? text : "could not acquire a lock");
}

/* In the child of a fork a thread that was not copied may own it. */
static void lock_after_fork(Buffered *buffered) {
    uint64_t owner = __atomic_load_n(&buffered->owner, __ATOMIC_RELAXED);
    if (owner && !thread_with_id(owner))
        pthread_mutex_init(&buffered->mutex, NULL);
}

bool buffered_lock(Buffered *buffered) {
    if (pthread_mutex_trylock(&buffered->mutex) != 0) {
        if (__atomic_load_n(&buffered->owner, __ATOMIC_RELAXED) == current_thread->id)
            return raise_runtime_error("reentrant call inside %R", value_of(buffered));
        if (threads_lost)
            lock_after_fork(buffered);
        if (runtime_is_finalizing) {
            lock_at_end(buffered);
        } else {
            gil_release();
            pthread_mutex_lock(&buffered->mutex);
            __atomic_store_n(&buffered->owner, current_thread->id, __ATOMIC_RELAXED);
            gil_acquire();
        }
    }
    __atomic_store_n(&buffered->owner, current_thread->id, __ATOMIC_RELAXED);
    return true;
}

void buffered_leave(Buffered *buffered) {
    __atomic_store_n(&buffered->owner, 0, __ATOMIC_RELAXED);
    pthread_mutex_unlock(&buffered->mutex);
}

/* ---- the raw file ---------------------------------------------------------------------------- */

bool buffered_has_raw(Buffered *buffered) {
    if (buffered->raw)
        return true;
    return raise_value_error(buffered->detached ? "raw stream has been detached"
                                                : "I/O operation on uninitialized object");
}

bool buffered_enter(Buffered *buffered) {
    if (!buffered_lock(buffered))
        return false;
    if (buffered_has_raw(buffered))
        return true;
    buffered_leave(buffered);
    return false;
}

Answer buffered_raw_is_closed(Buffered *buffered) {
    if (!buffered->raw)
        return buffered_has_raw(buffered) ? ANSWER_NO : ANSWER_ERROR;
    if (has_type(buffered->raw, &file_io_type))
        return ((FileIO *)(void *)object_of(buffered->raw))->descriptor < 0 ? ANSWER_YES
                                                                            : ANSWER_NO;
    return io_is_closed(buffered->raw);
}

bool buffered_check_open(Buffered *buffered, const char *what) {
    Answer closed = buffered_raw_is_closed(buffered);
    return closed == ANSWER_NO ||
           (closed == ANSWER_YES && raise_value_error("%s of closed file", what));
}

/* OSError from the pending TypeError. */
static COLD void raise_bad_count(const char *what) {
    Value cause = exception_fetch();
    raise_error(&exc_OSError, "raw %s() failed", what);
    Value error = exception_fetch();
    exception_of(error)->suppress_context = true;
    replace_value(&exception_of(error)->context, own(cause));
    replace_value(&exception_of(error)->cause, cause);
    exception_restore_steal(error);
}

/* What the raw file's method gave as a count, as the transfer functions give it. */
static ptrdiff_t raw_count(Value result, size_t limit, const char *what) {
    ptrdiff_t count;
    if (!result)
        return -1;
    if (result == NONE)
        return -2;
    bool fits = int_as_size(result, &count);
    if (!fits && exception_matches(&exc_TypeError))
        raise_bad_count(what);
    if (fits && (count < 0 || (size_t)count > limit)) {
        raise_error(&exc_OSError,
                    "raw %s() returned invalid length %R (should have been between 0 and %zu)",
                    what, result, limit);
        fits = false;
    }
    decref(result);
    return fits ? count : -1;
}

ptrdiff_t buffered_raw_read(Buffered *buffered, uint8_t *bytes, size_t size) {
    if (has_type(buffered->raw, &file_io_type))
        return file_io_read((FileIO *)(void *)object_of(buffered->raw), bytes, size);
    Value target = bytearray_new(NULL, size);
    Buffer filled; /* the raw file cannot change its size */
    if (!target || !buffer_get(target, &filled, true)) {
        decref_maybe(target);
        return -1;
    }
    memset(filled.bytes, 0, size); /* it may lie about how much it filled */
    Value view = memoryview_new(target);
    ptrdiff_t count =
        view ? raw_count(call_method_1(buffered->raw, names.readinto, view), size, "readinto") : -1;
    if (count > 0)
        memcpy(bytes, filled.bytes, (size_t)count);
    decref_maybe(view);
    buffer_release(&filled);
    decref(target);
    return count;
}

ptrdiff_t buffered_raw_write(Buffered *buffered, const uint8_t *bytes, size_t size) {
    if (has_type(buffered->raw, &file_io_type))
        return file_io_write((FileIO *)(void *)object_of(buffered->raw), bytes, size);
    Bytes *copy = bytes_new(bytes, size);
    if (!copy)
        return -1;
    ptrdiff_t count =
        raw_count(call_method_1(buffered->raw, names.write, value_of(copy)), size, "write");
    GIVE_UP(copy);
    return count;
}

bool buffered_raw_seek(Buffered *buffered, int64_t offset, int whence, int64_t *at) {
    Value position = value_from_int64(offset), result;
    if (!position)
        return false;
    Value raw = own(buffered->raw);
    result = call_method_2(raw, names.seek, position, value_of_small_int(whence));
    decref(raw);
    decref(position);
    bool good = result && io_offset(result, at);
    decref_maybe(result);
    if (good && *at < 0)
        return raise_error(&exc_OSError, "Raw stream returned invalid position %zd",
                           (ptrdiff_t)*at);
    return good;
}
