"""Connections between threads: two queues."""

from queue import Queue

__all__ = ["Client", "Listener", "Pipe"]

families = [None]


class Listener:
    def __init__(self, address=None, family=None, backlog=1):
        self._queue = Queue(backlog)

    def accept(self):
        """The connection of the next client."""
        return Connection(*self._queue.get())

    def close(self):
        """Waits for nobody any more."""
        self._queue = None

    address = property(lambda self: self._queue)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def Client(address):
    """A connection to the listener whose address this is."""
    here, there = Queue(), Queue()
    address.put((here, there))
    return Connection(there, here)


def Pipe(duplex=True):
    """Two connected connections."""
    first, second = Queue(), Queue()
    return Connection(first, second), Connection(second, first)


class Connection:
    def __init__(self, incoming, outgoing):
        self._in, self._out = incoming, outgoing
        self.send = self.send_bytes = outgoing.put
        self.recv = self.recv_bytes = incoming.get

    def poll(self, timeout=0.0):
        """Whether there is something to receive."""
        if self._in.qsize() > 0:
            return True
        if timeout <= 0:
            return False
        with self._in.not_empty:
            self._in.not_empty.wait(timeout)
        return self._in.qsize() > 0

    def close(self):
        """Nothing."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()
