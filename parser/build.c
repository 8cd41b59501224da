/* Building blocks for the grammar's actions: nodes, lists, names, numbers, errors. */
#include "parser/parser.h"

#include <stdarg.h>
#include <stdio.h>

#include "lexer/normalize.h"
#include "lexer/number_literal.h"
#include "lexer/utf8.h"

/* ---- errors ---------------------------------------------------------------------------------- */

static int32_t column_in_characters(Text line, int32_t byte_column) {
    size_t size = (size_t)byte_column < line.size ? (size_t)byte_column : line.size;
    return (int32_t)(utf8_count(line.bytes, size) + ((size_t)byte_column - size)) + 1;
}

void parser_place(const Source *source, Diagnostic *diagnostic, Range range) {
    Text line = source_line(source, range.line);
    diagnostic->line = range.line;
    diagnostic->end_line = range.end_line;
    diagnostic->column = column_in_characters(line, range.column);
    diagnostic->text = line;
    /* Python counts the end's column on the first line too, and stops behind it. */
    int32_t end_column = range.end_column;
    if (range.end_line != range.line && line.size && (size_t)end_column >= line.size)
        end_column = (int32_t)line.size - 1;
    diagnostic->end_column = column_in_characters(line, end_column);
}

bool parser_fail(Parser *parser, Range range, const char *format, ...) {
    char message[DIAGNOSTIC_MESSAGE_CAPACITY];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    diagnostic_set(parser->diagnostic, DIAGNOSTIC_SYNTAX, "%s", message);
    parser_place(&parser->source, parser->diagnostic, range);
    return false;
}

bool parser_fail_memory(Parser *parser) {
    return diagnostic_set_no_memory(parser->diagnostic);
}

void parser_warn(Parser *parser, DiagnosticKind kind, Range range, const char *message) {
    WarningNote *note = mem_region_alloc(parser->region, sizeof *note);
    if (!note)
        return;
    diagnostic_set(&note->diagnostic, kind, "%s", message);
    note->diagnostic.line = range.line;
    note->diagnostic.end_line = range.end_line;
    note->diagnostic.column = range.column;
    note->diagnostic.end_column = range.end_column;
    *parser->warnings_end = note;
    parser->warnings_end = &note->next;
}

/* ---- nodes and lists ------------------------------------------------------------------------- */

Node *parser_node(Parser *parser, const Node *node) {
    if (MEM_UNLIKELY(parser->options->minor_version) && !version_has_node(parser, node))
        return NULL;
    Node *copy = ast_node_new(parser->region, node);
    if (MEM_UNLIKELY(!copy)) {
        parser_fail_memory(parser);
        return NULL;
    }
    if (MEM_UNLIKELY(copy->depth > AST_DEPTH_MAX)) {
        diagnostic_set(parser->diagnostic, DIAGNOSTIC_RECURSION,
                       "maximum recursion depth exceeded during compilation");
        return NULL;
    }
    return copy;
}

Range range_of(const Node *node) {
    return (Range){node->lineno, node->col_offset, node->end_lineno, node->end_col_offset};
}

Range range_of_token(const Token *token) {
    return (Range){token->line, token->column, token->end_line, token->end_column};
}

/* Room for `extra` more items of `size` bytes; what was there is copied, the old memory is the
 * region's. */
static void *grown(Parser *parser, void *items, size_t count, size_t *capacity, size_t extra,
                   size_t size) {
    size_t wanted = *capacity ? *capacity : 4;
    while (wanted < count + extra)
        wanted *= 2;
    if (items && wanted == *capacity)
        return items;
    void *copy = mem_region_alloc(parser->region, wanted * size);
    if (!copy) {
        parser_fail_memory(parser);
        return NULL;
    }
    if (items)
        memcpy(copy, items, count * size);
    *capacity = wanted;
    return copy;
}

static bool vec_reserve(Parser *parser, NodeVec **vec, size_t extra) {
    if (!*vec && !(*vec = mem_region_alloc(parser->region, sizeof **vec))) {
        parser_fail_memory(parser);
        return false;
    }
    if ((*vec)->count + extra <= (*vec)->capacity)
        return true;
    Node **items =
        grown(parser, (*vec)->items, (*vec)->count, &(*vec)->capacity, extra, sizeof *items);
    if (!items)
        return false;
    (*vec)->items = items;
    return true;
}

