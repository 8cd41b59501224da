# What the operations give, and their errors.
def raises(text):
    try:
        eval(text)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


raises("{}['a']")  # expect: KeyError: 'a'
print(repr({1:2}[1]))  # expect: 2
raises('{}.pop(1)')  # expect: KeyError: 1
print(repr({}.pop(1,2)))  # expect: 2
raises('{}.popitem()')  # expect: KeyError: 'popitem(): dictionary is empty'
print(repr({1:2,3:4}.popitem()))  # expect: (3, 4)
print(repr({1:2}.get(1)))  # expect: 2
print(repr({}.get(1)))  # expect: None
print(repr({}.get(1,5)))  # expect: 5
raises('{}.get()')  # expect: TypeError: get expected at least 1 argument, got 0
print(repr({1:2}=={1:2}))  # expect: True
print(repr({1:2}=={1:3}))  # expect: False
print(repr({1:2}!={1:2}))  # expect: False
raises('{1:2}<{}')  # expect: TypeError: '<' not supported between instances of 'dict' and 'dict'
raises('{[]:1}')  # expect: TypeError: unhashable type: 'list'
raises('{}[[]]')  # expect: TypeError: unhashable type: 'list'
raises('[] in {}')  # expect: TypeError: unhashable type: 'list'
raises('dict(1)')  # expect: TypeError: 'int' object is not iterable
raises('dict([1])')  # expect: TypeError: cannot convert dictionary update sequence element #0 to a sequence
raises('dict([(1,2,3)])')  # expect: ValueError: dictionary update sequence element #0 has length 3; 2 is required
print(repr(dict([[1,2]],a=3)))  # expect: {1: 2, 'a': 3}
print(repr(dict(a=1,b=2)))  # expect: {'a': 1, 'b': 2}
raises('dict(1,2)')  # expect: TypeError: dict expected at most 1 argument, got 2
raises("dict('ab')")  # expect: ValueError: dictionary update sequence element #0 has length 1; 2 is required
print(repr(dict(['ab','cd'])))  # expect: {'a': 'b', 'c': 'd'}
raises('{1:2}\\|{3:4}')  # expect: SyntaxError: unexpected character after line continuation character (<string>, line 1)
raises('{1:2}\\|3')  # expect: SyntaxError: unexpected character after line continuation character (<string>, line 1)
raises('{}.update(1)')  # expect: TypeError: 'int' object is not iterable
raises('{}.update(1,2)')  # expect: TypeError: update expected at most 1 argument, got 2
print(repr({}.fromkeys('abc')))  # expect: {'a': None, 'b': None, 'c': None}
print(repr(dict.fromkeys([1,2],5)))  # expect: {1: 5, 2: 5}
raises('dict.fromkeys()')  # expect: TypeError: fromkeys expected at least 1 argument, got 0
raises('dict.fromkeys(1)')  # expect: TypeError: 'int' object is not iterable
print(repr({1:2}.keys()))  # expect: dict_keys([1])
print(repr({1:2}.values()))  # expect: dict_values([2])
print(repr({1:2}.items()))  # expect: dict_items([(1, 2)])
print(repr({1:2}.keys()&{1}))  # expect: {1}
raises('{1:2}.keys()\\|[3]')  # expect: SyntaxError: unexpected character after line continuation character (<string>, line 1)
print(repr({1:2,4:5}.keys()-{1}))  # expect: {4}
print(repr({1:2}.keys()^{1,2}))  # expect: {2}
print(repr({1:2}.items()&{(1,2)}))  # expect: {(1, 2)}
print(repr({1:2}.keys()=={1}))  # expect: True
print(repr({1:2}.keys()<{1,2}))  # expect: True
raises('{1:2}.keys()>=[1]')  # expect: TypeError: '>=' not supported between instances of 'dict_keys' and 'list'
print(repr({1:2}.values()=={1:2}.values()))  # expect: False
print(repr({1:2}.keys().isdisjoint([2])))  # expect: True
print(repr({1:2}.keys().mapping))  # expect: mappingproxy({1: 2})
print(repr(len({1:2}.items())))  # expect: 1
print(repr((1,2) in {1:2}.items()))  # expect: True
print(repr((1,3) in {1:2}.items()))  # expect: False
print(repr(1 in {1:2}.items()))  # expect: False
print(repr(list(reversed({1:2,3:4}))))  # expect: [3, 1]
print(repr(list(reversed({1:2,3:4}.items()))))  # expect: [(3, 4), (1, 2)]
print(repr(list(reversed({1:2,3:4}.values()))))  # expect: [4, 2]
raises('{1:2}.keys()+1')  # expect: TypeError: unsupported operand type(s) for +: 'dict_keys' and 'int'
print(repr({'a':{'b':[1]}}))  # expect: {'a': {'b': [1]}}
print(repr(dict[int,str]))  # expect: dict[int, str]
print(repr([1,[2,(3,{4:{5}})]]))  # expect: [1, [2, (3, {4: {5}})]]
print(repr({**{1:2},3:4}))  # expect: {1: 2, 3: 4}
print(repr(not {}))  # expect: True
print(repr({1:1,True:2}))  # expect: {1: 2}
print(repr({0:'a',False:'b',0.0:'c'}))  # expect: {0: 'c'}
