/* Classes and functions, which are saved by name, and objects that are saved as a call and a
 * state: what copyreg's table, __reduce_ex__ or __reduce__ says. */
#include "lib/native/pickle/save.h"
#include "vm/import.h"
#include "vm/objects/search.h"

#include <string.h>

/* ---- names ----------------------------------------------------------------------------------- */

static Value attribute_or_null(Value object, const char *text) {
    Str *name = str_interned(text);
    Value value = NULL;
    if (!name)
        return NULL;
    if (attribute_lookup(object, name, &value) == LOOKUP_ERROR)
        value = NULL;
    GIVE_UP(name);
    return value;
}

Value pickle_get_path(Value object, Str *path, Value *parent) {
    size_t start = 0;
    Value current = own(object), above = NULL;
    for (;;) {
        size_t end = start;
        while (end < path->length && str_at(path, end) != '.')
            end++;
        Str *name = str_substring(path, start, end);
        Value next = NULL;
        if (name && str_equal_c(name, "<locals>"))
            raise_attribute_error("Can't get local attribute %R on %R", value_of(path), object);
        else if (name)
            next = attribute_get(current, name);
        decref_maybe(value_of(name));
        decref_maybe(above);
        above = current;
        current = next;
        if (!next || end >= path->length)
            break;
        start = end + 1;
    }
    if (current && parent)
        *parent = above;
    else
        decref(above);
    return current;
}

/* The first module in which the object is found under the name, if it does not say its own. */
static Value module_of(Value object, Str *name) {
    Value module = attribute_or_null(object, "__module__");
    if (module && module != NONE)
        return module;
    if (exception_pending())
        return NULL;
    List *pairs = dict_items_list(modules_dict_borrowed());
    if (!pairs)
        return NULL;
    Value found = NULL;
    for (size_t i = 0; i < pairs->count && !found; i++) {
        Tuple *pair = tuple_of(pairs->items[i]);
        if (!is_str(pair->items[0]) || str_equal_c(str_of(pair->items[0]), "__main__") ||
            str_equal_c(str_of(pair->items[0]), "__mp_main__") || pair->items[1] == NONE)
            continue;
        Value candidate = pickle_get_path(pair->items[1], name, NULL);
        if (!candidate)
            exception_clear();
        if (candidate == object)
            found = own(pair->items[0]);
        decref_maybe(candidate);
    }
    GIVE_UP(pairs);
    return found ? found : value_of(str_from_c("__main__"));
}

static bool is_local(const Str *name) {
    static const char part[] = "<locals>";
    return search_first(name->data, name->width, name->length, part, 1, sizeof part - 1) >= 0;
}

/* The parent of the object (for a dotted name) if it can be found under its name, else null. */
static Value check_global(Value object, Value module_name, Str *name) {
    if (is_local(name))
        return raise_error(&exc_AttributeError, "Can't get local object %R", value_of(name));
    Value module = is_str(module_name) ? import_module(str_of(module_name)) : NULL;
    if (!module) {
        exception_clear();
        return raise_pickling("Can't pickle %R: import of module %R failed", object, module_name);
    }
    Value parent = NULL, found = pickle_get_path(module, name, &parent);
    decref(module);
    if (!found) {
        exception_clear();
        return raise_pickling("Can't pickle %R: attribute lookup %U on %S failed", object, name,
                              module_name);
    }
    bool same = found == object;
    decref(found);
    if (same)
        return parent;
    decref(parent);
    return raise_pickling("Can't pickle %R: it's not the same object as %S.%U", object, module_name,
                          name);
}

/* FOUND: it was saved by a number that copyreg knows. */
static Lookup save_extension(Pickler *pickler, Value module, Str *name) {
    Tuple *key = pickler->protocol >= 2 ? tuple_pack(2, module, value_of(name)) : NULL;
    if (!key)
        return exception_pending() ? LOOKUP_ERROR : LOOKUP_MISSING;
    Value code;
    Lookup found = dict_lookup(dict_of(pickle_shared.extension_registry), value_of(key), &code);
    GIVE_UP(key);
    if (found != LOOKUP_FOUND)
        return found;
    int64_t number;
    bool fine = int_as_int64(code, &number);
    decref(code);
    if (!fine)
        return LOOKUP_ERROR;
    if (number < 256)
        fine = pickler_op_number(pickler, OP_EXT1, (uint64_t)number, 1);
    else if (number < 65536)
        fine = pickler_op_number(pickler, OP_EXT2, (uint64_t)number, 2);
    else
        fine = pickler_op_number(pickler, OP_EXT4, (uint64_t)number, 4);
    return fine ? LOOKUP_FOUND : LOOKUP_ERROR;
}

