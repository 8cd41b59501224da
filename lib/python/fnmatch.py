"""Names and patterns of the shell: * for anything, ? for a character, [abc] for one of some.

fnmatch() compares as the file system does, fnmatchcase() exactly; filter() keeps what fits.
Patterns become regular expressions (translate()), which are kept.
"""

import functools
import os
import posixpath
import re

__all__ = ['filter', 'fnmatch', 'fnmatchcase', 'translate']


def fnmatch(name, pat):
    """Does the name fit the pattern? Compared as the file system compares names."""
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


@functools.lru_cache(maxsize=32768, typed=True)
def _compile_pattern(pat):
    if isinstance(pat, bytes):
        text = translate(str(pat, 'ISO-8859-1'))
        return re.compile(bytes(text, 'ISO-8859-1')).match
    return re.compile(translate(pat)).match


def filter(names, pat):
    """The names that fit the pattern."""
    pat = os.path.normcase(pat)
    match = _compile_pattern(pat)
    if os.path is posixpath:                # there names need not be normalized
        return [name for name in names if match(name)]
    return [name for name in names if match(os.path.normcase(name))]


def fnmatchcase(name, pat):
    """Does the name fit the pattern? "A" is not "a", whatever the file system says."""
    return _compile_pattern(pat)(name) is not None


_STAR = object()


def translate(pat):
    """The pattern as a regular expression. Brackets alone can quote what is special in it."""
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
