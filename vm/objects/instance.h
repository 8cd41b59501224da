/* Instances of classes: attributes in slots laid out by a shape, or in a dict.
 *
 * An object whose type has a shape_offset holds one word there:
 *   - a Shape *: the attributes' names in order; their values follow the word, or
 *   - a Dict * with bit 0 set: the attributes live in that dict ("dict mode": __dict__ was asked
 *     for, an attribute was deleted, or there were more than the shape has room for), or
 *   - 0: no attribute yet, for types without inline slots (functions, subclasses of built-ins).
 * Only plain classes (TYPE_PLAIN: no native base but object, no __slots__) have inline slots.
 *
 * Shapes form a tree per class: adding an attribute moves to the child of that name. A shape
 * lives as long as its class, so its address stands for (class, layout) in a cache that also
 * checks the class's version. Names in shapes are interned.
 *
 * Bit 1 besides bit 0: __class__ was assigned and the object's block has another size than its
 * class now says; the size stands in slots[0], which dict mode leaves unused. */
#ifndef VM_OBJECTS_INSTANCE_H
#define VM_OBJECTS_INSTANCE_H

#include "vm/type.h"

typedef struct Shape {
    Type *type;
    struct Shape *parent, *child, *sibling; /* transitions: a list of children */
    Str *name;                              /* the attribute it adds; owned; null at the root */
    uint32_t count;                         /* attributes, this one included: slot count - 1 */
    uint32_t capacity;                      /* slots that instances begun from this root have */
    uint32_t children;
    struct ShapeTable *table; /* name -> slot for wide shapes, made when useful */
} Shape;

typedef struct Instance {
    Object header;
    uintptr_t shape; /* the word; shape_offset is 16 */
    Value slots[];
} Instance;
_Static_assert(offsetof(Instance, shape) == 16, "plain instances have shape_offset 16");

enum { WORD_DICT = 1, WORD_RESIZED = 2, WORD_TAGS = 7 };

static inline uintptr_t *attribute_word(Object *object, const Type *type) { /* shape_offset > 0 */
    return (uintptr_t *)(void *)((char *)object + type->shape_offset);
}
static inline bool is_dict_word(uintptr_t word) {
    return word & WORD_DICT;
}
static inline Dict *dict_of_word(uintptr_t word) {
    return (Dict *)(word & ~(uintptr_t)WORD_TAGS);
}
/* Where the native part of an object with items (int, tuple, bytes, str) ends, aligned. */
COLD void *instance_behind_items(Object *object);
/* The word wherever it is, null if objects of this class have none. */
uintptr_t *attribute_word_find(Object *object, const Type *type);

MUST_CHECK Value instance_new(Type *type);     /* object.__new__ for classes without native base */
ptrdiff_t shape_find(Shape *shape, Str *name); /* slot; -1: missing */
/* The instance's own attribute, without the class: borrowed; null if missing. */
Value instance_get_borrowed(Value object, Str *name);
/* As above, but *value is owned, and among keys that are no strs it is found by their __eq__. */
MUST_CHECK Lookup instance_lookup(Value object, Str *name, Value *value);
/* Binds it, whatever the class says; false: MemoryError, or it has no __dict__ (AttributeError). */
MUST_CHECK bool instance_set(Value object, Str *name, Value value);
MUST_CHECK Lookup instance_delete(Value object, Str *name);
/* Its __dict__, made (dict mode) if need be: borrowed. Null: MemoryError, or it has none. */
Dict *instance_dict(Value object);
bool instance_has_dict(Value object);
/* For the getset `__dict__` of types that have an attribute word. */
MUST_CHECK Value instance_get_dict(Value object);
MUST_CHECK bool instance_set_dict(Value object, Value dict);
/* For deallocators and traversers of objects that may carry the word. */
void instance_word_clear(Object *object);
void instance_word_traverse(Object *object, MemVisit visit, void *context);

/* type.c: the root of a class's shapes, and their end. */
MUST_CHECK Shape *shape_root_new(Type *type, uint32_t capacity);
void shape_tree_free(Shape *root);
/* Plain instances: the callbacks of their classes. */
void instance_dealloc(Object *object);
void instance_traverse(Object *object, MemVisit visit, void *context);
void instance_clear(Object *object);
/* __class__ assignment: the object must own its attributes apart from its old class's shapes. */
MUST_CHECK bool instance_leave_shape(Object *object);

#endif
