/* What goes over a connection: handshake, data, shutdown.
 *
 * An operation is tried, which takes or gives what the socket or the BIOs have without waiting. If
 * the library wants more of a socket, the connection waits by poll, as long as the socket's timeout
 * allows, and tries again; between the tries other threads may use the connection. All of that goes
 * without the GIL but for callbacks and signals. Over MemoryBIOs an operation keeps the GIL, which
 * protects the BIOs. */
#include "lib/native/_socket.h"
#include "lib/native/ssl/ssl.h"
#include "vm/objects/weakref.h"
#include "vm/signals.h"

#include <errno.h>
#include <limits.h>

/* An operation's work: above 0, done; else SSL_get_error says what is wrong. */
typedef int (*Attempt)(Connection *connection, void *data);

typedef struct Operation {
    Attempt attempt;
    void *data;
    const char *timed_out; /* what TimeoutError says; null: by what is waited for */
    Place place;           /* what other errors say */
} Operation;

/* The socket, owned; null with an exception if it is gone. Over BIOs: null without one. */
static Socket *take_socket(Connection *connection) {
    if (!connection->socket)
        return NULL;
    Value socket = weakref_get(connection->socket);
    if (!socket)
        return raise_tls_at(PLACE_SOCKET_CLOSED, "Underlying socket connection gone");
    if (socket_of(socket)->descriptor >= 0)
        return socket_of(socket);
    decref(socket);
    return raise_tls("Underlying socket has been closed.");
}

/* One try, by who has the mutex. */
static Outcome try_once(Connection *connection, int descriptor, const Operation *operation) {
    connection->descriptor = descriptor;
    connection->socket_error = 0;
    crypto.ERR_clear_error();
    Outcome outcome = {.result = operation->attempt(connection, operation->data)};
    if (outcome.result <= 0) {
        outcome.error = tls.SSL_get_error(connection->ssl, outcome.result);
        outcome.system_error = connection->socket_error;
        outcome.code = crypto.ERR_peek_last_error();
        crypto.ERR_clear_error();
    }
    return outcome;
}

/* What a callback has raised meanwhile, or null. With the GIL, as the collector looks at it. */
static Value take_failure(Connection *connection) {
    Value failure = connection->failure;
    connection->failure = NULL;
    return failure;
}

static Value try_with_gil(Connection *connection, const Operation *operation, Outcome *outcome) {
    connection_lock(connection);
    *outcome = try_once(connection, -1, operation);
    Value failure = take_failure(connection);
    connection_unlock(connection);
    return failure;
}

/* Without the GIL, which a callback takes if it needs it. */
static Value try_without_gil(Connection *connection, const Socket *socket,
                             const Operation *operation, Outcome *outcome) {
    pthread_mutex_lock(&connection->mutex);
    bool was_without_gil = connection->without_gil;
    connection->without_gil = true;
    *outcome =
        try_once(connection, __atomic_load_n(&socket->descriptor, __ATOMIC_RELAXED), operation);
    connection->without_gil = was_without_gil;
    Value failure = NULL;
    if (connection->failure) {
        gil_acquire();
        failure = take_failure(connection);
        gil_release();
    }
    pthread_mutex_unlock(&connection->mutex);
    return failure;
}

static bool would_wait(const Outcome *outcome) {
    return outcome->result <= 0 &&
           (outcome->error == SSL_ERROR_WANT_READ || outcome->error == SSL_ERROR_WANT_WRITE);
}

/* Until the socket is ready for what the library wants. False: an exception. Has not the GIL. */
static bool wait_for_socket(const Socket *socket, const Operation *operation, int64_t deadline,
                            bool for_reading) {
    int descriptor = __atomic_load_n(&socket->descriptor, __ATOMIC_RELAXED);
    int status = socket_poll(descriptor, for_reading ? POLLIN : POLLOUT, deadline);
    int error = errno;
    if (status > 0)
        return true;
    gil_acquire();
    bool goes_on = false;
    if (status == 0)
        raise_error(&exc_TimeoutError, "%s",
                    operation->timed_out ? operation->timed_out
                    : for_reading        ? "The read operation timed out"
                                         : "The write operation timed out");
    else if (error == EINTR)
        goes_on = signals_check();
    else
        raise_tls("Underlying socket has been closed.");
    gil_release();
    return goes_on;
}

/* Tries until the operation is done or cannot be, as long as the socket's timeout allows. What a
 * callback has raised is the result. */
static Value run_over_socket(Connection *connection, const Socket *socket,
                             const Operation *operation, Outcome *outcome) {
    int64_t timeout = socket->timeout_ns;
    int64_t deadline = timeout > 0 ? monotonic_ns() + timeout : -1;
    gil_release();
    Value failure = try_without_gil(connection, socket, operation, outcome);
    while (!failure && timeout != 0 && would_wait(outcome) &&
           wait_for_socket(socket, operation, deadline, outcome->error == SSL_ERROR_WANT_READ))
        failure = try_without_gil(connection, socket, operation, outcome);
    gil_acquire();
    return failure;
}

/* False with an exception, or without one if the outcome says why it is not done. */
static bool run(Connection *connection, const Operation *operation, Outcome *outcome) {
    *outcome = (Outcome){0};
    Socket *socket = take_socket(connection);
    if (exception_pending())
        return false;
    Value failure = socket ? run_over_socket(connection, socket, operation, outcome)
                           : try_with_gil(connection, operation, outcome);
    decref_maybe(value_of(socket));
    if (failure)
        exception_restore_steal(failure);
    return !exception_pending() && outcome->result > 0 && signals_check();
}

/* ---- the handshake --------------------------------------------------------------------------- */

