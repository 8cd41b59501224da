"""What the tests of ssl share: contexts with the certificates of this folder, connected pairs."""
import os
import socket
import ssl
import threading

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "certificates")


def file(name):
    return os.path.join(FOLDER, name + ".pem")


def client_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(file("authority"))
    return context


def server_context():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file("localhost"))
    return context


class Served:
    """A thread that accepts one connection, wraps it and calls serve(connection)."""

    def __init__(self, serve, context=None, begin=None):
        self.begin = begin  # an event to wait for before the handshake
        self.context = context or server_context()
        self.serve = serve
        self.error = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        plain, _ = self.listener.accept()
        plain.settimeout(20)
        if self.begin:
            self.begin.wait()
        try:
            with self.context.wrap_socket(plain, server_side=True) as connection:
                self.serve(connection)
        except OSError as error:
            self.error = str(error)
            plain.close()

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.thread.join()
        self.listener.close()


def pump(client, client_side, server, server_side):
    """Handshake of two SSLObjects; the sides are (incoming, outgoing)."""
    waiting = [client, server]
    while waiting:
        for connection in list(waiting):
            try:
                connection.do_handshake()
                waiting.remove(connection)
            except ssl.SSLWantReadError:
                pass
            move(client_side, server_side)


def move(client_side, server_side):
    server_side[0].write(client_side[1].read())
    client_side[0].write(server_side[1].read())


def pair(client_context, server_context, hostname="localhost", session=None):
    """Two SSLObjects between which a handshake was made, with their sides."""
    client_side = ssl.MemoryBIO(), ssl.MemoryBIO()
    server_side = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_context.wrap_bio(*client_side, server_hostname=hostname, session=session)
    server = server_context.wrap_bio(*server_side, server_side=True)
    pump(client, client_side, server, server_side)
    return client, client_side, server, server_side
