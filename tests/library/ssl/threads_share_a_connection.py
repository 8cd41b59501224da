# One thread reads while another writes; several ask at once. Nothing is lost, nobody waits for ever.
import _tls
import threading

SIZE = 400_000


def echo(connection):
    rest = SIZE
    while rest:
        data = connection.recv(min(rest, 16384))
        rest -= len(data)
        connection.sendall(data)


with _tls.Served(echo) as server, server.connect() as plain:
    connection = _tls.client_context().wrap_socket(plain, server_hostname="localhost")
    sent = bytes(range(250)) * (SIZE // 250)
    received = bytearray()

    def read():
        while len(received) < SIZE:
            received.extend(connection.recv(10000))

    def ask():
        while len(received) < SIZE:
            connection.cipher(), connection.getpeercert(), connection.session, connection.pending()

    threads = [threading.Thread(target=function) for function in (read, ask, ask)]
    for thread in threads:
        thread.start()
    for start in range(0, SIZE, 7000):
        connection.sendall(sent[start:start + 7000])
    for thread in threads:
        thread.join()
    print(received == sent)                # expect: True
    connection.close()
