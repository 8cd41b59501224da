/* Iterators over lists (both ways), tuples, old-style sequences, and of iter(callable, sentinel).
 *
 * All let go of what they walk when it ends, so an exhausted one stays exhausted, also if a list
 * grows again. __reduce__ gives what rebuilds the iterator: (iter or reversed, (sequence,), index).
 */
#include "vm/frame.h"
#include "vm/objects/iterators.h"

#include "vm/import.h"
#include "vm/vm.h"

/* Somebody may have put keys of any kind into the builtins: comparing with them may run code, so
 * this comes before the iterator's own state is looked at. */
Value iterator_builtin(const char *name) {
    Str *key = str_interned(name);
    if (key == NULL)
        return NULL;
    Value function;
    Frame *frame = frame_current();
    Dict *builtins = frame ? frame_builtins(frame) : builtins_dict_borrowed();
    Lookup found =
        builtins != NULL ? dict_lookup(builtins, value_of(key), &function) : LOOKUP_MISSING;
    if (found == LOOKUP_MISSING)
        raise_attribute_error("%s", name);
    GIVE_UP(key);
    return found == LOOKUP_FOUND ? function : NULL;
}

Value iterator_rebuild_steal(Value function, Value sequence, ptrdiff_t index) {
    Tuple *arguments = tuple_pack(1, sequence);
    Tuple *result = NULL;
    if (arguments != NULL)
        result = index < 0
                     ? tuple_pack(2, function, value_of(arguments))
                     : tuple_pack(3, function, value_of(arguments), value_of_small_int(index));
    decref(function);
    decref_maybe(value_of(arguments));
    return value_of(result);
}

Value iterator_rebuild(const char *builtin, Value sequence, ptrdiff_t index) {
    Value function = iterator_builtin(builtin);
    return function != NULL ? iterator_rebuild_steal(function, sequence, index) : NULL;
}

Value iterator_rebuild_rest(Value copy, Next (*step)(Value, Value *)) {
    List *items = list_new(0);
    Value item;
    Next next = NEXT_ERROR;
    while (items != NULL && (next = step(copy, &item)) == NEXT_ITEM)
        if (!list_append_steal(items, item)) {
            next = NEXT_ERROR;
            break;
        }
    Value result = next != NEXT_ERROR ? iterator_rebuild("iter", value_of(items), -1) : NULL;
    decref_maybe(value_of(items));
    return result;
}

/* (iter, ([],)) or (iter, ((),)): an iterator that is at its end. */
static Value rebuild_exhausted_steal(Value function, bool as_tuple) {
    Value empty = as_tuple ? value_of(tuple_empty()) : value_of(list_new(0));
    if (empty == NULL) {
        decref(function);
        return NULL;
    }
    Value result = iterator_rebuild_steal(function, empty, -1);
    decref(empty);
    return result;
}

Value iterator_iter_self(Value self) {
    return own(self);
}

#define LENGTH_HINT(function)                                                                      \
    NATIVE("__length_hint__($self, /)", function,                                                  \
           "Private method returning an estimate of len(list(it)).")
#define REDUCE(function)                                                                           \
    NATIVE("__reduce__($self, /)", function, "Return state information for pickling.")
#define SETSTATE(function)                                                                         \
    NATIVE("__setstate__($self, object, /)", function, "Set state information for unpickling.")

/* ---- list ------------------------------------------------------------------------------------ */

static Value list_iterator_make(Type *type, List *list, ptrdiff_t index) {
    ListIterator *iterator = mem_object_new(&type->mem, sizeof(ListIterator));
    if (UNLIKELY(iterator == NULL))
        return raise_no_memory();
    iterator->list = list;
    OWN(list);
    iterator->index = index;
    mem_gc_track(iterator);
    return value_of(iterator);
}

Value list_iterator_new(List *list) {
    return list_iterator_make(&list_iterator_type, list, 0);
}

Value list_reversed(Value self, Value *args) {
    return list_iterator_make(&list_reverse_iterator_type, list_of(self),
                              (ptrdiff_t)list_of(self)->count - 1);
}

