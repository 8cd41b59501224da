"""Create and manipulate C data types in Python, and call the functions of shared libraries.

The work is done in _ctypes (lib/native/ctypes): this package names the simple types and brings
libraries and prototypes.  _endian.py has the structures of the other byte order, util.py finds
libraries, wintypes.py the names of Windows.
"""

import os as _os
import sys as _sys
import types as _types

from _ctypes import (
    FUNCFLAG_CDECL as _FUNCFLAG_CDECL, FUNCFLAG_PYTHONAPI as _FUNCFLAG_PYTHONAPI,
    FUNCFLAG_USE_ERRNO as _FUNCFLAG_USE_ERRNO, FUNCFLAG_USE_LASTERROR as _FUNCFLAG_USE_LASTERROR,
    POINTER, RTLD_GLOBAL, RTLD_LOCAL, SIZEOF_TIME_T, ArgumentError, Array, CFuncPtr as _CFuncPtr,
    Structure, Union, _cast_addr, _memmove_addr, _memset_addr, _Pointer, _pointer_type_cache,
    _SimpleCData, _string_at_addr, _wstring_at_addr, __version__, addressof, alignment, byref,
    dlopen as _dlopen, get_errno, pointer, resize, set_errno, sizeof)

_ctypes_version = __version__
DEFAULT_MODE = RTLD_LOCAL


# ---- simple types ------------------------------------------------------------------------------

class py_object(_SimpleCData):
    _type_ = "O"

    def __repr__(self):
        try:
            return super().__repr__()
        except ValueError:
            return f"{type(self).__name__}(<NULL>)"


class c_short(_SimpleCData):
    _type_ = "h"


class c_ushort(_SimpleCData):
    _type_ = "H"


class c_int(_SimpleCData):
    _type_ = "i"


class c_uint(_SimpleCData):
    _type_ = "I"


class c_long(_SimpleCData):
    _type_ = "l"


class c_ulong(_SimpleCData):
    _type_ = "L"


class c_float(_SimpleCData):
    _type_ = "f"


class c_double(_SimpleCData):
    _type_ = "d"


class c_longdouble(_SimpleCData):
    _type_ = "g"


class c_byte(_SimpleCData):
    _type_ = "b"


class c_ubyte(_SimpleCData):
    _type_ = "B"


class c_char(_SimpleCData):
    _type_ = "c"


class c_wchar(_SimpleCData):
    _type_ = "u"


class c_bool(_SimpleCData):
    _type_ = "?"


class c_void_p(_SimpleCData):
    _type_ = "P"


class c_char_p(_SimpleCData):
    _type_ = "z"

    def __repr__(self):
        return f"{type(self).__name__}({c_void_p.from_buffer(self).value})"


class c_wchar_p(_SimpleCData):
    _type_ = "Z"

    def __repr__(self):
        return f"{type(self).__name__}({c_void_p.from_buffer(self).value})"


c_voidp = c_void_p
# long long is as long as long: one class has both names.
c_longlong, c_ulonglong = c_long, c_ulong
c_int8, c_int16, c_int32, c_int64 = c_byte, c_short, c_int, c_long
c_uint8, c_uint16, c_uint32, c_uint64 = c_ubyte, c_ushort, c_uint, c_ulong
c_size_t, c_ssize_t = c_ulong, c_long
c_time_t = c_int64

for _byte in c_byte, c_ubyte, c_char:
    _byte.__ctype_le__ = _byte.__ctype_be__ = _byte
del _byte


def _reset_cache():
    _pointer_type_cache.clear()
    _c_functype_cache.clear()
    # What a c_char_p or c_wchar_p takes, pointers to characters take too.
    POINTER(c_wchar).from_param = c_wchar_p.from_param
    POINTER(c_char).from_param = c_char_p.from_param
    _pointer_type_cache[None] = c_void_p


# ---- arrays ------------------------------------------------------------------------------------

def _text_buffer(kind, event, init, size, text_type):
    if isinstance(init, text_type):
        _sys.audit(event, init, len(init) + 1 if size is None else size)
        buffer = (kind * (len(init) + 1 if size is None else size))()
        buffer.value = init
        return buffer
    if isinstance(init, int):
        _sys.audit(event, None, init)
        return (kind * init)()
    raise TypeError(init)


def create_string_buffer(init, size=None):
    """create_string_buffer(aBytes) -> character array
    create_string_buffer(anInteger) -> character array
    create_string_buffer(aBytes, anInteger) -> character array
    """
    return _text_buffer(c_char, "ctypes.create_string_buffer", init, size, bytes)


def create_unicode_buffer(init, size=None):
    """create_unicode_buffer(aString) -> character array
    create_unicode_buffer(anInteger) -> character array
    create_unicode_buffer(aString, anInteger) -> character array
    """
    return _text_buffer(c_wchar, "ctypes.create_unicode_buffer", init, size, str)


c_buffer = create_string_buffer


def ARRAY(typ, len):
    return typ * len


def SetPointerType(pointer, cls):
    import warnings
    warnings._deprecated("ctypes.SetPointerType", remove=(3, 15))
    if _pointer_type_cache.get(cls, None) is not None:
        raise RuntimeError("This type already exists in the cache")
    if id(pointer) not in _pointer_type_cache:
        raise RuntimeError("What's this???")
    pointer.set_type(cls)
    _pointer_type_cache[cls] = pointer
    del _pointer_type_cache[id(pointer)]


# ---- prototypes --------------------------------------------------------------------------------

_c_functype_cache = {}


