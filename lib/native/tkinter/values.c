/* Values of Python and objects of Tcl.
 *
 * Every object of Tcl is a string, and may have beside it what the string was last used as. Where
 * the app wants objects, that decides which Python value it becomes. */
#include "lib/native/tkinter/tkinter.h"

#include <limits.h>

/* Tcl's types: some have no name to ask for, so each is taken from an object that is of it. */
static struct { const Tcl_ObjType *bytes, *real, *integer, *big, *list, *string, *boolean; } types;

static const Tcl_ObjType *type_of_sample(Tcl_Obj *sample) {
    const Tcl_ObjType *type = sample->typePtr;
    tcl_own(sample);
    tcl_give_up(sample);
    return type;
}

/* Has Tcl read a text as a number of any size, which leaves that behind the text. */
static Tcl_Obj *read_as_int(bool negative, const char *digits, size_t size) {
    if (size >= INT_MAX)
        return raise_overflow_error("string is too long");
    Tcl_WideInt ignored;
    Tcl_Obj *object = tcl.Tcl_NewStringObj("-", negative);
    tcl.Tcl_AppendToObj(object, digits, (int)size);
    tcl.Tcl_GetWideIntFromObj(NULL, object, &ignored);
    return object;
}

void tk_values_init(void) {
    static const char big[] = "1000000000000000000000";
    static const Tcl_UniChar character = 'a';
    int ignored;
    Tcl_Obj *item = tcl.Tcl_NewWideIntObj(1); /* an empty list has no type */
    Tcl_Obj *truth = tcl.Tcl_NewStringObj("true", -1);
    tcl.Tcl_GetBooleanFromObj(NULL, truth, &ignored);
    types.boolean = type_of_sample(truth);
    types.bytes = type_of_sample(tcl.Tcl_NewByteArrayObj((const unsigned char *)"", 0));
    types.real = type_of_sample(tcl.Tcl_NewDoubleObj(0.5));
    types.integer = type_of_sample(tcl.Tcl_NewWideIntObj(1));
    types.big = type_of_sample(read_as_int(false, big, sizeof big - 1));
    types.list = type_of_sample(tcl.Tcl_NewListObj(1, &item));
    types.string = type_of_sample(tcl.Tcl_NewUnicodeObj(&character, 1));
}

/* ---- to Tcl ---------------------------------------------------------------------------------- */

static Tcl_Obj *int_to_tcl(Value value) {
    int64_t number;
    if (int_fits_int64(value, &number))
        return tcl.Tcl_NewWideIntObj(number);
    size_t size;
    char *digits = int_digits(value, 10, &size);
    Tcl_Obj *object = digits ? read_as_int(int_sign(value) < 0, digits, size) : NULL;
    mem_free(digits);
    return object;
}

static Tcl_Obj *bytes_to_tcl(Bytes *bytes) {
    if (bytes->size > INT_MAX)
        return raise_overflow_error("bytes object is too long");
    return tcl.Tcl_NewByteArrayObj(bytes->data, (int)bytes->size);
}

/* An item of a tuple or list, owned; null at the end: converting others may change a list. */
static Value item_at(Value sequence, size_t index) {
    size_t count = is_tuple(sequence) ? tuple_of(sequence)->count : list_of(sequence)->count;
    if (index >= count)
        return NULL;
    return own(is_tuple(sequence) ? tuple_of(sequence)->items[index]
                                  : list_of(sequence)->items[index]);
}

static Tcl_Obj *sequence_to_tcl(Value sequence) {
    size_t count = is_tuple(sequence) ? tuple_of(sequence)->count : list_of(sequence)->count;
    if (count > INT_MAX)
        return raise_overflow_error(is_tuple(sequence) ? "tuple is too long" : "list is too long");
    if (!recursion_enter(" in conversion to Tcl"))
        return NULL;
    Tcl_Obj **objects = mem_malloc((count + 1) * sizeof *objects);
    if (!objects)
        return raise_no_memory();
    size_t done = 0;
    Value item;
    bool fine = true;
    while (fine && done < count && (item = item_at(sequence, done))) {
        objects[done] = tk_to_tcl(item);
        fine = objects[done] != NULL;
        if (fine)
            tcl_own(objects[done++]);
        decref(item);
    }
    Tcl_Obj *list = fine ? tcl.Tcl_NewListObj((int)done, objects) : NULL;
    while (done > 0)
        tcl_give_up(objects[--done]);
    mem_free(objects);
    return list;
}

