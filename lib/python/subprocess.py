r"""Subprocesses with accessible I/O streams

This module allows you to spawn processes, connect to their
input/output/error pipes, and obtain their return codes.

For a complete description of this module see the Python documentation.

Main API
========
run(...): Runs a command, waits for it to complete, then returns a
          CompletedProcess instance.
Popen(...): A class for flexibly executing a command in a new process

Constants
---------
DEVNULL: Special value that indicates that os.devnull should be used
PIPE:    Special value that indicates a pipe should be created
STDOUT:  Special value that indicates that stderr should go to stdout


Older API
=========
call(...): Runs a command, waits for it to complete, then returns
    the return code.
check_call(...): Same as call() but raises CalledProcessError()
    if return code is not 0
check_output(...): Same as check_call() but returns the contents of
    stdout instead of a return code
getoutput(...): Runs a command in the shell, waits for it to complete,
    then returns the output
getstatusoutput(...): Runs a command in the shell, waits for it to complete,
    then returns a (exitcode, output) tuple
"""

import builtins
import contextlib
import errno
import io
import os
import select
import selectors
import signal
import sys
import threading
import time
import types
import warnings
from _posixsubprocess import fork_exec as _fork_exec
from time import monotonic as _time

__all__ = ["Popen", "PIPE", "STDOUT", "call", "check_call", "getstatusoutput", "getoutput",
           "check_output", "run", "CalledProcessError", "DEVNULL", "SubprocessError",
           "TimeoutExpired", "CompletedProcess"]

_mswindows = False
_can_fork_exec = True
_USE_VFORK = True
_USE_POSIX_SPAWN = False

_PIPE_BUF = getattr(select, "PIPE_BUF", 512)
_PopenSelector = getattr(selectors, "PollSelector", selectors.SelectSelector)

PIPE = -1
STDOUT = -2
DEVNULL = -3


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    """Raised when run() is called with check=True and the process
    returns a non-zero exit status.

    Attributes:
      cmd, returncode, stdout, stderr, output
    """

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            try:
                return "Command '%s' died with %r." % (self.cmd, signal.Signals(-self.returncode))
            except ValueError:
                return "Command '%s' died with unknown signal %d." % (self.cmd, -self.returncode)
        return "Command '%s' returned non-zero exit status %d." % (self.cmd, self.returncode)

    @property
    def stdout(self):
        """Alias for output attribute, to match stderr"""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """This exception is raised when the timeout expires while waiting for a
    child process.

    Attributes:
        cmd, output, stdout, stderr, timeout
    """

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return "Command '%s' timed out after %s seconds" % (self.cmd, self.timeout)

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


# Processes whose Popen object went away before they ended; they are waited for now and then.
_active = []


def _cleanup():
    if _active is None:
        return
    for inst in _active[:]:
        if inst._internal_poll(_deadstate=sys.maxsize) is not None:
            try:
                _active.remove(inst)
            except ValueError:
                pass  # another thread was quicker


def _optim_args_from_interpreter_flags():
    """The -O options of this interpreter."""
    value = sys.flags.optimize
    return ["-" + "O" * value] if value > 0 else []


def _args_from_interpreter_flags():
    """The options of this interpreter, for one that is to be like it."""
    args = _optim_args_from_interpreter_flags()
    for flag, option in (("debug", "d"), ("dont_write_bytecode", "B"), ("no_site", "S"),
                         ("verbose", "v"), ("bytes_warning", "b"), ("quiet", "q")):
        value = getattr(sys.flags, flag)
        if value > 0:
            args.append("-" + option * value)
    if sys.flags.isolated:
        args.append("-I")
    else:
        if sys.flags.ignore_environment:
            args.append("-E")
        if sys.flags.no_user_site:
            args.append("-s")
        if sys.flags.safe_path:
            args.append("-P")
    warnopts = sys.warnoptions[:]
    xoptions = getattr(sys, "_xoptions", {})
    bytes_warning, dev_mode = sys.flags.bytes_warning, "dev" in xoptions
    if bytes_warning > 1:
        _discard(warnopts, "error::BytesWarning")
    elif bytes_warning:
        _discard(warnopts, "default::BytesWarning")
    if dev_mode:
        _discard(warnopts, "default")
    args.extend("-W" + opt for opt in warnopts)
    if dev_mode:
        args.extend(("-X", "dev"))
    for opt in ("faulthandler", "tracemalloc", "importtime", "frozen_modules", "showrefcount",
                "utf8", "gil"):
        if opt in xoptions:
            value = xoptions[opt]
            args.extend(("-X", opt if value is True else "%s=%s" % (opt, value)))
    return args


