/* What the system tells of itself in records: its name, the time that was used, the terminal's
 * size. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "vm/deterministic.h"
#include "vm/objects/struct_sequence.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

static StructSequence uname_result, times_result, terminal_size;

bool posix_add_machine_types(Module *module) {
    static const StructSequenceField uname_fields[] = {
        {"sysname", "operating system name"},
        {"nodename", "name of machine on network (implementation-defined)"},
        {"release", "operating system release"},
        {"version", "operating system version"},
        {"machine", "hardware identifier"},
        {NULL, NULL}};
    static const StructSequenceField times_fields[] = {
        {"user", "user time"},
        {"system", "system time"},
        {"children_user", "user time of children"},
        {"children_system", "system time of children"},
        {"elapsed", "elapsed time since an arbitrary point in the past"},
        {NULL, NULL}};
    static const StructSequenceField size_fields[] = {
        {"columns", "width of the terminal window in characters"},
        {"lines", "height of the terminal window in characters"},
        {NULL, NULL}};
    return struct_sequence_ready(&uname_result, "posix.uname_result",
                                 "uname_result: Result from os.uname().\n\n"
                                 "This object may be accessed either as a tuple of\n"
                                 "  (sysname, nodename, release, version, machine),\n"
                                 "or via the attributes sysname, nodename, release, version, and "
                                 "machine.\n\nSee os.uname for more information.",
                                 uname_fields, 5, 5) &&
           struct_sequence_ready(&times_result, "posix.times_result",
                                 "times_result: Result from os.times().\n\n"
                                 "This object may be accessed either as a tuple of\n"
                                 "  (user, system, children_user, children_system, elapsed),\n"
                                 "or via the attributes user, system, children_user, "
                                 "children_system,\nand elapsed.\n\n"
                                 "See os.times for more information.",
                                 times_fields, 5, 5) &&
           struct_sequence_ready(&terminal_size, "os.terminal_size",
                                 "A tuple of (columns, lines) for holding terminal window size",
                                 size_fields, 2, 2) &&
           dict_set_c(module->dict, "uname_result", value_of(&uname_result)) &&
           dict_set_c(module->dict, "times_result", value_of(&times_result)) &&
           dict_set_c(module->dict, "terminal_size", value_of(&terminal_size));
}

static Value fn_uname(Value self, Value *args) {
    struct utsname names_of;
    if (uname(&names_of) < 0)
        return posix_raise(NULL);
    Value parts[] = {value_of(str_from_c(names_of.sysname)),
                     value_of(str_from_c(names_of.nodename)),
                     value_of(str_from_c(names_of.release)), value_of(str_from_c(names_of.version)),
                     value_of(str_from_c(names_of.machine))};
    return struct_sequence_new_steal(&uname_result, parts);
}

static Value fn_times(Value self, Value *args) {
    struct tms times_of;
    double ticks = (double)sysconf(_SC_CLK_TCK);
    clock_t elapsed = times(&times_of);
    if (deterministic_is_on()) {
        struct timespec now;
        system_clock(CLOCK_MONOTONIC, &now);
        times_of = (struct tms){0};
        elapsed = (clock_t)((double)now.tv_sec * ticks);
    }
    Value parts[] = {float_new((double)times_of.tms_utime / ticks),
                     float_new((double)times_of.tms_stime / ticks),
                     float_new((double)times_of.tms_cutime / ticks),
                     float_new((double)times_of.tms_cstime / ticks),
                     float_new((double)elapsed / ticks)};
    return struct_sequence_new_steal(&times_result, parts);
}

static Value fn_get_terminal_size(Value self, Value *args) {
    struct winsize size;
    int descriptor;
    if (!int_argument(args[0], STDOUT_FILENO, &descriptor))
        return NULL;
    if (ioctl(descriptor, TIOCGWINSZ, &size) < 0)
        return posix_raise(NULL);
    Value parts[] = {value_of_small_int(size.ws_col), value_of_small_int(size.ws_row)};
    return struct_sequence_new_steal(&terminal_size, parts);
}

static Value fn_getlogin(Value self, Value *args) {
    char name[256];
    int error = getlogin_r(name, sizeof name);
    return error ? raise_os_error(error, NULL) : posix_name(name, strlen(name), false);
}

static Value fn_ctermid(Value self, Value *args) {
    char name[L_ctermid];
    ctermid(name);
    return posix_name(name, strlen(name), false);
}

const NativeMethod posix_machine_functions[] = {
    NATIVE("uname()", fn_uname,
           "Return an object identifying the current operating system.\n\nThe object behaves like "
           "a named tuple with the following fields:\n  (sysname, nodename, release, version, "
           "machine)"),
    NATIVE("times()", fn_times,
           "Return a collection containing process timing information.\n\nThe object returned "
           "behaves like a named tuple with these fields:\n  (utime, stime, cutime, cstime, "
           "elapsed_time)\nAll fields are floating-point numbers."),
    NATIVE("get_terminal_size(fd=<unrepresentable>, /)", fn_get_terminal_size,
           "Return the size of the terminal window as (columns, lines).\n\nThe optional argument "
           "fd (default standard output) specifies\nwhich file descriptor should be queried.\n\nIf "
           "the file descriptor is not connected to a terminal, an OSError\nis "
           "thrown.\n\nshutil.get_terminal_size is the high-level function which should\nnormally "
           "be used."),
    NATIVE("getlogin()", fn_getlogin, "Return the actual login name."),
    NATIVE("ctermid()", fn_ctermid,
           "Return the name of the controlling terminal for this process."),
    NATIVE_END,
};
