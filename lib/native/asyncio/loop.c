/* Which loop runs in a thread, which task in a loop, and all tasks there are.
 *
 * A thread's running loop stands in its dict. Native tasks under way are in a list without
 * references: a task leaves it when it is done or dies. Tasks of other kinds that register are in a
 * WeakSet, and those that run their first step eagerly in a set. */
#include "lib/native/_thread_local.h"
#include "lib/native/asyncio/asyncio.h"
#include "vm/runtime.h"

static Dict *current_tasks; /* loop: the task that runs in it */
static Value other_tasks;   /* WeakSet */
static Set *eager_tasks;
static Task *first_task;

/* Finalizers may run when the registers have been given up. */
static bool check_alive(void) {
    return current_tasks ||
           raise_runtime_error("asyncio cannot be used while the interpreter shuts down");
}

/* The task that runs in a loop. */
static Lookup lookup_current(Value loop, Value *task) {
    return check_alive() ? dict_lookup(current_tasks, loop, task) : LOOKUP_ERROR;
}

/* ---- the running loop ------------------------------------------------------------------------ */

static Str *running_key;

/* The thread's running loop; borrowed, null if there is none. */
static Value running_borrowed(void) {
    Value dict = current_thread->dict;
    Value loop = dict ? dict_get_name_borrowed(dict_of(dict), running_key) : NULL;
    return loop == NONE ? NULL : loop;
}

static Value get_running(Value module, Value *args) {
    Value loop = running_borrowed();
    return own(loop ? loop : NONE);
}

static Value set_running(Value module, Value *args) {
    return thread_dict_set(value_of(running_key), args[0]) ? NONE : NULL;
}

static Value get_running_or_raise(Value module, Value *args) {
    Value loop = running_borrowed();
    return loop ? own(loop) : raise_runtime_error("no running event loop");
}

Value loop_current(void) {
    Value loop = running_borrowed();
    if (loop)
        return own(loop);
    Value policy = asyncio_call("asyncio.events", "get_event_loop_policy", NULL, 0, NULL);
    loop = policy ? call_method_0(policy, asyncio_names.get_event_loop) : NULL;
    decref_maybe(policy);
    return loop;
}

static Value get_event_loop(Value module, Value *args) {
    return loop_current();
}

bool loop_call_soon(Value loop, Value callback, Value argument, Value context) {
    Value method, self;
    if (!check_alive() || !attribute_get_method(loop, asyncio_names.call_soon, &method, &self))
        return false;
    Value stack[4];
    size_t count = 0;
    if (self)
        stack[count++] = self;
    stack[count++] = callback;
    if (argument)
        stack[count++] = argument;
    stack[count] = context;
    Value handle = call(method, stack, count, asyncio_names.only_context);
    decref(method);
    decref_maybe(handle);
    return handle;
}

Answer loop_debug(Value loop) {
    Value debug = call_method_0(loop, asyncio_names.get_debug);
    Answer answer = debug ? object_truth(debug) : ANSWER_ERROR;
    decref_maybe(debug);
    return answer;
}

void loop_report(Value loop, Value object, Dict *report) {
    Value result = call_method_1(loop, asyncio_names.call_exception_handler, value_of(report));
    if (!result)
        exception_write_unraisable(object);
    decref_maybe(result);
}

/* ---- the running task ------------------------------------------------------------------------ */

bool task_enter(Value loop, Value task) {
    Value current;
    Lookup found = lookup_current(loop, &current);
    if (found == LOOKUP_MISSING)
        return dict_set(current_tasks, loop, task);
    if (found == LOOKUP_FOUND) {
        raise_runtime_error("Cannot enter into task %R while another task %R is being executed.",
                            task, current);
        decref(current);
    }
    return false;
}

bool task_leave(Value loop, Value task) {
    Value current = NONE;
    Lookup found = lookup_current(loop, &current);
    if (found == LOOKUP_ERROR)
        return false;
    bool same = found == LOOKUP_FOUND && current == task;
    if (!same)
        raise_runtime_error("Leaving task %R does not match the current task %R.", task, current);
    decref(current);
    return same && dict_delete(current_tasks, loop) != LOOKUP_ERROR;
}

Value task_swap(Value loop, Value task) {
    Value before;
    Lookup found = lookup_current(loop, &before);
    if (found == LOOKUP_ERROR)
        return NULL;
    bool done = task == NONE ? dict_delete(current_tasks, loop) != LOOKUP_ERROR
                             : dict_set(current_tasks, loop, task);
    if (found == LOOKUP_MISSING)
        before = NONE;
    if (done)
        return before;
    decref(before);
    return NULL;
}

static Value current_task(Value module, Value *args) {
    Value loop = args[0] && args[0] != NONE ? args[0] : running_borrowed();
    if (!loop)
        return raise_runtime_error("no running event loop");
    Value task;
    Lookup found = lookup_current(loop, &task);
    return found == LOOKUP_FOUND ? task : found == LOOKUP_MISSING ? NONE : NULL;
}

