"""Documentation of objects as text: what help() shows.

render_doc() writes the whole text for anything: a module, class, function or
instance.  help is an instance of Helper; called without an argument it talks.

    folio -m pydoc NAME ...     shows the documentation of names
    folio -m pydoc -w NAME ...  writes it to NAME.html (_pydoc_html.py)
"""

__all__ = ["help"]

import builtins
import inspect
import keyword
import os
import sys
from reprlib import Repr

_HIDDEN = {
    "__author__", "__builtins__", "__cached__", "__credits__", "__date__", "__doc__",
    "__docformat__", "__file__", "__firstlineno__", "__loader__", "__module__", "__name__",
    "__package__", "__path__", "__qualname__", "__slots__", "__spec__", "__static_attributes__",
    "__version__",
}


# ---- questions

def visiblename(name, all=None, obj=None):
    """Is it shown?  Special names are, private ones are not, __all__ decides of the others."""
    if name in _HIDDEN:
        return False
    if name.startswith("__") and name.endswith("__"):
        return True
    if name.startswith("_") and hasattr(obj, "_fields"): # of a named tuple: in nobody's way
        return True
    return name in all if all is not None else not name.startswith("_")


def _own_doc(object):
    # The doc of the object itself, not that of its class nor of what it stands for.
    try:
        doc = builtins.object.__getattribute__(object, "__doc__")
    except AttributeError:
        return None
    if not isinstance(doc, str) or object is not type and doc == type(object).__doc__:
        return None
    return doc


def getdoc(object):
    """The doc string of an object, or of what it overrides, without indentation; or else the
    comment above it."""
    doc = _own_doc(object)
    if doc is None and (inspect.isroutine(object) or inspect.isdatadescriptor(object)):
        try:
            doc = inspect.getdoc(object)
        except (AttributeError, TypeError):
            doc = None
    if doc:
        return inspect.cleandoc(doc).rstrip()
    return (inspect.getcomments(object) or "").rstrip()


def splitdoc(doc):
    """The first line, and what follows a blank one."""
    lines = doc.strip().split("\n")
    if len(lines) == 1:
        return lines[0], ""
    if len(lines) >= 2 and not lines[1].rstrip():
        return lines[0], "\n".join(lines[2:])
    return "", "\n".join(lines)


def classname(object, modname):
    """The name of a class as it is seen from a module."""
    if object.__module__ == modname:
        return object.__name__
    return "%s.%s" % (object.__module__, object.__name__)


def describe(thing):
    """What it is, and its name."""
    if inspect.ismodule(thing):
        if thing.__name__ in sys.builtin_module_names:
            return "built-in module " + thing.__name__
        return ("package " if hasattr(thing, "__path__") else "module ") + thing.__name__
    if inspect.isbuiltin(thing):
        return "built-in function " + thing.__name__
    for check, what in ((inspect.isgetsetdescriptor, "getset descriptor"),
                        (inspect.ismemberdescriptor, "member descriptor")):
        if check(thing):
            owner = thing.__objclass__
            return "%s %s.%s.%s" % (what, owner.__module__, owner.__name__, thing.__name__)
    for check, what in ((inspect.isclass, "class"), (inspect.isfunction, "function"),
                        (inspect.ismethod, "method"), (inspect.ismethodwrapper, "method-wrapper")):
        if check(thing):
            return "%s %s" % (what, thing.__name__)
    return type(thing).__name__


def locate(path):
    """The object that a dotted name means, or None."""
    parts = [part for part in path.split(".") if part]
    module, used = None, 0
    for count in range(1, len(parts) + 1):
        try:
            module = __import__(".".join(parts[:count]))
        except ModuleNotFoundError:
            break
        used = count
        for name in parts[1:count]:
            module = getattr(module, name)
    object = module if module is not None else builtins
    for part in parts[used:]:
        try:
            object = getattr(object, part)
        except AttributeError:
            return None
    return object


def resolve(thing):
    """An object or the path to one: the object and its name."""
    if isinstance(thing, str):
        object = locate(thing)
        if object is None:
            raise ImportError("""\
No Python documentation found for %r.
Use help() to get the interactive help utility.
Use help(str) for help on the str class.""" % thing)
        return object, thing
    name = getattr(thing, "__name__", None)
    return thing, name if isinstance(name, str) else None


# ---- text

def indent(text, prefix="    "):
    return "\n".join((prefix + line).rstrip() for line in text.split("\n")) if text else ""


