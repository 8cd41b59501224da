/* The known mistakes: what each {action} of mistakes.def reports, and where.
 *
 * Places follow Python: some errors stand at the tokens that were named in the rule, some at the
 * next token, some at the last token looked at so far. Where a message depends on what an
 * expression is, its tokens are parsed on their own. */
#include "parser/peg.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- places ---------------------------------------------------------------------------------- */

static const Token *token_at(const Peg *peg, int32_t position) {
    const TokenList *tokens = &peg->parser->tokens;
    return &tokens->items[(size_t)position < tokens->count ? (size_t)position : tokens->count - 1];
}

static Node *node_of(Peg *peg, Span span);

/* An expression in brackets of its own stands where it does without them. */
static Range range_of_span(Peg *peg, Span span) {
    const Token *first = token_at(peg, span.start);
    const Token *last = token_at(peg, span.end > span.start ? span.end - 1 : span.start);
    if (first->kind == TOKEN_LPAR && last->kind == TOKEN_RPAR) {
        const Node *node = node_of(peg, span);
        if (node)
            return range_of(node);
    }
    return (Range){first->line, first->column, last->end_line, last->end_column};
}

static Range range_between(Peg *peg, Span a, Span b) {
    Range first = range_of_span(peg, a), last = range_of_span(peg, b);
    return (Range){first.line, first.column, last.end_line, last.end_column};
}

/* From the beginning of a span to the last character that was looked at. */
static Range range_from(Peg *peg, Span span) {
    Range range = range_of_span(peg, span);
    const Token *last = token_at(peg, peg->fill - 1);
    return (Range){range.line, range.column, last->end_line, last->end_column - 1};
}