def _discard(items, item):
    if item in items:
        items.remove(item)


def _text_encoding():
    if sys.flags.warn_default_encoding:
        warnings.warn("'encoding' argument not specified.", EncodingWarning, 3)
    return "utf-8" if sys.flags.utf8_mode else "locale"


# ---- functions -----------------------------------------------------------------------------------

def call(*popenargs, timeout=None, **kwargs):
    """Run command with arguments.  Wait for command to complete or
    for timeout seconds, then return the returncode attribute.

    The arguments are the same as for the Popen constructor.  Example:

    retcode = call(["ls", "-l"])
    """
    with Popen(*popenargs, **kwargs) as p:
        try:
            return p.wait(timeout=timeout)
        except:
            p.kill()  # the with statement waits for it
            raise


def check_call(*popenargs, **kwargs):
    """Run command with arguments.  Wait for command to complete.  If
    the exit code was zero then return, otherwise raise
    CalledProcessError.  The CalledProcessError object will have the
    return code in the returncode attribute.

    The arguments are the same as for the call function.  Example:

    check_call(["ls", "-l"])
    """
    retcode = call(*popenargs, **kwargs)
    if retcode:
        cmd = kwargs.get("args")
        raise CalledProcessError(retcode, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    r"""Run command with arguments and return its output.

    If the exit code was non-zero it raises a CalledProcessError.  The
    CalledProcessError object will have the return code in the returncode
    attribute and output in the output attribute.

    The arguments are the same as for the Popen constructor.  Example:

    >>> check_output(["ls", "-l", "/dev/null"])
    b'crw-rw-rw- 1 root root 1, 3 Oct 18  2007 /dev/null\n'

    The stdout argument is not allowed as it is used internally.
    To capture standard error in the result, use stderr=STDOUT.

    There is an additional optional argument, "input", allowing you to
    pass a string to the subprocess's stdin.  If you use this argument
    you may not also use the Popen constructor's "stdin" argument, as
    it too will be used internally.
    """
    for kw in ("stdout", "check"):
        if kw in kwargs:
            raise ValueError(f"{kw} argument not allowed, it will be overridden.")
    if "input" in kwargs and kwargs["input"] is None:
        # no input is empty input here, in the type that is wanted
        if any(kwargs.get(name) for name in ("universal_newlines", "text", "encoding", "errors")):
            kwargs["input"] = ""
        else:
            kwargs["input"] = b""
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


class CompletedProcess:
    """A process that has finished running.

    This is returned by run().

    Attributes:
      args: The list or str args passed to run().
      returncode: The exit code of the process, negative for signals.
      stdout: The standard output (None if not captured).
      stderr: The standard error (None if not captured).
    """

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        args = ["args={!r}".format(self.args), "returncode={!r}".format(self.returncode)]
        if self.stdout is not None:
            args.append("stdout={!r}".format(self.stdout))
        if self.stderr is not None:
            args.append("stderr={!r}".format(self.stderr))
        return "{}({})".format(type(self).__name__, ", ".join(args))

    __class_getitem__ = classmethod(types.GenericAlias)

    def check_returncode(self):
        """Raise CalledProcessError if the exit code is non-zero."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run command with arguments and return a CompletedProcess instance.

    The returned instance will have attributes args, returncode, stdout and
    stderr. By default, stdout and stderr are not captured, and those attributes
    will be None. Pass stdout=PIPE and/or stderr=PIPE in order to capture them,
    or pass capture_output=True to capture both.

    If check is True and the exit code was non-zero, it raises a
    CalledProcessError. The CalledProcessError object will have the return code
    in the returncode attribute, and output & stderr attributes if those streams
    were captured.

    If timeout (seconds) is given and the process takes too long,
     a TimeoutExpired exception will be raised.

    There is an optional argument "input", allowing you to
    pass bytes or a string to the subprocess's stdin.  If you use this argument
    you may not also use the Popen constructor's "stdin" argument, as
    it will be used internally.

    By default, all communication is in bytes, and therefore any "input" should
    be bytes, and the stdout and stderr will be bytes. If in text mode, any
    "input" should be a string, and stdout and stderr will be strings decoded
    according to locale encoding, or by "encoding" if set. Text mode is
    triggered by setting any of text, encoding, errors or universal_newlines.

    The other arguments are the same as for the Popen constructor.
    """
    if input is not None:
        if kwargs.get("stdin") is not None:
            raise ValueError("stdin and input arguments may not both be used.")
        kwargs["stdin"] = PIPE
    if capture_output:
        if kwargs.get("stdout") is not None or kwargs.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        kwargs["stdout"] = PIPE
        kwargs["stderr"] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            process.kill()
            process.wait()
            raise
        except:
            process.kill()
            raise
        retcode = process.poll()
        if check and retcode:
            raise CalledProcessError(retcode, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, retcode, stdout, stderr)


def list2cmdline(seq):
    """
    Translate a sequence of arguments into a command line
    string, using the same rules as the MS C runtime:

    1) Arguments are delimited by white space, which is either a
       space or a tab.

    2) A string surrounded by double quotation marks is
       interpreted as a single argument, regardless of white space
       contained within.  A quoted string can be embedded in an
       argument.

    3) A double quotation mark preceded by a backslash is
       interpreted as a literal double quotation mark.

    4) Backslashes are interpreted literally, unless they
       immediately precede a double quotation mark.

    5) If backslashes immediately precede a double quotation mark,
       every pair of backslashes is interpreted as a literal
       backslash.  If the number of backslashes is odd, the last
       backslash escapes the next double quotation mark as
       described in rule 3.
    """
    words = []
    for arg in map(os.fsdecode, seq):
        quoted = " " in arg or "\t" in arg or not arg
        word, backslashes = [], 0
        for c in arg:
            if c == "\\":
                backslashes += 1
                continue
            if c == '"':
                word.append("\\" * (backslashes * 2 + 1) + '"')
            else:
                word.append("\\" * backslashes + c)
            backslashes = 0
        word.append("\\" * (backslashes * 2 if quoted else backslashes))
        words.append('"' + "".join(word) + '"' if quoted else "".join(word))
    return " ".join(words)


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """Return (exitcode, output) of executing cmd in a shell.

    Execute the string 'cmd' in a shell with 'check_output' and
    return a 2-tuple (status, output). The locale encoding is used
    to decode the output and process newlines.

    A trailing newline is stripped from the output.
    The exit status for the command can be interpreted
    according to the rules for the function 'wait'. Example:

    >>> import subprocess
    >>> subprocess.getstatusoutput('ls /bin/ls')
    (0, '/bin/ls')
    >>> subprocess.getstatusoutput('cat /bin/junk')
    (1, 'cat: /bin/junk: No such file or directory')
    >>> subprocess.getstatusoutput('/bin/junk')
    (127, 'sh: /bin/junk: not found')
    >>> subprocess.getstatusoutput('/bin/kill $$')
    (-15, '')
    """
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding,
                            errors=errors)
        exitcode = 0
    except CalledProcessError as ex:
        data = ex.output
        exitcode = ex.returncode
    return exitcode, data.removesuffix("\n")


