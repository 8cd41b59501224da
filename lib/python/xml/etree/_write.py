"""Elements as text: XML, HTML or only their texts."""

import contextlib
import io

from _etree import escape
from xml.etree._tree import Comment, ProcessingInstruction, QName

HTML_EMPTY = {'area', 'base', 'basefont', 'br', 'col', 'embed', 'frame', 'hr', 'img', 'input',
              'isindex', 'link', 'meta', 'param', 'source', 'track', 'wbr'}

_namespace_map = {
    'http://www.w3.org/XML/1998/namespace': 'xml',
    'http://www.w3.org/1999/xhtml': 'html',
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
    'http://schemas.xmlsoap.org/wsdl/': 'wsdl',
    'http://www.w3.org/2001/XMLSchema': 'xs',
    'http://www.w3.org/2001/XMLSchema-instance': 'xsi',
    'http://purl.org/dc/elements/1.1/': 'dc',
}


def register_namespace(prefix, uri):
    """Register a namespace prefix.

    The registry is global, and any existing mapping for either the
    given prefix or the namespace URI will be removed.

    ValueError is raised if prefix is reserved or is invalid.
    """
    import re
    if re.match(r'ns\d+$', prefix):
        raise ValueError('Prefix format reserved for internal use')
    for known, known_prefix in list(_namespace_map.items()):
        if known == uri or known_prefix == prefix:
            del _namespace_map[known]
    _namespace_map[uri] = prefix


register_namespace._namespace_map = _namespace_map      # as programs know it


def _raise_serialization_error(text):
    raise TypeError('cannot serialize %r (type %s)' % (text, type(text).__name__))


def _replaced(text, *pairs):
    try:
        for old, new in pairs:
            if old in text:
                text = text.replace(old, new)
        return text
    except (TypeError, AttributeError):
        _raise_serialization_error(text)


_MARKUP = (('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'))


# In C a tenth of the time; what is no str may still be able to replace.

def _escape_cdata(text):
    if type(text) is str:
        return escape(text, False)
    return _replaced(text, *_MARKUP)


def _escape_attrib(text):
    if type(text) is str:
        return escape(text, True)
    return _replaced(text, *_MARKUP, ('"', '&quot;'), ('\r', '&#13;'), ('\n', '&#10;'),
                     ('\t', '&#09;'))


def _escape_attrib_html(text):
    return _replaced(text, ('&', '&amp;'), ('>', '&gt;'), ('"', '&quot;'))


class _Names:
    """The names of a tree as they are written, and the prefixes that they need."""

    def __init__(self, default_namespace):
        self.names = {None: None}
        self.prefixes = {default_namespace: ''} if default_namespace else {}
        self.default_namespace = default_namespace

    def add(self, name):
        if name in self.names:
            return
        try:
            if name[:1] != '{':
                if self.default_namespace:
                    raise ValueError('cannot use non-qualified names with default_namespace '
                                     'option')
                self.names[name] = name
                return
            uri, local = name[1:].rsplit('}', 1)
            prefix = self.prefixes.get(uri)
            if prefix is None:
                prefix = _namespace_map.get(uri)
                if prefix is None:
                    prefix = 'ns%d' % len(self.prefixes)
                if prefix != 'xml':
                    self.prefixes[uri] = prefix
            self.names[name] = f'{prefix}:{local}' if prefix else local
        except TypeError:
            _raise_serialization_error(name)

    def add_tree(self, root):
        for element in root.iter():
            tag = element.tag
            if isinstance(tag, QName):
                self.add(tag.text)
            elif isinstance(tag, str):
                self.add(tag)
            elif tag is not None and tag is not Comment and tag is not ProcessingInstruction:
                _raise_serialization_error(tag)
            for key, value in element.items():
                self.add(key.text if isinstance(key, QName) else key)
                if isinstance(value, QName):
                    self.add(value.text)
            if isinstance(element.text, QName):
                self.add(element.text.text)


def _namespaces(elem, default_namespace=None):
    names = _Names(default_namespace)
    names.add_tree(elem)
    return names.names, names.prefixes


