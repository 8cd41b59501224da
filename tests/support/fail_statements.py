"""Every allocation of every statement of a test may fail: folio -X exit-check fail_statements.py FILE...

Each statement of a file is compiled and run again and again with its Nth allocation failing, once and then
for good, for N = 1, 2, ... until nothing fails any more, in one process. It must then do what it does without
failures, or raise MemoryError; a statement run twice may raise what it likes, but never SystemError, which
would say that a failure was forgotten. Nothing may be left at the end (status 99).
"""

import _heap
import ast
import os
import signal
import sys
import time

MOST = 400  # allocations of a statement that fail in their turn
SECONDS = 4  # spent on one statement
FOR_GOOD = 1 << 40


class TookTooLong(BaseException):
    pass


def stop(number, frame):
    raise TookTooLong


def quiet_print(*values, sep=" ", end="\n", file=None, flush=False):
    for value in values:
        str(value)


def run(text, path, namespace, number, count):
    """Exception that came out, and whether an allocation failed."""
    error = None
    try:
        _heap.fail_at(number, count)
        exec(compile(text, path, "exec"), namespace)
    except BaseException as raised:
        error = type(raised)
    failed = _heap.fail_count()
    _heap.fail_at(0)
    return error, failed


def sweep(text, path, namespace):
    """What is wrong with the statement when memory fails; None if nothing is."""
    end = time.monotonic() + SECONDS
    for number in range(1, MOST):
        any_failed = False
        for count in (1, FOR_GOOD):
            error, failed = run(text, path, namespace, number, count)
            any_failed = any_failed or failed
            if error is SystemError:
                return f"N = {number}, {count}: {error}"
        if not any_failed or time.monotonic() > end:
            return None
    return None


def sweep_file(path):
    namespace = {"__name__": "__main__", "__file__": path, "print": quiet_print}
    with open(path) as file:
        source = file.read()
    lines, bad, end = source.split("\n"), 0, 0
    for statement in ast.parse(source, path).body:
        begin, end = end, statement.end_lineno
        if begin == end:
            continue  # went with the one before it on its line
        text = "\n" * begin + "\n".join(lines[begin:end])
        wrong = None
        signal.setitimer(signal.ITIMER_REAL, 2 * SECONDS)
        try:
            wrong = sweep(text, path, namespace)
            run(text, path, namespace, 0, 0)
        except TookTooLong:
            pass
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            sys.settrace(None)
        if wrong:
            bad += 1
            print(f"{path}:{statement.lineno}: {wrong}", flush=True)
    return bad


signal.signal(signal.SIGALRM, stop)
sys.path.insert(0, os.path.dirname(os.path.abspath(sys.argv[1])))
sys.exit(1 if sum([sweep_file(path) for path in sys.argv[1:]]) else 0)
