/* functools.lru_cache's wrapper: a callable that remembers results by its arguments.
 *
 * The results stand in a dict in the order of their last use: a hit moves its entry to the end, and
 * when there are maxsize of them the first one goes. The key of a single argument that is an exact
 * int or str is the argument itself, else a tuple (args..., mark, name, value, ..., types...). */
#include "lib/native/functools.h"

#include "vm/objects/dict_table.h"

typedef struct LruCache {
    Object header;
    Value function;
    Value cache; /* Dict */
    Value info_type;
    Value mark;       /* between positional and keyword arguments in keys */
    int64_t max_size; /* -1: without limit */
    int64_t hits, misses;
    bool typed;
    uintptr_t shape;
} LruCache;

static LruCache *lru_of(Value value) {
    return (LruCache *)object_of(value);
}

static Value lru_new(Type *type, Value *args, size_t count, Tuple *names) {
    static Signature signature =
        SIGNATURE("lru_cache(user_function, maxsize, typed, cache_info_type)");
    Value bound[4];
    if (!arguments_bind(&signature, args, count, names, bound))
        return NULL;
    if (!is_callable(bound[0]))
        return raise_type_error("the first argument must be callable");
    ptrdiff_t max_size = -1;
    if (bound[1] != NONE) {
        if (type_of(bound[1])->to_index == NULL)
            return raise_type_error("maxsize should be integer or None");
        if (!int_as_size(bound[1], &max_size))
            return NULL;
        if (max_size < 0)
            max_size = 0;
    }
    Answer typed = object_truth(bound[2]);
    if (typed == ANSWER_ERROR)
        return NULL;
    Dict *cache = dict_new();
    Value mark = cache != NULL ? call_0(value_of(&object_type)) : NULL;
    LruCache *self = mark != NULL ? type_allocate(type, 0) : NULL;
    if (self == NULL) {
        decref_maybe(value_of(cache));
        decref_maybe(mark);
        return NULL;
    }
    self->function = own(bound[0]);
    self->cache = value_of(cache);
    self->info_type = own(bound[3]);
    self->mark = mark;
    self->max_size = max_size;
    self->hits = self->misses = 0;
    self->typed = typed == ANSWER_YES;
    mem_gc_track(self);
    return value_of(self);
}

static void lru_clear(Object *object) {
    LruCache *self = (LruCache *)object;
    clear_value(&self->function);
    clear_value(&self->cache);
    clear_value(&self->info_type);
    clear_value(&self->mark);
    instance_word_clear(object);
}

