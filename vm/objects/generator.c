/* Generators and coroutines: resuming, throwing, closing; the asynchronous ones are in
 * async_generator.c. */
#include "vm/objects/generator.h"
#include "vm/instructions_slow.h"
#include "vm/objects/generator_parts.h"
#include "vm/objects/generic_alias.h"
#include "vm/vm.h"

#include <string.h>

/* Where a coroutine is made: (file name, line, function's name) of its callers. Owned. */
static Value origin_of(const Frame *frame) {
    List *calls = list_new(0);
    bool done = calls;
    for (int i = 0; done && i < coroutine_origin_depth; i++) {
        if (--frame <= current_thread->frames)
            break;
        CodeObject *code = frame_code(frame);
        Tuple *call =
            tuple_pack(3, code->filename, value_of_small_int(frame_line(frame)), code->name);
        done = call && list_append_steal(calls, value_of(call));
    }
    Value origin = done ? value_of(list_as_tuple(calls)) : NULL;
    decref_maybe(value_of(calls));
    return origin;
}

Value generator_from_frame(Frame *frame, Instruction *resume) {
    CodeObject *code = frame_code(frame);
    Type *type = code->flags & CO_GENERATOR         ? &generator_type
                 : code->flags & CO_ASYNC_GENERATOR ? &async_generator_type
                                                    : &coroutine_type;
    size_t size = sizeof(Generator) + code->frame_size * sizeof(Value);
    Generator *generator = mem_object_new(&type->mem, size);
    if (!generator)
        return raise_no_memory();
    memset((char *)generator + sizeof(Object), 0, sizeof(Generator) - sizeof(Object));
    OWN(frame->function);
    generator->function = value_of(frame->function);
    OWN(code);
    generator->code = code;
    generator->name = own(frame->function->name);
    generator->qualified_name = own(frame->function->qualified_name);
    generator->frame_size = code->frame_size;
    generator->frame.pc = resume;
    generator->frame.locals = generator->slots;
    generator->frame.function = frame->function;
    generator->frame.generator = generator;
    memcpy(generator->slots, frame->locals, code->slot_count * sizeof(Value));
    memset(frame->locals, 0, code->slot_count * sizeof(Value));
    if (frame->flags & FRAME_NAMESPACE) { /* code compiled to await at top level */
        generator->frame.namespace = own(frame->namespace);
        generator->frame.flags = FRAME_NAMESPACE;
    }
    if (frame->flags & FRAME_OBJECT) { /* whoever looked sees the generator's frame from now on */
        generator->frame.object = frame->object;
        generator->frame.flags |= FRAME_OBJECT;
        frame->object->frame = &generator->frame;
        frame->flags &= ~(uint32_t)FRAME_OBJECT;
    }
    mem_gc_track(generator);
    if (coroutine_origin_depth && type == &coroutine_type &&
        !(generator->origin_or_null = origin_of(frame))) {
        GIVE_UP(generator);
        return NULL;
    }
    return value_of(generator);
}

/* Frames go to and fro field by field, and only what changes: a copy of the whole reads in wide
 * words what was just written in narrow ones, which the processor waits for (1.6 times the time of
 * a loop over a generator). */

Frame *generator_push(Thread *thread, Generator *generator, uint32_t flags) {
    Frame *frame = thread->frame + 1;
    const Frame *kept = &generator->frame;
    uint32_t kept_flags = kept->flags; /* FRAME_OBJECT, FRAME_NAMESPACE */
    frame->pc = kept->pc;
    frame->locals = generator->slots;
    frame->limit = thread->frame->limit;
    frame->function = kept->function;
    frame->flags = kept_flags | FRAME_GENERATOR | flags;
    frame->temporaries = kept->temporaries;
    frame->generator = generator;
    if (UNLIKELY(kept_flags != 0)) {
        frame->namespace = kept->namespace;
        frame->object = kept->object;
        if (kept_flags & FRAME_OBJECT)
            frame->object->frame = frame;
    }
    generator->state = GENERATOR_RUNNING;
    generator->handled.previous = thread->handled;
    thread->handled = &generator->handled;
    thread->frame = frame;
    return frame;
}

