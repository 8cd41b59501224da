/* Module _ssl: its functions. constants.c has its numbers. */
#include "lib/native/ssl/ssl.h"

#include <limits.h>

/* ---- randomness ------------------------------------------------------------------------------ */

static Value rand_add(Value module, Value *args) {
    double entropy;
    if (!object_as_double(args[1], &entropy))
        return NULL;
    if (is_str(args[0])) {
        size_t size;
        const char *text = str_utf8(str_of(args[0]), &size);
        if (text)
            crypto.RAND_add(text, size > INT_MAX ? INT_MAX : (int)size, entropy);
        return text ? NONE : NULL;
    }
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    crypto.RAND_add(buffer.bytes, buffer.size > INT_MAX ? INT_MAX : (int)buffer.size, entropy);
    buffer_release(&buffer);
    return NONE;
}

static Value rand_bytes(Value module, Value *args) {
    int count;
    if (!int_as_int(args[0], &count))
        return NULL;
    if (count < 0)
        return raise_value_error("num must be positive");
    Bytes *bytes = bytes_new(NULL, (size_t)count);
    if (!bytes || crypto.RAND_bytes(bytes->data, count) == 1)
        return value_of(bytes);
    GIVE_UP(bytes);
    return raise_tls_library(PLACE_RANDOM);
}

static Value rand_status(Value module, Value *args) {
    return value_of_bool(crypto.RAND_status() == 1);
}

/* ---- objects with numbers -------------------------------------------------------------------- */

static Value object_id_text(const ASN1_OBJECT *object) {
    char text[256];
    int size = crypto.OBJ_obj2txt(text, sizeof text, object, 1);
    return size > 0 ? value_of(str_from_c(text)) : NONE;
}

/* (nid, short name, long name, object id) */
static Value described_object(const ASN1_OBJECT *object) {
    int nid = crypto.OBJ_obj2nid(object);
    if (nid == NID_undef)
        return raise_value_error("Unknown object");
    Value items[] = {value_of_small_int(nid), text_or_none(crypto.OBJ_nid2sn(nid)),
                     text_or_none(crypto.OBJ_nid2ln(nid)), object_id_text(object)};
    return value_of(tuple_from_array_steal(items, 4));
}

static Value txt2obj(Value module, Value *args) {
    Answer by_name = args[1] ? object_truth(args[1]) : ANSWER_NO;
    if (by_name == ANSWER_ERROR)
        return NULL;
    if (!is_str(args[0]))
        return raise_type_error("txt2obj() argument 'txt' must be str, not %N", args[0]);
    const char *text = str_utf8(str_of(args[0]), NULL);
    if (!text)
        return NULL;
    ASN1_OBJECT *object = crypto.OBJ_txt2obj(text, by_name == ANSWER_NO);
    crypto.ERR_clear_error();
    if (!object)
        return raise_value_error("unknown object '%.100s'", text);
    Value described = described_object(object);
    crypto.ASN1_OBJECT_free(object);
    return described;
}

static Value nid2obj(Value module, Value *args) {
    int nid;
    if (!int_as_int(args[0], &nid))
        return NULL;
    if (nid < NID_undef)
        return raise_value_error("NID must be positive.");
    const ASN1_OBJECT *object = crypto.OBJ_nid2obj(nid);
    crypto.ERR_clear_error();
    return object ? described_object(object) : raise_value_error("unknown NID %d", nid);
}

/* ---- files ----------------------------------------------------------------------------------- */

static Value get_default_verify_paths(Value module, Value *args) {
    Value items[] = {text_or_none(crypto.X509_get_default_cert_file_env()),
                     text_or_none(crypto.X509_get_default_cert_file()),
                     text_or_none(crypto.X509_get_default_cert_dir_env()),
                     text_or_none(crypto.X509_get_default_cert_dir())};
    return value_of(tuple_from_array_steal(items, 4));
}

static Value decode_certificate(Value module, Value *args) {
    return certificate_from_file(args[0]);
}

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE("RAND_add($module, string, entropy, /)", rand_add,
           "Mix string into the OpenSSL PRNG state.\n\nentropy (a float) is a lower bound on the "
           "entropy contained in\nstring.  See RFC 4086."),
    NATIVE("RAND_bytes($module, n, /)", rand_bytes,
           "Generate n cryptographically strong pseudo-random bytes."),
    NATIVE("RAND_status($module, /)", rand_status,
           "Returns True if the OpenSSL PRNG has been seeded with enough data and False if "
           "not.\n\nIt is necessary to seed the PRNG with RAND_add() on some platforms "
           "before\nusing the ssl() function."),
    NATIVE("_test_decode_cert($module, path, /)", decode_certificate, NULL),
    NATIVE("get_default_verify_paths($module, /)", get_default_verify_paths,
           "Return search paths and environment vars that are used by SSLContext's "
           "set_default_verify_paths() to load default CAs.\n\nThe values are 'cert_file_env', "
           "'cert_file', 'cert_dir_env', 'cert_dir'."),
    NATIVE("nid2obj($module, nid, /)", nid2obj,
           "Lookup NID, short name, long name and OID of an ASN1_OBJECT by NID."),
    NATIVE("txt2obj($module, /, txt, name=False)", txt2obj,
           "Lookup NID, short name, long name and OID of an ASN1_OBJECT.\n\nBy default objects are "
           "looked up by OID. With name=True short and\nlong name are also matched."),
    NATIVE_END};

static bool add_types(Module *module) {
    Type *const types[] = {&context_type, &connection_type, &memory_bio_type, &session_type,
                           &certificate_type};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (!type_ready(types[i]) || !module_add_type(module, types[i]))
            return false;
    return true;
}

static bool ssl_exec(Module *module) {
    return tls_library_open() && tls_errors_use(module) && add_types(module) &&
           tls_add_constants(module);
}

const NativeModule _ssl_module = {
    .name = "_ssl",
    .doc = "Implementation module for SSL socket operations.  See the socket module\nfor "
           "documentation.",
    .functions = functions,
    .exec = ssl_exec,
    .fini = tls_errors_fini,
};
