"""Builtins for code that nobody has read: what reaches outside of the process is not among them."""

import builtins

NAMES = ("len range list dict set frozenset tuple str bytes bytearray int float complex bool object "
         "type super iter next sorted reversed repr isinstance issubclass enumerate zip map filter sum "
         "min max abs any all hash id callable getattr setattr hasattr property staticmethod "
         "classmethod format chr ord divmod round pow slice locals globals vars __build_class__ "
         "memoryview bin hex oct ascii dir delattr aiter anext "
         "None True False Ellipsis NotImplemented").split()


def harmless_builtins():
    names = {name: getattr(builtins, name) for name in NAMES}
    names.update((name, value) for name, value in vars(builtins).items()
                 if isinstance(value, type) and issubclass(value, BaseException))
    names["print"] = names["input"] = lambda *args, **keywords: None
    return names


def use(code):
    """Runs the code, then every function in it, also those of classes, with odd arguments."""
    names = {"__builtins__": harmless_builtins(), "__name__": "mutant"}
    try:
        exec(code, names)
    except BaseException:
        pass
    functions = [value for value in list(names.values()) if hasattr(value, "__code__")]
    for value in list(names.values()):
        if isinstance(value, type):
            functions += [item for item in vars(value).values() if hasattr(item, "__code__")]
    for function in functions:
        count = function.__code__.co_argcount
        for arguments in ([1] * count, ["ab"] * count, [[1, 2, 3]] * count):
            try:
                result = function(*arguments)
                if hasattr(result, "send"):
                    result.send(None)
                for _ in zip(range(20), result):
                    pass
            except BaseException:
                pass
