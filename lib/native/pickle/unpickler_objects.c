/* Opcodes that find globals, call them, make instances and set their state. */
#include "lib/native/pickle/unpickler_parts.h"

/* ---- globals and calls ---------------------------------------------------------------------- */

static Value line_as_str(Unpickler *u, bool utf8) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return NULL;
    if (size == 0)
        return raise_unpickling("pickle data was truncated");
    if (utf8)
        return value_of(str_from_utf8((const char *)text, size));
    for (size_t i = 0; i < size; i++)
        if (text[i] >= 128)
            return raise_unpickling("pickle data was truncated");
    return value_of(str_from_ascii((const char *)text, size));
}

bool unpickler_load_global(Unpickler *u) {
    Value module = line_as_str(u, true), name = module ? line_as_str(u, true) : NULL;
    Value found = name ? unpickler_find_class(u, module, name) : NULL;
    decref_maybe(module);
    decref_maybe(name);
    return unpickler_push_steal(u, found);
}

bool unpickler_load_stack_global(Unpickler *u) {
    Value name = unpickler_pop(u), module = name ? unpickler_pop(u) : NULL, found = NULL;
    if (module) {
        if (is_exact_str(name) && is_exact_str(module))
            found = unpickler_find_class(u, module, name);
        else
            raise_unpickling("STACK_GLOBAL requires str");
    }
    decref_maybe(name);
    decref_maybe(module);
    return unpickler_push_steal(u, found);
}

bool unpickler_load_extension(Unpickler *u, size_t bytes) {
    uint64_t number;
    Value found = NULL, pair = NULL;
    if (!unpickler_read_number(u, bytes, &number))
        return false;
    if (number == 0 || (bytes == 4 && number > INT32_MAX))
        return raise_unpickling("EXT specifies code <= 0");
    Value code = value_of_small_int((int64_t)number);
    Lookup lookup = dict_lookup(dict_of(pickle_shared.extension_cache), code, &found);
    if (lookup != LOOKUP_MISSING)
        return lookup == LOOKUP_FOUND && unpickler_push_steal(u, found);
    lookup = dict_lookup(dict_of(pickle_shared.inverted_registry), code, &pair);
    if (lookup == LOOKUP_MISSING)
        return raise_value_error("unregistered extension code %zu", (size_t)number);
    if (lookup == LOOKUP_ERROR)
        return false;
    if (is_tuple(pair) && tuple_of(pair)->count == 2 && is_str(tuple_of(pair)->items[0]) &&
        is_str(tuple_of(pair)->items[1]))
        found = unpickler_find_class(u, tuple_of(pair)->items[0], tuple_of(pair)->items[1]);
    else
        raise_value_error("_inverted_registry[%zu] isn't a 2-tuple of strings", (size_t)number);
    decref(pair);
    if (found && !dict_set(dict_of(pickle_shared.extension_cache), code, found))
        clear_value(&found);
    return unpickler_push_steal(u, found);
}

bool unpickler_load_reduce(Unpickler *u) {
    Value args = unpickler_pop(u), function = args ? unpickler_pop(u) : NULL, result = NULL;
    if (function) {
        if (is_tuple(args))
            result = call_tuple(function, tuple_of(args), NULL);
        else
            raise_type_error("argument list must be a tuple");
    }
    decref_maybe(args);
    decref_maybe(function);
    return unpickler_push_steal(u, result);
}

/* class.__new__(class, *args, **keywords) */
static Value make_new(Value class, Value args, Value keywords, const char *op) {
    if (!is_type(class))
        return raise_unpickling("%s class argument must be a type, not %T", op, class);
    if (!is_tuple(args))
        return raise_unpickling("%s args argument must be a tuple, not %T", op, args);
    if (keywords && !is_dict(keywords))
        return raise_unpickling("%s kwargs argument must be a dict, not %T", op, keywords);
    const Tuple *given = tuple_of(args);
    Value make = attribute_get(class, names.__new__);
    Tuple *all = make ? tuple_new(given->count + 1) : NULL;
    Value result = NULL;
    if (all) {
        all->items[0] = own(class);
        for (size_t i = 0; i < given->count; i++)
            all->items[1 + i] = own(given->items[i]);
        result = call_tuple(make, all, keywords ? dict_of(keywords) : NULL);
    }
    decref_maybe(make);
    decref_maybe(value_of(all));
    return result;
}

bool unpickler_load_newobj(Unpickler *u, bool with_keywords) {
    Value keywords = NULL;
    if (with_keywords && !(keywords = unpickler_pop(u)))
        return false;
    Value args = unpickler_pop(u), class = args ? unpickler_pop(u) : NULL;
    Value result =
        class ? make_new(class, args, keywords, with_keywords ? "NEWOBJ_EX" : "NEWOBJ") : NULL;
    decref_maybe(keywords);
    decref_maybe(args);
    decref_maybe(class);
    return unpickler_push_steal(u, result);
}