bool vec_append(Parser *parser, NodeVec **vec, Node *node) {
    if (!vec_reserve(parser, vec, 1))
        return false;
    (*vec)->items[(*vec)->count++] = node;
    return true;
}

bool vec_extend(Parser *parser, NodeVec **vec, const NodeVec *more) {
    if (!more)
        return true;
    if (!vec_reserve(parser, vec, more->count))
        return false;
    memcpy((*vec)->items + (*vec)->count, more->items, more->count * sizeof *more->items);
    (*vec)->count += more->count;
    return true;
}

bool text_append(Parser *parser, TextVec **vec, Text text) {
    if (!*vec && !(*vec = mem_region_alloc(parser->region, sizeof **vec))) {
        parser_fail_memory(parser);
        return false;
    }
    if ((*vec)->count == (*vec)->capacity) {
        Text *items =
            grown(parser, (*vec)->items, (*vec)->count, &(*vec)->capacity, 1, sizeof *items);
        if (!items)
            return false;
        (*vec)->items = items;
    }
    (*vec)->items[(*vec)->count++] = text;
    return true;
}

bool compare_append(Parser *parser, CompareVec **vec, Node *left, int operator, Node * right) {
    if (!*vec) {
        if (!(*vec = mem_region_alloc(parser->region, sizeof **vec)))
            return parser_fail_memory(parser);
        (*vec)->left = left;
    }
    size_t count = (*vec)->nodes ? (*vec)->nodes->count : 0;
    if (count == (*vec)->capacity) {
        uint8_t *operators = grown(parser, (*vec)->operators, count, &(*vec)->capacity, 1, 1);
        if (!operators)
            return false;
        (*vec)->operators = operators;
    }
    (*vec)->operators[count] = (uint8_t) operator;
    return vec_append(parser, &(*vec)->nodes, right);
}

Node *tuple_node(Parser *parser, Node *first, const NodeVec *rest, Range range) {
    NodeVec *items = NULL;
    if (!vec_append(parser, &items, first) || !vec_extend(parser, &items, rest))
        return NULL;
    TupleNode node = {
        .base = {NODE_TUPLE, 0, range.line, range.column, range.end_line, range.end_column},
        .elts = list_of(items)};
    return parser_node(parser, &node.base);
}

bool elifs_nest(Parser *parser, const NodeVec *elifs, NodeVec **rest, Range statement) {
    for (size_t i = elifs ? elifs->count : 0; i-- > 0;) {
        IfNode nested = *(IfNode *)elifs->items[i];
        nested.base.end_lineno = statement.end_line;
        nested.base.end_col_offset = statement.end_column;
        nested.orelse = list_of(*rest);
        *rest = NULL;
        Node *node = parser_node(parser, &nested.base);
        if (!node || !vec_append(parser, rest, node))
            return false;
    }
    return true;
}

/* ---- names ----------------------------------------------------------------------------------- */

static bool interned_grow(Parser *parser) {
    size_t capacity = parser->interned_capacity ? parser->interned_capacity * 2 : 256;
    Interned **table = mem_region_alloc(parser->region, capacity * sizeof *table);
    if (!table)
        return parser_fail_memory(parser);
    for (size_t i = 0; i < parser->interned_capacity; i++) {
        Interned *next;
        for (Interned *entry = parser->interned[i]; entry; entry = next) {
            next = entry->next;
            entry->next = table[entry->hash & (capacity - 1)];
            table[entry->hash & (capacity - 1)] = entry;
        }
    }
    parser->interned = table;
    parser->interned_capacity = capacity;
    return true;
}

bool parser_intern(Parser *parser, const char *bytes, size_t size, Text *text) {
    uint32_t hash = 2166136261u; /* FNV-1a: names are short */
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    hash ^= hash >> 15;
    if (parser->interned_count >= parser->interned_capacity && !interned_grow(parser))
        return false;
    Interned **slot = &parser->interned[hash & (parser->interned_capacity - 1)];
    for (Interned *entry = *slot; entry; entry = entry->next)
        if (entry->hash == hash && entry->text.size == size &&
            memcmp(entry->text.bytes, bytes, size) == 0) {
            *text = entry->text;
            return true;
        }
    Interned *entry = mem_region_alloc(parser->region, sizeof *entry);
    if (!entry)
        return parser_fail_memory(parser);
    *entry = (Interned){*slot, hash, {bytes, size}};
    *slot = entry;
    parser->interned_count++;
    *text = entry->text;
    return true;
}

