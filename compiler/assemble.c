/* The assembler: from blocks in their final order to units, tables and a Code.
 *
 * A jump's size depends on its distance and the distance on sizes, so offsets are computed until
 * nothing grows any more; sizes never shrink, so that ends. */
#include "compiler/flowgraph.h"
#include "compiler/position_table.h"

static uint32_t units_for(uint32_t arg) {
    return 1 + (arg > 0xff) + (arg > 0xffff) + (arg > 0xffffff);
}

static uint32_t size_of(const Instruction *instruction) {
    uint32_t needed = units_for(instruction->arg);
    return instruction->units > needed ? instruction->units : needed;
}

static uint32_t block_size(const Block *block) {
    uint32_t size = 0;
    for (uint32_t i = 0; i < block->count; i++)
        size += size_of(&block->items[i]);
    return size;
}

/* Set all jumps' distances; true if one of them needed more units than it had. */
static bool resolve_jumps(FlowGraph *graph) {
    bool grew = false;
    uint32_t offset = 0;
    for (Block *block = graph->entry; block; block = block->next) {
        block->offset = offset;
        offset += block_size(block);
    }
    for (Block *block = graph->entry; block; block = block->next) {
        offset = block->offset;
        for (uint32_t i = 0; i < block->count; i++) {
            Instruction *instruction = &block->items[i];
            uint32_t size = size_of(instruction);
            offset += size;
            if (!instruction->target)
                continue;
            bool backward = opcode_flags(instruction->opcode) & OPCODE_BACKWARD;
            uint32_t target = instruction->target->offset;
            instruction->arg = backward ? offset - target : target - offset;
            instruction->units = size;
            if (units_for(instruction->arg) > size)
                grew = true;
        }
    }
    return grew;
}

typedef struct Assembler {
    FlowGraph *graph;
    uint16_t *units;
    uint32_t unit_count;
    CodeHandler *handlers;
    uint32_t handler_count, handler_capacity;
    PositionWriter positions;
} Assembler;

static void write_instruction(Assembler *assembler, const Instruction *instruction) {
    uint32_t arg = instruction->arg;
    for (uint32_t more = size_of(instruction) - 1; more > 0; more--)
        assembler->units[assembler->unit_count++] = OP_EXTENDED_ARG | (arg >> (8 * more) & 0xff)
                                                                          << 8;
    assembler->units[assembler->unit_count++] = instruction->opcode | (arg & 0xff) << 8;
}

static void write_units(Assembler *assembler) {
    FlowGraph *graph = assembler->graph;
    uint32_t count = 0;
    for (Block *block = graph->entry; block; block = block->next)
        count += block_size(block);
    assembler->units = context_alloc(graph->context, (count + 1) * sizeof *assembler->units);
    CodePosition at = NO_POSITION;
    uint32_t pending = 0;
    for (Block *block = graph->entry; block; block = block->next) {
        for (uint32_t i = 0; i < block->count; i++) {
            const Instruction *instruction = &block->items[i];
            if (memcmp(&at, &instruction->at, sizeof at) != 0) {
                position_table_add(&assembler->positions, at, pending);
                at = instruction->at;
                pending = 0;
            }
            pending += size_of(instruction);
            write_instruction(assembler, instruction);
        }
    }
    position_table_add(&assembler->positions, at, pending);
}

static void add_handler(Assembler *assembler, const Block *handler, uint32_t start, uint32_t end) {
    if (!handler || start == end)
        return;
    *CONTEXT_APPEND(assembler->graph->context, assembler->handlers, assembler->handler_count,
                    assembler->handler_capacity) =
        (CodeHandler){.start = start,
                      .end = end,
                      .target = handler->offset,
                      .depth = handler->start_depth - 1 - handler->preserves_lasti,
                      .lasti = handler->preserves_lasti};
}

static void write_handlers(Assembler *assembler) {
    const Block *handler = NULL;
    uint32_t start = 0, offset = 0;
    for (Block *block = assembler->graph->entry; block; block = block->next) {
        for (uint32_t i = 0; i < block->count; i++) {
            const Instruction *instruction = &block->items[i];
            if (instruction->handler != handler) {
                add_handler(assembler, handler, start, offset);
                handler = instruction->handler;
                start = offset;
            }
            offset += size_of(instruction);
        }
    }
    add_handler(assembler, handler, start, offset);
}

static CodeSlot *make_slots(FlowGraph *graph, uint32_t *cell_count) {
    const Unit *unit = graph->unit;
    uint32_t count = unit->locals.count;
    CodeSlot *slots = context_alloc(
        graph->context,
        (unit->locals.count + unit->cells.count + unit->frees.count + 1) * sizeof *slots);
    for (uint32_t i = 0; i < unit->locals.count; i++)
        slots[i] = (CodeSlot){context_text(graph->context, unit->locals.items[i].name), SLOT_LOCAL};
    for (uint32_t i = 0; i < unit->cells.count; i++) {
        uint32_t slot = graph->cell_slots[i];
        slots[slot].name = context_text(graph->context, unit->cells.items[i].name);
        slots[slot].kind |= SLOT_CELL;
        if (slot >= count)
            count = slot + 1;
    }
    *cell_count = count - unit->locals.count;
    for (uint32_t i = 0; i < unit->frees.count; i++)
        slots[count + i] =
            (CodeSlot){context_text(graph->context, unit->frees.items[i].name), SLOT_FREE};
    for (uint32_t i = 0; i < count; i++)
        if (symbol_lookup(&unit->hidden, context_name(graph->context, slots[i].name)))
            slots[i].kind |= SLOT_HIDDEN;
    return slots;
}

static Text *make_names(FlowGraph *graph) {
    const SymbolMap *names = &graph->unit->names;
    Text *texts = context_alloc(graph->context, (names->count + 1) * sizeof *texts);
    for (uint32_t i = 0; i < names->count; i++)
        texts[i] = context_text(graph->context, names->items[i].name);
    return texts;
}

Code *flowgraph_assemble(FlowGraph *graph) {
    Context *context = graph->context;
    const Unit *unit = graph->unit;
    Assembler assembler = {.graph = graph,
                           .positions = {.context = context, .line = unit->first_line}};
    while (resolve_jumps(graph))
        continue;
    write_units(&assembler);
    write_handlers(&assembler);
    uint32_t cell_count;
    CodeSlot *slots = make_slots(graph, &cell_count);
    const char *filename = context->options->filename;
    Code parts = {.flags = graph->flags,
                  .argcount = unit->argcount,
                  .posonlyargcount = unit->posonlyargcount,
                  .kwonlyargcount = unit->kwonlyargcount,
                  .stack_size = graph->stack_size ? graph->stack_size : 1,
                  .local_count = unit->locals.count,
                  .cell_count = cell_count,
                  .free_count = unit->frees.count,
                  .slot_count = unit->locals.count + cell_count + unit->frees.count,
                  .name_count = unit->names.count,
                  .constant_count = unit->constants.count,
                  .unit_count = assembler.unit_count,
                  .handler_count = assembler.handler_count,
                  .position_size = assembler.positions.size,
                  .first_line = unit->first_line,
                  .name = unit->name,
                  .qualname = unit->qualname,
                  .filename = {filename, strlen(filename)},
                  .slots = slots,
                  .names = make_names(graph),
                  .constants = unit->constants.items,
                  .units = assembler.units,
                  .handlers = assembler.handlers,
                  .positions = assembler.positions.bytes};
    CodeLink *link = context_alloc(context, sizeof *link);
    link->code = code_new(&parts);
    if (!link->code)
        context_no_memory(context);
    link->next = context->codes;
    context->codes = link;
    return link->code;
}
