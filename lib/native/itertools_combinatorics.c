/* itertools: product, permutations, combinations, combinations_with_replacement.
 *
 * Each holds its pool (or pools) as tuples and a buffer of indices into them. The result tuple is
 * made anew each time; the one before is the pattern, of which only the changed end is new. */
#include "lib/native/itertools.h"

#include <string.h>

typedef struct Combinatoric {
    Object header;
    Value pools;  /* product: Tuple of Tuples; else the one pool, a Tuple */
    Value result; /* the last one; null before the first */
    size_t count; /* of indices: the length of results */
    size_t *indices;
    size_t *cycles; /* permutations */
    bool stopped;
} Combinatoric;

static void combinatoric_traverse(Object *object, MemVisit visit, void *context) {
    holder_traverse(object, 2, visit, context);
}

static void combinatoric_clear(Object *object) {
    holder_clear(object, 2);
    ((Combinatoric *)object)->stopped = true;
}

static void combinatoric_dealloc(Object *object) {
    Combinatoric *self = (Combinatoric *)object;
    mem_gc_untrack(object);
    combinatoric_clear(object);
    mem_free(self->indices);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

/* With `indices` of count + extra zeros; takes over the pools, also on error. */
static Combinatoric *make_steal(Type *type, Tuple *pools, size_t count, size_t extra) {
    if (pools == NULL)
        return NULL;
    Combinatoric *self = type_allocate(type, 0);
    if (self == NULL) {
        GIVE_UP(pools);
        return NULL;
    }
    self->pools = value_of(pools);
    self->result = NULL;
    self->count = count;
    self->stopped = false;
    self->cycles = NULL;
    self->indices = mem_calloc(count + extra, sizeof(size_t));
    mem_gc_track(self);
    if (self->indices == NULL) {
        GIVE_UP(self);
        return raise_no_memory();
    }
    return self;
}

static inline Tuple *pool_of(const Combinatoric *self) {
    return tuple_of(self->pools);
}

/* The tuple the indices stand for: given out, and kept as the last result. */
static Next give(Combinatoric *self, Value *item) {
    Tuple *pool = pool_of(self);
    Tuple *result = tuple_new(self->count);
    if (result == NULL)
        return NEXT_ERROR;
    for (size_t i = 0; i < self->count; i++)
        result->items[i] = own(pool->items[self->indices[i]]);
    *item = value_of(result);
    return NEXT_ITEM;
}

static Next stop(Combinatoric *self) {
    self->stopped = true;
    return NEXT_DONE;
}

static Combinatoric *combinatoric_of(Value value) {
    return (Combinatoric *)object_of(value);
}

static Value combinatoric_sizeof(Value self_value, Value *args) {
    const Combinatoric *self = combinatoric_of(self_value);
    return value_from_int64(
        (int64_t)(type_instance_size(type_of(self_value), 0) + self->count * sizeof(size_t)));
}

/* So many numbers as a tuple. */
static Tuple *numbers_tuple(const size_t *numbers, size_t count) {
    Tuple *tuple = tuple_new(count);
    for (size_t i = 0; tuple != NULL && i < count; i++)
        tuple->items[i] = value_of_small_int((int64_t)numbers[i]);
    return tuple;
}

/* Reads numbers from a tuple, each clipped to [0, limit]. */
static bool numbers_from(const Tuple *tuple, size_t *numbers, size_t limit) {
    for (size_t i = 0; i < tuple->count; i++) {
        ptrdiff_t number;
        if (!int_as_size(tuple->items[i], &number))
            return false;
        numbers[i] = number < 0 ? 0 : (size_t)number > limit ? limit : (size_t)number;
    }
    return true;
}

/* combinations, combinations_with_replacement: ((pool, length), indices). */
static Value combinations_reduce(Value self_value, Value *args) {
    const Combinatoric *self = combinatoric_of(self_value);
    Value length = value_of_small_int((int64_t)self->count);
    if (self->result == NULL)
        return itertools_reduce_steal(self_value, tuple_pack(2, self->pools, length), false, NULL);
    if (self->stopped)
        return itertools_reduce_steal(self_value, tuple_pack(2, value_of(tuple_empty()), length),
                                      false, NULL);
    return itertools_reduce_steal(self_value, tuple_pack(2, self->pools, length), true,
                                  value_of(numbers_tuple(self->indices, self->count)));
}

static bool state_of(Value value, size_t count) {
    if (!itertools_warn_pickling())
        return false;
    return (is_tuple(value) && tuple_of(value)->count == count) ||
           raise_value_error("invalid arguments");
}

/* The indices of what was given last. */
static Value combinations_setstate(Value self_value, Value *args) {
    Combinatoric *self = combinatoric_of(self_value);
    if (!state_of(args[0], self->count))
        return NULL;
    size_t pool_count = pool_of(self)->count;
    if (!numbers_from(tuple_of(args[0]), self->indices, pool_count != 0 ? pool_count - 1 : 0))
        return NULL;
    replace_value(&self->result, NONE);
    return NONE;
}

static const NativeMethod methods[] = {
    NATIVE("__sizeof__($self, /)", combinatoric_sizeof, "Returns size in memory, in bytes."),
    ITERTOOLS_REDUCE(combinations_reduce),
    ITERTOOLS_SETSTATE(combinations_setstate),
    NATIVE_END,
};

static Value product_reduce(Value self_value, Value *args) {
    const Combinatoric *self = combinatoric_of(self_value);
    if (self->stopped)
        return itertools_reduce_steal(self_value, tuple_pack(1, value_of(tuple_empty())), false,
                                      NULL);
    Tuple *pools = tuple_of(own(self->pools));
    if (self->result == NULL)
        return itertools_reduce_steal(self_value, pools, false, NULL);
    return itertools_reduce_steal(self_value, pools, true,
                                  value_of(numbers_tuple(self->indices, self->count)));
}

static Value product_setstate(Value self_value, Value *args) {
    Combinatoric *self = combinatoric_of(self_value);
    if (!state_of(args[0], self->count) ||
        !numbers_from(tuple_of(args[0]), self->indices, SIZE_MAX))
        return NULL;
    Tuple *pools = pool_of(self), *result = tuple_new(self->count);
    if (result == NULL)
        return NULL;
    for (size_t i = 0; i < self->count; i++) {
        const Tuple *pool = tuple_of(pools->items[i]);
        if (pool->count == 0) {
            self->stopped = true;
            GIVE_UP(result);
            return NONE;
        }
        if (self->indices[i] >= pool->count)
            self->indices[i] = pool->count - 1;
        result->items[i] = own(pool->items[self->indices[i]]);
    }
    replace_value(&self->result, value_of(result));
    return NONE;
}

static const NativeMethod product_methods[] = {
    NATIVE("__sizeof__($self, /)", combinatoric_sizeof, "Returns size in memory, in bytes."),
    ITERTOOLS_REDUCE(product_reduce),
    ITERTOOLS_SETSTATE(product_setstate),
    NATIVE_END,
};

/* ((pool, length), (indices, cycles)) */
static Value permutations_reduce(Value self_value, Value *args) {
    const Combinatoric *self = combinatoric_of(self_value);
    Value length = value_of_small_int((int64_t)self->count);
    if (self->stopped && self->result != NULL)
        return itertools_reduce_steal(self_value, tuple_pack(2, value_of(tuple_empty()), length),
                                      false, NULL);
    Tuple *arguments = tuple_pack(2, self->pools, length);
    if (self->result == NULL)
        return itertools_reduce_steal(self_value, arguments, false, NULL);
    Tuple *indices = numbers_tuple(self->indices, pool_of(self)->count);
    Tuple *cycles = indices != NULL ? numbers_tuple(self->cycles, self->count) : NULL;
    Tuple *state = cycles != NULL ? tuple_pack(2, value_of(indices), value_of(cycles)) : NULL;
    decref_maybe(value_of(indices));
    decref_maybe(value_of(cycles));
    return itertools_reduce_steal(self_value, arguments, true, value_of(state));
}

static Value permutations_setstate(Value self_value, Value *args) {
    Combinatoric *self = combinatoric_of(self_value);
    if (!state_of(args[0], 2))
        return NULL;
    Value indices = tuple_of(args[0])->items[0], cycles = tuple_of(args[0])->items[1];
    size_t pool_count = pool_of(self)->count;
    if (self->cycles == NULL || !is_tuple(indices) || !is_tuple(cycles) ||
        tuple_of(indices)->count != pool_count || tuple_of(cycles)->count != self->count)
        return raise_value_error("invalid arguments");
    if (!numbers_from(tuple_of(indices), self->indices, pool_count != 0 ? pool_count - 1 : 0) ||
        !numbers_from(tuple_of(cycles), self->cycles, pool_count))
        return NULL;
    for (size_t i = 0; i < self->count; i++) /* between 1 and what is left of the pool */
        self->cycles[i] = self->cycles[i] < 1                ? 1
                          : self->cycles[i] > pool_count - i ? pool_count - i
                                                             : self->cycles[i];
    replace_value(&self->result, NONE);
    return NONE;
}

static const NativeMethod permutations_methods[] = {
    NATIVE("__sizeof__($self, /)", combinatoric_sizeof, "Returns size in memory, in bytes."),
    ITERTOOLS_REDUCE(permutations_reduce),
    ITERTOOLS_SETSTATE(permutations_setstate),
    NATIVE_END,
};

#define COMBINATORIC_TYPE(name, text)                                                              \
    TYPE_INIT_CONTAINER(text, sizeof(Combinatoric), combinatoric_dealloc, combinatoric_traverse,   \
                        combinatoric_clear),                                                       \
        .flags = TYPE_BASE | TYPE_IMMUTABLE, .new = name##_new, .iter = iterator_iter_self,        \
        .next = name##_next

/* ---- product --------------------------------------------------------------------------------- */

static bool product_repeat(Value *args, size_t count, Tuple *keywords, ptrdiff_t *repeat) {
    *repeat = 1;
    size_t keyword_count = keywords != NULL ? keywords->count : 0;
    if (keyword_count > 1)
        return raise_type_error("product() takes at most 1 keyword argument (%zd given)",
                                (ptrdiff_t)keyword_count);
    if (keyword_count == 0)
        return true;
    if (!str_equal_c(str_of(keywords->items[0]), "repeat"))
        return raise_type_error("product() got an unexpected keyword argument '%U'",
                                str_of(keywords->items[0]));
    if (!int_as_size(args[count], repeat))
        return false;
    return *repeat >= 0 || raise_value_error("repeat argument cannot be negative");
}

static Value product_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    ptrdiff_t repeat;
    if (!product_repeat(args, count, keywords, &repeat))
        return NULL;
    size_t used = repeat == 0 ? 0 : count;
    if (used != 0 && (size_t)repeat > PTRDIFF_MAX / sizeof(size_t) / used)
        return raise_overflow_error("repeat argument too large");
    size_t total = used * (size_t)repeat;
    Tuple *pools = tuple_new(total);
    if (pools == NULL)
        return NULL;
    for (size_t i = 0; i < used; i++)
        if ((pools->items[i] = value_of(tuple_from_iterable(args[i]))) == NULL) {
            GIVE_UP(pools);
            return NULL;
        }
    for (size_t i = used; i < total; i++)
        pools->items[i] = own(pools->items[i - used]);
    return value_of(make_steal(type, pools, total, 0));
}

