"""Codecs: registry, base classes, streams.

The registry and the codecs themselves are the native module _codecs. What is here is the interface
for those written in Python, and files that encode and decode on the way.
"""

import builtins
import sys

from _codecs import *
from _codecs import _keep_info_class, _unregister_error

__all__ = """
    register lookup open EncodedFile BOM BOM_BE BOM_LE BOM32_BE BOM32_LE BOM64_BE BOM64_LE BOM_UTF8
    BOM_UTF16 BOM_UTF16_LE BOM_UTF16_BE BOM_UTF32 BOM_UTF32_LE BOM_UTF32_BE CodecInfo Codec
    IncrementalEncoder IncrementalDecoder StreamReader StreamWriter StreamReaderWriter StreamRecoder
    getencoder getdecoder getincrementalencoder getincrementaldecoder getreader getwriter encode
    decode iterencode iterdecode strict_errors ignore_errors replace_errors xmlcharrefreplace_errors
    backslashreplace_errors namereplace_errors register_error lookup_error
    """.split()

# The marks at the beginning of a file that tell its encoding, also by older names.
BOM_UTF8 = b"\xef\xbb\xbf"
BOM_UTF16_LE, BOM_UTF32_LE = BOM_LE, BOM64_LE = b"\xff\xfe", b"\xff\xfe\0\0"
BOM_UTF16_BE, BOM_UTF32_BE = BOM_BE, BOM64_BE = b"\xfe\xff", b"\0\0\xfe\xff"
BOM32_LE, BOM32_BE = BOM_LE, BOM_BE
BOM_UTF16, BOM_UTF32 = ((BOM_UTF16_LE, BOM_UTF32_LE) if sys.byteorder == "little" else
                        (BOM_UTF16_BE, BOM_UTF32_BE))
BOM = BOM_UTF16


class CodecInfo(tuple):
    """What the registry knows of a codec: a tuple (encode, decode, reader, writer) and more."""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None,
                incrementalencoder=None, incrementaldecoder=None, name=None, *,
                _is_text_encoding=None):
        info = super().__new__(cls, (encode, decode, streamreader, streamwriter))
        vars(info).update(
            name=name, encode=encode, decode=decode, streamreader=streamreader,
            streamwriter=streamwriter, incrementalencoder=incrementalencoder,
            incrementaldecoder=incrementaldecoder)
        if _is_text_encoding is not None:
            info._is_text_encoding = _is_text_encoding
        return info

    def __repr__(self):
        cls = type(self)
        return (f"<{cls.__module__}.{cls.__qualname__} object for encoding {self.name} "
                f"at {id(self):#x}>")

    def __getnewargs__(self):
        return tuple(self)


CodecInfo = _keep_info_class(CodecInfo)  # of this module's first load, if it is not the first


def _to_be_defined(doc=None):
    """A method that subclasses define."""
    def method(self, *args, **kwargs):
        raise NotImplementedError
    method.__doc__ = doc
    return method


class Codec:
    """Encodes and decodes without keeping state between calls."""

    encode = _to_be_defined("The encoded input and how much of it was read.")
    decode = _to_be_defined("The decoded input and how much of it was read.")


# ---- piece by piece ------------------------------------------------------------------------------

class _Incremental:
    """What encoders and decoders that work piece by piece share: errors and a state."""

    _no_state = 0

    def __init__(self, errors="strict"):
        self.errors = errors

    def reset(self):
        """Forget everything."""

    def getstate(self):
        """What setstate() needs to go on from here later."""
        return self._no_state

    def setstate(self, state):
        """Go on from a state that getstate gave."""


class IncrementalEncoder(_Incremental):
    """Encodes piece by piece; the last piece is given with final=True."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = ""

    encode = _to_be_defined()


class IncrementalDecoder(_Incremental):
    """Decodes piece by piece; the last piece is given with final=True."""

    _no_state = b"", 0  # the input that waits, and an integer for the rest
    decode = _to_be_defined()


class BufferedIncrementalEncoder(IncrementalEncoder):
    """An incremental encoder that keeps the input it could not encode yet."""

    _buffer_encode = _to_be_defined()

    def encode(self, input, final=False):
        input = self.buffer + input
        output, used = self._buffer_encode(input, self.errors, final)
        self.buffer = input[used:]
        return output

    def reset(self):
        self.buffer = ""

    def getstate(self):
        return self.buffer or 0

    def setstate(self, state):
        self.buffer = state or ""


class BufferedIncrementalDecoder(IncrementalDecoder):
    """An incremental decoder that keeps the input it could not decode yet."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = b""

    _buffer_decode = _to_be_defined()

    def decode(self, input, final=False):
        input = self.buffer + input
        output, used = self._buffer_decode(input, self.errors, final)
        self.buffer = input[used:]
        return output

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer, _ = state


