"""Text to trees: parsers on Expat, whole documents or piece by piece."""

import weakref
from collections import deque

from xml.etree._tree import TreeBuilder


class ParseError(SyntaxError):
    """An error when parsing an XML document.

    In addition to its exception value, a ParseError contains
    two extra attributes:
        'code'     - the specific exception code
        'position' - the line and column of the error
    """


ParseError.__module__ = 'xml.etree.ElementTree'


class XMLParser:
    """Element structure builder for XML source data based on the expat parser.

    *target* is an optional target object which defaults to an instance of the
    standard TreeBuilder class, *encoding* is an optional encoding string
    which if given, overrides the encoding specified in the XML file:
    http://www.iana.org/assignments/character-sets
    """

    def __init__(self, *, target=None, encoding=None):
        from xml.parsers import expat
        parser = expat.ParserCreate(encoding, '}')
        if target is None:
            target = TreeBuilder()
        self.parser = self._parser = parser
        self.target = self._target = target
        self._error = expat.error
        self._names = {}            # as Expat writes them -> {uri}local
        self.entity = {}
        self.version = 'Expat %d.%d.%d' % expat.version_info
        parser.DefaultHandlerExpand = self._default
        parser.buffer_text = True
        parser.ordered_attributes = True
        if hasattr(target, 'start'):
            parser.StartElementHandler = self._start
        if hasattr(target, 'end'):
            parser.EndElementHandler = self._end
        if hasattr(target, 'start_ns'):
            parser.StartNamespaceDeclHandler = self._start_ns
        if hasattr(target, 'end_ns'):
            parser.EndNamespaceDeclHandler = self._end_ns
        if hasattr(target, 'data'):
            parser.CharacterDataHandler = target.data
        if hasattr(target, 'comment'):
            parser.CommentHandler = target.comment
        if hasattr(target, 'pi'):
            parser.ProcessingInstructionHandler = target.pi
        self._doctype = None

    def _setevents(self, events_queue, events_to_report):
        """Reports what happens to a queue instead: for XMLPullParser and iterparse."""
        parser = self._parser
        append = events_queue.append
        for event in events_to_report:
            if event == 'start':
                def handler(tag, attributes, event=event, start=self._start):
                    append((event, start(tag, attributes)))
                parser.StartElementHandler = handler
            elif event == 'end':
                def handler(tag, event=event, end=self._end):
                    append((event, end(tag)))
                parser.EndElementHandler = handler
            elif event == 'start-ns':
                if hasattr(self.target, 'start_ns'):
                    def handler(prefix, uri, event=event, start_ns=self._start_ns):
                        append((event, start_ns(prefix, uri)))
                else:
                    def handler(prefix, uri, event=event):
                        append((event, (prefix or '', uri or '')))
                parser.StartNamespaceDeclHandler = handler
            elif event == 'end-ns':
                if hasattr(self.target, 'end_ns'):
                    def handler(prefix, event=event, end_ns=self._end_ns):
                        append((event, end_ns(prefix)))
                else:
                    def handler(prefix, event=event):
                        append((event, None))
                parser.EndNamespaceDeclHandler = handler
            elif event == 'comment':
                def handler(text, event=event, target=self.target):
                    append((event, target.comment(text)))
                parser.CommentHandler = handler
            elif event == 'pi':
                def handler(name, text, event=event, target=self.target):
                    append((event, target.pi(name, text)))
                parser.ProcessingInstructionHandler = handler
            else:
                raise ValueError('unknown event %r' % event)

    def _raise(self, value):
        error = ParseError(value)
        error.code = value.code
        error.position = value.lineno, value.offset
        raise error

    def _fixname(self, key):
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = '{' + key if '}' in key else key
        return name

    def _start_ns(self, prefix, uri):
        return self.target.start_ns(prefix or '', uri or '')

    def _end_ns(self, prefix):
        return self.target.end_ns(prefix or '')

    def _start(self, tag, attributes):
        names = self._names
        found = {}
        for i in range(0, len(attributes), 2):
            name = attributes[i]
            found[names.get(name) or self._fixname(name)] = attributes[i + 1]
        return self.target.start(names.get(tag) or self._fixname(tag), found)

    def _end(self, tag):
        return self.target.end(self._names.get(tag) or self._fixname(tag))

    def _default(self, text):
        if text[:1] == '&':
            self._add_entity(text)
        elif text[:1] == '<' and text == '<!DOCTYPE':
            self._doctype = []
        elif self._doctype is not None:
            self._add_to_doctype(text)

    def _add_entity(self, text):
        try:
            handler = self.target.data
        except AttributeError:
            return
        try:
            handler(self.entity[text[1:-1]])
        except KeyError:
            error = self._error('undefined entity %s: line %d, column %d'
                                % (text, self.parser.ErrorLineNumber,
                                   self.parser.ErrorColumnNumber))
            error.code = 11
            error.lineno = self.parser.ErrorLineNumber
            error.offset = self.parser.ErrorColumnNumber
            raise error

    def _add_to_doctype(self, text):
        if text == '>':
            self._doctype = None
            return
        text = text.strip()
        if not text:
            return
        self._doctype.append(text)
        count = len(self._doctype)
        if count <= 2:
            return
        kind = self._doctype[1]
        if kind == 'PUBLIC' and count == 4:
            name, kind, public, system = self._doctype
            if public:
                public = public[1:-1]
        elif kind == 'SYSTEM' and count == 3:
            name, kind, system = self._doctype
            public = None
        else:
            return
        if hasattr(self.target, 'doctype'):
            self.target.doctype(name, public, system[1:-1])
        elif hasattr(self, 'doctype'):
            import warnings
            warnings.warn('The doctype() method of XMLParser is ignored.  Define doctype() method '
                          'on the TreeBuilder target.', RuntimeWarning)
        self._doctype = None

    def feed(self, data):
        """Feed encoded data to parser."""
        try:
            self.parser.Parse(data, False)
        except self._error as error:
            self._raise(error)

    def close(self):
        """Finish feeding data to parser and return element structure."""
        try:
            self.parser.Parse(b'', True)
        except self._error as error:
            self._raise(error)
        try:
            close = self.target.close
        except AttributeError:
            return None
        else:
            return close()
        finally:
            # They refer to each other.
            del self.parser, self._parser
            del self.target, self._target

    def flush(self):
        was_enabled = self.parser.GetReparseDeferralEnabled()
        try:
            self.parser.SetReparseDeferralEnabled(False)
            self.parser.Parse(b'', False)
        except self._error as error:
            self._raise(error)
        finally:
            self.parser.SetReparseDeferralEnabled(was_enabled)


