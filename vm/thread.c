/* Threads of execution and their stacks.
 *
 * Value stack and frame records are reserved as address space (MAP_NORESERVE), so that they never
 * move; pages become real when first used. The frame records bound the recursion: frame_limit
 * stands recursion_limit records in, or at the end of what could be reserved. Native recursion is
 * bounded by the real bounds of the C stack. */
#include "memory/native_stack.h"
#include "vm/memory_report.h"
#include "vm/thread.h"
#include "vm/pass.h"
#include "vm/signals.h"
#include "vm/limits.h"
#include "vm/vm.h"

#include <pthread.h>
#include <sys/mman.h>

struct ThreadSystem {
    size_t stack_bytes; /* of the mapping: frames, then values */
    Frame *frame_end;   /* of the reserved records */
    pthread_t handle;   /* once attached */
};

enum {
    MAIN_FRAMES = 1 << 20,
    THREAD_FRAMES = 1 << 14, /* at least: sys.setrecursionlimit() before it starts gives more */
    VALUE_BYTES_PER_FRAME = 256,
    NATIVE_MARGIN = 256 << 10, /* C stack that functions without a check may use */
    NATIVE_STACK_MAX = 512 << 20,
};

Thread *main_thread;
size_t thread_stack_size;
static Thread *first_thread;
static int recursion_limit = RECURSION_LIMIT_DEFAULT;
static uint64_t next_id = 1;
bool threads_lost;

enum { FORK_FUNCTIONS_MAX = 8 };
static void (*fork_functions[FORK_FUNCTIONS_MAX])(void);
static size_t fork_function_count;

/* ---- stacks ---------------------------------------------------------------------------------- */

/* Address space of at most *size bytes: halves it until the system agrees. */
static void *reserve(size_t *size) {
    for (; *size >= 1 << 20; *size /= 2) {
        void *memory = mmap(NULL, *size, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory != MAP_FAILED)
            return memory;
    }
    return NULL;
}

static void apply_recursion_limit(Thread *thread) {
    size_t room = (size_t)(thread->system->frame_end - thread->frames);
    size_t wanted = (size_t)recursion_limit + 1; /* the sentinel */
    thread->frame_limit = thread->frames + (wanted < room ? wanted : room);
}

static bool map_stacks(Thread *thread, size_t frames) {
    struct ThreadSystem *system = thread->system;
    system->stack_bytes = frames * (sizeof(Frame) + VALUE_BYTES_PER_FRAME);
    thread->frames = reserve(&system->stack_bytes);
    if (!thread->frames)
        return false;
    frames = system->stack_bytes / (sizeof(Frame) + VALUE_BYTES_PER_FRAME);
    system->frame_end = thread->frames + frames;
    thread->stack = (Value *)system->frame_end;
    thread->stack_end = thread->stack + frames * VALUE_BYTES_PER_FRAME / sizeof(Value);
    thread->frame = thread->frames;
    thread->frames[0].locals = thread->frames[0].limit = thread->stack;
    apply_recursion_limit(thread);
    return true;
}

static void free_thread(Thread *thread) {
    if (thread->frames)
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): made before the frames */
        munmap(thread->frames, thread->system->stack_bytes);
    mem_raw_free(thread->system);
    mem_raw_free(thread);
}

static Thread *make_thread(size_t frames) {
    Thread *thread = mem_raw_calloc(1, sizeof *thread);
    if (!thread)
        return NULL;
    thread->system = mem_raw_calloc(1, sizeof *thread->system);
    if (!thread->system || !map_stacks(thread, frames)) {
        free_thread(thread);
        return NULL;
    }
    thread->handled = &thread->handled_base;
    thread->id = next_id++;
    thread->next = first_thread;
    if (first_thread)
        first_thread->previous = thread;
    first_thread = thread;
    return thread;
}

/* The C stack of the calling system thread. */
static void measure_native_stack(Thread *thread) {
    NativeStack stack = native_stack();
    size_t size = stack.size;
    if (size > NATIVE_STACK_MAX)
        size = NATIVE_STACK_MAX;
    size_t least = 16 * 1024; /* half of the smallest stack: the leaves need what they need */
    size_t margin = size / 4 < NATIVE_MARGIN ? size / 4 : NATIVE_MARGIN;
    if (margin < least && least <= size / 2)
        margin = least;
    thread->c_stack_limit = stack.top - size + margin;
}

/* ---- life ------------------------------------------------------------------------------------ */

static void unlink_thread(Thread *thread) {
    if (thread->next)
        thread->next->previous = thread->previous;
    if (thread->previous)
        thread->previous->next = thread->next;
    else
        first_thread = thread->next;
}

static void release_values(Thread *thread) {
    clear_value(&thread->exception);
    clear_value(&thread->handled_base.exception);
    for (int round = 0; thread->dict && round < 100; round++) /* finalizers make new ones */
        clear_value(&thread->dict);
    clear_value(&thread->context);
    clear_value(&thread->repr_running);
    clear_value(&thread->trace_function);
    clear_value(&thread->profile_function);
    clear_value(&thread->async_exception);
    clear_value(&thread->async_gen_firstiter);
    clear_value(&thread->async_gen_finalizer);
}

