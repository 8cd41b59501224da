/* Builtin functions that iterate: iter, next, all, any, sorted, and the asynchronous ones. */
#include "lib/builtins/builtins.h"
#include "vm/iterate.h"
#include "vm/objects/generator.h"
#include "vm/objects/iterators.h"

Value builtin_iter(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("iter", count, keywords, 1, 2))
        return NULL;
    if (count == 1)
        return object_iter(args[0]);
    if (!is_callable(args[0]))
        return raise_type_error("iter(v, w): v must be callable");
    return call_iterator_new(args[0], args[1]);
}

Value builtin_next(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("next", count, keywords, 1, 2))
        return NULL;
    if (!type_of(args[0])->next)
        return raise_type_error("'%T' object is not an iterator", args[0]);
    Value item;
    switch (iterator_send(args[0], NONE, &item)) {
    case NEXT_ITEM:
        return item;
    case NEXT_ERROR:
        return NULL;
    case NEXT_DONE:
        break;
    }
    if (count == 1)
        raise_stop_iteration(item == NONE ? NULL : item);
    decref(item);
    return count == 2 ? own(args[1]) : NULL;
}

/* Until an item's truth is `until`. */
static Value search(Value iterable, Answer until) {
    Value iterator = object_iter(iterable), item;
    if (!iterator)
        return NULL;
    Next next;
    Answer answer = !until;
    while (answer == (Answer)!until &&
           (next = iterator_next_inline(iterator, &item)) != NEXT_DONE) {
        if (next == NEXT_ERROR)
            answer = ANSWER_ERROR;
        else {
            answer = object_truth(item);
            decref(item);
        }
    }
    decref(iterator);
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

Value builtin_all(Value self, Value *args) {
    return search(args[0], ANSWER_NO);
}

Value builtin_any(Value self, Value *args) {
    return search(args[0], ANSWER_YES);
}

Value builtin_sorted(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("sort(iterable, /, *, key=None, reverse=False)");
    if (count != 1)
        return raise_type_error("sorted expected 1 argument, got %zu", count);
    Value bound[3] = {args[0], NULL, NULL};
    if (keywords && !arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Answer reverse = ANSWER_NO;
    List *list = list_from_iterable(bound[0]);
    if (!list)
        return NULL;
    if (bound[2])
        reverse = object_truth(bound[2]);
    Value key = bound[1] == NONE ? NULL : bound[1];
    if (reverse == ANSWER_ERROR || !list_sort(list, key, reverse == ANSWER_YES)) {
        decref(value_of(list));
        return NULL;
    }
    return value_of(list);
}

/* ---- asynchronous ---------------------------------------------------------------------------- */

Value builtin_aiter(Value self, Value *args) {
    Type *type = type_of(args[0]);
    if (!type->async_iter)
        return raise_type_error("'%T' object is not an async iterable", args[0]);
    Value iterator = type->async_iter(args[0]);
    if (iterator && !type_of(iterator)->async_next) {
        raise_type_error("aiter() returned not an async iterator of type '%T'", iterator);
        decref(iterator);
        return NULL;
    }
    return iterator;
}

/* What anext(iterator, default) gives: awaits the next item, and turns StopAsyncIteration into the
 * default. */
typedef struct AnextAwaitable {
    Object header;
    Value awaitable; /* owned: what __anext__ gave */
    Value iterator;  /* owned: its __await__, null before the first step */
    Value fallback;  /* owned */
} AnextAwaitable;

static Type anext_awaitable_type;

static AnextAwaitable *anext_of(Value value) {
    return (AnextAwaitable *)object_of(value);
}

static void anext_clear(Object *object) {
    AnextAwaitable *self = (AnextAwaitable *)object;
    clear_value(&self->awaitable);
    clear_value(&self->iterator);
    clear_value(&self->fallback);
}

static void anext_dealloc(Object *object) {
    mem_gc_untrack(object);
    anext_clear(object);
    mem_object_free(object, sizeof(AnextAwaitable));
}

static void anext_traverse(Object *object, MemVisit visit, void *context) {
    AnextAwaitable *self = (AnextAwaitable *)object;
    visit_value(self->awaitable, visit, context);
    visit_value(self->iterator, visit, context);
    visit_value(self->fallback, visit, context);
}

static Value anext_iterator(AnextAwaitable *self) {
    if (!self->iterator)
        self->iterator = awaitable_iter(self->awaitable);
    return self->iterator;
}

/* StopAsyncIteration ends it with the default: StopIteration(default). */
static Value anext_result(AnextAwaitable *self, Value result) {
    if (result || !exception_clear_if(&exc_StopAsyncIteration))
        return result;
    return raise_stop_iteration(self->fallback);
}

static Next anext_next(Value value, Value *item) {
    AnextAwaitable *self = anext_of(value);
    Value iterator = anext_iterator(self), result;
    if (!iterator)
        return NEXT_ERROR;
    Next next = iterator_send(iterator, NONE, &result);
    if (next == NEXT_ITEM)
        *item = result;
    else if (next == NEXT_DONE) {
        raise_stop_iteration(result);
        decref(result);
        return NEXT_ERROR;
    } else
        anext_result(self, NULL);
    return next;
}

static Value anext_call(Value value, const char *name, Value *args, size_t count) {
    AnextAwaitable *self = anext_of(value);
    Value iterator = anext_iterator(self);
    if (!iterator)
        return NULL;
    Str *interned = str_interned(name);
    Value method = interned ? attribute_get(iterator, interned) : NULL;
    decref_maybe(value_of(interned));
    if (!method)
        return NULL;
    Value result = call(method, args, count, NULL);
    decref(method);
    return anext_result(self, result);
}

static Value anext_send(Value self, Value *args) {
    return anext_call(self, "send", args, 1);
}

static Value anext_throw(Value self, Value *args, size_t count, Tuple *keywords) {
    return anext_call(self, "throw", args, count);
}

static Value anext_close(Value self, Value *args) {
    return anext_call(self, "close", args, 0);
}

static const NativeMethod anext_methods[] = {
    NATIVE("send($self, value, /)", anext_send, NULL), NATIVE_RAW("throw", anext_throw, NULL),
    NATIVE("close($self, /)", anext_close, NULL), NATIVE_END};

static Type anext_awaitable_type = {
    TYPE_INIT_CONTAINER("anext_awaitable", sizeof(AnextAwaitable), anext_dealloc, anext_traverse,
                        anext_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = anext_methods,
    .await = own,
    .iter = own,
    .next = anext_next,
};

Value builtin_anext(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("anext", count, keywords, 1, 2))
        return NULL;
    if (!type_of(args[0])->async_next)
        return raise_type_error("'%T' object is not an async iterator", args[0]);
    Value awaitable = type_of(args[0])->async_next(args[0]);
    if (!awaitable || count == 1)
        return awaitable;
    AnextAwaitable *result = type_ready(&anext_awaitable_type)
                                 ? mem_object_new(&anext_awaitable_type.mem, sizeof(AnextAwaitable))
                                 : NULL;
    if (!result) {
        decref(awaitable);
        return exception_pending() ? NULL : raise_no_memory();
    }
    result->awaitable = awaitable;
    result->iterator = NULL;
    result->fallback = own(args[1]);
    mem_gc_track(result);
    return value_of(result);
}
