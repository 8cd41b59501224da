/* SHA-3 and SHAKE (FIPS 202): the sponge over Keccak-f[1600]. The block size of an algorithm is its
 * rate; state->used is how much of the current one was absorbed. */
#include "lib/native/hash/hash.h"

#include <string.h>

static uint64_t rotate(uint64_t x, int n) {
    return x << n | x >> (64 - n);
}

static const uint64_t round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};
/* One step of rho and pi: the lane that was there is turned into the next place. */
#define MOVE(place, turn)                                                                          \
    next = a[place];                                                                               \
    a[place] = rotate(moved, turn);                                                                \
    moved = next
/* Chi, of a row. */
#define MIX_ROW(y)                                                                                 \
    r0 = a[y], r1 = a[(y) + 1], r2 = a[(y) + 2], r3 = a[(y) + 3], r4 = a[(y) + 4];                 \
    a[y] = r0 ^ (~r1 & r2), a[(y) + 1] = r1 ^ (~r2 & r3), a[(y) + 2] = r2 ^ (~r3 & r4);            \
    a[(y) + 3] = r3 ^ (~r4 & r0), a[(y) + 4] = r4 ^ (~r0 & r1)
/* Theta: the parities of two columns go into the one between them. */
#define PARITY(x) (a[x] ^ a[(x) + 5] ^ a[(x) + 10] ^ a[(x) + 15] ^ a[(x) + 20])
#define ADD_PARITY(x, left, right)                                                                 \
    d = (left) ^ rotate(right, 1);                                                                 \
    a[x] ^= d, a[(x) + 5] ^= d, a[(x) + 10] ^= d, a[(x) + 15] ^= d, a[(x) + 20] ^= d

static void permute(uint64_t state[25]) {
    uint64_t a[25], d, next, r0, r1, r2, r3, r4;
    memcpy(a, state, sizeof a);
    for (int round = 0; round < 24; round++) {
        uint64_t c0 = PARITY(0), c1 = PARITY(1), c2 = PARITY(2), c3 = PARITY(3), c4 = PARITY(4);
        ADD_PARITY(0, c4, c1);
        ADD_PARITY(1, c0, c2);
        ADD_PARITY(2, c1, c3);
        ADD_PARITY(3, c2, c4);
        ADD_PARITY(4, c3, c0);
        uint64_t moved = a[1];
        MOVE(10, 1);
        MOVE(7, 3);
        MOVE(11, 6);
        MOVE(17, 10);
        MOVE(18, 15);
        MOVE(3, 21);
        MOVE(5, 28);
        MOVE(16, 36);
        MOVE(8, 45);
        MOVE(21, 55);
        MOVE(24, 2);
        MOVE(4, 14);
        MOVE(15, 27);
        MOVE(23, 41);
        MOVE(19, 56);
        MOVE(13, 8);
        MOVE(12, 25);
        MOVE(2, 43);
        MOVE(20, 62);
        MOVE(14, 18);
        MOVE(22, 39);
        MOVE(9, 61);
        MOVE(6, 20);
        MOVE(1, 44);
        MIX_ROW(0);
        MIX_ROW(5);
        MIX_ROW(10);
        MIX_ROW(15);
        MIX_ROW(20);
        a[0] ^= round_constants[round];
    }
    memcpy(state, a, sizeof a);
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
            for (size_t i = 0; i < rate / 8; i++) {
                uint64_t lane = 0;
                for (int byte = 7; byte >= 0; byte--)
                    lane = lane << 8 | data[8 * i + (size_t)byte];
                state->words[i] ^= lane;
            }
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
    for (size_t i = 0; i < size; i++) {
        if (i % rate == 0)
            permute(state->words);
        digest[i] = (uint8_t)(state->words[i % rate / 8] >> 8 * (i % 8));
    }
}
