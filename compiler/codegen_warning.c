/* SyntaxWarnings: what is legal and can only be a mistake. */
#include "compiler/codegen.h"

/* The type of a display or literal; null if the expression could be anything. */
static const char *type_of(const Node *node) {
    switch ((NodeKind)node->kind) {
    case NODE_TUPLE:
        return "tuple";
    case NODE_LIST:
    case NODE_LIST_COMP:
        return "list";
    case NODE_DICT:
    case NODE_DICT_COMP:
        return "dict";
    case NODE_SET:
    case NODE_SET_COMP:
        return "set";
    case NODE_GENERATOR_EXP:
        return "generator";
    case NODE_LAMBDA:
        return "function";
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE:
        return "str";
    case NODE_CONSTANT:
        return constant_type_name(&((const ConstantNode *)node)->value);
    default:
        return NULL;
    }
}

static bool is_singleton(const Constant *constant) {
    return constant->kind <= CONSTANT_ELLIPSIS;
}

/* An operand of `is` that has no identity to speak of. */
static bool is_literal(Node *node) {
    return is_constant(node) && !is_singleton(constant_of(node));
}

void warn_compare(Codegen *c, CompareNode *node) {
    Node *left = node->left;
    for (size_t i = 0; i < node->comparators.count; i++) {
        Node *right = node->comparators.items[i];
        Comparison op = node->ops.items[i];
        if (op == COMPARISON_IS || op == COMPARISON_IS_NOT) {
            Node *literal = is_literal(left) ? left : is_literal(right) ? right : NULL;
            if (literal) {
                context_warn(c->context, node_position(&node->base),
                             op == COMPARISON_IS
                                 ? "\"is\" with '%s' literal. Did you mean \"==\"?"
                                 : "\"is not\" with '%s' literal. Did you mean \"!=\"?",
                             type_of(literal));
                return;
            }
        }
        left = right;
    }
}

void warn_call(Codegen *c, Node *callee) {
    const char *type = callee->kind == NODE_LAMBDA ? NULL : type_of(callee);
    if (type)
        context_warn(c->context, node_position(callee),
                     "'%s' object is not callable; perhaps you missed a comma?", type);
}

static bool is_subscriptable(Node *node) {
    switch ((NodeKind)node->kind) {
    case NODE_CONSTANT: {
        ConstantKind kind = constant_of(node)->kind;
        return kind == CONSTANT_STR || kind == CONSTANT_BYTES || kind == CONSTANT_TUPLE;
    }
    case NODE_SET:
    case NODE_SET_COMP:
    case NODE_GENERATOR_EXP:
    case NODE_LAMBDA:
        return false;
    default:
        return true;
    }
}

/* What an index of a str, list or tuple certainly is not. */
static const char *bad_index_type(Node *node) {
    const char *type = type_of(node);
    if (!type)
        return NULL;
    if (is_constant(node)) {
        ConstantKind kind = constant_of(node)->kind;
        if (kind == CONSTANT_INT || kind == CONSTANT_BIG_INT || kind == CONSTANT_TRUE ||
            kind == CONSTANT_FALSE)
            return NULL;
    }
    return type;
}

static bool has_integer_index(Node *node) {
    switch ((NodeKind)node->kind) {
    case NODE_CONSTANT: {
        ConstantKind kind = constant_of(node)->kind;
        return kind == CONSTANT_STR || kind == CONSTANT_BYTES || kind == CONSTANT_TUPLE;
    }
    case NODE_TUPLE:
    case NODE_LIST:
    case NODE_LIST_COMP:
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE:
        return true;
    default:
        return false;
    }
}

void warn_subscript(Codegen *c, SubscriptNode *node) {
    CodePosition at = node_position(&node->base);
    if (!is_subscriptable(node->value)) {
        context_warn(c->context, at,
                     "'%s' object is not subscriptable; perhaps you missed a comma?",
                     type_of(node->value));
        return;
    }
    const char *index = bad_index_type(node->slice);
    if (has_integer_index(node->value) && index)
        context_warn(c->context, at,
                     "%s indices must be integers or slices, not %s; perhaps you missed a comma?",
                     type_of(node->value), index);
}
