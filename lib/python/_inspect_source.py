"""The files and the source of objects: the part of inspect that few programs use.

The source of an object is found by line numbers: of its code object, or for a class the line where
its statement begins.
"""

import builtins
import sys
import types
from inspect import (indentsize, isclass, iscode, isframe, ismodule, ispackage, istraceback,
                     unwrap)
from operator import attrgetter

__name__ = "inspect"


def _code_of(object):
    """The code object of a method, function, traceback or frame; other objects stay as they are."""
    for attribute in "__func__", "__code__", "tb_frame", "f_code":
        if isinstance(object, _WITH_CODE[attribute]):
            object = getattr(object, attribute)
    return object


_WITH_CODE = {"__func__": types.MethodType, "__code__": types.FunctionType,
              "tb_frame": types.TracebackType, "f_code": types.FrameType}


def getfile(object):
    """The name of the file, source or compiled, in which the object was defined."""
    module = object if ismodule(object) else None
    if isclass(object):
        home = getattr(object, "__module__", None)
        module = sys.modules.get(home)
    if file := getattr(module, "__file__", None):
        return file
    if ismodule(object):
        if getattr(getattr(object, "__spec__", None), "origin", None) == "frozen":
            return f"<frozen {object.__spec__.name}>"
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        if home == "__main__":
            raise OSError("source code not available")
        if file := _embedded_file(object, module):
            return file
        raise TypeError(f"{object!r} is a built-in class")
    code = _code_of(object)
    if not iscode(code):
        raise TypeError("module, class, method, function, traceback, frame, or code object was "
                        f"expected, got {type(object).__name__}")
    return code.co_filename


def _embedded_file(cls, module):
    """The name of a module in the binary for a class that a statement in it has made, else None.
    Its methods know the module better than __module__, which may be set for the eye."""
    if "__firstlineno__" not in vars(cls):
        return None
    for value in vars(cls).values():
        code = _code_of(value)
        if (iscode(code) and code.co_qualname.startswith(f"{cls.__qualname__}.")
                and code.co_filename.startswith("<frozen ")):
            return code.co_filename
    spec = getattr(module, "__spec__", None)
    return f"<frozen {spec.name}>" if getattr(spec, "origin", None) == "frozen" else None


def getmodulename(path):
    """The name of the module in a file of this name; None if it is no file of a module."""
    from importlib.machinery import all_suffixes
    from os.path import basename
    name = basename(path)
    fitting = [suffix for suffix in all_suffixes() if name.endswith(suffix)]
    return name.removesuffix(max(fitting, key=len)) if fitting else None


def getsourcefile(object):
    """The name of the file with the object's source; None if there is none."""
    import importlib.machinery as machinery
    import linecache
    import os
    filename = getfile(object)
    if filename.endswith(tuple(machinery.BYTECODE_SUFFIXES)):
        filename = os.path.splitext(filename)[0] + machinery.SOURCE_SUFFIXES[0]
    elif filename.endswith(tuple(machinery.EXTENSION_SUFFIXES)):
        return None
    if filename in linecache.cache or os.path.exists(filename):
        return filename
    # no file, but the loader may know the source
    module = getmodule(object, filename)
    loaders = getattr(module, "__loader__", None), \
        getattr(getattr(module, "__spec__", None), "loader", None)
    return None if loaders == (None, None) else filename


def getabsfile(object, _filename=None):
    """The name of the object's file, absolute and normalized: one name for each file."""
    import os
    if _filename is None:
        _filename = getsourcefile(object) or getfile(object)
    return os.path.normcase(os.path.abspath(_filename))


modulesbyfile = {}    # absolute file name -> module name
_filesbymodname = {}  # module name -> its __file__, when it was entered into modulesbyfile


def getmodule(object, _filename=None):
    """The module in which the object was defined; None if nobody knows."""
    if ismodule(object):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    if _filename is not None and _filename in modulesbyfile:
        return sys.modules.get(modulesbyfile[_filename])
    try:
        file = getabsfile(object, _filename)
    except (TypeError, FileNotFoundError):
        return None
    if file not in modulesbyfile:
        _note_files_of_modules()
    if file in modulesbyfile:
        return sys.modules.get(modulesbyfile[file])
    name = getattr(object, "__name__", None)
    return next((module for module in (sys.modules["__main__"], builtins)
                 if name and getattr(module, name, None) is object), None)


def _note_files_of_modules():
    """Enters the modules imported since the last time into modulesbyfile."""
    import os
    for name, module in sys.modules.copy().items():
        file = getattr(module, "__file__", None) if ismodule(module) else None
        if file != _filesbymodname.get(name):
            _filesbymodname[name] = file
            path = getabsfile(module)
            modulesbyfile[path] = modulesbyfile[os.path.realpath(path)] = module.__name__


class ClassFoundException(Exception):
    pass


def findsource(object):
    """The lines of the whole file that has the object's source, and the index of its first line.

    OSError if there is no source.
    """
    import linecache
    file = getsourcefile(object)
    if file:
        linecache.checkcache(file)  # the file may have changed
    else:
        file = getfile(object)
        if not (file.startswith("<") and file.endswith(">")):
            raise OSError("source code not available")
    module = getmodule(object, file)
    code = _code_of(object)
    lines = (iscode(code) and linecache._lines_of_input(code)
             or linecache.getlines(file, module.__dict__ if module else None))
    if not lines:
        raise OSError("could not get source code")
    if ismodule(object):
        return lines, 0
    if isclass(object):
        first = vars(object).get("__firstlineno__")
        if not isinstance(first, int):
            raise OSError("source code not available")
        if first >= len(lines):
            raise OSError("lineno is out of bounds")
        return lines, first - 1
    if not iscode(code):
        raise OSError("could not find code object")
    if code.co_firstlineno > len(lines):
        raise OSError("lineno is out of bounds")
    return lines, code.co_firstlineno - 1


