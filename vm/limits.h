/* Limits on what a program may use: of the whole run (--max-...) and of single calls (limits.run).
 *
 * Beyond the limit of memory or recursion there is MemoryError or RecursionError, as ever. Beyond
 * the others, LimitReached is raised, and again whenever Python code goes on, and no handler in
 * reach of the limit catches it: `finally` and `except` are passed over. Only locks that `with`
 * holds are unlocked, for the threads that go on. */
#ifndef VM_LIMITS_H
#define VM_LIMITS_H

#include "vm/frame.h"

#define LIMIT_NONE UINT64_MAX

typedef struct Limits {
    uint64_t instructions; /* run-time instructions, of all threads */
    uint64_t cpu_ns;       /* processor time, of all threads */
    uint64_t output;       /* bytes written to files, pipes and sockets, or that files grow by */
    uint64_t memory;       /* bytes, as mem_bytes_taken counts them */
    uint64_t recursion;    /* frames */
} Limits;
#define LIMITS_NONE                                                                                \
    { LIMIT_NONE, LIMIT_NONE, LIMIT_NONE, LIMIT_NONE, LIMIT_NONE }

/* The status of a program that a limit has ended. */
enum { STATUS_INSTRUCTIONS = 121, STATUS_OUTPUT = 122, STATUS_TIME = 124 };

/* `text`: an option without its dashes. False: it is none of --max-...; *wrong: it is, but its
 * value is none. */
bool limits_read_option(const char *text, bool *wrong);
/* Takes --max-memory over to `*memory`, the limit that memory/ starts with (0: none), or back. */
void limits_share_memory_option(size_t *memory);
/* Those of the options hold from now on. False: an exception is pending. */
MUST_CHECK bool limits_start(void);

/* A call with narrower limits, of whichever thread: all threads together must keep within them. */
typedef struct LimitedCall {
    struct LimitedCall *next;
    const Thread *thread;
    Limits limits;
    int recursion_limit; /* of before */
    Value handled;       /* what sys.exception() was; owned, or null */
} LimitedCall;

/* Narrower limits, counted from now, until limits_end. */
MUST_CHECK bool limits_begin(const Limits *narrower, LimitedCall *call);
void limits_end(LimitedCall *call);
/* How much has been used, and what it may grow to. */
Limits limits_used(void);
Limits limits_in_force(void);

/* Before something is written: cuts the size to what is allowed; nothing is left: LimitReached. */
MUST_CHECK bool limits_allow_output(size_t *size);
/* Of what was allowed, so much was not written. */
void limits_return_output(size_t size);
/* The same for all or nothing, also without the GIL. False: the limit is reached, which raises
 * LimitReached when Python code goes on. */
bool limits_take_output(size_t size);
/* Before a file (of the path, if there is one) gets a size: what it grows by is output. False:
 * LimitReached is pending. */
MUST_CHECK bool limits_allow_growth(int descriptor, const char *path, int64_t size);
/* Is the signal one that limits need? Then a program may neither block nor take it. */
bool limits_own_signal(int number);
/* Raises LimitReached, for a limit that has been reached: BREAK_LIMIT. Always false. */
bool limits_raise(void);
/* Is the exception that of a limit in force? */
bool limits_is_final(Value exception);
/* Has a limit in force been reached? Then every exception passes over handlers, also the
 * GeneratorExit of what is dropped. */
bool limits_reached(void);
/* Then its status, after a line on standard error if nothing has been told; else `status`. */
int limits_status(int status);
/* Prints, once, an exception that has nowhere to be raised. */
void limits_tell_ignored(Value exception);
/* BREAK_LIMIT is set: raises LimitReached, unless the thread is the one that tells of it. */
MUST_CHECK bool limits_interrupt(void);
/* Prints the exception that ends the program; this thread may still flush files. */
int limits_report(Value exception);

#endif