void generator_suspend(Thread *thread, Frame *frame) {
    Generator *generator = frame->generator;
    Frame *kept = &generator->frame;
    kept->pc = frame->pc;
    kept->flags = frame->flags & (FRAME_OBJECT | FRAME_NAMESPACE);
    kept->temporaries = frame->temporaries;
    if (UNLIKELY(kept->flags != 0)) {
        kept->namespace = frame->namespace;
        kept->object = frame->object;
        if (kept->flags & FRAME_OBJECT)
            kept->object->frame = kept;
    }
    generator->state = GENERATOR_SUSPENDED;
    thread->handled = generator->handled.previous;
    thread->frame = frame - 1;
}

static const char *kind_name(const Generator *generator) {
    return generator->header.type == &generator_type.mem   ? "generator"
           : generator->header.type == &coroutine_type.mem ? "coroutine"
                                                           : "asynchronous generator";
}

Next generator_resume(Generator *generator, Value sent, Value *result) {
    Thread *thread = current_thread;
    *result = NULL;
    if (generator->state == GENERATOR_RUNNING) {
        if (!sent)
            exception_clear();
        raise_value_error("%s already executing",
                          generator->header.type == &async_generator_type.mem
                              ? "asynchronous generator"
                              : kind_name(generator));
        return NEXT_ERROR;
    }
    if (generator->state == GENERATOR_CLOSED) {
        if (generator->header.type == &coroutine_type.mem) {
            if (!sent)
                exception_clear();
            raise_runtime_error("cannot reuse already awaited coroutine");
            return NEXT_ERROR;
        }
        if (!sent)
            return NEXT_ERROR; /* the thrown exception stays pending */
        *result = NONE;
        return NEXT_DONE;
    }
    if (generator->state == GENERATOR_CREATED && sent && sent != NONE) {
        raise_type_error("can't send non-None value to a just-started %s",
                         generator->header.type == &async_generator_type.mem
                             ? "async generator"
                             : kind_name(generator));
        return NEXT_ERROR;
    }
    if (UNLIKELY(thread->frame + 1 >= thread->frame_limit)) {
        if (!sent)
            exception_clear();
        raise_error(&exc_RecursionError, "maximum recursion depth exceeded");
        return NEXT_ERROR;
    }
    OWN(generator);
    Frame *frame = generator_push(thread, generator, FRAME_ENTRY);
    /* Also when something is thrown in: the stack is as deep as the handlers expect. */
    frame->locals[frame_code(frame)->slot_count + frame->temporaries++] = own(sent ? sent : NONE);
    *result = interpret(thread);
    Next next = !*result                               ? NEXT_ERROR
                : generator->state == GENERATOR_CLOSED ? NEXT_DONE
                                                       : NEXT_ITEM;
    GIVE_UP(generator);
    return next;
}

Value generator_awaited_borrowed(const Generator *generator) {
    if (generator->state != GENERATOR_SUSPENDED)
        return NULL;
    const Instruction *yield = generator->frame.pc - 1;
    if (yield->op != OP_YIELD_VALUE || yield->arg == 0)
        return NULL;
    return generator->slots[generator->code->slot_count + generator->frame.temporaries - 1];
}

Next generator_next(Value self, Value *item) {
    Next next = generator_resume(generator_of(self), NONE, item);
    if (next == NEXT_DONE)
        clear_value(item);
    return next;
}

Value generator_send_value(Value self, Value sent) {
    Value result;
    Next next = generator_resume(generator_of(self), sent, &result);
    if (next == NEXT_ITEM)
        return result;
    if (next == NEXT_DONE) {
        raise_stop_iteration(result == NONE ? NULL : result);
        decref(result);
    }
    return NULL;
}

/* ---- throw and close ------------------------------------------------------------------------- */

static bool close_iterator(Value iterator) {
    if (is_any_generator(iterator) && !has_type(iterator, &async_generator_type)) {
        Value result = generator_close_value(iterator);
        decref_maybe(result);
        return result != NULL;
    }
    Value method;
    Lookup found = attribute_lookup(iterator, names.close, &method);
    if (found == LOOKUP_ERROR)
        exception_write_unraisable(iterator);
    if (found != LOOKUP_FOUND)
        return true;
    Value result = call_0(method);
    decref(method);
    decref_maybe(result);
    return result != NULL;
}

