/* BLAKE2b and BLAKE2s (RFC 7693), with keys, salts and the parameters of trees.
 *
 * The two differ in the width of words, so that one round serves both. The last block is held back
 * until the end: it is marked. */
#include "lib/native/hash/hash.h"

#include <string.h>

static const uint8_t order[10][16] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                      {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
                                      {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
                                      {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
                                      {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
                                      {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
                                      {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
                                      {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
                                      {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
                                      {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

static const uint64_t initial_b[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                                      0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                                      0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
static const uint64_t initial_s[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

#define MIX(Word, a, b, c, d, x, y, r1, r2, r3, r4)                                                \
    v[a] = (Word)(v[a] + v[b] + (x));                                                              \
    v[d] = ROTATE(Word, v[d] ^ v[a], r1);                                                          \
    v[c] = (Word)(v[c] + v[d]);                                                                    \
    v[b] = ROTATE(Word, v[b] ^ v[c], r2);                                                          \
    v[a] = (Word)(v[a] + v[b] + (y));                                                              \
    v[d] = ROTATE(Word, v[d] ^ v[a], r3);                                                          \
    v[c] = (Word)(v[c] + v[d]);                                                                    \
    v[b] = ROTATE(Word, v[b] ^ v[c], r4)
#define ROTATE(Word, x, n) (Word)((x) >> (n) | (x) << (8 * sizeof(Word) - (n)))

/* The rounds are written out, so that the words they take have constant places. */
#define WORD(round, i) w[order[(round) % 10][i]]
#define ROUND(Word, n, r1, r2, r3, r4)                                                             \
    MIX(Word, 0, 4, 8, 12, WORD(n, 0), WORD(n, 1), r1, r2, r3, r4);                                \
    MIX(Word, 1, 5, 9, 13, WORD(n, 2), WORD(n, 3), r1, r2, r3, r4);                                \
    MIX(Word, 2, 6, 10, 14, WORD(n, 4), WORD(n, 5), r1, r2, r3, r4);                               \
    MIX(Word, 3, 7, 11, 15, WORD(n, 6), WORD(n, 7), r1, r2, r3, r4);                               \
    MIX(Word, 0, 5, 10, 15, WORD(n, 8), WORD(n, 9), r1, r2, r3, r4);                               \
    MIX(Word, 1, 6, 11, 12, WORD(n, 10), WORD(n, 11), r1, r2, r3, r4);                             \
    MIX(Word, 2, 7, 8, 13, WORD(n, 12), WORD(n, 13), r1, r2, r3, r4);                              \
    MIX(Word, 3, 4, 9, 14, WORD(n, 14), WORD(n, 15), r1, r2, r3, r4)
#define TEN_ROUNDS(Word, ...)                                                                      \
    ROUND(Word, 0, __VA_ARGS__);                                                                   \
    ROUND(Word, 1, __VA_ARGS__);                                                                   \
    ROUND(Word, 2, __VA_ARGS__);                                                                   \
    ROUND(Word, 3, __VA_ARGS__);                                                                   \
    ROUND(Word, 4, __VA_ARGS__);                                                                   \
    ROUND(Word, 5, __VA_ARGS__);                                                                   \
    ROUND(Word, 6, __VA_ARGS__);                                                                   \
    ROUND(Word, 7, __VA_ARGS__);                                                                   \
    ROUND(Word, 8, __VA_ARGS__);                                                                   \
    ROUND(Word, 9, __VA_ARGS__)

#define DEFINE_COMPRESS(name, Word, load, initial, is_wide, ...)                                   \
    static void name(HashState *state, const uint8_t *block, bool last) {                          \
        Word w[16], v[16];                                                                         \
        for (size_t i = 0; i < 16; i++) {                                                          \
            w[i] = load(block + i * sizeof(Word));                                                 \
            v[i] = (Word)(i < 8 ? state->words[i] : initial[i - 8]);                               \
        }                                                                                          \
        v[12] ^= (Word)state->size;                                                                \
        v[13] ^= (Word)(is_wide ? 0 : state->size >> 32);                                          \
        if (last)                                                                                  \
            v[14] = (Word)~v[14];                                                                  \
        if (last && state->last_node)                                                              \
            v[15] = (Word)~v[15];                                                                  \
        TEN_ROUNDS(Word, __VA_ARGS__);                                                             \
        if (is_wide) {                                                                             \
            ROUND(Word, 10, __VA_ARGS__);                                                          \
            ROUND(Word, 11, __VA_ARGS__);                                                          \
        }                                                                                          \
        for (size_t i = 0; i < 8; i++)                                                             \
            state->words[i] ^= (Word)(v[i] ^ v[i + 8]);                                            \
    }
DEFINE_COMPRESS(compress_b, uint64_t, load_64, initial_b, true, 32, 24, 16, 63)
DEFINE_COMPRESS(compress_s, uint32_t, load_32, initial_s, false, 16, 12, 8, 7)

static void compress(const HashAlgorithm *algorithm, HashState *state, const uint8_t *block,
                     bool last) {
    (algorithm == &blake2b_algorithm ? compress_b : compress_s)(state, block, last);
}

static void update(const HashAlgorithm *algorithm, HashState *state, const uint8_t *data,
                   size_t size) {
    size_t whole = algorithm->block_size;
    while (size > 0) {
        if (state->used == whole) {
            state->size += state->used;
            compress(algorithm, state, state->block, false);
            state->used = 0;
        }
        for (; state->used == 0 && size > whole; data += whole, size -= whole) {
            state->size += whole;
            compress(algorithm, state, data, false);
        }
        size_t part = whole - state->used;
        part = part < size ? part : size;
        memcpy(state->block + state->used, data, part);
        state->used += part;
        data += part;
        size -= part;
    }
}

static void finish(const HashAlgorithm *algorithm, HashState *state, uint8_t *digest, size_t size) {
    size_t word_size = algorithm->block_size / 16;
    state->size += state->used;
    memset(state->block + state->used, 0, algorithm->block_size - state->used);
    compress(algorithm, state, state->block, true);
    store_words(digest, state->words, word_size, size);
}

static void put(uint8_t *to, uint64_t number, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        to[i] = (uint8_t)(number >> 8 * i);
}

/* The parameter block goes into the state, the key into the first block. */
static void start(HashState *state, const Blake2Parameters *p, const HashAlgorithm *algorithm,
                  const uint64_t *initial) {
    uint8_t block[64] = {(uint8_t)p->digest_size, (uint8_t)p->key_size, (uint8_t)p->fanout,
                         (uint8_t)p->depth};
    bool wide = algorithm == &blake2b_algorithm;
    size_t word_size = wide ? 8 : 4;
    put(block + 4, p->leaf_size, 4);
    put(block + 8, p->node_offset, wide ? 8 : 6);
    block[wide ? 16 : 14] = (uint8_t)p->node_depth;
    block[wide ? 17 : 15] = (uint8_t)p->inner_size;
    memcpy(block + 4 * word_size, p->salt, 2 * word_size);
    memcpy(block + 6 * word_size, p->person, 2 * word_size);
    for (size_t i = 0; i < 8; i++)
        state->words[i] = initial[i] ^ (wide ? load_64(block + 8 * i) : load_32(block + 4 * i));
    state->digest_size = p->digest_size;
    state->last_node = p->last_node;
    if (p->key_size) {
        uint8_t padded[128] = {0};
        memcpy(padded, p->key, p->key_size);
        update(algorithm, state, padded, algorithm->block_size);
    }
}

void blake2b_start(HashState *state, const Blake2Parameters *parameters) {
    start(state, parameters, &blake2b_algorithm, initial_b);
}

void blake2s_start(HashState *state, const Blake2Parameters *parameters) {
    start(state, parameters, &blake2s_algorithm, initial_s);
}

const HashAlgorithm blake2b_algorithm = {"blake2b", 64, 128, NULL, update, finish, NULL, true};
const HashAlgorithm blake2s_algorithm = {"blake2s", 32, 64, NULL, update, finish, NULL, true};
