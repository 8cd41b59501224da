/* Calls: of functions, of methods without making bound ones, of super()'s attributes. */
#include "compiler/codegen.h"

/* ---- super() ---------------------------------------------------------------------------- */

static bool is_shadowed_super(const Codegen *c) {
    return scope_variable(c->unit->scope, NAME_SUPER) != VARIABLE_GLOBAL_IMPLICIT ||
           symbol_lookup(&c->table->module->symbols, NAME_SUPER);
}

/* super().x and super(C, self).x, where super is the builtin as far as one can see. */
bool can_optimize_super(Codegen *c, AttributeNode *attribute) {
    if (attribute->value->kind != NODE_CALL)
        return false;
    const CallNode *call = (CallNode *)attribute->value;
    if (call->func->kind != NODE_NAME || !text_is(((NameNode *)call->func)->id, "super") ||
        call->keywords.count || is_shadowed_super(c) || !scope_is_function_like(c->unit->scope))
        return false;
    if (call->args.count == 2)
        return call->args.items[0]->kind != NODE_STARRED &&
               call->args.items[1]->kind != NODE_STARRED;
    if (call->args.count != 0 || c->unit->argcount == 0)
        return false;
    return scope_variable(c->unit->scope, NAME_CLASS_CELL) == VARIABLE_FREE;
}

void emit_super(Codegen *c, AttributeNode *attribute, bool method) {
    CallNode *call = (CallNode *)attribute->value;
    CodePosition at = node_position(&call->base);
    bool explicit = call->args.count == 2;
    emit_name(c, node_position(call->func), NAME_SUPER, CONTEXT_LOAD);
    if (explicit) {
        visit_expression(c, call->args.items[0]);
        visit_expression(c, call->args.items[1]);
    } else {
        emit(c, at, OP_LOAD_DEREF, cell_number(c, NAME_CLASS_CELL));
        emit_name(c, at, c->unit->locals.items[0].name, CONTEXT_LOAD);
    }
    unsigned opcode = explicit ? OP_LOAD_SUPER_ATTR : OP_LOAD_ZERO_SUPER_ATTR;
    if (method)
        opcode = explicit ? OP_LOAD_SUPER_METHOD : OP_LOAD_ZERO_SUPER_METHOD;
    emit_with_name(c, attribute_position(node_position(&attribute->base), attribute), opcode,
                   attribute->attr);
}

/* ---- arguments -------------------------------------------------------------------------- */

static void check_keywords(Codegen *c, const NodeList *keywords) {
    if (keywords->count == 0)
        return;
    SymbolMap seen = {0};
    for (size_t i = 0; i < keywords->count; i++) {
        KeywordNode *keyword = (KeywordNode *)keywords->items[i];
        if (!keyword->arg.bytes)
            continue;
        check_forbidden_name(c, node_position(&keyword->base), keyword->arg, CONTEXT_STORE);
        Name name = context_name(c->context, keyword->arg);
        Symbol *symbol = symbol_add(c->context, &seen, name);
        if (symbol->flags)
            context_error(c->context, node_position(&keyword->base),
                          "keyword argument repeated: %.*s", TEXT_ARGS(keyword->arg));
        symbol->flags = 1;
    }
}

static bool has_kind(const NodeList *list, NodeKind kind) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i]->kind == kind)
            return true;
    return false;
}

static bool has_double_star(const NodeList *keywords) {
    for (size_t i = 0; i < keywords->count; i++)
        if (!((KeywordNode *)keywords->items[i])->arg.bytes)
            return true;
    return false;
}

static void visit_keyword_values(Codegen *c, const NodeList *keywords) {
    for (size_t i = 0; i < keywords->count; i++)
        visit_expression(c, ((KeywordNode *)keywords->items[i])->value);
}

/* Names of keywords are not mangled, even in a class: they are the callee's. */
static void emit_keyword_names(Codegen *c, CodePosition at, const NodeList *keywords) {
    Text *names = context_alloc(c->context, keywords->count * sizeof *names);
    for (size_t i = 0; i < keywords->count; i++)
        names[i] = ((KeywordNode *)keywords->items[i])->arg;
    emit_tuple_of_texts(c, at, names, keywords->count);
}

/* A dict of the keyword arguments `begin` to `end`. */
static void emit_keyword_dict(Codegen *c, CodePosition at, const NodeList *keywords, size_t begin,
                              size_t end) {
    size_t count = end - begin;
    bool big = 2 * count > STACK_USE_GUIDELINE;
    NodeList part = {count, keywords->items + begin};
    if (count > 1 && !big) {
        visit_keyword_values(c, &part);
        emit_keyword_names(c, at, &part);
        emit(c, at, OP_BUILD_CONST_KEY_MAP, count);
        return;
    }
    if (big)
        emit(c, NO_POSITION, OP_BUILD_MAP, 0);
    for (size_t i = 0; i < count; i++) {
        KeywordNode *keyword = (KeywordNode *)part.items[i];
        emit_text(c, at, keyword->arg);
        visit_expression(c, keyword->value);
        if (big)
            emit(c, NO_POSITION, OP_MAP_ADD, 1);
    }
    if (!big)
        emit(c, at, OP_BUILD_MAP, count);
}

