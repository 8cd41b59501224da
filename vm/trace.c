/* Trace and profile functions: events as sys.settrace and sys.setprofile have them.
 *
 * A trace function is called with (frame, "call", None) for a new frame; what it returns is the
 * frame's own, in frame.f_trace, and is called for its lines, exceptions and end. A profile
 * function is called for all frames, and for native functions. One that raises is set no longer. */
#include "vm/trace.h"

#include "vm/objects/descriptor.h"
#include "vm/objects/exception.h"
#include "vm/vm.h"

static bool set_function(Value *place, Value function) {
    replace_value(place, function == NONE ? NULL : own(function));
    events_update();
    return true;
}

bool trace_set(Thread *thread, Value function) {
    return set_function(&thread->trace_function, function);
}

bool profile_set(Thread *thread, Value function) {
    return set_function(&thread->profile_function, function);
}

void trace_fini(void) {
    for (Thread *thread = thread_next(NULL); thread; thread = thread_next(thread)) {
        clear_value(&thread->trace_function);
        clear_value(&thread->profile_function);
    }
    events_update();
}

uint32_t trace_wants(const Thread *thread) {
    return thread->trace_function
               ? EVENT_BIT(PY_START) | EVENT_BIT(PY_RESUME) | EVENT_BIT(PY_THROW) |
                     EVENT_BIT(PY_RETURN) | EVENT_BIT(PY_YIELD) | EVENT_BIT(PY_UNWIND) |
                     EVENT_BIT(LINE) | EVENT_BIT(JUMP) | EVENT_BIT(INSTRUCTION) | EVENT_BIT(RAISE) |
                     EVENT_BIT(STOP_ITERATION)
               : 0;
}

uint32_t profile_wants(const Thread *thread) {
    return thread->profile_function
               ? EVENT_BIT(PY_START) | EVENT_BIT(PY_RESUME) | EVENT_BIT(PY_THROW) |
                     EVENT_BIT(PY_RETURN) | EVENT_BIT(PY_YIELD) | EVENT_BIT(PY_UNWIND) |
                     EVENT_BIT(CALL) | EVENT_BIT(C_RETURN) | EVENT_BIT(C_RAISE)
               : 0;
}

/* What a function is told of an event, besides the frame. */
typedef struct Message {
    const char *what;
    Value argument; /* borrowed */
} Message;

static Value call_function(const Event *event, Value function, Message message) {
    Thread *thread = event->thread;
    FrameObject *object = frame_object(event->frame);
    Str *what = object ? str_interned(message.what) : NULL;
    if (!what)
        return NULL;
    Value frame = own(value_of(object)), result;
    incref(function);
    thread->tracing++;
    result = call_3(function, frame, value_of(what), message.argument);
    thread->tracing--;
    decref(function);
    decref(frame);
    GIVE_UP(what);
    return result;
}

/* ---- tracing --------------------------------------------------------------------------------- */

/* The function's answer becomes the frame's own; its error ends all tracing. */
static bool trace_call(const Event *event, Value function, Message message) {
    Value result = call_function(event, function, message);
    FrameObject *object = event->frame->flags & FRAME_OBJECT ? event->frame->object : NULL;
    if (!result) {
        replace_value(&event->thread->trace_function, NULL);
        if (object)
            replace_value(&object->trace, NULL);
        events_update();
        return false;
    }
    if (object && result != NONE)
        replace_value(&object->trace, result);
    else
        decref(result);
    return true;
}

static bool trace_exception(const Event *event, Value function) {
    Value exception = event->value;
    Value traceback = exception_of(exception)->traceback;
    Tuple *triple =
        tuple_pack(3, value_of(type_of(exception)), exception, traceback ? traceback : NONE);
    if (!triple)
        return false;
    bool done = trace_call(event, function, (Message){"exception", value_of(triple)});
    GIVE_UP(triple);
    return done;
}

/* A jump back within a line begins the line anew. */
static bool begins_same_line(const Event *event) {
    const Code *code = frame_code(event->frame)->code;
    return event->destination < event->offset &&
           code_line(code, event->destination) == code_line(code, event->offset);
}

bool trace_tell(const Event *event) {
    if (event->kind == EVENT_PY_START || event->kind == EVENT_PY_RESUME ||
        event->kind == EVENT_PY_THROW)
        return trace_call(event, event->thread->trace_function, (Message){"call", NONE});
    FrameObject *object = event->frame->flags & FRAME_OBJECT ? event->frame->object : NULL;
    if (!object || !object->trace)
        return true;
    switch (event->kind) {
    case EVENT_LINE:
        return !object->trace_lines || trace_call(event, object->trace, (Message){"line", NONE});
    case EVENT_JUMP:
        return !object->trace_lines || !begins_same_line(event) ||
               trace_call(event, object->trace, (Message){"line", NONE});
    case EVENT_INSTRUCTION:
        return !object->trace_opcodes ||
               trace_call(event, object->trace, (Message){"opcode", NONE});
    case EVENT_RAISE:
    case EVENT_STOP_ITERATION:
        return trace_exception(event, object->trace);
    case EVENT_PY_UNWIND:
        return trace_call(event, object->trace, (Message){"return", NONE});
    default: /* PY_RETURN, PY_YIELD */
        return trace_call(event, object->trace, (Message){"return", event->value});
    }
}

/* ---- profiling ------------------------------------------------------------------------------- */

static bool profile_call(const Event *event, Message message) {
    Value result = call_function(event, event->thread->profile_function, message);
    if (!result) {
        replace_value(&event->thread->profile_function, NULL);
        events_update();
        return false;
    }
    decref(result);
    return true;
}

/* Only of native functions, and of methods, which are shown bound. */
static bool profile_native(const Event *event, const char *what) {
    Value callee = event->value, first = event->argument;
    if (has_type(callee, &method_type)) {
        first = ((Method *)object_of(callee))->self;
        callee = ((Method *)object_of(callee))->function;
    }
    if (has_type(callee, &native_function_type))
        return profile_call(event, (Message){what, callee});
    if (!has_type(callee, &method_descriptor_type) || !first)
        return true;
    Value bound = method_descriptor_type.descr_get(callee, first, value_of(type_of(first)));
    if (!bound)
        return false;
    bool done = profile_call(event, (Message){what, bound});
    decref(bound);
    return done;
}

bool profile_tell(const Event *event) {
    switch (event->kind) {
    case EVENT_CALL:
        return profile_native(event, "c_call");
    case EVENT_C_RETURN:
        return profile_native(event, "c_return");
    case EVENT_C_RAISE:
        return profile_native(event, "c_exception");
    case EVENT_PY_RETURN:
    case EVENT_PY_YIELD:
        return profile_call(event, (Message){"return", event->value});
    case EVENT_PY_UNWIND:
        return profile_call(event, (Message){"return", NONE});
    default:
        return profile_call(event, (Message){"call", NONE});
    }
}
