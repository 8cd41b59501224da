/* What the parts of the parser share; other folders include parse.h. */
#ifndef PARSER_PARSER_H
#define PARSER_PARSER_H

#include "lexer/token.h"
#include "parser/parse.h"

/* Where a construct stands: Python's positions. */
typedef struct Range {
    int32_t line, column, end_line, end_column;
} Range;

/* A list that grows in the region. A null NodeVec is an empty list. */
typedef struct NodeVec {
    size_t count, capacity;
    Node **items;
} NodeVec;

typedef struct TextVec {
    size_t count, capacity;
    Text *items;
} TextVec;

/* A comparison chain being read. */
typedef struct CompareVec {
    Node *left;
    NodeVec *nodes;
    size_t capacity;
    uint8_t *operators;
} CompareVec;

typedef enum ArgKind {
    ARG_POSITIONAL,
    ARG_GENERATOR, /* f(x for x in y): in no brackets of its own */
    ARG_KEYWORD,
    ARG_STAR,
    ARG_DOUBLE_STAR,
} ArgKind;

typedef struct Arg {
    ArgKind kind;
    const Token *name;
    Node *value;
    Range range;
} Arg;

/* The arguments of a call or a class, checked as they come. */
typedef struct ArgVec {
    NodeVec *args, *keywords;
    size_t count;
    Node *generator; /* an ARG_GENERATOR */
    bool has_keyword, has_unpacking, trailing_comma;
} ArgVec;

typedef enum ParamKind { PARAM_PLAIN, PARAM_SLASH, PARAM_STAR, PARAM_DOUBLE_STAR } ParamKind;

/* The parameters of a function as written; params.c checks and sorts them. */
typedef struct Param {
    struct Param *next;
    ParamKind kind;
    Range range;
    Node *arg; /* null for / and a bare * */
    Node *default_value;
} Param;

typedef struct ParamVec {
    Param *first, *last;
} ParamVec;

typedef struct Interned {
    struct Interned *next;
    uint32_t hash;
    Text text;
} Interned;

typedef struct Parser {
    MemRegion *region;
    const ParseOptions *options;
    Diagnostic *diagnostic; /* filled when the parse fails for another reason than an unexpected
                               token; kind is DIAGNOSTIC_NONE until then */
    Source source;
    TokenList tokens;
    size_t next, last;              /* indices of the token to hand out next, and last */
    bool start_given;               /* the token that selects the grammar's start */
    int32_t last_line, last_column; /* end of the last token that is not white space */
    size_t interned_count, interned_capacity;
    Interned **interned;
    Text underscore; /* the name _, if the source has it */
    WarningNote **warnings_end;
    Node *module;
    bool is_part;        /* reads an expression within the source: module is its node */
    bool error_is_final; /* the diagnostic is not about grammar: leave it */
} Parser;

/* ---- build.c: nodes and lists. Null or false: the diagnostic is filled. --------------------- */

/* ast_node_new, with the depth bounded. */
MEM_MUST_CHECK Node *parser_node(Parser *parser, const Node *node);
MEM_MUST_CHECK bool vec_append(Parser *parser, NodeVec **vec, Node *node);
MEM_MUST_CHECK bool vec_extend(Parser *parser, NodeVec **vec, const NodeVec *more);
MEM_MUST_CHECK bool names_append(Parser *parser, TextVec **vec, const Token *token);
MEM_MUST_CHECK Node *name_node(Parser *parser, const Token *token, ExprContext context);
MEM_MUST_CHECK bool text_append(Parser *parser, TextVec **vec, Text text);
MEM_MUST_CHECK bool compare_append(Parser *parser, CompareVec **vec, Node *left, int operator,
                                   Node * right);
