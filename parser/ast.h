/* The syntax tree. One struct per node of ast.def, each beginning with Node:
 *
 *     Node *node = ...;
 *     if (node->kind == NODE_BIN_OP) {
 *         BinOpNode *binary = (BinOpNode *)node;      // binary->left, ->op, ->right
 *
 * Nodes, lists and texts live in the MemRegion of the parse and are freed with it. Positions are
 * Python's: lines from 1, column offsets from 0 in UTF-8 bytes; nodes that have no position in
 * Python have zeros. `depth` is 1 + the greatest depth among the children and never exceeds
 * AST_DEPTH_MAX, so a recursive walk over a tree made by the parser is bounded. */
#ifndef PARSER_AST_H
#define PARSER_AST_H

#include "memory/memory.h"
#include "lexer/text.h"
#include "parser/constant.h"

#define AST_DEPTH_MAX 6000

typedef enum NodeKind {
#define NODE(upper, name, python_name, category, position) NODE_##upper,
#define FIELD(name, kind, field)
#define END(name)
#include "parser/ast.def"
    NODE_KIND_COUNT
} NodeKind;

typedef enum NodeCategory {
    AST_MOD,
    AST_STMT,
    AST_EXPR,
    AST_COMPREHENSION,
    AST_EXCEPTHANDLER,
    AST_ARGUMENTS,
    AST_ARG,
    AST_KEYWORD,
    AST_ALIAS,
    AST_WITHITEM,
    AST_MATCH_CASE,
    AST_PATTERN,
    AST_TYPE_IGNORE,
    AST_TYPE_PARAM,
} NodeCategory;

typedef enum Operator {
#define BINARY(upper, python_name, symbol) OPERATOR_##upper,
#include "parser/ast.def"
    OPERATOR_COUNT
} Operator;

typedef enum UnaryOperator {
#define UNARY(upper, python_name, symbol) UNARY_##upper,
#include "parser/ast.def"
    UNARY_COUNT
} UnaryOperator;

typedef enum BoolOperator {
#define BOOLEAN(upper, python_name, symbol) BOOL_##upper,
#include "parser/ast.def"
    BOOL_COUNT
} BoolOperator;

typedef enum Comparison {
#define COMPARISON(upper, python_name, symbol) COMPARISON_##upper,
#include "parser/ast.def"
    COMPARISON_COUNT
} Comparison;

typedef enum ExprContext { CONTEXT_LOAD, CONTEXT_STORE, CONTEXT_DEL } ExprContext;

typedef struct Node {
    uint16_t kind; /* NodeKind */
    uint16_t depth;
    int32_t lineno, col_offset, end_lineno, end_col_offset;
} Node;

typedef struct NodeList {
    size_t count;
    Node **items;
} NodeList;

typedef struct ComparisonList {
    size_t count;
    uint8_t *items; /* Comparison */
} ComparisonList;

#define AST_C_TYPE_TEXT           Text
#define AST_C_TYPE_OPT_TEXT       Text
#define AST_C_TYPE_NODE           Node *
#define AST_C_TYPE_OPT_NODE       Node *
#define AST_C_TYPE_LIST           NodeList
#define AST_C_TYPE_OPT_LIST       NodeList
#define AST_C_TYPE_TEXTS          TextList
#define AST_C_TYPE_INT            int32_t
#define AST_C_TYPE_CONSTANT       Constant
#define AST_C_TYPE_OPERATOR       Operator
#define AST_C_TYPE_UNARY_OPERATOR UnaryOperator
#define AST_C_TYPE_BOOL_OPERATOR  BoolOperator
#define AST_C_TYPE_COMPARISONS    ComparisonList
#define AST_C_TYPE_CONTEXT        ExprContext

/* BinOpNode and so on. */
#define NODE(upper, name, python_name, category, position)                                         \
    typedef struct name##Node {                                                                    \
        Node base;
#define FIELD(name, kind, field) AST_C_TYPE_##kind field;
#define END(name)                                                                                  \
    }                                                                                              \
    name##Node;
#include "parser/ast.def"

/* ---- the same, as data: for dumps, walks and conversions ------------------------------------- */

typedef enum FieldKind {
    FIELD_TEXT,
    FIELD_OPT_TEXT,
    FIELD_NODE,
    FIELD_OPT_NODE,
    FIELD_LIST,
    FIELD_OPT_LIST,
    FIELD_TEXTS,
    FIELD_INT,
    FIELD_CONSTANT,
    FIELD_OPERATOR,
    FIELD_UNARY_OPERATOR,
    FIELD_BOOL_OPERATOR,
    FIELD_COMPARISONS,
    FIELD_CONTEXT,
} FieldKind;

typedef struct NodeField {
    const char *name;
    uint16_t kind;   /* FieldKind */
    uint16_t offset; /* in the node's struct */
} NodeField;

typedef struct NodeInfo {
    const char *name; /* Python's */
    uint16_t size;
    uint8_t category; /* NodeCategory */
    bool has_position;
    uint8_t field_count;
    const NodeField *fields;
} NodeInfo;

extern const NodeInfo ast_info[NODE_KIND_COUNT];
extern const char *const ast_operator_names[OPERATOR_COUNT];
extern const char *const ast_unary_operator_names[UNARY_COUNT];
extern const char *const ast_bool_operator_names[BOOL_COUNT];
extern const char *const ast_comparison_names[COMPARISON_COUNT];
extern const char *const ast_operator_symbols[OPERATOR_COUNT];
extern const char *const ast_unary_operator_symbols[UNARY_COUNT];
extern const char *const ast_bool_operator_symbols[BOOL_COUNT];
extern const char *const ast_comparison_symbols[COMPARISON_COUNT];
extern const char *const ast_context_names[3];

static inline void *ast_field(const Node *node, const NodeField *field) {
    return (char *)node + field->offset;
}

/* A copy of `node` (a whole node struct, such as a compound literal) in the region, its depth
 * computed; null when memory is exhausted. The depth may exceed AST_DEPTH_MAX (saturating):
 * whoever builds trees refuses it. */
MEM_MUST_CHECK Node *ast_node_new(MemRegion *region, const Node *node);

/* Is it a statement with a block? */
bool node_is_compound(const Node *statement);

/* One line per field as Python's ast.dump(tree, indent=2, include_attributes=...). */
void ast_dump(FILE *out, const Node *tree, bool include_attributes);

#endif
