/* The steps of a task: send into the coroutine, then see what it yielded.
 *
 * A step that is due stands in the loop as a TaskStep, with the exception to throw in if there is
 * one; a future that is waited for has the task's `task_wakeup` as its callback. */
#include "lib/native/asyncio/asyncio.h"
#include "lib/native/contextvars.h"
#include "vm/objects/generator.h"

/* ---- scheduling ------------------------------------------------------------------------------ */

typedef struct TaskStep {
    Object header;
    Value task;   /* owned */
    Value thrown; /* owned; or null */
} TaskStep;

static TaskStep *step_of(Value value) {
    return (TaskStep *)object_of(value);
}

static bool task_schedule_step(Task *task, Value thrown) {
    TaskStep *step = mem_object_new(&task_step_type.mem, sizeof *step);
    if (!step)
        return raise_no_memory();
    step->task = own(value_of(task));
    step->thrown = own_maybe(thrown);
    mem_gc_track(step);
    bool done = loop_call_soon(task->future.loop, value_of(step), NULL, task->task_context);
    GIVE_UP(step);
    return done;
}

static Value step_call(Value self, Value *args, size_t count, Tuple *names) {
    if (!arguments_check("TaskStepMethWrapper", count, names, 0, 0))
        return NULL;
    return task_step(task_of(step_of(self)->task), step_of(self)->thrown) ? NONE : NULL;
}

static void step_clear(Object *object) {
    clear_value(&((TaskStep *)object)->task);
    clear_value(&((TaskStep *)object)->thrown);
}

static void step_dealloc(Object *object) {
    mem_gc_untrack(object);
    step_clear(object);
    mem_object_free(object, sizeof(TaskStep));
}

static void step_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((TaskStep *)object)->task, visit, context);
    visit_value(((TaskStep *)object)->thrown, visit, context);
}

