/* Socket addresses, names of hosts, services and interfaces. */
#define _GNU_SOURCE
#include "lib/native/_socket.h"
#include "vm/audit.h"
#include "vm/codecs.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

ExceptionClass socket_gaierror = {.module = "socket", .name = "gaierror", .base = &exc_OSError};
ExceptionClass socket_herror = {.module = "socket", .name = "herror", .base = &exc_OSError};

/* ---- resolving ------------------------------------------------------------------------------- */

static bool raise_gaierror(int error) {
    if (error == EAI_SYSTEM)
        return raise_os_error(errno, NULL);
    Str *text = str_from_c(gai_strerror(error));
    Value exception =
        text ? call_2(socket_gaierror.class, value_of_small_int(error), value_of(text)) : NULL;
    if (text)
        GIVE_UP(text);
    if (exception) {
        raise_value(exception);
        decref(exception);
    }
    return false;
}

/* The text of a str, bytes or bytearray: of a service, an interface. */
static bool read_text(Value value, char *text, size_t capacity) {
    size_t size;
    const char *bytes;
    if (is_str(value))
        bytes = str_utf8(str_of(value), &size);
    else if (is_bytes(value)) {
        bytes = (const char *)bytes_of(value)->data;
        size = bytes_of(value)->size;
    } else if (is_instance_of(value, &bytearray_type)) {
        ByteArray *array = (ByteArray *)object_of(value);
        bytes = array->size ? (const char *)array->data : "";
        size = array->size;
    } else
        return raise_type_error("str, bytes or bytearray expected, not %s", type_name_of(value));
    if (!bytes)
        return false;
    bool fits = size < capacity && strlen(bytes) == size;
    if (fits)
        memcpy(text, bytes, size + 1);
    return fits || raise_value_error("host name must not contain null character");
}

/* ASCII with labels of a certain size: it is its own encoding. */
static bool is_plain_host(const Str *host) {
    const char *text = (const char *)host->data;
    return host->ascii && host->length < 64 && text[0] != '.' && !strstr(text, "..");
}

bool socket_host_text(Value host, char *text, size_t capacity) {
    if (!is_str(host) || is_plain_host(str_of(host)))
        return read_text(host, text, capacity);
    Value encoded = codec_encode(host, "idna", "strict");
    bool fine = encoded && read_text(encoded, text, capacity);
    decref_maybe(encoded);
    return fine;
}

bool socket_resolve(const char *host, int family, Address *address) {
    if (!*host && family == AF_INET) {
        struct sockaddr_in *in = (struct sockaddr_in *)address;
        in->sin_addr.s_addr = INADDR_ANY;
        in->sin_family = AF_INET;
        return true;
    }
    if (strcmp(host, "<broadcast>") == 0 && family == AF_INET) {
        struct sockaddr_in *in = (struct sockaddr_in *)address;
        in->sin_addr.s_addr = INADDR_BROADCAST;
        in->sin_family = AF_INET;
        return true;
    }
    struct addrinfo hints = {.ai_family = family, .ai_socktype = SOCK_DGRAM}, *found = NULL;
    if (!*host)
        hints.ai_flags = AI_PASSIVE;
    gil_release();
    int error = getaddrinfo(*host ? host : NULL, *host ? NULL : "0", &hints, &found);
    gil_acquire();
    if (error)
        return raise_gaierror(error);
    memcpy(address, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    return true;
}

static bool read_port(Value value, int *port, const char *caller) {
    bool fits = int_as_signed_int(value, port);
    if (!fits && !exception_clear_if(&exc_OverflowError))
        return false;
    if (!fits || *port < 0 || *port > 0xffff)
        return raise_overflow_error("%s(): port must be 0-65535.", caller);
    return true;
}

static bool read_inet(int family, Value value, Address *address, socklen_t *size,
                      const char *caller) {
    if (!is_tuple(value))
        return raise_type_error("%s(): AF_INET%s address must be tuple, not %.500s", caller,
                                family == AF_INET6 ? "6" : "", type_name_of(value));
    Tuple *parts = tuple_of(value);
    char host[NI_MAXHOST];
    int port;
    size_t most = family == AF_INET6 ? 4 : 2;
    if (parts->count < 2 || parts->count > most)
        return raise_type_error(family == AF_INET6 ? "AF_INET6 address must be a tuple (host, port"
                                                     "[, flowinfo[, scopeid]])"
                                                   : "AF_INET address must be a pair (host, port)");
    if (!socket_host_text(parts->items[0], host, sizeof host) ||
        !read_port(parts->items[1], &port, caller) || !socket_resolve(host, family, address))
        return false;
    if (family == AF_INET) {
        ((struct sockaddr_in *)address)->sin_port = htons((uint16_t)port);
        *size = sizeof(struct sockaddr_in);
        return true;
    }
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)address;
    int flow = 0, scope = (int)in6->sin6_scope_id;
    if ((parts->count > 2 && !int_as_signed_int(parts->items[2], &flow)) ||
        (parts->count > 3 && !int_as_signed_int(parts->items[3], &scope)))
        return false;
    if (flow < 0 || flow > 0xfffff)
        return raise_overflow_error("%s(): flowinfo must be 0-1048575.", caller);
    in6->sin6_port = htons((uint16_t)port);
    in6->sin6_flowinfo = htonl((uint32_t)flow);
    in6->sin6_scope_id = (uint32_t)scope;
    *size = sizeof *in6;
    return true;
}

