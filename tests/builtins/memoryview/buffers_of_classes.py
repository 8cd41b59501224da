# __buffer__ and __release_buffer__ (PEP 688): what classes give, inherit and are told.
import inspect
import sys

log = []


def told():
    told, log[:] = log[:], []
    return told


class Lender:
    held = False

    def __init__(self):
        self.data = bytearray(b"hello")

    def __buffer__(self, flags):
        self.held = True
        self.view = memoryview(self.data)
        return self.view

    def __release_buffer__(self, view):
        log.append(("released", view is self.view, view.tobytes()))
        self.held = False


lender = Lender()
with memoryview(lender) as view:
    print(lender.held, type(view.obj).__name__)  # expect: True _buffer_wrapper
    view[0] = 72
print(lender.held, bytes(lender), told())  # expect: False b'Hello' [('released', True, b'Hello'), ('released', True, b'Hello')]


class Grows(bytearray):
    def __buffer__(self, flags):
        return super().__buffer__(flags)

    def __release_buffer__(self, view):
        log.append((view.obj, view.tobytes()))
        for action in (memoryview, bytes, lambda v: v[:1], lambda v: v.toreadonly()):
            try:
                action(view)
            except ValueError as error:
                log.append(str(error))
        self.kept = view
        super().__release_buffer__(view)


grows = Grows(b"ab")
with memoryview(grows) as view:
    print(view.tobytes())  # expect: b'ab'
grows.append(99)
print(told())  # expect: [(None, b'ab'), 'cannot create new view on restricted memoryview', 'cannot create new view on restricted memoryview', 'cannot create new view on restricted memoryview', 'cannot create new view on restricted memoryview']
try:
    grows.kept.tobytes()
except ValueError as error:
    print(error)  # expect: operation forbidden on released memoryview object


class Only(bytearray):
    def __release_buffer__(self, view):
        1 / 0


sys.unraisablehook = lambda about: print(about.err_msg, about.exc_value)  # expect: Exception ignored in __release_buffer__ of Only division by zero
only = Only(b"x")
memoryview(only).release()
only.clear()  # the native base has lost no count


class Chooses:
    def __buffer__(self, flags):
        log.append(flags)
        if flags & inspect.BufferFlags.WRITABLE:
            raise KeyError("not mutable")
        return memoryview(b"abc")


print(memoryview(Chooses()).tobytes(), b"x" + Chooses(), b"cab".find(Chooses()), told())  # expect: b'abc' b'xabc' -1 [284, 0, 0]
for action in (
    lambda: memoryview._from_flags(Chooses(), inspect.BufferFlags.WRITABLE),
    lambda: memoryview._from_flags(b"", inspect.BufferFlags.WRITABLE),
    lambda: memoryview._from_flags(b"", 2**40),
    lambda: b"".__buffer__(2**40),
    lambda: b"".__buffer__(2**70),
    lambda: bytearray().__release_buffer__(b""),
    lambda: bytearray().__release_buffer__(memoryview(b"")),
):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
# expect: KeyError 'not mutable'
# expect: BufferError Object is not writable.
# expect: OverflowError Python int too large to convert to C int
# expect: OverflowError buffer flags too large
# expect: OverflowError cannot fit 'int' into an index-sized integer
# expect: TypeError expected a memoryview object
# expect: ValueError memoryview's buffer is not this object
array = bytearray(b"array")
view = array.__buffer__(0)
array.__release_buffer__(view)
try:
    array.__release_buffer__(view)
except ValueError as error:
    print(error)  # expect: memoryview's buffer has already been released


class Fails:
    def __buffer__(self, flags):
        raise KeyError("no")


for action in (lambda: b"a" + Fails(), lambda: b"".join([Fails()]), lambda: b"a".find(Fails())):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
# expect: TypeError can't concat Fails to bytes
# expect: TypeError sequence item 0: expected a bytes-like object, Fails found
# expect: KeyError 'no'
