/* The flow graph: making it, and the passes that move whole blocks.
 *
 * In order: blocks are cut at labels and after jumps; each instruction learns its handler; what
 * cannot be reached goes; exits are copied to the jumps that lead there; lines are handed on to
 * instructions that have none; blocks are optimised (peephole.c); loads of locals that may be
 * unbound are marked (unbound.c); code that only exceptions reach moves to the end; cells get
 * their slots; the stack is measured (stack_depth.c); units are written (assemble.c). */
#include "compiler/flowgraph.h"

enum {
    COPIED_EXIT_MAX = 4,    /* instructions of an exit that is worth copying */
    COPIED_HIDDEN_MAX = 12, /* of code without lines */
    COPY_ROUNDS_MAX = 64,
};

/* ---- blocks ----------------------------------------------------------------------------- */

static Block *flowgraph_new_block(FlowGraph *graph) {
    Block *block = context_alloc(graph->context, sizeof *block);
    block->start_depth = -1;
    graph->block_count++;
    return block;
}

Instruction *block_append(FlowGraph *graph, Block *block) {
    Instruction *instruction =
        CONTEXT_APPEND(graph->context, block->items, block->count, block->capacity);
    *instruction = (Instruction){.opcode = OP_NOP, .at = NO_POSITION};
    return instruction;
}

static void block_insert(FlowGraph *graph, Block *block, uint32_t at, Instruction instruction) {
    block_append(graph, block);
    memmove(&block->items[at + 1], &block->items[at],
            (block->count - 1 - at) * sizeof *block->items);
    block->items[at] = instruction;
}

void flowgraph_queue(FlowGraph *graph, Block *block) {
    if (block->queued)
        return;
    block->queued = true;
    *CONTEXT_APPEND(graph->context, graph->worklist, graph->waiting, graph->capacity) = block;
}

Block *flowgraph_unqueue(FlowGraph *graph) {
    if (!graph->waiting)
        return NULL;
    Block *block = graph->worklist[--graph->waiting];
    block->queued = false;
    return block;
}

void flowgraph_number(FlowGraph *graph) {
    uint32_t number = 0;
    for (Block *block = graph->entry; block; block = block->next)
        block->number = number++;
}

static void clear_visited(FlowGraph *graph) {
    for (Block *block = graph->entry; block; block = block->next)
        block->visited = false;
}

/* Blocks as slices of the unit's instructions; their arrays move when they grow. */
static void build(FlowGraph *graph) {
    Unit *unit = graph->unit;
    uint32_t count = unit->count;
    Block **starts = context_alloc(graph->context, (count + 1) * sizeof *starts);
    static Block placeholder;
    for (uint32_t i = 0; i < count; i++) {
        Instruction *instruction = &unit->instructions[i];
        if (instruction_is_jump(instruction) || instruction_is_setup(instruction))
            starts[unit->labels[instruction->arg]] = &placeholder;
        if (instruction_is_jump(instruction) || instruction_is_terminator(instruction))
            starts[i + 1] = &placeholder;
    }
    Block **link = &graph->entry, *block = NULL;
    for (uint32_t i = 0; i <= count; i++) {
        if (!block || starts[i]) {
            block = starts[i] = flowgraph_new_block(graph);
            block->items = &unit->instructions[i];
            *link = block;
            link = &block->next;
        }
        if (i < count)
            block->capacity = ++block->count;
    }
    for (uint32_t i = 0; i < count; i++) {
        Instruction *instruction = &unit->instructions[i];
        if (!instruction_is_jump(instruction) && !instruction_is_setup(instruction))
            continue;
        instruction->target = starts[unit->labels[instruction->arg]];
        if (instruction_is_setup(instruction)) {
            instruction->target->is_handler = true;
            if (instruction->opcode != PSEUDO_SETUP_FINALLY)
                instruction->target->preserves_lasti = true;
        }
        instruction->arg = 0;
    }
}

