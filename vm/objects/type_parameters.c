/* Type variables in generic aliases and unions. A type variable is whatever has __typing_subst__;
 * an argument that has __parameters__ passes on those of its own. */
#include "vm/objects/str.h"

#include "vm/names.h"
#include "vm/objects/list.h"
#include "vm/objects/tuple.h"
#include "vm/objects/type_parameters.h"
#include "vm/operations.h"
#include "vm/raise.h"

/* ---- collecting ------------------------------------------------------------------------------ */

static bool add_once(List *list, Value item) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == item)
            return true;
    return list_append(list, item);
}

static Lookup has_attribute(Value value, Str *name) {
    Value found;
    Lookup lookup = attribute_lookup(value, name, &found);
    if (lookup == LOOKUP_FOUND)
        decref(found);
    return lookup;
}

/* __parameters__ if it is a tuple: owned, null if there are none. */
static Lookup parameters_of(Value value, Value *parameters) {
    Lookup found = attribute_lookup(value, names.__parameters__, parameters);
    if (found == LOOKUP_FOUND && !is_tuple(*parameters)) {
        clear_value(parameters);
        return LOOKUP_MISSING;
    }
    return found;
}

static bool collect(List *into, const Value *items, size_t count) {
    if (!recursion_enter(" while collecting type parameters"))
        return false;
    for (size_t i = 0; i < count; i++) {
        Value item = items[i];
        if (is_type(item)) /* its own __parameters__ are another thing */
            continue;
        if (is_tuple(item) || is_list(item)) {
            Tuple *nested = tuple_from_iterable(item);
            bool good = nested && collect(into, nested->items, nested->count);
            if (nested)
                GIVE_UP(nested);
            if (!good)
                return false;
            continue;
        }
        Lookup variable = has_attribute(item, names.__typing_subst__);
        if (variable == LOOKUP_ERROR || (variable == LOOKUP_FOUND && !add_once(into, item)))
            return false;
        if (variable == LOOKUP_FOUND)
            continue;
        Value inner;
        Lookup found = parameters_of(item, &inner);
        if (found == LOOKUP_ERROR)
            return false;
        bool good = true;
        for (size_t j = 0; found == LOOKUP_FOUND && good && j < tuple_of(inner)->count; j++)
            good = add_once(into, tuple_of(inner)->items[j]);
        decref_maybe(inner);
        if (!good)
            return false;
    }
    return true;
}

Tuple *type_parameters_collect(Tuple *args) {
    List *list = list_new(0);
    Tuple *result = NULL;
    if (list && collect(list, args->items, args->count))
        result = list_as_tuple(list);
    if (list)
        GIVE_UP(list);
    return result;
}

/* ---- substituting ---------------------------------------------------------------------------- */

/* The arguments as a list, `*tuple[int, str]` taken apart. */
static List *unpack_arguments(Value item) {
    Tuple *given = is_tuple(item) ? NULL : tuple_pack(1, item);
    Tuple *items = given ? given : tuple_of(item);
    List *list = list_new(0);
    if (!list || (!given && !is_tuple(item)))
        goto failed;
    for (size_t i = 0; i < items->count; i++) {
        Value argument = items->items[i], unpacked = NULL;
        bool good = true;
        if (!is_type(argument)) {
            Lookup found =
                attribute_lookup(argument, names.__typing_unpacked_tuple_args__, &unpacked);
            if (found == LOOKUP_ERROR)
                goto failed;
            if (unpacked && is_tuple(unpacked) &&
                !(tuple_of(unpacked)->count &&
                  tuple_of(unpacked)->items[tuple_of(unpacked)->count - 1] == ELLIPSIS)) {
                good = list_extend(list, unpacked);
                decref(unpacked);
                if (!good)
                    goto failed;
                continue;
            }
            decref_maybe(unpacked);
        }
        if (!list_append(list, argument))
            goto failed;
    }
    if (given)
        GIVE_UP(given);
    return list;
failed:
    if (given)
        GIVE_UP(given);
    if (list)
        GIVE_UP(list);
    return NULL;
}

/* Each variable may rearrange the arguments (ParamSpec, TypeVarTuple, defaults). */
static Tuple *prepare_arguments(Value self, Tuple *parameters, Value item) {
    List *list = unpack_arguments(item);
    Tuple *items = list ? list_as_tuple(list) : NULL;
    if (list)
        GIVE_UP(list);
    for (size_t i = 0; items && i < parameters->count; i++) {
        Value prepare;
        Lookup found =
            attribute_lookup(parameters->items[i], names.__typing_prepare_subst__, &prepare);
        if (found == LOOKUP_MISSING)
            continue;
        Value prepared = NULL;
        if (found == LOOKUP_FOUND) {
            prepared =
                prepare == NONE ? own(value_of(items)) : call_2(prepare, self, value_of(items));
            decref(prepare);
        }
        GIVE_UP(items);
        items = NULL;
        if (prepared && is_tuple(prepared)) {
            items = tuple_of(prepared);
        } else if (prepared) {
            items = tuple_pack(1, prepared);
            decref(prepared);
        }
    }
    return items;
}

static ptrdiff_t index_of(Tuple *tuple, Value item) {
    for (size_t i = 0; i < tuple->count; i++)
        if (tuple->items[i] == item)
            return (ptrdiff_t)i;
    return -1;
}

