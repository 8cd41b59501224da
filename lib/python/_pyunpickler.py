"""The unpickler in Python, for those who override its parts: pickle._Unpickler.

A pickle is a program for a machine with a stack. MARK puts the stack aside and begins a new one;
what uses the mark takes that and goes back. A subclass has other methods in a dispatch table of its
own, by opcode, or overrides find_class() or persistent_load().
"""

import _compat_pickle
import io
import sys
from codecs import escape_decode
from copyreg import _extension_cache, _inverted_registry
from pickle import *
from pickle import _getattribute, decode_long
from struct import unpack


class _Stop(Exception):
    def __init__(self, value):
        self.value = value


class _Unframer:
    """Reads out of frames, and of what is between them."""

    def __init__(self, file_read, file_readline, file_tell=None):
        self.file_read, self.file_readline, self.current_frame = file_read, file_readline, None

    def readinto(self, buf):
        data = self.read(len(buf))
        buf[:] = data
        return len(data)

    def read(self, n):
        data = self._from_frame(lambda frame: frame.read(n)) if n else b""
        if not data and n:
            data = self.file_read(n)
        elif len(data) < n:
            raise UnpicklingError("pickle exhausted before end of frame")
        return data

    def readline(self):
        data = self._from_frame(lambda frame: frame.readline())
        if not data:
            return self.file_readline()
        if data[-1:] != b"\n":
            raise UnpicklingError("pickle exhausted before end of frame")
        return data

    def _from_frame(self, read):
        """What there is in the current frame, which may have come to its end."""
        data = read(self.current_frame) if self.current_frame else b""
        if not data:
            self.current_frame = None
        return data

    def load_frame(self, frame_size):
        if self.current_frame and self.current_frame.read() != b"":
            raise UnpicklingError("beginning of a new frame before end of current frame")
        self.current_frame = io.BytesIO(self.file_read(frame_size))


def _for(dispatch, opcode):
    def add(load):
        dispatch[opcode[0]] = load
        return load
    return add


def _pushes(dispatch, opcode, make):
    """A method that pushes what make(self) gives, which takes nothing off the stack."""
    def load(self):
        self.append(make(self))
    return _for(dispatch, opcode)(load)


