/* The table of algorithms, and what those that work block by block share. */
#include "lib/native/hash/hash.h"

#include <string.h>

void blocked_update(const HashAlgorithm *algorithm, HashState *state, const uint8_t *data,
                    size_t size) {
    size_t block_size = algorithm->block_size;
    state->size += size;
    if (state->used) {
        size_t part = block_size - state->used;
        part = part < size ? part : size;
        memcpy(state->block + state->used, data, part);
        state->used += part;
        data += part;
        size -= part;
        if (state->used < block_size)
            return;
        algorithm->add_blocks(state, state->block, 1);
        state->used = 0;
    }
    size_t count = size / block_size;
    if (count)
        algorithm->add_blocks(state, data, count);
    state->used = size % block_size;
    memcpy(state->block, data + count * block_size, state->used);
}

/* A bit, zeros, and the number of bits at the end of the last block. */
void blocked_finish(const HashAlgorithm *algorithm, HashState *state, uint8_t *digest,
                    size_t size) {
    size_t block_size = algorithm->block_size, length_size = block_size / 8;
    uint64_t bits = state->size * 8;
    size_t word_size = block_size == 128 ? 8 : 4;
    state->block[state->used++] = 0x80;
    if (state->used > block_size - length_size) {
        memset(state->block + state->used, 0, block_size - state->used);
        algorithm->add_blocks(state, state->block, 1);
        state->used = 0;
    }
    memset(state->block + state->used, 0, block_size - state->used);
    bits = algorithm->little_endian ? bits : __builtin_bswap64(bits);
    memcpy(state->block + block_size - 8, &bits, 8);
    algorithm->add_blocks(state, state->block, 1);
    for (size_t i = 0; i * word_size < size; i++) { /* digests are whole words */
        uint64_t word = state->words[i];
        if (!algorithm->little_endian)
            word = __builtin_bswap64(word) >> (64 - 8 * word_size);
        memcpy(digest + i * word_size, &word, word_size);
    }
}

#define BLOCKED(name, digest, block, start, add_blocks, little)                                    \
    { name, digest, block, start, blocked_update, blocked_finish, add_blocks, little }
#define SPONGE(name, digest, block)                                                                \
    { name, digest, block, sha3_start, sha3_update, sha3_finish, NULL, true }

const HashAlgorithm hash_algorithms[] = {
    BLOCKED("md5", 16, 64, md5_start, md5_add_blocks, true),
    BLOCKED("sha1", 20, 64, sha1_start, sha1_add_blocks, false),
    BLOCKED("sha224", 28, 64, sha224_start, sha256_add_blocks, false),
    BLOCKED("sha256", 32, 64, sha256_start, sha256_add_blocks, false),
    BLOCKED("sha384", 48, 128, sha384_start, sha512_add_blocks, false),
    BLOCKED("sha512", 64, 128, sha512_start, sha512_add_blocks, false),
    SPONGE("sha3_224", 28, 144),
    SPONGE("sha3_256", 32, 136),
    SPONGE("sha3_384", 48, 104),
    SPONGE("sha3_512", 64, 72),
    SPONGE("shake_128", 0, 168),
    SPONGE("shake_256", 0, 136),
    {NULL, 0, 0, NULL, NULL, NULL, NULL, false},
};

const HashAlgorithm *hash_find(const char *name) {
    for (const HashAlgorithm *each = hash_algorithms; each->name; each++)
        if (strcmp(each->name, name) == 0)
            return each;
    return NULL;
}
