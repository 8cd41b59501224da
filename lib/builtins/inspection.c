/* Builtin functions that look at one object: length, text, hash, attributes, classes, scopes. */
#include "lib/builtins/builtins.h"
#include "vm/audit.h"
#include "vm/frame.h"

Value builtin_len(Value self, Value *args) {
    ptrdiff_t length = object_length(args[0]);
    return length < 0 ? NULL : value_from_int64(length);
}

Value builtin_repr(Value self, Value *args) {
    return object_repr(args[0]);
}

Value builtin_ascii(Value self, Value *args) {
    return object_ascii(args[0]);
}

Value builtin_format(Value self, Value *args) {
    if (args[1] && !is_str(args[1]))
        return raise_type_error("format() argument 2 must be str, not %T", args[1]);
    return object_format(args[0], args[1]);
}

Value builtin_hash(Value self, Value *args) {
    Hash hash = object_hash(args[0]);
    return hash == -1 ? NULL : value_from_int64(hash);
}

Value builtin_id(Value self, Value *args) {
    Value id = object_id(args[0]);
    if (id && !audit("builtins.id", "O", id))
        clear_value(&id);
    return id;
}

Value builtin_callable(Value self, Value *args) {
    return value_of_bool(is_callable(args[0]));
}

static Value value_of_answer(Answer answer) {
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

Value builtin_isinstance(Value self, Value *args) {
    return value_of_answer(object_is_instance(args[0], args[1]));
}

Value builtin_issubclass(Value self, Value *args) {
    return value_of_answer(object_is_subclass(args[0], args[1]));
}

/* ---- attributes ------------------------------------------------------------------------------ */

/* An attribute's name as an exact, interned str: owned. */
static Str *attribute_name(Value name) {
    if (!is_str(name))
        return raise_type_error("attribute name must be string, not '%T'", name);
    if (is_exact_str(name)) {
        incref(name);
        if (str_of(name)->interned)
            return str_of(name);
        return str_intern_steal(str_of(name));
    }
    Str *copy = str_substring(str_of(name), 0, str_of(name)->length);
    return copy ? str_intern_steal(copy) : NULL;
}

Value builtin_getattr(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("getattr", count, keywords, 2, 3))
        return NULL;
    Str *name = attribute_name(args[1]);
    if (!name)
        return NULL;
    Value value = NULL;
    if (count == 2)
        value = attribute_get(args[0], name);
    else if (attribute_lookup(args[0], name, &value) == LOOKUP_MISSING)
        value = own(args[2]);
    decref(value_of(name));
    return value;
}

Value builtin_hasattr(Value self, Value *args) {
    Str *name = attribute_name(args[1]);
    if (!name)
        return NULL;
    Value value = NULL;
    Lookup found = attribute_lookup(args[0], name, &value);
    decref(value_of(name));
    if (found == LOOKUP_FOUND)
        decref(value);
    return found == LOOKUP_ERROR ? NULL : value_of_bool(found == LOOKUP_FOUND);
}

Value builtin_setattr(Value self, Value *args) {
    Str *name = attribute_name(args[1]);
    if (!name)
        return NULL;
    bool fine = attribute_set(args[0], name, args[2]);
    decref(value_of(name));
    return fine ? NONE : NULL;
}

Value builtin_delattr(Value self, Value *args) {
    Str *name = attribute_name(args[1]);
    if (!name)
        return NULL;
    bool fine = attribute_delete(args[0], name);
    decref(value_of(name));
    return fine ? NONE : NULL;
}

/* ---- scopes ---------------------------------------------------------------------------------- */

Value builtin_globals(Value self, Value *args) {
    Frame *frame = frame_current();
    return frame ? own(value_of(frame_globals(frame))) : NONE;
}

Value builtin_locals(Value self, Value *args) {
    Frame *frame = frame_current();
    return frame ? frame_locals(frame) : raise_system_error("frame does not exist");
}

Value builtin_vars(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("vars", count, keywords, 0, 1))
        return NULL;
    if (count == 0)
        return builtin_locals(self, args);
    Value dict;
    Lookup found = attribute_lookup(args[0], names.__dict__, &dict);
    if (found == LOOKUP_MISSING)
        return raise_type_error("vars() argument must have __dict__ attribute");
    return found == LOOKUP_FOUND ? dict : NULL;
}

Value builtin_dir(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("dir", count, keywords, 0, 1))
        return NULL;
    return object_dir(count ? args[0] : NULL);
}