/* An argument with type variables of its own: argument[those of the new ones it names]. */
static Value substitute_inner(Value argument, Tuple *parameters, Tuple *items) {
    Value inner;
    Lookup found = parameters_of(argument, &inner);
    if (found != LOOKUP_FOUND || !tuple_of(inner)->count) {
        decref_maybe(inner);
        return found == LOOKUP_ERROR ? NULL : own(argument);
    }
    List *list = list_new(0);
    bool good = list != NULL;
    for (size_t i = 0; good && i < tuple_of(inner)->count; i++) {
        Value variable = tuple_of(inner)->items[i];
        ptrdiff_t index = index_of(parameters, variable);
        Value put = index < 0 ? variable : items->items[index];
        if (index >= 0 && type_of(variable)->iter && is_tuple(put)) /* a TypeVarTuple */
            good = list_extend(list, put);
        else
            good = list_append(list, put);
    }
    decref(inner);
    Tuple *tuple = good ? list_as_tuple(list) : NULL;
    if (list)
        GIVE_UP(list);
    Value result = tuple ? object_get_item(argument, value_of(tuple)) : NULL;
    if (tuple)
        GIVE_UP(tuple);
    return result;
}

static Value substitute_one(Value self, Value argument, Tuple *parameters, Tuple *items,
                            Value item) {
    if (is_type(argument))
        return own(argument);
    if (is_tuple(argument) || is_list(argument)) {
        Tuple *nested = tuple_from_iterable(argument);
        Tuple *done = nested ? type_parameters_substitute(self, nested, parameters, item) : NULL;
        if (nested)
            GIVE_UP(nested);
        if (!done || is_tuple(argument))
            return value_of(done);
        List *list = list_from_array(done->items, done->count);
        GIVE_UP(done);
        return value_of(list);
    }
    Value substitute;
    Lookup found = attribute_lookup(argument, names.__typing_subst__, &substitute);
    if (found == LOOKUP_ERROR)
        return NULL;
    if (found == LOOKUP_MISSING)
        return substitute_inner(argument, parameters, items);
    ptrdiff_t index = index_of(parameters, argument);
    Value result = index < 0 ? own(argument) : call_1(substitute, items->items[index]);
    decref(substitute);
    return result;
}

static Answer is_unpacked_variable(Value argument) {
    if (is_type(argument))
        return ANSWER_NO;
    Value flag;
    Lookup found = attribute_lookup(argument, names.__typing_is_unpacked_typevartuple__, &flag);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_ERROR ? ANSWER_ERROR : ANSWER_NO;
    Answer answer = object_truth(flag);
    decref(flag);
    return answer;
}

Tuple *type_parameters_substitute(Value self, Tuple *args, Tuple *parameters, Value item) {
    if (!recursion_enter(" while substituting type parameters"))
        return NULL;
    if (!parameters->count)
        return raise_type_error("%R is not a generic class", self);
    Tuple *items = prepare_arguments(self, parameters, item), *result = NULL;
    if (!items)
        return NULL;
    List *list = NULL;
    if (items->count != parameters->count) {
        raise_type_error("Too %s arguments for %R; actual %zd, expected %zd",
                         items->count > parameters->count ? "many" : "few", self, items->count,
                         parameters->count);
        goto done;
    }
    if (!(list = list_new(args->count)))
        goto done;
    for (size_t i = 0; i < args->count; i++) {
        Answer unpack = is_unpacked_variable(args->items[i]);
        Value put = unpack == ANSWER_ERROR
                        ? NULL
                        : substitute_one(self, args->items[i], parameters, items, item);
        if (!put)
            goto done;
        bool good =
            unpack == ANSWER_YES && is_tuple(put) ? list_extend(list, put) : list_append(list, put);
        decref(put);
        if (!good)
            goto done;
    }
    result = list_as_tuple(list);
done:
    if (list)
        GIVE_UP(list);
    GIVE_UP(items);
    return result;
}

/* ---- text ------------------------------------------------------------------------------------ */

static bool write_list(StrBuilder *builder, List *list) {
    if (!recursion_enter(" while getting the repr of an object") ||
        !str_builder_character(builder, '['))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        Value item = own(list->items[i]);
        bool good = (!i || str_builder_c(builder, ", ")) && type_parameters_write(builder, item);
        decref(item);
        if (!good)
            return false;
    }
    return str_builder_character(builder, ']');
}

bool type_parameters_write(StrBuilder *builder, Value item) {
    if (item == ELLIPSIS)
        return str_builder_c(builder, "...");
    if (is_exact_list(item))
        return write_list(builder, list_of(item));
    Lookup origin = has_attribute(item, names.__origin__);
    Lookup args = origin == LOOKUP_FOUND ? has_attribute(item, names.__args__) : origin;
    if (args == LOOKUP_ERROR)
        return false;
    if (args == LOOKUP_FOUND)
        return str_builder_repr(builder, item);
    Value name, module = NULL;
    Lookup found = attribute_lookup(item, names.__qualname__, &name);
    if (found == LOOKUP_FOUND)
        found = attribute_lookup(item, names.__module__, &module);
    bool good = found != LOOKUP_ERROR;
    if (good && (!module || module == NONE || !is_str(name))) {
        good = str_builder_repr(builder, item);
    } else if (good) {
        if (is_str(module) && !str_equal(str_of(module), names.builtins))
            good = str_builder_str(builder, str_of(module)) && str_builder_character(builder, '.');
        good = good && str_builder_str(builder, str_of(name));
    }
    decref_maybe(name);
    decref_maybe(module);
    return good;
}
