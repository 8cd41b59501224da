/* f-strings: their literal text, between which the ordinary lexer reads the fields.
 *
 *     f'a{x!r:>{w}}b'   ->  START f'  MIDDLE a  {  x  !  r  :  MIDDLE >  {  w  }  }  MIDDLE b  END
 *
 * A field's { is an open bracket marked is_field; behind its : it is in_spec, and text is read
 * until the field's }. A {{ or }} ends a MIDDLE that includes the first of the two; the second is
 * skipped. f-strings nest without regard to quotes. */
#include "lexer/lexer.h"

#include "lexer/utf8.h"

bool fstring_start(Lexer *lexer, const char *start) {
    const char *p = lexer->cursor;
    char quote = *p;
    int quote_size = p[1] == quote && p[2] == quote ? 3 : 1;
    lexer->cursor = p + quote_size;
    if (lexer->fstring_count == LEXER_FSTRINGS_MAX)
        return lexer_fail(lexer, lexer->cursor, "too many nested f-strings");
    bool is_raw = false;
    for (const char *prefix = start; prefix < p; prefix++)
        is_raw |= *prefix == 'r' || *prefix == 'R';
    lexer->fstrings[lexer->fstring_count++] = (FString){
        .quote = quote,
        .quote_size = (uint8_t)quote_size,
        .is_raw = is_raw,
        .base_depth = lexer_depth(lexer),
        .start = (uint32_t)(start - lexer->source->bytes),
        .line = lexer->line,
        .column = (int32_t)(start - lexer->line_start),
    };
    return lexer_emit(lexer, TOKEN_FSTRING_START, start);
}

bool fstring_in_text(Lexer *lexer) {
    FString *fstring = lexer_fstring(lexer);
    if (!fstring)
        return false;
    return lexer_depth(lexer) == fstring->base_depth ||
           (lexer_in_field(lexer) && lexer_bracket(lexer)->in_spec);
}

static bool fail_unterminated(Lexer *lexer, const FString *fstring, int32_t last_line) {
    char message[128];
    const char *start = lexer->source->bytes + fstring->start;
    const char *line_start = start - fstring->column;
    int32_t column = (int32_t)utf8_count(line_start, (size_t)(start - line_start)) + 1;
    snprintf(message, sizeof message, "unterminated %sf-string literal (detected at line %d)",
             fstring->quote_size == 3 ? "triple-quoted " : "", (int)last_line);
    return lexer_fail_at(lexer, DIAGNOSTIC_SYNTAX, fstring->line, line_start, column, column, false,
                         message);
}

/* How many fields of this f-string are open inside each other. */
static int field_depth(const Lexer *lexer, const FString *fstring) {
    int depth = 0;
    for (size_t i = fstring->base_depth; i < lexer->list->open_count; i++)
        depth += lexer->list->open[i].is_field;
    return depth;
}

static bool open_field(Lexer *lexer, const FString *fstring) {
    TokenList *list = lexer->list;
    const char *start = lexer->cursor++;
    if (field_depth(lexer, fstring) >= LEXER_FIELDS_MAX)
        return lexer_fail(lexer, start, "f-string: expressions nested too deeply");
    if (list->open_count == LEXER_BRACKETS_MAX)
        return lexer_fail(lexer, lexer->cursor, "too many nested parentheses");
    list->open[list->open_count++] = (OpenBracket){
        .bracket = '{',
        .is_field = true,
        .offset = (uint32_t)(start - lexer->source->bytes),
        .line = lexer->line,
        .column = (int32_t)(start - lexer->line_start),
    };
    return lexer_emit(lexer, TOKEN_LBRACE, start);
}

/* Where a stretch of literal text stopped. */
typedef enum Stop { STOP_QUOTE, STOP_FIELD, STOP_CLOSE, STOP_DOUBLED, STOP_NEWLINE, STOP_BAD } Stop;

/* Moves the cursor to the stop; for STOP_DOUBLED to the first of the two braces. */
static Stop scan_text(Lexer *lexer, const FString *fstring, bool in_spec) {
    const char *p = lexer->cursor;
    Stop stop;
    for (;; p++) {
        char c = *p;
        if (c == fstring->quote) {
            if (fstring->quote_size == 1 || (p[1] == c && p[2] == c)) {
                stop = STOP_QUOTE;
                break;
            }
        } else if (c == '{' || c == '}') {
            if (!in_spec && p[1] == c)
                stop = STOP_DOUBLED;
            else
                stop = c == '{' ? STOP_FIELD : STOP_CLOSE;
            break;
        } else if (c == '\\') {
            if (!fstring->is_raw && p[1] == 'N' && p[2] == '{') {
                const char *end = p + 3; /* \N{NAME}: these braces are no field */
                while (*end && *end != '}' && *end != '\n' && *end != fstring->quote && *end != '{')
                    end++;
                p = *end == '}' ? end : end - 1;
            } else if (p[1] == '\n') {
                p++;
                lexer->line++;
                lexer->line_start = p + 1;
            } else if (p[1] != '{' && p[1] != '}' && p[1] != '\0') {
                p++;
            }
        } else if (c == '\n') {
            if (fstring->quote_size == 1) {
                stop = in_spec ? STOP_NEWLINE : STOP_BAD;
                break;
            }
            lexer->line++;
            lexer->line_start = p + 1;
        } else if (c == '\0') {
            stop = STOP_BAD;
            break;
        }
    }
    lexer->cursor = p;
    return stop;
}

bool fstring_lex_text(Lexer *lexer) {
    FString *fstring = lexer_fstring(lexer);
    bool in_spec = lexer_depth(lexer) > fstring->base_depth;
    const char *start = lexer->cursor, *line_start = lexer->line_start;
    int32_t line = lexer->line;
    Stop stop = scan_text(lexer, fstring, in_spec);
    if (stop == STOP_BAD)
        return fail_unterminated(lexer, fstring, lexer->line - (lexer->cursor[0] == '\0'));
    if (stop == STOP_DOUBLED)
        lexer->cursor++;
    if (lexer->cursor > start) {
        if (!lexer_emit_from(lexer, TOKEN_FSTRING_MIDDLE, start, line, line_start))
            return false;
        Token *text = &lexer->list->items[lexer->list->count - 1];
        text->is_raw = fstring->is_raw;
        text->end_column += stop == STOP_DOUBLED; /* Python counts the second brace in */
    }
    switch (stop) {
    case STOP_DOUBLED:
        lexer->cursor++;
        return true;
    case STOP_FIELD:
        return open_field(lexer, fstring);
    case STOP_QUOTE:
        start = lexer->cursor;
        lexer->cursor += fstring->quote_size;
        lexer->fstring_count--;
        return lexer_emit(lexer, TOKEN_FSTRING_END, start);
    case STOP_CLOSE:
        if (in_spec) {
            start = lexer->cursor++;
            lexer->list->open_count--;
            return lexer_emit(lexer, TOKEN_RBRACE, start);
        }
        lexer->cursor++;
        return lexer_fail(lexer, lexer->cursor, "f-string: single '}' is not allowed");
    default: /* a format between single quotes ends with its line */
        lexer_bracket(lexer)->in_spec = false;
        return true;
    }
}