/* ---- handlers --------------------------------------------------------------------------- */

static void reach_with_handlers(FlowGraph *graph, Block *block, const HandlerStack *handlers) {
    if (block->visited)
        return;
    block->visited = true;
    block->handlers = handlers;
    flowgraph_queue(graph, block);
}

static const HandlerStack *push_handler(FlowGraph *graph, const HandlerStack *outer,
                                        Block *handler) {
    HandlerStack *stack = context_alloc(graph->context, sizeof *stack);
    *stack = (HandlerStack){handler, outer, outer ? outer->depth + 1 : 1};
    return stack;
}

static void assign_handlers(FlowGraph *graph) {
    clear_visited(graph);
    reach_with_handlers(graph, graph->entry, NULL);
    for (Block *block; (block = flowgraph_unqueue(graph));) {
        const HandlerStack *handlers = block->handlers;
        uint32_t yield_depth = 0;
        for (uint32_t i = 0; i < block->count; i++) {
            Instruction *instruction = &block->items[i];
            instruction->handler = handlers ? handlers->handler : NULL;
            if (instruction_is_setup(instruction)) {
                reach_with_handlers(graph, instruction->target, handlers);
                handlers = push_handler(graph, handlers, instruction->target);
            } else if (instruction->opcode == PSEUDO_POP_BLOCK) {
                handlers = handlers ? handlers->outer : NULL;
                instruction_to_nop(instruction);
            } else if (instruction->target) {
                reach_with_handlers(graph, instruction->target, handlers);
            } else if (instruction->opcode == OP_YIELD_VALUE) {
                yield_depth = handlers ? handlers->depth : 0;
            } else if (instruction->opcode == OP_RESUME && instruction->arg != RESUME_AT_START &&
                       yield_depth <= 1) {
                instruction->arg |= RESUME_OUTSIDE_TRY;
            }
        }
        if (block_falls_through(block) && block->next)
            reach_with_handlers(graph, block->next, handlers);
    }
}

/* ---- what is never reached -------------------------------------------------------------- */

static void count_predecessor(FlowGraph *graph, Block *block) {
    block->predecessors++; /* NOLINT(clang-analyzer-core.NullDereference): a graph has an entry */
    if (!block->visited) {
        block->visited = true;
        flowgraph_queue(graph, block);
    }
}

void flowgraph_remove_unreachable(FlowGraph *graph) {
    for (Block *block = graph->entry; block; block = block->next) {
        block->predecessors = 0;
        block->visited = false;
    }
    count_predecessor(graph, graph->entry);
    for (Block *block; (block = flowgraph_unqueue(graph));) {
        for (uint32_t i = 0; i < block->count; i++)
            if (block->items[i].target)
                count_predecessor(graph, block->items[i].target);
        if (block_falls_through(block) && block->next)
            count_predecessor(graph, block->next);
    }
    for (Block **link = &graph->entry; *link;) {
        if ((*link)->visited)
            link = &(*link)->next;
        else
            *link = (*link)->next;
    }
}

static bool block_has_no_line(const Block *block) {
    for (uint32_t i = 0; i < block->count; i++)
        if (block->items[i].at.line >= 0)
            return false;
    return true;
}

static bool block_exits(const Block *block) {
    const Instruction *last = block_last(block);
    return last && last->opcode < OPCODE_COUNT &&
           (opcode_flags(last->opcode) & (OPCODE_TERMINATOR | OPCODE_JUMP)) == OPCODE_TERMINATOR;
}

static void append_copies(FlowGraph *graph, Block *block, const Block *source) {
    for (uint32_t i = 0; i < source->count; i++)
        *block_append(graph, block) = source->items[i];
}

/* A jump to a short exit, or to code without a line that ends in a jump, becomes a copy of it. Code
 * without lines is the compiler's own and short. */
