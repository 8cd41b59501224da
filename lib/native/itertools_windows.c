/* itertools: iterators that put several items together: pairwise, accumulate, batched,
 * zip_longest. */
#include "lib/native/itertools.h"

/* ---- pairwise -------------------------------------------------------------------------------- */

typedef struct Pairwise {
    Object header;
    Value iterator, old; /* null: exhausted; nothing read yet */
} Pairwise;
HOLDER(pairwise, 2)

static Value pairwise_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("pairwise(iterable, /)");
    Value iterable;
    if (!bind_positional(type, &itertools_pairwise_type, &signature, args, count, keywords,
                         &iterable))
        return NULL;
    Value iterator = object_iter(iterable);
    Pairwise *self = iterator != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(iterator);
        return NULL;
    }
    self->iterator = iterator;
    self->old = NULL;
    mem_gc_track(self);
    return value_of(self);
}

/* The next item; at the end or on error the iterator is let go. */
static Next pairwise_step(Pairwise *self, Value *item) {
    if (self->iterator == NULL)
        return NEXT_DONE;
    Value iterator = own(self->iterator);
    Next next = iterator_next(iterator, item);
    decref(iterator);
    if (next != NEXT_ITEM)
        pairwise_clear(&self->header);
    return next;
}

static Next pairwise_next(Value self_value, Value *item) {
    Pairwise *self = (Pairwise *)object_of(self_value);
    Value new_item;
    Next next;
    if (self->old == NULL) {
        Value first;
        if ((next = pairwise_step(self, &first)) != NEXT_ITEM)
            return next;
        if (self->iterator == NULL) { /* reading it exhausted this very iterator */
            decref(first);
            return NEXT_DONE;
        }
        replace_value(&self->old, first);
    }
    Value old = own(self->old);
    if ((next = pairwise_step(self, &new_item)) != NEXT_ITEM) {
        decref(old);
        return next;
    }
    *item = value_of(tuple_pack(2, old, new_item));
    decref(old);
    replace_value(&self->old, new_item);
    return *item != NULL ? NEXT_ITEM : NEXT_ERROR;
}

Type itertools_pairwise_type = {
    ITERATOR_TYPE(pairwise, "itertools.pairwise", Pairwise),
    .doc = "pairwise(iterable, /)\n--\n\n"
           "Return an iterator of overlapping pairs taken from the input iterator.\n\n"
           "    s -> (s0,s1), (s1,s2), (s2, s3), ...",
};

/* ---- accumulate ------------------------------------------------------------------------------ */

typedef struct Accumulate {
    Object header;
    Value iterator, function, total, initial; /* function null: + */
} Accumulate;
HOLDER(accumulate, 4)

static Value accumulate_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("accumulate(iterable, func=None, *, initial=None)");
    Value bound[3];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Value iterator = object_iter(bound[0]);
    Accumulate *self = iterator != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(iterator);
        return NULL;
    }
    self->iterator = iterator;
    self->function = bound[1] == NONE ? NULL : own_maybe(bound[1]);
    self->total = NULL;
    self->initial = bound[2] == NONE ? NULL : own_maybe(bound[2]);
    mem_gc_track(self);
    return value_of(self);
}

static Next accumulate_next(Value self_value, Value *item) {
    Accumulate *self = (Accumulate *)object_of(self_value);
    if (self->iterator == NULL)
        return NEXT_DONE;
    if (self->initial != NULL) {
        Value initial = self->initial;
        self->initial = NULL;
        *item = own(initial);
        replace_value(&self->total, initial);
        return NEXT_ITEM;
    }
    Value value;
    Next next = iterator_next(self->iterator, &value);
    if (next != NEXT_ITEM)
        return next;
    if (self->total == NULL) {
        self->total = own(value);
        *item = value;
        return NEXT_ITEM;
    }
    Value total = own(self->total), function = own_maybe(self->function);
    Value result = function != NULL ? call_2(function, total, value) : object_add(total, value);
    decref_maybe(function);
    decref(total);
    decref(value);
    if (result == NULL)
        return NEXT_ERROR;
    *item = own(result);
    replace_value(&self->total, result);
    return NEXT_ITEM;
}

/* None as the state would mean that there is no total yet: so one that begins with None again, of
 * which the first is left out. */
static Value reduce_total_of_none(const Accumulate *self) {
    Value function = self->function != NULL ? self->function : NONE;
    Tuple *first = tuple_pack(1, NONE);
    Value joined = NULL, again = NULL;
    Tuple *arguments = NULL, *result = NULL;
    if (first != NULL)
        joined = call_2(value_of(&itertools_chain_type), value_of(first), self->iterator);
    if (joined != NULL)
        again = call_2(value_of(&itertools_accumulate_type), joined, function);
    if (again != NULL)
        arguments = tuple_pack(3, again, value_of_small_int(1), NONE);
    if (arguments != NULL && itertools_warn_pickling())
        result = tuple_pack(2, value_of(&itertools_islice_type), value_of(arguments));
    decref_maybe(value_of(first));
    decref_maybe(joined);
    decref_maybe(again);
    decref_maybe(value_of(arguments));
    return value_of(result);
}

