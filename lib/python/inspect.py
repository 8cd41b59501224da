"""What can be told about objects at run time: kinds, members, source, arguments, frames.

is...() tell the kind of an object; getmembers() and classify_class_attrs() what it consists of;
getdoc(), getsource() and getcomments() what was written about it; signature() how it is called;
stack() and trace() where the program is; getattr_static() what is there without running code.
"""

# The source of an object is found by line numbers: of its code object, or for a class the line
# where its statement begins. Modules that only some functions need are imported there.

import abc
import collections.abc
import enum
import functools
import builtins
import sys
import types
from collections import namedtuple, OrderedDict
from keyword import iskeyword as _iskeyword
from operator import attrgetter

__all__ = [
    "AGEN_CLOSED", "AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED", "ArgInfo", "Arguments",
    "Attribute", "BlockFinder", "BoundArguments", "BufferFlags", "CORO_CLOSED", "CORO_CREATED",
    "CORO_RUNNING", "CORO_SUSPENDED", "CO_ASYNC_GENERATOR", "CO_COROUTINE", "CO_GENERATOR",
    "CO_ITERABLE_COROUTINE", "CO_NESTED", "CO_NEWLOCALS", "CO_NOFREE", "CO_OPTIMIZED",
    "CO_VARARGS", "CO_VARKEYWORDS", "CO_HAS_DOCSTRING", "ClassFoundException", "ClosureVars",
    "EndOfBlock", "FrameInfo", "FullArgSpec", "GEN_CLOSED", "GEN_CREATED", "GEN_RUNNING",
    "GEN_SUSPENDED", "Parameter", "Signature", "TPFLAGS_IS_ABSTRACT", "Traceback",
    "classify_class_attrs", "cleandoc", "currentframe", "findsource", "formatannotation",
    "formatannotationrelativeto", "formatargvalues", "get_annotations", "getabsfile", "getargs",
    "getargvalues", "getasyncgenlocals", "getasyncgenstate", "getattr_static", "getblock",
    "getcallargs", "getclasstree", "getclosurevars", "getcomments", "getcoroutinelocals",
    "getcoroutinestate", "getdoc", "getfile", "getframeinfo", "getfullargspec",
    "getgeneratorlocals", "getgeneratorstate", "getinnerframes", "getlineno", "getmembers",
    "getmembers_static", "getmodule", "getmodulename", "getmro", "getouterframes", "getsource",
    "getsourcefile", "getsourcelines", "indentsize", "isabstract", "isasyncgen",
    "isasyncgenfunction", "isawaitable", "isbuiltin", "isclass", "iscode", "iscoroutine",
    "iscoroutinefunction", "isdatadescriptor", "isframe", "isfunction", "isgenerator",
    "isgeneratorfunction", "isgetsetdescriptor", "ismemberdescriptor", "ismethod",
    "ismethoddescriptor", "ismethodwrapper", "ismodule", "ispackage", "isroutine", "istraceback",
    "markcoroutinefunction", "signature", "stack", "trace", "unwrap", "walktree",
]

CO_OPTIMIZED = 0x1
CO_NEWLOCALS = 0x2
CO_VARARGS = 0x4
CO_VARKEYWORDS = 0x8
CO_NESTED = 0x10
CO_GENERATOR = 0x20
CO_NOFREE = 0x40
CO_COROUTINE = 0x80
CO_ITERABLE_COROUTINE = 0x100
CO_ASYNC_GENERATOR = 0x200

# The flags of code objects.
CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 1, 2, 4, 8
CO_NESTED, CO_GENERATOR, CO_NOFREE, CO_COROUTINE = 16, 32, 64, 128
CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR, CO_HAS_DOCSTRING = 256, 512, 0x4000000

TPFLAGS_IS_ABSTRACT = 1 << 20


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """A new dict of the annotations of a class, module or callable; a class's own ones only.

    With eval_str those that are a str are evaluated.
    """
    obj_globals = obj_locals = None
    if isinstance(obj, type):
        annotations = obj.__dict__.get("__annotations__")
        if isinstance(annotations, types.GetSetDescriptorType):
            annotations = None
        obj_globals = getattr(sys.modules.get(getattr(obj, "__module__", None)), "__dict__", None)
        obj_locals = dict(vars(obj))
    elif ismodule(obj) or callable(obj):
        annotations = getattr(obj, "__annotations__", None)
        obj_globals = obj.__dict__ if ismodule(obj) else getattr(obj, "__globals__", None)
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if not isinstance(annotations, (dict, types.NoneType)):
        raise ValueError(f"{obj!r}.__annotations__ is neither a dict nor None")
    annotations = dict(annotations or ())
    if not eval_str or not annotations:
        return annotations
    if globals is None:
        globals = getattr(_innermost(obj), "__globals__", obj_globals)
    if locals is None:
        locals = obj_locals or {}
    if type_params := getattr(obj, "__type_params__", ()):
        locals = {param.__name__: param for param in type_params} | locals
    return {key: eval(value, globals, locals) if isinstance(value, str) else value
            for key, value in annotations.items()}


def _innermost(obj):
    """What decorators and partials are wrapped around."""
    while not ismodule(obj):
        if hasattr(obj, "__wrapped__"):
            obj = obj.__wrapped__
        elif isinstance(obj, functools.partial):
            obj = obj.func
        else:
            break
    return obj


# ---- kinds of objects ----------------------------------------------------------------------------

def _test_for(kind, what):
    """A function that tells whether an object is of the kind."""
    def test(object):
        return isinstance(object, kind)
    test.__doc__ = f"Is the object {what}?"
    return test


ismodule = _test_for(types.ModuleType, "a module")
isclass = _test_for(type, "a class")
ismethod = _test_for(types.MethodType, "a bound method of a class written in Python")
isfunction = _test_for(types.FunctionType, "a function written in Python")
isbuiltin = _test_for(types.BuiltinFunctionType, "a function or bound method written in C")
ismethodwrapper = _test_for(types.MethodWrapperType, "a bound special method written in C")
ismemberdescriptor = _test_for(types.MemberDescriptorType, "an attribute kept in a slot")
isgetsetdescriptor = _test_for(types.GetSetDescriptorType, "an attribute computed in C")
isgenerator = _test_for(types.GeneratorType, "a generator")
iscoroutine = _test_for(types.CoroutineType, "a coroutine")
isasyncgen = _test_for(types.AsyncGeneratorType, "an asynchronous generator")
istraceback = _test_for(types.TracebackType, "a traceback")
isframe = _test_for(types.FrameType, "a frame")
iscode = _test_for(types.CodeType, "a code object")
for _name, _test in list(globals().items()):
    if getattr(_test, "__name__", None) == "test":
        _test.__name__ = _test.__qualname__ = _name
del _name, _test


def ispackage(object):
    """Is the object a module with submodules?"""
    return ismodule(object) and hasattr(object, "__path__")