static Next product_first(Combinatoric *self, Value *item) {
    Tuple *pools = pool_of(self);
    for (size_t i = 0; i < self->count; i++)
        if (tuple_of(pools->items[i])->count == 0)
            return stop(self);
    Tuple *result = tuple_new(self->count);
    if (result == NULL)
        return NEXT_ERROR;
    for (size_t i = 0; i < self->count; i++)
        result->items[i] = own(tuple_of(pools->items[i])->items[0]);
    *item = value_of(result);
    return NEXT_ITEM;
}

static Next product_next(Value self_value, Value *item) {
    Combinatoric *self = combinatoric_of(self_value);
    if (self->stopped || self->pools == NULL)
        return NEXT_DONE;
    if (self->result == NULL) {
        Next next = product_first(self, item);
        if (next == NEXT_ITEM)
            self->result = own(*item);
        return next;
    }
    Tuple *pools = pool_of(self);
    size_t i = self->count;
    while (i > 0 && self->indices[i - 1] + 1 == tuple_of(pools->items[i - 1])->count)
        self->indices[--i] = 0;
    if (i == 0)
        return stop(self);
    self->indices[i - 1]++;
    Tuple *last = tuple_of(self->result);
    if (last->header.refcount == 1) { /* nobody kept it: change its end */
        OWN(last);
        tuple_reuse(last);
        for (size_t j = i - 1; j < self->count; j++)
            replace_value(&last->items[j], own(tuple_of(pools->items[j])->items[self->indices[j]]));
        *item = value_of(last);
        return NEXT_ITEM;
    }
    Tuple *result = tuple_new(self->count);
    if (result == NULL)
        return NEXT_ERROR;
    for (size_t j = 0; j < self->count; j++)
        result->items[j] = own(tuple_of(pools->items[j])->items[self->indices[j]]);
    *item = value_of(result);
    replace_value(&self->result, own(*item));
    return NEXT_ITEM;
}

