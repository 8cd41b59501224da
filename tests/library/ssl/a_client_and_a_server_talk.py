# Over a loopback socket: the handshake, data both ways, what each knows of the other, the goodbye.
import _tls
import ssl


def serve(connection):
    print("server:", connection.version(), connection.server_side, connection.getpeercert())
    while data := connection.recv(100):
        connection.sendall(data.upper())
    print("server: the client has said goodbye")
    connection.unwrap().close()


with _tls.Served(serve) as server:                 # expect: server: TLSv1.3 True None
    context = _tls.client_context()
    with server.connect() as plain:
        connection = context.wrap_socket(plain, server_hostname="localhost")
        connection.sendall(b"hello")
        print(connection.recv(5), plain.fileno())           # expect: b'HELLO' -1
        print(connection.version(), connection.cipher())    # expect: TLSv1.3 ('TLS_AES_256_GCM_SHA384', 'TLSv1.3', 256)
        print(connection.getpeercert()["subject"][-1])      # expect: (('commonName', 'localhost'),)
        print(len(connection.get_verified_chain()), len(connection.get_unverified_chain()))  # expect: 2 1
        print(connection.get_channel_binding() is not None, connection.pending())  # expect: True 0
        print(connection.context is context, connection.server_hostname)           # expect: True localhost
        connection.send(bytearray(b"more"))
        buffer = bytearray(10)
        print(connection.recv_into(buffer), bytes(buffer))  # expect: 4 b'MORE\x00\x00\x00\x00\x00\x00'
        connection.write(b"x" * 50000)
        size = 0
        while size < 50000:
            size += len(connection.read(20000))
        print(size)                                         # expect: 50000
        rest = connection.unwrap()                          # expect: server: the client has said goodbye
        print(type(rest).__name__, rest is connection)      # expect: SSLSocket True
        connection.close()

# Files over a connection; an end without goodbye reads as an end.
def serve_line(connection):
    with connection.makefile("rwb") as file:
        file.write(b"you said " + file.readline())


with _tls.Served(serve_line) as server:
    with server.connect() as plain, _tls.client_context().wrap_socket(
            plain, server_hostname="127.0.0.1") as connection:
        connection.sendall(b"one line\n")
        with connection.makefile("r") as file:
            print(repr(file.read()))                        # expect: 'you said one line\n'

# What a wrapped socket does not do.
def wait(connection):
    connection.recv(1)


with _tls.Served(wait) as server, server.connect() as plain, _tls.client_context().wrap_socket(
        plain, server_hostname="localhost") as connection:
    for call in (lambda: connection.send(b"", 1), lambda: connection.recv(1, 1),
                 lambda: connection.recvfrom(1), lambda: connection.sendmsg([b""]),
                 lambda: connection.dup(), lambda: connection.sendto(b"", ("", 1)),
                 lambda: connection.connect(("127.0.0.1", 1))):
        try:
            call()
        except (ValueError, NotImplementedError) as error:
            print(type(error).__name__ + ":", error)
    # expect: ValueError: non-zero flags not allowed in calls to send() on <class 'ssl.SSLSocket'>
    # expect: ValueError: non-zero flags not allowed in calls to recv() on <class 'ssl.SSLSocket'>
    # expect: ValueError: recvfrom not allowed on instances of <class 'ssl.SSLSocket'>
    # expect: NotImplementedError: sendmsg not allowed on instances of <class 'ssl.SSLSocket'>
    # expect: NotImplementedError: Can't dup() SSLSocket instances
    # expect: ValueError: sendto not allowed on instances of <class 'ssl.SSLSocket'>
    # expect: ValueError: attempt to connect already-connected SSLSocket!
    connection.shutdown(2)
    try:
        connection.read()
    except ValueError as error:
        print(error)                                        # expect: Read on closed or unwrapped SSL socket.
