/* Module _ssl: TLS by OpenSSL 3. What the files share.
 *
 *   library.c           libssl and libcrypto, opened when the module is first imported
 *   errors.c            OpenSSL's errors as exceptions
 *   bio.c               MemoryBIO, and what OpenSSL reads a socket through
 *   context*.c          _SSLContext: attributes, ciphers, files, callbacks, key log
 *   connection*.c       _SSLSocket: a connection over a socket or two MemoryBIOs
 *   certificate*.c      Certificate, and certificates as dicts
 *   session.c           SSLSession
 *   module.c            functions; constants.c: numbers
 *
 * OpenSSL itself never waits: the sockets' BIO only takes what is there, and a connection waits by
 * poll between two tries, so that timeouts and signals are those of sockets. */
#ifndef LIB_NATIVE_SSL_SSL_H
#define LIB_NATIVE_SSL_SSL_H

#include "lib/native/ssl/library.h"
#include "vm/vm.h"

#include <pthread.h>

/* ---- errors (errors.c) ----------------------------------------------------------------------- */

typedef enum {
    TLS_ERROR, /* SSLError, the base of the others */
    TLS_CERT_VERIFICATION,
    TLS_ZERO_RETURN,
    TLS_WANT_READ,
    TLS_WANT_WRITE,
    TLS_SYSCALL,
    TLS_EOF,
    TLS_ERROR_CLASSES
} TlsErrorClass;

/* The numbers that CPython's classes give beside OpenSSL's. */
enum { TLS_NUMBER_EOF = 8, TLS_NUMBER_INVALID = 10 };

/* Messages of OpenSSL's errors end in the place that raised them; these are CPython 3.13's. */
typedef enum {
    PLACE_HOST_NAME = 769,
    PLACE_NO_SERVER = 812,
    PLACE_NO_CLIENT = 819,
    PLACE_HANDSHAKE_TIMEOUT = 1003,
    PLACE_SOCKET_CLOSED = 1007,
    PLACE_HANDSHAKE = 1020,
    PLACE_WRITE = 2427,
    PLACE_READ = 2580,
    PLACE_SHUTDOWN = 2706,
    PLACE_POST_HANDSHAKE = 2781,
    PLACE_NEW_CONTEXT = 3080,
    PLACE_CERTIFICATE = 3916,
    PLACE_KEY = 3937,
    PLACE_KEY_CHECK = 3947,
    PLACE_NO_CERTIFICATE = 4035,
    PLACE_ADD_CERTIFICATE = 4048,
    PLACE_LOCATIONS = 4168,
    PLACE_DH = 4216,
    PLACE_PATHS = 4327,
    PLACE_CURVE = 4397,
    PLACE_PSK_CLIENT = 4799,
    PLACE_PSK_SERVER = 4909,
    PLACE_RANDOM = 5214,
} Place;

/* Borrowed. */
Type *tls_error_type(TlsErrorClass class);
/* SSLError with only a text. */
#define raise_tls(...) raise_error(tls_error_type(TLS_ERROR), __VA_ARGS__)
/* SSLError(0, text), as for an error of the library. */
COLD void *raise_tls_at(Place place, const char *text);
/* The library's latest error; empties its queue. */
COLD void *raise_tls_library(Place place);
MUST_CHECK bool tls_errors_use(Module *module); /* binds the classes in the module */
void tls_errors_fini(void);

/* How a try of an operation on a connection ended. */
typedef struct Outcome {
    int result;         /* above 0: done */
    int error;          /* SSL_ERROR_... */
    int system_error;   /* errno of the socket's last call; 0 */
    unsigned long code; /* the library's last error; 0 */
} Outcome;

struct Connection;
COLD void *raise_tls_outcome(struct Connection *connection, const Outcome *outcome, Place place);

/* ---- BIOs (bio.c) ---------------------------------------------------------------------------- */

typedef struct MemoryBio {
    Object header;
    BIO *bio; /* owned */
    bool ended;
} MemoryBio;

extern Type memory_bio_type;

/* Reads and writes the connection's descriptor, and leaves errno in its socket_error. */
MUST_CHECK BIO *socket_bio_new(struct Connection *connection);

/* ---- contexts -------------------------------------------------------------------------------- */

typedef struct Context {
    Object header;
    SSL_CTX *ctx;
    int protocol;
    bool checks_hostname, authenticates_after_handshake;
    unsigned host_flags;
    uint8_t *alpn; /* as in the protocol: each with its size before it; mem_raw_, or null */
    size_t alpn_size;
    int keylog; /* descriptor; -1: none */
    Value keylog_filename, sni_callback, message_callback, psk_client, psk_server; /* or null */
} Context;

enum { PROTOCOL_TLS = 2, PROTOCOL_TLSv1, PROTOCOL_TLSv1_1, PROTOCOL_TLSv1_2 };
enum { PROTOCOL_TLS_CLIENT = 16, PROTOCOL_TLS_SERVER };
enum { CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED };
enum { PROTO_MINIMUM_SUPPORTED = -2, PROTO_MAXIMUM_SUPPORTED = -1 };

#define TLS_DEFAULT_CIPHERS                                                                        \
    "@SECLEVEL=2:ECDH+AESGCM:ECDH+CHACHA20:ECDH+AES:DHE+AES:!aNULL:!eNULL:!aDSS:!SHA1:!AESCCM"

extern Type context_type;

static inline Context *context_of(Value value) {
    return (Context *)object_of(value);
}

