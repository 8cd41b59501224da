# Interfaces by name and number; addresses of families other than AF_INET.
import socket

index = socket.if_nametoindex("lo")
print(socket.if_indextoname(index), (index, "lo") in socket.if_nameindex())  # expect: lo True
for action in (lambda: socket.if_nametoindex("no-such"), lambda: socket.getservbyport(80, "nothing"),
               lambda: socket.getservbyport(99999)):
    try:
        action()
    except (OSError, OverflowError) as error:
        print(f"{type(error).__name__}: {error}")
# expect: OSError: no interface with this name
# expect: OSError: port/proto not found
# expect: OverflowError: getservbyport: port must be 0-65535.
with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as netlink:
    netlink.bind((0, 0))
    print(len(netlink.getsockname()), netlink.getsockname()[1], netlink.family)  # expect: 2 0 16
    try:
        netlink.bind("x")
    except TypeError as error:
        print(error)  # expect: bind(): AF_NETLINK address must be tuple, not str
