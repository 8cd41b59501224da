/* Specialisation. Cache words (see instructions/attributes.inc and calls.inc):
 *
 *   [1] version | slot, offset, entry or missing arguments    [2] shape, method or callee
 *   [3] value, function, getter or next shape: borrowed, kept alive by the version it is
 *       guarded by (a class that loses the value gets a new version) */
#include "vm/specialize.h"
#include "vm/objects/descriptor.h"
#include "vm/objects/property.h"
#include "vm/vm.h"

#include <string.h>

enum { PADDING_MAX = 8 }; /* missing native arguments that fit behind any frame */

SpecializeFailure specialize_failure;

static bool give_up(Instruction *pc, const char *reason) {
    pc[1].high = SPECIALIZE_BACKOFF;
    specialize_failure = (SpecializeFailure){pc, reason};
    return false;
}

static bool become(Instruction *pc, unsigned op, uint32_t version, uint32_t index) {
    pc[1].low = version;
    pc[1].high = index;
    pc->op = (uint16_t)op;
    return true;
}

/* ---- globals --------------------------------------------------------------------------------- */

/* Also for LOAD_NAME, whose forms have the same caches. */
static bool load_global(Instruction *pc, Frame *frame, unsigned of_module, unsigned of_builtins) {
    Dict *globals = frame->function->globals, *builtins = frame->function->builtins;
    Str *name = frame->function->code->names[pc->arg];
    if (!has_type(value_of(globals), &dict_type) || !has_type(value_of(builtins), &dict_type))
        return give_up(pc, "globals or builtins are no plain dict");
    ptrdiff_t index = dict_find_name(globals, name);
    if (index >= 0) {
        pc[2].low = (uint32_t)index;
        return become(pc, of_module, dict_keys_version(globals), 0);
    }
    index = dict_find_name(builtins, name);
    if (index < 0)
        return give_up(pc, "no such global");
    pc[2].low = (uint32_t)index;
    pc[2].high = dict_keys_version(builtins);
    return become(pc, of_builtins, dict_keys_version(globals), 0);
}

bool specialize_load_global(Instruction *pc, Frame *frame) {
    return load_global(pc, frame, FORM_LOAD_GLOBAL_MODULE, FORM_LOAD_GLOBAL_BUILTIN);
}

bool specialize_load_name(Instruction *pc, Frame *frame) {
    if (!frame_names_are_globals(frame))
        return give_up(pc, "the names are not the module's");
    return load_global(pc, frame, FORM_LOAD_NAME_MODULE, FORM_LOAD_NAME_BUILTIN);
}

static bool store_global(Instruction *pc, Frame *frame, unsigned form) {
    Dict *globals = frame->function->globals;
    if (!has_type(value_of(globals), &dict_type))
        return give_up(pc, "globals are no plain dict");
    ptrdiff_t index = dict_find_name(globals, frame->function->code->names[pc->arg]);
    if (index < 0)
        return give_up(pc, "a new global");
    return become(pc, form, dict_keys_version(globals), (uint32_t)index);
}

bool specialize_store_global(Instruction *pc, Frame *frame) {
    return store_global(pc, frame, FORM_STORE_GLOBAL_MODULE);
}

bool specialize_store_name(Instruction *pc, Frame *frame) {
    if (!frame_names_are_globals(frame))
        return give_up(pc, "the names are not the module's");
    return store_global(pc, frame, FORM_STORE_NAME_MODULE);
}

/* ---- attributes ------------------------------------------------------------------------------ */

/* The instance's shape if it is in shape mode with inline slots, else null. */
static Shape *shape_of(Value object, const Type *type) {
    if (type->shape_offset != (ptrdiff_t)offsetof(Instance, shape))
        return NULL;
    uintptr_t word = ((Instance *)object_of(object))->shape;
    return is_dict_word(word) ? NULL : (Shape *)word;
}

static bool module_entry(Instruction *pc, Value object, Str *name, unsigned op) {
    Dict *dict = ((Module *)object_of(object))->dict;
    ptrdiff_t index = dict_find_name(dict, name);
    if (index < 0)
        return give_up(pc, "not in the module's own dict");
    return become(pc, op, dict_keys_version(dict), (uint32_t)index);
}

