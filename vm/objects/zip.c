/* zip: tuples of the items at the same place of several iterables. The tuple given last is used
 * again if nobody kept it. */
#include "vm/iterate.h"
#include "vm/vm.h"

typedef struct Zip {
    Object header;
    Tuple *iterators; /* owned; null before it is made whole */
    Tuple *result;    /* owned; the one given last, or null */
    bool strict;
} Zip;

static Tuple *iterators_of(Value *args, size_t count) {
    Tuple *iterators = tuple_new(count);
    for (size_t i = 0; iterators != NULL && i < count; i++)
        if ((iterators->items[i] = object_iter(args[i])) == NULL) {
            GIVE_UP(iterators);
            return NULL;
        }
    return iterators;
}

static bool bind_strict(Type *type, Value *args, size_t count, Tuple *keywords, bool *strict) {
    *strict = false;
    size_t keyword_count = keywords != NULL ? keywords->count : 0;
    if (keyword_count > 1)
        return raise_type_error("zip() takes at most 1 keyword argument (%zd given)",
                                (ptrdiff_t)keyword_count);
    if (keyword_count == 0)
        return true;
    if (!str_equal_c(str_of(keywords->items[0]), "strict"))
        return raise_type_error("zip() got an unexpected keyword argument '%U'",
                                str_of(keywords->items[0]));
    Answer truth = object_truth(args[count]);
    *strict = truth == ANSWER_YES;
    return truth != ANSWER_ERROR;
}

static Value zip_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    bool strict;
    if (!bind_strict(type, args, count, keywords, &strict))
        return NULL;
    Tuple *iterators = iterators_of(args, count);
    Zip *self = iterators != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(value_of(iterators));
        return NULL;
    }
    self->iterators = iterators;
    self->result = NULL;
    self->strict = strict;
    mem_gc_track(self);
    return value_of(self);
}

static void zip_clear(Object *object) {
    Zip *self = (Zip *)object;
    Value iterators = value_of(self->iterators), result = value_of(self->result);
    self->iterators = self->result = NULL;
    decref_maybe(iterators);
    decref_maybe(result);
}

static void zip_dealloc(Object *object) {
    mem_gc_untrack(object);
    zip_clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void zip_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(((Zip *)object)->iterators), visit, context);
    visit_value(value_of(((Zip *)object)->result), visit, context);
}

static COLD Next raise_length(const char *how, size_t index) {
    raise_value_error("zip() argument %zd is %s than argument%s%zd", (ptrdiff_t)index + 1, how,
                      index == 1 ? " " : "s 1-", (ptrdiff_t)index);
    return NEXT_ERROR;
}

/* Iterator `index` ended first. */
static Next check_strict(Tuple *iterators, size_t index) {
    if (index != 0)
        return raise_length("shorter", index);
    for (size_t i = 1; i < iterators->count; i++) {
        Value item;
        Next next = iterator_next(iterators->items[i], &item);
        if (next == NEXT_ERROR)
            return NEXT_ERROR;
        if (next == NEXT_ITEM) {
            decref(item);
            return raise_length("longer", i);
        }
    }
    return NEXT_DONE;
}

static Next zip_next(Value self_value, Value *item) {
    Zip *self = (Zip *)object_of(self_value);
    Tuple *iterators = self->iterators;
    if (iterators == NULL || iterators->count == 0)
        return NEXT_DONE;
    OWN(iterators);
    Tuple *result = self->result;
    bool again = result != NULL && result->header.refcount == 1;
    if (again)
        OWN(result);
    else if ((result = tuple_new(iterators->count)) == NULL) {
        GIVE_UP(iterators);
        return NEXT_ERROR;
    }
    Next next = NEXT_ITEM;
    for (size_t i = 0; i < iterators->count; i++) {
        Value part;
        next = iterator_next_inline(iterators->items[i], &part);
        if (next != NEXT_ITEM) {
            GIVE_UP(result);
            if (next == NEXT_DONE && self->strict)
                next = check_strict(iterators, i);
            GIVE_UP(iterators);
            return next;
        }
        tuple_reuse(result);
        replace_value(&result->items[i], part);
    }
    GIVE_UP(iterators);
    if (!again && self->result == NULL)
        self->result = tuple_of(own(value_of(result)));
    *item = value_of(result);
    return NEXT_ITEM;
}

static Value zip_reduce(Value self_value, Value *args) {
    const Zip *self = (Zip *)object_of(self_value);
    Value type = value_of(type_of(self_value));
    Tuple *iterators = self->iterators != NULL ? self->iterators : tuple_empty();
    return value_of(self->strict ? tuple_pack(3, type, value_of(iterators), TRUE_VALUE)
                                 : tuple_pack(2, type, value_of(iterators)));
}

static Value zip_setstate(Value self_value, Value *args) {
    Answer truth = object_truth(args[0]);
    if (truth == ANSWER_ERROR)
        return NULL;
    ((Zip *)object_of(self_value))->strict = truth == ANSWER_YES;
    return NONE;
}

static const NativeMethod methods[] = {
    NATIVE("__reduce__($self, /)", zip_reduce, "Return state information for pickling."),
    NATIVE("__setstate__($self, object, /)", zip_setstate, "Set state information for unpickling."),
    NATIVE_END,
};

Type zip_type = {
    TYPE_INIT_CONTAINER("zip", sizeof(Zip), zip_dealloc, zip_traverse, zip_clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .doc = "zip(*iterables, strict=False)\n--\n\n"
           "The zip object yields n-length tuples, where n is the number of iterables\n"
           "passed as positional arguments to zip().  The i-th element in every tuple\n"
           "comes from the i-th iterable argument to zip().  This continues until the\n"
           "shortest argument is exhausted.\n\n"
           "If strict is true and one of the arguments is exhausted before the others,\n"
           "raise a ValueError.\n\n"
           "   >>> list(zip('abcdefg', range(3), range(4)))\n"
           "   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    .methods = methods,
    .new = zip_new,
    .iter = iterator_iter_self,
    .next = zip_next,
};
