/* Attributes of any object.
 *
 * The generic rule of instances: a data descriptor of the class, else the instance's own
 * attribute, else any other descriptor or attribute of the class. Most lookups want no exception
 * when nothing is found (hasattr, getattr with a default, __getattr__): they go through
 * attribute_lookup_generic, which makes none. */
#include "vm/type_internal.h"

#include "vm/objects/exception.h"
#include "vm/objects/instance.h"
#include "vm/objects/module.h"
#include "vm/objects/str.h"
#include "vm/operations.h"
#include "vm/raise.h"

void *raise_attribute_of(Value object, Str *name, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    raise_error_v(&exc_AttributeError, format, arguments);
    va_end(arguments);
    Value exception = current_thread->exception;
    if (exception && has_type(exception, &exc_AttributeError)) {
        exception_set_field(exception, FIELD_ATTRIBUTE_ERROR_NAME, value_of(name));
        exception_set_field(exception, FIELD_ATTRIBUTE_ERROR_OBJ, object);
    }
    return NULL;
}

void *raise_no_attribute(Value object, Str *name) {
    if (is_type(object))
        return raise_attribute_of(object, name, "type object '%.100s' has no attribute '%U'",
                                  type_cast(object)->mem.name, name);
    return raise_attribute_of(object, name, "'%.100s' object has no attribute '%U'",
                              type_name_of(object), name);
}

static inline Type *ready_type_of(Value value) {
    Type *type = type_of(value);
    if (UNLIKELY(!(type->flags & TYPE_READY)) && !type_ready(type))
        return NULL;
    return type;
}

/* ---- the generic rule ------------------------------------------------------------------------ */

/* What the class has under the name, held: looking among the instance's own keys may run the
 * __eq__ of one that is no str, which may change the class. Null with *good: nothing. */
static inline Value class_attribute(Type *type, Str *name, bool *good) {
    Value found = type_lookup_borrowed(type, name);
    *good = true;
    if (!found)
        return NULL;
    Type *descriptor = type_of(found);
    if (UNLIKELY(!(descriptor->flags & TYPE_READY)) && !type_ready(descriptor))
        return *good = false, NULL;
    return own(found);
}

/* FOUND: *value is owned, and is what a descriptor gave; null if it raised. */
static inline Lookup lookup_raw(Value object, Type *type, Str *name, Value *value) {
    bool good;
    Value found = class_attribute(type, name, &good);
    if (!good)
        return LOOKUP_ERROR;
    Value (*get)(Value, Value, Value) = found ? type_of(found)->descr_get : NULL;
    bool comes_first = get && type_of(found)->descr_set;
    if (!comes_first) {
        Lookup own_attribute = instance_lookup(object, name, value);
        if (own_attribute != LOOKUP_MISSING) {
            decref_maybe(found);
            return own_attribute;
        }
        if (!get)
            return (*value = found) ? LOOKUP_FOUND : LOOKUP_MISSING;
    }
    *value = get(found, object, value_of(type));
    decref(found);
    return LOOKUP_FOUND;
}

Lookup attribute_lookup_generic(Value object, Str *name, Value *value) {
    Type *type = ready_type_of(object);
    if (UNLIKELY(!type))
        return LOOKUP_ERROR;
    Lookup found = lookup_raw(object, type, name, value);
    if (found != LOOKUP_FOUND || *value)
        return found;
    return exception_clear_if(&exc_AttributeError) ? LOOKUP_MISSING : LOOKUP_ERROR;
}

/* As above, but an AttributeError that a descriptor raises stays as it is. */
Value attribute_get_generic(Value object, Str *name) {
    Type *type = ready_type_of(object);
    if (UNLIKELY(!type))
        return NULL;
    Value value;
    Lookup found = lookup_raw(object, type, name, &value);
    if (found == LOOKUP_MISSING)
        return raise_attribute_of(object, name, "'%.100s' object has no attribute '%U'",
                                  type->mem.name, name);
    return found == LOOKUP_FOUND ? value : NULL;
}

static COLD void *raise_cannot_set(Value object, Type *type, Str *name, Value found, bool delete) {
    if (found) {
        if (instance_has_dict(object))
            return raise_attribute_of(object, name, "'%.100s' object has no attribute '%U'",
                                      type->mem.name, name);
        return raise_attribute_of(object, name, "'%.100s' object attribute '%U' is read-only",
                                  type->mem.name, name);
    }
    if (delete &&instance_has_dict(object))
        return raise_attribute_of(object, name, "'%.100s' object has no attribute '%U'",
                                  type->mem.name, name);
    if (type->set_attr == attribute_set_generic)
        return raise_attribute_of(
            object, name,
            "'%.100s' object has no attribute '%U' and no __dict__ for setting new attributes",
            type->mem.name, name);
    return raise_attribute_of(object, name, "'%.100s' object has no attribute '%U'", type->mem.name,
                              name);
}

