/* Types as objects: type(x), calling a class, the attributes of classes. */
#include "vm/audit.h"
#include "vm/call.h"
#include "vm/type_internal.h"

#include "vm/import.h"
#include "vm/names.h"
#include "vm/objects/dict.h"
#include "vm/objects/instance.h"
#include "vm/objects/int.h"
#include "vm/objects/list.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/objects/union.h"
#include "vm/operations.h"
#include "vm/operations_internal.h"
#include "vm/raise.h"

#include <string.h>

static bool ready(Value self) {
    return type_ready(type_cast(self));
}

/* ---- names ----------------------------------------------------------------------------------- */

Value type_qualified_name(const Type *type) {
    if (type->qualified_name)
        return own(type->qualified_name);
    if (type->name)
        return own(type->name);
    return value_of(str_from_c(type_short_name(type)));
}

Value type_module(const Type *type) {
    Value module = type->dict ? dict_get_name_borrowed(type->dict, names.__module__) : NULL;
    if (module && (type->flags & TYPE_HEAP || is_str(module)))
        return own(module);
    if (type->flags & TYPE_HEAP)
        return raise_attribute_error("__module__");
    const char *dot = strrchr(type->mem.name, '.');
    if (dot)
        return value_of(str_from_ascii(type->mem.name, (size_t)(dot - type->mem.name)));
    OWN(names.builtins);
    return value_of(names.builtins);
}

Str *type_full_name(const Type *type) {
    Value name = type_qualified_name(type), module = name ? type_module(type) : NULL;
    Str *full = NULL;
    if (name && !module)
        exception_clear();
    if (module && is_str(module) && !str_equal(str_of(module), names.builtins) &&
        !str_equal(str_of(module), names.__main__))
        full = str_format("%U.%U", str_of(module), str_of(name));
    else if (name)
        full = str_of(own(name));
    decref_maybe(module);
    decref_maybe(name);
    return full;
}

static Value type_repr(Value self) {
    Type *type = type_cast(self);
    Value module = type_module(type);
    if (!module)
        exception_clear();
    Value name = type_qualified_name(type), result = NULL;
    if (name && module && is_str(module) && !str_equal(str_of(module), names.builtins))
        result = value_of(str_format("<class '%U.%U'>", str_of(module), str_of(name)));
    else if (name)
        result = value_of(str_format("<class '%s'>", type->mem.name));
    decref_maybe(module);
    decref_maybe(name);
    return result;
}

/* ---- calling --------------------------------------------------------------------------------- */

/* What __new__ gave, null if it failed, is initialised if it is an instance of the type. */
static inline Value initialize_steal(Type *type, Value object, Value *args, size_t count,
                                     Tuple *names_given) {
    if (!object)
        return NULL;
    Type *made = ready_type_of(object);
    if (!made || (made != type && !type_is_subtype(made, type)))
        return object;
    if (made->init && !made->init(object, args, count, names_given)) {
        decref(object);
        return NULL;
    }
    return object;
}

static Value type_call(Value self, Value *args, size_t count, Tuple *names_given) {
    Type *type = type_cast(self);
    size_t keywords = names_given ? names_given->count : 0;
    if (type == &type_type) {
        if (count == 1 && !keywords)
            return own(value_of(type_of(args[0])));
        if (count != 3)
            return raise_type_error("type() takes 1 or 3 arguments");
    }
    if (UNLIKELY(!(type->flags & TYPE_READY)) && !type_ready(type))
        return NULL;
    if (!type->new)
        return raise_type_error("cannot create '%s' instances", type->mem.name);
    return initialize_steal(type, type->new (type, args, count, names_given), args, count,
                            names_given);
}

Value type_call_static(Type *type, Value *args, size_t count) {
    return initialize_steal(type, type->new (type, args, count, NULL), args, count, NULL);
}

