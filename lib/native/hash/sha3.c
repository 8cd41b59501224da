/* SHA-3 and SHAKE (FIPS 202): the sponge over Keccak-f[1600]. The block size of an algorithm is its
 * rate; state->used is how much of the current one was absorbed. */
#include "lib/native/hash/hash.h"

#include <string.h>

static uint64_t rotate(uint64_t x, int n) {
    return x << n | x >> (-n & 63);
}

static const uint64_t round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

enum { LANES = 25 };

/* Theta: the parities of two columns go into the one between them. */
#define PARITY(x) (a[x] ^ a[(x) + 5] ^ a[(x) + 10] ^ a[(x) + 15] ^ a[(x) + 20])
/* Rho and pi: a lane, with its column's parities in it, turned. */
#define TURNED(place, turn) rotate(a[place] ^ d[(place) % 5], turn)
/* Chi, of a row: of five lanes by their places before, each with its turn. */
#define MAKE_ROW(y, p0, t0, p1, t1, p2, t2, p3, t3, p4, t4)                                        \
    r0 = TURNED(p0, t0), r1 = TURNED(p1, t1), r2 = TURNED(p2, t2);                                 \
    r3 = TURNED(p3, t3), r4 = TURNED(p4, t4);                                                      \
    to[y] = r0 ^ (~r1 & r2), to[(y) + 1] = r1 ^ (~r2 & r3), to[(y) + 2] = r2 ^ (~r3 & r4);         \
    to[(y) + 3] = r3 ^ (~r4 & r0), to[(y) + 4] = r4 ^ (~r0 & r1)

static inline void permute_round(const uint64_t a[LANES], uint64_t to[LANES], uint64_t constant) {
    uint64_t c0 = PARITY(0), c1 = PARITY(1), c2 = PARITY(2), c3 = PARITY(3), c4 = PARITY(4);
    const uint64_t d[5] = {c4 ^ rotate(c1, 1), c0 ^ rotate(c2, 1), c1 ^ rotate(c3, 1),
                           c2 ^ rotate(c4, 1), c3 ^ rotate(c0, 1)};
    uint64_t r0, r1, r2, r3, r4;
    MAKE_ROW(0, 0, 0, 6, 44, 12, 43, 18, 21, 24, 14);
    MAKE_ROW(5, 3, 28, 9, 20, 10, 3, 16, 45, 22, 61);
    MAKE_ROW(10, 1, 1, 7, 6, 13, 25, 19, 8, 20, 18);
    MAKE_ROW(15, 4, 27, 5, 36, 11, 10, 17, 15, 23, 56);
    MAKE_ROW(20, 2, 62, 8, 55, 14, 39, 15, 41, 21, 2);
    to[0] ^= constant;
}

static void permute(uint64_t state[LANES]) {
    uint64_t other[LANES];
    for (int round = 0; round < 24; round += 2) {
        permute_round(state, other, round_constants[round]);
        permute_round(other, state, round_constants[round + 1]);
    }
}

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
