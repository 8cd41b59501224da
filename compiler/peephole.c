/* Optimising inside blocks, and jumps to jumps.
 *
 * What a rule must obey: the stack before and after stays the same, as do the lines that run, and
 * an instruction that may raise keeps its place among those that may. */
#include "compiler/flowgraph.h"

static const Constant *constant_at(const FlowGraph *graph, const Instruction *instruction) {
    return &graph->unit->constants.items[instruction->arg];
}

/* ---- constants -------------------------------------------------------------------------- */

static bool is_truth_jump(unsigned opcode) {
    return opcode == OP_POP_JUMP_IF_FALSE || opcode == OP_POP_JUMP_IF_TRUE;
}

static void decide_jump(Instruction *jump, bool taken) {
    if (taken) {
        jump->opcode = PSEUDO_JUMP;
        return;
    }
    jump->target->predecessors--;
    instruction_to_nop(jump);
}

/* LOAD_CONST followed by ...; returns whether something changed. */
static void optimize_load_const(FlowGraph *graph, Block *block, uint32_t i) {
    Instruction *load = &block->items[i];
    const Constant *constant = constant_at(graph, load);
    Instruction *next = i + 1 < block->count ? &block->items[i + 1] : NULL;
    Instruction *after = i + 2 < block->count ? &block->items[i + 2] : NULL;
    if (!next)
        return;
    if (is_truth_jump(next->opcode)) {
        bool taken = constant_is_true(constant) == (next->opcode == OP_POP_JUMP_IF_TRUE);
        instruction_to_nop(load);
        decide_jump(next, taken);
    } else if (next->opcode == OP_COPY && next->arg == 1 && after && is_truth_jump(after->opcode)) {
        bool taken = constant_is_true(constant) == (after->opcode == OP_POP_JUMP_IF_TRUE);
        instruction_to_nop(next);
        decide_jump(after, taken);
    } else if (next->opcode == OP_IS_OP && constant->kind == CONSTANT_NONE && after &&
               is_truth_jump(after->opcode)) {
        bool jumps_if_none = (after->opcode == OP_POP_JUMP_IF_TRUE) != (next->arg == 1);
        instruction_to_nop(load);
        instruction_to_nop(next);
        after->opcode = jumps_if_none ? OP_POP_JUMP_IF_NONE : OP_POP_JUMP_IF_NOT_NONE;
    } else if (next->opcode == OP_RETURN_VALUE) {
        next->opcode = OP_RETURN_CONST;
        next->arg = load->arg;
        next->at = load->at;
        instruction_to_nop(load);
    } else if (next->opcode == OP_TO_BOOL || next->opcode == OP_UNARY_NOT) {
        bool value = constant_is_true(constant) == (next->opcode == OP_TO_BOOL);
        Constant result = constant_of_bool(value);
        instruction_to_nop(load);
        next->opcode = OP_LOAD_CONST;
        next->arg = constant_pool_add(graph->context, &graph->unit->constants, &result);
    }
}

/* A tuple of constants is a constant. */
static bool fold_tuple(FlowGraph *graph, Block *block, uint32_t i) {
    Instruction *build = &block->items[i];
    uint32_t count = build->arg;
    if (count > i)
        return false;
    for (uint32_t j = i - count; j < i; j++)
        if (block->items[j].opcode != OP_LOAD_CONST)
            return false;
    Constant *items = context_alloc(graph->context, (count + 1) * sizeof *items);
    for (uint32_t j = 0; j < count; j++) {
        items[j] = *constant_at(graph, &block->items[i - count + j]);
        if (items[j].kind == CONSTANT_CODE)
            return false;
    }
    Constant tuple = {.kind = CONSTANT_TUPLE, .sequence = {count, items}};
    for (uint32_t j = i - count; j < i; j++)
        instruction_to_nop(&block->items[j]);
    build->opcode = OP_LOAD_CONST;
    build->arg = constant_pool_add(graph->context, &graph->unit->constants, &tuple);
    return true;
}

/* ---- swaps ------------------------------------------------------------------------------ */

static bool is_swappable(const Instruction *instruction) {
    return instruction->opcode == OP_STORE_FAST || instruction->opcode == OP_POP_TOP;
}

/* The next instruction that can change places with its neighbour; -1 if one in between cannot,
 * or stands on another line than `line`. */
static int64_t next_swappable(const Block *block, int64_t i, int32_t line) {
    while (++i < block->count) {
        const Instruction *instruction = &block->items[i];
        if (line >= 0 && instruction->at.line != line)
            return -1;
        if (instruction->opcode == OP_NOP)
            continue;
        return is_swappable(instruction) ? i : -1;
    }
    return -1;
}

static int64_t stored_local(const Instruction *instruction) {
    return instruction->opcode == OP_STORE_FAST ? (int64_t)instruction->arg : -1;
}

