/* The flow graph: a unit's instructions as basic blocks, and the passes over them.
 *
 * Blocks stand in the order of emission, linked by `next`; a block without a terminator falls
 * through to the next one. Jumps and SETUP_* name their block in `target`. Every instruction knows
 * the handler that covers it. */
#ifndef COMPILER_FLOWGRAPH_H
#define COMPILER_FLOWGRAPH_H

#include "compiler/codegen.h"

/* Handlers in force, innermost first. Never changed once made, so blocks share them. */
typedef struct HandlerStack {
    struct Block *handler;
    const struct HandlerStack *outer;
    uint32_t depth;
} HandlerStack;

typedef struct Block {
    struct Block *next;
    Instruction *items;
    uint32_t count, capacity;
    uint32_t predecessors;
    int32_t start_depth;          /* of the stack; -1 until known */
    uint32_t offset;              /* of the first unit, while assembling */
    uint32_t number;              /* in dumps */
    const HandlerStack *handlers; /* in force at its start */
    uint64_t unbound;             /* locals that may be unbound at its start */
    bool visited;
    bool queued;
    bool is_handler;
    bool preserves_lasti; /* a handler that finds (lasti, exception) on the stack */
    bool is_warm, is_cold;
} Block;

typedef struct FlowGraph {
    Codegen *codegen;
    Context *context;
    Unit *unit;
    Block *entry;
    uint32_t block_count;
    uint32_t flags;       /* CO_* of the code */
    Block **worklist;     /* room for every block once */
    uint32_t waiting;     /* in the work list */
    uint32_t capacity;    /* of the work list */
    uint32_t *cell_slots; /* number of a cell or free variable -> slot */
    uint32_t stack_size;
} FlowGraph;

/* All passes and the assembly of the unit. The Code belongs to the context. */
Code *flowgraph_compile(Codegen *c, Unit *unit, uint32_t flags);

/* ---- between the passes' files ---------------------------------------------------------- */

Instruction *block_append(FlowGraph *graph, Block *block);

static inline Instruction *block_last(const Block *block) {
    return block->count ? &block->items[block->count - 1] : NULL;
}
static inline bool block_falls_through(const Block *block) {
    return !block->count || !instruction_is_terminator(block_last(block));
}
static inline Block *block_skip_empty(Block *block) {
    while (block && !block->count)
        block = block->next;
    return block;
}
static inline void instruction_to_nop(Instruction *instruction) {
    instruction->opcode = OP_NOP;
    instruction->arg = 0;
    instruction->target = NULL;
}

/* A work list in which a block stands at most once. */
void flowgraph_queue(FlowGraph *graph, Block *block);
Block *flowgraph_unqueue(FlowGraph *graph);

void flowgraph_number(FlowGraph *graph);
void flowgraph_remove_unreachable(FlowGraph *graph);
void flowgraph_optimize_blocks(FlowGraph *graph); /* peephole.c */
void flowgraph_check_locals(FlowGraph *graph);    /* unbound.c */
void flowgraph_measure_stack(FlowGraph *graph);   /* stack_depth.c */
Code *flowgraph_assemble(FlowGraph *graph);       /* assemble.c */
void flowgraph_dump(FILE *out, FlowGraph *graph, const char *title);

#endif
