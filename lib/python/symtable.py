"""Interface to the compiler's internal symbol tables"""

import _symtable
from enum import StrEnum
import weakref

__all__ = ["symtable", "SymbolTableType", "SymbolTable", "Class", "Function", "Symbol"]

# What the compiler says of a name, in bits (as CPython's).
DEF_GLOBAL, DEF_LOCAL, DEF_PARAM, DEF_NONLOCAL = 1, 2, 4, 8
USE = 16
DEF_FREE_CLASS, DEF_IMPORT, DEF_ANNOT, DEF_COMP_ITER = 64, 128, 256, 512
DEF_TYPE_PARAM, DEF_COMP_CELL = 1024, 2048
SCOPE_OFF, SCOPE_MASK = 12, 15
LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL = 1, 2, 3, 4, 5
DEF_BOUND = DEF_LOCAL | DEF_PARAM | DEF_IMPORT | DEF_TYPE_PARAM


class SymbolTableType(StrEnum):
    MODULE = "module"
    FUNCTION = "function"
    CLASS = "class"
    ANNOTATION = "annotation"
    TYPE_ALIAS = "type alias"
    TYPE_PARAMETERS = "type parameters"
    TYPE_VARIABLE = "type variable"


_KINDS = {"module": SymbolTableType.MODULE, "function": SymbolTableType.FUNCTION,
          "class": SymbolTableType.CLASS, 0: SymbolTableType.FUNCTION, 1: SymbolTableType.CLASS,
          2: SymbolTableType.MODULE, 3: SymbolTableType.ANNOTATION,
          4: SymbolTableType.TYPE_ALIAS, 5: SymbolTableType.TYPE_PARAMETERS,
          6: SymbolTableType.TYPE_VARIABLE}


def symtable(code, filename, compile_type):
    """ Return the toplevel *SymbolTable* for the source code.

    *filename* is the name of the file with the code
    and *compile_type* is the *compile()* mode argument.
    """
    return _new_table(_symtable.symtable(code, filename, compile_type), filename)


_tables = weakref.WeakValueDictionary()


def _new_table(entry, filename):
    """The table of an entry: always the same one while it is used."""
    table = _tables.get((entry, filename))
    if table is None:
        kind = _KINDS.get(entry.type)
        cls = {SymbolTableType.FUNCTION: Function, SymbolTableType.CLASS: Class}.get(
            kind, SymbolTable)
        table = _tables[entry, filename] = cls(entry, filename)
    return table


class SymbolTable:
    def __init__(self, raw_table, filename):
        self._table = raw_table
        self._filename = filename
        self._symbols = {}

    def __repr__(self):
        kind = "" if self.__class__ == SymbolTable else "%s " % self.__class__.__name__
        if self._table.name == "top":
            return "<{0}SymbolTable for module {1}>".format(kind, self._filename)
        return "<{0}SymbolTable for {1} in {2}>".format(kind, self._table.name, self._filename)

    def get_type(self):
        """Return the type of the symbol table."""
        return _KINDS[self._table.type]

    def get_id(self):
        """Return an identifier for the table."""
        return self._table.id

    def get_name(self):
        """Return the table's name.

        This corresponds to the name of the class, function
        or 'top' if the table is for a class, function or
        global respectively.
        """
        return self._table.name

    def get_lineno(self):
        """Return the number of the first line in the block this table represents."""
        return self._table.lineno

    def is_optimized(self):
        """Return *True* if the locals in the table are optimizable."""
        return self.get_type() == SymbolTableType.FUNCTION

    def is_nested(self):
        """Return *True* if the block is a nested class or function."""
        return bool(self._table.nested)

    def has_children(self):
        """Return *True* if the block has nested namespaces."""
        return bool(self._table.children)

    def get_identifiers(self):
        """Return a view object containing the names of symbols in the table."""
        return self._table.symbols.keys()

    def lookup(self, name):
        """Lookup a *name* in the table.

        Returns a *Symbol* instance.
        """
        sym = self._symbols.get(name)
        if sym is None:
            flags = self._table.symbols[name]
            namespaces = [st for st in self.get_children() if st.get_name() == name]
            sym = self._symbols[name] = Symbol(name, flags, namespaces,
                                               module_scope=self._table.name == "top")
        return sym

    def get_symbols(self):
        """Return a list of *Symbol* instances for names in the table."""
        return [self.lookup(ident) for ident in self.get_identifiers()]

    def get_children(self):
        """Return a list of the nested symbol tables."""
        return [_new_table(st, self._filename) for st in self._table.children]


def _get_scope(flags):
    return (flags >> SCOPE_OFF) & SCOPE_MASK


class Function(SymbolTable):
    def _idents_matching(self, test):
        return tuple(ident for ident in self.get_identifiers() if test(self._table.symbols[ident]))

    def get_parameters(self):
        """Return a tuple of parameters to the function."""
        return self._idents_matching(lambda x: x & DEF_PARAM)

    def get_locals(self):
        """Return a tuple of locals in the function."""
        return self._idents_matching(lambda x: _get_scope(x) in (LOCAL, CELL))

    def get_globals(self):
        """Return a tuple of globals in the function."""
        return self._idents_matching(lambda x: _get_scope(x) in (GLOBAL_IMPLICIT,
                                                                 GLOBAL_EXPLICIT))

    def get_nonlocals(self):
        """Return a tuple of nonlocals in the function."""
        return self._idents_matching(lambda x: x & DEF_NONLOCAL)

    def get_frees(self):
        """Return a tuple of free variables in the function."""
        return self._idents_matching(lambda x: _get_scope(x) == FREE)


