/* Comprehensions. A generator expression is a function of its outermost iterator; the other kinds
 * run in the frame around them where the symbol table says so (PEP 709): what the frame keeps in
 * the comprehension's variables is pushed before and stored back after, also when an exception
 * passes. */
#include "compiler/codegen.h"

typedef struct Parts {
    ComprehensionKind kind;
    const NodeList *generators;
    Node *element, *value; /* of a dict: key, value */
    bool inlined;
    CodePosition at;
} Parts;

static Parts parts_of(Node *node) {
    Parts parts = {.at = node_position(node)};
    switch ((NodeKind)node->kind) {
    case NODE_LIST_COMP:
        parts.kind = COMPREHENSION_LIST;
        parts.generators = &((ListCompNode *)node)->generators;
        parts.element = ((ListCompNode *)node)->elt;
        break;
    case NODE_SET_COMP:
        parts.kind = COMPREHENSION_SET;
        parts.generators = &((SetCompNode *)node)->generators;
        parts.element = ((SetCompNode *)node)->elt;
        break;
    case NODE_DICT_COMP:
        parts.kind = COMPREHENSION_DICT;
        parts.generators = &((DictCompNode *)node)->generators;
        parts.element = ((DictCompNode *)node)->key;
        parts.value = ((DictCompNode *)node)->value;
        break;
    default:
        parts.kind = COMPREHENSION_GENERATOR;
        parts.generators = &((GeneratorExpNode *)node)->generators;
        parts.element = ((GeneratorExpNode *)node)->elt;
    }
    return parts;
}

/* ---- the loops -------------------------------------------------------------------------- */

static void emit_generator(Codegen *c, const Parts *parts, size_t index, uint32_t depth);

static void emit_iterator(Codegen *c, ComprehensionNode *generator) {
    visit_expression(c, generator->iter);
    emit(c, node_position(generator->iter), generator->is_async ? OP_GET_AITER : OP_GET_ITER, 0);
}

/* The result's new item; `depth` iterators lie above the result. */
static void emit_element(Codegen *c, const Parts *parts, uint32_t depth) {
    CodePosition at = node_position(parts->element);
    visit_expression(c, parts->element);
    switch (parts->kind) {
    case COMPREHENSION_GENERATOR:
        emit_yield(c, at);
        emit(c, at, OP_POP_TOP, 0);
        break;
    case COMPREHENSION_LIST:
        emit(c, at, OP_LIST_APPEND, depth + 1);
        break;
    case COMPREHENSION_SET:
        emit(c, at, OP_SET_ADD, depth + 1);
        break;
    default:
        visit_expression(c, parts->value);
        at.end_line = parts->value->end_lineno;
        at.end_column = parts->value->end_col_offset;
        emit(c, at, OP_MAP_ADD, depth + 1);
    }
}

static void emit_rest(Codegen *c, const Parts *parts, size_t index, uint32_t depth,
                      Label if_cleanup) {
    ComprehensionNode *generator = (ComprehensionNode *)parts->generators->items[index];
    visit_expression(c, generator->target);
    for (size_t i = 0; i < generator->ifs.count; i++)
        emit_jump_if(c, parts->at, generator->ifs.items[i], if_cleanup, false);
    if (index + 1 < parts->generators->count)
        emit_generator(c, parts, index + 1, depth);
    else
        emit_element(c, parts, depth);
}

/* `for y in [f(x)]`: an assignment rather than a loop. */
static Node *single_item(const ComprehensionNode *generator) {
    const NodeList *items = NULL;
    if (generator->iter->kind == NODE_LIST)
        items = &((ListNode *)generator->iter)->elts;
    else if (generator->iter->kind == NODE_TUPLE)
        items = &((TupleNode *)generator->iter)->elts;
    bool single = items && items->count == 1 && items->items[0]->kind != NODE_STARRED;
    return single ? items->items[0] : NULL;
}

static CodePosition element_position(const Parts *parts) {
    CodePosition at = node_position(parts->element);
    if (parts->value) {
        at.end_line = parts->value->end_lineno;
        at.end_column = parts->value->end_col_offset;
    }
    return at;
}

static void emit_sync_loop(Codegen *c, const Parts *parts, size_t index, uint32_t depth) {
    ComprehensionNode *generator = (ComprehensionNode *)parts->generators->items[index];
    Label start = new_label(c), if_cleanup = new_label(c), anchor = new_label(c);
    if (index > 0) {
        Node *item = single_item(generator);
        if (item) {
            visit_expression(c, item);
            emit_rest(c, parts, index, depth, if_cleanup);
            place_label(c, if_cleanup);
            return;
        }
        emit_iterator(c, generator);
    }
    place_label(c, start);
    emit_jump(c, node_position(generator->iter), OP_FOR_ITER, anchor);
    emit(c, node_position(generator->iter), OP_NOP, 0);
    emit_rest(c, parts, index, depth + 1, if_cleanup);
    place_label(c, if_cleanup);
    emit_jump(c, element_position(parts), PSEUDO_JUMP, start);
    place_label(c, anchor);
}