static bool read_unix(Value value, Address *address, socklen_t *size) {
    struct sockaddr_un *un = (struct sockaddr_un *)address;
    Buffer buffer;
    Value path = is_str(value) ? codec_encode(value, "utf-8", "surrogateescape") : own(value);
    bool readable = path && buffer_get(path, &buffer, false);
    decref_maybe(path); /* the buffer keeps it */
    if (!readable)
        return false;
    const uint8_t *bytes = buffer.bytes;
    size_t count = buffer.size;
    bool abstract = !count || !bytes[0]; /* no file: a name that Linux knows, or is to choose */
    bool fits = count < sizeof un->sun_path || (abstract && count == sizeof un->sun_path);
    if (fits) {
        un->sun_family = AF_UNIX;
        memcpy(un->sun_path, bytes, count);
        *size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + count + !abstract);
    }
    buffer_release(&buffer);
    return fits || raise_error(&exc_OSError, "AF_UNIX path too long");
}

/* (pid, groups) */
static bool read_netlink(Value value, Address *address, socklen_t *size, const char *caller) {
    struct sockaddr_nl *netlink = (struct sockaddr_nl *)address;
    int64_t pid, groups;
    if (!is_tuple(value) || tuple_of(value)->count != 2)
        return raise_type_error("%s(): AF_NETLINK address must be tuple, not %T", caller, value);
    if (!int_as_int64(tuple_of(value)->items[0], &pid) ||
        !int_as_int64(tuple_of(value)->items[1], &groups))
        return false;
    netlink->nl_family = AF_NETLINK;
    netlink->nl_pid = (uint32_t)pid;
    netlink->nl_groups = (uint32_t)groups;
    *size = sizeof *netlink;
    return true;
}

/* (CID, port) */
static bool read_vsock(Value value, Address *address, socklen_t *size, const char *caller) {
    struct sockaddr_vm *vm = (struct sockaddr_vm *)address;
    int64_t cid, port;
    if (!is_tuple(value) || tuple_of(value)->count != 2)
        return raise_type_error("%s(): AF_VSOCK address must be tuple, not %T", caller, value);
    if (!int_as_int64(tuple_of(value)->items[0], &cid) ||
        !int_as_int64(tuple_of(value)->items[1], &port))
        return false;
    vm->svm_family = AF_VSOCK;
    vm->svm_cid = (uint32_t)cid;
    vm->svm_port = (uint32_t)port;
    *size = sizeof *vm;
    return true;
}

static bool read_hardware_address(Value value, struct sockaddr_ll *packet) {
    Buffer buffer;
    if (!buffer_get(value, &buffer, false))
        return false;
    bool fits = buffer.size <= sizeof packet->sll_addr;
    if (fits) {
        memcpy(packet->sll_addr, buffer.bytes, buffer.size);
        packet->sll_halen = (uint8_t)buffer.size;
    }
    buffer_release(&buffer);
    return fits || raise_value_error("Hardware address must be 8 bytes or less") != NULL;
}

