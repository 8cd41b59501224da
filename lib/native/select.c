/* Module select: waiting for descriptors, by select, poll and epoll. */
#define _GNU_SOURCE
#include "lib/native/named_numbers.h"
#include "lib/native/posix_call.h"
#include "vm/clock.h"

#include <math.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

/* ---- time-outs ------------------------------------------------------------------------------- */

/* A number of seconds (times `unit` ns); None and absent: -1, for ever. */
static bool read_timeout(Value value, double unit, int64_t *ns) {
    double number;
    *ns = -1;
    if (!value || value == NONE)
        return true;
    if (!is_int(value) && !is_float(value))
        return raise_type_error("timeout must be a number or None");
    if (!object_as_double(value, &number))
        return false;
    if (isnan(number))
        return raise_value_error("Invalid value NaN (not a number)");
    if (number * unit > 9e18)
        return raise_overflow_error("timeout is too large");
    *ns = number < 0 ? -1 : (int64_t)ceil(number * unit);
    return true;
}

/* ---- select ---------------------------------------------------------------------------------- */

/* The objects, each followed by its descriptor: fileno() is asked once, and may change a list. */
static bool read_list(Value sequence, fd_set *set, List **objects, int *largest) {
    FD_ZERO(set);
    List *items = is_list(sequence) ? list_of(own(sequence)) : list_from_iterable(sequence);
    *objects = list_new(0);
    bool done = items && *objects;
    if (!items && exception_clear_if(&exc_TypeError))
        raise_type_error("arguments 1-3 must be sequences");
    for (size_t i = 0; done && i < items->count; i++) {
        int descriptor;
        Value object = own(items->items[i]);
        done = file_descriptor_of(object, &descriptor);
        if (done && descriptor >= FD_SETSIZE)
            done = raise_value_error("filedescriptor out of range in select()");
        done = done && list_append(*objects, object) &&
               list_append(*objects, value_of_small_int(descriptor));
        decref(object);
        if (!done)
            break;
        FD_SET(descriptor, set);
        if (descriptor > *largest)
            *largest = descriptor;
    }
    decref_maybe(value_of(items));
    return done;
}

static List *ready_of(List *objects, const fd_set *set) {
    List *list = list_new(0);
    for (size_t i = 0; list && i < objects->count; i += 2) {
        if (FD_ISSET(small_int_of(objects->items[i + 1]), set) &&
            !list_append(list, objects->items[i])) {
            GIVE_UP(list);
            return NULL;
        }
    }
    return list;
}

/* pselect until the deadline (-1: none); without the lock. */
static int select_until(int count, const fd_set given[3], fd_set ready[3], int64_t deadline) {
    int64_t ns = deadline - monotonic_ns();
    ns = ns < 0 ? 0 : ns;
    struct timespec left = {ns / NS_PER_SECOND, ns % NS_PER_SECOND};
    memcpy(ready, given, 3 * sizeof *ready);
    return pselect(count, &ready[0], &ready[1], &ready[2], deadline < 0 ? NULL : &left, NULL);
}

static Value select_function(Value self, Value *args) {
    fd_set given[3], ready[3];
    List *objects[3] = {NULL, NULL, NULL};
    List *lists[3] = {NULL, NULL, NULL};
    Value result = NULL;
    int64_t timeout;
    int largest = -1, status;
    if (!read_timeout(args[3], 1e9, &timeout))
        return NULL;
    if (args[3] && args[3] != NONE && timeout < 0)
        return raise_value_error("timeout must be non-negative");
    for (int i = 0; i < 3; i++)
        if (!read_list(args[i], &given[i], &objects[i], &largest))
            goto done;
    int64_t deadline = timeout < 0 ? -1 : monotonic_ns() + timeout;
    POSIX_CALL(status, select_until(largest + 1, given, ready, deadline));
    if (status < 0) {
        posix_raise(NULL);
        goto done;
    }
    for (int i = 0; i < 3; i++) {
        if (status == 0)
            FD_ZERO(&ready[i]);
        lists[i] = ready_of(objects[i], &ready[i]);
        if (!lists[i])
            goto done;
    }
    result = value_of(tuple_pack(3, value_of(lists[0]), value_of(lists[1]), value_of(lists[2])));
done:
    for (int i = 0; i < 3; i++) {
        if (objects[i])
            GIVE_UP(objects[i]);
        if (lists[i])
            GIVE_UP(lists[i]);
    }
    return result;
}

/* ---- poll ------------------------------------------------------------------------------------ */

