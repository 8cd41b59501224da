"""Elements, the trees made of them, and what builds one."""

import warnings

from xml.etree import ElementPath


def iselement(element):
    """Return True if *element* appears to be an Element."""
    return hasattr(element, 'tag')


class Element:
    """An XML element.

    This class is the reference implementation of the Element interface.

    An element's length is its number of subelements.  That means if you
    want to check if an element is truly empty, you should check BOTH
    its length AND its text attribute.

    The element tag, attribute names, and attribute values can be either
    bytes or strings.
    """

    tag = None
    attrib = None
    # Text before the first subelement, and after the element's end tag; a str or None.
    text = None
    tail = None

    def __init__(self, tag, attrib={}, **extra):
        if not isinstance(attrib, dict):
            raise TypeError('attrib must be dict, not %s' % (attrib.__class__.__name__,))
        self.tag = tag
        self.attrib = {**attrib, **extra} if extra else attrib.copy()
        self._children = []

    def __repr__(self):
        return '<%s %r at %#x>' % (self.__class__.__name__, self.tag, id(self))

    def makeelement(self, tag, attrib):
        """Create a new element with the same type."""
        return self.__class__(tag, attrib)

    def __copy__(self):
        element = self.makeelement(self.tag, self.attrib)
        element.text = self.text
        element.tail = self.tail
        element[:] = self
        return element

    def __len__(self):
        return len(self._children)

    def __bool__(self):
        warnings.warn('Testing an element\'s truth value will always return True in future '
                      'versions.  Use specific \'len(elem)\' or \'elem is not None\' test instead.',
                      DeprecationWarning, stacklevel=2)
        return len(self._children) != 0

    def __getitem__(self, index):
        return self._children[index]

    def __setitem__(self, index, element):
        if isinstance(index, slice):
            element = list(element)
            for each in element:
                self._assert_is_element(each)
        else:
            self._assert_is_element(element)
        self._children[index] = element

    def __delitem__(self, index):
        del self._children[index]

    def append(self, subelement):
        """Add *subelement* to the end of this element."""
        if not isinstance(subelement, Element):
            self._assert_is_element(subelement)
        self._children.append(subelement)

    def extend(self, elements):
        """Append subelements from a sequence."""
        for element in elements:
            self._assert_is_element(element)
            self._children.append(element)

    def insert(self, index, subelement):
        """Insert *subelement* at position *index*."""
        self._assert_is_element(subelement)
        self._children.insert(index, subelement)

    def _assert_is_element(self, e):
        if not isinstance(e, Element):
            raise TypeError('expected an Element, not %s' % type(e).__name__)

    def remove(self, subelement):
        """Remove matching subelement: the object itself, not one that is like it."""
        self._children.remove(subelement)

    # A path that is a plain name is looked for here, which is what most programs do.

    def find(self, path, namespaces=None):
        """Find first matching element by tag name or path."""
        if namespaces is None and path.isidentifier():
            for child in self._children:
                if child.tag == path:
                    return child
            return None
        return ElementPath.find(self, path, namespaces)

    def findtext(self, path, default=None, namespaces=None):
        """Find text for first matching element by tag name or path."""
        if namespaces is None and path.isidentifier():
            for child in self._children:
                if child.tag == path:
                    return '' if child.text is None else child.text
            return default
        return ElementPath.findtext(self, path, default, namespaces)

    def findall(self, path, namespaces=None):
        """Find all matching subelements by tag name or path."""
        if namespaces is None and path.isidentifier():
            return [child for child in self._children if child.tag == path]
        return ElementPath.findall(self, path, namespaces)

    def iterfind(self, path, namespaces=None):
        """Find all matching subelements by tag name or path, as an iterable."""
        return ElementPath.iterfind(self, path, namespaces)

    def clear(self):
        """Reset element: no subelements, no attributes, no texts."""
        self.attrib.clear()
        self._children = []
        self.text = self.tail = None

    def get(self, key, default=None):
        """Get element attribute."""
        return self.attrib.get(key, default)

    def set(self, key, value):
        """Set element attribute."""
        self.attrib[key] = value

    def keys(self):
        """Get list of attribute names."""
        return self.attrib.keys()

    def items(self):
        """Get element attributes as (name, value) pairs."""
        return self.attrib.items()

    def iter(self, tag=None):
        """Create tree iterator: this element and all below it, in document order."""
        is_any = tag is None or tag == '*'
        above, elements = [], iter((self,))
        while True:
            for element in elements:
                if is_any or element.tag == tag:
                    yield element
                if element._children:
                    above.append(elements)
                    elements = iter(element._children)
                    break
            else:
                if not above:
                    return
                elements = above.pop()

    def itertext(self):
        """Create text iterator over all texts in document order."""
        tag = self.tag
        if not isinstance(tag, str) and tag is not None:
            return
        if text := self.text:
            yield text
        for child in self:
            yield from child.itertext()
            if tail := child.tail:
                yield tail

    # ---- copies and pickles ----

    def __getstate__(self):
        return {'tag': self.tag, '_children': list(self), 'attrib': self.attrib,
                'text': self.text, 'tail': self.tail}

    def __setstate__(self, state):
        self.tag = state['tag']
        self._children = []
        self.extend(state.get('_children', ()))
        self.attrib = state.get('attrib', {})
        self.text = state.get('text')
        self.tail = state.get('tail')


