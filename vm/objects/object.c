/* object: what every class inherits. */
#include "vm/audit.h"
#include "vm/type_internal.h"

#include "vm/import.h"
#include "vm/names.h"
#include "vm/objects/dict.h"
#include "vm/objects/instance.h"
#include "vm/objects/int.h"
#include "vm/objects/list.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <string.h>

/* ---- making ---------------------------------------------------------------------------------- */

static COLD void *raise_abstract(Type *type) {
    Value methods = dict_get_name_borrowed(type->dict, names.__abstractmethods__);
    if (!methods)
        return raise_attribute_error("__abstractmethods__");
    List *sorted = list_from_iterable(methods);
    Value joined = NULL;
    Str *separator = NULL;
    if (sorted && list_sort(sorted, NULL, false) && (separator = str_from_c("', '")))
        joined = value_of(str_join(separator, value_of(sorted)));
    if (joined)
        raise_type_error("Can't instantiate abstract class %s without an implementation for "
                         "abstract method%s '%U'",
                         type_short_name(type), sorted->count > 1 ? "s" : "", str_of(joined));
    decref_maybe(joined);
    if (separator)
        GIVE_UP(separator);
    if (sorted)
        GIVE_UP(sorted);
    return NULL;
}

static COLD bool check_new(Type *type) {
    if (type->new != object_new)
        return raise_type_error(
            "object.__new__() takes exactly one argument (the type to instantiate)");
    if (type->init == object_init)
        return raise_type_error("%.200s() takes no arguments", type->mem.name);
    return true;
}

Value object_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    if (UNLIKELY(count || (names_given && names_given->count)) && !check_new(type))
        return NULL;
    if (UNLIKELY(type->flags & TYPE_ABSTRACT))
        return raise_abstract(type);
    if (LIKELY(type->flags & TYPE_PLAIN))
        return instance_new(type);
    return value_of(type_allocate(type, 0));
}

bool object_init(Value self, Value *args, size_t count, Tuple *names_given) {
    Type *type = type_of(self);
    if (LIKELY(!count && !(names_given && names_given->count)))
        return true;
    if (type->init != object_init)
        return raise_type_error(
            "object.__init__() takes exactly one argument (the instance to initialize)");
    if (type->new == object_new)
        return raise_type_error(
            "%.200s.__init__() takes exactly one argument (the instance to initialize)",
            type->mem.name);
    return true;
}

static void object_dealloc(Object *object) {
    mem_object_free(object, object->type->basic_size);
}

/* ---- text, hash, comparison ------------------------------------------------------------------ */

static Value object_repr_slot(Value self) {
    Type *type = type_of(self);
    Value module = type_module(type);
    Value name = module ? type_qualified_name(type) : NULL;
    Value result = NULL;
    if (name && is_str(module) && !str_equal(str_of(module), names.builtins))
        result = value_of(str_format("<%U.%U object at %p>", str_of(module), str_of(name),
                                     (void *)object_of(self)));
    else if (name)
        result = value_of(str_format("<%s object at %p>", type->mem.name, (void *)object_of(self)));
    decref_maybe(module);
    decref_maybe(name);
    return result;
}

static Value object_str_slot(Value self) {
    return type_of(self)->repr(self);
}

static Hash object_hash_slot(Value self) {
    uintptr_t address = (uintptr_t)object_of(self);
    Hash hash = (Hash)(address >> 4 | address << 60);
    return hash == -1 ? -2 : hash; /* object.__hash__(-1): a small int is its own address */
}

static Value object_compare_slot(Value self, Value other, CompareOp op) {
    if (op == COMPARE_EQ)
        return self == other ? TRUE_VALUE : NOT_IMPLEMENTED;
    if (op != COMPARE_NE)
        return NOT_IMPLEMENTED;
    if (!type_of(self)->compare) /* None and the like have a hash of their own and no more */
        return self == other ? FALSE_VALUE : NOT_IMPLEMENTED;
    Value equal = type_of(self)->compare(self, other, COMPARE_EQ);
    if (!equal || equal == NOT_IMPLEMENTED)
        return equal;
    Answer answer = object_truth(equal);
    decref(equal);
    return answer == ANSWER_ERROR ? NULL : value_of_bool(answer == ANSWER_NO);
}