static void copy_exits(FlowGraph *graph) {
    bool changed = true;
    for (int rounds = 0; changed && rounds < COPY_ROUNDS_MAX; rounds++) {
        changed = false;
        for (Block *block = graph->entry; block; block = block->next) {
            Instruction *last = block_last(block);
            if (!last || !instruction_is_goto(last) || last->target == block)
                continue;
            Block *target = last->target;
            bool short_exit = block_exits(target) && target->count <= COPIED_EXIT_MAX;
            bool hidden = block_has_no_line(target) && !block_falls_through(target) &&
                          target->count <= COPIED_HIDDEN_MAX;
            if (!short_exit && !hidden)
                continue;
            instruction_to_nop(last);
            append_copies(graph, block, target);
            target->predecessors--;
            changed = true;
            /* Copied jumps count for their targets, too. */
            last = block_last(block);
            if (last->target)
                last->target->predecessors++;
        }
    }
}

/* ---- lines ------------------------------------------------------------------------------ */

/* Ends the function, or may answer a signal, as nothing in the source. */
static bool is_exit_without_line(const Block *block) {
    if (!block || !block->count || !block_has_no_line(block))
        return false;
    return block_exits(block) || block_last(block)->opcode == PSEUDO_JUMP;
}

/* Each jump to an exit or jump without a line gets one of its own, with the jump's line. */
static void split_exits_without_line(FlowGraph *graph) {
    for (Block *block = graph->entry; block; block = block->next) {
        Instruction *last = block_last(block);
        if (!last || !instruction_is_jump(last))
            continue;
        Block *target = block_skip_empty(last->target);
        if (!is_exit_without_line(target) || target->predecessors <= 1)
            continue;
        Block *copy = flowgraph_new_block(graph);
        append_copies(graph, copy, target);
        copy->handlers = target->handlers;
        copy->items[0].at = last->at;
        if (block_last(copy)->target)
            block_last(copy)->target->predecessors++;
        copy->predecessors = 1;
        copy->next = target->next;
        target->next = copy;
        target->predecessors--;
        last->target = copy;
    }
    for (Block *block = graph->entry; block; block = block->next)
        if (block->count && block_falls_through(block) && is_exit_without_line(block->next))
            block->next->items[0].at = block_last(block)->at;
}

static void propagate_lines(FlowGraph *graph) {
    for (Block *block = graph->entry; block; block = block->next) {
        const Instruction *last = block_last(block);
        if (!last)
            continue;
        CodePosition at = NO_POSITION;
        for (uint32_t i = 0; i < block->count; i++) {
            if (block->items[i].at.line < 0)
                block->items[i].at = at;
            else
                at = block->items[i].at;
        }
        Block *successors[] = {block_falls_through(block) ? block->next : NULL,
                               instruction_is_jump(last) ? last->target : NULL};
        for (int i = 0; i < 2; i++) {
            Block *next = successors[i];
            if (next && next->count && next->predecessors == 1 && next->items[0].at.line < 0)
                next->items[0].at = at;
        }
    }
}

static void resolve_lines(FlowGraph *graph) {
    split_exits_without_line(graph);
    propagate_lines(graph);
}

/* ---- redundant instructions ------------------------------------------------------------- */

/* The line that runs after the last instruction of `block`. */
static int32_t line_after(const Block *block) {
    const Block *next = block_skip_empty(block->next);
    if (!next)
        return -2;
    for (uint32_t i = 0; i < next->count; i++)
        if (next->items[i].opcode != OP_NOP || next->items[i].at.line >= 0)
            return next->items[i].at.line;
    return -1;
}

static bool is_redundant_nop(const Block *block, uint32_t i, int32_t previous_line) {
    int32_t line = block->items[i].at.line;
    if (line < 0 || line == previous_line)
        return true;
    if (i + 1 == block->count)
        return line == line_after(block);
    Instruction *next = &block->items[i + 1];
    if (next->at.line == line)
        return true;
    if (next->at.line < 0) {
        next->at = block->items[i].at;
        return true;
    }
    return false;
}