typedef struct Poll {
    Object header;
    struct pollfd *entries; /* mem_ buffer */
    size_t count, capacity;
    bool waiting;
} Poll;

static Type poll_type;

static Poll *poll_from(Value self) {
    return (Poll *)object_of(self);
}

static void poll_dealloc(Object *object) {
    mem_free(((Poll *)object)->entries);
    mem_object_free(object, object->type->basic_size);
}

static Value poll_new(Value self, Value *args) {
    Poll *poll = mem_object_new(&poll_type.mem, sizeof *poll);
    if (!poll)
        return raise_no_memory();
    poll->entries = NULL;
    poll->count = poll->capacity = 0;
    poll->waiting = false;
    return value_of(poll);
}

static struct pollfd *poll_find(Poll *poll, int descriptor) {
    for (size_t i = 0; i < poll->count; i++)
        if (poll->entries[i].fd == descriptor)
            return &poll->entries[i];
    return NULL;
}

static bool read_events(Value value, short *events) {
    int number = POLLIN | POLLPRI | POLLOUT;
    if (value && !int_as_int(value, &number))
        return false;
    if (number < 0)
        return raise_value_error("value must be positive");
    if (number > UINT16_MAX)
        return raise_overflow_error("Python int too large for C unsigned short");
    *events = (short)number;
    return true;
}

static Value poll_register(Value self, Value *args) {
    Poll *poll = poll_from(self);
    int descriptor;
    short events;
    if (!file_descriptor_of(args[0], &descriptor) || !read_events(args[1], &events))
        return NULL;
    struct pollfd *entry = poll_find(poll, descriptor);
    if (!entry) {
        if (poll->count == poll->capacity) {
            size_t capacity = poll->capacity ? poll->capacity * 2 : 8;
            struct pollfd *larger = mem_realloc(poll->entries, capacity * sizeof *larger);
            if (!larger)
                return raise_no_memory();
            poll->entries = larger;
            poll->capacity = capacity;
        }
        entry = &poll->entries[poll->count++];
        entry->fd = descriptor;
    }
    entry->events = events;
    return NONE;
}

static Value poll_modify(Value self, Value *args) {
    int descriptor;
    short events;
    if (!file_descriptor_of(args[0], &descriptor) || !read_events(args[1], &events))
        return NULL;
    struct pollfd *entry = poll_find(poll_from(self), descriptor);
    if (!entry)
        return raise_os_error(ENOENT, NULL);
    entry->events = events;
    return NONE;
}

static Value poll_unregister(Value self, Value *args) {
    Poll *poll = poll_from(self);
    int descriptor;
    if (!file_descriptor_of(args[0], &descriptor))
        return NULL;
    struct pollfd *entry = poll_find(poll, descriptor);
    if (!entry)
        return raise_key_error(value_of_small_int(descriptor));
    size_t behind = poll->count - (size_t)(entry - poll->entries) - 1;
    memmove(entry, entry + 1, behind * sizeof *entry);
    poll->count--;
    return NONE;
}

static bool append_event(List *list, int descriptor, int64_t events) {
    Tuple *pair = tuple_pack(2, value_of_small_int(descriptor), value_of_small_int(events));
    return pair && list_append_steal(list, value_of(pair));
}

static Value poll_poll(Value self, Value *args) {
    Poll *poll_object = poll_from(self);
    int64_t timeout;
    if (!read_timeout(args[0], 1e6, &timeout))
        return NULL;
    if (poll_object->waiting)
        return raise_runtime_error("concurrent poll() invocation");
    /* Other threads may register and unregister meanwhile: what is polled is a copy. */
    size_t count = poll_object->count;
    struct pollfd *entries = mem_malloc((count + 1) * sizeof *entries);
    if (!entries)
        return raise_no_memory();
    if (count)
        memcpy(entries, poll_object->entries, count * sizeof *entries);
    int64_t deadline = timeout < 0 ? -1 : monotonic_ns() + timeout;
    int status;
    poll_object->waiting = true;
    incref(self);
    POSIX_CALL(status, poll(entries, count, milliseconds_until(deadline)));
    poll_object->waiting = false;
    decref(self);
    List *list = status >= 0 ? list_new((size_t)status) : posix_raise(NULL);
    for (size_t i = 0; list && i < count; i++)
        if (entries[i].revents &&
            !append_event(list, entries[i].fd, (uint16_t)entries[i].revents)) {
            GIVE_UP(list);
            list = NULL;
        }
    mem_free(entries);
    return value_of(list);
}

