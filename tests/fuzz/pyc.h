/* One mutated .pyc file, given to everything that reads such files before code runs. */
#ifndef TESTS_FUZZ_PYC_H
#define TESTS_FUZZ_PYC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Aborts when something that must hold does not. True: the verifier let a Code through. */
bool fuzz_pyc(const uint8_t *file, size_t size);

#endif
