/* Module _thread: starting system threads, and handles to wait for them.
 *
 * What a handle and its thread share (ThreadState) is raw memory with a count of its own: the
 * thread says that it is done after it has let the GIL go for good, when it must not touch objects
 * any more. */
#define _GNU_SOURCE
#include "lib/native/_thread_locks.h"
#include "vm/audit.h"
#include "vm/file_write.h"
#include "vm/import.h"
#include "vm/objects/struct_sequence.h"
#include "vm/runtime.h"
#include "vm/signals.h"
#include "vm/traceback.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- what a thread and its handle share ------------------------------------------------------ */

typedef struct ThreadState {
    int references; /* atomic */
    sem_t done;     /* posted once at the end; whoever has waited posts it again */
    enum { NOT_STARTED, RUNNING, DONE } stage; /* DONE is also told by the semaphore */
    uint64_t id;
    bool daemon;
    struct ThreadState *next, *next_running; /* in the lists below, under the GIL */
} ThreadState;

/* Held while a thread says that it is done and gives its reference up: who has waited for it takes
 * the mutex once, and so knows that the thread touches nothing of ours any more. */
static pthread_mutex_t ending = PTHREAD_MUTEX_INITIALIZER;

static ThreadState *waited_for; /* not daemons; each holds a reference */
static ThreadState *running;    /* all that run; their own reference */
static int thread_count;        /* how many */

static ThreadState *state_new(void) {
    ThreadState *state = mem_raw_calloc(1, sizeof *state);
    if (!state)
        return raise_no_memory();
    state->references = 1;
    sem_init(&state->done, 0, 0);
    return state;
}

static void state_release(ThreadState *state) {
    if (__atomic_sub_fetch(&state->references, 1, __ATOMIC_ACQ_REL) == 0) {
        sem_destroy(&state->done);
        mem_raw_free(state);
    }
}

static ThreadState *state_retain(ThreadState *state) {
    __atomic_add_fetch(&state->references, 1, __ATOMIC_RELAXED);
    return state;
}

static bool state_is_done(ThreadState *state) {
    int posted = 0;
    sem_getvalue(&state->done, &posted);
    return state->stage == DONE || posted > 0;
}

static void running_add(ThreadState *state) {
    state->next_running = running;
    running = state;
    thread_count++;
}

static void running_remove(ThreadState *state) {
    ThreadState **at = &running;
    while (*at != state)
        at = &(*at)->next_running;
    *at = state->next_running;
    thread_count--;
}

/* In the child of a fork: the threads that were not copied are done. */
static void end_lost_threads(void) {
    pthread_mutex_init(&ending, NULL);
    for (ThreadState **at = &running; *at;) {
        ThreadState *state = *at;
        if (state->id == current_thread->id) {
            at = &state->next_running;
            continue;
        }
        *at = state->next_running;
        thread_count--;
        state->stage = DONE;
        sem_post(&state->done);
        state_release(state);
    }
}

/* ---- the thread itself ----------------------------------------------------------------------- */

typedef struct Start {
    Thread *thread;
    Value function, args, keywords; /* owned; keywords may be null */
    ThreadState *state;             /* a reference */
} Start;

static void report(Value function) {
    if (exception_clear_if(&exc_SystemExit) || exception_clear_if(&exc_LimitReached))
        return; /* a limit that was reached is told by the main thread */
    exception_write_unraisable_message("Exception ignored in thread started by", function);
}

static void *thread_body(void *argument) {
    Start *start = argument;
    ThreadState *state = start->state;
    thread_attach(start->thread);
    Value result = call_tuple(start->function, tuple_of(start->args),
                              start->keywords ? dict_of(start->keywords) : NULL);
    if (!result)
        report(start->function);
    decref_maybe(result);
    decref(start->function);
    decref(start->args);
    decref_maybe(start->keywords);
    running_remove(state);
    mem_raw_free(start);
    thread_detach();
    pthread_mutex_lock(&ending);
    sem_post(&state->done);
    state_release(state);
    pthread_mutex_unlock(&ending);
    return NULL;
}

