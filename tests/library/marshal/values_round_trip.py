import marshal

for value in (None, True, -5, 2**40, -2**100, 1.5, 2j, "é\ud800", b"x", (1, (2,)), {"a": [1]},
              {1, 2}, frozenset({3}), ...):
    if marshal.loads(marshal.dumps(value)) != value:
        print("differs:", value)
print(len(marshal.loads(marshal.dumps((1, 2.0, "a")))))  # expect: 3
namespace = {"y": 4}
exec(marshal.loads(marshal.dumps(compile("x = 1 + y", "f", "exec"))), namespace)
print(namespace["x"])  # expect: 5
shared = [1]
copy = marshal.loads(marshal.dumps([shared, shared]))
print(copy[0] is copy[1])  # expect: True
for bad in (b"", b"?", b"[\xff\xff\xff\xff", b"(\x05\0\0\0N", b"r\0\0\0\0"):
    try:
        marshal.loads(bad)
    except (EOFError, ValueError) as error:
        print(type(error).__name__)
    # expect: EOFError
    # expect: ValueError
    # expect: ValueError
    # expect: EOFError
    # expect: ValueError

import io
import sys
nested = None
for _ in range(1999):
    nested = [nested]
copy, depth = marshal.loads(marshal.dumps(nested)), 0
while copy:
    [copy] = copy
    depth += 1
print(depth)  # expect: 1999
for function, argument in (marshal.dumps, [nested]), (marshal.loads, b"[\1\0\0\0" * 2001):
    try:
        function(argument)
    except ValueError as error:
        print(error)
    # expect: object too deeply nested to marshal
    # expect: recursion limit exceeded
word = sys.intern("interned word")
print(marshal.loads(marshal.dumps(word)) is word)  # expect: True
file = io.BytesIO(marshal.dumps({"a": 1}) + marshal.dumps([]) + b"rest")
print(marshal.load(file), marshal.load(file), file.read())  # expect: {'a': 1} [] b'rest'

class TooMuch(io.BytesIO):
    def readinto(self, buffer):
        return super().readinto(buffer) + 5

try:
    marshal.load(TooMuch(b"N"))
except ValueError as error:
    print(error)  # expect: read() returned too much data: 1 bytes requested, 6 returned
