/* itertools: groupby and tee. */
#include "lib/native/itertools.h"

/* ---- groupby ---------------------------------------------------------------------------------
 * A group is an iterator of its own that draws from the same source; when groupby moves on, the
 * groups given before are at their end. */

typedef struct GroupBy {
    Object header;
    Value iterator, function; /* function null: the item is its own key */
    Value target_key;         /* of the group given last */
    Value key, item;          /* read ahead; null: nothing */
    const void *valid;        /* the group given last, which may still draw; not owned */
} GroupBy;

typedef struct Grouper {
    Object header;
    Value parent; /* GroupBy */
    Value key;
} Grouper;

HOLDER(groupby, 5)
HOLDER(grouper, 2)

static Value groupby_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("groupby(iterable, key=None)");
    Value bound[2];
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    Value iterator = object_iter(bound[0]);
    GroupBy *self = iterator != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(iterator);
        return NULL;
    }
    self->iterator = iterator;
    self->function = bound[1] == NONE ? NULL : own_maybe(bound[1]);
    self->target_key = self->key = self->item = NULL;
    self->valid = NULL;
    mem_gc_track(self);
    return value_of(self);
}

/* Reads the next item and its key. */
static Next read_ahead(GroupBy *self) {
    Value item;
    if (self->iterator == NULL)
        return NEXT_DONE;
    Next next = iterator_next(self->iterator, &item);
    if (next != NEXT_ITEM)
        return next;
    Value function = own_maybe(self->function);
    Value key = function != NULL ? call_1(function, item) : own(item);
    decref_maybe(function);
    if (key == NULL) {
        decref(item);
        return NEXT_ERROR;
    }
    Value old_item = self->item;
    self->item = item;
    replace_value(&self->key, key);
    decref_maybe(old_item);
    return NEXT_ITEM;
}

static Answer keys_equal(Value left, Value right) {
    incref(left);
    incref(right);
    Answer equal = object_equal(left, right);
    decref(left);
    decref(right);
    return equal;
}

static Value grouper_make(GroupBy *parent, Value key) {
    Grouper *self = mem_object_new(&itertools_grouper_type.mem, sizeof(Grouper));
    if (self == NULL)
        return raise_no_memory();
    self->parent = own(value_of(parent));
    self->key = own(key);
    mem_gc_track(self);
    parent->valid = self;
    return value_of(self);
}

static Next groupby_next(Value self_value, Value *result) {
    GroupBy *self = (GroupBy *)object_of(self_value);
    self->valid = NULL;
    for (;;) { /* skip the rest of the current group */
        if (self->key != NULL) {
            if (self->target_key == NULL)
                break;
            Answer equal = keys_equal(self->target_key, self->key);
            if (equal == ANSWER_ERROR)
                return NEXT_ERROR;
            if (equal == ANSWER_NO)
                break;
        }
        Next next = read_ahead(self);
        if (next != NEXT_ITEM)
            return next;
        if (!keep_going())
            return NEXT_ERROR;
    }
    Value key = own(self->key);
    replace_value(&self->target_key, own(key));
    Value group = grouper_make(self, key);
    *result = group != NULL ? value_of(tuple_pack(2, key, group)) : NULL;
    decref(key);
    decref_maybe(group);
    return *result != NULL ? NEXT_ITEM : NEXT_ERROR;
}

static Next grouper_next(Value self_value, Value *result) {
    Grouper *self = (Grouper *)object_of(self_value);
    if (self->parent == NULL)
        return NEXT_DONE;
    GroupBy *parent = (GroupBy *)object_of(self->parent);
    if (parent->valid != self)
        return NEXT_DONE;
    if (parent->item == NULL) {
        Next next = read_ahead(parent);
        if (next != NEXT_ITEM)
            return next;
    }
    Answer equal = keys_equal(self->key, parent->key);
    if (equal == ANSWER_ERROR)
        return NEXT_ERROR;
    if (equal == ANSWER_NO || parent->item == NULL)
        return NEXT_DONE;
    *result = parent->item;
    parent->item = NULL;
    return NEXT_ITEM;
}

static Value groupby_reduce(Value self_value, Value *args) {
    const GroupBy *self = (GroupBy *)object_of(self_value);
    Tuple *arguments =
        tuple_pack(2, self->iterator, self->function != NULL ? self->function : NONE);
    if (self->target_key == NULL || self->key == NULL || self->item == NULL)
        return itertools_reduce_steal(self_value, arguments, false, NULL);
    return itertools_reduce_steal(self_value, arguments, true,
                                  value_of(tuple_pack(3, self->key, self->item, self->target_key)));
}

