"""Documents that are parsed piece by piece, with events for what is complete."""

import weakref
from collections import deque

from _etree import TreeBuilder, XMLParser


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
