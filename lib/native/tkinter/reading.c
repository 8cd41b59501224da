/* Reading texts as Tcl does: numbers, truth values, lists. Any thread may. */
#include "lib/native/tkinter/tkinter.h"

#include <string.h>

/* The interpreter that says what is wrong: only its own thread may ask it. */
static Tcl_Interp *messenger(TkApp *app) {
    if (app->thread == tcl.Tcl_GetCurrentThread())
        return app->interp;
    tk_thread_begin();
    return NULL;
}

static COLD void *fail(TkApp *app, const char *expected, const char *text) {
    if (messenger(app))
        return tk_raise(app);
    return raise_of(&tk_error, "expected %s but got \"%.50s\"", expected, text);
}

Value tk_getint(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    if (is_int(args[0]))
        return own(args[0]);
    Tcl_Obj *object = NULL;
    if (is_tk_object(args[0]))
        object = tk_object_borrowed(args[0]);
    else if (tk_text(args[0], "getint", 0))
        object = tk_text_to_tcl(str_of(args[0]));
    if (!object)
        return NULL;
    tcl_own(object);
    Value number = NULL;
    if (tk_int_from_tcl(messenger(app), object, &number) == LOOKUP_MISSING)
        fail(app, "integer", tcl.Tcl_GetString(object));
    tcl_give_up(object);
    return number;
}

Value tk_getdouble(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    double number;
    if (is_float(args[0]))
        return own(args[0]);
    if (is_int(args[0]))
        return object_as_double(args[0], &number) ? float_new(number) : NULL;
    if (is_tk_object(args[0])) {
        Tcl_Obj *object = tk_object_borrowed(args[0]);
        if (tcl.Tcl_GetDoubleFromObj(messenger(app), object, &number) != TCL_OK)
            return fail(app, "floating-point number", tcl.Tcl_GetString(object));
        return float_new(number);
    }
    const char *text = tk_text(args[0], "getdouble", 0);
    if (!text)
        return NULL;
    if (tcl.Tcl_GetDouble(messenger(app), text, &number) != TCL_OK)
        return fail(app, "floating-point number", text);
    return float_new(number);
}

Value tk_getboolean(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    int truth;
    if (is_int(args[0]))
        return value_of_bool(int_sign(args[0]) != 0);
    if (is_tk_object(args[0])) {
        Tcl_Obj *object = tk_object_borrowed(args[0]);
        if (tcl.Tcl_GetBooleanFromObj(messenger(app), object, &truth) != TCL_OK)
            return fail(app, "boolean value", tcl.Tcl_GetString(object));
        return value_of_bool(truth);
    }
    const char *text = tk_text(args[0], "getboolean", 0);
    if (!text)
        return NULL;
    if (tcl.Tcl_GetBoolean(messenger(app), text, &truth) != TCL_OK)
        return fail(app, "boolean value", text);
    return value_of_bool(truth);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static Value split_object(TkApp *app, Tcl_Obj *object) {
    int count;
    Tcl_Obj **objects;
    if (tcl.Tcl_ListObjGetElements(messenger(app), object, &count, &objects) != TCL_OK)
        return fail(app, "list", tcl.Tcl_GetString(object));
    return tk_tuple_from_tcl(objects, (size_t)count);
}

static Value split_text(TkApp *app, const char *text) {
    int count;
    const char **parts;
    if (tcl.Tcl_SplitList(messenger(app), text, &count, &parts) != TCL_OK)
        return fail(app, "list", text);
    Tuple *tuple = tuple_new((size_t)count);
    bool fine = tuple != NULL;
    for (int i = 0; tuple && i < count; i++) {
        Value part = fine ? tk_text_from_tcl(parts[i], strlen(parts[i])) : NULL;
        tuple->items[i] = part ? part : NONE;
        fine = part != NULL;
    }
    tcl.Tcl_Free((char *)parts);
    if (fine)
        return value_of(tuple);
    decref_maybe(value_of(tuple));
    return NULL;
}

static COLD void *raise_no_list(const char *expected, Value value) {
    return raise_type_error("splitlist() argument must be %s, not %N", expected, value);
}

/* The bytes have a NUL behind them. */
static Value split_bytes(TkApp *app, const char *bytes, size_t size, Value origin) {
    if (strlen(bytes) != size)
        return raise_no_list("encoded string without null bytes", origin);
    return split_text(app, bytes);
}

static Value split_bytearray(TkApp *app, Value bytearray) {
    Bytes *bytes = bytes_from_value(bytearray);
    Value list = bytes ? split_bytes(app, (const char *)bytes->data, bytes->size, bytearray) : NULL;
    decref_maybe(value_of(bytes));
    return list;
}

Value tk_splitlist(Value self, Value *args) {
    TkApp *app = tk_app_of(self);
    Value list = args[0];
    if (is_tuple(list))
        return own(list);
    if (is_list(list))
        return value_of(list_as_tuple(list_of(list)));
    if (is_tk_object(list))
        return split_object(app, tk_object_borrowed(list));
    if (is_str(list)) {
        size_t size;
        const char *text = str_utf8(str_of(list), &size);
        return text ? split_bytes(app, text, size, list) : NULL;
    }
    if (is_bytes(list))
        return split_bytes(app, (const char *)bytes_of(list)->data, bytes_of(list)->size, list);
    if (is_instance_of(list, &bytearray_type))
        return split_bytearray(app, list);
    return raise_no_list("str, bytes or bytearray", list);
}
