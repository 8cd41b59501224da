"""What elements are made of beside the classes in C: comments, instructions, qualified names."""

from _etree import Element, _set_factories


def iselement(element):
    """Return True if *element* appears to be an Element."""
    return hasattr(element, 'tag')


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


_set_factories(Comment, ProcessingInstruction)
