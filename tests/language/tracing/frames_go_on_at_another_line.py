"""frame.f_lineno = line in a trace function."""
import sys
import warnings


def jump(function, at, to, event="line"):
    first = function.__code__.co_firstlineno
    output = []
    result = []

    def trace(frame, what, arg):
        if frame.f_code is not function.__code__:
            return None
        if what == event and frame.f_lineno == first + at and not result:
            result.append(None)
            try:
                frame.f_lineno = first + to
            except ValueError as error:
                result[0] = str(error)
        return trace

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        sys.settrace(trace)
        try:
            function(output)
        except Exception as error:
            output.append(repr(error))
        sys.settrace(None)
    return output, result[0], [str(w.message) for w in caught]


def plain(output):
    output.append(1)
    a = 2
    output.append(a)
    output.append(4)


print(jump(plain, 1, 4))  # expect: ([4], None, ['assigning None to 1 unbound local'])
print(jump(plain, 4, 1))  # expect: ([1, 2, 1, 2, 4], None, [])
print(jump(plain, 1, 3))  # expect: ([None, 4], None, ['assigning None to 1 unbound local'])
print(jump(plain, 1, 99)[1][-33:])  # expect: omes after the current code block
print(jump(plain, 0, 3, "call")[1])
# expect: can't jump from the 'call' trace event of a new frame
print(jump(plain, 4, 3, "return")[1])  # expect: can only jump from a 'line' trace event


def blocks(output):
    for i in 1, 2:
        output.append(i)
    try:
        output.append(4)
        1 / 0
    except ZeroDivisionError:
        output.append(7)
    with memoryview(b"") as view:
        output.append(9)
    output.append(10)


print(jump(blocks, 1, 2))
# expect: ([1, 2, 4, 7, 9, 10], "can't jump into the body of a for loop", [])
print(jump(blocks, 2, 5))  # expect: ([7, 9, 10], None, ['assigning None to 1 unbound local'])
print(jump(blocks, 5, 10))  # expect: ([1, 2, 4, 10], None, ['assigning None to 1 unbound local'])
print(jump(blocks, 7, 10))  # expect: ([1, 2, 4, 10], None, ['assigning None to 1 unbound local'])
print(jump(blocks, 10, 7))
# expect: ([1, 2, 4, 7, 9, 10], "can't jump into an 'except' block as there's no exception", [])
print(jump(blocks, 9, 10))  # expect: ([1, 2, 4, 7, 10], None, [])
print(jump(blocks, 1, 9))  # expect: ([1, 2, 4, 7, 9, 10], 'incompatible stacks', [])


def generator(output):
    output.append(1)
    output.append((yield 2))
    output.append(3)


def resumed(output):
    list(generator(output))


try:
    sys._getframe().f_lineno = 1
except ValueError as error:
    print(error)  # expect: f_lineno can only be set in a trace function


def twice(output):
    cell = 1
    output.append((lambda: cell)())
    yield cell


def to_the_start(frame, event, arg):
    if frame.f_code is twice.__code__ and event == "line" and frame.f_lineno == twice.__code__.co_firstlineno + 2:
        try:
            frame.f_lineno = twice.__code__.co_firstlineno
        except ValueError as error:
            refused.append(str(error))
    return to_the_start


refused = []
sys.settrace(to_the_start)
list(twice([]))
sys.settrace(None)


def nested():
    result = [0]
    for i in [[1], [2]]:
        for j in [[3], [4]]:
            result.append(j)
    return result


def out_of_the_loops_and_raise(frame, event, arg):
    first = nested.__code__.co_firstlineno
    if frame.f_code is nested.__code__ and event == "line" and frame.f_lineno == first + 4:
        frame.f_lineno = first + 5
        raise ValueError("after a jump")
    return out_of_the_loops_and_raise


sys.settrace(out_of_the_loops_and_raise)
try:
    nested()
except ValueError as error:
    sys.settrace(None)
    line = error.__traceback__.tb_next.tb_lineno
    print(error, line - nested.__code__.co_firstlineno)  # expect: after a jump 5
