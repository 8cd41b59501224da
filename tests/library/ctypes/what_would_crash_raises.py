# What stands on CPython's C API is refused by name; some of what ends CPython with a fault raises.
import ctypes


class Small(ctypes.Structure):
    _fields_ = [("a", ctypes.c_int)]


class Large(ctypes.Structure):
    _fields_ = [("a", ctypes.c_int * 100), ("b", ctypes.c_int), ("c", ctypes.c_int, 3)]


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: ctypes.pythonapi.PyErr_SetString)
attempt(ctypes.CFUNCTYPE(ctypes.c_int)())
attempt(ctypes.string_at, None)
attempt(ctypes.wstring_at, 0, 3)
attempt(ctypes.string_at, None, 0)
attempt(Large.b.__get__, Small())
attempt(Large.c.__set__, Small(), 1)
attempt(ctypes.POINTER(Small).from_param, ctypes.byref(ctypes.c_int()))
attempt(lambda: Small.from_param(ctypes.byref(ctypes.c_int())))
# expect: AttributeError: ctypes.pythonapi has no 'PyErr_SetString': Folio has no functions of CPython's C API but PyThreadState_SetAsyncExc
# expect: ValueError: NULL function pointer called
# expect: ValueError: NULL pointer access
# expect: ValueError: NULL pointer access
# expect: b''
# expect: TypeError: 'Small' instance is too small for this field
# expect: TypeError: 'Small' instance is too small for this field
# expect: TypeError: expected LP_Small instance instead of pointer to c_int
# expect: TypeError: expected Small instance instead of pointer to c_int
