/* The kernel's wall of the sandbox: a process that has passed sandbox_seal cannot do what its code
 * was made to do by a bug, whatever Folio's own checks say. */
#define _GNU_SOURCE
#include "vm/sandbox.h"

#include "tests/support/test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#endif

static char folder[] = "/tmp/folio-sandbox-XXXXXX";

/* Runs `attempt` in a sealed process: its result, an errno or 0. */
static int sealed(int (*attempt)(void), const char *option) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        bool wrong;
        sandbox_read_option("sandbox", &wrong);
        if (option)
            sandbox_read_option(option, &wrong);
        sandbox_seal();
        _exit(attempt());
    }
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + status;
}

static int result_of(long result) {
    return result < 0 ? errno : 0;
}

static int read_outside(void) {
    return result_of(open("/etc/passwd", O_RDONLY));
}
static int list_outside(void) {
    return opendir("/") ? 0 : errno;
}
static int write_outside(void) {
    return result_of(open("/tmp/folio-sandbox-outside", O_WRONLY | O_CREAT, 0600));
}
static int remove_outside(void) {
    return result_of(unlink("/tmp/folio-sandbox-outside"));
}
static int open_inside(void) {
    return result_of(open(folder, O_RDONLY | O_DIRECTORY));
}
static int write_inside(void) {
    char path[64];
    snprintf(path, sizeof path, "%s/file", folder);
    return result_of(open(path, O_WRONLY | O_CREAT, 0600));
}
static int execute(void) {
    execl("/bin/true", "true", (char *)NULL);
    return errno;
}
static int start_process(void) {
    return result_of(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
}
static int open_socket(void) {
    return result_of(socket(AF_INET, SOCK_STREAM, 0));
}
static int signal_parent(void) {
    return result_of(kill(getppid(), 0));
}
static int signal_by_descriptor(void) {
    return result_of(fcntl(STDIN_FILENO, F_SETOWN, getppid()));
}
static int copy_descriptor(void) {
    int copy = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10);
    return result_of(copy < 0 ? copy : fcntl(copy, F_GETFL));
}
static int inherited;
static int use_inherited(void) {
    char byte;
    return result_of(read(inherited, &byte, 1));
}
static int make_executable(void) {
    void *memory =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? errno : 0;
}
static int become_executable(void) {
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? 1 : result_of(mprotect(memory, 4096, PROT_READ | PROT_EXEC));
}
static int trace(void) {
    return result_of(syscall(SYS_ptrace, 16, getppid(), 0, 0));
}
static int raise_limit(void) {
    struct rlimit limit = {100, 100};
    return result_of(setrlimit(RLIMIT_NOFILE, &limit));
}
static int ask_limit(void) {
    struct rlimit limit;
    return result_of(getrlimit(RLIMIT_NOFILE, &limit));
}
static void *nothing(void *context) {
    return context;
}
static int start_thread(void) {
    pthread_t thread;
    int error = pthread_create(&thread, NULL, nothing, NULL);
    return error ? error : pthread_join(thread, NULL);
}
static int compute(void) {
    char *memory = malloc(10 << 20);
    if (memory)
        memset(memory, 1, 10 << 20);
    free(memory);
    return memory ? 0 : ENOMEM;
}

TEST(computing_goes_on) {
    CHECK_EQ(sealed(compute, NULL), 0);
    CHECK_EQ(sealed(ask_limit, NULL), 0);
}

TEST(files_outside_are_out_of_reach) {
    CHECK_EQ(sealed(read_outside, NULL), EACCES);
    CHECK_EQ(sealed(list_outside, NULL), EACCES);
    CHECK_EQ(sealed(write_outside, NULL), EACCES);
    int file = open("/tmp/folio-sandbox-outside", O_WRONLY | O_CREAT, 0600);
    CHECK(file >= 0);
    close(file);
    CHECK_EQ(sealed(remove_outside, NULL), EACCES);
    unlink("/tmp/folio-sandbox-outside");
}

TEST(given_folders_are_within_reach) {
    char option[64];
    CHECK(mkdtemp(folder) != NULL);
    snprintf(option, sizeof option, "allow-read=%s", folder);
    CHECK_EQ(sealed(open_inside, option), 0);
    CHECK_EQ(sealed(write_inside, option), EACCES);
    snprintf(option, sizeof option, "allow-write=%s", folder);
    CHECK_EQ(sealed(write_inside, option), 0);
    char path[64];
    snprintf(path, sizeof path, "%s/file", folder);
    unlink(path);
    rmdir(folder);
}

TEST(inherited_descriptors_are_closed) {
    inherited = open("/etc/passwd", O_RDONLY);
    CHECK(inherited > STDERR_FILENO);
    CHECK_EQ(use_inherited(), 0);
    CHECK_EQ(sealed(use_inherited, NULL), EBADF);
    close(inherited);
}

TEST(no_processes_sockets_or_signals) {
    CHECK_EQ(sealed(execute, NULL), EPERM);
    CHECK_EQ(sealed(start_process, NULL), EPERM);
    CHECK_EQ(sealed(open_socket, NULL), EPERM);
    CHECK_EQ(sealed(signal_parent, NULL), EPERM);
    CHECK_EQ(sealed(signal_by_descriptor, NULL), EPERM);
    CHECK_EQ(sealed(copy_descriptor, NULL), 0);
    CHECK_EQ(sealed(trace, NULL), EPERM);
    CHECK_EQ(sealed(raise_limit, NULL), EPERM);
}

TEST(threads_only_where_they_are_allowed) {
    CHECK(sealed(start_thread, NULL) != 0);
    CHECK_EQ(sealed(start_thread, "allow-threads"), 0);
}

TEST(no_new_machine_code) {
    CHECK_EQ(sealed(make_executable, NULL), EPERM);
    CHECK_EQ(sealed(become_executable, NULL), EPERM);
}

int main(void) {
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, 1) < 1) {
        puts("skipped: this kernel has no Landlock");
        return 0;
    }
    RUN(computing_goes_on);
    RUN(files_outside_are_out_of_reach);
    RUN(given_folders_are_within_reach);
    RUN(inherited_descriptors_are_closed);
    RUN(no_processes_sockets_or_signals);
    RUN(threads_only_where_they_are_allowed);
    RUN(no_new_machine_code);
    return test_result();
}
