# What a path with a null in it is told, and what join() says of an argument that is no path.
import os


def attempt(function, *args):
    try:
        return function(*args)
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


print(attempt(open, "a\0"))  # expect: ValueError: embedded null byte
print(attempt(os.stat, "a\0"))  # expect: ValueError: stat: embedded null character in path
print(attempt(os.mkdir, b"a\0"))  # expect: ValueError: mkdir: embedded null character in path
print(attempt(os.rename, "a", "\0"))  # expect: ValueError: rename: embedded null character in dst
print(attempt(os.symlink, "\0", "a"))  # expect: ValueError: symlink: embedded null character in src
print(attempt(os.putenv, "a", "\0"))  # expect: ValueError: embedded null byte
print(attempt(os.unsetenv, "\0"))  # expect: ValueError: embedded null byte
print(attempt(os.system, "\0"))  # expect: ValueError: embedded null byte
print(attempt(compile, "1", "\0", "eval"))  # expect: ValueError: embedded null character
print(attempt(os.listdir, 1.5))
# expect: TypeError: listdir: path should be string, bytes, os.PathLike, integer or None, not float
print(attempt(os.path.join, "a", None))
# expect: TypeError: join() argument must be str, bytes, or os.PathLike object, not 'NoneType'