static bool type_init(Value self, Value *args, size_t count, Tuple *names_given) {
    if (names_given && names_given->count && count == 1)
        return raise_type_error("type.__init__() takes no keyword arguments");
    if (count != 1 && count != 3)
        return raise_type_error("type.__init__() takes 1 or 3 arguments");
    return true;
}

/* `__new__` of static types: checks that the class asked for is the type's own kind. */
static Value call_new(Value self, Value *args, size_t count, Tuple *names_given) {
    Type *type = type_cast(self);
    if (!count)
        return raise_type_error("%s.__new__(): not enough arguments", type->mem.name);
    if (!is_type(args[0]))
        return raise_type_error("%s.__new__(X): X is not a type object (%s)", type->mem.name,
                                type_name_of(args[0]));
    Type *subtype = type_cast(args[0]);
    if (!type_ready(subtype))
        return NULL;
    if (!type_is_subtype(subtype, type))
        return raise_type_error("%s.__new__(%s): %s is not a subtype of %s", type->mem.name,
                                subtype->mem.name, subtype->mem.name, type->mem.name);
    Type *native = subtype->extra->native_base;
    if (native->new != type->new)
        return raise_type_error("%s.__new__(%s) is not safe, use %s.__new__()", type->mem.name,
                                subtype->mem.name, native->mem.name);
    return type->new (subtype, args + 1, count - 1, names_given);
}

static const NativeMethod new_method =
    NATIVE_RAW("__new__($type, *args, **kwargs)", call_new,
               "Create and return a new object.  See help(type) for accurate signature.");

Value type_new_wrapper(Type *type) {
    Value function = native_function_new(&new_method, value_of(type), NULL);
    if (function)
        ((NativeCallable *)(void *)object_of(function))->owner = type;
    return function;
}

Type *type_of_new_wrapper(Value value) {
    if (!has_type(value, &native_function_type))
        return NULL;
    NativeCallable *function = (NativeCallable *)(void *)object_of(value);
    return function->method == &new_method ? type_cast(function->self) : NULL;
}

/* ---- attributes ------------------------------------------------------------------------------ */

Value type_get_attr(Value self, Str *name) {
    Type *type = type_cast(self);
    if (UNLIKELY(!(type->flags & (TYPE_READY | TYPE_HEAP))) && !type_ready(type))
        return NULL;
    Type *metatype = type_of(self);
    Value meta = type_lookup_borrowed(metatype, name);
    Value (*meta_get)(Value, Value, Value) = NULL;
    if (meta) {
        Type *descriptor = ready_type_of(meta);
        if (!descriptor)
            return NULL;
        meta_get = descriptor->descr_get;
        if (meta_get && descriptor->descr_set) {
            incref(meta);
            Value value = meta_get(meta, self, value_of(metatype));
            decref(meta);
            return value;
        }
    }
    Value found = type_lookup_borrowed(type, name);
    if (found) {
        Type *descriptor = ready_type_of(found);
        if (!descriptor)
            return NULL;
        incref(found);
        if (!descriptor->descr_get)
            return found;
        Value value = descriptor->descr_get(found, NULL, self);
        decref(found);
        return value;
    }
    if (!meta)
        return raise_no_attribute(self, name);
    incref(meta);
    if (!meta_get)
        return meta;
    Value value = meta_get(meta, self, value_of(metatype));
    decref(meta);
    return value;
}

/* Binds a name in the class's dict (null: deletes), with all that follows from it. */
static bool set_in_dict(Type *type, Str *name, Value value) {
    Value old = own_maybe(dict_get_name_borrowed(type->dict, name)); /* dies after all is done */
    bool good;
    if (value)
        good = dict_set_name(type->dict, name, value);
    else if (!old)
        good = raise_no_attribute(value_of(type), name);
    else
        good = dict_delete(type->dict, value_of(name)) != LOOKUP_ERROR;
    if (good && is_dunder(name))
        slots_update(type, name);
    decref_maybe(old);
    return good;
}

