/* From source bytes to a syntax tree: the lexer's tokens handed to the grammar.
 *
 * Between them stands grammar_lex, which gives white-space tokens the end of the token before them
 * (so that a block's location ends with its last statement) and decides what `with (` begins. When
 * the grammar meets a token it cannot use, syntax_error.c finds out what to say. */
#include "parser/parse.h"

#include "memory/native_stack.h"
#include "parser/grammar.h"
#include "parser/parser.h"

static const short grammar_tokens[TOKEN_KIND_COUNT] = {
#define TOKEN(upper, text, python_class) [TOKEN_##upper] = T_##upper,
#include "lexer/tokens.def"
};

static int start_token(const Parser *parser) {
    if (parser->is_part)
        return T_START_PART;
    switch (parser->options->mode) {
    case PARSE_EVAL:
        return T_START_EVAL;
    case PARSE_SINGLE:
        return T_START_SINGLE;
    case PARSE_FUNC_TYPE:
        return T_START_FUNC_TYPE;
    default:
        return T_START_FILE;
    }
}

static bool is_white_space(TokenKind kind) {
    return kind == TOKEN_NEWLINE || kind == TOKEN_INDENT || kind == TOKEN_DEDENT ||
           kind == TOKEN_END_OF_FILE;
}

/* Whether the bracket at `index` closes right before a colon. */
static bool bracket_meets_colon(const TokenList *tokens, size_t index) {
    size_t depth = 0;
    for (; index < tokens->count; index++) {
        switch (tokens->items[index].kind) {
        case TOKEN_LPAR:
        case TOKEN_LSQB:
        case TOKEN_LBRACE:
            depth++;
            break;
        case TOKEN_RPAR:
        case TOKEN_RSQB:
        case TOKEN_RBRACE:
            if (--depth == 0)
                return index + 1 < tokens->count && tokens->items[index + 1].kind == TOKEN_COLON;
            break;
        default:
            break;
        }
    }
    return false;
}

int grammar_lex(GRAMMAR_STYPE *value, Range *range, Parser *parser) {
    if (!parser->start_given) {
        parser->start_given = true;
        *range = (Range){1, 0, 1, 0};
        return start_token(parser);
    }
    size_t index = parser->next;
    const Token *token = &parser->tokens.items[index];
    if (index + 1 < parser->tokens.count)
        parser->next++;
    parser->last = index;
    value->token = token;
    if (is_white_space(token->kind)) {
        *range =
            (Range){parser->last_line, parser->last_column, parser->last_line, parser->last_column};
        return grammar_tokens[token->kind];
    }
    *range = (Range){token->line, token->column, token->end_line, token->end_column};
    parser->last_line = token->end_line;
    parser->last_column = token->end_column;
    if (token->kind == TOKEN_LPAR && index > 0 && token[-1].kind == TOKEN_WITH &&
        bracket_meets_colon(&parser->tokens, index))
        return T_WITH_LPAR;
    return grammar_tokens[token->kind];
}

/* The type: ignore notes as nodes of the module. */
static bool add_type_ignores(Parser *parser) {
    NodeVec *nodes = NULL;
    if (parser->module->kind != NODE_MODULE)
        return true;
    for (const TypeIgnore *note = parser->tokens.type_ignores; note; note = note->next) {
        TypeIgnoreNode node = {
            .base = {.kind = NODE_TYPE_IGNORE}, .lineno = note->line, .tag = note->tag};
        Node *ignore = parser_node(parser, &node.base);
        if (!ignore || !vec_append(parser, &nodes, ignore))
            return false;
    }
    ((ModuleNode *)parser->module)->type_ignores = list_of(nodes);
    return true;
}

/* The parser's own stacks begin within its frame, which takes much of a small thread's. */
static bool run_grammar(Parser *parser) {
    if ((const char *)__builtin_frame_address(0) < native_stack_limit()) {
        diagnostic_set(parser->diagnostic, DIAGNOSTIC_RECURSION,
                       "maximum recursion depth exceeded during compilation");
        return false;
    }
    if (grammar_parse(parser) == 0)
        return syntax_check_interactive(parser) && add_type_ignores(parser);
    DiagnosticKind kind = parser->diagnostic->kind;
    if (kind == DIAGNOSTIC_NONE || (kind == DIAGNOSTIC_SYNTAX && !parser->error_is_final))
        syntax_error_explain(parser, parser->last);
    return false;
}

