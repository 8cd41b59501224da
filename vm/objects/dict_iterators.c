/* dict: iterators over keys, values and items, forwards and backwards.
 *
 * An iterator remembers the number of entries; if that changes, the next step raises. Behind the
 * last entry it lets go of the dict. The items iterators build their next pair in the old tuple if
 * nobody else kept it. */
#include "vm/objects/dict_table.h"

#include "vm/vm.h"

static Value iterator_new(Type *type, Dict *dict, bool reversed) {
    DictIterator *iterator = mem_object_new(&type->mem, sizeof(DictIterator));
    if (iterator == NULL)
        return raise_no_memory();
    iterator->dict = dict;
    OWN(dict);
    iterator->count = iterator->left = dict->count;
    iterator->position = reversed ? dict->used : 0;
    iterator->pair = NULL;
    mem_gc_track(iterator);
    return value_of(iterator);
}

static void iterator_clear(Object *object) {
    DictIterator *iterator = (DictIterator *)object;
    Value dict = value_of(iterator->dict);
    iterator->dict = NULL;
    decref_maybe(dict);
    clear_value(&iterator->pair);
}

static void iterator_dealloc(Object *object) {
    mem_gc_untrack(object);
    iterator_clear(object);
    mem_object_free(object, sizeof(DictIterator));
}

static void iterator_traverse(Object *object, MemVisit visit, void *context) {
    DictIterator *iterator = (DictIterator *)object;
    visit_value(value_of(iterator->dict), visit, context);
    visit_value(iterator->pair, visit, context);
}

static Next finish(DictIterator *iterator) {
    iterator_clear(&iterator->header);
    return NEXT_DONE;
}

static COLD Next fail_changed(DictIterator *iterator) {
    iterator->count = SIZE_MAX; /* from now on always an error */
    raise_runtime_error("dictionary changed size during iteration");
    return NEXT_ERROR;
}

/* The next live entry; null when done or in error. */
static inline DictEntry *step(DictIterator *iterator, Next *next) {
    Dict *dict = iterator->dict;
    *next = NEXT_DONE;
    if (dict == NULL)
        return NULL;
    if (UNLIKELY(iterator->count != dict->count)) {
        *next = fail_changed(iterator);
        return NULL;
    }
    size_t index = iterator->position;
    if (UNLIKELY(index < dict->used && dict->entries[index].key == NULL))
        index = dict_skip_deleted(dict, index);
    if (index >= dict->used) {
        *next = finish(iterator);
        return NULL;
    }
    if (UNLIKELY(iterator->left == 0)) {
        raise_runtime_error("dictionary keys changed during iteration");
        finish(iterator);
        *next = NEXT_ERROR;
        return NULL;
    }
    iterator->left--;
    iterator->position = index + 1;
    return &dict->entries[index];
}

static inline DictEntry *step_back(DictIterator *iterator, Next *next) {
    Dict *dict = iterator->dict;
    *next = NEXT_DONE;
    if (dict == NULL)
        return NULL;
    if (iterator->count != dict->count) {
        *next = fail_changed(iterator);
        return NULL;
    }
    size_t index = iterator->position < dict->used ? iterator->position : dict->used;
    while (index > 0 && dict->entries[index - 1].key == NULL)
        index--;
    if (index == 0) {
        *next = finish(iterator);
        return NULL;
    }
    if (iterator->left > 0)
        iterator->left--;
    iterator->position = index - 1;
    return &dict->entries[index - 1];
}

static inline Next give(Value part, Value *item) {
    *item = own(part);
    return NEXT_ITEM;
}

static Next give_pair(DictIterator *iterator, const DictEntry *entry, Value *item) {
    Value key = own(entry->key), value = own(entry->value);
    Value pair = iterator->pair;
    if (pair != NULL && object_of(pair)->refcount == 1) {
        Tuple *tuple = tuple_of(pair);
        Value old_key = tuple->items[0], old_value = tuple->items[1];
        tuple_reuse(tuple);
        tuple->items[0] = key;
        tuple->items[1] = value;
        *item = own(pair);
        decref(old_key); /* may run code: the pair is whole, and the caller's */
        decref(old_value);
        return NEXT_ITEM;
    }
    Tuple *fresh = tuple_new(2);
    if (fresh == NULL) {
        decref(key);
        decref(value);
        return NEXT_ERROR;
    }
    fresh->items[0] = key;
    fresh->items[1] = value;
    *item = value_of(fresh);
    replace_value(&iterator->pair, own(*item));
    return NEXT_ITEM;
}

