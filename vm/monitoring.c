/* sys.monitoring: up to six tools, each with its events and a callback for each kind of them.
 *
 * A callback that returns DISABLE is not called for that instruction again, until
 * restart_events(). What is disabled is kept with the code object. */
#include "vm/audit.h"
#include "vm/monitoring.h"

#include "vm/events.h"
#include "vm/import.h"
#include "vm/objects/simple_namespace.h"
#include "vm/vm.h"

#include <stdio.h>

static const char *const event_names[EVENT_COUNT] = {
    "PY_START",    "PY_RESUME", "PY_RETURN", "PY_YIELD",       "CALL",    "LINE",
    "INSTRUCTION", "JUMP",      "BRANCH",    "STOP_ITERATION", "RAISE",   "EXCEPTION_HANDLED",
    "PY_UNWIND",   "PY_THROW",  "RERAISE",   "C_RETURN",       "C_RAISE",
};
enum {
    OF_CALLS = EVENT_BIT(CALL) | EVENT_BIT(C_RETURN) | EVENT_BIT(C_RAISE),
    ENDS_OF_CALLS = EVENT_BIT(C_RETURN) | EVENT_BIT(C_RAISE),
};

static struct Tool {
    Value name; /* owned; null: not in use */
    uint32_t events;
    Value callbacks[EVENT_COUNT]; /* owned or null */
} tools[MONITORING_TOOLS];
static Value disable, missing; /* owned */
static uint32_t restarts, local_uses;
static uint32_t all_events; /* of all tools, with the ends of calls */

/* ---- what is wanted -------------------------------------------------------------------------- */

static uint32_t with_ends_of_calls(uint32_t events) {
    return events & EVENT_BIT(CALL) ? events | ENDS_OF_CALLS : events;
}

bool monitoring_is_active(void) {
    return all_events || local_uses;
}

uint32_t monitoring_wants(const CodeObject *code) {
    uint32_t events = all_events;
    for (int i = 0; local_uses && code->events && i < MONITORING_TOOLS; i++)
        events |= with_ends_of_calls(code->events->wanted[i]);
    return events;
}

static void update(void) {
    all_events = 0;
    for (int i = 0; i < MONITORING_TOOLS; i++)
        all_events |= with_ends_of_calls(tools[i].events);
    events_update();
}

/* ---- disabling ------------------------------------------------------------------------------- */

static uint8_t *disabled_at(CodeEvents *events, const Event *event) {
    if (events->restarts != restarts) {
        events->restarts = restarts;
        for (int kind = 0; kind < EVENT_LOCAL_COUNT; kind++) {
            mem_free(events->disabled[kind]);
            events->disabled[kind] = NULL;
        }
    }
    uint8_t *places = event->kind < EVENT_LOCAL_COUNT ? events->disabled[event->kind] : NULL;
    return places ? &places[event->offset] : NULL;
}

static bool disable_here(CodeObject *code, const Event *event, int tool) {
    if (event->kind >= EVENT_LOCAL_COUNT) {
        clear_value(&tools[tool].callbacks[event->kind]);
        return raise_value_error("Cannot disable %s events. Callback removed.",
                                 event_names[event->kind]);
    }
    uint8_t **places = &code->events->disabled[event->kind];
    if (!*places && !(*places = mem_calloc(code->code->unit_count, 1)))
        return raise_no_memory();
    (*places)[event->offset] |= (uint8_t)(1 << tool);
    return true;
}

/* ---- telling --------------------------------------------------------------------------------- */

static Value call_callback(const Event *event, Value callback) {
    Value code = value_of(frame_code(event->frame));
    Value args[4] = {code, value_of_small_int(2 * (int64_t)event->offset), event->value, NULL};
    size_t count = 2;
    switch (event->kind) {
    case EVENT_PY_START:
    case EVENT_PY_RESUME:
    case EVENT_INSTRUCTION:
        break;
    case EVENT_LINE:
        args[1] = value_of_small_int(event->line);
        break;
    case EVENT_JUMP:
    case EVENT_BRANCH:
        args[2] = value_of_small_int(2 * (int64_t)event->destination);
        count = 3;
        break;
    case EVENT_CALL:
    case EVENT_C_RETURN:
    case EVENT_C_RAISE:
        args[3] = event->argument ? event->argument : missing;
        count = 4;
        break;
    default:
        count = 3;
    }
    event->thread->tracing++;
    Value result = call(callback, args, count, NULL);
    event->thread->tracing--;
    return result;
}

