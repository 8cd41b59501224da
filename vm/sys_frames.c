/* sys._getframe, recursion limit, tracing, switching: what sys says about running code. */
#include "vm/audit.h"
#include "vm/sys_frames.h"
#include "vm/trace.h"
#include "vm/sys_info.h"
#include "vm/limits.h"
#include "vm/vm.h"

/* ---- frames ---------------------------------------------------------------------------------- */

/* The frame `depth` calls above; null: ValueError pending. */
static Frame *frame_at(Value depth_value) {
    int depth = 0;
    if (depth_value && !int_as_int(depth_value, &depth))
        return NULL;
    Frame *frame = frame_current();
    while (frame && depth-- > 0)
        frame = frame_previous(frame);
    return frame ? frame : raise_value_error("call stack is not deep enough");
}

Value sys_getframe(Value self, Value *args) {
    Frame *frame = frame_at(args[0]);
    FrameObject *object = frame ? frame_object(frame) : NULL;
    if (!object || !audit("sys._getframe", "O", value_of(object)))
        return NULL;
    return own(value_of(object));
}

Value sys_getframemodulename(Value self, Value *args) {
    if (!audit("sys._getframemodulename", "O", args[0] ? args[0] : value_of_small_int(0)))
        return NULL;
    Frame *frame = frame_at(args[0]);
    if (!frame)
        return exception_clear_if(&exc_ValueError) ? NONE : NULL;
    Value name = dict_get_name_borrowed(frame_globals(frame), names.__name__);
    return own(name ? name : NONE);
}

/* The dict from threads' numbers to what `look` finds there: a borrowed value, null without a
 * pending exception: nothing. */
static Value for_all_threads(Value (*look)(Thread *thread)) {
    Dict *result = dict_new();
    for (Thread *thread = thread_next(NULL); result && thread; thread = thread_next(thread)) {
        Value found = look(thread);
        bool done = found ? dict_set(result, value_of_small_int((int64_t)thread->id), found)
                          : !exception_pending();
        if (!done) {
            GIVE_UP(result);
            result = NULL;
        }
    }
    return value_of(result);
}

static Value innermost_frame(Thread *thread) {
    return thread->frame == thread->frames ? NULL : value_of(frame_object(thread->frame));
}

Value sys_current_frames(Value self, Value *args) {
    if (!audit("sys._current_frames", ""))
        return NULL;
    return for_all_threads(innermost_frame);
}

static Value handled_exception(Thread *thread) {
    for (Handled *handled = thread->handled; handled; handled = handled->previous)
        if (handled->exception && handled->exception != NONE)
            return handled->exception;
    return NONE;
}

Value sys_current_exceptions(Value self, Value *args) {
    if (!audit("sys._current_exceptions", ""))
        return NULL;
    return for_all_threads(handled_exception);
}

/* ---- limits ---------------------------------------------------------------------------------- */

Value sys_getrecursionlimit(Value self, Value *args) {
    return value_of_small_int(recursion_limit_get());
}

Value sys_setrecursionlimit(Value self, Value *args) {
    int limit;
    if (!int_as_int(args[0], &limit))
        return NULL;
    if (limit < 1)
        return raise_value_error("recursion limit must be greater or equal than 1");
    uint64_t most = limits_in_force().recursion;
    if ((uint64_t)limit > most)
        return raise_value_error("recursion limit must not be greater than %llu here",
                                 (unsigned long long)most);
    return recursion_limit_set(limit) ? NONE : NULL;
}

Value sys_getswitchinterval(Value self, Value *args) {
    return float_new(gil_switch_interval);
}

Value sys_setswitchinterval(Value self, Value *args) {
    double interval;
    if (!object_as_double(args[0], &interval))
        return NULL;
    if (!(interval > 0.0))
        return raise_value_error("switch interval must be strictly positive");
    gil_switch_interval = interval;
    return NONE;
}

/* ---- tracing --------------------------------------------------------------------------------- */

Value sys_settrace(Value self, Value *args) {
    if (!audit("sys.settrace", ""))
        return NULL;
    return trace_set(current_thread, args[0]) ? NONE : NULL;
}

Value sys_setprofile(Value self, Value *args) {
    if (!audit("sys.setprofile", ""))
        return NULL;
    return profile_set(current_thread, args[0]) ? NONE : NULL;
}

static Value set_in_all_threads(bool (*set)(Thread *thread, Value function), Value function) {
    for (Thread *thread = thread_next(NULL); thread; thread = thread_next(thread))
        if (!set(thread, function))
            return NULL;
    return NONE;
}

Value sys_settrace_all(Value self, Value *args) {
    return set_in_all_threads(trace_set, args[0]);
}

Value sys_setprofile_all(Value self, Value *args) {
    return set_in_all_threads(profile_set, args[0]);
}

Value sys_gettrace(Value self, Value *args) {
    Value function = current_thread->trace_function;
    return own(function ? function : NONE);
}

Value sys_getprofile(Value self, Value *args) {
    Value function = current_thread->profile_function;
    return own(function ? function : NONE);
}

Value sys_call_tracing(Value self, Value *args) {
    if (!is_tuple(args[1]))
        return raise_type_error("call_tracing() argument 2 must be tuple, not %s",
                                type_name_of(args[1]));
    Thread *thread = current_thread;
    uint32_t tracing = thread->tracing;
    thread->tracing = 0;
    Value result = call_tuple(args[0], tuple_of(args[1]), NULL);
    thread->tracing = tracing;
    return result;
}

/* ---- coroutines and asynchronous generators -------------------------------------------------- */

Value sys_get_asyncgen_hooks(Value self, Value *args) {
    return sys_async_gen_hooks();
}

static bool check_hook(Value hook, const char *name) {
    if (!hook || hook == NONE || is_callable(hook))
        return true;
    return raise_type_error("callable %s expected, got %.50s", name, type_name_of(hook));
}

Value sys_set_asyncgen_hooks(Value self, Value *args) {
    if (!check_hook(args[1], "finalizer") || !check_hook(args[0], "firstiter"))
        return NULL;
    Thread *thread = current_thread;
    if (args[1])
        replace_value(&thread->async_gen_finalizer, args[1] == NONE ? NULL : own(args[1]));
    if (args[0])
        replace_value(&thread->async_gen_firstiter, args[0] == NONE ? NULL : own(args[0]));
    return NONE;
}

int coroutine_origin_depth;

Value sys_get_coroutine_depth(Value self, Value *args) {
    return value_of_small_int(coroutine_origin_depth);
}

Value sys_set_coroutine_depth(Value self, Value *args) {
    int depth;
    if (!int_as_int(args[0], &depth))
        return NULL;
    if (depth < 0)
        return raise_value_error("depth must be >= 0");
    coroutine_origin_depth = depth;
    return NONE;
}
