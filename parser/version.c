/* Syntax of older versions: ast.parse(..., feature_version=(3, 7)). What came later is refused when
 * its node is built. */
#include "parser/parser.h"

bool version_has(Parser *parser, Range range, int minor, const char *what) {
    int asked = parser->options->minor_version;
    if (!asked || asked >= minor)
        return true;
    parser->error_is_final = true;
    return parser_fail(parser, range, "%s only supported in Python 3.%d and greater", what, minor);
}

static bool has_type_param(Parser *parser, Range range, const Node *default_value) {
    return version_has(parser, range, 12, "Type parameter lists are") &&
           (!default_value || version_has(parser, range, 13, "Type parameter defaults are"));
}

bool version_has_node(Parser *parser, const Node *node) {
    Range range = range_of(node);
    switch (node->kind) {
    case NODE_NAMED_EXPR:
        return version_has(parser, range, 8, "Assignment expressions are");
    case NODE_TRY_STAR:
        return version_has(parser, range, 11, "Exception groups are");
    case NODE_MATCH:
        return version_has(parser, range, 10, "Pattern matching is");
    case NODE_TYPE_ALIAS:
        return version_has(parser, range, 12, "Type statement is");
    case NODE_TYPE_VAR:
        return has_type_param(parser, range, ((const TypeVarNode *)node)->default_value);
    case NODE_PARAM_SPEC:
        return has_type_param(parser, range, ((const ParamSpecNode *)node)->default_value);
    case NODE_TYPE_VAR_TUPLE:
        return has_type_param(parser, range, ((const TypeVarTupleNode *)node)->default_value);
    case NODE_ANN_ASSIGN:
        return version_has(parser, range, 6, "Variable annotation syntax is");
    case NODE_COMPREHENSION:
        return !((const ComprehensionNode *)node)->is_async ||
               version_has(parser, range, 6, "Async comprehensions are");
    case NODE_AWAIT:
        return version_has(parser, range, 5, "Await expressions are");
    case NODE_BIN_OP:
        return ((const BinOpNode *)node)->op != OPERATOR_MAT_MULT ||
               version_has(parser, range, 5, "The '@' operator is");
    default:
        return true;
    }
}
