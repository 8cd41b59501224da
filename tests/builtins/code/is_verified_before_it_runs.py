"""Instructions that do not fit the rest are refused when the code is to run, not before."""

import dis

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


# What an instruction has taken when it raises is not there for its handler.
def table(start, end, target, depth, lasti):
    """An exception table of one entry, in units below 64."""
    return bytes((start | 0x80, end - start, target, depth << 1 | lasti))


def outline():
    try:
        pass
    except KeyError:
        yield


def refused(handler, *instructions):
    code = b"".join(bytes((dis.opmap[name], operand)) for name, operand in instructions)
    forged = outline.__code__.replace(co_code=code, co_exceptiontable=handler, co_linetable=b"",
                                      co_stacksize=8)
    try:
        list(type(outline)(forged, {})())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


begin = ("RETURN_GENERATOR", 0), ("POP_TOP", 0), ("RESUME", 0)
print(refused(table(6, 7, 8, 2, False), *begin, ("LOAD_CONST", 0), ("LOAD_CONST", 0), ("NOP", 0),
              ("BINARY_SUBSCR", 0), ("NOP", 0), ("POP_TOP", 0), ("RETURN_VALUE", 0)))
# expect: SystemError: code of outline: exception table
print(refused(table(5, 6, 9, 1, False), *begin, ("NOP", 0), ("BUILD_LIST", 0), ("YIELD_VALUE", 0),
              ("POP_TOP", 0), ("RETURN_CONST", 0), ("NOP", 0), ("LIST_APPEND", 1),
              ("POP_TOP", 0), ("RETURN_CONST", 0)))
# expect: SystemError: code of outline: wrong operand on the stack
print(refused(table(4, 5, 6, 0, False), *begin, ("LOAD_ASSERTION_ERROR", 0), ("RAISE_VARARGS", 1),
              ("NOP", 0), ("POP_TOP", 0), ("RETURN_CONST", 0)))
# expect: None
