/* PBKDF2 with HMAC (RFC 8018) and scrypt (RFC 7914), without the GIL and interruptible. */
#include "lib/native/hash/hash.h"
#include "lib/native/hash/key_derivation.h"
#include "vm/pass.h"
#include "vm/vm.h"

#include <string.h>

enum { ROUNDS_BETWEEN_LOOKS = 500 }; /* under a millisecond */

/* ---- PBKDF2 ---------------------------------------------------------------------------------- */

typedef struct {
    const HashAlgorithm *algorithm;
    HashState inner, outer; /* with the key absorbed */
} Mac;

static void mac_start(Mac *mac, const HashAlgorithm *algorithm, const uint8_t *key, size_t size) {
    uint8_t block[HASH_BLOCK_MAX] = {0};
    *mac = (Mac){.algorithm = algorithm};
    algorithm->start(&mac->inner);
    algorithm->start(&mac->outer);
    if (size > algorithm->block_size) {
        HashState state = mac->inner;
        algorithm->update(algorithm, &state, key, size);
        algorithm->finish(algorithm, &state, block, algorithm->digest_size);
    } else
        memcpy(block, key, size);
    for (size_t i = 0; i < algorithm->block_size; i++)
        block[i] ^= 0x36;
    algorithm->update(algorithm, &mac->inner, block, algorithm->block_size);
    for (size_t i = 0; i < algorithm->block_size; i++)
        block[i] ^= 0x36 ^ 0x5c;
    algorithm->update(algorithm, &mac->outer, block, algorithm->block_size);
}

static void mac_finish(const Mac *mac, HashState *inner, uint8_t *digest) {
    const HashAlgorithm *algorithm = mac->algorithm;
    HashState outer = mac->outer;
    algorithm->finish(algorithm, inner, digest, algorithm->digest_size);
    algorithm->update(algorithm, &outer, digest, algorithm->digest_size);
    algorithm->finish(algorithm, &outer, digest, algorithm->digest_size);
}

/* With the GIL let go: looks at signals. */
static bool may_derive_on(void) {
    gil_acquire();
    bool may = pass_may_go_on();
    gil_release();
    return may;
}

/* With the GIL let go. False: interrupted. */
static bool derive(const Mac *mac, const Buffer *salt, int64_t iterations, uint8_t *key,
                   size_t size) {
    size_t digest_size = mac->algorithm->digest_size;
    for (uint32_t block = 1; size > 0; block++) {
        uint8_t sum[HASH_DIGEST_MAX], digest[HASH_DIGEST_MAX];
        const uint8_t number[] = {(uint8_t)(block >> 24), (uint8_t)(block >> 16),
                                  (uint8_t)(block >> 8), (uint8_t)block};
        HashState state = mac->inner;
        mac->algorithm->update(mac->algorithm, &state, salt->bytes, salt->size);
        mac->algorithm->update(mac->algorithm, &state, number, sizeof number);
        mac_finish(mac, &state, digest);
        memcpy(sum, digest, digest_size);
        for (int64_t i = 1; i < iterations; i++) {
            state = mac->inner;
            mac->algorithm->update(mac->algorithm, &state, digest, digest_size);
            mac_finish(mac, &state, digest);
            for (size_t k = 0; k < digest_size; k++)
                sum[k] ^= digest[k];
            if (i % ROUNDS_BETWEEN_LOOKS == 0 && !may_derive_on())
                return false;
        }
        size_t part = size < digest_size ? size : digest_size;
        memcpy(key, sum, part);
        key += part;
        size -= part;
    }
    return true;
}

Value hash_pbkdf2_hmac(Value module, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("pbkdf2_hmac() argument 'hash_name' must be str, not %N", args[0]);
    const char *name = str_utf8(str_of(args[0]), NULL);
    const HashAlgorithm *algorithm = name ? hash_find(name) : NULL;
    if (!algorithm || !algorithm->digest_size)
        return name ? raise_value_error("unsupported hash type %s", name) : NULL;
    int64_t iterations, size = (int64_t)algorithm->digest_size;
    if (!int_as_int64(args[3], &iterations) ||
        (args[4] && args[4] != NONE && !int_as_int64(args[4], &size)))
        return NULL;
    if (iterations < 1)
        return raise_value_error("iteration value must be greater than 0.");
    if (iterations > INT32_MAX)
        return raise_overflow_error("iteration value is too great.");
    if (size < 1)
        return raise_value_error("key length must be greater than 0.");
    if (size > INT32_MAX)
        return raise_overflow_error("key length is too great.");
    Buffer password, salt;
    if (!buffer_get(args[1], &password, false))
        return NULL;
    if (!buffer_get(args[2], &salt, false)) {
        buffer_release(&password);
        return NULL;
    }
    Bytes *key = bytes_new(NULL, (size_t)size);
    if (key) {
        Mac mac;
        gil_release();
        mac_start(&mac, algorithm, password.bytes, password.size);
        bool derived = derive(&mac, &salt, iterations, key->data, (size_t)size);
        gil_acquire();
        if (!derived) {
            GIVE_UP(key);
            key = NULL;
        }
    }
    buffer_release(&password);
    buffer_release(&salt);
    return value_of(key);
}

