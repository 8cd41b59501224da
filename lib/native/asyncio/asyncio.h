/* Module _asyncio: futures, the tasks that drive coroutines, and which loop and task run.
 *
 * A future is an outcome to come, and the callbacks to schedule (loop.call_soon) when it has come.
 * A task is a future whose outcome is its coroutine's: each step sends into the coroutine, which
 * yields the future that it waits for; that one's callback is the task's next step. */
#ifndef LIB_NATIVE_ASYNCIO_ASYNCIO_H
#define LIB_NATIVE_ASYNCIO_ASYNCIO_H

#include "vm/vm.h"

typedef enum { FUTURE_PENDING, FUTURE_CANCELLED, FUTURE_FINISHED } FutureState;

/* The values from `loop` on stand in a row, a task's from `coroutine` on. All are owned and null
 * when there is nothing. */
typedef struct Future {
    Object header;
    uintptr_t shape;
    Value loop;              /* null: __init__ has not run */
    Value callback, context; /* the first callback; mostly the only one */
    Value more_callbacks;    /* List of (callback, context) */
    Value result, exception, traceback /* the exception's when it was set */;
    Value source_traceback; /* where it was made, in debug mode */
    Value cancel_message, cancelled_error;
    uint8_t state;      /* FutureState */
    bool blocking;      /* yielded to a task, which has not seen it yet */
    bool log_traceback; /* an exception that nobody has asked for */
} Future;

typedef struct Task {
    Future future;
    Value coroutine, task_context;
    Value waits_for;              /* a future; or null */
    Value name;                   /* Str, or the number of its default name */
    struct Task *next, *previous; /* in the list of tasks that are under way (loop.c) */
    int64_t cancel_requests;
    bool must_cancel; /* at the next step */
    bool log_destroy_pending;
} Task;

static inline Future *future_of(Value value) {
    return (Future *)object_of(value);
}
static inline Task *task_of(Value value) {
    return (Task *)object_of(value);
}

extern Type future_type, task_type, future_iterator_type, task_step_type, handle_type;

/* ---- names and classes (module.c) ---- */

#define ASYNCIO_NAMES(NAME)                                                                        \
    NAME(_asyncio_future_blocking)                                                                 \
    NAME(_report)                                                                                  \
    NAME(add)                                                                                      \
    NAME(add_done_callback)                                                                        \
    NAME(call_exception_handler)                                                                   \
    NAME(call_soon)                                                                                \
    NAME(cancel)                                                                                   \
    NAME(context)                                                                                  \
    NAME(discard)                                                                                  \
    NAME(get_debug)                                                                                \
    NAME(get_event_loop)                                                                           \
    NAME(get_loop)                                                                                 \
    NAME(is_running)                                                                               \
    NAME(result)                                                                                   \
    NAME(run)

typedef struct AsyncioNames {
#define FIELD(name) Str *name;
    ASYNCIO_NAMES(FIELD)
#undef FIELD
    Tuple *only_context; /* ("context",): names the last argument of a call */
} AsyncioNames;
extern AsyncioNames asyncio_names;

/* What package asyncio defines and futures need; there once one is made. */
typedef enum {
    CANCELLED_ERROR,
    INVALID_STATE_ERROR,
    FUTURE_REPR,
    TASK_REPR,
    ASYNCIO_PARTS
} AsyncioPart;
MUST_CHECK bool asyncio_prepare(void);
MUST_CHECK Type *asyncio_class(AsyncioPart which); /* borrowed */
MUST_CHECK Value asyncio_repr(AsyncioPart which, Value future);
/* Raises InvalidStateError. */
COLD void *raise_invalid_state(const char *format, ...);
/* asyncio.MODULE.FUNCTION(args...) */
MUST_CHECK Value asyncio_call(const char *module, const char *function, Value *args, size_t count,
                              Tuple *names);

/* ---- loops and who runs in them (loop.c) ---- */

extern const NativeMethod loop_functions[];
MUST_CHECK bool loop_exec(Module *module); /* binds what the functions work on */
MUST_CHECK Value loop_current(void);       /* the running one or the policy's; owned */
MUST_CHECK Answer loop_debug(Value loop);  /* loop.get_debug() */
/* loop.call_soon(callback, argument, context=context); the argument may be null. */
MUST_CHECK bool loop_call_soon(Value loop, Value callback, Value argument, Value context);
/* loop.call_exception_handler of a dict; for finalizers: what it raises is written. */
void loop_report(Value loop, Value object, Dict *report);

MUST_CHECK bool task_enter(Value loop, Value task);
MUST_CHECK bool task_leave(Value loop, Value task);
MUST_CHECK Value task_swap(Value loop, Value task); /* the one before, owned, or None */
void task_link(Task *task);
void task_unlink(Task *task);
MUST_CHECK bool task_register_eager(Value task);
MUST_CHECK bool task_unregister_eager(Value task);

/* ---- futures (future.c) ---- */

/* What __init__ does; null: the current loop. The fields may hold something from before. */
MUST_CHECK bool future_init(Future *future, Value loop);
MUST_CHECK bool future_set_result(Future *future, Value result);
MUST_CHECK bool future_set_exception(Future *future, Value exception);
/* NO: it was done already. The message may be null. */
MUST_CHECK Answer future_cancel(Future *future, Value message);
MUST_CHECK bool future_add_callback(Future *future, Value callback, Value context);
MUST_CHECK Value future_make_cancelled_error(Future *future);
/* The result, owned, or the exception raised. */
MUST_CHECK Value future_get_result(Future *future);
/* The exception or None, owned; CancelledError and InvalidStateError are raised. */
MUST_CHECK Value future_get_exception(Future *future);
MUST_CHECK bool future_check_initialized(const Future *future);
void future_clear(Object *object);
void future_traverse(Object *object, MemVisit visit, void *context);
void future_finalize(Object *object);

/* ---- tasks (task.c) ---- */

MUST_CHECK bool task_start(Task *task, bool eager);
MUST_CHECK bool task_step(Task *task, Value thrown /* may be null */);
/* Cancels what the task waits for, as that one's class does it: its end will be this task's. */
MUST_CHECK Answer task_cancel_awaited(Task *task, Value message);

#endif
