/* Codes asked: lines, handlers, constants, arguments. */
#include "compiler/constant.h"
#include "compiler/opcode.h"
#include "tests/unit/compiler/support.h"

static Code *compile_checked(const char *source) {
    Diagnostic diagnostic = {0};
    Code *code = compile_text(source, &diagnostic);
    CHECK_STR_EQ(diagnostic.message, "");
    return code;
}

static const Code *inner_code(const Code *code) {
    for (uint32_t i = 0; i < code->constant_count; i++)
        if (code->constants[i].kind == CONSTANT_CODE)
            return code->constants[i].code;
    return NULL;
}

TEST(arguments_are_counted_by_kind) {
    Code *code = compile_checked("def f(a, b, /, c, *d, e, f, **g): pass\n");
    const Code *function = inner_code(code);
    CHECK_EQ(function->argcount, 3);
    CHECK_EQ(function->posonlyargcount, 2);
    CHECK_EQ(function->kwonlyargcount, 2);
    CHECK_EQ(function->flags, CO_OPTIMIZED | CO_NEWLOCALS | CO_VARARGS | CO_VARKEYWORDS);
    static const char *const names[] = {"a", "b", "c", "e", "f", "d", "g"};
    for (uint32_t i = 0; i < 7; i++)
        CHECK(text_is(function->slots[i].name, names[i]));
    code_release(code);
}

TEST(an_argument_that_is_a_cell_keeps_its_slot) {
    Code *code = compile_checked("def f(a, b):\n  def g(): return b\n");
    const Code *function = inner_code(code);
    CHECK_EQ(function->slot_count, 3);
    CHECK_EQ(function->slots[1].kind, SLOT_LOCAL | SLOT_CELL);
    const Code *inner = inner_code(function);
    CHECK_EQ(inner->free_count, 1);
    CHECK_EQ(inner->slots[0].kind, SLOT_FREE);
    code_release(code);
}

TEST(lines_belong_to_instructions) {
    Code *code = compile_checked("a\n\nb\n");
    int32_t last = 0;
    CHECK_EQ(code_line(code, 0), 0);
    for (uint32_t unit = 1; unit < code->unit_count; unit++) {
        CHECK(code_line(code, unit) >= last);
        last = code_line(code, unit);
    }
    CHECK_EQ(last, 3);
    CodePosition position = code_position(code, 1);
    CHECK_EQ(position.column, 0);
    CHECK_EQ(position.end_column, 1);
    code_release(code);
}

TEST(handlers_cover_what_they_should) {
    Code *code = compile_checked("try:\n  f()\nexcept A:\n  g()\n");
    uint32_t covered = 0;
    for (uint32_t unit = 0; unit < code->unit_count; unit++) {
        const CodeHandler *handler = code_handler(code, unit);
        if (handler && code_line(code, unit) == 2) {
            CHECK(code_line(code, handler->target + 1) == 3);
            covered++;
        }
    }
    CHECK(covered >= 2);
    CHECK(!code_handler(code, code->unit_count));
    code_release(code);
}

static void check_constant(const char *source, const char *printed) {
    char text[200], wanted[200];
    Code *code = compile_checked(source);
    snprintf(wanted, sizeof wanted, "%s", printed);
    bool found = false;
    for (uint32_t i = 0; i < code->constant_count && !found; i++) {
        constant_print(text, sizeof text, &code->constants[i]);
        found = strcmp(text, wanted) == 0;
    }
    if (!found) {
        printf("%s has no constant %s\n", source, printed);
        test_failures++;
    }
    code_release(code);
}

TEST(constants_are_folded) {
    check_constant("x = 2 ** 64 - 1\n", "0xffffffffffffffff");
    check_constant("x = -7 // 2\n", "-4");
    check_constant("x = -7 % 3\n", "2");
    check_constant("x = 1 << 100\n", "0x10000000000000000000000000");
    check_constant("x = -1 >> 70\n", "-1");
    check_constant("x = ~5 & 0xff\n", "250");
    check_constant("x = 1 - 2j\n", "(1-2j)");
    check_constant("x = 0.1 + 0.2\n", "0.30000000000000004");
    check_constant("x = 'ab' * 3 + 'c'\n", "'abababc'");
    check_constant("x = (1, 2) + (3,)\n", "(1, 2, 3)");
    check_constant("x = 'abc'[-1]\n", "'c'");
    check_constant("x = not 0\n", "True");
    check_constant("x in [1, 2]\n", "(1, 2)");
    check_constant("x = -9223372036854775808\n", "-9223372036854775808");
    check_constant("x = 7 / 2\n", "3.5");
}

TEST(what_raises_is_not_folded) {
    static const char *const sources[] = {"1 / 0\n",    "1 << -1\n", "'a' + 1\n", "(1)[0]\n",
                                          "'abc'[5]\n", "2 ** -1\n", "1 % 0\n"};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        Code *code = compile_checked(sources[i]);
        bool operates = false;
        for (uint32_t unit = 0; unit < code->unit_count; unit++)
            operates |= (code->units[unit] & 0xff) == OP_BINARY_OP ||
                        (code->units[unit] & 0xff) == OP_BINARY_SUBSCR;
        CHECK(operates);
        code_release(code);
    }
}

TEST(wide_operands_and_jumps_are_extended) {
    size_t size = 0, capacity = 1 << 20;
    char *source = malloc(capacity);
    size += sprintf(source + size, "while x:\n");
    for (int i = 0; i < 700; i++)
        size += sprintf(source + size, "  name%d = %d.5\n", i, i);
    Code *code = compile_checked(source);
    CHECK(code->constant_count > 700);
    uint32_t extended = 0;
    for (uint32_t unit = 0; unit < code->unit_count; unit++)
        extended += (code->units[unit] & 0xff) == OP_EXTENDED_ARG;
    CHECK(extended > 800);
    code_release(code);
    free(source);
}

int main(void) {
    RUN(arguments_are_counted_by_kind);
    RUN(an_argument_that_is_a_cell_keeps_its_slot);
    RUN(lines_belong_to_instructions);
    RUN(handlers_cover_what_they_should);
    RUN(constants_are_folded);
    RUN(what_raises_is_not_folded);
    RUN(wide_operands_and_jumps_are_extended);
    return test_result();
}
