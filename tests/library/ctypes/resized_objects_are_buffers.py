# The room that resize() gives an object is seen by its views.
import ctypes


class Empty(ctypes.Structure):
    pass


empty = Empty()
ctypes.resize(empty, 5)
view = memoryview(empty)
print(view.nbytes, view.shape, view.itemsize, view.tobytes())  # expect: 5 () 0 b'\x00\x00\x00\x00\x00'
view.cast("B")[:] = b"abcde"
print(bytes(empty), memoryview(view).nbytes, view.cast("B").shape)  # expect: b'abcde' 5 (5,)
number = ctypes.c_int(1)
ctypes.resize(number, 8)
print(memoryview(number).nbytes, ctypes.sizeof(number))  # expect: 8 8
