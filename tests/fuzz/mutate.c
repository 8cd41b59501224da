/* Mutants: see mutate.h. A change is a byte replaced, a bit turned, a number made extreme, bytes
 * removed, doubled or copied from elsewhere, a token put in, another seed's piece put in, the end
 * cut off. */
#include "tests/fuzz/mutate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GROWTH = 1024, CHANGES_MAX = 6 };

static uint64_t random_state = 1;

void random_seed(uint64_t seed) {
    random_state = seed * 2 + 1;
}

/* xorshift64*: below `limit`. */
size_t random_below(size_t limit) {
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return limit ? (size_t)((random_state * 0x2545f4914f6cdd1du) >> 33) % limit : 0;
}

/* ---- lists of inputs ------------------------------------------------------------------------- */

static void *require(void *memory) {
    if (!memory)
        abort();
    return memory;
}

void inputs_add_steal(Inputs *inputs, Input input) {
    if (inputs->count == inputs->capacity) {
        inputs->capacity = inputs->capacity ? inputs->capacity * 2 : 16;
        inputs->items = require(realloc(inputs->items, inputs->capacity * sizeof *inputs->items));
    }
    inputs->items[inputs->count++] = input;
}

void inputs_free(Inputs *inputs) {
    for (size_t i = 0; i < inputs->count; i++)
        free(inputs->items[i].bytes);
    free(inputs->items);
}

bool input_read(const char *path, Input *input) {
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    size_t capacity = 4096, size = 0, got;
    uint8_t *bytes = require(malloc(capacity));
    while ((got = fread(bytes + size, 1, capacity - size - 1, file)) > 0) {
        size += got;
        if (size == capacity - 1)
            bytes = require(realloc(bytes, capacity *= 2));
    }
    bytes[size] = 0; /* for those that read text */
    fclose(file);
    *input = (Input){bytes, size};
    return true;
}

/* The token between the quotes that `line` may have. */
static bool read_token(const char *line, Input *token) {
    const char *at = strchr(line, '"'), *end = strrchr(line, '"');
    if (*line == '#' || !at || at == end)
        return false;
    uint8_t *bytes = require(malloc((size_t)(end - at)));
    size_t size = 0;
    unsigned code;
    while (++at < end) {
        if (at[0] == '\\' && sscanf(at + 1, "x%2x", &code) == 1) {
            bytes[size++] = (uint8_t)code;
            at += 3;
        } else {
            at += at[0] == '\\';
            bytes[size++] = (uint8_t)*at;
        }
    }
    *token = (Input){bytes, size};
    return true;
}

bool inputs_read_dictionary(Inputs *tokens, const char *path) {
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    char line[256];
    Input token;
    while (fgets(line, sizeof line, file))
        if (read_token(line, &token))
            inputs_add_steal(tokens, token);
    fclose(file);
    return true;
}

/* ---- changes --------------------------------------------------------------------------------- */

/* Puts bytes in at `at`; what does not fit into the capacity is left out. */
static size_t insert(Input *input, size_t capacity, size_t at, const uint8_t *bytes, size_t size) {
    if (input->size + size > capacity)
        return input->size;
    memmove(input->bytes + at + size, input->bytes + at, input->size - at);
    if (bytes)
        memcpy(input->bytes + at, bytes, size);
    return input->size + size;
}

static size_t insert_one_of(Input *input, size_t capacity, const Inputs *pieces, size_t longest) {
    if (!pieces->count)
        return input->size;
    const Input *piece = &pieces->items[random_below(pieces->count)];
    size_t from = piece->size > longest ? random_below(piece->size - longest) : 0;
    size_t size = piece->size > longest ? 1 + random_below(longest) : piece->size;
    return insert(input, capacity, random_below(input->size + 1), piece->bytes + from, size);
}

static size_t change(Input *input, size_t capacity, const Inputs *seeds, const Inputs *tokens) {
    static const uint8_t extremes[] = {0x00, 0x01, 0x7f, 0x80, 0xff, 0xfe, 0x3f, 0x40};
    uint8_t *bytes = input->bytes;
    size_t size = input->size;
    if (!size)
        return insert_one_of(input, capacity, seeds, 64);
    size_t at = random_below(size), count = 1 + random_below(8);
    if (at + count > size)
        count = size - at;
    switch (random_below(10)) {
    case 0:
        bytes[at] = (uint8_t)random_below(256);
        return size;
    case 1:
        bytes[at] ^= (uint8_t)(1u << random_below(8));
        return size;
    case 2:
        bytes[at] = extremes[random_below(sizeof extremes)];
        return size;
    case 3:
        bytes[at] = (uint8_t)(bytes[at] + (random_below(2) ? 1 : -1));
        return size;
    case 4:
        memmove(bytes + at, bytes + at + count, size - at - count);
        return size - count;
    case 5:
        return insert(input, capacity, at, NULL, count); /* what stands there, twice */
    case 6:
        memmove(bytes + at, bytes + random_below(size - count + 1), count);
        return size;
    case 7:
        return insert_one_of(input, capacity, tokens, 64);
    case 8:
        return insert_one_of(input, capacity, seeds, 64);
    default:
        return random_below(20) ? size : at;
    }
}

Input mutant_new(const Inputs *seeds, const Inputs *tokens) {
    const Input *seed = &seeds->items[random_below(seeds->count)];
    size_t capacity = seed->size + GROWTH;
    Input mutant = {require(malloc(capacity)), seed->size};
    memcpy(mutant.bytes, seed->bytes, seed->size);
    for (size_t changes = 1 + random_below(CHANGES_MAX); changes; changes--)
        mutant.size = change(&mutant, capacity, seeds, tokens);
    uint8_t *exact = realloc(mutant.bytes, mutant.size ? mutant.size : 1);
    mutant.bytes = exact ? exact : mutant.bytes;
    return mutant;
}
