/* Module _socket: sockets. A socket with a time-out is non-blocking inside; each operation waits
 * by poll until it is ready or the time is over. */
#define _GNU_SOURCE
#include "lib/native/_socket.h"
#include "vm/audit.h"
#include "vm/limits.h"
#include "vm/signals.h"
#include "vm/warnings.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int64_t default_timeout_ns = -1;

/* ---- waiting --------------------------------------------------------------------------------- */

/* Of seconds or None; -1: for ever. */
static bool socket_timeout_of(Value value, int64_t *ns) {
    double seconds;
    *ns = -1;
    if (value == NONE)
        return true;
    if (!object_as_double(value, &seconds))
        return false;
    if (isnan(seconds))
        return raise_value_error("Invalid value NaN (not a number)");
    if (seconds < 0)
        return raise_value_error("Timeout value out of range");
    if (seconds > 9e9)
        return raise_overflow_error("timestamp too large to convert to C PyTime_t");
    *ns = (int64_t)ceil(seconds * 1e9);
    return true;
}

int socket_poll(int descriptor, short events, int64_t deadline) {
    struct pollfd entry = {.fd = descriptor, .events = events};
    if (descriptor < 0) { /* poll would wait for nothing */
        errno = EBADF;
        return -1;
    }
    return poll(&entry, 1, milliseconds_until(deadline));
}

bool socket_wait_ready(Socket *socket, short events, int64_t deadline) {
    for (;;) {
        gil_release();
        int status = socket_poll(socket->descriptor, events, deadline);
        int error = errno;
        gil_acquire();
        if (status > 0)
            return true;
        if (status == 0)
            return raise_error(&exc_TimeoutError, "timed out");
        if (error != EINTR)
            return raise_os_error(error, NULL);
        if (!signals_check())
            return false;
    }
}

static bool set_blocking(int descriptor, bool blocking) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0)
        return raise_os_error(errno, NULL);
    int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
    if (wanted != flags && fcntl(descriptor, F_SETFL, wanted) < 0)
        return raise_os_error(errno, NULL);
    return true;
}

/* ---- life ------------------------------------------------------------------------------------ */

static Value new (Type *type, Value *args, size_t count, Tuple *keywords) {
    Socket *socket = type_allocate(type, 0);
    if (!socket)
        return NULL;
    socket->descriptor = -1;
    socket->family = socket->type = socket->protocol = 0;
    socket->timeout_ns = default_timeout_ns;
    return value_of(socket);
}

static bool fill(Socket *self, int family, int type, int protocol, int descriptor) {
    self->family = family;
    self->type = type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC);
    self->protocol = protocol;
    self->descriptor = descriptor;
    self->timeout_ns = type & SOCK_NONBLOCK ? 0 : default_timeout_ns;
    return default_timeout_ns < 0 || set_blocking(descriptor, false);
}

/* What kind of socket an open descriptor is. */
static bool probe(int descriptor, int *family, int *type, int *protocol) {
    socklen_t size = sizeof(int);
    Address address;
    socklen_t address_size = sizeof address;
    if (*family == -1) {
        if (getsockname(descriptor, &address.any, &address_size) < 0)
            return raise_os_error(errno, NULL);
        *family = address.any.sa_family;
    }
    if (*type == -1 && getsockopt(descriptor, SOL_SOCKET, SO_TYPE, type, &size) < 0)
        return raise_os_error(errno, NULL);
    size = sizeof(int);
    if (*protocol == -1 && getsockopt(descriptor, SOL_SOCKET, SO_PROTOCOL, protocol, &size) < 0)
        return raise_os_error(errno, NULL);
    return true;
}

