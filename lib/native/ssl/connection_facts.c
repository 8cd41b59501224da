/* What can be asked of a connection: its ciphers, protocol, certificates. */
#include "lib/native/ssl/ssl.h"

#include <string.h>

/* ---- ciphers --------------------------------------------------------------------------------- */

static Value cipher_as_tuple(const SSL_CIPHER *cipher) {
    Value items[] = {text_or_none(tls.SSL_CIPHER_get_name(cipher)),
                     text_or_none(tls.SSL_CIPHER_get_version(cipher)),
                     value_of_small_int(tls.SSL_CIPHER_get_bits(cipher, NULL))};
    return value_of(tuple_from_array_steal(items, 3));
}

static Value name_of_nid(int nid) {
    return nid == NID_undef ? NONE : text_or_none(crypto.OBJ_nid2ln(nid));
}

Value cipher_as_dict(const SSL_CIPHER *cipher) {
    char description[512];
    int bits = 0, secret_bits = tls.SSL_CIPHER_get_bits(cipher, &bits);
    tls.SSL_CIPHER_description(cipher, description, sizeof description);
    description[strcspn(description, "\n")] = '\0';
    Dict *dict = dict_new();
    if (dict &&
        dict_set_c(dict, "id", value_of_small_int((int64_t)tls.SSL_CIPHER_get_id(cipher))) &&
        dict_set_c_steal(dict, "name", text_or_none(tls.SSL_CIPHER_get_name(cipher))) &&
        dict_set_c_steal(dict, "protocol", text_or_none(tls.SSL_CIPHER_get_version(cipher))) &&
        dict_set_c_steal(dict, "description", text_or_none(description)) &&
        dict_set_c(dict, "strength_bits", value_of_small_int(secret_bits)) &&
        dict_set_c(dict, "alg_bits", value_of_small_int(bits)) &&
        dict_set_c(dict, "aead", value_of_bool(tls.SSL_CIPHER_is_aead(cipher))) &&
        dict_set_c_steal(dict, "symmetric", name_of_nid(tls.SSL_CIPHER_get_cipher_nid(cipher))) &&
        dict_set_c_steal(dict, "digest", name_of_nid(tls.SSL_CIPHER_get_digest_nid(cipher))) &&
        dict_set_c_steal(dict, "kea", name_of_nid(tls.SSL_CIPHER_get_kx_nid(cipher))) &&
        dict_set_c_steal(dict, "auth", name_of_nid(tls.SSL_CIPHER_get_auth_nid(cipher))))
        return value_of(dict);
    decref_maybe(value_of(dict));
    return NULL;
}

static Value cipher_function(Value self, Value *args) {
    Connection *connection = connection_of(self);
    connection_lock(connection);
    const SSL_CIPHER *cipher = tls.SSL_get_current_cipher(connection->ssl); /* a static one */
    connection_unlock(connection);
    return cipher ? cipher_as_tuple(cipher) : NONE;
}

static bool contains(const STACK_OF(SSL_CIPHER) * ciphers, const SSL_CIPHER *cipher) {
    for (int i = 0; i < stack_count(ciphers); i++)
        if (stack_item(ciphers, i) == cipher)
            return true;
    return false;
}

static Value ciphers_of_both(SSL *ssl) {
    const STACK_OF(SSL_CIPHER) *theirs = tls.SSL_get_client_ciphers(ssl);
    const STACK_OF(SSL_CIPHER) *ours = tls.SSL_get_ciphers(ssl);
    if (!theirs || !ours)
        return NONE;
    List *shared = list_new((size_t)stack_count(theirs));
    for (int i = 0; shared && i < stack_count(theirs); i++) {
        const SSL_CIPHER *cipher = stack_item(theirs, i);
        if (contains(ours, cipher) && !list_append_steal(shared, cipher_as_tuple(cipher))) {
            GIVE_UP(shared);
            return NULL;
        }
    }
    return value_of(shared);
}

static Value shared_ciphers(Value self, Value *args) {
    Connection *connection = connection_of(self);
    connection_lock(connection);
    Value ciphers = ciphers_of_both(connection->ssl);
    connection_unlock(connection);
    return ciphers;
}

/* ---- the protocol ---------------------------------------------------------------------------- */

static Value version(Value self, Value *args) {
    Connection *connection = connection_of(self);
    if (!connection_has_shaken_hands(connection))
        return NONE;
    connection_lock(connection);
    const char *text = tls.SSL_get_version(connection->ssl); /* static */
    connection_unlock(connection);
    return text_or_none(strcmp(text, "unknown") != 0 ? text : NULL);
}

static Value selected_alpn(Value self, Value *args) {
    const unsigned char *name = NULL;
    unsigned size = 0;
    Connection *connection = connection_of(self);
    connection_lock(connection);
    tls.SSL_get0_alpn_selected(connection->ssl, &name, &size);
    Value text = name ? value_of(str_from_utf8((const char *)name, size)) : NONE;
    connection_unlock(connection);
    return text;
}

static Value compression(Value self, Value *args) {
    Connection *connection = connection_of(self);
    connection_lock(connection);
    const COMP_METHOD *method = tls.SSL_get_current_compression(connection->ssl);
    int kind = method ? crypto.COMP_get_type(method) : NID_undef;
    connection_unlock(connection);
    return kind == NID_undef ? NONE : text_or_none(crypto.OBJ_nid2sn(kind));
}

