/* Where OpenSSL reads and writes: MemoryBIO, which a program fills and empties, and the BIO of a
 * socket, which takes what is there and never waits, however the socket is set. */
#include "lib/native/ssl/ssl.h"
#include "vm/limits.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/socket.h>

/* ---- the BIO of a socket --------------------------------------------------------------------- */

static void clear_retry(BIO *bio) {
    crypto.BIO_clear_flags(bio, BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY);
}

/* What a system call gave; `retry` is the flag that says which direction would block. */
static int finish_call(BIO *bio, Connection *connection, ssize_t count, int retry) {
    connection->socket_error = count < 0 ? errno : 0;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        crypto.BIO_set_flags(bio, retry | BIO_FLAGS_SHOULD_RETRY);
    return (int)count;
}

static int socket_read(BIO *bio, char *bytes, int size) {
    Connection *connection = crypto.BIO_get_data(bio);
    clear_retry(bio);
    ssize_t count = recv(connection->descriptor, bytes, (size_t)size, MSG_DONTWAIT);
    if (count == 0 && size > 0)
        crypto.BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return finish_call(bio, connection, count, BIO_FLAGS_READ);
}

static int socket_write(BIO *bio, const char *bytes, int size) {
    Connection *connection = crypto.BIO_get_data(bio);
    clear_retry(bio);
    if (!limits_take_output((size_t)size)) {
        errno = EDQUOT;
        return finish_call(bio, connection, -1, BIO_FLAGS_WRITE);
    }
    ssize_t count = send(connection->descriptor, bytes, (size_t)size, MSG_DONTWAIT | MSG_NOSIGNAL);
    limits_return_output((size_t)(count < 0 ? size : size - count));
    return finish_call(bio, connection, count, BIO_FLAGS_WRITE);
}

static long socket_control(BIO *bio, int command, long number, void *pointer) {
    if (command == BIO_CTRL_EOF)
        return crypto.BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    return command == BIO_CTRL_FLUSH || command == BIO_CTRL_DUP;
}

/* Made once, for the process. */
static BIO_METHOD *socket_method(void) {
    static BIO_METHOD *method;
    if (!method) {
        int kind = crypto.BIO_get_new_index() | BIO_TYPE_SOURCE_SINK;
        BIO_METHOD *fresh = crypto.BIO_meth_new(kind, "Python socket");
        if (!fresh || !crypto.BIO_meth_set_read(fresh, socket_read) ||
            !crypto.BIO_meth_set_write(fresh, socket_write) ||
            !crypto.BIO_meth_set_ctrl(fresh, socket_control))
            return NULL;
        method = fresh;
    }
    return method;
}

BIO *socket_bio_new(Connection *connection) {
    BIO_METHOD *method = socket_method();
    BIO *bio = method ? crypto.BIO_new(method) : NULL;
    if (!bio)
        return raise_no_memory();
    crypto.BIO_set_data(bio, connection);
    crypto.BIO_set_init(bio, 1);
    return bio;
}

/* ---- MemoryBIO ------------------------------------------------------------------------------- */

static MemoryBio *memory_bio_of(Value value) {
    return (MemoryBio *)object_of(value);
}

/* What reading an empty one gives: "try again", or the end. */
static void set_empty_result(MemoryBio *self, long result) {
    crypto.BIO_ctrl(self->bio, BIO_C_SET_BUF_MEM_EOF_RETURN, result, NULL);
}

static Value memory_bio_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    if (count > 0)
        return raise_type_error("MemoryBIO() takes no positional arguments");
    if (keywords && keywords->count > 0)
        return raise_type_error("MemoryBIO() takes no keyword arguments");
    BIO *bio = crypto.BIO_new(crypto.BIO_s_mem());
    MemoryBio *self = bio ? type_allocate(type, 0) : NULL;
    if (!self) {
        crypto.BIO_free(bio);
        return exception_pending() ? NULL : raise_no_memory();
    }
    self->bio = bio;
    set_empty_result(self, -1);
    return value_of(self);
}

static void memory_bio_dealloc(Object *object) {
    crypto.BIO_free(((MemoryBio *)object)->bio);
    mem_object_free(object, type_instance_size((Type *)object->type, 0));
}

