# re._parser is internal, but packages read patterns with it.
import re
import warnings

import re._constants as constants
import re._parser as parser

print(parser.parse(r"(?P<a>x)(?i:b)(?:cd)+?[^a][a-c\d]\1(?(a)y|z)").data)
# expect: [(SUBPATTERN, (1, 0, 0, [(LITERAL, 120)])), (SUBPATTERN, (None, 2, 0, [(LITERAL, 98)])), (MIN_REPEAT, (1, MAXREPEAT, [(LITERAL, 99), (LITERAL, 100)])), (NOT_LITERAL, 97), (IN, [(RANGE, (97, 99)), (CATEGORY, CATEGORY_DIGIT)]), (GROUPREF, 1), (GROUPREF_EXISTS, (1, [(LITERAL, 121)], [(LITERAL, 122)]))]
print(parser.parse(r"(?=q)(?<!w)(?>at)^$\b\Z.|e*+|\W").data)
# expect: [(BRANCH, (None, [[(ASSERT, (1, [(LITERAL, 113)])), (ASSERT_NOT, (-1, [(LITERAL, 119)])), (ATOMIC_GROUP, [(LITERAL, 97), (LITERAL, 116)]), (AT, AT_BEGINNING), (AT, AT_END), (AT, AT_BOUNDARY), (AT, AT_END_STRING), (ANY, None)], [(POSSESSIVE_REPEAT, (0, MAXREPEAT, [(LITERAL, 101)]))], [(IN, [(CATEGORY, CATEGORY_NOT_WORD)])]]))]
print(parser.parse("").data, parser.parse(b"(?!)").data)  # expect: [] [(FAILURE, ())]

tree = parser.parse("(?i)(a|bc)(?P<n>b{2,3})")
print(tree.state.flags, tree.state.groupdict, tree.state.groups)  # expect: 34 {'n': 2} 3
print(tree.state.groupwidths, tree.getwidth(), len(tree))  # expect: [None, (1, 2), (2, 3)] (3, 5) 2
print(parser.parse("a*").getwidth())  # expect: (0, 18446744073709551616)
print(parser.parse(r"(ab?)\1{2}x??").getwidth())  # expect: (3, 7)
tree.dump()  # expect: SUBPATTERN 1 0 0
             # expect:   BRANCH
             # expect:     LITERAL 97
             # expect:   OR
             # expect:     LITERAL 98
             # expect:     LITERAL 99
             # expect: SUBPATTERN 2 0 0
             # expect:   MAX_REPEAT 2 3
             # expect:     LITERAL 98

print(tree[0][0] is constants.SUBPATTERN, repr(tree[1:]))
# expect: True [(SUBPATTERN, (2, 0, 0, [(MAX_REPEAT, (2, 3, [(LITERAL, 98)]))]))]
print(int(constants.MAXREPEAT), constants.MAXREPEAT, re._parser is parser)  # expect: 4294967295 MAXREPEAT True
try:
    parser.parse("a(")
except constants.error as error:
    print(error)  # expect: missing ), unterminated subpattern at position 1
print(re._compiler.compile("A", re.I).search("bab"))  # expect: <re.Match object; span=(1, 2), match='a'>
