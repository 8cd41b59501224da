# What the operations give, and their errors.
def raises(text):
    try:
        eval(text)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(repr(slice(1)))  # expect: slice(None, 1, None)
print(repr(slice(1,2)))  # expect: slice(1, 2, None)
print(repr(slice(1,2,3)))  # expect: slice(1, 2, 3)
raises('slice()')  # expect: TypeError: slice expected at least 1 argument, got 0
raises('slice(1,2,3,4)')  # expect: TypeError: slice expected at most 3 arguments, got 4
print(repr(slice(1,2)==slice(1,2)))  # expect: True
print(repr(slice(1,2)<slice(1,3)))  # expect: True
print(repr(hash(slice(1,2,3))))  # expect: -2340833382717974474
print(repr(slice(1,None,2).indices(10)))  # expect: (1, 10, 2)
print(repr(slice(None,None,-1).indices(10)))  # expect: (9, -1, -1)
raises('slice(1,2).indices(-1)')  # expect: ValueError: length should not be negative
raises("slice(1,2).indices('a')")  # expect: TypeError: 'str' object cannot be interpreted as an integer
raises("slice(1,'a').indices(5)")  # expect: TypeError: slice indices must be integers or None or have an __index__ method
raises('slice(1,2,0).indices(5)')  # expect: ValueError: slice step cannot be zero
print(repr(slice(10**20).indices(10**30)))  # expect: (0, 100000000000000000000, 1)
print(repr(slice(None,-10**20,-1).indices(10**30)))  # expect: (999999999999999999999999999999, 999999999900000000000000000000, -1)
print(repr(slice('a',[1]).start))  # expect: 'a'
