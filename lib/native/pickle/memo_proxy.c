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

/* ---- copies ---------------------------------------------------------------------------------- */

static Value pickler_copy(Value owner) {
    const Memo *memo = &pickler_of(owner)->memo;
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

static Value unpickler_copy(Value owner) {
    const Unpickler *unpickler = unpickler_of(owner);
    Dict *dict = dict_new();
    bool done = dict != NULL;
    for (size_t i = 0; done && i < unpickler->memo_capacity; i++)
        if (unpickler->memo[i])
            done = dict_set(dict, value_of_small_int((int64_t)i), unpickler->memo[i]);
    return checked_steal(dict, done);
}

/* ---- the types ------------------------------------------------------------------------------- */

static Type pickler_proxy_type, unpickler_proxy_type;

static Value proxy_copy(Value self, Value *args) {
    Value owner = proxy_of(self)->owner;
    return has_type(self, &pickler_proxy_type) ? pickler_copy(owner) : unpickler_copy(owner);
}

static Value proxy_clear(Value self, Value *args) {
    Value owner = proxy_of(self)->owner;
    if (has_type(self, &pickler_proxy_type))
        memo_clear(&pickler_of(owner)->memo);
    else
        unpickler_memo_clear(unpickler_of(owner));
    return NONE;
}

static Value proxy_reduce(Value self, Value *args) {
    return reduce_steal(proxy_copy(self, NULL));
}

static const NativeMethod proxy_methods[] = {
    NATIVE("clear($self, /)", proxy_clear, "Remove all items from memo."),
    NATIVE("copy($self, /)", proxy_copy, "Copy the memo to a new object."),
    NATIVE("__reduce__($self, /)", proxy_reduce, "Implement pickle support."), NATIVE_END};

#define PROXY_TYPE(name)                                                                           \
    {                                                                                              \
        TYPE_INIT_CONTAINER("_pickle." name, sizeof(MemoProxy), proxy_dealloc, proxy_traverse,     \
                            NULL),                                                                 \
            .base = &object_type, .methods = proxy_methods,                                        \
    }

static Type pickler_proxy_type = PROXY_TYPE("PicklerMemoProxy");
static Type unpickler_proxy_type = PROXY_TYPE("UnpicklerMemoProxy");

Value pickler_get_memo(Value self) {
    return proxy_new(&pickler_proxy_type, self);
}

Value unpickler_get_memo(Value self) {
    return proxy_new(&unpickler_proxy_type, self);
}

/* ---- assignment ------------------------------------------------------------------------------ */

/* What is to be the memo, in a dict of our own: code that runs meanwhile may change the one given.
 */
static Dict *entries_new(Value value, const Type *proxy, const char *expected) {
    if (!value)
        return raise_type_error("attribute deletion is not supported");
    if (has_type(value, proxy))
        return (Dict *)proxy_copy(value, NULL);
    if (is_dict(value))
        return dict_copy(dict_of(value));
    return raise_type_error("'memo' attribute must be %s object or dict, not %.200s", expected,
                            type_name_of(value));
}

static bool add_entries(Memo *memo, Dict *entries) {
    size_t position = 0;
    Value key, value;
    while (dict_next(entries, &position, &key, &value)) {
        ptrdiff_t number;
        if (!is_tuple(value) || tuple_of(value)->count != 2)
            return raise_type_error("'memo' values must be 2-item tuples");
        Value object = tuple_of(value)->items[1];
        if (!is_int(tuple_of(value)->items[0]))
            return raise_type_error("an integer is required");
        if (!int_as_size(tuple_of(value)->items[0], &number))
            return false;
        if (is_object(object) && !memo_add(memo, object, (size_t)number))
            return false;
    }
    return true;
}

bool pickler_set_memo(Value self, Value value) {
    Dict *entries = entries_new(value, &pickler_proxy_type, "a PicklerMemoProxy");
    Memo memo = {0};
    bool done = entries && add_entries(&memo, entries);
    decref_maybe(value_of(entries));
    if (done) {
        Memo old = pickler_of(self)->memo;
        pickler_of(self)->memo = memo;
        memo = old;
    }
    memo_clear(&memo);
    return done;
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
    Dict *entries = entries_new(value, &unpickler_proxy_type, "an UnpicklerMemoProxy");
    bool done = entries && check_keys(entries);
    if (done)
        unpickler_memo_clear(unpickler_of(self));
    size_t position = 0;
    Value key, object;
    while (done && dict_next(entries, &position, &key, &object))
        done = unpickler_memo_add(unpickler_of(self), (uint64_t)small_int_of(key), object);
    decref_maybe(value_of(entries));
    return done;
}
