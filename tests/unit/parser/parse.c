/* parse.h: modes, options, positions, warnings, interactive input. */
#include "parser/parse.h"
#include "tests/support/test.h"

static MemRegion *region;
static Diagnostic diagnostic;

static Node *parse(const char *source, ParseMode mode, unsigned flags) {
    Node *module = NULL;
    bool parsed =
        parse_source(source, strlen(source), "test", mode, flags, region, &module, &diagnostic);
    return parsed ? module : NULL;
}

static Node *parse_expression(const char *source) {
    Node *module = parse(source, PARSE_EVAL, 0);
    return module ? ((ExpressionNode *)module)->body : NULL;
}

static const Constant *constant_of(const char *source) {
    static const Constant none = {.kind = CONSTANT_CODE};
    Node *node = parse_expression(source);
    return node && node->kind == NODE_CONSTANT ? &((ConstantNode *)node)->value : &none;
}

static bool text_reads(Text text, const char *bytes) {
    return text_is(text, bytes);
}

TEST(numbers_have_values) {
    CHECK_EQ(constant_of("0x7fff_ffff_ffff_ffff")->integer, INT64_MAX);
    CHECK_EQ(constant_of("9223372036854775807")->kind, CONSTANT_INT);
    CHECK_EQ(constant_of("9223372036854775808")->kind, CONSTANT_BIG_INT);
    CHECK(text_reads(constant_of("9223372036854775808")->text, "8000000000000000"));
    CHECK(text_reads(constant_of("0xFFFFFFFFFFFFFFFF")->text, "ffffffffffffffff"));
    CHECK(text_reads(constant_of("0o2000000000000000000000")->text, "10000000000000000"));
    CHECK(text_reads(constant_of("340282366920938463463374607431768211456")->text,
                     "100000000000000000000000000000000"));
    CHECK_EQ(constant_of("0b101")->integer, 5);
    CHECK_EQ(constant_of("0_0")->integer, 0);
    CHECK(constant_of("1e400")->real > 1e308);
    CHECK(constant_of("0.1")->real == 0.1);
    CHECK(constant_of("1_0.5e-2")->real == 0.105);
    CHECK(constant_of("5e-324")->real == 5e-324);
    CHECK(constant_of("2.5j")->complex_number.imaginary == 2.5);
}

TEST(long_decimal_integers_are_limited) {
    char digits[5001];
    memset(digits, '7', 5000);
    digits[5000] = '\0';
    CHECK(parse_expression(digits) == NULL);
    CHECK_EQ(diagnostic.kind, DIAGNOSTIC_SYNTAX);
    CHECK(strstr(diagnostic.message, "value has 5000 digits") != NULL);
    ParseOptions options = {"test", PARSE_EVAL, 0, 0, 0};
    ParseProduct product;
    CHECK(parse_with_options(digits, 5000, &options, region, &product, &diagnostic));
}

TEST(strings_have_values) {
    CHECK(text_reads(constant_of("'a\\n' \"b\"")->text, "a\nb"));
    CHECK(text_reads(constant_of("r'\\n'")->text, "\\n"));
    CHECK(text_reads(constant_of("'\\ud800'")->text, "\xed\xa0\x80"));
    CHECK(text_reads(constant_of("'\\N{BULLET}'")->text, "\xe2\x80\xa2"));
    CHECK_EQ(constant_of("b'\\xff'")->kind, CONSTANT_BYTES);
    CHECK_EQ((unsigned char)constant_of("b'\\xff'")->text.bytes[0], 0xff);
    CHECK(text_reads(constant_of("'''a\r\nb'''")->text, "a\nb"));
    CHECK_EQ(constant_of("'\\0'")->text.size, 1);
}

TEST(equal_names_are_one) {
    BinOpNode *sum = (BinOpNode *)parse_expression("name + name");
    CHECK(sum != NULL);
    CHECK(((NameNode *)sum->left)->id.bytes == ((NameNode *)sum->right)->id.bytes);
}

TEST(columns_count_bytes_in_trees_and_characters_in_errors) {
    BinOpNode *sum = (BinOpNode *)parse_expression("'\xc3\xa9' + x");
    CHECK_EQ(sum->right->col_offset, 7);
    CHECK(parse_expression("'\xc3\xa9' $ x") == NULL);
    CHECK_EQ(diagnostic.column, 5);
    CHECK(text_reads(diagnostic.text, "'\xc3\xa9' $ x"));
}

