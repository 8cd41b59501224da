/* The attributes of _SSLContext. */
#include "lib/native/ssl/ssl.h"

static bool raise_delete(void) {
    return raise_attribute_error("cannot delete attribute");
}

static bool read_int(Value value, int *number) {
    return value ? int_as_int(value, number) : raise_delete();
}

static bool read_truth(Value value, bool *truth) {
    Answer answer = value ? object_truth(value) : ANSWER_ERROR;
    if (!value)
        raise_delete();
    *truth = answer == ANSWER_YES;
    return answer != ANSWER_ERROR;
}

/* ---- verification ---------------------------------------------------------------------------- */

/* One of CERT_... */
static int context_verify_mode(const Context *context) {
    int mode = tls.SSL_CTX_get_verify_mode(context->ctx);
    return !(mode & SSL_VERIFY_PEER)                ? CERT_NONE
           : mode & SSL_VERIFY_FAIL_IF_NO_PEER_CERT ? CERT_REQUIRED
                                                    : CERT_OPTIONAL;
}

bool context_set_verify_mode(Context *context, int mode) {
    static const int modes[] = {[CERT_NONE] = SSL_VERIFY_NONE,
                                [CERT_OPTIONAL] = SSL_VERIFY_PEER,
                                [CERT_REQUIRED] =
                                    SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT};
    if (mode < CERT_NONE || mode > CERT_REQUIRED)
        return raise_value_error("invalid value for verify_mode");
    if (mode == CERT_NONE && context->checks_hostname)
        return raise_value_error(
            "Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
    tls.SSL_CTX_set_verify(context->ctx, modes[mode],
                           tls.SSL_CTX_get_verify_callback(context->ctx));
    return true;
}

static Value get_verify_mode(Value self) {
    return value_of_small_int(context_verify_mode(context_of(self)));
}

static bool set_verify_mode(Value self, Value value) {
    int mode;
    return read_int(value, &mode) && context_set_verify_mode(context_of(self), mode);
}

static Value get_check_hostname(Value self) {
    return value_of_bool(context_of(self)->checks_hostname);
}

static bool set_check_hostname(Value self, Value value) {
    Context *context = context_of(self);
    bool checks;
    if (!read_truth(value, &checks))
        return false;
    if (checks && context_verify_mode(context) == CERT_NONE &&
        !context_set_verify_mode(context, CERT_REQUIRED))
        return false;
    context->checks_hostname = checks;
    return true;
}

static Value get_host_flags(Value self) {
    return value_of_small_int(context_of(self)->host_flags);
}

static bool set_host_flags(Value self, Value value) {
    Context *context = context_of(self);
    int flags;
    if (!read_int(value, &flags))
        return false;
    context->host_flags = (unsigned)flags;
    crypto.X509_VERIFY_PARAM_set_hostflags(tls.SSL_CTX_get0_param(context->ctx),
                                           context->host_flags);
    return true;
}

static Value get_verify_flags(Value self) {
    X509_VERIFY_PARAM *param = tls.SSL_CTX_get0_param(context_of(self)->ctx);
    return value_of_small_int((int64_t)crypto.X509_VERIFY_PARAM_get_flags(param));
}

static bool set_verify_flags(Value self, Value value) {
    X509_VERIFY_PARAM *param = tls.SSL_CTX_get0_param(context_of(self)->ctx);
    Value number = value ? object_index(value) : NULL;
    if (!number)
        return value ? false : raise_delete();
    uint64_t wanted = int_as_mask64(number);
    decref(number);
    unsigned long flags = crypto.X509_VERIFY_PARAM_get_flags(param);
    if ((flags & ~wanted) && !crypto.X509_VERIFY_PARAM_clear_flags(param, flags & ~wanted))
        return raise_tls_library(PLACE_NEW_CONTEXT);
    if ((wanted & ~flags) && !crypto.X509_VERIFY_PARAM_set_flags(param, wanted & ~flags))
        return raise_tls_library(PLACE_NEW_CONTEXT);
    return true;
}

/* ---- versions -------------------------------------------------------------------------------- */

static Value version_value(Value self, int command, int unlimited) {
    long version = tls.SSL_CTX_ctrl(context_of(self)->ctx, command, 0, NULL);
    return value_of_small_int(version ? version : unlimited);
}

static Value get_minimum_version(Value self) {
    return version_value(self, SSL_CTRL_GET_MIN_PROTO_VERSION, PROTO_MINIMUM_SUPPORTED);
}

static Value get_maximum_version(Value self) {
    return version_value(self, SSL_CTRL_GET_MAX_PROTO_VERSION, PROTO_MAXIMUM_SUPPORTED);
}

static bool warn_of_version(int version) {
    const char *name = version == SSL3_VERSION     ? "SSLv3"
                       : version == TLS1_VERSION   ? "TLSv1"
                       : version == TLS1_1_VERSION ? "TLSv1_1"
                                                   : NULL;
    return !name || warn(&exc_DeprecationWarning, 2, "ssl.TLSVersion.%s is deprecated", name);
}

/* `open` is what stands for "without a limit" there, `other_end` the version for the other end. */
static bool set_version(Value self, Value value, int command, int open, int other_end) {
    Context *context = context_of(self);
    int version;
    if (!read_int(value, &version))
        return false;
    if (context->protocol != PROTOCOL_TLS && context->protocol < PROTOCOL_TLS_CLIENT)
        return raise_value_error("The context's protocol doesn't support modification of highest "
                                 "and lowest version.");
    bool is_end = version == PROTO_MINIMUM_SUPPORTED || version == PROTO_MAXIMUM_SUPPORTED;
    if (!is_end && (version < SSL3_VERSION || version > TLS1_3_VERSION))
        return raise_value_error("Unsupported TLS/SSL version 0x%x", version);
    if (!warn_of_version(version))
        return false;
    if (is_end)
        version = version == open ? 0 : other_end;
    return tls.SSL_CTX_ctrl(context->ctx, command, version, NULL) ||
           raise_value_error("Unsupported protocol version 0x%x", version);
}

static bool set_minimum_version(Value self, Value value) {
    return set_version(self, value, SSL_CTRL_SET_MIN_PROTO_VERSION, PROTO_MINIMUM_SUPPORTED,
                       TLS1_3_VERSION);
}

static bool set_maximum_version(Value self, Value value) {
    return set_version(self, value, SSL_CTRL_SET_MAX_PROTO_VERSION, PROTO_MAXIMUM_SUPPORTED,
                       TLS1_VERSION);
}

static Value get_protocol(Value self) {
    return value_of_small_int(context_of(self)->protocol);
}

/* ---- options --------------------------------------------------------------------------------- */

static Value get_options(Value self) {
    return value_from_uint64(tls.SSL_CTX_get_options(context_of(self)->ctx));
}

static bool set_options(Value self, Value value) {
    SSL_CTX *ctx = context_of(self)->ctx;
    const uint64_t no_version = SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1 |
                                SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3;
    uint64_t wanted;
    if (!value)
        return raise_delete();
    if (is_int(value) && int_sign(value) < 0)
        return raise_overflow_error("can't convert negative int to unsigned");
    if (!int_as_uint64(value, &wanted))
        return false;
    uint64_t options = tls.SSL_CTX_get_options(ctx), added = wanted & ~options;
    if ((added & no_version) &&
        !warn(&exc_DeprecationWarning, 2, "ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated"))
        return false;
    tls.SSL_CTX_clear_options(ctx, options & ~wanted);
    tls.SSL_CTX_set_options(ctx, added);
    return true;
}

static Value get_num_tickets(Value self) {
    return value_from_uint64(tls.SSL_CTX_get_num_tickets(context_of(self)->ctx));
}

static bool set_num_tickets(Value self, Value value) {
    const Context *context = context_of(self);
    int count;
    if (!read_int(value, &count))
        return false;
    if (count < 0)
        return raise_value_error("value must be non-negative");
    if (context->protocol != PROTOCOL_TLS_SERVER)
        return raise_value_error("SSLContext is not a server context.");
    return tls.SSL_CTX_set_num_tickets(context->ctx, (size_t)count) == 1 ||
           raise_value_error("failed to set num tickets.");
}

static Value get_later_authentication(Value self) {
    return value_of_bool(context_of(self)->authenticates_after_handshake);
}

static bool set_later_authentication(Value self, Value value) {
    return read_truth(value, &context_of(self)->authenticates_after_handshake);
}

static Value get_security_level(Value self) {
    return value_of_small_int(tls.SSL_CTX_get_security_level(context_of(self)->ctx));
}

const NativeGetSet context_getsets[] = {
    {"check_hostname", get_check_hostname, set_check_hostname, NULL},
    {"_host_flags", get_host_flags, set_host_flags, NULL},
    {"minimum_version", get_minimum_version, set_minimum_version, NULL},
    {"maximum_version", get_maximum_version, set_maximum_version, NULL},
    {"keylog_filename", context_keylog_get, context_keylog_set, NULL},
    {"_msg_callback", context_message_get, context_message_set, NULL},
    {"sni_callback", context_sni_get, context_sni_set,
     "Set a callback that will be called when a server name is provided by the SSL/TLS client in "
     "the SNI extension.\n\nIf the argument is None then the callback is disabled. The method is "
     "called\nwith the SSLSocket, the server name as a string, and the SSLContext object.\nSee RFC "
     "6066 for details of the SNI extension."},
    {"num_tickets", get_num_tickets, set_num_tickets,
     "Control the number of TLSv1.3 session tickets"},
    {"options", get_options, set_options, NULL},
    {"post_handshake_auth", get_later_authentication, set_later_authentication, NULL},
    {"protocol", get_protocol, NULL, NULL},
    {"verify_flags", get_verify_flags, set_verify_flags, NULL},
    {"verify_mode", get_verify_mode, set_verify_mode, NULL},
    {"security_level", get_security_level, NULL, "The current security level"},
    {NULL, NULL, NULL, NULL}};
