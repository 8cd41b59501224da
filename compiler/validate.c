/* What a tree must obey beside the types of its fields, when somebody else than the parser made it:
 * no empty bodies and target lists, contexts that fit, as many keys as values, names that are none
 * of the constants, patterns that match literals. The messages are CPython's. */
#include "compiler/context.h"
#include "memory/native_stack.h"

typedef struct Validator {
    Diagnostic *diagnostic;
    const char *stack_limit;
} Validator;

static bool check_expression(Validator *v, const Node *node, ExprContext context);
static bool check_statements(Validator *v, const NodeList *list);
static bool check_pattern(Validator *v, const Node *node, bool star_ok);

#define AS(type)               ((const type##Node *)node)
#define FAIL(...)              diagnostic_set(v->diagnostic, DIAGNOSTIC_VALUE, __VA_ARGS__)
#define FAIL_TYPE(...)         diagnostic_set(v->diagnostic, DIAGNOSTIC_TYPE, __VA_ARGS__)
#define CHECK_LOAD(expression) check_expression(v, expression, CONTEXT_LOAD)

static bool check_position(Validator *v, const Node *node) {
    if (node->lineno > node->end_lineno)
        return FAIL("AST node line range (%d, %d) is not valid", node->lineno, node->end_lineno);
    if ((node->lineno < 0 && node->end_lineno != node->lineno) ||
        (node->col_offset < 0 && node->col_offset != node->end_col_offset))
        return FAIL("AST node column range (%d, %d) for line range (%d, %d) is not valid",
                    node->col_offset, node->end_col_offset, node->lineno, node->end_lineno);
    if (node->lineno == node->end_lineno && node->col_offset > node->end_col_offset)
        return FAIL("line %d, column %d-%d is not a valid range", node->lineno, node->col_offset,
                    node->end_col_offset);
    return true;
}

static bool check_optional(Validator *v, const Node *node) {
    return !node || CHECK_LOAD(node);
}

static bool check_expressions(Validator *v, const NodeList *list, ExprContext context,
                              bool null_ok) {
    for (size_t i = 0; i < list->count; i++) {
        if (!list->items[i] && !null_ok)
            return FAIL("None disallowed in expression list");
        if (list->items[i] && !check_expression(v, list->items[i], context))
            return false;
    }
    return true;
}

static bool check_not_empty(Validator *v, const NodeList *list, const char *what,
                            const char *owner) {
    return list->count || FAIL("empty %s on %s", what, owner);
}

static bool check_name(Validator *v, Text name) {
    static const char *const forbidden[] = {"None", "True", "False"};
    for (size_t i = 0; name.bytes && i < 3; i++)
        if (text_is(name, forbidden[i]))
            return FAIL("identifier field can't represent '%s' constant", forbidden[i]);
    return true;
}

static bool check_names(Validator *v, const TextList *names) {
    for (size_t i = 0; i < names->count; i++)
        if (!check_name(v, names->items[i]))
            return false;
    return true;
}

/* ---- arguments ---- */

static bool check_argument_list(Validator *v, const NodeList *list) {
    for (size_t i = 0; i < list->count; i++) {
        const ArgNode *arg = (const ArgNode *)list->items[i];
        if (!arg)
            return FAIL("None disallowed in argument list");
        if (!check_name(v, arg->arg) || !check_optional(v, arg->annotation))
            return false;
    }
    return true;
}

static bool check_arguments(Validator *v, const ArgumentsNode *node) {
    const ArgNode *vararg = (const ArgNode *)node->vararg, *kwarg = (const ArgNode *)node->kwarg;
    if (!check_argument_list(v, &node->posonlyargs) || !check_argument_list(v, &node->args) ||
        (vararg && !check_optional(v, vararg->annotation)) ||
        !check_argument_list(v, &node->kwonlyargs) ||
        (kwarg && !check_optional(v, kwarg->annotation)))
        return false;
    if (node->defaults.count > node->posonlyargs.count + node->args.count)
        return FAIL("more positional defaults than args on arguments");
    if (node->kw_defaults.count != node->kwonlyargs.count)
        return FAIL("length of kwonlyargs is not the same as kw_defaults on arguments");
    return check_expressions(v, &node->defaults, CONTEXT_LOAD, false) &&
           check_expressions(v, &node->kw_defaults, CONTEXT_LOAD, true);
}

static bool check_keywords(Validator *v, const NodeList *list) {
    for (size_t i = 0; i < list->count; i++)
        if (!list->items[i] || !CHECK_LOAD(((const KeywordNode *)list->items[i])->value))
            return list->items[i] ? false : FAIL("None disallowed in keyword list");
    return true;
}