def CFUNCTYPE(restype, *argtypes, **kw):
    """CFUNCTYPE(restype, *argtypes,
                 use_errno=False, use_last_error=False) -> function prototype.

    restype: the result type
    argtypes: a sequence specifying the argument types

    The function prototype can be called in different ways to create a
    callable object:

    prototype(integer address) -> foreign function
    prototype(callable) -> create and return a C callable function from callable
    prototype((function name, dll object)[, paramflags]) -> foreign function exported by name
    """
    flags = _FUNCFLAG_CDECL
    if kw.pop("use_errno", False):
        flags |= _FUNCFLAG_USE_ERRNO
    if kw.pop("use_last_error", False):
        flags |= _FUNCFLAG_USE_LASTERROR
    if kw:
        raise ValueError(f"unexpected keyword argument(s) {kw.keys()}")
    key = restype, argtypes, flags
    if key not in _c_functype_cache:
        class CFunctionType(_CFuncPtr):
            _argtypes_ = argtypes
            _restype_ = restype
            _flags_ = flags
        _c_functype_cache[key] = CFunctionType
    return _c_functype_cache[key]


def PYFUNCTYPE(restype, *argtypes):
    """A prototype of functions that are called with the lock held and may raise."""
    class CFunctionType(_CFuncPtr):
        _argtypes_ = argtypes
        _restype_ = restype
        _flags_ = _FUNCFLAG_CDECL | _FUNCFLAG_PYTHONAPI
    return CFunctionType


# ---- libraries ---------------------------------------------------------------------------------

class CDLL:
    """An instance of this class represents a loaded dll/shared
    library, exporting functions using the standard C calling
    convention (named 'cdecl' on Windows).

    The exported functions can be accessed as attributes, or by
    indexing with the function name.  Examples:

    <obj>.qsort -> callable object
    <obj>['qsort'] -> callable object

    Calling the functions releases the Python GIL during the call and
    reacquires it afterwards.
    """
    _func_flags_ = _FUNCFLAG_CDECL
    _func_restype_ = c_int
    _name = "<uninitialized>"
    _handle = 0
    _FuncPtr = None

    def __init__(self, name, mode=DEFAULT_MODE, handle=None, use_errno=False,
                 use_last_error=False, winmode=None):
        self._name = _os.fspath(name) if name else name
        flags = self._func_flags_
        if use_errno:
            flags |= _FUNCFLAG_USE_ERRNO
        if use_last_error:
            flags |= _FUNCFLAG_USE_LASTERROR

        class _FuncPtr(_CFuncPtr):
            _flags_ = flags
            _restype_ = self._func_restype_
        self._FuncPtr = _FuncPtr
        self._handle = _dlopen(self._name, mode) if handle is None else handle

    def __repr__(self):
        mask = 2 * _sys.maxsize + 1
        return (f"<{type(self).__name__} '{self._name}', handle {self._handle & mask:x} "
                f"at {id(self) & mask:#x}>")

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        function = self[name]
        setattr(self, name, function)
        return function

    def __getitem__(self, name_or_ordinal):
        function = self._FuncPtr((name_or_ordinal, self))
        if not isinstance(name_or_ordinal, int):
            function.__name__ = name_or_ordinal
        return function


class PyDLL(CDLL):
    """This class represents the Python library itself.  It allows
    accessing Python API functions.  The GIL is not released, and
    Python exceptions are handled correctly.
    """
    _func_flags_ = _FUNCFLAG_CDECL | _FUNCFLAG_PYTHONAPI


class _PythonAPI(PyDLL):
    """What stands in the place of CPython's C API, of whose functions one is there."""

    def __getitem__(self, name):
        if name == "PyThreadState_SetAsyncExc":
            from _thread import _set_async_exception
            return PYFUNCTYPE(c_int, c_ulong, py_object)(_set_async_exception)
        raise AttributeError(f"ctypes.pythonapi has no {name!r}: Folio has no functions of "
                             f"CPython's C API but PyThreadState_SetAsyncExc")


class LibraryLoader:
    def __init__(self, dlltype):
        self._dlltype = dlltype

    def __getattr__(self, name):
        if name[0] == "_":
            raise AttributeError(name)
        try:
            library = self._dlltype(name)
        except OSError:
            raise AttributeError(name)
        setattr(self, name, library)
        return library

    def __getitem__(self, name):
        return getattr(self, name)

    def LoadLibrary(self, name):
        return self._dlltype(name)

    __class_getitem__ = classmethod(_types.GenericAlias)


cdll = LibraryLoader(CDLL)
pydll = LibraryLoader(PyDLL)
pythonapi = _PythonAPI(None)


# ---- memory ------------------------------------------------------------------------------------

memmove = CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_size_t)(_memmove_addr)
memset = CFUNCTYPE(c_void_p, c_void_p, c_int, c_size_t)(_memset_addr)
_cast = PYFUNCTYPE(py_object, c_void_p, py_object, py_object)(_cast_addr)
_string_at = PYFUNCTYPE(py_object, c_void_p, c_int)(_string_at_addr)
_wstring_at = PYFUNCTYPE(py_object, c_void_p, c_int)(_wstring_at_addr)


def cast(obj, typ):
    return _cast(obj, obj, typ)


def string_at(ptr, size=-1):
    """string_at(ptr[, size]) -> string

    Return the byte string at void *ptr."""
    _sys.audit("ctypes.string_at", ptr, size)
    return _string_at(ptr, size)


def wstring_at(ptr, size=-1):
    """wstring_at(ptr[, size]) -> string

    Return the wide-character string at void *ptr."""
    _sys.audit("ctypes.wstring_at", ptr, size)
    return _wstring_at(ptr, size)


_reset_cache()

from ctypes._endian import (  # noqa: E402  (it needs what stands above)
    BigEndianStructure, BigEndianUnion, LittleEndianStructure, LittleEndianUnion)
