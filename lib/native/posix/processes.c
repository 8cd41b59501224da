/* Processes: who we are, fork, exec, wait, signals to others. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "lib/native/posix/resource.h"
#include "vm/audit.h"
#include "vm/import_lock.h"
#include "vm/sys.h"
#include "vm/warnings.h"

#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define NUMBER(name, call)                                                                         \
    static Value fn_##name(Value self, Value *args) {                                              \
        return value_from_int64(call);                                                             \
    }
NUMBER(getpid, getpid())
NUMBER(getppid, getppid())
NUMBER(getuid, getuid())
NUMBER(geteuid, geteuid())
NUMBER(getgid, getgid())
NUMBER(getegid, getegid())
NUMBER(getpgrp, getpgrp())
#undef NUMBER

#define STATUS_OF_NUMBERS(name, count, call)                                                       \
    static Value fn_##name(Value self, Value *args) {                                              \
        int n[3];                                                                                  \
        for (int i = 0; i < count; i++) {                                                          \
            if (!int_as_int(args[i], &n[i]))                                                       \
                return NULL;                                                                       \
        }                                                                                          \
        return (call) < 0 ? posix_raise(NULL) : NONE;                                              \
    }
STATUS_OF_NUMBERS(setpgid, 2, setpgid(n[0], n[1]))
STATUS_OF_NUMBERS(setpgrp, 0, setpgrp())
#undef STATUS_OF_NUMBERS

static Value send_signal(Value *args, const char *event, int (*send)(pid_t, int)) {
    int receiver, number;
    if (!int_as_signed_int(args[0], &receiver) || !int_as_signed_int(args[1], &number) ||
        !audit(event, "ii", receiver, number))
        return NULL;
    return send(receiver, number) < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_kill(Value self, Value *args) {
    return send_signal(args, "os.kill", kill);
}
static Value fn_killpg(Value self, Value *args) {
    return send_signal(args, "os.killpg", killpg);
}

static Value fn_getpgid(Value self, Value *args) {
    int pid;
    if (!int_as_int(args[0], &pid))
        return NULL;
    pid_t group = getpgid(pid);
    return group < 0 ? posix_raise(NULL) : value_from_int64(group);
}
static Value fn_getsid(Value self, Value *args) {
    int pid;
    if (!int_as_int(args[0], &pid))
        return NULL;
    pid_t session = getsid(pid);
    return session < 0 ? posix_raise(NULL) : value_from_int64(session);
}
static Value fn_setsid(Value self, Value *args) {
    return setsid() < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_nice(Value self, Value *args) {
    int increment;
    if (!int_as_int(args[0], &increment))
        return NULL;
    errno = 0;
    int value = nice(increment);
    return value == -1 && errno ? posix_raise(NULL) : value_of_small_int(value);
}

/* In the parent: what was forked may have been locked by a thread that the child has not. */
static void warn_about_threads(const char *function) {
    const Thread *first = thread_next(NULL);
    if (first->next &&
        !warn(&exc_DeprecationWarning, 1,
              "This process (pid=%d) is multi-threaded, use of %s() may lead to deadlocks in the "
              "child.",
              (int)getpid(), function))
        exception_write_unraisable(NULL);
}

bool posix_may_fork(void) {
    return !runtime_is_finalizing ||
           raise_error(&exc_PythonFinalizationError, "can't fork at interpreter shutdown");
}

pid_t posix_fork(int *terminal) {
    at_fork_run(AT_FORK_BEFORE);
    import_lock_acquire();
    pid_t pid = terminal ? forkpty(terminal, NULL, NULL, NULL) : fork();
    int error = errno;
    if (pid == 0)
        threads_after_fork();
    (void)import_lock_release();
    at_fork_run(pid == 0 ? AT_FORK_CHILD : AT_FORK_PARENT);
    if (pid > 0)
        warn_about_threads(terminal ? "forkpty" : "fork");
    errno = error;
    return pid;
}

static Value fn_fork(Value self, Value *args) {
    if (!posix_may_fork() || !audit("os.fork", ""))
        return NULL;
    pid_t pid = posix_fork(NULL);
    return pid < 0 ? posix_raise(NULL) : value_from_int64(pid);
}

static Value fn_exit(Value self, Value *args) {
    int status;
    if (int_as_int(args[0], &status))
        _exit(status);
    return NULL;
}
static Value fn_abort(Value self, Value *args) {
    abort();
}

static Value fn_system(Value self, Value *args) {
    Bytes *command = str_to_file_name(args[0]);
    if (!command)
        return NULL;
    if (!audit("os.system", "O", value_of(command))) {
        GIVE_UP(command);
        return NULL;
    }
    gil_release();
    int status = system((const char *)command->data);
    gil_acquire();
    GIVE_UP(command);
    return value_of_small_int(status);
}

/* ---- waiting
 * ------------------------------------------------------------------------------------------- */

