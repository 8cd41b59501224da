"""The event loop: callbacks that are ready, callbacks that have a time, and what is built on them.

A turn of the loop waits in the selector at most till the next callback with a time is due, adds
the callbacks of the files that are ready (selector_events.py), then runs what is ready.
"""

__all__ = ("BaseEventLoop", "Server")

import collections
import collections.abc
import errno
import functools
import heapq
import itertools
import os
import socket
import stat
import sys
import threading
import time
import warnings

from . import (asyncgens, base_subprocess, constants, coroutines, events, executor, futures,
               sendfile, staggered, tasks)
from .log import logger
from .server import Server

# Cancelled timers are taken off the heap when they are more than this part of that many.
_MIN_SCHEDULED_TIMER_HANDLES = 100
_MIN_CANCELLED_TIMER_HANDLES_FRACTION = 0.5
MAXIMUM_SELECT_TIMEOUT = 24 * 3600


def _stop_loop_of(future):
    # an exception that ends the program has left the loop already
    if future.cancelled() or not isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        futures._get_loop(future).stop()


def _describe_handle(handle):
    """For messages: a task rather than its step."""
    owner = getattr(handle._callback, "__self__", None)
    return repr(owner) if isinstance(owner, (tasks.Task, tasks._PyTask)) else str(handle)


def _must_be_callable(what, value):
    if value is not None and not callable(value):
        raise TypeError(what.format(value))


