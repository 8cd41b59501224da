/* What the verifier sees without following paths: counts, flags, texts and constants, that
 * instructions, operands and jump targets exist, and how the code begins. */
#include "compiler/verify_parts.h"

#include <stdio.h>

/* ---- the parts that need no walk -------------------------------------------------------- */

static bool is_ascii_word(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return !(word & 0x8080808080808080u);
}

bool verify_text(Text text) {
    const uint8_t *next = (const uint8_t *)text.bytes, *end = next + text.size;
    while (next < end) {
        if (end - next >= 8 && is_ascii_word(next)) {
            next += 8;
            continue;
        }
        uint8_t lead = *next++;
        int more = lead < 0x80 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
        if (lead < 0x80)
            continue;
        if (lead < 0xc2 || lead > 0xf4 || end - next < more)
            return false;
        if ((lead == 0xe0 && next[0] < 0xa0) || (lead == 0xf0 && next[0] < 0x90) ||
            (lead == 0xf4 && next[0] > 0x8f))
            return false;
        while (more--)
            if ((*next++ & 0xc0) != 0x80)
                return false;
    }
    return true;
}

static bool is_big_int(Text text) {
    size_t start = text.size && text.bytes[0] == '-';
    if (text.size - start < 16 || text.bytes[start] == '0')
        return false;
    for (size_t i = start; i < text.size; i++) {
        char digit = text.bytes[i];
        if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f')))
            return false;
    }
    return true;
}

static bool check_constants(Verifier *verifier, const Constant *constants, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Constant *constant = &constants[i];
        switch (constant->kind) {
        case CONSTANT_STR:
            if (!verify_text(constant->text))
                return refuse(verifier, "invalid text");
            break;
        case CONSTANT_BIG_INT:
            if (!is_big_int(constant->text))
                return refuse(verifier, "invalid integer");
            break;
        case CONSTANT_TUPLE:
        case CONSTANT_FROZENSET:
            if (!check_constants(verifier, constant->sequence.items, constant->sequence.count))
                return false;
            break;
        default:
            break;
        }
    }
    return true;
}

static bool check_texts(Verifier *verifier) {
    const Code *code = verifier->code;
    bool valid =
        verify_text(code->name) && verify_text(code->qualname) && verify_text(code->filename);
    for (uint32_t i = 0; i < code->name_count; i++)
        valid &= verify_text(code->names[i]);
    for (uint32_t i = 0; i < code->slot_count; i++)
        valid &= verify_text(code->slots[i].name);
    return valid || refuse(verifier, "invalid text");
}

static bool check_head(Verifier *verifier) {
    const Code *code = verifier->code;
    const uint32_t known = CO_OPTIMIZED | CO_NEWLOCALS | CO_VARARGS | CO_VARKEYWORDS | CO_NESTED |
                           CO_GENERATOR | CO_COROUTINE | CO_ITERABLE_COROUTINE |
                           CO_ASYNC_GENERATOR | CO_FUTURE_MASK | CO_NO_MONITORING_EVENTS;
    uint32_t kinds = code->flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR);
    if ((code->flags & ~known) || (kinds & (kinds - 1)))
        return refuse(verifier, "flags");
    if (code->stack_size > VERIFY_STACK_MAX || code->slot_count > VERIFY_STACK_MAX ||
        code->argcount > VERIFY_STACK_MAX || code->kwonlyargcount > VERIFY_STACK_MAX)
        return refuse(verifier, "size");
    if (code->posonlyargcount > code->argcount || verify_parameter_count(code) > code->local_count)
        return refuse(verifier, "argument counts");
    for (uint32_t i = 0; i < code->slot_count; i++) {
        uint8_t kind = code->slots[i].kind & ~SLOT_HIDDEN;
        bool valid =
            i < code->local_count
                ? kind == SLOT_LOCAL || kind == (SLOT_LOCAL | SLOT_CELL)
                : kind == (i < code->slot_count - code->free_count ? SLOT_CELL : SLOT_FREE);
        if (!valid)
            return refuse(verifier, "slots");
    }
    return true;
}

/* ---- instructions and targets ----------------------------------------------------------- */

uint32_t verify_jump_target(const Code *code, Opcode opcode, uint32_t next, uint32_t arg) {
    if (opcode_flags(opcode) & OPCODE_BACKWARD)
        return arg <= next ? next - arg : UINT32_MAX;
    return arg < code->unit_count - next ? next + arg : UINT32_MAX;
}

