/* The module _hashes: hash objects, comparison in constant time, key derivation. hashlib and hmac
 * are made of it. */
#include "lib/native/hash/hash.h"
#include "lib/native/hash/key_derivation.h"
#include "vm/objects/bytes_hex.h"
#include "vm/objects/str_parts.h"
#include "vm/pass.h"
#include "vm/vm.h"

#include <pthread.h>
#include <string.h>

typedef struct Hasher {
    Object header;
    const HashAlgorithm *algorithm;
    bool is_busy; /* a thread that has let the GIL go is to put in a new state */
    HashState state;
} Hasher;

enum { RELEASE_SIZE = 2048 }; /* more data than this is hashed without the GIL */

static Type hash_type, shake_type, blake2b_type, blake2s_type;

static Hasher *hasher_of(Value value) {
    return (Hasher *)object_of(value);
}

/* ---- updates one after the other, though they let the GIL go ---- */

static pthread_mutex_t busy_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t became_idle = PTHREAD_COND_INITIALIZER;

static void wait_until_idle(Hasher *hasher) {
    while (hasher->is_busy) {
        gil_release();
        pthread_mutex_lock(&busy_lock);
        while (hasher->is_busy)
            pthread_cond_wait(&became_idle, &busy_lock);
        pthread_mutex_unlock(&busy_lock);
        gil_acquire();
    }
}

/* With the GIL held. */
static void set_busy(Hasher *hasher, bool is_busy) {
    pthread_mutex_lock(&busy_lock);
    hasher->is_busy = is_busy;
    if (!is_busy)
        pthread_cond_broadcast(&became_idle);
    pthread_mutex_unlock(&busy_lock);
}

/* Without the GIL, but for looks at signals. On a copy: another thread may ask for the digest
 * meanwhile. */
static bool update_long(Hasher *hasher, const uint8_t *bytes, size_t size) {
    HashState state = hasher->state;
    bool goes_on = true;
    set_busy(hasher, true);
    for (size_t step; goes_on && size; bytes += step, size -= step) {
        step = size < PASS_BYTES ? size : PASS_BYTES;
        gil_release();
        hasher->algorithm->update(hasher->algorithm, &state, bytes, step);
        gil_acquire();
        goes_on = pass_may_go_on();
    }
    if (goes_on)
        hasher->state = state;
    set_busy(hasher, false);
    return goes_on;
}

static bool update(Hasher *hasher, Value data) {
    Buffer buffer;
    if (is_str(data))
        return raise_type_error("Strings must be encoded before hashing");
    if (!type_of(data)->get_buffer)
        return raise_type_error("object supporting the buffer API required");
    if (!buffer_get_any(data, &buffer, false))
        return false;
    bool fine = true;
    wait_until_idle(hasher);
    if (buffer.dimensions > 1)
        fine = raise_error(&exc_BufferError, "Buffer must be single dimension");
    else if (buffer.size < RELEASE_SIZE)
        hasher->algorithm->update(hasher->algorithm, &hasher->state, buffer.bytes, buffer.size);
    else
        fine = update_long(hasher, buffer.bytes, buffer.size);
    buffer_release(&buffer);
    return fine;
}

static Hasher *hasher_new(Type *type, const HashAlgorithm *algorithm) {
    Hasher *hasher = type_allocate(type, 0);
    if (!hasher)
        return NULL;
    hasher->algorithm = algorithm;
    hasher->state.digest_size = algorithm->digest_size;
    if (type->mem.kind == MEM_CONTAINER)
        mem_gc_track(hasher);
    return hasher;
}

static void hasher_dealloc(Object *object) {
    mem_object_free(object, ((Type *)object->type)->mem.basic_size);
}

/* `data` may be null. */
static Value with_data(Hasher *hasher, Value data) {
    if (hasher && data && !update(hasher, data)) {
        GIVE_UP(hasher);
        return NULL;
    }
    return value_of(hasher);
}

/* ---- methods --------------------------------------------------------------------------------- */

static Value hash_update(Value self, Value *args) {
    return update(hasher_of(self), args[0]) ? NONE : NULL;
}

static Value hash_copy(Value self, Value *args) {
    const Hasher *hasher = hasher_of(self);
    Hasher *copy = hasher_new(type_of(self), hasher->algorithm);
    if (copy)
        copy->state = hasher->state;
    return value_of(copy);
}

static Bytes *digest(const Hasher *hasher, size_t size) {
    Bytes *bytes = bytes_new(NULL, size);
    if (bytes && size) {
        HashState state = hasher->state;
        hasher->algorithm->finish(hasher->algorithm, &state, bytes->data, size);
    }
    return bytes;
}

