/* Building, unpacking, with, match, intrinsics. */
#include "vm/call.h"
#include "vm/import.h"
#include "vm/instructions_slow.h"
#include "vm/objects/exception.h"

#include <string.h>

/* ---- building -------------------------------------------------------------------------------- */

Set *set_from_array_steal(Value *items, size_t count) {
    Set *set = set_new(NULL);
    for (size_t i = 0; set && i < count; i++) {
        if (!set_add(set, items[i])) {
            GIVE_UP(set);
            set = NULL;
        }
    }
    for (size_t i = 0; i < count; i++)
        decref(items[i]);
    return set;
}

Str *str_from_array_steal(Value *items, size_t count) {
    Str *str = str_join_array(items, count);
    for (size_t i = 0; i < count; i++)
        decref(items[i]);
    return str;
}

Dict *dict_from_pairs(Value *pairs, size_t count) {
    Dict *dict = count ? dict_new_sized(count) : dict_new();
    for (size_t i = 0; dict && i < count; i++) {
        if (!dict_set(dict, pairs[2 * i], pairs[2 * i + 1])) {
            GIVE_UP(dict);
            dict = NULL;
        }
    }
    return dict;
}

Dict *dict_from_keys_and_values(Tuple *keys, Value *values) {
    Dict *dict = dict_new_sized(keys->count);
    for (size_t i = 0; dict && i < keys->count; i++) {
        if (!dict_set(dict, keys->items[i], values[i])) {
            GIVE_UP(dict);
            dict = NULL;
        }
    }
    return dict;
}

bool extend_by_starred(List *list, Value iterable) {
    Type *type = type_of(iterable);
    if (!type->iter && !type->get_item)
        return raise_type_error("Value after * must be an iterable, not %T", iterable);
    return list_extend(list, iterable);
}

static Lookup has_keys(Value mapping) {
    Value keys;
    Lookup found = attribute_lookup(mapping, names.keys, &keys);
    if (found == LOOKUP_FOUND)
        decref(keys);
    return found;
}

bool update_by_double_starred(Dict *dict, Value mapping) {
    if (!is_dict(mapping)) {
        Lookup found = has_keys(mapping);
        if (found == LOOKUP_MISSING)
            return raise_type_error("'%T' object is not a mapping", mapping);
        if (found == LOOKUP_ERROR)
            return false;
    }
    return dict_update(dict, mapping);
}

/* AttributeError and KeyError of the merge become what is wrong with the call. */
static bool raise_bad_keywords(Value mapping, Value callee) {
    bool no_mapping = exception_matches(&exc_AttributeError);
    if (!no_mapping && !exception_matches(&exc_KeyError))
        return false;
    Value error = exception_fetch();
    Tuple *args = exception_of(error)->args;
    Str *name = callee_name(callee);
    if (name && no_mapping)
        raise_type_error("%U argument after ** must be a mapping, not %T", name, mapping);
    else if (name && args->count == 1)
        raise_type_error("%U got multiple values for keyword argument '%S'", name, args->items[0]);
    else if (name)
        exception_restore_steal(own(error));
    decref(error);
    decref_maybe(value_of(name));
    return false;
}

bool merge_keywords(Dict *dict, Value mapping, Value callee) {
    return dict_merge_unique(dict, mapping) || raise_bad_keywords(mapping, callee);
}

Value format_simple(Value value) {
    if (is_small_int(value))
        return int_to_str(value, 10, false);
    return object_format(value, NULL);
}

/* ---- unpacking ------------------------------------------------------------------------------- */

/* The last item would stand where the iterable stands, which the caller gives up. */
static bool unpack_error(Value iterable, Value *place, Value *top, size_t written) {
    for (size_t i = 0; i < written; i++)
        decref(top[-1 - (ptrdiff_t)i]);
    *place = iterable;
    return false;
}

