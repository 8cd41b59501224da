# What builtins say of arguments they cannot take: counts, keywords and numbers too large.
import operator


class Huge:
    def __index__(self):
        return 2**70


def fails(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(fails(lambda: [].index(1, key=2)))  # expect: TypeError: list.index() takes no keyword arguments
print(fails(lambda: "".index(imag=1)))  # expect: TypeError: str.index() takes no keyword arguments
print(fails(lambda: bytearray().find(a=1)))  # expect: TypeError: bytearray.find() takes no keyword arguments
print(fails(lambda: frozenset().difference([], errors=1)))  # expect: TypeError: frozenset.difference() takes no keyword arguments
print(fails(lambda: ord(1, 2, ndigits=3)))  # expect: TypeError: ord() takes no keyword arguments
print(fails(lambda: bytes(b"", 1, 2, errors=3)))  # expect: TypeError: bytes() takes at most 3 arguments (4 given)
print(fails(lambda: bytes(b"", "utf-8", errors=3, encoding=4)))  # expect: TypeError: bytes() takes at most 3 arguments (4 given)
print(fails(lambda: b"".splitlines(True, a=1)))  # expect: TypeError: splitlines() takes at most 1 argument (2 given)
print(fails(lambda: memoryview(b"").cast(end=3)))  # expect: TypeError: cast() missing required argument 'format' (pos 1)
print(fails(lambda: memoryview(b"").cast(1)))  # expect: TypeError: cast() argument 'format' must be str, not int
print(fails(lambda: memoryview(1, 2)))  # expect: TypeError: memoryview() takes at most 1 argument (2 given)
print(fails(lambda: int.from_bytes(b"", "big", True)))  # expect: TypeError: from_bytes() takes at most 2 positional arguments (3 given)
print(fails(lambda: complex(1, 2, start=3)))  # expect: TypeError: complex() takes at most 2 arguments (3 given)
print(fails(lambda: memoryview(b"").__exit__(1, 2, 3, 4)))  # expect: None
print(fails(lambda: operator.concat(bytearray(), {})))  # expect: TypeError: can't concat dict to bytearray


def fails_for_large(action):
    return {fails(lambda: action(number)) for number in (2**70, Huge())}


print(fails_for_large(lambda number: [1].insert(number, 1)))  # expect: {'OverflowError: Python int too large to convert to C ssize_t'}
print(fails_for_large(lambda number: [1].pop(number)))  # expect: {'OverflowError: Python int too large to convert to C ssize_t'}
print(fails_for_large(lambda number: "a".center(number)))  # expect: {'OverflowError: Python int too large to convert to C ssize_t'}
print(fails_for_large(lambda number: "a".split(None, number)))  # expect: {'OverflowError: Python int too large to convert to C ssize_t'}
print(fails(lambda: [1] * Huge()))  # expect: OverflowError: cannot fit 'Huge' into an index-sized integer
print(fails(lambda: [1][Huge()]))  # expect: IndexError: cannot fit 'Huge' into an index-sized integer
print({fails(lambda: "a"[index]) for index in (2**63 - 1, -(2**63), 2**62, -(2**62) - 1)})  # expect: {'IndexError: string index out of range'}
error = UnicodeDecodeError("utf-8", b"abc", 2**62, 2**63 - 1, "no")
print(error.start, error.end)  # expect: 4611686018427387904 9223372036854775807
print(object().__reduce__()[1])  # expect: (<class 'object'>, <class 'object'>, None)


class Hint:
    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint

    def __iter__(self):
        return iter((1, 2))


present = [1]
present.extend(Hint(2**63 - 1))
print(present)  # expect: [1, 1, 2]
print(fails(lambda: list(Hint(2**62))), list(Hint(3)), fails(lambda: tuple(Hint(2**63 - 1))))  # expect: MemoryError:  [1, 2] MemoryError: 
