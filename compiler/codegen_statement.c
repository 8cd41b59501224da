/* Statements: assignments, loops, jumps out of blocks, and the blocks' undoing. */
#include "compiler/codegen.h"

#define AS(type) ((type##Node *)node)

/* ---- frame blocks ----------------------------------------------------------------------- */

void push_block(Codegen *c, FrameBlock block) {
    Unit *unit = c->unit;
    if (unit->block_count == BLOCKS_MAX)
        context_error(c->context, block.at, "too many statically nested blocks");
    unit->blocks[unit->block_count++] = block;
}

void pop_block(Codegen *c) {
    c->unit->block_count--;
}

void emit_exit_with_nones(Codegen *c, CodePosition at) {
    for (int i = 0; i < 3; i++)
        emit_none(c, at);
    emit(c, at, OP_CALL, 3);
}

void emit_unbind(Codegen *c, CodePosition at, Text name) {
    emit_none(c, at);
    emit_name_text(c, at, name, CONTEXT_STORE);
    emit_name_text(c, at, name, CONTEXT_DEL);
}

static void unwind_finally(Codegen *c, const FrameBlock *block, CodePosition *at,
                           bool preserve_top) {
    emit(c, *at, PSEUDO_POP_BLOCK, 0);
    if (preserve_top)
        push_block(c, (FrameBlock){.kind = BLOCK_POP_VALUE});
    visit_statements(c, block->finalbody);
    if (preserve_top)
        pop_block(c);
    *at = NO_POSITION;
}

static void unwind_with(Codegen *c, const FrameBlock *block, CodePosition *at, bool preserve_top) {
    *at = block->at;
    emit(c, *at, PSEUDO_POP_BLOCK, 0);
    if (preserve_top)
        emit(c, *at, OP_SWAP, 2);
    emit_exit_with_nones(c, *at);
    if (block->kind == BLOCK_ASYNC_WITH) {
        emit(c, *at, OP_GET_AWAITABLE, AWAIT_AEXIT);
        emit_none(c, *at);
        emit_yield_from(c, *at, true);
    }
    emit(c, *at, OP_POP_TOP, 0);
    *at = NO_POSITION;
}

/* Undo `block` on the way out of it; the block is popped already. `at` becomes unknown after code
 * that seems to run later than the statement that leaves. */
static void unwind_block(Codegen *c, const FrameBlock *block, CodePosition *at, bool preserve_top) {
    switch (block->kind) {
    case BLOCK_WHILE:
    case BLOCK_EXCEPTION_HANDLER:
    case BLOCK_EXCEPTION_GROUP_HANDLER:
    case BLOCK_ASYNC_COMPREHENSION:
    case BLOCK_STOP_ITERATION:
        break;
    case BLOCK_FOR:
    case BLOCK_POP_VALUE:
        if (preserve_top)
            emit(c, *at, OP_SWAP, 2);
        emit(c, *at, OP_POP_TOP, 0);
        break;
    case BLOCK_TRY_EXCEPT:
        emit(c, *at, PSEUDO_POP_BLOCK, 0);
        break;
    case BLOCK_FINALLY_TRY:
        unwind_finally(c, block, at, preserve_top);
        break;
    case BLOCK_FINALLY_END:
        if (preserve_top)
            emit(c, *at, OP_SWAP, 2);
        emit(c, *at, OP_POP_TOP, 0);
        if (preserve_top)
            emit(c, *at, OP_SWAP, 2);
        emit(c, *at, PSEUDO_POP_BLOCK, 0);
        emit(c, *at, OP_POP_EXCEPT, 0);
        break;
    case BLOCK_WITH:
    case BLOCK_ASYNC_WITH:
        unwind_with(c, block, at, preserve_top);
        break;
    case BLOCK_HANDLER_CLEANUP:
        if (block->name.bytes)
            emit(c, *at, PSEUDO_POP_BLOCK, 0);
        if (preserve_top)
            emit(c, *at, OP_SWAP, 2);
        emit(c, *at, PSEUDO_POP_BLOCK, 0);
        emit(c, *at, OP_POP_EXCEPT, 0);
        if (block->name.bytes)
            emit_unbind(c, *at, block->name);
        break;
    }
}

/* Undo all blocks from the innermost outwards, or those inside the nearest loop, which is returned.
 * While a block's undoing is emitted, it and those inside it count as left. */