static void emit_async_loop(Codegen *c, const Parts *parts, size_t index, uint32_t depth) {
    ComprehensionNode *generator = (ComprehensionNode *)parts->generators->items[index];
    Label start = new_label(c), except = new_label(c), if_cleanup = new_label(c);
    if (index > 0)
        emit_iterator(c, generator);
    place_label(c, start);
    push_block(c, (FrameBlock){.kind = BLOCK_ASYNC_COMPREHENSION, .start = start});
    emit_jump(c, parts->at, PSEUDO_SETUP_FINALLY, except);
    emit(c, parts->at, OP_GET_ANEXT, 0);
    emit_none(c, parts->at);
    emit_yield_from(c, parts->at, true);
    emit(c, parts->at, PSEUDO_POP_BLOCK, 0);
    emit_rest(c, parts, index, depth + 1, if_cleanup);
    place_label(c, if_cleanup);
    emit_jump(c, element_position(parts), PSEUDO_JUMP, start);
    pop_block(c);
    place_label(c, except);
    emit(c, parts->at, OP_END_ASYNC_FOR, 0);
}

static void emit_generator(Codegen *c, const Parts *parts, size_t index, uint32_t depth) {
    context_check_stack(c->context);
    if (index == 0 && !parts->inlined) {
        c->unit->argcount = 1;
        emit(c, parts->at, OP_LOAD_FAST, 0);
    }
    if (((ComprehensionNode *)parts->generators->items[index])->is_async)
        emit_async_loop(c, parts, index, depth);
    else
        emit_sync_loop(c, parts, index, depth);
}

/* ---- in the frame around it ------------------------------------------------------------- */

typedef struct Inlining {
    Symbol *saved_symbols; /* of the scope around it: as they were */
    uint32_t saved_count, saved_capacity;
    Name *hidden; /* fast locals only while the comprehension runs */
    uint32_t hidden_count, hidden_capacity;
    Name *pushed;
    uint32_t pushed_count, pushed_capacity;
    Label cleanup, end;
    bool was_inlined;
} Inlining;

/* A variable of the comprehension: make its name mean what it means in there. */
static void enter_symbol(Codegen *c, Inlining *state, CodePosition at, const Symbol *inner,
                         bool in_class) {
    Unit *unit = c->unit;
    bool binds = (inner->flags & DEF_LOCAL) && !(inner->flags & DEF_NONLOCAL);
    Symbol *outer = symbol_lookup(&unit->scope->symbols, inner->name);
    Variable outer_variable = outer ? outer->variable : VARIABLE_UNKNOWN;
    Variable variable = inner->variable;
    bool differs = variable != outer_variable && variable != VARIABLE_FREE;
    if (differs || in_class) {
        if (!outer)
            outer = symbol_add(c->context, &unit->scope->symbols, inner->name);
        *CONTEXT_APPEND(c->context, state->saved_symbols, state->saved_count,
                        state->saved_capacity) = *outer;
        outer->flags = inner->flags;
        outer->variable = variable;
    }
    if (!binds)
        return;
    if (!scope_is_function_like(unit->scope)) {
        Symbol *hidden = symbol_add(c->context, &unit->hidden, inner->name);
        if (!hidden->flags) {
            hidden->flags = 1;
            *CONTEXT_APPEND(c->context, state->hidden, state->hidden_count,
                            state->hidden_capacity) = inner->name;
        }
    }
    emit(c, at, OP_LOAD_FAST_AND_CLEAR, number_of(c, &unit->locals, inner->name));
    if (variable == VARIABLE_CELL)
        emit(c, at, OP_MAKE_CELL, cell_number(c, inner->name));
    *CONTEXT_APPEND(c->context, state->pushed, state->pushed_count, state->pushed_capacity) =
        inner->name;
}

static void enter_inlined(Codegen *c, Inlining *state, CodePosition at, const Scope *scope) {
    Unit *unit = c->unit;
    bool in_class = unit->scope->kind == SCOPE_CLASS && !unit->in_inlined_comprehension;
    state->was_inlined = unit->in_inlined_comprehension;
    unit->in_inlined_comprehension = true;
    for (uint32_t i = 0; i < scope->symbols.count; i++)
        if (!(scope->symbols.items[i].flags & DEF_PARAM))
            enter_symbol(c, state, at, &scope->symbols.items[i], in_class);
    if (!state->pushed_count)
        return;
    /* The iterator stays on top. */
    emit(c, at, OP_SWAP, state->pushed_count + 1);
    state->cleanup = new_label(c);
    state->end = new_label(c);
    emit_jump(c, at, PSEUDO_SETUP_FINALLY, state->cleanup);
}