/* One that has not given its initial value yet is one over chain((initial,), iterator). */
static Value accumulate_reduce(Value self_value, Value *args) {
    const Accumulate *self = (Accumulate *)object_of(self_value);
    Value function = self->function != NULL ? self->function : NONE;
    if (self->total == NONE)
        return reduce_total_of_none(self);
    if (self->initial == NULL)
        return itertools_reduce_steal(self_value, tuple_pack(2, self->iterator, function), true,
                                      own(self->total != NULL ? self->total : NONE));
    Tuple *first = tuple_pack(1, self->initial);
    Value joined = first != NULL
                       ? call_2(value_of(&itertools_chain_type), value_of(first), self->iterator)
                       : NULL;
    Tuple *arguments = joined != NULL ? tuple_pack(2, joined, function) : NULL;
    decref_maybe(value_of(first));
    decref_maybe(joined);
    return itertools_reduce_steal(self_value, arguments, true, NONE);
}

static Value accumulate_setstate(Value self_value, Value *args) {
    Accumulate *self = (Accumulate *)object_of(self_value);
    if (!itertools_warn_pickling())
        return NULL;
    replace_value(&self->total, args[0] == NONE ? NULL : own(args[0]));
    return NONE;
}

static const NativeMethod accumulate_methods[] = {
    ITERTOOLS_REDUCE(accumulate_reduce),
    ITERTOOLS_SETSTATE(accumulate_setstate),
    NATIVE_END,
};

Type itertools_accumulate_type = {
    ITERATOR_TYPE(accumulate, "itertools.accumulate", Accumulate),
    .methods = accumulate_methods,
    .doc = "accumulate(iterable, func=None, *, initial=None)\n--\n\n"
           "Return series of accumulated sums.",
};

/* ---- batched --------------------------------------------------------------------------------- */

typedef struct Batched {
    Object header;
    Value iterator; /* null: exhausted */
    size_t size;
    bool strict;
} Batched;
HOLDER(batched, 1)

static Value batched_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("batched(iterable, n, *, strict=False)");
    Value bound[3];
    ptrdiff_t size;
    if (!arguments_bind(&signature, args, count, keywords, bound) || !int_as_size(bound[1], &size))
        return NULL;
    Answer strict = bound[2] != NULL ? object_truth(bound[2]) : ANSWER_NO;
    if (strict == ANSWER_ERROR)
        return NULL;
    if (size < 1)
        return raise_value_error("n must be at least one");
    Value iterator = object_iter(bound[0]);
    Batched *self = iterator != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(iterator);
        return NULL;
    }
    self->iterator = iterator;
    self->size = (size_t)size;
    self->strict = strict == ANSWER_YES;
    mem_gc_track(self);
    return value_of(self);
}

static Next batched_next(Value self_value, Value *item) {
    Batched *self = (Batched *)object_of(self_value);
    if (self->iterator == NULL)
        return NEXT_DONE;
    List *batch = list_new(0);
    if (batch == NULL)
        return NEXT_ERROR;
    Value iterator = own(self->iterator), part;
    Next next = NEXT_ITEM;
    while (batch->count < self->size && (next = iterator_next(iterator, &part)) == NEXT_ITEM)
        if (!list_append_steal(batch, part) || !keep_going()) {
            next = NEXT_ERROR;
            break;
        }
    decref(iterator);
    if (next != NEXT_ITEM)
        batched_clear(&self->header);
    if (next == NEXT_DONE && batch->count != 0) {
        if (self->strict) {
            raise_value_error("batched(): incomplete batch");
            next = NEXT_ERROR;
        } else
            next = NEXT_ITEM;
    }
    if (next == NEXT_ITEM && (*item = value_of(list_as_tuple(batch))) == NULL)
        next = NEXT_ERROR;
    GIVE_UP(batch);
    return next;
}

Type itertools_batched_type = {
    ITERATOR_TYPE(batched, "itertools.batched", Batched),
    .doc = "batched(iterable, n, *, strict=False)\n--\n\n"
           "Batch data into tuples of length n. The last batch may be shorter than n.\n\n"
           "Loops over the input iterable and accumulates data into tuples\n"
           "up to size n.  The input is consumed lazily, just enough to\n"
           "fill a batch.  The result is yielded as soon as a batch is full\n"
           "or when the input iterable is exhausted.\n\n"
           "    >>> for batch in batched('ABCDEFG', 3):\n"
           "    ...     print(batch)\n"
           "    ...\n"
           "    ('A', 'B', 'C')\n"
           "    ('D', 'E', 'F')\n"
           "    ('G',)\n\n"
           "If \"strict\" is True, raises a ValueError if the final batch is shorter\n"
           "than n.",
};