bool type_set_attr(Value self, Str *name, Value value) {
    Type *type = type_cast(self);
    if (type->flags & TYPE_IMMUTABLE || !(type->flags & (TYPE_HEAP | TYPE_OPEN)))
        return raise_type_error("cannot set '%U' attribute of immutable type '%s'", name,
                                type->mem.name);
    Type *metatype = type_of(self);
    Value meta = type_lookup_borrowed(metatype, name);
    if (meta && type_of(meta)->descr_set) {
        incref(meta);
        bool good = type_of(meta)->descr_set(meta, self, value);
        decref(meta);
        return good;
    }
    OWN(name);
    name = str_intern_steal(name);
    if (!name)
        return false;
    bool good = set_in_dict(type, name, value);
    type->flags |= TYPE_CHANGED;
    GIVE_UP(name);
    return good;
}

bool type_check_settable(Type *type, Value value, const char *name) {
    if (type->flags & TYPE_IMMUTABLE)
        return raise_type_error("cannot set '%s' attribute of immutable type '%s'", name,
                                type->mem.name);
    if (!value)
        return raise_type_error("cannot delete '%s' attribute of immutable type '%s'", name,
                                type->mem.name);
    return audit("object.__setattr__", "OsO", value_of(type), name, value);
}

static Value get_name(Value self) {
    Type *type = type_cast(self);
    return type->name ? own(type->name) : value_of(str_from_c(type_short_name(type)));
}

static bool set_name(Value self, Value value) {
    Type *type = type_cast(self);
    if (!type_check_settable(type, value, "__name__"))
        return false;
    if (!is_str(value))
        return raise_type_error("can only assign string to %s.__name__, not '%s'", type->mem.name,
                                type_name_of(value));
    size_t size;
    const char *text = str_utf8(str_of(value), &size);
    if (!text)
        return false;
    if (strlen(text) != size)
        return raise_value_error("type name must not contain null characters");
    type->mem.name = text;
    replace_value(&type->name, own(value));
    type_modified(type);
    return true;
}

static Value get_qualname(Value self) {
    return type_qualified_name(type_cast(self));
}

static bool set_qualname(Value self, Value value) {
    Type *type = type_cast(self);
    if (!type_check_settable(type, value, "__qualname__"))
        return false;
    if (!is_str(value))
        return raise_type_error("can only assign string to %s.__qualname__, not '%s'",
                                type->mem.name, type_name_of(value));
    replace_value(&type->qualified_name, own(value));
    return true;
}

static Value get_module(Value self) {
    return type_module(type_cast(self));
}

static bool set_special(Value self, Str *name, Value value) {
    return dict_set_name(type_cast(self)->dict, name, value);
}

static bool set_module(Value self, Value value) {
    if (!type_check_settable(type_cast(self), value, "__module__"))
        return false;
    return set_special(self, names.__module__, value) &&
           dict_delete(type_cast(self)->dict, value_of(names.__firstlineno__)) != LOOKUP_ERROR;
}

static Value get_doc(Value self) {
    Type *type = type_cast(self);
    if (!ready(self))
        return NULL;
    if (!(type->flags & TYPE_HEAP) && type->doc)
        return value_of(str_from_c(doc_without_signature(type_short_name(type), type->doc)));
    Value doc = dict_get_name_borrowed(type->dict, names.__doc__);
    if (!doc)
        return NONE;
    if (!type_of(doc)->descr_get)
        return own(doc);
    incref(doc);
    Value result = type_of(doc)->descr_get(doc, NULL, self);
    decref(doc);
    return result;
}

static bool set_doc(Value self, Value value) {
    return type_check_settable(type_cast(self), value, "__doc__") &&
           set_special(self, names.__doc__, value);
}

static Value get_text_signature(Value self) {
    Type *type = type_cast(self);
    const char *doc = type->flags & TYPE_HEAP ? NULL : type->doc;
    const char *open = doc ? strchr(doc, '(') : NULL;
    if (!open || doc_without_signature(type_short_name(type), doc) == doc)
        return NONE;
    return value_of(str_from_ascii(open, (size_t)(strstr(open, ")\n--\n\n") - open + 1)));
}

