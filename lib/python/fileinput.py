"""A loop over the lines of several files, or of what stdin gives.

    import fileinput
    for line in fileinput.input(encoding="utf-8"):
        process(line)

The files are those of sys.argv[1:], or stdin if there are none; the name '-' is stdin, too. The
functions of this module tell where the line comes from, nextfile() skips the rest of the file,
close() ends the loop."""

import io
import os
import sys
from types import GenericAlias

__all__ = ["input", "close", "nextfile", "filename", "lineno", "filelineno", "fileno",
           "isfirstline", "isstdin", "FileInput", "hook_compressed", "hook_encoded"]


class FileInput:
    """The lines of files, given as a name or several. They can be iterated over, or read by
    readline().

    inplace: what is printed goes into the file that is being read; the old one stays if `backup`
        is given, which is added to its name.
    mode: 'r' or 'rb'.
    openhook: opens the files, called with name and mode, and encoding and errors if given.
    encoding, errors: for open()."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, files=None, inplace=False, backup="", *, mode="r", openhook=None,
                 encoding=None, errors=None):
        if isinstance(files, (str, os.PathLike)):
            self._files = (os.fspath(files),)
        else:
            self._files = tuple(sys.argv[1:] if files is None else files) or ("-",)
        self._binary = "b" in mode
        if not self._binary and encoding is None and sys.flags.warn_default_encoding:
            import warnings
            warnings.warn("'encoding' argument not specified.", EncodingWarning, 2)
        if mode not in ("r", "rb"):
            raise ValueError("FileInput opening mode must be 'r' or 'rb'")
        if openhook and inplace:
            raise ValueError("FileInput cannot use an opening hook in inplace mode")
        if openhook and not callable(openhook):
            raise ValueError("FileInput openhook must be callable")
        self._mode, self._openhook = mode, openhook
        self._encoding, self._errors = encoding, errors
        self._inplace, self._backup = inplace, backup
        self._filename = None
        self._startlineno = self._filelineno = 0  # lines before this file, and of it
        self._file = self._output = self._savestdout = None
        self._isstdin = False
        self._backupfilename = None

    # -- lines

    def readline(self):
        """The next line of all; it is empty after the last one."""
        while True:
            line = self._readline()
            if line:
                self._filelineno += 1
                return line
            if not self._file:
                return line
            self.nextfile()

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def _readline(self):
        """The first line of the next file; the file's own method takes the place of this one."""
        if not self._files:
            return b"" if self._binary else ""
        self._startlineno = self.lineno()
        self._filelineno = 0
        self._filename, *self._files = self._files
        self._file = self._open_next()
        self._readline = self._file.readline
        return self._readline()

    # -- files

    def _open_next(self):
        self._isstdin = self._filename == "-"
        if self._isstdin:
            self._filename = "<stdin>"
            return getattr(sys.stdin, "buffer", sys.stdin) if self._binary else sys.stdin
        if self._inplace:
            return self._open_in_place()
        if not self._openhook:
            return self._open(self._filename, self._mode)
        options = {}
        if self._encoding is not None:
            options = {"encoding": self._encoding, "errors": self._errors}
        return self._openhook(self._filename, self._mode, **options)

    def _open(self, file, mode):
        encoding = self._encoding if self._binary else self._encoding or "locale"
        return open(file, mode, encoding=encoding, errors=self._errors)

    def _open_in_place(self):
        """The file gets another name; what is printed goes into a new one with the same mode."""
        path, mode = self._filename, self._mode.replace("r", "w")
        self._backupfilename = os.fspath(path) + (self._backup or ".bak")
        _remove(self._backupfilename)
        os.rename(path, self._backupfilename)
        self._file = source = self._open(self._backupfilename, self._mode)
        try:
            permissions = os.fstat(source.fileno()).st_mode
        except OSError:
            self._output = self._open(path, mode)
        else:
            flags = os.O_CREAT | os.O_WRONLY | os.O_TRUNC
            self._output = self._open(os.open(path, flags, permissions), mode)
            try:
                os.chmod(path, permissions)
            except OSError:
                pass
        self._savestdout, sys.stdout = sys.stdout, self._output
        return source

    def nextfile(self):
        """Go on with the next file; lines that were not read do not count."""
        if self._savestdout:
            sys.stdout, self._savestdout = self._savestdout, None
        output, self._output = self._output, None
        file, self._file = self._file, None
        old_name, self._backupfilename = self._backupfilename, None
        self.__dict__.pop("_readline", None)
        try:
            if output:
                output.close()
        finally:
            try:
                if file and not self._isstdin:
                    file.close()
            finally:
                if old_name and not self._backup:
                    _remove(old_name)
                self._isstdin = False

    def close(self):
        """End it all."""
        try:
            self.nextfile()
        finally:
            self._files = ()

    def __del__(self):
        self.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    # -- where it is

    def filename(self):
        """The name of the file that is being read; None before the first line."""
        return self._filename

    def lineno(self):
        """How many lines were read in all."""
        return self._startlineno + self._filelineno

    def filelineno(self):
        """How many lines of the file were read."""
        return self._filelineno

    def fileno(self):
        """The descriptor of the file, -1 if there is none."""
        try:
            return self._file.fileno() if self._file else -1
        except ValueError:
            return -1

    def isfirstline(self):
        """Is the line that was read last the first one of its file?"""
        return self._filelineno == 1

    def isstdin(self):
        """Does the line that was read last come from stdin?"""
        return self._isstdin


