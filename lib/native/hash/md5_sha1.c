/* MD5 (RFC 1321) and SHA-1 (FIPS 180-4): old, but asked for. */
#include "lib/native/hash/accelerate.h"

#include <string.h>

static uint32_t rotate(uint32_t x, int n) {
    return x << n | x >> (32 - n);
}

static void set_words(HashState *state, const uint32_t *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        state->words[i] = words[i];
}

/* ---- MD5 ------------------------------------------------------------------------------------- */

void md5_start(HashState *state) {
    static const uint32_t initial[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    set_words(state, initial, 4);
}

/* floor(2**32 * abs(sin(i + 1))) */
static const uint32_t sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
static const uint8_t turns[4][4] = {
    {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

static void md5_add_block(uint32_t v[4], const uint8_t *block) {
    uint32_t w[16], a = v[0], b = v[1], c = v[2], d = v[3];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] | (uint32_t)block[4 * i + 1] << 8 |
               (uint32_t)block[4 * i + 2] << 16 | (uint32_t)block[4 * i + 3] << 24;
    for (int i = 0; i < 64; i++) {
        uint32_t mixed;
        int word;
        switch (i / 16) {
        case 0:
            mixed = d ^ (b & (c ^ d));
            word = i;
            break;
        case 1:
            mixed = c ^ (d & (b ^ c));
            word = (5 * i + 1) % 16;
            break;
        case 2:
            mixed = b ^ c ^ d;
            word = (3 * i + 5) % 16;
            break;
        default:
            mixed = c ^ (b | ~d);
            word = 7 * i % 16;
            break;
        }
        uint32_t sum = a + mixed + sines[i] + w[word];
        a = d;
        d = c;
        c = b;
        b += rotate(sum, turns[i / 16][i % 4]);
    }
    v[0] += a;
    v[1] += b;
    v[2] += c;
    v[3] += d;
}

void md5_add_blocks(HashState *state, const uint8_t *blocks, size_t count) {
    if (hash_add_blocks_fast(FAST_MD5, state, blocks, count))
        return;
    uint32_t v[4];
    for (int i = 0; i < 4; i++)
        v[i] = (uint32_t)state->words[i];
    for (; count > 0; count--, blocks += 64)
        md5_add_block(v, blocks);
    set_words(state, v, 4);
}

/* ---- SHA-1 ----------------------------------------------------------------------------------- */

void sha1_start(HashState *state) {
    static const uint32_t initial[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    set_words(state, initial, 5);
}

static void sha1_add_block(uint32_t v[5], const uint8_t *block) {
    uint32_t w[80], a = v[0], b = v[1], c = v[2], d = v[3], e = v[4];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
               (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 80; i++)
        w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (int i = 0; i < 80; i++) {
        uint32_t mixed;
        switch (i / 20) {
        case 0:
            mixed = (d ^ (b & (c ^ d))) + 0x5a827999;
            break;
        case 1:
            mixed = (b ^ c ^ d) + 0x6ed9eba1;
            break;
        case 2:
            mixed = ((b & c) | (d & (b | c))) + 0x8f1bbcdc;
            break;
        default:
            mixed = (b ^ c ^ d) + 0xca62c1d6;
            break;
        }
        uint32_t sum = rotate(a, 5) + mixed + e + w[i];
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = sum;
    }
    v[0] += a;
    v[1] += b;
    v[2] += c;
    v[3] += d;
    v[4] += e;
}

void sha1_add_blocks(HashState *state, const uint8_t *blocks, size_t count) {
    if (hash_add_blocks_fast(FAST_SHA1, state, blocks, count))
        return;
    uint32_t v[5];
    for (int i = 0; i < 5; i++)
        v[i] = (uint32_t)state->words[i];
    for (; count > 0; count--, blocks += 64)
        sha1_add_block(v, blocks);
    set_words(state, v, 5);
}
