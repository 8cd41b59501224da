# Ranges of small and of large numbers do the same.
def raises(text):
    try:
        exec(text, globals())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


for start, stop, step in (0, 10, 3), (10, 0, -3), (2 ** 70, 2 ** 70 + 10, 3), (0, 0, 1), (2 ** 70, 0, -2 ** 69):
    r = range(start, stop, step)
    print(r, bool(r), [n - start for n in r], [n - start for n in reversed(r)])
    print(r[1:] == range(start + step, stop, step), r[::-1], r[:2], r[-1:], r[5:1:-2])
    print(r == range(start, stop, step), r == range(start, stop + 1, step), r != 5, hash(r) == hash(r[:]))
    print(start in r, start + 1 in r, stop in r, start + 0.0 in r, "x" in r, True in r)
    print(r.count(start), r.count(start + 1), r.count("x"), r.count(2.5), r.start, r.stop, r.step)
    print(r.__reduce__())
# expect: range(0, 10, 3) True [0, 3, 6, 9] [9, 6, 3, 0]
# expect: True range(9, -3, -3) range(0, 6, 3) range(9, 12, 3) range(9, 3, -6)
# expect: True True True True
# expect: True False False True False False
# expect: 1 0 0 0 0 10 3
# expect: (<class 'range'>, (0, 10, 3))
# expect: range(10, 0, -3) True [0, -3, -6, -9] [-9, -6, -3, 0]
# expect: True range(1, 13, 3) range(10, 4, -3) range(1, -2, -3) range(1, 7, 6)
# expect: True False True True
# expect: True False False True False True
# expect: 1 0 0 0 10 0 -3
# expect: (<class 'range'>, (10, 0, -3))
# expect: range(1180591620717411303424, 1180591620717411303434, 3) True [0, 3, 6, 9] [9, 6, 3, 0]
# expect: True range(1180591620717411303433, 1180591620717411303421, -3) range(1180591620717411303424, 1180591620717411303430, 3) range(1180591620717411303433, 1180591620717411303436, 3) range(1180591620717411303433, 1180591620717411303427, -6)
# expect: True True True True
# expect: True False False True False False
# expect: 1 0 0 0 1180591620717411303424 1180591620717411303434 3
# expect: (<class 'range'>, (1180591620717411303424, 1180591620717411303434, 3))
# expect: range(0, 0) False [] []
# expect: True range(-1, -1, -1) range(0, 0) range(0, 0) range(-1, -1, -2)
# expect: True False True True
# expect: False False False False False False
# expect: 0 0 0 0 0 0 1
# expect: (<class 'range'>, (0, 0, 1))
# expect: range(1180591620717411303424, 0, -590295810358705651712) True [0, -590295810358705651712] [-590295810358705651712, 0]
# expect: True range(590295810358705651712, 1770887431076116955136, 590295810358705651712) range(1180591620717411303424, 0, -590295810358705651712) range(590295810358705651712, 0, -590295810358705651712) range(590295810358705651712, 590295810358705651712, 1180591620717411303424)
# expect: True True True True
# expect: True False False True False False
# expect: 1 0 0 0 1180591620717411303424 0 -590295810358705651712
# expect: (<class 'range'>, (1180591620717411303424, 0, -590295810358705651712))
print(range(3).index(2), range(2 ** 70, 2 ** 71).index(2 ** 70 + 5), range(10, 0, -2).index(6))  # expect: 2 5 2
raises('range(3).index(3)')  # expect: ValueError: 3 is not in range
raises('range(3).index("x")')  # expect: ValueError: sequence.index(x): x not in sequence
raises('range(3).index(1.5)')  # expect: ValueError: sequence.index(x): x not in sequence
raises('range(2 ** 70, 2 ** 71).index(1)')  # expect: ValueError: 1 is not in range
print(range(3).index(1.0))  # expect: 1
raises('range(3)[3]')  # expect: IndexError: range object index out of range
raises('range(3)[-4]')  # expect: IndexError: range object index out of range
raises('range(2 ** 70, 2 ** 71)[2 ** 70]')  # expect: IndexError: range object index out of range
print(range(2 ** 70, 2 ** 71)[2 ** 69])  # expect: 1770887431076116955136
raises('range(3)["x"]')  # expect: TypeError: range indices must be integers or slices, not str
raises('range(3)[::0]')  # expect: ValueError: slice step cannot be zero
raises('range(3)["a":]')  # expect: TypeError: slice indices must be integers or None or have an __index__ method
raises('range(2 ** 70)["a":]')  # expect: TypeError: slice indices must be integers or None or have an __index__ method
print(range(2 ** 70)[2 ** 69:][0] == 2 ** 69)  # expect: True
raises('len(range(2 ** 70))')  # expect: OverflowError: Python int too large to convert to C ssize_t
print(len(range(2 ** 70, 2 ** 70 + 5)), len(range(5, 2 ** 70, 2 ** 69)), len(range(0, -2 ** 70, -2 ** 69)))  # expect: 5 2 2
raises('range(1, 2, 0)')  # expect: ValueError: range() arg 3 must not be zero
raises('range(1, 2, 2 ** 70 - 2 ** 70)')  # expect: ValueError: range() arg 3 must not be zero
raises('range("x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
raises('range(1, "x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
raises('range(1, 2, "x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
raises('range()')  # expect: TypeError: range expected at least 1 argument, got 0
raises('range(1, 2, 3, 4)')  # expect: TypeError: range expected at most 3 arguments, got 4
raises('range(1.0)')  # expect: TypeError: 'float' object cannot be interpreted as an integer
raises('range(3).start = 5')  # expect: AttributeError: readonly attribute
raises('range(3) < range(4)')  # expect: TypeError: '<' not supported between instances of 'range' and 'range'
print(hash(range(0)) == hash(range(5, 5)), hash(range(3, 4, 7)) == hash(range(3, 4, 9)), range(0) == range(5, 5))  # expect: True True True
print(range(3, 4, 7) == range(3, 4, 9), range(3, 5, 7) == range(3, 5, 9), range(0, 4, 2) == range(0, 3, 2))  # expect: True True True
print(range(5) == range(2 ** 70), range(2 ** 70, 2 ** 70 + 1) == range(2 ** 70, 2 ** 70 + 2, 5))  # expect: False True

class Index:
    def __init__(self, number):
        self.number = number
    def __index__(self):
        if self.number is None:
            raise KeyError("index")
        return self.number
    def __eq__(self, other):
        return self.number == other

print(range(Index(2), Index(9), Index(3)))  # expect: range(2, 9, 3)
raises('range(Index(None))')  # expect: KeyError: 'index'
raises('range(1, Index(None))')  # expect: KeyError: 'index'
raises('range(1, 2, Index(None))')  # expect: KeyError: 'index'
print(range(10)[Index(4)], Index(4) in range(10), range(10).index(Index(4)), range(10).count(Index(40)))  # expect: 4 True 4 0
print(Index(2 ** 70) in range(2 ** 70, 2 ** 71), range(5)[Index(1):Index(3)])  # expect: True range(1, 3)
raises('range(10)[Index(None)]')  # expect: KeyError: 'index'

class Hostile:
    def __eq__(self, other):
        raise KeyError("compared")

raises('Hostile() in range(3)')  # expect: KeyError: 'compared'
raises('range(3).index(Hostile())')  # expect: KeyError: 'compared'
raises('range(3).count(Hostile())')  # expect: KeyError: 'compared'
iterator = iter(range(2 ** 70, 2 ** 70 + 3))
print(next(iterator) - 2 ** 70, iterator.__length_hint__(), list(iterator)[-1] - 2 ** 70, next(iterator, "end"))  # expect: 0 2 2 end
print(iterator.__length_hint__())  # expect: 0
print(range(5).__iter__().__length_hint__(), range(2 ** 70).__iter__().__length_hint__() == 2 ** 70)  # expect: 5 True
print([*range(2 ** 62 - 2, 2 ** 62 + 2)][-1] - 2 ** 62, [*range(-2 ** 62 + 1, -2 ** 62 - 3, -1)][-1] + 2 ** 62)  # expect: 1 -2
print(list(range(2 ** 63 - 3, 2 ** 63 - 1)) == [2 ** 63 - 3, 2 ** 63 - 2])  # expect: True
print(list(range(-2 ** 63, -2 ** 63 + 5, 2 ** 62)) == [-2 ** 63])  # expect: True
