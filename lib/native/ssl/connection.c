/* _SSLSocket: a TLS connection, over a socket or over two MemoryBIOs: its making, attributes and
 * end. connection_transfer.c has what goes over it, connection_facts.c what can be asked of it. */
#include "lib/native/ssl/ssl.h"
#include "vm/codecs.h"
#include "vm/objects/weakref.h"

#include <string.h>

/* ---- one thread at a time -------------------------------------------------------------------- */

static bool init_mutex(pthread_mutex_t *mutex) {
    pthread_mutexattr_t attributes;
    if (pthread_mutexattr_init(&attributes) != 0)
        return false;
    bool done = pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE) == 0 &&
                pthread_mutex_init(mutex, &attributes) == 0;
    pthread_mutexattr_destroy(&attributes);
    return done;
}

void connection_lock(Connection *connection) {
    if (pthread_mutex_trylock(&connection->mutex) == 0)
        return;
    gil_release();
    pthread_mutex_lock(&connection->mutex);
    gil_acquire();
}

void connection_unlock(Connection *connection) {
    pthread_mutex_unlock(&connection->mutex);
}

bool connection_has_shaken_hands(Connection *connection) {
    connection_lock(connection);
    bool has = tls.SSL_is_init_finished(connection->ssl);
    connection_unlock(connection);
    return has;
}

/* ---- making ---------------------------------------------------------------------------------- */

/* The name that the server shows a certificate for: told to it if it is no address, and what the
 * certificate is checked against. */
static bool use_hostname(Connection *connection, const char *name, size_t size) {
    ASN1_OCTET_STRING *address = crypto.a2i_IPADDRESS(name);
    if (!address)
        crypto.ERR_clear_error();
    bool fine = address || tls.SSL_ctrl(connection->ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME,
                                        TLSEXT_NAMETYPE_host_name, (void *)name);
    if (fine && connection->context->checks_hostname) {
        X509_VERIFY_PARAM *param = tls.SSL_get0_param(connection->ssl);
        fine = address
                   ? crypto.X509_VERIFY_PARAM_set1_ip(param, crypto.ASN1_STRING_get0_data(address),
                                                      (size_t)crypto.ASN1_STRING_length(address))
                   : crypto.X509_VERIFY_PARAM_set1_host(param, name, size);
    }
    crypto.ASN1_OCTET_STRING_free(address);
    return fine || raise_tls_library(PLACE_HOST_NAME);
}

static bool set_hostname(Connection *connection, Value hostname) {
    if (!is_str(hostname))
        return raise_type_error("argument must be str, not %T", hostname);
    Value encoded = codec_encode(hostname, "ascii", "strict");
    if (!encoded)
        return false;
    const char *name = (const char *)bytes_of(encoded)->data;
    size_t size = bytes_of(encoded)->size;
    bool fine;
    if (strlen(name) != size)
        fine = raise_type_error("argument must be encoded string without null bytes, not str");
    else if (size == 0 || name[0] == '.')
        fine = raise_value_error(
            "server_hostname cannot be an empty string or start with a leading dot.");
    else
        fine = use_hostname(connection, name, size);
    decref(encoded);
    if (fine)
        connection->server_hostname = own(hostname);
    return fine;
}

static bool allows_side(const Context *context, bool server_side) {
    if (server_side && context->protocol == PROTOCOL_TLS_CLIENT)
        return raise_tls_at(PLACE_NO_SERVER,
                            "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context");
    if (!server_side && context->protocol == PROTOCOL_TLS_SERVER)
        return raise_tls_at(PLACE_NO_CLIENT,
                            "Cannot create a client socket with a PROTOCOL_TLS_SERVER context");
    return true;
}

static bool set_bios(Connection *connection, MemoryBio *incoming, MemoryBio *outgoing) {
    if (incoming) {
        crypto.BIO_up_ref(incoming->bio);
        crypto.BIO_up_ref(outgoing->bio);
        tls.SSL_set_bio(connection->ssl, incoming->bio, outgoing->bio);
        return true;
    }
    BIO *bio = socket_bio_new(connection);
    if (bio)
        tls.SSL_set_bio(connection->ssl, bio, bio);
    return bio != NULL;
}

