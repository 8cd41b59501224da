/* super: attributes from the classes behind a given one in an object's mro. */
#include "vm/frame.h"
#include "vm/names.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"
#include "vm/type_internal.h"

typedef struct Super {
    Object header;
    Type *this_class; /* owned; null before __init__ */
    Value self;       /* owned, null: unbound */
    Type *self_class; /* owned, null: unbound */
} Super;

static Super *super_of(Value value) {
    return (Super *)(void *)object_of(value);
}

static Value new (Type *type, Value *args, size_t count, Tuple *names_given) {
    Super *super = type_allocate(type, 0);
    if (super)
        mem_gc_track(super);
    return value_of(super);
}

static void clear(Object *object) {
    Super *super = super_of(value_of(object));
    clear_value((Value *)&super->this_class);
    clear_value(&super->self);
    clear_value((Value *)&super->self_class);
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    Super *super = super_of(value_of(object));
    visit_value(value_of(super->this_class), visit, context);
    visit_value(super->self, visit, context);
    visit_value(value_of(super->self_class), visit, context);
}

/* As type_is_subtype, but a class whose own mro() leaves it out is no subtype of itself. */
static bool has_in_mro(Type *type, Type *base) {
    if (!(type->flags & TYPE_CUSTOM_MRO) || !type->mro)
        return type_is_subtype(type, base);
    for (size_t i = 0; i < type->mro->count; i++)
        if (type->mro->items[i] == value_of(base))
            return true;
    return false;
}

/* The class whose mro counts: self's, or self if it is a subclass, or its __class__. Owned. */
static Type *class_for(Type *type, Value self) {
    if (is_type(self) && has_in_mro(type_cast(self), type)) {
        OWN(object_of(self));
        return type_cast(self);
    }
    if (type_is_subtype(type_of(self), type)) {
        OWN(type_of(self));
        return type_of(self);
    }
    Value class;
    Lookup found = attribute_lookup(self, names.__class__, &class);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_FOUND) {
        if (is_type(class) && class != value_of(type_of(self)) &&
            type_is_subtype(type_cast(class), type))
            return type_cast(class);
        decref(class);
    }
    bool of_class = is_type(self);
    return raise_type_error("super(type, obj): obj (%s %.200s) is not an instance or subtype of "
                            "type (%.200s).",
                            of_class ? "type" : "instance of",
                            of_class ? type_cast(self)->mem.name : type_name_of(self),
                            type->mem.name);
}

/* super(): the first argument and __class__ of the running function; borrowed. */
static bool from_frame(Type **type, Value *self) {
    Frame *frame = frame_current();
    if (!frame)
        return raise_runtime_error("super(): no current frame");
    const Code *code = frame_code(frame)->code;
    if (!code->argcount)
        return raise_runtime_error("super(): no arguments");
    *self = frame->locals[0];
    if (*self && code->slots[0].kind & SLOT_CELL && has_type(*self, &cell_type))
        *self = ((Cell *)(void *)object_of(*self))->content;
    if (!*self)
        return raise_runtime_error("super(): arg[0] deleted");
    uint32_t first = code->slot_count - code->free_count;
    for (uint32_t i = first; i < code->slot_count; i++) {
        if (!str_equal(frame_code(frame)->slot_names[i], names.__class__))
            continue;
        Value cell = frame->locals[i];
        Value content =
            cell && has_type(cell, &cell_type) ? ((Cell *)(void *)object_of(cell))->content : NULL;
        if (!content)
            return raise_runtime_error("super(): empty __class__ cell");
        if (!is_type(content))
            return raise_runtime_error("super(): __class__ is not a type (%s)",
                                       type_name_of(content));
        *type = type_cast(content);
        return true;
    }
    return raise_runtime_error("super(): __class__ cell not found");
}

