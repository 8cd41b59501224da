"""Managers: a process that has objects, which other processes use through proxies.

A proxy has a connection for each thread that uses it. A request is (ident of the object, method,
args, kwargs), or with ident None a function of the server; the answer is (kind, value), where kind
is "#RETURN", "#ERROR", "#TRACEBACK" or, for a method whose result stays in the server, "#PROXY".
The server keeps an object as long as a proxy refers to it.
"""

import queue
import signal
import sys
import threading
import time
import traceback
import types

from . import context, dummy, get_context, pool, process, reduction, util
from .connection import Client, Listener

__all__ = ["BaseManager", "SyncManager", "BaseProxy", "Token", "SharedMemoryManager"]


def _reduce_view(view):
    return list, (list(view),)


for _view in {}.keys(), {}.values(), {}.items():
    reduction.register(type(_view), _reduce_view)


class Token:
    """What identifies an object of a server."""

    __slots__ = ("typeid", "address", "id")

    def __init__(self, typeid, address, id):
        self.typeid, self.address, self.id = typeid, address, id

    def __reduce__(self):
        return Token, (self.typeid, self.address, self.id)

    def __repr__(self):
        return f"{type(self).__name__}(typeid={self.typeid!r}, address={self.address!r}, " \
               f"id={self.id!r})"


class RemoteError(Exception):
    """An error in the server; its argument is the traceback there."""

    def __str__(self):
        return f"\n{'-' * 75}\n{self.args[0]}{'-' * 75}"


def dispatch(conn, ident, method, args=(), kwargs={}):
    """A request, and its answer or what it raised."""
    conn.send((ident, method, args, kwargs))
    kind, value = conn.recv()
    if kind == "#RETURN":
        return value
    try:
        raise convert_to_error(kind, value)
    finally:
        del value  # its traceback refers to this frame


def convert_to_error(kind, value):
    """The exception that an answer stands for."""
    if kind == "#ERROR":
        return value
    if kind == "#TRACEBACK":
        return RemoteError(value)
    return ValueError(f"Unrecognized message type {kind!r}")


def all_methods(obj):
    """The names of an object's methods."""
    return [name for name in dir(obj) if callable(getattr(obj, name))]


def public_methods(obj):
    """Those that do not begin with an underscore."""
    return [name for name in all_methods(obj) if name[0] != "_"]


# ---- the server ---------------------------------------------------------------------------------

