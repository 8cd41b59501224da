/* Checks for the unit tests in C: a failed one prints the expressions, the values and the place.
 *
 *     TEST(freed_block_is_reused_first) { ... CHECK_EQ(second, first); }
 *     int main(void) { RUN(freed_block_is_reused_first); return test_result(); }
 */
#ifndef TESTS_SUPPORT_TEST_H
#define TESTS_SUPPORT_TEST_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int test_failures;

/* With TEST_ONLY in the environment only tests whose names begin so are run. */
static inline bool test_is_wanted(const char *name) {
    const char *only = getenv("TEST_ONLY");
    return only == NULL || strncmp(name, only, strlen(only)) == 0;
}

#define TEST(name) static void test_##name(void)
#define RUN(name)                                                                                  \
    do {                                                                                           \
        if (!test_is_wanted(#name))                                                                \
            break;                                                                                 \
        int before = test_failures;                                                                \
        test_##name();                                                                             \
        printf("%s %s\n", test_failures == before ? "ok  " : "FAIL", #name);                       \
    } while (0)

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("%s:%d: %s is false\n", __FILE__, __LINE__, #condition);                        \
            test_failures++;                                                                       \
        }                                                                                          \
    } while (0)

#define CHECK_EQ(actual, expected)                                                                 \
    do {                                                                                           \
        long long actual_value = (long long)(actual), expected_value = (long long)(expected);      \
        if (actual_value != expected_value) {                                                      \
            printf("%s:%d: %s is %lld, not %lld (%s)\n", __FILE__, __LINE__, #actual,              \
                   actual_value, expected_value, #expected);                                       \
            test_failures++;                                                                       \
        }                                                                                          \
    } while (0)

#define CHECK_STR_EQ(actual, expected)                                                             \
    do {                                                                                           \
        const char *actual_text = (actual), *expected_text = (expected);                           \
        if (strcmp(actual_text, expected_text) != 0) {                                             \
            printf("%s:%d: %s is\n%s\nnot\n%s\n", __FILE__, __LINE__, #actual, actual_text,        \
                   expected_text);                                                                 \
            test_failures++;                                                                       \
        }                                                                                          \
    } while (0)

static inline int test_result(void) {
    return test_failures == 0 ? 0 : 1;
}

#endif
