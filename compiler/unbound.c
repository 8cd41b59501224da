/* Which loads of locals may find them unbound: those become LOAD_FAST_CHECK.
 *
 * The first 64 locals are followed through the whole graph, as a set per block that only grows;
 * of the others only what one block says by itself is believed. */
#include "compiler/flowgraph.h"

enum { FOLLOWED = 64 };

static void reach(FlowGraph *graph, Block *block, uint64_t unbound) {
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): a graph has an entry */
    if (block->visited && (block->unbound | unbound) == block->unbound)
        return;
    block->visited = true;
    block->unbound |= unbound;
    flowgraph_queue(graph, block);
}

static void follow_block(FlowGraph *graph, Block *block) {
    uint64_t unbound = block->unbound;
    for (uint32_t i = 0; i < block->count; i++) {
        Instruction *instruction = &block->items[i];
        if (instruction->handler)
            reach(graph, instruction->handler, unbound);
        if (instruction->arg >= FOLLOWED)
            continue;
        uint64_t bit = (uint64_t)1 << instruction->arg;
        switch (instruction->opcode) {
        case OP_DELETE_FAST:
        case OP_LOAD_FAST_AND_CLEAR:
            unbound |= bit;
            break;
        case OP_STORE_FAST:
            unbound = instruction->may_be_null ? unbound | bit : unbound & ~bit;
            break;
        case OP_LOAD_FAST:
            if (unbound & bit)
                instruction->opcode = OP_LOAD_FAST_CHECK;
            unbound &= ~bit;
            break;
        case OP_LOAD_FAST_CHECK:
            unbound &= ~bit;
            break;
        default:
            break;
        }
    }
    const Instruction *last = block_last(block);
    if (last && instruction_is_jump(last))
        reach(graph, last->target, unbound);
    if (block->next && block_falls_through(block))
        reach(graph, block->next, unbound);
}

static bool unbinds(const Instruction *instruction) {
    return instruction->opcode == OP_DELETE_FAST || instruction->opcode == OP_LOAD_FAST_AND_CLEAR;
}

/* Locals beyond those followed: a load is safe after a store or load in the same block, and of a
 * parameter that nothing unbinds. */
static void check_many(FlowGraph *graph, uint32_t parameters, uint32_t count) {
    const uint32_t always_bound = UINT32_MAX, first = FOLLOWED;
    uint32_t *bound_in = context_alloc(graph->context, count * sizeof *bound_in);
    uint32_t number = 0;
    for (uint32_t i = first; i < parameters; i++)
        bound_in[i] = always_bound;
    for (Block *block = graph->entry; block; block = block->next)
        for (uint32_t i = 0; i < block->count; i++)
            if (unbinds(&block->items[i]))
                bound_in[block->items[i].arg] = 0;
    for (Block *block = graph->entry; block; block = block->next) {
        number++;
        for (uint32_t i = 0; i < block->count; i++) {
            Instruction *instruction = &block->items[i];
            if (instruction->arg < first || instruction->arg >= count ||
                bound_in[instruction->arg] == always_bound)
                continue;
            uint32_t *bound = &bound_in[instruction->arg];
            switch (instruction->opcode) {
            case OP_DELETE_FAST:
            case OP_LOAD_FAST_AND_CLEAR:
                *bound = 0;
                break;
            case OP_STORE_FAST:
                *bound = instruction->may_be_null ? 0 : number;
                break;
            case OP_LOAD_FAST:
                if (*bound != number)
                    instruction->opcode = OP_LOAD_FAST_CHECK;
                *bound = number;
                break;
            default:
                break;
            }
        }
    }
}

void flowgraph_check_locals(FlowGraph *graph) {
    Unit *unit = graph->unit;
    uint32_t count = unit->locals.count;
    uint32_t parameters =
        unit->argcount + unit->kwonlyargcount + unit->has_varargs + unit->has_varkeywords;
    if (count == 0)
        return;
    if (count > FOLLOWED)
        check_many(graph, parameters, count);
    uint64_t unbound = parameters >= FOLLOWED ? 0 : ~(uint64_t)0 << parameters;
    for (Block *block = graph->entry; block; block = block->next) {
        block->visited = false;
        block->unbound = 0;
    }
    reach(graph, graph->entry, unbound);
    for (Block *block; (block = flowgraph_unqueue(graph));)
        follow_block(graph, block);
}
