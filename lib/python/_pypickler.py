"""The pickler in Python, for those who override its parts: pickle._Pickler.

A subclass has other saving methods in a dispatch table of its own, by type, or overrides save(),
memoize(), save_global() or save_reduce(). The native Pickler does the same work many times faster.
"""

import io
import sys
from _compat_pickle import REVERSE_IMPORT_MAPPING, REVERSE_NAME_MAPPING
from copyreg import _extension_registry, dispatch_table
from functools import partial
from itertools import batched
from pickle import *
from pickle import _getattribute, encode_long, whichmodule
from struct import pack
from types import FunctionType


_NOTHING = object()     # None in its place is an error


class _Framer:
    """Gathers what is written into frames, from protocol 4 on."""

    _FRAME_SIZE_MIN = 4
    _FRAME_SIZE_TARGET = 64 * 1024

    def __init__(self, file_write):
        self.file_write, self.current_frame = file_write, None

    def start_framing(self):
        self.current_frame = io.BytesIO()

    def end_framing(self):
        if self.current_frame and self.current_frame.tell() > 0:
            self.commit_frame(force=True)
        self.current_frame = None

    def commit_frame(self, force=False):
        """Write the frame under way if it is long enough, or whatever there is of it."""
        frame = self.current_frame
        if frame and (force or frame.tell() >= self._FRAME_SIZE_TARGET):
            data = frame.getvalue()
            if len(data) >= self._FRAME_SIZE_MIN:
                self.file_write(FRAME + pack("<Q", len(data)))
            self.file_write(data)
            self.current_frame = io.BytesIO()

    def write(self, data):
        return self.current_frame.write(data) if self.current_frame else self.file_write(data)

    def write_large_bytes(self, header, payload):
        """Bytes that are written outside of frames."""
        self.commit_frame(force=True)
        self.file_write(header)
        self.file_write(payload)


def _for(dispatch, *types):
    def add(save):
        dispatch.update(dict.fromkeys(types, save))
        return save
    return add


