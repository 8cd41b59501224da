"""Declarations of document types, comments and marked sections: what html.parser builds on."""

import re

_COMMENT_END = re.compile(r"--\s*>")
_MARKED_SECTION_NAME = re.compile(r"[a-zA-Z][-_.a-zA-Z0-9]*\s*")
_SECTION_ENDS = {
    **dict.fromkeys(("temp", "cdata", "ignore", "include", "rcdata"), re.compile(r"]\s*]\s*>")),
    **dict.fromkeys(("if", "else", "endif"), re.compile(r"]\s*>")),
}


class ParserBase:
    """Reads declarations, and knows in which line it is."""

    def __init__(self):
        if self.__class__ is ParserBase:
            raise RuntimeError("_markupbase.ParserBase must be subclassed")

    def reset(self):
        self.lineno = 1
        self.offset = 0

    def getpos(self):
        """The line and the column."""
        return self.lineno, self.offset

    def updatepos(self, i, j):
        """Counts the lines between i and j; returns j."""
        if i >= j:
            return j
        newlines = self.rawdata.count("\n", i, j)
        if newlines:
            self.lineno += newlines
            self.offset = j - self.rawdata.rindex("\n", i, j) - 1
        else:
            self.offset += j - i
        return j

    def parse_marked_section(self, i, report=1):
        """<![name[ ... ]]>: its end, -1 if it is incomplete."""
        rawdata = self.rawdata
        assert rawdata[i:i + 3] == "<![", "unexpected call to parse_marked_section()"
        name = _MARKED_SECTION_NAME.match(rawdata, i + 3)
        if not name:
            if len(rawdata) == i + 3:
                return -1
            raise AssertionError("expected name token at %r" % rawdata[i + 3:i + 23])
        if name.end() == len(rawdata):
            return -1
        ends = _SECTION_ENDS.get(name.group().strip().lower())
        if ends is None:
            raise AssertionError("unknown status keyword %r in marked section" % rawdata[i + 3:name.end()])
        match = ends.search(rawdata, i + 3)
        if not match:
            return -1
        if report:
            self.unknown_decl(rawdata[i + 3:match.start()])
        return match.end()

    def parse_comment(self, i, report=1):
        """<!-- ... -->: its end, -1 if it is incomplete."""
        rawdata = self.rawdata
        if rawdata[i:i + 4] != "<!--":
            raise AssertionError("unexpected call to parse_comment()")
        match = _COMMENT_END.search(rawdata, i + 4)
        if not match:
            return -1
        if report:
            self.handle_comment(rawdata[i + 4:match.start()])
        return match.end()

    def unknown_decl(self, data):
        """To be overridden: called for declarations that are not known."""