static bool init(Value self, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("socket(family=-1, type=-1, proto=-1, fileno=None)");
    Value bound[4];
    int family = -1, type = -1, protocol = -1, descriptor = -1;
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return false;
    bool done = (!bound[0] || int_as_signed_int(bound[0], &family)) &&
                (!bound[1] || int_as_signed_int(bound[1], &type)) &&
                (!bound[2] || int_as_signed_int(bound[2], &protocol)) &&
                audit("socket.__new__", "Oiii", self, family, type, protocol);
    if (done && bound[3] && bound[3] != NONE) {
        if (is_float(bound[3]))
            done = raise_type_error("integer argument expected, got float");
        else
            done = int_as_signed_int(bound[3], &descriptor);
        if (done && descriptor < 0)
            done = raise_value_error("negative file descriptor");
        done = done && probe(descriptor, &family, &type, &protocol);
    } else if (done) {
        family = family == -1 ? AF_INET : family;
        type = type == -1 ? SOCK_STREAM : type;
        protocol = protocol == -1 ? 0 : protocol;
        descriptor = socket(family, type | SOCK_CLOEXEC, protocol);
        if (descriptor < 0)
            done = raise_os_error(errno, NULL);
    }
    arguments_release(&signature, bound);
    return done && fill(socket_of(self), family, type, protocol, descriptor);
}

static void finalize(Object *object) {
    Socket *self = (Socket *)object;
    if (self->descriptor < 0)
        return;
    warn_resource(value_of(object), "unclosed %R", value_of(object));
    if (self->descriptor >= 0)
        close(self->descriptor);
    self->descriptor = -1;
}

static void dealloc(Object *object) {
    if (((Socket *)object)->descriptor >= 0)
        close(((Socket *)object)->descriptor);
    mem_object_free(object, object->type->basic_size);
}

static Value repr(Value self) {
    Socket *socket = socket_of(self);
    return value_of(str_format("<socket object, fd=%d, family=%d, type=%d, proto=%d>",
                               socket->descriptor, socket->family, socket->type, socket->protocol));
}

static Value close_method(Value self, Value *args) {
    int descriptor = socket_of(self)->descriptor;
    socket_of(self)->descriptor = -1;
    if (descriptor < 0)
        return NONE;
    gil_release();
    int status = close(descriptor), error = errno;
    gil_acquire();
    return status == 0 || error == ECONNRESET ? NONE : raise_os_error(error, NULL);
}

static Value detach(Value self, Value *args) {
    int descriptor = socket_of(self)->descriptor;
    socket_of(self)->descriptor = -1;
    return value_of_small_int(descriptor);
}

static Value fileno_method(Value self, Value *args) {
    return value_of_small_int(socket_of(self)->descriptor);
}

/* ---- addresses ------------------------------------------------------------------------------- */

static Value bind_method(Value self, Value *args) {
    Address address;
    socklen_t size;
    if (!address_read(socket_of(self)->family, args[0], &address, &size, "bind") ||
        !audit("socket.bind", "OO", self, args[0]))
        return NULL;
    return bind(socket_of(self)->descriptor, &address.any, size) == 0 ? NONE
                                                                      : raise_os_error(errno, NULL);
}

static Value listen_method(Value self, Value *args) {
    int backlog = 128;
    if (args[0] && !int_as_signed_int(args[0], &backlog))
        return NULL;
    if (listen(socket_of(self)->descriptor, backlog < 0 ? 0 : backlog) != 0)
        return raise_os_error(errno, NULL);
    return NONE;
}

/* 0 or an errno; -1: an exception is pending. */
static int connect_to(Socket *self, Address *address, socklen_t size) {
    gil_release();
    int status = connect(self->descriptor, &address->any, size), error = errno;
    gil_acquire();
    if (status == 0)
        return 0;
    if (error != EINTR && !(error == EINPROGRESS && self->timeout_ns > 0))
        return error;
    if (error == EINTR && !signals_check())
        return -1;
    if (self->timeout_ns == 0)
        return error;
    int64_t deadline = self->timeout_ns > 0 ? monotonic_ns() + self->timeout_ns : -1;
    if (!socket_wait_ready(self, POLLOUT, deadline))
        return -1;
    socklen_t length = sizeof error;
    error = 0;
    getsockopt(self->descriptor, SOL_SOCKET, SO_ERROR, &error, &length);
    return error;
}