def getcomments(object):
    """The comment just before the object's source, or at the top of a module; None without one."""
    try:
        lines, line = findsource(object)
    except (OSError, TypeError):
        return None
    if ismodule(object):
        comment = _comment_at_top(lines)
    else:
        comment = _comment_before(lines, line)
    return "".join(comment) or None


def _comment_at_top(lines):
    from itertools import dropwhile, takewhile
    shebang = lines[0].startswith("#!")
    rest = dropwhile(lambda line: line.strip() in ("", "#"), lines[shebang:])
    return [line.expandtabs() for line in takewhile(lambda line: line.startswith("#"), rest)]


def _comment_before(lines, line):
    indent = indentsize(lines[line])
    start = line
    while start > 0 and (lines[start - 1].lstrip().startswith("#")
                         and indentsize(lines[start - 1]) == indent):
        start -= 1
    comment = [text.expandtabs().lstrip() for text in lines[start:line]]
    while comment and comment[0].strip() == "#":
        del comment[0]
    while comment and comment[-1].strip() == "#":
        del comment[-1]
    return comment


class EndOfBlock(Exception):
    pass


class BlockFinder:
    """Eats the tokens of a definition, and raises EndOfBlock behind it; `last` is its last line."""

    def __init__(self):
        self.last = 1
        self.started = self.islambda = self.indecorator = False
        self.passline = False     # inside a logical line of which nothing else matters
        self.indent = 0
        self.body_col0 = None     # the column in which the body begins

    def tokeneater(self, type, token, srowcol, erowcol, line):
        import tokenize
        if not (self.started or self.indecorator):
            self._begin(type == tokenize.INDENT, token)
        elif type == tokenize.NEWLINE:
            self._end_line(srowcol[0])
        elif self.passline:
            return
        elif type == tokenize.INDENT:
            self.indent += 1
            self.passline = True
            if self.started and self.body_col0 is None:
                self.body_col0 = erowcol[1]
        elif type == tokenize.DEDENT:
            self.indent -= 1
            if self.indent <= 0:
                raise EndOfBlock
        elif type == tokenize.COMMENT:
            if self.body_col0 is not None and srowcol[1] >= self.body_col0:
                self.last = srowcol[0]  # a comment that belongs to the body
        elif type != tokenize.NL and self.indent == 0:
            raise EndOfBlock  # a body on the line of the header has ended

    def _begin(self, is_indent, token):
        """The first word says what it is; a lambda goes to the end of its line."""
        self.passline = True
        if token == "@":
            self.indecorator = True
        elif not is_indent and token != "async":
            self.started, self.islambda = True, token not in ("def", "class")

    def _end_line(self, row):
        self.last, self.passline, self.indecorator = row, False, False
        if self.islambda:
            raise EndOfBlock


def getblock(lines):
    """The lines of the definition that begins in the first one."""
    import tokenize
    finder = BlockFinder()
    try:
        for token in tokenize.generate_tokens(iter(lines).__next__):
            finder.tokeneater(*token)
    except (EndOfBlock, IndentationError):
        pass
    except SyntaxError as e:
        if "unmatched" not in e.msg:  # else the bracket that closes what is around a lambda
            raise
    return lines[:finder.last]


def getsourcelines(object):
    """The lines of the object's source, and the number of the first one; 0 for a whole module.

    OSError if there is no source.
    """
    object = unwrap(object)
    lines, index = findsource(object)
    if istraceback(object):
        object = object.tb_frame
    if ismodule(object) or isframe(object) and object.f_code.co_name == "<module>":
        return lines, 0
    return getblock(lines[index:]), index + 1


def getsource(object):
    """The object's source. OSError if there is none."""
    return "".join(getsourcelines(object)[0])


# ---- the command ---------------------------------------------------------------------------------

def main():
    """python -m inspect MODULE[:NAME]: shows the source, or with -d where it comes from."""
    import argparse
    import importlib

    parser = argparse.ArgumentParser()
    parser.add_argument("object", help="the object to look at, as MODULE or MODULE:NAME")
    parser.add_argument("-d", "--details", action="store_true",
                        help="show where the object comes from instead of its source")
    options = parser.parse_args()
    module_name, _, path = options.object.partition(":")
    try:
        module = importlib.import_module(module_name)
    except Exception as e:
        sys.stderr.write(f"Failed to import {module_name} ({type(e).__name__}: {e})\n")
        sys.exit(2)
    found = attrgetter(path)(module) if path else module
    if module_name in sys.builtin_module_names:
        sys.stderr.write("Can't get info for builtin modules.\n")
        sys.exit(1)
    if options.details:
        _print_details(options.object, module, found)
    else:
        print(getsource(found))


def _print_details(target, module, found):
    print(f"Target: {target}\nOrigin: {getsourcefile(module)}\n"
          f"Cached: {getattr(module, '__cached__', None)}")
    if found is module:
        print(f"Loader: {module.__loader__!r}")
        if ispackage(module):
            print(f"Submodule search path: {module.__path__}")
    else:
        try:
            print(f"Line: {findsource(found)[1]}")
        except Exception:
            pass  # without source there is no line
    print()
