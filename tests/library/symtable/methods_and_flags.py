# Functions with type parameters are methods, generator expressions and what is global are not;
# symbols show their flags.
import symtable

table = symtable.symtable("""
class C:
    def m[T](self): pass
    genexpr = (x for x in [])
    global g
    def g(): pass
def f(a):
    def inner():
        nonlocal a
        a = other = 1
""", "file", "exec")
c, f = [child for child in table.get_children() if child.get_type() != "type parameters"][:2]
print(c.get_methods())
inner, = f.get_children()
for symbol in *table.get_symbols(), *inner.get_symbols():
    print(symbol)
try:
    f.lookup("a").get_namespace()
except ValueError as error:
    print(error)
# expect: ('m',)
# expect: <symbol 'C': LOCAL, DEF_LOCAL>
# expect: <symbol 'g': GLOBAL_EXPLICIT, DEF_GLOBAL>
# expect: <symbol 'f': LOCAL, DEF_LOCAL>
# expect: <symbol 'a': FREE, DEF_NONLOCAL|DEF_LOCAL>
# expect: <symbol 'other': LOCAL, DEF_LOCAL>
# expect: name is not bound to any namespaces