static Value connect_method(Value self, Value *args) {
    Address address;
    socklen_t size;
    if (!address_read(socket_of(self)->family, args[0], &address, &size, "connect") ||
        !audit("socket.connect", "OO", self, args[0]))
        return NULL;
    int error = connect_to(socket_of(self), &address, size);
    return error == 0 ? NONE : error < 0 ? NULL : raise_os_error(error, NULL);
}

static Value connect_ex(Value self, Value *args) {
    Address address;
    socklen_t size;
    if (!address_read(socket_of(self)->family, args[0], &address, &size, "connect_ex") ||
        !audit("socket.connect", "OO", self, args[0]))
        return NULL;
    int error = connect_to(socket_of(self), &address, size);
    if (error < 0 && exception_clear_if(&exc_TimeoutError))
        error = EAGAIN;
    return error < 0 ? NULL : value_of_small_int(error);
}

static Value accept_method(Value self, Value *args) {
    Socket *socket = socket_of(self);
    Address address;
    socklen_t size = sizeof address;
    ssize_t descriptor;
    memset(&address, 0, sizeof address);
    SOCKET_CALL(socket, POLLIN, descriptor,
                accept4(socket->descriptor, &address.any, &size, SOCK_CLOEXEC));
    if (descriptor < 0)
        return NULL;
    Value shown = address_shown(&address, size);
    Tuple *pair = shown ? tuple_pack(2, value_of_small_int(descriptor), shown) : NULL;
    decref_maybe(shown);
    if (!pair)
        close((int)descriptor);
    return value_of(pair);
}

static Value name_of(Value self, int (*function)(int, struct sockaddr *, socklen_t *)) {
    Address address;
    socklen_t size = sizeof address;
    memset(&address, 0, sizeof address);
    if (function(socket_of(self)->descriptor, &address.any, &size) != 0)
        return raise_os_error(errno, NULL);
    return address_shown(&address, size);
}

static int own_name(int descriptor, struct sockaddr *address, socklen_t *size) {
    return getsockname(descriptor, address, size);
}
static int peer_name(int descriptor, struct sockaddr *address, socklen_t *size) {
    return getpeername(descriptor, address, size);
}
static Value getsockname_method(Value self, Value *args) {
    return name_of(self, own_name);
}
static Value getpeername_method(Value self, Value *args) {
    return name_of(self, peer_name);
}

/* ---- sending and receiving ------------------------------------------------------------------- */

/* Of what the limit of output allows. */
static ssize_t send_some(Socket *socket, const void *bytes, size_t size, int flags) {
    ssize_t count;
    SOCKET_CALL(socket, POLLOUT, count,
                send(socket->descriptor, bytes, size, flags | MSG_NOSIGNAL));
    limits_return_output(size - (size_t)(count < 0 ? 0 : count));
    return count;
}

static Value send_method(Value self, Value *args) {
    Socket *socket = socket_of(self);
    Buffer buffer;
    int flags = 0;
    ssize_t count;
    if ((args[1] && !int_as_signed_int(args[1], &flags)) || !buffer_get(args[0], &buffer, false))
        return NULL;
    size_t size = buffer.size;
    count = limits_allow_output(&size) ? send_some(socket, buffer.bytes, size, flags) : -1;
    buffer_release(&buffer);
    return count < 0 ? NULL : value_of_small_int(count);
}

static Value sendall(Value self, Value *args) {
    Socket *socket = socket_of(self);
    Buffer buffer;
    int flags = 0;
    if ((args[1] && !int_as_signed_int(args[1], &flags)) || !buffer_get(args[0], &buffer, false))
        return NULL;
    size_t sent = 0;
    ssize_t count = 0;
    while (sent < buffer.size) {
        size_t size = buffer.size - sent;
        count = limits_allow_output(&size)
                    ? send_some(socket, (const uint8_t *)buffer.bytes + sent, size, flags)
                    : -1;
        if (count < 0)
            break;
        sent += (size_t)count;
        if (!signals_check()) {
            count = -1;
            break;
        }
    }
    buffer_release(&buffer);
    return count < 0 ? NULL : NONE;
}