static Value hexadecimal_steal(Bytes *bytes) {
    Str *text = bytes ? str_new_unfilled(2 * bytes->size, 127) : NULL;
    if (text)
        hex_write(text->data, bytes->data, bytes->size);
    if (bytes)
        GIVE_UP(bytes);
    return value_of(text);
}

static Value hash_digest(Value self, Value *args) {
    return value_of(digest(hasher_of(self), hasher_of(self)->state.digest_size));
}

static Value hash_hexdigest(Value self, Value *args) {
    return hexadecimal_steal(digest(hasher_of(self), hasher_of(self)->state.digest_size));
}

static bool read_length(Value value, ptrdiff_t *length) {
    if (!object_index_as_size(value, length, &exc_OverflowError))
        return false;
    if (*length < 0)
        return raise_value_error("value must be positive");
    if (*length >= 1 << 29)
        return raise_value_error("length is too large");
    return true;
}

static Value shake_digest(Value self, Value *args) {
    ptrdiff_t length;
    return read_length(args[0], &length) ? value_of(digest(hasher_of(self), (size_t)length)) : NULL;
}

static Value shake_hexdigest(Value self, Value *args) {
    ptrdiff_t length;
    return read_length(args[0], &length)
               ? hexadecimal_steal(digest(hasher_of(self), (size_t)length))
               : NULL;
}

static Value get_digest_size(Value self) {
    return value_of_small_int((int64_t)hasher_of(self)->state.digest_size);
}

static Value get_block_size(Value self) {
    return value_of_small_int((int64_t)hasher_of(self)->algorithm->block_size);
}

static Value get_name(Value self) {
    return value_of(str_from_c(hasher_of(self)->algorithm->name));
}

static Value hash_repr(Value self) {
    return value_of(str_format("<%s %s object @ 0x%zx>", hasher_of(self)->algorithm->name,
                               type_name_of(self), (size_t)(uintptr_t)object_of(self)));
}

/* ---- making ---------------------------------------------------------------------------------- */

static Value hash_of(const HashAlgorithm *algorithm, Value data) {
    Hasher *hasher = hasher_new(algorithm->digest_size ? &hash_type : &shake_type, algorithm);
    if (hasher)
        algorithm->start(&hasher->state);
    return with_data(hasher, data);
}

/* One function for each algorithm, as hashlib offers them. */
#define CONSTRUCTOR(name, index)                                                                   \
    static Value name##_new(Value module, Value *args) {                                           \
        return hash_of(&hash_algorithms[index], args[0]);                                          \
    }
CONSTRUCTOR(md5, 0)
CONSTRUCTOR(sha1, 1)
CONSTRUCTOR(sha224, 2)
CONSTRUCTOR(sha256, 3)
CONSTRUCTOR(sha384, 4)
CONSTRUCTOR(sha512, 5)
CONSTRUCTOR(sha3_224, 6)
CONSTRUCTOR(sha3_256, 7)
CONSTRUCTOR(sha3_384, 8)
CONSTRUCTOR(sha3_512, 9)
CONSTRUCTOR(shake_128, 10)
CONSTRUCTOR(shake_256, 11)

/* An unsigned argument of BLAKE2. */
static bool read_number(Value value, uint64_t fallback, uint64_t least, uint64_t most,
                        const char *complaint, uint64_t *number) {
    *number = fallback;
    if (!value)
        return true;
    Value index = object_index(value);
    if (!index)
        return false;
    bool negative = int_sign(index) < 0, fits = !negative && int_as_uint64(index, number);
    decref(index);
    if (negative)
        return raise_value_error("value must be positive");
    if (!fits)
        return false; /* OverflowError */
    if (*number >= least && *number <= most)
        return true;
    bool is_wide = most > INT32_MAX; /* what would be a number of the C interface */
    return raise_error(is_wide ? &exc_OverflowError : &exc_ValueError, "%s", complaint);
}

static bool read_bytes(Value value, const char *name, size_t most, uint8_t *bytes, size_t *size) {
    Buffer buffer;
    *size = 0;
    if (!value)
        return true;
    if (!buffer_get(value, &buffer, false))
        return false;
    bool fits = buffer.size <= most;
    if (fits) {
        memcpy(bytes, buffer.bytes, buffer.size);
        *size = buffer.size;
    }
    buffer_release(&buffer);
    return fits || raise_value_error("maximum %s length is %zu bytes", name, most);
}

