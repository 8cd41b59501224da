"""Errors name a path as its __fspath__() says it; descriptors that are no C ints are told of; src and dst."""
import os
import pathlib


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except (OSError, OverflowError, TypeError) as error:
        names = (error.filename, error.filename2) if isinstance(error, OSError) else ()
        return f"{type(error).__name__}: {error}", *names


class Path:
    def __fspath__(self):
        return b"not/there"


path = pathlib.Path("not/there")
for_each = os.stat, os.lstat, os.listdir, os.scandir, os.mkdir, os.rmdir, os.remove, os.readlink, os.chdir, open
print(*(attempt(function, path) for function in for_each), sep="\n")
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None)
print(*(attempt(function, Path()) for function in for_each), sep="\n")
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: b'not/there'", b'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: b'not/there'", b'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: b'not/there'", b'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: b'not/there'", b'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: b'not/there'", b'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: b'not/there'", b'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: b'not/there'", b'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: b'not/there'", b'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: b'not/there'", b'not/there', None)
# expect: ("FileNotFoundError: [Errno 2] No such file or directory: b'not/there'", b'not/there', None)
print(attempt(path.stat), attempt(path.unlink), attempt(path.read_text), attempt(path.rename, pathlib.Path("other/one")))  # expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None) ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None) ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there'", 'not/there', None) ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there' -> 'other/one'", 'not/there', 'other/one')
print(attempt(os.rename, path, Path()), attempt(os.link, "a", path), attempt(os.symlink, path, path))  # expect: ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there' -> b'not/there'", 'not/there', b'not/there') ("FileNotFoundError: [Errno 2] No such file or directory: 'a' -> 'not/there'", 'a', 'not/there') ("FileNotFoundError: [Errno 2] No such file or directory: 'not/there' -> 'not/there'", 'not/there', 'not/there')
print(attempt(os.rename, 5, "a"), attempt(os.replace, "a", 5), attempt(os.link, 5, "a"), attempt(os.symlink, "a", 5))  # expect: ('TypeError: rename: src should be string, bytes or os.PathLike, not int',) ('TypeError: replace: dst should be string, bytes or os.PathLike, not int',) ('TypeError: link: src should be string, bytes or os.PathLike, not int',) ('TypeError: symlink: dst should be string, bytes or os.PathLike, not int',)
print(attempt(os.stat, 2 ** 40), attempt(os.listdir, -2 ** 40), attempt(os.stat, "a", dir_fd=2 ** 70))  # expect: ('OverflowError: fd is greater than maximum',) ('OverflowError: fd is less than minimum',) ('OverflowError: fd is greater than maximum',)
print(attempt(os.open, "a", os.O_RDONLY, dir_fd=-2 ** 70), attempt(os.close, 2 ** 40))  # expect: ('OverflowError: fd is less than minimum',) ('OverflowError: Python int too large to convert to C int',)

# A folder, or not to follow links, does not go with a descriptor; times are numbers of their kind.
folder = os.open(".", os.O_RDONLY)
open("file", "w").close()


def refused(function, *arguments, **keywords):
    try:
        function(*arguments, **keywords)
    except (ValueError, OverflowError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


print(refused(os.stat, folder, dir_fd=folder), refused(os.stat, folder, follow_symlinks=False))  # expect: ValueError: stat: can't specify dir_fd without matching path ValueError: stat: cannot use fd and follow_symlinks together
print(refused(os.chown, folder, -1, -1, dir_fd=folder), refused(os.chown, folder, -1, -1, follow_symlinks=False))  # expect: ValueError: chown: can't specify both dir_fd and fd ValueError: chown: cannot use fd and follow_symlinks together
print(refused(os.utime, folder, dir_fd=folder), refused(os.utime, folder, follow_symlinks=False))  # expect: ValueError: utime: can't specify dir_fd without matching path ValueError: utime: cannot use fd and follow_symlinks together
for_times = (1,), 5, ("x", 1), (1e30, 1), (-1e30, 1), (float("nan"), 1), (float("inf"), 1), (2 ** 70, 1), (2 ** 55 + 1, -1.5)
print(*(refused(os.utime, "file", times) for times in for_times), sep="\n")
# expect: TypeError: utime: 'times' must be either a tuple of two ints or None
# expect: TypeError: utime: 'times' must be either a tuple of two ints or None
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: OverflowError: timestamp out of range for platform time_t
# expect: OverflowError: timestamp out of range for platform time_t
# expect: ValueError: Invalid value NaN (not a number)
# expect: OverflowError: timestamp out of range for platform time_t
# expect: OverflowError: timestamp out of range for platform time_t
# expect: None
os.utime("file", (2 ** 33 + 1, -1.5))
print(os.stat("file").st_atime_ns, os.stat("file").st_mtime_ns)  # expect: 8589934593000000000 -1500000000
os.utime("file", ns=(-1, 10 ** 18 + 1))
print(os.stat("file").st_atime_ns, os.stat("file").st_mtime_ns)  # expect: -1 1000000000000000001
os.close(folder)