def _has_type_attribute(object, *names):
    """Has the type of the object one of these? Never so for classes, methods and functions."""
    return (not isinstance(object, (type, types.MethodType, types.FunctionType))
            and any(hasattr(type(object), name) for name in names))


def ismethoddescriptor(object):
    """Has the object __get__, but neither __set__ nor __delete__?

    Classes, functions and bound methods are none: the tests for them say more.
    """
    return _has_type_attribute(object, "__get__") and not isdatadescriptor(object)


def isdatadescriptor(object):
    """Has the object __set__ or __delete__, as properties have?"""
    return _has_type_attribute(object, "__set__", "__delete__")


def _plain_function(f):
    """The function in methods, partials and partial methods."""
    while isinstance(f, (types.MethodType, functools.partialmethod)):
        f = f.__func__ if ismethod(f) else f.func
    return functools._unwrap_partial(functools._unwrap_partialmethod(f))


def _has_code_flag(f, flag):
    f = _plain_function(f)
    return (isfunction(f) or _signature_is_functionlike(f)) and bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    """Does a call of the function give a generator?"""
    return _has_code_flag(obj, CO_GENERATOR)


def isasyncgenfunction(obj):
    """Does a call of the function give an asynchronous generator?"""
    return _has_code_flag(obj, CO_ASYNC_GENERATOR)


_is_coroutine_mark = object()


def markcoroutinefunction(func):
    """Decorator: iscoroutinefunction() is to be true for this function."""
    func = getattr(func, "__func__", func)
    func._is_coroutine_marker = _is_coroutine_mark
    return func


def iscoroutinefunction(obj):
    """Does a call of the function give a coroutine, or is it marked so?"""
    return (_has_code_flag(obj, CO_COROUTINE)
            or getattr(_plain_function(obj), "_is_coroutine_marker", None) is _is_coroutine_mark)


def isawaitable(object):
    """Can the object stand behind await?"""
    if isgenerator(object):
        return bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    return isinstance(object, (types.CoroutineType, collections.abc.Awaitable))


def isroutine(object):
    """Is the object a function or method of any kind?"""
    return (isinstance(object, (types.BuiltinFunctionType, types.FunctionType, types.MethodType,
                                types.MethodWrapperType))
            or ismethoddescriptor(object))


def isabstract(object):
    """Is the object a class with abstract methods?"""
    if not isclass(object):
        return False
    if object.__flags__ & TPFLAGS_IS_ABSTRACT:
        return True
    if not isinstance(object, abc.ABCMeta) or hasattr(object, "__abstractmethods__"):
        return False
    # asked for while the class is being made: the set of abstract methods is not there yet
    members = list(object.__dict__.values())
    for base in object.__bases__:
        members += [getattr(object, name, None)
                    for name in getattr(base, "__abstractmethods__", ())]
    return any(getattr(member, "__isabstractmethod__", False) for member in members)


# ---- members and classes -------------------------------------------------------------------------

def getmembers(object, predicate=None):
    """The (name, value) pairs of the object's attributes, by name; only those for which the
    predicate, if given, is true."""
    return _getmembers(object, predicate, getattr)


def getmembers_static(object, predicate=None):
    """As getmembers(), but the values are got with getattr_static()."""
    return _getmembers(object, predicate, getattr_static)


def _getmembers(object, predicate, getter):
    mro = (object, *object.__mro__) if isclass(object) else ()
    found = []
    seen = set()
    for name in [*dir(object), *_dynamic_attributes(object)]:
        try:
            value = getter(object, name)
            missing = name in seen  # a dynamic attribute that hides another of the name
        except AttributeError:
            missing = True
        if missing:
            holder = next((base for base in mro if name in base.__dict__), None)
            if holder is None:
                continue  # dir() says more than there is
            value = holder.__dict__[name]
        if not predicate or predicate(value):
            found.append((name, value))
        seen.add(name)
    return sorted(found, key=lambda pair: pair[0])


def _dynamic_attributes(object):
    """Names in the bases of a class that dir() may lack, as enum's name and value."""
    try:
        return [name for base in object.__bases__ for name, value in base.__dict__.items()
                if isinstance(value, types.DynamicClassAttribute)] if isclass(object) else []
    except AttributeError:
        return []


Attribute = namedtuple("Attribute", "name kind defining_class object")

_KINDS = (((staticmethod, types.BuiltinMethodType), "static method"),
          ((classmethod, types.ClassMethodDescriptorType), "class method"),
          (property, "property"))


def classify_class_attrs(cls):
    """An Attribute for each name in dir(cls): name, kind, defining_class and object.

    The kind is "class method", "static method", "property", "method" (any other routine) or
    "data". The object is what getattr() gives; what stands in the class itself if that fails, and
    for the first three kinds.
    """
    dynamic = (name for base in cls.__mro__ for name, value in base.__dict__.items()
               if isinstance(value, types.DynamicClassAttribute) and value.fget is not None)
    attributes, done = [], set()
    for name in [*dir(cls), *dynamic]:
        # a name that comes again is looked for in the dicts alone
        attribute = _classify_attribute(cls, name, use_getattr=name not in done)
        if attribute is not None:
            attributes.append(attribute)
            done.add(name)
    return attributes


def _classify_attribute(cls, name, use_getattr):
    metaclasses = [meta for meta in type(cls).__mro__ if meta not in (type, object)]
    home = got = stored = None
    if use_getattr and name != "__dict__":  # which would be a view of the dict
        try:
            got = getattr(cls, name)
        except Exception:
            pass
        else:
            home = _home_of(cls, name, got, metaclasses)
    for base in (*cls.__mro__, *metaclasses):
        if name in base.__dict__:
            stored = base.__dict__[name]
            if home not in metaclasses:
                home = base
            break
    if home is None:
        return None
    for kinds, kind in _KINDS:
        if isinstance(stored, kinds):
            return Attribute(name, kind, home, stored)
    value = stored if got is None else got
    return Attribute(name, "method" if isroutine(value) else "data", home, value)


def _home_of(cls, name, value, metaclasses):
    """The class that gives the attribute this value, or the metaclass whose __getattr__ does."""
    home = getattr(value, "__objclass__", None)
    if home in cls.__mro__:
        return home
    home = None
    for base in cls.__mro__:
        if getattr(base, name, None) is value:
            home = base
    for meta in metaclasses:
        try:
            if meta.__getattr__(cls, name) is value:
                home = meta
        except AttributeError:
            pass
    return home


def getmro(cls):
    """The class and its bases, in the order in which attributes are looked for."""
    return cls.__mro__


