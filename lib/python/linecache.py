"""Lines of source files, remembered."""

import _traceback
import os
import sys

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

# filename -> (size, mtime, lines, fullname), or (function that gives the text,)
cache = {}


def clearcache():
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """The line, with its end; "" if it cannot be had."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ""


def getlines(filename, module_globals=None):
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def _stat(path):
    return os.stat(path)


def _open(path):
    try:
        import tokenize
    except ImportError:
        return open(path, encoding="utf-8")
    return tokenize.open(path)


def checkcache(filename=None):
    """Forgets files that have changed."""
    filenames = list(cache) if filename is None else [filename]
    for filename in filenames:
        entry = cache.get(filename)
        if entry is None or len(entry) == 1:
            continue
        size, mtime, lines, fullname = entry
        if mtime is None:
            continue
        try:
            stat = _stat(fullname)
        except (OSError, ValueError):
            cache.pop(filename, None)
            continue
        if size != stat.st_size or mtime != stat.st_mtime:
            cache.pop(filename, None)


def _typed_lines(filename):
    """Of a text typed at the prompt or given with -c (it may be another one the next time), or of a
    module inside of the binary."""
    text = _traceback.typed_text(filename)
    return [] if text is None else text.splitlines(keepends=True)


def _lines_of_input(code):
    """Of the input of the prompt that the code came from; [] if it came from none."""
    text = _traceback.typed_text(code)
    return [] if text is None else text.splitlines(keepends=True)


def updatecache(filename, module_globals=None):
    entry = cache.pop(filename, None)
    if not filename:
        return []
    if filename.startswith("<") and filename.endswith(">"):
        return _typed_lines(filename)
    fullname = filename
    try:
        stat = _stat(fullname)
    except (OSError, ValueError):
        if entry is not None and len(entry) == 1:
            function = entry[0]
        elif lazycache(filename, module_globals):
            function = cache[filename][0]
        else:
            function = None
        if function is not None:
            try:
                data = function()
            except (ImportError, OSError):
                data = None
            if data is None:
                cache.pop(filename, None)
                return []
            cache[filename] = (len(data), None, [line + "\n" for line in data.splitlines()],
                               fullname)
            return cache[filename][2]
        if filename.startswith("/"):
            return []
        for folder in sys.path:
            try:
                fullname = folder + "/" + filename
                stat = _stat(fullname)
                break
            except (OSError, TypeError, ValueError):
                pass
        else:
            return []
    try:
        with _open(fullname) as file:
            lines = file.readlines()
    except (OSError, UnicodeDecodeError, SyntaxError):
        return []
    if not lines:
        lines = ["\n"]
    elif not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


def lazycache(filename, module_globals):
    """Remembers how a module's loader would give its source. True if it could."""
    if filename in cache:
        return len(cache[filename]) == 1
    if not filename or (filename.startswith("<") and filename.endswith(">")):
        return False
    if module_globals and "__name__" in module_globals:
        spec = module_globals.get("__spec__")
        name = getattr(spec, "name", None) or module_globals["__name__"]
        loader = getattr(spec, "loader", None) or module_globals.get("__loader__")
        get_source = getattr(loader, "get_source", None)
        if name and get_source:
            cache[filename] = (lambda: get_source(name),)
            return True
    return False
