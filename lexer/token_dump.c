/* Tokens for people: one a line, as Python's `tokenize` prints them. */
#include "lexer/token.h"

static void print_text(FILE *out, const char *bytes, size_t size) {
    bool double_quotes = memchr(bytes, '\'', size) && !memchr(bytes, '"', size);
    char quote = double_quotes ? '"' : '\'';
    fputc(quote, out);
    for (size_t i = 0; i < size; i++) {
        char c = bytes[i];
        if (c == '\n')
            fputs("\\n", out);
        else if (c == '\t')
            fputs("\\t", out);
        else if (c == '\f')
            fputs("\\x0c", out);
        else if (c == '\\' || c == quote)
            fprintf(out, "\\%c", c);
        else
            fputc(c, out);
    }
    fputc(quote, out);
}

void token_dump(FILE *out, const TokenList *list, const Source *source) {
    char range[64];
    for (size_t i = 0; i < list->count; i++) {
        const Token *token = &list->items[i];
        snprintf(range, sizeof range, "%d,%d-%d,%d:", (int)token->line, (int)token->column,
                 (int)token->end_line, (int)token->end_column);
        fprintf(out, "%-20s%-15s", range, token_classes[token->kind]);
        print_text(out, source->bytes + token->start, token->end - token->start);
        if (token->kind == TOKEN_MATCH || token->kind == TOKEN_CASE || token->kind == TOKEN_TYPE)
            fputs(" (keyword here)", out);
        fputc('\n', out);
    }
    if (list->error.kind != DIAGNOSTIC_NONE)
        fprintf(out, "error: %s\n", list->error.message);
}