/* The names that Python 2 knows them by. */
static bool map_to_python_2(Value *module, Value *name) {
    return pickle_map_names(pickle_shared.reverse_name_mapping,
                            pickle_shared.reverse_import_mapping, module, name);
}

static bool write_name(Pickler *pickler, Value name) {
    if (pickler->protocol < 3 && !str_of(name)->ascii)
        return raise_pickling("can't pickle global identifier '%S' using pickle protocol %d", name,
                              pickler->protocol);
    size_t size;
    const char *bytes = str_utf8(str_of(name), &size);
    return bytes && pickler_write(pickler, bytes, size) && pickler_write(pickler, "\n", 1);
}

static bool write_global(Pickler *pickler, Value module, Value name) {
    incref(module);
    incref(name);
    bool fine = (!pickler->fix_imports || map_to_python_2(&module, &name)) &&
                pickler_op(pickler, OP_GLOBAL) && write_name(pickler, module) &&
                write_name(pickler, name);
    decref(module);
    decref(name);
    return fine;
}

static Str *last_part(Str *path) {
    size_t start = path->length;
    while (start > 0 && str_at(path, start - 1) != '.')
        start--;
    return str_substring(path, start, path->length);
}

static bool is_dotted(const Str *name) {
    for (size_t i = 0; i < name->length; i++)
        if (str_at(name, i) == '.')
            return true;
    return false;
}

static size_t part_end(const Str *path, size_t start) {
    while (start < path->length && str_at(path, start) != '.')
        start++;
    return start;
}

/* getattr(getattr(a, 'b'), 'c') for a.b.c, from the inside: what is on the way has no number. */
static bool write_path(Pickler *pickler, Value module, Str *path) {
    size_t end = part_end(path, 0);
    bool fine = true;
    for (size_t i = end; fine && i < path->length; i = part_end(path, i + 1))
        fine = pickler_save(pickler, pickle_shared.get_attribute) &&
               (pickler->protocol >= 2 || pickler_op(pickler, OP_MARK));
    Str *part = fine ? str_substring(path, 0, end) : NULL;
    fine = part && write_global(pickler, module, value_of(part));
    while (fine && end < path->length) {
        size_t start = end + 1;
        end = part_end(path, start);
        GIVE_UP(part);
        part = str_substring(path, start, end);
        fine = part && pickler_save(pickler, value_of(part)) &&
               pickler_op(pickler, pickler->protocol >= 2 ? OP_TUPLE2 : OP_TUPLE) &&
               pickler_op(pickler, OP_REDUCE);
    }
    decref_maybe(value_of(part));
    return fine;
}

static bool write_found(Pickler *pickler, Value object, Value module, Str *name) {
    Lookup saved = save_extension(pickler, module, name);
    if (saved != LOOKUP_MISSING)
        return saved == LOOKUP_FOUND;
    if (pickler->protocol >= 4) {
        return pickler_save(pickler, module) && pickler_save(pickler, value_of(name)) &&
               pickler_op(pickler, OP_STACK_GLOBAL) && pickler_put(pickler, object);
    }
    bool written = is_dotted(name) ? write_path(pickler, module, name)
                                   : write_global(pickler, module, value_of(name));
    return written && pickler_put(pickler, object);
}

static bool pickler_save_global(Pickler *pickler, Value object, Value given) {
    Value name = given ? own(given) : attribute_or_null(object, "__qualname__");
    if (!name && !exception_pending())
        name = attribute_get(object, names.__name__);
    if (!name)
        return false;
    if (!is_str(name)) {
        decref(name);
        return raise_pickling("Can't pickle %R: its name is no string", object);
    }
    Value module = module_of(object, str_of(name));
    Value parent = module ? check_global(object, module, str_of(name)) : NULL;
    if (parent && is_dotted(str_of(name)) && has_type(parent, &module_type))
        replace_value(&name, value_of(last_part(str_of(name))));
    if (!name)
        clear_value(&parent);
    bool fine = parent && write_found(pickler, object, module, str_of(name));
    decref_maybe(name);
    decref_maybe(module);
    decref_maybe(parent);
    return fine;
}

/* ---- reductions ------------------------------------------------------------------------------ */

/* The object is on the stack now. */
static bool memoize(Pickler *pickler, Value object) {
    if (!object)
        return true;
    ptrdiff_t number = memo_find(&pickler->memo, object);
    if (number < 0)
        return pickler_put(pickler, object);
    /* It contains itself: what its parts made is the one. */
    return pickler_op(pickler, OP_POP) && pickler_get(pickler, (size_t)number);
}

