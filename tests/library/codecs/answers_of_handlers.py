"""Error handlers that answer what they should not, and exceptions whose attributes were changed."""
import codecs


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def answer(value):
    codecs.register_error("answer", lambda error: value)
    return attempt("a\u0100b".encode, "ascii", "answer"), attempt(b"a\xffb".decode, "ascii", "answer")


print(answer(None))  # expect: ('TypeError: encoding error handler must return (str/bytes, int) tuple', 'TypeError: decoding error handler must return (str, int) tuple')
print(answer(("x",)))  # expect: ('TypeError: encoding error handler must return (str/bytes, int) tuple', 'TypeError: decoding error handler must return (str, int) tuple')
print(answer(("x", 2, 3)))  # expect: ('TypeError: encoding error handler must return (str/bytes, int) tuple', 'TypeError: decoding error handler must return (str, int) tuple')
print(answer((5, 2)))  # expect: ('TypeError: encoding error handler must return (str/bytes, int) tuple', 'TypeError: decoding error handler must return (str, int) tuple')
print(answer((b"y", 2)))  # expect: (b'ayb', 'TypeError: decoding error handler must return (str, int) tuple')
print(answer(("x", "2")))  # expect: ("TypeError: 'str' object cannot be interpreted as an integer", "TypeError: 'str' object cannot be interpreted as an integer")
print(answer(("x", 2)))  # expect: (b'axb', 'axb')
print(answer(("x", -1)))  # expect: (b'axb', 'axb')
print(answer(("x", -4)))  # expect: ('IndexError: position -1 from error handler out of bounds', 'IndexError: position -1 from error handler out of bounds')
print(answer(("x", 4)))  # expect: ('IndexError: position 4 from error handler out of bounds', 'IndexError: position 4 from error handler out of bounds')
print(answer(("x", 3)))  # expect: (b'ax', 'ax')
print(answer(("x", 2 ** 70)))  # expect: ('OverflowError: Python int too large to convert to C ssize_t', 'OverflowError: Python int too large to convert to C ssize_t')
print(answer(("", 2)))  # expect: (b'ab', 'ab')
print(answer(("\u0101", 2)))  # expect: ("UnicodeEncodeError: 'ascii' codec can't encode character '\\u0100' in position 1: ordinal not in range(128)", 'aāb')
print(answer((["x"], 2)))  # expect: ('TypeError: encoding error handler must return (str/bytes, int) tuple', 'TypeError: decoding error handler must return (str, int) tuple')


def change(**attributes):
    def handler(error):
        for name, value in attributes.items():
            setattr(error, name, value)
        return "?", 2
    codecs.register_error("change", handler)
    return attempt(b"a\xffb".decode, "ascii", "change")


print(change(object=b"another one"))  # expect: a?other one
print(change(object=b""))  # expect: IndexError: position 2 from error handler out of bounds
print(change(object="text"))  # expect: TypeError: object attribute must be bytes
print(change(start=100, end=-5))  # expect: a?b

handlers = "strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape", "surrogatepass"
encode = UnicodeEncodeError("ascii", "a\u0100\udc80\U0001f600b", 1, 4, "because")
decode = UnicodeDecodeError("utf-8", b"a\xed\xa0\x80\xff", 1, 4, "because")
translate = UnicodeTranslateError("a\u0100\u0101b", 1, 3, "because")


def all_handlers(error):
    return [f"{name}: {attempt(codecs.lookup_error(name), error)}" for name in handlers]


