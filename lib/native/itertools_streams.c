/* itertools: iterators that pass items on, some of them, or changed: chain, cycle, islice,
 * takewhile, dropwhile, filterfalse, starmap, compress, count, repeat. */
#include "lib/native/itertools.h"

#include "vm/iterate.h"
#include "vm/objects/generic_alias.h"

/* ---- chain ----------------------------------------------------------------------------------- */

typedef struct Chain {
    Object header;
    Value source; /* iterator over iterables; null: exhausted */
    Value active; /* iterator over the current one */
} Chain;
HOLDER(chain, 2)

static Value chain_from_iterator_steal(Type *type, Value source) {
    Chain *self = source != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(source);
        return NULL;
    }
    self->source = source;
    self->active = NULL;
    mem_gc_track(self);
    return value_of(self);
}

static Value chain_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    bool plain = type == &itertools_chain_type || type->init == itertools_chain_type.init;
    if (plain && keywords != NULL && keywords->count != 0)
        return raise_type_error("chain() takes no keyword arguments");
    Tuple *iterables = tuple_from_array(args, count);
    Value source = iterables != NULL ? object_iter(value_of(iterables)) : NULL;
    decref_maybe(value_of(iterables));
    return chain_from_iterator_steal(type, source);
}

static Value chain_from_iterable(Value type, Value *args) {
    return chain_from_iterator_steal(type_cast(type), object_iter(args[0]));
}

static Next chain_next(Value self_value, Value *item) {
    Chain *self = (Chain *)object_of(self_value);
    for (;;) {
        if (self->source == NULL)
            return NEXT_DONE;
        if (self->active == NULL) {
            Value iterable;
            Next next = iterator_next_inline(self->source, &iterable);
            Value iterator = NULL;
            if (next == NEXT_ITEM) {
                iterator = object_iter(iterable);
                decref(iterable);
            }
            if (iterator == NULL) {
                chain_clear(&self->header);
                return next == NEXT_DONE ? NEXT_DONE : NEXT_ERROR;
            }
            replace_value(&self->active, iterator);
        }
        Value active = own(self->active);
        Next next = iterator_next_inline(active, item);
        decref(active);
        if (next != NEXT_DONE)
            return next;
        clear_value(&self->active);
        if (!keep_going())
            return NEXT_ERROR;
    }
}

static size_t chain_next_items(Value self_value, Value *items, size_t room) {
    const Chain *self = (Chain *)object_of(self_value);
    return self->active != NULL ? iterator_next_items(self->active, items, room) : 0;
}

static Value chain_reduce(Value self_value, Value *args) {
    const Chain *self = (Chain *)object_of(self_value);
    if (self->source == NULL)
        return itertools_reduce_steal(self_value, tuple_empty(), false, NULL);
    Tuple *state = self->active != NULL ? tuple_pack(2, self->source, self->active)
                                        : tuple_pack(1, self->source);
    return itertools_reduce_steal(self_value, tuple_empty(), true, value_of(state));
}

static Value chain_setstate(Value self_value, Value *args) {
    Chain *self = (Chain *)object_of(self_value);
    if (!itertools_warn_pickling())
        return NULL;
    if (!is_tuple(args[0]))
        return raise_type_error("state is not a tuple");
    const Tuple *state = tuple_of(args[0]);
    if (state->count < 1 || state->count > 2)
        return raise_type_error("function takes at least 1 argument (%zd given)",
                                (ptrdiff_t)state->count);
    for (size_t i = 0; i < state->count; i++)
        if (type_of(state->items[i])->next == NULL)
            return raise_type_error("Arguments must be iterators.");
    Value source = own(state->items[0]), active = state->count > 1 ? own(state->items[1]) : NULL;
    replace_value(&self->source, source);
    replace_value(&self->active, active);
    return NONE;
}

