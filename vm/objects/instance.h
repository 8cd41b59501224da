/* Instances of classes: attributes in slots laid out by a shape, or in a dict.
 *
 * An object whose type has a shape_offset holds one word there:
 *   - a Shape *: the attributes' names in order; their values follow the word, or
 *   - a Dict * with bit 0 set: the attributes live in that dict ("dict mode": __dict__ was asked
 *     for, an attribute was deleted, or there were more than the shape has room for), or
 *   - 0: no attribute yet, for types without inline slots (functions, subclasses of built-ins).
 * Shapes form a tree per class: adding an attribute moves to the child of that name. A shape
 * lives as long as its class, so its address stands for (class, layout) in a cache that also
 * checks the class's version. */
#ifndef VM_OBJECTS_INSTANCE_H
#define VM_OBJECTS_INSTANCE_H

#include "vm/type.h"

typedef struct Shape {
    Type *type;
    struct Shape *parent, *child, *sibling; /* transitions: a list of children */
    Str *name;                              /* the attribute it adds; owned; null at the root */
    uint32_t count;                         /* attributes, this one included: slot count - 1 */
    uint32_t capacity;                      /* slots that instances begun from this root have */
    struct ShapeTable *table;               /* name -> slot for wide shapes, when useful */
} Shape;

typedef struct Instance {
    Object header;
    uintptr_t shape; /* the word; shape_offset is 16 */
    Value slots[];
} Instance;

static inline uintptr_t *attribute_word(Object *object, const Type *type) { /* shape_offset > 0 */
    return (uintptr_t *)(void *)((char *)object + type->shape_offset);
}
static inline bool is_dict_word(uintptr_t word) {
    return word & 1;
}
static inline Dict *dict_of_word(uintptr_t word) {
    return (Dict *)(word - 1);
}

MUST_CHECK Value instance_new(Type *type); /* object.__new__ for classes without native base */
ptrdiff_t shape_find(const Shape *shape, Str *name); /* slot; -1: missing */
/* The instance's own attribute, without the class: borrowed; null if missing. */
Value instance_get_borrowed(Value object, Str *name);
/* Its __dict__, made (dict mode) if need be: borrowed. Null: MemoryError, or it has none. */
Dict *instance_dict(Value object);
bool instance_has_dict(Value object);
/* For deallocators and traversers of objects that may carry the word. */
void instance_word_clear(Object *object);
void instance_word_traverse(Object *object, MemVisit visit, void *context);

#endif
