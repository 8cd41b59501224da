/* Translation: the run-time instructions of a code object, made from its plain code at the first
 * call.
 *
 * 1. decode: units with their EXTENDED_ARG prefixes become one Plain each; jump targets are marked.
 * 2. emit: a window of up to four Plains is matched against the fusible sequences (longest first);
 *    no sequence reaches over a jump target or, so that tracing sees it begin, to another line.
 *    Constants go into the word behind the instruction.
 * 3. resolve: jumps and handler targets become distances in words.
 *
 * `plain_offsets` says for every word which plain unit it stands for: of a fused sequence the one
 * that can raise, so that lines, positions and handlers come out the same. */
#include "compiler/verify.h"
#include "vm/objects/code.h"
#include "vm/vm.h"

#include <string.h>

typedef struct Plain {
    uint8_t op;
    bool is_target;
    bool alone; /* must not be fused with what follows */
    uint32_t arg;
    uint32_t offset; /* unit */
    int32_t line;
    uint32_t word; /* where it was emitted */
} Plain;

typedef struct Translation {
    CodeObject *code;
    Plain *plains;
    uint32_t count;
    Instruction *words;
    uint32_t *offsets;
    uint32_t used;
    bool short_jumps; /* every jump fits 16 bits */
} Translation;

unsigned instruction_words(unsigned op) {
    static const uint8_t form_words[] = {
#define FORM(name, plain, words) words,
#include "vm/forms.def"
#undef FORM
    };
    switch (op) {
    case OP_LOAD_CONST:
    case OP_RETURN_CONST:
    case OP_STORE_GLOBAL:
    case OP_STORE_NAME:
        return 2;
    case OP_LOAD_GLOBAL:
    case OP_LOAD_NAME:
    case OP_CALL:
    case OP_CALL_KW:
    case OP_CALL_METHOD:
    case OP_CALL_METHOD_KW:
        return 3;
    case OP_LOAD_ATTR:
    case OP_STORE_ATTR:
    case OP_LOAD_METHOD:
        return 4;
    default:
        return op < OPCODE_COUNT ? 1 : form_words[op - OPCODE_COUNT];
    }
}

const char *form_name(unsigned op) {
    static const char *const form_names[] = {
#define FORM(name, plain, words) #name,
#include "vm/forms.def"
#undef FORM
    };
    return op < OPCODE_COUNT ? opcode_name((Opcode)op) : form_names[op - OPCODE_COUNT];
}

unsigned form_plain(unsigned op) {
    static const uint8_t plains[] = {
#define FORM(name, plain, words) OP_##plain,
#include "vm/forms.def"
#undef FORM
    };
    return op < OPCODE_COUNT ? op : plains[op - OPCODE_COUNT];
}

bool form_is_specialized(unsigned op) {
    switch (op) {
    case FORM_LOAD_ATTR_L:
    case FORM_STORE_ATTR_L:
    case FORM_LOAD_METHOD_L:
    case FORM_FOR_ITER_STORE:
        return false;
    default:
        return op >= FORM_LOAD_GLOBAL_MODULE && op < FORM_LEAVE;
    }
}

/* ---- decode ---------------------------------------------------------------------------------- */

static void mark_target(Translation *t, const uint32_t *plain_at, uint32_t unit) {
    t->plains[plain_at[unit]].is_target = true;
}

static uint32_t jump_target(const Plain *plain) {
    uint32_t next = plain->offset + 1;
    return opcode_flags(plain->op) & OPCODE_BACKWARD ? next - plain->arg : next + plain->arg;
}

/* plain_at[unit]: the Plain whose first unit (prefixes included) that is. */
static void decode(Translation *t, uint32_t *plain_at) {
    const Code *code = t->code->code;
    CodePositions walk = code_positions(code);
    uint32_t arg = 0;
    for (uint32_t i = 0; i < code->unit_count; i++) {
        while (i >= walk.end && code_positions_next(&walk)) {
        }
        uint8_t op = code->units[i] & 0xff;
        arg = arg << 8 | code->units[i] >> 8;
        plain_at[i] = t->count;
        if (op == OP_EXTENDED_ARG)
            continue;
        t->plains[t->count++] =
            (Plain){.op = op, .arg = arg, .offset = i, .line = walk.position.line};
        arg = 0;
    }
    for (uint32_t i = 0; i < t->count; i++) {
        if (opcode_flags(t->plains[i].op) & OPCODE_JUMP)
            mark_target(t, plain_at, jump_target(&t->plains[i]));
    }
    for (uint32_t i = 0; i < code->handler_count; i++)
        mark_target(t, plain_at, code->handlers[i].target);
}