class _Pickler:
    """Pickler(file, protocol=None, *, fix_imports=True, buffer_callback=None)"""

    __module__ = "pickle"

    dispatch = {}       # by type: what saves its objects
    _BATCHSIZE = 1000

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        protocol = DEFAULT_PROTOCOL if protocol is None else protocol
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError(f"pickle protocol must be <= {HIGHEST_PROTOCOL}")
        if buffer_callback is not None and protocol < 5:
            raise ValueError("buffer_callback needs protocol >= 5")
        try:
            self._file_write = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute")
        self.framer = _Framer(self._file_write)
        self.write = self.framer.write
        self._write_large_bytes = self.framer.write_large_bytes
        self.memo = {}      # id(object): (number, object)
        self.proto, self.bin = int(protocol), protocol >= 1
        self.fast = 0
        self.fix_imports = fix_imports and protocol < 3
        self._buffer_callback = buffer_callback

    def clear_memo(self):
        """Forget which objects were saved."""
        self.memo.clear()

    def dump(self, obj):
        """Write the pickle of an object to the file."""
        if not hasattr(self, "_file_write"):
            raise PicklingError(f"Pickler.__init__() was not called by "
                                f"{type(self).__name__}.__init__()")
        if self.proto >= 2:
            self.write(PROTO + pack("<B", self.proto))
        if self.proto >= 4:
            self.framer.start_framing()
        self.save(obj)
        self.write(STOP)
        self.framer.end_framing()

    # -- the memo

    def memoize(self, obj):
        """Remember an object that was just saved."""
        if self.fast:
            return
        assert id(obj) not in self.memo
        number = len(self.memo)
        self.write(self.put(number))
        self.memo[id(obj)] = number, obj

    def put(self, idx):
        if self.proto >= 4:
            return MEMOIZE
        return self._numbered(idx, PUT, BINPUT, LONG_BINPUT)

    def get(self, i):
        return self._numbered(i, GET, BINGET, LONG_BINGET)

    def _numbered(self, number, text, short, long):
        if not self.bin:
            return text + repr(number).encode("ascii") + b"\n"
        return short + pack("<B", number) if number < 256 else long + pack("<I", number)

    # -- any object

    def persistent_id(self, obj):
        """The id of an object that is kept elsewhere, or None."""
        return None

    def save_pers(self, pid):
        if self.bin:
            self.save(pid, save_persistent_id=False)
            self.write(BINPERSID)
            return
        try:
            self.write(PERSID + str(pid).encode("ascii") + b"\n")
        except UnicodeEncodeError:
            raise PicklingError("persistent IDs in protocol 0 must be ASCII strings")

    def save(self, obj, save_persistent_id=True):
        """Write an object that is a part of the one to dump."""
        self.framer.commit_frame()
        if save_persistent_id and (pid := self.persistent_id(obj)) is not None:
            self.save_pers(pid)
        elif (known := self.memo.get(id(obj))) is not None:
            self.write(self.get(known[0]))
        else:
            self._save_new(obj)

    def _save_new(self, obj):
        override = getattr(self, "reducer_override", _NOTHING)
        how = override(obj) if override is not _NOTHING else NotImplemented
        if how is NotImplemented:
            if (save := self.dispatch.get(type(obj))) is not None:
                return save(self, obj)
            override, how = self._reduce(obj)
            if override is None:
                return self.save_global(obj)
        if isinstance(how, str):
            return self.save_global(obj, how)
        if not isinstance(how, tuple):
            raise PicklingError(f"{override} must return string or tuple")
        if not 2 <= len(how) <= 6:
            raise PicklingError(f"Tuple returned by {override} must have two to six elements")
        self.save_reduce(obj=obj, *how)

    def _reduce(self, obj):
        """What tells how an object is made, and what it tells; (None, None): a class, by name."""
        cls = type(obj)
        reduce = getattr(self, "dispatch_table", dispatch_table).get(cls, _NOTHING)
        if reduce is not _NOTHING:
            return reduce, reduce(obj)
        if issubclass(cls, type):
            return None, None
        if (reduce := getattr(obj, "__reduce_ex__", _NOTHING)) is not _NOTHING:
            return reduce, reduce(self.proto)
        if (reduce := getattr(obj, "__reduce__", _NOTHING)) is not _NOTHING:
            return reduce, reduce()
        raise PicklingError(f"Can't pickle {cls.__name__!r} object: {obj!r}")

    def save_reduce(self, func, args, state=None, listitems=None, dictitems=None,
                    state_setter=None, *, obj=None):
        """Write an object as the call that makes it, and what is put into it then."""
        if not isinstance(args, tuple):
            raise PicklingError("args from save_reduce() must be a tuple")
        if not callable(func):
            raise PicklingError("func from save_reduce() must be callable")
        self._save_call(func, args, obj)
        if obj is not None:
            if id(obj) in self.memo:    # it was saved by its arguments, which contain it
                self.write(POP + self.get(self.memo[id(obj)][0]))
            else:
                self.memoize(obj)
        if listitems is not None:
            self._batch_appends(listitems)
        if dictitems is not None:
            self._batch_setitems(dictitems)
        if state is None:
            return
        if state_setter is None:
            self.save(state)
            self.write(BUILD)
        else:
            for part in state_setter, obj, state:
                self.save(part)
            self.write(TUPLE2 + REDUCE + POP)   # what the setter returns does not matter

    def _save_call(self, func, args, obj):
        name = getattr(func, "__name__", "") if self.proto >= 2 else ""
        if name in ("__newobj__", "__newobj_ex__"):
            if not args or (name == "__newobj_ex__" and len(args) != 3):
                raise PicklingError(f"{name} has {len(args)} arguments")
            cls = args[0]
            if not hasattr(cls, "__new__"):
                raise PicklingError(f"args[0] from {name} args has no __new__")
            if obj is not None and cls is not obj.__class__:
                raise PicklingError(f"args[0] from {name} args has the wrong class")
        if name == "__newobj_ex__" and self.proto < 4:
            cls, positional, keywords = args
            func, args = partial(cls.__new__, cls, *positional, **keywords), ()
        if name == "__newobj__":
            parts, op = (args[0], args[1:]), NEWOBJ
        elif name == "__newobj_ex__" and self.proto >= 4:
            parts, op = args, NEWOBJ_EX
        else:
            parts, op = (func, args), REDUCE
        for part in parts:
            self.save(part)
        self.write(op)

    # -- numbers

    @_for(dispatch, type(None))
    def save_none(self, obj):
        self.write(NONE)

    @_for(dispatch, bool)
    def save_bool(self, obj):
        if self.proto >= 2:
            self.write(NEWTRUE if obj else NEWFALSE)
        else:
            self.write(TRUE if obj else FALSE)

    @_for(dispatch, int)
    def save_long(self, obj):
        if self.bin and 0 <= obj < 1 << 16:
            self.write(BININT1 + pack("<B", obj) if obj < 256 else BININT2 + pack("<H", obj))
        elif self.bin and -1 << 31 <= obj < 1 << 31:
            self.write(BININT + pack("<i", obj))
        elif self.proto >= 2:
            data = encode_long(obj)
            size = len(data)
            self.write((LONG1 + pack("<B", size) if size < 256 else LONG4 + pack("<i", size))
                       + data)
        elif -1 << 31 <= obj < 1 << 31:
            self.write(INT + repr(obj).encode("ascii") + b"\n")
        else:
            self.write(LONG + repr(obj).encode("ascii") + b"L\n")

    @_for(dispatch, float)
    def save_float(self, obj):
        if self.bin:
            self.write(BINFLOAT + pack(">d", obj))
        else:
            self.write(FLOAT + repr(obj).encode("ascii") + b"\n")

    # -- bytes and text

    def _write_sized(self, data, short, long, longest):
        """Data behind its size, with the opcode for a size of 1, 4 or 8 bytes."""
        size = len(data)
        if short and size < 256:
            header = short + pack("<B", size)
        elif long and (size < 1 << 32 or self.proto < 4):
            header = long + pack("<I", size)
        else:
            header = longest + pack("<Q", size)
        if size >= self.framer._FRAME_SIZE_TARGET:
            self._write_large_bytes(header, data)
        else:
            self.write(header + data)

    def _save_bytes_no_memo(self, obj):
        self._write_sized(obj, SHORT_BINBYTES, BINBYTES, BINBYTES8)

    @_for(dispatch, bytes)
    def save_bytes(self, obj):
        if self.proto >= 3:
            self._save_bytes_no_memo(obj)
            self.memoize(obj)
        elif obj:
            import codecs
            self.save_reduce(codecs.encode, (str(obj, "latin1"), "latin1"), obj=obj)
        else:
            self.save_reduce(bytes, (), obj=obj)

    def _save_bytearray_no_memo(self, obj):
        self._write_sized(obj, None, None, BYTEARRAY8)

    @_for(dispatch, bytearray)
    def save_bytearray(self, obj):
        if self.proto >= 5:
            self._save_bytearray_no_memo(obj)
            self.memoize(obj)
        else:
            self.save_reduce(bytearray, (bytes(obj),) if obj else (), obj=obj)

    @_for(dispatch, PickleBuffer)
    def save_picklebuffer(self, obj):
        if self.proto < 5:
            raise PicklingError("PickleBuffer can only be pickled with protocol >= 5")
        with obj.raw() as view:
            if not view.contiguous:
                raise PicklingError("PickleBuffer can not be pickled when pointing to a "
                                    "non-contiguous buffer")
            if self._buffer_callback is not None and not self._buffer_callback(obj):
                self.write(NEXT_BUFFER + (READONLY_BUFFER if view.readonly else b""))
                return
            data = view.tobytes()
            save = (self._save_bytes_no_memo if view.readonly else self._save_bytearray_no_memo)
            save(data if view.readonly else bytearray(data))
            self.memoize(obj)

    @_for(dispatch, str)
    def save_str(self, obj):
        if self.bin:
            self._write_sized(obj.encode("utf-8", "surrogatepass"),
                              SHORT_BINUNICODE if self.proto >= 4 else None, BINUNICODE,
                              BINUNICODE8)
        else:
            text = obj
            for character in "\\\0\n\r\x1a":    # which raw-unicode-escape leaves as they are
                text = text.replace(character, f"\\u{ord(character):04x}")
            self.write(UNICODE + text.encode("raw-unicode-escape") + b"\n")
        self.memoize(obj)

    # -- containers

    def _recall(self, obj, parts):
        """A container that contains itself was saved by what it contains: only its parts are to
        be taken off the stack again."""
        if id(obj) not in self.memo:
            return False
        self.write(parts + self.get(self.memo[id(obj)][0]))
        return True

    @_for(dispatch, tuple)
    def save_tuple(self, obj):
        if not obj:
            self.write(EMPTY_TUPLE if self.bin else MARK + TUPLE)
            return
        is_short = len(obj) <= 3 and self.proto >= 2
        if not is_short:
            self.write(MARK)
        for item in obj:
            self.save(item)
        pops = (POP * len(obj) if is_short else POP_MARK if self.bin
                else POP * (len(obj) + 1))
        if not self._recall(obj, pops):
            self.write((TUPLE1, TUPLE2, TUPLE3)[len(obj) - 1] if is_short else TUPLE)
            self.memoize(obj)

    @_for(dispatch, list)
    def save_list(self, obj):
        self.write(EMPTY_LIST if self.bin else MARK + LIST)
        self.memoize(obj)
        self._batch_appends(obj)

    @_for(dispatch, dict)
    def save_dict(self, obj):
        self.write(EMPTY_DICT if self.bin else MARK + DICT)
        self.memoize(obj)
        self._batch_setitems(obj.items())

    def _batch_appends(self, items):
        for batch in batched(items, self._BATCHSIZE if self.bin else 1):
            if len(batch) > 1:
                self.write(MARK)
            for item in batch:
                self.save(item)
            self.write(APPENDS if len(batch) > 1 else APPEND)

    def _batch_setitems(self, items):
        for batch in batched(items, self._BATCHSIZE if self.bin else 1):
            if len(batch) > 1:
                self.write(MARK)
            for key, value in batch:
                self.save(key)
                self.save(value)
            self.write(SETITEMS if len(batch) > 1 else SETITEM)

    @_for(dispatch, set)
    def save_set(self, obj):
        if self.proto < 4:
            self.save_reduce(set, (list(obj),), obj=obj)
            return
        self.write(EMPTY_SET)
        self.memoize(obj)
        for batch in batched(obj, self._BATCHSIZE):
            self.write(MARK)
            for item in batch:
                self.save(item)
            self.write(ADDITEMS)

    @_for(dispatch, frozenset)
    def save_frozenset(self, obj):
        if self.proto < 4:
            self.save_reduce(frozenset, (list(obj),), obj=obj)
            return
        self.write(MARK)
        for item in obj:
            self.save(item)
        if not self._recall(obj, POP_MARK):
            self.write(FROZENSET)
            self.memoize(obj)

    # -- what is found by its name

    @_for(dispatch, FunctionType)
    def save_global(self, obj, name=None):
        """Write the name of a class or function."""
        if name is None:
            name = getattr(obj, "__qualname__", None) or obj.__name__
        module_name = whichmodule(obj, name)
        module, parent = self._find_global(obj, module_name, name)
        if self._save_extension(module_name, name):
            return
        if parent is module:
            name = name.rpartition(".")[2]
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self.write(STACK_GLOBAL)
        elif parent is not module:
            self._save_path(module_name, name)
        else:
            self._save_toplevel_by_name(module_name, name)
        self.memoize(obj)

    def _save_path(self, module_name, path):
        """getattr(getattr(a, "b"), "c") for a.b.c, from the inside."""
        name, *parts = path.split(".")
        for _ in parts:
            self.save(getattr)
            if self.proto < 2:
                self.write(MARK)
        self._save_toplevel_by_name(module_name, name)
        for part in parts:
            self.save(part)
            self.write((TUPLE2 if self.proto >= 2 else TUPLE) + REDUCE)

    def _find_global(self, obj, module_name, name):
        where = f"{module_name}.{name}"
        try:
            __import__(module_name, level=0)
            module = sys.modules[module_name]
            found, parent = _getattribute(module, name)
        except (ImportError, KeyError, AttributeError):
            raise PicklingError(f"Can't pickle {obj!r}: it's not found as {where}") from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {where}")
        return module, parent

    def _save_extension(self, module_name, name):
        code = _extension_registry.get((module_name, name)) if self.proto >= 2 else None
        if not code:
            return False
        if code < 1 << 8:
            self.write(EXT1 + pack("<B", code))
        elif code < 1 << 16:
            self.write(EXT2 + pack("<H", code))
        else:
            self.write(EXT4 + pack("<i", code))
        return True

    def _save_toplevel_by_name(self, module_name, name):
        if self.fix_imports:
            module_name, name = REVERSE_NAME_MAPPING.get((module_name, name), (module_name, name))
            module_name = REVERSE_IMPORT_MAPPING.get(module_name, module_name)
        encoding = "utf-8" if self.proto >= 3 else "ascii"
        try:
            self.write(GLOBAL + module_name.encode(encoding) + b"\n"
                       + name.encode(encoding) + b"\n")
        except UnicodeEncodeError:
            raise PicklingError(f"can't pickle global identifier '{module_name}.{name}' using "
                                f"pickle protocol {self.proto}")

    @_for(dispatch, type)
    def save_type(self, obj):
        for singleton in None, NotImplemented, ...:
            if obj is type(singleton):
                return self.save_reduce(type, (singleton,), obj=obj)
        return self.save_global(obj)


def _dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    _Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)


def _dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    file = io.BytesIO()
    _dump(obj, file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback)
    return file.getvalue()
