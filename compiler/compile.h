/* The compiler as others see it: source text or a syntax tree to Code. */
#ifndef COMPILER_COMPILE_H
#define COMPILER_COMPILE_H

#include "compiler/code.h"
#include "lexer/diagnostic.h"
#include "parser/parse.h"

typedef struct CompileOptions {
    const char *filename; /* UTF-8, as in Code */
    ParseMode mode;       /* PARSE_EXEC, PARSE_EVAL or PARSE_SINGLE */
    unsigned parse_flags; /* PARSE_* */
    uint32_t future;      /* CO_FUTURE_* inherited from the caller's code */
    int optimize;         /* 0; 1: no asserts, __debug__ is False; 2: no docstrings either */
    bool top_level_await; /* PyCF_ALLOW_TOP_LEVEL_AWAIT */
    int minor_version;    /* only the syntax of Python 3.minor_version; 0: all */
    int max_int_digits;   /* of a decimal literal; 0: no limit */
    /* Called for each SyntaxWarning in source order. False: stop (an exception is pending in the
     * caller's world; the Diagnostic's kind is then DIAGNOSTIC_NONE). To turn a warning into an
     * error the callee may change the diagnostic's kind to DIAGNOSTIC_SYNTAX and return false: it
     * becomes the compilation's diagnostic. Null: warnings are dropped. */
    bool (*warn)(void *context, Diagnostic *warning);
    void *warn_context;
} CompileOptions;

#define COMPILE_OPTIONS_DEFAULT                                                                    \
    { .filename = "<string>", .mode = PARSE_EXEC, .max_int_digits = PARSE_INT_DIGITS_DEFAULT }

/* The Code of `bytes`, owned by the caller. Null: `diagnostic` says why; its text, if any, is a
 * raw allocation that the caller frees with compile_diagnostic_release. */
MEM_MUST_CHECK Code *compile_source(const char *bytes, size_t size, const CompileOptions *options,
                                    Diagnostic *diagnostic);

/* The Code of a tree, which the compiler may rewrite (constants folded in place). `region` is the
 * tree's: new nodes go there. `source` (may be null) gives a diagnostic its line of text. */
MEM_MUST_CHECK Code *compile_ast(Node *module, MemRegion *region, const char *source, size_t size,
                                 const CompileOptions *options, Diagnostic *diagnostic);

/* Only the tree of `bytes`, in the region; warnings are reported. */
MEM_MUST_CHECK bool compile_parse(const char *bytes, size_t size, const CompileOptions *options,
                                  MemRegion *region, Node **module, Diagnostic *diagnostic);

/* Whether a tree that the parser has not made obeys what the compiler relies on: DIAGNOSTIC_VALUE
 * says no. Fields must hold nodes of the right kind already. */
MEM_MUST_CHECK bool compile_validate(const Node *module, Diagnostic *diagnostic);

void compile_diagnostic_release(Diagnostic *diagnostic);

/* The tree after constant folding, as compile(..., ast.PyCF_OPTIMIZED_AST) gives it. */
MEM_MUST_CHECK bool compile_optimize_ast(Node *module, MemRegion *region,
                                         const CompileOptions *options, Diagnostic *diagnostic);

#endif
