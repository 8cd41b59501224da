/* Events: what happens in a run, in the words of sys.monitoring (PEP 669).
 *
 * One observer (observe.h) turns instructions into events while somebody wants some: the thread's
 * trace or profile function (trace.c), or a tool of sys.monitoring (monitoring.c), for all code or
 * for one code object. While a callback runs, its thread has no events. */
#ifndef VM_EVENTS_H
#define VM_EVENTS_H

#include "vm/frame.h"

typedef enum EventKind {
    /* Of instructions: may be asked for in one code object, and disabled at one place. */
    EVENT_PY_START,
    EVENT_PY_RESUME,
    EVENT_PY_RETURN,
    EVENT_PY_YIELD,
    EVENT_CALL,
    EVENT_LINE,
    EVENT_INSTRUCTION,
    EVENT_JUMP,
    EVENT_BRANCH,
    EVENT_STOP_ITERATION,
    EVENT_LOCAL_COUNT,
    /* Of exceptions. */
    EVENT_RAISE = EVENT_LOCAL_COUNT,
    EVENT_EXCEPTION_HANDLED,
    EVENT_PY_UNWIND,
    EVENT_PY_THROW,
    EVENT_RERAISE,
    /* Come with CALL. */
    EVENT_C_RETURN,
    EVENT_C_RAISE,
    EVENT_COUNT,
} EventKind;
#define EVENT_BIT(kind) (1u << EVENT_##kind)

typedef struct Event {
    EventKind kind;
    Thread *thread;
    Frame *frame;
    uint32_t word;        /* the instruction's, in the code's run-time instructions */
    uint32_t offset;      /* the plain unit of it */
    uint32_t destination; /* JUMP, BRANCH: plain unit */
    int32_t line;         /* LINE */
    Value value;          /* result, exception, callee; borrowed, may be null */
    Value argument;       /* CALL, C_*: the first one; borrowed, null: none */
} Event;

enum {                           /* FrameObject.seen when it is no word */
       EVENTS_SEEN_NOTHING = -1, /* the frame was running before it was watched */
       EVENTS_SEEN_RESUME = -2,
       EVENTS_SEEN_JUMP = -3, /* a debugger has jumped when the frame yielded */
};

/* The events that each part wants now, as EVENT_BITs. */
uint32_t trace_wants(const Thread *thread);
uint32_t profile_wants(const Thread *thread);
uint32_t monitoring_wants(const CodeObject *code);
/* Tell of an event that is wanted: false with an exception pending. */
MUST_CHECK bool trace_tell(const Event *event);
MUST_CHECK bool profile_tell(const Event *event);
MUST_CHECK bool monitoring_tell(const Event *event);

/* Watches or stops watching, by what is wanted: after every change of that. */
void events_update(void);
/* Does any tool want events? */
bool monitoring_is_active(void);

enum { MONITORING_TOOLS = 6 };

/* What is known of a code object that is watched. */
typedef struct CodeEvents {
    int32_t *lines;                       /* per word; -1: none */
    bool *handlers;                       /* per word: exceptions are handled from there on */
    uint32_t wanted[MONITORING_TOOLS];    /* set_local_events */
    uint32_t restarts;                    /* when the places were disabled */
    uint8_t *disabled[EVENT_LOCAL_COUNT]; /* per unit: a bit for each tool; null: none */
} CodeEvents;

/* Made if need be; null: MemoryError. */
MUST_CHECK CodeEvents *code_events(CodeObject *code);

/* frame.f_lineno = value, by a trace function (set_line.c). */
bool frame_set_line(Value self, Value value);

#endif
