# Lines of several files, changed in place.
import fileinput

for name in "ab":
    with open(name, "w") as f:
        f.write(f"{name}1\n{name}2\n")
with fileinput.input(("a", "b"), encoding="utf-8") as lines:
    for line in lines:
        print(line.strip(), fileinput.filename(), fileinput.lineno(), fileinput.filelineno(), fileinput.isfirstline())  # expect: a1 a 1 1 True
                                                                                                                        # expect: a2 a 2 2 False
                                                                                                                        # expect: b1 b 3 1 True
                                                                                                                        # expect: b2 b 4 2 False
with fileinput.input("a", inplace=True, encoding="utf-8") as lines:
    for line in lines:
        lines._output.write(line.upper())
print(open("a").read().split())  # expect: ['A1', 'A2']
