/* Expressions: operators, displays, comparisons, names, subscripts, f-strings. */
#include "compiler/codegen.h"

static const uint8_t binary_of[OPERATOR_COUNT] = {
    [OPERATOR_ADD] = BINARY_ADD,
    [OPERATOR_SUB] = BINARY_SUBTRACT,
    [OPERATOR_MULT] = BINARY_MULTIPLY,
    [OPERATOR_MAT_MULT] = BINARY_MATRIX_MULTIPLY,
    [OPERATOR_DIV] = BINARY_TRUE_DIVIDE,
    [OPERATOR_MOD] = BINARY_REMAINDER,
    [OPERATOR_POW] = BINARY_POWER,
    [OPERATOR_L_SHIFT] = BINARY_LSHIFT,
    [OPERATOR_R_SHIFT] = BINARY_RSHIFT,
    [OPERATOR_BIT_OR] = BINARY_OR,
    [OPERATOR_BIT_XOR] = BINARY_XOR,
    [OPERATOR_BIT_AND] = BINARY_AND,
    [OPERATOR_FLOOR_DIV] = BINARY_FLOOR_DIVIDE,
};

#define AS(type) ((type##Node *)node)

/* ---- truth and comparison --------------------------------------------------------------- */

static void emit_comparison(Codegen *c, CodePosition at, Comparison comparison) {
    static const uint8_t orders[] = {
        [COMPARISON_EQ] = COMPARE_EQ, [COMPARISON_NOT_EQ] = COMPARE_NE,
        [COMPARISON_LT] = COMPARE_LT, [COMPARISON_LT_E] = COMPARE_LE,
        [COMPARISON_GT] = COMPARE_GT, [COMPARISON_GT_E] = COMPARE_GE,
    };
    if (comparison == COMPARISON_IS || comparison == COMPARISON_IS_NOT)
        emit(c, at, OP_IS_OP, comparison == COMPARISON_IS_NOT);
    else if (comparison == COMPARISON_IN || comparison == COMPARISON_NOT_IN)
        emit(c, at, OP_CONTAINS_OP, comparison == COMPARISON_NOT_IN);
    else
        emit(c, at, OP_COMPARE_OP, orders[comparison]);
}

/* a < b < c: all but the last comparison jump to `cleanup` with one item too many if false. */
static void emit_chain(Codegen *c, CompareNode *node, Label cleanup, bool keep_result) {
    CodePosition at = node_position(&node->base);
    size_t last = node->comparators.count - 1;
    visit_expression(c, node->left);
    for (size_t i = 0; i < last; i++) {
        visit_expression(c, node->comparators.items[i]);
        emit(c, at, OP_SWAP, 2);
        emit(c, at, OP_COPY, 2);
        emit_comparison(c, at, node->ops.items[i]);
        if (keep_result)
            emit(c, at, OP_COPY, 1);
        emit_jump(c, at, OP_POP_JUMP_IF_FALSE, cleanup);
        if (keep_result)
            emit(c, at, OP_POP_TOP, 0);
    }
    visit_expression(c, node->comparators.items[last]);
    emit_comparison(c, at, node->ops.items[last]);
}

static void emit_compare(Codegen *c, CompareNode *node) {
    CodePosition at = node_position(&node->base);
    warn_compare(c, node);
    if (node->comparators.count == 1) {
        visit_expression(c, node->left);
        visit_expression(c, node->comparators.items[0]);
        emit_comparison(c, at, node->ops.items[0]);
        return;
    }
    Label cleanup = new_label(c), end = new_label(c);
    emit_chain(c, node, cleanup, true);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, end);
    place_label(c, cleanup);
    emit(c, at, OP_SWAP, 2);
    emit(c, at, OP_POP_TOP, 0);
    place_label(c, end);
}

