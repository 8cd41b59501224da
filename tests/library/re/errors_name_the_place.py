import re
def error(pattern):
    try:
        re.compile(pattern)
    except (re.PatternError, OverflowError, ValueError) as e:
        return f"{e}"
    return "none"
print(error("("), error(")"), error("["), error("*"), error("a**"), error("\\"), sep="; ")  # expect: missing ), unterminated subpattern at position 0; unbalanced parenthesis at position 0; unterminated character set at position 0; nothing to repeat at position 0; multiple repeat at position 2; bad escape (end of pattern) at position 0
print(error("(?P<a>.)(?P<a>.)"), error("(?P<1>a)"), error("(?P=x)"), error("(?P>x)"), sep="; ")  # expect: redefinition of group name 'a' as group 2; was group 1 at position 12; bad character in group name '1' at position 4; unknown group name 'x' at position 4; unknown extension ?P> at position 1
print(error("(?<a"), error("(?<=a*)b"), error("(?z)"), error("a(?i)"), error("(?i"), sep="; ")  # expect: unknown extension ?<a at position 1; look-behind requires fixed-width pattern; unknown extension ?z at position 1; global flags not at the start of the expression at position 1; missing -, : or ) at position 3
print(error(r"\1"), error(r"(\1)"), error(r"\q"), error(r"\x1"), error(r"\u12"), error(r"\400"), sep="; ")  # expect: invalid group reference 1 at position 1; cannot refer to an open group at position 1; bad escape \q at position 0; incomplete escape \x1 at position 0; incomplete escape \u12 at position 0; octal escape value \400 outside of range 0-0o377 at position 0
print(error("[z-a]"), error(r"[\w-a]"), error("a{2,1}"), error("a{99999999999}"), sep="; ")  # expect: bad character range z-a at position 1; bad character range \w-a at position 1; min repeat greater than max repeat at position 2; the repetition number is too large
print(error("(?(1)a|b|c)(x)"), error("(?(2)a)"), error("(?(x)a)"), error("(?#"), error("(?"), sep="; ")  # expect: conditional backref with more than two branches at position 8; invalid group reference 2 at position 3; unknown group name 'x' at position 3; missing ), unterminated comment at position 0; unexpected end of pattern at position 2
print(error(b"(?u)a"), error("(?L)a"), error("(?a-u:x)"), error("(?i-i:a)"), error(r"\N{nope}"), sep="; ")  # expect: bad inline flags: cannot use 'u' flag with a bytes pattern at position 3; bad inline flags: cannot use 'L' flag with a str pattern at position 3; bad inline flags: cannot turn off flags 'a', 'u' and 'L' at position 5; bad inline flags: flag turned on and off at position 5; undefined character name 'nope' at position 0
try:
    re.compile("a\n(b")
except re.PatternError as e:
    print(e, e.lineno, e.colno, e.pos, e.msg)  # expect: missing ), unterminated subpattern at position 2 (line 2, column 1) 2 1 2 missing ), unterminated subpattern
try:
    re.match("a", b"a")
except TypeError as e:
    print(e)  # expect: cannot use a string pattern on a bytes-like object
try:
    re.compile(b"a").match("a")
except TypeError as e:
    print(e)  # expect: cannot use a bytes pattern on a string-like object
try:
    re.match("a", 5)
except TypeError as e:
    print(e)  # expect: expected string or bytes-like object, got 'int'
try:
    re.compile(re.compile("a"), re.I)
except ValueError as e:
    print(e)  # expect: cannot process flags argument with a compiled pattern
try:
    re.match("a", "a").group(1)
except IndexError as e:
    print(e)  # expect: no such group
