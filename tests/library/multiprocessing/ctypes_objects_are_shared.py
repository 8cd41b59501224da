# Values, arrays and structures of ctypes in shared memory, seen by forked and by spawned processes.
import ctypes
import multiprocessing
from multiprocessing.sharedctypes import RawArray, RawValue, copy, synchronized


class Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_double)]


def change(number, items, point, points, text):
    number.value *= 2
    with items.get_lock():
        items[1:] = [-1] * (len(items) - 1)
    point.x, point.y = 7, 0.5
    points[1].x = 9
    text.value = b"changed"


if __name__ == "__main__":
    for method in "fork", "spawn":
        context = multiprocessing.get_context(method)
        shared = (context.Value("d", 1.5), context.Array("i", range(4)),
                  context.Value(Point, 1, 2), context.Array(Point, [(1, 2), (3, 4)], lock=False),
                  context.Array("c", 10))
        process = context.Process(target=change, args=shared)
        process.start()
        process.join()
        number, items, point, points, text = shared
        print(number.value, items[:], point.x, point.y, [(p.x, p.y) for p in points], text.value)
    raw = RawValue("i", 5)
    twin = copy(raw)
    twin.value = 6
    print(raw, twin, RawArray(ctypes.c_char, b"abc").raw, synchronized(raw).value)
    print(type(point).__name__, type(text).__name__, type(items).__name__, len(items))
    for arguments in (("x",), ("i", "text"), (3,)):
        try:
            RawValue(*arguments)
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
# expect: 3.0 [0, -1, -1, -1] 7 0.5 [(1, 2.0), (9, 4.0)] b'changed'
# expect: 3.0 [0, -1, -1, -1] 7 0.5 [(1, 2.0), (9, 4.0)] b'changed'
# expect: c_int(5) c_int(6) b'abc' 5
# expect: SynchronizedPoint SynchronizedString SynchronizedArray 4
# expect: TypeError: this type has no size
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: this type has no size
