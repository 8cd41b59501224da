/* How deep the stack gets: every block's depth at its start, by following all edges once. A handler
 * starts with what lay there at its SETUP_*, the exception and perhaps the lasti. */
#include "compiler/flowgraph.h"

static void reach(FlowGraph *graph, Block *block, int64_t depth) {
    if (block->start_depth >= 0) {
        if (block->start_depth != depth)
            context_fail(graph->context, DIAGNOSTIC_SYSTEM,
                         "inconsistent stack depth %d and %d in %.*s", (int)block->start_depth,
                         (int)depth, TEXT_ARGS(graph->unit->name));
        return;
    }
    block->start_depth = (int32_t)depth;
    flowgraph_queue(graph, block);
}

static void grow_to(FlowGraph *graph, int64_t depth) {
    if (depth < 0)
        context_fail(graph->context, DIAGNOSTIC_SYSTEM, "stack underflow in %.*s",
                     TEXT_ARGS(graph->unit->name));
    if (depth > INT32_MAX / 4)
        context_fail(graph->context, DIAGNOSTIC_SYSTEM, "too large a stack");
    if (depth > graph->stack_size)
        graph->stack_size = (uint32_t)depth;
}

static int64_t setup_effect(const Instruction *instruction) {
    return instruction->opcode == PSEUDO_SETUP_CLEANUP ? 2 : 1;
}

void flowgraph_measure_stack(FlowGraph *graph) {
    bool is_generator = graph->flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR);
    graph->stack_size = is_generator;
    reach(graph, graph->entry, 0);
    for (Block *block; (block = flowgraph_unqueue(graph));) {
        int64_t depth = block->start_depth;
        for (uint32_t i = 0; i < block->count; i++) {
            const Instruction *instruction = &block->items[i];
            if (instruction_is_setup(instruction)) {
                grow_to(graph, depth + setup_effect(instruction));
                reach(graph, instruction->target, depth + setup_effect(instruction));
                continue;
            }
            if (instruction_is_goto(instruction)) {
                reach(graph, instruction->target, depth);
                continue;
            }
            grow_to(graph, depth - opcode_pops(instruction->opcode, instruction->arg));
            if (instruction->target)
                reach(graph, instruction->target,
                      depth + opcode_effect(instruction->opcode, instruction->arg, true));
            depth += opcode_effect(instruction->opcode, instruction->arg, false);
            grow_to(graph, depth);
        }
        if (block_falls_through(block) && block->next)
            reach(graph, block->next, depth);
    }
}
