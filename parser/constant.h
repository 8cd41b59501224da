/* Constants as neutral values: what literals in the AST and `Code` hold before the VM exists. */
#ifndef PARSER_CONSTANT_H
#define PARSER_CONSTANT_H

#include "lexer/text.h"

typedef enum ConstantKind {
    CONSTANT_NONE,
    CONSTANT_TRUE,
    CONSTANT_FALSE,
    CONSTANT_ELLIPSIS,
    CONSTANT_INT,     /* integer */
    CONSTANT_BIG_INT, /* text: beyond int64; [-] lower-case hexadecimal digits, no leading zero */
    CONSTANT_FLOAT,   /* real */
    CONSTANT_COMPLEX, /* complex_number; a literal has real part 0.0 */
    CONSTANT_STR,     /* text: WTF-8 */
    CONSTANT_BYTES,   /* text: the bytes */
    /* Never made by the parser: */
    CONSTANT_TUPLE,     /* items */
    CONSTANT_FROZENSET, /* items */
    CONSTANT_CODE,      /* code */
} ConstantKind;

typedef struct Constant {
    ConstantKind kind;
    union {
        int64_t integer;
        double real;
        struct {
            double real, imaginary;
        } complex_number;
        Text text;
        struct {
            size_t count;
            const struct Constant *items;
        } sequence;
        void *code;
    };
} Constant;

#endif
