"""socket: addresses of every family, good and bad, and methods with odd arguments."""
import os
import socket
import struct


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except BaseException as error:
        return type(error).__name__, getattr(error, "errno", None)


inet, inet6, unix = socket.AF_INET, socket.AF_INET6, socket.AF_UNIX


def bound(family, address, kind=socket.SOCK_STREAM):
    with socket.socket(family, kind) as each:
        return attempt(each.bind, address)


def connected(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as each:
        each.settimeout(1)
        return attempt(each.connect, address)


print(bound(inet, ("127.0.0.1", 0)), bound(inet, ("", 0)), bound(inet, ("<broadcast>", 0)) is not None, bound(inet, (b"127.0.0.1", 0)), bound(inet, (bytearray(b"127.0.0.1"), 0)))  # expect: None None False None None
print(bound(inet, 5), bound(inet, "text"), bound(inet, ()), bound(inet, ("127.0.0.1",)), bound(inet, ("127.0.0.1", "0")), bound(inet, ("127.0.0.1", -1)), bound(inet, ("127.0.0.1", 65536)), bound(inet, ("127.0.0.1", 2 ** 40)), bound(inet, ("127.0.0.1", 0, 0)), bound(inet, (5, 0)), bound(inet, (None, 0)), bound(inet, ["127.0.0.1", 0]))  # expect: ('TypeError', None) ('TypeError', None) ('TypeError', None) ('TypeError', None) ('TypeError', None) ('OverflowError', None) ('OverflowError', None) ('OverflowError', None) ('TypeError', None) ('TypeError', None) ('TypeError', None) ('TypeError', None)
print(bound(inet6, ("::1", 0)) is None or "no inet6", bound(inet6, 5), bound(inet6, ("::1",)), bound(inet6, ("::1", -1)), bound(inet6, ("::1", 65536)), bound(inet6, ("::1", 0, -1)), bound(inet6, ("::1", 0, 2 ** 20)), bound(inet6, ("::1", 0, 2 ** 21)), bound(inet6, ("::1", 0, 0, "x")), bound(inet6, ("::1", 0, 0, 0, 0)), bound(inet6, (5, 0)))  # expect: True ('TypeError', None) ('TypeError', None) ('OverflowError', None) ('OverflowError', None) ('OverflowError', None) ('OverflowError', None) ('OverflowError', None) ('TypeError', None) ('TypeError', None) ('TypeError', None)
print(bound(unix, "path"), bound(unix, b"bytes"), bound(unix, "path"), bound(unix, 5), bound(unix, ("a", 1)), bound(unix, "x" * 200), bound(unix, "nowhere/path"), bound(unix, "\0abstract-of-a-test"), bound(unix, b"\0" + b"y" * 107), bound(unix, b"\0" + b"y" * 108), bound(unix, ""))  # expect: None None ('OSError', 98) ('TypeError', None) ('TypeError', None) ('OSError', None) ('FileNotFoundError', 2) None None ('OSError', None) None
print(connected(unix, "nothing.here"), connected(inet, ("127.0.0.1", "x")), connected(inet, 5), connected(unix, None))  # expect: ('FileNotFoundError', 2) ('TypeError', None) ('TypeError', None) ('TypeError', None)
with socket.socket(unix) as each:
    print(each.getsockname(), attempt(each.getpeername))  # expect:  ('OSError', 107)
    each.bind("named")
    print(each.getsockname())  # expect: named
with socket.socket(unix) as each:
    each.bind("\0abstract-of-another")
    print(each.getsockname())  # expect: b'\x00abstract-of-another'
with socket.socket(inet, socket.SOCK_DGRAM) as each, socket.socket(inet, socket.SOCK_DGRAM) as other:
    each.bind(("127.0.0.1", 0))
    print(each.getsockname()[0], other.sendto(b"text", each.getsockname()), each.recvfrom(10)[0], other.sendto(b"more", 0, each.getsockname()), each.recv(2))  # expect: 127.0.0.1 4 b'text' 4 b'mo'
    print(attempt(other.sendto, b"x"), attempt(other.sendto, b"x", 5), attempt(other.sendto, b"x", "a", each.getsockname()), attempt(other.sendto, "text", each.getsockname()), attempt(other.sendto, b"x", 0, 5), attempt(other.sendto, b"x", 0, each.getsockname(), 5))  # expect: ('TypeError', None) ('TypeError', None) ('TypeError', None) ('TypeError', None) ('TypeError', None) ('TypeError', None)
    print(attempt(each.recvfrom, -1), attempt(each.recv, -1), attempt(each.recv, "x"), attempt(each.recv_into, bytearray(2), -1), attempt(each.recv_into, bytearray(2), 5), attempt(each.recvfrom_into, bytearray(2), -1), attempt(each.recvfrom_into, bytearray(2), 5), attempt(each.recv_into))  # expect: ('ValueError', None) ('ValueError', None) ('TypeError', None) ('ValueError', None) ('ValueError', None) ('ValueError', None) ('ValueError', None) ('TypeError', None)
    buffer = bytearray(4)
    other.sendto(b"12", each.getsockname())
    print(each.recv_into(buffer), buffer, other.sendto(b"345", each.getsockname()), each.recvfrom_into(buffer, 2)[0], buffer)  # expect: 2 bytearray(b'34\x00\x00') 3 2 bytearray(b'34\x00\x00')
first, second = socket.socketpair()
with first, second:
    print(first.send(b"text"), second.recv(10), first.sendall(b"x" * 10), second.recv(3), second.recv(100), attempt(first.send, "text"), attempt(first.sendall, 5), attempt(first.send, b"x", "y"))  # expect: 4 b'text' None b'xxx' b'xxxxxxx' ('TypeError', None) ('TypeError', None) ('TypeError', None)
    first.settimeout(1)
    second.settimeout(1)
    print(first.sendmsg([b"one", b"two"]), second.recvmsg(10), attempt(first.sendmsg, ["x"]), attempt(first.sendmsg, [b"x"], [(1, "y", b"")]))  # expect: 6 (b'onetwo', [], 0, None) ('TypeError', None) ('TypeError', None)
    print(attempt(second.recvmsg, -1), attempt(second.recvmsg, "x"), attempt(second.recvmsg, 1, -1), attempt(second.recvmsg, 1, 2 ** 40), attempt(second.recvmsg_into, 5), attempt(second.recvmsg_into, [b"bytes"]), attempt(second.recvmsg_into, [bytearray(1)], -1))  # expect: ('ValueError', None) ('TypeError', None) ('ValueError', None) ('ValueError', None) ('TypeError', None) ('TypeError', None) ('ValueError', None)
    first.sendmsg([b"ab", bytearray(b"cd")])
    into = [bytearray(3), bytearray(3)]
    print(second.recvmsg_into(into), into)  # expect: (4, [], 0, None) [bytearray(b'abc'), bytearray(b'd\x00\x00')]
    with open("passed", "w+b") as file:
        file.write(b"content")
        file.flush()
        print(first.sendmsg([b"f"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", file.fileno()))]))  # expect: 1
    data, ancillary, flags, address = second.recvmsg(1, socket.CMSG_SPACE(4))
    descriptor = struct.unpack("i", ancillary[0][2])[0]
    print(data, ancillary[0][:2] == (socket.SOL_SOCKET, socket.SCM_RIGHTS), os.pread(descriptor, 10, 0), os.close(descriptor))  # expect: b'f' True b'content' None
    print(socket.send_fds(first, [b"g"], [0]), (received := socket.recv_fds(second, 1, 1))[0], os.close(received[1][0]))  # expect: 1 b'g' None
    print(attempt(first.setsockopt), attempt(first.setsockopt, 1, 2), attempt(first.setsockopt, socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1), first.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) != 0, len(first.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 4)), attempt(first.setsockopt, socket.SOL_SOCKET, socket.SO_KEEPALIVE, b"\0\0\0\0"), attempt(first.setsockopt, socket.SOL_SOCKET, socket.SO_KEEPALIVE, "x"), attempt(first.setsockopt, 1, 2, None), attempt(first.setsockopt, 1, 2, None, "x"), attempt(first.getsockopt, 1), attempt(first.getsockopt, 1, 1, -1), attempt(first.getsockopt, 1, 1, 5000), attempt(first.getsockopt, 99, 99))  # expect: ('TypeError', None) ('TypeError', None) None True 4 None ('TypeError', None) ('TypeError', None) ('TypeError', None) ('TypeError', None) ('OSError', None) ('OSError', None) ('OSError', 95)
    print(first.gettimeout(), first.settimeout(0.01), attempt(first.recv, 1), first.settimeout(0), attempt(first.recv, 1), first.getblocking(), first.setblocking(True), first.gettimeout(), attempt(first.settimeout, "x"), attempt(first.settimeout, -1), attempt(first.settimeout, 1e30), attempt(first.settimeout, float("nan")), attempt(first.setblocking, "x"), first.timeout)  # expect: 1.0 None ('TimeoutError', None) None ('BlockingIOError', 11) False None None ('TypeError', None) ('ValueError', None) ('OverflowError', None) ('ValueError', None) None None
    print(attempt(first.shutdown), attempt(first.shutdown, "x"), attempt(first.shutdown, 99), first.shutdown(socket.SHUT_WR), second.recv(5), attempt(first.send, b"x"), attempt(first.listen), attempt(first.accept), first.family, first.type, first.proto, first.fileno() > 0)  # expect: ('TypeError', None) ('TypeError', None) ('OSError', 22) None b'' ('BrokenPipeError', 32) ('OSError', 22) ('OSError', 22) 1 1 0 True
    print(repr(first)[:15], attempt(first.detach) is not None, first.fileno(), attempt(first.recv, 1), attempt(first.getsockname))  # expect: <socket.socket  True -1 ('OSError', 9) ('OSError', 9)
print(second.fileno(), attempt(second.recv, 1), repr(second), attempt(second.close), attempt(second.detach), attempt(second.fileno))  # expect: -1 ('OSError', 9) <socket.socket [closed] fd=-1, family=1, type=1, proto=0> None -1 -1
print(attempt(socket.socket, 5000), attempt(socket.socket, inet, 5000), attempt(socket.socket, fileno="x"), attempt(socket.socket, fileno=-5), attempt(socket.socket, fileno=1.5), attempt(socket.socket, fileno=10000), attempt(socket.socket, "x"))  # expect: ('OSError', 97) ('OSError', 22) ('TypeError', None) ('ValueError', None) ('TypeError', None) ('OSError', 9) ('TypeError', None)
print(socket.inet_aton("1.2.3.4"), attempt(socket.inet_aton, "x"), attempt(socket.inet_aton, 5), socket.inet_aton("1.2"), socket.inet_aton("0x7f.1"), socket.inet_ntoa(b"\1\2\3\4"), attempt(socket.inet_ntoa, b"\1"), attempt(socket.inet_ntoa, "text"), socket.inet_pton(inet, "1.2.3.4"), socket.inet_pton(inet6, "::1"), attempt(socket.inet_pton, inet, "1.2"), attempt(socket.inet_pton, 99, "1.2.3.4"), socket.inet_ntop(inet6, b"\0" * 15 + b"\1"), attempt(socket.inet_ntop, inet, b"\0"), attempt(socket.inet_ntop, inet6, b"\0"), attempt(socket.inet_ntop, 99, b"\0"), attempt(socket.inet_ntop, inet, "text"))  # expect: b'\x01\x02\x03\x04' ('OSError', None) ('TypeError', None) b'\x01\x00\x00\x02' b'\x7f\x00\x00\x01' 1.2.3.4 ('OSError', None) ('TypeError', None) b'\x01\x02\x03\x04' b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01' ('OSError', None) ('OSError', 97) ::1 ('ValueError', None) ('ValueError', None) ('ValueError', None) ('TypeError', None)
print(socket.htons(1), socket.ntohs(256), socket.htonl(1), socket.ntohl(1), attempt(socket.htons, -1), attempt(socket.htons, 65536), attempt(socket.htons, "x"), attempt(socket.htonl, -1), attempt(socket.htonl, 2 ** 32), attempt(socket.ntohs, -1), attempt(socket.ntohs, 65536), attempt(socket.ntohl, "x"), attempt(socket.ntohl, 2 ** 40))  # expect: 256 1 16777216 16777216 ('OverflowError', None) ('OverflowError', None) ('TypeError', None) ('OverflowError', None) ('OverflowError', None) ('OverflowError', None) ('OverflowError', None) ('TypeError', None) ('OverflowError', None)
print(socket.CMSG_LEN(4), socket.CMSG_SPACE(4), attempt(socket.CMSG_LEN, -1), attempt(socket.CMSG_SPACE, 2 ** 63 - 1), attempt(socket.CMSG_LEN, "x"), attempt(socket.if_nametoindex, "nothing-here"), attempt(socket.if_indextoname, 12345), attempt(socket.if_indextoname, -1), attempt(socket.if_nametoindex, 5), attempt(socket.setdefaulttimeout, "x"), attempt(socket.setdefaulttimeout, -1), socket.getdefaulttimeout(), attempt(socket.close, -1), attempt(socket.close, "x"), attempt(socket.dup, 10000), attempt(socket.sethostname, 5))  # expect: 20 24 ('OverflowError', None) ('OverflowError', None) ('TypeError', None) ('OSError', None) ('OSError', 6) ('OverflowError', None) ('TypeError', None) ('TypeError', None) ('ValueError', None) None ('OSError', 9) ('TypeError', None) ('OSError', 9) ('TypeError', None)
print(attempt(socket.getaddrinfo, "127.0.0.1", 80, inet, socket.SOCK_STREAM), attempt(socket.getaddrinfo, 5, 80), attempt(socket.getaddrinfo, "127.0.0.1", []), attempt(socket.getaddrinfo, None, None), attempt(socket.getaddrinfo, b"127.0.0.1", "80", inet, socket.SOCK_STREAM), attempt(socket.getaddrinfo, "127.0.0.1", 80, 5000), attempt(socket.getnameinfo, 5, 0), attempt(socket.getnameinfo, ("127.0.0.1",), 0), attempt(socket.getnameinfo, ("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))  # expect: [(<AddressFamily.AF_INET: 2>, <SocketKind.SOCK_STREAM: 1>, 6, '', ('127.0.0.1', 80))] ('TypeError', None) ('OSError', None) ('gaierror', -2) [(<AddressFamily.AF_INET: 2>, <SocketKind.SOCK_STREAM: 1>, 6, '', ('127.0.0.1', 80))] ('gaierror', -6) ('TypeError', None) ('TypeError', None) ('127.0.0.1', '80')
