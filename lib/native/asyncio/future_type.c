/* The type Future, and the iterator that await works with: it yields the future once and, when
 * resumed, ends with its result. */
#include "lib/native/asyncio/asyncio.h"
#include "vm/objects/generic_alias.h"

/* ---- methods --------------------------------------------------------------------------------- */

static bool init(Value self, Value *args, size_t count, Tuple *names) {
    static Signature signature = SIGNATURE("Future(*, loop=None)");
    Value loop;
    return arguments_bind(&signature, args, count, names, &loop) &&
           future_init(future_of(self), loop);
}

static Value new (Type *type, Value *args, size_t count, Tuple *names) {
    Future *future = type_allocate(type, 0);
    if (future)
        mem_gc_track(future);
    return value_of(future);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    future_clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static Value method_del(Value self, Value *args) {
    future_finalize(object_of(self));
    return NONE;
}

static Value result(Value self, Value *args) {
    return future_get_result(future_of(self));
}

static Value exception(Value self, Value *args) {
    return future_get_exception(future_of(self));
}

static Value set_result(Value self, Value *args) {
    return future_set_result(future_of(self), args[0]) ? NONE : NULL;
}

static Value set_exception(Value self, Value *args) {
    return future_set_exception(future_of(self), args[0]) ? NONE : NULL;
}

static Value add_done_callback(Value self, Value *args) {
    Future *future = future_of(self);
    return future_check_initialized(future) && future_add_callback(future, args[0], args[1]) ? NONE
                                                                                             : NULL;
}

/* Moves the callbacks that differ from this one to `kept`. Comparing may run any code. */
static bool keep_others(List *all, Value callback, List *kept) {
    for (size_t i = 0; i < all->count; i++) {
        Value pair = own(all->items[i]);
        Answer same = object_equal(tuple_of(pair)->items[0], callback);
        bool done = same == ANSWER_YES || (same == ANSWER_NO && list_append(kept, pair));
        decref(pair);
        if (!done)
            return false;
    }
    return true;
}

/* All callbacks as pairs: a new list, empty if there is none. */
static List *callback_list(const Future *future) {
    List *all = list_new(0);
    if (all && future->callback) {
        Tuple *pair = tuple_pack(2, future->callback, future->context);
        if (!pair || !list_append_steal(all, value_of(pair))) {
            GIVE_UP(all);
            return NULL;
        }
    }
    if (all && future->more_callbacks && !list_extend(all, future->more_callbacks)) {
        GIVE_UP(all);
        return NULL;
    }
    return all;
}

static Value remove_done_callback(Value self, Value *args) {
    Future *future = future_of(self);
    if (!future_check_initialized(future))
        return NULL;
    List *all = callback_list(future), *kept = all ? list_new(0) : NULL;
    Value removed = NULL;
    if (kept && keep_others(all, args[0], kept)) {
        removed = value_of_small_int((int64_t)(all->count - kept->count));
        if (future->callback || future->more_callbacks) { /* it may be done by now */
            clear_value(&future->callback);
            clear_value(&future->context);
            replace_value(&future->more_callbacks, kept->count ? own(value_of(kept)) : NULL);
        }
    }
    decref_maybe(value_of(all));
    decref_maybe(value_of(kept));
    return removed;
}

static Value cancel(Value self, Value *args) {
    Future *future = future_of(self);
    Answer cancelled =
        future_check_initialized(future) ? future_cancel(future, args[0]) : ANSWER_ERROR;
    return cancelled == ANSWER_ERROR ? NULL : value_of_bool(cancelled);
}

static Value cancelled(Value self, Value *args) {
    return value_of_bool(future_of(self)->state == FUTURE_CANCELLED);
}

static Value done(Value self, Value *args) {
    return value_of_bool(future_of(self)->state != FUTURE_PENDING);
}

static Value get_loop(Value self, Value *args) {
    return future_check_initialized(future_of(self)) ? own(future_of(self)->loop) : NULL;
}

static Value make_cancelled_error(Value self, Value *args) {
    return future_make_cancelled_error(future_of(self));
}

static Value repr(Value self) {
    return asyncio_repr(FUTURE_REPR, self);
}

static const NativeMethod methods[] = {
    NATIVE("result($self, /)", result,
           "Return the result; an exception that was set is raised, as are CancelledError and, "
           "before\nthe future is done, InvalidStateError."),
    NATIVE("exception($self, /)", exception,
           "Return the exception that was set, None if there is a result; raises as result()."),
    NATIVE("set_result($self, result, /)", set_result, "Mark the future done and set its result."),
    NATIVE("set_exception($self, exception, /)", set_exception,
           "Mark the future done and set an exception."),
    NATIVE("add_done_callback($self, fn, /, *, context=<unrepresentable>)", add_done_callback,
           "Schedule fn(future) for when the future is done; soon, if it is."),
    NATIVE("remove_done_callback($self, fn, /)", remove_done_callback,
           "Remove all callbacks equal to fn; returns how many there were."),
    NATIVE("cancel($self, /, msg=None)", cancel,
           "Cancel the future and schedule callbacks; False if it is done already."),
    NATIVE("cancelled($self, /)", cancelled, "Return True if the future was cancelled."),
    NATIVE("done($self, /)", done, "Return True if there is an outcome or it was cancelled."),
    NATIVE("get_loop($self, /)", get_loop, "Return the event loop the Future is bound to."),
    NATIVE("_make_cancelled_error($self, /)", make_cancelled_error,
           "Create the CancelledError to raise if the Future is cancelled."),
    NATIVE("__del__($self, /)", method_del, "Called when the instance is about to be destroyed."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

/* ---- attributes ------------------------------------------------------------------------------ */

static Value get_state(Value self) {
    static const char *const texts[] = {"PENDING", "CANCELLED", "FINISHED"};
    return value_of(str_interned(texts[future_of(self)->state]));
}

static Value get_callbacks(Value self) {
    List *all = callback_list(future_of(self));
    if (!all || all->count)
        return value_of(all);
    GIVE_UP(all);
    return NONE;
}

static bool set_flag(bool *flag, Value value) {
    if (!value)
        return raise_attribute_error("cannot delete attribute");
    Answer truth = object_truth(value);
    *flag = truth == ANSWER_YES;
    return truth != ANSWER_ERROR;
}

static Value get_blocking(Value self) {
    return value_of_bool(future_of(self)->blocking);
}

static bool set_blocking(Value self, Value value) {
    return set_flag(&future_of(self)->blocking, value);
}

static Value get_log_traceback(Value self) {
    return value_of_bool(future_of(self)->log_traceback);
}

static bool set_log_traceback(Value self, Value value) {
    bool wanted;
    if (!set_flag(&wanted, value))
        return false;
    if (wanted)
        return raise_value_error("_log_traceback can only be set to False");
    future_of(self)->log_traceback = false;
    return true;
}

static Value get_cancel_message(Value self) {
    Value message = future_of(self)->cancel_message;
    return own(message ? message : NONE);
}

static bool set_cancel_message(Value self, Value value) {
    if (!value)
        return raise_attribute_error("cannot delete attribute");
    replace_value(&future_of(self)->cancel_message, own(value));
    return true;
}

static const NativeGetSet getsets[] = {
    {"_state", get_state, NULL, NULL},
    {"_callbacks", get_callbacks, NULL, NULL},
    {"_asyncio_future_blocking", get_blocking, set_blocking, NULL},
    {"_log_traceback", get_log_traceback, set_log_traceback, NULL},
    {"_cancel_message", get_cancel_message, set_cancel_message, NULL},
    {"__dict__", instance_get_dict, instance_set_dict, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeMember members[] = {
    {"_loop", MEMBER_VALUE, offsetof(Future, loop), false, NULL},
    {"_result", MEMBER_VALUE, offsetof(Future, result), false, NULL},
    {"_exception", MEMBER_VALUE, offsetof(Future, exception), false, NULL},
    {"_source_traceback", MEMBER_VALUE, offsetof(Future, source_traceback), false, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

/* ---- awaiting -------------------------------------------------------------------------------- */

typedef struct FutureIterator {
    Object header;
    Value future; /* owned; null: exhausted */
} FutureIterator;

static FutureIterator *iterator_of(Value value) {
    return (FutureIterator *)object_of(value);
}

static Value await(Value self) {
    if (!future_check_initialized(future_of(self)))
        return NULL;
    FutureIterator *iterator = mem_object_new(&future_iterator_type.mem, sizeof *iterator);
    if (!iterator)
        return raise_no_memory();
    iterator->future = own(self);
    mem_gc_track(iterator);
    return value_of(iterator);
}

static Value iterator_iter(Value self) {
    return own(self);
}

static Next iterator_next_step(Value self, Value *item) {
    FutureIterator *iterator = iterator_of(self);
    *item = NULL;
    if (!iterator->future)
        return NEXT_DONE;
    Future *future = future_of(iterator->future);
    if (future->state == FUTURE_PENDING) {
        if (future->blocking) {
            raise_runtime_error("await wasn't used with future");
            return NEXT_ERROR;
        }
        future->blocking = true;
        *item = own(value_of(future));
        return NEXT_ITEM;
    }
    iterator->future = NULL;
    Value outcome = future_get_result(future);
    GIVE_UP(future);
    if (outcome) {
        raise_stop_iteration(outcome);
        decref(outcome);
    }
    return NEXT_ERROR;
}

static Value iterator_send_value(Value self, Value *args) {
    Value item;
    Next next = iterator_next_step(self, &item);
    return next == NEXT_DONE ? raise_stop_iteration(NULL) : item;
}

static Value iterator_throw(Value self, Value *args) {
    if (args[1] &&
        !warn(&exc_DeprecationWarning, 1,
              "the (type, exc, tb) signature of throw() is deprecated, use the single-arg "
              "signature instead."))
        return NULL;
    Value type = args[0], value = args[1] != NONE ? args[1] : NULL, exception;
    if (args[2] && args[2] != NONE && !has_type(args[2], &traceback_type))
        return raise_type_error("throw() third argument must be a traceback");
    if (is_type(type) && type_cast(type)->flags & TYPE_IS_EXCEPTION) {
        exception = value && is_instance_of(value, type_cast(type)) ? own(value)
                    : value                                         ? call_1(type, value)
                                                                    : call_0(type);
    } else if (!has_flag(type, TYPE_IS_EXCEPTION)) {
        return raise_type_error(
            "exceptions must be classes deriving BaseException or instances of such a class");
    } else if (value) {
        return raise_type_error("instance exception may not have a separate value");
    } else {
        exception = own(type);
    }
    clear_value(&iterator_of(self)->future);
    if (exception &&
        (!args[2] || args[2] == NONE || attribute_set(exception, names.__traceback__, args[2])))
        raise_value(exception);
    decref_maybe(exception);
    return NULL;
}

static Value iterator_close(Value self, Value *args) {
    clear_value(&iterator_of(self)->future);
    return NONE;
}

static void iterator_clear(Object *object) {
    clear_value(&((FutureIterator *)object)->future);
}

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    iterator_clear(object);
    mem_object_free(object, sizeof(FutureIterator));
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((FutureIterator *)object)->future, visit, context);
}

static const NativeMethod iterator_methods[] = {
    NATIVE("send($self, object, /)", iterator_send_value, NULL),
    NATIVE("throw($self, type, value=None, traceback=None, /)", iterator_throw, NULL),
    NATIVE("close($self, /)", iterator_close, NULL),
    NATIVE_END,
};

Type future_iterator_type = {
    TYPE_INIT_CONTAINER("_asyncio.FutureIter", sizeof(FutureIterator), iterator_dealloc,
                        iterator_traverse, iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .iter = iterator_iter,
    .next = iterator_next_step,
    .methods = iterator_methods,
};

Type future_type = {
    TYPE_INIT_CONTAINER("_asyncio.Future", sizeof(Future), dealloc, future_traverse, future_clear),
    .mem.finalize = future_finalize,
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .shape_offset = offsetof(Future, shape),
    .accepts_weakrefs = true,
    .doc = "Future(*, loop=None)\n--\n\nAn outcome that is to come: of one thread, awaited or told "
           "to callbacks.",
    .methods = methods,
    .members = members,
    .getsets = getsets,
    .new = new,
    .init = init,
    .repr = repr,
    .iter = await,
    .await = await,
    .get_attr = attribute_get_generic,
    .set_attr = attribute_set_generic,
};