XMLParser.__module__ = 'xml.etree.ElementTree'


class XMLPullParser:
    """Parses what it is fed, and gives the events that came of it when asked."""

    def __init__(self, events=None, *, _parser=None):
        self._events_queue = deque()
        self._parser = _parser or XMLParser(target=TreeBuilder())
        if events is None:
            events = ('end',)
        self._parser._setevents(self._events_queue, events)

    def feed(self, data):
        """Feed encoded data to parser."""
        if self._parser is None:
            raise ValueError('feed() called after end of stream')
        if data:
            try:
                self._parser.feed(data)
            except SyntaxError as error:
                self._events_queue.append(error)

    def _close_and_return_root(self):
        root = self._parser.close()
        self._parser = None
        return root

    def close(self):
        """Finish feeding data to parser.

        Unlike XMLParser, does not return the root element. Use
        read_events() to consume elements from XMLPullParser.
        """
        self._close_and_return_root()

    def read_events(self):
        """Return an iterator over currently available (event, elem) pairs.

        Events are consumed from the internal event queue as they are
        retrieved from the iterator.
        """
        events = self._events_queue
        while events:
            event = events.popleft()
            if isinstance(event, Exception):
                raise event
            yield event

    def flush(self):
        if self._parser is None:
            raise ValueError('flush() called after end of stream')
        self._parser.flush()


def iterparse(source, events=None, parser=None):
    """Incrementally parse XML document into ElementTree.

    This class also reports what's going on to the user based on the
    *events* it is initialized with.  The supported events are the strings
    "start", "end", "start-ns" and "end-ns" (the "ns" events are used to get
    detailed namespace information).  If *events* is omitted, only
    "end" events are reported.

    *source* is a filename or file object containing XML data, *events* is
    a list of events to report back, *parser* is an optional parser instance.

    Returns an iterator providing (event, elem) pairs.
    """
    pullparser = XMLPullParser(events=events, _parser=parser)
    close_source = not hasattr(source, 'read')
    if close_source:
        source = open(source, 'rb')

    def iterator():
        try:
            while True:
                yield from pullparser.read_events()
                data = source.read(16 * 1024)
                if not data:
                    break
                pullparser.feed(data)
            root = pullparser._close_and_return_root()
            yield from pullparser.read_events()
            result = reference()
            if result is not None:
                result.root = root
        finally:
            if close_source:
                source.close()

    steps = iterator()

    class IterParseIterator:
        def __iter__(self):
            return self

        def __next__(self):
            return next(steps)

        def close(self):
            if close_source:
                source.close()
            steps.close()

        def __del__(self):
            if close_source:
                source.close()

    result = IterParseIterator()
    result.root = None
    reference = weakref.ref(result)
    return result
