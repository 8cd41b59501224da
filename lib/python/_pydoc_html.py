"""Documentation of objects as HTML: pydoc.HTMLDoc. What is told is what pydoc's text tells.

A page is a heading and sections; each is a table with a class for its style. Methods that return a
piece of HTML take text that is HTML already, but where they say that they escape it.
"""

import inspect
import os
import pkgutil
import re
import sys
from reprlib import Repr

import pydoc

_OBJECT = object  # what methods call an argument
_BLANK = "&nbsp;"
_LINKED = re.compile(r"\b(?:(?P<url>(?:https?|ftp)://\S+[\w/])|RFC[- ]?(?P<rfc>\d+)|"
                     r"PEP[- ]?(?P<pep>\d+)|(?P<own>self\.)?(?P<word>\w+))")


def _escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class HTMLRepr(Repr):
    """Short reprs, escaped."""

    def __init__(self):
        super().__init__()
        self.maxlist = self.maxtuple = 20
        self.maxdict = 10
        self.maxstring = self.maxother = 100

    def escape(self, text):
        return _escape(text)

    def repr(self, object):
        return self.escape(super().repr(object))


def _link(target, text):
    return f'<a href="{target}">{text}</a>'


def _described(text):
    return f'<dd><span class="code">{text}</span></dd>' if text else ""


