/* _SSLContext: what connections of a kind have in common. Here are its making, its ciphers and
 * protocols, and the connections it makes. */
#include "lib/native/ssl/ssl.h"
#include "lib/native/_socket.h"

#include <limits.h>
#include <string.h>

/* ---- making ---------------------------------------------------------------------------------- */

/* The version that a protocol is for, 0 for all; -1: there is no such protocol. */
static int protocol_version(int protocol) {
    switch (protocol) {
    case PROTOCOL_TLS:
    case PROTOCOL_TLS_CLIENT:
    case PROTOCOL_TLS_SERVER:
        return 0;
    case PROTOCOL_TLSv1:
        return TLS1_VERSION;
    case PROTOCOL_TLSv1_1:
        return TLS1_1_VERSION;
    case PROTOCOL_TLSv1_2:
        return TLS1_2_VERSION;
    }
    return -1;
}

static bool warn_of_protocol(int protocol) {
    static const char *const names[] = {[PROTOCOL_TLS] = "PROTOCOL_TLS",
                                        [PROTOCOL_TLSv1] = "PROTOCOL_TLSv1",
                                        [PROTOCOL_TLSv1_1] = "PROTOCOL_TLSv1_1",
                                        [PROTOCOL_TLSv1_2] = "PROTOCOL_TLSv1_2"};
    return protocol >= PROTOCOL_TLS_CLIENT ||
           warn(&exc_DeprecationWarning, 2, "ssl.%s is deprecated", names[protocol]);
}

static SSL_CTX *library_context(int protocol) {
    const SSL_METHOD *method = protocol == PROTOCOL_TLS_CLIENT   ? tls.TLS_client_method()
                               : protocol == PROTOCOL_TLS_SERVER ? tls.TLS_server_method()
                                                                 : tls.TLS_method();
    return tls.SSL_CTX_new(method);
}

/* CPython 3.13's: TLS 1.2 at least, no compression, no SSL 3. */
static bool set_defaults(Context *context) {
    SSL_CTX *ctx = context->ctx;
    int version = protocol_version(context->protocol);
    const uint64_t options = (SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS) | SSL_OP_NO_SSLv3 |
                             SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_COMPRESSION;
    X509_VERIFY_PARAM *param = tls.SSL_CTX_get0_param(ctx);
    tls.SSL_CTX_set_options(ctx, options);
    tls.SSL_CTX_ctrl(ctx, SSL_CTRL_MODE, SSL_MODE_RELEASE_BUFFERS, NULL);
    tls.SSL_CTX_set_post_handshake_auth(ctx, 0);
    crypto.X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_TRUSTED_FIRST);
    crypto.X509_VERIFY_PARAM_set_hostflags(param, context->host_flags);
    return tls.SSL_CTX_set_cipher_list(ctx, TLS_DEFAULT_CIPHERS) &&
           tls.SSL_CTX_ctrl(ctx, SSL_CTRL_SET_MIN_PROTO_VERSION, version ? version : TLS1_2_VERSION,
                            NULL) &&
           (!version || tls.SSL_CTX_ctrl(ctx, SSL_CTRL_SET_MAX_PROTO_VERSION, version, NULL));
}

static Value context_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("_SSLContext(protocol, /)");
    Value bound[1];
    int protocol;
    if (!arguments_bind(&signature, args, count, keywords, bound) ||
        !int_as_int(bound[0], &protocol))
        return NULL;
    if (protocol_version(protocol) < 0)
        return raise_value_error("invalid or unsupported protocol version %d", protocol);
    if (!warn_of_protocol(protocol))
        return NULL;
    Context *context = type_allocate(type, 0);
    if (!context)
        return NULL;
    mem_gc_track(context);
    context->protocol = protocol;
    context->keylog = -1;
    context->host_flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    context->ctx = library_context(protocol);
    bool checks = protocol == PROTOCOL_TLS_CLIENT;
    context->checks_hostname = checks;
    if (context->ctx && set_defaults(context) &&
        context_set_verify_mode(context, checks ? CERT_REQUIRED : CERT_NONE))
        return value_of(context);
    raise_tls_library(PLACE_NEW_CONTEXT);
    GIVE_UP(context);
    return NULL;
}

static void context_clear(Object *object) {
    Context *context = (Context *)object;
    clear_value(&context->sni_callback);
    clear_value(&context->message_callback);
    clear_value(&context->psk_client);
    clear_value(&context->psk_server);
}