static Value groupby_setstate(Value self_value, Value *args) {
    GroupBy *self = (GroupBy *)object_of(self_value);
    if (!itertools_warn_pickling())
        return NULL;
    if (!is_tuple(args[0]) || tuple_of(args[0])->count != 3)
        return raise_type_error("state is not a tuple");
    const Tuple *state = tuple_of(args[0]);
    Value key = own(state->items[0]), item = own(state->items[1]), target = own(state->items[2]);
    replace_value(&self->key, key);
    replace_value(&self->item, item);
    replace_value(&self->target_key, target);
    return NONE;
}

static const NativeMethod groupby_methods[] = {
    ITERTOOLS_REDUCE(groupby_reduce),
    ITERTOOLS_SETSTATE(groupby_setstate),
    NATIVE_END,
};

/* A group that cannot give anything any more is like one that has ended. */
static Value grouper_reduce(Value self_value, Value *args) {
    const Grouper *self = (Grouper *)object_of(self_value);
    if (((GroupBy *)object_of(self->parent))->valid != self)
        return itertools_warn_pickling() ? iterator_rebuild("iter", value_of(tuple_empty()), -1)
                                         : NULL;
    return itertools_reduce_steal(self_value, tuple_pack(2, self->parent, self->key), false, NULL);
}

static const NativeMethod grouper_methods[] = {
    ITERTOOLS_REDUCE(grouper_reduce),
    NATIVE_END,
};

Type itertools_groupby_type = {
    ITERATOR_TYPE(groupby, "itertools.groupby", GroupBy),
    .methods = groupby_methods,
    .doc = "groupby(iterable, key=None)\n--\n\n"
           "make an iterator that returns consecutive keys and groups from the iterable\n\n"
           "  iterable\n"
           "    Elements to divide into groups according to the key function.\n"
           "  key\n"
           "    A function for computing the group category for each element.\n"
           "    If the key function is not specified or is None, the element itself\n"
           "    is used for grouping.",
};

static void grouper_dealloc_whole(Object *object) {
    Grouper *self = (Grouper *)object;
    if (self->parent != NULL && ((GroupBy *)object_of(self->parent))->valid == self)
        ((GroupBy *)object_of(self->parent))->valid = NULL;
    grouper_dealloc(object);
}

static Value grouper_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("_grouper", count, keywords, 2, 2))
        return NULL;
    if (!has_type(args[0], &itertools_groupby_type))
        return raise_type_error("_grouper() argument 1 must be itertools.groupby, not %.50s",
                                type_name_of(args[0]));
    return grouper_make((GroupBy *)object_of(args[0]), args[1]);
}

Type itertools_grouper_type = {
    TYPE_INIT_CONTAINER("itertools._grouper", sizeof(Grouper), grouper_dealloc_whole,
                        grouper_traverse, grouper_clear),
    .flags = TYPE_IMMUTABLE,
    .methods = grouper_methods,
    .new = grouper_new,
    .iter = iterator_iter_self,
    .next = grouper_next,
};

/* ---- tee -------------------------------------------------------------------------------------
 * The iterators of a tee walk a shared chain of links, each with a block of items; a link that all
 * have passed is freed. The chain is freed link by link, not recursively. */

enum { LINK_ITEMS = 57 };

typedef struct TeeData {
    Object header;
    Value iterator, next; /* next: the TeeData behind this one */
    size_t count;         /* items read */
    bool reading;
    Value items[LINK_ITEMS];
} TeeData;

typedef struct Tee {
    Object header;
    Value data; /* TeeData */
    size_t index;
} Tee;

HOLDER(tee, 1)

static TeeData *tee_data_make(Value iterator) {
    TeeData *self = mem_object_new(&itertools_tee_data_type.mem, sizeof(TeeData));
    if (self == NULL)
        return raise_no_memory();
    self->iterator = own(iterator);
    self->next = NULL;
    self->count = 0;
    self->reading = false;
    mem_gc_track(self);
    return self;
}

