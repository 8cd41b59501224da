/* The verifier runs the code on kinds of values instead of values, along every path.
 *
 * For every stack item it knows a kind: an object, or one that an instruction insists on (a list to
 * append to, the lasti of a handler, the tuple of keyword names, ...), or something that may be
 * NULL. For every slot it knows whether it is unbound, bound or a cell. Where paths meet, kinds
 * that differ become the weaker one; the walk goes on until nothing changes.
 *
 * What holds afterwards: instructions, operands and jump targets are valid; the stack never
 * underflows nor exceeds stack_size and is empty at a return; a handler finds the items it was
 * promised, whatever the instruction that raises has taken; no NULL is used as an object;
 * unchecked loads find their slot bound and cell instructions a cell; instructions that work on a
 * builtin container, exception, closure or names tuple find one. */
#include "compiler/verify_parts.h"

enum {
    STATE_ITEMS_MAX = 1 << 26, /* of all states together */
};

/* An item: kind in the low byte, above it what the kind needs: a count or constant's index. */
typedef uint32_t Item;

enum {
    KIND_OBJECT,
    KIND_STR,
    KIND_LIST,
    KIND_SET,
    KIND_DICT,
    KIND_TUPLE,          /* number of items */
    KIND_CONSTANT_TUPLE, /* the constant */
    KIND_CELL,
    KIND_CELLS,         /* tuple of so many cells */
    KIND_CODE,          /* the constant */
    KIND_FUNCTION,      /* complete */
    KIND_OPEN_FUNCTION, /* of that constant, lacks its closure */
    KIND_EXCEPTION,
    KIND_EXCEPTION_OR_NONE,
    /* Not objects: */
    KIND_LASTI,
    KIND_METHOD,     /* callee or NULL of LOAD_METHOD */
    KIND_MAYBE_NULL, /* of LOAD_FAST_AND_CLEAR */
    KIND_BAD,        /* two of these met */
};

enum { SLOT_UNBOUND, SLOT_MAYBE, SLOT_BOUND, SLOT_HAS_CELL };

typedef struct State {
    uint32_t depth;
    bool queued;
    uint8_t *slots;
    Item items[];
} State;

static Item item_of(unsigned kind, uint32_t payload) {
    return payload < 1 << 24 ? kind | payload << 8 : KIND_OBJECT;
}
static unsigned kind_of(Item item) {
    return item & 0xff;
}
static uint32_t payload_of(Item item) {
    return item >> 8;
}
static bool is_object(Item item) {
    return kind_of(item) < KIND_LASTI && kind_of(item) != KIND_OPEN_FUNCTION;
}

/* ---- states ----------------------------------------------------------------------------- */

static Item merge_items(Item a, Item b) {
    if (a == b)
        return a;
    unsigned x = kind_of(a), y = kind_of(b);
    if ((x == KIND_EXCEPTION || x == KIND_EXCEPTION_OR_NONE) &&
        (y == KIND_EXCEPTION || y == KIND_EXCEPTION_OR_NONE))
        return KIND_EXCEPTION_OR_NONE;
    if (is_object(a) && is_object(b))
        return KIND_OBJECT;
    bool maybe_null =
        (x == KIND_MAYBE_NULL || is_object(a)) && (y == KIND_MAYBE_NULL || is_object(b));
    return maybe_null ? KIND_MAYBE_NULL : KIND_BAD;
}

static Item peek(const Verifier *verifier, uint32_t place) {
    return verifier->stack[verifier->depth - place];
}

static void queue_state(Verifier *verifier, uint32_t unit) {
    State *state = verifier->states[unit];
    if (!state->queued) {
        state->queued = true;
        verifier->queue[verifier->queue_count++] = unit;
    }
}

static State *new_state(Verifier *verifier, uint32_t unit, uint32_t depth) {
    uint32_t slots = verifier->code->slot_count;
    verifier->state_items += depth + slots / 4 + 8;
    if (verifier->state_items > STATE_ITEMS_MAX) {
        refuse(verifier, "too large");
        return NULL;
    }
    State *state =
        mem_region_alloc(verifier->region, sizeof *state + depth * sizeof(Item) + slots + 1);
    if (!state) {
        refuse(verifier, code_verify_no_memory);
        return NULL;
    }
    state->depth = depth;
    state->slots = (uint8_t *)(state->items + depth);
    verifier->states[unit] = state;
    return state;
}

