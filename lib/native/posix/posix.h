/* Module posix: the system calls below module os. */
#ifndef LIB_NATIVE_POSIX_POSIX_H
#define LIB_NATIVE_POSIX_POSIX_H

#include "lib/native/posix_call.h"

#include <fcntl.h>
#include <sys/types.h>

/* A path argument: str, bytes, PathLike, or (where allowed) a descriptor. */
typedef struct Path {
    Value argument;   /* borrowed: for error messages */
    Bytes *name;      /* owned; null for a descriptor */
    int descriptor;   /* -1: by name */
    bool bytes_given; /* results that are names come as bytes, too */
} Path;
MUST_CHECK bool path_init(Path *path, Value argument, const char *function, bool descriptor);
/* Of an argument with another name than `path`. */
MUST_CHECK bool path_init_named(Path *path, Value argument, const char *function, const char *name,
                                bool descriptor);
static inline const char *path_text(const Path *path) {
    return (const char *)path->name->data;
}
void path_release(Path *path);

COLD void *posix_raise_two(Value first, Value second);

MUST_CHECK Value posix_name(const char *name, size_t size, bool as_bytes);
MUST_CHECK bool int_argument(Value argument, int fallback, int *number);
MUST_CHECK bool descriptor_argument(Value argument, int *descriptor);
/* dir_fd: null and None are AT_FDCWD. */
MUST_CHECK bool folder_argument(Value argument, int *descriptor);
/* As audit hooks are shown it: -1 where there is none. */
static inline int folder_shown(int descriptor) {
    return descriptor == AT_FDCWD ? -1 : descriptor;
}
/* Of a user or group (kind: "uid", "gid"); -1 is the largest number. */
MUST_CHECK bool id_argument(Value argument, const char *kind, uint32_t *id);
struct sched_param;
MUST_CHECK bool scheduling_param_argument(Value argument, struct sched_param *param);
MUST_CHECK bool truth_argument(Value argument, bool fallback, bool *truth);

/* A null-ended array of C strings from a sequence of paths: the bytes objects keep them alive. */
typedef struct Strings {
    List *bytes;
    char **items; /* mem_ buffer */
} Strings;
MUST_CHECK bool strings_init(Strings *strings, Value sequence);
/* "NAME=value" for every item of a mapping. */
MUST_CHECK bool environment_init(Strings *strings, Value mapping);
void strings_release(Strings *strings);

Value posix_normal_path(Value self, Value *args); /* path_text.c */

extern const NativeMethod posix_file_functions[], posix_path_functions[], posix_process_functions[],
    posix_spawn_functions[], posix_system_functions[], posix_transfer_functions[],
    posix_event_functions[], posix_terminal_functions[], posix_file_system_functions[],
    posix_identity_functions[], posix_scheduling_functions[], posix_configuration_functions[],
    posix_machine_functions[];
MUST_CHECK bool posix_add_constants(Module *module);
MUST_CHECK bool posix_add_types(Module *module);
MUST_CHECK bool posix_add_waiting_types(Module *module);
MUST_CHECK bool posix_add_file_system_types(Module *module);
MUST_CHECK bool posix_add_scheduling_types(Module *module);
MUST_CHECK bool posix_add_machine_types(Module *module);
MUST_CHECK bool posix_add_configuration_names(Module *module);

/* at_fork.c */
typedef enum AtFork { AT_FORK_BEFORE, AT_FORK_PARENT, AT_FORK_CHILD } AtFork;
void at_fork_run(AtFork when);
Value posix_register_at_fork(Value self, Value *args);

/* Forks, in a new pseudo-terminal where *terminal is to be its descriptor (else null), and runs
 * what was registered. -1: errno. */
pid_t posix_fork(int *terminal);
MUST_CHECK bool posix_may_fork(void); /* not when the program is over */

#endif
