/* Frames as the rest of the VM sees them, and frame objects. */
#ifndef VM_FRAME_H
#define VM_FRAME_H

#include "vm/objects/code.h"
#include "vm/objects/function.h"
#include "vm/raise.h"

/* A frame that somebody looks at. While `frame` is not null the frame is running or suspended and
 * owns its variables; afterwards they stand in `locals`. */
typedef struct FrameObject {
    Object header;
    Frame *frame;
    Function *function;       /* owned */
    struct FrameObject *back; /* owned; only once the frame is done */
    Value *locals;            /* mem_ buffer of slot_count values, only once the frame is done */
    Value namespace;          /* owned, once the frame is done; may be null */
    Value extra_locals;       /* owned dict: names written through f_locals that are no slots */
    Value trace;              /* owned, may be null */
    uint32_t offset;          /* plain unit, once the frame is done */
    int32_t raised_at;        /* the unit where what a RERAISE raises on was raised; -1: none */
    int32_t seen;             /* events.c: the word of the last instruction, or EVENTS_SEEN_* */
    Value calling, calling_first; /* events.c: what it calls just now and with what; owned */
    bool trace_lines, trace_opcodes;
} FrameObject;

/* The innermost Python frame; null outside of any. */
static inline Frame *frame_current(void) {
    Frame *frame = current_thread->frame;
    return frame == current_thread->frames ? NULL : frame;
}
Frame *frame_previous(Frame *frame); /* the caller's; null at the bottom */
static inline CodeObject *frame_code(const Frame *frame) {
    return frame->function->code;
}
/* Where the frame's code, if not a function's, keeps its names. Called as a function (a function
 * object made of a module's code), such code works in its globals. */
static inline Value frame_namespace(const Frame *frame) {
    return frame->flags & FRAME_NAMESPACE ? frame->namespace : value_of(frame->function->globals);
}
/* As at a module's top, unlike in a class body. */
static inline bool frame_names_are_globals(const Frame *frame) {
    return frame_namespace(frame) == value_of(frame->function->globals);
}
uint32_t frame_offset(const Frame *frame); /* plain unit of the instruction under way */
int32_t frame_line(const Frame *frame);    /* -1: none */
/* The frame's object, made if need be: borrowed; null: MemoryError. */
MUST_CHECK FrameObject *frame_object(Frame *frame);
/* Called when a frame is done and has an object: moves the variables there (or drops them). */
void frame_detach(Frame *frame);

/* The dict or mapping that locals() and exec give: owned. A snapshot for functions (PEP 667). */
MUST_CHECK Value frame_locals(Frame *frame);
Dict *frame_globals(const Frame *frame);
Dict *frame_builtins(const Frame *frame);

CodeObject *frame_object_code(const FrameObject *object);

/* Adds the frame to the pending exception's traceback (traceback.c). */
void traceback_add(Frame *frame);

#endif