static void emit_jump_if_chain(Codegen *c, CompareNode *node, Label target, bool condition) {
    CodePosition at = node_position(&node->base);
    Label cleanup = new_label(c), end = new_label(c);
    warn_compare(c, node);
    emit_chain(c, node, cleanup, false);
    emit_jump(c, at, condition ? OP_POP_JUMP_IF_TRUE : OP_POP_JUMP_IF_FALSE, target);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, end);
    place_label(c, cleanup);
    emit(c, at, OP_POP_TOP, 0);
    if (!condition)
        emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, target);
    place_label(c, end);
}

static void emit_jump_if_bool(Codegen *c, CodePosition at, BoolOpNode *node, Label target,
                              bool condition) {
    bool stops_at = node->op == BOOL_OR;
    size_t last = node->values.count - 1;
    Label inner = stops_at == condition ? target : new_label(c);
    for (size_t i = 0; i < last; i++)
        emit_jump_if(c, at, node->values.items[i], inner, stops_at);
    emit_jump_if(c, at, node->values.items[last], target, condition);
    if (inner != target)
        place_label(c, inner);
}

void emit_jump_if(Codegen *c, CodePosition at, Node *node, Label target, bool condition) {
    context_check_stack(c->context);
    switch ((NodeKind)node->kind) {
    case NODE_UNARY_OP:
        if (AS(UnaryOp)->op != UNARY_NOT)
            break;
        emit_jump_if(c, at, AS(UnaryOp)->operand, target, !condition);
        return;
    case NODE_BOOL_OP:
        emit_jump_if_bool(c, at, AS(BoolOp), target, condition);
        return;
    case NODE_IF_EXP: {
        Label otherwise = new_label(c), end = new_label(c);
        emit_jump_if(c, at, AS(IfExp)->test, otherwise, false);
        emit_jump_if(c, at, AS(IfExp)->body, target, condition);
        emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, end);
        place_label(c, otherwise);
        emit_jump_if(c, at, AS(IfExp)->orelse, target, condition);
        place_label(c, end);
        return;
    }
    case NODE_COMPARE:
        if (AS(Compare)->comparators.count > 1) {
            emit_jump_if_chain(c, AS(Compare), target, condition);
            return;
        }
        break;
    default:
        break;
    }
    visit_expression(c, node);
    emit_jump(c, node_position(node), condition ? OP_POP_JUMP_IF_TRUE : OP_POP_JUMP_IF_FALSE,
              target);
}

static void emit_bool(Codegen *c, BoolOpNode *node) {
    CodePosition at = node_position(&node->base);
    Label end = new_label(c);
    size_t last = node->values.count - 1;
    for (size_t i = 0; i < last; i++) {
        visit_expression(c, node->values.items[i]);
        emit(c, at, OP_COPY, 1);
        emit_jump(c, at, node->op == BOOL_AND ? OP_POP_JUMP_IF_FALSE : OP_POP_JUMP_IF_TRUE, end);
        emit(c, at, OP_POP_TOP, 0);
    }
    visit_expression(c, node->values.items[last]);
    place_label(c, end);
}

static void emit_conditional(Codegen *c, IfExpNode *node) {
    CodePosition at = node_position(&node->base);
    Label otherwise = new_label(c), end = new_label(c);
    emit_jump_if(c, at, node->test, otherwise, false);
    visit_expression(c, node->body);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, end);
    place_label(c, otherwise);
    visit_expression(c, node->orelse);
    place_label(c, end);
}

static void emit_unary(Codegen *c, UnaryOpNode *node) {
    CodePosition at = node_position(&node->base);
    visit_expression(c, node->operand);
    switch (node->op) {
    case UNARY_INVERT:
        emit(c, at, OP_UNARY_INVERT, 0);
        break;
    case UNARY_NOT:
        emit(c, at, OP_UNARY_NOT, 0);
        break;
    case UNARY_USUB:
        emit(c, at, OP_UNARY_NEGATIVE, 0);
        break;
    default:
        emit(c, at, OP_CALL_INTRINSIC_1, INTRINSIC_UNARY_POSITIVE);
    }
}

/* ---- displays --------------------------------------------------------------------------- */

static bool all_constant(const NodeList *items) {
    for (size_t i = 0; i < items->count; i++)
        if (!is_constant(items->items[i]))
            return false;
    return true;
}