static void lru_dealloc(Object *object) {
    mem_gc_untrack(object);
    lru_clear(object);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void lru_traverse(Object *object, MemVisit visit, void *context) {
    const LruCache *self = (LruCache *)object;
    visit_value(self->function, visit, context);
    visit_value(self->cache, visit, context);
    visit_value(self->info_type, visit, context);
    visit_value(self->mark, visit, context);
    instance_word_traverse(object, visit, context);
}

/* ---- calling --------------------------------------------------------------------------------- */

static Value make_key(const LruCache *self, Value *args, size_t count, Tuple *names) {
    size_t keyword_count = names != NULL ? names->count : 0, at = 0;
    if (count == 1 && keyword_count == 0 && !self->typed &&
        (is_exact_int(args[0]) || is_exact_str(args[0])))
        return own(args[0]);
    size_t size = count + (keyword_count != 0 ? 1 + 2 * keyword_count : 0);
    size += self->typed ? count + keyword_count : 0;
    Tuple *key = tuple_new(size);
    if (key == NULL)
        return NULL;
    for (size_t i = 0; i < count; i++)
        key->items[at++] = own(args[i]);
    if (keyword_count != 0)
        key->items[at++] = own(self->mark);
    for (size_t i = 0; i < keyword_count; i++) {
        key->items[at++] = own(names->items[i]);
        key->items[at++] = own(args[count + i]);
    }
    for (size_t i = 0; self->typed && i < count + keyword_count; i++)
        key->items[at++] = own(value_of(type_of(args[i])));
    return value_of(key);
}

/* The remembered result, owned; its entry becomes the last one. */
static Lookup use_entry(LruCache *self, Value key, Hash hash, Value *result) {
    Dict *cache = dict_of(self->cache);
    ptrdiff_t number = dict_find(cache, key, hash);
    if (number < 0)
        return number == DICT_ERROR ? LOOKUP_ERROR : LOOKUP_MISSING;
    *result = own(cache->entries[number].value);
    if (self->max_size > 0 && (size_t)number + 1 != cache->used) {
        Value stored_key, stored;
        dict_take_entry(cache, (size_t)number, &stored_key, &stored);
        if (!dict_insert_steal(cache, stored_key, hash, stored)) {
            clear_value(result);
            return LOOKUP_ERROR;
        }
    }
    return LOOKUP_FOUND;
}

static bool remember(LruCache *self, Value key, Hash hash, Value result) {
    Dict *cache = dict_of(own(self->cache));
    /* The call may have filled the cache, and with this key. */
    ptrdiff_t number = dict_find(cache, key, hash);
    bool done = number >= 0;
    if (number == DICT_MISSING) {
        Value old_key = NULL, old = NULL;
        if (self->max_size > 0 && cache->count >= (size_t)self->max_size)
            dict_take_entry(cache, dict_skip_deleted(cache, 0), &old_key, &old);
        done = dict_insert_steal(cache, own(key), hash, own(result));
        decref_maybe(old_key);
        decref_maybe(old);
    }
    GIVE_UP(cache);
    return done;
}

static Value lru_call(Value self_value, Value *args, size_t count, Tuple *names) {
    LruCache *self = lru_of(self_value);
    if (!recursion_enter(" while calling a Python object"))
        return NULL;
    if (self->max_size == 0) {
        self->misses++;
        return call(self->function, args, count, names);
    }
    Value key = make_key(self, args, count, names), result = NULL;
    Hash hash = key != NULL ? key_hash(key) : -1;
    Lookup found = hash != -1 ? use_entry(self, key, hash, &result) : LOOKUP_ERROR;
    if (found == LOOKUP_FOUND)
        self->hits++;
    else if (found == LOOKUP_MISSING) {
        self->misses++;
        result = call(self->function, args, count, names);
        if (result != NULL && !remember(self, key, hash, result))
            clear_value(&result);
    }
    decref_maybe(key);
    return result;
}

static Value lru_descr_get(Value self, Value instance, Value owner) {
    return instance == NULL ? own(self) : method_new(self, instance);
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value lru_cache_info(Value self_value, Value *args) {
    const LruCache *self = lru_of(self_value);
    Value parts[] = {
        value_from_int64(self->hits),
        value_from_int64(self->misses),
        self->max_size < 0 ? NONE : value_from_int64(self->max_size),
        value_from_int64((int64_t)dict_of(self->cache)->count),
    };
    Value info = call(self->info_type, parts, 4, NULL);
    return info;
}

static Value lru_cache_clear(Value self_value, Value *args) {
    LruCache *self = lru_of(self_value);
    self->hits = self->misses = 0;
    dict_clear(dict_of(self->cache));
    return NONE;
}

static Value lru_reduce(Value self, Value *args) {
    return attribute_get(self, names.__qualname__);
}

static Value lru_copy(Value self, Value *args) {
    return own(self);
}

static const NativeMethod methods[] = {
    NATIVE("cache_info($self, /)", lru_cache_info, "Report cache statistics"),
    NATIVE("cache_clear($self, /)", lru_cache_clear, "Clear the cache and cache statistics"),
    NATIVE("__reduce__($self, /)", lru_reduce, NULL),
    NATIVE("__copy__($self, /)", lru_copy, NULL),
    NATIVE("__deepcopy__($self, memo, /)", lru_copy, NULL),
    NATIVE_END,
};

static const NativeGetSet getsets[] = {
    {"__dict__", instance_get_dict, instance_set_dict, NULL},
    {NULL, NULL, NULL, NULL},
};

Type functools_lru_cache_type = {
    TYPE_INIT_CONTAINER("functools._lru_cache_wrapper", sizeof(LruCache), lru_dealloc, lru_traverse,
                        lru_clear),
    .flags = TYPE_BASE | TYPE_METHOD_LIKE,
    .shape_offset = offsetof(LruCache, shape),
    .accepts_weakrefs = true,
    .doc = "Create a cached callable that wraps another function.\n\n"
           "user_function:      the function being cached\n\n"
           "maxsize:  0         for no caching\n"
           "          None      for unlimited cache size\n"
           "          n         for a bounded cache\n\n"
           "typed:    False     cache f(3) and f(3.0) as identical calls\n"
           "          True      cache f(3) and f(3.0) as distinct calls\n\n"
           "cache_info_type:    namedtuple class with the fields:\n"
           "                        hits misses currsize maxsize\n",
    .methods = methods,
    .getsets = getsets,
    .new = lru_new,
    .call = lru_call,
    .descr_get = lru_descr_get,
    .get_attr = attribute_get_generic,
    .set_attr = attribute_set_generic,
};
