import re
m = re.match(r"(?P<year>\d+)-(?P<month>\d+)", "2024-05 x")
print(m, m.groups(), m.groupdict(), m.span("month"), m["year"], m.lastgroup, m.lastindex, m.re.groups)  # expect: <re.Match object; span=(0, 7), match='2024-05'> ('2024', '05') {'year': '2024', 'month': '05'} (5, 7) 2024 month 2 2
print(re.search("b+", "aabbb").span(), re.fullmatch("a+", "aab"), re.match("b", "ab"), re.search("", "x"))  # expect: (2, 5) None None <re.Match object; span=(0, 0), match=''>
print(re.findall(r"\w+", "one two, three"), re.findall(r"(a)(b)?", "abaa"), re.findall("x*", "axb"))  # expect: ['one', 'two', 'three'] [('a', 'b'), ('a', ''), ('a', '')] ['', 'x', '', '']
print([m.span() for m in re.finditer("a|", "aba")], re.split(r"(,)\s*", "a, b,c"), re.split("x*", "axb"))  # expect: [(0, 1), (1, 1), (2, 3), (3, 3)] ['a', ',', 'b', ',', 'c'] ['', 'a', '', 'b', '']
print(re.match("(a)|(b)", "b").groups("-"), re.match("(a)?", "").start(1), re.match("a", "a").regs)  # expect: ('-', 'b') -1 ((0, 1),)
print(re.findall(r"(?i)straße|É", "STRASSE STRAßE é"), re.findall(r"(?i)ſ", "sSſ"), re.findall(r"(?ia)k", "kK\u212a"))  # expect: ['STRAßE', 'é'] ['s', 'S', 'ſ'] ['k', 'K']
print(re.findall(r"(?m)^\w", "a\nb"), re.findall(r"(?s).", "a\n"), re.findall(r"(?x) a  # comment", "aa"))  # expect: ['a', 'b'] ['a', '\n'] ['a', 'a']
print(re.findall(r"(?<=a)b|(?<!a)c", "abcac"), re.findall(r"a(?=b)|b(?!c)", "abcabd"), re.findall(r"(\w)\1", "aabbc"))  # expect: ['b', 'c'] ['a', 'a', 'b'] ['a', 'b']
print(re.match(r"(a)?(?(1)b|c)", "ab").span(), re.match(r"(?>a+)ab", "aaab"), re.match(r"a++b", "aab").span())  # expect: (0, 2) None (0, 3)
print(re.match(r"(a*)*", "aa").groups(), re.match(r"(|a)+", "aaa").span(), re.match(r"(?:(a)|b)*", "ab").groups())  # expect: ('',) (0, 0) ('a',)
print(re.match(r"(a|ab)(c|bcd)(d*)", "abcd").groups(), re.findall(r"<.*?>", "<a><b>"), re.match(r"a{2,3}?", "aaaa").end())  # expect: ('a', 'bcd', '') ['<a>', '<b>'] 2
print(re.findall(rb"\w+", b"ab \xe9"), re.compile(rb"a").match(b"a", 0), re.search(r"\bfoo\b", "a foo b").start())  # expect: [b'ab'] <re.Match object; span=(0, 1), match=b'a'> 2
print(re.compile("b").match("abc", 1).span(), re.compile("c$").search("abcd", 0, 3).span(), re.compile("^b").match("ab", 1))  # expect: (1, 2) (2, 3) None
print(re.compile("a", re.I | re.M), re.I | re.M, re.compile("a").flags, re.compile(b"a").flags, re.NOFLAG, ~re.I)  # expect: re.compile('a', re.IGNORECASE|re.MULTILINE) re.IGNORECASE|re.MULTILINE 32 0 re.NOFLAG re.ASCII|re.LOCALE|re.UNICODE|re.MULTILINE|re.DOTALL|re.VERBOSE|re.DEBUG|0x1
print(re.compile("(?P<a>.)(.)").groupindex, re.compile("a") == re.compile("a"), re.escape("a.b-c d"), re.escape(b"$"))  # expect: {'a': 1} True a\.b\-c\ d b'\\$'
scanner = re.Scanner([(r"\d+", lambda s, t: int(t)), (r"\w+", lambda s, t: t), (r"\s+", None)])
print(scanner.scan("12 ab 3?"))  # expect: ([12, 'ab', 3], '?')
import copy
p = re.compile("x")
print(copy.copy(p) is p, copy.deepcopy(p) is p, hash(p) == hash(re.compile("x")))  # expect: True True True
