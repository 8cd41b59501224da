/* What the dicts of static types hold: methods, attributes computed by C functions, fields, and
 * slots wrapped as methods. Each knows its owner and refuses objects of other classes. */
#include "vm/type_internal.h"

#include "vm/arguments.h"
#include "vm/import.h"
#include "vm/names.h"
#include "vm/objects/instance.h"
#include "vm/objects/float.h"
#include "vm/objects/int.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <string.h>

typedef struct Descriptor { /* how all of them begin */
    Object header;
    Type *owner; /* owned */
} Descriptor;

typedef struct GetSetDescriptor {
    Object header;
    Type *owner;
    const NativeGetSet *getset;
} GetSetDescriptor;

typedef struct MemberDescriptor {
    Object header;
    Type *owner;
    const NativeMember *member;
    Value name; /* owned: a class's slot descriptions may die before it */
    size_t offset;
    MemberKind kind;
    bool writable;
} MemberDescriptor;

typedef struct MethodWrapper { /* a wrapper descriptor bound to its self */
    Object header;
    WrapperDescriptor *wrapper; /* owned */
    Value self;                 /* owned */
} MethodWrapper;

/* MethodDescriptor of function.h has the owner elsewhere. */
static Type **owner_field(Object *object) {
    if (object->type == &method_descriptor_type.mem ||
        object->type == &classmethod_descriptor_type.mem)
        return &((MethodDescriptor *)(void *)object)->owner;
    return &((Descriptor *)(void *)object)->owner;
}

static void *as(Value value) {
    return object_of(value);
}

static size_t name_length_of(const char *signature) {
    return strcspn(signature, "(");
}

/* ---- life ------------------------------------------------------------------------------------ */

static void descriptor_dealloc(Object *object) {
    mem_gc_untrack(object);
    if (object->type == &member_descriptor_type.mem)
        decref_maybe(((MemberDescriptor *)(void *)object)->name);
    Type *owner = *owner_field(object);
    mem_object_free(object, object->type->basic_size);
    GIVE_UP(owner);
}

static void descriptor_traverse(Object *object, MemVisit visit, void *context) {
    visit(&(*owner_field(object))->mem.header, context);
}

static void *descriptor_new(Type *type, Type *owner) {
    Object *object = mem_object_new(&type->mem, type->mem.basic_size);
    if (!object)
        return raise_no_memory();
    memset(object + 1, 0, type->mem.basic_size - sizeof *object);
    OWN(owner);
    *owner_field(object) = owner;
    mem_gc_track(object);
    return object;
}

static Value native_method_descriptor_new(Type *type, Type *owner, const NativeMethod *method) {
    Signature *signature = native_signature(method);
    if (!signature)
        return NULL;
    MethodDescriptor *descriptor = descriptor_new(type, owner);
    if (!descriptor)
        return NULL;
    const char *dot = strrchr(owner->mem.name, '.');
    signature->owner = dot ? dot + 1 : owner->mem.name;
    descriptor->method = method;
    descriptor->signature = signature;
    return value_of(descriptor);
}

Value method_descriptor_new(Type *owner, const NativeMethod *method) {
    return native_method_descriptor_new(&method_descriptor_type, owner, method);
}

Value classmethod_descriptor_new(Type *owner, const NativeMethod *method) {
    return native_method_descriptor_new(&classmethod_descriptor_type, owner, method);
}

Value getset_descriptor_new(Type *owner, const NativeGetSet *getset) {
    GetSetDescriptor *descriptor = descriptor_new(&getset_descriptor_type, owner);
    if (descriptor)
        descriptor->getset = getset;
    return value_of(descriptor);
}

Value member_descriptor_new(Type *owner, const NativeMember *member) {
    Str *name = str_from_c(member->name);
    if (name)
        name = str_intern_steal(name);
    if (!name)
        return NULL;
    MemberDescriptor *descriptor = descriptor_new(&member_descriptor_type, owner);
    if (!descriptor) {
        GIVE_UP(name);
        return NULL;
    }
    descriptor->name = value_of(name);
    descriptor->member = owner->flags & TYPE_HEAP ? NULL : member;
    descriptor->offset = member->offset;
    descriptor->kind = member->kind;
    descriptor->writable = member->writable;
    return value_of(descriptor);
}

