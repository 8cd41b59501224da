/* What asyncio.events.Handle is built on: a callback with its arguments and context, run once.
 *
 * Every turn of a task takes one, so it is made and run here; how it is shown and how errors are
 * told (_report) is the business of the class in Python. */
#include "lib/native/asyncio/asyncio.h"
#include "lib/native/contextvars.h"

typedef struct Handle {
    Object header;
    Value callback, args; /* null once cancelled */
    Value loop, context;
    Value source_traceback; /* where it was made, in debug mode */
    Value repr;             /* in debug mode, once cancelled: what it was before */
    bool cancelled;
} Handle;

enum { HANDLE_VALUES = 6 };
_Static_assert(offsetof(Handle, repr) ==
                   offsetof(Handle, callback) + (HANDLE_VALUES - 1) * sizeof(Value),
               "a row of values");

static Handle *handle_of(Value value) {
    return (Handle *)object_of(value);
}

/* ---- life ------------------------------------------------------------------------------------ */

static Value new (Type *type, Value *args, size_t count, Tuple *names) {
    Handle *handle = type_allocate(type, 0);
    if (handle)
        mem_gc_track(handle);
    return value_of(handle);
}

static void clear(Object *object) {
    for (size_t i = 0; i < HANDLE_VALUES; i++)
        clear_value(&(&((Handle *)object)->callback)[i]);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void traverse(Object *object, MemVisit visit, void *context) {
    for (size_t i = 0; i < HANDLE_VALUES; i++)
        visit_value((&((Handle *)object)->callback)[i], visit, context);
}

/* There is no loop before __init__, and the attribute may be deleted. */
static Answer is_debugged(const Handle *handle) {
    if (!handle->loop)
        return ANSWER_NO;
    Value loop = own(handle->loop);
    Answer answer = loop_debug(loop);
    decref(loop);
    return answer;
}

static bool init(Value self, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("Handle(callback, args, loop, context=None)");
    Value bound[4];
    if (!arguments_bind(&signature, args, count, names, bound))
        return false;
    Handle *handle = handle_of(self);
    Value context = bound[3] && bound[3] != NONE ? own(bound[3]) : context_copy_current();
    if (!context)
        return false;
    replace_value(&handle->context, context);
    replace_value(&handle->callback, own(bound[0]));
    replace_value(&handle->args, own(bound[1]));
    replace_value(&handle->loop, own(bound[2]));
    handle->cancelled = false;
    Answer debug = is_debugged(handle);
    if (debug != ANSWER_YES)
        return debug == ANSWER_NO;
    Value stack = asyncio_call("asyncio.format_helpers", "extract_stack", NULL, 0, NULL);
    replace_value(&handle->source_traceback, stack);
    return stack;
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value call_in(Value context, Value callback, Tuple *args) {
    if (!context_enter(context))
        return NULL;
    Value result = call(callback, args->items, args->count, NULL);
    context_leave();
    return result;
}

/* The context is of another kind, which has a method run(), too. */
static Value call_in_alike(Value context, Value callback, Tuple *args) {
    Value run = attribute_get(context, asyncio_names.run);
    Tuple *all = run ? tuple_new(args->count + 1) : NULL;
    if (all) {
        all->items[0] = own(callback);
        for (size_t i = 0; i < args->count; i++)
            all->items[i + 1] = own(args->items[i]);
    }
    Value result = all ? call_tuple(run, all, NULL) : NULL;
    decref_maybe(run);
    decref_maybe(value_of(all));
    return result;
}

static bool report_pending(Value self) {
    if (exception_matches(&exc_SystemExit) || exception_matches(&exc_KeyboardInterrupt))
        return false;
    Value error = exception_fetch();
    Value result = call_method_1(self, asyncio_names._report, error);
    decref(error);
    decref_maybe(result);
    return result;
}

static Value run(Value self, Value *unused) {
    const Handle *handle = handle_of(self);
    if (!handle->callback || !handle->args || !handle->context)
        return raise_runtime_error("the handle was cancelled");
    Value callback = own(handle->callback), context = own(handle->context);
    Value given = own(handle->args); /* its iterator may cancel this handle */
    Tuple *args = is_exact_tuple(given) ? tuple_of(own(given)) : tuple_from_iterable(given);
    decref(given);
    Value result = !args                 ? NULL
                   : is_context(context) ? call_in(context, callback, args)
                                         : call_in_alike(context, callback, args);
    decref(callback);
    decref(context);
    decref_maybe(value_of(args));
    if (!result && !report_pending(self))
        return NULL;
    decref_maybe(result);
    return NONE;
}

static Value cancel(Value self, Value *args) {
    Handle *handle = handle_of(self);
    if (handle->cancelled)
        return NONE;
    handle->cancelled = true;
    Answer debug = is_debugged(handle);
    if (debug == ANSWER_YES) { /* for messages about slow callbacks */
        Value text = object_repr(self);
        if (!text)
            return NULL;
        replace_value(&handle->repr, text);
    }
    clear_value(&handle->callback);
    clear_value(&handle->args);
    return debug == ANSWER_ERROR ? NULL : NONE;
}

static Value cancelled(Value self, Value *args) {
    return value_of_bool(handle_of(self)->cancelled);
}

static Value get_context(Value self, Value *args) {
    Value context = handle_of(self)->context;
    return own(context ? context : NONE);
}

static const NativeMethod methods[] = {
    NATIVE("_run($self, /)", run, NULL),
    NATIVE("cancel($self, /)", cancel, NULL),
    NATIVE("cancelled($self, /)", cancelled, NULL),
    NATIVE("get_context($self, /)", get_context, NULL),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"_callback", MEMBER_VALUE, offsetof(Handle, callback), true, NULL},
    {"_args", MEMBER_VALUE, offsetof(Handle, args), true, NULL},
    {"_loop", MEMBER_VALUE, offsetof(Handle, loop), true, NULL},
    {"_context", MEMBER_VALUE, offsetof(Handle, context), true, NULL},
    {"_source_traceback", MEMBER_VALUE, offsetof(Handle, source_traceback), true, NULL},
    {"_repr", MEMBER_VALUE, offsetof(Handle, repr), true, NULL},
    {"_cancelled", MEMBER_BOOL, offsetof(Handle, cancelled), true, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

Type handle_type = {
    TYPE_INIT_CONTAINER("_asyncio._Handle", sizeof(Handle), dealloc, traverse, clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .accepts_weakrefs = true,
    .methods = methods,
    .members = members,
    .new = new,
    .init = init,
};