/* ---- scrypt ---------------------------------------------------------------------------------- */

/* A block is 2 * r chunks of 16 words; its words are stored low byte first. */
enum { CHUNK_WORDS = 16, CHUNK_BYTES = 64 };

typedef struct {
    uint64_t n, r, p;
    uint64_t max_memory;
} Cost;

static uint32_t rotated(uint32_t word, unsigned bits) {
    return word << bits | word >> (32 - bits);
}

static void quarter_round(uint32_t *x, unsigned a, unsigned b, unsigned c, unsigned d) {
    x[b] ^= rotated(x[a] + x[d], 7);
    x[c] ^= rotated(x[b] + x[a], 9);
    x[d] ^= rotated(x[c] + x[b], 13);
    x[a] ^= rotated(x[d] + x[c], 18);
}

static void salsa20_8(uint32_t *chunk) {
    uint32_t x[CHUNK_WORDS];
    memcpy(x, chunk, sizeof x);
    for (int i = 0; i < 4; i++) {
        quarter_round(x, 0, 4, 8, 12);
        quarter_round(x, 5, 9, 13, 1);
        quarter_round(x, 10, 14, 2, 6);
        quarter_round(x, 15, 3, 7, 11);
        quarter_round(x, 0, 1, 2, 3);
        quarter_round(x, 5, 6, 7, 4);
        quarter_round(x, 10, 11, 8, 9);
        quarter_round(x, 15, 12, 13, 14);
    }
    for (int i = 0; i < CHUNK_WORDS; i++)
        chunk[i] += x[i];
}

/* scryptBlockMix: the even chunks go to the first half of `to`, the odd ones to the second. */
static void mix_block(const uint32_t *from, uint32_t *to, size_t r) {
    uint32_t x[CHUNK_WORDS];
    memcpy(x, from + (2 * r - 1) * CHUNK_WORDS, sizeof x);
    for (size_t i = 0; i < 2 * r; i++) {
        for (size_t k = 0; k < CHUNK_WORDS; k++)
            x[k] ^= from[i * CHUNK_WORDS + k];
        salsa20_8(x);
        memcpy(to + (i / 2 + i % 2 * r) * CHUNK_WORDS, x, sizeof x);
    }
}

static bool is_time_to_look(uint64_t round, size_t r) {
    return round % (ROUNDS_BETWEEN_LOOKS / (r < 100 ? r : 100)) == 0;
}

/* scryptROMix of one block; `memory` holds n of them and two more. False: interrupted. */
static bool mix(uint8_t *block, const Cost *cost, uint32_t *memory) {
    size_t r = cost->r, words = 2 * r * CHUNK_WORDS;
    uint32_t *x = memory + cost->n * words, *y = x + words;
    for (size_t i = 0; i < words; i++)
        x[i] = load_32(block + 4 * i);
    for (uint64_t i = 0; i < cost->n; i++) {
        memcpy(memory + i * words, x, words * sizeof *x);
        mix_block(memory + i * words, x, r);
        if (is_time_to_look(i, r) && !may_derive_on())
            return false;
    }
    for (uint64_t i = 0; i < cost->n; i++) {
        const uint32_t *chosen = memory + (x[words - CHUNK_WORDS] & (cost->n - 1)) * words;
        for (size_t k = 0; k < words; k++)
            y[k] = x[k] ^ chosen[k];
        mix_block(y, x, r);
        if (is_time_to_look(i, r) && !may_derive_on())
            return false;
    }
    for (size_t i = 0; i < words; i++)
        for (unsigned byte = 0; byte < 4; byte++)
            block[4 * i + byte] = (uint8_t)(x[i] >> 8 * byte);
    return true;
}

