"""The group size of hex() may run code that resizes the bytes: they are looked at afterwards."""


class Emptying:
    def __index__(self):
        array.clear()
        return 2


array = bytearray(b"0123456789")
print(repr(array.hex(":", Emptying())), array)  # expect: '' bytearray(b'')
array = bytearray(b"0123456789")
view = memoryview(array)
try:
    view.hex(":", Emptying())
except BufferError as error:
    print(error)  # expect: Existing exports of data: object cannot be re-sized
print(array.hex("-", -4))  # expect: 30313233-34353637-3839