class Server:
    public = ["shutdown", "create", "accept_connection", "get_methods", "debug_info",
              "number_of_objects", "dummy", "incref", "decref"]

    def __init__(self, registry, address, authkey, serializer="pickle"):
        if not isinstance(authkey, bytes):
            raise TypeError(f"Authkey {authkey!r} is type {type(authkey)!s}, not bytes")
        self.registry = registry
        self.authkey = process.AuthenticationString(authkey)
        self.listener = Listener(address, backlog=128)
        self.address = self.listener.address
        self.objects = {}  # ident: [object, exposed names, types of results, references]
        self.lock = threading.RLock()
        self.stop_event = threading.Event()

    def serve_forever(self):
        """Serves until shutdown() is asked for; then the process ends."""
        process.current_process()._manager_server = self
        threading.Thread(target=self._accept, daemon=True).start()
        try:
            while not self.stop_event.wait(1):
                pass
        except (KeyboardInterrupt, SystemExit):
            pass
        util._flush_std_streams()
        sys.exit(0)

    def _accept(self):
        while True:
            try:
                conn = self.listener.accept()
            except OSError:
                continue
            threading.Thread(target=self._greet, args=(conn,), daemon=True).start()

    def _greet(self, conn):
        """A function of the server for who knows the key; accept_connection() stays."""
        from .connection import answer_challenge, deliver_challenge
        function = None
        try:
            deliver_challenge(conn, self.authkey)
            answer_challenge(conn, self.authkey)
            _, function, args, kwargs = conn.recv()
            if function not in self.public:
                raise ValueError(f"{function!r} unrecognized")
            answer = "#RETURN", getattr(self, function)(conn, *args, **kwargs)
        except Exception:
            answer = "#TRACEBACK", traceback.format_exc()
        if function == "accept_connection" and answer[0] == "#RETURN":
            return
        try:
            conn.send(answer)
        except Exception:
            pass  # it has gone
        conn.close()

    def accept_connection(self, conn, name):
        """Serves the objects' methods on this connection until it ends."""
        threading.current_thread().name = name
        conn.send(("#RETURN", None))
        while not self.stop_event.is_set():
            try:
                request = conn.recv()
            except (EOFError, OSError):
                conn.close()
                return
            answer = self._answer(*request)
            try:
                conn.send(answer)
            except Exception:
                conn.send(("#TRACEBACK", traceback.format_exc()))

    def _answer(self, ident, method, args, kwargs):
        try:
            obj, exposed, typeids, _ = self.objects[ident]
        except KeyError:
            return "#TRACEBACK", traceback.format_exc()
        if method not in exposed:
            return self._fallback(obj, exposed, method, args)
        try:
            result = getattr(obj, method)(*args, **kwargs)
        except Exception as error:
            return "#ERROR", error
        typeid = typeids.get(method)
        if typeid is None:
            return "#RETURN", result
        ident, names = self.create(None, typeid, result)
        return "#PROXY", (names, Token(typeid, self.address, ident))

    @staticmethod
    def _fallback(obj, exposed, method, args):
        """What every proxy may ask for."""
        functions = {"__str__": str, "__repr__": repr, "#GETVALUE": lambda obj: obj}
        if method in functions:
            return "#RETURN", functions[method](obj)
        return "#ERROR", AttributeError(
            f"method {method!r} of {type(obj)} object is not in exposed={exposed!r}")

    def create(self, conn, typeid, /, *args, **kwargs):
        """Makes an object: (its ident, the names it exposes)."""
        with self.lock:
            make, exposed, typeids, _ = self.registry[typeid]
            if make is None:
                if kwargs or len(args) != 1:
                    raise ValueError("Without callable, must have one non-keyword argument")
                obj, = args
            else:
                obj = make(*args, **kwargs)
            if exposed is None:
                exposed = public_methods(obj)
            typeids = dict(typeids or {})
            exposed = [*exposed, *(name for name in typeids if name not in exposed)]
            ident = f"{id(obj):x}"
            entry = self.objects.setdefault(ident, [obj, exposed, typeids, 0])
            entry[3] += 1  # until the proxy has its own
            return ident, tuple(entry[1])

    def get_methods(self, conn, token):
        """The names that an object exposes."""
        return tuple(self.objects[token.id][1])

    def incref(self, conn, ident):
        """One more proxy refers to the object."""
        with self.lock:
            self.objects[ident][3] += 1

    def decref(self, conn, ident):
        """One proxy less; the last takes the object along."""
        with self.lock:
            entry = self.objects[ident]
            entry[3] -= 1
            if not entry[3]:
                del self.objects[ident]

    def debug_info(self, conn):
        """The objects, as text."""
        with self.lock:
            return "\n".join(f"  {ident}:       refcount={entry[3]}\n    {str(entry[0])[:75]}"
                             for ident, entry in sorted(self.objects.items()))

    def number_of_objects(self, conn):
        """How many there are."""
        return len(self.objects)

    def dummy(self, conn):
        """Nothing: whether the server answers."""

    def shutdown(self, conn):
        """Ends the server."""
        try:
            conn.send(("#RETURN", None))
        finally:
            self.stop_event.set()


# ---- managers -----------------------------------------------------------------------------------

class State:
    INITIAL, STARTED, SHUTDOWN = range(3)

    def __init__(self):
        self.value = self.INITIAL


