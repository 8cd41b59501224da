"""Differences: between sequences of any kind, and between texts, line by line.

get_close_matches(word, possibilities) finds what is like a word. ndiff() and Differ compare texts
for people, and restore() undoes it; unified_diff() and context_diff() write the formats of diff,
HtmlDiff a table. All build on SequenceMatcher.
"""

from collections import namedtuple
from heapq import nlargest
from types import GenericAlias

__all__ = ["get_close_matches", "ndiff", "restore", "SequenceMatcher",
           "Differ", "IS_CHARACTER_JUNK", "IS_LINE_JUNK", "context_diff",
           "unified_diff", "diff_bytes", "HtmlDiff", "Match"]

Match = namedtuple("Match", "a b size")


def _calculate_ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    """Compares two sequences of hashable elements.

    It looks for the longest block that both have without junk in it, then does the same left and
    right of it. What comes out is not the shortest way from one to the other, but the blocks mostly
    look right to people.

    >>> s = SequenceMatcher(None, 'private thread', 'private volatile thread')
    >>> round(s.ratio(), 2)
    0.76
    """

    # b2j: element of b -> its indices, without junk and what is popular: bjunk, bpopular.
    # matching_blocks, opcodes, fullbcount: made when first asked for.

    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        """isjunk(element) says what no block may begin with; autojunk, whether also elements
        that are very frequent in b.
        """
        self.isjunk, self.autojunk = isjunk, autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        """Compare these sequences from now on.

        >>> s = SequenceMatcher()
        >>> s.set_seqs('xyz', 'xy')
        >>> s.ratio()
        0.8
        """
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        """Compare another first sequence; what is known of the second one stays.

        >>> s = SequenceMatcher(None, 'xyz', 'xy')
        >>> s.set_seq1('xy')
        >>> s.ratio()
        1.0
        """
        if a is not self.a:
            self.a = a
            self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        """Compare another second sequence, of which an index is made.

        >>> s = SequenceMatcher(None, 'xyz', 'xy')
        >>> s.set_seq2('xyz')
        >>> s.ratio()
        1.0
        """
        if b is not self.b:
            self.b = b
            self.matching_blocks = self.opcodes = self.fullbcount = None
            self.__index_b()

    def __index_b(self):
        self.b2j = places = {}
        for i, element in enumerate(self.b):
            places.setdefault(element, []).append(i)
        self.bjunk = junk = set()
        if self.isjunk:
            junk.update(element for element in places if self.isjunk(element))
            for element in junk:
                del places[element]
        self.bpopular = popular = set()
        size = len(self.b)
        if self.autojunk and size >= 200:
            limit = size // 100 + 1
            popular.update(element for element, indices in places.items() if len(indices) > limit)
            for element in popular:
                del places[element]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """The longest block that a[alo:ahi] and b[blo:bhi] have in common: Match(a, b, size).

        Of several the one that begins first in a, of these the one that begins first in b. It has
        no junk but what adjoins on both sides; its size is 0 if there is none.

        >>> SequenceMatcher(None, ' abcd', 'abcd abcd').find_longest_match(0, 5, 0, 9)
        Match(a=0, b=4, size=5)
        """
        a, b, places, is_junk = self.a, self.b, self.b2j, self.bjunk.__contains__
        if ahi is None:
            ahi = len(a)
        if bhi is None:
            bhi = len(b)
        besti, bestj, bestsize = alo, blo, 0
        lengths = {}  # of the match that ends at (i - 1, j)
        nowhere = []
        for i in range(alo, ahi):
            longer = {}
            for j in places.get(a[i], nowhere):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                size = longer[j] = lengths.get(j - 1, 0) + 1
                if size > bestsize:
                    besti, bestj, bestsize = i - size + 1, j - size + 1, size
            lengths = longer
        # First what is popular beside the match, then junk: only where it adjoins.
        for wants_junk in (False, True):
            while (besti > alo and bestj > blo and is_junk(b[bestj - 1]) == wants_junk
                   and a[besti - 1] == b[bestj - 1]):
                besti, bestj, bestsize = besti - 1, bestj - 1, bestsize + 1
            while (besti + bestsize < ahi and bestj + bestsize < bhi
                   and is_junk(b[bestj + bestsize]) == wants_junk
                   and a[besti + bestsize] == b[bestj + bestsize]):
                bestsize += 1
        return Match(besti, bestj, bestsize)

    def get_matching_blocks(self):
        """All blocks in common, in order, and an empty one at the end of both.

        Blocks that adjoin in both sequences are one.

        >>> s = SequenceMatcher(None, 'one two', 'one, two')
        >>> s.get_matching_blocks()
        [Match(a=0, b=0, size=3), Match(a=3, b=4, size=4), Match(a=7, b=8, size=0)]
        """
        if self.matching_blocks is not None:
            return self.matching_blocks
        todo, found = [(0, len(self.a), 0, len(self.b))], []
        while todo:
            alo, ahi, blo, bhi = todo.pop()
            i, j, size = match = self.find_longest_match(alo, ahi, blo, bhi)
            if size:
                found.append(match)
                if alo < i and blo < j:
                    todo.append((alo, i, blo, j))
                if i + size < ahi and j + size < bhi:
                    todo.append((i + size, ahi, j + size, bhi))
        found.sort()
        joined = []
        for i, j, size in found:
            if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
                i, j, size = joined[-1][0], joined[-1][1], joined[-1][2] + size
                joined.pop()
            joined.append((i, j, size))
        joined.append((len(self.a), len(self.b), 0))
        self.matching_blocks = list(map(Match._make, joined))
        return self.matching_blocks

    def get_opcodes(self):
        """How a becomes b: tuples (tag, i1, i2, j1, j2), each going on where the last one ended.

        By the tag, a[i1:i2] is 'equal' to b[j1:j2], or is to be changed into it ('replace'), where
        the first ('insert') or the second ('delete') is empty.

        >>> SequenceMatcher(None, 'axb', 'ab').get_opcodes()
        [('equal', 0, 1, 0, 1), ('delete', 1, 2, 1, 1), ('equal', 2, 3, 1, 2)]
        """
        if self.opcodes is None:
            self.opcodes = list(self._steps())
        return self.opcodes

    def _steps(self):
        i = j = 0
        for ai, bj, size in self.get_matching_blocks():
            if i < ai or j < bj:
                tag = "insert" if i == ai else "delete" if j == bj else "replace"
                yield tag, i, ai, j, bj
            i, j = ai + size, bj + size
            if size:
                yield "equal", ai, i, bj, j

    def get_grouped_opcodes(self, n=3):
        """What get_opcodes() gives, in groups of changes with n elements that are equal around.

        >>> s = SequenceMatcher(None, 'abcdefgh', 'aBcdefgH')
        >>> for group in s.get_grouped_opcodes(1): print(group)
        [('equal', 0, 1, 0, 1), ('replace', 1, 2, 1, 2), ('equal', 2, 3, 2, 3)]
        [('equal', 6, 7, 6, 7), ('replace', 7, 8, 7, 8)]
        """
        codes = list(self.get_opcodes()) or [("equal", 0, 1, 0, 1)]
        if codes[0][0] == "equal":
            tag, i1, i2, j1, j2 = codes[0]
            codes[0] = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        if codes[-1][0] == "equal":
            tag, i1, i2, j1, j2 = codes[-1]
            codes[-1] = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == "equal" and i2 - i1 > 2 * n:  # a gap: one group ends, the next begins
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == "equal"):
            yield group

    def ratio(self):
        """How similar the sequences are, from 0 to 1: the share of elements in common blocks.

        >>> SequenceMatcher(None, 'abcd', 'bcde').ratio()
        0.75
        """
        matches = sum(block.size for block in self.get_matching_blocks())
        return _calculate_ratio(matches, len(self.a) + len(self.b))

    def quick_ratio(self):
        """What ratio() is at most, by the elements without their order."""
        if self.fullbcount is None:
            self.fullbcount = {}
            for element in self.b:
                self.fullbcount[element] = self.fullbcount.get(element, 0) + 1
        left, matches = {}, 0
        for element in self.a:
            count = left.get(element, self.fullbcount.get(element, 0))
            left[element] = count - 1
            matches += count > 0
        return _calculate_ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """What ratio() is at most, by the lengths."""
        return _calculate_ratio(min(len(self.a), len(self.b)), len(self.a) + len(self.b))

    __class_getitem__ = classmethod(GenericAlias)


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """Up to n of the possibilities that are most like the word, the most similar first.

    None has a ratio() to it below the cutoff.

    >>> get_close_matches('kolour', ['color', 'column', 'colour'])
    ['colour', 'color']
    """
    if not n > 0:
        raise ValueError("n must be > 0: %r" % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % (cutoff,))
    matcher, scored = SequenceMatcher(), []
    matcher.set_seq2(word)
    for candidate in possibilities:
        matcher.set_seq1(candidate)
        if (matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff
                and matcher.ratio() >= cutoff):
            scored.append((matcher.ratio(), candidate))
    return [candidate for _, candidate in nlargest(n, scored)]


