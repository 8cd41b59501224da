/* Module atexit: functions to call when the program ends, the last registered first. */
#include "vm/runtime.h"
#include "vm/vm.h"

static List *callbacks; /* of (function, args, kwargs); None where one was unregistered */

static void forget(void) {
    List *list = callbacks;
    callbacks = NULL;
    if (list)
        GIVE_UP(list);
}

/* gc.get_objects() gives the list out, so anything may be in it. */
static bool is_entry(Value value) {
    if (!is_tuple(value) || tuple_of(value)->count != 3)
        return false;
    const Value *parts = tuple_of(value)->items;
    return is_tuple(parts[1]) && is_dict(parts[2]);
}

static void run(Value entry) {
    Value *parts = tuple_of(entry)->items;
    Value result = call_tuple(parts[0], tuple_of(parts[1]), dict_of(parts[2]));
    if (!result)
        exception_write_unraisable_message("Exception ignored in atexit callback", parts[0]);
    decref_maybe(result);
}

/* What callbacks register is dropped. */
static void run_all(void) {
    for (size_t i = callbacks ? callbacks->count : 0; i-- > 0;) {
        if (!callbacks || i >= callbacks->count || !is_entry(callbacks->items[i]))
            continue;
        Value entry = callbacks->items[i];
        callbacks->items[i] = NONE;
        run(entry);
        decref(entry);
    }
    forget();
}

static Value register_function(Value self, Value *args, size_t count, Tuple *keywords) {
    if (!count)
        return raise_type_error("register() takes at least 1 argument (0 given)");
    if (!is_callable(args[0]))
        return raise_type_error("the first argument must be callable");
    Tuple *positional = tuple_from_array(args + 1, count - 1);
    Dict *named = dict_new();
    bool done = positional && named;
    for (size_t i = 0; done && keywords && i < keywords->count; i++)
        done = dict_set(named, keywords->items[i], args[count + i]);
    Tuple *entry = done ? tuple_pack(3, args[0], value_of(positional), value_of(named)) : NULL;
    if (positional)
        GIVE_UP(positional);
    if (named)
        GIVE_UP(named);
    if (!callbacks)
        callbacks = list_new(0);
    if (!callbacks || !entry) {
        if (entry)
            GIVE_UP(entry);
        return NULL;
    }
    return list_append_steal(callbacks, value_of(entry)) ? own(args[0]) : NULL;
}

static Value clear_all(Value self, Value *args) {
    return !callbacks || list_set_slice(callbacks, 0, (ptrdiff_t)callbacks->count, NULL) ? NONE
                                                                                         : NULL;
}

static Value unregister(Value self, Value *args) {
    for (size_t i = callbacks ? callbacks->count : 0; i-- > 0;) {
        if (!callbacks || i >= callbacks->count || !is_entry(callbacks->items[i]))
            continue; /* __eq__ has changed the list */
        Value entry = own(callbacks->items[i]);
        Answer same = object_equal(tuple_of(entry)->items[0], args[0]);
        if (same == ANSWER_YES && callbacks && i < callbacks->count && callbacks->items[i] == entry)
            replace_value(&callbacks->items[i], NONE);
        decref(entry);
        if (same == ANSWER_ERROR)
            return NULL;
    }
    return NONE;
}

static Value run_exit_functions(Value self, Value *args) {
    run_all();
    return NONE;
}

static Value count_callbacks(Value self, Value *args) {
    return value_of_small_int(callbacks ? (int64_t)callbacks->count : 0);
}

static const NativeMethod functions[] = {
    NATIVE_RAW("register(func, /, *args, **kwargs)", register_function,
               "register(func, *args, **kwargs) -> func\n\nRegister a function to be executed upon "
               "normal program termination"),
    NATIVE("_clear()", clear_all,
           "_clear() -> None\n\nClear the list of previously registered exit functions."),
    NATIVE("unregister(func, /)", unregister,
           "unregister(func) -> None\n\nUnregister an exit function which was previously "
           "registered using\natexit.register"),
    NATIVE("_run_exitfuncs()", run_exit_functions,
           "_run_exitfuncs() -> None\n\nRun all registered exit functions."),
    NATIVE("_ncallbacks()", count_callbacks,
           "_ncallbacks() -> int\n\nReturn the number of registered exit functions."),
    NATIVE_END,
};

static bool exec(Module *module) {
    runtime_run_exit_functions = run_all;
    runtime_on_fini(forget);
    return true;
}

const NativeModule atexit_module = {
    .name = "atexit",
    .doc = "allow programmer to define multiple exit functions to be executed\nupon normal program "
           "termination.\n\nTwo public functions, register and unregister, are defined.",
    .functions = functions,
    .exec = exec,
};
