"""The compiler's symbol table, for module symtable."""

from _symtable_scopes import scopes as _scopes

DEF_GLOBAL = 1
DEF_LOCAL = 2
DEF_PARAM = 4
DEF_NONLOCAL = 8
USE = 16
DEF_FREE_CLASS = 64
DEF_IMPORT = 128
DEF_ANNOT = 256
DEF_COMP_ITER = 512
DEF_TYPE_PARAM = 1024
DEF_COMP_CELL = 2048
DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT

SCOPE_OFF = 12
SCOPE_MASK = DEF_GLOBAL | DEF_LOCAL | DEF_PARAM | DEF_NONLOCAL
LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL = range(1, 6)

TYPE_FUNCTION, TYPE_CLASS, TYPE_MODULE, TYPE_ANNOTATION, TYPE_TYPE_ALIAS, \
    TYPE_TYPE_PARAMETERS, TYPE_TYPE_VARIABLE = range(7)


_NAMES = {"<listcomp>": "listcomp", "<setcomp>": "setcomp", "<dictcomp>": "dictcomp",
          "<genexpr>": "genexpr"}


class _Entry:
    def __init__(self, scope):
        name, self.type, self.lineno, self.nested, self.symbols, self.varnames, children = scope
        self.name = _NAMES.get(name, name)
        self.id = id(self)
        self.children = [_Entry(child) for child in children]

    def __repr__(self):
        return f"<symtable entry {self.name}({self.id}), line {self.lineno}>"


_Entry.__name__ = _Entry.__qualname__ = "symtable entry"

_MODES = {"exec": 0, "eval": 1, "single": 2}


def symtable(source, filename, startstr, /):
    """Return symbol and scope dictionaries used internally by compiler."""
    if startstr not in _MODES:
        raise ValueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'")
    decoded = isinstance(source, str)
    if decoded:
        source = source.encode("utf-8", "surrogatepass")
    return _Entry(_scopes(source, filename, _MODES[startstr], decoded))