def _remove(path):
    try:
        os.unlink(path)
    except OSError:
        pass


# ---- the one loop of the module's functions ------------------------------------------------------

_state = None


def input(files=None, inplace=False, backup="", *, mode="r", openhook=None, encoding=None,
          errors=None):
    """A FileInput that the other functions of this module tell about."""
    global _state
    if _state and _state._file:
        raise RuntimeError("input() already active")
    _state = FileInput(files, inplace, backup, mode=mode, openhook=openhook, encoding=encoding,
                       errors=errors)
    return _state


def close():
    """End the loop."""
    global _state
    state, _state = _state, None
    if state:
        state.close()


def _of_state(name):
    def function():
        if not _state:
            raise RuntimeError("no active input()")
        return getattr(_state, name)()
    function.__name__ = function.__qualname__ = name
    function.__doc__ = getattr(FileInput, name).__doc__
    return function


nextfile, filename, lineno, filelineno, fileno, isfirstline, isstdin = map(_of_state, (
    "nextfile", "filename", "lineno", "filelineno", "fileno", "isfirstline", "isstdin"))


# ---- opening hooks -------------------------------------------------------------------------------

def hook_compressed(filename, mode, *, encoding=None, errors=None):
    """Opens files that end in .gz or .bz2 as such, and others as usual."""
    if encoding is None and "b" not in mode:
        encoding = "locale"
    extension = os.path.splitext(filename)[1]
    if extension == ".gz":
        from gzip import open as open_packed
    elif extension == ".bz2":
        from bz2 import BZ2File as open_packed
    else:
        return open(filename, mode, encoding=encoding, errors=errors)
    stream = open_packed(filename, mode)
    return stream if "b" in mode else io.TextIOWrapper(stream, encoding, errors)


def hook_encoded(encoding, errors=None):
    """A hook that opens files with this encoding."""
    def openhook(filename, mode):
        return open(filename, mode, encoding=encoding, errors=errors)
    return openhook


def _test():
    import getopt
    options, files = getopt.getopt(sys.argv[1:], "ib:")
    options = dict(options)
    for line in input(files, "-i" in options, options.get("-b", "")):
        line = line.removesuffix("\n").removesuffix("\r")
        mark = "*" if isfirstline() else ""
        print(f"{lineno()}: {filename()}[{filelineno()}]{mark} {line}")
    print(f"{lineno()}: {filename()}[{filelineno()}]")


if __name__ == "__main__":
    _test()