Type itertools_product_type = {
    .methods = product_methods,
    COMBINATORIC_TYPE(product, "itertools.product"),
    .doc = "product(*iterables, repeat=1)\n--\n\n"
           "Cartesian product of input iterables.  Equivalent to nested for-loops.\n\n"
           "For example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).\n"
           "The leftmost iterators are in the outermost for-loop, so the output tuples\n"
           "cycle in a manner similar to an odometer (with the rightmost element changing\n"
           "on every iteration).\n\n"
           "To compute the product of an iterable with itself, specify the number\n"
           "of repetitions with the optional repeat keyword argument. For example,\n"
           "product(A, repeat=4) means the same as product(A, A, A, A).\n\n"
           "product('ab', range(3)) --> ('a',0) ('a',1) ('a',2) ('b',0) ('b',1) ('b',2)\n"
           "product((0,1), (0,1), (0,1)) --> (0,0,0) (0,0,1) (0,1,0) (0,1,1) (1,0,0) ...",
};

/* ---- combinations ---------------------------------------------------------------------------- */

static Combinatoric *combinations_make(Type *type, Signature *signature, Value *args, size_t count,
                                       Tuple *keywords) {
    Value bound[2];
    ptrdiff_t length;
    if (!arguments_bind(signature, args, count, keywords, bound) || !int_as_size(bound[1], &length))
        return NULL;
    Tuple *pool = tuple_from_iterable(bound[0]);
    if (pool == NULL)
        return NULL;
    if (length < 0) {
        GIVE_UP(pool);
        return raise_value_error("r must be non-negative");
    }
    return make_steal(type, pool, (size_t)length, 0);
}

