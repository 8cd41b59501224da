# re._parser makes trees of patterns as CPython's does; sre_parse and its like are its old names.
import contextlib
import hashlib
import io
import re
import re._compiler
import re._constants
import re._parser
import warnings

PATTERNS = [
    r"a|b", r"ab|ac", r"(?P<x>a)(?(x)b|c)", r"[a-z\d^]", r"[^a]", r"[^ab]", r"[a]", r"[][]",
    r"a*?b+c{2,3}d{4}e??", r"(?:ab)*", r"(?i:a)b", r"(?-i:a)", r"(?=a)(?!b)(?<=c)(?<!d)", r"(?!)",
    r"\b\B\A\Z^$.", r"(a)\1", r"(?>ab)a++b*+", r"a|b|[cd]", r"(?s).", r"\d\D\w\W\s\S", r"(?:a|)",
    r"\x41\u00e9\n\t\\", r"(?i)[a]|b", r"", r"()", r"a|ab|b", r"(?x) a b # c", r"[\w-]",
    r"(?#c)a", r"x{,3}", r"x{3,}", r"a{1}", r"(?:a){2}", r"abc|abd|ae", r"[\b]", r"[a-a]",
    r"((a)|b)*", r"(?:(?:ab)+)?", r"\0\07\101", r"(?x: a b)c d", "(?x)a\n#b|c\n|d", r"(?x)[ #]\ ",
    r"a{,}", r"a{}", r"a{x}", r"a{2", r"(?P<n>a)(?P=n)", r"\141|\1412", r"[a\-z]", r"[a-]",
    r"(?a:\w)", r"(?a)\w", r"\N{BULLET}", r"(b)(?(1)a)", r"(?:(?i:x)|y)*", r"a||b", r"\é", r"[aab]",
    r"(?<=ab|cd)e", r"(?s-i:.)", r"((?:a|b)c)+?", rb"(?L:\w)[\x80-\xff]", rb"\d|\x00",
]


def described(pattern):
    tree = re._parser.parse(pattern)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        tree.dump()
    state = tree.state
    return repr((tree, tree.getwidth(), state.flags, state.groups, state.groupdict,
                 printed.getvalue()))


print(re._parser.parse(r"(?P<x>a|bc)[^\d-]{2,}?(?(x)z|$)"))  # expect: [(SUBPATTERN, (1, 0, 0, [(BRANCH, (None, [[(LITERAL, 97)], [(LITERAL, 98), (LITERAL, 99)]]))])), (MIN_REPEAT, (2, MAXREPEAT, [(IN, [(NEGATE, None), (CATEGORY, CATEGORY_DIGIT), (LITERAL, 45)])])), (GROUPREF_EXISTS, (1, [(LITERAL, 122)], [(AT, AT_END)]))]
print(re._parser.parse(r"(a*)\1{3}|b").getwidth())  # expect: (0, 18446744073709551616)
for start in range(0, len(PATTERNS), 8):
    text = "\n".join(map(described, PATTERNS[start:start + 8]))
    print(start, hashlib.sha1(text.encode()).hexdigest())
# expect: 0 b3bafb23f18afc2c43833626dfb50789a3076f3c
# expect: 8 d60675fa2dd34f1b1d8b405a22b131ecbef098bf
# expect: 16 ff897dfd5f5880f6b36c544942a6bc2b6e1a08c6
# expect: 24 a6cd7815667b45e877f8502087e29bcfa418e789
# expect: 32 922930e5de64645a4bf019fe1100f02feeb98f65
# expect: 40 e6e82fad7d7104ae90b90dc2b92559e3e07cbaac
# expect: 48 ee3a36cd540b6d6829c67d0fd83334c9da6806de
# expect: 56 538897d315c7d42e67557f753ca3f1fed98c1b41
tree = re._parser.parse("ab", re.I)
tree.append(tree[0])
print(tree, len(tree), tree[1:], tree.state.flags)  # expect: [(LITERAL, 97), (LITERAL, 98), (LITERAL, 97)] 3 [(LITERAL, 98), (LITERAL, 97)] re.IGNORECASE|re.UNICODE
try:
    re._parser.parse("(a")
except re.error as error:
    print(error)  # expect: missing ), unterminated subpattern at position 0
print(re._constants.LITERAL, int(re._constants.IN), repr(re._constants.MAXREPEAT), re._constants.ATCODES)  # expect: LITERAL 13 MAXREPEAT [AT_BEGINNING, AT_BEGINNING_LINE, AT_BEGINNING_STRING, AT_BOUNDARY, AT_NON_BOUNDARY, AT_END, AT_END_LINE, AT_END_STRING, AT_LOC_BOUNDARY, AT_LOC_NON_BOUNDARY, AT_UNI_BOUNDARY, AT_UNI_NON_BOUNDARY]
print(re._compiler.compile("a+", re.I).fullmatch("aAa"))  # expect: <re.Match object; span=(0, 3), match='aAa'>
warnings.simplefilter("error")
for name in "sre_parse", "sre_compile", "sre_constants":
    try:
        __import__(name)
    except DeprecationWarning as warning:
        print(warning)
# expect: module 'sre_parse' is deprecated
# expect: module 'sre_compile' is deprecated
# expect: module 'sre_constants' is deprecated
warnings.simplefilter("ignore")
import sre_parse
print(sre_parse.parse is re._parser.parse, sre_parse.SUBPATTERN is re._constants.SUBPATTERN)  # expect: True True
