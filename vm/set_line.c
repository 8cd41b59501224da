/* frame.f_lineno = line: a trace function makes the frame go on at another line.
 *
 * For every unit of plain code the kinds of the items on the stack are found by following all paths
 * from the start. One may go where the stack is a lower part of what it is now, item by item of a
 * kind that serves: surplus items are dropped, and variables that the code there takes to be bound
 * are bound to None. */
#include "vm/events.h"

#include "compiler/opcode.h"
#include "vm/vm.h"

#include <string.h>

typedef enum { ITEM_OBJECT, ITEM_ITERATOR, ITEM_EXCEPTION, ITEM_LASTI, ITEM_SAVED } Item;

typedef struct Stack {
    uint32_t depth;
    uint8_t *items; /* in the region; null: not reached */
} Stack;

typedef struct Marking {
    const Code *code;
    MemRegion *region;
    Stack *stacks; /* per unit */
    uint32_t *queue;
    uint32_t queue_count;
    Stack now; /* items has room for the deepest stack */
    bool no_memory;
} Marking;

/* ---- marking --------------------------------------------------------------------------------- */

static void reach(Marking *marking, uint32_t unit, uint32_t depth) {
    Stack *stack = &marking->stacks[unit];
    if (stack->items || marking->no_memory)
        return;
    stack->items = mem_region_alloc(marking->region, depth + 1);
    marking->no_memory |= !stack->items;
    if (marking->no_memory)
        return;
    memcpy(stack->items, marking->now.items, depth);
    stack->depth = depth;
    marking->queue[marking->queue_count++] = unit;
}

static void push(Marking *marking, Item item) {
    marking->now.items[marking->now.depth++] = (uint8_t)item;
}

static void reach_handler(Marking *marking, uint32_t unit) {
    const CodeHandler *handler = code_handler(marking->code, unit);
    if (!handler)
        return;
    Stack now = marking->now;
    uint8_t kept[2] = {now.items[handler->depth], now.items[handler->depth + 1]};
    marking->now.depth = handler->depth;
    if (handler->lasti)
        push(marking, ITEM_LASTI);
    push(marking, ITEM_EXCEPTION);
    reach(marking, handler->target, marking->now.depth);
    now.items[handler->depth] = kept[0];
    now.items[handler->depth + 1] = kept[1];
    marking->now = now;
}

/* The instruction's effect where it does not jump. */
static void run(Marking *marking, Opcode opcode, uint32_t arg) {
    Stack *now = &marking->now;
    uint8_t top = now->depth ? now->items[now->depth - 1] : 0;
    switch (opcode) {
    case OP_COPY:
        push(marking, now->items[now->depth - arg]);
        return;
    case OP_SWAP:
        now->items[now->depth - 1] = now->items[now->depth - arg];
        now->items[now->depth - arg] = top;
        return;
    case OP_GET_ITER:
    case OP_GET_AITER:
        now->items[now->depth - 1] = ITEM_ITERATOR;
        return;
    case OP_PUSH_EXC_INFO:
        push(marking, ITEM_EXCEPTION);
        return;
    case OP_LOAD_FAST_AND_CLEAR:
        push(marking, ITEM_SAVED);
        return;
    case OP_LOAD_METHOD:
    case OP_LOAD_SUPER_METHOD:
    case OP_LOAD_ZERO_SUPER_METHOD: /* the method may be NULL */
        now->depth -= opcode_pops(opcode, arg);
        push(marking, ITEM_SAVED);
        push(marking, ITEM_OBJECT);
        return;
    default:
        break;
    }
    /* Operands that are only looked at keep their kinds. */
    uint32_t pops = opcode_pops(opcode, arg), pushes = opcode_pushes(opcode, arg, false);
    uint32_t kept = pops < pushes ? pops : pushes;
    bool keeps = opcode == OP_FOR_ITER || opcode == OP_SEND || opcode == OP_GET_ANEXT ||
                 opcode == OP_GET_LEN || opcode == OP_WITH_EXCEPT_START ||
                 opcode == OP_CHECK_EXC_MATCH || opcode == OP_LIST_APPEND || opcode == OP_SET_ADD ||
                 opcode == OP_MAP_ADD;
    now->depth -= keeps ? pops - kept : pops;
    for (uint32_t i = keeps ? kept : 0; i < pushes; i++)
        push(marking, ITEM_OBJECT);
}