static Constant constant_tuple(Codegen *c, const NodeList *items) {
    Constant *values = context_alloc(c->context, (items->count + 1) * sizeof *values);
    for (size_t i = 0; i < items->count; i++)
        values[i] = *constant_of(items->items[i]);
    return (Constant){.kind = CONSTANT_TUPLE, .sequence = {items->count, values}};
}

static void emit_constant_display(Codegen *c, CodePosition at, const NodeList *items,
                                  uint32_t pushed, unsigned build, unsigned add, unsigned extend,
                                  bool tuple) {
    Constant folded = constant_tuple(c, items);
    if (tuple && pushed == 0) {
        emit_constant(c, at, folded);
        return;
    }
    if (add == OP_SET_ADD)
        folded.kind = CONSTANT_FROZENSET;
    emit(c, at, build, pushed);
    emit_constant(c, at, folded);
    emit(c, at, extend, 1);
    if (tuple)
        emit(c, at, OP_CALL_INTRINSIC_1, INTRINSIC_LIST_TO_TUPLE);
}

void emit_display(Codegen *c, CodePosition at, const NodeList *items, Name extra, uint32_t pushed,
                  unsigned build, unsigned add, unsigned extend, bool tuple) {
    size_t count = items->count;
    if (count > 2 && !extra && all_constant(items)) {
        emit_constant_display(c, at, items, pushed, build, add, extend, tuple);
        return;
    }
    bool big = count + pushed + (extra ? 1 : 0) > STACK_USE_GUIDELINE, has_star = false;
    for (size_t i = 0; i < count; i++)
        has_star |= items->items[i]->kind == NODE_STARRED;
    if (!has_star && !big) {
        for (size_t i = 0; i < count; i++)
            visit_expression(c, items->items[i]);
        if (extra)
            emit_name(c, at, extra, CONTEXT_LOAD);
        emit(c, at, tuple ? OP_BUILD_TUPLE : build, count + pushed + (extra ? 1 : 0));
        return;
    }
    bool built = big;
    if (big)
        emit(c, at, build, pushed);
    for (size_t i = 0; i < count; i++) {
        Node *item = items->items[i];
        bool starred = item->kind == NODE_STARRED;
        if (starred && !built) {
            emit(c, at, build, i + pushed);
            built = true;
        }
        visit_expression(c, starred ? ((StarredNode *)item)->value : item);
        if (built)
            emit(c, at, starred ? extend : add, 1);
    }
    if (extra) {
        emit_name(c, at, extra, CONTEXT_LOAD);
        emit(c, at, add, 1);
    }
    if (tuple)
        emit(c, at, OP_CALL_INTRINSIC_1, INTRINSIC_LIST_TO_TUPLE);
}

static void emit_dict_part(Codegen *c, const DictNode *node, size_t begin, size_t end) {
    CodePosition at = node_position(&node->base);
    size_t count = end - begin;
    bool big = 2 * count > STACK_USE_GUIDELINE;
    NodeList keys = {count, node->keys.items + begin};
    if (count > 1 && !big && all_constant(&keys)) {
        for (size_t i = begin; i < end; i++)
            visit_expression(c, node->values.items[i]);
        emit_constant(c, at, constant_tuple(c, &keys));
        emit(c, at, OP_BUILD_CONST_KEY_MAP, count);
        return;
    }
    if (big)
        emit(c, at, OP_BUILD_MAP, 0);
    for (size_t i = begin; i < end; i++) {
        visit_expression(c, node->keys.items[i]);
        visit_expression(c, node->values.items[i]);
        if (big)
            emit(c, at, OP_MAP_ADD, 1);
    }
    if (!big)
        emit(c, at, OP_BUILD_MAP, count);
}

