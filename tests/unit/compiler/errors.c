/* SyntaxErrors that the symbol table and code generation find: message and place. */
#include "tests/unit/compiler/support.h"

static void check_error(const char *source, const char *message, int line, int column) {
    Diagnostic diagnostic = {0};
    Code *code = compile_text(source, &diagnostic);
    CHECK(!code);
    code_release(code);
    CHECK_STR_EQ(diagnostic.message, message);
    CHECK_EQ(diagnostic.line, line);
    CHECK_EQ(diagnostic.column, column);
}

static void check_compiles(const char *source) {
    Diagnostic diagnostic = {0};
    Code *code = compile_text(source, &diagnostic);
    CHECK(code);
    CHECK_STR_EQ(diagnostic.message, "");
    code_release(code);
}

TEST(jumps_must_be_inside_what_they_leave) {
    check_error("return 1\n", "'return' outside function", 1, 1);
    check_error("def f():\n  break\n", "'break' outside loop", 2, 3);
    check_error("if x:\n  continue\n", "'continue' not properly in loop", 2, 3);
    check_error("yield 1\n", "'yield' outside function", 1, 1);
    check_error("def f():\n  await x\n", "'await' outside async function", 2, 3);
    check_error("async def f():\n  yield 1\n  return 2\n", "'return' with value in async generator",
                3, 3);
    check_error("def f():\n  try: pass\n  except* A: return\n",
                "'break', 'continue' and 'return' cannot appear in an except* block", 3, 14);
}

TEST(scopes_refuse_contradictions) {
    check_error("def f(x):\n  global x\n", "name 'x' is parameter and global", 2, 3);
    check_error("def f():\n  x\n  global x\n", "name 'x' is used prior to global declaration", 3,
                3);
    check_error("def f():\n  x = 1\n  nonlocal x\n",
                "name 'x' is assigned to before nonlocal declaration", 3, 3);
    check_error("def f():\n  nonlocal x\n", "no binding for nonlocal 'x' found", 2, 3);
    check_error("nonlocal x\n", "nonlocal declaration not allowed at module level", 1, 1);
    check_error("def f():\n  global x\n  nonlocal x\n", "name 'x' is nonlocal and global", 2, 3);
    check_error("def f(a, a): pass\n", "duplicate argument 'a' in function definition", 1, 10);
    check_error("def f():\n  from a import *\n", "import * only allowed at module level", 2, 17);
}

TEST(comprehensions_refuse_rebinding) {
    check_error("[(i := 0) for i in y]\n",
                "assignment expression cannot rebind comprehension iteration variable 'i'", 1, 3);
    check_error("[i for i in (j := y)]\n",
                "assignment expression cannot be used in a comprehension iterable expression", 1,
                14);
    check_error("class A:\n  [(j := 0) for i in y]\n",
                "assignment expression within a comprehension cannot be used in a class body", 2,
                5);
    check_error("def f(): [(yield) for x in y]\n", "'yield' inside list comprehension", 1, 12);
}

TEST(patterns_must_agree) {
    check_error("match x:\n case a | 1: pass\n",
                "name capture 'a' makes remaining patterns unreachable", 2, 7);
    check_error("match x:\n case [a] | [b]: pass\n", "alternative patterns bind different names", 2,
                7);
    check_error("match x:\n case [a, a]: pass\n", "multiple assignments to name 'a' in pattern", 2,
                11);
    check_error("match x:\n case {1: a, True: b}: pass\n",
                "mapping pattern checks duplicate key (True)", 2, 7);
}

TEST(future_statements_come_first) {
    check_compiles("'doc'\nfrom __future__ import annotations\nx: y = 1\n");
    check_error("x = 1\nfrom __future__ import annotations\n",
                "from __future__ imports must occur at the beginning of the file", 2, 1);
    check_error("from __future__ import braces\n", "not a chance", 1, 1);
    check_error("from __future__ import magic\n", "future feature magic is not defined", 1, 1);
}

TEST(debug_is_no_variable) {
    check_error("__debug__ = 1\n", "cannot assign to __debug__", 1, 1);
    check_error("del __debug__\n", "cannot delete __debug__", 1, 5);
    check_error("f(__debug__=1)\n", "cannot assign to __debug__", 1, 3);
}

TEST(blocks_nest_21_deep) {
    char source[2000] = "";
    for (int depth = 0; depth < 22; depth++) {
        CHECK(strlen(source) < sizeof source - 100);
        char line[64];
        snprintf(line, sizeof line, "%*swhile x:\n", depth, "");
        strcat(source, line);
    }
    strcat(source, "                        pass\n");
    check_error(source, "too many statically nested blocks", 22, 22);
}

/* What nests too deeply for the C stack is refused, not overflowed. */
static void check_nesting(const char *head, const char *part, size_t count, const char *tail) {
    size_t size = strlen(head) + count * strlen(part) + strlen(tail);
    char *source = malloc(size + 1), *end = source;
    end += sprintf(end, "%s", head);
    for (size_t i = 0; i < count; i++)
        end += sprintf(end, "%s", part);
    sprintf(end, "%s", tail);
    Diagnostic diagnostic = {0};
    Code *code = compile_text(source, &diagnostic);
    CHECK(code || diagnostic.kind == DIAGNOSTIC_RECURSION || diagnostic.kind == DIAGNOSTIC_MEMORY);
    code_release(code);
    free(source);
}

TEST(deep_nesting_is_refused) {
    static const size_t counts[] = {100, 1000, 5000, 100000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        check_nesting("x = ", "lambda: ", counts[i], "0\n");
        check_nesting("x = ", "not ", counts[i], "y\n");
        check_nesting("x = ", "a + ", counts[i], "a\n");
        check_nesting("x = a", ".b", counts[i], "\n");
        check_nesting("x = a", "()", counts[i], "\n");
        check_nesting("if a: pass\n", "elif b: pass\n", counts[i], "");
        check_nesting("x = ", "a < ", counts[i], "a\n");
        check_nesting("x = ", "a and ", counts[i], "a\n");
    }
}

static bool turn_into_error(void *context, Diagnostic *warning) {
    (void)context;
    warning->kind = DIAGNOSTIC_SYNTAX;
    return false;
}

TEST(warnings_can_be_errors) {
    static const char source[] = "assert (x, 'always')\n";
    CompileOptions options = COMPILE_OPTIONS_DEFAULT;
    options.warn = turn_into_error;
    Diagnostic diagnostic = {0};
    Code *code = compile_source(source, strlen(source), &options, &diagnostic);
    CHECK(!code);
    CHECK_STR_EQ(diagnostic.message, "assertion is always true, perhaps remove parentheses?");
    CHECK_EQ(diagnostic.kind, DIAGNOSTIC_SYNTAX);
    compile_diagnostic_release(&diagnostic);
}

int main(void) {
    RUN(jumps_must_be_inside_what_they_leave);
    RUN(scopes_refuse_contradictions);
    RUN(comprehensions_refuse_rebinding);
    RUN(patterns_must_agree);
    RUN(future_statements_come_first);
    RUN(debug_is_no_variable);
    RUN(blocks_nest_21_deep);
    RUN(deep_nesting_is_refused);
    RUN(warnings_can_be_errors);
    return test_result();
}
