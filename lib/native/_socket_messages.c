/* Messages: data of several buffers together with ancillary data, as descriptors and credentials
 * that a process hands to another. */
#define _GNU_SOURCE
#include "lib/native/_socket.h"
#include "lib/native/buffer_vectors.h"
#include "vm/limits.h"

#include <string.h>

/* ---- ancillary data -------------------------------------------------------------------------- */

enum { CONTROL_SIZE_MAX = 1 << 30 };

/* The items of an ancillary message as the caller gave it. */
typedef struct ControlItem {
    int level, type;
    Buffer data;
} ControlItem;

static bool control_item_init(ControlItem *item, Value value) {
    Tuple *parts = tuple_from_iterable(value);
    bool good = parts != NULL;
    if (good && parts->count != 3)
        good = raise_type_error(
            "[sendmsg() ancillary data items]() argument must be sequence of length "
            "3, not %zu",
            parts->count);
    good = good && int_as_signed_int(parts->items[0], &item->level) &&
           int_as_signed_int(parts->items[1], &item->type) &&
           buffer_get(parts->items[2], &item->data, false);
    decref_maybe(value_of(parts));
    return good;
}

/* Appends the item to the message's control buffer, which grows. */
static bool add_control_item(struct msghdr *message, const ControlItem *item) {
    size_t start = message->msg_controllen, size = item->data.size;
    if (size > CONTROL_SIZE_MAX - start)
        return raise_error(&exc_OSError, "ancillary data item too large");
    size_t space = CMSG_SPACE(size);
    char *control = mem_realloc(message->msg_control, start + space);
    if (!control)
        return raise_no_memory();
    memset(control + start, 0, space);
    struct cmsghdr *header = (struct cmsghdr *)(control + start);
    header->cmsg_len = CMSG_LEN(size);
    header->cmsg_level = item->level;
    header->cmsg_type = item->type;
    memcpy(CMSG_DATA(header), item->data.bytes, size);
    message->msg_control = control;
    message->msg_controllen = start + space;
    return true;
}

static bool add_control(struct msghdr *message, Value items) {
    Tuple *tuple = tuple_from_iterable(items);
    bool good = tuple != NULL;
    for (size_t i = 0; good && i < tuple->count; i++) {
        ControlItem item;
        good = control_item_init(&item, tuple->items[i]);
        if (good) {
            good = add_control_item(message, &item);
            buffer_release(&item.data);
        }
    }
    decref_maybe(value_of(tuple));
    return good;
}

/* How many bytes of the header's data are really in the buffer: the last may be cut. */
static size_t control_data_size(const struct msghdr *message, struct cmsghdr *header) {
    size_t start = (size_t)(CMSG_DATA(header) - (unsigned char *)message->msg_control);
    if (start > message->msg_controllen || header->cmsg_len < CMSG_LEN(0))
        return 0;
    size_t there = message->msg_controllen - start, meant = header->cmsg_len - CMSG_LEN(0);
    return meant < there ? meant : there;
}

/* [(level, type, bytes), ...] */
static Value control_value(struct msghdr *message) {
    List *list = list_new(0);
    struct cmsghdr *header = message->msg_controllen ? CMSG_FIRSTHDR(message) : NULL;
    for (; list && header; header = CMSG_NXTHDR(message, header)) {
        size_t size = control_data_size(message, header);
        Value parts[] = {value_of_small_int(header->cmsg_level),
                         value_of_small_int(header->cmsg_type),
                         value_of(bytes_new(CMSG_DATA(header), size))};
        Value item = value_of(tuple_from_array_steal(parts, 3));
        if (!item || !list_append_steal(list, item)) {
            GIVE_UP(list);
            list = NULL;
        }
    }
    return value_of(list);
}

/* ---- sending --------------------------------------------------------------------------------- */

static bool allow_message(size_t size) {
    return limits_take_output(size) || limits_raise();
}

Value socket_sendmsg(Value self, Value *args) {
    Socket *socket = socket_of(self);
    BufferVectors vectors;
    struct msghdr message = {0};
    Address address;
    socklen_t size = 0;
    int flags = 0;
    ssize_t count = -1;
    bool has_address = args[3] && args[3] != NONE;
    if ((args[2] && !int_as_signed_int(args[2], &flags)) ||
        (has_address && !address_read(socket->family, args[3], &address, &size, "sendmsg")) ||
        !buffer_vectors_init(&vectors, args[0], false))
        return NULL;
    message.msg_iov = vectors.items;
    message.msg_iovlen = vectors.count;
    message.msg_name = has_address ? &address : NULL;
    message.msg_namelen = size;
    if ((!args[1] || add_control(&message, args[1])) && allow_message(vectors.size)) {
        SOCKET_CALL(socket, POLLOUT, count,
                    sendmsg(socket->descriptor, &message, flags | MSG_NOSIGNAL));
        limits_return_output(vectors.size - (size_t)(count < 0 ? 0 : count));
    }
    mem_free(message.msg_control);
    buffer_vectors_release(&vectors);
    return count < 0 ? NULL : value_from_int64(count);
}

