"""The opcodes of pickles, for pickletools: a line each.

    NAME CODE PROTOCOL ARGUMENT: STACK BEFORE > STACK AFTER: what it does

The code is in hexadecimal digits, the argument one of _pickle_arguments; - stands for none. Of the
stack the topmost items are listed that the opcode takes, and what it leaves in their place.
"""

TABLE = """\
INT 49 0 decimalnl_short: - > int_or_bool: Push an integer or bool, given in decimal digits.
BININT 4a 1 int4: - > int: Push a four-byte signed integer.
BININT1 4b 1 uint1: - > int: Push a one-byte unsigned integer.
BININT2 4d 1 uint2: - > int: Push a two-byte unsigned integer.
LONG 4c 0 decimalnl_long: - > int: Push an integer of any size, given in decimal digits.
LONG1 8a 2 long1: - > int: Push an integer of fewer than 256 bytes.
LONG4 8b 2 long4: - > int: Push an integer of any size.
STRING 53 0 stringnl: - > bytes_or_str: Push a str of Python 2, given as a quoted literal.
BINSTRING 54 1 string4: - > bytes_or_str: Push a str of Python 2.
SHORT_BINSTRING 55 1 string1: - > bytes_or_str: Push a short str of Python 2.
BINBYTES 42 3 bytes4: - > bytes: Push a bytes object.
SHORT_BINBYTES 43 3 bytes1: - > bytes: Push a short bytes object.
BINBYTES8 8e 4 bytes8: - > bytes: Push a long bytes object.
BYTEARRAY8 96 5 bytearray8: - > bytearray: Push a bytearray.
NEXT_BUFFER 97 5 -: - > buffer: Push the next buffer that is not in the stream.
READONLY_BUFFER 98 5 -: buffer > buffer: Make the buffer at the top read-only.
NONE 4e 0 -: - > None: Push None on the stack.
NEWTRUE 88 2 -: - > bool: Push True on the stack.
NEWFALSE 89 2 -: - > bool: Push False on the stack.
UNICODE 56 0 unicodestringnl: - > str: Push a str, given as a line with escapes.
SHORT_BINUNICODE 8c 4 unicodestring1: - > str: Push a short str.
BINUNICODE 58 1 unicodestring4: - > str: Push a str.
BINUNICODE8 8d 4 unicodestring8: - > str: Push a long str.
FLOAT 46 0 floatnl: - > float: Push a float, given in decimal digits.
BINFLOAT 47 1 float8: - > float: Push a float, given as eight bytes.
EMPTY_LIST 5d 1 -: - > list: Push an empty list.
APPEND 61 0 -: list any > list: Append the top to the list below it.
APPENDS 65 1 -: list mark slice > list: Extend a list by the topmost stack slice.
LIST 6c 0 -: mark slice > list: Build a list out of the topmost stack slice, after markobject.
EMPTY_TUPLE 29 1 -: - > tuple: Push an empty tuple.
TUPLE 74 0 -: mark slice > tuple: Build a tuple out of the topmost stack slice, after markobject.
TUPLE1 85 2 -: any > tuple: Build a tuple out of the topmost item.
TUPLE2 86 2 -: any any > tuple: Build a tuple out of the two topmost items.
TUPLE3 87 2 -: any any any > tuple: Build a tuple out of the three topmost items.
EMPTY_DICT 7d 1 -: - > dict: Push an empty dict.
DICT 64 0 -: mark slice > dict: Build a dict out of the topmost stack slice: key, value ...
SETITEM 73 0 -: dict any any > dict: Put a key and a value into the dict below them.
SETITEMS 75 1 -: dict mark slice > dict: Put the keys and values of the topmost slice into a dict.
EMPTY_SET 8f 4 -: - > set: Push an empty set.
ADDITEMS 90 4 -: set mark slice > set: Add the topmost stack slice to a set.
FROZENSET 91 4 -: mark slice > frozenset: Build a frozenset out of the topmost stack slice.
POP 30 0 -: any > -: Drop the top of the stack.
DUP 32 0 -: any > any any: Push the top of the stack once more.
MARK 28 0 -: - > mark: Push markobject onto the stack.
POP_MARK 31 1 -: mark slice > -: Drop the topmost stack slice and its markobject.
GET 67 0 decimalnl_short: - > any: Push an object from the memo; its number is in digits.
BINGET 68 1 uint1: - > any: Push an object from the memo.
LONG_BINGET 6a 1 uint4: - > any: Push an object from the memo.
PUT 70 0 decimalnl_short: - > -: Put the top into the memo; its number is in decimal digits.
BINPUT 71 1 uint1: - > -: Put the top into the memo.
LONG_BINPUT 72 1 uint4: - > -: Put the top into the memo.
MEMOIZE 94 4 -: any > any: Put the top into the memo, under the next number.
EXT1 82 2 uint1: - > any: Push a class of the extension registry.
EXT2 83 2 uint2: - > any: Push a class of the extension registry.
EXT4 84 2 int4: - > any: Push a class of the extension registry.
GLOBAL 63 0 stringnl_noescape_pair: - > any: Push a global object, module.attribute.
STACK_GLOBAL 93 4 -: str str > any: Push a global object; module and attribute are on the stack.
REDUCE 52 0 -: any any > any: Call what is below an argument tuple.
BUILD 62 0 -: any any > any: Give the object below the top its state.
INST 69 0 stringnl_noescape_pair: mark slice > any: Build an instance with the slice as arguments.
OBJ 6f 1 -: mark any slice > any: Build an instance of the class that begins the stack slice.
NEWOBJ 81 2 -: any any > any: Build an instance by cls.__new__(cls, *args).
NEWOBJ_EX 92 4 -: any any any > any: Build an instance by cls.__new__(cls, *args, **kwargs).
PROTO 80 2 uint1: - > -: The protocol that the stream needs.
STOP 2e 0 -: any > -: Stop the unpickling machine.
FRAME 95 4 uint8: - > -: Begin a frame of that many bytes.
PERSID 50 0 stringnl_noescape: - > any: Push what a persistent id stands for; the id is a line.
BINPERSID 51 1 -: any > any: Push what a persistent id on the stack stands for.
"""