/* The current state, with the stack cut to `depth` and `pushed` on it, reaches `unit`. */
static bool reach(Verifier *verifier, uint32_t unit, uint32_t depth, const Item *pushed,
                  uint32_t pushed_count) {
    State *state = verifier->states[unit];
    uint32_t total = depth + pushed_count, slots = verifier->code->slot_count;
    bool changed = false;
    if (!state) {
        state = new_state(verifier, unit, total);
        if (!state)
            return false;
        memcpy(state->items, verifier->stack, depth * sizeof(Item));
        if (pushed_count)
            memcpy(state->items + depth, pushed, pushed_count * sizeof(Item));
        if (slots)
            memcpy(state->slots, verifier->slots, slots);
        queue_state(verifier, unit);
        return true;
    }
    if (state->depth != total)
        return refuse(verifier, "stack depth");
    for (uint32_t i = 0; i < total; i++) {
        Item merged =
            merge_items(state->items[i], i < depth ? verifier->stack[i] : pushed[i - depth]);
        changed |= merged != state->items[i];
        state->items[i] = merged;
    }
    for (uint32_t i = 0; i < slots; i++) {
        if (state->slots[i] != verifier->slots[i] && state->slots[i] != SLOT_MAYBE) {
            state->slots[i] = SLOT_MAYBE;
            changed = true;
        }
    }
    if (changed)
        queue_state(verifier, unit);
    return true;
}

/* Instructions after which no handler can run: they do not raise. */
static bool may_raise(Opcode opcode) {
    switch (opcode) {
    case OP_NOP:
    case OP_POP_TOP:
    case OP_COPY:
    case OP_SWAP:
    case OP_LOAD_CONST:
    case OP_LOAD_FAST:
    case OP_LOAD_FAST_AND_CLEAR:
    case OP_STORE_FAST:
    case OP_MAKE_CELL:
    case OP_COPY_FREE_VARS:
    case OP_PUSH_EXC_INFO:
    case OP_POP_EXCEPT:
    case OP_JUMP_FORWARD:
    case OP_JUMP_BACKWARD_NO_INTERRUPT:
    case OP_POP_JUMP_IF_NONE:
    case OP_POP_JUMP_IF_NOT_NONE:
    case OP_RETURN_CONST:
    case OP_RETURN_VALUE:
    case OP_END_SEND:
        return false;
    default:
        return true;
    }
}

/* Items that the instruction, when it raises, may have taken already, or never put on the stack
 * (fused with its loads): a handler cannot count on them. */
static uint32_t items_lost(Opcode opcode, uint32_t arg) {
    switch (opcode) {
    case OP_LIST_APPEND:
    case OP_LIST_EXTEND:
    case OP_SET_ADD:
    case OP_SET_UPDATE:
    case OP_DICT_UPDATE:
    case OP_DICT_MERGE:
    case OP_RERAISE:
        return 1;
    case OP_MAP_ADD:
        return 2;
    case OP_GET_ANEXT:
    case OP_WITH_EXCEPT_START:
    case OP_YIELD_VALUE: /* what is sent comes in the value's place */
        return 0;
    default:
        return opcode_pops(opcode, arg);
    }
}

static bool reach_handler(Verifier *verifier, const CodeHandler *handler, const Decoded *decoded) {
    static const Item with_lasti[] = {KIND_LASTI, KIND_EXCEPTION};
    uint32_t lost = items_lost(decoded->opcode, decoded->arg);
    if (lost > verifier->depth || handler->depth > verifier->depth - lost)
        return refuse(verifier, "exception table");
    if (decoded->opcode == OP_YIELD_VALUE && verifier->depth && is_object(peek(verifier, 1)))
        verifier->stack[verifier->depth - 1] = KIND_OBJECT;
    return reach(verifier, handler->target, handler->depth, with_lasti + !handler->lasti,
                 1 + handler->lasti);
}

/* ---- one instruction -------------------------------------------------------------------- */

static bool expect(Verifier *verifier, uint32_t place, unsigned kind) {
    return kind_of(peek(verifier, place)) == kind || refuse(verifier, "wrong operand on the stack");
}

