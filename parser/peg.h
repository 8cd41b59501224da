/* A recogniser for parsing expression grammars over tokens: the second pass over faulty source. */
#ifndef PARSER_PEG_H
#define PARSER_PEG_H

#include "parser/parser.h"

typedef enum PegRule {
#define RULE(name, text) PEG_##name,
#include "parser/mistakes.def"
    PEG_RULE_COUNT
} PegRule;

enum { PEG_CAPTURES = 3 };

/* Tokens [start, end) that a capture read. */
typedef struct Span {
    int32_t start, end;
} Span;

typedef struct Captures {
    Span spans[PEG_CAPTURES]; /* a, b, c */
} Captures;

typedef struct PegItem PegItem;

typedef struct Memo {
    uint32_t rule; /* 1 + rule; 0: a free slot */
    int32_t start, end;
} Memo;

/* An open block: its first statement, and the one before the statement that failed. */
typedef struct PegSkip {
    int32_t first, before, latest;
    bool decorated;
} PegSkip;

typedef struct Peg {
    Parser *parser;
    MemRegion *region;
    PegItem *rules[PEG_RULE_COUNT]; /* compiled when first needed */
    size_t skip_count;
    PegSkip skips[LEXER_INDENTS_MAX + 1]; /* by level of indentation */
    size_t memo_count, memo_capacity;
    Memo *memo;
    int32_t fill;       /* tokens looked at so far */
    bool find_mistakes; /* the invalid_ rules are on */
    bool stopped;       /* the diagnostic is filled: unwind */
    bool forced;        /* by a token that must come: the second pass may find better words */
    unsigned depth;
    const char *stack_limit;
} Peg;

/* The position behind what the rule reads from `start` on; -1 if it does not match or the pass
 * stopped. */
int32_t peg_match(Peg *peg, PegRule rule, int32_t start);
/* Forget what was read, for another pass. */
void peg_reset(Peg *peg);

/* mistakes.c: what an {action} does; `end` is behind the alternative. It may stop the pass. */
void mistake_report(Peg *peg, const char *name, size_t size, const Captures *captures, int32_t end);
/* The token at `position` cannot be had: the lexer failed there. */
void mistake_lexical(Peg *peg, int32_t position);
/* &&'x': the token at `position` is not `expected`. */
void mistake_forced(Peg *peg, int32_t position, TokenKind expected);
/* Everything the last token looked at tells about its place. */
void mistake_fail_last(Peg *peg, DiagnosticKind kind, const char *message);

#endif
