/* Hashing of bytes: SipHash-1-3 with a key of the process. */
#ifndef VM_HASH_H
#define VM_HASH_H

#include "vm/value.h"

/* Sets the key before any text is hashed: seed 0 makes it zero, 1 .. 2**32-1 derive it as CPython
 * does, so that hashes agree with it; negative takes a random one from the system. */
void hash_init(int64_t seed);
/* Never -1; 0 for no bytes. str and bytes with the same bytes have the same hash. */
Hash hash_bytes(const void *bytes, size_t size);

#endif
