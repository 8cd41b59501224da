/* OpenSSL's code for the processor at hand, where libcrypto is installed: it knows instructions for
 * SHA-1 and SHA-256. Opening it costs milliseconds: that is worth it for long data, or many short
 * ones (SHA-256 of 100 bytes takes a third of the time). */
#ifndef LIB_NATIVE_HASH_ACCELERATE_H
#define LIB_NATIVE_HASH_ACCELERATE_H

#include "lib/native/hash/hash.h"

typedef enum { FAST_MD5, FAST_SHA1, FAST_SHA256, FAST_SHA512, FAST_COUNT } FastHash;

/* Adds whole blocks to the state's words; false: nothing was done, use your own code. */
bool hash_add_blocks_fast(FastHash kind, HashState *state, const uint8_t *blocks, size_t count);

#endif