bool unpack_iterable(Value iterable, size_t before, ptrdiff_t after, Value *top) {
    Type *type = type_of(iterable);
    if (!type->iter && !type->get_item)
        return raise_type_error("cannot unpack non-iterable %T object", iterable);
    Value iterator = object_iter(iterable), item;
    Value *place = top - before - (after < 0 ? 0 : (size_t)after + 1);
    size_t written = 0;
    if (!iterator)
        return false;
    for (; written < before; written++) {
        Next next = iterator_next(iterator, &item);
        if (next != NEXT_ITEM) {
            if (next == NEXT_DONE && after < 0)
                raise_value_error("not enough values to unpack (expected %zu, got %zu)", before,
                                  written);
            else if (next == NEXT_DONE)
                raise_value_error("not enough values to unpack (expected at least %zu, got %zu)",
                                  before + (size_t)after, written);
            decref(iterator);
            return unpack_error(iterable, place, top, written);
        }
        top[-1 - (ptrdiff_t)written] = item;
    }
    if (after < 0) {
        Next next = iterator_next(iterator, &item);
        if (next == NEXT_ITEM) {
            decref(item);
            raise_value_error("too many values to unpack (expected %zu)", before);
        }
        decref(iterator);
        return next == NEXT_DONE || unpack_error(iterable, place, top, written);
    }
    List *rest = list_from_iterable(iterator);
    decref(iterator);
    if (!rest)
        return unpack_error(iterable, place, top, written);
    if (rest->count < (size_t)after) {
        raise_value_error("not enough values to unpack (expected at least %zu, got %zu)",
                          before + (size_t)after, before + rest->count);
        GIVE_UP(rest);
        return unpack_error(iterable, place, top, written);
    }
    top[-1 - (ptrdiff_t)written++] = value_of(rest);
    size_t middle = rest->count - (size_t)after;
    for (size_t i = 0; i < (size_t)after; i++)
        top[-1 - (ptrdiff_t)written++] = rest->items[middle + i];
    rest->count = middle;
    return true;
}

/* ---- intrinsics ------------------------------------------------------------------------------ */

/* The typing objects of PEP 695 are written in Python: typing._intrinsic_NAME. */
static Value typing_call(const char *function, Value first, Value second, Value third) {
    Value callee = import_attribute("_typing", function), result;
    if (!callee)
        return NULL;
    Value args[] = {first, second, third};
    result = call(callee, args, (size_t)1 + !!second + !!third, NULL);
    decref(callee);
    return result;
}

static Value display(Value value) {
    Value hook = own_maybe(sys_get_borrowed("displayhook"));
    if (!hook)
        return raise_runtime_error("lost sys.displayhook");
    Value result = call_1(hook, value);
    decref(hook);
    return result;
}

/* StopIteration (or StopAsyncIteration) must not leave a generator: RuntimeError from it. */
static Value stop_iteration_error(Frame *frame, Value exception) {
    uint32_t flags = frame_code(frame)->flags;
    bool asynchronous = flags & CO_ASYNC_GENERATOR;
    const char *message = NULL;
    if (is_instance_of(exception, &exc_StopIteration))
        message = flags & CO_GENERATOR ? "generator raised StopIteration"
                  : asynchronous       ? "async generator raised StopIteration"
                                       : "coroutine raised StopIteration";
    else if (asynchronous && is_instance_of(exception, &exc_StopAsyncIteration))
        message = "async generator raised StopAsyncIteration";
    if (!message)
        return own(exception);
    raise_error(&exc_RuntimeError, "%s", message);
    Value error = exception_fetch();
    if (!attribute_set(error, names.__cause__, exception) ||
        !attribute_set(error, names.__context__, exception)) {
        decref(error);
        return NULL;
    }
    return error;
}

Value intrinsic_1(Frame *frame, unsigned which, Value operand) {
    switch (which) {
    case INTRINSIC_PRINT:
        return display(operand);
    case INTRINSIC_IMPORT_STAR:
        return import_star(operand, frame_namespace(frame)) ? NONE : NULL;
    case INTRINSIC_STOPITERATION_ERROR:
        return stop_iteration_error(frame, operand);
    case INTRINSIC_ASYNC_GEN_WRAP: {
        extern Value async_generator_wrap(Value value);
        return async_generator_wrap(operand);
    }
    case INTRINSIC_UNARY_POSITIVE:
        return object_unary(NUMBER_POSITIVE, operand);
    case INTRINSIC_LIST_TO_TUPLE:
        return value_of(list_as_tuple(list_of(operand)));
    case INTRINSIC_TYPEVAR:
        return typing_call("_typevar", operand, NULL, NULL);
    case INTRINSIC_PARAMSPEC:
        return typing_call("_paramspec", operand, NULL, NULL);
    case INTRINSIC_TYPEVARTUPLE:
        return typing_call("_typevartuple", operand, NULL, NULL);
    case INTRINSIC_SUBSCRIPT_GENERIC:
        return typing_call("_subscript_generic", operand, NULL, NULL);
    case INTRINSIC_TYPEALIAS:
        return typing_call("_typealias", tuple_of(operand)->items[0], tuple_of(operand)->items[1],
                           tuple_of(operand)->items[2]);
    default:
        return raise_system_error("unknown intrinsic function");
    }
}

