"""What the compiler knows of the names in each block: tables, and symbols in them."""

import sys
import weakref
from _symtable import (CELL, DEF_ANNOT, DEF_BOUND, DEF_GLOBAL, DEF_IMPORT, DEF_LOCAL, DEF_NONLOCAL,
                       DEF_PARAM, FREE, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, LOCAL, SCOPE_MASK,
                       SCOPE_OFF, USE)
from _symtable import symtable as _symtable
from enum import StrEnum

__all__ = ["symtable", "SymbolTableType", "SymbolTable", "Class", "Function", "Symbol"]


class SymbolTableType(StrEnum):
    """In the order of the compiler's numbers for them."""

    FUNCTION = "function"
    CLASS = "class"
    MODULE = "module"
    ANNOTATION = "annotation"
    TYPE_ALIAS = "type alias"
    TYPE_PARAMETERS = "type parameters"
    TYPE_VARIABLE = "type variable"


_TYPES = tuple(SymbolTableType)
_tables = weakref.WeakValueDictionary()


def symtable(code, filename, compile_type):
    """The table of source's outermost block; the arguments are those of compile()."""
    return _table_of(_symtable(code, filename, compile_type), filename)


def _table_of(entry, filename):
    """The table of one of the compiler's entries: always the same one while it is used."""
    table = _tables.get((entry, filename))
    if table is None:
        classes = {SymbolTableType.FUNCTION: Function, SymbolTableType.CLASS: Class}
        table = classes.get(_TYPES[entry.type], SymbolTable)(entry, filename)
        _tables[entry, filename] = table
    return table


def _scope(flags):
    return flags >> SCOPE_OFF & SCOPE_MASK


# ---- tables ---------------------------------------------------------------------------------


class SymbolTable:
    """The names of a block."""

    def __init__(self, raw_table, filename):
        self._table = raw_table
        self._filename = filename
        self._symbols = {}

    def __repr__(self):
        kind = "" if type(self) is SymbolTable else type(self).__name__ + " "
        block = "module" if self._is_module() else f"{self._table.name} in"
        return f"<{kind}SymbolTable for {block} {self._filename}>"

    def _is_module(self):
        return self._table.name == "top"

    def get_type(self):
        """A SymbolTableType."""
        return _TYPES[self._table.type]

    def get_id(self):
        """A number of its own."""
        return self._table.id

    def get_name(self):
        """The name of the class or function; "top" for a module."""
        return self._table.name

    def get_lineno(self):
        """The line where the block begins."""
        return self._table.lineno

    def is_optimized(self):
        """Whether its variables need no dictionary."""
        return self.get_type() == SymbolTableType.FUNCTION

    def is_nested(self):
        """Whether it is in a function."""
        return bool(self._table.nested)

    def has_children(self):
        """Whether other blocks are in it."""
        return bool(self._table.children)

    def get_children(self):
        """The tables of the blocks in it."""
        return [_table_of(entry, self._filename) for entry in self._table.children]

    def get_identifiers(self):
        """The names."""
        return self._table.symbols.keys()

    def get_symbols(self):
        """The Symbols of all names."""
        return [*map(self.lookup, self.get_identifiers())]

    def lookup(self, name):
        """The Symbol of a name."""
        symbol = self._symbols.get(name)
        if symbol is None:
            flags = self._table.symbols[name]
            spaces = [table for table in self.get_children() if table.get_name() == name]
            symbol = Symbol(name, flags, spaces, module_scope=self._is_module())
            self._symbols[name] = symbol
        return symbol


class Function(SymbolTable):
    """The names of a function."""

    def _names_if(self, test):
        return tuple(name for name, flags in self._table.symbols.items() if test(flags))

    def get_parameters(self):
        """The names of parameters."""
        return self._names_if(lambda flags: flags & DEF_PARAM)

    def get_locals(self):
        """The names of variables that are its own."""
        return self._names_if(lambda flags: _scope(flags) in (LOCAL, CELL))

    def get_globals(self):
        """The names of the module's variables that it uses."""
        return self._names_if(lambda flags: _scope(flags) in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT))

    def get_nonlocals(self):
        """The names in nonlocal statements."""
        return self._names_if(lambda flags: flags & DEF_NONLOCAL)

    def get_frees(self):
        """The names of variables of functions around it that it uses."""
        return self._names_if(lambda flags: _scope(flags) == FREE)


class Class(SymbolTable):
    """The names of a class."""

    def get_methods(self):
        """The names of functions that become attributes of the class."""
        return tuple(dict.fromkeys(
            entry.name for entry in self._table.children
            if _defines_function(entry)
            and _scope(self._table.symbols.get(entry.name, 0)) == LOCAL))


