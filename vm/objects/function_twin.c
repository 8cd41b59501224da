/* What becomes of a function's calls when it gets other code.
 *
 * Frames, generators and frame objects find their code through their function. Those of calls that
 * are in progress, or done and still looked at, go on with a twin of it that has the old code. */
#include "vm/frame.h"
#include "vm/objects/generator.h"
#include "vm/thread.h"

typedef struct Twins {
    Function *function, *twin;
} Twins;

static Function *twin_new(Function *function) {
    Value made = function_new(function->code, function->globals, function->qualified_name);
    if (!made)
        return NULL;
    Function *twin = (Function *)object_of(made);
    OWN(function->builtins);
    GIVE_UP(twin->builtins);
    twin->builtins = function->builtins;
    if (function->closure)
        OWN(function->closure);
    twin->closure = function->closure;
    replace_value(&twin->name, own(function->name));
    return twin;
}

/* The function has another owner, who sets its code: it does not die of this. */
static void exchange(Value *owned, const Twins *twins) {
    replace_value(owned, own(value_of(twins->twin)));
}

static void exchange_in_object(Object *object, void *context) {
    const Twins *twins = context;
    if (is_any_generator(value_of(object))) {
        Generator *generator = generator_of(value_of(object));
        if (generator->frame.function != twins->function || !generator->function)
            return;
        exchange(&generator->function, twins);
        generator->frame.function = twins->twin;
    } else if (object->type == &frame_type.mem) {
        FrameObject *seen = (FrameObject *)object;
        if (seen->function != twins->function)
            return;
        OWN(twins->twin);
        GIVE_UP(seen->function);
        seen->function = twins->twin;
    }
}

/* The frame's own reference to its function: see Frame. */
static void exchange_in_frame(Frame *frame, const Twins *twins) {
    if (frame->flags & FRAME_CONSTRUCTOR) {
        OWN(twins->twin);
        GIVE_UP(twins->function);
    } else if (!(frame->flags & FRAME_GENERATOR)) {
        exchange(&frame->locals[-1], twins);
    }
    frame->function = twins->twin;
}

bool function_keep_calls(Function *function) {
    if (!function->code->instructions) /* it was never called */
        return true;
    Twins twins = {function, twin_new(function)};
    if (!twins.twin)
        return false;
    mem_gc_visit_objects(-1, exchange_in_object, &twins);
    for (Thread *thread = thread_next(NULL); thread; thread = thread_next(thread))
        for (Frame *frame = thread->frame; frame > thread->frames; frame--)
            if (frame->function == function)
                exchange_in_frame(frame, &twins);
    GIVE_UP(twins.twin);
    return true;
}
