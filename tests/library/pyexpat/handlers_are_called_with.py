# Handlers and what they are called with, buffered text, encodings, errors with their place.
import pyexpat

events = []


def recorder(name):
    return lambda *arguments: events.append((name, *arguments))


parser = pyexpat.ParserCreate(namespace_separator=' ')
parser.buffer_text = True
for name in ('StartElement', 'EndElement', 'CharacterData', 'Comment', 'ProcessingInstruction', 'XmlDecl', 'StartNamespaceDecl', 'StartCdataSection', 'StartDoctypeDecl', 'ElementDecl'):
    setattr(parser, name + 'Handler', recorder(name))
parser.Parse('<?xml version="1.0" encoding="latin-1"?><!DOCTYPE a [<!ELEMENT a (b?, c*)>]>')
parser.Parse('<a xmlns="urn:x" y="1">t&amp;\u00e9<b/><!--c--><?do it?><![CDATA[<]]></a>', True)
print('\n'.join(map(str, events)))  # expect: ('XmlDecl', '1.0', 'latin-1', -1)
                                    # expect: ('StartDoctypeDecl', 'a', None, None, 1)
                                    # expect: ('ElementDecl', 'a', (6, 0, None, ((4, 1, 'b', ()), (4, 2, 'c', ()))))
                                    # expect: ('StartNamespaceDecl', None, 'urn:x')
                                    # expect: ('StartElement', 'urn:x a', {'y': '1'})
                                    # expect: ('CharacterData', 't&é')
                                    # expect: ('StartElement', 'urn:x b', {})
                                    # expect: ('EndElement', 'urn:x b')
                                    # expect: ('Comment', 'c')
                                    # expect: ('ProcessingInstruction', 'do', 'it')
                                    # expect: ('StartCdataSection',)
                                    # expect: ('CharacterData', '<')
                                    # expect: ('EndElement', 'urn:x a')


print(parser.CurrentLineNumber, parser.CommentHandler is not None, parser.DefaultHandler)  # expect: 1 True None


def attempt(text, **handlers):
    parser = pyexpat.ParserCreate()
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    try:
        return parser.Parse(text, True)
    except pyexpat.ExpatError as error:
        return f'{error} {error.code} {error.lineno} {error.offset}'
    except Exception as error:
        return repr(error)


print(attempt('<a>\n <b></a>'))  # expect: mismatched tag: line 2, column 6 7 2 6
print(attempt(b'<?xml version="1.0" encoding="cp1252"?><a>\x80</a>', CharacterDataHandler=events.append), events[-1])  # expect: 1 €
print(attempt('<a/>', StartElementHandler=lambda *arguments: 1 / 0))  # expect: ZeroDivisionError('division by zero')
print(attempt(''))  # expect: no element found: line 1, column 0 3 1 0
print(pyexpat.ErrorString(3), pyexpat.errors.codes[pyexpat.errors.XML_ERROR_SYNTAX])  # expect: no element found 2


class Pieces:
    """A file whose reads give these things one after the other."""

    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def read(self, size):
        return self.pieces.pop(0)


def attempt_file(*pieces):
    try:
        return pyexpat.ParserCreate().ParseFile(Pieces(*pieces))
    except Exception as error:
        return repr(error)


print(attempt_file(b"<a>", bytearray(b"</a>"), b""))  # expect: 1
print(attempt_file("<a/>"))  # expect: TypeError('read() did not return a bytes object (type=str)')
print(attempt_file(b" " * 3000))  # expect: ValueError('read() returned too much data: 2048 bytes requested, 3000 returned')