def _section(title, contents):
    return title + "\n" + indent(contents).rstrip() + "\n\n"


class _ShortRepr(Repr):
    def __init__(self):
        super().__init__()
        self.maxlist = self.maxtuple = self.maxdict = 20
        self.maxstring = self.maxother = 100


_short_repr = _ShortRepr().repr


def _other(object, name, doc=None):
    line = "%s = %s" % (name, _short_repr(object))
    if len(line) > 70:
        line = line[:70] + "..."
    doc = doc or getdoc(object)
    return line + "\n" + indent(doc) + "\n" if doc else line


def _data(object, name):
    doc = getdoc(object)
    return (name + "\n" if name else "") + (indent(doc) + "\n" if doc else "")


# ---- routines

def _signature(object):
    try:
        signature = inspect.signature(object)
        name = getattr(object, "__name__", "")
        return signature.format(max_width=None if name == "<lambda>" else 80 - len(name))
    except (ValueError, TypeError):
        pass
    text = getattr(object, "__text_signature__", None)
    if not isinstance(text, str):
        return ""
    if text.startswith("($"): # defaults that cannot be written: as it stands
        own, comma, rest = text[2:-1].partition(", ")
        is_bound = getattr(object, "__self__", None) is not None
        text = "(%s)" % (rest.removeprefix("/, ") if is_bound else text[2:-1])
    return text


def _is_bound(object):
    return inspect.ismethod(object) or (
        inspect.isbuiltin(object) and object.__self__ is not None
        and not inspect.ismodule(object.__self__))


def _defined_in(function, owner):
    # " from module.name" for a function that another place defines.
    if function.__module__ == owner.__module__ and \
            function.__qualname__ == "%s.%s" % (owner.__qualname__, function.__name__):
        return ""
    place = function.__qualname__.rpartition(".")[0]
    if function.__module__ != owner.__module__:
        place = function.__module__ + ("." + place if place else "")
    return " from " + place if place else ""


def _note(object, mod, owner, home):
    if _is_bound(object):
        bound_to = object.__self__
        if bound_to is not owner:
            if inspect.isclass(bound_to):
                return " class method of " + classname(bound_to, mod)
            return " method of %s instance" % classname(type(bound_to), mod)
        object = getattr(object, "__func__", None)
    elif inspect.ismethoddescriptor(object) or inspect.ismethodwrapper(object):
        defined = getattr(object, "__objclass__", None)
        if defined is None or defined is home:
            return ""
        if owner is None:
            return " unbound %s method" % classname(defined, mod)
        return " from " + classname(defined, mod)
    if inspect.isfunction(object) and home is not None:
        return _defined_in(object, home)
    return ""


def _routine(object, name=None, mod=None, owner=None, home=None):
    own_name = object.__name__
    name = name or own_name
    note = _note(object, mod, owner, home)
    is_async = inspect.iscoroutinefunction(object) or inspect.isasyncgenfunction(object)
    arguments = _signature(object)
    is_alias = False
    if own_name == "<lambda>":
        title = name + " lambda "
        if not object.__annotations__: # else the brackets tell where they end
            arguments = arguments[1:-1]
    elif name == own_name:
        title = name
    else:
        title = "%s = %s" % (name, own_name)
        is_alias = owner is not None and inspect.getattr_static(owner, own_name, None) in (
            object, getattr(object, "__func__", object))
        if is_alias and note.startswith(" from "):
            note = ""
    if not arguments and own_name != "<lambda>":
        arguments = "(...)"
    line = ("async " if is_async else "") + title + arguments + note
    doc = "" if is_alias else getdoc(object)
    return line + "\n" + (indent(doc).rstrip() + "\n" if doc else "")


# ---- classes

def classify_class_attrs(object):
    """As inspect's; properties that cannot be set are a kind of their own, and methods of the
    metaclass are static."""
    found = []
    for name, kind, owner, value in inspect.classify_class_attrs(object):
        if inspect.isdatadescriptor(value):
            kind = "data descriptor"
            if isinstance(value, property) and value.fset is None:
                kind = "readonly property"
        elif kind == "method" and _is_bound(value):
            kind = "static method"
        found.append((name, kind, owner, value))
    return found


