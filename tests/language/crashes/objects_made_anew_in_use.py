# Objects whose __init__ or __setstate__ is called again by what they are working on.
import functools
import struct


def outcome(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Index:
    def __init__(self, act):
        self.act = act

    def __index__(self):
        self.act()
        return 5


layout = struct.Struct("50i")
again = Index(lambda: layout.__init__("b"))
print(outcome(layout.pack, *[again] * 50))  # expect: RuntimeError: Struct object is in use
print(outcome(layout.pack_into, bytearray(300), 0, *[again] * 50))  # expect: RuntimeError: Struct object is in use
print(outcome(layout.unpack_from, bytes(300), again))  # expect: RuntimeError: Struct object is in use
layout.__init__("2b")
steps = layout.iter_unpack(b"abcd")
print(next(steps), outcome(layout.__init__, "100q"), list(steps))
# expect: (97, 98) RuntimeError: Struct object is in use [(99, 100)]
layout.__init__("h")
print(layout.size)  # expect: 2


class Forgets:
    def __repr__(self):
        call.__setstate__((print, (), {}, None))
        return "Forgets()"


call = functools.partial(print, Forgets(), Forgets(), a=Forgets(), b=Forgets())
print(call)
# expect: functools.partial(<built-in function print>, Forgets(), Forgets(), a=Forgets(), b=Forgets())
print(call)  # expect: functools.partial(<built-in function print>)


# The separator of a join, changed by an item.
class Part:
    def __buffer__(self, flags):
        separator.extend(b"longer" * 100)
        return memoryview(b"part")


separator = bytearray(b",")
print(outcome(separator.join, [Part(), b"other", b"third"]))
# expect: TypeError: sequence item 0: expected a bytes-like object, Part found
print(separator)  # expect: bytearray(b',')


# A view that what is assigned to it releases.
class Releases:
    def __buffer__(self, flags):
        view.release()
        return memoryview(b"abc")


view = memoryview(bytearray(5))
print(outcome(view.__setitem__, slice(0, 3), Releases()))
# expect: ValueError: operation forbidden on released memoryview object
