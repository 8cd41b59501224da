"""Objects as bytes, and objects from bytes.

dump() and load() go through a file, dumps() and loads() through bytes; a Pickler or Unpickler can
be told more. Classes say by __reduce__, __getstate__ and copyreg how they are kept.
"""

import codecs
import io
from _compat_pickle import (IMPORT_MAPPING, NAME_MAPPING, REVERSE_IMPORT_MAPPING,
                            REVERSE_NAME_MAPPING)
from _pickle import (PickleBuffer, PickleError, Pickler, PicklingError, Unpickler,
                     UnpicklingError, dump, dumps, load, loads)
from copyreg import _extension_cache, _extension_registry, _inverted_registry, dispatch_table
from struct import pack, unpack

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler",
           "dump", "dumps", "load", "loads", "PickleBuffer"]

bytes_types = (bytes, bytearray)

format_version = "5.0"
compatible_formats = ["1.0",            # the original protocol 0
                      "1.1",            # with INST
                      "1.2",            # the original protocol 1
                      "1.3",            # with BINFLOAT
                      "2.0",
                      "3.0",
                      "4.0",
                      "5.0",
                      ]                 # formats that can be read
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4



# The opcodes: what they do to the stack of the machine that reads them.

MARK           = b'('       # push a mark
STOP           = b'.'       # every pickle ends with it
POP            = b'0'       # discard the topmost item
POP_MARK       = b'1'       # discard what is above the topmost mark
DUP            = b'2'       # duplicate the top
FLOAT          = b'F'       # push a float; decimal text
INT            = b'I'       # push an int or bool; decimal text
BININT         = b'J'       # push a four-byte signed int
BININT1        = b'K'       # push a one-byte unsigned int
LONG           = b'L'       # push an int; decimal text
BININT2        = b'M'       # push a two-byte unsigned int
NONE           = b'N'       # push None
PERSID         = b'P'       # push a persistent object; its id is text
BINPERSID      = b'Q'       # the same, with the id from the stack
REDUCE         = b'R'       # call a callable with a tuple, both from the stack
STRING         = b'S'       # push a string; quoted text
BINSTRING      = b'T'       # push a string; four-byte size
SHORT_BINSTRING = b'U'      # push a string; one-byte size
UNICODE        = b'V'       # push a str; raw-unicode-escaped text
BINUNICODE     = b'X'       # push a str; UTF-8, four-byte size
APPEND         = b'a'       # append the top to the list below it
BUILD          = b'b'       # give an object its state
GLOBAL         = b'c'       # push a class or function; two names as text
DICT           = b'd'       # make a dict of what is above the mark
EMPTY_DICT     = b'}'       # push an empty dict
APPENDS        = b'e'       # extend the list below the mark
GET            = b'g'       # push from the memo; the index is text
BINGET         = b'h'       # the same; one-byte index
INST           = b'i'       # make an instance; two names as text
LONG_BINGET    = b'j'       # push from the memo; four-byte index
LIST           = b'l'       # make a list of what is above the mark
EMPTY_LIST     = b']'       # push an empty list
OBJ            = b'o'       # make an instance; class and arguments above the mark
PUT            = b'p'       # store the top in the memo; the index is text
BINPUT         = b'q'       # the same; one-byte index
LONG_BINPUT    = b'r'       # the same; four-byte index
SETITEM        = b's'       # add a key and a value to a dict
TUPLE          = b't'       # make a tuple of what is above the mark
EMPTY_TUPLE    = b')'       # push an empty tuple
SETITEMS       = b'u'       # update the dict below the mark
BINFLOAT       = b'G'       # push a float; eight bytes

TRUE           = b'I01\n'   # not an opcode; how bools were written
FALSE          = b'I00\n'

# Protocol 2

PROTO          = b'\x80'    # which protocol it is
NEWOBJ         = b'\x81'    # make an object by cls.__new__(cls, *args)
EXT1           = b'\x82'    # push from the extension registry; one-byte index
EXT2           = b'\x83'    # the same; two-byte index
EXT4           = b'\x84'    # the same; four-byte index
TUPLE1         = b'\x85'    # make a tuple of the topmost item
TUPLE2         = b'\x86'    # of the two topmost
TUPLE3         = b'\x87'    # of the three topmost
NEWTRUE        = b'\x88'    # push True
NEWFALSE       = b'\x89'    # push False
LONG1          = b'\x8a'    # push an int of fewer than 256 bytes
LONG4          = b'\x8b'    # push a really big int

