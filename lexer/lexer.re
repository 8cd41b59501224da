/* The lexer: a table of patterns and tokens.
 *
 * It makes all tokens of a source in one pass; each rule takes the longest match. What is not
 * regular lives beside it: indentation.c (INDENT, DEDENT), string_token.c and fstring.c (bodies of
 * strings, the f-string modes), number_literal.c (what may follow a number), identifier.c (names
 * beyond ASCII).
 *
 * Newlines count only outside brackets. Soft keywords are settled when a logical line ends: a line
 * that begins with `match`, goes on and ends in a colon is a match statement, since no other line
 * that begins with this name can end so; the lines of its block that begin with `case` are cases;
 * `type` before a name is a type statement. So each costs constant time. */
#include "lexer/lexer.h"

#include <stdarg.h>

#include "lexer/utf8.h"
#include "memory/region.h"

const char *const token_texts[TOKEN_KIND_COUNT] = {
#define TOKEN(upper, text, python_class) text,
#include "lexer/tokens.def"
};
const char *const token_classes[TOKEN_KIND_COUNT] = {
#define TOKEN(upper, text, python_class) #python_class,
#include "lexer/tokens.def"
};

/* ---- tokens, errors, warnings ---------------------------------------------------------------- */

static bool grow(Lexer *lexer) {
    TokenList *list = lexer->list;
    size_t capacity = list->capacity ? list->capacity * 2 : 32;
    Token *items = mem_raw_realloc(list->items, capacity * sizeof *items);
    if (!items)
        return diagnostic_set_no_memory(lexer->diagnostic);
    list->items = items;
    list->capacity = capacity;
    return true;
}

bool lexer_emit_from(Lexer *lexer, TokenKind kind, const char *start, int32_t line,
                     const char *line_start) {
    TokenList *list = lexer->list;
    if (MEM_UNLIKELY(list->count == list->capacity) && !grow(lexer))
        return false;
    list->items[list->count++] = (Token){
        .kind = (uint8_t)kind,
        .start = (uint32_t)(start - lexer->source->bytes),
        .end = (uint32_t)(lexer->cursor - lexer->source->bytes),
        .line = line,
        .column = (int32_t)(start - line_start),
        .end_line = lexer->line,
        .end_column = (int32_t)(lexer->cursor - lexer->line_start),
    };
    return true;
}

bool lexer_fail_at(Lexer *lexer, DiagnosticKind kind, int32_t line, const char *line_start,
                   int32_t column, int32_t end_column, bool with_newline, const char *message) {
    Diagnostic *error = &lexer->list->error;
    const char *newline = strchr(line_start, '\n');
    size_t size = newline ? (size_t)(newline - line_start) + with_newline : strlen(line_start);
    diagnostic_set(error, kind, "%s", message);
    error->line = error->end_line = line;
    error->column = column;
    error->end_column = end_column;
    error->text = (Text){line_start, size};
    lexer->list->error_overrides = !with_newline && lexer->fstring_count == 0;
    lexer->done = true;
    return lexer_emit(lexer, TOKEN_ERROR, lexer->cursor);
}

bool lexer_fail(Lexer *lexer, const char *position, const char *format, ...) {
    char message[DIAGNOSTIC_MESSAGE_CAPACITY];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    int32_t column = (int32_t)utf8_count(lexer->line_start, (size_t)(position - lexer->line_start));
    return lexer_fail_at(lexer, DIAGNOSTIC_SYNTAX, lexer->line, lexer->line_start, column, column,
                         false, message);
}

/* A lost warning is no error: memory that short shows elsewhere. */
void lexer_warn(Lexer *lexer, DiagnosticKind kind, int32_t line, const char *message) {
    WarningNote *note = mem_region_alloc(lexer->region, sizeof *note);
    if (!note)
        return;
    diagnostic_set(&note->diagnostic, kind, "%s", message);
    note->diagnostic.line = note->diagnostic.end_line = line;
    *lexer->list->warnings_end = note;
    lexer->list->warnings_end = &note->next;
}