Value wrapper_descriptor_new(Type *owner, const SlotDefinition *slot, SlotFunction function) {
    WrapperDescriptor *descriptor = descriptor_new(&wrapper_descriptor_type, owner);
    if (!descriptor)
        return NULL;
    descriptor->slot = slot;
    descriptor->function = function;
    return value_of(descriptor);
}

/* ---- what all say of themselves -------------------------------------------------------------- */

static Value name_of(Value self) {
    Object *object = object_of(self);
    if (object->type == &getset_descriptor_type.mem)
        return value_of(str_from_c(((GetSetDescriptor *)as(self))->getset->name));
    if (object->type == &member_descriptor_type.mem)
        return own(((MemberDescriptor *)as(self))->name);
    if (object->type == &wrapper_descriptor_type.mem)
        return own(value_of(*((WrapperDescriptor *)as(self))->slot->name));
    const char *signature = ((MethodDescriptor *)as(self))->method->signature;
    return value_of(str_from_ascii(signature, name_length_of(signature)));
}

static const char *doc_of(Value self) {
    Object *object = object_of(self);
    if (object->type == &getset_descriptor_type.mem)
        return ((GetSetDescriptor *)as(self))->getset->doc;
    if (object->type == &member_descriptor_type.mem) {
        const NativeMember *member = ((MemberDescriptor *)as(self))->member;
        return member ? member->doc : NULL;
    }
    if (object->type == &wrapper_descriptor_type.mem)
        return ((WrapperDescriptor *)as(self))->slot->doc;
    return ((MethodDescriptor *)as(self))->method->doc;
}

static Value get_doc(Value self) {
    const char *doc = doc_of(self);
    return doc ? value_of(str_from_c(doc)) : NONE;
}

static Value get_objclass(Value self) {
    return own(value_of(*owner_field(object_of(self))));
}

static Value get_qualname(Value self) {
    Value owner = type_qualified_name(*owner_field(object_of(self)));
    Value name = owner ? name_of(self) : NULL;
    Value result = name ? value_of(str_format("%U.%U", str_of(owner), str_of(name))) : NULL;
    decref_maybe(owner);
    decref_maybe(name);
    return result;
}

static Value get_text_signature(Value self) {
    if (has_type(self, &wrapper_descriptor_type))
        return value_of(str_from_c(((WrapperDescriptor *)as(self))->slot->signature));
    const char *signature = ((MethodDescriptor *)as(self))->method->signature;
    const char *open = strchr(signature, '(');
    return open ? value_of(str_from_c(open)) : NONE;
}

static Value described(Value self, const char *format) {
    Value name = name_of(self);
    if (!name)
        return NULL;
    Type *owner = *owner_field(object_of(self));
    Value result = value_of(str_format(format, str_of(name), owner->mem.name));
    decref(name);
    return result;
}

static Value method_repr(Value self) {
    return described(self, "<method '%U' of '%s' objects>");
}
static Value getset_repr(Value self) {
    return described(self, "<attribute '%U' of '%s' objects>");
}
static Value member_repr(Value self) {
    return described(self, "<member '%U' of '%s' objects>");
}
static Value wrapper_repr(Value self) {
    return described(self, "<slot wrapper '%U' of '%s' objects>");
}

/* (getattr, (owner, name)) */
static Value reduce(Value object, Value name) {
    Value function = name ? builtin_lookup("getattr") : NULL;
    Value arguments = function ? value_of(tuple_pack(2, object, name)) : NULL;
    Value result = arguments ? value_of(tuple_pack(2, function, arguments)) : NULL;
    decref_maybe(arguments);
    decref_maybe(function);
    decref_maybe(name);
    return result;
}

static Value descriptor_reduce(Value self, Value *args) {
    return reduce(value_of(*owner_field(object_of(self))), name_of(self));
}

