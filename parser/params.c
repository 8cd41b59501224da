/* Parameters of functions and lambdas: read as a flat list, checked and sorted here. */
#include "parser/parser.h"

Param *param_new(Parser *parser, ParamKind kind, const Token *name, Node *annotation,
                 Node *default_value, Range range) {
    Node *arg = NULL;
    if (name) {
        ArgNode node = {
            .base = {NODE_ARG, 0, range.line, range.column, range.end_line, range.end_column},
            .annotation = annotation};
        if (!parser_name(parser, name, &node.arg) || !(arg = parser_node(parser, &node.base)))
            return NULL;
    }
    if (kind == PARAM_SLASH && !version_has(parser, range, 8, "Positional-only parameters are"))
        return NULL;
    Param *param = mem_region_alloc(parser->region, sizeof *param);
    if (!param) {
        parser_fail_memory(parser);
        return NULL;
    }
    *param = (Param){NULL, kind, range, arg, default_value};
    return param;
}

bool param_append(Parser *parser, ParamVec **vec, Param *param) {
    if (!*vec && !(*vec = mem_region_alloc(parser->region, sizeof **vec)))
        return parser_fail_memory(parser);
    if ((*vec)->last)
        (*vec)->last->next = param;
    else
        (*vec)->first = param;
    (*vec)->last = param;
    return true;
}

bool param_comment(Parser *parser, ParamVec *vec, const Token *comment) {
    ArgNode *arg = (ArgNode *)vec->last->arg;
    if (arg)
        arg->type_comment =
            (Text){parser->source.bytes + comment->start, comment->end - comment->start};
    else if (vec->last->kind == PARAM_STAR)
        return parser_fail(parser, range_of_token(comment), "bare * has associated type comment");
    return true;
}

/* What has been seen so far, and where parameters go. */
typedef struct Sorting {
    NodeVec *posonlyargs, *args, *kwonlyargs, *kw_defaults, *defaults;
    Node *vararg, *kwarg;
    bool has_slash, has_star, has_default;
} Sorting;

static bool add_plain(Parser *parser, Sorting *sorting, const Param *param) {
    if (sorting->kwarg)
        return parser_fail(parser, range_of(param->arg),
                           "arguments cannot follow var-keyword argument");
    if (sorting->has_star)
        return vec_append(parser, &sorting->kwonlyargs, param->arg) &&
               vec_append(parser, &sorting->kw_defaults, param->default_value);
    if (!param->default_value && sorting->has_default)
        return parser_fail(parser, range_of(param->arg),
                           "parameter without a default follows parameter with a default");
    if (param->default_value) {
        sorting->has_default = true;
        if (!vec_append(parser, &sorting->defaults, param->default_value))
            return false;
    }
    return vec_append(parser, &sorting->args, param->arg);
}

static bool add_slash(Parser *parser, Sorting *sorting, const Param *param) {
    if (sorting->kwarg)
        return parser_fail(parser, param->range, "arguments cannot follow var-keyword argument");
    if (sorting->has_slash)
        return parser_fail(parser, param->range, "/ may appear only once");
    if (sorting->has_star)
        return parser_fail(parser, param->range, "/ must be ahead of *");
    if (!sorting->args)
        return parser_fail(parser, param->range, "at least one argument must precede /");
    sorting->has_slash = true;
    sorting->posonlyargs = sorting->args;
    sorting->args = NULL;
    return true;
}

static bool add_star(Parser *parser, Sorting *sorting, const Param *param) {
    if (sorting->kwarg)
        return parser_fail(parser, param->range, "arguments cannot follow var-keyword argument");
    if (sorting->has_star)
        return parser_fail(parser, param->range, "* argument may appear only once");
    const Param *next = param->next;
    if (!param->arg && (!next || next->kind == PARAM_DOUBLE_STAR))
        return parser_fail(parser, param->range, "named arguments must follow bare *");
    sorting->has_star = true;
    sorting->vararg = param->arg;
    return true;
}

Node *params_finish(Parser *parser, ParamVec *vec) {
    Sorting sorting = {.has_slash = false};
    for (const Param *param = vec ? vec->first : NULL; param; param = param->next) {
        bool added;
        switch (param->kind) {
        case PARAM_PLAIN:
            added = add_plain(parser, &sorting, param);
            break;
        case PARAM_SLASH:
            added = add_slash(parser, &sorting, param);
            break;
        case PARAM_STAR:
            added = add_star(parser, &sorting, param);
            break;
        default:
            added = !sorting.kwarg || parser_fail(parser, range_of(param->arg),
                                                  "arguments cannot follow var-keyword argument");
            sorting.kwarg = param->arg;
            break;
        }
        if (!added)
            return NULL;
    }
    ArgumentsNode node = {
        .base = {.kind = NODE_ARGUMENTS},
        .posonlyargs = list_of(sorting.posonlyargs),
        .args = list_of(sorting.args),
        .vararg = sorting.vararg,
        .kwonlyargs = list_of(sorting.kwonlyargs),
        .kw_defaults = list_of(sorting.kw_defaults),
        .kwarg = sorting.kwarg,
        .defaults = list_of(sorting.defaults),
    };
    return parser_node(parser, &node.base);
}