class BaseManager:
    """The process that has objects, seen from the others; register() says of which kinds."""

    _registry = {}
    _Server = Server

    def __init__(self, address=None, authkey=None, serializer="pickle", ctx=None, *,
                 shutdown_timeout=1.0):
        self._address = address
        self._authkey = process.AuthenticationString(
            process.current_process().authkey if authkey is None else authkey)
        self._state = State()
        self._ctx = ctx or get_context()
        self._shutdown_timeout = shutdown_timeout
        self._process = None

    def get_server(self):
        """A server, for a program that serves by itself."""
        self._check_state(State.INITIAL)
        return self._Server(self._registry, self._address, self._authkey)

    def _check_state(self, wanted):
        state = self._state.value
        if state == wanted:
            return
        if state == State.STARTED:
            raise context.ProcessError("Already started server")
        if state == State.SHUTDOWN:
            raise context.ProcessError("Manager has shut down")
        raise context.ProcessError("Unknown state {!r}".format(state))

    def connect(self):
        """Uses a server that runs already."""
        with self._connection() as conn:
            dispatch(conn, None, "dummy")
        self._state.value = State.STARTED

    def start(self, initializer=None, initargs=()):
        """Starts the process."""
        self._check_state(State.INITIAL)
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        reader, writer = self._ctx.Pipe(duplex=False)
        self._process = self._ctx.Process(target=self._run_server, args=(
            self._registry, self._address, bytes(self._authkey), writer, initializer, initargs))
        ident = ":".join(map(str, self._process._identity))
        self._process.name = f"{type(self).__name__}-{ident}"
        self._process.start()
        writer.close()
        self._address = reader.recv()
        reader.close()
        self._state.value = State.STARTED
        self.shutdown = util.Finalize(
            self, type(self)._finalize_manager,
            (self._process, self._address, self._authkey, self._state, self._shutdown_timeout),
            exitpriority=0)

    @classmethod
    def _run_server(cls, registry, address, authkey, writer, initializer, initargs):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if initializer is not None:
            initializer(*initargs)
        server = cls._Server(registry, address, authkey)
        writer.send(server.address)
        writer.close()
        util.info("manager serving at %r", server.address)
        server.serve_forever()

    @staticmethod
    def _finalize_manager(process, address, authkey, state, shutdown_timeout):
        if process.is_alive():
            try:
                with Client(address, authkey=authkey) as conn:
                    dispatch(conn, None, "shutdown")
            except Exception:
                pass
            for end in (lambda: None), process.terminate, process.kill:
                end()
                process.join(timeout=shutdown_timeout)
                if not process.is_alive():
                    break
        state.value = State.SHUTDOWN
        BaseProxy._connections.pop(address, None)

    def _connection(self):
        return Client(self._address, authkey=self._authkey)

    def _create(self, typeid, /, *args, **kwargs):
        assert self._state.value == State.STARTED, "server not yet started"
        with self._connection() as conn:
            ident, exposed = dispatch(conn, None, "create", (typeid, *args), kwargs)
        return Token(typeid, self._address, ident), exposed

    def join(self, timeout=None):
        """Until the process has ended, or the time is over."""
        if self._process is not None:
            self._process.join(timeout)
            if not self._process.is_alive():
                self._process = None

    def _debug_info(self):
        with self._connection() as conn:
            return dispatch(conn, None, "debug_info")

    def _number_of_objects(self):
        with self._connection() as conn:
            return dispatch(conn, None, "number_of_objects")

    address = property(lambda self: self._address)

    def __enter__(self):
        if self._state.value == State.INITIAL:
            self.start()
        self._check_started()
        return self

    def _check_started(self):
        if self._state.value == State.INITIAL:
            raise context.ProcessError("Unable to start server")
        if self._state.value == State.SHUTDOWN:
            raise context.ProcessError("Manager has shut down")

    def __exit__(self, *exc_info):
        self.shutdown()

    def __reduce__(self):
        return type(self)._from_address, (self._address, self._authkey, self._state.value)

    @classmethod
    def _from_address(cls, address, authkey, state):
        manager = cls(address, authkey)
        manager._state.value = state
        return manager

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None,
                 method_to_typeid=None, create_method=True):
        """A kind of objects: how they are made, what of them is seen, and by which proxy."""
        if "_registry" not in cls.__dict__:
            cls._registry = cls._registry.copy()
        proxytype = proxytype or AutoProxy
        exposed = exposed or getattr(proxytype, "_exposed_", None)
        method_to_typeid = method_to_typeid or getattr(proxytype, "_method_to_typeid_", None)
        cls._registry[typeid] = callable, exposed, method_to_typeid, proxytype
        if create_method:
            def create(self, /, *args, **kwds):
                token, names = self._create(typeid, *args, **kwds)
                proxy = proxytype(token, "pickle", manager=self, authkey=self._authkey,
                                  exposed=names)
                with self._connection() as conn:
                    dispatch(conn, None, "decref", (token.id,))  # the proxy has its own
                return proxy
            create.__name__ = typeid
            setattr(cls, typeid, create)