static const NativeMethod chain_methods[] = {
    ITERTOOLS_REDUCE(chain_reduce),
    ITERTOOLS_SETSTATE(chain_setstate),
    NATIVE_OF_CLASS("from_iterable($type, iterable, /)", chain_from_iterable,
                    "Alternative chain() constructor taking a single iterable argument that "
                    "evaluates lazily."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

Type itertools_chain_type = {
    ITERATOR_TYPE(chain, "itertools.chain", Chain),
    .next_items = chain_next_items,
    .methods = chain_methods,
    .doc = "chain(*iterables)\n--\n\n"
           "Return a chain object whose .__next__() method returns elements from the\n"
           "first iterable until it is exhausted, then elements from the next\n"
           "iterable, until all of the iterables are exhausted.",
};

/* ---- cycle ----------------------------------------------------------------------------------- */

typedef struct Cycle {
    Object header;
    Value iterator; /* null once it ended */
    Value saved;    /* List of all its items */
    size_t index;   /* of the next saved one */
} Cycle;
HOLDER(cycle, 2)

static Value cycle_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("cycle(iterable, /)");
    Value iterable;
    if (!bind_positional(type, &itertools_cycle_type, &signature, args, count, keywords, &iterable))
        return NULL;
    Value iterator = object_iter(iterable);
    List *saved = iterator != NULL ? list_new(0) : NULL;
    Cycle *self = saved != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(iterator);
        decref_maybe(value_of(saved));
        return NULL;
    }
    self->iterator = iterator;
    self->saved = value_of(saved);
    self->index = 0;
    mem_gc_track(self);
    return value_of(self);
}

static Next cycle_next(Value self_value, Value *item) {
    Cycle *self = (Cycle *)object_of(self_value);
    if (self->iterator != NULL) {
        Value iterator = own(self->iterator);
        Next next = iterator_next_inline(iterator, item);
        decref(iterator);
        if (next == NEXT_ERROR)
            return NEXT_ERROR;
        if (next == NEXT_ITEM) {
            if (self->saved == NULL || list_append(list_of(self->saved), *item))
                return NEXT_ITEM;
            decref(*item);
            return NEXT_ERROR;
        }
        clear_value(&self->iterator);
    }
    const List *saved = self->saved != NULL ? list_of(self->saved) : NULL;
    if (saved == NULL || saved->count == 0)
        return NEXT_DONE;
    if (self->index >= saved->count)
        self->index = 0;
    *item = own(saved->items[self->index++]);
    return NEXT_ITEM;
}

static size_t cycle_next_items(Value self_value, Value *items, size_t room) {
    Cycle *self = (Cycle *)object_of(self_value);
    const List *saved = self->saved != NULL ? list_of(self->saved) : NULL;
    if (self->iterator != NULL || saved == NULL || saved->count == 0)
        return 0;
    for (size_t i = 0; i < room; i++) {
        if (self->index >= saved->count)
            self->index = 0;
        items[i] = own(saved->items[self->index++]);
    }
    return room;
}

/* What is left before the cycle begins again, and what comes then. */
static Value cycle_reduce(Value self_value, Value *args) {
    const Cycle *self = (Cycle *)object_of(self_value);
    if (self->saved == NULL)
        return raise_runtime_error("cycle was cleared");
    const List *saved = list_of(self->saved);
    bool first_pass = self->iterator != NULL;
    Value iterator;
    if (first_pass)
        iterator = own(self->iterator);
    else {
        List *rest = list_from_array(saved->items + self->index, saved->count - self->index);
        iterator = rest != NULL ? object_iter(value_of(rest)) : NULL;
        decref_maybe(value_of(rest));
    }
    Tuple *arguments = iterator != NULL ? tuple_pack(1, iterator) : NULL;
    decref_maybe(iterator);
    return itertools_reduce_steal(self_value, arguments, true,
                                  value_of(tuple_pack(2, self->saved, value_of_bool(!first_pass))));
}

static Value cycle_setstate(Value self_value, Value *args) {
    Cycle *self = (Cycle *)object_of(self_value);
    if (!itertools_warn_pickling())
        return NULL;
    if (!is_tuple(args[0]))
        return raise_type_error("state is not a tuple");
    const Tuple *state = tuple_of(args[0]);
    if (state->count != 2 || !is_list(state->items[0]))
        return raise_type_error("cycle state must be a list and a flag");
    if (!is_int(state->items[1]))
        return raise_type_error("'%.200s' object cannot be interpreted as an integer",
                                type_name_of(state->items[1]));
    List *saved = list_from_iterable(state->items[0]);
    if (saved == NULL)
        return NULL;
    /* After the first pass the iterator walks the saved items, which are not to be saved again. */
    if (int_sign(state->items[1]) != 0 && self->iterator != NULL) {
        List *rest = list_from_iterable(self->iterator);
        if (rest == NULL) {
            GIVE_UP(saved);
            return NULL;
        }
        self->index = rest->count <= saved->count ? saved->count - rest->count : 0;
        GIVE_UP(rest);
        clear_value(&self->iterator);
    }
    replace_value(&self->saved, value_of(saved));
    return NONE;
}

