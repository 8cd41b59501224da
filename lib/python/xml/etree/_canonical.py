"""Canonical XML (C14N 2.0): the same text for all documents that say the same.

The target takes a parser's events and writes them: attributes in order, namespaces declared where
they are first used, no comments unless they are wanted.
"""

import io
import re

_XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
_PREFIXED_NAME = re.compile(r'^\w+:\w+$')


def canonicalize(xml_data=None, *, out=None, from_file=None, **options):
    """Convert XML to its C14N 2.0 serialised form.

    If *out* is provided, it must be a file or file-like object that receives the serialised
    canonical XML output (text, not bytes) through its ``.write()`` method. To write to a file, open
    it in text mode with encoding "utf-8". If *out* is not provided, this method returns the output
    as text string.

    Either *xml_data* (an XML string) or *from_file* (a file path or file-like object) must be
    provided as input. The other arguments are those of C14NWriterTarget.
    """
    from xml.etree.ElementTree import XMLParser, parse
    if xml_data is None and from_file is None:
        raise ValueError("Either 'xml_data' or 'from_file' must be provided as input")
    text = io.StringIO() if out is None else None
    parser = XMLParser(target=C14NWriterTarget((text or out).write, **options))
    if xml_data is not None:
        parser.feed(xml_data)
        parser.close()
    else:
        parse(from_file, parser=parser)
    return text.getvalue() if text else None


class _Namespaces:
    """Those of the document, and those that are declared in the output, by nested elements."""

    def __init__(self, rewrite_prefixes):
        self._rewrite = {} if rewrite_prefixes else None  # URI: new prefix
        self._given = [[('xml', _XML_NAMESPACE)], []]
        self._declared = [[('xml', _XML_NAMESPACE)]]

    def give(self, prefix, uri):
        """The element that comes next declares it."""
        self._given[-1].append((prefix, uri))

    def enter(self):
        self._given.append([])
        self._declared.append([])

    def leave(self):
        self._given.pop()
        self._declared.pop()

    def new_declarations(self):
        """The attributes for what this element uses first."""
        return [(f'xmlns:{prefix}' if prefix else 'xmlns', uri)
                for prefix, uri in self._declared[-1]]

    def output_name(self, name):
        """'{uri}local' with the prefix that it has in the output, declared if need be."""
        uri, local = split_name(name)
        hidden = set()
        for prefix, declared in self._innermost_first(self._declared):
            if declared == uri and prefix not in hidden:
                return f'{prefix}:{local}' if prefix else local
            hidden.add(prefix)
        if not uri and self._rewrite is None and '' not in hidden:
            return local
        prefix = self._prefix_for(uri)
        self._declared[-1].append((prefix, uri))
        return f'{prefix}:{local}' if prefix else local

    def _prefix_for(self, uri):
        if self._rewrite is not None:
            return self._rewrite.setdefault(uri, f'n{len(self._rewrite)}')
        for prefix, given in self._innermost_first(self._given):
            if given == uri:
                return prefix
        if not uri:
            return ''
        raise ValueError(f'Namespace "{uri}" is not declared in scope')

    def resolve(self, prefixed_name):
        """'prefix:local' of the document as '{uri}local'."""
        wanted, local = prefixed_name.split(':', 1)
        for prefix, uri in self._innermost_first(self._given):
            if prefix == wanted:
                return f'{{{uri}}}{local}'
        raise ValueError(f'Prefix {wanted} of QName "{prefixed_name}" is not declared in scope')

    @staticmethod
    def _innermost_first(levels):
        for level in reversed(levels):
            yield from level


def split_name(name):
    """(uri, local) of '{uri}local'."""
    return tuple(name[1:].rsplit('}', 1)) if name[:1] == '{' else ('', name)


