/* Terminals and pseudo-terminals. */
#define _GNU_SOURCE
#include "lib/native/posix/posix.h"
#include "vm/audit.h"

#include <fcntl.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utmp.h>

static Value fn_openpty(Value self, Value *args) {
    int leader, follower;
    if (openpty(&leader, &follower, NULL, NULL, NULL) < 0)
        return posix_raise(NULL);
    fcntl(leader, F_SETFD, FD_CLOEXEC);
    fcntl(follower, F_SETFD, FD_CLOEXEC);
    return value_of(tuple_pack(2, value_of_small_int(leader), value_of_small_int(follower)));
}
static Value fn_forkpty(Value self, Value *args) {
    int leader = -1;
    if (!posix_may_fork() || !audit("os.forkpty", ""))
        return NULL;
    pid_t pid = posix_fork(&leader);
    if (pid < 0)
        return posix_raise(NULL);
    if (pid > 0)
        fcntl(leader, F_SETFD, FD_CLOEXEC);
    return value_of(tuple_pack(2, value_of_small_int(pid), value_of_small_int(leader)));
}
static Value fn_login_tty(Value self, Value *args) {
    int descriptor;
    if (!descriptor_argument(args[0], &descriptor))
        return NULL;
    return login_tty(descriptor) < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_posix_openpt(Value self, Value *args) {
    int flags;
    if (!int_as_int(args[0], &flags))
        return NULL;
    int descriptor = posix_openpt(flags | O_CLOEXEC);
    return descriptor < 0 ? posix_raise(NULL) : value_of_small_int(descriptor);
}
static Value fn_grantpt(Value self, Value *args) {
    int descriptor;
    if (!descriptor_argument(args[0], &descriptor))
        return NULL;
    return grantpt(descriptor) < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_unlockpt(Value self, Value *args) {
    int descriptor;
    if (!descriptor_argument(args[0], &descriptor))
        return NULL;
    return unlockpt(descriptor) < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_ptsname(Value self, Value *args) {
    int descriptor;
    char name[256];
    if (!descriptor_argument(args[0], &descriptor))
        return NULL;
    errno = ptsname_r(descriptor, name, sizeof name);
    return errno ? posix_raise(NULL) : posix_name(name, strlen(name), false);
}
static Value fn_tcsetpgrp(Value self, Value *args) {
    int descriptor, group;
    if (!int_as_int(args[0], &descriptor) || !int_as_int(args[1], &group))
        return NULL;
    return tcsetpgrp(descriptor, group) < 0 ? posix_raise(NULL) : NONE;
}
static Value fn_device_encoding(Value self, Value *args) {
    int descriptor;
    if (!int_as_int(args[0], &descriptor))
        return NULL;
    return isatty(descriptor) ? value_of(str_from_c("utf-8")) : NONE;
}

const NativeMethod posix_terminal_functions[] = {
    NATIVE("openpty()", fn_openpty, "Open a pseudo-terminal."),
    NATIVE("forkpty()", fn_forkpty,
           "Fork a new process with a new pseudo-terminal as controlling tty."),
    NATIVE("login_tty(fd, /)", fn_login_tty,
           "Prepare the tty of which fd is a file descriptor for a new login session."),
    NATIVE("posix_openpt(oflag, /)", fn_posix_openpt,
           "Open and return a file descriptor for a master pseudo-terminal device."),
    NATIVE("grantpt(fd, /)", fn_grantpt, "Grant access to the slave pseudo-terminal device."),
    NATIVE("unlockpt(fd, /)", fn_unlockpt, "Unlock a pseudo-terminal master/slave pair."),
    NATIVE("ptsname(fd, /)", fn_ptsname, "Return the name of the slave pseudo-terminal device."),
    NATIVE("tcsetpgrp(fd, pgid, /)", fn_tcsetpgrp,
           "Set the process group associated with the terminal specified by fd."),
    NATIVE("device_encoding(fd)", fn_device_encoding,
           "Return a string describing the encoding of a terminal's file descriptor."),
    NATIVE_END,
};
