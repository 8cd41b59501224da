"""Modules by what their documentation says of them in one line: pydoc -k."""

import io
import os
import sys
import tokenize


def source_synopsis(file):
    """The first line of the docstring of a module's source; None if there is none."""
    skipped = tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENCODING
    try:
        for token in tokenize.generate_tokens(file.readline):
            if token.type not in skipped:
                break
        else:
            return None
        if token.type != tokenize.STRING:
            return None
        import ast
        text = ast.literal_eval(token.string)
    except (tokenize.TokenError, SyntaxError, ValueError, UnicodeDecodeError):
        return None
    lines = text.strip().splitlines() if isinstance(text, str) else []
    return lines[0].strip() if lines else None


def synopsis(filename, cache={}):
    """That of a source file."""
    try:
        changed = os.stat(filename).st_mtime
        if filename not in cache or cache[filename][0] != changed:
            with tokenize.open(filename) as file:
                cache[filename] = changed, source_synopsis(file)
    except (OSError, SyntaxError, UnicodeDecodeError):
        return None
    return cache[filename][1]


def _binary_modules():
    """(name, synopsis) of the modules in the binary."""
    import importlib
    import linecache
    from _folio_modules import library_modules
    for name in library_modules():
        if name not in sys.builtin_module_names:
            source = "".join(linecache.getlines(f"<frozen {name}>"))
            yield name, source_synopsis(io.StringIO(source))
            continue
        try:
            doc = importlib.import_module(name).__doc__
        except ImportError:
            continue
        yield name, (doc or "").strip().partition("\n")[0]


def _folder_modules(folders, prefix=""):
    """The same of those in folders; packages are searched, not imported."""
    import pkgutil
    for finder, name, is_package in pkgutil.iter_modules(folders, prefix):
        path = os.path.join(getattr(finder, "path", ""), name.rpartition(".")[2])
        yield name, synopsis(os.path.join(path, "__init__.py") if is_package else path + ".py")
        if is_package:
            yield from _folder_modules([path], name + ".")


def modules():
    """(name, synopsis) of every module that can be imported; the first of a name counts."""
    seen = set()
    for found in _binary_modules(), _folder_modules(sys.path):
        for name, line in found:
            if name not in seen:
                seen.add(name)
                yield name, line or ""


def find(key):
    """(name, synopsis) of the modules in whose name or synopsis a text is, in any case."""
    key = key.lower()
    return [(name, line) for name, line in modules() if key in f"{name} - {line}".lower()]


def apropos(key):
    """Print the modules with a text in their names or synopses."""
    for name, line in find(key):
        print(name, line and "- " + line)
