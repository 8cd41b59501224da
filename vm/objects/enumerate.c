/* enumerate: pairs of a growing number and an item. The pair given last is used again if nobody
 * kept it. */
#include "vm/objects/generic_alias.h"
#include "vm/iterate.h"
#include "vm/vm.h"

typedef struct Enumerate {
    Object header;
    Value iterator; /* owned, as all below */
    Value number;   /* of the next item: an exact int */
    Tuple *pair;    /* the one given last, or null */
} Enumerate;

static bool bind(Value *args, size_t count, Tuple *names, Value *iterable, Value *start) {
    size_t keywords = names != NULL ? names->count : 0;
    if (count + keywords > 2)
        return raise_type_error("enumerate() takes at most 2 arguments (%zd given)",
                                (ptrdiff_t)(count + keywords));
    Value bound[2] = {count > 0 ? args[0] : NULL, count > 1 ? args[1] : NULL};
    for (size_t i = 0; i < keywords; i++) {
        Str *name = str_of(names->items[i]);
        size_t place = str_equal_c(name, "iterable") ? 0 : str_equal_c(name, "start") ? 1 : 2;
        if (place == 2 || bound[place] != NULL)
            return raise_type_error("'%U' is an invalid keyword argument for enumerate()", name);
        bound[place] = args[count + i];
    }
    if (bound[0] == NULL)
        return raise_type_error("enumerate() missing required argument 'iterable'");
    *iterable = bound[0];
    *start = bound[1];
    return true;
}

static Value enumerate_new(Type *type, Value *args, size_t count, Tuple *names) {
    Value iterable = NULL, start = NULL;
    if (!bind(args, count, names, &iterable, &start))
        return NULL;
    Value number = start != NULL ? object_index(start) : value_of_small_int(0);
    if (number == NULL)
        return NULL;
    Value iterator = object_iter(iterable);
    Enumerate *self = iterator != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref(number);
        decref_maybe(iterator);
        return NULL;
    }
    self->iterator = iterator;
    self->number = number;
    self->pair = NULL;
    mem_gc_track(self);
    return value_of(self);
}

static void enumerate_clear(Object *object) {
    Enumerate *self = (Enumerate *)object;
    clear_value(&self->iterator);
    Value pair = value_of(self->pair);
    self->pair = NULL;
    decref_maybe(pair);
}

static void enumerate_dealloc(Object *object) {
    Enumerate *self = (Enumerate *)object;
    mem_gc_untrack(object);
    enumerate_clear(object);
    decref(self->number);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void enumerate_traverse(Object *object, MemVisit visit, void *context) {
    Enumerate *self = (Enumerate *)object;
    visit_value(self->iterator, visit, context);
    visit_value(self->number, visit, context);
    visit_value(value_of(self->pair), visit, context);
}

static Value advance(Enumerate *self) { /* the number, owned; the next one is made */
    Value number = self->number;
    Value next;
    if (LIKELY(is_small_int(number)) && LIKELY(small_int_of(number) < SMALL_INT_MAX))
        next = value_of_small_int(small_int_of(number) + 1);
    else if ((next = int_add(number, value_of_small_int(1))) == NULL)
        return NULL;
    self->number = next;
    return number;
}

static Next enumerate_next(Value self_value, Value *result) {
    Enumerate *self = (Enumerate *)object_of(self_value);
    Value item;
    if (self->iterator == NULL)
        return NEXT_DONE;
    Next next = iterator_next_inline(self->iterator, &item);
    if (next != NEXT_ITEM)
        return next;
    Value number = advance(self);
    if (number == NULL) {
        decref(item);
        return NEXT_ERROR;
    }
    Tuple *pair = self->pair;
    if (pair != NULL && pair->header.refcount == 1) {
        Value old_number = pair->items[0], old_item = pair->items[1];
        tuple_reuse(pair);
        pair->items[0] = number;
        pair->items[1] = item;
        *result = own(value_of(pair));
        decref(old_number);
        decref(old_item);
        return NEXT_ITEM;
    }
    Value items[] = {number, item};
    pair = tuple_from_array_steal(items, 2);
    if (pair == NULL)
        return NEXT_ERROR;
    *result = value_of(pair);
    if (self->pair == NULL) /* later ones are kept by somebody too, most likely */
        self->pair = tuple_of(own(*result));
    return NEXT_ITEM;
}

static Value enumerate_reduce(Value self_value, Value *args) {
    Enumerate *self = (Enumerate *)object_of(self_value);
    Tuple *arguments = tuple_pack(2, self->iterator != NULL ? self->iterator : NONE, self->number);
    Tuple *result = arguments != NULL
                        ? tuple_pack(2, value_of(type_of(self_value)), value_of(arguments))
                        : NULL;
    decref_maybe(value_of(arguments));
    return value_of(result);
}

static const NativeMethod methods[] = {
    NATIVE("__reduce__($self, /)", enumerate_reduce, "Return state information for pickling."),
    NATIVE_OF_CLASS("__class_getitem__($type, object, /)", generic_alias_class_getitem,
                    "See PEP 585"),
    NATIVE_END,
};

Type enumerate_type = {
    TYPE_INIT_CONTAINER("enumerate", sizeof(Enumerate), enumerate_dealloc, enumerate_traverse,
                        enumerate_clear),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .doc = "enumerate(iterable, start=0)\n--\n\n"
           "Return an enumerate object.\n\n"
           "  iterable\n"
           "    an object supporting iteration\n\n"
           "The enumerate object yields pairs containing a count (from start, which\n"
           "defaults to zero) and a value yielded by the iterable argument.\n\n"
           "enumerate is useful for obtaining an indexed list:\n"
           "    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...",
    .methods = methods,
    .new = enumerate_new,
    .iter = iterator_iter_self,
    .next = enumerate_next,
};