/* ---- expressions ---- */

static bool check_generators(Validator *v, const NodeList *list) {
    if (!list->count)
        return FAIL("comprehension with no generators");
    for (size_t i = 0; i < list->count; i++) {
        const ComprehensionNode *generator = (const ComprehensionNode *)list->items[i];
        if (!generator)
            return FAIL("None disallowed in comprehension list");
        if (!check_expression(v, generator->target, CONTEXT_STORE) ||
            !CHECK_LOAD(generator->iter) ||
            !check_expressions(v, &generator->ifs, CONTEXT_LOAD, false))
            return false;
    }
    return true;
}

static bool context_of(const Node *node, ExprContext *context) {
    switch ((NodeKind)node->kind) {
    case NODE_ATTRIBUTE:
        *context = AS(Attribute)->ctx;
        return true;
    case NODE_SUBSCRIPT:
        *context = AS(Subscript)->ctx;
        return true;
    case NODE_STARRED:
        *context = AS(Starred)->ctx;
        return true;
    case NODE_NAME:
        *context = AS(Name)->ctx;
        return true;
    case NODE_LIST:
        *context = AS(List)->ctx;
        return true;
    case NODE_TUPLE:
        *context = AS(Tuple)->ctx;
        return true;
    default:
        *context = CONTEXT_LOAD;
        return false;
    }
}

static bool check_context(Validator *v, const Node *node, ExprContext wanted) {
    ExprContext actual;
    bool has_context = context_of(node, &actual);
    if (!has_context && wanted != CONTEXT_LOAD)
        return FAIL("expression which can't be assigned to in %s context",
                    ast_context_names[wanted]);
    if (actual != wanted)
        return FAIL("expression must have %s context but has %s instead", ast_context_names[wanted],
                    ast_context_names[actual]);
    return true;
}

static bool check_compare(Validator *v, const CompareNode *node) {
    if (!node->comparators.count)
        return FAIL("Compare with no comparators");
    if (node->comparators.count != node->ops.count)
        return FAIL("Compare has a different number of comparators and operands");
    return check_expressions(v, &node->comparators, CONTEXT_LOAD, false) && CHECK_LOAD(node->left);
}

