"""The socket of a transport as users see it: they may ask and set options, not send or block."""

import socket


def _of_socket(*names):
    """Decorates a class: methods of these names are those of its _sock."""
    def make(owner, name):
        def method(self, *args, **kwargs):
            return getattr(self._sock, name)(*args, **kwargs)
        method.__name__, method.__qualname__ = name, f"{owner.__qualname__}.{name}"
        return method

    def decorate(owner):
        for name in names:
            setattr(owner, name, make(owner, name))
        return owner
    return decorate


@_of_socket("dup", "fileno", "get_inheritable", "getpeername", "getsockbyname", "getsockname",
            "getsockopt", "setsockopt", "shutdown")
class TransportSocket:
    """A socket that its transport sends with and receives from."""

    __slots__ = ("_sock",)

    def __init__(self, sock: socket.socket):
        self._sock = sock

    family = property(lambda self: self._sock.family)
    type = property(lambda self: self._sock.type)
    proto = property(lambda self: self._sock.proto)

    def __repr__(self):
        text = (f"<asyncio.TransportSocket fd={self.fileno()}, family={self.family!s}, "
                f"type={self.type!s}, proto={self.proto}")
        if self.fileno() != -1:
            for name, ask in (("laddr", self.getsockname), ("raddr", self.getpeername)):
                try:
                    if address := ask():
                        text += f", {name}={address}"
                except OSError:
                    pass
        return text + ">"

    def __getstate__(self):
        raise TypeError("Cannot serialize asyncio.TransportSocket object")

    def gettimeout(self):
        return 0

    def settimeout(self, value):
        if value != 0:
            raise ValueError("settimeout(): only 0 timeout is allowed on transport sockets")

    def setblocking(self, flag):
        if flag:
            raise ValueError("setblocking(): transport sockets cannot be blocking")