static Value combinations_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("combinations(iterable, r)");
    Combinatoric *self = combinations_make(type, &signature, args, count, keywords);
    if (self == NULL)
        return NULL;
    for (size_t i = 0; i < self->count; i++)
        self->indices[i] = i;
    self->stopped = self->count > pool_of(self)->count;
    return value_of(self);
}

static Next combinations_next(Value self_value, Value *item) {
    Combinatoric *self = combinatoric_of(self_value);
    if (self->stopped || self->pools == NULL)
        return NEXT_DONE;
    if (self->result == NULL) {
        self->result = NONE; /* begun */
        return give(self, item);
    }
    size_t pool_count = pool_of(self)->count, i = self->count;
    while (i > 0 && self->indices[i - 1] == i - 1 + pool_count - self->count)
        i--;
    if (i == 0)
        return stop(self);
    self->indices[i - 1]++;
    for (; i < self->count; i++)
        self->indices[i] = self->indices[i - 1] + 1;
    return give(self, item);
}

Type itertools_combinations_type = {
    .methods = methods,
    COMBINATORIC_TYPE(combinations, "itertools.combinations"),
    .doc = "combinations(iterable, r)\n--\n\n"
           "Return successive r-length combinations of elements in the iterable.\n\n"
           "combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)",
};