static void remove_nops(FlowGraph *graph) {
    for (Block *block = graph->entry; block; block = block->next) {
        uint32_t kept = 0;
        int32_t previous_line = -1;
        for (uint32_t i = 0; i < block->count; i++) {
            int32_t line = block->items[i].at.line;
            if (block->items[i].opcode == OP_NOP && is_redundant_nop(block, i, previous_line))
                continue;
            if (kept != i)
                block->items[kept] = block->items[i];
            kept++;
            previous_line = line;
        }
        block->count = kept;
    }
}

static bool remove_jumps(FlowGraph *graph) {
    bool changed = false;
    for (Block *block = graph->entry; block; block = block->next) {
        Instruction *last = block_last(block);
        if (!last || !instruction_is_goto(last))
            continue;
        if (block_skip_empty(last->target) == block_skip_empty(block->next)) {
            last->target->predecessors--;
            if (block->next)
                block->next->predecessors++;
            instruction_to_nop(last);
            changed = true;
        }
    }
    return changed;
}

/* NOPs, and jumps to what comes next anyway. */
static void flowgraph_remove_redundant(FlowGraph *graph) {
    do
        remove_nops(graph);
    while (remove_jumps(graph));
}

/* ---- constants -------------------------------------------------------------------------- */

static bool uses_constant(const Instruction *instruction) {
    return instruction->opcode == OP_LOAD_CONST || instruction->opcode == OP_RETURN_CONST;
}

/* Constants that no instruction loads go; the first stays: a function's docstring or None. */
static void remove_unused_constants(FlowGraph *graph) {
    ConstantPool *pool = &graph->unit->constants;
    if (!pool->count)
        return;
    uint32_t *places = context_alloc(graph->context, pool->count * sizeof *places);
    places[0] = 1;
    for (Block *block = graph->entry; block; block = block->next)
        for (uint32_t i = 0; i < block->count; i++)
            if (uses_constant(&block->items[i]))
                places[block->items[i].arg] = 1;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < pool->count; i++) {
        if (!places[i])
            continue;
        pool->items[kept] = pool->items[i];
        places[i] = kept++;
    }
    pool->count = kept;
    for (Block *block = graph->entry; block; block = block->next)
        for (uint32_t i = 0; i < block->count; i++)
            if (uses_constant(&block->items[i]))
                block->items[i].arg = places[block->items[i].arg];
}

/* ---- cold code -------------------------------------------------------------------------- */

static void mark_warm(FlowGraph *graph) {
    graph->entry->is_warm = true;
    flowgraph_queue(graph, graph->entry);
    for (Block *block; (block = flowgraph_unqueue(graph));) {
        const Instruction *last = block_last(block);
        Block *successors[] = {block_falls_through(block) ? block->next : NULL,
                               last && instruction_is_jump(last) ? last->target : NULL};
        for (int i = 0; i < 2; i++) {
            if (!successors[i] || successors[i]->is_warm)
                continue;
            successors[i]->is_warm = true;
            flowgraph_queue(graph, successors[i]);
        }
    }
    for (Block *block = graph->entry; block; block = block->next)
        block->is_cold = !block->is_warm;
}

/* A cold block that falls into a warm one jumps there instead. */
static void leave_cold_code(FlowGraph *graph) {
    for (Block *block = graph->entry; block; block = block->next) {
        Block *next = block->next;
        if (!block->is_cold || !next || !next->is_warm || !block_falls_through(block))
            continue;
        Block *jump = flowgraph_new_block(graph);
        jump->is_cold = true;
        jump->predecessors = 1;
        jump->next = next;
        block->next = jump;
        *block_append(graph, jump) =
            (Instruction){.opcode = PSEUDO_JUMP_NO_INTERRUPT, .at = NO_POSITION, .target = next};
    }
}

