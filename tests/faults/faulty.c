/* A library to preload: system calls that fail, are cut short or interrupted, as FAULT says.
 *
 *     FAULT=write:3:ENOSPC    the third write fails so (every function of `functions` below)
 *     FAULT=write:3+:ENOSPC   and all after it
 *     FAULT=short             every read and write handles one byte
 *     FAULT=interrupted       every other call of what may wait fails with EINTR first
 *
 * FAULT_MARK names a file that is made when a call has been made to fail. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const struct {
    const char *name;
    int number;
} errors[] = {{"EIO", EIO},       {"ENOSPC", ENOSPC}, {"ENOMEM", ENOMEM}, {"EAGAIN", EAGAIN},
              {"EMFILE", EMFILE}, {"EPIPE", EPIPE},   {"EBADF", EBADF},   {"EINTR", EINTR}};

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

pid_t fork(void) {
    pid_t (*next)(void) = (pid_t(*)(void))dlsym(RTLD_NEXT, "fork");
    return fails("fork") ? -1 : next();
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *),
                   void *context) {
    int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *) =
        (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))dlsym(
            RTLD_NEXT, "pthread_create");
    return fails("pthread_create") ? error_wanted : next(thread, attributes, body, context);
}