/* False with ValueError: OpenSSL's limits, and its words for them. */
static bool is_affordable(const Cost *cost) {
    static const char *const prefix = "[digital envelope routines]";
    if (cost->r > UINT32_MAX || cost->p > UINT32_MAX)
        return raise_value_error("%s parameter too large", prefix);
    uint64_t most = cost->max_memory ? cost->max_memory : 32 << 20;
    uint64_t block = 128 * cost->r; /* no overflow: r and p fit 32 bits */
    bool fits = cost->p <= ((1u << 30) - 1) / cost->r &&
                (cost->r > 3 || cost->n < (uint64_t)1 << 16 * cost->r) && cost->n <= most &&
                block <= most && cost->p * block + (cost->n + 2) * block <= most;
    return fits || raise_value_error("%s memory limit exceeded", prefix);
}

static bool derive_by_scrypt(const Mac *mac, const Buffer *salt, const Cost *cost, uint8_t *blocks,
                             uint32_t *memory, Bytes *key) {
    size_t block = 128 * cost->r, size = block * cost->p;
    bool done = derive(mac, salt, 1, blocks, size);
    for (uint64_t i = 0; done && i < cost->p; i++)
        done = mix(blocks + i * block, cost, memory);
    Buffer mixed = {.bytes = blocks, .size = size};
    return done && derive(mac, &mixed, 1, key->data, key->size);
}

static Value scrypt(const Buffer *password, const Buffer *salt, const Cost *cost, int64_t size) {
    size_t block = 128 * cost->r;
    uint8_t *blocks = mem_malloc(block * cost->p);
    uint32_t *memory = mem_malloc((cost->n + 2) * block);
    Bytes *key = blocks && memory ? bytes_new(NULL, (size_t)size) : NULL;
    if (!blocks || !memory)
        raise_no_memory();
    if (key) {
        Mac mac;
        gil_release();
        mac_start(&mac, hash_find("sha256"), password->bytes, password->size);
        bool derived = derive_by_scrypt(&mac, salt, cost, blocks, memory, key);
        gil_acquire();
        if (!derived) {
            GIVE_UP(key);
            key = NULL;
        }
    }
    mem_free(blocks);
    mem_free(memory);
    return value_of(key);
}

/* A required argument of the cost. */
static bool get_cost(Value value, const char *name, uint64_t *number) {
    if (value && !is_int(value))
        return raise_type_error("scrypt() argument '%s' must be int, not %N", name, value);
    if (value && int_as_uint64(value, number))
        return true;
    exception_clear();
    return raise_type_error("%s is required and must be an unsigned int", name);
}

static bool get_limits(Value max_memory, Value length, Cost *cost, int64_t *size) {
    int64_t most = 0;
    if (max_memory && !int_as_int64(max_memory, &most))
        return false;
    if (most < 0 || most > INT32_MAX)
        return raise_value_error("maxmem must be positive and smaller than %d", INT32_MAX);
    cost->max_memory = (uint64_t)most;
    if (length && !int_as_int64(length, size))
        return false;
    if (*size < 1 || *size > INT32_MAX)
        return raise_value_error("dklen must be greater than 0 and smaller than %d", INT32_MAX);
    return true;
}

static bool get_costs(Value *args, Cost *cost, int64_t *size) {
    if (!get_cost(args[2], "n", &cost->n))
        return false;
    if (cost->n < 2 || (cost->n & (cost->n - 1)))
        return raise_value_error("n must be a power of 2.");
    if (!get_cost(args[3], "r", &cost->r) || !get_cost(args[4], "p", &cost->p) ||
        !get_limits(args[5], args[6], cost, size))
        return false;
    if (cost->r == 0 || cost->p == 0)
        return raise_value_error("Invalid parameter combination for n, r, p, maxmem.");
    return is_affordable(cost);
}

Value hash_scrypt(Value module, Value *args) {
    Buffer password, salt;
    if (!buffer_get(args[0], &password, false))
        return NULL;
    Cost cost;
    int64_t size = 64;
    Value key = NULL;
    if (!args[1])
        raise_type_error("salt is required");
    else if (buffer_get(args[1], &salt, false)) {
        if (get_costs(args, &cost, &size))
            key = scrypt(&password, &salt, &cost, size);
        buffer_release(&salt);
    }
    buffer_release(&password);
    return key;
}
