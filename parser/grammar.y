/* Python 3.13's grammar for bison: LALR(1), no conflicts.
 *
 * Actions only build nodes. Where Python's grammar needs more than one token of look-ahead the
 * rules accept a wider form, and targets.c, params.c and call.c check and convert it:
 * targets are read as expressions, parameters and arguments as flat lists, `with (` as a bracket
 * whose meaning is settled behind it (the token WITH_LPAR comes when the matching bracket is
 * followed by a colon). Binary operators use precedence, which saves reductions.
 *
 * Every location ends at the last token that is not white space: newlines and dedents carry the
 * end of the token before them (parse.c). */

%define api.pure full
%define api.prefix {grammar_}
%define api.token.prefix {T_}
%define api.location.type {Range}
%locations
%expect 0
%parse-param {Parser *parser}
%lex-param {Parser *parser}

%code requires {
#include "parser/parser.h"
}

%code {
#define YYMALLOC mem_raw_malloc
#define YYFREE mem_raw_free
#define YYMAXDEPTH 26000 /* stack entries; nesting beyond is refused */
#define YYINITDEPTH 200

#define YYLLOC_DEFAULT(current, rhs, count)                                                        \
    do {                                                                                           \
        if (count) {                                                                               \
            (current).line = YYRHSLOC(rhs, 1).line;                                                \
            (current).column = YYRHSLOC(rhs, 1).column;                                            \
            (current).end_line = YYRHSLOC(rhs, count).end_line;                                    \
            (current).end_column = YYRHSLOC(rhs, count).end_column;                                \
        } else {                                                                                   \
            (current).line = (current).end_line = YYRHSLOC(rhs, 0).end_line;                       \
            (current).column = (current).end_column = YYRHSLOC(rhs, 0).end_column;                 \
        }                                                                                          \
    } while (0)

int grammar_lex(GRAMMAR_STYPE *value, Range *range, Parser *parser);
static void grammar_error(Range *range, Parser *parser, const char *message);

enum { /* a node's kind by its name */
#define NODE(upper, name, python_name, category, position) KIND_##name = NODE_##upper,
#define FIELD(name, kind, field)
#define END(name)
#include "parser/ast.def"
};

/* Whatever an action calls may fail; then the diagnostic is filled and the parse ends. */
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (MEM_UNLIKELY(!(condition)))                                                            \
            YYABORT;                                                                               \
    } while (0)
/* A node of ast.def: MAKE($$, Assign, @$, .targets = ..., .value = ...). */
#define MAKE(result, name, range, ...)                                                             \
    CHECK((result) = parser_node(                                                                  \
              parser, &(name##Node){.base = {KIND_##name, 0, (range).line, (range).column,         \
                                             (range).end_line, (range).end_column},                \
                                    __VA_ARGS__}                                                   \
                           .base))
/* A list of one node, of two, a list and one more node. */
#define ONE(list, node)                                                                            \
    do {                                                                                           \
        (list) = NULL;                                                                             \
        CHECK(vec_append(parser, &(list), node));                                                  \
    } while (0)
#define TWO(list, first, second)                                                                   \
    do {                                                                                           \
        (list) = NULL;                                                                             \
        CHECK(vec_append(parser, &(list), first) && vec_append(parser, &(list), second));          \
    } while (0)
#define MORE(list, before, node)                                                                   \
    do {                                                                                           \
        (list) = (before);                                                                         \
        CHECK(vec_append(parser, &(list), node));                                                  \
    } while (0)
#define BINARY_NODE(result, operator, range, left_operand, right_operand)                          \
    MAKE(result, BinOp, range, .left = left_operand, .op = OPERATOR_##operator,                    \
         .right = right_operand)
#define NAME_OF(text, token) CHECK(parser_name(parser, token, &(text)))
#define SPAN(from, to) ((Range){(from).line, (from).column, (to).end_line, (to).end_column})
#define COMMENT_OF(token)                                                                          \
    ((token) ? (Text){parser->source.bytes + (token)->start, (token)->end - (token)->start}        \
             : (Text){NULL, 0})
#define LIST(vec) list_of(vec)

/* The statement behind `async`. */
static Node *as_async(Node *node, NodeKind kind, Range async) {
    node->kind = kind;
    node->lineno = async.line;
    node->col_offset = async.column;
    return node;
}
}

%union {
    const Token *token;
    Node *node;
    NodeVec *list;
    TextVec *texts;
    Text *text;
    CompareVec *compare;
    Arg *arg;
    ArgVec *args;
    Param *param;
    ParamVec *params;
    FieldParts *field;
    struct {
        NodeVec *body;
        Text comment;
    } function;
    PatternItem *item;
    PatternVec *items;
    int number;
}

%token START_FILE START_EVAL START_PART START_SINGLE START_FUNC_TYPE
%token END_OF_FILE 0 "end of file"
%token <token> NEWLINE INDENT DEDENT NAME NUMBER STRING
%token <token> FSTRING_START FSTRING_MIDDLE FSTRING_END TYPE_COMMENT UNKNOWN ERROR
%token <token> LPAR "(" RPAR ")" LSQB "[" RSQB "]" LBRACE "{" RBRACE "}"
%token <token> COLON ":" COMMA "," SEMI ";" PLUS "+" MINUS "-" STAR "*" SLASH "/" VBAR "|"
%token <token> AMPER "&" LESS "<" GREATER ">" EQUAL "=" DOT "." PERCENT "%" EQEQUAL "=="
%token <token> NOTEQUAL "!=" LESSEQUAL "<=" GREATEREQUAL ">=" TILDE "~" CIRCUMFLEX "^"
%token <token> LEFTSHIFT "<<" RIGHTSHIFT ">>" DOUBLESTAR "**" PLUSEQUAL "+=" MINEQUAL "-="
%token <token> STAREQUAL "*=" SLASHEQUAL "/=" PERCENTEQUAL "%=" AMPEREQUAL "&=" VBAREQUAL "|="
%token <token> CIRCUMFLEXEQUAL "^=" LEFTSHIFTEQUAL "<<=" RIGHTSHIFTEQUAL ">>="
%token <token> DOUBLESTAREQUAL "**=" DOUBLESLASH "//" DOUBLESLASHEQUAL "//=" AT "@" ATEQUAL "@="
%token <token> RARROW "->" ELLIPSIS "..." COLONEQUAL ":=" EXCLAMATION "!"
%token <token> FALSE "False" NONE "None" TRUE "True" AND "and" AS "as" ASSERT "assert"
%token <token> ASYNC "async" AWAIT "await" BREAK "break" CLASS "class" CONTINUE "continue"
%token <token> DEF "def" DEL "del" ELIF "elif" ELSE "else" EXCEPT "except" FINALLY "finally"
%token <token> FOR "for" FROM "from" GLOBAL "global" IF "if" IMPORT "import" IN "in" IS "is"
%token <token> LAMBDA "lambda" NONLOCAL "nonlocal" NOT "not" OR "or" PASS "pass" RAISE "raise"
%token <token> RETURN "return" TRY "try" WHILE "while" WITH "with" YIELD "yield"
%token <token> MATCH "match" CASE "case" TYPE "type"
%token <token> WITH_LPAR "with ("

