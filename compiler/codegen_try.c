/* try and with, in all their forms. The code for exceptions is emitted where it stands in the
 * source; the flow graph moves it to the end. */
#include "compiler/codegen.h"

/* (previous, lasti, exception) on top: forget the handled exception and go on raising. */
static void emit_pop_except_and_reraise(Codegen *c, CodePosition at) {
    emit(c, at, OP_COPY, 3);
    emit(c, at, OP_POP_EXCEPT, 0);
    emit(c, at, OP_RERAISE, 1);
}

/* ---- except ----------------------------------------------------------------------------- */

/* Statements that the block set up just before covers. */
static void emit_body_in_block(Codegen *c, const NodeList *body, FrameBlock block) {
    block.start = new_label(c);
    place_label(c, block.start);
    push_block(c, block);
    visit_statements(c, body);
    pop_block(c);
    emit(c, NO_POSITION, PSEUDO_POP_BLOCK, 0);
}

static void emit_handler_body(Codegen *c, const ExceptHandlerNode *handler, CodePosition at) {
    FrameBlock block = {.kind = BLOCK_HANDLER_CLEANUP, .at = at, .name = handler->name};
    emit_body_in_block(c, &handler->body, block);
}

static void emit_named_handler(Codegen *c, ExceptHandlerNode *handler, Label end) {
    CodePosition at = node_position(&handler->base);
    Label cleanup_end = new_label(c);
    emit_name_text(c, at, handler->name, CONTEXT_STORE);
    emit_jump(c, at, PSEUDO_SETUP_CLEANUP, cleanup_end);
    emit_handler_body(c, handler, at);
    emit(c, NO_POSITION, PSEUDO_POP_BLOCK, 0);
    emit(c, NO_POSITION, OP_POP_EXCEPT, 0);
    emit_unbind(c, NO_POSITION, handler->name);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, end);
    place_label(c, cleanup_end);
    emit_unbind(c, NO_POSITION, handler->name);
    emit(c, NO_POSITION, OP_RERAISE, 1);
}

static void emit_plain_handler(Codegen *c, ExceptHandlerNode *handler, Label end) {
    CodePosition at = node_position(&handler->base);
    emit(c, at, OP_POP_TOP, 0);
    emit_handler_body(c, handler, at);
    emit(c, NO_POSITION, OP_POP_EXCEPT, 0);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, end);
}

static void emit_try_body(Codegen *c, TryNode *node, Label except, Label after) {
    CodePosition at = node_position(&node->base);
    emit_jump(c, at, PSEUDO_SETUP_FINALLY, except);
    emit_body_in_block(c, &node->body, (FrameBlock){.kind = BLOCK_TRY_EXCEPT, .at = at});
    if (after == LABEL_NONE)
        visit_statements(c, &node->orelse);
}

static void emit_try_except(Codegen *c, TryNode *node) {
    Label except = new_label(c), end = new_label(c), cleanup = new_label(c);
    emit_try_body(c, node, except, LABEL_NONE);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, end);
    place_label(c, except);
    emit_jump(c, NO_POSITION, PSEUDO_SETUP_CLEANUP, cleanup);
    emit(c, NO_POSITION, OP_PUSH_EXC_INFO, 0);
    push_block(c, (FrameBlock){.kind = BLOCK_EXCEPTION_HANDLER, .at = node_position(&node->base)});
    for (size_t i = 0; i < node->handlers.count; i++) {
        ExceptHandlerNode *handler = (ExceptHandlerNode *)node->handlers.items[i];
        CodePosition at = node_position(&handler->base);
        Label next = new_label(c);
        if (!handler->type && i + 1 < node->handlers.count)
            context_error(c->context, at, "default 'except:' must be last");
        if (handler->type) {
            visit_expression(c, handler->type);
            emit(c, at, OP_CHECK_EXC_MATCH, 0);
            emit_jump(c, at, OP_POP_JUMP_IF_FALSE, next);
        }
        if (handler->name.bytes)
            emit_named_handler(c, handler, end);
        else
            emit_plain_handler(c, handler, end);
        place_label(c, next);
    }
    emit(c, NO_POSITION, OP_RERAISE, 0);
    pop_block(c);
    place_label(c, cleanup);
    emit_pop_except_and_reraise(c, NO_POSITION);
    place_label(c, end);
}

/* ---- except* ----------------------------------------------------------------------------
 * On the stack while the handlers run: previous, original group, list of what they raise, and the
 * part of the group that no handler has taken yet (or None). */