static const NativeMethod cycle_methods[] = {
    ITERTOOLS_REDUCE(cycle_reduce),
    ITERTOOLS_SETSTATE(cycle_setstate),
    NATIVE_END,
};

Type itertools_cycle_type = {
    ITERATOR_TYPE(cycle, "itertools.cycle", Cycle),
    .next_items = cycle_next_items,
    .methods = cycle_methods,
    .doc = "cycle(iterable, /)\n--\n\n"
           "Return elements from the iterable until it is exhausted. Then repeat the sequence "
           "indefinitely.",
};

/* ---- islice ---------------------------------------------------------------------------------- */

typedef struct ISlice {
    Object header;
    Value iterator;                       /* null: exhausted */
    ptrdiff_t next, stop, step, position; /* stop -1: no end */
} ISlice;
HOLDER(islice, 1)

/* None or an index >= minimum. */
static bool slice_number(Value value, ptrdiff_t minimum, ptrdiff_t *number) {
    if (value == NONE)
        return true;
    bool valid = type_of(value)->to_index != NULL && int_as_size(value, number);
    if (!valid && exception_pending() && !exception_matches(&exc_TypeError) &&
        !exception_matches(&exc_ValueError) && !exception_matches(&exc_OverflowError))
        return false;
    if (valid && *number >= minimum)
        return true;
    exception_clear();
    *number = PTRDIFF_MIN;
    return true;
}

static const char *const bad_stop =
    "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";

static Value islice_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    bool plain = type == &itertools_islice_type || type->init == itertools_islice_type.init;
    if (!arguments_check("islice", count, plain ? keywords : NULL, 2, 4))
        return NULL;
    ptrdiff_t start = 0, stop = -1, step = 1;
    if (!slice_number(args[count == 2 ? 1 : 2], 0, &stop))
        return NULL;
    if (stop == PTRDIFF_MIN)
        return raise_value_error(bad_stop);
    if (count > 2 && !slice_number(args[1], 0, &start))
        return NULL;
    if (start == PTRDIFF_MIN)
        return raise_value_error(
            "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    if (count > 3 && !slice_number(args[3], 1, &step))
        return NULL;
    if (step == PTRDIFF_MIN)
        return raise_value_error("Step for islice() must be a positive integer or None.");
    Value iterator = object_iter(args[0]);
    ISlice *self = iterator != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(iterator);
        return NULL;
    }
    self->iterator = iterator;
    self->next = start;
    self->stop = stop;
    self->step = step;
    self->position = 0;
    mem_gc_track(self);
    return value_of(self);
}

static Next islice_next(Value self_value, Value *item) {
    ISlice *self = (ISlice *)object_of(self_value);
    if (self->iterator == NULL)
        return NEXT_DONE;
    Value iterator = own(self->iterator);
    Next next = NEXT_ITEM;
    while (next == NEXT_ITEM && self->position < self->next) {
        next = iterator_next_inline(iterator, item);
        if (next == NEXT_ITEM) {
            decref(*item);
            self->position++;
            if (!keep_going())
                next = NEXT_ERROR;
        }
    }
    if (next == NEXT_ITEM && self->stop != -1 && self->position >= self->stop)
        next = NEXT_DONE;
    else if (next == NEXT_ITEM && (next = iterator_next_inline(iterator, item)) == NEXT_ITEM) {
        self->position++;
        ptrdiff_t last = self->stop == -1 ? PTRDIFF_MAX : self->stop;
        if (__builtin_add_overflow(self->next, self->step, &self->next) || self->next > last)
            self->next = last;
    }
    decref(iterator);
    if (next != NEXT_ITEM)
        islice_clear(&self->header);
    return next;
}

static size_t islice_next_items(Value self_value, Value *items, size_t room) {
    ISlice *self = (ISlice *)object_of(self_value);
    if (self->iterator == NULL || self->step != 1 || self->position != self->next)
        return 0;
    if (self->stop != -1) {
        size_t left = self->position < self->stop ? (size_t)(self->stop - self->position) : 0;
        room = left < room ? left : room;
    }
    size_t count = room > 0 ? iterator_next_items(self->iterator, items, room) : 0;
    self->next = self->position += (ptrdiff_t)count;
    return count;
}

