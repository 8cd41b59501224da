# Files made of sockets keep them open; files sent go on where they ended, also after an error.
import io
import socket

left, right = socket.socketpair()
print(left.family.name, left.type.name)  # expect: AF_UNIX SOCK_STREAM
with left, right.makefile("rw", newline="\n") as file:
    right.close()
    left.sendall(b"one\ntwo\n")
    print(repr(file.readline()), file.mode)  # expect: 'one\n' rw
    file.write("answer\n")
    file.flush()
    print(left.recv(100))  # expect: b'answer\n'
    print(right.fileno() >= 0)  # expect: True
print(right.fileno(), right)  # expect: -1 <socket.socket [closed] fd=-1, family=1, type=1, proto=0>

left, right = socket.socketpair()
text = io.BytesIO(b"x" * 20000 + b"end")
print(left.sendfile(text, 10000, 5000), text.tell())  # expect: 5000 15000
print(left.sendfile(text, 20000), text.tell())  # expect: 3 20003
print(len(right.recv(5003, socket.MSG_WAITALL)))  # expect: 5003
for count in 0, "1":
    try:
        left.sendfile(text, 0, count)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
# expect: ValueError count must be a positive integer (got 0)
# expect: TypeError count must be a positive integer (got '1')
left.setblocking(False)
try:
    left.sendfile(text)
except ValueError as error:
    print(error)  # expect: non-blocking sockets are not supported

right.setblocking(False)
raw = right.makefile("rb", 0)
print(raw.read(5), raw.readable(), raw.writable(), raw.seekable())  # expect: None True False False
raw.close()
try:
    raw.readable()
except ValueError as error:
    print(error)  # expect: I/O operation on closed socket.
left.close(), right.close()
try:
    socket.create_connection(("127.0.0.1", 1), all_errors=True)
except ExceptionGroup as group:
    print(repr(group.exceptions[0]))  # expect: ConnectionRefusedError(111, 'Connection refused')