static Value sendto_method(Value self, Value *args, size_t count, Tuple *keywords) {
    Socket *socket = socket_of(self);
    Address address;
    socklen_t size;
    Buffer buffer;
    int flags = 0;
    ssize_t sent;
    if (count < 2 || count > 3)
        return raise_type_error("sendto() takes 2 or 3 arguments (%zu given)", count);
    if (!arguments_check("sendto", count, keywords, 2, 3))
        return NULL;
    if ((count == 3 && !int_as_signed_int(args[1], &flags)) ||
        !address_read(socket->family, args[count - 1], &address, &size, "sendto") ||
        !audit("socket.sendto", "OO", self, args[count - 1]) ||
        !buffer_get(args[0], &buffer, false))
        return NULL;
    if (!limits_take_output(buffer.size)) {
        buffer_release(&buffer);
        limits_raise();
        return NULL;
    }
    SOCKET_CALL(socket, POLLOUT, sent,
                sendto(socket->descriptor, buffer.bytes, buffer.size, flags | MSG_NOSIGNAL,
                       &address.any, size));
    limits_return_output(buffer.size - (size_t)(sent < 0 ? 0 : sent));
    buffer_release(&buffer);
    return sent < 0 ? NULL : value_of_small_int(sent);
}

/* Receives into memory of our own; *address may be null. */
static Value receive(Socket *socket, Value size_value, Value flags_value, Address *address,
                     socklen_t *address_size, const char *caller) {
    ptrdiff_t size;
    int flags = 0;
    if (!int_as_size(size_value, &size) || (flags_value && !int_as_signed_int(flags_value, &flags)))
        return NULL;
    if (size < 0)
        return raise_value_error("negative buffersize in %s", caller);
    char *memory = mem_raw_malloc((size_t)size + 1);
    if (!memory)
        return raise_no_memory();
    ssize_t count;
    SOCKET_CALL(socket, POLLIN, count,
                recvfrom(socket->descriptor, memory, (size_t)size, flags,
                         address ? &address->any : NULL, address_size));
    Value bytes = count < 0 ? NULL : value_of(bytes_new(memory, (size_t)count));
    mem_raw_free(memory);
    return bytes;
}

static Value recv_method(Value self, Value *args) {
    return receive(socket_of(self), args[0], args[1], NULL, NULL, "recv");
}

static Value recvfrom_method(Value self, Value *args) {
    Address address;
    socklen_t size = sizeof address;
    memset(&address, 0, sizeof address);
    Value bytes = receive(socket_of(self), args[0], args[1], &address, &size, "recvfrom");
    Value shown = bytes ? address_shown(&address, size) : NULL;
    Tuple *pair = shown ? tuple_pack(2, bytes, shown) : NULL;
    decref_maybe(bytes);
    decref_maybe(shown);
    return value_of(pair);
}

/* Into the caller's buffer; the number of bytes, -1: an exception. */
static ssize_t receive_into(Socket *socket, Value *args, Address *address,
                            socklen_t *address_size) {
    Buffer buffer;
    ptrdiff_t size = 0;
    int flags = 0;
    ssize_t count = -1;
    if ((args[1] && !int_as_size(args[1], &size)) ||
        (args[2] && !int_as_signed_int(args[2], &flags)) || !buffer_get(args[0], &buffer, true))
        return -1;
    if (size < 0)
        raise_value_error("negative buffersize in recv%s_into", address ? "from" : "");
    else if ((size_t)size > buffer.size)
        raise_value_error(address ? "nbytes is greater than the length of the buffer"
                                  : "buffer too small for requested bytes");
    else {
        size_t wanted = size ? (size_t)size : buffer.size;
        SOCKET_CALL(socket, POLLIN, count,
                    recvfrom(socket->descriptor, buffer.bytes, wanted, flags,
                             address ? &address->any : NULL, address_size));
    }
    buffer_release(&buffer);
    return count;
}

