/* Generators, coroutines and asynchronous generators: a suspended frame with its own slots. */
#ifndef VM_OBJECTS_GENERATOR_H
#define VM_OBJECTS_GENERATOR_H

#include "vm/frame.h"

typedef enum {
    GENERATOR_CREATED,
    GENERATOR_SUSPENDED,
    GENERATOR_RUNNING,
    GENERATOR_CLOSED,
} GeneratorState;

typedef struct Generator {
    Object header;
    Frame frame;                /* while not running; its locals are the slots below */
    Handled handled;            /* linked into the thread's chain while running */
    Value function;             /* owned; null once closed */
    CodeObject *code;           /* owned */
    Value name, qualified_name; /* Str, owned */
    Value origin_or_null;       /* coroutines: cr_origin; owned */
    uint8_t state;
    bool running_async, hooks_inited, closed_async; /* asynchronous generators */
    uint32_t frame_size;                            /* values in slots */
    Value slots[];
} Generator;

static inline Generator *generator_of(Value value) {
    return (Generator *)object_of(value);
}
static inline bool is_any_generator(Value value) {
    return has_type(value, &generator_type) || has_type(value, &coroutine_type) ||
           has_type(value, &async_generator_type);
}

/* The interpreter's: begin and suspend running. */
Frame *generator_push(Thread *thread, Generator *generator, uint32_t flags);
void generator_suspend(Thread *thread, Frame *frame);
Next generator_next(Value generator, Value *item); /* the type slot */

/* How many callers a new coroutine remembers: sys.set_coroutine_origin_tracking_depth. */
extern int coroutine_origin_depth;
/* A generator of the kind the code's flags say, with the frame's variables moved into it. */
MUST_CHECK Value generator_from_frame(Frame *frame, union Instruction *resume);
/* Runs it until it yields (NEXT_ITEM), returns (NEXT_DONE, the value) or raises. With `sent` null
 * the pending exception is thrown in. */
MUST_CHECK Next generator_resume(Generator *generator, Value sent, Value *result);
/* What a yield from or await in it is waiting for; borrowed, null if none. */
Value generator_awaited_borrowed(const Generator *generator);
/* iter(value) for await: TypeError unless it is awaitable. */
MUST_CHECK Value awaitable_iter(Value value);

#endif
