/* Tokens: kinds in a line, brackets, indentation, f-string modes, names. */
#include "lexer/character_names.h"
#include "lexer/normalize.h"
#include "lexer/token.h"
#include "tests/support/test.h"

static MemRegion *region;
static char kinds[4096];
static Diagnostic error;

/* The texts of all tokens, or their names where they have none, with spaces between. */
static const char *lex(const char *text) {
    Source source;
    TokenList tokens;
    size_t size = 0;
    CHECK(source_init(&source, text, strlen(text), NULL, 0, region, &error));
    CHECK(token_list_init(&tokens, &source, 0, region, &error));
    kinds[0] = '\0';
    for (size_t i = 0; i < tokens.count && size < sizeof kinds; i++)
        size += (size_t)snprintf(kinds + size, sizeof kinds - size, "%s%s", i ? " " : "",
                                 token_texts[tokens.items[i].kind]);
    error = tokens.error;
    token_list_free(&tokens);
    return kinds;
}

TEST(soft_keywords_are_names_elsewhere) {
    CHECK_STR_EQ(lex("match x:\n case y: z\n"), "match name : newline indent case name : name "
                                                "newline dedent end of file");
    CHECK_STR_EQ(lex("match = case"), "name = name newline end of file");
    CHECK_STR_EQ(lex("match[x:y]"), "name [ name : name ] newline end of file");
    CHECK_STR_EQ(lex("match: int"), "name : name newline end of file");
    CHECK_STR_EQ(lex("type X = y"), "type name = name newline end of file");
    CHECK_STR_EQ(lex("type(X)"), "name ( name ) newline end of file");
    CHECK_STR_EQ(lex("if x: type Y = z"), "if name : type name = name newline end of file");
    CHECK_STR_EQ(lex("case x: y"), "name name : name newline end of file");
}

TEST(fstrings_have_modes) {
    CHECK_STR_EQ(lex("f'a{b}c'"), "f-string start f-string text { name } f-string text "
                                  "f-string end newline end of file");
    CHECK_STR_EQ(lex("f'{a!r:>{b}}'"), "f-string start { name ! name : f-string text { name } } "
                                       "f-string end newline end of file");
    CHECK_STR_EQ(lex("f'{a!=b}'"), "f-string start { name != name } f-string end newline "
                                   "end of file");
    CHECK_STR_EQ(lex("f'{f\"{x}\"}'"), "f-string start { f-string start { name } f-string end } "
                                       "f-string end newline end of file");
    CHECK_STR_EQ(lex("f'{{}}'"), "f-string start f-string text f-string text f-string end newline "
                                 "end of file");
    CHECK_STR_EQ(lex("f'{a:=1}'"), "f-string start { name : f-string text } f-string end newline "
                                   "end of file");
}

TEST(the_end_of_a_source_closes_everything) {
    CHECK_STR_EQ(lex("if a:\n if b:\n  c"), "if name : newline indent if name : newline indent "
                                            "name newline dedent dedent end of file");
    CHECK_STR_EQ(lex("# only\n"), "end of file");
    CHECK_STR_EQ(lex("(a"), "( name end of file");
}

TEST(lexical_errors_end_the_tokens) {
    CHECK_STR_EQ(lex("a )"), "name lexical error");
    CHECK_STR_EQ(error.message, "unmatched ')'");
    CHECK_STR_EQ(lex("'a"), "lexical error");
    CHECK_STR_EQ(lex("if a:\n\tb\n        c"),
                 "if name : newline indent name newline lexical error");
    CHECK_EQ(error.kind, DIAGNOSTIC_TAB);
    CHECK_STR_EQ(lex("if a:\n  b\n c"), "if name : newline indent name newline lexical error");
    CHECK_EQ(error.kind, DIAGNOSTIC_INDENTATION);
}

TEST(identifiers_may_have_any_letters) {
    CHECK_STR_EQ(lex("\xc3\xa9t\xc3\xa9 \xe5\x8f\x98"), "name name newline end of file");
    CHECK_STR_EQ(lex("a\xe2\x82\xac"), "lexical error");
    CHECK_STR_EQ(error.message, "invalid character '\xe2\x82\xac' (U+20AC)");
    CHECK_STR_EQ(lex("a\xc2\xa0"), "lexical error");
    CHECK_STR_EQ(error.message, "invalid non-printable character U+00A0");
}

TEST(characters_have_names) {
    uint32_t character = 0;
    char name[CHARACTER_NAME_CAPACITY];
    CHECK(character_find_name("LATIN SMALL LETTER A", 20, &character));
    CHECK_EQ(character, 'a');
    CHECK(character_find_name("hangul syllable gag", 19, &character) == false);
    CHECK(character_find_name("HANGUL SYLLABLE GAG", 19, &character));
    CHECK_EQ(character, 0xAC01);
    CHECK(character_name(0x2022, name));
    CHECK_STR_EQ(name, "BULLET");
    CHECK(character_name(0x4E00, name));
    CHECK_STR_EQ(name, "CJK UNIFIED IDEOGRAPH-4E00");
    CHECK(!character_name(0, name));
}

static const char *normal(NormalForm form, const char *text) {
    Text result;
    CHECK(normalize_text(form, (Text){text, strlen(text)}, region, &result));
    return result.bytes;
}

TEST(texts_have_normal_forms) {
    CHECK_STR_EQ(normal(NORMAL_NFC, "e\xcc\x81"), "\xc3\xa9");
    CHECK_STR_EQ(normal(NORMAL_NFD, "\xc3\xa9"), "e\xcc\x81");
    CHECK_STR_EQ(normal(NORMAL_NFKC, "\xef\xac\x81"), "fi");
    CHECK_STR_EQ(normal(NORMAL_NFC, "\xef\xac\x81"), "\xef\xac\x81");
    CHECK_STR_EQ(normal(NORMAL_NFD, "\xea\xb0\x81"), "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8");
    CHECK_STR_EQ(normal(NORMAL_NFC, "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8"), "\xea\xb0\x81");
    CHECK_STR_EQ(normal(NORMAL_NFC, "q\xcc\x87\xcc\xa3"), "q\xcc\xa3\xcc\x87");
}

int main(void) {
    region = mem_region_new();
    RUN(soft_keywords_are_names_elsewhere);
    RUN(fstrings_have_modes);
    RUN(the_end_of_a_source_closes_everything);
    RUN(lexical_errors_end_the_tokens);
    RUN(identifiers_may_have_any_letters);
    RUN(characters_have_names);
    RUN(texts_have_normal_forms);
    mem_region_free(region);
    return test_result();
}
