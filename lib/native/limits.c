/* Module limits: what calls may use (vm/limits.h).
 *
 *     limits.run(function, (1, 2), instructions=100_000, memory=50_000_000)
 *
 * A limit that is reached ends the call with LimitReached, whatever the called code does against
 * it; the caller may catch it. */
#include "vm/limits.h"
#include "vm/vm.h"

#include <math.h>

enum { FUNCTION, ARGUMENTS, KEYWORDS, MEMORY, SECONDS, INSTRUCTIONS, OUTPUT, RECURSION };

static bool read_count(Value value, const char *name, uint64_t *limit) {
    int64_t number;
    if (!value || value == NONE)
        return true;
    if (!int_as_int64(value, &number))
        return false;
    if (number < 0)
        return raise_value_error("%s must not be negative", name);
    *limit = (uint64_t)number;
    return true;
}

static bool read_seconds(Value value, uint64_t *limit) {
    double seconds;
    if (!value || value == NONE)
        return true;
    if (!object_as_double(value, &seconds))
        return false;
    if (!(seconds >= 0 && seconds < 1e9))
        return raise_value_error("seconds must be a number from 0 to 1e9");
    *limit = (uint64_t)(seconds * 1e9);
    return true;
}

static bool read_limits(Value *args, Limits *limits) {
    return read_count(args[MEMORY], "memory", &limits->memory) &&
           read_seconds(args[SECONDS], &limits->cpu_ns) &&
           read_count(args[INSTRUCTIONS], "instructions", &limits->instructions) &&
           read_count(args[OUTPUT], "output", &limits->output) &&
           read_count(args[RECURSION], "recursion", &limits->recursion);
}

static Value run(Value self, Value *args) {
    Limits limits = LIMITS_NONE;
    if (!read_limits(args, &limits))
        return NULL;
    Tuple *positional = args[ARGUMENTS] ? tuple_from_iterable(args[ARGUMENTS]) : tuple_new(0);
    Dict *keywords = args[KEYWORDS] && args[KEYWORDS] != NONE ? dict_new() : NULL;
    bool ready = positional && (!keywords || dict_update(keywords, args[KEYWORDS]));
    Value result = NULL;
    LimitedCall call;
    if (ready && limits_begin(&limits, &call)) {
        result = call_tuple(args[FUNCTION], positional, keywords);
        limits_end(&call);
    }
    if (positional)
        GIVE_UP(positional);
    if (keywords)
        GIVE_UP(keywords);
    return result;
}

/* ---- looking --------------------------------------------------------------------------------- */

/* (used, limit); None: no limit. */
static Value pair(uint64_t used, uint64_t limit, double unit) {
    Value first = unit == 1 ? value_from_uint64(used) : float_new((double)used / unit);
    Value second = limit == LIMIT_NONE ? NONE
                   : unit == 1         ? value_from_uint64(limit)
                                       : float_new((double)limit / unit);
    Tuple *both = first && second ? tuple_pack(2, first, second) : NULL;
    decref_maybe(first);
    decref_maybe(second);
    return both ? value_of(both) : NULL;
}

static Value get(Value self, Value *args) {
    Limits used = limits_used(), limit = limits_in_force();
    const struct {
        const char *name;
        Value value;
    } entries[] = {
        {"memory", pair(used.memory, limit.memory, 1)},
        {"seconds", pair(used.cpu_ns, limit.cpu_ns, 1e9)},
        {"instructions", pair(used.instructions, limit.instructions, 1)},
        {"output", pair(used.output, limit.output, 1)},
        {"recursion", pair(used.recursion, limit.recursion, 1)},
    };
    Dict *dict = dict_new();
    bool good = dict != NULL;
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        Str *name = good && entries[i].value ? str_interned(entries[i].name) : NULL;
        good = name && dict_set(dict, value_of(name), entries[i].value);
        decref_maybe(value_of(name));
        decref_maybe(entries[i].value);
    }
    if (good)
        return value_of(dict);
    decref_maybe(value_of(dict));
    return NULL;
}

static const NativeMethod functions[] = {
    NATIVE(
        "run(function, args=(), kwargs=None, /, *, memory=None, seconds=None, "
        "instructions=None, output=None, recursion=None)",
        run,
        "Call the function; LimitReached if it uses more processor time, instructions or bytes of\n"
        "output than given, MemoryError and RecursionError for the other limits."),
    NATIVE("get()", get,
           "A dict of what has been used and where it ends, (used, limit). Instructions are\n"
           "counted only while they are limited."),
    NATIVE_END,
};

static bool exec(Module *module) {
    return module_add_type(module, &exc_LimitReached);
}

const NativeModule limits_module = {
    .name = "limits",
    .doc = "Limits on what calls may use.",
    .functions = functions,
    .exec = exec,
};
