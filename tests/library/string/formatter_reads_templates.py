import string
f = string.Formatter()
print(list(f.parse("a{b!r:>{c}}d{{")), f.format("{0.real}-{x[1]}", 3, x=[4, 5]))  # expect: [('a', 'b', '>{c}', 'r'), ('d{', None, None, None)] 3-5
print(f.vformat("{} {}", (1, 2), {}), string.Template("$a ${b} $$").substitute(a=1, b=2))  # expect: 1 2 1 2 $
print(string.capwords("hello world"), string.ascii_lowercase[:3], string.Template("$x").safe_substitute())  # expect: Hello World abc $x

for text in "$", "$a $", "x\n$\n":
    try:
        string.Template(text).substitute(a=1)
    except ValueError as error:
        print(error)
        # expect: Invalid placeholder in string: line 1, col 1
        # expect: Invalid placeholder in string: line 1, col 4
        # expect: Invalid placeholder in string: line 2, col 1
