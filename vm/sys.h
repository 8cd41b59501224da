/* Settings of the running interpreter, as the command line gave them and sys shows them. */
#ifndef VM_SYS_H
#define VM_SYS_H

#include "vm/objects/module.h"

typedef struct Settings { /* sys.flags and what -X and the environment say */
    int debug, inspect, interactive, optimize, dont_write_bytecode, no_user_site, no_site,
        ignore_environment, verbose, bytes_warning, quiet, hash_randomization, isolated, dev_mode,
        utf8_mode, warn_default_encoding, safe_path, int_max_str_digits;
    bool unbuffered;
    bool exit_check;
    int check_hash_pycs;        /* CHECK_HASH_* of pyc_cache.h */
    const char *pycache_prefix; /* -X pycache_prefix, PYTHONPYCACHEPREFIX; null: none */
    const char *step;           /* -X step[=all]; null: none */
    const char *profile;        /* -X profile=...; null: none */
    const char *dump;           /* -X dump=..., null: nothing */
    const char *memory_map;     /* -X mem-map=FILE, null: none */
    uint64_t memory_audit;      /* -X mem-audit=N, 0: none */
    const char *memory_at;      /* -X mem-at=exit, peak or FILE:LINE; null: exit */
    int trace_frames;           /* -X tracemalloc, PYTHONTRACEMALLOC; 0: not traced */
    bool malloc_stats;          /* -X malloc-stats */
    bool import_time, no_debug_ranges, context; /* -X options of these names */
    int cpu_count;                              /* -X cpu_count; 0: as many as there are */
    const char *executable;
    char path_0[4096]; /* what stands in front of sys.path: the script's folder; empty: the current
                        */
    const char *first_argument; /* stands for argv[0] if not null */
    int argc, original_argc;
    char **argv, **original_argv; /* sys.argv as it begins; the whole command line */
} Settings;
extern Settings settings;

static inline int sys_optimize_level(void) {
    return settings.optimize;
}
int sys_max_int_digits(void);
/* -W and -X arguments, and the path that sys.path begins with. */
MUST_CHECK bool sys_add_warn_option(const char *text);
MUST_CHECK bool sys_add_x_option(const char *text);

/* sys.stdin, stdout, stderr; lib makes them: a file, or None for a closed descriptor; owned. */
MUST_CHECK bool sys_add_streams(void);
MUST_CHECK Value io_standard_stream(int descriptor, bool unbuffered);

/* Writes to sys.stdout or sys.stderr; failures fall back on the descriptor. */
extern bool runtime_is_finalizing; /* the program is over: modules are being given up */
void sys_fini(void);
void sys_write_stderr(const char *format, ...);

#endif
