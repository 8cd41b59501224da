/* Futures: their states, and the callbacks that are scheduled when they are done. */
#include "lib/native/asyncio/asyncio.h"
#include "lib/native/contextvars.h"

/* ---- making and ending ----------------------------------------------------------------------- */

enum { FUTURE_VALUES = 10 };
_Static_assert(offsetof(Future, cancelled_error) ==
                   offsetof(Future, loop) + (FUTURE_VALUES - 1) * sizeof(Value),
               "a row of values");

static void clear_values(Future *future) {
    for (size_t i = 0; i < FUTURE_VALUES; i++)
        clear_value(&(&future->loop)[i]);
}

void future_clear(Object *object) {
    clear_values((Future *)object);
    instance_word_clear(object);
}

void future_traverse(Object *object, MemVisit visit, void *context) {
    for (size_t i = 0; i < FUTURE_VALUES; i++)
        visit_value((&((Future *)object)->loop)[i], visit, context);
    instance_word_traverse(object, visit, context);
}

static bool remember_stack(Future *future) {
    Answer wanted = loop_debug(future->loop);
    if (wanted != ANSWER_YES)
        return wanted == ANSWER_NO;
    Value stack = asyncio_call("traceback", "extract_stack", NULL, 0, NULL);
    replace_value(&future->source_traceback, stack);
    return stack;
}

bool future_init(Future *future, Value loop) {
    if (!asyncio_prepare())
        return false;
    Value of_future = loop && loop != NONE ? own(loop) : loop_current();
    if (!of_future)
        return false;
    clear_values(future);
    future->state = FUTURE_PENDING;
    future->blocking = future->log_traceback = false;
    replace_value(&future->loop, of_future);
    return remember_stack(future);
}

bool future_check_initialized(const Future *future) {
    return future->loop || raise_runtime_error("Future object is not initialized.");
}

static void report_exception(Future *future) {
    Value message = value_of(
        str_format("%s exception was never retrieved", type_short_name(type_of(value_of(future)))));
    Dict *report = message ? dict_new() : NULL;
    if (report && dict_set_c(report, "message", message) &&
        dict_set_c(report, "exception", future->exception) &&
        dict_set_c(report, "future", value_of(future)) &&
        (!future->source_traceback ||
         dict_set_c(report, "source_traceback", future->source_traceback)))
        loop_report(future->loop, value_of(future), report);
    else
        exception_write_unraisable(value_of(future));
    decref_maybe(message);
    decref_maybe(value_of(report));
}

void future_finalize(Object *object) {
    Future *future = (Future *)object;
    if (!future->log_traceback || !future->exception)
        return;
    future->log_traceback = false;
    Value pending = exception_fetch();
    report_exception(future);
    if (pending)
        exception_restore_steal(pending);
}

/* ---- callbacks ------------------------------------------------------------------------------- */

static bool schedule_steal(Future *future, Value callback, Value context) {
    bool done = loop_call_soon(future->loop, callback, value_of(future), context);
    decref(callback);
    decref(context);
    return done;
}

/* Each is scheduled once, in the order in which they were added. */
static bool schedule_callbacks(Future *future) {
    Value callback = future->callback, context = future->context, more = future->more_callbacks;
    future->callback = future->context = future->more_callbacks = NULL;
    bool done = !callback || schedule_steal(future, callback, context);
    for (size_t i = 0; done && more && i < list_of(more)->count; i++) {
        Tuple *pair = tuple_of(list_of(more)->items[i]);
        done = schedule_steal(future, own(pair->items[0]), own(pair->items[1]));
    }
    decref_maybe(more);
    return done;
}

static bool keep_callback_steal(Future *future, Value callback, Value context) {
    if (!future->callback && !future->more_callbacks) {
        future->callback = callback;
        future->context = context;
        return true;
    }
    Value items[] = {callback, context};
    Tuple *pair = tuple_from_array_steal(items, 2);
    if (pair && !future->more_callbacks)
        future->more_callbacks = value_of(list_new(1));
    if (pair && future->more_callbacks)
        return list_append_steal(list_of(future->more_callbacks), value_of(pair));
    decref_maybe(value_of(pair));
    return false;
}

