# Thousands of classes in one line take no C stack, and lattices, in which there are more paths than
# can be gone, no time: attributes, special methods, __bases__, registered sequences, dir().
import collections.abc
import gc
import threading


class A:
    x = 1


class Late(A):
    y = 2


def line(start, length):
    for i in range(length):
        start = type("Line", (start,), {f"n{i}": i})
    return start


def lattice(start, height):
    bases = (start,)
    for i in range(height):
        bases = type("Left", bases, {}), type("Right", bases, {})
    return bases[0]


def change(make, size):
    class Top(A):
        pass

    last = make(Top, size)
    o = last()
    print(o.x, bool(o), last.__mro__[-3:] == (Top, A, object))
    A.x = 3
    Top.__len__ = lambda self: 0
    print(o.x, bool(o), "__len__" in dir(o), "__doc__" in dir(last), len(dir(o)) > 20)
    del Top.__len__
    print(bool(o), hasattr(o, "__len__"))
    Top.__bases__ = (Late,)
    print(o.y, last.__mro__[-4:] == (Top, Late, A, object), isinstance(o, Late))
    collections.abc.Sequence.register(Top)
    match o:
        case [*_]:
            print("matched")
        case _:
            print("not a sequence")
    Top.__len__ = lambda self: 0
    Top.__getitem__ = lambda self, i: [][i]
    match o:
        case [*items]:
            print(items)
    A.x = 1


def attempt(*arguments):
    threading.stack_size(256 * 1024)
    thread = threading.Thread(target=change, args=arguments)
    thread.start()
    thread.join()
    gc.collect()


attempt(line, 6000)
# expect: 1 True True
# expect: 3 False True True True
# expect: True False
# expect: 2 True True
# expect: matched
# expect: []
attempt(lattice, 60)
# expect: 1 True True
# expect: 3 False True True True
# expect: True False
# expect: 2 True True
# expect: matched
# expect: []
