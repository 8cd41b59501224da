# Slices and items assigned, sorting, subclasses.
def outcome(text):
    names = {}
    try:
        exec(text, names)
    except Exception as error:
        print(type(error).__name__, error, sep=": ")
    print(repr(names.get("r")))


outcome('r=[]\nr.append(r)\nr=repr(r)')  # expect: '[[...]]'
outcome('r=[1,2,3,4,5]\ndel r[::2]')  # expect: [2, 4]
outcome('r=[1,2,3,4,5]\nr[::2]=[7,8,9]')  # expect: [7, 2, 8, 4, 9]
outcome('r=[1,2,3,4,5]\nr[::2]=[7]')  # expect: ValueError: attempt to assign sequence of size 1 to extended slice of size 3
# expect: [1, 2, 3, 4, 5]
outcome('r=[1,2,3]\nr[1:2]=5')  # expect: TypeError: must assign iterable to extended slice
# expect: [1, 2, 3]
outcome('r=[1,2,3]\nr[::2]=5')  # expect: TypeError: must assign iterable to extended slice
# expect: [1, 2, 3]
outcome('r=[1,2,3]\nr[5]=1')  # expect: IndexError: list assignment index out of range
# expect: [1, 2, 3]
outcome('r=[1,2,3]\ndel r[7]')  # expect: IndexError: list assignment index out of range
# expect: [1, 2, 3]
outcome("r=[1,2,3]\nr['a']=1")  # expect: TypeError: list indices must be integers or slices, not str
# expect: [1, 2, 3]
outcome('r=[1,2,3]\nr[:]=r+r')  # expect: [1, 2, 3, 1, 2, 3]
outcome('r=[1,2,3]\nr[1:1]=r')  # expect: [1, 1, 2, 3, 2, 3]
outcome('r=[1,2,3]\nr+=5')  # expect: TypeError: 'int' object is not iterable
# expect: [1, 2, 3]
outcome('r=[1,2,3]\nr*=2')  # expect: [1, 2, 3, 1, 2, 3]
outcome("r=[1]\nr+='ab'")  # expect: [1, 'a', 'b']
outcome('class L(list): pass\nr=L([1,2]); r=(r,type(r+[1]),type(r[:]),repr(r))')  # expect: ([1, 2], <class 'list'>, <class 'list'>, '[1, 2]')
outcome('l=[1,2,3]\nit=iter(l); next(it); l.clear(); r=list(it); l.append(5); r=(r,list(it))')  # expect: ([], [])
outcome('r=sorted([5,3,8,1],key=lambda v:-v)')  # expect: [8, 5, 3, 1]
outcome("r=sorted('hello world')")  # expect: [' ', 'd', 'e', 'h', 'l', 'l', 'l', 'o', 'o', 'r', 'w']
outcome("r=sorted([(2,'b'),(1,'z'),(2,'a')])")  # expect: [(1, 'z'), (2, 'a'), (2, 'b')]
outcome("r=sorted([1.5,-2.0,float('inf')],reverse=True)")  # expect: [inf, 1.5, -2.0]
outcome('l=[1,2,3]\nl.sort(key=lambda v:l.clear())')  # expect: TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'
# expect: None
outcome('r=sorted([3,1,2],key=lambda v:1/0)')  # expect: ZeroDivisionError: division by zero
# expect: None
outcome("r=[3,'a',2]\nr.sort()")  # expect: TypeError: '<' not supported between instances of 'str' and 'int'
# expect: [3, 'a', 2]