class Class(SymbolTable):
    def get_methods(self):
        """Return a tuple of methods declared in the class."""
        generated = {"genexpr", "listcomp", "setcomp", "dictcomp"}
        found = {}
        for child in self._table.children:
            kind = _KINDS.get(child.type)
            if kind == SymbolTableType.TYPE_PARAMETERS:
                # def f[T](): the function is inside the scope of its parameters
                for inner in child.children:
                    if inner.name == child.name \
                            and _KINDS.get(inner.type) == SymbolTableType.FUNCTION:
                        found[child.name] = 1
            elif kind == SymbolTableType.FUNCTION and child.name not in generated \
                    and _get_scope(self._table.symbols.get(child.name, 0)) == LOCAL:
                found[child.name] = 1
        return tuple(found)


class Symbol:
    def __init__(self, name, flags, namespaces=None, *, module_scope=False):
        self.__name = name
        self.__flags = flags
        self.__scope = _get_scope(flags)
        self.__namespaces = namespaces or ()
        self.__module_scope = module_scope

    def __repr__(self):
        flags_str = "|".join(self._flags_str())
        return f"<symbol {self.__name!r}: {self._scope_str()}, {flags_str}>"

    def _scope_str(self):
        return {LOCAL: "LOCAL", GLOBAL_EXPLICIT: "GLOBAL_EXPLICIT",
                GLOBAL_IMPLICIT: "GLOBAL_IMPLICIT", FREE: "FREE", CELL: "CELL"}.get(
                    self.__scope, str(self.__scope))

    def _flags_str(self):
        names = {"USE": USE, "DEF_GLOBAL": DEF_GLOBAL, "DEF_LOCAL": DEF_LOCAL,
                 "DEF_PARAM": DEF_PARAM, "DEF_NONLOCAL": DEF_NONLOCAL, "DEF_ANNOT": DEF_ANNOT,
                 "DEF_IMPORT": DEF_IMPORT, "DEF_TYPE_PARAM": DEF_TYPE_PARAM}
        return [name for name, flag in names.items() if self.__flags & flag]

    def get_name(self):
        """Return a name of a symbol."""
        return self.__name

    def is_referenced(self):
        """Return *True* if the symbol is used in its block."""
        return bool(self.__flags & USE)

    def is_parameter(self):
        """Return *True* if the symbol is a parameter."""
        return bool(self.__flags & DEF_PARAM)

    def is_type_parameter(self):
        """Return *True* if the symbol is a type parameter."""
        return bool(self.__flags & DEF_TYPE_PARAM)

    def is_global(self):
        """Return *True* if the symbol is global."""
        return bool(self.__scope in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT)
                    or (self.__module_scope and self.__flags & DEF_BOUND))

    def is_nonlocal(self):
        """Return *True* if the symbol is nonlocal."""
        return bool(self.__flags & DEF_NONLOCAL)

    def is_declared_global(self):
        """Return *True* if the symbol is declared global with a global
        statement."""
        return bool(self.__scope == GLOBAL_EXPLICIT)

    def is_local(self):
        """Return *True* if the symbol is local."""
        return bool(self.__scope in (LOCAL, CELL)
                    or (self.__module_scope and self.__flags & DEF_BOUND))

    def is_annotated(self):
        """Return *True* if the symbol is annotated."""
        return bool(self.__flags & DEF_ANNOT)

    def is_free(self):
        """Return *True* if a referenced symbol is not assigned to."""
        return bool(self.__scope == FREE)

    def is_free_class(self):
        """Return *True* if a class-scoped symbol is free from
        the perspective of a method."""
        return bool(self.__flags & DEF_FREE_CLASS)

    def is_imported(self):
        """Return *True* if the symbol is created from
        an import statement."""
        return bool(self.__flags & DEF_IMPORT)

    def is_assigned(self):
        """Return *True* if a symbol is assigned to."""
        return bool(self.__flags & DEF_LOCAL)

    def is_comp_iter(self):
        """Return *True* if the symbol is a comprehension iteration variable."""
        return bool(self.__flags & DEF_COMP_ITER)

    def is_comp_cell(self):
        """Return *True* if the symbol is a cell in an inlined comprehension."""
        return bool(self.__flags & DEF_COMP_CELL)

    def is_namespace(self):
        """Returns *True* if name binding introduces new namespace.

        If the name is used as the target of a function or class
        statement, this will be true.
        """
        return bool(self.__namespaces)

    def get_namespaces(self):
        """Return a list of namespaces bound to this name"""
        return self.__namespaces

    def get_namespace(self):
        """Return the single namespace bound to this name.

        Raises ValueError if the name is bound to multiple namespaces
        or no namespace.
        """
        if len(self.__namespaces) == 0:
            raise ValueError("name is not bound to any namespaces")
        if len(self.__namespaces) > 1:
            raise ValueError("name is bound to multiple namespaces")
        return self.__namespaces[0]