static void fail(Peg *peg, Range range, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void fail(Peg *peg, Range range, const char *format, ...) {
    char message[DIAGNOSTIC_MESSAGE_CAPACITY];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    parser_fail(peg->parser, range, "%s", message);
    peg->stopped = true;
}

/* White-space tokens that stand for no text have no columns of their own: there Python points at
 * where the lexer stopped reading. */
void parser_fail_at_token(Parser *parser, DiagnosticKind kind, const Token *token,
                          const char *message) {
    Diagnostic *diagnostic = parser->diagnostic;
    parser_fail(parser, range_of_token(token), "%s", message);
    diagnostic->kind = kind;
    if (parser_is_added_newline(parser, token)) {
        diagnostic->end_column = -1;
        diagnostic->column--;
    } else if (token->kind == TOKEN_INDENT || token->kind == TOKEN_DEDENT ||
               token->kind == TOKEN_END_OF_FILE) {
        if (token->start == parser->source.size && token->line > 1) {
            /* At the end of the source: behind the last line, with its newline. */
            int32_t line = token->line - 1;
            int32_t column = (int32_t)source_line(&parser->source, line).size - 1;
            parser_place(&parser->source, diagnostic, (Range){line, column, line, column});
        } else {
            diagnostic->column = token->end_column;
        }
        diagnostic->end_column = -1;
    }
}

static void fail_at_token(Peg *peg, DiagnosticKind kind, const Token *token, const char *message) {
    parser_fail_at_token(peg->parser, kind, token, message);
    peg->stopped = true;
}

void mistake_fail_last(Peg *peg, DiagnosticKind kind, const char *message) {
    fail_at_token(peg, kind, token_at(peg, peg->fill - 1), message);
}

void mistake_lexical(Peg *peg, int32_t position) {
    const TokenList *tokens = &peg->parser->tokens;
    Diagnostic *diagnostic = peg->parser->diagnostic;
    peg->stopped = true;
    if (token_at(peg, position)->kind == TOKEN_ERROR) {
        *diagnostic = tokens->error;
        return;
    }
    const OpenBracket *open = &tokens->open[tokens->open_count - 1];
    Range range = {open->line, open->column, open->line, open->column};
    parser_fail(peg->parser, range, "'%c' was never closed", open->bracket);
    diagnostic->end_column = 0;
}

void mistake_forced(Peg *peg, int32_t position, TokenKind expected) {
    const Token *token = token_at(peg, position);
    fail(peg, range_of_token(token), "expected '%s'", token_texts[expected]);
    peg->forced = true;
}

/* ---- expressions behind tokens --------------------------------------------------------------- */

/* The expression that the tokens of a span are; null if they are none by themselves. */
static Node *node_of(Peg *peg, Span span) {
    return parser_expression(peg->parser, (size_t)span.start, (size_t)span.end);
}

static const char *name_of(Peg *peg, Span span) {
    const Node *node = node_of(peg, span);
    return node ? expression_name(node) : "expression";
}

static const Node *invalid_target(const Node *node, TargetKind kind) {
    const NodeList *elements;
    switch (node->kind) {
    case NODE_NAME:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT:
        return NULL;
    case NODE_LIST:
    case NODE_TUPLE: /* displays nest in brackets: bounded */
        elements = node->kind == NODE_LIST ? &((const ListNode *)node)->elts
                                           : &((const TupleNode *)node)->elts;
        for (size_t i = 0; i < elements->count; i++) {
            const Node *invalid = invalid_target(elements->items[i], kind);
            if (invalid)
                return invalid;
        }
        return NULL;
    case NODE_STARRED:
        if (kind == TARGET_DELETE)
            return node;
        return invalid_target(((const StarredNode *)node)->value, kind);
    case NODE_COMPARE:
        /* `for a in b` reads as a comparison: its left side is the target. */
        if (kind == TARGET_FOR)
            return ((const CompareNode *)node)->ops.items[0] == COMPARISON_IN
                       ? invalid_target(((const CompareNode *)node)->left, kind)
                       : NULL;
        return node;
    default:
        return node;
    }
}

static void report_target(Peg *peg, Span span, TargetKind kind) {
    const Node *node = node_of(peg, span);
    const Node *invalid = node ? invalid_target(node, kind) : NULL;
    if (invalid)
        fail(peg, range_of(invalid),
             kind == TARGET_DELETE ? "cannot delete %s" : "cannot assign to %s",
             expression_name(invalid));
}

/* ---- what tokens say ------------------------------------------------------------------------- */

static bool spells(const Peg *peg, const Token *token, const char *word) {
    Text text = {peg->parser->source.bytes + token->start, token->end - token->start};
    return text_is(text, word);
}

static bool is_legacy_statement(const Peg *peg, Span span) {
    const Token *token = token_at(peg, span.start);
    return span.end == span.start + 1 && token->kind == TOKEN_NAME &&
           (spells(peg, token, "print") || spells(peg, token, "exec"));
}

/* Open brackets behind the token at a position. */
static int bracket_level(const Peg *peg, int32_t position) {
    int level = 0;
    for (int32_t i = 0; i <= position; i++)
        switch (token_at(peg, i)->kind) {
        case TOKEN_LPAR:
        case TOKEN_LSQB:
        case TOKEN_LBRACE:
            level++;
            break;
        case TOKEN_RPAR:
        case TOKEN_RSQB:
        case TOKEN_RBRACE:
            level--;
            break;
        default:
            break;
        }
    return level;
}

/* ---- the reports ----------------------------------------------------------------------------- */

/* Simple ones: a text at a place that follows from the captures. */
typedef enum Place {
    AT_A,      /* the tokens of a */
    AT_A_TO_B, /* from a to b */
    FROM_A,    /* from a to the last token looked at */
    AT_NEXT,   /* the token behind the alternative */
    AT_LAST,   /* the last token looked at */
    NO_BLOCK,  /* IndentationError at the last token; the text is filled with the line of a */
} Place;

static const struct {
    const char *name;
    Place place;
    const char *message;
} reports[] = {
    {"unpacking_after_keywords", FROM_A,
     "iterable argument unpacking follows keyword argument unpacking"},
    {"meant_equal", AT_A_TO_B, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"},
    {"missing_argument_value", AT_A_TO_B, "expected argument value expression"},
    {"assignment_in_call", AT_A_TO_B,
     "expression cannot contain assignment, perhaps you meant \"==\"?"},
    {"assign_to_double_star", AT_A_TO_B, "cannot assign to keyword argument unpacking"},
    {"assign_to_star", AT_A_TO_B, "cannot assign to iterable argument unpacking"},
    {"missing_else", AT_A_TO_B, "expected 'else' after 'if' expression"},
    {"lambda_in_field", AT_A_TO_B,
     "f-string: lambda expressions are not allowed without parentheses"},
    {"annotated_tuple", AT_A, "only single target (not tuple) can be annotated"},
    {"annotated_other", AT_A, "illegal target for annotation"},
    {"assign_to_yield", AT_A, "assignment to yield expression not possible"},
    {"star_in_comprehension", AT_A, "iterable unpacking cannot be used in comprehension"},
    {"bare_comprehension_target", AT_A_TO_B,
     "did you forget parentheses around the comprehension target?"},
    {"double_star_in_comprehension", AT_A, "dict unpacking cannot be used in dict comprehension"},
    {"slash_first", AT_A, "at least one argument must precede /"},
    {"slash_twice", AT_A, "/ may appear only once"},
    {"parenthesized_parameters", AT_A_TO_B, "Function parameters cannot be parenthesized"},
    {"parenthesized_lambda", AT_A_TO_B, "Lambda expression parameters cannot be parenthesized"},
    {"slash_after_star", AT_A, "/ must be ahead of *"},
    {"slash_star_comma", AT_A, "expected comma between / and *"},
    {"missing_default", AT_A, "expected default value expression"},
    {"bare_star", AT_A, "named arguments must follow bare *"},
    {"bare_lambda_star", AT_LAST, "named arguments must follow bare *"},
    {"bare_star_comment", AT_LAST, "bare * has associated type comment"},
    {"star_default", AT_A, "var-positional argument cannot have default value"},
    {"star_twice", AT_A, "* argument may appear only once"},
    {"double_star_default", AT_A, "var-keyword argument cannot have default value"},
    {"after_double_star", AT_A, "arguments cannot follow var-keyword argument"},
    {"missing_in", AT_LAST, "'in' expected after for-loop variables"},
    {"star_in_group", AT_A, "cannot use starred expression here"},
    {"double_star_in_group", AT_A, "cannot use double starred expression here"},
    {"import_from_order", FROM_A, "Did you mean to use 'from ... import ...' instead?"},
    {"import_nothing", FROM_A, "Expected one or more names after 'import'"},
    {"import_trailing_comma", AT_LAST,
     "trailing comma not allowed without surrounding parentheses"},
    {"missing_colon", AT_LAST, "expected ':'"},
    {"try_alone", AT_LAST, "expected 'except' or 'finally' block"},
    {"bare_not", AT_A_TO_B, "'not' after an operator must be parenthesized"},
    {"mixed_except_star", AT_A, "cannot have both 'except' and 'except*' on the same 'try'"},
    {"mixed_except", AT_A_TO_B, "cannot have both 'except' and 'except*' on the same 'try'"},
    {"bare_except_tuple", FROM_A, "multiple exception types must be parenthesized"},
    {"except_star_nothing", AT_LAST, "expected one or more exception types"},
    {"underscore_target", AT_A, "cannot use '_' as a target"},
    {"pattern_target", AT_A, "invalid pattern target"},
    {"pattern_order", AT_A, "positional patterns follow keyword patterns"},
    {"star_as_value", FROM_A, "cannot use a starred expression in a dictionary value"},
    {"missing_value", AT_A, "expression expected after dictionary key and ':'"},
    {"bad_star", AT_LAST, "Invalid star expression"},
    {"field_expression", AT_NEXT, "f-string: expecting a valid expression after '{'"},
    {"field_after_expression", AT_NEXT, "f-string: expecting '=', or '!', or ':', or '}'"},
    {"field_after_equal", AT_NEXT, "f-string: expecting '!', or ':', or '}'"},
    {"field_after_conversion", AT_NEXT, "f-string: expecting ':' or '}'"},
    {"field_after_format", AT_NEXT, "f-string: expecting '}', or format specs"},
    {"field_end", AT_NEXT, "f-string: expecting '}'"},
    {"no_conversion", AT_NEXT, "f-string: missing conversion character"},
    {"bad_conversion", AT_NEXT, "f-string: invalid conversion character"},
    {"no_type_params", FROM_A, "Type parameter list cannot be empty"},
    {"no_block_with", NO_BLOCK, "'with' statement"},
    {"no_block_try", NO_BLOCK, "'try' statement"},
    {"no_block_finally", NO_BLOCK, "'finally' statement"},
    {"no_block_except", NO_BLOCK, "'except' statement"},
    {"no_block_except_star", NO_BLOCK, "'except*' statement"},
    {"no_block_match", NO_BLOCK, "'match' statement"},
    {"no_block_case", NO_BLOCK, "'case' statement"},
    {"no_block_if", NO_BLOCK, "'if' statement"},
    {"no_block_elif", NO_BLOCK, "'elif' statement"},
    {"no_block_else", NO_BLOCK, "'else' statement"},
    {"no_block_while", NO_BLOCK, "'while' statement"},
    {"no_block_for", NO_BLOCK, "'for' statement"},
    {"no_block_def", NO_BLOCK, "function definition"},
    {"no_block_class", NO_BLOCK, "class definition"},
};

static void report_simple(Peg *peg, Place place, const char *message, const Captures *captures,
                          int32_t end) {
    Span a = captures->spans[0], b = captures->spans[1];
    char text[128];
    switch (place) {
    case AT_A:
        fail(peg, range_of_span(peg, a), "%s", message);
        break;
    case AT_A_TO_B:
        fail(peg, range_between(peg, a, b), "%s", message);
        break;
    case FROM_A:
        fail(peg, range_from(peg, a), "%s", message);
        break;
    case AT_NEXT:
        fail_at_token(peg, DIAGNOSTIC_SYNTAX, token_at(peg, end), message);
        break;
    case AT_LAST:
        mistake_fail_last(peg, DIAGNOSTIC_SYNTAX, message);
        break;
    case NO_BLOCK:
        snprintf(text, sizeof text, "expected an indented block after %s on line %d", message,
                 (int)token_at(peg, a.start)->line);
        mistake_fail_last(peg, DIAGNOSTIC_INDENTATION, text);
        break;
    }
}

/* From an argument to the end of the comprehension's last clause. */
static void report_bare_generator(Peg *peg, Span a, Span b) {
    fail(peg, range_between(peg, a, b), "Generator expression must be parenthesized");
}

/* f(a, b for b in c): the last argument is the generator's element, unless it is the only one. */
static void report_generator_after_args(Peg *peg, Span a, Span b) {
    int32_t last = a.start;
    int depth = 0;
    for (int32_t i = a.start; i < a.end; i++) {
        TokenKind kind = (TokenKind)token_at(peg, i)->kind;
        depth += kind == TOKEN_LPAR || kind == TOKEN_LSQB || kind == TOKEN_LBRACE;
        depth -= kind == TOKEN_RPAR || kind == TOKEN_RSQB || kind == TOKEN_RBRACE;
        if (kind == TOKEN_COMMA && depth == 0)
            last = i + 1;
    }
    if (last > a.start)
        report_bare_generator(peg, (Span){last, a.end}, b);
}

/* Whether the last argument of a span begins with **. */
static void report_positional_after_keyword(Peg *peg, Span a) {
    bool unpacking = false, at_argument = true;
    int depth = 0;
    for (int32_t i = a.start; i < a.end; i++) {
        TokenKind kind = (TokenKind)token_at(peg, i)->kind;
        if (at_argument)
            unpacking = kind == TOKEN_DOUBLESTAR;
        depth += kind == TOKEN_LPAR || kind == TOKEN_LSQB || kind == TOKEN_LBRACE;
        depth -= kind == TOKEN_RPAR || kind == TOKEN_RSQB || kind == TOKEN_RBRACE;
        at_argument = kind == TOKEN_COMMA && depth == 0;
    }
    mistake_fail_last(peg, DIAGNOSTIC_SYNTAX,
                      unpacking ? "positional argument follows keyword argument unpacking"
                                : "positional argument follows keyword argument");
}

static void report_missing_comma(Peg *peg, Span a, Span b) {
    if (is_legacy_statement(peg, a) || bracket_level(peg, b.end - 1) == 0)
        return;
    fail(peg, range_between(peg, a, b), "invalid syntax. Perhaps you forgot a comma?");
}

static void report_legacy_statement(Peg *peg, Span a, Span b) {
    const Token *token = token_at(peg, a.start);
    if (!is_legacy_statement(peg, a))
        return;
    const char *name = spells(peg, token, "print") ? "print" : "exec";
    fail(peg, range_between(peg, a, b),
         "Missing parentheses in call to '%s'. Did you mean %s(...)?", name, name);
}

static void report_annotated_list(Peg *peg, Span a) {
    const Node *node = node_of(peg, a);
    fail(peg, node ? range_of(node) : range_of_span(peg, a),
         "only single target (not %s) can be annotated",
         node && node->kind == NODE_LIST ? "list" : "tuple");
}

static void report_type_bound(Peg *peg, Span b, Span c, const char *what) {
    const Node *bound = node_of(peg, c);
    fail(peg, range_from(peg, b), "cannot use %s with %s",
         bound && bound->kind == NODE_TUPLE ? "constraints" : "bound", what);
}

static void report_missing_key_colon(Peg *peg, Span a) {
    Range range = range_of_span(peg, a);
    range.line = range.end_line;
    range.column = range.end_column - 1;
    fail(peg, range, "':' expected after dictionary key");
    peg->parser->diagnostic->end_column = 0;
}

/* The span of a parameter holds the comma behind it. */
static void report_default_order(Peg *peg, Span a) {
    while (a.end > a.start + 1 && (token_at(peg, a.end - 1)->kind == TOKEN_COMMA ||
                                   token_at(peg, a.end - 1)->kind == TOKEN_TYPE_COMMENT))
        a.end--;
    fail(peg, range_of_span(peg, a),
         "parameter without a default follows parameter with a default");
}

static bool is(const char *name, size_t size, const char *other) {
    return strlen(other) == size && memcmp(name, other, size) == 0;
}

void mistake_report(Peg *peg, const char *name, size_t size, const Captures *captures,
                    int32_t end) {
    Span a = captures->spans[0], b = captures->spans[1], c = captures->spans[2];
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        if (is(name, size, reports[i].name)) {
            report_simple(peg, reports[i].place, reports[i].message, captures, end);
            return;
        }
    if (is(name, size, "missing_comma"))
        report_missing_comma(peg, a, b);
    else if (is(name, size, "legacy_statement"))
        report_legacy_statement(peg, a, b);
    else if (is(name, size, "bare_generator"))
        report_bare_generator(peg, a, b);
    else if (is(name, size, "generator_after_args"))
        report_generator_after_args(peg, a, b);
    else if (is(name, size, "positional_after_keyword"))
        report_positional_after_keyword(peg, a);
    else if (is(name, size, "assign_to_keyword"))
        fail(peg, range_between(peg, a, b), "cannot assign to %s", name_of(peg, a));
    else if (is(name, size, "walrus_target"))
        fail(peg, range_of_span(peg, a), "cannot use assignment expressions with %s",
             name_of(peg, a));
    else if (is(name, size, "assign_here"))
        fail(peg, range_of_span(peg, a),
             "cannot assign to %s here. Maybe you meant '==' instead of '='?", name_of(peg, a));
    else if (is(name, size, "annotated_list"))
        report_annotated_list(peg, a);
    else if (is(name, size, "bad_target"))
        report_target(peg, a, TARGET_ASSIGN);
    else if (is(name, size, "bad_for_target"))
        report_target(peg, a, TARGET_FOR);
    else if (is(name, size, "bad_del_target"))
        report_target(peg, a, TARGET_DELETE);
    else if (is(name, size, "bad_augmented"))
        fail(peg, range_of_span(peg, a), "'%s' is an illegal expression for augmented assignment",
             name_of(peg, a));
    else if (is(name, size, "default_order"))
        report_default_order(peg, a);
    else if (is(name, size, "no_block"))
        mistake_fail_last(peg, DIAGNOSTIC_INDENTATION, "expected an indented block");
    else if (is(name, size, "bound_of_star"))
        report_type_bound(peg, b, c, "TypeVarTuple");
    else if (is(name, size, "bound_of_double_star"))
        report_type_bound(peg, b, c, "ParamSpec");
    else if (is(name, size, "missing_key_colon"))
        report_missing_key_colon(peg, a);
    else if (is(name, size, "field_nothing")) {
        const Token *token = token_at(peg, a.start);
        fail(peg, range_of_token(token), "f-string: valid expression required before '%s'",
             token_texts[token->kind]);
    }
}