bool attribute_set_generic(Value object, Str *name, Value value) {
    Type *type = ready_type_of(object);
    if (UNLIKELY(!type))
        return false;
    Value found = type_lookup_borrowed(type, name);
    if (found && type_of(found)->descr_set) {
        incref(found);
        bool good = type_of(found)->descr_set(found, object, value);
        decref(found);
        return good;
    }
    if (!instance_has_dict(object))
        return raise_cannot_set(object, type, name, found, !value);
    if (!value) {
        Lookup deleted = instance_delete(object, name);
        if (deleted == LOOKUP_MISSING)
            return raise_attribute_of(object, name, "'%.100s' object has no attribute '%U'",
                                      type->mem.name, name);
        return deleted == LOOKUP_FOUND;
    }
    if (LIKELY(name->interned))
        return instance_set(object, name, value);
    OWN(name);
    name = str_intern_steal(name); /* names in shapes are */
    bool good = name && instance_set(object, name, value);
    if (name)
        GIVE_UP(name);
    return good;
}

/* ---- any object ------------------------------------------------------------------------------ */

/* Methods, proxies, aliases pass what they are asked on to others of their kind. */
static inline MUST_CHECK bool may_ask(void) {
    return recursion_enter(" while getting an attribute");
}

Value attribute_get(Value object, Str *name) {
    Type *type = ready_type_of(object);
    if (UNLIKELY(!type || !may_ask()))
        return NULL;
    Value value = type->get_attr(object, name);
    if (UNLIKELY(!value))
        attribute_error_complete(object, name);
    return value;
}

Lookup attribute_lookup(Value object, Str *name, Value *value) {
    Type *type = ready_type_of(object);
    if (UNLIKELY(!type || !may_ask()))
        return *value = NULL, LOOKUP_ERROR;
    if (type->get_attr == attribute_get_generic ||
        (type->flags & TYPE_IS_MODULE && module_lacks_hook(object))) {
        Lookup found = attribute_lookup_generic(object, name, value);
        if (found != LOOKUP_FOUND)
            *value = NULL;
        return found;
    }
    *value = type->get_attr(object, name);
    if (*value)
        return LOOKUP_FOUND;
    return exception_clear_if(&exc_AttributeError) ? LOOKUP_MISSING : LOOKUP_ERROR;
}

bool attribute_set(Value object, Str *name, Value value) {
    Type *type = ready_type_of(object);
    return type && type->set_attr(object, name, value);
}

bool attribute_delete(Value object, Str *name) {
    Type *type = ready_type_of(object);
    return type && type->set_attr(object, name, NULL);
}

Lookup special_method_lookup(Value object, Str *name, Value *method) {
    *method = NULL;
    Type *type = ready_type_of(object);
    if (UNLIKELY(!type))
        return LOOKUP_ERROR;
    Value found = type_lookup_borrowed(type, name);
    if (!found)
        return LOOKUP_MISSING;
    Type *descriptor = ready_type_of(found);
    if (UNLIKELY(!descriptor))
        return LOOKUP_ERROR;
    incref(found);
    if (!descriptor->descr_get) {
        *method = found;
        return LOOKUP_FOUND;
    }
    *method = descriptor->descr_get(found, object, value_of(type));
    decref(found);
    return *method ? LOOKUP_FOUND : LOOKUP_ERROR;
}

bool attribute_get_method(Value object, Str *name, Value *method, Value *self) {
    *self = NULL;
    Type *type = ready_type_of(object);
    if (UNLIKELY(!type))
        return *method = NULL, false;
    if (type->flags & TYPE_DEFAULT_GETATTR) {
        Value found = type_lookup_borrowed(type, name);
        if (found && type_of(found)->flags & TYPE_METHOD_LIKE) {
            incref(found);
            Lookup own_attribute = instance_lookup(object, name, method);
            if (own_attribute == LOOKUP_MISSING) {
                *method = found;
                *self = object;
                return true;
            }
            decref(found);
            return own_attribute == LOOKUP_FOUND || (*method = NULL, false);
        }
    }
    *method = type->get_attr(object, name);
    return *method != NULL;
}
