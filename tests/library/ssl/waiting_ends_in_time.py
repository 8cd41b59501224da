# Timeouts of handshakes, reads and writes; sockets that do not wait; signals while waiting.
import _tls
import select
import signal
import socket
import ssl
import threading


def attempt(call, *args):
    try:
        print(call(*args))
    except (OSError, ValueError) as error:
        print(type(error).__name__, error)


# A server that never answers.
silent = socket.create_server(("127.0.0.1", 0))
with socket.create_connection(silent.getsockname()) as plain:
    plain.settimeout(0.05)
    attempt(lambda: _tls.client_context().wrap_socket(plain, server_hostname="localhost"))
# expect: TimeoutError _ssl.c:1003: The handshake operation timed out
with socket.create_connection(silent.getsockname()) as plain:
    plain.setblocking(False)
    attempt(lambda: _tls.client_context().wrap_socket(plain, server_hostname="localhost"))
# expect: ValueError do_handshake_on_connect should not be specified for non-blocking sockets


# A signal's handler runs, and ends the waiting if it raises.
def handler(number, frame):
    raise InterruptedError("the signal")


signal.signal(signal.SIGALRM, handler)
with socket.create_connection(silent.getsockname()) as plain:
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    attempt(lambda: _tls.client_context().wrap_socket(plain, server_hostname="localhost"))
# expect: InterruptedError the signal
silent.close()

done = threading.Event()
with _tls.Served(lambda connection: done.wait()) as server:
    with server.connect() as plain:
        connection = _tls.client_context().wrap_socket(plain, server_hostname="localhost")
        connection.settimeout(0.05)
        attempt(connection.recv, 1)                   # expect: TimeoutError The read operation timed out
        attempt(connection.sendall, bytes(50_000_000))   # expect: TimeoutError The write operation timed out
        connection.close()
        attempt(connection.recv, 1)                   # expect: OSError [Errno 9] Bad file descriptor
    done.set()

# Without waiting, select tells when to go on.
may_answer = threading.Event()
patient = _tls.Served(lambda connection: connection.send(connection.recv(10)), begin=may_answer)
with patient as server:
    with server.connect() as plain:
        plain.setblocking(False)
        connection = _tls.client_context().wrap_socket(plain, server_hostname="localhost",
                                                       do_handshake_on_connect=False)
        wanted = set()
        while True:
            try:
                connection.do_handshake()
                break
            except ssl.SSLWantReadError as error:
                wanted.add(str(error))
                may_answer.set()
                select.select([connection], [], [])
            except ssl.SSLWantWriteError:
                select.select([], [connection], [])
        print(*wanted)                                # expect: The operation did not complete (read) (_ssl.c:1020)
        attempt(connection.recv, 1)                   # expect: SSLWantReadError The operation did not complete (read) (_ssl.c:2580)
        print(connection.send(b"sent"))               # expect: 4
        connection.do_handshake(block=True)
        connection.setblocking(True)
        print(connection.recv(10), connection.recv(10))   # expect: b'sent' b''
        connection.close()

# What came before the handshake must not pass for TLS's.
left, right = socket.socketpair()
attempt(lambda: _tls.client_context().wrap_socket(left, server_hostname="a" * 70))
left.close()
right.close()
# expect: UnicodeEncodeError 'idna' codec can't encode characters in position 0-69: label too long
with socket.socket() as unconnected:
    wrapped = _tls.client_context().wrap_socket(unconnected, server_hostname="localhost")
    attempt(wrapped.do_handshake)                     # expect: OSError [Errno 107] Transport endpoint is not connected
    attempt(wrapped.send, b"x")                       # expect: BrokenPipeError [Errno 32] Broken pipe
    wrapped.close()
