/* Processes made without fork in our own code: posix_spawn; and waiting for them by waitid, through
 * a descriptor. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "vm/audit.h"
#include "vm/objects/struct_sequence.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- file actions ---------------------------------------------------------------------------- */

enum { ACTION_OPEN, ACTION_CLOSE, ACTION_DUP2, ACTION_CLOSE_FROM }; /* os.POSIX_SPAWN_OPEN ... */

typedef struct Actions {
    posix_spawn_file_actions_t list;
    Path *paths; /* of the files to open, until the process has started */
    size_t path_count;
} Actions;

static bool check_size(Tuple *action, size_t size, const char *name) {
    return action->count == size ||
           raise_type_error("A %s file_action tuple must have %zd elements", name, (ptrdiff_t)size);
}

static bool check_error(int error) {
    errno = error;
    return !error || posix_raise(NULL);
}

static bool add_open(Actions *actions, Value *items) {
    Path *path = &actions->paths[actions->path_count];
    int descriptor, flags, mode;
    if (!int_as_int(items[1], &descriptor) || !int_as_int(items[3], &flags) ||
        !int_as_int(items[4], &mode) || !path_init(path, items[2], "posix_spawn", false))
        return false;
    actions->path_count++;
    return check_error(posix_spawn_file_actions_addopen(&actions->list, descriptor, path_text(path),
                                                        flags, (mode_t)mode));
}

static bool add_action(Actions *actions, Value item) {
    if (!is_tuple(item) || !tuple_of(item)->count)
        return raise_type_error("Each file_actions element must be a non-empty tuple");
    Tuple *action = tuple_of(item);
    int kind, from, to;
    if (!int_as_int(action->items[0], &kind))
        return false;
    switch (kind) {
    case ACTION_OPEN:
        return check_size(action, 5, "open") && add_open(actions, action->items);
    case ACTION_CLOSE:
        return check_size(action, 2, "close") && int_as_int(action->items[1], &from) &&
               check_error(posix_spawn_file_actions_addclose(&actions->list, from));
    case ACTION_DUP2:
        return check_size(action, 3, "dup2") && int_as_int(action->items[1], &from) &&
               int_as_int(action->items[2], &to) &&
               check_error(posix_spawn_file_actions_adddup2(&actions->list, from, to));
    case ACTION_CLOSE_FROM:
        return check_size(action, 2, "closefrom") && int_as_int(action->items[1], &from) &&
               check_error(posix_spawn_file_actions_addclosefrom_np(&actions->list, from));
    default:
        return raise_type_error("Unknown file_actions identifier");
    }
}

static void actions_release(Actions *actions) {
    for (size_t i = 0; i < actions->path_count; i++)
        path_release(&actions->paths[i]);
    mem_free(actions->paths);
    posix_spawn_file_actions_destroy(&actions->list);
}

static bool actions_init(Actions *actions, Value sequence) {
    *actions = (Actions){.paths = NULL};
    posix_spawn_file_actions_init(&actions->list);
    if (!sequence || sequence == NONE)
        return true;
    Tuple *all = tuple_from_iterable(sequence);
    bool good = all && (!all->count || (actions->paths = mem_calloc(all->count, sizeof(Path))));
    if (all && !good)
        raise_no_memory();
    for (size_t i = 0; good && i < all->count; i++)
        good = add_action(actions, all->items[i]);
    decref_maybe(value_of(all));
    if (!good)
        actions_release(actions);
    return good;
}

/* ---- attributes ------------------------------------------------------------------------------ */

static bool read_signals(Value iterable, sigset_t *set) {
    sigemptyset(set);
    Tuple *numbers = tuple_from_iterable(iterable);
    bool good = numbers != NULL;
    for (size_t i = 0; good && i < numbers->count; i++) {
        int number;
        good = int_as_int(numbers->items[i], &number);
        if (good && (number < 1 || number >= NSIG))
            good = raise_value_error("signal number %d out of range [1; %d]", number, NSIG - 1);
        if (good)
            sigaddset(set, number);
    }
    decref_maybe(value_of(numbers));
    return good;
}

