/* Certificate, and the dict that getpeercert() tells of one. */
#include "lib/native/ssl/ssl.h"

#include <string.h>

/* ---- as a dict ------------------------------------------------------------------------------- */

/* What `write` puts in a BIO, as a str: what is not valid is told there, as "Bad time value". */
static Value written_text(void (*write)(BIO *bio, const void *what), const void *what) {
    BIO *bio = crypto.BIO_new(crypto.BIO_s_mem());
    if (!bio)
        return raise_no_memory();
    write(bio, what);
    crypto.ERR_clear_error();
    Value text = bio_as_str(bio);
    crypto.BIO_free(bio);
    return text;
}

static void write_serial(BIO *bio, const void *number) {
    crypto.i2a_ASN1_INTEGER(bio, number);
}

static void write_time(BIO *bio, const void *time) {
    crypto.ASN1_TIME_print(bio, time);
}

static bool add_validity(Dict *dict, const X509 *x509) {
    return dict_set_c(dict, "version", value_of_small_int(crypto.X509_get_version(x509) + 1)) &&
           dict_set_c_steal(dict, "serialNumber",
                            written_text(write_serial, crypto.X509_get0_serialNumber(x509))) &&
           dict_set_c_steal(dict, "notBefore",
                            written_text(write_time, crypto.X509_get0_notBefore(x509))) &&
           dict_set_c_steal(dict, "notAfter",
                            written_text(write_time, crypto.X509_get0_notAfter(x509)));
}

/* An entry that is left out if it is None; takes the reference. */
static bool add_optional(Dict *dict, const char *name, Value value) {
    return value == NONE || dict_set_c_steal(dict, name, value);
}

Value certificate_as_dict(X509 *x509) {
    Dict *dict = dict_new();
    if (dict &&
        dict_set_c_steal(dict, "subject", name_as_tuple(crypto.X509_get_subject_name(x509))) &&
        dict_set_c_steal(dict, "issuer", name_as_tuple(crypto.X509_get_issuer_name(x509))) &&
        add_validity(dict, x509) &&
        add_optional(dict, "subjectAltName", certificate_alternative_names(x509)) &&
        add_optional(dict, "OCSP", certificate_access(x509, NID_ad_OCSP)) &&
        add_optional(dict, "caIssuers", certificate_access(x509, NID_ad_ca_issuers)) &&
        add_optional(dict, "crlDistributionPoints", certificate_revocation_points(x509)))
        return value_of(dict);
    decref_maybe(value_of(dict));
    return NULL;
}

Value certificate_from_file(Value path) {
    Bytes *name = str_to_file_name(path);
    if (!name)
        return NULL;
    BIO *bio = crypto.BIO_new_file((const char *)name->data, "rb");
    GIVE_UP(name);
    X509 *x509 = bio ? crypto.PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
    Value dict = x509 ? certificate_as_dict(x509)
                      : raise_tls(bio ? "Error decoding PEM-encoded file" : "Can't open file");
    crypto.ERR_clear_error();
    crypto.X509_free(x509);
    crypto.BIO_free(bio);
    return dict;
}

/* ---- as bytes -------------------------------------------------------------------------------- */

Value certificate_as_der(X509 *x509) {
    unsigned char *bytes = NULL;
    int size = crypto.i2d_X509(x509, &bytes);
    if (size < 0)
        return raise_tls_library(PLACE_NEW_CONTEXT);
    Value result = value_of(bytes_new(bytes, (size_t)size));
    library_free(bytes);
    return result;
}

static Value as_pem(X509 *x509, bool with_trust) {
    BIO *bio = crypto.BIO_new(crypto.BIO_s_mem());
    if (!bio)
        return raise_no_memory();
    int done = with_trust ? crypto.PEM_write_bio_X509_AUX(bio, x509)
                          : crypto.PEM_write_bio_X509(bio, x509);
    Value text = done ? bio_as_str(bio) : raise_tls_library(PLACE_NEW_CONTEXT);
    crypto.BIO_free(bio);
    return text;
}

/* ---- the type -------------------------------------------------------------------------------- */

static X509 *x509_of(Value value) {
    return ((Certificate *)object_of(value))->x509;
}

Value certificate_new(X509 *x509) {
    Certificate *certificate = type_allocate(&certificate_type, 0);
    if (!certificate)
        return NULL;
    crypto.X509_up_ref(x509);
    certificate->x509 = x509;
    return value_of(certificate);
}

static void certificate_dealloc(Object *object) {
    crypto.X509_free(((Certificate *)object)->x509);
    mem_object_free(object, sizeof(Certificate));
}

static Value public_bytes(Value self, Value *args) {
    int format = CERTIFICATE_PEM;
    if (args[0] && !int_as_int(args[0], &format))
        return NULL;
    switch (format) {
    case CERTIFICATE_PEM:
        return as_pem(x509_of(self), false);
    case CERTIFICATE_PEM_AUX:
        return as_pem(x509_of(self), true);
    case CERTIFICATE_DER:
        return certificate_as_der(x509_of(self));
    }
    return raise_value_error("Unsupported format");
}

static Value get_info(Value self, Value *args) {
    return certificate_as_dict(x509_of(self));
}

static void write_subject(BIO *bio, const void *x509) {
    const X509_NAME *name = crypto.X509_get_subject_name(x509);
    crypto.X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}

static Value certificate_repr(Value self) {
    Value subject = written_text(write_subject, x509_of(self));
    Value text = subject ? value_of(str_format("<_ssl.Certificate '%U'>", str_of(subject))) : NULL;
    decref_maybe(subject);
    return text;
}

static Hash certificate_hash(Value self) {
    return (Hash)crypto.X509_subject_name_hash(x509_of(self));
}

static Value certificate_compare(Value self, Value other, CompareOp op) {
    if (!has_type(other, &certificate_type) || (op != COMPARE_EQ && op != COMPARE_NE))
        return NOT_IMPLEMENTED;
    bool equal = crypto.X509_cmp(x509_of(self), x509_of(other)) == 0;
    return value_of_bool(equal == (op == COMPARE_EQ));
}

static const NativeMethod methods[] = {
    NATIVE("get_info($self, /)", get_info, NULL),
    NATIVE("public_bytes($self, /, format=Encoding.PEM)", public_bytes, NULL), NATIVE_END};

Type certificate_type = {
    TYPE_INIT_ATOM("_ssl.Certificate", sizeof(Certificate), certificate_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .methods = methods,
    .repr = certificate_repr,
    .hash = certificate_hash,
    .compare = certificate_compare,
};