# ---- proxies ------------------------------------------------------------------------------------

class BaseProxy:
    """Stands for an object of a server: calls of its methods go there."""

    _connections = {}  # by address: what the threads have open

    def __init__(self, token, serializer="pickle", manager=None, authkey=None, exposed=None,
                 incref=True, manager_owned=False):
        self._token, self._id, self._manager = token, token.id, manager
        self._owned_by_manager = manager_owned
        if authkey is not None:
            self._authkey = process.AuthenticationString(authkey)
        elif manager is not None:
            self._authkey = manager._authkey
        else:
            self._authkey = process.current_process().authkey
        self._local = self._connections.setdefault(token.address, _Connections())
        self._close = None
        if incref and not manager_owned:
            self._incref()
        util.register_after_fork(self, BaseProxy._after_fork)

    def _connect(self):
        conn = Client(self._token.address, authkey=self._authkey)
        dispatch(conn, None, "accept_connection",
                 (f"{process.current_process().name}|{threading.current_thread().name}",))
        self._local.connection = conn

    def _callmethod(self, methodname, args=(), kwds={}):
        """What the object's method gives."""
        if getattr(self._local, "connection", None) is None:
            self._connect()
        conn = self._local.connection
        conn.send((self._id, methodname, args, kwds))
        kind, value = conn.recv()
        if kind == "#RETURN":
            return value
        if kind == "#PROXY":
            return self._proxy_of(*value)
        try:
            raise convert_to_error(kind, value)
        finally:
            del value  # its traceback refers to this frame

    def _proxy_of(self, exposed, token):
        registry = self._manager._registry if self._manager is not None else SyncManager._registry
        token.address = self._token.address
        proxy = registry[token.typeid][-1](token, "pickle", manager=self._manager,
                                           authkey=self._authkey, exposed=exposed)
        with Client(token.address, authkey=self._authkey) as conn:
            dispatch(conn, None, "decref", (token.id,))
        return proxy

    def _getvalue(self):
        """A copy of the object."""
        return self._callmethod("#GETVALUE")

    def _incref(self):
        with Client(self._token.address, authkey=self._authkey) as conn:
            dispatch(conn, None, "incref", (self._id,))
        state = self._manager and self._manager._state
        self._close = util.Finalize(self, BaseProxy._decref,
                                    (self._token, self._authkey, state), exitpriority=10)

    @staticmethod
    def _decref(token, authkey, state):
        if state is not None and state.value != State.STARTED:
            return
        try:
            with Client(token.address, authkey=authkey) as conn:
                dispatch(conn, None, "decref", (token.id,))
        except Exception as error:
            util.debug("... decref failed: %s", error)

    def _after_fork(self):
        self._manager = None
        BaseProxy._connections.pop(self._token.address, None)
        self._local = self._connections.setdefault(self._token.address, _Connections())
        try:
            self._incref()
        except Exception as error:  # the server may have ended before
            util.info("incref failed: %s", error)

    def __reduce__(self):
        options = {}
        if context.get_spawning_popen() is not None:
            options["authkey"] = self._authkey
        if getattr(self, "_isauto", False):
            options["exposed"] = self._exposed_
            return RebuildProxy, (AutoProxy, self._token, "pickle", options)
        return RebuildProxy, (type(self), self._token, "pickle", options)

    def __deepcopy__(self, memo):
        return self._getvalue()

    def __repr__(self):
        return f"<{type(self).__name__} object, typeid {self._token.typeid!r} at {id(self):#x}>"

    def __str__(self):
        try:
            return self._callmethod("__repr__")
        except Exception:
            return f"{repr(self)[:-1]}; '__str__()' failed>"


class _Connections(threading.local):
    connection = None


def RebuildProxy(func, token, serializer, kwds):
    """A pickled proxy; in the server the object itself."""
    server = getattr(process.current_process(), "_manager_server", None)
    if server is not None and server.address == token.address and token.id in server.objects:
        return server.objects[token.id][0]
    return func(token, serializer, **kwds)