%left "|"
%left "^"
%left "&"
%left "<<" ">>"
%left "+" "-"
%left "*" "/" "//" "%" "@"
%precedence UNARY
%right "**"

%type <list> statements statements_opt simple_line simple_list block interactive
%type <node> compound_stmt simple_stmt
%type <list> targets
%type <node> assigned star_expressions star_expression yield_expr named_expr expression
%type <node> expressions
%type <list> star_items expression_items
%type <number> augmented comparison_operator
%type <node> import_from alias dotted_alias
%type <list> aliases dotted_aliases import_names
%type <text> dotted_name
%type <texts> dotted_parts
%type <number> dots
%type <texts> names
%type <list> elif_list handlers else_opt finally_opt with_items with_inner with_inner_list
%type <list> decorators cases
%type <node> handler star_handler with_item with_inner_item case_block guard_opt walrus starred
%type <node> function_def class_def for_stmt with_stmt returns_opt subject
%type <list> star_handlers
%type <list> type_params_opt type_params
%type <node> type_param
%type <function> function_body
%type <params> params_opt params lambda_params_opt lambda_params
%type <param> param lambda_param
%type <node> annotation_opt star_annotation_opt
%type <node> await_primary plain_primary annotated_target slice_item slice_starred
%type <items> class_items_opt
%type <node> disjunction conjunction inversion comparison operand primary atom
%type <list> or_items and_items
%type <compare> compare_items
%type <node> lambda target_list target_items_or_one target_item subscript slice expr_opt
%type <list> target_items slice_items
%type <args> args_opt args
%type <arg> arg
%type <list> comp_for
%type <node> comp_clause
%type <list> comp_ifs
%type <node> paren list_display brace_display star_named
%type <list> star_named_items dict_items
%type <node> strings string_part
%type <list> string_parts fstring_parts
%type <field> field
%type <token> field_equal_opt field_conversion_opt type_comment_opt
%type <node> patterns pattern or_pattern closed_pattern maybe_star star_pattern literal
%type <node> signed_number
%type <node> dotted_value mapping_key
%type <list> or_patterns pattern_items
%type <items> mapping_items class_items
%type <item> mapping_item class_item
%type <list> type_args type_list

%%

/* ---- files, expressions, interactive input --------------------------------------------------- */

start:
    START_FILE statements_opt END_OF_FILE
        { MAKE(parser->module, Module, (Range){0}, .body = LIST($2)); }
  | START_EVAL expressions newlines END_OF_FILE
        { MAKE(parser->module, Expression, (Range){0}, .body = $2); }
  | START_PART assigned END_OF_FILE  { parser->module = $2; }
  | START_SINGLE interactive END_OF_FILE
        { MAKE(parser->module, Interactive, (Range){0}, .body = LIST($2)); }
  | START_FUNC_TYPE "(" type_args ")" "->" expression newlines END_OF_FILE
        { MAKE(parser->module, FunctionType, (Range){0}, .argtypes = LIST($3), .returns = $6); }
  ;

newlines:
    %empty
  | newlines NEWLINE
  ;

expressions:
    expression
  | expression ","  { CHECK($$ = tuple_node(parser, $1, NULL, @$)); }
  | expression_items comma_opt  { MAKE($$, Tuple, @$, .elts = LIST($1)); }
  ;

expression_items:
    expression "," expression  { TWO($$, $1, $3); }
  | expression_items "," expression  { MORE($$, $1, $3); }
  ;

interactive:
    simple_line
  | compound_stmt  { ONE($$, $1); }
  ;

type_args:
    %empty                    { $$ = NULL; }
  | type_list
  ;

type_list:
    expression                { ONE($$, $1); }
  | "*" expression            { ONE($$, $2); }
  | "**" expression           { ONE($$, $2); }
  | type_list "," expression  { MORE($$, $1, $3); }
  | type_list "," "*" expression  { MORE($$, $1, $4); }
  | type_list "," "**" expression { MORE($$, $1, $4); }
  ;

statements_opt:
    %empty                    { $$ = NULL; }
  | statements
  ;

statements:
    simple_line
  | compound_stmt             { ONE($$, $1); }
  | statements simple_line    { $$ = $1; CHECK(vec_extend(parser, &$$, $2)); }
  | statements compound_stmt  { MORE($$, $1, $2); }
  ;

block:
    simple_line
  | NEWLINE INDENT statements DEDENT  { $$ = $3; }
  ;

simple_line:
    simple_list NEWLINE
  | simple_list ";" NEWLINE
  ;

simple_list:
    simple_stmt                  { ONE($$, $1); }
  | simple_list ";" simple_stmt  { MORE($$, $1, $3); }
  ;

/* ---- simple statements ----------------------------------------------------------------------- */

