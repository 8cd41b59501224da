/* property(fget, fset, fdel, doc). */
#include "vm/objects/property.h"

#include "vm/arguments.h"
#include "vm/names.h"
#include "vm/objects/instance.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"
#include "vm/type_internal.h"

static Value new (Type *type, Value *args, size_t count, Tuple *names_given) {
    Property *property = type_allocate(type, 0);
    if (property)
        mem_gc_track(property);
    return value_of(property);
}

static void clear(Object *object) {
    Property *property = property_of(value_of(object));
    clear_value(&property->getter);
    clear_value(&property->setter);
    clear_value(&property->deleter);
    clear_value(&property->doc);
    clear_value(&property->name);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    Property *property = property_of(value_of(object));
    visit_value(property->getter, visit, context);
    visit_value(property->setter, visit, context);
    visit_value(property->deleter, visit, context);
    visit_value(property->doc, visit, context);
    visit_value(property->name, visit, context);
}

static Value given(Value value) {
    return value && value != NONE ? own(value) : NULL;
}

/* The doc given, else the getter's; a subclass keeps it in its own dict or slot. */
static bool init_doc(Property *property, Value doc) {
    property->doc_of_getter = false;
    doc = given(doc);
    if (!doc && property->getter) {
        Lookup found = attribute_lookup(property->getter, names.__doc__, &doc);
        if (found == LOOKUP_ERROR)
            return false;
        if (doc == NONE)
            clear_value(&doc);
        property->doc_of_getter = doc != NULL;
    }
    Value self = value_of(property);
    if (has_type(self, &property_type)) {
        replace_value(&property->doc, doc);
        return true;
    }
    bool good = attribute_set(self, names.__doc__, doc ? doc : NONE);
    decref_maybe(doc);
    /* As CPython: a doc that a class with __slots__ has no place for is dropped, unless it is the
     * getter's. */
    return good || (!property->doc_of_getter && exception_clear_if(&exc_AttributeError));
}

static bool init(Value self, Value *args, size_t count, Tuple *names_given) {
    static Signature signature = SIGNATURE("property(fget=None, fset=None, fdel=None, doc=None)");
    Value bound[4];
    if (!arguments_bind(&signature, args, count, names_given, bound))
        return false;
    Property *property = property_of(self);
    replace_value(&property->getter, given(bound[0]));
    replace_value(&property->setter, given(bound[1]));
    replace_value(&property->deleter, given(bound[2]));
    clear_value(&property->name);
    return init_doc(property, bound[3]);
}

/* The name it was bound to, else its getter's: owned. */
static Lookup name_of(Property *property, Value *name) {
    if (property->name) {
        *name = own(property->name);
        return LOOKUP_FOUND;
    }
    *name = NULL;
    if (!property->getter)
        return LOOKUP_MISSING;
    return attribute_lookup(property->getter, names.__name__, name);
}

static COLD void *raise_lacks(Value self, Value instance, const char *what) {
    Value name;
    Lookup found = name_of(property_of(self), &name);
    Value class = found != LOOKUP_ERROR ? type_qualified_name(type_of(instance)) : NULL;
    if (class && found == LOOKUP_FOUND)
        raise_attribute_error("property %R of %R object has no %s", name, class, what);
    else if (class)
        raise_attribute_error("property of %R object has no %s", class, what);
    decref_maybe(class);
    decref_maybe(name);
    return NULL;
}

static Value get(Value self, Value instance, Value owner) {
    if (!instance || instance == NONE)
        return own(self);
    Value getter = property_of(self)->getter;
    if (!getter)
        return raise_lacks(self, instance, "getter");
    incref(getter);
    Value result = call_1(getter, instance);
    decref(getter);
    return result;
}

static bool set(Value self, Value instance, Value value) {
    Property *property = property_of(self);
    Value function = value ? property->setter : property->deleter;
    if (!function)
        return raise_lacks(self, instance, value ? "setter" : "deleter");
    incref(function);
    Value result = value ? call_2(function, instance, value) : call_1(function, instance);
    decref(function);
    decref_maybe(result);
    return result != NULL;
}

