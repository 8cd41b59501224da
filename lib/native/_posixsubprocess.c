/* Module _posixsubprocess: fork and exec, as module subprocess wants them.
 *
 * Between fork and exec the child may only do what is safe in a process whose other threads are
 * gone, or in its parent's memory (vfork): everything is prepared before. A failure is told through
 * the pipe errpipe_write, as "OSError:<errno in hex>:<where>". Only with a preexec_fn does Python
 * code run in the child. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "vm/sys.h"
#include "vm/thread.h"
#include "vm/vm.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { /* the arguments of fork_exec */
       ARGUMENTS,
       PROGRAMS,
       CLOSE,
       KEEP,
       FOLDER,
       ENVIRONMENT,
       DESCRIPTORS, /* eight */
       RESTORE = DESCRIPTORS + 8,
       SESSION,
       PROCESS_GROUP,
       GID,
       GIDS,
       UID,
       UMASK,
       PREEXEC,
       ALLOW_VFORK,
};

typedef struct Plan {
    char **arguments, **environment; /* null-ended; environment null: inherited */
    char **programs;
    int *kept; /* sorted descriptors that stay open */
    size_t kept_count;
    const char *folder;
    int stdin_read, stdin_write, stdout_read, stdout_write, stderr_read, stderr_write, error_read,
        error_write;
    bool close_descriptors, restore_signals, new_session;
    int process_group; /* -1: as it is */
    bool set_group, set_user, set_groups;
    gid_t group, *groups;
    uid_t user;
    size_t group_count;
    int umask_value; /* -1: as it is */
    Value preexec;   /* borrowed; null: none */
    bool by_vfork;
    sigset_t mask; /* of signals, for the program; by vfork all are blocked until it starts */
} Plan;

/* ---- preparing ------------------------------------------------------------------------------- */

static void free_texts(char **texts) {
    for (size_t i = 0; texts && texts[i]; i++)
        mem_raw_free(texts[i]);
    mem_raw_free(texts);
}

/* File names of a sequence, as C strings. */
static char **read_texts(Value sequence) {
    List *list = list_from_iterable(sequence);
    char **texts = list ? mem_raw_calloc(list->count + 1, sizeof *texts) : NULL;
    bool done = texts != NULL;
    for (size_t i = 0; done && i < list->count; i++) {
        Bytes *bytes = str_to_file_name(list->items[i]);
        texts[i] = bytes ? mem_raw_malloc(bytes->size + 1) : NULL;
        done = texts[i] != NULL;
        if (done)
            memcpy(texts[i], bytes->data, bytes->size + 1);
        else if (bytes)
            raise_no_memory();
        if (bytes)
            GIVE_UP(bytes);
    }
    if (list)
        GIVE_UP(list);
    if (!done) {
        free_texts(texts);
        return exception_pending() ? NULL : raise_no_memory();
    }
    return texts;
}

static bool read_kept(Value tuple, Plan *plan) {
    if (!is_tuple(tuple))
        return raise_type_error("fork_exec() argument 4 must be tuple, not %s",
                                type_name_of(tuple));
    Tuple *descriptors = tuple_of(tuple);
    plan->kept = mem_raw_calloc(descriptors->count + 1, sizeof *plan->kept);
    if (!plan->kept)
        return raise_no_memory();
    int previous = -1;
    for (size_t i = 0; i < descriptors->count; i++) {
        if (!int_as_int(descriptors->items[i], &plan->kept[i]))
            return false;
        if (plan->kept[i] <= previous)
            return raise_value_error("bad value(s) in fds_to_keep");
        previous = plan->kept[i];
    }
    plan->kept_count = descriptors->count;
    return true;
}

static bool read_extra_group(Value value, gid_t *id) {
    int64_t number;
    if (!is_int(value) || !int_fits_int64(value, &number) || number < -1 || number > UINT32_MAX)
        return raise_value_error("invalid group id");
    *id = (gid_t)number;
    return true;
}

static bool read_extra_groups(const List *list, Plan *plan) {
    plan->groups = mem_raw_calloc(list->count + 1, sizeof *plan->groups);
    if (!plan->groups)
        return raise_no_memory();
    for (size_t i = 0; i < list->count; i++)
        if (!read_extra_group(list->items[i], &plan->groups[i]))
            return false;
    plan->group_count = list->count;
    return true;
}

static bool read_ids(Value *args, Plan *plan) {
    if (args[GID] != NONE) {
        if (!id_argument(args[GID], "gid", &plan->group))
            return false;
        plan->set_group = true;
    }
    if (args[GIDS] != NONE) {
        List *list = list_from_iterable(args[GIDS]);
        if (!list)
            return false;
        plan->set_groups = true;
        bool done = read_extra_groups(list, plan);
        GIVE_UP(list);
        if (!done)
            return false;
    }
    if (args[UID] != NONE) {
        if (!id_argument(args[UID], "uid", &plan->user))
            return false;
        plan->set_user = true;
    }
    return int_as_int(args[UMASK], &plan->umask_value);
}

