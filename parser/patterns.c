/* Patterns of match statements: what their grammar cannot state. */
#include "parser/parser.h"

#define BASE(kind, range)                                                                          \
    { kind, 0, (range).line, (range).column, (range).end_line, (range).end_column }

PatternItem *pattern_item(Parser *parser, Node *key, const Token *name, Node *pattern,
                          Range range) {
    PatternItem *item = mem_region_alloc(parser->region, sizeof *item);
    if (!item) {
        parser_fail_memory(parser);
        return NULL;
    }
    *item = (PatternItem){NULL, key, name, pattern, range};
    return item;
}

bool pattern_append(Parser *parser, PatternVec **vec, PatternItem *item) {
    if (!*vec && !(*vec = mem_region_alloc(parser->region, sizeof **vec)))
        return parser_fail_memory(parser);
    if ((*vec)->last)
        (*vec)->last->next = item;
    else
        (*vec)->first = item;
    (*vec)->last = item;
    return true;
}

bool pattern_check_head(Parser *parser, const Node *value) {
    while (value->kind == NODE_ATTRIBUTE)
        value = ((const AttributeNode *)value)->value;
    return !text_is(((const NameNode *)value)->id, "_") ||
           parser_fail(parser, range_of(value), "invalid syntax");
}

Node *pattern_class(Parser *parser, Node *type, PatternVec *items, Range range) {
    NodeVec *patterns = NULL, *keyword_patterns = NULL;
    TextVec *names = NULL;
    for (const PatternItem *item = items ? items->first : NULL; item; item = item->next) {
        if (item->name) {
            Text name;
            if (!parser_name(parser, item->name, &name) || !text_append(parser, &names, name) ||
                !vec_append(parser, &keyword_patterns, item->pattern))
                return NULL;
            continue;
        }
        if (names) {
            /* All of them, from the first misplaced to the last. */
            Range misplaced = item->range;
            for (const PatternItem *more = item->next; more && !more->name; more = more->next) {
                misplaced.end_line = more->range.end_line;
                misplaced.end_column = more->range.end_column;
            }
            parser_fail(parser, misplaced, "positional patterns follow keyword patterns");
            return NULL;
        }
        if (!vec_append(parser, &patterns, item->pattern))
            return NULL;
    }
    MatchClassNode node = {.base = BASE(NODE_MATCH_CLASS, range),
                           .cls = type,
                           .patterns = list_of(patterns),
                           .kwd_attrs = texts_of(names),
                           .kwd_patterns = list_of(keyword_patterns)};
    return parser_node(parser, &node.base);
}

Node *pattern_mapping(Parser *parser, PatternVec *items, Range range) {
    NodeVec *keys = NULL, *patterns = NULL;
    Text rest = {NULL, 0};
    for (const PatternItem *item = items->first; item; item = item->next) {
        if (rest.bytes) {
            parser_fail(parser, item->range, "invalid syntax");
            return NULL;
        }
        if (item->key) {
            if (!vec_append(parser, &keys, item->key) ||
                !vec_append(parser, &patterns, item->pattern))
                return NULL;
        } else if (!parser_name(parser, item->name, &rest)) {
            return NULL;
        } else if (text_is(rest, "_")) {
            parser_fail(parser, range_of_token(item->name), "invalid syntax");
            return NULL;
        }
    }
    MatchMappingNode node = {.base = BASE(NODE_MATCH_MAPPING, range),
                             .keys = list_of(keys),
                             .patterns = list_of(patterns),
                             .rest = rest};
    return parser_node(parser, &node.base);
}

Node *pattern_sequence(Parser *parser, Node *first, const NodeVec *rest, Range range) {
    NodeVec *items = NULL;
    if (!vec_append(parser, &items, first) || !vec_extend(parser, &items, rest))
        return NULL;
    MatchSequenceNode node = {.base = BASE(NODE_MATCH_SEQUENCE, range), .patterns = list_of(items)};
    return parser_node(parser, &node.base);
}

Node *pattern_star(Parser *parser, const Token *token, Range range) {
    Text name;
    if (!parser_name(parser, token, &name))
        return NULL;
    MatchStarNode node = {.base = BASE(NODE_MATCH_STAR, range)};
    if (!text_is(name, "_"))
        node.name = name;
    return parser_node(parser, &node.base);
}

Node *pattern_as(Parser *parser, Node *pattern, const Token *token, Range range) {
    Text name;
    if (!parser_name(parser, token, &name))
        return NULL;
    if (text_is(name, "_")) {
        parser_fail(parser, range_of_token(token), "cannot use '_' as a target");
        return NULL;
    }
    MatchAsNode node = {.base = BASE(NODE_MATCH_AS, range), .pattern = pattern, .name = name};
    return parser_node(parser, &node.base);
}

Node *pattern_capture(Parser *parser, const Token *token, Range range) {
    Text name;
    if (!parser_name(parser, token, &name))
        return NULL;
    MatchAsNode node = {.base = BASE(NODE_MATCH_AS, range)};
    if (!text_is(name, "_"))
        node.name = name;
    return parser_node(parser, &node.base);
}

static bool is_imaginary(const Node *number) {
    if (number->kind == NODE_UNARY_OP)
        number = ((const UnaryOpNode *)number)->operand;
    return ((const ConstantNode *)number)->value.kind == CONSTANT_COMPLEX;
}

Node *pattern_complex(Parser *parser, Node *real, Operator op, Node *imaginary, Range range) {
    if (is_imaginary(real)) {
        parser->error_is_final = true;
        parser_fail(parser, range_of(real), "real number required in complex literal");
        return NULL;
    }
    if (!is_imaginary(imaginary)) {
        parser->error_is_final = true;
        parser_fail(parser, range_of(imaginary), "imaginary number required in complex literal");
        return NULL;
    }
    BinOpNode node = {.base = BASE(NODE_BIN_OP, range), .left = real, .op = op, .right = imaginary};
    return parser_node(parser, &node.base);
}
