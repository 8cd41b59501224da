/* Blocks: when is one complete, and how is its next line indented? The parser decides the first,
 * the lexer's tokens the second. */
#include "parser/parse.h"
#include "vm/repl_text.h"

#include <string.h>

enum { INDENT = 4 };

/* ---- complete? ------------------------------------------------------------------------------- */

static bool is_blank(const char *text, size_t size) {
    return strspn(text, " \t\f\n") >= size;
}

/* Is the last line of (at least) two blank? That ends a block. */
static bool ends_in_blank_line(const ReplText *text) {
    size_t start = text->size;
    while (start > 0 && text->bytes[start - 1] != '\n')
        start--;
    return start > 0 && is_blank(text->bytes + start, text->size - start);
}

/* Whole statements, of which the last may go on. A mistake is complete: it is to be told. */
static bool is_whole(const ReplText *text) {
    MemRegion *region = mem_region_new();
    if (!region)
        return true;
    Diagnostic diagnostic;
    Node *tree;
    bool blank_end = ends_in_blank_line(text), whole = true;
    if (!parse_source(text->bytes, text->size, "<stdin>", PARSE_EXEC,
                      PARSE_SOURCE_IS_UTF8 | PARSE_ALLOW_INCOMPLETE, region, &tree, &diagnostic))
        whole = diagnostic.kind != DIAGNOSTIC_INCOMPLETE ||
                (blank_end && !text->tokens.open_count && text->open_string == text->size);
    else {
        const NodeList *body = &((ModuleNode *)tree)->body;
        whole = !body->count || blank_end || !node_is_compound(body->items[body->count - 1]);
    }
    mem_region_free(region);
    return whole;
}

bool repl_is_complete(const wchar_t *characters, size_t length) {
    if (!length || characters[0] == ':')
        return true;
    ReplText *text = repl_text_new(characters, length);
    bool complete = !text || is_blank(text->bytes, text->size) || is_whole(text);
    if (text)
        repl_text_free(text);
    return complete;
}

/* ---- indentation ----------------------------------------------------------------------------- */

/* Inside brackets: as the line before, deeper where it opened the bracket. */
static size_t inside_brackets(const ReplText *text) {
    uint32_t offset = text->tokens.open[text->tokens.open_count - 1].offset;
    bool opened_here = !memchr(text->bytes + offset, '\n', text->size - offset);
    return repl_text_indentation(text, text->size) + (opened_here ? INDENT : 0);
}

/* The first token of the logical line that the last token is in. */
static const Token *first_of_line(const ReplText *text) {
    size_t depth = 0, i = text->count;
    while (i-- > 0) {
        const Token *token = &text->tokens.items[i];
        depth +=
            token->kind == TOKEN_RPAR || token->kind == TOKEN_RSQB || token->kind == TOKEN_RBRACE;
        if (depth &&
            (token->kind == TOKEN_LPAR || token->kind == TOKEN_LSQB || token->kind == TOKEN_LBRACE))
            depth--;
        if (!depth && (i == 0 || text->tokens.items[i - 1].end_line < token->line))
            return token;
    }
    return NULL;
}

static bool leaves_block(const Token *first) {
    return first->kind == TOKEN_RETURN || first->kind == TOKEN_PASS || first->kind == TOKEN_BREAK ||
           first->kind == TOKEN_CONTINUE || first->kind == TOKEN_RAISE;
}

size_t repl_indentation(const wchar_t *characters, size_t length) {
    ReplText *text = repl_text_new(characters, length);
    if (!text)
        return 0;
    size_t columns;
    if (text->tokens.open_count)
        columns = inside_brackets(text);
    else if (text->open_string < text->size || !text->count)
        columns = repl_text_indentation(text, text->size);
    else {
        const Token *first = first_of_line(text);
        columns = (size_t)(first ? first->column : 0);
        if (repl_token_is(text, text->count - 1, TOKEN_COLON))
            columns += INDENT;
        else if (first && leaves_block(first))
            columns = columns > INDENT ? columns - INDENT : 0;
    }
    repl_text_free(text);
    return columns;
}

/* ---- else, elif, except, finally ------------------------------------------------------------- */

/* May a line that begins with `clause` belong to a statement that begins with `opener`? */
static bool belongs_to(TokenKind clause, TokenKind opener) {
    switch (clause) {
    case TOKEN_ELIF:
        return opener == TOKEN_IF || opener == TOKEN_ELIF;
    case TOKEN_ELSE:
        return opener == TOKEN_IF || opener == TOKEN_ELIF || opener == TOKEN_FOR ||
               opener == TOKEN_WHILE || opener == TOKEN_EXCEPT;
    case TOKEN_EXCEPT:
    case TOKEN_FINALLY:
        return opener == TOKEN_TRY || opener == TOKEN_EXCEPT ||
               (clause == TOKEN_FINALLY && opener == TOKEN_ELSE);
    default:
        return false;
    }
}

static size_t columns_too_deep(const ReplText *text) {
    const Token *clause = first_of_line(text);
    if (!clause || text->tokens.open_count || !repl_token_is(text, text->count - 1, TOKEN_COLON))
        return 0;
    int32_t nearest = INT32_MAX; /* lines further in than one already passed do not count */
    for (const Token *token = clause; token-- > text->tokens.items;) {
        bool begins_line = token == text->tokens.items || token[-1].end_line < token->line;
        if (!begins_line || token->column >= nearest)
            continue;
        nearest = token->column;
        if (belongs_to((TokenKind)clause->kind, (TokenKind)token->kind) &&
            token->column <= clause->column)
            return (size_t)(clause->column - token->column);
    }
    return 0;
}

size_t repl_dedent(const wchar_t *characters, size_t length) {
    ReplText *text = repl_text_new(characters, length);
    size_t columns = text ? columns_too_deep(text) : 0;
    if (text)
        repl_text_free(text);
    return columns;
}
