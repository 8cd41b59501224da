/* The interpreter: one loop over the run-time instructions of a thread's frames.
 *
 * The bodies stand in vm/instructions. They touch the machine only through these names, so that
 * other builds of the same bodies stay possible:
 *
 *     pc      the instruction under way       frame   its frame record
 *     sp      behind the topmost temporary    thread  the running thread
 *     fp      the frame's variables
 *
 *     INSTRUCTION(X), FORM(X)   begin the body of a plain or run-time form
 *     NEXT(words)               go on behind this instruction
 *     SAVE()                    before anything that may raise, run Python code or look at frames
 *     goto error                an exception is pending; temporaries are as sp says
 *
 * A body leaves its operands on the stack until it can no longer fail. Slow paths are functions.
 *
 * interpreter_observed.c compiles this file again with OBSERVED as 1: there each dispatch goes by
 * way of the observers (observe.h). */
#include "vm/interpreter.h"

#include "vm/call.h"
#include "vm/import.h"
#include "vm/instructions_slow.h"
#include "vm/limits.h"
#include "vm/objects/exception.h"
#include "vm/objects/generator.h"
#include "vm/observe.h"
#include "vm/specialize.h"
#include "vm/vm.h"

#include <math.h>
#include <string.h>

#ifndef OBSERVED
#define OBSERVED 0
#endif

#if OBSERVED
#define INTERPRET  interpret_observed
#define DISPATCH() goto observe
#else
#define INTERPRET  interpret_unobserved
#define DISPATCH() goto *labels[pc->op]
#endif
/* The instruction at pc has become another form and begins anew. */
#define BEGIN_ANEW() goto *labels[pc->op]
#define NEXT(words)                                                                                \
    do {                                                                                           \
        pc += (words);                                                                             \
        DISPATCH();                                                                                \
    } while (0)
#define JUMP_TO(target)                                                                            \
    do {                                                                                           \
        pc = (target);                                                                             \
        DISPATCH();                                                                                \
    } while (0)
#define SAVE() ((void)(frame->pc = pc + 1))
/* Gives up a value, or null; its end may run code, which may ask for this line. */
#define RELEASE(value)                                                                             \
    do {                                                                                           \
        Value released_ = (value);                                                                 \
        if (released_ && is_object(released_)) {                                                   \
            SAVE();                                                                                \
            decref(released_);                                                                     \
        }                                                                                          \
    } while (0)
#define INSTRUCTION(name) L_OP_##name:
#define FORM(name)        L_FORM_##name:
#define CODE()            (frame->function->code)
#define NAME(index)       (CODE()->names[index])
#define PUSH(value)       (*sp++ = (value))
#define TEMPORARIES()     (fp + CODE()->slot_count)

/* The instruction at pc is for the loop that the eval breaker now asks for. */
#define CHANGE_OVER_IF_ASKED()                                                                     \
    do {                                                                                           \
        if (UNLIKELY(is_observed() != OBSERVED))                                                   \
            goto change_over;                                                                      \
    } while (0)

/* The frame is about to return or yield `value`, which is owned here. */
#define OBSERVE_LEAVING(value)                                                                     \
    do {                                                                                           \
        if (OBSERVED) {                                                                            \
            SAVE();                                                                                \
            if (!observe_leaving(thread, frame, (value))) {                                        \
                decref(value);                                                                     \
                goto error_saved;                                                                  \
            }                                                                                      \
        }                                                                                          \
    } while (0)

/* Counts executions of an instruction that may be specialised; the second one tries. */
#define ADAPT(specialize)                                                                          \
    do {                                                                                           \
        if (pc[1].high == 0) {                                                                     \
            pc[1].high = 1;                                                                        \
        } else if (--pc[1].high == 0) {                                                            \
            SAVE();                                                                                \
            if (specialize)                                                                        \
                BEGIN_ANEW();                                                                      \
        }                                                                                          \
    } while (0)

/* A guard failed: back to the generic form, which will try again after some executions. */
#define DEOPTIMIZE(generic)                                                                        \
    do {                                                                                           \
        pc->op = (generic);                                                                        \
        pc[1].high = SPECIALIZE_BACKOFF;                                                           \
        goto L_##generic;                                                                          \
    } while (0)

ALWAYS_INLINE bool are_floats(Value left, Value right) {
    return !(((uintptr_t)left | (uintptr_t)right) & 1) &&
           object_of(left)->type == &float_type.mem && object_of(right)->type == &float_type.mem;
}

ALWAYS_INLINE bool is_sole_float(Value value) {
    return value && is_object(value) && object_of(value)->type == &float_type.mem &&
           object_of(value)->refcount == 1;
}

/* Gives up `count` values from `from` upward. */
static inline void release_values(Value *from, size_t count) {
    for (size_t i = 0; i < count; i++)
        decref_maybe(from[i]);
}