static Value get_dict(Value self) {
    return ready(self) && type_add_doc(type_cast(self))
               ? mappingproxy_new(value_of(type_cast(self)->dict))
               : NULL;
}

static Value get_mro(Value self) {
    Type *type = type_cast(self);
    if (!(type->flags & TYPE_HEAP) && !ready(self))
        return NULL;
    return own(type->mro ? value_of(type->mro) : NONE);
}

static Value get_base(Value self) {
    return ready(self) ? own(type_cast(self)->base ? value_of(type_cast(self)->base) : NONE) : NULL;
}

static Value get_abstract_methods(Value self) {
    Type *type = type_cast(self);
    Value methods = type != &type_type && ready(self)
                        ? dict_get_name_borrowed(type->dict, names.__abstractmethods__)
                        : NULL;
    if (methods)
        return own(methods);
    return raise_attribute_of(self, names.__abstractmethods__, "__abstractmethods__");
}

static bool set_abstract_methods(Value self, Value value) {
    Type *type = type_cast(self);
    Answer abstract = ANSWER_NO;
    if (value) {
        abstract = object_truth(value);
        if (abstract == ANSWER_ERROR ||
            !dict_set_name(type->dict, names.__abstractmethods__, value))
            return false;
    } else {
        Lookup found = dict_delete(type->dict, value_of(names.__abstractmethods__));
        if (found == LOOKUP_MISSING)
            return raise_attribute_of(self, names.__abstractmethods__, "__abstractmethods__");
        if (found == LOOKUP_ERROR)
            return false;
    }
    type_modified(type); /* for the flag */
    if (abstract == ANSWER_YES)
        type->flags |= TYPE_ABSTRACT;
    else
        type->flags &= ~(uint32_t)TYPE_ABSTRACT;
    return true;
}

static Value get_annotations(Value self) {
    Type *type = type_cast(self);
    if (!(type->flags & TYPE_HEAP))
        return raise_no_attribute(self, names.__annotations__);
    Value annotations = dict_get_name_borrowed(type->dict, names.__annotations__);
    if (annotations) {
        if (!type_of(annotations)->descr_get)
            return own(annotations);
        incref(annotations);
        Value result = type_of(annotations)->descr_get(annotations, NULL, self);
        decref(annotations);
        return result;
    }
    Dict *made = dict_new();
    if (made && !set_special(self, names.__annotations__, value_of(made))) {
        GIVE_UP(made);
        return NULL;
    }
    return value_of(made);
}

static bool set_annotations(Value self, Value value) {
    Type *type = type_cast(self);
    if (type->flags & TYPE_IMMUTABLE)
        return raise_type_error("cannot set '__annotations__' attribute of immutable type '%s'",
                                type->mem.name);
    if (value)
        return set_special(self, names.__annotations__, value);
    Lookup found = dict_delete(type->dict, value_of(names.__annotations__));
    if (found == LOOKUP_MISSING)
        return raise_attribute_error("__annotations__");
    return found == LOOKUP_FOUND;
}

static Value get_type_params(Value self) {
    if (!ready(self))
        return NULL;
    Value parameters = NULL;
    if (type_cast(self) != &type_type) /* whose dict holds this descriptor */
        parameters = dict_get_name_borrowed(type_cast(self)->dict, names.__type_params__);
    return parameters ? own(parameters) : value_of(tuple_empty());
}

static bool set_type_params(Value self, Value value) {
    return type_check_settable(type_cast(self), value, "__type_params__") &&
           set_special(self, names.__type_params__, value);
}

static Value get_basicsize(Value self) {
    return value_from_int64(type_cast(self)->mem.basic_size);
}
static Value get_itemsize(Value self) {
    return value_from_int64(type_cast(self)->mem.item_size);
}
static Value get_dictoffset(Value self) {
    Type *type = type_cast(self);
    if (!ready(self))
        return NULL;
    return value_from_int64(type->flags & TYPE_PLAIN ? -1 : type->shape_offset);
}
static Value get_weakrefoffset(Value self) {
    return ready(self) ? value_from_int64(type_cast(self)->accepts_weakrefs ? -32 : 0) : NULL;
}

