# CPython 3.13's defaults, attributes and their errors.
import _tls
import pickle
import ssl
import sys
import warnings

client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
for context in client, server, ssl.create_default_context(), ssl._create_unverified_context():
    print(context.protocol.name, context.verify_mode.name, context.check_hostname,
          context.minimum_version.name, context.maximum_version.name)
# expect: PROTOCOL_TLS_CLIENT CERT_REQUIRED True TLSv1_2 MAXIMUM_SUPPORTED
# expect: PROTOCOL_TLS_SERVER CERT_NONE False TLSv1_2 MAXIMUM_SUPPORTED
# expect: PROTOCOL_TLS_CLIENT CERT_REQUIRED True TLSv1_2 MAXIMUM_SUPPORTED
# expect: PROTOCOL_TLS_CLIENT CERT_NONE False TLSv1_2 MAXIMUM_SUPPORTED
print(repr(client.options))
# expect: <Options.OP_NO_COMPRESSION|OP_ENABLE_MIDDLEBOX_COMPAT|OP_CIPHER_SERVER_PREFERENCE|OP_NO_SSLv3|OP_ALL: 2186412112>
print(repr(ssl.create_default_context().verify_flags))
# expect: <VerifyFlags.VERIFY_X509_STRICT|VERIFY_X509_TRUSTED_FIRST|VERIFY_X509_PARTIAL_CHAIN: 557088>
print(client.security_level, client.num_tickets, client.post_handshake_auth, client.keylog_filename,
      client.sni_callback, client.hostname_checks_common_name)   # expect: 2 2 False None None True
print(client.session_stats()["number"], client.cert_store_stats())  # expect: 0 {'x509': 0, 'crl': 0, 'x509_ca': 0}
print(client.get_ciphers()[0]["name"], list(client.get_ciphers()[0]))
# expect: TLS_AES_256_GCM_SHA384 ['id', 'name', 'protocol', 'description', 'strength_bits', 'alg_bits', 'aead', 'symmetric', 'digest', 'kea', 'auth']

client.options |= ssl.OP_NO_TICKET
print(ssl.OP_NO_TICKET in client.options)                  # expect: True
client.minimum_version = ssl.TLSVersion.TLSv1_3
print(client.minimum_version)                              # expect: 772
client.maximum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
print(client.maximum_version.name)                         # expect: TLSv1
client.hostname_checks_common_name = False
print(client.hostname_checks_common_name)                  # expect: False
client.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
print(client.verify_flags)                                 # expect: 32772
client.set_ciphers("ECDHE-RSA-AES128-GCM-SHA256")
print(client.get_ciphers()[-1]["description"])
# expect: ECDHE-RSA-AES128-GCM-SHA256    TLSv1.2 Kx=ECDH     Au=RSA   Enc=AESGCM(128)            Mac=AEAD
server.check_hostname = True
print(server.verify_mode)                                  # expect: 2
server.num_tickets = 1
server.set_ecdh_curve("prime256v1")


def fails(name, call):
    try:
        call()
    except Exception as error:
        print(name, type(error).__name__, error.args)


fails("protocol", lambda: ssl.SSLContext(42))
fails("verify_mode", lambda: setattr(server, "verify_mode", ssl.CERT_NONE))
fails("verify_mode", lambda: setattr(server, "verify_mode", 9))
fails("minimum_version", lambda: setattr(client, "minimum_version", 4))
fails("options", lambda: setattr(client, "options", -1))
fails("ciphers", lambda: client.set_ciphers("no such"))
fails("curve", lambda: client.set_ecdh_curve("no such"))
fails("tickets", lambda: setattr(client, "num_tickets", 1))
fails("alpn", lambda: client.set_alpn_protocols(["x" * 256]))
fails("sni", lambda: setattr(client, "sni_callback", print))
fails("side", lambda: client.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_side=True))
fails("name", lambda: client.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname=""))
fails("purpose", lambda: ssl.create_default_context(3))
fails("new", lambda: ssl.SSLSocket())
fails("new", lambda: ssl.SSLObject())
# expect: protocol ValueError ('invalid or unsupported protocol version 42',)
# expect: verify_mode ValueError ('Cannot set verify_mode to CERT_NONE when check_hostname is enabled.',)
# expect: verify_mode ValueError ('invalid value for verify_mode',)
# expect: minimum_version ValueError ('Unsupported TLS/SSL version 0x4',)
# expect: options OverflowError ("can't convert negative int to unsigned",)
# expect: ciphers SSLError ('No cipher can be selected.',)
# expect: curve ValueError ("unknown elliptic curve name 'no such'",)
# expect: tickets ValueError ('SSLContext is not a server context.',)
# expect: alpn SSLError ('ALPN protocols must be 1 to 255 in length',)
# expect: sni ValueError ('sni_callback cannot be set on TLS_CLIENT context',)
# expect: side SSLError (0, 'Cannot create a server socket with a PROTOCOL_TLS_CLIENT context (_ssl.c:812)')
# expect: name ValueError ('server_hostname cannot be an empty string or start with a leading dot.',)
# expect: purpose TypeError (3,)
# expect: new TypeError ('SSLSocket does not have a public constructor. Instances are returned by SSLContext.wrap_socket().',)
# expect: new TypeError ('SSLObject does not have a public constructor. Instances are returned by SSLContext.wrap_bio().',)

# Files that are missing or wrong; passwords.
with open("nonsense.pem", "w") as file:
    file.write("nonsense")