static void emit_dict(Codegen *c, const DictNode *node) {
    CodePosition at = node_position(&node->base);
    size_t waiting = 0, count = node->values.count;
    bool built = false;
    for (size_t i = 0; i < count; i++) {
        bool unpacks = !node->keys.items[i];
        bool full = !unpacks && 2 * waiting > STACK_USE_GUIDELINE;
        if (!unpacks && !full) {
            waiting++;
            continue;
        }
        if (waiting || full) {
            emit_dict_part(c, node, i - waiting, i + full);
            if (built)
                emit(c, at, OP_DICT_UPDATE, 1);
            built = true;
            waiting = 0;
        }
        if (unpacks) {
            if (!built)
                emit(c, at, OP_BUILD_MAP, 0);
            built = true;
            visit_expression(c, node->values.items[i]);
            emit(c, at, OP_DICT_UPDATE, 1);
        }
    }
    if (waiting) {
        emit_dict_part(c, node, count - waiting, count);
        if (built)
            emit(c, at, OP_DICT_UPDATE, 1);
        built = true;
    }
    if (!built)
        emit(c, at, OP_BUILD_MAP, 0);
}

/* ---- targets ---------------------------------------------------------------------------- */

static void emit_unpacking(Codegen *c, CodePosition at, const NodeList *items) {
    size_t count = items->count;
    bool starred = false;
    for (size_t i = 0; i < count; i++) {
        if (items->items[i]->kind != NODE_STARRED)
            continue;
        if (starred)
            context_error(c->context, at, "multiple starred expressions in assignment");
        if (i >= 256 || count - i - 1 >= (1 << 23))
            context_error(c->context, at, "too many expressions in star-unpacking assignment");
        emit(c, at, OP_UNPACK_EX, i + ((count - i - 1) << 8));
        starred = true;
    }
    if (!starred)
        emit(c, at, OP_UNPACK_SEQUENCE, count);
    for (size_t i = 0; i < count; i++) {
        Node *item = items->items[i];
        visit_expression(c, item->kind == NODE_STARRED ? ((StarredNode *)item)->value : item);
    }
}

static void visit_all(Codegen *c, const NodeList *items) {
    for (size_t i = 0; i < items->count; i++)
        visit_expression(c, items->items[i]);
}

/* A list or tuple: a display, or the targets of an assignment or del. */
static void emit_sequence(Codegen *c, const Node *node, const NodeList *items,
                          ExprContext context) {
    CodePosition at = node_position(node);
    if (context == CONTEXT_STORE)
        emit_unpacking(c, at, items);
    else if (context == CONTEXT_DEL)
        visit_all(c, items);
    else
        emit_display(c, at, items, NAME_NONE, 0, OP_BUILD_LIST, OP_LIST_APPEND, OP_LIST_EXTEND,
                     node->kind == NODE_TUPLE);
}

/* ---- attributes, subscripts ------------------------------------------------------------- */

CodePosition attribute_position(CodePosition at, const AttributeNode *attribute) {
    const Node *node = &attribute->base;
    int32_t size = (int32_t)attribute->attr.size;
    if (at.line == node->end_lineno)
        return at;
    at.line = node->end_lineno;
    if (size <= node->end_col_offset) {
        at.column = node->end_col_offset - size;
        at.end_column = node->end_col_offset;
        at.end_line = at.line;
    } else {
        at.column = at.end_column = -1;
    }
    if (at.end_line < at.line)
        at.end_line = at.line;
    return at;
}

static void emit_attribute(Codegen *c, AttributeNode *node) {
    static const uint8_t opcodes[] = {OP_LOAD_ATTR, OP_STORE_ATTR, OP_DELETE_ATTR};
    CodePosition at = node_position(&node->base);
    if (node->ctx == CONTEXT_LOAD && can_optimize_super(c, node)) {
        emit_super(c, node, false);
        return;
    }
    visit_expression(c, node->value);
    check_forbidden_name(c, at, node->attr, node->ctx);
    if (node->ctx == CONTEXT_STORE) {
        /* Noted for the class's __static_attributes__. */
        for (Unit *unit = c->unit->outer; unit; unit = unit->outer) {
            if (unit->kind != UNIT_CLASS)
                continue;
            if (node->value->kind == NODE_NAME && text_is(((NameNode *)node->value)->id, "self"))
                symbol_add(c->context, &unit->static_attributes,
                           context_name(c->context, node->attr));
            break;
        }
    }
    emit_with_name(c, attribute_position(at, node), opcodes[node->ctx], node->attr);
}

