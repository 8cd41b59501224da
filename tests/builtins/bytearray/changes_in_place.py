b = bytearray(b"hello")
b.append(33)
b.extend(b" you")
b.extend([65, 66])
print(b, len(b))  # expect: bytearray(b'hello! youAB') 12
b[0] = 72
b[1:3] = b"EEL"
b[5:6] = b""
del b[-1]
print(b)  # expect: bytearray(b'HEELl! youA')
b[::2] = b"\x01" * len(b[::2])
del b[::3]
print(b)  # expect: bytearray(b'E\x01\x01!y\x01\x01')
b.insert(0, 90)
b.insert(100, 91)
print(b.pop(), b.pop(0), b.remove(1), b)  # expect: 91 90 None bytearray(b'E\x01!y\x01\x01')
b.reverse()
b += b"xy"
b *= 2
print(b, b.copy() is b, bytearray(b"a") + b"b", type(b"a" + bytearray(b"b")))  # expect: bytearray(b'\x01\x01y!\x01Exy\x01\x01y!\x01Exy') False bytearray(b'ab') <class 'bytes'>
view = memoryview(b)
try:
    b.append(1)
except BufferError as e:
    print(e)  # expect: Existing exports of data: object cannot be re-sized
view.release()
b.clear()
print(b, bytearray(3), bytearray("é", "utf-8"), bytearray(b"don't"))  # expect: bytearray(b'') bytearray(b'\x00\x00\x00') bytearray(b'\xc3\xa9') bytearray(b"don\'t")
queue = bytearray(range(200))
while len(queue) > 3:
    del queue[:2]
print(queue, queue == b"\xc6\xc7", bytearray(b"%s") % b"x")  # expect: bytearray(b'\xc6\xc7') True bytearray(b'x')
try:
    b.pop()
except IndexError as e:
    print(e)  # expect: pop from empty bytearray
try:
    bytearray(b"abc")[5] = 1
except IndexError as e:
    print(e)  # expect: bytearray index out of range
try:
    queue[0] = 300
except ValueError as e:
    print(e)  # expect: byte must be in range(0, 256)
try:
    hash(queue)
except TypeError as e:
    print(e)  # expect: unhashable type: 'bytearray'
