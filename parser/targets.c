/* Cover grammars: what was read as an expression becomes a target, or an error says why not.
 *
 * Assignment targets, `for` targets, `del` targets and `with ... as` targets are read by the rules
 * for expressions, since one token of look-ahead cannot tell them apart. Conversion sets the
 * context of names, attributes, subscripts, stars, lists and tuples. */
#include "parser/parser.h"

const char *expression_name(const Node *node) {
    switch (node->kind) {
    case NODE_ATTRIBUTE:
        return "attribute";
    case NODE_SUBSCRIPT:
        return "subscript";
    case NODE_STARRED:
        return "starred";
    case NODE_NAME:
        return "name";
    case NODE_LIST:
        return "list";
    case NODE_TUPLE:
        return "tuple";
    case NODE_LAMBDA:
        return "lambda";
    case NODE_CALL:
        return "function call";
    case NODE_BOOL_OP:
    case NODE_BIN_OP:
    case NODE_UNARY_OP:
        return "expression";
    case NODE_GENERATOR_EXP:
        return "generator expression";
    case NODE_YIELD:
    case NODE_YIELD_FROM:
        return "yield expression";
    case NODE_AWAIT:
        return "await expression";
    case NODE_LIST_COMP:
        return "list comprehension";
    case NODE_SET_COMP:
        return "set comprehension";
    case NODE_DICT_COMP:
        return "dict comprehension";
    case NODE_DICT:
        return "dict literal";
    case NODE_SET:
        return "set display";
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE:
        return "f-string expression";
    case NODE_COMPARE:
        return "comparison";
    case NODE_IF_EXP:
        return "conditional expression";
    case NODE_NAMED_EXPR:
        return "named expression";
    case NODE_CONSTANT:
        switch (((const ConstantNode *)node)->value.kind) {
        case CONSTANT_NONE:
            return "None";
        case CONSTANT_TRUE:
            return "True";
        case CONSTANT_FALSE:
            return "False";
        case CONSTANT_ELLIPSIS:
            return "ellipsis";
        default:
            return "literal";
        }
    default:
        return "expression";
    }
}

static void set_context(Node *node, ExprContext context) {
    switch (node->kind) {
    case NODE_NAME:
        ((NameNode *)node)->ctx = context;
        break;
    case NODE_ATTRIBUTE:
        ((AttributeNode *)node)->ctx = context;
        break;
    case NODE_SUBSCRIPT:
        ((SubscriptNode *)node)->ctx = context;
        break;
    case NODE_STARRED:
        ((StarredNode *)node)->ctx = context;
        break;
    case NODE_LIST:
        ((ListNode *)node)->ctx = context;
        break;
    default:
        ((TupleNode *)node)->ctx = context;
        break;
    }
}

static bool fail_target(Parser *parser, const Node *node, TargetKind kind) {
    const char *name = expression_name(node);
    Range range = range_of(node);
    if (kind == TARGET_DELETE)
        return parser_fail(parser, range, "cannot delete %s", name);
    if (kind != TARGET_ASSIGN || node->kind == NODE_YIELD || node->kind == NODE_YIELD_FROM)
        return parser_fail(
            parser, range,
            kind == TARGET_ASSIGN ? "assignment to %s not possible" : "cannot assign to %s", name);
    return parser_fail(parser, range, "cannot assign to %s", name);
}

static NodeList elements_of(Node *node) {
    return node->kind == NODE_LIST ? ((ListNode *)node)->elts : ((TupleNode *)node)->elts;
}

static bool convert(Parser *parser, Node *node, TargetKind kind) {
    ExprContext context = kind == TARGET_DELETE ? CONTEXT_DEL : CONTEXT_STORE;
    switch (node->kind) {
    case NODE_NAME:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT:
        set_context(node, context);
        return true;
    case NODE_STARRED:
        if (kind == TARGET_DELETE)
            return fail_target(parser, node, kind);
        set_context(node, context);
        return convert(parser, ((StarredNode *)node)->value, kind);
    case NODE_LIST:
    case NODE_TUPLE: {
        NodeList elements = elements_of(node);
        set_context(node, context);
        /* Displays nest in brackets only: at most LEXER_BRACKETS_MAX deep. */
        for (size_t i = 0; i < elements.count; i++)
            if (!convert(parser, elements.items[i], kind))
                return false;
        return true;
    }
    default:
        return fail_target(parser, node, kind);
    }
}

/* The parts of a single invalid target give the plain message; a whole one that `==` could have
 * been meant for says so. */