static uint32_t decode(const Code *code, uint32_t unit, Opcode *opcode, uint32_t *arg) {
    *arg = 0;
    do {
        *opcode = (Opcode)(code->units[unit] & 0xff);
        *arg = *arg << 8 | code->units[unit++] >> 8;
    } while (*opcode == OP_EXTENDED_ARG);
    return unit;
}

static void run_from(Marking *marking, uint32_t unit) {
    const Code *code = marking->code;
    Opcode opcode;
    uint32_t arg;
    marking->now.depth = marking->stacks[unit].depth;
    memcpy(marking->now.items, marking->stacks[unit].items, marking->now.depth);
    reach_handler(marking, unit);
    uint32_t next = decode(code, unit, &opcode, &arg);
    marking->stacks[next - 1] = marking->stacks[unit]; /* its prefixes may be passed over */
    run(marking, opcode, arg);
    unsigned flags = opcode_flags(opcode);
    if (flags & OPCODE_JUMP) {
        uint32_t target = flags & OPCODE_BACKWARD ? next - arg : next + arg;
        reach(marking, target, marking->now.depth - (opcode == OP_FOR_ITER ? 2 : 0));
    }
    if (!(flags & OPCODE_TERMINATOR) && next < code->unit_count)
        reach(marking, next, marking->now.depth);
}

static bool mark(Marking *marking) {
    const Code *code = marking->code;
    size_t units = code->unit_count;
    marking->stacks = mem_region_alloc(marking->region, units * sizeof *marking->stacks);
    marking->queue = mem_region_alloc(marking->region, units * sizeof *marking->queue);
    marking->now.items = mem_region_alloc(marking->region, code->stack_size + 4);
    if (!marking->stacks || !marking->queue || !marking->now.items)
        return raise_no_memory();
    reach(marking, 0, 0);
    while (marking->queue_count && !marking->no_memory)
        run_from(marking, marking->queue[--marking->queue_count]);
    return !marking->no_memory || raise_no_memory();
}

/* ---- where to -------------------------------------------------------------------------------- */

static bool serves(uint8_t from, uint8_t to) {
    return from == to || (to == ITEM_OBJECT && from != ITEM_SAVED);
}

static bool is_compatible(Stack from, Stack to) {
    if (!from.items || !to.items || to.depth > from.depth)
        return false;
    for (uint32_t i = 0; i < to.depth; i++)
        if (!serves(from.items[i], to.items[i]))
            return false;
    return true;
}

static const char *explain(Stack to) {
    if (!to.items)
        return "can't jump into an exception handler, or code may be unreachable";
    switch (to.depth ? to.items[to.depth - 1] : ITEM_OBJECT) {
    case ITEM_EXCEPTION:
        return "can't jump into an 'except' block as there's no exception";
    case ITEM_LASTI:
        return "can't jump into a re-raising block as there's no location";
    case ITEM_ITERATOR:
        return "can't jump into the body of a for loop";
    default:
        return "incompatible stacks";
    }
}

/* The first line at or behind `line` that begins some code; -1: none. */
static int32_t line_with_code(const Code *code, int32_t line) {
    CodePositions walk = code_positions(code);
    int32_t found = -1;
    while (code_positions_next(&walk)) {
        int32_t here = walk.position.line;
        if (here >= line && (found < 0 || here < found))
            found = here;
    }
    return found;
}

/* Behind what makes the frame's cells and its generator, which must happen once. */
static uint32_t first_unit(const Code *code) {
    uint32_t unit = 0;
    while (unit < code->unit_count && (code->units[unit] & 0xff) != OP_RESUME)
        unit++;
    return unit;
}

