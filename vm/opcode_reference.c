/* The page of all instructions, made from opcodes.def and forms.def: nothing in it is written by
 * hand, so it cannot be wrong about the list. */
#include "vm/opcode_reference.h"
#include "vm/instruction.h"

#include <string.h>

/* Text for a cell of a Markdown table. */
static void print_cell(FILE *out, const char *text) {
    for (; *text; text++) {
        if (*text == '|')
            fputc('\\', out);
        fputc(*text, out);
    }
}

static void print_chapter(FILE *out, const char *title) {
    fprintf(out,
            "\n## %s\n\n"
            "| %-26s | number | %-18s | %-11s | %-32s | caches | |\n"
            "|%s|---|---|---|---|---|---|\n",
            title, "instruction", "operand", "pops", "pushes", "---");
}

static void print_instruction(FILE *out, Opcode opcode) {
    unsigned flags = opcode_flags(opcode);
    char name[40];
    snprintf(name, sizeof name, "`%s`", opcode_name(opcode));
    fprintf(out, "| %-26s | %6d | %-18s | %-11s | %-32s | %6u | ", name, opcode,
            opcode_operand_name(opcode), opcode_pops_text(opcode), opcode_pushes_text(opcode),
            instruction_words(opcode) - 1);
    print_cell(out, opcode_meaning(opcode));
    if (flags & OPCODE_TERMINATOR)
        fputs(" Control does not fall through.", out);
    fputs(" |\n", out);
}

static void print_forms(FILE *out) {
    static const struct {
        const char *name, *plain;
        unsigned words;
    } forms[] = {
#define FORM(name, plain, words) {#name, #plain, words},
#include "vm/forms.def"
#undef FORM
    };
    enum { COUNT = sizeof forms / sizeof *forms };
    fputs("\n## Run-time forms\n\n"
          "What plain instructions become when code first runs (operands taken straight from\n"
          "locals, L, or constants, C, instead of the stack, S) and what a guess makes of them\n"
          "later. A form has its family's columns; it belongs to the instruction in front.\n",
          out);
    for (Opcode opcode = 0; opcode < OPCODE_COUNT; opcode++) {
        size_t column = 0;
        for (size_t i = 0; i < COUNT; i++) {
            if (strcmp(forms[i].plain, opcode_name(opcode)) != 0)
                continue;
            if (!column)
                fprintf(out, "\n- `%s`:", forms[i].plain);
            else
                fputc(',', out);
            size_t width = strlen(forms[i].name) + 4;
            if (!column || column + width > 96) {
                fputs("\n ", out);
                column = 1;
            }
            column += width;
            fprintf(out, " `%s`", forms[i].name);
        }
    }
    fputs("\n", out);
}

void opcode_reference_print(FILE *out) {
    fputs("# Opcodes\n\n"
          "Printed by `folio -X help=opcodes` from `compiler/opcodes.def` and `vm/forms.def`: do "
          "not edit.\n\n"
          "Pops and pushes count stack items; `arg` is the operand. Caches counts the words of 8 "
          "bytes that\n"
          "the run-time instruction has behind its first one. Stacks are written bottom first: "
          "(a, b -- c).\n",
          out);
    for (Opcode opcode = 0; opcode < OPCODE_COUNT; opcode++) {
        const char *chapter = opcode_chapter(opcode);
        if (chapter)
            print_chapter(out, chapter);
        print_instruction(out, opcode);
    }
    print_forms(out);
}