static bool read_scheduler(posix_spawnattr_t *attributes, Value scheduler, short *flags) {
    if (!is_tuple(scheduler) || tuple_of(scheduler)->count != 2)
        return raise_type_error("A scheduler tuple must have two elements");
    Value *items = tuple_of(scheduler)->items;
    int policy;
    struct sched_param parameter;
    if (items[0] != NONE) {
        if (!int_as_int(items[0], &policy))
            return false;
        *flags |= POSIX_SPAWN_SETSCHEDULER;
        if (!check_error(posix_spawnattr_setschedpolicy(attributes, policy)))
            return false;
    }
    if (!scheduling_param_argument(items[1], &parameter))
        return false;
    *flags |= POSIX_SPAWN_SETSCHEDPARAM;
    return check_error(posix_spawnattr_setschedparam(attributes, &parameter));
}

/* Null or empty arguments change nothing. */
static bool read_attributes(posix_spawnattr_t *attributes, Value *args) {
    Value group = args[0], reset = args[1], session = args[2], mask = args[3], defaults = args[4],
          scheduler = args[5];
    short flags = 0;
    sigset_t signals;
    int number;
    bool yes;
    if (group && group != NONE) {
        if (!int_as_int(group, &number) ||
            !check_error(posix_spawnattr_setpgroup(attributes, number)))
            return false;
        flags |= POSIX_SPAWN_SETPGROUP;
    }
    if (!truth_argument(reset, false, &yes))
        return false;
    flags |= yes ? POSIX_SPAWN_RESETIDS : 0;
    if (!truth_argument(session, false, &yes))
        return false;
    flags |= yes ? POSIX_SPAWN_SETSID : 0;
    if (mask) {
        if (!read_signals(mask, &signals) ||
            !check_error(posix_spawnattr_setsigmask(attributes, &signals)))
            return false;
        flags |= POSIX_SPAWN_SETSIGMASK;
    }
    if (defaults) {
        if (!read_signals(defaults, &signals) ||
            !check_error(posix_spawnattr_setsigdefault(attributes, &signals)))
            return false;
        flags |= POSIX_SPAWN_SETSIGDEF;
    }
    if (scheduler && scheduler != NONE && !read_scheduler(attributes, scheduler, &flags))
        return false;
    return check_error(posix_spawnattr_setflags(attributes, flags));
}

/* ---- posix_spawn ----------------------------------------------------------------------------- */

typedef int SpawnFunction(pid_t *, const char *, const posix_spawn_file_actions_t *,
                          const posix_spawnattr_t *, char *const *, char *const *);

static Value start(SpawnFunction *function, Value *args, char **environment, Path *path,
                   Strings *arguments) {
    Actions actions;
    posix_spawnattr_t attributes;
    if (!actions_init(&actions, args[3]))
        return NULL;
    Value result = NULL;
    posix_spawnattr_init(&attributes);
    if (read_attributes(&attributes, args + 4)) {
        pid_t pid;
        errno = function(&pid, path_text(path), &actions.list, &attributes, arguments->items,
                         environment);
        result = errno ? posix_raise(args[0]) : value_from_int64(pid);
    }
    posix_spawnattr_destroy(&attributes);
    actions_release(&actions);
    return result;
}

/* Borrowed. Its __len__ may have said that there is one. */
static Value first_item_borrowed(Value argv) {
    if (is_list(argv))
        return list_of(argv)->count ? list_of(argv)->items[0]
                                    : raise_index_error("list index out of range");
    return tuple_of(argv)->count ? tuple_of(argv)->items[0]
                                 : raise_index_error("tuple index out of range");
}

static bool check_arguments(const char *name, Value argv, Value environment) {
    if (!is_list(argv) && !is_tuple(argv))
        return raise_type_error("%s: argv must be a tuple or list", name);
    if (object_length(argv) == 0)
        return raise_value_error("%s: argv must not be empty", name);
    Value first = first_item_borrowed(argv);
    if (!first)
        return false;
    if (is_str(first) && str_of(first)->length == 0)
        return raise_value_error("%s: argv first element cannot be empty", name);
    Value keys = NULL;
    if (environment == NONE || is_dict(environment))
        return true;
    Lookup found = attribute_lookup(environment, names.keys, &keys);
    decref_maybe(keys);
    return found == LOOKUP_FOUND ||
           (found == LOOKUP_MISSING &&
            raise_type_error("%s: environment must be a mapping object or None", name));
}

