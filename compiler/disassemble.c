/* Code as text.
 *
 *     code f, line 2: argcount 1, locals 2, stack 3, flags OPTIMIZED NEWLOCALS
 *       slots: a, b (cell)
 *          3     0  LOAD_FAST            0 (a)
 *                1  POP_JUMP_IF_FALSE    4 (to 6)
 *       handlers: 0-4 to 9 depth 0 lasti */
#include "compiler/disassemble.h"
#include "compiler/constant.h"
#include "compiler/opcode.h"
#include "compiler/serialize.h"

static void dump_text(FILE *out, Text text) {
    fwrite(text.bytes, 1, text.size, out);
}

static void dump_flags(FILE *out, uint32_t flags) {
    static const struct {
        uint32_t flag;
        const char *name;
    } names[] = {{CO_OPTIMIZED, "OPTIMIZED"},
                 {CO_NEWLOCALS, "NEWLOCALS"},
                 {CO_VARARGS, "VARARGS"},
                 {CO_VARKEYWORDS, "VARKEYWORDS"},
                 {CO_NESTED, "NESTED"},
                 {CO_GENERATOR, "GENERATOR"},
                 {CO_COROUTINE, "COROUTINE"},
                 {CO_ASYNC_GENERATOR, "ASYNC_GENERATOR"},
                 {CO_FUTURE_BARRY_AS_BDFL, "BARRY_AS_BDFL"},
                 {CO_FUTURE_ANNOTATIONS, "ANNOTATIONS"}};
    fputs(", flags", out);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & names[i].flag)
            fprintf(out, " %s", names[i].name);
    if (!flags)
        fputs(" none", out);
}

static void dump_slots(FILE *out, const Code *code) {
    if (!code->slot_count)
        return;
    fputs("  slots:", out);
    for (uint32_t i = 0; i < code->slot_count; i++) {
        uint8_t kind = code->slots[i].kind;
        fputs(i ? ", " : " ", out);
        dump_text(out, code->slots[i].name);
        fprintf(out, "%s%s%s", kind & SLOT_CELL ? " (cell)" : "", kind & SLOT_FREE ? " (free)" : "",
                kind & SLOT_HIDDEN ? " (hidden)" : "");
    }
    fputc('\n', out);
}

static void dump_constant(FILE *out, const Constant *constant) {
    char text[120];
    if (constant_print(text, sizeof text, constant) >= sizeof text)
        memcpy(text + sizeof text - 4, "...", 4);
    fprintf(out, " (%s)", text);
}

static void dump_operand(FILE *out, const Code *code, Opcode opcode, uint32_t arg, uint32_t next) {
    OperandKind kind = opcode_operand(opcode);
    if (kind == OPERAND_NONE)
        return;
    fprintf(out, " %u", arg);
    switch (kind) {
    case OPERAND_CONSTANT:
        if (arg < code->constant_count)
            dump_constant(out, &code->constants[arg]);
        break;
    case OPERAND_NAME:
        if (arg < code->name_count)
            fprintf(out, " (%.*s)", TEXT_ARGS(code->names[arg]));
        break;
    case OPERAND_SLOT:
    case OPERAND_CELL:
        if (arg < code->slot_count)
            fprintf(out, " (%.*s)", TEXT_ARGS(code->slots[arg].name));
        break;
    case OPERAND_JUMP:
        fprintf(out, " (to %u)", opcode_flags(opcode) & OPCODE_BACKWARD ? next - arg : next + arg);
        break;
    case OPERAND_BINARY:
        fprintf(out, " (%s)", binary_operator_text(arg));
        break;
    case OPERAND_COMPARE:
        fprintf(out, " (%s)", compare_operator_text(arg));
        break;
    default:
        break;
    }
}

static void dump_instructions(FILE *out, const Code *code) {
    CodePositions walk = code_positions(code);
    int32_t shown = -2;
    uint32_t arg = 0, start = 0;
    for (uint32_t unit = 0; unit < code->unit_count; unit++) {
        Opcode opcode = code->units[unit] & 0xff;
        arg = arg << 8 | code->units[unit] >> 8;
        if (opcode == OP_EXTENDED_ARG)
            continue;
        while (walk.end <= start && code_positions_next(&walk))
            continue;
        if (walk.position.line != shown && walk.position.line >= 0)
            fprintf(out, "%6d", walk.position.line);
        else
            fprintf(out, "%6s", walk.position.line < 0 && shown != walk.position.line ? "-" : "");
        shown = walk.position.line;
        fprintf(out, " %5u  %s", start, opcode_name(opcode));
        if (opcode < OPCODE_COUNT)
            dump_operand(out, code, opcode, arg, unit + 1);
        fputc('\n', out);
        arg = 0;
        start = unit + 1;
    }
}

static void dump_handlers(FILE *out, const Code *code) {
    for (uint32_t i = 0; i < code->handler_count; i++) {
        const CodeHandler *handler = &code->handlers[i];
        fprintf(out, "  handler: %u-%u to %u depth %u%s\n", handler->start, handler->end,
                handler->target, handler->depth, handler->lasti ? " lasti" : "");
    }
}

static void dump_whole(FILE *out, const Code *code) {
    fputs("code ", out);
    dump_text(out, code->qualname);
    fprintf(out, ", line %d: argcount %u", code->first_line, code->argcount);
    if (code->posonlyargcount)
        fprintf(out, ", only positional %u", code->posonlyargcount);
    if (code->kwonlyargcount)
        fprintf(out, ", only keyword %u", code->kwonlyargcount);
    fprintf(out, ", stack %u", code->stack_size);
    dump_flags(out, code->flags);
    fputc('\n', out);
    dump_slots(out, code);
    dump_instructions(out, code);
    dump_handlers(out, code);
    for (uint32_t i = 0; i < code->constant_count; i++) {
        if (code->constants[i].kind != CONSTANT_CODE)
            continue;
        fputc('\n', out);
        code_dump(out, code->constants[i].code);
    }
}

void code_dump(FILE *out, const Code *code) {
    Diagnostic diagnostic = {0};
    Code *whole = code_complete(code, &diagnostic);
    if (whole)
        dump_whole(out, whole);
    else
        fprintf(out, "code that cannot be read: %s\n", diagnostic.message);
    code_release(whole);
}
