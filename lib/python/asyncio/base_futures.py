"""What every kind of future shares: how it is told from other things, and how it is shown."""

__all__ = ()

import reprlib

from . import format_helpers

_PENDING, _CANCELLED, _FINISHED = "PENDING", "CANCELLED", "FINISHED"


def isfuture(obj):
    """Return True if obj is a Future or says that it works as one: _asyncio_future_blocking."""
    return (hasattr(obj.__class__, "_asyncio_future_blocking")
            and obj._asyncio_future_blocking is not None)


def _format_callbacks(callbacks):
    texts = [format_helpers._format_callback_source(callback, ()) for callback, _ in callbacks]
    texts[1:-1] = [f"<{len(texts) - 2} more>"] * (len(texts) > 2)
    return f"cb=[{', '.join(texts)}]"


def _future_repr_info(future):
    info = [future._state.lower()]
    if future._state == _FINISHED:
        if future._exception is not None:
            info.append(f"exception={future._exception!r}")
        else:
            info.append(f"result={reprlib.repr(future._result)}")
    if future._callbacks:
        info.append(_format_callbacks(future._callbacks))
    if future._source_traceback:
        creator = future._source_traceback[-1]
        info.append(f"created at {creator.filename}:{creator.lineno}")
    return info


def _repr_by(describe):
    """A __repr__ that shows the class and what describe(self) lists."""
    return reprlib.recursive_repr()(
        lambda self: f"<{type(self).__name__} {' '.join(describe(self))}>")


_future_repr = _repr_by(_future_repr_info)