/* ---- emit ------------------------------------------------------------------------------------ */

static Instruction *emit(Translation *t, unsigned op, const Plain *stands_for) {
    Instruction *instruction = &t->words[t->used];
    unsigned words = instruction_words(op);
    memset(instruction, 0, words * sizeof *instruction);
    for (unsigned i = 0; i < words; i++)
        t->offsets[t->used + i] = stands_for->offset;
    instruction->op = (uint16_t)op;
    t->used += words;
    return instruction;
}

/* As forms.def lists them: for each choice of operands a pair, pushed and stored, or if not and if.
 */
enum { FORMS_PER_OPERATOR = FORM_AND_SS - FORM_ADD_SS };
enum { FORMS_PER_COMPARISON = FORM_IF_NOT_LE_SS - FORM_IF_NOT_LT_SS };

/* The index of an operator among the fused ones (the order of forms.def), -1 if it has no forms. */
static int fused_operator(uint32_t operator) {
    static const int8_t order[13] = {
        [BINARY_ADD] = 0,         [BINARY_AND] = 1,      [BINARY_FLOOR_DIVIDE] = 2,
        [BINARY_LSHIFT] = 3,      [BINARY_MULTIPLY] = 4, [BINARY_REMAINDER] = 5,
        [BINARY_OR] = 6,          [BINARY_RSHIFT] = 7,   [BINARY_SUBTRACT] = 8,
        [BINARY_TRUE_DIVIDE] = 9, [BINARY_XOR] = 10,     [BINARY_MATRIX_MULTIPLY] = -1,
        [BINARY_POWER] = -1,
    };
    return order[operator % 13];
}

enum { SS, SL, SC, LL, LC, CL };

static bool is_load(const Plain *plain) {
    return plain->op == OP_LOAD_FAST || plain->op == OP_LOAD_CONST;
}

static bool fits(const Plain *plain) { /* a local's number fits an operand field */
    return plain->arg < 0x8000;
}

/* Plain i exists and is reached only from the one before it. */
static const Plain *successor(const Translation *t, uint32_t i) {
    return i < t->count && !t->plains[i].is_target ? &t->plains[i] : NULL;
}

/* Plain i exists and may be fused with the one before it. */
static const Plain *follower(const Translation *t, uint32_t i) {
    const Plain *plain = successor(t, i);
    return plain && plain->line == plain[-1].line ? plain : NULL;
}

static bool is_conditional(const Plain *plain) {
    return plain && (plain->op == OP_POP_JUMP_IF_FALSE || plain->op == OP_POP_JUMP_IF_TRUE);
}

/* What takes two operands at i, and how many Plains it covers; 0 if it is not such a consumer. */
static uint32_t consumer_length(const Translation *t, uint32_t i) {
    const Plain *plain = &t->plains[i];
    if (plain->op == OP_BINARY_OP && fused_operator(plain->arg) >= 0) {
        const Plain *store = follower(t, i + 1);
        return store && store->op == OP_STORE_FAST && fits(store) ? 2 : 1;
    }
    if (plain->op == OP_COMPARE_OP)
        return t->short_jumps && is_conditional(follower(t, i + 1)) ? 2 : 0;
    return plain->op == OP_BINARY_SUBSCR ? 1 : 0;
}

static uint32_t following_consumer_length(const Translation *t, uint32_t i) {
    return follower(t, i) ? consumer_length(t, i) : 0;
}