static Value format(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("__format__() argument must be str, not %.50s",
                                type_name_of(args[0]));
    if (str_of(args[0])->length)
        return raise_type_error("unsupported format string passed to %.200s.__format__",
                                type_name_of(self));
    return object_str(self);
}

/* ---- __class__ ------------------------------------------------------------------------------- */

static Value get_class(Value self) {
    return own(value_of(type_of(self)));
}

/* The nearest class along `base` that adds slots, or the native type. */
static Type *slots_owner(Type *type) {
    while (type->flags & TYPE_HEAP && !type->extra->member_count)
        type = type->base;
    return type;
}

static bool same_slots(Type *left, Type *right) {
    left = slots_owner(left);
    right = slots_owner(right);
    if (left == right)
        return true;
    if (!(left->flags & TYPE_HEAP) || !(right->flags & TYPE_HEAP) || left->base != right->base ||
        left->extra->member_count != right->extra->member_count ||
        left->extra->members_offset != right->extra->members_offset)
        return false;
    for (uint32_t i = 0; i < left->extra->member_count; i++)
        if (strcmp(left->extra->members[i].name, right->extra->members[i].name) != 0)
            return false;
    return true;
}

bool layouts_agree(Type *left, Type *right) {
    if (left->extra->native_base != right->extra->native_base ||
        left->shape_offset != right->shape_offset ||
        left->accepts_weakrefs != right->accepts_weakrefs)
        return false;
    if (left->flags & right->flags & TYPE_PLAIN)
        return true;
    return left->mem.basic_size == right->mem.basic_size && same_slots(left, right);
}

static bool set_class(Value self, Value value) {
    if (!value)
        return raise_type_error("can't delete __class__ attribute");
    if (!is_type(value))
        return raise_type_error("__class__ must be set to a class, not '%s' object",
                                type_name_of(value));
    Type *to = type_cast(value), *from = type_of(self);
    if (!type_ready(to) || !type_ready(from))
        return false;
    bool modules = to->flags & from->flags & TYPE_IS_MODULE;
    if (!modules && (to->flags | from->flags) & TYPE_IMMUTABLE)
        return raise_type_error("__class__ assignment only supported for mutable types or "
                                "ModuleType subclasses");
    if (!layouts_agree(from, to))
        return raise_type_error("__class__ assignment: '%s' object layout differs from '%s'",
                                to->mem.name, from->mem.name);
    if (!audit("object.__setattr__", "OsO", self, "__class__", value) ||
        !instance_leave_shape(object_of(self)))
        return false;
    if (to->flags & TYPE_HEAP)
        OWN(to);
    object_of(self)->type = &to->mem;
    if (from->flags & TYPE_HEAP)
        GIVE_UP(from);
    return true;
}

/* ---- dir ------------------------------------------------------------------------------------- */

/* The names of a class and its bases, also of what only looks like a class. */
/* By way of the mro: a lattice has more paths than can be gone. */
static bool merge_names_of_mro(Dict *into, const Tuple *mro) {
    for (size_t i = 0; i < mro->count; i++) {
        Type *type = type_cast(mro->items[i]);
        if (!type_ready(type) || !type_add_doc(type) || !dict_merge(into, value_of(type->dict)))
            return false;
    }
    return true;
}