simple_stmt:
    star_expressions  { MAKE($$, Expr, @$, .value = $1); }
  | yield_expr  { MAKE($$, Expr, @$, .value = $1); }
  | targets assigned type_comment_opt
        { Text comment = COMMENT_OF($3);
          MAKE($$, Assign, @$, .targets = LIST($1), .value = $2, .type_comment = comment); }
  | annotated_target expression
        { CHECK(target_convert_single(parser, $1, @1, true));
          MAKE($$, AnnAssign, @$, .target = $1, .annotation = $2, .simple = is_bare_name($1, @1)); }
  | annotated_target expression "=" assigned
        { CHECK(target_convert_single(parser, $1, @1, true));
          MAKE($$, AnnAssign, @$, .target = $1, .annotation = $2, .value = $4,
               .simple = is_bare_name($1, @1)); }
  | star_expressions augmented assigned
        { CHECK(target_convert_single(parser, $1, @1, false));
          MAKE($$, AugAssign, @$, .target = $1, .op = (Operator)$2, .value = $3); }
  | "return"  { MAKE($$, Return, @$); }
  | "return" star_expressions  { MAKE($$, Return, @$, .value = $2); }
  | "import" dotted_aliases  { MAKE($$, Import, @$, .names = LIST($2)); }
  | import_from
  | "raise"  { MAKE($$, Raise, @$); }
  | "raise" expression  { MAKE($$, Raise, @$, .exc = $2); }
  | "raise" expression "from" expression  { MAKE($$, Raise, @$, .exc = $2, .cause = $4); }
  | "pass"  { MAKE($$, Pass, @$); }
  | "break"  { MAKE($$, Break, @$); }
  | "continue"  { MAKE($$, Continue, @$); }
  | "del" target_items comma_opt
        { for (size_t i = 0; i < $2->count; i++)
              CHECK(target_convert(parser, $2->items[i], TARGET_DELETE));
          MAKE($$, Delete, @$, .targets = LIST($2)); }
  | "assert" expression  { MAKE($$, Assert, @$, .test = $2); }
  | "assert" expression "," expression  { MAKE($$, Assert, @$, .test = $2, .msg = $4); }
  | "global" names  { MAKE($$, Global, @$, .names = texts_of($2)); }
  | "nonlocal" names  { MAKE($$, Nonlocal, @$, .names = texts_of($2)); }
  | "type" NAME type_params_opt "=" expression
        { Node *target;
          CHECK(target = name_node(parser, $2, CONTEXT_STORE));
          MAKE($$, TypeAlias, @$, .name = target, .type_params = LIST($3), .value = $5); }
  ;

/* One target and its "=", checked as soon as the sign is read. */
targets:
    star_expressions "="
        { CHECK(target_convert(parser, $1, TARGET_ASSIGN));
          ONE($$, $1); }
  | yield_expr "="  { CHECK(target_convert(parser, $1, TARGET_ASSIGN)); $$ = NULL; }
  | targets star_expressions "="
        { CHECK(target_convert(parser, $2, TARGET_ASSIGN));
          MORE($$, $1, $2); }
  | targets yield_expr "="  { CHECK(target_convert(parser, $2, TARGET_ASSIGN)); $$ = $1; }
  ;

annotated_target:
    star_expressions ":"  { $$ = $1; }
  ;

assigned:
    star_expressions
  | yield_expr
  ;

type_comment_opt:
    %empty        { $$ = NULL; }
  | TYPE_COMMENT
  ;

augmented:
    "+="   { $$ = OPERATOR_ADD; }
  | "-="   { $$ = OPERATOR_SUB; }
  | "*="   { $$ = OPERATOR_MULT; }
  | "@="   { $$ = OPERATOR_MAT_MULT; }
  | "/="   { $$ = OPERATOR_DIV; }
  | "%="   { $$ = OPERATOR_MOD; }
  | "&="   { $$ = OPERATOR_BIT_AND; }
  | "|="   { $$ = OPERATOR_BIT_OR; }
  | "^="   { $$ = OPERATOR_BIT_XOR; }
  | "<<="  { $$ = OPERATOR_L_SHIFT; }
  | ">>="  { $$ = OPERATOR_R_SHIFT; }
  | "**="  { $$ = OPERATOR_POW; }
  | "//="  { $$ = OPERATOR_FLOOR_DIV; }
  ;

names:
    NAME            { $$ = NULL; CHECK(names_append(parser, &$$, $1)); }
  | names "," NAME  { $$ = $1; CHECK(names_append(parser, &$$, $3)); }
  ;

/* ---- import ---------------------------------------------------------------------------------- */

import_from:
    "from" dotted_name "import" import_names
        { MAKE($$, ImportFrom, @$, .module = *$2, .names = LIST($4)); }
  | "from" dots dotted_name "import" import_names
        { MAKE($$, ImportFrom, @$, .module = *$3, .names = LIST($5), .level = $2); }
  | "from" dots "import" import_names
        { MAKE($$, ImportFrom, @$, .names = LIST($4), .level = $2); }
  ;

dots:
    "."         { $$ = 1; }
  | "..."       { $$ = 3; }
  | dots "."    { $$ = $1 + 1; }
  | dots "..."  { $$ = $1 + 3; }
  ;

import_names:
    "*"
        { Node *star;
          Text name;
          CHECK(parser_intern(parser, "*", 1, &name));
          MAKE(star, Alias, @1, .name = name);
          ONE($$, star); }
  | aliases
  | "(" aliases comma_opt ")"  { $$ = $2; }
  ;

aliases:
    alias              { ONE($$, $1); }
  | aliases "," alias  { MORE($$, $1, $3); }
  ;

alias:
    NAME            { Text name; NAME_OF(name, $1); MAKE($$, Alias, @$, .name = name); }
  | NAME "as" NAME
        { Text name, asname;
          NAME_OF(name, $1);
          NAME_OF(asname, $3);
          MAKE($$, Alias, @$, .name = name, .asname = asname); }
  ;

dotted_aliases:
    dotted_alias                     { ONE($$, $1); }
  | dotted_aliases "," dotted_alias  { MORE($$, $1, $3); }
  ;

dotted_alias:
    dotted_name            { MAKE($$, Alias, @$, .name = *$1); }
  | dotted_name "as" NAME
        { Text asname;
          NAME_OF(asname, $3);
          MAKE($$, Alias, @$, .name = *$1, .asname = asname); }
  ;

dotted_name:
    dotted_parts           { CHECK($$ = parser_dotted(parser, $1)); }
  ;

dotted_parts:
    NAME                   { $$ = NULL; CHECK(names_append(parser, &$$, $1)); }
  | dotted_parts "." NAME  { $$ = $1; CHECK(names_append(parser, &$$, $3)); }
  ;

/* ---- compound statements --------------------------------------------------------------------- */