static void emit_consumer(Translation *t, uint32_t i, uint32_t length, int form, const Plain *left,
                          const Plain *right) {
    const Plain *plain = &t->plains[i];
    Instruction *instruction;
    const Plain *constant = form == CL ? left : form == SC || form == LC ? right : NULL;
    if (plain->op == OP_BINARY_OP) {
        bool store = length == 2;
        unsigned first = FORM_ADD_SS + (unsigned)fused_operator(plain->arg) * FORMS_PER_OPERATOR;
        instruction = emit(t, first + (unsigned)form * 2 + store, plain);
        instruction->c = (uint16_t)((store ? t->plains[i + 1].arg : 0) |
                                    (plain->arg >= BINARY_INPLACE_ADD ? 0x8000 : 0));
    } else if (plain->op == OP_COMPARE_OP) {
        bool if_true = t->plains[i + 1].op == OP_POP_JUMP_IF_TRUE;
        unsigned first = FORM_IF_NOT_LT_SS + plain->arg * FORMS_PER_COMPARISON;
        instruction = emit(t, first + (unsigned)form * 2 + if_true, plain);
    } else {
        static const uint16_t forms[] = {[SS] = OP_BINARY_SUBSCR,
                                         [SL] = FORM_SUBSCR_SL,
                                         [SC] = FORM_SUBSCR_SC,
                                         [LL] = FORM_SUBSCR_LL,
                                         [LC] = FORM_SUBSCR_LC};
        instruction = emit(t, forms[form], plain);
    }
    if (left && left != constant)
        instruction->a = (uint16_t)left->arg;
    if (right && right != constant)
        instruction->b = (uint16_t)right->arg;
    if (constant)
        instruction[1].value = t->code->constants[constant->arg];
}

/* Operand loads at i and what consumes them: the number of Plains covered, 0 if none fuses. */
static uint32_t fuse_operands(Translation *t, uint32_t i) {
    const Plain *first = &t->plains[i], *second = follower(t, i + 1);
    uint32_t length;
    if (!is_load(first)) {
        /* Both operands from the stack: worth it for branches and stores. */
        if (first->op == OP_BINARY_OP || first->op == OP_COMPARE_OP) {
            length = consumer_length(t, i);
            if (length)
                emit_consumer(t, i, length, SS, NULL, NULL);
            return length;
        }
        return 0;
    }
    if (!fits(first) || !second)
        return 0;
    if (is_load(second) && fits(second) && (length = following_consumer_length(t, i + 2)) != 0) {
        int form = first->op == OP_LOAD_FAST    ? second->op == OP_LOAD_FAST ? LL : LC
                   : second->op == OP_LOAD_FAST ? CL
                                                : -1;
        if (form == CL && t->plains[i + 2].op != OP_BINARY_OP)
            form = -1;
        if (form >= 0) {
            emit_consumer(t, i + 2, length, form, first, second);
            return 2 + length;
        }
        return 0;
    }
    if ((length = following_consumer_length(t, i + 1)) != 0) {
        emit_consumer(t, i + 1, length, first->op == OP_LOAD_FAST ? SL : SC, NULL, first);
        return 1 + length;
    }
    return 0;
}

static uint32_t fuse_load_fast(Translation *t, uint32_t i) {
    const Plain *first = &t->plains[i], *second = follower(t, i + 1), *third = follower(t, i + 2);
    Instruction *instruction;
    if (!second || !fits(first))
        return 0;
    switch (second->op) {
    case OP_LOAD_ATTR:
    case OP_LOAD_METHOD:
    case OP_STORE_ATTR:
        instruction = emit(t,
                           second->op == OP_LOAD_ATTR     ? FORM_LOAD_ATTR_L
                           : second->op == OP_LOAD_METHOD ? FORM_LOAD_METHOD_L
                                                          : FORM_STORE_ATTR_L,
                           second);
        instruction->a = (uint16_t)first->arg;
        instruction->arg = second->arg;
        return 2;
    case OP_POP_JUMP_IF_FALSE:
    case OP_POP_JUMP_IF_TRUE:
    case OP_POP_JUMP_IF_NONE:
    case OP_POP_JUMP_IF_NOT_NONE:
        instruction = emit(t,
                           second->op == OP_POP_JUMP_IF_FALSE  ? FORM_IF_LOCAL_FALSE
                           : second->op == OP_POP_JUMP_IF_TRUE ? FORM_IF_LOCAL_TRUE
                           : second->op == OP_POP_JUMP_IF_NONE ? FORM_IF_LOCAL_NONE
                                                               : FORM_IF_LOCAL_NOT_NONE,
                           second);
        instruction->a = (uint16_t)first->arg;
        return 2;
    case OP_RETURN_VALUE:
        if (t->code->flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR))
            return 0;
        emit(t, FORM_RETURN_LOCAL, second)->a = (uint16_t)first->arg;
        return 2;
    case OP_STORE_FAST:
        if (!fits(second))
            return 0;
        instruction = emit(t, FORM_MOVE_LOCAL, second);
        instruction->a = (uint16_t)first->arg;
        instruction->b = (uint16_t)second->arg;
        return 2;
    case OP_LOAD_FAST:
        if (!fits(second))
            return 0;
        if (third && third->op == OP_STORE_SUBSCR) {
            instruction = emit(t, FORM_STORE_SUBSCR_LL, third);
            instruction->a = (uint16_t)first->arg;
            instruction->b = (uint16_t)second->arg;
            return 3;
        }
        /* Leave the second to a better partner. */
        if (third && (third->op == OP_LOAD_ATTR || third->op == OP_LOAD_METHOD ||
                      third->op == OP_STORE_ATTR || is_load(third) || is_conditional(third) ||
                      following_consumer_length(t, i + 2)))
            return 0;
        instruction = emit(t, FORM_LOAD_LOCAL_LOCAL, second);
        instruction->a = (uint16_t)first->arg;
        instruction->b = (uint16_t)second->arg;
        return 2;
    default:
        return 0;
    }
}

