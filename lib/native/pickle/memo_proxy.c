/* Pickler.memo and Unpickler.memo: objects through which the memos are seen, copied, emptied and
 * given to another pickler or unpickler. As dicts they are {id: (number, object)} and
 * {number: object}. */
#include "lib/native/pickle/memo_proxy.h"

typedef struct MemoProxy {
    Object header;
    Value owner; /* the Pickler or Unpickler */
} MemoProxy;

static MemoProxy *proxy_of(Value value) {
    return (MemoProxy *)object_of(value);
}

static Value owner_of(Value proxy) {
    return proxy_of(proxy)->owner;
}

static Value proxy_new(Type *type, Value owner) {
    MemoProxy *proxy = type_allocate(type, 0);
    if (!proxy)
        return NULL;
    proxy->owner = own(owner);
    mem_gc_track(proxy);
    return value_of(proxy);
}

static void proxy_dealloc(Object *object) {
    mem_gc_untrack(object);
    decref(((MemoProxy *)object)->owner);
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

static void proxy_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(((MemoProxy *)object)->owner, visit, context);
}

/* (dict, (copy,)) */
static Value reduce_steal(Value copy) {
    Tuple *args = copy ? tuple_pack(1, copy) : NULL;
    decref_maybe(copy);
    Tuple *reduced = args ? tuple_pack(2, value_of(&dict_type), value_of(args)) : NULL;
    decref_maybe(value_of(args));
    return value_of(reduced);
}

static bool add_steal(Dict *dict, Value key, Value value) {
    bool done = key && value && dict_set(dict, key, value);
    decref_maybe(key);
    decref_maybe(value);
    return done;
}

/* The dict, if all its parts could be added. */
static Value checked_steal(Dict *dict, bool done) {
    if (dict && !done) {
        GIVE_UP(dict);
        return NULL;
    }
    return value_of(dict);
}

/* ---- of a pickler ---------------------------------------------------------------------------- */

static Value pickler_copy(Value self, Value *args) {
    const Memo *memo = &pickler_of(owner_of(self))->memo;
    Dict *dict = dict_new();
    bool done = dict != NULL;
    for (size_t i = 0; done && memo->entries && i <= memo->mask; i++) {
        const MemoEntry *entry = &memo->entries[i];
        if (!entry->object)
            continue;
        Value number = value_of_small_int((int64_t)entry->number);
        done = add_steal(dict, value_from_uint64((uint64_t)(uintptr_t)object_of(entry->object)),
                         value_of(tuple_pack(2, number, entry->object)));
    }
    return checked_steal(dict, done);
}

static Value pickler_clear(Value self, Value *args) {
    memo_clear(&pickler_of(owner_of(self))->memo);
    return NONE;
}

static Value pickler_reduce(Value self, Value *args) {
    return reduce_steal(pickler_copy(self, NULL));
}

static const NativeMethod pickler_methods[] = {
    NATIVE("clear($self, /)", pickler_clear, "Remove all items from memo."),
    NATIVE("copy($self, /)", pickler_copy, "Copy the memo to a new object."),
    NATIVE("__reduce__($self, /)", pickler_reduce, "Implement pickle support."), NATIVE_END};

static Type pickler_proxy_type = {
    TYPE_INIT_CONTAINER("_pickle.PicklerMemoProxy", sizeof(MemoProxy), proxy_dealloc,
                        proxy_traverse, NULL),
    .base = &object_type,
    .methods = pickler_methods,
};

Value pickler_get_memo(Value self) {
    return proxy_new(&pickler_proxy_type, self);
}

static bool add_entries(Memo *memo, Dict *entries) {
    size_t position = 0;
    Value key, value;
    while (dict_next(entries, &position, &key, &value)) {
        ptrdiff_t number;
        if (!is_tuple(value) || tuple_of(value)->count != 2)
            return raise_type_error("'memo' values must be 2-item tuples");
        Value object = tuple_of(value)->items[1];
        if (!object_index_as_size(tuple_of(value)->items[0], &number, &exc_OverflowError))
            return false;
        if (is_object(object) && !memo_add(memo, object, (size_t)number))
            return false;
    }
    return true;
}

bool pickler_set_memo(Value self, Value value) {
    if (!value)
        return raise_type_error("attribute deletion is not supported");
    bool is_proxy = has_type(value, &pickler_proxy_type);
    if (!is_proxy && !is_dict(value))
        return raise_type_error("'memo' attribute must be a PicklerMemoProxy object or dict, "
                                "not %.200s",
                                type_name_of(value));
    Value entries = is_proxy ? pickler_copy(value, NULL) : own(value);
    Memo memo = {0};
    bool done = entries && add_entries(&memo, dict_of(entries));
    decref_maybe(entries);
    if (done) {
        Memo old = pickler_of(self)->memo;
        pickler_of(self)->memo = memo;
        memo = old;
    }
    memo_clear(&memo);
    return done;
}

/* ---- of an unpickler ------------------------------------------------------------------------- */

static Value unpickler_copy(Value self, Value *args) {
    const Unpickler *unpickler = unpickler_of(owner_of(self));
    Dict *dict = dict_new();
    bool done = dict != NULL;
    for (size_t i = 0; done && i < unpickler->memo_capacity; i++)
        if (unpickler->memo[i])
            done = dict_set(dict, value_of_small_int((int64_t)i), unpickler->memo[i]);
    return checked_steal(dict, done);
}

static Value unpickler_clear(Value self, Value *args) {
    unpickler_memo_clear(unpickler_of(owner_of(self)));
    return NONE;
}

static Value unpickler_reduce(Value self, Value *args) {
    return reduce_steal(unpickler_copy(self, NULL));
}

static const NativeMethod unpickler_methods[] = {
    NATIVE("clear($self, /)", unpickler_clear, "Remove all items from memo."),
    NATIVE("copy($self, /)", unpickler_copy, "Copy the memo to a new object."),
    NATIVE("__reduce__($self, /)", unpickler_reduce, "Implement pickling support."), NATIVE_END};

static Type unpickler_proxy_type = {
    TYPE_INIT_CONTAINER("_pickle.UnpicklerMemoProxy", sizeof(MemoProxy), proxy_dealloc,
                        proxy_traverse, NULL),
    .base = &object_type,
    .methods = unpickler_methods,
};

Value unpickler_get_memo(Value self) {
    return proxy_new(&unpickler_proxy_type, self);
}

static bool check_keys(Dict *entries) {
    size_t position = 0;
    Value key, value;
    while (dict_next(entries, &position, &key, &value)) {
        if (!is_int(key))
            return raise_type_error("memo key must be integers");
        if (int_sign(key) < 0)
            return raise_value_error("memo key must be positive integers.");
        if (!is_small_int(key))
            return raise_no_memory();
    }
    return true;
}

bool unpickler_set_memo(Value self, Value value) {
    if (!value)
        return raise_type_error("attribute deletion is not supported");
    bool is_proxy = has_type(value, &unpickler_proxy_type);
    if (!is_proxy && !is_dict(value))
        return raise_type_error("'memo' attribute must be an UnpicklerMemoProxy object or dict, "
                                "not %.200s",
                                type_name_of(value));
    Value entries = is_proxy ? unpickler_copy(value, NULL) : own(value);
    bool done = entries && check_keys(dict_of(entries));
    if (done)
        unpickler_memo_clear(unpickler_of(self));
    size_t position = 0;
    Value key, object;
    while (done && dict_next(dict_of(entries), &position, &key, &object))
        done = unpickler_memo_add(unpickler_of(self), (uint64_t)small_int_of(key), object);
    decref_maybe(entries);
    return done;
}