/* RFC 5929: what is first in the handshake that was made. */
static Value get_channel_binding(Value self, Value *args) {
    Connection *connection = connection_of(self);
    char finished[EVP_MAX_MD_SIZE];
    if (args[0] && !is_str(args[0]))
        return raise_type_error("get_channel_binding() argument 'cb_type' must be str, not %N",
                                args[0]);
    if (args[0] && !str_equal_c(str_of(args[0]), "tls-unique"))
        return raise_value_error("'%S' channel binding type not implemented", args[0]);
    connection_lock(connection);
    bool ours = (tls.SSL_session_reused(connection->ssl) != 0) != !connection->server_side;
    size_t size = (ours ? tls.SSL_get_finished
                        : tls.SSL_get_peer_finished)(connection->ssl, finished, sizeof finished);
    connection_unlock(connection);
    return size ? value_of(bytes_new(finished, size)) : NONE;
}

/* ---- certificates ---------------------------------------------------------------------------- */

static Value shown_certificate(Connection *connection, X509 *x509, bool as_der) {
    if (as_der)
        return certificate_as_der(x509);
    bool verified = tls.SSL_get_verify_mode(connection->ssl) & SSL_VERIFY_PEER;
    return verified ? certificate_as_dict(x509) : value_of(dict_new());
}

static Value getpeercert(Value self, Value *args) {
    Connection *connection = connection_of(self);
    Answer as_der = args[0] ? object_truth(args[0]) : ANSWER_NO;
    if (as_der == ANSWER_ERROR)
        return NULL;
    if (!connection_has_shaken_hands(connection))
        return raise_value_error("handshake not done yet");
    connection_lock(connection);
    X509 *x509 = tls.SSL_get1_peer_certificate(connection->ssl);
    connection_unlock(connection);
    if (!x509)
        return NONE;
    Value shown = shown_certificate(connection, x509, as_der == ANSWER_YES);
    crypto.X509_free(x509);
    return shown;
}

/* None for no stack. `first` (may be null) comes before the others. */
static Value chain_as_list(X509 *first, const STACK_OF(X509) * chain) {
    if (!chain)
        return NONE;
    List *list = list_new((size_t)stack_count(chain) + 1);
    bool fine = list && (!first || list_append_steal(list, certificate_new(first)));
    for (int i = 0; fine && i < stack_count(chain); i++)
        fine = list_append_steal(list, certificate_new(stack_item(chain, i)));
    if (fine)
        return value_of(list);
    decref_maybe(value_of(list));
    return NULL;
}

static Value get_verified_chain(Value self, Value *args) {
    Connection *connection = connection_of(self);
    connection_lock(connection);
    Value list = chain_as_list(NULL, tls.SSL_get0_verified_chain(connection->ssl));
    connection_unlock(connection);
    return list;
}

/* On the server's side the library keeps the other's own certificate out of the chain. */
static Value get_unverified_chain(Value self, Value *args) {
    Connection *connection = connection_of(self);
    connection_lock(connection);
    X509 *own_one = connection->server_side ? tls.SSL_get1_peer_certificate(connection->ssl) : NULL;
    Value list = chain_as_list(own_one, tls.SSL_get_peer_cert_chain(connection->ssl));
    crypto.X509_free(own_one);
    connection_unlock(connection);
    return list;
}

const NativeMethod connection_methods[] = {
    NATIVE("do_handshake($self, /)", connection_do_handshake, NULL),
    NATIVE_RAW("read", connection_read,
               "read(size, [buffer])\nRead up to size bytes from the SSL socket."),
    NATIVE("write($self, b, /)", connection_write,
           "Writes the bytes-like object b into the SSL object.\n\nReturns the number of bytes "
           "written."),
    NATIVE("pending($self, /)", connection_pending,
           "Returns the number of already decrypted bytes available for read, pending on the "
           "connection."),
    NATIVE("shutdown($self, /)", connection_shutdown,
           "Does the SSL shutdown handshake with the remote end."),
    NATIVE("verify_client_post_handshake($self, /)", connection_verify_client,
           "Initiate TLS 1.3 post-handshake authentication"),
    NATIVE("cipher($self, /)", cipher_function, NULL),
    NATIVE("shared_ciphers($self, /)", shared_ciphers, NULL),
    NATIVE("version($self, /)", version, NULL),
    NATIVE("selected_alpn_protocol($self, /)", selected_alpn, NULL),
    NATIVE("compression($self, /)", compression, NULL),
    NATIVE(
        "get_channel_binding($self, /, cb_type='tls-unique')", get_channel_binding,
        "Get channel binding data for current connection.\n\nRaise ValueError if the requested "
        "`cb_type` is not supported.  Return bytes\nof the data or None if the data is not "
        "available (e.g. before the handshake).\nOnly 'tls-unique' channel binding data from RFC "
        "5929 is supported."),
    NATIVE(
        "getpeercert($self, der=False, /)", getpeercert,
        "Returns the certificate for the peer.\n\nIf no certificate was provided, returns None. "
        " If a certificate was\nprovided, but not validated, returns an empty dictionary.  "
        "Otherwise\nreturns a dict containing information about the peer certificate.\n\nIf the "
        "optional argument is True, returns a DER-encoded copy of the\npeer certificate, or None "
        "if no certificate was provided.  This will\nreturn the certificate even if it wasn't "
        "validated."),
    NATIVE("get_verified_chain($self, /)", get_verified_chain, NULL),
    NATIVE("get_unverified_chain($self, /)", get_unverified_chain, NULL),
    NATIVE_END};