def _write_attributes(write, elem, qnames, namespaces, escape):
    if namespaces:
        for uri, prefix in sorted(namespaces.items(), key=lambda item: item[1]):
            write(' xmlns%s="%s"' % (':' + prefix if prefix else '', _escape_attrib(uri)))
    for key, value in elem.items():
        if isinstance(key, QName):
            key = key.text
        value = qnames[value.text] if isinstance(value, QName) else escape(value)
        write(' %s="%s"' % (qnames[key], value))


def _text_written(text, qnames, escape):
    return qnames[text.text] if isinstance(text, QName) else escape(text)


def _serialize_xml(write, elem, qnames, namespaces, short_empty_elements, **kwargs):
    tag = elem.tag
    text = elem.text
    if tag is Comment:
        write('<!--%s-->' % text)
    elif tag is ProcessingInstruction:
        write('<?%s?>' % text)
    else:
        name = qnames[tag.text if isinstance(tag, QName) else tag]
        if name is None:
            if text:
                write(_escape_cdata(text))
            for child in elem:
                _serialize_xml(write, child, qnames, None, short_empty_elements)
        else:
            write('<' + name)
            _write_attributes(write, elem, qnames, namespaces, _escape_attrib)
            if text or len(elem) or not short_empty_elements:
                write('>')
                if text:
                    write(_text_written(text, qnames, _escape_cdata))
                for child in elem:
                    _serialize_xml(write, child, qnames, None, short_empty_elements)
                write('</' + name + '>')
            else:
                write(' />')
    if elem.tail:
        write(_escape_cdata(elem.tail))


def _serialize_html(write, elem, qnames, namespaces, **kwargs):
    tag = elem.tag
    text = elem.text
    if tag is Comment:
        write('<!--%s-->' % _escape_cdata(text))
    elif tag is ProcessingInstruction:
        write('<?%s?>' % _escape_cdata(text))
    else:
        name = qnames[tag.text if isinstance(tag, QName) else tag]
        if name is None:
            if text:
                write(_escape_cdata(text))
            for child in elem:
                _serialize_html(write, child, qnames, None)
        else:
            write('<' + name)
            _write_attributes(write, elem, qnames, namespaces, _escape_attrib_html)
            write('>')
            lowered = name.lower()
            if text:
                write(text if lowered in ('script', 'style')
                      else _text_written(text, qnames, _escape_cdata))
            for child in elem:
                _serialize_html(write, child, qnames, None)
            if lowered not in HTML_EMPTY:
                write('</' + name + '>')
    if elem.tail:
        write(_escape_cdata(elem.tail))


def _serialize_text(write, elem):
    for part in elem.itertext():
        write(part)
    if elem.tail:
        write(elem.tail)


_serialize = {'xml': _serialize_xml, 'html': _serialize_html, 'text': _serialize_text}


@contextlib.contextmanager
def _get_writer(file_or_filename, encoding):
    """A function that writes text to a file, and the encoding that it is written in."""
    try:
        write = file_or_filename.write
    except AttributeError:
        # A file name.
        if encoding.lower() == 'unicode':
            encoding = 'utf-8'
        with open(file_or_filename, 'w', encoding=encoding, errors='xmlcharrefreplace') as file:
            yield file.write, encoding
        return
    if encoding.lower() == 'unicode':
        yield write, getattr(file_or_filename, 'encoding', None) or 'utf-8'
        return
    # Binary: through a text wrapper, which must not close it.
    with contextlib.ExitStack() as stack:
        if isinstance(file_or_filename, io.BufferedIOBase):
            file = file_or_filename
        elif isinstance(file_or_filename, io.RawIOBase):
            file = io.BufferedWriter(file_or_filename)
            stack.callback(file.detach)
        else:
            file = io.BufferedIOBase()
            file.writable = lambda: True
            file.write = write
            try:
                # The wrapper asks to know whether there must be a byte order mark.
                file.seekable = file_or_filename.seekable
                file.tell = file_or_filename.tell
            except AttributeError:
                pass
        file = io.TextIOWrapper(file, encoding=encoding, errors='xmlcharrefreplace',
                                newline='\n')
        stack.callback(file.detach)
        yield file.write, encoding
