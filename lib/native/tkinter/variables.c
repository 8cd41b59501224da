/* Variables of Tcl: set, get and unset, in the current scope of Tcl or the global one.
 *
 * Traces of variables are scripts, so all give the GIL away. */
#include "lib/native/tkinter/tkinter.h"

#include <string.h>

enum { HERE = TCL_LEAVE_ERR_MSG, GLOBAL = TCL_LEAVE_ERR_MSG | TCL_GLOBAL_ONLY };

/* A variable's name, which may be bytes or an object of Tcl, too. */
static const char *name_of(Value value) {
    if (is_str(value))
        return tk_text(value, "getvar", 1);
    if (is_tk_object(value))
        return tcl.Tcl_GetString(tk_object_borrowed(value));
    if (!is_bytes(value))
        return raise_type_error("must be str, bytes or Tcl_Obj, not %T", value);
    Bytes *bytes = bytes_of(value);
    if (strlen((const char *)bytes->data) != bytes->size)
        return raise_value_error("embedded null byte");
    return (const char *)bytes->data;
}

static bool check_count(const char *function, size_t count, Tuple *names, const char *method) {
    if (names)
        return raise_type_error("%s() takes no keyword arguments", method);
    if (count < 1)
        return raise_type_error("%s() takes at least 1 argument (0 given)", function);
    if (count > 2)
        return raise_type_error("%s() takes at most 2 arguments (%zu given)", function, count);
    return true;
}

/* Variable or element of an array, for the trace function: owned. */
static Value element_name(Value name, Value key) {
    return key ? value_of(str_format("%S(%S)", name, key)) : own(name);
}

/* ---- set ------------------------------------------------------------------------------------- */

static Value store(TkApp *app, const char *name, const char *key, Value value, int flags) {
    Tcl_Obj *object = tk_to_tcl(value);
    if (!object)
        return NULL;
    tcl_own(object);
    gil_release();
    bool done = tcl.Tcl_SetVar2Ex(app->interp, name, key, object, flags);
    gil_acquire();
    tcl_give_up(object);
    return done ? NONE : tk_raise(app);
}

static bool trace_set(TkApp *app, Value *args, size_t count, int flags) {
    if (!app->trace)
        return true;
    Value name = element_name(args[0], count == 3 ? args[1] : NULL), value = own(args[count - 1]);
    if (flags == GLOBAL)
        return TK_TRACE(app, value_of(str_from_c("uplevel")), value_of(str_from_c("#0")),
                        value_of(str_from_c("set")), name, value);
    return TK_TRACE(app, value_of(str_from_c("set")), name, value);
}

/* (name, value) or (name, key, value) */
static Value set(TkApp *app, Value *args, size_t count, int flags) {
    const char *name = NULL, *key = NULL;
    if (count == 2)
        name = name_of(args[0]);
    else if ((name = tk_text(args[0], "setvar", 1)))
        key = tk_text(args[1], "setvar", 2);
    if (!name || (count == 3 && !key) || !trace_set(app, args, count, flags))
        return NULL;
    return store(app, name, key, args[count - 1], flags);
}

static Value set_here(TkApp *app, Value *args, size_t count) {
    return set(app, args, count, HERE);
}

static Value set_global(TkApp *app, Value *args, size_t count) {
    return set(app, args, count, GLOBAL);
}

static Value set_by(TkWork work, Value self, Value *args, size_t count, Tuple *names,
                    const char *method) {
    if (names)
        return raise_type_error("%s() takes no keyword arguments", method);
    if (count < 2 || count > 3)
        return raise_type_error("setvar requires 2 to 3 arguments");
    return tk_run(tk_app_of(self), work, args, count);
}

Value tk_setvar(Value self, Value *args, size_t count, Tuple *names) {
    return set_by(set_here, self, args, count, names, "setvar");
}

Value tk_globalsetvar(Value self, Value *args, size_t count, Tuple *names) {
    return set_by(set_global, self, args, count, names, "globalsetvar");
}

/* ---- get ------------------------------------------------------------------------------------- */

static Value get(TkApp *app, Value *args, size_t count, int flags) {
    const char *name = name_of(args[0]), *key = NULL;
    if (!name || (count == 2 && !(key = tk_text(args[1], "getvar", 2))))
        return NULL;
    gil_release();
    Tcl_Obj *object = tcl.Tcl_GetVar2Ex(app->interp, name, key, flags);
    gil_acquire();
    return object ? tk_wanted(app, object) : tk_raise(app);
}

static Value get_here(TkApp *app, Value *args, size_t count) {
    return get(app, args, count, HERE);
}

static Value get_global(TkApp *app, Value *args, size_t count) {
    return get(app, args, count, GLOBAL);
}

Value tk_getvar(Value self, Value *args, size_t count, Tuple *names) {
    return check_count("getvar", count, names, "getvar")
               ? tk_run(tk_app_of(self), get_here, args, count)
               : NULL;
}

Value tk_globalgetvar(Value self, Value *args, size_t count, Tuple *names) {
    return check_count("getvar", count, names, "globalgetvar")
               ? tk_run(tk_app_of(self), get_global, args, count)
               : NULL;
}

/* ---- unset ----------------------------------------------------------------------------------- */

static bool trace_unset(TkApp *app, Value *args, size_t count, int flags) {
    if (!app->trace)
        return true;
    Value name = element_name(args[0], count == 2 ? args[1] : NULL);
    if (flags == GLOBAL)
        return TK_TRACE(app, value_of(str_from_c("uplevel")), value_of(str_from_c("#0")),
                        value_of(str_from_c("unset")), name);
    return TK_TRACE(app, value_of(str_from_c("unset")), name);
}

static Value unset(TkApp *app, Value *args, size_t count, int flags) {
    const char *name = tk_text(args[0], "unsetvar", 1), *key = NULL;
    if (!name || (count == 2 && !(key = tk_text(args[1], "unsetvar", 2))) ||
        !trace_unset(app, args, count, flags))
        return NULL;
    gil_release();
    int code = tcl.Tcl_UnsetVar2(app->interp, name, key, flags);
    gil_acquire();
    return code == TCL_OK ? NONE : tk_raise(app);
}

static Value unset_here(TkApp *app, Value *args, size_t count) {
    return unset(app, args, count, HERE);
}

static Value unset_global(TkApp *app, Value *args, size_t count) {
    return unset(app, args, count, GLOBAL);
}

Value tk_unsetvar(Value self, Value *args, size_t count, Tuple *names) {
    return check_count("unsetvar", count, names, "unsetvar")
               ? tk_run(tk_app_of(self), unset_here, args, count)
               : NULL;
}

Value tk_globalunsetvar(Value self, Value *args, size_t count, Tuple *names) {
    return check_count("unsetvar", count, names, "globalunsetvar")
               ? tk_run(tk_app_of(self), unset_global, args, count)
               : NULL;
}
