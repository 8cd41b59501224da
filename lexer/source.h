/* Source text ready for the lexer: UTF-8, newlines as \n, NULs behind the end. */
#ifndef LEXER_SOURCE_H
#define LEXER_SOURCE_H

#include "memory/memory.h"
#include "lexer/diagnostic.h"

#define SOURCE_PADDING 8 /* NUL bytes behind the text */

typedef struct Source {
    const char *bytes; /* in the region */
    size_t size;
    bool is_ascii;
    bool newline_added; /* the last line had none */
} Source;

enum {
    SOURCE_IS_UTF8 = 1,        /* decoded already: ignore the coding line */
    SOURCE_KEEP_LAST_LINE = 2, /* do not add a missing last newline */
};

/* Decodes bytes by their byte order mark or coding line. `filename`: of the file that they are, for
 * errors, which are other ones for a file; null for a string. */
MEM_MUST_CHECK bool source_init(Source *source, const char *bytes, size_t size,
                                const char *filename, unsigned flags, MemRegion *region,
                                Diagnostic *diagnostic);

/* The line (from 1) as a text with its newline; empty behind the end. */
Text source_line(const Source *source, int32_t line);

#endif