/* The name a token spells: normalised, interned. */
MEM_MUST_CHECK bool parser_name(Parser *parser, const Token *token, Text *name);
MEM_MUST_CHECK bool parser_intern(Parser *parser, const char *bytes, size_t size, Text *text);
/* "a.b" from "a" and "b"; null: the diagnostic is filled. */
MEM_MUST_CHECK Text *parser_dotted(Parser *parser, const TextVec *parts);
MEM_MUST_CHECK Node *parser_number(Parser *parser, const Token *token, Range range);
/* A tuple of the first expression and the rest (null: none). */
MEM_MUST_CHECK Node *tuple_node(Parser *parser, Node *first, const NodeVec *rest, Range range);
/* Keys and values by turns, as a Dict. */
MEM_MUST_CHECK Node *dict_finish(Parser *parser, NodeVec *items, Range range);
/* If nodes of elifs, each as the else of the one before; *rest is the last one's else at first, and
 * then the else of the if. */
MEM_MUST_CHECK bool elifs_nest(Parser *parser, const NodeVec *elifs, NodeVec **rest,
                               Range statement);
Range range_of(const Node *node);
Range range_of_token(const Token *token);

static inline NodeList list_of(const NodeVec *vec) {
    return vec ? (NodeList){vec->count, vec->items} : (NodeList){0, NULL};
}
static inline TextList texts_of(const TextVec *vec) {
    return vec ? (TextList){vec->count, vec->items} : (TextList){0, NULL};
}

/* A syntax error at a range. Always false. The second pass may find a better one, unless
 * error_is_final. */
