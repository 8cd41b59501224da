/* Threads of execution: the value stack, the frame records, the pending exception.
 *
 * value stack (one mapping, never moved; grows up)
 *
 *   ... | callee | arg 0 | arg 1 | locals, cells | temporaries ... | callee | arg 0 ...
 *                  ^ frame->locals                 ^ the next call's window begins here
 *
 * Frame records stand in an array of their own; a Python-to-Python call pushes one and does not
 * recurse in C. */
#ifndef VM_THREAD_H
#define VM_THREAD_H

#include "vm/value.h"

#include <signal.h>

struct Frame {
    union Instruction *pc; /* behind the instruction under way, or into its words: pc[-1] is its */
    Value *locals;         /* arguments, locals, cells and free variables, then temporaries */
    Value *limit;          /* end of this frame's window in the thread's value stack */
    Function *function;    /* borrowed from locals[-1], or as the flags say */
    uint32_t flags;        /* FRAME_* */
    uint32_t temporaries;  /* of a generator's frame while it is not running: their number */
    /* Valid only if the flags say so: */
    Value namespace;            /* FRAME_NAMESPACE: owned mapping of a class or module body, exec */
    struct FrameObject *object; /* FRAME_OBJECT: owned; somebody has looked */
    struct Generator *generator; /* FRAME_GENERATOR: whose frame this is, borrowed */
};

enum {
    FRAME_ENTRY = 1,       /* the interpreter loop was entered in C with it: return there */
    FRAME_CONSTRUCTOR = 2, /* an __init__ run by calling the class: locals[-1] is the instance and
                              the call's result; the function is owned */
    FRAME_GENERATOR = 4,
    FRAME_NAMESPACE = 8,
    FRAME_OBJECT = 16,
    FRAME_CALLER_IS_GENERATOR = 32, /* the caller's temporaries are not below locals */
    FRAME_DISCARD = 64, /* the result is dropped (STORE_ATTR through a property and the like) */
};

/* What is being handled (sys.exception()); generators have one of their own while they run. */
typedef struct Handled {
    Value exception; /* owned or null */
    struct Handled *previous;
} Handled;

struct Thread {
    Frame *frame; /* the running one; frames[0] is a sentinel without code */
    Frame *frames;
    Frame *frame_limit; /* pushing beyond raises RecursionError */
    Value *stack, *stack_end;
    Value exception; /* pending, owned; null: none */
    Handled *handled;
    Handled handled_base;
    uintptr_t c_stack_limit; /* lowest address native recursion may reach */
    uint32_t native_depth;   /* nesting of repr, compare, ... where it is counted */
    uint64_t id;
    Value dict;         /* threading.local and the like; owned, may be null */
    Value context;      /* contextvars; owned, may be null */
    Value repr_running; /* objects whose repr is under way; owned list or null */
    Value trace_function, profile_function; /* owned, may be null */
    uint32_t tracing;          /* callbacks of events that are running: no events meanwhile */
    const struct Event *event; /* what is being told of (events.h); null: nothing */
    Value async_exception;     /* owned; raised at the next check of the eval breaker */
    Value async_gen_firstiter, async_gen_finalizer; /* owned hooks, may be null */
    Thread *next, *previous;                        /* all threads, under the GIL */
    struct ThreadSystem *system;                    /* thread.c's own */
};

extern _Thread_local Thread *current_thread;

/* Not zero when the interpreter must look up: signals, a waiting thread, a due collection, an
 * asynchronous exception, a limit. Tested at backward jumps and function entry. */
enum {
    BREAK_GIL = 1,
    BREAK_GC = 2,
    BREAK_SIGNAL = 4,
    BREAK_ASYNC_EXCEPTION = 8,
    BREAK_PENDING = 16,
    BREAK_TRACE = 32,
    BREAK_MEMORY = 64, /* -X mem-at=peak: a new peak */
    BREAK_LIMIT = 128, /* limits.h */
    BREAK_LOOP = BREAK_SIGNAL | BREAK_ASYNC_EXCEPTION | BREAK_LIMIT, /* what ends long loops in C */
};
extern _Atomic uint32_t eval_breaker;   /* reading it is a plain load on x86 */
void eval_breaker_set(uint32_t reason); /* any thread, also in a signal handler */
void eval_breaker_clear(uint32_t reason);
/* Does what the eval breaker asks for: false with an exception pending (KeyboardInterrupt...). */
MUST_CHECK bool eval_breaker_handle(void);

/* Native recursion: true if there is C stack left, else RecursionError is pending.
 *     if (!recursion_enter(" while getting the repr of an object")) return NULL; */
MUST_CHECK bool recursion_check(const char *where);
static inline MUST_CHECK bool recursion_enter(const char *where) {
    if (UNLIKELY((uintptr_t)__builtin_frame_address(0) < current_thread->c_stack_limit))
        return recursion_check(where);
    return true;
}

/* Around a blocking system call: no object may be touched in between. */
void gil_release(void);
void gil_acquire(void);

/* ---- life of threads (thread.c) ---- */

/* Makes the main thread, current and holding the GIL. False: no memory. */
MUST_CHECK bool threads_init(void);
void threads_give_up(void); /* what the main thread owns */
void threads_fini(void);
/* A Thread for a system thread that is to come: its stacks are there. Null: no memory (nothing is
 * raised). The GIL is held. */
MUST_CHECK Thread *thread_new(void);
/* In the system thread: makes it current and takes the GIL; at the end gives up everything and the
 * GIL. */
void thread_attach(Thread *thread);
void thread_detach(void);
void thread_discard(Thread *thread); /* one that was never attached */
/* The same for a system thread that Folio did not start, until thread_detach. False: no memory. */
MUST_CHECK bool thread_adopt(void);
extern Thread *main_thread;
static inline bool is_main_thread(void) {
    return current_thread == main_thread;
}
/* Frames that may be on a thread's stack: sys.setrecursionlimit. */
enum { RECURSION_LIMIT_DEFAULT = 1000 };
int recursion_limit_get(void);
MUST_CHECK bool recursion_limit_set(int limit); /* RecursionError if it is too low now */
size_t thread_frame_depth(void);
/* On whose stack the frame record stands; null: a suspended generator's. */
Thread *thread_running(const Frame *frame);
/* All threads, the first for null; null at the end. Under the GIL. */
Thread *thread_next(const Thread *thread);
/* C stack for new threads, 0: the system's; _thread.stack_size. */
extern size_t thread_stack_size;
/* Makes async_exception (owned by the callee) pending in the thread with this id. */
size_t thread_set_async_exception(uint64_t id, Value exception);
Thread *thread_with_id(uint64_t id); /* null: none */
/* Sends a signal to the thread's system thread: 0 or errno. */
int thread_kill(Thread *thread, int number);
/* After fork, in the child: only the calling thread is left. */
void threads_after_fork(void);
/* Calls the function then, too. */
void threads_on_fork(void (*function)(void));
/* Some threads have gone without giving up what they held: stopped by a fork or by the end. */
extern bool threads_lost;

/* ---- the GIL (gil.c) ---- */

void gil_init(void);
void gil_yield(void);              /* another thread asked for it: let it run */
extern double gil_switch_interval; /* seconds */
/* From now on any other thread that wants the GIL sleeps until the process ends. */
void gil_close(void);
bool gil_is_mine(void); /* the calling thread holds it */

#endif