def getoutput(cmd, *, encoding=None, errors=None):
    """Return output (stdout or stderr) of executing cmd in a shell.

    Like getstatusoutput(), except the exit status is ignored and the return
    value is a string containing the command's output.  Example:

    >>> import subprocess
    >>> subprocess.getoutput('ls /bin/ls')
    '/bin/ls'
    """
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


# ---- Popen ---------------------------------------------------------------------------------------

def _user_id(user, module_name, lookup, what):
    """A number from a name or number of a user or group."""
    if isinstance(user, str):
        try:
            module = __import__(module_name)
        except ImportError:
            raise ValueError(f"The {what} parameter cannot be a string on platforms without the "
                             f"{module_name} module") from None
        return getattr(module, lookup)(user)[2]
    if isinstance(user, int):
        return user
    raise TypeError(f"{what.capitalize() if what == 'user' else what} must be a string or an "
                    f"integer, not {type(user)}")


class Popen:
    """Execute a child program in a new process.

    For a complete description of the arguments see the Python documentation.

    Arguments:
      args: A string, or a sequence of program arguments.

      bufsize: supplied as the buffering argument to the open() function when
          creating the stdin/stdout/stderr pipe file objects

      executable: A replacement program to execute.

      stdin, stdout and stderr: These specify the executed programs' standard
          input, standard output and standard error file handles, respectively.

      preexec_fn: (POSIX only) An object to be called in the child process
          just before the child is executed.

      close_fds: Controls closing or inheriting of file descriptors.

      shell: If true, the command will be executed through the shell.

      cwd: Sets the current directory before the child is executed.

      env: Defines the environment variables for the new process.

      text: If true, decode stdin, stdout and stderr using the given encoding
          (if set) or the system default otherwise.

      universal_newlines: Alias of text, provided for backwards compatibility.

      startupinfo and creationflags (Windows only)

      restore_signals (POSIX only)

      start_new_session (POSIX only)

      process_group (POSIX only)

      group (POSIX only)

      extra_groups (POSIX only)

      user (POSIX only)

      umask (POSIX only)

      pass_fds (POSIX only)

      encoding and errors: Text mode encoding and error handling to use for
          file objects stdin, stdout and stderr.

    Attributes:
        stdin, stdout, stderr, pid, returncode
    """

    _child_created = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None,
                 preexec_fn=None, close_fds=True, shell=False, cwd=None, env=None,
                 universal_newlines=None, startupinfo=None, creationflags=0,
                 restore_signals=True, start_new_session=False, pass_fds=(), *, user=None,
                 group=None, extra_groups=None, encoding=None, errors=None, text=None, umask=-1,
                 pipesize=-1, process_group=None):
        """Create new Popen instance."""
        _cleanup()
        self._waitpid_lock = threading.Lock()
        self._input = None
        self._communication_started = False
        if bufsize is None:
            bufsize = -1
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if stdout is STDOUT:
            raise ValueError("STDOUT can only be used for stderr")
        if pipesize is None:
            pipesize = -1
        if not isinstance(pipesize, int):
            raise TypeError("pipesize must be an integer")
        if pass_fds and not close_fds:
            warnings.warn("pass_fds overriding close_fds.", RuntimeWarning)
            close_fds = True
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        self.args = args
        self.stdin = self.stdout = self.stderr = None
        self.pid = self.returncode = None
        self.encoding = encoding
        self.errors = errors
        self.pipesize = pipesize
        if text is not None and universal_newlines is not None \
                and bool(universal_newlines) != bool(text):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are "
                                  "supplied but different. Pass one or the other.")
        self.text_mode = encoding or errors or text or universal_newlines
        if self.text_mode and encoding is None:
            self.encoding = encoding = _text_encoding()
        self._sigint_wait_secs = 0.25
        self._closed_child_pipe_fds = False
        line_buffering = False
        if self.text_mode and bufsize == 1:
            line_buffering, bufsize = True, -1  # of the text layer only
        if process_group is None:
            process_group = -1
        ids = self._ids(user, group, extra_groups)
        (p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite) = \
            self._get_handles(stdin, stdout, stderr)
        try:
            if p2cwrite != -1:
                self.stdin = io.open(p2cwrite, "wb", bufsize)
                if self.text_mode:
                    self.stdin = io.TextIOWrapper(self.stdin, write_through=True,
                                                  line_buffering=line_buffering,
                                                  encoding=encoding, errors=errors)
            if c2pread != -1:
                self.stdout = self._reader(c2pread, bufsize, encoding, errors)
            if errread != -1:
                self.stderr = self._reader(errread, bufsize, encoding, errors)
            self._execute_child(args, executable, preexec_fn, close_fds, tuple(pass_fds), cwd, env,
                                shell, (p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite),
                                restore_signals, ids, umask, start_new_session, process_group)
        except:
            for f in filter(None, (self.stdin, self.stdout, self.stderr)):
                with contextlib.suppress(OSError):
                    f.close()
            if not self._closed_child_pipe_fds:
                for given, fd in ((stdin, p2cread), (stdout, c2pwrite), (stderr, errwrite)):
                    if given == PIPE and fd != -1:
                        with contextlib.suppress(OSError):
                            os.close(fd)
                if hasattr(self, "_devnull"):
                    with contextlib.suppress(OSError):
                        os.close(self._devnull)
            raise

    def _reader(self, fd, bufsize, encoding, errors):
        file = io.open(fd, "rb", bufsize)
        return io.TextIOWrapper(file, encoding=encoding, errors=errors) if self.text_mode else file

    @staticmethod
    def _ids(user, group, extra_groups):
        """(uid, gid, groups) as numbers; None: as they are."""
        gid = gids = uid = None
        if group is not None:
            gid = _user_id(group, "grp", "getgrnam", "group")
            if gid < 0:
                raise ValueError(f"Group ID cannot be negative, got {gid}")
        if extra_groups is not None:
            if isinstance(extra_groups, str):
                raise ValueError("Groups must be a list, not a string")
            gids = []
            for extra in extra_groups:
                if not isinstance(extra, (str, int)):
                    raise TypeError("Items in extra_groups must be a string or integer, not "
                                    f"{type(extra)}")
                gids.append(_user_id(extra, "grp", "getgrnam", "extra_groups"))
            for item in gids:
                if item < 0:
                    raise ValueError(f"Group ID cannot be negative, got {item}")
        if user is not None:
            uid = _user_id(user, "pwd", "getpwnam", "user")
            if uid < 0:
                raise ValueError(f"User ID cannot be negative, got {uid}")
        return uid, gid, gids

    def __repr__(self):
        obj_repr = f"<{self.__class__.__name__}: returncode: {self.returncode} args: {self.args!r}>"
        if len(obj_repr) > 80:
            obj_repr = obj_repr[:76] + "...>"
        return obj_repr

    __class_getitem__ = classmethod(types.GenericAlias)

    @property
    def universal_newlines(self):
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, universal_newlines):
        self.text_mode = bool(universal_newlines)

    def _translate_newlines(self, data, encoding, errors):
        data = data.decode(encoding, errors)
        return data.replace("\r\n", "\n").replace("\r", "\n")

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        if self.stdout:
            self.stdout.close()
        if self.stderr:
            self.stderr.close()
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            if exc_type == KeyboardInterrupt:
                # the child had the signal too: it is given a moment, not waited for
                if self._sigint_wait_secs > 0:
                    with contextlib.suppress(TimeoutExpired):
                        self._wait(timeout=self._sigint_wait_secs)
                self._sigint_wait_secs = 0
                return
            self.wait()

    def __del__(self, _maxsize=sys.maxsize, _warn=warnings.warn):
        if not self._child_created:
            return
        if self.returncode is None:
            _warn("subprocess %s is still running" % self.pid, ResourceWarning, source=self)
        self._internal_poll(_deadstate=_maxsize)
        if self.returncode is None and _active is not None:
            _active.append(self)

    def _get_devnull(self):
        if not hasattr(self, "_devnull"):
            self._devnull = os.open(os.devnull, os.O_RDWR)
        return self._devnull

    # -- starting

    def _get_handles(self, stdin, stdout, stderr):
        """(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite): descriptors or -1."""
        opened = []

        def pipe():
            ends = os.pipe()
            opened.extend(ends)
            if self.pipesize > 0:
                import fcntl
                if hasattr(fcntl, "F_SETPIPE_SZ"):
                    fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, self.pipesize)
            return ends

        def given(file):
            return file if isinstance(file, int) else file.fileno()

        p2cread = p2cwrite = c2pread = c2pwrite = errread = errwrite = -1
        try:
            if stdin == PIPE:
                p2cread, p2cwrite = pipe()
            elif stdin is not None:
                p2cread = self._get_devnull() if stdin == DEVNULL else given(stdin)
            if stdout == PIPE:
                c2pread, c2pwrite = pipe()
            elif stdout is not None:
                c2pwrite = self._get_devnull() if stdout == DEVNULL else given(stdout)
            if stderr == PIPE:
                errread, errwrite = pipe()
            elif stderr == STDOUT:
                errwrite = c2pwrite if c2pwrite != -1 else sys.__stdout__.fileno()
            elif stderr is not None:
                errwrite = self._get_devnull() if stderr == DEVNULL else given(stderr)
        except BaseException:
            for fd in opened:
                os.close(fd)
            raise
        return p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite

    def _command(self, args, executable, shell):
        """(arguments, executable)"""
        if isinstance(args, (str, bytes)):
            args = [args]
        elif isinstance(args, os.PathLike):
            if shell:
                raise TypeError("path-like args is not allowed when shell is true")
            args = [args]
        else:
            args = list(args)
        if shell:
            args = [self._shell_path(), "-c"] + args
            if executable:
                args[0] = executable
        if executable is None:
            executable = args[0]
        return args, executable

    @staticmethod
    def _shell_path():
        return "/system/bin/sh" if hasattr(sys, "getandroidapilevel") else "/bin/sh"

    def _execute_child(self, args, executable, preexec_fn, close_fds, pass_fds, cwd, env, shell,
                       handles, restore_signals, ids, umask, start_new_session, process_group):
        p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite = handles
        args, executable = self._command(args, executable, shell)
        sys.audit("subprocess.Popen", executable, args, cwd, env)
        orig_executable = executable
        # through this pipe the child tells why it could not execute the program
        errpipe_read, errpipe_write = os.pipe()
        low_fds_to_close = []
        while errpipe_write < 3:
            low_fds_to_close.append(errpipe_write)
            errpipe_write = os.dup(errpipe_write)
        for low_fd in low_fds_to_close:
            os.close(low_fd)
        errpipe_data = bytearray()
        try:
            try:
                uid, gid, gids = ids
                self.pid = _fork_exec(
                    args, self._executables(executable, env), close_fds,
                    tuple(sorted(map(int, set(pass_fds) | {errpipe_write}))), cwd,
                    self._environment(env), p2cread, p2cwrite, c2pread, c2pwrite, errread,
                    errwrite, errpipe_read, errpipe_write, restore_signals, start_new_session,
                    process_group, gid, gids, uid, umask, preexec_fn, _USE_VFORK)
                self._child_created = True
            finally:
                os.close(errpipe_write)
            self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)
            while True:
                part = os.read(errpipe_read, 50000)
                errpipe_data += part
                if not part or len(errpipe_data) > 50000:
                    break
        finally:
            os.close(errpipe_read)
        if errpipe_data:
            self._raise_child_error(errpipe_data, orig_executable, cwd)

    @staticmethod
    def _environment(env):
        if env is None:
            return None
        env_list = []
        for k, v in env.items():
            k = os.fsencode(k)
            if b"=" in k:
                raise ValueError("illegal environment variable name")
            env_list.append(k + b"=" + os.fsencode(v))
        return env_list

    @staticmethod
    def _executables(executable, env):
        executable = os.fsencode(executable)
        if os.path.dirname(executable):
            return (executable,)
        return tuple(os.path.join(os.fsencode(dir), executable) for dir in os.get_exec_path(env))

    def _close_pipe_fds(self, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite):
        """The ends that are the child's."""
        devnull_fd = getattr(self, "_devnull", None)
        if p2cread != -1 and p2cwrite != -1 and p2cread != devnull_fd:
            os.close(p2cread)
        if c2pwrite != -1 and c2pread != -1 and c2pwrite != devnull_fd:
            os.close(c2pwrite)
        if errwrite != -1 and errread != -1 and errwrite != devnull_fd:
            os.close(errwrite)
        if devnull_fd is not None:
            os.close(devnull_fd)
        self._closed_child_pipe_fds = True

    def _raise_child_error(self, data, orig_executable, cwd):
        try:
            pid, sts = os.waitpid(self.pid, 0)
            if pid == self.pid:
                self._handle_exitstatus(sts)
            else:
                self.returncode = sys.maxsize
        except ChildProcessError:
            pass
        try:
            exception_name, hex_errno, err_msg = data.split(b":", 2)
            err_msg = err_msg.decode()
        except ValueError:
            exception_name, hex_errno = b"SubprocessError", b"0"
            err_msg = "Bad exception data from child: {!r}".format(bytes(data))
        child_exception_type = getattr(builtins, exception_name.decode("ascii"), SubprocessError)
        if issubclass(child_exception_type, OSError) and hex_errno:
            errno_num = int(hex_errno, 16)
            if err_msg == "noexec:chdir":
                err_msg, err_filename = "", cwd
            elif err_msg == "noexec":
                err_msg, err_filename = "", None
            else:
                err_filename = orig_executable
            if errno_num != 0:
                err_msg = os.strerror(errno_num)
            if err_filename is not None:
                raise child_exception_type(errno_num, err_msg, err_filename)
            raise child_exception_type(errno_num, err_msg)
        raise child_exception_type(err_msg)

    # -- waiting

    def poll(self):
        """Check if child process has terminated. Set and return returncode
        attribute."""
        return self._internal_poll()

    def _internal_poll(self, _deadstate=None, _waitpid=os.waitpid, _WNOHANG=os.WNOHANG,
                       _ECHILD=errno.ECHILD):
        if self.returncode is None:
            if not self._waitpid_lock.acquire(False):
                return None  # another thread waits
            try:
                if self.returncode is not None:
                    return self.returncode
                pid, sts = _waitpid(self.pid, _WNOHANG)
                if pid == self.pid:
                    self._handle_exitstatus(sts)
            except OSError as e:
                if _deadstate is not None:
                    self.returncode = _deadstate
                elif e.errno == _ECHILD:
                    self.returncode = 0  # somebody waited for it; how it ended is not known
            finally:
                self._waitpid_lock.release()
        return self.returncode

    def _handle_exitstatus(self, sts, _waitstatus_to_exitcode=os.waitstatus_to_exitcode,
                           _WIFSTOPPED=os.WIFSTOPPED, _WSTOPSIG=os.WSTOPSIG):
        """All callers to this function MUST hold self._waitpid_lock."""
        if _WIFSTOPPED(sts):
            self.returncode = -_WSTOPSIG(sts)
        else:
            self.returncode = _waitstatus_to_exitcode(sts)

    def _remaining_time(self, endtime):
        return None if endtime is None else endtime - _time()

    def _check_timeout(self, endtime, orig_timeout, stdout_seq, stderr_seq, skip_check_and_raise=False):
        if endtime is None:
            return
        if skip_check_and_raise or _time() > endtime:
            raise TimeoutExpired(self.args, orig_timeout,
                                 output=b"".join(stdout_seq) if stdout_seq else None,
                                 stderr=b"".join(stderr_seq) if stderr_seq else None)

    def wait(self, timeout=None):
        """Wait for child process to terminate; returns self.returncode."""
        endtime = _time() + timeout if timeout is not None else None
        try:
            return self._wait(timeout=timeout)
        except KeyboardInterrupt:
            # the child had the signal too: give it a moment to end by it
            if timeout is not None:
                sigint_timeout = min(self._sigint_wait_secs, self._remaining_time(endtime))
            else:
                sigint_timeout = self._sigint_wait_secs
            self._sigint_wait_secs = 0
            with contextlib.suppress(TimeoutExpired):
                self._wait(timeout=sigint_timeout)
            raise

    def _try_wait(self, wait_flags):
        """All callers to this function MUST hold self._waitpid_lock."""
        try:
            return os.waitpid(self.pid, wait_flags)
        except ChildProcessError:
            return self.pid, 0  # somebody waited for it, or SIGCHLD is ignored

    def _wait(self, timeout):
        if self.returncode is not None:
            return self.returncode
        if timeout is None:
            while self.returncode is None:
                with self._waitpid_lock:
                    if self.returncode is not None:
                        break
                    pid, sts = self._try_wait(0)
                    if pid == self.pid:
                        self._handle_exitstatus(sts)
            return self.returncode
        endtime = _time() + timeout
        delay = 0.0005
        while True:
            if self._waitpid_lock.acquire(False):
                try:
                    if self.returncode is not None:
                        break
                    pid, sts = self._try_wait(os.WNOHANG)
                    assert pid == self.pid or pid == 0
                    if pid == self.pid:
                        self._handle_exitstatus(sts)
                        break
                finally:
                    self._waitpid_lock.release()
            remaining = self._remaining_time(endtime)
            if remaining <= 0:
                raise TimeoutExpired(self.args, timeout)
            delay = min(delay * 2, remaining, .05)
            time.sleep(delay)
        return self.returncode

    # -- talking

    def communicate(self, input=None, timeout=None):
        """Interact with process: Send data to stdin and close it.
        Read data from stdout and stderr, until end-of-file is
        reached.  Wait for process to terminate.

        The optional "input" argument should be data to be sent to the
        child process, or None, if no data should be sent to the child.
        communicate() returns a tuple (stdout, stderr).

        By default, all communication is in bytes, and therefore any
        "input" should be bytes, and the (stdout, stderr) will be bytes.
        If in text mode (indicated by self.text_mode), any "input" should
        be a string, and (stdout, stderr) will be strings decoded
        according to locale encoding, or by "encoding" if set. Text mode
        is triggered by setting any of text, encoding, errors or
        universal_newlines.
        """
        if self._communication_started and input:
            raise ValueError("Cannot send input after starting communication")
        if timeout is None and not self._communication_started and \
                [self.stdin, self.stdout, self.stderr].count(None) >= 2:
            # one pipe at most: nothing to wait for at once
            stdout = stderr = None
            if self.stdin:
                self._stdin_write(input)
            elif self.stdout:
                stdout = self.stdout.read()
                self.stdout.close()
            elif self.stderr:
                stderr = self.stderr.read()
                self.stderr.close()
            self.wait()
            return stdout, stderr
        endtime = _time() + timeout if timeout is not None else None
        try:
            stdout, stderr = self._communicate(input, endtime, timeout)
        except KeyboardInterrupt:
            sigint_timeout = self._sigint_wait_secs if timeout is None else \
                min(self._sigint_wait_secs, self._remaining_time(endtime))
            self._sigint_wait_secs = 0
            with contextlib.suppress(TimeoutExpired):
                self._wait(timeout=sigint_timeout)
            raise
        finally:
            self._communication_started = True
        self.wait(timeout=self._remaining_time(endtime))
        return stdout, stderr

    def _stdin_write(self, input):
        if input:
            try:
                self.stdin.write(input)
            except BrokenPipeError:
                pass  # it does not read
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass

    def _save_input(self, input):
        # kept so that communicate() can be called again after a timeout
        if self.stdin and self._input is None:
            self._input_offset = 0
            self._input = input
            if input is not None and self.text_mode:
                self._input = self._input.encode(self.stdin.encoding, self.stdin.errors)

    def _communicate(self, input, endtime, orig_timeout):
        if self.stdin and not self._communication_started:
            try:
                self.stdin.flush()
            except BrokenPipeError:
                pass
            if not input:
                try:
                    self.stdin.close()
                except BrokenPipeError:
                    pass
        if not self._communication_started:
            self._fileobj2output = {file: [] for file in (self.stdout, self.stderr) if file}
        stdout = self._fileobj2output[self.stdout] if self.stdout else None
        stderr = self._fileobj2output[self.stderr] if self.stderr else None
        self._save_input(input)
        if self._input:
            input_view = memoryview(self._input)
            if not input_view.nbytes == len(input_view):
                input_view = input_view.cast("b")
        with _PopenSelector() as selector:
            if self.stdin and not self.stdin.closed and self._input:
                selector.register(self.stdin, selectors.EVENT_WRITE)
            for file in (self.stdout, self.stderr):
                if file and not file.closed:
                    selector.register(file, selectors.EVENT_READ)
            while selector.get_map():
                timeout = self._remaining_time(endtime)
                if timeout is not None and timeout < 0:
                    self._check_timeout(endtime, orig_timeout, stdout, stderr,
                                        skip_check_and_raise=True)
                    raise RuntimeError("_check_timeout(..., skip_check_and_raise=True) failed to "
                                       "raise TimeoutExpired.")
                ready = selector.select(timeout)
                self._check_timeout(endtime, orig_timeout, stdout, stderr)
                for key, events in ready:
                    if key.fileobj is self.stdin:
                        self._write_some(selector, key, input_view)
                    else:
                        self._read_some(selector, key)
        self.wait(timeout=self._remaining_time(endtime))
        if stdout is not None:
            stdout = b"".join(stdout)
        if stderr is not None:
            stderr = b"".join(stderr)
        if self.text_mode:
            if stdout is not None:
                stdout = self._translate_newlines(stdout, self.stdout.encoding, self.stdout.errors)
            if stderr is not None:
                stderr = self._translate_newlines(stderr, self.stderr.encoding, self.stderr.errors)
        return stdout, stderr

    def _write_some(self, selector, key, input_view):
        chunk = input_view[self._input_offset:self._input_offset + _PIPE_BUF]
        try:
            self._input_offset += os.write(key.fd, chunk)
        except BrokenPipeError:
            done = True
        else:
            done = self._input_offset >= len(input_view)
        if done:
            selector.unregister(key.fileobj)
            key.fileobj.close()

    def _read_some(self, selector, key):
        data = os.read(key.fd, 32768)
        if not data:
            selector.unregister(key.fileobj)
            key.fileobj.close()
        self._fileobj2output[key.fileobj].append(data)

    # -- signals

    def send_signal(self, sig):
        """Send a signal to the process."""
        # if it has ended, its number may be another process's by now
        self.poll()
        if self.returncode is not None:
            return
        try:
            os.kill(self.pid, sig)
        except ProcessLookupError:
            pass

    def terminate(self):
        """Terminate the process with SIGTERM
        """
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Kill the process with SIGKILL
        """
        self.send_signal(signal.SIGKILL)