static Value spawn(SpawnFunction *function, const char *name, Value *args) {
    Path path;
    Strings arguments, environment = {NULL, NULL};
    if (!check_arguments(name, args[1], args[2]) ||
        !audit("os.posix_spawn", "OOO", args[0], args[1], args[2]) ||
        !path_init(&path, args[0], name, false))
        return NULL;
    Value result = NULL;
    if (strings_init(&arguments, args[1])) {
        bool own_environment = args[2] != NONE;
        if (!own_environment || environment_init(&environment, args[2])) {
            result = start(function, args, own_environment ? environment.items : environ, &path,
                           &arguments);
            if (own_environment)
                strings_release(&environment);
        }
        strings_release(&arguments);
    }
    path_release(&path);
    return result;
}

static Value fn_posix_spawn(Value self, Value *args) {
    return spawn(posix_spawn, "posix_spawn", args);
}

static Value fn_posix_spawnp(Value self, Value *args) {
    return spawn(posix_spawnp, "posix_spawnp", args);
}

/* ---- waiting --------------------------------------------------------------------------------- */

static const StructSequenceField waitid_fields[] = {{"si_pid", NULL},   {"si_uid", NULL},
                                                    {"si_signo", NULL}, {"si_status", NULL},
                                                    {"si_code", NULL},  {NULL, NULL}};
static StructSequence waitid_result;

bool posix_add_waiting_types(Module *module) {
    return struct_sequence_ready(&waitid_result, "os.waitid_result",
                                 "waitid_result: Result from waitid.\n\n"
                                 "This object may be accessed either as a tuple of\n"
                                 "  (si_pid, si_uid, si_signo, si_status, si_code),\n"
                                 "or via the attributes si_pid, si_uid, and so on.\n\n"
                                 "See os.waitid for more information.",
                                 waitid_fields, 5, 5) &&
           dict_set_c(module->dict, "waitid_result", value_of(&waitid_result));
}

static Value fn_waitid(Value self, Value *args) {
    int kind, id, options, status;
    siginfo_t info;
    memset(&info, 0, sizeof info);
    if (!int_as_int(args[0], &kind) || !int_as_int(args[1], &id) || !int_as_int(args[2], &options))
        return NULL;
    POSIX_CALL(status, waitid((idtype_t)kind, (id_t)id, &info, options));
    if (status < 0)
        return posix_raise(NULL);
    if (info.si_pid == 0)
        return NONE;
    Value values[] = {value_of_small_int(info.si_pid), value_of_small_int(info.si_uid),
                      value_of_small_int(info.si_signo), value_of_small_int(info.si_status),
                      value_of_small_int(info.si_code)};
    return struct_sequence_new_steal(&waitid_result, values);
}

static Value fn_pidfd_open(Value self, Value *args) {
    int pid, flags;
    if (!int_as_int(args[0], &pid) || !int_argument(args[1], 0, &flags))
        return NULL;
    int descriptor = (int)syscall(SYS_pidfd_open, pid, flags);
    return descriptor < 0 ? posix_raise(NULL) : value_of_small_int(descriptor);
}

const NativeMethod posix_spawn_functions[] = {
    NATIVE("posix_spawn(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, "
           "setsid=False, setsigmask=(), setsigdef=(), scheduler=None)",
           fn_posix_spawn, "Execute the program specified by path in a new process."),
    NATIVE("posix_spawnp(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, "
           "setsid=False, setsigmask=(), setsigdef=(), scheduler=None)",
           fn_posix_spawnp, "Execute the program specified by path in a new process."),
    NATIVE("waitid(idtype, id, options, /)", fn_waitid,
           "Returns the result of waiting for a process or processes."),
    NATIVE("pidfd_open(pid, flags=0)", fn_pidfd_open,
           "Return a file descriptor referring to the process *pid*."),
    NATIVE_END,
};