bool merge_class_names(Dict *into, Value class) {
    if (has_type(class, &type_type) && type_cast(class)->mro)
        return merge_names_of_mro(into, type_cast(class)->mro);
    if (!recursion_enter(" in __dir__"))
        return false;
    Value dict, bases;
    Lookup found = attribute_lookup(class, names.__dict__, &dict);
    if (found == LOOKUP_ERROR)
        return false;
    if (found == LOOKUP_FOUND) {
        bool good = dict_update(into, dict);
        decref(dict);
        if (!good)
            return false;
    }
    found = attribute_lookup(class, names.__bases__, &bases);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_MISSING;
    bool good = true;
    if (is_tuple(bases))
        for (size_t i = 0; good && i < tuple_of(bases)->count; i++)
            good = merge_class_names(into, tuple_of(bases)->items[i]);
    decref(bases);
    return good;
}

static Value dir(Value self, Value *args) {
    Value own_dict, class = NULL;
    Value result = NULL;
    Dict *all = NULL;
    Lookup found = attribute_lookup(self, names.__dict__, &own_dict);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_FOUND && is_dict(own_dict))
        all = dict_copy(dict_of(own_dict));
    else
        all = dict_new();
    if (found == LOOKUP_FOUND)
        decref(own_dict);
    if (!all)
        return NULL;
    found = attribute_lookup(self, names.__class__, &class);
    if (found == LOOKUP_ERROR || (found == LOOKUP_FOUND && !merge_class_names(all, class)))
        goto done;
    result = value_of(dict_keys_list(all));
done:
    decref_maybe(class);
    GIVE_UP(all);
    return result;
}

/* ---- pickling -------------------------------------------------------------------------------- */

/* copyreg._slotnames(class), kept in the class as __slotnames__: owned list or None. */
static Value slot_names(Type *type) {
    Value known = type->dict ? dict_get_name_borrowed(type->dict, names.__slotnames__) : NULL;
    if (known) {
        if (known != NONE && !is_list(known))
            return raise_type_error("%.200s.__slotnames__ should be a list or None, not %.200s",
                                    type->mem.name, type_name_of(known));
        return own(known);
    }
    Value function = import_attribute("copyreg", "_slotnames");
    if (!function)
        return NULL;
    Value result = call_1(function, value_of(type));
    decref(function);
    if (result && result != NONE && !is_list(result)) {
        decref(result);
        return raise_type_error("copyreg._slotnames didn't return a list or None");
    }
    return result;
}

/* A dict of the values of the __slots__ that are set: owned. */
static Dict *slot_values(Value self, List *slots) {
    Dict *values = dict_new();
    for (size_t i = 0; values && i < slots->count; i++) {
        Value name = slots->items[i], value;
        if (!is_str(name))
            continue;
        incref(name);
        Lookup found = attribute_lookup(self, str_of(name), &value);
        bool good = found != LOOKUP_ERROR;
        if (found == LOOKUP_FOUND) {
            good = dict_set(values, name, value);
            decref(value);
        }
        decref(name);
        if (!good) {
            GIVE_UP(values);
            return NULL;
        }
    }
    return values;
}

static Value default_state(Value self, bool required) {
    Type *type = type_of(self);
    if (required && type->extra->native_base->mem.basic_size != sizeof(Object))
        return raise_type_error("cannot pickle '%.200s' object", type->mem.name);
    Value state = NONE;
    if (instance_has_dict(self)) {
        Dict *dict = instance_dict(self);
        if (!dict)
            return NULL;
        if (dict->count)
            state = value_of(dict);
    }
    incref(state);
    Value slots = slot_names(type);
    if (!slots) {
        decref(state);
        return NULL;
    }
    if (slots != NONE && list_of(slots)->count) {
        Dict *values = slot_values(self, list_of(slots));
        if (!values) {
            clear_value(&state);
        } else {
            if (values->count)
                replace_value(&state, value_of(tuple_pack(2, state, value_of(values))));
            GIVE_UP(values);
        }
    }
    decref(slots);
    return state;
}

static Value getstate(Value self, Value *args) {
    return default_state(self, false);
}