bool parser_fail(Parser *parser, Range range, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same at a token that may be white space. */
void parser_fail_at_token(Parser *parser, DiagnosticKind kind, const Token *token,
                          const char *message);
/* Only a file is given the newline it lacks; elsewhere the end of the source stands there. */
bool parser_is_added_newline(const Parser *parser, const Token *token);
bool parser_fail_memory(Parser *parser);
void parser_warn(Parser *parser, DiagnosticKind kind, Range range, const char *message);
/* Gives a diagnostic its columns in characters and its line of text. */
void parser_place(const Source *source, Diagnostic *diagnostic, Range range);

/* ---- version.c: what an older version that is asked for lacks is a syntax error -------------- */

MEM_MUST_CHECK bool version_has_node(Parser *parser, const Node *node);
MEM_MUST_CHECK bool version_has(Parser *parser, Range range, int minor, const char *what);

/* ---- targets.c: cover grammars -------------------------------------------------------------- */

typedef enum TargetKind { TARGET_ASSIGN, TARGET_FOR, TARGET_DELETE, TARGET_WITH } TargetKind;

/* Checks that an expression is a target and makes it one. */
MEM_MUST_CHECK bool target_convert(Parser *parser, Node *node, TargetKind kind);
MEM_MUST_CHECK bool target_convert_single(Parser *parser, Node *node, Range range, bool annotated);
/* A name that was not in brackets: `x: int` declares, `(x): int` does not. */
bool is_bare_name(const Node *node, Range range);
/* A starred expression stands alone where only one expression may. */
MEM_MUST_CHECK bool check_not_starred(Parser *parser, const Node *node, Range range);
/* `with (...)`: as a list of items, or as one item that is a bracketed expression. */
MEM_MUST_CHECK bool with_finish(Parser *parser, NodeVec *inner, Range range, bool trailing_comma,
                                NodeVec **items);
MEM_MUST_CHECK bool with_single(Parser *parser, Node *expression, NodeVec **items);
/* What Python calls an expression in messages. */
const char *expression_name(const Node *node);

/* ---- params.c, call.c ----------------------------------------------------------------------- */

/* `name` is null for / and a bare *; the range is that of the name with its annotation. */
MEM_MUST_CHECK Param *param_new(Parser *parser, ParamKind kind, const Token *name, Node *annotation,
                                Node *default_value, Range range);
MEM_MUST_CHECK bool param_append(Parser *parser, ParamVec **vec, Param *param);
/* A type comment belongs to the parameter before it. */
MEM_MUST_CHECK bool param_comment(Parser *parser, ParamVec *vec, const Token *comment);
MEM_MUST_CHECK Node *params_finish(Parser *parser, ParamVec *vec);

MEM_MUST_CHECK Arg *arg_new(Parser *parser, ArgKind kind, const Token *name, Node *value,
                            Range range);
MEM_MUST_CHECK bool arg_append(Parser *parser, ArgVec **vec, Arg *arg);
/* Behind the closing bracket. */
MEM_MUST_CHECK bool args_finish(Parser *parser, ArgVec *vec, Range brackets, bool is_class);

/* ---- patterns.c ----------------------------------------------------------------------------- */

/* An item of a mapping or class pattern. */
typedef struct PatternItem {
    struct PatternItem *next;
    Node *key;         /* of a mapping */
    const Token *name; /* of a keyword in a class, or of **name (then without pattern) */
    Node *pattern;
    Range range;
} PatternItem;

typedef struct PatternVec {
    PatternItem *first, *last;
} PatternVec;

MEM_MUST_CHECK PatternItem *pattern_item(Parser *parser, Node *key, const Token *name,
                                         Node *pattern, Range range);
MEM_MUST_CHECK bool pattern_append(Parser *parser, PatternVec **vec, PatternItem *item);
/* A dotted name in a pattern may not begin with _, which is the wildcard. */
MEM_MUST_CHECK bool pattern_check_head(Parser *parser, const Node *value);
MEM_MUST_CHECK Node *pattern_class(Parser *parser, Node *type, PatternVec *items, Range range);
MEM_MUST_CHECK Node *pattern_mapping(Parser *parser, PatternVec *items, Range range);
MEM_MUST_CHECK Node *pattern_sequence(Parser *parser, Node *first, const NodeVec *rest,
                                      Range range);
MEM_MUST_CHECK Node *pattern_star(Parser *parser, const Token *name, Range range);
MEM_MUST_CHECK Node *pattern_as(Parser *parser, Node *pattern, const Token *name, Range range);
MEM_MUST_CHECK Node *pattern_capture(Parser *parser, const Token *name, Range range);
MEM_MUST_CHECK Node *pattern_complex(Parser *parser, Node *real, Operator op, Node *imaginary,
                                     Range range);

/* ---- strings.c ------------------------------------------------------------------------------ */

MEM_MUST_CHECK Node *string_piece(Parser *parser, const Token *token);
MEM_MUST_CHECK Node *fstring_text(Parser *parser, const Token *token);
/* A replacement field, appended to the parts; with `=` its text comes before it. */
typedef struct FieldParts {
    const Token *open;
    Node *value;
    const Token *equal;      /* null without = */
    const Token *conversion; /* null without ! */
    const Token *colon;      /* null without a format */
    NodeVec *format;
    const Token *close;
    Range range;
} FieldParts;
MEM_MUST_CHECK FieldParts *field_new(Parser *parser, const FieldParts *parts);
MEM_MUST_CHECK bool conversion_check(Parser *parser, const Token *mark, const Token *name);
MEM_MUST_CHECK bool fstring_field(Parser *parser, NodeVec **parts, const FieldParts *field);
/* Adjacent pieces as one Constant or JoinedStr. */
MEM_MUST_CHECK Node *strings_join(Parser *parser, const NodeVec *pieces, Range range);
MEM_MUST_CHECK Node *fstring_join(Parser *parser, const NodeVec *parts, Range range);

/* ---- parse.c, syntax_error.c ---------------------------------------------------------------- */

/* The expression that the tokens [start, end) are; null if they are none by themselves. */
Node *parser_expression(Parser *parser, size_t start, size_t end);
/* The token at `index` cannot stand there: say why. */
void syntax_error_explain(Parser *parser, size_t index);

/* What the grammar of interactive input cannot state; called when it has accepted. */
bool syntax_check_interactive(Parser *parser);

#endif