static bool tell_tool(const Event *event, int tool) {
    CodeObject *code = frame_code(event->frame);
    Value callback = own_maybe(tools[tool].callbacks[event->kind]);
    if (!callback)
        return true;
    Value result = call_callback(event, callback);
    decref(callback);
    if (!result)
        return false;
    bool done = result != disable || disable_here(code, event, tool);
    decref(result);
    return done;
}

bool monitoring_tell(const Event *event) {
    CodeEvents *events = code_events(frame_code(event->frame));
    if (!events)
        return false;
    const uint8_t *disabled = disabled_at(events, event);
    uint8_t off = disabled ? *disabled : 0;
    for (int i = 0; i < MONITORING_TOOLS; i++) {
        uint32_t wants = with_ends_of_calls(tools[i].events | events->wanted[i]);
        if (wants & 1u << event->kind && !(off & 1 << i) && !tell_tool(event, i))
            return false;
    }
    return true;
}

/* ---- functions ------------------------------------------------------------------------------- */

static bool read_tool(Value value, int *tool) {
    if (!int_as_int(value, tool))
        return false;
    if (*tool < 0 || *tool >= MONITORING_TOOLS)
        return raise_value_error("invalid tool %d (must be between 0 and 5)", *tool);
    return true;
}

static bool read_tool_in_use(Value value, int *tool) {
    if (!read_tool(value, tool))
        return false;
    return tools[*tool].name || raise_value_error("tool %d is not in use", *tool);
}

static Value use_tool_id(Value self, Value *args) {
    int tool;
    if (!read_tool(args[0], &tool))
        return NULL;
    if (!is_str(args[1]))
        return raise_value_error("tool name must be a str");
    if (tools[tool].name)
        return raise_value_error("tool %d is already in use", tool);
    tools[tool].name = own(args[1]);
    return NONE;
}

static Value free_tool_id(Value self, Value *args) {
    int tool;
    if (!read_tool(args[0], &tool))
        return NULL;
    clear_value(&tools[tool].name);
    tools[tool].events = 0;
    update();
    return NONE;
}

static Value get_tool(Value self, Value *args) {
    int tool;
    if (!read_tool(args[0], &tool))
        return NULL;
    return own(tools[tool].name ? tools[tool].name : NONE);
}

static Value register_callback(Value self, Value *args) {
    int tool, event, kind = 0;
    if (!read_tool(args[0], &tool) || !int_as_int(args[1], &event))
        return NULL;
    if (event <= 0 || event & (event - 1))
        return raise_value_error("The callback can only be set for one event at a time");
    while (event >> kind != 1)
        kind++;
    if (kind >= EVENT_COUNT)
        return raise_value_error("invalid event %d", event);
    if (!audit("sys.monitoring.register_callback", "O", args[2]))
        return NULL;
    Value *place = &tools[tool].callbacks[kind], old = *place;
    *place = args[2] == NONE ? NULL : own(args[2]);
    return old ? old : NONE;
}

static Value get_events(Value self, Value *args) {
    int tool;
    if (!read_tool(args[0], &tool))
        return NULL;
    return value_of_small_int(tools[tool].events);
}

/* `limit` kinds are allowed, and the ends of calls with calls. */
static bool read_events(Value value, int limit, const char *what, uint32_t *events) {
    int given;
    if (!int_as_int(value, &given))
        return false;
    bool ends = given >= 0 && given & ENDS_OF_CALLS;
    bool with_calls = ends && (given & OF_CALLS) == OF_CALLS;
    *events = (uint32_t)given & ~(with_calls ? (uint32_t)ENDS_OF_CALLS : 0);
    if (*events >= 1u << limit) {
        char digits[16];
        snprintf(digits, sizeof digits, "%x", (unsigned)given);
        return raise_value_error("invalid %s 0x%s", what, digits);
    }
    if (ends && !with_calls)
        return raise_value_error("cannot set C_RETURN or C_RAISE events independently");
    return true;
}

static Value set_events(Value self, Value *args) {
    int tool;
    uint32_t events;
    if (!read_tool(args[0], &tool) || !read_events(args[1], EVENT_COUNT, "event set", &events) ||
        !read_tool_in_use(args[0], &tool))
        return NULL;
    tools[tool].events = events;
    update();
    return NONE;
}

static CodeEvents *read_code(Value value) {
    if (!is_code(value))
        return raise_type_error("code must be a code object");
    return code_events((CodeObject *)object_of(value));
}

