# A session of one connection makes the handshake of the next shorter.
import _tls
import ssl

client, server = _tls.client_context(), _tls.server_context()
client.maximum_version = ssl.TLSVersion.TLSv1_2
first, *_ = _tls.pair(client, server)
session = first.session
print(type(session), session.has_ticket, session.timeout, session.ticket_lifetime_hint, len(session.id))
# expect: <class '_ssl.SSLSession'> True 7200 7200 32
print(session == first.session, session != first.session, session == 1, first.session_reused)
# expect: True False False False
second, *_ = _tls.pair(client, server, session=session)
print(second.session_reused, second.session == session)    # expect: True True
print(server.session_stats()["accept"], server.session_stats()["hits"])   # expect: 2 1
third, *_ = _tls.pair(client, server)
print(third.session_reused, third.session == session)      # expect: False False
for attempt in (lambda: setattr(third, "session", session), lambda: setattr(third, "session", 1),
                lambda: _tls.pair(_tls.client_context(), server, session=session)):
    try:
        attempt()
    except (ValueError, TypeError) as error:
        print(error)
# expect: Cannot set session after handshake.
# expect: Value is not a SSLSession.
# expect: Session refers to a different SSLContext.
try:
    hash(session)
except TypeError as error:
    print(error)                                           # expect: unhashable type: '_ssl.SSLSession'
