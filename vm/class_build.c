/* The class statement at run time: builtins.__build_class__(function, name, *bases, metaclass=...,
 * **keywords).
 *
 *   bases with __mro_entries__ replaced -> metaclass -> its __prepare__ gives the namespace
 *   -> the body runs in it -> metaclass(name, bases, namespace, **keywords)
 *
 * The body returns the cell of __class__ if a method uses it; type.__new__ must have filled it. */
#include "vm/type_internal.h"

#include "vm/interpreter.h"
#include "vm/names.h"
#include "vm/objects/dict.h"
#include "vm/objects/list.h"
#include "vm/objects/str.h"
#include "vm/objects/tuple.h"
#include "vm/operations.h"
#include "vm/raise.h"

/* Replaces one base by the entries it gives. */
static bool add_entries(List *resolved, Value base, Tuple *bases, bool *changed) {
    Value method = NULL;
    if (!is_type(base) && attribute_lookup(base, names.__mro_entries__, &method) == LOOKUP_ERROR)
        return false;
    if (!method)
        return list_append(resolved, base);
    *changed = true;
    Value entries = call_1(method, value_of(bases));
    decref(method);
    if (!entries)
        return false;
    bool good;
    if (!is_tuple(entries))
        good = raise_type_error("__mro_entries__ must return a tuple");
    else
        good = list_extend(resolved, entries);
    decref(entries);
    return good;
}

/* types.resolve_bases: the tuple with __mro_entries__ replaced; owned, maybe the same. */
static Tuple *class_resolve_bases(Tuple *bases) {
    List *resolved = list_new(bases->count);
    if (!resolved)
        return NULL;
    bool changed = false;
    Tuple *result = NULL;
    for (size_t i = 0; i < bases->count; i++)
        if (!add_entries(resolved, bases->items[i], bases, &changed))
            goto done;
    if (changed) {
        result = list_as_tuple(resolved);
    } else {
        OWN(bases);
        result = bases;
    }
done:
    GIVE_UP(resolved);
    return result;
}

/* The keywords of the class statement without `metaclass`. */
typedef struct Keywords {
    Value metaclass; /* borrowed, null if not given */
    Tuple *names;    /* owned, null if none */
    Value *values;   /* buffer, borrowed values; null if none */
} Keywords;

static bool take_keywords(Keywords *keywords, Value *values, Tuple *given) {
    if (!given || !given->count)
        return true;
    keywords->values = mem_malloc((given->count + 3) * sizeof(Value));
    if (!keywords->values)
        return raise_no_memory();
    List *rest = list_new(given->count);
    if (!rest)
        return false;
    bool good = true;
    for (size_t i = 0; good && i < given->count; i++) {
        if (str_equal(str_of(given->items[i]), names.metaclass)) {
            keywords->metaclass = values[i];
            continue;
        }
        keywords->values[3 + rest->count] = values[i];
        good = list_append(rest, given->items[i]);
    }
    if (good && rest->count)
        good = (keywords->names = list_as_tuple(rest)) != NULL;
    GIVE_UP(rest);
    return good;
}

static Value prepare(Value metaclass, bool is_class, Value name, Tuple *bases, Keywords *keywords) {
    if (metaclass == value_of(&type_type))
        return value_of(dict_new());
    Value method;
    Lookup found = attribute_lookup(metaclass, names.__prepare__, &method);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_MISSING)
        return value_of(dict_new());
    Value few[] = {name, value_of(bases)}, *args = few;
    if (keywords->names) {
        args = keywords->values + 1; /* the keywords stand behind */
        args[0] = name;
        args[1] = value_of(bases);
    }
    Value namespace = call(method, args, 2, keywords->names);
    decref(method);
    if (namespace && !is_dict(namespace) && !type_of(namespace)->get_item) {
        raise_type_error("%.200s.__prepare__() must return a mapping, not %.200s",
                         is_class ? type_cast(metaclass)->mem.name : "<metaclass>",
                         type_name_of(namespace));
        decref(namespace);
        return NULL;
    }
    return namespace;
}

static bool check_cell(Value cell, Value class, Value name) {
    if (!is_type(class) || !has_type(cell, &cell_type))
        return true;
    Value content = ((Cell *)(void *)object_of(cell))->content;
    if (content == class)
        return true;
    if (!content)
        return raise_runtime_error("__class__ not set defining %.200R as %.200R. Was "
                                   "__classcell__ propagated to type.__new__?",
                                   name, class);
    return raise_type_error("__class__ set to %.200R defining %.200R as %.200R", content, name,
                            class);
}

static Value run(Value function, Value name, Tuple *bases, Tuple *original, Value metaclass,
                 bool is_class, Keywords *keywords) {
    Value class = NULL, cell = NULL;
    Value namespace = prepare(metaclass, is_class, name, bases, keywords);
    if (!namespace)
        return NULL;
    cell = run_class_body((Function *)(void *)object_of(function), namespace);
    if (!cell)
        goto done;
    if (bases != original &&
        !object_set_item(namespace, value_of(names.__orig_bases__), value_of(original)))
        goto done;
    Value few[3], *args = keywords->names ? keywords->values : few;
    args[0] = name;
    args[1] = value_of(bases);
    args[2] = namespace;
    class = call(metaclass, args, 3, keywords->names);
    if (class && !check_cell(cell, class, name))
        clear_value(&class);
done:
    decref_maybe(cell);
    decref(namespace);
    return class;
}

Value class_build(Value *args, size_t count, Tuple *names_given) {
    if (count < 2)
        return raise_type_error("__build_class__: not enough arguments");
    if (!is_function(args[0]))
        return raise_type_error("__build_class__: func must be a function");
    if (!is_str(args[1]))
        return raise_type_error("__build_class__: name is not a string");
    Keywords keywords = {0};
    Tuple *bases = NULL;
    Value class = NULL, metaclass = NULL;
    Tuple *original = tuple_from_array(args + 2, count - 2);
    if (!original)
        return NULL;
    bases = class_resolve_bases(original);
    if (!bases || !take_keywords(&keywords, args + count, names_given))
        goto done;
    metaclass = keywords.metaclass;
    if (!metaclass)
        metaclass = bases->count ? value_of(type_of(bases->items[0])) : value_of(&type_type);
    bool is_class = is_type(metaclass);
    if (is_class && !(metaclass = value_of(metaclass_find(type_cast(metaclass), bases))))
        goto done;
    incref(metaclass);
    class = run(args[0], args[1], bases, original, metaclass, is_class, &keywords);
    decref(metaclass);
done:
    if (keywords.names)
        GIVE_UP(keywords.names);
    mem_free(keywords.values);
    if (bases)
        GIVE_UP(bases);
    GIVE_UP(original);
    return class;
}
