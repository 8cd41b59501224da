/* Module resource: what the process has used and may use. */
#define _GNU_SOURCE
#include "lib/native/named_numbers.h"
#include "lib/native/posix/posix.h"
#include "lib/native/posix/resource.h"
#include "vm/deterministic.h"
#include "vm/objects/struct_sequence.h"

#include <string.h>
#include <unistd.h>

static const StructSequenceField usage_fields[] = {
    {"ru_utime", "user time used"},
    {"ru_stime", "system time used"},
    {"ru_maxrss", "max. resident set size"},
    {"ru_ixrss", "shared memory size"},
    {"ru_idrss", "unshared data size"},
    {"ru_isrss", "unshared stack size"},
    {"ru_minflt", "page faults not requiring I/O"},
    {"ru_majflt", "page faults requiring I/O"},
    {"ru_nswap", "number of swap outs"},
    {"ru_inblock", "block input operations"},
    {"ru_oublock", "block output operations"},
    {"ru_msgsnd", "IPC messages sent"},
    {"ru_msgrcv", "IPC messages received"},
    {"ru_nsignals", "signals received"},
    {"ru_nvcsw", "voluntary context switches"},
    {"ru_nivcsw", "involuntary context switches"},
    {NULL, NULL},
};
enum { USAGE_FIELD_COUNT = sizeof usage_fields / sizeof usage_fields[0] - 1 };
static StructSequence usage_result;

static bool usage_ready(void) {
    return struct_sequence_ready(
        &usage_result, "resource.struct_rusage",
        "struct_rusage: Result from getrusage.\n\nThis object may be accessed either as a tuple "
        "of\n    "
        "(utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n    nswap,inblock,oublock,msgsnd,"
        "msgrcv,nsignals,nvcsw,nivcsw)\nor via the attributes ru_utime, ru_stime, ru_maxrss, and "
        "so on.",
        usage_fields, USAGE_FIELD_COUNT, USAGE_FIELD_COUNT);
}

static double seconds_of(struct timeval time) {
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

Value resource_usage_value(const struct rusage *usage) {
    if (!usage_ready())
        return NULL;
    const long counts[] = {
        usage->ru_maxrss,  usage->ru_ixrss,  usage->ru_idrss,  usage->ru_isrss,
        usage->ru_minflt,  usage->ru_majflt, usage->ru_nswap,  usage->ru_inblock,
        usage->ru_oublock, usage->ru_msgsnd, usage->ru_msgrcv, usage->ru_nsignals,
        usage->ru_nvcsw,   usage->ru_nivcsw,
    };
    Value values[USAGE_FIELD_COUNT] = {float_new(seconds_of(usage->ru_utime)),
                                       float_new(seconds_of(usage->ru_stime))};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        values[2 + i] = value_from_int64(counts[i]);
    return struct_sequence_new_steal(&usage_result, values);
}

static Value fn_getrusage(Value self, Value *args) {
    int who;
    struct rusage usage;
    if (!int_as_int(args[0], &who))
        return NULL;
    if (getrusage(who, &usage) == 0) {
        if (deterministic_is_on())
            memset(&usage, 0, sizeof usage);
        return resource_usage_value(&usage);
    }
    return errno == EINVAL ? raise_value_error("invalid who parameter") : posix_raise(NULL);
}

/* ---- limits ---------------------------------------------------------------------------------- */

static bool which_limit(Value argument, int *resource) {
    if (!int_as_int(argument, resource))
        return false;
    return (*resource >= 0 && *resource < (int)RLIM_NLIMITS) ||
           raise_value_error("invalid resource specified");
}

static Value limit_pair(const struct rlimit *limit) {
    Value values[] = {value_from_int64((int64_t)limit->rlim_cur),
                      value_from_int64((int64_t)limit->rlim_max)};
    return value_of(tuple_from_array_steal(values, 2));
}

/* -1 is RLIM_INFINITY. */
static bool limit_from(Value pair, struct rlimit *limit) {
    Tuple *tuple = tuple_from_iterable(pair);
    if (!tuple)
        return false;
    int64_t soft, hard;
    bool good;
    if (tuple->count == 2)
        good = int_as_int64(tuple->items[0], &soft) && int_as_int64(tuple->items[1], &hard);
    else
        good = raise_value_error("expected a tuple of 2 integers");
    GIVE_UP(tuple);
    if (good)
        *limit = (struct rlimit){(rlim_t)soft, (rlim_t)hard};
    return good;
}

static void *raise_limit(void) {
    if (errno == EINVAL)
        return raise_value_error("current limit exceeds maximum limit");
    if (errno == EPERM)
        return raise_value_error("not allowed to raise maximum limit");
    return posix_raise(NULL);
}

static Value fn_getrlimit(Value self, Value *args) {
    int resource;
    struct rlimit limit;
    if (!which_limit(args[0], &resource))
        return NULL;
    return getrlimit(resource, &limit) == 0 ? limit_pair(&limit) : posix_raise(NULL);
}

static Value fn_setrlimit(Value self, Value *args) {
    int resource;
    struct rlimit limit;
    if (!which_limit(args[0], &resource) || !limit_from(args[1], &limit))
        return NULL;
    return setrlimit(resource, &limit) == 0 ? NONE : raise_limit();
}

static Value fn_prlimit(Value self, Value *args) {
    int pid, resource;
    struct rlimit old, wanted;
    if (!int_as_int(args[0], &pid) || !which_limit(args[1], &resource) ||
        (args[2] && !limit_from(args[2], &wanted)))
        return NULL;
    return prlimit(pid, resource, args[2] ? &wanted : NULL, &old) == 0 ? limit_pair(&old)
                                                                       : raise_limit();
}

static Value fn_getpagesize(Value self, Value *args) {
    return value_from_int64(sysconf(_SC_PAGESIZE));
}

static const NativeMethod functions[] = {
    NATIVE("getrusage(who, /)", fn_getrusage, NULL),
    NATIVE("getrlimit(resource, /)", fn_getrlimit, NULL),
    NATIVE("setrlimit(resource, limits, /)", fn_setrlimit, NULL),
    NATIVE("prlimit(pid, resource, limits=None, /)", fn_prlimit, NULL),
    NATIVE("getpagesize()", fn_getpagesize, NULL),
    NATIVE_END,
};

static const NamedNumber constants[] = {
    NAMED(RUSAGE_SELF), NAMED(RUSAGE_CHILDREN), NAMED(RUSAGE_THREAD),  NAMED(RLIM_INFINITY),
    NAMED(RLIMIT_CPU),  NAMED(RLIMIT_FSIZE),    NAMED(RLIMIT_DATA),    NAMED(RLIMIT_STACK),
    NAMED(RLIMIT_CORE), NAMED(RLIMIT_NOFILE),   NAMED(RLIMIT_OFILE),   NAMED(RLIMIT_AS),
    NAMED(RLIMIT_RSS),  NAMED(RLIMIT_NPROC),    NAMED(RLIMIT_MEMLOCK), NAMED(RLIMIT_MSGQUEUE),
    NAMED(RLIMIT_NICE), NAMED(RLIMIT_RTPRIO),   NAMED(RLIMIT_RTTIME),  NAMED(RLIMIT_SIGPENDING),
};

static bool exec(Module *module) {
    if (!MODULE_ADD_NUMBERS(module, constants))
        return false;
    return usage_ready() && dict_set_c(module->dict, "struct_rusage", value_of(&usage_result)) &&
           dict_set_c(module->dict, "error", value_of(&exc_OSError));
}

const NativeModule resource_module = {
    .name = "resource",
    .functions = functions,
    .exec = exec,
};
