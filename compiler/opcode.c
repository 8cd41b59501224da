/* The columns of opcodes.def as tables; the stack effects as one switch each. */
#include "compiler/opcode.h"

#include <stddef.h>

#define JUMP       OPCODE_JUMP
#define TERMINATOR OPCODE_TERMINATOR
#define BACKWARD   OPCODE_BACKWARD

typedef struct OpcodeRow {
    const char *name;
    const char *meaning, *pops, *pushes;
    uint8_t operand;
    uint8_t flags;
} OpcodeRow;

static const OpcodeRow rows[OPCODE_COUNT] = {
#define OPCODE(name, pops, pushes, operand, flags, meaning)                                        \
    [OP_##name] = {#name, meaning, #pops, #pushes, OPERAND_##operand, flags},
#include "compiler/opcodes.def"
#undef OPCODE
};

_Static_assert(OPCODE_COUNT < 160, "the VM's own forms need numbers too");

const char *opcode_name(Opcode opcode) {
    return opcode < OPCODE_COUNT ? rows[opcode].name : "?";
}

OperandKind opcode_operand(Opcode opcode) {
    return rows[opcode].operand;
}

unsigned opcode_flags(Opcode opcode) {
    return rows[opcode].flags;
}

const char *opcode_meaning(Opcode opcode) {
    return rows[opcode].meaning;
}

const char *opcode_operand_name(Opcode opcode) {
    static const char *const names[] = {
        [OPERAND_NONE] = "",
        [OPERAND_COUNT] = "count",
        [OPERAND_DEPTH] = "depth",
        [OPERAND_CONSTANT] = "constant",
        [OPERAND_NAME] = "name",
        [OPERAND_SLOT] = "slot",
        [OPERAND_CELL] = "cell",
        [OPERAND_JUMP] = "jump",
        [OPERAND_BINARY] = "binary operator",
        [OPERAND_COMPARE] = "comparison",
        [OPERAND_BOOLEAN] = "boolean",
        [OPERAND_FLAGS] = "flags",
        [OPERAND_UNPACK_EX] = "before, after << 8",
        [OPERAND_CONVERSION] = "conversion",
        [OPERAND_INTRINSIC_1] = "intrinsic 1",
        [OPERAND_INTRINSIC_2] = "intrinsic 2",
        [OPERAND_FUNCTION_ATTRIBUTE] = "function attribute",
        [OPERAND_AWAITABLE] = "awaitable",
        [OPERAND_RESUME] = "resume",
    };
    return names[rows[opcode].operand];
}

const char *opcode_pops_text(Opcode opcode) {
    return rows[opcode].pops;
}

const char *opcode_pushes_text(Opcode opcode) {
    return rows[opcode].pushes;
}

/* Numbers of opcodes and chapters as they follow each other: a chapter's is that of its first
 * opcode. */
const char *opcode_chapter(Opcode opcode) {
    static const struct {
        const char *title, *opcode;
    } lines[] = {
#define FAMILY(title)                                       {title, NULL},
#define OPCODE(name, pops, pushes, operand, flags, meaning) {NULL, #name},
#include "compiler/opcodes.def"
#undef OPCODE
    };
    for (size_t i = 1, number = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lines[i].opcode && number++ == opcode)
            return lines[i - 1].title;
    }
    return NULL;
}

uint32_t opcode_pops(Opcode opcode, uint32_t arg) {
    switch (opcode) {
#define OPCODE(name, pops, pushes, operand, flags, meaning)                                        \
    case OP_##name:                                                                                \
        return pops;
#include "compiler/opcodes.def"
#undef OPCODE
    default:
        return 0;
    }
}

uint32_t opcode_pushes(Opcode opcode, uint32_t arg, bool jump) {
    if (opcode == OP_FOR_ITER && jump)
        return 0;
    switch (opcode) {
#define OPCODE(name, pops, pushes, operand, flags, meaning)                                        \
    case OP_##name:                                                                                \
        return pushes;
#include "compiler/opcodes.def"
#undef OPCODE
    default:
        return 0;
    }
}

static const char *const binary_texts[BINARY_OPERATOR_COUNT] = {
    "+",  "&",  "//",  "<<",  "@",  "*",  "%",  "|",  "**",  ">>",  "-",  "/",  "^",
    "+=", "&=", "//=", "<<=", "@=", "*=", "%=", "|=", "**=", ">>=", "-=", "/=", "^=",
};

const char *binary_operator_text(BinaryOperator op) {
    return op < BINARY_OPERATOR_COUNT ? binary_texts[op] : "?";
}

const char *compare_operator_text(CompareOperator op) {
    static const char *const texts[COMPARE_OPERATOR_COUNT] = {"<", "<=", "==", "!=", ">", ">="};
    return op < COMPARE_OPERATOR_COUNT ? texts[op] : "?";
}
