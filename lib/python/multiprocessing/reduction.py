"""Pickles for other processes, and descriptors that go there."""

import copyreg
import io
import os
import pickle
import socket

from . import context

__all__ = ["send_handle", "recv_handle", "ForkingPickler", "register", "dump"]

HAVE_SEND_HANDLE = True


class ForkingPickler(pickle.Pickler):
    """A pickler that also knows what register() told it."""

    _extra_reducers = {}

    def __init__(self, *args):
        super().__init__(*args)
        self.dispatch_table = copyreg.dispatch_table | self._extra_reducers

    @classmethod
    def register(cls, type, reduce):
        """Such objects are pickled by what reduce(obj) gives."""
        cls._extra_reducers[type] = reduce

    @classmethod
    def dumps(cls, obj, protocol=None):
        """The pickle, as a buffer."""
        buffer = io.BytesIO()
        cls(buffer, protocol).dump(obj)
        return buffer.getbuffer()

    loads = staticmethod(pickle.loads)


register = ForkingPickler.register


def dump(obj, file, protocol=None):
    """Pickles into a file."""
    ForkingPickler(file, protocol).dump(obj)


# ---- descriptors --------------------------------------------------------------------------------

def send_handle(conn, handle, destination_pid):
    """Sends a descriptor along a connection that is a Unix socket."""
    with socket.fromfd(conn.fileno(), socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        socket.send_fds(sock, [b"*"], [handle])


def recv_handle(conn):
    """What send_handle() sent."""
    with socket.fromfd(conn.fileno(), socket.AF_UNIX, socket.SOCK_STREAM) as sock:
        data, descriptors, _, _ = socket.recv_fds(sock, 1, 1)
    if not descriptors:
        raise EOFError if not data else RuntimeError("no descriptor was sent")
    os.set_inheritable(descriptors[0], False)
    return descriptors[0]


def DupFd(fd):
    """What is pickled for a descriptor: its detach() gives one in the process that unpickles."""
    popen = context.get_spawning_popen()
    if popen is not None:
        return popen.duplicate_for_child(fd)
    from . import resource_sharer
    return resource_sharer.DupFd(fd)


# ---- what others do not know --------------------------------------------------------------------

def _reduce_socket(sock):
    return _rebuild_socket, (DupFd(sock.fileno()), sock.family, sock.type, sock.proto)


def _rebuild_socket(descriptor, family, type, proto):
    return socket.socket(family, type, proto, fileno=descriptor.detach())


register(socket.socket, _reduce_socket)
