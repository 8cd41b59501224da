# InteractiveInterpreter and compile_command.
import code
import codeop

for source in ("1 + 1", "if x:", "if x:\n    pass\n", "x = (", "def f(): pass", ""):
    print(repr(source), codeop.compile_command(source) is None)  # expect: '1 + 1' False
                                                                 # expect: 'if x:' True
                                                                 # expect: 'if x:\n    pass\n' False
                                                                 # expect: 'x = (' True
                                                                 # expect: 'def f(): pass' True
                                                                 # expect: '' False
written = []


class Quiet(code.InteractiveConsole):
    def write(self, data):
        written.append(data)


console = Quiet({"answer": 42})
print(console.push("def f():"), console.push("    return answer"), console.push(""), console.push("x = f()"))  # expect: True True False False
print(console.locals["x"])  # expect: 42
print(console.push("1 +"))  # expect: False
print("".join(written).split("\n")[-2])  # expect: SyntaxError: invalid syntax
