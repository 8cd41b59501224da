"""difflib.HtmlDiff: two texts side by side as an HTML table, and the pairs of lines it is made of."""

import re
from difflib import IS_CHARACTER_JUNK, ndiff

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


# ---- pairs of lines -------------------------------------------------------------------------------------
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
    """Lines taken out and lines put in beside each other while both last; a changed pair stays one."""
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
    context += 1
    last_shown = None
    changed = [i for i, row in enumerate(rows) if row[2]]
    near = sorted({k for i in changed for k in range(max(0, i - context + 1), min(len(rows), i + context))})
    for i in near:
        if last_shown is not None and i != last_shown + 1:
            yield None, None, None
        last_shown = i
        yield rows[i]


# ---- the table ------------------------------------------------------------------------------------------

class HtmlDiff(object):
    """For producing HTML side by side comparison with change highlights.

    This class can be used to create an HTML table (or a complete HTML file
    containing the table) showing a side by side, line by line comparison
    of text with inter-line and intra-line change highlights.  The table can
    be generated in either full or contextual difference mode.

    The following methods are provided for HTML generation:

    make_table -- generates HTML for a single side by side table
    make_file -- generates complete HTML file with a single side by side table

    See tools/scripts/diff.py for an example usage of this class.
    """

    _default_prefix = 0

    def __init__(self, tabsize=8, wrapcolumn=None, linejunk=None, charjunk=IS_CHARACTER_JUNK):
        """HtmlDiff instance initializer

        Arguments:
        tabsize -- tab stop spacing, defaults to 8.
        wrapcolumn -- column number where lines are broken and wrapped,
            defaults to None where lines are not wrapped.
        linejunk,charjunk -- keyword arguments passed into ndiff() (used by
            HtmlDiff() to generate the side by side HTML differences).  See
            ndiff() documentation for argument default values and descriptions.
        """
        self._tabsize = tabsize
        self._wrapcolumn = wrapcolumn
        self._linejunk = linejunk
        self._charjunk = charjunk

    def make_file(self, fromlines, tolines, fromdesc="", todesc="", context=False, numlines=5, *, charset="utf-8"):
        """Returns HTML file of side by side comparison with change highlights

        Arguments:
        fromlines -- list of "from" lines
        tolines -- list of "to" lines
        fromdesc -- "from" file column header string
        todesc -- "to" file column header string
        context -- set to True for contextual differences (defaults to False
            which shows full differences).
        numlines -- number of context lines.  When context is set True,
            controls number of lines displayed before and after the change.
            When context is False, controls the number of lines to place
            the "next" link anchors before the next change (so click of
            "next" link jumps to just before the change).
        charset -- charset of the HTML document
        """
        table = self.make_table(fromlines, tolines, fromdesc, todesc, context=context, numlines=numlines)
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
            for i in range(max(len(left), len(right))):
                yield (left[i] if i < len(left) else ("", " "), right[i] if i < len(right) else ("", " "), changed)

    def _cell(self, side, number, text):
        number_id = ' id="%s%s"' % (self._prefix[side], number) if isinstance(number, int) else ""
        text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
        text = text.replace(" ", "&nbsp;").rstrip()
        return '<td class="diff_header"%s>%s</td><td nowrap="nowrap">%s</td>' % (number_id, number, text)

    def _links(self, changed, context, numlines):
        """Anchors before the changes and links to the next one, a pair for each row."""
        anchors, links, count, in_change = [""] * len(changed), [""] * len(changed), 0, False
        last = 0
        for i, flag in enumerate(changed):
            if flag and not in_change:
                last = i
                anchors[max(0, i - numlines)] = ' id="difflib_chg_%s_%d"' % (self._prefix[1], count)
                count += 1
                links[i] = '<a href="#difflib_chg_%s_%d">n</a>' % (self._prefix[1], count)
            in_change = bool(flag)
        if not links or not any(changed):
            return None
        if not links[0]:
            links[0] = '<a href="#difflib_chg_%s_0">f</a>' % self._prefix[1]
        links[last] = '<a href="#difflib_chg_%s_top">t</a>' % self._prefix[1]
        return anchors, links

    def make_table(self, fromlines, tolines, fromdesc="", todesc="", context=False, numlines=5):
        """Returns HTML table of side by side comparison with change highlights

        Arguments:
        fromlines -- list of "from" lines
        tolines -- list of "to" lines
        fromdesc -- "from" file column header string
        todesc -- "to" file column header string
        context -- set to True for contextual differences (defaults to False
            which shows full differences).
        numlines -- number of context lines.  When context is set True,
            controls number of lines displayed before and after the change.
            When context is False, controls the number of lines to place
            the "next" link anchors before the next change (so click of
            "next" link jumps to just before the change).
        """
        number = HtmlDiff._default_prefix
        HtmlDiff._default_prefix += 1
        self._prefix = ["from%d_" % number, "to%d_" % number]
        rows = list(self._rows(mdiff([self._expand(line) for line in fromlines],
                                     [self._expand(line) for line in tolines],
                                     numlines if context else None, self._linejunk, self._charjunk)))
        found = self._links([row[2] for row in rows], context, 0 if context else numlines)
        if found is None:
            message = "&nbsp;No Differences Found&nbsp;" if context else "&nbsp;Empty File&nbsp;"
            if rows and not context:
                anchors, links = [""] * len(rows), [""] * len(rows)
                links[0] = '<a href="#difflib_chg_%s_0">f</a>' % self._prefix[1]
            else:
                cell = '<td></td><td>%s</td>' % message
                return self._finish('            <tr><td class="diff_next"></td>%s<td class="diff_next"></td>%s</tr>\n'
                                    % (cell, cell), fromdesc, todesc)
        else:
            anchors, links = found
        out = []
        for i, (old, new, changed) in enumerate(rows):
            if changed is None:
                if i:
                    out.append("        </tbody>        \n        <tbody>\n")
                continue
            out.append('            <tr><td class="diff_next"%s>%s</td>%s<td class="diff_next">%s</td>%s</tr>\n'
                       % (anchors[i], links[i], self._cell(0, *old), links[i], self._cell(1, *new)))
        return self._finish("".join(out), fromdesc, todesc)

    def _finish(self, data_rows, fromdesc, todesc):
        header = ""
        if fromdesc or todesc:
            header = ("<thead><tr>" + "".join(
                '<th class="diff_next"><br /></th><th colspan="2" class="diff_header">%s</th>' % text
                for text in (fromdesc, todesc)) + "</tr></thead>")
        table = _TABLE % dict(data_rows=data_rows, header_row=header, prefix=self._prefix[1])
        for mark, kind in (("+", "add"), ("-", "sub"), ("^", "chg")):
            table = table.replace("\0" + mark, '<span class="diff_%s">' % kind)
        return table.replace("\1", "</span>").replace("\t", "&nbsp;")
