/* Tcl_Obj: an object of Tcl that is nothing in Python, such as a dict of Tcl or a path. */
#include "lib/native/tkinter/tkinter.h"

#include <string.h>

typedef struct TkObject {
    Object header;
    Tcl_Obj *object;     /* owned */
    Tcl_ThreadId thread; /* where it comes from */
    Value text;          /* owned str; null: not asked for yet */
} TkObject;

static TkObject *tk_object_of(Value value) {
    return (TkObject *)object_of(value);
}

Tcl_Obj *tk_object_borrowed(Value value) {
    return tk_object_of(value)->object;
}

Value tk_object_new(Tcl_Obj *object) {
    TkObject *made = type_allocate(&tk_object_type, 0);
    if (!made)
        return NULL;
    tcl_own(object);
    made->object = object;
    made->thread = tcl.Tcl_GetCurrentThread();
    return value_of(made);
}

static void object_dealloc(Object *object) {
    TkObject *made = (TkObject *)object;
    tk_give_up_object(made->object, made->thread);
    decref_maybe(made->text);
    mem_object_free(object, sizeof *made);
}

static Value text(Value self) {
    TkObject *made = tk_object_of(self);
    if (!made->text)
        made->text = tk_text_of(made->object);
    return own_maybe(made->text);
}

/* Tcl may have used it as something else meanwhile. */
static const char *type_name_of_tcl(Value self) {
    const Tcl_ObjType *type = tk_object_of(self)->object->typePtr;
    return type ? type->name : "";
}

static Value type_name(Value self) {
    return value_of(str_from_c(type_name_of_tcl(self)));
}

static Value object_repr_of(Value self) {
    Value string = text(self);
    Value repr =
        string ? value_of(str_format("<%s object: %R>", type_name_of_tcl(self), string)) : NULL;
    decref_maybe(string);
    return repr;
}

static Value compare(Value self, Value other, CompareOp op) {
    if (!is_tk_object(self) || !is_tk_object(other))
        return NOT_IMPLEMENTED;
    if (self == other)
        return value_of_bool(order_satisfies(0, op));
    int order = strcmp(tcl.Tcl_GetString(tk_object_borrowed(self)),
                       tcl.Tcl_GetString(tk_object_borrowed(other)));
    return value_of_bool(order_satisfies(order, op));
}

static const NativeGetSet getsets[] = {
    {"typename", type_name, NULL, "name of the Tcl type"},
    {"string", text, NULL, "the string representation of this object, either as str or bytes"},
    {NULL, NULL, NULL, NULL}};

Type tk_object_type = {
    TYPE_INIT_ATOM("_tkinter.Tcl_Obj", sizeof(TkObject), object_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .repr = object_repr_of,
    .str = text,
    .compare = compare,
    .getsets = getsets,
};