bool pickler_save_call(Pickler *pickler, Value function, Value args, Value object) {
    return pickler_save(pickler, function) && pickler_save(pickler, args) &&
           pickler_op(pickler, OP_REDUCE) && memoize(pickler, object);
}

static bool is_named(Value function, const char *name) {
    Value own_name = attribute_or_null(function, "__name__");
    bool same = own_name && is_str(own_name) && str_equal_c(str_of(own_name), name);
    decref_maybe(own_name);
    exception_clear();
    return same;
}

static bool check_class(Value object, Value class, const char *function) {
    Value object_class = object ? attribute_get(object, names.__class__) : own(class);
    if (!object_class)
        return false;
    bool same = object_class == class;
    decref(object_class);
    return same || raise_pickling("args[0] from %s args has the wrong class", function);
}

static bool save_newobj(Pickler *pickler, Tuple *args, Value object) {
    if (args->count < 1)
        return raise_pickling("__newobj__ arglist is empty");
    Value class = args->items[0];
    if (!is_type(class))
        return raise_pickling("args[0] from __newobj__ args is not a type");
    if (!check_class(object, class, "__newobj__"))
        return false;
    Tuple *rest = tuple_slice(args, 1, args->count);
    bool fine = rest && pickler_save(pickler, class) && pickler_save(pickler, value_of(rest)) &&
                pickler_op(pickler, OP_NEWOBJ) && memoize(pickler, object);
    decref_maybe(value_of(rest));
    return fine;
}

/* Before protocol 4: functools.partial(cls.__new__, cls, *args, **kwargs)(). */
static bool save_newobj_ex_as_partial(Pickler *pickler, Tuple *args, Value object) {
    Value class = args->items[0];
    Value make = attribute_get(class, names.__new__);
    Tuple *given = tuple_of(args->items[1]);
    Tuple *all = make ? tuple_new(given->count + 2) : NULL, *empty = tuple_empty();
    Value partial = NULL;
    if (all) {
        all->items[0] = own(make);
        all->items[1] = own(class);
        for (size_t i = 0; i < given->count; i++)
            all->items[2 + i] = own(given->items[i]);
        partial = call_tuple(pickle_shared.partial, all, dict_of(args->items[2]));
    }
    bool fine = partial && pickler_save_call(pickler, partial, value_of(empty), object);
    decref_maybe(make);
    decref_maybe(value_of(all));
    decref_maybe(partial);
    GIVE_UP(empty);
    return fine;
}

static bool save_newobj_ex(Pickler *pickler, Tuple *args, Value object) {
    if (args->count != 3)
        return raise_pickling("length of the NEWOBJ_EX argument tuple must be exactly 3, not %zu",
                              args->count);
    if (!is_type(args->items[0]))
        return raise_pickling("first item from NEWOBJ_EX argument tuple must be a class, not %T",
                              args->items[0]);
    if (!is_tuple(args->items[1]))
        return raise_pickling("second item from NEWOBJ_EX argument tuple must be a tuple, not %T",
                              args->items[1]);
    if (!is_dict(args->items[2]))
        return raise_pickling("third item from NEWOBJ_EX argument tuple must be a dict, not %T",
                              args->items[2]);
    if (!check_class(object, args->items[0], "__newobj_ex__"))
        return false;
    if (pickler->protocol < 4)
        return save_newobj_ex_as_partial(pickler, args, object);
    for (size_t i = 0; i < 3; i++)
        if (!pickler_save(pickler, args->items[i]))
            return false;
    return pickler_op(pickler, OP_NEWOBJ_EX) && memoize(pickler, object);
}

static bool save_state(Pickler *pickler, Value state, Value setter, Value object) {
    if (!setter)
        return pickler_save(pickler, state) && pickler_op(pickler, OP_BUILD);
    /* setter(object, state), whose result does not count */
    return pickler_save(pickler, setter) && pickler_save(pickler, object) &&
           pickler_save(pickler, state) && pickler_op(pickler, OP_TUPLE2) &&
           pickler_op(pickler, OP_REDUCE) && pickler_op(pickler, OP_POP);
}

static Value item_or_null(const Tuple *tuple, size_t index) {
    return index < tuple->count && tuple->items[index] != NONE ? tuple->items[index] : NULL;
}