static bool check_expression(Validator *v, const Node *node, ExprContext context) {
    char here;
    if (&here < v->stack_limit)
        return diagnostic_set(v->diagnostic, DIAGNOSTIC_RECURSION,
                              "maximum recursion depth exceeded during compilation");
    if (!check_position(v, node) || !check_context(v, node, context))
        return false;
    switch ((NodeKind)node->kind) {
    case NODE_BOOL_OP:
        if (AS(BoolOp)->values.count < 2)
            return FAIL("BoolOp with less than 2 values");
        return check_expressions(v, &AS(BoolOp)->values, CONTEXT_LOAD, false);
    case NODE_NAMED_EXPR:
        if (AS(NamedExpr)->target->kind != NODE_NAME)
            return FAIL_TYPE("NamedExpr target must be a Name");
        return check_expression(v, AS(NamedExpr)->target, CONTEXT_STORE) &&
               CHECK_LOAD(AS(NamedExpr)->value);
    case NODE_BIN_OP:
        return CHECK_LOAD(AS(BinOp)->left) && CHECK_LOAD(AS(BinOp)->right);
    case NODE_UNARY_OP:
        return CHECK_LOAD(AS(UnaryOp)->operand);
    case NODE_LAMBDA:
        return check_arguments(v, (const ArgumentsNode *)AS(Lambda)->args) &&
               CHECK_LOAD(AS(Lambda)->body);
    case NODE_IF_EXP:
        return CHECK_LOAD(AS(IfExp)->test) && CHECK_LOAD(AS(IfExp)->body) &&
               CHECK_LOAD(AS(IfExp)->orelse);
    case NODE_DICT:
        if (AS(Dict)->keys.count != AS(Dict)->values.count)
            return FAIL("Dict doesn't have the same number of keys as values");
        return check_expressions(v, &AS(Dict)->keys, CONTEXT_LOAD, true) &&
               check_expressions(v, &AS(Dict)->values, CONTEXT_LOAD, false);
    case NODE_SET:
        return check_expressions(v, &AS(Set)->elts, CONTEXT_LOAD, false);
    case NODE_LIST_COMP:
        return check_generators(v, &AS(ListComp)->generators) && CHECK_LOAD(AS(ListComp)->elt);
    case NODE_SET_COMP:
        return check_generators(v, &AS(SetComp)->generators) && CHECK_LOAD(AS(SetComp)->elt);
    case NODE_GENERATOR_EXP:
        return check_generators(v, &AS(GeneratorExp)->generators) &&
               CHECK_LOAD(AS(GeneratorExp)->elt);
    case NODE_DICT_COMP:
        return check_generators(v, &AS(DictComp)->generators) && CHECK_LOAD(AS(DictComp)->key) &&
               CHECK_LOAD(AS(DictComp)->value);
    case NODE_AWAIT:
        return CHECK_LOAD(AS(Await)->value);
    case NODE_YIELD:
        return check_optional(v, AS(Yield)->value);
    case NODE_YIELD_FROM:
        return CHECK_LOAD(AS(YieldFrom)->value);
    case NODE_COMPARE:
        return check_compare(v, AS(Compare));
    case NODE_CALL:
        return CHECK_LOAD(AS(Call)->func) &&
               check_expressions(v, &AS(Call)->args, CONTEXT_LOAD, false) &&
               check_keywords(v, &AS(Call)->keywords);
    case NODE_FORMATTED_VALUE:
        return CHECK_LOAD(AS(FormattedValue)->value) &&
               check_optional(v, AS(FormattedValue)->format_spec);
    case NODE_JOINED_STR:
        return check_expressions(v, &AS(JoinedStr)->values, CONTEXT_LOAD, false);
    case NODE_ATTRIBUTE:
        return CHECK_LOAD(AS(Attribute)->value);
    case NODE_SUBSCRIPT:
        return CHECK_LOAD(AS(Subscript)->slice) && CHECK_LOAD(AS(Subscript)->value);
    case NODE_STARRED:
        return check_expression(v, AS(Starred)->value, context);
    case NODE_NAME:
        return check_name(v, AS(Name)->id);
    case NODE_LIST:
        return check_expressions(v, &AS(List)->elts, context, false);
    case NODE_TUPLE:
        return check_expressions(v, &AS(Tuple)->elts, context, false);
    case NODE_SLICE:
        return check_optional(v, AS(Slice)->lower) && check_optional(v, AS(Slice)->upper) &&
               check_optional(v, AS(Slice)->step);
    default:
        return true;
    }
}

/* ---- patterns ---- */

static bool is_number(const Node *node, bool complex_ok) {
    if (node->kind != NODE_CONSTANT)
        return false;
    ConstantKind kind = AS(Constant)->value.kind;
    return kind == CONSTANT_INT || kind == CONSTANT_BIG_INT || kind == CONSTANT_FLOAT ||
           (complex_ok && kind == CONSTANT_COMPLEX);
}

static bool is_signed_number(const Node *node, bool complex_ok) {
    if (node->kind == NODE_UNARY_OP && AS(UnaryOp)->op == UNARY_USUB)
        node = AS(UnaryOp)->operand;
    return is_number(node, complex_ok);
}

static bool check_pattern_value(Validator *v, const Node *node) {
    if (!CHECK_LOAD(node))
        return false;
    switch ((NodeKind)node->kind) {
    case NODE_CONSTANT: {
        ConstantKind kind = AS(Constant)->value.kind;
        if (kind <= CONSTANT_ELLIPSIS || kind == CONSTANT_TUPLE || kind == CONSTANT_FROZENSET)
            return FAIL("unexpected constant inside of a literal pattern");
        return true;
    }
    case NODE_ATTRIBUTE:
    case NODE_JOINED_STR:
        return true;
    case NODE_UNARY_OP:
        if (is_signed_number(node, true))
            return true;
        break;
    case NODE_BIN_OP:
        if ((AS(BinOp)->op == OPERATOR_ADD || AS(BinOp)->op == OPERATOR_SUB) &&
            is_signed_number(AS(BinOp)->left, false) && is_number(AS(BinOp)->right, true) &&
            !is_number(AS(BinOp)->right, false))
            return true;
        break;
    default:
        break;
    }
    return FAIL("patterns may only match literals and attribute lookups");
}

static bool check_patterns(Validator *v, const NodeList *list, bool star_ok) {
    for (size_t i = 0; i < list->count; i++)
        if (!list->items[i] || !check_pattern(v, list->items[i], star_ok))
            return list->items[i] ? false : FAIL("None disallowed in pattern list");
    return true;
}