static Tcl_Obj *as_text_to_tcl(Value value) {
    Value text = object_str(value);
    Tcl_Obj *object = text ? tk_text_to_tcl(str_of(text)) : NULL;
    decref_maybe(text);
    return object;
}

Tcl_Obj *tk_to_tcl(Value value) {
    if (is_str(value))
        return tk_text_to_tcl(str_of(value));
    if (value == TRUE_VALUE || value == FALSE_VALUE)
        return tcl.Tcl_NewWideIntObj(value == TRUE_VALUE);
    if (is_exact_int(value))
        return int_to_tcl(value);
    if (is_float(value))
        return tcl.Tcl_NewDoubleObj(float_of(value));
    if (is_tuple(value) || is_list(value))
        return sequence_to_tcl(value);
    if (is_bytes(value))
        return bytes_to_tcl(bytes_of(value));
    if (is_tk_object(value))
        return tk_object_borrowed(value);
    return as_text_to_tcl(value);
}

/* ---- from Tcl -------------------------------------------------------------------------------- */

/* By hexadecimal digits, which are as many as they are; of decimal ones Python limits the number.
 */
static Value big_int_from_tcl(Tcl_Obj *object) {
    Tcl_Obj *text = tcl.Tcl_Format(NULL, "%llx", 1, &object);
    int size;
    tcl_own(text);
    const char *digits = tcl.Tcl_GetStringFromObj(text, &size);
    Value number = int_from_text(digits, (size_t)size, 16);
    tcl_give_up(text);
    return number;
}

Lookup tk_int_from_tcl(Tcl_Interp *interp, Tcl_Obj *object, Value *number) {
    Tcl_WideInt wide;
    int code = tcl.Tcl_GetWideIntFromObj(interp, object, &wide);
    if (object->typePtr == types.big) /* below 2**64 wide has it, as a negative number */
        *number = big_int_from_tcl(object);
    else if (code == TCL_OK)
        *number = value_from_int64(wide);
    else
        return LOOKUP_MISSING;
    return *number ? LOOKUP_FOUND : LOOKUP_ERROR;
}

Value tk_tuple_from_tcl(Tcl_Obj *const *objects, size_t count) {
    Tuple *tuple = tuple_new(count);
    bool fine = tuple != NULL;
    for (size_t i = 0; tuple && i < count; i++) {
        Value item = fine ? tk_from_tcl(objects[i]) : NULL;
        tuple->items[i] = item ? item : NONE;
        fine = item != NULL;
    }
    if (fine)
        return value_of(tuple);
    decref_maybe(value_of(tuple));
    return NULL;
}

static Value list_from_tcl(Tcl_Obj *object) {
    int count;
    Tcl_Obj **objects;
    if (!recursion_enter(" in conversion from Tcl"))
        return NULL;
    tcl.Tcl_ListObjGetElements(NULL, object, &count, &objects); /* it is a list already */
    return tk_tuple_from_tcl(objects, (size_t)count);
}

static Value bytes_from_tcl(Tcl_Obj *object) {
    int size;
    const unsigned char *bytes = tcl.Tcl_GetByteArrayFromObj(object, &size);
    return value_of(bytes_new(bytes, (size_t)size));
}

Value tk_from_tcl(Tcl_Obj *object) {
    const Tcl_ObjType *type = object->typePtr;
    if (!type || type == types.string)
        return tk_text_of(object);
    if (type == types.integer) {
        Tcl_WideInt number = 0;
        tcl.Tcl_GetWideIntFromObj(NULL, object, &number);
        return value_from_int64(number);
    }
    if (type == types.real)
        return float_new(object->internalRep.doubleValue); /* Tcl does not give NaN away */
    if (type == types.list)
        return list_from_tcl(object);
    if (type == types.bytes)
        return bytes_from_tcl(object);
    if (type == types.big)
        return big_int_from_tcl(object);
    if (type == types.boolean) {
        int truth = 0;
        tcl.Tcl_GetBooleanFromObj(NULL, object, &truth);
        return value_of_bool(truth);
    }
    return tk_object_new(object);
}

Value tk_wanted(TkApp *app, Tcl_Obj *object) {
    return app->wants_objects ? tk_from_tcl(object) : tk_text_of(object);
}
