/* tkapp: an interpreter of Tcl, perhaps with Tk loaded; how it is made, kept and given up.
 *
 * The collector sees through an interpreter what its commands refer to, so a widget whose commands
 * refer to the widget goes when nobody else knows it. A window on the screen is known to the user:
 * as long as there is one, and the program runs, all that Tcl calls counts as referred to. */
#include "lib/native/tkinter/tkinter.h"
#include "vm/sys.h"

#include <ctype.h>
#include <string.h>

ExceptionClass tk_error = {"_tkinter", "TclError", &exc_Exception, NULL, NULL, NULL};

void *tk_raise(TkApp *app) {
    Value message = tk_text_of(tcl.Tcl_GetObjResult(app->interp));
    if (message)
        raise_class(type_cast(tk_error.class), message);
    decref_maybe(message);
    return NULL;
}

bool tk_trace_steal(TkApp *app, Tuple *words) {
    if (!words)
        return false;
    Value trace = own(app->trace), result = call_1(trace, value_of(words));
    GIVE_UP(words);
    decref(trace);
    decref_maybe(result);
    return result != NULL;
}

/* ---- Tk -------------------------------------------------------------------------------------- */

/* The main window's command is deleted, as the window is destroyed. */
static void window_gone(ClientData data, Tcl_Interp *interp, const char *old_name, const char *name,
                        int flags) {
    TkEntry entry = tk_enter();
    TkCallback *callback = data;
    if (callback->app)
        callback->app->has_window = false;
    tk_callback_free(callback);
    tk_leave(entry);
}

static bool watch_window(TkApp *app) {
    TkCallback *callback = tk_callback_new(app, NONE, NULL);
    if (!callback)
        return false;
    if (tcl.Tcl_TraceCommand(app->interp, ".", TCL_TRACE_DELETE, window_gone, callback) == TCL_OK)
        app->has_window = true;
    else
        tk_callback_free(callback);
    return true;
}

static bool load_tk(TkApp *app) {
    gil_release();
    int code = tk.Tk_Init(app->interp);
    gil_acquire();
    if (code != TCL_OK)
        return tk_raise(app);
    return watch_window(app);
}

static Value loadtk(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    if (!tk_check_thread(app))
        return NULL;
    bool is_loaded = tcl.Tcl_GetVar2Ex(app->interp, "tk_version", NULL, TCL_GLOBAL_ONLY) != NULL;
    return is_loaded || load_tk(app) ? NONE : NULL;
}

/* ---- making one ------------------------------------------------------------------------------ */

typedef struct Wishes { /* the arguments of create() */
    const char *screen, *class, *use;
    bool is_interactive, with_tk, synchronous;
} Wishes;

static bool read_optional_text(Value value, int position, const char **text) {
    *text = NULL;
    if (!value || value == NONE)
        return true;
    if (!is_str(value))
        return raise_type_error("create() argument %d must be str or None, not %N", position,
                                value);
    *text = tk_text(value, "create", position);
    return *text != NULL;
}

