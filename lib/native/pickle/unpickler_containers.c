/* Opcodes that make and fill tuples, lists, dicts and sets. */
#include "lib/native/pickle/unpickler_parts.h"

bool unpickler_load_short_tuple(Unpickler *u, size_t size) {
    if (u->count < unpickler_floor(u) + size)
        return unpickler_raise_underflow(u) != NULL;
    Tuple *tuple = tuple_from_array_steal(u->stack + u->count - size, size);
    u->count -= size;
    return unpickler_push_steal(u, value_of(tuple));
}

/* Calls target.method(items...) for each item above `start`. */
static bool call_for_each(Unpickler *u, Value target, Value method, size_t start) {
    bool fine = method != NULL;
    for (size_t i = start; fine && i < u->count; i++) {
        Value result = call_1(method, u->stack[i]);
        decref_maybe(result);
        fine = result != NULL;
    }
    decref_maybe(method);
    unpickler_drop_to(u, start);
    return fine;
}

static Value method_of(Value target, const char *text) {
    Str *name = str_interned(text);
    Value method = name ? attribute_get(target, name) : NULL;
    decref_maybe(value_of(name));
    return method;
}

/* No Python code runs meanwhile. */
static bool move_to_list(Unpickler *u, size_t start, List *list) {
    bool fine = true;
    for (size_t i = start; i < u->count; i++) {
        if (fine)
            fine = list_append_steal(list, u->stack[i]);
        else
            u->stack[start++] = u->stack[i]; /* stays, to be given up with the stack */
    }
    u->count = start;
    return fine;
}

bool unpickler_append_items(Unpickler *u, size_t start) {
    if (start <= unpickler_floor(u) || start == 0)
        return unpickler_raise_underflow(u) != NULL;
    Value target = u->stack[start - 1];
    if (u->count == start)
        return true;
    if (is_exact_list(target))
        return move_to_list(u, start, list_of(target));
    Str *name = str_interned("extend");
    Value extend = NULL;
    if (!name)
        return false;
    Lookup found = attribute_lookup(target, name, &extend);
    GIVE_UP(name);
    if (found == LOOKUP_ERROR)
        return false;
    if (found == LOOKUP_MISSING)
        return call_for_each(u, target, method_of(target, "append"), start);
    List *items = list_from_array(u->stack + start, u->count - start);
    Value result = items ? call_1(extend, value_of(items)) : NULL;
    decref(extend);
    decref_maybe(value_of(items));
    decref_maybe(result);
    unpickler_drop_to(u, start);
    return result != NULL;
}

bool unpickler_set_items(Unpickler *u, size_t start) {
    if (start <= unpickler_floor(u) || start == 0)
        return unpickler_raise_underflow(u) != NULL;
    if ((u->count - start) % 2)
        return raise_unpickling("odd number of items for SETITEMS");
    Value target = u->stack[start - 1];
    bool is_plain = is_exact_dict(target);
    for (size_t i = start; i < u->count; i += 2)
        if (is_plain ? !dict_set(dict_of(target), u->stack[i], u->stack[i + 1])
                     : !object_set_item(target, u->stack[i], u->stack[i + 1]))
            return false;
    unpickler_drop_to(u, start);
    return true;
}

bool unpickler_load_dict(Unpickler *u) {
    size_t start;
    if (!unpickler_pop_mark(u, &start))
        return false;
    if ((u->count - start) % 2)
        return raise_unpickling("odd number of items for DICT");
    Dict *dict = dict_new();
    bool fine = dict != NULL;
    for (size_t i = start; fine && i < u->count; i += 2)
        fine = dict_set(dict, u->stack[i], u->stack[i + 1]);
    unpickler_drop_to(u, start);
    if (fine)
        return unpickler_push_steal(u, value_of(dict));
    decref_maybe(value_of(dict));
    return false;
}

bool unpickler_add_items(Unpickler *u) {
    size_t start;
    if (!unpickler_pop_mark(u, &start))
        return false;
    if (start <= unpickler_floor(u) || start == 0)
        return unpickler_raise_underflow(u) != NULL;
    Value target = u->stack[start - 1];
    return u->count == start || call_for_each(u, target, method_of(target, "add"), start);
}

bool unpickler_load_frozenset(Unpickler *u) {
    List *items = unpickler_pop_list(u);
    Value result = items ? call_1(value_of(&frozenset_type), value_of(items)) : NULL;
    decref_maybe(value_of(items));
    return unpickler_push_steal(u, result);
}