static bool expect_tuple(Verifier *verifier, uint32_t place) {
    unsigned kind = kind_of(peek(verifier, place));
    return kind == KIND_TUPLE || kind == KIND_CONSTANT_TUPLE || kind == KIND_CELLS ||
           refuse(verifier, "wrong operand on the stack");
}

static bool expect_exception(Verifier *verifier, uint32_t place) {
    unsigned kind = kind_of(peek(verifier, place));
    return kind == KIND_EXCEPTION || kind == KIND_EXCEPTION_OR_NONE ||
           refuse(verifier, "wrong operand on the stack");
}

static bool expect_objects(Verifier *verifier, uint32_t count) {
    for (uint32_t place = 1; place <= count; place++)
        if (!is_object(peek(verifier, place)))
            return refuse(verifier, "not an object on the stack");
    return true;
}

/* A constant tuple of strings, at most (or exactly) `count`. */
static bool expect_names(Verifier *verifier, uint32_t count, bool exactly, bool strings) {
    Item item = peek(verifier, 1);
    if (kind_of(item) != KIND_CONSTANT_TUPLE)
        return refuse(verifier, "names are no constant");
    const Constant *constant = &verifier->code->constants[payload_of(item)];
    size_t size = constant->sequence.count;
    if (exactly ? size != count : size > count)
        return refuse(verifier, "number of names");
    for (size_t i = 0; strings && i < size; i++)
        if (constant->sequence.items[i].kind != CONSTANT_STR)
            return refuse(verifier, "names are no strings");
    return true;
}

static const Code *constant_code(const Verifier *verifier, Item item) {
    return verifier->code->constants[payload_of(item)].code;
}

/* What is put in place of the operands: `count` items of one kind. */
static bool replace(Verifier *verifier, uint32_t pops, uint32_t count, Item item) {
    verifier->depth -= pops;
    if (count > verifier->code->stack_size - verifier->depth)
        return refuse(verifier, "stack overflow");
    for (uint32_t i = 0; i < count; i++)
        verifier->stack[verifier->depth++] = item;
    return true;
}

static Item constant_item(const Verifier *verifier, uint32_t index) {
    const Constant *constant = &verifier->code->constants[index];
    switch (constant->kind) {
    case CONSTANT_STR:
        return KIND_STR;
    case CONSTANT_TUPLE:
        return item_of(KIND_CONSTANT_TUPLE, index);
    case CONSTANT_CODE:
        return item_of(KIND_CODE, index);
    case CONSTANT_NONE:
        return KIND_EXCEPTION_OR_NONE;
    default:
        return KIND_OBJECT;
    }
}

static bool set_slot(Verifier *verifier, uint32_t slot, uint8_t state) {
    if (verifier->slots[slot] != state) {
        verifier->slots[slot] = state;
        verifier->slots_changed = true;
    }
    return true;
}

static bool run_slot(Verifier *verifier, Opcode opcode, uint32_t slot) {
    uint8_t state = verifier->slots[slot];
    switch (opcode) {
    case OP_LOAD_FAST:
        if (state < SLOT_BOUND)
            return refuse(verifier, "load of an unbound slot");
        return replace(verifier, 0, 1, state == SLOT_HAS_CELL ? KIND_CELL : KIND_OBJECT);
    case OP_LOAD_FAST_CHECK:
        set_slot(verifier, slot, state == SLOT_HAS_CELL ? SLOT_HAS_CELL : SLOT_BOUND);
        return replace(verifier, 0, 1, KIND_OBJECT);
    case OP_LOAD_FAST_AND_CLEAR:
        set_slot(verifier, slot, SLOT_UNBOUND);
        return replace(verifier, 0, 1,
                       state == SLOT_HAS_CELL ? KIND_CELL
                       : state == SLOT_BOUND  ? KIND_OBJECT
                                              : KIND_MAYBE_NULL);
    case OP_STORE_FAST: {
        Item item = peek(verifier, 1);
        if (!is_object(item) && kind_of(item) != KIND_MAYBE_NULL)
            return refuse(verifier, "not an object on the stack");
        verifier->depth--;
        return set_slot(verifier, slot,
                        kind_of(item) == KIND_CELL         ? SLOT_HAS_CELL
                        : kind_of(item) == KIND_MAYBE_NULL ? SLOT_MAYBE
                                                           : SLOT_BOUND);
    }
    case OP_DELETE_FAST:
        return set_slot(verifier, slot, SLOT_UNBOUND);
    default: /* MAKE_CELL */
        return set_slot(verifier, slot, SLOT_HAS_CELL);
    }
}

