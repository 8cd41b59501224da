/* _random: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 2002), seeded and read as
 * CPython does, so that a seed gives the same numbers. random.py builds the distributions on it. */
#include "lib/native/hash/hash.h"
#include "vm/deterministic.h"
#include "vm/pass.h"
#include "vm/vm.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>

enum { WORDS = 624, MIDDLE = 397 };

typedef struct Random {
    Object header;
    uint32_t index; /* of the next word; WORDS: all used */
    uint32_t state[WORDS];
} Random;

static Random *random_of(Value value) {
    return (Random *)object_of(value);
}

/* ---- the generator --------------------------------------------------------------------------- */

static uint32_t twist(uint32_t high, uint32_t low) {
    uint32_t y = (high & 0x80000000) | (low & 0x7fffffff);
    return y >> 1 ^ (y & 1 ? 0x9908b0df : 0);
}

static void refill(Random *r) {
    uint32_t *s = r->state;
    for (int i = 0; i < WORDS - MIDDLE; i++)
        s[i] = s[i + MIDDLE] ^ twist(s[i], s[i + 1]);
    for (int i = WORDS - MIDDLE; i < WORDS - 1; i++)
        s[i] = s[i + MIDDLE - WORDS] ^ twist(s[i], s[i + 1]);
    s[WORDS - 1] = s[MIDDLE - 1] ^ twist(s[WORDS - 1], s[0]);
    r->index = 0;
}

static uint32_t next_word(Random *r) {
    if (r->index >= WORDS)
        refill(r);
    uint32_t y = r->state[r->index++];
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >> 18;
}

static void seed_word(Random *r, uint32_t seed) {
    r->state[0] = seed;
    for (uint32_t i = 1; i < WORDS; i++)
        r->state[i] = 1812433253U * (r->state[i - 1] ^ r->state[i - 1] >> 30) + i;
    r->index = WORDS;
}

static void seed_words(Random *r, const uint32_t *key, size_t count) {
    seed_word(r, 19650218U);
    uint32_t *s = r->state;
    size_t i = 1, j = 0;
    for (size_t k = count > WORDS ? count : WORDS; k > 0; k--) {
        s[i] = (s[i] ^ (s[i - 1] ^ s[i - 1] >> 30) * 1664525U) + key[j] + (uint32_t)j;
        if (++i == WORDS) {
            s[0] = s[WORDS - 1];
            i = 1;
        }
        if (++j == count)
            j = 0;
    }
    for (size_t k = WORDS - 1; k > 0; k--) {
        s[i] = (s[i] ^ (s[i - 1] ^ s[i - 1] >> 30) * 1566083941U) - (uint32_t)i;
        if (++i == WORDS) {
            s[0] = s[WORDS - 1];
            i = 1;
        }
    }
    s[0] = 0x80000000U;
}

/* ---- seeding --------------------------------------------------------------------------------- */

static void seed_from_system(Random *r) {
    uint32_t key[WORDS];
    if (system_random(key, sizeof key, GRND_NONBLOCK) != sizeof key) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        memset(key, 0, sizeof key);
        key[0] = (uint32_t)now.tv_sec;
        key[1] = (uint32_t)now.tv_nsec;
        key[2] = (uint32_t)((uintptr_t)r >> 4);
    }
    seed_words(r, key, WORDS);
}

static bool seed_from_int(Random *r, Value number) {
    size_t words = (int_bit_length(number) + 31) / 32;
    words = words ? words : 1;
    uint32_t local[64], *key = local;
    if (words > 64 && !(key = mem_malloc(words * 4)))
        return raise_no_memory();
    Value magnitude = int_sign(number) < 0 ? int_negative(number) : own(number);
    bool fine = magnitude && int_to_bytes(magnitude, (uint8_t *)key, words * 4, true, false);
    decref_maybe(magnitude);
    if (fine)
        seed_words(r, key, words);
    if (key != local)
        mem_free(key);
    return fine;
}