/* The load, often of the next line, stands behind it for the observed loop, which only stores. Not
 * when it begins a better sequence of its own. */
static uint32_t fuse_store_load(Translation *t, uint32_t i) {
    const Plain *store = &t->plains[i], *load = successor(t, i + 1);
    if (!load || load->op != OP_LOAD_FAST || !fits(store) || !fits(load))
        return 0;
    const Plain *third = follower(t, i + 2);
    if (third && (is_load(third) || consumer_length(t, i + 2) || third->op == OP_LOAD_ATTR ||
                  third->op == OP_LOAD_METHOD || third->op == OP_STORE_ATTR ||
                  third->op == OP_RETURN_VALUE || third->op == OP_STORE_FAST ||
                  opcode_flags(third->op) & OPCODE_JUMP))
        return 0;
    Instruction *instruction = emit(t, FORM_STORE_LOAD, store);
    instruction->a = (uint16_t)store->arg;
    instruction->b = (uint16_t)load->arg;
    return 1;
}

/* The stores stay behind it, for what is no pair. */
static uint32_t fuse_unpack_pair(Translation *t, uint32_t i) {
    const Plain *first = follower(t, i + 1), *second = first ? follower(t, i + 2) : NULL;
    if (t->plains[i].arg != 2 || !second || first->op != OP_STORE_FAST || !fits(first) ||
        second->op != OP_STORE_FAST || !fits(second))
        return 0;
    Instruction *instruction = emit(t, FORM_UNPACK_PAIR, &t->plains[i]);
    instruction->a = (uint16_t)first->arg;
    instruction->b = (uint16_t)second->arg;
    t->plains[i + 1].alone = t->plains[i + 2].alone = true;
    return 1;
}

static uint32_t fuse(Translation *t, uint32_t i) {
    const Plain *first = &t->plains[i], *second = follower(t, i + 1);
    Instruction *instruction;
    if (first->alone)
        return 0;
    uint32_t length = fuse_operands(t, i);
    if (length)
        return length;
    switch (first->op) {
    case OP_LOAD_FAST:
        return fuse_load_fast(t, i);
    case OP_LOAD_CONST:
        if (second && second->op == OP_STORE_FAST && fits(second)) {
            instruction = emit(t, FORM_STORE_CONST, second);
            instruction->a = (uint16_t)second->arg;
            instruction[1].value = t->code->constants[first->arg];
            return 2;
        }
        return 0;
    case OP_UNPACK_SEQUENCE:
        return fuse_unpack_pair(t, i);
    case OP_STORE_FAST:
        length = fuse_store_load(t, i);
        if (length)
            t->plains[i + 1].alone = true;
        return length;
    default:
        return 0;
    }
}

