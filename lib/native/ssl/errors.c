/* OpenSSL's errors as exceptions: "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1020)",
 * with the attributes library and reason. The classes are lib/python/_ssl_errors.py's.
 *
 * A reason's name is that of OpenSSL's header, SSL_R_NAME. Texts are made of the names, so that the
 * way back is capitals; the few that are worded otherwise are listed. */
#include "lib/native/ssl/ssl.h"
#include "vm/import.h"

#include <ctype.h>
#include <openssl/evperr.h>
#include <openssl/sslerr.h>
#include <string.h>

static const char *const class_names[TLS_ERROR_CLASSES] = {
    [TLS_ERROR] = "SSLError",
    [TLS_CERT_VERIFICATION] = "SSLCertVerificationError",
    [TLS_ZERO_RETURN] = "SSLZeroReturnError",
    [TLS_WANT_READ] = "SSLWantReadError",
    [TLS_WANT_WRITE] = "SSLWantWriteError",
    [TLS_SYSCALL] = "SSLSyscallError",
    [TLS_EOF] = "SSLEOFError",
};

static Value classes[TLS_ERROR_CLASSES]; /* owned, from the first import on */

Type *tls_error_type(TlsErrorClass class) {
    return type_cast(classes[class]);
}

bool tls_errors_use(Module *module) {
    for (int i = 0; i < TLS_ERROR_CLASSES; i++)
        if (!classes[i] && !(classes[i] = import_attribute("_ssl_errors", class_names[i])))
            return false;
    tls_error_type(TLS_ERROR)->flags |= TYPE_IMMUTABLE;
    for (int i = 0; i < TLS_ERROR_CLASSES; i++)
        if (!dict_set_c(module->dict, class_names[i], classes[i]))
            return false;
    return true;
}

void tls_errors_fini(void) {
    for (int i = 0; i < TLS_ERROR_CLASSES; i++)
        clear_value(&classes[i]);
}

/* ---- names ----------------------------------------------------------------------------------- */

static const char *library_name(int library) {
#define LIBRARY(name)                                                                              \
    case ERR_LIB_##name:                                                                           \
        return #name;
    switch (library) {
        LIBRARY(ASN1)
        LIBRARY(ASYNC)
        LIBRARY(BIO)
        LIBRARY(BN)
        LIBRARY(BUF)
        LIBRARY(CMS)
        LIBRARY(COMP)
        LIBRARY(CONF)
        LIBRARY(CRYPTO)
        LIBRARY(CT)
        LIBRARY(DH)
        LIBRARY(DSA)
        LIBRARY(EC)
        LIBRARY(ENGINE)
        LIBRARY(EVP)
        LIBRARY(KDF)
        LIBRARY(OBJ)
        LIBRARY(OCSP)
        LIBRARY(OSSL_DECODER)
        LIBRARY(OSSL_ENCODER)
        LIBRARY(OSSL_STORE)
        LIBRARY(PEM)
        LIBRARY(PKCS12)
        LIBRARY(PKCS7)
        LIBRARY(PROP)
        LIBRARY(PROV)
        LIBRARY(RAND)
        LIBRARY(RSA)
        LIBRARY(SSL)
        LIBRARY(TS)
        LIBRARY(UI)
        LIBRARY(X509)
        LIBRARY(X509V3)
    }
#undef LIBRARY
    return NULL;
}

static const char *odd_reason_name(int library, int reason) {
    if (library == ERR_LIB_EVP && reason == EVP_R_EXPECTING_A_EC_KEY)
        return "EXPECTING_A_EC_KEY";
    if (library == ERR_LIB_EVP && reason == EVP_R_PARTIALLY_OVERLAPPING)
        return "PARTIALLY_OVERLAPPING";
    if (library == ERR_LIB_SSL && reason == SSL_R_AT_LEAST_TLS_1_2_NEEDED_IN_SUITEB_MODE)
        return "AT_LEAST_TLS_1_2_NEEDED_IN_SUITEB_MODE";
    if (library == ERR_LIB_SSL && reason == SSL_R_SRP_A_CALC)
        return "SRP_A_CALC";
    if (library == ERR_LIB_SSL && reason == SSL_R_MISSING_SRP_PARAM)
        return "MISSING_SRP_PARAM";
    return NULL;
}

/* A str; None for reasons that all libraries share. */
static Value reason_name(unsigned long code, const char *text) {
    const char *odd = odd_reason_name(ERR_GET_LIB(code), ERR_GET_REASON(code));
    if (odd)
        return value_of(str_from_c(odd));
    if (!text || ERR_COMMON_ERROR(code))
        return NONE;
    char name[128];
    size_t size = strlen(text);
    if (size > sizeof name)
        return NONE;
    for (size_t i = 0; i < size; i++)
        name[i] = isalnum((unsigned char)text[i]) ? (char)toupper((unsigned char)text[i]) : '_';
    return value_of(str_from_ascii(name, size));
}

/* ---- making exceptions ----------------------------------------------------------------------- */

/* What an exception is to tell. */
typedef struct Report {
    TlsErrorClass class;
    int64_t number;
    unsigned long code;     /* of the library; 0: the text is all there is to say */
    const char *text;       /* null: the library's */
    Connection *connection; /* whose certificate failed; or null */
    Place place;
} Report;

static bool set_attribute(Value exception, const char *name, Value value) {
    Str *key = str_interned(name);
    bool fine = key && attribute_set(exception, key, value);
    decref_maybe(value_of(key));
    return fine;
}

