/* Audit events: the hooks, and how they are called.
 *
 * The hooks are in no list that a program can reach: the collector's does not know it. What a hook
 * does is not traced, unless it has a true attribute __cantrace__. */
#include "vm/audit.h"
#include "vm/vm.h"

#include <stdarg.h>
#include <string.h>

static List *hooks;

/* ---- calling them ---------------------------------------------------------------------------- */

static Answer can_be_traced(Value hook) {
    Str *name = str_interned("__cantrace__");
    Value answer;
    Lookup found = name ? attribute_lookup(hook, name, &answer) : LOOKUP_ERROR;
    if (name)
        GIVE_UP(name);
    if (found != LOOKUP_FOUND)
        return found == LOOKUP_MISSING ? ANSWER_NO : ANSWER_ERROR;
    Answer result = object_truth(answer);
    decref(answer);
    return result;
}

/* A thread->tracing of 0 lets events through; whoever asks may be inside a trace function. */
static bool call_hook(Value hook, Value event, Value arguments) {
    Thread *thread = current_thread;
    thread->tracing++;
    Answer traced = can_be_traced(hook);
    Value result = NULL;
    if (traced == ANSWER_YES) {
        thread->tracing--;
        result = call_2(hook, event, arguments);
        thread->tracing++;
    } else if (traced == ANSWER_NO)
        result = call_2(hook, event, arguments);
    thread->tracing--;
    decref_maybe(result);
    return result != NULL;
}

static bool run_hooks(Value event, Value arguments) {
    for (size_t i = 0; hooks && i < hooks->count; i++) {
        Value hook = own(hooks->items[i]);
        bool done = call_hook(hook, event, arguments);
        decref(hook);
        if (!done)
            return false;
    }
    return true;
}

/* ---- events ---------------------------------------------------------------------------------- */

static Value argument_of(char type, va_list *given) {
    if (type == 'i')
        return value_of_small_int(va_arg(*given, int));
    if (type == 'I')
        return value_from_int64(va_arg(*given, int64_t));
    if (type == 's') {
        const char *text = va_arg(*given, const char *);
        return text ? value_of(str_from_c(text)) : NONE;
    }
    Value value = va_arg(*given, Value);
    return own(value ? value : NONE);
}

enum { ARGUMENTS_MAX = 8 };

static bool tell(const char *event, const char *types, va_list *given) {
    Value args[ARGUMENTS_MAX];
    size_t count = 0;
    bool done = true;
    for (const char *type = types; done && *type; type++)
        if ((done = (args[count] = argument_of(*type, given)) != NULL))
            count++;
    Str *name = done ? str_from_c(event) : NULL;
    done = name && audit_with_tuple(value_of(name), args, count);
    if (name)
        GIVE_UP(name);
    while (count)
        decref(args[--count]);
    return done;
}

bool audit(const char *event, const char *types, ...) {
    if (LIKELY(!hooks))
        return true;
    va_list given;
    va_start(given, types);
    bool done = tell(event, types, &given);
    va_end(given);
    return done;
}

bool audit_with_tuple(Value event, Value *args, size_t count) {
    if (!hooks)
        return true;
    Tuple *arguments = tuple_from_array(args, count);
    bool done = arguments && run_hooks(event, value_of(arguments));
    if (arguments)
        GIVE_UP(arguments);
    return done;
}

/* ---- hooks ----------------------------------------------------------------------------------- */

bool audit_add_hook(Value hook) {
    if (!hooks) {
        if (!(hooks = list_new(0)))
            return false;
        mem_gc_untrack(hooks);
    }
    return list_append(hooks, hook);
}

void audit_fini(void) {
    List *old = hooks;
    hooks = NULL;
    if (old)
        GIVE_UP(old);
}
