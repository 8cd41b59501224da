/* Binding call arguments to the parameters of a Python function.
 *
 *     locals: | positional parameters | keyword-only ones | *args | **kwargs | other locals ...
 *
 * The arguments stand in the same place, in the order of the call. The usual case, positional
 * arguments with perhaps some defaults, moves nothing. The others are first set aside. */
#include "vm/call.h"
#include "vm/traceback.h"
#include "vm/vm.h"

#include <string.h>

static void release_all(Value *values, size_t count) {
    for (size_t i = 0; i < count; i++)
        decref_maybe(values[i]);
}

/* ---- messages -------------------------------------------------------------------------------- */

static void too_many(Function *function, size_t given, Value *locals) {
    const Code *code = function->code->code;
    size_t defaults = function->defaults ? function->defaults->count : 0;
    size_t keyword_given = 0;
    for (uint32_t i = 0; i < code->kwonlyargcount; i++)
        keyword_given += locals[code->argcount + i] != NULL;
    Str *limits =
        defaults ? str_format("from %zu to %u", (size_t)code->argcount - defaults, code->argcount)
                 : str_format("%u", code->argcount);
    Str *extra =
        keyword_given
            ? str_format(" positional argument%s (and %zu keyword-only argument%s)",
                         given != 1 ? "s" : "", keyword_given, keyword_given != 1 ? "s" : "")
            : str_empty();
    if (limits && extra)
        raise_type_error("%U() takes %U positional argument%s but %zu%U %s given",
                         str_of(function->qualified_name), limits,
                         defaults || code->argcount != 1 ? "s" : "", given, extra,
                         given == 1 && !keyword_given ? "was" : "were");
    decref_maybe(value_of(limits));
    decref_maybe(value_of(extra));
}

/* "'a'", "'a' and 'b'", "'a', 'b', and 'c'" */
static Str *quoted_list(CodeObject *code, const uint32_t *slots, size_t count) {
    StrBuilder builder;
    str_builder_init(&builder);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            str_builder_c(&builder, count == 2 ? " and " : i == count - 1 ? ", and " : ", ");
        str_builder_c(&builder, "'");
        str_builder_str(&builder, code->slot_names[slots[i]]);
        str_builder_c(&builder, "'");
    }
    return str_builder_finish(&builder);
}

static void missing(Function *function, Value *locals, size_t from, size_t to, const char *kind) {
    CodeObject *code = function->code;
    uint32_t *slots = mem_malloc((to - from) * sizeof *slots);
    size_t count = 0;
    if (!slots) {
        raise_no_memory();
        return;
    }
    for (size_t i = from; i < to; i++) {
        if (!locals[i])
            slots[count++] = (uint32_t)i;
    }
    Str *list = quoted_list(code, slots, count);
    mem_free(slots);
    if (!list)
        return;
    raise_type_error("%U() missing %zu required %s argument%s: %U",
                     str_of(function->qualified_name), count, kind, count == 1 ? "" : "s", list);
    GIVE_UP(list);
}

/* Positional-only parameters given by keyword: true (and raised) if there are such. */
static bool positional_only_by_keyword(Function *function, Tuple *names) {
    const Code *code = function->code->code;
    StrBuilder builder;
    size_t count = 0;
    str_builder_init(&builder);
    for (uint32_t i = 0; i < code->posonlyargcount; i++) {
        for (size_t j = 0; j < names->count; j++) {
            if (str_equal(function->code->slot_names[i], str_of(names->items[j]))) {
                if (count++ > 0)
                    str_builder_c(&builder, ", ");
                str_builder_str(&builder, function->code->slot_names[i]);
            }
        }
    }
    Str *list = str_builder_finish(&builder);
    if (count && list)
        raise_type_error("%U() got some positional-only arguments passed as keyword arguments: "
                         "'%U'",
                         str_of(function->qualified_name), list);
    decref_maybe(value_of(list));
    return count > 0 || !list;
}

/* ---- binding --------------------------------------------------------------------------------- */

/* The parameter that may be given by that name, -1 if there is none. */
static ptrdiff_t find_parameter(CodeObject *object, Str *name) {
    const Code *code = object->code;
    uint32_t count = code->argcount + code->kwonlyargcount;
    for (uint32_t i = code->posonlyargcount; i < count; i++) {
        if (object->slot_names[i] == name)
            return i;
    }
    for (uint32_t i = code->posonlyargcount; i < count; i++) {
        if (str_equal(object->slot_names[i], name))
            return i;
    }
    return -1;
}

/* The names that arguments can have. */
static List *keyword_parameters(CodeObject *code) {
    uint32_t first = code->code->posonlyargcount;
    uint32_t end = code->code->argcount + code->code->kwonlyargcount;
    return list_from_array((Value *)(void *)(code->slot_names + first), end - first);
}