/* Makes an exception instance pending from throw()'s arguments. */
static bool raise_thrown(Generator *generator, Value type, Value value, Value traceback) {
    if (value == NONE)
        value = NULL;
    if (traceback && traceback != NONE && !has_type(traceback, &traceback_type))
        return raise_type_error("throw() third argument must be a traceback object");
    Value exception;
    if (is_type(type) && type_cast(type)->flags & TYPE_IS_EXCEPTION) {
        if (value && is_instance_of(value, type_cast(type)))
            exception = own(value);
        else if (value && has_type(value, &tuple_type))
            exception = call(type, tuple_of(value)->items, tuple_of(value)->count, NULL);
        else
            exception = value ? call_1(type, value) : call_0(type);
        if (!exception)
            return true; /* what its class raised is thrown in */
    } else if (has_flag(type, TYPE_IS_EXCEPTION)) {
        if (value)
            return raise_type_error("instance exception may not have a separate value");
        exception = own(type);
    } else {
        return raise_type_error("exceptions must be classes or instances deriving from "
                                "BaseException, not %T",
                                type);
    }
    if (!has_flag(exception, TYPE_IS_EXCEPTION)) {
        raise_type_error("calling %R should have returned an instance of BaseException, not %T",
                         type, exception);
        decref(exception);
        return true;
    }
    if (traceback && traceback != NONE &&
        !attribute_set(exception, names.__traceback__, traceback)) {
        decref(exception);
        return false;
    }
    /* Its context is what the generator is handling, not what the caller of throw() is. The
     * generator's own link stays: it may be running, here or in another thread. */
    if (generator->handled.exception) {
        Handled *outer = current_thread->handled;
        Handled inner = {own(generator->handled.exception), outer};
        current_thread->handled = &inner;
        raise_value(exception);
        current_thread->handled = outer;
        decref(inner.exception);
        decref(exception);
    } else {
        exception_restore_steal(exception);
    }
    return true;
}

/* Throws the pending exception in where the generator stands, through its delegates. */
static Value throw_pending(Generator *generator) {
    Value delegate = generator_awaited_borrowed(generator);
    if (!delegate)
        return generator_send_value(value_of(generator), NULL);
    Thread *thread = current_thread;
    Value result = NULL, exception = exception_fetch();
    if (thread->frame + 1 >= thread->frame_limit) {
        decref(exception);
        return raise_error(&exc_RecursionError, "maximum recursion depth exceeded");
    }
    /* While the delegate runs, the generator's frame stands below it. */
    Frame *frame = generator_push(thread, generator, 0);
    incref(delegate);
    if (is_instance_of(exception, &exc_GeneratorExit)) {
        bool closed = close_iterator(delegate);
        generator_suspend(thread, frame);
        if (closed)
            exception_restore_steal(exception);
        else
            decref(exception);
        decref(delegate);
        return generator_send_value(value_of(generator), NULL);
    }
    Value method = NULL;
    Lookup found = LOOKUP_FOUND;
    if (has_type(delegate, &generator_type) || has_type(delegate, &coroutine_type)) {
        exception_restore_steal(exception);
        result = throw_pending(generator_of(delegate));
    } else if ((found = attribute_lookup(delegate, names.throw, &method)) == LOOKUP_FOUND) {
        result = call_1(method, exception);
        decref(method);
        decref(exception);
    } else if (found == LOOKUP_MISSING) {
        exception_restore_steal(exception);
    } else {
        decref(exception);
    }
    generator_suspend(thread, frame);
    decref(delegate);
    if (result)
        return result; /* yielded on behalf of the generator */
    /* A StopIteration (the delegate returned) is turned into a value by CLEANUP_THROW. */
    return generator_send_value(value_of(generator), NULL);
}

bool generator_warn_of_throw(const char *method, Value *args) {
    return !args[1] || warn(&exc_DeprecationWarning, 1,
                            "the (type, exc, tb) signature of %s() is deprecated, use the "
                            "single-arg signature instead.",
                            method);
}

Value generator_throw_value(Value self, Value type, Value value, Value traceback) {
    Generator *generator = generator_of(self);
    if (!raise_thrown(generator, type, value, traceback))
        return NULL;
    return throw_pending(generator);
}

/* Suspended where nothing would handle GeneratorExit. */
static bool would_not_notice(const Generator *generator) {
    const Instruction *resume = generator->frame.pc;
    return resume->op == OP_RESUME && resume->arg & RESUME_OUTSIDE_TRY;
}

