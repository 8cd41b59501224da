/* Sources: encodings, newlines. */
#include "lexer/source.h"
#include "tests/support/test.h"

static MemRegion *region;
static Source source;
static Diagnostic diagnostic;

static bool decode(const char *bytes, size_t size) {
    return source_init(&source, bytes, size, NULL, 0, region, &diagnostic);
}
#define DECODE(literal) decode(literal, sizeof literal - 1)

TEST(newlines_become_line_feeds) {
    CHECK(DECODE("a\r\nb\rc\n"));
    CHECK_STR_EQ(source.bytes, "a\nb\nc\n");
    CHECK(!source.newline_added);
    CHECK(DECODE("a"));
    CHECK_STR_EQ(source.bytes, "a\n");
    CHECK(source.newline_added);
    CHECK(DECODE(""));
    CHECK_EQ(source.size, 0);
}

TEST(utf8_is_the_rule) {
    CHECK(DECODE("\xef\xbb\xbfx\n"));
    CHECK_STR_EQ(source.bytes, "x\n");
    CHECK(!DECODE("x\n\xff\n"));
    CHECK_EQ(diagnostic.line, 2);
    CHECK_STR_EQ(diagnostic.message, "(unicode error) 'utf-8' codec can't decode byte 0xff in "
                                     "position 0: invalid start byte");
    CHECK(!DECODE("\xed\xa0\x80"));
    CHECK(!DECODE("\xc0\x80"));
    CHECK(!DECODE("\xf4\x90\x80\x80"));
    CHECK(DECODE("\xf4\x8f\xbf\xbf"));
}

TEST(coding_lines_are_read) {
    CHECK(DECODE("# -*- coding: latin-1 -*-\n\xe9\n"));
    CHECK_STR_EQ(source_line(&source, 2).bytes, "\xc3\xa9\n");
    CHECK(DECODE("#!x\n# vim: set fileencoding=iso-8859-15 :\n\xa4"));
    CHECK_STR_EQ(source_line(&source, 3).bytes, "\xe2\x82\xac\n");
    CHECK(!DECODE("# coding: ascii\n\xe9"));
    CHECK(!DECODE("# coding: no-such\n"));
    CHECK_STR_EQ(diagnostic.message, "unknown encoding: no-such");
    CHECK(DECODE("x\n# coding: no-such\n"));
    CHECK(!DECODE("\xef\xbb\xbf# coding: latin-1\n"));
    CHECK_STR_EQ(diagnostic.message, "encoding problem: iso-8859-1 with BOM");
}

TEST(nul_bytes_are_refused) {
    CHECK(!DECODE("x\0y"));
    CHECK_STR_EQ(diagnostic.message, "source code string cannot contain null bytes");
}

int main(void) {
    region = mem_region_new();
    RUN(newlines_become_line_feeds);
    RUN(utf8_is_the_rule);
    RUN(coding_lines_are_read);
    RUN(nul_bytes_are_refused);
    mem_region_free(region);
    return test_result();
}