/* ---- soft keywords --------------------------------------------------------------------------- */

static bool token_reads(const Lexer *lexer, const Token *token, const char *word, size_t size) {
    return token->kind == TOKEN_NAME && token->end - token->start == size &&
           memcmp(lexer->source->bytes + token->start, word, size) == 0;
}

/* Two names in a row: `type X` if the first begins a statement. */
static void settle_type(Lexer *lexer) {
    TokenList *list = lexer->list;
    if (list->count < 2 || lexer_depth(lexer) != 0)
        return;
    Token *word = &list->items[list->count - 2];
    if (!token_reads(lexer, word, "type", 4))
        return;
    TokenKind before = list->count > 2 ? word[-1].kind : TOKEN_NEWLINE;
    if (before == TOKEN_NEWLINE || before == TOKEN_INDENT || before == TOKEN_DEDENT ||
        before == TOKEN_SEMI || before == TOKEN_COLON)
        word->kind = TOKEN_TYPE;
}

/* At the end of a logical line, before its NEWLINE is emitted. */
static void settle_match_and_case(Lexer *lexer) {
    TokenList *list = lexer->list;
    lexer->match_pending = false;
    if (lexer->line_first >= list->count)
        return;
    Token *first = &list->items[lexer->line_first], *last = &list->items[list->count - 1];
    if (first->kind != TOKEN_NAME)
        return;
    if (lexer->indent_count > 0 && lexer->indents[lexer->indent_count - 1].is_match) {
        if (token_reads(lexer, first, "case", 4))
            first->kind = TOKEN_CASE;
    } else if (last->kind == TOKEN_COLON && last > first + 1 &&
               token_reads(lexer, first, "match", 5)) {
        first->kind = TOKEN_MATCH;
        lexer->match_pending = true;
    }
}

/* ---- brackets -------------------------------------------------------------------------------- */

bool lexer_in_field(Lexer *lexer) {
    FString *fstring = lexer_fstring(lexer);
    OpenBracket *bracket = lexer_bracket(lexer);
    return fstring && bracket && lexer_depth(lexer) > fstring->base_depth && bracket->is_field;
}

static bool open_bracket(Lexer *lexer, TokenKind kind, const char *start) {
    TokenList *list = lexer->list;
    if (list->open_count == LEXER_BRACKETS_MAX)
        return lexer_fail(lexer, lexer->cursor, "too many nested parentheses");
    list->open[list->open_count++] = (OpenBracket){
        .bracket = *start,
        .offset = (uint32_t)(start - lexer->source->bytes),
        .line = lexer->line,
        .column = (int32_t)(start - lexer->line_start),
    };
    return lexer_emit(lexer, kind, start);
}

