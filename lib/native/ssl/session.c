/* SSLSession: what a client may resume a connection with. Equal if the ids are. */
#include "lib/native/ssl/ssl.h"

#include <string.h>

static Session *session_of(Value value) {
    return (Session *)object_of(value);
}

Value session_new_steal(SSL_SESSION *session, Context *context) {
    Session *self = type_allocate(&session_type, 0);
    if (!self) {
        tls.SSL_SESSION_free(session);
        return NULL;
    }
    self->session = session;
    self->context = context_of(own(value_of(context)));
    mem_gc_track(self);
    return value_of(self);
}

static void session_dealloc(Object *object) {
    Session *self = (Session *)object;
    mem_gc_untrack(object);
    tls.SSL_SESSION_free(self->session);
    decref(value_of(self->context));
    mem_object_free(object, sizeof *self);
}

static void session_traverse(Object *object, MemVisit visit, void *context) {
    visit_value(value_of(((Session *)object)->context), visit, context);
}

static Value session_compare(Value self, Value other, CompareOp op) {
    if (!has_type(other, &session_type) || (op != COMPARE_EQ && op != COMPARE_NE))
        return NOT_IMPLEMENTED;
    unsigned size, other_size;
    const unsigned char *id = tls.SSL_SESSION_get_id(session_of(self)->session, &size);
    const unsigned char *other_id = tls.SSL_SESSION_get_id(session_of(other)->session, &other_size);
    bool equal = self == other || (size == other_size && memcmp(id, other_id, size) == 0);
    return value_of_bool(equal == (op == COMPARE_EQ));
}

static Value get_id(Value self) {
    unsigned size;
    const unsigned char *id = tls.SSL_SESSION_get_id(session_of(self)->session, &size);
    return value_of(bytes_new(id, size));
}

static Value get_time(Value self) {
    return value_of_small_int(tls.SSL_SESSION_get_time(session_of(self)->session));
}

static Value get_timeout(Value self) {
    return value_of_small_int(tls.SSL_SESSION_get_timeout(session_of(self)->session));
}

static Value get_lifetime_hint(Value self) {
    return value_from_uint64(tls.SSL_SESSION_get_ticket_lifetime_hint(session_of(self)->session));
}

static Value get_has_ticket(Value self) {
    return value_of_bool(tls.SSL_SESSION_has_ticket(session_of(self)->session));
}

static const NativeGetSet getsets[] = {
    {"has_ticket", get_has_ticket, NULL, "Does the session contain a ticket?"},
    {"id", get_id, NULL, "Session id"},
    {"ticket_lifetime_hint", get_lifetime_hint, NULL, "Ticket life time hint."},
    {"time", get_time, NULL, "Session creation time (seconds since epoch)."},
    {"timeout", get_timeout, NULL, "Session timeout (delta in seconds)."},
    {NULL, NULL, NULL, NULL}};

Type session_type = {
    TYPE_INIT_CONTAINER("_ssl.SSLSession", sizeof(Session), session_dealloc, session_traverse,
                        NULL),
    .flags = TYPE_IMMUTABLE | TYPE_NO_INSTANTIATION,
    .base = &object_type,
    .getsets = getsets,
    .compare = session_compare,
};
