/* Variables beyond the caches: globals, builtins, namespaces, imports, super. */
#include "vm/import.h"
#include "vm/instructions_slow.h"
#include "vm/type_internal.h"

COLD void raise_unbound_local(CodeObject *code, uint32_t slot) {
    raise_name_error(&exc_UnboundLocalError, NULL,
                     "cannot access local variable '%U' where it is not associated with a value",
                     code->slot_names[slot]);
}

COLD void raise_unbound_cell(CodeObject *code, uint32_t slot) {
    if (slot < code->slot_count - code->code->free_count)
        raise_unbound_local(code, slot);
    else
        raise_name_error(&exc_NameError, code->slot_names[slot],
                         "cannot access free variable '%U' where it is not associated with a "
                         "value in enclosing scope",
                         code->slot_names[slot]);
}

static COLD void *raise_unknown_name(Str *name) {
    return raise_name_error(&exc_NameError, name, "name '%U' is not defined", name);
}

/* A dict whose subclass may override __getitem__, or any mapping: missing is no error. */
static Lookup mapping_lookup(Value mapping, Str *name, Value *value) {
    if (has_type(mapping, &dict_type)) {
        if (UNLIKELY(!dict_of(mapping)->only_str_keys)) /* a key may claim to equal the name */
            return dict_lookup(dict_of(mapping), value_of(name), value);
        *value = own_maybe(dict_get_name_borrowed(dict_of(mapping), name));
        return *value ? LOOKUP_FOUND : LOOKUP_MISSING;
    }
    *value = object_get_item(mapping, value_of(name));
    if (*value)
        return LOOKUP_FOUND;
    return exception_clear_if(&exc_KeyError) ? LOOKUP_MISSING : LOOKUP_ERROR;
}

static Value load_builtin(Frame *frame, Str *name) {
    Value value;
    switch (mapping_lookup(value_of(frame_builtins(frame)), name, &value)) {
    case LOOKUP_FOUND:
        return value;
    case LOOKUP_MISSING: {
        Value builtins = dict_get_name_borrowed(frame->function->globals, names.__builtins__);
        if (builtins && !type_of(builtins)->get_item && !has_type(builtins, &module_type))
            return raise_type_error("'%T' object is not subscriptable", builtins);
        return raise_unknown_name(name);
    }
    default:
        return NULL;
    }
}

Value load_build_class(Frame *frame) {
    Value value;
    Lookup found = mapping_lookup(value_of(frame_builtins(frame)), names.__build_class__, &value);
    return found == LOOKUP_FOUND ? value
           : found == LOOKUP_MISSING
               ? raise_name_error(&exc_NameError, NULL, "__build_class__ not found")
               : NULL;
}

Value load_global(Frame *frame, Str *name) {
    Value value;
    Lookup found = mapping_lookup(value_of(frame->function->globals), name, &value);
    return found == LOOKUP_FOUND     ? value
           : found == LOOKUP_MISSING ? load_builtin(frame, name)
                                     : NULL;
}

Value load_name(Frame *frame, Value namespace, Str *name) {
    Value value;
    Lookup found = mapping_lookup(namespace, name, &value);
    return found == LOOKUP_FOUND     ? value
           : found == LOOKUP_MISSING ? load_global(frame, name)
                                     : NULL;
}

Value load_from_mapping_or_cell(Frame *frame, Value mapping, uint32_t slot) {
    CodeObject *code = frame_code(frame);
    Value value;
    Lookup found = mapping_lookup(mapping, code->slot_names[slot], &value);
    if (found == LOOKUP_FOUND)
        return value;
    if (found == LOOKUP_ERROR)
        return NULL;
    Value content = ((Cell *)object_of(frame->locals[slot]))->content;
    if (!content)
        raise_unbound_cell(code, slot);
    return own_maybe(content);
}

bool store_name(Frame *frame, Str *name, Value value) {
    Value namespace = frame_namespace(frame);
    if (has_type(namespace, &dict_type))
        return dict_set_name(dict_of(namespace), name, value);
    return object_set_item(namespace, value_of(name), value);
}

bool delete_name(Frame *frame, Str *name) {
    if (object_delete_item(frame_namespace(frame), value_of(name)))
        return true;
    if (exception_clear_if(&exc_KeyError))
        raise_unknown_name(name);
    return false;
}

bool delete_global(Frame *frame, Str *name) {
    Lookup found = dict_delete(frame->function->globals, value_of(name));
    if (found == LOOKUP_MISSING)
        raise_unknown_name(name);
    return found == LOOKUP_FOUND;
}

bool setup_annotations(Frame *frame) {
    Value annotations;
    Lookup found = mapping_lookup(frame_namespace(frame), names.__annotations__, &annotations);
    if (found == LOOKUP_FOUND)
        decref(annotations);
    if (found != LOOKUP_MISSING)
        return found == LOOKUP_FOUND;
    Dict *dict = dict_new();
    if (!dict)
        return false;
    bool stored = store_name(frame, names.__annotations__, value_of(dict));
    GIVE_UP(dict);
    return stored;
}

Value import_statement(Frame *frame, Str *name, Value fromlist, Value level) {
    Value import = load_builtin(frame, names.__import__);
    if (!import) {
        if (exception_clear_if(&exc_NameError))
            raise_error(&exc_ImportError, "__import__ not found");
        return NULL;
    }
    Value result;
    if (has_type(import, &native_function_type)) { /* the one we know: skip the call */
        result = import_name(name, frame->function->globals, fromlist, (int)small_int_of(level));
    } else {
        Value locals = frame->flags & FRAME_NAMESPACE ? frame->namespace : NONE;
        Value args[] = {value_of(name), value_of(frame->function->globals), locals, fromlist,
                        level};
        result = call(import, args, 5, NULL);
    }
    decref(import);
    return result;
}

/* super() for classes and instances in the plain way; null without an exception: take the long one
 * through a super object (odd __class__, nothing found, super().__class__). */
static Value super_lookup(Type *class, Value self, Str *name, bool *binds) {
    bool through_class = is_type(self) && type_is_subtype(type_cast(self), class);
    Type *start = through_class ? type_cast(self) : type_of(self);
    if (!type_is_subtype(start, class) || name == names.__class__ || !start->mro)
        return NULL;
    Tuple *mro = start->mro;
    size_t i = 0;
    while (i < mro->count && mro->items[i] != value_of(class))
        i++;
    for (i++; i < mro->count; i++) {
        Value found = type_own_borrowed(type_cast(mro->items[i]), name);
        if (!found)
            continue;
        Type *type = type_of(found);
        if (binds && type->flags & TYPE_METHOD_LIKE && !through_class) {
            *binds = true;
            return own(found);
        }
        if (!type->descr_get)
            return own(found);
        incref(found);
        Value result = type->descr_get(found, through_class ? NULL : self, value_of(start));
        decref(found);
        return result;
    }
    return NULL;
}

Value super_attribute(Value super, Value class, Value self, Str *name, bool zero, bool *binds) {
    if (super == value_of(&super_type) && is_type(class)) {
        Value result = super_lookup(type_cast(class), self, name, binds);
        if (result || exception_pending())
            return result;
        zero = false;
    }
    Value args[] = {class, self};
    Value object = call(super, args, zero ? 0 : 2, NULL);
    if (!object)
        return NULL;
    Value result = attribute_get(object, name);
    decref(object);
    return result;
}
