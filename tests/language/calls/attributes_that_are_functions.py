# A function found in a module is called with its arguments alone, whatever takes its place later.
import math
import types

module = types.ModuleType("module")
module.function = lambda a, b=1: (a, b)
module.exact = lambda a: a + 1


def loop():
    total = 0
    for i in range(200):
        total += module.exact(i) + module.function(i)[0] + math.hypot(3, 4) + math.gcd(4, 6)
        if i == 100:
            module.exact = lambda a: a + 2
        elif i == 120:
            module.exact = abs
        elif i == 140:
            module.exact = int
        elif i == 160:
            module.exact = math.sqrt
    return total


print(loop())                                # expect: 34843.98364393312


def generator():
    for i in range(100):
        yield module.exact(i * i) + math.floor(i)


print(sum(generator()))                      # expect: 9900.0


def recursive(n):
    return module.again(n)


module.again = lambda n: recursive(n + 1)
try:
    recursive(0)
except RecursionError as error:
    print(error)                             # expect: maximum recursion depth exceeded


def convert(x):
    return int(x)


for i in range(60):
    convert(i)
for wrong in "q", None:
    try:
        convert(wrong)
    except (TypeError, ValueError) as error:
        print(error)
# expect: invalid literal for int() with base 10: 'q'
# expect: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
print([repr(ValueError(i)) for i in range(60)][-1])  # expect: ValueError(59)
