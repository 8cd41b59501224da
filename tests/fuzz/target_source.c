/* Source text: to a tree (target `tree`), to code that the verifier accepts (target `code`).
 *
 * Whatever the bytes are, there is a product or a diagnostic, and no memory is left. */
#include "tests/fuzz/target.h"

#include "compiler/compile.h"
#include "compiler/verify.h"

static void start(const char *name) {
    mem_init(NULL, NULL);
}

/* ---- tree ------------------------------------------------------------------------------------ */

static void parse(const uint8_t *bytes, size_t size, ParseMode mode, unsigned flags) {
    MemRegion *region = mem_region_new();
    REQUIRE(region);
    Node *module = NULL;
    Diagnostic diagnostic = {0};
    if (parse_source((const char *)bytes, size, "fuzz.py", mode, flags, region, &module,
                     &diagnostic)) {
        REQUIRE(module);
        ast_dump(fuzz_nowhere(), module, true);
    } else
        REQUIRE(diagnostic.kind != DIAGNOSTIC_NONE);
    mem_region_free(region);
}

static void run_tree(const uint8_t *bytes, size_t size) {
    size_t before = mem_raw_blocks();
    parse(bytes, size, PARSE_EXEC, 0);
    parse(bytes, size, PARSE_EVAL, PARSE_SOURCE_IS_UTF8);
    parse(bytes, size, PARSE_SINGLE, PARSE_ALLOW_INCOMPLETE | PARSE_NO_IMPLIED_DEDENT);
    parse(bytes, size, PARSE_FUNC_TYPE, PARSE_TYPE_COMMENTS);
    REQUIRE(mem_raw_blocks() == before);
}

const FuzzTarget fuzz_target_tree = {.name = "tree", .start = start, .run = run_tree};

/* ---- code ------------------------------------------------------------------------------------ */

static void verify(const Code *code) {
    MemRegion *region = mem_region_new();
    REQUIRE(region);
    const char *complaint = code_verify(code, region);
    if (complaint)
        fprintf(stderr, "the verifier refuses compiled code: %s\n", complaint);
    REQUIRE(!complaint);
    mem_region_free(region);
    for (uint32_t i = 0; i < code->constant_count; i++)
        if (code->constants[i].kind == CONSTANT_CODE)
            verify(code->constants[i].code);
}

static bool drop_warning(void *context, Diagnostic *warning) {
    REQUIRE(warning->kind == DIAGNOSTIC_SYNTAX_WARNING ||
            warning->kind == DIAGNOSTIC_DEPRECATION_WARNING);
    return true;
}

static void compile(const uint8_t *bytes, size_t size, ParseMode mode, int optimize) {
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.mode = mode;
    options.optimize = optimize;
    options.top_level_await = optimize == 1;
    options.warn = drop_warning;
    Diagnostic diagnostic = {0};
    Code *code = compile_source((const char *)bytes, size, &options, &diagnostic);
    if (code) {
        verify(code);
        fuzz_use_code(code);
        return;
    }
    REQUIRE(diagnostic.kind != DIAGNOSTIC_NONE);
    compile_diagnostic_release(&diagnostic);
}

static void run_code(const uint8_t *bytes, size_t size) {
    size_t before = mem_raw_blocks();
    compile(bytes, size, PARSE_EXEC, 0);
    compile(bytes, size, PARSE_SINGLE, 1);
    compile(bytes, size, PARSE_EVAL, 2);
    REQUIRE(mem_raw_blocks() == before);
}

const FuzzTarget fuzz_target_code = {.name = "code", .start = start, .run = run_code};
