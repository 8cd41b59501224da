/* From instructions to events. What the last instruction of a frame was, and what it calls, is
 * noted in its frame object. */
#include "vm/events.h"

#include "vm/call.h"
#include "vm/observe.h"
#include "vm/vm.h"

/* ---- code objects ---------------------------------------------------------------------------- */

CodeEvents *code_events(CodeObject *code) {
    if (!code->instructions && !code_object_prepare(code))
        return NULL;
    if (code->events)
        return code->events;
    CodeEvents *events = mem_calloc(1, sizeof *events);
    int32_t *lines = mem_malloc(code->instruction_count * sizeof *lines);
    bool *handlers = mem_calloc(code->instruction_count, sizeof *handlers);
    if (!events || !lines || !handlers) {
        mem_free(events);
        mem_free(lines);
        mem_free(handlers);
        return raise_no_memory();
    }
    for (uint32_t i = 0; i < code->code->handler_count; i++)
        handlers[code->handler_targets[i]] = true;
    events->handlers = handlers;
    for (uint32_t word = 0; word < code->instruction_count; word++)
        lines[word] = -1;
    CodePositions walk = code_positions(code->code);
    bool more = code_positions_next(&walk);
    for (uint32_t word = 0; more && word < code->instruction_count; word++) {
        while (more && code->plain_offsets[word] >= walk.end)
            more = code_positions_next(&walk);
        if (more)
            lines[word] = walk.position.line;
    }
    events->lines = lines;
    return code->events = events;
}

void code_events_free(CodeEvents *events) {
    if (!events)
        return;
    for (int kind = 0; kind < EVENT_LOCAL_COUNT; kind++)
        mem_free(events->disabled[kind]);
    mem_free(events->lines);
    mem_free(events->handlers);
    mem_free(events);
}

/* ---- telling --------------------------------------------------------------------------------- */

static uint32_t wanted(const Thread *thread, const CodeObject *code) {
    return trace_wants(thread) | profile_wants(thread) | monitoring_wants(code);
}

static bool tell_all(const Event *event) {
    uint32_t bit = 1u << event->kind;
    if (trace_wants(event->thread) & bit && !trace_tell(event))
        return false;
    if (profile_wants(event->thread) & bit && !profile_tell(event))
        return false;
    return !(monitoring_wants(frame_code(event->frame)) & bit) || monitoring_tell(event);
}

/* What is pending stays pending, unless a callback raises. */
static bool tell(const Event *event) {
    Thread *thread = event->thread;
    Value pending = exception_fetch();
    const Event *outer = thread->event;
    thread->event = event;
    bool done = tell_all(event);
    thread->event = outer;
    if (done && pending)
        exception_restore_steal(pending);
    else
        decref_maybe(pending);
    return done;
}

static Event event_at(EventKind kind, Thread *thread, Frame *frame) {
    CodeObject *code = frame_code(frame);
    uint32_t word = (uint32_t)(frame->pc - 1 - code->instructions);
    return (Event){.kind = kind,
                   .thread = thread,
                   .frame = frame,
                   .word = word,
                   .offset = frame_offset(frame)};
}

static bool tell_value(EventKind kind, Thread *thread, Frame *frame, Value value) {
    Event event = event_at(kind, thread, frame);
    event.value = value;
    return tell(&event);
}

/* ---- calls ----------------------------------------------------------------------------------- */

/* The callee of a call instruction and its first argument (null: none), both borrowed. */
static Value find_callee(Frame *frame, unsigned op, Value *first) {
    const Instruction *pc = frame->pc - 1;
    Value *sp = frame->locals + frame_code(frame)->slot_count + frame->temporaries;
    size_t count = pc->arg;
    if (op == OP_CALL_FUNCTION_EX) {
        Value *base = sp - 2 - (pc->arg & 1);
        bool any = has_type(base[1], &tuple_type) && tuple_of(base[1])->count > 0;
        *first = any ? tuple_of(base[1])->items[0] : NULL;
        return base[0];
    }
    if (op == OP_CALL_KW || op == OP_CALL_METHOD_KW)
        sp--; /* the names */
    Value *base = sp - count - 1;
    if (op == OP_CALL_METHOD || op == OP_CALL_METHOD_KW) {
        if (base[-1]) { /* a method found in the type, and its self */
            *first = base[0];
            return base[-1];
        }
    }
    *first = count ? base[1] : NULL;
    return base[0];
}

static bool tell_call(Thread *thread, Frame *frame, FrameObject *object, unsigned op) {
    Event event = event_at(EVENT_CALL, thread, frame);
    event.value = find_callee(frame, op, &event.argument);
    if (!is_python_callable(event.value)) {
        object->calling = own(event.value);
        object->calling_first = own_maybe(event.argument);
    }
    return tell(&event);
}

/* The native call of the frame, if there is one, is done; `pc` is the instruction behind it, or the
 * call itself if it raised. Calls whose end was not watched are forgotten. */