class _Unpickler:
    """Unpickler(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None)"""

    __module__ = "pickle"

    dispatch = {}       # by opcode: what is to be done

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        self._buffers = iter(buffers) if buffers is not None else None
        self._file_readline, self._file_read = file.readline, file.read
        self.memo = {}
        self.encoding, self.errors = encoding, errors
        self.proto, self.fix_imports = 0, fix_imports

    def load(self):
        """Read an object."""
        if not hasattr(self, "_file_read"):
            raise UnpicklingError(f"Unpickler.__init__() was not called by "
                                  f"{type(self).__name__}.__init__()")
        self._unframer = _Unframer(self._file_read, self._file_readline)
        self.read, self.readline = self._unframer.read, self._unframer.readline
        self.readinto = self._unframer.readinto
        self.metastack = []
        self._set_stack([])
        self.proto = 0
        try:
            while True:
                opcode = self.read(1)
                if not opcode:
                    raise EOFError
                self.dispatch[opcode[0]](self)
        except _Stop as stop:
            return stop.value

    def _set_stack(self, stack):
        self.stack, self.append = stack, stack.append

    def pop_mark(self):
        """What is above the topmost mark; the stack below it is the current one again."""
        items = self.stack
        self._set_stack(self.metastack.pop())
        return items

    # -- reading

    def _read_number(self, layout, size):
        return unpack(layout, self.read(size))[0]

    def _read_sized(self, layout, size, name):
        count = self._read_number(layout, size)
        if count > sys.maxsize:
            raise UnpicklingError(f"{name} exceeds system's maximum size of {sys.maxsize} bytes")
        return self.read(count)

    def _read_text_line(self, encoding="ascii"):
        return self.readline()[:-1].decode(encoding)

    def _decode_string(self, value):
        return value if self.encoding == "bytes" else value.decode(self.encoding, self.errors)

    # -- the machine

    @_for(dispatch, PROTO)
    def load_proto(self):
        proto = self.read(1)[0]
        if not 0 <= proto <= HIGHEST_PROTOCOL:
            raise ValueError(f"unsupported pickle protocol: {proto}")
        self.proto = proto

    @_for(dispatch, FRAME)
    def load_frame(self):
        size = self._read_number("<Q", 8)
        if size > sys.maxsize:
            raise ValueError(f"frame size > sys.maxsize: {size}")
        self._unframer.load_frame(size)

    @_for(dispatch, STOP)
    def load_stop(self):
        raise _Stop(self.stack.pop())

    @_for(dispatch, MARK)
    def load_mark(self):
        self.metastack.append(self.stack)
        self._set_stack([])

    @_for(dispatch, POP)
    def load_pop(self):
        if self.stack:
            del self.stack[-1]
        else:
            self.pop_mark()

    @_for(dispatch, POP_MARK)
    def load_pop_mark(self):
        self.pop_mark()

    load_dup = _pushes(dispatch, DUP, lambda self: self.stack[-1])

    # -- the memo

    def _load_get(self, number):
        try:
            self.append(self.memo[number])
        except KeyError:
            raise UnpicklingError(f"Memo value not found at index {number}") from None

    def _load_put(self, number):
        if number < 0:
            raise ValueError("negative PUT argument")
        self.memo[number] = self.stack[-1]

    @_for(dispatch, GET)
    def load_get(self):
        self._load_get(int(self.readline()[:-1]))

    @_for(dispatch, BINGET)
    def load_binget(self):
        self._load_get(self.read(1)[0])

    @_for(dispatch, LONG_BINGET)
    def load_long_binget(self):
        self._load_get(self._read_number("<I", 4))

    @_for(dispatch, PUT)
    def load_put(self):
        self._load_put(int(self.readline()[:-1]))

    @_for(dispatch, BINPUT)
    def load_binput(self):
        self._load_put(self.read(1)[0])

    @_for(dispatch, LONG_BINPUT)
    def load_long_binput(self):
        self._load_put(self._read_number("<I", 4))

    @_for(dispatch, MEMOIZE)
    def load_memoize(self):
        self._load_put(len(self.memo))

    # -- numbers

    load_none = _pushes(dispatch, NONE, lambda self: None)
    load_false = _pushes(dispatch, NEWFALSE, lambda self: False)
    load_true = _pushes(dispatch, NEWTRUE, lambda self: True)
    load_binint = _pushes(dispatch, BININT, lambda self: self._read_number("<i", 4))
    load_binint1 = _pushes(dispatch, BININT1, lambda self: self.read(1)[0])
    load_binint2 = _pushes(dispatch, BININT2, lambda self: self._read_number("<H", 2))
    load_float = _pushes(dispatch, FLOAT, lambda self: float(self.readline()[:-1]))
    load_binfloat = _pushes(dispatch, BINFLOAT, lambda self: self._read_number(">d", 8))
    load_long1 = _pushes(dispatch, LONG1, lambda self: decode_long(self.read(self.read(1)[0])))

    @_for(dispatch, INT)
    def load_int(self):
        text = self.readline()
        booleans = {FALSE[1:]: False, TRUE[1:]: True}
        self.append(booleans[text] if text in booleans else int(text, 0))

    @_for(dispatch, LONG)
    def load_long(self):
        self.append(int(self.readline()[:-1].removesuffix(b"L"), 0))

    @_for(dispatch, LONG4)
    def load_long4(self):
        size = self._read_number("<i", 4)
        if size < 0:
            raise UnpicklingError("LONG pickle has negative byte count")
        self.append(decode_long(self.read(size)))

    # -- bytes and text

    @_for(dispatch, STRING)
    def load_string(self):
        data = self.readline()[:-1]
        if len(data) < 2 or data[0] != data[-1] or data[0] not in b"\"'":
            raise UnpicklingError("the STRING opcode argument must be quoted")
        self.append(self._decode_string(escape_decode(data[1:-1])[0]))

    @_for(dispatch, BINSTRING)
    def load_binstring(self):
        size = self._read_number("<i", 4)
        if size < 0:
            raise UnpicklingError("BINSTRING pickle has negative byte count")
        self.append(self._decode_string(self.read(size)))

    load_short_binstring = _pushes(
        dispatch, SHORT_BINSTRING, lambda self: self._decode_string(self.read(self.read(1)[0])))
    load_short_binbytes = _pushes(
        dispatch, SHORT_BINBYTES, lambda self: self.read(self.read(1)[0]))
    load_binbytes = _pushes(
        dispatch, BINBYTES, lambda self: self._read_sized("<I", 4, "BINBYTES"))
    load_binbytes8 = _pushes(
        dispatch, BINBYTES8, lambda self: self._read_sized("<Q", 8, "BINBYTES8"))
    load_unicode = _pushes(
        dispatch, UNICODE, lambda self: self._read_text_line("raw-unicode-escape"))
    load_short_binunicode = _pushes(
        dispatch, SHORT_BINUNICODE,
        lambda self: self.read(self.read(1)[0]).decode("utf-8", "surrogatepass"))
    load_binunicode = _pushes(
        dispatch, BINUNICODE,
        lambda self: self._read_sized("<I", 4, "BINUNICODE").decode("utf-8", "surrogatepass"))
    load_binunicode8 = _pushes(
        dispatch, BINUNICODE8,
        lambda self: self._read_sized("<Q", 8, "BINUNICODE8").decode("utf-8", "surrogatepass"))

    @_for(dispatch, BYTEARRAY8)
    def load_bytearray8(self):
        size = self._read_number("<Q", 8)
        if size > sys.maxsize:
            raise UnpicklingError(f"BYTEARRAY8 exceeds system's maximum size of {sys.maxsize} "
                                  f"bytes")
        data = bytearray(size)
        self.readinto(data)
        self.append(data)

    @_for(dispatch, NEXT_BUFFER)
    def load_next_buffer(self):
        if self._buffers is None:
            raise UnpicklingError("pickle stream refers to out-of-band data but no *buffers* "
                                  "argument was given")
        try:
            self.append(next(self._buffers))
        except StopIteration:
            raise UnpicklingError("not enough out-of-band buffers") from None

    @_for(dispatch, READONLY_BUFFER)
    def load_readonly_buffer(self):
        with memoryview(self.stack[-1]) as view:
            if not view.readonly:
                self.stack[-1] = view.toreadonly()

    # -- containers

    load_empty_tuple = _pushes(dispatch, EMPTY_TUPLE, lambda self: ())
    load_empty_list = _pushes(dispatch, EMPTY_LIST, lambda self: [])
    load_empty_dictionary = _pushes(dispatch, EMPTY_DICT, lambda self: {})
    load_empty_set = _pushes(dispatch, EMPTY_SET, lambda self: set())

    @_for(dispatch, TUPLE)
    def load_tuple(self):
        items = self.pop_mark()
        self.append(tuple(items))

    @_for(dispatch, LIST)
    def load_list(self):
        items = self.pop_mark()
        self.append(items)

    @_for(dispatch, FROZENSET)
    def load_frozenset(self):
        items = self.pop_mark()
        self.append(frozenset(items))

    @_for(dispatch, TUPLE1)
    def load_tuple1(self):
        self.stack[-1] = (self.stack[-1],)

    @_for(dispatch, TUPLE2)
    def load_tuple2(self):
        self.stack[-2:] = [(self.stack[-2], self.stack[-1])]

    @_for(dispatch, TUPLE3)
    def load_tuple3(self):
        self.stack[-3:] = [(self.stack[-3], self.stack[-2], self.stack[-1])]

    @_for(dispatch, DICT)
    def load_dict(self):
        items = self.pop_mark()
        self.append({items[i]: items[i + 1] for i in range(0, len(items), 2)})

    @_for(dispatch, APPEND)
    def load_append(self):
        item = self.stack.pop()
        self.stack[-1].append(item)

    @_for(dispatch, APPENDS)
    def load_appends(self):
        items = self.pop_mark()
        target = self.stack[-1]
        if (extend := getattr(target, "extend", None)) is not None:
            extend(items)
        else:
            for item in items:
                target.append(item)

    @_for(dispatch, SETITEM)
    def load_setitem(self):
        value, key = self.stack.pop(), self.stack.pop()
        self.stack[-1][key] = value

    @_for(dispatch, SETITEMS)
    def load_setitems(self):
        items = self.pop_mark()
        target = self.stack[-1]
        for i in range(0, len(items), 2):
            target[items[i]] = items[i + 1]

    @_for(dispatch, ADDITEMS)
    def load_additems(self):
        items = self.pop_mark()
        target = self.stack[-1]
        if isinstance(target, set):
            target.update(items)
        else:
            for item in items:
                target.add(item)

    # -- what is found by its name

    def find_class(self, module, name):
        """The object of a name in a module."""
        sys.audit("pickle.find_class", module, name)
        if self.proto < 3 and self.fix_imports:
            module, name = _compat_pickle.NAME_MAPPING.get((module, name), (module, name))
            module = _compat_pickle.IMPORT_MAPPING.get(module, module)
        __import__(module, level=0)
        found = sys.modules[module]
        return _getattribute(found, name)[0] if self.proto >= 4 else getattr(found, name)

    @_for(dispatch, GLOBAL)
    def load_global(self):
        module, name = self._read_text_line("utf-8"), self._read_text_line("utf-8")
        self.append(self.find_class(module, name))

    @_for(dispatch, STACK_GLOBAL)
    def load_stack_global(self):
        name, module = self.stack.pop(), self.stack.pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self.append(self.find_class(module, name))

    @_for(dispatch, EXT1)
    def load_ext1(self):
        self.get_extension(self.read(1)[0])

    @_for(dispatch, EXT2)
    def load_ext2(self):
        self.get_extension(self._read_number("<H", 2))

    @_for(dispatch, EXT4)
    def load_ext4(self):
        self.get_extension(self._read_number("<i", 4))

    def get_extension(self, code):
        """Push what copyreg knows by a number."""
        if code not in _extension_cache:
            key = _inverted_registry.get(code)
            if not key:
                if code <= 0:
                    raise UnpicklingError("EXT specifies code <= 0")
                raise ValueError(f"unregistered extension code {code}")
            _extension_cache[code] = self.find_class(*key)
        self.append(_extension_cache[code])

    def persistent_load(self, pid):
        """The object of a persistent id."""
        raise UnpicklingError("unsupported persistent id encountered")

    @_for(dispatch, PERSID)
    def load_persid(self):
        try:
            pid = self._read_text_line()
        except UnicodeDecodeError:
            raise UnpicklingError("persistent IDs in protocol 0 must be ASCII strings")
        self.append(self.persistent_load(pid))

    @_for(dispatch, BINPERSID)
    def load_binpersid(self):
        self.append(self.persistent_load(self.stack.pop()))

    # -- instances

    def _instantiate(self, cls, args):
        """Push an instance as protocol 0 makes it: without arguments perhaps not through init."""
        if args or not isinstance(cls, type) or hasattr(cls, "__getinitargs__"):
            try:
                value = cls(*args)
            except TypeError as error:
                raise TypeError(f"in constructor for {cls.__name__}: {error}",
                                error.__traceback__)
        else:
            value = cls.__new__(cls)
        self.append(value)

    @_for(dispatch, INST)
    def load_inst(self):
        module, name = self._read_text_line(), self._read_text_line()
        self._instantiate(self.find_class(module, name), self.pop_mark())

    @_for(dispatch, OBJ)
    def load_obj(self):
        args = self.pop_mark()
        self._instantiate(args.pop(0), args)

    @_for(dispatch, NEWOBJ)
    def load_newobj(self):
        args, cls = self.stack.pop(), self.stack.pop()
        self.append(cls.__new__(cls, *args))

    @_for(dispatch, NEWOBJ_EX)
    def load_newobj_ex(self):
        keywords, args, cls = self.stack.pop(), self.stack.pop(), self.stack.pop()
        self.append(cls.__new__(cls, *args, **keywords))

    @_for(dispatch, REDUCE)
    def load_reduce(self):
        args = self.stack.pop()
        self.stack[-1] = self.stack[-1](*args)

    @_for(dispatch, BUILD)
    def load_build(self):
        state = self.stack.pop()
        instance = self.stack[-1]
        if hasattr(instance, "__setstate__"):
            instance.__setstate__(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            for name, value in state.items():
                instance.__dict__[sys.intern(name) if type(name) is str else name] = value
        if slots:
            for name, value in slots.items():
                setattr(instance, name, value)


def _load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    return _Unpickler(file, fix_imports=fix_imports, encoding=encoding, errors=errors,
                      buffers=buffers).load()


def _loads(s, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    if isinstance(s, str):
        raise TypeError("Can't load pickle from unicode string")
    return _load(io.BytesIO(s), fix_imports=fix_imports, encoding=encoding, errors=errors,
                 buffers=buffers)
