"""__builtins__ in the globals of exec and eval: dicts, mappings, and what is neither."""
import types


def attempt(run, *args):
    try:
        print(run(*args))
    except Exception as error:
        print(type(error).__name__, error)


proxy = types.MappingProxyType({"special": 1, "iter": iter})
attempt(eval, "special", {"__builtins__": proxy})  # expect: 1
attempt(eval, "len", {"__builtins__": proxy})  # expect: NameError name 'len' is not defined
attempt(exec, "print(1)", {"__builtins__": 123})  # expect: TypeError 'int' object is not subscriptable
attempt(exec, "class A: pass", {"__builtins__": {}})  # expect: NameError __build_class__ not found
attempt(exec, "import sys", {"__builtins__": {}})  # expect: ImportError __import__ not found
attempt(eval, "x.__reduce__()[1:]", {"__builtins__": proxy, "x": iter([1])})  # expect: (([1],), 0)
attempt(eval, "x.__reduce__()", {"__builtins__": {}, "x": iter([1])})  # expect: AttributeError iter
attempt(type, "A", (), {"__doc__": "\udcdc"})  # expect: UnicodeEncodeError 'utf-8' codec can't encode character '\udcdc' in position 0: surrogates not allowed
commas = bytearray(b",")


def clearing():
    commas.clear()
    yield b""


attempt(commas.join, clearing())  # expect: BufferError Existing exports of data: object cannot be re-sized