def _defines_function(entry):
    kind = _TYPES[entry.type]
    if kind == SymbolTableType.TYPE_PARAMETERS:
        # def f[T](): the function is in the block of its parameters, which has its name.
        return any(inner.name == entry.name and _TYPES[inner.type] == SymbolTableType.FUNCTION
                   for inner in entry.children)
    # A generator expression is a function, too, whose first parameter has no name.
    return kind == SymbolTableType.FUNCTION and ".0" not in entry.varnames


# ---- symbols --------------------------------------------------------------------------------

_SCOPE_NAMES = {LOCAL: "LOCAL", GLOBAL_EXPLICIT: "GLOBAL_EXPLICIT",
                GLOBAL_IMPLICIT: "GLOBAL_IMPLICIT", FREE: "FREE", CELL: "CELL"}
_FLAG_NAMES = {USE: "USE", DEF_GLOBAL: "DEF_GLOBAL", DEF_NONLOCAL: "DEF_NONLOCAL",
               DEF_LOCAL: "DEF_LOCAL", DEF_PARAM: "DEF_PARAM", DEF_IMPORT: "DEF_IMPORT",
               DEF_ANNOT: "DEF_ANNOT"}


class Symbol:
    """A name in a block."""

    def __init__(self, name, flags, namespaces=None, *, module_scope=False):
        self._name, self._flags, self._scope = name, flags, _scope(flags)
        self._namespaces = namespaces or ()
        # A module's own names are both global and local.
        self._is_modules_own = bool(module_scope and flags & DEF_BOUND)

    def __repr__(self):
        return f"<symbol {self._name!r}: {self._scope_str()}, {'|'.join(self._flags_str())}>"

    def _scope_str(self):
        return _SCOPE_NAMES.get(self._scope, str(self._scope))

    def _flags_str(self):
        return [name for flag, name in _FLAG_NAMES.items() if self._flags & flag]

    def get_name(self):
        return self._name

    def is_global(self):
        """Whether it is a variable of the module."""
        return self._is_modules_own or self._scope in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT)

    def is_declared_global(self):
        """Whether it is in a global statement."""
        return self._scope == GLOBAL_EXPLICIT

    def is_local(self):
        """Whether it is a variable of the block."""
        return self._is_modules_own or self._scope in (LOCAL, CELL)

    def is_free(self):
        """Whether it is a variable of a function around the block."""
        return self._scope == FREE

    def is_namespace(self):
        """Whether a class or function statement of the block has the name."""
        return bool(self._namespaces)

    def get_namespaces(self):
        """The tables of those."""
        return self._namespaces

    def get_namespace(self):
        """The table of the only one; ValueError if there is none, or are several."""
        if len(self._namespaces) == 1:
            return self._namespaces[0]
        bound = "bound to multiple" if self._namespaces else "not bound to any"
        raise ValueError(f"name is {bound} namespaces")


def _flag_test(name, flag, doc):
    def test(self):
        return bool(self._flags & flag)

    test.__name__, test.__qualname__, test.__doc__ = name, f"Symbol.{name}", doc
    setattr(Symbol, name, test)


_flag_test("is_referenced", USE, "Whether the block uses it.")
_flag_test("is_parameter", DEF_PARAM, "Whether it is a parameter.")
_flag_test("is_nonlocal", DEF_NONLOCAL, "Whether it is in a nonlocal statement.")
_flag_test("is_annotated", DEF_ANNOT, "Whether it is annotated.")
_flag_test("is_imported", DEF_IMPORT, "Whether an import statement sets it.")
_flag_test("is_assigned", DEF_LOCAL, "Whether the block sets it.")


# ---- python -m symtable ---------------------------------------------------------------------


def _print_table(table, indent=""):
    name = f"{table.get_name()!r}"
    if table.get_type() == SymbolTableType.MODULE:
        name = f"from file {table._filename!r}"
    nested = "nested " if table.is_nested() else ""
    print(f"{indent}symbol table for {nested}{table.get_type()} {name}:")
    inner = indent + "    "
    for symbol in table.get_symbols():
        flags = ", ".join(symbol._flags_str())
        print(f"{inner}{symbol._scope_str().lower()} symbol {symbol.get_name()!r}: {flags.lower()}")
    print()
    for child in table.get_children():
        _print_table(child, inner)


def main(args):
    """Prints the tables of files; - is what is typed."""
    for filename in args or ["-"]:
        if filename == "-":
            filename, source = "<stdin>", sys.stdin.read()
        else:
            with open(filename, "rb") as file:
                source = file.read()
        _print_table(symtable(source, filename, "exec"))


if __name__ == "__main__":
    main(sys.argv[1:])