def _attribute_text(object, attribute):
    name, kind, home, value = attribute
    mod = object.__module__
    if kind in ("data descriptor", "readonly property"):
        return _data(value, name)
    try:
        current = getattr(object, name)
    except Exception: # properties of metaclasses do that
        return _data(value, name) if kind != "data" else _other(home.__dict__[name], name) + "\n"
    if kind == "data":
        is_code = callable(value) or inspect.isdatadescriptor(value)
        return _other(current, name, getdoc(value) if is_code else None) + "\n"
    return _document(current, name, mod, object, home)


_GROUPS = (("Methods %s:", "method"), ("Class methods %s:", "class method"),
           ("Static methods %s:", "static method"),
           ("Readonly properties %s:", "readonly property"),
           ("Data descriptors %s:", "data descriptor"),
           ("Data and other attributes %s:", "data"))


def _builtin_subclasses(object):
    names = sorted(c.__name__ for c in type.__subclasses__(object)
                   if not c.__name__.startswith("_") and c.__module__ == "builtins")
    if not names:
        return []
    lines = ["Built-in subclasses:"] + ["    " + name for name in names[:4]]
    if len(names) > 4:
        more = len(names) - 4
        lines.append("    ... and %d other subclass%s" % (more, "es" if more > 1 else ""))
    return lines + [""]


def _class_members(object, mro):
    # Texts of groups, each with a rule in front but the first.
    attributes = [a for a in classify_class_attrs(object) if visiblename(a[0], obj=object)]
    fields = list(getattr(object, "_fields", ()))
    attributes.sort(key=lambda a: (0, fields.index(a[0])) if a[0] in fields else (1, a[0]))
    # those of the metaclass come last
    for owner in dict.fromkeys((*mro, *(a[2] for a in attributes))):
        if owner is builtins.object and object is not builtins.object:
            continue
        where = "defined here" if owner is object else \
            "inherited from " + classname(owner, object.__module__)
        for title, kind in _GROUPS:
            texts = [_attribute_text(object, a) for a in attributes
                     if a[2] is owner and a[1] == kind]
            if texts:
                yield "\n".join([title % where, "", *texts])


def _class_head(object, name):
    own_name = object.__name__
    title = "class " + own_name if name in (None, own_name) else \
        "%s = class %s" % (name, own_name)
    bases = [classname(base, object.__module__) for base in object.__bases__]
    return title + ("(%s)" % ", ".join(bases) if bases else "")


def _class(object, name=None, mod=None, *unused):
    lines = []
    arguments = _signature(object)
    if arguments and arguments != "()":
        lines += [(name or object.__name__) + arguments, ""]
    doc = getdoc(object)
    if doc:
        lines += [doc, ""]
    mro = inspect.getmro(object)
    if len(mro) > 2:
        lines.append("Method resolution order:")
        lines += ["    " + classname(base, object.__module__) for base in mro] + [""]
    lines += _builtin_subclasses(object)
    for i, text in enumerate(_class_members(object, mro)):
        lines += (["-" * 70] if i else []) + [text]
    return _class_head(object, name) + "\n" + \
        indent("\n".join(lines).rstrip(), " |  ") + "\n"


# ---- modules

def _tree(tree, modname, parent=None, prefix=""):
    text = ""
    for entry in tree:
        if isinstance(entry, tuple):
            object, bases = entry
            text += prefix + classname(object, modname)
            if bases and bases != (parent,):
                text += "(%s)" % ", ".join(classname(base, modname) for base in bases)
            text += "\n"
        else:
            text += _tree(entry, modname, object, prefix + "    ")
    return text


def _is_from(value, module):
    return (inspect.getmodule(value) or module) is module


def _members(module, check, all, own=lambda value: True):
    return [(name, value) for name, value in inspect.getmembers(module, check)
            if (all is not None or own(value)) and visiblename(name, all, module)]


def _is_data(value):
    return not (inspect.ismodule(value) or inspect.isclass(value) or inspect.isroutine(value)
                or inspect.isframe(value) or inspect.istraceback(value) or inspect.iscode(value))


def _package_contents(module):
    names = set()
    for folder in getattr(module, "__path__", ()):
        try:
            entries = os.listdir(folder)
        except OSError:
            continue
        for entry in entries:
            stem, dot, suffix = entry.partition(".")
            if suffix == "py" and stem != "__init__":
                names.add(stem)
            elif not dot and os.path.exists(os.path.join(folder, entry, "__init__.py")):
                names.add(entry + " (package)")
    return sorted(names)


