/* The type Task. */
#include "lib/native/asyncio/asyncio.h"
#include "lib/native/contextvars.h"

/* ---- making and ending ----------------------------------------------------------------------- */

enum { TASK_VALUES = 4 };
_Static_assert(offsetof(Task, name) ==
                   offsetof(Task, coroutine) + (TASK_VALUES - 1) * sizeof(Value),
               "a row of values");

static void clear_values(Task *task) {
    for (size_t i = 0; i < TASK_VALUES; i++)
        clear_value(&(&task->coroutine)[i]);
}

static void clear(Object *object) {
    clear_values((Task *)object);
    future_clear(object);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    for (size_t i = 0; i < TASK_VALUES; i++)
        visit_value((&((Task *)object)->coroutine)[i], visit, context);
    future_traverse(object, visit, context);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    task_unlink((Task *)object);
    clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void report_destroyed(Task *task) {
    const Future *future = &task->future;
    Value message = value_of(str_from_c("Task was destroyed but it is pending!"));
    Dict *report = message ? dict_new() : NULL;
    if (report && dict_set_c(report, "task", value_of(task)) &&
        dict_set_c(report, "message", message) &&
        (!future->source_traceback ||
         dict_set_c(report, "source_traceback", future->source_traceback)))
        loop_report(future->loop, value_of(task), report);
    else
        exception_write_unraisable(value_of(task));
    decref_maybe(message);
    decref_maybe(value_of(report));
}

static void finalize(Object *object) {
    Task *task = (Task *)object;
    task_unlink(task); /* even if the report brings it back */
    if (task->future.loop && task->future.state == FUTURE_PENDING && task->log_destroy_pending) {
        Value pending = exception_fetch();
        report_destroyed(task);
        if (pending)
            exception_restore_steal(pending);
    }
    future_finalize(object);
}

static Answer is_coroutine(Value value) {
    if (has_type(value, &coroutine_type))
        return ANSWER_YES;
    Value answer = asyncio_call("asyncio.coroutines", "iscoroutine", &value, 1, NULL);
    Answer truth = answer ? object_truth(answer) : ANSWER_ERROR;
    decref_maybe(answer);
    return truth;
}

static Value default_name(void) {
    static int64_t tasks_made;
    return value_of_small_int(++tasks_made);
}

/* Does the first step come at once? Only if it is wished and the loop runs. */
static Answer starts_eagerly(Task *task, Value wished) {
    Answer eager = wished ? object_truth(wished) : ANSWER_NO;
    if (eager != ANSWER_YES)
        return eager;
    Value running = call_method_0(task->future.loop, asyncio_names.is_running);
    eager = running ? object_truth(running) : ANSWER_ERROR;
    decref_maybe(running);
    return eager;
}

static bool init(Value self, Value *args, size_t count, Tuple *names) {
    static Signature signature =
        SIGNATURE("Task(coro, *, loop=None, name=None, context=None, eager_start=False)");
    Value bound[5];
    if (!arguments_bind(&signature, args, count, names, bound))
        return false;
    Task *task = task_of(self);
    Value coroutine = bound[0], name = bound[2], context = bound[3];
    if (!future_init(&task->future, bound[1]))
        return false;
    task_unlink(task);
    clear_values(task);
    task->must_cancel = task->log_destroy_pending = false;
    task->cancel_requests = 0;
    Answer accepted = is_coroutine(coroutine);
    if (accepted != ANSWER_YES) {
        if (accepted == ANSWER_NO)
            raise_type_error("a coroutine was expected, got %R", coroutine);
        return false;
    }
    task->task_context = context && context != NONE ? own(context) : context_copy_current();
    task->name = !name || name == NONE ? default_name()
                 : is_str(name)        ? own(name)
                                       : object_str(name);
    if (!task->task_context || !task->name)
        return false;
    task->coroutine = own(coroutine);
    task->log_destroy_pending = true;
    Answer eager = starts_eagerly(task, bound[4]);
    return eager != ANSWER_ERROR && task_start(task, eager);
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value method_del(Value self, Value *args) {
    finalize(object_of(self));
    return NONE;
}

static Value set_result(Value self, Value *args) {
    return raise_runtime_error("Task does not support set_result operation");
}

static Value set_exception(Value self, Value *args) {
    return raise_runtime_error("Task does not support set_exception operation");
}

static Value cancel(Value self, Value *args) {
    Task *task = task_of(self);
    Value message = args[0] ? args[0] : NONE;
    task->future.log_traceback = false;
    if (!future_check_initialized(&task->future))
        return NULL;
    if (task->future.state != FUTURE_PENDING)
        return FALSE_VALUE;
    task->cancel_requests++;
    Answer passed_on = task->waits_for ? task_cancel_awaited(task, message) : ANSWER_NO;
    if (passed_on == ANSWER_NO) {
        task->must_cancel = true;
        replace_value(&task->future.cancel_message, message == NONE ? NULL : own(message));
    }
    return passed_on == ANSWER_ERROR ? NULL : TRUE_VALUE;
}

static Value cancelling(Value self, Value *args) {
    return value_of_small_int(task_of(self)->cancel_requests);
}

static Value uncancel(Value self, Value *args) {
    Task *task = task_of(self);
    if (task->cancel_requests > 0 && --task->cancel_requests == 0)
        task->must_cancel = false;
    return value_of_small_int(task->cancel_requests);
}

static Value own_or_none(Value value) {
    return own(value ? value : NONE);
}

static Value get_coro(Value self, Value *args) {
    return own_or_none(task_of(self)->coroutine);
}

static Value get_context(Value self, Value *args) {
    return own_or_none(task_of(self)->task_context);
}

static Value get_name(Value self, Value *args) {
    Task *task = task_of(self);
    if (task->name && is_small_int(task->name)) {
        Str *text = str_format("Task-%zd", (ptrdiff_t)small_int_of(task->name));
        if (!text)
            return NULL;
        replace_value(&task->name, value_of(text));
    }
    return own_or_none(task->name);
}

static Value set_name(Value self, Value *args) {
    Value name = is_str(args[0]) ? own(args[0]) : object_str(args[0]);
    if (!name)
        return NULL;
    replace_value(&task_of(self)->name, name);
    return NONE;
}

static Value get_stack(Value self, Value *args) {
    Value stack[] = {self, args[0] ? args[0] : NONE};
    return asyncio_call("asyncio.base_tasks", "_task_get_stack", stack, 2, NULL);
}

static Value print_stack(Value self, Value *args) {
    Value stack[] = {self, args[0] ? args[0] : NONE, args[1] ? args[1] : NONE};
    return asyncio_call("asyncio.base_tasks", "_task_print_stack", stack, 3, NULL);
}

static Value repr(Value self) {
    return asyncio_repr(TASK_REPR, self);
}

static const NativeMethod methods[] = {
    NATIVE("set_result($self, result, /)", set_result, NULL),
    NATIVE("set_exception($self, exception, /)", set_exception, NULL),
    NATIVE("cancel($self, /, msg=None)", cancel,
           "Request that a CancelledError be thrown into the coroutine, which may refuse it."),
    NATIVE("cancelling($self, /)", cancelling,
           "Return the count of the task's cancellation requests, less those taken back."),
    NATIVE("uncancel($self, /)", uncancel,
           "Take back one cancellation request; returns how many remain."),
    NATIVE("get_coro($self, /)", get_coro, NULL),
    NATIVE("get_context($self, /)", get_context, NULL),
    NATIVE("get_name($self, /)", get_name, NULL),
    NATIVE("set_name($self, value, /)", set_name, NULL),
    NATIVE("get_stack($self, /, *, limit=None)", get_stack,
           "Return the frames of the suspended coroutine, or of the exception that ended it."),
    NATIVE("print_stack($self, /, *, limit=None, file=None)", print_stack,
           "Print the frames of get_stack() as a traceback does."),
    NATIVE("__del__($self, /)", method_del, "Called when the instance is about to be destroyed."),
    NATIVE_END,
};

/* ---- attributes ------------------------------------------------------------------------------ */

static Value get_log_destroy_pending(Value self) {
    return value_of_bool(task_of(self)->log_destroy_pending);
}

static bool set_log_destroy_pending(Value self, Value value) {
    Answer wanted = value ? object_truth(value) : ANSWER_ERROR;
    if (!value)
        return raise_attribute_error("cannot delete attribute");
    task_of(self)->log_destroy_pending = wanted == ANSWER_YES;
    return wanted != ANSWER_ERROR;
}

static const NativeGetSet getsets[] = {
    {"_log_destroy_pending", get_log_destroy_pending, set_log_destroy_pending, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeMember members[] = {
    {"_must_cancel", MEMBER_BOOL, offsetof(Task, must_cancel), false, NULL},
    {"_coro", MEMBER_VALUE, offsetof(Task, coroutine), false, NULL},
    {"_fut_waiter", MEMBER_VALUE, offsetof(Task, waits_for), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

Type task_type = {
    TYPE_INIT_CONTAINER("_asyncio.Task", sizeof(Task), dealloc, traverse, clear),
    .mem.finalize = finalize,
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &future_type,
    .shape_offset = offsetof(Future, shape),
    .accepts_weakrefs = true,
    .doc = "Task(coro, *, loop=None, name=None, context=None, eager_start=False)\n--\n\nA "
           "coroutine that runs by steps in its loop; awaited, it gives what that returns.",
    .methods = methods,
    .members = members,
    .getsets = getsets,
    .init = init,
    .repr = repr,
};
