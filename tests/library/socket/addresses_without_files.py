# Names of Unix sockets that are no files; what does not fit into an address.
import socket

with socket.socket(socket.AF_UNIX) as first, socket.socket(socket.AF_UNIX) as second:
    first.bind("\0a name\0with zeros")
    print(first.getsockname())                      # expect: b'\x00a name\x00with zeros'
    second.bind("")                                 # Linux chooses one
    print(len(second.getsockname()), second.getsockname()[:1])   # expect: 6 b'\x00'
with socket.socket(socket.AF_INET6) as sock, socket.socket(type=socket.SOCK_DGRAM) as other:
    for call in (lambda: sock.bind(("::1", 0, -10)), lambda: other.sendto(b""),
                 lambda: other.sendto(1, 2, 3, 4), lambda: socket.CMSG_LEN(-1),
                 lambda: socket.CMSG_LEN(2**31 - 16), lambda: socket.CMSG_SPACE(2**31 - 24)):
        try:
            call()
        except (OverflowError, TypeError) as error:
            print(error)
# expect: bind(): flowinfo must be 0-1048575.
# expect: sendto() takes 2 or 3 arguments (1 given)
# expect: sendto() takes 2 or 3 arguments (4 given)
# expect: CMSG_LEN() argument out of range
# expect: CMSG_LEN() argument out of range
# expect: CMSG_SPACE() argument out of range
print(socket.CMSG_LEN(2**31 - 17), socket.CMSG_SPACE(2**31 - 25))   # expect: 2147483647 2147483640
