"""types.CodeType(...) and code.replace(): every field, what is refused, and running the result."""
import types


def outer(a, b=1, /, c=2, *args, d=3, **keywords):
    local = a

    def inner():
        return local, c
    return inner


code = outer.__code__
FIELDS = """argcount posonlyargcount kwonlyargcount nlocals stacksize flags code consts names
            varnames filename name qualname firstlineno linetable exceptiontable freevars
            cellvars""".split()


def message(call, *args, **keywords):
    try:
        return call(*args, **keywords)
    except (TypeError, ValueError, SystemError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"


copy = types.CodeType(*[getattr(code, "co_" + field) for field in FIELDS])
print(copy == code, hash(copy) == hash(code))  # expect: True True
print(types.FunctionType(copy, globals(), argdefs=(1, 2))(7, d=0)())  # expect: (7, 2)
print(all(code.replace(**{"co_" + field: getattr(code, "co_" + field)}) == code for field in FIELDS))
# expect: True

renamed = (lambda x, y: x - y).__code__.replace(co_varnames=("y", "x"), co_name="f")
print(types.FunctionType(renamed, {})(y=5, x=2), renamed.co_varnames)  # expect: 3 ('y', 'x')
print(eval(compile("1 + x", "", "eval").replace(co_names=("y",)), {"y": 4}))  # expect: 5
print(eval((lambda: "old").__code__.replace(co_consts=(None, ("new", 1.5, 2**80, frozenset({1}))))))
# expect: ('new', 1.5, 1208925819614629174706176, frozenset({1}))

print(message(code.replace, co_argcount=-1))
# expect: ValueError: co_argcount must be a positive integer
print(message(code.replace, co_argcount="a"))
# expect: TypeError: 'str' object cannot be interpreted as an integer
print(message(code.replace, co_varnames=("a",)))
# expect: ValueError: code: co_varnames is too small
print(message(code.replace, co_nlocals=3))
# expect: ValueError: code: co_nlocals != len(co_varnames)
print(message(code.replace, co_argcount=50))  # expect: ValueError: code: co_varnames is too small
print(message(code.replace, co_names=(1,)))  # expect: SystemError: non-string found in code slot
print(message(code.replace, co_consts=[1]))
# expect: TypeError: replace() argument 'co_consts' must be tuple, not list
print(message(code.replace, co_code=b"a"))  # expect: ValueError: code: co_code is malformed
print(message(code.replace, co_filename=None))
# expect: TypeError: replace() argument 'co_filename' must be str, not None
print(message(code.replace, co_stacksize=10**30))
# expect: OverflowError: Python int too large to convert to C int
print(message(code.replace, co_other=1))
# expect: TypeError: replace() got an unexpected keyword argument 'co_other'
print(message(types.CodeType))  # expect: TypeError: code expected at least 16 arguments, got 0
print(message(types.CodeType, *[1] * 16))
# expect: TypeError: code() argument 7 must be bytes, not int


def small():
    try:
        return 1 + one
    except NameError:
        return 0


changed = small.__code__.replace(co_firstlineno=100, co_name="big")
print(changed == small.__code__, changed.co_name, list(changed.co_lines())[-1][2])
# expect: False big None
print(small.__code__ == small.__code__.replace(co_exceptiontable=b""))  # expect: False
