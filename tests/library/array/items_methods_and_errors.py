from array import array
import array as A
def t(s):
    try: print(s, '->', repr(eval(s)))
    except BaseException as e: print(s, '->', type(e).__name__, e.args)
class S(array): pass
for s in '''array('i',[1,2,3])
array('i')
array('w','abc')
array('x')
array('i','abc')
array('i',1)
array('i',[1.5])
array('i',['a'])
array('b',[128])
array('B',[-1])
array('B',[256])
array('h',[40000])
array('H',[-1])
array('H',[70000])
array('i',[2**31])
array('I',[-1])
array('I',[2**32])
array('l',[2**63])
array('L',[2**64])
array('L',[-1])
array('q',[2**63])
array('Q',[2**64])
array('Q',[-1])
array('f',['a'])
array('d',[1,2.5])
array('f',[1.1])
array('i',b'abc')
array('i',b'abcd')
array('i',bytearray(8))
array('b',array('i',[1,2]))
array()
array(1)
array('ii')
array('i',[1],3)
array('i',x=3)
array('i',[1,2])[5]
array('i',[1,2])['a']
array('i',[1,2,3,4])[1:3]
array('i',[1,2,3,4])[::-2]
array('i',[1,2])+array('i',[3])
array('i',[1,2])+array('b',[3])
array('i',[1,2])+[3]
array('i',[1,2])*2
2*array('i',[1])
array('i',[1])*'a'
array('i',[1,2])==array('i',[1,2])
array('i',[1,2])==array('d',[1,2])
array('i',[1,2])<array('i',[1,3])
array('i',[1,2])==[1,2]
array('i',[1,2])<[1]
array('i',[1,2]).append('a')
array('i',[1,2]).extend(array('b',[1]))
array('i',[1,2]).extend(5)
array('i',[1,2]).pop(5)
array('i').pop()
array('i',[1,2]).index(5)
array('i',[1,2,1]).index(1,1)
array('i',[1,2]).remove(5)
array('i',[1,2]).count(1)
array('i',[1,2]).tobytes()
array('i',[1,2]).tolist()
array('i').frombytes(b'abc')
array('i').frombytes('abc')
array('i').fromlist(5)
array('i').fromlist(['a'])
array('i').fromunicode('a')
array('i').tounicode()
array('i',[1]).itemsize
array('i',[1]).typecode
hash(array('i'))
len(array('i',[1,2]))
1 in array('i',[1])
list(array('d',[1,2]))
list(reversed(array('d',[1,2])))
iter(array('i')).__class__
A.typecodes
S('i',[1])
S('i',[1])+array('i',[2])
memoryview(array('i',[1,2])).format
memoryview(array('i',[1,2])).tolist()
bytes(array('i',[1,2]))
array.__init__
type(array('i')).__module__
array.__name__
array('i').__iadd__([1])
array('i').__imul__(2)
array('i',[3]).buffer_info()[1]
array('h',[1,256]).byteswap()
array('i').insert('a',1)
array('i').insert(0,'a')
array('i').fromfile(1,2)
array('i').tofile(1)
array('w').fromunicode(5)
A.ArrayType
array.__class_getitem__(int)'''.splitlines(): t(s)
# expect: array('i',[1,2,3]) -> array('i', [1, 2, 3])
# expect: array('i') -> array('i')
# expect: array('w','abc') -> array('w', 'abc')
# expect: array('x') -> ValueError ('bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)',)
# expect: array('i','abc') -> TypeError ("cannot use a str to initialize an array with typecode 'i'",)
# expect: array('i',1) -> TypeError ("'int' object is not iterable",)
# expect: array('i',[1.5]) -> TypeError ("'float' object cannot be interpreted as an integer",)
# expect: array('i',['a']) -> TypeError ("'str' object cannot be interpreted as an integer",)
# expect: array('b',[128]) -> OverflowError ('signed char is greater than maximum',)
# expect: array('B',[-1]) -> OverflowError ('unsigned byte integer is less than minimum',)
# expect: array('B',[256]) -> OverflowError ('unsigned byte integer is greater than maximum',)
# expect: array('h',[40000]) -> OverflowError ('signed short integer is greater than maximum',)
# expect: array('H',[-1]) -> OverflowError ('unsigned short is less than minimum',)
# expect: array('H',[70000]) -> OverflowError ('unsigned short is greater than maximum',)
# expect: array('i',[2**31]) -> OverflowError ('signed integer is greater than maximum',)
# expect: array('I',[-1]) -> OverflowError ("can't convert negative value to unsigned int",)
# expect: array('I',[2**32]) -> OverflowError ('unsigned int is greater than maximum',)
# expect: array('l',[2**63]) -> OverflowError ('Python int too large to convert to C long',)
# expect: array('L',[2**64]) -> OverflowError ('Python int too large to convert to C unsigned long',)
# expect: array('L',[-1]) -> OverflowError ("can't convert negative value to unsigned int",)
# expect: array('q',[2**63]) -> OverflowError ('int too big to convert',)
# expect: array('Q',[2**64]) -> OverflowError ('int too big to convert',)
# expect: array('Q',[-1]) -> OverflowError ("can't convert negative int to unsigned",)
# expect: array('f',['a']) -> TypeError ('must be real number, not str',)
# expect: array('d',[1,2.5]) -> array('d', [1.0, 2.5])
# expect: array('f',[1.1]) -> array('f', [1.100000023841858])
# expect: array('i',b'abc') -> ValueError ('bytes length not a multiple of item size',)
# expect: array('i',b'abcd') -> array('i', [1684234849])
# expect: array('i',bytearray(8)) -> array('i', [0, 0])
# expect: array('b',array('i',[1,2])) -> array('b', [1, 2])
# expect: array() -> TypeError ('array() takes at least 1 argument (0 given)',)
# expect: array(1) -> TypeError ('array() argument 1 must be a unicode character, not int',)
# expect: array('ii') -> TypeError ('array() argument 1 must be a unicode character, not str',)
# expect: array('i',[1],3) -> TypeError ('array() takes at most 2 arguments (3 given)',)
# expect: array('i',x=3) -> TypeError ('array.array() takes no keyword arguments',)
# expect: array('i',[1,2])[5] -> IndexError ('array index out of range',)
# expect: array('i',[1,2])['a'] -> TypeError ('array indices must be integers',)
# expect: array('i',[1,2,3,4])[1:3] -> array('i', [2, 3])
# expect: array('i',[1,2,3,4])[::-2] -> array('i', [4, 2])
# expect: array('i',[1,2])+array('i',[3]) -> array('i', [1, 2, 3])
# expect: array('i',[1,2])+array('b',[3]) -> TypeError ('bad argument type for built-in operation',)
# expect: array('i',[1,2])+[3] -> TypeError ('can only append array (not "list") to array',)
# expect: array('i',[1,2])*2 -> array('i', [1, 2, 1, 2])
# expect: 2*array('i',[1]) -> array('i', [1, 1])
# expect: array('i',[1])*'a' -> TypeError ("can't multiply sequence by non-int of type 'str'",)
# expect: array('i',[1,2])==array('i',[1,2]) -> True
# expect: array('i',[1,2])==array('d',[1,2]) -> True
# expect: array('i',[1,2])<array('i',[1,3]) -> True
# expect: array('i',[1,2])==[1,2] -> False
# expect: array('i',[1,2])<[1] -> TypeError ("'<' not supported between instances of 'array.array' and 'list'",)
# expect: array('i',[1,2]).append('a') -> TypeError ("'str' object cannot be interpreted as an integer",)
# expect: array('i',[1,2]).extend(array('b',[1])) -> TypeError ('can only extend with array of same kind',)
# expect: array('i',[1,2]).extend(5) -> TypeError ("'int' object is not iterable",)
# expect: array('i',[1,2]).pop(5) -> IndexError ('pop index out of range',)
# expect: array('i').pop() -> IndexError ('pop from empty array',)
# expect: array('i',[1,2]).index(5) -> ValueError ('array.index(x): x not in array',)
# expect: array('i',[1,2,1]).index(1,1) -> 2
# expect: array('i',[1,2]).remove(5) -> ValueError ('array.remove(x): x not in array',)
# expect: array('i',[1,2]).count(1) -> 1
# expect: array('i',[1,2]).tobytes() -> b'\x01\x00\x00\x00\x02\x00\x00\x00'
# expect: array('i',[1,2]).tolist() -> [1, 2]
# expect: array('i').frombytes(b'abc') -> ValueError ('bytes length not a multiple of item size',)
# expect: array('i').frombytes('abc') -> TypeError ("a bytes-like object is required, not 'str'",)
# expect: array('i').fromlist(5) -> TypeError ('arg must be list',)
# expect: array('i').fromlist(['a']) -> TypeError ("'str' object cannot be interpreted as an integer",)
# expect: array('i').fromunicode('a') -> ValueError ("fromunicode() may only be called on unicode type arrays ('u' or 'w')",)
# expect: array('i').tounicode() -> ValueError ("tounicode() may only be called on unicode type arrays ('u' or 'w')",)
# expect: array('i',[1]).itemsize -> 4
# expect: array('i',[1]).typecode -> 'i'
# expect: hash(array('i')) -> TypeError ("unhashable type: 'array.array'",)
# expect: len(array('i',[1,2])) -> 2
# expect: 1 in array('i',[1]) -> True
# expect: list(array('d',[1,2])) -> [1.0, 2.0]
# expect: list(reversed(array('d',[1,2]))) -> [2.0, 1.0]
# expect: iter(array('i')).__class__ -> <class 'array.arrayiterator'>
# expect: A.typecodes -> 'bBuwhHiIlLqQfd'
# expect: S('i',[1]) -> S('i', [1])
# expect: S('i',[1])+array('i',[2]) -> array('i', [1, 2])
# expect: memoryview(array('i',[1,2])).format -> 'i'
# expect: memoryview(array('i',[1,2])).tolist() -> [1, 2]
# expect: bytes(array('i',[1,2])) -> b'\x01\x00\x00\x00\x02\x00\x00\x00'
# expect: array.__init__ -> <slot wrapper '__init__' of 'object' objects>
# expect: type(array('i')).__module__ -> 'array'
# expect: array.__name__ -> 'array'
# expect: array('i').__iadd__([1]) -> TypeError ('can only extend array with array (not "list")',)
# expect: array('i').__imul__(2) -> array('i')
# expect: array('i',[3]).buffer_info()[1] -> 1
# expect: array('h',[1,256]).byteswap() -> None
# expect: array('i').insert('a',1) -> TypeError ("'str' object cannot be interpreted as an integer",)
# expect: array('i').insert(0,'a') -> TypeError ("'str' object cannot be interpreted as an integer",)
# expect: array('i').fromfile(1,2) -> AttributeError ("'int' object has no attribute 'read'",)
# expect: array('i').tofile(1) -> None
# expect: array('w').fromunicode(5) -> TypeError ('fromunicode() argument must be str, not int',)
# expect: A.ArrayType -> <class 'array.array'>
# expect: array.__class_getitem__(int) -> array.array[int]
def g(s):
    a=array('i',range(6))
    try: exec(s,globals(),{'a':a}); print(s,a)
    except BaseException as e: print(s,type(e).__name__,e.args,a)
