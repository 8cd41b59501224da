"""FunctionType() and the attributes of functions: what they take, and what they refuse."""
import types


def attempt(function, *arguments, **keywords):
    try:
        return function(*arguments, **keywords)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def outer():
    value = "of a cell"

    def inner(first, second=2, *, third=3):
        "What it is."
        return first, second, third, value
    return inner


def plain(first=1, *, second=2):
    return first, second


inner = outer()
cells = inner.__closure__
make = types.FunctionType
print(attempt(make))  # expect: TypeError: function() missing required argument 'code' (pos 1)
print(attempt(make, plain.__code__))  # expect: TypeError: function() missing required argument 'globals' (pos 2)
print(attempt(make, 5, {}))  # expect: TypeError: function() argument 'code' must be code, not int
print(attempt(make, plain.__code__, []))  # expect: TypeError: function() argument 'globals' must be dict, not list
print(attempt(make, plain.__code__, {}, 5))  # expect: TypeError: arg 3 (name) must be None or string
print(attempt(make, plain.__code__, {}, None, 5))  # expect: TypeError: arg 4 (defaults) must be None or tuple
print(attempt(make, plain.__code__, {}, None, None, 5))  # expect: TypeError: arg 5 (closure) must be None or tuple
print(callable(attempt(make, plain.__code__, {}, None, None, ())))  # expect: True
print(attempt(make, plain.__code__, {}, None, None, cells))  # expect: ValueError: plain requires closure of length 0, not 1
print(attempt(make, plain.__code__, {}, None, None, None, 5))  # expect: TypeError: arg 6 (kwdefaults) must be None or dict
print(attempt(make, inner.__code__, {}))  # expect: TypeError: arg 5 (closure) must be tuple
print(attempt(make, inner.__code__, {}, None, None, None))  # expect: TypeError: arg 5 (closure) must be tuple
print(attempt(make, inner.__code__, {}, None, None, []))  # expect: TypeError: arg 5 (closure) must be None or tuple
print(attempt(make, inner.__code__, {}, None, None, (5,)))  # expect: TypeError: arg 5 (closure) expected cell, found int
print(attempt(make, inner.__code__, {}, None, None, cells + cells))  # expect: ValueError: inner requires closure of length 1, not 2
function = make(inner.__code__, {"__name__": "module"}, "name", (20,), cells, {"third": 30})
print(function(1), function.__name__, function.__qualname__, function.__module__, function.__doc__)  # expect: (1, 20, 30, 'of a cell') name outer.<locals>.inner module What it is.
print(attempt(make(plain.__code__, {})), make(plain.__code__, {"__builtins__": {}}).__builtins__)  # expect: TypeError: plain() missing 1 required positional argument: 'first' {}
print(make(plain.__code__, {}, argdefs=("x",), kwdefaults={"second": "y"})())  # expect: ('x', 'y')
print(make(plain.__code__, {}).__module__, attempt(make(plain.__code__, {"__builtins__": types}), 1, second=2))  # expect: None (1, 2)


def settings(function, name, *values):
    before = getattr(function, name)
    yield from (attempt(setattr, function, name, value) for value in values)
    yield attempt(delattr, function, name)
    yield getattr(function, name) is before


