/* Events: the loops that serve them, and what waits for files and for the time.
 *
 * A callback that fails ends the main loop, which raises its exception. */
#include "lib/native/tkinter/tkinter.h"
#include "lib/native/posix_call.h"
#include "vm/pass.h"

static bool quits; /* quit() has been called */

/* What a file or timer calls; the arguments' reference is given up, a null one is an error. */
static void notify_steal(Value callable, Tuple *args) {
    Value result = args ? call_tuple(callable, args, NULL) : NULL;
    if (!result)
        tk_error_keep();
    decref_maybe(result);
    decref_maybe(value_of(args));
}

/* ---- files ----------------------------------------------------------------------------------- */

static void stop_file(TkCallback *callback) {
    tcl.Tcl_DeleteFileHandler(callback->descriptor);
    tk_callback_free(callback);
}

static void file_ready(ClientData data, int mask) {
    TkEntry entry = tk_enter();
    TkCallback *callback = data;
    if (!callback->app) /* it went in another thread */
        stop_file(callback);
    else if (callback->callable) {
        Value callable = own(callback->callable);
        notify_steal(callable, tuple_pack(2, callback->subject, value_of_small_int(mask)));
        decref(callable);
    }
    tk_leave(entry);
}

static TkCallback *find_file(TkApp *app, int descriptor) {
    TkCallback *callback = app->callbacks;
    while (callback && callback->descriptor != descriptor)
        callback = callback->next;
    return callback;
}

/* What is waited for: file, mask, function. */
Value tk_createfilehandler(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    int mask, descriptor;
    if (!int_as_int(args[1], &mask) || !tk_check_thread(app) ||
        !file_descriptor_of(args[0], &descriptor))
        return NULL;
    if (!is_callable(args[2]))
        return raise_type_error("bad argument list");
    if (!TK_TRACE(app, value_of(str_from_c("#")), value_of(str_from_c("createfilehandler")),
                  own(args[0]), own(args[1]), own(args[2])))
        return NULL;
    TkCallback *callback = tk_callback_new(app, args[2], args[0]), *old;
    if (!callback)
        return NULL;
    if ((old = find_file(app, descriptor)))
        stop_file(old);
    callback->descriptor = descriptor;
    tcl.Tcl_CreateFileHandler(descriptor, mask, file_ready, callback);
    return NONE;
}

Value tk_deletefilehandler(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    int descriptor;
    if (!tk_check_thread(app) || !file_descriptor_of(args[0], &descriptor) ||
        !TK_TRACE(app, value_of(str_from_c("#")), value_of(str_from_c("deletefilehandler")),
                  own(args[0])))
        return NULL;
    TkCallback *callback = find_file(app, descriptor);
    if (callback)
        stop_file(callback);
    return NONE;
}

/* ---- timers ---------------------------------------------------------------------------------- */

typedef struct TkTimer {
    Object header;
    Tcl_TimerToken token;
    TkCallback *callback; /* which owns the timer; null: it has called, or will not */
} TkTimer;

static TkTimer *timer_of(Value value) {
    return (TkTimer *)object_of(value);
}

static void timer_end(TkTimer *timer) {
    TkCallback *callback = timer->callback;
    timer->callback = NULL;
    tk_callback_free(callback);
}

static void timer_due(ClientData data) {
    TkEntry entry = tk_enter();
    TkCallback *callback = data;
    Value callable = own_maybe(callback->callable);
    if (callback->subject)
        timer_end(timer_of(callback->subject));
    else /* its app went in another thread */
        tk_callback_free(callback);
    if (callable)
        notify_steal(callable, tuple_empty());
    decref_maybe(callable);
    tk_leave(entry);
}

Value tk_createtimerhandler(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    int milliseconds;
    if (!int_as_int(args[0], &milliseconds))
        return NULL;
    if (!is_callable(args[1]))
        return raise_type_error("bad argument list");
    if (!tk_check_thread(app) ||
        !TK_TRACE(app, value_of(str_from_c("after")), own(args[0]), own(args[1])))
        return NULL;
    TkTimer *timer = type_allocate(&tk_timer_type, 0);
    TkCallback *callback = timer ? tk_callback_new(app, args[1], value_of(timer)) : NULL;
    if (callback) {
        timer->callback = callback;
        timer->token = tcl.Tcl_CreateTimerHandler(milliseconds, timer_due, callback);
        return value_of(timer);
    }
    decref_maybe(value_of(timer));
    return NULL;
}

static void stop_timer(TkTimer *timer) {
    tcl.Tcl_DeleteTimerHandler(timer->token);
    timer_end(timer);
}

static Value timer_delete(Value self, Value *args) {
    TkTimer *timer = timer_of(self);
    if (!timer->callback)
        return NONE;
    if (!tk_check_thread(timer->callback->app))
        return NULL;
    stop_timer(timer);
    return NONE;
}

static Value timer_repr(Value self) {
    return value_of(str_format("<tktimertoken at 0x%lx%s>", (unsigned long)(uintptr_t)self,
                               timer_of(self)->callback ? "" : ", handler deleted"));
}

static void timer_dealloc(Object *object) {
    mem_object_free(object, sizeof(TkTimer));
}

bool tk_event_stop(TkCallback *callback, bool is_here) {
    bool is_timer = callback->subject && has_type(callback->subject, &tk_timer_type);
    if (is_timer)
        timer_of(callback->subject)->callback = NULL;
    if (!is_here || (!is_timer && callback->descriptor < 0))
        return false;
    if (is_timer)
        tcl.Tcl_DeleteTimerHandler(timer_of(callback->subject)->token);
    else
        tcl.Tcl_DeleteFileHandler(callback->descriptor);
    tk_callback_free(callback);
    return true;
}

static const NativeMethod timer_methods[] = {
    NATIVE("deletetimerhandler($self, /)", timer_delete, NULL), NATIVE_END};

Type tk_timer_type = {
    TYPE_INIT_ATOM("_tkinter.tktimertoken", sizeof(TkTimer), timer_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = timer_methods,
    .repr = timer_repr,
};

/* ---- loops ----------------------------------------------------------------------------------- */

static int serve_one(int flags) {
    gil_release();
    int served = tcl.Tcl_DoOneEvent(flags);
    gil_acquire();
    return served;
}

/* Until there are no more windows than `threshold`, quit() is called, a callback has failed or an
 * exception is pending. */
static void serve_until(int threshold) {
    TkInterrupts interrupts = tk_interrupts_begin();
    bool goes_on = true;
    quits = false;
    while (goes_on && tk.Tk_GetNumMainWindows() > threshold && !quits && !tk_error_is_kept()) {
        int served = serve_one(0);
        goes_on = pass_may_go_on() && served >= 0;
    }
    quits = false;
    tk_interrupts_end(interrupts);
}

Value tk_mainloop(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    int threshold = 0;
    if ((args[0] && !int_as_int(args[0], &threshold)) || !tk_check_thread(app))
        return NULL;
    app->is_dispatching = true;
    serve_until(threshold);
    app->is_dispatching = false;
    if (exception_pending())
        return NULL;
    if (!tk_error_is_kept())
        return NONE;
    tk_error_raise();
    return NULL;
}

Value tk_dooneevent(Value self, Value *args) {
    int flags = 0;
    if (args[0] && !int_as_int(args[0], &flags))
        return NULL;
    tk_thread_begin();
    return value_of_small_int(serve_one(flags));
}

Value tk_quit(Value self, Value *args) {
    quits = true;
    return NONE;
}
