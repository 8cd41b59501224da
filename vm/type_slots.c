/* The slots of classes: C functions that call the special methods, and who gets which.
 *
 * A class starts with its base's slots. A field is then decided by what the class's mro says about
 * the methods of the field (slots.def): a wrapper of a built-in type's own C function gives that
 * function itself, so that subclasses of built-ins cost nothing; anything else gives the function
 * of classes below, which looks the method up and calls it. A method deleted or replaced later
 * decides again, also for all subclasses. */
#include "vm/type_internal.h"

#include "vm/names.h"
#include "vm/objects/dict.h"
#include "vm/objects/instance.h"
#include "vm/objects/int.h"
#include "vm/objects/iterators.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"

#include <string.h>

/* ---- calling special methods ----------------------------------------------------------------- */

Lookup special_call(Str *name, Value *stack, size_t count, Value *result) {
    Value self = stack[0];
    Type *type = type_of(self);
    Value method = type_lookup_borrowed(type, name);
    if (!method)
        return LOOKUP_MISSING;
    incref(method);
    Type *method_type = type_of(method);
    if (method_type->flags & TYPE_METHOD_LIKE) {
        *result = call(method, stack, count, NULL);
    } else if (method_type->descr_get) {
        Value bound = method_type->descr_get(method, self, value_of(type));
        *result = bound ? call(bound, stack + 1, count - 1, NULL) : NULL;
        decref_maybe(bound);
    } else {
        *result = call(method, stack + 1, count - 1, NULL);
    }
    decref(method);
    return *result ? LOOKUP_FOUND : LOOKUP_ERROR;
}

/* As special_call; a missing method is an AttributeError of its name. */
static Value must_call(Str *name, Value *stack, size_t count) {
    Value result;
    Lookup found = special_call(name, stack, count, &result);
    if (found == LOOKUP_MISSING)
        return raise_attribute_error("%U", name);
    return found == LOOKUP_FOUND ? result : NULL;
}

static Value call_0_or_missing(Str *name, Value self) {
    Value stack[] = {self};
    return must_call(name, stack, 1);
}

/* callee(first, *args, **keywords) */
static Value call_with_first(Value callee, Value first, Value *args, size_t count,
                             Tuple *names_given) {
    size_t total = count + (names_given ? names_given->count : 0);
    Value few[8], *stack = few;
    if (total + 1 > sizeof few / sizeof *few) {
        stack = mem_malloc((total + 1) * sizeof *stack);
        if (!stack)
            return raise_no_memory();
    }
    stack[0] = first;
    if (total)
        memcpy(stack + 1, args, total * sizeof *stack);
    Value result = call(callee, stack, count + 1, names_given);
    if (stack != few)
        mem_free(stack);
    return result;
}

/* self's method with all arguments of a call, keywords too. */
static Value call_with_self(Str *name, Value self, Value *args, size_t count, Tuple *names_given) {
    Value method = type_lookup_borrowed(type_of(self), name);
    Value result;
    if (LIKELY(method && type_of(method)->flags & TYPE_METHOD_LIKE)) {
        incref(method);
        result = call_with_first(method, self, args, count, names_given);
        decref(method);
        return result;
    }
    Lookup found = special_method_lookup(self, name, &method);
    if (found == LOOKUP_MISSING)
        return raise_attribute_error("%U", name);
    if (found == LOOKUP_ERROR)
        return NULL;
    result = call(method, args, count, names_given);
    decref(method);
    return result;
}

/* ---- basic ----------------------------------------------------------------------------------- */

static Value class_repr(Value self) {
    Value stack[] = {self}, result;
    Lookup found = special_call(names.__repr__, stack, 1, &result);
    if (found == LOOKUP_MISSING)
        return value_of(
            str_format("<%s object at %p>", type_name_of(self), (void *)object_of(self)));
    return found == LOOKUP_FOUND ? result : NULL;
}

static Value class_str(Value self) {
    return call_0_or_missing(names.__str__, self);
}

Hash hash_not_implemented(Value self) {
    raise_type_error("unhashable type: '%.200s'", type_name_of(self));
    return -1;
}