static void emit_slice_bounds(Codegen *c, const SliceNode *node) {
    CodePosition at = node_position(&node->base);
    if (node->lower)
        visit_expression(c, node->lower);
    else
        emit_none(c, at);
    if (node->upper)
        visit_expression(c, node->upper);
    else
        emit_none(c, at);
}

static void emit_slice(Codegen *c, const SliceNode *node) {
    emit_slice_bounds(c, node);
    if (node->step)
        visit_expression(c, node->step);
    emit(c, node_position(&node->base), OP_BUILD_SLICE, node->step ? 3 : 2);
}

static bool is_plain_slice(const Node *node) {
    return node->kind == NODE_SLICE && !((SliceNode *)node)->step;
}

static void emit_subscript(Codegen *c, SubscriptNode *node) {
    static const uint8_t opcodes[] = {OP_BINARY_SUBSCR, OP_STORE_SUBSCR, OP_DELETE_SUBSCR};
    CodePosition at = node_position(&node->base);
    if (node->ctx == CONTEXT_LOAD)
        warn_subscript(c, node);
    visit_expression(c, node->value);
    if (node->ctx != CONTEXT_DEL && is_plain_slice(node->slice)) {
        emit_slice_bounds(c, (SliceNode *)node->slice);
        emit(c, at, node->ctx == CONTEXT_LOAD ? OP_BINARY_SLICE : OP_STORE_SLICE, 0);
        return;
    }
    visit_expression(c, node->slice);
    emit(c, at, opcodes[node->ctx], 0);
}

/* ---- augmented assignment --------------------------------------------------------------- */

void emit_augmented_assignment(Codegen *c, AugAssignNode *statement) {
    Node *node = statement->target;
    CodePosition at = node_position(&statement->base), target_at = node_position(node);
    unsigned opcode = BINARY_INPLACE_ADD + binary_of[statement->op];
    bool slice = false;
    switch ((NodeKind)node->kind) {
    case NODE_ATTRIBUTE:
        visit_expression(c, AS(Attribute)->value);
        emit(c, target_at, OP_COPY, 1);
        target_at = attribute_position(target_at, AS(Attribute));
        emit_with_name(c, target_at, OP_LOAD_ATTR, AS(Attribute)->attr);
        break;
    case NODE_SUBSCRIPT:
        visit_expression(c, AS(Subscript)->value);
        slice = is_plain_slice(AS(Subscript)->slice);
        if (slice) {
            emit_slice_bounds(c, (SliceNode *)AS(Subscript)->slice);
            for (int i = 0; i < 3; i++)
                emit(c, target_at, OP_COPY, 3);
            emit(c, target_at, OP_BINARY_SLICE, 0);
        } else {
            visit_expression(c, AS(Subscript)->slice);
            emit(c, target_at, OP_COPY, 2);
            emit(c, target_at, OP_COPY, 2);
            emit(c, target_at, OP_BINARY_SUBSCR, 0);
        }
        break;
    default:
        emit_name_text(c, target_at, AS(Name)->id, CONTEXT_LOAD);
    }
    visit_expression(c, statement->value);
    emit(c, at, OP_BINARY_OP, opcode);
    switch ((NodeKind)node->kind) {
    case NODE_ATTRIBUTE:
        emit(c, target_at, OP_SWAP, 2);
        check_forbidden_name(c, target_at, AS(Attribute)->attr, CONTEXT_STORE);
        emit_with_name(c, target_at, OP_STORE_ATTR, AS(Attribute)->attr);
        break;
    case NODE_SUBSCRIPT:
        if (slice)
            emit(c, target_at, OP_SWAP, 4);
        emit(c, target_at, OP_SWAP, 3);
        emit(c, target_at, OP_SWAP, 2);
        emit(c, target_at, slice ? OP_STORE_SLICE : OP_STORE_SUBSCR, 0);
        break;
    default:
        emit_name_text(c, target_at, AS(Name)->id, CONTEXT_STORE);
    }
}

