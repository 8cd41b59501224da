/* Observers: everything that watches a run instruction by instruction.
 *
 * The bodies of the instructions are compiled twice (interpreter.c, interpreter_observed.c). While
 * there is an observer, BREAK_TRACE stands in the eval breaker and every thread runs the second
 * build, which asks the observers before each run-time instruction, when an exception reaches a
 * frame, and when a frame is left. Without one, the first build runs and pays nothing but a test of
 * the eval breaker behind calls of native functions. A thread changes over at the next function
 * entry, backward jump or native return. */
#ifndef VM_OBSERVE_H
#define VM_OBSERVE_H

#include "vm/frame.h"

/* A callback that returns false has an exception pending, which is then raised in the frame there.
 * The GIL is held. Callbacks may run Python code; they must keep thread->exception as they find it
 * and guard themselves against observing what they run. Any may be null. */
typedef struct Observer Observer;
struct Observer {
    Observer *next;
    /* Before an instruction: frame->pc[-1] is its first word, frame->temporaries the stack's depth.
     * Both may be changed (a debugger that jumps). */
    bool (*instruction)(Observer *self, Thread *thread, Frame *frame);
    /* thread->exception has reached the frame, its traceback names it; may be replaced. Not asked
     * again when a handler's end raises it on (RERAISE). */
    bool (*raised)(Observer *self, Thread *thread, Frame *frame);
    /* The frame returns or yields `result`, or is left by thread->exception (`result` null). Its
     * variables are still there. A false is heeded only if there is a result. */
    bool (*leaving)(Observer *self, Thread *thread, Frame *frame, Value result);
};

/* From now on, in every thread. The observer stays the caller's and must not be added twice. */
void observer_add(Observer *observer);
/* Also from one of its own callbacks. Nothing happens if it is not there. */
void observer_remove(Observer *observer);

static inline bool is_observed(void) {
    return UNLIKELY(eval_breaker & BREAK_TRACE);
}

/* For interpreter_observed.c. */
MUST_CHECK bool observe_instruction(Thread *thread, Frame *frame);
MUST_CHECK bool observe_raised(Thread *thread, Frame *frame);
MUST_CHECK bool observe_leaving(Thread *thread, Frame *frame, Value result);

#endif
