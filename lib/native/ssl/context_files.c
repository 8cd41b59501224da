/* What _SSLContext reads from files: certificates, keys, parameters. */
#include "lib/native/ssl/ssl.h"
#include "vm/audit.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* What a call that reads a file has failed with; `error` is its errno. */
static COLD void *raise_file_error(int error, Place place) {
    if (!error)
        return raise_tls_library(place);
    crypto.ERR_clear_error();
    return raise_os_error(error, NULL);
}

/* ---- passwords ------------------------------------------------------------------------------- */

typedef struct Password {
    Value given; /* borrowed: a str, bytes-like, or a function that gives one */
    bool failed; /* an exception is pending */
} Password;

/* Copies the text: its size, -1 with an exception. */
static int copy_password(Value text, char *to, int capacity, const char *complaint) {
    size_t size;
    if (is_str(text)) {
        const char *bytes = str_utf8(str_of(text), &size);
        if (!bytes)
            return -1;
        memcpy(to, bytes, size <= (size_t)capacity ? size : 0);
    } else {
        Buffer buffer;
        if (!is_bytes(text) && !is_instance_of(text, &bytearray_type)) {
            raise_type_error("%s", complaint);
            return -1;
        }
        if (!buffer_get(text, &buffer, false))
            return -1;
        size = buffer.size;
        memcpy(to, buffer.bytes, size <= (size_t)capacity ? size : 0);
        buffer_release(&buffer);
    }
    if (size <= (size_t)capacity)
        return (int)size;
    raise_value_error("password cannot be longer than %d bytes", capacity);
    return -1;
}

/* Called by the library, without the GIL. */
static int give_password(char *to, int capacity, int for_writing, void *data) {
    Password *password = data;
    gil_acquire();
    int size = -1;
    if (is_callable(password->given)) {
        Value text = call_0(password->given);
        if (text)
            size = copy_password(text, to, capacity, "password callback must return a string");
        decref_maybe(text);
    } else
        size =
            copy_password(password->given, to, capacity, "password should be a string or callable");
    password->failed = size < 0;
    gil_release();
    return size;
}

/* ---- a certificate and its key --------------------------------------------------------------- */

static bool use_files(SSL_CTX *ctx, const char *certificate, const char *key,
                      const Password *password) {
    gil_release();
    errno = 0;
    bool done = tls.SSL_CTX_use_certificate_chain_file(ctx, certificate) == 1;
    int error = errno;
    gil_acquire();
    if (!done)
        return password->failed ? false : raise_file_error(error, PLACE_CERTIFICATE);
    gil_release();
    errno = 0;
    done = tls.SSL_CTX_use_PrivateKey_file(ctx, key, SSL_FILETYPE_PEM) == 1;
    error = errno;
    gil_acquire();
    if (!done)
        return password->failed ? false : raise_file_error(error, PLACE_KEY);
    return tls.SSL_CTX_check_private_key(ctx) || raise_tls_library(PLACE_KEY_CHECK);
}

Value context_load_cert_chain(Value self, Value *args) {
    SSL_CTX *ctx = context_of(self)->ctx;
    Password password = {args[2], false};
    bool has_password = args[2] && args[2] != NONE;
    Bytes *certificate = NULL, *key = NULL;
    Value done = NULL;
    if (args[0] == NONE)
        return raise_type_error("certfile should be a valid filesystem path");
    if (has_password && !is_callable(args[2]) && !is_str(args[2]) && !is_bytes(args[2]) &&
        !is_instance_of(args[2], &bytearray_type))
        return raise_type_error("password should be a string or callable");
    pem_password_cb *old = tls.SSL_CTX_get_default_passwd_cb(ctx);
    void *old_data = tls.SSL_CTX_get_default_passwd_cb_userdata(ctx);
    if (read_file_name(args[0], "certfile should be a valid filesystem path", &certificate) &&
        read_file_name(args[1], "keyfile should be a valid filesystem path", &key)) {
        if (has_password) {
            tls.SSL_CTX_set_default_passwd_cb(ctx, give_password);
            tls.SSL_CTX_set_default_passwd_cb_userdata(ctx, &password);
        }
        const char *name = (const char *)certificate->data;
        if (use_files(ctx, name, key ? (const char *)key->data : name, &password))
            done = NONE;
    }
    tls.SSL_CTX_set_default_passwd_cb(ctx, old);
    tls.SSL_CTX_set_default_passwd_cb_userdata(ctx, old_data);
    crypto.ERR_clear_error();
    decref_maybe(value_of(certificate));
    decref_maybe(value_of(key));
    return done;
}

