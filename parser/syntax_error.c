/* What to say about a syntax error.
 *
 * The grammar only finds that some token cannot stand where it does. Then the statements around it
 * are read again by the rules of mistakes.def, once as they are, to find the last token that could
 * be looked at, and once looking for known mistakes. What the lexer has to say goes first: a
 * literal or bracket that is wrong further on is likely the cause. */
#include "parser/parser.h"

#include "parser/peg.h"
#include "memory/native_stack.h"

static bool continues_statement(TokenKind kind) {
    return kind == TOKEN_ELIF || kind == TOKEN_ELSE || kind == TOKEN_EXCEPT ||
           kind == TOKEN_FINALLY || kind == TOKEN_INDENT || kind == TOKEN_DEDENT;
}

/* Statements well before the one that failed are fine and need no second reading: for each block
 * that is open at `index`, where it begins and where to begin reading. */
static void find_skips(Peg *peg, size_t index) {
    const TokenList *tokens = &peg->parser->tokens;
    peg->skip_count = 1;
    peg->skips[0] = (PegSkip){0, 0, 0, false};
    for (size_t i = 0; i <= index && i < tokens->count; i++) {
        TokenKind kind = (TokenKind)tokens->items[i].kind;
        TokenKind previous = i ? (TokenKind)tokens->items[i - 1].kind : TOKEN_NEWLINE;
        int32_t position = (int32_t)i;
        if (kind == TOKEN_INDENT && peg->skip_count <= LEXER_INDENTS_MAX)
            peg->skips[peg->skip_count++] =
                (PegSkip){position + 1, position + 1, position + 1, false};
        else if (kind == TOKEN_DEDENT && peg->skip_count > 1)
            peg->skip_count--;
        if ((previous != TOKEN_NEWLINE && previous != TOKEN_DEDENT) || continues_statement(kind))
            continue;
        PegSkip *skip = &peg->skips[peg->skip_count - 1];
        if (!skip->decorated) {
            skip->before = skip->latest;
            skip->latest = position;
        }
        skip->decorated = kind == TOKEN_AT;
    }
}

static PegRule start_rule(ParseMode mode) {
    switch (mode) {
    case PARSE_EVAL:
        return PEG_eval;
    case PARSE_SINGLE:
        return PEG_interactive;
    case PARSE_FUNC_TYPE:
        return PEG_func_type;
    default:
        return PEG_file;
    }
}

/* An error of the lexer anywhere behind replaces what was found; so does a bracket that was opened
 * on an earlier line and never closed. */
static void let_lexer_speak(Peg *peg) {
    const TokenList *tokens = &peg->parser->tokens;
    const Token *end = &tokens->items[tokens->count - 1];
    if (end->kind == TOKEN_ERROR && tokens->error_overrides) {
        *peg->parser->diagnostic = tokens->error;
        return;
    }
    if (tokens->open_count == 0 || tokens->ends_in_fstring)
        return;
    const Token *last = &tokens->items[peg->fill - 1];
    const OpenBracket *open = &tokens->open[tokens->open_count - 1];
    if (last->line <= open->line)
        return;
    Range range = {open->line, open->column, open->line, open->column};
    parser_fail(peg->parser, range, "'%c' was never closed", open->bracket);
    peg->parser->diagnostic->end_column = 0;
}

static bool lexer_is_done(const Peg *peg) {
    return (size_t)peg->fill == peg->parser->tokens.count;
}

bool parser_is_added_newline(const Parser *parser, const Token *token) {
    return token->kind == TOKEN_NEWLINE && parser->source.newline_added &&
           parser->options->mode != PARSE_EXEC && token->end == parser->source.size;
}

static void fail_unexpected(Peg *peg, int32_t position) {
    Parser *parser = peg->parser;
    const Token *token = &parser->tokens.items[position];
    if (token->kind == TOKEN_INDENT || token->kind == TOKEN_DEDENT) {
        peg->fill = position + 1;
        mistake_fail_last(peg, DIAGNOSTIC_INDENTATION,
                          token->kind == TOKEN_INDENT ? "unexpected indent"
                                                      : "unexpected unindent");
        return;
    }
    parser_fail(parser, range_of_token(token), "invalid syntax");
    if (token->kind == TOKEN_END_OF_FILE || parser_is_added_newline(parser, token)) {
        int32_t line = token->line - (token->kind == TOKEN_END_OF_FILE);
        Range range = {line, 0, line, 0};
        parser_place(&parser->source, parser->diagnostic, range);
        parser->diagnostic->column = parser->diagnostic->end_column = 0;
    }
    let_lexer_speak(peg);
}

/* The interactive grammar takes one statement: more behind it is an error of its own. */
static bool check_single(Peg *peg, int32_t end) {
    const TokenList *tokens = &peg->parser->tokens;
    if (peg->parser->options->mode != PARSE_SINGLE || end < 1 ||
        tokens->items[end].kind == TOKEN_END_OF_FILE)
        return true;
    return parser_fail(peg->parser, range_of_token(&tokens->items[end - 1]),
                       "multiple statements found while compiling a single statement");
}

static bool message_begins(const Diagnostic *diagnostic, const char *words) {
    return strncmp(diagnostic->message, words, strlen(words)) == 0;
}

/* Whether the end of the source was seen: by the parser, or by the lexer when it looked how far the
 * last token goes (strings end by themselves). Then more input could help. */