print(*all_handlers(encode), sep="\n")
# expect: strict: UnicodeEncodeError: 'ascii' codec can't encode characters in position 1-3: because
# expect: ignore: ('', 4)
# expect: replace: ('???', 4)
# expect: xmlcharrefreplace: ('&#256;&#56448;&#128512;', 4)
# expect: backslashreplace: ('\\u0100\\udc80\\U0001f600', 4)
# expect: namereplace: ('\\N{LATIN CAPITAL LETTER A WITH MACRON}\\udc80\\N{GRINNING FACE}', 4)
# expect: surrogateescape: UnicodeEncodeError: 'ascii' codec can't encode characters in position 1-3: because
# expect: surrogatepass: UnicodeEncodeError: 'ascii' codec can't encode characters in position 1-3: because
print(*all_handlers(decode), sep="\n")
# expect: strict: UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 1-3: because
# expect: ignore: ('', 4)
# expect: replace: ('�', 4)
# expect: xmlcharrefreplace: TypeError: don't know how to handle UnicodeDecodeError in error callback
# expect: backslashreplace: ('\\xed\\xa0\\x80', 4)
# expect: namereplace: TypeError: don't know how to handle UnicodeDecodeError in error callback
# expect: surrogateescape: ('\udced\udca0\udc80', 4)
# expect: surrogatepass: ('\ud800', 4)
print(*all_handlers(translate), sep="\n")
# expect: strict: UnicodeTranslateError: can't translate characters in position 1-2: because
# expect: ignore: ('', 3)
# expect: replace: ('��', 3)
# expect: xmlcharrefreplace: TypeError: don't know how to handle UnicodeTranslateError in error callback
# expect: backslashreplace: ('\\u0100\\u0101', 3)
# expect: namereplace: TypeError: don't know how to handle UnicodeTranslateError in error callback
# expect: surrogateescape: TypeError: don't know how to handle UnicodeTranslateError in error callback
# expect: surrogatepass: TypeError: don't know how to handle UnicodeTranslateError in error callback
print(*all_handlers(ValueError("another")), sep="\n")
# expect: strict: ValueError: another
# expect: ignore: TypeError: don't know how to handle ValueError in error callback
# expect: replace: TypeError: don't know how to handle ValueError in error callback
# expect: xmlcharrefreplace: TypeError: don't know how to handle ValueError in error callback
# expect: backslashreplace: TypeError: don't know how to handle ValueError in error callback
# expect: namereplace: TypeError: don't know how to handle ValueError in error callback
# expect: surrogateescape: TypeError: don't know how to handle ValueError in error callback
# expect: surrogatepass: TypeError: don't know how to handle ValueError in error callback
print(*all_handlers(5), sep="\n")
# expect: strict: TypeError: codec must pass exception instance
# expect: ignore: TypeError: don't know how to handle int in error callback
# expect: replace: TypeError: don't know how to handle int in error callback
# expect: xmlcharrefreplace: TypeError: don't know how to handle int in error callback
# expect: backslashreplace: TypeError: don't know how to handle int in error callback
# expect: namereplace: TypeError: don't know how to handle int in error callback
# expect: surrogateescape: TypeError: don't know how to handle int in error callback
# expect: surrogatepass: TypeError: don't know how to handle int in error callback
print(*all_handlers(UnicodeDecodeError("ascii", b"abc", -5, 100, "beyond")), sep="\n")
# expect: strict: UnicodeDecodeError: 'ascii' codec can't decode bytes in position -5-99: beyond
# expect: ignore: ('', 3)
# expect: replace: ('�', 3)
# expect: xmlcharrefreplace: TypeError: don't know how to handle UnicodeDecodeError in error callback
# expect: backslashreplace: ('\\x61\\x62\\x63', 3)
# expect: namereplace: TypeError: don't know how to handle UnicodeDecodeError in error callback
# expect: surrogateescape: UnicodeDecodeError: 'ascii' codec can't decode bytes in position -5-99: beyond
# expect: surrogatepass: UnicodeDecodeError: 'ascii' codec can't decode bytes in position -5-99: beyond
print(*all_handlers(UnicodeEncodeError("ascii", "abc", 50, 100, "beyond")), sep="\n")
# expect: strict: UnicodeEncodeError: 'ascii' codec can't encode characters in position 50-99: beyond
# expect: ignore: ('', 3)
# expect: replace: ('?', 3)
# expect: xmlcharrefreplace: ('&#99;', 3)
# expect: backslashreplace: ('\\x63', 3)
# expect: namereplace: ('\\N{LATIN SMALL LETTER C}', 3)
# expect: surrogateescape: UnicodeEncodeError: 'ascii' codec can't encode characters in position 50-99: beyond
# expect: surrogatepass: UnicodeEncodeError: 'ascii' codec can't encode characters in position 50-99: beyond

surrogates = UnicodeEncodeError("utf-16-le", "\ud800\udfff", 0, 2, "surrogates")
passes = codecs.lookup_error("surrogatepass")


def passed(encoding, error=surrogates):
    error.encoding = encoding
    return attempt(passes, error)