static void emit_keywords_mapping(Codegen *c, CodePosition at, const NodeList *keywords) {
    size_t waiting = 0, count = keywords->count;
    bool built = false;
    for (size_t i = 0; i < count; i++) {
        KeywordNode *keyword = (KeywordNode *)keywords->items[i];
        if (keyword->arg.bytes) {
            waiting++;
            continue;
        }
        if (waiting) {
            emit_keyword_dict(c, at, keywords, i - waiting, i);
            if (built)
                emit(c, at, OP_DICT_MERGE, 1);
            built = true;
            waiting = 0;
        }
        if (!built)
            emit(c, at, OP_BUILD_MAP, 0);
        built = true;
        visit_expression(c, keyword->value);
        emit(c, at, OP_DICT_MERGE, 1);
    }
    if (waiting) {
        emit_keyword_dict(c, at, keywords, count - waiting, count);
        if (built)
            emit(c, at, OP_DICT_MERGE, 1);
    }
}

static bool is_simple_call(uint32_t pushed, const NodeList *args, const NodeList *keywords) {
    return !has_kind(args, NODE_STARRED) && !has_double_star(keywords) &&
           args->count + 2 * keywords->count <= STACK_USE_GUIDELINE && pushed < 8;
}

void emit_arguments(Codegen *c, CodePosition at, uint32_t pushed, const NodeList *args,
                    Name extra_base, const NodeList *keywords) {
    check_keywords(c, keywords);
    if (is_simple_call(pushed, args, keywords)) {
        uint32_t count = pushed + args->count + keywords->count;
        for (size_t i = 0; i < args->count; i++)
            visit_expression(c, args->items[i]);
        if (extra_base) {
            emit_name(c, at, extra_base, CONTEXT_LOAD);
            count++;
        }
        visit_keyword_values(c, keywords);
        if (keywords->count)
            emit_keyword_names(c, at, keywords);
        emit(c, at, keywords->count ? OP_CALL_KW : OP_CALL, count);
        return;
    }
    if (pushed == 0 && args->count == 1 && !extra_base && args->items[0]->kind == NODE_STARRED)
        visit_expression(c, ((StarredNode *)args->items[0])->value);
    else
        emit_display(c, at, args, extra_base, pushed, OP_BUILD_LIST, OP_LIST_APPEND, OP_LIST_EXTEND,
                     true);
    if (keywords->count)
        emit_keywords_mapping(c, at, keywords);
    emit(c, at, OP_CALL_FUNCTION_EX, keywords->count > 0);
}

/* ---- calls ------------------------------------------------------------------------------ */

/* A name that the module imports: its attributes are functions rather than methods. */
static bool is_imported_module(const Codegen *c, const Node *node) {
    if (node->kind != NODE_NAME)
        return false;
    Name name = context_name(c->context, ((NameNode *)node)->id);
    const Symbol *symbol = symbol_lookup(&c->table->module->symbols, name);
    return symbol && (symbol->flags & DEF_IMPORT);
}

static bool is_method_call(const Codegen *c, const CallNode *call) {
    if (call->func->kind != NODE_ATTRIBUTE || ((AttributeNode *)call->func)->ctx != CONTEXT_LOAD)
        return false;
    return !is_imported_module(c, ((AttributeNode *)call->func)->value) &&
           call->args.count + call->keywords.count + (call->keywords.count > 0) <
               STACK_USE_GUIDELINE &&
           !has_kind(&call->args, NODE_STARRED) && !has_double_star(&call->keywords);
}

static void emit_method_call(Codegen *c, CodePosition at, CallNode *call) {
    AttributeNode *attribute = (AttributeNode *)call->func;
    check_keywords(c, &call->keywords);
    if (can_optimize_super(c, attribute)) {
        emit_super(c, attribute, true);
    } else {
        visit_expression(c, attribute->value);
        emit_with_name(c, attribute_position(node_position(&attribute->base), attribute),
                       OP_LOAD_METHOD, attribute->attr);
    }
    for (size_t i = 0; i < call->args.count; i++)
        visit_expression(c, call->args.items[i]);
    at = attribute_position(at, attribute);
    if (call->keywords.count) {
        visit_keyword_values(c, &call->keywords);
        emit_keyword_names(c, at, &call->keywords);
        emit(c, at, OP_CALL_METHOD_KW, call->args.count + call->keywords.count);
        return;
    }
    emit(c, at, OP_CALL_METHOD, call->args.count);
}

void emit_call(Codegen *c, CodePosition at, CallNode *call) {
    if (is_method_call(c, call)) {
        emit_method_call(c, at, call);
        return;
    }
    warn_call(c, call->func);
    visit_expression(c, call->func);
    emit_arguments(c, at, 0, &call->args, NAME_NONE, &call->keywords);
}