static bool seed(Random *r, Value value) {
    if (!value || value == NONE) {
        seed_from_system(r);
        return true;
    }
    if (is_int(value))
        return seed_from_int(r, value);
    Hash hash = object_hash(value);
    if (hash == -1)
        return false;
    Value number = value_from_uint64((uint64_t)hash);
    bool fine = number && seed_from_int(r, number);
    decref_maybe(number);
    return fine;
}

static Value method_seed(Value self, Value *args) {
    return seed(random_of(self), args[0]) ? NONE : NULL;
}

static Type random_type;

/* A state of zeros: it is seeded by init, and random.Random's own init does without this one. */
static Value random_new(Type *type, Value *args, size_t count, Tuple *names) {
    Random *r = type_allocate(type, 0);
    if (!r)
        return NULL;
    r->index = 0;
    memset(r->state, 0, sizeof r->state);
    if (type->mem.kind == MEM_CONTAINER)
        mem_gc_track(r);
    return value_of(r);
}

static bool random_init(Value self, Value *args, size_t count, Tuple *names) {
    Type *type = type_of(self);
    if (names && names->count && (type == &random_type || type->init == random_init))
        return raise_type_error("Random() takes no keyword arguments");
    if (count > 1)
        return raise_type_error("Random() requires 0 or 1 argument");
    return seed(random_of(self), count ? args[0] : NULL);
}

