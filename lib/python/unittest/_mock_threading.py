"""Mocks whose calls, in other threads, can be waited for."""

import threading

from unittest._mock_calls import sentinel
from unittest.mock import Base, MagicMixin, Mock

_timeout_unset = sentinel.TIMEOUT_UNSET


class ThreadingMixin(Base):
    DEFAULT_TIMEOUT = None

    def __init__(self, *args, timeout=_timeout_unset, **kwargs):
        super().__init__(*args, **kwargs)
        if timeout is _timeout_unset:
            timeout = self.DEFAULT_TIMEOUT
        self.__dict__.update(_mock_wait_timeout=timeout, _mock_calls_events_lock=threading.Lock())
        self._forget_calls()

    def _get_child_mock(self, /, **kw):
        for parent in (kw.get("parent"), kw.get("_new_parent")):
            if isinstance(parent, ThreadingMixin):
                kw["timeout"] = parent._mock_wait_timeout
                break
        return super()._get_child_mock(**kw)

    def _forget_calls(self):
        self.__dict__.update(_mock_event=threading.Event(), _mock_calls_events=[])

    def reset_mock(self, /, *args, **kwargs):
        """Restore the initial state: nobody has called."""
        super().reset_mock(*args, **kwargs)
        self._forget_calls()

    def _event_of(self, args, kwargs):
        with self._mock_calls_events_lock:
            for *known, event in self._mock_calls_events:
                if known == [args, kwargs]:
                    return event
            event = threading.Event()
            self._mock_calls_events.append((args, kwargs, event))
        return event

    def _mock_call(self, *args, **kwargs):
        result = super()._mock_call(*args, **kwargs)
        self._event_of(args, kwargs).set()
        self._mock_event.set()
        return result

    def wait_until_called(self, *, timeout=_timeout_unset):
        """Wait till the mock is called, for at most `timeout` seconds or those given when it was
        made; None waits forever."""
        if timeout is _timeout_unset:
            timeout = self._mock_wait_timeout
        if not self._mock_event.wait(timeout=timeout):
            raise AssertionError(f"{self._mock_name or 'mock'} was not called before "
                                 f"timeout({timeout}).")

    def wait_until_any_call_with(self, *args, **kwargs):
        """Wait till the mock is called with these arguments, for at most the seconds given when it
        was made."""
        if not self._event_of(args, kwargs).wait(timeout=self._mock_wait_timeout):
            raise AssertionError(f"{self._format_mock_call_signature(args, kwargs)} call not found "
                                 f"before timeout({self._mock_wait_timeout}).")


class ThreadingMock(ThreadingMixin, MagicMixin, Mock):
    """A mock whose calls, in other threads, can be waited for."""