static Value get_state(Value self, bool required) {
    Value method = type_lookup_borrowed(type_of(self), names.__getstate__);
    if (method && method == type_lookup_borrowed(&object_type, names.__getstate__) &&
        !instance_get_borrowed(self, names.__getstate__))
        return default_state(self, required);
    return call_method_0(self, names.__getstate__);
}

/* What __getnewargs_ex__ or __getnewargs__ gives: *args owned tuple or null, *keywords owned dict
 * or null. */
static bool new_arguments(Value self, Value *args, Value *keywords) {
    Value stack[] = {self}, result;
    *args = *keywords = NULL;
    Lookup found = special_call(names.__getnewargs_ex__, stack, 1, &result);
    if (found == LOOKUP_ERROR)
        return false;
    if (found == LOOKUP_FOUND) {
        Tuple *pair = tuple_of(result);
        bool good = true;
        if (!is_tuple(result))
            good = raise_type_error("__getnewargs_ex__ should return a tuple, not '%.200s'",
                                    type_name_of(result));
        else if (pair->count != 2)
            good = raise_value_error("__getnewargs_ex__ should return a tuple of length 2, not %zd",
                                     pair->count);
        else if (!is_tuple(pair->items[0]))
            good = raise_type_error("first item of the tuple returned by __getnewargs_ex__ must "
                                    "be a tuple, not '%.200s'",
                                    type_name_of(pair->items[0]));
        else if (!is_dict(pair->items[1]))
            good = raise_type_error("second item of the tuple returned by __getnewargs_ex__ must "
                                    "be a dict, not '%.200s'",
                                    type_name_of(pair->items[1]));
        if (good) {
            *args = own(pair->items[0]);
            *keywords = own(pair->items[1]);
        }
        decref(result);
        return good;
    }
    found = special_call(names.__getnewargs__, stack, 1, &result);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_MISSING;
    if (!is_tuple(result)) {
        raise_type_error("__getnewargs__ should return a tuple, not '%.200s'",
                         type_name_of(result));
        decref(result);
        return false;
    }
    *args = result;
    return true;
}

/* (copyreg.__newobj__ or __newobj_ex__, its arguments, state, list items, dict items) */
static Value reduce_new_object(Value self) {
    Type *type = type_of(self);
    if (!type->new)
        return raise_type_error("cannot pickle '%.200s' object", type->mem.name);
    Value args, keywords, parts[5] = {NULL};
    Value result = NULL;
    if (!new_arguments(self, &args, &keywords))
        return NULL;
    bool extended = keywords && dict_of(keywords)->count;
    parts[0] = import_attribute("copyreg", extended ? "__newobj_ex__" : "__newobj__");
    if (!parts[0])
        goto done;
    if (extended) {
        parts[1] = value_of(tuple_pack(3, value_of(type), args, keywords));
    } else {
        size_t count = args ? tuple_of(args)->count : 0;
        Tuple *tuple = tuple_new(count + 1);
        if (!tuple)
            goto done;
        tuple->items[0] = own(value_of(type));
        for (size_t i = 0; i < count; i++)
            tuple->items[i + 1] = own(tuple_of(args)->items[i]);
        parts[1] = value_of(tuple);
    }
    if (!parts[1])
        goto done;
    if (!(parts[2] = get_state(self, !args && !is_list(self) && !is_dict(self))))
        goto done;
    if (!(parts[3] = is_list(self) ? object_iter(self) : NONE))
        goto done;
    if (is_dict(self)) {
        Value items = call_method_0(self, names.items);
        parts[4] = items ? object_iter(items) : NULL;
        decref_maybe(items);
    } else {
        parts[4] = NONE;
    }
    if (parts[4])
        result = value_of(tuple_from_array(parts, 5));
done:
    for (size_t i = 0; i < 5; i++)
        decref_maybe(parts[i]);
    decref_maybe(args);
    decref_maybe(keywords);
    return result;
}