/* (interface, protocol[, packet type[, hardware type[, address]]]) */
static bool read_packet(Value value, Address *address, socklen_t *size, const char *caller) {
    struct sockaddr_ll *packet = (struct sockaddr_ll *)address;
    int protocol, type = 0, hardware = 0;
    if (!is_tuple(value))
        return raise_type_error("%s(): AF_PACKET address must be tuple, not %T", caller, value);
    const Tuple *parts = tuple_of(value);
    if (parts->count < 2 || parts->count > 5)
        return raise_type_error("AF_PACKET address must be a tuple of two to five elements");
    if (!is_str(parts->items[0]))
        return raise_type_error("AF_PACKET address must begin with the interface's name");
    const char *name = str_utf8(str_of(parts->items[0]), NULL);
    if (!name || !int_as_signed_int(parts->items[1], &protocol) ||
        (parts->count > 2 && !int_as_signed_int(parts->items[2], &type)) ||
        (parts->count > 3 && !int_as_signed_int(parts->items[3], &hardware)) ||
        (parts->count > 4 && !read_hardware_address(parts->items[4], packet)))
        return false;
    if (protocol < 0 || protocol > 0xffff)
        return raise_overflow_error("%s(): proto argument must be 0-65535.", caller);
    packet->sll_ifindex = (int)if_nametoindex(name);
    if (!packet->sll_ifindex)
        return raise_os_error(errno, NULL);
    packet->sll_family = AF_PACKET;
    packet->sll_protocol = htons((uint16_t)protocol);
    packet->sll_pkttype = (uint8_t)type;
    packet->sll_hatype = (uint16_t)hardware;
    *size = sizeof *packet;
    return true;
}

bool address_read(int family, Value value, Address *address, socklen_t *size, const char *caller) {
    memset(address, 0, sizeof *address);
    switch (family) {
    case AF_INET:
    case AF_INET6:
        return read_inet(family, value, address, size, caller);
    case AF_UNIX:
        return read_unix(value, address, size);
    case AF_NETLINK:
        return read_netlink(value, address, size, caller);
    case AF_VSOCK:
        return read_vsock(value, address, size, caller);
    case AF_PACKET:
        return read_packet(value, address, size, caller);
    default:
        return raise_error(&exc_OSError, "%s(): unknown address family %d", caller, family);
    }
}

/* ---- showing --------------------------------------------------------------------------------- */

static Value shown_unix(const struct sockaddr_un *un, socklen_t size) {
    size_t start = offsetof(struct sockaddr_un, sun_path);
    if (size <= start)
        return value_of(str_empty());
    if (!un->sun_path[0])
        return value_of(bytes_new(un->sun_path, size - start));
    return value_of(str_from_file_name(un->sun_path, strnlen(un->sun_path, size - start)));
}

static Value shown_packet(const struct sockaddr_ll *packet) {
    char name[IF_NAMESIZE] = "";
    if (packet->sll_ifindex && !if_indextoname((unsigned)packet->sll_ifindex, name))
        name[0] = 0;
    size_t size = packet->sll_halen < 8 ? packet->sll_halen : 8;
    Value parts[] = {value_of(str_from_c(name)), value_of_small_int(ntohs(packet->sll_protocol)),
                     value_of_small_int(packet->sll_pkttype),
                     value_of_small_int(packet->sll_hatype),
                     value_of(bytes_new(packet->sll_addr, size))};
    return value_of(tuple_from_array_steal(parts, 5));
}

static Value shown_numbers(uint32_t first, uint32_t second) {
    return value_of(tuple_pack(2, value_of_small_int(first), value_of_small_int(second)));
}