/* The class attribute as seen through the class itself, when reading it binds nothing. */
static bool class_attribute(Instruction *pc, Value object, Str *name, unsigned op, bool method) {
    Type *type = type_cast(object);
    if (type_of(object) != &type_type || type_lookup_borrowed(&type_type, name))
        return give_up(pc, "the class has a metaclass, or type has the attribute");
    Value found = type_lookup_borrowed(type, name);
    uint32_t version = type_version(type);
    if (!found || !version)
        return give_up(pc, "not found in the class");
    pc[2].pointer = NULL;
    if (is_function(found)) {
        pc[3].value = found;
    } else if (has_type(found, &staticmethod_type) || has_type(found, &classmethod_type)) {
        bool is_class_method = has_type(found, &classmethod_type);
        Value function = is_class_method ? classmethod_callable_borrowed(found)
                                         : staticmethod_callable_borrowed(found);
        if (!function || (is_class_method && (!method || !is_function(function))))
            return give_up(pc, "class method that is read, or wraps another callable");
        pc[3].value = function;
        if (is_class_method)
            pc[2].pointer = pc; /* not null: the class goes first */
    } else if (!type_of(found)->descr_get) {
        pc[3].value = found;
    } else {
        return give_up(pc, "descriptor of another kind");
    }
    return become(pc, op, version, 0);
}

bool specialize_load_attr(Instruction *pc, Value object, Str *name, bool local) {
    Type *type = type_of(object);
    if (has_type(object, &module_type))
        return module_entry(pc, object, name, FORM_LOAD_ATTR_MODULE + local);
    if (is_type(object))
        return class_attribute(pc, object, name, FORM_LOAD_ATTR_TYPE + local, false);
    if (is_small_int(object) || type->get_attr != attribute_get_generic)
        return give_up(pc, "the type looks attributes up in its own way");
    Value found = type_lookup_borrowed(type, name);
    uint32_t version = type_version(type);
    Shape *shape = shape_of(object, type);
    if (!version)
        return give_up(pc, "the type has no version left");
    if (found && type_of(found)->descr_set) {
        size_t offset = member_descriptor_offset(found, type);
        if (offset && *(Value *)(void *)((char *)object_of(object) + offset))
            return become(pc, FORM_LOAD_ATTR_MEMBER + local, version, (uint32_t)offset);
        Value getter = has_type(found, &property_type) ? property_getter_borrowed(found) : NULL;
        if (getter && is_function(getter)) {
            CodeObject *code = ((Function *)object_of(getter))->code;
            if (code->simple_parameters && code->argcount == 1 &&
                (code->instructions || code_object_prepare(code))) {
                pc[3].value = getter;
                return become(pc, FORM_LOAD_ATTR_PROPERTY + local, version, 0);
            }
            exception_clear();
        }
        return give_up(pc, "data descriptor of another kind, or an unset slot");
    }
    if (shape) {
        ptrdiff_t slot = shape_find(shape, name);
        if (slot >= 0) {
            pc[2].pointer = shape;
            return become(pc, FORM_LOAD_ATTR_SLOT + local, version, (uint32_t)slot);
        }
    }
    if (found && !type_of(found)->descr_get && (shape || type->shape_offset == 0)) {
        pc[2].pointer = shape;
        pc[3].value = found;
        return become(pc, FORM_LOAD_ATTR_CLASS_VALUE + local, version, 0);
    }
    if (!found && (shape || type->shape_offset == 0))
        return give_up(pc, "no such attribute");
    return give_up(pc,
                   found ? "binds a method or descriptor" : "the instance has a dict of its own");
}

