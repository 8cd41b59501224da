/* Coverage builds only. Processes that end by _exit, become another program (the linker turns calls
 * of that into calls of functions here, --wrap) or lose their terminal write their counters, too; a
 * test's closed streams, limits, signals and failing calls do not spoil the files of counters. What
 * runs in the sandbox can write none: it hands its counters to a process that was forked before. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void __gcov_dump(void);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);

/* ---- out of the sandbox -----------------------------------------------------------------------
 */

/* All variables that begin as 0, the counters among them. */
extern char __bss_start[], _end[];
static int counters_out = -1;
static pid_t sandboxed;

/* In the forked process: takes all variables over, and writes what are counters. */
static _Noreturn void receive_counters(int in) {
    char **own_environment = environ;
    char *at = __bss_start;
    for (ssize_t count = 1; count > 0 && at < _end; at += count)
        count = read(in, at, (size_t)(_end - at));
    environ = own_environment;
    if (at == _end)
        __gcov_dump();
    __real__exit(0);
}

/* The forked process is nobody's child, and has no streams that somebody waits for. */
static void fork_receiver(void) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return;
    pid_t child = fork();
    if (child == 0) {
        close_range(0, (unsigned)ends[0] - 1, 0);
        close_range((unsigned)ends[1], ~0U, 0);
        setsid();
        if (fork() == 0)
            receive_counters(ends[0]);
        __real__exit(0);
    }
    waitpid(child, NULL, 0);
    close(ends[0]);
    counters_out = fcntl(ends[1], F_DUPFD_CLOEXEC, 900);
    close(ends[1]);
    sandboxed = getpid();
}

__attribute__((constructor)) static void watch_sandbox(int count, char **arguments) {
    for (int i = 1; i < count; i++)
        if (strcmp(arguments[i], "--sandbox") == 0) {
            fork_receiver();
            return;
        }
}

static void send_counters(void) {
    if (counters_out < 0 || getpid() != sandboxed)
        return;
    ssize_t count = 1;
    for (char *at = __bss_start; at < _end && count > 0; at += count)
        count = write(counters_out, at, (size_t)(_end - at));
    close(counters_out);
    counters_out = -1;
}

/* ---- the end ----------------------------------------------------------------------------------
 */

/* Those of tests/faults/faulty.c, which may be preloaded. */
static void end_faults(void) {
    void (*faults_end)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "faults_end");
    if (faults_end)
        faults_end();
}

/* The destructor comes before libgcov's, which writes the files. */
__attribute__((destructor)) static void prepare(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    end_faults();
    send_counters();
    struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY}, before;
    bool writable = getrlimit(RLIMIT_FSIZE, &before) == 0 &&
                    (before.rlim_cur == RLIM_INFINITY || setrlimit(RLIMIT_FSIZE, &limit) == 0);
    if (!writable)
        setenv("GCOV_PREFIX", "/dev/null", 1); /* better no counters than half of them */
    int null;
    do
        null = open("/dev/null", O_RDWR);
    while (null >= 0 && null <= STDERR_FILENO);
    if (null < 0 || !writable) /* as in the sandbox: nobody shall hear of it */
        close(STDERR_FILENO);
    if (null >= 0)
        close(null);
}

void __wrap__exit(int status) {
    prepare();
    __gcov_dump();
    __real__exit(status);
}

/* Before a process becomes another one libgcov writes the counters. */
int __real___gcov_execv(const char *path, char *const *arguments);
int __real___gcov_execve(const char *path, char *const *arguments, char *const *environment);

int __wrap___gcov_execv(const char *path, char *const *arguments) {
    end_faults();
    return __real___gcov_execv(path, arguments);
}

int __wrap___gcov_execve(const char *path, char *const *arguments, char *const *environment) {
    end_faults();
    return __real___gcov_execve(path, arguments, environment);
}

static void end_by_signal(int number) {
    prepare();
    __gcov_dump();
    __real__exit(128 + number);
}

__attribute__((constructor)) static void catch_hangup(void) {
    signal(SIGHUP, end_by_signal);
}
