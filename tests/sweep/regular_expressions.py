import re
print(re.findall(r"(\w+)=(\d+)", "a=1, bb=22"), re.sub(r"\s+", lambda m: str(len(m[0])), "a  b   c"), re.split("[,;]", "a,b;c"))
m = re.match(r"(?P<year>\d{4})-(?P<m>\d\d)", "2024-05-06"); print(m.groupdict(), m.span("m"), m.expand(r"\2/\1"), m.lastgroup)
print(re.fullmatch("(a|b)*c", "ababc"), re.search(r"(?<=x)y(?!z)", "xyz xya").start(), [m.group() for m in re.finditer("(?i)[a-c]+", "ABCdab")])
try:
    re.compile("(unclosed")
except re.error as error:
    print(error)
print(re.escape("a.b*"), re.compile("x", re.M | re.S).flags, re.sub(r"(a)(b)?", r"[\1\2]", "abaa"))