/* Pushes a generator's frame; it goes on with `sent` (a reference given up) on its stack. */
#define RESUME_GENERATOR(generator_, sent)                                                         \
    do {                                                                                           \
        Value sent_ = (sent);                                                                      \
        frame->pc = pc + 1;                                                                        \
        frame->temporaries = (uint32_t)(sp - TEMPORARIES());                                       \
        frame = generator_push(thread, generator_, 0);                                             \
        fp = frame->locals;                                                                        \
        sp = TEMPORARIES() + frame->temporaries;                                                   \
        PUSH(sent_);                                                                               \
        JUMP_TO(frame->pc);                                                                        \
    } while (0)

Value INTERPRET(Thread *thread) {
    static const void *const labels[FORM_END] = {
#define OPCODE(name, pops, pushes, operand, flags, meaning) &&L_OP_##name,
#include "compiler/opcodes.def"
#undef OPCODE
#undef FORM
#define FORM(name, plain, words) &&L_FORM_##name,
#include "vm/forms.def"
#undef FORM
#define FORM(name) L_FORM_##name:
    };
    Frame *frame = thread->frame;
    Instruction *pc = frame->pc;
    Value *fp = frame->locals;
    Value *sp = fp + CODE()->slot_count + frame->temporaries;
    Value returned; /* between a return and the caller */

    if (!recursion_enter("")) {
        goto error_saved;
    }
    if (UNLIKELY(thread->exception != NULL)) /* thrown into a generator */
        goto error_saved;
    DISPATCH();

#if OBSERVED
observe:
    CHANGE_OVER_IF_ASKED();
    SAVE();
    frame->temporaries = (uint32_t)(sp - TEMPORARIES());
    bool goes_on = observe_instruction(thread, frame);
    sp = TEMPORARIES() + frame->temporaries; /* it may have jumped, and raised then */
    if (!goes_on)
        goto error_saved;
    pc = frame->pc - 1;
    goto *labels[pc->op];
#endif

#include "vm/instructions/calls.inc"
#include "vm/instructions/stack.inc"
#include "vm/instructions/names.inc"
#include "vm/instructions/arithmetic.inc"
#include "vm/instructions/compare.inc"
#include "vm/instructions/subscript.inc"
#include "vm/instructions/attributes.inc"
#include "vm/instructions/loops.inc"
#include "vm/instructions/build.inc"
#include "vm/instructions/generators.inc"
#include "vm/instructions/exceptions.inc"
#include "vm/instructions/match.inc"

change_over:
    frame->pc = pc;
    frame->temporaries = (uint32_t)(sp - TEMPORARIES());
    return INTERPRETER_CHANGE;

error: /* an instruction raised */
    SAVE();
error_saved:
    traceback_add(frame);
    if (OBSERVED) {
        frame->temporaries = (uint32_t)(sp - TEMPORARIES());
        if (!observe_raised(thread, frame))
            traceback_add(frame); /* another exception took its place */
    }
unwind : /* find a handler in this frame, else leave it */
{
    CodeObject *code = CODE();
    uint32_t offset = code_object_plain_offset(code, frame->pc);
    const CodeHandler *handler =
        UNLIKELY(limits_reached()) ? NULL : code_handler(code->code, offset);
    Value *base = fp + code->slot_count;
    if (handler) {
        /* What a RERAISE raises again was raised where the item it names says. */
        const Instruction *last = frame->pc - 1;
        if (handler->lasti && last->op == OP_RERAISE && last->arg &&
            is_small_int(sp[-(ptrdiff_t)last->arg]))
            offset = (uint32_t)small_int_of(sp[-(ptrdiff_t)last->arg]);
        if (UNLIKELY(frame->flags & FRAME_OBJECT))
            frame->object->raised_at = -1; /* RERAISE has set it */
        while (sp > base + handler->depth) {
            Value value = *--sp;
            decref_maybe(value);
        }
        if (handler->lasti)
            PUSH(value_of_small_int(offset));
        PUSH(thread->exception);
        thread->exception = NULL;
        JUMP_TO(code->instructions + code->handler_targets[handler - code->code->handlers]);
    }
    if (OBSERVED && !observe_leaving(thread, frame, NULL))
        traceback_add(frame); /* likewise */
    if (UNLIKELY(limits_reached()))
        leave_locks(base, sp);
    while (sp > base) {
        Value value = *--sp;
        decref_maybe(value);
    }
    uint32_t flags = frame->flags;
    frame_leave(thread, frame, NULL);
    if (flags & FRAME_ENTRY)
        return NULL;
    sp = flags & (FRAME_CALLER_IS_GENERATOR | FRAME_GENERATOR) ? NULL : fp - 1;
    frame--;
    fp = frame->locals;
    if (!sp)
        sp = TEMPORARIES() + frame->temporaries;
    goto error_saved;
}
}
