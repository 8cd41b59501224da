/* Golden files: tests/golden/{scopes,bytecode}/NAME.py and the dump that belongs to it, NAME.txt.
 * With FOLIO_UPDATE_GOLDEN set in the environment the dumps are written instead. */
#include <dirent.h>
#include <libgen.h>
#include <unistd.h>

#include "compiler/disassemble.h"
#include "compiler/opcode.h"
#include "tests/unit/compiler/support.h"

static char golden_directory[2000]; /* from this file's path */
static bool opcode_seen[OPCODE_COUNT];

/* Marks the opcodes that a dump of bytecode shows. */
static void note_opcodes(const char *dump) {
    for (Opcode opcode = 0; opcode < OPCODE_COUNT; opcode++) {
        const char *name = opcode_name(opcode);
        size_t size = strlen(name);
        for (const char *at = dump; (at = strstr(at, name)); at += size)
            opcode_seen[opcode] |=
                at > dump && at[-1] == ' ' && (at[size] == ' ' || at[size] == '\n');
    }
}

static bool dump_scopes(FILE *out, const char *source, size_t size, Diagnostic *diagnostic) {
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    MemRegion *region = mem_region_new();
    Node *module = NULL;
    bool done =
        region &&
        parse_source(source, size, "golden.py", PARSE_EXEC, 0, region, &module, diagnostic) &&
        compile_dump(out, "scopes", module, region, &options, diagnostic);
    if (region)
        mem_region_free(region);
    return done;
}

static bool dump_bytecode(FILE *out, const char *source, size_t size, Diagnostic *diagnostic) {
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    Code *code = compile_source(source, size, &options, diagnostic);
    if (!code)
        return false;
    code_dump(out, code);
    code_release(code);
    return true;
}

static void compare(const char *path, const char *dump, size_t size) {
    char expected_path[2400];
    snprintf(expected_path, sizeof expected_path, "%.*s.txt", (int)strlen(path) - 3, path);
    if (getenv("FOLIO_UPDATE_GOLDEN")) {
        FILE *file = fopen(expected_path, "wb");
        CHECK(file && fwrite(dump, 1, size, file) == size);
        if (file)
            fclose(file);
        return;
    }
    size_t expected_size = 0;
    char *expected = read_file(expected_path, &expected_size);
    bool equal = expected && expected_size == size && memcmp(expected, dump, size) == 0;
    if (!equal) {
        printf("%s differs; it is now\n%s", expected_path, dump);
        test_failures++;
    }
    free(expected);
}

static void check_file(const char *path, bool scopes) {
    size_t size = 0, dump_size = 0;
    char *source = read_file(path, &size), *dump = NULL;
    FILE *out = open_memstream(&dump, &dump_size);
    CHECK(source && out);
    if (source && out) {
        Diagnostic diagnostic = {0};
        CHECK((scopes ? dump_scopes : dump_bytecode)(out, source, size, &diagnostic));
        CHECK_STR_EQ(diagnostic.message, "");
        fclose(out);
        compare(path, dump, dump_size);
        if (!scopes)
            note_opcodes(dump);
    }
    free(dump);
    free(source);
}

static void check_directory(const char *name, bool scopes) {
    char path[2300];
    snprintf(path, sizeof path, "%s/%s", golden_directory, name);
    DIR *directory = opendir(path);
    CHECK(directory);
    int count = 0;
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        size_t size = strlen(entry->d_name);
        if (size < 4 || strcmp(entry->d_name + size - 3, ".py") != 0)
            continue;
        char file[2600];
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        check_file(file, scopes);
        count++;
    }
    CHECK(count > 0);
    if (directory)
        closedir(directory);
}

TEST(scopes_are_as_expected) {
    check_directory("scopes", true);
}

TEST(bytecode_is_as_expected) {
    check_directory("bytecode", false);
    for (Opcode opcode = 0; opcode < OPCODE_COUNT; opcode++) {
        /* A dump shows EXTENDED_ARG as part of the operand it extends. */
        if (!opcode_seen[opcode] && opcode != OP_EXTENDED_ARG)
            printf("no golden file meets %s\n", opcode_name(opcode)), test_failures++;
    }
}

int main(int argc, char **argv) {
    /* The path below may be relative to the build folder, where this program lies. */
    if (argc > 0 && chdir(dirname(argv[0])) != 0)
        return 1;
    const char *here = __FILE__, *end = strstr(here, "unit/compiler/golden.c");
    snprintf(golden_directory, sizeof golden_directory, "%.*sgolden", (int)(end - here), here);
    RUN(scopes_are_as_expected);
    RUN(bytecode_is_as_expected);
    return test_result();
}