static bool run_function_attribute(Verifier *verifier, uint32_t attribute) {
    Item function = peek(verifier, 1), value = peek(verifier, 2);
    unsigned kind = kind_of(function);
    if (kind != KIND_FUNCTION && kind != KIND_OPEN_FUNCTION)
        return refuse(verifier, "not a function");
    switch (attribute) {
    case FUNCTION_CLOSURE:
        if (kind != KIND_OPEN_FUNCTION || kind_of(value) != KIND_CELLS ||
            payload_of(value) != constant_code(verifier, function)->free_count)
            return refuse(verifier, "closure");
        function = KIND_FUNCTION;
        break;
    case FUNCTION_ANNOTATIONS:
        if (kind_of(value) == KIND_CONSTANT_TUPLE
                ? verifier->code->constants[payload_of(value)].sequence.count % 2
                : kind_of(value) != KIND_TUPLE || payload_of(value) % 2)
            return refuse(verifier, "annotations");
        break;
    default: /* Of a generic function these are arguments: the instruction checks them itself. */
        if (!is_object(value))
            return refuse(verifier, "not an object on the stack");
    }
    return replace(verifier, 2, 1, function);
}

static bool run_build_tuple(Verifier *verifier, uint32_t count) {
    uint32_t cells = 0;
    if (!expect_objects(verifier, count))
        return false;
    for (uint32_t place = 1; place <= count; place++)
        cells += kind_of(peek(verifier, place)) == KIND_CELL;
    return replace(verifier, count, 1,
                   item_of(count && cells == count ? KIND_CELLS : KIND_TUPLE, count));
}

static bool run_intrinsic(Verifier *verifier, Opcode opcode, uint32_t arg) {
    uint32_t pops = opcode == OP_CALL_INTRINSIC_1 ? 1 : 2;
    Item result = KIND_OBJECT;
    if (!expect_objects(verifier, pops))
        return false;
    if (opcode == OP_CALL_INTRINSIC_1) {
        switch (arg) {
        case INTRINSIC_IMPORT_STAR:
            if (verifier->code->flags & CO_OPTIMIZED)
                return refuse(verifier, "no locals");
            break;
        case INTRINSIC_STOPITERATION_ERROR:
            if (!expect(verifier, 1, KIND_EXCEPTION))
                return false;
            result = KIND_EXCEPTION;
            break;
        case INTRINSIC_LIST_TO_TUPLE:
            if (!expect(verifier, 1, KIND_LIST))
                return false;
            result = item_of(KIND_TUPLE, (1 << 24) - 1);
            break;
        case INTRINSIC_TYPEVAR:
        case INTRINSIC_PARAMSPEC:
        case INTRINSIC_TYPEVARTUPLE:
            if (!expect(verifier, 1, KIND_STR))
                return false;
            break;
        case INTRINSIC_TYPEALIAS:
            if (peek(verifier, 1) != item_of(KIND_TUPLE, 3))
                return refuse(verifier, "type alias");
            break;
        default:
            break;
        }
        return replace(verifier, pops, 1, result);
    }
    switch (arg) {
    case INTRINSIC_PREP_RERAISE_STAR:
        if (!expect(verifier, 2, KIND_EXCEPTION) || !expect(verifier, 1, KIND_LIST))
            return false;
        result = KIND_EXCEPTION_OR_NONE;
        break;
    case INTRINSIC_TYPEVAR_WITH_BOUND:
    case INTRINSIC_TYPEVAR_WITH_CONSTRAINTS:
        if (!expect(verifier, 2, KIND_STR))
            return false;
        break;
    case INTRINSIC_SET_FUNCTION_TYPE_PARAMS:
        if (!expect(verifier, 2, KIND_FUNCTION))
            return false;
        result = KIND_FUNCTION;
        break;
    default:
        break;
    }
    return replace(verifier, pops, 1, result);
}

