"""Child processes, and what goes in and comes out of them.

run() runs a command, waits for it and gives a CompletedProcess; Popen is the child process itself.
call(), check_call(), check_output(), getoutput() and getstatusoutput() are older, made of these.

The child is forked by _posixsubprocess, which executes the program between fork and exec in C.
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


_output_as_stdout = property(lambda self: self.output,
                             lambda self, value: setattr(self, "output", value),
                             doc="The output under the name that goes with stderr.")


class CalledProcessError(SubprocessError):
    """A process ended with a status that is not 0, or by a signal.

    It has cmd, returncode, output (also as stdout) and stderr.
    """

    stdout = _output_as_stdout

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode, self.cmd = returncode, cmd
        self.output, self.stderr = output, stderr

    def __str__(self):
        return f"Command '{self.cmd}' {self._end()}."

    def _end(self):
        if not self.returncode or self.returncode > 0:
            return "returned non-zero exit status %d" % self.returncode
        number = -self.returncode
        try:
            return f"died with {signal.Signals(number)!r}"
        except ValueError:
            return f"died with unknown signal {number}"


class TimeoutExpired(SubprocessError):
    """A process took longer than it was waited for.

    It has cmd, timeout, output (also as stdout) and stderr.
    """

    stdout = _output_as_stdout

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd, self.timeout = cmd, timeout
        self.output, self.stderr = output, stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"


# Processes whose Popen object went away before they ended; they are waited for now and then.
_active = []


def _cleanup():
    for process in list(_active or ()):
        if process._internal_poll(_deadstate=sys.maxsize) is not None:
            _discard(_active, process)


def _discard(items, item):
    try:
        items.remove(item)
    except ValueError:
        pass  # there is none, or another thread was quicker


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


def _text_encoding():
    if sys.flags.warn_default_encoding:
        level, frame = 1, sys._getframe()
        while frame and frame.f_code.co_filename == _text_encoding.__code__.co_filename:
            level, frame = level + 1, frame.f_back
        warnings.warn("'encoding' argument not specified.", EncodingWarning, level)
    return "utf-8" if sys.flags.utf8_mode else "locale"


# ---- functions -----------------------------------------------------------------------------------

def call(*popenargs, timeout=None, **kwargs):
    """Runs a command, waits for it and gives its exit code; the arguments are Popen's."""
    with Popen(*popenargs, **kwargs) as p:
        try:
            return p.wait(timeout=timeout)
        except:
            p.kill()  # the with statement waits for it
            raise


