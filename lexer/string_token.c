/* String tokens: from the prefix to the closing quote. What is between is read later, when the
 * parser asks for the value (string_literal.c). */
#include "lexer/lexer.h"

#include "lexer/utf8.h"

/* Whether an unterminated string fits the open f-string's quotes: then a } is missing. */
static bool closes_fstring(Lexer *lexer, char quote, int quote_size) {
    FString *fstring = lexer_fstring(lexer);
    return fstring && fstring->quote == quote && fstring->quote_size == quote_size;
}

static bool fail_unterminated(Lexer *lexer, const char *start, int32_t line, const char *line_start,
                              char quote, int quote_size, int32_t last_line, bool escaped_quote) {
    char message[128];
    int32_t column = (int32_t)utf8_count(line_start, (size_t)(start - line_start)) + 1;
    if (closes_fstring(lexer, quote, quote_size))
        snprintf(message, sizeof message, "f-string: expecting '}'");
    else if (quote_size == 3)
        snprintf(message, sizeof message,
                 "unterminated triple-quoted string literal (detected at line %d)", (int)last_line);
    else
        snprintf(message, sizeof message, "unterminated string literal (detected at line %d)%s",
                 (int)last_line, escaped_quote ? "; perhaps you escaped the end quote?" : "");
    return lexer_fail_at(lexer, DIAGNOSTIC_SYNTAX, line, line_start, column, column, false,
                         message);
}

bool string_lex(Lexer *lexer, const char *start) {
    const char *p = lexer->cursor, *line_start = lexer->line_start;
    const char *source_end = lexer->source->bytes + lexer->source->size;
    int32_t line = lexer->line;
    bool escaped_quote = false;
    char quote = *p;
    int quote_size = p[1] == quote && p[2] == quote ? 3 : 1;
    p += quote_size;
    for (;; p++) {
        char c = *p;
        if (c == quote) {
            if (quote_size == 1 || (p[1] == quote && p[2] == quote))
                break;
        } else if (c == '\\') {
            p++;
            escaped_quote |= *p == quote;
            if (*p == '\n') {
                lexer->line++;
                lexer->line_start = p + 1;
            } else if (*p == '\0') {
                p--;
            }
        } else if (c == '\n') {
            if (quote_size == 1)
                return fail_unterminated(lexer, start, line, line_start, quote, quote_size,
                                         lexer->line, escaped_quote);
            lexer->line++;
            lexer->line_start = p + 1;
        } else if (c == '\0' && p >= source_end) {
            lexer->list->ends_in_string = true;
            return fail_unterminated(lexer, start, line, line_start, quote, quote_size,
                                     lexer->line - (p[-1] == '\n'), escaped_quote);
        }
    }
    lexer->cursor = p + quote_size;
    return lexer_emit_from(lexer, TOKEN_STRING, start, line, line_start);
}