static int attempt_handshake(Connection *connection, void *data) {
    return tls.SSL_do_handshake(connection->ssl);
}

Value connection_do_handshake(Value self, Value *args) {
    static const Operation operation = {
        attempt_handshake, NULL, "_ssl.c:1003: The handshake operation timed out", PLACE_HANDSHAKE};
    Connection *connection = connection_of(self);
    Outcome outcome;
    if (run(connection, &operation, &outcome))
        return NONE;
    return exception_pending() ? NULL : raise_tls_outcome(connection, &outcome, operation.place);
}

Value connection_verify_client(Value self, Value *args) {
    Connection *connection = connection_of(self);
    connection_lock(connection);
    crypto.ERR_clear_error();
    bool done = tls.SSL_verify_client_post_handshake(connection->ssl) == 1;
    connection_unlock(connection);
    return done ? NONE : raise_tls_library(PLACE_POST_HANDSHAKE);
}

/* ---- data ------------------------------------------------------------------------------------ */

typedef struct Transfer {
    uint8_t *bytes;
    size_t size, count; /* what may be moved, what was */
} Transfer;

static int attempt_read(Connection *connection, void *data) {
    Transfer *transfer = data;
    return tls.SSL_read_ex(connection->ssl, transfer->bytes, transfer->size, &transfer->count);
}

static int attempt_write(Connection *connection, void *data) {
    Transfer *transfer = data;
    return tls.SSL_write_ex(connection->ssl, transfer->bytes, transfer->size, &transfer->count);
}

/* Fills transfer->count: 0 at the end, when the other side has said goodbye. */
static bool receive(Connection *connection, Transfer *transfer) {
    const Operation operation = {attempt_read, transfer, "The read operation timed out",
                                 PLACE_READ};
    Outcome outcome;
    if (transfer->size == 0 || run(connection, &operation, &outcome))
        return true;
    if (exception_pending())
        return false;
    transfer->count = 0;
    if (outcome.error == SSL_ERROR_ZERO_RETURN &&
        tls.SSL_get_shutdown(connection->ssl) == SSL_RECEIVED_SHUTDOWN)
        return true;
    return raise_tls_outcome(connection, &outcome, PLACE_READ);
}

static Value read_into(Connection *connection, Value object, int wanted) {
    Buffer buffer;
    if (!buffer_get(object, &buffer, true))
        return NULL;
    Value result = NULL;
    if (buffer.size > INT_MAX && (wanted <= 0 || (size_t)wanted > buffer.size))
        raise_overflow_error("maximum length can't fit in a C 'int'");
    else {
        Transfer transfer = {buffer.bytes, buffer.size, 0};
        if (wanted > 0 && (size_t)wanted < buffer.size)
            transfer.size = (size_t)wanted;
        if (receive(connection, &transfer))
            result = value_from_uint64(transfer.count);
    }
    buffer_release(&buffer);
    return result;
}

Value connection_read(Value self, Value *args, size_t count, Tuple *keywords) {
    int wanted;
    if (!arguments_check("read", count, keywords, 1, 2) || !int_as_int(args[0], &wanted))
        return NULL;
    if (count == 2)
        return read_into(connection_of(self), args[1], wanted);
    if (wanted < 0)
        return raise_value_error("size should not be negative");
    Bytes *bytes = bytes_new(NULL, (size_t)wanted);
    Transfer transfer = {bytes ? bytes->data : NULL, (size_t)wanted, 0};
    if (!bytes || receive(connection_of(self), &transfer))
        return bytes ? value_of(bytes_resize_steal(bytes, transfer.count)) : NULL;
    GIVE_UP(bytes);
    return NULL;
}

Value connection_write(Value self, Value *args) {
    Connection *connection = connection_of(self);
    Buffer buffer;
    if (!buffer_get(args[0], &buffer, false))
        return NULL;
    Transfer transfer = {buffer.bytes, buffer.size, 0};
    const Operation operation = {attempt_write, &transfer, "The write operation timed out",
                                 PLACE_WRITE};
    Outcome outcome;
    bool done = run(connection, &operation, &outcome);
    buffer_release(&buffer);
    if (done)
        return value_from_uint64(transfer.count);
    return exception_pending() ? NULL : raise_tls_outcome(connection, &outcome, PLACE_WRITE);
}

Value connection_pending(Value self, Value *args) {
    Connection *connection = connection_of(self);
    connection_lock(connection);
    int count = tls.SSL_pending(connection->ssl);
    connection_unlock(connection);
    return value_of_small_int(count);
}

/* ---- shutdown -------------------------------------------------------------------------------- */

/* Says goodbye and waits for the answer. The library gives 0 when it has said it; what comes behind
 * the other side's goodbye must stay in the socket, so no more is read ahead then. */
static int attempt_shutdown(Connection *connection, void *data) {
    for (int zeros = 0;; zeros++) {
        if (connection->has_sent_shutdown)
            tls.SSL_set_read_ahead(connection->ssl, 0);
        int result = tls.SSL_shutdown(connection->ssl);
        if (result != 0)
            return result;
        connection->has_sent_shutdown = true;
        if (zeros > 0)
            return 1; /* twice: the other side does not answer */
    }
}

Value connection_shutdown(Value self, Value *args) {
    static const Operation operation = {attempt_shutdown, NULL, NULL, PLACE_SHUTDOWN};
    Connection *connection = connection_of(self);
    Outcome outcome;
    if (!run(connection, &operation, &outcome))
        return exception_pending() ? NULL : raise_tls_outcome(connection, &outcome, PLACE_SHUTDOWN);
    return connection->socket ? value_of(take_socket(connection)) : NONE;
}