/* ---- f-strings -------------------------------------------------------------------------- */

static void emit_joined(Codegen *c, const JoinedStrNode *node) {
    CodePosition at = node_position(&node->base);
    size_t count = node->values.count;
    if (count > STACK_USE_GUIDELINE) {
        emit_text(c, at, (Text){"", 0});
        emit_with_name(c, at, OP_LOAD_METHOD, (Text){"join", 4});
        emit(c, at, OP_BUILD_LIST, 0);
        for (size_t i = 0; i < count; i++) {
            visit_expression(c, node->values.items[i]);
            emit(c, at, OP_LIST_APPEND, 1);
        }
        emit(c, at, OP_CALL_METHOD, 1);
        return;
    }
    visit_all(c, &node->values);
    if (count > 1)
        emit(c, at, OP_BUILD_STRING, count);
    else if (count == 0)
        emit_text(c, at, (Text){"", 0});
}

static void emit_formatted(Codegen *c, const FormattedValueNode *node) {
    CodePosition at = node_position(&node->base);
    visit_expression(c, node->value);
    switch (node->conversion) {
    case 's':
        emit(c, at, OP_CONVERT_VALUE, CONVERT_STR);
        break;
    case 'r':
        emit(c, at, OP_CONVERT_VALUE, CONVERT_REPR);
        break;
    case 'a':
        emit(c, at, OP_CONVERT_VALUE, CONVERT_ASCII);
        break;
    default:
        break;
    }
    if (node->format_spec)
        visit_expression(c, node->format_spec);
    emit(c, at, node->format_spec ? OP_FORMAT_WITH_SPEC : OP_FORMAT_SIMPLE, 0);
}

/* ---- yield and await -------------------------------------------------------------------- */

void emit_yield_from(Codegen *c, CodePosition at, bool await) {
    Label send = new_label(c), fail = new_label(c), exit = new_label(c);
    place_label(c, send);
    emit_jump(c, at, OP_SEND, exit);
    /* close() and throw() raise at the yield: what the receiver returns then is in StopIteration.
     */
    emit_jump(c, at, PSEUDO_SETUP_FINALLY, fail);
    emit(c, at, OP_YIELD_VALUE, 1);
    emit(c, NO_POSITION, PSEUDO_POP_BLOCK, 0);
    emit(c, at, OP_RESUME, await ? RESUME_AFTER_AWAIT : RESUME_AFTER_YIELD_FROM);
    emit_jump(c, at, PSEUDO_JUMP_NO_INTERRUPT, send);
    place_label(c, fail);
    emit(c, at, OP_CLEANUP_THROW, 0);
    place_label(c, exit);
    emit(c, at, OP_END_SEND, 0);
}

void emit_yield(Codegen *c, CodePosition at) {
    const Scope *scope = c->unit->scope;
    if (scope->is_generator && scope->is_coroutine)
        emit(c, at, OP_CALL_INTRINSIC_1, INTRINSIC_ASYNC_GEN_WRAP);
    emit(c, at, OP_YIELD_VALUE, 0);
    emit(c, at, OP_RESUME, RESUME_AFTER_YIELD);
}

static void visit_yield(Codegen *c, YieldNode *node) {
    CodePosition at = node_position(&node->base);
    if (!scope_is_function_like(c->unit->scope))
        context_error(c->context, at, "'yield' outside function");
    if (node->value)
        visit_expression(c, node->value);
    else
        emit_none(c, at);
    emit_yield(c, at);
}

static void visit_yield_from(Codegen *c, YieldFromNode *node) {
    CodePosition at = node_position(&node->base);
    if (!scope_is_function_like(c->unit->scope))
        context_error(c->context, at, "'yield from' outside function");
    if (c->unit->kind == UNIT_ASYNC_FUNCTION)
        context_error(c->context, at, "'yield from' inside async function");
    visit_expression(c, node->value);
    emit(c, at, OP_GET_YIELD_FROM_ITER, 0);
    emit_none(c, at);
    emit_yield_from(c, at, false);
}