TEST(depth_is_counted) {
    CHECK_EQ(parse_expression("x")->depth, 1);
    CHECK_EQ(parse_expression("f(x + 1)")->depth, 3);
}

static size_t count_warnings(const char *source, const char *first) {
    ParseOptions options = {"test", PARSE_EXEC, 0, 0, 0};
    ParseProduct product;
    size_t count = 0;
    CHECK(parse_with_options(source, strlen(source), &options, region, &product, &diagnostic));
    if (product.warnings)
        CHECK_STR_EQ(product.warnings->diagnostic.message, first);
    for (WarningNote *note = product.warnings; note; note = note->next)
        count++;
    return count;
}

TEST(doubtful_literals_are_noted) {
    CHECK_EQ(count_warnings("'\\d' '\\d\\e'", "invalid escape sequence '\\d'"), 2);
    CHECK_EQ(count_warnings("'\\400'", "invalid octal escape sequence '\\400'"), 1);
    CHECK_EQ(count_warnings("x = 1if y else 2", "invalid decimal literal"), 1);
    CHECK_EQ(count_warnings("f'\\{x}'", "invalid escape sequence '\\{'"), 1);
    CHECK_EQ(count_warnings("r'\\d'; b'\\n'", ""), 0);
}

TEST(function_types_are_parsed) {
    FunctionTypeNode *type =
        (FunctionTypeNode *)parse("(int, *str, **Any) -> None", PARSE_FUNC_TYPE, 0);
    CHECK(type != NULL);
    CHECK_EQ(type->argtypes.count, 3);
}

TEST(type_comments_are_kept_when_asked_for) {
    ModuleNode *module = (ModuleNode *)parse("x = 1 # type: int\ny = 2 # type: ignore[z]\n",
                                             PARSE_EXEC, PARSE_TYPE_COMMENTS);
    CHECK(module != NULL);
    CHECK(text_reads(((AssignNode *)module->body.items[0])->type_comment, "int"));
    CHECK_EQ(module->type_ignores.count, 1);
    CHECK(text_reads(((TypeIgnoreNode *)module->type_ignores.items[0])->tag, "[z]"));
    CHECK(parse("x = 1 # type: int\n", PARSE_EXEC, 0) != NULL);
}

static DiagnosticKind interactive(const char *source) {
    unsigned flags = PARSE_ALLOW_INCOMPLETE | PARSE_NO_IMPLIED_DEDENT;
    return parse(source, PARSE_SINGLE, flags) ? DIAGNOSTIC_NONE : diagnostic.kind;
}

TEST(incomplete_input_is_told_from_wrong_input) {
    CHECK_EQ(interactive("x"), DIAGNOSTIC_NONE);
    CHECK_EQ(interactive("if x:"), DIAGNOSTIC_INCOMPLETE);
    CHECK_EQ(interactive("if x:\n  y"), DIAGNOSTIC_INCOMPLETE);
    CHECK_EQ(interactive("if x:\n  y\n"), DIAGNOSTIC_NONE);
    CHECK_EQ(interactive("f("), DIAGNOSTIC_INCOMPLETE);
    CHECK_EQ(interactive("'''a\n"), DIAGNOSTIC_INCOMPLETE);
    CHECK_EQ(interactive("x = \\\n"), DIAGNOSTIC_INCOMPLETE);
    CHECK_EQ(interactive("@d\n"), DIAGNOSTIC_INCOMPLETE);
    CHECK_EQ(interactive("a b\n"), DIAGNOSTIC_SYNTAX);
    CHECK_EQ(interactive(")"), DIAGNOSTIC_SYNTAX);
    CHECK_EQ(interactive("x\ny\n"), DIAGNOSTIC_SYNTAX);
}

int main(void) {
    region = mem_region_new();
    RUN(numbers_have_values);
    RUN(long_decimal_integers_are_limited);
    RUN(strings_have_values);
    RUN(equal_names_are_one);
    RUN(columns_count_bytes_in_trees_and_characters_in_errors);
    RUN(depth_is_counted);
    RUN(doubtful_literals_are_noted);
    RUN(function_types_are_parsed);
    RUN(type_comments_are_kept_when_asked_for);
    RUN(incomplete_input_is_told_from_wrong_input);
    mem_region_free(region);
    return test_result();
}
