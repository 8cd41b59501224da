/* Tokens, and the lexer that makes all those of a source at once. */
#ifndef LEXER_TOKEN_H
#define LEXER_TOKEN_H

#include "lexer/source.h"

typedef enum TokenKind {
#define TOKEN(upper, text, python_class) TOKEN_##upper,
#include "lexer/tokens.def"
    TOKEN_KIND_COUNT
} TokenKind;

/* A stretch of the source. Lines from 1, columns from 0 in bytes. */
typedef struct Token {
    uint8_t kind; /* TokenKind */
    bool is_raw;  /* FSTRING_MIDDLE of an r-string */
    uint32_t start, end;
    int32_t line, column, end_line, end_column;
} Token;

typedef struct OpenBracket {
    char bracket;
    bool is_field; /* the { of an f-string's replacement field */
    bool in_spec;  /* behind the : of that field: its text is read as a format */
    uint32_t offset;
    int32_t line, column;
} OpenBracket;

#define LEXER_BRACKETS_MAX 200
#define LEXER_INDENTS_MAX  100
#define LEXER_FSTRINGS_MAX 150
#define LEXER_FIELDS_MAX   3 /* replacement fields inside each other's formats */

/* `# type: ignore` comments, kept when type comments are asked for. */
typedef struct TypeIgnore {
    struct TypeIgnore *next;
    int32_t line;
    Text tag;
} TypeIgnore;

typedef struct TokenList {
    Token *items; /* the last is END_OF_FILE, or ERROR */
    size_t count, capacity;
    Diagnostic error;     /* of the ERROR token */
    bool error_overrides; /* and goes before any error found earlier in the source */
    bool ends_in_fstring;
    bool ends_in_string; /* the source ends inside a string */
    WarningNote *warnings, **warnings_end;
    TypeIgnore *type_ignores, **type_ignores_end;
    size_t open_count; /* brackets open where the tokens end */
    OpenBracket open[LEXER_BRACKETS_MAX];
} TokenList;

enum {
    LEXER_TYPE_COMMENTS = 1,
    LEXER_BARRY_AS_BDFL = 2,    /* <> is an operator */
    LEXER_NO_ADDED_NEWLINE = 4, /* a newline that the source lacked is taken for its end */
    LEXER_ONE_STATEMENT = 8,    /* interactive: the source is one statement */
};

extern const char *const token_texts[TOKEN_KIND_COUNT];
extern const char *const token_classes[TOKEN_KIND_COUNT];

/* All tokens of the source. A lexical error is an ERROR token at the end with `error` filled, not
 * a failure: the parser may find a mistake before it. False: memory exhausted. */
MEM_MUST_CHECK bool token_list_init(TokenList *list, const Source *source, unsigned flags,
                                    MemRegion *region, Diagnostic *diagnostic);
void token_list_free(TokenList *list);

/* One token a line, like `python -m tokenize -e`. */
void token_dump(FILE *out, const TokenList *list, const Source *source);

#endif