def unwrap(func, *, stop=None):
    """The object at the end of the chain of __wrapped__, or where stop(object) is true.

    A chain that comes back to itself is a ValueError.
    """
    seen = {id(func): func}  # kept alive, so that ids stay unique
    inner, limit = func, sys.getrecursionlimit()
    while not isclass(inner) and hasattr(inner, "__wrapped__") and not (stop and stop(inner)):
        inner = inner.__wrapped__
        if id(inner) in seen or len(seen) >= limit:
            raise ValueError(f"wrapper loop when unwrapping {func!r}")
        seen[id(inner)] = inner
    return inner


def walktree(classes, children, parent):
    """The part of getclasstree()'s result for some classes; children says what is below each."""
    classes.sort(key=attrgetter("__module__", "__name__"))
    tree = []
    for cls in classes:
        tree.append((cls, cls.__bases__))
        if cls in children:
            tree.append(walktree(children[cls], children, cls))
    return tree


def getclasstree(classes, unique=False):
    """The classes as a tree: pairs (class, bases), each followed by a list of what is below it.

    A class with several bases is below each of them, or with unique=True below one of them.
    """
    children, roots = {}, []
    for cls in classes:
        for parent in cls.__bases__:
            below = children.setdefault(parent, [])
            if cls not in below:
                below.append(cls)
            if unique and parent in classes:
                break
        if not cls.__bases__ and cls not in roots:
            roots.append(cls)
    roots += [parent for parent in children if parent not in classes]
    return walktree(roots, children, None)


# ---- documentation -------------------------------------------------------------------------------

def indentsize(line):
    """The width of the white space that the line begins with."""
    line = line.expandtabs()
    return len(line) - len(line.lstrip())


def getdoc(object):
    """The docstring, maybe inherited, with its indentation removed; None if there is none."""
    try:
        doc = object.__doc__
        if doc is None:
            doc = _finddoc(object)
    except (AttributeError, TypeError):
        return None
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    """The text without the margin that its lines after the first share, and without empty lines
    around it."""
    first, *rest = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in rest if line.strip(" ")), default=0)
    lines = [first.lstrip(" "), *(line[margin:] for line in rest)]
    while lines and not lines[-1]:
        del lines[-1]
    while lines and not lines[0]:
        del lines[0]
    return "\n".join(lines)


def _first_doc(objects):
    return next((doc for doc in (getattr(o, "__doc__", None) for o in objects) if doc is not None),
                None)


def _finddoc(obj):
    """The docstring of the nearest base class, or of the nearest attribute of this name in one."""
    if isclass(obj):
        return _first_doc(base for base in obj.__mro__ if base is not object)
    cls, name = _class_and_name(obj)
    if cls is None:
        return None
    if ismemberdescriptor(obj):
        slots = getattr(cls, "__slots__", None)
        if isinstance(slots, dict) and name in slots:
            return slots[name]
    return _first_doc(getattr(base, name, None) for base in cls.__mro__ if hasattr(base, name))


def _class_and_name(obj):
    """The class that has this attribute, and its name there; None, None if nobody knows."""
    if ismethod(obj) or isbuiltin(obj):
        name, owner = obj.__name__, obj.__self__
        if isclass(owner) and _is_attribute_of_class(obj, owner, name):
            return owner, name
        return type(owner), name
    if isfunction(obj):
        cls, name = _defining_class(obj), obj.__name__
    elif isinstance(obj, property):
        cls, name = _defining_class(obj.fget), obj.__name__
    elif isinstance(obj, functools.cached_property):
        cls, name = _defining_class(obj.func), obj.attrname
    elif ismethoddescriptor(obj) or isdatadescriptor(obj):
        cls, name = obj.__objclass__, obj.__name__
    else:
        return None, None
    if cls is None or getattr(cls, name) is not obj:
        return None, None
    return cls, name


def _is_attribute_of_class(method, cls, name):
    """Is this a method of the class itself, rather than of its metaclass?"""
    if isbuiltin(method):
        return method.__qualname__ == f"{cls.__qualname__}.{name}"
    return getattr(getattr(cls, name, None), "__func__") is method.__func__


def _defining_class(func):
    """The class in whose body the function stands, found by its __qualname__."""
    found = sys.modules.get(func.__module__)
    for name in func.__qualname__.split(".")[:-1]:
        found = found and getattr(found, name)
    return found if isclass(found) else None


# ---- files and source ----------------------------------------------------------------------------

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
        raise TypeError(f"{object!r} is a built-in module")
    if isclass(object):
        if home == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    code = _code_of(object)
    if not iscode(code):
        raise TypeError("module, class, method, function, traceback, frame, or code object was "
                        f"expected, got {type(object).__name__}")
    return code.co_filename


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
    lines = linecache.getlines(file, module.__dict__ if module else None)
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
    code = _code_of(object)
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


# ---- arguments -----------------------------------------------------------------------------------

Arguments = namedtuple("Arguments", "args, varargs, varkw")


def getargs(co):
    """The names of the parameters of a code object: those of *args and **kwargs apart."""
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    count = co.co_argcount + co.co_kwonlyargcount
    stars = iter(co.co_varnames[count:])
    return Arguments(list(co.co_varnames[:count]),
                     next(stars) if co.co_flags & CO_VARARGS else None,
                     next(stars) if co.co_flags & CO_VARKEYWORDS else None)


FullArgSpec = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, "
                                        "kwonlydefaults, annotations")


def getfullargspec(func):
    """The parameters of a callable, with the self of methods: see signature() for a better way."""
    try:
        sig = _signature_from_callable(func, follow_wrapper_chains=False, skip_bound_arg=False,
                                       sigcls=Signature, eval_str=False)
    except Exception as e:
        raise TypeError("unsupported callable") from e
    by_kind = {kind: [] for kind in _ParameterKind}
    for param in sig.parameters.values():
        by_kind[param.kind].append(param)
    positional = by_kind[_POSITIONAL_ONLY] + by_kind[_POSITIONAL_OR_KEYWORD]
    keyword_only = by_kind[_KEYWORD_ONLY]
    annotations = {param.name: param.annotation for param in sig.parameters.values()}
    annotations = {"return": sig.return_annotation, **annotations}
    return FullArgSpec(
        args=_names(positional),
        varargs=next(iter(_names(by_kind[_VAR_POSITIONAL])), None),
        varkw=next(iter(_names(by_kind[_VAR_KEYWORD])), None),
        defaults=tuple(p.default for p in positional if p.default is not _empty) or None,
        kwonlyargs=_names(keyword_only),
        kwonlydefaults={p.name: p.default for p in keyword_only if p.default is not _empty} or None,
        annotations={name: value for name, value in annotations.items() if value is not _empty})


def _names(params):
    return [param.name for param in params]


ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")


def getargvalues(frame):
    """The names of the parameters of the function that runs in the frame, and its locals."""
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatannotation(annotation, base_module=None):
    """How the annotation is shown: classes by their name, without the module if that is known."""
    if getattr(annotation, "__module__", None) == "typing":
        import re
        return re.sub(r"(?<![\w.])typing\.(?=[\w.])", "", repr(annotation))
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if not isclass(annotation):
        return repr(annotation)
    if annotation.__module__ in ("builtins", base_module):
        return annotation.__qualname__
    return f"{annotation.__module__}.{annotation.__qualname__}"


