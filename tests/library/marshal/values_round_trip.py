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