# ---- lines for people ----------------------------------------------------------------------------

def _keep_original_ws(s, tag_s):
    """The marks with the line's own white space where they have none."""
    return "".join(c if mark == " " and c.isspace() else mark for c, mark in zip(s, tag_s))


class Differ:
    """Compares texts line by line, and similar lines character by character.

    What it gives are lines that begin with '- ' (in the first only), '+ ' (in the second only),
    '  ' (in both) or '? ', which mark where the line above differs.

    >>> list(Differ().compare(['one'], ['one']))
    ['  one']
    """

    def __init__(self, linejunk=None, charjunk=None):
        """The functions say which lines and which characters are junk; see SequenceMatcher."""
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        r"""The differences of two sequences of lines, which all end with a newline.

        >>> print(''.join(Differ().compare(['one\n', 'two\n'], ['one\n', 'too\n'])), end='')
          one
        - two
        ?  ^
        + too
        ?  ^
        """
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == "replace":
                yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
            elif tag == "delete":
                yield from self._dump("-", a, alo, ahi)
            elif tag == "insert":
                yield from self._dump("+", b, blo, bhi)
            else:
                yield from self._dump(" ", a, alo, ahi)

    def _dump(self, tag, x, lo, hi):
        """Lines that have the same mark."""
        for i in range(lo, hi):
            yield "%s %s" % (tag, x[i])

    def _plain_replace(self, a, alo, ahi, b, blo, bhi):
        """The shorter block first: fewer lines to hold in mind."""
        halves = [self._dump("-", a, alo, ahi), self._dump("+", b, blo, bhi)]
        for half in halves if bhi - blo >= ahi - alo else reversed(halves):
            yield from half

    def _most_similar(self, a, alo, ahi, b, blo, bhi):
        """((ratio, i, j) of the most similar lines, the first two that are equal or None)."""
        best, equal = (0.74, None, None), None
        matcher = SequenceMatcher(self.charjunk)
        for j in range(blo, bhi):
            matcher.set_seq2(b[j])
            for i in range(alo, ahi):
                if a[i] == b[j]:
                    if equal is None:
                        equal = (i, j)
                    continue
                matcher.set_seq1(a[i])
                if (matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]
                        and matcher.ratio() > best[0]):
                    best = (matcher.ratio(), i, j)
        return best, equal

    def _fancy_replace(self, a, alo, ahi, b, blo, bhi):
        """Around the pair of lines that are most similar, which are marked, the same again."""
        (ratio, i, j), equal = self._most_similar(a, alo, ahi, b, blo, bhi)
        if ratio < 0.75:
            if equal is None:
                yield from self._plain_replace(a, alo, ahi, b, blo, bhi)
                return
            i, j = equal
        else:
            equal = None
        yield from self._fancy_helper(a, alo, i, b, blo, j)
        if equal is None:
            yield from self._marked(a[i], b[j])
        else:
            yield "  " + a[i]
        yield from self._fancy_helper(a, i + 1, ahi, b, j + 1, bhi)

    def _fancy_helper(self, a, alo, ahi, b, blo, bhi):
        if alo < ahi:
            if blo < bhi:
                yield from self._fancy_replace(a, alo, ahi, b, blo, bhi)
            else:
                yield from self._dump("-", a, alo, ahi)
        elif blo < bhi:
            yield from self._dump("+", b, blo, bhi)

    def _marked(self, aline, bline):
        """Two similar lines with marks below what differs."""
        amarks = bmarks = ""
        for tag, ai1, ai2, bj1, bj2 in SequenceMatcher(self.charjunk, aline, bline).get_opcodes():
            width_a, width_b = ai2 - ai1, bj2 - bj1
            mark_a, mark_b = {"replace": "^^", "delete": "--", "insert": "++", "equal": "  "}[tag]
            amarks += mark_a * width_a
            bmarks += mark_b * width_b
        yield from self._qformat(aline, bline, amarks, bmarks)

    def _qformat(self, aline, bline, atags, btags):
        """Two lines, and below each its marks, if any."""
        for sign, line, marks in (("-", aline, atags), ("+", bline, btags)):
            marks = _keep_original_ws(line, marks).rstrip()
            yield sign + " " + line
            if marks:
                yield f"? {marks}\n"


