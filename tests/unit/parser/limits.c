/* The parser's limits: nesting is refused, not overflown; failing allocations leave nothing. */
#include <stdlib.h>

#include "memory/region.h"
#include "parser/parse.h"
#include "tests/support/test.h"

/* The kind of diagnostic for `unit` repeated between a head and a tail; NONE if accepted. */
static DiagnosticKind repeated(const char *head, const char *unit, size_t count, const char *tail) {
    size_t unit_size = strlen(unit), size = strlen(head);
    char *source = malloc(size + unit_size * count + strlen(tail) + 1);
    strcpy(source, head);
    for (size_t i = 0; i < count; i++, size += unit_size)
        memcpy(source + size, unit, unit_size);
    strcpy(source + size, tail);
    MemRegion *region = mem_region_new();
    Node *module;
    Diagnostic diagnostic;
    bool parsed =
        parse_source(source, strlen(source), "deep", PARSE_EXEC, 0, region, &module, &diagnostic);
    mem_region_free(region);
    free(source);
    return parsed ? DIAGNOSTIC_NONE : diagnostic.kind;
}

TEST(brackets_nest_200_deep) {
    CHECK_EQ(repeated("(", "(", 150, ""), DIAGNOSTIC_SYNTAX);
    CHECK_EQ(repeated("[", "[", 200, ""), DIAGNOSTIC_SYNTAX);
    CHECK_EQ(repeated("x = 1", " + (1)", 1000, ""), DIAGNOSTIC_NONE);
}

TEST(long_chains_are_refused_beyond_the_depth_of_trees) {
    CHECK_EQ(repeated("1", "+1", 5000, ""), DIAGNOSTIC_NONE);
    CHECK_EQ(repeated("1", "+1", 100000, ""), DIAGNOSTIC_RECURSION);
    CHECK_EQ(repeated("a", ".b", 100000, ""), DIAGNOSTIC_RECURSION);
    CHECK_EQ(repeated("a", "()", 100000, ""), DIAGNOSTIC_RECURSION);
    CHECK_EQ(repeated("a", "[0]", 100000, ""), DIAGNOSTIC_RECURSION);
    CHECK_EQ(repeated("if a: b\n", "elif a: b\n", 2000, ""), DIAGNOSTIC_NONE);
    CHECK_EQ(repeated("if a: b\n", "elif a: b\n", 100000, ""), DIAGNOSTIC_RECURSION);
}

TEST(deep_right_recursion_is_a_memory_error) {
    CHECK_EQ(repeated("", "-", 100000, "1"), DIAGNOSTIC_MEMORY);
    CHECK_EQ(repeated("", "not ", 100000, "1"), DIAGNOSTIC_MEMORY);
    CHECK_EQ(repeated("1", "**1", 100000, ""), DIAGNOSTIC_MEMORY);
    CHECK_EQ(repeated("", "lambda:", 100000, "1"), DIAGNOSTIC_MEMORY);
    CHECK_EQ(repeated("", "1 if 1 else ", 100000, "1"), DIAGNOSTIC_MEMORY);
}

TEST(flat_sources_may_be_long) {
    CHECK_EQ(repeated("a", " < b", 100000, ""), DIAGNOSTIC_NONE);
    CHECK_EQ(repeated("a", " and b", 100000, ""), DIAGNOSTIC_NONE);
    CHECK_EQ(repeated("[", "a, ", 200000, "]"), DIAGNOSTIC_NONE);
    CHECK_EQ(repeated("", "'a' ", 100000, ""), DIAGNOSTIC_NONE);
    CHECK_EQ(repeated("f(", "a=1, ", 100000, ")"), DIAGNOSTIC_NONE);
    CHECK_EQ(repeated("", "x = 1\n", 100000, ""), DIAGNOSTIC_NONE);
}

TEST(errors_are_explained_in_linear_time) {
    CHECK_EQ(repeated("x = [", "a, ", 100000, "a b]"), DIAGNOSTIC_SYNTAX);
    CHECK_EQ(repeated("", "x = 1\n", 100000, "a b\n"), DIAGNOSTIC_SYNTAX);
    CHECK_EQ(repeated("x = ", "(", 199, "a b"), DIAGNOSTIC_SYNTAX);
    CHECK_EQ(repeated("x = ", "{a: ", 199, "b c"), DIAGNOSTIC_SYNTAX);
    CHECK_EQ(repeated("f", "(a=[", 99, "b c"), DIAGNOSTIC_SYNTAX);
}

/* With the nth allocation failing, for every n: MemoryError or, where it does not matter, the same
 * as ever. */
static void fail_everywhere(const char *source, bool valid) {
    for (uint64_t n = 1; n < 100000; n++) {
        mem_fail_at(n, 1);
        Node *module = NULL;
        Diagnostic diagnostic = {.kind = DIAGNOSTIC_NONE};
        MemRegion *region = mem_region_new();
        bool parsed = region && parse_source(source, strlen(source), "fail", PARSE_EXEC, 0, region,
                                             &module, &diagnostic);
        uint64_t injected = mem_fail_count();
        mem_fail_at(0, 0);
        if (parsed)
            CHECK(valid && module);
        else if (region)
            CHECK(diagnostic.kind == DIAGNOSTIC_MEMORY || !valid);
        if (region)
            mem_region_free(region);
        if (injected == 0)
            return;
    }
    CHECK(!"the parser never stops allocating");
}

