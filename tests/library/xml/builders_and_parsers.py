# TreeBuilder by hand, targets of all kinds, events, entities, text that comes in pieces.
import io
import warnings
import xml.etree.ElementTree as ET


def error(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


builder = ET.TreeBuilder()
builder.data('before everything')
builder.start('a', {'x': '1'})
builder.data('one ')
builder.data('two')
builder.start('b', {})
builder.end('b')
builder.data('tail')
builder.comment('dropped')
builder.data(' goes on')
builder.end('a')
print(ET.tostring(builder.close()), error(builder.end, 'a'), error(builder.start, 'c', {}))  # expect: b'<a x="1">one two<b />tail goes on</a>' IndexError: pop from empty stack ParseError: multiple elements on top level
print(error(ET.TreeBuilder().start, 'a', 1), ET.TreeBuilder().close(), error(ET.TreeBuilder, 1, 2))  # expect: TypeError: start() argument 2 must be dict, not int None TypeError: TreeBuilder() takes at most 1 positional argument (2 given)
odd = ET.TreeBuilder()
odd.start('a', {})
odd.data('x')
odd.data(3)
print(error(lambda: (odd.end('a'), odd.close().text)))  # expect: TypeError: sequence item 1: expected str instance, int found
own = ET.TreeBuilder(lambda tag, attributes: [tag, attributes])
print(own.start('a', {}), own.start('b', {}), own.close())  # expect: ['a', {}, ['b', {}]] ['b', {}] ['a', {}, ['b', {}]]


class Target:
    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return lambda *args: print(name, *args)
# expect: doctype a p s
# expect: start_ns n u
# expect: start_ns  v
# expect: start {u}a {'{u}x': '1', 'y': '2'}
# expect: data t
# expect: data &
# expect: data u
# expect: data 
# expect: 
# expect: comment c
# expect: pi pi x
# expect: data q<
# expect: end {u}a
# expect: end_ns 
# expect: end_ns n
# expect: close


document = ('<!DOCTYPE a PUBLIC "p" "s"><n:a xmlns:n="u" xmlns="v" n:x="1" y="2">t&amp;u\n<!--c-->'
            '<?pi x?><![CDATA[q<]]></n:a>')
ET.XML(document, ET.XMLParser(target=Target()))
pull = ET.XMLPullParser(['start', 'end', 'start-ns', 'end-ns', 'comment', 'pi'])
for character in document:
    pull.feed(character)
print([(event, getattr(value, 'text', value)) for event, value in pull.read_events()])  # expect: [('start-ns', ('n', 'u')), ('start-ns', ('', 'v')), ('start', 't&u\nq<'), ('comment', 'c'), ('pi', 'pi x'), ('end', 't&u\nq<'), ('end-ns', None), ('end-ns', None)]
for call in (lambda: ET.XMLParser(1), lambda: ET.XMLParser(encoding=1), lambda: ET.XMLParser(encoding='a\0'),
             lambda: ET.XMLParser().feed(1), lambda: ET.XMLParser().close(),
             lambda: ET.XMLParser()._setevents([], ['start', 'no']), lambda: ET.XMLParser()._setevents([], 2),
             lambda: ET.XMLParser(target=1)._setevents([], ()), lambda: ET.XMLParser.__new__(ET.XMLParser).feed('a'),
             lambda: ET.XML('<a>\ud800</a>'), lambda: ET.parse(io.StringIO('<a>\ud800</a>')),
             lambda: ET.XML('<!DOCTYPE a SYSTEM "x"><a>&foo;</a>')):
    print(error(call))
# expect: TypeError: XMLParser() takes no positional arguments
# expect: TypeError: XMLParser() argument 'encoding' must be str or None, not int
# expect: ValueError: embedded null character
# expect: TypeError: a bytes-like object is required, not 'int'
# expect: ParseError: no element found: line 1, column 0
# expect: ValueError: unknown event 'no'
# expect: TypeError: events must be a sequence
# expect: TypeError: event handling only supported for ElementTree.TreeBuilder targets
# expect: ValueError: XMLParser.__init__() wasn't called
# expect: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800' in position 3: surrogates not allowed
# expect: ParseError: not well-formed (invalid token): line 1, column 3
# expect: ParseError: undefined entity &foo;: line 1, column 26
parser = ET.XMLParser()
parser.entity['foo'] = 'known'
parser.feed('<!DOCTYPE a SYSTEM "x"><a>1&foo;2</a>')
print(parser.close().text, error(parser.feed, '<b/>'), parser.version[:6])  # expect: 1known2 ParseError: parsing finished: line 1, column 37 Expat 
print(ET.XML('<?xml version="1.0" encoding="koi8-r"?><a>\u0416</a>'.encode('koi8-r')).text,  # expect: Ж 200000
      ET.parse(io.BytesIO(b'<a>%s</a>' % (b'x' * 200000))).getroot().text.count('x'))


class Failing:
    def start(self, tag, attributes):
        raise KeyError(tag)

    def end(self, tag):
        print('never')


print(error(ET.XML, '<a><b/></a>', ET.XMLParser(target=Failing())))  # expect: KeyError: 'a'


class Warned(ET.XMLParser):
    def doctype(self, *args):
        print('never')


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    ET.XML(document, Warned())
print(caught[0].category.__name__)  # expect: RuntimeWarning