static bool tell_called(EventKind kind, Thread *thread, Frame *frame, FrameObject *object) {
    if (!object->calling)
        return true;
    CodeObject *code = frame_code(frame);
    Event event = event_at(kind, thread, frame);
    event.value = object->calling;
    event.argument = object->calling_first;
    object->calling = object->calling_first = NULL;
    uint32_t call = (uint32_t)object->seen, words = instruction_words(code->instructions[call].op);
    bool follows = event.word == call + (kind == EVENT_C_RETURN ? words : 0);
    event.offset = code->plain_offsets[call];
    bool done = !follows || !(wanted(thread, code) & EVENT_BIT(CALL)) || tell(&event);
    decref(event.value);
    decref_maybe(event.argument);
    return done;
}

/* ---- instructions ---------------------------------------------------------------------------- */

static bool is_call(unsigned op) {
    return op == OP_CALL || op == OP_CALL_METHOD || op == OP_CALL_KW || op == OP_CALL_METHOD_KW ||
           op == OP_CALL_FUNCTION_EX;
}

static bool is_branch(unsigned form) {
    if (form >= FORM_IF_NOT_LT_SS && form <= FORM_IF_GE_LC)
        return true;
    unsigned op = form_plain(form);
    return op == OP_FOR_ITER || op == OP_POP_JUMP_IF_FALSE || op == OP_POP_JUMP_IF_TRUE ||
           op == OP_POP_JUMP_IF_NONE || op == OP_POP_JUMP_IF_NOT_NONE;
}

static bool tell_jump(Thread *thread, Frame *frame, FrameObject *object) {
    CodeObject *code = frame_code(frame);
    unsigned form = code->instructions[object->seen].op;
    EventKind kind;
    if (form == OP_JUMP_FORWARD || form == OP_JUMP_BACKWARD)
        kind = EVENT_JUMP;
    else if (is_branch(form))
        kind = EVENT_BRANCH;
    else
        return true;
    Event event = event_at(kind, thread, frame);
    /* The item of a loop may have been stored by the same instruction. */
    bool stored = form_plain(form) == OP_FOR_ITER && event.word == (uint32_t)object->seen + 2;
    event.destination = stored ? code->plain_offsets[object->seen + 1] : event.offset;
    event.word = (uint32_t)object->seen;
    event.offset = code->plain_offsets[object->seen];
    return tell(&event);
}

static bool begins_line(const CodeEvents *events, const FrameObject *object, int32_t line) {
    if (line < 0 || object->seen == EVENTS_SEEN_NOTHING)
        return false;
    return object->seen == EVENTS_SEEN_RESUME || events->lines[object->seen] != line;
}

static bool tell_line(Thread *thread, Frame *frame, int32_t line) {
    Event event = event_at(EVENT_LINE, thread, frame);
    event.line = line;
    return tell(&event);
}

static bool tell_stop(EventKind kind, Thread *thread, Frame *frame, Value returned) {
    raise_stop_iteration(returned);
    Value stop = exception_fetch();
    bool done = stop && tell_value(kind, thread, frame, stop);
    decref_maybe(stop);
    return done;
}

/* A receiver has returned: as if by StopIteration, which iterators of other types have raised. */
static bool tell_end_of_send(Thread *thread, Frame *frame, uint32_t wants, const Value *top) {
    Value receiver = top[-1];
    bool inlined = has_type(receiver, &generator_type) || has_type(receiver, &coroutine_type);
    EventKind kind = inlined ? EVENT_STOP_ITERATION : EVENT_RAISE;
    if (!(wants & 1u << kind) || (!inlined && has_type(receiver, &list_iterator_type)))
        return true;
    return tell_stop(kind, thread, frame, top[0]);
}

/* The events before an instruction that is no RESUME. A debugger may set frame->pc. */
static bool tell_instruction(Thread *thread, Frame *frame, FrameObject *object, uint32_t wants,
                             unsigned op) {
    CodeObject *code = frame_code(frame);
    CodeEvents *events = code_events(code);
    Instruction *pc = frame->pc;
    if (!events)
        return false;
    size_t word = (size_t)(pc - 1 - code->instructions);
    bool handles = events->handlers[word];
    Value *top = frame->locals + code->slot_count + frame->temporaries - 1;
    if (handles && wants & EVENT_BIT(EXCEPTION_HANDLED) &&
        !tell_value(EVENT_EXCEPTION_HANDLED, thread, frame, *top))
        return false;
    if (wants & (EVENT_BIT(JUMP) | EVENT_BIT(BRANCH)) && object->seen >= 0 && !handles &&
        !tell_jump(thread, frame, object))
        return false;
    int32_t line = events->lines[word];
    if (wants & EVENT_BIT(LINE) && op != OP_END_SEND && begins_line(events, object, line) &&
        frame->pc == pc && !tell_line(thread, frame, line))
        return false;
    if (frame->pc == pc && wants & EVENT_BIT(INSTRUCTION) &&
        !tell_value(EVENT_INSTRUCTION, thread, frame, NULL))
        return false;
    if (frame->pc != pc)
        return true;
    if (is_call(op) && wants & EVENT_BIT(CALL))
        return tell_call(thread, frame, object, op);
    bool bare_raise = op == OP_RAISE_VARARGS && pc[-1].arg == 0;
    Value again = op == OP_RERAISE ? *top : bare_raise ? exception_handled_borrowed() : NULL;
    if (again && wants & EVENT_BIT(RERAISE))
        return tell_value(EVENT_RERAISE, thread, frame, again);
    if (op == OP_END_SEND && wants & (EVENT_BIT(STOP_ITERATION) | EVENT_BIT(RAISE)))
        return tell_end_of_send(thread, frame, wants, top);
    return true;
}

