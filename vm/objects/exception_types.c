/* Exceptions with a few attributes: StopIteration, SystemExit, KeyError, NameError,
 * AttributeError, ImportError. */
#include "vm/objects/exception.h"
#include "vm/vm.h"

#define FIELD_MEMBER(name, field, doc)                                                             \
    { name, MEMBER_VALUE, EXCEPTION_FIELD(field), true, doc }
#define MEMBERS_END                                                                                \
    { NULL, MEMBER_VALUE, 0, false, NULL }

/* ---- StopIteration, SystemExit, KeyError ----------------------------------------------------- */

static bool stop_iteration_init(Value self, Value *args, size_t count, Tuple *names) {
    if (!exception_base_init(self, args, count, names))
        return false;
    exception_set_field(self, FIELD_STOP_ITERATION_VALUE, count ? args[0] : NULL);
    return true;
}

static const NativeMember stop_iteration_members[] = {
    FIELD_MEMBER("value", FIELD_STOP_ITERATION_VALUE, "generator return value"),
    MEMBERS_END,
};

static bool system_exit_init(Value self, Value *args, size_t count, Tuple *names) {
    if (!exception_base_init(self, args, count, names))
        return false;
    Value code = count == 0 ? NULL : count == 1 ? args[0] : value_of(exception_of(self)->args);
    exception_set_field(self, FIELD_SYSTEM_EXIT_CODE, code);
    return true;
}

static const NativeMember system_exit_members[] = {
    FIELD_MEMBER("code", FIELD_SYSTEM_EXIT_CODE, "exception code"),
    MEMBERS_END,
};

static Value key_error_str(Value self) {
    Tuple *args = exception_of(self)->args;
    if (args->count != 1)
        return exception_base_str(self);
    Value key = own(args->items[0]);
    Value text = object_repr(key);
    decref(key);
    return text;
}

/* ---- NameError, AttributeError --------------------------------------------------------------- */

static bool name_error_init(Value self, Value *args, size_t count, Tuple *names) {
    static const char *const allowed[] = {"name", NULL};
    return exception_init_keywords(self, args, count, names, allowed, FIELD_NAME_ERROR_NAME);
}

static const NativeMember name_error_members[] = {
    FIELD_MEMBER("name", FIELD_NAME_ERROR_NAME, "name"),
    MEMBERS_END,
};

static bool attribute_error_init(Value self, Value *args, size_t count, Tuple *names) {
    static const char *const allowed[] = {"name", "obj", NULL};
    return exception_init_keywords(self, args, count, names, allowed, FIELD_ATTRIBUTE_ERROR_NAME);
}

static const NativeMember attribute_error_members[] = {
    FIELD_MEMBER("name", FIELD_ATTRIBUTE_ERROR_NAME, "attribute name"),
    FIELD_MEMBER("obj", FIELD_ATTRIBUTE_ERROR_OBJ, "object"),
    MEMBERS_END,
};

/* The attributes without obj, which may be anything and not to be pickled. */
static Value attribute_error_getstate(Value self, Value *args) {
    Exception *error = exception_of(self);
    Dict *own_dict = exception_dict_borrowed(self);
    Dict *state = own_dict ? dict_copy(own_dict) : dict_new();
    if (!state)
        return NULL;
    Value name = error->fields[FIELD_ATTRIBUTE_ERROR_NAME];
    if ((name && !dict_set_name(state, names.name, name)) ||
        !dict_set_name(state, names.args, value_of(error->args))) {
        GIVE_UP(state);
        return NULL;
    }
    return value_of(state);
}

static Value attribute_error_reduce(Value self, Value *args) {
    Value state = attribute_error_getstate(self, NULL);
    if (!state)
        return NULL;
    Tuple *result =
        tuple_pack(3, value_of(type_of(self)), value_of(exception_of(self)->args), state);
    decref(state);
    return value_of(result);
}

static const NativeMethod attribute_error_methods[] = {
    NATIVE("__getstate__($self, /)", attribute_error_getstate, NULL),
    NATIVE("__reduce__($self, /)", attribute_error_reduce, NULL),
    NATIVE_END,
};

/* ---- ImportError ----------------------------------------------------------------------------- */

static bool import_error_init(Value self, Value *args, size_t count, Tuple *names) {
    static const char *const allowed[] = {"name", "path", "name_from", NULL};
    if (!exception_init_keywords(self, args, count, names, allowed, FIELD_IMPORT_NAME))
        return false;
    exception_set_field(self, FIELD_IMPORT_MSG, count == 1 ? args[0] : NULL);
    return true;
}

static Value import_error_str(Value self) {
    Value message = exception_of(self)->fields[FIELD_IMPORT_MSG];
    return message && is_exact_str(message) ? own(message) : exception_base_str(self);
}

static Value import_error_reduce(Value self, Value *args) {
    static const char *const keys[] = {"name", "path", "name_from"};
    Exception *error = exception_of(self);
    Value *fields = &error->fields[FIELD_IMPORT_NAME];
    Dict *own_dict = exception_dict_borrowed(self);
    if (!own_dict && !fields[0] && !fields[1] && !fields[2])
        return value_of(tuple_pack(2, value_of(type_of(self)), value_of(error->args)));
    Dict *state = own_dict ? dict_copy(own_dict) : dict_new();
    if (!state)
        return NULL;
    Tuple *result = NULL;
    for (int i = 0; i < 3; i++)
        if (fields[i] && !dict_set_c(state, keys[i], fields[i]))
            goto done;
    result = tuple_pack(3, value_of(type_of(self)), value_of(error->args), value_of(state));
done:
    GIVE_UP(state);
    return value_of(result);
}

static const NativeMethod import_error_methods[] = {
    NATIVE("__reduce__($self, /)", import_error_reduce, NULL),
    NATIVE_END,
};

static const NativeMember import_error_members[] = {
    {"msg", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_IMPORT_MSG), true, "exception message"},
    {"name", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_IMPORT_NAME), true, "module name"},
    {"path", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_IMPORT_PATH), true, "module path"},
    {"name_from", MEMBER_VALUE, EXCEPTION_FIELD(FIELD_IMPORT_NAME_FROM), true,
     "name imported from module"},
    MEMBERS_END,
};

const ExceptionLayout exception_layouts[] = {
    {&exc_StopIteration, STOP_ITERATION_FIELDS, NULL, stop_iteration_init, NULL, NULL, NULL,
     stop_iteration_members},
    {&exc_SystemExit, SYSTEM_EXIT_FIELDS, NULL, system_exit_init, NULL, NULL, NULL,
     system_exit_members},
    {&exc_KeyError, 0, NULL, NULL, key_error_str, NULL, NULL, NULL},
    {&exc_NameError, NAME_ERROR_FIELDS, NULL, name_error_init, NULL, NULL, NULL,
     name_error_members},
    {&exc_AttributeError, ATTRIBUTE_ERROR_FIELDS, NULL, attribute_error_init, NULL,
     attribute_error_methods, NULL, attribute_error_members},
    {&exc_ImportError, IMPORT_ERROR_FIELDS, NULL, import_error_init, import_error_str,
     import_error_methods, NULL, import_error_members},
    {NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL},
};
