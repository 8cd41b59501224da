"""Compile a source file to a .pyc file.

The file is made valid for its source as the importer sees it: by the time (to the nanosecond) and
size, or by a hash of the content. It is written as a whole or not at all.
"""

import enum
import importlib.util
import importlib._bootstrap_external as _files
import os
import stat
import sys
import traceback

import _imp

__all__ = ["compile", "main", "PyCompileError", "PycInvalidationMode"]


class PyCompileError(Exception):
    """Raised when a file cannot be compiled: exc_type_name, exc_value, file, msg."""

    def __init__(self, exc_type, exc_value, file, msg=""):
        exc_type_name = exc_type.__name__
        if exc_type is SyntaxError:
            lines = traceback.format_exception_only(exc_type, exc_value)
            error = "".join(lines).replace('File "<string>"', f'File "{file}"')
        else:
            error = f"Sorry: {exc_type_name}: {exc_value}"
        Exception.__init__(self, msg or error, exc_type_name, exc_value, file)
        self.exc_type_name = exc_type_name
        self.exc_value = exc_value
        self.file = file
        self.msg = msg or error

    def __str__(self):
        return self.msg


class PycInvalidationMode(enum.Enum):
    TIMESTAMP = 1
    CHECKED_HASH = 2
    UNCHECKED_HASH = 3


def _get_default_invalidation_mode():
    if os.environ.get("SOURCE_DATE_EPOCH"):
        return PycInvalidationMode.CHECKED_HASH
    return PycInvalidationMode.TIMESTAMP


def _refuse_special(target):
    """Neither a link nor a device may silently become a plain file."""
    what = None
    if os.path.islink(target):
        what = "is a symlink"
    elif os.path.exists(target) and not os.path.isfile(target):
        what = "is a non-regular file"
    if what:
        raise FileExistsError(f"{target} {what} and will be changed into a regular one if import "
                              "writes a byte-compiled file to it")


def _contents(code, file, source, mode):
    """The bytes of the .pyc file."""
    if mode is PycInvalidationMode.TIMESTAMP:
        status = os.stat(file)
        return _imp._pyc_bytes(code, 0, status.st_mtime_ns, status.st_size, 0)
    flags = 3 if mode is PycInvalidationMode.CHECKED_HASH else 1
    number = int.from_bytes(importlib.util.source_hash(source), "little")
    return _imp._pyc_bytes(code, flags, 0, 0, number)


def compile(file, cfile=None, dfile=None, doraise=False, optimize=-1, invalidation_mode=None,
            quiet=0):
    """Byte-compile one Python source file to Python bytecode.

    Return the path of the .pyc file (`cfile`, else the one the importer looks for), None if the
    source cannot be compiled and `doraise` is false; `quiet` 2 says nothing then. `dfile` is the
    name that error messages give to the source.
    """
    if invalidation_mode is None:
        invalidation_mode = _get_default_invalidation_mode()
    if cfile is None:
        optimization = {} if optimize < 0 else {"optimization": optimize or ""}
        cfile = importlib.util.cache_from_source(file, **optimization)
    _refuse_special(cfile)
    with open(file, "rb") as stream:
        source = stream.read()
    try:
        code = _compile_source(source, dfile or file, optimize)
    except Exception as error:
        problem = PyCompileError(type(error), error, dfile or file)
        if quiet < 2:
            if doraise:
                raise problem
            sys.stderr.write(problem.msg + "\n")
        return None
    os.makedirs(os.path.dirname(cfile) or ".", exist_ok=True)
    mode = stat.S_IMODE(os.stat(file).st_mode) | 0o200
    _files._write_atomic(cfile, _contents(code, file, source, invalidation_mode), mode)
    return cfile


def _compile_source(source, name, optimize):
    import builtins
    return builtins.compile(source, name, "exec", dont_inherit=True, optimize=optimize)


def main():
    import argparse
    parser = argparse.ArgumentParser(description="A simple command-line interface for py_compile "
                                                 "module.")
    parser.add_argument("-q", "--quiet", action="store_true", help="Suppress error output")
    parser.add_argument("filenames", nargs="+", help="Files to compile")
    options = parser.parse_args()
    names = options.filenames
    if names == ["-"]:
        names = [line.rstrip("\n") for line in sys.stdin]
    for name in names:
        try:
            compile(name, doraise=True)
        except PyCompileError as error:
            parser.exit(1, "" if options.quiet else error.msg)
        except OSError as error:
            parser.exit(1, "" if options.quiet else str(error))


if __name__ == "__main__":
    main()
