# What the operations give, and their errors.
def raises(text):
    try:
        eval(text)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


raises('[][0]')  # expect: IndexError: list index out of range
raises('[1][1]')  # expect: IndexError: list index out of range
print(repr([1,2,3][-1]))  # expect: 3
raises('[1]+1')  # expect: TypeError: can only concatenate list (not "int") to list
raises("[1]*'a'")  # expect: TypeError: can't multiply sequence by non-int of type 'str'
print(repr([1]*-1))  # expect: []
print(repr([1,2]*3))  # expect: [1, 2, 1, 2, 1, 2]
print(repr(3*[1]))  # expect: [1, 1, 1]
print(repr([1,2]<[1,3]))  # expect: True
raises('[1]<1')  # expect: TypeError: '<' not supported between instances of 'list' and 'int'
raises('[1,2,3].index(4)')  # expect: ValueError: 4 is not in list
raises('[1].remove(2)')  # expect: ValueError: list.remove(x): x not in list
raises('[].pop()')  # expect: IndexError: pop from empty list
raises('[1].pop(5)')  # expect: IndexError: pop index out of range
raises("[1].pop('a')")  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(repr([1,2,3].pop(0)))  # expect: 1
raises('list(1)')  # expect: TypeError: 'int' object is not iterable
raises('list(1,2)')  # expect: TypeError: list expected at most 1 argument, got 2
raises('list(x=1)')  # expect: TypeError: list() takes no keyword arguments
print(repr([3,1,2].sort()))  # expect: None
raises("sorted([3,'a'])")  # expect: TypeError: '<' not supported between instances of 'str' and 'int'
raises('sorted([1,2],key=1)')  # expect: TypeError: 'int' object is not callable
raises('sorted(1)')  # expect: TypeError: 'int' object is not iterable
raises("[1].insert('a',1)")  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(repr([1,2,1].count(1)))  # expect: 2
raises('[1,2,3].index(2,0,1)')  # expect: ValueError: 2 is not in list
print(repr([1,2,3].index(2,-2)))  # expect: 1
raises("[1].index(1,'a')")  # expect: TypeError: slice indices must be integers or have an __index__ method
print(repr(list('abc')[::2]))  # expect: ['a', 'c']
print(repr([1,2,3][5:1]))  # expect: []
print(repr([1]==(1,)))  # expect: False
print(repr([1].__class_getitem__(int)))  # expect: list[int]
print(repr(list[int]))  # expect: list[int]
raises('hash([])')  # expect: TypeError: unhashable type: 'list'
print(repr(hash(())))  # expect: 5740354900026072187
print(repr(hash((1.5,None is None,(1,2)))))  # expect: -661582270650732640
print(repr(hash((1,(2,(3,))))))  # expect: -2939794377302041199
raises('hash({1})')  # expect: TypeError: unhashable type: 'set'
print(repr(max([1,5,2])))  # expect: 5
raises('min(())')  # expect: ValueError: min() iterable argument is empty
print(repr(sum([1,2,3.5])))  # expect: 6.5
print(repr(any([])))  # expect: False
print(repr(all([])))  # expect: True
print(repr([1,2,3].copy()))  # expect: [1, 2, 3]
print(repr([1]*2==[1,1]))  # expect: True
print(repr(not []))  # expect: True
print(repr('a' in ['a']))  # expect: True
print(repr(float('nan') in [float('nan')]))  # expect: False