static Value islice_reduce(Value self_value, Value *args) {
    const ISlice *self = (ISlice *)object_of(self_value);
    if (self->iterator == NULL) {
        List *empty = list_new(0);
        Value iterator = empty != NULL ? object_iter(value_of(empty)) : NULL;
        decref_maybe(value_of(empty));
        Tuple *arguments = iterator != NULL ? tuple_pack(2, iterator, value_of_small_int(0)) : NULL;
        decref_maybe(iterator);
        return itertools_reduce_steal(self_value, arguments, true, value_of_small_int(0));
    }
    Value stop = self->stop == -1 ? NONE : value_of_small_int(self->stop);
    Tuple *arguments = tuple_pack(4, self->iterator, value_of_small_int(self->next), stop,
                                  value_of_small_int(self->step));
    return itertools_reduce_steal(self_value, arguments, true, value_of_small_int(self->position));
}

static Value islice_setstate(Value self_value, Value *args) {
    ptrdiff_t position;
    if (!itertools_warn_pickling() || !int_as_size(args[0], &position))
        return NULL;
    ((ISlice *)object_of(self_value))->position = position;
    return NONE;
}

static const NativeMethod islice_methods[] = {
    ITERTOOLS_REDUCE(islice_reduce),
    ITERTOOLS_SETSTATE(islice_setstate),
    NATIVE_END,
};

Type itertools_islice_type = {
    ITERATOR_TYPE(islice, "itertools.islice", ISlice),
    .next_items = islice_next_items,
    .methods = islice_methods,
    .doc = "islice(iterable, stop) --> islice object\n"
           "islice(iterable, start, stop[, step]) --> islice object\n\n"
           "Return an iterator whose next() method returns selected values from an\n"
           "iterable.  If start is specified, will skip all preceding elements;\n"
           "otherwise, start defaults to zero.  Step defaults to one.  If\n"
           "specified as another value, step determines how many values are\n"
           "skipped between successive calls.  Works like a slice() on a list\n"
           "but returns an iterator.",
};

/* ---- takewhile, dropwhile, filterfalse ------------------------------------------------------- */

typedef struct Filtering {
    Object header;
    Value function;
    Value iterator;
    bool decided; /* takewhile: ended; dropwhile: passing everything */
} Filtering;
HOLDER(filtering, 2)

static Value filtering_make(Type *type, const Type *base, Signature *signature, Value *args,
                            size_t count, Tuple *keywords) {
    Value bound[2];
    if (!bind_positional(type, base, signature, args, count, keywords, bound))
        return NULL;
    Value iterator = object_iter(bound[1]);
    Filtering *self = iterator != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(iterator);
        return NULL;
    }
    self->function = own(bound[0]);
    self->iterator = iterator;
    self->decided = false;
    mem_gc_track(self);
    return value_of(self);
}

static Answer ask(Value function, Value item) {
    Value result = call_1(function, item);
    if (result == NULL)
        return ANSWER_ERROR;
    Answer truth = object_truth(result);
    decref(result);
    return truth;
}

static Value takewhile_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("takewhile(predicate, iterable, /)");
    return filtering_make(type, &itertools_takewhile_type, &signature, args, count, keywords);
}

static Next takewhile_next(Value self_value, Value *item) {
    Filtering *self = (Filtering *)object_of(self_value);
    if (self->decided || self->iterator == NULL)
        return NEXT_DONE;
    Next next = iterator_next_inline(self->iterator, item);
    if (next != NEXT_ITEM)
        return next;
    Answer wanted = ask(self->function, *item);
    if (wanted == ANSWER_YES)
        return NEXT_ITEM;
    decref(*item);
    if (wanted == ANSWER_ERROR)
        return NEXT_ERROR;
    self->decided = true;
    return NEXT_DONE;
}

static Value dropwhile_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("dropwhile(predicate, iterable, /)");
    return filtering_make(type, &itertools_dropwhile_type, &signature, args, count, keywords);
}

static Next dropwhile_next(Value self_value, Value *item) {
    Filtering *self = (Filtering *)object_of(self_value);
    if (self->iterator == NULL)
        return NEXT_DONE;
    for (;;) {
        Next next = iterator_next_inline(self->iterator, item);
        if (next != NEXT_ITEM || self->decided)
            return next;
        Answer dropped = ask(self->function, *item);
        if (dropped == ANSWER_NO) {
            self->decided = true;
            return NEXT_ITEM;
        }
        decref(*item);
        if (dropped == ANSWER_ERROR || !keep_going())
            return NEXT_ERROR;
    }
}

