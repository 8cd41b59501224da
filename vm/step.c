/* The observer of the step view. It watches the thread that started it; the others run on. Code of
 * the library in the binary is stepped over unless asked for; the view's own code always is, and
 * what the callable runs is not observed. */
#include "vm/step.h"
#include "vm/observe.h"
#include "vm/vm.h"

#include <string.h>

static struct {
    Value callable; /* owned */
    Thread *thread;
    Frame *frame; /* stopped here */
    StepMode mode;
    uint64_t argument; /* a line or a number */
    const Frame *start_frame;
    Value start_code; /* owned */
    int32_t start_line;
    const Frame *last_frame; /* of the instruction before */
    int32_t last_line;
    uint64_t count;
    const CodeObject *last_code;
    bool last_is_skipped;
    bool with_library;
    bool asking;
} step;

/* ---- where to stop ----------------------------------------------------------------------- */

static bool begins_with(Text text, const char *mark) {
    size_t size = strlen(mark);
    return text.size >= size && memcmp(text.bytes, mark, size) == 0;
}

/* The library's code, also what it compiles and runs itself (namedtuple). */
static bool is_library(Frame *frame) {
    const CodeObject *code = frame_code(frame);
    if (begins_with(code->code->filename, "<frozen "))
        return true;
    const Frame *caller = frame_previous(frame);
    return !(code->flags & CO_OPTIMIZED) && begins_with(code->code->filename, "<string>") &&
           caller && begins_with(frame_code(caller)->code->filename, "<frozen ");
}

static bool is_skipped(Frame *frame) {
    const CodeObject *code = frame_code(frame);
    if (code != step.last_code) {
        step.last_code = code;
        step.last_is_skipped = step.with_library
                                   ? begins_with(code->code->filename, "<frozen _disassembly.")
                                   : is_library(frame);
    }
    return step.last_is_skipped;
}

static bool is_in_same_file(const Frame *frame) {
    const CodeObject *start = (CodeObject *)object_of(step.start_code);
    Text here = frame_code(frame)->code->filename, there = start->code->filename;
    return here.size == there.size && memcmp(here.bytes, there.bytes, here.size) == 0;
}

static bool at_new_line(Frame *frame) {
    int32_t line = frame_line(frame);
    return line > 0 && (frame != step.start_frame || line != step.start_line);
}

static bool should_stop(Frame *frame) {
    switch (step.mode) {
    case STEP_INTO:
        return true;
    case STEP_OVER:
        return frame == step.start_frame;
    case STEP_LINE:
        return at_new_line(frame);
    case STEP_NEXT:
        return frame == step.start_frame && at_new_line(frame);
    case STEP_TO_LINE:
        return frame_line(frame) == (int32_t)step.argument &&
               (step.last_line != (int32_t)step.argument || step.last_frame != frame) &&
               is_in_same_file(frame);
    case STEP_TO_COUNT:
        return step.count >= step.argument;
    default:
        return false;
    }
}

/* ---- the observer ------------------------------------------------------------------------ */

/* Takes the callable's answer, (mode, argument). */
static bool take_answer(Value answer) {
    int mode;
    int64_t argument;
    if (!is_tuple(answer) || tuple_of(answer)->count != 2 ||
        !int_as_int(tuple_of(answer)->items[0], &mode) ||
        !int_as_int64(tuple_of(answer)->items[1], &argument) || mode < 0 || mode >= STEP_MODE_COUNT)
        return exception_pending() || raise_value_error("the stepper's answer is (mode, number)");
    step.mode = (StepMode)mode;
    step.argument = (uint64_t)argument;
    return true;
}

static bool ask(Frame *frame) {
    step.asking = true;
    step.frame = frame;
    replace_value(&step.start_code, own(value_of(frame_code(frame))));
    Value answer = call_0(step.callable);
    bool done = answer && take_answer(answer);
    decref_maybe(answer);
    step.asking = false;
    step.frame = NULL;
    step.start_frame = frame;
    step.start_line = frame_line(frame);
    return done && !exception_pending();
}

static bool on_instruction(Observer *observer, Thread *thread, Frame *frame) {
    if (step.asking || thread != step.thread)
        return true;
    if (is_skipped(frame))
        return true;
    step.count++;
    bool stop = should_stop(frame);
    step.last_frame = frame;
    step.last_line = frame_line(frame);
    return !stop || ask(frame);
}

/* The frame that is stepped over or out of is left: stop in whoever goes on. */
static bool on_leaving(Observer *observer, Thread *thread, Frame *frame, Value result) {
    if (!step.asking && thread == step.thread && frame == step.start_frame) {
        step.start_frame = NULL;
        if (step.mode == STEP_OVER || step.mode == STEP_OUT || step.mode == STEP_NEXT)
            step.mode = STEP_INTO;
    }
    return true;
}

static Observer observer = {.instruction = on_instruction, .leaving = on_leaving};

bool step_start(Value callable, bool with_library) {
    if (step.callable)
        return raise_runtime_error("the step view is on already");
    memset(&step, 0, sizeof step);
    step.callable = own(callable);
    step.thread = current_thread;
    step.with_library = with_library;
    observer_add(&observer);
    return true;
}

void step_stop(void) {
    if (!step.callable)
        return;
    observer_remove(&observer);
    clear_value(&step.callable);
    clear_value(&step.start_code);
}

void step_interrupt(void) {
    if (step.mode != STEP_RUN)
        step.mode = STEP_INTO;
}

bool step_is_on(void) {
    return step.callable != NULL;
}

Frame *step_frame(void) {
    return step.frame;
}

uint64_t step_count(void) {
    return step.count;
}