static const NativeMember step_members[] = {
    {"__self__", MEMBER_VALUE, offsetof(TaskStep, task), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

Type task_step_type = {
    TYPE_INIT_CONTAINER("_asyncio.TaskStepMethWrapper", sizeof(TaskStep), step_dealloc,
                        step_traverse, step_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .call = step_call,
    .members = step_members,
};

/* The future that the task waits for is done: what it raises is thrown in. */
static Value wakeup(Value self, Value *args, size_t count, Tuple *names) {
    if (!arguments_check("task_wakeup", count, names, 1, 1))
        return NULL;
    Type *type = type_of(args[0]);
    Value result = type == &future_type || type == &task_type
                       ? future_get_result(future_of(args[0]))
                       : call_method_0(args[0], asyncio_names.result);
    decref_maybe(result);
    Value thrown = result ? NULL : exception_fetch();
    bool done = task_step(task_of(self), thrown);
    decref_maybe(thrown);
    return done ? NONE : NULL;
}

static Value wakeup_callback(Task *task) {
    static const NativeMethod method = NATIVE_RAW("task_wakeup", wakeup, NULL);
    return native_function_new(&method, value_of(task), NULL);
}

/* ---- what the coroutine yielded -------------------------------------------------------------- */

/* The pending exception is thrown in by the next step. */
static bool fail_with_pending(Task *task) {
    Value error = exception_fetch();
    bool done = task_schedule_step(task, error);
    decref(error);
    return done;
}

static bool fail(Task *task, const char *problem, Value yielded) {
    raise_runtime_error(problem, value_of(task), yielded);
    return fail_with_pending(task);
}

Answer task_cancel_awaited(Task *task, Value message) {
    Value method = attribute_get(task->waits_for, asyncio_names.cancel);
    Tuple *name = method ? tuple_pack(1, value_of(names.msg)) : NULL;
    Value answer = name ? call(method, &message, 0, name) : NULL;
    Answer cancelled = answer ? object_truth(answer) : ANSWER_ERROR;
    decref_maybe(method);
    decref_maybe(value_of(name));
    decref_maybe(answer);
    return cancelled;
}

static bool wait_for(Task *task, Value future) {
    replace_value(&task->waits_for, own(future));
    if (!task->must_cancel)
        return true;
    Value message = task->future.cancel_message;
    Answer cancelled = task_cancel_awaited(task, message ? message : NONE);
    if (cancelled == ANSWER_YES)
        task->must_cancel = false;
    return cancelled != ANSWER_ERROR;
}

static bool wait_for_native(Task *task, Future *future) {
    if (future->loop != task->future.loop)
        return fail(task, "Task %R got Future %R attached to a different loop", value_of(future));
    if (!future->blocking)
        return fail(task, "yield was used instead of yield from in task %R with %R",
                    value_of(future));
    future->blocking = false;
    Value callback = wakeup_callback(task);
    bool done = callback && future_add_callback(future, callback, task->task_context);
    decref_maybe(callback);
    return done && wait_for(task, value_of(future));
}

/* A future by its attributes: its class was made in Python. `blocking` is not None. */
static bool wait_for_alike(Task *task, Value future, Value blocking) {
    Value loop = asyncio_call("asyncio.futures", "_get_loop", &future, 1, NULL);
    if (!loop)
        return false;
    bool same_loop = loop == task->future.loop;
    decref(loop);
    if (!same_loop)
        return fail(task, "Task %R got Future %R attached to a different loop", future);
    Answer is_blocking = object_truth(blocking);
    if (is_blocking == ANSWER_ERROR)
        return false;
    if (is_blocking == ANSWER_NO)
        return fail(task, "yield was used instead of yield from in task %R with %R", future);
    if (!attribute_set(future, asyncio_names._asyncio_future_blocking, FALSE_VALUE))
        return false;
    Value method = attribute_get(future, asyncio_names.add_done_callback);
    Value stack[] = {method ? wakeup_callback(task) : NULL, task->task_context};
    Value added = stack[0] ? call(method, stack, 1, asyncio_names.only_context) : NULL;
    decref_maybe(method);
    decref_maybe(stack[0]);
    decref_maybe(added);
    return added && wait_for(task, future);
}

/* The next step comes when what was yielded is done; with an error if that is nothing to wait for.
 */
static bool handle_yielded(Task *task, Value yielded) {
    if (yielded == NONE)
        return task_schedule_step(task, NULL);
    if (yielded == value_of(task))
        return fail(task, "Task cannot await on itself: %R", yielded);
    Type *type = type_of(yielded);
    if (type == &future_type || type == &task_type)
        return wait_for_native(task, future_of(yielded));
    Value blocking = NULL;
    Lookup found = attribute_lookup(yielded, asyncio_names._asyncio_future_blocking, &blocking);
    if (found == LOOKUP_ERROR)
        return false;
    if (found == LOOKUP_FOUND && blocking != NONE) {
        bool done = wait_for_alike(task, yielded, blocking);
        decref(blocking);
        return done;
    }
    decref_maybe(blocking);
    if (has_type(yielded, &generator_type))
        return fail(task, "yield was used instead of yield from for generator in task %R with %R",
                    yielded);
    raise_runtime_error("Task got bad yield: %R", yielded);
    return fail_with_pending(task);
}

/* ---- a step ---------------------------------------------------------------------------------- */

static Next resume(Value coroutine, Value thrown, Value *result) {
    bool is_native = has_type(coroutine, &coroutine_type) || has_type(coroutine, &generator_type);
    if (is_native && !thrown)
        return generator_resume(generator_of(coroutine), NONE, result);
    *result = thrown ? call_method_1(coroutine, names.throw, thrown)
                     : call_method_1(coroutine, names.send, NONE);
    if (*result)
        return NEXT_ITEM;
    if (!exception_matches(&exc_StopIteration))
        return NEXT_ERROR;
    Value stop = exception_fetch();
    *result = attribute_get(stop, names.value);
    decref(stop);
    return *result ? NEXT_DONE : NEXT_ERROR;
}

static bool finish(Task *task, Value result) {
    if (!task->must_cancel)
        return future_set_result(&task->future, result);
    task->must_cancel = false; /* cancelled just before it ended */
    Value message = own_maybe(task->future.cancel_message);
    Answer cancelled = future_cancel(&task->future, message);
    decref_maybe(message);
    return cancelled != ANSWER_ERROR;
}

/* Ends the task with the pending exception, which goes on if it is to end the program. */
static bool finish_with_exception(Task *task) {
    Value error = exception_fetch();
    bool ends_program =
        is_instance_of(error, &exc_KeyboardInterrupt) || is_instance_of(error, &exc_SystemExit);
    Type *cancelled_error = asyncio_class(CANCELLED_ERROR);
    if (!cancelled_error) {
        decref(error);
        return false;
    }
    if (is_instance_of(error, cancelled_error)) {
        replace_value(&task->future.cancelled_error, error);
        return future_cancel(&task->future, NULL) != ANSWER_ERROR;
    }
    bool done = future_set_exception(&task->future, error);
    if (done && ends_program) {
        exception_restore_steal(error);
        return false;
    }
    decref(error);
    return done;
}

/* A task that had no memory to go on, and waits for nothing, would never end: it ends with that. */
static bool end_if_stuck(Task *task, bool done) {
    if (!done && task->future.state == FUTURE_PENDING && exception_matches(&exc_MemoryError))
        done = finish_with_exception(task);
    if (task->future.state != FUTURE_PENDING)
        task_unlink(task);
    return done;
}

/* One step, in the task's context, with the task current. */
static bool run(Task *task, Value thrown) {
    if (!task->coroutine)
        return raise_runtime_error("uninitialized Task object");
    Value result;
    Value coroutine = own(task->coroutine);
    bool done = false;
    switch (resume(coroutine, thrown, &result)) {
    case NEXT_ERROR:
        done = finish_with_exception(task);
        break;
    case NEXT_DONE:
        done = finish(task, result);
        decref(result);
        break;
    case NEXT_ITEM:
        done = handle_yielded(task, result);
        decref(result);
        break;
    }
    decref(coroutine);
    return end_if_stuck(task, done);
}

/* What is to be thrown in: owned. A task that must be cancelled gets a CancelledError. */
static bool choose_thrown(Task *task, Value given, Value *thrown) {
    *thrown = own_maybe(given);
    if (!task->must_cancel)
        return true;
    Type *cancelled_error = asyncio_class(CANCELLED_ERROR);
    if (!cancelled_error)
        return false;
    if (!given || !is_instance_of(given, cancelled_error))
        replace_value(thrown, future_make_cancelled_error(&task->future));
    task->must_cancel = false;
    return *thrown;
}

/* Ends with whatever is pending from before, if anything is. */
static bool leave(Task *task) {
    Value pending = exception_fetch();
    bool left = task_leave(task->future.loop, value_of(task));
    if (!pending)
        return left;
    exception_clear();
    exception_restore_steal(pending);
    return false;
}

bool task_step(Task *task, Value given) {
    Value thrown;
    if (!future_check_initialized(&task->future))
        return false;
    if (task->future.state != FUTURE_PENDING)
        return raise_invalid_state("__step(): already done: %R %R", value_of(task),
                                   given ? given : NONE);
    OWN(task);
    bool done =
        choose_thrown(task, given, &thrown) && task_enter(task->future.loop, value_of(task));
    clear_value(&task->waits_for);
    if (done) {
        done = run(task, thrown);
        done = leave(task) && done;
    } else {
        done = end_if_stuck(task, false);
    }
    decref_maybe(thrown);
    GIVE_UP(task);
    return done;
}

/* ---- the start ------------------------------------------------------------------------------- */

/* The first step at once, as if it were part of whatever runs. */
static bool step_eagerly(Task *task) {
    Value self = value_of(task);
    bool done = task_register_eager(self) && context_enter(task->task_context);
    if (done) {
        done = run(task, NULL);
        context_leave();
    }
    Value pending = exception_fetch();
    bool unregistered = task_unregister_eager(self);
    if (pending)
        exception_restore_steal(pending);
    return done && unregistered;
}

static bool start_eagerly(Task *task) {
    Value self = value_of(task), before = task_swap(task->future.loop, self);
    if (!before)
        return false;
    bool done = step_eagerly(task);
    Value pending = exception_fetch();
    Value swapped = task_swap(task->future.loop, before);
    done = done && swapped;
    decref(before);
    decref_maybe(swapped);
    if (pending)
        exception_restore_steal(pending);
    if (task->future.state == FUTURE_PENDING)
        task_link(task);
    else
        clear_value(&task->coroutine);
    return done;
}

bool task_start(Task *task, bool eager) {
    if (eager)
        return start_eagerly(task);
    if (!task_schedule_step(task, NULL))
        return false; /* all_tasks() is not to list one that will never run */
    task_link(task);
    return true;
}
