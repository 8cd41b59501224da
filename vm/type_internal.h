/* What the files of the type system share: type*.c, mro.c, class_build.c, attribute.c,
 * objects/{object,instance,descriptor,super,property}.c. */
#ifndef VM_TYPE_INTERNAL_H
#define VM_TYPE_INTERNAL_H

#include "vm/objects/function.h"
#include "vm/type.h"

struct TypeExtra {
    Type *native_base;         /* the nearest static type along `base`: itself for static ones */
    Type *next;                /* list of ready static types */
    size_t members_offset;     /* of the first of the class's own __slots__ */
    bool members_behind_items; /* that offset counts from the end of the items */
    uint32_t member_count;     /* own __slots__ values, dict and weakref apart */
    NativeMember *members;     /* descriptions of them, in a buffer of its own; classes only */
    char *text;                /* names and docs that `members` and mem.name point to */
    size_t text_size;
    bool adds_dict; /* brought the attribute word */
    bool adds_weakrefs;
    Type *walk_next;      /* pending in the same walk (TypeWalk) */
    uint64_t walk_number; /* of the last walk that came here */
};

struct SubclassList {
    size_t count, capacity;
    Type *types[];
};

/* A walk over a class and those below it, each once. It needs neither stack nor memory: tens of
 * thousands may stand in one line, and a lattice has more paths than can be gone. Nothing else may
 * walk meanwhile. */
typedef struct TypeWalk {
    uint64_t number;
    Type *pending;
} TypeWalk;

TypeWalk type_walk_from(Type *type);
void type_walk_add(TypeWalk *walk, Type *subclass); /* if the walk has not met it */
Type *type_walk_next(TypeWalk *walk);               /* null: done */

/* ---- slots (slots.def, type_slots.c) --------------------------------------------------------- */

typedef void (*SlotFunction)(void);

typedef enum SlotKind { /* how a wrapper turns arguments into a call of the C function */
                        SLOT_UNARY,
                        SLOT_HASH,
                        SLOT_LENGTH,
                        SLOT_TRUTH,
                        SLOT_CONTAINS,
                        SLOT_BINARY,       /* f(self, other) */
                        SLOT_BINARY_RIGHT, /* f(other, self) */
                        SLOT_POWER,
                        SLOT_POWER_RIGHT,
                        SLOT_COMPARE, /* + the operator in `op` */
                        SLOT_CALL,
                        SLOT_INIT,
                        SLOT_NEXT,
                        SLOT_SET_ITEM,
                        SLOT_DELETE_ITEM,
                        SLOT_GET_ATTR,
                        SLOT_GET_ATTR_HOOK, /* __getattr__: no wrapper is made */
                        SLOT_SET_ATTR,
                        SLOT_DELETE_ATTR,
                        SLOT_DESCR_GET,
                        SLOT_DESCR_SET,
                        SLOT_DESCR_DELETE,
                        SLOT_BUFFER,
                        SLOT_RELEASE_BUFFER,
} SlotKind;

typedef struct SlotDefinition {
    Str **name; /* &names.__add__ */
    const char *text;
    size_t offset; /* of the field in Type */
    SlotKind kind;
    int op;                /* CompareOp */
    SlotFunction function; /* of classes; null: they leave the slot empty */
    const char *signature; /* "($self, value, /)" */
    const char *doc;
} SlotDefinition;

static inline SlotFunction *slot_field(Type *type, size_t offset) {
    return (SlotFunction *)(void *)((char *)type + offset);
}

/* Wrapper descriptors in the dict of a static type for the slots it fills itself. */
MUST_CHECK bool slots_add_wrappers(Type *type);
/* A new class: every slot from its bases' and its own special methods. */
void slots_fix_all(Type *type);
/* A special method of the class changed: its slot and its subclasses'. */
void slots_update(Type *type, Str *name);
bool is_dunder(const Str *name);
bool is_class_next(Next (*next)(Value, Value *)); /* the slot of classes, which calls __next__ */
/* Deallocation and collection of the class's instances. */
void slots_set_memory(Type *type);

Hash hash_not_implemented(Value self); /* TypeError: unhashable type */

/* The special method `name` of the class of stack[0] called with stack[0 .. count). MISSING: there
 * is none, nothing raised. */
MUST_CHECK Lookup special_call(Str *name, Value *stack, size_t count, Value *result);

/* Buffers (objects/class_buffer.c): of classes, and as methods of native types. */
MUST_CHECK bool class_get_buffer(Value self, Buffer *buffer, int flags);
void class_release_buffer(Value self, Buffer *buffer);
MUST_CHECK Value buffer_method(Value self, Value flags, GetBuffer function);
MUST_CHECK Value release_buffer_method(Value self, Value view);

