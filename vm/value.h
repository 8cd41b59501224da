/* Value: one 64-bit word that is a pointer to an object or a small integer.
 *
 *     ...xxx1   small integer, 63 bits signed, no block and no count
 *     ...x000   pointer to an Object
 *     0         null: no value; a function returns it with an exception pending
 *
 * Only this file knows the bits. Arguments are borrowed and results owned unless a name says
 * otherwise (`_borrowed`, `_steal`). */
#ifndef VM_VALUE_H
#define VM_VALUE_H

#include "memory/memory.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_CHECK  __attribute__((warn_unused_result))
#define COLD        __attribute__((cold, noinline))
#define LIKELY(x)   __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
/* The words every instruction is made of: never calls, however large the function. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

typedef struct ValueWord *Value; /* an opaque word: never dereferenced */

typedef struct Type Type;
typedef struct Str Str;
typedef struct Bytes Bytes;
typedef struct List List;
typedef struct Tuple Tuple;
typedef struct Dict Dict;
typedef struct Set Set;
typedef struct Function Function;
typedef struct CodeObject CodeObject;
typedef struct Module Module;
typedef struct Cell Cell;
typedef struct Frame Frame;
typedef struct Thread Thread;

typedef int64_t Hash; /* -1 means: an exception is pending */

typedef enum { ANSWER_ERROR = -1, ANSWER_NO = 0, ANSWER_YES = 1 } Answer;
typedef enum { LOOKUP_ERROR = -1, LOOKUP_MISSING = 0, LOOKUP_FOUND = 1 } Lookup;
typedef enum { NEXT_ERROR = -1, NEXT_DONE = 0, NEXT_ITEM = 1 } Next;

#define SMALL_INT_MAX (INT64_MAX >> 1)
#define SMALL_INT_MIN (INT64_MIN >> 1)

ALWAYS_INLINE bool is_small_int(Value value) {
    return (uintptr_t)value & 1;
}

ALWAYS_INLINE bool are_small_ints(Value left, Value right) {
    return (uintptr_t)left & (uintptr_t)right & 1;
}

/* Not a small integer; the value must not be null. */
ALWAYS_INLINE bool is_object(Value value) {
    return !((uintptr_t)value & 1);
}

ALWAYS_INLINE int64_t small_int_of(Value value) {
    return (int64_t)(uintptr_t)value >> 1;
}

static inline bool fits_small_int(int64_t number) {
    return number >= SMALL_INT_MIN && number <= SMALL_INT_MAX;
}

/* The number must fit (fits_small_int); value_from_int64 in objects/int.h takes any. */
ALWAYS_INLINE Value value_of_small_int(int64_t number) {
    return (Value)(((uintptr_t)number << 1) | 1);
}

ALWAYS_INLINE Object *object_of(Value value) {
    return (Object *)(void *)value;
}

/* Any object, seen as a value; the reference is neither taken nor given up. */
#define value_of(object) ((Value)(void *)(object))

ALWAYS_INLINE void incref(Value value) {
    if (is_object(value))
        mem_incref(object_of(value));
}

ALWAYS_INLINE void decref(Value value) {
    if (is_object(value))
        mem_decref(object_of(value));
}

/* As decref; null is allowed. */
ALWAYS_INLINE void decref_maybe(Value value) {
    if (value)
        decref(value);
}

/* A new reference to the value. */
ALWAYS_INLINE Value own(Value value) {
    incref(value);
    return value;
}

ALWAYS_INLINE Value own_maybe(Value value) {
    if (value)
        incref(value);
    return value;
}

/* Gives up the reference in a field and empties the field first: the release may run code. */
static inline void clear_value(Value *field) {
    Value old = *field;
    *field = NULL;
    decref_maybe(old);
}

/* Stores an owned reference in a field and gives up the old one, which may be null. */
static inline void replace_value(Value *field, Value owned) {
    Value old = *field;
    *field = owned;
    decref_maybe(old);
}

/* For traverse callbacks. */
static inline void visit_value(Value value, MemVisit visit, void *context) {
    if (value && is_object(value))
        visit(object_of(value), context);
}

#define OWN(object)     mem_incref((Object *)(object))
#define GIVE_UP(object) mem_decref((Object *)(object))

/* None, True, False, NotImplemented, Ellipsis: immortal, so they need no own(). */
typedef struct StaticInt { /* laid out as an IntObject (objects/int.h) */
    Object header;
    int64_t size;
    uint64_t limb;
} StaticInt;
extern StaticInt true_object, false_object;
extern Object none_object, not_implemented_object, ellipsis_object;
#define NONE            value_of(&none_object)
#define TRUE_VALUE      value_of(&true_object)
#define FALSE_VALUE     value_of(&false_object)
#define NOT_IMPLEMENTED value_of(&not_implemented_object)
#define ELLIPSIS        value_of(&ellipsis_object)

static inline Value value_of_bool(bool truth) {
    return truth ? TRUE_VALUE : FALSE_VALUE;
}

#endif
