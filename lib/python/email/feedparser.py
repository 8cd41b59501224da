"""Reading messages piece by piece, as the text comes. Never fails: what is wrong is a defect.

BufferedSubFile cuts the text into lines. A stack of patterns says which lines end what is being
read: to the readers of a part, the boundary of any multipart around it is the end of the file. The
readers are generators; they yield when there is no further line yet."""

import re
from collections import deque
from io import StringIO

from email import errors
from email._policybase import compat32

__all__ = ["FeedParser", "BytesFeedParser"]

NeedMoreData = object()

_line_end = re.compile(r"(?:\r\n|\r|\n)\Z")
_line_break = re.compile(r"\r\n|\r|\n")
_header_line = re.compile(r"From |[\041-\071\073-\176]*:|[\t ]")


class BufferedSubFile:
    """Lines of the text that was pushed so far; what cannot be known to be a line yet waits."""

    def __init__(self):
        self._waiting = []
        self._lines = deque()
        self._is_end = []  # functions, of the innermost part last
        self._closed = False

    def push_eof_matcher(self, pred):
        """From now on, a line for which pred is true ends the file."""
        self._is_end.append(pred)

    def pop_eof_matcher(self):
        return self._is_end.pop()

    def push(self, data):
        """Add text."""
        self._waiting.append(data)
        if "\n" in data or "\r" in data:
            lines = self._cut()
            # A line that ends with \r may continue with \n.
            if not lines[-1].endswith("\n"):
                self._waiting.append(lines.pop())
            self.pushlines(lines)

    def pushlines(self, lines):
        """Add whole lines."""
        self._lines.extend(lines)

    def close(self):
        """There will be no more text."""
        self.pushlines(self._cut())
        self._closed = True

    def _cut(self):
        lines = StringIO("".join(self._waiting), newline="").readlines()
        self._waiting.clear()
        return lines

    def readline(self):
        """The next line, "" at the end, NeedMoreData if it is not there yet."""
        if not self._lines:
            return "" if self._closed else NeedMoreData
        line = self._lines.popleft()
        for is_end in reversed(self._is_end):
            if is_end(line):
                self.unreadline(line)
                return ""
        return line

    def unreadline(self, line):
        """Give a line back; it is the next one."""
        assert line is not NeedMoreData
        self._lines.appendleft(line)

    def __iter__(self):
        return iter(self.readline, "")