Element.__module__ = 'xml.etree.ElementTree'


def SubElement(parent, tag, attrib={}, **extra):
    """Create an element, and append it to an existing element."""
    element = parent.makeelement(tag, {**attrib, **extra})
    parent.append(element)
    return element


def Comment(text=None):
    """Create an element that a writer serializes as a comment."""
    element = Element(Comment)
    element.text = text
    return element


def ProcessingInstruction(target, text=None):
    """Create an element that a writer serializes as a processing instruction."""
    element = Element(ProcessingInstruction)
    element.text = target
    if text:
        element.text = element.text + ' ' + text
    return element


class QName:
    """Qualified name wrapper: {uri}local, or the two parts.

    This class can be used to wrap a QName attribute value in order to get
    proper namespace handling on output.
    """

    def __init__(self, text_or_uri, tag=None):
        if tag:
            text_or_uri = '{%s}%s' % (text_or_uri, tag)
        self.text = text_or_uri

    def __str__(self):
        return self.text

    def __repr__(self):
        return '<%s %r>' % (self.__class__.__name__, self.text)

    def __hash__(self):
        return hash(self.text)

    def _compared(self, other, operator):
        return getattr(self.text, operator)(other.text if isinstance(other, QName) else other)

    def __le__(self, other):
        return self._compared(other, '__le__')

    def __lt__(self, other):
        return self._compared(other, '__lt__')

    def __ge__(self, other):
        return self._compared(other, '__ge__')

    def __gt__(self, other):
        return self._compared(other, '__gt__')

    def __eq__(self, other):
        return self._compared(other, '__eq__')


class TreeBuilder:
    """Generic element structure builder: turns start, data and end calls into a tree."""

    def __init__(self, element_factory=None, *, comment_factory=None, pi_factory=None,
                 insert_comments=False, insert_pis=False):
        self._data = []
        self._elements = []         # that are open
        self._last = None
        self._root = None
        self._is_tail = False       # is the text that comes behind the last element?
        self._comment_factory = comment_factory or Comment
        self.insert_comments = insert_comments
        self._pi_factory = pi_factory or ProcessingInstruction
        self.insert_pis = insert_pis
        self._factory = element_factory or Element

    def close(self):
        """Flush builder buffers and return toplevel document element."""
        assert len(self._elements) == 0, 'missing end tags'
        assert self._root is not None, 'missing toplevel element'
        return self._root

    def _flush(self):
        if self._last is not None:
            text = ''.join(self._data)
            if self._is_tail:
                self._last.tail = text
            else:
                self._last.text = text
        self._data = []

    def data(self, data):
        """Add text to current element."""
        self._data.append(data)

    def start(self, tag, attrs):
        """Open new element and return it."""
        if self._data:
            self._flush()
        self._last = element = self._factory(tag, attrs)
        if self._elements:
            self._elements[-1].append(element)
        elif self._root is None:
            self._root = element
        self._elements.append(element)
        self._is_tail = False
        return element

    def end(self, tag):
        """Close and return current Element."""
        if self._data:
            self._flush()
        self._last = self._elements.pop()
        assert self._last.tag == tag, ('end tag mismatch (expected %s, got %s)'
                                       % (self._last.tag, tag))
        self._is_tail = True
        return self._last

    def comment(self, text):
        """Create a comment using the comment_factory."""
        return self._single(self._comment_factory, self.insert_comments, text)

    def pi(self, target, text=None):
        """Create a processing instruction using the pi_factory."""
        return self._single(self._pi_factory, self.insert_pis, target, text)

    def _single(self, factory, insert, *arguments):
        element = factory(*arguments)
        if insert:
            if self._data:
                self._flush()
            self._last = element
            if self._elements:
                self._elements[-1].append(element)
            self._is_tail = True
        return element
