"""Filename matching with shell patterns.

fnmatch(FILENAME, PATTERN) matches according to the local convention.
fnmatchcase(FILENAME, PATTERN) always takes case in account.

The functions operate by translating the pattern into a regular
expression.  They cache the compiled regular expressions for speed.

The function translate(PATTERN) returns a regular expression
corresponding to PATTERN.  (It does not compile it.)
"""

import functools
import os
import posixpath
import re

__all__ = ['filter', 'fnmatch', 'fnmatchcase', 'translate']


def fnmatch(name, pat):
    """Test whether FILENAME matches PATTERN.

    Patterns are Unix shell style:

    *       matches everything
    ?       matches any single character
    [seq]   matches any character in seq
    [!seq]  matches any char not in seq

    An initial period in FILENAME is not special.
    Both FILENAME and PATTERN are first case-normalized
    if the operating system requires it.
    If you don't want this, use fnmatchcase(FILENAME, PATTERN).
    """
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


@functools.lru_cache(maxsize=32768, typed=True)
def _compile_pattern(pat):
    if isinstance(pat, bytes):
        text = translate(str(pat, 'ISO-8859-1'))
        return re.compile(bytes(text, 'ISO-8859-1')).match
    return re.compile(translate(pat)).match


def filter(names, pat):
    """Construct a list from those elements of the iterable NAMES that match PAT."""
    pat = os.path.normcase(pat)
    match = _compile_pattern(pat)
    if os.path is posixpath:                # there names need not be normalized
        return [name for name in names if match(name)]
    return [name for name in names if match(os.path.normcase(name))]


def fnmatchcase(name, pat):
    """Test whether FILENAME matches PATTERN, including case.

    This is a version of fnmatch() which doesn't case-normalize
    its arguments.
    """
    return _compile_pattern(pat)(name) is not None


_STAR = object()


def translate(pat):
    """Translate a shell PATTERN to a regular expression.

    There is no way to quote meta-characters.
    """
    return _join_translated_parts(_translate(pat, _STAR, '.'), _STAR)


_re_setops_sub = re.compile(r'([&~|])').sub
_re_escape = functools.lru_cache(maxsize=512)(re.escape)


def _translate(pat, star, question_mark):
    """The parts of the expression, `star` standing for runs of *."""
    parts = []
    index = 0
    while index < len(pat):
        character = pat[index]
        index += 1
        if character == '*':
            if not (parts and parts[-1] is star):
                parts.append(star)
        elif character == '?':
            parts.append(question_mark)
        elif character != '[':
            parts.append(_re_escape(character))
        else:
            end = index                     # of the set: a ] that does not come first
            if pat[end:end + 1] == '!':
                end += 1
            if pat[end:end + 1] == ']':
                end += 1
            end = pat.find(']', end)
            if end < 0:
                parts.append('\\[')
            else:
                parts.append(_translate_set(pat[index:end]))
                index = end + 1
    return parts


def _translate_set(text):
    if '-' not in text:
        text = text.replace('\\', r'\\')
    else:
        text = '-'.join([chunk.replace('\\', r'\\').replace('-', r'\-')
                         for chunk in _split_ranges(text)])
    text = _re_setops_sub(r'\\\1', text)
    if not text:                            # an empty range matches nothing
        return '(?!)'
    if text == '!':                         # a negated empty range, everything
        return '.'
    if text[0] == '!':
        text = '^' + text[1:]
    elif text[0] in ('^', '['):
        text = '\\' + text
    return f'[{text}]'


def _split_ranges(text):
    """Splits at the hyphens of ranges; ranges that are empty are taken out."""
    chunks = []
    start = 0
    hyphen = text.find('-', 2 if text[0] == '!' else 1)
    while hyphen >= 0:
        chunks.append(text[start:hyphen])
        start = hyphen + 1
        hyphen = text.find('-', hyphen + 3)
    rest = text[start:]
    if rest:
        chunks.append(rest)
    else:
        chunks[-1] += '-'
    for index in range(len(chunks) - 1, 0, -1):
        if chunks[index - 1][-1] > chunks[index][0]:
            chunks[index - 1] = chunks[index - 1][:-1] + chunks[index][1:]
            del chunks[index]
    return chunks


def _join_translated_parts(parts, star):
    """The whole expression. What stands between two stars is found once, at its first place."""
    result = []
    index = 0
    while index < len(parts) and parts[index] is not star:
        result.append(parts[index])
        index += 1
    while index < len(parts):
        index += 1                          # the star
        start = index
        while index < len(parts) and parts[index] is not star:
            index += 1
        fixed = ''.join(parts[start:index])
        if index == len(parts):
            result.append('.*' + fixed)
        else:
            result.append(f'(?>.*?{fixed})')
    return rf"(?s:{''.join(result)})\Z"