static bool check_operand(Verifier *verifier, Opcode opcode, uint32_t arg) {
    const Code *code = verifier->code;
    bool valid = true;
    switch (opcode_operand(opcode)) {
    case OPERAND_CONSTANT:
        valid = arg < code->constant_count;
        break;
    case OPERAND_NAME:
        valid = arg < code->name_count;
        break;
    case OPERAND_SLOT:
    case OPERAND_CELL:
        valid = arg < code->slot_count;
        break;
    case OPERAND_COUNT:
    case OPERAND_DEPTH:
        valid = arg <= VERIFY_STACK_MAX;
        break;
    case OPERAND_UNPACK_EX:
        valid = arg >> 8 <= VERIFY_STACK_MAX;
        break;
    case OPERAND_BINARY:
        valid = arg < BINARY_OPERATOR_COUNT;
        break;
    case OPERAND_COMPARE:
        valid = arg < COMPARE_OPERATOR_COUNT;
        break;
    case OPERAND_BOOLEAN:
    case OPERAND_FLAGS:
        valid = arg <= 1;
        break;
    case OPERAND_CONVERSION:
        valid = arg >= CONVERT_STR && arg <= CONVERT_ASCII;
        break;
    case OPERAND_INTRINSIC_1:
        valid = arg > INTRINSIC_1_INVALID && arg < INTRINSIC_1_COUNT;
        break;
    case OPERAND_INTRINSIC_2:
        valid = arg > INTRINSIC_2_INVALID && arg < INTRINSIC_2_COUNT;
        break;
    case OPERAND_FUNCTION_ATTRIBUTE:
        valid = arg == FUNCTION_DEFAULTS || arg == FUNCTION_KEYWORD_DEFAULTS ||
                arg == FUNCTION_ANNOTATIONS || arg == FUNCTION_CLOSURE;
        break;
    case OPERAND_AWAITABLE:
        valid = arg <= AWAIT_AEXIT;
        break;
    case OPERAND_RESUME:
        valid = arg <= (RESUME_PLACE_MASK | RESUME_OUTSIDE_TRY);
        break;
    default:
        break;
    }
    if (opcode == OP_RAISE_VARARGS)
        valid &= arg <= 2;
    if (opcode == OP_BUILD_SLICE)
        valid &= arg == 2 || arg == 3;
    if ((opcode == OP_SWAP && arg < 2) || (opcode == OP_COPY && arg < 1))
        valid = false;
    return valid || refuse(verifier, "operand");
}

Decoded verify_decode(const Code *code, uint32_t unit) {
    uint32_t arg = 0;
    for (;;) {
        Opcode opcode = code->units[unit] & 0xff;
        arg = arg << 8 | code->units[unit] >> 8;
        unit++;
        if (opcode != OP_EXTENDED_ARG)
            return (Decoded){opcode, arg, unit};
    }
}

static bool refuse_opcode(Verifier *verifier, Opcode opcode) {
    char *problem = mem_region_alloc(verifier->region, 32);
    if (problem)
        snprintf(problem, 32, "unknown opcode %d", opcode);
    return refuse(verifier, problem ? problem : code_verify_no_memory);
}

static bool find_starts(Verifier *verifier) {
    const Code *code = verifier->code;
    int prefixes = 0;
    bool start = true;
    for (uint32_t unit = 0; unit < code->unit_count; unit++) {
        Opcode opcode = code->units[unit] & 0xff;
        if (opcode >= OPCODE_COUNT)
            return refuse_opcode(verifier, opcode);
        verifier->starts[unit] = start ? START_INSTRUCTION : START_NONE;
        if (opcode == OP_EXTENDED_ARG && ++prefixes > 3)
            return refuse(verifier, "operand");
        if (opcode != OP_EXTENDED_ARG)
            prefixes = 0;
        start = opcode != OP_EXTENDED_ARG;
    }
    if (!code->unit_count || !start)
        return refuse(verifier, "no instructions");
    return true;
}

static bool mark_target(Verifier *verifier, uint32_t unit) {
    if (unit >= verifier->code->unit_count || !verifier->starts[unit])
        return refuse(verifier, "jump target");
    verifier->starts[unit] = START_TARGET;
    return true;
}

static bool find_targets(Verifier *verifier) {
    const Code *code = verifier->code;
    for (uint32_t unit = 0; unit < code->unit_count;) {
        Decoded decoded = verify_decode(code, unit);
        if (!check_operand(verifier, decoded.opcode, decoded.arg))
            return false;
        if ((opcode_flags(decoded.opcode) & OPCODE_JUMP) &&
            !mark_target(verifier,
                         verify_jump_target(code, decoded.opcode, decoded.next, decoded.arg)))
            return false;
        unit = decoded.next;
    }
    uint32_t end = 0;
    for (uint32_t i = 0; i < code->handler_count; i++) {
        const CodeHandler *handler = &code->handlers[i];
        if (handler->start < end || handler->end <= handler->start ||
            handler->end > code->unit_count || handler->depth > code->stack_size)
            return refuse(verifier, "exception table");
        end = handler->end;
        if (!mark_target(verifier, handler->target))
            return false;
    }
    return true;
}

/* A generator's frame is made by its first instructions, and a closure is copied before all. */
static bool check_prologue(Verifier *verifier) {
    const Code *code = verifier->code;
    uint32_t unit = 0;
    bool made = false;
    while (unit < code->unit_count) {
        Decoded decoded = verify_decode(code, unit);
        if (decoded.opcode == OP_COPY_FREE_VARS) {
            if (unit != 0)
                return refuse(verifier, "free variables");
        } else if (decoded.opcode == OP_RETURN_GENERATOR) {
            made = true;
        } else if (decoded.opcode != OP_MAKE_CELL) {
            break;
        }
        unit = decoded.next;
    }
    if (code->free_count && (code->units[0] & 0xff) != OP_COPY_FREE_VARS &&
        (code->units[0] & 0xff) != OP_EXTENDED_ARG)
        return refuse(verifier, "free variables");
    if (verify_is_generator(code) != made)
        return refuse(verifier, "generator");
    for (; unit < code->unit_count; unit = verify_decode(code, unit).next)
        if (verify_decode(code, unit).opcode == OP_RETURN_GENERATOR ||
            verify_decode(code, unit).opcode == OP_COPY_FREE_VARS)
            return refuse(verifier, "prologue");
    return true;
}

bool verify_parts(Verifier *verifier) {
    const Code *code = verifier->code;
    return check_head(verifier) && check_texts(verifier) &&
           check_constants(verifier, code->constants, code->constant_count) &&
           find_starts(verifier) && find_targets(verifier) && check_prologue(verifier);
}
