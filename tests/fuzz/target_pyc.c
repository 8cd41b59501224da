/* What must hold for any bytes: the readers refuse them or give a Code that can be walked, printed,
 * written and read back equal. The body is also read by itself, because the file's checksum keeps
 * nearly every change from getting that far. */
#include "tests/fuzz/target.h"

#include <string.h>

#include "compiler/compile.h"
#include "compiler/disassemble.h"
#include "compiler/pyc.h"

void fuzz_use_code(Code *code) {
    code_dump(fuzz_nowhere(), code);
    for (uint32_t unit = 0; unit < code->unit_count; unit++) {
        code_position(code, unit);
        code_handler(code, unit);
    }
    code_exception_table_bytes(code, NULL);
    SerializedCode bytes;
    Diagnostic diagnostic = {0};
    REQUIRE(code_serialize(code, &bytes, &diagnostic));
    Code *copy = code_deserialize(bytes.bytes, bytes.size, &diagnostic);
    REQUIRE(copy && code_equal(code, copy));
    mem_raw_free(bytes.bytes);
    code_release(copy);
    code_release(code);
}

/* Completes the codes within, all the way down. */
static bool complete_inner(const Constant *constants, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const Constant *constant = &constants[i];
        if (constant->kind == CONSTANT_TUPLE || constant->kind == CONSTANT_FROZENSET) {
            if (!complete_inner(constant->sequence.items, constant->sequence.count))
                return false;
        } else if (constant->kind == CONSTANT_CODE) {
            Diagnostic diagnostic = {0};
            Code *whole = code_complete(constant->code, &diagnostic);
            bool done = whole && complete_inner(whole->constants, whole->constant_count);
            code_release(whole);
            if (!done)
                return false;
        }
    }
    return true;
}

/* Reading the codes within later comes to the same as reading all at once. */
static void check_begun(const uint8_t *body, size_t size, bool valid) {
    Diagnostic diagnostic = {0};
    Code *begun = code_begin(body, size, NULL, &diagnostic);
    bool complete = begun && complete_inner(begun->constants, begun->constant_count);
    REQUIRE(complete == valid);
    code_release(begun);
}

static void run(const uint8_t *file, size_t size) {
    Code *code = NULL;
    Diagnostic diagnostic = {0};
    if (pyc_read(file, size, NULL, &code, &diagnostic) == PYC_VALID) {
        if (complete_inner(code->constants, code->constant_count))
            fuzz_use_code(code);
        else /* a code within is refused when it is read */
            code_release(code);
    }
    if (size < PYC_HEADER_SIZE + PYC_TRAILER_SIZE)
        return;
    size_t body_size = size - PYC_HEADER_SIZE - PYC_TRAILER_SIZE;
    code = code_deserialize(file + PYC_HEADER_SIZE, body_size, &diagnostic);
    check_begun(file + PYC_HEADER_SIZE, body_size, code != NULL);
    if (code)
        fuzz_use_code(code);
    else
        REQUIRE(diagnostic.kind != DIAGNOSTIC_NONE);
}

/* The .pyc file of a source text. */
static uint8_t *make_seed(const uint8_t *source, size_t *size) {
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    Diagnostic diagnostic = {0};
    Code *code = compile_source((const char *)source, *size, &options, &diagnostic);
    REQUIRE(code);
    PycInfo info = {.mtime_seconds = 1700000000, .source_size = *size};
    SerializedCode file;
    REQUIRE(pyc_write(code, &info, &file, &diagnostic));
    code_release(code);
    uint8_t *seed = malloc(file.size);
    REQUIRE(seed);
    memcpy(seed, file.bytes, file.size);
    *size = file.size;
    mem_raw_free(file.bytes);
    return seed;
}

static void start(const char *name) {
    mem_init(NULL, NULL);
}

const FuzzTarget fuzz_target_pyc = {
    .name = "pyc", .start = start, .run = run, .make_seed = make_seed};
