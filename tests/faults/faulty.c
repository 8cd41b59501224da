/* A library to preload: system calls that fail, are cut short or interrupted, as FAULT says.
 *
 *     FAULT=write:3:ENOSPC    the third write fails so (every function defined here)
 *     FAULT=write:3+:ENOSPC   and all after it
 *     FAULT=short             every read and write handles one byte
 *     FAULT=interrupted       every other call of what may wait fails with EINTR first
 *
 * FAULT_MARK names a file that is made when a call has been made to fail. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ERROR(name)                                                                                \
    { #name, name }
static const struct {
    const char *name;
    int number;
} errors[] = {ERROR(EIO),    ERROR(ENOSPC), ERROR(ENOMEM), ERROR(EAGAIN), ERROR(EMFILE),
              ERROR(EPIPE),  ERROR(EBADF),  ERROR(EINTR),  ERROR(ENOENT), ERROR(EACCES),
              ERROR(ENOSYS), ERROR(EPERM),  ERROR(EINVAL), ERROR(EROFS),  ERROR(EDQUOT),
              ERROR(ESTALE), ERROR(ELOOP),  ERROR(ESPIPE)};

static char wanted[32]; /* the function */
static long countdown;
static int error_wanted;
static bool all_after, short_transfers, interrupted;
static _Atomic long calls, waits;

__attribute__((constructor)) static void read_fault(void) {
    const char *fault = getenv("FAULT");
    if (!fault)
        return;
    short_transfers = strcmp(fault, "short") == 0;
    interrupted = strcmp(fault, "interrupted") == 0;
    size_t size = strcspn(fault, ":");
    if (fault[size] != ':' || size >= sizeof wanted)
        return;
    memcpy(wanted, fault, size);
    char *end;
    countdown = strtol(fault + size + 1, &end, 10);
    all_after = *end == '+';
    const char *name = end + all_after + 1;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(errors[i].name, name) == 0)
            error_wanted = errors[i].number;
}

/* For what a program does at its end that is not its own: counters of coverage are written. */
void faults_end(void) {
    wanted[0] = 0;
    short_transfers = interrupted = false;
}

static void leave_mark(void) {
    const char *mark = getenv("FAULT_MARK");
    if (mark)
        syscall(SYS_close, syscall(SYS_openat, AT_FDCWD, mark, O_WRONLY | O_CREAT, 0600));
}

/* Must this call fail? errno is set. */
static bool fails(const char *function) {
    if (strcmp(function, wanted) != 0)
        return false;
    long call = ++calls;
    if (call != countdown && !(all_after && call > countdown))
        return false;
    leave_mark();
    errno = error_wanted;
    return true;
}

/* Must what may wait be interrupted? */
static bool is_interrupted(void) {
    if (!interrupted || ++waits % 2 == 0)
        return false;
    errno = EINTR;
    return true;
}

static size_t cut(size_t size) {
    return short_transfers && size > 1 ? 1 : size;
}

ssize_t read(int file, void *bytes, size_t size) {
    return fails("read") || is_interrupted() ? -1 : syscall(SYS_read, file, bytes, cut(size));
}

ssize_t write(int file, const void *bytes, size_t size) {
    return fails("write") || is_interrupted() ? -1 : syscall(SYS_write, file, bytes, cut(size));
}

static int open_at(int folder, const char *path, int flags, mode_t mode) {
    return fails("open") || is_interrupted() ? -1
                                             : (int)syscall(SYS_openat, folder, path, flags, mode);
}

/* The mode, which is there only if a file may be made. */
#define READ_MODE(flags)                                                                           \
    mode_t mode = 0;                                                                               \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                         \
        va_list arguments;                                                                         \
        va_start(arguments, flags);                                                                \
        mode = va_arg(arguments, mode_t);                                                          \
        va_end(arguments);                                                                         \
    }