Node *parser_expression(Parser *parser, size_t start, size_t end) {
    Diagnostic diagnostic = {.kind = DIAGNOSTIC_NONE};
    Parser part = *parser;
    WarningNote *warnings = NULL;
    size_t count = end - start;
    part.is_part = true;
    part.diagnostic = &diagnostic;
    part.tokens.items = mem_region_alloc(parser->region, (count + 1) * sizeof(Token));
    if (!part.tokens.items)
        return NULL;
    memcpy(part.tokens.items, parser->tokens.items + start, count * sizeof(Token));
    part.tokens.items[count] = parser->tokens.items[end > start ? end - 1 : start];
    part.tokens.items[count].kind = TOKEN_END_OF_FILE;
    part.tokens.count = count + 1;
    part.next = 0;
    part.start_given = false;
    part.warnings_end = &warnings;
    part.module = NULL;
    return grammar_parse(&part) == 0 ? part.module : NULL;
}

/* Merges the lexer's warnings and the parser's, both in order of line. */
static WarningNote *merge_warnings(WarningNote *a, WarningNote *b) {
    WarningNote *first = NULL, **end = &first;
    while (a || b) {
        WarningNote **source = !b || (a && a->diagnostic.line <= b->diagnostic.line) ? &a : &b;
        *end = *source;
        *source = (*source)->next;
        end = &(*end)->next;
    }
    *end = NULL;
    return first;
}

/* A last line that the source completed is shown as it was given. */
static void trim_text(const Parser *parser) {
    Text *text = &parser->diagnostic->text;
    const Source *source = &parser->source;
    if (source->newline_added && parser->options->mode != PARSE_EXEC && text->size &&
        text->bytes + text->size == source->bytes + source->size)
        text->size--;
}

bool parse_with_options(const char *bytes, size_t size, const ParseOptions *options,
                        MemRegion *region, ParseProduct *product, Diagnostic *diagnostic) {
    WarningNote *warnings = NULL;
    Parser parser = {.region = region,
                     .options = options,
                     .diagnostic = diagnostic,
                     .last_line = 1,
                     .warnings_end = &warnings};
    unsigned source_flags = 0, lexer_flags = 0;
    if (options->flags & PARSE_SOURCE_IS_UTF8)
        source_flags |= SOURCE_IS_UTF8;
    if (options->flags & PARSE_TYPE_COMMENTS)
        lexer_flags |= LEXER_TYPE_COMMENTS;
    if (options->flags & PARSE_BARRY_AS_BDFL)
        lexer_flags |= LEXER_BARRY_AS_BDFL;
    if (options->mode != PARSE_EXEC)
        lexer_flags |= LEXER_NO_ADDED_NEWLINE;
    if (options->mode == PARSE_SINGLE)
        lexer_flags |= LEXER_ONE_STATEMENT;
    *product = (ParseProduct){.module = NULL};
    diagnostic->kind = DIAGNOSTIC_NONE;
    const char *filename = options->flags & PARSE_SOURCE_IS_FILE ? options->filename : NULL;
    if (!source_init(&parser.source, bytes, size, filename, source_flags, region, diagnostic) ||
        !token_list_init(&parser.tokens, &parser.source, lexer_flags, region, diagnostic))
        return false;
    bool parsed = run_grammar(&parser);
    if (!parsed)
        trim_text(&parser);
    product->module = parser.module;
    product->source = parser.source;
    product->warnings = merge_warnings(parser.tokens.warnings, warnings);
    token_list_free(&parser.tokens);
    return parsed;
}

void parse_place_warning(const ParseProduct *product, Diagnostic *warning) {
    if (warning->end_column)
        parser_place(
            &product->source, warning,
            (Range){warning->line, warning->column, warning->end_line, warning->end_column});
}

bool parse_source(const char *bytes, size_t size, const char *filename, ParseMode mode,
                  unsigned flags, MemRegion *region, Node **module, Diagnostic *diagnostic) {
    ParseOptions options = {filename, mode, flags, PARSE_INT_DIGITS_DEFAULT, 0};
    ParseProduct product;
    bool parsed = parse_with_options(bytes, size, &options, region, &product, diagnostic);
    *module = product.module;
    return parsed;
}
