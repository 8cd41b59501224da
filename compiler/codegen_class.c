/* Classes, the bodies they share with modules, and what takes type parameters. */
#include "compiler/codegen.h"

/* ---- bodies ----------------------------------------------------------------------------- */

static bool statement_has_annotation(const Node *node);

bool has_annotations(const NodeList *body) {
    for (size_t i = 0; i < body->count; i++)
        if (statement_has_annotation(body->items[i]))
            return true;
    return false;
}

static bool handlers_have_annotation(const NodeList *handlers) {
    for (size_t i = 0; i < handlers->count; i++)
        if (has_annotations(&((ExceptHandlerNode *)handlers->items[i])->body))
            return true;
    return false;
}

static bool cases_have_annotation(const NodeList *cases) {
    for (size_t i = 0; i < cases->count; i++)
        if (has_annotations(&((MatchCaseNode *)cases->items[i])->body))
            return true;
    return false;
}

/* As deep as statements nest, which indentation and the parser bound. */
static bool statement_has_annotation(const Node *node) {
    switch ((NodeKind)node->kind) {
    case NODE_ANN_ASSIGN:
        return true;
    case NODE_FOR:
    case NODE_ASYNC_FOR:
        return has_annotations(&((ForNode *)node)->body) ||
               has_annotations(&((ForNode *)node)->orelse);
    case NODE_WHILE:
        return has_annotations(&((WhileNode *)node)->body) ||
               has_annotations(&((WhileNode *)node)->orelse);
    case NODE_IF:
        return has_annotations(&((IfNode *)node)->body) ||
               has_annotations(&((IfNode *)node)->orelse);
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        return has_annotations(&((WithNode *)node)->body);
    case NODE_TRY:
    case NODE_TRY_STAR:
        return has_annotations(&((TryNode *)node)->body) ||
               handlers_have_annotation(&((TryNode *)node)->handlers) ||
               has_annotations(&((TryNode *)node)->orelse) ||
               has_annotations(&((TryNode *)node)->finalbody);
    case NODE_MATCH:
        return cases_have_annotation(&((MatchNode *)node)->cases);
    default:
        return false;
    }
}

void emit_body(Codegen *c, CodePosition at, const NodeList *body) {
    if (c->unit->kind == UNIT_MODULE && body->count)
        at = node_position(body->items[0]);
    if (has_annotations(body))
        emit(c, at, OP_SETUP_ANNOTATIONS, 0);
    NodeList rest = *body;
    Constant *docstring = body_docstring(c, body);
    if (docstring) {
        CodePosition docstring_at = node_position(((ExprNode *)rest.items[0])->value);
        if (c->optimize < 2) {
            emit_constant(c, docstring_at, *docstring);
            emit_name(c, NO_POSITION, NAME_DOC, CONTEXT_STORE);
        } else {
            emit(c, docstring_at, OP_NOP, 0);
        }
        rest.items++;
        rest.count--;
    }
    visit_statements(c, &rest);
}

/* ---- type parameters -------------------------------------------------------------------- */

Text generic_name(Codegen *c, Text name) {
    Text parts[] = {{"<generic parameters of ", 23}, name, {">", 1}};
    return context_concat(c->context, parts, 3);
}

/* A bound or default: a function that evaluates it when asked. */
static void emit_lazily(Codegen *c, Node *expression, Text name, const void *key,
                        bool allow_starred) {
    CodePosition at = node_position(expression);
    unit_enter(c, name, UNIT_TYPE_PARAMETERS, key, at.line, NAME_NONE);
    if (allow_starred && expression->kind == NODE_STARRED) {
        visit_expression(c, ((StarredNode *)expression)->value);
        emit(c, at, OP_UNPACK_SEQUENCE, 1);
    } else {
        visit_expression(c, expression);
    }
    emit(c, at, OP_RETURN_VALUE, 0);
    emit_closure(c, at, unit_leave(c, true), 0);
}

typedef struct Parameter {
    Text name;
    Node *bound, *default_value;
    uint32_t intrinsic;
} Parameter;

