"""Matching blocks, ratios, and the formats of differences."""
import difflib

a = "one\ntwo\nthree\nfour\nfive\n".splitlines(keepends=True)
b = "one\ntwoo\nthree\n4\nfive\nsix\n".splitlines(keepends=True)
print("".join(difflib.unified_diff(a, b, "a.txt", "b.txt", "now", n=1)))
# expect: --- a.txt	now
# expect: +++ b.txt
# expect: @@ -1,5 +1,6 @@
# expect:  one
# expect: -two
# expect: +twoo
# expect:  three
# expect: -four
# expect: +4
# expect:  five
# expect: +six
# expect: 
print("".join(difflib.context_diff(a, b, "a.txt", "b.txt", n=1)))
# expect: *** a.txt
# expect: --- b.txt
# expect: ***************
# expect: *** 1,5 ****
# expect:   one
# expect: ! two
# expect:   three
# expect: ! four
# expect:   five
# expect: --- 1,6 ----
# expect:   one
# expect: ! twoo
# expect:   three
# expect: ! 4
# expect:   five
# expect: + six
# expect: 
print("".join(difflib.ndiff(a, b)))
# expect:   one
# expect: - two
# expect: + twoo
# expect: ?    +
# expect:   three
# expect: - four
# expect: + 4
# expect:   five
# expect: + six
# expect: 
print("".join(difflib.restore(difflib.ndiff(a, b), 2)) == "".join(b))  # expect: True
s = difflib.SequenceMatcher(None, "qabxcd", "abycdf")
print(s.get_opcodes())  # expect: [('delete', 0, 1, 0, 0), ('equal', 1, 3, 0, 2), ('replace', 3, 4, 2, 3), ('equal', 4, 6, 3, 5), ('insert', 6, 6, 5, 6)]
print(s.get_matching_blocks(), s.ratio(), s.quick_ratio(), s.real_quick_ratio())  # expect: [Match(a=1, b=0, size=2), Match(a=4, b=3, size=2), Match(a=6, b=6, size=0)] 0.6666666666666666 0.6666666666666666 1.0
print(difflib.SequenceMatcher(lambda c: c == " ", " abcd", "abcd abcd").find_longest_match(0, 5, 0, 9))  # expect: Match(a=1, b=0, size=4)
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]))  # expect: ['apple', 'ape']
print(list(difflib.diff_bytes(difflib.unified_diff, [b"\xff"], [b"a"], b"x", b"y", lineterm=b"")))  # expect: [b'--- x', b'+++ y', b'@@ -1 +1 @@', b'-\xff', b'+a']
table = difflib.HtmlDiff().make_table(["same", "old text", "gone"], ["same", "new text"], "left", "right")
print(table.count("diff_chg"), table.count("diff_sub"), "left" in table)  # expect: 0 2 True
for call in (lambda: difflib.get_close_matches("x", [], n=0), lambda: difflib.get_close_matches("x", [], cutoff=2),
             lambda: list(difflib.unified_diff([b"x"], ["y"])), lambda: list(difflib.restore([], 3))):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
# expect: ValueError n must be > 0: 0
# expect: ValueError cutoff must be in [0.0, 1.0]: 2
# expect: TypeError lines to compare must be str, not bytes (b'x')
# expect: ValueError unknown delta choice (must be 1 or 2): 3
