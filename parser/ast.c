/* The tree's tables, from ast.def, and its one constructor. */
#include "parser/ast.h"

#include <string.h>

#define NODE(upper, name, python_name, category, position)                                         \
    static const NodeField fields_of_##name[] = {
#define FIELD(name, kind, field) {#field, FIELD_##kind, offsetof(name##Node, field)},
#define END(name)                                                                                  \
    { NULL, 0, 0 }                                                                                 \
    }                                                                                              \
    ;
#include "parser/ast.def"

const NodeInfo ast_info[NODE_KIND_COUNT] = {
#define NODE(upper, name, python_name, category, position)                                         \
    {python_name,                                                                                  \
     sizeof(name##Node),                                                                           \
     AST_##category,                                                                               \
     position,                                                                                     \
     sizeof fields_of_##name / sizeof *fields_of_##name - 1,                                       \
     fields_of_##name},
#define FIELD(name, kind, field)
#define END(name)
#include "parser/ast.def"
};

const char *const ast_operator_names[OPERATOR_COUNT] = {
#define BINARY(upper, python_name, symbol) python_name,
#include "parser/ast.def"
};
const char *const ast_unary_operator_names[UNARY_COUNT] = {
#define UNARY(upper, python_name, symbol) python_name,
#include "parser/ast.def"
};
const char *const ast_bool_operator_names[BOOL_COUNT] = {
#define BOOLEAN(upper, python_name, symbol) python_name,
#include "parser/ast.def"
};
const char *const ast_comparison_names[COMPARISON_COUNT] = {
#define COMPARISON(upper, python_name, symbol) python_name,
#include "parser/ast.def"
};
const char *const ast_operator_symbols[OPERATOR_COUNT] = {
#define BINARY(upper, python_name, symbol) symbol,
#include "parser/ast.def"
};
const char *const ast_unary_operator_symbols[UNARY_COUNT] = {
#define UNARY(upper, python_name, symbol) symbol,
#include "parser/ast.def"
};
const char *const ast_bool_operator_symbols[BOOL_COUNT] = {
#define BOOLEAN(upper, python_name, symbol) symbol,
#include "parser/ast.def"
};
const char *const ast_comparison_symbols[COMPARISON_COUNT] = {
#define COMPARISON(upper, python_name, symbol) symbol,
#include "parser/ast.def"
};
const char *const ast_context_names[3] = {"Load", "Store", "Del"};

static unsigned list_depth(const NodeList *list) {
    unsigned depth = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] && list->items[i]->depth > depth)
            depth = list->items[i]->depth;
    return depth;
}

static unsigned children_depth(const Node *node) {
    const NodeInfo *info = &ast_info[node->kind];
    unsigned depth = 0;
    for (const NodeField *field = info->fields; field->name; field++) {
        unsigned child_depth = 0;
        if (field->kind == FIELD_NODE || field->kind == FIELD_OPT_NODE) {
            const Node *child = *(Node **)ast_field(node, field);
            child_depth = child ? child->depth : 0;
        } else if (field->kind == FIELD_LIST || field->kind == FIELD_OPT_LIST) {
            child_depth = list_depth(ast_field(node, field));
        }
        if (child_depth > depth)
            depth = child_depth;
    }
    return depth;
}

Node *ast_node_new(MemRegion *region, const Node *node) {
    size_t size = ast_info[node->kind].size;
    Node *copy = mem_region_alloc(region, size);
    if (!copy)
        return NULL;
    memcpy(copy, node, size);
    unsigned depth = children_depth(copy) + 1;
    copy->depth = depth > UINT16_MAX ? UINT16_MAX : depth;
    return copy;
}

bool node_is_compound(const Node *statement) {
    switch (statement->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
    case NODE_CLASS_DEF:
    case NODE_FOR:
    case NODE_ASYNC_FOR:
    case NODE_WHILE:
    case NODE_IF:
    case NODE_WITH:
    case NODE_ASYNC_WITH:
    case NODE_MATCH:
    case NODE_TRY:
    case NODE_TRY_STAR:
        return true;
    default:
        return false;
    }
}