def formatannotationrelativeto(object):
    """formatannotation() for which the module of the object is known."""
    return functools.partial(formatannotation, base_module=getattr(object, "__module__", None))


def formatargvalues(args, varargs, varkw, locals, formatarg=str,
                    formatvarargs="*{}".format, formatvarkw="**{}".format,
                    formatvalue=lambda value: f"={value!r}"):
    """The result of getargvalues() as it would stand in a call; the functions format its parts."""
    named = [(formatarg, name) for name in args]
    named += [(formatvarargs, varargs), (formatvarkw, varkw)]
    shown = (show(name) + formatvalue(locals[name]) for show, name in named if name)
    return f"({', '.join(shown)})"


def getcallargs(func, /, *positional, **named):
    """What each parameter would get from a call with these arguments, as a dict."""
    spec = getfullargspec(func)
    if ismethod(func) and func.__self__ is not None:
        positional = (func.__self__, *positional)
    values = dict(zip(spec.args, positional))
    if spec.varargs:
        values[spec.varargs] = positional[len(spec.args):]
    if spec.varkw:
        values[spec.varkw] = {}
    for name, value in named.items():
        target = values
        if name not in spec.args and name not in spec.kwonlyargs:
            if not spec.varkw:
                raise TypeError(
                    f"{func.__name__}() got an unexpected keyword argument {name!r}")
            target = values[spec.varkw]
        elif name in values:
            raise TypeError(f"{func.__name__}() got multiple values for argument {name!r}")
        target[name] = value
    defaults = spec.defaults or ()
    required = len(spec.args) - len(defaults)
    if len(positional) > len(spec.args) and not spec.varargs:
        _raise_too_many(func, spec, required, len(positional), values)
    _check_given(func, "positional", spec.args[:required], values)
    for name, default in (*zip(spec.args[required:], defaults),
                          *(spec.kwonlydefaults or {}).items()):
        values.setdefault(name, default)
    _check_given(func, "keyword-only", spec.kwonlyargs, values)
    return values


def _s(count):
    return "" if count == 1 else "s"


def _check_given(func, kind, names, values):
    missing = [repr(name) for name in names if name not in values]
    if missing:
        *before, last = missing
        listed = f"{', '.join(before)} and {last}" if before else last
        raise TypeError(f"{func.__name__}() missing {len(missing)} required {kind} "
                        f"argument{_s(len(missing))}: {listed}")


def _raise_too_many(func, spec, required, given, values):
    keyword_only = sum(name in values for name in spec.kwonlyargs)
    takes = f"from {required} to {len(spec.args)}" if spec.defaults else str(len(spec.args))
    were = f"{given} {'was' if given == 1 and not keyword_only else 'were'}"
    if keyword_only:
        were = (f"{given} positional argument{_s(given)} (and {keyword_only} keyword-only "
                f"argument{_s(keyword_only)}) were")
    raise TypeError(f"{func.__name__}() takes {takes} positional "
                    f"argument{_s(2 if spec.defaults else len(spec.args))} but {were} given")


ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


def getclosurevars(func):
    """The outer names that the function uses, with their values now.

    They are of the functions around it, global, builtin, or unbound; attributes are unbound too.
    """
    from dis import get_instructions
    func = getattr(func, "__func__", func) if ismethod(func) else func
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    nonlocals = {name: cell.cell_contents
                 for name, cell in zip(func.__code__.co_freevars, func.__closure__ or ())}
    used, unbound = {}, set()
    for instruction in get_instructions(func.__code__):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            used[instruction.argval] = None
        elif instruction.opname in ("LOAD_ATTR", "LOAD_METHOD"):
            unbound.add(instruction.argval)
    of_module = func.__globals__
    of_builtins = of_module.get("__builtins__", builtins)
    if ismodule(of_builtins):
        of_builtins = vars(of_builtins)
    found = {name: of_module[name] for name in used if name in of_module}
    built_in = {name: of_builtins[name] for name in used
                if name not in of_module and name in of_builtins}
    unbound = (unbound | used.keys()) - found.keys() - built_in.keys() - nonlocals.keys()
    return ClosureVars(nonlocals, found, built_in, unbound)


# ---- frames --------------------------------------------------------------------------------------

def _with_positions(name, fields):
    """A named tuple with an attribute `positions` that is no item of it."""
    base = namedtuple("_" + name, fields)

    def __new__(cls, *args, positions=None, **kwargs):
        instance = base.__new__(cls, *args, **kwargs)
        instance.positions = positions
        return instance

    def __repr__(self):
        shown = {**self._asdict(), "positions": self.positions}
        return f"{name}({', '.join(f'{field}={value!r}' for field, value in shown.items())})"

    return type(name, (base,), {"__new__": __new__, "__repr__": __repr__, "__module__": __name__})


_TRACEBACK_FIELDS = "filename lineno function code_context index"
Traceback = _with_positions("Traceback", _TRACEBACK_FIELDS)
FrameInfo = _with_positions("FrameInfo", "frame " + _TRACEBACK_FIELDS)


