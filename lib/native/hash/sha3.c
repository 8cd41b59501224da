/* SHA-3 and SHAKE (FIPS 202): the sponge over Keccak-f[1600]. The block size of an algorithm is its
 * rate; state->used is how much of the current one was absorbed. */
#include "lib/native/hash/hash.h"

#include <string.h>

static const uint64_t round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

enum { LANES = 25 };

#define LANE uint64_t
#define TARGET
#define PERMUTE permute_plain
#include "lib/native/hash/sha3_permute.inc"

/* With a lane in a vector register of its own, of which there are 32 and whose instructions turn
 * and combine three operands: 0.46 of the time. */
#if defined(__x86_64__)
typedef uint64_t Vector __attribute__((vector_size(16)));
#undef LANE
#undef TARGET
#undef PERMUTE
#define LANE    Vector
#define TARGET  __attribute__((target("avx512vl")))
#define PERMUTE permute_vectors
#include "lib/native/hash/sha3_permute.inc"

static void permute(uint64_t words[LANES]) {
    if (__builtin_cpu_supports("avx512vl"))
        permute_vectors(words);
    else
        permute_plain(words);
}
#else
static void permute(uint64_t words[LANES]) {
    permute_plain(words);
}
#endif

static void mix_byte(HashState *state, size_t place, uint8_t byte) {
    state->words[place / 8] ^= (uint64_t)byte << 8 * (place % 8);
}

void sha3_start(HashState *state) {
    memset(state->words, 0, sizeof state->words);
}

void sha3_update(const HashAlgorithm *algorithm, HashState *state, const uint8_t *data,
                 size_t size) {
    size_t rate = algorithm->block_size;
    while (size > 0) {
        if (state->used == 0 && size >= rate) {
            for (size_t i = 0; i < rate / 8; i++)
                state->words[i] ^= load_64(data + 8 * i);
            data += rate;
            size -= rate;
            permute(state->words);
            continue;
        }
        mix_byte(state, state->used++, *data++);
        size--;
        if (state->used == rate) {
            permute(state->words);
            state->used = 0;
        }
    }
}

void sha3_finish(const HashAlgorithm *algorithm, HashState *state, uint8_t *digest, size_t size) {
    size_t rate = algorithm->block_size;
    mix_byte(state, state->used, algorithm->digest_size ? 0x06 : 0x1f);
    mix_byte(state, rate - 1, 0x80);
    for (size_t part; size > 0; digest += part, size -= part) {
        permute(state->words);
        part = size < rate ? size : rate;
        store_words(digest, state->words, 8, part);
    }
}
