/* The numbers of module _ssl. */
#include "lib/native/named_numbers.h"
#include "lib/native/ssl/ssl.h"

#define ALERT(name)                                                                                \
    { "ALERT_DESCRIPTION_" #name, SSL_AD_##name }
#define OPTION(name)                                                                               \
    { "OP_" #name, (int64_t)SSL_OP_##name }
#define ERROR_NUMBER(name)                                                                         \
    { "SSL_ERROR_" #name, SSL_ERROR_##name }
#define HOST_FLAG(name)                                                                            \
    { "HOSTFLAG_" #name, X509_CHECK_FLAG_##name }

static const NamedNumber numbers[] = {
    ERROR_NUMBER(ZERO_RETURN),
    ERROR_NUMBER(WANT_READ),
    ERROR_NUMBER(WANT_WRITE),
    ERROR_NUMBER(WANT_X509_LOOKUP),
    ERROR_NUMBER(SYSCALL),
    ERROR_NUMBER(SSL),
    ERROR_NUMBER(WANT_CONNECT),
    {"SSL_ERROR_EOF", TLS_NUMBER_EOF},
    {"SSL_ERROR_INVALID_ERROR_CODE", TLS_NUMBER_INVALID},
    NAMED(CERT_NONE),
    NAMED(CERT_OPTIONAL),
    NAMED(CERT_REQUIRED),
    {"VERIFY_DEFAULT", 0},
    {"VERIFY_CRL_CHECK_LEAF", X509_V_FLAG_CRL_CHECK},
    {"VERIFY_CRL_CHECK_CHAIN", X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL},
    {"VERIFY_X509_STRICT", X509_V_FLAG_X509_STRICT},
    {"VERIFY_ALLOW_PROXY_CERTS", X509_V_FLAG_ALLOW_PROXY_CERTS},
    {"VERIFY_X509_TRUSTED_FIRST", X509_V_FLAG_TRUSTED_FIRST},
    {"VERIFY_X509_PARTIAL_CHAIN", X509_V_FLAG_PARTIAL_CHAIN},
    ALERT(CLOSE_NOTIFY),
    ALERT(UNEXPECTED_MESSAGE),
    ALERT(BAD_RECORD_MAC),
    ALERT(RECORD_OVERFLOW),
    ALERT(DECOMPRESSION_FAILURE),
    ALERT(HANDSHAKE_FAILURE),
    ALERT(BAD_CERTIFICATE),
    ALERT(UNSUPPORTED_CERTIFICATE),
    ALERT(CERTIFICATE_REVOKED),
    ALERT(CERTIFICATE_EXPIRED),
    ALERT(CERTIFICATE_UNKNOWN),
    ALERT(ILLEGAL_PARAMETER),
    ALERT(UNKNOWN_CA),
    ALERT(ACCESS_DENIED),
    ALERT(DECODE_ERROR),
    ALERT(DECRYPT_ERROR),
    ALERT(PROTOCOL_VERSION),
    ALERT(INSUFFICIENT_SECURITY),
    ALERT(INTERNAL_ERROR),
    ALERT(USER_CANCELLED),
    ALERT(NO_RENEGOTIATION),
    ALERT(UNSUPPORTED_EXTENSION),
    ALERT(CERTIFICATE_UNOBTAINABLE),
    ALERT(UNRECOGNIZED_NAME),
    ALERT(BAD_CERTIFICATE_STATUS_RESPONSE),
    ALERT(BAD_CERTIFICATE_HASH_VALUE),
    ALERT(UNKNOWN_PSK_IDENTITY),
    {"PROTOCOL_SSLv23", PROTOCOL_TLS},
    NAMED(PROTOCOL_TLS),
    NAMED(PROTOCOL_TLS_CLIENT),
    NAMED(PROTOCOL_TLS_SERVER),
    NAMED(PROTOCOL_TLSv1),
    NAMED(PROTOCOL_TLSv1_1),
    NAMED(PROTOCOL_TLSv1_2),
    {"OP_ALL", (int64_t)(SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS)},
    OPTION(NO_SSLv2),
    OPTION(NO_SSLv3),
    OPTION(NO_TLSv1),
    OPTION(NO_TLSv1_1),
    OPTION(NO_TLSv1_2),
    OPTION(NO_TLSv1_3),
    OPTION(CIPHER_SERVER_PREFERENCE),
    OPTION(SINGLE_DH_USE),
    OPTION(NO_TICKET),
    OPTION(LEGACY_SERVER_CONNECT),
    OPTION(SINGLE_ECDH_USE),
    OPTION(NO_COMPRESSION),
    OPTION(ENABLE_MIDDLEBOX_COMPAT),
    OPTION(NO_RENEGOTIATION),
    OPTION(IGNORE_UNEXPECTED_EOF),
    OPTION(ENABLE_KTLS),
    HOST_FLAG(ALWAYS_CHECK_SUBJECT),
    HOST_FLAG(NEVER_CHECK_SUBJECT),
    HOST_FLAG(NO_WILDCARDS),
    HOST_FLAG(NO_PARTIAL_WILDCARDS),
    HOST_FLAG(MULTI_LABEL_WILDCARDS),
    HOST_FLAG(SINGLE_LABEL_SUBDOMAINS),
    {"ENCODING_PEM", CERTIFICATE_PEM},
    {"ENCODING_DER", CERTIFICATE_DER},
    NAMED(PROTO_MINIMUM_SUPPORTED),
    NAMED(PROTO_MAXIMUM_SUPPORTED),
    {"PROTO_SSLv3", SSL3_VERSION},
    {"PROTO_TLSv1", TLS1_VERSION},
    {"PROTO_TLSv1_1", TLS1_1_VERSION},
    {"PROTO_TLSv1_2", TLS1_2_VERSION},
    {"PROTO_TLSv1_3", TLS1_3_VERSION},
};

static const char *const features[] = {"HAS_SNI",     "HAS_TLS_UNIQUE", "HAS_ECDH",
                                       "HAS_ALPN",    "HAS_PSK",        "HAS_TLSv1",
                                       "HAS_TLSv1_1", "HAS_TLSv1_2",    "HAS_TLSv1_3"};
static const char *const absent[] = {"HAS_NPN", "HAS_SSLv2", "HAS_SSLv3"};

/* 0xMNN00PP0: major, minor, patch; in five numbers as CPython shows it. */
static Value version_tuple(unsigned long version) {
    return value_of(tuple_pack(5, value_of_small_int((int64_t)(version >> 28 & 15)),
                               value_of_small_int((int64_t)(version >> 20 & 255)),
                               value_of_small_int((int64_t)(version >> 12 & 255)),
                               value_of_small_int((int64_t)(version >> 4 & 255)),
                               value_of_small_int((int64_t)(version & 15))));
}

static bool add_versions(Module *module) {
    unsigned long version = crypto.OpenSSL_version_num();
    return module_add_int(module, "OPENSSL_VERSION_NUMBER", (int64_t)version) &&
           module_add_steal(module, "OPENSSL_VERSION_INFO", version_tuple(version)) &&
           module_add_text(module, "OPENSSL_VERSION", crypto.OpenSSL_version(OPENSSL_VERSION)) &&
           module_add_steal(module, "_OPENSSL_API_VERSION",
                            version_tuple(OPENSSL_VERSION_NUMBER)) &&
           module_add_text(module, "_DEFAULT_CIPHERS", TLS_DEFAULT_CIPHERS);
}

bool tls_add_constants(Module *module) {
    if (!MODULE_ADD_NUMBERS(module, numbers))
        return false;
    for (size_t i = 0; i < sizeof features / sizeof *features; i++)
        if (!dict_set_c(module->dict, features[i], TRUE_VALUE))
            return false;
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        if (!dict_set_c(module->dict, absent[i], FALSE_VALUE))
            return false;
    return add_versions(module);
}
