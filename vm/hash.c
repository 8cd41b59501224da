/* SipHash-1-3: a keyed hash, so that nobody who does not know the key can make keys collide.
 *
 * One round for each word of eight bytes, three at the end. The key comes from the seed by the
 * same generator that CPython uses: with PYTHONHASHSEED=n both give the same hashes. */
#include "vm/hash.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>

static uint64_t hash_key[2];

static void key_from_generator(uint32_t seed, uint8_t *bytes, size_t size) {
    uint32_t state = seed;
    for (size_t i = 0; i < size; i++) {
        state = state * 214013 + 2531011;
        bytes[i] = (uint8_t)(state >> 16);
    }
}

void hash_init(int64_t seed) {
    if (seed == 0) {
        hash_key[0] = hash_key[1] = 0;
    } else if (seed > 0) {
        key_from_generator((uint32_t)seed, (uint8_t *)hash_key, sizeof hash_key);
    } else if (getrandom(hash_key, sizeof hash_key, GRND_NONBLOCK) != sizeof hash_key) {
        /* Early at boot the system may have none yet: better a weak key than to wait. */
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        hash_key[0] = (uint64_t)now.tv_nsec * UINT64_C(0x9e3779b97f4a7c15);
        hash_key[1] = (uint64_t)now.tv_sec ^ (uint64_t)(uintptr_t)&now;
    }
}

static inline uint64_t rotate(uint64_t word, int bits) {
    return word << bits | word >> (64 - bits);
}

typedef struct {
    uint64_t v0, v1, v2, v3;
} State;

static inline void mix(State *s) {
    s->v0 += s->v1;
    s->v2 += s->v3;
    s->v1 = rotate(s->v1, 13) ^ s->v0;
    s->v3 = rotate(s->v3, 16) ^ s->v2;
    s->v0 = rotate(s->v0, 32);
    s->v2 += s->v1;
    s->v0 += s->v3;
    s->v1 = rotate(s->v1, 17) ^ s->v2;
    s->v3 = rotate(s->v3, 21) ^ s->v0;
    s->v2 = rotate(s->v2, 32);
}

/* Bytes are read little-endian; on a big-endian machine the values would differ, nothing else. */
static inline uint64_t word_at(const uint8_t *bytes) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    return word;
}

static inline uint64_t tail_of(const uint8_t *bytes, size_t count) {
    uint64_t word = 0;
    switch (count) {
    case 7:
        word |= (uint64_t)bytes[6] << 48; /* fall through */
    case 6:
        word |= (uint64_t)bytes[5] << 40; /* fall through */
    case 5:
        word |= (uint64_t)bytes[4] << 32; /* fall through */
    case 4: {
        uint32_t half;
        memcpy(&half, bytes, 4);
        return word | half;
    }
    case 3:
        word |= (uint64_t)bytes[2] << 16; /* fall through */
    case 2:
        word |= (uint64_t)bytes[1] << 8; /* fall through */
    case 1:
        word |= bytes[0];
    }
    return word;
}

Hash hash_bytes(const void *data, size_t size) {
    if (size == 0)
        return 0;
    const uint8_t *bytes = data;
    State s = {
        hash_key[0] ^ UINT64_C(0x736f6d6570736575), hash_key[1] ^ UINT64_C(0x646f72616e646f6d),
        hash_key[0] ^ UINT64_C(0x6c7967656e657261), hash_key[1] ^ UINT64_C(0x7465646279746573)};
    uint64_t last = (uint64_t)size << 56;
    for (; size >= 8; size -= 8, bytes += 8) {
        uint64_t word = word_at(bytes);
        s.v3 ^= word;
        mix(&s);
        s.v0 ^= word;
    }
    last |= tail_of(bytes, size);
    s.v3 ^= last;
    mix(&s);
    s.v0 ^= last;
    s.v2 ^= 0xff;
    mix(&s);
    mix(&s);
    mix(&s);
    Hash hash = (Hash)((s.v0 ^ s.v1) ^ (s.v2 ^ s.v3));
    return hash == -1 ? -2 : hash;
}