bool specialize_store_attr(Instruction *pc, Value object, Str *name, bool local) {
    Type *type = type_of(object);
    if (is_small_int(object) || type->set_attr != attribute_set_generic)
        return give_up(pc, "the type sets attributes in its own way");
    Value found = type_lookup_borrowed(type, name);
    uint32_t version = type_version(type);
    if (!version)
        return give_up(pc, "the type has no version left");
    if (found && type_of(found)->descr_set) {
        size_t offset = member_descriptor_offset(found, type);
        return offset ? become(pc, FORM_STORE_ATTR_MEMBER + local, version, (uint32_t)offset)
                      : give_up(pc, "data descriptor of another kind");
    }
    Shape *shape = shape_of(object, type);
    if (!shape)
        return give_up(pc, "the instance has a dict of its own");
    ptrdiff_t slot = shape_find(shape, name);
    pc[2].pointer = shape;
    if (slot >= 0)
        return become(pc, FORM_STORE_ATTR_SLOT + local, version, (uint32_t)slot);
    for (Shape *child = shape->child; child; child = child->sibling) {
        if (child->name == name && child->count <= shape->capacity) {
            pc[3].pointer = child;
            return become(pc, FORM_STORE_ATTR_ADD + local, version, child->count - 1);
        }
    }
    return give_up(pc, "a new attribute for which no shape exists yet");
}

bool specialize_load_method(Instruction *pc, Value object, Str *name, bool local) {
    Type *type = type_of(object);
    if (has_type(object, &module_type))
        return module_entry(pc, object, name, FORM_LOAD_METHOD_MODULE + local);
    if (is_type(object))
        return class_attribute(pc, object, name, FORM_LOAD_METHOD_TYPE + local, true);
    if (!is_small_int(object) && type->get_attr != attribute_get_generic)
        return give_up(pc, "the type looks attributes up in its own way");
    Value found = type_lookup_borrowed(type, name);
    uint32_t version = type_version(type);
    if (!found || !version || !(type_of(found)->flags & TYPE_METHOD_LIKE))
        return give_up(pc, "no method of the type");
    pc[3].value = found;
    if (type->shape_offset == 0)
        return become(pc, FORM_LOAD_METHOD_BUILTIN + local, version, 0);
    Shape *shape = shape_of(object, type);
    if (!shape || shape_find(shape, name) >= 0)
        return give_up(pc, "the instance has a dict of its own, or an attribute of this name");
    pc[2].pointer = shape;
    return become(pc, FORM_LOAD_METHOD_INSTANCE + local, version, 0);
}

/* ---- calls ----------------------------------------------------------------------------------- */

static const char inexact[] = "in a generator, or not exactly the positional parameters";

/* May a function be entered with exactly these arguments, without binding? */
static bool is_exact(Function *function, size_t count) {
    CodeObject *code = function->code;
    if (!code->simple_parameters || code->argcount != count || !function->version)
        return false;
    if (!code->instructions && !code_object_prepare(code)) {
        exception_clear();
        return false;
    }
    return true;
}

static bool in_generator(void) {
    return current_thread->frame->flags & FRAME_GENERATOR;
}

/* Missing positional arguments if a native can be called with these, -1 if it must be bound. */
static int missing_arguments(Signature *signature, size_t count) {
    if (!signature->parsed)
        signature_parse(signature);
    if (signature->variadic >= 0 || signature->keywords >= 0 || count < signature->required ||
        count > signature->positional || signature->count - count > PADDING_MAX)
        return -1;
    for (size_t i = count; i < signature->count; i++) {
        if (signature->parameters[i].required)
            return -1;
    }
    return (int)(signature->count - count);
}

static bool specialize_class(Instruction *pc, Type *type, size_t count) {
    extern Value object_new(Type * type, Value * args, size_t count, Tuple * names);
    Value init = type_lookup_borrowed(type, names.__init__);
    if (type == &type_type && count == 1)
        return become(pc, FORM_CALL_TYPE_OF, 0, 0);
    if (!(type->flags & TYPE_HEAP) && type->flags & TYPE_READY &&
        type->new &&type_of(value_of(type)) == &type_type &&type != &type_type) {
        pc[2].value = value_of(type);
        return become(pc, FORM_CALL_TYPE, 0, 0);
    }
    if (type_of(value_of(type)) != &type_type || !(type->flags & TYPE_HEAP) ||
        type->flags & TYPE_ABSTRACT || type->new != object_new || !init || !is_function(init) ||
        type->shape_offset != (ptrdiff_t)offsetof(Instance, shape) || in_generator() ||
        !is_exact((Function *)object_of(init), count + 1))
        return give_up(pc, in_generator() ? "called in a generator"
                                          : "no plain class whose __init__ takes exactly these");
    uint32_t version = type_version(type);
    pc[2].value = init;
    return version ? become(pc, FORM_CALL_CLASS, version, 0)
                   : give_up(pc, "the type has no version left");
}