/* A container `depth` places below what is added to it. */
static bool run_add(Verifier *verifier, uint32_t depth, uint32_t pops, unsigned kind) {
    if (depth < 1 || !expect_objects(verifier, pops) || !expect(verifier, depth + pops, kind))
        return refuse(verifier, "wrong operand on the stack");
    verifier->depth -= pops;
    return true;
}

static bool run_call_method(Verifier *verifier, uint32_t pops, uint32_t arguments) {
    if (!expect_objects(verifier, arguments))
        return false;
    if (!expect(verifier, pops, KIND_METHOD))
        return false;
    return replace(verifier, pops, 1, KIND_OBJECT);
}

static bool run_make_function(Verifier *verifier) {
    Item code = peek(verifier, 1);
    if (kind_of(code) != KIND_CODE)
        return refuse(verifier, "not a code object");
    bool open = constant_code(verifier, code)->free_count > 0;
    return replace(verifier, 1, 1,
                   open ? item_of(KIND_OPEN_FUNCTION, payload_of(code)) : KIND_FUNCTION);
}

static bool push_two(Verifier *verifier, uint32_t pops, Item lower, Item upper) {
    if (!replace(verifier, pops, 2, lower))
        return false;
    verifier->stack[verifier->depth - 1] = upper;
    return true;
}

static bool needs_locals(Opcode opcode) {
    return opcode == OP_LOAD_NAME || opcode == OP_STORE_NAME || opcode == OP_DELETE_NAME ||
           opcode == OP_LOAD_LOCALS || opcode == OP_SETUP_ANNOTATIONS;
}