# ---- streams -------------------------------------------------------------------------------------

class _Wrapper:
    """A file around another one, which has what the wrapper has not itself."""

    def __getattr__(self, name, getattr=getattr):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()

    def __iter__(self):
        return self

    def __reduce_ex__(self, protocol):
        raise TypeError(f"can't serialize {type(self).__name__}")


class StreamWriter(Codec, _Wrapper):
    """A file to which text is written as bytes."""

    __iter__ = None  # the stream may be iterable, but not as text

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors

    def write(self, object):
        self.stream.write(self.encode(object, self.errors)[0])

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        """Forget the state."""

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        if not (offset or whence):
            self.reset()


class StreamReader(Codec, _Wrapper):
    """A file from which bytes are read as text."""

    # Bytes that are not decoded yet wait in bytebuffer, text that is not asked for yet in
    # charbuffer; or in linebuffer, if it was split into lines already.

    charbuffertype = str

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors
        self._empty_charbuffer = self.charbuffertype()
        StreamReader.reset(self)

    def reset(self):
        self.bytebuffer, self.charbuffer, self.linebuffer = b"", self._empty_charbuffer, None

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def read(self, size=-1, chars=-1, firstline=False):
        """Decoded text: about `size` bytes of it, at most `chars` characters."""
        if self.linebuffer:
            self.charbuffer = self._empty_charbuffer.join(self.linebuffer)
            self.linebuffer = None
        wanted = size if chars < 0 else chars
        while wanted < 0 or len(self.charbuffer) < wanted:
            new = self.stream.read() if size < 0 else self.stream.read(size)
            waiting = self.bytebuffer + new
            if not waiting:
                break
            text, used = self._decode_piece(waiting, firstline)
            self.bytebuffer = waiting[used:]
            self.charbuffer += text
            if not new or size < 0:
                break
        if wanted < 0:
            wanted = len(self.charbuffer)
        result, self.charbuffer = self.charbuffer[:wanted], self.charbuffer[wanted:]
        return result

    def _decode_piece(self, data, firstline):
        try:
            return self.decode(data, self.errors)
        except UnicodeDecodeError as e:
            if firstline:
                # the first line may be good: what is behind it is decoded when it is asked for
                good, used = self.decode(data[:e.start], self.errors)
                if len(good.splitlines(keepends=True)) > 1:
                    return good, used
            raise

    def readline(self, size=None, keepends=True):
        """The next line; size is how much to read at a time."""
        if self.linebuffer:
            line, *rest = self.linebuffer
            self._keep_lines(rest)
        else:
            line = self._read_line(size)
        return line if keepends else _without_end(line)

    def _keep_lines(self, lines):
        """What was read behind a line: the last of the lines may not be complete."""
        if len(lines) > 1:
            self.linebuffer, self.charbuffer = lines, None
        else:
            self.linebuffer, self.charbuffer = None, lines[0]

    def _read_line(self, size):
        piece = size or 72
        text = self._empty_charbuffer
        while True:
            new = self.read(piece, firstline=True)
            if new and new[-1:] in ("\r", b"\r"):  # perhaps half of a line's end
                new += self.read(size=1, chars=1)
            text += new
            line, *rest = text.splitlines(keepends=True) or [text]
            if rest:
                rest[-1] += self.charbuffer
                self._keep_lines(rest)
                return line
            is_complete = line != _without_end(line)
            if is_complete or not new or size is not None:
                return text
            piece = min(2 * piece, 8000)

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def __next__(self):
        if line := self.readline():
            return line
        raise StopIteration


def _without_end(line):
    return line.splitlines(keepends=False)[0] if line else line


def _of_part(part, name):
    """A method that calls that of the reader or writer."""
    def method(self, *args, **kwargs):
        return getattr(getattr(self, part), name)(*args, **kwargs)
    method.__name__ = name
    return method


