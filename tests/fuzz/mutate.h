/* Inputs and how they are changed: a pseudo-random sequence of its own, the same at every run. */
#ifndef TESTS_FUZZ_MUTATE_H
#define TESTS_FUZZ_MUTATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Input {
    uint8_t *bytes; /* malloc'ed */
    size_t size;
} Input;

typedef struct Inputs {
    Input *items;
    size_t count, capacity;
} Inputs;

void inputs_add_steal(Inputs *inputs, Input input);
void inputs_free(Inputs *inputs);
/* False: the file cannot be read. */
bool input_read(const char *path, Input *input);
/* The tokens of a dictionary as libFuzzer and AFL++ have them: lines of `"text"`, with \xNN. */
bool inputs_read_dictionary(Inputs *tokens, const char *path);

void random_seed(uint64_t seed);
size_t random_below(size_t limit);

/* One of the seeds with one to six changes, in a block of exactly its size: reading over its end is
 * seen. */
Input mutant_new(const Inputs *seeds, const Inputs *tokens);

#endif
