"""The io module provides the Python interfaces to stream handling.

All of it is native (module _io); here are the public names.
"""
import _io
from _io import (DEFAULT_BUFFER_SIZE, UnsupportedOperation, BlockingIOError, open, open_code,
                 text_encoding, FileIO, BytesIO, StringIO, BufferedReader, BufferedWriter,
                 BufferedRWPair, BufferedRandom, TextIOWrapper, IncrementalNewlineDecoder,
                 _IOBase as IOBase, _RawIOBase as RawIOBase, _BufferedIOBase as BufferedIOBase,
                 _TextIOBase as TextIOBase)

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO",
           "StringIO", "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRWPair",
           "BufferedRandom", "TextIOBase", "TextIOWrapper", "UnsupportedOperation", "SEEK_SET",
           "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE", "IncrementalNewlineDecoder"]

SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
