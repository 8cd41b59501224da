import io
from http import client


class Socket:
    def __init__(self, answer):
        self.answer, self.sent = answer, b""

    def makefile(self, mode):
        return io.BytesIO(self.answer)

    def sendall(self, data):
        self.sent += data

    def setsockopt(self, *args):
        pass

    def close(self):
        pass


def ask(answer, *args, **kw):
    connection = client.HTTPConnection("example.com")
    socket = Socket(answer)
    connection._create_connection = lambda *args: socket
    connection.request(*args, **kw)
    return socket, connection.getresponse()


socket, response = ask(b"HTTP/1.1 200 Fine\r\nContent-Length: 5\r\nX: a\r\nX: b\r\n\r\nhelloIGNORED",
                       "GET", "/path")
print(socket.sent)                       # expect: b'GET /path HTTP/1.1\r\nHost: example.com\r\nAccept-Encoding: identity\r\n\r\n'
print(response.status, response.reason, response.version)  # expect: 200 Fine 11
print(response.getheader("x"), response.getheaders()[0])   # expect: a, b ('Content-Length', '5')
print(response.read(2), response.read(), response.isclosed())  # expect: b'he' b'llo' True

socket, response = ask(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                       b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nTrailer: z\r\n\r\n",
                       "POST", "/", body=iter([b"one", b"", b"two"]))
print(socket.sent.partition(b"\r\n\r\n")[2])     # expect: b'3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n'
print(response.read(4), response.read())         # expect: b'abcd' b'efg'

socket, response = ask(b"HTTP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nshort", "PUT", "/", "body")
print(b"Content-Length: 4" in socket.sent)       # expect: True
try:
    response.read()
except client.IncompleteRead as error:
    print(repr(error))                           # expect: IncompleteRead(5 bytes read, 4 more expected)

for answer in b"", b"nonsense\r\n", b"HTTP/3 200 OK\r\n\r\n":
    try:
        ask(answer, "GET", "/")
    except client.HTTPException as error:
        print(type(error).__name__, str(error).strip())  # expect: RemoteDisconnected Remote end closed connection without response
                                                 # expect: BadStatusLine nonsense
                                                 # expect: UnknownProtocol HTTP/3

try:
    client.HTTPConnection("example.com").putrequest("GET", "/a b")
except client.InvalidURL as error:
    print(error)    # expect: URL can't contain control characters. '/a b' (found at least ' ')
