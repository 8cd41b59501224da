# Hosts by name and by address, and names of other scripts.
import socket

print(socket.gethostbyname("localhost"), socket.gethostbyname(b"127.0.0.1"))   # expect: 127.0.0.1 127.0.0.1
print(socket.gethostbyname_ex("127.0.0.1"))         # expect: ('127.0.0.1', [], ['127.0.0.1'])
print(socket.gethostbyaddr("127.0.0.1")[2])         # expect: ['127.0.0.1']
print(socket.getfqdn("127.0.0.1") != "")            # expect: True
for function, host in ((socket.gethostbyaddr, 3), (socket.gethostbyname_ex, None),
                       (socket.gethostbyname, "a..b"), (socket.gethostbyaddr, "x" * 64),
                       (lambda host: socket.getaddrinfo(host, 1), "ü" * 64)):
    try:
        function(host)
    except (TypeError, UnicodeError) as error:
        print(type(error).__name__, error)
# expect: TypeError gethostbyaddr() argument 1 must be str, bytes or bytearray, not int
# expect: TypeError gethostbyname_ex() argument 1 must be str, bytes or bytearray, not None
# expect: UnicodeEncodeError 'idna' codec can't encode character '\x2e' in position 2: label empty
# expect: UnicodeEncodeError 'idna' codec can't encode characters in position 0-63: label too long
# expect: UnicodeEncodeError 'idna' codec can't encode characters in position 0-63: label too long