static FrameBlock *unwind_blocks(Codegen *c, CodePosition *at, bool preserve_top, bool to_loop) {
    Unit *unit = c->unit;
    int count = unit->block_count;
    FrameBlock saved[BLOCKS_MAX], *loop = NULL;
    memcpy(saved, unit->blocks, count * sizeof *saved);
    while (unit->block_count > 0) {
        const FrameBlock *top = &saved[unit->block_count - 1];
        if (top->kind == BLOCK_EXCEPTION_GROUP_HANDLER)
            context_error(c->context, *at,
                          "'break', 'continue' and 'return' cannot appear in an except* block");
        if (to_loop && (top->kind == BLOCK_WHILE || top->kind == BLOCK_FOR)) {
            loop = &unit->blocks[unit->block_count - 1];
            break;
        }
        unit->block_count--;
        unwind_block(c, top, at, preserve_top);
    }
    memcpy(unit->blocks, saved, count * sizeof *saved);
    unit->block_count = count;
    return loop;
}

/* ---- jumps out -------------------------------------------------------------------------- */

static void emit_return(Codegen *c, ReturnNode *node) {
    CodePosition at = node_position(&node->base);
    const Scope *scope = c->unit->scope;
    bool computed = node->value && !is_constant(node->value);
    if (!scope_is_function_like(scope))
        context_error(c->context, at, "'return' outside function");
    if (node->value && scope->is_coroutine && scope->is_generator)
        context_error(c->context, at, "'return' with value in async generator");
    if (computed) {
        visit_expression(c, node->value);
    } else if (node->value) {
        at = node_position(node->value);
        emit(c, at, OP_NOP, 0);
    }
    if (!node->value || node->value->lineno != node->base.lineno) {
        at = node_position(&node->base);
        emit(c, at, OP_NOP, 0);
    }
    unwind_blocks(c, &at, computed, false);
    if (!node->value)
        emit_none(c, at);
    else if (!computed)
        emit_constant(c, at, *constant_of(node->value));
    emit(c, at, OP_RETURN_VALUE, 0);
}

static void emit_loop_exit(Codegen *c, CodePosition at, bool is_break) {
    CodePosition origin = at;
    emit(c, at, OP_NOP, 0);
    FrameBlock *found = unwind_blocks(c, &at, false, true);
    if (!found)
        context_error(c->context, origin,
                      is_break ? "'break' outside loop" : "'continue' not properly in loop");
    FrameBlock loop = *found;
    if (is_break)
        unwind_block(c, &loop, &at, false);
    emit_jump(c, at, PSEUDO_JUMP, is_break ? loop.exit : loop.start);
}

/* ---- loops and branches ----------------------------------------------------------------- */

static void emit_if(Codegen *c, IfNode *node) {
    Label end = new_label(c), next = node->orelse.count ? new_label(c) : end;
    emit_jump_if(c, node_position(&node->base), node->test, next, false);
    visit_statements(c, &node->body);
    if (node->orelse.count) {
        emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, end);
        place_label(c, next);
        visit_statements(c, &node->orelse);
    }
    place_label(c, end);
}

/* The test stands before the loop and again at its end, where a failing one falls through. */
static void emit_while(Codegen *c, WhileNode *node) {
    CodePosition at = node_position(&node->base);
    Label loop = new_label(c), body = new_label(c), end = new_label(c), anchor = new_label(c);
    place_label(c, loop);
    push_block(c, (FrameBlock){.kind = BLOCK_WHILE, .start = loop, .exit = end, .at = at});
    emit_jump_if(c, at, node->test, anchor, false);
    place_label(c, body);
    visit_statements(c, &node->body);
    emit_jump_if(c, at, node->test, body, true);
    pop_block(c);
    place_label(c, anchor);
    visit_statements(c, &node->orelse);
    place_label(c, end);
}

static void emit_for(Codegen *c, ForNode *node) {
    CodePosition at = node_position(node->iter);
    Label start = new_label(c), cleanup = new_label(c), end = new_label(c);
    push_block(
        c, (FrameBlock){
               .kind = BLOCK_FOR, .start = start, .exit = end, .at = node_position(&node->base)});
    visit_expression(c, node->iter);
    emit(c, at, OP_GET_ITER, 0);
    place_label(c, start);
    emit_jump(c, at, OP_FOR_ITER, cleanup);
    emit(c, node_position(node->target), OP_NOP, 0);
    visit_expression(c, node->target);
    visit_statements(c, &node->body);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP, start);
    place_label(c, cleanup);
    pop_block(c);
    visit_statements(c, &node->orelse);
    place_label(c, end);
}

static bool is_top_level_await(const Codegen *c) {
    return c->context->options->top_level_await && c->unit->kind == UNIT_MODULE;
}