Value generator_close_value(Value self) {
    Generator *generator = generator_of(self);
    Value result;
    if (generator->state == GENERATOR_CLOSED)
        return NONE;
    if (generator->state == GENERATOR_CREATED) {
        generator_discard(generator);
        return NONE;
    }
    if (generator->state == GENERATOR_RUNNING)
        return raise_value_error("%s already executing", kind_name(generator));
    raise_class(&exc_GeneratorExit, NULL);
    OWN(generator);
    Value delegate = generator_awaited_borrowed(generator);
    if (delegate) {
        Value exception = exception_fetch();
        incref(delegate);
        generator->state = GENERATOR_RUNNING;
        bool closed = close_iterator(delegate);
        generator->state = GENERATOR_SUSPENDED;
        decref(delegate);
        if (closed)
            exception_restore_steal(exception);
        else
            decref(exception);
    }
    if (would_not_notice(generator) && exception_clear_if(&exc_GeneratorExit)) {
        generator_discard(generator);
        GIVE_UP(generator);
        return NONE;
    }
    Next next = generator_resume(generator, NULL, &result);
    GIVE_UP(generator);
    if (next == NEXT_ITEM) {
        decref(result);
        return raise_runtime_error("%s ignored GeneratorExit",
                                   has_type(self, &generator_type)   ? "generator"
                                   : has_type(self, &coroutine_type) ? "coroutine"
                                                                     : "async generator");
    }
    if (next == NEXT_DONE)
        return result;
    if (exception_clear_if(&exc_GeneratorExit))
        return NONE;
    if (exception_matches(&exc_StopIteration)) {
        exception_clear();
        return NONE;
    }
    return NULL;
}

/* Gives up the variables of a generator that will not run again. */
void generator_discard(Generator *generator) {
    generator->state = GENERATOR_CLOSED;
    if (generator->frame.flags & FRAME_OBJECT)
        frame_detach(&generator->frame);
    for (uint32_t i = 0; i < generator->code->slot_count + generator->frame.temporaries; i++)
        clear_value(&generator->slots[i]);
    generator->frame.temporaries = 0;
    if (generator->frame.flags & FRAME_NAMESPACE)
        clear_value(&generator->frame.namespace);
    generator->frame.flags = 0;
    clear_value(&generator->handled.exception);
    clear_value(&generator->function);
}

/* ---- the types ------------------------------------------------------------------------------- */

void generator_traverse(Object *object, MemVisit visit, void *context) {
    Generator *generator = (Generator *)object;
    visit_value(generator->function, visit, context);
    visit_value(value_of(generator->code), visit, context);
    visit_value(generator->name, visit, context);
    visit_value(generator->qualified_name, visit, context);
    visit_value(generator->origin_or_null, visit, context);
    visit_value(generator->handled.exception, visit, context);
    if (generator->frame.flags & FRAME_OBJECT)
        visit_value(value_of(generator->frame.object), visit, context);
    if (generator->frame.flags & FRAME_NAMESPACE)
        visit_value(generator->frame.namespace, visit, context);
    if (generator->state == GENERATOR_CREATED || generator->state == GENERATOR_SUSPENDED) {
        uint32_t count = generator->code->slot_count + generator->frame.temporaries;
        for (uint32_t i = 0; i < count; i++)
            visit_value(generator->slots[i], visit, context);
    }
}

void generator_clear(Object *object) {
    Generator *generator = (Generator *)object;
    if (generator->state == GENERATOR_CREATED || generator->state == GENERATOR_SUSPENDED)
        generator_discard(generator);
    clear_value(&generator->origin_or_null);
}

void generator_dealloc(Object *object) {
    Generator *generator = (Generator *)object;
    mem_gc_untrack(generator);
    if (generator->state != GENERATOR_CLOSED)
        generator_discard(generator);
    decref_maybe(generator->function);
    decref_maybe(generator->handled.exception);
    decref_maybe(generator->name);
    decref_maybe(generator->qualified_name);
    decref_maybe(generator->origin_or_null);
    size_t size = sizeof(Generator) + generator->frame_size * sizeof(Value);
    GIVE_UP(generator->code);
    mem_object_free(generator, size);
}

/* A suspended generator runs its finally blocks before it goes. */
void generator_finalize(Object *object) {
    Generator *generator = (Generator *)object;
    if (generator->state == GENERATOR_CREATED && object->type == &coroutine_type.mem) {
        Value pending = exception_fetch();
        coroutine_warn_never_awaited(generator);
        if (pending)
            exception_restore_steal(pending);
        return;
    }
    if (generator->state != GENERATOR_SUSPENDED)
        return;
    if (would_not_notice(generator) && !generator_awaited_borrowed(generator))
        return; /* what it holds is released with it, however long the chain of such generators */
    Value pending = exception_fetch();
    Value result = generator_close_value(value_of(generator));
    if (!result)
        exception_write_unraisable(value_of(generator));
    decref_maybe(result);
    if (pending)
        exception_restore_steal(pending);
}

