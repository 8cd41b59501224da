/* The sandbox (--sandbox): code can compute, and read and write the folders it was given; no other
 * files, processes, sockets, signals, environment, and no threads unless allowed.
 *
 * Two walls. In this process: when a module is made, what it may not do is replaced by a function
 * that refuses (sandbox.def: what is not listed), and every path passes sandbox_allow_path. In the
 * kernel, where it is Linux: Landlock for files, a seccomp filter for everything else, so that a
 * bug of ours is not enough. Without the option nothing is paid. */
#ifndef VM_SANDBOX_H
#define VM_SANDBOX_H

#include "vm/type.h"

typedef enum SandboxUse { SANDBOX_READ, SANDBOX_WRITE } SandboxUse;

enum { SANDBOX_FOLDERS_MAX = 32 };

typedef struct Sandbox {
    bool is_on, allows_threads;
    struct SandboxFolder {
        const char *path; /* resolved; a file: the program itself */
        SandboxUse use;   /* the most that is allowed */
    } folders[SANDBOX_FOLDERS_MAX];
    size_t folder_count;
} Sandbox;
extern Sandbox sandbox;

/* `text`: an option without its dashes. False: it is none of the sandbox's; *wrong: its folder is
 * none. */
bool sandbox_read_option(const char *text, bool *wrong);
/* The program's own file may be read. */
void sandbox_add_program(const char *path);
/* Shuts the kernel's doors. Says on standard error which of them are missing. */
void sandbox_seal(void);

/* ---- what is asked in between: all allow everything outside of the sandbox ---- */

/* False: PermissionError is pending. */
MUST_CHECK bool sandbox_allow_path(const char *path, SandboxUse use);
/* The same, quietly. */
bool sandbox_is_allowed(const char *path, SandboxUse use);
/* PermissionError. Always NULL. */
COLD void *sandbox_refuse(void);
/* What stands for a function of the module: itself, or one that refuses. */
const NativeMethod *sandbox_method(const NativeMethod *method, Value module);
/* A type that may not be used gets a `new` that refuses. */
void sandbox_filter_type(Type *type);

#endif