static Value recv_into(Value self, Value *args) {
    ssize_t count = receive_into(socket_of(self), args, NULL, NULL);
    return count < 0 ? NULL : value_of_small_int(count);
}

static Value recvfrom_into(Value self, Value *args) {
    Address address;
    socklen_t size = sizeof address;
    memset(&address, 0, sizeof address);
    ssize_t count = receive_into(socket_of(self), args, &address, &size);
    Value shown = count < 0 ? NULL : address_shown(&address, size);
    Tuple *pair = shown ? tuple_pack(2, value_of_small_int(count), shown) : NULL;
    decref_maybe(shown);
    return value_of(pair);
}

static Value shutdown_method(Value self, Value *args) {
    int how;
    if (!int_as_int(args[0], &how))
        return NULL;
    return shutdown(socket_of(self)->descriptor, how) == 0 ? NONE : raise_os_error(errno, NULL);
}

/* ---- options --------------------------------------------------------------------------------- */

static Value getsockopt_method(Value self, Value *args) {
    int level, option, size = 0;
    if (!int_as_signed_int(args[0], &level) || !int_as_signed_int(args[1], &option) ||
        (args[2] && !int_as_signed_int(args[2], &size)))
        return NULL;
    if (size == 0) {
        int value = 0;
        socklen_t length = sizeof value;
        if (getsockopt(socket_of(self)->descriptor, level, option, &value, &length) != 0)
            return raise_os_error(errno, NULL);
        return value_of_small_int(value);
    }
    if (size < 0 || size > 1024)
        return raise_error(&exc_OSError, "getsockopt buflen out of range");
    char memory[1024];
    socklen_t length = (socklen_t)size;
    if (getsockopt(socket_of(self)->descriptor, level, option, memory, &length) != 0)
        return raise_os_error(errno, NULL);
    return value_of(bytes_new(memory, length));
}

static Value setsockopt_method(Value self, Value *args) {
    int level, option, number, length, status;
    if (!int_as_signed_int(args[0], &level) || !int_as_signed_int(args[1], &option))
        return NULL;
    if (args[2] == NONE && args[3]) {
        if (!int_as_signed_int(args[3], &length))
            return NULL;
        status = setsockopt(socket_of(self)->descriptor, level, option, NULL, (socklen_t)length);
    } else if (is_int(args[2])) {
        if (!int_as_signed_int(args[2], &number))
            return NULL;
        status = setsockopt(socket_of(self)->descriptor, level, option, &number, sizeof number);
    } else {
        Buffer buffer;
        if (!buffer_get(args[2], &buffer, false))
            return NULL;
        status = setsockopt(socket_of(self)->descriptor, level, option, buffer.bytes,
                            (socklen_t)buffer.size);
        buffer_release(&buffer);
    }
    return status == 0 ? NONE : raise_os_error(errno, NULL);
}

static Value set_timeout(Value self, int64_t ns) {
    socket_of(self)->timeout_ns = ns;
    return set_blocking(socket_of(self)->descriptor, ns < 0) ? NONE : NULL;
}

static Value settimeout(Value self, Value *args) {
    int64_t ns;
    return socket_timeout_of(args[0], &ns) ? set_timeout(self, ns) : NULL;
}

static Value setblocking(Value self, Value *args) {
    Answer blocking = object_truth(args[0]);
    return blocking == ANSWER_ERROR ? NULL : set_timeout(self, blocking ? -1 : 0);
}

static Value shown_timeout(int64_t ns) {
    return ns < 0 ? NONE : float_new((double)ns / 1e9);
}

static Value gettimeout(Value self, Value *args) {
    return shown_timeout(socket_of(self)->timeout_ns);
}

static Value getblocking(Value self, Value *args) {
    return value_of_bool(socket_of(self)->timeout_ns != 0);
}

static Value timeout_get(Value self) {
    return shown_timeout(socket_of(self)->timeout_ns);
}
static Value family_get(Value self) {
    return value_of_small_int(socket_of(self)->family);
}
static Value type_get(Value self) {
    return value_of_small_int(socket_of(self)->type);
}
static Value protocol_get(Value self) {
    return value_of_small_int(socket_of(self)->protocol);
}