static void emit_group_handler(Codegen *c, ExceptHandlerNode *handler, bool last,
                               Label reraise_star) {
    CodePosition at = node_position(&handler->base);
    Label next = new_label(c), with_error = new_label(c), no_match = new_label(c);
    Label cleanup_end = new_label(c);
    visit_expression(c, handler->type);
    emit(c, at, OP_CHECK_EG_MATCH, 0);
    emit(c, at, OP_COPY, 1);
    emit_jump(c, at, OP_POP_JUMP_IF_NONE, no_match);
    if (handler->name.bytes)
        emit_name_text(c, at, handler->name, CONTEXT_STORE);
    else
        emit(c, at, OP_POP_TOP, 0);
    emit_jump(c, at, PSEUDO_SETUP_CLEANUP, cleanup_end);
    emit_handler_body(c, handler, at);
    if (handler->name.bytes)
        emit_unbind(c, NO_POSITION, handler->name);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, next);
    place_label(c, cleanup_end);
    if (handler->name.bytes)
        emit_unbind(c, NO_POSITION, handler->name);
    emit(c, NO_POSITION, OP_LIST_APPEND, 3);
    emit(c, NO_POSITION, OP_POP_TOP, 0);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, with_error);
    place_label(c, next);
    emit(c, NO_POSITION, OP_NOP, 0);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, with_error);
    place_label(c, no_match);
    emit(c, at, OP_POP_TOP, 0);
    place_label(c, with_error);
    if (last) {
        emit(c, NO_POSITION, OP_LIST_APPEND, 1);
        emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, reraise_star);
    }
}

static void emit_try_star(Codegen *c, TryNode *node) {
    Label except = new_label(c), orelse = new_label(c), end = new_label(c);
    Label cleanup = new_label(c), reraise_star = new_label(c), reraise = new_label(c);
    emit_try_body(c, node, except, orelse);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, orelse);
    place_label(c, except);
    emit_jump(c, NO_POSITION, PSEUDO_SETUP_CLEANUP, cleanup);
    emit(c, NO_POSITION, OP_PUSH_EXC_INFO, 0);
    push_block(
        c, (FrameBlock){.kind = BLOCK_EXCEPTION_GROUP_HANDLER, .at = node_position(&node->base)});
    for (size_t i = 0; i < node->handlers.count; i++) {
        ExceptHandlerNode *handler = (ExceptHandlerNode *)node->handlers.items[i];
        CodePosition at = node_position(&handler->base);
        if (i == 0) {
            emit(c, at, OP_BUILD_LIST, 0);
            emit(c, at, OP_COPY, 2);
        }
        emit_group_handler(c, handler, i + 1 == node->handlers.count, reraise_star);
    }
    pop_block(c);
    place_label(c, reraise_star);
    emit(c, NO_POSITION, OP_CALL_INTRINSIC_2, INTRINSIC_PREP_RERAISE_STAR);
    emit(c, NO_POSITION, OP_COPY, 1);
    emit_jump(c, NO_POSITION, OP_POP_JUMP_IF_NOT_NONE, reraise);
    emit(c, NO_POSITION, OP_POP_TOP, 0);
    emit(c, NO_POSITION, PSEUDO_POP_BLOCK, 0);
    emit(c, NO_POSITION, OP_POP_EXCEPT, 0);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, end);
    place_label(c, reraise);
    emit(c, NO_POSITION, PSEUDO_POP_BLOCK, 0);
    emit(c, NO_POSITION, OP_SWAP, 2);
    emit(c, NO_POSITION, OP_POP_EXCEPT, 0);
    emit(c, NO_POSITION, OP_RERAISE, 0);
    place_label(c, cleanup);
    emit_pop_except_and_reraise(c, NO_POSITION);
    place_label(c, orelse);
    visit_statements(c, &node->orelse);
    place_label(c, end);
}

/* ---- finally ---------------------------------------------------------------------------- */

static void emit_handlers(Codegen *c, TryNode *node) {
    if (node->base.kind == NODE_TRY_STAR)
        emit_try_star(c, node);
    else
        emit_try_except(c, node);
}

