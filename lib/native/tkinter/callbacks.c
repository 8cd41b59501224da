/* What Tcl calls in Python: commands here, files and timers in events.c.
 *
 * A callback's exception ends the script that called it with an error. Who serves the events
 * (mainloop) stops then and raises it: it is kept in between. */
#include "lib/native/tkinter/tkinter.h"

static Value kept_error; /* owned or null */

/* ---- the list of an app ---------------------------------------------------------------------- */

TkCallback *tk_callback_new(TkApp *app, Value callable, Value subject) {
    TkCallback *callback = (TkCallback *)tcl.Tcl_AttemptAlloc(sizeof *callback);
    if (!callback)
        return raise_no_memory();
    *callback = (TkCallback){.next = app->callbacks,
                             .link = &app->callbacks,
                             .app = app,
                             .callable = own(callable),
                             .subject = own_maybe(subject),
                             .descriptor = -1};
    if (callback->next)
        callback->next->link = &callback->next;
    app->callbacks = callback;
    return callback;
}

static void unlink_callback(TkCallback *callback) {
    if (!callback->link)
        return;
    *callback->link = callback->next;
    if (callback->next)
        callback->next->link = callback->link;
    callback->next = NULL;
    callback->link = NULL;
}

void tk_callback_free(TkCallback *callback) {
    unlink_callback(callback);
    clear_value(&callback->callable);
    clear_value(&callback->subject);
    tcl.Tcl_Free((char *)callback);
}

/* Giving up references may run Python code, which finds a list without the callback. */
void tk_callbacks_orphan(TkApp *app) {
    bool is_here = app->thread == tcl.Tcl_GetCurrentThread();
    TkCallback *callback;
    while ((callback = app->callbacks)) {
        unlink_callback(callback);
        callback->app = NULL;
        if (!tk_event_stop(callback, is_here)) {
            clear_value(&callback->callable);
            clear_value(&callback->subject);
        }
    }
}

/* ---- from Tcl into Python -------------------------------------------------------------------- */

TkEntry tk_enter(void) {
    TkEntry entry = {.had_gil = gil_is_mine()};
    if (!entry.had_gil)
        gil_acquire();
    entry.pending = exception_fetch();
    return entry;
}

void tk_leave(TkEntry entry) {
    if (entry.pending)
        exception_restore_steal(entry.pending);
    if (!entry.had_gil)
        gil_release();
}

void tk_error_keep(void) {
    replace_value(&kept_error, exception_fetch());
}

bool tk_error_is_kept(void) {
    return kept_error != NULL;
}

void tk_error_raise(void) {
    Value error = kept_error;
    kept_error = NULL;
    exception_restore_steal(error);
}

void tk_error_forget(void) {
    clear_value(&kept_error);
}

/* ---- commands -------------------------------------------------------------------------------- */

/* The command's words without its name. */
static Tuple *arguments_of(TkApp *app, size_t count, Tcl_Obj *const *objects) {
    if (app->wants_objects >= 2)
        return tuple_of(tk_tuple_from_tcl(objects, count));
    Tuple *args = tuple_new(count);
    bool fine = args != NULL;
    for (size_t i = 0; args && i < count; i++) {
        Value text = fine ? tk_text_of(objects[i]) : NULL;
        args->items[i] = text ? text : NONE;
        fine = text != NULL;
    }
    if (fine)
        return args;
    decref_maybe(value_of(args));
    return NULL;
}

static Tcl_Obj *call_command(TkApp *app, Value callable, size_t count, Tcl_Obj *const *objects) {
    Tuple *args = arguments_of(app, count, objects);
    Value result = args ? call_tuple(callable, args, NULL) : NULL;
    Tcl_Obj *object = result ? tk_to_tcl(result) : NULL;
    if (object)
        tcl_own(object);
    decref_maybe(value_of(args));
    decref_maybe(result);
    return object;
}

/* Tcl calls a command. It may be deleted meanwhile, and the app with it. */
static int run_command(ClientData data, Tcl_Interp *interp, int count, Tcl_Obj *const objects[]) {
    TkEntry entry = tk_enter();
    TkCallback *callback = data;
    TkApp *app = callback->app;
    Tcl_Obj *result = NULL;
    if (app && callback->callable) {
        Value callable = own(callback->callable);
        OWN(app);
        result = call_command(app, callable, (size_t)count - 1, objects + 1);
        if (!result)
            tk_error_keep();
        decref(callable);
        GIVE_UP(app);
    }
    tk_leave(entry);
    if (!result)
        return TCL_ERROR;
    tcl.Tcl_SetObjResult(interp, result);
    tcl_give_up(result);
    return TCL_OK;
}

static void drop_command(ClientData data) {
    TkEntry entry = tk_enter();
    tk_callback_free(data);
    tk_leave(entry);
}

static Value create_command(TkApp *app, Value *args, size_t count) {
    const char *name = tk_text(args[0], "createcommand", 1);
    TkCallback *callback = name ? tk_callback_new(app, args[1], NULL) : NULL;
    if (!callback)
        return NULL;
    gil_release();
    Tcl_Command command =
        tcl.Tcl_CreateObjCommand(app->interp, name, run_command, callback, drop_command);
    gil_acquire();
    if (command)
        return NONE;
    tk_callback_free(callback);
    return raise_of(&tk_error, "can't create Tcl command");
}

Value tk_create_command(Value self, Value *args) {
    if (!tk_text(args[0], "createcommand", 1))
        return NULL;
    if (!is_callable(args[1]))
        return raise_type_error("command not callable");
    TkApp *app = tk_app_of(self);
    if (!TK_TRACE(app, value_of(str_from_c("proc")), own(args[0]), value_of(tuple_empty()),
                  own(args[1])))
        return NULL;
    return tk_run(app, create_command, args, 2);
}

static Value delete_command(TkApp *app, Value *args, size_t count) {
    const char *name = tk_text(args[0], "deletecommand", 0);
    if (!name)
        return NULL;
    gil_release();
    int status = tcl.Tcl_DeleteCommand(app->interp, name);
    gil_acquire();
    return status == 0 ? NONE : raise_of(&tk_error, "can't delete Tcl command");
}

Value tk_delete_command(Value self, Value *args) {
    if (!tk_text(args[0], "deletecommand", 0))
        return NULL;
    TkApp *app = tk_app_of(self);
    if (!TK_TRACE(app, value_of(str_from_c("rename")), own(args[0]), value_of(str_empty())))
        return NULL;
    return tk_run(app, delete_command, args, 1);
}
