/* The parts of module _socket. */
#ifndef LIB_NATIVE_SOCKET_H
#define LIB_NATIVE_SOCKET_H

#include "lib/native/exception_class.h"
#include "vm/clock.h"
#include "vm/signals.h"
#include "vm/vm.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

typedef struct Socket {
    Object header;
    int descriptor; /* -1: closed */
    int family, type, protocol;
    int64_t timeout_ns; /* -1: blocks for ever; 0: never blocks */
} Socket;

extern Type socket_type;

static inline Socket *socket_of(Value value) {
    return (Socket *)object_of(value);
}

/* ---- waiting (_socket.c) ---- */

/* Without the GIL: above 0 when the descriptor is ready, 0 when the deadline (-1: none) has come,
 * -1: errno. */
int socket_poll(int descriptor, short events, int64_t deadline);
/* Until the descriptor is ready: true; false with TimeoutError or a signal's exception. */
MUST_CHECK bool socket_wait_ready(Socket *socket, short events, int64_t deadline);

/* Runs `operation` (a GNU statement expression giving a ssize_t) without the GIL until it works.
 * Leaves the result in `result`; -1: an exception is pending. */
#define SOCKET_CALL(socket, events, result, operation)                                             \
    do {                                                                                           \
        Socket *socket_ = (socket);                                                                \
        int64_t deadline_ = socket_->timeout_ns > 0 ? monotonic_ns() + socket_->timeout_ns : -1;   \
        for (;;) {                                                                                 \
            if (socket_->timeout_ns > 0 && !socket_wait_ready(socket_, events, deadline_)) {       \
                result = -1;                                                                       \
                break;                                                                             \
            }                                                                                      \
            gil_release();                                                                         \
            result = (operation);                                                                  \
            int error_ = errno;                                                                    \
            gil_acquire();                                                                         \
            if (result >= 0)                                                                       \
                break;                                                                             \
            if (error_ == EINTR) {                                                                 \
                if (!signals_check())                                                              \
                    break;                                                                         \
                continue;                                                                          \
            }                                                                                      \
            if (socket_->timeout_ns > 0 && (error_ == EAGAIN || error_ == EWOULDBLOCK))            \
                continue;                                                                          \
            raise_os_error(error_, NULL);                                                          \
            break;                                                                                 \
        }                                                                                          \
    } while (0)

/* _socket_messages.c */
Value socket_sendmsg(Value self, Value *args);
Value socket_recvmsg(Value self, Value *args);
Value socket_recvmsg_into(Value self, Value *args);
extern const NativeMethod socket_message_functions[]; /* CMSG_LEN, CMSG_SPACE */

/* Addresses: _socket_address.c */
typedef union Address {
    struct sockaddr any;
    struct sockaddr_storage storage;
} Address;
MUST_CHECK bool address_read(int family, Value value, Address *address, socklen_t *size,
                             const char *caller);
MUST_CHECK Value address_shown(const Address *address, socklen_t size);
extern const NativeMethod socket_address_functions[]; /* getaddrinfo, inet_aton, ... */
/* A host's text, of a str or bytes; "" is any address. */
MUST_CHECK bool socket_host_text(Value host, char *text, size_t capacity);
/* The numeric address of a host name. */
MUST_CHECK bool socket_resolve(const char *host, int family, Address *address);
extern const NativeMethod socket_host_functions[]; /* gethostbyaddr, gethostbyname_ex */
MUST_CHECK bool socket_add_address_functions(Module *module);

MUST_CHECK bool socket_add_constants(Module *module);

extern ExceptionClass socket_gaierror, socket_herror;

#endif