/* ---- certificates to trust ------------------------------------------------------------------- */

/* Is the library's error only that no further certificate follows in a text? */
static bool is_end_of_text(void) {
    unsigned long code = crypto.ERR_peek_last_error();
    return ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_NO_START_LINE;
}

static bool add_certificates(X509_STORE *store, BIO *bio, bool as_der) {
    for (int loaded = 0;; loaded++) {
        if (as_der && loaded > 0 && crypto.BIO_ctrl(bio, BIO_CTRL_EOF, 0, NULL))
            return true;
        X509 *x509 = as_der ? crypto.d2i_X509_bio(bio, NULL)
                            : crypto.PEM_read_bio_X509(bio, NULL, NULL, NULL);
        if (!x509 && loaded == 0)
            return raise_tls_at(PLACE_NO_CERTIFICATE,
                                as_der ? "not enough data: cadata does not contain a certificate"
                                       : "no start line: cadata does not contain a certificate");
        if (!x509 && !as_der && is_end_of_text()) {
            crypto.ERR_clear_error();
            return true;
        }
        bool added = x509 && crypto.X509_STORE_add_cert(store, x509);
        crypto.X509_free(x509);
        if (!added)
            return raise_tls_library(PLACE_ADD_CERTIFICATE);
    }
}

static bool add_data(Context *context, const void *bytes, size_t size, bool as_der) {
    if (size == 0)
        return raise_value_error("Empty certificate data");
    if (size > INT_MAX)
        return raise_value_error("Certificate data is too long.");
    BIO *bio = crypto.BIO_new_mem_buf(bytes, (int)size);
    if (!bio)
        return raise_no_memory();
    crypto.ERR_clear_error();
    bool done = add_certificates(tls.SSL_CTX_get_cert_store(context->ctx), bio, as_der);
    crypto.BIO_free(bio);
    return done;
}

/* A str is in the text form (PEM), bytes are in the other (DER). */
static bool load_data(Context *context, Value data) {
    static const char complaint[] = "cadata should be an ASCII string or a bytes-like object";
    Buffer buffer;
    if (is_str(data) && str_of(data)->ascii)
        return add_data(context, str_of(data)->data, str_of(data)->length, false);
    if (!type_of(data)->get_buffer)
        return raise_type_error(complaint);
    if (!buffer_get(data, &buffer, false))
        return false;
    bool done = add_data(context, buffer.bytes, buffer.size, true);
    buffer_release(&buffer);
    return done;
}

static bool load_locations(Context *context, const Bytes *file, const Bytes *folder) {
    gil_release();
    errno = 0;
    bool done =
        tls.SSL_CTX_load_verify_locations(context->ctx, file ? (const char *)file->data : NULL,
                                          folder ? (const char *)folder->data : NULL) == 1;
    int error = errno;
    gil_acquire();
    return done || raise_file_error(error, PLACE_LOCATIONS);
}

Value context_load_verify_locations(Value self, Value *args) {
    Context *context = context_of(self);
    bool has_data = args[2] && args[2] != NONE;
    Bytes *file = NULL, *folder = NULL;
    bool done = read_file_name(args[0], "cafile should be a valid filesystem path", &file) &&
                read_file_name(args[1], "capath should be a valid filesystem path", &folder) &&
                (file || folder || has_data ||
                 raise_type_error("cafile, capath and cadata cannot be all omitted")) &&
                (!has_data || load_data(context, args[2])) &&
                ((!file && !folder) || load_locations(context, file, folder));
    decref_maybe(value_of(file));
    decref_maybe(value_of(folder));
    return done ? NONE : NULL;
}

Value context_set_default_verify_paths(Value self, Value *args) {
    return tls.SSL_CTX_set_default_verify_paths(context_of(self)->ctx)
               ? NONE
               : raise_tls_library(PLACE_PATHS);
}