/* CPython's bits, as inspect and others read them. */
static Value get_flags(Value self) {
    static const struct {
        uint32_t own;
        uint32_t bit;
    } bits[] = {
        {TYPE_PLAIN, 2},
        {TYPE_PLAIN, 4},
        {TYPE_SEQUENCE, 5},
        {TYPE_MAPPING, 6},
        {TYPE_NO_INSTANTIATION, 7},
        {TYPE_IMMUTABLE, 8},
        {TYPE_HEAP, 9},
        {TYPE_BASE, 10},
        {TYPE_READY, 12},
        {TYPE_METHOD_LIKE, 17},
        {TYPE_ABSTRACT, 20},
        {TYPE_MATCH_SELF, 22},
        {TYPE_IS_INT, 24},
        {TYPE_IS_LIST, 25},
        {TYPE_IS_TUPLE, 26},
        {TYPE_IS_BYTES, 27},
        {TYPE_IS_STR, 28},
        {TYPE_IS_DICT, 29},
        {TYPE_IS_EXCEPTION, 30},
        {TYPE_IS_TYPE, 31},
    };
    if (!ready(self))
        return NULL;
    const Type *type = type_cast(self);
    int64_t flags = type->mem.kind == MEM_CONTAINER ? 1 << 14 : 0;
    /* Static here, made from specs there (typing.Generic): copyreg goes by the bit. */
    if (type->base == &object_type && type->new == object_new)
        flags |= 1 << 9;
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++)
        if (type->flags & bits[i].own)
            flags |= (int64_t)1 << bits[i].bit;
    return value_from_int64(flags);
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value mro(Value self, Value *args) {
    if (!(type_cast(self)->flags & TYPE_HEAP) && !ready(self))
        return NULL;
    Tuple *order =
        type_cast(self) == &object_type ? tuple_pack(1, self) : mro_compute(type_cast(self));
    if (!order)
        return NULL;
    List *list = list_from_array(order->items, order->count);
    GIVE_UP(order);
    return value_of(list);
}

/* Types of builtins become ready, and known to their bases, when they are first looked at. */
static bool ready_builtin_types(void) {
    Dict *builtins = builtins_dict_borrowed();
    size_t position = 0;
    Value name, value;
    while (builtins && dict_next(builtins, &position, &name, &value))
        if (is_type(value) && !(type_cast(value)->flags & TYPE_HEAP) && !ready(value))
            return false;
    return true;
}

