"""Paragraphs broken into lines.

A paragraph is split into chunks: words (broken after hyphens), dashes, and the spaces between
them. Lines are then filled with as many chunks as fit.
"""

import re

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

# US-ASCII whitespace only: no-break spaces must not break.
_whitespace = '\t\n\x0b\x0c\r '

_BLANK = f'[{re.escape(_whitespace)}]'
_NO_BLANK = '[^' + _BLANK[1:]
_LETTER = r'[^\d\W]'
_WORD_OR_PUNCTUATION = r'[\w!"\'&.,?]'


class TextWrapper:
    """Wraps paragraphs; what the module's functions take as keywords are its attributes.

    width              the longest a line may be
    initial_indent     put before the first line, and counted
    subsequent_indent  put before all others
    expand_tabs        tabs become spaces, up to columns of tabsize
    replace_whitespace other blanks, and tabs left, become a space each
    drop_whitespace    no spaces at the start and end of lines but for the first's indentation
    break_long_words   words longer than width are broken
    break_on_hyphens   lines may end after a hyphen within a word
    fix_sentence_endings  a single space behind a sentence becomes two, where recognized
    max_lines          the rest is cut off
    placeholder        put at the end if so
    """

    unicode_whitespace_trans = dict.fromkeys(map(ord, _whitespace), ord(' '))

    # "Hello/ /there/ /--/ /you/ /goof-/ball,/ /use/ /the/ /-b/ /option!"
    wordsep_re = re.compile(
        f'({_BLANK}+'
        # a dash between words
        rf'|(?<={_WORD_OR_PUNCTUATION})-{{2,}}(?=\w)'
        # a word: up to a hyphen within it, the next blank, or such a dash
        f'|{_NO_BLANK}+?(?:'
        f'-(?:(?<={_LETTER}{{2}}-)|(?<={_LETTER}-{_LETTER}-))(?={_LETTER}-?{_LETTER})'
        rf'|(?={_BLANK}|\Z)'
        rf'|(?<={_WORD_OR_PUNCTUATION})(?=-{{2,}}\w)))')
    # As above, but only blanks separate.
    wordsep_simple_re = re.compile(f'({_BLANK}+)')
    # The end of a sentence: a lower-case letter, its punctuation, perhaps a closing quote.
    sentence_end_re = re.compile(r'[a-z][\.\!\?][\"\']?\Z')

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=' [...]'):
        self.width, self.max_lines, self.placeholder = width, max_lines, placeholder
        self.initial_indent, self.subsequent_indent = initial_indent, subsequent_indent
        self.expand_tabs, self.tabsize = expand_tabs, tabsize
        self.replace_whitespace, self.drop_whitespace = replace_whitespace, drop_whitespace
        self.break_long_words, self.break_on_hyphens = break_long_words, break_on_hyphens
        self.fix_sentence_endings = fix_sentence_endings

    # ---- for subclasses to override ----

    def _munge_whitespace(self, text):
        """The text with its blanks made spaces, as the attributes say."""
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        return text

    def _split(self, text):
        """What lines are made of: words, parts of them up to a hyphen, and the blanks between."""
        separator = self.wordsep_re if self.break_on_hyphens else self.wordsep_simple_re
        return [chunk for chunk in separator.split(text) if chunk]

    def _fix_sentence_endings(self, chunks):
        """Make a single space behind the end of a sentence two."""
        index = 0
        while index < len(chunks) - 1:
            if chunks[index + 1] == ' ' and self.sentence_end_re.search(chunks[index]):
                chunks[index + 1] = '  '
                index += 1
            index += 1

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """Take of a chunk that is longer than a line what the line has room for."""
        room = width - cur_len if width >= 1 else 1
        chunk = reversed_chunks[-1]
        if self.break_long_words:
            end = room
            if self.break_on_hyphens and len(chunk) > room:
                # After the last hyphen that fits, if there is more than hyphens before it.
                hyphen = chunk.rfind('-', 0, room)
                if hyphen > 0 and chunk[:hyphen].strip('-'):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            # It overflows, on a line of its own.
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        """The lines that chunks fill."""
        if self.width <= 0:
            raise ValueError(f'invalid width {self.width!r} (must be > 0)')
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')

        lines = []
        chunks.reverse()                    # popped from the end
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and chunks[-1].strip() == '':
                del chunks[-1]

            line = []
            length = 0
            while chunks and length + len(chunks[-1]) <= width:
                length += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                self._handle_long_word(chunks, line, length, width)
                length = sum(map(len, line))
            if self.drop_whitespace and line and line[-1].strip() == '':
                length -= len(line.pop())
            if not line:
                continue

            if self._may_add_line(lines, chunks, length, width):
                lines.append(indent + ''.join(line))
            else:
                self._truncate(lines, line, length, width, indent)
                break
        return lines

    def _may_add_line(self, lines, rest, length, width):
        if self.max_lines is None or len(lines) + 1 < self.max_lines:
            return True
        is_last = not rest or self.drop_whitespace and len(rest) == 1 and not rest[0].strip()
        return is_last and length <= width

    def _truncate(self, lines, line, length, width, indent):
        """The last line there may be, with the placeholder behind what fits before it."""
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                line.append(self.placeholder)
                lines.append(indent + ''.join(line))
                return
            length -= len(line.pop())
        if lines:
            before = lines[-1].rstrip()
            if len(before) + len(self.placeholder) <= self.width:
                lines[-1] = before + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    # ---- public ----

    def wrap(self, text):
        """The lines that a paragraph fills."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """A paragraph as a text of such lines."""
        return '\n'.join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """The lines, of at most width columns, that a paragraph fills; for keywords see TextWrapper."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """A paragraph as a text of lines of at most width columns; for keywords see TextWrapper."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The text as one line of at most width columns; words at its end give way to a placeholder.

    >>> shorten('Hello  there world', width=11)
    'Hello [...]'
    """
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


_blank_line_re = re.compile('^[ \t]+$', re.MULTILINE)
_margin_re = re.compile('(^[ \t]*)(?:[^ \t\n])', re.MULTILINE)


def dedent(text):
    """The text without the blanks that all its lines begin with; lines of blanks become empty.

    Tabs and spaces are different.
    """
    text = _blank_line_re.sub('', text)
    margins = _margin_re.findall(text)
    if not margins:
        return text
    # The common part of the smallest and the largest is common to all.
    smallest, largest = min(margins), max(margins)
    length = 0
    for one, other in zip(smallest, largest):
        if one != other:
            break
        length += 1
    if length:
        text = re.sub('(?m)^' + smallest[:length], '', text)
    return text


def indent(text, prefix, predicate=None):
    """The text with a prefix before each line for which predicate(line) holds.

    Without a predicate these are the lines that are not blank.
    """
    lines = text.splitlines(True)
    if predicate is None:
        return ''.join([prefix + line if line.strip() else line for line in lines])
    return ''.join([prefix + line if predicate(line) else line for line in lines])


if __name__ == "__main__":
    print(dedent("Hello there.\n  This is indented."))