static bool check_capture(Validator *v, Text name) {
    if (name.bytes && text_is(name, "_"))
        return FAIL("can't capture name '_' in patterns");
    return check_name(v, name);
}

static bool check_mapping(Validator *v, const MatchMappingNode *node) {
    if (node->keys.count != node->patterns.count)
        return FAIL("MatchMapping doesn't have the same number of keys as patterns");
    if (!check_capture(v, node->rest))
        return false;
    for (size_t i = 0; i < node->keys.count; i++) {
        const Node *key = node->keys.items[i];
        if (!key)
            return FAIL("None disallowed in expression list");
        bool singleton =
            key->kind == NODE_CONSTANT && ((const ConstantNode *)key)->value.kind <= CONSTANT_FALSE;
        if (!singleton && !check_pattern_value(v, key))
            return false;
    }
    return check_patterns(v, &node->patterns, false);
}

static bool check_class_pattern(Validator *v, const MatchClassNode *node) {
    if (node->kwd_attrs.count != node->kwd_patterns.count)
        return FAIL("MatchClass doesn't have the same number of keyword attributes as patterns");
    if (!CHECK_LOAD(node->cls))
        return false;
    const Node *class = node->cls;
    while (class->kind == NODE_ATTRIBUTE)
        class = ((const AttributeNode *)class)->value;
    if (class->kind != NODE_NAME)
        return FAIL("MatchClass cls field can only contain Name or Attribute nodes.");
    return check_names(v, &node->kwd_attrs) && check_patterns(v, &node->patterns, false) &&
           check_patterns(v, &node->kwd_patterns, false);
}

static bool check_as(Validator *v, const MatchAsNode *node) {
    if (!check_capture(v, node->name))
        return false;
    if (!node->pattern)
        return true;
    if (!node->name.bytes)
        return FAIL("MatchAs must specify a target name if a pattern is given");
    return check_pattern(v, node->pattern, false);
}

static bool check_pattern(Validator *v, const Node *node, bool star_ok) {
    char here;
    if (&here < v->stack_limit)
        return diagnostic_set(v->diagnostic, DIAGNOSTIC_RECURSION,
                              "maximum recursion depth exceeded during compilation");
    if (!check_position(v, node))
        return false;
    switch ((NodeKind)node->kind) {
    case NODE_MATCH_VALUE:
        return check_pattern_value(v, AS(MatchValue)->value);
    case NODE_MATCH_SINGLETON:
        if (AS(MatchSingleton)->value.kind > CONSTANT_FALSE)
            return FAIL("MatchSingleton can only contain True, False and None");
        return true;
    case NODE_MATCH_SEQUENCE:
        return check_patterns(v, &AS(MatchSequence)->patterns, true);
    case NODE_MATCH_MAPPING:
        return check_mapping(v, AS(MatchMapping));
    case NODE_MATCH_CLASS:
        return check_class_pattern(v, AS(MatchClass));
    case NODE_MATCH_STAR:
        if (!star_ok)
            return FAIL("can't use MatchStar here");
        return check_capture(v, AS(MatchStar)->name);
    case NODE_MATCH_AS:
        return check_as(v, AS(MatchAs));
    case NODE_MATCH_OR:
        if (AS(MatchOr)->patterns.count < 2)
            return FAIL("MatchOr requires at least 2 patterns");
        return check_patterns(v, &AS(MatchOr)->patterns, false);
    default:
        return FAIL("unexpected pattern");
    }
}

/* ---- statements ---- */

static bool check_body(Validator *v, const NodeList *body, const char *owner) {
    return check_not_empty(v, body, "body", owner) && check_statements(v, body);
}

static bool check_targets(Validator *v, const NodeList *targets, ExprContext context,
                          const char *owner) {
    return check_not_empty(v, targets, "targets", owner) &&
           check_expressions(v, targets, context, false);
}

static bool check_type_parameters(Validator *v, const NodeList *list) {
    for (size_t i = 0; i < list->count; i++) {
        const Node *node = list->items[i];
        if (!node)
            return FAIL("None disallowed in type parameter list");
        if (node->kind == NODE_TYPE_VAR) {
            if (!check_name(v, AS(TypeVar)->name) || !check_optional(v, AS(TypeVar)->bound) ||
                !check_optional(v, AS(TypeVar)->default_value))
                return false;
        } else if (node->kind == NODE_PARAM_SPEC) {
            if (!check_name(v, AS(ParamSpec)->name) ||
                !check_optional(v, AS(ParamSpec)->default_value))
                return false;
        } else if (!check_name(v, AS(TypeVarTuple)->name) ||
                   !check_optional(v, AS(TypeVarTuple)->default_value)) {
            return false;
        }
    }
    return true;
}