Value address_shown(const Address *address, socklen_t size) {
    char text[INET6_ADDRSTRLEN + 1];
    if (size == 0)
        return NONE;
    if (address->any.sa_family == AF_UNIX)
        return shown_unix((const struct sockaddr_un *)address, size);
    if (address->any.sa_family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)address;
        inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
        Str *host = str_from_c(text);
        Tuple *pair =
            host ? tuple_pack(2, value_of(host), value_of_small_int(ntohs(in->sin_port))) : NULL;
        if (host)
            GIVE_UP(host);
        return value_of(pair);
    }
    if (address->any.sa_family == AF_INET6) {
        const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)address;
        inet_ntop(AF_INET6, &in6->sin6_addr, text, sizeof text);
        Str *host = str_from_c(text);
        Tuple *parts =
            host ? tuple_pack(4, value_of(host), value_of_small_int(ntohs(in6->sin6_port)),
                              value_of_small_int(ntohl(in6->sin6_flowinfo)),
                              value_of_small_int(in6->sin6_scope_id))
                 : NULL;
        if (host)
            GIVE_UP(host);
        return value_of(parts);
    }
    if (address->any.sa_family == AF_NETLINK) {
        const struct sockaddr_nl *netlink = (const struct sockaddr_nl *)address;
        return shown_numbers(netlink->nl_pid, netlink->nl_groups);
    }
    if (address->any.sa_family == AF_VSOCK) {
        const struct sockaddr_vm *vm = (const struct sockaddr_vm *)address;
        return shown_numbers(vm->svm_cid, vm->svm_port);
    }
    if (address->any.sa_family == AF_PACKET)
        return shown_packet((const struct sockaddr_ll *)address);
    Bytes *bytes = bytes_new(&address->storage, size);
    Tuple *pair =
        bytes ? tuple_pack(2, value_of_small_int(address->any.sa_family), value_of(bytes)) : NULL;
    if (bytes)
        GIVE_UP(bytes);
    return value_of(pair);
}

/* ---- functions ------------------------------------------------------------------------------- */

static Value gethostname_function(Value self, Value *args) {
    char name[1025];
    if (!audit("socket.gethostname", ""))
        return NULL;
    if (gethostname(name, sizeof name - 1) != 0)
        return raise_os_error(errno, NULL);
    name[sizeof name - 1] = 0;
    return value_of(str_from_file_name(name, strlen(name)));
}

static Value gethostbyname_function(Value self, Value *args) {
    char host[NI_MAXHOST], text[INET_ADDRSTRLEN];
    Address address;
    memset(&address, 0, sizeof address);
    if (!socket_host_text(args[0], host, sizeof host) ||
        !audit("socket.gethostbyname", "O", args[0]) || !socket_resolve(host, AF_INET, &address))
        return NULL;
    inet_ntop(AF_INET, &((struct sockaddr_in *)&address)->sin_addr, text, sizeof text);
    return value_of(str_from_c(text));
}

static Value info_entry(const struct addrinfo *info) {
    Address address;
    memset(&address, 0, sizeof address);
    memcpy(&address, info->ai_addr, info->ai_addrlen);
    Value shown = address_shown(&address, info->ai_addrlen);
    Value name = value_of(str_from_c(info->ai_canonname ? info->ai_canonname : ""));
    Tuple *entry = shown && name ? tuple_pack(5, value_of_small_int(info->ai_family),
                                              value_of_small_int(info->ai_socktype),
                                              value_of_small_int(info->ai_protocol), name, shown)
                                 : NULL;
    decref_maybe(shown);
    decref_maybe(name);
    return value_of(entry);
}

static bool port_text(Value port, char *text, size_t capacity, bool *given) {
    *given = port != NONE;
    if (port == NONE)
        return true;
    if (is_int(port)) {
        int64_t number;
        if (!int_as_int64(port, &number))
            return false;
        snprintf(text, capacity, "%lld", (long long)number);
        return true;
    }
    if (!is_str(port) && !is_bytes(port))
        return raise_error(&exc_OSError, "Int or String expected");
    return read_text(port, text, capacity);
}