class C14NWriterTarget:
    """Canonicalization writer target for the XMLParser.

    Serialises parse events to XML C14N 2.0.

    *write* is called with pieces of text. *with_comments* keeps comments, *strip_text* drops white
    space around text, *rewrite_prefixes* makes all prefixes n0, n1, ... In the text of
    *qname_aware_tags* and the values of *qname_aware_attrs* prefixes are replaced as in names.
    *exclude_attrs* and *exclude_tags* are left out.
    """

    def __init__(self, write, *, with_comments=False, strip_text=False, rewrite_prefixes=False,
                 qname_aware_tags=None, qname_aware_attrs=None, exclude_attrs=None,
                 exclude_tags=None):
        self._write = write
        self._with_comments, self._strip_text = with_comments, strip_text
        self._rewrite_prefixes = rewrite_prefixes
        self._qname_aware_tags = set(qname_aware_tags or ())
        self._qname_aware_attrs = set(qname_aware_attrs or ())
        self._exclude_attrs, self._exclude_tags = set(exclude_attrs or ()), set(exclude_tags or ())
        self._namespaces = _Namespaces(rewrite_prefixes)
        self._text = []
        self._waiting = None  # (tag, attributes) of an element whose text may be a name
        self._preserve_space = [False]
        self._open_names = []
        self._ignored_depth = 0
        self._root_seen = self._root_done = False

    # ---- elements ----

    def start_ns(self, prefix, uri):
        if not self._ignored_depth:
            self._flush()
            self._namespaces.give(prefix, uri)

    def start(self, tag, attrs):
        if self._ignored_depth or tag in self._exclude_tags:
            self._ignored_depth += 1
            return
        self._flush()
        self._waiting = tag, attrs
        if tag not in self._qname_aware_tags:
            self._flush()

    def _start(self, tag, attrs, name_in_text=None):
        attrs = {name: value for name, value in attrs.items() if name not in self._exclude_attrs}
        space = attrs.get(f'{{{_XML_NAMESPACE}}}space')
        self._preserve_space.append(
            space == 'preserve' if space else self._preserve_space[-1])
        names = self._namespaces
        values = {name: names.resolve(value) for name, value in attrs.items()
                  if name in self._qname_aware_attrs and _PREFIXED_NAME.match(value)}
        if name_in_text:
            name_in_text = names.resolve(name_in_text)
        names.enter()
        used = [tag, *attrs, *values.values()] + ([name_in_text] if name_in_text else [])
        if self._rewrite_prefixes:
            used.sort(key=split_name)
        shown = {name: names.output_name(name) for name in used
                 if self._rewrite_prefixes or name[:1] == '{'}
        # an attribute without a namespace has no prefix, whatever the default namespace is
        shown |= {name: name for name in attrs if name[:1] != '{'}
        shown_tag = names.output_name(tag)
        for name, value in values.items():
            attrs[name] = shown[value]
        written = sorted(names.new_declarations())
        written += [(shown[name], attrs[name]) for name in sorted(attrs, key=split_name)]
        self._root_seen = True
        self._open_names.append(shown_tag)
        self._write(f'<{shown_tag}')
        for name, value in written:
            self._write(f' {name}="{_escape_attribute(value)}"')
        self._write('>')
        if name_in_text:
            self._write(_escape_text(shown[name_in_text]))

    def end(self, tag):
        if self._ignored_depth:
            self._ignored_depth -= 1
            return
        self._flush()
        self._write(f'</{self._open_names.pop()}>')
        self._preserve_space.pop()
        self._root_done = not self._open_names
        self._namespaces.leave()

    # ---- what is between ----

    def data(self, data):
        if not self._ignored_depth:
            self._text.append(data)

    def _flush(self):
        """Writes the text so far, behind the start of its element if that waited for it."""
        text = ''.join(self._text)
        self._text.clear()
        if self._strip_text and not self._preserve_space[-1]:
            text = text.strip()
        if self._waiting is not None:
            (tag, attrs), self._waiting = self._waiting, None
            is_name = tag in self._qname_aware_tags and _PREFIXED_NAME.match(text)
            self._start(tag, attrs, text if is_name else None)
            if is_name:
                return
        if text and self._root_seen:
            self._write(_escape_text(text))

    def comment(self, text):
        if self._with_comments:
            self._write_aside(f'<!--{_escape_text(text)}-->')

    def pi(self, target, data):
        self._write_aside(f'<?{target} {_escape_text(data)}?>' if data else f'<?{target}?>')

    def _write_aside(self, text):
        """What may also be before and behind the root, there on lines of its own."""
        if self._ignored_depth:
            return
        if self._root_done:
            self._write('\n')
        elif self._root_seen or self._waiting:
            self._flush()
        self._write(text)
        if not self._root_seen:
            self._write('\n')

    def close(self):
        return None


def _escape_text(text):
    return (text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')
            .replace('\r', '&#xD;'))


def _escape_attribute(text):
    return (text.replace('&', '&amp;').replace('<', '&lt;').replace('"', '&quot;')
            .replace('\t', '&#x9;').replace('\n', '&#xA;').replace('\r', '&#xD;'))
