# What stands on CPython's C API is refused by name.
import ctypes

try:
    ctypes.pythonapi.PyErr_SetString
except AttributeError as error:
    print(error)  # expect: ctypes.pythonapi has no 'PyErr_SetString': Folio has no functions of CPython's C API
try:
    ctypes.CFUNCTYPE(ctypes.c_int)()()
except ValueError as error:
    print(error)  # expect: NULL function pointer called