/* ---- receiving ------------------------------------------------------------------------------- */

/* The descriptors of a message that could not be told of stay open: as for others who forget
 * them, it is the program's to close what it received. */
static Value received_value(Value data, struct msghdr *message, const Address *address) {
    Value parts[] = {data, control_value(message), value_of_small_int(message->msg_flags),
                     address_shown(address, message->msg_namelen)};
    return value_of(tuple_from_array_steal(parts, 4));
}

/* Receives into the vectors: what came, with data_of(context, count) as the first part. */
static Value receive_message(Value self, BufferVectors *vectors, Value control_size, Value flags,
                             Value (*data_of)(void *context, size_t count), void *context) {
    Socket *socket = socket_of(self);
    ptrdiff_t capacity = 0;
    int flag_bits = 0;
    if ((control_size && !int_as_size(control_size, &capacity)) ||
        (flags && !int_as_signed_int(flags, &flag_bits)))
        return NULL;
    if (capacity < 0 || capacity > CONTROL_SIZE_MAX)
        return raise_value_error("invalid ancillary data buffer length");
    Address address;
    memset(&address, 0, sizeof address);
    void *control = capacity ? mem_malloc((size_t)capacity) : NULL;
    if (capacity && !control)
        return raise_no_memory();
    struct msghdr message = {0};
    ssize_t count;
    SOCKET_CALL(socket, POLLIN, count, ({
                    message = (struct msghdr){.msg_name = &address,
                                              .msg_namelen = sizeof address,
                                              .msg_iov = vectors->items,
                                              .msg_iovlen = vectors->count,
                                              .msg_control = control,
                                              .msg_controllen = (size_t)capacity};
                    recvmsg(socket->descriptor, &message, flag_bits);
                }));
    Value result =
        count < 0 ? NULL : received_value(data_of(context, (size_t)count), &message, &address);
    mem_free(control);
    return result;
}

static Value bytes_received(void *context, size_t count) {
    Bytes **bytes = context;
    Bytes *all = *bytes;
    *bytes = NULL;
    return value_of(bytes_resize_steal(all, count));
}

Value socket_recvmsg(Value self, Value *args) {
    ptrdiff_t size;
    if (!int_as_size(args[0], &size))
        return NULL;
    if (size < 0)
        return raise_value_error("negative buffer size in recvmsg()");
    Bytes *bytes = bytes_new(NULL, (size_t)size);
    if (!bytes)
        return NULL;
    struct iovec item = {bytes->data, (size_t)size};
    BufferVectors vectors = {.items = &item, .count = 1, .size = (size_t)size};
    Value result = receive_message(self, &vectors, args[1], args[2], bytes_received, &bytes);
    decref_maybe(value_of(bytes));
    return result;
}

static Value count_received(void *context, size_t count) {
    return value_from_int64((int64_t)count);
}

Value socket_recvmsg_into(Value self, Value *args) {
    BufferVectors vectors;
    if (!buffer_vectors_init(&vectors, args[0], true))
        return NULL;
    Value result = receive_message(self, &vectors, args[1], args[2], count_received, NULL);
    buffer_vectors_release(&vectors);
    return result;
}

/* ---- sizes ----------------------------------------------------------------------------------- */

/* Of data that has a header of that size before it. */
static bool size_argument(Value value, const char *function, size_t header, size_t *size) {
    ptrdiff_t number;
    if (!int_as_size(value, &number))
        return false;
    if (number < 0 || number > (ptrdiff_t)(INT32_MAX - header))
        return raise_overflow_error("%s() argument out of range", function);
    *size = (size_t)number;
    return true;
}
static Value fn_cmsg_len(Value self, Value *args) {
    size_t size;
    return size_argument(args[0], "CMSG_LEN", CMSG_LEN(0), &size)
               ? value_from_uint64(CMSG_LEN(size))
               : NULL;
}
static Value fn_cmsg_space(Value self, Value *args) {
    size_t size;
    return size_argument(args[0], "CMSG_SPACE", CMSG_SPACE(1), &size)
               ? value_from_uint64(CMSG_SPACE(size))
               : NULL;
}

const NativeMethod socket_message_functions[] = {
    NATIVE("CMSG_LEN(length, /)", fn_cmsg_len,
           "Return the total length, without trailing padding, of an ancillary\n"
           "data item with associated data of the given length."),
    NATIVE("CMSG_SPACE(length, /)", fn_cmsg_space,
           "Return the buffer size needed for recvmsg() to receive an ancillary\n"
           "data item with associated data of the given length, along with any\n"
           "trailing padding."),
    NATIVE_END,
};