Value intrinsic_2(Frame *frame, unsigned which, Value first, Value second) {
    switch (which) {
    case INTRINSIC_PREP_RERAISE_STAR:
        return exception_prepare_reraise_star(first, list_of(second));
    case INTRINSIC_TYPEVAR_WITH_BOUND:
        return typing_call("_typevar_with_bound", first, second, NULL);
    case INTRINSIC_TYPEVAR_WITH_CONSTRAINTS:
        return typing_call("_typevar_with_constraints", first, second, NULL);
    case INTRINSIC_SET_FUNCTION_TYPE_PARAMS:
        replace_value(&((Function *)object_of(first))->type_params, own(second));
        return own(first);
    case INTRINSIC_SET_TYPEPARAM_DEFAULT:
        return typing_call("_set_typeparam_default", first, second, NULL);
    default:
        return raise_system_error("unknown intrinsic function");
    }
}

/* ---- with ------------------------------------------------------------------------------------ */

/* What was entered must be left, also when memory ends meanwhile: the instructions of an __exit__
 * in Python are there before. (Native ones take three arguments, not a tuple of them.) */
static bool prepare_to_leave(Value leave) {
    if (!is_python_callable(leave))
        return true;
    if (!is_function(leave))
        leave = ((Method *)object_of(leave))->function;
    CodeObject *code = ((Function *)object_of(leave))->code;
    return code->instructions || code_object_prepare(code);
}

bool enter_with(Value manager, bool is_async, Value *leave, Value *entered) {
    Value enter;
    Lookup found =
        special_method_lookup(manager, is_async ? names.__aenter__ : names.__enter__, &enter);
    if (found != LOOKUP_FOUND) {
        if (found == LOOKUP_MISSING)
            raise_type_error("'%T' object does not support the %s protocol", manager,
                             is_async ? "asynchronous context manager" : "context manager");
        return false;
    }
    found = special_method_lookup(manager, is_async ? names.__aexit__ : names.__exit__, leave);
    if (found != LOOKUP_FOUND) {
        if (found == LOOKUP_MISSING)
            raise_type_error("'%T' object does not support the %s protocol (missed %s method)",
                             manager, is_async ? "asynchronous context manager" : "context manager",
                             is_async ? "__aexit__" : "__exit__");
        decref(enter);
        return false;
    }
    *entered = prepare_to_leave(*leave) ? call_0(enter) : NULL;
    decref(enter);
    if (*entered)
        return true;
    decref(*leave);
    return false;
}

Value leave_with_exception(Value leave, Value exception) {
    if (!is_exception(exception)) /* not from our compiler */
        return raise_system_error("no exception to leave a block with");
    Value traceback = exception_of(exception)->traceback;
    traceback = own(traceback ? traceback : NONE);
    Value result = call_3(leave, value_of(type_of(exception)), exception, traceback);
    decref(traceback);
    return result;
}

static bool is_exit_of_lock(Value value) {
    if (!value || !has_type(value, &native_function_type))
        return false;
    const NativeCallable *callable = (NativeCallable *)object_of(value);
    return callable->owner && callable->owner->flags & TYPE_IS_LOCK &&
           strncmp(callable->method->signature, "__exit__(", 9) == 0;
}

void leave_locks(const Value *items, const Value *end) {
    Value pending = exception_fetch();
    while (end > items) {
        Value leave = *--end;
        if (is_exit_of_lock(leave) && !leave_with_exception(leave, pending))
            exception_clear(); /* it was not locked */
    }
    exception_restore_steal(pending);
}

/* ---- match ----------------------------------------------------------------------------------- */

Value match_keys(Value subject, Tuple *keys) {
    Value get, result = NULL;
    Tuple *values = NULL;
    Value dummy = NULL, seen = NULL;
    if (keys->count == 0)
        return value_of(tuple_empty());
    if (!(get = attribute_get(subject, names.get)))
        return NULL;
    seen = value_of(set_new(NULL));
    dummy = value_of(list_new(0)); /* any object of our own */
    values = tuple_new(keys->count);
    if (!seen || !dummy || !values)
        goto done;
    for (size_t i = 0; i < keys->count; i++) {
        Value key = keys->items[i];
        Answer repeated = set_contains(set_of(seen), key);
        if (repeated != ANSWER_NO || !set_add(set_of(seen), key)) {
            if (repeated == ANSWER_YES)
                raise_value_error("mapping pattern checks duplicate key (%R)", key);
            goto done;
        }
        Value value = call_2(get, key, dummy);
        if (!value)
            goto done;
        if (value == dummy) {
            decref(value);
            result = NONE;
            goto done;
        }
        values->items[i] = value;
    }
    result = value_of(values);
    values = NULL;
done:
    decref_maybe(value_of(values));
    decref_maybe(seen);
    decref_maybe(dummy);
    decref(get);
    return result;
}