/* Moves the keyword values to their parameters or into `extra` (may be null). */
static bool bind_keywords(Function *function, Value *locals, Value *values, Tuple *names,
                          Dict *extra) {
    for (size_t i = 0; i < names->count; i++) {
        Value name = names->items[i];
        if (!is_str(name))
            return raise_type_error("%U() keywords must be strings",
                                    str_of(function->qualified_name));
        ptrdiff_t slot = find_parameter(function->code, str_of(name));
        if (slot >= 0) {
            if (locals[slot])
                return raise_type_error("%U() got multiple values for argument '%S'",
                                        str_of(function->qualified_name), name);
            locals[slot] = values[i];
            values[i] = NULL;
        } else if (extra) {
            if (!dict_set(extra, name, values[i]))
                return false;
        } else {
            if (function->code->code->posonlyargcount &&
                positional_only_by_keyword(function, names))
                return false;
            return raise_unexpected_keyword_steal(str_of(function->qualified_name), str_of(name),
                                                  keyword_parameters(function->code));
        }
    }
    return true;
}

/* Defaults for what is still missing; errors for the rest. */
static bool fill_defaults(Function *function, Value *locals, size_t given) {
    const Code *code = function->code->code;
    size_t argcount = code->argcount;
    size_t defaults = function->defaults ? function->defaults->count : 0;
    if (given < argcount) {
        size_t first = defaults > argcount ? 0 : argcount - defaults;
        for (size_t i = given; i < first; i++) {
            if (!locals[i]) {
                missing(function, locals, 0, first, "positional");
                return false;
            }
        }
        for (size_t i = first; i < argcount; i++) {
            if (!locals[i])
                locals[i] = own(function->defaults->items[i - argcount + defaults]);
        }
    }
    for (size_t i = argcount; i < argcount + code->kwonlyargcount; i++) {
        if (locals[i])
            continue;
        Value value =
            function->keyword_defaults
                ? dict_get_name_borrowed(function->keyword_defaults, function->code->slot_names[i])
                : NULL;
        if (!value) {
            for (size_t j = i; j < argcount + code->kwonlyargcount; j++) {
                if (!locals[j] && function->keyword_defaults)
                    locals[j] = own_maybe(dict_get_name_borrowed(function->keyword_defaults,
                                                                 function->code->slot_names[j]));
            }
            missing(function, locals, argcount, argcount + code->kwonlyargcount, "keyword-only");
            return false;
        }
        locals[i] = own(value);
    }
    return true;
}

/* The general case: the arguments are set aside in `given`, then dealt out. */
static bool bind_from(Function *function, Value *locals, Value *given, size_t count, Tuple *names) {
    const Code *code = function->code->code;
    size_t argcount = code->argcount, parameters = argcount + code->kwonlyargcount;
    size_t positional = count < argcount ? count : argcount;
    Value *args_slot = code->flags & CO_VARARGS ? &locals[parameters] : NULL;
    Value *kwargs_slot =
        code->flags & CO_VARKEYWORDS ? &locals[parameters + (args_slot != NULL)] : NULL;
    Dict *extra = NULL;
    memcpy(locals, given, positional * sizeof *locals);
    memset(given, 0, positional * sizeof *given);
    if (args_slot) {
        Tuple *rest = tuple_from_array(given + positional, count - positional);
        if (!rest)
            return false;
        *args_slot = value_of(rest);
    }
    if (kwargs_slot) {
        extra = dict_new();
        if (!extra)
            return false;
        *kwargs_slot = value_of(extra);
    }
    if (names && !bind_keywords(function, locals, given + count, names, extra))
        return false;
    if (count > argcount && !args_slot) {
        too_many(function, count, locals);
        return false;
    }
    return fill_defaults(function, locals, count);
}

bool parameters_bind(Function *function, Value *locals, size_t count, Tuple *names) {
    CodeObject *code = function->code;
    if (names && names->count == 0)
        names = NULL;
    if (code->simple_parameters && !names && count <= code->argcount) {
        size_t defaults = function->defaults ? function->defaults->count : 0;
        if (count + defaults >= code->argcount) {
            for (size_t i = count; i < code->argcount; i++)
                locals[i] = own(function->defaults->items[i - code->argcount + defaults]);
            return true;
        }
    }
    size_t total = count + (names ? names->count : 0);
    size_t slots = code->code->argcount + code->code->kwonlyargcount +
                   !!(code->flags & CO_VARARGS) + !!(code->flags & CO_VARKEYWORDS);
    Frame *caller = current_thread->frame;
    Value few[16], *given = few;
    if (total > sizeof few / sizeof *few && !(given = mem_malloc(total * sizeof *given))) {
        Value *limit = window_extend(caller, locals + total);
        release_all(locals, total);
        caller->limit = limit;
        return raise_no_memory();
    }
    memcpy(given, locals, total * sizeof *given);
    memset(locals, 0, slots * sizeof *locals);
    Value *limit = window_extend(caller, locals + slots);
    bool bound = bind_from(function, locals, given, count, names);
    release_all(given, total);
    if (given != few)
        mem_free(given);
    if (!bound)
        release_all(locals, slots);
    caller->limit = limit;
    return bound;
}
