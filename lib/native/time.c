/* Module time: clocks, sleeping, calendar. What calendars need (struct_time, formatting) is in
 * time_calendar.c. */
#include "lib/native/named_numbers.h"
#include "lib/native/time.h"
#include "vm/audit.h"
#include "vm/deterministic.h"
#include "vm/import.h"
#include "vm/signals.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>

/* ---- clocks ---------------------------------------------------------------------------------- */

static bool read_clock(clockid_t clock, int64_t *ns) {
    struct timespec now;
    if (system_clock(clock, &now) != 0)
        return raise_os_error(errno, NULL);
    *ns = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
    return true;
}

static Value clock_as_float(clockid_t clock) {
    struct timespec now;
    if (system_clock(clock, &now) != 0)
        return raise_os_error(errno, NULL);
    return float_new((double)now.tv_sec + (double)now.tv_nsec * 1e-9);
}

static Value clock_as_int(clockid_t clock) {
    int64_t ns;
    return read_clock(clock, &ns) ? value_from_int64(ns) : NULL;
}

#define CLOCK_FUNCTIONS(name, clock)                                                               \
    static Value name##_seconds(Value self, Value *args) {                                         \
        return clock_as_float(clock);                                                              \
    }                                                                                              \
    static Value name##_nanoseconds(Value self, Value *args) {                                     \
        return clock_as_int(clock);                                                                \
    }
CLOCK_FUNCTIONS(time, CLOCK_REALTIME)
CLOCK_FUNCTIONS(monotonic, CLOCK_MONOTONIC)
CLOCK_FUNCTIONS(process, CLOCK_PROCESS_CPUTIME_ID)
CLOCK_FUNCTIONS(thread, CLOCK_THREAD_CPUTIME_ID)

static Value gettime(Value self, Value *args) {
    int clock;
    return int_as_int(args[0], &clock) ? clock_as_float(clock) : NULL;
}

static Value gettime_ns(Value self, Value *args) {
    int clock;
    return int_as_int(args[0], &clock) ? clock_as_int(clock) : NULL;
}

static Value getres(Value self, Value *args) {
    int clock;
    struct timespec resolution;
    if (!int_as_int(args[0], &clock))
        return NULL;
    if (clock_getres(clock, &resolution) != 0)
        return raise_os_error(errno, NULL);
    return float_new((double)resolution.tv_sec + (double)resolution.tv_nsec * 1e-9);
}

static Value settime_to(int clock, int64_t ns) {
    struct timespec at = {ns / 1000000000, ns % 1000000000};
    if (at.tv_nsec < 0) {
        at.tv_nsec += 1000000000;
        at.tv_sec--;
    }
    return clock_settime(clock, &at) == 0 ? NONE : raise_os_error(errno, NULL);
}

static Value settime(Value self, Value *args) {
    int clock;
    double seconds;
    if (!int_as_int(args[0], &clock) || !object_as_double(args[1], &seconds))
        return NULL;
    return settime_to(clock, (int64_t)(seconds * 1e9));
}

static Value settime_ns(Value self, Value *args) {
    int clock;
    int64_t ns;
    return int_as_int(args[0], &clock) && int_as_int64(args[1], &ns) ? settime_to(clock, ns) : NULL;
}

static Value cpu_clock_id(Value self, Value *args) {
    clockid_t clock;
    if (!args[0])
        return NULL;
    int error = pthread_getcpuclockid(pthread_self(), &clock);
    return error ? raise_os_error(error, NULL) : value_of_small_int(clock);
}

static Value clock_info(Value self, Value *args) {
    static const struct {
        const char *name, *implementation;
        clockid_t clock;
        bool monotonic, adjustable;
    } clocks[] = {
        {"time", "clock_gettime(CLOCK_REALTIME)", CLOCK_REALTIME, false, true},
        {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, true, false},
        {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, true, false},
        {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", CLOCK_PROCESS_CPUTIME_ID, true,
         false},
        {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", CLOCK_THREAD_CPUTIME_ID, true,
         false},
    };
    if (!is_str(args[0]))
        return raise_type_error("get_clock_info() argument 1 must be str, not %s",
                                type_name_of(args[0]));
    for (size_t i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
        if (!str_equal_c(str_of(args[0]), clocks[i].name))
            continue;
        struct timespec resolution;
        clock_getres(clocks[i].clock, &resolution);
        Dict *dict = dict_new();
        Value result = NULL;
        if (dict &&
            dict_set_c_steal(dict, "implementation",
                             value_of(str_from_c(clocks[i].implementation))) &&
            dict_set_c(dict, "monotonic", value_of_bool(clocks[i].monotonic)) &&
            dict_set_c(dict, "adjustable", value_of_bool(clocks[i].adjustable)) &&
            dict_set_c_steal(
                dict, "resolution",
                float_new((double)resolution.tv_sec + (double)resolution.tv_nsec * 1e-9)))
            result = simple_namespace_new(dict);
        if (dict)
            GIVE_UP(dict);
        return result;
    }
    return raise_value_error("unknown clock");
}

/* ---- sleep ----------------------------------------------------------------------------------- */

/* Goes on after signals whose handlers raise nothing, until the time has come. */
static bool sleep_until(int64_t deadline) {
    struct timespec until = {deadline / 1000000000, deadline % 1000000000};
    for (;;) {
        gil_release();
        int error = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        gil_acquire();
        if (!error)
            return true;
        if (error != EINTR)
            return raise_os_error(error, NULL);
        if (!signals_check())
            return false;
    }
}

