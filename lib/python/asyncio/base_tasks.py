"""What every kind of task shares: how it and its stack are shown."""

import itertools
import linecache
import traceback

from . import base_futures, coroutines


def _task_repr_info(task):
    state, *more = base_futures._future_repr_info(task)
    if task.cancelling() and not task.done():
        state = "cancelling"
    info = [state, f"name={task.get_name()!r}"]
    if task._coro:
        info.append(f"coro=<{coroutines._format_coroutine(task._coro)}>")
    if task._fut_waiter is not None:
        info.append(f"wait_for={task._fut_waiter!r}")
    return info + more


_task_repr = base_futures._repr_by(_task_repr_info)


def _outwards(frame):
    while frame is not None:
        yield frame
        frame = frame.f_back


def _task_get_stack(task, limit=None):
    """The frames of the suspended coroutine, or of the traceback of what ended it."""
    for name in ("cr_frame", "gi_frame", "ag_frame"):
        if hasattr(task._coro, name):
            frame = getattr(task._coro, name)
            break
    else:
        frame = None
    if frame is not None:
        return list(itertools.islice(_outwards(frame), limit))[::-1]
    if task._exception is None:
        return []
    frames = (frame for frame, _ in traceback.walk_tb(task._exception.__traceback__))
    return list(itertools.islice(frames, limit))


def _task_print_stack(task, limit=None, file=None):
    frames, error = task.get_stack(limit=limit), task._exception
    if not frames:
        print(f"No stack for {task!r}", file=file)
    else:
        heading = "Stack" if error is None else "Traceback"
        print(f"{heading} for {task!r} (most recent call last):", file=file)
    lines = []
    for frame in frames:
        code = frame.f_code
        linecache.checkcache(code.co_filename)
        lines.append((code.co_filename, frame.f_lineno, code.co_name,
                      linecache.getline(code.co_filename, frame.f_lineno, frame.f_globals)))
    traceback.print_list(lines, file=file)
    if error is not None:
        print(*traceback.format_exception_only(type(error), error), sep="", end="", file=file)