static bool check_function(Validator *v, const FunctionDefNode *node) {
    return check_body(v, &node->body, ast_info[node->base.kind].name) &&
           check_type_parameters(v, &node->type_params) &&
           check_arguments(v, (const ArgumentsNode *)node->args) &&
           check_expressions(v, &node->decorator_list, CONTEXT_LOAD, false) &&
           check_optional(v, node->returns);
}

static bool check_with(Validator *v, const WithNode *node) {
    const char *owner = ast_info[node->base.kind].name;
    if (!check_not_empty(v, &node->items, "items", owner))
        return false;
    for (size_t i = 0; i < node->items.count; i++) {
        const WithItemNode *item = (const WithItemNode *)node->items.items[i];
        if (!item)
            return FAIL("None disallowed in with list");
        if (!CHECK_LOAD(item->context_expr) ||
            (item->optional_vars && !check_expression(v, item->optional_vars, CONTEXT_STORE)))
            return false;
    }
    return check_body(v, &node->body, owner);
}

static bool check_match(Validator *v, const MatchNode *node) {
    if (!CHECK_LOAD(node->subject) || !check_not_empty(v, &node->cases, "cases", "Match"))
        return false;
    for (size_t i = 0; i < node->cases.count; i++) {
        const MatchCaseNode *match_case = (const MatchCaseNode *)node->cases.items[i];
        if (!match_case)
            return FAIL("None disallowed in case list");
        if (!check_pattern(v, match_case->pattern, false) ||
            !check_optional(v, match_case->guard) ||
            !check_body(v, &match_case->body, "match_case"))
            return false;
    }
    return true;
}

static bool check_try(Validator *v, const TryNode *node) {
    const char *owner = ast_info[node->base.kind].name;
    if (!check_body(v, &node->body, owner))
        return false;
    if (!node->handlers.count && !node->finalbody.count)
        return FAIL("%s has neither except handlers nor finalbody", owner);
    if (!node->handlers.count && node->orelse.count)
        return FAIL("%s has orelse but no except handlers", owner);
    for (size_t i = 0; i < node->handlers.count; i++) {
        const ExceptHandlerNode *handler = (const ExceptHandlerNode *)node->handlers.items[i];
        if (!handler)
            return FAIL("None disallowed in handler list");
        if (!check_position(v, &handler->base) || !check_optional(v, handler->type) ||
            !check_body(v, &handler->body, "ExceptHandler"))
            return false;
    }
    if (!check_statements(v, &node->finalbody) || !check_statements(v, &node->orelse))
        return false;
    for (size_t i = 0; node->base.kind == NODE_TRY_STAR && i < node->handlers.count; i++)
        if (!((const ExceptHandlerNode *)node->handlers.items[i])->type)
            return FAIL("expected one or more exception types");
    return true;
}

static bool check_annotated(Validator *v, const AnnAssignNode *node) {
    if (node->target->kind != NODE_NAME && node->simple)
        return FAIL_TYPE("AnnAssign with simple non-Name target");
    NodeKind kind = node->target->kind;
    if (kind != NODE_NAME && kind != NODE_ATTRIBUTE && kind != NODE_SUBSCRIPT)
        return FAIL("illegal target for annotation");
    return check_expression(v, node->target, CONTEXT_STORE) && check_optional(v, node->value) &&
           CHECK_LOAD(node->annotation);
}

static bool check_augmented(Validator *v, const AugAssignNode *node) {
    NodeKind kind = node->target->kind;
    if (kind != NODE_NAME && kind != NODE_ATTRIBUTE && kind != NODE_SUBSCRIPT)
        return FAIL("illegal expression for augmented assignment");
    return check_expression(v, node->target, CONTEXT_STORE) && CHECK_LOAD(node->value);
}

static bool check_aliases(Validator *v, const NodeList *names, const char *owner) {
    if (!check_not_empty(v, names, "names", owner))
        return false;
    for (size_t i = 0; i < names->count; i++)
        if (!names->items[i])
            return FAIL("None disallowed in alias list");
    return true;
}