static Value enter_task(Value module, Value *args) {
    return task_enter(args[0], args[1]) ? NONE : NULL;
}

static Value leave_task(Value module, Value *args) {
    return task_leave(args[0], args[1]) ? NONE : NULL;
}

static Value swap_current_task(Value module, Value *args) {
    return task_swap(args[0], args[1]);
}

/* ---- all tasks ------------------------------------------------------------------------------- */

void task_link(Task *task) {
    if (task->previous || task == first_task)
        return;
    task->next = first_task;
    if (first_task)
        first_task->previous = task;
    first_task = task;
}

void task_unlink(Task *task) {
    if (task == first_task)
        first_task = task->next;
    else if (task->previous)
        task->previous->next = task->next;
    else
        return;
    if (task->next)
        task->next->previous = task->previous;
    task->next = task->previous = NULL;
}

static Value linked_tasks(Value module, Value *args) {
    List *tasks = list_new(0);
    for (Task *task = first_task; tasks && task; task = task->next)
        if (!list_append(tasks, value_of(task))) {
            GIVE_UP(tasks);
            return NULL;
        }
    return value_of(tasks);
}

static Value in_other_tasks(Str *method, Value task) {
    if (!check_alive())
        return NULL;
    Value result = call_method_1(other_tasks, method, task);
    decref_maybe(result);
    return result ? NONE : NULL;
}

static Value register_task(Value module, Value *args) {
    if (!is_instance_of(args[0], &task_type))
        return in_other_tasks(asyncio_names.add, args[0]);
    task_link(task_of(args[0]));
    return NONE;
}

static Value unregister_task(Value module, Value *args) {
    if (!is_instance_of(args[0], &task_type))
        return in_other_tasks(asyncio_names.discard, args[0]);
    task_unlink(task_of(args[0]));
    return NONE;
}

bool task_register_eager(Value task) {
    return check_alive() && set_add(eager_tasks, task);
}

bool task_unregister_eager(Value task) {
    return check_alive() && set_discard(eager_tasks, task) != LOOKUP_ERROR;
}

static Value register_eager_task(Value module, Value *args) {
    return task_register_eager(args[0]) ? NONE : NULL;
}

static Value unregister_eager_task(Value module, Value *args) {
    return task_unregister_eager(args[0]) ? NONE : NULL;
}

/* ---- the module's ---------------------------------------------------------------------------- */

const NativeMethod loop_functions[] = {
    NATIVE("get_event_loop($module, /)", get_event_loop,
           "Return the running event loop or else the policy's current one."),
    NATIVE("get_running_loop($module, /)", get_running_or_raise,
           "Return the loop that runs in this thread; RuntimeError if there is none."),
    NATIVE("_get_running_loop($module, /)", get_running,
           "Return the loop that runs in this thread, or None."),
    NATIVE("_set_running_loop($module, loop, /)", set_running,
           "Set the loop that runs in this thread: for those who write loops."),
    NATIVE("current_task($module, /, loop=None)", current_task,
           "Return a currently executed task."),
    NATIVE("_enter_task($module, /, loop, task)", enter_task,
           "The task begins or resumes running in the loop."),
    NATIVE("_leave_task($module, /, loop, task)", leave_task,
           "The task suspends or ends running in the loop."),
    NATIVE("_swap_current_task($module, /, loop, task)", swap_current_task,
           "The task runs in the loop from now on; returns the one before, or None."),
    NATIVE("_register_task($module, /, task)", register_task, "all_tasks() shall list the task."),
    NATIVE("_unregister_task($module, /, task)", unregister_task,
           "all_tasks() need not list the task any more."),
    NATIVE("_register_eager_task($module, /, task)", register_eager_task,
           "The task runs its first step eagerly."),
    NATIVE("_unregister_eager_task($module, /, task)", unregister_eager_task,
           "The task has run its first step."),
    NATIVE("_linked_tasks($module, /)", linked_tasks, "A list of the native tasks under way."),
    NATIVE_END,
};

static void forget(void) {
    Value owned[] = {value_of(current_tasks), value_of(eager_tasks), other_tasks};
    current_tasks = NULL;
    eager_tasks = NULL;
    other_tasks = NULL;
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        decref_maybe(owned[i]);
}

static bool make_registers(void) {
    if (!current_tasks)
        current_tasks = dict_new();
    if (!eager_tasks)
        eager_tasks = set_new(NULL);
    if (!other_tasks)
        other_tasks = asyncio_call("_weakrefset", "WeakSet", NULL, 0, NULL);
    if (!running_key)
        running_key = str_intern_forever_steal(str_from_c("__asyncio_running_event_loop__"));
    return current_tasks && eager_tasks && other_tasks && running_key;
}

bool loop_exec(Module *module) {
    runtime_on_fini(forget);
    return make_registers() &&
           dict_set_c(module->dict, "_current_tasks", value_of(current_tasks)) &&
           dict_set_c(module->dict, "_eager_tasks", value_of(eager_tasks)) &&
           dict_set_c(module->dict, "_scheduled_tasks", other_tasks);
}
