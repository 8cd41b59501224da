/* Module _weakref: what module weakref builds on. */
#include "vm/objects/weakref.h"
#include "vm/vm.h"

static Value get_count(Value self, Value *args) {
    if (!is_object(args[0]))
        return value_of_small_int(0);
    return value_of_small_int((int64_t)mem_weakref_count(object_of(args[0])));
}

/* The reference and the proxy that everybody shares come first. */
static bool is_shared(const MemWeakref *reference) {
    return !reference->callback && !(((Type *)reference->header.type)->flags & TYPE_HEAP);
}

static bool add_references(List *list, Object *object, bool shared) {
    for (MemWeakref *at = mem_weakref_first(object); at; at = at->next)
        if (is_shared(at) == shared && !list_append(list, value_of(at)))
            return false;
    return true;
}

static Value get_references(Value self, Value *args) {
    List *list = list_new(0);
    if (!list || !is_object(args[0]))
        return value_of(list);
    Object *object = object_of(args[0]);
    if (add_references(list, object, true) && add_references(list, object, false))
        return value_of(list);
    GIVE_UP(list);
    return NULL;
}

static Value proxy(Value self, Value *args) {
    return weakref_proxy_new(args[0], args[1]);
}

/* del mapping[key], but only while the value is a weak reference whose object is gone. */
static Value remove_dead(Value self, Value *args) {
    if (!is_dict(args[0]))
        return raise_type_error("_remove_dead_weakref() argument 1 must be dict, not %s",
                                type_name_of(args[0]));
    Value value;
    Lookup found = dict_lookup(dict_of(args[0]), args[1], &value);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_MISSING ? NONE : NULL;
    bool done = true;
    if (!is_instance_of(value, &weakref_type))
        done = raise_type_error("not a weakref");
    else if (!((Weakref *)object_of(value))->mem.referent)
        done = dict_delete(dict_of(args[0]), args[1]) != LOOKUP_ERROR;
    decref(value);
    return done ? NONE : NULL;
}

static const NativeMethod functions[] = {
    NATIVE("getweakrefcount($module, object, /)", get_count,
           "Return the number of weak references to 'object'."),
    NATIVE("getweakrefs($module, object, /)", get_references,
           "Return a list of all weak reference objects pointing to 'object'."),
    NATIVE("proxy($module, object, callback=None, /)", proxy,
           "Create a proxy object that weakly references 'object'."),
    NATIVE("_remove_dead_weakref($module, dct, key, /)", remove_dead,
           "Atomically remove key from dict if it points to a dead weakref."),
    NATIVE_END,
};

static bool exec(Module *module) {
    return type_ready(&weakref_proxy_type) && type_ready(&weakref_callable_proxy_type) &&
           type_ready(&weakref_type) && dict_set_c(module->dict, "ref", value_of(&weakref_type)) &&
           dict_set_c(module->dict, "ReferenceType", value_of(&weakref_type)) &&
           dict_set_c(module->dict, "ProxyType", value_of(&weakref_proxy_type)) &&
           dict_set_c(module->dict, "CallableProxyType", value_of(&weakref_callable_proxy_type));
}

const NativeModule _weakref_module = {
    .name = "_weakref",
    .doc = "Weak-reference support module.",
    .functions = functions,
    .exec = exec,
};