def _module(module, name=None, *unused):
    name = module.__name__
    summary, description = splitdoc(getdoc(module))
    all = getattr(module, "__all__", None)
    result = _section("NAME", name + (summary and " - " + summary))
    if description:
        result += _section("DESCRIPTION", description)
    classes = _members(module, inspect.isclass, all, lambda value: _is_from(value, module))
    functions = _members(module, inspect.isroutine, all, lambda value: _is_from(value, module))
    data = _members(module, _is_data, all)
    if hasattr(module, "__path__"):
        contents = _package_contents(module)
        if contents:
            result += _section("PACKAGE CONTENTS", "\n".join(contents))
    if classes:
        tree = inspect.getclasstree([value for key, value in classes], True)
        texts = [_tree(tree, name)] + [_document(value, key, name) for key, value in classes]
        result += _section("CLASSES", "\n".join(texts))
    if functions:
        result += _section("FUNCTIONS", "\n".join(_document(value, key, name)
                                                  for key, value in functions))
    if data:
        result += _section("DATA", "\n".join(_other(value, key) for key, value in data))
    for title, attribute in (("VERSION", "__version__"), ("DATE", "__date__"),
                             ("AUTHOR", "__author__"), ("CREDITS", "__credits__")):
        if hasattr(module, attribute):
            result += _section(title, str(getattr(module, attribute)))
    return result + _section("FILE", getattr(module, "__file__", None) or "(built-in)")


# ---- all of it

def _document(object, name=None, mod=None, owner=None, home=None):
    if inspect.ismodule(object):
        return _module(object, name)
    if inspect.isclass(object):
        return _class(object, name, mod)
    if inspect.isroutine(object):
        return _routine(object, name, mod, owner, home)
    if inspect.isdatadescriptor(object):
        return _data(object, name or getattr(object, "__name__", None))
    return _other(object, name) + "\n"


class TextDoc:
    """A renderer of text. There is but one kind: Folio does not overstrike what CPython shows bold."""

    def document(self, object, name=None, *args):
        """The documentation of an object, which is called `name`."""
        return _document(object, name, *args)


text = plaintext = TextDoc()


def render_doc(thing, title="Python Library Documentation: %s", forceload=0, renderer=None):
    """The documentation of an object, or of what a path means, by a renderer (text)."""
    object, name = resolve(thing)
    description = describe(object)
    module = inspect.getmodule(object)
    if name and "." in name:
        description += " in " + name[:name.rfind(".")]
    elif module and module is not object:
        description += " in module " + module.__name__
    is_shown_itself = inspect.ismodule(object) or inspect.isclass(object) or \
        inspect.isroutine(object) or inspect.isdatadescriptor(object) or _own_doc(object)
    if not is_shown_itself: # an instance: what its class says
        if hasattr(object, "__origin__"):
            object = object.__origin__
        else:
            object = type(object)
            description += " object"
    return title % description + "\n\n" + (renderer or text).document(object, name)


def plain(text):
    """Without overstriking."""
    import re
    return re.sub(".\b", "", text)


def plain_pager(text, title=""):
    """Prints, without pages: for `pydoc.pager = pydoc.plainpager`."""
    sys.stdout.write(plain(text))


plainpager = plain_pager


def pager(text, title=""):
    """Prints, page by page on a terminal where there is a program for that."""
    command = os.environ.get("MANPAGER") or os.environ.get("PAGER") or "less"
    if sys.stdout is sys.__stdout__ and sys.stdin.isatty() and sys.stdout.isatty() \
            and os.environ.get("TERM") not in ("dumb", "emacs"):
        try:
            import subprocess
            process = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, text=True)
            process.communicate(text)
            if process.returncode == 0:
                return
        except (ImportError, OSError):
            pass
    plain_pager(text)


def _title_of(thing):
    if isinstance(thing, str):
        return thing
    names = (getattr(thing, attribute, None) for attribute in ("__qualname__", "__name__"))
    return next((name for name in names if isinstance(name, str)), type(thing).__name__ + " object")


def doc(thing, title="Python Library Documentation: %s", forceload=0, output=None,
        is_cli=False):
    """Shows the documentation of an object or a path."""
    try:
        text = render_doc(thing, title)
    except ImportError as error:
        if output is None and is_cli:
            raise
        if output is None:
            print(error)
            return
        text = str(error)
    if output is None:
        pager(text, "Help on " + _title_of(thing))
    else:
        output.write(plain(text))


