/* SHA-3 and SHAKE (FIPS 202): the sponge over Keccak-f[1600]. The block size of an algorithm is its
 * rate; state->used is how much of the current one was absorbed. */
#include "lib/native/hash/hash.h"

#include <string.h>

static uint64_t rotate(uint64_t x, int n) {
    return n ? x << n | x >> (64 - n) : x;
}

static const uint64_t round_constants[24] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};
/* By the order in which pi visits the lanes. */
static const uint8_t turns[24] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                  27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
static const uint8_t lanes[24] = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                  15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};

static void permute(uint64_t a[25]) {
    for (int round = 0; round < 24; round++) {
        uint64_t column[5];
        for (int x = 0; x < 5; x++)
            column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
        for (int x = 0; x < 5; x++) {
            uint64_t d = column[(x + 4) % 5] ^ rotate(column[(x + 1) % 5], 1);
            for (int y = 0; y < 25; y += 5)
                a[x + y] ^= d;
        }
        uint64_t moved = a[1];
        for (int i = 0; i < 24; i++) {
            uint64_t next = a[lanes[i]];
            a[lanes[i]] = rotate(moved, turns[i]);
            moved = next;
        }
        for (int y = 0; y < 25; y += 5) {
            uint64_t row[5];
            memcpy(row, a + y, sizeof row);
            for (int x = 0; x < 5; x++)
                a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
        }
        a[0] ^= round_constants[round];
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