static Hash class_hash(Value self) {
    Value method = type_lookup_borrowed(type_of(self), names.__hash__);
    if (!method || method == NONE)
        return hash_not_implemented(self);
    Value result = call_0_or_missing(names.__hash__, self);
    if (!result)
        return -1;
    if (!is_int(result)) {
        decref(result);
        raise_type_error("__hash__ method should return an integer");
        return -1;
    }
    int64_t number;
    Hash hash = int_fits_int64(result, &number) ? number : int_hash(result);
    decref(result);
    return hash == -1 ? -2 : hash;
}

static Str *const *const compare_names[] = {&names.__lt__, &names.__le__, &names.__eq__,
                                            &names.__ne__, &names.__gt__, &names.__ge__};

/* A method that cannot be bound counts as missing. */
static Value class_compare(Value self, Value other, CompareOp op) {
    Value method = type_lookup_borrowed(type_of(self), *compare_names[op]);
    if (!method)
        return NOT_IMPLEMENTED;
    Value result;
    if (LIKELY(type_of(method)->flags & TYPE_METHOD_LIKE)) {
        Value stack[] = {self, other};
        incref(method);
        result = call(method, stack, 2, NULL);
        decref(method);
        return result;
    }
    if (special_method_lookup(self, *compare_names[op], &method) != LOOKUP_FOUND) {
        exception_clear();
        return NOT_IMPLEMENTED;
    }
    result = call_1(method, other);
    decref(method);
    return result;
}

static Value class_call(Value self, Value *args, size_t count, Tuple *names_given) {
    if (!recursion_enter(" while calling a Python object"))
        return NULL;
    return call_with_self(names.__call__, self, args, count, names_given);
}

static bool class_init(Value self, Value *args, size_t count, Tuple *names_given) {
    Value result = call_with_self(names.__init__, self, args, count, names_given);
    if (!result)
        return false;
    if (result != NONE) {
        raise_type_error("__init__() should return None, not '%.200s'", type_name_of(result));
        decref(result);
        return false;
    }
    return true;
}

/* `new` of a class that defines __new__. */
static Value class_call_new(Type *type, Value *args, size_t count, Tuple *names_given) {
    Value method = attribute_get(value_of(type), names.__new__);
    if (!method)
        return NULL;
    Value result = call_with_first(method, value_of(type), args, count, names_given);
    decref(method);
    return result;
}

static Answer class_truth(Value self) {
    Value stack[] = {self}, result;
    Lookup found = special_call(names.__bool__, stack, 1, &result);
    if (found == LOOKUP_ERROR)
        return ANSWER_ERROR;
    if (found == LOOKUP_FOUND) {
        if (!has_type(result, &bool_type)) {
            raise_type_error("__bool__ should return bool, returned %s", type_name_of(result));
            decref(result);
            return ANSWER_ERROR;
        }
        return result == TRUE_VALUE ? ANSWER_YES : ANSWER_NO;
    }
    if (!type_of(self)->length)
        return ANSWER_YES;
    ptrdiff_t length = type_of(self)->length(self);
    return length < 0 ? ANSWER_ERROR : length > 0 ? ANSWER_YES : ANSWER_NO;
}

/* ---- attributes ------------------------------------------------------------------------------ */

/* What __getattribute__ stands for: the C function at once if it is a built-in type's. */
static Value call_getattribute(Value self, Str *name) {
    Value method = type_lookup_borrowed(type_of(self), names.__getattribute__);
    if (method && has_type(method, &wrapper_descriptor_type)) {
        WrapperDescriptor *wrapper = (WrapperDescriptor *)(void *)object_of(method);
        if (wrapper->slot->kind == SLOT_GET_ATTR && type_is_subtype(type_of(self), wrapper->owner))
            return ((Value(*)(Value, Str *))wrapper->function)(self, name);
    }
    Value stack[] = {self, value_of(name)};
    return must_call(names.__getattribute__, stack, 2);
}