static bool start_thread(Value function, Value args, Value keywords, ThreadState *state) {
    if (runtime_is_finalizing)
        return raise_error(&exc_PythonFinalizationError,
                           "can't create new thread at interpreter shutdown");
    Start *start = mem_raw_calloc(1, sizeof *start);
    Thread *thread = start ? thread_new() : NULL;
    if (!thread) {
        mem_raw_free(start);
        return raise_no_memory();
    }
    *start = (Start){thread, own(function), own(args), own_maybe(keywords), state_retain(state)};
    state->id = thread->id;
    state->stage = RUNNING;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (thread_stack_size)
        pthread_attr_setstacksize(&attributes, thread_stack_size);
    pthread_t handle;
    running_add(state);
    int error = pthread_create(&handle, &attributes, thread_body, start);
    pthread_attr_destroy(&attributes);
    if (!error)
        return true;
    running_remove(state);
    state->stage = NOT_STARTED;
    thread_discard(thread);
    decref(function);
    decref(args);
    decref_maybe(keywords);
    state_release(state);
    mem_raw_free(start);
    return raise_runtime_error("can't start new thread");
}

/* ---- handles --------------------------------------------------------------------------------- */

typedef struct Handle {
    Object header;
    ThreadState *state;
} Handle;

static Type handle_type;

static ThreadState *state_of(Value self) {
    return ((Handle *)object_of(self))->state;
}

static Value handle_new(void) {
    ThreadState *state = state_new();
    Handle *handle = state ? mem_object_new(&handle_type.mem, sizeof *handle) : NULL;
    if (!handle) {
        if (state)
            state_release(state);
        return state ? raise_no_memory() : NULL;
    }
    handle->state = state;
    return value_of(handle);
}

static Value handle_make(Type *type, Value *args, size_t count, Tuple *keywords) {
    return handle_new();
}

static void handle_dealloc(Object *object) {
    state_release(((Handle *)object)->state);
    mem_object_free(object, object->type->basic_size);
}

static Value handle_repr(Value self) {
    char address[32];
    snprintf(address, sizeof address, "%p", (void *)object_of(self));
    return value_of(
        str_format("<_ThreadHandle object at %s: ident=%ld>", address, (long)state_of(self)->id));
}

static Value handle_ident(Value self) {
    return value_from_int64((int64_t)state_of(self)->id);
}

/* True once it is done; false after the timeout. */
static WaitResult wait_for(ThreadState *state, int64_t timeout_ns) {
    if (state->stage == DONE)
        return WAIT_ACQUIRED;
    WaitResult result = semaphore_wait(&state->done, timeout_ns);
    if (result == WAIT_ACQUIRED) {
        state->stage = DONE;
        sem_post(&state->done); /* for whoever else waits */
        pthread_mutex_lock(&ending);
        pthread_mutex_unlock(&ending);
    }
    return result;
}

static Value handle_join(Value self, Value *args) {
    ThreadState *state = state_of(self);
    int64_t timeout = -1;
    if (args[0] && args[0] != NONE) {
        double seconds;
        if (!object_as_double(args[0], &seconds))
            return NULL;
        timeout = seconds < 0                             ? -1
                  : seconds > (double)TIMEOUT_MAX_SECONDS ? -1
                                                          : (int64_t)(seconds * 1e9);
        if (seconds > (double)TIMEOUT_MAX_SECONDS)
            return raise_overflow_error("timeout value is too large");
    }
    if (state->stage == NOT_STARTED)
        return raise_runtime_error("thread not started");
    if (state->stage == RUNNING && state->id == current_thread->id)
        return raise_runtime_error("Cannot join current thread");
    state_retain(state);
    WaitResult result = wait_for(state, timeout);
    state_release(state);
    return result == WAIT_FAILED ? NULL : NONE;
}

static Value handle_is_done(Value self, Value *args) {
    return value_of_bool(state_is_done(state_of(self)));
}

