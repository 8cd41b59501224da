"""A parser for HTML that calls a method for each thing it finds."""

import _markupbase
import re
from html import unescape

__all__ = ["HTMLParser"]

_TEXT_END = re.compile("[&<]")
_ENTITY = re.compile("&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]")
_NUMBER = re.compile("&#(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]")
_INCOMPLETE = re.compile("&([a-zA-Z#][-.a-zA-Z0-9]*)?")
_INSTRUCTION_END = re.compile(">")
_TAG_NAME = re.compile(r"([a-zA-Z][^\t\n\r\f />\x00]*)(?:\s|/(?!>))*")
_ATTRIBUTE = re.compile(
    r"((?<=[\'\"\s/])[^\s/>][^\s/=>]*)(\s*=+\s*"
    r"(\'[^\']*\'|\"[^\"]*\"|(?![\'\"])[^>\s]*))?(?:\s|/(?!>))*")
_START_TAG = re.compile(r"""
  <[a-zA-Z][^\t\n\r\f />\x00]*       # name
  (?:[\s/]*                          # before an attribute
    (?:(?<=['"\s/])[^\s/>][^\s/=>]*  # its name
      (?:\s*=+\s*                    # and value
        (?:'[^']*'
          |"[^"]*"
          |(?!['"])[^>\s]*           # bare
         )
        \s*
       )?(?:\s|/(?!>))*
     )*
   )?
  \s*
""", re.VERBOSE)
_END_TAG_END = re.compile(">")
_END_TAG = re.compile(r"</\s*([a-zA-Z][-.a-zA-Z0-9:_]*)\s*>")