/* A SWAP before stores becomes another order of the stores. Earlier SWAPs follow. */
static void apply_swaps(Block *block, int64_t i) {
    for (; i >= 0; i--) {
        Instruction *swap = &block->items[i];
        if (swap->opcode != OP_SWAP) {
            if (swap->opcode == OP_NOP || is_swappable(swap))
                continue;
            return;
        }
        int64_t first = next_swappable(block, i, -1);
        if (first < 0)
            return;
        int64_t last = first;
        int32_t line = block->items[first].at.line;
        for (uint32_t count = swap->arg; count > 1; count--) {
            last = next_swappable(block, last, line);
            if (last < 0)
                return;
        }
        int64_t a = stored_local(&block->items[first]), b = stored_local(&block->items[last]);
        if (a >= 0 || b >= 0) {
            if (a == b)
                return;
            for (int64_t j = first + 1; j < last; j++) {
                int64_t other = stored_local(&block->items[j]);
                if (other >= 0 && (other == a || other == b))
                    return;
            }
        }
        Instruction saved = block->items[first];
        block->items[first] = block->items[last];
        block->items[last] = saved;
        instruction_to_nop(swap);
    }
}

/* ---- jumps ------------------------------------------------------------------------------ */

/* A jump to a jump goes where that goes, and counts as that jump: what is left of the first is a
 * NOP of its line. */
static bool thread_jump(FlowGraph *graph, Block *block, bool through_no_interrupt) {
    Instruction *jump = block_last(block);
    Block *target = block_skip_empty(jump->target);
    if (!target)
        return false;
    Instruction second = target->items[0];
    bool followed = second.opcode == PSEUDO_JUMP ||
                    (second.opcode == PSEUDO_JUMP_NO_INTERRUPT && through_no_interrupt);
    if (!followed || second.target == jump->target || second.target == target)
        return false;
    Instruction threaded = *jump;
    if (instruction_is_goto(jump))
        threaded.opcode = second.opcode == PSEUDO_JUMP ? PSEUDO_JUMP : jump->opcode;
    threaded.target = second.target;
    if (second.at.line >= 0)
        threaded.at = second.at;
    second.target->predecessors++;
    jump->target->predecessors--;
    instruction_to_nop(jump);
    *block_append(graph, block) = threaded;
    return true;
}

static void optimize_jump(FlowGraph *graph, Block *block) {
    for (int hops = 0; hops < 16; hops++) {
        const Instruction *jump = block_last(block);
        if (jump->opcode == OP_FOR_ITER || jump->opcode == OP_SEND ||
            !thread_jump(graph, block, instruction_is_goto(jump)))
            return;
    }
}

/* ---- one block -------------------------------------------------------------------------- */

static void optimize_unpacking(Instruction *build, Instruction *unpack) {
    if (build->arg == 1)
        instruction_to_nop(unpack);
    else
        unpack->opcode = OP_SWAP;
    instruction_to_nop(build);
}

/* not not a */
static void join_nots(Instruction *first, Instruction *second) {
    second->opcode = OP_TO_BOOL;
    second->at = first->at;
    instruction_to_nop(first);
}

static void optimize_block(FlowGraph *graph, Block *block) {
    for (uint32_t i = 0; i < block->count; i++) {
        Instruction *instruction = &block->items[i];
        Instruction *next = i + 1 < block->count ? &block->items[i + 1] : NULL;
        switch (instruction->opcode) {
        case OP_LOAD_CONST:
            optimize_load_const(graph, block, i);
            break;
        case OP_BUILD_TUPLE:
            if (next && next->opcode == OP_UNPACK_SEQUENCE && next->arg == instruction->arg &&
                instruction->arg >= 1 && instruction->arg <= 3)
                optimize_unpacking(instruction, next);
            else
                fold_tuple(graph, block, i);
            break;
        case OP_STORE_FAST:
            if (next && !instruction->may_be_null && next->opcode == OP_STORE_FAST &&
                next->arg == instruction->arg && next->at.line == instruction->at.line) {
                instruction->opcode = OP_POP_TOP;
                instruction->arg = 0;
            }
            break;
        case OP_UNARY_NOT:
            if (next && next->opcode == OP_UNARY_NOT)
                join_nots(instruction, next);
            break;
        case OP_SWAP:
            if (instruction->arg == 1)
                instruction_to_nop(instruction);
            else
                apply_swaps(block, i);
            break;
        default:
            if (instruction_is_jump(instruction)) {
                optimize_jump(graph, block);
                return;
            }
        }
    }
}

/* A value pushed and dropped at once. `previous` is the instruction before the block if nothing
 * else leads there; the last instruction is returned. */
static Instruction *remove_pairs(Block *block, Instruction *previous) {
    for (uint32_t i = 0; i < block->count; i++) {
        Instruction *instruction = &block->items[i];
        if (instruction->opcode == OP_NOP)
            continue;
        if (instruction->opcode == OP_POP_TOP && previous &&
            (previous->opcode == OP_LOAD_CONST ||
             (previous->opcode == OP_COPY && previous->arg == 1))) {
            instruction_to_nop(previous);
            instruction_to_nop(instruction);
            previous = NULL;
            continue;
        }
        previous = instruction;
    }
    return previous;
}

void flowgraph_optimize_blocks(FlowGraph *graph) {
    for (Block *block = graph->entry; block; block = block->next)
        optimize_block(graph, block);
    flowgraph_remove_unreachable(graph);
    Instruction *previous = NULL;
    for (Block *block = graph->entry; block; block = block->next) {
        previous = remove_pairs(block, block->predecessors == 1 ? previous : NULL);
        if (!block_falls_through(block) || (previous && instruction_is_jump(previous)))
            previous = NULL;
    }
}
