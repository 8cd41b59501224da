/* From source bytes to a syntax tree. */
#ifndef PARSER_PARSE_H
#define PARSER_PARSE_H

#include "lexer/source.h"
#include "parser/ast.h"

typedef enum ParseMode {
    PARSE_EXEC,      /* a file: Module */
    PARSE_EVAL,      /* an expression: Expression */
    PARSE_SINGLE,    /* one interactive statement: Interactive */
    PARSE_FUNC_TYPE, /* a function type comment's signature: FunctionType */
} ParseMode;

enum {
    PARSE_SOURCE_IS_UTF8 = 1,     /* decoded already (from a str): ignore the coding line */
    PARSE_TYPE_COMMENTS = 2,      /* keep `# type:` comments */
    PARSE_BARRY_AS_BDFL = 4,      /* <> instead of != */
    PARSE_ALLOW_INCOMPLETE = 8,   /* DIAGNOSTIC_INCOMPLETE when more input could make it valid */
    PARSE_NO_IMPLIED_DEDENT = 16, /* a block is not closed by the end of the input */
    PARSE_SOURCE_IS_FILE = 32,    /* the bytes are what stands in the file `filename` */
};

#define PARSE_INT_DIGITS_DEFAULT 4300

typedef struct ParseOptions {
    const char *filename; /* for decoding errors, which name it */
    ParseMode mode;
    unsigned flags;
    int max_int_digits; /* of a decimal literal; 0: no limit */
    int minor_version;  /* only what Python 3.minor_version has; 0: everything */
} ParseOptions;

typedef struct ParseProduct {
    Node *module;
    WarningNote *warnings; /* in source order */
    Source source;
} ParseProduct;

/* The tree of `bytes`, with warnings. False: `diagnostic` says why; its text is in the region. */
MEM_MUST_CHECK bool parse_with_options(const char *bytes, size_t size, const ParseOptions *options,
                                       MemRegion *region, ParseProduct *product,
                                       Diagnostic *diagnostic);

/* Gives a warning that has become an error the place that errors have. */
void parse_place_warning(const ParseProduct *product, Diagnostic *warning);

/* The same with usual options, warnings dropped. `flags` are PARSE_*. */
MEM_MUST_CHECK bool parse_source(const char *bytes, size_t size, const char *filename,
                                 ParseMode mode, unsigned flags, MemRegion *region, Node **module,
                                 Diagnostic *diagnostic);

#endif