/* The effect of the instruction when it does not jump. */
static bool run_instruction(Verifier *verifier, Opcode opcode, uint32_t arg) {
    const Code *code = verifier->code;
    uint32_t pops = opcode_pops(opcode, arg), depth = verifier->depth;
    if (pops > depth)
        return refuse(verifier, "stack underflow");
    if (needs_locals(opcode) && (code->flags & CO_OPTIMIZED))
        return refuse(verifier, "no locals");
    switch (opcode) {
    case OP_LOAD_CONST:
        return replace(verifier, 0, 1, constant_item(verifier, arg));
    case OP_LOAD_FAST:
    case OP_LOAD_FAST_CHECK:
    case OP_LOAD_FAST_AND_CLEAR:
    case OP_STORE_FAST:
    case OP_DELETE_FAST:
    case OP_MAKE_CELL:
        return run_slot(verifier, opcode, arg);
    case OP_LOAD_DEREF:
    case OP_STORE_DEREF:
    case OP_DELETE_DEREF:
    case OP_LOAD_FROM_DICT_OR_DEREF:
        if (verifier->slots[arg] != SLOT_HAS_CELL)
            return refuse(verifier, "not a cell");
        break;
    case OP_COPY_FREE_VARS:
        if (arg != code->free_count)
            return refuse(verifier, "free variables");
        for (uint32_t i = 0; i < arg; i++)
            set_slot(verifier, code->slot_count - arg + i, SLOT_HAS_CELL);
        return true;
    case OP_COPY:
        if (!is_object(peek(verifier, arg)))
            return refuse(verifier, "not an object on the stack");
        return replace(verifier, 0, 1, peek(verifier, arg));
    case OP_SWAP: {
        Item top = peek(verifier, 1);
        verifier->stack[depth - 1] = peek(verifier, arg);
        verifier->stack[depth - arg] = top;
        return true;
    }
    case OP_BUILD_TUPLE:
        return run_build_tuple(verifier, arg);
    case OP_BUILD_LIST:
        return expect_objects(verifier, pops) && replace(verifier, pops, 1, KIND_LIST);
    case OP_BUILD_SET:
        return expect_objects(verifier, pops) && replace(verifier, pops, 1, KIND_SET);
    case OP_BUILD_MAP:
        return expect_objects(verifier, pops) && replace(verifier, pops, 1, KIND_DICT);
    case OP_BUILD_CONST_KEY_MAP:
        return expect_objects(verifier, pops) && expect_names(verifier, arg, true, false) &&
               replace(verifier, pops, 1, KIND_DICT);
    case OP_BUILD_STRING:
        for (uint32_t place = 1; place <= arg; place++)
            if (!expect(verifier, place, KIND_STR))
                return false;
        return replace(verifier, pops, 1, KIND_STR);
    case OP_FORMAT_SIMPLE:
    case OP_FORMAT_WITH_SPEC:
    case OP_CONVERT_VALUE:
        return expect_objects(verifier, pops) && replace(verifier, pops, 1, KIND_STR);
    case OP_LIST_APPEND:
    case OP_LIST_EXTEND:
        return run_add(verifier, arg, 1, KIND_LIST);
    case OP_SET_ADD:
    case OP_SET_UPDATE:
        return run_add(verifier, arg, 1, KIND_SET);
    case OP_MAP_ADD:
        return run_add(verifier, arg, 2, KIND_DICT);
    case OP_DICT_UPDATE:
    case OP_DICT_MERGE:
        return run_add(verifier, arg, 1, KIND_DICT);
    case OP_CALL_KW:
        return expect_names(verifier, arg, false, true) && expect_objects(verifier, pops) &&
               replace(verifier, pops, 1, KIND_OBJECT);
    case OP_CALL_METHOD:
        return run_call_method(verifier, pops, arg + 1);
    case OP_CALL_METHOD_KW:
        return expect_names(verifier, arg, false, true) && run_call_method(verifier, pops, arg + 2);
    case OP_LOAD_METHOD:
    case OP_LOAD_SUPER_METHOD:
    case OP_LOAD_ZERO_SUPER_METHOD:
        return expect_objects(verifier, pops) && push_two(verifier, pops, KIND_METHOD, KIND_OBJECT);
    case OP_CALL_INTRINSIC_1:
    case OP_CALL_INTRINSIC_2:
        return run_intrinsic(verifier, opcode, arg);
    case OP_MAKE_FUNCTION:
        return run_make_function(verifier);
    case OP_SET_FUNCTION_ATTRIBUTE:
        return run_function_attribute(verifier, arg);
    case OP_MATCH_CLASS:
        return expect_names(verifier, VERIFY_STACK_MAX, false, true) &&
               expect_objects(verifier, pops) && replace(verifier, pops, 1, KIND_OBJECT);
    case OP_MATCH_KEYS:
        return expect_tuple(verifier, 1) && expect_objects(verifier, pops) &&
               replace(verifier, 0, 1, KIND_OBJECT);
    case OP_PUSH_EXC_INFO:
        return expect(verifier, 1, KIND_EXCEPTION) &&
               push_two(verifier, 1, KIND_EXCEPTION_OR_NONE, KIND_EXCEPTION);
    case OP_POP_EXCEPT:
        return expect_exception(verifier, 1) && replace(verifier, 1, 0, 0);
    case OP_CHECK_EXC_MATCH:
        return expect(verifier, 2, KIND_EXCEPTION) && expect_objects(verifier, 1) &&
               replace(verifier, 1, 1, KIND_OBJECT);
    case OP_CHECK_EG_MATCH:
        return expect_exception(verifier, 2) && expect_objects(verifier, 1) &&
               replace(verifier, 2, 2, KIND_EXCEPTION_OR_NONE);
    case OP_WITH_EXCEPT_START:
        return expect(verifier, 1, KIND_EXCEPTION) && expect(verifier, 3, KIND_LASTI) &&
               is_object(peek(verifier, 4)) && replace(verifier, 0, 1, KIND_OBJECT);
    case OP_RERAISE:
        return expect_exception(verifier, 1) && (arg == 0 || expect(verifier, arg + 1, KIND_LASTI));
    case OP_CLEANUP_THROW:
        return expect(verifier, 1, KIND_EXCEPTION) && expect_objects(verifier, 3) &&
               replace(verifier, 3, 2, KIND_OBJECT);
    case OP_END_ASYNC_FOR:
        return expect(verifier, 1, KIND_EXCEPTION) && expect_objects(verifier, 2) &&
               replace(verifier, 2, 0, 0);
    case OP_POP_TOP:
        /* The lasti is an int; a NULL would have to be stored. */
        if (kind_of(peek(verifier, 1)) == KIND_LASTI)
            return replace(verifier, 1, 0, 0);
        break;
    case OP_RETURN_GENERATOR:
    case OP_YIELD_VALUE:
        if (!verify_is_generator(code))
            return refuse(verifier, "not a generator");
        break;
    case OP_RETURN_VALUE:
    case OP_RETURN_CONST:
        if (depth != pops)
            return refuse(verifier, "items left at a return");
        break;
    case OP_FOR_ITER:
    case OP_SEND:
    case OP_GET_LEN:
    case OP_GET_ANEXT:
    case OP_IMPORT_FROM:
    case OP_MATCH_MAPPING:
    case OP_MATCH_SEQUENCE:
        /* The lower operands stay as they are. */
        if (!expect_objects(verifier, pops))
            return false;
        if (opcode == OP_SEND) {
            verifier->stack[depth - 1] = KIND_OBJECT;
            return true;
        }
        return replace(verifier, 0, 1, KIND_OBJECT);
    default:
        break;
    }
    return expect_objects(verifier, pops) &&
           replace(verifier, pops, opcode_pushes(opcode, arg, false), KIND_OBJECT);
}

