"""difflib.HtmlDiff: two texts side by side as a table of HTML, made of pairs of lines."""

import re
from difflib import IS_CHARACTER_JUNK, ndiff
from itertools import zip_longest

_PAGE = """
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
          "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">

<html>

<head>
    <meta http-equiv="Content-Type"
          content="text/html; charset=%(charset)s" />
    <title></title>
    <style type="text/css">%(styles)s
    </style>
</head>

<body>
    %(table)s%(legend)s
</body>

</html>"""

_STYLES = """
        table.diff {font-family:Courier; border:medium;}
        .diff_header {background-color:#e0e0e0}
        td.diff_header {text-align:right}
        .diff_next {background-color:#c0c0c0}
        .diff_add {background-color:#aaffaa}
        .diff_chg {background-color:#ffff77}
        .diff_sub {background-color:#ffaaaa}"""

_TABLE = """
    <table class="diff" id="difflib_chg_%(prefix)s_top"
           cellspacing="0" cellpadding="0" rules="groups" >
        <colgroup></colgroup> <colgroup></colgroup> <colgroup></colgroup>
        <colgroup></colgroup> <colgroup></colgroup> <colgroup></colgroup>
        %(header_row)s
        <tbody>
%(data_rows)s        </tbody>
    </table>"""

_LEGEND = """
    <table class="diff" summary="Legends">
        <tr> <th colspan="2"> Legends </th> </tr>
        <tr> <td> <table border="" summary="Colors">
                      <tr><th> Colors </th> </tr>
                      <tr><td class="diff_add">&nbsp;Added&nbsp;</td></tr>
                      <tr><td class="diff_chg">Changed</td> </tr>
                      <tr><td class="diff_sub">Deleted</td> </tr>
                  </table></td>
             <td> <table border="" summary="Links">
                      <tr><th colspan="2"> Links </th> </tr>
                      <tr><td>(f)irst change</td> </tr>
                      <tr><td>(n)ext change</td> </tr>
                      <tr><td>(t)op</td> </tr>
                  </table></td> </tr>
    </table>"""

# anchor, link, cells, link, cells
_ROW = ('            <tr><td class="diff_next"%s>%s</td>%s'
        '<td class="diff_next">%s</td>%s</tr>\n')


# ---- pairs of lines ------------------------------------------------------------------------------
# Changed text stands between \0 and a sign (+, -, ^) before and \1 behind.

def _marked(text, hints):
    """The line with what the ?-line below it points at between marks."""
    out, at = [], 0
    for match in re.finditer(r"(\++|\-+|\^+)", hints):
        start, end = match.span()
        out += [text[at:start], "\0", match[0][0], text[start:end], "\1"]
        at = end
    return "".join(out) + text[at:]


def _changes(lines):
    """The entries of one run of changes, in order: (old text or None, new text or None)."""
    i = 0
    while i < len(lines):
        sign, text = lines[i][0], lines[i][2:]
        following = [line[0] for line in lines[i + 1:i + 4]]
        if sign == "-" and following[:3] == ["?", "+", "?"]:
            yield _marked(text, lines[i + 1][2:]), _marked(lines[i + 2][2:], lines[i + 3][2:])
            i += 4
        elif sign == "-" and following[:2] == ["?", "+"]:
            yield _marked(text, lines[i + 1][2:]), lines[i + 2][2:]
            i += 3
        elif sign == "-" and following[:2] == ["+", "?"]:
            yield text, _marked(lines[i + 1][2:], lines[i + 2][2:])
            i += 3
        else:
            whole = "\0" + sign + (text or " ") + "\1"
            yield (whole, None) if sign == "-" else (None, whole)
            i += 1


def _aligned(entries):
    """Lines taken out beside lines put in, while both last; a changed pair stays one."""
    old, new = [], []

    def flush():
        for i in range(max(len(old), len(new))):
            yield old[i] if i < len(old) else None, new[i] if i < len(new) else None
        old.clear()
        new.clear()

    for before, after in entries:
        if before is not None and after is not None:
            yield from flush()
            yield before, after
        elif before is not None:
            if new:
                yield from flush()
            old.append(before)
        else:
            new.append(after)
    yield from flush()


def pairs(fromlines, tolines, linejunk, charjunk):
    """((number, text), (number, text), whether they differ) for every row of the table; the side
    that has no line there is ('', newline)."""
    numbers = [0, 0]

    def side(which, text):
        if text is None:
            return "", "\n"
        numbers[which] += 1
        return numbers[which], text

    run = []
    for line in ndiff(fromlines, tolines, linejunk, charjunk):
        if line[0] != " ":
            run.append(line)
            continue
        for old, new in _aligned(_changes(run)):
            yield side(0, old), side(1, new), True
        run = []
        yield side(0, line[2:]), side(1, line[2:]), False
    for old, new in _aligned(_changes(run)):
        yield side(0, old), side(1, new), True


