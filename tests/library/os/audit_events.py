"""What is done to files and processes is told to the hooks of sys.addaudithook."""
import fcntl
import mmap
import os
import sys

seen = []


def hook(event, args):
    if event.startswith(("os.", "fcntl.", "mmap.", "open")):
        seen.append((event, *args))


sys.addaudithook(hook)


def events(function, *args, **keywords):
    seen.clear()
    try:
        function(*args, **keywords)
    except (OSError, ValueError) as error:
        seen.append(type(error).__name__)
    return seen


A, B = "/no/such/a", "/no/such/b"
print(events(os.open, A, os.O_RDONLY))  # expect: [('open', '/no/such/a', None, 524288), 'FileNotFoundError']
print(events(os.listdir, A))  # expect: [('os.listdir', '/no/such/a'), 'FileNotFoundError']
print(events(os.scandir, A))  # expect: [('os.scandir', '/no/such/a'), 'FileNotFoundError']
print(events(os.mkdir, A))  # expect: [('os.mkdir', '/no/such/a', 511, -1), 'FileNotFoundError']
print(events(os.mkdir, "a", 0o700, dir_fd=999))  # expect: [('os.mkdir', 'a', 448, 999), 'OSError']
print(events(os.rmdir, A))  # expect: [('os.rmdir', '/no/such/a', -1), 'FileNotFoundError']
print(events(os.remove, A))  # expect: [('os.remove', '/no/such/a', -1), 'FileNotFoundError']
print(events(os.unlink, A))  # expect: [('os.remove', '/no/such/a', -1), 'FileNotFoundError']
print(events(os.rename, A, B))  # expect: [('os.rename', '/no/such/a', '/no/such/b', -1, -1), 'FileNotFoundError']
print(events(os.replace, A, B))  # expect: [('os.rename', '/no/such/a', '/no/such/b', -1, -1), 'FileNotFoundError']
print(events(os.link, A, B))  # expect: [('os.link', '/no/such/a', '/no/such/b', -1, -1), 'FileNotFoundError']
print(events(os.symlink, A, B))  # expect: [('os.symlink', '/no/such/a', '/no/such/b', -1), 'FileNotFoundError']
print(events(os.chdir, A))  # expect: [('os.chdir', '/no/such/a'), 'FileNotFoundError']
print(events(os.fchdir, 999))  # expect: [('os.chdir', 999), 'OSError']
print(events(os.chmod, A, 0))  # expect: [('os.chmod', '/no/such/a', 0, -1), 'FileNotFoundError']
print(events(os.fchmod, 999, 0))  # expect: [('os.chmod', 999, 0, -1), 'OSError']
print(events(os.chown, A, -1, -1))  # expect: [('os.chown', '/no/such/a', 4294967295, 4294967295, -1), 'FileNotFoundError']
print(events(os.fchown, 999, 1, 2))  # expect: [('os.chown', 999, 1, 2, -1), 'OSError']
print(events(os.lchown, A, 1, 2))  # expect: [('os.chown', '/no/such/a', 1, 2, -1), 'FileNotFoundError']
print(events(os.truncate, A, 1))  # expect: [('os.truncate', '/no/such/a', 1), 'FileNotFoundError']
print(events(os.ftruncate, 999, 1))  # expect: [('os.truncate', 999, 1), 'OSError']
print(events(os.utime, A, (1, 2)))  # expect: [('os.utime', '/no/such/a', (1, 2), None, -1), 'FileNotFoundError']
print(events(os.utime, A, ns=(1, 2)))  # expect: [('os.utime', '/no/such/a', None, (1, 2), -1), 'FileNotFoundError']
print(events(os.getxattr, A, "user.a"))  # expect: [('os.getxattr', '/no/such/a', 'user.a'), 'FileNotFoundError']
print(events(os.setxattr, A, "user.a", b"text"))  # expect: [('os.setxattr', '/no/such/a', 'user.a', b'text', 0), 'FileNotFoundError']
print(events(os.removexattr, A, "user.a"))  # expect: [('os.removexattr', '/no/such/a', 'user.a'), 'FileNotFoundError']
print(events(os.listxattr, A))  # expect: [('os.listxattr', '/no/such/a'), 'FileNotFoundError']
print(events(os.system, "true"))  # expect: [('os.system', b'true')]
print(events(os.execv, A, ["a"]))  # expect: [('os.exec', '/no/such/a', ['a'], None), 'FileNotFoundError']
print(events(os.execve, A, ["a"], {}))  # expect: [('os.exec', '/no/such/a', ['a'], {}), 'FileNotFoundError']
print(events(os.posix_spawn, A, ["a"], {}))  # expect: [('os.posix_spawn', '/no/such/a', ['a'], {}), 'FileNotFoundError']
print(events(os.putenv, "a", "b"))  # expect: [('os.putenv', b'a', b'b')]
print(events(os.unsetenv, "a"))  # expect: [('os.unsetenv', b'a')]
print(events(os.killpg, 999999, 0))  # expect: [('os.killpg', 999999, 0), 'ProcessLookupError']
print(events(os.lockf, 999, os.F_LOCK, 0))  # expect: [('os.lockf', 999, 1, 0), 'OSError']
print(events(fcntl.fcntl, 999, 1))  # expect: [('fcntl.fcntl', 999, 1, None), 'OSError']
print(events(fcntl.ioctl, 999, 0x5450, 2))  # expect: [('fcntl.ioctl', 999, 21584, 2), 'OSError']
print(events(fcntl.flock, 999, 1))  # expect: [('fcntl.flock', 999, 1), 'OSError']
print(events(fcntl.lockf, 999, 1))  # expect: [('fcntl.lockf', 999, 1, None, None, 0), 'OSError']
print(events(mmap.mmap, -1, 8))  # expect: [('mmap.__new__', -1, 8, 0, 0)]
