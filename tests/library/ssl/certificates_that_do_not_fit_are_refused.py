# The handshake fails with the reason: nobody known signed, another name, another use, none at all.
import _tls
import socket
import ssl


def attempt(context, hostname, server=None):
    try:
        _tls.pair(context, server or _tls.server_context(), hostname)
    except ssl.SSLCertVerificationError as error:
        print(error, error.verify_code, error.library, error.reason, isinstance(error, ValueError))
    except ssl.SSLError as error:
        print(type(error).__name__, error)
    else:
        print("accepted")


attempt(_tls.client_context(), "localhost")                # expect: accepted
attempt(_tls.client_context(), "127.0.0.1")                # expect: accepted
attempt(_tls.client_context(), "elsewhere")
# expect: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'elsewhere'. (_ssl.c:1020) 62 SSL CERTIFICATE_VERIFY_FAILED True
attempt(_tls.client_context(), "127.0.0.2")
# expect: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: IP address mismatch, certificate is not valid for '127.0.0.2'. (_ssl.c:1020) 64 SSL CERTIFICATE_VERIFY_FAILED True
attempt(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), "localhost")
# expect: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1020) 20 SSL CERTIFICATE_VERIFY_FAILED True

unverified = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
unverified.check_hostname = False
unverified.verify_mode = ssl.CERT_NONE
attempt(unverified, "elsewhere")                           # expect: accepted
client, *_ = _tls.pair(unverified, _tls.server_context())
print(client.getpeercert(), len(client.getpeercert(True)) > 500)   # expect: {} True

only_clients = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
only_clients.load_cert_chain(_tls.file("client"))
without_names = _tls.client_context()
without_names.check_hostname = False
attempt(without_names, None, only_clients)
# expect: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unsuitable certificate purpose (_ssl.c:1020) 26 SSL CERTIFICATE_VERIFY_FAILED True

# A server that wants to know its clients.
strict = _tls.server_context()
strict.verify_mode = ssl.CERT_REQUIRED
strict.load_verify_locations(_tls.file("authority"))
known = _tls.client_context()
known.load_cert_chain(_tls.file("client"))
_, _, server, _ = _tls.pair(known, strict)
print(server.getpeercert()["subject"])
# expect: ((('organizationName', 'Folio tests'),), (('commonName', 'A client'),))
print(server.get_verified_chain() and len(server.get_unverified_chain()))  # expect: 2
attempt(_tls.client_context(), "localhost", strict)
# expect: SSLError [SSL: PEER_DID_NOT_RETURN_A_CERTIFICATE] peer did not return a certificate (_ssl.c:1020)

# Over sockets, and seen from the other side.
def nothing(connection):
    pass


with _tls.Served(nothing) as server:
    with server.connect() as plain:
        try:
            ssl.create_default_context().wrap_socket(plain, server_hostname="localhost")
        except ssl.SSLError as error:
            print(type(error).__name__, error.verify_code, plain.fileno())  # expect: SSLCertVerificationError 20 -1
print(server.error)  # expect: [SSL: TLSV1_ALERT_UNKNOWN_CA] tlsv1 alert unknown ca (_ssl.c:1020)