class Helper:
    """help: documentation of its argument, or a conversation."""

    def __init__(self, input=None, output=None):
        self._input = input
        self._output = output

    @property
    def input(self):
        return self._input or sys.stdin

    @property
    def output(self):
        return self._output or sys.stdout

    def __repr__(self):
        return "<%s.%s instance>" % (type(self).__module__, type(self).__qualname__)

    _NO_REQUEST = object()

    def __call__(self, request=_NO_REQUEST):
        if request is not self._NO_REQUEST:
            self.help(request)
            return
        self.intro()
        self.interact()
        self.output.write("""
You are now leaving help and returning to the Python interpreter.
If you want to ask for help on a particular object directly from the
interpreter, you can type "help(object)".  Executing "help('string')"
has the same effect as typing a particular string at the help> prompt.
""")

    def intro(self):
        self.output.write("""\
Welcome to Python {}'s help utility!

Type the name of a module, class, function or method to see what it is for;
"keywords" lists the keywords, "modules" the modules in the interpreter.
"quit" leaves.
""".format("%d.%d" % sys.version_info[:2]))

    def interact(self):
        self.output.write("\n")
        while True:
            self.output.write("help> ")
            self.output.flush()
            request = self.input.readline()
            if request.strip().lower() in ("", "q", "quit", "exit"):
                break
            if request.strip() == "help":
                self.intro()
            else:
                self.help(request)

    def help(self, request, is_cli=False):
        if not isinstance(request, str):
            if isinstance(request, Helper):
                self()
            else:
                doc(request, "Help on %s:", output=self._output)
        else:
            self._answer(request.strip(), is_cli)
        self.output.write("\n")

    def _answer(self, request, is_cli):
        if request == "keywords":
            self._list("Here is a list of the Python keywords.", keyword.kwlist)
        elif request == "modules":
            self._list("Here are the modules in the interpreter.",
                       [name for name in sys.stdlib_module_names if not name.startswith("_")])
        elif request in keyword.kwlist and request not in ("None", "True", "False"):
            self.output.write("%r is a keyword: the language reference describes it.\n" % request)
        elif request in ("None", "True", "False"):
            doc({"None": None, "True": True, "False": False}[request], "Help on %s:",
                output=self._output)
        else:
            doc(request or str, "Help on %s:", output=self._output, is_cli=is_cli)

    def _list(self, heading, words):
        words = sorted(words)
        columns, width = 4, 20
        rows = -(-len(words) // columns)
        words += [""] * (rows * columns - len(words))
        self.output.write("\n%s\n\n" % heading)
        for row in range(rows):
            *first, last = words[row::rows]
            cells = [word + " " * max(width - len(word), 1) if word else " " * width
                     for word in first]
            self.output.write("".join([*cells, last]) + "\n")


help = Helper()


_ELSEWHERE = {"_pydoc_html": ("HTMLDoc", "HTMLRepr", "html", "writedoc"),
              "_pydoc_search": ("apropos", "source_synopsis", "synopsis"),
              "_pydoc_server": ("browse",)}


def __getattr__(name):
    for module, names in _ELSEWHERE.items():
        if name in names:
            return getattr(__import__(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


_USAGE = """\
usage: python -m pydoc NAME ...          show the documentation of modules, classes, functions
       python -m pydoc -k TEXT           search the names and first lines of all modules
       python -m pydoc -w NAME ...       write it as HTML to NAME.html
       python -m pydoc [-p PORT] [-n HOST] [-b]
                                         serve it as HTML, with -b to a browser that is opened"""


def cli():
    """python -m pydoc: see _USAGE."""
    import getopt
    try:
        options, names = getopt.getopt(sys.argv[1:], "bk:n:p:w")
        options = dict(options)
        port = int(options.get("-p", 0))
    except (getopt.GetoptError, ValueError):
        options, names = {}, []
    module = sys.modules[__name__]
    if "-k" in options:
        module.apropos(options["-k"])
    elif {"-b", "-n", "-p"} & set(options):
        module.browse(port, hostname=options.get("-n", "localhost"),
                      open_browser="-b" in options)
    elif not names:
        print(_USAGE)
    elif "-w" in options:
        for name in names:
            module.writedoc(name)
    else:
        _show(names)


def _show(names):
    try:
        for name in names:
            help.help(name, is_cli=True)
    except ImportError as error:
        print(error)
        sys.exit(1)


if __name__ == "__main__":
    cli()