static Value filterfalse_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("filterfalse(function, iterable, /)");
    return filtering_make(type, &itertools_filterfalse_type, &signature, args, count, keywords);
}

static Next filterfalse_next(Value self_value, Value *item) {
    Filtering *self = (Filtering *)object_of(self_value);
    if (self->iterator == NULL)
        return NEXT_DONE;
    bool plain = self->function == NONE || self->function == value_of(&bool_type);
    for (;;) {
        Next next = iterator_next_inline(self->iterator, item);
        if (next != NEXT_ITEM)
            return next;
        Answer answer = plain ? object_truth(*item) : ask(self->function, *item);
        if (answer == ANSWER_NO)
            return NEXT_ITEM;
        decref(*item);
        if (answer == ANSWER_ERROR || !keep_going())
            return NEXT_ERROR;
    }
}

/* filterfalse, starmap: no state. */
static Value filtering_reduce(Value self_value, Value *args) {
    const Filtering *self = (Filtering *)object_of(self_value);
    return itertools_reduce_steal(self_value, tuple_pack(2, self->function, self->iterator), false,
                                  NULL);
}

static Value deciding_reduce(Value self_value, Value *args) {
    const Filtering *self = (Filtering *)object_of(self_value);
    return itertools_reduce_steal(self_value, tuple_pack(2, self->function, self->iterator), true,
                                  value_of_small_int(self->decided));
}

static Value deciding_setstate(Value self_value, Value *args) {
    if (!itertools_warn_pickling())
        return NULL;
    Answer truth = object_truth(args[0]);
    if (truth == ANSWER_ERROR)
        return NULL;
    ((Filtering *)object_of(self_value))->decided = truth == ANSWER_YES;
    return NONE;
}

static const NativeMethod filtering_methods[] = {
    ITERTOOLS_REDUCE(filtering_reduce),
    NATIVE_END,
};

static const NativeMethod deciding_methods[] = {
    ITERTOOLS_REDUCE(deciding_reduce),
    ITERTOOLS_SETSTATE(deciding_setstate),
    NATIVE_END,
};

#define FILTERING_TYPE(name, text)                                                                 \
    TYPE_INIT_CONTAINER(text, sizeof(Filtering), filtering_dealloc, filtering_traverse,            \
                        filtering_clear),                                                          \
        .flags = TYPE_BASE | TYPE_IMMUTABLE, .new = name##_new, .iter = iterator_iter_self,        \
        .next = name##_next

Type itertools_takewhile_type = {
    FILTERING_TYPE(takewhile, "itertools.takewhile"),
    .methods = deciding_methods,
    .doc = "takewhile(predicate, iterable, /)\n--\n\n"
           "Return successive entries from an iterable as long as the predicate evaluates to true "
           "for each entry.",
};

Type itertools_dropwhile_type = {
    FILTERING_TYPE(dropwhile, "itertools.dropwhile"),
    .methods = deciding_methods,
    .doc = "dropwhile(predicate, iterable, /)\n--\n\n"
           "Drop items from the iterable while predicate(item) is true.\n\n"
           "Afterwards, return every element until the iterable is exhausted.",
};

Type itertools_filterfalse_type = {
    FILTERING_TYPE(filterfalse, "itertools.filterfalse"),
    .methods = filtering_methods,
    .doc = "filterfalse(function, iterable, /)\n--\n\n"
           "Return those items of iterable for which function(item) is false.\n\n"
           "If function is None, return the items that are false.",
};

/* ---- starmap --------------------------------------------------------------------------------- */

static Value starmap_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("starmap(function, iterable, /)");
    return filtering_make(type, &itertools_starmap_type, &signature, args, count, keywords);
}

static Next starmap_next(Value self_value, Value *item) {
    Filtering *self = (Filtering *)object_of(self_value);
    if (self->iterator == NULL)
        return NEXT_DONE;
    Value arguments;
    Next next = iterator_next_inline(self->iterator, &arguments);
    if (next != NEXT_ITEM)
        return next;
    Tuple *tuple = tuple_from_iterable(arguments);
    decref(arguments);
    if (tuple == NULL)
        return NEXT_ERROR;
    Value function = own(self->function);
    *item = call_tuple(function, tuple, NULL);
    decref(function);
    GIVE_UP(tuple);
    return *item != NULL ? NEXT_ITEM : NEXT_ERROR;
}

