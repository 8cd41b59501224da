/* The sandbox's wall in the kernel (Linux): Landlock for files, a seccomp filter for the rest.
 *
 * Both by bare system calls, as the C library has no functions for them. Landlock gives the process
 * the folders of --allow-read and --allow-write; it grows with the kernel, so only what this one
 * knows is handled. The filter names the system calls that computing and those files need; all
 * others fail with EPERM. */
#define _GNU_SOURCE
#include "vm/sandbox.h"

#include <stdio.h>

#if defined(__linux__)
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

/* ---- Landlock -------------------------------------------------------------------------------- */

/* The kernel's rights over files, by the version of the interface that brought them. */
enum {
    FS_WRITE_FILE = 1 << 1,
    FS_READ_FILE = 1 << 2,
    FS_READ_DIR = 1 << 3,
    FS_TRUNCATE = 1 << 14,
    FS_ALL_1 = (1 << 13) - 1,
    FS_REFER_2 = 1 << 13,
    FS_IOCTL_5 = 1 << 15,
    /* Of a folder that may be written: no programs to execute, no devices, no sockets. */
    FS_WRITING = FS_WRITE_FILE | 1 << 4 /* remove folder */ | 1 << 5 /* remove file */ |
                 1 << 7 /* make folder */ | 1 << 8 /* make file */ | 1 << 10 /* make fifo */ |
                 FS_REFER_2 | FS_TRUNCATE,
};
enum { LANDLOCK_VERSION = 1, RULE_PATH_BENEATH = 1 };
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule       445
#define SYS_landlock_restrict_self  446
#endif

static uint64_t handled_rights(long version) {
    uint64_t rights = FS_ALL_1;
    if (version >= 2)
        rights |= FS_REFER_2;
    if (version >= 3)
        rights |= FS_TRUNCATE;
    if (version >= 5)
        rights |= FS_IOCTL_5;
    return rights;
}

static bool add_rule(int ruleset, const char *path, SandboxUse use, uint64_t handled) {
    struct {
        uint64_t rights;
        int32_t folder;
    } __attribute__((packed)) rule;
    struct stat status;
    rule.folder = open(path, O_PATH | O_CLOEXEC);
    if (rule.folder < 0 || fstat(rule.folder, &status) != 0)
        return false;
    rule.rights = FS_READ_FILE | FS_READ_DIR | (use == SANDBOX_WRITE ? FS_WRITING : 0);
    if (!S_ISDIR(status.st_mode))
        rule.rights &= FS_READ_FILE | FS_WRITE_FILE | FS_TRUNCATE;
    rule.rights &= handled;
    bool done = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0) == 0;
    close(rule.folder);
    return done;
}

static bool restrict_files(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_VERSION);
    if (version < 1)
        return false;
    uint64_t handled = handled_rights(version);
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (ruleset < 0)
        return false;
    bool done = true;
    for (size_t i = 0; i < sandbox.folder_count; i++)
        done &= add_rule(ruleset, sandbox.folders[i].path, sandbox.folders[i].use, handled);
    done = done && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return done;
}

/* ---- seccomp --------------------------------------------------------------------------------- */

#if defined(__x86_64__)
#define FILTER_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define FILTER_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef FILTER_ARCHITECTURE
/* Whatever their arguments are. */
static const int harmless_calls[] = {
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_pread64,
    SYS_pwrite64,
    SYS_close,
    SYS_lseek,
    SYS_openat,
    SYS_fstat,
    SYS_newfstatat,
    SYS_statx,
    SYS_faccessat,
    SYS_readlinkat,
    SYS_getdents64,
    SYS_getcwd,
    SYS_dup,
    SYS_fsync,
    SYS_fdatasync,
    SYS_ftruncate,
    SYS_truncate,
    SYS_mkdirat,
    SYS_unlinkat,
    SYS_renameat,
    SYS_renameat2,
    SYS_utimensat,
    SYS_umask,
    SYS_munmap,
    SYS_mremap,
    SYS_brk,
    SYS_madvise,
    SYS_mincore,
    SYS_getrandom,
    SYS_futex,
    SYS_set_robust_list,
    SYS_exit,
    SYS_exit_group,
    SYS_restart_syscall,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_getpid,
    SYS_gettid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_getrusage,
    SYS_times,
    SYS_sysinfo,
    SYS_sched_getaffinity,
    SYS_sched_yield,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_gettimeofday,
    SYS_timer_create,
    SYS_timer_settime,
    SYS_timer_gettime,
    SYS_timer_delete,
    SYS_ppoll,
    SYS_pselect6,
#ifdef SYS_open /* the old calls of x86 */
    SYS_open,
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
    SYS_mkdir,
    SYS_rmdir,
    SYS_unlink,
    SYS_rename,
    SYS_poll,
    SYS_select,
    SYS_time,
    SYS_arch_prctl,
#endif
#ifdef SYS_rseq
    SYS_rseq,
#endif
};
/* To threads only. */
static const int thread_calls[] = {SYS_set_tid_address, SYS_sched_getparam, SYS_sched_getscheduler};
static const uint32_t harmless_ioctls[] = {TCGETS,  TCSETS,   TCSETSW,    TCSETSF,
                                           FIONBIO, FIONREAD, TIOCGWINSZ, FIOCLEX};
/* Others send signals to whom they like (F_SETOWN, F_SETSIG). */
static const uint32_t harmless_fcntls[] = {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD,
                                           F_SETFD, F_GETFL,         F_SETFL};

