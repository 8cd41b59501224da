/* Functions of Python that the library calls: for the name that a client asks for, for keys known
 * to both sides, for messages that go over a connection. */
#include "lib/native/ssl/ssl.h"

#include <string.h>

static Value shown_callback(Value callback) {
    return callback ? own(callback) : NONE;
}

/* ---- the server's name ----------------------------------------------------------------------- */

static Value call_for_name(Connection *connection, Value callback, const char *name) {
    Value shown = connection_shown(connection);
    Value text = text_or_none(name);
    Value result = text ? call_3(callback, shown, text, value_of(connection->context)) : NULL;
    decref(shown);
    decref_maybe(text);
    return result;
}

/* The callback's answer: None, or the number of an alert. */
static int alert_of(Value answer, Value callback, int *alert) {
    if (answer == NONE)
        return SSL_TLSEXT_ERR_OK;
    if (!answer || !int_as_int(answer, alert)) {
        *alert = answer ? SSL_AD_INTERNAL_ERROR : SSL_AD_HANDSHAKE_FAILURE;
        exception_write_unraisable(callback);
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

static int choose_name(SSL *ssl, int *alert, void *data) {
    Connection *connection = connection_of_ssl(ssl);
    connection_enter_python(connection);
    int result = SSL_TLSEXT_ERR_NOACK;
    Value callback = ((Context *)data)->sni_callback;
    if (callback) {
        incref(callback);
        Value answer = call_for_name(connection, callback,
                                     tls.SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name));
        result = alert_of(answer, callback, alert);
        decref_maybe(answer);
        decref(callback);
    }
    connection_leave_python(connection);
    return result;
}

Value context_sni_get(Value self) {
    return shown_callback(context_of(self)->sni_callback);
}

bool context_sni_set(Value self, Value value) {
    Context *context = context_of(self);
    if (context->protocol == PROTOCOL_TLS_CLIENT)
        return raise_value_error("sni_callback cannot be set on TLS_CLIENT context");
    bool removes = !value || value == NONE;
    if (!removes && !is_callable(value)) {
        context_sni_set(self, NONE);
        return raise_type_error("not a callable object");
    }
    tls.SSL_CTX_callback_ctrl(context->ctx, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB,
                              removes ? NULL : (void (*)(void))choose_name);
    tls.SSL_CTX_ctrl(context->ctx, SSL_CTRL_SET_TLSEXT_SERVERNAME_ARG, 0, context);
    replace_value(&context->sni_callback, removes ? NULL : own(value));
    return true;
}

/* ---- protocols above TLS --------------------------------------------------------------------- */

int context_select_alpn(SSL *ssl, const unsigned char **chosen, unsigned char *chosen_size,
                        const unsigned char *offered, unsigned offered_size, void *data) {
    const Context *context = data;
    int result = tls.SSL_select_next_proto((unsigned char **)chosen, chosen_size, context->alpn,
                                           (unsigned)context->alpn_size, offered, offered_size);
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

/* ---- messages -------------------------------------------------------------------------------- */

/* What the message is, as far as its first bytes tell. */
static int message_type(int kind, const unsigned char *bytes, size_t size, int *version) {
    switch (kind) {
    case SSL3_RT_HEADER: /* of a record: kind and version */
        if (size >= 3)
            *version = bytes[1] << 8 | bytes[2];
        return size >= 1 ? bytes[0] : -1;
    case SSL3_RT_CHANGE_CIPHER_SPEC:
        return SSL3_MT_CHANGE_CIPHER_SPEC;
    case SSL3_RT_ALERT: /* level and description */
        return size >= 2 ? bytes[1] : -1;
    case SSL3_RT_HANDSHAKE:
    case SSL3_RT_INNER_CONTENT_TYPE:
        return size >= 1 ? bytes[0] : -1;
    }
    return -1;
}

void context_tell_message(int is_sent, int version, int kind, const void *bytes, size_t size,
                          SSL *ssl, void *unused) {
    Connection *connection = connection_of_ssl(ssl);
    connection_enter_python(connection);
    Value callback = connection->context->message_callback;
    if (callback) {
        int type = message_type(kind, bytes, size, &version);
        Value shown = connection_shown(connection), data = value_of(bytes_new(bytes, size));
        Value direction = value_of(str_from_c(is_sent ? "write" : "read"));
        Value args[] = {shown,
                        direction,
                        value_of_small_int(version),
                        value_of_small_int(kind),
                        value_of_small_int(type),
                        data};
        incref(callback);
        Value result = direction && data ? call(callback, args, 6, NULL) : NULL;
        if (!result)
            connection_keep_failure(connection);
        decref_maybe(result);
        decref(callback);
        decref_maybe(direction);
        decref_maybe(data);
        decref(shown);
    }
    connection_leave_python(connection);
}

Value context_message_get(Value self) {
    return shown_callback(context_of(self)->message_callback);
}

bool context_message_set(Value self, Value value) {
    Context *context = context_of(self);
    bool removes = !value || value == NONE;
    if (!removes && !is_callable(value)) {
        context_message_set(self, NONE);
        return raise_type_error("%R is not callable.", value);
    }
    tls.SSL_CTX_set_msg_callback(context->ctx, removes ? NULL : context_tell_message);
    replace_value(&context->message_callback, removes ? NULL : own(value));
    return true;
}

/* ---- keys known to both sides ---------------------------------------------------------------- */

/* Copies what a bytes-like object holds: its size, 0 with an exception if there is no room. */
static unsigned copy_key(Value key, unsigned char *to, unsigned capacity) {
    Buffer buffer;
    if (!buffer_get(key, &buffer, false))
        return 0;
    size_t size = buffer.size;
    if (size <= capacity)
        memcpy(to, buffer.bytes, size);
    else
        raise_value_error("psk too long: %zu > %u", size, capacity);
    buffer_release(&buffer);
    return size <= capacity ? (unsigned)size : 0;
}

/* (identity or None, key) */
static unsigned read_client_answer(Value answer, char *identity, unsigned identity_capacity,
                                   unsigned char *key, unsigned key_capacity) {
    if (!is_tuple(answer) || tuple_of(answer)->count != 2)
        return raise_type_error("psk callback must return a tuple of two"), 0;
    Value name = tuple_of(answer)->items[0];
    size_t size = 0;
    if (name != NONE && !is_str(name))
        return raise_type_error("psk identity must be str or None, not %T", name), 0;
    const char *text = name == NONE ? "" : str_utf8(str_of(name), &size);
    if (!text)
        return 0;
    if (size > identity_capacity)
        return raise_value_error("psk identity too long: %zu > %u", size, identity_capacity), 0;
    memcpy(identity, text, size);
    identity[size] = '\0';
    return copy_key(tuple_of(answer)->items[1], key, key_capacity);
}

/* Calls callback(text or None); an exception is told of, and no key given. */
static Value call_for_key(Value callback, const char *text) {
    Value argument = text && *text ? value_of(str_from_c(text)) : NONE;
    Value answer = argument ? call_1(callback, argument) : NULL;
    decref_maybe(argument);
    return answer;
}

static unsigned give_client_key(SSL *ssl, const char *hint, char *identity, unsigned identity_size,
                                unsigned char *key, unsigned key_size) {
    Connection *connection = connection_of_ssl(ssl);
    unsigned size = 0;
    connection_enter_python(connection);
    Value callback = own_maybe(connection->context->psk_client);
    if (callback) {
        Value answer = call_for_key(callback, hint);
        if (answer) /* the library's size leaves room for the end */
            size = read_client_answer(answer, identity, identity_size, key, key_size);
        if (exception_pending())
            exception_write_unraisable(callback);
        decref_maybe(answer);
        decref(callback);
    }
    connection_leave_python(connection);
    return size;
}

static unsigned give_server_key(SSL *ssl, const char *identity, unsigned char *key,
                                unsigned key_size) {
    Connection *connection = connection_of_ssl(ssl);
    unsigned size = 0;
    connection_enter_python(connection);
    Value callback = own_maybe(connection->context->psk_server);
    if (callback) {
        Value answer = call_for_key(callback, identity);
        if (answer)
            size = copy_key(answer, key, key_size);
        if (exception_pending())
            exception_write_unraisable(callback);
        decref_maybe(answer);
        decref(callback);
    }
    connection_leave_python(connection);
    return size;
}

Value context_set_psk_client(Value self, Value *args) {
    Context *context = context_of(self);
    if (context->protocol == PROTOCOL_TLS_SERVER)
        return raise_tls_at(PLACE_PSK_CLIENT,
                            "Cannot add PSK client callback to a PROTOCOL_TLS_SERVER context");
    bool removes = args[0] == NONE;
    if (!removes && !is_callable(args[0]))
        return raise_type_error("callback must be callable");
    replace_value(&context->psk_client, removes ? NULL : own(args[0]));
    tls.SSL_CTX_set_psk_client_callback(context->ctx, removes ? NULL : give_client_key);
    return NONE;
}

Value context_set_psk_server(Value self, Value *args) {
    Context *context = context_of(self);
    if (context->protocol == PROTOCOL_TLS_CLIENT)
        return raise_tls_at(PLACE_PSK_SERVER,
                            "Cannot add PSK server callback to a PROTOCOL_TLS_CLIENT context");
    bool removes = args[0] == NONE, has_hint = args[1] && args[1] != NONE;
    if (!removes && !is_callable(args[0]))
        return raise_type_error("callback must be callable");
    if (has_hint && !is_str(args[1]))
        return raise_type_error("set_psk_server_callback() argument 'identity_hint' must be str or "
                                "None, not %T",
                                args[1]);
    const char *hint = has_hint ? str_utf8(str_of(args[1]), NULL) : NULL;
    if (has_hint && !hint)
        return NULL;
    if (!tls.SSL_CTX_use_psk_identity_hint(context->ctx, hint))
        return raise_value_error("failed to set identity hint");
    replace_value(&context->psk_server, removes ? NULL : own(args[0]));
    tls.SSL_CTX_set_psk_server_callback(context->ctx, removes ? NULL : give_server_key);
    return NONE;
}