compound_stmt:
    "if" named_expr ":" block elif_list else_opt
        { NodeVec *rest = $6;
          CHECK(elifs_nest(parser, $5, &rest, @$));
          MAKE($$, If, @$, .test = $2, .body = LIST($4), .orelse = LIST(rest)); }
  | "while" named_expr ":" block else_opt
        { MAKE($$, While, @$, .test = $2, .body = LIST($4), .orelse = LIST($5)); }
  | for_stmt
  | "async" for_stmt      { $$ = as_async($2, NODE_ASYNC_FOR, @1); }
  | with_stmt
  | "async" with_stmt     { $$ = as_async($2, NODE_ASYNC_WITH, @1); }
  | "try" ":" block handlers else_opt finally_opt
        { MAKE($$, Try, @$, .body = LIST($3), .handlers = LIST($4), .orelse = LIST($5),
               .finalbody = LIST($6)); }
  | "try" ":" block star_handlers else_opt finally_opt
        { MAKE($$, TryStar, @$, .body = LIST($3), .handlers = LIST($4),
               .orelse = LIST($5), .finalbody = LIST($6)); }
  | "try" ":" block "finally" ":" block
        { MAKE($$, Try, @$, .body = LIST($3), .finalbody = LIST($6)); }
  | function_def
  | "async" function_def  { $$ = as_async($2, NODE_ASYNC_FUNCTION_DEF, @1); }
  | class_def
  | decorators function_def  { $$ = $2; ((FunctionDefNode *)$$)->decorator_list = LIST($1); }
  | decorators "async" function_def
        { $$ = as_async($3, NODE_ASYNC_FUNCTION_DEF, @2);
          ((FunctionDefNode *)$$)->decorator_list = LIST($1); }
  | decorators class_def  { $$ = $2; ((ClassDefNode *)$$)->decorator_list = LIST($1); }
  | "match" subject ":" NEWLINE INDENT cases DEDENT
        { MAKE($$, Match, @$, .subject = $2, .cases = LIST($6)); }
  ;

elif_list:
    %empty  { $$ = NULL; }
  | elif_list "elif" named_expr ":" block
        { Node *part;
          MAKE(part, If, @2, .test = $3, .body = LIST($5));
          MORE($$, $1, part); }
  ;

else_opt:
    %empty            { $$ = NULL; }
  | "else" ":" block  { $$ = $3; }
  ;

finally_opt:
    %empty               { $$ = NULL; }
  | "finally" ":" block  { $$ = $3; }
  ;

for_stmt:
    "for" target_list "in" star_expressions ":" type_comment_opt block else_opt
        { Text comment = COMMENT_OF($6);
          MAKE($$, For, @$, .target = $2, .iter = $4, .body = LIST($7), .orelse = LIST($8),
               .type_comment = comment); }
  ;

with_stmt:
    "with" with_items ":" type_comment_opt block
        { Text comment = COMMENT_OF($4);
          MAKE($$, With, @$, .items = LIST($2), .body = LIST($5), .type_comment = comment); }
  | "with" with_inner ":" type_comment_opt block
        { Text comment = COMMENT_OF($4);
          MAKE($$, With, @$, .items = LIST($2), .body = LIST($5), .type_comment = comment); }
  ;

with_items:
    with_item                 { ONE($$, $1); }
  | with_items "," with_item  { MORE($$, $1, $3); }
  ;

with_item:
    expression               { MAKE($$, WithItem, (Range){0}, .context_expr = $1); }
  | expression "as" operand
        { CHECK(target_convert(parser, $3, TARGET_WITH));
          MAKE($$, WithItem, (Range){0}, .context_expr = $1, .optional_vars = $3); }
  ;

/* Everything between `with` and a colon is in one pair of brackets: a list of items, or one
 * expression in brackets that a list of items cannot be. */
with_inner:
    "with (" with_inner_list ")"      { CHECK(with_finish(parser, $2, @$, false, &$$)); }
  | "with (" with_inner_list "," ")"  { CHECK(with_finish(parser, $2, @$, true, &$$)); }
  | "with (" ")"                      { CHECK(with_finish(parser, NULL, @$, true, &$$)); }
  | "with (" yield_expr ")"           { CHECK(with_single(parser, $2, &$$)); }
  | "with (" named_expr comp_for ")"
        { Node *generator;
          MAKE(generator, GeneratorExp, @$, .elt = $2, .generators = LIST($3));
          CHECK(with_single(parser, generator, &$$)); }
  ;

with_inner_list:
    with_inner_item                      { ONE($$, $1); }
  | with_inner_list "," with_inner_item  { MORE($$, $1, $3); }
  ;

with_inner_item:
    with_item
  | walrus
  | starred
  ;

handlers:
    handler           { ONE($$, $1); }
  | handlers handler  { MORE($$, $1, $2); }
  ;

handler:
    "except" ":" block  { MAKE($$, ExceptHandler, @$, .body = LIST($3)); }
  | "except" expression ":" block
        { MAKE($$, ExceptHandler, @$, .type = $2, .body = LIST($4)); }
  | "except" expression "as" NAME ":" block
        { Text name;
          NAME_OF(name, $4);
          MAKE($$, ExceptHandler, @$, .type = $2, .name = name, .body = LIST($6)); }
  ;

star_handlers:
    star_handler                { ONE($$, $1); }
  | star_handlers star_handler  { MORE($$, $1, $2); }
  ;

star_handler:
    "except" "*" expression ":" block
        { MAKE($$, ExceptHandler, @$, .type = $3, .body = LIST($5)); }
  | "except" "*" expression "as" NAME ":" block
        { Text name;
          NAME_OF(name, $5);
          MAKE($$, ExceptHandler, @$, .type = $3, .name = name, .body = LIST($7)); }
  ;

decorators:
    "@" named_expr NEWLINE             { ONE($$, $2); }
  | decorators "@" named_expr NEWLINE  { MORE($$, $1, $3); }
  ;

function_def:
    "def" NAME type_params_opt "(" params_opt ")" returns_opt ":" function_body
        { Text name;
          Node *arguments;
          NAME_OF(name, $2);
          CHECK(arguments = params_finish(parser, $5));
          MAKE($$, FunctionDef, @$, .name = name, .args = arguments,
               .body = LIST($9.body), .returns = $7, .type_comment = $9.comment,
               .type_params = LIST($3)); }
  ;

/* A type comment may stand on a line of its own, before the block. */
function_body:
    block                       { $$.body = $1; $$.comment = (Text){NULL, 0}; }
  | TYPE_COMMENT block          { $$.body = $2; $$.comment = COMMENT_OF($1); }
  | NEWLINE TYPE_COMMENT block  { $$.body = $3; $$.comment = COMMENT_OF($2); }
  ;

returns_opt:
    %empty           { $$ = NULL; }
  | "->" expression  { $$ = $2; }
  ;

class_def:
    "class" NAME type_params_opt ":" block
        { Text name;
          NAME_OF(name, $2);
          MAKE($$, ClassDef, @$, .name = name, .body = LIST($5), .type_params = LIST($3)); }
  | "class" NAME type_params_opt "(" args_opt ")" ":" block
        { Text name;
          NAME_OF(name, $2);
          CHECK(args_finish(parser, $5, (Range){0}, true));
          MAKE($$, ClassDef, @$, .name = name, .bases = LIST($5 ? $5->args : NULL),
               .keywords = LIST($5 ? $5->keywords : NULL), .body = LIST($8),
               .type_params = LIST($3)); }
  ;