static bool read_plan(Value *args, Plan *plan) {
    int *const descriptors[] = {&plan->stdin_read,   &plan->stdin_write, &plan->stdout_read,
                                &plan->stdout_write, &plan->stderr_read, &plan->stderr_write,
                                &plan->error_read,   &plan->error_write};
    for (int i = 0; i < 8; i++)
        if (!int_as_int(args[DESCRIPTORS + i], descriptors[i]))
            return false;
    Answer closes = object_truth(args[CLOSE]), restores = object_truth(args[RESTORE]);
    Answer session = object_truth(args[SESSION]), vforks = object_truth(args[ALLOW_VFORK]);
    if (closes == ANSWER_ERROR || restores == ANSWER_ERROR || session == ANSWER_ERROR ||
        vforks == ANSWER_ERROR)
        return false;
    plan->new_session = session;
    plan->by_vfork = vforks;
    plan->preexec = args[PREEXEC] == NONE ? NULL : args[PREEXEC];
    plan->close_descriptors = closes;
    plan->restore_signals = restores;
    if (closes && plan->error_write < 3)
        return raise_value_error("errpipe_write must be >= 3");
    return read_kept(args[KEEP], plan) && (plan->programs = read_texts(args[PROGRAMS])) &&
           (args[ARGUMENTS] == NONE || (plan->arguments = read_texts(args[ARGUMENTS]))) &&
           (args[ENVIRONMENT] == NONE || (plan->environment = read_texts(args[ENVIRONMENT])));
}

/* ---- the child ------------------------------------------------------------------------------- */

static void close_others(const Plan *plan) {
    /* The gaps between those that stay. */
    unsigned start = 3;
    for (size_t i = 0; i < plan->kept_count; i++) {
        unsigned kept = (unsigned)plan->kept[i];
        if (kept < start)
            continue;
        if (kept > start && syscall(SYS_close_range, start, kept - 1, 0) < 0)
            for (unsigned descriptor = start; descriptor < kept; descriptor++)
                close((int)descriptor);
        start = kept + 1;
    }
    if (syscall(SYS_close_range, start, ~0u, 0) < 0) {
        long limit = sysconf(_SC_OPEN_MAX);
        for (long descriptor = start; descriptor < (limit > 0 ? limit : 256); descriptor++)
            close((int)descriptor);
    }
}

static bool set_inheritable(int descriptor) {
    int flags = fcntl(descriptor, F_GETFD);
    return flags >= 0 && fcntl(descriptor, F_SETFD, flags & ~FD_CLOEXEC) == 0;
}

/* The ends of the pipes become 0, 1 and 2. False: errno. */
static bool redirect(Plan *plan) {
    if (plan->stdin_write >= 0)
        close(plan->stdin_write);
    if (plan->stdout_read >= 0)
        close(plan->stdout_read);
    if (plan->stderr_read >= 0)
        close(plan->stderr_read);
    close(plan->error_read);
    /* One that is low itself must not be run over. */
    if (plan->stdout_write == 0 && (plan->stdout_write = dup(plan->stdout_write)) < 0)
        return false;
    while (plan->stderr_write == 0 || plan->stderr_write == 1)
        if ((plan->stderr_write = dup(plan->stderr_write)) < 0)
            return false;
    int from[] = {plan->stdin_read, plan->stdout_write, plan->stderr_write};
    for (int i = 0; i < 3; i++) {
        if (from[i] < 0)
            continue;
        if (from[i] == i ? !set_inheritable(i) : dup2(from[i], i) < 0)
            return false;
    }
    return true;
}

static void restore_signals(void) {
    static const int ignored[] = {SIGPIPE, SIGXFSZ};
    for (int i = 0; i < 2; i++)
        signal(ignored[i], SIG_DFL);
}

static bool set_ids(const Plan *plan) {
    if (plan->umask_value >= 0)
        umask((mode_t)plan->umask_value);
    if (plan->restore_signals)
        restore_signals();
    if (plan->new_session)
        setsid();
    if (plan->process_group >= 0 && setpgid(0, plan->process_group) < 0)
        return false;
    if (plan->set_groups && setgroups(plan->group_count, plan->groups) < 0)
        return false;
    if (plan->set_group && setregid(plan->group, plan->group) < 0)
        return false;
    return !plan->set_user || setreuid(plan->user, plan->user) == 0;
}

static bool make_kept_inheritable(const Plan *plan) {
    for (size_t i = 0; i < plan->kept_count; i++)
        if (plan->kept[i] != plan->error_write && !set_inheritable(plan->kept[i]))
            return false;
    return true;
}