print([passed(name) for name in ("utf-8", "utf8", "UTF_8", "utf-16-be", "utf-16-le", "utf-32-be", "utf_32_le")])  # expect: [(b'\xed\xa0\x80\xed\xbf\xbf', 2), (b'\xed\xa0\x80\xed\xbf\xbf', 2), (b'\xed\xa0\x80\xed\xbf\xbf', 2), (b'\xd8\x00\xdf\xff', 2), (b'\x00\xd8\xff\xdf', 2), (b'\x00\x00\xd8\x00\x00\x00\xdf\xff', 2), (b'\x00\xd8\x00\x00\xff\xdf\x00\x00', 2)]
print(passed("ascii"))  # expect: UnicodeEncodeError: 'ascii' codec can't encode characters in position 0-1: surrogates
print(passed("utf-7"))  # expect: UnicodeEncodeError: 'utf-7' codec can't encode characters in position 0-1: surrogates
print(passed("utf"))  # expect: UnicodeEncodeError: 'utf' codec can't encode characters in position 0-1: surrogates
print(passed(""))  # expect: UnicodeEncodeError: '' codec can't encode characters in position 0-1: surrogates
print(passed("utf-8-sig"))  # expect: UnicodeEncodeError: 'utf-8-sig' codec can't encode characters in position 0-1: surrogates
broken = UnicodeDecodeError("utf-16-le", b"\x00\xd8\x41\x00", 0, 2, "surrogates")
print(passed("utf-16-le", broken), passed("utf-16-be", broken), passed("utf-32-le", broken), passed("utf-8", broken))  # expect: ('\ud800', 2) UnicodeDecodeError: 'utf-16-be' codec can't decode bytes in position 0-1: surrogates UnicodeDecodeError: 'utf-32-le' codec can't decode bytes in position 0-1: surrogates UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: surrogates
print(attempt(codecs.lookup_error("surrogateescape"), UnicodeEncodeError("ascii", "\udc80\udcff\udd00", 0, 3, "mixed")))  # expect: UnicodeEncodeError: 'ascii' codec can't encode characters in position 0-2: mixed
print(attempt(codecs.lookup_error("surrogateescape"), UnicodeDecodeError("ascii", b"\x80\xff\x41", 0, 3, "mixed")))  # expect: ('\udc80\udcff', 2)
print(attempt(codecs.lookup_error("surrogateescape"), UnicodeDecodeError("ascii", b"\x41", 0, 1, "plain")))  # expect: UnicodeDecodeError: 'ascii' codec can't decode byte 0x41 in position 0: plain

# What exceptions lack.
print(attempt(codecs.lookup_error("replace"), UnicodeEncodeError.__new__(UnicodeEncodeError)))  # expect: TypeError: object attribute not set
print(attempt(codecs.lookup_error("replace"), UnicodeDecodeError.__new__(UnicodeDecodeError)))  # expect: TypeError: object attribute not set
print(attempt(codecs.lookup_error("ignore"), UnicodeTranslateError.__new__(UnicodeTranslateError)))  # expect: TypeError: object attribute not set
encode.object = b"bytes"
print(attempt(codecs.lookup_error("replace"), encode))  # expect: TypeError: object attribute must be unicode
encode.object = "text"
print(attempt(setattr, encode, "start", "one"))  # expect: TypeError: an integer is required
print(attempt(delattr, encode, "object"))  # expect: None
print(attempt(codecs.lookup_error("backslashreplace"), encode))  # expect: TypeError: object attribute not set

# The registry.
print(attempt(codecs.register_error, "name", 5))  # expect: TypeError: handler must be callable
print(attempt(codecs.register_error, 5, len))  # expect: TypeError: register_error() argument 1 must be str, not int
print(attempt(codecs.lookup_error, "nothing known"))  # expect: LookupError: unknown error handler name 'nothing known'
print(attempt(codecs.lookup_error, "with\0null"))  # expect: ValueError: embedded null character
print(attempt("\u0100".encode, "ascii", "nothing known"))  # expect: LookupError: unknown error handler name 'nothing known'
print(attempt(b"\xff".decode, "ascii", "nothing known"))  # expect: LookupError: unknown error handler name 'nothing known'
print(attempt("\u0100".encode, "ascii", "with\0null"))  # expect: ValueError: embedded null character
codecs.register_error("raises", lambda error: 1 / 0)
print(attempt("\u0100".encode, "ascii", "raises"))  # expect: ZeroDivisionError: division by zero
print(attempt(b"\xff".decode, "utf-8", "raises"))  # expect: ZeroDivisionError: division by zero