/* A property of the same class with one function replaced. */
static Value copy(Value self, Value getter, Value setter, Value deleter) {
    Property *old = property_of(self);
    Value functions[] = {getter ? getter : old->getter, setter ? setter : old->setter,
                         deleter ? deleter : old->deleter};
    for (size_t i = 0; i < 3; i++)
        if (!functions[i])
            functions[i] = NONE;
    Value doc = NULL;
    if (!(old->doc_of_getter && functions[0] != NONE)) {
        Lookup found = attribute_lookup(self, names.__doc__, &doc);
        if (found == LOOKUP_ERROR)
            return NULL;
    }
    Value args[] = {functions[0], functions[1], functions[2], doc ? doc : NONE};
    Value result = call(value_of(type_of(self)), args, 4, NULL);
    decref_maybe(doc);
    if (result && is_instance_of(result, &property_type))
        replace_value(&property_of(result)->name, own_maybe(old->name));
    return result;
}

static Value getter(Value self, Value *args) {
    return copy(self, args[0], NULL, NULL);
}
static Value setter(Value self, Value *args) {
    return copy(self, NULL, args[0], NULL);
}
static Value deleter(Value self, Value *args) {
    return copy(self, NULL, NULL, args[0]);
}

static Value set_name(Value self, Value *args, size_t count, Tuple *names_given) {
    if (count != 2)
        return raise_type_error("__set_name__() takes 2 positional arguments but %zu were given",
                                count);
    replace_value(&property_of(self)->name, own(args[1]));
    return NONE;
}

static Value get_name(Value self) {
    Value name;
    Lookup found = name_of(property_of(self), &name);
    if (found == LOOKUP_MISSING)
        return raise_no_attribute(self, names.__name__);
    return found == LOOKUP_FOUND ? name : NULL;
}

static bool change_name(Value self, Value value) {
    replace_value(&property_of(self)->name, own_maybe(value));
    return true;
}

Answer is_abstract_method(Value value) {
    if (!recursion_enter(" in __isabstractmethod__"))
        return ANSWER_ERROR;
    Value flag;
    Lookup found =
        value ? attribute_lookup(value, names.__isabstractmethod__, &flag) : LOOKUP_MISSING;
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    Answer answer = object_truth(flag);
    decref(flag);
    return answer;
}

static Value is_abstract(Value self) {
    Property *property = property_of(self);
    Value functions[] = {property->getter, property->setter, property->deleter};
    Answer answer = ANSWER_NO;
    for (size_t i = 0; i < 3 && answer == ANSWER_NO; i++)
        answer = is_abstract_method(functions[i]);
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

static const NativeMethod methods[] = {
    NATIVE("getter($self, object, /)", getter,
           "Descriptor to obtain a copy of the property with a different getter."),
    NATIVE("setter($self, object, /)", setter,
           "Descriptor to obtain a copy of the property with a different setter."),
    NATIVE("deleter($self, object, /)", deleter,
           "Descriptor to obtain a copy of the property with a different deleter."),
    NATIVE_RAW("__set_name__($self, owner, name, /)", set_name,
               "Method to set name of a property."),
    NATIVE_END,
};

static const NativeMember members[] = {
    {"fget", MEMBER_VALUE, offsetof(Property, getter), false, NULL},
    {"fset", MEMBER_VALUE, offsetof(Property, setter), false, NULL},
    {"fdel", MEMBER_VALUE, offsetof(Property, deleter), false, NULL},
    {"__doc__", MEMBER_VALUE, offsetof(Property, doc), true, NULL},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

static const NativeGetSet getsets[] = {
    {"__name__", get_name, change_name, NULL},
    {"__isabstractmethod__", is_abstract, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type property_type = {
    TYPE_INIT_CONTAINER("property", sizeof(Property), dealloc, traverse, clear),
    .flags = TYPE_BASE,
    .doc = "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\n"
           "Property attribute.\n\n  fget\n    function to be used for getting an attribute "
           "value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    "
           "function to be used for del'ing an attribute\n  doc\n    docstring\n",
    .methods = methods,
    .members = members,
    .getsets = getsets,
    .new = new,
    .init = init,
    .descr_get = get,
    .descr_set = set,
};

Value property_getter_borrowed(Value property) {
    return property_of(property)->getter;
}