/* An instance of what may be a class without __init__ arguments (protocol 0 and 1). */
static Value instantiate(Value class, Tuple *args) {
    if (args->count == 0 && is_type(class)) {
        Str *name = str_interned("__getinitargs__");
        Value method = NULL;
        if (!name)
            return NULL;
        Lookup found = attribute_lookup(class, name, &method);
        GIVE_UP(name);
        decref_maybe(method);
        if (found == LOOKUP_ERROR)
            return NULL;
        if (found == LOOKUP_MISSING)
            return make_new(class, value_of(args), NULL, "OBJ");
    }
    return call_tuple(class, args, NULL);
}

bool unpickler_load_inst(Unpickler *u) {
    Value module = line_as_str(u, false), name = module ? line_as_str(u, false) : NULL;
    Value class = name ? unpickler_find_class(u, module, name) : NULL;
    Tuple *args = class ? unpickler_pop_tuple(u) : NULL;
    Value result = args ? instantiate(class, args) : NULL;
    decref_maybe(module);
    decref_maybe(name);
    decref_maybe(class);
    decref_maybe(value_of(args));
    return unpickler_push_steal(u, result);
}

bool unpickler_load_obj(Unpickler *u) {
    Tuple *all = unpickler_pop_tuple(u);
    if (!all)
        return false;
    Value result = NULL;
    if (all->count == 0)
        raise_unpickling("unpickling stack underflow");
    else {
        Tuple *args = tuple_slice(all, 1, all->count);
        result = args ? instantiate(all->items[0], args) : NULL;
        decref_maybe(value_of(args));
    }
    GIVE_UP(all);
    return unpickler_push_steal(u, result);
}

bool unpickler_load_persistent_steal(Unpickler *u, Value identity) {
    if (!identity)
        return false;
    if (!u->persistent_method) {
        decref(identity);
        return raise_unpickling("A load persistent id instruction was encountered, but no "
                                "persistent_load function was specified.");
    }
    Value result = call_1(u->persistent_method, identity);
    decref(identity);
    return unpickler_push_steal(u, result);
}

bool unpickler_load_persid(Unpickler *u) {
    size_t size;
    const uint8_t *text = unpickler_line(u, &size);
    if (!text)
        return false;
    for (size_t i = 0; i < size; i++)
        if (text[i] >= 128)
            return raise_unpickling("persistent IDs in protocol 0 must be ASCII strings");
    return unpickler_load_persistent_steal(u, value_of(str_from_ascii((const char *)text, size)));
}

/* ---- state ---------------------------------------------------------------------------------- */

/* Attributes from a dict, their names interned. */
static bool set_attributes(Value object, Value state, bool through_dict) {
    if (!is_dict(state))
        return through_dict ? raise_unpickling("state is not a dictionary")
                            : raise_unpickling("slot state is not a dictionary");
    Value target = through_dict ? attribute_get(object, names.__dict__) : own(object);
    if (!target)
        return false;
    List *pairs = dict_items_list(dict_of(state));
    bool fine = pairs != NULL;
    for (size_t i = 0; fine && i < pairs->count; i++) {
        Tuple *pair = tuple_of(pairs->items[i]);
        Value key = own(pair->items[0]);
        if (is_exact_str(key))
            key = value_of(str_intern_steal(str_of(key)));
        if (!key)
            fine = false;
        else if (through_dict)
            fine = object_set_item(target, key, pair->items[1]);
        else if (is_str(key))
            fine = attribute_set(target, str_of(key), pair->items[1]);
        else
            fine = raise_type_error("attribute name must be string, not '%T'", key);
        decref_maybe(key);
    }
    decref(target);
    decref_maybe(value_of(pairs));
    return fine;
}

static bool set_state(Value object, Value state) {
    Value setter = NULL;
    Lookup found = attribute_lookup(object, names.__setstate__, &setter);
    if (found == LOOKUP_ERROR)
        return false;
    if (found == LOOKUP_FOUND) {
        Value result = call_1(setter, state);
        decref(setter);
        decref_maybe(result);
        return result != NULL;
    }
    Value slots = NULL;
    if (is_tuple(state) && tuple_of(state)->count == 2) {
        slots = tuple_of(state)->items[1];
        state = tuple_of(state)->items[0];
    }
    return (state == NONE || set_attributes(object, state, true)) &&
           (!slots || slots == NONE || set_attributes(object, slots, false));
}

bool unpickler_load_build(Unpickler *u) {
    Value state = unpickler_pop(u), object = state ? unpickler_top_borrowed(u) : NULL;
    bool fine = object && set_state(object, state);
    decref_maybe(state);
    return fine;
}
