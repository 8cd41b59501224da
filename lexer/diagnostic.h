/* What went wrong below vm/, as a plain value: the attributes of the exception to be raised.
 *
 * `line`, `column`, `end_line` and `end_column` are what Python shows as lineno, offset,
 * end_lineno and end_offset: lines and columns from 1, columns in characters. A column of 0 or -1
 * means what it means there: unknown. `text` is the source line (or lines), in the region of the
 * parse, or absent. The message is cut when it does not fit. */
#ifndef LEXER_DIAGNOSTIC_H
#define LEXER_DIAGNOSTIC_H

#include "lexer/text.h"

typedef enum DiagnosticKind {
    DIAGNOSTIC_NONE,
    DIAGNOSTIC_SYNTAX,      /* SyntaxError */
    DIAGNOSTIC_INDENTATION, /* IndentationError */
    DIAGNOSTIC_TAB,         /* TabError */
    DIAGNOSTIC_INCOMPLETE,  /* _IncompleteInputError: more input could make it valid */
    DIAGNOSTIC_MEMORY,      /* MemoryError */
    DIAGNOSTIC_RECURSION,   /* RecursionError */
    DIAGNOSTIC_VALUE,       /* ValueError */
    DIAGNOSTIC_TYPE,        /* TypeError */
    DIAGNOSTIC_OVERFLOW,    /* OverflowError */
    DIAGNOSTIC_SYSTEM,      /* SystemError */
    DIAGNOSTIC_SYNTAX_WARNING,
    DIAGNOSTIC_DEPRECATION_WARNING,
} DiagnosticKind;

#define DIAGNOSTIC_MESSAGE_CAPACITY 512

typedef struct Diagnostic {
    DiagnosticKind kind;
    int32_t line, column, end_line, end_column;
    Text text;
    char message[DIAGNOSTIC_MESSAGE_CAPACITY]; /* UTF-8, terminated */
} Diagnostic;

/* Warnings are collected, not raised: a list in the region of the parse. Their columns are those of
 * tokens (from 0, in bytes; end_column 0: unknown) until they become errors. */
typedef struct WarningNote {
    struct WarningNote *next;
    Diagnostic diagnostic;
} WarningNote;

/* Fill `diagnostic` (kind, message; position unknown). Always returns false. */
bool diagnostic_set(Diagnostic *diagnostic, DiagnosticKind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* MemoryError without a message. Always returns false. */
bool diagnostic_set_no_memory(Diagnostic *diagnostic);

#endif