/* ---- parameters ------------------------------------------------------------------------------ */

params_opt:
    %empty                 { $$ = NULL; }
  | params
  | params ","
  | params "," TYPE_COMMENT  { $$ = $1; CHECK(param_comment(parser, $$, $3)); }
  | params TYPE_COMMENT      { $$ = $1; CHECK(param_comment(parser, $$, $2)); }
  ;

params:
    param                      { $$ = NULL; CHECK(param_append(parser, &$$, $1)); }
  | params "," param           { $$ = $1; CHECK(param_append(parser, &$$, $3)); }
  | params "," TYPE_COMMENT param
        { $$ = $1;
          CHECK(param_comment(parser, $$, $3));
          CHECK(param_append(parser, &$$, $4)); }
  ;

param:
    NAME annotation_opt
        { CHECK($$ = param_new(parser, PARAM_PLAIN, $1, $2, NULL, @$)); }
  | NAME annotation_opt "=" expression
        { CHECK($$ = param_new(parser, PARAM_PLAIN, $1, $2, $4, SPAN(@1, @2))); }
  | "/"  { CHECK($$ = param_new(parser, PARAM_SLASH, NULL, NULL, NULL, @$)); }
  | "*"  { CHECK($$ = param_new(parser, PARAM_STAR, NULL, NULL, NULL, @$)); }
  | "*" NAME star_annotation_opt
        { CHECK($$ = param_new(parser, PARAM_STAR, $2, $3, NULL, SPAN(@2, @3))); }
  | "**" NAME annotation_opt
        { CHECK($$ = param_new(parser, PARAM_DOUBLE_STAR, $2, $3, NULL, SPAN(@2, @3))); }
  ;

annotation_opt:
    %empty          { $$ = NULL; }
  | ":" expression  { $$ = $2; }
  ;

star_annotation_opt:
    %empty               { $$ = NULL; }
  | ":" star_expression  { $$ = $2; }
  ;

lambda_params_opt:
    %empty             { $$ = NULL; }
  | lambda_params comma_opt
  ;

lambda_params:
    lambda_param                    { $$ = NULL; CHECK(param_append(parser, &$$, $1)); }
  | lambda_params "," lambda_param  { $$ = $1; CHECK(param_append(parser, &$$, $3)); }
  ;

lambda_param:
    NAME  { CHECK($$ = param_new(parser, PARAM_PLAIN, $1, NULL, NULL, @$)); }
  | NAME "=" expression  { CHECK($$ = param_new(parser, PARAM_PLAIN, $1, NULL, $3, @1)); }
  | "/"  { CHECK($$ = param_new(parser, PARAM_SLASH, NULL, NULL, NULL, @$)); }
  | "*"  { CHECK($$ = param_new(parser, PARAM_STAR, NULL, NULL, NULL, @$)); }
  | "*" NAME   { CHECK($$ = param_new(parser, PARAM_STAR, $2, NULL, NULL, @2)); }
  | "**" NAME  { CHECK($$ = param_new(parser, PARAM_DOUBLE_STAR, $2, NULL, NULL, @2)); }
  ;

type_params_opt:
    %empty                   { $$ = NULL; }
  | "[" type_params comma_opt "]"  { $$ = $2; }
  ;

type_params:
    type_param                  { ONE($$, $1); }
  | type_params "," type_param  { MORE($$, $1, $3); }
  ;

type_param:
    NAME annotation_opt
        { Text name; NAME_OF(name, $1);
          MAKE($$, TypeVar, @$, .name = name, .bound = $2); }
  | NAME annotation_opt "=" expression
        { Text name; NAME_OF(name, $1);
          MAKE($$, TypeVar, @$, .name = name, .bound = $2, .default_value = $4); }
  | "*" NAME
        { Text name; NAME_OF(name, $2);
          MAKE($$, TypeVarTuple, @$, .name = name); }
  | "*" NAME "=" star_expression
        { Text name; NAME_OF(name, $2);
          MAKE($$, TypeVarTuple, @$, .name = name, .default_value = $4); }
  | "**" NAME
        { Text name; NAME_OF(name, $2);
          MAKE($$, ParamSpec, @$, .name = name); }
  | "**" NAME "=" expression
        { Text name; NAME_OF(name, $2);
          MAKE($$, ParamSpec, @$, .name = name, .default_value = $4); }
  ;

/* ---- expressions ----------------------------------------------------------------------------- */

star_expressions:
    star_expression
  | star_expression ","  { CHECK($$ = tuple_node(parser, $1, NULL, @$)); }
  | star_items comma_opt  { MAKE($$, Tuple, @$, .elts = LIST($1)); }
  ;

star_items:
    star_expression "," star_expression  { TWO($$, $1, $3); }
  | star_items "," star_expression  { MORE($$, $1, $3); }
  ;

star_expression:
    expression
  | starred
  ;

starred:
    "*" operand  { MAKE($$, Starred, @$, .value = $2); }
  ;

star_named:
    named_expr
  | starred
  ;

star_named_items:
    star_named                       { ONE($$, $1); }
  | star_named_items "," star_named  { MORE($$, $1, $3); }
  ;

named_expr:
    expression
  | walrus
  ;

walrus:
    NAME ":=" expression
        { Node *target;
          CHECK(target = name_node(parser, $1, CONTEXT_STORE));
          MAKE($$, NamedExpr, @$, .target = target, .value = $3); }
  ;

yield_expr:
    "yield"                    { MAKE($$, Yield, @$); }
  | "yield" star_expressions   { MAKE($$, Yield, @$, .value = $2); }
  | "yield" "from" expression  { MAKE($$, YieldFrom, @$, .value = $3); }
  ;

expression:
    disjunction
  | disjunction "if" disjunction "else" expression
        { MAKE($$, IfExp, @$, .test = $3, .body = $1, .orelse = $5); }
  | lambda
  ;

lambda:
    "lambda" lambda_params_opt ":" expression
        { Node *arguments;
          CHECK(arguments = params_finish(parser, $2));
          MAKE($$, Lambda, @$, .args = arguments, .body = $4); }
  ;

disjunction:
    conjunction
  | or_items  { MAKE($$, BoolOp, @$, .op = BOOL_OR, .values = LIST($1)); }
  ;

or_items:
    conjunction "or" conjunction  { TWO($$, $1, $3); }
  | or_items "or" conjunction  { MORE($$, $1, $3); }
  ;