/* ---- what is trusted ------------------------------------------------------------------------- */

Value context_cert_store_stats(Value self, Value *args) {
    X509_STORE *store = tls.SSL_CTX_get_cert_store(context_of(self)->ctx);
    int64_t certificates = 0, authorities = 0, revocations = 0;
    crypto.X509_STORE_lock(store);
    STACK_OF(X509_OBJECT) *objects = crypto.X509_STORE_get0_objects(store);
    for (int i = 0; i < stack_count(objects); i++) {
        const X509_OBJECT *object = stack_item(objects, i);
        int kind = crypto.X509_OBJECT_get_type(object);
        certificates += kind == X509_LU_X509;
        revocations += kind == X509_LU_CRL;
        authorities +=
            kind == X509_LU_X509 && crypto.X509_check_ca(crypto.X509_OBJECT_get0_X509(object)) > 0;
    }
    crypto.X509_STORE_unlock(store);
    Dict *dict = dict_new();
    if (dict && dict_set_c(dict, "x509", value_of_small_int(certificates)) &&
        dict_set_c(dict, "crl", value_of_small_int(revocations)) &&
        dict_set_c(dict, "x509_ca", value_of_small_int(authorities)))
        return value_of(dict);
    decref_maybe(value_of(dict));
    return NULL;
}

/* The store's authorities, with a reference each, while it is locked: Python code may not run then.
 * Their number; -1: no memory. */
static int take_authorities(X509_STORE *store, X509 ***taken) {
    crypto.X509_STORE_lock(store);
    STACK_OF(X509_OBJECT) *objects = crypto.X509_STORE_get0_objects(store);
    int count = 0, total = stack_count(objects);
    *taken = mem_raw_malloc(((size_t)total + 1) * sizeof **taken);
    for (int i = 0; *taken && i < total; i++) {
        const X509_OBJECT *object = stack_item(objects, i);
        X509 *x509 = crypto.X509_OBJECT_get_type(object) == X509_LU_X509
                         ? crypto.X509_OBJECT_get0_X509(object)
                         : NULL;
        if (x509 && crypto.X509_check_ca(x509) > 0) {
            crypto.X509_up_ref(x509);
            (*taken)[count++] = x509;
        }
    }
    crypto.X509_STORE_unlock(store);
    return *taken ? count : -1;
}

Value context_get_ca_certs(Value self, Value *args) {
    Answer as_der = args[0] ? object_truth(args[0]) : ANSWER_NO;
    if (as_der == ANSWER_ERROR)
        return NULL;
    X509 **authorities;
    int count = take_authorities(tls.SSL_CTX_get_cert_store(context_of(self)->ctx), &authorities);
    if (count < 0)
        return raise_no_memory();
    List *list = list_new((size_t)count);
    bool fine = list != NULL;
    for (int i = 0; i < count; i++) {
        fine = fine &&
               list_append_steal(list, as_der == ANSWER_YES ? certificate_as_der(authorities[i])
                                                            : certificate_as_dict(authorities[i]));
        crypto.X509_free(authorities[i]);
    }
    mem_raw_free(authorities);
    if (fine)
        return value_of(list);
    decref_maybe(value_of(list));
    return NULL;
}

/* ---- Diffie-Hellman -------------------------------------------------------------------------- */

Value context_load_dh_params(Value self, Value *args) {
    Bytes *name = audit("open", "Osi", args[0], "rb", 0) ? str_to_file_name(args[0]) : NULL;
    if (!name)
        return NULL;
    errno = 0;
    BIO *bio = crypto.BIO_new_file((const char *)name->data, "r");
    int error = errno;
    GIVE_UP(name);
    if (!bio) {
        crypto.ERR_clear_error();
        return raise_os_error(error, args[0]);
    }
    DH *parameters = crypto.PEM_read_bio_DHparams(bio, NULL, NULL, NULL);
    crypto.BIO_free(bio);
    bool done =
        parameters && tls.SSL_CTX_ctrl(context_of(self)->ctx, SSL_CTRL_SET_TMP_DH, 0, parameters);
    crypto.DH_free(parameters);
    return done ? NONE : raise_tls_library(PLACE_DH);
}