/* ---- descriptors (objects/descriptor.c) ------------------------------------------------------ */

typedef struct WrapperDescriptor { /* a slot of a static type, as a method */
    Object header;
    Type *owner; /* owned */
    const SlotDefinition *slot;
    SlotFunction function;
} WrapperDescriptor;

MUST_CHECK Value method_descriptor_new(Type *owner, const NativeMethod *method);
MUST_CHECK Value classmethod_descriptor_new(Type *owner, const NativeMethod *method);
MUST_CHECK Value getset_descriptor_new(Type *owner, const NativeGetSet *getset);
MUST_CHECK Value member_descriptor_new(Type *owner, const NativeMember *member);
MUST_CHECK Value wrapper_descriptor_new(Type *owner, const SlotDefinition *slot,
                                        SlotFunction function);
/* Calls a wrapped slot with the arguments behind self. */
MUST_CHECK Value wrapper_call(const WrapperDescriptor *wrapper, Value self, Value *args,
                              size_t count, Tuple *names);
MUST_CHECK Value staticmethod_new(Value callable);
MUST_CHECK Value classmethod_new(Value callable);
Value staticmethod_callable_borrowed(Value staticmethod);
MUST_CHECK Value mappingproxy_new(Value mapping);
/* For __isabstractmethod__ of property, classmethod, ... */
MUST_CHECK Answer is_abstract_method(Value value);

/* ---- types (type.c, mro.c, class_new.c, type_object.c, type_bases.c) ------------------------- */

/* bases, each a Type, in method resolution order; owned. */
MUST_CHECK Tuple *mro_compute(Type *type);
MUST_CHECK bool mro_set(Type *type); /* through a metaclass's mro() if it has one */
MUST_CHECK bool subclass_add(Type *base, Type *type);
void subclass_remove(Type *base, Type *type);
/* What a type adds to the layout of its instances comes from this one. */
Type *type_solid_base(Type *type);
/* The base that decides the layout: null and TypeError if there is none. */
Type *type_best_base(Tuple *bases);
/* The most derived metaclass of `metatype` and the bases': null and TypeError on conflict. */
Type *metaclass_find(Type *metatype, Tuple *bases);
bool type_has_own_new(const Type *type, Value (*new)(Type *, Value *, size_t, Tuple *));

Value type_new(Type *metatype, Value *args, size_t count, Tuple *names); /* type.__new__ */
Value type_get_attr(Value self, Str *name);
/* __bases__, read and assigned. */
Value type_get_bases(Value self);
bool type_set_bases(Value self, Value value);
/* TypeError if the class cannot be given another `name`, or the value is null (deleting). */
MUST_CHECK bool type_check_settable(Type *type, Value value, const char *name);
bool type_set_attr(Value self, Str *name, Value value);
/* type.__new__'s C function as `__new__` in the dict of a static type. */
MUST_CHECK Value type_new_wrapper(Type *type);
/* The type whose `new` the value (found as __new__) stands for; null if it is something else. */
Type *type_of_new_wrapper(Value value);
/* A doc string without the leading "name(...)\n--\n\n". */
const char *doc_without_signature(const char *name, const char *doc);
/* A static type's dict gets its __doc__ only when somebody asks for it or sees the dict: twelve
 * pages of memory less at start. */
MUST_CHECK bool type_add_doc(Type *type);
/* What the type's own dict has under the name, null if nothing. */
Value type_own_borrowed(Type *type, Str *name);
MUST_CHECK Value type_qualified_name(const Type *type); /* __qualname__, owned Str */
MUST_CHECK Value type_module(const Type *type);         /* __module__, owned */
/* "module.qualified.name", without builtins and __main__. */
MUST_CHECK Str *type_full_name(const Type *type);

/* object.c */
bool layouts_agree(Type *left, Type *right); /* an instance of one may become one of the other */
MUST_CHECK bool merge_class_names(Dict *into, Value class);
Value object_new(Type *type, Value *args, size_t count, Tuple *names);
bool object_init(Value self, Value *args, size_t count, Tuple *names);

/* attribute.c: object.__getattribute__ without an AttributeError. */
MUST_CHECK Lookup attribute_lookup_generic(Value object, Str *name, Value *value);
/* operations: `in` by iterating. */
MUST_CHECK Answer object_contains_by_iteration(Value container, Value item);

/* AttributeError: 'X' object has no attribute 'name', with name and obj set. */
COLD void *raise_no_attribute(Value object, Str *name);
/* The same for any text: adds name and obj to the pending AttributeError. */
COLD void *raise_attribute_of(Value object, Str *name, const char *format, ...);

#endif