/* ---- zip_longest ----------------------------------------------------------------------------- */

typedef struct ZipLongest {
    Object header;
    Value iterators; /* List; None in place of those that ended */
    Value fill;
    size_t active; /* iterators that have not ended */
} ZipLongest;
HOLDER(zip_longest, 2)

static Value zip_longest_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    size_t keyword_count = keywords != NULL ? keywords->count : 0;
    for (size_t i = 0; i < keyword_count; i++)
        if (!str_equal_c(str_of(keywords->items[i]), "fillvalue"))
            return raise_type_error("zip_longest() got an unexpected keyword argument");
    List *iterators = list_new(count);
    for (size_t i = 0; iterators != NULL && i < count; i++) {
        Value iterator = object_iter(args[i]);
        if (iterator == NULL || !list_append_steal(iterators, iterator)) {
            GIVE_UP(iterators);
            return NULL;
        }
    }
    ZipLongest *self = iterators != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(value_of(iterators));
        return NULL;
    }
    self->iterators = value_of(iterators);
    self->fill = own(keyword_count != 0 ? args[count] : NONE);
    self->active = count;
    mem_gc_track(self);
    return value_of(self);
}

/* Item i, or the filling: owned; null with NEXT_DONE or NEXT_ERROR. */
static Value zip_longest_part(ZipLongest *self, List *iterators, size_t i, Next *next) {
    Value part;
    *next = NEXT_ITEM;
    Value iterator = own(iterators->items[i]);
    *next = iterator_next(iterator, &part);
    decref(iterator);
    if (*next == NEXT_ITEM)
        return part;
    if (*next == NEXT_ERROR) {
        self->active = 0;
        return NULL;
    }
    if (self->active <= 1) {
        self->active = 0;
        return NULL;
    }
    if (iterators->items[i] != NONE)
        self->active--;
    *next = NEXT_ITEM;
    replace_value(&iterators->items[i], NONE);
    return own(self->fill);
}

static Next zip_longest_next(Value self_value, Value *item) {
    ZipLongest *self = (ZipLongest *)object_of(self_value);
    if (self->iterators == NULL || self->active == 0)
        return NEXT_DONE;
    List *iterators = list_of(own(self->iterators));
    Tuple *result = tuple_new(iterators->count);
    Next next = result != NULL ? NEXT_ITEM : NEXT_ERROR;
    for (size_t i = 0; next == NEXT_ITEM && i < iterators->count; i++) {
        if (iterators->items[i] == NONE)
            result->items[i] = own(self->fill);
        else
            result->items[i] = zip_longest_part(self, iterators, i, &next);
    }
    GIVE_UP(iterators);
    if (next == NEXT_ITEM)
        *item = value_of(result);
    else
        decref_maybe(value_of(result));
    return next;
}

/* () stands for an iterator that has ended. */
static Value zip_longest_reduce(Value self_value, Value *args) {
    const ZipLongest *self = (ZipLongest *)object_of(self_value);
    const List *iterators = list_of(self->iterators);
    Tuple *arguments = tuple_new(iterators->count);
    for (size_t i = 0; arguments != NULL && i < iterators->count; i++)
        arguments->items[i] =
            iterators->items[i] == NONE ? value_of(tuple_empty()) : own(iterators->items[i]);
    return itertools_reduce_steal(self_value, arguments, true, own(self->fill));
}

static Value zip_longest_setstate(Value self_value, Value *args) {
    if (!itertools_warn_pickling())
        return NULL;
    replace_value(&((ZipLongest *)object_of(self_value))->fill, own(args[0]));
    return NONE;
}

static const NativeMethod zip_longest_methods[] = {
    ITERTOOLS_REDUCE(zip_longest_reduce),
    ITERTOOLS_SETSTATE(zip_longest_setstate),
    NATIVE_END,
};

Type itertools_zip_longest_type = {
    ITERATOR_TYPE(zip_longest, "itertools.zip_longest", ZipLongest),
    .methods = zip_longest_methods,
    .doc = "zip_longest(*iterables, fillvalue=None)\n--\n\n"
           "Return a zip_longest object whose .__next__() method returns a tuple where\n"
           "the i-th element comes from the i-th iterable argument.  The .__next__()\n"
           "method continues until the longest iterable in the argument sequence\n"
           "is exhausted and then it raises StopIteration.  When the shorter iterables\n"
           "are exhausted, the fillvalue is substituted in their place.  The fillvalue\n"
           "defaults to None or can be specified by a keyword argument.",
};
