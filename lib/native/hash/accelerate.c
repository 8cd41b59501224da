/* libcrypto's block functions, reached through its oldest interface: NAME_Update of a context that
 * begins with the chaining words, holds no data yet and is given whole blocks. Its layout has not
 * changed since the first OpenSSL. */
#include "lib/native/hash/accelerate.h"
#include "vm/sandbox.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

enum { WORTH_IT = 32 * 1024 }; /* bytes in all */

typedef int (*Update)(void *context, const void *data, size_t size);

static Update updates[FAST_COUNT];

static const struct {
    const char *name;
    size_t words, word_size, block_size;
} kinds[FAST_COUNT] = {[FAST_MD5] = {"MD5_Update", 4, 4, 64},
                       [FAST_SHA1] = {"SHA1_Update", 5, 4, 64},
                       [FAST_SHA256] = {"SHA256_Update", 8, 4, 64},
                       [FAST_SHA512] = {"SHA512_Update", 8, 8, 128}};

/* Once; a second thread that comes meanwhile does the same and finds the same. */
static bool find_updates(void) {
    static volatile bool looked;
    if (!looked) {
        void *library = sandbox.is_on ? NULL : dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
        for (int i = 0; library && i < FAST_COUNT; i++)
            *(void **)&updates[i] = dlsym(library, kinds[i].name);
        looked = true;
    }
    return updates[FAST_MD5] != NULL;
}

/* Has the process hashed so much that looking for the library pays? Threads may lose a count. */
static bool is_worth_it(size_t size) {
    static _Atomic size_t hashed;
    size_t before = atomic_load_explicit(&hashed, memory_order_relaxed);
    if (before < WORTH_IT)
        atomic_store_explicit(&hashed, before + size, memory_order_relaxed);
    return before + size >= WORTH_IT;
}

bool hash_add_blocks_fast(FastHash kind, HashState *state, const uint8_t *blocks, size_t count) {
    size_t size = count * kinds[kind].block_size;
    if (!is_worth_it(size) || !find_updates() || !updates[kind])
        return false;
    _Alignas(8) uint8_t context[256] = {0}; /* SHA512_CTX, the largest, has 216 */
    for (size_t i = 0; i < kinds[kind].words; i++) {
        uint32_t low = (uint32_t)state->words[i];
        if (kinds[kind].word_size == 4)
            memcpy(context + 4 * i, &low, 4);
        else
            memcpy(context + 8 * i, &state->words[i], 8);
    }
    updates[kind](context, blocks, size);
    for (size_t i = 0; i < kinds[kind].words; i++) {
        uint32_t low;
        if (kinds[kind].word_size == 4) {
            memcpy(&low, context + 4 * i, 4);
            state->words[i] = low;
        } else
            memcpy(&state->words[i], context + 8 * i, 8);
    }
    return true;
}