class _ReaderAndWriter(_Wrapper):
    def __init__(self, stream, Reader, Writer, errors):
        self.stream, self.errors = stream, errors
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)

    def reset(self):
        self.reader.reset()
        self.writer.reset()


class StreamReaderWriter(_ReaderAndWriter):
    """A file that is read and written as text."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        super().__init__(stream, Reader, Writer, errors)

    read, readline, readlines, __next__ = (
        _of_part("reader", name) for name in ("read", "readline", "readlines", "__next__"))
    write, writelines = (_of_part("writer", name) for name in ("write", "writelines"))

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()
        if not (offset or whence):
            self.writer.reset()


class StreamRecoder(_ReaderAndWriter):
    """A file of one encoding that appears as one of another."""

    data_encoding = file_encoding = "unknown"

    def __init__(self, stream, encode, decode, Reader, Writer, errors="strict"):
        super().__init__(stream, Reader, Writer, errors)
        self.encode, self.decode = encode, decode

    def _encoded(self, text):
        return self.encode(text, self.errors)[0]

    def read(self, size=-1):
        return self._encoded(self.reader.read(size))

    def readline(self, size=None):
        return self._encoded(self.reader.readline(size))

    def readlines(self, sizehint=None):
        return self.read().splitlines(keepends=True)

    def __next__(self):
        return self._encoded(next(self.reader))

    def write(self, data):
        return self.writer.write(self.decode(data, self.errors)[0])

    def writelines(self, list):
        return self.write(b"".join(list))

    def seek(self, offset, whence=0):
        self.reader.seek(offset, whence)
        self.writer.seek(offset, whence)


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """A file opened in binary mode and read or written as text of the encoding."""
    if encoding is None:
        return builtins.open(filename, mode, buffering)
    file = builtins.open(filename, mode if "b" in mode else mode + "b", buffering)
    try:
        info = lookup(encoding)
        wrapper = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
    except BaseException:
        file.close()
        raise
    wrapper.encoding = encoding
    return wrapper


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """A file of file_encoding that is read and written in data_encoding."""
    file_encoding = file_encoding or data_encoding
    encode, decode, _, _ = lookup(data_encoding)
    _, _, reader, writer = lookup(file_encoding)
    recoder = StreamRecoder(file, encode, decode, reader, writer, errors)
    recoder.data_encoding, recoder.file_encoding = data_encoding, file_encoding
    return recoder


# ---- finding -------------------------------------------------------------------------------------

def _finder(attribute, what):
    def find(encoding):
        found = getattr(lookup(encoding), attribute)
        if found is None and attribute.startswith("incremental"):
            raise LookupError(encoding)
        return found
    find.__doc__ = f"The {what} of the encoding; LookupError if there is none."
    return find


getencoder = _finder("encode", "encoding function")
getdecoder = _finder("decode", "decoding function")
getincrementalencoder = _finder("incrementalencoder", "class that encodes piece by piece")
getincrementaldecoder = _finder("incrementaldecoder", "class that decodes piece by piece")
getreader = _finder("streamreader", "class of files to read")
getwriter = _finder("streamwriter", "class of files to write")


def iterencode(iterator, encoding, errors="strict", **kwargs):
    """Encodes the pieces of an iterator, one after the other."""
    yield from _converted(getincrementalencoder(encoding)(errors, **kwargs).encode, iterator, "")


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    """Decodes the pieces of an iterator, one after the other."""
    yield from _converted(getincrementaldecoder(encoding)(errors, **kwargs).decode, iterator, b"")


def _converted(convert, pieces, nothing):
    for piece in pieces:
        if output := convert(piece):
            yield output
    if output := convert(nothing, True):
        yield output


def make_identity_dict(rng):
    """The map of each number to itself."""
    return {i: i for i in rng}


def make_encoding_map(decoding_map):
    """The inverse of a decoding map; what two bytes decode to maps to None."""
    inverse = {}
    for byte, character in decoding_map.items():
        inverse[character] = None if character in inverse else byte
    return inverse


(strict_errors, ignore_errors, replace_errors, xmlcharrefreplace_errors, backslashreplace_errors,
 namereplace_errors) = map(lookup_error, ("strict", "ignore", "replace", "xmlcharrefreplace",
                                          "backslashreplace", "namereplace"))
