/* SHA-512 of one block of memory. */
#ifndef LIB_NATIVE_SHA512_H
#define LIB_NATIVE_SHA512_H

#include <stddef.h>
#include <stdint.h>

void sha512_digest(const uint8_t *data, size_t size, uint8_t digest[64]);

#endif
