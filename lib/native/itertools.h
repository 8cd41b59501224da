/* itertools: what its files share.
 *
 * An iterator's struct begins with the header and its references, all owned and possibly null;
 * numbers follow. HOLDER makes its dealloc, traverse and clear from the number of references. */
#ifndef LIB_NATIVE_ITERTOOLS_H
#define LIB_NATIVE_ITERTOOLS_H

#include "vm/vm.h"

extern Type itertools_chain_type, itertools_cycle_type, itertools_islice_type,
    itertools_takewhile_type, itertools_dropwhile_type, itertools_filterfalse_type,
    itertools_starmap_type, itertools_compress_type, itertools_pairwise_type,
    itertools_accumulate_type, itertools_batched_type, itertools_count_type, itertools_repeat_type,
    itertools_zip_longest_type, itertools_groupby_type, itertools_grouper_type, itertools_tee_type,
    itertools_tee_data_type, itertools_product_type, itertools_permutations_type,
    itertools_combinations_type, itertools_combinations_with_replacement_type;

Value itertools_tee(Value module, Value *args);

/* For __reduce__, __setstate__ and __copy__, which are on their way out: false if the warning
 * became an exception. */
MUST_CHECK bool itertools_warn_pickling(void);
/* (type, arguments) or, with a state, (type, arguments, state); the two are taken over, and null
 * arguments, or a null state while has_state, mean that an exception is pending. */
Value itertools_reduce_steal(Value self, Tuple *arguments, bool has_state, Value state);
#define ITERTOOLS_REDUCE(function)                                                                 \
    NATIVE("__reduce__($self, /)", function, "Return state information for pickling.")
#define ITERTOOLS_SETSTATE(function)                                                               \
    NATIVE("__setstate__($self, object, /)", function, "Set state information for unpickling.")

static inline Value *holder_fields(Object *object) {
    return (Value *)(void *)((char *)object + sizeof(Object));
}

static inline void holder_traverse(Object *object, size_t count, MemVisit visit, void *context) {
    for (size_t i = 0; i < count; i++)
        visit_value(holder_fields(object)[i], visit, context);
}

static inline void holder_clear(Object *object, size_t count) {
    for (size_t i = 0; i < count; i++)
        clear_value(&holder_fields(object)[i]);
}

static inline void holder_dealloc(Object *object, size_t count) {
    mem_gc_untrack(object);
    holder_clear(object, count);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

#define HOLDER(name, count)                                                                        \
    static void name##_traverse(Object *object, MemVisit visit, void *context) {                   \
        holder_traverse(object, count, visit, context);                                            \
    }                                                                                              \
    static void name##_clear(Object *object) {                                                     \
        holder_clear(object, count);                                                               \
    }                                                                                              \
    static void name##_dealloc(Object *object) {                                                   \
        holder_dealloc(object, count);                                                             \
    }

#define ITERATOR_TYPE(name, text, Struct)                                                          \
    TYPE_INIT_CONTAINER(text, sizeof(Struct), name##_dealloc, name##_traverse, name##_clear),      \
        .flags = TYPE_BASE | TYPE_IMMUTABLE, .new = name##_new, .iter = iterator_iter_self,        \
        .next = name##_next

/* A loop that may go on in C for long asks this. */
static inline MUST_CHECK bool keep_going(void) {
    return LIKELY(eval_breaker == 0) || eval_breaker_handle();
}

/* Binds the arguments of a type whose parameters are positional only; a subclass with an __init__
 * of its own may take keywords. */
static inline MUST_CHECK bool bind_positional(Type *type, const Type *base, Signature *signature,
                                              Value *args, size_t count, Tuple *keywords,
                                              Value *bound) {
    bool plain = type == base || type->init == base->init;
    return arguments_bind(signature, args, count, plain ? keywords : NULL, bound);
}

#endif
