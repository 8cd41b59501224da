/* Coroutines, and what await and async for ask of objects. */
#include "vm/instructions_slow.h"
#include "vm/import.h"
#include "vm/objects/generator_parts.h"
#include "vm/objects/generic_alias.h"

/* ---- the protocols --------------------------------------------------------------------------- */

static bool is_awaitable_generator(Value value) {
    return has_type(value, &coroutine_type) ||
           (has_type(value, &generator_type) &&
            generator_of(value)->code->flags & CO_ITERABLE_COROUTINE);
}

Value awaitable_iter(Value value) {
    if (is_awaitable_generator(value))
        return own(value);
    Type *type = type_of(value);
    if (!type->await)
        return raise_type_error("object %T can't be used in 'await' expression", value);
    Value iterator = type->await(value);
    if (!iterator)
        return NULL;
    if (is_awaitable_generator(iterator)) {
        raise_type_error("__await__() returned a coroutine");
    } else if (!type_of(iterator)->next) {
        raise_type_error("__await__() returned non-iterator of type '%T'", iterator);
    } else {
        return iterator;
    }
    decref(iterator);
    return NULL;
}

Value get_awaitable(Value object, unsigned where) {
    if (where != AWAIT_EXPRESSION && !is_awaitable_generator(object) && !type_of(object)->await)
        return raise_type_error("'async with' received an object from %s that does not implement "
                                "__await__: %T",
                                where == AWAIT_AENTER ? "__aenter__" : "__aexit__", object);
    Value iterator = awaitable_iter(object);
    if (iterator && has_type(iterator, &coroutine_type) &&
        generator_awaited_borrowed(generator_of(iterator))) {
        decref(iterator);
        return raise_runtime_error("coroutine is being awaited already");
    }
    return iterator;
}

Value get_async_iter(Value object) {
    Type *type = type_of(object);
    if (!type->async_iter)
        return raise_type_error("'async for' requires an object with __aiter__ method, got %T",
                                object);
    Value iterator = type->async_iter(object);
    if (iterator && !type_of(iterator)->async_next) {
        raise_type_error("'async for' received an object from __aiter__ that does not implement "
                         "__anext__: %T",
                         iterator);
        clear_value(&iterator);
    }
    return iterator;
}

Value get_async_next(Value iterator) {
    Type *type = type_of(iterator);
    if (!type->async_next)
        return raise_type_error("'async for' requires an iterator with __anext__ method, got %T",
                                iterator);
    Value next = type->async_next(iterator);
    if (!next)
        return NULL;
    Value awaitable = awaitable_iter(next);
    if (!awaitable) {
        Value cause = exception_fetch();
        raise_type_error("'async for' received an invalid object from __anext__: %T", next);
        Value error = exception_fetch();
        if (attribute_set(error, names.__cause__, cause) &&
            attribute_set(error, names.__context__, cause))
            exception_restore_steal(error);
        else
            decref(error);
        decref(cause);
    }
    decref(next);
    return awaitable;
}

Value yield_from_iter(Frame *frame, Value iterable) {
    if (has_type(iterable, &coroutine_type)) {
        if (!(frame_code(frame)->flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE)))
            return raise_type_error(
                "cannot 'yield from' a coroutine object in a non-coroutine generator");
        return own(iterable);
    }
    return has_type(iterable, &generator_type) ? own(iterable) : object_iter(iterable);
}

Next send_slow(Value receiver, Value sent, Value *result) {
    if (has_type(receiver, &generator_type) || has_type(receiver, &coroutine_type))
        return generator_resume(generator_of(receiver), sent, result);
    return iterator_send(receiver, sent, result);
}

Value stop_iteration_value(Value exception) {
    if (!is_instance_of(exception, &exc_StopIteration))
        return NULL;
    return attribute_get(exception, names.value);
}

/* ---- the wrapper that __await__ gives -------------------------------------------------------- */

typedef struct CoroutineWrapper {
    Object header;
    Value coroutine; /* owned */
} CoroutineWrapper;