/* context_attributes.c */
extern const NativeGetSet context_getsets[];
MUST_CHECK bool context_set_verify_mode(Context *context, int mode);
/* context_files.c */
Value context_load_cert_chain(Value self, Value *args);
Value context_load_verify_locations(Value self, Value *args);
Value context_load_dh_params(Value self, Value *args);
Value context_set_default_verify_paths(Value self, Value *args);
Value context_cert_store_stats(Value self, Value *args);
Value context_get_ca_certs(Value self, Value *args);
/* context_callbacks.c */
Value context_set_psk_client(Value self, Value *args);
Value context_set_psk_server(Value self, Value *args);
Value context_sni_get(Value self);
bool context_sni_set(Value self, Value value);
Value context_message_get(Value self);
bool context_message_set(Value self, Value value);
void context_tell_message(int is_sent, int version, int kind, const void *bytes, size_t size,
                          SSL *ssl, void *unused);
/* Chooses among the protocols that the context knows. */
int context_select_alpn(SSL *ssl, const unsigned char **chosen, unsigned char *chosen_size,
                        const unsigned char *offered, unsigned offered_size, void *context);
/* context_keylog.c */
Value context_keylog_get(Value self);
bool context_keylog_set(Value self, Value value);
void context_keylog_close(Context *context);

/* ---- connections ----------------------------------------------------------------------------- */

typedef struct Connection {
    Object header;
    SSL *ssl;
    Context *context;      /* owned */
    Value socket;          /* weak reference; null: over MemoryBIOs */
    Value owner;           /* weak reference to the object that Python knows; or null */
    Value server_hostname; /* a str, or null */
    Value failure;         /* of a callback: raised when the operation is over; or null */
    int descriptor;        /* of the socket, while an operation is under way */
    int socket_error;      /* errno of its last call */
    bool server_side, has_sent_shutdown;
    bool without_gil;      /* the operation under way runs without the GIL */
    pthread_mutex_t mutex; /* the library's object is for one thread at a time; recursive, as
                              callbacks may use it; nobody waits for it with the GIL */
} Connection;

extern Type connection_type;

static inline Connection *connection_of(Value value) {
    return (Connection *)object_of(value);
}

/* `socket` null: over the two BIOs. */
MUST_CHECK Value connection_new(Context *context, Value socket, MemoryBio *incoming,
                                MemoryBio *outgoing, bool server_side, Value hostname, Value owner,
                                Value session);
void connection_lock(Connection *connection); /* with the GIL, which others may get meanwhile */
void connection_unlock(Connection *connection);
/* Not while a message of a handshake is read, as a session ticket is one, too: takes the lock. */
bool connection_has_shaken_hands(Connection *connection);
/* Who callbacks are told about: the owner, or the connection itself; owned. */
Value connection_shown(Connection *connection);
/* Keeps the pending exception for when the operation is over. */
void connection_keep_failure(Connection *connection);
/* Around the calls of Python in callbacks of the library. */
static inline void connection_enter_python(const Connection *connection) {
    if (connection->without_gil)
        gil_acquire();
}
static inline void connection_leave_python(const Connection *connection) {
    if (connection->without_gil)
        gil_release();
}
static inline Connection *connection_of_ssl(const SSL *ssl) {
    return tls.SSL_get_ex_data(ssl, 0);
}

/* connection_transfer.c */
Value connection_do_handshake(Value self, Value *args);
Value connection_read(Value self, Value *args, size_t count, Tuple *keywords);
Value connection_write(Value self, Value *args);
Value connection_shutdown(Value self, Value *args);
Value connection_pending(Value self, Value *args);
Value connection_verify_client(Value self, Value *args);
/* connection_facts.c */
extern const NativeMethod connection_methods[];
MUST_CHECK Value cipher_as_dict(const SSL_CIPHER *cipher);

/* ---- sessions and certificates --------------------------------------------------------------- */

typedef struct Session {
    Object header;
    SSL_SESSION *session; /* owned */
    Context *context;     /* owned */
} Session;

extern Type session_type;
MUST_CHECK Value session_new_steal(SSL_SESSION *session, Context *context);

typedef struct Certificate {
    Object header;
    X509 *x509; /* owned */
} Certificate;

extern Type certificate_type;
enum { CERTIFICATE_PEM = 1, CERTIFICATE_DER = 2, CERTIFICATE_PEM_AUX = 0x101 };
MUST_CHECK Value certificate_new(X509 *x509);       /* takes a reference of its own */
MUST_CHECK Value certificate_as_der(X509 *x509);    /* bytes */
MUST_CHECK Value certificate_as_dict(X509 *x509);   /* what getpeercert() tells */
MUST_CHECK Value certificate_from_file(Value path); /* as a dict */

/* certificate_names.c */
MUST_CHECK Value name_as_tuple(const X509_NAME *name);
/* The extensions: a tuple, or None if there is nothing. */
MUST_CHECK Value certificate_alternative_names(const X509 *x509);
MUST_CHECK Value certificate_access(const X509 *x509, int method);
MUST_CHECK Value certificate_revocation_points(const X509 *x509);

/* ---- texts ----------------------------------------------------------------------------------- */

/* A str, None for null. */
MUST_CHECK Value text_or_none(const char *text);
/* What was written to a memory BIO. */
MUST_CHECK Value bio_as_str(BIO *bio);
MUST_CHECK Value bio_as_bytes(BIO *bio);
/* A file's name as OpenSSL takes it, null for None; TypeError with that text. */
MUST_CHECK bool read_file_name(Value value, const char *complaint, Bytes **name);

MUST_CHECK bool tls_add_constants(Module *module);

#endif