static Parameter parameter_of(Node *node) {
    switch ((NodeKind)node->kind) {
    case NODE_TYPE_VAR: {
        TypeVarNode *type_var = (TypeVarNode *)node;
        return (Parameter){type_var->name, type_var->bound, type_var->default_value,
                           INTRINSIC_TYPEVAR};
    }
    case NODE_PARAM_SPEC:
        return (Parameter){((ParamSpecNode *)node)->name, NULL,
                           ((ParamSpecNode *)node)->default_value, INTRINSIC_PARAMSPEC};
    default:
        return (Parameter){((TypeVarTupleNode *)node)->name, NULL,
                           ((TypeVarTupleNode *)node)->default_value, INTRINSIC_TYPEVARTUPLE};
    }
}

void emit_type_parameters(Codegen *c, const NodeList *parameters) {
    CodePosition at = NO_POSITION;
    bool seen_default = false;
    for (size_t i = 0; i < parameters->count; i++) {
        Node *node = parameters->items[i];
        Parameter parameter = parameter_of(node);
        at = node_position(node);
        emit_text(c, at, parameter.name);
        if (parameter.bound) {
            emit_lazily(c, parameter.bound, parameter.name, node, false);
            emit(c, at, OP_CALL_INTRINSIC_2,
                 parameter.bound->kind == NODE_TUPLE ? INTRINSIC_TYPEVAR_WITH_CONSTRAINTS
                                                     : INTRINSIC_TYPEVAR_WITH_BOUND);
        } else {
            emit(c, at, OP_CALL_INTRINSIC_1, parameter.intrinsic);
        }
        if (parameter.default_value) {
            seen_default = true;
            emit_lazily(c, parameter.default_value, parameter.name, symbol_table_default_key(node),
                        node->kind == NODE_TYPE_VAR_TUPLE);
            emit(c, at, OP_CALL_INTRINSIC_2, INTRINSIC_SET_TYPEPARAM_DEFAULT);
        } else if (seen_default) {
            context_error(c->context, at,
                          "non-default type parameter '%.*s' follows default type parameter",
                          TEXT_ARGS(parameter.name));
        }
        emit(c, at, OP_COPY, 1);
        emit_name_text(c, at, parameter.name, CONTEXT_STORE);
    }
    emit(c, node_position(parameters->items[0]), OP_BUILD_TUPLE, parameters->count);
}

/* type X = value: (name, parameters or None, function of the value). */
static void emit_alias_value(Codegen *c, TypeAliasNode *node, Text name) {
    CodePosition at = node_position(&node->base);
    unit_enter(c, name, UNIT_FUNCTION, node, at.line, NAME_NONE);
    Constant none = constant_none();
    constant_pool_add(c->context, &c->unit->constants, &none);
    visit_expression(c, node->value);
    emit(c, at, OP_RETURN_VALUE, 0);
    emit_closure(c, at, unit_leave(c, false), 0);
    emit(c, at, OP_BUILD_TUPLE, 3);
    emit(c, at, OP_CALL_INTRINSIC_1, INTRINSIC_TYPEALIAS);
}

void emit_type_alias(Codegen *c, TypeAliasNode *node) {
    CodePosition at = node_position(&node->base);
    Text name = ((NameNode *)node->name)->id;
    if (node->type_params.count) {
        unit_enter(c, generic_name(c, name), UNIT_TYPE_PARAMETERS,
                   symbol_table_parameters_key(&node->base), at.line, NAME_NONE);
        emit_text(c, at, name);
        emit_type_parameters(c, &node->type_params);
        emit_alias_value(c, node, name);
        emit(c, at, OP_RETURN_VALUE, 0);
        emit_closure(c, at, unit_leave(c, false), 0);
        emit(c, at, OP_CALL, 0);
    } else {
        emit_text(c, at, name);
        emit_none(c, at);
        emit_alias_value(c, node, name);
    }
    emit_name_text(c, at, name, CONTEXT_STORE);
}

/* ---- classes ---------------------------------------------------------------------------- */

static void emit_static_attributes(Codegen *c) {
    SymbolMap *attributes = &c->unit->static_attributes;
    sort_names(c, attributes);
    Text *names = context_alloc(c->context, (attributes->count + 1) * sizeof *names);
    for (uint32_t i = 0; i < attributes->count; i++)
        names[i] = context_text(c->context, attributes->items[i].name);
    emit_tuple_of_texts(c, NO_POSITION, names, attributes->count);
    emit_name(c, NO_POSITION, NAME_STATIC_ATTRIBUTES, CONTEXT_STORE);
}

