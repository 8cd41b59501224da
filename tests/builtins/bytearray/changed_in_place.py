# What changes a bytearray, and what is refused, also while its bytes are lent out.
def raises(text):
    try:
        exec(text, globals())
    except Exception as error:
        print(type(error).__name__, error, sep=": ")


a = bytearray(b"abc")
print(a.append(100), a.append(255), a)  # expect: None None bytearray(b'abcd\xff')
raises('a.append(256)')  # expect: ValueError: byte must be in range(0, 256)
raises('a.append("x")')  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(a.extend(b"xy"), a.extend([1, 2]), a.extend(iter([3])), a.extend(bytearray(b"z")), a)  # expect: None None None None bytearray(b'abcd\xffxy\x01\x02\x03z')
raises('a.extend(5)')  # expect: TypeError: can't extend bytearray with int
raises('a.extend("x")')  # expect: TypeError: expected iterable of integers; got: 'str'
raises('a.extend([256])')  # expect: ValueError: byte must be in range(0, 256)
raises('a.extend(["x"])')  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(a.insert(0, 65), a.insert(-1, 66), a.insert(99, 67), a)  # expect: None None None bytearray(b'Aabcd\xffxy\x01\x02\x03BzC')
raises('a.insert(0, 256)')  # expect: ValueError: byte must be in range(0, 256)
raises('a.insert("x", 1)')  # expect: TypeError: 'str' object cannot be interpreted as an integer
print(a.pop(), a.pop(0), a.pop(-2), a)  # expect: 67 65 66 bytearray(b'abcd\xffxy\x01\x02\x03z')
raises('a.pop(99)')  # expect: IndexError: pop index out of range
raises('bytearray().pop()')  # expect: IndexError: pop from empty bytearray
print(a.remove(98), a)  # expect: None bytearray(b'acd\xffxy\x01\x02\x03z')
raises('a.remove(7)')  # expect: ValueError: value not found in bytearray
raises('a.remove(256)')  # expect: ValueError: byte must be in range(0, 256)
print(a.reverse(), a)  # expect: None bytearray(b'z\x03\x02\x01yx\xffdca')
print(a.copy() == a, a.clear(), a)  # expect: True None bytearray(b'')
a = bytearray(b"0123456789")
print(a.__setitem__(0, 65), a.__setitem__(-1, 66), a)  # expect: None None bytearray(b'A12345678B')
raises('a[99] = 1')  # expect: IndexError: bytearray index out of range
raises('a[0] = 256')  # expect: ValueError: byte must be in range(0, 256)
raises('a[0] = "x"')  # expect: TypeError: 'str' object cannot be interpreted as an integer
raises('a["x"] = 1')  # expect: TypeError: bytearray indices must be integers or slices, not str
a[2:4] = b"XYZ"
a[0:0] = b"<"
a[-1:] = b""
a[1:3] = [49, 50, 51]
a[5:5] = a
print(a)  # expect: bytearray(b'<123X<123XYZ45678YZ45678')
raises('a[0:1] = 5')  # expect: TypeError: can assign only bytes, buffers, or iterables of ints in range(0, 256)
raises('a[0:1] = "x"')  # expect: TypeError: can assign only bytes, buffers, or iterables of ints in range(0, 256)
raises('a[0:1] = ["x"]')  # expect: TypeError: 'str' object cannot be interpreted as an integer
a = bytearray(b"0123456789")
a[::2] = b"abcde"
a[::-3] = b"WXYZ"
print(a)  # expect: bytearray(b'Z1bYc5X7eW')
raises('a[::2] = b"a"')  # expect: ValueError: attempt to assign bytes of size 1 to extended slice of size 5
del a[1]
del a[::2]
del a[1:3]
del a[-1:]
print(a)  # expect: bytearray(b'b')
raises('del a[99]')  # expect: IndexError: bytearray index out of range
raises('del a["x"]')  # expect: TypeError: bytearray indices must be integers or slices, not str
a = bytearray(b"0123456789")
del a[::-2]
del a[5:1]
print(a)  # expect: bytearray(b'02468')
a += b"xy"
a += bytearray(b"z")
a *= 2
print(a)  # expect: bytearray(b'02468xyz02468xyz')
raises('a += 5')  # expect: TypeError: can't concat int to bytearray
raises('a += "x"')  # expect: TypeError: can't concat str to bytearray
raises('a *= "x"')  # expect: TypeError: can't multiply sequence by non-int of type 'str'
raises('a *= 2 ** 62')  # expect: MemoryError: 
a *= 0
print(a)  # expect: bytearray(b'')
a = bytearray(b"abc")
lent = memoryview(a)
raises('a.append(1)')  # expect: BufferError: Existing exports of data: object cannot be re-sized
raises('a.pop()')  # expect: BufferError: Existing exports of data: object cannot be re-sized
raises('a.clear()')  # expect: BufferError: Existing exports of data: object cannot be re-sized
raises('a.extend(b"x")')  # expect: BufferError: Existing exports of data: object cannot be re-sized
raises('a += b"x"')  # expect: BufferError: Existing exports of data: object cannot be re-sized
raises('del a[0]')  # expect: BufferError: Existing exports of data: object cannot be re-sized
raises('a[0:2] = b"x"')  # expect: BufferError: Existing exports of data: object cannot be re-sized
raises('a *= 2')  # expect: BufferError: Existing exports of data: object cannot be re-sized
raises('a.insert(0, 1)')  # expect: BufferError: Existing exports of data: object cannot be re-sized
raises('a.remove(97)')  # expect: BufferError: Existing exports of data: object cannot be re-sized
raises('a.__init__(b"x")')  # expect: BufferError: Existing exports of data: object cannot be re-sized
a[0] = 65
a[0:2] = b"12"
lent.release()
print(a, a.__alloc__() >= 4, a.__sizeof__() > 3)  # expect: bytearray(b'12c') True True
print(a.__init__(b"new"), a, a.__init__(), a)  # expect: None bytearray(b'') None bytearray(b'')
raises('a.__init__("x")')  # expect: TypeError: string argument without an encoding

class Sub(bytearray):
    pass
s = Sub(b"ab")
s.x = 5

print(s.__reduce_ex__(2), s.copy(), type(s.copy()), s + b"c", repr(s))  # expect: (<class '__main__.Sub'>, ('ab', 'latin-1'), {'x': 5}) bytearray(b'ab') <class 'bytearray'> bytearray(b'abc') Sub(b'ab')
print(repr(bytearray(b"it's \"q\" \\ \n\t\r\x00\xff")), str(bytearray(b"'")))  # expect: bytearray(b'it\'s "q" \\ \n\t\r\x00\xff') bytearray(b"\'")
raises('bytearray(b"x") in {1: 2}')  # expect: TypeError: unhashable type: 'bytearray'

class Index:
    def __index__(self):
        return 97

print(bytearray([Index()]), bytearray(b"a").find(Index()), Index() in bytearray(b"a"))  # expect: bytearray(b'a') 0 True

class Appends:
    def __index__(self):
        shared.append(1)
        return 0
shared = bytearray(b"ab")

print(shared[Appends()] , shared)  # expect: 97 bytearray(b'ab\x01')
shared[Appends()] = Appends()
print(shared)  # expect: bytearray(b'\x00b\x01\x01\x01')
shared.insert(Appends(), 5)
print(shared)  # expect: bytearray(b'\x05\x00b\x01\x01\x01\x01')