TEST(failing_allocations_are_memory_errors) {
    size_t before = mem_bytes_taken();
    fail_everywhere("import a.b as c\n"
                    "def f(a, /, b: int = 1, *c, d, **e) -> x:\n"
                    "    return [f'{x!r:>{w}}' 'b' for x in y if z]\n"
                    "class A(B, c=1):\n"
                    "    x = {1: 2, **k}; y += 123456789012345678901234567890 < a <= \xc3\xa9\n"
                    "match a:\n"
                    "    case {'k': [1, *_], **r}: pass\n",
                    true);
    fail_everywhere("x = 1\nf(a b, c)\n", false);
    fail_everywhere("x = 1\nf() = 1\n", false);
    fail_everywhere("x = 'abc\n", false);
    CHECK_EQ(mem_bytes_taken(), before);
}

/* The same for the nodes of the tree, from the `first` on every `step`th. */
static void fail_at_nodes(const char *source, size_t size, ParseMode mode, bool valid,
                          uint64_t first, uint64_t step) {
    for (uint64_t n = first; n < 100000; n += step) {
        Node *module = NULL;
        Diagnostic diagnostic = {.kind = DIAGNOSTIC_NONE};
        MemRegion *region = mem_region_new();
        (void)mem_region_fail_at(n);
        bool parsed = parse_source(source, size, "fail", mode, 0, region, &module, &diagnostic);
        bool has_failed = mem_region_fail_at(0);
        mem_region_free(region);
        if (!has_failed)
            return;
        CHECK(!parsed && (diagnostic.kind == DIAGNOSTIC_MEMORY || !valid));
    }
    CHECK(!"the parser never stops allocating");
}

static char *read_golden(const char *rest, size_t *size) {
    char path[1024];
    const char *here = strstr(__FILE__, "unit/parser/limits.c");
    snprintf(path, sizeof path, "%.*sgolden/%s", (int)(here - __FILE__), __FILE__, rest);
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(1 << 20);
    CHECK(file && bytes);
    *size = file ? fread(bytes, 1, (1 << 20) - 1, file) : 0;
    bytes[*size] = '\0';
    if (file)
        fclose(file);
    return bytes;
}

/* Each statement of a file, decorators and else-branches with it. */
static void fail_in_statements(const char *name) {
    size_t size;
    char *source = read_golden(name, &size), *start = source;
    for (char *line = source; *line;) {
        char *end = strchr(line, '\n');
        char *next = end ? end + 1 : line + strlen(line);
        if (next > start && !strchr(" \t\n#)]}@'\"", *next) && strncmp(next, "el", 2) != 0 &&
            strncmp(next, "except", 6) != 0 && strncmp(next, "finally", 7) != 0) {
            fail_at_nodes(start, (size_t)(next - start), PARSE_EXEC, true, 1, 1);
            start = next;
        }
        line = next;
    }
    free(source);
}

TEST(every_node_that_cannot_be_made_is_a_memory_error) {
    size_t before = mem_bytes_taken();
    fail_in_statements("ast/statements_and_expressions.py");
    fail_in_statements("ast/match.py");
    fail_in_statements("ast/fstrings.py");
    fail_in_statements("ast/with.py");
    fail_in_statements("ast/names.py");
    fail_in_statements("ast/soft_keywords.py");
    CHECK_EQ(mem_bytes_taken(), before);
}

TEST(mistakes_without_memory_are_memory_errors) {
    size_t before = mem_bytes_taken(), size;
    char *cases = read_golden("syntax_errors/mistakes.txt", &size), *source = cases;
    ParseMode mode = PARSE_EXEC;
    uint64_t count = 0; /* there are many: all together reach every place */
    for (char *line = cases, *end; (end = strchr(line, '\n')); line = end + 1) {
        if (strncmp(line, "+++ ", 4) == 0)
            mode = strncmp(line + 4, "eval", 4) == 0 ? PARSE_EVAL : PARSE_SINGLE;
        else if (strncmp(line, "---", 3) == 0)
            fail_at_nodes(source, (size_t)(line - source), mode, false, 1 + ++count % 11, 11);
        else
            continue;
        source = end + 1;
    }
    free(cases);
    CHECK_EQ(mem_bytes_taken(), before);
}

int main(void) {
    RUN(brackets_nest_200_deep);
    RUN(long_chains_are_refused_beyond_the_depth_of_trees);
    RUN(deep_right_recursion_is_a_memory_error);
    RUN(flat_sources_may_be_long);
    RUN(errors_are_explained_in_linear_time);
    RUN(failing_allocations_are_memory_errors);
    RUN(every_node_that_cannot_be_made_is_a_memory_error);
    RUN(mistakes_without_memory_are_memory_errors);
    return test_result();
}