static bool pickler_save_reduced(Pickler *pickler, Tuple *reduced, Value object) {
    if (reduced->count < 2 || reduced->count > 6)
        return raise_pickling("tuple returned by __reduce__ must contain 2 through 6 elements");
    Value function = reduced->items[0], args = reduced->items[1];
    Value state = item_or_null(reduced, 2), items = item_or_null(reduced, 3);
    Value pairs = item_or_null(reduced, 4), setter = item_or_null(reduced, 5);
    if (!is_callable(function))
        return raise_pickling("first item of the tuple returned by __reduce__ must be callable");
    if (!is_tuple(args))
        return raise_pickling("second item of the tuple returned by __reduce__ must be a tuple");
    if (items && !type_of(items)->next)
        return raise_pickling("fourth element of the tuple returned by __reduce__ must be an "
                              "iterator, not %T",
                              items);
    if (pairs && !type_of(pairs)->next)
        return raise_pickling("fifth element of the tuple returned by __reduce__ must be an "
                              "iterator, not %T",
                              pairs);
    if (setter && !is_callable(setter))
        return raise_pickling("sixth element of the tuple returned by __reduce__ must be a "
                              "function, not %T",
                              setter);
    bool fine;
    if (pickler->protocol >= 2 && is_named(function, "__newobj__"))
        fine = save_newobj(pickler, tuple_of(args), object);
    else if (pickler->protocol >= 2 && is_named(function, "__newobj_ex__"))
        fine = save_newobj_ex(pickler, tuple_of(args), object);
    else
        fine = pickler_save_call(pickler, function, args, object);
    return fine && (!items || save_list_items(pickler, items)) &&
           (!pairs || save_dict_items(pickler, pairs)) &&
           (!state || save_state(pickler, state, setter, object));
}

/* None, NotImplemented and Ellipsis give their types. */
static bool save_type(Pickler *pickler, Value object) {
    static const struct {
        const Type *type;
        Object *value;
    } singletons[] = {{&none_type, &none_object},
                      {&not_implemented_type, &not_implemented_object},
                      {&ellipsis_type, &ellipsis_object}};
    for (size_t i = 0; i < 3; i++)
        if (type_cast(object) == singletons[i].type) {
            Tuple *args = tuple_pack(1, value_of(singletons[i].value));
            bool fine =
                args && pickler_save_call(pickler, value_of(&type_type), value_of(args), object);
            decref_maybe(value_of(args));
            return fine;
        }
    return pickler_save_global(pickler, object, NULL);
}

/* The function of a dispatch table for the object's type: owned; null if there is none. */
static Lookup registered_reduction(const Pickler *pickler, Value object, Value *function) {
    Value type = value_of(type_of(object));
    if (!pickler->dispatch_table)
        return dict_lookup(dict_of(pickle_shared.dispatch_table), type, function);
    *function = object_get_item(pickler->dispatch_table, type);
    if (*function)
        return LOOKUP_FOUND;
    return exception_clear_if(&exc_KeyError) ? LOOKUP_MISSING : LOOKUP_ERROR;
}

/* What __reduce_ex__ or __reduce__ gives. */
static Value ask_object(const Pickler *pickler, Value object) {
    Value method = NULL, result = NULL;
    Lookup found = attribute_lookup(object, names.__reduce_ex__, &method);
    if (found == LOOKUP_FOUND)
        result = call_1(method, value_of_small_int(pickler->protocol));
    else if (found == LOOKUP_MISSING) {
        found = attribute_lookup(object, names.__reduce__, &method);
        if (found == LOOKUP_FOUND)
            result = call_0(method);
        else if (found == LOOKUP_MISSING)
            raise_pickling("can't pickle '%T' object: %R", object, object);
    }
    decref_maybe(method);
    return result;
}

static bool save_reduction_steal(Pickler *pickler, Value object, Value reduced) {
    bool fine = false;
    if (!reduced)
        return false;
    if (is_str(reduced))
        fine = pickler_save_global(pickler, object, reduced);
    else if (!is_tuple(reduced))
        raise_pickling("__reduce__ must return a string or tuple");
    else
        fine = pickler_save_reduced(pickler, tuple_of(reduced), object);
    decref(reduced);
    return fine;
}

bool save_by_reduction(Pickler *pickler, Value object) {
    if (pickler->reducer_override) {
        Value reduced = call_1(pickler->reducer_override, object);
        if (reduced != NOT_IMPLEMENTED)
            return save_reduction_steal(pickler, object, reduced);
        decref(reduced);
    }
    if (type_of(object) == &type_type)
        return save_type(pickler, object);
    if (is_function(object))
        return pickler_save_global(pickler, object, NULL);
    Value function = NULL;
    switch (registered_reduction(pickler, object, &function)) {
    case LOOKUP_ERROR:
        return false;
    case LOOKUP_MISSING:
        if (is_type(object))
            return pickler_save_global(pickler, object, NULL);
        return save_reduction_steal(pickler, object, ask_object(pickler, object));
    case LOOKUP_FOUND:
        break;
    }
    Value reduced = call_1(function, object);
    decref(function);
    return save_reduction_steal(pickler, object, reduced);
}