static Value generator_iter(Value self) {
    return own(self);
}

Value generator_repr(Value self) {
    return value_of(str_format("<%s object %S at %p>",
                               has_type(self, &generator_type)   ? "generator"
                               : has_type(self, &coroutine_type) ? "coroutine"
                                                                 : "async_generator",
                               generator_of(self)->qualified_name, (void *)object_of(self)));
}
static Value method_send(Value self, Value *args) {
    return generator_send_value(self, args[0]);
}
static Value method_throw(Value self, Value *args) {
    if (!generator_warn_of_throw("generator.throw", args))
        return NULL;
    return generator_throw_value(self, args[0], args[1], args[2]);
}
static Value method_close(Value self, Value *args) {
    return generator_close_value(self);
}

Value generator_get_name(Value self) {
    return own(generator_of(self)->name);
}
bool generator_set_name(Value self, Value value) {
    if (!value || !is_str(value))
        return raise_type_error("__name__ must be set to a string object");
    replace_value(&generator_of(self)->name, own(value));
    return true;
}
Value generator_get_qualname(Value self) {
    return own(generator_of(self)->qualified_name);
}
bool generator_set_qualname(Value self, Value value) {
    if (!value || !is_str(value))
        return raise_type_error("__qualname__ must be set to a string object");
    replace_value(&generator_of(self)->qualified_name, own(value));
    return true;
}
Value generator_get_code(Value self) {
    return own(value_of(generator_of(self)->code));
}
Value generator_get_running(Value self) {
    return value_of_bool(generator_of(self)->state == GENERATOR_RUNNING);
}
Value generator_get_suspended(Value self) {
    return value_of_bool(generator_of(self)->state == GENERATOR_SUSPENDED);
}
Value generator_get_awaited(Value self) {
    Value awaited = generator_awaited_borrowed(generator_of(self));
    return own(awaited ? awaited : NONE);
}
/* On whichever thread's stack it runs. */
static Frame *running_frame(const Generator *generator) {
    for (Thread *thread = thread_next(NULL); thread; thread = thread_next(thread))
        for (Frame *frame = thread->frame; frame > thread->frames; frame--)
            if (frame->flags & FRAME_GENERATOR && frame->generator == generator)
                return frame;
    return NULL;
}

Value generator_get_frame(Value self) {
    Generator *generator = generator_of(self);
    if (generator->state == GENERATOR_CLOSED)
        return NONE;
    Frame *frame = &generator->frame;
    if (generator->state == GENERATOR_RUNNING && !(frame = running_frame(generator)))
        return NONE;
    FrameObject *object = frame_object(frame);
    return object ? own(value_of(object)) : NULL;
}

static const NativeMethod generator_methods[] = {
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE("send($self, object, /)", method_send,
           "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise "
           "StopIteration."),
    NATIVE("throw($self, type, value=None, traceback=None, /)", method_throw,
           "Raise exception in generator, return next yielded value or raise\nStopIteration."),
    NATIVE("close($self, /)", method_close, "close() -> raise GeneratorExit inside generator."),
    NATIVE_END,
};

static const NativeGetSet generator_getsets[] = {
    {"__name__", generator_get_name, generator_set_name, "name of the generator"},
    {"__qualname__", generator_get_qualname, generator_set_qualname,
     "qualified name of the generator"},
    {"gi_yieldfrom", generator_get_awaited, NULL, "object being iterated by yield from, or None"},
    {"gi_running", generator_get_running, NULL, NULL},
    {"gi_frame", generator_get_frame, NULL, NULL},
    {"gi_suspended", generator_get_suspended, NULL, NULL},
    {"gi_code", generator_get_code, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type generator_type = {
    TYPE_INIT_CONTAINER("generator", sizeof(Generator), generator_dealloc, generator_traverse,
                        generator_clear),
    .mem.finalize = generator_finalize,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .accepts_weakrefs = true,
    .repr = generator_repr,
    .iter = generator_iter,
    .next = generator_next,
    .methods = generator_methods,
    .getsets = generator_getsets,
};
