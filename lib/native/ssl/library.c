/* Opening libssl and libcrypto. */
#include "lib/native/ssl/library.h"

#include <stdlib.h>

TlsFunctions tls;
CryptoFunctions crypto;

static ForeignLibrary tls_library =
    FOREIGN_LIBRARY("_ssl", "libssl.so.3", "libssl3", TLS_FUNCTIONS, tls);
static ForeignLibrary crypto_library =
    FOREIGN_LIBRARY("_ssl", "libcrypto.so.3", "libssl3", CRYPTO_FUNCTIONS, crypto);

/* ---- OpenSSL's memory ------------------------------------------------------------------------ */

/* It counts as ours, but is not refused: not all of OpenSSL goes on after that. Beyond the limit it
 * is our next allocation that fails. What OpenSSL keeps till the process ends is no leak. */
typedef struct Header {
    size_t size;
    size_t within; /* the limit, when it was made; both keep malloc's alignment */
} Header;

static void *counted(Header *header, size_t size) {
    if (!header)
        return NULL;
    header->size = size;
    header->within = mem_count_in(size);
    return header + 1;
}

static void *allocate(size_t size, const char *file, int line) {
    return size && size <= PTRDIFF_MAX ? counted(malloc(sizeof(Header) + size), size) : NULL;
}

static void release(void *memory, const char *file, int line) {
    if (!memory)
        return;
    Header *header = (Header *)memory - 1;
    mem_count_out(header->size);
    free(header);
}

static void *reallocate(void *memory, size_t size, const char *file, int line) {
    if (!memory)
        return allocate(size, file, line);
    if (size == 0 || size > PTRDIFF_MAX) {
        if (size == 0)
            release(memory, file, line);
        return NULL;
    }
    Header *header = (Header *)memory - 1;
    size_t before = header->size;
    Header *moved = realloc(header, sizeof(Header) + size);
    if (!moved)
        return NULL;
    mem_count_out(before);
    return counted(moved, size);
}

bool tls_may_allocate(size_t size) {
    bool within = mem_count_in(size);
    mem_count_out(size);
    return within;
}

/* ---------------------------------------------------------------------------------------------- */

bool tls_library_open(void) {
    /* Errors come with their texts. */
    const uint64_t texts = OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS;
    if (!foreign_library_open(&crypto_library) || !foreign_library_open(&tls_library))
        return false;
    crypto.CRYPTO_set_mem_functions(allocate, reallocate, release); /* before they are first used */
    return tls.OPENSSL_init_ssl(texts, NULL) == 1 || raise_no_memory();
}