static Value wait_result(pid_t pid, int status) {
    return pid < 0 ? posix_raise(NULL)
                   : value_of(tuple_pack(2, value_of_small_int(pid), value_of_small_int(status)));
}
static Value fn_waitpid(Value self, Value *args) {
    int pid, options, status = 0;
    pid_t result;
    if (!int_as_signed_int(args[0], &pid) || !int_as_signed_int(args[1], &options))
        return NULL;
    POSIX_CALL(result, waitpid(pid, &status, options));
    return wait_result(result, status);
}
static Value fn_wait(Value self, Value *args) {
    int status = 0;
    pid_t result;
    POSIX_CALL(result, wait(&status));
    return wait_result(result, status);
}
static Value wait_with_usage(int pid, int options) {
    int status = 0;
    struct rusage usage = {0};
    pid_t result;
    POSIX_CALL(result, wait4(pid, &status, options, &usage));
    if (result < 0)
        return posix_raise(NULL);
    Value used = resource_usage_value(&usage);
    Value values[] = {value_of_small_int(result), value_of_small_int(status), used};
    return value_of(tuple_from_array_steal(values, 3));
}
static Value fn_wait3(Value self, Value *args) {
    int options;
    return int_as_int(args[0], &options) ? wait_with_usage(-1, options) : NULL;
}
static Value fn_wait4(Value self, Value *args) {
    int pid, options;
    return int_as_int(args[0], &pid) && int_as_int(args[1], &options)
               ? wait_with_usage(pid, options)
               : NULL;
}
#define STATUS_PART(name, expression)                                                              \
    static Value fn_##name(Value self, Value *args) {                                              \
        int status;                                                                                \
        if (!int_as_int(args[0], &status))                                                         \
            return NULL;                                                                           \
        return expression;                                                                         \
    }
STATUS_PART(WIFEXITED, value_of_bool(WIFEXITED(status)))
STATUS_PART(WEXITSTATUS, value_of_small_int(WEXITSTATUS(status)))
STATUS_PART(WIFSIGNALED, value_of_bool(WIFSIGNALED(status)))
STATUS_PART(WTERMSIG, value_of_small_int(WTERMSIG(status)))
STATUS_PART(WIFSTOPPED, value_of_bool(WIFSTOPPED(status)))
STATUS_PART(WSTOPSIG, value_of_small_int(WSTOPSIG(status)))
STATUS_PART(WIFCONTINUED, value_of_bool(WIFCONTINUED(status)))
STATUS_PART(WCOREDUMP, value_of_bool(WCOREDUMP(status)))
#undef STATUS_PART
static Value fn_waitstatus_to_exitcode(Value self, Value *args) {
    int status;
    if (!int_as_int(args[0], &status))
        return NULL;
    if (WIFEXITED(status))
        return value_of_small_int(WEXITSTATUS(status));
    if (WIFSIGNALED(status))
        return value_of_small_int(-WTERMSIG(status));
    return raise_value_error("process not exited; status: %d", status);
}

/* ---- exec ------------------------------------------------------------------------------------ */

void strings_release(Strings *strings) {
    decref_maybe(value_of(strings->bytes));
    mem_free(strings->items);
}

bool strings_init(Strings *strings, Value sequence) {
    *strings = (Strings){list_new(0), NULL};
    Tuple *tuple = strings->bytes ? tuple_from_iterable(sequence) : NULL;
    bool good = tuple != NULL;
    for (size_t i = 0; good && i < tuple->count; i++) {
        Path path;
        good = path_init(&path, tuple->items[i], "exec", false) &&
               list_append_steal(strings->bytes, value_of(path.name));
    }
    if (good && !(strings->items = mem_malloc((tuple->count + 1) * sizeof(char *)))) {
        raise_no_memory();
        good = false;
    }
    for (size_t i = 0; good && i < tuple->count; i++)
        strings->items[i] = (char *)bytes_of(strings->bytes->items[i])->data;
    if (good)
        strings->items[tuple->count] = NULL;
    decref_maybe(value_of(tuple));
    if (!good)
        strings_release(strings);
    return good;
}

bool environment_init(Strings *strings, Value mapping) {
    Dict *dict = dict_new();
    List *list = list_new(0);
    Value key, value;
    size_t position = 0;
    bool good = dict && list && dict_update(dict, mapping);
    while (good && dict_next(dict, &position, &key, &value)) {
        Path name, content;
        good = path_init(&name, key, "execve", false);
        if (!good)
            break;
        if (memchr(name.name->data, '=', name.name->size))
            good = raise_value_error("illegal environment variable name");
        good = good && path_init(&content, value, "execve", false);
        if (good) {
            size_t a = name.name->size, b = content.name->size;
            Bytes *joined = bytes_new(NULL, a + 1 + b);
            if (joined) {
                memcpy(joined->data, name.name->data, a);
                joined->data[a] = '=';
                memcpy(joined->data + a + 1, content.name->data, b);
            }
            good = joined && list_append_steal(list, value_of(joined));
            path_release(&content);
        }
        path_release(&name);
    }
    good = good && strings_init(strings, value_of(list));
    decref_maybe(value_of(dict));
    decref_maybe(value_of(list));
    return good;
}

