/* The parts of module _socket. */
#ifndef LIB_NATIVE_SOCKET_H
#define LIB_NATIVE_SOCKET_H

#include "vm/vm.h"

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

/* Addresses: socket_address.c */
typedef union Address {
    struct sockaddr any;
    struct sockaddr_storage storage;
} Address;
MUST_CHECK bool address_read(int family, Value value, Address *address, socklen_t *size,
                             const char *caller);
MUST_CHECK Value address_shown(const Address *address, socklen_t size);
extern const NativeMethod socket_address_functions[]; /* getaddrinfo, inet_aton, ... */
MUST_CHECK bool socket_add_address_functions(Module *module);

MUST_CHECK bool socket_add_constants(Module *module);
extern int64_t socket_default_timeout_ns;
/* seconds or None; -1: for ever. */
MUST_CHECK bool socket_timeout_of(Value value, int64_t *ns);

/* socket.gaierror and herror: borrowed from the module. */
extern Value socket_gaierror, socket_herror;

#endif
