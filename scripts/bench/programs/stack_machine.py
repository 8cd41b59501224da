"""An interpreter in the interpreter: a loop over instructions with match."""


def run(program, limit):
    stack, variables, at, steps = [], {}, 0, 0
    while at < len(program) and steps < limit:
        steps += 1
        operation = program[at]
        at += 1
        match operation:
            case ("push", value):
                stack.append(value)
            case ("load", name):
                stack.append(variables[name])
            case ("store", name):
                variables[name] = stack.pop()
            case ("add",):
                right = stack.pop()
                stack[-1] += right
            case ("mod",):
                right = stack.pop()
                stack[-1] %= right
            case ("less",):
                right = stack.pop()
                stack[-1] = stack[-1] < right
            case ("jump_if", target):
                if stack.pop():
                    at = target
    return variables, steps


program = [("push", 0), ("store", "i"), ("push", 0), ("store", "sum"),
           ("load", "sum"), ("load", "i"), ("add",), ("push", 9973), ("mod",), ("store", "sum"),
           ("load", "i"), ("push", 1), ("add",), ("store", "i"),
           ("load", "i"), ("push", 90000), ("less",), ("jump_if", 4)]
print(run(program, 10 ** 7))