/* One attribute of a class pattern: FOUND, MISSING (no match), ERROR. */
static Lookup match_attribute(Value subject, Value class, Value name, Value seen, Value *value) {
    Answer repeated = set_contains(set_of(seen), name);
    if (repeated == ANSWER_YES)
        raise_type_error("%s() got multiple sub-patterns for attribute %R",
                         type_short_name(type_cast(class)), name);
    if (repeated != ANSWER_NO || !set_add(set_of(seen), name))
        return LOOKUP_ERROR;
    return attribute_lookup(subject, str_of(name), value);
}

Value match_class(Value subject, Value class, size_t positional, Tuple *keywords) {
    if (!is_type(class))
        return raise_type_error("called match pattern must be a class");
    Type *type = type_cast(class);
    Answer instance = object_is_instance(subject, class);
    if (instance != ANSWER_YES)
        return instance == ANSWER_NO ? NONE : NULL;
    Value seen = value_of(set_new(NULL)), match_args = NULL, value, result = NULL;
    List *list = list_new(positional + keywords->count);
    if (!seen || !list)
        goto done;
    if (positional > 0) {
        bool match_self = false;
        Lookup found = attribute_lookup(class, names.__match_args__, &match_args);
        if (found == LOOKUP_ERROR)
            goto done;
        if (found == LOOKUP_MISSING) {
            match_self = type->flags & TYPE_MATCH_SELF;
            match_args = value_of(tuple_empty());
        } else if (!is_exact_tuple(match_args)) {
            raise_type_error("%s.__match_args__ must be a tuple (got %T)", type_short_name(type),
                             match_args);
            goto done;
        }
        size_t allowed = match_self ? 1 : tuple_of(match_args)->count;
        if (allowed < positional) {
            raise_type_error("%s() accepts %zu positional sub-pattern%s (%zu given)",
                             type_short_name(type), allowed, allowed == 1 ? "" : "s", positional);
            goto done;
        }
        if (match_self && !list_append(list, subject))
            goto done;
        for (size_t i = 0; !match_self && i < positional; i++) {
            Value name = tuple_of(match_args)->items[i];
            if (!is_exact_str(name)) {
                raise_type_error("__match_args__ elements must be strings (got %T)", name);
                goto done;
            }
            Lookup has = match_attribute(subject, class, name, seen, &value);
            if (has == LOOKUP_MISSING)
                result = NONE;
            if (has != LOOKUP_FOUND || !list_append_steal(list, value))
                goto done;
        }
    }
    for (size_t i = 0; i < keywords->count; i++) {
        Lookup has = match_attribute(subject, class, keywords->items[i], seen, &value);
        if (has == LOOKUP_MISSING)
            result = NONE;
        if (has != LOOKUP_FOUND || !list_append_steal(list, value))
            goto done;
    }
    result = value_of(list_as_tuple(list));
done:
    decref_maybe(value_of(list));
    decref_maybe(seen);
    decref_maybe(match_args);
    return result;
}

/* ---- functions ------------------------------------------------------------------------------- */

/* The verifier knows that a closure is one. The others are computed: code from elsewhere may offer
 * anything. */
bool set_function_attribute(Function *function, uint32_t which, Value attribute) {
    Value old;
    switch (which) {
    case FUNCTION_DEFAULTS:
        if (!is_exact_tuple(attribute))
            break;
        old = value_of(function->defaults);
        function->defaults = tuple_of(attribute);
        decref_maybe(old);
        return true;
    case FUNCTION_KEYWORD_DEFAULTS:
        if (!has_type(attribute, &dict_type))
            break;
        old = value_of(function->keyword_defaults);
        function->keyword_defaults = dict_of(attribute);
        decref_maybe(old);
        return true;
    case FUNCTION_ANNOTATIONS:
        if (!is_exact_tuple(attribute))
            break;
        old = function->annotations;
        function->annotations = attribute;
        decref_maybe(old);
        return true;
    default:
        old = value_of(function->closure);
        function->closure = tuple_of(attribute);
        decref_maybe(old);
        return true;
    }
    return raise_system_error("a function's attribute of the wrong type: %T", attribute);
}
