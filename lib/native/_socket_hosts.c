/* Hosts by name and by address: what the system's tables and name servers know of them. */
#define _GNU_SOURCE
#include "lib/native/_socket.h"
#include "vm/audit.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>

enum { ANSWER_SIZE = 16 * 1024 };

/* ---- answers --------------------------------------------------------------------------------- */

static COLD void *raise_herror(int error) {
    Value text = value_of(str_from_c(hstrerror(error)));
    Value exception = text ? call_2(socket_herror.class, value_of_small_int(error), text) : NULL;
    decref_maybe(text);
    if (exception)
        raise_value(exception);
    decref_maybe(exception);
    return NULL;
}

static Value shown_aliases(const struct hostent *host) {
    List *list = list_new(0);
    for (char **alias = host->h_aliases; list && alias && *alias; alias++)
        if (!list_append_steal(list, value_of(str_from_c(*alias)))) {
            GIVE_UP(list);
            return NULL;
        }
    return value_of(list);
}

/* The host's addresses without ports. */
static Value shown_addresses(const struct hostent *host) {
    List *list = list_new(0);
    for (char **at = host->h_addr_list; list && at && *at; at++) {
        char text[INET6_ADDRSTRLEN];
        inet_ntop(host->h_addrtype, *at, text, sizeof text);
        if (!list_append_steal(list, value_of(str_from_c(text)))) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return value_of(list);
}

/* (name, aliases, addresses) */
static Value shown_host(const struct hostent *host) {
    Value items[] = {value_of(str_from_file_name(host->h_name, strlen(host->h_name))),
                     shown_aliases(host), shown_addresses(host)};
    return value_of(tuple_from_array_steal(items, 3));
}

/* ---- questions ------------------------------------------------------------------------------- */

/* Reads the argument's host into `text` and finds an address of it. */
static bool find_address(Value argument, const char *caller, int family, char *text, size_t size,
                         Address *address) {
    if (!is_str(argument) && !is_bytes(argument) && !is_instance_of(argument, &bytearray_type))
        return raise_type_error("%s() argument 1 must be str, bytes or bytearray, not %N", caller,
                                argument);
    memset(address, 0, sizeof *address);
    return socket_host_text(argument, text, size) && socket_resolve(text, family, address);
}

static Value gethostbyname_ex_function(Value self, Value *args) {
    char name[NI_MAXHOST], memory[ANSWER_SIZE];
    Address address;
    struct hostent answer, *found = NULL;
    int error = 0;
    if (!find_address(args[0], "gethostbyname_ex", AF_INET, name, sizeof name, &address) ||
        !audit("socket.gethostbyname", "O", args[0]))
        return NULL;
    gil_release();
    gethostbyname_r(name, &answer, memory, sizeof memory, &found, &error);
    gil_acquire();
    return found ? shown_host(found) : raise_herror(error);
}

static Value gethostbyaddr_function(Value self, Value *args) {
    char name[NI_MAXHOST], memory[ANSWER_SIZE];
    Address address;
    struct hostent answer, *found = NULL;
    int error = 0;
    if (!find_address(args[0], "gethostbyaddr", AF_UNSPEC, name, sizeof name, &address) ||
        !audit("socket.gethostbyaddr", "O", args[0]))
        return NULL;
    bool is_new = address.any.sa_family == AF_INET6;
    const void *bytes = is_new ? (const void *)&((struct sockaddr_in6 *)&address)->sin6_addr
                               : (const void *)&((struct sockaddr_in *)&address)->sin_addr;
    socklen_t size = is_new ? sizeof(struct in6_addr) : sizeof(struct in_addr);
    gil_release();
    gethostbyaddr_r(bytes, size, address.any.sa_family, &answer, memory, sizeof memory, &found,
                    &error);
    gil_acquire();
    return found ? shown_host(found) : raise_herror(error);
}

const NativeMethod socket_host_functions[] = {
    NATIVE("gethostbyname_ex(host, /)", gethostbyname_ex_function,
           "gethostbyname_ex(host) -> (name, aliaslist, addresslist)\n\nReturn the true host name, "
           "a list of aliases, and a list of IP addresses,\nfor a host.  The host argument is a "
           "string giving a host name or IP number."),
    NATIVE("gethostbyaddr(host, /)", gethostbyaddr_function,
           "gethostbyaddr(host) -> (name, aliaslist, addresslist)\n\nReturn the true host name, a "
           "list of aliases, and a list of IP addresses,\nfor a host.  The host argument is a "
           "string giving a host name or IP number."),
    NATIVE_END,
};
