/* map and filter: a function applied to, or asked about, the items of iterables. */
#include "vm/iterate.h"
#include "vm/vm.h"

/* ---- map ------------------------------------------------------------------------------------- */

typedef struct Map {
    Object header;
    Value function;   /* owned */
    Tuple *iterators; /* owned */
} Map;

static Value map_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    bool plain = type == &map_type || type->init == map_type.init;
    if (plain && keywords != NULL && keywords->count != 0)
        return raise_type_error("map() takes no keyword arguments");
    if (count < 2)
        return raise_type_error("map() must have at least two arguments.");
    Tuple *iterators = tuple_new(count - 1);
    for (size_t i = 1; iterators != NULL && i < count; i++)
        if ((iterators->items[i - 1] = object_iter(args[i])) == NULL) {
            GIVE_UP(iterators);
            return NULL;
        }
    Map *self = iterators != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(value_of(iterators));
        return NULL;
    }
    self->function = own(args[0]);
    self->iterators = iterators;
    mem_gc_track(self);
    return value_of(self);
}

static void map_clear(Object *object) {
    Map *self = (Map *)object;
    Value iterators = value_of(self->iterators);
    self->iterators = NULL;
    clear_value(&self->function);
    decref_maybe(iterators);
}

static void map_dealloc(Object *object) {
    mem_gc_untrack(object);
    map_clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void map_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((Map *)object)->function, visit, context);
    visit_value(value_of(((Map *)object)->iterators), visit, context);
}

/* The next item of each iterator, owned, into `items`; *filled of them were. */
static Next gather(const Tuple *iterators, Value *items, size_t *filled) {
    for (*filled = 0; *filled < iterators->count; ++*filled) {
        Next next = iterator_next_inline(iterators->items[*filled], &items[*filled]);
        if (next != NEXT_ITEM)
            return next;
    }
    return NEXT_ITEM;
}

static Next map_next(Value self_value, Value *item) {
    Map *self = (Map *)object_of(self_value);
    if (self->iterators == NULL)
        return NEXT_DONE;
    enum { FEW = 5 };
    size_t count = self->iterators->count, filled;
    Value few[FEW], *items = few;
    if (count > FEW && (items = mem_malloc(count * sizeof(Value))) == NULL) {
        raise_no_memory();
        return NEXT_ERROR;
    }
    Tuple *iterators = tuple_of(own(value_of(self->iterators)));
    Value function = own(self->function);
    Next next = gather(iterators, items, &filled);
    if (next == NEXT_ITEM && (*item = call(function, items, count, NULL)) == NULL)
        next = NEXT_ERROR;
    for (size_t i = 0; i < filled; i++)
        decref(items[i]);
    if (items != few)
        mem_free(items);
    GIVE_UP(iterators);
    decref(function);
    return next;
}

static Value map_reduce(Value self_value, Value *args) {
    const Map *self = (Map *)object_of(self_value);
    size_t count = self->iterators != NULL ? self->iterators->count : 0;
    Tuple *arguments = tuple_new(count + 1);
    if (arguments == NULL)
        return NULL;
    arguments->items[0] = own(self->function != NULL ? self->function : NONE);
    for (size_t i = 0; i < count; i++)
        arguments->items[i + 1] = own(self->iterators->items[i]);
    Tuple *result = tuple_pack(2, value_of(type_of(self_value)), value_of(arguments));
    GIVE_UP(arguments);
    return value_of(result);
}

static const NativeMethod map_methods[] = {
    NATIVE("__reduce__($self, /)", map_reduce, "Return state information for pickling."),
    NATIVE_END,
};

Type map_type = {
    TYPE_INIT_CONTAINER("map", sizeof(Map), map_dealloc, map_traverse, map_clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .doc = "map(function, iterable, /, *iterables)\n--\n\n"
           "Make an iterator that computes the function using arguments from\n"
           "each of the iterables.  Stops when the shortest iterable is exhausted.",
    .methods = map_methods,
    .new = map_new,
    .iter = iterator_iter_self,
    .next = map_next,
};

/* ---- filter ---------------------------------------------------------------------------------- */

typedef struct Filter {
    Object header;
    Value function; /* owned; None: the item itself is asked */
    Value iterator; /* owned */
} Filter;

static Value filter_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    bool plain = type == &filter_type || type->init == filter_type.init;
    if (plain && keywords != NULL && keywords->count != 0)
        return raise_type_error("filter() takes no keyword arguments");
    if (!arguments_check("filter", count, NULL, 2, 2))
        return NULL;
    Value iterator = object_iter(args[1]);
    Filter *self = iterator != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(iterator);
        return NULL;
    }
    self->function = own(args[0]);
    self->iterator = iterator;
    mem_gc_track(self);
    return value_of(self);
}

static void filter_clear(Object *object) {
    clear_value(&((Filter *)object)->function);
    clear_value(&((Filter *)object)->iterator);
}

static void filter_dealloc(Object *object) {
    mem_gc_untrack(object);
    filter_clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void filter_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((Filter *)object)->function, visit, context);
    visit_value(((Filter *)object)->iterator, visit, context);
}

static Answer is_wanted(Value function, Value item) {
    if (function == NONE || function == value_of(&bool_type))
        return object_truth(item);
    Value result = call_1(function, item);
    if (result == NULL)
        return ANSWER_ERROR;
    Answer truth = object_truth(result);
    decref(result);
    return truth;
}

static Next filter_next(Value self_value, Value *item) {
    Filter *self = (Filter *)object_of(self_value);
    if (self->iterator == NULL)
        return NEXT_DONE;
    Value function = own(self->function), iterator = own(self->iterator);
    Next next;
    while ((next = iterator_next_inline(iterator, item)) == NEXT_ITEM) {
        Answer wanted = is_wanted(function, *item);
        if (wanted == ANSWER_YES)
            break;
        decref(*item);
        if (wanted == ANSWER_ERROR || (UNLIKELY(eval_breaker != 0) && !eval_breaker_handle())) {
            next = NEXT_ERROR;
            break;
        }
    }
    decref(function);
    decref(iterator);
    return next;
}

static Value filter_reduce(Value self_value, Value *args) {
    const Filter *self = (Filter *)object_of(self_value);
    Tuple *arguments = tuple_pack(2, self->function != NULL ? self->function : NONE,
                                  self->iterator != NULL ? self->iterator : NONE);
    Tuple *result = arguments != NULL
                        ? tuple_pack(2, value_of(type_of(self_value)), value_of(arguments))
                        : NULL;
    decref_maybe(value_of(arguments));
    return value_of(result);
}

static const NativeMethod filter_methods[] = {
    NATIVE("__reduce__($self, /)", filter_reduce, "Return state information for pickling."),
    NATIVE_END,
};

Type filter_type = {
    TYPE_INIT_CONTAINER("filter", sizeof(Filter), filter_dealloc, filter_traverse, filter_clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .doc = "filter(function, iterable, /)\n--\n\n"
           "Return an iterator yielding those items of iterable for which function(item)\n"
           "is true. If function is None, return the items that are true.",
    .methods = filter_methods,
    .new = filter_new,
    .iter = iterator_iter_self,
    .next = filter_next,
};
