/* The flow graph as text. */
#include "compiler/flowgraph.h"

static const char *instruction_name(const Instruction *instruction) {
    static const char *const names[] = {"JUMP",          "JUMP_NO_INTERRUPT", "SETUP_FINALLY",
                                        "SETUP_CLEANUP", "SETUP_WITH",        "POP_BLOCK",
                                        "LOAD_CLOSURE"};
    return instruction->opcode < OPCODE_COUNT ? opcode_name(instruction->opcode)
                                              : names[instruction->opcode - OPCODE_COUNT];
}

void flowgraph_dump(FILE *out, FlowGraph *graph, const char *title) {
    flowgraph_number(graph);
    fprintf(out, "%.*s, %s\n", TEXT_ARGS(graph->unit->qualname), title);
    for (const Block *block = graph->entry; block; block = block->next) {
        fprintf(out, "  block %u%s%s\n", block->number, block->is_handler ? " handler" : "",
                block->is_cold ? " cold" : "");
        for (uint32_t i = 0; i < block->count; i++) {
            const Instruction *instruction = &block->items[i];
            fprintf(out, "    %5d %s", instruction->at.line, instruction_name(instruction));
            if (instruction->target)
                fprintf(out, " block %u", instruction->target->number);
            else if (instruction->arg)
                fprintf(out, " %u", instruction->arg);
            if (instruction->handler)
                fprintf(out, " [handler block %u]", instruction->handler->number);
            fputc('\n', out);
        }
    }
}