enum { FILTER_MAX = 400 };
typedef struct Filter {
    struct sock_filter items[FILTER_MAX];
    unsigned short count;
} Filter;

static void emit(Filter *filter, struct sock_filter item) {
    filter->items[filter->count++] = item;
}

static void emit_load(Filter *filter, size_t offset) {
    emit(filter, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

static void emit_return(Filter *filter, uint32_t action) {
    emit(filter, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, action));
}

/* If what is loaded equals (has a bit of) `value`, go on with the next item, else with the one
 * behind it. */
static void emit_test(Filter *filter, unsigned short test, uint32_t value) {
    emit(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | test, value, 0, 1));
}

static void emit_allow(Filter *filter, int call) {
    emit_test(filter, BPF_JEQ, (uint32_t)call);
    emit_return(filter, SECCOMP_RET_ALLOW);
}

#define ARGUMENT(index) (offsetof(struct seccomp_data, args) + 8 * (index))
static const uint32_t refuse_call = SECCOMP_RET_ERRNO | EPERM;

/* A call that depends on one argument: the items between are skipped for all others. */
static unsigned short begin_call(Filter *filter, int call, size_t argument) {
    emit(filter, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_K | BPF_JEQ, (uint32_t)call, 0, 0));
    unsigned short at = (unsigned short)(filter->count - 1);
    emit_load(filter, ARGUMENT(argument));
    return at;
}

static void end_call(Filter *filter, unsigned short at, uint32_t otherwise) {
    emit_return(filter, otherwise);
    filter->items[at].jf = (unsigned char)(filter->count - at - 1);
}

/* Memory that can be executed is not made any more. */
static void emit_memory(Filter *filter, int call) {
    unsigned short at = begin_call(filter, call, 2);
    emit_test(filter, BPF_JSET, PROT_EXEC);
    emit_return(filter, refuse_call);
    end_call(filter, at, SECCOMP_RET_ALLOW);
}

static void emit_with_argument(Filter *filter, int call, size_t argument, const uint32_t *values,
                               size_t count) {
    unsigned short at = begin_call(filter, call, argument);
    for (size_t i = 0; i < count; i++) {
        emit_test(filter, BPF_JEQ, values[i]);
        emit_return(filter, SECCOMP_RET_ALLOW);
    }
    end_call(filter, at, refuse_call);
}

static void emit_threads(Filter *filter) {
    for (size_t i = 0; i < sizeof thread_calls / sizeof *thread_calls; i++)
        emit_allow(filter, thread_calls[i]);
#ifdef SYS_clone3 /* its flags are out of reach: the C library then uses clone */
    emit_test(filter, BPF_JEQ, SYS_clone3);
    emit_return(filter, SECCOMP_RET_ERRNO | ENOSYS);
#endif
    unsigned short at = begin_call(filter, SYS_clone, 0);
    emit_test(filter, BPF_JSET, CLONE_THREAD);
    emit_return(filter, SECCOMP_RET_ALLOW);
    end_call(filter, at, refuse_call);
}

static void make_filter(Filter *filter) {
    emit_load(filter, offsetof(struct seccomp_data, arch));
    emit_test(filter, BPF_JEQ, FILTER_ARCHITECTURE);
    emit(filter, (struct sock_filter)BPF_STMT(BPF_JMP | BPF_JA, 1));
    emit_return(filter, SECCOMP_RET_KILL_PROCESS);
    emit_load(filter, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < sizeof harmless_calls / sizeof *harmless_calls; i++)
        emit_allow(filter, harmless_calls[i]);
    emit_memory(filter, SYS_mmap);
    emit_memory(filter, SYS_mprotect);
    uint32_t self = (uint32_t)getpid(), own_limits = 0;
    emit_with_argument(filter, SYS_ioctl, 1, harmless_ioctls,
                       sizeof harmless_ioctls / sizeof *harmless_ioctls);
    emit_with_argument(filter, SYS_fcntl, 1, harmless_fcntls,
                       sizeof harmless_fcntls / sizeof *harmless_fcntls);
    emit_with_argument(filter, SYS_tgkill, 0, &self, 1);          /* abort() */
    emit_with_argument(filter, SYS_prlimit64, 2, &own_limits, 1); /* asking only */
    if (sandbox.allows_threads)
        emit_threads(filter);
    emit_return(filter, refuse_call);
}

static bool restrict_calls(void) {
    static Filter filter;
    make_filter(&filter);
    struct sock_fprog program = {filter.count, filter.items};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}
#else
static bool restrict_calls(void) {
    return false;
}
#endif

/* ---------------------------------------------------------------------------------------------- */

/* What whoever started the process left open is none of the program's three streams. */
static void close_inherited(void) {
    enum { FIRST = STDERR_FILENO + 1, LAST = 65535 };
    if (syscall(SYS_close_range, FIRST, ~0U, 0) == 0)
        return;
    for (int descriptor = FIRST; descriptor <= LAST; descriptor++)
        close(descriptor);
}

void sandbox_seal(void) {
    if (!sandbox.is_on)
        return;
    close_inherited();
    tzset(); /* the zone's file is not there later */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !restrict_files())
        fprintf(stderr, "folio: --sandbox: no Landlock here: only Folio itself guards files\n");
    if (!restrict_calls())
        fprintf(stderr, "folio: --sandbox: no seccomp here: only Folio itself guards the system\n");
}

#else
void sandbox_seal(void) {
    if (sandbox.is_on)
        fprintf(stderr,
                "folio: --sandbox: this system has neither Landlock nor seccomp: only Folio "
                "itself guards it\n");
}
#endif