static bool has_high_byte(Text text) {
    for (size_t i = 0; i < text.size; i++)
        if ((unsigned char)text.bytes[i] >= 0x80)
            return true;
    return false;
}

/* Python compares identifiers in normal form NFKC. */
bool parser_name(Parser *parser, const Token *token, Text *name) {
    const char *bytes = parser->source.bytes + token->start;
    Text text = {bytes, token->end - token->start};
    if (!parser->source.is_ascii && has_high_byte(text) &&
        !normalize_text(NORMAL_NFKC, text, parser->region, &text))
        return parser_fail_memory(parser);
    return parser_intern(parser, text.bytes, text.size, name);
}

bool names_append(Parser *parser, TextVec **vec, const Token *token) {
    Text name;
    return parser_name(parser, token, &name) && text_append(parser, vec, name);
}

Node *name_node(Parser *parser, const Token *token, ExprContext context) {
    NameNode node = {
        .base = {NODE_NAME, 0, token->line, token->column, token->end_line, token->end_column},
        .ctx = context};
    return parser_name(parser, token, &node.id) ? parser_node(parser, &node.base) : NULL;
}

Text *parser_dotted(Parser *parser, const TextVec *parts) {
    size_t size = parts->count - 1;
    for (size_t i = 0; i < parts->count; i++)
        size += parts->items[i].size;
    Text *joined = mem_region_alloc(parser->region, sizeof *joined);
    if (joined && parts->count == 1) {
        *joined = parts->items[0];
        return joined;
    }
    char *bytes = joined ? mem_region_alloc(parser->region, size + 1) : NULL;
    if (!bytes) {
        parser_fail_memory(parser);
        return NULL;
    }
    char *end = bytes;
    for (size_t i = 0; i < parts->count; i++) {
        memcpy(end, parts->items[i].bytes, parts->items[i].size);
        end += parts->items[i].size;
        *end++ = '.';
    }
    return parser_intern(parser, bytes, size, joined) ? joined : NULL;
}

/* ---- numbers, dicts -------------------------------------------------------------------------- */

Node *parser_number(Parser *parser, const Token *token, Range range) {
    Number number;
    Text literal = {parser->source.bytes + token->start, token->end - token->start};
    if (!number_literal_read(&number, literal, parser->options->max_int_digits, parser->region,
                             parser->diagnostic)) {
        parser->error_is_final = true;
        if (parser->diagnostic->kind == DIAGNOSTIC_SYNTAX)
            parser_place(&parser->source, parser->diagnostic, range);
        return NULL;
    }
    ConstantNode node = {
        .base = {NODE_CONSTANT, 0, range.line, range.column, range.end_line, range.end_column}};
    switch (number.kind) {
    case NUMBER_INT:
        node.value.kind = CONSTANT_INT;
        node.value.integer = number.integer;
        break;
    case NUMBER_BIG_INT:
        node.value.kind = CONSTANT_BIG_INT;
        node.value.text = number.digits;
        break;
    case NUMBER_FLOAT:
        node.value.kind = CONSTANT_FLOAT;
        node.value.real = number.real;
        break;
    case NUMBER_IMAGINARY:
        node.value.kind = CONSTANT_COMPLEX;
        node.value.complex_number.imaginary = number.real;
        break;
    }
    return parser_node(parser, &node.base);
}

Node *dict_finish(Parser *parser, NodeVec *items, Range range) {
    NodeVec *keys = NULL, *values = NULL;
    for (size_t i = 0; i < items->count; i += 2)
        if (!vec_append(parser, &keys, items->items[i]) ||
            !vec_append(parser, &values, items->items[i + 1]))
            return NULL;
    DictNode node = {
        .base = {NODE_DICT, 0, range.line, range.column, range.end_line, range.end_column},
        .keys = list_of(keys),
        .values = list_of(values)};
    return parser_node(parser, &node.base);
}