static Value blake2_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature =
        SIGNATURE("blake2(data=b'', /, *, digest_size=0, key=b'', salt=b'', person=b'', fanout=1, "
                  "depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, "
                  "last_node=False, usedforsecurity=True)");
    Value bound[13];
    bool wide = type_is_subtype(type, &blake2b_type);
    const HashAlgorithm *algorithm = wide ? &blake2b_algorithm : &blake2s_algorithm;
    size_t most = algorithm->digest_size, salt_size, person_size;
    uint64_t digest_size, fanout, depth, leaf_size, offset, node_depth, inner;
    uint8_t key[64], salt[16] = {0}, person[16] = {0};
    Blake2Parameters p = {.key = key, .salt = salt, .person = person};
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    if (!read_number(bound[1], most, 1, most,
                     wide ? "digest_size for blake2b must be between 1 and 64 bytes, here it is "
                            "out of range"
                          : "digest_size for blake2s must be between 1 and 32 bytes, here it is "
                            "out of range",
                     &digest_size) ||
        !read_bytes(bound[3], "salt", most / 4, salt, &salt_size) ||
        !read_bytes(bound[4], "person", most / 4, person, &person_size) ||
        !read_number(bound[5], 1, 0, 255, "fanout must be between 0 and 255", &fanout) ||
        !read_number(bound[6], 1, 1, 255, "depth must be between 1 and 255", &depth) ||
        !read_number(bound[7], 0, 0, UINT32_MAX, "leaf_size is too large", &leaf_size) ||
        !read_number(bound[8], 0, 0, wide ? UINT64_MAX : (UINT64_C(1) << 48) - 1,
                     "node_offset is too large", &offset) ||
        !read_number(bound[9], 0, 0, 255, "node_depth must be between 0 and 255", &node_depth) ||
        !read_number(bound[10], 0, 0, most, "inner_size must be between 0 and is", &inner) ||
        !read_bytes(bound[2], "key", most, key, &p.key_size))
        return NULL;
    Answer last = bound[11] ? object_truth(bound[11]) : ANSWER_NO;
    if (last == ANSWER_ERROR)
        return NULL;
    p.digest_size = (size_t)digest_size;
    p.fanout = (unsigned)fanout;
    p.depth = (unsigned)depth;
    p.node_depth = (unsigned)node_depth;
    p.inner_size = (unsigned)inner;
    p.leaf_size = (uint32_t)leaf_size;
    p.node_offset = offset;
    p.last_node = last == ANSWER_YES;
    Hasher *hasher = hasher_new(type, algorithm);
    if (hasher)
        (wide ? blake2b_start : blake2s_start)(&hasher->state, &p);
    return with_data(hasher, bound[0]);
}

/* ---- comparison and keys --------------------------------------------------------------------- */

/* Takes as long for any two of the same size. */
static Value compare_digest(Value module, Value *args) {
    if (is_str(args[0]) && is_str(args[1])) {
        const Str *left = str_of(args[0]), *right = str_of(args[1]);
        if (!left->ascii || !right->ascii)
            return raise_type_error("comparing strings with non-ASCII characters is not supported");
        uint8_t differs = left->length != right->length;
        for (size_t i = 0; i < right->length; i++)
            differs |= left->data[i < left->length ? i : 0] ^ right->data[i];
        return value_of_bool(!differs);
    }
    if (!type_of(args[0])->get_buffer || !type_of(args[1])->get_buffer)
        return raise_type_error("unsupported operand types(s) or combination of types: '%T' and "
                                "'%T'",
                                args[0], args[1]);
    Buffer left, right;
    if (!buffer_get(args[0], &left, false))
        return NULL;
    if (!buffer_get(args[1], &right, false)) {
        buffer_release(&left);
        return NULL;
    }
    uint8_t differs = left.size != right.size;
    for (size_t i = 0; i < right.size; i++)
        differs |= (uint8_t)((left.size ? left.bytes[i < left.size ? i : 0] : 1) ^ right.bytes[i]);
    buffer_release(&left);
    buffer_release(&right);
    return value_of_bool(!differs);
}

/* ---- the module ------------------------------------------------------------------------------ */

#define DOC_UPDATE "Update this hash object's state with the provided string."
#define DOC_COPY   "Return a copy of the hash object."

static const NativeMethod methods[] = {
    NATIVE("digest($self, /)", hash_digest, "Return the digest value as a bytes object."),
    NATIVE("hexdigest($self, /)", hash_hexdigest,
           "Return the digest value as a string of hexadecimal digits."),
    NATIVE("copy($self, /)", hash_copy, DOC_COPY),
    NATIVE("update($self, obj, /)", hash_update, DOC_UPDATE), NATIVE_END};

