/* Values of number tokens. */
#ifndef LEXER_NUMBER_LITERAL_H
#define LEXER_NUMBER_LITERAL_H

#include "memory/memory.h"
#include "lexer/diagnostic.h"

typedef enum NumberKind { NUMBER_INT, NUMBER_BIG_INT, NUMBER_FLOAT, NUMBER_IMAGINARY } NumberKind;

typedef struct Number {
    NumberKind kind;
    int64_t integer;
    double real;
    Text digits; /* NUMBER_BIG_INT: lower-case hexadecimal, in the region */
} Number;

/* The value of a well-formed literal. `max_digits` bounds decimal integers (0: no bound). */
MEM_MUST_CHECK bool number_literal_read(Number *number, Text literal, int max_digits,
                                        MemRegion *region, Diagnostic *diagnostic);

#endif
