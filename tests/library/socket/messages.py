# sendmsg and recvmsg: several buffers, ancillary data; descriptors go to another socket.
import os
import socket
import struct


def attempt(action):
    try:
        print(action())
    except (OSError, ValueError, TypeError, OverflowError) as error:
        print(f"{type(error).__name__}: {error}")


left, right = socket.socketpair()
print(left.sendmsg([b"one ", bytearray(b"two")]), right.recvmsg(100))  # expect: 7 (b'one two', [], 0, None)
first, second = bytearray(2), bytearray(10)
left.sendmsg([b"12345"])
print(right.recvmsg_into([first, second]), first, second[:3])  # expect: (5, [], 0, None) bytearray(b'12') bytearray(b'345')

read_end, write_end = os.pipe()
print(socket.send_fds(left, [b"take"], [write_end]))  # expect: 4
data, (taken,), flags, address = socket.recv_fds(right, 10, 3)
print(os.write(taken, b"through"), os.read(read_end, 10), data, flags, os.get_inheritable(taken))  # expect: 7 b'through' b'take' 0 True
left.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", read_end))])
_, ancillary, flags, _ = right.recvmsg(10)
print(ancillary, flags == socket.MSG_CTRUNC)  # expect: [] True
right.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
left.send(b"who")
_, [(level, kind, credentials)], _, _ = right.recvmsg(10, socket.CMSG_SPACE(12))
print(kind == socket.SCM_CREDENTIALS, struct.unpack("3i", credentials)[0] == os.getpid())  # expect: True True
right.settimeout(0.01)
attempt(lambda: right.recvmsg(10))  # expect: TimeoutError: timed out
attempt(lambda: right.recvmsg(-1))  # expect: ValueError: negative buffer size in recvmsg()
attempt(lambda: right.recvmsg(1, -1))  # expect: ValueError: invalid ancillary data buffer length
attempt(lambda: left.sendmsg([b"a"], [(1, 2)]))  # expect: TypeError: [sendmsg() ancillary data items]() argument must be sequence of length 3, not 2
attempt(lambda: left.sendmsg(["a"]))  # expect: TypeError: a bytes-like object is required, not 'str'
attempt(lambda: left.sendmsg(b"a"))  # expect: TypeError: a bytes-like object is required, not 'int'
attempt(lambda: socket.CMSG_LEN(-1))  # expect: OverflowError: CMSG_LEN() argument out of range
print(socket.CMSG_LEN(4), socket.CMSG_SPACE(4))  # expect: 20 24

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 0))
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.bind(("127.0.0.1", 0))
print(client.sendmsg([b"a", b"b"], [], 0, server.getsockname()), server.recvmsg(10)[3] == client.getsockname())  # expect: 2 True

# A timeout is kept in nanoseconds, and read as it was set.
with socket.socket() as s:
    for seconds in (30, 0.1, 2.5, 1e-9, 1234.000001):
        s.settimeout(seconds)
        print(s.gettimeout())
# expect: 30.0
# expect: 0.1
# expect: 2.5
# expect: 1e-09
# expect: 1234.000001
