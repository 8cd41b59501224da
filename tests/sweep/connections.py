# preload: socket, ssl, selectors
import selectors, socket, ssl
server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen(1); server.settimeout(5)
client = socket.create_connection(server.getsockname(), 5); other, address = server.accept()
with server, client, other:
    client.sendall(b"hello"); print(other.recv(5), address[0], client.getpeername() == server.getsockname())
    buffer = bytearray(4); other.sendmsg([b"ab", b"cd"]); print(client.recv_into(buffer), buffer)
    with selectors.DefaultSelector() as selector:
        selector.register(client, selectors.EVENT_WRITE, "data"); print([key.data for key, _ in selector.select(1)])
    with client.makefile("w") as file: file.write("text\n")
    with other.makefile() as file: print(file.readline())
    try:
        client.settimeout(0.001); client.recv(1)
    except TimeoutError as error:
        print(error)
print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)[0][4], socket.inet_aton("1.2.3.4"), socket.inet_ntop(socket.AF_INET6, b"\0" * 16), socket.htons(1))
context = ssl.create_default_context(); print(context.verify_mode, context.check_hostname)
a, b = ssl.MemoryBIO(), ssl.MemoryBIO(); session = context.wrap_bio(a, b, server_hostname="host")
try:
    session.do_handshake()
except ssl.SSLWantReadError as error:
    print(type(error).__name__, b.pending > 100)
a.write(b"no such protocol"); a.write_eof()
try:
    session.do_handshake()
except ssl.SSLError as error:
    print(type(error).__name__)