static void tee_data_clear(Object *object) {
    TeeData *self = (TeeData *)object;
    size_t count = self->count;
    self->count = 0;
    clear_value(&self->iterator);
    for (size_t i = 0; i < count; i++)
        clear_value(&self->items[i]);
    Value next = self->next;
    self->next = NULL;
    while (next != NULL && object_of(next)->refcount == 1) {
        TeeData *link = (TeeData *)object_of(next);
        Value after = link->next;
        link->next = NULL;
        decref(next);
        next = after;
    }
    decref_maybe(next);
}

static void tee_data_dealloc(Object *object) {
    mem_gc_untrack(object);
    tee_data_clear(object);
    mem_object_free(object, sizeof(TeeData));
}

static void tee_data_traverse(Object *object, MemVisit visit, void *context) {
    const TeeData *self = (TeeData *)object;
    visit_value(self->iterator, visit, context);
    visit_value(self->next, visit, context);
    for (size_t i = 0; i < self->count; i++)
        visit_value(self->items[i], visit, context);
}

/* Item i of the link, which may be the next one to be read. */
static Next tee_data_get(TeeData *self, size_t i, Value *item) {
    if (i >= self->count) {
        if (self->iterator == NULL)
            return NEXT_DONE;
        if (self->reading) {
            raise_runtime_error("cannot re-enter the tee iterator");
            return NEXT_ERROR;
        }
        self->reading = true;
        Value iterator = own(self->iterator), fresh;
        Next next = iterator_next(iterator, &fresh);
        decref(iterator);
        self->reading = false;
        if (next != NEXT_ITEM)
            return next;
        self->items[self->count++] = fresh;
    }
    *item = own(self->items[i]);
    return NEXT_ITEM;
}

static Value tee_data_next_link(TeeData *self) { /* owned */
    if (self->next == NULL)
        self->next = value_of(tee_data_make(self->iterator != NULL ? self->iterator : NONE));
    return own_maybe(self->next);
}

static Next tee_next(Value self_value, Value *item) {
    Tee *self = (Tee *)object_of(self_value);
    if (self->data == NULL)
        return NEXT_DONE;
    if (self->index >= LINK_ITEMS) {
        Value next = tee_data_next_link((TeeData *)object_of(self->data));
        if (next == NULL)
            return NEXT_ERROR;
        replace_value(&self->data, next);
        self->index = 0;
    }
    TeeData *data = (TeeData *)object_of(own(self->data));
    Next next = tee_data_get(data, self->index, item);
    GIVE_UP(data);
    if (next == NEXT_ITEM)
        self->index++;
    return next;
}

static Value tee_make(Value data, size_t index) {
    Tee *self = type_allocate(&itertools_tee_type, 0);
    if (self == NULL)
        return NULL;
    self->data = own(data);
    self->index = index;
    mem_gc_track(self);
    return value_of(self);
}

static Value tee_copy(Value self_value, Value *args) {
    const Tee *self = (Tee *)object_of(self_value);
    return tee_make(self->data, self->index);
}

static Value tee_reduce(Value self_value, Value *args) {
    const Tee *self = (Tee *)object_of(self_value);
    Tuple *arguments = tuple_pack(1, value_of(tuple_empty()));
    return itertools_reduce_steal(
        self_value, arguments, true,
        value_of(tuple_pack(2, self->data, value_of_small_int((int64_t)self->index))));
}

static Value tee_setstate(Value self_value, Value *args) {
    Tee *self = (Tee *)object_of(self_value);
    ptrdiff_t index;
    if (!itertools_warn_pickling())
        return NULL;
    if (!is_tuple(args[0]) || tuple_of(args[0])->count != 2)
        return raise_type_error("state is not a tuple");
    const Tuple *state = tuple_of(args[0]);
    if (!has_type(state->items[0], &itertools_tee_data_type))
        return raise_type_error("state is not a tee data object");
    if (!int_as_size(state->items[1], &index))
        return NULL;
    if (index < 0 || index > LINK_ITEMS)
        return raise_value_error("Index out of range");
    replace_value(&self->data, own(state->items[0]));
    self->index = (size_t)index;
    return NONE;
}

/* (iterator, items, next link) */
static Value tee_data_reduce(Value self_value, Value *args) {
    const TeeData *self = (TeeData *)object_of(self_value);
    List *items = list_from_array(self->items, self->count);
    Tuple *arguments = NULL;
    if (items != NULL)
        arguments = tuple_pack(3, self->iterator != NULL ? self->iterator : NONE, value_of(items),
                               self->next != NULL ? self->next : NONE);
    decref_maybe(value_of(items));
    return itertools_reduce_steal(self_value, arguments, false, NULL);
}