static ListIterator *list_iterator_of(Value self) {
    return (ListIterator *)object_of(self);
}

static void list_iterator_clear(Object *object) {
    ListIterator *iterator = (ListIterator *)object;
    Value list = value_of(iterator->list);
    iterator->list = NULL;
    decref_maybe(list);
}

static void list_iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    list_iterator_clear(object);
    mem_object_free(object, sizeof(ListIterator));
}

static void list_iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(((ListIterator *)object)->list), visit, context);
}

static Next list_iterator_next(Value self, Value *item) {
    ListIterator *iterator = list_iterator_of(self);
    const List *list = iterator->list;
    if (UNLIKELY(list == NULL))
        return NEXT_DONE;
    if (LIKELY((size_t)iterator->index < list->count)) {
        *item = own(list->items[iterator->index++]);
        return NEXT_ITEM;
    }
    list_iterator_clear(&iterator->header);
    return NEXT_DONE;
}

static size_t list_iterator_next_items(Value self, Value *items, size_t room) {
    ListIterator *iterator = list_iterator_of(self);
    const List *list = iterator->list;
    if (list == NULL || (size_t)iterator->index >= list->count)
        return 0;
    size_t left = list->count - (size_t)iterator->index, count = left < room ? left : room;
    const Value *source = list->items + iterator->index;
    for (size_t i = 0; i < count; i++)
        items[i] = own(source[i]);
    iterator->index += (ptrdiff_t)count;
    return count;
}

static Next list_reverse_iterator_next(Value self, Value *item) {
    ListIterator *iterator = list_iterator_of(self);
    const List *list = iterator->list;
    if (UNLIKELY(list == NULL))
        return NEXT_DONE;
    if (LIKELY((size_t)iterator->index < list->count)) {
        *item = own(list->items[iterator->index--]);
        return NEXT_ITEM;
    }
    iterator->index = -1;
    list_iterator_clear(&iterator->header);
    return NEXT_DONE;
}

static Value list_iterator_length_hint(Value self, Value *args) {
    const ListIterator *iterator = list_iterator_of(self);
    ptrdiff_t left =
        iterator->list != NULL ? (ptrdiff_t)iterator->list->count - iterator->index : 0;
    return value_of_small_int(left > 0 ? left : 0);
}

static Value list_reverse_iterator_length_hint(Value self, Value *args) {
    const ListIterator *iterator = list_iterator_of(self);
    ptrdiff_t left = iterator->index + 1;
    bool shrunk = iterator->list == NULL || (ptrdiff_t)iterator->list->count < left;
    return value_of_small_int(shrunk ? 0 : left);
}

static Value list_iterator_reduce(Value self, Value *args) {
    Value function = iterator_builtin("iter");
    if (function == NULL)
        return NULL;
    const ListIterator *iterator = (ListIterator *)object_of(self);
    return iterator->list != NULL
               ? iterator_rebuild_steal(function, value_of(iterator->list), iterator->index)
               : rebuild_exhausted_steal(function, false);
}

static Value list_reverse_iterator_reduce(Value self, Value *args) {
    Value function = iterator_builtin("reversed");
    if (function == NULL)
        return NULL;
    const ListIterator *iterator = (ListIterator *)object_of(self);
    return iterator->list != NULL && iterator->index >= 0
               ? iterator_rebuild_steal(function, value_of(iterator->list), iterator->index)
               : rebuild_exhausted_steal(function, false);
}

static Value list_iterator_setstate(Value self, Value *args) {
    ListIterator *iterator = list_iterator_of(self);
    ptrdiff_t index;
    if (!int_as_size(args[0], &index))
        return NULL;
    if (iterator->list != NULL) {
        ptrdiff_t count = (ptrdiff_t)iterator->list->count;
        iterator->index = index < 0 ? 0 : index > count ? count : index;
    }
    return NONE;
}