static Value class_get_attr(Value self, Str *name) {
    if (!type_lookup_borrowed(type_of(self), names.__getattr__))
        return call_getattribute(self, name);
    if (!recursion_enter(" while calling a Python object"))
        return NULL;
    Value method = type_lookup_borrowed(type_of(self), names.__getattribute__);
    if (method && has_type(method, &wrapper_descriptor_type) &&
        ((WrapperDescriptor *)(void *)object_of(method))->function ==
            (SlotFunction)attribute_get_generic) {
        Value value; /* without making an exception that nobody sees */
        Lookup found = attribute_lookup_generic(self, name, &value);
        if (found != LOOKUP_MISSING)
            return found == LOOKUP_FOUND ? value : NULL;
    } else {
        Value value = call_getattribute(self, name);
        if (value || !exception_clear_if(&exc_AttributeError))
            return value;
    }
    Value stack[] = {self, value_of(name)};
    return must_call(names.__getattr__, stack, 2);
}

static bool class_set_attr(Value self, Str *name, Value value) {
    Value stack[] = {self, value_of(name), value};
    Value result =
        value ? must_call(names.__setattr__, stack, 3) : must_call(names.__delattr__, stack, 2);
    decref_maybe(result);
    return result != NULL;
}

static Value class_descr_get(Value self, Value instance, Value owner) {
    Value stack[] = {self, instance ? instance : NONE, owner ? owner : NONE}, result;
    Lookup found = special_call(names.__get__, stack, 3, &result);
    if (found == LOOKUP_MISSING)
        return own(self);
    return found == LOOKUP_FOUND ? result : NULL;
}

static bool class_descr_set(Value self, Value instance, Value value) {
    Value stack[] = {self, instance, value};
    Value result =
        value ? must_call(names.__set__, stack, 3) : must_call(names.__delete__, stack, 2);
    decref_maybe(result);
    return result != NULL;
}

/* ---- iteration, containers ------------------------------------------------------------------- */

static Value class_iter(Value self) {
    Value method = type_lookup_borrowed(type_of(self), names.__iter__);
    if (method == NONE)
        return raise_type_error("'%.200s' object is not iterable", type_name_of(self));
    if (method)
        return call_0_or_missing(names.__iter__, self);
    if (!type_lookup_borrowed(type_of(self), names.__getitem__))
        return raise_type_error("'%.200s' object is not iterable", type_name_of(self));
    return sequence_iterator_new(self);
}

static Next class_next(Value self, Value *item) {
    *item = call_0_or_missing(names.__next__, self);
    if (*item)
        return NEXT_ITEM;
    return exception_clear_if(&exc_StopIteration) ? NEXT_DONE : NEXT_ERROR;
}

bool is_class_next(Next (*next)(Value, Value *)) {
    return next == class_next;
}

static ptrdiff_t class_length(Value self) {
    Value result = call_0_or_missing(names.__len__, self);
    if (!result)
        return -1;
    Value number = object_index(result);
    decref(result);
    if (!number)
        return -1;
    ptrdiff_t length = -1;
    if (int_sign(number) < 0)
        raise_value_error("__len__() should return >= 0");
    else if (!int_as_size(number, &length)) {
        if (exception_clear_if(&exc_OverflowError))
            raise_overflow_error("cannot fit '%.200s' into an index-sized integer",
                                 type_name_of(number));
        length = -1;
    }
    decref(number);
    return length;
}

static Value class_get_item(Value self, Value key) {
    Value stack[] = {self, key};
    return must_call(names.__getitem__, stack, 2);
}

static bool class_set_item(Value self, Value key, Value value) {
    Value stack[] = {self, key, value};
    Value result =
        value ? must_call(names.__setitem__, stack, 3) : must_call(names.__delitem__, stack, 2);
    decref_maybe(result);
    return result != NULL;
}