static void execute(const Plan *plan) {
    int error = 0;
    for (size_t i = 0; plan->programs[i]; i++) {
        if (plan->environment)
            execve(plan->programs[i], plan->arguments, plan->environment);
        else
            execv(plan->programs[i], plan->arguments);
        if (errno != ENOENT && errno != ENOTDIR && !error)
            error = errno;
    }
    if (error)
        errno = error;
}

static void tell(int descriptor, const char *text, size_t size) {
    while (size) {
        ssize_t count = write(descriptor, text, size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return;
        text += count;
        size -= (size_t)count;
    }
}

/* No handler of ours may run in the child, whose memory is still the parent's. */
static void unblock_signals(const sigset_t *mask) {
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action;
        if (sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_DFL &&
            action.sa_handler != SIG_IGN)
            signal(number, SIG_DFL);
    }
    sigprocmask(SIG_SETMASK, mask, NULL);
}

static _Noreturn void run_child(Plan *plan) {
    const char *where = "";
    char message[64];
    int size;
    if (plan->by_vfork)
        unblock_signals(&plan->mask);
    if (!redirect(plan))
        goto failed;
    if (plan->folder && chdir(plan->folder) != 0) {
        where = "noexec:chdir";
        goto failed;
    }
    if (!set_ids(plan) || !make_kept_inheritable(plan))
        goto failed;
    if (plan->preexec) {
        Value result = call_0(plan->preexec);
        if (!result) {
            tell(plan->error_write, "SubprocessError:0:Exception occurred in preexec_fn.", 51);
            _exit(255);
        }
        decref(result);
    }
    if (plan->close_descriptors)
        close_others(plan);
    execute(plan);
failed:
    size = snprintf(message, sizeof message, "OSError:%x:%s", errno, where);
    tell(plan->error_write, message, (size_t)size);
    _exit(255);
}

/* ---- the call -------------------------------------------------------------------------------- */

static void release_plan(Plan *plan) {
    free_texts(plan->arguments);
    free_texts(plan->environment);
    free_texts(plan->programs);
    mem_raw_free(plan->kept);
    mem_raw_free(plan->groups);
}

/* The child runs in this process's memory while this process waits, which saves copying the page
 * tables: a quarter of the time for a small program, more for one that holds much. */
static pid_t fork_lightly(Plan *plan) {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &plan->mask);
    pid_t pid = vfork();
    if (pid == 0)
        run_child(plan); /* NOLINT(clang-analyzer-unix.Vfork): it only makes system calls */
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &plan->mask, NULL);
    errno = error;
    return pid;
}

static Value start(Plan *plan) {
    if (plan->preexec && runtime_is_finalizing)
        return raise_error(&exc_PythonFinalizationError,
                           "preexec_fn not supported at interpreter shutdown");
    if (plan->preexec)
        at_fork_run(AT_FORK_BEFORE);
    pid_t pid = plan->by_vfork ? fork_lightly(plan) : fork();
    if (pid == 0) {
        if (plan->preexec) {
            threads_after_fork();
            at_fork_run(AT_FORK_CHILD);
        }
        run_child(plan);
    }
    int error = errno;
    if (plan->preexec)
        at_fork_run(AT_FORK_PARENT);
    errno = error;
    return pid < 0 ? raise_os_error(errno, NULL) : value_of_small_int(pid);
}

static Value fork_exec(Value self, Value *args) {
    Plan plan;
    memset(&plan, 0, sizeof plan);
    plan.umask_value = plan.process_group = -1;
    Bytes *folder = NULL;
    Value result = NULL;
    bool ready = read_plan(args, &plan) && read_ids(args, &plan) &&
                 int_as_int(args[PROCESS_GROUP], &plan.process_group);
    if (ready && args[FOLDER] != NONE) {
        folder = str_to_file_name(args[FOLDER]);
        ready = folder != NULL;
        plan.folder = ready ? (const char *)folder->data : NULL;
    }
    /* Not where Python code runs in the child, or it is to be somebody else. */
    plan.by_vfork &= !plan.preexec && !plan.set_user && !plan.set_group && !plan.set_groups;
    if (ready)
        result = start(&plan);
    if (folder)
        GIVE_UP(folder);
    release_plan(&plan);
    return result;
}

static const NativeMethod functions[] = {
    NATIVE("fork_exec(args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, "
           "c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write, restore_signals, "
           "call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn, "
           "allow_vfork, /)",
           fork_exec, "Spawn a fresh new child process."),
    NATIVE_END,
};

const NativeModule _posixsubprocess_module = {
    .name = "_posixsubprocess",
    .doc = "A POSIX helper for the subprocess module.",
    .functions = functions,
};