static bool check_statement(Validator *v, const Node *node) {
    char here;
    if (&here < v->stack_limit)
        return diagnostic_set(v->diagnostic, DIAGNOSTIC_RECURSION,
                              "maximum recursion depth exceeded during compilation");
    if (!check_position(v, node))
        return false;
    switch ((NodeKind)node->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
        return check_function(v, AS(FunctionDef));
    case NODE_CLASS_DEF:
        return check_body(v, &AS(ClassDef)->body, "ClassDef") &&
               check_type_parameters(v, &AS(ClassDef)->type_params) &&
               check_expressions(v, &AS(ClassDef)->bases, CONTEXT_LOAD, false) &&
               check_keywords(v, &AS(ClassDef)->keywords) &&
               check_expressions(v, &AS(ClassDef)->decorator_list, CONTEXT_LOAD, false);
    case NODE_RETURN:
        return check_optional(v, AS(Return)->value);
    case NODE_DELETE:
        return check_targets(v, &AS(Delete)->targets, CONTEXT_DEL, "Delete");
    case NODE_ASSIGN:
        return check_targets(v, &AS(Assign)->targets, CONTEXT_STORE, "Assign") &&
               CHECK_LOAD(AS(Assign)->value);
    case NODE_TYPE_ALIAS:
        if (AS(TypeAlias)->name->kind != NODE_NAME)
            return FAIL_TYPE("TypeAlias with non-Name name");
        return check_expression(v, AS(TypeAlias)->name, CONTEXT_STORE) &&
               check_type_parameters(v, &AS(TypeAlias)->type_params) &&
               CHECK_LOAD(AS(TypeAlias)->value);
    case NODE_AUG_ASSIGN:
        return check_augmented(v, AS(AugAssign));
    case NODE_ANN_ASSIGN:
        return check_annotated(v, AS(AnnAssign));
    case NODE_FOR:
    case NODE_ASYNC_FOR:
        return check_expression(v, AS(For)->target, CONTEXT_STORE) && CHECK_LOAD(AS(For)->iter) &&
               check_body(v, &AS(For)->body, ast_info[node->kind].name) &&
               check_statements(v, &AS(For)->orelse);
    case NODE_WHILE:
        return CHECK_LOAD(AS(While)->test) && check_body(v, &AS(While)->body, "While") &&
               check_statements(v, &AS(While)->orelse);
    case NODE_IF:
        return CHECK_LOAD(AS(If)->test) && check_body(v, &AS(If)->body, "If") &&
               check_statements(v, &AS(If)->orelse);
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        return check_with(v, AS(With));
    case NODE_MATCH:
        return check_match(v, AS(Match));
    case NODE_RAISE:
        if (!AS(Raise)->exc && AS(Raise)->cause)
            return FAIL("Raise with cause but no exception");
        return check_optional(v, AS(Raise)->exc) && check_optional(v, AS(Raise)->cause);
    case NODE_TRY:
    case NODE_TRY_STAR:
        return check_try(v, AS(Try));
    case NODE_ASSERT:
        return CHECK_LOAD(AS(Assert)->test) && check_optional(v, AS(Assert)->msg);
    case NODE_IMPORT:
        return check_aliases(v, &AS(Import)->names, "Import");
    case NODE_IMPORT_FROM:
        if (AS(ImportFrom)->level < 0)
            return FAIL("Negative ImportFrom level");
        return check_aliases(v, &AS(ImportFrom)->names, "ImportFrom");
    case NODE_GLOBAL:
        return AS(Global)->names.count || FAIL("empty names on Global");
    case NODE_NONLOCAL:
        return AS(Nonlocal)->names.count || FAIL("empty names on Nonlocal");
    case NODE_EXPR:
        return CHECK_LOAD(AS(Expr)->value);
    default:
        return true;
    }
}

static bool check_statements(Validator *v, const NodeList *list) {
    for (size_t i = 0; i < list->count; i++)
        if (!list->items[i] || !check_statement(v, list->items[i]))
            return list->items[i] ? false : FAIL("None disallowed in statement list");
    return true;
}

bool compile_validate(const Node *node, Diagnostic *diagnostic) {
    Validator validator = {diagnostic, native_stack_limit()};
    Validator *v = &validator;
    *diagnostic = (Diagnostic){0};
    switch ((NodeKind)node->kind) {
    case NODE_MODULE:
        return check_statements(v, &AS(Module)->body);
    case NODE_INTERACTIVE:
        return check_statements(v, &AS(Interactive)->body);
    case NODE_EXPRESSION:
        return CHECK_LOAD(AS(Expression)->body);
    default:
        return check_expressions(v, &AS(FunctionType)->argtypes, CONTEXT_LOAD, false) &&
               CHECK_LOAD(AS(FunctionType)->returns);
    }
}