class BaseEventLoop(executor.ExecutorMixin, asyncgens.AsyncgensMixin, sendfile.SendfileMixin,
                    base_subprocess.SubprocessMixin, events.AbstractEventLoop):
    def __init__(self):
        super().__init__()
        self._ready = collections.deque()  # of handles
        self._scheduled = []  # a heap of timer handles
        self._timer_cancelled_count = 0  # of those in it
        self._clock_resolution = time.get_clock_info("monotonic").resolution
        self._closed = self._stopping = False
        self._thread_id = None  # of the thread that it runs in
        self._exception_handler = self._task_factory = None
        self._current_handle = None  # in debug mode
        self.slow_callback_duration = 0.1
        self._debug = False
        self._outer_origin_depth = None  # while coroutines remember where they were made
        self.set_debug(coroutines._is_debug_mode())

    def __repr__(self):
        return (f"<{type(self).__name__} running={self.is_running()} closed={self.is_closed()} "
                f"debug={self.get_debug()}>")

    # -- what subclasses bring

    def _missing(self, *args, **kwargs):
        raise NotImplementedError

    _make_socket_transport = _make_ssl_transport = _make_datagram_transport = _missing
    _make_read_pipe_transport = _make_write_pipe_transport = _missing
    _process_events = _missing  # adds the callbacks of files that are ready
    _write_to_self = _missing  # wakes the loop, from another thread

    # -- tasks

    def create_future(self):
        """Create a Future object attached to the loop."""
        return futures.Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        """Run a coroutine as a task, which is returned."""
        self._check_closed()
        if self._task_factory is None:
            return tasks.Task(coro, loop=self, name=name, context=context)
        more = {} if context is None else {"context": context}
        task = self._task_factory(self, coro, **more)
        if name is not None:
            task.set_name(name)
        return task

    def set_task_factory(self, factory):
        """Let factory(loop, coro) make tasks; None: the class Task."""
        _must_be_callable("task factory must be a callable or None", factory)
        self._task_factory = factory

    def get_task_factory(self):
        """Return a task factory, or None if the default one is in use."""
        return self._task_factory

    # -- running

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def _check_running(self):
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if events._get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def _run_forever_setup(self):
        self._check_closed()
        self._check_running()
        self._track_origins(self._debug)
        self._hook_asyncgens()
        self._thread_id = threading.get_ident()
        events._set_running_loop(self)

    def _run_forever_cleanup(self):
        self._stopping = False
        self._thread_id = None
        events._set_running_loop(None)
        self._track_origins(False)
        self._unhook_asyncgens()

    def run_forever(self):
        """Run until stop() is called."""
        self._run_forever_setup()
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._run_forever_cleanup()

    def stop(self):
        """End the loop after this turn: callbacks that are ready still run."""
        self._stopping = True

    def run_until_complete(self, future):
        """Run until the future is done; return its result. A coroutine becomes a task."""
        self._check_closed()
        self._check_running()
        made_here = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        if made_here:
            future._log_destroy_pending = False  # it is told by the error below
        future.add_done_callback(_stop_loop_of)
        try:
            self.run_forever()
        except BaseException:
            if made_here and future.done() and not future.cancelled():
                future.exception()  # it is what is raised, not one that nobody has seen
            raise
        finally:
            future.remove_done_callback(_stop_loop_of)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def close(self):
        """Drop all callbacks and end the executor, without waiting for it."""
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        if self._debug:
            logger.debug("Close %r", self)
        self._closed = True
        self._ready.clear()
        self._scheduled.clear()
        self._close_executor()

    def __del__(self, _warn=warnings.warn):
        if getattr(self, "_closed", True):
            return
        _warn(f"unclosed event loop {self!r}", ResourceWarning, source=self)
        if not self.is_running():
            self.close()

    def is_closed(self):
        """Returns True if the event loop was closed."""
        return self._closed

    def is_running(self):
        """Returns True if the event loop is running."""
        return self._thread_id is not None

    def time(self):
        """Return the time of the loop's clock: seconds, as a float, from an arbitrary start."""
        return time.monotonic()

    # -- callbacks

    @staticmethod
    def _check_callable(callback, method):
        if coroutines.iscoroutine(callback) or coroutines.iscoroutinefunction(callback):
            raise TypeError(f"coroutines cannot be used with {method}()")
        if not callable(callback):
            raise TypeError(f"a callable object was expected by {method}(), got {callback!r}")

    def _check_usable(self, callback, method):
        """In debug mode: the callback can be called, the thread is the loop's."""
        self._check_callable(callback, method)
        if self._thread_id is not None and threading.get_ident() != self._thread_id:
            raise RuntimeError("Non-thread-safe operation invoked on an event loop other than the "
                               "current one")

    def _made_here(self, handle):
        """The end of the stack in which a handle was made is these methods."""
        if handle._source_traceback:
            del handle._source_traceback[-1]
        return handle

    def call_soon(self, callback, *args, context=None):
        """Call the callback in the next turn, after those that were added before."""
        self._check_closed()
        if self._debug:
            self._check_usable(callback, "call_soon")
        handle = events.Handle(callback, args, self, context)
        self._ready.append(handle)
        return self._made_here(handle) if self._debug else handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        """Like call_soon(), from any thread."""
        self._check_closed()
        if self._debug:
            self._check_callable(callback, "call_soon_threadsafe")
        handle = self._made_here(events.Handle(callback, args, self, context))
        self._ready.append(handle)
        self._write_to_self()
        return handle

    def call_later(self, delay, callback, *args, context=None):
        """Call the callback after so many seconds."""
        if delay is None:
            raise TypeError("delay must not be None")
        timer = self.call_at(self.time() + delay, callback, *args, context=context)
        return self._made_here(timer)

    def call_at(self, when, callback, *args, context=None):
        """Call the callback at that time of the loop's clock."""
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        if self._debug:
            self._check_usable(callback, "call_at")
        timer = self._made_here(events.TimerHandle(when, callback, args, self, context))
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def _add_callback(self, handle):
        if not handle._cancelled:
            self._ready.append(handle)

    def _add_callback_signalsafe(self, handle):
        self._add_callback(handle)
        self._write_to_self()

    def _timer_handle_cancelled(self, handle):
        if handle._scheduled:
            self._timer_cancelled_count += 1

    # -- a turn of the loop

    def _drop_cancelled_timers(self):
        timers = self._scheduled
        if (len(timers) > _MIN_SCHEDULED_TIMER_HANDLES
                and self._timer_cancelled_count
                > len(timers) * _MIN_CANCELLED_TIMER_HANDLES_FRACTION):
            for timer in timers:
                timer._scheduled = not timer._cancelled
            timers[:] = [timer for timer in timers if timer._scheduled]
            heapq.heapify(timers)
            self._timer_cancelled_count = 0
        while timers and timers[0]._cancelled:
            heapq.heappop(timers)._scheduled = False
            self._timer_cancelled_count -= 1

    def _longest_wait(self):
        """How long the selector may wait; None: for ever."""
        if self._ready or self._stopping:
            return 0
        if not self._scheduled:
            return None
        return min(max(0, self._scheduled[0]._when - self.time()), MAXIMUM_SELECT_TIMEOUT)

    def _run_once(self):
        timers, ready = self._scheduled, self._ready
        if timers:
            self._drop_cancelled_timers()
        self._process_events(self._selector.select(self._longest_wait()))
        if timers:
            soon = self.time() + self._clock_resolution
            while timers and timers[0]._when < soon:
                timer = heapq.heappop(timers)
                timer._scheduled = False
                ready.append(timer)
        run = self._run_watched if self._debug else events.Handle._run
        # those added meanwhile wait for the next turn
        for _ in range(len(ready)):
            handle = ready.popleft()
            if not handle._cancelled:
                run(handle)
        handle = None  # it holds what its callback holds

    def _run_watched(self, handle):
        self._current_handle = handle
        try:
            started = self.time()
            handle._run()
            taken = self.time() - started
        finally:
            self._current_handle = None
        if taken >= self.slow_callback_duration:
            logger.warning("Executing %s took %.3f seconds", _describe_handle(handle), taken)
        handle = None  # an exception may refer to this frame

    # -- debug mode

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled
        if self.is_running():
            self.call_soon_threadsafe(self._track_origins, enabled)

    def _track_origins(self, enabled):
        if bool(enabled) == (self._outer_origin_depth is not None):
            return
        if enabled:
            self._outer_origin_depth = sys.get_coroutine_origin_tracking_depth()
            sys.set_coroutine_origin_tracking_depth(constants.DEBUG_STACK_DEPTH)
        else:
            sys.set_coroutine_origin_tracking_depth(self._outer_origin_depth)
            self._outer_origin_depth = None

    # -- errors

    def get_exception_handler(self):
        """Return an exception handler, or None if the default one is in use."""
        return self._exception_handler

    def set_exception_handler(self, handler):
        """Let handler(loop, context) tell of errors in callbacks; None: the default one."""
        _must_be_callable("A callable object or None is expected, got {!r}", handler)
        self._exception_handler = handler

    def default_exception_handler(self, context):
        """Log the message, the exception and everything else in the context."""
        handle = self._current_handle
        if "source_traceback" not in context and handle is not None and handle._source_traceback:
            context["handle_traceback"] = handle._source_traceback
        lines = [context.get("message") or "Unhandled exception in event loop"]
        for key in sorted(context.keys() - {"message", "exception"}):
            heading = {"source_traceback": "Object created at",
                       "handle_traceback": "Handle created at"}.get(key)
            if heading is None:
                value = repr(context[key])
            else:
                stack = "".join(context[key].format()).rstrip()
                value = f"{heading} (most recent call last):\n{stack}"
            lines.append(f"{key}: {value}")
        error = context.get("exception")
        logger.error("\n".join(lines),
                     exc_info=error is not None and (type(error), error, error.__traceback__))

    def _call_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
            return
        about = next((context[key] for key in ("task", "future", "handle")
                      if context.get(key) is not None), None)
        handler = functools.partial(self._exception_handler, self, context)
        # as the callback itself: in its context variables
        variables = about.get_context() if hasattr(about, "get_context") else None
        if hasattr(variables, "run"):
            variables.run(handler)
        else:
            handler()

    def call_exception_handler(self, context):
        """Tell of an error by the exception handler: `context` has "message", "exception" ..."""
        try:
            self._call_handler(context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            problem = "Exception in default exception handler"
            if self._exception_handler is not None:
                try:
                    self.default_exception_handler({
                        "message": "Unhandled error in exception handler", "exception": exc,
                        "context": context})
                    return
                except (SystemExit, KeyboardInterrupt):
                    raise
                except BaseException:
                    problem += (" while handling an unexpected error in custom exception handler")
            logger.error(problem, exc_info=True)

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        return await self.run_in_executor(None, socket.getaddrinfo, host, port, family, type,
                                          proto, flags)

    async def getnameinfo(self, sockaddr, flags=0):
        return await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)

    # -- connections

    async def _start_transport(self, make, *args, **kwargs):
        """Waits till the transport made by make(*args, waiter, **kwargs) has begun."""
        waiter = self.create_future()
        transport = make(*args, waiter, **kwargs)
        try:
            await waiter
        except BaseException:
            transport.close()
            raise
        return transport

    async def _connect_protocol(self, sock, protocol_factory, ssl=None, **tls):
        sock.setblocking(False)
        protocol = protocol_factory()
        if ssl:
            context = None if isinstance(ssl, bool) else ssl
            make, args = self._make_ssl_transport, (sock, protocol, context)
        else:
            make, args, tls = self._make_socket_transport, (sock, protocol), {}
        return await self._start_transport(make, *args, **tls), protocol

    async def create_connection(self, protocol_factory, host=None, port=None, *, ssl=None,
                                family=0, proto=0, flags=0, sock=None, local_addr=None,
                                server_hostname=None, ssl_handshake_timeout=None,
                                ssl_shutdown_timeout=None, happy_eyeballs_delay=None,
                                interleave=None, all_errors=False):
        """Connect to a TCP server; returns (transport, protocol).

        Addresses are tried in turn or, with happy_eyeballs_delay, a new one after so many
        seconds while the others still try; all_errors raises an ExceptionGroup.
        """
        _check_tls_options(ssl, server_hostname=server_hostname,
                           ssl_handshake_timeout=ssl_handshake_timeout,
                           ssl_shutdown_timeout=ssl_shutdown_timeout)
        if ssl and server_hostname is None:
            if not host:
                raise ValueError("You must set server_hostname when using ssl without a host")
            server_hostname = host
        if host is not None or port is not None:
            if sock is not None:
                raise ValueError("host/port and sock can not be specified at the same time")
            resolve = functools.partial(_resolve, self, family=family, type=socket.SOCK_STREAM,
                                        proto=proto, flags=flags)
            infos = await resolve((host, port))
            local_infos = None if local_addr is None else await resolve(local_addr)
            if interleave is None and happy_eyeballs_delay is not None:
                interleave = 1
            if interleave:
                infos = _interleave(infos, interleave)
            sock = await self._connect_any(infos, local_infos, happy_eyeballs_delay, all_errors)
        elif sock is None:
            raise ValueError("host and port was not specified and no sock specified")
        else:
            _check_stream(sock)
        return await self._connect_protocol(
            sock, protocol_factory, ssl, server_side=False, server_hostname=server_hostname,
            ssl_handshake_timeout=ssl_handshake_timeout, ssl_shutdown_timeout=ssl_shutdown_timeout)

    async def start_tls(self, transport, protocol, sslcontext, *, server_side=False,
                        server_hostname=None, ssl_handshake_timeout=None,
                        ssl_shutdown_timeout=None):
        """Make a connection go on in TLS; returns the transport to use from then on."""
        import ssl
        from . import sslproto
        if not isinstance(sslcontext, ssl.SSLContext):
            raise TypeError("sslcontext is expected to be an instance of ssl.SSLContext, got "
                            f"{sslcontext!r}")
        if not getattr(transport, "_start_tls_compatible", False):
            raise TypeError(f"transport {transport!r} is not supported by start_tls()")
        waiter = self.create_future()
        tls = sslproto.SSLProtocol(
            self, protocol, sslcontext, waiter, server_side, server_hostname,
            call_connection_made=False, ssl_handshake_timeout=ssl_handshake_timeout,
            ssl_shutdown_timeout=ssl_shutdown_timeout)
        transport.pause_reading()  # till the new protocol is there
        transport.set_protocol(tls)
        begin = [self.call_soon(tls.connection_made, transport),
                 self.call_soon(transport.resume_reading)]
        try:
            await waiter
        except BaseException:
            transport.close()
            for handle in begin:
                handle.cancel()
            raise
        return tls._app_transport

    async def _connect_any(self, infos, local_infos, delay, all_errors):
        errors = []
        attempts = [functools.partial(self._connect_one, errors, info, local_infos)
                    for info in infos]
        try:
            if delay is not None:
                sock, _, _ = await staggered.staggered_race(attempts, delay, loop=self)
                if sock is not None:
                    return sock
            else:
                for attempt in attempts:
                    try:
                        return await attempt()
                    except OSError:
                        continue  # it is among the errors
            if all_errors:
                raise ExceptionGroup("create_connection failed", errors)
            if len(set(map(str, errors))) == 1:
                raise errors[0]
            raise OSError(f"Multiple exceptions: {', '.join(map(str, errors))}")
        finally:
            del errors, attempts  # they refer to this frame

    async def _connect_one(self, errors, info, local_infos):
        family, kind, proto, _, address = info
        with _CloseOnError() as cleanup:
            try:
                sock = cleanup.sock = socket.socket(family=family, type=kind, proto=proto)
                sock.setblocking(False)
                if local_infos is not None:
                    _bind_any(sock, family, local_infos, errors)
                await self.sock_connect(sock, address)
                return sock
            except OSError as error:
                errors.append(error)
                raise

    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None,
                                      ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Make a transport of a connection that was accepted elsewhere."""
        _check_stream(sock)
        _check_tls_options(ssl, ssl_handshake_timeout=ssl_handshake_timeout,
                           ssl_shutdown_timeout=ssl_shutdown_timeout)
        return await self._connect_protocol(
            sock, protocol_factory, ssl, server_side=True, server_hostname="",
            ssl_handshake_timeout=ssl_handshake_timeout, ssl_shutdown_timeout=ssl_shutdown_timeout)

    # -- servers

    async def create_server(self, protocol_factory, host=None, port=None, *,
                            family=socket.AF_UNSPEC, flags=socket.AI_PASSIVE, sock=None,
                            backlog=100, ssl=None, reuse_address=None, reuse_port=None,
                            keep_alive=None, ssl_handshake_timeout=None,
                            ssl_shutdown_timeout=None, start_serving=True):
        """Serve TCP connections on a host, several, or all (None); returns a Server."""
        if isinstance(ssl, bool):
            raise TypeError("ssl argument must be an SSLContext or None")
        tls_timeouts = {"ssl_handshake_timeout": ssl_handshake_timeout,
                        "ssl_shutdown_timeout": ssl_shutdown_timeout}
        _check_tls_options(ssl, **tls_timeouts)
        if host is not None or port is not None:
            if sock is not None:
                raise ValueError("host/port and sock can not be specified at the same time")
            hosts = [host or None] if isinstance(host, str) or not isinstance(
                host, collections.abc.Iterable) else host
            infos = await tasks.gather(*(
                _resolve(self, (each, port), f"getaddrinfo({each!r}) returned empty list",
                         family=family, type=socket.SOCK_STREAM, flags=flags) for each in hosts))
            options = [option for option, wanted in (
                ("SO_REUSEADDR", reuse_address is None or reuse_address),
                ("SO_KEEPALIVE", keep_alive)) if wanted]
            sockets = self._bind_all(list(dict.fromkeys(itertools.chain(*infos))), options,
                                     reuse_port)
        elif sock is None:
            raise ValueError("Neither host/port nor sock were specified")
        else:
            _check_stream(sock)
            sockets = [sock]
        return await self._serve(sockets, protocol_factory, ssl, backlog, start_serving,
                                 **tls_timeouts)

    def _bind_all(self, infos, options, reuse_port):
        with _CloseOnError() as cleanup:
            for family, kind, proto, _, address in infos:
                try:
                    sock = socket.socket(family, kind, proto)
                except OSError:
                    if self._debug:
                        logger.warning("create_server() failed to create socket.socket(%r, %r, %r)",
                                       family, kind, proto, exc_info=True)
                    continue  # a family that this system does not have
                cleanup.socks.append(sock)
                for option in options:
                    sock.setsockopt(socket.SOL_SOCKET, getattr(socket, option), True)
                if reuse_port:
                    _set_reuseport(sock)
                if family == socket.AF_INET6:  # IPv4 has a socket of its own
                    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)
                try:
                    sock.bind(address)
                except OSError as error:
                    if error.errno != errno.EADDRNOTAVAIL:
                        raise _bind_error(error, address) from None
                    cleanup.socks.pop().close()
                    if self._debug:
                        logger.warning(_bind_error(error, address).strerror)
            if not cleanup.socks:
                raise OSError("could not bind on any address out of "
                              f"{[info[4] for info in infos]!r}")
            return cleanup.socks

    async def _serve(self, sockets, protocol_factory, ssl, backlog, start_serving,
                     ssl_handshake_timeout, ssl_shutdown_timeout):
        for sock in sockets:
            sock.setblocking(False)
        server = Server(self, sockets, protocol_factory, ssl, backlog, ssl_handshake_timeout,
                        ssl_shutdown_timeout)
        if start_serving:
            await server.start_serving()
        if self._debug:
            logger.info("%r is serving", server)
        return server

    # -- datagrams

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None,
                                       *, family=0, proto=0, flags=0, reuse_port=None,
                                       allow_broadcast=None, sock=None):
        """Make an endpoint for datagrams: (transport, protocol)."""
        remote = None
        if sock is None:
            candidates = await self._datagram_candidates(local_addr, remote_addr, family, proto,
                                                         flags)
            sock, remote = await self._open_datagram(candidates, reuse_port, allow_broadcast)
        else:
            if sock.type == socket.SOCK_STREAM:
                raise ValueError(f"A datagram socket was expected, got {sock!r}")
            options = {"local_addr": local_addr, "remote_addr": remote_addr, "family": family,
                       "proto": proto, "flags": flags, "reuse_port": reuse_port,
                       "allow_broadcast": allow_broadcast}
            if given := ", ".join(f"{name}={value}" for name, value in options.items() if value):
                raise ValueError("socket modifier keyword arguments can not be used when sock is "
                                 f"specified. ({given})")
            sock.setblocking(False)
        protocol = protocol_factory()
        transport = await self._start_transport(self._make_datagram_transport, sock, protocol,
                                                remote)
        return transport, protocol

    async def _datagram_candidates(self, local_addr, remote_addr, family, proto, flags):
        """What may be tried: (family, protocol, local address, remote address)."""
        given = [local_addr, remote_addr]
        if not any(given):
            if not family:
                raise ValueError("unexpected address family")
            return [(family, proto, None, None)]
        if family == socket.AF_UNIX:
            if not all(address is None or isinstance(address, str) for address in given):
                raise TypeError("string is expected")
            if local_addr and local_addr[0] != "\0":
                _remove_stale_socket(local_addr)
            return [(family, proto, local_addr, remote_addr)]
        pairs = collections.defaultdict(lambda: [None, None])
        for i, address in enumerate(given):
            if address is None:
                continue
            if not isinstance(address, tuple) or len(address) != 2:
                raise TypeError("2-tuple is expected")
            for info in await _resolve(self, address, family=family, type=socket.SOCK_DGRAM,
                                       proto=proto, flags=flags):
                pairs[info[0], info[2]][i] = info[4]
        # both addresses, where both are given
        candidates = [(*key, *pair) for key, pair in pairs.items()
                      if not any(wanted and not found for wanted, found in zip(given, pair))]
        if not candidates:
            raise ValueError("can not get address information")
        return candidates

    async def _open_datagram(self, candidates, reuse_port, allow_broadcast):
        """The first socket that can be made, and the address that it is to send to."""
        first_error = None
        for family, proto, local, remote in candidates:
            try:
                with _CloseOnError() as cleanup:
                    sock = cleanup.sock = socket.socket(family=family, type=socket.SOCK_DGRAM,
                                                        proto=proto)
                    if reuse_port:
                        _set_reuseport(sock)
                    if allow_broadcast:
                        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                    sock.setblocking(False)
                    if local:
                        sock.bind(local)
                    if remote and not allow_broadcast:
                        await self.sock_connect(sock, remote)
                    return sock, remote
            except OSError as error:
                first_error = first_error or error
        raise first_error

    # -- pipes

    async def connect_read_pipe(self, protocol_factory, pipe):
        """Read from a pipe: returns (transport, protocol)."""
        protocol = protocol_factory()
        return await self._start_transport(self._make_read_pipe_transport, pipe,
                                           protocol), protocol

    async def connect_write_pipe(self, protocol_factory, pipe):
        """Write to a pipe: returns (transport, protocol)."""
        protocol = protocol_factory()
        return await self._start_transport(self._make_write_pipe_transport, pipe,
                                           protocol), protocol


# -- sockets and addresses

class _CloseOnError:
    """Closes the sockets named in it (sock, socks) if the block ends with an exception."""

    def __init__(self):
        self.sock, self.socks = None, []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if kind is not None:
            for sock in [self.sock, *self.socks]:
                if sock is not None:
                    sock.close()


def _check_stream(sock):
    if sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A Stream Socket was expected, got {sock!r}")


def _check_tls_options(ssl, **options):
    for name, value in options.items():
        if value is not None and not ssl:
            raise ValueError(f"{name} is only meaningful with ssl")


def _set_reuseport(sock):
    problem = "reuse_port not supported by socket module"
    if not hasattr(socket, "SO_REUSEPORT"):
        raise ValueError(problem)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except OSError:
        raise ValueError(f"{problem}, SO_REUSEPORT defined but not implemented.")


def _set_nodelay(sock):
    """What is written to a TCP connection is sent at once."""
    if (sock.family in (socket.AF_INET, socket.AF_INET6) and sock.type == socket.SOCK_STREAM
            and sock.proto in (socket.IPPROTO_TCP, 0)):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _remove_stale_socket(path):
    """A socket in the file system that a server has left would be in the way of a new one."""
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):
            os.remove(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        logger.error("Unable to check or remove stale UNIX socket %r: %r", path, error)


def _bind_error(error, address):
    return OSError(error.errno, f"error while attempting to bind on address {address!r}: "
                                f"{str(error).lower()}")


def _bind_any(sock, family, infos, errors):
    """Binds it to the first of the addresses that works."""
    failed = []
    for info in infos:
        if info[0] != family:
            continue
        try:
            sock.bind(info[4])
            errors += failed
            return
        except OSError as error:
            failed.append(_bind_error(error, info[4]))
    if not failed:
        raise OSError(f"no matching local address with {family=} found")
    errors += failed[:-1]
    raise failed[-1]


def _interleave(infos, first_count):
    """Addresses with their families taking turns, after so many of the first one's family."""
    by_family = {}
    for info in infos:
        by_family.setdefault(info[0], []).append(info)
    groups = list(by_family.values())
    start = groups[0][:first_count - 1]
    del groups[0][:first_count - 1]
    turns = itertools.zip_longest(*groups)
    return start + [info for turn in turns for info in turn if info is not None]