conjunction:
    inversion
  | and_items  { MAKE($$, BoolOp, @$, .op = BOOL_AND, .values = LIST($1)); }
  ;

and_items:
    inversion "and" inversion  { TWO($$, $1, $3); }
  | and_items "and" inversion  { MORE($$, $1, $3); }
  ;

inversion:
    comparison
  | "not" inversion  { MAKE($$, UnaryOp, @$, .op = UNARY_NOT, .operand = $2); }
  ;

comparison:
    operand
  | compare_items
        { MAKE($$, Compare, @$, .left = $1->left,
               .ops = (ComparisonList){$1->nodes->count, $1->operators},
               .comparators = LIST($1->nodes)); }
  ;

compare_items:
    operand comparison_operator operand
        { $$ = NULL; CHECK(compare_append(parser, &$$, $1, $2, $3)); }
  | compare_items comparison_operator operand
        { $$ = $1; CHECK(compare_append(parser, &$$, NULL, $2, $3)); }
  ;

comparison_operator:
    "=="        { $$ = COMPARISON_EQ; }
  | "!="        { $$ = COMPARISON_NOT_EQ; }
  | "<"         { $$ = COMPARISON_LT; }
  | "<="        { $$ = COMPARISON_LT_E; }
  | ">"         { $$ = COMPARISON_GT; }
  | ">="        { $$ = COMPARISON_GT_E; }
  | "is"        { $$ = COMPARISON_IS; }
  | "is" "not"  { $$ = COMPARISON_IS_NOT; }
  | "in"        { $$ = COMPARISON_IN; }
  | "not" "in"  { $$ = COMPARISON_NOT_IN; }
  ;

operand:
    primary
  | operand "|"   operand  { BINARY_NODE($$, BIT_OR, @$, $1, $3); }
  | operand "^"   operand  { BINARY_NODE($$, BIT_XOR, @$, $1, $3); }
  | operand "&"   operand  { BINARY_NODE($$, BIT_AND, @$, $1, $3); }
  | operand "<<"  operand  { BINARY_NODE($$, L_SHIFT, @$, $1, $3); }
  | operand ">>"  operand  { BINARY_NODE($$, R_SHIFT, @$, $1, $3); }
  | operand "+"   operand  { BINARY_NODE($$, ADD, @$, $1, $3); }
  | operand "-"   operand  { BINARY_NODE($$, SUB, @$, $1, $3); }
  | operand "*"   operand  { BINARY_NODE($$, MULT, @$, $1, $3); }
  | operand "/"   operand  { BINARY_NODE($$, DIV, @$, $1, $3); }
  | operand "//"  operand  { BINARY_NODE($$, FLOOR_DIV, @$, $1, $3); }
  | operand "%"   operand  { BINARY_NODE($$, MOD, @$, $1, $3); }
  | operand "@"   operand  { BINARY_NODE($$, MAT_MULT, @$, $1, $3); }
  | operand "**"  operand  { BINARY_NODE($$, POW, @$, $1, $3); }
  | "+" operand %prec UNARY  { MAKE($$, UnaryOp, @$, .op = UNARY_UADD, .operand = $2); }
  | "-" operand %prec UNARY  { MAKE($$, UnaryOp, @$, .op = UNARY_USUB, .operand = $2); }
  | "~" operand %prec UNARY  { MAKE($$, UnaryOp, @$, .op = UNARY_INVERT, .operand = $2); }
  ;

primary:
    await_primary  { $$ = $1; }
  | plain_primary  { $$ = $1; }
  ;

await_primary:
    "await" plain_primary  { MAKE($$, Await, @$, .value = $2); }
  ;

plain_primary:
    atom                    { $$ = $1; }
  | plain_primary "." NAME
        { Text name;
          NAME_OF(name, $3);
          MAKE($$, Attribute, @$, .value = $1, .attr = name); }
  | plain_primary "(" args_opt ")"
        { Range brackets = {@2.line, @2.column, @4.end_line, @4.end_column};
          CHECK(args_finish(parser, $3, brackets, false));
          MAKE($$, Call, @$, .func = $1, .args = LIST($3 ? $3->args : NULL),
               .keywords = LIST($3 ? $3->keywords : NULL)); }
  | plain_primary "[" subscript "]"
        { MAKE($$, Subscript, @$, .value = $1, .slice = $3); }
  ;

/* ---- arguments, subscripts ------------------------------------------------------------------- */

args_opt:
    %empty    { $$ = NULL; }
  | args
  | args ","  { $$ = $1; $$->trailing_comma = true; }
  ;

args:
    arg           { $$ = NULL; CHECK(arg_append(parser, &$$, $1)); }
  | args "," arg  { $$ = $1; CHECK(arg_append(parser, &$$, $3)); }
  ;

arg:
    named_expr           { CHECK($$ = arg_new(parser, ARG_POSITIONAL, NULL, $1, @$)); }
  | named_expr comp_for
        { Node *generator;
          MAKE(generator, GeneratorExp, @$, .elt = $1, .generators = LIST($2));
          CHECK($$ = arg_new(parser, ARG_GENERATOR, NULL, generator, @$)); }
  | NAME "=" expression  { CHECK($$ = arg_new(parser, ARG_KEYWORD, $1, $3, @$)); }
  | "*" expression
        { Node *unpacked;
          MAKE(unpacked, Starred, @$, .value = $2);
          CHECK($$ = arg_new(parser, ARG_STAR, NULL, unpacked, @$)); }
  | "**" expression      { CHECK($$ = arg_new(parser, ARG_DOUBLE_STAR, NULL, $2, @$)); }
  ;

subscript:
    slice
  | slice_starred  { CHECK($$ = tuple_node(parser, $1, NULL, @$)); }
  | slice_items comma_opt  { MAKE($$, Tuple, @$, .elts = LIST($1)); }
  | slice_item ","  { CHECK($$ = tuple_node(parser, $1, NULL, @$)); }
  ;

slice_items:
    slice_item "," slice_item  { TWO($$, $1, $3); }
  | slice_items "," slice_item  { MORE($$, $1, $3); }
  ;

slice_item:
    slice
  | slice_starred
  ;

slice_starred:
    "*" expression  { MAKE($$, Starred, @$, .value = $2); }
  ;

slice:
    named_expr
  | expr_opt ":" expr_opt
        { if (!$1)
              @$.line = @2.line, @$.column = @2.column;
          MAKE($$, Slice, @$, .lower = $1, .upper = $3); }
  | expr_opt ":" expr_opt ":" expr_opt
        { if (!$1)
              @$.line = @2.line, @$.column = @2.column;
          MAKE($$, Slice, @$, .lower = $1, .upper = $3, .step = $5); }
  ;