static Value list_reverse_iterator_setstate(Value self, Value *args) {
    ListIterator *iterator = list_iterator_of(self);
    ptrdiff_t index;
    if (!int_as_size(args[0], &index))
        return NULL;
    if (iterator->list != NULL) {
        ptrdiff_t last = (ptrdiff_t)iterator->list->count - 1;
        iterator->index = index < -1 ? -1 : index > last ? last : index;
    }
    return NONE;
}

static const NativeMethod list_iterator_methods[] = {
    LENGTH_HINT(list_iterator_length_hint),
    REDUCE(list_iterator_reduce),
    SETSTATE(list_iterator_setstate),
    NATIVE_END,
};

static const NativeMethod list_reverse_iterator_methods[] = {
    LENGTH_HINT(list_reverse_iterator_length_hint),
    REDUCE(list_reverse_iterator_reduce),
    SETSTATE(list_reverse_iterator_setstate),
    NATIVE_END,
};

Type list_iterator_type = {
    TYPE_INIT_CONTAINER("list_iterator", sizeof(ListIterator), list_iterator_dealloc,
                        list_iterator_traverse, list_iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = list_iterator_methods,
    .iter = iterator_iter_self,
    .next = list_iterator_next,
    .next_items = list_iterator_next_items,
};

Type list_reverse_iterator_type = {
    TYPE_INIT_CONTAINER("list_reverseiterator", sizeof(ListIterator), list_iterator_dealloc,
                        list_iterator_traverse, list_iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = list_reverse_iterator_methods,
    .iter = iterator_iter_self,
    .next = list_reverse_iterator_next,
};

/* ---- tuple ----------------------------------------------------------------------------------- */

Value tuple_iterator_new(Tuple *tuple) {
    TupleIterator *iterator = mem_object_new(&tuple_iterator_type.mem, sizeof(TupleIterator));
    if (UNLIKELY(iterator == NULL))
        return raise_no_memory();
    iterator->tuple = tuple;
    OWN(tuple);
    iterator->index = 0;
    mem_gc_track(iterator);
    return value_of(iterator);
}

static void tuple_iterator_clear(Object *object) {
    TupleIterator *iterator = (TupleIterator *)object;
    Value tuple = value_of(iterator->tuple);
    iterator->tuple = NULL;
    decref_maybe(tuple);
}

static void tuple_iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    tuple_iterator_clear(object);
    mem_object_free(object, sizeof(TupleIterator));
}

static void tuple_iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(((TupleIterator *)object)->tuple), visit, context);
}

static Next tuple_iterator_next(Value self, Value *item) {
    TupleIterator *iterator = (TupleIterator *)object_of(self);
    const Tuple *tuple = iterator->tuple;
    if (UNLIKELY(tuple == NULL))
        return NEXT_DONE;
    if (LIKELY(iterator->index < tuple->count)) {
        *item = own(tuple->items[iterator->index++]);
        return NEXT_ITEM;
    }
    tuple_iterator_clear(&iterator->header);
    return NEXT_DONE;
}

static size_t tuple_iterator_next_items(Value self, Value *items, size_t room) {
    TupleIterator *iterator = (TupleIterator *)object_of(self);
    const Tuple *tuple = iterator->tuple;
    if (tuple == NULL)
        return 0;
    size_t left = tuple->count - iterator->index, count = left < room ? left : room;
    for (size_t i = 0; i < count; i++)
        items[i] = own(tuple->items[iterator->index + i]);
    iterator->index += count;
    return count;
}

static Value tuple_iterator_length_hint(Value self, Value *args) {
    const TupleIterator *iterator = (TupleIterator *)object_of(self);
    size_t left = iterator->tuple != NULL ? iterator->tuple->count - iterator->index : 0;
    return value_of_small_int((int64_t)left);
}

static Value tuple_iterator_reduce(Value self, Value *args) {
    Value function = iterator_builtin("iter");
    if (function == NULL)
        return NULL;
    const TupleIterator *iterator = (TupleIterator *)object_of(self);
    return iterator->tuple != NULL ? iterator_rebuild_steal(function, value_of(iterator->tuple),
                                                            (ptrdiff_t)iterator->index)
                                   : rebuild_exhausted_steal(function, true);
}

