# Callbacks that change what is being worked on, enter the parser again or fail; deep trees.
import copy
import gc
import io
import pickle
import xml.etree.ElementTree as ET


def error(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__


def tree(count=50):
    root = ET.Element('root')
    for i in range(count):
        ET.SubElement(root, 'child').text = str(i)
    return root


class Tag(str):
    """Empties a tree when it is compared."""
    def __eq__(self, other):
        victim.clear()
        gc.collect()
        return False
    __hash__ = str.__hash__


for use in (lambda: victim.find(Tag('child')), lambda: victim.findall(Tag('child')),
            lambda: list(victim.iter(Tag('child'))), lambda: victim.findtext(Tag('child'))):
    victim = tree()
    print(error(use), len(victim))  # expect: None 0
                                    # expect: [] 0
                                    # expect: [] 0
                                    # expect: None 0


class Equal(ET.Element):
    def __eq__(self, other):
        del victim[:]
        return True
    __hash__ = ET.Element.__hash__


victim = tree()
victim.insert(0, Equal('e'))
print(error(victim.remove, ET.Element('x')), len(victim))  # expect: ValueError 0


class Index:
    def __index__(self):
        victim.clear()
        return 2


for use in (lambda: victim[Index():], lambda: victim.__setitem__(slice(Index(), 9), [ET.Element('a')]),
            lambda: victim.__delitem__(slice(1, Index())), lambda: victim.insert(Index(), ET.Element('a')),
            lambda: victim[Index()]):
    victim = tree()
    print(error(use), len(victim))  # expect: [] 0
                                    # expect: None 1
                                    # expect: None 0
                                    # expect: None 1
                                    # expect: IndexError 0


class Copied:
    def __deepcopy__(self, memo):
        victim.clear()
        return 'copied'


victim = tree()
victim[3].text = Copied()
print(len(copy.deepcopy(victim)))  # expect: 4


class Last:
    def __del__(self):
        victim[:] = [ET.Element('revenge')]


victim = tree()
victim[0].text = Last()
victim.clear()
gc.collect()
print(len(victim))  # expect: 1
victim = tree()
victim.text = Last()
victim.__setstate__({'tag': 't', '_children': [ET.Element('a')]})
gc.collect()
print(victim.tag, len(victim) < 3)  # expect: t True


class Again:
    def start(self, tag, attributes):
        for call in (lambda: parser.feed('<x/>'), lambda: parser.close(), lambda: parser.__init__()):
            print(error(call))  # expect: ParseError
                                # expect: ParseError
                                # expect: ParseError

    def close(self):
        return 'closed'


parser = ET.XMLParser(target=Again())
parser.feed('<a/>')
print(parser.close())  # expect: closed
parser.__init__()
parser.feed('<a/>')
print(parser.close().tag)  # expect: a


class Factory:
    def __call__(self, tag, attributes):
        builder.__init__()
        element = ET.Element(tag)
        gc.collect()
        return element


builder = ET.TreeBuilder(Factory())
ET.XML('<a>x<b/>y</a>', ET.XMLParser(target=builder))
print(ET.tostring(builder.close()))  # expect: b'<a>x<b />y</a>'


class Queue:
    def append(self, event):
        del events[:]
        raise IndexError


events = ['start']
parser = ET.XMLParser()
parser._setevents(Queue(), events)
print(error(parser.feed, '<a><b/></a>'))  # expect: IndexError


class Source:
    def read(self, size):
        return self.data.pop()


source = Source()
source.data = [b'', 'text</a>', b'<a>']
print(ET.parse(source).getroot().text)  # expect: text
source.data = [None, b'<a/>']
print(ET.parse(source).getroot().tag)  # expect: a

# The iterator entered from within itself.
class Text(str):
    def __bool__(self):
        return bool(list(texts))


root = tree(3)
root.text = Text('x')
texts = root.itertext()
print(list(texts))  # expect: ['x']

# Cycles and depth.
loop = ET.Element('loop')
loop.append(loop)
steps = loop.iter()
print([next(steps).tag for _ in range(3)], error(copy.deepcopy, loop))  # expect: ['loop', 'loop', 'loop'] RecursionError
del loop, steps
deep = top = ET.Element('top')
for _ in range(100_000):
    deep = ET.SubElement(deep, 'd')
deep.text = 'bottom'
print(sum(1 for _ in top.iter('d')), ''.join(top.itertext()), repr(top)[:14])  # expect: 100000 bottom <Element 'top'
print(error(copy.deepcopy, top), error(pickle.dumps, top), len(copy.copy(top)))  # expect: RecursionError RecursionError 1
print(error(ET.tostring, top))  # expect: RecursionError
del deep, top
parsed = ET.XML('<a>' * 100_000 + '</a>' * 100_000)
print(sum(1 for _ in parsed.iter()))  # expect: 100000
del parsed