def _get_code_position(code, instruction_index):
    """(line, end line, column, end column) of the instruction; None for what nobody knows."""
    from itertools import islice
    positions = iter(())
    if instruction_index >= 0:
        positions = islice(code.co_positions(), instruction_index // 2, None)
    return next(positions, (None,) * 4)


def getframeinfo(frame, context=1):
    """Where a frame or traceback stands, as a Traceback.

    code_context is `context` lines around the line, index the place of the line in them.
    """
    from dis import Positions
    if istraceback(frame):
        lineno, lasti, frame = frame.tb_lineno, frame.tb_lasti, frame.tb_frame
    else:
        lineno, lasti = frame.f_lineno, frame.f_lasti
    if not isframe(frame):
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    line, *rest = _get_code_position(frame.f_code, lasti)
    if line is not None:
        lineno = line
    lines = index = None
    if context > 0:
        try:
            source, _ = findsource(frame)
        except OSError:
            pass
        else:
            start = max(0, min(lineno - 1 - context // 2, len(source) - context))
            lines, index = source[start:start + context], lineno - 1 - start
    return Traceback(getsourcefile(frame) or getfile(frame), lineno, frame.f_code.co_name,
                     lines, index, positions=Positions(lineno, *rest))


def getlineno(frame):
    """The line in which the frame stands."""
    return frame.f_lineno


def _frame_info(frame, source, context):
    info = getframeinfo(source, context)
    return FrameInfo(frame, *info, positions=info.positions)


def getouterframes(frame, context=1):
    """A FrameInfo for the frame and each of its callers."""
    found = []
    while frame:
        found.append(_frame_info(frame, frame, context))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    """A FrameInfo for each frame of the traceback."""
    found = []
    while tb:
        found.append(_frame_info(tb.tb_frame, tb, context))
        tb = tb.tb_next
    return found


def currentframe():
    """The frame of the caller."""
    return sys._getframe(1)


def stack(context=1):
    """A FrameInfo for the caller and each of its callers."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """A FrameInfo for each frame through which the exception being handled came."""
    return getinnerframes(getattr(sys.exception(), "__traceback__", None), context)


# ---- attributes without running code -------------------------------------------------------------

_missing = object()
_mro_of = type.__dict__["__mro__"].__get__
_dict_of = type.__dict__["__dict__"].__get__


def getattr_static(obj, attr, default=_missing):
    """The attribute without running any code: descriptors are returned, not asked.

    Attributes that __getattr__ or __getattribute__ would make are not found.
    """
    is_class = type in _mro_of(type(obj))
    in_class = _lookup_in_class(obj if is_class else type(obj), attr)
    in_instance = _missing if is_class else _lookup_in_instance(obj, attr)
    if in_instance is not _missing:
        # a data descriptor of the class goes before the instance
        return in_class if _is_static_data_descriptor(in_class) else in_instance
    if in_class is _missing and is_class:
        in_class = _lookup_in_class(type(obj), attr)
    if in_class is not _missing:
        return in_class
    if default is not _missing:
        return default
    raise AttributeError(attr)


def _lookup_in_class(cls, attr):
    for base in _mro_of(cls):
        if _shadowed_dict(type(base)) is _missing and attr in base.__dict__:
            return base.__dict__[attr]
    return _missing


def _lookup_in_instance(obj, attr):
    shadowed = _shadowed_dict(type(obj))
    if shadowed is not _missing and type(shadowed) is not types.MemberDescriptorType:
        return _missing
    namespace = None
    try:
        namespace = object.__getattribute__(obj, "__dict__")
    except AttributeError:
        pass
    return dict.get(namespace, attr, _missing) if isinstance(namespace, dict) else _missing


def _is_static_data_descriptor(value):
    def has(name):
        return _lookup_in_class(type(value), name) is not _missing
    return value is not _missing and has("__get__") and (has("__set__") or has("__delete__"))


def _shadowed_dict(cls):
    """A __dict__ in the class that is not the usual way to an instance's attributes."""
    for base in _mro_of(cls):
        found = _dict_of(base).get("__dict__", _missing)
        usual = (type(found) is types.GetSetDescriptorType and found.__name__ == "__dict__"
                 and found.__objclass__ is base)
        if found is not _missing and not usual:
            return found
    return _missing


# ---- generators, coroutines ----------------------------------------------------------------------

GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = _GEN_STATES = (
    "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED")
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = _CORO_STATES = (
    "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED")
AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED, AGEN_CLOSED = _AGEN_STATES = (
    "AGEN_CREATED", "AGEN_RUNNING", "AGEN_SUSPENDED", "AGEN_CLOSED")


def _state(states, running, suspended, frame):
    created, is_running, is_suspended, closed = states
    if running:
        return is_running
    if suspended:
        return is_suspended
    return closed if frame is None else created


def getgeneratorstate(generator):
    """GEN_CREATED before it has run, GEN_RUNNING, GEN_SUSPENDED in a yield, or GEN_CLOSED."""
    return _state(_GEN_STATES, generator.gi_running, generator.gi_suspended, generator.gi_frame)


def getcoroutinestate(coroutine):
    """CORO_CREATED before it has run, CORO_RUNNING, CORO_SUSPENDED in an await, or CORO_CLOSED."""
    return _state(_CORO_STATES, coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_frame)


def getasyncgenstate(agen):
    """AGEN_CREATED before it has run, AGEN_RUNNING, AGEN_SUSPENDED in a yield, or AGEN_CLOSED."""
    return _state(_AGEN_STATES, agen.ag_running, agen.ag_suspended, agen.ag_frame)


def _locals_of(frame):
    return {} if frame is None else frame.f_locals


def getgeneratorlocals(generator):
    """The local variables of the generator; none when it is done."""
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    return _locals_of(generator.gi_frame)


def getcoroutinelocals(coroutine):
    """The local variables of the coroutine; none when it is done."""
    return _locals_of(getattr(coroutine, "cr_frame", None))


def getasyncgenlocals(agen):
    """The local variables of the asynchronous generator; none when it is done."""
    if not isasyncgen(agen):
        raise TypeError(f"{agen!r} is not a Python async generator")
    return _locals_of(agen.ag_frame)


# ---- signatures: finding them --------------------------------------------------------------------

_NonUserDefinedCallables = (types.WrapperDescriptorType, types.MethodWrapperType,
                            types.ClassMethodDescriptorType, types.BuiltinFunctionType)


def _signature_is_builtin(obj):
    return (isbuiltin(obj) or ismethoddescriptor(obj) or isinstance(obj, _NonUserDefinedCallables)
            or obj is type or obj is object)


def _signature_is_functionlike(obj):
    """Has it what a function has, though it may be no function (from Cython, say)?"""
    def fits(attribute, *kinds):
        return isinstance(getattr(obj, attribute, _void), kinds)

    return (callable(obj) and not isclass(obj)
            and fits("__name__", str) and fits("__code__", types.CodeType)
            and fits("__defaults__", tuple, types.NoneType)
            and fits("__kwdefaults__", dict, types.NoneType)
            and isinstance(getattr(obj, "__annotations__", None), (dict, types.NoneType)))


class _void:
    """What stands for an argument that is not given."""


def _signature_get_user_defined_method(cls, method_name, *, follow_wrapper_chains=True):
    if method_name == "__new__":
        meth = getattr(cls, method_name, None)
    else:
        meth = getattr_static(cls, method_name, None)
    if meth is None:
        return None
    if isinstance(meth, (classmethod, staticmethod)):
        return _descriptor_get(meth, cls)
    if follow_wrapper_chains:
        meth = unwrap(meth, stop=lambda m: hasattr(m, "__signature__")
                      or isinstance(m, _NonUserDefinedCallables))
    if isinstance(meth, _NonUserDefinedCallables):
        return None
    if method_name != "__new__":
        meth = _descriptor_get(meth, cls)
    return meth


def _descriptor_get(descriptor, obj):
    if isclass(descriptor):
        return descriptor
    get = getattr(type(descriptor), "__get__", None)
    return descriptor if get is None else get(descriptor, obj, type(obj))


def _signature_bound_method(sig):
    """The signature without its first parameter, which a bound method fills."""
    params = tuple(sig.parameters.values())
    if not params or params[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if params[0].kind in (_POSITIONAL_OR_KEYWORD, _POSITIONAL_ONLY):
        params = params[1:]
    elif params[0].kind is not _VAR_POSITIONAL:
        raise ValueError("invalid argument type")
    return sig.replace(parameters=params)


def _signature_get_partial(wrapped_sig, partial, extra_args=()):
    """The signature that is left of a function when partial has given some arguments."""
    keywords = partial.keywords or {}
    try:
        given = wrapped_sig.bind_partial(*extra_args, *(partial.args or ()), **keywords).arguments
    except TypeError as e:
        raise ValueError(f"partial object {partial!r} has incorrect arguments") from e
    positional, keyword_only = [], []
    only_by_keyword = False  # what follows an argument given by keyword
    for name, param in wrapped_sig.parameters.items():
        kind = param.kind
        by_keyword = name in keywords and kind in (_POSITIONAL_OR_KEYWORD, _KEYWORD_ONLY)
        if name in given and by_keyword:
            param = param.replace(default=given[name])  # may be given again
            only_by_keyword |= kind is _POSITIONAL_OR_KEYWORD
        elif name in given and kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            continue
        if only_by_keyword:
            if kind is _VAR_POSITIONAL:
                continue
            if kind is _POSITIONAL_OR_KEYWORD:
                param = param.replace(kind=_KEYWORD_ONLY)
        (keyword_only if only_by_keyword else positional).append(param)
    return wrapped_sig.replace(parameters=positional + keyword_only)


def _signature_from_callable(obj, *, follow_wrapper_chains=True, skip_bound_arg=True, globals=None,
                             locals=None, eval_str=False, sigcls):
    """The signature of anything that can be called."""
    def of(other):
        return _signature_from_callable(
            other, follow_wrapper_chains=follow_wrapper_chains, skip_bound_arg=skip_bound_arg,
            globals=globals, locals=locals, sigcls=sigcls, eval_str=eval_str)

    if not callable(obj):
        raise TypeError("{!r} is not a callable object".format(obj))
    if isinstance(obj, types.MethodType):
        sig = of(obj.__func__)
        return _signature_bound_method(sig) if skip_bound_arg else sig
    if follow_wrapper_chains:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__")
                     or isinstance(f, types.MethodType))
        if isinstance(obj, types.MethodType):
            return of(obj)
    if (told := _told_signature(obj, sigcls)) is not None:
        return told
    partialmethod = getattr(obj, "__partialmethod__", None) or getattr(obj, "_partialmethod", None)
    if isinstance(partialmethod, functools.partialmethod):
        return _signature_of_partialmethod(partialmethod, of(partialmethod.func))
    if isinstance(obj, functools.partial):
        return _signature_get_partial(of(obj.func), obj)
    if isfunction(obj) or _signature_is_functionlike(obj):
        return _signature_from_function(sigcls, obj, skip_bound_arg=skip_bound_arg,
                                        globals=globals, locals=locals, eval_str=eval_str)
    if _signature_is_builtin(obj):
        return _signature_from_builtin(sigcls, obj, skip_bound_arg=skip_bound_arg)
    if isinstance(obj, type):
        return _signature_of_class(obj, of, sigcls, follow_wrapper_chains, skip_bound_arg)
    call = getattr_static(type(obj), "__call__", None)
    if call is None:
        raise ValueError(f"callable {obj!r} is not supported by signature")
    if text := getattr(obj, "__text_signature__", None):
        return _signature_fromstr(sigcls, obj, text)
    return of(_descriptor_get(call, obj))


def _told_signature(obj, sigcls):
    """The signature that the object itself tells, as an object, a text, or a function."""
    told = getattr(obj, "__signature__", None)
    if told is not None and not isinstance(told, Signature):
        if callable(told):
            told = told()  # a way of enum's to put it off
        if isinstance(told, str):
            return _signature_fromstr(sigcls, obj, told)
    if not isinstance(told, (Signature, types.NoneType)):
        raise TypeError(f"unexpected object {told!r} in __signature__ attribute")
    return told


def _signature_of_partialmethod(method, wrapped_sig):
    """What partial leaves, with self before it again, unless that goes into *args."""
    left = _signature_get_partial(wrapped_sig, method, (None,))
    self_parameter = next(iter(wrapped_sig.parameters.values()))
    if self_parameter.kind is _VAR_POSITIONAL:
        return left
    return left.replace(parameters=(self_parameter, *left.parameters.values()))


def _signature_of_class(obj, of, sigcls, follow_wrapper_chains, skip_bound_arg):
    def bound(sig):
        return _signature_bound_method(sig) if skip_bound_arg else sig

    def method(cls, name):
        return _signature_get_user_defined_method(cls, name,
                                                  follow_wrapper_chains=follow_wrapper_chains)

    call = method(type(obj), "__call__")  # the metaclass decides what calling the class takes
    if call is not None:
        return of(call)
    new, init = method(obj, "__new__"), method(obj, "__init__")
    for base in obj.__mro__:
        # whichever of the two is defined nearer
        if new is not None and "__new__" in base.__dict__:
            return bound(of(new))
        if init is not None and "__init__" in base.__dict__:
            return of(init)
    for base in obj.__mro__[:-1]:
        text_sig = getattr(base, "__text_signature__", None)
        if text_sig:
            return _signature_fromstr(sigcls, base, text_sig)
    if type in obj.__mro__:
        raise ValueError("callable {!r} is not supported by signature".format(obj))
    if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
        return sigcls.from_callable(object)
    raise ValueError("no signature found for builtin type {!r}".format(obj))


# ---- signatures: making them ---------------------------------------------------------------------

def _signature_from_function(cls, func, skip_bound_arg=True, globals=None, locals=None,
                             eval_str=False):
    is_duck_function = not isfunction(func)
    if is_duck_function and not _signature_is_functionlike(func):
        raise TypeError(f"{func!r} is not a Python function")
    text = getattr(func, "__text_signature__", None)
    if text:
        return _signature_fromstr(cls, func, text, skip_bound_arg)
    code = func.__code__
    count, posonly = code.co_argcount, code.co_posonlyargcount
    names = code.co_varnames
    annotations = get_annotations(func, globals=globals, locals=locals, eval_str=eval_str)
    defaults = func.__defaults__ or ()
    kwdefaults = func.__kwdefaults__ or {}
    Parameter = cls._parameter_cls

    def make(name, kind, default=_empty):
        return Parameter(name, kind, annotation=annotations.get(name, _empty), default=default)

    without_default = count - len(defaults)
    params = []
    for i, name in enumerate(names[:count]):
        kind = _POSITIONAL_ONLY if i < posonly else _POSITIONAL_OR_KEYWORD
        params.append(make(name, kind, _empty if i < without_default
                           else defaults[i - without_default]))
    at = count + code.co_kwonlyargcount
    keyword_only = names[count:at]
    if code.co_flags & CO_VARARGS:
        params.append(make(names[at], _VAR_POSITIONAL))
        at += 1
    for name in keyword_only:
        params.append(make(name, _KEYWORD_ONLY, kwdefaults.get(name, _empty)))
    if code.co_flags & CO_VARKEYWORDS:
        params.append(make(names[at], _VAR_KEYWORD))
    return cls(params, return_annotation=annotations.get("return", _empty),
               __validate_parameters__=is_duck_function)


def _signature_from_builtin(cls, func, skip_bound_arg=True):
    text = getattr(func, "__text_signature__", None)
    if not text:
        raise ValueError("no signature found for builtin {!r}".format(func))
    return _signature_fromstr(cls, func, text, skip_bound_arg)


def _signature_fromstr(cls, obj, s, skip_bound_arg=True):
    """The signature that a builtin's __text_signature__ tells; $ marks its self."""
    import ast
    try:
        function, = ast.parse(f"def foo{s.replace('$', '', 1)}: pass").body
    except SyntaxError:
        raise ValueError(f"{obj!r} builtin has invalid signature") from None
    arguments = function.args
    module_name = (getattr(obj, "__module__", None)
                   or getattr(getattr(obj, "__objclass__", None), "__module__", None))
    module_dict = vars(sys.modules[module_name]) if module_name in sys.modules else {}

    class Namespace(dict):
        def __missing__(self, name):
            return module_dict[name] if name in module_dict else sys.modules[name]

    def value_of(node):
        try:
            return ast.literal_eval(node)
        except ValueError:
            pass
        try:
            value = eval(compile(ast.Expression(node), "<signature>", "eval"),
                         {"__builtins__": vars(builtins)}, Namespace())
        except Exception:
            raise ValueError from None
        if ismodule(value):
            raise ValueError(f"{obj!r} builtin has invalid signature")
        return value

    Parameter = cls._parameter_cls
    params = []

    def add(node, kind, default=None):
        value = _empty if default is None else value_of(default)
        params.append(Parameter(node.arg, kind, default=value))

    positional = arguments.posonlyargs + arguments.args
    plain = len(positional) - len(arguments.defaults)
    for i, node in enumerate(positional):
        kind = _POSITIONAL_ONLY if i < len(arguments.posonlyargs) else _POSITIONAL_OR_KEYWORD
        add(node, kind, arguments.defaults[i - plain] if i >= plain else None)
    if arguments.vararg:
        add(arguments.vararg, _VAR_POSITIONAL)
    for node, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        add(node, _KEYWORD_ONLY, default)
    if arguments.kwarg:
        add(arguments.kwarg, _VAR_KEYWORD)
    if "$" in s:
        bound_to = getattr(obj, "__self__", None)
        if bound_to is not None and (ismodule(bound_to) or skip_bound_arg):
            params.pop(0)
        elif params:
            params[0] = params[0].replace(kind=_POSITIONAL_ONLY)
    return cls(params, return_annotation=cls.empty)


class _empty:
    """Marker object for Signature.empty and Parameter.empty."""


class _ParameterKind(enum.IntEnum):
    """The ways to give an argument, in the order in which parameters must stand."""

    def __new__(cls, description):
        member = int.__new__(cls, len(cls.__members__))
        member._value_, member.description = int(member), description
        return member

    def __str__(self):
        return self.name

    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"


(_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY,
 _VAR_KEYWORD) = _ParameterKind
_BY_POSITION = (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD)
_VARIADIC = (_VAR_POSITIONAL, _VAR_KEYWORD)


def _read_only(*names):
    """Properties that give the attributes with _ before the names."""
    return [property(attrgetter("_" + name)) for name in names]


class Parameter:
    """One parameter of a Signature: name, kind, and default and annotation, which may be empty."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    (POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY,
     VAR_KEYWORD) = _ParameterKind
    empty = _empty
    name, kind, default, annotation = _read_only("name", "kind", "default", "annotation")

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind")
        if default is not _empty and kind in _VARIADIC:
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[:1] == "." and name[1:].isdigit():
            # the iterable of a comprehension, whose parameter is called .0
            if kind is not _POSITIONAL_OR_KEYWORD:
                raise ValueError("implicit arguments must be passed as positional or keyword "
                                 f"arguments, not {kind.description}")
            name, kind = f"implicit{name[1:]}", _POSITIONAL_ONLY
        is_keyword = _iskeyword(name) and kind is not _POSITIONAL_ONLY
        if is_keyword or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._kind, self._default, self._annotation = name, kind, default, annotation

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        """The parameter with something changed."""
        return type(self)(self._name if name is _void else name,
                          self._kind if kind is _void else kind,
                          default=self._default if default is _void else default,
                          annotation=self._annotation if annotation is _void else annotation)

    __replace__ = replace

    def __str__(self):
        text = self._name
        equals = "="
        if self._annotation is not _empty:
            text += f": {formatannotation(self._annotation)}"
            equals = " = "
        if self._default is not _empty:
            text += f"{equals}{self._default!r}"
        return {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def _key(self):
        return self._name, self._kind, self._annotation, self._default

    def __hash__(self):
        return hash(self._key())

    def __eq__(self, other):
        if self is other:
            return True
        return self._key() == other._key() if isinstance(other, Parameter) else NotImplemented

    def __reduce__(self):
        state = {"_default": self._default, "_annotation": self._annotation}
        return type(self), (self._name, self._kind), state

    def __setstate__(self, state):
        self._default, self._annotation = state["_default"], state["_annotation"]


class BoundArguments:
    """What Signature.bind() gives: in `arguments`, the value of each parameter that got one."""

    __slots__ = ("arguments", "_signature", "__weakref__")

    signature, = _read_only("signature")

    def __init__(self, signature, arguments):
        self.arguments, self._signature = arguments, signature

    def _split(self):
        """The parameters that got a value: those that are given by position, and the others."""
        params = self._signature.parameters
        by_position = 0
        for name, param in params.items():
            if param.kind in (_KEYWORD_ONLY, _VAR_KEYWORD) or name not in self.arguments:
                break
            by_position += 1
        given = [param for param in params.values() if param.name in self.arguments]
        return given[:by_position], given[by_position:]

    @property
    def args(self):
        args = []
        for param in self._split()[0]:
            value = self.arguments[param.name]
            args += value if param.kind is _VAR_POSITIONAL else (value,)
        return tuple(args)

    @property
    def kwargs(self):
        kwargs = {}
        for param in self._split()[1]:
            value = self.arguments[param.name]
            kwargs.update(value if param.kind is _VAR_KEYWORD else {param.name: value})
        return kwargs

    def apply_defaults(self):
        """Gives parameters without a value their default: () and {} for *args and **kwargs."""
        filled = {}
        for name, param in self._signature.parameters.items():
            default = {_VAR_POSITIONAL: (), _VAR_KEYWORD: {}}.get(param.kind, param.default)
            value = self.arguments.get(name, default)
            if value is not _empty:
                filled[name] = value
        self.arguments = filled

    def __eq__(self, other):
        if self is other:
            return True
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __getstate__(self):
        return {"_signature": self._signature, "arguments": self.arguments}

    def __setstate__(self, state):
        self._signature, self.arguments = state["_signature"], state["arguments"]

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<{type(self).__name__} ({shown})>"


class Signature:
    """The parameters of a callable, by name and in order, and the annotation of its result."""

    __slots__ = ("_return_annotation", "_parameters")

    _parameter_cls = Parameter
    _bound_arguments_cls = BoundArguments
    empty = _empty
    parameters, return_annotation = _read_only("parameters", "return_annotation")

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        parameters = list(parameters or ())
        if __validate_parameters__:
            self._check(parameters)
        self._parameters = types.MappingProxyType(
            OrderedDict((param.name, param) for param in parameters))
        self._return_annotation = return_annotation

    @staticmethod
    def _check(parameters):
        """ValueError unless the parameters could stand so in a def statement."""
        names = set()
        previous, seen_default = _POSITIONAL_ONLY, False
        for param in parameters:
            kind = param.kind
            if kind < previous:
                raise ValueError(f"wrong parameter order: {previous.description} parameter before "
                                 f"{kind.description} parameter")
            if kind in _BY_POSITION:
                if param.default is _empty and seen_default:
                    raise ValueError("non-default argument follows default argument")
                seen_default |= param.default is not _empty
            if param.name in names:
                raise ValueError(f"duplicate parameter name: {param.name!r}")
            names.add(param.name)
            previous = kind

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        """The signature of a callable object."""
        return _signature_from_callable(obj, sigcls=cls, follow_wrapper_chains=follow_wrapped,
                                        globals=globals, locals=locals, eval_str=eval_str)

    def replace(self, *, parameters=_void, return_annotation=_void):
        """The signature with something changed."""
        return type(self)(
            self._parameters.values() if parameters is _void else parameters,
            return_annotation=(self._return_annotation if return_annotation is _void
                               else return_annotation))

    __replace__ = replace

    def _key(self):
        """What decides about equality: keyword-only parameters have no order."""
        params = self._parameters.values()
        return (tuple(p for p in params if p.kind is not _KEYWORD_ONLY),
                {p.name: p for p in params if p.kind is _KEYWORD_ONLY}, self._return_annotation)

    def __hash__(self):
        params, keyword_only, return_annotation = self._key()
        return hash((params, frozenset(keyword_only.values()), return_annotation))

    def __eq__(self, other):
        if self is other:
            return True
        return self._key() == other._key() if isinstance(other, Signature) else NotImplemented

    def _bind(self, args, kwargs, *, partial=False):
        """Gives each argument to its parameter."""
        arguments, kwargs = {}, dict(kwargs)
        params = list(self._parameters.values())
        filled = self._fill_by_position(params, args, kwargs, arguments)
        variadic, misplaced = None, []
        is_next = not filled or params[filled - 1].kind is not _VAR_POSITIONAL
        for param in params[filled:]:
            name, kind = param.name, param.kind
            if kind is _POSITIONAL_ONLY and name in kwargs:
                misplaced.append(name)
                continue
            if kind is _VAR_KEYWORD:
                variadic = param
            elif kind is not _VAR_POSITIONAL and name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif kind is not _VAR_POSITIONAL and param.default is _empty and not partial:
                # the one that would come next by position is told to be no such
                how = " keyword-only" if is_next and kind is _KEYWORD_ONLY else ""
                raise TypeError(f"missing a required{how} argument: {name!r}")
            is_next = False
        if kwargs and variadic is not None:
            arguments[variadic.name] = kwargs
        elif kwargs and misplaced:
            raise TypeError("got some positional-only arguments passed as keyword arguments: "
                            f"{', '.join(misplaced)!r}")
        elif kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return self._bound_arguments_cls(self, arguments)

    @staticmethod
    def _fill_by_position(params, args, kwargs, arguments):
        """Gives the positional arguments to the first parameters; returns how many these are."""
        for count, param in enumerate(params):
            if count == len(args):
                return count
            if param.kind is _VAR_POSITIONAL:
                arguments[param.name] = tuple(args[count:])
                return count + 1
            if param.kind not in _BY_POSITION:
                break
            if param.name in kwargs and param.kind is not _POSITIONAL_ONLY:
                raise TypeError(f"multiple values for argument {param.name!r}")
            arguments[param.name] = args[count]
        else:
            if len(args) == len(params):
                return len(params)
        raise TypeError("too many positional arguments")

    def bind(self, /, *args, **kwargs):
        """The BoundArguments of a call with these arguments; TypeError if they do not fit."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        """As bind(), but parameters may stay without a value."""
        return self._bind(args, kwargs, partial=True)

    def __reduce__(self):
        state = {"_return_annotation": self._return_annotation}
        return type(self), (tuple(self._parameters.values()),), state

    def __setstate__(self, state):
        self._return_annotation = state["_return_annotation"]

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"

    def __str__(self):
        return self.format()

    def format(self, *, max_width=None):
        """The signature as it would stand behind the name in a def statement.

        With a max_width that it does not fit into, each parameter has its line.
        """
        shown = []
        previous = None
        for param in [*self._parameters.values(), None]:
            kind = param and param.kind
            if previous is _POSITIONAL_ONLY and kind is not _POSITIONAL_ONLY:
                shown.append("/")
            if kind is _KEYWORD_ONLY and previous not in (_KEYWORD_ONLY, _VAR_POSITIONAL):
                shown.append("*")
            if param is not None:
                shown.append(str(param))
            previous = kind
        text = f"({', '.join(shown)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(shown) + "\n)"
        if self._return_annotation is not _empty:
            text += f" -> {formatannotation(self._return_annotation)}"
        return text


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of a callable object."""
    return Signature.from_callable(obj, follow_wrapped=follow_wrapped, globals=globals,
                                   locals=locals, eval_str=eval_str)


class BufferFlags(enum.IntFlag):
    """What one may ask of an object with a buffer."""
    SIMPLE, WRITABLE, FORMAT, ND = 0, 1, 4, 8
    READ, WRITE = 0x100, 0x200
    STRIDES = 0x10 | ND
    C_CONTIGUOUS, F_CONTIGUOUS, ANY_CONTIGUOUS = 0x20 | STRIDES, 0x40 | STRIDES, 0x80 | STRIDES
    INDIRECT = 0x100 | STRIDES
    CONTIG, CONTIG_RO = ND | WRITABLE, ND
    STRIDED, STRIDED_RO = STRIDES | WRITABLE, STRIDES
    RECORDS, RECORDS_RO = STRIDES | WRITABLE | FORMAT, STRIDES | FORMAT
    FULL, FULL_RO = INDIRECT | WRITABLE | FORMAT, INDIRECT | FORMAT


def _main():
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
    print(f"Target: {target}\nOrigin: {getsourcefile(module)}\nCached: {module.__cached__}")
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


if __name__ == "__main__":
    _main()