def IS_LINE_JUNK(line, pat=None):
    r"""Whether a line is blank or has nothing but a #.

    >>> [IS_LINE_JUNK(line) for line in ('\n', ' # \n', 'x\n')]
    [True, True, False]
    """
    if pat is None:
        return line.strip() in ("", "#")
    return pat(line) is not None


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    r"""Whether a character is a space or a tab.

    >>> [IS_CHARACTER_JUNK(ch) for ch in ' \t\nx']
    [True, True, False, False]
    """
    return ch in ws


# ---- the formats of diff -------------------------------------------------------------------------

def _format_range_unified(start, stop):
    length = stop - start
    if length == 1:
        return "{}".format(start + 1)
    return "{},{}".format(start + 1 if length else start, length)


def _format_range_context(start, stop):
    length = stop - start
    if length <= 1:
        return "{}".format(start + 1 if length else start)
    return "{},{}".format(start + 1, stop)


def _headings(signs, files, dates, lineterm):
    for sign, name, date in zip(signs, files, dates):
        yield "{} {}{}{}".format(sign, name, "\t{}".format(date) if date else "", lineterm)


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    r"""The differences of two sequences of lines in the unified format.

    There are n equal lines around changes. The lines of the format itself end with lineterm: '' if
    those compared have no ends. Names and dates of the files come into the heading.

    >>> print(*unified_diff(['one', 'two'], ['one', 'three'], 'a', 'b', lineterm=''), sep='\n')
    --- a
    +++ b
    @@ -1,2 +1,2 @@
     one
    -two
    +three
    """
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield from _headings(("---", "+++"), (fromfile, tofile),
                                 (fromfiledate, tofiledate), lineterm)
        first, last = group[0], group[-1]
        yield "@@ -{} +{} @@{}".format(_format_range_unified(first[1], last[2]),
                                       _format_range_unified(first[3], last[4]), lineterm)
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for line in a[i1:i2]:
                    yield " " + line
                continue
            if tag != "insert":
                for line in a[i1:i2]:
                    yield "-" + line
            if tag != "delete":
                for line in b[j1:j2]:
                    yield "+" + line


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    r"""The differences of two sequences of lines in the context format; see unified_diff().

    >>> print('\n'.join(context_diff(['one', 'two'], ['one'], 'a', 'b', lineterm='')))
    *** a
    --- b
    ***************
    *** 1,2 ****
      one
    - two
    --- 1 ----
    """
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    signs = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield from _headings(("***", "---"), (fromfile, tofile),
                                 (fromfiledate, tofiledate), lineterm)
        first, last = group[0], group[-1]
        yield "***************" + lineterm
        halves = (("*** {} ****{}", first[1], last[2], "insert", a, 1),
                  ("--- {} ----{}", first[3], last[4], "delete", b, 3))
        for heading, start, stop, absent, lines, at in halves:
            yield heading.format(_format_range_context(start, stop), lineterm)
            other = "delete" if absent == "insert" else "insert"
            if any(code[0] in ("replace", other) for code in group):
                for code in group:
                    if code[0] != absent:
                        for line in lines[code[at]:code[at + 1]]:
                            yield signs[code[0]] + line


