# re.Scanner: its one pattern has a group for each rule; groups inside a rule are counted from 1 again,
# so those of one number overwrite each other.
import re


def seen(scanner, text):
    found = scanner.match
    return text, found.groups(), found.lastindex, found.span(1)


scanner = re.Scanner([(r"(\w)(\d)", seen), (r"(?P<x>\s)+", seen), (r"\((a)\1\)", seen)])
tokens, rest = scanner.scan("a1 b2(aa)!")
for token in tokens:
    print(token)
# expect: ('a1', ('a1', '1', None), 1, (0, 2))
# expect: (' ', (' ', ' ', None), 2, (2, 3))
# expect: ('b2', ('b2', '2', None), 1, (3, 5))
# expect: ('(aa)', ('a', None, '(aa)'), 3, (6, 7))
print(rest, scanner.scanner.groups, scanner.scanner.groupindex, scanner.scanner.pattern)
# expect: ! 3 {} None
print(re.Scanner([(r"x(a)", seen)]).scan("xaxa"))
# expect: ([('xa', ('a',), 1, (1, 2)), ('xa', ('a',), 1, (3, 4))], '')
for found in iter(scanner.scanner.scanner("-a1").search, None):
    print(found.lastindex, found.span())        # expect: 1 (1, 3)

print(re.Scanner([(r"[a-z]+", 1), (r"\d+", None), (r"\s", 3)], re.I).scan("ab12 CD"))
# expect: ([1, 3, 1], '')
print(re.Scanner([(r"(?i)x", 1), ("y", 2)]).scan("yX"))         # expect: ([2], 'X')
print(re.Scanner([(r"\w+", 1)]).scan("aé"))                     # expect: ([1], 'é')
print(re.Scanner([(r"x*", 1)]).scan("xxy"))                     # expect: ([1], 'y')
print(re.Scanner([(rb"a", 1), (rb"b+", 2)]).scan(b"abba"))      # expect: ([1, 2, 1], b'')
print(re.Scanner([(r"(x)(?(1)y|z)", 1)]).scan("xyxy"))          # expect: ([1, 1], '')
for lexicon in [("a", 1), ("(b", 2)], [("a", 1), ("b)", 2)], [(r"\2", 1), ("(b)", 2)]:
    try:
        re.Scanner(lexicon)
    except re.error as error:
        print(error)
# expect: missing ), unterminated subpattern at position 0
# expect: unbalanced parenthesis at position 1
# expect: invalid group reference 2 at position 1
