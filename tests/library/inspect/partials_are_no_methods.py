# Partials have a __get__, which only warns: for inspect they are neither methods nor descriptors.
import functools
import inspect


class Kind:
    part = functools.partial(print, "a")
    method = functools.partialmethod(print, "a")


for value in functools.partial(len), Kind.__dict__["part"], Kind.__dict__["method"], str.upper:
    print(inspect.isroutine(value), inspect.ismethoddescriptor(value), inspect.isdatadescriptor(value))
    # expect: False False False
    # expect: False False False
    # expect: True True False
    # expect: True True False
print([name for name, _ in inspect.getmembers(Kind, inspect.isroutine) if name[0] != "_"])  # expect: ['method']
