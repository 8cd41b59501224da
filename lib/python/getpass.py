"""Asking for a password, which is not shown while it is typed, and the name of the user."""

import contextlib
import io
import os
import sys

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    """What is typed may be seen."""


def unix_getpass(prompt="Password: ", stream=None):
    """Asks for a password on the terminal; the prompt is written to it, or to a stream.

    Without a terminal, stdin is read and the prompt goes to stderr. GetPassWarning says that what
    is typed can be seen.
    """
    password = None
    with contextlib.ExitStack() as stack:
        try:
            fd, source = _open_terminal(stack)
            stream = stream or source
        except OSError:
            stack.close()
            source = sys.stdin
            try:
                fd = source.fileno()
            except (AttributeError, ValueError):
                fd = None
                password = fallback_getpass(prompt, stream)
            stream = stream or sys.stderr
        if fd is not None:
            password = _ask_without_echo(fd, prompt, stream, source, stack)
        stream.write("\n")
        return password


def _open_terminal(stack):
    fd = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    tty = io.FileIO(fd, "w+")
    stack.enter_context(tty)
    source = io.TextIOWrapper(tty)
    stack.enter_context(source)
    return fd, source


def _ask_without_echo(fd, prompt, stream, source, stack):
    password = None
    when = termios.TCSAFLUSH | getattr(termios, "TCSASOFT", 0)
    try:
        before = termios.tcgetattr(fd)
        silent = before.copy()
        silent[3] &= ~termios.ECHO
        try:
            termios.tcsetattr(fd, when, silent)
            password = _raw_input(prompt, stream, input=source)
        finally:
            termios.tcsetattr(fd, when, before)
            stream.flush()
    except termios.error:
        if password is not None:
            raise  # only the terminal could not be set back
        if source is not stream:
            stack.close()
        password = fallback_getpass(prompt, stream)
    return password


def fallback_getpass(prompt="Password: ", stream=None):
    """Asks for a password that can be seen."""
    import warnings
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    stream = stream or sys.stderr
    print("Warning: Password input may be echoed.", file=stream)
    return _raw_input(prompt, stream)


def _raw_input(prompt="", stream=None, input=None):
    # input() would leave the line in the history
    stream, source = stream or sys.stderr, input or sys.stdin
    if text := str(prompt):
        try:
            stream.write(text)
        except UnicodeEncodeError:
            stream.write(text.encode(stream.encoding, "replace").decode(stream.encoding))
        stream.flush()
    line = source.readline()
    if line == "":
        raise EOFError
    return line.removesuffix("\n")


def getuser():
    """The name of the user: of LOGNAME, USER, LNAME or USERNAME, else of the system."""
    names = map(os.environ.get, ("LOGNAME", "USER", "LNAME", "USERNAME"))
    found = next(filter(None, names), None)
    if found is not None:
        return found
    try:
        import pwd
        return pwd.getpwuid(os.getuid())[0]
    except (ImportError, KeyError) as e:
        raise OSError("No username set in the environment") from e


try:
    import termios
    getpass = unix_getpass if hasattr(termios, "tcsetattr") else fallback_getpass
except ImportError:
    getpass = fallback_getpass
