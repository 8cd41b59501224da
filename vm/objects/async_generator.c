/* Asynchronous generators (PEP 525).
 *
 * The body's own yields are marked: the interpreter wraps such a value (async_generator_wrap), so
 * that it can be told apart from what an await inside passes on to the event loop. asend() and
 * athrow() give awaitables that drive the body: a wrapped value ends the awaitable with
 * StopIteration(value), anything else is passed on. */
#include "vm/instructions_slow.h"
#include "vm/objects/generator_parts.h"
#include "vm/objects/generic_alias.h"

/* ---- the mark -------------------------------------------------------------------------------- */

typedef struct WrappedValue {
    Object header;
    Value value; /* owned */
} WrappedValue;

static void wrapped_traverse(Object *self, MemVisit visit, void *context) {
    visit_value(((WrappedValue *)self)->value, visit, context);
}
static void wrapped_clear(Object *self) {
    clear_value(&((WrappedValue *)self)->value);
}
static void wrapped_dealloc(Object *self) {
    mem_gc_untrack(self);
    wrapped_clear(self);
    mem_object_free(self, sizeof(WrappedValue));
}
static Type wrapped_value_type = {
    TYPE_INIT_CONTAINER("async_generator_wrapped_value", sizeof(WrappedValue), wrapped_dealloc,
                        wrapped_traverse, wrapped_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
};

Value async_generator_wrap(Value value) {
    WrappedValue *wrapped = mem_object_new(&wrapped_value_type.mem, sizeof *wrapped);
    if (!wrapped)
        return raise_no_memory();
    wrapped->value = own(value);
    mem_gc_track(wrapped);
    return value_of(wrapped);
}

/* ---- asend, athrow, aclose ------------------------------------------------------------------- */

typedef enum { STEP_NEW, STEP_RUNNING, STEP_DONE } StepState;
typedef enum { STEP_SEND, STEP_THROW, STEP_CLOSE } StepKind;

typedef struct AsyncStep {
    Object header;
    Value generator;    /* owned */
    Value arguments[3]; /* sent value, or what is thrown; owned, may be null */
    StepKind kind;
    StepState state;
} AsyncStep;

static Type async_send_type, async_throw_type;

static AsyncStep *step_of(Value self) {
    return (AsyncStep *)object_of(self);
}

/* Tells the event loop about a generator at its first iteration. */
static bool init_hooks(Generator *generator) {
    if (generator->hooks_inited)
        return true;
    generator->hooks_inited = true;
    generator->origin_or_null = own_maybe(current_thread->async_gen_finalizer);
    Value first = own_maybe(current_thread->async_gen_firstiter);
    if (!first)
        return true;
    Value result = call_1(first, value_of(generator));
    decref(first);
    decref_maybe(result);
    return result != NULL;
}

static Value step_new(Value generator, StepKind kind, Value first, Value second, Value third) {
    if (!init_hooks(generator_of(generator)))
        return NULL;
    AsyncStep *step = mem_object_new(
        kind == STEP_SEND ? &async_send_type.mem : &async_throw_type.mem, sizeof *step);
    if (!step)
        return raise_no_memory();
    step->generator = own(generator);
    step->arguments[0] = own_maybe(first);
    step->arguments[1] = own_maybe(second);
    step->arguments[2] = own_maybe(third);
    step->kind = kind;
    step->state = STEP_NEW;
    mem_gc_track(step);
    return value_of(step);
}

/* What the body gave: a wrapped value ends the step. Takes the reference. */
static Value unwrap_steal(AsyncStep *step, Value result) {
    Generator *generator = generator_of(step->generator);
    if (!result) {
        if (!exception_pending())
            raise_class(&exc_StopAsyncIteration, NULL);
        if (exception_matches(&exc_StopAsyncIteration) || exception_matches(&exc_GeneratorExit))
            generator->closed_async = true;
        generator->running_async = false;
        step->state = STEP_DONE;
        return NULL;
    }
    if (!has_type(result, &wrapped_value_type))
        return result;
    generator->running_async = false;
    step->state = STEP_DONE;
    Value value = ((WrappedValue *)object_of(result))->value;
    raise_stop_iteration(value == NONE ? NULL : value);
    decref(result);
    return NULL;
}

/* Resumes the body; its return is StopAsyncIteration. */
static Value resume_body(AsyncStep *step, Value sent) {
    Value result;
    Next next = generator_resume(generator_of(step->generator), sent, &result);
    if (next == NEXT_DONE) {
        decref(result);
        raise_class(&exc_StopAsyncIteration, NULL);
        return NULL;
    }
    return next == NEXT_ITEM ? result : NULL;
}

/* The same for an exception thrown in. */
static Value throw_into_body(AsyncStep *step, Value *thrown) {
    Value result = generator_throw_value(step->generator, thrown[0], thrown[1], thrown[2]);
    if (!result && exception_clear_if(&exc_StopIteration))
        raise_class(&exc_StopAsyncIteration, NULL);
    return result;
}

static Value raise_reused(AsyncStep *step) {
    return raise_runtime_error("cannot reuse already awaited %s", step->kind == STEP_SEND
                                                                      ? "__anext__()/asend()"
                                                                      : "aclose()/athrow()");
}

static Value raise_running(AsyncStep *step) {
    static const char *const names[] = {"anext", "athrow", "aclose"};
    step->state = STEP_DONE;
    return raise_runtime_error("%s(): asynchronous generator is already running",
                               names[step->kind]);
}

/* aclose(): the body must end by GeneratorExit or StopAsyncIteration, without yielding. */
static Value close_result_steal(AsyncStep *step, Value result) {
    Generator *generator = generator_of(step->generator);
    if (result && has_type(result, &wrapped_value_type)) {
        generator->running_async = false;
        step->state = STEP_DONE;
        decref(result);
        return raise_runtime_error("async generator ignored GeneratorExit");
    }
    if (result)
        return result;
    generator->running_async = false;
    generator->closed_async = true;
    step->state = STEP_DONE;
    if (exception_clear_if(&exc_StopAsyncIteration) || exception_clear_if(&exc_GeneratorExit))
        raise_stop_iteration(NULL);
    return NULL;
}

static Value step_begin(AsyncStep *step, Value sent) {
    Generator *generator = generator_of(step->generator);
    if (generator->running_async)
        return raise_running(step);
    step->state = STEP_RUNNING;
    if (step->kind == STEP_SEND) {
        generator->running_async = true;
        if (sent == NONE && step->arguments[0])
            sent = step->arguments[0];
        return unwrap_steal(step, resume_body(step, sent));
    }
    if (generator->closed_async || generator->state == GENERATOR_CLOSED) {
        step->state = STEP_DONE;
        if (step->kind == STEP_CLOSE || generator->state == GENERATOR_CLOSED)
            raise_stop_iteration(NULL);
        else
            raise_class(&exc_StopAsyncIteration, NULL);
        return NULL;
    }
    if (sent != NONE) {
        step->state = STEP_NEW;
        return raise_runtime_error("can't send non-None value to a just-started coroutine");
    }
    generator->running_async = true;
    if (step->kind == STEP_CLOSE) {
        generator->closed_async = true;
        if (generator->state == GENERATOR_CREATED) {
            generator_discard(generator);
            generator->running_async = false;
            step->state = STEP_DONE;
            return raise_stop_iteration(NULL);
        }
        Value exit[] = {value_of(&exc_GeneratorExit), NULL, NULL};
        return close_result_steal(step, throw_into_body(step, exit));
    }
    return unwrap_steal(step, throw_into_body(step, step->arguments));
}

static Value step_send(Value self, Value sent) {
    AsyncStep *step = step_of(self);
    if (step->state == STEP_DONE)
        return raise_reused(step);
    if (step->state == STEP_NEW)
        return step_begin(step, sent);
    Value result = resume_body(step, sent);
    return step->kind == STEP_CLOSE ? close_result_steal(step, result) : unwrap_steal(step, result);
}

static Next step_next(Value self, Value *item) {
    *item = step_send(self, NONE);
    return *item ? NEXT_ITEM : NEXT_ERROR;
}

static Value step_throw(Value self, Value *args) {
    AsyncStep *step = step_of(self);
    Generator *generator = generator_of(step->generator);
    if (step->state == STEP_DONE)
        return raise_reused(step);
    if (step->state == STEP_NEW) {
        if (generator->running_async)
            return raise_running(step);
        step->state = STEP_RUNNING;
        generator->running_async = true;
    }
    Value result = throw_into_body(step, args);
    return step->kind == STEP_CLOSE ? close_result_steal(step, result) : unwrap_steal(step, result);
}

static Value step_method_send(Value self, Value *args) {
    return step_send(self, args[0]);
}

static Value step_close(Value self, Value *args) {
    AsyncStep *step = step_of(self);
    if (step->state == STEP_DONE)
        return NONE;
    Value arguments[] = {value_of(&exc_GeneratorExit), NULL, NULL};
    Value result = step_throw(self, arguments);
    if (result) {
        decref(result);
        return raise_runtime_error("coroutine ignored GeneratorExit");
    }
    if (exception_clear_if(&exc_StopIteration) || exception_clear_if(&exc_StopAsyncIteration) ||
        exception_clear_if(&exc_GeneratorExit))
        return NONE;
    return NULL;
}

static Value itself(Value self) {
    return own(self);
}

static void step_traverse(Object *self, MemVisit visit, void *context) {
    AsyncStep *step = (AsyncStep *)self;
    visit_value(step->generator, visit, context);
    for (int i = 0; i < 3; i++)
        visit_value(step->arguments[i], visit, context);
}
static void step_clear(Object *self) {
    AsyncStep *step = (AsyncStep *)self;
    for (int i = 0; i < 3; i++)
        clear_value(&step->arguments[i]);
}
static void warn_never_awaited(AsyncStep *step) {
    static const char *const names[] = {"asend", "athrow", "aclose"};
    Value pending = exception_fetch();
    if (!warn(&exc_RuntimeWarning, 1, "coroutine method '%s' of %R was never awaited",
              names[step->kind], generator_of(step->generator)->qualified_name))
        exception_write_unraisable(step->generator);
    if (pending)
        exception_restore_steal(pending);
}

static void step_dealloc(Object *self) {
    mem_gc_untrack(self);
    if (((AsyncStep *)self)->state == STEP_NEW)
        warn_never_awaited((AsyncStep *)self);
    step_clear(self);
    decref(((AsyncStep *)self)->generator);
    mem_object_free(self, sizeof(AsyncStep));
}

static const NativeMethod step_methods[] = {
    NATIVE("send($self, arg, /)", step_method_send, NULL),
    NATIVE("throw($self, type, value=None, traceback=None, /)", step_throw, NULL),
    NATIVE("close($self, /)", step_close, NULL),
    NATIVE_END,
};

#define STEP_TYPE(name)                                                                            \
    {                                                                                              \
        TYPE_INIT_CONTAINER(name, sizeof(AsyncStep), step_dealloc, step_traverse, step_clear),     \
            .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION, .iter = itself, .await = itself,      \
            .next = step_next, .methods = step_methods                                             \
    }
static Type async_send_type = STEP_TYPE("async_generator_asend");
static Type async_throw_type = STEP_TYPE("async_generator_athrow");

/* ---- the generator --------------------------------------------------------------------------- */

static Value async_next(Value self) {
    return step_new(self, STEP_SEND, NULL, NULL, NULL);
}
static Value method_asend(Value self, Value *args) {
    return step_new(self, STEP_SEND, args[0], NULL, NULL);
}
static Value method_athrow(Value self, Value *args) {
    if (!generator_warn_of_throw("athrow", args))
        return NULL;
    return step_new(self, STEP_THROW, args[0], args[1], args[2]);
}
static Value method_aclose(Value self, Value *args) {
    return step_new(self, STEP_CLOSE, NULL, NULL, NULL);
}
static Value get_running_async(Value self) {
    return value_of_bool(generator_of(self)->running_async);
}

/* Left without being exhausted: the event loop's hook finishes it. */
static void finalize(Object *object) {
    Generator *generator = (Generator *)object;
    Value hook = generator->origin_or_null;
    if (generator->state != GENERATOR_SUSPENDED)
        return;
    if (!hook || generator->closed_async) {
        generator_finalize(object);
        return;
    }
    Value pending = exception_fetch();
    Value result = call_1(hook, value_of(generator));
    if (!result)
        exception_write_unraisable(value_of(generator));
    decref_maybe(result);
    if (pending)
        exception_restore_steal(pending);
}

static const NativeMethod methods[] = {
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE("asend($self, object, /)", method_asend, "asend(v) -> send 'v' in generator."),
    NATIVE("athrow($self, type, value=None, traceback=None, /)", method_athrow,
           "raise exception in generator."),
    NATIVE("aclose($self, /)", method_aclose, "aclose() -> raise GeneratorExit inside generator."),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"__name__", generator_get_name, generator_set_name, "name of the async generator"},
    {"__qualname__", generator_get_qualname, generator_set_qualname,
     "qualified name of the async generator"},
    {"ag_await", generator_get_awaited, NULL, "object being awaited on, or None"},
    {"ag_running", get_running_async, NULL, NULL},
    {"ag_frame", generator_get_frame, NULL, NULL},
    {"ag_suspended", generator_get_suspended, NULL, NULL},
    {"ag_code", generator_get_code, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type async_generator_type = {
    TYPE_INIT_CONTAINER("async_generator", sizeof(Generator), generator_dealloc, generator_traverse,
                        generator_clear),
    .mem.finalize = finalize,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .accepts_weakrefs = true,
    .repr = generator_repr,
    .async_iter = itself,
    .async_next = async_next,
    .methods = methods,
    .getsets = getsets,
};