def MakeProxyType(name, exposed, _cache={}):
    """A class of proxies whose methods are those named."""
    exposed = tuple(exposed)
    try:
        return _cache[name, exposed]
    except KeyError:
        pass
    body = {method: _forwarding(method) for method in exposed}
    cls = _cache[name, exposed] = type(name, (BaseProxy,), body | {"_exposed_": exposed})
    return cls


def _forwarding(method):
    def forward(self, /, *args, **kwds):
        return self._callmethod(method, args, kwds)
    forward.__name__ = method
    return forward


def AutoProxy(token, serializer="pickle", manager=None, authkey=None, exposed=None, incref=True,
              manager_owned=False):
    """A proxy with the methods that the object exposes."""
    if exposed is None:
        key = authkey or process.current_process().authkey
        with Client(token.address, authkey=key) as conn:
            exposed = dispatch(conn, None, "get_methods", (token,))
    cls = MakeProxyType(f"AutoProxy[{token.typeid}]", exposed)
    proxy = cls(token, serializer, manager=manager, authkey=authkey, incref=incref,
                manager_owned=manager_owned)
    proxy._isauto = True
    return proxy


# ---- the kinds of objects of SyncManager --------------------------------------------------------

class Namespace(dummy.Namespace):
    """An object with attributes, of a server."""


class Value:
    """A value of a server."""

    def __init__(self, typecode, value, lock=True):
        self._typecode, self._value = typecode, value

    def get(self):
        return self._value

    def set(self, value):
        self._value = value

    value = property(get, set)

    def __repr__(self):
        return f"{type(self).__name__}({self._typecode!r}, {self._value!r})"


def Array(typecode, sequence, lock=True):
    """An array.array of a server."""
    import array
    return array.array(typecode, sequence)


class IteratorProxy(BaseProxy):
    _exposed_ = "__next__", "send", "throw", "close"

    def __iter__(self):
        return self

    __next__, send, throw, close = map(_forwarding, _exposed_)


class AcquirerProxy(BaseProxy):
    _exposed_ = "acquire", "release"

    def acquire(self, blocking=True, timeout=None):
        """Takes the lock."""
        return self._callmethod("acquire", (blocking,) if timeout is None else (blocking, timeout))

    release = _forwarding("release")

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        return self.release()


