/* Coverage builds only: processes that end by _exit (the linker turns calls of it into calls of
 * this,
 * --wrap) or because their terminal is gone write their counters too, and a test's closed streams,
 * limits and signals do not spoil the files of counters. */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

void __gcov_dump(void);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);

/* The destructor comes before libgcov's, which writes the files. */
__attribute__((destructor)) static void prepare(void) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
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

static void end_by_signal(int number) {
    prepare();
    __gcov_dump();
    __real__exit(128 + number);
}

__attribute__((constructor)) static void catch_hangup(void) {
    signal(SIGHUP, end_by_signal);
}