static bool close_bracket(Lexer *lexer, TokenKind kind, const char *start) {
    FString *fstring = lexer_fstring(lexer);
    OpenBracket *bracket = lexer_bracket(lexer);
    char opening = *start == ')' ? '(' : *start == ']' ? '[' : '{';
    if (fstring && *start == '}' && lexer_depth(lexer) == fstring->base_depth)
        return lexer_fail(lexer, lexer->cursor, "f-string: single '}' is not allowed");
    if (!bracket)
        return lexer_fail(lexer, lexer->cursor, "unmatched '%c'", *start);
    if (bracket->bracket != opening) {
        if (lexer_in_field(lexer))
            return lexer_fail(lexer, lexer->cursor, "f-string: unmatched '%c'", *start);
        if (bracket->line != lexer->line)
            return lexer_fail(lexer, lexer->cursor,
                              "closing parenthesis '%c' does not match opening parenthesis '%c' "
                              "on line %d",
                              *start, bracket->bracket, (int)bracket->line);
        return lexer_fail(lexer, lexer->cursor,
                          "closing parenthesis '%c' does not match opening parenthesis '%c'",
                          *start, bracket->bracket);
    }
    lexer->list->open_count--;
    return lexer_emit(lexer, kind, start);
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void next_line(Lexer *lexer) {
    lexer->line++;
    lexer->line_start = lexer->cursor;
}

static bool lex_newline(Lexer *lexer, const char *start) {
    if (lexer_depth(lexer) != 0) {
        next_line(lexer);
        return true;
    }
    settle_match_and_case(lexer);
    /* A comment counts as part of the newline behind it. */
    if (lexer->comment >= lexer->line_start)
        start = lexer->comment;
    if (!lexer_emit(lexer, TOKEN_NEWLINE, start))
        return false;
    next_line(lexer);
    lexer->at_line_start = true;
    return true;
}

bool lexer_fail_backslash(Lexer *lexer) {
    bool at_end = lexer->cursor + 1 >= lexer->source->bytes + lexer->source->size;
    const char *position = lexer->cursor + (at_end ? 0 : 1);
    int32_t column = (int32_t)utf8_count(lexer->line_start, (size_t)(position - lexer->line_start));
    return lexer_fail_at(lexer, DIAGNOSTIC_SYNTAX, lexer->line, lexer->line_start, column, 0, true,
                         "unexpected character after line continuation character");
}

static bool fail_unclosed(Lexer *lexer) {
    const OpenBracket *open = lexer_bracket(lexer);
    const char *line_start = source_line(lexer->source, open->line).bytes;
    int32_t column = (int32_t)utf8_count(line_start, (size_t)open->column) + 1;
    char message[32];
    snprintf(message, sizeof message, "'%c' was never closed", open->bracket);
    return lexer_fail_at(lexer, DIAGNOSTIC_SYNTAX, open->line, line_start, column, 0, true,
                         message);
}

static bool lex_continuation(Lexer *lexer) {
    next_line(lexer);
    if (lexer->cursor < lexer->source->bytes + lexer->source->size)
        return true;
    if (lexer_depth(lexer) != 0)
        return fail_unclosed(lexer);
    const char *line_start = lexer->cursor - 1;
    if (lexer->source->newline_added && (lexer->flags & LEXER_NO_ADDED_NEWLINE)) {
        lexer->line--;
        lexer->cursor--;
        while (lexer->line_start > lexer->source->bytes &&
               (lexer->line_start == lexer->cursor + 1 || lexer->line_start[-1] != '\n'))
            lexer->line_start--;
        return lexer_fail_backslash(lexer);
    }
    while (line_start > lexer->source->bytes && line_start[-1] != '\n')
        line_start--;
    int32_t column = (int32_t)utf8_count(line_start, (size_t)(lexer->cursor - line_start));
    return lexer_fail_at(lexer, DIAGNOSTIC_SYNTAX, lexer->line - 1, line_start, column, -1, true,
                         "unexpected EOF while parsing");
}

static bool lex_not_equal(Lexer *lexer, const char *start) {
    if (lexer->flags & LEXER_BARRY_AS_BDFL)
        return lexer_fail(lexer, start + 1, "with Barry as BDFL, use '<>' instead of '!='");
    return lexer_emit(lexer, TOKEN_NOTEQUAL, start);
}

static bool is_identifier_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* `# type: ...` comments are tokens and `# type: ignore...` are notes, when asked for. */
bool lexer_comment(Lexer *lexer, const char *start, bool *is_token) {
    lexer->comment = start;
    *is_token = false;
    if (!(lexer->flags & LEXER_TYPE_COMMENTS))
        return true;
    const char *p = start + 1;
    while (*p == ' ' || *p == '\t')
        p++;
    if (strncmp(p, "type:", 5) != 0)
        return true;
    p += 5;
    while (*p == ' ' || *p == '\t')
        p++;
    if (strncmp(p, "ignore", 6) != 0 || is_identifier_byte(p[6])) {
        *is_token = true;
        return lexer_emit(lexer, TOKEN_TYPE_COMMENT, p);
    }
    TypeIgnore *note = mem_region_alloc(lexer->region, sizeof *note);
    if (!note)
        return diagnostic_set_no_memory(lexer->diagnostic);
    note->line = lexer->line;
    note->tag = (Text){p + 6, (size_t)(lexer->cursor - (p + 6))};
    *lexer->list->type_ignores_end = note;
    lexer->list->type_ignores_end = &note->next;
    return true;
}

static bool lex_comment(Lexer *lexer, const char *start) {
    bool is_token;
    return lexer_comment(lexer, start, &is_token);
}

/* ---- operators and names --------------------------------------------------------------------- */

static bool lex_name(Lexer *lexer, const char *start) {
    if (!lexer_emit(lexer, TOKEN_NAME, start))
        return false;
    TokenList *list = lexer->list;
    if (MEM_UNLIKELY(list->count > 1 && list->items[list->count - 2].kind == TOKEN_NAME))
        settle_type(lexer);
    return true;
}

static bool lex_colon(Lexer *lexer, const char *start) {
    if (MEM_UNLIKELY(lexer->fstring_count != 0) && lexer_in_field(lexer))
        lexer_bracket(lexer)->in_spec = true;
    return lexer_emit(lexer, TOKEN_COLON, start);
}

static bool lex_colon_equal(Lexer *lexer, const char *start) {
    if (MEM_LIKELY(lexer->fstring_count == 0) || !lexer_in_field(lexer))
        return lexer_emit(lexer, TOKEN_COLONEQUAL, start);
    lexer->cursor--;
    return lex_colon(lexer, start);
}

static bool lex_less_greater(Lexer *lexer, const char *start) {
    bool is_operator = lexer->flags & LEXER_BARRY_AS_BDFL;
    return lexer_emit(lexer, is_operator ? TOKEN_NOTEQUAL : TOKEN_UNKNOWN, start);
}

static bool lex_unknown(Lexer *lexer, const char *start) {
    unsigned char c = (unsigned char)*start;
    if (c >= 0x20 && c != 0x7F)
        return lexer_emit(lexer, TOKEN_UNKNOWN, start);
    return lexer_fail(lexer, lexer->cursor, "invalid non-printable character U+%04X", c);
}

/* ---- the table ------------------------------------------------------------------------------- */

/*!re2c
    re2c:api:style = free-form;
    re2c:define:YYCTYPE = "unsigned char";
    re2c:define:YYCURSOR = cursor;
    re2c:define:YYMARKER = marker;
    re2c:yyfill:enable = 0;

    digits = [0-9] ("_"? [0-9])*;
    exponent = [eE] [-+]? digits;
    decimal = [1-9] ("_"? [0-9])* | "0" ("_"? "0")*;
    hexadecimal = "0" [xX] ("_"? [0-9a-fA-F])+;
    octal = "0" [oO] ("_"? [0-7])+;
    binary = "0" [bB] ("_"? [01])+;
    float = digits? "." digits exponent? | digits "." exponent? | digits exponent;
    imaginary = (digits | float) [jJ];
    ascii_start = [A-Za-z_];
    ascii_part = [A-Za-z0-9_];
    high = [\x80-\xFF];
    prefix = [uU] | [rR] | [bB] | [bB][rR] | [rR][bB];
    f_prefix = [fF] | [fF][rR] | [rR][fF];
*/

/* Tokens outside f-string text, until the source ends or the mode may have changed. */
static bool lex_tokens(Lexer *lexer) {
    const unsigned char *cursor, *marker;
    const char *start;

/* A token whose text is the match. */
#define EMIT(kind)                                                                                 \
    do {                                                                                           \
        lexer->cursor = (const char *)cursor;                                                      \
        if (MEM_UNLIKELY(!lexer_emit(lexer, TOKEN_##kind, start)))                                 \
            return false;                                                                          \
        goto next;                                                                                 \
    } while (0)
/* A helper decides; it does not change the mode, but may fail. */
#define DO(call)                                                                                   \
    do {                                                                                           \
        lexer->cursor = (const char *)cursor;                                                      \
        if (MEM_UNLIKELY(!(call)))                                                                 \
            return false;                                                                          \
        if (MEM_UNLIKELY(lexer->done))                                                             \
            return true;                                                                           \
        goto next;                                                                                 \
    } while (0)
/* A helper after which the mode is looked at anew. */
#define LEAVE(call)                                                                                \
    do {                                                                                           \
        lexer->cursor = (const char *)cursor;                                                      \
        return (call);                                                                             \
    } while (0)

next:
    start = lexer->cursor;
    cursor = (const unsigned char *)start;
    /*!re2c
        [ \t\f]+     { lexer->cursor = (const char *)cursor; goto next; }
        "\n"         { LEAVE(lex_newline(lexer, start)); }
        "\\\n"       { DO(lex_continuation(lexer)); }
        "\\"         { DO(lexer_fail_backslash(lexer)); }
        "#" [^\n\x00]* { DO(lex_comment(lexer, start)); }
        "\x00"       { LEAVE(indentation_finish(lexer)); }

        "False"      { EMIT(FALSE); }
        "None"       { EMIT(NONE); }
        "True"       { EMIT(TRUE); }
        "and"        { EMIT(AND); }
        "as"         { EMIT(AS); }
        "assert"     { EMIT(ASSERT); }
        "async"      { EMIT(ASYNC); }
        "await"      { EMIT(AWAIT); }
        "break"      { EMIT(BREAK); }
        "class"      { EMIT(CLASS); }
        "continue"   { EMIT(CONTINUE); }
        "def"        { EMIT(DEF); }
        "del"        { EMIT(DEL); }
        "elif"       { EMIT(ELIF); }
        "else"       { EMIT(ELSE); }
        "except"     { EMIT(EXCEPT); }
        "finally"    { EMIT(FINALLY); }
        "for"        { EMIT(FOR); }
        "from"       { EMIT(FROM); }
        "global"     { EMIT(GLOBAL); }
        "if"         { EMIT(IF); }
        "import"     { EMIT(IMPORT); }
        "in"         { EMIT(IN); }
        "is"         { EMIT(IS); }
        "lambda"     { EMIT(LAMBDA); }
        "nonlocal"   { EMIT(NONLOCAL); }
        "not"        { EMIT(NOT); }
        "or"         { EMIT(OR); }
        "pass"       { EMIT(PASS); }
        "raise"      { EMIT(RAISE); }
        "return"     { EMIT(RETURN); }
        "try"        { EMIT(TRY); }
        "while"      { EMIT(WHILE); }
        "with"       { EMIT(WITH); }
        "yield"      { EMIT(YIELD); }

        ascii_start ascii_part* { DO(lex_name(lexer, start)); }
        (ascii_start ascii_part*)? high (ascii_part | high)*
                     { DO(identifier_check(lexer, start) &&
                          (lexer->done || lex_name(lexer, start))); }

        decimal | hexadecimal | octal | binary | float | imaginary
                     { DO(number_check_end(lexer, start) &&
                          (lexer->done || lexer_emit(lexer, TOKEN_NUMBER, start))); }

        prefix? ['"] { cursor--; DO(string_lex(lexer, start)); }
        f_prefix ['"] { cursor--; LEAVE(fstring_start(lexer, start)); }

        "("          { DO(open_bracket(lexer, TOKEN_LPAR, start)); }
        "["          { DO(open_bracket(lexer, TOKEN_LSQB, start)); }
        "{"          { DO(open_bracket(lexer, TOKEN_LBRACE, start)); }
        ")"          { DO(close_bracket(lexer, TOKEN_RPAR, start)); }
        "]"          { DO(close_bracket(lexer, TOKEN_RSQB, start)); }
        "}"          { LEAVE(close_bracket(lexer, TOKEN_RBRACE, start)); }
        ":"          { LEAVE(lex_colon(lexer, start)); }
        ":="         { LEAVE(lex_colon_equal(lexer, start)); }
        "!"          { DO(lexer_emit(lexer, lexer_in_field(lexer) ? TOKEN_EXCLAMATION
                                                                  : TOKEN_UNKNOWN, start)); }
        "<>"         { DO(lex_less_greater(lexer, start)); }
        ","          { EMIT(COMMA); }
        ";"          { EMIT(SEMI); }
        "+"          { EMIT(PLUS); }
        "-"          { EMIT(MINUS); }
        "*"          { EMIT(STAR); }
        "/"          { EMIT(SLASH); }
        "|"          { EMIT(VBAR); }
        "&"          { EMIT(AMPER); }
        "<"          { EMIT(LESS); }
        ">"          { EMIT(GREATER); }
        "="          { EMIT(EQUAL); }
        "."          { EMIT(DOT); }
        "%"          { EMIT(PERCENT); }
        "=="         { EMIT(EQEQUAL); }
        "!="         { DO(lex_not_equal(lexer, start)); }
        "<="         { EMIT(LESSEQUAL); }
        ">="         { EMIT(GREATEREQUAL); }
        "~"          { EMIT(TILDE); }
        "^"          { EMIT(CIRCUMFLEX); }
        "<<"         { EMIT(LEFTSHIFT); }
        ">>"         { EMIT(RIGHTSHIFT); }
        "**"         { EMIT(DOUBLESTAR); }
        "+="         { EMIT(PLUSEQUAL); }
        "-="         { EMIT(MINEQUAL); }
        "*="         { EMIT(STAREQUAL); }
        "/="         { EMIT(SLASHEQUAL); }
        "%="         { EMIT(PERCENTEQUAL); }
        "&="         { EMIT(AMPEREQUAL); }
        "|="         { EMIT(VBAREQUAL); }
        "^="         { EMIT(CIRCUMFLEXEQUAL); }
        "<<="        { EMIT(LEFTSHIFTEQUAL); }
        ">>="        { EMIT(RIGHTSHIFTEQUAL); }
        "**="        { EMIT(DOUBLESTAREQUAL); }
        "//"         { EMIT(DOUBLESLASH); }
        "//="        { EMIT(DOUBLESLASHEQUAL); }
        "@"          { EMIT(AT); }
        "@="         { EMIT(ATEQUAL); }
        "->"         { EMIT(RARROW); }
        "..."        { EMIT(ELLIPSIS); }

        *            { DO(lex_unknown(lexer, start)); }
    */
#undef EMIT
#undef DO
#undef LEAVE
}

enum { LINES_BETWEEN_LOOKS = 4096 };

bool token_list_init(TokenList *list, const Source *source, unsigned flags, MemRegion *region,
                     Diagnostic *diagnostic) {
    Lexer *lexer = mem_raw_calloc(1, sizeof *lexer);
    memset(list, 0, sizeof *list);
    list->warnings_end = &list->warnings;
    list->type_ignores_end = &list->type_ignores;
    if (!lexer)
        return diagnostic_set_no_memory(diagnostic);
    lexer->cursor = lexer->line_start = source->bytes;
    lexer->comment = NULL;
    lexer->line = 1;
    lexer->flags = flags;
    lexer->source = source;
    lexer->list = list;
    lexer->region = region;
    lexer->diagnostic = diagnostic;
    lexer->at_line_start = true;
    bool lexed = true;
    while (lexed && !lexer->done) {
        if (lexer->line % LINES_BETWEEN_LOOKS == 0 && lexer->at_line_start &&
            !mem_region_work_may_go_on(region))
            lexed = diagnostic_set_no_memory(diagnostic);
        else if (lexer->at_line_start)
            lexed = indentation_lex(lexer);
        else if (fstring_in_text(lexer))
            lexed = fstring_lex_text(lexer);
        else
            lexed = lex_tokens(lexer);
    }
    list->ends_in_fstring = lexer->fstring_count > 0;
    mem_raw_free(lexer);
    if (!lexed)
        token_list_free(list);
    return lexed;
}

void token_list_free(TokenList *list) {
    mem_raw_free(list->items);
    list->items = NULL;
    list->count = list->capacity = 0;
}
