/* paramflags: which parameters a call is given, under which names, with which defaults, and which
 * of them come back as results. */
#include "lib/native/ctypes/function.h"

#include <string.h>

typedef struct Parameter {
    int flags;
    Value name, fallback; /* borrowed; null: none */
} Parameter;

static bool read_parameter(Value item, Parameter *parameter) {
    *parameter = (Parameter){0};
    if (!is_tuple(item) || !tuple_of(item)->count || tuple_of(item)->count > 3 ||
        !is_int(tuple_of(item)->items[0]))
        return false;
    const Tuple *tuple = tuple_of(item);
    parameter->flags = (int)int_as_mask64(tuple->items[0]);
    if (tuple->count > 1 && tuple->items[1] != NONE) {
        if (!is_str(tuple->items[1]))
            return false;
        parameter->name = tuple->items[1];
    }
    if (tuple->count > 2)
        parameter->fallback = tuple->items[2];
    return true;
}

/* ---- checking -------------------------------------------------------------------------------- */

static bool check_out(Value given, size_t position) {
    const CType *type = ctype_from(given);
    if (type && (type->kind == C_POINTER || type->kind == C_ARRAY ||
                 (type->kind == C_SIMPLE && strchr("PzZ", type->scalar->code))))
        return true;
    return raise_type_error("'out' parameter %zu must be a pointer type, not %s", position,
                            is_type(given) ? type_cast(given)->mem.name : type_name_of(given));
}

bool parameter_flags_check(const CType *type, Value flags) {
    if (!flags || flags == NONE || !type->arguments)
        return true;
    const Tuple *types = tuple_of(type->arguments);
    if (!is_tuple(flags))
        return raise_type_error("paramflags must be a tuple or None");
    if (tuple_of(flags)->count != types->count)
        return raise_value_error("paramflags must have the same length as argtypes");
    for (size_t i = 0; i < types->count; i++) {
        Parameter parameter;
        if (!read_parameter(tuple_of(flags)->items[i], &parameter))
            return raise_type_error(
                "paramflags must be a sequence of (int [,string [,value]]) tuples");
        switch (parameter.flags & 7) {
        case 0:
        case PARAMETER_IN:
        case PARAMETER_IN | PARAMETER_LCID:
        case PARAMETER_IN | PARAMETER_OUT:
            break;
        case PARAMETER_OUT:
            if (!check_out(types->items[i], i + 1))
                return false;
            break;
        default:
            return raise_type_error("paramflag value %d not supported", parameter.flags);
        }
    }
    return true;
}

/* ---- filling --------------------------------------------------------------------------------- */

typedef struct Given { /* what the call was given, and how much of it has been used */
    Value *args;
    size_t count, used;
    Tuple *keywords;
} Given;

static Value keyword_borrowed(const Given *given, Value name) {
    for (size_t i = 0; name && given->keywords && i < given->keywords->count; i++)
        if (str_equal(str_of(given->keywords->items[i]), str_of(name)))
            return given->args[given->count + i];
    return NULL;
}

static Value take(Given *given, const Parameter *parameter) {
    if (given->used < given->count)
        return own(given->args[given->used++]);
    Value value = keyword_borrowed(given, parameter->name);
    if (value) {
        given->used++;
        return own(value);
    }
    if (parameter->fallback)
        return own(parameter->fallback);
    if (parameter->name)
        return raise_type_error("required argument '%S' missing", parameter->name);
    return raise_type_error("not enough arguments");
}

/* Room for the function to write to: an array, or what the pointer is to point to. */
static Value make_out(Value given, const Parameter *parameter) {
    CType *type = ctype_from(given);
    if (parameter->fallback)
        return own(parameter->fallback);
    if (type && type->kind == C_POINTER && type->item)
        return call_0(value_of(type->item));
    return call_0(given);
}

static Value fill_one(Arguments *arguments, Given *given, Tuple *types, size_t index,
                      const Parameter *parameter) {
    switch (parameter->flags & 7) {
    case PARAMETER_IN | PARAMETER_LCID:
        return own(parameter->fallback ? parameter->fallback : value_of_small_int(0));
    case PARAMETER_OUT:
        arguments->out |= (uint64_t)1 << index;
        arguments->results++;
        return make_out(types->items[index], parameter);
    case PARAMETER_IN | PARAMETER_OUT:
        arguments->in_out |= (uint64_t)1 << index;
        arguments->results++;
        return take(given, parameter);
    default:
        return take(given, parameter);
    }
}

bool parameters_fill(Arguments *arguments, const CFunction *function, Tuple *types, Value *args,
                     size_t count, Tuple *keywords) {
    size_t named = keywords ? keywords->count : 0;
    Value flags = function->parameter_flags;
    if (!flags || !types || !types->count) {
        arguments->values = tuple_from_array(args, count);
        return arguments->values != NULL;
    }
    if (types->count > 64)
        return raise_value_error("paramflags are for 64 parameters at most");
    Given given = {args, count, 0, keywords};
    arguments->values = tuple_new(types->count);
    if (!arguments->values)
        return false;
    for (size_t i = 0; i < types->count; i++) {
        Parameter parameter = {0};
        if (i < tuple_of(flags)->count)
            read_parameter(tuple_of(flags)->items[i], &parameter);
        Value value = fill_one(arguments, &given, types, i, &parameter);
        if (!value)
            return false;
        arguments->values->items[i] = value;
    }
    if (given.used != count + named)
        return raise_type_error("call takes exactly %zu arguments (%zu given)", given.used,
                                count + named);
    return true;
}

/* ---- results --------------------------------------------------------------------------------- */

static Value result_of(const Arguments *arguments, size_t index) {
    Value value = arguments->values->items[index];
    if (arguments->in_out >> index & 1)
        return own(value);
    Str *name = str_interned("__ctypes_from_outparam__");
    Value result = name ? call_method_0(value, name) : NULL;
    decref_maybe(value_of(name));
    return result;
}

Value parameters_results(const Arguments *arguments, Value result) {
    if (!arguments->results)
        return result;
    decref(result);
    Tuple *results = tuple_new(arguments->results);
    size_t count = 0;
    for (size_t i = 0; results && count < arguments->results; i++) {
        if (!((arguments->out | arguments->in_out) >> i & 1))
            continue;
        Value value = result_of(arguments, i);
        if (value && arguments->results > 1) {
            results->items[count++] = value;
            continue;
        }
        GIVE_UP(results);
        return value;
    }
    return value_of(results);
}