static void emit_async_for(Codegen *c, ForNode *node) {
    CodePosition at = node_position(&node->base), iter_at = node_position(node->iter);
    if (c->unit->kind != UNIT_ASYNC_FUNCTION && !is_top_level_await(c))
        context_error(c->context, at, "'async for' outside async function");
    Label start = new_label(c), except = new_label(c), end = new_label(c);
    visit_expression(c, node->iter);
    emit(c, iter_at, OP_GET_AITER, 0);
    place_label(c, start);
    push_block(c, (FrameBlock){.kind = BLOCK_FOR, .start = start, .exit = end, .at = at});
    emit_jump(c, at, PSEUDO_SETUP_FINALLY, except);
    emit(c, at, OP_GET_ANEXT, 0);
    emit_none(c, at);
    emit_yield_from(c, at, true);
    emit(c, at, PSEUDO_POP_BLOCK, 0);
    visit_expression(c, node->target);
    visit_statements(c, &node->body);
    emit_jump(c, NO_POSITION, PSEUDO_JUMP, start);
    pop_block(c);
    place_label(c, except);
    emit(c, iter_at, OP_END_ASYNC_FOR, 0);
    visit_statements(c, &node->orelse);
    place_label(c, end);
}

/* ---- assignments ------------------------------------------------------------------------ */

static void emit_assign(Codegen *c, AssignNode *node) {
    size_t last = node->targets.count - 1;
    visit_expression(c, node->value);
    for (size_t i = 0; i <= last; i++) {
        if (i < last)
            emit(c, node_position(&node->base), OP_COPY, 1);
        visit_expression(c, node->targets.items[i]);
    }
}

static void evaluate(Codegen *c, Node *node) {
    visit_expression(c, node);
    emit(c, node_position(node), OP_POP_TOP, 0);
}

static void evaluate_index(Codegen *c, Node *node) {
    if (node->kind == NODE_SLICE) {
        Node *parts[] = {AS(Slice)->lower, AS(Slice)->upper, AS(Slice)->step};
        for (size_t i = 0; i < 3; i++)
            if (parts[i])
                evaluate(c, parts[i]);
    } else if (node->kind == NODE_TUPLE) {
        for (size_t i = 0; i < AS(Tuple)->elts.count; i++)
            evaluate_index(c, AS(Tuple)->elts.items[i]);
    } else {
        evaluate(c, node);
    }
}

void emit_annotation(Codegen *c, Node *annotation) {
    CodePosition at = node_position(annotation);
    if (c->context->future & CO_FUTURE_ANNOTATIONS) {
        emit_text(c, at, unparse_expression(c->context, annotation));
    } else if (annotation->kind == NODE_STARRED) {
        visit_expression(c, ((StarredNode *)annotation)->value);
        emit(c, at, OP_UNPACK_SEQUENCE, 1);
    } else {
        visit_expression(c, annotation);
    }
}

static void emit_annotated(Codegen *c, AnnAssignNode *statement) {
    Node *node = statement->target;
    CodePosition at = node_position(&statement->base);
    bool keeps = c->unit->kind == UNIT_MODULE || c->unit->kind == UNIT_CLASS;
    bool postponed = c->context->future & CO_FUTURE_ANNOTATIONS;
    if (statement->value) {
        visit_expression(c, statement->value);
        visit_expression(c, node);
    }
    switch ((NodeKind)node->kind) {
    case NODE_NAME:
        check_forbidden_name(c, at, AS(Name)->id, CONTEXT_STORE);
        if (statement->simple && keeps) {
            emit_annotation(c, statement->annotation);
            emit(c, at, OP_LOAD_NAME, number_of(c, &c->unit->names, NAME_ANNOTATIONS));
            Name name = mangle_in_unit(c, context_name(c->context, AS(Name)->id));
            emit_text(c, at, context_text(c->context, name));
            emit(c, at, OP_STORE_SUBSCR, 0);
        }
        break;
    case NODE_ATTRIBUTE:
        check_forbidden_name(c, at, AS(Attribute)->attr, CONTEXT_STORE);
        if (!statement->value)
            evaluate(c, AS(Attribute)->value);
        break;
    default:
        if (!statement->value) {
            evaluate(c, AS(Subscript)->value);
            evaluate_index(c, AS(Subscript)->slice);
        }
    }
    if (!statement->simple && !postponed && keeps)
        evaluate(c, statement->annotation);
}