fails("chain", lambda: server.load_cert_chain("missing"))
fails("chain", lambda: server.load_cert_chain("nonsense.pem"))
fails("chain", lambda: server.load_cert_chain(_tls.file("localhost"), _tls.file("client")))
fails("chain", lambda: server.load_cert_chain(3))
fails("trusted", lambda: client.load_verify_locations())
fails("trusted", lambda: client.load_verify_locations("missing"))
fails("trusted", lambda: client.load_verify_locations(cadata="nonsense"))
fails("trusted", lambda: client.load_verify_locations(cadata=b"nonsense"))
fails("dh", lambda: server.load_dh_params("nonsense.pem"))
fails("password", lambda: server.load_cert_chain(_tls.file("locked"), password="wrong"))
fails("password", lambda: server.load_cert_chain(_tls.file("locked"), password=lambda: 1 / 0))
fails("password", lambda: server.load_cert_chain(_tls.file("locked"), password=lambda: 1))
fails("password", lambda: server.load_cert_chain(_tls.file("locked"), password="x" * 2000))
server.load_cert_chain(_tls.file("locked"), password="secret")
server.load_cert_chain(_tls.file("locked"), password=lambda: bytearray(b"secret"))
# expect: chain FileNotFoundError (2, 'No such file or directory')
# expect: chain SSLError (524297, '[SSL] PEM lib (_ssl.c:3916)')
# expect: chain SSLError (116, '[X509: KEY_VALUES_MISMATCH] key values mismatch (_ssl.c:3937)')
# expect: chain TypeError ('certfile should be a valid filesystem path',)
# expect: trusted TypeError ('cafile, capath and cadata cannot be all omitted',)
# expect: trusted FileNotFoundError (2, 'No such file or directory')
# expect: trusted SSLError (0, 'no start line: cadata does not contain a certificate (_ssl.c:4035)')
# expect: trusted SSLError (0, 'not enough data: cadata does not contain a certificate (_ssl.c:4035)')
# expect: dh SSLError (108, '[PEM: NO_START_LINE] no start line (_ssl.c:4216)')
# expect: password SSLError (524297, '[SSL] PEM lib (_ssl.c:3937)')
# expect: password ZeroDivisionError ('division by zero',)
# expect: password TypeError ('password callback must return a string',)
# expect: password ValueError ('password cannot be longer than 1024 bytes',)

with open(_tls.file("authority")) as file:
    text = file.read()
wrap = client._wrap_bio
try:
    client.load_verify_locations(cadata=ssl.PEM_cert_to_DER_cert(text) + b"x")
except ssl.SSLError:
    print("one byte follows")  # expect: one byte follows
client.load_verify_locations(cadata=ssl.PEM_cert_to_DER_cert(text) * 3)
client.load_verify_locations(cadata=text * 3 + "nothing")
fails("trusted", lambda: client.load_verify_locations(cadata=ssl.PEM_cert_to_DER_cert(text) + b"xx"))
fails("curve", lambda: server.set_ecdh_curve("RSA"))
fails("keys", lambda: client.set_psk_server_callback(print))
fails("keys", lambda: server.set_psk_client_callback(print))
fails("keys", lambda: server.set_psk_server_callback(print, "x" * 1000))
fails("name", lambda: wrap(ssl.MemoryBIO(), ssl.MemoryBIO(), False, "x" * 300))
fails("name", lambda: wrap(ssl.MemoryBIO(), ssl.MemoryBIO(), False, "\xe9"))
fails("name", lambda: wrap(ssl.MemoryBIO(), ssl.MemoryBIO(), False, 3))
fails("later", lambda: _tls.pair(_tls.client_context(), _tls.server_context())[2].verify_client_post_handshake())
# expect: trusted SSLError (142, '[ASN1: NOT_ENOUGH_DATA] not enough data (_ssl.c:4048)')
# expect: curve SSLError (0, 'unknown error (_ssl.c:4397)')
# expect: keys SSLError (0, 'Cannot add PSK server callback to a PROTOCOL_TLS_CLIENT context (_ssl.c:4909)')
# expect: keys SSLError (0, 'Cannot add PSK client callback to a PROTOCOL_TLS_SERVER context (_ssl.c:4799)')
# expect: keys ValueError ('failed to set identity hint',)
# expect: name SSLError (319, '[SSL: SSL3_EXT_INVALID_SERVERNAME] ssl3 ext invalid servername (_ssl.c:769)')
# expect: name UnicodeEncodeError ('ascii', 'é', 0, 1, 'ordinal not in range(128)')
# expect: name TypeError ('argument must be str, not int',)
# expect: later SSLError (279, '[SSL: EXTENSION_NOT_RECEIVED] extension not received (_ssl.c:2781)')

# What is deprecated.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    ssl.SSLContext()
    server.options |= ssl.OP_NO_TLSv1_2
    server.minimum_version = ssl.TLSVersion.TLSv1
for warning in caught:
    print(warning.message, warning.filename == __file__)
# expect: ssl.SSLContext() without protocol argument is deprecated. True
# expect: ssl.PROTOCOL_TLS is deprecated True
# expect: ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated True
# expect: ssl.TLSVersion.TLSv1 is deprecated True

print(pickle.loads(pickle.dumps(ssl.TLSVersion.TLSv1_3)) is ssl.TLSVersion.TLSv1_3)  # expect: True
print(ssl.get_protocol_name(ssl.PROTOCOL_TLS), ssl.get_protocol_name(77))   # expect: PROTOCOL_TLS <unknown>
print(len(ssl.RAND_bytes(16)), ssl.RAND_status(), ssl.RAND_add("x", 0.5))   # expect: 16 True None
