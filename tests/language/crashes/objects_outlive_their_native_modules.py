"""What a native module made for itself is there as long as an object of its types may need it."""

import gc
import io
import sys
import types


def forget(*names):
    """Empties the modules and takes them out of sys.modules."""
    for name in names:
        vars(sys.modules.pop(name)).clear()
    gc.collect()
    return [types.new_class(f"Filler{i}") for i in range(50)]  # what is freed is used again


def attempt(action):
    try:
        action()
    except Exception as error:
        return f"{type(error).__module__}.{type(error).__name__}: {error}"


import zlib

inflater = zlib.decompressobj()
forget("zlib")
print(attempt(lambda: inflater.decompress(b"bad")))  # expect: zlib.error: Error -3 while decompressing data: incorrect header check

import _lzma

decompressor = _lzma.LZMADecompressor()
forget("_lzma")
print(attempt(lambda: decompressor.decompress(b"b" * 20)))  # expect: _lzma.LZMAError: Input format not supported by decoder

import _struct

layout = _struct.Struct("i")
forget("_struct")
print(attempt(lambda: layout.pack("x")))  # expect: struct.error: required argument is not an integer

import _csv

reader = _csv.reader(['"a"b'], strict=True)
writer = _csv.writer
forget("_csv")
print(attempt(lambda: next(reader)))  # expect: _csv.Error: ',' expected after '"'

import _pickle

unpickler, pickler = _pickle.Unpickler(io.BytesIO(b"bad")), _pickle.Pickler(io.BytesIO())
forget("_pickle")
print(attempt(unpickler.load))  # expect: _pickle.UnpicklingError: unpickling stack underflow
print(attempt(lambda: pickler.dump([1, {"a": (2.5, None)}])))  # expect: None

import pyexpat

parser = pyexpat.ParserCreate()
forget("pyexpat")
print(attempt(lambda: parser.Parse("<a><", True)))  # expect: xml.parsers.expat.ExpatError: unclosed token: line 1, column 3

import _decimal

three, context = _decimal.Decimal(3), _decimal.Context(prec=3)
forget("_decimal")
print(attempt(lambda: context.divide(three, 0)))  # expect: decimal.DivisionByZero: [<class 'decimal.DivisionByZero'>]
print(attempt(lambda: three.as_tuple()))  # expect: None

import _socket

getaddrinfo = _socket.getaddrinfo
forget("_socket")
print(attempt(lambda: getaddrinfo("localhost", "no such service"))[:16])  # expect: socket.gaierror:

import _signal

setitimer = _signal.setitimer
forget("_signal")
print(attempt(lambda: setitimer(77, 1)))  # expect: signal.itimer_error: [Errno 22] Invalid argument

import _queue

queue = _queue.SimpleQueue()
forget("_queue")
print(attempt(queue.get_nowait).strip())  # expect: _queue.Empty:

import binascii

unhexlify = binascii.unhexlify
forget("binascii")
print(attempt(lambda: unhexlify("0")))  # expect: binascii.Error: Odd-length string

del sys.monitoring.DISABLE, sys.monitoring.MISSING
forget()
sys.monitoring.use_tool_id(4, "test")
sys.monitoring.register_callback(4, sys.monitoring.events.CALL, lambda *arguments: None)
sys.monitoring.set_events(4, sys.monitoring.events.CALL)
print(len("abc"))  # expect: 3
sys.monitoring.set_events(4, 0)

stream = io.StringIO()
del sys.modules["_io"].UnsupportedOperation, io.UnsupportedOperation
forget()
print(attempt(stream.fileno))  # expect: io.UnsupportedOperation: fileno


class LastWords:
    """Uses them when hardly anything is left."""

    def __init__(self, action):
        self.action = action

    def __del__(self):
        attempt(self.action)


sys.last_words = [LastWords(lambda: context.divide(three, 0)), LastWords(queue.get_nowait), LastWords(stream.fileno)]
sys.last_words.append(sys.last_words)