/* A server that may ask a client later for who it is; a client that would tell. */
static void allow_later_authentication(Connection *connection) {
    SSL *ssl = connection->ssl;
    if (!connection->server_side)
        tls.SSL_set_post_handshake_auth(ssl, 1);
    else {
        int mode = tls.SSL_get_verify_mode(ssl);
        if (mode & SSL_VERIFY_PEER)
            tls.SSL_set_verify(ssl, mode | SSL_VERIFY_POST_HANDSHAKE,
                               tls.SSL_CTX_get_verify_callback(connection->context->ctx));
    }
}

static void set_side(Connection *connection) {
    static const unsigned char sessions_of[] = "Python"; /* whose sessions a server resumes */
    if (connection->server_side) {
        tls.SSL_set_session_id_context(connection->ssl, sessions_of, sizeof sessions_of);
        tls.SSL_set_accept_state(connection->ssl);
    } else
        tls.SSL_set_connect_state(connection->ssl);
}

static bool session_set(Value self, Value value);

Value connection_new(Context *context, Value socket, MemoryBio *incoming, MemoryBio *outgoing,
                     bool server_side, Value hostname, Value owner, Value session) {
    if (!allows_side(context, server_side))
        return NULL;
    SSL *ssl = tls.SSL_new(context->ctx);
    Connection *connection = ssl ? type_allocate(&connection_type, 0) : NULL;
    if (!connection || !init_mutex(&connection->mutex)) {
        tls.SSL_free(ssl);
        if (connection)
            mem_object_free(&connection->header, sizeof *connection);
        return exception_pending() ? NULL : raise_no_memory();
    }
    connection->ssl = ssl;
    connection->context = context_of(own(value_of(context)));
    connection->server_side = server_side;
    connection->descriptor = -1;
    mem_gc_track(connection);
    tls.SSL_set_ex_data(ssl, 0, connection);
    tls.SSL_ctrl(ssl, SSL_CTRL_MODE, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY,
                 NULL);
    if (context->authenticates_after_handshake)
        allow_later_authentication(connection);
    bool fine = set_bios(connection, incoming, outgoing) &&
                (!hostname || hostname == NONE || set_hostname(connection, hostname));
    set_side(connection);
    if (fine && socket)
        fine = (connection->socket = weakref_new(socket, NULL)) != NULL;
    if (fine && owner && owner != NONE)
        fine = (connection->owner = weakref_new(owner, NULL)) != NULL;
    if (fine && session && session != NONE)
        fine = session_set(value_of(connection), session);
    if (fine)
        return value_of(connection);
    GIVE_UP(connection);
    return NULL;
}

/* ---- its end --------------------------------------------------------------------------------- */

static void connection_dealloc(Object *object) {
    Connection *connection = (Connection *)object;
    mem_gc_untrack(object);
    tls.SSL_free(connection->ssl);
    pthread_mutex_destroy(&connection->mutex);
    decref_maybe(value_of(connection->context));
    decref_maybe(connection->socket);
    decref_maybe(connection->owner);
    decref_maybe(connection->server_hostname);
    decref_maybe(connection->failure);
    mem_object_free(object, sizeof *connection);
}

static void connection_traverse(Object *object, MemVisit visit, void *context) {
    Connection *connection = (Connection *)object;
    visit_value(value_of(connection->context), visit, context);
    visit_value(connection->failure, visit, context);
}

static void connection_clear(Object *object) {
    clear_value(&((Connection *)object)->failure);
}

/* ---- for callbacks --------------------------------------------------------------------------- */

Value connection_shown(Connection *connection) {
    Value shown = connection->owner    ? weakref_get(connection->owner)
                  : connection->socket ? weakref_get(connection->socket)
                                       : NULL;
    return shown ? shown : own(value_of(connection));
}

void connection_keep_failure(Connection *connection) {
    Value exception = exception_fetch();
    if (connection->failure)
        decref_maybe(exception); /* the first is what is told */
    else
        connection->failure = exception;
}

/* ---- attributes ------------------------------------------------------------------------------ */