static bool init(Value object, Value *args, size_t count, Tuple *names_given) {
    if (names_given && names_given->count)
        return raise_type_error("super() takes no keyword arguments");
    if (count > 2)
        return raise_type_error("super() expected at most 2 arguments, got %zu", count);
    Super *super = super_of(object);
    Type *type = NULL, *class = NULL;
    Value self = count > 1 && args[1] != NONE ? args[1] : NULL;
    if (!count) {
        if (!from_frame(&type, &self) || !type || !self)
            return false;
    } else if (!is_type(args[0])) {
        return raise_type_error("super() argument 1 must be a type, not %.50s",
                                type_name_of(args[0]));
    } else {
        type = type_cast(args[0]);
    }
    if (!type_ready(type))
        return false;
    if (self && !(class = class_for(type, self)))
        return false;
    OWN(type);
    replace_value((Value *)&super->this_class, value_of(type));
    replace_value(&super->self, own_maybe(self));
    replace_value((Value *)&super->self_class, value_of(class));
    return true;
}

/* The first class behind this_class that has the name: owned attribute, bound; null if none. */
static Lookup find(Super *super, Str *name, Value *value) {
    *value = NULL;
    Type *class = super->self_class;
    if (!class || !class->mro || str_equal(name, names.__class__))
        return LOOKUP_MISSING;
    Tuple *mro = class->mro;
    size_t i = 0;
    while (i < mro->count && mro->items[i] != value_of(super->this_class))
        i++;
    Value found = NULL;
    for (i++; i < mro->count && !found; i++) {
        found = type_own_borrowed(type_cast(mro->items[i]), name);
    }
    if (!found)
        return LOOKUP_MISSING;
    if (!type_ready(type_of(found)))
        return LOOKUP_ERROR;
    incref(found);
    if (!type_of(found)->descr_get) {
        *value = found;
        return LOOKUP_FOUND;
    }
    Value self = super->self == value_of(class) ? NULL : super->self; /* a class: as on itself */
    OWN(class);
    *value = type_of(found)->descr_get(found, self, value_of(class));
    GIVE_UP(class);
    decref(found);
    return *value ? LOOKUP_FOUND : LOOKUP_ERROR;
}

static Value get_attr(Value self, Str *name) {
    Value value;
    Lookup found = find(super_of(self), name, &value);
    if (found == LOOKUP_MISSING)
        return attribute_get_generic(self, name);
    return found == LOOKUP_FOUND ? value : NULL;
}

static Value descr_get(Value self, Value instance, Value owner) {
    Super *super = super_of(self);
    if (!instance || instance == NONE || super->self)
        return own(self);
    if (!has_type(self, &super_type)) /* a subclass: made by its constructor */
        return call_2(value_of(type_of(self)),
                      super->this_class ? value_of(super->this_class) : NONE, instance);
    if (!super->this_class)
        return own(self);
    Type *class = class_for(super->this_class, instance);
    if (!class)
        return NULL;
    Value bound = new (&super_type, NULL, 0, NULL);
    if (!bound) {
        GIVE_UP(class);
        return NULL;
    }
    OWN(super->this_class);
    super_of(bound)->this_class = super->this_class;
    super_of(bound)->self = own(instance);
    super_of(bound)->self_class = class;
    return bound;
}

static Value repr(Value self) {
    Super *super = super_of(self);
    const char *name = super->this_class ? super->this_class->mem.name : "NULL";
    if (super->self_class)
        return value_of(
            str_format("<super: <class '%s'>, <%s object>>", name, super->self_class->mem.name));
    return value_of(str_format("<super: <class '%s'>, NULL>", name));
}

static const NativeMember members[] = {
    {"__thisclass__", MEMBER_VALUE, offsetof(Super, this_class), false,
     "the class invoking super()"},
    {"__self__", MEMBER_VALUE, offsetof(Super, self), false,
     "the instance invoking super(); may be None"},
    {"__self_class__", MEMBER_VALUE, offsetof(Super, self_class), false,
     "the type of the instance invoking super(); may be None"},
    {NULL, MEMBER_VALUE, 0, false, NULL},
};

Type super_type = {
    TYPE_INIT_CONTAINER("super", sizeof(Super), dealloc, traverse, clear),
    .flags = TYPE_BASE,
    .doc = "super() -> same as super(__class__, <first argument>)\n"
           "super(type) -> unbound super object\n"
           "super(type, obj) -> bound super object; requires isinstance(obj, type)\n"
           "super(type, type2) -> bound super object; requires issubclass(type2, type)\n",
    .members = members,
    .new = new,
    .init = init,
    .repr = repr,
    .get_attr = get_attr,
    .descr_get = descr_get,
};