class HTMLParser(_markupbase.ParserBase):
    """Calls handle_starttag(), handle_endtag(), handle_data() and so on; subclasses say what they
    do.

    feed() takes the text in any pieces, close() what is left of it. Unless convert_charrefs,
    references
    do not become characters but calls of handle_entityref() and handle_charref().
    """

    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self, *, convert_charrefs=True):
        super().__init__()
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        """Begins anew; what was not handled is lost."""
        self.rawdata = ""
        self.lasttag = "???"
        self.interesting = _TEXT_END
        self.cdata_elem = None
        super().reset()

    def feed(self, data):
        """Takes some more text and handles what is complete."""
        self.rawdata += data
        self.goahead(0)

    def close(self):
        """Handles what is left."""
        self.goahead(1)

    __starttag_text = None

    def get_starttag_text(self):
        """The last start tag as it stands in the text."""
        return self.__starttag_text

    def set_cdata_mode(self, elem):
        self.cdata_elem = elem.lower()
        self.interesting = re.compile(r"</\s*%s\s*>" % self.cdata_elem, re.I)

    def clear_cdata_mode(self):
        self.interesting = _TEXT_END
        self.cdata_elem = None

    def _text_end(self, i):
        """Where the text that begins at i ends; -1: more of it may come."""
        rawdata = self.rawdata
        if self.convert_charrefs and not self.cdata_elem:
            j = rawdata.find("<", i)
            if j < 0:
                # A reference at the end may go on in the next piece.
                ampersand = rawdata.rfind("&", max(i, len(rawdata) - 34))
                if ampersand >= 0 and not re.compile(r"[\s;]").search(rawdata, ampersand):
                    return -1
                return len(rawdata)
            return j
        match = self.interesting.search(rawdata, i)
        if match:
            return match.start()
        return -1 if self.cdata_elem else len(rawdata)

    def _emit_text(self, text):
        if text:
            if self.convert_charrefs and not self.cdata_elem:
                text = unescape(text)
            self.handle_data(text)

    def _markup(self, i):
        """The end of the markup at i, -1 if it is incomplete, or None if it is no markup."""
        rawdata = self.rawdata
        starts = rawdata.startswith
        if re.match("<[a-zA-Z]", rawdata[i:i + 2]):
            return self.parse_starttag(i)
        if starts("</", i):
            return self.parse_endtag(i)
        if starts("<!--", i):
            return self.parse_comment(i)
        if starts("<?", i):
            return self.parse_pi(i)
        if starts("<!", i):
            return self.parse_html_declaration(i)
        return None

    def goahead(self, end):
        """Handles what is complete; with `end`, everything."""
        i = 0
        n = len(self.rawdata)
        while i < n:
            j = self._text_end(i)
            if j < 0:
                if not (end and (self.cdata_elem or self.convert_charrefs)):
                    break
                j = n
            self._emit_text(self.rawdata[i:j])
            i = self.updatepos(i, j)
            if i == n:
                break
            if self.rawdata[i] == "<":
                k = self._markup(i)
                if k is None:
                    if i + 1 >= n and not end:
                        break
                    self.handle_data("<")
                    k = i + 1
                elif k < 0:
                    if not end:
                        break
                    k = self._end_of_broken(i)
                i = self.updatepos(i, k)
            else:
                k = self._reference(i, end)
                if k < 0:
                    break
                i = self.updatepos(i, k)
        if end and i < n:
            self._emit_text(self.rawdata[i:n])
            i = self.updatepos(i, n)
        self.rawdata = self.rawdata[i:]

    def _end_of_broken(self, i):
        """Markup that the input's end has cut off is text, up to the next bracket."""
        k = self.rawdata.find(">", i + 1)
        if k < 0:
            k = self.rawdata.find("<", i + 1)
            if k < 0:
                k = i + 1
        else:
            k += 1
        self._emit_text(self.rawdata[i:k])
        return k

    def _reference(self, i, end):
        """Handles the reference at i: its end, -1 if it is incomplete."""
        rawdata = self.rawdata
        for pattern, is_number in ((_NUMBER, True), (_ENTITY, False)):
            match = pattern.match(rawdata, i)
            if match:
                name = match.group()[2:-1] if is_number else match.group(1)
                (self.handle_charref if is_number else self.handle_entityref)(name)
                k = match.end()
                return k if rawdata[k - 1] == ";" else k - 1
        match = _INCOMPLETE.match(rawdata, i)
        if match.group() == rawdata[i:] and not end:
            return -1
        if match.group() == rawdata[i:] and match.group(1):
            self.handle_data(rawdata[i:])
            return len(rawdata)
        self.handle_data("&")
        return i + 1

    def parse_html_declaration(self, i):
        """<!doctype ...>, <![...]> or a bogus comment."""
        rawdata = self.rawdata
        if rawdata[i:i + 3] == "<![":
            return self.parse_marked_section(i)
        if rawdata[i:i + 9].lower() == "<!doctype":
            end = rawdata.find(">", i + 9)
            if end < 0:
                return -1
            self.handle_decl(rawdata[i + 2:end])
            return end + 1
        return self.parse_bogus_comment(i)

    def parse_bogus_comment(self, i, report=1):
        end = self.rawdata.find(">", i + 2)
        if end < 0:
            return -1
        if report:
            self.handle_comment(self.rawdata[i + 2:end])
        return end + 1

    def parse_pi(self, i):
        match = _INSTRUCTION_END.search(self.rawdata, i + 2)
        if not match:
            return -1
        self.handle_pi(self.rawdata[i + 2:match.start()])
        return match.end()

    def parse_starttag(self, i):
        """The end of the start tag at i, -1 if it is incomplete."""
        self.__starttag_text = None
        end = self.check_for_whole_start_tag(i)
        if end < 0:
            return end
        rawdata = self.rawdata
        self.__starttag_text = rawdata[i:end]
        match = _TAG_NAME.match(rawdata, i + 1)
        at = match.end()
        self.lasttag = tag = match[1].lower()
        attributes = []
        while at < end:
            match = _ATTRIBUTE.match(rawdata, at)
            if not match:
                break
            name, rest, value = match.group(1, 2, 3)
            if not rest:
                value = None
            else:
                if value[:1] in ("'", '"') and value[:1] == value[-1:]:
                    value = value[1:-1]
                if value:
                    value = unescape(value)
            attributes.append((name.lower(), value))
            at = match.end()
        closing = rawdata[at:end].strip()
        if closing not in (">", "/>"):
            self.handle_data(rawdata[i:end])
        elif closing == "/>":
            self.handle_startendtag(tag, attributes)
        else:
            self.handle_starttag(tag, attributes)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
        return end

    def check_for_whole_start_tag(self, i):
        """The end of the start tag, -1 if there is none yet."""
        rawdata = self.rawdata
        at = _START_TAG.match(rawdata, i).end()
        next_character = rawdata[at:at + 1]
        if next_character == ">":
            return at + 1
        if next_character == "/":
            if rawdata.startswith("/>", at):
                return at + 2
            if rawdata.startswith("/", at):
                return -1 if at + 1 == len(rawdata) else at + 1 if at > i else i + 1
        if next_character in ("", "=", "/") or next_character.isascii() and next_character.isalpha():
            return -1
        return at if at > i else i + 1

    def parse_endtag(self, i):
        """The end of the end tag at i, -1 if it is incomplete."""
        rawdata = self.rawdata
        match = _END_TAG_END.search(rawdata, i + 1)
        if not match:
            return -1
        end = match.end()
        match = _END_TAG.match(rawdata, i)
        if not match:
            if self.cdata_elem is not None:
                self.handle_data(rawdata[i:end])
                return end
            name = _TAG_NAME.match(rawdata, i + 2)
            if not name:
                return i + 3 if rawdata[i:i + 3] == "</>" else self.parse_bogus_comment(i)
            end = rawdata.find(">", name.end())
            self.handle_endtag(name[1].lower())
            return end + 1
        tag = match[1].lower()
        if self.cdata_elem is not None and tag != self.cdata_elem:
            self.handle_data(rawdata[i:end])
            return end
        self.handle_endtag(tag)
        self.clear_cdata_mode()
        return end

    # What subclasses override.
    def handle_starttag(self, tag, attrs):
        pass

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def _ignore(self, data):
        pass

    handle_endtag = handle_data = handle_charref = handle_entityref = _ignore
    handle_comment = handle_decl = handle_pi = unknown_decl = _ignore
