# What iterencode yields, piece by piece.
import json


class Odd:
    pass


def pieces(value, **options):
    encoder = json.JSONEncoder(skipkeys=True, default=lambda odd: ["odd"], **options)
    return list(encoder.iterencode(value))


print(pieces([1, [], {}, [2, {"a": None, 3: [True]}]]))  # expect: ['[1', ', ', '[]', ', ', '{}', ', ', '[2', ', ', '{', '"a"', ': ', 'null', ', ', '"3"', ': ', '[true', ']', '}', ']', ']']
print(pieces({"a": [1, {"b": Odd()}]}, indent=1))  # expect: ['{', '\n ', '"a"', ': ', '[\n  1', ',\n  ', '{', '\n   ', '"b"', ': ', '[\n    "odd"', '\n   ', ']', '\n  ', '}', '\n ', ']', '\n', '}']
print(pieces({1j: 2}, indent=2))  # expect: ['{', '\n  ', '\n', '}']
print(pieces({1j: 2, "a": 3, "b": 4}, separators=("", ":")))  # expect: ['{', '"a"', ':', '3', '', '"b"', ':', '4', '}']
print(repr(json.dumps({1j: 2}, skipkeys=True, indent=2)))  # expect: '{\n  \n}'

loop = []
loop.append({"again": loop})
try:
    list(json.JSONEncoder().iterencode(loop))
except ValueError as error:
    print(error)  # expect: Circular reference detected
try:
    list(json.JSONEncoder(check_circular=False).iterencode(loop))
except RecursionError:
    print("too deep")  # expect: too deep
