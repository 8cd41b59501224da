/* folio_freeze SOURCE NAME OUTPUT: compiles a library module at build time. OUTPUT is its code as
 * serialize.h has it, which the binary includes beside the source. */
#include <stdlib.h>

#include "compiler/compile.h"
#include "compiler/serialize.h"

static char *read_all(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t capacity = 0, count;
    *size = 0;
    do {
        capacity = capacity ? 2 * capacity : 1 << 16;
        bytes = realloc(bytes, capacity);
        count = file && bytes ? fread(bytes + *size, 1, capacity - *size, file) : 0;
        *size += count;
    } while (count && *size == capacity);
    bool failed = !file || !bytes || ferror(file);
    if (file)
        fclose(file);
    if (!failed)
        return bytes;
    free(bytes);
    return NULL;
}

static bool write_all(const char *path, const SerializedCode *code) {
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool done = fwrite(code->bytes, 1, code->size, file) == code->size;
    return fclose(file) == 0 && done;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: folio_freeze SOURCE NAME OUTPUT\n");
        return 2;
    }
    char filename[400];
    snprintf(filename, sizeof filename, "<frozen %s>", arguments[2]);
    size_t size;
    char *source = read_all(arguments[1], &size);
    if (!source) {
        perror(arguments[1]);
        return 1;
    }
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.filename = filename;
    Diagnostic diagnostic = {0};
    Code *code = compile_source(source, size, &options, &diagnostic);
    SerializedCode frozen = {0};
    bool done = code && code_serialize(code, &frozen, &diagnostic);
    if (!done)
        fprintf(stderr, "%s:%d: %s\n", arguments[1], diagnostic.line, diagnostic.message);
    else if (!(done = write_all(arguments[3], &frozen)))
        perror(arguments[3]);
    mem_raw_free(frozen.bytes);
    code_release(code);
    compile_diagnostic_release(&diagnostic);
    free(source);
    return !done;
}
