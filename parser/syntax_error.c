/* What to say about a syntax error. */
#include "parser/parser.h"

void syntax_error_explain(Parser *parser, size_t index) {
    const Token *token = &parser->tokens.items[index];
    if (parser->tokens.error.kind != DIAGNOSTIC_NONE) {
        *parser->diagnostic = parser->tokens.error;
        return;
    }
    parser_fail(parser, range_of_token(token), "invalid syntax");
}
