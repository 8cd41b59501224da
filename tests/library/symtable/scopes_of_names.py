# Tables and symbols.
import symtable

table = symtable.symtable("import os\nx = 1\ndef f(a, *b):\n    global g\n    def inner():\n        nonlocal a\n        return a + x\n    return inner\nclass C:\n    def m(self): pass\n", "file", "exec")
print(table, table.get_type(), sorted(table.get_identifiers()), table.has_children())  # expect: <SymbolTable for module file> module ['C', 'f', 'g', 'os', 'x'] True
f, c = table.get_children()
print(f, f.get_parameters(), f.get_locals(), f.get_globals(), f.get_lineno(), f.is_nested())  # expect: <Function SymbolTable for f in file> ('a', 'b') ('a', 'b', 'inner') ('g',) 3 False
inner, = f.get_children()
print(inner.get_frees(), inner.get_nonlocals(), inner.is_nested(), inner.lookup("x").is_global())  # expect: ('a',) ('a',) True True
print(c.get_methods(), table.lookup("os").is_imported(), table.lookup("x").is_assigned(), table.lookup("f").is_namespace())  # expect: ('m',) True True True