static const NativeMethod shake_methods[] = {
    NATIVE("digest($self, /, length)", shake_digest, "Return the digest value as a bytes object."),
    NATIVE("hexdigest($self, /, length)", shake_hexdigest,
           "Return the digest value as a string of hexadecimal digits."),
    NATIVE_END};

static const NativeGetSet getsets[] = {{"digest_size", get_digest_size, NULL, NULL},
                                       {"block_size", get_block_size, NULL, NULL},
                                       {"name", get_name, NULL, "algorithm name."},
                                       {NULL, NULL, NULL, NULL}};

static Type hash_type = {
    TYPE_INIT_ATOM("_hashlib.HASH", sizeof(Hasher), hasher_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .doc = "A hash is an object used to calculate a checksum of a string of information.",
    .methods = methods,
    .getsets = getsets,
    .repr = hash_repr,
};
static Type shake_type = {
    TYPE_INIT_ATOM("_hashlib.HASHXOF", sizeof(Hasher), hasher_dealloc),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &hash_type,
    .doc = "A hash is an object used to calculate a checksum of a string of information.",
    .methods = shake_methods,
};
static Type blake2b_type = {
    TYPE_INIT_ATOM("_blake2.blake2b", sizeof(Hasher), hasher_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc =
        "blake2b(data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, "
        "leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, "
        "usedforsecurity=True)\n--\n\nReturn a new BLAKE2b hash object.",
    .methods = methods,
    .getsets = getsets,
    .new = blake2_new,
};
static Type blake2s_type = {
    TYPE_INIT_ATOM("_blake2.blake2s", sizeof(Hasher), hasher_dealloc),
    .flags = TYPE_BASE | TYPE_IMMUTABLE,
    .base = &object_type,
    .doc =
        "blake2s(data=b'', /, *, digest_size=32, key=b'', salt=b'', person=b'', fanout=1, depth=1, "
        "leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, "
        "usedforsecurity=True)\n--\n\nReturn a new BLAKE2s hash object.",
    .methods = methods,
    .getsets = getsets,
    .new = blake2_new,
};

#define FUNCTION(name)                                                                             \
    NATIVE(#name "($module, /, string=b'', *, usedforsecurity=True)", name##_new,                  \
           "Returns a " #name " hash object; optionally initialized with a string")
static const NativeMethod functions[] = {
    FUNCTION(md5),
    FUNCTION(sha1),
    FUNCTION(sha224),
    FUNCTION(sha256),
    FUNCTION(sha384),
    FUNCTION(sha512),
    FUNCTION(sha3_224),
    FUNCTION(sha3_256),
    FUNCTION(sha3_384),
    FUNCTION(sha3_512),
    FUNCTION(shake_128),
    FUNCTION(shake_256),
    NATIVE("compare_digest($module, a, b, /)", compare_digest,
           "Return 'a == b'.\n\nThis function uses an approach designed to prevent\ntiming "
           "analysis, making it appropriate for cryptography."),
    NATIVE("pbkdf2_hmac($module, /, hash_name, password, salt, iterations, dklen=None)",
           hash_pbkdf2_hmac,
           "Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom "
           "function."),
    NATIVE("scrypt($module, /, password, *, salt=None, n=None, r=None, p=None,\n       maxmem=0, "
           "dklen=64)",
           hash_scrypt, "scrypt password-based key derivation function."),
    NATIVE_END};

static bool add_limits(Type *type, const HashAlgorithm *algorithm) {
    int64_t most = (int64_t)algorithm->digest_size;
    const struct {
        const char *name;
        int64_t number;
    } limits[] = {{"SALT_SIZE", most / 4},
                  {"PERSON_SIZE", most / 4},
                  {"MAX_KEY_SIZE", most},
                  {"MAX_DIGEST_SIZE", most}};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (!dict_set_c(type->dict, limits[i].name, value_of_small_int(limits[i].number)))
            return false;
    return true;
}

static bool hashes_exec(Module *module) {
    return type_ready(&hash_type) && type_ready(&shake_type) && type_ready(&blake2b_type) &&
           type_ready(&blake2s_type) && module_add_type(module, &blake2b_type) &&
           module_add_type(module, &blake2s_type) &&
           add_limits(&blake2b_type, &blake2b_algorithm) &&
           add_limits(&blake2s_type, &blake2s_algorithm);
}

const NativeModule _hashes_module = {
    .name = "_hashes",
    .doc = "Hash algorithms.",
    .functions = functions,
    .exec = hashes_exec,
};