_tuplesize2code = [EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3]

# Protocol 3

BINBYTES       = b'B'       # push bytes; four-byte size
SHORT_BINBYTES = b'C'       # push bytes; one-byte size

# Protocol 4

SHORT_BINUNICODE = b'\x8c'  # push a short str; UTF-8, one-byte size
BINUNICODE8      = b'\x8d'  # push a very long str
BINBYTES8        = b'\x8e'  # push very long bytes
EMPTY_SET        = b'\x8f'  # push an empty set
ADDITEMS         = b'\x90'  # add what is above the mark to the set below it
FROZENSET        = b'\x91'  # make a frozenset of what is above the mark
NEWOBJ_EX        = b'\x92'  # like NEWOBJ, with keyword arguments
STACK_GLOBAL     = b'\x93'  # like GLOBAL, the names from the stack
MEMOIZE          = b'\x94'  # store the top in the memo
FRAME            = b'\x95'  # the beginning of a frame

# Protocol 5

BYTEARRAY8       = b'\x96'  # push a bytearray
NEXT_BUFFER      = b'\x97'  # push the next out-of-band buffer
READONLY_BUFFER  = b'\x98'  # make the top read-only

__all__.extend(sorted(name for name in globals() if name.isupper() and name[0] != '_'))


def __getattr__(name):
    """The twins in Python, which few programs need."""
    if name in ("_Pickler", "_dump", "_dumps"):
        import _pypickler as twins
    elif name in ("_Unpickler", "_load", "_loads"):
        import _pyunpickler as twins
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(twins, name)
    return found


def _getattribute(obj, name):
    """What is at a dotted name below an object, and the object that it is an attribute of."""
    found = parent = obj
    for part in name.split("."):
        if part == "<locals>":
            raise AttributeError(f"Can't get local attribute {name!r} on {obj!r}")
        try:
            found, parent = getattr(found, part), found
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {obj!r}") from None
    return found, parent


def encode_long(x):
    r"""Encode a long to a two's complement little-endian binary string.
    Note that 0 is a special case, returning an empty string, to save a
    byte in the LONG1 pickling context.

    >>> encode_long(0)
    b''
    >>> encode_long(255)
    b'\xff\x00'
    >>> encode_long(-32768)
    b'\x00\x80'
    """
    if x == 0:
        return b''
    size = (x.bit_length() >> 3) + 1
    result = x.to_bytes(size, byteorder='little', signed=True)
    if x < 0 and size > 1 and result[-1] == 0xff and result[-2] & 0x80:
        result = result[:-1]
    return result


def decode_long(data):
    r"""Decode a long from a two's complement little-endian binary string.

    >>> decode_long(b'')
    0
    >>> decode_long(b"\xff\x00")
    255
    >>> decode_long(b"\x00\x80")
    -32768
    """
    return int.from_bytes(data, byteorder='little', signed=True)


def whichmodule(obj, name):
    """Find the module an object belong to."""
    import sys
    module_name = getattr(obj, '__module__', None)
    if module_name is not None:
        return module_name
    for module_name, module in sys.modules.copy().items():
        if module_name in ('__main__', '__mp_main__') or module is None:
            continue
        try:
            found = module
            for part in name.split('.'):
                found = getattr(found, part)
            if found is obj:
                return module_name
        except AttributeError:
            pass
    return '__main__'


def main(arguments=None):
    """Shows what is in pickle files."""
    import argparse
    import pprint
    parser = argparse.ArgumentParser(description='display contents of the pickle files')
    parser.add_argument('pickle_file', nargs='+', help='the pickle file')
    for name in parser.parse_args(arguments).pickle_file:
        if name == '-':
            import sys
            pprint.pprint(load(sys.stdin.buffer))
        else:
            with open(name, 'rb') as file:
                pprint.pprint(load(file))


if __name__ == '__main__':
    main()