Type itertools_starmap_type = {
    FILTERING_TYPE(starmap, "itertools.starmap"),
    .methods = filtering_methods,
    .doc = "starmap(function, iterable, /)\n--\n\n"
           "Return an iterator whose values are returned from the function evaluated with an "
           "argument tuple taken from the given sequence.",
};

/* ---- compress -------------------------------------------------------------------------------- */

typedef struct Compress {
    Object header;
    Value data, selectors;
} Compress;
HOLDER(compress, 2)

static Value compress_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("compress(data, selectors)");
    Value bound[2];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Value data = object_iter(bound[0]);
    Value selectors = data != NULL ? object_iter(bound[1]) : NULL;
    Compress *self = selectors != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(data);
        decref_maybe(selectors);
        return NULL;
    }
    self->data = data;
    self->selectors = selectors;
    mem_gc_track(self);
    return value_of(self);
}

static Next compress_next(Value self_value, Value *item) {
    Compress *self = (Compress *)object_of(self_value);
    if (self->data == NULL)
        return NEXT_DONE;
    for (;;) {
        Value selector;
        Next next = iterator_next_inline(self->data, item);
        if (next != NEXT_ITEM)
            return next;
        next = iterator_next_inline(self->selectors, &selector);
        if (next != NEXT_ITEM) {
            decref(*item);
            return next;
        }
        Answer wanted = object_truth(selector);
        decref(selector);
        if (wanted == ANSWER_YES)
            return NEXT_ITEM;
        decref(*item);
        if (wanted == ANSWER_ERROR || !keep_going())
            return NEXT_ERROR;
    }
}

static Value compress_reduce(Value self_value, Value *args) {
    const Compress *self = (Compress *)object_of(self_value);
    return itertools_reduce_steal(self_value, tuple_pack(2, self->data, self->selectors), false,
                                  NULL);
}

static const NativeMethod compress_methods[] = {
    ITERTOOLS_REDUCE(compress_reduce),
    NATIVE_END,
};

Type itertools_compress_type = {
    ITERATOR_TYPE(compress, "itertools.compress", Compress),
    .methods = compress_methods,
    .doc = "compress(data, selectors)\n--\n\n"
           "Return data elements corresponding to true selector elements.\n\n"
           "Forms a shorter iterator from selected data elements using the selectors to\n"
           "choose the data elements.",
};

/* ---- count ----------------------------------------------------------------------------------- */

typedef struct Count {
    Object header;
    Value next, step;
} Count;
HOLDER(count, 2)

static bool is_number(Value value) {
    const Type *type = type_of(value);
    return type->to_index != NULL || type->to_float != NULL || type->to_int != NULL ||
           is_instance_of(value, &complex_type);
}

static Value count_new(Type *type, Value *args, size_t arg_count, Tuple *keywords) {
    static Signature signature = SIGNATURE("count(start=0, step=1)");
    Value bound[2];
    if (!arguments_bind(&signature, args, arg_count, keywords, bound))
        return NULL;
    if ((bound[0] != NULL && !is_number(bound[0])) || (bound[1] != NULL && !is_number(bound[1])))
        return raise_type_error("a number is required");
    Count *self = type_allocate(type, 0);
    if (self == NULL)
        return NULL;
    Value start = bound[0] != NULL ? bound[0] : value_of_small_int(0);
    self->step = own(bound[1] != NULL ? bound[1] : value_of_small_int(1));
    bool by_one = self->step == value_of_small_int(1);
    self->next = by_one && is_int(start) ? int_normalize(start) : own(start); /* from True: 1, 2 */
    mem_gc_track(self);
    if (self->next == NULL) {
        GIVE_UP(self);
        return NULL;
    }
    return value_of(self);
}

static Next count_next(Value self_value, Value *item) {
    Count *self = (Count *)object_of(self_value);
    if (self->next == NULL)
        return NEXT_DONE;
    Value current = own(self->next), step = own(self->step);
    Value next = object_add(current, step);
    decref(step);
    if (next == NULL) {
        decref(current);
        return NEXT_ERROR;
    }
    replace_value(&self->next, next);
    *item = current;
    return NEXT_ITEM;
}

static bool step_is_one(const Count *self) {
    return self->step == value_of_small_int(1);
}

