# Elements as sequences, their attributes, errors of each call; what copies and pickles keep.
import copy
import pickle
import warnings
import weakref
import xml.etree.ElementTree as ET


def error(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


def tags(element):
    return ''.join(child.tag for child in element)


root = ET.Element('root', {'a': '1'}, b='2')
root.extend([ET.Element(tag) for tag in 'abcdef'])
print(tags(root), len(root), root[0].tag, root[-1].tag, tags(root[1:4]), tags(root[::-2]))  # expect: abcdef 6 a f bcd fdb
root[1:3] = [ET.Element('x'), ET.Element('y'), ET.Element('z')]
print(tags(root))  # expect: axyzdef
root[::2] = reversed(root[::2])
print(tags(root))  # expect: fxdzyea
del root[::-3], root[-1]
print(tags(root))  # expect: xdy
root[1:1] = root
root.insert(-100, ET.Element('first'))
root.insert(100, ET.Element('last'))
root.insert(-1, ET.Element('late'))
root.remove(root[1])
print(tags(root), root.attrib, root.get('b'), root.get('c'), root.get('c', 3))  # expect: firstxdydylatelast {'a': '1', 'b': '2'} 2 None 3
root[0] = root[1]
del root[0:2], root[5:]
print(tags(root), error(root.remove, ET.Element('q')))  # expect: dydylate ValueError: list.remove(x): x not in list
print(root.keys(), root.items(), ET.Element('e').keys(), root.set('k', 'v'), root.attrib)  # expect: ['a', 'b'] [('a', '1'), ('b', '2')] [] None {'a': '1', 'b': '2', 'k': 'v'}
for call in (lambda: root[99], lambda: root['a'], lambda: root.append(1), lambda: root.extend(1),
             lambda: root.extend([1]), lambda: root.insert(0, 1), lambda: root.insert('a', root),
             lambda: root.remove(1), lambda: root.__setitem__(0, 1), lambda: root.__delitem__(99),
             lambda: root.__setitem__(slice(0, 2, 2), [root] * 3), lambda: ET.Element(),
             lambda: ET.Element('a', 3), lambda: ET.Element('a', attrib=3), lambda: ET.Element(tag='a'),
             lambda: ET.SubElement(1, 2), lambda: ET.SubElement(root), lambda: root.makeelement('a', 1),
             lambda: delattr(root, 'tag'), lambda: setattr(root, 'attrib', 1), lambda: root.find(1),
             lambda: root.__setstate__(1), lambda: root.__setstate__({}),
             lambda: ET.Element('a').__setstate__({'tag': 'a', '_children': 3}), lambda: setattr(root, 'x', 1),
             lambda: next(iter(root.iter('none')), 'nothing')):
    print(error(call))
# expect: IndexError: child index out of range
# expect: TypeError: element indices must be integers
# expect: TypeError: append() argument 1 must be xml.etree.ElementTree.Element, not int
# expect: TypeError: 'elements' must be an iterable
# expect: TypeError: expected an Element, not "int"
# expect: TypeError: insert() argument 2 must be xml.etree.ElementTree.Element, not int
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: TypeError: remove() argument must be xml.etree.ElementTree.Element, not int
# expect: TypeError: expected an Element, not "int"
# expect: IndexError: child assignment index out of range
# expect: ValueError: attempt to assign sequence of size 3 to extended slice of size 1
# expect: TypeError: Element() takes at least 1 argument (0 given)
# expect: TypeError: Element() argument 2 must be dict, not int
# expect: TypeError: attrib must be dict, not int
# expect: TypeError: Element() takes at least 1 argument (0 given)
# expect: TypeError: SubElement() argument 1 must be xml.etree.ElementTree.Element, not int
# expect: TypeError: SubElement() takes at least 2 arguments (1 given)
# expect: TypeError: makeelement() argument 2 must be dict, not int
# expect: AttributeError: can't delete element attribute
# expect: TypeError: attrib must be dict, not int
# expect: TypeError: 'int' object is not subscriptable
# expect: TypeError: Don't know how to unpickle "1" as an Element
# expect: TypeError: tag may not be NULL
# expect: TypeError: '_children' is not a list
# expect: AttributeError: 'xml.etree.ElementTree.Element' object has no attribute 'x' and no __dict__ for setting new attributes
# expect: nothing
root.clear()
print(len(root), root.attrib, root.text, root.tag)  # expect: 0 {} None root

# Copies share children, deep ones and pickles nothing.
top = ET.XML('<a x="1">t<b y="2"><c/></b>u</a>')
top.append(top[0])
near, far, back = copy.copy(top), copy.deepcopy(top), pickle.loads(pickle.dumps(top))
print(near[0] is top[0], far[0] is top[0], far[0] is far[1], back[0] is back[1], near.text)  # expect: True False True True t
print([ET.tostring(element) for element in (near, far, back)] == [ET.tostring(top)] * 3)  # expect: True
far.attrib['x'] = far[0].text = 'changed'
print(ET.tostring(far).decode(), top.attrib, top[0].text)  # expect: <a x="changed">t<b y="2">changed<c /></b>u<b y="2">changed<c /></b>u</a> {'x': '1'} None


class Special(ET.Element):
    pass


special = Special('s', q='1')
special.more = [special]
again = Special.__new__(Special)
again.__setstate__(Special('s', q='1').__reduce_ex__(2)[2])
print(again.attrib, type(copy.deepcopy(special)).__name__, type(special.makeelement('a', {})).__name__)  # expect: {'q': '1'} Element Element
print(weakref.ref(special)() is special, isinstance(special, ET.Element), special == ET.Element('s'))  # expect: True True False

# Texts of every kind of node, in the order of the document; iteration sees what changes.
text = ET.XML('<a>1<b>2</b>3<!--4--><c><d>5</d>6</c>7</a>', ET.XMLParser(target=ET.TreeBuilder(insert_comments=True)))
print(list(text.itertext()), [e.tag for e in text.iter('d')], len(list(text.iter('*'))))  # expect: ['1', '2', '3', '4', '5', '6', '7'] ['d'] 5
seen = []
for element in text.iter():
    seen.append(element.tag if isinstance(element.tag, str) else '!')
    if element.tag == 'c':
        element[:] = [ET.Element('new')]
print(seen)  # expect: ['a', 'b', '!', 'c', 'new']
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    print(bool(text), caught[0].category.__name__, caught[0].message)  # expect: True DeprecationWarning Testing an element's truth value will always return True in future versions.  Use specific 'len(elem)' or 'elem is not None' test instead.
inside = ET.Element('a')
inside.tag = inside
print(error(repr, inside))  # expect: RuntimeError: reentrant call inside xml.etree.ElementTree.Element.__repr__
inside.tag = 'a'
