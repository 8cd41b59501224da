/* Module errno: the numbers of system errors. */
#define _GNU_SOURCE
#include "vm/vm.h"

#include <errno.h>

static const struct {
    const char *name;
    int number;
} errors[] = {
#define E(name)                                                                                    \
    { #name, name }
    E(EPERM),           E(ENOENT),       E(ESRCH),
    E(EINTR),           E(EIO),          E(ENXIO),
    E(E2BIG),           E(ENOEXEC),      E(EBADF),
    E(ECHILD),          E(EAGAIN),       E(ENOMEM),
    E(EACCES),          E(EFAULT),       E(ENOTBLK),
    E(EBUSY),           E(EEXIST),       E(EXDEV),
    E(ENODEV),          E(ENOTDIR),      E(EISDIR),
    E(EINVAL),          E(ENFILE),       E(EMFILE),
    E(ENOTTY),          E(ETXTBSY),      E(EFBIG),
    E(ENOSPC),          E(ESPIPE),       E(EROFS),
    E(EMLINK),          E(EPIPE),        E(EDOM),
    E(ERANGE),          E(EDEADLK),      E(ENAMETOOLONG),
    E(ENOLCK),          E(ENOSYS),       E(ENOTEMPTY),
    E(ELOOP),           E(EWOULDBLOCK),  E(ENOMSG),
    E(EIDRM),           E(ECHRNG),       E(EL2NSYNC),
    E(EL3HLT),          E(EL3RST),       E(ELNRNG),
    E(EUNATCH),         E(ENOCSI),       E(EL2HLT),
    E(EBADE),           E(EBADR),        E(EXFULL),
    E(ENOANO),          E(EBADRQC),      E(EBADSLT),
    E(EDEADLOCK),       E(EBFONT),       E(ENOSTR),
    E(ENODATA),         E(ETIME),        E(ENOSR),
    E(ENONET),          E(ENOPKG),       E(EREMOTE),
    E(ENOLINK),         E(EADV),         E(ESRMNT),
    E(ECOMM),           E(EPROTO),       E(EMULTIHOP),
    E(EDOTDOT),         E(EBADMSG),      E(EOVERFLOW),
    E(ENOTUNIQ),        E(EBADFD),       E(EREMCHG),
    E(ELIBACC),         E(ELIBBAD),      E(ELIBSCN),
    E(ELIBMAX),         E(ELIBEXEC),     E(EILSEQ),
    E(ERESTART),        E(ESTRPIPE),     E(EUSERS),
    E(ENOTSOCK),        E(EDESTADDRREQ), E(EMSGSIZE),
    E(EPROTOTYPE),      E(ENOPROTOOPT),  E(EPROTONOSUPPORT),
    E(ESOCKTNOSUPPORT), E(EOPNOTSUPP),   E(ENOTSUP),
    E(EPFNOSUPPORT),    E(EAFNOSUPPORT), E(EADDRINUSE),
    E(EADDRNOTAVAIL),   E(ENETDOWN),     E(ENETUNREACH),
    E(ENETRESET),       E(ECONNABORTED), E(ECONNRESET),
    E(ENOBUFS),         E(EISCONN),      E(ENOTCONN),
    E(ESHUTDOWN),       E(ETOOMANYREFS), E(ETIMEDOUT),
    E(ECONNREFUSED),    E(EHOSTDOWN),    E(EHOSTUNREACH),
    E(EALREADY),        E(EINPROGRESS),  E(ESTALE),
    E(EUCLEAN),         E(ENOTNAM),      E(ENAVAIL),
    E(EISNAM),          E(EREMOTEIO),    E(EDQUOT),
    E(ENOMEDIUM),       E(EMEDIUMTYPE),  E(ECANCELED),
    E(ENOKEY),          E(EKEYEXPIRED),  E(EKEYREVOKED),
    E(EKEYREJECTED),    E(EOWNERDEAD),   E(ENOTRECOVERABLE),
    E(ERFKILL),         E(EHWPOISON),
#undef E
};

static bool exec(Module *module) {
    Dict *codes = dict_new();
    bool good = codes != NULL;
    for (size_t i = 0; good && i < sizeof errors / sizeof *errors; i++) {
        Str *name = str_interned(errors[i].name);
        good = name && module_add_int(module, errors[i].name, errors[i].number) &&
               dict_set(codes, value_of_small_int(errors[i].number), value_of(name));
        decref_maybe(value_of(name));
    }
    if (good)
        return module_add_steal(module, "errorcode", value_of(codes));
    decref_maybe(value_of(codes));
    return false;
}

const NativeModule errno_module = {
    .name = "errno",
    .doc = "This module makes available standard errno system symbols.",
    .exec = exec,
};
