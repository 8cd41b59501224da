# What the operations give, and their errors.
def raises(text):
    try:
        eval(text)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


raises('{1,2}\\|{3}')  # expect: SyntaxError: unexpected character after line continuation character (<string>, line 1)
print(repr({1,2}&{2}))  # expect: {2}
print(repr({1,2}-{2}))  # expect: {1}
print(repr({1,2}^{2,3}))  # expect: {1, 3}
raises('{1}\\|[1]')  # expect: SyntaxError: unexpected character after line continuation character (<string>, line 1)
print(repr({1}<{1,2}))  # expect: True
raises('{1}<=[1]')  # expect: TypeError: '<=' not supported between instances of 'set' and 'list'
print(repr({1}=={1.0}))  # expect: True
raises('set(1)')  # expect: TypeError: 'int' object is not iterable
raises('set(1,2)')  # expect: TypeError: set expected at most 1 argument, got 2
raises('set(x=1)')  # expect: TypeError: set() takes no keyword arguments
print(repr({1}.union([2],(3,))))  # expect: {1, 2, 3}
print(repr({1,2}.intersection([2],[2,3])))  # expect: {2}
print(repr({1,2}.difference([2])))  # expect: {1}
print(repr({1,2}.symmetric_difference([2,3])))  # expect: {1, 3}
print(repr({1}.issubset([1,2])))  # expect: True
print(repr({1,2}.issuperset([1])))  # expect: True
print(repr({1}.isdisjoint([2])))  # expect: True
raises('{1}.isdisjoint(2)')  # expect: TypeError: 'int' object is not iterable
raises('{1}.remove(2)')  # expect: KeyError: 2
raises('set().pop()')  # expect: KeyError: 'pop from an empty set'
print(repr({1}.pop()))  # expect: 1
raises('{[]}')  # expect: TypeError: unhashable type: 'list'
raises('{1}.add([])')  # expect: TypeError: unhashable type: 'list'
print(repr({1} in {frozenset([1])}))  # expect: True
print(repr({1}.discard({2})))  # expect: None
print(repr(frozenset([1,2])))  # expect: frozenset({1, 2})
raises('frozenset([1])\\|{2}')  # expect: SyntaxError: unexpected character after line continuation character (<string>, line 1)
raises('{2}\\|frozenset([1])')  # expect: SyntaxError: unexpected character after line continuation character (<string>, line 1)
print(repr(hash(frozenset([1,2,3]))))  # expect: -272375401224217160
print(repr(set(range(50,0,-3))))  # expect: {32, 2, 35, 5, 38, 8, 41, 11, 44, 14, 47, 17, 50, 20, 23, 26, 29}
print(repr(set([1.5,2.5,-3.25,1e10])))  # expect: {10000000000.0, 1.5, 2.5, -3.25}
print(repr({(i,i+1) for i in range(20)}))  # expect: {(3, 4), (12, 13), (8, 9), (17, 18), (13, 14), (18, 19), (4, 5), (5, 6), (14, 15), (0, 1), (9, 10), (1, 2), (10, 11), (19, 20), (6, 7), (15, 16), (2, 3), (11, 12), (7, 8), (16, 17)}
print(repr({*[1,2],3}))  # expect: {1, 2, 3}
print(repr({1,True,1.0}))  # expect: {1}