static bool reached_end(const Peg *peg) {
    const TokenList *tokens = &peg->parser->tokens;
    const Source *source = &peg->parser->source;
    const Token *last = &tokens->items[peg->fill - 1];
    bool as_given = source->newline_added && peg->parser->options->mode != PARSE_EXEC;
    if (last->kind == TOKEN_ERROR)
        return tokens->ends_in_string || message_begins(&tokens->error, "unterminated triple") ||
               message_begins(&tokens->error, "unexpected EOF") ||
               (message_begins(&tokens->error, "unterminated") && as_given &&
                last->line == tokens->error.line);
    if (last->kind == TOKEN_END_OF_FILE || last->start >= source->size)
        return true;
    return as_given && last->end + 1 >= source->size && last->kind != TOKEN_STRING &&
           last->kind != TOKEN_FSTRING_END;
}

/* Interactively a compound statement ends with a newline of its own, and with
 * PARSE_NO_IMPLIED_DEDENT its blocks do too. */
bool syntax_check_interactive(Parser *parser) {
    const InteractiveNode *module = (const InteractiveNode *)parser->module;
    const Token *end = &parser->tokens.items[parser->tokens.count - 1];
    if (parser->options->mode != PARSE_SINGLE || !parser->source.newline_added ||
        !node_is_compound(module->body.items[0]))
        return true;
    bool open_block = end[-1].kind == TOKEN_DEDENT;
    if (open_block && !(parser->options->flags & PARSE_NO_IMPLIED_DEDENT))
        return true;
    int32_t line = end->line - 1;
    parser_fail(parser, (Range){line, 0, line, 0}, "invalid syntax");
    parser->diagnostic->column = parser->diagnostic->end_column = 0;
    if (parser->options->flags & PARSE_ALLOW_INCOMPLETE)
        diagnostic_set(parser->diagnostic, DIAGNOSTIC_INCOMPLETE, "incomplete input");
    return false;
}

static void explain(Peg *peg, size_t index) {
    Parser *parser = peg->parser;
    PegRule rule = start_rule(parser->options->mode);
    find_skips(peg, index);
    int32_t end = peg_match(peg, rule, 0);
    if (!peg->stopped && end >= 0) {
        /* This grammar takes what the other refuses: keep what that one said. */
        if (check_single(peg, end) && parser->diagnostic->kind == DIAGNOSTIC_NONE)
            parser_fail(parser, range_of_token(&parser->tokens.items[index]), "invalid syntax");
        return;
    }
    if ((parser->options->flags & PARSE_ALLOW_INCOMPLETE) && reached_end(peg)) {
        diagnostic_set(parser->diagnostic, DIAGNOSTIC_INCOMPLETE, "incomplete input");
        return;
    }
    int32_t last = peg->fill - 1;
    bool had_error = peg->stopped;
    if (!had_error || peg->forced) {
        peg_reset(peg);
        peg->stopped = false;
        peg->find_mistakes = true;
        peg_match(peg, rule, 0);
    }
    if (!peg->stopped && !had_error)
        fail_unexpected(peg, last);
    else if (!lexer_is_done(peg) && parser->diagnostic->kind < DIAGNOSTIC_INCOMPLETE)
        let_lexer_speak(peg);
}

/* The line the lexer would be in, did it go along with the parser. */
static int32_t last_line_read(const Peg *peg) {
    const Token *last = &peg->parser->tokens.items[peg->fill - 1];
    return last->start >= peg->parser->source.size ? last->end_line - 1 : last->end_line;
}

/* Does the line go on in the next one, by a backslash or inside a string? */
static bool goes_on(const Peg *peg, int32_t line) {
    const Parser *parser = peg->parser;
    Text text = source_line(&parser->source, line);
    if (text.size >= 2 && memcmp(text.bytes + text.size - 2, "\\\n", 2) == 0)
        return true;
    for (int32_t i = peg->fill; i-- > 0;) {
        const Token *token = &parser->tokens.items[i];
        if (token->end_line <= line)
            return false;
        if (token->line <= line)
            return true;
    }
    return false;
}

/* Of a source that is no file, the line read last is shown with all that goes on in it; errors of
 * the lexer show one line, without its end. */
static void show_joined_lines(const Peg *peg) {
    const Parser *parser = peg->parser;
    Text *text = &parser->diagnostic->text;
    int32_t line = parser->diagnostic->line;
    if (parser->options->flags & PARSE_SOURCE_IS_FILE || parser->options->mode == PARSE_SINGLE ||
        !text->size || text->bytes[text->size - 1] != '\n' ||
        text->bytes != source_line(&parser->source, line).bytes)
        return;
    const char *end = text->bytes + text->size;
    while (line > 1 && goes_on(peg, line - 1))
        line--;
    text->bytes = source_line(&parser->source, line).bytes;
    text->size = (size_t)(end - text->bytes);
}

void syntax_error_explain(Parser *parser, size_t index) {
    Peg *peg = mem_region_alloc(parser->region, sizeof *peg);
    if (!peg) {
        parser_fail_memory(parser);
        return;
    }
    peg->parser = parser;
    peg->region = parser->region;
    peg->stack_limit = native_stack_limit();
    explain(peg, index);
    peg_reset(peg);
    /* Python shows a line that is already behind it without its newline. */
    Text *text = &parser->diagnostic->text;
    bool is_behind = peg->fill > 0 && parser->diagnostic->line < last_line_read(peg);
    if (is_behind && text->size && text->bytes[text->size - 1] == '\n')
        text->size--;
    else if (!is_behind && peg->fill > 0)
        show_joined_lines(peg);
}