static Value getaddrinfo_function(Value self, Value *args) {
    struct addrinfo hints, *found = NULL;
    char host[NI_MAXHOST], port[64];
    bool has_port;
    memset(&hints, 0, sizeof hints);
    if ((args[0] != NONE && !socket_host_text(args[0], host, sizeof host)) ||
        !port_text(args[1], port, sizeof port, &has_port) ||
        (args[2] && !int_as_signed_int(args[2], &hints.ai_family)) ||
        (args[3] && !int_as_signed_int(args[3], &hints.ai_socktype)) ||
        (args[4] && !int_as_signed_int(args[4], &hints.ai_protocol)) ||
        (args[5] && !int_as_signed_int(args[5], &hints.ai_flags)) ||
        !audit("socket.getaddrinfo", "OOiii", args[0], args[1], hints.ai_family, hints.ai_socktype,
               hints.ai_protocol))
        return NULL;
    gil_release();
    int error = getaddrinfo(args[0] == NONE ? NULL : host, has_port ? port : NULL, &hints, &found);
    gil_acquire();
    if (error) {
        raise_gaierror(error);
        return NULL;
    }
    List *list = list_new(0);
    for (struct addrinfo *at = found; list && at; at = at->ai_next) {
        Value entry = info_entry(at);
        if (!entry || !list_append_steal(list, entry)) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    freeaddrinfo(found);
    return value_of(list);
}

static Value getnameinfo_function(Value self, Value *args) {
    int flags;
    Address address;
    socklen_t size = 0;
    char host[NI_MAXHOST], service[NI_MAXSERV];
    if (!is_tuple(args[0]))
        return raise_type_error("getnameinfo() argument 1 must be a tuple");
    if (!int_as_signed_int(args[1], &flags))
        return NULL;
    int family = tuple_of(args[0])->count > 2 ? AF_INET6 : AF_INET;
    if (!address_read(family, args[0], &address, &size, "getnameinfo") ||
        !audit("socket.getnameinfo", "O", args[0]))
        return NULL;
    gil_release();
    int error = getnameinfo(&address.any, size, host, sizeof host, service, sizeof service, flags);
    gil_acquire();
    if (error) {
        raise_gaierror(error);
        return NULL;
    }
    Value first = value_of(str_from_c(host)), second = value_of(str_from_c(service));
    Tuple *pair = first && second ? tuple_pack(2, first, second) : NULL;
    decref_maybe(first);
    decref_maybe(second);
    return value_of(pair);
}

static Value inet_aton_function(Value self, Value *args) {
    struct in_addr address;
    const char *text = is_str(args[0]) ? str_utf8(str_of(args[0]), NULL)
                                       : raise_type_error("inet_aton() argument 1 must be str, not "
                                                          "%s",
                                                          type_name_of(args[0]));
    if (!text)
        return NULL;
    if (!inet_aton(text, &address))
        return raise_error(&exc_OSError, "illegal IP address string passed to inet_aton");
    return value_of(bytes_new(&address, sizeof address));
}

static Value inet_pton_function(Value self, Value *args) {
    int family;
    char packed[16];
    if (!int_as_signed_int(args[0], &family))
        return NULL;
    const char *text = is_str(args[1]) ? str_utf8(str_of(args[1]), NULL)
                                       : raise_type_error("inet_pton() argument 2 must be str, not "
                                                          "%s",
                                                          type_name_of(args[1]));
    if (!text)
        return NULL;
    int status = inet_pton(family, text, packed);
    if (status < 0)
        return raise_os_error(errno, NULL);
    if (status == 0)
        return raise_error(&exc_OSError, "illegal IP address string passed to inet_pton");
    return value_of(bytes_new(packed, family == AF_INET6 ? 16 : 4));
}

static Value to_text(int family, Value packed, const char *otherwise) {
    Buffer buffer;
    char text[INET6_ADDRSTRLEN + 1];
    if (!buffer_get(packed, &buffer, false))
        return NULL;
    bool right = buffer.size == (family == AF_INET6 ? 16 : 4);
    if (right)
        inet_ntop(family, buffer.bytes, text, sizeof text);
    buffer_release(&buffer);
    return right ? value_of(str_from_c(text)) : raise_value_error("%s", otherwise);
}

static Value inet_ntoa_function(Value self, Value *args) {
    Value text = to_text(AF_INET, args[0], "packed IP wrong length");
    if (!text && exception_clear_if(&exc_ValueError))
        return raise_error(&exc_OSError, "packed IP wrong length");
    return text;
}

static Value inet_ntop_function(Value self, Value *args) {
    int family;
    if (!int_as_signed_int(args[0], &family))
        return NULL;
    if (family != AF_INET && family != AF_INET6)
        return raise_value_error("unknown address family %d", family);
    return to_text(family, args[1], "invalid length of packed IP address string");
}

static bool read_uint(Value value, uint64_t limit, const char *name, uint64_t *number) {
    int64_t wide;
    if (!int_as_int64(value, &wide))
        return false;
    if (wide < 0)
        return raise_overflow_error("%s: can't convert negative Python int to C %d-bit unsigned "
                                    "integer",
                                    name, limit > 0xffff ? 32 : 16);
    if ((uint64_t)wide > limit)
        return raise_overflow_error("%s: Python int too large to convert to C %d-bit unsigned "
                                    "integer",
                                    name, limit > 0xffff ? 32 : 16);
    *number = (uint64_t)wide;
    return true;
}

static Value htons_function(Value self, Value *args) {
    uint64_t number;
    return read_uint(args[0], 0xffff, "htons", &number)
               ? value_of_small_int(htons((uint16_t)number))
               : NULL;
}
static Value ntohs_function(Value self, Value *args) {
    uint64_t number;
    return read_uint(args[0], 0xffff, "ntohs", &number)
               ? value_of_small_int(ntohs((uint16_t)number))
               : NULL;
}
static Value htonl_function(Value self, Value *args) {
    uint64_t number;
    return read_uint(args[0], 0xffffffff, "htonl", &number)
               ? value_of_small_int(htonl((uint32_t)number))
               : NULL;
}
static Value ntohl_function(Value self, Value *args) {
    uint64_t number;
    return read_uint(args[0], 0xffffffff, "ntohl", &number)
               ? value_of_small_int(ntohl((uint32_t)number))
               : NULL;
}

static Value getservbyname_function(Value self, Value *args) {
    char name[256], protocol[64];
    if (!read_text(args[0], name, sizeof name) ||
        (args[1] && !read_text(args[1], protocol, sizeof protocol)) ||
        !audit("socket.getservbyname", "OO", args[0], args[1]))
        return NULL;
    struct servent *entry = getservbyname(name, args[1] ? protocol : NULL);
    return entry ? value_of_small_int(ntohs((uint16_t)entry->s_port))
                 : raise_error(&exc_OSError, "service/proto not found");
}

static Value getservbyport_function(Value self, Value *args) {
    int port;
    char protocol[64];
    if (!int_as_signed_int(args[0], &port))
        return NULL;
    if (port < 0 || port > 0xffff)
        return raise_overflow_error("getservbyport: port must be 0-65535.");
    if ((args[1] && !read_text(args[1], protocol, sizeof protocol)) ||
        !audit("socket.getservbyport", "iO", port, args[1]))
        return NULL;
    struct servent *entry = getservbyport(htons((uint16_t)port), args[1] ? protocol : NULL);
    return entry ? value_of(str_from_c(entry->s_name))
                 : raise_error(&exc_OSError, "port/proto not found");
}

static Value sethostname_function(Value self, Value *args) {
    char name[NI_MAXHOST];
    if (!read_text(args[0], name, sizeof name) || !audit("socket.sethostname", "O", args[0]))
        return NULL;
    return sethostname(name, strlen(name)) < 0 ? raise_os_error(errno, NULL) : NONE;
}

static Value getprotobyname_function(Value self, Value *args) {
    char name[256];
    if (!read_text(args[0], name, sizeof name))
        return NULL;
    struct protoent *entry = getprotobyname(name);
    return entry ? value_of_small_int(entry->p_proto)
                 : raise_error(&exc_OSError, "protocol not found");
}

static Value if_nametoindex_function(Value self, Value *args) {
    Bytes *name = str_to_file_name(args[0]);
    if (!name)
        return NULL;
    unsigned index = if_nametoindex((const char *)name->data);
    GIVE_UP(name);
    return index ? value_of_small_int(index)
                 : raise_error(&exc_OSError, "no interface with this name");
}

static Value if_indextoname_function(Value self, Value *args) {
    char name[IF_NAMESIZE];
    int64_t index;
    if (!int_as_int64(args[0], &index))
        return NULL;
    if (index < 0 || index > UINT32_MAX)
        return raise_overflow_error(index < 0
                                        ? "can't convert negative value to unsigned int"
                                        : "Python int too large to convert to C unsigned int");
    return if_indextoname((unsigned)index, name) ? value_of(str_from_c(name))
                                                 : raise_os_error(errno, NULL);
}

static Value if_nameindex_function(Value self, Value *args) {
    struct if_nameindex *all = if_nameindex();
    List *list = all ? list_new(0) : raise_os_error(errno, NULL);
    for (struct if_nameindex *at = all; list && at && at->if_name; at++) {
        Str *name = str_from_c(at->if_name);
        Tuple *pair = name ? tuple_pack(2, value_of_small_int(at->if_index), value_of(name)) : NULL;
        if (name)
            GIVE_UP(name);
        if (!pair || !list_append_steal(list, value_of(pair))) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    if (all)
        if_freenameindex(all);
    return value_of(list);
}

const NativeMethod socket_address_functions[] = {
    NATIVE("gethostname()", gethostname_function, "Return the current host name."),
    NATIVE("gethostbyname(host, /)", gethostbyname_function,
           "Return the IP address (a string of the form '255.255.255.255') for a host."),
    NATIVE("getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)", getaddrinfo_function,
           "Resolve host and port into addrinfo struct."),
    NATIVE("getnameinfo(sockaddr, flags, /)", getnameinfo_function,
           "Get host and port for a sockaddr."),
    NATIVE("inet_aton(ip_addr, /)", inet_aton_function,
           "Convert an IP address in string format (123.45.67.89) to the 32-bit packed binary "
           "format."),
    NATIVE("inet_ntoa(packed_ip, /)", inet_ntoa_function,
           "Convert an IP address from 32-bit packed binary format to string format."),
    NATIVE("inet_pton(af, ip, /)", inet_pton_function,
           "Convert an IP address from string format to a packed string."),
    NATIVE("inet_ntop(af, packed_ip, /)", inet_ntop_function,
           "Convert a packed IP address of the given family to string format."),
    NATIVE("htons(x, /)", htons_function,
           "Convert a 16-bit unsigned integer from host to network "
           "byte order."),
    NATIVE("ntohs(x, /)", ntohs_function,
           "Convert a 16-bit unsigned integer from network to host "
           "byte order."),
    NATIVE("htonl(x, /)", htonl_function,
           "Convert a 32-bit integer from host to network byte "
           "order."),
    NATIVE("ntohl(x, /)", ntohl_function,
           "Convert a 32-bit integer from network to host byte "
           "order."),
    NATIVE("getservbyname(servicename, protocolname=None, /)", getservbyname_function,
           "Return a port number from a service name and protocol name."),
    NATIVE("getprotobyname(name, /)", getprotobyname_function,
           "Return the protocol number for the named protocol."),
    NATIVE("getservbyport(port, protocolname=None, /)", getservbyport_function,
           "Return the service name from a port number and protocol name."),
    NATIVE("sethostname(name, /)", sethostname_function, "Sets the hostname to name."),
    NATIVE("if_nametoindex(if_name, /)", if_nametoindex_function,
           "Returns the interface index corresponding to the interface name if_name."),
    NATIVE("if_indextoname(if_index, /)", if_indextoname_function,
           "Returns the interface name corresponding to the interface index if_index."),
    NATIVE("if_nameindex()", if_nameindex_function,
           "Returns a list of network interface information (index, name) tuples."),
    NATIVE_END,
};

/* ---- into the module ------------------------------------------------------------------------- */

static bool add_functions(Module *module, const NativeMethod *methods) {
    for (const NativeMethod *method = methods; method->signature; method++) {
        Str *name = native_method_name(method);
        Str *key = name ? str_intern_steal(name) : NULL;
        Value function = key ? native_function_new(method, value_of(module), module->name) : NULL;
        bool done = function && dict_set_name(module->dict, key, function);
        if (key)
            GIVE_UP(key);
        decref_maybe(function);
        if (!done)
            return false;
    }
    return true;
}

bool socket_add_address_functions(Module *module) {
    return exception_class_use(&socket_gaierror, module) &&
           exception_class_use(&socket_herror, module) &&
           add_functions(module, socket_address_functions) &&
           add_functions(module, socket_host_functions) &&
           add_functions(module, socket_message_functions);
}
