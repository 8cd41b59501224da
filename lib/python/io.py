"""Streams: files, and what behaves like files.

They are native (module _io). Here are the public names and the abstract base classes, with which
other classes can be registered.
"""

import _io
import abc
from _io import (DEFAULT_BUFFER_SIZE, UnsupportedOperation, BlockingIOError, open, open_code,
                 text_encoding, FileIO, BytesIO, StringIO, BufferedReader, BufferedWriter,
                 BufferedRWPair, BufferedRandom, TextIOWrapper, IncrementalNewlineDecoder)

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO",
           "StringIO", "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRWPair",
           "BufferedRandom", "TextIOBase", "TextIOWrapper", "UnsupportedOperation", "SEEK_SET",
           "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE", "text_encoding",
           "IncrementalNewlineDecoder"]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2

UnsupportedOperation.__module__ = "io"


class IOBase(_io._IOBase, metaclass=abc.ABCMeta):
    __doc__ = _io._IOBase.__doc__


def _base(native, *classes):
    """The abstract class of a native one; other native classes belong to it."""
    made = abc.ABCMeta(native.__name__[1:], (native, IOBase),
                       {"__doc__": native.__doc__, "__module__": "io"})
    for cls in classes:
        made.register(cls)
    return made


RawIOBase = _base(_io._RawIOBase, FileIO)
BufferedIOBase = _base(_io._BufferedIOBase, BytesIO, BufferedReader, BufferedWriter,
                       BufferedRandom, BufferedRWPair)
TextIOBase = _base(_io._TextIOBase, StringIO, TextIOWrapper)
