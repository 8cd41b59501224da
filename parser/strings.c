/* Strings: adjacent literals are joined, f-strings become JoinedStr.
 *
 * A run of text between replacement fields is one Constant, also across the borders of adjacent
 * literals; it stands from the first of its pieces to the last. */
#include "parser/parser.h"

#include <stdio.h>

#include "lexer/string_literal.h"

#define BASE(kind, range)                                                                          \
    { kind, 0, (range).line, (range).column, (range).end_line, (range).end_column }

static Text text_of(const Parser *parser, const Token *token) {
    return (Text){parser->source.bytes + token->start, token->end - token->start};
}

/* Mistakes in an f-string's text are shown at its end. */
static const Token *end_of_fstring(const Token *token) {
    int depth = 1;
    while (depth > 0 && token->kind != TOKEN_END_OF_FILE && token->kind != TOKEN_ERROR) {
        token++;
        depth += token->kind == TOKEN_FSTRING_START;
        depth -= token->kind == TOKEN_FSTRING_END;
    }
    return token;
}

static void warn_bad_escape(Parser *parser, const Token *token, Text escape) {
    char message[64];
    bool octal = escape.size > 1 && escape.bytes[1] >= '0' && escape.bytes[1] <= '9';
    if (!escape.bytes)
        return;
    if (octal && escape.size == 4)
        snprintf(message, sizeof message, "invalid octal escape sequence '%.4s'", escape.bytes);
    else
        snprintf(message, sizeof message, "invalid escape sequence '%.*s'", (int)escape.size,
                 escape.bytes);
    if (token->kind == TOKEN_FSTRING_MIDDLE)
        token = end_of_fstring(token);
    parser_warn(parser, DIAGNOSTIC_SYNTAX_WARNING, range_of_token(token), message);
}

static Node *literal_node(Parser *parser, const Token *token, const StringLiteral *literal) {
    Range range = range_of_token(token);
    ConstantNode node = {.base = BASE(NODE_CONSTANT, range)};
    node.value.kind = literal->is_bytes ? CONSTANT_BYTES : CONSTANT_STR;
    node.value.text = literal->value;
    if (literal->has_u)
        node.kind = (Text){"u", 1};
    warn_bad_escape(parser, token, literal->bad_escape);
    return parser_node(parser, &node.base);
}

static Node *fail_literal(Parser *parser, const Token *token) {
    parser->error_is_final = true;
    if (parser->diagnostic->kind == DIAGNOSTIC_SYNTAX)
        parser_place(&parser->source, parser->diagnostic, range_of_token(token));
    return NULL;
}

Node *string_piece(Parser *parser, const Token *token) {
    StringLiteral literal;
    if (!string_literal_read(&literal, text_of(parser, token), parser->region, parser->diagnostic))
        return fail_literal(parser, token);
    return literal_node(parser, token, &literal);
}

Node *fstring_text(Parser *parser, const Token *token) {
    StringLiteral literal;
    if (!string_literal_read_middle(&literal, text_of(parser, token), token->is_raw, parser->region,
                                    parser->diagnostic))
        return fail_literal(parser, end_of_fstring(token));
    return literal_node(parser, token, &literal);
}

/* ---- replacement fields ---------------------------------------------------------------------- */

FieldParts *field_new(Parser *parser, const FieldParts *parts) {
    FieldParts *copy = mem_region_alloc(parser->region, sizeof *copy);
    if (!copy) {
        parser_fail_memory(parser);
        return NULL;
    }
    *copy = *parts;
    return copy;
}

bool conversion_check(Parser *parser, const Token *mark, const Token *name) {
    Text text = text_of(parser, name);
    if (mark->end != name->start)
        return parser_fail(
            parser, (Range){mark->line, mark->column, name->end_line, name->end_column},
            "f-string: conversion type must come right after the exclamanation mark");
    if (text.size == 1 && (*text.bytes == 's' || *text.bytes == 'r' || *text.bytes == 'a'))
        return true;
    return parser_fail(parser, range_of_token(name),
                       "f-string: invalid conversion character '%.*s': expected 's', 'r', or 'a'",
                       (int)(text.size > 100 ? 100 : text.size), text.bytes);
}

/* The source between { and what follows the =, without comments. */
static bool field_source(Parser *parser, const FieldParts *field, Text *text) {
    const char *start = parser->source.bytes + field->open->end;
    const Token *follower = field->equal + 1;
    size_t size = follower->start - field->open->end;
    char *copy = mem_region_alloc(parser->region, size + 1);
    if (!copy)
        return parser_fail_memory(parser);
    size_t written = 0;
    char quote = '\0';
    for (size_t i = 0; i < size; i++) {
        char c = start[i];
        if (quote && c == quote)
            quote = '\0';
        else if (!quote && (c == '"' || c == '\''))
            quote = c;
        else if (!quote && c == '#')
            while (i < size && start[i] != '\n')
                i++;
        if (i < size)
            copy[written++] = start[i];
    }
    *text = (Text){copy, written};
    return true;
}