bool future_add_callback(Future *future, Value callback, Value context) {
    Value in_context = context && context != NONE ? own(context) : context_copy_current();
    if (!in_context)
        return false;
    if (future->state == FUTURE_PENDING)
        return keep_callback_steal(future, own(callback), in_context);
    return schedule_steal(future, own(callback), in_context);
}

/* ---- the outcome ----------------------------------------------------------------------------- */

static bool end(Future *future, FutureState state) {
    future->state = (uint8_t)state;
    return schedule_callbacks(future);
}

static bool check_pending(const Future *future) {
    if (!future_check_initialized(future))
        return false;
    return future->state == FUTURE_PENDING || raise_invalid_state("invalid state");
}

bool future_set_result(Future *future, Value result) {
    if (!check_pending(future))
        return false;
    replace_value(&future->result, own(result));
    return end(future, FUTURE_FINISHED);
}

/* A StopIteration would end the coroutine that awaits the future: it becomes a RuntimeError. */
static Value wrap_stop_iteration_steal(Value stop) {
    raise_runtime_error("StopIteration interacts badly with generators and cannot be raised into a "
                        "Future");
    Value error = exception_fetch();
    bool done = attribute_set(error, names.__cause__, stop) &&
                attribute_set(error, names.__context__, stop);
    decref(stop);
    if (done)
        return error;
    decref(error);
    return NULL;
}

/* The instance for what set_exception() was given: owned. */
static Value exception_from(Value given) {
    Value exception =
        is_type(given) && type_cast(given)->flags & TYPE_IS_EXCEPTION ? call_0(given) : own(given);
    if (!exception)
        return NULL;
    if (!has_flag(exception, TYPE_IS_EXCEPTION)) {
        decref(exception);
        return raise_type_error("invalid exception object");
    }
    return is_instance_of(exception, &exc_StopIteration) ? wrap_stop_iteration_steal(exception)
                                                         : exception;
}

bool future_set_exception(Future *future, Value given) {
    if (!check_pending(future))
        return false;
    Value exception = exception_from(given);
    Value traceback = exception ? attribute_get(exception, names.__traceback__) : NULL;
    if (!traceback || !check_pending(future)) { /* making it may have run anything */
        decref_maybe(exception);
        decref_maybe(traceback);
        return false;
    }
    replace_value(&future->exception, exception);
    replace_value(&future->traceback, traceback);
    if (!end(future, FUTURE_FINISHED))
        return false;
    future->log_traceback = true;
    return true;
}

Answer future_cancel(Future *future, Value message) {
    future->log_traceback = false;
    if (future->state != FUTURE_PENDING)
        return ANSWER_NO;
    replace_value(&future->cancel_message, message && message != NONE ? own(message) : NULL);
    return end(future, FUTURE_CANCELLED) ? ANSWER_YES : ANSWER_ERROR;
}

Value future_make_cancelled_error(Future *future) {
    if (future->cancelled_error) {
        Value kept = future->cancelled_error;
        future->cancelled_error = NULL;
        return kept;
    }
    Type *class = asyncio_class(CANCELLED_ERROR);
    if (!class)
        return NULL;
    return future->cancel_message ? call_1(value_of(class), future->cancel_message)
                                  : call_0(value_of(class));
}

static void *raise_cancelled(Future *future) {
    Value error = future_make_cancelled_error(future);
    if (error) {
        raise_value(error);
        decref(error);
    }
    return NULL;
}

Value future_get_result(Future *future) {
    switch ((FutureState)future->state) {
    case FUTURE_PENDING:
        return raise_invalid_state(future->loop ? "Result is not set."
                                                : "Future object is not initialized.");
    case FUTURE_CANCELLED:
        return raise_cancelled(future);
    case FUTURE_FINISHED:
        break;
    }
    future->log_traceback = false;
    if (!future->exception)
        return own(future->result);
    Value exception = own(future->exception);
    if (attribute_set(exception, names.__traceback__, future->traceback))
        raise_value(exception);
    decref(exception);
    return NULL;
}

Value future_get_exception(Future *future) {
    if (future->state == FUTURE_CANCELLED)
        return raise_cancelled(future);
    if (future->state == FUTURE_PENDING)
        return raise_invalid_state(future->loop ? "Exception is not set."
                                                : "Future object is not initialized.");
    future->log_traceback = false;
    return own(future->exception ? future->exception : NONE);
}
