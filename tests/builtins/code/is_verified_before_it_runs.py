"""Instructions that do not fit the rest are refused when the code is to run, not before."""


def add(x, y):
    try:
        return x + y
    except TypeError:
        return None


def attempt(**changes):
    code = add.__code__.replace(**changes)
    function = type(add)(code, {})
    try:
        return function(1, 2)
    except SystemError as error:
        return str(error)


code = add.__code__
print(attempt(co_code=b"\xe5" + code.co_code[1:]))  # expect: code of add: unknown opcode 229
print(attempt(co_stacksize=0))  # expect: code of add: exception table
print(attempt(co_code=b""))  # expect: code of add: no instructions
print(attempt(co_code=code.co_code[:-2]))  # expect: code of add: end of the code is reached
print(attempt(co_consts=()))  # expect: code of add: operand
print(attempt(co_flags=code.co_flags | 0x20))  # expect: code of add: generator
print(attempt(co_linetable=b"\xff\xff\xff"))  # expect: 3