static const NativeMethod poll_methods[] = {
    NATIVE("register($self, fd, eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)",
           poll_register, "Register a file descriptor with the polling object."),
    NATIVE("modify($self, fd, eventmask, /)", poll_modify,
           "Modify an already registered file descriptor."),
    NATIVE("unregister($self, fd, /)", poll_unregister,
           "Remove a file descriptor being tracked by the polling object."),
    NATIVE("poll($self, timeout=None, /)", poll_poll,
           "Polls the set of registered file descriptors."),
    NATIVE_END,
};

static Type poll_type = {
    TYPE_INIT_ATOM("select.poll", sizeof(Poll), poll_dealloc),
    .flags = TYPE_NO_INSTANTIATION,
    .methods = poll_methods,
};

/* ---- epoll ----------------------------------------------------------------------------------- */

typedef struct Epoll {
    Object header;
    int descriptor; /* -1: closed */
} Epoll;

static Type epoll_type;

static Epoll *epoll_from(Value self) {
    return (Epoll *)object_of(self);
}

static void epoll_dealloc(Object *object) {
    if (((Epoll *)object)->descriptor >= 0)
        close(((Epoll *)object)->descriptor);
    mem_object_free(object, object->type->basic_size);
}

static Value epoll_of(int descriptor) {
    if (descriptor < 0)
        return raise_os_error(errno, NULL);
    Epoll *epoll = mem_object_new(&epoll_type.mem, sizeof *epoll);
    if (!epoll) {
        close(descriptor);
        return raise_no_memory();
    }
    epoll->descriptor = descriptor;
    return value_of(epoll);
}

static Value epoll_new(Type *type, Value *args, size_t count, Tuple *keywords) {
    static Signature signature = SIGNATURE("epoll(sizehint=-1, flags=0)");
    Value bound[2], result = NULL;
    int hint = -1, flags = 0;
    if (!arguments_bind(&signature, args, count, keywords, bound))
        return NULL;
    if ((!bound[0] || int_as_int(bound[0], &hint)) && (!bound[1] || int_as_int(bound[1], &flags))) {
        if (hint != -1 && hint <= 0)
            raise_value_error("sizehint must be positive or -1");
        else if (flags & ~EPOLL_CLOEXEC)
            raise_os_error(EINVAL, NULL);
        else
            result = epoll_of(epoll_create1(EPOLL_CLOEXEC));
    }
    arguments_release(&signature, bound);
    return result;
}

static bool check_open(Epoll *epoll) {
    return epoll->descriptor >= 0 || raise_value_error("I/O operation on closed epoll object");
}

static Value epoll_close(Value self, Value *args) {
    int descriptor = epoll_from(self)->descriptor;
    epoll_from(self)->descriptor = -1;
    if (descriptor >= 0 && close(descriptor) != 0)
        return raise_os_error(errno, NULL);
    return NONE;
}

static Value epoll_change(Value self, Value file, int operation, Value mask, uint32_t otherwise) {
    int descriptor;
    int64_t events = otherwise;
    if (!check_open(epoll_from(self)) || !file_descriptor_of(file, &descriptor) ||
        (mask && !int_as_int64(mask, &events)))
        return NULL;
    struct epoll_event event = {.events = (uint32_t)events, .data = {.fd = descriptor}};
    if (epoll_ctl(epoll_from(self)->descriptor, operation, descriptor, &event) != 0)
        return raise_os_error(errno, NULL);
    return NONE;
}

static Value epoll_register(Value self, Value *args) {
    return epoll_change(self, args[0], EPOLL_CTL_ADD, args[1], EPOLLIN | EPOLLPRI | EPOLLOUT);
}

static Value epoll_modify(Value self, Value *args) {
    return epoll_change(self, args[0], EPOLL_CTL_MOD, args[1], 0);
}

static Value epoll_unregister(Value self, Value *args) {
    return epoll_change(self, args[0], EPOLL_CTL_DEL, NULL, 0);
}

static Value epoll_poll(Value self, Value *args) {
    int64_t timeout;
    int limit = FD_SETSIZE - 1;
    if (!check_open(epoll_from(self)) || !read_timeout(args[0], 1e9, &timeout) ||
        (args[1] && args[1] != NONE && !int_as_int(args[1], &limit)))
        return NULL;
    if (limit == -1)
        limit = FD_SETSIZE - 1;
    if (limit < 1)
        return raise_value_error("maxevents must be greater than 0, got %d", limit);
    struct epoll_event *events = mem_malloc((size_t)limit * sizeof *events);
    if (!events)
        return raise_no_memory();
    int64_t deadline = timeout < 0 ? -1 : monotonic_ns() + timeout;
    int status, descriptor = epoll_from(self)->descriptor;
    POSIX_CALL(status, epoll_wait(descriptor, events, limit, milliseconds_until(deadline)));
    List *list = status >= 0 ? list_new((size_t)status) : posix_raise(NULL);
    for (int i = 0; list && i < status; i++)
        if (!append_event(list, events[i].data.fd, events[i].events)) {
            GIVE_UP(list);
            list = NULL;
        }
    mem_free(events);
    return value_of(list);
}