expr_opt:
    %empty  { $$ = NULL; }
  | expression
  ;

/* ---- targets of for and del: operands, so that `in` is not swallowed ------------------------- */

target_list:
    target_items_or_one  { CHECK(target_convert(parser, $$, TARGET_FOR)); }
  ;

target_items_or_one:
    target_item
  | target_item ","  { CHECK($$ = tuple_node(parser, $1, NULL, @$)); }
  | target_item "," target_items comma_opt  { CHECK($$ = tuple_node(parser, $1, $3, @$)); }
  ;

target_items:
    target_item                   { ONE($$, $1); }
  | target_items "," target_item  { MORE($$, $1, $3); }
  ;

target_item:
    operand
  | starred
  ;

/* ---- comprehensions -------------------------------------------------------------------------- */

comp_for:
    comp_clause           { ONE($$, $1); }
  | comp_for comp_clause  { MORE($$, $1, $2); }
  ;

comp_clause:
    "for" target_list "in" disjunction comp_ifs
        { MAKE($$, Comprehension, (Range){0}, .target = $2, .iter = $4, .ifs = LIST($5)); }
  | "async" "for" target_list "in" disjunction comp_ifs
        { MAKE($$, Comprehension, (Range){0}, .target = $3, .iter = $5,
               .ifs = LIST($6), .is_async = 1); }
  ;

comp_ifs:
    %empty                     { $$ = NULL; }
  | comp_ifs "if" disjunction  { MORE($$, $1, $3); }
  ;

/* ---- atoms ----------------------------------------------------------------------------------- */

atom:
    NAME
        { CHECK($$ = name_node(parser, $1, CONTEXT_LOAD)); }
  | NUMBER      { CHECK($$ = parser_number(parser, $1, @$)); }
  | strings
  | "None"      { MAKE($$, Constant, @$, .value = {.kind = CONSTANT_NONE}); }
  | "True"      { MAKE($$, Constant, @$, .value = {.kind = CONSTANT_TRUE}); }
  | "False"     { MAKE($$, Constant, @$, .value = {.kind = CONSTANT_FALSE}); }
  | "..."       { MAKE($$, Constant, @$, .value = {.kind = CONSTANT_ELLIPSIS}); }
  | paren
  | list_display
  | brace_display
  ;

paren:
    "(" ")"             { MAKE($$, Tuple, @$); }
  | "(" yield_expr ")"  { $$ = $2; }
  | "(" star_named ")"  { $$ = $2; CHECK(check_not_starred(parser, $2, @2)); }
  | "(" star_named "," ")"  { CHECK($$ = tuple_node(parser, $2, NULL, @$)); }
  | "(" star_named "," star_named_items comma_opt ")"
        { CHECK($$ = tuple_node(parser, $2, $4, @$)); }
  | "(" named_expr comp_for ")"
        { MAKE($$, GeneratorExp, @$, .elt = $2, .generators = LIST($3)); }
  ;

list_display:
    "[" "]"                       { MAKE($$, List, @$); }
  | "[" star_named_items comma_opt "]"  { MAKE($$, List, @$, .elts = LIST($2)); }
  | "[" named_expr comp_for "]"
        { MAKE($$, ListComp, @$, .elt = $2, .generators = LIST($3)); }
  ;

brace_display:
    "{" "}"                       { MAKE($$, Dict, @$); }
  | "{" dict_items comma_opt "}"        { CHECK($$ = dict_finish(parser, $2, @$)); }
  | "{" star_named_items comma_opt "}"  { MAKE($$, Set, @$, .elts = LIST($2)); }
  | "{" expression ":" expression comp_for "}"
        { MAKE($$, DictComp, @$, .key = $2, .value = $4, .generators = LIST($5)); }
  | "{" named_expr comp_for "}"
        { MAKE($$, SetComp, @$, .elt = $2, .generators = LIST($3)); }
  ;

/* Keys and values by turns; the key of ** is null. */
dict_items:
    expression ":" expression  { TWO($$, $1, $3); }
  | "**" operand  { TWO($$, NULL, $2); }
  | dict_items "," expression ":" expression
        { MORE($$, $1, $3); CHECK(vec_append(parser, &$$, $5)); }
  | dict_items "," "**" operand  { MORE($$, $1, NULL); CHECK(vec_append(parser, &$$, $4)); }
  ;

/* ---- strings --------------------------------------------------------------------------------- */

strings:
    string_parts  { CHECK($$ = strings_join(parser, $1, @$)); }
  ;

string_parts:
    string_part               { ONE($$, $1); }
  | string_parts string_part  { MORE($$, $1, $2); }
  ;

string_part:
    STRING                                   { CHECK($$ = string_piece(parser, $1)); }
  | FSTRING_START fstring_parts FSTRING_END  { CHECK($$ = fstring_join(parser, $2, @$)); }
  ;

fstring_parts:
    %empty  { $$ = NULL; }
  | fstring_parts FSTRING_MIDDLE
        { Node *text;
          CHECK(text = fstring_text(parser, $2));
          MORE($$, $1, text); }
  | fstring_parts field  { $$ = $1; CHECK(fstring_field(parser, &$$, $2)); }
  ;

field:
    "{" assigned field_equal_opt field_conversion_opt "}"
        { FieldParts parts = {$1, $2, $3, $4, NULL, NULL, $5, @$};
          CHECK($$ = field_new(parser, &parts)); }
  | "{" assigned field_equal_opt field_conversion_opt ":" fstring_parts "}"
        { FieldParts parts = {$1, $2, $3, $4, $5, $6, $7, @$};
          CHECK($$ = field_new(parser, &parts)); }
  ;

field_equal_opt:
    %empty  { $$ = NULL; }
  | "="
  ;

field_conversion_opt:
    %empty    { $$ = NULL; }
  | "!" NAME  { CHECK(conversion_check(parser, $1, $2)); $$ = $2; }
  ;

/* ---- match ----------------------------------------------------------------------------------- */

subject:
    star_named  { $$ = $1; CHECK(check_not_starred(parser, $1, @1)); }
  | star_named ","  { CHECK($$ = tuple_node(parser, $1, NULL, @$)); }
  | star_named "," star_named_items comma_opt  { CHECK($$ = tuple_node(parser, $1, $3, @$)); }
  ;

cases:
    case_block        { ONE($$, $1); }
  | cases case_block  { MORE($$, $1, $2); }
  ;