#define NEXT_FUNCTION(name, advance, result)                                                       \
    static Next name(Value self, Value *item) {                                                    \
        DictIterator *iterator = (DictIterator *)object_of(self);                                  \
        Next next;                                                                                 \
        const DictEntry *entry = advance(iterator, &next);                                         \
        return entry != NULL ? result : next;                                                      \
    }
NEXT_FUNCTION(next_key, step, give(entry->key, item))
NEXT_FUNCTION(next_value, step, give(entry->value, item))
NEXT_FUNCTION(next_item, step, give_pair(iterator, entry, item))
NEXT_FUNCTION(next_key_back, step_back, give(entry->key, item))
NEXT_FUNCTION(next_value_back, step_back, give(entry->value, item))
NEXT_FUNCTION(next_item_back, step_back, give_pair(iterator, entry, item))

static Value iterator_length_hint(Value self, Value *args) {
    DictIterator *iterator = (DictIterator *)object_of(self);
    bool valid = iterator->dict != NULL && iterator->count == iterator->dict->count;
    return value_from_int64(valid ? (int64_t)iterator->left : 0);
}

/* (iter, (list of what is left,)); the iterator itself stays where it is. */
static Value iterator_reduce_method(Value self, Value *args) {
    DictIterator copy = *(DictIterator *)object_of(self);
    copy.header.flags = 0;
    copy.pair = NULL;
    if (copy.dict != NULL)
        OWN(copy.dict);
    Value result = iterator_rebuild_rest(value_of(&copy), type_of(self)->next);
    iterator_clear(&copy.header);
    return result;
}

static const NativeMethod methods[] = {
    NATIVE("__length_hint__($self, /)", iterator_length_hint,
           "Private method returning an estimate of len(list(it))."),
    NATIVE("__reduce__($self, /)", iterator_reduce_method,
           "Return state information for pickling."),
    NATIVE_END,
};

#define ITERATOR_TYPE(variable, type_name, next_function)                                          \
    Type variable = {                                                                              \
        TYPE_INIT_CONTAINER(type_name, sizeof(DictIterator), iterator_dealloc, iterator_traverse,  \
                            iterator_clear),                                                       \
        .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,                                           \
        .methods = methods,                                                                        \
        .iter = iterator_iter_self,                                                                \
        .next = next_function,                                                                     \
    };
ITERATOR_TYPE(dict_key_iterator_type, "dict_keyiterator", next_key)
ITERATOR_TYPE(dict_value_iterator_type, "dict_valueiterator", next_value)
ITERATOR_TYPE(dict_item_iterator_type, "dict_itemiterator", next_item)
ITERATOR_TYPE(dict_reverse_key_iterator_type, "dict_reversekeyiterator", next_key_back)
ITERATOR_TYPE(dict_reverse_value_iterator_type, "dict_reversevalueiterator", next_value_back)
ITERATOR_TYPE(dict_reverse_item_iterator_type, "dict_reverseitemiterator", next_item_back)

/* ---- iter() and reversed() of dicts and views ------------------------------------------------ */

Value dict_iter(Value self) {
    return iterator_new(&dict_key_iterator_type, dict_of(self), false);
}

Value dict_reversed(Value self, Value *args) {
    return iterator_new(&dict_reverse_key_iterator_type, dict_of(self), true);
}

#define VIEW_ITERATORS(part, forwards, backwards)                                                  \
    Value dict_##part##_iter(Value self) {                                                         \
        return iterator_new(&forwards, ((DictView *)object_of(self))->dict, false);                \
    }                                                                                              \
    Value dict_##part##_reversed(Value self, Value *args) {                                        \
        return iterator_new(&backwards, ((DictView *)object_of(self))->dict, true);                \
    }
VIEW_ITERATORS(keys, dict_key_iterator_type, dict_reverse_key_iterator_type)
VIEW_ITERATORS(values, dict_value_iterator_type, dict_reverse_value_iterator_type)
VIEW_ITERATORS(items, dict_item_iterator_type, dict_reverse_item_iterator_type)