static Code *class_code(Codegen *c, ClassDefNode *node, int32_t first_line) {
    CodePosition at = {first_line, first_line, 0, 0};
    unit_enter(c, node->name, UNIT_CLASS, node, first_line, context_name(c->context, node->name));
    emit_name(c, at, NAME_NAME, CONTEXT_LOAD);
    emit_name(c, at, NAME_MODULE, CONTEXT_STORE);
    emit_text(c, at, c->unit->qualname);
    emit_name(c, at, NAME_QUALNAME, CONTEXT_STORE);
    emit_constant(c, at, constant_of_int(first_line));
    emit_name(c, at, NAME_FIRSTLINENO, CONTEXT_STORE);
    if (node->type_params.count) {
        emit_name(c, at, NAME_DOT_TYPE_PARAMS, CONTEXT_LOAD);
        emit_name(c, at, NAME_TYPE_PARAMS, CONTEXT_STORE);
    }
    if (c->unit->scope->needs_class_dict) {
        emit(c, at, OP_LOAD_LOCALS, 0);
        emit(c, at, OP_STORE_DEREF, closure_number(c, NAME_CLASS_DICT));
    }
    emit_body(c, at, &node->body);
    emit_static_attributes(c);
    if (c->unit->scope->needs_class_dict) {
        emit(c, NO_POSITION, PSEUDO_LOAD_CLOSURE, closure_number(c, NAME_CLASS_DICT));
        emit_name(c, NO_POSITION, NAME_CLASSDICTCELL, CONTEXT_STORE);
    }
    if (c->unit->scope->needs_class_cell) {
        emit(c, NO_POSITION, PSEUDO_LOAD_CLOSURE, closure_number(c, NAME_CLASS_CELL));
        emit(c, NO_POSITION, OP_COPY, 1);
        emit_name(c, NO_POSITION, NAME_CLASSCELL, CONTEXT_STORE);
    } else {
        emit_none(c, NO_POSITION);
    }
    emit(c, NO_POSITION, OP_RETURN_VALUE, 0);
    return unit_leave(c, true);
}

/* __build_class__, the body's function and the name: what the bases follow. */
static void emit_class_start(Codegen *c, ClassDefNode *node, int32_t first_line) {
    CodePosition at = node_position(&node->base);
    Code *code = class_code(c, node, first_line);
    emit(c, at, OP_LOAD_BUILD_CLASS, 0);
    emit_closure(c, at, code, 0);
    emit_text(c, at, node->name);
}

static void emit_generic_class(Codegen *c, ClassDefNode *node, int32_t first_line) {
    CodePosition at = node_position(&node->base);
    unit_enter(c, generic_name(c, node->name), UNIT_TYPE_PARAMETERS,
               symbol_table_parameters_key(&node->base), first_line,
               context_name(c->context, node->name));
    emit_type_parameters(c, &node->type_params);
    emit_name(c, at, NAME_DOT_TYPE_PARAMS, CONTEXT_STORE);
    emit_class_start(c, node, first_line);
    emit_name(c, at, NAME_DOT_TYPE_PARAMS, CONTEXT_LOAD);
    emit(c, at, OP_CALL_INTRINSIC_1, INTRINSIC_SUBSCRIPT_GENERIC);
    emit_name(c, at, NAME_DOT_GENERIC_BASE, CONTEXT_STORE);
    emit_arguments(c, at, 2, &node->bases, NAME_DOT_GENERIC_BASE, &node->keywords);
    emit(c, at, OP_RETURN_VALUE, 0);
    emit_closure(c, at, unit_leave(c, false), 0);
    emit(c, at, OP_CALL, 0);
}

void emit_class(Codegen *c, ClassDefNode *node) {
    CodePosition at = node_position(&node->base);
    int32_t first_line = node->base.lineno;
    for (size_t i = 0; i < node->decorator_list.count; i++)
        visit_expression(c, node->decorator_list.items[i]);
    if (node->decorator_list.count)
        first_line = node->decorator_list.items[0]->lineno;
    if (node->type_params.count) {
        emit_generic_class(c, node, first_line);
    } else {
        emit_class_start(c, node, first_line);
        emit_arguments(c, at, 2, &node->bases, NAME_NONE, &node->keywords);
    }
    for (size_t i = node->decorator_list.count; i-- > 0;)
        emit(c, node_position(node->decorator_list.items[i]), OP_CALL, 1);
    emit_name_text(c, at, node->name, CONTEXT_STORE);
}