class FeedParser:
    """Reads a message from text that is given to feed(); close() is the message."""

    def __init__(self, _factory=None, *, policy=compat32):
        self.policy = policy
        self._new = self._factory(_factory)
        self._input = BufferedSubFile()
        self._root = None
        self._headersonly = False
        self._reader = self._read_message(None)

    def _factory(self, given):
        """A function that makes a message."""
        if given is None:
            given = self.policy.message_factory
            if given is None:
                from email.message import Message as given
        else:
            try:
                given(policy=self.policy)
            except TypeError:
                return given  # of the time before there were policies
        return lambda: given(policy=self.policy)

    def _set_headersonly(self):
        self._headersonly = True

    def feed(self, data):
        """Read on, in this text."""
        self._input.push(data)
        self._read()

    def close(self):
        """End the text; the message that it was."""
        self._input.close()
        self._read()
        root, self._root = self._root, None
        if (root.get_content_maintype() == "multipart" and not root.is_multipart()
                and not self._headersonly):
            self._defect(root, errors.MultipartInvariantViolationDefect())
        return root

    def _read(self):
        next(self._reader, None)

    def _defect(self, message, defect):
        self.policy.handle_defect(message, defect)

    # -- readers; each returns the message whose text ended last, which is not always the outer one

    def _line(self):
        while (line := self._input.readline()) is NeedMoreData:
            yield
        return line

    def _rest(self):
        lines = []
        for line in self._input:
            if line is NeedMoreData:
                yield
            else:
                lines.append(line)
        return lines

    def _read_message(self, parent):
        message = self._new()
        if parent is None:
            self._root = message
        else:
            if parent.get_content_type() == "multipart/digest":
                message.set_default_type("message/rfc822")
            parent.attach(message)
        self._store_headers(message, (yield from self._header_lines(message)))
        if not self._headersonly:
            if message.get_content_type() == "message/delivery-status":
                return (yield from self._read_blocks(message))
            match message.get_content_maintype():
                case "message":
                    return (yield from self._read_message(message))
                case "multipart":
                    return (yield from self._read_multipart(message))
        message.set_payload("".join((yield from self._rest())))
        return message

    def _header_lines(self, message):
        lines = []
        while line := (yield from self._line()):
            if not _header_line.match(line):
                if not _line_break.match(line):
                    self._defect(message, errors.MissingHeaderBodySeparatorDefect())
                    self._input.unreadline(line)
                break
            lines.append(line)
        return lines

    def _store_headers(self, message, lines):
        header = []

        def store():
            if header:
                message.set_raw(*self.policy.header_source_parse(header))
                header.clear()

        for number, line in enumerate(lines, 1):
            if line[0] in " \t":
                if header:
                    header.append(line)
                else:
                    self._defect(message, errors.FirstHeaderLineIsContinuationDefect(line))
                continue
            store()
            if line.startswith("From "):
                if number == 1:
                    message.set_unixfrom(_line_end.sub("", line))
                elif number == len(lines):
                    self._input.unreadline(line)  # of the body, most probably
                else:
                    message.defects.append(errors.MisplacedEnvelopeHeaderDefect(line))
            elif line.startswith(":"):
                message.defects.append(errors.InvalidHeaderDefect("Missing header name."))
            else:
                header.append(line)
        store()

    def _read_blocks(self, message):
        """The parts of a message/delivery-status: groups of headers with empty lines between."""
        while True:
            self._input.push_eof_matcher(_line_break.match)
            last = yield from self._read_message(message)
            self._input.pop_eof_matcher()
            yield from self._line()  # the empty one
            line = yield from self._line()
            if not line:
                return last
            self._input.unreadline(line)

    def _read_multipart(self, message):
        boundary = message.get_boundary()
        if boundary is None:
            self._defect(message, errors.NoBoundaryInMultipartDefect())
            message.set_payload("".join((yield from self._rest())))
            return message
        encoding = str(message.get("content-transfer-encoding", "8bit")).lower()
        if encoding not in ("7bit", "8bit", "binary"):
            self._defect(message, errors.InvalidMultipartContentTransferEncodingDefect())
        is_boundary = re.compile(
            rf"{re.escape('--' + boundary)}(--)?[ \t]*(\r\n|\r|\n)?$").match
        if (yield from self._read_parts(message, is_boundary)):
            message.epilogue = "".join((yield from self._rest()))
        return message

    def _read_parts(self, message, is_boundary):
        """Read up to the closing boundary; is there one?"""
        before, found_part = [], False
        while line := (yield from self._line()):
            boundary = is_boundary(line)
            if not boundary:
                before.append(line)
                continue
            if not found_part and not boundary[1] and before:
                message.preamble = _line_end.sub("", "".join(before))
            if boundary[1]:
                if found_part:
                    return True
                break
            found_part = True
            yield from self._skip_boundaries(is_boundary)
            self._input.push_eof_matcher(is_boundary)
            last = yield from self._read_message(message)
            self._input.pop_eof_matcher()
            _drop_last_break(last)
        if found_part:
            self._defect(message, errors.CloseBoundaryNotFoundDefect())
        else:
            self._defect(message, errors.StartBoundaryNotFoundDefect())
            message.set_payload("".join(before))
            yield from self._rest()
            message.epilogue = ""
        return False

    def _skip_boundaries(self, is_boundary):
        while is_boundary(line := (yield from self._line())):
            pass
        self._input.unreadline(line)


def _drop_last_break(message):
    """The end of the line before a boundary belongs to the boundary."""
    if message.get_content_maintype() == "multipart":
        if message.epilogue is not None:
            message.epilogue = _line_end.sub("", message.epilogue) if message.epilogue else None
    elif isinstance(message._payload, str):
        message._payload = _line_end.sub("", message._payload)


class BytesFeedParser(FeedParser):
    """As FeedParser, of bytes."""

    def feed(self, data):
        """Read on, in these bytes."""
        super().feed(data.decode("ascii", "surrogateescape"))