static const NativeGetSet getsets[] = {
    {"timeout", timeout_get, NULL, "the socket timeout"},
    {"family", family_get, NULL, "the socket family"},
    {"type", type_get, NULL, "the socket type"},
    {"proto", protocol_get, NULL, "the socket protocol"},
    {NULL, NULL, NULL, NULL},
};

static const NativeMethod methods[] = {
    NATIVE("_accept($self, /)", accept_method,
           "_accept() -> (integer, address info)\n\nWait for an incoming connection."),
    NATIVE("bind($self, address, /)", bind_method, "Bind the socket to a local address."),
    NATIVE("close($self, /)", close_method, "Close the socket."),
    NATIVE("connect($self, address, /)", connect_method, "Connect the socket to a remote address."),
    NATIVE("connect_ex($self, address, /)", connect_ex,
           "This is like connect(address), but returns an error code."),
    NATIVE("detach($self, /)", detach,
           "Close the socket object without closing the underlying file descriptor."),
    NATIVE("fileno($self, /)", fileno_method, "Return the integer file descriptor of the socket."),
    NATIVE("getpeername($self, /)", getpeername_method,
           "Return the address of the remote endpoint."),
    NATIVE("getsockname($self, /)", getsockname_method,
           "Return the address of the local "
           "endpoint."),
    NATIVE("getsockopt($self, level, option, buffersize=0, /)", getsockopt_method,
           "Get a socket option."),
    NATIVE("listen($self, backlog=128, /)", listen_method,
           "Enable a server to accept connections."),
    NATIVE("recv($self, buffersize, flags=0, /)", recv_method,
           "Receive up to buffersize bytes from the socket."),
    NATIVE("recv_into($self, buffer, nbytes=0, flags=0)", recv_into,
           "A version of recv() that stores its data into a buffer."),
    NATIVE("recvfrom($self, buffersize, flags=0, /)", recvfrom_method,
           "Like recv(buffersize, flags) but also return the sender's address info."),
    NATIVE("recvfrom_into($self, buffer, nbytes=0, flags=0)", recvfrom_into,
           "Like recv_into() but also return the sender's address info."),
    NATIVE("send($self, data, flags=0, /)", send_method, "Send a data string to the socket."),
    NATIVE("sendall($self, data, flags=0, /)", sendall, "Send a data string to the socket."),
    NATIVE_RAW("sendto($self, data, /, *args)", sendto_method,
               "Like send(data, flags) but allows specifying the destination address."),
    NATIVE("sendmsg($self, buffers, ancdata=(), flags=0, address=None, /)", socket_sendmsg,
           "Send normal and ancillary data to the socket."),
    NATIVE("recvmsg($self, bufsize, ancbufsize=0, flags=0, /)", socket_recvmsg,
           "Receive normal data and ancillary data from the socket."),
    NATIVE("recvmsg_into($self, buffers, ancbufsize=0, flags=0, /)", socket_recvmsg_into,
           "Receive normal data and ancillary data into buffers."),
    NATIVE("setblocking($self, flag, /)", setblocking,
           "Set the socket to blocking (flag is true) or non-blocking (false)."),
    NATIVE("getblocking($self, /)", getblocking,
           "Returns True if socket is in blocking mode, or False if it is in non-blocking mode."),
    NATIVE("settimeout($self, timeout, /)", settimeout, "Set a timeout on socket operations."),
    NATIVE("gettimeout($self, /)", gettimeout,
           "Returns the timeout in seconds (float) associated with socket operations."),
    NATIVE("setsockopt($self, level, option, value, optlen=0, /)", setsockopt_method,
           "Set a socket option."),
    NATIVE("shutdown($self, how, /)", shutdown_method,
           "Shut down the reading side of the socket, the writing side of the socket, or both."),
    NATIVE_END,
};

