"""An unexpected keyword argument that is nearly one that is expected."""


def f(alpha, beta=1, *, gamma=2):
    pass


def message(call, *args, **keywords):
    try:
        call(*args, **keywords)
    except TypeError as error:
        return str(error)


print(message(f, alpa=1))
# expect: f() got an unexpected keyword argument 'alpa'. Did you mean 'alpha'?
print(message(f, 1, gama=2))
# expect: f() got an unexpected keyword argument 'gama'. Did you mean 'gamma'?
print(message(f, 1, something=1))  # expect: f() got an unexpected keyword argument 'something'
print(message(sorted, [], revers=1))
# expect: sort() got an unexpected keyword argument 'revers'. Did you mean 'reverse'?
print(message(print, ed=1))
# expect: print() got an unexpected keyword argument 'ed'. Did you mean 'end'?
print(message(int, bas=3))
# expect: int() got an unexpected keyword argument 'bas'. Did you mean 'base'?