def _check_types(a, b, *args):
    """Lists of bytes give late and strange errors otherwise."""
    if a and not isinstance(a[0], str):
        raise TypeError("lines to compare must be str, not %s (%r)" % (type(a[0]).__name__, a[0]))
    if b and not isinstance(b[0], str):
        raise TypeError("lines to compare must be str, not %s (%r)" % (type(b[0]).__name__, b[0]))
    for arg in args:
        if not isinstance(arg, str):
            raise TypeError("all arguments must be str, not: %r" % (arg,))


def diff_bytes(dfunc, a, b, fromfile=b"", tofile=b"", fromfiledate=b"", tofiledate=b"", n=3,
               lineterm=b"\n"):
    """What dfunc, unified_diff or context_diff, gives for lines of bytes, of any encoding."""
    def decode(s):
        try:
            return s.decode("ascii", "surrogateescape")
        except AttributeError as error:
            raise TypeError(f"all arguments must be bytes, not {type(s).__name__} "
                            f"({s!r})") from error

    names = map(decode, (fromfile, tofile, fromfiledate, tofiledate))
    for line in dfunc([*map(decode, a)], [*map(decode, b)], *names, n, decode(lineterm)):
        yield line.encode("ascii", "surrogateescape")


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    r"""The differences of two sequences of lines as a Differ gives them.

    >>> print(''.join(ndiff(['one\n', 'two\n'], ['one\n'])), end='')
      one
    - two
    """
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    r"""The lines of the first or second text (which: 1 or 2) that ndiff() compared.

    >>> list(restore(ndiff(['one\n', 'two\n'], ['two\n', 'three\n']), 2))
    ['two\n', 'three\n']
    """
    try:
        tag = {1: "- ", 2: "+ "}[int(which)]
    except KeyError:
        raise ValueError("unknown delta choice (must be 1 or 2): %r" % which) from None
    for line in delta:
        if line[:2] in ("  ", tag):
            yield line[2:]


def __getattr__(name):
    """HtmlDiff is loaded when it is first asked for: hardly any program does."""
    if name in ("HtmlDiff", "_mdiff"):
        from _difflib_html import HtmlDiff, mdiff
        value = globals()[name] = HtmlDiff if name == "HtmlDiff" else mdiff
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
