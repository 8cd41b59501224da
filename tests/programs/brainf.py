"""A Brainf*** interpreter: the program is first compiled to runs, moves and jumps."""
import sys
from collections import Counter
from dataclasses import dataclass
from enum import Enum, auto


class Op(Enum):
    ADD = auto()
    MOVE = auto()
    OUT = auto()
    IN = auto()
    OPEN = auto()
    CLOSE = auto()
    CLEAR = auto()
    TRANSFER = auto()


@dataclass(slots=True)
class Instruction:
    op: Op
    arg: int = 0
    offset: int = 0

    def __str__(self):
        return f"{self.op.name.lower()} {self.arg}" + (f" @{self.offset}" if self.offset else "")


class BrainError(Exception):
    pass


def compile_source(source):
    """Instructions, with runs of +-<> joined, [-] as a clear and [->+<] as a transfer."""
    code, stack = [], []
    i = 0
    text = "".join(c for c in source if c in "+-<>[].,")
    while i < len(text):
        c = text[i]
        if c in "+-<>":
            up, down = ("+", "-") if c in "+-" else (">", "<")
            total = 0
            while i < len(text) and text[i] in (up, down):
                total += 1 if text[i] == up else -1
                i += 1
            if total:
                code.append(Instruction(Op.ADD if up == "+" else Op.MOVE, total))
            continue
        if text.startswith("[-]", i):
            code.append(Instruction(Op.CLEAR))
            i += 3
            continue
        match c:
            case ".":
                code.append(Instruction(Op.OUT))
            case ",":
                code.append(Instruction(Op.IN))
            case "[":
                stack.append(len(code))
                code.append(Instruction(Op.OPEN))
            case "]":
                if not stack:
                    raise BrainError("']' without '['")
                start = stack.pop()
                body = code[start + 1:]
                match body:
                    case [Instruction(Op.ADD, -1), Instruction(Op.MOVE, there),
                          Instruction(Op.ADD, times), Instruction(Op.MOVE, back)] if there == -back:
                        code[start:] = [Instruction(Op.TRANSFER, times, there)]
                    case _:
                        code[start].arg = len(code)
                        code.append(Instruction(Op.CLOSE, start))
        i += 1
    if stack:
        raise BrainError("'[' without ']'")
    return code


def run(code, data, limit=20_000_000):
    tape, pointer, pc, steps = [0] * 30000, 0, 0, 0
    output = []
    source = iter(data)
    while pc < len(code):
        instruction = code[pc]
        op = instruction.op
        if op is Op.ADD:
            tape[pointer] = (tape[pointer] + instruction.arg) & 255
        elif op is Op.MOVE:
            pointer += instruction.arg
            if not 0 <= pointer < len(tape):
                raise BrainError(f"pointer {pointer} off the tape")
        elif op is Op.OPEN:
            if not tape[pointer]:
                pc = instruction.arg
        elif op is Op.CLOSE:
            if tape[pointer]:
                pc = instruction.arg
        elif op is Op.CLEAR:
            tape[pointer] = 0
        elif op is Op.TRANSFER:
            target = pointer + instruction.offset
            tape[target] = (tape[target] + tape[pointer] * instruction.arg) & 255
            tape[pointer] = 0
        elif op is Op.OUT:
            output.append(chr(tape[pointer]))
        else:
            tape[pointer] = ord(next(source, "\0"))
        pc += 1
        steps += 1
        if steps > limit:
            raise BrainError("too many steps")
    return "".join(output), steps


PROGRAMS = {
    "hello": ("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++."
              "------.--------.>>+.>++.", ""),
    "reverse": (">,[>,]<[.<]", "Folio"),
    "squares": ("++++[>+++++<-]>[<+++++>-]+<+[>[>+>+<<-]++>>[<<+>>-]>>>[-]++>[-]+>>>+[[-]++++++>>>]"
                "<<<[[<++++++++<++>>-]+<.<[>----<-]<]<<[>>>>>[>>>[-]+++++++++<[>-<-]+++++++++>[-["
                "<->-]+[<<<]]<[>+<-]>]<<-]<<-]", ""),
    "unbalanced": ("[[-]", ""),
    "off the tape": ("<", ""),
    "endless": ("+[]", ""),
}


def main():
    for name, (source, data) in PROGRAMS.items():
        try:
            code = compile_source(source)
            kinds = Counter(i.op.name for i in code)
            limit = 10000 if name == "endless" else 20_000_000
            text, steps = run(code, data, limit)
        except BrainError as error:
            print(f"{name}: {error}")
            continue
        print(f"{name}: {len(code)} instructions, {steps} steps")
        print("  " + ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())))
        print(text.rstrip("\n"))
    user = sys.stdin.read()
    print(run(compile_source(user), "")[0])


main()
