"""Paths that are none, and parts of device numbers that are too large."""
import os


class NoPath:
    __fspath__ = None


def error(function, *args):
    try:
        return function(*args)
    except (OSError, OverflowError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


print(error(os.fspath, NoPath()))  # expect: TypeError: expected str, bytes or os.PathLike object, not NoPath
print(error(os.open, NoPath(), 0))  # expect: TypeError: open: path should be string, bytes or os.PathLike, not NoPath
print(error(os.lstat, 0))  # expect: TypeError: lstat: path should be string, bytes or os.PathLike, not int
print(error(os.stat, NoPath()))  # expect: TypeError: stat: path should be string, bytes, os.PathLike or integer, not NoPath
for major, minor in (2**32, 0), (0, 2**32), (-1, -1):
    print(error(os.makedev, major, minor))
# expect: OverflowError: Python int too large to convert to C unsigned int
# expect: OverflowError: Python int too large to convert to C unsigned int
# expect: -1