/* ---- combinations_with_replacement ----------------------------------------------------------- */

static Value with_replacement_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("combinations_with_replacement(iterable, r)");
    Combinatoric *self = combinations_make(type, &signature, args, count, keywords);
    if (self != NULL)
        self->stopped = pool_of(self)->count == 0 && self->count != 0;
    return value_of(self);
}

static Next with_replacement_next(Value self_value, Value *item) {
    Combinatoric *self = combinatoric_of(self_value);
    if (self->stopped || self->pools == NULL)
        return NEXT_DONE;
    if (self->result == NULL) {
        self->result = NONE;
        return give(self, item);
    }
    size_t last = pool_of(self)->count - 1, i = self->count;
    while (i > 0 && self->indices[i - 1] == last)
        i--;
    if (i == 0)
        return stop(self);
    size_t index = self->indices[i - 1] + 1;
    for (i--; i < self->count; i++)
        self->indices[i] = index;
    return give(self, item);
}

Type itertools_combinations_with_replacement_type = {
    .methods = methods,
    COMBINATORIC_TYPE(with_replacement, "itertools.combinations_with_replacement"),
    .doc =
        "combinations_with_replacement(iterable, r)\n--\n\n"
        "Return successive r-length combinations of elements in the iterable allowing individual "
        "elements to have successive repeats.\n\n"
        "combinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), "
        "('B','B'), ('B','C'), ('C','C')\"",
};

/* ---- permutations ---------------------------------------------------------------------------- */

static Value permutations_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("permutations(iterable, r=None)");
    Value bound[2];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Tuple *pool = tuple_from_iterable(bound[0]);
    if (pool == NULL)
        return NULL;
    ptrdiff_t length = (ptrdiff_t)pool->count;
    bool valid = true;
    if (bound[1] != NULL && bound[1] != NONE) {
        valid = is_int(bound[1]) ? int_as_size(bound[1], &length)
                                 : (bool)raise_type_error("Expected int as r");
        if (valid && length < 0)
            valid = raise_value_error("r must be non-negative");
    }
    if (!valid) {
        GIVE_UP(pool);
        return NULL;
    }
    size_t pool_count = pool->count, shown = (size_t)length;
    bool impossible = shown > pool_count;
    /* indices: all of the pool, of which the first `count` show; then the cycles. */
    Combinatoric *self = make_steal(type, pool, shown, pool_count + 1);
    if (self == NULL)
        return NULL;
    self->stopped = impossible;
    if (!impossible) {
        self->cycles = self->indices + pool_count;
        for (size_t i = 0; i < pool_count; i++)
            self->indices[i] = i;
        for (size_t i = 0; i < shown; i++)
            self->cycles[i] = pool_count - i;
    }
    return value_of(self);
}

static Next permutations_next(Value self_value, Value *item) {
    Combinatoric *self = combinatoric_of(self_value);
    if (self->stopped || self->pools == NULL)
        return NEXT_DONE;
    if (self->result == NULL) {
        self->result = NONE;
        return give(self, item);
    }
    size_t pool_count = pool_of(self)->count, *indices = self->indices;
    for (size_t i = self->count; i-- > 0;) {
        if (--self->cycles[i] != 0) {
            size_t j = pool_count - self->cycles[i], index = indices[i];
            indices[i] = indices[j];
            indices[j] = index;
            return give(self, item);
        }
        /* Used up: to the end, what is behind moves up. */
        size_t index = indices[i];
        memmove(indices + i, indices + i + 1, (pool_count - i - 1) * sizeof(size_t));
        indices[pool_count - 1] = index;
        self->cycles[i] = pool_count - i;
    }
    return stop(self);
}

Type itertools_permutations_type = {
    .methods = permutations_methods,
    COMBINATORIC_TYPE(permutations, "itertools.permutations"),
    .doc = "permutations(iterable, r=None)\n--\n\n"
           "Return successive r-length permutations of elements in the iterable.\n\n"
           "permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)",
};
