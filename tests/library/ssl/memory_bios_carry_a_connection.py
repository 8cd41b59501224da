# MemoryBIO and SSLObject: the handshake step by step, data, the goodbye, an end without one.
import _tls
import ssl

bio = ssl.MemoryBIO()
print(bio.write(b"some"), bio.write(bytearray(b"thing")), bio.pending, bio.eof)   # expect: 4 5 9 False
print(bio.read(4), bio.read(), bio.read(), bio.pending)     # expect: b'some' b'thing' b'' 0
bio.write(b"x")
bio.write_eof()
print(bio.eof, bio.read(), bio.eof)                         # expect: False b'x' True
for call in lambda: bio.write(b"y"), lambda: bio.write("text"), lambda: ssl.MemoryBIO(1):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error.args)
# expect: SSLError ('cannot write() after write_eof()',)
# expect: TypeError ("a bytes-like object is required, not 'str'",)
# expect: TypeError ('MemoryBIO() takes no positional arguments',)

incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
client = _tls.client_context().wrap_bio(incoming, outgoing, server_hostname="localhost")
print(client.version(), client.cipher(), client.shared_ciphers(), client.compression(),
      client.selected_alpn_protocol(), client.get_channel_binding(), client.session)
# expect: None None None None None None None


def attempt(call, *args):
    try:
        print(call(*args))
    except (ssl.SSLError, ValueError) as error:
        print(type(error).__name__, error.args)


attempt(client.getpeercert)          # expect: ValueError ('handshake not done yet',)
attempt(client.do_handshake)         # expect: SSLWantReadError (2, 'The operation did not complete (read) (_ssl.c:1020)')
attempt(client.read)                 # expect: SSLWantReadError (2, 'The operation did not complete (read) (_ssl.c:2580)')
attempt(client.write, b"x")          # expect: SSLWantReadError (2, 'The operation did not complete (read) (_ssl.c:2427)')
attempt(client.unwrap)               # expect: SSLError (1, '[SSL: SHUTDOWN_WHILE_IN_INIT] shutdown while in init (_ssl.c:2706)')
attempt(client.get_channel_binding, "tls-other")   # expect: ValueError ("'tls-other' channel binding type not implemented",)
print(outgoing.pending > 100)        # expect: True
incoming.write(b"HTTP/1.1 400 Bad Request\r\n")
attempt(client.do_handshake)         # expect: SSLError (1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1020)')

client, client_side, server, server_side = _tls.pair(_tls.client_context(), _tls.server_context())
print(client.version(), server.cipher() == client.cipher(), server.server_side)   # expect: TLSv1.3 True True
print(client.cipher() in server.shared_ciphers(), client.server_hostname)         # expect: True localhost
print(client.get_channel_binding() == server.get_channel_binding())               # expect: True
attempt(client.read, -1)             # expect: ValueError ('size should not be negative',)
print(server.write(b"hello, client"))                       # expect: 13
_tls.move(client_side, server_side)
buffer = bytearray(5)
print(client.read(5), client.pending(), client.read(3, buffer), buffer)  # expect: b'hello' 8 3 bytearray(b', c\x00\x00')
print(client.read(5, memoryview(buffer)), buffer)           # expect: 5 bytearray(b'lient')
attempt(client.read, 1)              # expect: SSLWantReadError (2, 'The operation did not complete (read) (_ssl.c:2580)')

attempt(client.unwrap)               # expect: SSLWantReadError (2, 'The operation did not complete (read) (_ssl.c:2706)')
_tls.move(client_side, server_side)
print(server.read())                                        # expect: b''
print(server.unwrap())                                      # expect: None
_tls.move(client_side, server_side)
print(client.unwrap())                                      # expect: None
attempt(server.write, b"x")          # expect: SSLError (1, '[SSL: PROTOCOL_IS_SHUTDOWN] protocol is shutdown (_ssl.c:2427)')

client, client_side, server, server_side = _tls.pair(_tls.client_context(), _tls.server_context())
client_side[0].write_eof()
attempt(client.read)                 # expect: SSLEOFError (8, '[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol (_ssl.c:2580)')
for wrong in (1, ssl.MemoryBIO()), (ssl.MemoryBIO(), 1):
    try:
        _tls.client_context().wrap_bio(*wrong, server_hostname="localhost")
    except TypeError as error:
        print(error)
# expect: _wrap_bio() argument 'incoming' must be _ssl.MemoryBIO, not int
# expect: _wrap_bio() argument 'outgoing' must be _ssl.MemoryBIO, not int