static Value get_local_events(Value self, Value *args) {
    int tool;
    CodeEvents *events = read_code(args[1]);
    if (!events || !read_tool(args[0], &tool))
        return NULL;
    return value_of_small_int(events->wanted[tool]);
}

static Value set_local_events(Value self, Value *args) {
    int tool;
    uint32_t wanted;
    CodeEvents *events = read_code(args[1]);
    if (!events || !read_tool_in_use(args[0], &tool) ||
        !read_events(args[2], EVENT_LOCAL_COUNT, "local event set", &wanted))
        return NULL;
    events->wanted[tool] = wanted;
    local_uses += wanted != 0; /* once used, code objects are asked */
    update();
    return NONE;
}

static Value restart_events(Value self, Value *args) {
    restarts++;
    return NONE;
}

/* The tools' numbers by event, for those that are wanted. */
static Value fn_all_events(Value self, Value *args) {
    Dict *result = dict_new();
    for (int kind = 0; result && kind < EVENT_LOCAL_COUNT; kind++) {
        int64_t wanting = 0;
        for (int i = 0; i < MONITORING_TOOLS; i++)
            wanting |= (int64_t)(tools[i].events >> kind & 1) << i;
        if (wanting && !dict_set_c(result, event_names[kind], value_of_small_int(wanting))) {
            GIVE_UP(result);
            result = NULL;
        }
    }
    return value_of(result);
}

static const NativeMethod functions[] = {
    NATIVE("use_tool_id($module, tool_id, name, /)", use_tool_id, NULL),
    NATIVE("free_tool_id($module, tool_id, /)", free_tool_id, NULL),
    NATIVE("get_tool($module, tool_id, /)", get_tool, NULL),
    NATIVE("register_callback($module, tool_id, event, func, /)", register_callback, NULL),
    NATIVE("get_events($module, tool_id, /)", get_events, NULL),
    NATIVE("set_events($module, tool_id, event_set, /)", set_events, NULL),
    NATIVE("get_local_events($module, tool_id, code, /)", get_local_events, NULL),
    NATIVE("set_local_events($module, tool_id, code, event_set, /)", set_local_events, NULL),
    NATIVE("restart_events($module, /)", restart_events, NULL),
    NATIVE("_all_events($module, /)", fn_all_events, NULL),
    NATIVE_END,
};

/* ---- the module ------------------------------------------------------------------------------ */

static Value events_namespace(void) {
    Dict *dict = dict_new();
    bool done = dict != NULL;
    for (int kind = 0; done && kind < EVENT_COUNT; kind++)
        done = dict_set_c(dict, event_names[kind], value_of_small_int(INT64_C(1) << kind));
    done = done && dict_set_c(dict, "NO_EVENTS", value_of_small_int(0));
    Value namespace = done ? simple_namespace_new(dict) : NULL;
    decref_maybe(value_of(dict));
    return namespace;
}

static bool exec(Module *module) {
    if (!disable && !(disable = call_0(value_of(&object_type))))
        return false;
    if (!missing && !(missing = call_0(value_of(&object_type))))
        return false;
    return dict_set_c(module->dict, "DISABLE", disable) &&
           dict_set_c(module->dict, "MISSING", missing) &&
           module_add_int(module, "DEBUGGER_ID", 0) && module_add_int(module, "COVERAGE_ID", 1) &&
           module_add_int(module, "PROFILER_ID", 2) && module_add_int(module, "OPTIMIZER_ID", 5) &&
           module_add_steal(module, "events", events_namespace());
}

void monitoring_fini(void) {
    for (int i = 0; i < MONITORING_TOOLS; i++) {
        clear_value(&tools[i].name);
        tools[i].events = 0;
        for (int kind = 0; kind < EVENT_COUNT; kind++)
            clear_value(&tools[i].callbacks[kind]);
    }
    local_uses = 0;
    update();
    clear_value(&disable);
    clear_value(&missing);
}

static const NativeModule native = {.name = "sys.monitoring", .functions = functions, .exec = exec};

bool monitoring_add(Module *sys) {
    Str *name = str_from_c(native.name);
    Module *module = name ? module_new(value_of(name)) : NULL;
    bool done = module && native_module_fill(module, &native, value_of(name)) &&
                dict_set_c(sys->dict, "monitoring", value_of(module));
    decref_maybe(value_of(module));
    decref_maybe(value_of(name));
    return done;
}