static Value subclasses(Value self, Value *args) {
    List *list = ready_builtin_types() ? list_new(0) : NULL;
    for (size_t i = 0; list; i++) {
        struct SubclassList *all = type_cast(self)->subclasses;
        if (!all || i >= all->count)
            break;
        Type *subclass = all->types[i];
        if (subclass->mem.header.refcount == 0)
            continue; /* dying */
        if (!list_append(list, value_of(subclass))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

static Value prepare(Value self, Value *args, size_t count, Tuple *names_given) {
    return value_of(dict_new());
}

static Value instance_check(Value self, Value *args) {
    Answer answer = is_instance_plainly(args[0], self);
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

static Value subclass_check(Value self, Value *args) {
    Answer answer = is_subclass_plainly(args[0], self);
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_YES);
}

static Value dir(Value self, Value *args) {
    Dict *all = dict_new();
    Value result = NULL;
    if (all && merge_class_names(all, self))
        result = value_of(dict_keys_list(all));
    if (all)
        GIVE_UP(all);
    return result;
}

static Value size_of(Value self, Value *args) {
    return value_from_int64((int64_t)type_of(self)->mem.basic_size);
}

/* int | str */
static Value type_or(Value left, Value right) {
    return union_new(left, right);
}

/* ---- the end of a class ---------------------------------------------------------------------- */

static void type_dealloc(Object *object) {
    Type *type = (Type *)object;
    mem_gc_untrack(object);
    for (size_t i = 0; type->bases && i < type->bases->count; i++)
        subclass_remove(type_cast(type->bases->items[i]), type);
    type->version = 0;
    type->mem.name = "";
    type_drop_namespace(type);
    if (type->mro)
        GIVE_UP(type->mro);
    if (type->bases)
        GIVE_UP(type->bases);
    if (type->base)
        GIVE_UP(type->base);
    decref_maybe(type->name);
    decref_maybe(type->qualified_name);
    decref_maybe(type->module);
    mem_free(type->subclasses);
    shape_tree_free(type->root_shape);
    if (type->extra) {
        mem_free(type->extra->members);
        mem_free(type->extra->text);
        mem_free(type->extra);
    }
    mem_object_free(object, object->type->basic_size);
}

static void type_traverse(Object *object, MemVisit visit, void *context) {
    Type *type = (Type *)object;
    if (!(type->flags & TYPE_HEAP))
        return;
    if (type->dict)
        visit((Object *)type->dict, context);
    if (type->mro)
        visit((Object *)type->mro, context);
    if (type->bases)
        visit((Object *)type->bases, context);
    if (type->base)
        visit(&type->base->mem.header, context);
    visit_value(type->name, visit, context);
    visit_value(type->qualified_name, visit, context);
    visit_value(type->module, visit, context);
}

/* Base and bases stay: they hold no cycle together, and instances still need the layout. */
static void type_clear(Object *object) {
    Type *type = (Type *)object;
    type_modified(type);
    if (type->dict)
        dict_clear(type->dict);
    Tuple *order = type->mro;
    type->mro = NULL;
    if (order)
        GIVE_UP(order);
}

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeMethod type_methods[] = {
    NATIVE("mro($self, /)", mro, "Return a type's method resolution order."),
    NATIVE("__subclasses__($self, /)", subclasses, "Return a list of immediate subclasses."),
    NATIVE_OF_CLASS_RAW("__prepare__($cls, name, bases, /, **kwds)", prepare,
                        "Create the namespace for the class statement"),
    NATIVE("__instancecheck__($self, instance, /)", instance_check,
           "Check if an object is an instance."),
    NATIVE("__subclasscheck__($self, subclass, /)", subclass_check,
           "Check if a class is a subclass."),
    NATIVE("__dir__($self, /)", dir, "Specialized __dir__ implementation for types."),
    NATIVE("__sizeof__($self, /)", size_of, "Return memory consumption of the type object."),
    NATIVE_END,
};

static const NativeGetSet type_getsets[] = {
    {"__name__", get_name, set_name, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL},
    {"__bases__", type_get_bases, type_set_bases, NULL},
    {"__mro__", get_mro, NULL, NULL},
    {"__module__", get_module, set_module, NULL},
    {"__abstractmethods__", get_abstract_methods, set_abstract_methods, NULL},
    {"__dict__", get_dict, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL},
    {"__type_params__", get_type_params, set_type_params, NULL},
    {"__base__", get_base, NULL, NULL},
    {"__basicsize__", get_basicsize, NULL, NULL},
    {"__itemsize__", get_itemsize, NULL, NULL},
    {"__flags__", get_flags, NULL, NULL},
    {"__weakrefoffset__", get_weakrefoffset, NULL, NULL},
    {"__dictoffset__", get_dictoffset, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

Type type_type = {
    TYPE_INIT_CONTAINER("type", sizeof(Type), type_dealloc, type_traverse, type_clear),
    .flags = TYPE_BASE | TYPE_IS_TYPE,
    .accepts_weakrefs = true,
    .doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    .methods = type_methods,
    .getsets = type_getsets,
    .new = type_new,
    .init = type_init,
    .repr = type_repr,
    .call = type_call,
    .get_attr = type_get_attr,
    .set_attr = type_set_attr,
    .binary[NUMBER_OR] = type_or,
};