static Value get_context(Value self) {
    return own(value_of(connection_of(self)->context));
}

static bool set_context(Value self, Value value) {
    Connection *connection = connection_of(self);
    if (!value || !is_instance_of(value, &context_type))
        return raise_type_error("The value must be a SSLContext");
    Context *old = connection->context;
    connection_lock(connection);
    tls.SSL_set_SSL_CTX(connection->ssl, context_of(value)->ctx);
    tls.SSL_set_msg_callback(connection->ssl,
                             context_of(value)->message_callback ? context_tell_message : NULL);
    connection->context = context_of(own(value));
    connection_unlock(connection);
    decref(value_of(old));
    return true;
}

static Value get_server_side(Value self) {
    return value_of_bool(connection_of(self)->server_side);
}

static Value get_server_hostname(Value self) {
    Value hostname = connection_of(self)->server_hostname;
    return hostname ? own(hostname) : NONE;
}

static Value get_owner(Value self) {
    Value reference = connection_of(self)->owner;
    Value owner = reference ? weakref_get(reference) : NULL;
    return owner ? owner : NONE;
}

static bool set_owner(Value self, Value value) {
    Value reference = value && value != NONE ? weakref_new(value, NULL) : NULL;
    if (!reference && exception_pending())
        return false;
    replace_value(&connection_of(self)->owner, reference);
    return true;
}

/* Sessions come and go as copies: the library gives up one whose connection ends without goodbye.
 */
static Value get_session(Value self) {
    Connection *connection = connection_of(self);
    connection_lock(connection);
    const SSL_SESSION *session = tls.SSL_get_session(connection->ssl);
    SSL_SESSION *copy = session ? tls.SSL_SESSION_dup(session) : NULL;
    connection_unlock(connection);
    if (!session)
        return NONE;
    return copy ? session_new_steal(copy, connection->context) : raise_no_memory();
}

static bool session_set(Value self, Value value) {
    Connection *connection = connection_of(self);
    if (!value || !has_type(value, &session_type))
        return raise_type_error("Value is not a SSLSession.");
    const Session *session = (const Session *)object_of(value);
    if (session->context->ctx != connection->context->ctx)
        return raise_value_error("Session refers to a different SSLContext.");
    if (connection->server_side)
        return raise_value_error("Cannot set session for server-side SSLSocket.");
    if (connection_has_shaken_hands(connection))
        return raise_value_error("Cannot set session after handshake.");
    SSL_SESSION *copy = tls.SSL_SESSION_dup(session->session);
    connection_lock(connection);
    bool fine = copy && tls.SSL_set_session(connection->ssl, copy) == 1;
    connection_unlock(connection);
    tls.SSL_SESSION_free(copy);
    return fine || raise_tls_library(PLACE_NEW_CONTEXT);
}

static Value get_session_reused(Value self) {
    Connection *connection = connection_of(self);
    connection_lock(connection);
    bool reused = tls.SSL_session_reused(connection->ssl);
    connection_unlock(connection);
    return value_of_bool(reused);
}

static const NativeGetSet getsets[] = {
    {"context", get_context, set_context,
     "_setter_context(ctx)\nThis changes the context associated with the SSLSocket. This is "
     "typically\nused from within a callback function set by the sni_callback\non the SSLContext "
     "to change the certificate information associated with the\nSSLSocket before the "
     "cryptographic exchange handshake messages\n"},
    {"server_side", get_server_side, NULL, "Whether this is a server-side socket."},
    {"server_hostname", get_server_hostname, NULL, "The currently set server hostname (for SNI)."},
    {"owner", get_owner, set_owner,
     "The Python-level owner of this object.Passed as \"self\" in servername callback."},
    {"session", get_session, session_set, "_setter_session(session)\nGet / set SSLSession."},
    {"session_reused", get_session_reused, NULL, "Was the client session reused during handshake?"},
    {NULL, NULL, NULL, NULL}};

Type connection_type = {
    TYPE_INIT_CONTAINER("_ssl._SSLSocket", sizeof(Connection), connection_dealloc,
                        connection_traverse, connection_clear),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = connection_methods,
    .getsets = getsets,
};
