"""marshal and pickle: any bytes are refused or give a value that is written and read back. Code that
the verifier accepts is run."""

import marshal
import pickle
import sys
import types

import _code_bytes
from harmless import use

sys.setrecursionlimit(300)
EXPECTED = ValueError, EOFError, TypeError, MemoryError, RecursionError, KeyboardInterrupt


def code_of(value):
    return isinstance(value, types.CodeType)


def try_marshal(data):
    try:
        value = marshal.loads(data)
        again = marshal.loads(marshal.dumps(value))
    except EXPECTED:
        return
    if code_of(value):
        use(value)
    else:
        assert repr(again) == repr(value) or "{" in repr(value), value


def try_code(data):
    try:
        code = _code_bytes.loads(data)
    except (ValueError, MemoryError):
        return
    try:
        use(code)
    except KeyboardInterrupt:
        pass


class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError("no classes")


def try_pickle(data):
    import io
    try:
        value = Reader(io.BytesIO(data)).load()
        again = pickle.loads(pickle.dumps(value))
        repr(again)
    except (Exception, KeyboardInterrupt):
        pass


def fuzz(data):
    try_marshal(data)
    try_code(data)
    try_pickle(data)
