/* What the compiler's tests share: compiling a piece of text. */
#ifndef TESTS_UNIT_COMPILER_SUPPORT_H
#define TESTS_UNIT_COMPILER_SUPPORT_H

#include <stdlib.h>

#include "compiler/compile.h"
#include "tests/support/test.h"

/* The Code of `source`; null with `diagnostic` filled. The diagnostic's text is dropped. */
static inline Code *compile_text(const char *source, Diagnostic *diagnostic) {
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = "test.py";
    Code *code = compile_source(source, strlen(source), &options, diagnostic);
    if (!code)
        compile_diagnostic_release(diagnostic);
    return code;
}

/* A file's bytes, terminated; null if it cannot be read. */
static inline char *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    size_t capacity = 1 << 20;
    char *bytes = malloc(capacity + 1);
    *size = bytes ? fread(bytes, 1, capacity, file) : 0;
    fclose(file);
    if (bytes)
        bytes[*size] = 0;
    return bytes;
}

#endif