static void emit_assert(Codegen *c, AssertNode *node) {
    CodePosition at = node_position(&node->base);
    bool is_tuple = (node->test->kind == NODE_TUPLE && ((TupleNode *)node->test)->elts.count) ||
                    (is_constant(node->test) && constant_of(node->test)->kind == CONSTANT_TUPLE &&
                     constant_of(node->test)->sequence.count);
    if (is_tuple)
        context_warn(c->context, at, "assertion is always true, perhaps remove parentheses?");
    if (c->optimize)
        return;
    Label end = new_label(c);
    emit_jump_if(c, at, node->test, end, true);
    emit(c, at, OP_LOAD_ASSERTION_ERROR, 0);
    if (node->msg) {
        visit_expression(c, node->msg);
        emit(c, at, OP_CALL, 1);
    }
    emit(c, node_position(node->test), OP_RAISE_VARARGS, 1);
    place_label(c, end);
}

static void emit_raise(Codegen *c, RaiseNode *node) {
    uint32_t count = 0;
    if (node->exc) {
        visit_expression(c, node->exc);
        count = 1;
        if (node->cause) {
            visit_expression(c, node->cause);
            count = 2;
        }
    }
    emit(c, node_position(&node->base), OP_RAISE_VARARGS, count);
}

static void emit_expression_statement(Codegen *c, ExprNode *node) {
    CodePosition at = node_position(&node->base);
    if (c->interactive && c->unit->kind == UNIT_MODULE) {
        visit_expression(c, node->value);
        emit(c, at, OP_CALL_INTRINSIC_1, INTRINSIC_PRINT);
        emit(c, NO_POSITION, OP_POP_TOP, 0);
    } else if (is_constant(node->value)) {
        emit(c, at, OP_NOP, 0);
    } else {
        visit_expression(c, node->value);
        emit(c, NO_POSITION, OP_POP_TOP, 0);
    }
}

/* ---- any statement ---------------------------------------------------------------------- */

void visit_statement(Codegen *c, Node *node) {
    context_check_stack(c->context);
    CodePosition at = node_position(node);
    switch ((NodeKind)node->kind) {
    case NODE_EXPR:
        emit_expression_statement(c, AS(Expr));
        break;
    case NODE_ASSIGN:
        emit_assign(c, AS(Assign));
        break;
    case NODE_AUG_ASSIGN:
        emit_augmented_assignment(c, AS(AugAssign));
        break;
    case NODE_ANN_ASSIGN:
        emit_annotated(c, AS(AnnAssign));
        break;
    case NODE_RETURN:
        emit_return(c, AS(Return));
        break;
    case NODE_IF:
        emit_if(c, AS(If));
        break;
    case NODE_WHILE:
        emit_while(c, AS(While));
        break;
    case NODE_FOR:
        emit_for(c, AS(For));
        break;
    case NODE_ASYNC_FOR:
        emit_async_for(c, AS(For));
        break;
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
        emit_function(c, AS(FunctionDef));
        break;
    case NODE_CLASS_DEF:
        emit_class(c, AS(ClassDef));
        break;
    case NODE_TYPE_ALIAS:
        emit_type_alias(c, AS(TypeAlias));
        break;
    case NODE_TRY:
    case NODE_TRY_STAR:
        emit_try(c, AS(Try));
        break;
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        emit_with(c, AS(With));
        break;
    case NODE_MATCH:
        emit_match(c, AS(Match));
        break;
    case NODE_RAISE:
        emit_raise(c, AS(Raise));
        break;
    case NODE_ASSERT:
        emit_assert(c, AS(Assert));
        break;
    case NODE_IMPORT:
        emit_import(c, AS(Import));
        break;
    case NODE_IMPORT_FROM:
        emit_import_from(c, AS(ImportFrom));
        break;
    case NODE_DELETE:
        for (size_t i = 0; i < AS(Delete)->targets.count; i++)
            visit_expression(c, AS(Delete)->targets.items[i]);
        break;
    case NODE_PASS:
        emit(c, at, OP_NOP, 0);
        break;
    case NODE_BREAK:
        emit_loop_exit(c, at, true);
        break;
    case NODE_CONTINUE:
        emit_loop_exit(c, at, false);
        break;
    case NODE_GLOBAL:
    case NODE_NONLOCAL:
        break;
    default:
        context_fail(c->context, DIAGNOSTIC_SYSTEM, "not a statement");
    }
}

void visit_statements(Codegen *c, const NodeList *list) {
    for (size_t i = 0; i < list->count; i++)
        visit_statement(c, list->items[i]);
}