static Answer class_contains(Value self, Value item) {
    Value method = type_lookup_borrowed(type_of(self), names.__contains__);
    if (method == NONE) {
        raise_type_error("'%.200s' object is not a container", type_name_of(self));
        return ANSWER_ERROR;
    }
    Value stack[] = {self, item}, result;
    Lookup found = special_call(names.__contains__, stack, 2, &result);
    if (found == LOOKUP_ERROR)
        return ANSWER_ERROR;
    if (found == LOOKUP_MISSING)
        return object_contains_by_iteration(self, item);
    Answer answer = object_truth(result);
    decref(result);
    return answer;
}

/* ---- numbers --------------------------------------------------------------------------------- */

static Value call_or_not_implemented(Str *name, Value self, Value other) {
    Value stack[] = {self, other}, result;
    Lookup found = special_call(name, stack, 2, &result);
    if (found == LOOKUP_MISSING)
        return NOT_IMPLEMENTED;
    return found == LOOKUP_FOUND ? result : NULL;
}

/* Does the right operand's class define the reflected method anew? */
static bool overloads(Value left, Value right, Str *reflected) {
    Value method = type_lookup_borrowed(type_of(right), reflected);
    return method && method != type_lookup_borrowed(type_of(left), reflected);
}

/* left_has, right_has: the operand's class has the function of classes in the slot at hand. */
static Value binary(Value left, Value right, bool left_has, bool right_has, Str *name,
                    Str *reflected) {
    bool same = type_of(left) == type_of(right);
    bool try_right = right_has && !same;
    if (left_has) {
        if (try_right && type_is_subtype(type_of(right), type_of(left)) &&
            overloads(left, right, reflected)) {
            Value result = call_or_not_implemented(reflected, right, left);
            if (result != NOT_IMPLEMENTED)
                return result;
            try_right = false;
        }
        Value result = call_or_not_implemented(name, left, right);
        if (result != NOT_IMPLEMENTED || same)
            return result;
    }
    return try_right ? call_or_not_implemented(reflected, right, left) : NOT_IMPLEMENTED;
}

#define SLOT(method, field, kind, function, signature, doc)
#define COMPARE(method, operator, sign)
#define INPLACE(method, slot, sign)                                                                \
    static Value class_inplace_##slot(Value self, Value other) {                                   \
        return call_or_not_implemented(names.method, self, other);                                 \
    }
#define OPERATOR(method, reflected, slot, doc, reflected_doc)                                      \
    static Value class_##slot(Value left, Value right) {                                           \
        return binary(left, right, type_of(left)->binary[slot] == class_##slot,                    \
                      type_of(right)->binary[slot] == class_##slot, names.method,                  \
                      names.reflected);                                                            \
    }
#include "vm/slots.def"
#undef SLOT
#undef COMPARE
#undef INPLACE
#undef OPERATOR

static Value class_power(Value base, Value exponent, Value modulus) {
    if (modulus == NONE)
        return binary(base, exponent, type_of(base)->power == class_power,
                      type_of(exponent)->power == class_power, names.__pow__, names.__rpow__);
    if (type_of(base)->power != class_power)
        return NOT_IMPLEMENTED;
    Value stack[] = {base, exponent, modulus}, result;
    Lookup found = special_call(names.__pow__, stack, 3, &result);
    if (found == LOOKUP_MISSING)
        return NOT_IMPLEMENTED;
    return found == LOOKUP_FOUND ? result : NULL;
}

static Value class_inplace_power(Value base, Value exponent) {
    return call_or_not_implemented(names.__ipow__, base, exponent);
}

#define UNARY_FUNCTION(function, method)                                                           \
    static Value function(Value self) {                                                            \
        return call_0_or_missing(names.method, self);                                              \
    }
UNARY_FUNCTION(class_negative, __neg__)
UNARY_FUNCTION(class_positive, __pos__)
UNARY_FUNCTION(class_absolute, __abs__)
UNARY_FUNCTION(class_invert, __invert__)
UNARY_FUNCTION(class_to_int, __int__)
UNARY_FUNCTION(class_to_float, __float__)
UNARY_FUNCTION(class_to_index, __index__)
UNARY_FUNCTION(class_async_next, __anext__)