/* ---- checks ---------------------------------------------------------------------------------- */

static void *raise_not_for(Value self, Value instance) {
    Value name = name_of(self);
    if (!name)
        return NULL;
    raise_type_error("descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object",
                     str_of(name), (*owner_field(object_of(self)))->mem.name,
                     type_name_of(instance));
    decref(name);
    return NULL;
}

static inline bool applies(Value self, Value instance) {
    return is_instance_of(instance, *owner_field(object_of(self))) || raise_not_for(self, instance);
}

static void *raise_needs_argument(Value self) {
    Value name = name_of(self);
    if (!name)
        return NULL;
    raise_type_error("unbound method %.200s.%U() needs an argument",
                     (*owner_field(object_of(self)))->mem.name, str_of(name));
    decref(name);
    return NULL;
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value bind_native(MethodDescriptor *descriptor, Value self) {
    Value bound = native_function_new(descriptor->method, self, NULL);
    if (bound)
        ((NativeCallable *)as(bound))->owner = descriptor->owner;
    return bound;
}

static Value method_get(Value self, Value instance, Value owner) {
    if (!instance)
        return own(self);
    if (!applies(self, instance))
        return NULL;
    return bind_native(as(self), instance);
}

static Value method_call(Value self, Value *args, size_t count, Tuple *names_given) {
    MethodDescriptor *descriptor = as(self);
    if (!count)
        return raise_needs_argument(self);
    if (!is_instance_of(args[0], descriptor->owner))
        return raise_not_for(self, args[0]);
    return native_call(descriptor->method, descriptor->signature, args[0], args + 1, count - 1,
                       names_given);
}

static Value classmethod_get(Value self, Value instance, Value owner) {
    MethodDescriptor *descriptor = as(self);
    if (!owner && instance)
        owner = value_of(type_of(instance));
    Value name;
    if (!owner || !is_type(owner)) {
        if (!(name = name_of(self)))
            return NULL;
        if (!owner)
            raise_type_error("descriptor '%U' for type '%.100s' needs either an object or a type",
                             str_of(name), descriptor->owner->mem.name);
        else
            raise_type_error("descriptor '%U' for type '%.100s' needs a type, not a '%.100s' as "
                             "arg 2",
                             str_of(name), descriptor->owner->mem.name, type_name_of(owner));
        decref(name);
        return NULL;
    }
    if (!type_is_subtype(type_cast(owner), descriptor->owner)) {
        if (!(name = name_of(self)))
            return NULL;
        raise_type_error("descriptor '%U' requires a subtype of '%.100s' but received '%.100s'",
                         str_of(name), descriptor->owner->mem.name, type_cast(owner)->mem.name);
        decref(name);
        return NULL;
    }
    return bind_native(descriptor, owner);
}

static Value classmethod_call(Value self, Value *args, size_t count, Tuple *names_given) {
    MethodDescriptor *descriptor = as(self);
    Value name;
    if (!count) {
        if (!(name = name_of(self)))
            return NULL;
        raise_type_error("descriptor '%U' of '%.100s' object needs an argument", str_of(name),
                         descriptor->owner->mem.name);
        decref(name);
        return NULL;
    }
    Value bound = classmethod_get(self, NULL, args[0]);
    if (!bound)
        return NULL;
    Value result = call(bound, args + 1, count - 1, names_given);
    decref(bound);
    return result;
}

/* ---- getsets and members --------------------------------------------------------------------- */

static void *raise_not_accessible(Value self, const char *problem) {
    Value name = name_of(self);
    if (!name)
        return NULL;
    raise_attribute_error("attribute '%U' of '%.100s' objects is not %s", str_of(name),
                          (*owner_field(object_of(self)))->mem.name, problem);
    decref(name);
    return NULL;
}

static Value getset_get(Value self, Value instance, Value owner) {
    if (!instance)
        return own(self);
    if (!applies(self, instance))
        return NULL;
    const NativeGetSet *getset = ((GetSetDescriptor *)as(self))->getset;
    return getset->get ? getset->get(instance) : raise_not_accessible(self, "readable");
}

static bool getset_set(Value self, Value instance, Value value) {
    if (!applies(self, instance))
        return false;
    const NativeGetSet *getset = ((GetSetDescriptor *)as(self))->getset;
    if (!getset->set)
        return raise_not_accessible(self, "writable");
    return getset->set(instance, value);
}

/* Here the class is named with its module, unless that is builtins or __main__. */
static COLD void *raise_unset(Value instance, Str *name) {
    Type *type = type_of(instance);
    Value module = type_module(type), class = module ? type_qualified_name(type) : NULL;
    if (class && is_str(module) && !str_equal(str_of(module), names.builtins) &&
        !str_equal(str_of(module), names.__main__))
        raise_attribute_of(instance, name, "'%U.%U' object has no attribute '%U'", str_of(module),
                           str_of(class), name);
    else if (class)
        raise_attribute_of(instance, name, "'%U' object has no attribute '%U'", str_of(class),
                           name);
    decref_maybe(module);
    decref_maybe(class);
    return NULL;
}

static void *place_of(const MemberDescriptor *member, Object *object) {
    char *start =
        member->kind == MEMBER_BEHIND_ITEMS ? instance_behind_items(object) : (char *)object;
    return start + member->offset;
}

static Value member_get(Value self, Value instance, Value owner) {
    if (!instance)
        return own(self);
    if (!applies(self, instance))
        return NULL;
    MemberDescriptor *member = as(self);
    void *place = place_of(member, object_of(instance));
    switch (member->kind) {
    case MEMBER_VALUE:
        return own(*(Value *)place ? *(Value *)place : NONE);
    case MEMBER_VALUE_OR_ERROR:
    case MEMBER_BEHIND_ITEMS:
        if (*(Value *)place)
            return own(*(Value *)place);
        return raise_unset(instance, str_of(member->name));
    case MEMBER_INT32:
        return value_from_int64(*(int32_t *)place);
    case MEMBER_UINT32:
        return value_from_int64(*(uint32_t *)place);
    case MEMBER_INT64:
        return value_from_int64(*(int64_t *)place);
    case MEMBER_SIZE:
        return value_from_uint64(*(size_t *)place);
    case MEMBER_DOUBLE:
        return float_new(*(double *)place);
    case MEMBER_BOOL:
        return value_of_bool(*(bool *)place);
    case MEMBER_TEXT:
        return *(char **)place ? value_of(str_from_c(*(char **)place)) : NONE;
    }
    return raise_system_error("bad member descriptor type");
}

static bool member_set_number(MemberDescriptor *member, void *place, Value value) {
    int64_t number;
    double real;
    switch (member->kind) {
    case MEMBER_INT32:
    case MEMBER_UINT32:
        if (!int_as_int64(value, &number))
            return false;
        *(uint32_t *)place = (uint32_t)number;
        return true;
    case MEMBER_INT64:
    case MEMBER_SIZE:
        if (!int_as_int64(value, &number))
            return false;
        *(int64_t *)place = number;
        return true;
    case MEMBER_DOUBLE:
        if (!object_as_double(value, &real))
            return false;
        *(double *)place = real;
        return true;
    case MEMBER_BOOL:
        if (!has_type(value, &bool_type))
            return raise_type_error("attribute value type must be bool");
        *(bool *)place = value == TRUE_VALUE;
        return true;
    default:
        return raise_type_error("readonly attribute");
    }
}

static bool member_set(Value self, Value instance, Value value) {
    if (!applies(self, instance))
        return false;
    MemberDescriptor *member = as(self);
    if (!member->writable)
        return raise_attribute_error("readonly attribute");
    void *place = place_of(member, object_of(instance));
    if (member->kind <= MEMBER_BEHIND_ITEMS) {
        if (!value && !*(Value *)place && member->kind != MEMBER_VALUE)
            return raise_attribute_error("%U", str_of(member->name));
        replace_value(place, own_maybe(value));
        return true;
    }
    if (!value)
        return raise_type_error("can't delete numeric/char attribute");
    return member_set_number(member, place, value);
}

/* ---- wrapped slots --------------------------------------------------------------------------- */

static Value method_wrapper_new(WrapperDescriptor *wrapper, Value self) {
    MethodWrapper *bound = mem_object_new(&method_wrapper_type.mem, sizeof *bound);
    if (!bound)
        return raise_no_memory();
    OWN(wrapper);
    bound->wrapper = wrapper;
    bound->self = own(self);
    mem_gc_track(bound);
    return value_of(bound);
}

static Value wrapper_get(Value self, Value instance, Value owner) {
    if (!instance)
        return own(self);
    if (!applies(self, instance))
        return NULL;
    return method_wrapper_new(as(self), instance);
}

static Value wrapper_descriptor_call(Value self, Value *args, size_t count, Tuple *names_given) {
    WrapperDescriptor *wrapper = as(self);
    if (!count)
        return raise_type_error("descriptor '%s' of '%.100s' object needs an argument",
                                wrapper->slot->text, wrapper->owner->mem.name);
    if (!is_instance_of(args[0], wrapper->owner))
        return raise_type_error("descriptor '%s' requires a '%.100s' object but received a "
                                "'%.100s'",
                                wrapper->slot->text, wrapper->owner->mem.name,
                                type_name_of(args[0]));
    return wrapper_call(wrapper, args[0], args + 1, count - 1, names_given);
}

static MethodWrapper *method_wrapper_of(Value value) {
    return as(value);
}

static void method_wrapper_dealloc(Object *object) {
    MethodWrapper *bound = (MethodWrapper *)(void *)object;
    mem_gc_untrack(object);
    WrapperDescriptor *wrapper = bound->wrapper;
    Value self = bound->self;
    mem_object_free(object, sizeof *bound);
    GIVE_UP(wrapper);
    decref(self);
}

static void method_wrapper_traverse(Object *object, MemVisit visit, void *context) {
    visit(&((MethodWrapper *)(void *)object)->wrapper->header, context);
    visit_value(((MethodWrapper *)(void *)object)->self, visit, context);
}

static Value method_wrapper_call(Value self, Value *args, size_t count, Tuple *names_given) {
    if (!recursion_enter(" while calling a Python object"))
        return NULL;
    MethodWrapper *bound = method_wrapper_of(self);
    return wrapper_call(bound->wrapper, bound->self, args, count, names_given);
}

static Value method_wrapper_repr(Value self) {
    MethodWrapper *bound = method_wrapper_of(self);
    return value_of(str_format("<method-wrapper '%s' of %s object at %p>",
                               bound->wrapper->slot->text, type_name_of(bound->self),
                               (void *)bound->self));
}

static Hash method_wrapper_hash(Value self) {
    MethodWrapper *bound = method_wrapper_of(self);
    Hash hash = (Hash)((uintptr_t)bound->self >> 4) ^ (Hash)((uintptr_t)bound->wrapper >> 4);
    return hash == -1 ? -2 : hash;
}

static Value method_wrapper_compare(Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !has_type(other, &method_wrapper_type))
        return NOT_IMPLEMENTED;
    MethodWrapper *left = method_wrapper_of(self), *right = method_wrapper_of(other);
    bool equal = left->wrapper == right->wrapper && left->self == right->self;
    return value_of_bool(equal == (op == COMPARE_EQ));
}