async def _resolve(loop, address, problem="getaddrinfo() returned empty list", *, family=0,
                   type=socket.SOCK_STREAM, proto=0, flags=0):
    infos = await _ensure_resolved(address, family=family, type=type, proto=proto, flags=flags,
                                   loop=loop)
    if not infos:
        raise OSError(problem)
    return infos


async def _ensure_resolved(address, *, family=0, type=socket.SOCK_STREAM, proto=0, flags=0, loop):
    """As getaddrinfo(), which need not be asked about numbers."""
    info = _ipaddr_info(*address[:2], family, type, proto, *address[2:])
    if info is not None:
        return [info]
    return await loop.getaddrinfo(*address[:2], family=family, type=type, proto=proto, flags=flags)


def _ipaddr_info(host, port, family, type, proto, flowinfo=0, scopeid=0):
    """What getaddrinfo() would say of a numeric address; None if it must be asked."""
    protocol = {socket.SOCK_STREAM: socket.IPPROTO_TCP,
                socket.SOCK_DGRAM: socket.IPPROTO_UDP}.get(type)
    known = (0, socket.IPPROTO_TCP, socket.IPPROTO_UDP)
    if not hasattr(socket, "inet_pton") or protocol is None or proto not in known or host is None:
        return None
    try:
        port = int(port or 0)
    except ValueError:
        return None  # the name of a service
    if isinstance(host, bytes):
        host = host.decode("idna")
    if "%" in host:
        return None  # an IPv6 address with a zone
    for kind, rest in ((socket.AF_INET, ()), (socket.AF_INET6, (flowinfo, scopeid))):
        if family in (socket.AF_UNSPEC, kind):
            try:
                socket.inet_pton(kind, host)
            except OSError:
                continue
            return kind, type, protocol, "", (host, port, *rest)
    return None