static Value tuple_iterator_setstate(Value self, Value *args) {
    TupleIterator *iterator = (TupleIterator *)object_of(self);
    ptrdiff_t index;
    if (!int_as_size(args[0], &index))
        return NULL;
    if (iterator->tuple != NULL) {
        size_t count = iterator->tuple->count;
        iterator->index = index < 0 ? 0 : (size_t)index > count ? count : (size_t)index;
    }
    return NONE;
}

static const NativeMethod tuple_iterator_methods[] = {
    LENGTH_HINT(tuple_iterator_length_hint),
    REDUCE(tuple_iterator_reduce),
    SETSTATE(tuple_iterator_setstate),
    NATIVE_END,
};

Type tuple_iterator_type = {
    TYPE_INIT_CONTAINER("tuple_iterator", sizeof(TupleIterator), tuple_iterator_dealloc,
                        tuple_iterator_traverse, tuple_iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = tuple_iterator_methods,
    .iter = iterator_iter_self,
    .next = tuple_iterator_next,
    .next_items = tuple_iterator_next_items,
};

/* ---- any sequence ---------------------------------------------------------------------------- */

Value sequence_iterator_new(Value sequence) {
    SequenceIterator *iterator =
        mem_object_new(&sequence_iterator_type.mem, sizeof(SequenceIterator));
    if (iterator == NULL)
        return raise_no_memory();
    iterator->sequence = own(sequence);
    iterator->index = 0;
    mem_gc_track(iterator);
    return value_of(iterator);
}

static void sequence_iterator_clear(Object *object) {
    clear_value(&((SequenceIterator *)object)->sequence);
}

static void sequence_iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    sequence_iterator_clear(object);
    mem_object_free(object, sizeof(SequenceIterator));
}

static void sequence_iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((SequenceIterator *)object)->sequence, visit, context);
}

/* A native sequence (an XML element) says its length, which saves making an IndexError: 0.55 of the
 * time for a loop over few items. */
static bool is_past_end(const SequenceIterator *iterator) {
    const Type *type = type_of(iterator->sequence);
    return !(type->flags & TYPE_HEAP) && type->length &&
           iterator->index >= type->length(iterator->sequence);
}

static Next sequence_iterator_next(Value self, Value *item) {
    SequenceIterator *iterator = (SequenceIterator *)object_of(self);
    if (iterator->sequence == NULL)
        return NEXT_DONE;
    if (iterator->index == PTRDIFF_MAX) {
        raise_overflow_error("iter index too large");
        return NEXT_ERROR;
    }
    if (is_past_end(iterator)) {
        sequence_iterator_clear(&iterator->header);
        return NEXT_DONE;
    }
    Value index = value_from_int64(iterator->index);
    if (index == NULL)
        return NEXT_ERROR;
    Value sequence = own(iterator->sequence);
    *item = object_get_item(sequence, index);
    decref(index);
    decref(sequence);
    if (*item != NULL) {
        iterator->index++;
        return NEXT_ITEM;
    }
    if (!exception_clear_if(&exc_IndexError) && !exception_clear_if(&exc_StopIteration))
        return NEXT_ERROR;
    sequence_iterator_clear(&iterator->header);
    return NEXT_DONE;
}

static Value sequence_iterator_length_hint(Value self, Value *args) {
    const SequenceIterator *iterator = (SequenceIterator *)object_of(self);
    if (iterator->sequence == NULL)
        return value_of_small_int(0);
    if (type_of(iterator->sequence)->length == NULL)
        return NOT_IMPLEMENTED;
    ptrdiff_t count = object_length(iterator->sequence);
    if (count < 0)
        return NULL;
    return value_from_int64(count > iterator->index ? count - iterator->index : 0);
}

static Value sequence_iterator_reduce(Value self, Value *args) {
    Value function = iterator_builtin("iter");
    if (function == NULL)
        return NULL;
    const SequenceIterator *iterator = (SequenceIterator *)object_of(self);
    return iterator->sequence != NULL
               ? iterator_rebuild_steal(function, iterator->sequence, iterator->index)
               : rebuild_exhausted_steal(function, true);
}