static void move_cold_code(FlowGraph *graph) {
    mark_warm(graph);
    leave_cold_code(graph);
    Block *cold = NULL, **cold_link = &cold, **link = &graph->entry;
    while (*link) {
        Block *block = *link;
        if (!block->is_cold) {
            link = &block->next;
            continue;
        }
        *link = block->next;
        *cold_link = block;
        cold_link = &block->next;
        block->next = NULL;
    }
    *link = cold;
    if (cold)
        flowgraph_remove_redundant(graph);
}

/* ---- slots ------------------------------------------------------------------------------ */

static void assign_slots(FlowGraph *graph) {
    Unit *unit = graph->unit;
    uint32_t slot = unit->locals.count;
    graph->cell_slots = context_alloc(graph->context, (unit->cells.count + unit->frees.count + 1) *
                                                          sizeof *graph->cell_slots);
    for (uint32_t i = 0; i < unit->cells.count; i++) {
        const Symbol *local = symbol_lookup(&unit->locals, unit->cells.items[i].name);
        graph->cell_slots[i] = local ? (uint32_t)(local - unit->locals.items) : slot++;
    }
    for (uint32_t i = 0; i < unit->frees.count; i++)
        graph->cell_slots[unit->cells.count + i] = slot++;
    for (Block *block = graph->entry; block; block = block->next) {
        for (uint32_t i = 0; i < block->count; i++) {
            Instruction *instruction = &block->items[i];
            if (instruction->opcode == PSEUDO_LOAD_CLOSURE) {
                instruction->opcode = OP_LOAD_FAST;
                instruction->arg = graph->cell_slots[instruction->arg];
            } else if (instruction->opcode == OP_MAKE_CELL ||
                       (instruction->opcode < OPCODE_COUNT &&
                        opcode_operand(instruction->opcode) == OPERAND_CELL)) {
                instruction->arg = graph->cell_slots[instruction->arg];
            }
        }
    }
}

/* What comes before the first RESUME: free variables, cells, the generator. */
static void insert_prefix(FlowGraph *graph) {
    Unit *unit = graph->unit;
    Block *entry = graph->entry;
    uint32_t at = 0;
    if (unit->frees.count)
        block_insert(graph, entry, at++,
                     (Instruction){
                         .opcode = OP_COPY_FREE_VARS, .arg = unit->frees.count, .at = NO_POSITION});
    uint32_t slots = unit->locals.count + unit->cells.count;
    bool *made = context_alloc(graph->context, slots + 1);
    for (uint32_t i = 0; i < unit->cells.count; i++)
        made[graph->cell_slots[i]] = true;
    for (uint32_t slot = 0; slot < slots; slot++)
        if (made[slot])
            block_insert(graph, entry, at++,
                         (Instruction){.opcode = OP_MAKE_CELL, .arg = slot, .at = NO_POSITION});
    if (graph->flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) {
        CodePosition first = {unit->first_line, unit->first_line, -1, -1};
        block_insert(graph, entry, at++, (Instruction){.opcode = OP_RETURN_GENERATOR, .at = first});
        block_insert(graph, entry, at++, (Instruction){.opcode = OP_POP_TOP, .at = first});
    }
}

/* ---- jumps' directions ------------------------------------------------------------------ */

static Block *insert_jump_block(FlowGraph *graph, Block *after, const Instruction *jump) {
    Block *block = flowgraph_new_block(graph);
    *block_append(graph, block) = (Instruction){
        .opcode = PSEUDO_JUMP, .at = jump->at, .target = jump->target, .handler = jump->handler};
    block->next = after->next;
    block->start_depth = jump->target->start_depth;
    block->visited = true;
    after->next = block;
    return block;
}

