"""PyCF_ALLOW_TOP_LEVEL_AWAIT: which code becomes a coroutine's."""
import inspect

ALLOW = 0x2000


async def numbers(count=3):
    for number in range(count):
        yield number


class Manager:
    async def __aenter__(self):
        return 7

    async def __aexit__(self, *what):
        pass


def run(source, mode):
    try:
        compile(source, "f", mode)
    except SyntaxError as error:
        refusal = error.msg
    code = compile(source, "f", mode, ALLOW)
    names = {"numbers": numbers, "Manager": Manager}
    try:
        eval(code, names).send(None)
    except StopIteration:
        pass
    return bool(code.co_flags & inspect.CO_COROUTINE), names["a"], refusal


SOURCES = ("a = await anext(numbers())", "async for a in numbers():\n    pass\n",
           "async with Manager() as a:\n    pass\n", "a = [x async for x in numbers()]")
for source in SOURCES:
    print(run(source, "exec"))  # expect: (True, 0, "'await' outside function")
                                # expect: (True, 2, "'async for' outside async function")
                                # expect: (True, 7, "'async with' outside async function")
                                # expect: (True, [0, 1, 2], 'asynchronous comprehension outside of an asynchronous function')
print([run(source, "single") == run(source, "exec") for source in SOURCES])
# expect: [True, True, True, True]
print(compile("[x for x in y]", "f", "exec", ALLOW).co_flags & inspect.CO_COROUTINE)  # expect: 0