static bool is_hint_worthy(const Node *node) {
    switch (node->kind) {
    case NODE_NAME:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT:
    case NODE_LIST:
    case NODE_TUPLE:
    case NODE_STARRED:
    case NODE_YIELD:
    case NODE_YIELD_FROM:
    case NODE_LAMBDA:
    case NODE_IF_EXP:
    case NODE_BOOL_OP:
    case NODE_COMPARE:
    case NODE_NAMED_EXPR:
    case NODE_GENERATOR_EXP:
        return false;
    case NODE_UNARY_OP:
        return ((const UnaryOpNode *)node)->op != UNARY_NOT;
    case NODE_CONSTANT:
        switch (((const ConstantNode *)node)->value.kind) {
        case CONSTANT_NONE:
        case CONSTANT_TRUE:
        case CONSTANT_FALSE:
        case CONSTANT_ELLIPSIS:
            return false;
        default:
            return true;
        }
    default:
        return true;
    }
}

bool target_convert(Parser *parser, Node *node, TargetKind kind) {
    if (kind == TARGET_ASSIGN && is_hint_worthy(node))
        return parser_fail(parser, range_of(node),
                           "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                           expression_name(node));
    return convert(parser, node, kind);
}

static bool stands_at(const Node *node, Range range) {
    return node->lineno == range.line && node->col_offset == range.column;
}

static const Node *value_of_trailer(const Node *node) {
    switch (node->kind) {
    case NODE_ATTRIBUTE:
        return ((const AttributeNode *)node)->value;
    case NODE_SUBSCRIPT:
        return ((const SubscriptNode *)node)->value;
    case NODE_CALL:
        return ((const CallNode *)node)->func;
    default:
        return NULL;
    }
}

/* (a).b and the like: Python's grammar takes (a) for the whole target of an annotation. */
static bool begins_with_bracketed_target(const Node *node) {
    for (const Node *value; (value = value_of_trailer(node)); node = value)
        if (value->lineno != node->lineno || value->col_offset != node->col_offset)
            return value->kind == NODE_NAME || value->kind == NODE_ATTRIBUTE ||
                   value->kind == NODE_SUBSCRIPT;
    return false;
}

bool target_convert_single(Parser *parser, Node *node, Range range, bool annotated) {
    switch (node->kind) {
    case NODE_NAME:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT:
        if (annotated && stands_at(node, range) && begins_with_bracketed_target(node))
            break;
        set_context(node, CONTEXT_STORE);
        return true;
    default:
        break;
    }
    if (!annotated)
        return parser_fail(parser, range_of(node),
                           "'%s' is an illegal expression for augmented assignment",
                           expression_name(node));
    if (node->kind == NODE_LIST || node->kind == NODE_TUPLE)
        return parser_fail(parser, range_of(node), "only single target (not %s) can be annotated",
                           expression_name(node));
    return parser_fail(parser, range_of(node), "illegal target for annotation");
}

bool is_bare_name(const Node *node, Range range) {
    return node->kind == NODE_NAME && stands_at(node, range);
}

bool check_not_starred(Parser *parser, const Node *node, Range range) {
    if (node->kind != NODE_STARRED || !stands_at(node, range))
        return true;
    return parser_fail(parser, range, "cannot use starred expression here");
}

/* ---- with ------------------------------------------------------------------------------------ */

bool with_single(Parser *parser, Node *expression, NodeVec **items) {
    WithItemNode item = {.base = {.kind = NODE_WITH_ITEM}, .context_expr = expression};
    Node *node = parser_node(parser, &item.base);
    *items = NULL;
    return node && vec_append(parser, items, node);
}

bool with_finish(Parser *parser, NodeVec *inner, Range range, bool trailing_comma,
                 NodeVec **items) {
    bool all_items = inner != NULL;
    size_t count = inner ? inner->count : 0;
    for (size_t i = 0; i < count; i++)
        all_items &= inner->items[i]->kind == NODE_WITH_ITEM;
    if (all_items) {
        *items = inner;
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        WithItemNode *item = (WithItemNode *)inner->items[i];
        if (item->base.kind != NODE_WITH_ITEM)
            continue;
        if (item->optional_vars)
            return parser_fail(parser, range_of(item->optional_vars), "invalid syntax");
        inner->items[i] = item->context_expr;
    }
    if (count == 1 && !trailing_comma) {
        Node *single = inner->items[0];
        if (single->kind == NODE_STARRED)
            return parser_fail(parser, range_of(single), "cannot use starred expression here");
        return with_single(parser, single, items);
    }
    TupleNode tuple = {
        .base = {NODE_TUPLE, 0, range.line, range.column, range.end_line, range.end_column},
        .elts = list_of(inner)};
    Node *node = parser_node(parser, &tuple.base);
    return node && with_single(parser, node, items);
}
