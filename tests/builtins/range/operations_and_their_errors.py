# What the operations give, and their errors.
def raises(text):
    try:
        eval(text)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(repr(list(range(10))[8:2:-2]))  # expect: [8, 6, 4]
print(repr(range(5)))  # expect: range(0, 5)
print(repr(range(1,10,3)))  # expect: range(1, 10, 3)
print(repr(list(range(10,0,-3))))  # expect: [10, 7, 4, 1]
print(repr(range(10)[2:5]))  # expect: range(2, 5)
print(repr(range(10)[::-1]))  # expect: range(9, -1, -1)
print(repr(range(0)==range(5,5)))  # expect: True
print(repr(range(5)==range(0,5,1)))  # expect: True
print(repr(hash(range(3))))  # expect: -8338477496398685190
print(repr(hash(range(1,2,7))))  # expect: -1269592299258668772
print(repr(5 in range(10)))  # expect: True
print(repr(5.0 in range(10)))  # expect: True
print(repr('a' in range(3)))  # expect: False
print(repr(range(10).index(5)))  # expect: 5
print(repr(range(10).index(5.0)))  # expect: 5
print(repr(range(10).count(3)))  # expect: 1
raises('range(3).index(9)')  # expect: ValueError: 9 is not in range
print(repr(range(10**30)[10**29]))  # expect: 100000000000000000000000000000
print(repr(list(range(10**20,10**20+3))))  # expect: [100000000000000000000, 100000000000000000001, 100000000000000000002]
print(repr(len(range(10**18))))  # expect: 1000000000000000000
raises('len(range(2**63))')  # expect: OverflowError: Python int too large to convert to C ssize_t
print(repr(range(True)))  # expect: range(0, 1)
raises('range(1.5)')  # expect: TypeError: 'float' object cannot be interpreted as an integer
print(repr([*range(3)]))  # expect: [0, 1, 2]
print(repr(bool(range(0))))  # expect: False