static bool run_jump(Verifier *verifier, const Decoded *decoded) {
    uint32_t target =
        verify_jump_target(verifier->code, decoded->opcode, decoded->next, decoded->arg);
    uint32_t depth = verifier->depth;
    /* run_instruction has left the stack as for falling through. */
    if (decoded->opcode == OP_FOR_ITER)
        depth -= 2;
    return reach(verifier, target, depth, NULL, 0);
}

/* ---- the walk --------------------------------------------------------------------------- */

/* From `unit` to the next target or terminator. */
static bool run_from(Verifier *verifier, uint32_t unit) {
    const Code *code = verifier->code;
    const CodeHandler *handler = NULL;
    for (;;) {
        Decoded decoded = verify_decode(code, unit);
        const CodeHandler *covering = code_handler(code, unit);
        if (covering != handler) {
            handler = covering;
            verifier->slots_changed = true;
        }
        if (handler && may_raise(decoded.opcode)) {
            if (!reach_handler(verifier, handler, &decoded))
                return false;
            verifier->slots_changed = false;
        }
        if (!run_instruction(verifier, decoded.opcode, decoded.arg))
            return refuse(verifier, "wrong operand on the stack");
        unsigned flags = opcode_flags(decoded.opcode);
        if ((flags & OPCODE_JUMP) && !run_jump(verifier, &decoded))
            return false;
        if (flags & OPCODE_TERMINATOR)
            return true;
        unit = decoded.next;
        if (unit >= code->unit_count)
            return refuse(verifier, "end of the code is reached");
        if (verifier->starts[unit] == START_TARGET)
            return reach(verifier, unit, verifier->depth, NULL, 0);
    }
}

static bool run(Verifier *verifier) {
    const Code *code = verifier->code;
    for (uint32_t i = 0; i < code->slot_count; i++)
        verifier->slots[i] = i < verify_parameter_count(code) ? SLOT_BOUND : SLOT_UNBOUND;
    verifier->starts[0] = START_TARGET;
    if (!reach(verifier, 0, 0, NULL, 0))
        return false;
    while (verifier->queue_count) {
        uint32_t unit = verifier->queue[--verifier->queue_count];
        State *state = verifier->states[unit];
        state->queued = false;
        verifier->depth = state->depth;
        memcpy(verifier->stack, state->items, state->depth * sizeof(Item));
        if (code->slot_count)
            memcpy(verifier->slots, state->slots, code->slot_count);
        if (!run_from(verifier, unit))
            return false;
    }
    return true;
}

const char code_verify_no_memory[] = "out of memory";

const char *code_verify(const Code *code, MemRegion *region) {
    Verifier verifier = {.code = code, .region = region};
    size_t units = (size_t)code->unit_count + 1;
    verifier.starts = mem_region_alloc(region, units);
    if (!verifier.starts)
        return code_verify_no_memory;
    if (!verify_parts(&verifier))
        return verifier.problem;
    verifier.states = mem_region_alloc(region, units * sizeof *verifier.states);
    verifier.queue = mem_region_alloc(region, units * sizeof *verifier.queue);
    verifier.stack = mem_region_alloc(region, (code->stack_size + 1) * sizeof *verifier.stack);
    verifier.slots = mem_region_alloc(region, code->slot_count + 1);
    if (!verifier.states || !verifier.queue || !verifier.stack || !verifier.slots)
        return code_verify_no_memory;
    run(&verifier);
    return verifier.problem;
}
