/* Arguments of calls and classes: order, unparenthesised generators. */
#include "parser/parser.h"

Arg *arg_new(Parser *parser, ArgKind kind, const Token *name, Node *value, Range range) {
    Arg *arg = mem_region_alloc(parser->region, sizeof *arg);
    if (!arg) {
        parser_fail_memory(parser);
        return NULL;
    }
    *arg = (Arg){kind, name, value, range};
    return arg;
}

static bool append_keyword(Parser *parser, ArgVec *vec, const Arg *arg) {
    KeywordNode keyword = {.base = {NODE_KEYWORD, 0, arg->range.line, arg->range.column,
                                    arg->range.end_line, arg->range.end_column},
                           .value = arg->value};
    if (arg->name && !parser_name(parser, arg->name, &keyword.arg))
        return false;
    Node *node = parser_node(parser, &keyword.base);
    return node && vec_append(parser, &vec->keywords, node);
}

/* A positional argument behind a keyword: shown at the end of the last argument. */
static bool check_order(Parser *parser, const ArgVec *vec, const Arg *arg) {
    Range range = {arg->range.end_line, arg->range.end_column - 1, arg->range.end_line,
                   arg->range.end_column};
    if (arg->kind == ARG_STAR && vec->has_unpacking)
        return parser_fail(parser, range,
                           "iterable argument unpacking follows keyword argument unpacking");
    if (arg->kind == ARG_POSITIONAL && vec->has_unpacking)
        return parser_fail(parser, range, "positional argument follows keyword argument unpacking");
    if (arg->kind == ARG_POSITIONAL && vec->has_keyword)
        return parser_fail(parser, range, "positional argument follows keyword argument");
    return true;
}

bool arg_append(Parser *parser, ArgVec **vec, Arg *arg) {
    if (!*vec && !(*vec = mem_region_alloc(parser->region, sizeof **vec)))
        return parser_fail_memory(parser);
    (*vec)->count++;
    switch (arg->kind) {
    case ARG_GENERATOR:
        (*vec)->generator = arg->value;
        return vec_append(parser, &(*vec)->args, arg->value);
    case ARG_POSITIONAL:
    case ARG_STAR:
        return check_order(parser, *vec, arg) && vec_append(parser, &(*vec)->args, arg->value);
    case ARG_KEYWORD:
        (*vec)->has_keyword = true;
        return append_keyword(parser, *vec, arg);
    default:
        (*vec)->has_unpacking = true;
        return append_keyword(parser, *vec, arg);
    }
}

bool args_finish(Parser *parser, ArgVec *vec, Range brackets, bool is_class) {
    if (!vec || !vec->generator)
        return true;
    Node *generator = vec->generator;
    if (is_class && vec->count == 1)
        return parser_fail(parser, range_of(generator), "invalid syntax");
    if (vec->count > 1 || vec->trailing_comma)
        return parser_fail(parser, range_of(generator),
                           "Generator expression must be parenthesized");
    generator->lineno = brackets.line;
    generator->col_offset = brackets.column;
    generator->end_lineno = brackets.end_line;
    generator->end_col_offset = brackets.end_column;
    return true;
}