static void visit_await(Codegen *c, AwaitNode *node) {
    CodePosition at = node_position(&node->base);
    bool top_level = c->context->options->top_level_await && c->unit->kind == UNIT_MODULE;
    if (!top_level) {
        if (!scope_is_function_like(c->unit->scope))
            context_error(c->context, at, "'await' outside function");
        if (c->unit->kind != UNIT_ASYNC_FUNCTION && c->unit->kind != UNIT_COMPREHENSION)
            context_error(c->context, at, "'await' outside async function");
    }
    visit_expression(c, node->value);
    emit(c, at, OP_GET_AWAITABLE, AWAIT_EXPRESSION);
    emit_none(c, at);
    emit_yield_from(c, at, true);
}

/* ---- any expression --------------------------------------------------------------------- */

static void visit_starred(Codegen *c, StarredNode *node) {
    context_error(c->context, node_position(&node->base),
                  node->ctx == CONTEXT_STORE
                      ? "starred assignment target must be in a list or tuple"
                      : "can't use starred expression here");
}

void visit_expression(Codegen *c, Node *node) {
    context_check_stack(c->context);
    CodePosition at = node_position(node);
    switch ((NodeKind)node->kind) {
    case NODE_CONSTANT:
        emit_constant(c, at, AS(Constant)->value);
        break;
    case NODE_NAME:
        emit_name_text(c, at, AS(Name)->id, AS(Name)->ctx);
        break;
    case NODE_ATTRIBUTE:
        emit_attribute(c, AS(Attribute));
        break;
    case NODE_CALL:
        emit_call(c, at, AS(Call));
        break;
    case NODE_SUBSCRIPT:
        emit_subscript(c, AS(Subscript));
        break;
    case NODE_BIN_OP:
        visit_expression(c, AS(BinOp)->left);
        visit_expression(c, AS(BinOp)->right);
        emit(c, at, OP_BINARY_OP, binary_of[AS(BinOp)->op]);
        break;
    case NODE_UNARY_OP:
        emit_unary(c, AS(UnaryOp));
        break;
    case NODE_BOOL_OP:
        emit_bool(c, AS(BoolOp));
        break;
    case NODE_COMPARE:
        emit_compare(c, AS(Compare));
        break;
    case NODE_IF_EXP:
        emit_conditional(c, AS(IfExp));
        break;
    case NODE_NAMED_EXPR:
        visit_expression(c, AS(NamedExpr)->value);
        emit(c, at, OP_COPY, 1);
        visit_expression(c, AS(NamedExpr)->target);
        break;
    case NODE_LAMBDA:
        emit_lambda(c, AS(Lambda));
        break;
    case NODE_DICT:
        emit_dict(c, AS(Dict));
        break;
    case NODE_SET:
        emit_display(c, at, &AS(Set)->elts, NAME_NONE, 0, OP_BUILD_SET, OP_SET_ADD, OP_SET_UPDATE,
                     false);
        break;
    case NODE_LIST:
        emit_sequence(c, node, &AS(List)->elts, AS(List)->ctx);
        break;
    case NODE_TUPLE:
        emit_sequence(c, node, &AS(Tuple)->elts, AS(Tuple)->ctx);
        break;
    case NODE_SLICE:
        emit_slice(c, AS(Slice));
        break;
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_DICT_COMP:
    case NODE_GENERATOR_EXP:
        emit_comprehension(c, node);
        break;
    case NODE_YIELD:
        visit_yield(c, AS(Yield));
        break;
    case NODE_YIELD_FROM:
        visit_yield_from(c, AS(YieldFrom));
        break;
    case NODE_AWAIT:
        visit_await(c, AS(Await));
        break;
    case NODE_JOINED_STR:
        emit_joined(c, AS(JoinedStr));
        break;
    case NODE_FORMATTED_VALUE:
        emit_formatted(c, AS(FormattedValue));
        break;
    case NODE_STARRED:
        visit_starred(c, AS(Starred));
        break;
    default:
        context_fail(c->context, DIAGNOSTIC_SYSTEM, "not an expression");
    }
}
