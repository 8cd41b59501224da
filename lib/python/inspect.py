"""What can be told about objects at run time: kinds, members, source, arguments, frames.

is...() tell the kind of an object; getmembers() and classify_class_attrs() what it consists of;
getdoc(), getsource() and getcomments() what was written about it; signature() how it is called;
stack() and trace() where the program is; getattr_static() what is there without running code.
"""

# Modules that only some functions need are imported there.

import abc
import collections.abc
import enum
import functools
import builtins
import sys
import types
from collections import namedtuple
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

# The flags of code objects.
CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 1, 2, 4, 8
CO_NESTED, CO_GENERATOR, CO_NOFREE, CO_COROUTINE = 16, 32, 64, 128
CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR, CO_HAS_DOCSTRING = 256, 512, 0x4000000

TPFLAGS_IS_ABSTRACT = 1 << 20


# What needs the source of an object, or its signature, is loaded when it is asked for.
_LOADED_LATE = dict.fromkeys("""
    BlockFinder ClassFoundException EndOfBlock _filesbymodname findsource getabsfile getblock
    getcomments getfile getmodule getmodulename getsource getsourcefile getsourcelines
    modulesbyfile
    """.split(), "_inspect_source")
_LOADED_LATE |= dict.fromkeys("""
    BoundArguments Parameter Signature signature _KEYWORD_ONLY _ParameterKind _POSITIONAL_ONLY
    _POSITIONAL_OR_KEYWORD _VAR_KEYWORD _VAR_POSITIONAL _empty _signature_bound_method
    _signature_from_builtin _signature_from_callable _signature_from_function _signature_fromstr
    _signature_get_partial _signature_get_user_defined_method _signature_is_builtin
    """.split(), "_inspect_signature")
_LOADED_LATE |= dict.fromkeys(("FullArgSpec", "getcallargs", "getfullargspec"), "_inspect_calls")


def __getattr__(name):
    if name not in _LOADED_LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(__import__(_LOADED_LATE[name]), name)
    return value


def __dir__():
    return sorted({*globals(), *_LOADED_LATE})


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

    Classes, functions and bound methods are none: the tests for them say more. Nor are partials,
    whose __get__ only warns.
    """
    return (_has_type_attribute(object, "__get__") and not isdatadescriptor(object)
            and not isinstance(object, functools.partial))


def isdatadescriptor(object):
    """Has the object __set__ or __delete__, as properties have?"""
    return _has_type_attribute(object, "__set__", "__delete__")


def _plain_function(f):
    """The function in methods, partials and partial methods."""
    while isinstance(f, (types.MethodType, functools.partialmethod)):
        f = f.__func__ if ismethod(f) else f.func
    return functools._unwrap_partial(functools._unwrap_partialmethod(f))


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
    from _inspect_source import findsource, getfile, getsourcefile
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


if __name__ == "__main__":
    from _inspect_source import main
    main()