static bool on_instruction(Observer *self, Thread *thread, Frame *frame) {
    if (thread->tracing)
        return true;
    CodeObject *code = frame_code(frame);
    uint32_t wants = wanted(thread, code);
    if (!wants && !(frame->flags & FRAME_OBJECT))
        return true;
    FrameObject *object = frame_object(frame);
    if (!object)
        return false;
    if (!tell_called(EVENT_C_RETURN, thread, frame, object))
        return false;
    if (object->seen == EVENTS_SEEN_JUMP) { /* what was sent is not for the place jumped to */
        Value *top = frame->locals + code->slot_count + --frame->temporaries;
        clear_value(top);
    }
    const Instruction *pc = frame->pc;
    unsigned op = form_plain(pc[-1].op);
    bool done = true;
    if (op == OP_COPY_FREE_VARS || op == OP_MAKE_CELL || op == OP_RETURN_GENERATOR)
        return true; /* the frame has not begun */
    if (op == OP_RESUME) {
        EventKind kind = pc[-1].arg & RESUME_PLACE_MASK ? EVENT_PY_RESUME : EVENT_PY_START;
        if (wants & 1u << kind)
            done = tell_value(kind, thread, frame, NULL);
    } else if (wants) {
        done = tell_instruction(thread, frame, object, wants, op);
    }
    object->seen = op == OP_RESUME && !(pc[-1].arg & RESUME_PLACE_MASK)
                       ? EVENTS_SEEN_RESUME
                       : (int32_t)(frame->pc - 1 - code->instructions);
    return done;
}

/* ---- exceptions and ends --------------------------------------------------------------------- */

static bool on_raised(Observer *self, Thread *thread, Frame *frame) {
    if (thread->tracing)
        return true;
    uint32_t wants = wanted(thread, frame_code(frame));
    if (frame->flags & FRAME_OBJECT && frame->object->seen == EVENTS_SEEN_JUMP)
        frame->object->seen = EVENTS_SEEN_NOTHING; /* nothing was sent */
    if (frame->flags & FRAME_OBJECT && !tell_called(EVENT_C_RAISE, thread, frame, frame->object))
        return false;
    /* Raised by what suspends: an exception thrown in. */
    unsigned op = frame->pc[-1].op;
    if ((op == OP_YIELD_VALUE || op == OP_RETURN_GENERATOR) && wants & EVENT_BIT(PY_THROW) &&
        !tell_value(EVENT_PY_THROW, thread, frame, thread->exception))
        return false;
    return !(wants & EVENT_BIT(RAISE)) || tell_value(EVENT_RAISE, thread, frame, thread->exception);
}

/* Is it a generator's frame that a loop of the frame below runs? */
static bool ends_loop(const Frame *frame) {
    return frame->flags & FRAME_GENERATOR && !(frame->flags & FRAME_ENTRY) &&
           form_plain(frame[-1].pc[-1].op) == OP_FOR_ITER;
}

static bool on_leaving(Observer *self, Thread *thread, Frame *frame, Value result) {
    if (thread->tracing)
        return true;
    EventKind kind = !result                              ? EVENT_PY_UNWIND
                     : frame->pc[-1].op == OP_YIELD_VALUE ? EVENT_PY_YIELD
                                                          : EVENT_PY_RETURN;
    if (!(wanted(thread, frame_code(frame)) & 1u << kind))
        return true;
    const Instruction *pc = frame->pc;
    bool done = tell_value(kind, thread, frame, result ? result : thread->exception);
    if (frame->pc != pc) {
        frame->pc--; /* where to resume */
        frame->object->seen = EVENTS_SEEN_JUMP;
    }
    if (done && kind == EVENT_PY_RETURN && result != NONE && ends_loop(frame) &&
        wanted(thread, frame_code(frame - 1)) & EVENT_BIT(RAISE))
        return tell_stop(EVENT_RAISE, thread, frame - 1, result);
    return done;
}

/* ---- watching -------------------------------------------------------------------------------- */

static Observer observer = {
    .instruction = on_instruction, .raised = on_raised, .leaving = on_leaving};

void events_update(void) {
    static bool watching;
    bool active = monitoring_is_active();
    for (Thread *thread = thread_next(NULL); thread && !active; thread = thread_next(thread))
        active = thread->trace_function || thread->profile_function;
    if (active != watching) {
        watching = active;
        (active ? observer_add : observer_remove)(&observer);
    }
}