static Value memory_bio_read(Value self, Value *args) {
    MemoryBio *bio = memory_bio_of(self);
    int size = -1;
    if (args[0] && !int_as_int(args[0], &size))
        return NULL;
    size_t there = crypto.BIO_ctrl_pending(bio->bio);
    if (size < 0 || (size_t)size > there)
        size = there > INT_MAX ? INT_MAX : (int)there;
    Bytes *bytes = bytes_new(NULL, (size_t)size);
    if (!bytes || size == 0)
        return value_of(bytes);
    int count = crypto.BIO_read(bio->bio, bytes->data, size);
    return value_of(bytes_resize_steal(bytes, count < 0 ? 0 : (size_t)count));
}

static Value memory_bio_write(Value self, Value *args) {
    MemoryBio *bio = memory_bio_of(self);
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    int count = -1;
    if (buffer.size > INT_MAX)
        raise_overflow_error("string longer than %d bytes", INT_MAX);
    else if (bio->ended)
        raise_tls("cannot write() after write_eof()");
    else if (buffer.size == 0)
        count = 0;
    else if (!tls_may_allocate((crypto.BIO_ctrl_pending(bio->bio) + buffer.size) / 3 * 4)) /* new */
        raise_no_memory();
    else if ((count = crypto.BIO_write(bio->bio, buffer.bytes, (int)buffer.size)) < 0)
        raise_no_memory();
    buffer_release(&buffer);
    return count < 0 ? NULL : value_of_small_int(count);
}

static Value memory_bio_write_eof(Value self, Value *args) {
    MemoryBio *bio = memory_bio_of(self);
    bio->ended = true;
    crypto.BIO_clear_flags(bio->bio, BIO_FLAGS_SHOULD_RETRY);
    set_empty_result(bio, 0);
    return NONE;
}

static Value get_pending(Value self) {
    return value_from_uint64(crypto.BIO_ctrl_pending(memory_bio_of(self)->bio));
}

static Value get_eof(Value self) {
    MemoryBio *bio = memory_bio_of(self);
    return value_of_bool(bio->ended && crypto.BIO_ctrl_pending(bio->bio) == 0);
}

static const NativeMethod methods[] = {
    NATIVE("read($self, size=-1, /)", memory_bio_read,
           "Read up to size bytes from the memory BIO.\n\nIf size is not specified, read the "
           "entire buffer.\nIf the return value is an empty bytes instance, this means either\nEOF "
           "or that no data is available. Use the \"eof\" property to\ndistinguish between the "
           "two."),
    NATIVE("write($self, b, /)", memory_bio_write,
           "Writes the bytes b into the memory BIO.\n\nReturns the number of bytes written."),
    NATIVE("write_eof($self, /)", memory_bio_write_eof,
           "Write an EOF marker to the memory BIO.\n\nWhen all data has been read, the \"eof\" "
           "property will be True."),
    NATIVE_END};
static const NativeGetSet getsets[] = {
    {"pending", get_pending, NULL, "The number of bytes pending in the memory BIO."},
    {"eof", get_eof, NULL, "Whether the memory BIO is at EOF."},
    {NULL, NULL, NULL, NULL}};

Type memory_bio_type = {
    TYPE_INIT_ATOM("_ssl.MemoryBIO", sizeof(MemoryBio), memory_bio_dealloc),
    .flags = TYPE_IMMUTABLE,
    .base = &object_type,
    .methods = methods,
    .getsets = getsets,
    .new = memory_bio_new,
};

/* ---- what was written to one ----------------------------------------------------------------- */

static Value contents(BIO *bio, bool as_text) {
    char *bytes = NULL;
    long size = crypto.BIO_ctrl(bio, BIO_CTRL_INFO, 0, &bytes);
    if (size < 0)
        size = 0;
    return as_text ? value_of(str_from_utf8(bytes ? bytes : "", (size_t)size))
                   : value_of(bytes_new(bytes ? bytes : "", (size_t)size));
}

Value bio_as_str(BIO *bio) {
    return contents(bio, true);
}

Value bio_as_bytes(BIO *bio) {
    return contents(bio, false);
}