def mdiff(fromlines, tolines, context=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """The rows, with `context` only those near a change; (None, None, None) stands for a gap."""
    rows = list(pairs(fromlines, tolines, linejunk, charjunk))
    if context is None:
        yield from rows
        return
    near = sorted({k for i, row in enumerate(rows) if row[2]
                   for k in range(max(0, i - context), min(len(rows), i + context + 1))})
    for before, i in zip([-1, *near], near):
        if i != before + 1:
            yield None, None, None
        yield rows[i]


# ---- the table -----------------------------------------------------------------------------------

class HtmlDiff(object):
    """Writes two texts side by side as a table of HTML, with what differs marked.

    make_table() gives the table, make_file() a page with it.
    """

    _default_prefix = 0

    def __init__(self, tabsize=8, wrapcolumn=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
        """Lines longer than wrapcolumn are broken; linejunk and charjunk are as for ndiff()."""
        self._tabsize = tabsize
        self._wrapcolumn = wrapcolumn
        self._linejunk = linejunk
        self._charjunk = charjunk

    def make_file(self, fromlines, tolines, fromdesc="", todesc="", context=False, numlines=5,
                  *, charset="utf-8"):
        """A page with the table that make_table() gives."""
        table = self.make_table(fromlines, tolines, fromdesc, todesc, context, numlines)
        page = _PAGE % dict(styles=_STYLES, legend=_LEGEND, table=table, charset=charset)
        return page.encode(charset, "xmlcharrefreplace").decode(charset)

    def _expand(self, line):
        """Tabs as spaces that still can be told from the line's own."""
        line = line.replace(" ", "\0").expandtabs(self._tabsize).replace(" ", "\t")
        return line.replace("\0", " ").rstrip("\n")

    def _wrapped(self, number, text):
        """(number, text) of each row that a long line takes; marks go on over the break."""
        width = self._wrapcolumn
        if not width or not isinstance(number, int):
            return [(number, text)]
        rows, mark = [], ""
        while True:
            at = columns = 0
            while columns < width and at < len(text):
                if text[at] == "\0":
                    mark = text[at + 1]
                    at += 2
                elif text[at] == "\1":
                    mark = ""
                    at += 1
                else:
                    at += 1
                    columns += 1
            if at >= len(text) or len(text) - text.count("\0") * 3 <= width:
                rows.append((number, text))
                return rows
            rows.append((number, text[:at] + ("\1" if mark else "")))
            text = ("\0" + mark if mark else "") + text[at:]
            number = ">"

    def _rows(self, diffs):
        for old, new, changed in diffs:
            if changed is None or not self._wrapcolumn:
                yield old, new, changed
                continue
            left, right = self._wrapped(*old), self._wrapped(*new)
            for left_row, right_row in zip_longest(left, right, fillvalue=("", " ")):
                yield left_row, right_row, changed

    def _cell(self, side, number, text):
        number_id = ' id="%s%s"' % (self._prefix[side], number) if isinstance(number, int) else ""
        text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
        text = text.replace(" ", "&nbsp;").rstrip()
        return (f'<td class="diff_header"{number_id}>{number}</td>'
                f'<td nowrap="nowrap">{text}</td>')

    def _links(self, changed, numlines):
        """For the rows, anchors so far before changes, and links to the next one."""
        anchors, links = [""] * len(changed), [""] * len(changed)
        count = last = 0
        for i, (flag, before) in enumerate(zip(changed, [False, *changed])):
            if flag and not before:
                anchors[max(0, i - numlines)] = ' id="difflib_chg_%s_%d"' % (self._prefix[1], count)
                count += 1
                links[i] = '<a href="#difflib_chg_%s_%d">n</a>' % (self._prefix[1], count)
                last = i
        if not changed[0]:
            links[0] = '<a href="#difflib_chg_%s_0">f</a>' % self._prefix[1]
        links[last] = '<a href="#difflib_chg_%s_top">t</a>' % self._prefix[1]
        return anchors, links

    def make_table(self, fromlines, tolines, fromdesc="", todesc="", context=False, numlines=5):
        """The table of two lists of lines; fromdesc and todesc are its heads.

        With context it has numlines lines around changes only, else the links to changes lead to so
        many lines before them.
        """
        number = HtmlDiff._default_prefix
        HtmlDiff._default_prefix += 1
        self._prefix = ["from%d_" % number, "to%d_" % number]
        rows = list(self._rows(mdiff([self._expand(line) for line in fromlines],
                                     [self._expand(line) for line in tolines],
                                     numlines if context else None,
                                     self._linejunk, self._charjunk)))
        anchors, links = self._links([row[2] for row in rows] or [False], numlines)
        if not rows:
            message = "No Differences Found" if context else "Empty File"
            cell = f"<td></td><td>&nbsp;{message}&nbsp;</td>"
            row = _ROW % (anchors[0], links[0], cell, links[0], cell)
            return self._finish(row, fromdesc, todesc)
        out = []
        for i, (old, new, changed) in enumerate(rows):
            if changed is None:
                if i:
                    out.append("        </tbody>        \n        <tbody>\n")
                continue
            out.append(_ROW % (anchors[i], links[i], self._cell(0, *old),
                               links[i], self._cell(1, *new)))
        return self._finish("".join(out), fromdesc, todesc)

    def _finish(self, data_rows, fromdesc, todesc):
        header = ""
        if fromdesc or todesc:
            header = ("<thead><tr>" + "".join(
                '<th class="diff_next"><br /></th>'
                '<th colspan="2" class="diff_header">%s</th>' % text
                for text in (fromdesc, todesc)) + "</tr></thead>")
        table = _TABLE % dict(data_rows=data_rows, header_row=header, prefix=self._prefix[1])
        for mark, kind in (("+", "add"), ("-", "sub"), ("^", "chg")):
            table = table.replace("\0" + mark, '<span class="diff_%s">' % kind)
        return table.replace("\1", "</span>").replace("\t", "&nbsp;")