static Value bound_self(Value self) {
    return own(method_wrapper_of(self)->self);
}
static Value bound_name(Value self) {
    return name_of(value_of(method_wrapper_of(self)->wrapper));
}
static Value bound_qualname(Value self) {
    return get_qualname(value_of(method_wrapper_of(self)->wrapper));
}
static Value bound_objclass(Value self) {
    return get_objclass(value_of(method_wrapper_of(self)->wrapper));
}
static Value bound_doc(Value self) {
    return get_doc(value_of(method_wrapper_of(self)->wrapper));
}
static Value bound_signature(Value self) {
    return get_text_signature(value_of(method_wrapper_of(self)->wrapper));
}
static Value bound_reduce(Value self, Value *args) {
    return reduce(method_wrapper_of(self)->self, bound_name(self));
}

/* ---- the types ------------------------------------------------------------------------------- */

static const NativeMethod reduce_method[] = {
    NATIVE("__reduce__($self, /)", descriptor_reduce, NULL),
    NATIVE_END,
};

static const NativeGetSet method_getsets[] = {
    {"__name__", name_of, NULL, NULL},
    {"__objclass__", get_objclass, NULL, NULL},
    {"__qualname__", get_qualname, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeGetSet data_getsets[] = {
    {"__name__", name_of, NULL, NULL},
    {"__objclass__", get_objclass, NULL, NULL},
    {"__qualname__", get_qualname, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeGetSet bound_getsets[] = {
    {"__self__", bound_self, NULL, NULL},
    {"__name__", bound_name, NULL, NULL},
    {"__objclass__", bound_objclass, NULL, NULL},
    {"__qualname__", bound_qualname, NULL, NULL},
    {"__doc__", bound_doc, NULL, NULL},
    {"__text_signature__", bound_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static const NativeMethod bound_methods[] = {
    NATIVE("__reduce__($self, /)", bound_reduce, NULL),
    NATIVE_END,
};

Type method_descriptor_type = {
    TYPE_INIT_CONTAINER("method_descriptor", sizeof(MethodDescriptor), descriptor_dealloc,
                        descriptor_traverse, NULL),
    .flags = TYPE_METHOD_LIKE,
    .repr = method_repr,
    .call = method_call,
    .descr_get = method_get,
    .methods = reduce_method,
    .getsets = method_getsets,
};

Type classmethod_descriptor_type = {
    TYPE_INIT_CONTAINER("classmethod_descriptor", sizeof(MethodDescriptor), descriptor_dealloc,
                        descriptor_traverse, NULL),
    .repr = method_repr,
    .call = classmethod_call,
    .descr_get = classmethod_get,
    .getsets = method_getsets,
};

Type getset_descriptor_type = {
    TYPE_INIT_CONTAINER("getset_descriptor", sizeof(GetSetDescriptor), descriptor_dealloc,
                        descriptor_traverse, NULL),
    .repr = getset_repr,
    .descr_get = getset_get,
    .descr_set = getset_set,
    .getsets = data_getsets,
};

size_t member_descriptor_offset(Value value, const Type *type) {
    if (!has_type(value, &member_descriptor_type))
        return 0;
    const MemberDescriptor *member = (const MemberDescriptor *)object_of(value);
    bool plain = member->kind == MEMBER_VALUE_OR_ERROR && member->writable;
    return plain && type_is_subtype(type, member->owner) ? member->offset : 0;
}

Type member_descriptor_type = {
    TYPE_INIT_CONTAINER("member_descriptor", sizeof(MemberDescriptor), descriptor_dealloc,
                        descriptor_traverse, NULL),
    .repr = member_repr,
    .descr_get = member_get,
    .descr_set = member_set,
    .methods = reduce_method,
    .getsets = data_getsets,
};

Type wrapper_descriptor_type = {
    TYPE_INIT_CONTAINER("wrapper_descriptor", sizeof(WrapperDescriptor), descriptor_dealloc,
                        descriptor_traverse, NULL),
    .flags = TYPE_METHOD_LIKE,
    .repr = wrapper_repr,
    .call = wrapper_descriptor_call,
    .descr_get = wrapper_get,
    .methods = reduce_method,
    .getsets = method_getsets,
};

Type method_wrapper_type = {
    TYPE_INIT_CONTAINER("method-wrapper", sizeof(MethodWrapper), method_wrapper_dealloc,
                        method_wrapper_traverse, NULL),
    .repr = method_wrapper_repr,
    .hash = method_wrapper_hash,
    .compare = method_wrapper_compare,
    .call = method_wrapper_call,
    .methods = bound_methods,
    .getsets = bound_getsets,
};
