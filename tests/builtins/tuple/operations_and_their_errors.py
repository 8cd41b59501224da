# What the operations give, and their errors.
def raises(text):
    try:
        eval(text)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(repr((1,2)+(3,)))  # expect: (1, 2, 3)
raises('(1,)+[1]')  # expect: TypeError: can only concatenate tuple (not "list") to tuple
print(repr((1,2)*2))  # expect: (1, 2, 1, 2)
raises('(1,2)[5]')  # expect: IndexError: tuple index out of range
raises('(1,2).index(3)')  # expect: ValueError: tuple.index(x): x not in tuple
print(repr((1,2,1).count(1)))  # expect: 2
print(repr(tuple('ab')))  # expect: ('a', 'b')
raises('tuple(1)')  # expect: TypeError: 'int' object is not iterable
raises('tuple(1,2)')  # expect: TypeError: tuple expected at most 1 argument, got 2
raises('tuple(x=1)')  # expect: TypeError: tuple() takes no keyword arguments
print(repr(()<(1,)))  # expect: True
print(repr((1,2)<(1,)))  # expect: False
print(repr((1,2)[::-1]))  # expect: (2, 1)
print(repr((1,2)[0:0]))  # expect: ()
print(repr((*'ab',)))  # expect: ('a', 'b')