def check_call(*popenargs, **kwargs):
    """As call(), but an exit code that is not 0 is a CalledProcessError."""
    retcode = call(*popenargs, **kwargs)
    if retcode:
        cmd = kwargs.get("args")
        raise CalledProcessError(retcode, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Runs a command and gives what it writes to stdout; the arguments are run()'s.

    An exit code that is not 0 is a CalledProcessError.
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
    """A process that has ended, as run() gives it.

    It has args and returncode (the negative number of the signal that ended it), and stdout and
    stderr, None where they were not captured.
    """

    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode = args, returncode
        self.stdout, self.stderr = stdout, stderr

    def __repr__(self):
        captured = [name for name in ("stdout", "stderr") if getattr(self, name) is not None]
        values = [f"{name}={getattr(self, name)!r}" for name in ("args", "returncode", *captured)]
        return f"{type(self).__name__}({', '.join(values)})"

    def check_returncode(self):
        """Raises CalledProcessError unless the exit code is 0."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Runs a command and waits for it; a CompletedProcess.

    input is what it reads, capture_output keeps what it writes (as stdout=PIPE, stderr=PIPE),
    check makes an exit code that is not 0 a CalledProcessError, and after the timeout it is killed
    and a TimeoutExpired raised. The other arguments are Popen's.
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
    """A command line of which Microsoft's C runtime makes these arguments.

    Arguments with white space are quoted; a quote in them is escaped by a backslash, and so are
    backslashes before quotes, but no others.
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
    """Runs a command in a shell; (exit code, what it writes, without the last newline)."""
    done = run(cmd, shell=True, text=True, stdout=PIPE, stderr=STDOUT, encoding=encoding,
               errors=errors)
    return done.returncode, done.stdout.removesuffix("\n")


def getoutput(cmd, *, encoding=None, errors=None):
    """What a command in a shell writes to stdout and stderr."""
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
    """A program that runs in a process of its own.

    args is the program with its arguments, or what the shell shall run. stdin, stdout and stderr
    are files, descriptors, PIPE, DEVNULL or, for stderr, STDOUT; what is PIPE is an attribute then.
    text, encoding or errors make these read and write text. env and cwd are the program's
    environment and directory; user, group, extra_groups and umask, its rights.
    """

    __class_getitem__ = classmethod(types.GenericAlias)

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
        shown = f"<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>"
        return shown if len(shown) <= 80 else shown[:76] + "...>"

    universal_newlines = property(
        lambda self: self.text_mode,
        lambda self, newlines: setattr(self, "text_mode", bool(newlines)))

    @staticmethod
    def _translate_newlines(data, encoding, errors):
        return data.decode(encoding, errors).replace("\r\n", "\n").replace("\r", "\n")

    def __enter__(self):
        return self

    def __exit__(self, exc_type, *exc_info):
        for file in filter(None, (self.stdout, self.stderr)):
            file.close()
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            if exc_type == KeyboardInterrupt:
                self._wait_for_interrupted()
            else:
                self.wait()

    def _wait_for_interrupted(self, limit=None):
        """The child had the signal, too: the first time, it is given a moment to end by it."""
        moment, self._sigint_wait_secs = self._sigint_wait_secs, 0
        if moment > 0:
            with contextlib.suppress(TimeoutExpired):
                self._wait(timeout=moment if limit is None else min(moment, limit))

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
        errpipe_read, errpipe_write = self._error_pipe()
        with io.open(errpipe_read, "rb") as problems:
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
            problem = problems.read(50000)
        if problem:
            self._reap_failed()
            self._raise_child_error(problem, executable, cwd)

    @staticmethod
    def _error_pipe():
        """Through it the child tells why it could not execute the program.

        The child's end is none of the standard descriptors, which it replaces.
        """
        read_end, write_end = os.pipe()
        low = []
        while write_end < 3:
            low.append(write_end)
            write_end = os.dup(write_end)
        for fd in low:
            os.close(fd)
        return read_end, write_end

    @staticmethod
    def _environment(env):
        if env is None:
            return None
        encoded = [(os.fsencode(name), os.fsencode(value)) for name, value in env.items()]
        if any(b"=" in name for name, _ in encoded):
            raise ValueError("illegal environment variable name")
        return [name + b"=" + value for name, value in encoded]

    @staticmethod
    def _executables(executable, env):
        executable = os.fsencode(executable)
        if os.path.dirname(executable):
            return (executable,)
        return tuple(os.path.join(os.fsencode(dir), executable) for dir in os.get_exec_path(env))

    def _close_pipe_fds(self, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite):
        """The ends that are the child's."""
        devnull = getattr(self, "_devnull", -1)
        for ours, childs in (p2cwrite, p2cread), (c2pread, c2pwrite), (errread, errwrite):
            if ours != -1 and childs not in (-1, devnull):
                os.close(childs)
        if devnull != -1:
            os.close(devnull)
        self._closed_child_pipe_fds = True

    def _reap_failed(self):
        try:
            pid, status = os.waitpid(self.pid, 0)
        except ChildProcessError:
            return
        if pid == self.pid:
            self._handle_exitstatus(status)
        else:
            self.returncode = sys.maxsize

    @staticmethod
    def _raise_child_error(problem, program, cwd):
        """The problem is NAME:ERRNO:MESSAGE, of an exception with these."""
        try:
            name, number, message = problem.split(b":", 2)
            message = message.decode()
        except ValueError:
            name, number = b"SubprocessError", b""
            message = f"Bad exception data from child: {problem!r}"
        exception = getattr(builtins, name.decode("ascii"), SubprocessError)
        if not number or not issubclass(exception, OSError):
            raise exception(message)
        number = int(number, 16)
        # The child did not come as far as the program.
        early = {"noexec:chdir": cwd, "noexec": None}
        filename = early.get(message, program)
        if number != 0:
            message = os.strerror(number)
        elif message in early:
            message = ""
        raise exception(number, message, *() if filename is None else (filename,))

    # -- waiting

    def poll(self):
        """Whether the process has ended: its returncode, or None."""
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
        """With the lock held."""
        if _WIFSTOPPED(sts):
            self.returncode = -_WSTOPSIG(sts)
        else:
            self.returncode = _waitstatus_to_exitcode(sts)

    def _remaining_time(self, endtime):
        return None if endtime is None else endtime - _time()

    def wait(self, timeout=None):
        """Waits until the process has ended; its returncode."""
        endtime = _time() + timeout if timeout is not None else None
        try:
            return self._wait(timeout=timeout)
        except KeyboardInterrupt:
            self._wait_for_interrupted(self._remaining_time(endtime))
            raise

    def _wait(self, timeout):
        if timeout is None:
            while self.returncode is None:
                with self._waitpid_lock:
                    self._collect(0)
            return self.returncode
        endtime = _time() + timeout
        delay = 0.0005
        while True:
            if self._waitpid_lock.acquire(False):
                try:
                    self._collect(os.WNOHANG)
                finally:
                    self._waitpid_lock.release()
            if self.returncode is not None:
                return self.returncode
            remaining = self._remaining_time(endtime)
            if remaining <= 0:
                raise TimeoutExpired(self.args, timeout)
            delay = min(delay * 2, remaining, .05)
            time.sleep(delay)

    def _collect(self, wait_flags):
        """With the lock held: waits for the process, unless another thread has."""
        if self.returncode is not None:
            return
        try:
            pid, status = os.waitpid(self.pid, wait_flags)
        except ChildProcessError:
            pid, status = self.pid, 0  # somebody else waited for it, or SIGCHLD is ignored
        if pid == self.pid:
            self._handle_exitstatus(status)

    # -- talking

    def communicate(self, input=None, timeout=None):
        """Writes the input to stdin, reads stdout and stderr to their ends, and waits.

        It gives (stdout, stderr), None for what is no pipe. After a TimeoutExpired it can be called
        again: nothing is lost.
        """
        if self._communication_started and input:
            raise ValueError("Cannot send input after starting communication")
        pipes = [file for file in (self.stdin, self.stdout, self.stderr) if file]
        if timeout is None and not self._communication_started and len(pipes) <= 1:
            return self._communicate_by_one(input)
        endtime = _time() + timeout if timeout is not None else None
        try:
            stdout, stderr = self._communicate(input, endtime, timeout)
        except KeyboardInterrupt:
            self._wait_for_interrupted(self._remaining_time(endtime))
            raise
        finally:
            self._communication_started = True
        self.wait(timeout=self._remaining_time(endtime))
        return stdout, stderr

    def _communicate_by_one(self, input):
        """By one pipe at most: there is nothing to do at the same time."""
        output = {}
        if self.stdin:
            self._stdin_write(input)
        for file in filter(None, (self.stdout, self.stderr)):
            output[file] = file.read()
            file.close()
        self.wait()
        return output.get(self.stdout), output.get(self.stderr)

    def _stdin_write(self, input):
        # A broken pipe: the child does not read.
        with contextlib.suppress(BrokenPipeError):
            if input:
                self.stdin.write(input)
        with contextlib.suppress(BrokenPipeError):
            self.stdin.close()

    def _save_input(self, input):
        # kept so that communicate() can be called again after a timeout
        if self.stdin and self._input is None:
            self._input_offset = 0
            self._input = input
            if input is not None and self.text_mode:
                self._input = self._input.encode(self.stdin.encoding, self.stdin.errors)

    def _communicate(self, input, endtime, orig_timeout):
        if not self._communication_started:
            self._fileobj2output = {file: [] for file in (self.stdout, self.stderr) if file}
            if self.stdin:
                with contextlib.suppress(BrokenPipeError):
                    self.stdin.flush()
                if not input:
                    self._stdin_write(None)
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
                left = self._remaining_time(endtime)
                ready = selector.select(left) if left is None or left >= 0 else ()
                if endtime is not None and _time() > endtime:
                    raise TimeoutExpired(self.args, orig_timeout,
                                         output=self._read_of(self.stdout),
                                         stderr=self._read_of(self.stderr))
                for key, _ in ready:
                    if key.fileobj is self.stdin:
                        self._write_some(selector, key, input_view)
                    else:
                        self._read_some(selector, key)
        self.wait(timeout=self._remaining_time(endtime))
        return self._output_of(self.stdout), self._output_of(self.stderr)

    def _read_of(self, file):
        """What was read so far; None if the file was not ready for that even once."""
        parts = self._fileobj2output.get(file)
        return b"".join(parts) if parts else None

    def _output_of(self, file):
        if not file:
            return None
        data = self._read_of(file) or b""
        if self.text_mode:
            data = self._translate_newlines(data, file.encoding, file.errors)
        return data

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
        """Sends a signal, unless the process has ended: its number may be another's by now."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, sig)

    def terminate(self):
        """Asks the process to end, by SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Ends the process, by SIGKILL."""
        self.send_signal(signal.SIGKILL)