Type socket_type = {
    TYPE_INIT_ATOM("_socket.socket", sizeof(Socket), dealloc),
    .mem.finalize = finalize,
    .flags = TYPE_BASE | TYPE_DEFAULT_GETATTR | TYPE_HAS_FINALIZER,
    .new = new,
    .init = init,
    .repr = repr,
    .get_attr = attribute_get_generic,
    .set_attr = attribute_set_generic,
    .methods = methods,
    .getsets = getsets,
};

/* ---- functions of the module ----------------------------------------------------------------- */

static Value make_socket(int family, int type, int protocol, int descriptor) {
    Value self = new (&socket_type, NULL, 0, NULL);
    if (!self)
        close(descriptor);
    else if (!fill(socket_of(self), family, type, protocol, descriptor)) {
        decref(self);
        return NULL;
    }
    return self;
}

static Value socketpair_function(Value self, Value *args) {
    int family = AF_UNIX, type = SOCK_STREAM, protocol = 0, pair[2];
    if ((args[0] && args[0] != NONE && !int_as_signed_int(args[0], &family)) ||
        (args[1] && !int_as_signed_int(args[1], &type)) ||
        (args[2] && !int_as_signed_int(args[2], &protocol)))
        return NULL;
    if (socketpair(family, type | SOCK_CLOEXEC, protocol, pair) != 0)
        return raise_os_error(errno, NULL);
    Value first = make_socket(family, type, protocol, pair[0]);
    Value second = first ? make_socket(family, type, protocol, pair[1]) : NULL;
    if (!first)
        close(pair[1]);
    Tuple *both = second ? tuple_pack(2, first, second) : NULL;
    decref_maybe(first);
    decref_maybe(second);
    return value_of(both);
}

static Value close_function(Value self, Value *args) {
    int descriptor;
    if (!int_as_signed_int(args[0], &descriptor))
        return NULL;
    gil_release();
    int status = close(descriptor), error = errno;
    gil_acquire();
    return status == 0 || error == ECONNRESET ? NONE : raise_os_error(error, NULL);
}

static Value dup_function(Value self, Value *args) {
    int descriptor;
    if (!int_as_signed_int(args[0], &descriptor))
        return NULL;
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? raise_os_error(errno, NULL) : value_of_small_int(copy);
}

static Value getdefaulttimeout(Value self, Value *args) {
    return shown_timeout(default_timeout_ns);
}

static Value setdefaulttimeout(Value self, Value *args) {
    return socket_timeout_of(args[0], &default_timeout_ns) ? NONE : NULL;
}

static const NativeMethod functions[] = {
    NATIVE(
        "socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0, /)", socketpair_function,
        "Create a pair of socket objects from the sockets returned by the platform\nsocketpair() "
        "function."),
    NATIVE("close(fd, /)", close_function, "Close an integer socket file descriptor."),
    NATIVE("dup(fd, /)", dup_function, "Duplicate an integer socket file descriptor."),
    NATIVE("getdefaulttimeout()", getdefaulttimeout,
           "Returns the default timeout in seconds (float) for new socket objects."),
    NATIVE("setdefaulttimeout(timeout, /)", setdefaulttimeout,
           "Set the default timeout in seconds (float) for new socket objects."),
    NATIVE_END,
};

static bool exec(Module *module) {
    return type_ready(&socket_type) && socket_add_constants(module) &&
           socket_add_address_functions(module) &&
           dict_set_c(module->dict, "socket", value_of(&socket_type)) &&
           dict_set_c(module->dict, "SocketType", value_of(&socket_type)) &&
           dict_set_c(module->dict, "error", value_of(&exc_OSError)) &&
           dict_set_c(module->dict, "timeout", value_of(&exc_TimeoutError)) &&
           dict_set_c(module->dict, "has_ipv6", TRUE_VALUE);
}

static void fini(void) {
    exception_class_fini(&socket_gaierror);
    exception_class_fini(&socket_herror);
}

const NativeModule _socket_module = {
    .name = "_socket",
    .doc = "Implementation module for socket operations.\n\nSee the socket module for "
           "documentation.",
    .functions = functions,
    .exec = exec,
    .fini = fini,
};