static Value reduce_by_protocol(Value self, int protocol) {
    if (protocol >= 2)
        return reduce_new_object(self);
    Value function = import_attribute("copyreg", "_reduce_ex");
    if (!function)
        return NULL;
    Value result = call_2(function, self, value_of_small_int(protocol));
    decref(function);
    return result;
}

static Value reduce(Value self, Value *args) {
    return reduce_by_protocol(self, 0);
}

static Value reduce_ex(Value self, Value *args) {
    int protocol;
    if (!int_as_int(args[0], &protocol))
        return NULL;
    Value method, class_method;
    Lookup found = attribute_lookup(self, names.__reduce__, &method);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_FOUND) {
        Value result = NULL;
        found = attribute_lookup(value_of(type_of(self)), names.__reduce__, &class_method);
        bool overridden = found == LOOKUP_FOUND &&
                          class_method != type_lookup_borrowed(&object_type, names.__reduce__);
        if (found == LOOKUP_FOUND)
            decref(class_method);
        if (overridden)
            result = call_0(method);
        decref(method);
        if (overridden || found == LOOKUP_ERROR)
            return result;
    }
    return reduce_by_protocol(self, protocol);
}

/* ---- the rest -------------------------------------------------------------------------------- */

static Value init_subclass(Value self, Value *args, size_t count, Tuple *names_given) {
    const char *name = type_cast(self)->mem.name;
    if (names_given && names_given->count)
        return raise_type_error("%s.__init_subclass__() takes no keyword arguments", name);
    if (count)
        return raise_type_error("%s.__init_subclass__() takes no arguments (%zu given)", name,
                                count);
    return NONE;
}

static Value subclasshook(Value self, Value *args) {
    return NOT_IMPLEMENTED;
}

static Value size_of(Value self, Value *args) {
    return value_from_int64((int64_t)type_of(self)->mem.basic_size);
}

static const NativeMethod object_methods[] = {
    NATIVE("__reduce_ex__($self, protocol, /)", reduce_ex, "Helper for pickle."),
    NATIVE("__reduce__($self, /)", reduce, "Helper for pickle."),
    NATIVE("__getstate__($self, /)", getstate, "Helper for pickle."),
    NATIVE_OF_CLASS("__subclasshook__($type, object, /)", subclasshook,
                    "Abstract classes can override this to customize issubclass().\n\nThis is "
                    "invoked early on by abc.ABCMeta.__subclasscheck__().\nIt should return True, "
                    "False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm "
                    "is used.  Otherwise, it\noverrides the normal algorithm (and the outcome is "
                    "cached).\n"),
    NATIVE_OF_CLASS_RAW(
        "__init_subclass__($type, /)", init_subclass,
        "This method is called when a class is subclassed.\n\nThe default "
        "implementation does nothing. It may be\noverridden to extend subclasses.\n"),
    NATIVE("__format__($self, format_spec, /)", format,
           "Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError "
           "otherwise."),
    NATIVE("__sizeof__($self, /)", size_of, "Size of object in memory, in bytes."),
    NATIVE("__dir__($self, /)", dir, "Default dir() implementation."),
    NATIVE_END,
};

static const NativeGetSet object_getsets[] = {
    {"__class__", get_class, set_class, "the object's class"},
    {NULL, NULL, NULL, NULL},
};

Type object_type = {
    TYPE_INIT_ATOM("object", sizeof(Object), object_dealloc),
    .flags = TYPE_BASE,
    .doc = "object()\n--\n\n"
           "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and "
           "returns a new featureless\ninstance that has no instance attributes and cannot be "
           "given any.\n",
    .methods = object_methods,
    .getsets = object_getsets,
    .new = object_new,
    .init = object_init,
    .repr = object_repr_slot,
    .str = object_str_slot,
    .hash = object_hash_slot,
    .compare = object_compare_slot,
    .get_attr = attribute_get_generic,
    .set_attr = attribute_set_generic,
};
