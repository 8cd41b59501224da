/* Colouring what is typed, by the real lexer's tokens. What is no token is a comment, or a string
 * that is not closed yet. */
#include "vm/import.h"
#include "vm/repl_text.h"
#include "vm/vm.h"

#include <string.h>

/* Styles are per character, tokens count bytes. */
static void paint(const ReplText *text, uint8_t *styles, size_t start, size_t end,
                  LineStyle style) {
    for (size_t i = start; i < end && i < text->size; i++)
        styles[text->characters[i]] = (uint8_t)style;
}

static bool is_builtin(const ReplText *text, const Token *token) {
    Dict *builtins = builtins_dict_borrowed();
    Str *name = str_from_utf8(text->bytes + token->start, token->end - token->start);
    bool found = name && builtins && dict_find_name(builtins, name) >= 0;
    if (name)
        GIVE_UP(name);
    exception_clear();
    return found;
}

static LineStyle style_of_name(const ReplText *text, size_t index) {
    if (index &&
        (repl_token_is(text, index - 1, TOKEN_DEF) || repl_token_is(text, index - 1, TOKEN_CLASS)))
        return STYLE_DEFINITION;
    if (index && repl_token_is(text, index - 1, TOKEN_DOT))
        return STYLE_PLAIN;
    return is_builtin(text, &text->tokens.items[index]) ? STYLE_BUILTIN : STYLE_PLAIN;
}

static LineStyle style_of(const ReplText *text, size_t index) {
    TokenKind kind = (TokenKind)text->tokens.items[index].kind;
    switch (kind) {
    case TOKEN_NAME:
        return style_of_name(text, index);
    case TOKEN_NUMBER:
        return STYLE_NUMBER;
    case TOKEN_STRING:
    case TOKEN_FSTRING_START:
    case TOKEN_FSTRING_MIDDLE:
    case TOKEN_FSTRING_END:
        return STYLE_STRING;
    default:
        return kind >= TOKEN_FALSE ? STYLE_KEYWORD : STYLE_PLAIN;
    }
}

static void paint_comments(const ReplText *text, uint8_t *styles, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        if (text->bytes[i] != '#')
            continue;
        const char *newline = memchr(text->bytes + i, '\n', end - i);
        size_t stop = newline ? (size_t)(newline - text->bytes) : end;
        paint(text, styles, i, stop, STYLE_COMMENT);
        i = stop;
    }
}

/* ---- brackets -------------------------------------------------------------------------------- */

static bool is_opening(TokenKind kind) {
    return kind == TOKEN_LPAR || kind == TOKEN_LSQB || kind == TOKEN_LBRACE;
}

static bool is_closing(TokenKind kind) {
    return kind == TOKEN_RPAR || kind == TOKEN_RSQB || kind == TOKEN_RBRACE;
}

/* The bracket that belongs to the one at `index`; SIZE_MAX: none. */
static size_t partner_of(const ReplText *text, size_t index) {
    bool forwards = is_opening((TokenKind)text->tokens.items[index].kind);
    size_t depth = 0;
    for (size_t i = index; i < text->count; i += forwards ? 1 : (size_t)-1) {
        TokenKind kind = (TokenKind)text->tokens.items[i].kind;
        if (is_opening(kind) || is_closing(kind))
            depth += is_opening(kind) == forwards ? 1 : (size_t)-1;
        if (!depth)
            return i;
    }
    return SIZE_MAX;
}

/* The bracket under the cursor, else the closing one before it, and its partner. */
static void paint_partners(const ReplText *text, uint8_t *styles, size_t cursor) {
    for (size_t i = 0; i < text->count; i++) {
        const Token *token = &text->tokens.items[i];
        size_t place = text->characters[token->start];
        bool here = place == cursor &&
                    (is_opening((TokenKind)token->kind) || is_closing((TokenKind)token->kind));
        bool before = place + 1 == cursor && is_closing((TokenKind)token->kind);
        size_t partner = here || before ? partner_of(text, i) : SIZE_MAX;
        if (partner == SIZE_MAX)
            continue;
        styles[place] = STYLE_MATCH;
        styles[text->characters[text->tokens.items[partner].start]] = STYLE_MATCH;
        return;
    }
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void paint_command(const wchar_t *text, size_t length, uint8_t *styles) {
    for (size_t i = 0; i < length && text[i] != ' '; i++)
        styles[i] = STYLE_COMMAND;
}

void repl_colour(const wchar_t *characters, size_t length, size_t cursor, uint8_t *styles) {
    ReplText *text = repl_text_new(characters, length);
    if (!text)
        return;
    size_t end = 0;
    for (size_t i = 0; i < text->count; i++) {
        const Token *token = &text->tokens.items[i];
        paint_comments(text, styles, end, token->start);
        paint(text, styles, token->start, token->end, style_of(text, i));
        end = token->end;
    }
    paint_comments(text, styles, end, text->open_string);
    paint(text, styles, text->open_string, text->size, STYLE_STRING);
    if (cursor <= length)
        paint_partners(text, styles, cursor);
    if (characters[0] == ':')
        paint_command(characters, length, styles);
    repl_text_free(text);
}