/* The arguments of a program, its name first; `what` says in errors where they were given. */
static bool program_arguments_init(Strings *strings, Value sequence, const char *what) {
    if (!is_list(sequence) && !is_tuple(sequence))
        return raise_type_error("%s must be a tuple or list", what);
    if (object_length(sequence) == 0)
        return raise_value_error("%s must not be empty", what);
    if (!strings_init(strings, sequence))
        return false;
    bool is_empty = !strings->items[0]; /* whatever its __len__ said */
    if (!is_empty && *strings->items[0])
        return true;
    strings_release(strings);
    if (is_empty)
        return raise_index_error("%s index out of range", is_list(sequence) ? "list" : "tuple");
    return raise_value_error("%s first element cannot be empty", what);
}

static Value fn_execv(Value self, Value *args) {
    Path path;
    Strings arguments;
    if (!path_init(&path, args[0], "execv", false))
        return NULL;
    if (program_arguments_init(&arguments, args[1], "execv() arg 2")) {
        if (audit("os.exec", "OOO", args[0], args[1], (Value)NULL)) {
            execv(path_text(&path), arguments.items);
            posix_raise(args[0]);
        }
        strings_release(&arguments);
    }
    path_release(&path);
    return NULL;
}
static Value fn_execve(Value self, Value *args) {
    Path path;
    Strings arguments, environment;
    if (!path_init(&path, args[0], "execve", true))
        return NULL;
    if (program_arguments_init(&arguments, args[1], "execve: argv")) {
        if (environment_init(&environment, args[2])) {
            if (audit("os.exec", "OOO", args[0], args[1], args[2])) {
                if (path.name)
                    execve(path_text(&path), arguments.items, environment.items);
                else
                    fexecve(path.descriptor, arguments.items, environment.items);
                posix_raise(args[0]);
            }
            strings_release(&environment);
        }
        strings_release(&arguments);
    }
    path_release(&path);
    return NULL;
}

const NativeMethod posix_process_functions[] = {
    NATIVE("getpid()", fn_getpid, "Return the current process id."),
    NATIVE("getppid()", fn_getppid, "Return the parent's process id."),
    NATIVE("getuid()", fn_getuid, NULL),
    NATIVE("geteuid()", fn_geteuid, NULL),
    NATIVE("getgid()", fn_getgid, NULL),
    NATIVE("getegid()", fn_getegid, NULL),
    NATIVE("getpgrp()", fn_getpgrp, NULL),
    NATIVE("getpgid(pid)", fn_getpgid, NULL),
    NATIVE("getsid(pid, /)", fn_getsid, NULL),
    NATIVE("setsid()", fn_setsid, NULL),
    NATIVE("setpgid(pid, pgrp, /)", fn_setpgid, NULL),
    NATIVE("setpgrp()", fn_setpgrp, "Make the current process the leader of its process group."),
    NATIVE("nice(increment, /)", fn_nice, NULL),
    NATIVE("kill(pid, signal, /)", fn_kill, "Kill a process with a signal."),
    NATIVE("killpg(pgid, signal, /)", fn_killpg, NULL),
    NATIVE("fork()", fn_fork, "Fork a child process."),
    NATIVE("register_at_fork(*, before=None, after_in_child=None, after_in_parent=None)",
           posix_register_at_fork, "Register functions to be called when forking."),
    NATIVE("_exit(status)", fn_exit,
           "Exit to the system with specified status, without normal "
           "exit processing."),
    NATIVE("abort()", fn_abort, NULL),
    NATIVE("system(command)", fn_system, "Execute the command in a subshell."),
    NATIVE("waitpid(pid, options, /)", fn_waitpid, NULL),
    NATIVE("wait()", fn_wait, NULL),
    NATIVE("wait3(options)", fn_wait3, NULL),
    NATIVE("wait4(pid, options)", fn_wait4, NULL),
    NATIVE("WIFEXITED(status)", fn_WIFEXITED, NULL),
    NATIVE("WEXITSTATUS(status)", fn_WEXITSTATUS, NULL),
    NATIVE("WIFSIGNALED(status)", fn_WIFSIGNALED, NULL),
    NATIVE("WTERMSIG(status)", fn_WTERMSIG, NULL),
    NATIVE("WIFSTOPPED(status)", fn_WIFSTOPPED, NULL),
    NATIVE("WSTOPSIG(status)", fn_WSTOPSIG, NULL),
    NATIVE("WIFCONTINUED(status)", fn_WIFCONTINUED,
           "Return True if a particular process was continued from a job control stop."),
    NATIVE("WCOREDUMP(status, /)", fn_WCOREDUMP, NULL),
    NATIVE("waitstatus_to_exitcode(status)", fn_waitstatus_to_exitcode, NULL),
    NATIVE("execv(path, argv, /)", fn_execv,
           "Execute an executable path with arguments, "
           "replacing current process."),
    NATIVE("execve(path, argv, env)", fn_execve, NULL),
    NATIVE_END,
};