static void context_dealloc(Object *object) {
    Context *context = (Context *)object;
    mem_gc_untrack(object);
    tls.SSL_CTX_free(context->ctx);
    context_clear(object);
    context_keylog_close(context);
    mem_raw_free(context->alpn);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static void context_traverse(Object *object, MemVisit visit, void *data) {
    Context *context = (Context *)object;
    visit_value(context->sni_callback, visit, data);
    visit_value(context->message_callback, visit, data);
    visit_value(context->psk_client, visit, data);
    visit_value(context->psk_server, visit, data);
}

/* ---- ciphers, curves, protocols -------------------------------------------------------------- */

static Value set_ciphers(Value self, Value *args) {
    if (!is_str(args[0]))
        return raise_type_error("set_ciphers() argument must be str, not %N", args[0]);
    const char *list = str_utf8(str_of(args[0]), NULL);
    if (!list)
        return NULL;
    bool done = tls.SSL_CTX_set_cipher_list(context_of(self)->ctx, list);
    crypto.ERR_clear_error();
    return done ? NONE : raise_tls("No cipher can be selected.");
}

static Value get_ciphers(Value self, Value *args) {
    SSL *ssl = tls.SSL_new(context_of(self)->ctx);
    const STACK_OF(SSL_CIPHER) *ciphers = ssl ? tls.SSL_get_ciphers(ssl) : NULL;
    List *list =
        ssl ? list_new((size_t)stack_count(ciphers)) : raise_tls_library(PLACE_NEW_CONTEXT);
    bool fine = list != NULL;
    for (int i = 0; fine && i < stack_count(ciphers); i++)
        fine = list_append_steal(list, cipher_as_dict(stack_item(ciphers, i)));
    tls.SSL_free(ssl);
    if (fine)
        return value_of(list);
    decref_maybe(value_of(list));
    return NULL;
}

static Value set_ecdh_curve(Value self, Value *args) {
    Bytes *name = str_to_file_name(args[0]);
    if (!name)
        return NULL;
    int nid = crypto.OBJ_sn2nid((const char *)name->data);
    GIVE_UP(name);
    if (nid == NID_undef)
        return raise_value_error("unknown elliptic curve name %R", args[0]);
    return tls.SSL_CTX_ctrl(context_of(self)->ctx, SSL_CTRL_SET_GROUPS, 1, &nid)
               ? NONE
               : raise_tls_library(PLACE_CURVE);
}

static Value set_alpn_protocols(Value self, Value *args) {
    Context *context = context_of(self);
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    uint8_t *names = buffer.size <= UINT_MAX ? mem_raw_malloc(buffer.size + 1) : NULL;
    if (names) {
        memcpy(names, buffer.bytes, buffer.size);
        mem_raw_free(context->alpn);
        context->alpn = names;
        context->alpn_size = buffer.size;
        tls.SSL_CTX_set_alpn_select_cb(context->ctx, context_select_alpn, context);
    }
    bool done =
        names && tls.SSL_CTX_set_alpn_protos(context->ctx, names, (unsigned)buffer.size) == 0;
    if (buffer.size > UINT_MAX)
        raise_overflow_error("protocols longer than %u bytes", UINT_MAX);
    buffer_release(&buffer);
    return done ? NONE : exception_pending() ? NULL : raise_no_memory();
}

static Value session_stats(Value self, Value *args) {
    static const struct {
        const char *name;
        int command;
    } numbers[] = {{"number", SSL_CTRL_SESS_NUMBER},
                   {"connect", SSL_CTRL_SESS_CONNECT},
                   {"connect_good", SSL_CTRL_SESS_CONNECT_GOOD},
                   {"connect_renegotiate", SSL_CTRL_SESS_CONNECT_RENEGOTIATE},
                   {"accept", SSL_CTRL_SESS_ACCEPT},
                   {"accept_good", SSL_CTRL_SESS_ACCEPT_GOOD},
                   {"accept_renegotiate", SSL_CTRL_SESS_ACCEPT_RENEGOTIATE},
                   {"hits", SSL_CTRL_SESS_HIT},
                   {"misses", SSL_CTRL_SESS_MISSES},
                   {"timeouts", SSL_CTRL_SESS_TIMEOUTS},
                   {"cache_full", SSL_CTRL_SESS_CACHE_FULL}};
    Dict *dict = dict_new();
    for (size_t i = 0; dict && i < sizeof numbers / sizeof *numbers; i++) {
        long number = tls.SSL_CTX_ctrl(context_of(self)->ctx, numbers[i].command, 0, NULL);
        if (!dict_set_c(dict, numbers[i].name, value_of_small_int(number))) {
            GIVE_UP(dict);
            return NULL;
        }
    }
    return value_of(dict);
}

/* ---- connections ----------------------------------------------------------------------------- */

static Value wrap_socket(Value self, Value *args) {
    Answer server_side = object_truth(args[1]);
    if (server_side == ANSWER_ERROR)
        return NULL;
    if (!is_instance_of(args[0], &socket_type))
        return raise_type_error("_wrap_socket() argument 'sock' must be _socket.socket, not %T",
                                args[0]);
    return connection_new(context_of(self), args[0], NULL, NULL, server_side == ANSWER_YES, args[2],
                          args[3], args[4]);
}

static bool check_bio(Value value, const char *name) {
    return has_type(value, &memory_bio_type) ||
           raise_type_error("_wrap_bio() argument '%s' must be _ssl.MemoryBIO, not %T", name,
                            value);
}

static Value wrap_bio(Value self, Value *args) {
    Answer server_side = object_truth(args[2]);
    if (server_side == ANSWER_ERROR || !check_bio(args[0], "incoming") ||
        !check_bio(args[1], "outgoing"))
        return NULL;
    return connection_new(context_of(self), NULL, (MemoryBio *)object_of(args[0]),
                          (MemoryBio *)object_of(args[1]), server_side == ANSWER_YES, args[3],
                          args[4], args[5]);
}

/* ---- the type -------------------------------------------------------------------------------- */

static const NativeMethod methods[] = {
    NATIVE("_set_alpn_protocols($self, protos, /)", set_alpn_protocols, NULL),
    NATIVE("_wrap_bio($self, /, incoming, outgoing, server_side, server_hostname=None, *, "
           "owner=None, session=None)",
           wrap_bio, NULL),
    NATIVE("_wrap_socket($self, /, sock, server_side, server_hostname=None, *, owner=None, "
           "session=None)",
           wrap_socket, NULL),
    NATIVE("cert_store_stats($self, /)", context_cert_store_stats,
           "Returns quantities of loaded X.509 certificates.\n\nX.509 certificates with a CA "
           "extension and certificate revocation lists\ninside the context's cert store.\n\nNOTE: "
           "Certificates in a capath directory aren't loaded unless they have\nbeen used at least "
           "once."),
    NATIVE("get_ca_certs($self, /, binary_form=False)", context_get_ca_certs,
           "Returns a list of dicts with information of loaded CA certs.\n\nIf the optional "
           "argument is True, returns a DER-encoded copy of the CA\ncertificate.\n\nNOTE: "
           "Certificates in a capath directory aren't loaded unless they have\nbeen used at least "
           "once."),
    NATIVE("get_ciphers($self, /)", get_ciphers, NULL),
    NATIVE("load_cert_chain($self, /, certfile, keyfile=None, password=None)",
           context_load_cert_chain, NULL),
    NATIVE("load_dh_params($self, path, /)", context_load_dh_params, NULL),
    NATIVE("load_verify_locations($self, /, cafile=None, capath=None, cadata=None)",
           context_load_verify_locations, NULL),
    NATIVE("session_stats($self, /)", session_stats, NULL),
    NATIVE("set_ciphers($self, cipherlist, /)", set_ciphers, NULL),
    NATIVE("set_default_verify_paths($self, /)", context_set_default_verify_paths, NULL),
    NATIVE("set_ecdh_curve($self, name, /)", set_ecdh_curve, NULL),
    NATIVE("set_psk_client_callback($self, /, callback)", context_set_psk_client, NULL),
    NATIVE("set_psk_server_callback($self, /, callback, identity_hint=None)",
           context_set_psk_server, NULL),
    NATIVE_END};

Type context_type = {
    TYPE_INIT_CONTAINER("_ssl._SSLContext", sizeof(Context), context_dealloc, context_traverse,
                        context_clear),
    .flags = TYPE_BASE,
    .base = &object_type,
    .methods = methods,
    .getsets = context_getsets,
    .new = context_new,
};
