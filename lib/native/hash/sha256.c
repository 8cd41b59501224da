/* SHA-256 and SHA-224 (FIPS 180-4). */
#include "lib/native/hash/accelerate.h"

static void set_words(HashState *state, const uint32_t *words) {
    for (size_t i = 0; i < 8; i++)
        state->words[i] = words[i];
}

void sha256_start(HashState *state) {
    static const uint32_t initial[] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                       0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    set_words(state, initial);
}

void sha224_start(HashState *state) {
    static const uint32_t initial[] = {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939,
                                       0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};
    set_words(state, initial);
}

/* The fractional parts of the cube roots of the first 64 primes. */
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

#define WORD          uint32_t
#define WORD_BITS     32
#define ROUNDS        64
#define SCHEDULE_0(x) (rotate(x, 7) ^ rotate(x, 18) ^ (x) >> 3)
#define SCHEDULE_1(x) (rotate(x, 17) ^ rotate(x, 19) ^ (x) >> 10)
#define SUM_A(x)      (rotate(x, 2) ^ rotate(x, 13) ^ rotate(x, 22))
#define SUM_E(x)      (rotate(x, 6) ^ rotate(x, 11) ^ rotate(x, 25))
#include "lib/native/hash/sha2_block.inc"

void sha256_add_blocks(HashState *state, const uint8_t *blocks, size_t count) {
    if (hash_add_blocks_fast(FAST_SHA256, state, blocks, count))
        return;
    uint32_t v[8];
    for (int i = 0; i < 8; i++)
        v[i] = (uint32_t)state->words[i];
    for (; count > 0; count--, blocks += 64)
        add_block(v, blocks);
    set_words(state, v);
}