static Value count_repr(Value self_value) {
    const Count *self = (Count *)object_of(self_value);
    const char *name = type_short_name(type_of(self_value));
    return value_of(step_is_one(self) ? str_format("%s(%R)", name, self->next)
                                      : str_format("%s(%R, %R)", name, self->next, self->step));
}

static Value count_reduce(Value self_value, Value *args) {
    const Count *self = (Count *)object_of(self_value);
    Tuple *arguments =
        step_is_one(self) ? tuple_pack(1, self->next) : tuple_pack(2, self->next, self->step);
    return itertools_reduce_steal(self_value, arguments, false, NULL);
}

static const NativeMethod count_methods[] = {
    NATIVE("__reduce__($self, /)", count_reduce, "Return state information for pickling."),
    NATIVE_END,
};

Type itertools_count_type = {
    ITERATOR_TYPE(count, "itertools.count", Count),
    .methods = count_methods,
    .repr = count_repr,
    .doc = "count(start=0, step=1)\n--\n\n"
           "Return a count object whose .__next__() method returns consecutive values.\n\n"
           "Equivalent to:\n"
           "    def count(firstval=0, step=1):\n"
           "        x = firstval\n"
           "        while 1:\n"
           "            yield x\n"
           "            x += step",
};

/* ---- repeat ---------------------------------------------------------------------------------- */

typedef struct Repeat {
    Object header;
    Value element;
    ptrdiff_t left; /* -1: without end */
} Repeat;
HOLDER(repeat, 1)

static Value repeat_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("repeat(object, times=0)");
    Value bound[2];
    ptrdiff_t times = -1;
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    if (bound[1] != NULL) {
        if (!int_as_size(bound[1], &times))
            return NULL;
        if (times < 0)
            times = 0;
    }
    Repeat *self = type_allocate(type, 0);
    if (self == NULL)
        return NULL;
    self->element = own(bound[0]);
    self->left = times;
    mem_gc_track(self);
    return value_of(self);
}

static Next repeat_next(Value self_value, Value *item) {
    Repeat *self = (Repeat *)object_of(self_value);
    if (self->left == 0 || self->element == NULL)
        return NEXT_DONE;
    if (self->left > 0)
        self->left--;
    *item = own(self->element);
    return NEXT_ITEM;
}

static size_t repeat_next_items(Value self_value, Value *items, size_t room) {
    Repeat *self = (Repeat *)object_of(self_value);
    if (self->element == NULL)
        return 0;
    size_t count = self->left < 0 || room < (size_t)self->left ? room : (size_t)self->left;
    for (size_t i = 0; i < count; i++)
        items[i] = own(self->element);
    self->left -= self->left < 0 ? 0 : (ptrdiff_t)count;
    return count;
}

static Value repeat_repr(Value self_value) {
    const Repeat *self = (Repeat *)object_of(self_value);
    const char *name = type_short_name(type_of(self_value));
    return value_of(self->left < 0 ? str_format("%s(%R)", name, self->element)
                                   : str_format("%s(%R, %zd)", name, self->element, self->left));
}

static Value repeat_length_hint(Value self_value, Value *args) {
    const Repeat *self = (Repeat *)object_of(self_value);
    if (self->left < 0)
        return raise_type_error("len() of unsized object");
    return value_from_int64(self->left);
}

static Value repeat_reduce(Value self_value, Value *args) {
    const Repeat *self = (Repeat *)object_of(self_value);
    Tuple *arguments = self->left < 0
                           ? tuple_pack(1, self->element)
                           : tuple_pack(2, self->element, value_of_small_int(self->left));
    return itertools_reduce_steal(self_value, arguments, false, NULL);
}

static const NativeMethod repeat_methods[] = {
    NATIVE("__length_hint__($self, /)", repeat_length_hint,
           "Private method returning an estimate of len(list(it))."),
    NATIVE("__reduce__($self, /)", repeat_reduce, "Return state information for pickling."),
    NATIVE_END,
};

Type itertools_repeat_type = {
    ITERATOR_TYPE(repeat, "itertools.repeat", Repeat),
    .next_items = repeat_next_items,
    .methods = repeat_methods,
    .repr = repeat_repr,
    .doc = "repeat(object [,times]) -> create an iterator which returns the object\n"
           "for the specified number of times.  If not specified, returns the object\n"
           "endlessly.",
};
