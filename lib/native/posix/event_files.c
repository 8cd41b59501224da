/* Descriptors that stand for no file: counters of events, timers, memory. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"

#include <math.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/timerfd.h>

static Value descriptor_or_raise(int descriptor) {
    return descriptor < 0 ? posix_raise(NULL) : value_of_small_int(descriptor);
}

/* ---- counters -------------------------------------------------------------------------------- */

static bool count_argument(Value argument, uint64_t *count) {
    if (is_int(argument) && int_sign(argument) < 0)
        return raise_value_error("value must be positive");
    return int_as_uint64(argument, count);
}

static Value fn_eventfd(Value self, Value *args) {
    uint64_t initial;
    int flags;
    if (!count_argument(args[0], &initial) || !int_argument(args[1], EFD_CLOEXEC, &flags))
        return NULL;
    if (initial > UINT32_MAX)
        return raise_overflow_error("Python int too large to convert to C unsigned int");
    return descriptor_or_raise(eventfd((unsigned)initial, flags));
}
static Value fn_eventfd_read(Value self, Value *args) {
    int descriptor, status;
    eventfd_t count;
    if (!descriptor_argument(args[0], &descriptor))
        return NULL;
    POSIX_CALL(status, eventfd_read(descriptor, &count));
    return status < 0 ? posix_raise(NULL) : value_from_uint64(count);
}
static Value fn_eventfd_write(Value self, Value *args) {
    int descriptor, status;
    uint64_t count;
    if (!descriptor_argument(args[0], &descriptor) || !count_argument(args[1], &count))
        return NULL;
    POSIX_CALL(status, eventfd_write(descriptor, count));
    return status < 0 ? posix_raise(NULL) : NONE;
}

/* ---- timers ---------------------------------------------------------------------------------- */

enum { NS_OF_SECOND = 1000000000 };

static struct timespec time_of_ns(int64_t ns) {
    struct timespec time = {ns / NS_OF_SECOND, ns % NS_OF_SECOND};
    if (time.tv_nsec < 0) {
        time.tv_nsec += NS_OF_SECOND;
        time.tv_sec--;
    }
    return time;
}

static int64_t ns_of_time(struct timespec time) {
    return (int64_t)time.tv_sec * NS_OF_SECOND + time.tv_nsec;
}

/* Seconds as a float, or nanoseconds as an int; null: none. */
static bool time_argument(Value argument, bool in_ns, struct timespec *time) {
    int64_t ns = 0;
    double seconds = 0;
    if (argument && in_ns && !int_as_int64(argument, &ns))
        return false;
    if (argument && !in_ns) {
        if (!object_as_double(argument, &seconds))
            return false;
        if (isnan(seconds) || fabs(seconds) > (double)INT64_MAX / NS_OF_SECOND)
            return raise_value_error("timestamp out of range for platform time_t");
        ns = (int64_t)floor(seconds * NS_OF_SECOND);
    }
    *time = time_of_ns(ns);
    return true;
}

static Value time_value(struct timespec time, bool in_ns) {
    int64_t ns = ns_of_time(time);
    return in_ns ? value_from_int64(ns) : float_new((double)ns / NS_OF_SECOND);
}

static Value times_value(const struct itimerspec *times, bool in_ns) {
    Value values[] = {time_value(times->it_value, in_ns), time_value(times->it_interval, in_ns)};
    return value_of(tuple_from_array_steal(values, 2));
}

static Value fn_timerfd_create(Value self, Value *args) {
    int clock, flags;
    return int_as_int(args[0], &clock) && int_argument(args[1], 0, &flags)
               ? descriptor_or_raise(timerfd_create(clock, flags | TFD_CLOEXEC))
               : NULL;
}

static Value settime(Value *args, bool in_ns) {
    int descriptor, flags;
    struct itimerspec times, old;
    if (!descriptor_argument(args[0], &descriptor) || !int_argument(args[1], 0, &flags) ||
        !time_argument(args[2], in_ns, &times.it_value) ||
        !time_argument(args[3], in_ns, &times.it_interval))
        return NULL;
    return timerfd_settime(descriptor, flags, &times, &old) < 0 ? posix_raise(NULL)
                                                                : times_value(&old, in_ns);
}
static Value fn_timerfd_settime(Value self, Value *args) {
    return settime(args, false);
}
static Value fn_timerfd_settime_ns(Value self, Value *args) {
    return settime(args, true);
}

static Value gettime(Value *args, bool in_ns) {
    int descriptor;
    struct itimerspec times;
    if (!descriptor_argument(args[0], &descriptor))
        return NULL;
    return timerfd_gettime(descriptor, &times) < 0 ? posix_raise(NULL) : times_value(&times, in_ns);
}
static Value fn_timerfd_gettime(Value self, Value *args) {
    return gettime(args, false);
}
static Value fn_timerfd_gettime_ns(Value self, Value *args) {
    return gettime(args, true);
}

/* ---- memory ---------------------------------------------------------------------------------- */

static Value fn_memfd_create(Value self, Value *args) {
    Path name;
    int64_t flags = MFD_CLOEXEC;
    if ((args[1] && !int_as_int64(args[1], &flags)) ||
        !path_init(&name, args[0], "memfd_create", false))
        return NULL;
    int descriptor = memfd_create(path_text(&name), (unsigned)flags);
    Value result = descriptor_or_raise(descriptor);
    path_release(&name);
    return result;
}

const NativeMethod posix_event_functions[] = {
    NATIVE("eventfd(initval, flags=EFD_CLOEXEC)", fn_eventfd,
           "Creates and returns an event notification file descriptor."),
    NATIVE("eventfd_read(fd)", fn_eventfd_read, "Read eventfd value"),
    NATIVE("eventfd_write(fd, value)", fn_eventfd_write, "Write eventfd value."),
    NATIVE("timerfd_create(clockid, /, *, flags=0)", fn_timerfd_create,
           "Create and return a timer file descriptor."),
    NATIVE("timerfd_settime(fd, /, *, flags=0, initial=0.0, interval=0.0)", fn_timerfd_settime,
           "Alter a timer file descriptor's internal timer in seconds."),
    NATIVE("timerfd_settime_ns(fd, /, *, flags=0, initial=0, interval=0)", fn_timerfd_settime_ns,
           "Alter a timer file descriptor's internal timer in nanoseconds."),
    NATIVE("timerfd_gettime(fd, /)", fn_timerfd_gettime,
           "Return a tuple of a timer file descriptor's (interval, next expiration) in float "
           "seconds."),
    NATIVE("timerfd_gettime_ns(fd, /)", fn_timerfd_gettime_ns,
           "Return a tuple of a timer file descriptor's (interval, next expiration) in "
           "nanoseconds."),
    NATIVE("memfd_create(name, flags=MFD_CLOEXEC)", fn_memfd_create, NULL),
    NATIVE_END,
};