case_block:
    "case" patterns guard_opt ":" block
        { MAKE($$, MatchCase, (Range){0}, .pattern = $2, .guard = $3, .body = LIST($5)); }
  ;

guard_opt:
    %empty           { $$ = NULL; }
  | "if" named_expr  { $$ = $2; }
  ;

patterns:
    pattern
  | maybe_star ","  { CHECK($$ = pattern_sequence(parser, $1, NULL, @$)); }
  | maybe_star "," pattern_items comma_opt  { CHECK($$ = pattern_sequence(parser, $1, $3, @$)); }
  ;

pattern_items:
    maybe_star                    { ONE($$, $1); }
  | pattern_items "," maybe_star  { MORE($$, $1, $3); }
  ;

maybe_star:
    pattern
  | star_pattern
  ;

star_pattern:
    "*" NAME  { CHECK($$ = pattern_star(parser, $2, @$)); }
  ;

pattern:
    or_pattern
  | or_pattern "as" NAME  { CHECK($$ = pattern_as(parser, $1, $3, @$)); }
  ;

or_pattern:
    closed_pattern
  | or_patterns  { MAKE($$, MatchOr, @$, .patterns = LIST($1)); }
  ;

or_patterns:
    closed_pattern "|" closed_pattern  { TWO($$, $1, $3); }
  | or_patterns "|" closed_pattern  { MORE($$, $1, $3); }
  ;

closed_pattern:
    literal       { MAKE($$, MatchValue, @$, .value = $1); }
  | "None"   { MAKE($$, MatchSingleton, @$, .value = {.kind = CONSTANT_NONE}); }
  | "True"   { MAKE($$, MatchSingleton, @$, .value = {.kind = CONSTANT_TRUE}); }
  | "False"  { MAKE($$, MatchSingleton, @$, .value = {.kind = CONSTANT_FALSE}); }
  | NAME          { CHECK($$ = pattern_capture(parser, $1, @$)); }
  | dotted_value
        { CHECK(pattern_check_head(parser, $1));
          MAKE($$, MatchValue, @$, .value = $1); }
  | NAME "(" class_items_opt ")"
        { Node *type;
          CHECK(type = name_node(parser, $1, CONTEXT_LOAD));
          CHECK(pattern_check_head(parser, type));
          CHECK($$ = pattern_class(parser, type, $3, @$)); }
  | dotted_value "(" class_items_opt ")"
        { CHECK(pattern_check_head(parser, $1));
          CHECK($$ = pattern_class(parser, $1, $3, @$)); }
  | "(" pattern ")"  { $$ = $2; }
  | "(" ")"          { MAKE($$, MatchSequence, @$); }
  | "(" maybe_star "," ")"  { CHECK($$ = pattern_sequence(parser, $2, NULL, @$)); }
  | "(" maybe_star "," pattern_items comma_opt ")"
        { CHECK($$ = pattern_sequence(parser, $2, $4, @$)); }
  | "[" "]"          { MAKE($$, MatchSequence, @$); }
  | "[" pattern_items comma_opt "]"
        { MAKE($$, MatchSequence, @$, .patterns = LIST($2)); }
  | "{" "}"          { MAKE($$, MatchMapping, @$); }
  | "{" mapping_items comma_opt "}"  { CHECK($$ = pattern_mapping(parser, $2, @$)); }
  ;

comma_opt:
    %empty
  | ","
  ;

literal:
    signed_number
  | signed_number "+" NUMBER
        { Node *imaginary;
          CHECK(imaginary = parser_number(parser, $3, @3));
          CHECK($$ = pattern_complex(parser, $1, OPERATOR_ADD, imaginary, @$)); }
  | signed_number "-" NUMBER
        { Node *imaginary;
          CHECK(imaginary = parser_number(parser, $3, @3));
          CHECK($$ = pattern_complex(parser, $1, OPERATOR_SUB, imaginary, @$)); }
  | strings
  ;

signed_number:
    NUMBER  { CHECK($$ = parser_number(parser, $1, @$)); }
  | "-" NUMBER
        { Node *number;
          CHECK(number = parser_number(parser, $2, @2));
          MAKE($$, UnaryOp, @$, .op = UNARY_USUB, .operand = number); }
  ;

dotted_value:
    NAME "." NAME
        { Text attribute;
          Node *value;
          CHECK(value = name_node(parser, $1, CONTEXT_LOAD));
          NAME_OF(attribute, $3);
          MAKE($$, Attribute, @$, .value = value, .attr = attribute); }
  | dotted_value "." NAME
        { Text attribute;
          NAME_OF(attribute, $3);
          MAKE($$, Attribute, @$, .value = $1, .attr = attribute); }
  ;

class_items_opt:
    %empty           { $$ = NULL; }
  | class_items comma_opt  { $$ = $1; }
  ;

class_items:
    class_item                  { $$ = NULL; CHECK(pattern_append(parser, &$$, $1)); }
  | class_items "," class_item  { $$ = $1; CHECK(pattern_append(parser, &$$, $3)); }
  ;

class_item:
    pattern           { CHECK($$ = pattern_item(parser, NULL, NULL, $1, @$)); }
  | NAME "=" pattern  { CHECK($$ = pattern_item(parser, NULL, $1, $3, @$)); }
  ;

mapping_items:
    mapping_item                    { $$ = NULL; CHECK(pattern_append(parser, &$$, $1)); }
  | mapping_items "," mapping_item  { $$ = $1; CHECK(pattern_append(parser, &$$, $3)); }
  ;

mapping_item:
    mapping_key ":" pattern  { CHECK($$ = pattern_item(parser, $1, NULL, $3, @$)); }
  | "**" NAME                { CHECK($$ = pattern_item(parser, NULL, $2, NULL, @$)); }
  ;

mapping_key:
    literal
  | dotted_value
  | "None"   { MAKE($$, Constant, @$, .value = {.kind = CONSTANT_NONE}); }
  | "True"   { MAKE($$, Constant, @$, .value = {.kind = CONSTANT_TRUE}); }
  | "False"  { MAKE($$, Constant, @$, .value = {.kind = CONSTANT_FALSE}); }
  ;

%%

/* Called for an unexpected token, and when the stack is full. */
static void grammar_error(Range *range, Parser *parser, const char *message) {
    if (strcmp(message, "memory exhausted") == 0 && parser->diagnostic->kind == DIAGNOSTIC_NONE)
        diagnostic_set(parser->diagnostic, DIAGNOSTIC_MEMORY,
                       "Parser stack overflowed - Python source too complex to parse");
}
