/* Hash algorithms, each a row of functions over a state of its own.
 *
 * MD5, SHA-1 and SHA-2 work block by block: algorithms.c buffers what is not a whole block yet and
 * adds the padding. SHA-3 and BLAKE2 do their own. All sizes are bytes. */
#ifndef LIB_NATIVE_HASH_HASH_H
#define LIB_NATIVE_HASH_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HASH_BLOCK_MAX = 200, HASH_DIGEST_MAX = 64 };

typedef struct HashState {
    uint64_t words[25]; /* of the algorithm, 32-bit ones in the lower halves */
    uint64_t size;      /* of the data so far */
    size_t used;        /* in block */
    size_t digest_size; /* BLAKE2's is a parameter */
    bool last_node;     /* BLAKE2 */
    uint8_t block[HASH_BLOCK_MAX];
} HashState;

typedef struct HashAlgorithm {
    const char *name;
    size_t digest_size, block_size; /* digest_size 0: as many bytes as are asked for */
    void (*start)(HashState *state);
    void (*update)(const struct HashAlgorithm *algorithm, HashState *state, const uint8_t *data,
                   size_t size);
    /* Writes `size` bytes of digest (its own size, if it is fixed); the state is spent. */
    void (*finish)(const struct HashAlgorithm *algorithm, HashState *state, uint8_t *digest,
                   size_t size);
    /* Those of the first kind: */
    void (*add_blocks)(HashState *state, const uint8_t *blocks, size_t count);
    bool little_endian;
} HashAlgorithm;

/* Words as most of the algorithms store them: the low byte first. Compilers make one load or store
 * of these. */
static inline uint32_t load_32(const uint8_t *from) {
    return (uint32_t)from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 |
           (uint32_t)from[3] << 24;
}
static inline uint64_t load_64(const uint8_t *from) {
    return load_32(from) | (uint64_t)load_32(from + 4) << 32;
}
/* The first `size` bytes of words of word_size bytes. */
static inline void store_words(uint8_t *to, const uint64_t *words, size_t word_size, size_t size) {
    for (size_t i = 0; i < size; words++)
        for (size_t byte = 0; byte < word_size && i < size; byte++)
            to[i++] = (uint8_t)(*words >> 8 * byte);
}

extern const HashAlgorithm hash_algorithms[]; /* ended by a null name */
extern const HashAlgorithm blake2b_algorithm, blake2s_algorithm;
const HashAlgorithm *hash_find(const char *name); /* null if there is none */
/* Updating the blocked ones, and their padding. */
void blocked_update(const HashAlgorithm *algorithm, HashState *state, const uint8_t *data,
                    size_t size);
void blocked_finish(const HashAlgorithm *algorithm, HashState *state, uint8_t *digest, size_t size);

void md5_start(HashState *state);
void md5_add_blocks(HashState *state, const uint8_t *blocks, size_t count);
void sha1_start(HashState *state);
void sha1_add_blocks(HashState *state, const uint8_t *blocks, size_t count);
void sha224_start(HashState *state);
void sha256_start(HashState *state);
void sha256_add_blocks(HashState *state, const uint8_t *blocks, size_t count);
void sha384_start(HashState *state);
void sha512_start(HashState *state);
void sha512_add_blocks(HashState *state, const uint8_t *blocks, size_t count);
void sha3_start(HashState *state);
void sha3_update(const HashAlgorithm *algorithm, HashState *state, const uint8_t *data,
                 size_t size);
void sha3_finish(const HashAlgorithm *algorithm, HashState *state, uint8_t *digest, size_t size);

typedef struct Blake2Parameters {
    size_t digest_size, key_size;
    const uint8_t *key, *salt, *person; /* salt and person padded with zeros */
    unsigned fanout, depth, node_depth, inner_size;
    uint32_t leaf_size;
    uint64_t node_offset;
    bool last_node;
} Blake2Parameters;
void blake2b_start(HashState *state, const Blake2Parameters *parameters);
void blake2s_start(HashState *state, const Blake2Parameters *parameters);

#endif
