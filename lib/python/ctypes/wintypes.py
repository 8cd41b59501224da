"""The types of Windows by their names, for programs that use them elsewhere too."""

import ctypes

BYTE = ctypes.c_ubyte
WORD = ctypes.c_ushort
DWORD = ctypes.c_ulong
CHAR = ctypes.c_char
WCHAR = ctypes.c_wchar
UINT = ctypes.c_uint
INT = ctypes.c_int
DOUBLE = ctypes.c_double
FLOAT = ctypes.c_float
BOOLEAN = BYTE
BOOL = ctypes.c_long
LONG = ctypes.c_long
ULONG = ctypes.c_ulong
USHORT = ctypes.c_ushort
SHORT = ctypes.c_short
_LARGE_INTEGER = LARGE_INTEGER = ctypes.c_longlong
_ULARGE_INTEGER = ULARGE_INTEGER = ctypes.c_ulonglong
# As wide as a pointer.
WPARAM, LPARAM = ctypes.c_ulong, ctypes.c_long
ATOM = LANGID = WORD
COLORREF = LGRPID = LCTYPE = LCID = DWORD
LPCOLESTR = LPOLESTR = OLESTR = ctypes.c_wchar_p
LPCWSTR = LPWSTR = ctypes.c_wchar_p
LPCSTR = LPSTR = ctypes.c_char_p
LPCVOID = LPVOID = ctypes.c_void_p

HANDLE = ctypes.c_void_p
HACCEL = HBITMAP = HBRUSH = HCOLORSPACE = HDC = HDESK = HDWP = HENHMETAFILE = HFONT = HGDIOBJ = HANDLE
HGLOBAL = HHOOK = HICON = HINSTANCE = HKEY = HKL = HLOCAL = HMENU = HMETAFILE = HMODULE = HANDLE
HMONITOR = HPALETTE = HPEN = HRGN = HRSRC = HSTR = HTASK = HWINSTA = HWND = HANDLE
SC_HANDLE = SERVICE_STATUS_HANDLE = HANDLE


class VARIANT_BOOL(ctypes._SimpleCData):
    _type_ = "v"

    def __repr__(self):
        return f"{type(self).__name__}({self.value!r})"


class RECT(ctypes.Structure):
    _fields_ = [("left", LONG), ("top", LONG), ("right", LONG), ("bottom", LONG)]


class _SMALL_RECT(ctypes.Structure):
    _fields_ = [("Left", SHORT), ("Top", SHORT), ("Right", SHORT), ("Bottom", SHORT)]


class _COORD(ctypes.Structure):
    _fields_ = [("X", SHORT), ("Y", SHORT)]


class POINT(ctypes.Structure):
    _fields_ = [("x", LONG), ("y", LONG)]


class SIZE(ctypes.Structure):
    _fields_ = [("cx", LONG), ("cy", LONG)]


class FILETIME(ctypes.Structure):
    _fields_ = [("dwLowDateTime", DWORD), ("dwHighDateTime", DWORD)]


class MSG(ctypes.Structure):
    _fields_ = [("hWnd", HWND), ("message", UINT), ("wParam", WPARAM), ("lParam", LPARAM),
                ("time", DWORD), ("pt", POINT)]


tagRECT = _RECTL = RECTL = RECT
SMALL_RECT = _SMALL_RECT
_POINTL = POINTL = tagPOINT = POINT
tagSIZE = SIZEL = SIZE
_FILETIME = FILETIME
tagMSG = MSG
MAX_PATH = 260


def RGB(red, green, blue):
    return red + (green << 8) + (blue << 16)


class WIN32_FIND_DATAA(ctypes.Structure):
    _fields_ = [("dwFileAttributes", DWORD), ("ftCreationTime", FILETIME),
                ("ftLastAccessTime", FILETIME), ("ftLastWriteTime", FILETIME),
                ("nFileSizeHigh", DWORD), ("nFileSizeLow", DWORD), ("dwReserved0", DWORD),
                ("dwReserved1", DWORD), ("cFileName", CHAR * MAX_PATH),
                ("cAlternateFileName", CHAR * 14)]


class WIN32_FIND_DATAW(ctypes.Structure):
    _fields_ = [*WIN32_FIND_DATAA._fields_[:-2], ("cFileName", WCHAR * MAX_PATH),
                ("cAlternateFileName", WCHAR * 14)]


# Pointers: PX or LPX points to X.
for _name in """
    PBOOL LPBOOL PBOOLEAN PBYTE LPBYTE PCHAR LPCOLORREF PDWORD LPDWORD PFILETIME LPFILETIME
    PFLOAT PHANDLE LPHANDLE PHKEY LPHKL PINT LPINT PLARGE_INTEGER PLCID PLONG LPLONG PMSG
    LPMSG PPOINT LPPOINT PPOINTL PRECT LPRECT PRECTL LPRECTL LPSC_HANDLE PSHORT PSIZE LPSIZE
    PSIZEL LPSIZEL PSMALL_RECT PUINT LPUINT PULARGE_INTEGER PULONG PUSHORT PWCHAR
    PWIN32_FIND_DATAA LPWIN32_FIND_DATAA PWIN32_FIND_DATAW LPWIN32_FIND_DATAW PWORD LPWORD
""".split():
    globals()[_name] = ctypes.POINTER(globals()[_name.removeprefix("L").removeprefix("P")])
del _name
