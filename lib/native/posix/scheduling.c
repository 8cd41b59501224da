/* When and where the system runs a process: policies, processors, namespaces. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "vm/objects/struct_sequence.h"

#include <sched.h>

/* ---- sched_param ----------------------------------------------------------------------------- */

static const StructSequenceField param_fields[] = {{"sched_priority", "the scheduling priority"},
                                                   {NULL, NULL}};
static StructSequence param_type;

static Value param_value(Value priority) {
    Value values[] = {own(priority)};
    return struct_sequence_new_steal(&param_type, values);
}

static Value param_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("sched_param(sched_priority)");
    Value priority;
    return arguments_bind(&signature, args, count, keywords, &priority) ? param_value(priority)
                                                                        : NULL;
}

bool scheduling_param_argument(Value argument, struct sched_param *param) {
    if (!has_type(argument, &param_type.type))
        return raise_type_error("must have a sched_param object");
    return int_as_int(tuple_of(argument)->items[0], &param->sched_priority);
}

bool posix_add_scheduling_types(Module *module) {
    if (!struct_sequence_ready(&param_type, "posix.sched_param",
                               "Currently has only one field: sched_priority\n\n"
                               "  sched_priority\n    A scheduling parameter.",
                               param_fields, 1, 1))
        return false;
    param_type.type.new = param_new;
    return dict_set_c(module->dict, "sched_param", value_of(&param_type));
}

/* ---- policies -------------------------------------------------------------------------------- */

static Value number_or_raise(int number) {
    return number < 0 ? posix_raise(NULL) : value_of_small_int(number);
}
#define OF_NUMBER(name, call)                                                                      \
    static Value fn_##name(Value self, Value *args) {                                              \
        int number;                                                                                \
        return int_as_int(args[0], &number) ? number_or_raise(call(number)) : NULL;                \
    }
OF_NUMBER(sched_get_priority_max, sched_get_priority_max)
OF_NUMBER(sched_get_priority_min, sched_get_priority_min)
OF_NUMBER(sched_getscheduler, sched_getscheduler)
#undef OF_NUMBER

static Value fn_sched_setscheduler(Value self, Value *args) {
    int pid, policy;
    struct sched_param param;
    if (!int_as_signed_int(args[0], &pid) || !int_as_signed_int(args[1], &policy) ||
        !scheduling_param_argument(args[2], &param))
        return NULL;
    return sched_setscheduler(pid, policy, &param) < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_sched_getparam(Value self, Value *args) {
    int pid;
    struct sched_param param;
    if (!int_as_int(args[0], &pid))
        return NULL;
    return sched_getparam(pid, &param) < 0 ? posix_raise(NULL)
                                           : param_value(value_of_small_int(param.sched_priority));
}
static Value fn_sched_setparam(Value self, Value *args) {
    int pid;
    struct sched_param param;
    if (!int_as_int(args[0], &pid) || !scheduling_param_argument(args[1], &param))
        return NULL;
    return sched_setparam(pid, &param) < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_sched_rr_get_interval(Value self, Value *args) {
    int pid;
    struct timespec interval;
    if (!int_as_int(args[0], &pid))
        return NULL;
    return sched_rr_get_interval(pid, &interval) < 0
               ? posix_raise(NULL)
               : float_new((double)interval.tv_sec + 1e-9 * (double)interval.tv_nsec);
}
static Value fn_sched_yield(Value self, Value *args) {
    gil_release();
    sched_yield();
    gil_acquire();
    return NONE;
}

/* ---- processors ------------------------------------------------------------------------------ */

static Value fn_sched_getaffinity(Value self, Value *args) {
    cpu_set_t cpus;
    int pid;
    if (!int_as_int(args[0], &pid))
        return NULL;
    if (sched_getaffinity(pid, sizeof cpus, &cpus) < 0)
        return posix_raise(NULL);
    Set *set = set_new(NULL);
    for (int i = 0; set && i < CPU_SETSIZE; i++) {
        if (CPU_ISSET(i, &cpus) && !set_add(set, value_of_small_int(i))) {
            GIVE_UP(set);
            set = NULL;
        }
    }
    return value_of(set);
}

static bool add_processor(Value number, cpu_set_t *cpus) {
    int64_t cpu;
    if (!is_int(number))
        return raise_type_error("expected an iterator of ints, but iterator yielded %R",
                                value_of(type_of(number)));
    if (!int_as_int64(number, &cpu))
        return false;
    if (cpu < 0)
        return raise_value_error("negative CPU number");
    if (cpu >= INT32_MAX)
        return raise_overflow_error("CPU number too large");
    if (cpu < CPU_SETSIZE) /* the system knows no others */
        CPU_SET((size_t)cpu, cpus);
    return true;
}
static Value fn_sched_setaffinity(Value self, Value *args) {
    int pid;
    cpu_set_t cpus;
    Tuple *numbers = int_as_int(args[0], &pid) ? tuple_from_iterable(args[1]) : NULL;
    bool good = numbers != NULL;
    CPU_ZERO(&cpus);
    for (size_t i = 0; good && i < numbers->count; i++)
        good = add_processor(numbers->items[i], &cpus);
    decref_maybe(value_of(numbers));
    if (!good)
        return NULL;
    return sched_setaffinity(pid, sizeof cpus, &cpus) < 0 ? posix_raise(NULL) : NONE;
}

/* ---- namespaces ------------------------------------------------------------------------------ */

static Value fn_setns(Value self, Value *args) {
    int descriptor, kind, status;
    if (!descriptor_argument(args[0], &descriptor) || !int_argument(args[1], 0, &kind))
        return NULL;
    POSIX_CALL(status, setns(descriptor, kind));
    return status < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_unshare(Value self, Value *args) {
    int flags, status;
    if (!int_as_int(args[0], &flags))
        return NULL;
    POSIX_CALL(status, unshare(flags));
    return status < 0 ? posix_raise(NULL) : NONE;
}

const NativeMethod posix_scheduling_functions[] = {
    NATIVE("sched_get_priority_max(policy)", fn_sched_get_priority_max,
           "Get the maximum scheduling priority for policy."),
    NATIVE("sched_get_priority_min(policy)", fn_sched_get_priority_min,
           "Get the minimum scheduling priority for policy."),
    NATIVE("sched_getscheduler(pid, /)", fn_sched_getscheduler,
           "Get the scheduling policy for the process identified by pid."),
    NATIVE("sched_setscheduler(pid, policy, param, /)", fn_sched_setscheduler,
           "Set the scheduling policy for the process identified by pid."),
    NATIVE("sched_getparam(pid, /)", fn_sched_getparam,
           "Returns scheduling parameters for the process identified by pid."),
    NATIVE("sched_setparam(pid, param, /)", fn_sched_setparam,
           "Set scheduling parameters for the process identified by pid."),
    NATIVE("sched_rr_get_interval(pid, /)", fn_sched_rr_get_interval,
           "Return the round-robin quantum for the process identified by pid, in seconds."),
    NATIVE("sched_yield()", fn_sched_yield, "Voluntarily relinquish the CPU."),
    NATIVE("sched_getaffinity(pid, /)", fn_sched_getaffinity,
           "Return the affinity of the process identified by pid (or the current process if "
           "zero)."),
    NATIVE("sched_setaffinity(pid, mask, /)", fn_sched_setaffinity,
           "Set the CPU affinity of the process identified by pid to mask."),
    NATIVE("setns(fd, nstype=0)", fn_setns, "Move the calling thread into different namespaces."),
    NATIVE("unshare(flags)", fn_unshare,
           "Disassociate parts of a process (or thread) execution context."),
    NATIVE_END,
};