static void restore_variables(Codegen *c, const Inlining *state, CodePosition at) {
    emit(c, at, OP_SWAP, state->pushed_count + 1);
    for (uint32_t i = state->pushed_count; i-- > 0;) {
        emit(c, at, OP_STORE_FAST, number_of(c, &c->unit->locals, state->pushed[i]));
        c->unit->instructions[c->unit->count - 1].may_be_null = true;
    }
}

static void leave_inlined(Codegen *c, Inlining *state, CodePosition at) {
    Unit *unit = c->unit;
    unit->in_inlined_comprehension = state->was_inlined;
    if (state->pushed_count) {
        emit(c, NO_POSITION, PSEUDO_POP_BLOCK, 0);
        emit_jump(c, NO_POSITION, PSEUDO_JUMP_NO_INTERRUPT, state->end);
        place_label(c, state->cleanup);
        /* The unfinished result lies below the exception. */
        emit(c, NO_POSITION, OP_SWAP, 2);
        emit(c, NO_POSITION, OP_POP_TOP, 0);
        restore_variables(c, state, at);
        emit(c, NO_POSITION, OP_RERAISE, 0);
        place_label(c, state->end);
        restore_variables(c, state, at);
    }
    for (uint32_t i = state->saved_count; i-- > 0;)
        *symbol_lookup(&unit->scope->symbols, state->saved_symbols[i].name) =
            state->saved_symbols[i];
    for (uint32_t i = 0; i < state->hidden_count; i++)
        symbol_lookup(&unit->hidden, state->hidden[i])->flags = 0;
}

/* ---- any comprehension ------------------------------------------------------------------ */

static void emit_empty_result(Codegen *c, const Parts *parts) {
    static const uint8_t opcodes[] = {[COMPREHENSION_LIST] = OP_BUILD_LIST,
                                      [COMPREHENSION_SET] = OP_BUILD_SET,
                                      [COMPREHENSION_DICT] = OP_BUILD_MAP};
    if (parts->kind == COMPREHENSION_GENERATOR)
        return;
    emit(c, parts->at, opcodes[parts->kind], 0);
    if (parts->inlined)
        emit(c, parts->at, OP_SWAP, 2);
}

static void emit_inlined(Codegen *c, const Parts *parts, const Scope *scope) {
    Inlining state = {0};
    emit_iterator(c, (ComprehensionNode *)parts->generators->items[0]);
    enter_inlined(c, &state, parts->at, scope);
    emit_empty_result(c, parts);
    emit_generator(c, parts, 0, 0);
    leave_inlined(c, &state, parts->at);
}

static Code *comprehension_code(Codegen *c, Node *node, const Parts *parts, const Scope *scope) {
    unit_enter(c, context_text(c->context, scope->name), UNIT_COMPREHENSION, node, parts->at.line,
               NAME_NONE);
    bool generator = parts->kind == COMPREHENSION_GENERATOR;
    if (generator)
        begin_stop_iteration(c);
    emit_empty_result(c, parts);
    emit_generator(c, parts, 0, 0);
    if (generator)
        end_stop_iteration(c);
    else
        emit(c, parts->at, OP_RETURN_VALUE, 0);
    return unit_leave(c, false);
}

void emit_comprehension(Codegen *c, Node *node) {
    Parts parts = parts_of(node);
    const Scope *scope = symbol_table_scope(c->table, node);
    bool async = scope->is_coroutine && parts.kind != COMPREHENSION_GENERATOR;
    parts.inlined = scope->is_inlined;
    UnitKind around = c->unit->kind;
    bool top_level = c->context->options->top_level_await && around == UNIT_MODULE;
    if (async && around != UNIT_ASYNC_FUNCTION && around != UNIT_COMPREHENSION && !top_level)
        context_error(c->context, parts.at,
                      "asynchronous comprehension outside of an asynchronous function");
    if (parts.inlined) {
        emit_inlined(c, &parts, scope);
        return;
    }
    Code *code = comprehension_code(c, node, &parts, scope);
    emit_closure(c, parts.at, code, 0);
    emit_iterator(c, (ComprehensionNode *)parts.generators->items[0]);
    emit(c, parts.at, OP_CALL, 1);
    if (async) {
        emit(c, parts.at, OP_GET_AWAITABLE, AWAIT_EXPRESSION);
        emit_none(c, parts.at);
        emit_yield_from(c, parts.at, true);
    }
}