/* Why the certificate was refused: a str, or None. */
static Value verification_text(Connection *connection, long result) {
    const char *kind = result == X509_V_ERR_HOSTNAME_MISMATCH     ? "Hostname"
                       : result == X509_V_ERR_IP_ADDRESS_MISMATCH ? "IP address"
                                                                  : NULL;
    if (kind)
        return value_of(
            str_format("%s mismatch, certificate is not valid for '%S'.", kind,
                       connection->server_hostname ? connection->server_hostname : NONE));
    return text_or_none(crypto.X509_verify_cert_error_string(result));
}

static Str *message_of(const Report *report, const char *library, Value reason, Value detail) {
    const char *text = report->text;
    if (library && reason != NONE && detail != NONE)
        return str_format("[%s: %S] %s: %S (_ssl.c:%d)", library, reason, text, detail,
                          report->place);
    if (library && reason != NONE)
        return str_format("[%s: %S] %s (_ssl.c:%d)", library, reason, text, report->place);
    if (library)
        return str_format("[%s] %s (_ssl.c:%d)", library, text, report->place);
    return str_format("%s (_ssl.c:%d)", text, report->place);
}

static COLD void *raise_report(const Report *report) {
    const char *text = report->code ? crypto.ERR_reason_error_string(report->code) : NULL;
    const char *library = report->code ? library_name(ERR_GET_LIB(report->code)) : NULL;
    Report complete = *report;
    if (!complete.text)
        complete.text = text ? text : "unknown error";
    bool verification = report->class == TLS_CERT_VERIFICATION;
    long result = verification ? tls.SSL_get_verify_result(report->connection->ssl) : 0;
    Value reason = report->code ? reason_name(report->code, text) : NONE;
    Value detail = reason && verification ? verification_text(report->connection, result) : NONE;
    Str *message = reason && detail ? message_of(&complete, library, reason, detail) : NULL;
    Value shown = message ? (library ? value_of(str_from_c(library)) : NONE) : NULL;
    Value exception = shown ? call_2(classes[report->class], value_of_small_int(report->number),
                                     value_of(message))
                            : NULL;
    bool fine =
        exception && set_attribute(exception, "reason", reason) &&
        set_attribute(exception, "library", shown) &&
        (!verification || (set_attribute(exception, "verify_code", value_of_small_int(result)) &&
                           set_attribute(exception, "verify_message", detail)));
    if (fine)
        raise_value(exception);
    decref_maybe(reason);
    decref_maybe(detail);
    decref_maybe(value_of(message));
    decref_maybe(shown);
    decref_maybe(exception);
    return NULL;
}

void *raise_tls_at(Place place, const char *text) {
    crypto.ERR_clear_error();
    return raise_report(&(Report){.text = text, .place = place});
}

void *raise_tls_library(Place place) {
    unsigned long code = crypto.ERR_peek_last_error();
    crypto.ERR_clear_error();
    return raise_report(&(Report){.number = ERR_GET_REASON(code), .code = code, .place = place});
}

/* ---- operations on connections --------------------------------------------------------------- */

static void report_system_error(Report *report, const Outcome *outcome, bool has_socket) {
    report->number = SSL_ERROR_SYSCALL;
    report->class = TLS_SYSCALL;
    if (outcome->code)
        return;
    if (outcome->result == 0 || !has_socket || !outcome->system_error) {
        report->number = TLS_NUMBER_EOF;
        report->class = TLS_EOF;
        report->text = "EOF occurred in violation of protocol";
    }
}

static void report_library_error(Report *report, const Outcome *outcome) {
    bool is_tls = ERR_GET_LIB(outcome->code) == ERR_LIB_SSL;
    int reason = ERR_GET_REASON(outcome->code);
    report->number = SSL_ERROR_SSL;
    if (!outcome->code)
        report->text = "A failure in the SSL library occurred";
    else if (is_tls && reason == SSL_R_CERTIFICATE_VERIFY_FAILED)
        report->class = TLS_CERT_VERIFICATION;
    else if (is_tls && reason == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
        report->number = TLS_NUMBER_EOF;
        report->class = TLS_EOF;
        report->text = "EOF occurred in violation of protocol";
    }
}

void *raise_tls_outcome(Connection *connection, const Outcome *outcome, Place place) {
    Report report = {
        .number = outcome->error, .code = outcome->code, .connection = connection, .place = place};
    switch (outcome->error) {
    case SSL_ERROR_ZERO_RETURN:
        report.class = TLS_ZERO_RETURN;
        report.text = "TLS/SSL connection has been closed (EOF)";
        break;
    case SSL_ERROR_WANT_READ:
        report.class = TLS_WANT_READ;
        report.text = "The operation did not complete (read)";
        break;
    case SSL_ERROR_WANT_WRITE:
        report.class = TLS_WANT_WRITE;
        report.text = "The operation did not complete (write)";
        break;
    case SSL_ERROR_WANT_X509_LOOKUP:
        report.text = "The operation did not complete (X509 lookup)";
        break;
    case SSL_ERROR_WANT_CONNECT:
        report.text = "The operation did not complete (connect)";
        break;
    case SSL_ERROR_SYSCALL:
        report_system_error(&report, outcome, connection->socket != NULL);
        if (report.class == TLS_SYSCALL && !outcome->code)
            return raise_os_error(outcome->system_error, NULL);
        break;
    case SSL_ERROR_SSL:
        report_library_error(&report, outcome);
        break;
    default:
        report.number = TLS_NUMBER_INVALID;
        report.text = "Invalid error code";
    }
    return raise_report(&report);
}

/* ---- texts ----------------------------------------------------------------------------------- */

Value text_or_none(const char *text) {
    return text ? value_of(str_from_c(text)) : NONE;
}

bool read_file_name(Value value, const char *complaint, Bytes **name) {
    *name = NULL;
    if (!value || value == NONE)
        return true;
    *name = str_to_file_name(value);
    if (!*name && exception_clear_if(&exc_TypeError))
        raise_type_error("%s", complaint);
    return *name != NULL;
}