class ConditionProxy(AcquirerProxy):
    _exposed_ = "acquire", "release", "wait", "notify", "notify_all"

    def wait(self, timeout=None):
        """Until it is notified, or the time is over."""
        return self._callmethod("wait", (timeout,))

    def notify(self, n=1):
        """Lets n go that wait."""
        return self._callmethod("notify", (n,))

    def notify_all(self):
        """Lets all go that wait."""
        return self._callmethod("notify_all")

    def wait_for(self, predicate, timeout=None):
        """Until predicate() is true, or the time is over; what it gave last."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while not (result := predicate()):
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
        return result


def _proxy_class(name, *methods, **typeids):
    """A class of proxies with these methods; typeids are of results that stay in the server."""
    cls = MakeProxyType(name, methods)
    cls.__module__ = __name__
    if typeids:
        cls._method_to_typeid_ = typeids
    return cls


EventProxy = _proxy_class("EventProxy", "is_set", "set", "clear", "wait")
BarrierProxy = _proxy_class("BarrierProxy", "__getattribute__", "wait", "abort", "reset")
for _name in "parties", "n_waiting", "broken":
    setattr(BarrierProxy, _name, property(
        lambda self, name=_name: self._callmethod("__getattribute__", (name,))))
del BarrierProxy.__getattribute__


class NamespaceProxy(BaseProxy):
    _exposed_ = "__getattribute__", "__setattr__", "__delattr__"

    def __getattr__(self, name):
        if name[0] == "_":
            return object.__getattribute__(self, name)
        return self._callmethod("__getattribute__", (name,))

    def __setattr__(self, name, value):
        if name[0] == "_":
            return object.__setattr__(self, name, value)
        return self._callmethod("__setattr__", (name, value))

    def __delattr__(self, name):
        if name[0] == "_":
            return object.__delattr__(self, name)
        return self._callmethod("__delattr__", (name,))


class ValueProxy(BaseProxy):
    _exposed_ = "get", "set"
    get, set = map(_forwarding, _exposed_)
    value = property(get, set)
    __class_getitem__ = classmethod(types.GenericAlias)


_LIST_METHODS = ("__add__", "__contains__", "__delitem__", "__getitem__", "__len__", "__mul__",
                 "__reversed__", "__rmul__", "__setitem__", "append", "clear", "copy", "count",
                 "extend", "index", "insert", "pop", "remove", "reverse", "sort", "__imul__")
BaseListProxy = _proxy_class("BaseListProxy", *_LIST_METHODS)


class ListProxy(BaseListProxy):
    def __iadd__(self, value):
        self._callmethod("extend", (value,))
        return self

    def __imul__(self, value):
        self._callmethod("__imul__", (value,))
        return self

    __class_getitem__ = classmethod(types.GenericAlias)


_BaseDictProxy = _proxy_class(
    "_BaseDictProxy", "__contains__", "__delitem__", "__getitem__", "__iter__", "__len__",
    "__setitem__", "__or__", "__ror__", "__ior__", "__reversed__", "clear", "copy", "get", "items",
    "keys", "pop", "popitem", "setdefault", "update", "values", __iter__="Iterator")


class DictProxy(_BaseDictProxy):
    def __ior__(self, value):
        self._callmethod("__ior__", (value,))
        return self

    __class_getitem__ = classmethod(types.GenericAlias)


ArrayProxy = _proxy_class("ArrayProxy", "__len__", "__getitem__", "__setitem__")


class PoolProxy(_proxy_class("_BasePoolProxy", "apply", "apply_async", "close", "imap",
                             "imap_unordered", "join", "map", "map_async", "starmap",
                             "starmap_async", "terminate", apply_async="AsyncResult",
                             map_async="AsyncResult", starmap_async="AsyncResult",
                             imap="Iterator", imap_unordered="Iterator")):
    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.terminate()


class SyncManager(BaseManager):
    """A manager of queues, locks, lists, dicts and more."""


for _typeid, _callable, _proxytype in [
        ("Queue", queue.Queue, None), ("JoinableQueue", queue.Queue, None),
        ("Event", threading.Event, EventProxy), ("Lock", threading.Lock, AcquirerProxy),
        ("RLock", threading.RLock, AcquirerProxy),
        ("Semaphore", threading.Semaphore, AcquirerProxy),
        ("BoundedSemaphore", threading.BoundedSemaphore, AcquirerProxy),
        ("Condition", threading.Condition, ConditionProxy),
        ("Barrier", threading.Barrier, BarrierProxy), ("Pool", pool.Pool, PoolProxy),
        ("list", list, ListProxy), ("dict", dict, DictProxy), ("Value", Value, ValueProxy),
        ("Array", Array, ArrayProxy), ("Namespace", Namespace, NamespaceProxy)]:
    SyncManager.register(_typeid, _callable, _proxytype)
SyncManager.register("Iterator", proxytype=IteratorProxy, create_method=False)
SyncManager.register("AsyncResult", create_method=False)


# ---- shared memory ------------------------------------------------------------------------------

class SharedMemoryManager(BaseManager):
    """Makes blocks of shared memory, and takes them away at its end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._blocks = []

    def start(self, initializer=None, initargs=()):
        """Starts it; its objects need no process."""
        self._check_state(State.INITIAL)
        if initializer is not None:
            initializer(*initargs)
        self._state.value = State.STARTED
        self.shutdown = util.Finalize(self, _unlink_blocks, (self._blocks, self._state),
                                      exitpriority=0)

    def SharedMemory(self, size):
        """A new block."""
        from . import shared_memory
        block = shared_memory.SharedMemory(None, create=True, size=size)
        self._blocks.append(block)
        return block

    def ShareableList(self, sequence):
        """A new list in shared memory."""
        from . import shared_memory
        made = shared_memory.ShareableList(sequence)
        self._blocks.append(made.shm)
        return made


def _unlink_blocks(blocks, state):
    for block in blocks:
        try:
            block.close()
            block.unlink()
        except (OSError, BufferError):
            pass
    blocks.clear()
    state.value = State.SHUTDOWN