for_code = settings(plain, "__code__", 5, inner.__code__, None)
print(*for_code, sep="\n")
# expect: TypeError: __code__ must be set to a code object
# expect: ValueError: plain() requires a code object with 0 free vars, not 1
# expect: TypeError: __code__ must be set to a code object
# expect: TypeError: __code__ must be set to a code object
# expect: True
print(*settings(plain, "__name__", 5, None), sep="\n")
# expect: TypeError: __name__ must be set to a string object
# expect: TypeError: __name__ must be set to a string object
# expect: TypeError: __name__ must be set to a string object
# expect: True
print(*settings(plain, "__qualname__", 5, None), sep="\n")
# expect: TypeError: __qualname__ must be set to a string object
# expect: TypeError: __qualname__ must be set to a string object
# expect: TypeError: __qualname__ must be set to a string object
# expect: True
print(*settings(plain, "__type_params__", 5, None), sep="\n")
# expect: TypeError: __type_params__ must be set to a tuple
# expect: TypeError: __type_params__ must be set to a tuple
# expect: TypeError: __type_params__ must be set to a tuple
# expect: True
print(*settings(plain, "__dict__", 5, None), sep="\n")
# expect: TypeError: __dict__ must be set to a dictionary, not a 'int'
# expect: TypeError: __dict__ must be set to a dictionary, not a 'NoneType'
# expect: TypeError: cannot delete __dict__
# expect: True
print(*settings(plain, "__globals__", {}), sep="\n")
# expect: AttributeError: readonly attribute
# expect: AttributeError: readonly attribute
# expect: True
print(*settings(plain, "__closure__", ()), sep="\n")
# expect: AttributeError: readonly attribute
# expect: AttributeError: readonly attribute
# expect: True
print(*settings(plain, "__builtins__", {}), sep="\n")
# expect: AttributeError: readonly attribute
# expect: AttributeError: readonly attribute
# expect: True
print(attempt(setattr, plain, "__defaults__", [1]), attempt(setattr, plain, "__kwdefaults__", [1]))  # expect: TypeError: __defaults__ must be set to a tuple object TypeError: __kwdefaults__ must be set to a dict object
print(attempt(setattr, plain, "__annotations__", [1]), attempt(setattr, inner, "__code__", plain.__code__))  # expect: TypeError: __annotations__ must be set to a dict object ValueError: inner() requires a code object with 1 free vars, not 0
del plain.__defaults__, plain.__kwdefaults__
print(plain.__defaults__, plain.__kwdefaults__, attempt(plain), attempt(plain, 1), attempt(plain, 1, second=5))  # expect: None None TypeError: plain() missing 1 required positional argument: 'first' TypeError: plain() missing 1 required keyword-only argument: 'second' (1, 5)
plain.__defaults__, plain.__kwdefaults__ = ("new",), {"second": "newer"}
print(plain())  # expect: ('new', 'newer')
plain.__defaults__ = plain.__kwdefaults__ = None
print(attempt(plain, 1))  # expect: TypeError: plain() missing 1 required keyword-only argument: 'second'
plain.__annotations__ = {"first": int}
print(plain.__annotations__)  # expect: {'first': <class 'int'>}
plain.__annotations__ = None
print(plain.__annotations__)  # expect: {}
del plain.__annotations__
print(plain.__annotations__)  # expect: {}
plain.attribute = 1
print(plain.__dict__)  # expect: {'attribute': 1}
plain.__dict__ = {"other": 2}
print(plain.other, hasattr(plain, "attribute"), vars(plain))  # expect: 2 False {'other': 2}
plain.other = 3
del plain.other
print(vars(plain), attempt(delattr, plain, "other"))  # expect: {} AttributeError: 'function' object has no attribute 'other'
plain.__dict__ = {}
plain.__doc__ = "text"
print(plain.__doc__)  # expect: text
del plain.__doc__
print(plain.__doc__)  # expect: None
plain.__module__ = 5
print(plain.__module__)  # expect: 5
del plain.__module__
print(attempt(getattr, plain, "__module__"))  # expect: None
plain.__code__ = (lambda *rest: ("changed", rest)).__code__
print(plain(1, 2))  # expect: ('changed', (1, 2))
plain.__code__ = (lambda: None).__code__.replace(co_name="renamed", co_qualname="qualified.renamed")
print(plain.__name__, plain.__code__.co_qualname, attempt(plain, 1))  # expect: plain qualified.renamed TypeError: plain() takes 0 positional arguments but 1 was given
with_doc = inner.__code__.replace(co_consts=("another doc",) + inner.__code__.co_consts[1:])
print(make(with_doc, {}, None, None, cells).__doc__, inner.__doc__)  # expect: another doc What it is.


# Cells and methods.
cell = types.CellType()
print(attempt(getattr, cell, "cell_contents"), attempt(delattr, cell, "cell_contents"))  # expect: ValueError: Cell is empty None
cell.cell_contents = 5
print(cell.cell_contents, cell == types.CellType(5), cell < types.CellType(6), types.CellType() == types.CellType())  # expect: 5 True True True
print(types.CellType() < cell, cell == 5, attempt(types.CellType, 1, 2), attempt(hash, cell))  # expect: True False TypeError: cell expected at most 1 argument, got 2 TypeError: unhashable type: 'cell'
print(attempt(types.MethodType, plain), attempt(types.MethodType, 5, 5), attempt(types.MethodType, plain, None))  # expect: TypeError: method expected 2 arguments, got 1 TypeError: first argument must be callable TypeError: instance must not be None
method = types.MethodType(lambda self, *rest: (self, rest), 5)
print(method(1), method == types.MethodType(method.__func__, 5), method == 5, method.__self__)  # expect: (5, (1,)) True False 5
print(attempt(setattr, method, "attribute", 1), attempt(getattr, method, "attribute"))  # expect: AttributeError: 'method' object has no attribute 'attribute' and no __dict__ for setting new attributes AttributeError: 'function' object has no attribute 'attribute'
print(attempt(types.MethodType(5 .__add__, 1)), method.__reduce__()[0] is getattr)  # expect: 6 True

# Old line tables.
import warnings
warnings.simplefilter("error")
print(attempt(getattr, plain.__code__, "co_lnotab"))  # expect: DeprecationWarning: co_lnotab is deprecated, use co_lines instead.
warnings.simplefilter("ignore")
long = compile("x = 1\n" + "\n" * 300 + "y = [" + "x," * 300 + "]\nz = 2\nfor x in y:\n  pass\n", "file", "exec")
print(type(long.co_lnotab).__name__, len(long.co_lnotab) % 2, [line for _, _, line in long.co_lines()][-1] is not None)  # expect: bytes 0 True
