/* What the parts of the lexer share; other folders include token.h. */
#ifndef LEXER_LEXER_H
#define LEXER_LEXER_H

#include "lexer/token.h"

/* An f-string being read. Its text is literal while the bracket depth is base_depth or the
 * innermost bracket is a field of it that has reached its format. */
typedef struct FString {
    char quote;
    uint8_t quote_size; /* 1 or 3 */
    bool is_raw;
    size_t base_depth;
    uint32_t start;
    int32_t line, column;
} FString;

typedef struct Lexer {
    const char *cursor;
    const char *line_start;
    const char *comment; /* the last one */
    int32_t line;
    unsigned flags;
    const Source *source;
    TokenList *list;
    MemRegion *region;
    Diagnostic *diagnostic; /* for memory */

    size_t line_first;  /* index of the logical line's first token */
    bool at_line_start; /* indentation is to be read */
    bool done;
    bool match_pending;  /* the last logical line was `match subject:` */
    size_t indent_count; /* open blocks */
    struct {
        int32_t column, tabless_column; /* with tabs to 8, and with tabs as 1 */
        bool is_match;                  /* the body of a match statement: its lines are cases */
    } indents[LEXER_INDENTS_MAX];
    size_t fstring_count;
    FString fstrings[LEXER_FSTRINGS_MAX];
} Lexer;

/* Appends a token from `start` (on `line`, whose text begins at `line_start`) to the cursor. */
MEM_MUST_CHECK bool lexer_emit_from(Lexer *lexer, TokenKind kind, const char *start, int32_t line,
                                    const char *line_start);
/* The same for a token on the current line. */
static inline bool lexer_emit(Lexer *lexer, TokenKind kind, const char *start) {
    return lexer_emit_from(lexer, kind, start, lexer->line, lexer->line_start);
}

static inline size_t lexer_depth(const Lexer *lexer) {
    return lexer->list->open_count;
}
static inline OpenBracket *lexer_bracket(Lexer *lexer) {
    return lexer->list->open_count ? &lexer->list->open[lexer->list->open_count - 1] : NULL;
}
static inline FString *lexer_fstring(Lexer *lexer) {
    return lexer->fstring_count ? &lexer->fstrings[lexer->fstring_count - 1] : NULL;
}
/* Whether the innermost bracket is a replacement field of the innermost f-string. */
bool lexer_in_field(Lexer *lexer);

/* A lexical error on the current line: it ends the tokens. Shown from the character before
 * `position` (Python points at the last character read). Returns false only for lack of memory. */
bool lexer_fail(Lexer *lexer, const char *position, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same with everything given: columns from 1 in characters, whether to show the newline (as
 * Python does for errors that only count where the parser meets them; so do all in f-strings). */
bool lexer_fail_at(Lexer *lexer, DiagnosticKind kind, int32_t line, const char *line_start,
                   int32_t column, int32_t end_column, bool with_newline, const char *message);
/* A comment that ends at the cursor; `is_token`: it is a type comment. */
bool lexer_comment(Lexer *lexer, const char *start, bool *is_token);
/* A backslash before the cursor that does not end its line. */
bool lexer_fail_backslash(Lexer *lexer);
void lexer_warn(Lexer *lexer, DiagnosticKind kind, int32_t line, const char *message);

/* indentation.c: INDENT and DEDENT at the start of a logical line. */
bool indentation_lex(Lexer *lexer);
/* The end of the source: closes the last line and all blocks. */
bool indentation_finish(Lexer *lexer);

/* string_token.c: from behind the prefix, at the opening quote. */
bool string_lex(Lexer *lexer, const char *start);
/* fstring.c */
bool fstring_start(Lexer *lexer, const char *start);
bool fstring_lex_text(Lexer *lexer);
/* Whether the lexer stands in an f-string's literal text. */
bool fstring_in_text(Lexer *lexer);

/* number_literal.c: what follows a number may not be a letter or digit. */
bool number_check_end(Lexer *lexer, const char *start);

/* identifier.c: whether a name with non-ASCII characters is one. */
bool identifier_check(Lexer *lexer, const char *start);

#endif