static Value sequence_iterator_setstate(Value self, Value *args) {
    SequenceIterator *iterator = (SequenceIterator *)object_of(self);
    ptrdiff_t index;
    if (!int_as_size(args[0], &index))
        return NULL;
    if (iterator->sequence != NULL)
        iterator->index = index < 0 ? 0 : index;
    return NONE;
}

static const NativeMethod sequence_iterator_methods[] = {
    LENGTH_HINT(sequence_iterator_length_hint),
    REDUCE(sequence_iterator_reduce),
    SETSTATE(sequence_iterator_setstate),
    NATIVE_END,
};

Type sequence_iterator_type = {
    TYPE_INIT_CONTAINER("iterator", sizeof(SequenceIterator), sequence_iterator_dealloc,
                        sequence_iterator_traverse, sequence_iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = sequence_iterator_methods,
    .iter = iterator_iter_self,
    .next = sequence_iterator_next,
};

/* ---- iter(callable, sentinel) ---------------------------------------------------------------- */

Value call_iterator_new(Value callable, Value sentinel) {
    CallIterator *iterator = mem_object_new(&call_iterator_type.mem, sizeof(CallIterator));
    if (iterator == NULL)
        return raise_no_memory();
    iterator->callable = own(callable);
    iterator->sentinel = own(sentinel);
    mem_gc_track(iterator);
    return value_of(iterator);
}

static void call_iterator_clear(Object *object) {
    clear_value(&((CallIterator *)object)->callable);
    clear_value(&((CallIterator *)object)->sentinel);
}

static void call_iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    call_iterator_clear(object);
    mem_object_free(object, sizeof(CallIterator));
}

static void call_iterator_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((CallIterator *)object)->callable, visit, context);
    visit_value(((CallIterator *)object)->sentinel, visit, context);
}

static Next call_iterator_next(Value self, Value *item) {
    CallIterator *iterator = (CallIterator *)object_of(self);
    if (iterator->callable == NULL)
        return NEXT_DONE;
    Value callable = own(iterator->callable);
    Value result = call_0(callable);
    decref(callable);
    if (result == NULL) {
        if (!exception_clear_if(&exc_StopIteration))
            return NEXT_ERROR;
        call_iterator_clear(&iterator->header);
        return NEXT_DONE;
    }
    if (iterator->sentinel == NULL) { /* the call itself exhausted this iterator */
        decref(result);
        return NEXT_DONE;
    }
    Value sentinel = own(iterator->sentinel);
    Answer last = object_equal(sentinel, result);
    decref(sentinel);
    if (last == ANSWER_NO) {
        *item = result;
        return NEXT_ITEM;
    }
    decref(result);
    if (last == ANSWER_ERROR)
        return NEXT_ERROR;
    call_iterator_clear(&iterator->header);
    return NEXT_DONE;
}

static Value call_iterator_reduce(Value self, Value *args) {
    Value function = iterator_builtin("iter");
    if (function == NULL)
        return NULL;
    const CallIterator *iterator = (CallIterator *)object_of(self);
    if (iterator->callable == NULL)
        return rebuild_exhausted_steal(function, true);
    Tuple *arguments = tuple_pack(2, iterator->callable, iterator->sentinel);
    Tuple *result = arguments != NULL ? tuple_pack(2, function, value_of(arguments)) : NULL;
    decref(function);
    decref_maybe(value_of(arguments));
    return value_of(result);
}

static const NativeMethod call_iterator_methods[] = {
    REDUCE(call_iterator_reduce),
    NATIVE_END,
};

Type call_iterator_type = {
    TYPE_INIT_CONTAINER("callable_iterator", sizeof(CallIterator), call_iterator_dealloc,
                        call_iterator_traverse, call_iterator_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .methods = call_iterator_methods,
    .iter = iterator_iter_self,
    .next = call_iterator_next,
};