/* The final body stands twice: for the ordinary way out, and for exceptions. */
static void emit_try_finally(Codegen *c, TryNode *node) {
    CodePosition at = node_position(&node->base);
    Label body = new_label(c), end = new_label(c), exit = new_label(c), cleanup = new_label(c);
    emit_jump(c, at, PSEUDO_SETUP_FINALLY, end);
    place_label(c, body);
    push_block(c, (FrameBlock){.kind = BLOCK_FINALLY_TRY,
                               .start = body,
                               .exit = end,
                               .at = at,
                               .finalbody = &node->finalbody});
    if (node->handlers.count)
        emit_handlers(c, node);
    else
        visit_statements(c, &node->body);
    emit(c, NO_POSITION, PSEUDO_POP_BLOCK, 0);
    pop_block(c);
    visit_statements(c, &node->finalbody);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, exit);
    place_label(c, end);
    push_block(c, (FrameBlock){.kind = BLOCK_FINALLY_END, .start = end, .at = at});
    emit_jump(c, NO_POSITION, PSEUDO_SETUP_CLEANUP, cleanup);
    emit(c, NO_POSITION, OP_PUSH_EXC_INFO, 0);
    visit_statements(c, &node->finalbody);
    emit(c, NO_POSITION, OP_RERAISE, 0);
    pop_block(c);
    place_label(c, cleanup);
    emit_pop_except_and_reraise(c, NO_POSITION);
    place_label(c, exit);
}

void emit_try(Codegen *c, TryNode *node) {
    if (node->finalbody.count)
        emit_try_finally(c, node);
    else
        emit_handlers(c, node);
}

/* ---- with ------------------------------------------------------------------------------- */

static void emit_await(Codegen *c, CodePosition at, uint32_t what) {
    emit(c, at, OP_GET_AWAITABLE, what);
    emit_none(c, at);
    emit_yield_from(c, at, true);
}

/* After __exit__'s answer to an exception: raise again, or drop everything. */
static void emit_with_except_finish(Codegen *c, CodePosition at, Label cleanup, Label exit) {
    Label suppress = new_label(c);
    emit_jump(c, at, OP_POP_JUMP_IF_TRUE, suppress);
    emit(c, at, OP_RERAISE, 2);
    place_label(c, suppress);
    emit(c, at, OP_POP_TOP, 0);
    emit(c, at, PSEUDO_POP_BLOCK, 0);
    emit(c, at, OP_POP_EXCEPT, 0);
    emit(c, at, OP_POP_TOP, 0);
    emit(c, at, OP_POP_TOP, 0);
    emit_jump(c, at, PSEUDO_JUMP_NO_INTERRUPT, exit);
    place_label(c, cleanup);
    emit_pop_except_and_reraise(c, NO_POSITION);
}

static void emit_with_item(Codegen *c, WithNode *node, size_t index) {
    context_check_stack(c->context);
    WithItemNode *item = (WithItemNode *)node->items.items[index];
    bool async = node->base.kind == NODE_ASYNC_WITH;
    CodePosition at = node_position(item->context_expr);
    Label block = new_label(c), final = new_label(c), exit = new_label(c), cleanup = new_label(c);
    visit_expression(c, item->context_expr);
    emit(c, at, async ? OP_BEFORE_ASYNC_WITH : OP_BEFORE_WITH, 0);
    if (async)
        emit_await(c, at, AWAIT_AENTER);
    emit_jump(c, at, PSEUDO_SETUP_WITH, final);
    place_label(c, block);
    push_block(c, (FrameBlock){.kind = async ? BLOCK_ASYNC_WITH : BLOCK_WITH,
                               .start = block,
                               .exit = final,
                               .at = at});
    if (item->optional_vars)
        visit_expression(c, item->optional_vars);
    else
        emit(c, at, OP_POP_TOP, 0);
    if (index + 1 < node->items.count)
        emit_with_item(c, node, index + 1);
    else
        visit_statements(c, &node->body);
    pop_block(c);
    emit(c, NO_POSITION, PSEUDO_POP_BLOCK, 0);
    emit_exit_with_nones(c, at);
    if (async)
        emit_await(c, at, AWAIT_AEXIT);
    emit(c, at, OP_POP_TOP, 0);
    emit_jump(c, at, PSEUDO_JUMP_NO_INTERRUPT, exit);
    place_label(c, final);
    emit_jump(c, at, PSEUDO_SETUP_CLEANUP, cleanup);
    emit(c, at, OP_PUSH_EXC_INFO, 0);
    emit(c, at, OP_WITH_EXCEPT_START, 0);
    if (async)
        emit_await(c, at, AWAIT_AEXIT);
    emit_with_except_finish(c, at, cleanup, exit);
    place_label(c, exit);
}

void emit_with(Codegen *c, WithNode *node) {
    bool top_level = c->context->options->top_level_await && c->unit->kind == UNIT_MODULE;
    if (node->base.kind == NODE_ASYNC_WITH && c->unit->kind != UNIT_ASYNC_FUNCTION && !top_level)
        context_error(c->context, node_position(&node->base),
                      "'async with' outside async function");
    emit_with_item(c, node, 0);
}