static void emit_plain(Translation *t, uint32_t i) {
    const Plain *plain = &t->plains[i];
    unsigned op = plain->op;
    if (op == OP_RETURN_VALUE &&
        t->code->flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR))
        op = FORM_RETURN_FROM_GENERATOR;
    Instruction *instruction = emit(t, op, plain);
    instruction->arg = plain->arg;
    if (op == OP_LOAD_CONST || op == OP_RETURN_CONST)
        instruction[1].value = t->code->constants[plain->arg];
    if (op == OP_FOR_ITER) {
        /* The store stays behind it: forms that store skip it, those that push fall into it. */
        const Plain *store = follower(t, i + 1);
        if (store && store->op == OP_STORE_FAST && fits(store)) {
            instruction->op = FORM_FOR_ITER_STORE;
            instruction->a = (uint16_t)store->arg;
            t->plains[i + 1].alone = true;
        }
    }
}

/* ---- resolve --------------------------------------------------------------------------------- */

/* The word a jump from `jump` (emitted at `word`) leads to. */
static void resolve(Translation *t, const Plain *jump, uint32_t word, const uint32_t *plain_at) {
    int64_t distance = (int64_t)t->plains[plain_at[jump_target(jump)]].word - word;
    Instruction *instruction = &t->words[word];
    if (instruction->op >= FORM_IF_NOT_LT_SS && instruction->op <= FORM_IF_GE_LC)
        instruction->c = (uint16_t)(int16_t)distance;
    else
        instruction->jump = (int32_t)distance;
}

static bool translate(Translation *t, uint32_t *plain_at) {
    CodeObject *object = t->code;
    const Code *code = object->code;
    decode(t, plain_at);
    for (uint32_t i = 0; i < t->count;) {
        uint32_t at = t->used, length = fuse(t, i);
        if (!length) {
            emit_plain(t, i);
            length = 1;
        }
        for (uint32_t j = 0; j < length; j++)
            t->plains[i + j].word = at;
        i += length;
    }
    emit(t, FORM_LEAVE, &t->plains[t->count - 1]);
    for (uint32_t i = 0; i < t->count; i++) {
        if (opcode_flags(t->plains[i].op) & OPCODE_JUMP)
            resolve(t, &t->plains[i], t->plains[i].word, plain_at);
    }
    object->handler_targets =
        mem_malloc((code->handler_count ? code->handler_count : 1) * sizeof(uint32_t));
    object->instructions = mem_malloc(t->used * sizeof(Instruction));
    object->plain_offsets = mem_malloc(t->used * sizeof(uint32_t));
    if (!object->handler_targets || !object->instructions || !object->plain_offsets) {
        mem_free(object->handler_targets);
        mem_free(object->instructions);
        mem_free(object->plain_offsets);
        object->handler_targets = object->plain_offsets = NULL;
        object->instructions = NULL;
        return raise_no_memory();
    }
    memcpy(object->instructions, t->words, t->used * sizeof(Instruction));
    memcpy(object->plain_offsets, t->offsets, t->used * sizeof(uint32_t));
    object->instruction_count = t->used;
    for (uint32_t i = 0; i < code->handler_count; i++)
        object->handler_targets[i] = t->plains[plain_at[code->handlers[i].target]].word;
    return true;
}

static bool verify(CodeObject *object) {
    MemRegion *region = mem_region_new();
    if (!region)
        return raise_no_memory();
    const char *problem = code_verify(object->code, region);
    if (problem == code_verify_no_memory)
        raise_no_memory();
    else if (problem)
        raise_system_error("code of %S: %s", object->qualified_name, problem);
    mem_region_free(region);
    return !problem;
}

bool code_object_prepare(CodeObject *object) {
    if (!code_object_complete(object))
        return false;
    const Code *code = object->code;
    if (code->unverified && !verify(object))
        return false;
    size_t units = code->unit_count, most = units * 4 + 1; /* no instruction is wider than 4 */
    Translation t = {.code = object, .short_jumps = most < 32000};
    bool ok = false;
    uint32_t *plain_at = mem_malloc(units * sizeof *plain_at);
    t.plains = mem_malloc(units * sizeof *t.plains);
    t.words = mem_malloc(most * sizeof *t.words);
    t.offsets = mem_malloc(most * sizeof *t.offsets);
    if (plain_at && t.plains && t.words && t.offsets)
        ok = translate(&t, plain_at);
    else
        raise_no_memory();
    mem_free(plain_at);
    mem_free(t.plains);
    mem_free(t.words);
    mem_free(t.offsets);
    return ok;
}