int open(const char *path, int flags, ...) {
    READ_MODE(flags)
    return open_at(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    READ_MODE(flags)
    return open_at(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
    READ_MODE(flags)
    return open_at(folder, path, flags, mode);
}

void *mmap(void *at, size_t size, int protection, int flags, int file, off_t offset) {
    if (fails("mmap"))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, size, protection, flags, file, offset);
}

/* What is closed in vain is closed. */
int close(int file) {
    int result = (int)syscall(SYS_close, file);
    return fails("close") ? -1 : result;
}

/* ---- functions that fail or wait ------------------------------------------------------------- */

#define FAULTY(condition, type, failure, name, parameters, ...)                                    \
    type name parameters {                                                                         \
        static type(*next) parameters;                                                             \
        if (condition)                                                                             \
            return failure;                                                                        \
        if (!next)                                                                                 \
            next = (type(*) parameters)dlsym(RTLD_NEXT, #name);                                    \
        return next(__VA_ARGS__);                                                                  \
    }
#define FAILING(type, failure, name, ...) FAULTY(fails(#name), type, failure, name, __VA_ARGS__)
#define WAITING(type, name, ...)                                                                   \
    FAULTY(fails(#name) || is_interrupted(), type, -1, name, __VA_ARGS__)
#define PATH const char *path

FAILING(pid_t, -1, fork, (void))
WAITING(pid_t, waitpid, (pid_t process, int *status, int options), process, status, options)
FAILING(int, error_wanted, posix_spawn,
        (pid_t * process, PATH, const posix_spawn_file_actions_t *actions,
         const posix_spawnattr_t *attributes, char *const *arguments, char *const *environment),
        process, path, actions, attributes, arguments, environment)
FAILING(int, -1, pipe2, (int files[2], int flags), files, flags)
FAILING(int, -1, dup, (int file), file)
FAILING(int, -1, dup2, (int file, int other), file, other)
FAILING(int, error_wanted, pthread_create,
        (pthread_t * thread, const pthread_attr_t *attributes, void *(*body)(void *),
         void *context),
        thread, attributes, body, context)
FAILING(int, error_wanted, pthread_cond_init,
        (pthread_cond_t * condition, const pthread_condattr_t *attributes), condition, attributes)
FAILING(int, error_wanted, pthread_mutex_init,
        (pthread_mutex_t * mutex, const pthread_mutexattr_t *attributes), mutex, attributes)
FAILING(int, -1, stat, (PATH, struct stat *found), path, found)
FAILING(int, -1, lstat, (PATH, struct stat *found), path, found)
FAILING(int, -1, fstat, (int file, struct stat *found), file, found)
FAILING(int, -1, fstatat, (int folder, PATH, struct stat *found, int flags), folder, path, found,
        flags)
FAILING(int, -1, access, (PATH, int mode), path, mode)
FAILING(char *, NULL, getcwd, (char *folder, size_t size), folder, size)
FAILING(char *, NULL, realpath, (PATH, char *resolved), path, resolved)
FAILING(ssize_t, -1, readlinkat, (int folder, PATH, char *target, size_t size), folder, path,
        target, size)
FAILING(DIR *, NULL, opendir, (PATH), path)
FAILING(struct dirent *, NULL, readdir, (DIR * folder), folder)
FAILING(int, -1, mkdir, (PATH, mode_t mode), path, mode)
FAILING(int, -1, unlink, (PATH), path)
FAILING(int, -1, rename, (PATH, const char *to), path, to)
FAILING(off_t, -1, lseek, (int file, off_t offset, int from), file, offset, from)
WAITING(int, ftruncate, (int file, off_t size), file, size)
WAITING(int, fsync, (int file), file)
FAILING(int, 0, isatty, (int file), file)
FAILING(FILE *, NULL, fopen, (PATH, const char *mode), path, mode)
FAILING(int, -1, munmap, (void *at, size_t size), at, size)
FAILING(ssize_t, -1, getrandom, (void *bytes, size_t size, unsigned flags), bytes, size, flags)
FAILING(int, -1, getrlimit, (__rlimit_resource_t resource, struct rlimit *limits), resource, limits)
FAILING(int, -1, sigaction, (int number, const struct sigaction *now, struct sigaction *before),
        number, now, before)
FAILING(int, -1, sigaltstack, (const stack_t *now, stack_t *before), now, before)
FAILING(char *, NULL, setlocale, (int category, const char *locale), category, locale)
WAITING(int, poll, (struct pollfd * files, nfds_t count, int timeout), files, count, timeout)
FAILING(int, -1, socket, (int family, int type, int protocol), family, type, protocol)
FAILING(int, -1, socketpair, (int family, int type, int protocol, int files[2]), family, type,
        protocol, files)
FAILING(int, -1, epoll_create1, (int flags), flags)
FAILING(void *, NULL, dlopen, (const char *file, int flags), file, flags)

/* ---- transfers ------------------------------------------------------------------------------- */

WAITING(ssize_t, pread, (int file, void *bytes, size_t size, off_t at), file, bytes, cut(size), at)
WAITING(ssize_t, pwrite, (int file, const void *bytes, size_t size, off_t at), file, bytes,
        cut(size), at)
WAITING(ssize_t, recv, (int file, void *bytes, size_t size, int flags), file, bytes, cut(size),
        flags)
WAITING(ssize_t, send, (int file, const void *bytes, size_t size, int flags), file, bytes,
        cut(size), flags)
WAITING(int, accept4, (int file, __SOCKADDR_ARG address, socklen_t *restrict size, int flags), file,
        address, size, flags)
WAITING(int, epoll_wait, (int file, struct epoll_event *events, int count, int timeout), file,
        events, count, timeout)
