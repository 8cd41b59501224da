/* The numbers that the system calls take and give. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/limits.h>
#include <sched.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif
#ifndef MFD_HUGE_16GB
#include <linux/memfd.h>
#endif

bool posix_add_constants(Module *module) {
    static const struct {
        const char *name;
        int64_t value;
    } constants[] = {
#define CONSTANT(name) {#name, name}
        CONSTANT(F_OK),
        CONSTANT(R_OK),
        CONSTANT(W_OK),
        CONSTANT(X_OK),
        CONSTANT(O_RDONLY),
        CONSTANT(O_WRONLY),
        CONSTANT(O_RDWR),
        CONSTANT(O_APPEND),
        CONSTANT(O_CREAT),
        CONSTANT(O_EXCL),
        CONSTANT(O_TRUNC),
        CONSTANT(O_NONBLOCK),
        CONSTANT(O_NDELAY),
        CONSTANT(O_SYNC),
        CONSTANT(O_DSYNC),
        CONSTANT(O_NOCTTY),
        CONSTANT(O_CLOEXEC),
        CONSTANT(O_DIRECTORY),
        CONSTANT(O_NOFOLLOW),
        CONSTANT(O_PATH),
        CONSTANT(O_TMPFILE),
        CONSTANT(O_NOATIME),
        CONSTANT(O_ACCMODE),
        CONSTANT(O_ASYNC),
        CONSTANT(P_PID),
        CONSTANT(P_PGID),
        CONSTANT(P_ALL),
        CONSTANT(P_PIDFD),
        CONSTANT(WEXITED),
        CONSTANT(WSTOPPED),
        CONSTANT(WNOWAIT),
        CONSTANT(WNOHANG),
        CONSTANT(WUNTRACED),
        CONSTANT(WCONTINUED),
        {"POSIX_SPAWN_OPEN", 0},
        {"POSIX_SPAWN_CLOSE", 1},
        {"POSIX_SPAWN_DUP2", 2},
        {"POSIX_SPAWN_CLOSEFROM", 3},
        CONSTANT(EX_OK),
        CONSTANT(EX_USAGE),
        CONSTANT(EX_DATAERR),
        CONSTANT(EX_NOINPUT),
        CONSTANT(EX_NOUSER),
        CONSTANT(EX_NOHOST),
        CONSTANT(EX_SOFTWARE),
        CONSTANT(EX_OSERR),
        CONSTANT(EX_OSFILE),
        CONSTANT(EX_CANTCREAT),
        CONSTANT(EX_IOERR),
        CONSTANT(EX_TEMPFAIL),
        CONSTANT(EX_PROTOCOL),
        CONSTANT(EX_NOPERM),
        CONSTANT(EX_CONFIG),
        CONSTANT(EX_UNAVAILABLE),
        CONSTANT(RTLD_LAZY),
        CONSTANT(RTLD_NOW),
        CONSTANT(RTLD_GLOBAL),
        CONSTANT(RTLD_LOCAL),
        CONSTANT(SCHED_OTHER),
        CONSTANT(SCHED_FIFO),
        CONSTANT(SCHED_RR),
        CONSTANT(O_DIRECT),
        CONSTANT(O_FSYNC),
        CONSTANT(O_LARGEFILE),
        CONSTANT(O_RSYNC),
        CONSTANT(CLD_CONTINUED),
        CONSTANT(CLD_DUMPED),
        CONSTANT(CLD_EXITED),
        CONSTANT(CLD_KILLED),
        CONSTANT(CLD_STOPPED),
        CONSTANT(CLD_TRAPPED),
        CONSTANT(CLONE_FILES),
        CONSTANT(CLONE_FS),
        CONSTANT(CLONE_NEWCGROUP),
        CONSTANT(CLONE_NEWIPC),
        CONSTANT(CLONE_NEWNET),
        CONSTANT(CLONE_NEWNS),
        CONSTANT(CLONE_NEWPID),
        CONSTANT(CLONE_NEWTIME),
        CONSTANT(CLONE_NEWUSER),
        CONSTANT(CLONE_NEWUTS),
        CONSTANT(CLONE_SIGHAND),
        CONSTANT(CLONE_SYSVSEM),
        CONSTANT(CLONE_THREAD),
        CONSTANT(CLONE_VM),
        CONSTANT(EFD_CLOEXEC),
        CONSTANT(EFD_NONBLOCK),
        CONSTANT(EFD_SEMAPHORE),
        CONSTANT(F_LOCK),
        CONSTANT(F_TEST),
        CONSTANT(F_TLOCK),
        CONSTANT(F_ULOCK),
        CONSTANT(GRND_NONBLOCK),
        CONSTANT(GRND_RANDOM),
        CONSTANT(MFD_ALLOW_SEALING),
        CONSTANT(MFD_CLOEXEC),
        CONSTANT(MFD_HUGETLB),
        CONSTANT(MFD_HUGE_16GB),
        CONSTANT(MFD_HUGE_16MB),
        CONSTANT(MFD_HUGE_1GB),
        CONSTANT(MFD_HUGE_1MB),
        CONSTANT(MFD_HUGE_256MB),
        CONSTANT(MFD_HUGE_2GB),
        CONSTANT(MFD_HUGE_2MB),
        CONSTANT(MFD_HUGE_32MB),
        CONSTANT(MFD_HUGE_512KB),
        CONSTANT(MFD_HUGE_512MB),
        CONSTANT(MFD_HUGE_64KB),
        CONSTANT(MFD_HUGE_8MB),
        CONSTANT(MFD_HUGE_MASK),
        CONSTANT(MFD_HUGE_SHIFT),
        CONSTANT(POSIX_FADV_DONTNEED),
        CONSTANT(POSIX_FADV_NOREUSE),
        CONSTANT(POSIX_FADV_NORMAL),
        CONSTANT(POSIX_FADV_RANDOM),
        CONSTANT(POSIX_FADV_SEQUENTIAL),
        CONSTANT(POSIX_FADV_WILLNEED),
        CONSTANT(PRIO_PGRP),
        CONSTANT(PRIO_PROCESS),
        CONSTANT(PRIO_USER),
        CONSTANT(RTLD_DEEPBIND),
        CONSTANT(RTLD_NODELETE),
        CONSTANT(RTLD_NOLOAD),
        CONSTANT(RWF_APPEND),
        CONSTANT(RWF_DSYNC),
        CONSTANT(RWF_HIPRI),
        CONSTANT(RWF_NOWAIT),
        CONSTANT(RWF_SYNC),
        CONSTANT(SCHED_BATCH),
        CONSTANT(SCHED_IDLE),
        CONSTANT(SCHED_RESET_ON_FORK),
        CONSTANT(SPLICE_F_MORE),
        CONSTANT(SPLICE_F_MOVE),
        CONSTANT(SPLICE_F_NONBLOCK),
        CONSTANT(ST_APPEND),
        CONSTANT(ST_MANDLOCK),
        CONSTANT(ST_NOATIME),
        CONSTANT(ST_NODEV),
        CONSTANT(ST_NODIRATIME),
        CONSTANT(ST_NOEXEC),
        CONSTANT(ST_NOSUID),
        CONSTANT(ST_RDONLY),
        CONSTANT(ST_RELATIME),
        CONSTANT(ST_SYNCHRONOUS),
        CONSTANT(ST_WRITE),
        CONSTANT(TFD_CLOEXEC),
        CONSTANT(TFD_NONBLOCK),
        CONSTANT(TFD_TIMER_ABSTIME),
        CONSTANT(TFD_TIMER_CANCEL_ON_SET),
        CONSTANT(XATTR_CREATE),
        CONSTANT(XATTR_REPLACE),
        CONSTANT(XATTR_SIZE_MAX),
        CONSTANT(SEEK_DATA),
        CONSTANT(SEEK_HOLE),
#undef CONSTANT
        {"NGROUPS_MAX", 65536},
        {"TMP_MAX", 238328},
    };
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        if (!module_add_int(module, constants[i].name, constants[i].value))
            return false;
    }
    return true;
}