static unsigned inverse_of(unsigned opcode) {
    switch (opcode) {
    case OP_POP_JUMP_IF_FALSE:
        return OP_POP_JUMP_IF_TRUE;
    case OP_POP_JUMP_IF_TRUE:
        return OP_POP_JUMP_IF_FALSE;
    case OP_POP_JUMP_IF_NONE:
        return OP_POP_JUMP_IF_NOT_NONE;
    default:
        return OP_POP_JUMP_IF_NONE;
    }
}

/* Only plain jumps go backwards: conditional ones are inverted to skip a jump. */
static void direct_jumps(FlowGraph *graph) {
    Block *end = graph->entry;
    while (end->next)
        end = end->next;
    clear_visited(graph);
    for (Block *block = graph->entry; block; block = block->next) {
        block->visited = true;
        Instruction *last = block_last(block);
        if (!last || !instruction_is_jump(last) || instruction_is_goto(last) ||
            !last->target->visited)
            continue;
        if (last->opcode == OP_FOR_ITER || last->opcode == OP_SEND) {
            /* Where exhausted: hop over a block at the end. */
            end = last->target = insert_jump_block(graph, end, last);
            end->visited = false;
            continue;
        }
        Block *after = block->next;
        if (!after) {
            after = flowgraph_new_block(graph);
            block->next = end = after;
        }
        insert_jump_block(graph, block, last);
        last->opcode = inverse_of(last->opcode);
        last->target = after;
    }
    clear_visited(graph);
    for (Block *block = graph->entry; block; block = block->next) {
        block->visited = true;
        Instruction *last = block_last(block);
        if (!last || !instruction_is_goto(last))
            continue;
        if (!last->target->visited)
            last->opcode = OP_JUMP_FORWARD;
        else
            last->opcode =
                last->opcode == PSEUDO_JUMP ? OP_JUMP_BACKWARD : OP_JUMP_BACKWARD_NO_INTERRUPT;
    }
}

/* ---- all of it -------------------------------------------------------------------------- */

static void remove_setups(FlowGraph *graph) {
    for (Block *block = graph->entry; block; block = block->next)
        for (uint32_t i = 0; i < block->count; i++)
            if (instruction_is_setup(&block->items[i]))
                instruction_to_nop(&block->items[i]);
    flowgraph_remove_redundant(graph);
}

static void give_exits_lines(FlowGraph *graph) {
    for (Block *block = graph->entry; block; block = block->next) {
        Instruction *last = block_last(block);
        if (last && last->at.line < 0 &&
            (last->opcode == OP_RETURN_VALUE || last->opcode == OP_RETURN_CONST))
            last->at = (CodePosition){graph->unit->first_line, graph->unit->first_line, -1, -1};
    }
}

static void dump_if_asked(FlowGraph *graph, const char *title) {
    if (graph->codegen->dump)
        flowgraph_dump(graph->codegen->dump, graph, title);
}

static void (*const passes[])(FlowGraph *) = {
    flowgraph_remove_unreachable,
    copy_exits,
    flowgraph_remove_unreachable,
    resolve_lines,
    flowgraph_optimize_blocks,
    flowgraph_remove_redundant,
    flowgraph_remove_unreachable,
    copy_exits,
    flowgraph_remove_unreachable,
    flowgraph_remove_redundant,
    remove_unused_constants,
    flowgraph_check_locals,
    move_cold_code,
    flowgraph_remove_unreachable,
    resolve_lines,
    give_exits_lines,
    assign_slots,
    flowgraph_measure_stack,
    remove_setups,
    insert_prefix,
    direct_jumps,
};

Code *flowgraph_compile(Codegen *c, Unit *unit, uint32_t flags) {
    FlowGraph *graph = context_alloc(c->context, sizeof *graph);
    graph->codegen = c;
    graph->context = c->context;
    graph->unit = unit;
    graph->flags = flags;
    build(graph);
    assign_handlers(graph);
    dump_if_asked(graph, "as generated");
    for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) {
        context_look_up(graph->context);
        passes[i](graph);
    }
    dump_if_asked(graph, "optimised");
    return flowgraph_assemble(graph);
}
