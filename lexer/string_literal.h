/* Values of string tokens. */
#ifndef LEXER_STRING_LITERAL_H
#define LEXER_STRING_LITERAL_H

#include "memory/memory.h"
#include "lexer/diagnostic.h"

typedef struct StringLiteral {
    Text value; /* WTF-8, or bytes */
    bool is_bytes;
    bool is_raw;
    bool has_u; /* written with the prefix u */
    /* The first doubtful escape, for a warning; absent if there is none. */
    Text bad_escape;
} StringLiteral;

/* The value of a whole STRING token, with prefix and quotes. On failure the diagnostic has no
 * position. The value may point into the source. */
MEM_MUST_CHECK bool string_literal_read(StringLiteral *literal, Text token, MemRegion *region,
                                        Diagnostic *diagnostic);
/* What a backslash and this letter stand for by themselves (\n, \", ...); 0: more than that, or
 * nothing. */
char simple_escape(unsigned char letter);
/* The value of an FSTRING_MIDDLE. */
MEM_MUST_CHECK bool string_literal_read_middle(StringLiteral *literal, Text token, bool is_raw,
                                               MemRegion *region, Diagnostic *diagnostic);

#endif