static Value handle_set_done(Value self, Value *args) {
    ThreadState *state = state_of(self);
    if (state->stage == NOT_STARTED)
        return raise_runtime_error("thread not started");
    if (state->stage != DONE) {
        state->stage = DONE;
        sem_post(&state->done);
    }
    return NONE;
}

static const NativeMethod handle_methods[] = {
    NATIVE("join($self, timeout=None, /)", handle_join, NULL),
    NATIVE("is_done($self, /)", handle_is_done, NULL),
    NATIVE("_set_done($self, /)", handle_set_done, NULL),
    NATIVE_END,
};

static const NativeGetSet handle_getsets[] = {
    {"ident", handle_ident, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static Type handle_type = {
    TYPE_INIT_ATOM("_thread._ThreadHandle", sizeof(Handle), handle_dealloc),
    .flags = TYPE_IMMUTABLE,
    .new = handle_make,
    .repr = handle_repr,
    .methods = handle_methods,
    .getsets = handle_getsets,
};

/* ---- functions ------------------------------------------------------------------------------- */

static Value start_new_thread(Value self, Value *args) {
    if (!is_callable(args[0]))
        return raise_type_error("first arg must be callable");
    if (!is_tuple(args[1]))
        return raise_type_error("2nd arg must be a tuple");
    if (args[2] && !is_dict(args[2]))
        return raise_type_error("optional 3rd arg must be a dictionary");
    if (!audit("_thread.start_new_thread", "OOO", args[0], args[1], args[2]))
        return NULL;
    ThreadState *state = state_new();
    if (!state)
        return NULL;
    bool started = start_thread(args[0], args[1], args[2], state);
    uint64_t id = state->id;
    state_release(state);
    return started ? value_from_int64((int64_t)id) : NULL;
}

static Value start_joinable_thread(Value self, Value *args) {
    if (!is_callable(args[0]))
        return raise_type_error("thread function must be callable");
    if (args[1] && args[1] != NONE && !has_type(args[1], &handle_type))
        return raise_type_error("'handle' must be a _ThreadHandle");
    Answer daemon = args[2] ? object_truth(args[2]) : ANSWER_YES;
    if (daemon == ANSWER_ERROR ||
        !audit("_thread.start_joinable_thread", "OiO", args[0], daemon == ANSWER_YES, args[1]))
        return NULL;
    Value handle = args[1] && args[1] != NONE ? own(args[1]) : handle_new();
    if (!handle)
        return NULL;
    ThreadState *state = state_of(handle);
    if (state->stage != NOT_STARTED) {
        decref(handle);
        return raise_runtime_error("thread already started");
    }
    state->daemon = daemon;
    Tuple *empty = tuple_empty();
    bool started = start_thread(args[0], value_of(empty), NULL, state);
    GIVE_UP(empty);
    if (started && !daemon) {
        state_retain(state);
        state->next = waited_for;
        waited_for = state;
    }
    if (!started) {
        decref(handle);
        return NULL;
    }
    return handle;
}

static Value shutdown(Value self, Value *args) {
    while (waited_for) {
        ThreadState *state = waited_for;
        waited_for = state->next;
        WaitResult result = state->id == current_thread->id ? WAIT_ACQUIRED : wait_for(state, -1);
        state_release(state);
        if (result == WAIT_FAILED) { /* Ctrl-C: the others are not waited for */
            exception_write_unraisable(NULL);
            break;
        }
    }
    return NONE;
}

static Value make_thread_handle(Value self, Value *args) {
    int64_t id;
    if (!int_as_int64(args[0], &id))
        return NULL;
    Value handle = handle_new();
    if (handle) {
        state_of(handle)->id = (uint64_t)id;
        state_of(handle)->stage = RUNNING;
    }
    return handle;
}

static Value get_ident(Value self, Value *args) {
    return value_from_int64((int64_t)current_thread->id);
}

static Value get_native_id(Value self, Value *args) {
    return value_from_int64((int64_t)syscall(SYS_gettid));
}

static Value get_main_thread_ident(Value self, Value *args) {
    return value_from_int64((int64_t)main_thread->id);
}

static Value count(Value self, Value *args) {
    return value_of_small_int(thread_count);
}

static Value allocate_lock(Value self, Value *args) {
    return lock_new();
}

static Value exit_thread(Value self, Value *args) {
    return raise_class(&exc_SystemExit, NULL);
}

static Value set_async_exception(Value module, Value *args) {
    uint64_t id;
    return int_as_uint64(args[0], &id)
               ? value_of_small_int((int64_t)thread_set_async_exception(id, own(args[1])))
               : NULL;
}

static Value interrupt_main(Value self, Value *args) {
    int number = SIGINT;
    if (args[0] && !int_as_int(args[0], &number))
        return NULL;
    if (number < 1 || number >= NSIG)
        return raise_value_error("signal number out of range");
    Value handler = signal_handler_borrowed(number);
    if (!handler || is_object(handler)) /* not by default, not ignored */
        signal_trip(number);
    return NONE;
}

static Value stack_size(Value self, Value *args) {
    ptrdiff_t size = 0;
    if (args[0] && !int_as_size(args[0], &size))
        return NULL;
    if (size < 0)
        return raise_value_error("size must be 0 or a positive value");
    size_t old = thread_stack_size;
    if (args[0]) {
        if (size && size < 32768)
            return raise_value_error("size not valid: %zd bytes", size);
        thread_stack_size = (size_t)size;
    }
    return value_from_int64((int64_t)old);
}

static Value yes(Value self, Value *args) {
    return TRUE_VALUE;
}

/* ---- exceptions that end a thread ------------------------------------------------------------ */

static StructSequence hook_args;

/* sys.stderr; after its end the one there was when the thread was made. Owned; null: none. */
static Value stream_for(Value thread) {
    Value stream = sys_get_borrowed("stderr");
    if (stream && stream != NONE)
        return own(stream);
    Str *name = str_interned("_stderr");
    stream = NULL;
    if (name && thread != NONE && attribute_lookup(thread, name, &stream) == LOOKUP_ERROR)
        exception_clear();
    if (name)
        GIVE_UP(name);
    if (stream == NONE)
        clear_value(&stream);
    return stream;
}

/* "Exception in thread Thread-1:" */
static bool put_thread_name(Value stream, Value thread) {
    Value name = NULL;
    if (thread != NONE && attribute_lookup(thread, names.name, &name) == LOOKUP_ERROR)
        exception_clear();
    Str *text = name ? str_format("Exception in thread %S:\n", name)
                     : str_format("Exception in thread %zd:\n", (ptrdiff_t)current_thread->id);
    bool done = text && file_write(stream, value_of(text));
    if (text)
        GIVE_UP(text);
    decref_maybe(name);
    return done;
}

static Value excepthook(Value self, Value *args) {
    if (!has_type(args[0], &hook_args.type))
        return raise_type_error("_thread.excepthook argument type must be ExceptHookArgs");
    Value *items = tuple_of(args[0])->items;
    if (items[0] == value_of(&exc_SystemExit))
        return NONE;
    Value stream = stream_for(items[3]);
    if (!stream)
        return exception_pending() ? NULL : NONE;
    bool done = put_thread_name(stream, items[3]);
    if (done && stream != sys_get_borrowed("stderr")) {
        traceback_print_to(stream, items[1]);
    } else if (done) {
        Value hook = own_maybe(sys_get_borrowed("__excepthook__"));
        Value result = hook ? call_3(hook, items[0], items[1], items[2]) : NULL;
        decref_maybe(hook);
        decref_maybe(result);
        done = result != NULL;
    }
    decref(stream);
    return done ? NONE : NULL;
}

static bool ready_hook_args(void) {
    static const StructSequenceField fields[] = {{"exc_type", "Exception type"},
                                                 {"exc_value", "Exception value"},
                                                 {"exc_traceback", "Exception traceback"},
                                                 {"thread", "Thread"}};
    return struct_sequence_ready(&hook_args, "_thread._ExceptHookArgs",
                                 "ExceptHookArgs\n\nType used to pass arguments to "
                                 "threading.excepthook.",
                                 fields, 4, 4);
}

static const NativeMethod functions[] = {
    NATIVE("start_new_thread(function, args, kwargs={}, /)", start_new_thread,
           "Start a new thread and return its identifier."),
    NATIVE("start_new(function, args, kwargs={}, /)", start_new_thread,
           "An obsolete synonym of start_new_thread()."),
    NATIVE("start_joinable_thread(function, handle=None, daemon=True)", start_joinable_thread,
           "*For internal use only*: start a new thread."),
    NATIVE("daemon_threads_allowed()", yes,
           "Return True if daemon threads are allowed in the current interpreter,\nand False "
           "otherwise."),
    NATIVE("allocate_lock($module, /)", allocate_lock, "Create a new lock object."),
    NATIVE("allocate($module, /)", allocate_lock, "An obsolete synonym of allocate_lock()."),
    NATIVE("exit_thread()", exit_thread, "An obsolete synonym of exit()."),
    NATIVE("exit()", exit_thread, "This is synonymous to ``raise SystemExit''."),
    NATIVE("interrupt_main(signum=signal.SIGINT, /)", interrupt_main,
           "Simulate the arrival of the given signal in the main thread."),
    NATIVE("_set_async_exception(ident, exception, /)", set_async_exception,
           "Raise an exception in a thread when it looks up; how many threads there are."),
    NATIVE("get_ident()", get_ident,
           "Return a non-zero integer that uniquely identifies the current thread."),
    NATIVE("get_native_id()", get_native_id,
           "Return a non-negative integer identifying the thread as reported by the OS."),
    NATIVE("_count()", count, "Return the number of currently running Python threads."),
    NATIVE("stack_size(size=0, /)", stack_size,
           "Return the thread stack size used when creating new threads."),
    NATIVE("_excepthook(args, /)", excepthook, "Handle uncaught Thread.run() exception."),
    NATIVE("_is_main_interpreter()", yes, NULL),
    NATIVE("_shutdown()", shutdown,
           "Wait for all non-daemon threads (other than the calling "
           "thread) to stop."),
    NATIVE("_make_thread_handle(ident, /)", make_thread_handle,
           "Internal only. Make a thread handle for threads not spawned\nby the _thread or "
           "threading module."),
    NATIVE("_get_main_thread_ident()", get_main_thread_ident,
           "Internal only. Return a non-zero integer that uniquely identifies the main thread\nof "
           "the main interpreter."),
    NATIVE_END,
};

static bool join_all(void) {
    shutdown(NULL, NULL);
    return true;
}

static void forget(void) {
    while (waited_for) { /* started while exit functions ran */
        ThreadState *state = waited_for;
        waited_for = state->next;
        state_release(state);
    }
}

static bool exec(Module *module) {
    runtime_on_fini(forget);
    runtime_join_threads = join_all;
    threads_on_fork(end_lost_threads);
    return type_ready(&handle_type) && type_ready(&lock_type) && type_ready(&rlock_type) &&
           type_ready(&thread_local_type) && ready_hook_args() &&
           module_add_type(module, &handle_type) && module_add_type(module, &lock_type) &&
           module_add_type(module, &rlock_type) && module_add_type(module, &thread_local_type) &&
           dict_set_c(module->dict, "_ExceptHookArgs", value_of(&hook_args.type)) &&
           dict_set_c(module->dict, "LockType", value_of(&lock_type)) &&
           dict_set_c(module->dict, "error", value_of(&exc_RuntimeError)) &&
           module_add_steal(module, "TIMEOUT_MAX", float_new((double)TIMEOUT_MAX_SECONDS));
}

const NativeModule _thread_module = {
    .name = "_thread",
    .doc = "This module provides primitive operations to write multi-threaded programs.\nThe "
           "'threading' module provides a more convenient interface.",
    .functions = functions,
    .exec = exec,
};