/* Of the places where the line begins, the one that drops fewest items; false: ValueError. */
static bool choose_unit(const Marking *marking, Stack from, int32_t line, uint32_t *unit) {
    CodePositions walk = code_positions(marking->code);
    uint32_t first = first_unit(marking->code);
    const char *problem = "cannot find bytecode for specified line";
    bool found = false;
    int32_t before = -1;
    while (code_positions_next(&walk)) {
        Stack to = marking->stacks[walk.start];
        bool begins = walk.position.line == line && before != line && walk.start >= first;
        before = walk.position.line;
        if (!begins)
            continue;
        if (!is_compatible(from, to)) {
            problem = from.items ? explain(to) : "can't jump from unreachable code";
        } else if (!found || to.depth > marking->stacks[*unit].depth) {
            found = true;
            *unit = walk.start;
        }
    }
    return found || raise_value_error("%s", problem);
}

/* ---- going there ----------------------------------------------------------------------------- */

static bool bind_locals(Frame *frame) {
    CodeObject *code = frame_code(frame);
    uint32_t count = code->code->local_count, unbound = 0;
    for (uint32_t i = 0; i < count; i++)
        unbound += frame->locals[i] == NULL;
    if (unbound && !warn(&exc_RuntimeWarning, 0, "assigning None to %u unbound local%s", unbound,
                         unbound > 1 ? "s" : ""))
        return false;
    for (uint32_t i = 0; unbound && i < count; i++)
        if (!frame->locals[i])
            frame->locals[i] = NONE;
    return true;
}

static void drop_items(Frame *frame, Stack from, uint32_t depth) {
    Value *base = frame->locals + frame_code(frame)->slot_count;
    while (from.depth > depth) {
        Value item = base[--from.depth];
        frame->temporaries = from.depth;
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): what is there was marked */
        if (from.items[from.depth] == ITEM_EXCEPTION)
            replace_value(&current_thread->handled->exception, item == NONE ? NULL : item);
        else
            decref_maybe(item);
    }
}

static bool go_to_line(Frame *frame, int32_t line) {
    CodeObject *code = frame_code(frame);
    Marking marking = {.code = code->code, .region = mem_region_new()};
    uint32_t unit = 0, here = frame_offset(frame);
    if (!marking.region)
        return raise_no_memory();
    bool done = mark(&marking);
    Stack from = marking.stacks ? marking.stacks[here] : (Stack){0, NULL};
    if (done && from.items && from.depth > frame->temporaries)
        from.depth = frame->temporaries; /* what is yielded has left the stack */
    done = done && choose_unit(&marking, from, line, &unit) && bind_locals(frame);
    if (done) {
        uint32_t word = 0;
        while (code->plain_offsets[word] < unit)
            word++;
        drop_items(frame, from, marking.stacks[unit].depth);
        frame->pc = code->instructions + word + 1;
    }
    mem_region_free(marking.region);
    return done;
}

static bool check_event(const FrameObject *object) {
    const Event *event = current_thread->event;
    if (!event || event->frame != object->frame)
        return raise_value_error("f_lineno can only be set in a trace function");
    switch (event->kind) {
    case EVENT_LINE:
    case EVENT_JUMP:
    case EVENT_PY_RESUME:
    case EVENT_PY_YIELD:
        return true;
    case EVENT_PY_START:
        return raise_value_error("can't jump from the 'call' trace event of a new frame");
    case EVENT_CALL:
    case EVENT_C_RETURN:
        return raise_value_error("can't jump during a call");
    default:
        return raise_value_error("can only jump from a 'line' trace event");
    }
}

bool frame_set_line(Value self, Value value) {
    FrameObject *object = (FrameObject *)object_of(self);
    int line;
    if (!value)
        return raise_attribute_error("cannot delete attribute");
    if (!is_exact_int(value))
        return raise_value_error("lineno must be an integer");
    if (!check_event(object))
        return false;
    if (!int_as_int(value, &line)) {
        exception_clear();
        return raise_value_error("lineno out of range");
    }
    const Code *code = frame_object_code(object)->code;
    if (line < code->first_line)
        return raise_value_error("line %d comes before the current code block", line);
    int32_t begins = line_with_code(code, line);
    if (begins < 0)
        return raise_value_error("line %d comes after the current code block", line);
    return go_to_line(object->frame, begins);
}
