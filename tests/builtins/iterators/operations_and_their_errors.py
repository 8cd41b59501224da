# What the operations give, and their errors.
def raises(text):
    try:
        eval(text)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


print(repr(list(reversed(range(5)))))  # expect: [4, 3, 2, 1, 0]
print(repr(list(reversed(range(10**20,10**20+3)))))  # expect: [100000000000000000002, 100000000000000000001, 100000000000000000000]
print(repr(list(enumerate('ab'))))  # expect: [(0, 'a'), (1, 'b')]
print(repr(list(enumerate('ab',5))))  # expect: [(5, 'a'), (6, 'b')]
print(repr(list(enumerate('ab',10**20))))  # expect: [(100000000000000000000, 'a'), (100000000000000000001, 'b')]
print(repr(list(zip([1,2],'ab'))))  # expect: [(1, 'a'), (2, 'b')]
print(repr(list(zip())))  # expect: []
raises('list(zip([1,2],[1],strict=True))')  # expect: ValueError: zip() argument 2 is shorter than argument 1
raises('list(zip([1],[1,2],strict=True))')  # expect: ValueError: zip() argument 2 is longer than argument 1
raises('list(zip([1],[1],[1,2],strict=True))')  # expect: ValueError: zip() argument 3 is longer than arguments 1-2
print(repr(list(map(str,[1,2]))))  # expect: ['1', '2']
print(repr(list(map(lambda a,b:a+b,[1,2],[3,4,5]))))  # expect: [4, 6]
raises('list(map(None,[1]))')  # expect: TypeError: 'NoneType' object is not callable
raises('map(1)')  # expect: TypeError: map() must have at least two arguments.
print(repr(list(filter(None,[0,1,2]))))  # expect: [1, 2]
print(repr(list(filter(lambda v:v>1,[1,2,3]))))  # expect: [2, 3]
print(repr(list(reversed('abc'))))  # expect: ['c', 'b', 'a']
print(repr(list(reversed([1,2]))))  # expect: [2, 1]
raises('reversed(5)')  # expect: TypeError: 'int' object is not reversible
raises('reversed({1})')  # expect: TypeError: 'set' object is not reversible
raises('iter(5)')  # expect: TypeError: 'int' object is not iterable
raises('iter(5,1)')  # expect: TypeError: iter(v, w): v must be callable
print(repr(list(iter([1,2].pop,1))))  # expect: [2]
raises('next(iter([]))')  # expect: StopIteration: 
print(repr(next(iter([]),3)))  # expect: 3
