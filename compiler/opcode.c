/* The columns of opcodes.def as tables; the stack effects as one switch each. */
#include "compiler/opcode.h"

#define JUMP       OPCODE_JUMP
#define TERMINATOR OPCODE_TERMINATOR
#define BACKWARD   OPCODE_BACKWARD

typedef struct OpcodeRow {
    const char *name;
    const char *meaning;
    uint8_t operand;
    uint8_t flags;
} OpcodeRow;

static const OpcodeRow rows[OPCODE_COUNT] = {
#define OPCODE(name, pops, pushes, operand, flags, meaning)                                        \
    [OP_##name] = {#name, meaning, OPERAND_##operand, flags},
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