static void random_dealloc(Object *object) {
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* ---- numbers --------------------------------------------------------------------------------- */

static double next_double(Random *r) {
    uint32_t a = next_word(r) >> 5, b = next_word(r) >> 6;
    return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
}

static Value method_random(Value self, Value *args) {
    return float_new(next_double(random_of(self)));
}

/* `bits` random bits, up to 62. */
static uint64_t next_bits(Random *r, unsigned bits) {
    if (bits <= 32)
        return next_word(r) >> (32 - bits);
    uint64_t low = next_word(r);
    return low | (uint64_t)(next_word(r) >> (64 - bits)) << 32;
}

static Value many_bits(Random *r, uint64_t bits) {
    size_t words = (size_t)((bits - 1) / 32 + 1);
    uint8_t *bytes = bits > (UINT64_C(1) << 40) ? NULL : mem_malloc(words * 4);
    if (!bytes)
        return raise_no_memory();
    for (size_t i = 0; pass_goes_on(i, words); i++, bits -= 32) {
        uint32_t word = next_word(r);
        if (bits < 32)
            word >>= 32 - bits;
        memcpy(bytes + 4 * i, &word, 4);
    }
    Value number = exception_pending() ? NULL : int_from_bytes(bytes, words * 4, true, false);
    mem_free(bytes);
    return number;
}

static Value method_getrandbits(Value self, Value *args) {
    Value index = object_index(args[0]);
    if (!index)
        return NULL;
    int64_t bits;
    int sign = int_sign(index);
    bool fits = int_fits_int64(index, &bits);
    decref(index);
    if (sign < 0)
        return raise_value_error("number of bits must be non-negative");
    if (!fits)
        return raise_overflow_error("Python int too large to convert to C int");
    if (bits == 0)
        return value_of_small_int(0);
    if (bits <= 62)
        return value_of_small_int((int64_t)next_bits(random_of(self), (unsigned)bits));
    return many_bits(random_of(self), (uint64_t)bits);
}

/* A number below n: as many bits as n has, until they are below it. */
static Value below(Random *r, Value n) {
    if (int_sign(n) <= 0)
        return raise_value_error("n must be positive");
    if (is_small_int(n)) {
        uint64_t limit = (uint64_t)small_int_of(n), number;
        unsigned bits = 64 - (unsigned)__builtin_clzll(limit);
        do
            number = next_bits(r, bits);
        while (number >= limit);
        return value_of_small_int((int64_t)number);
    }
    size_t bits = int_bit_length(n);
    for (;;) {
        Value number = many_bits(r, bits);
        if (!number || int_compare(number, n) < 0)
            return number;
        decref(number);
    }
}

static Value method_randbelow(Value self, Value *args) {
    Value n = object_index(args[0]);
    if (!n)
        return NULL;
    Value result = below(random_of(self), n);
    decref(n);
    return result;
}

/* ---- state ----------------------------------------------------------------------------------- */

static Value method_getstate(Value self, Value *args) {
    Random *r = random_of(self);
    Tuple *tuple = tuple_new(WORDS + 1);
    if (!tuple)
        return NULL;
    for (size_t i = 0; i < WORDS; i++)
        tuple->items[i] = value_of_small_int(r->state[i]);
    tuple->items[WORDS] = value_of_small_int(r->index);
    return value_of(tuple);
}

static Value method_setstate(Value self, Value *args) {
    uint32_t state[WORDS];
    if (!is_tuple(args[0]))
        return raise_type_error("state vector must be a tuple");
    Tuple *tuple = tuple_of(args[0]);
    if (tuple->count != WORDS + 1)
        return raise_value_error("state vector is the wrong size");
    for (size_t i = 0; i < WORDS; i++) {
        uint64_t word;
        if (!int_as_uint64(tuple->items[i], &word))
            return NULL;
        state[i] = (uint32_t)word;
    }
    int64_t index;
    if (!int_as_int64(tuple->items[WORDS], &index))
        return NULL;
    if (index < 0 || index > WORDS)
        return raise_value_error("invalid state");
    Random *r = random_of(self);
    memcpy(r->state, state, sizeof state);
    r->index = (uint32_t)index;
    return NONE;
}

/* The int that a text seeds with: its bytes and then their SHA-512, big-endian. */
static Value text_seed(Value self, Value *args) {
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    uint8_t *bytes = mem_malloc(buffer.size + 64);
    Value number = NULL;
    if (bytes) {
        memcpy(bytes, buffer.bytes, buffer.size);
        const HashAlgorithm *sha512 = hash_find("sha512");
        HashState state = {.size = 0};
        sha512->start(&state);
        sha512->update(sha512, &state, buffer.bytes, buffer.size);
        sha512->finish(sha512, &state, bytes + buffer.size, 64);
        number = int_from_bytes(bytes, buffer.size + 64, false, false);
        mem_free(bytes);
    } else
        raise_no_memory();
    buffer_release(&buffer);
    return number;
}

static const NativeMethod methods[] = {
    NATIVE("random($self, /)", method_random, "random() -> x in the interval [0, 1)."),
    NATIVE("seed($self, n=None, /)", method_seed,
           "seed([n]) -> None.\n\nDefaults to use urandom and falls back to a combination\nof the "
           "current time and the process identifier."),
    NATIVE("getstate($self, /)", method_getstate,
           "getstate() -> tuple containing the current state."),
    NATIVE("setstate($self, state, /)", method_setstate,
           "setstate(state) -> None.  Restores generator state."),
    NATIVE("getrandbits($self, k, /)", method_getrandbits,
           "getrandbits(k) -> x.  Generates an int with k random bits."),
    NATIVE("_randbelow($self, n, /)", method_randbelow, "A random int in the range [0, n)."),
    NATIVE_END};

static Type random_type = {
    TYPE_INIT_ATOM("_random.Random", sizeof(Random), random_dealloc),
    .flags = TYPE_BASE,
    .base = &object_type,
    .doc = "Random() -> create a random number generator with its own internal state.",
    .methods = methods,
    .new = random_new,
    .init = random_init,
};

static bool random_exec(Module *module) {
    return module_add_type(module, &random_type);
}

static const NativeMethod functions[] = {
    NATIVE("_text_seed($module, text, /)", text_seed, "The int that seeds for a text."),
    NATIVE_END};

const NativeModule _random_module = {
    .name = "_random",
    .doc = "Module implements the Mersenne Twister random number generator.",
    .functions = functions,
    .exec = random_exec,
};