static Value class_await(Value self) {
    if (!type_lookup_borrowed(type_of(self), names.__await__))
        return raise_attribute_error("object %.50s does not have __await__ method",
                                     type_name_of(self));
    return call_0_or_missing(names.__await__, self);
}

static Value class_async_iter(Value self) {
    if (!type_lookup_borrowed(type_of(self), names.__aiter__))
        return raise_attribute_error("object %.50s does not have __aiter__ method",
                                     type_name_of(self));
    return call_0_or_missing(names.__aiter__, self);
}

/* ---- the table ------------------------------------------------------------------------------- */

static const SlotDefinition slot_definitions[] = {
#define ROW(method, field, kind, op, function, signature, doc)                                     \
    {&names.method, #method, offsetof(Type, field), kind, op, (SlotFunction)(function),            \
     signature,     doc},
#define SLOT(method, field, kind, function, signature, doc)                                        \
    ROW(method, field, SLOT_##kind, 0, function, signature, doc)
#define COMPARE(method, operator, sign)                                                            \
    ROW(method, compare, SLOT_COMPARE, operator, class_compare, "($self, value, /)",               \
        "Return self" sign "value.")
#define OPERATOR(method, reflected, slot, doc, reflected_doc)                                      \
    ROW(method, binary[slot], SLOT_BINARY, 0, class_##slot, "($self, value, /)", doc)              \
    ROW(reflected, binary[slot], SLOT_BINARY_RIGHT, 0, class_##slot, "($self, value, /)",          \
        reflected_doc)
#define INPLACE(method, slot, sign)                                                                \
    ROW(method, inplace[slot], SLOT_BINARY, 0, class_inplace_##slot, "($self, value, /)",          \
        "Return self" sign "value.")
#include "vm/slots.def"
#undef ROW
#undef SLOT
#undef COMPARE
#undef OPERATOR
#undef INPLACE
};
static const size_t slot_definition_count = sizeof slot_definitions / sizeof *slot_definitions;

/* ---- static types: wrappers ------------------------------------------------------------------ */

static bool add_missing(Type *type, Str *name, Value owned) {
    if (!owned)
        return false;
    bool good = dict_set_name(type->dict, name, owned);
    decref(owned);
    return good;
}

bool slots_add_wrappers(Type *type) {
    for (size_t i = 0; i < slot_definition_count; i++) {
        const SlotDefinition *slot = &slot_definitions[i];
        SlotFunction function = *slot_field(type, slot->offset);
        if (!function || slot->kind == SLOT_GET_ATTR_HOOK ||
            dict_get_name_borrowed(type->dict, *slot->name))
            continue;
        bool good =
            function == (SlotFunction)hash_not_implemented
                ? dict_set_name(type->dict, *slot->name, NONE)
                : add_missing(type, *slot->name, wrapper_descriptor_new(type, slot, function));
        if (!good)
            return false;
    }
    return true;
}

/* ---- classes: who gets which ----------------------------------------------------------------- */

static const SlotDefinition *as_wrapper_of(Value method, SlotFunction *function, Type **owner) {
    if (!has_type(method, &wrapper_descriptor_type))
        return NULL;
    WrapperDescriptor *wrapper = (WrapperDescriptor *)(void *)object_of(method);
    *function = wrapper->function;
    *owner = wrapper->owner;
    return wrapper->slot;
}

static void set_derived_flags(Type *type) {
    type->flags &= ~(uint32_t)(TYPE_DEFAULT_GETATTR | TYPE_DEFAULT_SETATTR);
    if (type->get_attr == attribute_get_generic)
        type->flags |= TYPE_DEFAULT_GETATTR;
    if (type->set_attr == attribute_set_generic)
        type->flags |= TYPE_DEFAULT_SETATTR;
}

/* Decides the field at `offset` from all methods that share it. */
static void fix_field(Type *type, size_t offset) {
    SlotFunction specific = NULL, generic = NULL;
    bool use_generic = false;
    for (size_t i = 0; i < slot_definition_count; i++) {
        const SlotDefinition *slot = &slot_definitions[i];
        if (slot->offset != offset)
            continue;
        Value method = type_lookup_borrowed(type, *slot->name);
        if (!method)
            continue;
        SlotFunction function;
        Type *owner;
        const SlotDefinition *wrapped = as_wrapper_of(method, &function, &owner);
        if (wrapped && wrapped->name == slot->name && wrapped->offset != offset &&
            (type_is_subtype(type, owner) || !slot->function)) {
            /* The method of the other field of this name, as __add__ of sequences. Extending in
             * place goes before the class's __add__. */
            if (wrapped->offset == offsetof(Type, inplace_concat))
                specific = function;
            continue;
        }
        generic = slot->function;
        if (wrapped == slot && (!specific || specific == function) && type_is_subtype(type, owner))
            specific = function;
        else if (method == NONE && slot->kind == SLOT_HASH)
            specific = (SlotFunction)hash_not_implemented;
        else
            use_generic = true;
    }
    *slot_field(type, offset) = specific && !use_generic ? specific : generic;
}

/* A built-in type's __new__ in the class, wherever it comes from, leaves the `new` inherited from
 * the base, which alone knows the layout. A class that once had a __new__ of its own keeps calling
 * what it finds (as CPython; object.__new__ can tell). */
static void fix_new(Type *type) {
    Value method = type_lookup_borrowed(type, names.__new__);
    if (!method || !type_of_new_wrapper(method))
        type->new = class_call_new;
}

static void class_finalize(Object *object) {
    Value self = value_of(object);
    Value pending = exception_fetch();
    Value method;
    Lookup found = special_method_lookup(self, names.__del__, &method);
    if (found == LOOKUP_FOUND) {
        Value result = call(method, NULL, 0, NULL);
        if (!result) {
            Value function = type_lookup_borrowed(type_of(self), names.__del__);
            exception_write_unraisable(function ? function : method);
        }
        decref_maybe(result);
        decref(method);
    } else if (found == LOOKUP_ERROR) {
        exception_write_unraisable(self);
    }
    if (pending)
        exception_restore_steal(pending);
}

static void fix_finalizer(Type *type) {
    Type *native = type->extra->native_base;
    bool own_method = type_lookup_borrowed(type, names.__del__) != NULL;
    type->mem.finalize = own_method ? class_finalize : native->mem.finalize;
    type->flags &= ~(uint32_t)TYPE_HAS_FINALIZER;
    if (type->mem.finalize)
        type->flags |= TYPE_HAS_FINALIZER;
}

static bool is_first_of_field(size_t index) {
    for (size_t i = 0; i < index; i++)
        if (slot_definitions[i].offset == slot_definitions[index].offset)
            return false;
    return true;
}

bool is_dunder(const Str *name) {
    return name->length > 4 && str_at(name, 0) == '_' && str_at(name, 1) == '_' &&
           str_at(name, name->length - 1) == '_' && str_at(name, name->length - 2) == '_';
}

/* The name is interned. */
static void update_one(Type *type, Str *name) {
    for (size_t i = 0; i < slot_definition_count; i++)
        if (*slot_definitions[i].name == name)
            fix_field(type, slot_definitions[i].offset);
    if (name == names.__new__)
        fix_new(type);
    else if (name == names.__del__)
        fix_finalizer(type);
    else
        set_derived_flags(type);
}

static bool update_by_text(Type *type, Str *name) {
    OWN(name);
    name = str_intern_steal(name);
    if (!name)
        return false;
    update_one(type, name);
    GIVE_UP(name);
    return true;
}

/* With one base only the class's own methods can make a difference. */
void slots_fix_all(Type *type) {
    size_t size = sizeof(Type) - offsetof(Type, new);
    memcpy((char *)type + offsetof(Type, new), (char *)type->base + offsetof(Type, new), size);
    type->next_items = NULL; /* it bypasses `next`, which may be the class's own */
    type->mem.finalize = type->base->mem.finalize;
    bool simple = type->bases->count == 1 && !(type->flags & TYPE_CUSTOM_MRO);
    if (simple) {
        if (!type->inplace[NUMBER_ADD]) /* see fix_field */
            type->inplace[NUMBER_ADD] = type->inplace_concat;
        size_t position = 0;
        Value key, value;
        while (dict_next(type->dict, &position, &key, &value))
            if (is_str(key) && is_dunder(str_of(key)) && !update_by_text(type, str_of(key)))
                exception_clear();
    } else {
        for (size_t i = 0; i < slot_definition_count; i++)
            if (is_first_of_field(i))
                fix_field(type, slot_definitions[i].offset);
        fix_new(type);
        fix_finalizer(type);
    }
    set_derived_flags(type);
}

void slots_update(Type *type, Str *name) {
    TypeWalk walk = type_walk_from(type);
    while ((type = type_walk_next(&walk))) {
        update_one(type, name);
        for (size_t i = 0; type->subclasses && i < type->subclasses->count; i++) {
            Type *subclass = type->subclasses->types[i];
            if (subclass->flags & TYPE_HEAP && subclass->flags & TYPE_READY &&
                !dict_get_name_borrowed(subclass->dict, name))
                type_walk_add(&walk, subclass);
        }
    }
}

/* ---- classes: memory of instances ------------------------------------------------------------ */

static Value *members_of(Object *object, const Type *type) {
    char *start =
        type->extra->members_behind_items ? instance_behind_items(object) : (char *)object;
    return (Value *)(void *)(start + type->extra->members_offset);
}

static void traverse_own(Object *object, MemVisit visit, void *context) {
    Type *type = (Type *)object->type;
    visit(&type->mem.header, context);
    for (Type *base = type; base->flags & TYPE_HEAP; base = base->base)
        for (uint32_t i = 0; i < base->extra->member_count; i++)
            visit_value(members_of(object, base)[i], visit, context);
    if (!type->extra->native_base->shape_offset)
        instance_word_traverse(object, visit, context);
}

static void clear_own(Object *object) {
    Type *type = (Type *)object->type;
    for (Type *base = type; base->flags & TYPE_HEAP; base = base->base)
        for (uint32_t i = 0; i < base->extra->member_count; i++)
            clear_value(&members_of(object, base)[i]);
    if (!type->extra->native_base->shape_offset)
        instance_word_clear(object);
}

static void class_traverse(Object *object, MemVisit visit, void *context) {
    traverse_own(object, visit, context);
    Type *native = ((Type *)object->type)->extra->native_base;
    if (native->mem.traverse)
        native->mem.traverse(object, visit, context);
}

static void class_clear(Object *object) {
    clear_own(object);
    Type *native = ((Type *)object->type)->extra->native_base;
    if (native->mem.clear)
        native->mem.clear(object);
}

/* The native base's dealloc frees the block with the size that the class (still alive) says. */
static void class_dealloc(Object *object) {
    Type *type = (Type *)object->type;
    mem_gc_untrack(object);
    clear_own(object);
    type->extra->native_base->mem.dealloc(object);
    GIVE_UP(type);
}

void slots_set_memory(Type *type) {
    bool plain = type->flags & TYPE_PLAIN;
    type->mem.kind = MEM_CONTAINER;
    type->mem.dealloc = plain ? instance_dealloc : class_dealloc;
    type->mem.traverse = plain ? instance_traverse : class_traverse;
    type->mem.clear = plain ? instance_clear : class_clear;
}

void *type_allocate(Type *type, size_t item_count) {
    size_t size;
    if (__builtin_mul_overflow(item_count, (size_t)type->mem.item_size, &size) ||
        __builtin_add_overflow(size, (size_t)type->mem.basic_size, &size) || size > PTRDIFF_MAX)
        return raise_no_memory();
    Object *object = mem_object_new(&type->mem, size);
    if (UNLIKELY(!object))
        return raise_no_memory();
    memset(object + 1, 0, size - sizeof *object);
    if (type->flags & TYPE_HEAP) {
        OWN(type);
        if (type->root_shape)
            *attribute_word(object, type) = (uintptr_t)type->root_shape;
        if (type->extra->native_base->mem.kind == MEM_ATOM)
            mem_gc_track(object);
    }
    return object;
}
