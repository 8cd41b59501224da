"""re: the first line is a pattern, with a digit for the flags in front; the rest is the subject."""

import re

FLAGS = re.I, re.M, re.S, re.X, re.A, 0
EXPECTED = re.error, OverflowError, RecursionError, MemoryError, KeyboardInterrupt


def flags_of(number):
    flags = 0
    for bit, flag in enumerate(FLAGS):
        if number >> bit & 1:
            flags |= flag
    return flags


def check(match, subject):
    start, end = match.span()
    assert 0 <= start <= end <= len(subject), match.span()
    assert match.group() == subject[start:end]
    match.groups()
    match.groupdict()


def use(pattern, subject, empty):
    for match in (pattern.match(subject), pattern.search(subject), pattern.fullmatch(subject)):
        if match:
            check(match, subject)
    for match in pattern.finditer(subject):
        check(match, subject)
    pattern.split(subject)
    assert pattern.sub(lambda match: match.group(), subject) == subject
    pattern.subn(empty, subject, 3)


def fuzz(data):
    head, _, subject = data.partition(b"\n")
    flags = flags_of(head[0] & 63) if head else 0
    source = head[1:]
    try:
        use(re.compile(source, flags), subject, b"")
    except (*EXPECTED, ValueError):
        pass
    try:
        use(re.compile(source.decode(errors="replace"), flags), subject.decode(errors="replace"), "")
    except (*EXPECTED, ValueError):
        pass
    finally:
        re.purge()