/* A function of the builtins module, told by the start of its signature. */
static bool is_builtin(const NativeCallable *native, const char *start) {
    return !native->owner && native->module && is_str(native->module) &&
           str_equal_c(str_of(native->module), "builtins") &&
           strncmp(native->method->signature, start, strlen(start)) == 0;
}

static bool specialize_native(Instruction *pc, NativeCallable *native, size_t count) {
    const NativeMethod *method = native->method;
    pc[2].value = value_of(native);
    if (is_builtin(native, "len(") && count == 1)
        return become(pc, FORM_CALL_LEN, 0, 0);
    if (is_builtin(native, "isinstance(") && count == 2)
        return become(pc, FORM_CALL_ISINSTANCE, 0, 0);
    if (method->variadic)
        return become(pc, FORM_CALL_NATIVE_RAW, 0, 0);
    int missing = missing_arguments(native->signature, count);
    if (missing < 0)
        return give_up(pc, "arguments that must be bound");
    pc[2].pointer = (void *)method;
    return become(pc, FORM_CALL_NATIVE, (uint32_t)missing, 0);
}

bool specialize_call(Instruction *pc, Value callee, Value *sp) {
    size_t count = pc->arg;
    if (is_function(callee)) {
        Function *function = (Function *)object_of(callee);
        if (in_generator() || !is_exact(function, count))
            return give_up(pc, inexact);
        return become(pc, FORM_CALL_PYTHON, function->version, 0);
    }
    if (is_type(callee))
        return specialize_class(pc, type_cast(callee), count);
    if (has_type(callee, &native_function_type))
        return specialize_native(pc, (NativeCallable *)object_of(callee), count);
    return give_up(pc, "callable of another kind");
}

/* module.function(...), and what else is found in an object and binds nothing. */
static bool specialize_call_attribute(Instruction *pc, Value callee, size_t count) {
    if (is_function(callee)) {
        Function *function = (Function *)object_of(callee);
        if (in_generator() || !is_exact(function, count))
            return give_up(pc, inexact);
        return become(pc, FORM_CALL_ATTRIBUTE_PYTHON, function->version, 0);
    }
    if (!has_type(callee, &native_function_type))
        return give_up(pc, "callable of another kind");
    NativeCallable *native = (NativeCallable *)object_of(callee);
    pc[2].pointer = (void *)native->method;
    if (native->method->variadic)
        return become(pc, FORM_CALL_ATTRIBUTE_NATIVE_RAW, 0, 0);
    int missing = missing_arguments(native->signature, count);
    return missing < 0 ? give_up(pc, "arguments that must be bound")
                       : become(pc, FORM_CALL_ATTRIBUTE_NATIVE, (uint32_t)missing, 0);
}

bool specialize_call_method(Instruction *pc, Value *sp) {
    size_t count = pc->arg;
    Value callee = sp[-(ptrdiff_t)count - 2];
    if (!callee)
        return specialize_call_attribute(pc, sp[-(ptrdiff_t)count - 1], count);
    if (is_function(callee)) {
        Function *function = (Function *)object_of(callee);
        if (in_generator() || !is_exact(function, count + 1))
            return give_up(pc, inexact);
        return become(pc, FORM_CALL_METHOD_PYTHON, function->version, 0);
    }
    if (!has_type(callee, &method_descriptor_type))
        return give_up(pc, "callable of another kind");
    MethodDescriptor *descriptor = (MethodDescriptor *)object_of(callee);
    pc[2].pointer = (void *)descriptor->method;
    if (descriptor->owner == &list_type && count == 1 &&
        strncmp(descriptor->method->signature, "append(", 7) == 0) {
        pc[2].value = callee;
        return become(pc, FORM_CALL_METHOD_LIST_APPEND, 0, 0);
    }
    if (descriptor->method->variadic)
        return become(pc, FORM_CALL_METHOD_NATIVE_RAW, 0, 0);
    int missing = missing_arguments(descriptor->signature, count);
    if (missing < 0)
        return give_up(pc, "arguments that must be bound");
    return become(pc, FORM_CALL_METHOD_NATIVE, (uint32_t)missing, 0);
}