class HTMLDoc:
    """Makes HTML of objects: document() of any."""

    PYTHONDOCS = os.environ.get("PYTHONDOCS", "https://docs.python.org/3.13/library")
    _repr_instance = HTMLRepr()
    repr = _repr_instance.repr
    escape = _repr_instance.escape

    def document(self, object, name=None, *args):
        """The documentation of an object, by its kind."""
        args = (object, name, *args)
        if inspect.ismodule(object):
            return self.docmodule(*args)
        if inspect.isclass(object):
            return self.docclass(*args)
        if inspect.isroutine(object):
            return self.docroutine(*args)
        if inspect.isdatadescriptor(object):
            return self.docdata(*args)
        return self.docother(*args)

    def fail(self, object, name=None, *args):
        """Refuses an object."""
        named = f" {name!r}" if name else ""
        raise TypeError(f"don't know how to document object{named} of type "
                        f"{type(object).__name__}")

    def getdocloc(self, object, basedir=None):
        """Where the manual describes a module of the library; None for others."""
        name = getattr(object, "__name__", "")
        if name.partition(".")[0] not in sys.stdlib_module_names:
            return None
        if self.PYTHONDOCS.startswith(("http://", "https://")):
            return f"{self.PYTHONDOCS.rstrip('/')}/{name.lower()}.html"
        return os.path.join(self.PYTHONDOCS, name.lower() + ".html")

    # ---- pieces of pages ----

    def page(self, title, contents):
        """A whole page; the title is escaped by who gives it."""
        return (f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
                f"<title>Python: {title}</title>\n</head><body>\n{contents}\n</body></html>")

    def heading(self, title, extras=""):
        """The head of a page."""
        return (f'\n<table class="heading">\n<tr class="heading-text decor">\n'
                f'<td class="title">{_BLANK}<br>{title}</td>\n'
                f'<td class="extra">{extras or _BLANK}</td></tr></table>\n    ')

    def section(self, title, cls, contents, width=6, prelude="", marginalia=None, gap=_BLANK):
        """A section with a title, a margin and contents; the prelude stands above these."""
        if marginalia is None:
            marginalia = f'<span class="code">{_BLANK * width}</span>'
        decoration = f"decor {cls}-decor"
        head = (f'<p>\n<table class="section">\n<tr class="{decoration} heading-text">\n'
                f'<td class="section-title" colspan=3>{_BLANK}<br>{title}</td></tr>\n    \n')
        if prelude:
            head += (f'<tr><td class="{decoration}" rowspan=2>{marginalia}</td>\n'
                     f'<td class="{decoration}" colspan=2>{prelude}</td></tr>\n<tr><td>{gap}</td>')
        else:
            head += f'<tr><td class="{decoration}">{marginalia}</td><td>{gap}</td>'
        return head + f'\n<td class="singlecolumn">{contents}</td></tr></table>'

    def bigsection(self, title, *args):
        """A section with a large title."""
        return self.section(f'<strong class="bigsection">{title}</strong>', *args)

    def preformat(self, text):
        """Plain text, escaped, whose blanks and lines stay."""
        text = self.escape(text.expandtabs())
        while "\n\n" in text:
            text = text.replace("\n\n", "\n \n")
        return text.replace(" ", _BLANK).replace("\n", "<br>\n")

    def multicolumn(self, list, format):
        """The items, formatted, in four columns."""
        rows = (len(list) + 3) // 4
        columns = (list[rows * column:rows * (column + 1)] for column in range(4))
        cells = ("".join(format(item) + "<br>\n" for item in column) for column in columns)
        return ("<table><tr>"
                + "".join(f'<td class="multicolumn">{cell}</td>' for cell in cells)
                + "</tr></table>")

    def grey(self, text):
        return f'<span class="grey">{text}</span>'

    def formatvalue(self, object):
        """A default value of an argument."""
        return self.grey("=" + self.repr(object))

    # ---- links ----

    def namelink(self, name, *dicts):
        """The name, linked to what the first of the dicts that has it says."""
        for targets in dicts:
            if name in targets:
                return _link(targets[name], name)
        return name

    def classlink(self, object, modname):
        """A class's name as seen from a module, linked if it is found there."""
        name, module = object.__name__, sys.modules.get(object.__module__)
        if getattr(module, name, None) is not object:
            return pydoc.classname(object, modname)
        return _link(f"{module.__name__}.html#{name}", pydoc.classname(object, modname))

    def parentlink(self, object, modname):
        """A link to the module of an object, if that is another one that has it."""
        module = sys.modules.get(object.__module__)
        if getattr(module, object.__name__, None) is not object:
            return object.__name__
        return None if module.__name__ == modname else _link(f"{module.__name__}.html",
                                                             module.__name__)

    def modulelink(self, object):
        return _link(f"{object.__name__}.html", object.__name__)

    def modpkglink(self, modpkginfo):
        """A link to a module: (name, path, is it a package, is it hidden by another)."""
        name, path, is_package, is_shadowed = modpkginfo
        if is_shadowed:
            return self.grey(name)
        target = f"{path}.{name}.html" if path else f"{name}.html"
        return _link(target, f"<strong>{name}</strong>&nbsp;(package)" if is_package else name)

    def filelink(self, url, path):
        return _link(f"file:{url}", path)

    def markup(self, text, escape=None, funcs={}, classes={}, methods={}):
        """Text, escaped, with links for addresses, RFCs, PEPs and the names in the dicts."""
        escape = escape or self.escape
        pieces, position = [], 0
        for match in _LINKED.finditer(text):
            pieces.append(escape(text[position:match.start()]))
            position = match.end()
            called = text[position:position + 1] == "("
            pieces.append(self._linked(match, called, escape, funcs, classes, methods))
        pieces.append(escape(text[position:]))
        return "".join(pieces)

    def _linked(self, match, called, escape, funcs, classes, methods):
        whole, word = match[0], match["word"]
        if match["url"]:
            return _link(escape(whole).replace('"', "&quot;"), escape(whole))
        if match["rfc"]:
            return _link(f"https://www.rfc-editor.org/rfc/rfc{int(match['rfc'])}.txt",
                         escape(whole))
        if match["pep"]:
            return _link(f"https://peps.python.org/pep-{int(match['pep']):04}/", escape(whole))
        if match["own"]:
            return "self." + (self.namelink(word, methods) if called
                              else f"<strong>{word}</strong>")
        return self.namelink(word, methods, funcs, classes) if called \
            else self.namelink(word, classes)

    def formattree(self, tree, modname, parent=None):
        """Classes as inspect.getclasstree() gives them."""
        result = ""
        for entry in tree:
            if isinstance(entry, tuple):
                cls, bases = entry
                result += '<dt class="heading-text">' + self.classlink(cls, modname)
                if bases and bases != (parent,):
                    links = (self.classlink(base, modname) for base in bases)
                    result += f"({', '.join(links)})"
                result += "\n</dt>"
            else:
                result += f"<dd>\n{self.formattree(entry, modname, cls)}</dd>\n"
        return f"<dl>\n{result}</dl>\n"

    # ---- modules ----

    def docmodule(self, object, name=None, mod=None, *ignored):
        """A page's contents for a module."""
        name = object.__name__
        all = getattr(object, "__all__", None)
        own = lambda value: pydoc._is_from(value, object)
        classes = pydoc._members(object, inspect.isclass, all, own)
        functions = pydoc._members(object, inspect.isroutine, all, own)
        data = pydoc._members(object, pydoc._is_data, all)
        class_links = {key: f"#{key}" for key, _ in classes}
        for base in (base for _, cls in classes for base in cls.__bases__):
            home = base.__module__
            if home != name and getattr(sys.modules.get(home), base.__name__, None) is base:
                class_links.setdefault(base.__name__, f"{home}.html#{base.__name__}")
        function_links = {key: f"#-{key}" for key, _ in functions}
        doc = self.markup(pydoc.getdoc(object), self.preformat, function_links, class_links)
        parts = [self.heading(*self._module_head(object, name)),
                 f'<p><span class="code">{doc}</span></p>\n' if doc else "<p></p>\n"]
        parts.extend(self._module_modules(object, name))
        if classes:
            tree = inspect.getclasstree([value for _, value in classes], True)
            texts = [self.formattree(tree, name),
                     *(self.document(value, key, name, function_links, class_links)
                       for key, value in classes)]
            parts.append(self.bigsection("Classes", "index", " ".join(texts)))
        if functions:
            texts = (self.document(value, key, name, function_links, class_links)
                     for key, value in functions)
            parts.append(self.bigsection("Functions", "functions", "".join(texts)))
        if data:
            texts = (self.document(value, key) for key, value in data)
            parts.append(self.bigsection("Data", "data", "<br>\n".join(texts)))
        for title in "Author", "Credits":
            text = getattr(object, f"__{title.lower()}__", None)
            if text is not None:
                parts.append(self.bigsection(title, title.lower(),
                                             self.markup(str(text), self.preformat)))
        return "".join(parts)

    def _module_head(self, object, name):
        *parents, last = name.split(".")
        path = [f'<a href="{".".join(parents[:i + 1])}.html" class="white">{parent}</a>'
                for i, parent in enumerate(parents)]
        title = f'<strong class="title">{".".join([*path, last])}</strong>'
        facts = []
        if hasattr(object, "__version__"):
            facts.append("version " + self.escape(str(object.__version__)))
        if hasattr(object, "__date__"):
            facts.append(self.escape(str(object.__date__)))
        if facts:
            title += f" ({', '.join(facts)})"
        try:
            file = inspect.getabsfile(object)
            where = self.filelink(file, file)
        except TypeError:
            where = "(built-in)"
        location = self.getdocloc(object)
        if location is not None:
            where += "<br>" + _link(location, "Module Reference")
        return title, f'<a href=".">index</a><br>{where}'

    def _module_modules(self, object, name):
        """What a package holds, or what a module imports."""
        if hasattr(object, "__path__"):
            found = sorted((key, name, is_package, False)
                           for _, key, is_package in pkgutil.iter_modules(object.__path__))
            yield self.bigsection("Package Contents", "pkg-content",
                                  self.multicolumn(found, self.modpkglink))
        elif modules := inspect.getmembers(object, inspect.ismodule):
            yield self.bigsection(
                "Modules", "pkg-content",
                self.multicolumn(modules, lambda item: self.modulelink(item[1])))

    def index(self, dir, shadowed=None):
        """The modules of a folder; names in `shadowed` are hidden, and those found are added."""
        shadowed = {} if shadowed is None else shadowed
        found = []
        for _, name, is_package in pkgutil.iter_modules([dir]):
            if any(0xD800 <= ord(character) <= 0xDFFF for character in name):
                continue  # cannot be shown
            found.append((name, "", is_package, name in shadowed))
            shadowed[name] = 1
        return self.bigsection(dir, "index", self.multicolumn(sorted(found), self.modpkglink))

    # ---- classes ----

    def docclass(self, object, name=None, mod=None, funcs={}, classes={}, *ignored):
        """A section for a class."""
        own_name = object.__name__
        name = name or own_name
        mro = inspect.getmro(object)
        attributes = [attribute for attribute in pydoc.classify_class_attrs(object)
                      if pydoc.visiblename(attribute[0], obj=object)]
        links = {key: f"#{own_name}-{key}" for key, *_ in attributes}
        groups = []
        if len(mro) > 2:
            bases = "".join(f"<dd>{self.classlink(base, object.__module__)}</dd>\n"
                            for base in mro)
            groups.append(f"<dl><dt>Method resolution order:</dt>\n{bases}</dl>\n")
        groups.extend(self._class_groups(object, mod, mro, attributes, funcs, classes, links))
        prelude = self.markup(self._class_doc(object, name), self.preformat, funcs, classes, links)
        if prelude:
            prelude = f'<span class="code">{prelude}<br>&nbsp;</span>'
        return self.section(self._class_title(object, name, own_name), "title",
                            "<hr>\n".join(groups), 3, prelude)

    def _class_title(self, object, name, own_name):
        if name == own_name:
            title = f'<a name="{own_name}">class <strong>{own_name}</strong></a>'
        else:
            title = f'<strong>{name}</strong> = <a name="{name}">class {own_name}</a>'
        bases = (self.classlink(base, object.__module__) for base in object.__bases__)
        return title + f"({', '.join(bases)})" if object.__bases__ else title

    def _class_doc(self, object, name):
        signature = pydoc._signature(object)
        doc = pydoc.getdoc(object) or ""
        return f"{name}{signature}\n\n{doc}" if signature and signature != "()" else doc

    def _class_groups(self, object, mod, mro, attributes, funcs, classes, links):
        for owner in mro:
            if owner is _OBJECT and object is not _OBJECT:
                continue
            where = "defined here" if owner is object else \
                "inherited from " + self.classlink(owner, object.__module__)
            for title, kind in pydoc._GROUPS:
                texts = [self._attribute(object, attribute, mod, funcs, classes, links)
                         for attribute in attributes
                         if attribute[2] is owner and attribute[1] == kind]
                if texts:
                    yield "".join([title % where, "<br>\n", *texts])

    def _attribute(self, object, attribute, mod, funcs, classes, links):
        name, kind, home, value = attribute
        if kind in ("data descriptor", "readonly property"):
            return self.docdata(value, name, mod)
        try:
            current = getattr(object, name)
        except Exception:  # properties of metaclasses do that
            return self.docdata(value, name, mod)
        if kind != "data":
            return self.document(current, name, mod, funcs, classes, links, object, home) + "\n"
        doc = pydoc.getdoc(value) if callable(value) or inspect.isdatadescriptor(value) else ""
        doc = self.markup(doc, self.preformat, funcs, classes, links)
        doc = f'<dd><span class="code">{doc}</span>\n' if doc else ""
        return f"<dl><dt>{self.docother(current, name, mod)}{doc}</dl>\n\n"

    # ---- what is in them ----

    def docroutine(self, object, name=None, mod=None, funcs={}, classes={}, methods={}, cl=None,
                   homecls=None):
        """A function or method."""
        own_name = object.__name__
        name = name or own_name
        note = pydoc._note(object, mod, cl, homecls)
        arguments = pydoc._signature(object)
        is_alias = own_name != name and cl is not None and \
            inspect.getattr_static(cl, own_name, None) in (object,
                                                           getattr(object, "__func__", object))
        if own_name == "<lambda>":
            title = f"<strong>{name}</strong> <em>lambda</em> "
            arguments = arguments[1:-1]
        else:
            anchor = f"{cl.__name__ if cl else ''}-{self.escape(name)}"
            title = f'<a name="{anchor}"><strong>{self.escape(name)}</strong></a>'
            if is_alias:
                title += " = " + _link(f"#{cl.__name__}-{own_name}", own_name)
                note = "" if note.startswith(" from ") else note
            elif name != own_name:
                title += f" = {own_name}"
            arguments = arguments or "(...)"
        if inspect.iscoroutinefunction(object) or inspect.isasyncgenfunction(object):
            title = "async " + title
        note = self.grey(f'<span class="heading-text">{self.escape(note)}</span>') if note else ""
        doc = "" if is_alias else _described(
            self.markup(pydoc.getdoc(object), self.preformat, funcs, classes, methods))
        return f"<dl><dt>{title}{self.escape(arguments)}{note}</dt>{doc}</dl>\n"

    def docdata(self, object, name=None, mod=None, cl=None, *ignored):
        """A data descriptor."""
        head = f"<dl><dt><strong>{name}</strong></dt>\n" if name else "<dl>"
        doc = _described(self.markup(pydoc.getdoc(object), self.preformat))
        return f"{head}{doc}\n</dl>\n" if doc else f"{head}</dl>\n"

    docproperty = docdata

    def docother(self, object, name=None, mod=None, *ignored):
        """Any value."""
        return (f"<strong>{name}</strong> = " if name else "") + self.repr(object)


html = HTMLDoc()


def writedoc(thing, forceload=0):
    """Writes the documentation of an object, or of what a name means, to NAME.html."""
    try:
        object, name = pydoc.resolve(thing)
        page = html.page(pydoc.describe(object), html.document(object, name))
    except ImportError as error:
        print(error)
        return
    with open(name + ".html", "w", encoding="utf-8") as file:
        file.write(page)
    print("wrote", name + ".html")