static Value coroutine_of(Value self) {
    return ((CoroutineWrapper *)object_of(self))->coroutine;
}
static Value wrapper_iter(Value self) {
    return own(self);
}
static Next wrapper_next(Value self, Value *item) {
    *item = generator_send_value(coroutine_of(self), NONE);
    if (*item)
        return NEXT_ITEM;
    return NEXT_ERROR; /* StopIteration with its value stays pending for the caller */
}
static Value wrapper_send(Value self, Value *args) {
    return generator_send_value(coroutine_of(self), args[0]);
}
static Value wrapper_throw(Value self, Value *args) {
    if (!generator_warn_of_throw("coroutine.throw", args))
        return NULL;
    return generator_throw_value(coroutine_of(self), args[0], args[1], args[2]);
}
static Value wrapper_close(Value self, Value *args) {
    return generator_close_value(coroutine_of(self));
}
static void wrapper_traverse(Object *self, MemVisit visit, void *context) {
    visit_value(coroutine_of(value_of(self)), visit, context);
}
static void wrapper_clear(Object *self) {
    clear_value(&((CoroutineWrapper *)self)->coroutine);
}
static void wrapper_dealloc(Object *self) {
    mem_gc_untrack(self);
    decref_maybe(((CoroutineWrapper *)self)->coroutine);
    mem_object_free(self, sizeof(CoroutineWrapper));
}
static const NativeMethod wrapper_methods[] = {
    NATIVE("send($self, object, /)", wrapper_send, "send(arg) -> send 'arg' into coroutine."),
    NATIVE("throw($self, type, value=None, traceback=None, /)", wrapper_throw, NULL),
    NATIVE("close($self, /)", wrapper_close, NULL),
    NATIVE_END,
};
static Type coroutine_wrapper_type = {
    TYPE_INIT_CONTAINER("coroutine_wrapper", sizeof(CoroutineWrapper), wrapper_dealloc,
                        wrapper_traverse, wrapper_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .iter = wrapper_iter,
    .next = wrapper_next,
    .methods = wrapper_methods,
};

static Value coroutine_await(Value self) {
    CoroutineWrapper *wrapper = mem_object_new(&coroutine_wrapper_type.mem, sizeof *wrapper);
    if (!wrapper)
        return raise_no_memory();
    wrapper->coroutine = own(self);
    mem_gc_track(wrapper);
    return value_of(wrapper);
}

/* ---- the type -------------------------------------------------------------------------------- */

static bool warn_plainly(const Generator *coroutine) {
    return warn(&exc_RuntimeWarning, 1, "coroutine '%S' was never awaited",
                coroutine->qualified_name);
}

void coroutine_warn_never_awaited(Generator *coroutine) {
    Value warning = import_attribute("warnings", "_warn_unawaited_coroutine");
    Value result = warning ? call_1(warning, value_of(coroutine)) : NULL;
    decref_maybe(warning);
    if (result) {
        decref(result);
        return;
    }
    bool warned = exception_matches(&exc_RuntimeWarning);
    if (warning || warned)
        exception_write_unraisable(value_of(coroutine));
    else
        exception_clear(); /* module warnings is not what it was */
    if (!warned && !warn_plainly(coroutine))
        exception_write_unraisable(value_of(coroutine));
}

static Value method_send(Value self, Value *args) {
    return generator_send_value(self, args[0]);
}
static Value method_throw(Value self, Value *args) {
    if (!generator_warn_of_throw("coroutine.throw", args))
        return NULL;
    return generator_throw_value(self, args[0], args[1], args[2]);
}
static Value method_close(Value self, Value *args) {
    return generator_close_value(self);
}
static Value get_origin(Value self) {
    Value origin = generator_of(self)->origin_or_null;
    return own(origin ? origin : NONE);
}

static const NativeMethod methods[] = {
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE("send($self, object, /)", method_send,
           "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise "
           "StopIteration."),
    NATIVE("throw($self, type, value=None, traceback=None, /)", method_throw,
           "Raise exception in coroutine, return next iterated value or raise\nStopIteration."),
    NATIVE("close($self, /)", method_close, "close() -> raise GeneratorExit inside coroutine."),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"__name__", generator_get_name, generator_set_name, "name of the coroutine"},
    {"__qualname__", generator_get_qualname, generator_set_qualname,
     "qualified name of the coroutine"},
    {"cr_await", generator_get_awaited, NULL, "object being awaited on, or None"},
    {"cr_running", generator_get_running, NULL, NULL},
    {"cr_frame", generator_get_frame, NULL, NULL},
    {"cr_suspended", generator_get_suspended, NULL, NULL},
    {"cr_code", generator_get_code, NULL, NULL},
    {"cr_origin", get_origin, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type coroutine_type = {
    TYPE_INIT_CONTAINER("coroutine", sizeof(Generator), generator_dealloc, generator_traverse,
                        generator_clear),
    .mem.finalize = generator_finalize,
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .accepts_weakrefs = true,
    .repr = generator_repr,
    .await = coroutine_await,
    .methods = methods,
    .getsets = getsets,
};