bool threads_init(void) {
    gil_init();
    main_thread = make_thread(MAIN_FRAMES);
    if (!main_thread)
        return false;
    thread_attach(main_thread);
    return true;
}

void threads_give_up(void) {
    release_values(main_thread);
}

void threads_fini(void) {
    threads_give_up();
    unlink_thread(main_thread);
    current_thread = NULL;
    free_thread(main_thread);
    main_thread = NULL;
}

Thread *thread_next(const Thread *thread) {
    return thread ? thread->next : first_thread;
}

Thread *thread_new(void) {
    size_t wanted = (size_t)recursion_limit + 1;
    return make_thread(wanted > THREAD_FRAMES ? wanted : THREAD_FRAMES);
}

void thread_attach(Thread *thread) {
    current_thread = thread;
    thread->system->handle = pthread_self();
    measure_native_stack(thread);
    gil_acquire();
}

void thread_detach(void) {
    Thread *thread = current_thread;
    release_values(thread);
    unlink_thread(thread);
    gil_release();
    current_thread = NULL;
    free_thread(thread);
}

void thread_discard(Thread *thread) {
    unlink_thread(thread);
    free_thread(thread);
}

bool thread_adopt(void) {
    gil_acquire(); /* the list of threads is under it */
    Thread *thread = thread_new();
    gil_release();
    if (thread)
        thread_attach(thread);
    return thread != NULL;
}

/* What the other threads owned stays where it is: their stacks may be in any state. */
void threads_after_fork(void) {
    gil_init();
    threads_lost |= current_thread->next || current_thread->previous;
    current_thread->next = current_thread->previous = NULL;
    first_thread = main_thread = current_thread;
    gil_acquire();
    for (size_t i = 0; i < fork_function_count; i++)
        fork_functions[i]();
}

void threads_on_fork(void (*function)(void)) {
    if (fork_function_count < FORK_FUNCTIONS_MAX)
        fork_functions[fork_function_count++] = function;
}

Thread *thread_with_id(uint64_t id) {
    Thread *thread = first_thread;
    while (thread && thread->id != id)
        thread = thread->next;
    return thread;
}

Thread *thread_running(const Frame *frame) {
    Thread *thread = current_thread;
    if (frame > thread->frames && frame <= thread->frame)
        return thread;
    for (thread = first_thread; thread; thread = thread->next)
        if (frame > thread->frames && frame <= thread->frame)
            return thread;
    return NULL;
}

int thread_kill(Thread *thread, int number) {
    return pthread_kill(thread->system->handle, number);
}

size_t thread_set_async_exception(uint64_t id, Value exception) {
    Thread *thread = thread_with_id(id);
    if (!thread) {
        decref_maybe(exception);
        return 0;
    }
    replace_value(&thread->async_exception, exception);
    eval_breaker_set(BREAK_ASYNC_EXCEPTION);
    return 1;
}

/* ---- recursion ------------------------------------------------------------------------------- */

bool recursion_check(const char *where) {
    return raise_error(&exc_RecursionError, "maximum recursion depth exceeded%s", where);
}

int recursion_limit_get(void) {
    return recursion_limit;
}

size_t thread_frame_depth(void) {
    return (size_t)(current_thread->frame - current_thread->frames);
}

bool recursion_limit_set(int limit) {
    size_t depth = thread_frame_depth();
    if (depth >= (size_t)limit)
        return raise_error(&exc_RecursionError,
                           "cannot set the recursion limit to %d at the recursion depth %zu: the "
                           "limit is too low",
                           limit, depth);
    recursion_limit = limit;
    for (Thread *thread = first_thread; thread; thread = thread->next)
        apply_recursion_limit(thread);
    return true;
}

/* ---- eval breaker ---------------------------------------------------------------------------- */

/* BREAK_ASYNC_EXCEPTION is one bit for all threads: it stays set while any other thread has one. */
static bool take_async_exception(void) {
    Value exception = current_thread->async_exception;
    current_thread->async_exception = NULL;
    bool others = false;
    for (Thread *thread = first_thread; thread; thread = thread->next)
        others |= thread->async_exception != NULL;
    if (!others)
        eval_breaker_clear(BREAK_ASYNC_EXCEPTION);
    if (!exception)
        return true;
    raise_statement(exception, NULL);
    decref(exception);
    return false;
}

bool eval_breaker_interrupt(void) {
    uint32_t reasons = eval_breaker;
    if (reasons & BREAK_LIMIT && !limits_interrupt())
        return false;
    if (reasons & BREAK_SIGNAL && is_main_thread() && !signals_handle())
        return false;
    return !(reasons & BREAK_ASYNC_EXCEPTION) || take_async_exception();
}

bool eval_breaker_handle(void) {
    uint32_t reasons = eval_breaker;
    if (reasons & BREAK_LOOP && !eval_breaker_interrupt())
        return false;
    if (reasons & BREAK_GC) {
        eval_breaker_clear(BREAK_GC);
        mem_gc_run();
    }
    if (reasons & BREAK_PENDING) {
        eval_breaker_clear(BREAK_PENDING);
        mem_drain_deferred();
    }
    if (reasons & BREAK_MEMORY) {
        eval_breaker_clear(BREAK_MEMORY);
        memory_report_peak();
    }
    if (reasons & BREAK_GIL)
        gil_yield();
    return true;
}
