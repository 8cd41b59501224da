print("  a b  c ".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "".split(), "".split(","))  # expect: ['a', 'b', 'c'] ['a', 'b', '', 'c'] ['a', 'b,c'] [] ['']
print("  a b  c ".split(None, 1), "  a b  c ".rsplit(None, 1), "a,b,c".rsplit(",", 1))  # expect: ['a', 'b  c '] ['  a b', 'c'] ['a,b', 'c']
print("a\u2003b\u3000c".split(), "x--y--z".split("--"), "a\nb\r\nc\x0bd\u2028e".splitlines())  # expect: ['a', 'b', 'c'] ['x', 'y', 'z'] ['a', 'b', 'c', 'd', 'e']
print("a\nb\r\n".splitlines(True), "".splitlines(), "\n".splitlines())  # expect: ['a\n', 'b\r\n'] [] ['']
print("k=v=w".partition("="), "k=v=w".rpartition("="), "k".partition("="), "k".rpartition("="))  # expect: ('k', '=', 'v=w') ('k=v', '=', 'w') ('k', '', '') ('', '', 'k')
print(", ".join(["a", "b"]), "".join(("x", "\u20ac")), "-".join("abc"), "-".join([]))  # expect: a, b x€ a-b-c 
print("  x ".strip(), "xyx".strip("x"), "xyx".lstrip("x"), "xyx".rstrip("yx"), "\u2003x".strip())  # expect: x y yx  x
try:
    "a".split("")
except ValueError as e:
    print(e)  # expect: empty separator
try:
    ",".join(["a", 1])
except TypeError as e:
    print(e)  # expect: sequence item 1: expected str instance, int found
try:
    ",".join(5)
except TypeError as e:
    print(e)  # expect: can only join an iterable
try:
    "a".split(5)
except TypeError as e:
    print(e)  # expect: must be str or None, not int
