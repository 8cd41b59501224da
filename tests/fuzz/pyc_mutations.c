/* Mutated .pyc files, the same ones at every run:  fuzz_pyc_mutations COUNT SEED FILE.py...
 *
 * Each mutant is one of the files, compiled, with one to six changes: a byte replaced, a bit
 * turned, a number made extreme, bytes removed, doubled or copied from elsewhere, the end cut off.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/pyc.h"
#include "tests/fuzz/pyc.h"
#include "tests/unit/compiler/support.h"

enum { GROWTH = 256 };

static uint64_t random_state;

/* xorshift64*: below `limit`. */
static size_t below(size_t limit) {
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return limit ? (size_t)((random_state * 0x2545f4914f6cdd1du) >> 33) % limit : 0;
}

static size_t change(uint8_t *bytes, size_t size, size_t capacity) {
    static const uint8_t extremes[] = {0x00, 0x01, 0x7f, 0x80, 0xff, 0xfe, 0x3f, 0x40};
    size_t at = PYC_HEADER_SIZE + below(size - PYC_HEADER_SIZE);
    size_t count = 1 + below(8);
    if (at + count > size)
        count = size - at;
    switch (below(8)) {
    case 0:
        bytes[at] = (uint8_t)below(256);
        return size;
    case 1:
        bytes[at] ^= (uint8_t)(1u << below(8));
        return size;
    case 2:
        bytes[at] = extremes[below(sizeof extremes)];
        return size;
    case 3:
        bytes[at] = (uint8_t)(bytes[at] + (below(2) ? 1 : -1));
        return size;
    case 4:
        memmove(bytes + at, bytes + at + count, size - at - count);
        return size - count;
    case 5:
        if (size + count > capacity)
            return size;
        memmove(bytes + at + count, bytes + at, size - at);
        return size + count;
    case 6:
        memmove(bytes + at, bytes + PYC_HEADER_SIZE + below(size - PYC_HEADER_SIZE - count), count);
        return size;
    default:
        return below(20) ? size : at;
    }
}

static bool compile_file(const char *path, SerializedCode *file) {
    size_t size;
    char *source = read_file(path, &size);
    Diagnostic diagnostic = {0};
    Code *code = source ? compile_text(source, &diagnostic) : NULL;
    free(source);
    PycInfo info = {.mtime_seconds = 1700000000, .source_size = (uint32_t)size};
    bool done = code && pyc_write(code, &info, file, &diagnostic);
    code_release(code);
    return done;
}

static bool run_mutant(const SerializedCode *file) {
    uint8_t *mutant = malloc(file->size + GROWTH);
    if (!mutant)
        abort();
    memcpy(mutant, file->bytes, file->size);
    size_t size = file->size;
    for (size_t changes = 1 + below(6); changes && size > PYC_HEADER_SIZE + 16; changes--)
        size = change(mutant, size, file->size + GROWTH);
    /* A block of exactly this size: reading over its end is seen. */
    uint8_t *exact = realloc(mutant, size);
    bool accepted = fuzz_pyc(exact ? exact : mutant, size);
    free(exact ? exact : mutant);
    return accepted;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "usage: %s COUNT SEED FILE.py...\n", argv[0]);
        return 2;
    }
    size_t count = strtoull(argv[1], NULL, 10), accepted = 0;
    int file_count = argc - 3;
    random_state = strtoull(argv[2], NULL, 10) * 2 + 1;
    mem_init(NULL, NULL);
    SerializedCode *files = calloc((size_t)file_count, sizeof *files);
    for (int i = 0; i < file_count; i++) {
        if (!files || !compile_file(argv[3 + i], &files[i])) {
            fprintf(stderr, "%s: cannot be compiled\n", argv[3 + i]);
            return 1;
        }
        if (!fuzz_pyc(files[i].bytes, files[i].size)) {
            fprintf(stderr, "%s: refused as it is\n", argv[3 + i]);
            return 1;
        }
    }
    for (size_t i = 0; i < count; i++)
        accepted += run_mutant(&files[below((size_t)file_count)]);
    printf("%zu mutants of %d files: %zu accepted, the rest refused\n", count, file_count,
           accepted);
    for (int i = 0; i < file_count; i++)
        mem_raw_free(files[i].bytes);
    free(files);
    return 0;
}
