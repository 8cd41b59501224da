"""JSON (JavaScript Object Notation), a lightweight data interchange format.

dump() and dumps() write values as JSON text, load() and loads() read it.
"""

__version__ = "2.0.9"
__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]

from . import decoder, encoder, scanner
from .decoder import JSONDecodeError, JSONDecoder
from .encoder import JSONEncoder

_default_encoder = JSONEncoder(skipkeys=False, ensure_ascii=True, check_circular=True,
                               allow_nan=True, indent=None, separators=None, default=None)
_default_decoder = JSONDecoder(object_hook=None, object_pairs_hook=None)


def _encoder_for(cls, skipkeys, ensure_ascii, check_circular, allow_nan, indent, separators,
                 default, sort_keys, kw):
    if (not skipkeys and ensure_ascii and check_circular and allow_nan and cls is None
            and indent is None and separators is None and default is None and not sort_keys
            and not kw):
        return _default_encoder
    return (cls or JSONEncoder)(skipkeys=skipkeys, ensure_ascii=ensure_ascii,
                                check_circular=check_circular, allow_nan=allow_nan,
                                indent=indent, separators=separators, default=default,
                                sort_keys=sort_keys, **kw)


def dump(obj, fp, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
         cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    """Writes a value as JSON to a file; the other arguments are those of dumps()."""
    chosen = _encoder_for(cls, skipkeys, ensure_ascii, check_circular, allow_nan, indent,
                          separators, default, sort_keys, kw)
    for chunk in chosen.iterencode(obj):
        fp.write(chunk)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
          cls=None, indent=None, separators=None, default=None, sort_keys=False, **kw):
    """A value as JSON.

    skipkeys: keys of a dict that cannot be keys are left out, and no error.
    ensure_ascii: other characters are written as escapes.
    check_circular: a container in itself is found, else it ends in a RecursionError.
    allow_nan: NaN and infinities are written, though they are not JSON.
    indent: each item on its own line, indented by so many spaces or by this string.
    separators: (between items, between key and value).
    default(VALUE): returns what to write for a value of another type, or raises TypeError.
    sort_keys: a dict is written in the order of its keys.
    cls: the JSONEncoder to use.
    """
    return _encoder_for(cls, skipkeys, ensure_ascii, check_circular, allow_nan, indent,
                        separators, default, sort_keys, kw).encode(obj)


def detect_encoding(b):
    """The name of the encoding of JSON text in bytes, by its BOM or its first two characters."""
    starts = b.startswith
    if starts((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if starts((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if starts(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if len(b) >= 4:
        if not b[0]:
            return "utf-16-be" if b[1] else "utf-32-be"
        if not b[1]:
            return "utf-16-le" if b[2] or b[3] else "utf-32-le"
    elif len(b) == 2:
        if not b[0]:
            return "utf-16-be"
        if not b[1]:
            return "utf-16-le"
    return "utf-8"


def load(fp, *, cls=None, object_hook=None, parse_float=None, parse_int=None,
         parse_constant=None, object_pairs_hook=None, **kw):
    """The value of the JSON in a file; the other arguments are those of loads()."""
    return loads(fp.read(), cls=cls, object_hook=object_hook, parse_float=parse_float,
                 parse_int=parse_int, parse_constant=parse_constant,
                 object_pairs_hook=object_pairs_hook, **kw)


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None,
          parse_constant=None, object_pairs_hook=None, **kw):
    """The value of JSON in a str, or in bytes.

    object_hook(DICT), object_pairs_hook(LIST OF PAIRS): what they return stands for an object.
    parse_float(TEXT), parse_int(TEXT), parse_constant(TEXT): likewise for a number, or for NaN,
    Infinity and -Infinity.
    cls: the JSONDecoder to use.
    """
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    else:
        if not isinstance(s, (bytes, bytearray)):
            raise TypeError(f"the JSON object must be str, bytes or bytearray, "
                            f"not {s.__class__.__name__}")
        s = s.decode(detect_encoding(s), "surrogatepass")
    if (cls is None and object_hook is None and parse_int is None and parse_float is None
            and parse_constant is None and object_pairs_hook is None and not kw):
        return _default_decoder.decode(s)
    for name, value in (("object_hook", object_hook), ("object_pairs_hook", object_pairs_hook),
                        ("parse_float", parse_float), ("parse_int", parse_int),
                        ("parse_constant", parse_constant)):
        if value is not None:
            kw[name] = value
    return (cls or JSONDecoder)(**kw).decode(s)
