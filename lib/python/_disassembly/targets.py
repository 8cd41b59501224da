"""What can be disassembled: files, modules, .pyc files, texts, and one function of any of these.

    file.py   file.pyc   file.py:Class.method   module   module:function   -   -c TEXT   -m MODULE

The code is compiled or read, never run.
"""

import io
import os
import re
import struct
import sys

import _bytecode
import _imp

from . import model

HEADER_SIZE, TRAILER_SIZE = 21, 12


class TargetError(Exception):
    """Says for people why there is nothing to show."""


class Target:
    """A name for people, the views to show, the source's lines (may be empty), notes for the head."""

    def __init__(self, name, view, source, notes=()):
        self.name = name
        self.root = view
        self.views = [view]
        self.lines = io.StringIO(source or "", newline=None).read().split("\n")
        if not self.lines[-1]:
            self.lines.pop()
        self.notes = list(notes)

    def select(self, qualname):
        self.views = model.find(self.root, qualname)
        if not self.views:
            raise TargetError(f"{self.name} has no code called {qualname!r}")
        self.name += ":" + qualname
        return self


def from_text(source, name, optimize=-1):
    """Of a program's text or bytes."""
    try:
        code = compile(source, name, "exec", dont_inherit=True, optimize=optimize)
    except (SyntaxError, ValueError) as error:
        raise TargetError(_compile_problem(name, error)) from error
    if isinstance(source, bytes):
        source = _decode(source)
    return Target(name, model.CodeView(code), source)


def _decode(source):
    """The text of a source's bytes, which have been compiled: their coding is a valid one."""
    if source.startswith(b"\xef\xbb\xbf"):
        return source[3:].decode()
    cookie = re.match(rb"(?:[ \t\f]*(?:#[^\r\n]*)?\r?\n)?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)",
                      source)
    return source.decode(cookie[1].decode() if cookie else "utf-8", "replace")


def _compile_problem(name, error):
    line = getattr(error, "lineno", None)
    place = f"{name}:{line}" if line else name
    return f"{place}: {type(error).__name__}: {getattr(error, 'msg', error)}"


def from_pyc(data, name):
    """Of a .pyc file's bytes, whose header is shown too."""
    if len(data) < HEADER_SIZE:
        raise TargetError(f"{name}: too short for a .pyc file")
    if data[:4] != _imp._magic_number:
        raise TargetError(f"{name}: {_foreign(data)}")
    try:
        code = _bytecode.read_pyc(data)
    except ImportError as error:
        raise TargetError(f"{name}: refused: {error}") from None
    source = ""
    try:
        with open(code.co_filename, encoding="utf-8") as file:
            source = file.read()
    except (OSError, ValueError):
        pass
    return Target(name, model.CodeView(code), source, [_header(data)])


def _foreign(data):
    number = int.from_bytes(data[:2], "little")
    if data[2:4] != b"\r\n":
        return "no .pyc file: its first four bytes are not those of any version"
    for first, last, version in ((3390, 3394, "3.7"), (3400, 3413, "3.8"), (3420, 3425, "3.9"),
                                 (3430, 3439, "3.10"), (3450, 3495, "3.11"), (3500, 3531, "3.12"),
                                 (3550, 3571, "3.13"), (3600, 3627, "3.14")):
        if first <= number <= last:
            return f"magic number {number}: made by CPython {version}, not by Folio"
    return f"magic number {number}: of another version of Folio or of Python"


def _header(data):
    """The header of a .pyc file in words (compiler/README.md has the format)."""
    flags, low, high, _, size = struct.unpack_from("<IIIBI", data, 4)
    fraction = ""
    if len(data) == HEADER_SIZE + size + TRAILER_SIZE:
        fraction = f".{int.from_bytes(data[-TRAILER_SIZE:-8], 'little'):09d}"
    if flags & 1:
        checked = "checked" if flags & 2 else "not checked"
        belongs = f"source hash {low | high << 32:016x}, {checked}"
    else:
        belongs = f"source time {low}{fraction}, source size {high}"
    return f".pyc: magic {data[:2].hex()}, {belongs}, body {size} bytes"


def from_module(name, optimize=-1):
    """Of a module, which is looked for but not imported."""
    import importlib.util
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError) as error:
        raise TargetError(str(error)) from None
    if spec is None:
        raise TargetError(f"no file and no module is called {name!r}")
    loader = spec.loader
    if spec.origin and spec.origin.endswith((".py", ".pyc")) and os.path.isfile(spec.origin):
        return from_file(spec.origin, optimize)
    code = loader.get_code(spec.name) if hasattr(loader, "get_code") else None
    if code is None:
        raise TargetError(f"module {name!r} is not written in Python")
    source = loader.get_source(spec.name) if hasattr(loader, "get_source") else ""
    return Target(name, model.CodeView(code), source or "")


def from_module_word(word, optimize=-1):
    """Of the word behind -m: module, or module:function."""
    name, colon, qualname = word.partition(":")
    if not name:
        raise TargetError(f"no file and no module is called {word!r}")
    target = from_module(name, optimize)
    return target.select(qualname) if colon else target


def from_file(path, optimize=-1):
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise TargetError(f"{path}: {error.strerror}") from None
    if path.endswith(".pyc") or data[2:4] == b"\r\n" and data[:4] == _imp._magic_number:
        return from_pyc(data, path)
    return from_text(data, path, optimize)


def from_word(word, optimize=-1):
    """Of an argument of the command line."""
    if word == "-":
        return from_text(sys.stdin.buffer.read(), "<stdin>", optimize)
    if os.path.exists(word):
        return from_file(word, optimize)
    place, colon, qualname = word.rpartition(":")
    if colon and place and qualname:
        return from_word(place, optimize).select(qualname)
    if "/" in word or word.endswith((".py", ".pyc")):
        return from_file(word, optimize)
    return from_module_word(word, optimize)


def from_object(value):
    """Of a live function, class's method, generator or code object."""
    import dis
    import linecache
    code = dis._get_code_object(value)
    lines = linecache.getlines(code.co_filename)
    return Target(code.co_qualname, model.CodeView(code), "".join(lines))