for s in '''a[1]=9
a[1]='x'
a[10]=1
a[1:3]=array('i',[7,8,9])
a[1:3]=[1]
a[1:3]=array('b',[1])
a[::2]=array('i',[1,2,3])
a[::2]=array('i',[1])
del a[1]
del a[1:3]
del a[::2]
del a[10]
a[2:2]=a
a+=array('i',[1])
a+=[1]
a*=2
a*=0
a.insert(-1,5)
a.insert(100,5)
a.reverse()
a.extend([1,2])
a.extend(a)
a.clear()
m=memoryview(a); a.append(1)
m=memoryview(a); a.pop()
m=memoryview(a); a[1:2]=array('i')
m=memoryview(a); a[1]=3
a.fromlist([1,'a'])
a.remove(3)
a[1.5]=2
del a['a']'''.splitlines(): g(s)
# expect: a[1]=9 array('i', [0, 9, 2, 3, 4, 5])
# expect: a[1]='x' TypeError ("'str' object cannot be interpreted as an integer",) array('i', [0, 1, 2, 3, 4, 5])
# expect: a[10]=1 IndexError ('array assignment index out of range',) array('i', [0, 1, 2, 3, 4, 5])
# expect: a[1:3]=array('i',[7,8,9]) array('i', [0, 7, 8, 9, 3, 4, 5])
# expect: a[1:3]=[1] TypeError ('can only assign array (not "list") to array slice',) array('i', [0, 1, 2, 3, 4, 5])
# expect: a[1:3]=array('b',[1]) TypeError ('bad argument type for built-in operation',) array('i', [0, 1, 2, 3, 4, 5])
# expect: a[::2]=array('i',[1,2,3]) array('i', [1, 1, 2, 3, 3, 5])
# expect: a[::2]=array('i',[1]) ValueError ('attempt to assign array of size 1 to extended slice of size 3',) array('i', [0, 1, 2, 3, 4, 5])
# expect: del a[1] array('i', [0, 2, 3, 4, 5])
# expect: del a[1:3] array('i', [0, 3, 4, 5])
# expect: del a[::2] array('i', [1, 3, 5])
# expect: del a[10] IndexError ('array assignment index out of range',) array('i', [0, 1, 2, 3, 4, 5])
# expect: a[2:2]=a array('i', [0, 1, 0, 1, 2, 3, 4, 5, 2, 3, 4, 5])
# expect: a+=array('i',[1]) array('i', [0, 1, 2, 3, 4, 5, 1])
# expect: a+=[1] TypeError ('can only extend array with array (not "list")',) array('i', [0, 1, 2, 3, 4, 5])
# expect: a*=2 array('i', [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5])
# expect: a*=0 array('i')
# expect: a.insert(-1,5) array('i', [0, 1, 2, 3, 4, 5, 5])
# expect: a.insert(100,5) array('i', [0, 1, 2, 3, 4, 5, 5])
# expect: a.reverse() array('i', [5, 4, 3, 2, 1, 0])
# expect: a.extend([1,2]) array('i', [0, 1, 2, 3, 4, 5, 1, 2])
# expect: a.extend(a) array('i', [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5])
# expect: a.clear() array('i')
# expect: m=memoryview(a); a.append(1) BufferError ('cannot resize an array that is exporting buffers',) array('i', [0, 1, 2, 3, 4, 5])
# expect: m=memoryview(a); a.pop() BufferError ('cannot resize an array that is exporting buffers',) array('i', [0, 1, 2, 3, 4, 5])
# expect: m=memoryview(a); a[1:2]=array('i') BufferError ('cannot resize an array that is exporting buffers',) array('i', [0, 1, 2, 3, 4, 5])
# expect: m=memoryview(a); a[1]=3 array('i', [0, 3, 2, 3, 4, 5])
# expect: a.fromlist([1,'a']) TypeError ("'str' object cannot be interpreted as an integer",) array('i', [0, 1, 2, 3, 4, 5])
# expect: a.remove(3) array('i', [0, 1, 2, 4, 5])
# expect: a[1.5]=2 TypeError ('array indices must be integers',) array('i', [0, 1, 2, 3, 4, 5])
# expect: del a['a'] TypeError ('array indices must be integers',) array('i', [0, 1, 2, 3, 4, 5])
