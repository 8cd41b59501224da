/* What is fuzzed: a target takes any bytes and aborts when something that must hold does not.
 *
 * The targets in C (target_NAME.c) are listed in targets.c; any other name is that of a Python
 * file, target_NAME.py, whose function fuzz(data) may raise nothing (target_python.c). One program
 * holds them all and is driven by our own loop (driver.c), by libFuzzer (libfuzzer.c) or by AFL++
 * through either. */
#ifndef TESTS_FUZZ_TARGET_H
#define TESTS_FUZZ_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "compiler/code.h"

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s is false\n", __FILE__, __LINE__, #condition);               \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

typedef struct FuzzTarget {
    const char *name;
    void (*start)(const char *name); /* once, before the first run */
    void (*run)(const uint8_t *bytes, size_t size);
    /* Makes a seed of the bytes of a seed file, for targets whose inputs are built by the program
     * itself: malloc'ed, `*size` is set. Null: the bytes are the seed. */
    uint8_t *(*make_seed)(const uint8_t *bytes, size_t *size);
} FuzzTarget;

/* Never null: a name that is none ends the process with status 2. */
const FuzzTarget *fuzz_target_start(const char *name);

extern const FuzzTarget fuzz_target_tree, fuzz_target_code, fuzz_target_pyc, fuzz_target_python;

/* Walks a Code, prints it, writes it and reads it back equal; gives it up. */
void fuzz_use_code(Code *code);
/* A stream to print to. */
FILE *fuzz_nowhere(void);

#endif