static Value epoll_fileno(Value self, Value *args) {
    return check_open(epoll_from(self)) ? value_of_small_int(epoll_from(self)->descriptor) : NULL;
}

static Value epoll_enter(Value self, Value *args) {
    return check_open(epoll_from(self)) ? own(self) : NULL;
}

static Value epoll_from_fd(Value class, Value *args) {
    int descriptor;
    return int_as_int(args[0], &descriptor) ? epoll_of(descriptor) : NULL;
}

static Value epoll_closed(Value self) {
    return value_of_bool(epoll_from(self)->descriptor < 0);
}

static const NativeMethod epoll_methods[] = {
    NATIVE_OF_CLASS("fromfd($type, fd, /)", epoll_from_fd,
                    "Create an epoll object from a given control fd."),
    NATIVE("close($self, /)", epoll_close, "Close the epoll control file descriptor."),
    NATIVE("fileno($self, /)", epoll_fileno, "Return the epoll control file descriptor."),
    NATIVE("register($self, /, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)",
           epoll_register,
           "Registers a new fd or raises an OSError if the fd is already "
           "registered."),
    NATIVE("modify($self, /, fd, eventmask)", epoll_modify,
           "Modify event mask for a registered file descriptor."),
    NATIVE("unregister($self, /, fd)", epoll_unregister,
           "Remove a registered file descriptor from the epoll object."),
    NATIVE("poll($self, /, timeout=None, maxevents=-1)", epoll_poll,
           "Wait for events on the epoll file descriptor."),
    NATIVE("__enter__($self, /)", epoll_enter, NULL),
    NATIVE("__exit__($self, exc_type=None, exc_value=None, exc_tb=None, /)", epoll_close, NULL),
    NATIVE_END,
};

static const NativeGetSet epoll_getsets[] = {
    {"closed", epoll_closed, NULL, "True if the epoll handler is closed"},
    {NULL, NULL, NULL, NULL},
};

static Type epoll_type = {
    TYPE_INIT_ATOM("select.epoll", sizeof(Epoll), epoll_dealloc),
    .new = epoll_new,
    .methods = epoll_methods,
    .getsets = epoll_getsets,
};

/* ---- the module ------------------------------------------------------------------------------ */

static const NativeMethod functions[] = {
    NATIVE("select(rlist, wlist, xlist, timeout=None, /)", select_function,
           "Wait until one or more file descriptors are ready for some kind of I/O."),
    NATIVE("poll()", poll_new, "Returns a polling object."),
    NATIVE_END,
};

static bool exec(Module *module) {
    static const NamedNumber numbers[] = {
        NAMED(POLLIN),         NAMED(POLLPRI),     NAMED(POLLOUT),       NAMED(POLLERR),
        NAMED(POLLHUP),        NAMED(POLLNVAL),    NAMED(POLLRDNORM),    NAMED(POLLRDBAND),
        NAMED(POLLWRNORM),     NAMED(POLLWRBAND),  NAMED(POLLMSG),       NAMED(POLLRDHUP),
        NAMED(EPOLLIN),        NAMED(EPOLLOUT),    NAMED(EPOLLPRI),      NAMED(EPOLLERR),
        NAMED(EPOLLHUP),       NAMED(EPOLLRDHUP),  NAMED(EPOLLET),       NAMED(EPOLLONESHOT),
        NAMED(EPOLLEXCLUSIVE), NAMED(EPOLLRDNORM), NAMED(EPOLLRDBAND),   NAMED(EPOLLWRNORM),
        NAMED(EPOLLWRBAND),    NAMED(EPOLLMSG),    NAMED(EPOLL_CLOEXEC), {"PIPE_BUF", 4096},
    };
    if (!MODULE_ADD_NUMBERS(module, numbers))
        return false;
    return type_ready(&poll_type) && module_add_type(module, &epoll_type) &&
           dict_set_c(module->dict, "error", value_of(&exc_OSError));
}

const NativeModule select_module = {
    .name = "select",
    .doc = "This module supports asynchronous I/O on multiple file descriptors.",
    .functions = functions,
    .exec = exec,
};
