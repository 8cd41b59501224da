/* Opening libssl and libcrypto. */
#include "lib/native/ssl/library.h"

TlsFunctions tls;
CryptoFunctions crypto;

static ForeignLibrary tls_library =
    FOREIGN_LIBRARY("_ssl", "libssl.so.3", "libssl3", TLS_FUNCTIONS, tls);
static ForeignLibrary crypto_library =
    FOREIGN_LIBRARY("_ssl", "libcrypto.so.3", "libssl3", CRYPTO_FUNCTIONS, crypto);

bool tls_library_open(void) {
    /* Errors come with their texts. */
    const uint64_t texts = OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS;
    if (!foreign_library_open(&crypto_library) || !foreign_library_open(&tls_library))
        return false;
    return tls.OPENSSL_init_ssl(texts, NULL) == 1 || raise_no_memory();
}
