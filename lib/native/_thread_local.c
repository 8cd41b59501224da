/* _thread._local: attributes that each thread has of its own.
 *
 * A thread's dict maps the local object's identity to the dict of its attributes in that thread;
 * the local object takes its entries out of all threads when it dies. For the collector the
 * attributes belong to the local object: the threads' dicts are not tracked. In each thread that
 * touches it, __init__ is called with the arguments it was made with. */
#include "lib/native/_thread_locks.h"
#include "lib/native/_thread_local.h"
#include "vm/objects/dict.h"

typedef struct Local {
    Object header;
    Value key; /* an int of its own */
    Value args, keywords;
} Local;

static int64_t next_key = 1;

static Local *local_from(Value self) {
    return (Local *)object_of(self);
}

/* ---- life ------------------------------------------------------------------------------------ */

static Value make(Type *type, Value *args, size_t count, Tuple *keywords) {
    if ((count || (keywords && keywords->count)) && type->init == object_type.init)
        return raise_type_error("Initialization arguments are not supported");
    Tuple *positional = tuple_from_array(args, count);
    Dict *named = dict_new();
    bool done = positional && named;
    for (size_t i = 0; done && keywords && i < keywords->count; i++)
        done = dict_set(named, keywords->items[i], args[count + i]);
    Local *local = done ? type_allocate(type, 0) : NULL;
    if (!local) {
        if (positional)
            GIVE_UP(positional);
        if (named)
            GIVE_UP(named);
        return NULL;
    }
    local->key = value_of_small_int(next_key++);
    local->args = value_of(positional);
    local->keywords = value_of(named);
    mem_gc_track(local);
    return value_of(local);
}

static void clear(Object *object) {
    Local *local = (Local *)object;
    clear_value(&local->args);
    clear_value(&local->keywords);
    for (Thread *thread = thread_next(NULL); thread; thread = thread_next(thread))
        if (thread->dict && dict_delete(dict_of(thread->dict), local->key) == LOOKUP_ERROR)
            exception_clear();
}

static void dealloc(Object *object) {
    mem_gc_untrack(object);
    clear(object);
    mem_object_free(object, object->type->basic_size);
}

static void traverse(Object *object, MemVisit visit, void *context) {
    Local *local = (Local *)object;
    visit_value(local->args, visit, context);
    visit_value(local->keywords, visit, context);
    for (Thread *thread = thread_next(NULL); thread; thread = thread_next(thread)) {
        size_t position = 0;
        Value key, attributes;
        while (thread->dict && dict_next(dict_of(thread->dict), &position, &key, &attributes))
            if (key == local->key)
                visit_value(attributes, visit, context);
    }
}

/* ---- attributes ------------------------------------------------------------------------------ */

static Dict *thread_dict_borrowed(void) {
    Thread *thread = current_thread;
    if (!thread->dict)
        thread->dict = value_of(dict_new());
    return thread->dict ? dict_of(thread->dict) : NULL;
}

bool thread_dict_set(Value key, Value value) {
    Dict *dict = thread_dict_borrowed();
    bool done = dict && dict_set(dict, key, value);
    if (done)
        mem_gc_untrack(dict); /* the value has made it known */
    return done;
}

/* The calling thread's attributes: owned. */
static Dict *attributes_of(Value self) {
    Local *local = local_from(self);
    Dict *dict = thread_dict_borrowed();
    if (!dict)
        return NULL;
    Value attributes;
    Lookup found = dict_lookup(dict, local->key, &attributes);
    if (found != LOOKUP_MISSING)
        return found == LOOKUP_FOUND ? dict_of(attributes) : NULL;
    Dict *made = dict_new();
    if (!made || !thread_dict_set(local->key, value_of(made))) {
        if (made)
            GIVE_UP(made);
        return NULL;
    }
    /* New in this thread: as if made here. The thread that makes it calls __init__ by itself. */
    if (type_of(self)->init == object_type.init || !local->args)
        return made;
    if (local->header.flags & MEM_OBJECT_TRACKED && local->keywords) {
        Value init = attribute_get(value_of(type_of(self)), names.__init__);
        Tuple *given = tuple_of(local->args);
        Tuple *all = init ? tuple_new(given->count + 1) : NULL;
        Value result = NULL;
        if (all) {
            all->items[0] = own(self);
            for (size_t i = 0; i < given->count; i++)
                all->items[i + 1] = own(given->items[i]);
            result = call_tuple(init, all, dict_of(local->keywords));
            GIVE_UP(all);
        }
        decref_maybe(init);
        decref_maybe(result);
        if (!result) {
            GIVE_UP(made);
            Value pending = exception_fetch();
            if (dict_delete(dict, local->key) == LOOKUP_ERROR)
                exception_clear();
            exception_restore_steal(pending);
            return NULL;
        }
    }
    return made;
}

/* The making thread's attributes exist from the start, so that __init__ runs only once there. */
static Value make_here(Type *type, Value *args, size_t count, Tuple *keywords) {
    Value self = make(type, args, count, keywords);
    if (!self)
        return NULL;
    Value kept = local_from(self)->args;
    local_from(self)->args = NULL;
    Dict *attributes = attributes_of(self);
    local_from(self)->args = kept;
    if (!attributes) {
        decref(self);
        return NULL;
    }
    GIVE_UP(attributes);
    return self;
}

static Value get_attr(Value self, Str *name) {
    Dict *attributes = attributes_of(self);
    if (!attributes)
        return NULL;
    Value result = NULL;
    if (str_equal(name, names.__dict__))
        return value_of(attributes);
    Value of_class = type_lookup_borrowed(type_of(self), name);
    own_maybe(of_class);
    Type *kind = of_class ? type_of(of_class) : NULL;
    Value own_value = dict_get_name_borrowed(attributes, name);
    if (kind && kind->descr_get && kind->descr_set)
        result = kind->descr_get(of_class, self, value_of(type_of(self)));
    else if (own_value)
        result = own(own_value);
    else if (kind && kind->descr_get)
        result = kind->descr_get(of_class, self, value_of(type_of(self)));
    else if (of_class)
        result = own(of_class);
    else
        raise_attribute_error_of(self, name, "'%.100s' object has no attribute '%U'",
                                 type_name_of(self), name);
    decref_maybe(of_class);
    GIVE_UP(attributes);
    return result;
}

static bool set_attr(Value self, Str *name, Value value) {
    if (str_equal(name, names.__dict__))
        return raise_attribute_error_of(self, name, "'%.100s' object attribute '%U' is read-only",
                                        type_name_of(self), name);
    Dict *attributes = attributes_of(self);
    if (!attributes)
        return false;
    Value of_class = type_lookup_borrowed(type_of(self), name);
    bool done;
    if (of_class && type_of(of_class)->descr_set) {
        incref(of_class);
        done = type_of(of_class)->descr_set(of_class, self, value);
        decref(of_class);
    } else if (value)
        done = dict_set_name(attributes, name, value);
    else {
        Lookup found = dict_delete(attributes, value_of(name));
        done = found == LOOKUP_FOUND;
        if (found == LOOKUP_MISSING)
            raise_attribute_error_of(self, name, "'%.100s' object has no attribute '%U'",
                                     type_name_of(self), name);
    }
    GIVE_UP(attributes);
    return done;
}

Type thread_local_type = {
    TYPE_INIT_CONTAINER("_thread._local", sizeof(Local), dealloc, traverse, clear),
    .flags = TYPE_BASE,
    .accepts_weakrefs = true,
    .doc = "_local()\n--\n\nThread-local data",
    .new = make_here,
    .get_attr = get_attr,
    .set_attr = set_attr,
};
