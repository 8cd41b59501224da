/* What must hold for any bytes: the readers refuse them or give a Code that can be walked, printed,
 * written and read back equal. The body is also read without its header, because a checksum keeps
 * nearly every change from getting that far. */
#include "tests/fuzz/pyc.h"

#include <stdio.h>
#include <stdlib.h>

#include "compiler/disassemble.h"
#include "compiler/pyc.h"

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s is false\n", __FILE__, __LINE__, #condition);               \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

static void use(Code *code) {
    static FILE *nowhere;
    if (!nowhere)
        nowhere = fopen("/dev/null", "w");
    code_dump(nowhere, code);
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

bool fuzz_pyc(const uint8_t *file, size_t size) {
    Code *code = NULL;
    Diagnostic diagnostic = {0};
    if (pyc_read(file, size, NULL, &code, &diagnostic) == PYC_VALID)
        use(code);
    if (size < PYC_HEADER_SIZE)
        return false;
    code = code_deserialize(file + PYC_HEADER_SIZE, size - PYC_HEADER_SIZE, &diagnostic);
    check_begun(file + PYC_HEADER_SIZE, size - PYC_HEADER_SIZE, code != NULL);
    if (!code) {
        REQUIRE(diagnostic.kind != DIAGNOSTIC_NONE);
        return false;
    }
    use(code);
    return true;
}