static Node *format_node(Parser *parser, const FieldParts *field) {
    Range range = range_of_token(field->colon);
    if (field->format) {
        const Node *last = field->format->items[field->format->count - 1];
        range.end_line = last->end_lineno;
        range.end_column = last->end_col_offset;
    }
    return fstring_join(parser, field->format, range);
}

static bool append_debug_text(Parser *parser, NodeVec **parts, const FieldParts *field) {
    const Token *follower = field->equal + 1; /* ! : or } */
    Range range = {field->open->end_line, field->open->end_column, follower->line,
                   follower->column};
    ConstantNode node = {.base = BASE(NODE_CONSTANT, range), .value.kind = CONSTANT_STR};
    if (!field_source(parser, field, &node.value.text))
        return false;
    Node *text = parser_node(parser, &node.base);
    return text && vec_append(parser, parts, text);
}

bool fstring_field(Parser *parser, NodeVec **parts, const FieldParts *field) {
    FormattedValueNode node = {
        .base = BASE(NODE_FORMATTED_VALUE, field->range), .value = field->value, .conversion = -1};
    if (field->conversion)
        node.conversion = (unsigned char)parser->source.bytes[field->conversion->start];
    else if (field->equal && !field->colon)
        node.conversion = 'r';
    if (field->colon && !(node.format_spec = format_node(parser, field)))
        return false;
    if (field->equal && !append_debug_text(parser, parts, field))
        return false;
    Node *formatted = parser_node(parser, &node.base);
    return formatted && vec_append(parser, parts, formatted);
}

/* ---- joining --------------------------------------------------------------------------------- */

/* The constants from `first` up to `end` as one, ranging from the first to the last. */
static Node *join_run(Parser *parser, Node **items, size_t first, size_t end) {
    ConstantNode node = *(ConstantNode *)items[first];
    if (end - first > 1) {
        size_t size = 0;
        for (size_t i = first; i < end; i++)
            size += ((ConstantNode *)items[i])->value.text.size;
        char *bytes = mem_region_alloc(parser->region, size + 1);
        if (!bytes) {
            parser_fail_memory(parser);
            return NULL;
        }
        node.value.text = (Text){bytes, size};
        for (size_t i = first; i < end; i++) {
            Text piece = ((ConstantNode *)items[i])->value.text;
            if (piece.size)
                memcpy(bytes, piece.bytes, piece.size);
            bytes += piece.size;
        }
        node.base.end_lineno = items[end - 1]->end_lineno;
        node.base.end_col_offset = items[end - 1]->end_col_offset;
    }
    return parser_node(parser, &node.base);
}

static bool is_empty_text(const Node *node) {
    return node->kind == NODE_CONSTANT && ((const ConstantNode *)node)->value.text.size == 0;
}

Node *fstring_join(Parser *parser, const NodeVec *parts, Range range) {
    NodeVec *values = NULL;
    size_t count = parts ? parts->count : 0;
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        Node *value = parts->items[i];
        if (value->kind == NODE_CONSTANT) {
            while (end < count && parts->items[end]->kind == NODE_CONSTANT)
                end++;
            if (!(value = join_run(parser, parts->items, i, end)))
                return NULL;
        }
        if (!is_empty_text(value) && !vec_append(parser, &values, value))
            return NULL;
        i = end;
    }
    JoinedStrNode node = {.base = BASE(NODE_JOINED_STR, range), .values = list_of(values)};
    return parser_node(parser, &node.base);
}

static bool is_bytes(const Node *node) {
    return node->kind == NODE_CONSTANT &&
           ((const ConstantNode *)node)->value.kind == CONSTANT_BYTES;
}

Node *strings_join(Parser *parser, const NodeVec *pieces, Range range) {
    size_t bytes_count = 0, fstring_count = 0;
    if (pieces->count == 1)
        return pieces->items[0];
    for (size_t i = 0; i < pieces->count; i++) {
        bytes_count += is_bytes(pieces->items[i]);
        fstring_count += pieces->items[i]->kind == NODE_JOINED_STR;
    }
    if (bytes_count && bytes_count != pieces->count) {
        parser->error_is_final = true;
        parser_fail_at_token(parser, DIAGNOSTIC_SYNTAX, &parser->tokens.items[parser->last],
                             "cannot mix bytes and nonbytes literals");
        return NULL;
    }
    if (fstring_count == 0)
        return join_run(parser, pieces->items, 0, pieces->count);
    NodeVec *parts = NULL;
    for (size_t i = 0; i < pieces->count; i++) {
        Node *piece = pieces->items[i];
        if (piece->kind != NODE_JOINED_STR) {
            if (!vec_append(parser, &parts, piece))
                return NULL;
            continue;
        }
        NodeList values = ((JoinedStrNode *)piece)->values;
        for (size_t k = 0; k < values.count; k++)
            if (!vec_append(parser, &parts, values.items[k]))
                return NULL;
    }
    return fstring_join(parser, parts, range);
}