/* A float, or what counts as an integer. */
static bool sleep_length(Value argument, int64_t *ns) {
    if (is_float(argument)) {
        double seconds = float_of(argument);
        if (isnan(seconds))
            return raise_value_error("Invalid value NaN (not a number)");
        if (seconds > 9.2e9)
            return raise_overflow_error("timestamp out of range for platform time_t");
        *ns = (int64_t)ceil(seconds * 1e9);
        return true;
    }
    int64_t seconds;
    Value index = object_index(argument);
    if (!index)
        return false;
    bool fits = int_fits_int64(index, &seconds) && seconds <= INT64_MAX / 1000000000;
    decref(index);
    *ns = fits ? seconds * 1000000000 : 0;
    return fits || raise_overflow_error("timestamp too large to convert to C PyTime_t");
}

static Value sleep_function(Value self, Value *args) {
    int64_t ns = 0, now;
    if (!audit("time.sleep", "O", args[0]) || !sleep_length(args[0], &ns))
        return NULL;
    if (ns < 0)
        return raise_value_error("sleep length must be non-negative");
    if (system_sleep_is_over(ns))
        return NONE;
    if (!read_clock(CLOCK_MONOTONIC, &now))
        return NULL;
    return sleep_until(now + ns) ? NONE : NULL;
}

/* ---- the module ------------------------------------------------------------------------------ */

static Value strptime_function(Value self, Value *args, size_t count, Tuple *keywords) {
    Value function = import_attribute("_strptime", "_strptime_time");
    if (!function)
        return NULL;
    Value result = call(function, args, count, keywords);
    decref(function);
    return result;
}

static const NativeMethod functions[] = {
    NATIVE("time()", time_seconds,
           "time() -> floating-point number\n\nReturn the current time in "
           "seconds since the Epoch."),
    NATIVE("time_ns()", time_nanoseconds, "time_ns() -> int"),
    NATIVE("monotonic()", monotonic_seconds,
           "monotonic() -> float\n\nMonotonic clock, cannot go "
           "backward."),
    NATIVE("monotonic_ns()", monotonic_nanoseconds, "monotonic_ns() -> int"),
    NATIVE("perf_counter()", monotonic_seconds,
           "perf_counter() -> float\n\nPerformance counter "
           "for benchmarking."),
    NATIVE("perf_counter_ns()", monotonic_nanoseconds, "perf_counter_ns() -> int"),
    NATIVE("process_time()", process_seconds,
           "process_time() -> float\n\nProcess time for "
           "profiling: sum of the kernel and user-space CPU "
           "time."),
    NATIVE("process_time_ns()", process_nanoseconds, "process_time() -> int"),
    NATIVE("thread_time()", thread_seconds,
           "thread_time() -> float\n\nThread time for profiling: "
           "sum of the kernel and user-space CPU time."),
    NATIVE("thread_time_ns()", thread_nanoseconds, "thread_time() -> int"),
    NATIVE("clock_gettime(clk_id, /)", gettime, "clock_gettime(clk_id) -> float"),
    NATIVE("clock_gettime_ns(clk_id, /)", gettime_ns, "clock_gettime_ns(clk_id) -> int"),
    NATIVE("clock_settime(clk_id, time, /)", settime, "clock_settime(clk_id, time)"),
    NATIVE("clock_settime_ns(clk_id, time, /)", settime_ns, "clock_settime_ns(clk_id, time)"),
    NATIVE("clock_getres(clk_id, /)", getres, "clock_getres(clk_id) -> floating-point number"),
    NATIVE("pthread_getcpuclockid(thread_id, /)", cpu_clock_id,
           "pthread_getcpuclockid(thread_id) -> int"),
    NATIVE("get_clock_info(name, /)", clock_info, "get_clock_info(name: str) -> dict"),
    NATIVE("sleep(seconds, /)", sleep_function,
           "sleep(seconds)\n\nDelay execution for a given "
           "number of seconds."),
    NATIVE("gmtime(seconds=None, /)", time_gmtime,
           "Convert seconds since the Epoch to a time "
           "tuple expressing UTC (a.k.a.\nGMT)."),
    NATIVE("localtime(seconds=None, /)", time_localtime,
           "Convert seconds since the Epoch to a time tuple expressing local time."),
    NATIVE("asctime(tuple=None, /)", time_asctime,
           "Convert a time tuple to a string, e.g. 'Sat "
           "Jun 06 16:26:11 1998'."),
    NATIVE("ctime(seconds=None, /)", time_ctime,
           "Convert a time in seconds since the Epoch to a string in local time."),
    NATIVE("mktime(tuple, /)", time_mktime,
           "Convert a time tuple in local time to seconds since "
           "the Epoch."),
    NATIVE("strftime(format, tuple=None, /)", time_strftime,
           "Convert a time tuple to a string according to a format specification."),
    NATIVE_RAW("strptime(string, format, /)", strptime_function,
               "Parse a string to a time tuple according to a format specification."),
    NATIVE("tzset()", time_tzset, "Initialize, or reinitialize, the local timezone."),
    NATIVE_END,
};

static bool exec(Module *module) {
    static const NamedNumber clocks[] = {
        NAMED(CLOCK_REALTIME),
        NAMED(CLOCK_MONOTONIC),
        NAMED(CLOCK_MONOTONIC_RAW),
        NAMED(CLOCK_PROCESS_CPUTIME_ID),
        NAMED(CLOCK_THREAD_CPUTIME_ID),
        NAMED(CLOCK_BOOTTIME),
        NAMED(CLOCK_TAI),
    };
    if (!MODULE_ADD_NUMBERS(module, clocks))
        return false;
    return time_add_calendar(module);
}

const NativeModule time_module = {
    .name = "time",
    .doc = "This module provides various functions to manipulate time values.",
    .functions = functions,
    .exec = exec,
};
