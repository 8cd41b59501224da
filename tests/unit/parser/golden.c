/* Golden files: trees and syntax errors as CPython 3.13 has them (tests/golden/make.py), tokens as
 * they were read and approved. */
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "parser/parse.h"
#include "lexer/token.h"
#include "tests/support/test.h"

static char *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    size_t capacity = 0;
    *size = 0;
    while (file && !feof(file)) {
        if (*size + 1 >= capacity)
            bytes = realloc(bytes, capacity = capacity * 2 + 65536);
        *size += fread(bytes + *size, 1, capacity - *size - 1, file);
    }
    if (file)
        fclose(file);
    if (bytes)
        bytes[*size] = '\0';
    return bytes;
}

static void golden_path(char *path, size_t capacity, const char *rest) {
    /* The compiler may have been given a path from the build folder: CTest runs there. */
    const char *here = strstr(__FILE__, "unit/parser/golden.c");
    snprintf(path, capacity, "%.*sgolden/%s", (int)(here - __FILE__), __FILE__, rest);
    if (access(path, R_OK) != 0)
        snprintf(path, capacity, "tests/golden/%s", rest);
}

static void dump_ast(FILE *out, const char *source, size_t size, MemRegion *region) {
    Node *module;
    Diagnostic diagnostic;
    if (parse_source(source, size, "golden", PARSE_EXEC, 0, region, &module, &diagnostic))
        ast_dump(out, module, true);
    else
        fprintf(out, "%s\n", diagnostic.message);
}

static void dump_tokens(FILE *out, const char *text, size_t size, MemRegion *region) {
    Source source;
    TokenList tokens;
    Diagnostic diagnostic;
    CHECK(source_init(&source, text, size, NULL, 0, region, &diagnostic));
    CHECK(token_list_init(&tokens, &source, 0, region, &diagnostic));
    token_dump(out, &tokens, &source);
    token_list_free(&tokens);
}

/* Every NAME.py of a golden folder against its NAME.txt. */
static void check_folder(const char *folder,
                         void (*dump)(FILE *, const char *, size_t, MemRegion *)) {
    char path[1024], name[512];
    int count = 0;
    golden_path(path, sizeof path, folder);
    DIR *directory = opendir(path);
    CHECK(directory != NULL);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        size_t size, expected_size, actual_size, stem = strlen(entry->d_name);
        if (stem < 4 || strcmp(entry->d_name + stem - 3, ".py") != 0)
            continue;
        snprintf(name, sizeof name, "%s/%.*s.py", folder, (int)stem - 3, entry->d_name);
        golden_path(path, sizeof path, name);
        char *source = read_file(path, &size);
        snprintf(name, sizeof name, "%s/%.*s.txt", folder, (int)stem - 3, entry->d_name);
        golden_path(path, sizeof path, name);
        char *expected = read_file(path, &expected_size), *actual = NULL;
        FILE *out = open_memstream(&actual, &actual_size);
        MemRegion *region = mem_region_new();
        dump(out, source, size, region);
        fclose(out);
        mem_region_free(region);
        if (!expected || strcmp(actual, expected) != 0) {
            printf("%s: not as expected\n", path);
            test_failures++;
        }
        count++;
        free(source);
        free(expected);
        free(actual);
    }
    if (directory)
        closedir(directory);
    CHECK(count > 0);
}

TEST(trees_are_those_of_cpython) {
    check_folder("ast", dump_ast);
}

TEST(tokens_are_as_approved) {
    check_folder("tokens", dump_tokens);
}

static void verdict(char *text, size_t capacity, const char *source, size_t size, ParseMode mode) {
    static const char *const kinds[] = {"?", "SyntaxError", "IndentationError", "TabError"};
    MemRegion *region = mem_region_new();
    Node *module;
    Diagnostic diagnostic;
    if (parse_source(source, size, "golden", mode, 0, region, &module, &diagnostic))
        snprintf(text, capacity, "--- valid");
    else
        snprintf(text, capacity, "--- %s %d:%d-%d:%d %s",
                 diagnostic.kind <= DIAGNOSTIC_TAB ? kinds[diagnostic.kind] : "?",
                 (int)diagnostic.line, (int)diagnostic.column, (int)diagnostic.end_line,
                 (int)diagnostic.end_column, diagnostic.message);
    mem_region_free(region);
}

TEST(syntax_errors_are_those_of_cpython) {
    char path[1024], text[1024];
    size_t size;
    ParseMode mode = PARSE_EXEC;
    golden_path(path, sizeof path, "syntax_errors/mistakes.txt");
    char *cases = read_file(path, &size);
    CHECK(cases != NULL);
    if (!cases)
        return;
    for (char *line = cases, *source = cases; *line;) {
        char *end = strchr(line, '\n');
        *end = '\0';
        if (strncmp(line, "+++ ", 4) == 0) {
            mode = strcmp(line + 4, "eval") == 0 ? PARSE_EVAL : PARSE_SINGLE;
            source = end + 1;
        } else if (strncmp(line, "---", 3) == 0) {
            verdict(text, sizeof text, source, (size_t)(line - source), mode);
            if (strcmp(text, line) != 0) {
                printf("%.*s%s\nexpected\n%s\n", (int)(line - source), source, text, line);
                test_failures++;
            }
            source = end + 1;
        } else {
            *end = '\n';
        }
        line = end + 1;
    }
    free(cases);
}

int main(void) {
    RUN(trees_are_those_of_cpython);
    RUN(tokens_are_as_approved);
    RUN(syntax_errors_are_those_of_cpython);
    return test_result();
}