static Value tee_data_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("_tee_dataobject", count, keywords, 3, 3))
        return NULL;
    if (!is_list(args[1]))
        return raise_type_error("_tee_dataobject() argument 2 must be list, not %.50s",
                                type_name_of(args[1]));
    const List *items = list_of(args[1]);
    if (items->count > LINK_ITEMS)
        return raise_value_error("Invalid arguments");
    if (args[2] != NONE &&
        (items->count != LINK_ITEMS || !has_type(args[2], &itertools_tee_data_type)))
        return raise_value_error("Invalid arguments");
    TeeData *self = tee_data_make(args[0]);
    if (self == NULL)
        return NULL;
    for (; self->count < items->count; self->count++)
        self->items[self->count] = own(items->items[self->count]);
    self->next = args[2] != NONE ? own(args[2]) : NULL;
    return value_of(self);
}

static const NativeMethod tee_data_methods[] = {
    ITERTOOLS_REDUCE(tee_data_reduce),
    NATIVE_END,
};

/* A tee over any iterable; one over a tee shares its chain. */
static Value tee_from_iterable(Value iterable) {
    Value iterator = object_iter(iterable);
    if (iterator == NULL)
        return NULL;
    if (has_type(iterator, &itertools_tee_type)) {
        Value copy = tee_copy(iterator, NULL);
        decref(iterator);
        return copy;
    }
    TeeData *data = tee_data_make(iterator);
    decref(iterator);
    if (data == NULL)
        return NULL;
    Value result = tee_make(value_of(data), 0);
    GIVE_UP(data);
    return result;
}

static Value tee_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (!arguments_check("_tee", count, keywords, 1, 1))
        return NULL;
    return tee_from_iterable(args[0]);
}

Value itertools_tee(Value module, Value *args) {
    ptrdiff_t count = 2;
    if (args[1] != NULL && !int_as_size(args[1], &count))
        return NULL;
    if (count < 0)
        return raise_value_error("n must be >= 0");
    Tuple *result = tuple_new((size_t)count);
    if (result == NULL || count == 0)
        return value_of(result);
    Value iterator = object_iter(args[0]);
    if (iterator == NULL) {
        GIVE_UP(result);
        return NULL;
    }
    /* Copies of what can be copied, else of a tee over it. */
    Value copy_method;
    Lookup copyable = attribute_lookup(iterator, names.__copy__, &copy_method);
    Value first = copyable == LOOKUP_FOUND     ? own(iterator)
                  : copyable == LOOKUP_MISSING ? tee_from_iterable(iterator)
                                               : NULL;
    decref(iterator);
    if (copyable == LOOKUP_FOUND)
        decref(copy_method);
    result->items[0] = first;
    bool done = first != NULL;
    for (ptrdiff_t i = 1; done && i < count; i++)
        done = (result->items[i] = call_method_0(result->items[i - 1], names.__copy__)) != NULL;
    if (!done) {
        GIVE_UP(result);
        return NULL;
    }
    return value_of(result);
}

static const NativeMethod tee_methods[] = {
    NATIVE("__copy__($self, /)", tee_copy, "Returns an independent iterator."),
    ITERTOOLS_REDUCE(tee_reduce),
    ITERTOOLS_SETSTATE(tee_setstate),
    NATIVE_END,
};

Type itertools_tee_type = {
    TYPE_INIT_CONTAINER("itertools._tee", sizeof(Tee), tee_dealloc, tee_traverse, tee_clear),
    .flags = TYPE_IMMUTABLE,
    .accepts_weakrefs = true,
    .methods = tee_methods,
    .new = tee_new,
    .iter = iterator_iter_self,
    .next = tee_next,
    .doc = "_tee(iterable, /)\n--\n\nIterator wrapped to make it copyable.",
};

Type itertools_tee_data_type = {
    TYPE_INIT_CONTAINER("itertools._tee_dataobject", sizeof(TeeData), tee_data_dealloc,
                        tee_data_traverse, tee_data_clear),
    .flags = TYPE_IMMUTABLE,
    .methods = tee_data_methods,
    .new = tee_data_new,
    .doc = "Data container common to multiple tee objects.",
};