static bool read_truth(Value value, bool *truth) {
    Answer answer = value ? object_truth(value) : *truth ? ANSWER_YES : ANSWER_NO;
    *truth = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

static bool read_wishes(Value *args, Wishes *wishes, int *wants_objects) {
    *wishes = (Wishes){.class = "Tk", .with_tk = true};
    if (!read_optional_text(args[0], 1, &wishes->screen) ||
        (args[1] && !tk_text(args[1], "create", 2)) ||
        (args[2] && !(wishes->class = tk_text(args[2], "create", 3))))
        return false;
    return read_truth(args[3], &wishes->is_interactive) &&
           (!args[4] || int_as_int(args[4], wants_objects)) &&
           read_truth(args[5], &wishes->with_tk) && read_truth(args[6], &wishes->synchronous) &&
           read_optional_text(args[7], 8, &wishes->use);
}

static void set_global(TkApp *app, const char *name, const char *key, const char *text) {
    tcl.Tcl_SetVar2(app->interp, name, key, text, TCL_GLOBAL_ONLY);
}

/* argv0, from which Tk takes the application's name: the class's, but in lower case. */
static bool set_name(TkApp *app, const char *class) {
    Str *name = str_format("%c%s", tolower((unsigned char)class[0]), class[0] ? class + 1 : "");
    const char *text = name ? str_utf8(name, NULL) : NULL;
    if (text)
        set_global(app, "argv0", NULL, text);
    decref_maybe(value_of(name));
    return text != NULL;
}

/* argv, from which Tk takes options as wish has them. */
static bool set_options(TkApp *app, const Wishes *wishes) {
    if (!wishes->synchronous && !wishes->use)
        return true;
    Str *options = str_format("%s%s%s", wishes->synchronous ? "-sync" : "",
                              !wishes->use          ? ""
                              : wishes->synchronous ? " -use "
                                                    : "-use ",
                              wishes->use ? wishes->use : "");
    const char *text = options ? str_utf8(options, NULL) : NULL;
    if (text)
        set_global(app, "argv", NULL, text);
    decref_maybe(value_of(options));
    return text != NULL;
}

static bool start(TkApp *app, const Wishes *wishes) {
    if (!tcl.Tcl_GetVar2Ex(app->interp, "tcl_platform", "threaded", TCL_GLOBAL_ONLY))
        return raise_runtime_error("Tcl is compiled without threads");
    tcl.Tcl_DeleteCommand(app->interp, "exit");
    if (wishes->screen)
        set_global(app, "env", "DISPLAY", wishes->screen);
    set_global(app, "tcl_interactive", NULL, wishes->is_interactive ? "1" : "0");
    if (!wishes->with_tk)
        set_global(app, "_tkinter_skip_tk_init", NULL, "1");
    if (!set_name(app, wishes->class) || !set_options(app, wishes))
        return false;
    gil_release();
    int code = tcl.Tcl_Init(app->interp);
    gil_acquire();
    if (code != TCL_OK)
        return tk_raise(app);
    return !wishes->with_tk || load_tk(app);
}

Value tk_create(Value module, Value *args) {
    Wishes wishes;
    int wants_objects = 0;
    if (!read_wishes(args, &wishes, &wants_objects))
        return NULL;
    TkApp *app = type_allocate(&tk_app_type, 0);
    if (!app)
        return NULL;
    app->interp = tk_make_interpreter();
    app->thread = tcl.Tcl_GetCurrentThread();
    app->wants_objects = wants_objects;
    mem_gc_track(app);
    if (start(app, &wishes))
        return value_of(app);
    GIVE_UP(app);
    return NULL;
}

/* ---- life ------------------------------------------------------------------------------------ */

static void app_traverse(Object *object, MemVisit visit, void *context) {
    TkApp *app = (TkApp *)object;
    visit_value(app->trace, visit, context);
    if (app->has_window && !runtime_is_finalizing)
        return;
    for (TkCallback *callback = app->callbacks; callback; callback = callback->next) {
        visit_value(callback->callable, visit, context);
        visit_value(callback->subject, visit, context);
    }
}

static void app_clear(Object *object) {
    TkApp *app = (TkApp *)object;
    clear_value(&app->trace);
    tk_callbacks_orphan(app);
}

static void app_dealloc(Object *object) {
    TkApp *app = (TkApp *)object;
    mem_gc_untrack(object);
    app_clear(object);
    tk_delete_interpreter(app->interp, app->thread);
    mem_object_free(object, sizeof *app);
}

/* ---- small methods --------------------------------------------------------------------------- */

static Value willdispatch(Value self, Value *args) {
    tk_app_of(self)->is_dispatching = true;
    return NONE;
}

static Value wantobjects(Value self, Value *args, size_t count, Tuple *names) {
    TkApp *app = tk_app_of(self);
    if (names)
        return raise_type_error("wantobjects() takes no keyword arguments");
    if (count > 1)
        return raise_type_error("wantobjects() takes at most 1 argument (%zu given)", count);
    if (count == 0)
        return value_of_small_int(app->wants_objects);
    return int_as_int(args[0], &app->wants_objects) ? NONE : NULL;
}

static Value settrace(Value self, Value *args) {
    replace_value(&tk_app_of(self)->trace, args[0] == NONE ? NULL : own(args[0]));
    return NONE;
}

static Value gettrace(Value self, Value *args) {
    Value trace = tk_app_of(self)->trace;
    return own(trace ? trace : NONE);
}

static Value interpaddr(Value self, Value *args) {
    return value_from_uint64((uintptr_t)tk_app_of(self)->interp);
}

static const NativeMethod methods[] = {
    NATIVE("willdispatch($self, /)", willdispatch, NULL),
    NATIVE_RAW("wantobjects", wantobjects, NULL),
    NATIVE("settrace($self, func, /)", settrace, "Set the tracing function."),
    NATIVE("gettrace($self, /)", gettrace, "Get the tracing function."),
    NATIVE_RAW("call", tk_call, NULL),
    NATIVE("eval($self, script, /)", tk_eval, NULL),
    NATIVE("evalfile($self, fileName, /)", tk_evalfile, NULL),
    NATIVE("record($self, script, /)", tk_record, NULL),
    NATIVE("adderrorinfo($self, msg, /)", tk_adderrorinfo, NULL),
    NATIVE_RAW("setvar", tk_setvar, NULL),
    NATIVE_RAW("globalsetvar", tk_globalsetvar, NULL),
    NATIVE_RAW("getvar", tk_getvar, NULL),
    NATIVE_RAW("globalgetvar", tk_globalgetvar, NULL),
    NATIVE_RAW("unsetvar", tk_unsetvar, NULL),
    NATIVE_RAW("globalunsetvar", tk_globalunsetvar, NULL),
    NATIVE("getint($self, arg, /)", tk_getint, NULL),
    NATIVE("getdouble($self, arg, /)", tk_getdouble, NULL),
    NATIVE("getboolean($self, arg, /)", tk_getboolean, NULL),
    NATIVE("exprstring($self, s, /)", tk_exprstring, NULL),
    NATIVE("exprlong($self, s, /)", tk_exprlong, NULL),
    NATIVE("exprdouble($self, s, /)", tk_exprdouble, NULL),
    NATIVE("exprboolean($self, s, /)", tk_exprboolean, NULL),
    NATIVE("splitlist($self, arg, /)", tk_splitlist, NULL),
    NATIVE("createcommand($self, name, func, /)", tk_create_command, NULL),
    NATIVE("deletecommand($self, name, /)", tk_delete_command, NULL),
    NATIVE("createfilehandler($self, file, mask, func, /)", tk_createfilehandler, NULL),
    NATIVE("deletefilehandler($self, file, /)", tk_deletefilehandler, NULL),
    NATIVE("createtimerhandler($self, milliseconds, func, /)", tk_createtimerhandler, NULL),
    NATIVE("mainloop($self, threshold=0, /)", tk_mainloop, NULL),
    NATIVE("dooneevent($self, flags=0, /)", tk_dooneevent, NULL),
    NATIVE("quit($self, /)", tk_quit, NULL),
    NATIVE("interpaddr($self, /)", interpaddr, NULL),
    NATIVE("loadtk($self, /)", loadtk, NULL),
    NATIVE_END};

Type tk_app_type = {
    TYPE_INIT_CONTAINER("_tkinter.tkapp", sizeof(TkApp), app_dealloc, app_traverse, app_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = methods,
};
