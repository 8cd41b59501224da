print(True, False, repr(True), str(False), True + True, True * 5, -True, True / 2, True == 1, False == 0.0, hash(True))
# expect: True False True False 2 5 -1 0.5 True True 1
print(True & False, True | False, True ^ True, True & 1, True | 2, False ^ 3, type(True & True).__name__, type(True & 1).__name__)
# expect: False True False 1 3 3 bool int
print(bool(), bool([]), bool('a'), bool(0.0), bool(2**70), int(True), float(True), [1, 2][True], True.bit_length(), True.real, True.numerator, type(True.real).__name__)
# expect: False False True False True 1 1.0 2 1 1 1 int
print(isinstance(True, int), issubclass(bool, int), type(True) is bool, bool.__mro__, True is bool(1))
# expect: True True True (<class 'bool'>, <class 'int'>, <class 'object'>) True
try:
    class B(bool):
        pass
except TypeError as e:
    print(e)  # expect: type 'bool' is not an acceptable base type
try:
    bool(1, 2)
except TypeError as e:
    print(e)  # expect: bool expected at most 1 argument, got 2
class T:
    def __bool__(self):
        return 5
try:
    bool(T())
except TypeError as e:
    print(e)  # expect: __bool__ should return bool, returned int
print(f'{True}', f'{True:d}', f'{True:5}', '%d %s' % (True, True), True < False, max(True, False), sum([True] * 5))
# expect: True 1     1 1 True False True 5
